//! Regions that act: "*Texas* sued", "a call by *Scotland*", "talks with *Catalonia*". The name of a part of a state is
//! somebody where only somebody can do, say or be told what it does, says or is told; else it is a place.

use demarche_syntax::{Deprel, Sentence, Upos};

use super::mentions::Raw;
use super::resolve::{Key, Resolver, Traits};
use super::{Actor, ActorIx, WordAt};
use crate::arguments::case_of;
use crate::lexicon::actors::{Entry, GOVERNMENT};
use crate::lexicon::frames::{Frame, Pos, Slot, Test, TestAt, Wanted};
use crate::record::ActorKind;

/// PLOVER types of what is said to somebody: whom it is said to is no place.
const ADDRESSED: [&str; 2] = ["ACCUSE", "REQUEST"];
/// Types that also happen in a place ("the province *burned*"): only with an object are they somebody's.
const HAPPENS: [&str; 3] = ["ASSAULT", PROTEST, "COERCE"];
/// The type of what a people does rather than its government.
const PROTEST: &str = "PROTEST";
/// Kinds of places that may have a government.
const GOVERNED: [&str; 2] = ["region", "area"];
/// Verbs from a subject down to what it does ("*plans to sue*").
const DEEP: usize = 3;
/// Words between those of a predicate.
const NEAR: usize = 12;

impl Resolver<'_> {
    /// The region that a name means where it acts or is spoken to.
    pub(super) fn region(&mut self, number: usize, head: usize, entries: &[Entry]) -> Option<ActorIx> {
        let governed = |e: &Entry| match *e {
            Entry::Place(n) => {
                let p = &self.lexicon.places[n as usize];
                (GOVERNED.contains(&p.kind.as_str()) && p.country.is_some()).then_some(n)
            }
            _ => None,
        };
        let places = entries.iter().filter_map(governed);
        let place = places.max_by_key(|&n| (self.lexicon.places[n as usize].weight, std::cmp::Reverse(n)))?;
        if self.lexicon.is_weak(place) || !self.is_somebody(number, head) {
            return None;
        }
        let p = &self.lexicon.places[place as usize];
        let (name, country) = (p.name.clone(), p.country.clone());
        let traits = Traits { listed: true, ..Traits::default() };
        Some(self.actor(Key::Region(place), traits, || Actor {
            country,
            sector: Some(GOVERNMENT.to_owned()),
            ..Actor::named(name, ActorKind::Government)
        }))
    }

    /// "*the Saudis* agreed", "pressed *the Iranians*": a people behind its article stands for its government where that
    /// is who does it, or is told.
    pub(super) fn nation_acts(&self, number: usize, raw: &Raw) -> bool {
        let s = self.sentence(number);
        let Some(before) = raw.first.checked_sub(1) else { return false };
        let definite = self.lexicon.pronouns.is_definite(&s.tokens[before].lemma);
        let protests = || {
            let verb = s.tokens[raw.head].head.filter(|_| s.tokens[raw.head].deprel == Deprel::Nsubj);
            verb.is_some_and(|v| self.carried(s, v).next().is_some_and(|f| f.kind.as_deref() == Some(PROTEST)))
        };
        definite && raw.first == raw.head && self.is_somebody(number, raw.head) && !protests()
    }

    /// Whether a name stands where only somebody can.
    fn is_somebody(&self, number: usize, head: usize) -> bool {
        let s = self.sentence(number);
        let speaks = |token: usize| self.speeches.iter().any(|x| x.speaker == Some(WordAt { sentence: number, token }));
        let top = s.first_conjunct(head);
        if speaks(head) || speaks(top) {
            return true;
        }
        let Some(above) = s.tokens[top].head else { return false };
        let kind_in = |f: &Frame, kinds: &[&str]| f.kind.as_deref().is_some_and(|k| kinds.contains(&k));
        // "*Quebec's* refusal": an owner of what is said, but not of talks, has said it.
        let said = |f: &Frame| !f.joint && f.kind.as_deref().is_some_and(|k| self.grammar.is_spoken_act(k));
        match s.tokens[top].deprel {
            Deprel::Nsubj => self.does(s, above, DEEP),
            Deprel::OblAgent => self.carried(s, above).any(|f| f.kind.is_some() && f.names_subject()),
            Deprel::NmodPoss => self.carried(s, above).any(|f| said(f) && !f.actor.is_empty()),
            Deprel::Obj | Deprel::Iobj => self
                .carried(s, above)
                .any(|f| kind_in(f, &ADDRESSED) && f.recipient.first() == Some(&Slot::Obj) && f.names_subject()),
            Deprel::Obl | Deprel::Nmod => {
                let Some(case) = case_of(s, top) else { return false };
                let by = self.grammar.is_agent(&case);
                let joint = self.grammar.is_joint(&case) || self.grammar.is_pairing(&case);
                let to = Slot::Prep(case);
                self.carried(s, above)
                    .any(|f| joint && f.joint || by && said(f) || kind_in(f, &ADDRESSED) && f.recipient.contains(&to))
            }
            _ => false,
        }
    }

    /// Whether a predicate is one that only somebody does: of a frame whose subject acts, or that opens one ("vowed *to sue*").
    fn does(&self, s: &Sentence, verb: usize, deep: usize) -> bool {
        let Some(deeper) = deep.checked_sub(1) else { return false };
        // "Alaska *hosted* the summit" says where it was.
        if self.lexicon.descriptions.host.iter().any(|w| *w == s.tokens[verb].lemma) {
            return false;
        }
        let child = |d: Deprel| s.child(verb, d);
        let object = child(Deprel::Obj).or_else(|| child(Deprel::Iobj));
        let acts = |f: &Frame| {
            let happens = f.kind.as_deref().is_some_and(|k| HAPPENS.contains(&k)) && object.is_none();
            f.kind.is_some() && f.names_subject() && !happens
        };
        let light = |noun: usize| {
            let carries = |f: &Frame| f.kind.is_some() && f.light.iter().any(|l| **l == *s.tokens[verb].lemma);
            self.carried(s, noun).any(carries)
        };
        let below = || child(Deprel::Xcomp).or_else(|| child(Deprel::Ccomp));
        self.carried(s, verb).any(acts)
            || object.is_some_and(light)
            || below().is_some_and(|v| self.carried(s, verb).any(Frame::names_subject) && self.does(s, v, deeper))
    }

    /// The frames of a word all of whose further words stand below it, and whose tests of words hold.
    fn carried<'s>(&'s self, s: &'s Sentence, at: usize) -> impl Iterator<Item = &'s Frame> + 's {
        let t = &s.tokens[at];
        let pos = match t.upos {
            Upos::Noun | Upos::Propn => Pos::Noun,
            Upos::Adj => Pos::Adjective,
            _ => Pos::Verb,
        };
        let stands = move |w: &str| {
            (0..s.tokens.len())
                .any(|c| c != at && &*s.tokens[c].lemma == w && s.is_below(c, at) && c.abs_diff(at) < NEAR)
        };
        let predicates = self.frames.of(pos, &t.lemma).iter();
        predicates
            .filter(move |p| p.rest.iter().chain(&p.before).all(|w| stands(w)))
            .map(|p| (p.rest.is_empty(), self.frames.get(p.frame)))
            .filter(move |(plain, f)| f.tests.iter().all(|test| self.may_hold(s, at, *plain, test)))
            .map(|(_, f)| f)
    }

    /// Whether a test of a frame may hold, as far as words tell; what fills a slot is not known better before the actors are.
    fn may_hold(&self, s: &Sentence, at: usize, plain: bool, test: &Test) -> bool {
        let TestAt::Slot(slot) = &test.at else { return true };
        let filler = match slot {
            Slot::Subj => s.child(at, Deprel::Nsubj),
            // The object of a verb of several words hangs from the last of them.
            Slot::Obj if plain => s.child(at, Deprel::Obj).or_else(|| s.child(at, Deprel::Iobj)),
            Slot::Prep(p) => s.children(at).find(|&c| case_of(s, c).is_some_and(|case| case == *p)),
            _ => return true,
        };
        let fits = |w: &Wanted| match w {
            Wanted::Lemma(lemma) => filler.is_some_and(|c| *s.tokens[c].lemma == **lemma),
            Wanted::Class(class) => filler.is_some_and(|c| self.frames.in_class(*class, &s.tokens[c].lemma)),
            Wanted::Nothing => filler.is_none(),
            _ => filler.is_some(),
        };
        let told = |w: &&Wanted| matches!(w, Wanted::Lemma(_) | Wanted::Class(_));
        (test.wanted.is_empty() || test.wanted.iter().any(fits)) && !test.excluded.iter().filter(told).any(fits)
    }
}
