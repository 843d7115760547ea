//! Names that the lexicon has not, or of which it has several: whom they mean by what the article says.

use demarche_syntax::{Deprel, Upos, Xpos};

use super::mentions::Raw;
use super::resolve::{Key, Resolver, Traits};
use super::{Actor, ActorIx, WordAt};
use crate::lexicon::actors::Entry;
use crate::names::Sort;
use crate::record::{ActorKind, Form};

impl Resolver<'_> {
    /// A name that the lexicon has not, or only as a surname. Places and other things are no actors.
    pub(super) fn unlisted(&mut self, number: usize, raw: &Raw, name: &str, sort: Sort) -> Option<ActorIx> {
        if let Some(actor) = self.by_name(number, name, sort) {
            return Some(actor);
        }
        let last = name.rsplit(' ').next().unwrap_or(name);
        let single = last.len() == name.len() || self.lexicon.surnames.contains_key(name);
        let surname = if single { name } else { last };
        // "*the West* has to act": with an article it is nobody's surname.
        let article = single && raw.first > 0 && {
            let before = &self.sentence(number).tokens[raw.first - 1];
            before.upos == Upos::Det && before.head == Some(raw.head)
        };
        if sort != Sort::Place
            && !article
            && let Some(known) = self.lexicon.surnames.get(surname).filter(|_| single || raw.title.is_some())
        {
            // A surname alone means a person of the lexicon when the time and the title leave just one.
            let fits: Vec<u32> =
                known.iter().copied().filter(|&n| self.lexicon.people[n as usize].is_about(self.published)).collect();
            // Of several of one surname, the only one who governs on that day.
            let governs = |n: &&u32| self.lexicon.people[**n as usize].governs(self.published);
            let governing: Vec<u32> = fits.iter().filter(governs).copied().collect();
            // Whoever governs on that day is known everywhere by the name that the news uses; others, and by other names,
            // only where their country is spoken of ("Lopez" is seldom Vladimir Padrino Lopez).
            let known_here = |n: &u32| {
                let person = &self.lexicon.people[*n as usize];
                let spells = |word: &str| word == surname || same_name(word, surname);
                let usual = person.name.split(' ').any(spells) || surname.contains(' ');
                // "Merkel" and "Bazoum" mean one person, in office or not.
                let then = if known.len() == 1 { None } else { self.published };
                usual && person.governs(then) || self.is_spoken_of(*n)
            };
            // "*Orbán's* hold" in a heading, before "Viktor Orbán".
            let in_full = |n: &u32| self.names.iter().flatten().any(|name| name.entries.contains(&Entry::Person(*n)));
            if single {
                let mut told = known.iter().copied().filter(in_full);
                if let Some(one) = told.next().filter(|_| told.next().is_none()) {
                    return Some(self.person(one));
                }
            }
            match (&fits[..], &governing[..]) {
                ([one], _) | (_, [one]) if single && known_here(one) => return Some(self.person(*one)),
                _ => {}
            }
        }
        let courtesy = raw.title.as_deref().filter(|t| self.lexicon.pronouns.courtesy.iter().any(|c| c == t));
        let noun = raw.title.as_ref().and_then(|t| self.lexicon.nouns.get(t));
        let (country, sector, _) = self.affiliation(number, raw);
        let office = || noun.and_then(|n| n.sector.clone()).or(sector);
        let (gender, sector) = (noun.and_then(|n| n.gender), self.left_office(number, raw).or_else(office));
        let several = self.sentence(number).tokens[raw.head].xpos == Xpos::Nnps;
        match sort {
            // "Europeans", "Democrats".
            Sort::Person if several && single => {
                let traits = Traits { plural: true, ..Traits::default() };
                let actor = self.named(name, traits, ActorKind::People, (country, sector, None));
                self.actors[actor.0 as usize].plural = true;
                Some(actor)
            }
            Sort::Person => {
                let woman = courtesy.map(|c| self.lexicon.pronouns.feminine.iter().any(|f| f == c));
                let given = || self.lexicon.given.get(name.split(' ').next()?).copied().filter(|&g| g != 'u');
                let gender = gender.or(woman.map(|w| if w { 'f' } else { 'm' })).or_else(given);
                let role = raw.title.as_ref().filter(|_| courtesy.is_none()).map(|t| self.role(number, raw, t));
                let traits = Traits { gender, person: true, noun: raw.title.clone(), ..Traits::default() };
                Some(self.named(name, traits, ActorKind::Person, (country, sector, role)))
            }
            Sort::Body => {
                let country = self.seat(number, raw).or(country);
                let sector = sector.or_else(|| self.calling(number, raw, country.is_some()));
                Some(self.named(name, Traits::default(), ActorKind::Organization, (country, sector, None)))
            }
            Sort::Place | Sort::Other => None,
        }
    }

    /// "*Kenya's* Uhuru Kenyatta", "former *Nigerian* President Olusegun Obasanjo": whoever acts for no state on that day is
    /// called one's whom they once served.
    pub(super) fn of_home(&mut self, number: usize, raw: &Raw, actor: ActorIx) {
        let Some(known) = self.traits[actor.0 as usize].known else { return };
        let served_some = self.lexicon.people[known as usize].roles.iter().any(|r| r.country.is_some());
        if self.actors[actor.0 as usize].country.is_some() || !served_some {
            return;
        }
        let (country, _, _) = self.affiliation(number, raw);
        let served =
            |c: &String| self.lexicon.people[known as usize].roles.iter().any(|r| r.country.as_ref() == Some(c));
        if let Some(country) = country.filter(served) {
            self.actors[actor.0 as usize].country = Some(country);
        }
    }

    /// Who alone of a surname governs on the day of publication.
    pub(super) fn governing(&self, surname: &str) -> Option<u32> {
        let known = self.lexicon.surnames.get(surname)?;
        let mut governing = known.iter().copied().filter(|&n| self.lexicon.people[n as usize].governs(self.published));
        governing.next().filter(|_| governing.next().is_none())
    }

    /// Whether the article names a country, or its people or capital, that a person of the lexicon served.
    fn is_spoken_of(&self, person: u32) -> bool {
        let of = |n: u32| self.lexicon.states[n as usize].code.as_str();
        let mut entries = self.names.iter().flatten().flat_map(|n| &n.entries);
        let roles = &self.lexicon.people[person as usize].roles;
        entries.any(|entry| match *entry {
            Entry::State(n) | Entry::Adjective(n) | Entry::People(n) | Entry::Capital(n) => {
                roles.iter().any(|r| r.country.as_deref() == Some(of(n)))
            }
            Entry::Body(n) => {
                let country = self.lexicon.bodies[n as usize].country.as_deref();
                country.is_some() && roles.iter().any(|r| r.country.as_deref() == country)
            }
            Entry::Person(_) | Entry::Place(_) => false,
        })
    }

    fn named(
        &mut self,
        name: &str,
        traits: Traits,
        kind: ActorKind,
        (country, sector, role): (Option<String>, Option<String>, Option<String>),
    ) -> ActorIx {
        let name = name.to_owned();
        self.actor(Key::Named(name.clone()), traits, || Actor { country, sector, role, ..Actor::named(name, kind) })
    }

    /// The words of a title as they stand, with what comes before them.
    fn role(&self, number: usize, raw: &Raw, title: &str) -> String {
        let s = self.sentence(number);
        match raw.first.checked_sub(1).filter(|&last| last >= raw.from) {
            Some(last) => s.tokens[raw.from].span.cover(s.tokens[last].span).of(&self.document.text).to_owned(),
            None => title.to_owned(),
        }
    }

    /// "Trump" after "Donald Trump", "Microsoft" after "Microsoft Corporation", "CEI" after "Conferenza Episcopale Italiana".
    pub(super) fn by_name(&self, number: usize, name: &str, sort: Sort) -> Option<ActorIx> {
        let single = !name.contains(' ');
        let fits = |a: &Actor| {
            let same = a.name == name || a.name.eq_ignore_ascii_case(name);
            match (a.kind, sort) {
                (ActorKind::Person, Sort::Person | Sort::Other) => {
                    // "*Burhan*" after "Abdel Fattah al-Burhan".
                    let part =
                        |w: &str| w == name || w.split_once('-').is_some_and(|(al, w)| al.len() == 2 && w == name);
                    same || (single && a.name.split(' ').any(part))
                        || (!a.name.contains(' ') && name.ends_with(&a.name) && name.len() > a.name.len() && {
                            name.as_bytes()[name.len() - a.name.len() - 1] == b' '
                        })
                }
                (ActorKind::Organization | ActorKind::ArmedGroup, Sort::Body | Sort::Other) => {
                    same || is_short_for(name, &a.name) || is_short_for(&a.name, name)
                }
                _ => same,
            }
        };
        let bears = |i: &usize| !self.traits[*i].described && fits(&self.actors[*i]);
        let mut found = (0..self.actors.len()).rev().filter(bears);
        let last = found.next()?;
        // "Kim" after Kim Jong Un and Kim Kye Gwan: who was just named, else who is named most.
        let times = |i: usize| self.mentions.iter().filter(|m| m.actor.0 as usize == i && m.form == Form::Name).count();
        let near = self.mentions.iter().rev().find(|m| m.actor.0 as usize == last);
        let just = near.is_some_and(|m| number - m.head.sentence <= 1);
        let others = found.filter(|&i| !just && sort == Sort::Person && times(i) > times(last));
        Some(ActorIx(others.max_by_key(|&i| times(i)).unwrap_or(last) as u32))
    }

    /// A name beside a description ("his deputy, Anna Ivanova"; "Anna Ivanova is the minister"): the two are one.
    pub(super) fn named_beside(&mut self, number: usize, raw: &Raw, actor: ActorIx) {
        let s = self.sentence(number);
        // "its ambassador to Pristina, *Anna Ivanova*": what somebody is may hang from the name.
        let desc = s.children(raw.head).find(|&c| c < raw.from && s.tokens[c].deprel == Deprel::NmodDesc);
        let appos = s.tokens[raw.head].head.filter(|_| s.tokens[raw.head].deprel == Deprel::Appos);
        let beside = self.described_right_before(number, raw);
        let Some(token) = beside.or(appos).or(desc) else { return };
        let Some(other) = self.actor_at(WordAt { sentence: number, token }) else { return };
        let described = self.mentions.iter().filter(|m| m.actor == other).all(|m| m.form != Form::Name);
        let alike = self.traits[other.0 as usize].person == self.traits[actor.0 as usize].person;
        if described && alike && other != actor && !self.traits[other.0 as usize].plural {
            let (country, sector, noun) = {
                let a = &self.actors[other.0 as usize];
                (a.country.clone(), a.sector.clone(), a.name.clone())
            };
            self.enrich(actor, country, sector, Some(noun));
            self.traits[actor.0 as usize].noun = self.traits[other.0 as usize].noun.clone();
            self.mentions.iter_mut().filter(|m| m.actor == other).for_each(|m| m.actor = actor);
        }
    }

    /// "a meeting with its prime *minister*, Anna Ivanova": where the tree hangs the name from afar, the description that
    /// ends right before the comma.
    fn described_right_before(&self, number: usize, raw: &Raw) -> Option<usize> {
        let s = self.sentence(number);
        let aside =
            matches!(s.tokens[raw.head].deprel, Deprel::Appos | Deprel::Vocative | Deprel::Parataxis | Deprel::Dep);
        let comma = raw.from.checked_sub(1).filter(|&c| aside && s.tokens[c].form(&self.document.text) == ",")?;
        let ends = s.tokens.get(raw.last + 1).is_none_or(|t| t.upos == Upos::Punct);
        let here = self.mentions.iter().rev().take_while(|m| m.head.sentence == number);
        let one = |m: &&super::Mention| {
            let t = &self.traits[m.actor.0 as usize];
            m.form == Form::Nominal && m.last + 1 == comma && t.person && !t.plural
        };
        here.filter(|_| ends).find(one).map(|m| m.head.token)
    }

    /// Adds what a description says of an actor that the lexicon does not know.
    pub fn enrich(&mut self, actor: ActorIx, country: Option<String>, sector: Option<String>, role: Option<String>) {
        if self.traits[actor.0 as usize].listed {
            return;
        }
        let a = &mut self.actors[actor.0 as usize];
        a.country = a.country.take().or(country);
        a.sector = a.sector.take().or(sector);
        if a.kind == ActorKind::Person {
            a.role = a.role.take().or(role);
        }
    }
}

/// Whether a name is a shorter form of another: its first or last words, or its initials.
fn is_short_for(short: &str, long: &str) -> bool {
    if short.len() >= long.len() || short.len() < 2 {
        return false;
    }
    let initials = || {
        let first = |w: &str| w.chars().next().filter(|c| c.is_uppercase());
        let letters: String = long.split([' ', '-']).filter_map(first).collect();
        letters.len() > 1 && short.replace('.', "") == letters
    };
    let edge = long.starts_with(short) && long.as_bytes()[short.len()] == b' '
        || long.ends_with(short) && long.as_bytes()[long.len() - short.len() - 1] == b' ';
    (edge && short.len() > 3) || initials()
}

/// Letters with which two spellings of one name begin.
const SPELLING: usize = 4;

/// "*Zelenskiy*" for Zelensky: whether a name is another's under another spelling.
fn same_name(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    alike >= SPELLING && one.chars().count().abs_diff(other.chars().count()) <= 2
}
