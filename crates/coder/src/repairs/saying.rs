//! Who says something and what, where the parser gives the one or the other to a neighbour.

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos};

use super::case;
use super::verbs::is_subject;
use crate::lexicon::actors::{ActorLexicon, NounKind};
use crate::lexicon::cues::Cues;
use crate::lexicon::frames::Pos;
use crate::lexicon::grammar::Grammar;

/// Whether a verb alone carries what was said.
pub(super) fn says_clauses(cues: &Cues, lemma: &str) -> bool {
    cues.of(Pos::Verb, lemma).iter().any(|c| c.rest.is_empty() && cues.get(c.cue).bare)
}

pub(super) fn has_subject(s: &Sentence, verb: usize) -> bool {
    s.children(verb).any(|c| is_subject(s, c))
}

/// "On Sunday *Boehler* defended", "on Monday night *relatives* rallied" taken for a phrase of them: the day ends the phrase,
/// and who stands behind it is the subject.
pub(super) fn subject_behind_day(s: &mut Sentence, g: &Grammar, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let nominal = matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let Some(verb) = t.head.filter(|&h| nominal && t.deprel == Deprel::Obl && h > noun) else { return false };
    let Some(opens) = case(s, noun) else { return false };
    let calendar = |t: usize| g.is_calendar(&s.tokens[t].lemma.to_lowercase());
    let day = (opens + 1..noun).take_while(|&t| calendar(t)).last();
    let finite =
        matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || s.child(verb, Deprel::Aux).is_some();
    let own = calendar(noun) || has_subject(s, verb) || s.tokens[verb].upos != Upos::Verb;
    let Some(day) = day.filter(|_| finite && !own) else { return false };
    // "On Monday's talks": what owns them, or what they are of, is no day by itself.
    let joined = (opens + 1..=day).all(|t| {
        let compound =
            matches!(s.tokens[t].deprel, Deprel::Compound | Deprel::OblUnmarked | Deprel::NmodDesc | Deprel::Nmod);
        compound && s.tokens[t].head.is_some_and(|h| h == noun || (opens < h && h <= day))
    });
    if !joined || s.tokens[day].span.end == s.tokens[day + 1].span.start {
        return false;
    }
    for t in opens + 1..day {
        (s.tokens[t].head, s.tokens[t].deprel) = (Some(day), Deprel::Compound);
    }
    (s.tokens[day].head, s.tokens[day].deprel) = (Some(verb), Deprel::Obl);
    s.tokens[opens].head = Some(day);
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    s.tokens[noun].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    true
}

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
    let says = says_clauses(cues, &s.tokens[verb].lemma);
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
pub(super) fn clause_of_day(s: &mut Sentence, g: &Grammar, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let about = matches!(t.deprel, Deprel::Acl | Deprel::AclRelcl);
    let Some(noun) = t.head.filter(|&h| about && h < clause) else { return false };
    let that = s.children(clause).find(|&c| s.tokens[c].deprel == Deprel::Mark && g.is_conjunction(&s.tokens[c].lemma));
    let Some(that) = that.filter(|&c| noun < c) else { return false };
    let whole = s
        .children(clause)
        .any(|c| c > that && c < clause && matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let beside = g.is_calendar(&s.tokens[noun].lemma.to_lowercase())
        || matches!(s.tokens[noun].deprel, Deprel::Obj | Deprel::Iobj);
    if !whole || !beside {
        return false;
    }
    let above = std::iter::successors(s.tokens[noun].head, |&h| s.tokens[h].head).take(3);
    let says = |&v: &usize| s.tokens[v].upos == Upos::Verb && v < noun && says_clauses(cues, &s.tokens[v].lemma);
    let Some(verb) = above.into_iter().find(says).filter(|&v| s.child(v, Deprel::Ccomp).is_none()) else {
        return false;
    };
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
    if let Some(verb) = verb.filter(|_| that && comma && says_clauses(cues, &t.lemma)) {
        (s.tokens[gerund].head, s.tokens[gerund].deprel) = (Some(verb), Deprel::Advcl);
        return true;
    }
    let below = t.xpos == Xpos::Vbg && matches!(t.deprel, Deprel::Csubj | Deprel::Advcl | Deprel::Mark | Deprel::Nsubj);
    let Some(clause) = t.head.filter(|&h| below && h > gerund + 1) else { return false };
    let that = s.tokens[gerund + 1].deprel == Deprel::Mark && s.tokens[gerund + 1].head == Some(clause);
    let says = says_clauses(cues, &t.lemma);
    let above = std::iter::successors(s.tokens[clause].head, |&h| s.tokens[h].head);
    let verb = above.take(4).find(|&v| v < gerund && s.tokens[v].upos == Upos::Verb);
    let Some(verb) = verb.filter(|_| that && says) else { return false };
    (s.tokens[gerund].head, s.tokens[gerund].deprel, s.tokens[gerund].upos) = (Some(verb), Deprel::Advcl, Upos::Verb);
    (s.tokens[clause].head, s.tokens[clause].deprel) = (Some(gerund), Deprel::Ccomp);
    true
}

/// "Lawmakers *have, meanwhile, called* on" taken for a having: a perfect goes on behind an adverb between commas.
pub(super) fn perfect_across_adverb(s: &mut Sentence, g: &Grammar, have: usize) -> bool {
    let t = &s.tokens[have];
    let finite = t.upos == Upos::Verb && matches!(t.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd) && g.is_perfect(&t.lemma);
    if !finite || s.child(have, Deprel::Obj).is_some() {
        return false;
    }
    let participle = |&c: &usize| {
        c > have
            && s.tokens[c].xpos == Xpos::Vbn
            && matches!(s.tokens[c].deprel, Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp)
            && !has_subject(s, c)
            && s.child(c, Deprel::Mark).is_none()
    };
    let between = |c: usize| (have + 1..c).all(|t| matches!(s.tokens[t].upos, Upos::Punct | Upos::Adv));
    let Some(verb) = s.children(have).find(participle).filter(|&c| between(c)) else { return false };
    let (head, deprel) = (s.tokens[have].head, s.tokens[have].deprel);
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(have) && c != verb {
            s.tokens[c].head = Some(verb);
        }
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (head, deprel);
    (s.tokens[have].head, s.tokens[have].deprel, s.tokens[have].upos) = (Some(verb), Deprel::Aux, Upos::Aux);
    true
}

/// "Nammu, *who is a minister*, *objected* to it", "Iran and Oman, which border it, *plan* to": the finite verb behind a name's
/// relative clause is the sentence's, and the name its subject.
pub(super) fn verb_behind_relative_clause(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb);
    let beside = t.upos == Upos::Verb && finite && matches!(t.deprel, Deprel::Parataxis | Deprel::Conj);
    let Some(name) = t.head.filter(|&h| beside && h < verb && s.tokens[h].head.is_none()) else { return false };
    let nominal = matches!(s.tokens[name].upos, Upos::Propn | Upos::Noun) && s.child(name, Deprel::Cop).is_none();
    let joined = s.children(name).any(|c| s.tokens[c].deprel == Deprel::Conj && c < verb);
    let relative = s.child(name, Deprel::AclRelcl).filter(|&r| r < verb);
    let Some(relative) = relative.filter(|_| nominal && !has_subject(s, name)) else { return false };
    let last = s.subtree(relative).last().copied().unwrap_or(relative);
    let comma = (last..verb).any(|t| s.tokens[t].upos == Upos::Punct);
    let own = has_subject(s, verb) || s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Cc | Deprel::Mark));
    if !comma || own || t.xpos == Xpos::Vb && !joined {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[name].head, s.tokens[name].deprel) = (Some(verb), Deprel::Nsubj);
    for c in verb + 1..s.tokens.len() {
        if s.tokens[c].head == Some(name) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "South Korea *on Friday* called" with a Korea on Friday: a day between a subject and its verb is when it was done.
pub(super) fn day_of_subject(s: &mut Sentence, g: &Grammar, day: usize) -> bool {
    let t = &s.tokens[day];
    let dated = t.deprel == Deprel::Nmod && g.is_calendar(&t.lemma.to_lowercase()) && case(s, day).is_some();
    let Some(subject) = t.head.filter(|&h| dated && h < day) else { return false };
    let top = std::iter::successors(Some(subject), |&t| {
        s.tokens[t].head.filter(|&h| h < t || s.tokens[t].deprel == Deprel::Compound)
    })
    .take(3)
    .find(|&t| s.tokens[t].deprel == Deprel::Nsubj);
    let Some(verb) = top.and_then(|t| s.tokens[t].head).filter(|&v| v > day) else { return false };
    let next = s.subtree(day).last().map_or(day, |&l| l) + 1;
    let first = s.children(verb).find(|&c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass)).unwrap_or(verb);
    if next == first.min(verb) {
        (s.tokens[day].head, s.tokens[day].deprel) = (Some(verb), Deprel::Obl);
    }
    true
}

/// "*Video shows that* he was armed" taken for shows: a plural that is the whole sentence, right before "that" and a clause, is
/// a verb of saying with the noun before it for its subject.
pub(super) fn plural_before_that(s: &mut Sentence, g: &Grammar, cues: &Cues, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let plural = t.upos == Upos::Noun && t.xpos == Xpos::Nns && t.head.is_none() && noun > 0;
    let before = s.tokens[noun.saturating_sub(1)].head == Some(noun)
        && s.tokens[noun.saturating_sub(1)].deprel == Deprel::Compound;
    let that = s.tokens.get(noun + 1).is_some_and(|t| g.is_conjunction(&t.lemma));
    if !plural || !before || !that {
        return false;
    }
    let clause = s.children(noun).find(|&c| {
        matches!(s.tokens[c].deprel, Deprel::AclRelcl | Deprel::Acl)
            && s.tokens[noun + 1].head == Some(c)
            && has_subject(s, c)
    });
    let says = says_clauses(cues, &t.lemma);
    let Some(clause) = clause.filter(|_| says) else { return false };
    let subject = noun - 1;
    (s.tokens[noun].upos, s.tokens[noun].xpos) = (Upos::Verb, Xpos::Vbz);
    s.tokens[subject].deprel = Deprel::Nsubj;
    for t in 0..subject {
        let described = matches!(s.tokens[t].deprel, Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
        if s.tokens[t].head == Some(noun) && described {
            s.tokens[t].head = Some(subject);
        }
    }
    s.tokens[clause].deprel = Deprel::Ccomp;
    (s.tokens[noun + 1].upos, s.tokens[noun + 1].xpos, s.tokens[noun + 1].deprel) =
        (Upos::Sconj, Xpos::In, Deprel::Mark);
    true
}

/// "SEOUL (Yonhap) -- *South Korea* on Friday called" with another name of Seoul: a name before a finite verb that has no
/// subject, with no comma between them, is the subject.
pub(super) fn name_before_verb(s: &mut Sentence, text: &str, name: usize) -> bool {
    let t = &s.tokens[name];
    let loose = matches!(t.deprel, Deprel::Appos | Deprel::Dep) && t.upos == Upos::Propn;
    let Some(verb) = t.head.filter(|&h| loose && h > name) else { return false };
    let v = &s.tokens[verb];
    let finite = v.upos == Upos::Verb && matches!(v.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let apart = (name + 1..verb).any(|t| s.tokens[t].upos == Upos::Punct && s.tokens[t].form(text) != "-");
    let later =
        s.children(verb).any(|c| name < c && c < verb && matches!(s.tokens[c].deprel, Deprel::Appos | Deprel::Dep));
    if finite && !apart && !later && !has_subject(s, verb) {
        s.tokens[name].deprel = Deprel::Nsubj;
    }
    true
}

/// "On *Monday night* relatives demanded" with night relatives: a part of the day right behind its day belongs to that, and
/// who stands behind it is the subject where there is none.
pub(super) fn part_of_day(s: &mut Sentence, g: &Grammar, part: usize) -> bool {
    let t = &s.tokens[part];
    let calendar = |t: usize| g.is_calendar(&s.tokens[t].lemma.to_lowercase());
    let noun = t.head.filter(|&h| t.deprel == Deprel::Compound && h > part && !calendar(h) && calendar(part));
    let Some((noun, verb)) = noun.and_then(|n| Some((n, s.tokens[n].head?))) else { return false };
    let bare = || {
        let finite = matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        s.tokens[noun].deprel == Deprel::Obl && finite && case(s, noun).is_none() && !has_subject(s, verb)
    };
    let subject = is_subject(s, noun);
    let day = part.checked_sub(1).filter(|&d| calendar(d) && s.tokens[d].head == Some(verb));
    let Some(day) = day.filter(|_| noun < verb && (subject || bare())) else { return false };
    if !matches!(s.tokens[day].deprel, Deprel::Obl | Deprel::OblUnmarked) {
        return false;
    }
    if !subject {
        s.tokens[noun].deprel = Deprel::Nsubj;
    }
    (s.tokens[part].head, s.tokens[part].deprel) = (Some(verb), s.tokens[day].deprel);
    for c in 0..part {
        if s.tokens[c].head == Some(day) {
            s.tokens[c].head = Some(part);
        }
    }
    (s.tokens[day].head, s.tokens[day].deprel) = (Some(part), Deprel::Compound);
    true
}

/// "*Aid workers fear* that" taken for an order to aid them: a bare form that opens the sentence right before a plural and a
/// finite verb without a subject says what kind of people they are.
pub(super) fn kind_of_subject(s: &mut Sentence, opener: usize) -> bool {
    let t = &s.tokens[opener];
    let bare = matches!(t.xpos, Xpos::Vb | Xpos::Vbp) && t.head.is_none() && opener == 0;
    let noun = opener + 1;
    let plural = |n: &Token| n.xpos == Xpos::Nns && n.deprel == Deprel::Obj && n.head == Some(opener);
    if !bare || has_subject(s, opener) || !s.tokens.get(noun).is_some_and(plural) {
        return false;
    }
    let verb = noun + 1;
    let finite = |v: &Token| v.upos == Upos::Verb && matches!(v.xpos, Xpos::Vbp | Xpos::Vbd);
    let clause = |v: &Token| v.head == Some(opener) && matches!(v.deprel, Deprel::Ccomp | Deprel::Parataxis);
    let marked = |v: usize| s.child(v, Deprel::Mark).is_some();
    if !s.tokens.get(verb).is_some_and(|v| finite(v) && clause(v)) || has_subject(s, verb) || marked(verb) {
        return false;
    }
    for t in noun + 1..s.tokens.len() {
        if s.tokens[t].head == Some(opener) {
            s.tokens[t].head = Some(verb);
        }
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    let t = &mut s.tokens[opener];
    (t.head, t.deprel, t.upos, t.xpos) = (Some(noun), Deprel::Compound, Upos::Noun, Xpos::Nn);
    true
}

/// "Assured them *help was* near" taken for an order to help: a bare form right before the finite verb of a clause that has
/// no subject is that subject.
pub(super) fn infinitive_as_subject_of_clause(s: &mut Sentence, bare: usize) -> bool {
    let t = &s.tokens[bare];
    let below = matches!(t.deprel, Deprel::Xcomp | Deprel::Ccomp) && matches!(t.xpos, Xpos::Vb | Xpos::Vbp);
    let alone = below && s.children(bare).next().is_none();
    let Some(verb) = t.head.filter(|&h| alone && h < bare) else { return false };
    let Some(next) = s.tokens.get(bare + 1) else { return false };
    let auxiliary = matches!(next.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
        && matches!(next.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let Some(clause) = next.head.filter(|&c| auxiliary && s.tokens[c].head == Some(verb)) else { return false };
    let complement = matches!(s.tokens[clause].deprel, Deprel::Ccomp | Deprel::Parataxis);
    if !complement || has_subject(s, clause) || s.child(clause, Deprel::Mark).is_some() {
        return false;
    }
    let passive = s.child(clause, Deprel::AuxPass).is_some();
    let t = &mut s.tokens[bare];
    (t.head, t.upos, t.xpos) = (Some(clause), Upos::Noun, Xpos::Nn);
    t.deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    s.tokens[clause].deprel = Deprel::Ccomp;
    true
}

/// "And why would *we*?" *he* said: of two subjects between which a quotation ends, the one in it says nothing.
pub(super) fn subject_in_quotation(s: &mut Sentence, text: &str, subject: usize) -> bool {
    let t = &s.tokens[subject];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Nsubj && h > subject) else { return false };
    let other = |&c: &usize| subject < c && c < verb && s.tokens[c].deprel == Deprel::Nsubj;
    let Some(other) = s.children(verb).find(other) else { return false };
    let closes = |t: usize| matches!(s.tokens[t].form(text), "\"" | "”" | "''" | "’’");
    if !(subject + 1..other).any(closes) {
        return false;
    }
    let said = s.children(verb).find(|&c| c < other && c != subject && s.tokens[c].deprel == Deprel::Ccomp);
    match said {
        Some(said) => s.tokens[subject].head = Some(said),
        None => s.tokens[subject].deprel = Deprel::Dep,
    }
    true
}

/// "An official *who asked not to be named dismissed* it" with a dismissing that was asked for: a finite clause without a
/// subject or a conjunction below the relative clause of a noun that is the whole sentence is what the noun does.
pub(super) fn verb_below_relative_clause(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    if t.upos != Upos::Verb || has_subject(s, verb) {
        return false;
    }
    let finite = matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && t.deprel == Deprel::Ccomp;
    // "Firms that insured the debts *agreed to* pay" with debts that were agreed: what is agreed takes no clause.
    let completed = |c: usize| c > verb && matches!(s.tokens[c].deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj);
    let participle = t.xpos == Xpos::Vbn && t.deprel == Deprel::Acl && s.children(verb).any(completed);
    let object = t.head.filter(|&o| participle && o < verb && matches!(s.tokens[o].deprel, Deprel::Obj | Deprel::Obl));
    let above = if finite { t.head } else { object.and_then(|o| s.tokens[o].head) };
    let relative = above.filter(|&r| r < verb && s.tokens[r].deprel == Deprel::AclRelcl && has_subject(s, r));
    let Some(relative) = relative else { return false };
    let noun = s.tokens[relative].head.filter(|&n| n < relative && s.tokens[n].head.is_none());
    let nominal = |n: usize| matches!(s.tokens[n].upos, Upos::Noun | Upos::Propn) && s.child(n, Deprel::Cop).is_none();
    let Some(noun) = noun.filter(|&n| nominal(n) && !has_subject(s, n)) else { return false };
    // It opens its own clause, so nothing of it stands before it.
    if s.children(verb).any(|c| c < verb && s.tokens[c].upos != Upos::Adv) {
        return false;
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    if participle {
        s.tokens[verb].xpos = Xpos::Vbd;
    }
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for c in verb + 1..s.tokens.len() {
        if matches!(s.tokens[c].head, Some(h) if h == noun || h == relative) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// "*Research conducted by* the centre *found* that" with a finding that research was conducted: a participle with a subject
/// but no auxiliary right before a finite verb that has none describes that verb's subject.
pub(super) fn participle_of_subject(s: &mut Sentence, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let below = t.xpos == Xpos::Vbn && t.upos == Upos::Verb && matches!(t.deprel, Deprel::Ccomp | Deprel::Csubj);
    let Some(verb) = t.head.filter(|&h| below && h > participle + 1) else { return false };
    let v = &s.tokens[verb];
    let finite = v.upos == Upos::Verb && matches!(v.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let own = s.children(verb).any(|c| c != participle && is_subject(s, c));
    let apart = s.tokens[verb - 1].upos == Upos::Punct || !s.is_below(verb - 1, participle);
    let helped = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Mark);
    if !finite || own || apart || s.children(participle).any(helped) {
        return false;
    }
    let noun = s.children(participle).find(|&c| c < participle && is_subject(s, c));
    let Some(noun) = noun.filter(|&n| matches!(s.tokens[n].upos, Upos::Noun | Upos::Propn)) else { return false };
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    (s.tokens[noun].head, s.tokens[noun].deprel) =
        (Some(verb), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
    // "*In 2013*, research conducted …": what opens the sentence is the verb's.
    for c in 0..noun {
        if s.tokens[c].head == Some(participle) {
            s.tokens[c].head = Some(verb);
        }
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
    let says = says_clauses(cues, &t.lemma);
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
