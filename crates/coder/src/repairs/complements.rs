//! Clauses that complete a noun or a participle, and verbs of whole sentences that the parser takes for such clauses.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use crate::lexicon::cues::Cues;
use crate::lexicon::frames::{Frames, Pos, Slot};
use crate::lexicon::grammar::Grammar;
use crate::record::Status;

/// "Found *that* guards had" taken for those guards: before a plural "that" opens a clause, and so does what is tagged as a
/// conjunction ("warned *that* force was an option").
pub(super) fn conjunction_as_article(s: &mut Sentence, that: usize) -> bool {
    let t = &s.tokens[that];
    let singular = t.deprel == Deprel::Det && t.lemma == "that" && matches!(t.xpos, Xpos::Dt | Xpos::In);
    let opens = t.xpos == Xpos::In;
    let plural = |&n: &usize| n > that && (opens || matches!(s.tokens[n].xpos, Xpos::Nns | Xpos::Nnps));
    let Some(noun) = t.head.filter(|n| singular && plural(n)) else { return false };
    let subject = matches!(s.tokens[noun].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let clause = s.tokens[noun].head.filter(|&v| subject && v > noun && s.tokens[v].deprel == Deprel::Ccomp);
    let Some(clause) = clause.filter(|&c| s.child(c, Deprel::Mark).is_none()) else { return false };
    let token = &mut s.tokens[that];
    (token.head, token.deprel) = (Some(clause), Deprel::Mark);
    (token.upos, token.xpos) = (Upos::Sconj, Xpos::In);
    true
}

/// "No evidence *that Togo attacked*" taken for a relative clause: one that a conjunction opens completes its noun.
pub(super) fn complement_as_relative(s: &mut Sentence, verb: usize) -> bool {
    let conjunction = |c: usize| s.tokens[c].deprel == Deprel::Mark && s.tokens[c].lemma == "that";
    let marked = || s.children(verb).any(|c| c < verb && conjunction(c));
    let subject = || s.child(verb, Deprel::Nsubj).or(s.child(verb, Deprel::NsubjPass)).is_some();
    if s.tokens[verb].deprel != Deprel::AclRelcl || !marked() || !subject() {
        return false;
    }
    s.tokens[verb].deprel = Deprel::Acl;
    true
}

/// "His claim that the vote was stolen *was rejected*" taken for a claim that was rejected so: a finite predicate behind the
/// noun of a sentence that has no verb is its verb, and a conjunction before it opens the clause between.
pub(super) fn predicate_of_its_subject(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Acl && h < verb && s.tokens[h].head.is_none()) else {
        return false;
    };
    let finite = |&c: &usize| {
        matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            && matches!(s.tokens[c].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
    };
    let subject = |v: usize| s.children(v).find(|&c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let nominal = matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) && subject(noun).is_none();
    let clause = |&c: &usize| c > noun && c < verb && matches!(s.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl);
    let between = s.children(noun).find(clause);
    let first = s.children(verb).find(finite).filter(|_| nominal && subject(verb).is_none());
    let Some((first, between)) = first.zip(between) else { return false };
    if between > first || subject(between).is_none() {
        return false;
    }
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) =
        (Some(verb), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    for c in 0..s.tokens.len() {
        if c > verb && s.tokens[c].head == Some(noun) {
            s.tokens[c].head = Some(verb);
        }
        if c < between && s.tokens[c].head == Some(verb) && s.tokens[c].deprel == Deprel::Mark {
            s.tokens[c].head = Some(between);
        }
    }
    true
}

/// "*M23 fighters* seized", "the *chargé d'affaires* was" taken for two subjects: of two nouns side by side that have the same
/// verb, one of them a name, the first belongs to the second, and with it what describes it.
pub(super) fn name_before_subject(s: &mut Sentence, first: usize) -> bool {
    let second = first + 1;
    let Some(next) = s.tokens.get(second) else { return false };
    let t = &s.tokens[first];
    let subjects = matches!(t.deprel, Deprel::Nsubj | Deprel::NsubjPass) && t.deprel == next.deprel;
    let one_name = t.upos == Upos::Propn && next.xpos == Xpos::Nns || t.upos == Upos::Noun && next.upos == Upos::Propn;
    if !subjects || t.head != next.head || !one_name {
        return false;
    }
    (s.tokens[first].head, s.tokens[first].deprel) = (Some(second), Deprel::Compound);
    s.tokens[..first].iter_mut().filter(|t| t.head == Some(first)).for_each(|t| t.head = Some(second));
    true
}

/// "Condemned *the plan to seize* the city" taken for a purpose: an infinitive right behind an object that says what
/// becomes of an act, where its verb orders nobody, completes the object.
pub(super) fn infinitive_of_object(s: &mut Sentence, g: &Grammar, frames: &Frames, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let to = infinitive.wrapping_sub(1);
    let base = t.xpos == Xpos::Vb && s.tokens.get(to).is_some_and(|t| g.is_infinitive(&t.lemma));
    let Some(verb) = t.head.filter(|&h| base && t.deprel == Deprel::Advcl && h < infinitive) else { return false };
    let Some(object) = s.child(verb, Deprel::Obj).filter(|&o| o + 1 == to) else { return false };
    let completes = frames.of(Pos::Noun, &s.tokens[object].lemma).iter().any(|p| {
        let frame = frames.get(p.frame);
        p.rest.is_empty() && frame.below.is_some() && (frame.act.is_empty() || frame.act.contains(&Slot::Comp))
    });
    let orders = |v: usize| {
        frames.of(Pos::Verb, &s.tokens[v].lemma).iter().any(|p| {
            let frame = frames.get(p.frame);
            let comp = frame.act.is_empty() || frame.act.contains(&Slot::Comp);
            p.rest.is_empty() && frame.controls_object() && frame.below == Some(Status::Proposed) && comp
        })
    };
    if s.tokens[object].upos != Upos::Noun || !completes || orders(verb) {
        return false;
    }
    (s.tokens[infinitive].head, s.tokens[infinitive].deprel) = (Some(object), Deprel::Acl);
    true
}

/// "Said the talks had failed, *adding* that both were tired" with two things said: a clause right behind a participle of
/// saying is the participle's.
pub(super) fn clause_of_participle(s: &mut Sentence, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Ccomp && h < clause) else { return false };
    let first = s.subtree(clause).first().copied().unwrap_or(clause);
    let Some(participle) = first.checked_sub(1).filter(|&p| p > verb || s.tokens[p].head == Some(verb)) else {
        return false;
    };
    let p = &s.tokens[participle];
    let beside = p.xpos == Xpos::Vbg && p.deprel == Deprel::Advcl && p.head == Some(verb);
    if !beside || s.child(participle, Deprel::Ccomp).is_some() || !cues.says_clauses(&p.lemma) {
        return false;
    }
    s.tokens[clause].head = Some(participle);
    true
}

/// "Called the demand *unacceptable*" taken for an unacceptable demand: an adjective behind the object of a verb of naming is
/// what the object is called.
pub(super) fn named_behind_object(s: &mut Sentence, g: &Grammar, adjective: usize) -> bool {
    let t = &s.tokens[adjective];
    let behind = t.upos == Upos::Adj && t.deprel == Deprel::Amod && t.head.is_some_and(|h| h < adjective);
    let Some(noun) = t.head.filter(|&h| behind && s.tokens[h].deprel == Deprel::Obj) else { return false };
    let naming = |&v: &usize| v < noun && s.tokens[v].upos == Upos::Verb && g.is_naming(&s.tokens[v].lemma);
    let Some(verb) = s.tokens[noun].head.filter(naming) else { return false };
    if s.child(verb, Deprel::Xcomp).is_some() || s.child(adjective, Deprel::Obl).is_some() {
        return false;
    }
    (s.tokens[adjective].head, s.tokens[adjective].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "Wants *the port reopened*" with a port that was: a participle that ends the object of a wish is what is to be done to it.
pub(super) fn participle_of_wish(s: &mut Sentence, g: &Grammar, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let bare = t.deprel == Deprel::Acl && t.xpos == Xpos::Vbn && s.child(participle, Deprel::OblAgent).is_none();
    let Some(object) = t.head.filter(|&h| bare && h + 1 == participle && s.tokens[h].deprel == Deprel::Obj) else {
        return false;
    };
    let Some(verb) = s.tokens[object].head.filter(|&v| v < object && g.is_desire(&s.tokens[v].lemma)) else {
        return false;
    };
    s.tokens[participle].head = Some(verb);
    s.tokens[participle].deprel = Deprel::Xcomp;
    true
}
