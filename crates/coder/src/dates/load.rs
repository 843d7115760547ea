//! The data file of words of time, read and checked. Comes in: its text. Goes out: [`DateWords`], or the
//! file, line and remedy of the first fault.

use std::collections::BTreeMap;

use jiff::civil::Time;
use serde::Deserialize;
use toml::Spanned;

use super::calendar::{Season, Unit};
use super::phrases::{Holiday, Meaning, Phrases, Reference};
use super::words::{DateWords, DayWord, Entry, LONGEST, Order, Part, Role};
use crate::lexicon::map::Map;
use crate::lexicon::{LexiconError, Source};

type Numbers = BTreeMap<String, Spanned<u32>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    order: Order,
    cardinals: Numbers,
    scales: Numbers,
    ordinals: Numbers,
    quantities: Numbers,
    months: Numbers,
    weekdays: Numbers,
    weekday_sets: Numbers,
    seasons: BTreeMap<String, Season>,
    units: BTreeMap<String, Unit>,
    plural_units: BTreeMap<String, Unit>,
    decades: Numbers,
    day_parts: BTreeMap<String, Part>,
    day_part_sets: BTreeMap<String, Part>,
    hours: BTreeMap<String, Spanned<String>>,
    days: BTreeMap<String, DayWord>,
    sets: BTreeMap<String, Spanned<String>>,
    roles: BTreeMap<Role, Vec<Spanned<String>>>,
    reference: Vec<ReferenceRow>,
    holiday: Vec<Spanned<HolidayRow>>,
    blocked: Blocked,
    direction: Direction,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceRow {
    words: Vec<Spanned<String>>,
    value: Reference,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayRow {
    names: Vec<Spanned<String>>,
    date: Option<Spanned<String>>,
    month: Option<i8>,
    weekday: Option<u8>,
    nth: Option<i8>,
    easter: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Blocked {
    names: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Direction {
    past: Vec<Spanned<String>>,
    past_endings: Vec<Spanned<String>>,
    future: Vec<Spanned<String>>,
    near_past: Vec<Spanned<String>>,
    near_future: Vec<Spanned<String>>,
}

/// Reads a data file.
pub fn load(source: &Source) -> Result<DateWords, LexiconError> {
    let file = toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
    Build { source, words: Map::default(), phrases: Phrases::default() }.build(file)
}

struct Build<'a> {
    source: &'a Source,
    words: Map<Box<str>, Entry>,
    phrases: Phrases,
}

impl Build<'_> {
    fn fault(&self, at: usize, what: impl Into<String>) -> LexiconError {
        let text = &self.source.text;
        let line = 1 + text.as_bytes()[..at.min(text.len())].iter().filter(|&&b| b == b'\n').count();
        LexiconError::Row { file: self.source.path.clone(), line, what: what.into() }
    }

    fn word(&mut self, word: &str, at: usize) -> Result<&mut Entry, LexiconError> {
        if word.is_empty() || word.len() > LONGEST || word.chars().any(|c| c.is_uppercase() || c.is_whitespace()) {
            let what = format!("\"{word}\": write one word of at most {LONGEST} bytes in lower case");
            return Err(self.fault(at, what));
        }
        Ok(self.words.entry(word.into()).or_default())
    }

    fn key(&mut self, word: &str) -> Result<&mut Entry, LexiconError> {
        let at = self.source.text.find(&format!("\n{word} = ")).map_or(0, |i| i + 1);
        self.word(word, at)
    }

    fn numbers(
        &mut self,
        table: Numbers,
        low: u32,
        high: u32,
        put: impl Fn(&mut Entry, u32),
    ) -> Result<(), LexiconError> {
        for (word, value) in table {
            let at = value.span().start;
            let value = value.into_inner();
            if !(low..=high).contains(&value) {
                return Err(self.fault(at, format!("{word} = {value}: write a number from {low} to {high}")));
            }
            put(self.word(&word, at)?, value);
        }
        Ok(())
    }

    fn roles(&mut self, role: Role, words: Vec<Spanned<String>>) -> Result<(), LexiconError> {
        for word in words {
            let at = word.span().start;
            self.word(&word.into_inner(), at)?.add(role);
        }
        Ok(())
    }

    fn build(mut self, file: File) -> Result<DateWords, LexiconError> {
        self.numbers(file.cardinals, 0, 99, |e, n| e.cardinal = Some(n))?;
        self.numbers(file.scales, 100, 1_000_000, |e, n| e.scale = Some(n))?;
        self.numbers(file.ordinals, 1, 31, |e, n| e.ordinal = Some(n))?;
        self.numbers(file.quantities, 0, 1000, |e, n| e.quantity = Some(n))?;
        self.numbers(file.months, 1, 12, |e, n| e.month = i8::try_from(n).ok())?;
        self.numbers(file.weekdays, 1, 7, |e, n| e.weekday = u8::try_from(n).ok())?;
        self.numbers(file.weekday_sets, 1, 7, |e, n| e.weekday_set = u8::try_from(n).ok())?;
        self.numbers(file.decades, 0, 90, |e, n| e.decade = i8::try_from(n).ok())?;
        for (word, season) in file.seasons {
            self.key(&word)?.season = Some(season);
        }
        for (word, unit) in file.units {
            self.key(&word)?.unit = Some(unit);
        }
        for (word, unit) in file.plural_units {
            self.key(&word)?.units = Some(unit);
        }
        for (word, part) in file.day_parts {
            self.key(&word)?.part = Some(part);
        }
        for (word, part) in file.day_part_sets {
            self.key(&word)?.part_set = Some(part);
        }
        for (word, day) in file.days {
            self.key(&word)?.day = Some(day);
        }
        for (word, hour) in file.hours {
            let at = hour.span().start;
            let clock = clock(hour.as_ref()).ok_or_else(|| self.fault(at, "write an hour as \"12:00\""))?;
            self.word(&word, at)?.hour = Some(clock);
        }
        let mut sets = Vec::new();
        for (number, (word, value)) in file.sets.into_iter().enumerate() {
            let at = value.span().start;
            if !value.as_ref().starts_with('P') {
                return Err(self.fault(at, "write the value of a set as a duration, \"P1W\""));
            }
            self.word(&word, at)?.set = u8::try_from(number).ok();
            sets.push(value.into_inner().into());
        }
        for (role, words) in file.roles {
            self.roles(role, words)?;
        }
        let Direction { past, future, near_past, near_future, past_endings } = file.direction;
        self.roles(Role::DirectionPast, past)?;
        self.roles(Role::DirectionFuture, future)?;
        self.roles(Role::NearPast, near_past)?;
        self.roles(Role::NearFuture, near_future)?;
        for row in file.reference {
            let guard = self.phrases.guard(&row.not_before, &row.not_after);
            for words in row.words {
                self.phrase(&words, Meaning::Reference(row.value, guard), false)?;
            }
        }
        for row in file.holiday {
            let at = row.span().start;
            let row = row.into_inner();
            let rule = self.holiday(&row, at)?;
            for name in &row.names {
                self.phrase(name, Meaning::Holiday(rule), true)?;
            }
        }
        for name in &file.blocked.names {
            let exact = name.as_ref().chars().any(char::is_uppercase);
            self.phrase(name, Meaning::Blocked, exact)?;
        }
        let past_endings = past_endings.into_iter().map(|e| e.into_inner().into()).collect();
        Ok(DateWords { words: self.words, phrases: self.phrases, sets, past_endings, order: file.order })
    }

    fn phrase(&mut self, words: &Spanned<String>, meaning: Meaning, exact: bool) -> Result<(), LexiconError> {
        if self.phrases.insert(words.as_ref(), meaning, exact) {
            return Ok(());
        }
        let what = format!("\"{}\" stands here for the second time, or holds no word; remove it", words.as_ref());
        Err(self.fault(words.span().start, what))
    }

    fn holiday(&self, row: &HolidayRow, at: usize) -> Result<Holiday, LexiconError> {
        let fault = |what: &str| self.fault(at, what);
        Ok(match (&row.date, row.easter, row.month, row.weekday, row.nth) {
            (None, None, None, None, None) => Holiday::Moving,
            (Some(date), None, None, None, None) => {
                let day = date.as_ref().split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
                let day = day.filter(|&(m, d)| jiff::civil::Date::new(2024, m, d).is_ok());
                let (month, day) =
                    day.ok_or_else(|| self.fault(date.span().start, "write the date of a holiday as \"12-25\""))?;
                Holiday::Fixed(month, day)
            }
            (None, Some(days), None, None, None) => Holiday::Easter(days),
            (None, None, Some(month @ 1..=12), Some(weekday @ 1..=7), Some(nth)) if nth != 0 && nth.abs() < 5 => {
                Holiday::Nth(month, weekday, nth)
            }
            _ => return Err(fault("give a holiday a date, or month, weekday and nth, or easter, or nothing")),
        })
    }
}

fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    let real =
        (hour, minute) == (24, 0) || Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).is_ok();
    real.then_some((hour, minute))
}
