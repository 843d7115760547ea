//! Second mentions: whom a description means that was named before, by office, country, age or what it is to another
//! ("the Polish premier", "the 75-year-old", "the Spaniard", "his guest", "the bloc").

use demarche_syntax::{Deprel, Upos, Xpos};

use super::mentions::Raw;
use super::resolve::Resolver;
use super::{ActorIx, Mention, WordAt};
use crate::lexicon::actors::{Entry, GOVERNMENT, NounKind};
use crate::record::{ActorKind, Form};

/// Mentions back to which "the minister" may point.
const REACH: usize = 60;
/// Sentences back to which "the Spaniard" and "the 75-year-old" may point.
const NEAR: usize = 4;
/// The same for a word that means the people as well ("the French").
const NEXT: usize = 1;

/// The sector of parties, and of those who fight a state.
const PARTY: &str = "PTY";
const REBELS: &str = "REB";

/// What a definite description says of whom it means.
pub(super) struct Description<'a> {
    /// The role noun.
    pub noun: &'a str,
    pub kind: NounKind,
    /// PLOVER sector of the noun.
    pub sector: Option<&'a str>,
    pub gender: Option<char>,
    /// The state whose somebody is.
    pub country: Option<&'a str>,
    /// Whether nothing but an article stands before the noun.
    pub bare: bool,
}

/// What stands between article and noun.
#[derive(Default)]
struct Modifiers {
    /// Names and nouns, which whoever is meant must bear.
    words: Vec<String>,
    /// "the *former* minister".
    former: bool,
    /// "the *75-year-old* leader".
    aged: bool,
    /// What kind of leader ("the *military* leader").
    sector: Option<String>,
    /// "the *Vienna-based* organisation".
    based: bool,
    /// Whether a word tells more than number, place or nation ("the *electoral* agency").
    told: bool,
    /// "the *ANC* leader".
    body: Option<u32>,
}

impl Resolver<'_> {
    /// Whom a description means that was named before, or who holds an office on that day.
    pub(super) fn again(&mut self, number: usize, raw: &Raw, d: &Description<'_>) -> Option<ActorIx> {
        if self.is_named_beside(number, raw) {
            return None;
        }
        match d.kind {
            NounKind::Body => self.body_again(number, raw, d),
            NounKind::Group => self.several_again(d.noun).filter(|_| d.bare),
            _ => self.person_again(number, raw, d),
        }
    }

    /// "the minister, *Anna Ivanova*": who it is comes behind.
    fn is_named_beside(&self, number: usize, raw: &Raw) -> bool {
        let s = self.sentence(number);
        let named = |c: usize| self.names[number].iter().any(|n| (n.first..=n.last).contains(&c));
        let t = &s.tokens[raw.head];
        // "the consultancy *Northgate*".
        let next = s.tokens.get(raw.last + 1);
        if next.is_some_and(|n| n.upos == Upos::Propn && n.form(&self.document.text).starts_with(char::is_uppercase)) {
            return true;
        }
        let hangs = t.deprel == Deprel::NmodDesc && t.head.is_some_and(|h| h > raw.head && named(h));
        hangs || s.children(raw.head).any(|c| c > raw.head && s.tokens[c].deprel == Deprel::Appos && named(c))
    }

    /// "the *UN* chief", which the list of role nouns has with its body: the body and the noun behind it.
    fn parted(&self, number: usize, raw: &Raw) -> Option<(Raw, String)> {
        let s = self.sentence(number);
        let body = |n: &&crate::names::Name| {
            n.first == raw.first && n.last < raw.head && n.entries.iter().any(|e| matches!(e, Entry::Body(_)))
        };
        let first = self.names[number].iter().find(body)?.last + 1;
        let words: Vec<_> = (first..=raw.head).map(|t| s.tokens[t].lemma.to_lowercase()).collect();
        Some((Raw { first, ..raw.clone() }, words.join(" ")))
    }

    fn person_again(&mut self, number: usize, raw: &Raw, d: &Description<'_>) -> Option<ActorIx> {
        if let Some((raw, noun)) = self.parted(number, raw) {
            return self.person_again(number, &raw, &Description { noun: &noun, sector: None, bare: false, ..*d });
        }
        let with = self.modifiers(number, raw, d)?;
        let fits = |m: &&Mention| {
            self.may_be(number, raw, m, d.gender)
                && d.country.is_none_or(|c| self.serves(m.actor, c))
                && self.is_called(m.actor, d, &with)
        };
        if let Some(m) = self.mentions.iter().rev().take(REACH).find(fits) {
            return Some(m.actor);
        }
        let plain = with.words.is_empty() && with.sector.is_none();
        // "the *40-year-old* lawyer", "the *former* banker", "the conservative": another word for somebody just named.
        let epithet = self.lexicon.descriptions.epithets.iter().any(|e| e == d.noun);
        let office = self.lexicon.nouns.get(d.noun).is_some_and(|n| n.sector.as_deref() == Some(GOVERNMENT));
        if plain && d.country.is_none() && (!office || with.former) && (with.aged || with.former || epithet && d.bare) {
            return self.just_named(number, raw, d.gender).filter(|&a| !(with.former && self.holds(a, d.noun)));
        }
        let day = self.published?;
        // "the *NATO* secretary-general" who was not named.
        let office = d.kind == NounKind::Title && with.words.is_empty() && !with.former && !with.aged;
        if let Some(body) = with.body.filter(|_| office) {
            let offices: Vec<&str> = self.lexicon.descriptions.offices_in_body(d.noun).collect();
            if let Some(holder) = self.lexicon.holder_in(&offices, body, day) {
                return Some(self.person(holder));
            }
        }
        let country = d.country?;
        let plain = plain && !with.former && !with.aged && d.kind == NounKind::Title;
        let becomes = matches!(self.sentence(number).tokens[raw.head].deprel, Deprel::Xcomp | Deprel::Obl);
        if !plain || becomes {
            return None;
        }
        let offices: Vec<&str> = self.lexicon.descriptions.same_offices(d.noun).collect();
        let holder = self.lexicon.holder(&offices, country, day)?;
        Some(self.person(holder))
    }

    /// What stands before the noun; nothing where it says that it is somebody else.
    fn modifiers(&self, number: usize, raw: &Raw, d: &Description<'_>) -> Option<Modifiers> {
        let s = self.sentence(number);
        let words = &self.lexicon.descriptions;
        let mut out = Modifiers { former: self.left_office(number, raw).is_some(), ..Modifiers::default() };
        let states =
            |e: &Entry| matches!(e, Entry::State(_) | Entry::Adjective(_) | Entry::People(_) | Entry::Capital(_));
        for at in raw.from..raw.first {
            let t = &s.tokens[at];
            let lemma = t.lemma.to_lowercase().to_string();
            let of_state = |n: &crate::names::Name| (n.first..=n.last).contains(&at) && n.entries.iter().any(states);
            let glued = s.tokens.get(at + 1).is_some_and(|n| n.upos == Upos::Punct && n.span.start == t.span.end);
            if self.names[number].iter().any(of_state) {
                out.based |= glued;
                continue;
            }
            // "the *27*-*nation* bloc", "the *West African* leader" tell no name.
            let behind = at > raw.from && s.tokens[at - 1].upos == Upos::Punct;
            if (glued || behind) && !words.age.contains(&lemma) || self.is_of_region(number, at) {
                continue;
            }
            if words.others.contains(&lemma) {
                return None;
            }
            if words.age.contains(&lemma) {
                out.aged |= lemma == *words.age.last()?;
                continue;
            }
            let body = |n: &crate::names::Name| {
                let listed = n.entries.iter().find_map(|e| if let Entry::Body(b) = e { Some(*b) } else { None });
                listed.filter(|_| (n.first..=n.last).contains(&at))
            };
            if let Some(body) = self.names[number].iter().find_map(body) {
                out.body = Some(body);
                continue;
            }
            out.told |= matches!(t.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb);
            // "the *Islamist* president".
            let told = self.lexicon.modifiers.contains_key(lemma.as_str());
            if matches!(t.upos, Upos::Noun | Upos::Propn) && !(told && t.upos == Upos::Propn) {
                out.words.push(t.form(&self.document.text).to_lowercase());
            }
        }
        if d.sector.is_none() {
            out.sector = self.modified_sector(number, raw, d.noun).filter(|_| !out.former);
        }
        Some(out)
    }

    /// Whether a mention may be of the person that a description means: one person, and no other part of its clause.
    fn may_be(&self, number: usize, raw: &Raw, m: &Mention, gender: Option<char>) -> bool {
        let t = &self.traits[m.actor.0 as usize];
        let same = gender.is_none() || t.gender.is_none() || gender == t.gender;
        t.person && !t.plural && same && !self.is_rival(number, raw, m)
    }

    /// "Merkel met *the chancellor*": another part of the clause, or who tells of it, is somebody else.
    fn is_rival(&self, number: usize, raw: &Raw, m: &Mention) -> bool {
        if m.head.sentence != number {
            return false;
        }
        let s = self.sentence(number);
        let Some(above) = s.tokens[m.head.token].head else { return false };
        let subject = matches!(s.tokens[m.head.token].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        s.tokens[raw.head].head == Some(above) || subject && s.is_below(raw.head, above)
    }

    /// Whether a person serves a state, or did.
    fn serves(&self, actor: ActorIx, country: &str) -> bool {
        match self.actors[actor.0 as usize].country.as_deref() {
            Some(code) => code == country,
            None => self.known(actor).is_some_and(|p| p.roles.iter().any(|r| r.country.as_deref() == Some(country))),
        }
    }

    fn known(&self, actor: ActorIx) -> Option<&crate::lexicon::actors::Person> {
        self.traits[actor.0 as usize].known.map(|n| &self.lexicon.people[n as usize])
    }

    /// Whether somebody holds an office.
    pub(super) fn holds(&self, actor: ActorIx, noun: &str) -> bool {
        let (a, t) = (&self.actors[actor.0 as usize], &self.traits[actor.0 as usize]);
        let role = a.role.as_deref().map(office);
        let mut offices = role.as_deref().into_iter().chain(t.noun.as_deref());
        offices.any(|o| self.lexicon.descriptions.is_office(o, noun))
    }

    /// Whether somebody leads a state.
    pub(super) fn leads(&self, actor: ActorIx) -> bool {
        let role = self.actors[actor.0 as usize].role.as_deref().map(office);
        role.is_some_and(|r| self.lexicon.descriptions.leads(&r))
    }

    /// Whether somebody is what a description calls them.
    fn is_called(&self, actor: ActorIx, d: &Description<'_>, with: &Modifiers) -> bool {
        let (a, t) = (&self.actors[actor.0 as usize], &self.traits[actor.0 as usize]);
        let words = &self.lexicon.descriptions;
        let role = a.role.as_deref().map(office);
        let borne = |w: &String| {
            let bears = |text: &str| text.to_lowercase().split([' ', '-', '\'', '’']).any(|x| x == w);
            bears(&a.name) || a.role.as_deref().is_some_and(bears) || t.noun.as_deref().is_some_and(bears)
        };
        if !with.words.iter().all(borne) || with.sector.is_some() && with.sector != a.sector {
            return false;
        }
        if let Some(body) = with.body {
            let b = &self.lexicon.bodies[body as usize];
            let named = |role: &str| {
                let of = role.split_once(" of ").map_or(role, |(_, of)| of);
                self.lexicon.meaning(of.trim_start_matches("the ")).contains(&Entry::Body(body))
            };
            // Whoever is of a party may hold an office.
            let party = b.sector.as_deref() == Some(PARTY);
            let theirs = b.country.is_some() && a.country == b.country && (a.sector == b.sector || party);
            let roles = self.known(actor).into_iter().flat_map(|p| &p.roles);
            if !(theirs || a.role.as_deref().is_some_and(named) || roles.map(|r| &*r.role).any(named)) {
                return false;
            }
        }
        if with.former {
            let past =
                |p: &crate::lexicon::actors::Person| p.roles.iter().any(|r| words.is_office(&office(&r.role), d.noun));
            let now = role.as_deref().is_some_and(|r| words.is_office(r, d.noun));
            return now && a.sector.as_deref() != Some(GOVERNMENT) || self.known(actor).is_some_and(past) && !now;
        }
        let party = with.body.is_some() && words.called_leader.iter().any(|w| w == d.noun);
        let offices = || role.as_deref().into_iter().chain(t.noun.as_deref());
        let heads = || {
            let head = with.body.is_some() && words.called_head.iter().any(|w| w == d.noun);
            head && offices().any(|o| words.offices_in_body(d.noun).any(|name| words.is_office(o, name)))
        };
        let leads = || words.called_leader.iter().any(|w| w == d.noun) && offices().any(|o| words.leads(o));
        let servant = || {
            d.country.is_some()
                && words.called_servant.iter().any(|w| w == d.noun)
                && a.sector.as_deref() == Some(GOVERNMENT)
                && !offices().any(|o| words.leads(o))
        };
        offices().any(|o| words.is_office(o, d.noun)) || leads() || heads() || servant() || party
    }

    /// Who was named last: the subject of the sentence before, or whoever else stands in it.
    pub(super) fn just_named(&self, number: usize, raw: &Raw, gender: Option<char>) -> Option<ActorIx> {
        let fits = |m: &&Mention| self.may_be(number, raw, m, gender);
        (number.saturating_sub(NEAR)..number).rev().find_map(|sentence| {
            let s = self.sentence(sentence);
            let here = || self.mentions.iter().filter(|m| m.head.sentence == sentence).filter(fits);
            let subject = |m: &&Mention| {
                // "his colleague *Robin Cook*" hangs from the colleague.
                let hung = |&at: &usize| matches!(s.tokens[at].deprel, Deprel::Flat | Deprel::Appos);
                let top = std::iter::successors(Some(m.head.token), |at| s.tokens[*at].head.filter(|_| hung(at)));
                let t = &s.tokens[top.take(s.tokens.len()).last().unwrap_or(m.head.token)];
                matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass)
                    && t.head.is_some_and(|h| s.tokens[h].head.is_none())
            };
            here().find(subject).or_else(|| here().next()).map(|m| m.actor)
        })
    }

    /// "the *75-year-old*" without a noun.
    pub(super) fn aged(&mut self, number: usize, raw: &Raw) -> Option<ActorIx> {
        self.just_named(number, raw, None)
    }

    /// "the *Spaniard*", "the *Iranian*": one of a people, when somebody of that state was just named.
    pub(super) fn compatriot(&self, number: usize, raw: &Raw, state: u32) -> Option<ActorIx> {
        let s = self.sentence(number);
        let t = &s.tokens[raw.head];
        // "the *64-year-old* Argentinian".
        let det = s.child(raw.head, Deprel::Det).filter(|&d| d < raw.first)?;
        let aged =
            (det + 1..raw.first).any(|at| self.lexicon.descriptions.age.iter().any(|w| *w == s.tokens[at].lemma));
        let definite = self.lexicon.pronouns.is_definite(&s.tokens[det].lemma) && (aged || det + 1 == raw.first);
        let several = matches!(t.xpos, Xpos::Nns | Xpos::Nnps)
            || matches!(t.deprel, Deprel::Nsubj)
                && t.head.is_some_and(|h| {
                    let plural = |at: usize| s.tokens[at].xpos == Xpos::Vbp;
                    plural(h) || s.children(h).any(|c| s.tokens[c].upos == Upos::Aux && plural(c))
                });
        if !definite || several {
            return None;
        }
        // "the French", "the Chinese" may be the people.
        let form = t.form(&self.document.text);
        let both = self.lexicon.meaning(form).iter().any(|e| matches!(e, Entry::People(_))) && {
            let plural = format!("{form}s");
            self.lexicon.meaning(&plural).is_empty() && s.tokens[raw.head].xpos != Xpos::Nn
        };
        let reach = if both { NEXT } else { NEAR };
        let code = &self.lexicon.states[state as usize].code;
        let fits = |m: &&Mention| self.may_be(number, raw, m, None) && self.serves(m.actor, code);
        let near = |m: &&Mention| number - m.head.sentence <= reach;
        let found = self.mentions.iter().rev().take_while(near).find(fits).map(|m| m.actor);
        // Who serves no state may be of any.
        let stateless = |a: &ActorIx| self.actors[a.0 as usize].country.is_none();
        found.or_else(|| self.just_named(number, raw, None).filter(|a| stateless(a) && !both))
    }

    /// "his *counterpart*", "the *host*", "his *guest*": what somebody is to another who was named.
    pub(super) fn facing(&mut self, number: usize, raw: &Raw, noun: &str, country: Option<&str>) -> Option<ActorIx> {
        let words = &self.lexicon.descriptions;
        let is = |list: &[String]| list.iter().any(|w| w == noun);
        let (opposite, host, guest) = (is(&words.opposite), is(&words.host), is(&words.guest));
        if !(opposite || host || guest) || self.is_named_beside(number, raw) {
            return None;
        }
        let s = self.sentence(number);
        let owner = s
            .child(raw.head, Deprel::NmodPoss)
            .and_then(|token| self.actor_at(WordAt { sentence: number, token }))
            .filter(|&a| self.traits[a.0 as usize].person);
        let people = |m: &&Mention| {
            let known = self.actors[m.actor.0 as usize].country.is_some() && m.form != Form::Pronoun;
            self.may_be(number, raw, m, None) && known && Some(m.actor) != owner
        };
        let near = |m: &&Mention| number - m.head.sentence <= NEAR;
        let of = |a: ActorIx| self.actors[a.0 as usize].country.as_deref();
        if opposite {
            let owner = owner?;
            let own = self.actors[owner.0 as usize].role.as_deref().map(office)?;
            let same = |m: &&Mention| {
                let role = self.actors[m.actor.0 as usize].role.as_deref().map(office);
                let alike = |r: &str| words.is_office(r, &own) || words.leads(r) && words.leads(&own);
                let there = country.map_or(of(m.actor) != of(owner), |c| of(m.actor) == Some(c));
                there && role.is_some_and(|r| alike(&r))
            };
            let met = self.mentions.iter().rev().take(REACH).filter(people).find(same).map(|m| m.actor);
            if met.is_some() {
                return met;
            }
            let offices: Vec<&str> = words.same_offices(&own).collect();
            let holder = self.lexicon.holder(&offices, country?, self.published?)?;
            return Some(self.person(holder));
        }
        let others = || self.mentions.iter().rev().take_while(near).filter(people);
        let everybody = || self.mentions.iter().rev().take_while(near).filter(|m| self.may_be(number, raw, m, None));
        let at_home = |code: &str| everybody().find(|m| of(m.actor) == Some(code)).map(|m| m.actor);
        let receives = self.receiver(number, &at_home);
        if host && receives.is_some() {
            return receives;
        }
        let of_one = of(receives.or(owner)?);
        others().find(|m| of(m.actor) != of_one).map(|m| m.actor)
    }

    /// Who is at home where it happens: the last place named in whose state somebody who was named serves.
    fn receiver(&self, number: usize, at_home: &dyn Fn(&str) -> Option<ActorIx>) -> Option<ActorIx> {
        (number.saturating_sub(NEAR)..=number).rev().find_map(|n| {
            self.names[n].iter().rev().find_map(|name| {
                let code = name.entries.iter().find_map(|e| match *e {
                    // "in *Warsaw*", "at the *White House*", but not "in Poland".
                    Entry::Capital(s) | Entry::State(s) => {
                        let state = &self.lexicon.states[s as usize];
                        let t = &self.sentence(n).tokens[name.last];
                        // "left the *White House*", but not who does something.
                        let seat = matches!(e, Entry::State(_))
                            && matches!(t.deprel, Deprel::Obj | Deprel::Obl | Deprel::Nmod);
                        let there = self.only_says_where(n, name.last) || seat;
                        (there && !state.name.ends_with(t.form(&self.document.text))).then_some(state.code.as_str())
                    }
                    _ => None,
                })?;
                at_home(code)
            })
        })
    }

    /// "the *rebels*", "the *insurgents*": the armed group that was named last, or those called so.
    pub(super) fn fighters_again(
        &self,
        number: usize,
        raw: &Raw,
        noun: &str,
        country: Option<&str>,
    ) -> Option<ActorIx> {
        let fights = self.lexicon.nouns.get(noun)?.sector.as_deref() == Some(REBELS);
        let fits = |m: &&Mention| {
            let (a, t) = (&self.actors[m.actor.0 as usize], &self.traits[m.actor.0 as usize]);
            let group = a.kind == ActorKind::ArmedGroup && a.sector.as_deref() == Some(REBELS);
            let same = t.plural && !t.listed && t.noun.as_deref() == Some(noun);
            (group || same) && country.is_none_or(|c| a.country.as_deref() == Some(c)) && !self.is_rival(number, raw, m)
        };
        if !fights {
            return None;
        }
        self.mentions.iter().rev().take(REACH).find(fits).map(|m| m.actor)
    }

    /// "the *soldiers*" after "two Israeli soldiers".
    pub(super) fn several_again(&self, noun: &str) -> Option<ActorIx> {
        let fits = |m: &&Mention| {
            let t = &self.traits[m.actor.0 as usize];
            t.plural && !t.listed && t.noun.as_deref() == Some(noun)
        };
        self.mentions.iter().rev().take(REACH).find(fits).map(|m| m.actor)
    }

    /// "the company", "the West African bloc", "the militant group": a body that was named.
    fn body_again(&self, number: usize, raw: &Raw, d: &Description<'_>) -> Option<ActorIx> {
        let with = self.modifiers(number, raw, d)?;
        let kinds = self.lexicon.descriptions.body_kinds(d.noun);
        let fits = |m: &&Mention| {
            let (a, t) = (&self.actors[m.actor.0 as usize], &self.traits[m.actor.0 as usize]);
            let body = matches!(a.kind, ActorKind::Organization | ActorKind::ArmedGroup)
                || a.kind == ActorKind::Group && t.listed;
            if !body || self.is_rival(number, raw, m) {
                return false;
            }
            let elsewhere = |c: &str| a.country.as_deref() != Some(c) && !(with.based && a.country.is_none());
            if d.country.is_some_and(elsewhere) {
                return false;
            }
            let name = a.name.to_lowercase();
            let called =
                t.noun.as_deref().is_some_and(|n| ends_in(n, d.noun)) || !t.described && has_word(&name, d.noun);
            let bears = |w: &String| has_word(&name, w);
            if !with.words.iter().all(bears) && !d.bare {
                return false;
            }
            // "the party" may be any that was named, "the government" is no ministry.
            // "the group" is no paper or ministry.
            let same = with.sector.is_none() || a.sector == with.sector;
            let never = self.lexicon.descriptions.groups.iter().any(|g| g == d.noun)
                && a.code.is_none()
                && a.sector.as_deref().is_some_and(|s| self.lexicon.descriptions.organs.iter().any(|o| o == s));
            if never && !called {
                return false;
            }
            // "the army" is no army base.
            let last = t.noun.as_deref().and_then(|n| n.rsplit(' ').next()).unwrap_or_default();
            let base = t.described && self.lexicon.descriptions.body_kinds(last).is_some_and(<[String]>::is_empty);
            let of_sort = !base && d.sector.is_some_and(|s| s != GOVERNMENT) && a.sector.as_deref() == d.sector;
            let kind = kinds
                .map(|kinds| kinds.iter().any(|k| a.code.as_deref() == Some(k) || kind_name(a.kind) == k.as_str()));
            let same = same || kind == Some(true);
            if with.told && !d.bare {
                return called && same || kind == Some(true);
            }
            called && same || of_sort || kind.unwrap_or(d.sector.is_none() && m.form == Form::Name && same)
        };
        self.mentions.iter().rev().take(REACH).find(fits).map(|m| m.actor)
    }
}

/// The office in a role: "*prime minister* of Poland", "*foreign minister*".
fn office(role: &str) -> String {
    let cut = [" of ", " for ", " in ", " to "].iter().filter_map(|w| role.find(w)).min().unwrap_or(role.len());
    role[..cut].to_lowercase()
}

/// The word of the record for a kind of body.
fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Organization => "organization",
        ActorKind::ArmedGroup => "armed_group",
        ActorKind::Group => "group",
        _ => "",
    }
}

/// "foreign *minister*".
fn ends_in(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Whether a text has a word.
fn has_word(text: &str, word: &str) -> bool {
    text.split([' ', '-']).any(|w| w == word) || word.contains(' ') && text.contains(word)
}
