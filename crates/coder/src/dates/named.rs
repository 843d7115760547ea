//! Which Monday, which August, which quarter. Comes in: a name, what picks it, the story so far. Goes
//! out: the period. Where no tense decides, the nearest is taken: news writes the year of the others.

use jiff::civil::Date;

use super::calendar::{self, Period, Season, Unit, monday, plus_days};
use super::grammar::{Name, Pick, YearOf};
use super::phrases::Holiday;
use super::resolve::Story;
use super::tense::Tense;

/// How far back or ahead, in days, a date without a year may lie against the nearest one of its name.
const FARTHEST: i32 = 300;

/// The period of this name.
pub fn pick(name: Name, pick: Pick, tense: impl FnOnce() -> Option<Tense>, story: &Story) -> Option<Period> {
    if let Pick::In(year) = pick {
        return in_year(name, year_number(year, story)?, story);
    }
    let published = story.published?;
    let narrative = story.narrative.and_then(Period::days).map_or(published, |(from, _)| from);
    match name {
        Name::Weekday(n) => weekday(n, pick, tense, published, narrative).map(Period::Day),
        Name::Weekend => {
            let week = Period::containing(Unit::Weekend, published)?;
            let over = published.weekday().to_monday_one_offset() >= 6;
            let past = tense() != Some(Tense::Future);
            if past && !over { week.shift(-1) } else { Some(week) }
        }
        Name::SomeQuarter => {
            // "the latest quarter" is over, whichever was spoken of
            let over = |q: &Period| pick != Pick::Last || q.days().is_some_and(|(_, last)| last < published);
            story.quarter.filter(over).or_else(|| before(published))
        }
        _ => of_year(name, pick, tense, published, narrative, story),
    }
}

/// The value of a name without its year.
pub fn unresolved(name: Name, pick: Pick) -> Option<String> {
    let bare = match name {
        Name::Weekday(n) => format!("XXXX-WXX-{n}"),
        Name::Month(m) => format!("XXXX-{m:02}"),
        Name::MonthDay(m, d) => {
            calendar::day(2024, m, d)?;
            format!("XXXX-{m:02}-{d:02}")
        }
        Name::Season(s) => format!("XXXX-{}", s.code()),
        Name::Quarter(q) => format!("XXXX-Q{q}"),
        Name::Half(h) => format!("XXXX-H{h}"),
        Name::SomeQuarter => "XXXX-QX".to_owned(),
        Name::Weekend => "XXXX-WXX-WE".to_owned(),
    };
    let known_year = matches!(pick, Pick::In(YearOf::Number(_)));
    (!known_year).then_some(bare)
}

/// The last quarter that was over on a day.
fn before(day: Date) -> Option<Period> {
    Period::containing(Unit::Quarter, day)?.shift(-1)
}

fn year_number(year: YearOf, story: &Story) -> Option<i16> {
    let shift = |day: Date, n: i32| i16::try_from(i32::from(day.year()) + n).ok();
    match year {
        YearOf::Number(n) => Some(n),
        YearOf::Shift(n) => shift(story.published?, n),
        YearOf::Narrative(n) => shift(story.narrative.and_then(Period::days).map(|d| d.0).or(story.published)?, n),
    }
}

fn in_year(name: Name, year: i16, story: &Story) -> Option<Period> {
    Some(match name {
        Name::Month(m) => Period::Month(year, m),
        Name::MonthDay(m, d) => Period::Day(calendar::day(year, m, d)?),
        Name::Season(s) => Period::Season(year, s),
        Name::Quarter(q) => Period::Quarter(year, q),
        Name::Half(h) => Period::Half(year, h),
        Name::SomeQuarter => match story.quarter.or_else(|| before(story.published?))? {
            Period::Quarter(_, q) => Period::Quarter(year, q),
            _ => return None,
        },
        Name::Weekday(_) | Name::Weekend => return None,
    })
}

/// The weekday `n` in the seven days that end at `day`.
fn on_or_before(day: Date, n: u8) -> Option<Date> {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - i32::from(n)).rem_euclid(7);
    plus_days(day, -back)
}

fn weekday(n: u8, pick: Pick, tense: impl FnOnce() -> Option<Tense>, published: Date, narrative: Date) -> Option<Date> {
    let before = |day: Date| on_or_before(plus_days(day, -1)?, n);
    let after = |day: Date| on_or_before(plus_days(day, 7)?, n);
    match pick {
        Pick::This => plus_days(monday(published)?, i32::from(n) - 1),
        Pick::Last => before(published),
        Pick::Next => after(published),
        Pick::Previous => before(narrative),
        Pick::Following => after(narrative),
        Pick::Tense if matches!(tense(), Some(Tense::Future | Tense::Present)) => {
            on_or_before(plus_days(published, 6)?, n)
        }
        Pick::Tense | Pick::In(_) => on_or_before(published, n),
    }
}

/// The first and last occurrences of a part of the year around a day: the last that has begun, and the next.
fn around(name: Name, day: Date, story: &Story) -> Option<(Period, Period)> {
    let start = |p: Period| p.days().map(|(from, _)| from);
    // A 29 February is to be found in some year.
    let candidates = (-8..=8).filter_map(|n| in_year(name, day.year().checked_add(n)?, story));
    let (mut begun, mut next) = (None, None);
    for period in candidates {
        if start(period)? <= day {
            begun = Some(period);
        } else if next.is_none() {
            next = Some(period);
        }
    }
    Some((begun?, next?))
}

fn of_year(
    name: Name,
    pick: Pick,
    tense: impl FnOnce() -> Option<Tense>,
    published: Date,
    narrative: Date,
    story: &Story,
) -> Option<Period> {
    let day = if matches!(pick, Pick::Previous | Pick::Following) { narrative } else { published };
    let (begun, next) = around(name, day, story)?;
    let (first, last) = begun.days()?;
    let now = last >= day;
    let earlier = || around(name, plus_days(first, -1)?, story).map(|(begun, _)| begun);
    match pick {
        Pick::Last | Pick::Previous => {
            if now {
                earlier()
            } else {
                Some(begun)
            }
        }
        Pick::Next | Pick::Following => Some(next),
        Pick::This if now => Some(begun),
        Pick::This if matches!(name, Name::Season(Season::Winter)) => Some(next),
        Pick::This => in_year(name, day.year(), story),
        Pick::In(_) => None,
        Pick::Tense if now => Some(begun),
        Pick::Tense => {
            let gone = day.since(last).ok()?.get_days();
            let coming = next.days()?.0.since(day).ok()?.get_days();
            let counted = matches!(name, Name::Quarter(_) | Name::Half(_));
            Some(match tense() {
                Some(Tense::Past) if counted || gone <= FARTHEST => begun,
                Some(Tense::Future) if !counted && coming <= FARTHEST => next,
                None | Some(Tense::Present) if counted => begun,
                _ if gone <= coming => begun,
                _ => next,
            })
        }
    }
}

/// The day of a holiday.
pub fn holiday(holiday: Holiday, pick: Pick, tense: impl FnOnce() -> Option<Tense>, story: &Story) -> Option<Period> {
    if let Pick::In(year) = pick {
        return holiday.of(year_number(year, story)?).map(Period::Day);
    }
    let published = story.published?;
    let in_year = |n: i16| holiday.of(published.year().checked_add(n)?);
    let days = [in_year(-1)?, in_year(0)?, in_year(1)?];
    let begun = *days.iter().rev().find(|&&d| d <= published)?;
    let next = *days.iter().find(|&&d| d >= published)?;
    let (gone, coming) = (published.since(begun).ok()?.get_days(), next.since(published).ok()?.get_days());
    Some(Period::Day(match tense() {
        Some(Tense::Past) if gone <= FARTHEST => begun,
        Some(Tense::Future) if coming <= FARTHEST => next,
        _ if gone <= coming => begun,
        _ => next,
    }))
}
