//! Forces that an act is done with: those of whoever acts, and those of which nobody knows whose they are, are nobody to
//! whom it is done.

use demarche_syntax::{Deprel, Xpos};

use super::participants::{MOVING, is_own, named};
use super::predicates::{Found, View};
use crate::actors::ActorIx;
use crate::lexicon::frames::Slot;
use crate::record::Form;

/// PLOVER's sector of armed forces.
const ARMED: &str = "MIL";

/// "Sent *troops*", "withdrew *its soldiers*": what is in the object's slot of an act that is done with forces.
pub fn own_means(view: &View<'_>, found: &Found, actors: &[ActorIx]) -> Vec<ActorIx> {
    let moves = view.frames.get(found.frame).kind.as_deref() == Some(MOVING);
    let described = |t: usize| view.actors.at(view.at(t)).is_some_and(|m| m.form == Form::Nominal);
    let objects = found.arguments.of(&Slot::Obj).map(|t| view.content(t));
    // "Intercepted two *Russian* bombers": foreign ones are not.
    let moved = |a: ActorIx| moves && (view.actors.get(a).country.is_none() || is_own(view, actors, a));
    objects
        .flat_map(|t| named(view, t).into_iter().map(move |a| (t, a)))
        .filter(|&(t, a)| (moved(a) || is_his_own(view, t)) && described(t) || is_means(view, t, a, actors))
        .map(|(_, a)| a)
        .collect()
}

/// "*Its* troops": whatever the pronoun is resolved to.
fn is_his_own(view: &View<'_>, token: usize) -> bool {
    let s = view.sentence;
    s.children(token).any(|c| s.tokens[c].deprel == Deprel::NmodPoss && s.tokens[c].xpos == Xpos::PrpPoss)
        && view.actors.at(view.at(token)).is_some_and(|m| view.actors.get(m.actor).sector.as_deref() == Some(ARMED))
}

/// "Deployment of *troops*": forces in the object's slot of which nobody knows whose they are.
pub fn nobodys_forces(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let subjects: Vec<ActorIx> = found.arguments.of(&Slot::Subj).flat_map(|t| named(view, t)).collect();
    forces_sent(view, found).into_iter().filter(|a| !subjects.contains(a)).collect()
}

/// "Sent *jets* to bomb": the same, whoever sends them.
pub fn forces_sent(view: &View<'_>, found: &Found) -> Vec<ActorIx> {
    let forces = found.arguments.of(&Slot::Obj).map(|t| view.content(t)).flat_map(|t| named(view, t));
    let nobodys = |a: &ActorIx| {
        let who = view.actors.get(*a);
        who.country.is_none() && who.code.is_none() && who.sector.as_deref() == Some(ARMED)
    };
    forces.filter(nobodys).collect()
}

/// "Withdraw *its troops*", "send *soldiers*": forces of one's own, or of nobody's, are what an act is done with.
pub fn is_means(view: &View<'_>, token: usize, who: ActorIx, actors: &[ActorIx]) -> bool {
    let s = view.sentence;
    let owner = |c: usize| s.tokens[c].deprel == Deprel::NmodPoss && named(view, c).iter().any(|a| actors.contains(a));
    let described = view.actors.at(view.at(token)).is_some_and(|m| m.form == Form::Nominal);
    let who = view.actors.get(who);
    let armed = who.sector.as_deref().is_some_and(|s| s == ARMED);
    described && (s.children(token).any(owner) || (armed && who.country.is_none() && who.code.is_none()))
}
