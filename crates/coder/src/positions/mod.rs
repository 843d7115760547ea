//! Who stands where on what, from the predicates that show a stance and from what was said, and what changed.
//!
//! In: stances, statements, actors. Out: [`Positions`], in the order of the text.

mod absent;
mod ahead;
mod conditions;
mod duties;
mod issues;
mod open;
mod roles;
mod said;
mod sayings;
mod shown;
mod verdicts;
mod whose;

use std::collections::HashMap;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};

use crate::actors::{ActorIx, Actors, WordAt};
use crate::events::{Event, Stand};
use crate::lexicon::Lexicon;
use crate::record::{ActorKind, Form, PositionTime, Stance};
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

/// The sector of those who report.
const PRESS: &str = "JRN";

/// The sector of those who study and only foresee.
const SCHOLARS: &str = "EDU";

/// Sentences within which a new position answers a past one.
const NEAR: usize = 2;

/// What positions are read from.
#[derive(Clone, Copy)]
struct World<'a> {
    document: &'a Document,
    known: &'a Lexicon,
    actors: &'a Actors,
    speeches: &'a [Speech],
    /// Words that carry events, with their numbers.
    done: &'a HashMap<WordAt, usize>,
}

impl World<'_> {
    /// Number of the statement in which words stand.
    fn statement_with(&self, words: Span) -> Option<usize> {
        self.speeches.iter().position(|s| s.content.iter().any(|c| c.contains(words)))
    }
}

/// Where words of the document show that somebody stands somewhere.
struct Shown {
    holder: ActorIx,
    stance: Stance,
    condition: Option<Span>,
    /// Head word of the predicate or of the clause that shows it.
    word: WordAt,
    /// Head word of the issue, in the same sentence.
    theme: usize,
    issue: Span,
    evidence: Span,
    statement: Option<usize>,
    event: Option<usize>,
    confidence: f64,
    /// Whether a predicate shows it, and not only the clause.
    is_told: bool,
    /// "Kenya *agreed*": whether what it is on was only spoken of before.
    is_unsaid: bool,
    /// Whether it is one that was given up ("dropped its *demand*").
    is_past: bool,
}

impl Shown {
    /// What a predicate shows of somebody about an issue and nothing else.
    fn new(holder: ActorIx, stance: Stance, word: WordAt, theme: usize, issue: Span) -> Self {
        Self {
            holder,
            stance,
            condition: None,
            word,
            theme,
            issue,
            evidence: issue,
            statement: None,
            event: None,
            confidence: 0.6,
            is_told: true,
            is_unsaid: false,
            is_past: false,
        }
    }
}

/// Whether somebody is of the state or the body that takes a position.
fn speaks_for(world: World<'_>, speaker: ActorIx, body: ActorIx) -> bool {
    let (speaker, body) = (world.actors.get(speaker), world.actors.get(body));
    let country = speaker.country.is_some() && speaker.country == body.country;
    let code = speaker.code.is_some() && speaker.code == body.code;
    let sector = speaker.sector.is_some() && speaker.sector == body.sector;
    match body.kind {
        ActorKind::Government | ActorKind::State => country,
        ActorKind::ArmedGroup | ActorKind::Organization | ActorKind::Group => (country || code) && sector,
        _ => false,
    }
}

/// "an official", "two diplomats": whether somebody is known by no name, of whatever kind.
fn is_nameless(world: World<'_>, actor: ActorIx) -> bool {
    let kind = matches!(world.actors.get(actor).kind, ActorKind::UnnamedSource | ActorKind::Group | ActorKind::Person);
    kind && !world.actors.mentions.iter().any(|m| m.actor == actor && m.form == Form::Name)
}

/// The positions that the stances show, and those that lie in statements.
#[must_use]
pub fn find<'e>(
    document: &Document,
    known: &Lexicon,
    actors: &Actors,
    stands: &[Stand],
    events: impl Iterator<Item = &'e Event> + Clone,
    speeches: &[Speech],
) -> Positions {
    let done: HashMap<WordAt, usize> = events.enumerate().map(|(number, e)| (e.word, number)).collect();
    let world = World { document, known, actors, speeches, done: &done };
    let shown = shown::find(world, stands);
    // What the predicates show is surer than what lies in the words around them.
    let overlaps = |a: &Shown, b: &Shown| {
        a.holder == b.holder && a.word.sentence == b.word.sentence && a.evidence.overlaps(b.evidence)
    };
    let beside: Vec<Shown> = said::find(world)
        .into_iter()
        .map(|b| on_what_is_opposed(world, stands, b))
        .chain(open::find(world))
        .chain(ahead::find(world))
        .chain(roles::find(world))
        .filter(|b| !shown.iter().any(|a| overlaps(a, b)))
        .collect();
    let mut held: Vec<Position> = Vec::new();
    // What was only spoken of before is known when the rest is.
    let (unsaid, said): (Vec<Shown>, Vec<Shown>) = shown.into_iter().chain(beside).partition(|one| one.is_unsaid);
    for one in said.into_iter().chain(unsaid) {
        let sentence = &document.sentences[one.word.sentence];
        // "never recognised *it*": one that stands for a state is looked up among the actors.
        let someone = actors.at(WordAt { token: one.theme, ..one.word }).is_some();
        // ... and "is open to *one*" to a thing that was spoken of.
        let substitute = known.grammar.is_substitute(&sentence.tokens[one.theme].lemma) && is_bare(sentence, one.theme);
        let pronoun = (sentence.tokens[one.theme].upos == Upos::Pron || substitute) && !someone;
        let found = if one.is_unsaid {
            antecedent(&held, &one).or_else(|| spoken_of(world, &one))
        } else if pronoun {
            antecedent(&held, &one)
                .or_else(|| issues::key_of_predicate(document, known, &one))
                .or_else(|| spoken_of(world, &one))
        } else {
            issues::key(document, known, actors, &one)
        };
        let Some(issue_key) = found else { continue };
        let same = |p: &Position| {
            p.actor == one.holder
                && p.sentence == one.word.sentence
                && (p.issue_key == issue_key && p.stance == one.stance
                    || p.issue == one.issue
                    || p.stance == one.stance && !one.is_told && p.evidence.overlaps(one.evidence))
        };
        if held.iter().any(same) {
            continue;
        }
        held.push(Position {
            actor: one.holder,
            issue: one.issue,
            issue_key,
            stance: one.stance,
            condition: one.condition,
            time: if one.is_past { PositionTime::Past } else { time(known, sentence, &one) },
            evidence: one.evidence,
            statement: one.statement,
            event: one.event,
            confidence: one.confidence,
            sentence: one.word.sentence,
            is_new: has_adverb(sentence, one.word.token, |l| known.grammar.is_now(l)),
        });
    }
    // "Provided that *Uganda agrees*": what another's stand depends on is no stand.
    let conditions: Vec<(ActorIx, Span)> = held.iter().filter_map(|p| Some((p.actor, p.condition?))).collect();
    held.retain(|p| !conditions.iter().any(|&(actor, c)| actor != p.actor && c.contains(p.evidence)));
    held.sort_by_key(|p| (p.evidence, p.actor));
    let changes = changes(&held);
    Positions { held, changes }
}

/// "Said Hungary would *veto the sanctions*": whoever means to do what opposes something opposes that.
fn on_what_is_opposed(world: World<'_>, stands: &[Stand], shown: Shown) -> Shown {
    let verb = &world.document.sentences[shown.word.sentence].tokens[shown.word.token].lemma;
    let opposing = stands.iter().find(|s| s.word == shown.word && s.stance == Stance::Opposes);
    // "Would *lift the sanctions*": their end is an issue of its own.
    let thing = |t: usize| &world.document.sentences[shown.word.sentence].tokens[t].lemma;
    let opposing = opposing.filter(|s| !world.known.issues.ends(verb, thing(s.theme)));
    let Some(stand) = opposing.filter(|s| s.theme != shown.word.token) else { return shown };
    let stance = match shown.stance {
        Stance::Supports => Stance::Opposes,
        // "Will not veto them", "will not block them".
        Stance::Opposes if stand.spoken => Stance::Undecided,
        Stance::Opposes => Stance::Supports,
        other => other,
    };
    Shown { stance, theme: stand.theme, issue: stand.issue, ..shown }
}

/// The issue that a pronoun means: the nearest one before it, in its sentence or the one before.
fn antecedent(held: &[Position], one: &Shown) -> Option<String> {
    let before = |p: &&Position| p.evidence.end <= one.issue.start && one.word.sentence - p.sentence < NEAR;
    held.iter().filter(before).max_by_key(|p| p.issue.start).map(|p| p.issue_key.clone())
}

/// "Uganda extended its *patrols*. Ruto dismissed *that* as a ploy": what a pronoun means where nobody was said to stand anywhere, the
/// nearest thing before it that belongs to a family.
fn spoken_of(world: World<'_>, one: &Shown) -> Option<String> {
    let family = |sentence: usize, end: usize| {
        let tokens = &world.document.sentences[sentence].tokens[..end];
        let named = tokens.iter().rev().filter(|t| t.upos == Upos::Noun);
        let mut keys = named.filter_map(|t| {
            let lemma = t.lemma.to_lowercase();
            world.known.issues.family(&lemma, &[&lemma]).map(|f| world.known.issues.key(f, &lemma))
        });
        keys.next()
    };
    let before = one.word.sentence.checked_sub(1);
    let end = |n: usize| world.document.sentences[n].tokens.len();
    family(one.word.sentence, one.theme).or_else(|| before.and_then(|n| family(n, end(n))))
}

/// Whether nothing but a preposition stands with a word.
fn is_bare(s: &Sentence, token: usize) -> bool {
    s.children(token).all(|c| matches!(s.tokens[c].deprel, Deprel::Case | Deprel::Punct | Deprel::Advcl))
}

fn has_adverb(s: &Sentence, token: usize, is: impl Fn(&str) -> bool) -> bool {
    s.children(token)
        .any(|c| matches!(s.tokens[c].deprel, Deprel::Advmod | Deprel::Amod | Deprel::Aux) && is(&s.tokens[c].lemma))
}

/// Held before are "its *earlier* support", "*had* refused" in the article's own telling, and what "*used* to" be so.
fn time(known: &Lexicon, s: &Sentence, one: &Shown) -> PositionTime {
    let token = one.word.token;
    let perfect = |c: usize| {
        let t = &s.tokens[c];
        t.deprel == Deprel::Aux && t.xpos == Xpos::Vbd && known.grammar.is_perfect(&t.lemma)
    };
    let told = matches!(s.tokens[token].deprel, Deprel::Ccomp | Deprel::Parataxis);
    let before = one.is_told && !told && s.children(token).any(perfect);
    let past = before || has_adverb(s, token, |l| known.grammar.is_past(l));
    if past { PositionTime::Past } else { PositionTime::Current }
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
