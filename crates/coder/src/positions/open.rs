//! What the article leaves open: "it is unclear whether *Moscow* would consider it".

use demarche_syntax::{Deprel, Upos, Xpos};

use super::{Shown, World};
use crate::actors::WordAt;
use crate::arguments::{case_of, subject_of};
use crate::events::status::{self, clause_span};
use crate::lexicon::frames::Pos;
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
            let who = subject_of(g, s, clause).and_then(|t| world.actors.at(WordAt { sentence: number, token: t }));
            let Some(holder) = who.map(|m| m.actor) else { continue };
            let issue = clause_span(s, clause);
            out.push(Shown {
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
                is_past: false,
            });
        }
    }
    out
}
