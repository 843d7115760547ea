//! Positions that lie in what somebody is: "Ruto, *a critic of the embargo*", "an *advocate* of talks", "its *aim* is a truce".

use demarche_syntax::{Deprel, Sentence, Span, Upos};

use super::{Shown, World};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::events::{issue_span, status};
use crate::lexicon::frames::Pos;
use crate::record::{Stance, Status};

/// The positions that lie in nouns for whoever is for or against something.
pub(super) fn find(world: World<'_>) -> Vec<Shown> {
    let sentences = world.document.sentences.iter().enumerate();
    let of = |number, s, n| of_noun(world, number, s, n).or_else(|| of_aim(world, number, s, n));
    sentences.flat_map(|(number, s)| (0..s.tokens.len()).filter_map(move |n| of(number, s, n))).collect()
}

fn of_noun(world: World<'_>, number: usize, s: &Sentence, noun: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    let token = &s.tokens[noun];
    let stance = match token.upos {
        Upos::Noun if g.is_opponent(&token.lemma) => Stance::Opposes,
        Upos::Noun if g.is_advocate(&token.lemma) => Stance::Supports,
        _ => return None,
    };
    let of =
        |&c: &usize| c > noun && s.tokens[c].deprel == Deprel::Nmod && case_of(s, c).is_some_and(|p| g.is_owner(&p));
    let theme = s.children(noun).find(of)?;
    let denied = status::own(g, s, noun, Pos::Verb).status == Status::Denied;
    let holder = holder(world, number, s, noun).filter(|_| !denied)?;
    let issue = issue_span(s, theme);
    Some(Shown {
        evidence: token.span.cover(issue),
        statement: world.statement_with(token.span),
        confidence: 0.7,
        ..Shown::new(holder, stance, WordAt { sentence: number, token: noun }, theme, issue)
    })
}

/// "Kenya's *main demand is a withdrawal*": what somebody's aim, demand or condition is said to be.
fn of_aim(world: World<'_>, number: usize, s: &Sentence, head: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    let noun = s.child(head, Deprel::Nsubj).filter(|&n| n < head && s.tokens[n].upos == Upos::Noun)?;
    let lemma = &s.tokens[noun].lemma;
    let stance = if g.is_aimed_at(lemma) {
        Stance::Supports
    } else if g.is_term(lemma) {
        Stance::Conditional
    } else {
        return None;
    };
    let whose = s.child(noun, Deprel::NmodPoss)?;
    let holder = world.actors.at(WordAt { sentence: number, token: whose })?.actor;
    // The copula governs a clause, and hangs from a noun.
    let below = |&c: &usize| c > head && matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Xcomp);
    let theme = match s.child(head, Deprel::Cop) {
        Some(_) => Some(head).filter(|&h| matches!(s.tokens[h].upos, Upos::Noun | Upos::Verb)),
        None => s
            .children(head)
            .find(below)
            .filter(|_| s.tokens[head].upos == Upos::Aux || g.is_being(&s.tokens[head].lemma)),
    }?;
    let denied = [head, theme].iter().any(|&t| status::own(g, s, t, Pos::Verb).status == Status::Denied);
    let issue = issue_span(s, theme);
    let copula = s.child(head, Deprel::Cop).unwrap_or(head);
    let after = s.tokens.get(copula + 1).map_or(issue.start, |t| t.span.start);
    let issue = Span::new(issue.start.max(after), issue.end);
    (!denied).then(|| Shown {
        evidence: s.tokens[noun].span.cover(issue),
        statement: world.statement_with(s.tokens[noun].span),
        ..Shown::new(holder, stance, WordAt { sentence: number, token: noun }, theme, issue)
    })
}

/// Who is called so: whom the noun stands beside, the subject that is said to be so, or whoever the noun itself names.
fn holder(world: World<'_>, number: usize, s: &Sentence, noun: usize) -> Option<ActorIx> {
    let at = |token: usize| world.actors.at(WordAt { sentence: number, token }).map(|m| m.actor);
    let beside = s.tokens[noun].head.filter(|_| s.tokens[noun].deprel == Deprel::Appos);
    let subject = || s.child(noun, Deprel::Cop).and_then(|_| subject_of(&world.known.grammar, s, noun));
    beside.or_else(subject).and_then(at).or_else(|| at(noun))
}
