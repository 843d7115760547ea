//! Past verbs that the parser takes for participles before a noun.

use demarche_syntax::{Deprel, Sentence, Upos};

use super::verbs::may_be_past;
use crate::lexicon::grammar::Grammar;

/// "*The US military struck militia groups*" taken for one long noun phrase: a participle between two nouns of a
/// sentence that has no verb is its verb.
pub(super) fn verb_as_modifier(s: &mut Sentence, text: &str, g: &Grammar, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb && s.tokens[h].head.is_none()) else { return false };
    if s.child(noun, Deprel::Cop).is_some() || s.child(noun, Deprel::NsubjPass).is_some() {
        return false;
    }
    // The subject ends right before it, or is called so already: a noun, not an adjective or a hyphen.
    let nominal = |t: usize| {
        matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn)
            || (s.tokens[t].deprel == Deprel::Amod
                && s.tokens[t].form(text) == s.tokens[t].lemma
                && t > 0
                && matches!(s.tokens[t - 1].upos, Upos::Propn | Upos::Det))
    };
    // "*Norway hosted* talks": or hangs from the verb already, as if it were a time.
    let unmarked = s.child(verb, Deprel::OblUnmarked).filter(|&t| t < verb && s.tokens[t].upos == Upos::Propn);
    let unmarked = unmarked.filter(|&t| !g.is_calendar(&s.tokens[t].lemma.to_lowercase()));
    let called = s.child(noun, Deprel::Nsubj).filter(|&t| t < verb).or(unmarked);
    let Some(subject) = called.or(Some(verb - 1).filter(|&t| nominal(t) && s.tokens[t].head == Some(noun))) else {
        return false;
    };
    for t in 0..verb {
        if t != subject && s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(subject);
        }
    }
    s.tokens[verb].head = None;
    s.tokens[verb].deprel = Deprel::Root;
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    // "rolled *back* tariffs".
    if s.tokens[verb + 1].head == Some(noun) && g.is_particle(&s.tokens[verb + 1].lemma) && verb + 1 < noun {
        (s.tokens[verb + 1].head, s.tokens[verb + 1].deprel) = (Some(verb), Deprel::CompoundPrt);
    }
    // "summoned France's *ambassador Monday*": a day is no object.
    let object = s.children(noun).rfind(|&c| c > verb && s.tokens[c].deprel == Deprel::Compound);
    if let Some(object) = object.filter(|_| g.is_calendar(&s.tokens[noun].lemma.to_lowercase())) {
        for t in verb + 1..object {
            if s.tokens[t].head == Some(noun) {
                s.tokens[t].head = Some(object);
            }
        }
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(verb), Deprel::Obj);
        (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::OblUnmarked);
        for t in noun + 1..s.tokens.len() {
            if s.tokens[t].head == Some(noun) {
                let clause = s.tokens[t].deprel == Deprel::Acl;
                s.tokens[t].head = Some(verb);
                s.tokens[t].deprel = if clause { Deprel::Advcl } else { s.tokens[t].deprel };
            }
        }
        return false;
    }
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in noun..s.tokens.len() {
        let outside = matches!(
            s.tokens[t].deprel,
            Deprel::Punct | Deprel::Advcl | Deprel::Parataxis | Deprel::Obl | Deprel::OblUnmarked
        );
        if s.tokens[t].head == Some(noun) && outside {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "The Observatory for Human *Rights accused Turkey*" taken for rights of an accused Turkey: in a sentence that has no verb,
/// a participle between two nouns inside the phrase is its verb.
pub(super) fn verb_in_phrase(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let (Some(noun), Some(root)) = (s.tokens[verb].head.filter(|&h| h > verb), s.root()) else { return false };
    let nominal = |t: usize| matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn);
    let before = verb - 1;
    let inside = root < before && s.tokens[noun].deprel == Deprel::Nmod && s.tokens[before].head == Some(noun);
    let verbal = |t: usize| {
        matches!(s.tokens[t].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop | Deprel::Aux | Deprel::AuxPass)
    };
    if !inside || !nominal(root) || !nominal(before) || (0..s.tokens.len()).any(verbal) {
        return false;
    }
    let (head, deprel) = (s.tokens[noun].head, s.tokens[noun].deprel);
    for t in 0..before {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(before);
        }
    }
    (s.tokens[before].head, s.tokens[before].deprel) = (head, deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[root].head, s.tokens[root].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    for t in noun + 1..s.tokens.len() {
        let clause = matches!(s.tokens[t].deprel, Deprel::Punct | Deprel::Parataxis | Deprel::Advcl | Deprel::Obl);
        if s.tokens[t].head == Some(root) && clause {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "Claims that two *servicemen abused children*" taken for abused children: what stands behind "that" is a clause, and the
/// participle between its nouns is the verb.
pub(super) fn verb_behind_that(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb) else { return false };
    let before = verb - 1;
    let nominal = matches!(s.tokens[before].upos, Upos::Noun | Upos::Propn) && s.tokens[before].head == Some(noun);
    let that = |of: usize| s.child(of, Deprel::Mark).filter(|&m| m < before && s.tokens[m].upos == Upos::Sconj);
    let verbal = s.child(noun, Deprel::Cop).is_some() || s.child(noun, Deprel::Nsubj).is_some();
    let Some(mark) = that(verb).or_else(|| that(noun)).filter(|_| nominal && !verbal) else { return false };
    let above = s.tokens[noun].head;
    let deprel = match above.map(|h| s.tokens[h].upos) {
        Some(Upos::Noun | Upos::Propn | Upos::Pron) => Deprel::Acl,
        Some(_) => Deprel::Ccomp,
        None => Deprel::Root,
    };
    (s.tokens[verb].head, s.tokens[verb].deprel) = (above, deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in mark + 1..before {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(before);
        }
    }
    (s.tokens[before].head, s.tokens[before].deprel) = (Some(verb), Deprel::Nsubj);
    s.tokens[mark].head = Some(verb);
    true
}
