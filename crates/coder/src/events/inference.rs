//! Who takes part in an act though no slot of its frame names them: whoever puts out the paper that speaks, whoever has
//! it done, who speaks for a government, whose aid is withheld, who has to do something first.

use demarche_syntax::{Deprel, Upos, Xpos};

use super::governing::Governing;
use super::participants::{named, owners, stated, without};
use super::predicates::{Found, View};
use crate::actors::ActorIx;
use crate::arguments::{self, author, carrier, case_of, subject_of};
use crate::lexicon::frames::{Pos, Slot};
use crate::record::ActorKind;

/// PLOVER types of what is given to somebody, and withheld.
const HELP: [&str; 3] = ["AID", "SUPPORT", "COOPERATE"];
/// The PLOVER type of giving in.
const CONCESSION: &str = "CONCEDE";
/// The PLOVER type of withholding.
const WITHHOLDING: &str = "SANCTION";

/// Who does an act that neither its frame nor a predicate above names a doer for.
pub fn inferred_doer(view: &View<'_>, all: &[Option<Found>], found: &Found) -> Vec<ActorIx> {
    let spoken = [issuer, uttered].into_iter().map(|infer| infer(view, found));
    let done = [occasioned, causer].into_iter().filter(|_| found.arguments.passive).map(|infer| infer(view, found));
    let performed = std::iter::once_with(|| performer(view, all, found));
    let withheld = std::iter::once_with(|| withholder(view, all, found));
    spoken.chain(performed).chain(done).chain(withheld).find(|who| !who.is_empty()).unwrap_or_default()
}

/// "Will not lift the embargo until *Cuba* reforms": who has to do something first is whom it is addressed to.
pub fn awaited(view: &View<'_>, governing: &Governing, found: &Found, actors: &[ActorIx]) -> Vec<ActorIx> {
    let s = view.sentence;
    let opens = |c: usize| case_of(s, c).is_some_and(|p| view.grammar.is_condition(&p) || view.grammar.is_limit(&p));
    // "threatened to *use* force if": also what carries no frame.
    let below = found.arguments.of(&Slot::Comp).filter(|&c| s.tokens[c].upos == Upos::Verb);
    let heads = std::iter::once(found.token).chain(governing.below(found.token)).chain(below);
    let clauses = heads.flat_map(|h| s.children(h)).filter(|&c| s.tokens[c].deprel == Deprel::Advcl && opens(c));
    for clause in clauses {
        // The doer, also of a passive ("until their demands are met *by the owners*"), then the surface subject.
        let doers = arguments::of(view.grammar, s, clause, Pos::Verb);
        let subject = subject_of(view.grammar, s, clause);
        let mut who = doers.of(&Slot::Subj).chain(subject).map(|t| without(named(view, t), actors));
        if let Some(others) = who.find(|o| !o.is_empty()) {
            return others;
        }
    }
    Vec::new()
}

/// "*Amnesty* put out a report accusing", "*deputies* introduced a bill that would bar": what a paper does is done by
/// whoever puts it out.
fn issuer(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    let t = &s.tokens[found.token];
    let is_paper = |n: usize| view.grammar.is_paper(&s.tokens[n].lemma);
    let paper = t.head.and_then(|h| match t.deprel {
        Deprel::Acl | Deprel::Amod | Deprel::AclRelcl => Some(h).filter(|&h| is_paper(h)),
        // "issued a report *critical* of the government" taken for what it made the report.
        Deprel::Xcomp | Deprel::Advcl if t.upos == Upos::Adj => s.child(h, Deprel::Obj).filter(|&o| is_paper(o)),
        _ => None,
    });
    let Some(paper) = paper else { return Vec::new() };
    let issued = author(view.grammar, s, paper).map(|who| named(view, who)).filter(|who| !who.is_empty());
    issued.unwrap_or_else(|| owners(view, paper))
}

/// "*Students* held a rally demanding", "burned flags in *protest*": whoever does what the noun before tells, or the verb that
/// a protest stands beside.
fn performer(view: &View<'_>, all: &[Option<Found>], found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    let t = &s.tokens[found.token];
    let act = t.head.filter(|_| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbg).and_then(|h| all[h].as_ref());
    if let Some(act) = act.filter(|act| act.pos == Pos::Noun) {
        return stated(view, act).actors;
    }
    let voices = view.frames.get(found.frame).kind.as_deref().is_some_and(|k| view.grammar.is_voicing_act(k));
    let beside = found.pos == Pos::Noun
        && t.deprel == Deprel::Obl
        && case_of(s, found.token).is_some_and(|p| view.grammar.is_medium(&p));
    let verb = t.head.filter(|&h| voices && beside && s.tokens[h].upos == Upos::Verb && all[h].is_none());
    verb.and_then(|v| subject_of(view.grammar, s, v)).map(|subject| named(view, subject)).unwrap_or_default()
}

/// "Forty were killed *in an operation by the army*", "in *Israeli* strikes": whoever did that in which it was done.
fn occasioned(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    let occasion = |&c: &usize| {
        let t = &s.tokens[c];
        let act = t.deprel == Deprel::Obl && t.upos == Upos::Noun && !view.frames.of(Pos::Noun, &t.lemma).is_empty();
        act && case_of(s, c).is_some_and(|p| view.grammar.is_medium(&p))
    };
    let occasions = s.children(found.token).filter(occasion);
    occasions.map(|c| owners(view, c)).find(|who| !who.is_empty()).unwrap_or_default()
}

/// "*The judge* ordered the ministers jailed": whoever has it done.
fn causer(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    let t = &s.tokens[found.token];
    let above = t.head.filter(|&h| t.deprel == Deprel::Xcomp && view.grammar.is_cause(&s.tokens[h].lemma));
    above.and_then(|v| subject_of(view.grammar, s, v)).map(|subject| named(view, subject)).unwrap_or_default()
}

/// "Said after talks with Y": whoever does what the sentence tells takes part in the meeting it names beside it.
pub fn companions(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    // "*Meeting* in Oslo, the envoys agreed" taken for a noun.
    if !matches!(s.tokens[found.token].deprel, Deprel::Obl | Deprel::Advcl) || found.light.is_some() {
        return Vec::new();
    }
    let verb = s.tokens[found.token].head.filter(|&h| s.tokens[h].upos == Upos::Verb);
    let subject = verb.and_then(|v| subject_of(view.grammar, s, v));
    let mut who = subject.map(|subject| named(view, subject)).unwrap_or_default();
    who.extend(verb.and_then(|v| told_in(view, found, v)).map(|told| named(view, told)).unwrap_or_default());
    who
}

/// "Urged *Sameh Shoukry* in a phone call to": whom words are for that are said in a talk.
fn told_in(view: &View<'_>, found: &Found, verb: usize) -> Option<usize> {
    let s = view.sentence;
    let medium = case_of(s, found.token).is_some_and(|p| view.grammar.is_medium(&p));
    let spoken = view.frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(|p| {
        let kind = view.frames.get(p.frame).kind.as_deref();
        kind.is_some_and(|k| view.grammar.is_spoken_act(k))
    });
    let told = s.child(verb, Deprel::Iobj).or_else(|| s.child(verb, Deprel::Obj));
    told.filter(|&t| medium && spoken && view.actors.at(view.at(t)).is_some())
}

/// "Prosecutors unsealed *charges*", "*charges* filed by prosecutors": whoever puts out what only words do.
fn uttered(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let s = view.sentence;
    let spoken = view.frames.get(found.frame).kind.as_deref().is_some_and(|k| view.grammar.is_spoken_act(k));
    let verb = carrier(s, found.token).filter(|_| spoken && found.pos == Pos::Noun);
    let Some(verb) = verb.filter(|&v| view.grammar.is_issuing(&s.tokens[v].lemma)) else { return Vec::new() };
    let doer = s
        .child(verb, Deprel::OblAgent)
        .or_else(|| (s.tokens[verb].deprel != Deprel::Acl).then(|| subject_of(view.grammar, s, verb))?);
    doer.filter(|&d| d != found.token).map(|d| named(view, d)).unwrap_or_default()
}

/// "*Dutch* support for Rwanda was frozen": whose help is withheld withholds it.
fn withholder(view: &View<'_>, all: &[Option<Found>], found: &Found) -> Vec<ActorIx> {
    let withholds = found.arguments.passive && view.frames.get(found.frame).kind.as_deref() == Some(WITHHOLDING);
    let things = found.arguments.of(&Slot::Obj).filter(|_| withholds).filter_map(|t| all[t].as_ref());
    let given =
        |f: &&Found| f.pos == Pos::Noun && view.frames.get(f.frame).kind.as_deref().is_some_and(|k| HELP.contains(&k));
    things.filter(given).map(|f| stated(view, f).actors).find(|who| !who.is_empty()).unwrap_or_default()
}

/// "The *president* said his country will not lift the ban": whoever speaks for a government does with it what only words
/// do, and what it announces.
pub fn spokesman(view: &View<'_>, found: &Found, actors: &[ActorIx]) -> Option<ActorIx> {
    let s = view.sentence;
    let spoken = view.frames.get(found.frame).kind.as_deref().is_some_and(|k| view.grammar.is_spoken_act(k));
    let will = |t: usize| {
        s.children(t).any(|c| s.tokens[c].deprel == Deprel::Aux && view.grammar.is_promise(&s.tokens[c].lemma))
    };
    if !spoken && !will(found.token) && !found.light.is_some_and(will) {
        return None;
    }
    let speaker = found.arguments.of(&Slot::Speaker).flat_map(|t| named(view, t)).next()?;
    let country = view.actors.get(speaker).country.as_ref()?;
    let is_head = matches!(view.actors.get(speaker).kind, ActorKind::Person);
    let for_state = actors.iter().any(|&a| {
        let own = view.actors.get(a);
        own.country.as_ref() == Some(country) && matches!(own.kind, ActorKind::State | ActorKind::Government)
    });
    (is_head && for_state && !actors.contains(&speaker)).then_some(speaker)
}

/// "Called off the strike after *the government* agreed to talks": to whom one who is no state gives in.
pub fn yielded_to(view: &View<'_>, found: &Found, actors: &[ActorIx]) -> Vec<ActorIx> {
    let s = view.sentence;
    let weak = actors.iter().all(|&a| !matches!(view.actors.get(a).kind, ActorKind::State | ActorKind::Government));
    let after = |&c: &usize| {
        let phrase = matches!(s.tokens[c].deprel, Deprel::Advcl | Deprel::Obl);
        phrase && c > found.token && case_of(s, c).is_some_and(|p| view.grammar.is_sequel(&p))
    };
    if view.frames.get(found.frame).kind.as_deref() != Some(CONCESSION) || !weak {
        return Vec::new();
    }
    for c in s.children(found.token).filter(after) {
        let subject = subject_of(view.grammar, s, c).filter(|_| s.tokens[c].upos == Upos::Verb);
        // "after *a deal with the ministry*", "after reaching one with it".
        let party = |&p: &usize| case_of(s, p).is_some_and(|p| view.grammar.is_joint(&p));
        let objects = s.children(c).filter(|&o| s.tokens[o].deprel == Deprel::Obj);
        let phrases = s.children(c).chain(objects.flat_map(|o| s.children(o))).filter(party);
        let mut who = subject.into_iter().chain(phrases).map(|t| without(named(view, t), actors));
        if let Some(others) = who.find(|o| !o.is_empty()) {
            return others;
        }
    }
    Vec::new()
}
