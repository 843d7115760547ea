//! Who appears: mentions of people, states, bodies and groups, and the actors that they mean.
//!
//! In: the parsed document, the lexicon, the day of publication, who speaks where. Out:
//! [`Actors`], in which events and statements look up the actor of a word.

mod again;
mod describe;
mod extent;
mod lands;
pub mod mentions;
mod named;
mod pairs;
pub mod pronouns;
mod regions;
mod resolve;
mod service;
#[cfg(feature = "train")]
pub mod train;

use std::collections::HashMap;

use demarche_syntax::Span;

use crate::lexicon::actors::ActorLexicon;
use crate::places::PlaceFound;
use crate::record::{ActorKind, Form};

pub use resolve::resolve;
pub use service::OF_STATES;

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
    /// Whether a state only says where something is ("in Ukraine"): named, but taking no part.
    pub place_only: bool,
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

impl Actor {
    /// An actor of whom only name and sort are known.
    #[must_use]
    pub fn named(name: String, kind: ActorKind) -> Self {
        Self { name, kind, country: None, code: None, sector: None, role: None, plural: false, members: Vec::new() }
    }
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
    grounds: HashMap<WordAt, ActorIx>,
    lands: HashMap<WordAt, (ActorIx, Span)>,
}

impl Actors {
    /// From actors and their mentions.
    #[must_use]
    pub fn new(actors: Vec<Actor>, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|m| (m.span, m.head));
        // Every word of a mention leads to it, but a word that is itself the head of one leads there.
        let mut heads = HashMap::new();
        for (i, m) in mentions.iter().enumerate().filter(|(_, m)| !m.place_only) {
            let words = (m.first..=m.last).map(|token| WordAt { token, ..m.head });
            words.for_each(|word| {
                heads.entry(word).or_insert(i);
            });
        }
        heads.extend(mentions.iter().enumerate().filter(|(_, m)| !m.place_only).map(|(i, m)| (m.head, i)));
        let grounds = mentions.iter().filter(|m| m.place_only).map(|m| (m.head, m.actor)).collect();
        Self { actors, mentions, heads, nationalities: HashMap::new(), grounds, lands: HashMap::new() }
    }

    /// The state whose adjective this word is ("*Russian* shelling"), which is no mention of its own.
    #[must_use]
    pub fn nationality(&self, word: WordAt) -> Option<ActorIx> {
        self.nationalities.get(&word).copied()
    }

    /// The state that this word names as the place of something ("in *Ukraine*"), or for its people or goods ("*US* aid").
    #[must_use]
    pub fn ground(&self, word: WordAt) -> Option<ActorIx> {
        self.grounds.get(&word).copied()
    }

    /// The state in which a town or region lies, where nothing else is named by that word: an act may be done to it
    /// there ("shelled *Haifa*", "an ultimatum to *Damascus*").
    #[must_use]
    pub fn land(&self, word: WordAt) -> Option<ActorIx> {
        self.lands.get(&word).map(|&(actor, _)| actor)
    }

    /// The mention that a land's word is when an act is done to it.
    #[must_use]
    pub fn land_mention(&self, word: WordAt) -> Option<(ActorIx, Span)> {
        self.lands.get(&word).copied()
    }

    /// The same, knowing which places are named.
    #[must_use]
    pub fn with_grounds(mut self, places: &[PlaceFound], lexicon: &ActorLexicon) -> Self {
        for place in places {
            let Some(state) = place.country.as_deref().and_then(|code| lexicon.state(code)) else { continue };
            let known = |a: &Actor| {
                a.kind == ActorKind::Government && a.sector.is_none() && a.country.as_deref() == Some(&state.code)
            };
            let at = self.actors.iter().position(known).unwrap_or_else(|| {
                self.actors.push(Actor {
                    country: Some(state.code.clone()),
                    ..Actor::named(state.name.clone(), ActorKind::Government)
                });
                self.actors.len() - 1
            });
            self.lands.extend(place.mentions.iter().map(|m| (m.head, (ActorIx(at as u32), m.span))));
        }
        self
    }

    /// Whether an actor is more than a place in which others act.
    #[must_use]
    pub fn takes_part(&self, actor: ActorIx) -> bool {
        let part = self.mentions.iter().any(|m| m.actor == actor && !m.place_only);
        part || self.nationalities.values().any(|&a| a == actor)
    }

    /// The mention whose head is this word, or else that the word is part of.
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
