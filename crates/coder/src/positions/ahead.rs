//! What the article itself says somebody will do, above all on a condition: "Chad would reopen the border only once the militias had
//! left", "should the truce hold, Jordan will send its envoy back".

use demarche_syntax::{Deprel, Sentence, Upos, Xpos};

use super::conditions::{self, Act as Governed};
use super::{Shown, World, is_nameless};
use crate::actors::{ActorIx, WordAt};
use crate::arguments::subject_of;
use crate::events::status::{self, clause_span};
use crate::lexicon::frames::Pos;
use crate::record::{Act, ActorKind, Stance, Status};

/// The positions that lie in what somebody will do or not, where nobody or only a source without a name says so.
pub(super) fn find(world: World<'_>) -> Vec<Shown> {
    let sentences = world.document.sentences.iter().enumerate();
    let of = |number, s, v| of_verb(world, number, s, v).or_else(|| preferred(world, number, s, v));
    sentences.flat_map(|(number, s)| (0..s.tokens.len()).filter_map(move |v| of(number, s, v))).collect()
}

/// "Kenya *would rather bargain* with them": what somebody would sooner do.
fn preferred(world: World<'_>, number: usize, s: &Sentence, verb: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    // The word right behind the modal says it.
    let rather = |c: usize| c > 0 && g.is_preferring(&s.tokens[c].lemma) && g.is_promise(&s.tokens[c - 1].lemma);
    if s.tokens[verb].xpos != Xpos::Vb || !s.children(verb).any(|c| c < verb && rather(c)) {
        return None;
    }
    if s.children(verb).any(|c| g.is_negator(&s.tokens[c].lemma)) {
        return None;
    }
    let holder = world.actors.at(WordAt { sentence: number, token: subject_of(g, s, verb)? }).map(|m| m.actor)?;
    let issue = demarche_syntax::Span::new(s.tokens[verb].span.start, clause_span(s, verb).end);
    let word = WordAt { sentence: number, token: verb };
    let statement = world.statement_with(s.tokens[verb].span);
    Some(Shown { is_told: false, statement, ..Shown::new(holder, Stance::Supports, word, verb, issue) })
}

fn of_verb(world: World<'_>, number: usize, s: &Sentence, verb: usize) -> Option<Shown> {
    let g = &world.known.grammar;
    let word = WordAt { sentence: number, token: verb };
    let modal = |c: usize| s.tokens[c].deprel == Deprel::Aux && g.is_promise(&s.tokens[c].lemma);
    // "would *lose* the war if": what may befall somebody is not willed.
    if s.tokens[verb].upos != Upos::Verb || s.tokens[verb].xpos != Xpos::Vb || g.is_undergone(&s.tokens[verb].lemma) {
        return None;
    }
    let own = status::own(g, s, verb, Pos::Verb);
    if own.rule != "be to" && !s.children(verb).any(modal) {
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
    if !refused && !world.done.contains_key(&word) && !issue(verb) && !object.any(issue) {
        return None;
    }
    let statement = world.statement_with(s.tokens[verb].span);
    if !statement.is_none_or(|n| is_source(world, n)) {
        return None;
    }
    let condition = own.condition.or_else(|| {
        conditions::behind(Governed {
            text: &world.document.text,
            g,
            s,
            head: verb,
            theme: verb,
            refused,
            within: s.span,
        })
    });
    // "polls suggest that Kenya *will accept* it": what nobody in particular claims is not settled.
    let suggested = |n: usize| world.speeches[n].act == Act::Suggest;
    let claimed = statement.map_or(s.tokens[verb].deprel == Deprel::Ccomp, suggested);
    if condition.is_none() && (claimed || !is_settled(world, s, verb, own, holder)) {
        return None;
    }
    let whole = clause_span(s, verb);
    let behind = condition.filter(|c| c.start > s.tokens[verb].span.end);
    let end = behind.map_or(whole.end, |c| c.end);
    let issue = demarche_syntax::Span::new(s.tokens[verb].span.start, end);
    Some(Shown {
        holder,
        stance: if condition.is_some() { Stance::Conditional } else { Stance::Supports },
        condition,
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

/// "In exchange Athens *will issue* visas", "the two sides *are to open* talks": what a state or a side is going to do, as the article
/// itself has it.
fn is_settled(world: World<'_>, s: &Sentence, verb: usize, own: status::Standing, holder: ActorIx) -> bool {
    let g = &world.known.grammar;
    let told = |c: usize| s.tokens[c].deprel == Deprel::Aux && g.reported_modal(&s.tokens[c].lemma).is_some();
    let side = matches!(
        world.actors.get(holder).kind,
        ActorKind::Government | ActorKind::State | ActorKind::Organization | ActorKind::ArmedGroup
    );
    let passive = s.child(verb, Deprel::AuxPass).is_some();
    // "has not said *how it will vote*".
    let asked =
        |c: usize| matches!(s.tokens[c].xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt) || g.is_question(&s.tokens[c].lemma);
    if s.children(verb).any(|c| c < verb && asked(c)) {
        return false;
    }
    side && own.status == Status::Planned && !passive && !s.children(verb).any(told)
}

/// Whether those who say something have no name: what they tell of a side is no guess of theirs.
fn is_source(world: World<'_>, statement: usize) -> bool {
    let speaker: Option<ActorIx> = world.speeches[statement].speaker.and_then(|w| world.actors.at(w)).map(|m| m.actor);
    speaker.is_some_and(|a| is_nameless(world, a))
}
