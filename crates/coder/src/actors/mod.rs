//! Who appears: mentions of people, states, bodies and groups, and the actors that they mean.
//!
//! In: the parsed document, the lexicon, the day of publication, who speaks where. Out:
//! [`Actors`], in which events and statements look up the actor of a word.

use std::collections::HashMap;

use demarche_syntax::Span;

use crate::record::{ActorKind, Form};

/// Number of an actor within its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorIx(pub u32);

/// A word of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordAt {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its number in the sentence.
    pub token: usize,
}

/// Words that mean an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its syntactic head.
    pub head: WordAt,
    /// First token in the sentence.
    pub first: usize,
    /// Last token in the sentence.
    pub last: usize,
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Name, nominal or pronoun.
    pub form: Form,
    /// Whom it means.
    pub actor: ActorIx,
}

/// What is known of an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER's code in place of a country.
    pub code: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Role in words, as of the day of publication.
    pub role: Option<String>,
    /// Whether it is more than one.
    pub plural: bool,
    /// The actors that a plural stands for.
    pub members: Vec<ActorIx>,
}

/// The actors of an article and where they are mentioned.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// The actors, by [`ActorIx`].
    pub actors: Vec<Actor>,
    /// Their mentions in the order of the text.
    pub mentions: Vec<Mention>,
    heads: HashMap<WordAt, usize>,
    nationalities: HashMap<WordAt, ActorIx>,
}

impl Actors {
    /// From actors and their mentions.
    #[must_use]
    pub fn new(actors: Vec<Actor>, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|m| (m.span, m.head));
        let heads = mentions.iter().enumerate().map(|(i, m)| (m.head, i)).collect();
        Self { actors, mentions, heads, nationalities: HashMap::new() }
    }

    /// The state whose adjective this word is ("*Russian* shelling"), which is no mention of its own.
    #[must_use]
    pub fn nationality(&self, word: WordAt) -> Option<ActorIx> {
        self.nationalities.get(&word).copied()
    }

    /// The mention whose head is this word.
    #[must_use]
    pub fn at(&self, word: WordAt) -> Option<&Mention> {
        self.heads.get(&word).map(|&i| &self.mentions[i])
    }

    /// What is known of an actor.
    #[must_use]
    pub fn get(&self, actor: ActorIx) -> &Actor {
        &self.actors[actor.0 as usize]
    }
}
