//! Verbs and clauses that the parser takes for something else.

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos};

use crate::lexicon::cues::{CueWords, Cues};
use crate::lexicon::frames::{Frame, Frames, Pos};
use crate::lexicon::grammar::Grammar;

/// "Ordered the paper to *suspend publication*": a verb right behind "to" modifies no noun.
pub(super) fn infinitive_as_noun(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let bare = t.upos == Upos::Verb && t.xpos == Xpos::Vb && matches!(t.deprel, Deprel::Compound | Deprel::Amod);
    let Some(noun) = t.head.filter(|&h| bare && h > verb && verb > 0) else { return false };
    let to = verb - 1;
    if s.tokens[to].xpos != Xpos::To || s.tokens[to].head != Some(noun) {
        return false;
    }
    let (head, above) = (s.tokens[noun].head, s.tokens[noun].deprel);
    let below_verb = head.is_some_and(|h| s.tokens[h].upos == Upos::Verb);
    (s.tokens[verb].head, s.tokens[verb].deprel) = (head, if below_verb { Deprel::Xcomp } else { above });
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[to].head, s.tokens[to].deprel) = (Some(verb), Deprel::Mark);
    true
}

/// Whether a word may be a finite past: a participle without an auxiliary.
pub(super) fn may_be_past(s: &Sentence, verb: usize) -> bool {
    let auxiliary =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass);
    s.tokens[verb].upos == Upos::Verb
        && matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbn)
        && !s.children(verb).any(auxiliary)
}

/// "Saudi Arabia *lifts blockade*" taken for lifts, "the party *plans to boycott*" for its plans: a plural with an object or
/// an infinitive of a sentence that has no verb is its verb.
/// So is what may be a past ("police *shot* dead three protesters").
pub(super) fn noun_with_object(s: &mut Sentence, text: &str, g: &Grammar, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let past = g.verb_of_form(t.form(text)).filter(|_| t.xpos == Xpos::Nn);
    if t.upos != Upos::Noun || (t.xpos != Xpos::Nns && past.is_none()) || t.head.is_some() {
        return false;
    }
    let to = |c: &usize| *c == noun + 2 && s.tokens[noun + 1].xpos == Xpos::To;
    let infinitive = s.children(noun).filter(|&c| s.tokens[c].deprel == Deprel::Acl).find(to);
    // "Belgrade *insists it* will never": a pronoun right behind it begins a clause.
    let clause = s.child(noun, Deprel::AclRelcl).filter(|&c| {
        let subject = s.child(c, Deprel::Nsubj);
        subject.is_some_and(|n| n == noun + 1 && matches!(s.tokens[n].xpos, Xpos::Prp))
    });
    // "Rwanda *denies backing* the rebels".
    let gerund = |c: &usize| s.tokens[*c].deprel == Deprel::Acl && s.tokens[*c].xpos == Xpos::Vbg && *c == noun + 1;
    let gerund = s.children(noun).find(gerund);
    if s.child(noun, Deprel::Obj).or(infinitive).or(clause).or(gerund).is_none() {
        return false;
    }
    let before = |c: &usize| *c < noun && s.tokens[*c].upos != Upos::Punct;
    // "Sergei *Lavrov* plans": the whole name stands right before it.
    let adjoins =
        |c: usize| s.children(c).filter(|&f| s.tokens[f].deprel == Deprel::Flat).max().unwrap_or(c) + 1 == noun;
    let Some(subject) = s
        .children(noun)
        .filter(before)
        .find(|&c| matches!(s.tokens[c].deprel, Deprel::Compound | Deprel::Nsubj) && adjoins(c))
    else {
        return false;
    };
    (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Verb, if past.is_some() { Xpos::Vbd } else { Xpos::Vbz });
    if let Some(lemma) = past {
        s.tokens[noun].lemma = lemma.into();
    }
    s.tokens[subject].deprel = Deprel::Nsubj;
    for t in 0..subject {
        let described = matches!(s.tokens[t].deprel, Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
        if s.tokens[t].head == Some(noun) && described {
            s.tokens[t].head = Some(subject);
        }
    }
    if let Some(below) = infinitive.or(gerund) {
        s.tokens[below].deprel = Deprel::Xcomp;
    }
    if let Some(clause) = clause {
        s.tokens[clause].deprel = Deprel::Ccomp;
    }
    true
}

/// "*The rebels released* hostages" taken for rebels who were released: a participle with an object behind the noun of
/// a sentence that has no verb is its verb.
pub(super) fn verb_as_relative(s: &mut Sentence, g: &Grammar, verb: usize) -> bool {
    // "Soldiers detained *Bazoum*": a name is no complement, and only a day's a time.
    let called = |&c: &usize| {
        let t = &s.tokens[c];
        let odd =
            t.deprel == Deprel::Xcomp || t.deprel == Deprel::OblUnmarked && !g.is_calendar(&t.lemma.to_lowercase());
        odd && c > verb && t.upos == Upos::Propn
    };
    let name = s.children(verb).find(called);
    if s.tokens[verb].deprel != Deprel::Acl || !may_be_past(s, verb) {
        return false;
    }
    // "*Soldiers* of the guard detained": the whole phrase before it.
    let mut noun = s.tokens[verb].head.unwrap_or(verb);
    while s.tokens[noun].deprel == Deprel::Nmod
        && let Some(above) = s.tokens[noun].head.filter(|&h| h < noun)
    {
        noun = above;
    }
    if noun >= verb || s.tokens[noun].head.is_some() {
        return false;
    }
    // "Soldiers of the guard detained *Bazoum*" with a Bazoum beside the soldiers.
    let beside = |c: usize| s.tokens[c].deprel == Deprel::Appos && s.subtree(c).first() == Some(&(verb + 1));
    let beside = s.children(noun).find(|&c| c > verb && beside(c));
    let finite =
        s.children(noun).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop));
    let object = s.child(verb, Deprel::Obj).or(name).or(beside);
    if finite || object.is_none() || !matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for t in verb..s.tokens.len() {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(verb);
        }
    }
    if let Some(name) = name.or(beside).filter(|_| s.child(verb, Deprel::Obj).is_none()) {
        s.tokens[name].deprel = Deprel::Obj;
    }
    true
}

/// "*President Arce accused supporters* of plotting" taken for a list: a past between a name that would be the sentence and
/// a noun that would only be beside it is its verb.
pub(super) fn verb_in_list(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].deprel != Deprel::Amod || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h == verb + 1) else { return false };
    let beside = matches!(s.tokens[noun].deprel, Deprel::List | Deprel::Appos | Deprel::Dep);
    let Some(name) = s.tokens[noun].head.filter(|&h| beside && h < verb && s.tokens[h].head.is_none()) else {
        return false;
    };
    // The name ends right before the verb.
    let ends = (name + 1..verb).all(|t| s.is_below(t, name) && s.tokens[t].upos != Upos::Punct);
    if !ends || s.tokens[name].upos != Upos::Propn || s.child(name, Deprel::Nsubj).is_some() {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[name].head, s.tokens[name].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in noun + 1..s.tokens.len() {
        if s.tokens[t].head == Some(name) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "*Mandela*, so far, has refused": whoever is called before a finite verb without a subject is its subject.
pub(super) fn called_subject(s: &mut Sentence, token: usize) -> bool {
    let t = &s.tokens[token];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Vocative && h > token) else { return false };
    let finite = matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz) || s.child(verb, Deprel::Aux).is_some();
    let subject =
        s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj));
    if finite && !subject {
        s.tokens[token].deprel = Deprel::Nsubj;
    }
    true
}

/// "*Italy* favours a boycott", "*some* fear a war": the word right before a finite verb that has no subject, where it is
/// said to modify the verb, is its subject.
pub(super) fn modifier_of_verb(s: &mut Sentence, g: &Grammar, verb: usize) -> bool {
    let clause = s.tokens[verb].head.is_none() || matches!(s.tokens[verb].deprel, Deprel::Ccomp | Deprel::Parataxis);
    let main = clause && s.child(verb, Deprel::Obj).is_some_and(|o| o > verb);
    let finite = matches!(s.tokens[verb].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd) || main && may_be_past(s, verb);
    let subject =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl);
    let Some(before) = verb.checked_sub(1).filter(|_| finite && s.tokens[verb].upos == Upos::Verb) else {
        return false;
    };
    let t = &s.tokens[before];
    // "*Police* fired tear gas" taken for a time.
    let untimely = t.deprel == Deprel::OblUnmarked && !g.is_calendar(&t.lemma.to_lowercase());
    let modifies = t.head == Some(verb)
        && (untimely || matches!(t.deprel, Deprel::Compound | Deprel::Det | Deprel::NmodPoss | Deprel::Nummod));
    if modifies && !s.children(verb).any(subject) {
        s.tokens[before].deprel = Deprel::Nsubj;
        // "*Myanmar's* junta barred men": what stands before it is the subject's, not the object's.
        for t in (0..before).rev() {
            let describes =
                matches!(s.tokens[t].deprel, Deprel::NmodPoss | Deprel::Det | Deprel::Amod | Deprel::Compound);
            match s.tokens[t].head {
                Some(head) if head > verb && describes => s.tokens[t].head = Some(before),
                Some(head) if head <= before => {}
                _ => break,
            }
        }
    }
    true
}

/// "Assured *them* help was near": a personal pronoun that owns nothing is who is told.
pub(super) fn pronoun_as_owner(s: &mut Sentence, token: usize) -> bool {
    let t = &s.tokens[token];
    let verb = token.checked_sub(1).filter(|&v| s.tokens[v].upos == Upos::Verb);
    if let Some(verb) = verb.filter(|_| t.deprel == Deprel::NmodPoss && t.xpos == Xpos::Prp) {
        (s.tokens[token].head, s.tokens[token].deprel) = (Some(verb), Deprel::Iobj);
    }
    true
}

/// "Expect the council *to vote*": an infinitive is no phrase of a preposition.
pub(super) fn infinitive_as_phrase(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let bare = t.upos == Upos::Verb && t.xpos == Xpos::Vb && verb > 0 && s.tokens[verb - 1].xpos == Xpos::To;
    if bare && s.tokens[verb - 1].head == Some(verb) {
        match t.deprel {
            Deprel::Obl => s.tokens[verb].deprel = Deprel::Xcomp,
            Deprel::Nmod => s.tokens[verb].deprel = Deprel::Acl,
            _ => {}
        }
    }
    true
}

/// "Its demand *that* the port be opened was ignored": a conjunction between a noun and its clause belongs to the clause.
pub(super) fn mark_of_later_verb(s: &mut Sentence, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(noun) = t.head.filter(|&h| matches!(t.deprel, Deprel::Acl | Deprel::AclRelcl) && h < clause) else {
        return false;
    };
    let later = |t: usize| s.tokens[t].deprel == Deprel::Mark && s.tokens[t].head.is_some_and(|h| h > clause);
    if let Some(mark) = (noun + 1..clause).find(|&t| later(t)) {
        s.tokens[mark].head = Some(clause);
        s.tokens[mark].upos = Upos::Sconj;
    }
    true
}

/// "Stressed that talks were not rejected but *warned* against haste": a verb of saying beside a passive shares its
/// auxiliary with nobody; it is the first verb's.
pub(super) fn conjunct_of_passive(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let past = matches!(t.xpos, Xpos::Vbd | Xpos::Vbn);
    let bare = t.deprel == Deprel::Conj && past && !s.children(verb).any(|c| is_subject(s, c));
    let Some(passive) = t.head.filter(|&h| bare && s.child(h, Deprel::AuxPass).is_some()) else { return false };
    // "was questioned and charged" stays; "was questioned but denied that" does not.
    let speaks = cues.of(Pos::Verb, &t.lemma).iter().any(|c| cues.get(c.cue).bare);
    let says_something = s
        .children(verb)
        .any(|c| c > verb && matches!(s.tokens[c].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Obl | Deprel::Obj));
    let above = s.tokens[passive].head.filter(|_| s.tokens[passive].deprel == Deprel::Ccomp);
    if let Some(above) = above.filter(|&a| a < passive && s.tokens[a].xpos == Xpos::Vbd && speaks && says_something) {
        s.tokens[verb].head = Some(above);
        s.tokens[verb].xpos = Xpos::Vbd;
    }
    true
}

/// "Called for *the leaders to meet*": an infinitive right behind its subject completes the verb.
pub(super) fn infinitive_behind_subject(s: &mut Sentence, g: &Grammar, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let to = infinitive.wrapping_sub(1);
    if t.deprel != Deprel::Advcl || t.xpos != Xpos::Vb || s.tokens.get(to).is_none_or(|t| t.xpos != Xpos::To) {
        return false;
    }
    let Some(verb) = t.head.filter(|&h| h < infinitive && s.tokens[h].upos == Upos::Verb) else { return false };
    let opened = |c: usize| {
        let case = s.children(c).find(|&w| w < c && s.tokens[w].deprel == Deprel::Case);
        case == Some(verb + 1) && g.opens_subject(&s.tokens[verb + 1].lemma)
    };
    // "urged *Israel to release* them": or who is told.
    let told = |c: usize| s.tokens[c].deprel == Deprel::Iobj;
    let subject = s.children(verb).find(|&c| verb < c && c < infinitive && (opened(c) || told(c)));
    if subject.is_some_and(|c| s.subtree(c).last() == Some(&(to - 1))) {
        s.tokens[infinitive].deprel = Deprel::Xcomp;
    }
    true
}

/// "Suggested *Zelensky and Putin could meet*": a verb with an auxiliary but no subject or conjunction of its own is the
/// clause of which the object before it is the subject.
pub(super) fn object_as_subject(s: &mut Sentence, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let joined = t.deprel == Deprel::Conj && t.upos == Upos::Verb && s.child(clause, Deprel::Aux).is_some();
    let Some(verb) = t.head.filter(|&h| joined && s.tokens[h].upos == Upos::Verb) else { return false };
    let own = s.children(clause).any(|c| is_subject(s, c) || s.tokens[c].deprel == Deprel::Cc);
    let Some(object) = s.child(verb, Deprel::Obj).filter(|&o| !own && verb < o && o < clause) else { return false };
    let end = s.subtree(object).last().map_or(object, |&w| w) + 1;
    if s.children(clause).filter(|&c| c < clause).all(|c| c >= end) && s.tokens[end].head == Some(clause) {
        (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(verb), Deprel::Ccomp);
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(clause), Deprel::Nsubj);
    }
    true
}

pub(super) fn is_subject(s: &Sentence, token: usize) -> bool {
    matches!(s.tokens[token].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl)
}

/// "China *called for* a ceasefire" taken for a passive: a verb of saying with its own preposition and no auxiliary is
/// active where a name stands before it.
pub(super) fn active_without_auxiliary(s: &mut Sentence, cues: &Cues, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let passive = t.deprel == Deprel::NsubjPass && matches!(t.upos, Upos::Propn | Upos::Noun);
    let Some(verb) = t.head.filter(|&h| passive && h > subject && s.child(h, Deprel::AuxPass).is_none()) else {
        return false;
    };
    let Some(next) = s.tokens.get(verb + 1) else { return false };
    let own = |c: &CueWords| match next.upos {
        Upos::Adp => c.rest.first().is_some_and(|w| **w == *next.lemma),
        // "Moscow *denied crossing* the river".
        _ => {
            let gerund = next.xpos == Xpos::Vbg && next.deprel == Deprel::Xcomp;
            c.rest.is_empty() && (gerund || s.child(verb, Deprel::Ccomp).is_some_and(|c| c > verb))
        }
    };
    if cues.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(own) {
        s.tokens[subject].deprel = Deprel::Nsubj;
        s.tokens[verb].xpos = Xpos::Vbd;
    }
    true
}

/// "*The opposition called for* elections" taken for an opposition that is called so: the same of a noun that would be a
/// whole sentence.
pub(super) fn verb_of_bare_noun(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Acl && h + 1 == verb && s.tokens[h].head.is_none()) else {
        return false;
    };
    let Some(next) = s.tokens.get(verb + 1).filter(|n| n.upos == Upos::Adp && may_be_past(s, verb)) else {
        return false;
    };
    let own = |c: &CueWords| c.rest.first().is_some_and(|w| **w == *next.lemma);
    let finite = s.children(noun).any(|c| is_subject(s, c) || s.tokens[c].deprel == Deprel::Cop);
    if finite || !cues.of(Pos::Verb, &t.lemma).iter().any(own) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (None, Deprel::Root, Xpos::Vbd);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for t in verb..s.tokens.len() {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "Forced the ship to *land*", "appears to *back* Serbia" taken for a noun or an adverb: what has the particle "to" of
/// its own right before it is an infinitive.
pub(super) fn infinitive_by_particle(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let odd = matches!(t.upos, Upos::Noun | Upos::Adv) && t.xpos != Xpos::Nns;
    let own =
        |to: usize| s.tokens[to].xpos == Xpos::To && s.tokens[to].upos == Upos::Part && s.tokens[to].head == Some(verb);
    let Some(head) = t.head.filter(|&h| odd && verb > 0 && own(verb - 1) && h < verb) else { return false };
    let below_verb = s.tokens[head].upos == Upos::Verb;
    if !below_verb && s.tokens[head].upos != Upos::Noun || s.child(verb, Deprel::Cop).is_some() {
        return false;
    }
    s.tokens[verb].deprel = if below_verb { Deprel::Xcomp } else { Deprel::Acl };
    (s.tokens[verb].upos, s.tokens[verb].xpos) = (Upos::Verb, Xpos::Vb);
    s.tokens[verb - 1].deprel = Deprel::Mark;
    // What stands right behind it without a preposition is its object.
    let bare = |&c: &usize| {
        let nominal = matches!(s.tokens[c].upos, Upos::Propn | Upos::Noun);
        let loose =
            matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj | Deprel::NmodUnmarked);
        nominal && loose && super::case(s, c).is_none() && s.subtree(c).first() == Some(&(verb + 1))
    };
    let object = s.children(verb).chain(s.children(head)).find(bare);
    if let Some(object) = object {
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(verb), Deprel::Obj);
    }
    true
}

/// "Forced a plane to *land*" taken for a way to some land: behind "to" and the object of a verb that makes somebody do
/// something, a bare noun that is a verb as well is what is to be done.
pub(super) fn noun_of_the_ordered(s: &mut Sentence, g: &Grammar, frames: &Frames, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let bare = t.upos == Upos::Noun && t.xpos == Xpos::Nn && t.deprel == Deprel::Obl && verb > 0;
    let Some(head) = t.head.filter(|&h| bare && h + 1 < verb && s.tokens[h].upos == Upos::Verb) else { return false };
    let to = verb - 1;
    let after_to = s.tokens[to].head == Some(verb) && g.is_infinitive(&s.tokens[to].lemma);
    let object = s.child(head, Deprel::Obj).is_some_and(|o| o < to);
    let makes = frames.of(Pos::Verb, &s.tokens[head].lemma).iter().any(|p| frames.get(p.frame).controls_object());
    if !after_to || !object || !makes || frames.of(Pos::Verb, &t.lemma).is_empty() {
        return false;
    }
    (s.tokens[verb].upos, s.tokens[verb].xpos, s.tokens[verb].deprel) = (Upos::Verb, Xpos::Vb, Deprel::Xcomp);
    (s.tokens[to].upos, s.tokens[to].xpos, s.tokens[to].deprel) = (Upos::Part, Xpos::To, Deprel::Mark);
    for c in verb + 1..s.tokens.len() {
        if s.tokens[c].head == Some(verb) && s.tokens[c].deprel == Deprel::Nmod {
            s.tokens[c].deprel = Deprel::Obl;
        }
    }
    true
}

/// "Fighters *overran* a base" taken for a preposition: a past without an auxiliary between the noun that would be the
/// sentence and a noun of its own is the verb.
pub(super) fn past_as_preposition(s: &mut Sentence, verb: usize) -> bool {
    if !matches!(s.tokens[verb].deprel, Deprel::Case | Deprel::Mark) || !may_be_past(s, verb) {
        return false;
    }
    let Some(noun) = s.tokens[verb].head.filter(|&h| h < verb && s.tokens[h].head.is_none()) else { return false };
    if !matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) || s.child(noun, Deprel::Cop).is_some() {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (None, Deprel::Root, Xpos::Vbd);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for c in verb + 1..s.tokens.len() {
        if s.tokens[c].head == Some(noun) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "Reluctant to *resume* talks" taken for a noun: behind "to" a word that is only a verb is an infinitive.
pub(super) fn noun_as_infinitive(s: &mut Sentence, g: &Grammar, frames: &Frames, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let to = verb.wrapping_sub(1);
    let Some(noun) = t.head.filter(|&h| t.upos == Upos::Noun && t.deprel == Deprel::Compound && h > verb) else {
        return false;
    };
    let is_to = |t: &Token| t.xpos == Xpos::To || t.deprel == Deprel::Case && g.is_infinitive(&t.lemma);
    let after_to = s.tokens.get(to).is_some_and(|t| is_to(t) && t.head == Some(noun));
    let only_verb = !frames.of(Pos::Verb, &t.lemma).is_empty() && frames.of(Pos::Noun, &t.lemma).is_empty();
    if after_to && only_verb {
        (s.tokens[verb].upos, s.tokens[verb].xpos) = (Upos::Verb, Xpos::Vb);
        (s.tokens[to].upos, s.tokens[to].xpos, s.tokens[to].deprel) = (Upos::Part, Xpos::To, Deprel::Mark);
        infinitive_as_noun(s, verb);
        if s.tokens[verb].deprel == Deprel::Obl {
            s.tokens[verb].deprel = Deprel::Xcomp;
        }
    }
    true
}

/// "Agreed to *talks* with Oman" taken for a verb: a plural is no infinitive.
pub(super) fn plural_as_infinitive(s: &mut Sentence, text: &str, frames: &Frames, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let to = noun.wrapping_sub(1);
    if t.upos != Upos::Verb || s.tokens.get(to).is_none_or(|t| t.xpos != Xpos::To || t.head != Some(noun)) {
        return false;
    }
    let form = t.form(text).to_lowercase();
    let Some(singular) = form.strip_suffix('s').filter(|l| !frames.of(Pos::Noun, l).is_empty()) else { return false };
    if frames.of(Pos::Verb, &form).is_empty() {
        s.tokens[noun].lemma = singular.into();
        (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Noun, Xpos::Nns);
        if matches!(s.tokens[noun].deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp) {
            s.tokens[noun].deprel = Deprel::Obl;
        }
        (s.tokens[to].deprel, s.tokens[to].upos, s.tokens[to].xpos) = (Deprel::Case, Upos::Adp, Xpos::In);
        for c in noun + 1..s.tokens.len() {
            if s.tokens[c].head == Some(noun) && s.tokens[c].deprel == Deprel::Obl {
                s.tokens[c].deprel = Deprel::Nmod;
            }
        }
    }
    true
}

/// "*It is prepared* to negotiate" behind "says": who is prepared is no empty word.
pub(super) fn expletive_of_adjective(s: &mut Sentence, frames: &Frames, pronoun: usize) -> bool {
    let t = &s.tokens[pronoun];
    let Some(adjective) = t.head.filter(|&h| t.deprel == Deprel::Expl && s.tokens[h].upos == Upos::Adj) else {
        return false;
    };
    let complement = s.child(adjective, Deprel::Xcomp).or_else(|| s.child(adjective, Deprel::Csubj));
    let said =
        matches!(s.tokens[adjective].deprel, Deprel::Ccomp | Deprel::Root) && complement.is_some_and(|c| c > adjective);
    let senses = frames.of(Pos::Adjective, &s.tokens[adjective].lemma);
    let wills = senses.iter().any(|p| frames.get(p.frame).names_subject());
    // "It is *willing* to": where the adjective alone is an act of somebody's.
    let act = |f: &Frame| f.kind.is_some() && f.names_subject();
    let acts = complement.is_some() && frames.alone(Pos::Adjective, &s.tokens[adjective].lemma).any(act);
    if wills && (said || acts) {
        s.tokens[pronoun].deprel = Deprel::Nsubj;
    }
    true
}

/// "It would *free* prisoners" taken for a quality: what has a modal and an object is a verb.
pub(super) fn quality_with_modal(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let modal = s.child(verb, Deprel::Aux).is_some_and(|c| c < verb && s.tokens[c].xpos == Xpos::Md);
    let object = s.child(verb, Deprel::Obj).is_some_and(|c| c > verb);
    if t.upos != Upos::Adj || !modal || !object || s.child(verb, Deprel::Cop).is_some() {
        return false;
    }
    (s.tokens[verb].upos, s.tokens[verb].xpos) = (Upos::Verb, Xpos::Vb);
    true
}

/// "Called *Erdogan* on Friday to" taken for what somebody is called: a name alone behind a verb is its object.
pub(super) fn name_as_complement(s: &mut Sentence, name: usize) -> bool {
    let t = &s.tokens[name];
    let Some(verb) = t.head.filter(|&h| h < name && t.deprel == Deprel::Xcomp && t.upos == Upos::Propn) else {
        return false;
    };
    let marked = s.children(name).any(|c| matches!(s.tokens[c].deprel, Deprel::Case | Deprel::Mark | Deprel::Cop));
    let other = s.children(verb).any(|c| c != name && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::NsubjPass));
    if marked || other || s.tokens[verb].upos != Upos::Verb {
        return false;
    }
    s.tokens[name].deprel = Deprel::Obj;
    true
}

/// "Members of the army *violated* a *ceasefire*" taken for members of a ceasefire: a noun without a preposition right behind
/// a verb is the verb's object.
pub(super) fn object_of_noun_before(s: &mut Sentence, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let Some(before) = t.head.filter(|&h| h < noun && t.deprel == Deprel::Nmod && super::case(s, noun).is_none())
    else {
        return false;
    };
    let first = s.subtree(noun).first().copied().unwrap_or(noun);
    let Some(verb) = first.checked_sub(1).filter(|&v| v > before && s.tokens[v].upos == Upos::Verb) else {
        return false;
    };
    let free = s.child(verb, Deprel::Obj).is_none() && s.child(verb, Deprel::AuxPass).is_none();
    if !free || s.is_below(verb, noun) || !s.is_below(before, verb) {
        return false;
    }
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    true
}

/// "*Iran* and Jordan restored relations" with an Iran that describes the relations: a name that hangs from a word behind
/// the verb of the sentence, which has no subject, is that subject.
pub(super) fn stranded_subject(s: &mut Sentence, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let loose = matches!(t.deprel, Deprel::Compound | Deprel::NmodUnmarked | Deprel::NmodDesc | Deprel::Amod);
    let nominal = matches!(t.upos, Upos::Propn | Upos::Noun);
    let Some(verb) = s.root().filter(|&v| v > subject && s.tokens[v].upos == Upos::Verb) else { return false };
    if !loose || !nominal || t.head.is_none_or(|h| h <= verb) || s.child(verb, Deprel::AuxPass).is_some() {
        return false;
    }
    let finite = matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || s.children(verb).any(|c| s.tokens[c].deprel == Deprel::Aux);
    // "*Algeria* severed ties": a participle with an object of its own and no auxiliary is a past.
    let past = s.tokens[verb].xpos == Xpos::Vbn && s.child(verb, Deprel::Obj).is_some_and(|o| o > verb);
    let finite = finite || past && subject + 1 == verb;
    if finite && !s.children(verb).any(|c| is_subject(s, c)) && s.child(subject, Deprel::Case).is_none() {
        if past {
            s.tokens[verb].xpos = Xpos::Vbd;
        }
        (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    }
    true
}

/// "Kenya was offered loans *by China*": what stands behind "by" below the object of a passive does the act.
pub(super) fn agent_below_object(s: &mut Sentence, agent: usize) -> bool {
    let t = &s.tokens[agent];
    let Some(object) = t.head.filter(|&h| h < agent && t.deprel == Deprel::Nmod) else { return false };
    let by = super::case(s, agent).is_some_and(|c| s.tokens[c].lemma == "by" && c > object);
    let below = matches!(s.tokens[object].deprel, Deprel::Obj | Deprel::Xcomp | Deprel::Obl);
    let Some(verb) = s.tokens[object].head.filter(|&v| by && below && v < object) else { return false };
    if s.child(verb, Deprel::AuxPass).is_some() && s.child(verb, Deprel::OblAgent).is_none() && t.upos == Upos::Propn {
        (s.tokens[agent].head, s.tokens[agent].deprel) = (Some(verb), Deprel::OblAgent);
    }
    true
}

/// "Accept *returned* refugees" taken for an act of returning: a participle right behind its verb describes the object.
pub(super) fn participle_before_object(s: &mut Sentence, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let participial = t.deprel == Deprel::Xcomp && matches!(t.xpos, Xpos::Vbn | Xpos::Vbd);
    let Some(verb) = t.head.filter(|&v| participial && v + 1 == participle && s.tokens[v].upos == Upos::Verb) else {
        return false;
    };
    let Some(object) = s.child(participle, Deprel::Obj).filter(|&o| o > participle) else { return false };
    let own =
        s.children(participle).any(|c| matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Aux | Deprel::AuxPass));
    let determined = s.child(object, Deprel::Det).is_some();
    if own || determined || s.child(verb, Deprel::Obj).is_some() {
        return false;
    }
    for c in s.children(participle).filter(|&c| c > object).collect::<Vec<_>>() {
        s.tokens[c].head = Some(verb);
    }
    (s.tokens[object].head, s.tokens[object].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(object), Deprel::Amod);
    true
}

/// "Freed on bail *two ministers*": the object of a noun is that of the verb which the noun's phrase stands behind.
pub(super) fn object_of_phrase(s: &mut Sentence, object: usize) -> bool {
    let t = &s.tokens[object];
    let noun = t.head.filter(|&n| t.deprel == Deprel::Obj && n < object && s.tokens[n].upos == Upos::Noun);
    let Some(noun) = noun.filter(|&n| s.tokens[n].deprel == Deprel::Obl) else { return false };
    let Some(verb) = s.tokens[noun].head.filter(|&v| v < noun && s.tokens[v].upos == Upos::Verb) else { return false };
    if s.child(verb, Deprel::Obj).is_none() && s.child(verb, Deprel::AuxPass).is_none() {
        s.tokens[object].head = Some(verb);
    }
    true
}

/// "*Talks* between them *ended* in deadlock" taken for talks and an end: a past verb that is joined to the noun of the sentence
/// by no "and" is its verb.
pub(super) fn verb_joined_to_subject(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let joined = t.deprel == Deprel::Conj && t.upos == Upos::Verb && t.xpos == Xpos::Vbd;
    let Some(noun) = s.root().filter(|&r| joined && t.head == Some(r) && r < verb) else { return false };
    let nominal = matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) && s.child(noun, Deprel::Cop).is_none();
    let own = s.children(verb).any(|c| is_subject(s, c) || s.tokens[c].deprel == Deprel::Cc);
    let apart = (noun..verb).any(|i| s.tokens[i].upos == Upos::Punct);
    if !nominal || own || apart || s.children(noun).any(|c| is_subject(s, c)) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for t in verb + 1..s.tokens.len() {
        if s.tokens[t].head == Some(noun) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}
