//! Records in the words of other codebooks. In: a [`Record`] and the ontology. Out: lines of text,
//! without line ends; nothing here reads or writes a file. What those codebooks make of an act
//! that is planned or denied is in [`rules`].

pub mod csv;
pub mod gdelt;
pub mod gdelt_mentions;
pub mod plover;
pub mod polecat;
pub mod rules;

use crate::lexicon::Lexicon;
use crate::record::{Actor, Event, Mention, Record, TextSpan};

/// A form in which the events of a record are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PLOVER JSONL, by PLOVER's rules.
    Plover,
    /// POLECAT's 40 columns, by PLOVER's rules.
    Polecat,
    /// GDELT 2.0's 61 columns of events, by CAMEO's rules.
    Gdelt,
    /// GDELT 2.0's 16 columns of mentions of those events.
    GdeltMentions,
    /// Comma-separated, our own events with their own types and status.
    Csv,
}

impl Dialect {
    /// The line that stands above those of all records, if the dialect has one.
    #[must_use]
    pub fn header(self) -> Option<String> {
        match self {
            Self::Plover | Self::Gdelt | Self::GdeltMentions => None,
            Self::Polecat => Some(polecat::header()),
            Self::Csv => Some(csv::header()),
        }
    }

    /// The lines of a record.
    #[must_use]
    pub fn lines(self, record: &Record, known: &Lexicon) -> Vec<String> {
        match self {
            Self::Plover => plover::lines(record, &known.ontology),
            Self::Polecat => polecat::lines(record, known),
            Self::Gdelt => gdelt::lines(record, known),
            Self::GdeltMentions => gdelt_mentions::lines(record),
            Self::Csv => csv::lines(record),
        }
    }
}

/// The words of a span, which counts code points.
fn words(text: &str, span: TextSpan) -> String {
    text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}

/// The mention of an actor in an event's sentence that is nearest to its words.
fn nearest_mention<'a>(record: &Record, event: &Event, actor: &'a Actor) -> Option<&'a Mention> {
    let within = record.sentences.get(event.sentence)?.span;
    mention_within(actor, within, event.trigger)
}

/// The mention of an actor in a stretch of text that is nearest to some words.
fn mention_within(actor: &Actor, within: TextSpan, words: TextSpan) -> Option<&Mention> {
    let inside = |m: &&Mention| within.start <= m.span.start && m.span.end <= within.end;
    actor.mentions.iter().filter(inside).min_by_key(|m| m.span.start.abs_diff(words.start))
}

/// A number, or nothing.
fn cell(number: Option<f64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

/// Text without what would end a cell of a table with tabs.
fn clean(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
