//! Plurals for those named before: "the two leaders", "both sides", "the neighbours", "the four countries".

use std::cmp::Reverse;

use demarche_syntax::{Deprel, Upos};

use super::mentions::Raw;
use super::resolve::{Key, Resolver, Traits};
use super::{Actor, ActorIx, Mention, WordAt};
use crate::lexicon::actors::NounKind;
use crate::record::{ActorKind, Form};

/// The sector of armies.
const ARMED: &str = "MIL";

/// Mentions back to which "the two leaders" may point.
const PAIR_REACH: usize = 100;

/// Sentences back in which states are counted out ("A and B signed … the two countries").
const LIST_REACH: usize = 12;

impl Resolver<'_> {
    /// Whom a plural stands for: the states or persons named before.
    pub(super) fn plural_again(&mut self, number: usize, raw: &Raw, noun: &str) -> Option<ActorIx> {
        let s = self.sentence(number);
        let lemma = s.tokens[raw.head].lemma.to_lowercase();
        let is = |list: &[String]| list.iter().any(|b| *b == lemma || b == noun);
        let both = is(&self.lexicon.pronouns.both);
        let words = &self.lexicon.descriptions;
        let count = (raw.from..raw.head).find_map(|i| {
            let t = &s.tokens[i];
            let pair = words.pairs.iter().any(|p| *p == t.lemma).then_some(2);
            pair.or_else(|| words.number(&t.lemma).filter(|_| t.deprel == Deprel::Nummod))
        });
        let definite = self.is_definite(number, raw) || count == Some(2);
        let bare = raw.from + 1 == raw.first && definite;
        let opposed = definite && is(&words.opposed);
        if (is(&self.lexicon.pronouns.both_states) || opposed)
            && (count.is_some() && definite || bare && both || opposed)
            && let Some(group) = self.states_meant(number, count, is(&words.sides))
        {
            return Some(group);
        }
        // "the two sides" are no persons where it is open which states they are.
        if is(&self.lexicon.pronouns.both_states) {
            return None;
        }
        let title = || self.lexicon.nouns.get(&*lemma).is_some_and(|n| n.kind == NounKind::Title);
        // "the two *presidents*" are no other leaders.
        if count == Some(2) && definite && title() && !words.called_leader.iter().any(|w| *w == *lemma) {
            return self.last_two(number, true, Some(&lemma));
        }
        // "the leaders *of Britain and France*" are no two that were named before.
        let others = || {
            let of = |&c: &usize| c > raw.head && s.tokens[c].deprel == Deprel::Nmod;
            s.children(raw.head).filter(of).any(|c| s.tokens[c].upos == Upos::Propn)
        };
        if both && (count == Some(2) || bare && !others()) {
            return self.last_two(number, count.is_some(), None);
        }
        None
    }

    /// "*Neither* has said", "*the trio* met": as many persons, else states and armed groups, as were named in the sentence up
    /// to here, or in the one before, or in both.
    pub(super) fn several_named(&mut self, number: usize, token: usize, count: usize) -> Option<ActorIx> {
        let here = self.named_in(number, Some(token));
        let before = number.checked_sub(1).map(|n| self.named_in(n, None)).unwrap_or_default();
        let both = before.iter().chain(&here).copied();
        let both = both.fold(Vec::new(), |mut all, a| {
            if !all.contains(&a) {
                all.push(a);
            }
            all
        });
        let person = |a: &ActorIx| self.traits[a.0 as usize].person;
        // "the *pair*" is seldom two states.
        let lemma = self.sentence(number).tokens[token].lemma.to_lowercase();
        let company = self.lexicon.descriptions.companies.contains_key(lemma.as_str());
        let of = |named: &[ActorIx]| {
            let people: Vec<ActorIx> = named.iter().copied().filter(person).collect();
            let all = if people.is_empty() { named.to_vec() } else { people };
            (all.len() == count).then_some(all)
        };
        if let Some(members) = of(&here).or_else(|| of(&before)).or_else(|| of(&both)) {
            return Some(self.group(&members));
        }
        // Where people are spoken of, two are two of them first; elsewhere a pair are the two most spoken of.
        let people = both.iter().any(person);
        if count == 2
            && company
            && !people
            && let Some(two) = self.last_two(number, false, None)
        {
            return Some(two);
        }
        match (count == 2, people) {
            (false, _) => self.states_meant(number, Some(count), true),
            (true, true) => self.last_two(number, true, None).or_else(|| self.states_meant(number, Some(count), true)),
            (true, false) => self.states_meant(number, Some(count), true).or_else(|| self.last_two(number, true, None)),
        }
    }

    /// The persons, states and armed groups that a sentence names, up to a word of it.
    fn named_in(&self, number: usize, before: Option<usize>) -> Vec<ActorIx> {
        let mut named: Vec<ActorIx> = Vec::new();
        let here = |m: &&Mention| {
            m.head.sentence == number && before.is_none_or(|at| m.head.token < at) && m.form != Form::Pronoun
        };
        for m in self.mentions.iter().filter(|m| !m.place_only).filter(here) {
            let (a, t) = (&self.actors[m.actor.0 as usize], &self.traits[m.actor.0 as usize]);
            let one = t.person && !t.plural || matches!(a.kind, ActorKind::Government | ActorKind::ArmedGroup);
            if one && !named.contains(&m.actor) {
                named.push(m.actor);
            }
        }
        named
    }

    /// "*the latter* refused": of two that were named last, the second or the first.
    pub(super) fn one_of_two(&self, number: usize, token: usize, first: bool) -> Option<ActorIx> {
        let mut named = number.checked_sub(1).map(|n| self.named_in(n, None)).unwrap_or_default();
        let here = self.named_in(number, Some(token));
        if here.len() >= 2 || named.len() < 2 && !here.is_empty() {
            named = here;
        }
        match named[..] {
            [a, b] => Some(if first { a } else { b }),
            [.., last] if !first => Some(last),
            _ => None,
        }
    }

    /// The states, or for sides the armed groups as well, that a plural counts.
    fn states_meant(&mut self, number: usize, count: Option<usize>, sides: bool) -> Option<ActorIx> {
        // "Israel and Hamas" are the two sides before "Qatar and Egypt".
        let fighters = sides.then(|| self.listed_states(number, count.unwrap_or(2), true, true)).flatten();
        if let Some(members) = fighters.or_else(|| self.listed_states(number, count.unwrap_or(2), sides, false)) {
            return Some(self.group(&members));
        }
        if count.is_some_and(|n| n != 2) {
            return None;
        }
        self.two_met(sides).or_else(|| self.two_states(number, sides))
    }

    /// Those whom the article has called the two before.
    fn two_met(&self, sides: bool) -> Option<ActorIx> {
        let two = |m: &&Mention| {
            let members = &self.actors[m.actor.0 as usize].members;
            members.len() == 2 && members.iter().all(|&a| self.is_party(a, sides))
        };
        self.mentions.iter().rev().find(two).map(|m| m.actor)
    }

    fn is_party(&self, actor: ActorIx, sides: bool) -> bool {
        let a = &self.actors[actor.0 as usize];
        if !sides {
            return a.kind == ActorKind::Government;
        }
        let fights = a.kind == ActorKind::Organization && a.sector.as_deref() == Some(ARMED);
        matches!(a.kind, ActorKind::Government | ActorKind::ArmedGroup) || fights
    }

    /// "*Iran and Saudi Arabia* agreed": the last ones that were named side by side, as many as are asked for.
    fn listed_states(&self, number: usize, count: usize, sides: bool, fight: bool) -> Option<Vec<ActorIx>> {
        (number.saturating_sub(LIST_REACH)..number).rev().find_map(|sentence| {
            let s = self.sentence(sentence);
            let here: Vec<&Mention> =
                self.mentions.iter().filter(|m| m.head.sentence == sentence && self.is_party(m.actor, sides)).collect();
            // A list may hang as apposition.
            let joins = |at: usize| matches!(s.tokens[at].deprel, Deprel::Conj | Deprel::Appos);
            let top = |at: usize| {
                let up = std::iter::successors(Some(at), |&at| s.tokens[at].head.filter(|_| joins(at)));
                up.take(s.tokens.len()).last()
            };
            here.iter().filter(|m| !joins(m.head.token)).find_map(|first| {
                let first = Some(first.head.token);
                let all = (0..s.tokens.len()).filter(|&at| top(at) == first).count();
                let mut members: Vec<ActorIx> = Vec::new();
                for m in here.iter().filter(|m| top(m.head.token) == first) {
                    if !members.contains(&m.actor) {
                        members.push(m.actor);
                    }
                }
                let fighter = |a: &ActorIx| self.actors[a.0 as usize].kind != ActorKind::Government;
                (all == count && members.len() == count && (!fight || members.iter().any(fighter))).then_some(members)
            })
        })
    }

    /// The plural of the last two persons that were named, of an office where one is asked for.
    fn last_two(&mut self, number: usize, two: bool, office: Option<&str>) -> Option<ActorIx> {
        // Whoever calls for "the two leaders to meet" is seldom one of them: sentences before come first.
        let (here, before): (Vec<&Mention>, Vec<&Mention>) =
            self.mentions.iter().rev().take(PAIR_REACH).partition(|m| m.head.sentence == number);
        // Leaders lead: a prisoner or a spokesman named last is none of them.
        let leads = |a: ActorIx| {
            let titles = &self.lexicon.pronouns.leading_roles;
            let called = self.traits[a.0 as usize].noun.as_deref();
            let role = self.actors[a.0 as usize].role.as_deref().or(called).map(str::to_lowercase);
            match office {
                Some(noun) => self.holds(a, noun),
                None => role.is_none_or(|r| titles.iter().any(|t| r.split([' ', '-']).any(|w| w == t))),
            }
        };
        let named = |m: &&&Mention| {
            let t = &self.traits[m.actor.0 as usize];
            t.person && !t.plural && m.form == Form::Name && leads(m.actor)
        };
        let mut counts: Vec<(ActorIx, usize)> = Vec::new();
        for m in before.iter().chain(&here).filter(named) {
            match counts.iter_mut().find(|(a, _)| *a == m.actor) {
                Some((_, n)) => *n += 1,
                None => counts.push((m.actor, 1)),
            }
        }
        // The two named last, or the two named most where only "the leaders" are spoken of.
        if !two {
            counts.sort_by_key(|&(_, n)| Reverse(n));
        }
        // Where two states were counted, those who lead them.
        if office.is_none()
            && let Some([a, b]) = self.leaders_of_two(&counts)
        {
            return Some(self.group(&[a, b]));
        }
        let [(b, _), (a, _), ..] = counts[..] else { return None };
        Some(self.group(&[a, b]))
    }

    /// Those who lead the two states that the article has counted ("the two countries"), if each has one among some persons.
    fn leaders_of_two(&self, people: &[(ActorIx, usize)]) -> Option<[ActorIx; 2]> {
        let states = |a: &&Actor| {
            a.members.len() == 2 && a.members.iter().all(|m| self.actors[m.0 as usize].kind == ActorKind::Government)
        };
        let pair = self.actors.iter().rev().find(states)?;
        let leader = |state: ActorIx| {
            let code = self.actors[state.0 as usize].country.as_deref();
            let of = |a: ActorIx| self.actors[a.0 as usize].country.as_deref() == code && self.leads(a);
            let mut all = people.iter().map(|&(a, _)| a).filter(|&a| of(a));
            all.next().filter(|_| all.next().is_none())
        };
        Some([leader(pair.members[0])?, leader(pair.members[1])?])
    }

    /// The plural of the two states or armed groups most spoken of up to here.
    fn two_states(&mut self, number: usize, sides: bool) -> Option<ActorIx> {
        let mut counts: Vec<(ActorIx, usize)> = Vec::new();
        let mut add = |actor: ActorIx, weight: usize| match counts.iter_mut().find(|(a, _)| *a == actor) {
            Some((_, n)) => *n += weight,
            None => counts.push((actor, weight)),
        };
        // Whoever calls on both sides is none of them: sentences before count.
        for m in self.mentions.iter().rev().take(PAIR_REACH).filter(|m| !m.place_only && m.head.sentence < number) {
            if self.is_party(m.actor, sides) {
                add(m.actor, 2);
            } else if self.traits[m.actor.0 as usize].person {
                // Whoever serves a state speaks of it.
                let country = self.actors[m.actor.0 as usize].country.as_deref();
                let state = |a: &Actor| {
                    a.kind == ActorKind::Government && a.sector.is_none() && a.country.as_deref() == country
                };
                let at = country.and_then(|_| self.actors.iter().position(state));
                if let Some(at) = at {
                    add(ActorIx(at as u32), 1);
                }
            }
        }
        // "the *Polish* premier" speaks of Poland, too.
        let mut national: Vec<(WordAt, ActorIx)> =
            self.nationalities().filter(|(at, _)| at.sentence < number).collect();
        national.sort_unstable();
        national.iter().rev().take(PAIR_REACH).for_each(|&(_, actor)| add(actor, 1));
        // A third that is named as often as the second leaves it open whom it means.
        // Of those named as often, the last ones.
        counts.sort_by_key(|&(_, n)| Reverse(n));
        let [(b, n), (a, m), ..] = counts[..] else { return None };
        let open = counts.get(2).is_some_and(|&(_, k)| k == m && n != m);
        (!open).then(|| self.group(&[a, b]))
    }

    /// The plural of some actors.
    fn group(&mut self, members: &[ActorIx]) -> ActorIx {
        // "The three countries" that were named as the E3.
        let codes: Vec<_> = members.iter().filter_map(|a| self.actors[a.0 as usize].country.as_deref()).collect();
        let whole = |b: &crate::lexicon::actors::Body| {
            codes.len() == members.len()
                && b.members.len() == codes.len()
                && codes.iter().all(|c| b.members.iter().any(|m| m == c))
        };
        let known = (0u32..).zip(&self.lexicon.bodies).filter(|(_, b)| whole(b)).map(|(n, _)| n);
        let met = known.filter_map(|n| self.keyed(&Key::Body(n))).next();
        let states = members.iter().all(|a| self.actors[a.0 as usize].kind == ActorKind::Government);
        if let Some(body) = met.filter(|_| states) {
            return body;
        }
        let names: Vec<&str> = members.iter().map(|a| self.actors[a.0 as usize].name.as_str()).collect();
        let name = match &names[..] {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => names.concat(),
        };
        let traits = Traits { plural: true, ..Traits::default() };
        let members = members.to_vec();
        self.actor(Key::Described(name.clone()), traits, || Actor {
            plural: true,
            members,
            ..Actor::named(name, ActorKind::Group)
        })
    }
}
