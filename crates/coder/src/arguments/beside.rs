//! Participles and infinitives beside a verb: which verb they go on with, and who does what they say.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use crate::lexicon::grammar::Grammar;

/// Whoever is given time by a verb.
pub(super) fn due_to(g: &Grammar, s: &Sentence, verb: usize) -> Option<usize> {
    let time = s.child(verb, Deprel::Obj).is_some_and(|o| g.is_calendar(&s.tokens[o].lemma));
    s.child(verb, Deprel::Iobj).filter(|_| time)
}

/// Whether a participle goes on behind a comma.
pub(super) fn is_behind_comma(s: &Sentence, v: usize) -> bool {
    let first = s.children(v).find(|&c| c < v).unwrap_or(v);
    first > 0 && s.tokens[first.min(v)].upos == Upos::Punct || v > 0 && s.tokens[v - 1].upos == Upos::Punct
}

/// "Fired on a crowd waiting for food, *killing* ten", "bombed the camp, medics said, *killing* ten": the verb that a participle
/// behind a comma goes on with, where the tree hangs it from a participle or from whoever says so.
pub(super) fn verb_gone_on(s: &Sentence, head: usize) -> Option<usize> {
    let t = &s.tokens[head];
    match t.deprel {
        Deprel::Acl if matches!(t.xpos, Xpos::Vbg | Xpos::Vbn) => verb_before(s, t.head?),
        Deprel::Parataxis => t.head.filter(|&h| h < head && s.tokens[h].upos == Upos::Verb),
        _ => None,
    }
}

/// "Struck three boats *carrying* drugs": a participle right behind a common noun that is the verb's object is what that does.
pub(super) fn carried_thing(g: &Grammar, s: &Sentence, verb: usize, participle: usize) -> Option<usize> {
    let object = s.child(verb, Deprel::Obj).filter(|&o| o + 1 == participle)?;
    let t = &s.tokens[object];
    (t.upos == Upos::Noun && !g.is_calendar(&t.lemma) && !g.is_paper(&t.lemma)).then_some(object)
}

/// The verb that a noun behind it belongs to, with the phrases between.
pub(super) fn verb_before(s: &Sentence, noun: usize) -> Option<usize> {
    let inside = |t: usize| matches!(s.tokens[t].deprel, Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Conj);
    let mut at = noun;
    for _ in 0..4 {
        let head = s.tokens[at].head.filter(|&h| h < at && inside(at))?;
        if s.tokens[head].upos == Upos::Verb {
            return Some(head);
        }
        at = head;
    }
    None
}

/// A participle without conjunction, particle, subject or auxiliary of its own.
pub(super) fn is_bare(s: &Sentence, participle: usize) -> bool {
    let opens = |c: usize| {
        let d = s.tokens[c].deprel;
        matches!(d, Deprel::Mark | Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass)
    };
    !s.children(participle).any(opens)
}
