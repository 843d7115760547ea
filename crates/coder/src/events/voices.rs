//! Whom a crowd turns to: its marches and strikes name a place, what it voices there names who is meant.

use demarche_syntax::Deprel;

use super::governing::Governing;
use super::participants::{Participants, blamed, named, owners, stated, without};
use super::predicates::{Found, View};
use crate::actors::ActorIx;
use crate::arguments::subject_of;
use crate::lexicon::frames::Slot;

/// "Took to the streets to demand that *the president* resign", "walked out in a dispute with *the ministry*": whom a crowd
/// turns to, where its act names nobody but the place.
pub fn voiced(
    view: &View<'_>,
    all: &[Option<Found>],
    governing: &Governing,
    found: &Found,
    plain: &Participants,
) -> Vec<ActorIx> {
    let s = view.sentence;
    let frame = view.frames.get(found.frame);
    let kind = |f: &Found| view.frames.get(f.frame).kind.clone();
    if !frame.kind.as_deref().is_some_and(|k| view.grammar.is_voicing_act(k)) {
        return Vec::new();
    }
    let filled = frame.recipient.iter().find(|slot| found.arguments.of(slot).any(|t| !named(view, t).is_empty()));
    // "rallied outside the ministry", be the preposition the predicate's own.
    let own = found.words.iter().any(|&w| view.grammar.is_setting(&s.tokens[w].lemma));
    let only_place = own || filled.is_none_or(|slot| matches!(slot, Slot::Prep(p) if view.grammar.is_setting(p)));
    if !plain.recipients.is_empty() && !only_place {
        return Vec::new();
    }
    let heads = [Some(found.token), found.light];
    let below: Vec<usize> = heads.into_iter().flatten().flat_map(|h| s.children(h)).filter(|&c| c > 0).collect();
    let clauses = below.iter().filter(|&&c| matches!(s.tokens[c].deprel, Deprel::Advcl | Deprel::Xcomp | Deprel::Acl));
    for said in clauses.filter_map(|&c| all[c].as_ref()) {
        let words = kind(said).is_some_and(|k| view.grammar.is_spoken_act(&k) || view.grammar.is_voicing_act(&k));
        let others = if words { addressed(view, all, governing, said) } else { Vec::new() };
        let others = without(others, &plain.actors);
        if !others.is_empty() {
            return others;
        }
    }
    let quarrels = below.iter().filter(|&&c| view.grammar.is_quarrel(&s.tokens[c].lemma));
    let against = quarrels.flat_map(|&c| s.children(c)).filter(|&c| s.tokens[c].deprel == Deprel::Nmod);
    let sides = against.map(|c| if named(view, c).is_empty() { owners(view, c) } else { named(view, c) });
    sides.map(|side| without(side, &plain.actors)).find(|side| !side.is_empty()).unwrap_or_default()
}

/// Whom words are for: who stands in the recipient's slot, is blamed, or is to do what is asked for.
fn addressed(view: &View<'_>, all: &[Option<Found>], governing: &Governing, said: &Found) -> Vec<ActorIx> {
    let told = blamed(view, all, said, stated(view, said).recipients);
    if !told.is_empty() {
        return told;
    }
    let subjects = said.arguments.of(&Slot::Comp).filter_map(|c| subject_of(view.grammar, view.sentence, c));
    let mut doers = subjects.map(|t| named(view, t));
    doers.find(|who| !who.is_empty()).unwrap_or_else(|| {
        let below = governing.below(said.token).filter_map(|t| all[t].as_ref());
        below.map(|b| stated(view, b).actors).find(|who| !who.is_empty()).unwrap_or_default()
    })
}
