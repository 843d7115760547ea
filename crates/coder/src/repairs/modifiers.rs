//! Past verbs that the parser takes for participles before a noun.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::is_acronym;
use super::verbs::may_be_past;
use crate::lexicon::grammar::Grammar;

/// "*The US military struck militia groups*" taken for one long noun phrase: a participle between two nouns of a
/// sentence that has no verb is its verb.
pub(super) fn verb_as_modifier(s: &mut Sentence, text: &str, g: &Grammar, verb: usize) -> bool {
    if !matches!(s.tokens[verb].deprel, Deprel::Amod | Deprel::Compound) || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    // "*Groups* blocked roads": or hangs from its subject, which hangs from the noun.
    let subject = s.tokens[verb].head.filter(|&h| h + 1 == verb && s.tokens[h].deprel == Deprel::Compound);
    if let Some(noun) = subject.and_then(|n| s.tokens[n].head).filter(|&h| h > verb && s.tokens[h].head.is_none()) {
        s.tokens[verb].head = Some(noun);
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb && s.tokens[h].head.is_none()) else { return false };
    if s.child(noun, Deprel::Cop).is_some() || s.child(noun, Deprel::NsubjPass).is_some() {
        return false;
    }
    // The subject ends right before it, or is called so already: a noun, not an adjective or a hyphen.
    let nominal = |t: usize| {
        matches!(s.tokens[t].upos, Upos::Noun | Upos::Propn)
            // "*IMF* lent" taken for a quality.
            || (s.tokens[t].upos == Upos::Adj && is_acronym(s.tokens[t].form(text)))
            || (s.tokens[t].deprel == Deprel::Amod
                && s.tokens[t].form(text) == s.tokens[t].lemma
                && t > 0
                && matches!(s.tokens[t - 1].upos, Upos::Propn | Upos::Det))
    };
    // "*Norway hosted* talks": or hangs from the verb already, as if it were a time.
    let unmarked = s.child(verb, Deprel::OblUnmarked).filter(|&t| t < verb && s.tokens[t].upos == Upos::Propn);
    let unmarked = unmarked.filter(|&t| !g.is_calendar(&s.tokens[t].lemma.to_lowercase()));
    let called = s.child(noun, Deprel::Nsubj).filter(|&t| t < verb).or(unmarked);
    // "*Egypt and Israel* normalised relations": the first of several.
    let inner =
        |t: &usize| matches!(s.tokens[*t].deprel, Deprel::Conj | Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Flat);
    let first = std::iter::successors(Some(verb - 1), |t| s.tokens[*t].head.filter(|&h| inner(t) && h < *t)).last();
    // ... or it describes a word of the object ("*Pakistan summoned France's* ambassador").
    let inside = |h: usize| h == noun || h == verb || h > verb && s.is_below(h, noun);
    let beside = first.filter(|&t| nominal(t) && s.tokens[t].head.is_some_and(inside));
    let Some(subject) = called.or(beside) else {
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

/// "Expressed frustration but *voiced* confidence" with a voiced confidence that was expressed: a past right between "and" and
/// a bare noun that is joined to a verb is the second verb.
pub(super) fn verb_behind_conjunction(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let opens = verb > 0 && t.deprel == Deprel::Amod && s.tokens[verb - 1].deprel == Deprel::Cc && may_be_past(s, verb);
    let noun = t.head.filter(|&n| opens && n == verb + 1 && s.tokens[n].deprel == Deprel::Conj);
    let Some(noun) = noun.filter(|&n| s.tokens[verb - 1].head == Some(n)) else { return false };
    let first =
        s.tokens[noun].head.filter(|&v| v < verb && s.tokens[v].upos == Upos::Verb && s.tokens[v].xpos == Xpos::Vbd);
    let Some(first) = first.filter(|&v| s.child(v, Deprel::Obj).is_some()) else { return false };
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].upos, s.tokens[verb].xpos) =
        (Some(first), Deprel::Conj, Upos::Verb, Xpos::Vbd);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    s.tokens[verb - 1].head = Some(verb);
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

/// "*Indigenous groups blocked roads*" taken for blocked groups that are roads: the participle behind the noun that would be
/// the sentence, with another noun right behind it, is the verb.
pub(super) fn verb_behind_subject(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if !matches!(t.deprel, Deprel::Amod | Deprel::Acl) || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let Some(root) = s.root().filter(|&r| r < verb && matches!(s.tokens[r].upos, Upos::Noun | Upos::Propn)) else {
        return false;
    };
    // "*Tanzania barred* opposition leader Lissu": or it hangs from a word of the noun behind it.
    let above = |&h: &usize| s.tokens[h].head.filter(|&a| a != root);
    let outermost = std::iter::successors(t.head.filter(|&h| h != root), above).last();
    let in_object =
        outermost.is_some_and(|o| s.tokens[o].deprel == Deprel::Appos && s.subtree(o).first() == Some(&verb));
    let behind =
        (t.head == Some(root) || in_object) && s.is_below(verb - 1, root) && s.tokens[verb - 1].upos != Upos::Punct;
    let verbal =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop | Deprel::Expl);
    if !behind || s.children(root).chain(s.children(verb)).any(verbal) {
        return false;
    }
    let object = s.children(root).filter(|&c| c > verb).find(|&c| {
        let loose = matches!(s.tokens[c].deprel, Deprel::Appos | Deprel::Dep | Deprel::List | Deprel::Obj);
        let marked = s.children(c).any(|m| matches!(s.tokens[m].deprel, Deprel::Case | Deprel::Cc | Deprel::Mark));
        let first = if in_object { verb } else { verb + 1 };
        loose && !marked && s.subtree(c).first() == Some(&first)
    });
    let Some(object) = object else { return false };
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[root].head, s.tokens[root].deprel) = (Some(verb), Deprel::Nsubj);
    for t in verb + 1..s.tokens.len() {
        if s.tokens[t].head == Some(root) {
            s.tokens[t].head = Some(verb);
        }
    }
    s.tokens[object].deprel = Deprel::Obj;
    true
}

/// "Hackers linked to Kim *stole millions*" taken for hackers that linked stolen millions to Kim, "*troops* backed by jets
/// *destroyed camps*" for destroyed jet camps: a past behind a prepositional phrase and before a noun that has no
/// preposition of its own is the verb, and the first one describes the subject.
pub(super) fn verb_behind_relative(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb && s.tokens[h].deprel == Deprel::Obl) else {
        return false;
    };
    let Some(first) = s.tokens[noun].head.filter(|&f| f < verb && may_be_participle(s, f)) else { return false };
    let before = verb - 1;
    let nominal = matches!(s.tokens[before].upos, Upos::Noun | Upos::Propn);
    let subject = match s.tokens[first].deprel {
        Deprel::Acl => s.tokens[first].head.filter(|&n| n < first && s.tokens[n].head.is_none()),
        _ => s.child(first, Deprel::Nsubj).filter(|&n| n < first),
    };
    let Some(subject) = subject.filter(|_| nominal) else { return false };
    let marker = s.children(noun).find(|&c| s.tokens[c].deprel == Deprel::Case && c < before);
    if s.tokens[before].head == Some(noun) && s.tokens[before].deprel == Deprel::Compound && marker.is_some() {
        // What stands before the verb is the end of the phrase.
        for t in first + 1..before {
            if s.tokens[t].head == Some(noun) {
                s.tokens[t].head = Some(before);
            }
        }
        (s.tokens[before].head, s.tokens[before].deprel) = (Some(first), Deprel::Obl);
    } else if s.subtree(noun).first() != Some(&verb)
        || !s.is_below(before, first)
        || !s.children(first).any(|c| c > first && c < verb && s.tokens[c].deprel == Deprel::Obl)
    {
        return false;
    }
    if s.tokens[first].deprel == Deprel::Acl {
        (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    } else {
        (s.tokens[verb].head, s.tokens[verb].deprel) = (s.tokens[first].head, s.tokens[first].deprel);
        (s.tokens[first].head, s.tokens[first].deprel) = (Some(subject), Deprel::Acl);
    }
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in verb + 1..s.tokens.len() {
        if t != noun && (s.tokens[t].head == Some(first) || s.tokens[t].head == Some(subject)) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

fn may_be_participle(s: &Sentence, verb: usize) -> bool {
    let auxiliary = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Obj);
    s.tokens[verb].upos == Upos::Verb
        && matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbn)
        && !s.children(verb).any(auxiliary)
}

/// "*Charged and jailed* the minister" taken for a jailed minister: two pasts beside each other share their object.
pub(super) fn second_of_two_verbs(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb < 2 || !may_be_past(s, verb) {
        return false;
    }
    let (and, first) = (verb - 1, verb - 2);
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb) else { return false };
    let beside = s.tokens[and].upos == Upos::Cconj && s.tokens[first].upos == Upos::Verb;
    if !beside || s.tokens[noun].head != Some(first) || s.tokens[noun].deprel != Deprel::Obj {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (Some(first), Deprel::Conj);
    s.tokens[and].head = Some(verb);
    true
}

/// "*Kuwait voiced* solidarity" taken for a solidarity voiced so, "Kurti, who dismissed *calls*" for calls of his: what has
/// a subject of its own modifies nothing.
pub(super) fn verb_with_subject(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let past = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz);
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Amod && past && h > verb) else { return false };
    let subject = s.child(verb, Deprel::Nsubj).filter(|&n| n < verb);
    let verbal = |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop);
    let Some(subject) = subject.filter(|_| !s.children(noun).any(verbal)) else { return false };
    let above = s.tokens[noun].head;
    let relative = matches!(s.tokens[subject].xpos, Xpos::Wp | Xpos::Wdt);
    let described = above.filter(|&h| relative && h < subject && s.tokens[h].upos != Upos::Verb);
    let place = match (above, described) {
        (None, _) => (None, Deprel::Root),
        (_, Some(_)) => (described, Deprel::AclRelcl),
        _ => return false,
    };
    (s.tokens[verb].head, s.tokens[verb].deprel) = place;
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in 0..s.tokens.len() {
        let outside = matches!(
            s.tokens[t].deprel,
            Deprel::Punct | Deprel::Advcl | Deprel::Parataxis | Deprel::Obl | Deprel::OblUnmarked
        );
        if s.tokens[t].head == Some(noun) && (outside || t < verb) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "*Norway froze payments* to firms linked to settlers" taken for payments that linked: the past inside the subject of a
/// bare participle is the verb, and the participle describes the noun before it.
pub(super) fn verb_in_subject(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || verb == 0 || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h > verb && s.tokens[h].deprel == Deprel::Nsubj) else {
        return false;
    };
    let before = verb - 1;
    let owner = matches!(s.tokens[before].upos, Upos::Noun | Upos::Propn) && s.tokens[before].head == Some(noun);
    let Some(last) = s.tokens[noun].head.filter(|&l| l > noun && s.tokens[l].head.is_none() && owner) else {
        return false;
    };
    let participle = s.tokens[last].xpos == Xpos::Vbn
        && !s
            .children(last)
            .any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Obj));
    if !participle || !matches!(s.tokens[last - 1].upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    for t in 0..before {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(before);
        }
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[before].head, s.tokens[before].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[last].head, s.tokens[last].deprel) = (Some(last - 1), Deprel::Acl);
    for t in 0..s.tokens.len() {
        let outside = matches!(s.tokens[t].deprel, Deprel::Punct | Deprel::Parataxis | Deprel::Advcl);
        if s.tokens[t].head == Some(last) && outside {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "*Imposed export* controls" taken for an export of something by whoever imposed: a verb right behind another that has
/// the subject describes the object.
pub(super) fn noun_as_main_verb(s: &mut Sentence, noun: usize) -> bool {
    let t = &s.tokens[noun];
    if t.upos != Upos::Verb || t.head.is_some() || noun == 0 || !matches!(t.xpos, Xpos::Vb | Xpos::Vbp) {
        return false;
    }
    let verb = noun - 1;
    let v = &s.tokens[verb];
    let past = v.upos == Upos::Verb && v.deprel == Deprel::Advcl && v.head == Some(noun);
    let bare = s.child(verb, Deprel::Nsubj).is_some() && s.child(verb, Deprel::Obj).is_none();
    let Some(object) = s.child(noun, Deprel::Obj).filter(|&o| o > noun && past && bare) else { return false };
    if s.child(noun, Deprel::Nsubj).is_some() || s.child(verb, Deprel::Mark).is_some() {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[object].head, s.tokens[object].deprel) = (Some(verb), Deprel::Obj);
    for t in 0..s.tokens.len() {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(verb);
        }
    }
    let n = &mut s.tokens[noun];
    (n.head, n.deprel, n.upos, n.xpos) = (Some(object), Deprel::Compound, Upos::Noun, Xpos::Nn);
    true
}
