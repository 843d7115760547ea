//! States by another word than their name: "his country", "the kingdom", "the West African nation".

use demarche_syntax::Deprel;

use super::mentions::Raw;
use super::resolve::Resolver;
use super::{ActorIx, Mention, WordAt};
use crate::record::ActorKind;

/// Sentences back to which "the country" may point.
const HOMELAND_REACH: usize = 3;
/// The same for a word that tells more of it.
const LAND_REACH: usize = 12;

impl Resolver<'_> {
    /// The state of the owner, or the last one spoken of; where it only says where something is, a place.
    pub(super) fn homeland(&mut self, number: usize, raw: &Raw) -> Option<ActorIx> {
        let s = self.sentence(number);
        let code = if s.tokens[raw.from].deprel == Deprel::NmodPoss {
            let owner = self.actor_at(WordAt { sentence: number, token: raw.from })?;
            self.actors[owner.0 as usize].country.clone()?
        } else {
            self.last_state(number)?
        };
        self.acting_or_place(number, raw, &code)
    }

    /// The state as an actor, or as a place where it only says where something is.
    fn acting_or_place(&mut self, number: usize, raw: &Raw, code: &str) -> Option<ActorIx> {
        let state = self.lexicon.states.iter().position(|s| s.code == code)? as u32;
        if self.only_says_where(number, raw.head) {
            let mention = self.mention(number, raw, ActorIx(0));
            self.places.push((state, Mention { place_only: true, ..mention }));
            return None;
        }
        Some(self.state(state))
    }

    /// The country of the last state named, as an actor or a place.
    fn last_state(&self, number: usize) -> Option<String> {
        let near = |m: &Mention| number - m.head.sentence <= HOMELAND_REACH;
        let acting = self.mentions.iter().rev().find(|m| self.actors[m.actor.0 as usize].kind == ActorKind::Government);
        let place = self.places.last().filter(|(_, m)| near(m));
        match (acting.filter(|m| near(m)), place) {
            (Some(a), Some((state, p))) if p.head > a.head => Some(self.lexicon.states[*state as usize].code.clone()),
            (Some(a), _) => self.actors[a.actor.0 as usize].country.clone(),
            (None, Some((state, _))) => Some(self.lexicon.states[*state as usize].code.clone()),
            (None, None) => None,
        }
    }

    /// "the *West African* nation", "the *kingdom*": the last state named that is one of those; where it only says where
    /// something is, a place.
    pub(super) fn land(&mut self, number: usize, raw: &Raw, states: &[String]) -> Option<ActorIx> {
        let s = self.sentence(number);
        let clause = s.tokens[raw.head].head;
        // "The kingdom accused *the Gulf state*": another one.
        let beside = |m: &&Mention| m.head.sentence == number && s.tokens[m.head.token].head == clause;
        let rivals: Vec<_> = self
            .mentions
            .iter()
            .filter(beside)
            .filter_map(|m| self.actors[m.actor.0 as usize].country.as_deref())
            .collect();
        let here = WordAt { sentence: number, token: raw.head };
        let fits = |at: WordAt, code: &str| {
            number - at.sentence <= LAND_REACH
                && at < here
                && !rivals.contains(&code)
                && states.iter().any(|c| c == code)
        };
        let of = |a: ActorIx| self.actors[a.0 as usize].country.as_deref();
        let acts = |m: &&Mention| {
            self.actors[m.actor.0 as usize].kind == ActorKind::Government || self.traits[m.actor.0 as usize].person
        };
        let acting = self.mentions.iter().filter(acts).filter_map(|m| Some((m.head, of(m.actor)?)));
        let places = self.places.iter().map(|(n, m)| (m.head, self.lexicon.states[*n as usize].code.as_str()));
        // "*Iranian* officials" names the state as well.
        let national = self.nationalities().filter_map(|(at, a)| Some((at, of(a)?)));
        // Of a sentence, its subject first.
        let subject = |at: WordAt| self.sentence(at.sentence).tokens[at.token].deprel == Deprel::Nsubj;
        let code = acting
            .chain(places)
            .chain(national)
            .filter(|&(at, code)| fits(at, code))
            .max_by_key(|&(at, _)| (at.sentence, subject(at), at.token))?
            .1
            .to_owned();
        self.acting_or_place(number, raw, &code)
    }

    /// Whether a word is of the name of a region ("*South American* leaders").
    pub(super) fn is_of_region(&self, number: usize, token: usize) -> bool {
        let s = self.sentence(number);
        let form = |at: usize| s.tokens.get(at).map(|t| t.form(&self.document.text).to_lowercase());
        let region = |words: &str| self.lexicon.descriptions.region(words).is_some();
        let here = form(token).unwrap_or_default();
        let two = |a: Option<String>, b: Option<String>| a.zip(b).is_some_and(|(a, b)| region(&format!("{a} {b}")));
        region(&here)
            || two(form(token), form(token + 1))
            || token.checked_sub(1).is_some_and(|before| two(form(before), form(token)))
    }
}
