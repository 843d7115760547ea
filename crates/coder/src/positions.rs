//! Who stands where on what, from the predicates that show a stance, and what changed.
//!
//! In: stances, statements, actors. Out: [`Positions`], in the order of the text.

use demarche_syntax::{Deprel, Document, Sentence, Span};

use crate::actors::{ActorIx, Actors, WordAt};
use crate::events::{Event, Stand};
use crate::lexicon::Lexicon;
use crate::record::{ActorKind, PositionTime, Stance, Status};
use crate::statements::Speech;

/// A position.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Whose.
    pub actor: ActorIx,
    /// The words that name the issue.
    pub issue: Span,
    /// Normal form of the issue.
    pub issue_key: String,
    /// Where the actor stands.
    pub stance: Stance,
    /// On which condition.
    pub condition: Option<Span>,
    /// Held now or before.
    pub time: PositionTime,
    /// Words that contain the issue and show the stance.
    pub evidence: Span,
    /// Number of the statement it rests on.
    pub statement: Option<usize>,
    /// Number of the event it rests on.
    pub event: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
    /// Number of its sentence.
    pub sentence: usize,
    /// Whether it is said to be new ("*now* favours").
    pub is_new: bool,
}

/// Positions and changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    /// The positions.
    pub held: Vec<Position>,
    /// Numbers of an earlier and a later position.
    pub changes: Vec<(usize, usize)>,
}

/// Sentences within which a new position answers a past one.
const NEAR: usize = 2;

/// The positions that the stances show.
#[must_use]
pub fn find<'e>(
    document: &Document,
    known: &Lexicon,
    actors: &Actors,
    stands: &[Stand],
    events: impl Iterator<Item = &'e Event> + Clone,
    speeches: &[Speech],
) -> Positions {
    let mut held: Vec<Position> = Vec::new();
    for stand in stands {
        let sentence = &document.sentences[stand.word.sentence];
        let Some((stance, confidence)) = stance(stand) else { continue };
        let issue_key = key(document, known, actors, stand);
        let event = events.clone().position(|e| e.word == stand.word);
        let evidence = stand.trigger.cover(stand.issue);
        let statement = speeches.iter().position(|s| s.content.iter().any(|c| c.contains(stand.trigger)));
        for &actor in &stand.holders {
            let same = |p: &Position| {
                p.actor == actor && p.issue_key == issue_key && p.stance == stance && p.sentence == stand.word.sentence
            };
            if held.iter().any(same) {
                continue;
            }
            held.push(Position {
                actor,
                issue: stand.issue,
                issue_key: issue_key.clone(),
                stance,
                condition: stand.standing.condition,
                time: time(known, sentence, stand.word.token),
                evidence,
                statement,
                event,
                confidence,
                sentence: stand.word.sentence,
                is_new: has_adverb(sentence, stand.word.token, |l| known.grammar.is_now(l)),
            });
        }
    }
    held.sort_by_key(|p| (p.evidence, p.actor));
    let changes = changes(&held);
    Positions { held, changes }
}

/// The stance as its own standing leaves it: a denied support is none, a condition makes it conditional.
fn stance(stand: &Stand) -> Option<(Stance, f64)> {
    match stand.standing.status {
        Status::Occurred | Status::Ongoing | Status::Planned => Some((stand.stance, 0.8)),
        Status::Conditional => Some((Stance::Conditional, 0.7)),
        Status::Hypothetical if stand.standing.rule == "modal" => Some((stand.stance, 0.5)),
        Status::Denied => match stand.stance {
            Stance::Supports => Some((Stance::Opposes, 0.6)),
            Stance::Opposes => Some((Stance::Undecided, 0.6)),
            _ => None,
        },
        Status::Hypothetical | Status::Proposed => None,
    }
}

fn has_adverb(s: &Sentence, token: usize, is: impl Fn(&str) -> bool) -> bool {
    s.children(token)
        .any(|c| matches!(s.tokens[c].deprel, Deprel::Advmod | Deprel::Amod | Deprel::Aux) && is(&s.tokens[c].lemma))
}

fn time(known: &Lexicon, s: &Sentence, token: usize) -> PositionTime {
    if has_adverb(s, token, |l| known.grammar.is_past(l)) { PositionTime::Past } else { PositionTime::Current }
}

/// The family of the issue, with the people and states that it names; its head's lemma where no family fits.
fn key(document: &Document, known: &Lexicon, actors: &Actors, stand: &Stand) -> String {
    let sentence = &document.sentences[stand.word.sentence];
    let words = stand.issue.of(&document.text).to_lowercase();
    let below: Vec<usize> =
        (0..sentence.tokens.len()).filter(|&i| stand.issue.contains(sentence.tokens[i].span)).collect();
    let lemmas: Vec<&str> =
        std::iter::once(stand.theme).chain(below.iter().copied()).map(|i| sentence.tokens[i].lemma.as_str()).collect();
    let family = known.issues.family(&words, &lemmas).unwrap_or(lemmas[0]).to_lowercase();
    let mut names: Vec<&str> = below
        .iter()
        .filter_map(|&token| actors.at(WordAt { token, ..stand.word }))
        .map(|m| actors.get(m.actor))
        .filter(|a| matches!(a.kind, ActorKind::Person | ActorKind::State | ActorKind::Government))
        .map(|a| a.name.rsplit(' ').next().unwrap_or(&a.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { family } else { format!("{family}: {}", names.join("–")) }
}

/// A past and a current position of one actor on one issue, or a past one and the new one that answers it nearby.
fn changes(held: &[Position]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (i, earlier) in held.iter().enumerate() {
        let follows = |later: &Position| {
            let differs = later.stance != earlier.stance || later.time != earlier.time;
            let answers =
                later.is_new && later.sentence.abs_diff(earlier.sentence) <= NEAR && earlier.time == PositionTime::Past;
            later.actor == earlier.actor
                && later.time == PositionTime::Current
                && ((later.issue_key == earlier.issue_key && differs && earlier.evidence < later.evidence) || answers)
        };
        out.extend(held.iter().position(follows).filter(|&j| j != i).map(|j| (i, j)));
    }
    out
}
