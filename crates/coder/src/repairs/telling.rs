//! What is said behind verbs that take no object, where the parser has taken the first words of the clause for one; and
//! sayings set into a sentence whose verb or speaker it has taken for something else.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::subjects::has_subject;
use crate::lexicon::actors::{ActorLexicon, NounKind};
use crate::lexicon::cues::Cues;
use crate::lexicon::grammar::Grammar;

fn is_finite(s: &Sentence, t: usize) -> bool {
    matches!(s.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// "Said *supporters of the group* were sharing it", "said *his decision* was a mistake" with supporters and a decision that
/// somebody said: what stands between a verb that takes no object and the first verb of a clause without a subject of its
/// own is that subject.
pub(super) fn first_words_as_object(s: &mut Sentence, text: &str, cues: &Cues, object: usize) -> bool {
    let t = &s.tokens[object];
    let nominal = matches!(t.upos, Upos::Noun | Upos::Propn) && matches!(t.deprel, Deprel::Obj | Deprel::Iobj);
    let Some(verb) = t.head.filter(|&v| nominal && v < object && cues.may_say_clause(&s.tokens[v].lemma)) else {
        return false;
    };
    // "Fear *the new approach* will fail": what may have an object too has a clause where the object is followed by an
    // auxiliary, for no relative clause lacks both its pronoun and its subject.
    let only = cues.says_only_clauses(&s.tokens[verb].lemma);
    let first = s.subtree(object).first().copied();
    let said = s.children(verb).any(|c| c > verb && s.tokens[c].deprel == Deprel::Mark);
    if first != Some(verb + 1) || said || s.child(verb, Deprel::Ccomp).is_some_and(|c| has_subject(s, c)) {
        // "Said states *like Kenya will* clarify it": the end of the phrase taken for the subject.
        return first == Some(verb + 1) && !said && tail_as_subject(s, verb, object);
    }
    // The first finite verb that no relative clause holds, and the clause that it opens.
    let relative = |c: usize| s.tokens[c].deprel == Deprel::AclRelcl;
    let clause_of = |f: usize| match s.tokens[f].deprel {
        Deprel::Aux | Deprel::AuxPass | Deprel::Cop => s.tokens[f].head,
        _ => (s.tokens[f].upos == Upos::Verb).then_some(f),
    };
    let opens = |f: &usize| is_finite(s, *f) && clause_of(*f).is_some_and(|c| !relative(c));
    let Some(finite) = (object + 1..s.tokens.len()).find(opens) else { return false };
    let Some(clause) = clause_of(finite).filter(|&c| c >= finite) else { return false };
    let marked =
        s.children(clause).any(|c| c > object && c < finite && matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Cc));
    // All that stands between is the object's, or a phrase beside it.
    let between = (object + 1..finite).all(|w| {
        s.is_below(w, object)
            || s.is_below(w, verb) && !s.is_below(w, clause)
            || s.tokens[w].upos == Upos::Punct
            || s.tokens[w].deprel == Deprel::Advmod
    });
    let parted = (object + 1..finite).any(|w| matches!(s.tokens[w].form(text), ";" | ":" | "\"" | "“" | "”"));
    // "He said yes, adding": nor does a verb that has somebody before it begin there.
    let own = s.children(clause).any(|c| c > object && super::verbs::is_subject(s, c));
    if marked || own || !between || parted || s.tokens[finite - 1].upos == Upos::Cconj {
        return false;
    }
    let right_behind = || {
        let auxiliary = s.tokens[finite].upos == Upos::Aux && clause != finite;
        let below =
            s.tokens[clause].head.is_some_and(|h| h == verb || h == object) || s.tokens[verb].head == Some(clause);
        let plain = (object + 1..finite).all(|w| s.is_below(w, object) && s.tokens[w].upos != Upos::Punct);
        let relative =
            (object + 1..finite).any(|w| matches!(s.tokens[w].xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::Vbn));
        auxiliary && below && plain && !relative
    };
    if !only && !right_behind() {
        return false;
    }
    if s.is_below(verb, clause) {
        // The clause has been taken for what governs the saying.
        let above = s.tokens[clause].head;
        let label = s.tokens[clause].deprel;
        let next = s.children(clause).find(|&c| {
            c > clause && matches!(s.tokens[c].deprel, Deprel::Parataxis | Deprel::Conj) && has_subject(s, c)
        });
        let framed = s.tokens[verb].deprel == Deprel::Advcl && s.tokens[verb].head == Some(clause);
        if s.tokens[verb].head != Some(clause) {
            return false;
        }
        match next.filter(|_| framed) {
            Some(next) => {
                (s.tokens[next].head, s.tokens[next].deprel) = (above, label);
                s.tokens[verb].head = Some(next);
            }
            None => (s.tokens[verb].head, s.tokens[verb].deprel) = (above, label),
        }
        for w in 0..verb {
            if s.tokens[w].head == Some(clause) {
                s.tokens[w].head = Some(verb);
            }
        }
    }
    for w in object + 1..finite {
        if s.tokens[w].head == Some(verb) && s.tokens[w].upos != Upos::Punct {
            (s.tokens[w].head, s.tokens[w].deprel) = (Some(object), Deprel::Nmod);
        }
    }
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(verb), Deprel::Ccomp);
    let passive = s.child(clause, Deprel::AuxPass).is_some();
    (s.tokens[object].head, s.tokens[object].deprel) =
        (Some(clause), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    true
}

/// "Said *states* like Kenya will clarify it" with Kenya that will: the words right behind the verb are the subject, and what
/// stands between them and the clause's verb behind a preposition describes them.
fn tail_as_subject(s: &mut Sentence, verb: usize, object: usize) -> bool {
    let Some(clause) = s.child(verb, Deprel::Ccomp).filter(|&c| c > object) else { return false };
    let Some(subject) = s.children(clause).find(|&c| object < c && c < clause && super::verbs::is_subject(s, c)) else {
        return false;
    };
    let opener = s.children(clause).find(|&m| m == object + 1 && m < subject && s.tokens[m].deprel == Deprel::Mark);
    let Some(opener) = opener.filter(|&m| s.subtree(subject).first() == Some(&(m + 1))) else { return false };
    let label = s.tokens[subject].deprel;
    (s.tokens[opener].head, s.tokens[opener].deprel, s.tokens[opener].upos) = (Some(subject), Deprel::Case, Upos::Adp);
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(object), Deprel::Nmod);
    (s.tokens[object].head, s.tokens[object].deprel) = (Some(clause), label);
    true
}

/// "By 2021, *the UN estimates*, the war had cost", "he has urged him to, *local media report*": a noun of the form of a verb
/// of saying behind its speaker, between commas or at the end of the sentence.
pub(super) fn noun_for_saying(s: &mut Sentence, text: &str, cues: &Cues, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let form = t.upos == Upos::Noun && matches!(t.xpos, Xpos::Nn | Xpos::Nns) && noun > 1;
    if !form || !cues.says_only_clauses(&t.lemma) && !cues.says_clauses(&t.lemma) {
        return false;
    }
    let speaker = noun - 1;
    let compound = s.tokens[speaker].head == Some(noun) && s.tokens[speaker].deprel == Deprel::Compound;
    let many = s.tokens[speaker].xpos == Xpos::Nns || t.xpos == Xpos::Nn && s.tokens[speaker].upos == Upos::Noun;
    let agrees = if t.xpos == Xpos::Nns { s.tokens[speaker].upos == Upos::Propn } else { many };
    let words = s.subtree(noun);
    let Some(&first) = words.iter().find(|&&w| s.tokens[w].upos != Upos::Punct) else { return false };
    let comma = |w: usize| s.tokens.get(w).is_some_and(|t| t.form(text) == ",");
    let opened = first > 1 && comma(first - 1);
    let ends = s.tokens.get(noun + 1).is_none_or(|n| n.form(text) == ".");
    let inside = comma(noun + 1) && (noun + 2..s.tokens.len()).any(|f| is_finite(s, f));
    let alone = words.iter().all(|&w| w <= noun || s.tokens[w].upos == Upos::Punct);
    // Beside a whole clause: one that has a subject besides this noun.
    let head = t.head;
    let clause = head.filter(|&h| s.children(h).any(|c| c != noun && super::verbs::is_subject(s, c)));
    let beside = matches!(t.deprel, Deprel::Parataxis | Deprel::Appos | Deprel::Nsubj | Deprel::Obj | Deprel::Conj);
    let Some(clause) = clause.filter(|_| compound && agrees && opened && (ends || inside) && alone && beside) else {
        return false;
    };
    let xpos = if s.tokens[noun].xpos == Xpos::Nns { Xpos::Vbz } else { Xpos::Vbp };
    let verb = &mut s.tokens[noun];
    (verb.upos, verb.xpos, verb.head, verb.deprel) = (Upos::Verb, xpos, Some(clause), Deprel::Parataxis);
    s.tokens[speaker].deprel = Deprel::Nsubj;
    for w in first..speaker {
        if s.tokens[w].head == Some(noun) && s.tokens[w].upos != Upos::Punct {
            s.tokens[w].head = Some(speaker);
        }
    }
    true
}

/// "*No change of name*, he said, hides it" with a change that said: of two subjects of a verb of saying between which a comma
/// stands, the first is that of what was said.
pub(super) fn subject_before_saying(s: &mut Sentence, text: &str, cues: &Cues, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let verb = t.head.filter(|&v| t.deprel == Deprel::Nsubj && v > subject && cues.says_clauses(&s.tokens[v].lemma));
    let Some(verb) = verb else { return false };
    let Some(clause) = s.child(verb, Deprel::Ccomp).filter(|&c| c > verb && !has_subject(s, c)) else { return false };
    let other = s.children(verb).find(|&c| c > subject && c < verb && s.tokens[c].deprel == Deprel::Nsubj);
    let Some(first) = other.and_then(|o| s.subtree(o).first().copied()) else { return false };
    let comma = |w: usize| s.tokens.get(w).is_some_and(|t| t.form(text) == ",");
    if first > 0 && comma(first - 1) && comma(verb + 1) {
        s.tokens[subject].head = Some(clause);
    }
    true
}

/// "Lindqvist, a specialist at *a thinktank, who doubts* it": whoever "who" means behind a comma is a person, where the words
/// before name one, and not the body that the person works for.
pub(super) fn person_of_relative(s: &mut Sentence, text: &str, known: &ActorLexicon, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(body) = t.head.filter(|&n| t.deprel == Deprel::AclRelcl && n < clause) else { return false };
    let who =
        s.children(clause).find(|&c| c < clause && s.tokens[c].xpos == Xpos::Wp && super::verbs::is_subject(s, c));
    let comma = who.is_some_and(|w| w > 0 && s.tokens[w - 1].form(text) == ",");
    let kind = |n: usize| known.nouns.get(s.tokens[n].lemma.to_lowercase().as_str()).map(|n| n.kind);
    if !comma
        || s.tokens[body].upos != Upos::Noun
        || matches!(kind(body), Some(NounKind::Title | NounKind::Role | NounKind::Group))
    {
        return false;
    }
    let person =
        |&n: &usize| s.tokens[n].upos == Upos::Noun && matches!(kind(n), Some(NounKind::Title | NounKind::Role));
    let above = std::iter::successors(s.tokens[body].head.filter(|_| s.tokens[body].deprel == Deprel::Nmod), |&n| {
        s.tokens[n].head.filter(|_| s.tokens[n].deprel == Deprel::Nmod)
    });
    if let Some(person) = above.take(3).find(person) {
        s.tokens[clause].head = Some(person);
    }
    true
}

/// "Had been blunter in Stockholm, *warning that* they would act" with a warning beside Stockholm: a noun of the form of a
/// gerund of saying, right behind a comma and right before "that", is what the subject goes on to say.
pub(super) fn gerund_beside_noun(s: &mut Sentence, text: &str, g: &Grammar, cues: &Cues, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let form = t.form(text);
    let beside = t.upos == Upos::Noun && matches!(t.deprel, Deprel::Appos | Deprel::Conj | Deprel::Dep) && gerund > 1;
    let that = s.tokens.get(gerund + 1).is_some_and(|n| g.is_conjunction(&n.lemma));
    if !beside || !that || s.tokens[gerund - 1].form(text) != "," {
        return false;
    }
    let Some(verb) = g.gerund_of(&form.to_lowercase()).into_iter().find(|v| cues.says_clauses(v)) else { return false };
    let bare = !s.children(gerund).any(|c| matches!(s.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Amod));
    let clause = s
        .children(gerund)
        .find(|&c| c > gerund && matches!(s.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl) && has_subject(s, c));
    let predicate = std::iter::successors(t.head, |&h| s.tokens[h].head).find(|&h| has_subject(s, h));
    let Some((clause, above)) = clause.zip(predicate).filter(|_| bare) else { return false };
    let lemma = verb.as_str().into();
    let token = &mut s.tokens[gerund];
    (token.upos, token.xpos, token.lemma, token.head, token.deprel) =
        (Upos::Verb, Xpos::Vbg, lemma, Some(above), Deprel::Advcl);
    s.tokens[clause].deprel = Deprel::Ccomp;
    let mark = &mut s.tokens[gerund + 1];
    (mark.upos, mark.xpos, mark.deprel) = (Upos::Sconj, Xpos::In, Deprel::Mark);
    true
}
