//! Whom the mentions of an article mean: one pass in the order of the text, each mention against the
//! actors met so far.

use std::collections::HashMap;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};
use jiff::civil::Date;

use super::mentions::{self, Meaning, Pointing, Raw};
use super::{Actor, ActorIx, Actors, Mention, WordAt, extent};
use crate::arguments::case_of;
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{ActorLexicon, Entry};
use crate::lexicon::frames::Frames;
use crate::lexicon::grammar::Grammar;
use crate::names::{Name, Sort};
use crate::record::{ActorKind, Form};
use crate::statements::Speech;

/// What tells actors apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    State(u32),
    Person(u32),
    Body(u32),
    Region(u32),
    Named(String),
    Described(String),
}

/// What pronouns and descriptions need to know of an actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    pub gender: Option<char>,
    pub person: bool,
    pub plural: bool,
    /// Named by the lexicon: what it knows is not overwritten.
    pub listed: bool,
    /// The role noun of a description or title, as the lexicon writes it.
    pub noun: Option<Box<str>>,
    /// Described, and so without a name that others might shorten.
    pub described: bool,
    /// The number of a person of the lexicon.
    pub known: Option<u32>,
}

pub(super) struct Resolver<'a> {
    pub document: &'a Document,
    pub names: &'a [Vec<Name>],
    pub lexicon: &'a ActorLexicon,
    pub grammar: &'a Grammar,
    pub frames: &'a Frames,
    pub published: Option<Date>,
    pub speeches: &'a [Speech],
    pub actors: Vec<Actor>,
    pub traits: Vec<Traits>,
    pub mentions: Vec<Mention>,
    keys: HashMap<Key, ActorIx>,
    nationalities: HashMap<WordAt, ActorIx>,
    /// The pronouns met, for those who learn from them.
    #[cfg(feature = "train")]
    pub choices: Vec<super::pronouns::Choice>,
    /// States where something is, which come last: most are no actors.
    pub(super) places: Vec<(u32, Mention)>,
    /// First persons of a quotation whose speaker is named behind it.
    first_persons: Vec<(usize, Raw)>,
}

/// The actors of an article.
#[must_use]
pub fn resolve(
    document: &Document,
    names: &[Vec<Name>],
    known: &Lexicon,
    published: Option<Date>,
    speeches: &[Speech],
) -> Actors {
    read(document, names, known, published, speeches).finish()
}

/// The pronouns of an article with the mentions that each may point to.
#[cfg(feature = "train")]
#[must_use]
pub fn choices(
    document: &Document,
    names: &[Vec<Name>],
    known: &Lexicon,
    published: Option<Date>,
    speeches: &[Speech],
) -> Vec<super::pronouns::Choice> {
    read(document, names, known, published, speeches).choices
}

fn read<'a>(
    document: &'a Document,
    names: &'a [Vec<Name>],
    known: &'a Lexicon,
    published: Option<Date>,
    speeches: &'a [Speech],
) -> Resolver<'a> {
    let mut r = Resolver {
        document,
        names,
        lexicon: &known.actors,
        grammar: &known.grammar,
        frames: &known.frames,
        published,
        speeches,
        actors: Vec::new(),
        traits: Vec::new(),
        mentions: Vec::new(),
        keys: HashMap::new(),
        nationalities: HashMap::new(),
        #[cfg(feature = "train")]
        choices: Vec::new(),
        places: Vec::new(),
        first_persons: Vec::new(),
    };
    for (number, s) in document.sentences.iter().enumerate() {
        for raw in mentions::find(&document.text, s, &names[number], &known.actors) {
            r.take(number, &raw);
        }
        r.take_speakers(number);
    }
    for (number, raw) in std::mem::take(&mut r.first_persons) {
        r.take(number, &raw);
    }
    for (state, mention) in std::mem::take(&mut r.places) {
        let actor = r.state(state);
        r.mentions.push(Mention { actor, ..mention });
    }
    r.mention_doers();
    r.serve_home();
    r
}

impl<'a> Resolver<'a> {
    pub fn sentence(&self, number: usize) -> &'a Sentence {
        &self.document.sentences[number]
    }

    /// The adjectives of states met so far.
    pub(super) fn nationalities(&self) -> impl Iterator<Item = (WordAt, ActorIx)> {
        self.nationalities.iter().map(|(&at, &actor)| (at, actor))
    }

    pub fn actor_at(&self, at: WordAt) -> Option<ActorIx> {
        self.mentions
            .iter()
            .rev()
            .take_while(|m| m.head.sentence == at.sentence)
            .find(|m| m.head == at)
            .map(|m| m.actor)
    }

    fn take(&mut self, number: usize, raw: &Raw) {
        let at = WordAt { sentence: number, token: raw.head };
        let actor = match &raw.meaning {
            Meaning::Nationality(state) => {
                let actor = self.state(*state);
                self.nationalities.insert(at, actor);
                // "*US* officials" names the state, which takes no part by that; "*Russian* officials" does not.
                if self.sentence(number).tokens[raw.head].upos == Upos::Propn {
                    let mention = self.mention(number, raw, actor);
                    self.mentions.push(Mention { place_only: true, ..mention });
                }
                return;
            }
            Meaning::Listed(entries, sort) => self.listed(number, raw, entries, *sort),
            Meaning::Unlisted(name, sort) => self.unlisted(number, raw, name, *sort),
            Meaning::Described(noun) => Some(self.described(number, raw, noun)),
            Meaning::Pronoun(pointing) => {
                let actor = self.pointed(number, raw.head, *pointing);
                // "“*We* are talking,” Trump said": the speaker may be named later.
                if actor.is_none() && matches!(pointing, Pointing::Speaker | Pointing::Speakers) {
                    self.first_persons.push((number, raw.clone()));
                }
                actor
            }
            Meaning::Homeland => self.homeland(number, raw),
            Meaning::Land(states) => {
                let places = self.places.len();
                let found = self.land(number, raw, states);
                let noun = self.sentence(number).tokens[raw.head].lemma.to_lowercase();
                let known = found.is_none() && places == self.places.len() && self.lexicon.nouns.contains_key(&*noun);
                if known { Some(self.described(number, raw, &noun)) } else { found }
            }
            Meaning::Aged => self.aged(number, raw),
            Meaning::Several(n) => self.several_named(number, raw.head, *n),
            Meaning::OneOfTwo { first } => self.one_of_two(number, raw.head, *first),
        };
        let Some(actor) = actor else { return };
        // "*General* Prayuth", of whom the lexicon knows another office.
        if let (Some(title), Form::Name) = (&raw.title, raw.form)
            && self.traits[actor.0 as usize].noun.is_none()
            && self.lexicon.nouns.contains_key(title)
        {
            self.traits[actor.0 as usize].noun = Some(title.clone());
        }
        if raw.form == Form::Name {
            self.named_beside(number, raw, actor);
            self.of_home(number, raw, actor);
        }
        let mention = self.mention(number, raw, actor);
        self.mentions.push(mention);
    }

    pub(super) fn mention(&self, number: usize, raw: &Raw, actor: ActorIx) -> Mention {
        let s = self.sentence(number);
        let span = |first: usize, last: usize| s.tokens[first].span.cover(s.tokens[last].span);
        // A name's mention is the name; its title only helps to find it. A description's is the whole phrase.
        let span = match raw.form {
            Form::Name => span(raw.first, raw.last),
            Form::Pronoun => span(raw.head, raw.head),
            Form::Nominal => {
                let (first, last) = extent::noun_phrase(s, raw.head);
                span(first.min(raw.from), last)
            }
        };
        let head = WordAt { sentence: number, token: raw.head };
        Mention { head, first: raw.from, last: raw.last, span, form: raw.form, actor, place_only: false }
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
            // An "it" that means nobody says nothing.
            let form = s.tokens[at.token].form(&self.document.text).to_lowercase();
            if self.lexicon.pronouns.it.contains(&form) || self.lexicon.descriptions.pairs.contains(&form) {
                continue;
            }
            // "a poll, *which* found": what a relative pronoun stands for names who speaks.
            let head = &s.tokens[at.token];
            let relative = !span.contains(head.span);
            let nominal = matches!(head.upos, Upos::Noun | Upos::Propn);
            if matches!(head.xpos, Xpos::Wdt | Xpos::Wp) || head.deprel == Deprel::Case || relative && !nominal {
                continue;
            }
            // "a house lent by the government, *which* said": the actor right before it, where the noun is none.
            let named = if relative {
                let (first, _) = extent::noun_phrase(s, at.token);
                s.tokens[first].span.cover(head.span)
            } else {
                span
            };
            // "a house lent by the government, *which* said": the actor right before it, where the noun is none. "according to *two
            // diplomats* briefed on the matter, while": who stands at the head of a phrase that the tree hangs elsewhere.
            let opens = |m: &&Mention| {
                let nominal = !m.place_only && m.form == Form::Nominal;
                nominal && m.span.start == named.start && m.span.end < named.end
            };
            let here = |m: &&Mention| m.head.sentence == number;
            let before = if relative { self.before_relative(number, span) } else { None };
            let meant = before.or_else(|| {
                let mut sentence = self.mentions.iter().rev().take_while(here);
                sentence.find(opens).filter(|_| !pronoun).map(|m| m.actor)
            });
            if let Some(actor) = meant {
                let (first, last, span) = (at.token, at.token, head.span);
                let form = Form::Pronoun;
                self.mentions.push(Mention { head: at, first, last, span, form, actor, place_only: false });
                continue;
            }
            let words = named.of(&self.document.text);
            let article = |w: &str| self.lexicon.pronouns.articles.iter().any(|a| a.eq_ignore_ascii_case(w));
            let words = words.split_once(' ').filter(|(first, _)| article(first)).map_or(words, |(_, rest)| rest);
            let words = words.to_owned();
            let plural = matches!(s.tokens[at.token].xpos, Xpos::Nns | Xpos::Nnps);
            let traits = Traits { plural, person: !plural, ..Traits::default() };
            // Two unknown pronouns need not be one person.
            let key = if pronoun { format!("{words} {number} {}", at.token) } else { words.to_lowercase() };
            let actor = self.actor(Key::Described(key), traits, || Actor {
                plural,
                ..Actor::named(words, ActorKind::UnnamedSource)
            });
            let form = if pronoun { Form::Pronoun } else { Form::Nominal };
            let (first, last) = (at.token, at.token);
            self.mentions.push(Mention { head: at, first, last, span, form, actor, place_only: false });
        }
    }

    /// The actor of a key that was met.
    pub(super) fn keyed(&self, key: &Key) -> Option<ActorIx> {
        self.keys.get(key).copied()
    }

    /// The actor that stands right before a relative pronoun.
    fn before_relative(&self, number: usize, pronoun: Span) -> Option<ActorIx> {
        let s = self.sentence(number);
        let at = s.tokens.iter().position(|t| t.span == pronoun)?;
        let last = at.checked_sub(1).map(|b| if s.tokens[b].upos == Upos::Punct { b.saturating_sub(1) } else { b })?;
        let here = self.mentions.iter().rev().take_while(|m| m.head.sentence == number);
        here.filter(|m| m.form != Form::Pronoun && !m.place_only).find(|m| m.last == last).map(|m| m.actor)
    }

    pub fn actor(&mut self, key: Key, traits: Traits, make: impl FnOnce() -> Actor) -> ActorIx {
        if let Some(&actor) = self.keys.get(&key) {
            return actor;
        }
        let ix = ActorIx(self.actors.len() as u32);
        self.actors.push(make());
        self.traits.push(traits);
        self.keys.insert(key, ix);
        ix
    }

    pub fn state(&mut self, number: u32) -> ActorIx {
        let state = self.lexicon.states[number as usize].clone();
        let traits = Traits { listed: true, ..Traits::default() };
        self.actor(Key::State(number), traits, || Actor {
            country: Some(state.code),
            ..Actor::named(state.name, ActorKind::Government)
        })
    }

    pub(super) fn person(&mut self, number: u32) -> ActorIx {
        let person = &self.lexicon.people[number as usize];
        let role = person.role(self.published).cloned();
        let traits =
            Traits { gender: person.gender, person: true, listed: true, known: Some(number), ..Traits::default() };
        let name = person.name.clone();
        self.actor(Key::Person(number), traits, || Actor {
            country: role.as_ref().and_then(|r| r.country.clone()),
            sector: role.as_ref().and_then(|r| r.sector.clone()),
            role: role.map(|r| r.role),
            ..Actor::named(name, ActorKind::Person)
        })
    }

    pub(super) fn body(&mut self, number: u32) -> ActorIx {
        let body = self.lexicon.bodies[number as usize].clone();
        let plural = matches!(body.kind, ActorKind::People | ActorKind::ArmedGroup);
        self.actor(Key::Body(number), Traits { plural, listed: true, ..Traits::default() }, || Actor {
            country: body.country,
            code: body.code,
            sector: body.sector,
            ..Actor::named(body.name, body.kind)
        })
    }

    /// A name of the lexicon: the person that the time fits, a state that acts, a body; a place is no actor.
    fn listed(&mut self, number: usize, raw: &Raw, entries: &[Entry], sort: Sort) -> Option<ActorIx> {
        let people: Vec<u32> =
            entries.iter().filter_map(|e| if let Entry::Person(n) = e { Some(*n) } else { None }).collect();
        let only_people = people.len() == entries.len();
        if !people.is_empty() && (only_people || sort == Sort::Person || raw.title.is_some()) {
            let about = |n: &u32| self.lexicon.people[*n as usize].is_about(self.published);
            return people.iter().copied().find(about).or(people.first().copied()).map(|n| self.person(n));
        }
        if sort == Sort::Person
            && !entries.iter().any(|e| matches!(e, Entry::Body(_) | Entry::Adjective(_) | Entry::People(_)))
        {
            // A town's or state's name that is a person's here.
            let s = self.sentence(number);
            let name = s.tokens[raw.first].span.cover(s.tokens[raw.last].span).of(&self.document.text).to_owned();
            if self.by_name(number, &name, sort).is_some() || raw.title.is_some() {
                return self.unlisted(number, raw, &name, sort);
            }
        }
        let is_place = self.only_says_where(number, raw.head);
        // "*Rubio* is to visit Panama": a small town of that name is seldom meant.
        let weak = |e: &Entry| matches!(*e, Entry::Place(n) if self.lexicon.is_weak(n));
        if !is_place && entries.iter().all(weak) && self.sentence(number).tokens[raw.head].deprel == Deprel::Nsubj {
            let s = self.sentence(number);
            let name = s.tokens[raw.first].span.cover(s.tokens[raw.last].span).of(&self.document.text).to_owned();
            if let Some(person) = self.governing(&name) {
                return Some(self.person(person));
            }
        }
        for entry in entries {
            match *entry {
                // "*Brussels* promised aid" is the EU where that is spoken of more than Belgium.
                Entry::Body(n) if entries.iter().any(|e| matches!(e, Entry::Capital(_))) => {
                    let capital = |e: &Entry| matches!(*e, Entry::Capital(s) if self.seats_another(entries, s));
                    if !is_place && self.acts(number, raw.head) && entries.iter().any(capital) {
                        return Some(self.body(n));
                    }
                }
                Entry::Body(n) => {
                    let n = self.likeliest_body(entries).unwrap_or(n);
                    return Some(self.body(n));
                }
                Entry::State(n) if !is_place => return Some(self.state(n)),
                Entry::State(n) => {
                    let mention = self.mention(number, raw, ActorIx(0));
                    self.places.push((n, Mention { place_only: true, ..mention }));
                }
                Entry::Capital(n) if !is_place && self.acts(number, raw.head) && !self.seats_another(entries, n) => {
                    return Some(self.state(n));
                }
                Entry::Adjective(n) | Entry::People(n) if !is_place => {
                    return self
                        .ethnic(number, raw)
                        .or_else(|| self.compatriot(number, raw, n))
                        .or_else(|| self.nation_acts(number, raw).then(|| self.state(n)))
                        .or_else(|| Some(self.people_of(n)));
                }
                _ => {}
            }
        }
        self.region(number, raw.head, entries)
    }

    /// Whether a capital is also the name of a body that the article speaks of more than of the state.
    fn seats_another(&self, entries: &[Entry], state: u32) -> bool {
        let bodies: Vec<&Entry> = entries.iter().filter(|e| matches!(e, Entry::Body(_))).collect();
        if bodies.is_empty() {
            return false;
        }
        let names = || self.names.iter().flatten().filter(|name| name.entries != entries);
        let of_state = |e: &Entry| matches!(*e, Entry::State(n) | Entry::Adjective(n) | Entry::People(n) if n == state);
        let count = |of: &dyn Fn(&Entry) -> bool| names().filter(|name| name.entries.iter().any(of)).count();
        count(&|e| bodies.contains(&e)) > count(&of_state)
    }

    /// Of several bodies of one name that of the state most spoken of, if it was there on that day.
    fn likeliest_body(&self, entries: &[Entry]) -> Option<u32> {
        let bodies = || entries.iter().filter_map(|e| if let Entry::Body(n) = e { Some(*n) } else { None });
        bodies().nth(1)?;
        let spoken = |n: u32| {
            let country = self.lexicon.bodies[n as usize].country.as_deref();
            let of = |e: &Entry| match *e {
                Entry::State(s) | Entry::Adjective(s) | Entry::People(s) | Entry::Capital(s) => {
                    country == Some(self.lexicon.states[s as usize].code.as_str())
                }
                _ => false,
            };
            self.names.iter().flatten().filter(|name| name.entries.iter().any(of)).count()
        };
        let about = |n: &u32| self.lexicon.bodies[*n as usize].is_about(self.published);
        bodies().filter(about).rev().max_by_key(|&n| spoken(n))
    }

    /// "*ethnic* Armenians" are no state's.
    fn ethnic(&mut self, number: usize, raw: &Raw) -> Option<ActorIx> {
        let before = raw.first.checked_sub(1)?;
        let s = self.sentence(number);
        self.lexicon.descriptions.ethnic.iter().find(|w| **w == s.tokens[before].lemma)?;
        let name = s.tokens[before].span.cover(s.tokens[raw.last].span).of(&self.document.text).to_owned();
        let traits = Traits { plural: true, described: true, ..Traits::default() };
        let key = Key::Described(name.to_lowercase());
        Some(self.actor(key, traits, || Actor { plural: true, ..Actor::named(name, ActorKind::People) }))
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
    pub(super) fn only_says_where(&self, number: usize, head: usize) -> bool {
        let s = self.sentence(number);
        let place = |p: &str| self.lexicon.pronouns.r#where.iter().any(|w| w == p);
        // "entered *northern* Syria", not "*Western* Sahara".
        let named = |c: usize| {
            let both = |n: &Name| (n.first..=n.last).contains(&c) && (n.first..=n.last).contains(&head);
            self.names[number].iter().any(both)
        };
        let side = |c: usize| {
            s.tokens[c].deprel == Deprel::Amod
                && !named(c)
                && self.lexicon.pronouns.compass.iter().any(|w| *w == s.tokens[c].lemma)
        };
        matches!(s.tokens[head].deprel, Deprel::Obl | Deprel::Nmod | Deprel::Conj | Deprel::Appos | Deprel::Advmod)
            && case_of(s, head).is_some_and(|p| place(&p))
            || s.children(head).any(side)
    }

    /// A capital acts as the subject of a verb, as a possessor, or as one of two parties.
    fn acts(&self, number: usize, head: usize) -> bool {
        let s = self.sentence(number);
        let deprel = s.tokens[head].deprel;
        let party = || {
            case_of(s, head).is_some_and(|p| {
                matches!(deprel, Deprel::Obl | Deprel::Nmod)
                    && !self.lexicon.pronouns.r#where.iter().any(|w| **w == *p)
                    && !self.grammar.is_path(&p)
            })
        };
        matches!(
            deprel,
            Deprel::Nsubj | Deprel::NmodPoss | Deprel::OblAgent | Deprel::Obj | Deprel::Iobj | Deprel::Conj
        ) || party()
    }

    /// "*Russian* shelling", "the *German* offer": a nationality beside what is no actor is all that names the state.
    fn mention_doers(&mut self) {
        let mut words: Vec<(WordAt, ActorIx)> = self.nationalities.iter().map(|(&at, &a)| (at, a)).collect();
        words.sort_unstable();
        for (at, actor) in words {
            let t = &self.sentence(at.sentence).tokens[at.token];
            let beside = t.head.map(|token| WordAt { token, ..at });
            let taken = |m: &Mention| m.head == at || Some(m.head) == beside;
            if t.upos == Upos::Propn || self.mentions.iter().any(taken) {
                continue;
            }
            let (first, last, span) = (at.token, at.token, t.span);
            self.mentions.push(Mention { head: at, first, last, span, form: Form::Nominal, actor, place_only: true });
        }
    }

    /// The actors that are mentioned, numbered anew in the order in which they came.
    fn finish(self) -> Actors {
        let mut used = vec![false; self.actors.len()];
        self.mentions.iter().for_each(|m| used[m.actor.0 as usize] = true);
        self.nationalities.values().for_each(|a| used[a.0 as usize] = true);
        for (i, a) in self.actors.iter().enumerate() {
            if used[i] {
                a.members.iter().for_each(|m| used[m.0 as usize] = true);
            }
        }
        let mut number = 0;
        let new: Vec<ActorIx> = used
            .iter()
            .map(|&used| {
                let at = ActorIx(number);
                number += u32::from(used);
                at
            })
            .collect();
        let renumber = |a: ActorIx| new[a.0 as usize];
        let keep = self.actors.into_iter().zip(&used).filter(|(_, used)| **used);
        let actors =
            keep.map(|(a, _)| Actor { members: a.members.iter().map(|&m| renumber(m)).collect(), ..a }).collect();
        let mentions = self.mentions.into_iter().map(|m| Mention { actor: renumber(m.actor), ..m }).collect();
        let mut out = Actors::new(actors, mentions);
        out.nationalities = self.nationalities.into_iter().map(|(at, a)| (at, renumber(a))).collect();
        out
    }

    /// The words of a span without the article that opens them.
    pub fn bare_words(&self, span: Span) -> String {
        let words = span.of(&self.document.text);
        let article = words
            .split(' ')
            .next()
            .filter(|w| self.lexicon.pronouns.articles.iter().any(|a| a.eq_ignore_ascii_case(w)));
        article.map_or(words, |a| words[a.len()..].trim_start()).to_owned()
    }
}
