//! Expressions of several words that mean something only together: references ("at the moment"),
//! holidays, and names that only look like a time. Comes in: rows of the data file. Goes out: the
//! longest that begins at a piece.

use serde::Deserialize;

use super::calendar;
use super::pieces::Piece;
use crate::lexicon::map::Map;
use jiff::civil::Date;

/// A time named only by where it lies from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs)]
pub enum Reference {
    #[serde(rename = "PAST_REF")]
    Past,
    #[serde(rename = "PRESENT_REF")]
    Present,
    #[serde(rename = "FUTURE_REF")]
    Future,
}

impl Reference {
    /// TIMEX3 value.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

/// On which day a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, weekday, which one (from the end when negative).
    Nth(i8, u8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// By a calendar that we do not have.
    Moving,
}

impl Holiday {
    /// Its day in a year.
    #[must_use]
    pub fn of(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => calendar::day(year, month, day),
            Self::Nth(month, weekday, nth) => {
                calendar::day(year, month, 1)?.nth_weekday_of_month(nth, calendar::weekday(weekday)?).ok()
            }
            Self::Easter(days) => calendar::plus_days(calendar::easter(year)?, days),
            Self::Moving => None,
        }
    }
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A vague time, with the number of its guard.
    Reference(Reference, Guard),
    /// A holiday.
    Holiday(Holiday),
    /// No time.
    Blocked,
}

/// Number of the words that must not stand around a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard(usize);

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<Box<str>>,
    meaning: Meaning,
    exact: bool,
}

/// All phrases, by their first word.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    by_first: Map<Box<str>, Vec<Phrase>>,
    guards: Vec<[Vec<Box<str>>; 2]>,
}

impl Phrases {
    pub(super) fn guard(&mut self, not_before: &[String], not_after: &[String]) -> Guard {
        let own = |words: &[String]| words.iter().map(|w| w.as_str().into()).collect();
        self.guards.push([own(not_before), own(not_after)]);
        Guard(self.guards.len() - 1)
    }

    /// Adds a phrase; false where it is there already.
    pub(super) fn insert(&mut self, text: &str, meaning: Meaning, exact: bool) -> bool {
        let words: Vec<Box<str>> = super::pieces::cut(text).map(|(start, end, _)| text[start..end].into()).collect();
        let Some(first) = words.first() else { return false };
        let row = self.by_first.entry(first.to_lowercase().into()).or_default();
        if row.iter().any(|p| p.words == words) {
            return false;
        }
        let at = row.iter().position(|p| p.words.len() < words.len()).unwrap_or(row.len());
        row.insert(at, Phrase { words, meaning, exact });
        true
    }

    /// The longest phrase that begins at piece `at`, and how many pieces it has.
    pub(super) fn at(&self, text: &str, pieces: &[Piece], at: usize) -> Option<(Meaning, usize)> {
        let first = pieces[at].span.of(text);
        let mut lower = [0; 24];
        let key = lower.get_mut(..first.len())?;
        key.copy_from_slice(first.as_bytes());
        key.make_ascii_lowercase();
        let row = self.by_first.get(std::str::from_utf8(key).ok()?)?;
        let same = |a: &str, b: &str, exact: bool| {
            (if exact { a == b } else { a.eq_ignore_ascii_case(b) }) || (apostrophe(a) && apostrophe(b))
        };
        let found = row.iter().find(|phrase| {
            let here = pieces.get(at..at + phrase.words.len());
            here.is_some_and(|p| p.iter().zip(&phrase.words).all(|(p, w)| same(p.span.of(text), w, phrase.exact)))
                && self.allowed(phrase, text, pieces, at)
        })?;
        Some((found.meaning, found.words.len()))
    }

    fn allowed(&self, phrase: &Phrase, text: &str, pieces: &[Piece], at: usize) -> bool {
        let Meaning::Reference(_, Guard(guard)) = phrase.meaning else { return true };
        let [behind, before] = &self.guards[guard];
        let one_of = |words: &[Box<str>], piece: Option<&Piece>| {
            piece.is_some_and(|p| words.iter().any(|w| p.span.of(text).eq_ignore_ascii_case(w)))
        };
        !one_of(behind, pieces.get(at + phrase.words.len())) && !one_of(before, at.checked_sub(1).map(|i| &pieces[i]))
    }
}

fn apostrophe(text: &str) -> bool {
    matches!(text, "'" | "’")
}
