//! Positions that lie in what there is not: "there can be no deal *without* guarantees", "no talks *until* the siege ends",
//! "there is *no alternative* to a truce", "*no need* for a force".

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::said::{Clause, Taken};
use crate::arguments::case_of;
use crate::events::status::clause_span;
use crate::lexicon::grammar::Grammar;
use crate::record::Stance;

/// What a clause shows that says that something is not there.
pub(super) fn of(clause: &Clause<'_>) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let noun = denied_noun(g, s, head)?;
    let lemma = &s.tokens[noun].lemma;
    let exists = noun == head
        || s.tokens[noun].head == Some(head) && s.children(head).any(|c| s.tokens[c].deprel == Deprel::Expl);
    if exists && (g.is_alternative(lemma) || g.is_need(lemma)) {
        let below = |&c: &usize| {
            c > noun
                && matches!(
                    s.tokens[c].deprel,
                    Deprel::Nmod | Deprel::Acl | Deprel::Obl | Deprel::Xcomp | Deprel::Advcl
                )
        };
        let theme = s.children(noun).chain(s.children(head)).find(below)?;
        let stance = if g.is_alternative(lemma) { Stance::Supports } else { Stance::Opposes };
        return Some(Taken::new(stance, 0.7).on(theme));
    }
    // "no *decision* has been taken on it".
    if g.is_decision(lemma) && s.children(head).any(|c| s.tokens[c].deprel == Deprel::AuxPass) {
        let on = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nmod | Deprel::Obl | Deprel::Ccomp | Deprel::Acl);
        let theme = s.children(noun).chain(s.children(head)).find(|c| *c > noun && on(c));
        let taken = Taken::new(Stance::Undecided, 0.6);
        return Some(theme.map_or(Taken { unsaid: true, ..Taken::new(Stance::Undecided, 0.5) }, |t| taken.on(t)));
    }
    if !clause.is_issue(noun) {
        return None;
    }
    // "*No more talks*".
    let bare = noun == head
        && !s.children(head).any(|c| matches!(s.tokens[c].deprel, Deprel::Cop | Deprel::Nsubj | Deprel::Expl));
    let below = s.tokens[noun].head.is_some_and(|h| clause.words.contains(s.tokens[h].span));
    let without = |&c: &usize| case_of(s, c).is_some_and(|p| g.is_without(&p));
    let without = s.children(noun).chain(s.children(head)).find(without).map(|c| clause_span(s, c));
    if without.is_some() {
        return Some(Taken::new(Stance::Conditional, 0.7).on(noun).given(without));
    }
    if bare && !below && clause.speech.quoted && clause.condition(true).is_none() {
        return Some(Taken::new(Stance::Opposes, 0.6).on(noun));
    }
    // "there will be no talks": but that there are none is only told.
    let modal = |c: usize| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md;
    let will = exists && s.children(head).any(modal);
    let condition = clause.condition(true).filter(|_| exists);
    (will || condition.is_some()).then(|| Taken::new(Stance::Opposes, 0.6).on(noun).given(condition))
}

/// The noun that is denied: the clause's head or what hangs from it.
fn denied_noun(g: &Grammar, s: &Sentence, head: usize) -> Option<usize> {
    let denied =
        |n: usize| s.children(n).any(|d| s.tokens[d].deprel == Deprel::Det && g.is_negator(&s.tokens[d].lemma));
    std::iter::once(head).chain(s.children(head)).find(|&n| s.tokens[n].upos == Upos::Noun && denied(n))
}
