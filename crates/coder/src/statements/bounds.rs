//! Where what a verb of saying holds ends: before the speaker's next cue, and before what the writer says of the saying.

use demarche_syntax::{Deprel, Span, Upos, Xpos};

use super::Speech;
use super::content::Scene;
use crate::lexicon::cues::{CueWords, Cues};
use crate::lexicon::frames::Pos;
use crate::record::Act;

/// Words within which a clause's subject has its head.
const SUBJECT: usize = 6;

/// A speech without the words behind it that belong to the next one or to the writer.
pub(super) fn bounded(scene: &Scene<'_>, cues: &Cues, cue: usize, speech: Speech) -> Speech {
    let mut speech = without_writers_words(scene, cues, cue, without_next_cue(scene, cues, cue, speech));
    speech.quoted = speech.content.iter().any(|c| scene.quotes.iter().any(|q| q.inner.overlaps(*c)));
    speech
}

/// "Said the talks had failed, *adding that* …": a participle of saying behind the content is the speaker's next cue.
fn without_next_cue(scene: &Scene<'_>, cues: &Cues, cue: usize, mut speech: Speech) -> Speech {
    let s = scene.sentence;
    let Some(last) = speech.content.last_mut() else { return speech };
    // "Said A, *while others said* B", "said A, but *did not say* when": so is a clause of saying with a subject of its own.
    let other = (cue + 1..s.tokens.len()).find_map(|t| {
        let token = &s.tokens[t];
        let joined = matches!(token.deprel, Deprel::Conj | Deprel::Advcl) && last.contains(token.span);
        let subject = s.child(t, Deprel::Nsubj).filter(|&x| x < t);
        // "Said A, *but ruled out* B": without one it is a past that is joined by a conjunction.
        let bare = subject.is_none() && token.deprel == Deprel::Conj && token.xpos == Xpos::Vbd;
        let next = s.tokens.get(t + 1).map(|n| n.lemma.as_str());
        let says = |c: &CueWords| match c.rest.first() {
            // "28 percent backed him, *while 23 percent favoured* her": who is for what is told with the rest.
            None => {
                let cue = cues.get(c.cue);
                let charges = matches!(cue.act, Act::Accuse | Act::Demand | Act::Warn | Act::Deny | Act::Promise);
                let another = subject.is_some() && !cue.attitude;
                cue.bare && (subject.is_none() || another && cue.act != Act::Express) || another && charges
            }
            Some(word) => next == Some(&**word),
        };
        let end = subject.unwrap_or(t);
        let opener = |c: &usize| matches!(s.tokens[*c].deprel, Deprel::Cc | Deprel::Mark) || Some(*c) == subject;
        let opens =
            s.children(t).take_while(|&c| c <= end).find(opener).filter(|_| joined && (bare || subject.is_some()));
        // Its subject may open with an article.
        let first = opens.and_then(|c| s.subtree(c).first().copied()).filter(|&f| f > 0)?;
        // "Was “the right man,” *and he reiterated*": the comma may stand inside the marks that end a quotation.
        let closed = first > 1 && scene.quotes.iter().any(|q| q.outer.end == s.tokens[first - 1].span.end);
        // "Said prices would fall *and praised* the bank", "was holding *but warned* that": without a comma, too, where the
        // tree joins it to the saying or the clause is in another tense.
        let joins = first + 1 == t && bare && !closed && s.tokens[first - 1].form(scene.text) != ",";
        // "Would accept it if Trump *lifted the curbs and promised* to stay": what is joined to a condition is in it.
        let condition = |c: usize| {
            s.children(c).any(|m| s.tokens[m].deprel == Deprel::Mark && scene.grammar.is_condition(&s.tokens[m].lemma))
        };
        let in_condition =
            |h: usize| s.children(h).any(|c| (h + 1..t).contains(&c) && s.tokens[c].xpos == token.xpos && condition(c));
        let loose = s.tokens[t].head.filter(|_| joins).is_some_and(|h| {
            if in_condition(h) {
                return false;
            }
            let modal = |c: usize| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md;
            let other_tense = matches!(s.tokens[h].xpos, Xpos::Vbz | Xpos::Vbp) || s.children(h).any(modal);
            h == cue || other_tense && s.tokens[h].deprel == Deprel::Ccomp && s.tokens[h].head == Some(cue)
        });
        if loose {
            let told = |c: &CueWords| !cues.get(c.cue).attitude && says(c);
            return cues.of(Pos::Verb, &token.lemma).iter().any(told).then_some(first);
        }
        let comma = if closed { first.checked_sub(2) } else { first.checked_sub(1) };
        let comma = comma.filter(|&c| s.tokens[c].form(scene.text) == "," && s.tokens[c].span.start > last.start)?;
        cues.of(Pos::Verb, &token.lemma).iter().any(says).then_some(if closed { first } else { comma })
    });
    let quoted = |comma: usize| scene.quotes.iter().any(|q| q.inner.contains(s.tokens[comma].span));
    if let Some(comma) = other.filter(|&comma| !quoted(comma)) {
        *last = Span::new(last.start, s.tokens[..comma].last().map_or(last.end, |t| t.span.end));
    }
    let next = (cue + 1..s.tokens.len()).find(|&t| {
        let token = &s.tokens[t];
        token.xpos == Xpos::Vbg
            && token.deprel == Deprel::Advcl
            && t > 0
            && s.tokens[t - 1].form(scene.text) == ","
            && last.contains(token.span)
            && !scene.quotes.iter().any(|q| q.inner.contains(token.span))
            && cues.of(Pos::Verb, &token.lemma).iter().any(|c| {
                let cue = cues.get(c.cue);
                // "Would never accept it, *calling it theft*".
                c.rest.is_empty() && (cue.bare || matches!(cue.act, Act::Express | Act::Accuse) && !cue.attitude)
            })
    });
    if let Some(next) = next.filter(|&t| s.tokens[t - 1].span.start > last.start) {
        *last = Span::new(last.start, s.tokens[next - 1].span.start);
    }
    speech
}

/// "Said the sanctions had failed, *a swipe at* Brussels", "hinted that it may leave, *speaking to lawmakers*", "defended the
/// closure *by citing* an attack": what is said of the saying.
fn without_writers_words(scene: &Scene<'_>, cues: &Cues, cue: usize, mut speech: Speech) -> Speech {
    let s = scene.sentence;
    let Some(last) = speech.content.last_mut().filter(|c| c.start >= s.tokens[cue].span.end) else { return speech };
    let quoted = |t: usize| scene.quotes.iter().any(|q| q.inner.contains(s.tokens[t].span));
    let inside = |t: &usize| s.tokens[*t].span.start > last.start && s.tokens[*t].span.end <= last.end && !quoted(*t);
    let begins = (cue + 2..s.tokens.len()).filter(inside).find(|&t| {
        let token = &s.tokens[t];
        let comma = s.tokens[t - 1].form(scene.text) == ",";
        if token.xpos == Xpos::Vbg {
            let plain = |c: &CueWords| cues.get(c.cue).bare && cues.get(c.cue).act != Act::Promise;
            let says = || cues.of(Pos::Verb, &token.lemma).iter().any(plain);
            let opened = |is: &dyn Fn(&str) -> bool| is(&s.tokens[t - 1].lemma) && s.tokens[t - 1].head == Some(t);
            let means = opened(&|w| scene.grammar.is_agent(w));
            // "Said the vote was fair *before claiming*".
            let next = opened(&|w| scene.grammar.is_limit(w)) && cues.says_clauses(&token.lemma);
            return comma && scene.grammar.is_delivery(&token.lemma) || means && says() || next;
        }
        // "Proposed a truce; *Hamas has yet to reply*": what a semicolon parts with a subject of its own is told.
        let parted = s.tokens[t - 1].form(scene.text) == ";" && {
            let opens = |n: usize| s.subtree(n).into_iter().find(|&w| s.tokens[w].upos != Upos::Punct) == Some(t);
            let named = |n: usize| {
                s.tokens[n].upos != Upos::Pron && matches!(s.tokens[n].deprel, Deprel::Nsubj | Deprel::NsubjPass)
            };
            (t..s.tokens.len().min(t + SUBJECT)).any(|n| named(n) && opens(n))
        };
        // "Were undecided, *compared with* a tenth", "had failed, *as have* others": what the writer sets beside it.
        let next = s.tokens.get(t + 1);
        let likewise = scene.grammar.is_essive(&token.lemma) && next.is_some_and(|n| n.upos == Upos::Aux);
        let beside = comma && (scene.grammar.is_comparison(&token.form(scene.text).to_lowercase()) || likewise);
        // "Suggested a pause, *only to deny* it".
        let reversal = comma && scene.grammar.is_reversal(&token.lemma) && next.is_some_and(|n| n.xpos == Xpos::To);
        parted
            || beside
            || reversal
            || comma && (is_act_of_speaker(scene, cue, t) || is_verdict(scene, t) || is_added(scene, t, last.end))
    });
    if let Some(begins) = begins {
        // Without the comma or the preposition before it, and what stands before that.
        let end = s.tokens[..begins - 1].last().map_or(last.end, |t| t.span.end);
        if end > last.start {
            *last = Span::new(last.start, end);
        }
    }
    speech
}

/// "Denied that his men had done it, *and he pulled* them back": behind a comma what the speaker, named again, did.
fn is_act_of_speaker(scene: &Scene<'_>, cue: usize, conjunction: usize) -> bool {
    let s = scene.sentence;
    let pronoun = conjunction + 1;
    let Some(verb) = s.tokens[conjunction].head.filter(|&v| s.tokens[conjunction].deprel == Deprel::Cc && v > pronoun)
    else {
        return false;
    };
    let subject = s.tokens[pronoun].head == Some(verb)
        && s.tokens[pronoun].deprel == Deprel::Nsubj
        && s.tokens[pronoun].xpos == Xpos::Prp;
    let bare = !s.children(verb).any(|c| matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    let told = s.tokens[verb].head.filter(|_| s.tokens[verb].deprel == Deprel::Conj);
    subject
        && bare
        && s.tokens[verb].xpos == Xpos::Vbd
        && told.is_some_and(|h| h == cue || s.tokens[h].head == Some(cue))
}

/// "*a claim* that Kyiv denies", "*remarks* that were broadcast", "*language* that amounts to".
fn is_verdict(scene: &Scene<'_>, opener: usize) -> bool {
    let (s, g) = (scene.sentence, scene.grammar);
    let noun = (opener..s.tokens.len().min(opener + 4)).find(|&n| s.tokens[n].upos == Upos::Noun);
    let Some(noun) = noun.filter(|&n| g.is_verdict(&s.tokens[n].lemma)) else { return false };
    let article = s.tokens[opener].head == Some(noun) && g.is_indefinite(&s.tokens[opener].lemma);
    let clause = |d| s.child(noun, d).is_some();
    article || noun == opener && (clause(Deprel::AclRelcl) || clause(Deprel::Acl))
}

/// "should be Arab, *a force of which the capital has too few*": a noun with a relative clause to the end.
fn is_added(scene: &Scene<'_>, opener: usize, end: usize) -> bool {
    let (s, g) = (scene.sentence, scene.grammar);
    let Some(noun) = s.tokens[opener].head.filter(|&n| n > opener && s.tokens[n].upos == Upos::Noun) else {
        return false;
    };
    let closes = |c: usize| s.subtree(c).last().is_some_and(|&l| s.tokens[l].span.end >= end);
    let relative = s.child(noun, Deprel::AclRelcl).is_some_and(closes);
    g.is_indefinite(&s.tokens[opener].lemma) && relative && !matches!(s.tokens[noun].deprel, Deprel::Obj | Deprel::Conj)
}
