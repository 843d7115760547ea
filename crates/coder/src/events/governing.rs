//! Which predicate says what becomes of which act: "called for *talks*", "refused to *withdraw*",
//! "plans to *meet and sign*".

use demarche_syntax::{Deprel, Upos, Xpos};

use super::predicates::{Found, View};
use super::status::{self, Standing, in_context, own, under};
use crate::arguments::{carrier, case_of};
use crate::lexicon::frames::{Pos, Slot};
use crate::record::Status;

/// For each word of a sentence what governs the act that it carries.
#[derive(Clone, Debug)]
pub struct Governing {
    above: Vec<Option<Above>>,
}

#[derive(Clone, Copy, Debug)]
struct Above {
    governor: usize,
    below: Option<Status>,
}

/// Chains of governors are short; this only guards against a loop.
const DEEPEST: usize = 6;

impl Governing {
    /// Finds what governs what among the frames of a sentence.
    #[must_use]
    pub fn of(view: &View<'_>, found: &[Option<Found>]) -> Self {
        let mut above: Vec<Option<Above>> = vec![None; found.len()];
        for f in found.iter().flatten() {
            let frame = view.frames.get(f.frame);
            if frame.below.is_none() && frame.act.is_empty() {
                continue;
            }
            let occasions = (frame.below == Some(Status::Planned)).then(|| occasions_of(view, found, f));
            for target in acts_below(view, found, f).into_iter().chain(occasions.into_iter().flatten()) {
                // Of two that would govern each other the first does.
                let mut up = Some(f.token);
                while let Some(at) = up.filter(|&at| at != target) {
                    up = above[at].map(|a| a.governor);
                }
                if above[target].is_none() && up.is_none() {
                    above[target] = Some(Above { governor: f.token, below: frame.below });
                }
            }
        }
        Self { above }
    }

    /// Whether a predicate above says what becomes of the act.
    #[must_use]
    pub fn is_governed(&self, token: usize) -> bool {
        self.above[token].is_some()
    }

    /// The word of the predicate above.
    #[must_use]
    pub fn governor(&self, token: usize) -> Option<usize> {
        self.above[token].map(|a| a.governor)
    }

    /// The acts that the predicate at `token` governs.
    pub fn below(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.above.iter().enumerate().filter(move |(_, a)| a.is_some_and(|a| a.governor == token)).map(|(t, _)| t)
    }

    /// What became of the act at `token`.
    #[must_use]
    pub fn standing(&self, view: &View<'_>, found: &[Option<Found>], token: usize) -> Standing {
        self.standing_at(view, found, token, 0)
    }

    fn standing_at(&self, view: &View<'_>, found: &[Option<Found>], token: usize, depth: usize) -> Standing {
        let pos = found[token].as_ref().map_or(Pos::Verb, |f| f.pos);
        match self.above[token] {
            Some(Above { governor, below: Some(below) }) if depth < DEEPEST => {
                if view.sentence.tokens[governor].upos == Upos::Aux {
                    // The modal's own "not" is already in what it makes of the act.
                    return Standing {
                        status: below,
                        condition: own(view.grammar, view.sentence, token, pos).condition,
                        rule: "modal",
                    };
                }
                let above = self.standing_at(view, found, governor, depth + 1);
                // "did not keep its *promise*": a negation that is part of the frame is none of what is below.
                let frame = found[governor].as_ref().map(|f| view.frames.get(f.frame));
                let mut above = frame.map_or(above, |frame| status::of_frame(frame, above));
                if self.is_unkept(view, found, governor, depth) {
                    above.status = Status::Denied;
                }
                let mut own = own(view.grammar, view.sentence, token, pos);
                // "*No* further meetings are planned": one negation, however the tree shows it.
                if own.rule == status::NEGATED_NOUN && above.rule == status::NEGATION {
                    own.status = Status::Occurred;
                }
                under(above, below, own)
            }
            _ => in_context(view.grammar, view.sentence, token, pos),
        }
    }

    /// "Did not keep its *promise* to send troops": whether a predicate without a type says with its own negation that what
    /// stands below the act did not come.
    fn is_unkept(&self, view: &View<'_>, found: &[Option<Found>], act: usize, depth: usize) -> bool {
        let Some(keeps) = self.governor(act) else { return false };
        let frame = found[keeps].as_ref().map(|f| view.frames.get(f.frame));
        frame.is_some_and(|frame| frame.kind.is_none() && frame.status.is_some())
            && self.standing_at(view, found, keeps, depth + 2).status == Status::Denied
    }
}

/// The acts in the slots where a frame says that the act below it stands.
fn acts_below(view: &View<'_>, found: &[Option<Found>], f: &Found) -> Vec<usize> {
    let frame = view.frames.get(f.frame);
    let default = [Slot::Comp];
    let slots = if frame.act.is_empty() { &default[..] } else { &frame.act[..] };
    let fillers = slots.iter().flat_map(|slot| f.arguments.of(slot));
    let mut acts: Vec<usize> = fillers.flat_map(|filler| acts_at(view, found, filler)).collect();
    acts.extend(raised(view, found, f));
    acts.retain(|&target| target != f.token);
    acts
}

/// "*Talks* are due to resume", "a *summit* is expected to take place": what is said to come to pass is the act.
fn raised(view: &View<'_>, found: &[Option<Found>], f: &Found) -> Vec<usize> {
    let s = view.sentence;
    let happens = |c: usize| s.tokens[c].upos == Upos::Verb && view.grammar.is_happening(&s.tokens[c].lemma);
    let Some(slot) = &view.frames.get(f.frame).control else { return Vec::new() };
    if !f.arguments.of(&Slot::Comp).any(happens) {
        return Vec::new();
    }
    let noun = |&t: &usize| found[t].as_ref().is_some_and(|act| act.pos == Pos::Noun);
    f.arguments.of(slot).filter(noun).collect()
}

/// "Plans to raise it *at a summit* with China": on what occasion something is planned is planned itself.
fn occasions_of(view: &View<'_>, found: &[Option<Found>], f: &Found) -> Vec<usize> {
    let s = view.sentence;
    let inside = |&c: &usize| {
        s.tokens[c].deprel == Deprel::Obl
            && found[c].as_ref().is_some_and(|f| f.pos == Pos::Noun)
            && case_of(s, c).is_some_and(|p| view.grammar.is_inside(&p))
    };
    f.arguments.of(&Slot::Comp).flat_map(|verb| s.children(verb)).filter(inside).collect()
}

/// The PLOVER types of the acts below a predicate.
#[must_use]
pub fn types_below(view: &View<'_>, found: &[Option<Found>], f: &Found) -> Vec<Box<str>> {
    let mut types = Vec::new();
    let mut level: Vec<&Found> = vec![f];
    // "will not *begin talks*": through predicates that only change the act below them.
    for _ in 0..DEEPEST {
        let acts = level.iter().flat_map(|f| acts_below(view, found, f)).filter_map(|t| found[t].as_ref());
        let (typed, open): (Vec<&Found>, Vec<&Found>) = acts.partition(|b| view.frames.get(b.frame).kind.is_some());
        types.extend(typed.iter().filter_map(|below| view.frames.get(below.frame).kind.clone()));
        level = open;
    }
    types
}

/// The acts that a phrase or clause with this head word names: its own, that of the noun which a
/// light verb carries, and those coordinated with it.
fn acts_at(view: &View<'_>, found: &[Option<Found>], head: usize) -> Vec<usize> {
    let s = view.sentence;
    let mut acts = Vec::new();
    // "a *round* of talks" is an act by itself, whatever it measures.
    let mut heads = vec![if found[head].is_some() { head } else { view.content(head) }];
    let mut i = 0;
    while i < heads.len() {
        let at = heads[i];
        i += 1;
        if found[at].is_some() {
            acts.push(at);
        } else if view.grammar.is_paper(&s.tokens[at].lemma) {
            // "a bill *imposing* tariffs", "a draft that would *ban* them".
            let does = |&c: &usize| found[c].is_some() && matches!(s.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl);
            acts.extend(s.children(at).filter(does));
        } else if s.tokens[at].upos == Upos::Verb {
            // "agreed to *hold* talks", "wants to *see* a withdrawal".
            // "would not *hear* of talks".
            let of = |c: usize| case_of(s, c).is_some_and(|p| view.grammar.is_owner(&p)) && c > at;
            let carried = |&c: &usize| found[c].is_some() && (carrier(s, c) == Some(at) || of(c));
            acts.extend(s.children(at).filter(carried));
        }
        let later = s.children(at).filter(|&c| {
            let own_tense = matches!(s.tokens[c].xpos, Xpos::Vbd | Xpos::Vbz) && s.tokens[at].xpos != s.tokens[c].xpos;
            s.tokens[c].deprel == Deprel::Conj && s.child(c, Deprel::Nsubj).is_none() && !own_tense
        });
        heads.extend(later);
    }
    acts
}
