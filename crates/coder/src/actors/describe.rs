//! Descriptions: "US officials", "the two leaders", "the minister", "rebels".

use demarche_syntax::{Deprel, Xpos};

use super::mentions::Raw;
use super::resolve::{Key, Resolver, Traits};
use super::{Actor, ActorIx, Mention, WordAt};
use crate::arguments::case_of;
use crate::lexicon::actors::{Entry, GOVERNMENT, NounKind};
use crate::record::{ActorKind, Form};

/// Stands for each name of a state in the file of role nouns' modifiers.
const OF_STATE: &str = "@state";

/// The sector of armies.
const ARMED: &str = "MIL";

/// The sector of whoever is out of office, in that file.
const FORMER: &str = "ELI";

/// Mentions back to which "the two leaders" may point.
const PAIR_REACH: usize = 100;
/// Sentences back to which "the country" may point.
const HOMELAND_REACH: usize = 3;
/// Mentions back to which "the minister" may point.
const REACH: usize = 60;

impl Resolver<'_> {
    pub(super) fn described(&mut self, number: usize, raw: &Raw, noun: &str) -> ActorIx {
        let s = self.sentence(number);
        let head = &s.tokens[raw.head];
        let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps);
        if let Some(actor) = self.said_of(number, raw, noun, plural) {
            return actor;
        }
        let both = self.lexicon.pronouns.both.iter().any(|b| *b == head.lemma || b == noun);
        let two = (raw.from..raw.head)
            .any(|i| s.tokens[i].deprel == Deprel::Nummod && s.tokens[i].lemma == "two" || s.tokens[i].lemma == "both");
        if !plural && let Some(body) = self.called_by_name(number, raw, noun) {
            return body;
        }
        let definite = self.is_definite(number, raw);
        let bare = raw.from + 1 == raw.first && definite;
        let states = self.lexicon.pronouns.both_states.iter().any(|b| *b == head.lemma || b == noun);
        if states
            && plural
            && (two || bare && both)
            && let Some(pair) = self.two_states(number)
        {
            return pair;
        }
        if both
            && plural
            && (two || bare)
            && let Some(pair) = self.last_two(number, two)
        {
            return pair;
        }
        // "the *country's* army" is "the army" where one country is spoken of.
        let home = |c: usize| {
            s.tokens[c].deprel == Deprel::NmodPoss
                && self.lexicon.pronouns.homeland.iter().any(|w| *w == s.tokens[c].lemma)
        };
        let bare =
            bare || definite && !plural && s.children(raw.head).any(home) && raw.first.saturating_sub(raw.from) <= 3;
        let facts = self.lexicon.nouns.get(noun);
        let (kind, sector, gender) =
            facts.map_or((NounKind::Role, None, None), |f| (f.kind, f.sector.clone(), f.gender));
        let (country, lent, affiliated) = self.affiliation(number, raw);
        // "the leader *of the rebel group*" says itself whom it means.
        let told = s
            .children(raw.head)
            .any(|c| s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| self.grammar.is_owner(&p)));
        if definite
            && !affiliated
            && !told
            && !plural
            && let Some(actor) = self.again(raw, noun, kind, sector.as_deref(), bare)
        {
            return actor;
        }
        let words = self.bare_words(s.tokens[raw.from].span.cover(s.tokens[raw.last].span));
        let of_state = || lent.clone().or_else(|| self.state_sector(noun).filter(|_| country.is_some() && affiliated));
        let sector = self.left_office(number, raw).or(sector);
        let sector = sector.or_else(|| self.modified_sector(number, raw, noun)).or_else(of_state);
        let group = plural || kind == NounKind::Group;
        let body = kind == NounKind::Body;
        let actor_kind = match (body, group) {
            (true, _) => ActorKind::Organization,
            (_, true) => ActorKind::Group,
            _ => ActorKind::Person,
        };
        let noun = Some(Box::from(noun));
        let traits = Traits { gender, person: !group && !body, plural: group, listed: false, noun };
        // "a resident" is another one each time.
        let article = s.tokens[raw.from].lemma.as_str();
        let another = !group && !body && self.lexicon.pronouns.indefinite.iter().any(|a| a == article);
        let key = if another { format!("{words} {number}:{}", raw.head) } else { words.to_lowercase() };
        self.actor(Key::Described(key), traits, || Actor {
            country,
            sector,
            plural: group,
            ..Actor::named(words, actor_kind)
        })
    }

    /// "the *M23* rebel group" is M23: a group or body with a listed name of one right before what it is.
    fn called_by_name(&mut self, number: usize, raw: &Raw, noun: &str) -> Option<ActorIx> {
        let facts = self.lexicon.nouns.get(noun)?;
        // "the Labour government" governs, and is not the party.
        let alike = matches!(facts.kind, NounKind::Body) && facts.sector.as_deref() != Some(GOVERNMENT);
        let name = self.names[number].iter().find(|n| alike && n.first >= raw.from && n.last + 1 == raw.first)?;
        let body = name.entries.iter().find_map(|e| match *e {
            Entry::Body(b) => Some(b),
            _ => None,
        })?;
        let same = self.lexicon.bodies[body as usize].sector == facts.sector || facts.sector.is_none();
        same.then(|| self.body(body))
    }

    /// "the", "this", "that" before a description.
    fn is_definite(&self, number: usize, raw: &Raw) -> bool {
        let lemma = self.sentence(number).tokens[raw.from].lemma.to_lowercase();
        raw.from < raw.first && self.lexicon.pronouns.definite.iter().any(|d| *d == lemma)
    }

    /// An apposition or predicate says of somebody what they are: "Anna Ivanova, the minister", "Anna Ivanova is the minister".
    fn said_of(&mut self, number: usize, raw: &Raw, noun: &str, plural: bool) -> Option<ActorIx> {
        let s = self.sentence(number);
        let subject = || {
            s.child(raw.head, Deprel::Cop)?;
            let negated = s.children(raw.head).any(|c| self.grammar.is_negator(&s.tokens[c].lemma));
            s.child(raw.head, Deprel::Nsubj).filter(|_| !negated)
        };
        let token = match s.tokens[raw.head].deprel {
            Deprel::Appos => s.tokens[raw.head].head,
            _ => subject(),
        }?;
        let actor = self.actor_at(WordAt { sentence: number, token })?;
        let (person, many) = {
            let t = &self.traits[actor.0 as usize];
            (t.person, t.plural)
        };
        let facts = self.lexicon.nouns.get(noun)?;
        // "Russia, once the *mediator*": a state is called what somebody might be.
        let state = self.actors[actor.0 as usize].kind == ActorKind::Government;
        if state && !plural && matches!(facts.kind, NounKind::Title | NounKind::Role) {
            return (s.tokens[raw.head].deprel == Deprel::Appos).then_some(actor);
        }
        let fits = match facts.kind {
            NounKind::Title | NounKind::Role => person && !plural,
            NounKind::Body => !person,
            NounKind::Group => many || !person,
        };
        if !fits || (plural && !many) {
            return None;
        }
        let sector = facts.sector.clone();
        let (country, lent, _) = self.affiliation(number, raw);
        let words = self.bare_words(s.tokens[raw.from].span.cover(s.tokens[raw.head].span));
        self.enrich(actor, country, sector.or(lent), Some(words));
        let known = &mut self.traits[actor.0 as usize].noun;
        known.get_or_insert_with(|| Box::from(noun));
        Some(actor)
    }

    /// The state of the owner, or the last one spoken of; where it only says where something is, a place.
    pub(super) fn homeland(&mut self, number: usize, raw: &Raw) -> Option<ActorIx> {
        let s = self.sentence(number);
        let code = if s.tokens[raw.from].deprel == Deprel::NmodPoss {
            let owner = self.actor_at(WordAt { sentence: number, token: raw.from })?;
            self.actors[owner.0 as usize].country.clone()?
        } else {
            self.last_state(number)?
        };
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

    /// "the minister", "the company" after somebody who was called so, or who is one.
    fn again(&self, raw: &Raw, noun: &str, kind: NounKind, sector: Option<&str>, bare: bool) -> Option<ActorIx> {
        let fits = |m: &&Mention| {
            let (a, t) = (&self.actors[m.actor.0 as usize], &self.traits[m.actor.0 as usize]);
            if t.plural && kind != NounKind::Body {
                return false;
            }
            let called = t
                .noun
                .as_deref()
                .is_some_and(|n| n == noun || n.ends_with(noun) && n.as_bytes()[n.len() - noun.len() - 1] == b' ');
            let role = || a.role.as_deref().is_some_and(|r| has_word(r, noun));
            match kind {
                NounKind::Body => {
                    let is_body = matches!(a.kind, ActorKind::Organization | ActorKind::ArmedGroup);
                    // "the party" may be any that was named, "the government" is no ministry.
                    let of_sort = sector.is_some_and(|s| s != GOVERNMENT) && a.sector.as_deref() == sector;
                    is_body
                        && bare
                        && (called
                            || has_word(&a.name.to_lowercase(), noun)
                            || of_sort
                            || (sector.is_none() && m.form == Form::Name))
                }
                _ => t.person && (called || role()) && (bare || m.form != Form::Name || called),
            }
        };
        let _ = raw;
        self.mentions.iter().rev().take(REACH).find(fits).map(|m| m.actor)
    }

    /// "*US* officials": what somebody is of whom only the state is known.
    pub(super) fn state_sector(&self, noun: &str) -> Option<String> {
        let rows = self.lexicon.modifiers.get(OF_STATE)?;
        rows.iter().find(|(_, scope)| scope.iter().any(|n| n == noun)).map(|(sector, _)| sector.clone())
    }

    fn modified_sector(&self, number: usize, raw: &Raw, noun: &str) -> Option<String> {
        let s = self.sentence(number);
        (raw.from..raw.head).find_map(|i| {
            let rows = self.lexicon.modifiers.get(s.tokens[i].lemma.to_lowercase().as_str())?;
            let fits = |(sector, scope): &&(String, Vec<String>)| {
                !sector.is_empty() && (scope.is_empty() || scope.iter().any(|n| n == noun))
            };
            rows.iter().find(fits).map(|(sector, _)| sector.clone())
        })
    }

    /// "*former* Zambian President": what somebody is who was something.
    pub(super) fn left_office(&self, number: usize, raw: &Raw) -> Option<String> {
        let s = self.sentence(number);
        let to = if raw.form == Form::Name { raw.first } else { raw.head };
        (raw.from..to).find_map(|i| {
            let rows = self.lexicon.modifiers.get(s.tokens[i].lemma.to_lowercase().as_str())?;
            let former = |(sector, scope): &&(String, Vec<String>)| sector == FORMER && scope.is_empty();
            rows.iter().find(former).map(|(sector, _)| sector.clone())
        })
    }

    /// The plural of the last two persons that were named.
    fn last_two(&mut self, number: usize, two: bool) -> Option<ActorIx> {
        // Whoever calls for "the two leaders to meet" is seldom one of them: sentences before come first.
        let (here, before): (Vec<&Mention>, Vec<&Mention>) =
            self.mentions.iter().rev().take(PAIR_REACH).partition(|m| m.head.sentence == number);
        // Leaders lead: a prisoner or a spokesman named last is none of them.
        let leads = |a: ActorIx| {
            let titles = &self.lexicon.pronouns.leading_roles;
            let called = self.traits[a.0 as usize].noun.as_deref();
            let role = self.actors[a.0 as usize].role.as_deref().or(called).map(str::to_lowercase);
            role.is_none_or(|r| titles.iter().any(|t| has_word(&r, t)))
        };
        let named = |m: &&&Mention| self.traits[m.actor.0 as usize].person && m.form == Form::Name && leads(m.actor);
        let mut counts: Vec<(ActorIx, usize)> = Vec::new();
        for m in before.iter().chain(&here).filter(named) {
            match counts.iter_mut().find(|(a, _)| *a == m.actor) {
                Some((_, n)) => *n += 1,
                None => counts.push((m.actor, 1)),
            }
        }
        // The two named last, or the two named most where only "the leaders" are spoken of.
        if !two {
            counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        }
        let [(b, _), (a, _), ..] = counts[..] else { return None };
        Some(self.pair(a, b))
    }

    /// The plural of the two states or armed groups most spoken of up to here.
    fn two_states(&mut self, number: usize) -> Option<ActorIx> {
        let mut counts: Vec<(ActorIx, usize)> = Vec::new();
        // Whoever calls on both sides is none of them: sentences before count.
        for m in self.mentions.iter().rev().take(PAIR_REACH).filter(|m| !m.place_only && m.head.sentence < number) {
            let actor = &self.actors[m.actor.0 as usize];
            let fights = actor.kind == ActorKind::Organization && actor.sector.as_deref() == Some(ARMED);
            if matches!(actor.kind, ActorKind::Government | ActorKind::ArmedGroup) || fights {
                match counts.iter_mut().find(|(a, _)| *a == m.actor) {
                    Some((_, n)) => *n += 1,
                    None => counts.push((m.actor, 1)),
                }
            }
        }
        // Of those named as often, the last ones.
        counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        let [(b, n), (a, m), ..] = counts[..] else { return None };
        // A third that is named as often as the second leaves it open whom it means.
        let open = counts.get(2).is_some_and(|&(_, k)| k == m && n != m);
        (!open).then(|| self.pair(a, b))
    }

    fn pair(&mut self, a: ActorIx, b: ActorIx) -> ActorIx {
        let name = format!("{} and {}", self.actors[a.0 as usize].name, self.actors[b.0 as usize].name);
        let traits = Traits { plural: true, ..Traits::default() };
        self.actor(Key::Described(name.clone()), traits, || Actor {
            plural: true,
            members: vec![a, b],
            ..Actor::named(name, ActorKind::Group)
        })
    }
}

/// Whether a text has a word.
fn has_word(text: &str, word: &str) -> bool {
    text.split([' ', '-']).any(|w| w == word)
}
