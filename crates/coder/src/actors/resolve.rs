//! Whom the mentions of an article mean: one pass in the order of the text, each mention against the
//! actors met so far.

use std::collections::HashMap;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};
use jiff::civil::Date;

use super::mentions::{self, Meaning, Pointing, Raw};
use super::{Actor, ActorIx, Actors, Mention, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};
use crate::lexicon::grammar::Grammar;
use crate::record::{ActorKind, Form};
use crate::statements::Speech;

/// What tells actors apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    State(u32),
    Person(u32),
    Body(u32),
    Named(String),
    Described(String),
}

/// What pronouns need to know of an actor.
#[derive(Clone, Copy, Debug, Default)]
struct Traits {
    gender: Option<char>,
    person: bool,
    plural: bool,
}

/// Sentences back to which a pronoun may point.
const REACH: usize = 3;

/// Mentions back to which "the two leaders" may point.
const PAIR_REACH: usize = 100;

struct Resolver<'a> {
    document: &'a Document,
    lexicon: &'a ActorLexicon,
    grammar: &'a Grammar,
    published: Option<Date>,
    speeches: &'a [Speech],
    actors: Vec<Actor>,
    traits: Vec<Traits>,
    keys: HashMap<Key, ActorIx>,
    mentions: Vec<Mention>,
    nationalities: HashMap<WordAt, ActorIx>,
}

/// The actors of an article.
#[must_use]
pub fn resolve(
    document: &Document,
    lexicon: &ActorLexicon,
    grammar: &Grammar,
    published: Option<Date>,
    speeches: &[Speech],
) -> Actors {
    let mut r = Resolver {
        document,
        lexicon,
        grammar,
        published,
        speeches,
        actors: Vec::new(),
        traits: Vec::new(),
        keys: HashMap::new(),
        mentions: Vec::new(),
        nationalities: HashMap::new(),
    };
    let raws: Vec<Vec<Raw>> =
        document.sentences.iter().map(|s| mentions::find(&document.text, s, lexicon, grammar)).collect();
    for (number, raws) in raws.iter().enumerate() {
        for raw in raws {
            r.take(number, raw);
        }
        r.take_speakers(number);
    }
    let mut actors = Actors::new(r.actors, r.mentions);
    actors.nationalities = r.nationalities;
    actors
}

impl<'a> Resolver<'a> {
    fn sentence(&self, number: usize) -> &'a Sentence {
        &self.document.sentences[number]
    }

    fn take(&mut self, number: usize, raw: &Raw) {
        let at = WordAt { sentence: number, token: raw.head };
        let actor = match &raw.meaning {
            Meaning::Nationality(state) => {
                let actor = self.state(*state);
                self.nationalities.insert(at, actor);
                return;
            }
            Meaning::Known(entries) => self.known(number, raw, entries),
            Meaning::Unknown(name) => Some(self.unknown(number, raw, name)),
            Meaning::Described(noun) => Some(self.described(number, raw, noun)),
            Meaning::Pronoun(pointing) => self.pointed(number, raw, *pointing),
        };
        let Some(actor) = actor else { return };
        let tokens = &self.sentence(number).tokens;
        let span = tokens[raw.from].span.cover(tokens[raw.last].span);
        // A name's mention is the name; its title only helps to find it.
        let span = if raw.form == Form::Name { tokens[raw.first].span.cover(span_end(span)) } else { span };
        self.mentions.push(Mention { head: at, first: raw.from, last: raw.last, span, form: raw.form, actor });
    }

    /// Whoever speaks is an actor, even where nothing else is known of them ("reports", "one resident").
    fn take_speakers(&mut self, number: usize) {
        for speech in self.speeches {
            let (Some(at), Some(span)) = (speech.speaker, speech.speaker_span) else { continue };
            let named = |m: &Mention| m.head.sentence == number && (m.first..=m.last).contains(&at.token);
            if at.sentence != number || self.mentions.iter().rev().take_while(|m| m.head.sentence == number).any(named)
            {
                continue;
            }
            let s = self.sentence(number);
            let pronoun = s.tokens[at.token].upos == Upos::Pron;
            let words = span.of(&self.document.text);
            let words = words.strip_prefix("the ").or(words.strip_prefix("The ")).unwrap_or(words).to_owned();
            let plural = matches!(s.tokens[at.token].xpos, Xpos::Nns | Xpos::Nnps);
            let traits = Traits { plural, person: !plural, gender: None };
            // Two unknown pronouns need not be one person.
            let key = if pronoun { format!("{words} {number} {}", at.token) } else { words.to_lowercase() };
            let actor = self.actor(Key::Described(key), traits, || Actor {
                plural,
                ..Actor::named(words, ActorKind::UnnamedSource)
            });
            let form = if pronoun { Form::Pronoun } else { Form::Nominal };
            self.mentions.push(Mention { head: at, first: at.token, last: at.token, span, form, actor });
        }
    }

    fn actor(&mut self, key: Key, traits: Traits, make: impl FnOnce() -> Actor) -> ActorIx {
        if let Some(&actor) = self.keys.get(&key) {
            return actor;
        }
        let ix = ActorIx(self.actors.len() as u32);
        self.actors.push(make());
        self.traits.push(traits);
        self.keys.insert(key, ix);
        ix
    }

    fn state(&mut self, number: u32) -> ActorIx {
        let state = self.lexicon.states[number as usize].clone();
        self.actor(Key::State(number), Traits::default(), || Actor {
            country: Some(state.code),
            ..Actor::named(state.name, ActorKind::Government)
        })
    }

    fn person(&mut self, number: u32) -> ActorIx {
        let person = &self.lexicon.people[number as usize];
        let role = person.role(self.published).cloned();
        let traits = Traits { gender: person.gender, person: true, plural: false };
        let name = person.name.clone();
        self.actor(Key::Person(number), traits, || Actor {
            country: role.as_ref().and_then(|r| r.country.clone()),
            sector: role.as_ref().and_then(|r| r.sector.clone()),
            role: role.map(|r| r.role),
            ..Actor::named(name, ActorKind::Person)
        })
    }

    fn body(&mut self, number: u32) -> ActorIx {
        let body = self.lexicon.bodies[number as usize].clone();
        let plural = matches!(body.kind, ActorKind::People | ActorKind::ArmedGroup);
        self.actor(Key::Body(number), Traits { plural, ..Traits::default() }, || Actor {
            country: body.country,
            code: body.code,
            sector: body.sector,
            ..Actor::named(body.name, body.kind)
        })
    }

    /// A name of the lexicon: the person that the time fits, a state that acts, a body; a place is no actor.
    fn known(&mut self, number: usize, raw: &Raw, entries: &[Entry]) -> Option<ActorIx> {
        let people: Vec<u32> =
            entries.iter().filter_map(|e| if let Entry::Person(n) = e { Some(*n) } else { None }).collect();
        if let Some(&n) =
            people.iter().find(|&&n| self.lexicon.people[n as usize].is_about(self.published)).or(people.first())
        {
            return Some(self.person(n));
        }
        let is_place = self.only_says_where(number, raw.head);
        for entry in entries {
            match *entry {
                Entry::Body(n) => return Some(self.body(n)),
                Entry::State(n) if !is_place => return Some(self.state(n)),
                Entry::Capital(n) if !is_place && self.acts(number, raw.head) => return Some(self.state(n)),
                Entry::Adjective(n) | Entry::People(n) if !is_place => return Some(self.people_of(n)),
                _ => {}
            }
        }
        None
    }

    fn people_of(&mut self, number: u32) -> ActorIx {
        let state = self.lexicon.states[number as usize].clone();
        let traits = Traits { plural: true, ..Traits::default() };
        self.actor(Key::Described(format!("people of {}", state.code)), traits, || Actor {
            country: Some(state.code),
            plural: true,
            ..Actor::named(format!("people of {}", state.name), ActorKind::People)
        })
    }

    /// "in Moscow": the preposition makes it a place.
    fn only_says_where(&self, number: usize, head: usize) -> bool {
        let s = self.sentence(number);
        let place = |p: &str| self.lexicon.pronouns.r#where.iter().any(|w| w == p);
        matches!(s.tokens[head].deprel, Deprel::Obl | Deprel::Nmod | Deprel::Conj | Deprel::Appos | Deprel::Advmod)
            && case_of(s, head).is_some_and(|p| place(&p))
    }

    /// A capital acts as the subject of a verb, as a possessor, or as one of two parties.
    fn acts(&self, number: usize, head: usize) -> bool {
        let s = self.sentence(number);
        let deprel = s.tokens[head].deprel;
        let party = || {
            case_of(s, head).is_some_and(|p| {
                matches!(deprel, Deprel::Obl | Deprel::Nmod)
                    && !self.lexicon.pronouns.r#where.iter().any(|w| **w == *p)
                    && &*p != "to"
                    && &*p != "from"
            })
        };
        matches!(
            deprel,
            Deprel::Nsubj | Deprel::NmodPoss | Deprel::OblAgent | Deprel::Obj | Deprel::Iobj | Deprel::Conj
        ) || party()
    }

    /// A name that the lexicon has not, or only as a surname.
    fn unknown(&mut self, number: usize, raw: &Raw, name: &str) -> ActorIx {
        let last = name.rsplit(' ').next().unwrap_or(name);
        if let Some(actor) = self.by_last_name(name, last) {
            return actor;
        }
        let single = !name.contains(' ');
        if let Some(known) = self.lexicon.surnames.get(last).filter(|_| single || raw.title.is_some()) {
            // A surname alone means a person of the lexicon when the time and the title leave just one.
            let fits: Vec<u32> =
                known.iter().copied().filter(|&n| self.lexicon.people[n as usize].is_about(self.published)).collect();
            if let [one] = fits[..] {
                return self.person(one);
            }
        }
        let body = mentions::role_noun(self.sentence(number), self.lexicon, raw.last)
            .is_some_and(|(.., n)| n.kind == NounKind::Body);
        let person = !body
            && (raw.title.is_some()
                || (name.split(' ').count() >= 2 && !name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())));
        let noun = raw.title.as_ref().and_then(|t| self.lexicon.nouns.get(t));
        let (gender, sector) = (noun.and_then(|n| n.gender), noun.and_then(|n| n.sector.clone()));
        let country = self.country_beside(number, raw);
        let role = raw.title.as_ref().map(ToString::to_string);
        let kind = if person { ActorKind::Person } else { ActorKind::Organization };
        let name = name.to_owned();
        self.actor(Key::Named(name.clone()), Traits { gender, person, plural: false }, || Actor {
            country,
            sector,
            role,
            ..Actor::named(name, kind)
        })
    }

    /// "Trump" after "Donald Trump".
    fn by_last_name(&self, name: &str, last: &str) -> Option<ActorIx> {
        let fits = |a: &Actor| {
            a.name == name
                || (a.kind == ActorKind::Person && !name.contains(' ') && a.name.rsplit(' ').next() == Some(last))
        };
        self.actors.iter().rposition(fits).map(|i| ActorIx(i as u32))
    }

    /// The state whose adjective, name or people stands among the words of a mention.
    fn country_beside(&mut self, number: usize, raw: &Raw) -> Option<String> {
        for token in raw.from..=raw.last {
            let at = WordAt { sentence: number, token };
            let actor = self
                .nationalities
                .get(&at)
                .copied()
                .or_else(|| self.mentions.iter().rev().take(4).find(|m| m.head == at).map(|m| m.actor));
            if let Some(actor) = actor.filter(|a| self.actors[a.0 as usize].country.is_some()) {
                return self.actors[actor.0 as usize].country.clone();
            }
        }
        None
    }

    /// "US officials", "the two leaders", "rebels".
    fn described(&mut self, number: usize, raw: &Raw, noun: &str) -> ActorIx {
        let s = self.sentence(number);
        let head = &s.tokens[raw.head];
        let two = self.lexicon.pronouns.both.iter().any(|b| b == noun)
            && (raw.from..raw.head).any(|i| {
                s.tokens[i].deprel == Deprel::Nummod && s.tokens[i].lemma == "two" || s.tokens[i].lemma == "both"
            });
        let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps);
        let the_pair = self.lexicon.pronouns.both.iter().any(|b| b == noun)
            && raw.from + 1 == raw.head
            && s.tokens[raw.from].lemma == "the";
        let pair = if (two || the_pair) && plural { self.last_two(number) } else { None };
        if let Some(pair) = pair {
            return pair;
        }
        let words = s.tokens[raw.from].span.cover(head.span).of(&self.document.text).to_owned();
        let words = words.trim_start_matches("the ").trim_start_matches("The ").to_owned();
        let facts = self.lexicon.nouns.get(noun).cloned();
        let sector = facts.as_ref().and_then(|f| f.sector.clone()).or_else(|| self.modified_sector(number, raw, noun));
        let country = self.country_beside(number, raw);
        let group = plural || facts.as_ref().is_some_and(|f| f.kind == NounKind::Group);
        let body = facts.as_ref().is_some_and(|f| f.kind == NounKind::Body);
        let kind = match (body, group) {
            (true, _) => ActorKind::Organization,
            (_, true) => ActorKind::Group,
            _ => ActorKind::Person,
        };
        let traits = Traits { gender: facts.and_then(|f| f.gender), person: !group && !body, plural: group };
        self.actor(Key::Described(words.to_lowercase()), traits, || Actor {
            country,
            sector,
            plural: group,
            role: None,
            ..Actor::named(words, kind)
        })
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

    /// The plural of the last two persons that were named.
    fn last_two(&mut self, number: usize) -> Option<ActorIx> {
        let mut members: Vec<ActorIx> = Vec::new();
        // Whoever calls for "the two leaders to meet" is seldom one of them: sentences before come first.
        let (here, before): (Vec<&Mention>, Vec<&Mention>) =
            self.mentions.iter().rev().take(PAIR_REACH).partition(|m| m.head.sentence == number);
        for m in before.into_iter().chain(here) {
            if self.traits[m.actor.0 as usize].person && m.form == Form::Name && !members.contains(&m.actor) {
                members.push(m.actor);
            }
            if members.len() == 2 {
                break;
            }
        }
        let [b, a] = members[..] else { return None };
        let name = format!("{} and {}", self.actors[a.0 as usize].name, self.actors[b.0 as usize].name);
        let traits = Traits { plural: true, ..Traits::default() };
        Some(self.actor(Key::Described(name.clone()), traits, || Actor {
            plural: true,
            members: vec![a, b],
            ..Actor::named(name, ActorKind::Group)
        }))
    }

    fn pointed(&mut self, number: usize, raw: &Raw, pointing: Pointing) -> Option<ActorIx> {
        let span = self.sentence(number).tokens[raw.head].span;
        match pointing {
            Pointing::Speaker | Pointing::Speakers => self.speaker_around(span),
            _ => self.antecedent(number, raw.head, pointing),
        }
    }

    /// Who says the quotation that a first person stands in.
    fn speaker_around(&self, span: Span) -> Option<ActorIx> {
        let speech = self.speeches.iter().find(|s| s.quoted && s.content.iter().any(|c| c.contains(span)))?;
        let speaker = speech.speaker?;
        self.mentions.iter().find(|m| m.head == speaker).map(|m| m.actor)
    }

    /// The last mention that agrees: near, a subject rather than not, and no other part of the same clause.
    fn antecedent(&self, number: usize, head: usize, pointing: Pointing) -> Option<ActorIx> {
        let s = self.sentence(number);
        let possessive = s.tokens[head].deprel == Deprel::NmodPoss;
        let clause = s.tokens[head].head;
        let subject_of_clause = clause.and_then(|v| subject_of(self.grammar, s, v));
        let mut best: Option<(f32, ActorIx)> = None;
        for (i, m) in self.mentions.iter().enumerate().rev() {
            if number - m.head.sentence > REACH {
                break;
            }
            let traits = self.traits[m.actor.0 as usize];
            let actor = &self.actors[m.actor.0 as usize];
            let agrees = match pointing {
                Pointing::He => traits.person && traits.gender != Some('f'),
                Pointing::She => traits.person && traits.gender != Some('m'),
                Pointing::They => {
                    traits.plural || matches!(actor.kind, ActorKind::Group | ActorKind::People | ActorKind::ArmedGroup)
                }
                Pointing::It => !traits.person && !traits.plural,
                Pointing::Speaker | Pointing::Speakers => false,
            };
            let of = self.sentence(m.head.sentence);
            let co_argument = of.tokens[m.head.token].head == clause || Some(m.head.token) == subject_of_clause;
            let rival = m.head.sentence == number && !possessive && co_argument;
            if !agrees || rival {
                continue;
            }
            let subject = matches!(of.tokens[m.head.token].deprel, Deprel::Nsubj | Deprel::NsubjPass);
            let certain = matches!((pointing, traits.gender), (Pointing::He, Some('m')) | (Pointing::She, Some('f')));
            let nearness = (self.mentions.len() - i).min(20) as f32;
            let score = f32::from(u8::from(subject)) * 1.5 + f32::from(u8::from(certain))
                - (number - m.head.sentence) as f32
                - 0.05 * nearness;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, m.actor));
            }
        }
        best.map(|(_, actor)| actor)
    }
}

/// The end of a span, as an empty span.
fn span_end(span: Span) -> Span {
    Span::new(span.end, span.end)
}
