//! Positions that lie in what is to be or may not be, whoever does it: "any truce *has to respect* the border", "*nobody should*
//! have a veto", "*no land would be* given up", "they *cannot be left to* starve", "patrols *would carry on*".

use demarche_syntax::{Deprel, Upos, Xpos};

use super::said::{Clause, Taken};
use super::{is_nameless, speaks_for};
use crate::actors::{ActorIx, OF_STATES, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::events::status::Standing;
use crate::record::{ActorKind, Stance, Status};

/// What a clause shows that says what is to be, or what may not.
pub(super) fn of(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    if is_explained(clause) {
        return None;
    }
    duty(clause, own)
        .or_else(|| written(clause, own))
        .or_else(|| terms(clause, own))
        .or_else(|| nobodys(clause))
        .or_else(|| prohibition(clause, own))
        .or_else(|| going_on(clause, own))
}

/// "The text *obliges* the rebels to leave", "the accord does not *require* us to": what somebody reads in a paper.
fn written(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    // "The charter, he said, does not let": the subject may stand before the words that bring it in.
    let subject = subject_of(g, s, head).filter(|&t| s.tokens[t].upos == Upos::Noun)?;
    let subject = Some(subject).filter(|&t| clause.is_issue(t) || g.is_law(&s.tokens[t].lemma))?;
    let to = |c: usize| s.children(c).any(|m| m < c && s.tokens[m].xpos == Xpos::To);
    let act = s.children(head).find(|&c| c > head && to(c));
    if let Some(taken) = forbidden(clause, own, subject) {
        return Some(taken);
    }
    let act = act.filter(|_| g.is_obliging(&s.tokens[head].lemma) && subject < head)?;
    let stance = match own.status {
        Status::Occurred | Status::Ongoing | Status::Planned => Stance::Supports,
        Status::Denied => Stance::Opposes,
        _ => return None,
    };
    Some(Taken::new(stance, 0.6).on(act))
}

/// "The *constitution does not let* him sign": what a law forbids those who speak of it, they will not do.
fn forbidden(clause: &Clause<'_>, own: &Standing, law: usize) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let act = s.children(head).find(|&c| c > head && s.tokens[c].deprel == Deprel::Xcomp)?;
    let denied = own.status == Status::Denied && g.is_law(&s.tokens[law].lemma) && is_of_state(clause);
    (denied && g.is_permission(&s.tokens[head].lemma)).then(|| Taken::new(Stance::Opposes, 0.6).on(act))
}

/// "*Nobody* is looking for a war", "*no minister* could sign it": nor is whoever says so.
fn nobodys(clause: &Clause<'_>) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let subject = subject_of(g, s, head).filter(|_| s.tokens[head].upos == Upos::Verb)?;
    let nobody = g.is_negator(&s.tokens[subject].lemma)
        || s.children(subject).any(|c| s.tokens[c].deprel == Deprel::Det && g.is_negator(&s.tokens[c].lemma));
    let modal = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
    let lemma = &s.tokens[head].lemma;
    if !nobody || !is_of_state(clause) || s.child(head, Deprel::AuxPass).is_some() {
        return None;
    }
    let below = |&c: &usize| c > head && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Obl);
    let themes: Vec<usize> = s.children(head).filter(below).collect();
    if g.is_accepting(lemma) && modal {
        // "put his *name to it*".
        let theme = themes.iter().rev().copied().find(|&c| s.tokens[c].upos != Upos::Pron)?;
        return Some(Taken::new(Stance::Opposes, 0.6).on(theme));
    }
    let sought = themes.into_iter().find(|&c| clause.is_issue(c)).filter(|_| g.is_seeking(lemma) && !modal)?;
    Some(Taken::new(Stance::Opposes, 0.6).on(sought))
}

/// Whether those who speak are of a state or lead one side, and do not only study it.
pub(super) fn is_of_state(clause: &Clause<'_>) -> bool {
    let own_side = |&h: &ActorIx| clause.world.actors.get(h).sector.as_deref().is_some_and(|x| OF_STATES.contains(&x));
    let state = |&h: &ActorIx| clause.world.actors.get(h).kind == ActorKind::Government;
    clause.holders.iter().all(|h| own_side(h) || state(h) || is_nameless(clause.world, *h))
}

/// "The outcome *rests on* two things: an end to the raids and free roads": what somebody makes a thing depend on.
fn terms(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let subject = clause.subject().filter(|&t| g.is_outcome(&s.tokens[t].lemma) || clause.is_issue(t))?;
    let on = |&c: &usize| c > head && case_of(s, c).is_some_and(|p| g.is_topic(&p) || g.is_control(&p));
    let term = s.children(head).find(on).filter(|_| g.is_hinging(&s.tokens[head].lemma))?;
    let held = matches!(own.status, Status::Occurred | Status::Planned | Status::Ongoing) && is_of_state(clause);
    held.then(|| {
        Taken::new(Stance::Conditional, 0.5).on(if g.is_outcome(&s.tokens[subject].lemma) { term } else { subject })
    })
}

/// "*Because of* rain": what tells why something came about tells that it did.
fn is_explained(clause: &Clause<'_>) -> bool {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let below = s.children(head).filter(|&c| s.tokens[c].deprel == Deprel::Xcomp).flat_map(|x| s.children(x));
    let reason =
        |c: usize| s.children(c).any(|m| m < c && g.is_reason(&s.tokens[m].lemma)) || g.is_reason(&s.tokens[c].lemma);
    s.children(head).chain(below).any(reason)
}

/// "The assembly *has to* be recalled", "any deal *had to* respect it", "no party *ought to* have a veto".
fn duty(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let to = |c: usize| s.children(c).any(|m| m < c && s.tokens[m].xpos == Xpos::To);
    let act = s.children(head).find(|&c| c > head && s.tokens[c].deprel == Deprel::Xcomp && to(c))?;
    let must = g.is_duty(&s.tokens[head].lemma) && s.tokens[head].xpos == Xpos::Md;
    if !must && !g.is_perfect(&s.tokens[head].lemma) {
        return None;
    }
    if own.status == Status::Denied {
        // "does not have to": it may all the same.
        return must.then(|| Taken::new(Stance::Opposes, 0.6).on(head));
    }
    if g.is_undergone(&s.tokens[act].lemma) {
        return None;
    }
    let subject = subject_of(g, s, head)?;
    // "the rebels had to flee": they did.
    let was = s.tokens[head].xpos == Xpos::Vbd;
    let terms = clause.is_issue(subject) && g.sets_terms(&s.tokens[act].lemma);
    let somebody = clause.world.actors.at(WordAt { sentence: clause.number, token: subject }).is_some();
    let halted = !somebody && g.is_halting(&s.tokens[act].lemma);
    if was && !terms && !halted && !clause.is_issue(subject) && !is_anothers(clause, subject, act) {
        return None;
    }
    Some(Taken::new(if terms { Stance::Conditional } else { Stance::Supports }, 0.6).on(head))
}

/// "The minister said *Chad had to abandon* its claim": what one side told of another that it had to do it is to do.
fn is_anothers(clause: &Clause<'_>, subject: usize, act: usize) -> bool {
    let (g, s) = (&clause.world.known.grammar, clause.s);
    let world = clause.world;
    let Some(other) = world.actors.at(WordAt { sentence: clause.number, token: subject }).map(|m| m.actor) else {
        return false;
    };
    let side = matches!(
        world.actors.get(other).kind,
        ActorKind::Government | ActorKind::State | ActorKind::ArmedGroup | ActorKind::Organization
    );
    let nobody = |h: ActorIx| world.actors.get(h).kind == ActorKind::UnnamedSource;
    let own = clause.holders.iter().any(|&h| h == other || speaks_for(world, h, other) || nobody(h));
    let dated = |c: usize| {
        matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::OblUnmarked)
            && g.is_calendar(&s.tokens[c].lemma.to_lowercase())
            && case_of(s, c).is_none_or(|p| !g.is_limit(&p) && !g.is_agent(&p))
    };
    let below = Clause { head: act, ..*clause };
    let telling = below.is_done() || below.names_issue() || below.is_done_to_thing();
    side && !own
        && is_of_state(clause)
        && telling
        && !g.is_forced(&s.tokens[act].lemma)
        && !s.children(act).chain(s.children(clause.head)).any(dated)
}

/// "Nobody *should* touch it", "they *cannot be left to* starve", "*not a comma could* be reopened".
fn prohibition(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let modal = s.children(head).find(|&c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md)?;
    let lemma = &s.tokens[head].lemma;
    let over = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && g.is_perfect(&s.tokens[c].lemma));
    if own.status != Status::Denied || s.tokens[head].upos != Upos::Verb || over || g.is_naming(lemma) {
        return None;
    }
    let passive = s.child(head, Deprel::AuxPass).is_some();
    let act = s.children(head).find(|&c| c > head && s.tokens[c].deprel == Deprel::Xcomp);
    if let Some(act) = act.filter(|_| passive && g.is_permission(lemma)) {
        return Some(Taken::new(Stance::Opposes, 0.7).on(act));
    }
    if g.is_undergone(lemma) || g.is_noticed(lemma) || g.is_untold(lemma) {
        return None;
    }
    let opposes = |confidence| Some(Taken::new(Stance::Opposes, confidence).on(head).given(clause.condition(true)));
    if g.is_duty(&s.tokens[modal].lemma) {
        return (passive || clause.is_done() || clause.names_issue() || clause.is_done_to_thing())
            .then(|| opposes(0.6))
            .flatten();
    }
    let subject = subject_of(g, s, head)?;
    let none = s.children(subject).any(|c| c < subject && g.is_negator(&s.tokens[c].lemma));
    let nothing = g.is_negator(&s.tokens[subject].lemma) && s.child(subject, Deprel::Nmod).is_some();
    // "*not a* comma", "*not a single* tank".
    let first = s.subtree(subject).first().copied().unwrap_or(subject);
    let denies = |t: usize| g.is_negator(&s.tokens[t].lemma);
    let emphatic = first > 0 && denies(first - 1) || denies(first) && s.tokens[first].upos == Upos::Part;
    if clause.is_foreseen() {
        return None;
    }
    let promised = g.is_promise(&s.tokens[modal].lemma);
    // "The envoy *would not be recalled*": what one's own side will not do.
    let agent = s.child(head, Deprel::OblAgent).is_some();
    let other = clause.world.actors.at(WordAt { sentence: clause.number, token: subject }).map(|m| m.actor);
    let foreign = other.is_some_and(|a| {
        let country = |a: ActorIx| clause.world.actors.get(a).country.as_deref();
        country(a).is_some() && clause.holders.iter().any(|&h| country(h) != country(a))
    });
    let withheld = promised && clause.is_done() && !agent && !foreign && is_of_state(clause);
    let telling = passive && (emphatic || nothing || promised && none || withheld)
        || emphatic && promised && (clause.is_done() || clause.names_issue());
    telling.then(|| opposes(0.6)).flatten()
}

/// "Patrols *would carry on*": what a side does and goes on with.
fn going_on(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    if !matches!(own.status, Status::Planned | Status::Conditional) || !g.is_going_on(&s.tokens[head].lemma) {
        return None;
    }
    let subject = clause.subject().filter(|&t| g.is_conduct(&s.tokens[t].lemma))?;
    let own_side = |&h: &ActorIx| clause.world.actors.get(h).sector.as_deref().is_some_and(|x| OF_STATES.contains(&x));
    let of_others = s.children(subject).any(|c| {
        s.tokens[c].deprel == Deprel::NmodPoss
            || s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| g.is_agent(&p))
    });
    (!of_others && clause.holders.iter().all(own_side))
        .then(|| Taken::new(Stance::Supports, 0.6).on(head).given(own.condition.or_else(|| clause.condition(false))))
}
