//! Participles that the parser takes for the verb of the sentence, and verbs that it takes for participles.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::case;
use super::verbs::may_be_past;
use crate::lexicon::actors::{ActorLexicon, Entry};
use crate::lexicon::frames::{Frames, Pos};
use crate::lexicon::grammar::Grammar;

/// "*Drones* launched by the rebels *struck* two ships", "the *truce* signed by both sides *came* into force" with drones that
/// launched: what has its doer behind "by" and no auxiliary describes the noun before it, and the past behind it is the verb.
pub(super) fn described_by_doer(s: &mut Sentence, g: &Grammar, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let past = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn);
    let plain = |c: usize| {
        let d = s.tokens[c].deprel;
        matches!(d, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Obj | Deprel::Mark) && c < participle
            || d == Deprel::Obj
    };
    if !past || participle == 0 || s.children(participle).any(plain) {
        return false;
    }
    let subject = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && c < participle;
    let Some(noun) = s.children(participle).find(subject).filter(|&n| s.tokens[n].upos == Upos::Noun) else {
        return false;
    };
    // The subject's phrase ends right before.
    if s.subtree(noun).last().is_none_or(|&l| l + 1 != participle) {
        return false;
    }
    let doer = |&c: &usize| {
        let t = &s.tokens[c];
        let by = case(s, c).is_some_and(|p| g.is_agent(&s.tokens[p].lemma));
        let somebody = !g.is_calendar(&t.lemma.to_lowercase()) && s.child(c, Deprel::Nummod).is_none();
        c > participle && by && somebody && matches!(t.upos, Upos::Noun | Upos::Propn)
    };
    let Some(doer) = s.children(participle).find(doer) else { return false };
    let verb = s.children(participle).find(|&c| {
        let t = &s.tokens[c];
        let finite = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
        let marked = s.children(c).any(|m| m < c && matches!(s.tokens[m].deprel, Deprel::Mark | Deprel::Expl));
        c > doer
            && finite
            && !marked
            && matches!(t.deprel, Deprel::Advcl | Deprel::Conj | Deprel::Ccomp | Deprel::Xcomp)
    });
    let Some(verb) = verb else { return false };
    let others: Vec<usize> = s.children(verb).filter(|&c| s.tokens[c].deprel == Deprel::Nsubj).collect();
    let and = s.children(verb).find(|&c| s.tokens[c].deprel == Deprel::Cc && c < verb);
    match (others.first(), and) {
        (None, None) => {}
        // "by the government *and the rebels* came": who stands behind the "and" is another doer.
        (Some(&second), Some(and)) if and < second && s.subtree(second).last().is_some_and(|&l| l < verb) => {
            (s.tokens[second].head, s.tokens[second].deprel) = (Some(doer), Deprel::Conj);
            s.tokens[and].head = Some(second);
        }
        _ => return false,
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (s.tokens[participle].head, s.tokens[participle].deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
    s.tokens[participle].xpos = Xpos::Vbn;
    if s.tokens[verb].xpos == Xpos::Vbn && s.child(verb, Deprel::Obj).is_some() {
        s.tokens[verb].xpos = Xpos::Vbd;
    }
    s.tokens[doer].deprel = Deprel::OblAgent;
    for t in 0..s.tokens.len() {
        let outside = t < noun || t > verb;
        if s.tokens[t].head == Some(participle) && outside {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "Troops backed by tanks *crossed* into Mali." with troops that were crossed: the verb of a whole sentence that has no
/// auxiliary is no passive; headlines have no full stop.
pub(super) fn active_of_sentence(s: &mut Sentence, text: &str, verb: usize) -> bool {
    let t = &s.tokens[verb];
    // "*Clashed* with police": a finite past is none at all.
    let root = t.upos == Upos::Verb && (t.xpos == Xpos::Vbd || t.head.is_none() && t.xpos == Xpos::Vbn);
    let ends = || s.tokens[verb].xpos == Xpos::Vbd || s.tokens.last().is_some_and(|t| t.form(text) == ".");
    let helped =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::OblAgent);
    if !root || !ends() || s.children(verb).any(helped) {
        return false;
    }
    let Some(subject) = s.child(verb, Deprel::NsubjPass).filter(|&c| c < verb) else { return false };
    s.tokens[subject].deprel = Deprel::Nsubj;
    s.tokens[verb].xpos = Xpos::Vbd;
    true
}

/// "*Prosecutors unsealed charges* against" taken for charges that unsealed prosecutors are: a past right between the subject
/// of a noun without a copula and that noun is the verb.
pub(super) fn verb_of_noun_sentence(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let modifies = matches!(t.deprel, Deprel::Amod | Deprel::Acl) && may_be_past(s, verb);
    let Some(subject) = t.head.filter(|&h| modifies && h + 1 == verb) else { return false };
    let Some(noun) = s.tokens[subject].head.filter(|&n| n > verb && s.tokens[n].head.is_none()) else { return false };
    let named = matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) && s.child(noun, Deprel::Cop).is_none();
    let is_subject = matches!(s.tokens[subject].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    // The noun's phrase begins right behind.
    let begins = (verb + 1..noun).all(|t| s.tokens[t].head.is_some_and(|h| h > verb && h <= noun));
    if !named || !is_subject || !begins || s.children(verb).any(|c| s.tokens[c].deprel != Deprel::Advmod) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    s.tokens[verb].xpos = Xpos::Vbd;
    (s.tokens[subject].head, s.tokens[subject].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for t in 0..s.tokens.len() {
        if s.tokens[t].head == Some(noun) && (t < subject || s.tokens[t].upos == Upos::Punct) {
            s.tokens[t].head = Some(verb);
        }
    }
    true
}

/// "Imposed asset freezes and *travel bans*" with a travel that bans: a plural with a bare noun right before it, behind the
/// object and an "and", is a second object.
pub(super) fn plural_as_second_verb(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let odd = t.upos == Upos::Verb && t.xpos == Xpos::Vbz && t.deprel == Deprel::Conj && verb > 2;
    let Some(first) = t.head.filter(|&h| odd && h < verb && s.tokens[h].upos == Upos::Verb) else { return false };
    let part = verb - 1;
    let bare =
        s.tokens[part].xpos == Xpos::Nn && s.tokens[part].deprel == Deprel::Nsubj && s.children(part).count() == 0;
    let and = s.tokens[verb - 2].upos == Upos::Cconj;
    let Some(object) = s.child(first, Deprel::Obj).filter(|&o| bare && and && o + 3 == verb) else { return false };
    if s.tokens[object].xpos != Xpos::Nns || s.child(verb, Deprel::Obj).is_some() {
        return false;
    }
    (s.tokens[verb].upos, s.tokens[verb].xpos) = (Upos::Noun, Xpos::Nns);
    s.tokens[verb].head = Some(object);
    (s.tokens[part].head, s.tokens[part].deprel) = (Some(verb), Deprel::Compound);
    for t in verb + 1..s.tokens.len() {
        if s.tokens[t].head == Some(verb) && s.tokens[t].deprel != Deprel::Punct {
            s.tokens[t].head = Some(first);
        }
    }
    true
}

/// "Prompted the EU to *freeze talks*" with freeze talks to which it prompted: a base form right behind "to" is an infinitive, and
/// the noun that it seems a part of is its object.
pub(super) fn infinitive_as_part(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let part = t.xpos == Xpos::Vb && matches!(t.deprel, Deprel::Compound | Deprel::Amod) && verb > 1;
    let to = verb.wrapping_sub(1);
    let Some(noun) = t.head.filter(|&h| part && h > verb && s.tokens[to].xpos == Xpos::To) else { return false };
    let Some(above) = s.tokens[noun].head.filter(|&h| h < to && s.tokens[to].head == Some(noun)) else { return false };
    if s.tokens[above].upos != Upos::Verb {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].upos) = (Some(above), Deprel::Xcomp, Upos::Verb);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    (s.tokens[to].head, s.tokens[to].deprel, s.tokens[to].upos) = (Some(verb), Deprel::Mark, Upos::Part);
    true
}

/// "*Government shelling* killed ten" with a government that shells: a gerund with a bare noun right before it and no object is
/// a noun where it is a subject.
pub(super) fn gerund_as_subject(s: &mut Sentence, text: &str, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    // ... or seems to stand beside the verb right behind it.
    let beside = t.deprel == Deprel::Advcl
        && t.head.is_some_and(|h| {
            h > gerund
                && !s.children(h).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass))
                && s.tokens[gerund..h].iter().all(|t| t.upos != Upos::Punct)
        });
    let placed = t.deprel == Deprel::Nsubj || beside;
    let subject = t.upos == Upos::Verb && t.xpos == Xpos::Vbg && placed && gerund > 0;
    let part = gerund.wrapping_sub(1);
    let bare = subject && s.tokens[part].head == Some(gerund) && s.tokens[part].deprel == Deprel::Nsubj;
    let more = |c: usize| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Aux | Deprel::Mark | Deprel::Ccomp);
    if !bare || s.tokens[part].upos != Upos::Noun || s.children(gerund).any(more) {
        return false;
    }
    let form = s.tokens[gerund].form(text).to_lowercase();
    s.tokens[gerund].lemma = form.as_str().into();
    (s.tokens[gerund].upos, s.tokens[gerund].xpos, s.tokens[gerund].deprel) = (Upos::Noun, Xpos::Nn, Deprel::Nsubj);
    s.tokens[part].deprel = Deprel::Compound;
    for c in 0..part {
        if s.tokens[c].head == Some(part) && matches!(s.tokens[c].deprel, Deprel::Amod | Deprel::Det | Deprel::NmodPoss)
        {
            s.tokens[c].head = Some(gerund);
        }
    }
    true
}

/// "Forty died after *a car bomb struck* a bus" with a struck of bombs after which they died: a past with an object, behind
/// such a preposition and a noun of its own, is a clause.
pub(super) fn past_as_phrase(s: &mut Sentence, g: &Grammar, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let past = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn) && t.deprel == Deprel::Obl && verb > 1;
    let Some(preposition) = case(s, verb).filter(|&p| past && g.is_occasion(&s.tokens[p].lemma)) else { return false };
    let noun = verb - 1;
    let part = s.tokens[noun].head == Some(verb)
        && matches!(s.tokens[noun].deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::NmodPoss)
        && matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn);
    let object = s.child(verb, Deprel::Obj).is_some_and(|o| o > verb);
    if !part || !object {
        return false;
    }
    s.tokens[verb].deprel = Deprel::Advcl;
    s.tokens[verb].xpos = Xpos::Vbd;
    s.tokens[preposition].deprel = Deprel::Mark;
    s.tokens[noun].deprel = Deprel::Nsubj;
    for c in preposition + 1..noun {
        if s.tokens[c].head == Some(verb) {
            s.tokens[c].head = Some(noun);
        }
    }
    true
}

/// "Summoned the *ambassador Monday*" with a Monday whose title is ambassador: the noun before a bare day is the object.
pub(super) fn day_as_object(s: &mut Sentence, g: &Grammar, day: usize) -> bool {
    let t = &s.tokens[day];
    let object = t.deprel == Deprel::Obj && t.upos == Upos::Propn && day > 0 && g.is_calendar(&t.lemma.to_lowercase());
    let Some(verb) = t.head.filter(|&v| object && v + 1 < day) else { return false };
    let noun = day - 1;
    let part = s.tokens[noun].head == Some(day)
        && matches!(s.tokens[noun].deprel, Deprel::NmodDesc | Deprel::Compound | Deprel::Nmod);
    if !part || !matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn) {
        return false;
    }
    (s.tokens[noun].head, s.tokens[noun].deprel, s.tokens[day].deprel) = (Some(verb), Deprel::Obj, Deprel::OblUnmarked);
    for c in verb + 1..noun {
        if s.tokens[c].head == Some(day) {
            s.tokens[c].head = Some(noun);
        }
    }
    true
}

/// "Prompted the EU to *freeze talks*" with talks that it prompted: of two objects the one behind an infinitive is that's.
pub(super) fn object_behind_infinitive(s: &mut Sentence, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let open = t.deprel == Deprel::Xcomp && t.xpos == Xpos::Vb && s.child(infinitive, Deprel::Obj).is_none();
    let Some(verb) = t.head.filter(|&v| open && v < infinitive && s.tokens[v].upos == Upos::Verb) else { return false };
    let objects: Vec<usize> = s.children(verb).filter(|&c| s.tokens[c].deprel == Deprel::Obj).collect();
    let [first, second] = objects[..] else { return false };
    let begins = s.subtree(second).first() == Some(&(infinitive + 1));
    if first < infinitive && begins {
        s.tokens[second].head = Some(infinitive);
    }
    true
}

/// "Announced *visa bans* on members" with a visa that bans: a plural of an event noun with a bare noun before it, right behind
/// a verb and with nothing that it does something to, is that verb's object.
pub(super) fn plural_as_clause(s: &mut Sentence, frames: &Frames, plural: usize) -> bool {
    let t = &s.tokens[plural];
    let odd = t.upos == Upos::Verb && t.xpos == Xpos::Vbz && matches!(t.deprel, Deprel::Ccomp | Deprel::Xcomp);
    if !odd || plural < 2 || frames.of(Pos::Noun, &t.lemma).is_empty() {
        return false;
    }
    let part = plural - 1;
    let bare = s.tokens[part].xpos == Xpos::Nn && s.tokens[part].deprel == Deprel::Nsubj;
    let Some(verb) = t.head.filter(|&v| bare && s.subtree(part).first() == Some(&(v + 1))) else { return false };
    let determined = s.children(part).any(|c| matches!(s.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss));
    let does = |c: usize| {
        matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Mark | Deprel::Aux)
    };
    if determined || s.child(verb, Deprel::Obj).is_some() || s.children(plural).any(does) {
        return false;
    }
    (s.tokens[plural].upos, s.tokens[plural].xpos, s.tokens[plural].deprel) = (Upos::Noun, Xpos::Nns, Deprel::Obj);
    s.tokens[part].deprel = Deprel::Compound;
    for c in plural + 1..s.tokens.len() {
        if s.tokens[c].head == Some(plural) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "*Imposed visa bans* on them" with a visa that bans that somebody imposed it: the same where the parser makes the plural
/// the verb of the sentence.
pub(super) fn plural_as_main_verb(s: &mut Sentence, frames: &Frames, plural: usize) -> bool {
    let t = &s.tokens[plural];
    let odd = t.upos == Upos::Verb && t.xpos == Xpos::Vbz && plural > 2;
    if !odd || frames.of(Pos::Noun, &t.lemma).is_empty() {
        return false;
    }
    let (part, verb) = (plural - 1, plural - 2);
    let bare = s.tokens[part].xpos == Xpos::Nn && s.tokens[part].head == Some(plural);
    let clause = s.tokens[verb].head == Some(plural)
        && matches!(s.tokens[verb].deprel, Deprel::Csubj | Deprel::Advcl | Deprel::Ccomp)
        && may_be_past(s, verb)
        && s.child(verb, Deprel::Nsubj).is_some();
    let does = |c: usize| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Aux);
    if !bare || !clause || s.tokens[part].deprel != Deprel::Nsubj || s.children(plural).any(does) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (s.tokens[plural].head, s.tokens[plural].deprel);
    s.tokens[verb].xpos = Xpos::Vbd;
    (s.tokens[plural].upos, s.tokens[plural].xpos) = (Upos::Noun, Xpos::Nns);
    (s.tokens[plural].head, s.tokens[plural].deprel) = (Some(verb), Deprel::Obj);
    s.tokens[part].deprel = Deprel::Compound;
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(plural) && c != part {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "The soldiers, *arrested* near the border, *were sentenced*" with soldiers who arrested: what stands between commas behind
/// the subject describes it, and the verb with an auxiliary behind them is the sentence's.
pub(super) fn described_between_commas(s: &mut Sentence, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let past = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbd | Xpos::Vbn) && participle > 1;
    if !past || s.tokens[participle - 1].upos != Upos::Punct {
        return false;
    }
    let helped = |c: usize| {
        c < participle && matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass)
            || s.tokens[c].deprel == Deprel::Obj
    };
    let Some(noun) = s.child(participle, Deprel::Nsubj).filter(|&n| n < participle) else { return false };
    let ends = |t: usize| s.tokens[t].upos != Upos::Punct;
    let last = s.subtree(noun).into_iter().rfind(|&t| ends(t));
    let told = s.children(noun).any(|c| matches!(s.tokens[c].deprel, Deprel::Appos | Deprel::AclRelcl | Deprel::Conj));
    if last != Some(participle - 2) || told || s.children(participle).any(helped) {
        return false;
    }
    // "Were sentenced" may hang from the participle or the other way round.
    let above = s.tokens[participle].head.filter(|_| s.tokens[participle].deprel == Deprel::Advcl).filter(|&h| {
        let subject = |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        h > participle && s.tokens[h].upos == Upos::Verb && !s.children(h).any(subject)
    });
    if let Some(verb) = above {
        let passive = s.child(verb, Deprel::AuxPass).is_some();
        let subject = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
        (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), subject);
        (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
        s.tokens[participle].xpos = Xpos::Vbn;
        return true;
    }
    let verb = s.children(participle).find(|&c| {
        let has = |d: Deprel| s.child(c, d).is_some();
        let aux = s.children(c).find(|&a| matches!(s.tokens[a].deprel, Deprel::Aux | Deprel::AuxPass));
        c > participle
            && s.tokens[c].deprel == Deprel::Conj
            && s.tokens[c].upos == Upos::Verb
            && !(has(Deprel::Cc) || has(Deprel::Nsubj) || has(Deprel::NsubjPass))
            && aux.is_some_and(|a| s.tokens[a - 1].upos == Upos::Punct)
    });
    let Some(verb) = verb else { return false };
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    (s.tokens[verb].head, s.tokens[verb].deprel) = (s.tokens[participle].head, s.tokens[participle].deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) =
        (Some(verb), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
    s.tokens[participle].xpos = Xpos::Vbn;
    for c in verb + 1..s.tokens.len() {
        if s.tokens[c].head == Some(participle) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "The foreign ministers of Iceland, *Estonia and Lithuania*" with ministers beside states: states behind the one that a plural
/// belongs to own it as well.
pub(super) fn states_of_plural(s: &mut Sentence, text: &str, lexicon: &ActorLexicon, state: usize) -> bool {
    let t = &s.tokens[state];
    let beside = t.upos == Upos::Propn && matches!(t.deprel, Deprel::Conj | Deprel::Appos);
    let Some(plural) = t.head.filter(|&h| beside && h < state && s.tokens[h].xpos == Xpos::Nns) else { return false };
    let is_state = |t: usize| {
        let meaning = lexicon.meaning(s.tokens[t].form(text));
        meaning.iter().any(|e| matches!(e, Entry::State(_)))
    };
    let owner = s.children(plural).find(|&c| {
        c > plural && c < state && s.tokens[c].deprel == Deprel::Nmod && s.tokens[c].upos == Upos::Propn && is_state(c)
    });
    let Some(owner) = owner.filter(|_| is_state(state)) else { return false };
    let between = |t: usize| {
        matches!(s.tokens[t].upos, Upos::Punct | Upos::Cconj | Upos::Propn) || s.tokens[t].deprel == Deprel::Det
    };
    if !(owner + 1..state).all(between) {
        return false;
    }
    (s.tokens[state].head, s.tokens[state].deprel) = (Some(owner), Deprel::Conj);
    let later: Vec<usize> = s.children(state).filter(|&c| s.tokens[c].deprel == Deprel::Conj).collect();
    for c in later {
        s.tokens[c].head = Some(owner);
    }
    true
}

/// "Accused the envoy of having lied and *threatened* to leave" with an envoy who threatened: a finite past stands beside no
/// participle or infinitive, but the finite verb above.
pub(super) fn past_beside_participle(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let own =
        |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::AuxPass);
    // "urged them to negotiate and *appealed* for calm": nor does a participle stand beside an infinitive.
    let past = t.xpos == Xpos::Vbd
        || t.xpos == Xpos::Vbn
            && t.head.is_some_and(|h| s.tokens[h].xpos == Xpos::Vb && s.child(h, Deprel::AuxPass).is_none());
    let joined = t.upos == Upos::Verb && past && t.deprel == Deprel::Conj && !s.children(verb).any(own);
    let Some(beside) = t.head.filter(|&h| joined && h < verb && s.tokens[h].upos == Upos::Verb) else { return false };
    let mut at = beside;
    for _ in 0..3 {
        let bare = |c: usize| {
            s.tokens[c].deprel == Deprel::Mark && s.tokens[c].xpos == Xpos::To
                || s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Vbg
        };
        // "said they would go ahead and *called* on them": nor beside what will be.
        let coming = t.xpos == Xpos::Vbd
            && s.tokens[at].deprel == Deprel::Ccomp
            && s.tokens[at].xpos == Xpos::Vb
            && s.children(at).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
        let open = coming || s.tokens[at].xpos == Xpos::Vbg || s.children(at).any(bare);
        let inside = coming || matches!(s.tokens[at].deprel, Deprel::Xcomp | Deprel::Advcl);
        let subject =
            !coming && s.children(at).any(|c| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
        let Some(above) = s.tokens[at].head.filter(|&h| open && inside && !subject && h < at) else { break };
        at = above;
    }
    if at == beside || s.tokens[at].upos != Upos::Verb || s.tokens[at].xpos != Xpos::Vbd {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].xpos) = (Some(at), Xpos::Vbd);
    true
}

/// "A plan *put forward by Egypt calls* for a truce" with a plan that is put forward by calls: a finite verb does nothing
/// "by" itself; the doer stands before it, and what was done describes the subject.
pub(super) fn verb_as_doer(s: &mut Sentence, g: &Grammar, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
    let above = t.head.filter(|&h| finite && h < verb && matches!(t.deprel, Deprel::OblAgent | Deprel::Obl));
    let Some(participle) = above.filter(|&h| s.tokens[h].upos == Upos::Verb) else { return false };
    let helped = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass);
    let subject = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && c < participle;
    let doer = s.children(verb).find(|&c| {
        let by = case(s, c).is_some_and(|p| g.is_agent(&s.tokens[p].lemma));
        s.tokens[c].deprel == Deprel::Nsubj && c < verb && by
    });
    let noun = s.children(participle).find(subject).filter(|_| !s.children(participle).any(|c| helped(&c)));
    let (Some(doer), Some(noun)) = (doer, noun) else { return false };
    (s.tokens[verb].head, s.tokens[verb].deprel) = (s.tokens[participle].head, s.tokens[participle].deprel);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
    s.tokens[participle].xpos = Xpos::Vbn;
    (s.tokens[doer].head, s.tokens[doer].deprel) = (Some(participle), Deprel::OblAgent);
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(participle) && (c < noun || c > verb) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}
