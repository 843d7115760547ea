//! How a whole text uses its words: a name that shows its sort in one sentence ("Mr. *Keyhole*", "*Keyhole*, a company")
//! has it in the others too, and a word that is written small elsewhere may need no name for its capital.

use std::collections::HashMap;

use demarche_syntax::{Deprel, Document, Upos};

use crate::arguments::case_of;
use crate::lexicon::actors::{ActorLexicon, NounKind};

/// Uses of a word, as bits.
pub mod bit {
    /// Written small somewhere.
    pub const SMALL: u16 = 1;
    /// With a capital inside a sentence.
    pub const CAPITAL: u16 = 2;
    /// Behind a title or a word of courtesy.
    pub const TITLED: u16 = 4;
    /// Behind a given name.
    pub const BEHIND_GIVEN: u16 = 8;
    /// Before a noun for a body or the mark of a firm.
    pub const BEFORE_BODY: u16 = 16;
    /// Under a preposition of places.
    pub const WHERE: u16 = 32;
    /// Doing what somebody or some body does.
    pub const SUBJECT: u16 = 64;
    /// Owning something.
    pub const OWNER: u16 = 128;
    /// Behind an article.
    pub const ARTICLE: u16 = 256;
    /// Described as a person, or as a body.
    pub const CALLED_PERSON: u16 = 512;
    pub const CALLED_BODY: u16 = 1024;
    /// What bodies do and what is said of them.
    pub const BODY: u16 = SUBJECT | OWNER | BEFORE_BODY | CALLED_BODY;
}

/// What was seen of each word of a text, by its form in small letters.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    seen: HashMap<String, u16>,
}

impl Usage {
    /// Looks over a parsed text.
    #[must_use]
    pub fn of(document: &Document, lexicon: &ActorLexicon) -> Self {
        let mut out = Self::default();
        let text = &document.text;
        for s in &document.sentences {
            let crowded = {
                let words = s.tokens.iter().filter(|t| t.upos != Upos::Punct).count();
                let upper = s.tokens.iter().filter(|t| t.form(text).starts_with(char::is_uppercase)).count();
                upper * 4 > words * 3
            };
            let lower: Vec<String> = s.tokens.iter().map(|t| t.form(text).to_lowercase()).collect();
            let kind = |at: usize| lexicon.nouns.get(lower[at].as_str()).map(|n| n.kind);
            for (i, t) in s.tokens.iter().enumerate() {
                let form = t.form(text);
                let capital = form.starts_with(char::is_uppercase);
                if !capital && !form.starts_with(char::is_alphabetic) {
                    continue;
                }
                let mut bits = 0;
                if !capital {
                    if t.upos != Upos::Propn {
                        bits |= bit::SMALL;
                    }
                } else if !crowded {
                    if i > 0 {
                        bits |= bit::CAPITAL;
                        let courtesy = lexicon.pronouns.courtesy.contains(&lower[i - 1]);
                        let title = kind(i - 1).is_some_and(|k| matches!(k, NounKind::Title | NounKind::Role));
                        if courtesy || title {
                            bits |= bit::TITLED;
                        }
                        if lexicon.given.contains_key(s.tokens[i - 1].form(text)) {
                            bits |= bit::BEHIND_GIVEN;
                        }
                        if s.tokens[i - 1].upos == Upos::Det {
                            bits |= bit::ARTICLE;
                        }
                    }
                    if i + 1 < s.tokens.len() {
                        let next = s.tokens[i + 1].form(text);
                        let firm = lexicon.pronouns.firms.iter().any(|w| w == next);
                        if firm || kind(i + 1) == Some(NounKind::Body) {
                            bits |= bit::BEFORE_BODY;
                        }
                    }
                    match t.deprel {
                        Deprel::Nsubj | Deprel::OblAgent => bits |= bit::SUBJECT,
                        Deprel::NmodPoss => bits |= bit::OWNER,
                        Deprel::Obl | Deprel::Nmod => {
                            let place = |case: Box<str>| lexicon.pronouns.r#where.iter().any(|w| **w == *case);
                            bits |= if case_of(s, i).is_some_and(place) { bit::WHERE } else { 0 };
                        }
                        _ => {}
                    }
                    let called = s.child(i, Deprel::Appos).and_then(kind);
                    bits |= match called {
                        Some(NounKind::Title | NounKind::Role) => bit::CALLED_PERSON,
                        Some(NounKind::Body | NounKind::Group) => bit::CALLED_BODY,
                        None => 0,
                    };
                }
                if bits != 0 {
                    match out.seen.get_mut(&lower[i]) {
                        Some(seen) => *seen |= bits,
                        None => {
                            out.seen.insert(lower[i].clone(), bits);
                        }
                    }
                }
            }
        }
        out
    }

    /// The uses of a word in small letters.
    #[must_use]
    pub fn bits(&self, lower: &str) -> u16 {
        self.seen.get(lower).copied().unwrap_or(0)
    }
}
