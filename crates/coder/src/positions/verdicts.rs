//! Verdicts by what somebody calls a thing, complains of and expects of it: "called the accord *“a receipt for goods”*",
//! "complained that *the treaty was broken*", "warned that an embargo *would hurt* farmers", "restraint *has bought us nothing*".

use demarche_syntax::{Deprel, Sentence, Span, Upos, Xpos};

use super::said::{Clause, Taken};
use super::{Shown, World, duties};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::case_of;
use crate::events::issue_span;
use crate::events::status::{Standing, clause_span};
use crate::record::{Act, Stance, Status};
use crate::statements::Speech;

/// What the cue of a speech itself shows of those who speak.
pub(super) fn of_cue(world: World<'_>, number: usize, speech: &Speech, holders: &[ActorIx]) -> Vec<Shown> {
    let Some(cue) = speech.cue_word else { return Vec::new() };
    let s = &world.document.sentences[cue.sentence];
    let found = called(world, speech, s, cue).or_else(|| complained(world, s, cue));
    let Some((theme, issue, confidence)) = found else { return Vec::new() };
    let shown = |&holder: &ActorIx| Shown {
        evidence: speech.cue.map_or(issue, |c| c.cover(issue)),
        statement: Some(number),
        confidence,
        ..Shown::new(holder, Stance::Opposes, cue, theme, issue)
    };
    holders.iter().map(shown).collect()
}

/// "Called the accord *“a receipt for goods”*": a picture in quotation marks that is no praise is scorn.
fn called(world: World<'_>, speech: &Speech, s: &Sentence, cue: WordAt) -> Option<(usize, Span, f64)> {
    let g = &world.known.grammar;
    if !g.is_naming(&s.tokens[cue.token].lemma) || !speech.quoted {
        return None;
    }
    let theme = s.children(cue.token).find(|&c| c > cue.token && s.tokens[c].deprel == Deprel::Obj)?;
    let name = s.children(cue.token).find(|&c| c > theme && s.tokens[c].upos == Upos::Noun)?;
    let lemma = &s.tokens[name].lemma;
    let plain = s.children(name).any(|c| s.tokens[c].deprel == Deprel::Det && !g.is_negator(&s.tokens[c].lemma));
    let first = s.subtree(name).into_iter().find(|&t| s.tokens[t].upos != Upos::Punct)?;
    let opened = world.document.text[..s.tokens[first].span.start].ends_with(['"', '“', '\'', '‘', '«']);
    let thing = match s.tokens[theme].upos {
        Upos::Pron => g.is_thing(&s.tokens[theme].lemma),
        _ => world.known.issues.family(&s.tokens[theme].lemma, &[&s.tokens[theme].lemma]).is_some(),
    };
    let good = g.is_praise(lemma) || g.is_welcome(lemma);
    (plain && opened && thing && !good).then(|| (theme, clause_span(s, theme).cover(clause_span(s, name)), 0.5))
}

/// "Complained that *the treaty was broken*": whoever finds fault with what was done is against it.
fn complained(world: World<'_>, s: &Sentence, cue: WordAt) -> Option<(usize, Span, f64)> {
    let finds_fault = world.known.grammar.is_complaint(&s.tokens[cue.token].lemma);
    let told = |&c: &usize| c > cue.token && s.tokens[c].deprel == Deprel::Ccomp && s.tokens[c].upos == Upos::Verb;
    let act = s.children(cue.token).find(told).filter(|_| finds_fault)?;
    Some((act, issue_span(s, act), 0.5))
}

/// What a clause shows that says what comes of something.
pub(super) fn of_effect(clause: &Clause<'_>, own: &Standing) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let subject = clause.subject().filter(|&t| s.tokens[t].upos == Upos::Noun)?;
    let somebody = clause.world.actors.at(WordAt { sentence: clause.number, token: subject }).is_some();
    if somebody || s.tokens[head].upos != Upos::Verb || clause.is_foreseen() {
        return None;
    }
    let lemma = &s.tokens[head].lemma;
    let object = s.children(head).find(|&c| c > head && s.tokens[c].deprel == Deprel::Obj);
    // "restraint has *bought us nothing*".
    let nothing =
        |&c: &usize| g.is_negator(&s.tokens[c].lemma) && matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Iobj);
    if g.is_fruitless(lemma) && s.children(head).any(|c| nothing(&c)) {
        return Some(Taken::new(Stance::Opposes, 0.5).on(subject));
    }
    let modal = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
    let ahead = matches!(own.status, Status::Planned | Status::Hypothetical) && modal;
    let passive = s.child(head, Deprel::AuxPass).is_some();
    if !ahead || passive || !clause.is_issue(subject) {
        return None;
    }
    let measure =
        |o: usize| g.is_calendar(&s.tokens[o].lemma) || s.children(o).any(|c| s.tokens[c].deprel == Deprel::Nummod);
    let affects = object.is_some_and(|o| !measure(o)) && !g.is_measuring(lemma) && !g.is_undergone(lemma);
    let bad = g.is_harming(lemma) && object.is_some() || clause.speech.act == Act::Warn && affects;
    bad.then(|| Taken::new(Stance::Opposes, 0.5).on(subject))
}

/// "Any accord that left them their guns would be *“a truce with a fuse”*": a picture in quotation marks of what is talked about.
pub(super) fn pictured(clause: &Clause<'_>) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let subject = clause.subject().filter(|&t| s.tokens[t].upos == Upos::Noun && clause.is_issue(t))?;
    let ahead = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && g.is_promise(&s.tokens[c].lemma));
    let article = s.child(head, Deprel::Det).filter(|&d| g.is_indefinite(&s.tokens[d].lemma))?;
    let before = &clause.world.document.text[..s.tokens[article].span.start];
    let picture = s.tokens[head].upos == Upos::Noun && before.ends_with(['"', '“', '\'', '‘', '«']);
    let good = g.is_praise(&s.tokens[head].lemma) || g.is_welcome(&s.tokens[head].lemma);
    let denied = s.children(head).any(|c| g.is_negator(&s.tokens[c].lemma));
    (ahead && picture && !good && !denied).then(|| Taken::new(Stance::Opposes, 0.5).on(subject))
}

/// "The draft *was being studied*, the ministry said": what one's own side looks into is not answered yet.
pub(super) fn examined(clause: &Clause<'_>) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let subject = clause.subject()?;
    let thing = g.is_thing(&s.tokens[subject].lemma) || clause.is_issue(subject);
    let being = |c: usize| s.tokens[c].deprel == Deprel::AuxPass && s.tokens[c].xpos == Xpos::Vbg && c < head;
    let alone = s.child(head, Deprel::OblAgent).is_none() && s.children(head).any(being);
    let examined = g.is_examining(&s.tokens[head].lemma) && thing && alone && duties::is_of_state(clause);
    examined.then(|| Taken::new(Stance::Undecided, 0.6).on(subject))
}

/// "Would *pay for its support* of the rebels", "must answer for the raids": what others are to atone for.
pub(super) fn atoned(clause: &Clause<'_>) -> Option<Taken> {
    let (g, s, head) = (&clause.world.known.grammar, clause.s, clause.head);
    let modal = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
    let subject = clause.subject().filter(|_| g.is_atoning(&s.tokens[head].lemma) && modal)?;
    let actor = clause.world.actors.at(WordAt { sentence: clause.number, token: subject }).map(|m| m.actor);
    let own = actor.is_some_and(|a| clause.holders.contains(&a));
    let below = |&c: &usize| c > head && case_of(s, c).is_some_and(|p| g.is_charge(&p) && g.is_aim(&p));
    let theme = s.children(head).find(below)?;
    let denied = s.children(head).any(|c| g.is_negator(&s.tokens[c].lemma));
    (!own && !denied && s.child(head, Deprel::Obj).is_none()).then(|| Taken::new(Stance::Opposes, 0.5).on(theme))
}
