//! How words of time combine. Comes in: the pieces of a sentence. Goes out: at each place the longest
//! expression, still unresolved ([`Found`]). The parts stand in `amounts`, `clocks`, `absolute`,
//! `relative` and `sets`; here is the way through them, and what may stand before and behind.

use super::amounts::Amount;
use super::calendar::{Period, Season, Unit};
use super::phrases::{Holiday, Meaning, Reference};
use super::pieces::{Class, Piece};
use super::words::{DateWords, Part, Role};

/// Reads expressions from the pieces of one sentence.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The pieces.
    pub pieces: &'a [Piece],
    /// The language.
    pub words: &'a DateWords,
}

/// An expression and where it ends.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// One past its last piece.
    pub end: usize,
    /// What it says.
    pub what: What,
    /// Time of the day.
    pub clock: Option<Clock>,
    /// Which part of the time is meant.
    pub modifier: Option<Modifier>,
}

impl Found {
    /// An expression without a time of the day.
    pub const fn new(end: usize, what: What) -> Self {
        Self { end, what, clock: None, modifier: None }
    }

    const fn with(self, modifier: Modifier) -> Self {
        Self { modifier: Some(modifier), ..self }
    }

    /// Whether it names a stretch of the calendar.
    pub const fn is_calendar(&self) -> bool {
        matches!(
            self.what,
            What::Period(_) | What::Named(..) | What::Shift { .. } | What::Holiday(..) | What::YearBack { .. }
        )
    }
}

/// What an expression says, before the day of publication is asked.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// A stretch of the calendar.
    Period(Period),
    /// A day, month or other part of a year, and which of them.
    Named(Name, Pick),
    /// A unit, counted from a base.
    Shift { base: Base, unit: Unit, by: i32 },
    /// As many units before or after a base, to the day or coarser.
    Distance { base: Base, amount: Amount, unit: Unit, back: bool },
    /// "A year earlier": the same quarter of last year, where a quarter was spoken of.
    YearBack { base: Base },
    /// A duration, perhaps next to the day of publication.
    Duration { amount: Amount, unit: Unit, window: Window },
    /// "Recent years", "coming days".
    Several { unit: Unit, window: Window },
    /// A vague time.
    Reference(Reference),
    /// A holiday.
    Holiday(Holiday, Pick),
    /// A time of the day alone.
    Clock,
    /// What comes back.
    Set(Every),
    /// An impossible date.
    Impossible,
}

/// A named part of a year or a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Name {
    Weekday(u8),
    Month(i8),
    MonthDay(i8, i8),
    Season(Season),
    Quarter(i8),
    Half(i8),
    /// A quarter without a number.
    SomeQuarter,
    Weekend,
}

/// Which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// By the tense of the sentence.
    Tense,
    /// The one that holds the day of publication, or stands nearest in its week or year.
    This,
    /// The last before the day of publication.
    Last,
    /// The first after it.
    Next,
    /// The last before the narrative's day.
    Previous,
    /// The first after the narrative's day.
    Following,
    /// In this year.
    In(YearOf),
}

/// A year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf {
    /// By its number.
    Number(i16),
    /// Counted from the year of publication.
    Shift(i32),
    /// Counted from the narrative's year.
    Narrative(i32),
}

/// From where a distance is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The day of publication.
    Published,
    /// The last date of the text.
    Narrative,
}

/// Where a duration lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Window {
    Anywhere,
    Past,
    Future,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Clock {
    Part(Part),
    At(u8, u8),
}

/// What comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Every {
    Unit(Amount, Unit),
    Weekday(u8),
    Month(i8),
    Season(Season),
    Part(Part),
    /// By a word of its own.
    Word(u8),
}

/// Which part of a time, or how exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// Early, beginning of.
    Start,
    /// Mid, middle of.
    Mid,
    /// Late, end of.
    End,
    /// About.
    Approx,
}

impl<'a> Reader<'a> {
    /// The piece at `i`.
    pub fn at(&self, i: usize) -> Option<&'a Piece> {
        self.pieces.get(i)
    }

    /// Whether the word at `i` does this.
    pub fn is(&self, i: usize, role: Role) -> bool {
        self.at(i).is_some_and(|p| p.is(role))
    }

    /// Whether the word before `i` does this.
    pub fn was(&self, i: usize, role: Role) -> bool {
        i > 0 && self.is(i - 1, role)
    }

    /// Whether an apostrophe and its "s" stand at `i`.
    pub fn possessive(&self, i: usize) -> Option<usize> {
        let found = self.at(i)?.is_apostrophe() && self.is(i + 1, Role::Possessive) && self.at(i + 1)?.glued;
        found.then_some(i + 2)
    }

    /// The expression that begins at `i`, if one does; `Err` holds the end of a name that is none.
    pub fn read(&self, i: usize) -> Result<Option<Found>, usize> {
        let Some(first) = self.at(i) else { return Ok(None) };
        let mut reference = None;
        if first.class == Class::Word {
            match self.words.phrases().at(self.text, self.pieces, i) {
                Some((Meaning::Blocked, n)) => return Err(i + n),
                Some((Meaning::Holiday(h), n)) => return Ok(Some(self.holiday(h, i + n))),
                Some((Meaning::Reference(r, _), n)) => reference = Some(Found::new(i + n, What::Reference(r))),
                None => {}
            }
        }
        let found = self.with_modifier(i);
        Ok(match (found, reference) {
            (Some(f), Some(r)) if r.end >= f.end => Some(r),
            (None, r) => r,
            (f, _) => f,
        })
    }

    /// Whether a name that is no time begins at `i`.
    fn blocked(&self, i: usize) -> bool {
        i < self.pieces.len()
            && matches!(self.words.phrases().at(self.text, self.pieces, i), Some((Meaning::Blocked, _)))
    }

    fn holiday(&self, holiday: Holiday, end: usize) -> Found {
        match self.year_of(end) {
            Some((year, end)) => Found::new(end, What::Holiday(holiday, Pick::In(year))),
            None => Found::new(end, What::Holiday(holiday, Pick::Tense)),
        }
    }

    /// An expression with what limits it: "early", "the end of", "about", "more than".
    fn with_modifier(&self, i: usize) -> Option<Found> {
        let first = self.at(i)?;
        let glue = |k: usize| k + usize::from(self.at(k).is_some_and(|p| p.is_hyphen()));
        let plain = match first.class {
            Class::Mark if !first.is_apostrophe() => return None,
            _ => self.plain(i),
        };
        if plain.is_some() || first.class != Class::Word {
            return plain;
        }
        // "about", "more than", "at least"
        let mut k = i;
        if first.is(Role::About) {
            k += 1;
        } else if first.is(Role::More) {
            while self.is(k, Role::More) {
                k += 1;
            }
            k = if self.is(k, Role::Than) { k + 1 } else { i };
        }
        if k > i && !(first.is(Role::About) && self.is(k, Role::Article) && self.unit(k + 1).is_none()) {
            let found = self.with_modifier(k)?;
            // "just now" and "just this week" are no rough times, and names take no such word.
            let length = matches!(found.what, What::Duration { .. } | What::Distance { .. } | What::YearBack { .. });
            let rough = length || first.is(Role::About) && (found.is_calendar() || found.clock.is_some());
            return rough.then(|| if found.modifier.is_none() { found.with(Modifier::Approx) } else { found });
        }
        // "the end of", "early in", "mid-", "late"; "later this month"
        let k = if first.is(Role::Definite) || first.is(Role::Article) { i + 1 } else { i };
        let word = self.at(k)?;
        let of = |k: usize| self.is(k, Role::Of).then_some(k + 1);
        let modifier = if word.is(Role::Early) || word.is(Role::Start) {
            Modifier::Start
        } else if word.is(Role::Middle) {
            Modifier::Mid
        } else if word.is(Role::Late) || word.is(Role::End) {
            Modifier::End
        } else if word.is(Role::Part) {
            return self.plain_or_modified(of(k + 1)?).filter(Found::is_calendar).filter(|_| !self.was(i, Role::Than));
        } else if word.is(Role::Earlier) || word.is(Role::Later) {
            let inner = k + 1 + usize::from(self.is(k + 1, Role::In));
            return self.plain_or_modified(inner).filter(|f| f.is_calendar() || f.clock.is_some());
        } else {
            return None;
        };
        let hyphen = glue(k + 1);
        let starts = word.is(Role::Start) || word.is(Role::End);
        let inner = match (of(k + 1), self.is(k + 1, Role::In) || self.is(k + 1, Role::On)) {
            (Some(k), _) => k,
            (None, true) if !starts => k + 2,
            _ if starts && hyphen == k + 1 => return None,
            _ => hyphen,
        };
        if let Some(part) = self.at(inner)?.entry.part.filter(|_| !starts) {
            // "mid-afternoon", "late evening on Tuesday"
            let on = inner + 1 + usize::from(self.is(inner + 1, Role::On));
            let date = self.day_word(on).or_else(|| self.weekday(on));
            let here = Found::new(inner + 1, What::Shift { base: Base::Narrative, unit: Unit::Day, by: 0 });
            let alone = hyphen == k + 1 || self.ends_clause(inner + 1);
            return (date.is_some() || alone)
                .then(|| Found { clock: Some(Clock::Part(part)), ..date.unwrap_or(here) }.with(modifier));
        }
        let found = self.plain_or_modified(inner)?;
        let good = found.is_calendar() || matches!(found.clock, Some(Clock::Part(_)));
        // "late-night" is a kind of show.
        let adjective = hyphen > k + 1 && found.clock.is_some();
        (good && !adjective).then(|| found.with(modifier))
    }

    fn plain_or_modified(&self, i: usize) -> Option<Found> {
        self.plain(i).or_else(|| self.with_modifier(i))
    }

    /// An expression without a modifier, and the time of the day that goes with it.
    fn plain(&self, i: usize) -> Option<Found> {
        if self.is(i, Role::Article) && self.blocked(i + 1) {
            return None;
        }
        let found = self
            .clock_first(i)
            .or_else(|| self.every(i))
            .or_else(|| self.numeric(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.month(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.relative(i))
            .or_else(|| self.decade_or_century(i))
            .or_else(|| self.part_of_year(i))
            .or_else(|| self.distance_or_duration(i))
            .or_else(|| self.year(i))?;
        Some(self.clock_behind(found))
    }
}
