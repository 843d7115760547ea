//! Why an event came out as it did, for `--explain`: the words that say what became of it, and the
//! predicates above it.

use demarche_syntax::{Deprel, Span};

use super::governing::Governing;
use super::predicates::{Found, View};
use crate::arguments::carrier;
use crate::lexicon::frames::Pos;

/// What decided on an event besides its own frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// Auxiliaries, negations, conjunctions and adjectives of the act itself.
    pub words: Vec<Span>,
    /// Predicates above it, from the nearest up: words and number of the frame.
    pub above: Vec<(Span, usize)>,
}

/// Predicates above an act that are still told.
const HIGHEST: usize = 4;

/// What decided on the act that `found` carries.
#[must_use]
pub fn of(view: &View<'_>, all: &[Option<Found>], governing: &Governing, found: &Found) -> Why {
    let s = view.sentence;
    let says = |&c: &usize| {
        let t = &s.tokens[c];
        matches!(t.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Mark)
            || view.grammar.is_negator(&t.lemma)
            || (found.pos == Pos::Noun && view.grammar.noun_status(&t.lemma).is_some())
    };
    let verb = found.light.or_else(|| carrier(s, found.token).filter(|_| found.pos == Pos::Noun));
    let heads = std::iter::once(found.token).chain(verb);
    let mut words: Vec<usize> = heads.flat_map(|h| s.children(h)).filter(says).collect();
    words.sort_unstable();
    words.dedup();
    let mut above = Vec::new();
    let mut at = found.token;
    while let Some(governor) = governing.governor(at).filter(|_| above.len() < HIGHEST) {
        above.extend(all[governor].as_ref().map(|f| (super::trigger(view, f), f.frame)));
        at = governor;
    }
    Why { words: words.into_iter().map(|w| s.tokens[w].span).collect(), above }
}
