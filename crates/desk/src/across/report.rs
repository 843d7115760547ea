//! One event as one article tells it, with what is needed to know it again in another's.

use std::cell::OnceCell;

use demarche_coder::record::Status;

use super::days::{Day, Days};
use super::tolls::{Toll, tolls};
use super::words::Words;

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The actor, the same in all articles.
    pub entity: i64,
    /// ISO code of its country, or the code of a body above states.
    pub country: Option<String>,
    /// Whether it has a name; "two officials" of two articles need not be the same two.
    pub is_named: bool,
    /// Whether it stands for its country as a whole.
    pub is_state: bool,
}

/// Where.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Name.
    pub name: String,
    /// ISO code.
    pub country: Option<String>,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Whether it is a whole country.
    pub is_country: bool,
}

/// A sentence, and what is read in it, once somebody asks: most reports are told apart by less.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    sentence: String,
    words: OnceCell<Words>,
    tolls: OnceCell<Vec<Toll>>,
}

impl Telling {
    /// A sentence.
    #[must_use]
    pub fn of(sentence: String) -> Self {
        Self { sentence, ..Self::default() }
    }

    /// Its words.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.sentence))
    }

    /// Numbers that it gives.
    pub fn tolls(&self) -> &[Toll] {
        self.tolls.get_or_init(|| tolls(&self.sentence))
    }
}

/// One event as one article tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Number of the event.
    pub event: i64,
    /// Number of the article.
    pub document: i64,
    /// What sorts reports of one day, the same in every desk that holds the article.
    pub order: (u64, i64),
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Quad class.
    pub quad: u8,
    /// What the article says became of it.
    pub status: Status,
    /// Who acted.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// When, if the article says so.
    pub date: Option<Days>,
    /// Day of publication.
    pub published: Option<Day>,
    /// Where.
    pub place: Option<Spot>,
    /// The sentence that tells it.
    pub telling: Telling,
    /// 0 to 1.
    pub confidence: f64,
}

/// Longest range of days that still says when something was.
const DATED: i32 = 31;
/// Days before publication in which something lies that an article tells without a date.
const FRESH: i32 = 3;
/// Days after publication in which something announced without a date may lie.
const SOON: i32 = 3;

impl Report {
    /// When it was as far as the article lets one say, and whether it says so itself.
    #[must_use]
    pub fn when(&self) -> Option<(Days, bool)> {
        if let Some(days) = self.date.filter(|d| d.length() <= DATED) {
            return Some((days, true));
        }
        let published = self.published?;
        let after = if stage(self.status) == Stage::Ahead { SOON } else { 0 };
        Some((Days { from: published.plus(-FRESH), to: published.plus(after) }, false))
    }
}

/// Three things that a report may say became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Ahead,
    Done,
    Denied,
}

pub(crate) fn stage(status: Status) -> Stage {
    match status {
        Status::Occurred | Status::Ongoing => Stage::Done,
        Status::Planned | Status::Proposed | Status::Conditional | Status::Hypothetical => Stage::Ahead,
        Status::Denied => Stage::Denied,
    }
}
