//! Labels that the words beside them contradict: an agent without "by", an object with a preposition, an owner who acts.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::case;
use super::verbs::is_subject;
use crate::lexicon::grammar::Grammar;

/// "Was killed *in Port-au-Prince*" by that town, "withdrew forces *from the corridor*" with a corridor withdrawn: what has a
/// preposition of its own is a phrase beside its verb, and only one of agents does the act.
pub(super) fn phrase_of_verb(s: &mut Sentence, g: &Grammar, noun: usize) -> bool {
    let t = &s.tokens[noun];
    if !matches!(t.deprel, Deprel::OblAgent | Deprel::Obj) || !matches!(t.upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    let adposition = case(s, noun).filter(|&c| s.tokens[c].upos == Upos::Adp && s.tokens[c].xpos == Xpos::In);
    let Some(preposition) = adposition else { return false };
    // "Killed *about 50* people": the word before a number only measures.
    let counted = s.children(noun).any(|c| s.tokens[c].deprel == Deprel::Nummod);
    let wrong = match t.deprel {
        Deprel::OblAgent => !g.is_agent(&s.tokens[preposition].lemma),
        _ => !counted && t.head.is_some_and(|v| v < preposition && s.child(v, Deprel::Obj).is_some_and(|o| o < noun)),
    };
    if wrong {
        s.tokens[noun].deprel = Deprel::Obl;
    }
    wrong
}

/// "*Al Jazeera's* Nadia Karimi said" with two who say it: whoever has a possessive behind them owns the next subject.
pub(super) fn owner_as_subject(s: &mut Sentence, owner: usize) -> bool {
    let t = &s.tokens[owner];
    let possessive = s.children(owner).find(|&c| c > owner && s.tokens[c].xpos == Xpos::Pos);
    let Some(mark) = possessive.filter(|_| is_subject(s, owner)) else { return false };
    let same = |&n: &usize| n != owner && s.tokens[n].head == t.head && is_subject(s, n);
    let next = (mark + 1..s.tokens.len()).find(same);
    // Nothing but the next subject's own words may stand between.
    let Some(next) = next.filter(|&n| s.subtree(n).first() == Some(&(mark + 1))) else { return false };
    (s.tokens[owner].head, s.tokens[owner].deprel) = (Some(next), Deprel::NmodPoss);
    true
}
