//! Records in the words of other codebooks. In: a [`Record`] and the ontology. Out: lines of text,
//! without line ends; nothing here reads or writes a file. What those codebooks make of an act
//! that is planned or denied is in [`rules`].

pub mod csv;
pub mod plover;
pub mod rules;

use crate::lexicon::ontology::Ontology;
use crate::record::{Record, TextSpan};

/// A form in which the events of a record are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PLOVER JSONL, by PLOVER's rules.
    Plover,
    /// Comma-separated, our own events with their own types and status.
    Csv,
}

impl Dialect {
    /// The line that stands above those of all records, if the dialect has one.
    #[must_use]
    pub fn header(self) -> Option<String> {
        match self {
            Self::Plover => None,
            Self::Csv => Some(csv::header()),
        }
    }

    /// The lines of a record.
    #[must_use]
    pub fn lines(self, record: &Record, ontology: &Ontology) -> Vec<String> {
        match self {
            Self::Plover => plover::lines(record, ontology),
            Self::Csv => csv::lines(record),
        }
    }
}

/// The words of a span, which counts code points.
fn words(text: &str, span: TextSpan) -> String {
    text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}
