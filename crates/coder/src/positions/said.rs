//! Positions that lie in what somebody said: terms ("any ceasefire must include an exchange"), offers on a condition
//! ("would send aid if the guns fell silent") and questions left open ("did not say whether troops would go").

use demarche_syntax::{Document, Sentence, Span};

use super::Shown;
use crate::actors::{ActorIx, Actors, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::events::status;
use crate::lexicon::Lexicon;
use crate::lexicon::frames::Pos;
use crate::record::{Act, ActorKind, Stance, Status};
use crate::statements::Speech;

/// The positions that lie in the statements.
pub(super) fn find(document: &Document, known: &Lexicon, actors: &Actors, speeches: &[Speech]) -> Vec<Shown> {
    speeches.iter().enumerate().filter_map(|(number, speech)| of(document, known, actors, number, speech)).collect()
}

fn of(document: &Document, known: &Lexicon, actors: &Actors, number: usize, speech: &Speech) -> Option<Shown> {
    let (speaker, cue) = (speech.speaker?, speech.cue_word?);
    let holder = actors.at(speaker)?.actor;
    let [content] = speech.content[..] else { return None };
    let s = &document.sentences[cue.sentence];
    // The clause's head: the one word of it that hangs from outside.
    let inside = |t: usize| content.contains(s.tokens[t].span);
    let head = (0..s.tokens.len()).find(|&t| inside(t) && s.tokens[t].head.is_none_or(|h| !inside(h)))?;
    let (stance, condition, confidence) = stance(known, actors, holder, s, cue, head, speech)?;
    Some(Shown {
        holder,
        stance,
        condition,
        word: WordAt { token: head, ..cue },
        theme: subject_of(&known.grammar, s, head).filter(|&t| inside(t)).unwrap_or(head),
        issue: content,
        evidence: content,
        statement: Some(number),
        event: None,
        confidence,
    })
}

fn stance(
    known: &Lexicon,
    actors: &Actors,
    holder: ActorIx,
    s: &Sentence,
    cue: WordAt,
    head: usize,
    speech: &Speech,
) -> Option<(Stance, Option<Span>, f64)> {
    let g = &known.grammar;
    let own = status::own(g, s, head, Pos::Verb);
    let open = case_of(s, head).is_some_and(|m| g.is_condition(&m));
    if open {
        // "did not clarify whether", "questioned whether".
        let silent = status::own(g, s, cue.token, Pos::Verb).status == Status::Denied;
        let asked = speech.act == Act::Question;
        return (silent || asked).then_some((Stance::Undecided, None, if silent { 0.7 } else { 0.6 }));
    }
    let subject = subject_of(g, s, head)?;
    match own.status {
        // "any ceasefire must include": terms for it.
        Status::Proposed if own.rule == "modal" => {
            let lemma = s.tokens[subject].lemma.to_lowercase();
            let terms = known.issues.family(&lemma, &[&lemma]).is_some() && g.sets_terms(&s.tokens[head].lemma);
            Some((if terms { Stance::Conditional } else { Stance::Supports }, own.condition, 0.7))
        }
        // "he would attend if necessary", "the US could help if": what is one's own to do.
        Status::Conditional => {
            let actor = actors.at(WordAt { token: subject, ..cue })?.actor;
            is_own(actors, holder, actor).then_some((Stance::Conditional, own.condition, 0.7))
        }
        // "sanctions are unacceptable".
        Status::Occurred if g.is_unwelcome(&s.tokens[head].lemma) => Some((Stance::Opposes, None, 0.7)),
        Status::Occurred if g.is_welcome(&s.tokens[head].lemma) => Some((Stance::Supports, None, 0.7)),
        _ => None,
    }
}

/// Whether somebody speaks of himself, or of the state for which he speaks.
fn is_own(actors: &Actors, holder: ActorIx, subject: ActorIx) -> bool {
    let (holder_is, subject_is) = (actors.get(holder), actors.get(subject));
    let state = matches!(subject_is.kind, ActorKind::Government | ActorKind::State);
    holder == subject || state && holder_is.country.is_some() && holder_is.country == subject_is.country
}
