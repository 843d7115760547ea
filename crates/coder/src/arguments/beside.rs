//! Participles, infinitives and phrases beside a verb: which verb they go on with, and who does what they say.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::{Arguments, case_of, own_subject, relative_antecedent, speaker_of, subject_of};
use crate::lexicon::frames::Slot;
use crate::lexicon::grammar::Grammar;

/// Whoever is given time by a verb.
pub(super) fn due_to(g: &Grammar, s: &Sentence, verb: usize) -> Option<usize> {
    let time = |d| s.child(verb, d).is_some_and(|o| o > verb && g.is_calendar(&s.tokens[o].lemma));
    s.child(verb, Deprel::Iobj).filter(|_| time(Deprel::Obj) || time(Deprel::OblUnmarked))
}

/// Whether a participle goes on behind a comma.
pub(super) fn is_behind_comma(s: &Sentence, v: usize) -> bool {
    let first = s.children(v).find(|&c| c < v).unwrap_or(v);
    first > 0 && s.tokens[first.min(v)].upos == Upos::Punct || v > 0 && s.tokens[v - 1].upos == Upos::Punct
}

/// "Fired on a crowd waiting for food, *killing* ten", "bombed the camp, medics said, *killing* ten": the verb that a participle
/// behind a comma goes on with, where the tree hangs it from a participle or from whoever says so; but "medics said, *urging*
/// them to leave": whoever says so goes on saying.
pub(super) fn verb_gone_on(g: &Grammar, s: &Sentence, head: usize, participle: usize) -> Option<usize> {
    let t = &s.tokens[head];
    match t.deprel {
        Deprel::Parataxis if g.is_uttering(&s.tokens[participle].lemma) => None,
        Deprel::Acl if matches!(t.xpos, Xpos::Vbg | Xpos::Vbn) => verb_before(s, t.head?),
        Deprel::Parataxis => t.head.filter(|&h| h < head && s.tokens[h].upos == Upos::Verb),
        // The same where the tree hangs what was said from the saying.
        _ if !g.is_uttering(&s.tokens[participle].lemma) => {
            let said = s.child(head, Deprel::Ccomp).filter(|&c| c < head && s.tokens[c].upos == Upos::Verb)?;
            s.children(head).any(|c| c > said && c < head && s.tokens[c].deprel == Deprel::Nsubj).then_some(said)
        }
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

/// "Flew to Cairo in *search* of a truce", "a truce was proposed with the *backing* of Cairo": who does what the noun's phrase
/// hangs from, and to what.
pub(super) fn of_verb_above(g: &Grammar, s: &Sentence, n: usize, out: &mut Arguments) {
    let hangs = matches!(s.tokens[n].deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl);
    if !hangs || case_of(s, n).is_none() {
        return;
    }
    let above = std::iter::successors(s.tokens[n].head, |&t| s.tokens[t].head);
    let Some(verb) = above.take(3).find(|&h| s.tokens[h].upos == Upos::Verb) else { return };
    subject_of(g, s, verb).into_iter().for_each(|t| out.add(Slot::Doer, t));
    let thing = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::NsubjPass);
    s.children(verb).find(thing).into_iter().for_each(|t| out.add(Slot::Clause, t));
}

/// "a pledge *which* Kenya has yet *to make*": what the pronoun of the verb above means is what the infinitive is done to.
pub(super) fn gap_of_infinitive(s: &Sentence, infinitive: usize) -> Option<usize> {
    let above = s.tokens[infinitive].head.filter(|&h| s.tokens[h].deprel == Deprel::AclRelcl)?;
    let pronoun = s.child(above, Deprel::Obj).filter(|&o| o < above)?;
    relative_antecedent(s, pronoun, above)
}

/// A participle without conjunction, particle, subject or auxiliary of its own.
pub(super) fn is_bare(s: &Sentence, participle: usize) -> bool {
    let opens = |c: usize| {
        let d = s.tokens[c].deprel;
        matches!(d, Deprel::Mark | Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass)
    };
    !s.children(participle).any(opens)
}

/// "Chile is *against* the embargo", "the premier, *due at* the palace on Friday": what a preposition, or an adjective that the
/// tree takes for one, says of whom.
#[must_use]
pub fn of_preposition(g: &Grammar, s: &Sentence, preposition: usize) -> Option<Arguments> {
    let phrase = s.tokens[preposition].head.filter(|_| s.tokens[preposition].deprel == Deprel::Case)?;
    let is = s.child(phrase, Deprel::Cop).and_then(|_| own_subject(g, s, phrase));
    let subject = is.or_else(|| set_off(g, s, preposition, phrase))?;
    let mut out = Arguments::default();
    out.add_phrase(s, Slot::Subj, subject);
    out.add_phrase(s, Slot::Obj, phrase);
    let words = s.children(preposition).filter(|&c| s.tokens[c].deprel == Deprel::Fixed);
    for word in words {
        out.add_phrase(s, Slot::Prep(s.tokens[word].lemma.as_str().into()), phrase);
    }
    let speaker = speaker_of(g, s, phrase);
    speaker.into_iter().for_each(|t| out.add_phrase(s, Slot::Speaker, t));
    Some(out)
}

/// "*The premier*, due at the palace on Friday, said": whom an adjective behind a comma describes, which the tree takes for a
/// preposition of the verb's.
fn set_off(g: &Grammar, s: &Sentence, adjective: usize, phrase: usize) -> Option<usize> {
    let comma = adjective.checked_sub(1).is_some_and(|c| s.tokens[c].upos == Upos::Punct);
    if !comma || s.tokens[adjective].upos != Upos::Adj {
        return None;
    }
    let above = s.tokens[phrase].head?;
    match s.tokens[above].upos {
        Upos::Noun | Upos::Propn => Some(above).filter(|&a| a < adjective),
        _ => subject_of(g, s, above).filter(|&x| x < adjective),
    }
}
