//! Where a sentence names, describes or points to somebody, and what the words may mean by themselves.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use crate::lexicon::actors::{ActorLexicon, Entry, Noun, NounKind};
use crate::lexicon::grammar::Grammar;
use crate::record::Form;

/// What the words of a mention mean by themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A name of the lexicon, with what it may mean.
    Known(Vec<Entry>),
    /// A name that the lexicon has not.
    Unknown(String),
    /// A description: the role noun as the lexicon writes it.
    Described(Box<str>),
    /// A pronoun.
    Pronoun(Pointing),
    /// A nationality before a noun, which is no mention.
    Nationality(u32),
}

/// What a pronoun points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointing {
    /// A man.
    He,
    /// A woman.
    She,
    /// Several.
    They,
    /// A body or state.
    It,
    /// Who speaks.
    Speaker,
    /// Who speaks, with others.
    Speakers,
}

/// A mention before it is resolved.
#[derive(Clone, Debug)]
pub struct Raw {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Head of the name or noun itself.
    pub head: usize,
    /// First token with titles and modifiers.
    pub from: usize,
    /// What the words mean.
    pub meaning: Meaning,
    /// Name, nominal or pronoun.
    pub form: Form,
    /// A title before or a noun beside the name.
    pub title: Option<Box<str>>,
}

/// All mentions of a sentence, in order.
pub fn find(text: &str, s: &Sentence, lexicon: &ActorLexicon, grammar: &Grammar) -> Vec<Raw> {
    let mut out: Vec<Raw> = Vec::new();
    let mut at = 0;
    while at < s.tokens.len() {
        let raw = titled(text, s, lexicon, at)
            .or_else(|| named(text, s, lexicon, grammar, at))
            .or_else(|| described(s, lexicon, at))
            .or_else(|| pointed(text, s, lexicon, at));
        match raw {
            Some(raw) => {
                at = raw.last + 1;
                out.push(raw);
            }
            None => at += 1,
        }
    }
    join_titles(&mut out);
    out
}

/// The token of a stretch whose head stands outside it.
fn head_of(s: &Sentence, first: usize, last: usize) -> usize {
    (first..=last).find(|&i| s.tokens[i].head.is_none_or(|h| h < first || h > last)).unwrap_or(last)
}

/// "President", "Secretary of State", "Secretary-General" before a name: the longest title that begins here.
fn titled(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let mut words = String::new();
    let mut best = None;
    for i in at..s.tokens.len().min(at + 7) {
        let form = s.tokens[i].form(text);
        let glued = i > at && s.tokens[i - 1].span.end == s.tokens[i].span.start;
        if i > at && !glued {
            words.push(' ');
        }
        words.extend(form.chars().flat_map(char::to_lowercase));
        let known = lexicon.nouns.get(words.as_str()).filter(|n| matches!(n.kind, NounKind::Title | NounKind::Role));
        let name = s.tokens.get(i + 1).is_some_and(|next| {
            next.upos == Upos::Propn && next.form(text).starts_with(char::is_uppercase) && next.deprel != Deprel::Conj
        });
        if known.is_some() && name {
            best = Some((i, Box::from(words.as_str())));
        }
    }
    let (last, noun) = best?;
    // "Foreign Minister" in "Turkish Foreign Minister": what stands before joins the title's phrase.
    let head = head_of(s, at, last);
    Some(Raw { first: at, last, head, from: at, meaning: Meaning::Described(noun), form: Form::Nominal, title: None })
}

fn named(text: &str, s: &Sentence, lexicon: &ActorLexicon, grammar: &Grammar, at: usize) -> Option<Raw> {
    let form = s.tokens[at].form(text);
    let calendar = s.tokens[at].upos == Upos::Propn && grammar.is_calendar(&form.to_lowercase());
    if !form.starts_with(char::is_uppercase) || s.tokens[at].upos == Upos::Pron || calendar {
        return None;
    }
    let found = lexicon.names.longest(s.tokens[at..].iter().map(|t| t.form(text)));
    let run = name_run(s, at);
    let (last, meaning) = match found {
        // A longer unknown name may begin with a known one ("Washington Irving"); a verb or common word may look like one.
        Some(found) if at + found.len > run || s.tokens[at + found.len - 1].upos != Upos::Propn => {
            let last = at + found.len - 1;
            let common = found.len == 1 && !matches!(s.tokens[at].upos, Upos::Propn | Upos::Adj | Upos::Noun);
            if common {
                return None;
            }
            (last, known(s, found.entries, at, last))
        }
        Some(found) if is_complete(s, at, found.len) => {
            (at + found.len - 1, known(s, found.entries, at, at + found.len - 1))
        }
        _ if s.tokens[at].upos == Upos::Propn && run > at => {
            let last = run - 1;
            let name = s.tokens[at].span.cover(s.tokens[last].span).of(text).to_owned();
            (last, Meaning::Unknown(name))
        }
        _ => return None,
    };
    let head = head_of(s, at, last);
    let form = if matches!(meaning, Meaning::Known(ref e) if e.iter().all(|e| matches!(e, Entry::People(_)))) {
        Form::Nominal
    } else {
        Form::Name
    };
    Some(Raw { first: at, last, head, from: at, meaning, form, title: None })
}

/// A nationality that stands before a noun is no mention of its own.
fn known(s: &Sentence, entries: &[Entry], first: usize, last: usize) -> Meaning {
    let head = head_of(s, first, last);
    let adjective = entries.iter().find_map(|e| match e {
        Entry::Adjective(n) => Some(*n),
        _ => None,
    });
    let before_noun = matches!(s.tokens[head].deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodDesc)
        || s.tokens[head].upos == Upos::Adj;
    match adjective {
        Some(n) if before_noun => Meaning::Nationality(n),
        _ => Meaning::Known(entries.to_vec()),
    }
}

/// One past the last token of the run of proper nouns that begins at `at`.
fn name_run(s: &Sentence, at: usize) -> usize {
    let mut end = at;
    while end < s.tokens.len() {
        let t = &s.tokens[end];
        let inside = t.upos == Upos::Propn
            || (end > at && t.xpos == Xpos::Hyph && s.tokens.get(end + 1).is_some_and(|n| n.upos == Upos::Propn));
        if !inside || (end > at && t.deprel == Deprel::Appos) || (end > at && t.deprel == Deprel::Conj) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a known name is not just the beginning of a longer one.
fn is_complete(s: &Sentence, at: usize, len: usize) -> bool {
    let next = at + len;
    s.tokens.get(next).is_none_or(|t| {
        let joins = t.upos == Upos::Propn
            && matches!(t.deprel, Deprel::Flat)
            && t.head.is_some_and(|h| (at..next).contains(&h));
        !joins
    })
}

/// The role noun that ends at `head`, as the lexicon writes it: the longest of up to four words.
pub fn role_noun<'l>(s: &Sentence, lexicon: &'l ActorLexicon, head: usize) -> Option<(usize, Box<str>, &'l Noun)> {
    let mut best = None;
    let mut words = String::new();
    for first in (head.saturating_sub(3)..=head).rev() {
        if first < head && !matches!(s.tokens[first].upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Adp) {
            break;
        }
        let lemma = s.tokens[first].lemma.to_lowercase();
        words = if words.is_empty() { lemma.into() } else { format!("{lemma} {words}") };
        if let Some(noun) = lexicon.nouns.get(words.as_str()) {
            best = Some((first, Box::from(words.as_str()), noun));
        }
    }
    best
}

fn described(s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    // A noun that modifies the next noun is described there.
    let modifies = matches!(t.deprel, Deprel::Compound | Deprel::Flat) && t.head.is_some_and(|h| h > at);
    if !matches!(t.upos, Upos::Noun | Upos::Propn) || modifies {
        return None;
    }
    let (first, noun, facts) = role_noun(s, lexicon, at)?;
    // "the two leaders", "US officials": the phrase up to its head.
    let modifier = |&c: &usize| {
        c < first
            && matches!(
                s.tokens[c].deprel,
                Deprel::Det | Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
            )
    };
    // One stretch: a misparse may hang a conjunct from afar on the noun.
    let mut from = first;
    while from > 0 && (s.children(at).filter(modifier).any(|c| c == from - 1) || s.is_below(from - 1, at)) {
        if matches!(s.tokens[from - 1].upos, Upos::Cconj | Upos::Punct | Upos::Verb | Upos::Adp) {
            break;
        }
        from -= 1;
    }
    let generic_body = facts.kind == NounKind::Body && facts.sector.is_none() && from == first;
    if generic_body {
        return None;
    }
    Some(Raw { first, last: at, head: at, from, meaning: Meaning::Described(noun), form: Form::Nominal, title: None })
}

fn pointed(text: &str, s: &Sentence, lexicon: &ActorLexicon, at: usize) -> Option<Raw> {
    let t = &s.tokens[at];
    if t.upos != Upos::Pron || t.deprel == Deprel::Expl {
        return None;
    }
    let form = t.form(text).to_lowercase();
    let p = &lexicon.pronouns;
    let is = |list: &[String]| list.contains(&form);
    let pointing = if is(&p.he) {
        Pointing::He
    } else if is(&p.she) {
        Pointing::She
    } else if is(&p.they) {
        Pointing::They
    } else if is(&p.it) {
        Pointing::It
    } else if is(&p.i) {
        Pointing::Speaker
    } else if is(&p.we) {
        Pointing::Speakers
    } else {
        return None;
    };
    let (meaning, form) = (Meaning::Pronoun(pointing), Form::Pronoun);
    Some(Raw { first: at, last: at, head: at, from: at, meaning, form, title: None })
}

/// "President Macron", "deputy envoy Dmitry Polyanskiy": a description right before a name is part of its mention.
fn join_titles(mentions: &mut Vec<Raw>) {
    let mut i = 1;
    while i < mentions.len() {
        let (before, name) = (&mentions[i - 1], &mentions[i]);
        let adjacent = before.last + 1 == name.first;
        let person = match &name.meaning {
            Meaning::Known(entries) => entries.iter().any(|e| matches!(e, Entry::Person(_))),
            Meaning::Unknown(_) => true,
            _ => false,
        };
        match &before.meaning {
            Meaning::Described(noun) if adjacent && person => {
                let (title, from) = (noun.clone(), before.from);
                mentions[i].title = Some(title);
                mentions[i].from = from;
                mentions.remove(i - 1);
            }
            _ => i += 1,
        }
    }
    // "*Turkish* Defence Minister Hulusi Akar": the nationality before the title is in the phrase.
    for i in 1..mentions.len() {
        let before = &mentions[i - 1];
        if mentions[i].title.is_some()
            && before.last + 1 == mentions[i].from
            && matches!(before.meaning, Meaning::Nationality(_))
        {
            mentions[i].from = before.first;
        }
    }
}
