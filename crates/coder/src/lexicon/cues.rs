//! What carries a statement (`en/cues.toml`): verbs, nouns, adjectives and phrases with their act and
//! the places where their content may stand.

use serde::Deserialize;
use toml::Spanned;

use super::frames::{Example, Pos, Slot};
use super::lines::Lines;
use super::map::Map;
use super::{LexiconError, Source};
use crate::record::Act;

/// Where the content of a cue may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentAt {
    /// A direct quotation beside the cue.
    Quote,
    /// A finite clause.
    That,
    /// An infinitive.
    To,
    /// An embedded question.
    Wh,
    /// A gerund.
    Ing,
    /// The direct object.
    Object,
    /// The direct object with the infinitive that it is to do ("expect *the council to vote*").
    ObjectTo,
    /// The direct object with the phrases behind it ("criticized *him for his silence*").
    Rest,
    /// An object or complement with a quotation in it.
    Quoted,
    /// What the object is called ("called him *a liar*").
    Predicate,
    /// The subject of a passive with its agent ("*the plan* was rejected by Kyiv").
    Subject,
    /// The rest of the clause that a phrase stands in.
    Clause,
    /// What a preposition governs, with the preposition.
    Prep(Box<str>),
}

/// A sense of a cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// What the saying does.
    pub act: Act,
    /// Where its content may stand, best first.
    pub content: Vec<ContentAt>,
    /// Slots of who is told.
    pub addressee: Vec<Slot>,
    /// Whether it relays a view and not words.
    pub attitude: bool,
    /// Whether whoever has the view is what the verb is done to ("was *concerned* that").
    pub felt: bool,
    /// Whether a direct quotation may stand with it in any order.
    pub bare: bool,
    /// Verbs that carry its nouns.
    pub light: Vec<Box<str>>,
    /// Head lemmas of what may say it; anybody when empty ("a *poll* shows").
    pub speakers: Vec<Box<str>>,
    /// File and line.
    pub origin: (String, usize),
    /// Sentences with what they must give.
    pub examples: Vec<Example>,
}

/// A word that is the head of a cue, and the words that it needs besides.
#[derive(Clone, Debug)]
pub struct CueWords {
    /// Further words in order.
    pub rest: Vec<Box<str>>,
    /// Number of the cue.
    pub cue: usize,
}

/// All cues.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    /// For verbs, nouns and adjectives: head lemma to cues.
    index: [Map<Box<str>, Vec<CueWords>>; 3],
    /// First word of a phrase to phrases.
    phrases: Map<Box<str>, Vec<CueWords>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cue: Vec<Spanned<RawCue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    light: Vec<Box<str>>,
    #[serde(default)]
    speakers: Vec<Box<str>>,
    act: Act,
    content: Vec<String>,
    #[serde(default)]
    addressee: Vec<String>,
    #[serde(default)]
    attitude: bool,
    #[serde(default)]
    felt: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
}

impl Cues {
    /// Reads cue files; a user's own come first.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(files: &[&Source]) -> Result<Self, LexiconError> {
        let mut out = Self::default();
        for source in files {
            out.load_file(source)?;
        }
        Ok(out)
    }

    fn load_file(&mut self, source: &Source) -> Result<(), LexiconError> {
        let file: File =
            toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
        let lines = Lines::of(&source.text);
        for raw in file.cue {
            let line = lines.line(raw.span().start);
            let raw = raw.into_inner();
            if raw.content.is_empty() || raw.examples.is_empty() {
                let what = "a cue needs `content` and an example, which is its test".to_owned();
                return Err(LexiconError::Row { file: source.path.clone(), line, what });
            }
            let number = self.cues.len();
            for (pos, list) in [(Pos::Verb, &raw.verbs), (Pos::Noun, &raw.nouns), (Pos::Adjective, &raw.adjectives)] {
                for words in list {
                    add(&mut self.index[pos as usize], words, number);
                }
            }
            raw.phrases.iter().for_each(|words| add(&mut self.phrases, words, number));
            self.cues.push(Cue {
                act: raw.act,
                content: raw.content.iter().map(|c| content_at(c)).collect(),
                addressee: raw.addressee.iter().map(|s| Slot::parse(s)).collect(),
                attitude: raw.attitude,
                felt: raw.felt,
                bare: raw.bare,
                speakers: raw.speakers,
                light: raw.light,
                origin: (source.path.clone(), line),
                examples: raw
                    .examples
                    .iter()
                    .map(|e| Example { line: lines.line(e.span().start), text: e.get_ref().clone() })
                    .collect(),
            });
        }
        Ok(())
    }

    /// Whether a verb alone carries what was said.
    #[must_use]
    pub fn says_clauses(&self, verb: &str) -> bool {
        self.of(Pos::Verb, verb).iter().any(|c| c.rest.is_empty() && self.get(c.cue).bare)
    }

    /// Whether a verb that tells nobody in particular may have a clause for what is said or thought ("fear").
    #[must_use]
    pub fn may_say_clause(&self, verb: &str) -> bool {
        let alone = || self.of(Pos::Verb, verb).iter().filter(|c| c.rest.is_empty()).map(|c| self.get(c.cue));
        alone().any(|c| c.content.contains(&ContentAt::That)) && alone().all(|c| c.addressee.is_empty())
    }

    /// Whether a verb carries what was said in a clause or a quotation and takes no object ("say").
    #[must_use]
    pub fn says_only_clauses(&self, verb: &str) -> bool {
        let object =
            |at: &ContentAt| !matches!(at, ContentAt::Quote | ContentAt::That | ContentAt::Wh | ContentAt::Quoted);
        let mut alone =
            self.of(Pos::Verb, verb).iter().filter(|c| c.rest.is_empty()).map(|c| self.get(c.cue)).peekable();
        alone.peek().is_some()
            && alone.all(|c| {
                c.addressee.is_empty() && c.content.contains(&ContentAt::That) && !c.content.iter().any(object)
            })
    }

    /// The cues whose head word is `lemma`.
    #[must_use]
    pub fn of(&self, pos: Pos, lemma: &str) -> &[CueWords] {
        self.index[pos as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The phrases that begin with a word.
    #[must_use]
    pub fn phrases(&self, first: &str) -> &[CueWords] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// A cue by its number.
    #[must_use]
    pub fn get(&self, number: usize) -> &Cue {
        &self.cues[number]
    }

    /// All cues.
    #[must_use]
    pub fn all(&self) -> &[Cue] {
        &self.cues
    }
}

fn add(index: &mut Map<Box<str>, Vec<CueWords>>, words: &str, cue: usize) {
    let mut words = words.split_whitespace().map(Box::from);
    if let Some(head) = words.next() {
        index.entry(head).or_default().push(CueWords { rest: words.collect(), cue });
    }
}

fn content_at(text: &str) -> ContentAt {
    match text {
        "quote" => ContentAt::Quote,
        "that" => ContentAt::That,
        "to" => ContentAt::To,
        "wh" => ContentAt::Wh,
        "ing" => ContentAt::Ing,
        "obj" => ContentAt::Object,
        "obj to" => ContentAt::ObjectTo,
        "rest" => ContentAt::Rest,
        "quoted" => ContentAt::Quoted,
        "predicate" => ContentAt::Predicate,
        "subj" => ContentAt::Subject,
        "clause" => ContentAt::Clause,
        preposition => ContentAt::Prep(preposition.into()),
    }
}
