//! Clauses that the parser hangs in the wrong place, and whose they are.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::verbs::{is_subject, may_be_past};
use crate::lexicon::cues::Cues;
use crate::lexicon::grammar::Grammar;

/// "Told *Macron* he was open": who stands between a verb and the subject of its clause is who is told.
pub(super) fn told_before_clause(s: &mut Sentence, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Ccomp && h < clause && s.tokens[h].upos == Upos::Verb)
    else {
        return false;
    };
    let Some(subject) = s.child(clause, Deprel::Nsubj) else { return false };
    let Some(told) = s.children(clause).find(|&c| c > verb && c < subject) else { return false };
    let nominal = matches!(s.tokens[told].upos, Upos::Propn | Upos::Noun | Upos::Pron);
    let loose = matches!(
        s.tokens[told].deprel,
        Deprel::Obj | Deprel::Iobj | Deprel::Vocative | Deprel::Dep | Deprel::OblUnmarked
    );
    let begins = s.subtree(told).first() == Some(&(verb + 1));
    if nominal && loose && begins && s.child(verb, Deprel::Obj).is_none() {
        (s.tokens[told].head, s.tokens[told].deprel) = (Some(verb), Deprel::Obj);
    }
    true
}

/// "Says *both sides committed crimes*" taken for sides that were committed: a past with an object of its own behind the
/// object of another verb is a clause, and that object its subject.
pub(super) fn clause_as_object(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let modifies = matches!(t.deprel, Deprel::Amod | Deprel::Acl) && may_be_past(s, verb);
    let Some(noun) = t.head.filter(|&h| modifies && h < verb && s.tokens[h].deprel == Deprel::Obj) else {
        return false;
    };
    let Some(above) = s.tokens[noun].head.filter(|&h| h < noun && s.tokens[h].upos == Upos::Verb) else { return false };
    if s.child(verb, Deprel::Obj).is_none_or(|o| o < verb)
        || s.tokens[noun + 1..verb].iter().any(|t| t.upos == Upos::Punct)
    {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (Some(above), Deprel::Ccomp);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    true
}

/// "Echoed the criticism, *saying* the plan was weak" with a saying that is the subject of being weak: a participle behind
/// a comma goes on with the verb before it, and has its clause below it.
pub(super) fn participle_as_subject(s: &mut Sentence, cues: &Cues, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let odd = matches!(t.deprel, Deprel::Csubj) && t.xpos == Xpos::Vbg && participle > 0;
    let comma = odd && s.tokens[participle - 1].upos == Upos::Punct;
    let says = || cues.says_clauses(&t.lemma);
    let Some(clause) = t.head.filter(|&h| comma && h > participle && says()) else { return false };
    let verb = s.tokens[clause].head.filter(|&v| v < participle && matches!(s.tokens[v].upos, Upos::Verb | Upos::Adj));
    let Some(verb) = verb else { return false };
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(verb), Deprel::Advcl);
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(participle), Deprel::Ccomp);
    let subject = s.children(clause).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let object = s.child(participle, Deprel::Obj).filter(|&o| !subject && o < clause);
    if let Some(object) = object {
        (s.tokens[object].head, s.tokens[object].deprel) = (Some(clause), Deprel::Nsubj);
    }
    for c in 0..=participle {
        if c < participle && s.tokens[c].head == Some(clause) {
            s.tokens[c].head = Some(participle);
        }
    }
    true
}

/// "Barred Lissu *from leaving*" taken for a Lissu from leaving: what somebody is kept from belongs to the verb.
pub(super) fn kept_from(s: &mut Sentence, g: &Grammar, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let Some(who) = t.head.filter(|&h| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbg && h < gerund) else {
        return false;
    };
    let opens = |c: usize| {
        matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Case) && g.is_separating(&s.tokens[c].lemma) && c < gerund
    };
    let verb = s.tokens[who].head.filter(|&v| s.tokens[who].deprel == Deprel::Obj && s.tokens[v].upos == Upos::Verb);
    if let Some(verb) = verb.filter(|_| s.children(gerund).any(opens)) {
        (s.tokens[gerund].head, s.tokens[gerund].deprel) = (Some(verb), Deprel::Advcl);
    }
    true
}

/// "Left after *rebels* seized the town" with rebels that it left: the noun right before the verb of a clause that has no
/// subject, behind the conjunction, is its subject.
pub(super) fn subject_behind_conjunction(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn) && t.deprel == Deprel::Advcl;
    let Some(above) = t.head.filter(|&h| finite && h < verb) else { return false };
    let Some(opener) = s.children(verb).find(|&c| c < verb && s.tokens[c].deprel == Deprel::Mark) else { return false };
    let subject = s.children(verb).any(|c| {
        matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl | Deprel::AuxPass)
    });
    let noun = |c: &usize| {
        let n = &s.tokens[*c];
        let words = s.subtree(*c);
        matches!(n.upos, Upos::Noun | Upos::Propn)
            && matches!(n.deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj)
            && words.first() == Some(&(opener + 1))
            && words.last().is_some_and(|&l| l + 1 == verb)
            && super::case(s, *c).is_none()
    };
    let who = s.children(above).find(noun).filter(|_| !subject);
    if let Some(who) = who {
        (s.tokens[who].head, s.tokens[who].deprel) = (Some(verb), Deprel::Nsubj);
    }
    true
}

/// "Denies *seeking* a weapon" with a seeking that describes the denial: a gerund below a verb completes it.
pub(super) fn gerund_of_verb(s: &mut Sentence, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let below = t.head.filter(|&h| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbg && s.tokens[h].upos == Upos::Verb);
    let Some(verb) = below.filter(|&h| h < gerund) else { return false };
    s.tokens[gerund].deprel = if verb + 1 == gerund { Deprel::Xcomp } else { Deprel::Advcl };
    true
}

/// "Said the dispute was dead and *rejected* talks" with a dispute that rejected: a past beside what something is said to be
/// is the speaker's.
pub(super) fn second_act_of_speaker(s: &mut Sentence, cues: &Cues, verb: usize) -> bool {
    let t = &s.tokens[verb];
    // With an object of its own it is no passive.
    let clause = [Deprel::Ccomp, Deprel::Xcomp].iter().any(|&d| s.child(verb, d).is_some_and(|c| c > verb));
    let object = s.child(verb, Deprel::Obj).is_some();
    let active = t.xpos == Xpos::Vbd || object || clause;
    let joined = t.deprel == Deprel::Conj && active && may_be_past(s, verb);
    let Some(quality) = t.head.filter(|&h| joined && s.tokens[h].deprel == Deprel::Ccomp) else { return false };
    let q = &s.tokens[quality];
    let is = matches!(q.upos, Upos::Adj | Upos::Noun) && s.child(quality, Deprel::Cop).is_some();
    // "Said talks could help *but acknowledged* distrust": nor is a past joined to a base form.
    let base = t.xpos == Xpos::Vbd && q.xpos == Xpos::Vb && s.child(quality, Deprel::Aux).is_some();
    let pronoun = s.child(quality, Deprel::Nsubj).is_none_or(|c| s.tokens[c].upos == Upos::Pron);
    let says = |v: usize| {
        let t = &s.tokens[v];
        t.xpos == Xpos::Vbd && cues.says_clauses(&t.lemma)
    };
    // "Said that there were signs, *but denied that*": or a verb of saying with what was said, behind a comma.
    let says_that = (clause || object)
        && cues.says_clauses(&t.lemma)
        && s.child(verb, Deprel::Cc).is_some_and(|c| c + 1 == verb && c > 0 && s.tokens[c - 1].upos == Upos::Punct);
    if let Some(above) = q.head.filter(|&v| (is && !pronoun || says_that || base) && v < quality && says(v)) {
        s.tokens[verb].head = Some(above);
        s.tokens[verb].xpos = Xpos::Vbd;
    }
    true
}

/// "Imposed sanctions and *threatened* to use force" with a threat beside the sanctions: a past that is joined to the object
/// of a verb is joined to that verb.
pub(super) fn verb_joined_to_object(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let past = t.deprel == Deprel::Conj && t.xpos == Xpos::Vbd && may_be_past(s, verb);
    let Some(noun) = t.head.filter(|&h| past && h < verb) else { return false };
    let n = &s.tokens[noun];
    let object = n.upos == Upos::Noun && matches!(n.deprel, Deprel::Obj | Deprel::Obl);
    let above = n.head.filter(|&v| object && v < noun && s.tokens[v].upos == Upos::Verb);
    if let Some(above) = above {
        s.tokens[verb].head = Some(above);
    }
    true
}

/// "*The rebels* killed hundreds, activists said": of two subjects of a verb of saying the first is that of what is said.
pub(super) fn subject_of_clause_before(s: &mut Sentence, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let Some(says) = t.head.filter(|&h| t.deprel == Deprel::Nsubj && h > subject) else { return false };
    let clause = s.child(says, Deprel::Ccomp).filter(|&c| subject < c && c < says && s.tokens[c].upos == Upos::Verb);
    let Some(clause) = clause.filter(|&c| !s.children(c).any(|x| is_subject(s, x))) else { return false };
    let second = s.children(says).any(|c| c > clause && c < says && s.tokens[c].deprel == Deprel::Nsubj);
    if second {
        s.tokens[subject].head = Some(clause);
    }
    second
}

/// "The ministry welcomed *Biden* to mediate": of two subjects of an active verb the one behind it is its object.
pub(super) fn second_subject(s: &mut Sentence, subject: usize) -> bool {
    let Some(verb) = s.tokens[subject].head.filter(|&h| h < subject && s.tokens[subject].deprel == Deprel::Nsubj)
    else {
        return false;
    };
    let verbal = s.tokens[verb].upos == Upos::Verb && s.child(verb, Deprel::AuxPass).is_none();
    let own = s.child(verb, Deprel::Nsubj).is_some_and(|first| first < verb);
    let free = s.child(verb, Deprel::Obj).is_none() && s.child(verb, Deprel::Ccomp).is_none();
    let nominal = matches!(s.tokens[subject].upos, Upos::Propn | Upos::Noun);
    let near = s.subtree(subject).first() == Some(&(verb + 1));
    if verbal && own && free && nominal && near {
        s.tokens[subject].deprel = Deprel::Obj;
    }
    true
}

/// "“The border *stays open*,” Modi said" with a staying that says: a finite verb beside the subject is what is said.
pub(super) fn clause_as_subject(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbz | Xpos::Vbd | Xpos::Vbp);
    let Some(above) = t.head.filter(|&h| finite && t.deprel == Deprel::Nsubj && h > verb) else { return false };
    let other = |c: usize| c > verb && c < above && s.tokens[c].deprel == Deprel::Nsubj;
    if s.children(above).any(other) {
        s.tokens[verb].deprel = Deprel::Ccomp;
    }
    true
}

/// "Would relax controls *if shipments resumed*" with a condition of the controls, "said he would accept *if*" with one of
/// saying it: a condition is a verb's, and behind a reported clause that clause's.
pub(super) fn condition_of_act(s: &mut Sentence, g: &Grammar, clause: usize) -> bool {
    let t = &s.tokens[clause];
    if !matches!(t.deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl) {
        return false;
    }
    let Some(mark) = s.child(clause, Deprel::Mark).filter(|&m| g.is_condition(&s.tokens[m].lemma)) else {
        return false;
    };
    let verb = |&h: &usize| matches!(s.tokens[h].upos, Upos::Verb | Upos::Adj);
    let up = std::iter::successors(t.head, |&h| s.tokens[h].head).find(verb).filter(|&h| h < mark);
    let Some(mut above) = up else { return false };
    let modal = |c: &usize| {
        let opened = |a: usize| s.tokens[a].xpos == Xpos::Md;
        s.tokens[*c].deprel == Deprel::Ccomp && *c < mark && s.children(*c).any(opened)
    };
    while let Some(reported) = s.children(above).rfind(modal) {
        above = reported;
    }
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(above), Deprel::Advcl);
    true
}

/// "Warned of a strike *should the offensive go on*" with an offensive that is warned to go on: an auxiliary of conditions
/// before its subject opens a condition, where no question is asked.
pub(super) fn inverted_condition(s: &mut Sentence, text: &str, g: &Grammar, verb: usize) -> bool {
    if !matches!(s.tokens[verb].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl | Deprel::AclRelcl) {
        return false;
    }
    let subject = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && c < verb;
    let opens = |&c: &usize| s.tokens[c].upos == Upos::Aux && g.is_inverting(&s.tokens[c].lemma);
    // "Warned of *curfews* should looters return" with curfews that return: what stands before belongs to the verb above.
    let first =
        s.children(verb).filter(|&c| s.tokens[c].upos != Upos::Punct && s.tokens[c].deprel != Deprel::Obl).min();
    let Some((aux, subject)) = first.filter(opens).zip(s.children(verb).find(subject)) else { return false };
    let asked = s.tokens.last().is_some_and(|t| t.form(text) == "?");
    let before = |&v: &usize| v < aux && matches!(s.tokens[v].upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let Some(head) = s.tokens[verb].head.filter(before).filter(|_| aux < subject && !asked) else { return false };
    // "*negotiated* outside the budget should Hungary hold out" hangs from the verb, not from the noun before.
    let above = std::iter::successors(Some(head), |&t| s.tokens[t].head).find(|&t| s.tokens[t].upos == Upos::Verb);
    let above = above.filter(|&v| v < aux).unwrap_or(head);
    (s.tokens[verb].head, s.tokens[verb].deprel) = (Some(above), Deprel::Advcl);
    for phrase in above + 1..aux {
        if s.tokens[phrase].head == Some(verb) {
            s.tokens[phrase].head = Some(above);
        }
    }
    true
}

/// "Let *the deadline slip*" with a deadline slip that is let: a bare noun at the end of the object of such a verb, with the
/// thing right before it, is what the thing is let do.
pub(super) fn allowed_as_object(s: &mut Sentence, g: &Grammar, deed: usize) -> bool {
    let t = &s.tokens[deed];
    let below = matches!(t.deprel, Deprel::Obj | Deprel::Xcomp);
    let object = t.upos == Upos::Noun && t.xpos == Xpos::Nn && below && deed > 1;
    let Some(verb) = t.head.filter(|&h| object && h < deed && g.is_allowing(&s.tokens[h].lemma)) else { return false };
    let thing = deed - 1;
    let before = s.tokens[thing].head == Some(deed) && s.tokens[thing].deprel == Deprel::Compound;
    let own = s.children(deed).any(|c| c > deed && s.tokens[c].deprel != Deprel::Punct);
    let definite = s
        .children(deed)
        .chain(s.children(thing))
        .any(|c| c < thing && matches!(s.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss));
    if !before || own || !definite || s.tokens[thing].upos != Upos::Noun {
        return false;
    }
    for c in 0..thing {
        if s.tokens[c].head == Some(deed) {
            s.tokens[c].head = Some(thing);
        }
    }
    (s.tokens[thing].head, s.tokens[thing].deprel) = (Some(verb), Deprel::Obj);
    let t = &mut s.tokens[deed];
    (t.upos, t.xpos, t.deprel) = (Upos::Verb, Xpos::Vb, Deprel::Xcomp);
    true
}
