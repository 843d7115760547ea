//! What reporters write of their own asking, which nobody in the story does: "asked not to be named", "declined to comment",
//! "did not respond to a request for comment".

use demarche_syntax::{Sentence, Upos};

use super::predicates::{Found, View};
use crate::arguments::{Argument, case_of};
use crate::lexicon::frames::{Pos, Slot};
use crate::lexicon::grammar::Grammar;

/// Whether a predicate only tells of an interview.
#[must_use]
pub fn is_of_interview(view: &View<'_>, found: &Found) -> bool {
    let (s, g) = (view.sentence, view.grammar);
    if found.pos == Pos::Noun {
        return asks_for_comment(g, s, found.token);
    }
    let unnamed = |c: usize| {
        g.is_anonymity(&s.tokens[c].lemma) && (negated(g, s, c) || s.tokens[c].head.is_some_and(|h| negated(g, s, h)))
    };
    let silent = |v: usize, c: usize| {
        let (v, c) = (&s.tokens[v].lemma, &s.tokens[c].lemma);
        g.is_silence(v) && g.is_comment(c) || g.is_demurring(v) && g.is_untold(c)
    };
    let asked = |t: usize| asks_for_comment(g, s, t);
    let below = found.arguments.of(&Slot::Comp).any(|c| unnamed(c) || silent(found.token, c));
    let above = s.tokens[found.token].head.is_some_and(|v| silent(v, found.token));
    // "Responded to a request *for comment*" with a responding for comment.
    let aimed = |a: &Argument| matches!(&a.slot, Slot::Prep(p) if g.is_aim(p)) && is_comment(g, s, a.token);
    below || above || found.arguments.all().iter().any(|a| aimed(a) || a.slot != Slot::Subj && asked(a.token))
}

/// "Asked *not* to be named".
fn negated(g: &Grammar, s: &Sentence, clause: usize) -> bool {
    s.children(clause).any(|c| g.is_negator(&s.tokens[c].lemma))
}

/// "A request *for comment*".
fn asks_for_comment(g: &Grammar, s: &Sentence, noun: usize) -> bool {
    let comment = |c: usize| is_comment(g, s, c) && case_of(s, c).is_some_and(|p| g.is_aim(&p));
    s.tokens[noun].upos == Upos::Noun && s.children(noun).any(comment)
}

fn is_comment(g: &Grammar, s: &Sentence, noun: usize) -> bool {
    s.tokens[noun].upos == Upos::Noun && g.is_comment(&s.tokens[noun].lemma)
}
