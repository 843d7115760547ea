//! Who says something and what, where the parser gives the one or the other to a neighbour.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::subjects::has_subject;
use crate::lexicon::actors::{ActorLexicon, NounKind};
use crate::lexicon::cues::Cues;
use crate::lexicon::grammar::Grammar;

/// "A decision that *the UN's chief, Tom Fletcher, called* alarming" with another name of the decision: who stands between
/// "that" and a past without a subject is its subject.
pub(super) fn subject_behind_that(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let noun = t.head.filter(|&h| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbd && h < verb && !has_subject(s, verb));
    let Some(noun) = noun else { return false };
    let mark = s.children(verb).find(|&c| c < verb && s.tokens[c].deprel == Deprel::Mark && c > noun);
    let Some(that) = mark else { return false };
    let between = |&c: &usize| s.tokens[c].deprel == Deprel::Appos && that < c && c < verb;
    let Some(subject) = s.children(noun).find(between) else { return false };
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[that].upos, s.tokens[that].xpos, s.tokens[that].deprel) = (Upos::Pron, Xpos::Wdt, Deprel::Obj);
    s.tokens[verb].deprel = Deprel::AclRelcl;
    true
}

/// "*Two diplomats* said Saudi Arabia, the host, had suggested" with diplomats who suggested: of two subjects of a clause the
/// one before the verb above is that verb's.
pub(super) fn subject_of_clause_behind(s: &mut Sentence, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let Some(clause) = t.head.filter(|&h| t.deprel == Deprel::Nsubj && h > subject) else { return false };
    let above =
        s.tokens[clause].head.filter(|&v| s.tokens[clause].deprel == Deprel::Ccomp && subject < v && v < clause);
    let Some(verb) = above.filter(|&v| s.tokens[v].upos == Upos::Verb && !has_subject(s, v)) else { return false };
    let own = |c: usize| c > verb && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    if s.children(clause).any(own) {
        s.tokens[subject].head = Some(verb);
    }
    true
}

/// "A member of his delegation, *Ezzeldin al-Safi*, told": a person's name between commas names the person before "of", not the
/// body.
pub(super) fn name_behind_member(s: &mut Sentence, text: &str, known: &ActorLexicon, name: usize) -> bool {
    let t = &s.tokens[name];
    let Some(body) = t.head.filter(|&h| t.deprel == Deprel::Appos && t.upos == Upos::Propn && h < name) else {
        return false;
    };
    let kind = |t: usize| known.nouns.get(s.tokens[t].lemma.as_str()).map(|n| n.kind);
    let person = |t: usize| matches!(kind(t), Some(NounKind::Title | NounKind::Role));
    let Some(member) = s.tokens[body].head.filter(|&m| s.tokens[body].deprel == Deprel::Nmod && person(m)) else {
        return false;
    };
    let comma = name > 0 && s.tokens[name - 1].form(text) == ",";
    let two_words = s.children(name).any(|c| s.tokens[c].deprel == Deprel::Flat);
    if comma && two_words && s.tokens[body].upos == Upos::Noun && !person(body) {
        s.tokens[name].head = Some(member);
    }
    true
}

/// "Insisted *the door to diplomacy was not closed*" with a door that somebody insisted: the object of a verb of saying right
/// before a finite clause without a subject is that subject.
pub(super) fn object_as_subject_of_clause(s: &mut Sentence, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let below = matches!(t.deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp | Deprel::Advcl);
    let Some(verb) = t.head.filter(|&h| below && h < clause && s.tokens[h].upos == Upos::Verb) else { return false };
    let says = cues.says_clauses(&s.tokens[verb].lemma);
    let finite = |&c: &usize| {
        matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            && matches!(s.tokens[c].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            && c < clause
    };
    let Some(first) = s.children(clause).find(finite) else { return false };
    let marked = s.children(clause).any(|c| matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Cc));
    let opens = s.subtree(clause).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct) == Some(first);
    let Some(object) = s.child(verb, Deprel::Obj).filter(|&o| verb < o && o < first) else { return false };
    if !says || marked || !opens || has_subject(s, clause) {
        return false;
    }
    let phrases: Vec<usize> = s.children(verb).filter(|&c| object < c && c < first).collect();
    let end = s.subtree(object).last().copied().unwrap_or(object);
    // All that stands between belongs to the object.
    let mut next = end + 1;
    for &p in &phrases {
        let words = s.subtree(p);
        if s.tokens[p].deprel != Deprel::Obl || words.first() != Some(&next) {
            return false;
        }
        next = words.last().map_or(next, |l| l + 1);
    }
    if next != first {
        return false;
    }
    for p in phrases {
        (s.tokens[p].head, s.tokens[p].deprel) = (Some(object), Deprel::Nmod);
    }
    let passive = s.child(clause, Deprel::AuxPass).is_some();
    (s.tokens[object].head, s.tokens[object].deprel) =
        (Some(clause), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    s.tokens[clause].deprel = Deprel::Ccomp;
    true
}

/// "Announced last month *that it would halt* the tests", "told leaders *that his country had never sought* them" with a clause
/// about the month or the leaders: a whole clause behind the conjunction is what was said.
/// So it is of a relative clause before it ("it was Trump who *announced*, after a call, *that they would meet*").
pub(super) fn clause_of_noun(s: &mut Sentence, g: &Grammar, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let about = matches!(t.deprel, Deprel::Acl | Deprel::AclRelcl);
    let Some(noun) = t.head.filter(|&h| about && h < clause) else { return false };
    let that = s.children(clause).find(|&c| s.tokens[c].deprel == Deprel::Mark && g.is_conjunction(&s.tokens[c].lemma));
    let Some(that) = that.filter(|&c| noun < c) else { return false };
    let whole = s
        .children(clause)
        .any(|c| c > that && c < clause && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    if !whole {
        return false;
    }
    let beside = g.is_calendar(&s.tokens[noun].lemma.to_lowercase())
        || matches!(s.tokens[noun].deprel, Deprel::Obj | Deprel::Iobj);
    let says = |&v: &usize| s.tokens[v].upos == Upos::Verb && cues.says_clauses(&s.tokens[v].lemma);
    let before = |&v: &usize| v < noun && says(&v);
    let mut above = std::iter::successors(s.tokens[noun].head.filter(|_| beside), |&h| s.tokens[h].head).take(3);
    let relative = |&c: &usize| c < that && s.tokens[c].deprel == Deprel::AclRelcl && says(&c);
    let verb = above.find(before).or_else(|| s.children(noun).find(relative));
    let Some(verb) = verb.filter(|&v| s.child(v, Deprel::Ccomp).is_none()) else { return false };
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(verb), Deprel::Ccomp);
    (s.tokens[that].upos, s.tokens[that].xpos) = (Upos::Sconj, Xpos::In);
    true
}

/// "Said at a briefing, *adding that* Seoul will go on" with an adding that goes on: a gerund of saying right before "that"
/// says the clause.
pub(super) fn gerund_of_saying(s: &mut Sentence, text: &str, g: &Grammar, cues: &Cues, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    // "Spoke at a briefing, *adding that*" with a briefing that adds.
    let that = s.tokens.get(gerund + 1).is_some_and(|n| n.deprel == Deprel::Mark && g.is_conjunction(&n.lemma));
    let beside = t.head.filter(|&h| {
        let of_verb = matches!(s.tokens[h].deprel, Deprel::Obl | Deprel::Obj | Deprel::Iobj);
        h < gerund && t.xpos == Xpos::Vbg && t.deprel == Deprel::Acl && of_verb
    });
    let comma = gerund > 0 && s.tokens[gerund - 1].form(text) == ",";
    let verb = beside.and_then(|noun| s.tokens[noun].head).filter(|&v| v < gerund && s.tokens[v].upos == Upos::Verb);
    if let Some(verb) = verb.filter(|_| that && comma && cues.says_clauses(&t.lemma)) {
        (s.tokens[gerund].head, s.tokens[gerund].deprel) = (Some(verb), Deprel::Advcl);
        return true;
    }
    let below = t.xpos == Xpos::Vbg && matches!(t.deprel, Deprel::Csubj | Deprel::Advcl | Deprel::Mark | Deprel::Nsubj);
    let Some(clause) = t.head.filter(|&h| below && h > gerund + 1) else { return false };
    let that = s.tokens[gerund + 1].deprel == Deprel::Mark && s.tokens[gerund + 1].head == Some(clause);
    // "Softened the pledge, *saying talks must* begin": nor does its object fill the place of the clause's subject.
    let object = s.child(gerund, Deprel::Obj).filter(|&o| comma && !that && !has_subject(s, clause) && o < clause);
    let object = object.filter(|&o| {
        let next = s.subtree(o).last().map_or(o, |&l| l + 1);
        let opens = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        s.tokens.get(next).is_some_and(|n| n.head == Some(clause)) && opens(next)
    });
    let that = that || object.is_some();
    let says = cues.says_clauses(&t.lemma);
    let above = std::iter::successors(s.tokens[clause].head, |&h| s.tokens[h].head);
    let verb = above.take(4).find(|&v| v < gerund && s.tokens[v].upos == Upos::Verb);
    let Some(verb) = verb.filter(|_| that && says) else { return false };
    (s.tokens[gerund].head, s.tokens[gerund].deprel, s.tokens[gerund].upos) = (Some(verb), Deprel::Advcl, Upos::Verb);
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(gerund), Deprel::Ccomp);
    if let Some(object) = object {
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(clause), Deprel::Nsubj);
    }
    true
}

/// "*Video shows that* he was armed" taken for shows, "Duarte, who studies them, *doubts whether*" for doubts: a plural that is
/// the whole sentence, right before a conjunction and its clause, is a verb of saying whose subject is the noun before it or
/// stands before an aside.
pub(super) fn plural_before_clause(s: &mut Sentence, text: &str, g: &Grammar, cues: &Cues, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let plural = t.upos == Upos::Noun && t.xpos == Xpos::Nns && t.head.is_none() && noun > 0;
    if !plural || !cues.says_clauses(&t.lemma) && !cues.may_say_clause(&t.lemma) {
        return false;
    }
    let Some(opener) = s.tokens.get(noun + 1) else { return false };
    let that = g.is_conjunction(&opener.lemma);
    if !that && !g.is_condition(&opener.lemma) {
        return false;
    }
    let clause = s.children(noun).find(|&c| {
        matches!(s.tokens[c].deprel, Deprel::AclRelcl | Deprel::Acl)
            && s.tokens[noun + 1].head == Some(c)
            && has_subject(s, c)
    });
    let before = noun - 1;
    let beside = s.tokens[before].head == Some(noun) && s.tokens[before].deprel == Deprel::Compound;
    let aside = s.tokens[before].form(text) == ",";
    let named = |&c: &usize| c < before && s.tokens[c].deprel == Deprel::Nsubj;
    let subject = if beside { Some(before) } else { s.children(noun).find(named).filter(|_| aside) };
    let Some((clause, subject)) = clause.zip(subject) else { return false };
    (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Verb, Xpos::Vbz);
    s.tokens[subject].deprel = Deprel::Nsubj;
    if beside {
        for t in 0..subject {
            let described =
                matches!(s.tokens[t].deprel, Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
            if s.tokens[t].head == Some(noun) && described {
                s.tokens[t].head = Some(subject);
            }
        }
    }
    s.tokens[clause].deprel = Deprel::Ccomp;
    if that {
        let mark = &mut s.tokens[noun + 1];
        (mark.upos, mark.xpos, mark.deprel) = (Upos::Sconj, Xpos::In, Deprel::Mark);
    }
    true
}

fn closes_quotation(s: &Sentence, text: &str, token: usize) -> bool {
    matches!(s.tokens[token].form(text), "\"" | "”" | "''" | "’’")
}

/// "And why would *we*?" *he* said: of two subjects between which a quotation ends, the one in it says nothing.
pub(super) fn subject_in_quotation(s: &mut Sentence, text: &str, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Nsubj && h > subject) else { return false };
    let other = |&c: &usize| subject < c && c < verb && s.tokens[c].deprel == Deprel::Nsubj;
    let Some(other) = s.children(verb).find(other) else { return false };
    if !(subject + 1..other).any(|t| closes_quotation(s, text, t)) {
        return false;
    }
    let said = s.children(verb).find(|&c| c < other && c != subject && s.tokens[c].deprel == Deprel::Ccomp);
    match said {
        Some(said) => s.tokens[subject].head = Some(said),
        None => s.tokens[subject].deprel = Deprel::Dep,
    }
    true
}

/// "*The centre* at the institute *estimates that*" with an estimating beside the centre: a finite verb of saying with its
/// clause that no conjunction joins to the noun of a sentence without a verb is what the noun does.
pub(super) fn verb_joined_to_noun(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let noun = t.head.filter(|&n| finite && t.deprel == Deprel::Conj && n < verb && s.tokens[n].head.is_none());
    let nominal = |n: usize| matches!(s.tokens[n].upos, Upos::Noun | Upos::Propn) && s.child(n, Deprel::Cop).is_none();
    let Some(noun) = noun.filter(|&n| nominal(n) && !has_subject(s, n) && !has_subject(s, verb)) else { return false };
    let joined = s.children(verb).any(|c| c < verb && s.tokens[c].upos != Upos::Adv);
    let clause = s.children(verb).any(|c| c > verb && s.tokens[c].deprel == Deprel::Ccomp);
    let says = cues.says_clauses(&t.lemma);
    if joined || !clause || !says || s.tokens[verb - 1].upos == Upos::Punct {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for c in verb + 1..s.tokens.len() {
        if s.tokens[c].head == Some(noun) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "*Asked whether troops would stay*, the minister declined" with an asking that has the rest for its clause: a past that
/// opens the sentence without a subject describes the subject of the clause behind the comma.
pub(super) fn participle_before_sentence(s: &mut Sentence, text: &str, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let past = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn);
    if verb > 0 || !past || has_subject(s, verb) {
        return false;
    }
    let comma = |t: usize| t > 0 && s.tokens[t - 1].form(text) == ",";
    // "*Asked if he trusted them*, he replied" with an asking that he replied.
    if let Some(clause) = t.head {
        if t.deprel == Deprel::Ccomp && has_subject(s, clause) {
            (s.tokens[verb].deprel, s.tokens[verb].xpos) = (Deprel::Advcl, Xpos::Vbn);
        }
        return true;
    }
    let clause = s.children(verb).find(|&c| {
        let behind = matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
        let subject = s.children(c).find(|&n| matches!(s.tokens[n].deprel, Deprel::Nsubj | Deprel::NsubjPass));
        let opens = |n: usize| s.subtree(n).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct).is_some_and(comma);
        behind && subject.is_some_and(|n| n < c && opens(n))
    });
    let Some(clause) = clause else { return false };
    (s.tokens[clause].head, s.tokens[clause].deprel) = (None, Deprel::Root);
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (Some(clause), Deprel::Advcl, Xpos::Vbn);
    true
}

/// "The truce was dead, *an officer conceded*" taken for a passive: a verb of saying set beside the sentence with a subject and
/// without an auxiliary is active.
pub(super) fn saying_without_auxiliary(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if t.deprel != Deprel::Parataxis || t.xpos != Xpos::Vbn || !cues.says_clauses(&t.lemma) {
        return false;
    }
    let aux = s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass));
    let Some(subject) = s.child(verb, Deprel::NsubjPass).filter(|&c| c < verb && !aux) else { return false };
    s.tokens[verb].xpos = Xpos::Vbd;
    s.tokens[subject].deprel = Deprel::Nsubj;
    false
}

/// "And why *would* we?” she *said*" with a would that says: no auxiliary reaches over the end of a quotation.
pub(super) fn auxiliary_in_quotation(s: &mut Sentence, text: &str, auxiliary: usize) -> bool {
    let t = &s.tokens[auxiliary];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Aux && h > auxiliary + 1) else { return false };
    if !(auxiliary + 1..verb).any(|t| closes_quotation(s, text, t)) {
        return false;
    }
    s.tokens[auxiliary].deprel = Deprel::Dep;
    true
}

/// "A diplomat *said neither side had replied*" with a saying that completes the reply: what stands right behind a finite verb of
/// saying with a subject of its own is what is said.
pub(super) fn saying_below_said(s: &mut Sentence, text: &str, cues: &Cues, cue: usize) -> bool {
    let t = &s.tokens[cue];
    let finite = t.deprel == Deprel::Ccomp && t.xpos == Xpos::Vbd && cues.says_clauses(&t.lemma);
    let Some(said) = t.head.filter(|&h| finite && h > cue && s.tokens[h].head.is_none()) else { return false };
    let subject =
        s.children(said).find(|&c| c > cue && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let opens = subject.and_then(|x| s.subtree(x).first().copied()) == Some(cue + 1);
    if !opens || !has_subject(s, cue) || s.tokens[cue + 1].form(text) == "," {
        return false;
    }
    (s.tokens[cue].head, s.tokens[cue].deprel) = (None, Deprel::Root);
    (s.tokens[said].head, s.tokens[said].deprel) = (Some(cue), Deprel::Ccomp);
    for c in 0..s.tokens.len() {
        let before = c < cue || s.tokens[c].upos == Upos::Punct;
        if s.tokens[c].head == Some(said) && before {
            s.tokens[c].head = Some(cue);
        }
    }
    true
}
