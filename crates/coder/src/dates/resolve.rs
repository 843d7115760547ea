//! From what an expression says to days. Comes in: a [`Found`], the tense around it, and the [`Story`]
//! so far: day of publication, last date, last quarter. Goes out: type, value, first and last day.

use jiff::civil::Date;

use super::amounts::Amount;
use super::calendar::{Period, Unit, plus_days, plus_months};
use super::grammar::{Base, Clock, Every, Found, What, Window};
use super::phrases::Reference;
use super::tense::Tense;
use super::words::DateWords;
use crate::record::TimeType;

/// What earlier expressions leave for later ones.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// Day of publication.
    pub published: Option<Date>,
    /// The last date of the text.
    pub narrative: Option<Period>,
    /// The quarter that is spoken of.
    pub quarter: Option<Period>,
}

/// What an expression comes to.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The date that later expressions may count from.
    pub period: Option<Period>,
}

impl Resolved {
    fn open(kind: TimeType, value: Option<String>) -> Self {
        Self { kind, value, from: None, to: None, period: None }
    }

    fn period(period: Option<Period>) -> Self {
        let Some((from, to)) = period.and_then(Period::days) else { return Self::open(TimeType::Date, None) };
        Self { kind: TimeType::Date, value: period.map(Period::value), from: Some(from), to: Some(to), period }
    }
}

/// Resolves one expression and lets the story go on.
pub fn resolve(found: &Found, tense: impl FnOnce() -> Option<Tense>, story: &mut Story, words: &DateWords) -> Resolved {
    let mut resolved = match found.what {
        What::Period(period) => Resolved::period(Some(period)),
        What::Named(name, pick) => {
            let period = super::named::pick(name, pick, tense, story);
            let unknown = || super::named::unresolved(name, pick);
            if period.is_some() { Resolved::period(period) } else { Resolved::open(TimeType::Date, unknown()) }
        }
        What::Holiday(holiday, pick) => Resolved::period(super::named::holiday(holiday, pick, tense, story)),
        What::Shift { base, unit, by } => Resolved::period(shift(story, base, unit, by)),
        What::YearBack { base } => Resolved::period(year_back(story, base)),
        What::Distance { base, amount, unit, back } => distance(story, base, amount, unit, back),
        What::Duration { amount, unit, window } => duration(story, amount, unit, window),
        What::Several { unit, window } => several(story, unit, window),
        What::Reference(reference) => vague(story, reference),
        What::Clock => Resolved::period(near(story).map(Period::Day)),
        What::Set(every) => Resolved::open(TimeType::Set, Some(set(every, found.clock, words))),
        What::Impossible => Resolved::open(TimeType::Date, None),
    };
    if resolved.kind == TimeType::Date {
        add_clock(&mut resolved, found);
    }
    note(story, found, &resolved);
    resolved
}

/// The narrative's day, else that of publication.
fn near(story: &Story) -> Option<Date> {
    match story.narrative {
        Some(Period::Day(day)) => Some(day),
        _ => story.published,
    }
}

/// The day that a base stands for when counting in a unit: the narrative's only where it is as fine.
fn base_day(story: &Story, base: Base, unit: Unit) -> Option<Date> {
    match (base, story.narrative) {
        (Base::Narrative, Some(period)) if period.unit() <= unit => period.days().map(|(from, _)| from),
        _ => story.published,
    }
}

fn shift(story: &Story, base: Base, unit: Unit, by: i32) -> Option<Period> {
    if let (Base::Narrative, Unit::Quarter, Some(quarter)) = (base, unit, story.quarter) {
        return quarter.shift(by);
    }
    Period::containing(unit, base_day(story, base, unit)?)?.shift(by)
}

fn year_back(story: &Story, base: Base) -> Option<Period> {
    match story.quarter {
        Some(quarter) => quarter.shift_years(-1),
        None => shift(story, base, Unit::Year, -1),
    }
}

fn distance(story: &Story, base: Base, amount: Amount, unit: Unit, back: bool) -> Resolved {
    let far = |n: i32| if back { n.checked_neg() } else { Some(n) };
    // "*Hours later*": on the day that was spoken of.
    if let (Base::Narrative, true, Some(Period::Day(day))) = (base, unit.is_clock(), story.narrative) {
        let on_day = Resolved::open(TimeType::Duration, length(amount, unit));
        return Resolved { from: Some(day), to: Some(day), ..on_day };
    }
    let Some(n) = amount.as_whole().and_then(far) else {
        return match (base, amount) {
            (Base::Published, Amount::Unknown) => vague(story, if back { Reference::Past } else { Reference::Future }),
            _ => Resolved::open(TimeType::Duration, length(amount, unit)),
        };
    };
    // "Aliyev, who has ruled since 2003, said *a day earlier*": days are counted from the report where the last date is a year.
    let fine = base == Base::Published || unit == Unit::Day || story.narrative.is_none_or(|p| p.unit() <= unit);
    if !fine || unit.is_clock() {
        return Resolved::open(TimeType::Duration, length(amount, unit));
    }
    let unit = if unit == Unit::Fortnight { Unit::Week } else { unit };
    Resolved::period(shift(story, base, unit, n))
}

fn duration(story: &Story, amount: Amount, unit: Unit, window: Window) -> Resolved {
    let mut resolved = Resolved::open(TimeType::Duration, length(amount, unit));
    let ends = story.published.zip(amount.as_whole()).and_then(|(day, n)| match window {
        Window::Anywhere => None,
        Window::Past => Some((away(day, n.checked_neg()?, unit)?, day)),
        Window::Future => Some((day, away(day, n, unit)?)),
    });
    (resolved.from, resolved.to) = (ends.map(|e| e.0), ends.map(|e| e.1));
    resolved
}

/// The day `n` units away.
fn away(day: Date, n: i32, unit: Unit) -> Option<Date> {
    match unit.designator() {
        _ if unit.is_clock() => Some(day),
        (_, 'D') => plus_days(day, n),
        (weeks, 'W') => plus_days(day, n.checked_mul(7)?.checked_mul(i32::try_from(weeks).ok()?)?),
        (months, 'M') => plus_months(day, n.checked_mul(i32::try_from(months).ok()?)?),
        (quarters, 'Q') => plus_months(day, n.checked_mul(3)?.checked_mul(i32::try_from(quarters).ok()?)?),
        (years, _) => plus_months(day, n.checked_mul(12)?.checked_mul(i32::try_from(years).ok()?)?),
    }
}

fn several(story: &Story, unit: Unit, window: Window) -> Resolved {
    match window {
        Window::Past => vague(story, Reference::Past),
        Window::Future => vague(story, Reference::Future),
        Window::Anywhere => Resolved::open(TimeType::Duration, length(Amount::Unknown, unit)),
    }
}

fn vague(story: &Story, reference: Reference) -> Resolved {
    let day = story.published;
    let (from, to) = match reference {
        Reference::Past => (None, day),
        Reference::Present => (day, day),
        Reference::Future => (day, None),
    };
    Resolved { from, to, ..Resolved::open(TimeType::Date, Some(reference.value().to_owned())) }
}

/// Value of a duration: P3D, PT2H, P2Y6M, PXW.
fn length(amount: Amount, unit: Unit) -> Option<String> {
    let time = if unit.is_clock() { "T" } else { "" };
    let (times, letter) = unit.designator();
    Some(match amount {
        Amount::Unknown => match unit {
            Unit::Decade => "PXDE".to_owned(),
            Unit::Century => "PXCE".to_owned(),
            _ => format!("P{time}X{letter}"),
        },
        Amount::Decimal { .. } if times > 1 => return None,
        Amount::Decimal { whole, fraction, digits } => {
            format!("P{time}{whole}.{fraction:0width$}{letter}", width = usize::from(digits))
        }
        Amount::Halves(n) => {
            let halves = u64::from(n) * u64::from(times);
            let whole = halves / 2;
            if halves % 2 == 0 {
                return Some(format!("P{time}{whole}{letter}"));
            }
            let count = if whole == 0 { String::new() } else { format!("{time}{whole}{letter}") };
            match unit {
                Unit::Year => format!("P{count}6M"),
                Unit::Hour if whole == 0 => "PT30M".to_owned(),
                Unit::Hour => format!("P{count}30M"),
                Unit::Minute if whole == 0 => "PT30S".to_owned(),
                Unit::Minute => format!("P{count}30S"),
                Unit::Day => format!("P{count}T12H"),
                _ => format!("P{time}{whole}.5{letter}"),
            }
        }
    })
}

fn set(every: Every, clock: Option<Clock>, words: &DateWords) -> String {
    let mut value = match every {
        Every::Unit(amount, unit) => length(amount, unit).unwrap_or_default(),
        Every::Weekday(n) => format!("XXXX-WXX-{n}"),
        Every::Month(m) => format!("XXXX-{m:02}"),
        Every::Season(s) => format!("XXXX-{}", s.code()),
        Every::Part(p) => format!("XXXX-XX-XXT{}", p.code()),
        Every::Word(n) => words.set_value(n).to_owned(),
    };
    if let Some(clock) = clock {
        value += &time(clock);
    }
    value
}

fn time(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", part.code()),
        Clock::At(h, m) => format!("T{h:02}:{m:02}"),
    }
}

/// Makes a date with a time of the day a time.
fn add_clock(resolved: &mut Resolved, found: &Found) {
    let Some(clock) = found.clock else { return };
    let day = match (&resolved.value, resolved.period) {
        (Some(_), Some(Period::Day(day))) => day.to_string(),
        (Some(value), None) if value.starts_with("XXXX") => value.clone(),
        (None, None) if !matches!(found.what, What::Impossible) => "XXXX-XX-XX".to_owned(),
        _ => return,
    };
    resolved.kind = TimeType::Time;
    resolved.value = Some(day + &time(clock));
}

/// What later expressions count from.
fn note(story: &mut Story, found: &Found, resolved: &Resolved) {
    let backward = matches!(found.what, What::YearBack { .. });
    if let Some(period) = resolved.period {
        if !backward {
            story.narrative = Some(period);
        }
        match (period, found.what) {
            (_, What::YearBack { .. }) => {}
            (Period::Quarter(year, number), _) => {
                // The same quarter of an earlier year is only what it is compared with.
                let compared = matches!(story.quarter, Some(Period::Quarter(y, n)) if n == number && year < y);
                if !compared {
                    story.quarter = Some(period);
                }
            }
            (Period::Year(_), What::Shift { by: 0, .. }) => story.quarter = None,
            _ => {}
        }
    }
    if let What::Duration { amount, unit: Unit::Month, .. } = found.what
        && amount.as_whole().is_some_and(|n| n % 3 == 0)
    {
        story.quarter = None;
    }
}
