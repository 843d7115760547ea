//! Words beside the verbs by which somebody takes a side: what is called something, who goes on to call for it, and the phrases
//! between a verb and its complement.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::attachments::takes_infinitive;
use super::verbs::is_subject;
use super::{case, particle_of};
use crate::lexicon::Lexicon;
use crate::lexicon::actors::{ActorLexicon, Entry, NounKind};
use crate::lexicon::cues::Cues;
use crate::lexicon::frames::{Frames, Pos, Predicate};
use crate::lexicon::grammar::Grammar;

/// "Went there *on October 17 hoping* for aid" with a day that hopes: a participle behind a day is the verb's.
pub(super) fn participle_of_day(s: &mut Sentence, g: &Grammar, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let Some(day) = t.head.filter(|&h| t.deprel == Deprel::Acl && t.xpos == Xpos::Vbg && h < participle) else {
        return false;
    };
    let is_day = |d: usize| g.is_calendar(&s.tokens[d].lemma.to_lowercase());
    let dated = is_day(day) || s.tokens[day].upos == Upos::Num && s.children(day).any(is_day);
    let when = matches!(s.tokens[day].deprel, Deprel::Obl | Deprel::OblUnmarked);
    let Some(verb) = s.tokens[day].head.filter(|&h| dated && when && s.tokens[h].upos == Upos::Verb) else {
        return false;
    };
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(verb), Deprel::Advcl);
    true
}

/// "Agreed *in principle to meet*" with a principle of meeting: behind a bare noun that tells how, an infinitive completes the
/// verb that takes one.
pub(super) fn infinitive_behind_manner(s: &mut Sentence, known: &Lexicon, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let Some(manner) = particle_of(s, infinitive).and_then(|i| i.checked_sub(1)) else { return false };
    let how = &s.tokens[manner];
    let medium = case(s, manner).is_some_and(|c| c + 1 == manner && known.grammar.is_medium(&s.tokens[c].lemma));
    let bare = how.xpos == Xpos::Nn && how.deprel == Deprel::Obl && medium;
    let Some(verb) = how.head.filter(|&h| bare && h < manner && s.tokens[h].upos == Upos::Verb) else { return false };
    let below = t.deprel == Deprel::Acl && t.head == Some(manner) || t.deprel == Deprel::Advcl && t.head == Some(verb);
    if !below || !takes_infinitive(&known.frames, &known.cues, &s.tokens[verb].lemma, None) {
        return false;
    }
    (s.tokens[infinitive].head, s.tokens[infinitive].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "*Has since given* the talks his blessing, a diplomat said" with a saying that has: between "have" and its participle no
/// conjunction stands.
pub(super) fn adverb_of_perfect(s: &mut Sentence, g: &Grammar, adverb: usize) -> bool {
    let t = &s.tokens[adverb];
    let marks = t.deprel == Deprel::Mark && g.is_sequel(&t.lemma) && adverb > 0;
    let Some(verb) = t.head.filter(|&h| marks && h == adverb + 1 && s.tokens[h].xpos == Xpos::Vbn) else {
        return false;
    };
    let have = adverb - 1;
    let perfect = g.is_perfect(&s.tokens[have].lemma) && s.tokens[have].upos == Upos::Aux;
    let Some(above) = s.tokens[have].head.filter(|&h| perfect && h > verb && s.tokens[verb].head == Some(h)) else {
        return false;
    };
    (s.tokens[adverb].upos, s.tokens[adverb].xpos, s.tokens[adverb].deprel) = (Upos::Adv, Xpos::Rb, Deprel::Advmod);
    s.tokens[have].head = Some(verb);
    if s.children(above).any(|c| c > verb && is_subject(s, c)) {
        s.tokens[verb].deprel = Deprel::Ccomp;
    }
    if s.child(verb, Deprel::AuxPass).is_none()
        && let Some(subject) = s.child(verb, Deprel::NsubjPass)
    {
        s.tokens[subject].deprel = Deprel::Nsubj;
    }
    true
}

/// "Insisted *that Chad hand* over its weapons" with a hand of Chad: the noun that a conjunction opens as a clause, right behind a
/// name or a subject and without a copula, is what the name is to do, where it may be a verb.
pub(super) fn verb_of_clause_as_noun(s: &mut Sentence, g: &Grammar, frames: &Frames, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let clause = t.upos == Upos::Noun && t.xpos == Xpos::Nn && t.deprel == Deprel::Ccomp && noun > 0;
    let bare = s.child(noun, Deprel::Cop).is_none() && s.child(noun, Deprel::Det).is_none();
    let Some(mark) = s.child(noun, Deprel::Mark).filter(|&m| clause && bare && m < noun) else { return false };
    let name = noun - 1;
    let joined = matches!(s.tokens[name].deprel, Deprel::Compound | Deprel::Flat | Deprel::Nsubj)
        && (s.tokens[name].upos == Upos::Propn || s.tokens[name].deprel == Deprel::Nsubj);
    let opens = s.subtree(name).first() == Some(&(mark + 1)) && s.tokens[name].head == Some(noun);
    if !joined || !opens || !g.is_conjunction(&s.tokens[mark].lemma) {
        return false;
    }
    if frames.of(Pos::Verb, &t.lemma).is_empty() {
        return false;
    }
    (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Verb, Xpos::Vb);
    s.tokens[name].deprel = Deprel::Nsubj;
    let next = noun + 1;
    let particle = s.tokens.get(next).is_some_and(|n| n.deprel == Deprel::Case && g.is_verbal_particle(&n.lemma));
    for c in next..s.tokens.len() {
        if s.tokens[c].head != Some(noun) || !matches!(s.tokens[c].deprel, Deprel::Nmod | Deprel::Obl) {
            continue;
        }
        let led = particle && s.tokens[next].head == Some(c);
        s.tokens[c].deprel = if led { Deprel::Obj } else { Deprel::Obl };
        if led {
            (s.tokens[next].head, s.tokens[next].deprel) = (Some(noun), Deprel::CompoundPrt);
        }
    }
    true
}

/// "Called *several of the clauses “unacceptable”*" with a calling that is several: what a number measures is what is called, and
/// the quality behind it is what it is called.
pub(super) fn measured_and_called(s: &mut Sentence, g: &Grammar, measure: usize) -> bool {
    let t = &s.tokens[measure];
    let taken = t.deprel == Deprel::Xcomp && g.is_quantity(&t.lemma);
    let Some(verb) = t.head.filter(|&v| taken && v < measure && g.is_naming(&s.tokens[v].lemma)) else { return false };
    if s.child(verb, Deprel::Obj).is_some() {
        return false;
    }
    let of = |&c: &usize| c > measure && case(s, c).is_some_and(|p| g.is_owner(&s.tokens[p].lemma));
    let Some(thing) = s.children(measure).find(of) else { return false };
    let quality = |&c: &usize| c > thing && matches!(s.tokens[c].upos, Upos::Adj | Upos::Noun);
    let behind = |c: usize| matches!(s.tokens[c].deprel, Deprel::Appos | Deprel::Amod);
    let called = s.children(thing).chain(s.children(measure)).find(|c| behind(*c) && quality(c));
    s.tokens[measure].deprel = Deprel::Obj;
    s.tokens[thing].deprel = Deprel::Nmod;
    if let Some(called) = called {
        (s.tokens[called].head, s.tokens[called].deprel) = (Some(verb), Deprel::Xcomp);
    }
    true
}

/// "Called *the army's absence a mistake*" with a mistake of the army: a possessor owns the noun behind it, not the next one that
/// hangs beside that.
pub(super) fn owner_of_next_noun(s: &mut Sentence, owner: usize) -> bool {
    let t = &s.tokens[owner];
    let Some(far) = t.head.filter(|&h| t.deprel == Deprel::NmodPoss && h > owner) else { return false };
    let above = s.tokens[far].head;
    let Some(near) = (owner + 1..far).find(|&n| {
        s.tokens[n].upos == Upos::Noun && s.tokens[n].head == above && s.tokens[n].deprel == s.tokens[far].deprel
    }) else {
        return false;
    };
    let own = s.child(owner, Deprel::Case).is_some_and(|c| c < near);
    let free = (owner + 1..near).all(|i| s.tokens[i].head != Some(far));
    if !own || !free {
        return false;
    }
    s.tokens[owner].head = Some(near);
    true
}

/// "*What has been signed we* will not negotiate" with a thing that negotiates: of two subjects the pronoun that opens the clause is
/// its object.
pub(super) fn asked_before_subject(s: &mut Sentence, pronoun: usize) -> bool {
    let t = &s.tokens[pronoun];
    let opens = t.deprel == Deprel::Nsubj && t.xpos == Xpos::Wp;
    let Some(verb) = t.head.filter(|&v| opens && v > pronoun && s.tokens[v].upos == Upos::Verb) else { return false };
    let own = s.children(verb).any(|c| c > pronoun && c < verb && s.tokens[c].deprel == Deprel::Nsubj);
    if own && s.child(verb, Deprel::Obj).is_none() {
        s.tokens[pronoun].deprel = Deprel::Obj;
    }
    own
}

/// "Lorries were waiting, *said the envoy for Chad, who welcomed it and urged* them" with lorries that urged and a Chad that welcomed:
/// what is joined behind the saying goes on with the clause on who says so.
pub(super) fn act_behind_saying(s: &mut Sentence, cues: &Cues, act: usize) -> bool {
    let t = &s.tokens[act];
    let joined = t.deprel == Deprel::Conj && t.upos == Upos::Verb && !super::subjects::has_subject(s, act);
    let Some(said) = t.head.filter(|&h| joined && h < act && s.tokens[h].deprel == Deprel::Ccomp) else { return false };
    let Some(says) = s.tokens[said].head.filter(|&v| v > said && v < act && cues.says_clauses(&s.tokens[v].lemma))
    else {
        return false;
    };
    let speaker = s.children(says).find(|&c| c > says && c < act && s.tokens[c].deprel == Deprel::Nsubj);
    let Some(speaker) = speaker else { return false };
    let words = s.subtree(speaker);
    let told = words.into_iter().rev().find(|&w| w > speaker && s.tokens[w].deprel == Deprel::AclRelcl);
    s.tokens[act].head = Some(told.unwrap_or(says));
    true
}

/// "The coordinator for *Sudan, who* welcomed it": behind a comma "who" is the person that is spoken of, not the state inside the
/// words for him.
pub(super) fn person_before_state(s: &mut Sentence, text: &str, known: &ActorLexicon, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(state) = t.head.filter(|&n| t.deprel == Deprel::AclRelcl && n < clause) else { return false };
    let who = s.children(clause).find(|&c| c < clause && s.tokens[c].xpos == Xpos::Wp && is_subject(s, c));
    let comma = who.is_some_and(|w| w > 0 && s.tokens[w - 1].form(text) == ",");
    let name = &s.tokens[state];
    let land = |e: &Entry| matches!(e, Entry::State(_) | Entry::Place(_) | Entry::Capital(_) | Entry::Body(_));
    let listed = known.meaning(name.form(text));
    let place = name.upos == Upos::Propn && !listed.is_empty() && listed.iter().all(land);
    if !comma || !place || !matches!(name.deprel, Deprel::Nmod | Deprel::Compound | Deprel::Flat) {
        return false;
    }
    let role = |&n: &usize| {
        let kind = known.nouns.get(s.tokens[n].lemma.to_lowercase().as_str()).map(|n| n.kind);
        matches!(kind, Some(NounKind::Title | NounKind::Role)) || s.tokens[n].deprel == Deprel::Appos
    };
    let above = std::iter::successors(name.head, |&n| s.tokens[n].head).take_while(|&n| n < state);
    if let Some(person) = above.take(3).find(role) {
        s.tokens[clause].head = Some(person);
    }
    true
}

/// "*Calls its right to enrich non-negotiable*" with an enriching that is so: a quality at the end of what describes the object of a
/// verb of naming is what the object is called.
pub(super) fn quality_of_named(s: &mut Sentence, g: &Grammar, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let taken = t.upos == Upos::Adj && matches!(t.deprel, Deprel::Xcomp | Deprel::Obl | Deprel::Advmod);
    let Some(infinitive) = t.head.filter(|&h| taken && h < quality && s.tokens[h].xpos == Xpos::Vb) else {
        return false;
    };
    let above = s.tokens[infinitive].head.filter(|_| s.tokens[infinitive].deprel == Deprel::Acl);
    let Some(object) = above.filter(|&o| s.tokens[o].deprel == Deprel::Obj) else { return false };
    let Some(verb) = s.tokens[object].head.filter(|&v| g.is_naming(&s.tokens[v].lemma) && v < object) else {
        return false;
    };
    if s.child(verb, Deprel::Xcomp).is_some() || case(s, quality).is_some() {
        return false;
    }
    (s.tokens[quality].head, s.tokens[quality].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "Offered, *as he has done before, to open* talks", "asked the court, *whose word it rejects, to settle* it" with a doing and a
/// rejecting to do so: an infinitive behind the comma that ends an aside completes the verb before it.
pub(super) fn infinitive_behind_aside(s: &mut Sentence, text: &str, known: &Lexicon, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let comma = |w: usize| s.tokens[w].form(text) == ",";
    let Some(to) = particle_of(s, infinitive).filter(|&i| i > 0 && comma(i - 1)) else { return false };
    let below = matches!(t.deprel, Deprel::Xcomp | Deprel::Advcl);
    let Some(aside) = t.head.filter(|&h| below && h < to) else { return false };
    let opens = s.subtree(aside).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct).unwrap_or(aside);
    if opens == 0 || !comma(opens - 1) {
        return false;
    }
    let as_he_did = s.tokens[aside].deprel == Deprel::Advcl && known.grammar.is_essive(&s.tokens[opens].lemma);
    let told = s.tokens[aside].deprel == Deprel::AclRelcl
        && matches!(s.tokens[opens].xpos, Xpos::WpPoss | Xpos::Wdt | Xpos::Wp);
    if !as_he_did && !told {
        return false;
    }
    let above = std::iter::successors(s.tokens[aside].head, |&h| s.tokens[h].head).take(4);
    let Some(verb) = above.take_while(|&h| h < opens).find(|&h| s.tokens[h].upos == Upos::Verb) else { return false };
    let takes = takes_infinitive(&known.frames, &known.cues, &s.tokens[verb].lemma, None);
    if !takes || s.child(verb, Deprel::Xcomp).is_some_and(|x| x != infinitive) {
        return false;
    }
    (s.tokens[infinitive].head, s.tokens[infinitive].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "*RSF commander Mohamed Dagalo* ordered" with two who order: a name right before a title, beside the name that the title describes, is
/// the body that he serves.
pub(super) fn body_before_title(s: &mut Sentence, body: usize) -> bool {
    let t = &s.tokens[body];
    let Some(title) = s.tokens.get(body + 1).filter(|n| n.deprel == Deprel::NmodDesc && n.upos == Upos::Noun) else {
        return false;
    };
    let Some(name) = title.head.filter(|&n| n == body + 2 && s.tokens[n].upos == Upos::Propn) else { return false };
    let twice = t.head == s.tokens[name].head && t.deprel == s.tokens[name].deprel;
    let bare = !s.children(body).any(|c| c > body);
    if t.upos != Upos::Propn || !twice || !bare {
        return false;
    }
    (s.tokens[body].head, s.tokens[body].deprel) = (Some(body + 1), Deprel::Compound);
    true
}

/// "Let it be known *that* he would go" with a knowing of nobody's: what somebody lets be known he says.
pub(super) fn said_by_letting(s: &mut Sentence, g: &Grammar, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(known) = t.head.filter(|&k| t.deprel == Deprel::Ccomp && k < clause && s.tokens[k].xpos == Xpos::Vbn)
    else {
        return false;
    };
    let passive = s.child(known, Deprel::AuxPass).is_some() && s.tokens[known].deprel == Deprel::Xcomp;
    let Some(lets) = s.tokens[known].head.filter(|&l| passive && g.is_allowing(&s.tokens[l].lemma)) else {
        return false;
    };
    let thing = s.child(lets, Deprel::Obj).is_some_and(|o| g.is_thing(&s.tokens[o].lemma));
    let says = cues.of(Pos::Verb, &s.tokens[lets].lemma).iter().any(|c| c.rest.len() == 1);
    if !thing || !says {
        return false;
    }
    s.tokens[clause].head = Some(lets);
    true
}

/// "Gave the plans *his blessing*" with plans that are called so: what has an owner of its own, right behind what is given, is what
/// that gets.
pub(super) fn owned_as_apposition(s: &mut Sentence, frames: &Frames, thing: usize) -> bool {
    let t = &s.tokens[thing];
    let Some(given) = t.head.filter(|&h| t.deprel == Deprel::Appos && h < thing) else { return false };
    let first = s.subtree(thing).first().copied().unwrap_or(thing);
    let owned = s.child(thing, Deprel::NmodPoss) == Some(first) && first == given + 1;
    let Some(verb) = s.tokens[given].head.filter(|_| owned && s.tokens[given].deprel == Deprel::Obj) else {
        return false;
    };
    // A verb that gives something to somebody, by the frames that it has.
    let gives = frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(|p| p.rest.len() == 2 && *p.rest[0] == *t.lemma);
    if !gives {
        return false;
    }
    s.tokens[given].deprel = Deprel::Iobj;
    (s.tokens[thing].head, s.tokens[thing].deprel) = (Some(verb), Deprel::Obj);
    true
}

/// "Left the offer *unanswered*" with an unanswered offer: a quality right behind the object of a verb that has a sense with it is what
/// the object is left.
pub(super) fn state_of_object(s: &mut Sentence, frames: &Frames, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let behind = t.upos == Upos::Adj && t.deprel == Deprel::Amod;
    let Some(object) = t.head.filter(|&h| behind && h + 1 == quality && s.tokens[h].deprel == Deprel::Obj) else {
        return false;
    };
    let Some(verb) = s.tokens[object].head.filter(|&v| v < object) else { return false };
    let sense = |p: &Predicate| p.rest.len() == 1 && *p.rest[0] == *t.lemma;
    if !frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(sense) {
        return false;
    }
    (s.tokens[quality].head, s.tokens[quality].deprel) = (Some(verb), Deprel::Xcomp);
    true
}
