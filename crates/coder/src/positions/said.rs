//! Positions that lie in what somebody said: what was promised, demanded and proposed, what one is going to do or will not,
//! terms ("any ceasefire must include an exchange"), offers on a condition ("would send aid if the guns fell silent") and
//! questions left open ("did not say whether troops would go", "unclear whether Baku would sign").

use demarche_syntax::{Deprel, Document, Sentence, Span, Upos, Xpos};

use super::Shown;
use crate::actors::{ActorIx, Actors, WordAt};
use crate::arguments::{case_of, subject_of};
use crate::events::status::{self, clause_span};
use crate::lexicon::Lexicon;
use crate::lexicon::frames::Pos;
use crate::record::{Act, ActorKind, Stance, Status};
use crate::statements::Speech;

/// What a clause shows: the stance, its condition, how sure that is, and whether it is on the clause's verb and not its subject.
struct Taken {
    stance: Stance,
    condition: Option<Span>,
    confidence: f64,
    of_act: bool,
}

impl Taken {
    fn new(stance: Stance, confidence: f64) -> Option<Self> {
        Some(Self { stance, condition: None, confidence, of_act: false })
    }

    /// On what is to be done or not, on a condition where there is one.
    fn of_act(stance: Stance, condition: Option<Span>, confidence: f64) -> Option<Self> {
        let stance = if condition.is_some() { Stance::Conditional } else { stance };
        Some(Self { stance, condition, confidence, of_act: true })
    }
}

/// A clause that somebody said.
struct Clause<'a> {
    known: &'a Lexicon,
    actors: &'a Actors,
    speech: &'a Speech,
    holder: ActorIx,
    s: &'a Sentence,
    number: usize,
    head: usize,
}

/// The positions that lie in the statements, and in questions that the article leaves open.
pub(super) fn find(document: &Document, known: &Lexicon, actors: &Actors, speeches: &[Speech]) -> Vec<Shown> {
    let said = speeches.iter().enumerate().flat_map(|(number, speech)| of(document, known, actors, number, speech));
    said.chain(left_open(document, known, actors)).collect()
}

fn of(document: &Document, known: &Lexicon, actors: &Actors, number: usize, speech: &Speech) -> Vec<Shown> {
    let (Some(speaker), Some(cue)) = (speech.speaker, speech.cue_word) else { return Vec::new() };
    let Some(holder) = actors.at(speaker).map(|m| m.actor) else { return Vec::new() };
    let mut out = Vec::new();
    for &content in &speech.content {
        let first = document.sentences.partition_point(|s| s.span.end <= content.start);
        let around = document.sentences[first..].iter().take_while(|s| s.span.start < content.end);
        for (i, s) in around.enumerate() {
            // The clause's head: the one word of it that hangs from outside.
            let inside = |t: usize| content.contains(s.tokens[t].span);
            let outer = |t: usize| s.tokens[t].head.is_none_or(|h| !inside(h));
            let Some(head) = (0..s.tokens.len()).find(|&t| inside(t) && outer(t) && s.tokens[t].upos != Upos::Punct)
            else {
                continue;
            };
            let clause = Clause { known, actors, speech, holder, s, number: first + i, head };
            let Some(taken) = clause.stance(cue) else { continue };
            let words = Span::new(content.start.max(s.span.start), content.end.min(s.span.end));
            let taken =
                if taken.of_act && taken.condition.is_none() { clause.on_condition(taken, words) } else { taken };
            let subject = subject_of(&known.grammar, s, head).filter(|&t| inside(t) && !taken.of_act);
            out.push(Shown {
                holder,
                stance: taken.stance,
                condition: taken.condition,
                word: WordAt { sentence: clause.number, token: head },
                theme: subject.unwrap_or(head),
                issue: words,
                evidence: words,
                statement: Some(number),
                event: None,
                confidence: taken.confidence,
            });
        }
    }
    out
}

impl Clause<'_> {
    fn stance(&self, cue: WordAt) -> Option<Taken> {
        let (g, s, head) = (&self.known.grammar, self.s, self.head);
        let own = status::own(g, s, head, Pos::Verb);
        let told = (cue.sentence == self.number).then(|| status::own(g, s, cue.token, Pos::Verb));
        let silent = told.is_some_and(|t| t.status == Status::Denied);
        if case_of(s, head).is_some_and(|m| g.is_condition(&m)) {
            // "did not clarify whether", "questioned whether".
            let asked = self.speech.act == Act::Question;
            return Taken::new(Stance::Undecided, if silent { 0.7 } else { 0.6 }).filter(|_| silent || asked);
        }
        // "There can be no deal *without guarantees*".
        if let Some(without) = self.not_without() {
            return Taken::new(Stance::Conditional, 0.7).map(|t| Taken { condition: Some(without), ..t });
        }
        let verb = s.tokens[head].upos == Upos::Verb;
        // "vowed to fight on", "demanded that it stay", "proposed to extend it".
        let binding = matches!(self.speech.act, Act::Promise | Act::Demand | Act::Suggest);
        let noun = s.tokens[head].upos == Upos::Noun;
        if binding && (verb || noun) && !silent && !self.speech.attitude {
            let negated = own.status == Status::Denied;
            if negated && g.is_anonymity(&s.tokens[head].lemma) {
                return None;
            }
            let condition = own.condition.or_else(|| told.and_then(|t| t.condition));
            let stance = if negated { Stance::Opposes } else { Stance::Supports };
            return Taken::of_act(stance, condition, if verb { 0.7 } else { 0.5 });
        }
        // "sanctions are unacceptable", "it would be hard to sit with them unless".
        let judged = matches!(own.status, Status::Occurred | Status::Hypothetical | Status::Conditional);
        let lemma = &s.tokens[head].lemma;
        if judged && (g.is_unwelcome(lemma) || g.is_welcome(lemma)) {
            let stance = if g.is_unwelcome(lemma) { Stance::Opposes } else { Stance::Supports };
            let plain = own.status == Status::Occurred;
            let act = s
                .children(head)
                .any(|c| c > head && matches!(s.tokens[c].deprel, Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp));
            return if act {
                Taken::of_act(stance, own.condition, 0.6)
            } else {
                Taken::new(stance, 0.7).filter(|_| plain)
            };
        }
        let subject = subject_of(g, s, head)?;
        // "giving up land is a *red line*".
        if g.is_limit_of_talks(lemma) && own.status == Status::Occurred {
            return Taken::new(Stance::Opposes, 0.6);
        }
        let modal = s.children(head).any(|c| s.tokens[c].deprel == Deprel::Aux && s.tokens[c].xpos == Xpos::Md);
        match own.status {
            // "any ceasefire must include": terms for it.
            Status::Proposed if own.rule == "modal" => {
                let lemma = s.tokens[subject].lemma.to_lowercase();
                let terms =
                    self.known.issues.family(&lemma, &[&lemma]).is_some() && g.sets_terms(&s.tokens[head].lemma);
                let stance = if terms { Stance::Conditional } else { Stance::Supports };
                Taken::new(stance, 0.7).map(|t| Taken { condition: own.condition, ..t })
            }
            // "he would attend if necessary", "the US could help if": what is one's own to do.
            Status::Conditional if self.is_own(subject) => Taken::of_act(Stance::Conditional, own.condition, 0.7),
            // "the treaty would be signed *only if* it amended its constitution": terms for what is talked about.
            Status::Conditional if self.on_terms(subject) => Taken::of_act(Stance::Conditional, own.condition, 0.6),
            // "we will not sit down with them", "it would halt the tests".
            Status::Denied if verb && modal && self.is_own(subject) => Taken::of_act(Stance::Opposes, None, 0.6),
            Status::Planned if verb && modal && self.is_own(subject) => Taken::of_act(Stance::Supports, None, 0.6),
            _ => None,
        }
    }

    /// "no talks *without* a truce": the condition of an issue that is denied without it.
    fn not_without(&self) -> Option<Span> {
        let (g, s) = (&self.known.grammar, self.s);
        let denied =
            |n: usize| s.children(n).any(|d| s.tokens[d].deprel == Deprel::Det && g.is_negator(&s.tokens[d].lemma));
        let subject = std::iter::once(self.head)
            .chain(s.children(self.head))
            .find(|&n| s.tokens[n].upos == Upos::Noun && denied(n))?;
        let lemma = s.tokens[subject].lemma.to_lowercase();
        self.known.issues.family(&lemma, &[&lemma])?;
        let below = |&c: &usize| case_of(s, c).is_some_and(|p| g.is_without(&p));
        let without = s.children(subject).chain(s.children(self.head)).find(below)?;
        Some(clause_span(s, without))
    }

    /// Whether an issue is to come about only on the condition, by whoever speaks.
    fn on_terms(&self, subject: usize) -> bool {
        let (g, s) = (&self.known.grammar, self.s);
        let lemma = s.tokens[subject].lemma.to_lowercase();
        let mark = (self.head + 1..s.tokens.len())
            .find(|&t| s.tokens[t].deprel == Deprel::Mark && g.is_condition(&s.tokens[t].lemma));
        let only = mark.is_some_and(|m| [m, m - 1].iter().any(|&t| g.is_exclusive(&s.tokens[t].lemma)));
        only && self.known.issues.family(&lemma, &[&lemma]).is_some()
    }

    /// "would relax some of its controls *if shipments resumed*": a condition behind the verb is one wherever the tree hangs it.
    fn on_condition(&self, taken: Taken, words: Span) -> Taken {
        let s = self.s;
        let opens = |&t: &usize| {
            let word = &s.tokens[t];
            word.deprel == Deprel::Mark && words.contains(word.span) && self.known.grammar.is_condition(&word.lemma)
        };
        match (self.head + 1..s.tokens.len()).find(opens).map(|t| Span::new(s.tokens[t].span.start, words.end)) {
            Some(condition) => Taken { stance: Stance::Conditional, condition: Some(condition), ..taken },
            None => taken,
        }
    }

    /// Whether somebody speaks of himself, or of the state for which he speaks.
    fn is_own(&self, subject: usize) -> bool {
        // "We will not sit down with them", whoever "we" are: those for whom the speaker speaks.
        let form = self.s.tokens[subject].lemma.to_lowercase();
        let p = &self.known.actors.pronouns;
        if self.speech.quoted && p.i.iter().chain(&p.we).any(|w| form == w.as_str()) {
            return true;
        }
        let Some(actor) = self.actors.at(WordAt { sentence: self.number, token: subject }).map(|m| m.actor) else {
            return false;
        };
        let (holder_is, subject_is) = (self.actors.get(self.holder), self.actors.get(actor));
        let state = matches!(subject_is.kind, ActorKind::Government | ActorKind::State);
        self.holder == actor || state && holder_is.country.is_some() && holder_is.country == subject_is.country
    }
}

/// "It is unclear whether *Moscow* would consider it": what somebody might do is left open.
fn left_open(document: &Document, known: &Lexicon, actors: &Actors) -> Vec<Shown> {
    let g = &known.grammar;
    let mut out = Vec::new();
    for (number, s) in document.sentences.iter().enumerate() {
        for open in (0..s.tokens.len()).filter(|&t| s.tokens[t].upos == Upos::Adj) {
            let lemma = &s.tokens[open].lemma;
            let denied = || status::own(g, s, open, Pos::Adjective).status == Status::Denied;
            if !(g.is_open(lemma) || g.is_settled(lemma) && denied()) {
                continue;
            }
            let asked = |&c: &usize| {
                let below = matches!(s.tokens[c].deprel, Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl);
                let modal = s.children(c).any(|a| s.tokens[a].deprel == Deprel::Aux && s.tokens[a].xpos == Xpos::Md);
                c > open && below && modal && case_of(s, c).is_some_and(|m| g.is_condition(&m))
            };
            let Some(clause) = s.children(open).find(asked) else { continue };
            let who = subject_of(g, s, clause).and_then(|t| actors.at(WordAt { sentence: number, token: t }));
            let Some(holder) = who.map(|m| m.actor) else { continue };
            let issue = clause_span(s, clause);
            out.push(Shown {
                holder,
                stance: Stance::Undecided,
                condition: None,
                word: WordAt { sentence: number, token: clause },
                theme: clause,
                issue,
                evidence: issue,
                statement: None,
                event: None,
                confidence: 0.6,
            });
        }
    }
    out
}
