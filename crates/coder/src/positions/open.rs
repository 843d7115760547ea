//! What the article leaves open: "it is unclear whether *Moscow* would consider it".

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::{Shown, World};
use crate::actors::WordAt;
use crate::arguments::{case_of, subject_of};
use crate::events::status::{self, clause_span};
use crate::lexicon::frames::Pos;
use crate::lexicon::grammar::Grammar;
use crate::record::{Stance, Status};

/// What somebody might do, where that is left open.
pub(super) fn find(world: World<'_>) -> Vec<Shown> {
    let g = &world.known.grammar;
    let mut out = Vec::new();
    for (number, s) in world.document.sentences.iter().enumerate() {
        for open in (0..s.tokens.len()).filter(|&t| s.tokens[t].upos == Upos::Adj) {
            let lemma = &s.tokens[open].lemma;
            let denied = || status::own(g, s, open, Pos::Adjective).status == Status::Denied;
            if !(g.is_open(lemma) || g.is_settled(lemma) && denied()) {
                continue;
            }
            let asked = |&c: &usize| {
                let below = matches!(s.tokens[c].deprel, Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl);
                let modal = s.children(c).any(|a| s.tokens[a].deprel == Deprel::Aux && s.tokens[a].xpos == Xpos::Md);
                c > open && below && modal && case_of(s, c).is_some_and(|m| g.is_condition(&m))
            };
            let Some(clause) = s.children(open).find(asked) else { continue };
            out.extend(left_open(world, number, s, clause));
        }
        out.extend((0..s.tokens.len()).filter(|&c| is_subject(g, s, c)).flat_map(|c| left_open(world, number, s, c)));
    }
    out
}

/// What the subject of a clause may do or not.
fn left_open(world: World<'_>, number: usize, s: &Sentence, clause: usize) -> Option<Shown> {
    let who = subject_of(&world.known.grammar, s, clause)?;
    let holder = world.actors.at(WordAt { sentence: number, token: who })?.actor;
    let issue = clause_span(s, clause);
    Some(Shown {
        holder,
        stance: Stance::Undecided,
        condition: None,
        word: WordAt { sentence: number, token: clause },
        theme: clause,
        issue,
        evidence: issue,
        statement: None,
        event: None,
        confidence: 0.6,
        is_told: false,
        is_unsaid: false,
        is_past: false,
    })
}

/// "*Whether Kenya turns up* may hinge on", "*whether it will sign* is another matter", "it remains to be seen *whether it will*":
/// a question that is left open, and not "whether they like it or not, the deal will be signed".
fn is_subject(g: &Grammar, s: &Sentence, clause: usize) -> bool {
    let asks = |c: usize| s.tokens[c].deprel == Deprel::Mark && g.is_question(&s.tokens[c].lemma);
    let Some(above) = s.tokens[clause].head.filter(|_| s.children(clause).any(|c| c < clause && asks(c))) else {
        return false;
    };
    let subject = |c: usize| {
        c != clause && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl)
    };
    match s.tokens[clause].deprel {
        Deprel::Csubj | Deprel::Advcl | Deprel::Ccomp if clause < above => !s.children(above).any(subject),
        Deprel::Csubj | Deprel::Advcl | Deprel::Ccomp => {
            g.is_awaited(&s.tokens[above].lemma)
                && s.tokens[above].xpos == Xpos::Vbn
                && s.tokens[above]
                    .head
                    .is_some_and(|h| s.child(h, Deprel::Expl).is_some() || g.is_lasting(&s.tokens[h].lemma))
        }
        _ => false,
    }
}
