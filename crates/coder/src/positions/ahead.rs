//! What the article itself says somebody will do on a condition: "Chad would reopen the border only once the militias had
//! left", "should the truce hold, Jordan will send its envoy back".

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::conditions::{self, Act};
use super::{Shown, World, is_nameless};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::subject_of;
use crate::events::status::{self, clause_span};
use crate::lexicon::frames::Pos;
use crate::record::{Stance, Status};

/// The positions that lie in what somebody will do or not, where nobody or only a source without a name says so.
pub(super) fn find(world: World<'_>) -> Vec<Shown> {
    let sentences = world.document.sentences.iter().enumerate();
    sentences.flat_map(|(number, s)| (0..s.tokens.len()).filter_map(move |v| of_verb(world, number, s, v))).collect()
}

fn of_verb(world: World<'_>, number: usize, s: &Sentence, verb: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    let word = WordAt { sentence: number, token: verb };
    let modal = |c: usize| s.tokens[c].deprel == Deprel::Aux && g.is_promise(&s.tokens[c].lemma);
    let own = status::own(g, s, verb, Pos::Verb);
    let coming = s.children(verb).any(modal) || own.rule == "be to";
    if s.tokens[verb].upos != Upos::Verb || s.tokens[verb].xpos != Xpos::Vb || !coming {
        return None;
    }
    let conditional = || conditions::is_inside(&world.document.text, g, s, verb);
    if own.status == Status::Hypothetical && own.rule != "modal" || conditional() {
        return None;
    }
    let holder = world.actors.at(WordAt { sentence: number, token: subject_of(g, s, verb)? }).map(|m| m.actor)?;
    let mut object = s.children(verb).filter(|&c| matches!(s.tokens[c].deprel, Deprel::Obj | Deprel::Obl) && c > verb);
    let issue = |t: usize| {
        let lemma = s.tokens[t].lemma.to_lowercase();
        world.known.issues.family(&lemma, &[&lemma]).is_some()
    };
    let refused = own.status == Status::Denied;
    // "would *lose* the war if": what may befall somebody is not willed.
    if g.is_undergone(&s.tokens[verb].lemma) {
        return None;
    }
    if !refused && !world.done.contains_key(&word) && !issue(verb) && !object.any(issue) {
        return None;
    }
    let statement = world.speeches.iter().position(|p| p.content.iter().any(|c| c.contains(s.tokens[verb].span)));
    if !statement.is_none_or(|n| is_source(world, n)) {
        return None;
    }
    let condition = own.condition.or_else(|| {
        conditions::behind(Act { text: &world.document.text, g, s, head: verb, theme: verb, refused, within: s.span })
    })?;
    let whole = clause_span(s, verb);
    let end = if condition.start > s.tokens[verb].span.end { condition.end } else { whole.end };
    let issue = demarche_syntax::Span::new(s.tokens[verb].span.start, end);
    Some(Shown {
        holder,
        stance: Stance::Conditional,
        condition: Some(condition),
        word,
        theme: verb,
        issue,
        evidence: issue,
        statement,
        event: world.done.get(&word).copied(),
        confidence: 0.6,
        is_told: false,
        is_unsaid: false,
        is_past: false,
    })
}

/// Whether those who say something have no name: what they tell of a side is no guess of theirs.
fn is_source(world: World<'_>, statement: usize) -> bool {
    let speaker: Option<ActorIx> = world.speeches[statement].speaker.and_then(|w| world.actors.at(w)).map(|m| m.actor);
    speaker.is_some_and(|a| is_nameless(world, a))
}
