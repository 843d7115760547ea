//! Frames: what a predicate means politically, which grammatical roles give whom, and what it does
//! to an act below it. The form of the files is described in `data/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::lines::Lines;
use super::map::{Map, Set};
use super::table::rows;
use super::{LexiconError, Source};
use crate::lexicon::ontology::Ontology;
use crate::record::{Stance, Status};

/// What sort of word carries a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pos {
    /// A verb.
    Verb,
    /// An event noun.
    Noun,
    /// A predicative adjective.
    Adjective,
}

/// A grammatical role, named for the active verb.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Subject.
    Subj,
    /// Direct object.
    Obj,
    /// Indirect object.
    Iobj,
    /// Possessor.
    Poss,
    /// Complement clause.
    Comp,
    /// Whoever is reported to say the clause.
    Speaker,
    /// Of a noun that a verb has beside it ("flew there in *search* of"): the verb's subject.
    Doer,
    /// ... and what is done there ("was proposed with the *backing* of Kenya").
    Clause,
    /// What was spoken of before ("Kenya *agreed*").
    Unsaid,
    /// The light verb that carries a noun ("*impose* sanctions").
    Light,
    /// What a preposition governs.
    Prep(Box<str>),
}

impl Slot {
    /// The slot of this name; any other word is a preposition.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "poss" => Self::Poss,
            "comp" => Self::Comp,
            "speaker" => Self::Speaker,
            "doer" => Self::Doer,
            "clause" => Self::Clause,
            "unsaid" => Self::Unsaid,
            "light" => Self::Light,
            preposition => Self::Prep(preposition.into()),
        }
    }
}

/// What a test asks of the filler of its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A head lemma.
    Lemma(Box<str>),
    /// A list of head lemmas, by its number in [`Frames::class`].
    Class(usize),
    /// A person.
    Person,
    /// A state or its government.
    State,
    /// Any actor.
    Actor,
    /// A place.
    Place,
    /// A clause whose subject is the predicate's own.
    Own,
    /// Actors of several states.
    Several,
    /// Such a clause that says what will be done.
    Will,
    /// A clause that says what its subject is to do.
    Ought,
    /// A bare participle: what is to be done to the object.
    Done,
    /// A clause that is denied.
    Negated,
    /// A passive that names no doer and depends on a condition, done to somebody else.
    Menace,
    /// Something.
    Any,
    /// Nothing.
    Nothing,
    /// A complement clause of this sort.
    Clause(Clause),
}

/// Sorts of complement clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    /// Infinitive with *to*.
    To,
    /// Finite, with or without *that*.
    That,
    /// Gerund.
    Ing,
    /// Embedded question.
    Wh,
}

/// Where a test looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestAt {
    /// At the filler of a slot.
    Slot(Slot),
    /// At adjectives and compounds on the predicate or its object.
    Modifier,
    /// At those on the filler of a slot.
    ModifierOf(Slot),
}

/// One test of a frame: an alternative has to hold, and none that is excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Where it looks.
    pub at: TestAt,
    /// Alternatives, of which one has to hold; none at all when only exclusions are named.
    pub wanted: Vec<Wanted>,
    /// None of these may hold.
    pub excluded: Vec<Wanted>,
}

/// A sense of its predicates.
#[derive(Clone, Debug)]
pub struct Frame {
    /// File and line, for `--explain` and for faults.
    pub origin: (String, usize),
    /// Whether a user wrote it: it goes before all of ours whose tests hold as well.
    pub own: bool,
    /// Verbs that only carry the frame's nouns.
    pub light: Vec<Box<str>>,
    /// PLOVER type; `None` when it only changes the act below.
    pub kind: Option<Box<str>>,
    /// PLOVER mode.
    pub mode: Option<Box<str>>,
    /// CAMEO code.
    pub cameo: Option<Box<str>>,
    /// Slots of who acts, best first.
    pub actor: Vec<Slot>,
    /// Slots of to whom.
    pub recipient: Vec<Slot>,
    /// Whether all filled actor slots act together.
    pub joint: bool,
    /// Tests that all have to hold.
    pub tests: Vec<Test>,
    /// Where the act below stands.
    pub act: Vec<Slot>,
    /// Types of which the act below has to be one.
    pub over: Vec<Box<str>>,
    /// What becomes of the act itself, where its words do not say ("is *due in* Muscat").
    pub status: Option<Status>,
    /// What becomes of the act below.
    pub below: Option<Status>,
    /// Who does the act below, if it does not say.
    pub control: Option<Slot>,
    /// Whether mode and code follow the act below.
    pub mode_from_below: bool,
    /// The position that the predicate shows.
    pub stance: Option<Stance>,
    /// What the position is on.
    pub theme: Vec<Slot>,
    /// Whether it shows nothing but a position, beside the sense that says what is done.
    pub beside: bool,
    /// Whether that lies in what is done, not in words or a state of mind.
    pub done: bool,
    /// Sentences with what they must give.
    pub examples: Vec<Example>,
}

impl Frame {
    /// "ordered X *to*": whether the object is who is to do the act below.
    #[must_use]
    pub fn controls_object(&self) -> bool {
        self.control == Some(Slot::Obj)
    }

    /// Whether the subject is one of those who act.
    #[must_use]
    pub fn names_subject(&self) -> bool {
        self.actor.contains(&Slot::Subj) || self.control == Some(Slot::Subj)
    }
}

/// A test sentence of a frame.
#[derive(Clone, Debug)]
pub struct Example {
    /// Line in the frame's file.
    pub line: usize,
    /// The whole text: sentence, `=>`, expectation.
    pub text: String,
}

/// A predicate of a frame: its head word is the key of the index, these further words have to be there.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// Words before a noun: adjectives and compounds.
    pub before: Vec<Box<str>>,
    /// Further words: particles, prepositions, fixed nouns.
    pub rest: Vec<Box<str>>,
    /// Number of the frame.
    pub frame: usize,
}

/// All frames.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    frames: Vec<Frame>,
    /// For verbs, nouns and adjectives: head lemma to predicates.
    index: [Map<Box<str>, Vec<Predicate>>; 3],
    light: Set<Box<str>>,
    /// Event nouns and the verbs whose frames they carry.
    nominalizations: Map<Box<str>, Box<str>>,
    classes: Vec<Set<Box<str>>>,
    class_names: Map<String, usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    frame: Vec<Spanned<RawFrame>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    light: Vec<Box<str>>,
    #[serde(rename = "type")]
    kind: Option<Box<str>>,
    mode: Option<Box<str>>,
    cameo: Option<Box<str>>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    joint: bool,
    #[serde(default)]
    when: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    act: Vec<String>,
    #[serde(default)]
    over: Vec<Box<str>>,
    status: Option<Status>,
    below: Option<Status>,
    control: Option<String>,
    mode_from: Option<String>,
    stance: Option<Stance>,
    #[serde(default)]
    theme: Vec<String>,
    #[serde(default)]
    beside: bool,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    examples: Vec<Spanned<String>>,
}

impl Frames {
    /// Reads class and frame files; a user's own frames come first and win wherever their tests hold.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(
        classes: &[&Source],
        files: &[&Source],
        nominalizations: &[&Source],
        ontology: &Ontology,
    ) -> Result<Self, LexiconError> {
        let mut frames = Self::default();
        for source in classes {
            frames.load_classes(source)?;
        }
        for source in files {
            frames.load_file(source, ontology)?;
        }
        for source in nominalizations {
            frames.load_nominalizations(source)?;
        }
        Ok(frames)
    }

    fn load_nominalizations(&mut self, source: &Source) -> Result<(), LexiconError> {
        for row in rows(&source.path, &source.text, &["noun", "verb"])? {
            let row = row?;
            let (noun, verb) = (row.cell(0), row.cell(1));
            if self.of(Pos::Verb, verb).is_empty() {
                return Err(row.fault(format!("no frame has the verb {verb:?}: write one, or take the row out")));
            }
            self.nominalizations.entry(noun.into()).or_insert_with(|| verb.into());
        }
        Ok(())
    }

    fn load_classes(&mut self, source: &Source) -> Result<(), LexiconError> {
        let lists: BTreeMap<String, Vec<Box<str>>> =
            toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
        for (name, lemmas) in lists {
            let next = self.classes.len();
            let number = *self.class_names.entry(name).or_insert(next);
            if number == next {
                self.classes.push(Set::default());
            }
            self.classes[number].extend(lemmas);
        }
        Ok(())
    }

    fn load_file(&mut self, source: &Source, ontology: &Ontology) -> Result<(), LexiconError> {
        let file: File =
            toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
        let lines = Lines::of(&source.text);
        for raw in file.frame {
            let line = lines.line(raw.span().start);
            let fault = |what: String| LexiconError::Row { file: source.path.clone(), line, what };
            let raw = raw.into_inner();
            if let Some(kind) = &raw.kind {
                ontology.check(kind, raw.mode.as_deref(), raw.cameo.as_deref()).map_err(fault)?;
            } else if raw.below.is_none() && raw.stance.is_none() {
                return Err(fault("a frame needs a `type`, or `below`, or a `stance`".into()));
            }
            if raw.beside && (raw.stance.is_none() || raw.kind.is_some() || raw.below.is_some()) {
                return Err(fault(
                    "a frame that stands `beside` others has a `stance`, and no `type` or `below`".into(),
                ));
            }
            for kind in &raw.over {
                ontology.check(kind, None, None).map_err(fault)?;
            }
            if raw.examples.is_empty() {
                return Err(fault("a frame needs an example, which is its test".into()));
            }
            let number = self.frames.len();
            let examples = raw
                .examples
                .iter()
                .map(|e| Example { line: lines.line(e.span().start), text: e.get_ref().clone() })
                .collect();
            let tests = raw
                .when
                .iter()
                .map(|(at, alternatives)| self.test(at, alternatives))
                .collect::<Result<_, _>>()
                .map_err(fault)?;
            let slots = |names: &[String]| names.iter().map(|s| Slot::parse(s)).collect::<Vec<_>>();
            self.frames.push(Frame {
                origin: (source.path.clone(), line),
                own: source.own,
                light: raw.light.clone(),
                kind: raw.kind,
                mode: raw.mode,
                cameo: raw.cameo,
                actor: slots(&raw.actor),
                recipient: slots(&raw.recipient),
                joint: raw.joint,
                tests,
                act: slots(&raw.act),
                over: raw.over,
                status: raw.status,
                below: raw.below,
                control: raw.control.as_deref().map(Slot::parse),
                mode_from_below: raw.mode_from.is_some(),
                stance: raw.stance,
                theme: slots(&raw.theme),
                beside: raw.beside,
                done: raw.done,
                examples,
            });
            self.light.extend(raw.light);
            for (pos, words) in [(Pos::Verb, &raw.verbs), (Pos::Noun, &raw.nouns), (Pos::Adjective, &raw.adjectives)] {
                for words in words {
                    self.index(pos, words, number);
                }
            }
        }
        Ok(())
    }

    /// The head of a predicate of several words is the first of a verb or adjective; of a noun the
    /// last ("ground offensive") unless a hyphenless phrase is marked with a bar ("state | of emergency").
    fn index(&mut self, pos: Pos, words: &str, frame: usize) {
        let (before, after) = match pos {
            Pos::Noun => words.split_once('|').unwrap_or((words, "")),
            _ => words.split_once(' ').unwrap_or((words, "")),
        };
        let mut before: Vec<&str> = before.split_whitespace().collect();
        let Some(head) = before.pop() else { return };
        let boxed = |words: Vec<&str>| words.into_iter().map(Box::from).collect();
        let predicate = Predicate { before: boxed(before), rest: boxed(after.split_whitespace().collect()), frame };
        self.index[pos as usize].entry(head.into()).or_default().push(predicate);
    }

    fn test(&self, at: &str, alternatives: &[String]) -> Result<Test, String> {
        let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
        for alternative in alternatives {
            match alternative.strip_prefix('!') {
                Some(text) => excluded.push(self.wanted(at, text)?),
                None => wanted.push(self.wanted(at, alternative)?),
            }
        }
        let at = match at.strip_prefix("mod_") {
            Some(slot) => TestAt::ModifierOf(Slot::parse(slot)),
            None if at == "mod" => TestAt::Modifier,
            None => TestAt::Slot(Slot::parse(at)),
        };
        Ok(Test { at, wanted, excluded })
    }

    fn wanted(&self, at: &str, text: &str) -> Result<Wanted, String> {
        if let Some(name) = text.strip_prefix('@') {
            let unknown = || format!("class {text} is not defined in en/classes/*.toml");
            return self.class_names.get(name).map(|&n| Wanted::Class(n)).ok_or_else(unknown);
        }
        Ok(match (text, at) {
            ("#person", _) => Wanted::Person,
            ("#state", _) => Wanted::State,
            ("#actor", _) => Wanted::Actor,
            ("#place", _) => Wanted::Place,
            ("#any", _) => Wanted::Any,
            ("#none", _) => Wanted::Nothing,
            ("#self", _) => Wanted::Own,
            ("#several", _) => Wanted::Several,
            ("#will", _) => Wanted::Will,
            ("#ought", _) => Wanted::Ought,
            ("#done", _) => Wanted::Done,
            ("#menace", _) => Wanted::Menace,
            ("#negated", _) => Wanted::Negated,
            ("to", "comp") => Wanted::Clause(Clause::To),
            ("that", "comp") => Wanted::Clause(Clause::That),
            ("ing", "comp") => Wanted::Clause(Clause::Ing),
            ("wh", "comp") => Wanted::Clause(Clause::Wh),
            _ if text.starts_with('#') => {
                return Err(format!(
                    "{text} is no test; there are #person #state #actor #place #self #several #will #ought #done #menace #negated #any #none"
                ));
            }
            _ => Wanted::Lemma(text.into()),
        })
    }

    /// The predicates whose head word is `lemma`.
    #[must_use]
    pub fn of(&self, pos: Pos, lemma: &str) -> &[Predicate] {
        self.index[pos as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The frames that a word carries without further words.
    pub fn alone(&self, pos: Pos, lemma: &str) -> impl Iterator<Item = &Frame> {
        let alone = |p: &&Predicate| p.rest.is_empty() && p.before.is_empty();
        self.of(pos, lemma).iter().filter(alone).map(|p| self.get(p.frame))
    }

    /// The predicates of the verb that an event noun without frames of its own is made from: by the table, else the first
    /// of `gerund_of` that has frames.
    #[must_use]
    pub fn of_nominalization(&self, noun: &str, gerund_of: &[String]) -> &[Predicate] {
        match self.nominalizations.get(noun) {
            Some(verb) => self.of(Pos::Verb, verb),
            None => gerund_of.iter().map(|v| self.of(Pos::Verb, v)).find(|p| !p.is_empty()).unwrap_or_default(),
        }
    }

    /// A frame by its number.
    #[must_use]
    pub fn get(&self, number: usize) -> &Frame {
        &self.frames[number]
    }

    /// All frames.
    #[must_use]
    pub fn all(&self) -> &[Frame] {
        &self.frames
    }

    /// Whether a verb carries some event noun.
    #[must_use]
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// Whether `lemma` is in a class.
    #[must_use]
    pub fn in_class(&self, class: usize, lemma: &str) -> bool {
        self.classes[class].contains(lemma)
    }

    /// The number of a class by its name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<usize> {
        self.class_names.get(name).copied()
    }

    /// Distinct predicates: verbs, nouns (with noun–verb combinations not counted twice), adjectives.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        self.index.each_ref().map(|of| {
            of.values()
                .map(|predicates| predicates.iter().map(|p| (&p.before, &p.rest)).collect::<Set<_>>().len())
                .sum()
        })
    }
}
