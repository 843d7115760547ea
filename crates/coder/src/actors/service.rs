//! Whom somebody serves: country and sector by the words around a name or description, by the noun of a body, and by
//! the one state that an article is about.

use demarche_syntax::{Deprel, Xpos};

use super::mentions::{Meaning, Raw};
use super::resolve::Resolver;
use super::{Mention, WordAt};
use crate::arguments::case_of;
use crate::lexicon::actors::{Entry, NounKind};
use crate::names::{Name, Sort};
use crate::record::Form;

/// The sector of the media.
const MEDIA: &str = "JRN";

/// Sectors of those who serve a state.
pub const OF_STATES: [&str; 6] = ["GOV", "MIL", "LEG", "JUD", "COP", "SPY"];

/// Mentions of a state from which on an article may be about it, and their share of all such, in percent.
const HOME_MENTIONS: usize = 3;
const HOME_SHARE: usize = 50;

/// Words of an office behind its article: "the interior minister".
const OFFICE: usize = 2;

impl Resolver<'_> {
    /// Country and sector that the words of a mention lend: "*Russian* official", "*Hamas* spokesman",
    /// "minister of *Turkey*"; and whether any did.
    pub(super) fn affiliation(&self, number: usize, raw: &Raw) -> (Option<String>, Option<String>, bool) {
        let s = self.sentence(number);
        let name = raw.form == Form::Name;
        let body = matches!(raw.meaning, Meaning::Unlisted(_, Sort::Body));
        // "the foreign ministry *in Tehran*".
        let sits = match &raw.meaning {
            Meaning::Described(noun)
                if !self.lexicon.pronouns.abroad.contains(&s.tokens[raw.head].lemma.to_string()) =>
            {
                self.lexicon.nouns.get(&**noun).is_some_and(|n| n.kind == NounKind::Body && n.sector.is_some())
                    || self.lexicon.descriptions.seated.iter().any(|w| *w == **noun)
            }
            _ => false,
        };
        let of = |c: &usize| {
            let owns =
                |p: &str| self.grammar.is_owner(p) || sits && self.lexicon.pronouns.r#where.iter().any(|w| w == p);
            *c > raw.head && s.tokens[*c].deprel == Deprel::Nmod && case_of(s, *c).is_some_and(|p| owns(&p))
        };
        // "*Al Jazeera's* Nadia Karimi".
        let owner = |c: &usize| name && !body && *c < raw.first && s.tokens[*c].deprel == Deprel::NmodPoss;
        let before = (raw.from..raw.head).filter(|t| !name || body || *t < raw.first);
        // "the *Doha*-based leader of Hamas": where somebody is based counts last.
        let based = |t: &usize| s.tokens.get(t + 1).is_some_and(|m| m.form(&self.document.text) == "-");
        let (based, before): (Vec<usize>, Vec<usize>) = before.partition(based);
        let owners: Vec<usize> = s.children(raw.head).filter(owner).collect();
        let noun = if let Meaning::Described(noun) = &raw.meaning { Some(noun) } else { raw.title.as_ref() };
        let called = |list: &[String]| noun.is_some_and(|n| list.iter().any(|w| **w == **n));
        let student = || called(&self.lexicon.descriptions.students);
        let servant = || called(&self.lexicon.descriptions.servants);
        for token in owners.into_iter().chain(before).chain(s.children(raw.head).filter(of)).chain(based) {
            let listed = |n: &&Name| (n.first..=n.last).contains(&token) && !n.entries.is_empty();
            let Some(entries) = self.names[number].iter().find(listed).map(|n| &n.entries[..]).or_else(|| {
                // A part of a name that nobody has listed: "*US* National Hurricane Center".
                let words = s.tokens[token..raw.last.max(token)].iter().map(|t| t.form(&self.document.text));
                self.lexicon.names.longest(words).filter(|_| body).map(|m| m.entries)
            }) else {
                // "*its* ambassador", "the *group's* spokesman": whose country the owner's is.
                let whose = (s.tokens[token].deprel == Deprel::NmodPoss)
                    .then(|| self.actor_at(WordAt { sentence: number, token }))
                    .flatten();
                let whose = whose.map(|a| &self.actors[a.0 as usize]);
                if let Some(country) = whose.and_then(|a| a.country.clone()) {
                    let sector = whose.and_then(|a| a.sector.clone()).filter(|_| servant());
                    return (Some(country), sector, false);
                }
                continue;
            };
            // "a *Russia* specialist" is not Russia's.
            let studied = student() && s.tokens[token].deprel == Deprel::Compound && token < raw.head;
            if studied && entries.iter().any(|e| matches!(e, Entry::State(_) | Entry::Place(_))) {
                return (None, None, true);
            }
            let of_state = |n: u32| Some(self.lexicon.states[n as usize].code.clone());
            for entry in entries {
                match *entry {
                    Entry::State(n) | Entry::Adjective(n) | Entry::People(n) | Entry::Capital(n) => {
                        return (of_state(n), None, true);
                    }
                    Entry::Body(n) => {
                        let body = &self.lexicon.bodies[n as usize];
                        // Reporters are of all countries.
                        let country = body.country.clone().filter(|_| body.sector.as_deref() != Some(MEDIA));
                        return (country, body.sector.clone(), true);
                    }
                    Entry::Person(n) => {
                        let role = self.lexicon.people[n as usize].role(self.published);
                        let sector = role.and_then(|r| r.sector.clone()).filter(|_| servant());
                        return (role.and_then(|r| r.country.clone()), sector, true);
                    }
                    Entry::Place(n) => {
                        let place = &self.lexicon.places[n as usize];
                        if place.weight >= 4 {
                            return (place.country.clone(), None, true);
                        }
                    }
                }
            }
        }
        (None, None, false)
    }

    /// The country of a body that nobody has listed: of the state behind its noun or before its name ("the Ministry of
    /// Health of *Ethiopia*", "the *Kenyan* Ministry of Water").
    pub(super) fn seat(&self, number: usize, raw: &Raw) -> Option<String> {
        let s = self.sentence(number);
        let before = raw.first.checked_sub(1).filter(|&t| {
            matches!(s.tokens[t].deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Case)
        });
        let owner = before.map(|t| if s.tokens[t].deprel == Deprel::Case { t.saturating_sub(1) } else { t });
        (raw.head + 1..=raw.last).chain(owner).find_map(|token| {
            let words = s.tokens[token..=raw.last.max(token)].iter().map(|t| t.form(&self.document.text));
            self.lexicon.names.longest(words)?.entries.iter().find_map(|entry| match *entry {
                Entry::State(n) | Entry::Adjective(n) => Some(self.lexicon.states[n as usize].code.clone()),
                _ => None,
            })
        })
    }

    /// What a body does by the noun in its name ("*Ministry* of Health", "Lusaka *High Court*"); of what the noun alone
    /// does not say it, a state's ("Zambia Revenue *Authority*").
    pub(super) fn calling(&self, number: usize, raw: &Raw, of_state: bool) -> Option<String> {
        let s = self.sentence(number);
        let noun = |first: usize, last: usize| {
            let words: Vec<_> = (first..=last).map(|t| s.tokens[t].form(&self.document.text).to_lowercase()).collect();
            let words = words.join(" ");
            let facts = self
                .lexicon
                .nouns
                .get(words.as_str())
                .filter(|n| matches!(n.kind, NounKind::Body | NounKind::Group))?;
            let state = || self.state_sector(&words).filter(|_| of_state);
            facts.sector.clone().or_else(state)
        };
        let ending = |last: usize| (raw.first.max(last.saturating_sub(2))..=last).find_map(|first| noun(first, last));
        ending(raw.head).or_else(|| (raw.first..=raw.last).rev().find_map(ending))
    }

    /// "the army", "the interior minister", "Defence Minister Anna Ivanova" serve the state that the article is about, else the only
    /// one around, when nothing says otherwise.
    pub(super) fn serve_home(&mut self) {
        self.serve_owner();
        let spoken = self.spoken_of();
        let home = home(&spoken);
        for at in 0..self.mentions.len() {
            let m = &self.mentions[at];
            let (actor, sentence) = (m.actor.0 as usize, m.head.sentence);
            let a = &self.actors[actor];
            if a.country.is_some() || a.code.is_some() || self.traits[actor].listed {
                continue;
            }
            let noun = self.traits[actor].noun.as_deref().unwrap_or_default();
            // "the embassy" is another state's.
            if self.lexicon.pronouns.abroad.iter().any(|w| w == noun) {
                continue;
            }
            let words = &self.lexicon.descriptions;
            let code = if words.administrations.iter().any(|n| n == noun || has_words(&a.name, n)) {
                let governs = |c: &str| words.administered.iter().any(|a| a == c);
                most(spoken.iter().filter(|(_, c)| governs(c)).map(|(_, c)| c))
            } else if a.sector.as_deref().is_some_and(|s| OF_STATES.contains(&s)) && self.is_office(m) {
                let around = || self.state_around(sentence, &spoken).filter(|_| !self.traits[actor].plural);
                home.clone().or_else(around)
            } else {
                None
            };
            self.actors[actor].country = code;
        }
    }

    /// "the chairman *of its council*", "a spokesman *for the Treasury*": whose country the owner behind it has.
    fn serve_owner(&mut self) {
        for at in 0..self.mentions.len() {
            let m = &self.mentions[at];
            let a = &self.actors[m.actor.0 as usize];
            let known = a.country.is_some() || a.code.is_some() || self.traits[m.actor.0 as usize].listed;
            if known || m.form == Form::Pronoun || a.sector.as_deref() == Some(MEDIA) {
                continue;
            }
            let (sentence, s) = (m.head.sentence, &self.document.sentences[m.head.sentence]);
            let owner = s.children(m.head.token).filter(|&c| {
                let owns =
                    |p: &str| self.grammar.is_owner(p) || self.lexicon.descriptions.serving.iter().any(|w| w == p);
                c > m.head.token && s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| owns(&p))
            });
            let bodies = owner.filter_map(|token| self.mention_at(WordAt { sentence, token }));
            let country = bodies.filter(|o| o.actor != m.actor).find_map(|o| {
                let o = &self.actors[o.actor.0 as usize];
                o.country.clone().filter(|_| o.sector.as_deref() != Some(MEDIA))
            });
            let actor = m.actor.0 as usize;
            self.actors[actor].country = country;
        }
    }

    fn mention_at(&self, at: WordAt) -> Option<&Mention> {
        self.mentions.iter().find(|m| m.head == at && !m.place_only)
    }

    /// The only state of a sentence, or of the one before where it names none.
    fn state_around(&self, sentence: usize, spoken: &[(usize, String)]) -> Option<String> {
        let of = |n: usize| {
            let places = self.names[n].iter().filter_map(|name| {
                name.entries.iter().find_map(|e| match *e {
                    Entry::State(s) | Entry::Adjective(s) | Entry::People(s) | Entry::Capital(s) => {
                        Some(self.lexicon.states[s as usize].code.clone())
                    }
                    _ => None,
                })
            });
            let mut codes: Vec<String> =
                spoken.iter().filter(|(at, _)| *at == n).map(|(_, c)| c.clone()).chain(places).collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        let here = of(sentence);
        let codes = if here.is_empty() { of(sentence.checked_sub(1)?) } else { here };
        let [code] = &codes[..] else { return None };
        Some(code.clone())
    }

    /// "the army", "the interior minister"; a person with a title, a body of a state without a state's name.
    fn is_office(&self, m: &Mention) -> bool {
        let s = &self.document.sentences[m.head.sentence];
        let definite = |at: usize| {
            let form = s.tokens[at].form(&self.document.text);
            self.lexicon.pronouns.is_definite(form)
        };
        let told = || {
            let inside = |n: &&Name| n.first >= m.first && n.last <= m.last && n.last < m.head.token;
            self.names[m.head.sentence].iter().filter(inside).any(|n| !n.entries.is_empty())
        };
        let t = &self.traits[m.actor.0 as usize];
        match m.form {
            // "told *parliament*" needs no article.
            Form::Nominal if m.first == m.last => {
                let noun = t.noun.as_deref().and_then(|n| self.lexicon.nouns.get(n));
                noun.is_some_and(|n| n.kind == NounKind::Body) && s.tokens[m.head.token].xpos == Xpos::Nn
            }
            Form::Nominal => definite(m.first) && m.last - m.first <= OFFICE,
            Form::Name if t.person => t.noun.is_some() && !told(),
            Form::Name => false,
            Form::Pronoun => false,
        }
    }

    /// The states that the sentences speak of, by their names, people and bodies.
    fn spoken_of(&self) -> Vec<(usize, String)> {
        let of = |a: super::ActorIx| self.actors[a.0 as usize].country.clone();
        let named = self.mentions.iter().filter(|m| m.form == Form::Name);
        let named = named.filter_map(|m| Some((m.head.sentence, of(m.actor)?)));
        let national = self.nationalities().filter_map(|(at, a)| Some((at.sentence, of(a)?)));
        named.chain(national).collect()
    }
}

/// The state that an article is about: half of all, and twice as often as the next.
fn home(spoken: &[(usize, String)]) -> Option<String> {
    let first = most(spoken.iter().map(|(_, c)| c))?;
    let count = |code: &str| spoken.iter().filter(|(_, c)| c == code).count();
    let next = most(spoken.iter().map(|(_, c)| c).filter(|c| **c != first)).map_or(0, |c| count(&c));
    let n = count(&first);
    (n >= HOME_MENTIONS && n * 100 >= spoken.len() * HOME_SHARE && n >= 2 * next).then_some(first)
}

/// The code that stands most often, the first of equals.
fn most<'c>(codes: impl Iterator<Item = &'c String>) -> Option<String> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    for code in codes {
        match counts.iter_mut().find(|(c, _)| *c == code) {
            Some((_, n)) => *n += 1,
            None => counts.push((code, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts.first().map(|(c, _)| (*c).clone())
}

/// Whether a name ends in some words.
fn has_words(name: &str, words: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}
