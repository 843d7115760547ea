//! Words that hang from the wrong one: a part of a name from its verb, a doer from what was done, a place or a purpose
//! from the verb far before it.

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::subjects::has_subject;
use super::verbs::is_subject;
use super::{case, particle_of};
use crate::arguments::is_passive;
use crate::lexicon::cues::{ContentAt, CueWords, Cues};
use crate::lexicon::frames::{Frame, Frames, Pos, Predicate, Slot, Test, TestAt};
use crate::lexicon::grammar::Grammar;

fn is_noun(s: &Sentence, token: usize) -> bool {
    matches!(s.tokens[token].upos, Upos::Noun | Upos::Propn)
}

/// "*M23 fighters* seized Goma", "*coal workers* called" with two subjects: of two nouns right beside each other the first is
/// part of the second.
pub(super) fn compound_as_subject(s: &mut Sentence, verb: usize) -> bool {
    let ours = |n: usize| s.tokens[n].head == Some(verb) && is_subject(s, n) && is_noun(s, n);
    let bare = |n: usize| !s.children(n).any(|c| c > n);
    let Some(noun) = (1..verb).find(|&n| ours(n - 1) && ours(n) && s.tokens[n].xpos != Xpos::Nnp && bare(n - 1)) else {
        return false;
    };
    (s.tokens[noun - 1].head, s.tokens[noun - 1].deprel) = (Some(noun), Deprel::Compound);
    true
}

/// "*Aid workers fear* that" with an aid that workers fear: a bare noun right before the subject of a relative clause without a
/// pronoun that is the whole sentence is part of that subject.
pub(super) fn compound_of_clause(s: &mut Sentence, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let relative = t.deprel == Deprel::AclRelcl && matches!(t.xpos, Xpos::Vbp | Xpos::Vbd);
    let Some(noun) = t.head.filter(|&h| relative && s.tokens[h].head.is_none() && is_noun(s, h)) else { return false };
    let plural =
        s.tokens.get(noun + 1).is_some_and(|n| n.xpos == Xpos::Nns && n.head == Some(verb)) && is_subject(s, noun + 1);
    let own = s.children(noun).any(|c| c != verb && s.tokens[c].deprel != Deprel::Punct);
    if !plural || own {
        return false;
    }
    for c in 0..s.tokens.len() {
        if s.tokens[c].head == Some(noun) {
            s.tokens[c].head = Some(verb);
        }
    }
    (s.tokens[verb].head, s.tokens[verb].deprel) = (None, Deprel::Root);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(noun + 1), Deprel::Compound);
    true
}

/// "The truce signed by *Togo and the rebels* came into force" with rebels that came: behind an "and" that joins no verb, a
/// second subject stands beside the noun before.
pub(super) fn joined_as_subject(s: &mut Sentence, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let Some(verb) = t.head.filter(|&h| is_subject(s, noun) && h > noun) else { return false };
    let first = s.subtree(noun).first().copied().unwrap_or(noun);
    let Some(and) = first.checked_sub(1).filter(|&c| c > 0 && s.tokens[c].deprel == Deprel::Cc) else { return false };
    let earlier = s.children(verb).any(|c| c < and && is_subject(s, c));
    if !earlier || s.tokens[and].head != Some(verb) || !is_noun(s, and - 1) {
        return false;
    }
    let whole = std::iter::successors(Some(and - 1), |&n| {
        s.tokens[n].head.filter(|&h| h < n && matches!(s.tokens[n].deprel, Deprel::Flat | Deprel::Compound))
    });
    let Some(before) = whole.last() else { return false };
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(before), Deprel::Conj);
    s.tokens[and].head = Some(noun);
    true
}

/// "*Aceh* signed a deal" taken for a word of talk: a name right before a finite verb without a subject is its subject.
pub(super) fn name_as_discourse(s: &mut Sentence, name: usize) -> bool {
    let t = &s.tokens[name];
    let apart = t.upos == Upos::Propn && matches!(t.deprel, Deprel::Discourse | Deprel::Vocative);
    let Some(verb) = t.head.filter(|&h| apart && h == name + 1) else { return false };
    let finite = matches!(s.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    if !finite || has_subject(s, verb) {
        return false;
    }
    s.tokens[name].deprel = Deprel::Nsubj;
    true
}

/// "Was declared *persona non grata by Jordan*" with a doer of the grata: whoever does something "by" does what was done.
pub(super) fn agent_of_passive(s: &mut Sentence, agent: usize) -> bool {
    let t = &s.tokens[agent];
    let Some(word) = t.head.filter(|&h| t.deprel == Deprel::OblAgent && h < agent && s.tokens[h].upos != Upos::Verb)
    else {
        return false;
    };
    let above = std::iter::successors(s.tokens[word].head, |&h| s.tokens[h].head).take(2);
    let Some(verb) = above.into_iter().find(|&v| v < word && is_passive(s, v)) else { return false };
    if s.child(verb, Deprel::OblAgent).is_some() {
        return false;
    }
    s.tokens[agent].head = Some(verb);
    true
}

/// "Talks *with Badr Abdelatty*" with a "with" of Abdelatty: a preposition before a name is its first word's.
pub(super) fn case_of_name(s: &mut Sentence, preposition: usize) -> bool {
    let t = &s.tokens[preposition];
    let name = t.head.filter(|&h| t.deprel == Deprel::Case && s.tokens[h].deprel == Deprel::Flat);
    let Some(first) = name.and_then(|n| s.tokens[n].head).filter(|&f| f > preposition) else { return false };
    s.tokens[preposition].head = Some(first);
    true
}

/// "Will fly to Cairo for *talks with his counterpart*" with a flight with the counterpart: whom an act takes behind it takes part
/// in it.
pub(super) fn party_of_act(s: &mut Sentence, frames: &Frames, party: usize) -> bool {
    let t = &s.tokens[party];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Obl && h < party) else { return false };
    let Some(preposition) = case(s, party).filter(|&c| c > 0 && s.subtree(party).first() == Some(&c)) else {
        return false;
    };
    let act = preposition - 1;
    let beside = s.tokens[act].head == Some(verb) && matches!(s.tokens[act].deprel, Deprel::Obl | Deprel::Obj);
    let slot = Slot::Prep(s.tokens[preposition].lemma.as_str().into());
    // "*Ignored* calls for an inquiry", not "*held* talks with".
    let light = |f: &Frame| f.light.iter().any(|l| **l == *s.tokens[verb].lemma);
    let object = s.tokens[act].deprel == Deprel::Obj;
    let takes = |f: &Frame| {
        let party = f.actor.contains(&slot) || f.recipient.contains(&slot);
        if object { f.theme.contains(&slot) && !light(f) } else { party }
    };
    if !beside || act < verb || !frames.alone(Pos::Noun, &s.tokens[act].lemma).any(takes) {
        return false;
    }
    (s.tokens[party].head, s.tokens[party].deprel) = (Some(act), Deprel::Nmod);
    true
}

/// "The attack *by Hamas gunmen*" with a "by" of Hamas and gunmen that were begun: a preposition before a compound is its
/// noun's.
pub(super) fn case_of_compound(s: &mut Sentence, compound: usize) -> bool {
    let t = &s.tokens[compound];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Compound && h > compound) else { return false };
    let Some(preposition) = case(s, compound) else { return false };
    s.tokens[preposition].head = Some(noun);
    if s.tokens[noun].deprel == Deprel::Obj {
        s.tokens[noun].deprel = Deprel::Obl;
    }
    true
}

/// "Made its *consent conditional* on the vote" with a conditional consent: a quality behind an object that has a phrase of its
/// own is what the object is made.
pub(super) fn quality_behind_object(s: &mut Sentence, frames: &Frames, cues: &Cues, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let behind = t.upos == Upos::Adj && t.deprel == Deprel::Amod && t.head.is_some_and(|h| h + 1 == quality);
    let Some(object) = t.head.filter(|&h| behind && s.tokens[h].deprel == Deprel::Obj) else { return false };
    let phrase = s.children(quality).any(|c| c > quality && matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::Xcomp));
    let Some(verb) = s.tokens[object].head.filter(|&v| phrase && v < object) else { return false };
    // "Signed a *deal worth* millions": nothing makes it so.
    let makes = |c: &CueWords| c.rest.is_empty() && cues.get(c.cue).content.contains(&ContentAt::Predicate);
    let owned = s.children(object).any(|c| s.tokens[c].deprel == Deprel::NmodPoss);
    let made =
        owned || frames.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(|p| p.rest.iter().any(|w| **w == *t.lemma));
    let made = made || cues.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(makes);
    if s.tokens[verb].upos != Upos::Verb || !made {
        return false;
    }
    (s.tokens[quality].head, s.tokens[quality].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "According to *engineers close* to the project", "officials *familiar* with it" with engineers to whom something is close: a
/// quality right behind a plural, with a phrase of its own behind it, describes it.
pub(super) fn quality_behind_plural(s: &mut Sentence, quality: usize) -> bool {
    let t = &s.tokens[quality];
    let loose = t.upos == Upos::Adj && t.deprel == Deprel::Advcl && quality > 0;
    let noun = quality.wrapping_sub(1);
    let plural = loose && matches!(s.tokens[noun].xpos, Xpos::Nns | Xpos::Nnps);
    let phrase = s.children(quality).any(|c| c > quality && s.tokens[c].deprel == Deprel::Obl);
    let below = plural && s.tokens[noun].head == Some(quality);
    let opened = !below && s.children(quality).any(|c| c < quality);
    if !plural || !phrase || opened {
        return false;
    }
    if below {
        (s.tokens[noun].head, s.tokens[noun].deprel) = (t.head, Deprel::Obl);
        for c in 0..s.tokens.len() {
            if s.tokens[c].head == Some(quality) && (c < quality || s.tokens[c].deprel != Deprel::Obl) {
                s.tokens[c].head = Some(noun);
            }
        }
    }
    (s.tokens[quality].head, s.tokens[quality].deprel) = (Some(noun), Deprel::Acl);
    true
}

/// "Warned *that force* was an option" with that force: right behind a verb of saying "that" opens its clause.
pub(super) fn that_as_article(s: &mut Sentence, g: &Grammar, cues: &Cues, that: usize) -> bool {
    let t = &s.tokens[that];
    let article = t.deprel == Deprel::Det && g.is_conjunction(&t.lemma) && that > 0;
    let Some(noun) = t.head.filter(|&h| article && is_subject(s, h)) else { return false };
    let Some(clause) = s.tokens[noun].head.filter(|&c| s.tokens[c].deprel == Deprel::Ccomp) else { return false };
    let cue = that - 1;
    if s.tokens[clause].head != Some(cue)
        || s.tokens[noun].xpos == Xpos::Nns
        || !cues.says_clauses(&s.tokens[cue].lemma)
    {
        return false;
    }
    let mark = &mut s.tokens[that];
    (mark.upos, mark.xpos, mark.head, mark.deprel) = (Upos::Sconj, Xpos::In, Some(clause), Deprel::Mark);
    true
}

/// "Found *that 28 percent supported* him" with percent that were supported: a noun that "that" opens is the subject of the
/// past behind it.
pub(super) fn subject_of_marked_past(s: &mut Sentence, g: &Grammar, noun: usize) -> bool {
    let t = &s.tokens[noun];
    let Some(above) = t.head.filter(|_| t.deprel == Deprel::Obj) else { return false };
    let opens = |&c: &usize| c < noun && s.tokens[c].deprel == Deprel::Mark && g.is_conjunction(&s.tokens[c].lemma);
    let Some(that) = s.children(noun).find(opens) else { return false };
    let bare =
        |c: usize| s.tokens[c].xpos == Xpos::Vbn && !s.children(c).any(|a| s.tokens[a].deprel == Deprel::AuxPass);
    let under = s.subtree(noun).into_iter();
    let Some(verb) = under.filter(|&c| c > noun && s.tokens[c].deprel == Deprel::Acl).find(|&c| bare(c)) else {
        return false;
    };
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (Some(above), Deprel::Ccomp, Xpos::Vbd);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    s.tokens[that].head = Some(verb);
    true
}

/// "Called *for Germany to send* missiles" with Germany that was called: between "for" and the infinitive that it opens stands
/// who is to do it.
pub(super) fn subject_behind_for(s: &mut Sentence, infinitive: usize) -> bool {
    let to = particle_of(s, infinitive);
    let opens = |&c: &usize| s.tokens[c].deprel == Deprel::Mark && s.tokens[c].xpos == Xpos::In;
    let Some((to, opener)) = to.zip(s.children(infinitive).find(opens)) else { return false };
    if has_subject(s, infinitive) {
        return false;
    }
    let above = s.tokens[infinitive].head;
    let between = (opener + 1..to).find(|&n| {
        let t = &s.tokens[n];
        t.head == above && matches!(t.deprel, Deprel::Obl | Deprel::Obj | Deprel::Iobj) && case(s, n).is_none()
    });
    let Some(who) = between else { return false };
    (s.tokens[who].head, s.tokens[who].deprel) = (Some(infinitive), Deprel::Nsubj);
    true
}

/// "Called *Macron on Sunday to congratulate* him", "marched through Santiago *to demand*": behind a verb that no frame and no
/// cue completes by an infinitive, alone or with its phrase's preposition ("called *on* them to stop"), it tells what for.
pub(super) fn purpose_as_complement(
    s: &mut Sentence,
    g: &Grammar,
    frames: &Frames,
    cues: &Cues,
    infinitive: usize,
) -> bool {
    let t = &s.tokens[infinitive];
    let to = infinitive > 0 && s.tokens[infinitive - 1].xpos == Xpos::To && t.deprel == Deprel::Xcomp;
    let Some(verb) = t.head.filter(|&h| to && h < infinitive && s.tokens[h].upos == Upos::Verb) else { return false };
    let lemma = &s.tokens[verb].lemma;
    let beside = |&c: &usize| matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::OblUnmarked) && c < infinitive;
    let phrases: Vec<usize> = s.children(verb).filter(|&c| c > verb).filter(beside).collect();
    let known = frames.alone(Pos::Verb, lemma).next().is_some();
    let dated = |c: usize| g.is_calendar(&s.tokens[c].lemma.to_lowercase());
    let with_case =
        |c: usize| case(s, c).is_some_and(|p| takes_infinitive(frames, cues, lemma, Some(&s.tokens[p].lemma)));
    let completed = takes_infinitive(frames, cues, lemma, None) || phrases.iter().any(|&c| !dated(c) && with_case(c));
    if phrases.is_empty() || !known || completed {
        return false;
    }
    s.tokens[infinitive].deprel = Deprel::Advcl;
    true
}

/// Whether an infinitive completes a verb, alone or with a preposition of its own: by a frame whose object does what the
/// infinitive says, or by a cue.
pub(super) fn takes_infinitive(frames: &Frames, cues: &Cues, verb: &str, preposition: Option<&str>) -> bool {
    let is = |rest: &[Box<str>]| {
        rest.len() == usize::from(preposition.is_some()) && rest.iter().all(|w| Some(&**w) == preposition)
    };
    // "Call *for* them to": a frame that asks for a phrase is another's.
    let elsewhere = |t: &Test| matches!(t.at, TestAt::Slot(Slot::Prep(_))) && !t.wanted.is_empty();
    let governs = |f: &Frame| {
        let below = f.act.contains(&Slot::Comp) || f.theme.contains(&Slot::Comp);
        below && f.control != Some(Slot::Subj) && !f.tests.iter().any(elsewhere)
    };
    let told = |at: &ContentAt| matches!(at, ContentAt::To | ContentAt::ObjectTo);
    let of_frame = |p: &Predicate| is(&p.rest) && p.before.is_empty() && governs(frames.get(p.frame));
    let of_cue = |c: &CueWords| is(&c.rest) && cues.get(c.cue).content.iter().any(told);
    frames.of(Pos::Verb, verb).iter().any(of_frame) || cues.of(Pos::Verb, verb).iter().any(of_cue)
}

/// "They hope *backing dialogue might convince* him" with a hope of backing: a gerund right before a modal whose verb has no
/// subject is that subject.
pub(super) fn gerund_before_modal(s: &mut Sentence, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let below = t.xpos == Xpos::Vbg && matches!(t.deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Ccomp);
    let Some(verb) = t.head.filter(|&h| below && h + 1 == gerund) else { return false };
    let last = s.subtree(gerund).last().copied().unwrap_or(gerund);
    let modal = s.tokens.get(last + 1).is_some_and(|m| m.deprel == Deprel::Aux && m.xpos == Xpos::Md);
    let clause = s.tokens.get(last + 1).and_then(|m| m.head).filter(|_| modal);
    let Some(clause) = clause.filter(|&c| s.tokens[c].head == Some(verb)) else { return false };
    if has_subject(s, clause) {
        return false;
    }
    (s.tokens[gerund].head, s.tokens[gerund].deprel) = (Some(clause), Deprel::Csubj);
    true
}

/// "Called for an end to *the fighting in Aleppo*", "flew to Chad in search of *a truce in Darfur*" with a call in Aleppo: a
/// place right behind an act that somebody speaks of, or inside another phrase, is where the act is.
pub(super) fn place_of_act(s: &mut Sentence, g: &Grammar, frames: &Frames, place: usize) -> bool {
    let t = &s.tokens[place];
    let Some(preposition) = case(s, place).filter(|_| t.deprel == Deprel::Obl && t.upos == Upos::Propn) else {
        return false;
    };
    let Some(act) = preposition.checked_sub(1).filter(|&a| s.tokens[a].upos == Upos::Noun) else { return false };
    let inside = s.tokens[act].deprel == Deprel::Nmod && s.is_below(act, t.head.unwrap_or(act));
    let event = frames.alone(Pos::Noun, &s.tokens[act].lemma).any(|f| f.kind.is_some());
    if !inside || !event || !g.is_inside(&s.tokens[preposition].lemma) {
        return false;
    }
    (s.tokens[place].head, s.tokens[place].deprel) = (Some(act), Deprel::Nmod);
    true
}

/// "Labelled *the sale “a provocation”*" with a provocation that is the sale: what stands in quotation marks right behind a noun
/// that somebody is made is what the noun is called.
pub(super) fn called_in_quotation(s: &mut Sentence, text: &str, called: usize) -> bool {
    let t = &s.tokens[called];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Appos && h < called) else { return false };
    let Some(verb) = s.tokens[noun].head.filter(|_| s.tokens[noun].deprel == Deprel::Xcomp) else { return false };
    let opens = s.tokens[noun + 1].form(text);
    let object = s.child(verb, Deprel::Obj).is_some();
    if object || !matches!(opens, "“" | "\"" | "‘" | "'") {
        return false;
    }
    s.tokens[noun].deprel = Deprel::Obj;
    (s.tokens[called].head, s.tokens[called].deprel) = (Some(verb), Deprel::Xcomp);
    true
}

/// "Promised *women nothing*" with a nothing of women: no object hangs from a noun.
pub(super) fn second_object(s: &mut Sentence, object: usize) -> bool {
    let t = &s.tokens[object];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Obj && h < object && s.tokens[h].upos == Upos::Noun) else {
        return false;
    };
    let Some(verb) = s.tokens[noun].head.filter(|&v| s.tokens[noun].deprel == Deprel::Obj && v < noun) else {
        return false;
    };
    s.tokens[noun].deprel = Deprel::Iobj;
    s.tokens[object].head = Some(verb);
    true
}

/// "*Troops* backed by tanks *crossed* into Lebanon." with tanks that were crossed: a past right behind the doer in what describes
/// a noun that is a whole sentence is that noun's verb.
pub(super) fn verb_behind_doer(s: &mut Sentence, text: &str, verb: usize) -> bool {
    let t = &s.tokens[verb];
    let describes = t.upos == Upos::Verb && t.xpos == Xpos::Vbn && t.deprel == Deprel::Acl;
    let doer = t.head.filter(|&h| describes && h + 1 == verb);
    let participle = doer.and_then(|d| s.tokens[d].head).filter(|&p| s.tokens[p].deprel == Deprel::Acl);
    let noun = participle.and_then(|p| s.tokens[p].head).filter(|&n| s.tokens[n].head.is_none() && is_noun(s, n));
    let helped = |c: usize| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::OblAgent);
    let whole = s.tokens.last().is_some_and(|t| t.form(text) == ".");
    let Some(noun) = noun.filter(|_| whole && !s.children(verb).any(helped)) else { return false };
    (s.tokens[verb].head, s.tokens[verb].deprel, s.tokens[verb].xpos) = (None, Deprel::Root, Xpos::Vbd);
    (s.tokens[noun].head, s.tokens[noun].deprel) = (Some(verb), Deprel::Nsubj);
    true
}

/// "Is in no *hurry to join*" with a joining that is in a hurry: where a subject stands before, an infinitive behind is none.
pub(super) fn infinitive_as_second_subject(s: &mut Sentence, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let behind = t.deprel == Deprel::Csubj && t.xpos == Xpos::Vb;
    let Some(head) = t.head.filter(|&h| behind && h < infinitive) else { return false };
    let pronoun = |c: usize| s.tokens[c].upos == Upos::Pron;
    if !s.children(head).any(|c| c < head && is_subject(s, c) && !pronoun(c)) {
        return false;
    }
    s.tokens[infinitive].deprel = if is_noun(s, head) { Deprel::Acl } else { Deprel::Xcomp };
    true
}

/// "*Negotiating* with them was cheaper" with a cheapness while negotiating: a gerund that opens a clause right before its copula
/// is its subject.
pub(super) fn gerund_before_copula(s: &mut Sentence, gerund: usize) -> bool {
    let t = &s.tokens[gerund];
    let opens = t.xpos == Xpos::Vbg && t.deprel == Deprel::Advcl && !s.children(gerund).any(|c| c < gerund);
    let Some(head) = t.head.filter(|&h| opens && h > gerund) else { return false };
    let last = s.subtree(gerund).last().copied().unwrap_or(gerund);
    let copula = s.tokens[last + 1].head == Some(head) && s.tokens[last + 1].deprel == Deprel::Cop;
    if !copula || has_subject(s, head) {
        return false;
    }
    s.tokens[gerund].deprel = Deprel::Csubj;
    true
}

/// "This week he became sultan after *the murder* of Omar Bello in Kano *on 12 June*": a second day, behind the phrase of an
/// act, is that act's.
pub(super) fn day_of_act(s: &mut Sentence, g: &Grammar, frames: &Frames, day: usize) -> bool {
    let t = &s.tokens[day];
    let dated = |d: usize| s.subtree(d).iter().any(|&c| g.is_calendar(&s.tokens[c].lemma.to_lowercase()));
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Obl && h < day && dated(day)) else { return false };
    let first = s
        .children(verb)
        .any(|c| c < verb && matches!(s.tokens[c].deprel, Deprel::Obl | Deprel::OblUnmarked) && dated(c));
    let act = s.children(verb).filter(|&c| c > verb && c < day && s.tokens[c].deprel == Deprel::Obl).find(|&c| {
        frames.alone(Pos::Noun, &s.tokens[c].lemma).any(|f| f.kind.is_some())
            && s.subtree(day).first() == s.subtree(c).last().map(|l| l + 1).as_ref()
    });
    let Some(act) = act.filter(|_| first) else { return false };
    (s.tokens[day].head, s.tokens[day].deprel) = (Some(act), Deprel::Nmod);
    true
}

/// "Condemned *the raids as a crime*" with raids that are one as such: behind the object of a verb of verdicts, what it is called
/// hangs from the verb.
pub(super) fn verdict_of_object(s: &mut Sentence, g: &Grammar, cues: &Cues, verdict: usize) -> bool {
    let t = &s.tokens[verdict];
    let named = t.deprel == Deprel::Nmod && case(s, verdict).is_some_and(|c| g.is_essive(&s.tokens[c].lemma));
    let Some(object) = t.head.filter(|&h| named && s.tokens[h].deprel == Deprel::Obj) else { return false };
    let indefinite =
        s.children(verdict).any(|c| s.tokens[c].deprel == Deprel::Det && g.is_indefinite(&s.tokens[c].lemma));
    let Some(verb) = s.tokens[object].head.filter(|&v| v < object && indefinite) else { return false };
    let owned = s.children(object).any(|c| s.tokens[c].deprel == Deprel::NmodPoss);
    if owned || cues.of(Pos::Verb, &s.tokens[verb].lemma).is_empty() {
        return false;
    }
    (s.tokens[verdict].head, s.tokens[verdict].deprel) = (Some(verb), Deprel::Obl);
    true
}

/// "Wants two *things: to join* and to keep" with a joining set beside the wish: an infinitive behind a colon completes the verb
/// whose object stands before it.
pub(super) fn infinitive_behind_colon(s: &mut Sentence, text: &str, infinitive: usize) -> bool {
    let t = &s.tokens[infinitive];
    let beside = t.deprel == Deprel::Parataxis && t.xpos == Xpos::Vb && infinitive > 2;
    let Some(verb) = t.head.filter(|&h| beside && h < infinitive) else { return false };
    let to = infinitive - 1;
    if s.tokens[to].xpos != Xpos::To || s.tokens[to - 1].form(text) != ":" {
        return false;
    }
    let ends = |&o: &usize| s.subtree(o).last() == Some(&(to - 2));
    if s.child(verb, Deprel::Obj).filter(ends).is_none() {
        return false;
    }
    s.tokens[infinitive].deprel = Deprel::Advcl;
    true
}

/// "The rebels *seized Goma*" with a Goma when they seized: a name right behind a verb without an object is no time.
pub(super) fn name_as_time(s: &mut Sentence, g: &Grammar, name: usize) -> bool {
    let t = &s.tokens[name];
    let bare = t.upos == Upos::Propn && t.deprel == Deprel::OblUnmarked && case(s, name).is_none();
    let Some(verb) = t.head.filter(|&h| bare && h < name && s.tokens[h].upos == Upos::Verb) else { return false };
    let words = s.subtree(name);
    let dated =
        words.iter().any(|&c| g.is_calendar(&s.tokens[c].lemma.to_lowercase()) || s.tokens[c].upos == Upos::Num);
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    if dated || passive || words.first() != Some(&(verb + 1)) || s.child(verb, Deprel::Obj).is_some() {
        return false;
    }
    s.tokens[name].deprel = Deprel::Obj;
    true
}

/// "Jordan *let* go of it" taken for a present: one whose subject is one thing or person is a past.
pub(super) fn past_of_singular(s: &mut Sentence, verb: usize) -> bool {
    if s.tokens[verb].upos != Upos::Verb || s.tokens[verb].xpos != Xpos::Vbp {
        return false;
    }
    let Some(subject) = s.child(verb, Deprel::Nsubj).filter(|&c| c < verb) else { return false };
    let one = matches!(s.tokens[subject].xpos, Xpos::Nnp) && s.child(subject, Deprel::Conj).is_none();
    let helped = s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::Mark));
    if !one || helped {
        return false;
    }
    s.tokens[verb].xpos = Xpos::Vbd;
    true
}

/// "Called *the treaty a lifeline*" with two things called: of two objects right beside each other the second, which is new, is what
/// the first is called.
pub(super) fn called_as_object(s: &mut Sentence, g: &Grammar, cues: &Cues, called: usize) -> bool {
    let t = &s.tokens[called];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Obj && h < called) else { return false };
    let names = |c: &CueWords| c.rest.is_empty() && cues.get(c.cue).content.contains(&ContentAt::Predicate);
    if !cues.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(names) {
        return false;
    }
    let opens = s.subtree(called).first().copied().unwrap_or(called);
    let before = s.children(verb).find(|&o| {
        s.tokens[o].deprel == Deprel::Obj && o < opens && s.subtree(o).last().is_some_and(|&l| l + 1 == opens)
    });
    if before.is_none() || !g.is_indefinite(&s.tokens[opens].lemma) {
        return false;
    }
    s.tokens[called].deprel = Deprel::Xcomp;
    true
}

/// "Pressed on *whether they would sign*" as when: an embedded question behind a verb that asks is what is asked.
pub(super) fn question_as_aside(s: &mut Sentence, g: &Grammar, cues: &Cues, clause: usize) -> bool {
    let t = &s.tokens[clause];
    let Some(verb) = t.head.filter(|&h| t.deprel == Deprel::Advcl && h < clause) else { return false };
    let opens = |c: usize| s.tokens[c].deprel == Deprel::Mark && g.is_question(&s.tokens[c].lemma);
    let asks = |c: &CueWords| cues.get(c.cue).content.contains(&ContentAt::Wh);
    let asked = s.children(clause).any(opens) && cues.of(Pos::Verb, &s.tokens[verb].lemma).iter().any(asks);
    if asked {
        s.tokens[clause].deprel = Deprel::Ccomp;
    }
    asked
}

/// "Hosted him *with seven leaders at* the palace" with a "with" of the palace: of two prepositions of one noun between which another
/// noun stands, the first is that noun's.
pub(super) fn case_over_noun(s: &mut Sentence, preposition: usize) -> bool {
    let t = &s.tokens[preposition];
    let Some(noun) = t.head.filter(|&h| t.deprel == Deprel::Case && h > preposition) else { return false };
    let Some(nearer) = s.children(noun).find(|&c| c > preposition && c < noun && s.tokens[c].deprel == Deprel::Case)
    else {
        return false;
    };
    let between = (preposition + 1..nearer).find(|&n| {
        let loose = matches!(s.tokens[n].deprel, Deprel::Obl | Deprel::Obj | Deprel::Nmod);
        is_noun(s, n) && loose && !s.is_below(n, noun) && case(s, n).is_none()
    });
    if let Some(between) = between {
        s.tokens[preposition].head = Some(between);
    }
    between.is_some()
}

/// "Putin told him so, but *Lavrov tempered it, saying that*" with Putin who says: a participle at the end goes on from the last
/// clause with a subject of its own.
pub(super) fn participle_of_last_clause(s: &mut Sentence, participle: usize) -> bool {
    let t = &s.tokens[participle];
    let goes_on = t.xpos == Xpos::Vbg
        && t.deprel == Deprel::Advcl
        && !s.children(participle).any(|c| matches!(s.tokens[c].deprel, Deprel::Mark | Deprel::Nsubj | Deprel::Aux));
    let Some(verb) = t.head.filter(|&h| goes_on && h < participle) else { return false };
    let own = |&c: &usize| {
        let clause = s.tokens[c].deprel == Deprel::Conj && s.tokens[c].upos == Upos::Verb && c > verb && c < participle;
        clause && has_subject(s, c)
    };
    let Some(last) = s.children(verb).rfind(own) else { return false };
    s.tokens[participle].head = Some(last);
    true
}
