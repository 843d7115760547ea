//! What was said, where the tree tears it: an infinitive in quotation marks, a clause whose subject has a relative clause of
//! its own, the source behind what it said, a proviso.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::particle_of;
use super::subjects::has_subject;
use super::verbs::is_subject;
use crate::lexicon::cues::Cues;
use crate::lexicon::grammar::Grammar;

/// "Urged her to take the draft and “*stop* the fight”" taken for an urging and a stopping: a base form without a subject goes
/// on from the last infinitive.
pub(super) fn base_joined_to_finite(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if t.deprel != Deprel::Conj || t.upos != Upos::Verb || t.xpos != Xpos::Vb || has_subject(s, verb) {
        return false;
    }
    let Some(head) = t.head.filter(|&h| matches!(s.tokens[h].xpos, Xpos::Vbd | Xpos::Vbz)) else { return false };
    let own = |c: usize| c < verb && (s.tokens[c].deprel == Deprel::Aux || s.tokens[c].xpos == Xpos::To);
    if s.children(verb).any(own) {
        return false;
    }
    let infinitive = |&c: &usize| {
        (head + 1..verb).contains(&c)
            && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Advcl)
            && s.children(c).any(|m| m < c && s.tokens[m].xpos == Xpos::To)
    };
    let Some(first) = s.children(head).rfind(infinitive) else { return false };
    s.tokens[verb].head = Some(first);
    true
}

/// "Lavrov insisted on it, *said a diplomat briefed* on the call" taken for a diplomat who briefed: between what was said and
/// the end the noun right behind the verb of saying is its speaker.
pub(super) fn described_source(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if t.deprel != Deprel::Ccomp || !matches!(t.xpos, Xpos::Vbd | Xpos::Vbn) {
        return false;
    }
    let Some(says) = t.head.filter(|&h| h < verb && h > 0 && cues.says_clauses(&s.tokens[h].lemma)) else {
        return false;
    };
    let Some(source) = s.child(verb, Deprel::Nsubj).filter(|&n| n + 1 == verb) else { return false };
    let begins = s.subtree(source).first() == Some(&(says + 1));
    let before = s.children(says).any(|c| c < says && matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Parataxis));
    let comma = s.tokens[says - 1].upos == Upos::Punct;
    let marked = s
        .children(verb)
        .any(|c| c < verb && matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    if !begins || !before || !comma || marked || has_subject(s, says) {
        return false;
    }
    (s.tokens[source].head, s.tokens[source].deprel) = (Some(says), Deprel::Nsubj);
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (Some(source), Deprel::Acl, Xpos::Vbn);
    true
}

/// "An official, *briefing* reporters, *called* the plan unacceptable" with an official who briefs and called: of two verbs
/// that no conjunction joins, the first behind a comma, the second is the sentence's.
pub(super) fn verb_behind_aside(s: &mut Sentence, text: &str, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let comma = |w: usize| s.tokens[w].form(text) == ",";
    let loose = matches!(t.deprel, Deprel::Conj | Deprel::Ccomp | Deprel::Parataxis);
    if !loose || t.xpos != Xpos::Vbd || verb == 0 || !comma(verb - 1) || has_subject(s, verb) {
        return false;
    }
    let joined = s.children(verb).any(|c| c < verb && s.tokens[c].deprel == Deprel::Cc);
    let Some(aside) = t.head.filter(|&h| h > 1 && h < verb && !joined && s.tokens[h].head.is_none()) else {
        return false;
    };
    let has = |d| s.child(aside, d).is_some();
    // A noun that has an object is none.
    let verbal = matches!(s.tokens[aside].xpos, Xpos::Vb | Xpos::Vbg | Xpos::Vbp)
        || s.tokens[aside].xpos == Xpos::Nn && (has(Deprel::Obj) || has(Deprel::Iobj));
    let bare = verbal && !has(Deprel::Aux) && !has(Deprel::Cop);
    let Some(subject) = s.children(aside).find(|&c| c < aside && is_subject(s, c)).filter(|_| bare) else {
        return false;
    };
    if !comma(aside - 1) || s.subtree(subject).last().is_none_or(|&l| l + 1 != aside && l + 2 != aside) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    let a = &mut s.tokens[aside];
    (a.head, a.deprel, a.upos, a.xpos) = (Some(subject), Deprel::Acl, Upos::Verb, Xpos::Vbg);
    true
}

/// "Suggested a pause that would last, *only to deny* it" with a pause that denies: what undoes a saying is done by its speaker.
pub(super) fn reversal(s: &mut Sentence, g: &Grammar, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let loose = matches!(t.deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Acl);
    let Some(to) = particle_of(s, infinitive).filter(|&to| loose && to > 1) else { return false };
    if !g.is_reversal(&s.tokens[to - 1].lemma) || s.tokens[to - 2].upos != Upos::Punct {
        return false;
    }
    // The verb that governs all before it.
    let above = std::iter::successors(t.head, |&h| s.tokens[h].head.filter(|_| s.tokens[h].deprel != Deprel::Conj));
    let Some(verb) = above.filter(|&h| s.tokens[h].upos == Upos::Verb).last().filter(|&v| v < infinitive) else {
        return false;
    };
    (s.tokens[infinitive].head, s.tokens[infinitive].deprel) = (Some(verb), Deprel::Advcl);
    for word in [to, to - 1, to - 2] {
        s.tokens[word].head = Some(infinitive);
    }
    true
}

/// "Was ready to sign, *provided that* the other did so" taken for somebody who provided: such a word right before the clause
/// opens a condition.
pub(super) fn proviso(s: &mut Sentence, g: &Grammar, word: usize) -> bool {
    let t = &s.tokens[word];
    let loose = matches!(t.deprel, Deprel::Parataxis | Deprel::Advcl | Deprel::Conj | Deprel::Acl | Deprel::Xcomp);
    let Some(above) = t.head.filter(|&h| h < word && loose && t.upos == Upos::Verb) else { return false };
    let Some(clause) = s.child(word, Deprel::Ccomp).filter(|&c| c > word && !has_subject(s, word)) else {
        return false;
    };
    let that = word + 1;
    let marked = s.tokens.get(that).is_some_and(|m| m.deprel == Deprel::Mark && m.head == Some(clause));
    if !marked || !g.is_proviso(&t.lemma) {
        return false;
    }
    // What a verb of saying holds goes on with its proviso.
    let held = s.children(above).filter(|&c| above < c && c < word).find(|&c| s.tokens[c].deprel == Deprel::Ccomp);
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(held.unwrap_or(above)), Deprel::Advcl);
    (s.tokens[word].head, s.tokens[word].deprel) = (Some(clause), Deprel::Mark);
    (s.tokens[word].upos, s.tokens[word].xpos) = (Upos::Sconj, Xpos::In);
    s.tokens[that].deprel = Deprel::Fixed;
    s.tokens[that].head = Some(word);
    true
}

/// "Said any accord *which left them their guns would be* a trap" with an accord that was said and guns that would be a trap:
/// the object of a verb of saying with two relative clauses is the subject of the second, which has no pronoun.
pub(super) fn subject_with_relative(s: &mut Sentence, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(subject) = t.head.filter(|&h| t.deprel == Deprel::AclRelcl && h < clause) else { return false };
    let Some(says) = s.tokens[subject].head.filter(|&h| h < subject && s.tokens[subject].deprel == Deprel::Obj) else {
        return false;
    };
    let finite = |&c: &usize| {
        c < clause
            && matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Dep)
            && matches!(s.tokens[c].xpos, Xpos::Md | Xpos::Vbd | Xpos::Vbz)
    };
    let Some(auxiliary) = s.children(clause).find(finite) else { return false };
    let relative = |c: usize| matches!(s.tokens[c].xpos, Xpos::Wdt | Xpos::Wp);
    let first = s.children(subject).find(|&c| {
        c < auxiliary && s.tokens[c].deprel == Deprel::AclRelcl && s.children(c).any(|p| p < c && relative(p))
    });
    let Some(first) = first.filter(|_| cues.says_clauses(&s.tokens[says].lemma)) else { return false };
    let last = s.subtree(first).last().copied().unwrap_or(first);
    let inner = s.children(clause).find(|&c| c < auxiliary && is_subject(s, c));
    let whole = match inner {
        // The object of the first clause, right behind it, taken for the second one's subject.
        Some(n) => !relative(n) && s.subtree(n).first().is_some_and(|&f| f == last + 1),
        None => last + 1 == auxiliary,
    };
    if !whole {
        return false;
    }
    if let Some(n) = inner {
        // "Left *them* their guns": what stands between is whom it is left to.
        if let Some(given) = s.child(first, Deprel::Obj) {
            s.tokens[given].deprel = Deprel::Iobj;
        }
        (s.tokens[n].head, s.tokens[n].deprel) = (Some(first), Deprel::Obj);
    }
    let passive = s.child(clause, Deprel::AuxPass).is_some();
    if s.tokens[auxiliary].deprel == Deprel::Dep {
        s.tokens[auxiliary].deprel = Deprel::Aux;
    }
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(says), Deprel::Ccomp);
    s.tokens[subject].head = Some(clause);
    s.tokens[subject].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    true
}

/// "In *Peskov's telling*" with a Peskov who tells: a gerund with an owner and without an object is a noun.
pub(super) fn gerund_with_owner(s: &mut Sentence, text: &str, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    if t.upos != Upos::Verb
        || t.xpos != Xpos::Vbg
        || t.deprel != Deprel::Advcl
        || s.child(gerund, Deprel::Obj).is_some()
    {
        return false;
    }
    let opens = s.children(gerund).find(|&c| c < gerund && matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Case));
    let owner = s.children(gerund).find(|&c| {
        let owns = |x: usize| s.tokens[x].deprel == Deprel::Case && s.tokens[x].xpos == Xpos::Pos;
        c < gerund && is_subject(s, c) && s.children(c).any(owns)
    });
    let (Some(opens), Some(owner)) = (opens, owner) else { return false };
    s.tokens[opens].deprel = Deprel::Case;
    s.tokens[owner].deprel = Deprel::NmodPoss;
    let g = &mut s.tokens[gerund];
    g.lemma = g.form(text).to_lowercase().into();
    (g.upos, g.xpos, g.deprel) = (Upos::Noun, Xpos::Nn, Deprel::Obl);
    true
}
