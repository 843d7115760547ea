//! Whose verb is whose: days, relative clauses and bare forms between a subject and its verb.

use demarche_syntax::{Deprel, Sentence, Token, Upos, Xpos};

use super::case;
use super::verbs::is_subject;
use crate::lexicon::grammar::Grammar;

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

/// "A clerk who asked not to be named *saw* none": the same without commas, for a finite verb without subject or conjunction
/// right behind the last verb of such a clause.
pub(super) fn verb_behind_bare_clause(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let finite = matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && t.deprel == Deprel::Ccomp;
    let noun = whole_sentence_before(s, verb).filter(|_| finite && !has_subject(s, verb));
    let Some(noun) = noun else { return false };
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(noun) && s.tokens[c].upos == Upos::Punct {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}

/// The noun that is the whole sentence and whose relative clause of a person ends right before a verb.
fn whole_sentence_before(s: &Sentence, verb: usize) -> Option<usize> {
    let bare = |c: usize| !matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Aux | Deprel::Cc);
    let opened = s.children(verb).any(|c| c < verb && !bare(c));
    let above = std::iter::successors(s.tokens[verb].head, |&h| {
        s.tokens[h].head.filter(|_| s.tokens[h].deprel == Deprel::Xcomp)
    });
    let clause = above.take(3).find(|&h| s.tokens[h].deprel == Deprel::AclRelcl).filter(|_| !opened)?;
    let noun = s.tokens[clause].head.filter(|&n| s.tokens[n].head.is_none() && s.tokens[n].upos != Upos::Verb)?;
    let person = s.children(clause).any(|c| s.tokens[c].xpos == Xpos::Wp && s.tokens[c].deprel == Deprel::Nsubj);
    let right_behind = s.tokens[verb].head.is_some_and(|h| h + 1 == verb);
    (person && noun < verb && right_behind).then_some(noun)
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

/// "The rebels *late* on Sunday rejected" with late rebels: an adverb right before the phrase of a day belongs to the day.
pub(super) fn adverb_of_day(s: &mut Sentence, g: &Grammar, adverb: usize) -> bool {
    let t = &s.tokens[adverb];
    let described = t.head.filter(|&h| t.upos == Upos::Adv && t.deprel == Deprel::Advmod && h < adverb);
    let nominal = |&h: &usize| matches!(s.tokens[h].upos, Upos::Noun | Upos::Propn);
    if described.filter(nominal).is_none() {
        return false;
    }
    let next = s.tokens.get(adverb + 1).filter(|n| n.deprel == Deprel::Case).and_then(|n| n.head);
    let day = next.filter(|&d| d > adverb && g.is_calendar(&s.tokens[d].lemma.to_lowercase()));
    let Some(day) = day else { return false };
    s.tokens[adverb].head = Some(day);
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

/// "*Research conducted by* the centre *found* that" with a finding that research was conducted, "*one diplomat briefed* on it
/// *described*" with a diplomat who briefed: a participle, or a past without an object, with a subject but no auxiliary right
/// before a finite verb that has none describes that verb's subject.
pub(super) fn participle_of_subject(s: &mut Sentence, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let past = t.xpos == Xpos::Vbd
        && !s.children(participle).any(|c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Ccomp));
    let participial = t.xpos == Xpos::Vbn && matches!(t.deprel, Deprel::Ccomp | Deprel::Csubj)
        || past && matches!(t.deprel, Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl);
    let below = t.upos == Upos::Verb && participial;
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
    // "The soldiers fired*,* fled": what a mark parts are two acts.
    if past && (noun..verb).any(|w| s.tokens[w].upos == Upos::Punct) {
        return false;
    }
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    (s.tokens[noun].head, s.tokens[noun].deprel) =
        (Some(verb), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    (s.tokens[participle].head, s.tokens[participle].deprel) = (Some(noun), Deprel::Acl);
    s.tokens[participle].xpos = Xpos::Vbn;
    // "*In 2013*, research conducted …": what opens the sentence is the verb's.
    for c in 0..noun {
        if s.tokens[c].head == Some(participle) {
            s.tokens[c].head = Some(verb);
        }
    }
    true
}
