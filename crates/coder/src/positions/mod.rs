//! Who stands where on what, from the predicates that show a stance and from what was said, and what changed.
//!
//! In: stances, statements, actors. Out: [`Positions`], in the order of the text.

mod said;

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};

use crate::actors::{ActorIx, Actors, WordAt};
use crate::arguments::case_of;
use crate::events::status::clause_span;
use crate::events::{Event, Stand, issue_span, status};
use crate::lexicon::Lexicon;
use crate::lexicon::frames::Pos;
use crate::record::{Act, ActorKind, PositionTime, Stance, Status};
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
    let mut shown = Vec::new();
    for stand in stands {
        let Some((mut stance, confidence)) = stance(stand) else { continue };
        // "has not decided *whether* to extend them".
        let s = &document.sentences[stand.word.sentence];
        if case_of(s, stand.theme).is_some_and(|m| known.grammar.is_condition(&m)) {
            stance = Stance::Undecided;
        }
        // "suggested that X *could* travel": what may be is neither wanted nor refused.
        let theme = status::own(&known.grammar, s, stand.theme, Pos::Verb);
        if s.tokens[stand.theme].upos == Upos::Verb && theme.status == Status::Hypothetical && theme.rule == "modal" {
            continue;
        }
        // "insisted that Washington *had* no such desire": what is claimed is not wanted.
        let finite = |t: &demarche_syntax::Token| matches!(t.xpos, Xpos::Vbd | Xpos::Vbz);
        let own = |c: usize| matches!(s.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && c < stand.theme;
        let told = finite(&s.tokens[stand.theme])
            || s.children(stand.theme).any(|c| {
                matches!(s.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && finite(&s.tokens[c])
            });
        let clause = s.tokens[stand.theme].deprel == Deprel::Ccomp && s.children(stand.theme).any(own);
        if clause && told && matches!(theme.status, Status::Occurred | Status::Ongoing) {
            continue;
        }
        // "asked not to be *named*".
        let passive = s.child(stand.theme, Deprel::AuxPass).is_some();
        if passive && known.grammar.is_anonymity(&s.tokens[stand.theme].lemma) {
            continue;
        }
        let statement = speeches.iter().position(|s| s.content.iter().any(|c| c.contains(stand.trigger)));
        let speaker = statement.and_then(|n| actors.at(speeches[n].speaker?)).map(|m| m.actor);
        let plain = is_plain(&document.sentences[stand.word.sentence], stand);
        // "He might not want peace", "doubts about Moscow's readiness": what others guess of somebody.
        let held = |&&a: &&ActorIx| plain || speaker.is_none_or(|who| who == a);
        // "unclear whether Uganda would *sign*": what is asked is not told.
        if case_of(s, stand.word.token).is_some_and(|m| known.grammar.is_condition(&m)) {
            continue;
        }
        let issue = asked_for(known, s, stand).unwrap_or_else(|| with_phrase_behind(known, s, stand));
        let behind = stand.standing.condition.is_none().then(|| condition_behind(known, s, stand)).flatten();
        if behind.is_some() && matches!(stance, Stance::Supports | Stance::Opposes) {
            stance = Stance::Conditional;
        }
        shown.extend(stand.holders.iter().filter(held).map(|&holder| Shown {
            holder,
            stance,
            condition: stand.standing.condition.or(behind),
            word: stand.word,
            theme: stand.theme,
            issue,
            evidence: stand.trigger.cover(issue),
            statement,
            event: events.clone().position(|e| e.word == stand.word),
            confidence,
        }));
    }
    let mut held: Vec<Position> = Vec::new();
    let in_speech = said::find(document, known, actors, speeches);
    // What the predicates show is surer than what lies in the words around them.
    let overlaps = |a: &Shown, b: &Shown| {
        a.holder == b.holder && a.word.sentence == b.word.sentence && a.evidence.overlaps(b.evidence)
    };
    let in_speech: Vec<Shown> = in_speech.into_iter().filter(|b| !shown.iter().any(|a| overlaps(a, b))).collect();
    for one in shown.into_iter().chain(in_speech) {
        let sentence = &document.sentences[one.word.sentence];
        let pronoun = sentence.tokens[one.theme].upos == Upos::Pron;
        let found = if pronoun { antecedent(&held, &one) } else { key(document, known, actors, &one) };
        let Some(issue_key) = found else { continue };
        let same = |p: &Position| {
            p.actor == one.holder
                && p.sentence == one.word.sentence
                && (p.issue_key == issue_key && p.stance == one.stance || p.issue == one.issue)
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
            time: time(known, sentence, one.word.token),
            evidence: one.evidence,
            statement: one.statement,
            event: one.event,
            confidence: one.confidence,
            sentence: one.word.sentence,
            is_new: has_adverb(sentence, one.word.token, |l| known.grammar.is_now(l)),
        });
    }
    held.sort_by_key(|p| (p.evidence, p.actor));
    let changes = changes(&held);
    Positions { held, changes }
}

/// "Rejected calls *for a truce*": where somebody stands on a demand, what it is for is the issue.
fn asked_for(known: &Lexicon, s: &Sentence, stand: &Stand) -> Option<Span> {
    let demands = known.cues.of(Pos::Noun, &s.tokens[stand.theme].lemma).iter().any(|c| {
        let cue = known.cues.get(c.cue);
        cue.act == Act::Demand && c.rest.is_empty()
    });
    // "backed *the government's* call for patience": a demand of somebody is the issue itself.
    let whose = |c: usize| matches!(s.tokens[c].deprel, Deprel::NmodPoss | Deprel::Amod | Deprel::Compound);
    let anyone = !s.children(stand.theme).any(whose);
    let asked = s.child(stand.theme, Deprel::Nmod).filter(|&c| demands && anyone && c > stand.theme)?;
    let purpose = case_of(s, asked).is_some_and(|p| known.grammar.is_aim(&p));
    purpose.then(|| issue_span(s, asked))
}

/// "Favours a referendum *in the north*", "want sanctions *lifted*": what stands right behind the object and hangs from the
/// verb belongs to the issue, unless it says when.
fn with_phrase_behind(known: &Lexicon, s: &Sentence, stand: &Stand) -> Span {
    let verb = stand.word.token;
    if s.tokens[stand.theme].head != Some(verb) || s.tokens[stand.theme].deprel != Deprel::Obj {
        return stand.issue;
    }
    let end = s.tokens.partition_point(|t| t.span.start < stand.issue.end);
    let phrase = s.children(verb).find(|&c| s.subtree(c).first() == Some(&end)).filter(|&c| {
        let case = case_of(s, c);
        match s.tokens[c].deprel {
            Deprel::Obl => {
                case.is_some_and(|p| {
                    known.grammar.is_inside(&p) || known.grammar.is_joint(&p) || known.grammar.is_owner(&p)
                }) && !is_calendar(known, s, c)
            }
            Deprel::Xcomp => s.tokens[c].xpos == Xpos::Vbn && case.is_none(),
            _ => false,
        }
    });
    phrase.map_or(stand.issue, |c| stand.issue.cover(clause_span(s, c)))
}

/// "vowed to keep its troops there *if the gangs return*": the condition behind what somebody is to do, up to the next comma.
fn condition_behind(known: &Lexicon, s: &Sentence, stand: &Stand) -> Option<Span> {
    if s.tokens[stand.theme].upos != Upos::Verb {
        return None;
    }
    let behind = (stand.theme + 1..s.tokens.len()).take_while(|&t| s.tokens[t].upos != Upos::Punct);
    let opens = |&t: &usize| s.tokens[t].deprel == Deprel::Mark && known.grammar.is_condition(&s.tokens[t].lemma);
    let clause = s.tokens[behind.clone().find(opens)?].head.filter(|&c| s.tokens[c].deprel == Deprel::Advcl)?;
    let above = s.tokens[clause].head?;
    (above == stand.theme || above == stand.word.token).then(|| clause_span(s, clause))
}

fn is_calendar(known: &Lexicon, s: &Sentence, word: usize) -> bool {
    known.grammar.is_calendar(&s.tokens[word].lemma.to_lowercase())
}

/// The issue that a pronoun means: the nearest one before it, in its sentence or the one before.
fn antecedent(held: &[Position], one: &Shown) -> Option<String> {
    let before = |p: &&Position| p.evidence.end <= one.issue.start && one.word.sentence - p.sentence < NEAR;
    held.iter().filter(before).max_by_key(|p| p.issue.start).map(|p| p.issue_key.clone())
}

/// Whether a verb tells that somebody takes the stance, without doubt or denial.
fn is_plain(s: &Sentence, stand: &Stand) -> bool {
    let sure =
        matches!(stand.standing.status, Status::Occurred | Status::Ongoing | Status::Planned | Status::Conditional);
    sure && s.tokens[stand.word.token].upos == Upos::Verb
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

/// The family of the issue, with the people and states that it names; its head's lemma where no family fits. Nothing where
/// it is no issue: "supports *Kenya*" and "is wary of *his intentions*" are about somebody, not on something.
fn key(document: &Document, known: &Lexicon, actors: &Actors, one: &Shown) -> Option<String> {
    let sentence = &document.sentences[one.word.sentence];
    let words = one.issue.of(&document.text).to_lowercase();
    let below: Vec<usize> =
        (0..sentence.tokens.len()).filter(|&i| one.issue.contains(sentence.tokens[i].span)).collect();
    let lemmas: Vec<&str> =
        std::iter::once(one.theme).chain(below.iter().copied()).map(|i| sentence.tokens[i].lemma.as_str()).collect();
    let family = known.issues.family(&words, &lemmas);
    // "never *recognised* Kosovo": what is done to somebody may be the issue.
    let predicate = &sentence.tokens[one.word.token].lemma;
    let done = known.issues.family(predicate, &[predicate.as_str()]);
    // "a charge *that it denies*": what is only said about a thing makes no issue of it.
    let about = |i: usize| {
        let mut at = i;
        while at != one.theme {
            let t = &sentence.tokens[at];
            // ... nor what was done to it ("the plan *backed* by Cairo").
            if t.deprel == Deprel::AclRelcl || t.deprel == Deprel::Acl && matches!(t.xpos, Xpos::Vbn | Xpos::Vbd) {
                return true;
            }
            let Some(head) = sentence.tokens[at].head else { return false };
            at = head;
        }
        false
    };
    let acted = below.iter().any(|&i| sentence.tokens[i].upos == Upos::Verb && !about(i));
    let at = WordAt { token: one.theme, ..one.word };
    let somebody = actors.at(at).is_some_and(|m| m.head == at);
    // "turned down the *request*": a thing of no family is an issue where a predicate shows the stance, but not what is told
    // of something ("denied the *charge*").
    let told = known
        .cues
        .of(Pos::Noun, lemmas[0])
        .iter()
        .any(|c| matches!(known.cues.get(c.cue).act, Act::Assert | Act::Accuse));
    let thing = one.statement.is_none() && sentence.tokens[one.theme].upos == Upos::Noun && !told && below.len() > 1;
    let done = done.filter(|_| somebody && !acted);
    if !acted && done.is_none() && (family.is_none() && !thing || somebody) {
        return None;
    }
    let family = done.or(family).unwrap_or(lemmas[0]).to_lowercase();
    let mut names: Vec<&str> = below
        .iter()
        .filter_map(|&token| actors.at(WordAt { token, ..one.word }))
        .map(|m| actors.get(m.actor))
        .filter(|a| matches!(a.kind, ActorKind::Person | ActorKind::State | ActorKind::Government))
        .map(|a| a.name.rsplit(' ').next().unwrap_or(&a.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    Some(if names.is_empty() { family } else { format!("{family}: {}", names.join("–")) })
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
