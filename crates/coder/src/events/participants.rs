//! Who takes part in an act: the actors in the frame's slots, the owners of the things in them, and
//! whoever a predicate above names to do it.

use demarche_syntax::{Deprel, Upos};

use super::forces::{forces_sent, is_means, nobodys_forces, own_means};
use super::governing::Governing;
use super::inference::{awaited, companions, inferred_doer, spokesman, yielded_to};
use super::predicates::{Found, View};
use super::voices;
use crate::actors::{Actor, ActorIx, WordAt};
use crate::arguments::{case_of, clause_kind, subject_of};
use crate::lexicon::frames::{Clause, Pos, Slot};
use crate::record::{ActorKind, Status};

/// The class of words for treaties, which bear the names of towns.
const TREATIES: &str = "agreement";
/// PLOVER types whose acts are done to the people of a place, be it the actors' own state.
const DONE_TO_LAND: [&str; 4] = ["COERCE", "ASSAULT", "CONCEDE", "RETREAT"];
/// PLOVER types of what somebody says he himself will do, or not do.
const OWN_ACTS: [&str; 3] = ["AGREE", "REJECT", "THREATEN"];
/// The PLOVER types of blame and praise, and of what is done to its victims.
const BLAME: &str = "ACCUSE";
const PRAISE: &str = "SUPPORT";
const HARM: [&str; 3] = ["ASSAULT", "COERCE", "SANCTION"];

/// The PLOVER type of moving forces of one's own, and the mode of taking them away.
pub(super) const MOVING: &str = "MOBILIZE";

const WITHDRAWAL: &str = "withdraw";

/// PLOVER's sectors of those who act against their own state.
const AGAINST_STATES: [&str; 4] = ["REB", "UAF", "OPP", "PRE"];

/// Actors and recipients, and whether they stand in slots of the frame itself.
#[derive(Clone, Debug, Default)]
pub struct Participants {
    /// Who acts.
    pub actors: Vec<ActorIx>,
    /// To whom.
    pub recipients: Vec<ActorIx>,
    /// Whether an actor is the filler of a slot, not its owner and not inferred.
    pub direct_actor: bool,
    /// The same for a recipient.
    pub direct_recipient: bool,
    /// The town or region by which a recipient is named.
    pub land: Option<WordAt>,
}

/// The participants of the act that `found` carries.
#[must_use]
pub fn of(view: &View<'_>, all: &[Option<Found>], governing: &Governing, found: &Found) -> Participants {
    let mut out = whole(view, all, governing, found);
    // "French troops left *the country*": nobody withdraws from his own state.
    if view.frames.get(found.frame).mode.as_deref() == Some(WITHDRAWAL) {
        let state = |r: ActorIx| matches!(view.actors.get(r).kind, ActorKind::State | ActorKind::Government);
        let Participants { actors, recipients, .. } = &mut out;
        recipients.retain(|&r| !(state(r) && is_own(view, actors, r)));
    }
    out
}

fn whole(view: &View<'_>, all: &[Option<Found>], governing: &Governing, found: &Found) -> Participants {
    let frame = view.frames.get(found.frame);
    let mut out = stated(view, found);
    let voiced = voices::voiced(view, all, governing, found, &out);
    if !voiced.is_empty() {
        out.recipients = voiced;
    }
    let blames = frame.kind.as_deref() == Some(BLAME);
    let praises = frame.kind.as_deref() == Some(PRAISE) && !out.recipients.is_empty();
    let over_harm = praises && over_harm(view, all, found);
    if blames || over_harm {
        out.recipients = blamed(view, all, found, out.recipients);
    }
    // "called for *talks*": who asks for them takes no part.
    if frame.joint && out.actors.len() < 2 && governing.governor(found.token).is_none() {
        out.actors.extend(companions(view, found).into_iter().filter(|a| !out.recipients.contains(a)));
    }
    // "asked the house to approve the *deployment of troops*": nobody's forces do not send themselves.
    // "sent *jets to bomb*": nor is it those that are sent who act, where the predicate says that its subject does.
    let above = governing.governor(found.token).and_then(|g| all[g].as_ref());
    let sender = above.filter(|a| view.frames.get(a.frame).control == Some(Slot::Subj));
    let forces = match sender {
        _ if frame.kind.as_deref() == Some(MOVING) => nobodys_forces(view, found),
        Some(sender) => forces_sent(view, sender),
        None => Vec::new(),
    };
    let sent: Vec<ActorIx> = out.actors.iter().copied().filter(|a| forces.contains(a)).collect();
    out.actors.retain(|a| !forces.contains(a));
    // "boycotted *talks with Kosovo*": whoever governs the act is the other party.
    if out.actors.is_empty() || frame.joint && out.actors.len() == 1 && governing.governor(found.token).is_some() {
        let more = controllers(view, all, governing, found);
        out.actors.extend(more.into_iter().filter(|a| !out.recipients.contains(a)));
    }
    if out.actors.is_empty() {
        out.actors = inferred_doer(view, all, found);
    }
    if out.actors.is_empty() {
        out.actors = sent;
    }
    out.actors.extend(spokesman(view, found, &out.actors));
    out.actors = without_repeats(out.actors);
    // "a *peacekeeping mission*": an act that is called like a body is not its own doer.
    let itself = view.actors.at(view.at(found.token)).filter(|m| m.head == view.at(found.token)).map(|m| m.actor);
    out.actors.retain(|a| Some(*a) != itself);
    out.recipients.retain(|r| !out.actors.contains(r));
    // "supported the *invasion* of Ukraine": its victims are nobody's recipients.
    if over_harm && out.recipients.is_empty() {
        return out;
    }
    // Those who meet have all their parties in one list; whoever alone agrees to do something does it to somebody.
    if frame.joint && (out.actors.len() > 1 || frame.act.is_empty()) {
        return out;
    }
    if out.recipients.is_empty() {
        out.take_land(view, found);
    }
    if out.recipients.is_empty() {
        from_below(view, all, governing, found, &mut out);
    }
    if out.recipients.is_empty() && !out.actors.is_empty() {
        out.recipients = within(view, found, &out.actors);
    }
    // What is condemned in a country is not all that country's.
    if out.recipients.is_empty() && !out.actors.is_empty() && !blames {
        out.take_ground(view, found);
    }
    let waits = frame.below.is_some() || matches!(frame.kind.as_deref(), Some("REJECT" | "THREATEN"));
    if out.recipients.is_empty() && !out.actors.is_empty() && waits {
        out.recipients = awaited(view, governing, found, &out.actors);
    }
    if out.recipients.is_empty() && !out.actors.is_empty() {
        out.recipients = yielded_to(view, found, &out.actors);
    }
    out
}

impl Participants {
    /// "Shelled *Haifa*", "withdraw from *Poland*", "an ultimatum to *Damascus*": a place in the recipient's slot is the
    /// state where it lies, unless that state itself acts.
    fn take_land(&mut self, view: &View<'_>, found: &Found) {
        let slots = &view.frames.get(found.frame).recipient;
        let fillers = slots.iter().flat_map(|slot| found.arguments.of(slot));
        let ground = fillers.flat_map(|f| grounds(view, f)).find(|(a, _)| !self.actors.contains(a));
        if let Some((state, land)) = ground {
            self.recipients = vec![state];
            self.land = land;
        }
    }

    /// An act that names no other recipient is done to the state where it is done.
    fn take_ground(&mut self, view: &View<'_>, found: &Found) {
        let kind = view.frames.get(found.frame).kind.as_deref();
        let abroad = on_whose_ground(view, found, &|a| is_own(view, &self.actors, a));
        let at_home = || {
            let itself = |a| self.actors.contains(&a);
            on_whose_ground(view, found, &itself).filter(|_| kind.is_some_and(|k| DONE_TO_LAND.contains(&k)))
        };
        if let Some((state, land)) = abroad.or_else(at_home) {
            self.recipients = vec![state];
            self.land = land;
        }
    }
}

/// The state that a word names as a place, and the word where only a town or region names it.
fn ground(view: &View<'_>, token: usize) -> Option<(ActorIx, Option<WordAt>)> {
    let word = view.at(token);
    let state = view.actors.ground(word).map(|a| (a, None));
    state.or_else(|| view.actors.land(word).map(|a| (a, Some(word))))
}

/// The states on whose ground a phrase is: by its head, else by what stands in it; with the word where only a town or
/// region names it.
fn grounds(view: &View<'_>, token: usize) -> Vec<(ActorIx, Option<WordAt>)> {
    let s = view.sentence;
    let inner =
        |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound | Deprel::Appos);
    let mut level = vec![view.content(token)];
    for _ in 0..3 {
        let here: Vec<_> = level.iter().filter_map(|&t| ground(view, t)).collect();
        if !here.is_empty() {
            return here;
        }
        level = level.iter().flat_map(|&t| s.children(t)).filter(inner).collect();
    }
    Vec::new()
}

/// Whether a state is among the actors, or theirs: rebels and strikers have a country, but not its state.
pub(super) fn is_own(view: &View<'_>, actors: &[ActorIx], state: ActorIx) -> bool {
    let country = &view.actors.get(state).country;
    let theirs = |b: &Actor| b.country == *country && b.sector.as_deref().is_none_or(|s| !AGAINST_STATES.contains(&s));
    actors.iter().any(|&b| b == state || (country.is_some() && theirs(view.actors.get(b))))
}

/// "Launched strikes in *Syria*", "gave millions to promote development in *Ethiopia*": an act that names no other
/// recipient is done to the state where it is done, unless that is to be passed over.
fn on_whose_ground(
    view: &View<'_>,
    found: &Found,
    passed_over: &dyn Fn(ActorIx) -> bool,
) -> Option<(ActorIx, Option<WordAt>)> {
    let s = view.sentence;
    // "after two days of talks *in Geneva*": what came before was elsewhere.
    let occasion = |t: usize| case_of(s, t).is_some_and(|p| view.grammar.is_occasion(&p));
    let leaves = |t: usize| {
        let noun = s.tokens[t].upos == Upos::Noun;
        matches!(s.tokens[t].deprel, Deprel::AclRelcl | Deprel::Parataxis | Deprel::Nsubj | Deprel::Conj)
            // "*meeting* in Oslo, they agreed" taken for a noun.
            || noun && (s.tokens[t].deprel == Deprel::Advcl || s.tokens[t].deprel == Deprel::Obl && occasion(t))
    };
    let mut level = vec![found.token];
    level.extend(found.light);
    for _ in 0..5 {
        let below: Vec<usize> = level.iter().flat_map(|&t| s.children(t)).filter(|&c| !leaves(c)).collect();
        // "signed the *Oslo* accords": what a treaty is called by is not where it was.
        let called = |t: usize| {
            matches!(s.tokens[t].deprel, Deprel::Compound | Deprel::Amod)
                && s.tokens[t]
                    .head
                    .zip(view.frames.class(TREATIES))
                    .is_some_and(|(h, class)| view.frames.in_class(class, &s.tokens[h].lemma))
        };
        let here = |&t: &usize| ground(view, t).filter(|&(a, _)| !passed_over(a) && !called(t));
        if let Some(ground) = below.iter().find_map(here) {
            return Some(ground);
        }
        level = below;
    }
    None
}

/// What fills the frame's own slots.
pub(super) fn stated(view: &View<'_>, found: &Found) -> Participants {
    let frame = view.frames.get(found.frame);
    let (actors, direct_actor) = fill(view, found, &frame.actor, frame.joint);
    let (mut recipients, direct_recipient) = fill(view, found, &frame.recipient, false);
    let with_forces = frame.kind.as_deref() == Some(MOVING) || frame.mode.as_deref() == Some(WITHDRAWAL);
    let means: Vec<ActorIx> = if with_forces { own_means(view, found, &actors) } else { Vec::new() };
    recipients.retain(|r| !actors.contains(r) && !means.contains(r));
    Participants {
        direct_actor: direct_actor && !actors.is_empty(),
        direct_recipient: direct_recipient && !recipients.is_empty(),
        actors,
        recipients,
        land: None,
    }
}

/// "Supported the *invasion* of Ukraine": whether what fills the recipient's slot is an act that harms.
fn over_harm(view: &View<'_>, all: &[Option<Found>], found: &Found) -> bool {
    let slots = &view.frames.get(found.frame).recipient;
    let act = slots.iter().find_map(|slot| found.arguments.first(slot)).and_then(|filler| all[filler].as_ref());
    act.and_then(|act| view.frames.get(act.frame).kind.as_deref()).is_some_and(|k| HARM.contains(&k))
}

/// "Condemned the killing of *the envoy* by the rebels": of an act that is blamed not its victims but its doers.
pub(super) fn blamed(view: &View<'_>, all: &[Option<Found>], found: &Found, recipients: Vec<ActorIx>) -> Vec<ActorIx> {
    let slots = &view.frames.get(found.frame).recipient;
    let acts = slots.iter().flat_map(|slot| found.arguments.of(slot)).filter_map(|filler| all[filler].as_ref());
    let Some(act) = acts.map(|act| stated(view, act)).next() else { return recipients };
    if act.actors.is_empty() {
        without(recipients, &act.recipients)
    } else {
        without(act.actors, &stated(view, found).actors)
    }
}

pub(super) fn without(actors: Vec<ActorIx>, others: &[ActorIx]) -> Vec<ActorIx> {
    actors.into_iter().filter(|a| !others.contains(a)).collect()
}

fn without_repeats(actors: Vec<ActorIx>) -> Vec<ActorIx> {
    let mut out: Vec<ActorIx> = Vec::with_capacity(actors.len());
    actors.into_iter().for_each(|a| {
        if !out.contains(&a) {
            out.push(a)
        }
    });
    out
}

/// "Demanded that *Israel* withdraw", "agreed to free *the hostages*": whoever else takes part in the
/// act below is whom a demand, refusal, promise or threat is addressed to.
fn from_below(view: &View<'_>, all: &[Option<Found>], governing: &Governing, found: &Found, out: &mut Participants) {
    // Who is blamed for an act has done it: to whom it was done is not whom the blame is for.
    let kind = view.frames.get(found.frame).kind.as_deref();
    let blames = kind == Some(BLAME);
    // "The *CIA* official threatened that the CIA would": whoever speaks of what his own side will do tells others.
    let own_act = kind.is_some_and(|k| OWN_ACTS.contains(&k));
    // "The foreign minister vowed that *Egypt* would block": of nobody knows what country, it is that.
    let of_no_country = |a: &ActorIx| {
        let a = view.actors.get(*a);
        a.kind == ActorKind::Person && a.country.is_none()
    };
    let speaks_for = own_act && !out.actors.is_empty() && out.actors.iter().all(of_no_country);
    for below in governing.below(found.token).filter_map(|t| all[t].as_ref()) {
        let mut stated = stated(view, below);
        // "offered to send *troops* to fight": nor are they anybody to whom it is done.
        if [found, below].iter().any(|f| view.frames.get(f.frame).kind.as_deref() == Some(MOVING)) {
            let mut means = own_means(view, found, &out.actors);
            means.extend(nobodys_forces(view, below));
            stated.actors.retain(|a| !means.contains(a));
        }
        let state = |a: &ActorIx| matches!(view.actors.get(*a).kind, ActorKind::State | ActorKind::Government);
        let his = speaks_for && stated.actors.iter().all(state);
        let sides = match stated {
            Participants { actors, .. } if blames => vec![actors],
            Participants { recipients, .. } if his => vec![recipients],
            Participants { actors, recipients, .. } => vec![actors, recipients],
        };
        for side in sides {
            let own = |a: ActorIx| out.actors.contains(&a) || own_act && is_own(view, &out.actors, a);
            let others: Vec<ActorIx> = side.into_iter().filter(|&a| !own(a)).collect();
            if !others.is_empty() {
                out.recipients = others;
                return;
            }
        }
        if blames {
            continue;
        }
        out.take_land(view, below);
        if out.recipients.is_empty() {
            out.recipients = within(view, below, &out.actors);
        }
        if out.recipients.is_empty() && !out.actors.is_empty() {
            out.take_ground(view, below);
        }
        if !out.recipients.is_empty() {
            return;
        }
    }
}

/// The actor nearest to the predicate among its arguments, through the things that they are about
/// ("ended its aid to *the army*", "a meeting of *the Security Council*"); settings of time and place
/// and clauses of their own are left out.
fn within(view: &View<'_>, found: &Found, actors: &[ActorIx]) -> Vec<ActorIx> {
    let s = view.sentence;
    let blames = view.frames.get(found.frame).kind.as_deref() == Some(BLAME);
    let moves = view.frames.get(found.frame).kind.as_deref() == Some(MOVING);
    // "marched to call for the release of *the prisoners*": what a crowd wants is not whom it turns to.
    let voices = view.frames.get(found.frame).kind.as_deref().is_some_and(|k| view.grammar.is_voicing_act(k));
    let mut level: Vec<usize> = found
        .arguments
        .all()
        .iter()
        .filter(|a| match &a.slot {
            Slot::Comp => !voices,
            Slot::Obj | Slot::Iobj => true,
            Slot::Prep(p) => !view.grammar.is_setting(p) && !view.grammar.is_agent(p),
            Slot::Subj | Slot::Poss | Slot::Speaker | Slot::Doer | Slot::Clause | Slot::Unsaid | Slot::Light => false,
        })
        // "moved *artillery* closer": whose it is moved with is nobody else.
        .flat_map(|a| if moves && a.slot == Slot::Obj { phrases(s, a.token) } else { vec![a.token] })
        .collect();
    // "demanded that *Dbeibah* appear": whoever is to do what is said; "an inquiry into claims that *two soldiers* stole".
    let told = |&n: &usize| view.frames.of(Pos::Noun, &s.tokens[n].lemma).iter().any(|p| is_spoken(view, p.frame));
    let claims =
        level.iter().copied().filter(told).flat_map(|n| s.children(n)).filter(|&c| s.tokens[c].deprel == Deprel::Acl);
    let that = claims.filter(|&c| clause_kind(view.grammar, s, c) == Some(Clause::That));
    // "sent *troops* to fight": who is moved is nobody to whom it is done.
    let moved = |t: &usize| moves && found.arguments.of(&Slot::Obj).any(|o| o == *t);
    let complements = found.arguments.of(&Slot::Comp).chain(that).filter_map(|c| subject_of(view.grammar, s, c));
    let complements = complements.filter(|t| !moved(t));
    for subject in complements {
        // "promised that *its soldiers* would leave": one's own are nobody else.
        let meant = |&a: &ActorIx| !actors.contains(&a) && !is_means(view, subject, a, actors);
        let others: Vec<ActorIx> = named(view, subject).into_iter().filter(meant).collect();
        if !others.is_empty() {
            return others;
        }
    }
    for _ in 0..4 {
        for &token in &level {
            // "released *US* military aid": what is the actors' own before a noun is nobody else.
            let before = matches!(s.tokens[token].deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodPoss);
            let meant = |&a: &ActorIx| {
                !(actors.contains(&a) || is_means(view, token, a, actors) || before && is_own(view, actors, a))
            };
            let others: Vec<ActorIx> = named(view, token).into_iter().filter(meant).collect();
            if !others.is_empty() {
                return others;
            }
        }
        let inner = |&c: &usize| {
            let leaves = matches!(
                s.tokens[c].deprel,
                Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis | Deprel::Nsubj | Deprel::Punct | Deprel::Appos
            ) || blames && s.tokens[c].deprel == Deprel::Acl;
            !leaves && case_of(s, c).is_none_or(|p| !view.grammar.is_setting(&p))
        };
        level = level.iter().flat_map(|&t| s.children(t)).filter(inner).collect();
    }
    Vec::new()
}

/// The phrases that hang from a noun.
fn phrases(s: &demarche_syntax::Sentence, noun: usize) -> Vec<usize> {
    s.children(noun).filter(|&c| s.tokens[c].deprel == Deprel::Nmod).collect()
}

/// Whether words alone do what a frame says.
fn is_spoken(view: &View<'_>, frame: usize) -> bool {
    view.frames.get(frame).kind.as_deref().is_some_and(|k| view.grammar.is_spoken_act(k))
}

/// Whoever is the subject of a predicate that makes no event of its own.
#[must_use]
pub fn subject(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    fill(view, found, &[Slot::Subj], false).0
}

/// The actors in the first filled slot, or in all of them when they act together.
fn fill(view: &View<'_>, found: &Found, slots: &[Slot], joint: bool) -> (Vec<ActorIx>, bool) {
    let mut all = Vec::new();
    let mut direct = false;
    for slot in slots {
        for filler in found.arguments.of(slot) {
            let named = named(view, filler);
            direct |= !named.is_empty();
            let mut who = if named.is_empty() { owners(view, filler) } else { named };
            who.extend(leader(view, filler));
            who.extend(nations(view, filler, &who));
            if joint {
                who.extend(senders(view, filler));
            }
            if joint && !direct {
                who.extend(parties(view, filler));
            }
            who.into_iter().for_each(|a| {
                if !all.contains(&a) {
                    all.push(a)
                }
            });
        }
        if !joint && !all.is_empty() {
            break;
        }
    }
    (all, direct)
}

/// "*American* and Chinese officials": the nation beside that of those who act.
fn nations(view: &View<'_>, token: usize, who: &[ActorIx]) -> Vec<ActorIx> {
    let s = view.sentence;
    let before = |&c: &usize| {
        let t = &s.tokens[c];
        matches!(t.deprel, Deprel::Amod | Deprel::Compound | Deprel::Conj) && c < token
    };
    let first = s.children(view.content(token)).filter(before).find(|&c| s.child(c, Deprel::Conj).is_some());
    let Some(first) = first.filter(|_| !who.is_empty()) else { return Vec::new() };
    let all = std::iter::once(first).chain(s.children(first).filter(before)).map(|c| named(view, c));
    let states: Vec<ActorIx> = all.flatten().collect();
    let country = |a: ActorIx| view.actors.get(a).country.clone();
    let theirs = |a: &ActorIx| who.iter().any(|&w| w == *a || country(w) == country(*a));
    if states.len() > 1 { states.into_iter().filter(|a| !theirs(a)).collect() } else { Vec::new() }
}

/// "The presidents of *Russia and Turkey* met": the several states that those who meet come from.
fn senders(view: &View<'_>, token: usize) -> Vec<ActorIx> {
    let s = view.sentence;
    let owner = |&c: &usize| {
        c > token && s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| view.grammar.is_owner(&p))
    };
    let plural = s.tokens[token].upos == Upos::Noun && view.actors.at(view.at(token)).is_some();
    let Some(first) = s.children(token).find(owner).filter(|_| plural) else { return Vec::new() };
    let all = std::iter::once(first).chain(s.children(first).filter(|&c| s.tokens[c].deprel == Deprel::Conj));
    let state = |a: &ActorIx| matches!(view.actors.get(*a).kind, ActorKind::State | ActorKind::Government);
    let states: Vec<ActorIx> = all.flat_map(|c| named(view, c)).filter(state).collect();
    if states.len() > 1 { states } else { Vec::new() }
}

/// "A delegation led by *the minister*": whoever is at the head of those who act.
fn leader(view: &View<'_>, token: usize) -> Vec<ActorIx> {
    let s = view.sentence;
    let led = |&c: &usize| s.tokens[c].deprel == Deprel::Acl && view.grammar.is_leading(&s.tokens[c].lemma);
    let by = |&c: &usize| {
        matches!(s.tokens[c].deprel, Deprel::OblAgent | Deprel::Obl)
            && case_of(s, c).is_some_and(|p| view.grammar.is_agent(&p))
    };
    let leaders = s.children(view.content(token)).filter(led).flat_map(|c| s.children(c)).filter(by);
    leaders.flat_map(|c| named(view, c)).collect()
}

/// The actors that a phrase means; a plural with known members is its members. What only speaks ("*reports* accuse",
/// "a *resolution* demanding") does nothing itself.
pub(super) fn named(view: &View<'_>, token: usize) -> Vec<ActorIx> {
    let at = view.at(view.content(token));
    let actor = view.actors.at(at).map(|m| m.actor).or_else(|| view.actors.nationality(at));
    let word = &view.sentence.tokens[at.token];
    let common = word.upos == Upos::Noun && word.form(view.text).starts_with(char::is_lowercase);
    let thing = |a: ActorIx| common && view.actors.get(a).kind == ActorKind::UnnamedSource;
    let Some(actor) = actor.filter(|&a| !thing(a)) else { return Vec::new() };
    match &view.actors.get(actor).members[..] {
        [] if view.grammar.is_plural_pronoun(&word.lemma) => together(view, at.token, actor),
        [] => vec![actor],
        members => members.to_vec(),
    }
}

/// "Chad and Mali said *they* would leave": a plural for one of several that stand together before it is for all of them.
fn together(view: &View<'_>, pronoun: usize, actor: ActorIx) -> Vec<ActorIx> {
    let s = view.sentence;
    let one =
        |a: ActorIx| matches!(view.actors.get(a).kind, ActorKind::Person | ActorKind::State | ActorKind::Government);
    let at = |t: usize| view.actors.at(view.at(t)).map(|m| m.actor);
    let several = (0..pronoun).rev().filter(|&t| one(actor) && at(t) == Some(actor)).find_map(|t| {
        let first = if s.tokens[t].deprel == Deprel::Conj { s.tokens[t].head? } else { t };
        let all = std::iter::once(first).chain(s.children(first).filter(|&c| s.tokens[c].deprel == Deprel::Conj));
        let all: Vec<ActorIx> = all.filter(|&t| t < pronoun).filter_map(at).collect();
        (all.len() > 1).then_some(all)
    });
    several.unwrap_or_else(|| vec![actor])
}

/// Between whom a joint act is: "talks *between Ethiopia and Sudan*".
fn parties(view: &View<'_>, act: usize) -> Vec<ActorIx> {
    let s = view.sentence;
    let joined =
        |&c: &usize| s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| view.grammar.is_joint(&p));
    let first = s.children(act).filter(joined);
    let with_others = first.flat_map(|c| {
        let others = s.children(c).filter(|&o| s.tokens[o].deprel == Deprel::Conj);
        std::iter::once(c).chain(others).collect::<Vec<_>>()
    });
    with_others.flat_map(|c| named(view, c)).collect()
}

/// Whose a thing is: "*Israel*'s strikes", "*Russian* shelling", "the forces of *the junta*".
pub(super) fn owners(view: &View<'_>, token: usize) -> Vec<ActorIx> {
    let s = view.sentence;
    let owns = |&c: &usize| match s.tokens[c].deprel {
        Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::NmodDesc => true,
        Deprel::Nmod | Deprel::OblAgent | Deprel::Obl => {
            case_of(s, c).is_some_and(|p| view.grammar.is_owner(&p) || view.grammar.is_agent(&p))
        }
        _ => false,
    };
    let mut level = vec![view.content(token)];
    // "*U.S.* military airstrikes": through the words between.
    for _ in 0..2 {
        let below: Vec<usize> = level.iter().flat_map(|&t| s.children(t)).filter(owns).collect();
        if let Some(who) = below.iter().map(|&c| named(view, c)).find(|a| !a.is_empty()) {
            return who;
        }
        // "a drone *launched by Kurdish militants*": whoever uses a thing does what it does.
        let used = |&c: &usize| s.tokens[c].deprel == Deprel::Acl;
        let users = level.iter().flat_map(|&t| s.children(t)).filter(used).filter_map(|c| s.child(c, Deprel::OblAgent));
        if let Some(who) = users.map(|c| named(view, c)).find(|a| !a.is_empty()) {
            return who;
        }
        level = below;
        level.retain(|&t| s.tokens[t].deprel == Deprel::Compound);
    }
    Vec::new()
}

/// Who is to do an act that does not say it itself: whom the predicate above names.
fn controllers(view: &View<'_>, all: &[Option<Found>], governing: &Governing, found: &Found) -> Vec<ActorIx> {
    let Some(above) = governing.governor(found.token).and_then(|g| all[g].as_ref()) else { return Vec::new() };
    let frame = view.frames.get(above.frame);
    // "Analysts believe *the raids will continue*": what is guessed in a clause with a subject of its own is not the guesser's.
    let s = view.sentence;
    let own = |t: usize| s.children(t).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let path = std::iter::successors(Some(found.token), |&t| s.tokens[t].head).take_while(|&t| t != above.token);
    let guessed = frame.below == Some(Status::Hypothetical) && frame.control.is_none();
    if guessed && path.into_iter().any(|t| s.tokens[t].deprel == Deprel::Ccomp && own(t)) {
        return Vec::new();
    }
    let slots = match &frame.control {
        Some(slot) => vec![slot.clone()],
        // "demanded *the release* of the president": whoever asks for an act is not who is to do it.
        None if frame.below == Some(Status::Proposed) && frame.kind.is_some() => vec![Slot::Obj],
        None => vec![Slot::Obj, Slot::Subj],
    };
    for slot in slots {
        // The act itself may fill the object's slot ("rejected *talks*").
        let fillers = above.arguments.of(&slot).filter(|&f| !view.sentence.is_below(found.token, f));
        let who: Vec<ActorIx> = fillers.flat_map(|f| named(view, f)).collect();
        if !who.is_empty() {
            return who;
        }
    }
    controllers(view, all, governing, above)
}
