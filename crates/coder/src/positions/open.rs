//! What the article leaves open: "it is unclear whether *Moscow* would consider it".

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::{Shown, World};
use crate::actors::WordAt;
use crate::arguments::{case_of, subject_of};
use crate::events::{issue_span, status};
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
        let asks = |t: &&demarche_syntax::Token| t.deprel == Deprel::Mark && g.is_question(&t.lemma);
        let asked = s.tokens.iter().filter(asks).filter_map(|t| t.head);
        out.extend(asked.filter(|&c| is_subject(g, s, c)).flat_map(|c| left_open(world, number, s, c)));
        out.extend((0..s.tokens.len()).filter_map(|verb| dodged(world, number, s, verb)));
        out.extend((0..s.tokens.len()).filter_map(|verb| awaited(world, number, s, verb)));
    }
    out
}

/// "*Asked whether Kenya would sign*, he did not give a direct answer", "pressed on whether he would, Ruto demurred".
fn dodged(world: World<'_>, number: usize, s: &Sentence, verb: usize) -> Option<Shown> {
    let asked = question_before(&world.known.grammar, s, verb)?;
    open_to(world, number, s, asked, subject_of(&world.known.grammar, s, verb)?)
}

/// "Kenya *has yet to confirm* the visit", "had yet to respond": what somebody has not answered so far.
fn awaited(world: World<'_>, number: usize, s: &Sentence, verb: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    let t = &s.tokens[verb];
    let below = t.deprel == Deprel::Xcomp && t.xpos == Xpos::Vb && g.is_reply(&t.lemma);
    let have = t.head.filter(|&h| below && g.is_perfect(&s.tokens[h].lemma))?;
    let yet = s.children(have).chain(s.children(verb)).any(|c| c < verb && g.is_to_come(&s.tokens[c].lemma));
    let who = subject_of(g, s, have).filter(|_| yet)?;
    let holder = world.actors.at(WordAt { sentence: number, token: who })?.actor;
    let word = WordAt { sentence: number, token: verb };
    let theme = s.children(verb).find(|&c| {
        let on = s.tokens[c].deprel == Deprel::Obl && case_of(s, c).is_some_and(|p| g.is_topic(&p) || g.is_dative(&p));
        c > verb && (on || matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp))
    });
    // "had yet to *give an answer*".
    let shown = match theme.filter(|&c| !g.is_answered(&s.tokens[c].lemma)) {
        Some(theme) => Shown::new(holder, Stance::Undecided, word, theme, issue_span(s, theme)),
        None => Shown { is_unsaid: true, ..Shown::new(holder, Stance::Undecided, word, verb, t.span) },
    };
    Some(Shown { statement: world.statement_with(t.span), ..shown })
}

/// What somebody was asked whether he would do and, by this verb, left without an answer.
pub(super) fn question_before(g: &Grammar, s: &Sentence, verb: usize) -> Option<usize> {
    let lemma = &s.tokens[verb].lemma;
    let denied = || status::own(g, s, verb, Pos::Verb).status == Status::Denied;
    if s.tokens[verb].upos != Upos::Verb || !(g.is_dodge(lemma) || g.is_answer(lemma) && denied()) {
        return None;
    }
    let asks = |&q: &usize| {
        g.is_questioning(&s.tokens[q].lemma)
            && (s.tokens[q].xpos == Xpos::Vbn || s.tokens[q].xpos == Xpos::Vbd && s.child(q, Deprel::Nsubj).is_none())
            && matches!(s.tokens[q].deprel, Deprel::Advcl | Deprel::Acl | Deprel::Xcomp)
    };
    let opens = |m: usize| g.is_question(&s.tokens[m].lemma) || g.is_condition(&s.tokens[m].lemma);
    let modal = |a: usize| s.tokens[a].deprel == Deprel::Aux && s.tokens[a].xpos == Xpos::Md;
    let question = s.children(verb).find(asks)?;
    let mut below = s.children(question).filter(|&c| c > question);
    below.find(|&c| s.children(c).any(|m| m < c && opens(m)) && s.children(c).any(modal))
}

/// What the subject of a clause may do or not.
fn left_open(world: World<'_>, number: usize, s: &Sentence, clause: usize) -> Option<Shown> {
    open_to(world, number, s, clause, subject_of(&world.known.grammar, s, clause)?)
}

/// What is left open by somebody.
fn open_to(world: World<'_>, number: usize, s: &Sentence, clause: usize, who: usize) -> Option<Shown> {
    let holder = world.actors.at(WordAt { sentence: number, token: who })?.actor;
    let issue = issue_span(s, clause);
    let word = WordAt { sentence: number, token: clause };
    Some(Shown { is_told: false, ..Shown::new(holder, Stance::Undecided, word, clause, issue) })
}

/// "*Whether Kenya turns up* may hinge on", "*whether it will sign* is another matter", "it remains to be seen *whether it will*":
/// a question that is left open, and not "whether they like it or not, the deal will be signed".
fn is_subject(g: &Grammar, s: &Sentence, clause: usize) -> bool {
    let Some(above) = s.tokens[clause].head else { return false };
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
