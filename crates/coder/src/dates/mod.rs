//! Expressions of time: where they stand, what they say, which days they mean. Comes in: a parsed
//! text (a tree makes tenses surer but is not needed), the words of time, the day of publication.
//! Goes out: [`TimeExpr`]s in the order of the text.
//!
//! One pass: `pieces` cuts a sentence finer than words, `grammar` finds the longest expression at each
//! place, `resolve` counts it from the day of publication or the last date of the text. No day is ever
//! guessed from the clock of the machine: without a day of publication what is relative stays open.

mod absolute;
mod amounts;
mod calendar;
mod clocks;
mod grammar;
mod load;
mod named;
mod parts;
mod phrases;
mod pieces;
mod relative;
mod resolve;
mod spans;
mod tense;
mod words;

use demarche_syntax::{Document, Sentence, Span};
use jiff::civil::Date;

use crate::record::TimeType;
use grammar::{Found, Reader};
use pieces::{Class, Piece};
use resolve::Story;
use words::Role;

pub use grammar::Modifier;
pub use words::DateWords;

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    /// Where it stands, in bytes.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value; `None` where it cannot be told.
    pub value: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Which part of the time is meant, or that it is a rough one.
    pub modifier: Option<Modifier>,
    /// Whether it says when something happens: a date or time with known days that is no limit
    /// ("since", "until"), duration, repetition or vague reference.
    pub point: bool,
}

impl TimeExpr {
    /// First and last day of what happens then, if it is a point in time.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        self.from.zip(self.to).filter(|_| self.point)
    }
}

/// Finds all expressions of time.
#[must_use]
pub fn find(document: &Document, words: &DateWords, published: Option<Date>) -> Vec<TimeExpr> {
    let mut story = Story { published, narrative: None, quarter: None };
    let mut found = Vec::new();
    let mut pieces = Vec::new();
    for sentence in &document.sentences {
        pieces::fill(&mut pieces, &document.text, sentence, words);
        let reader = Reader { text: &document.text, pieces: &pieces, words };
        in_sentence(reader, sentence, &mut story, &mut found);
    }
    found
}

fn in_sentence(reader: Reader<'_>, sentence: &Sentence, story: &mut Story, found: &mut Vec<TimeExpr>) {
    let mut i = 0;
    while i < reader.pieces.len() {
        if is_inside_a_word(reader.pieces, i) {
            i += 1;
            continue;
        }
        let here = match reader.read(i) {
            Ok(Some(here)) if here.end > i => here,
            Ok(_) => {
                i += 1;
                continue;
            }
            Err(end) => {
                i = end.max(i + 1);
                continue;
            }
        };
        found.push(expression(reader, sentence, story, i, here));
        i = here.end;
        if let Some((start, last)) = reader.day_behind(i, &here.what) {
            found.push(expression(reader, sentence, story, start, last));
            i = last.end;
        }
    }
}

/// Whether the piece goes on a word: "G" and "20" of "G20".
fn is_inside_a_word(pieces: &[Piece], i: usize) -> bool {
    pieces[i].glued && pieces[i].class != Class::Mark && i > 0 && pieces[i - 1].class != Class::Mark
}

fn expression(reader: Reader<'_>, sentence: &Sentence, story: &mut Story, from: usize, mut here: Found) -> TimeExpr {
    let end = here.end;
    let tense = || tense::of(&reader, sentence, from, end);
    // "was killed in the attack *of 7 October*": what it belongs to is over.
    if let grammar::What::Named(name @ grammar::Name::MonthDay(..), grammar::Pick::Tense) = here.what
        && from > 0
        && reader.is(from - 1, words::Role::Of)
        && tense() == Some(tense::Tense::Past)
    {
        here.what = grammar::What::Named(name, grammar::Pick::Last);
    }
    let resolved = resolve::resolve(&here, tense, story, reader.words);
    let limit = reader.was(from, Role::Since) || reader.was(from, Role::Until);
    let vague = matches!(here.what, grammar::What::Reference(_) | grammar::What::Several { .. });
    let on_day = matches!(here.what, grammar::What::Distance { .. }) && resolved.from.is_some();
    let dated = matches!(resolved.kind, TimeType::Date | TimeType::Time) && resolved.period.is_some();
    TimeExpr {
        span: reader.pieces[from].span.cover(reader.pieces[here.end - 1].span),
        kind: resolved.kind,
        value: resolved.value,
        from: resolved.from,
        to: resolved.to,
        modifier: here.modifier,
        point: (dated || on_day) && !limit && !vague,
    }
}
