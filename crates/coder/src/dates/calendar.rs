//! Stretches of the calendar: which days they hold, their neighbours, and how TIMEX3 writes them.
//! Comes in: a unit and a day, or numbers read from a text. Goes out: a [`Period`], never a panic.

use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
};
use serde::Deserialize;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// Whether it is shorter than a day.
    pub const fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }

    /// ISO 8601 designator, and how many of it make one of this unit.
    pub const fn designator(self) -> (u32, char) {
        match self {
            Self::Second => (1, 'S'),
            Self::Minute => (1, 'M'),
            Self::Hour => (1, 'H'),
            Self::Day => (1, 'D'),
            Self::Weekend | Self::Week => (1, 'W'),
            Self::Fortnight => (2, 'W'),
            Self::Month => (1, 'M'),
            Self::Quarter => (1, 'Q'),
            Self::Half => (6, 'M'),
            Self::Season => (3, 'M'),
            Self::Year => (1, 'Y'),
            Self::Decade => (10, 'Y'),
            Self::Century => (100, 'Y'),
            Self::Millennium => (1000, 'Y'),
        }
    }
}

/// A season; the winter of a year begins in its December.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs)]
pub enum Season {
    #[serde(rename = "SP")]
    Spring,
    #[serde(rename = "SU")]
    Summer,
    #[serde(rename = "FA")]
    Fall,
    #[serde(rename = "WI")]
    Winter,
}

impl Season {
    /// As TIMEX3 writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }

    const fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Fall => 9,
            Self::Winter => 12,
        }
    }

    const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Fall, Self::Winter];
}

/// A stretch of the calendar with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(Date),
    /// The ISO week that begins on this Monday.
    Week(Date),
    /// Saturday and Sunday of the week that begins on this Monday.
    Weekend(Date),
    /// Year and month.
    Month(i16, i8),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and half, 1 or 2.
    Half(i16, i8),
    /// Year and season.
    Season(i16, Season),
    /// Calendar year.
    Year(i16),
    /// Ten years, by the first three digits.
    Decade(i16),
    /// A hundred years, by the first two digits.
    Century(i16),
    /// A thousand years, by the first digit.
    Millennium(i16),
}

fn month_of(index: i32) -> Option<(i16, i8)> {
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    Some((year, i8::try_from(index.rem_euclid(12)).ok()? + 1))
}

fn last_day(year: i16, month: i8) -> Option<Date> {
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

/// The Monday of the ISO week of a day.
pub fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// The day `n` days after, or before.
pub fn plus_days(day: Date, n: i32) -> Option<Date> {
    day.checked_add(i64::from(n).days()).ok()
}

/// The day `n` months after, clipped to the length of the month.
pub fn plus_months(day: Date, n: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(n).ok()?).ok()
}

/// Day of a month if there is such a day.
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Sunday of Easter, Gregorian (Meeus, Jones and Butcher).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    day(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
}

impl Period {
    /// The period of this unit that holds the day; a winter holds the January after it.
    pub fn containing(unit: Unit, day: Date) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(monday(day)?),
            Unit::Weekend => Self::Weekend(monday(day)?),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Self::Half(year, (month - 1) / 6 + 1),
            Unit::Season if month < 3 => Self::Season(year.checked_sub(1)?, Season::Winter),
            Unit::Season => Self::Season(year, *Season::ALL.iter().rev().find(|s| s.first_month() <= month)?),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year.div_euclid(10)),
            Unit::Century => Self::Century(year.div_euclid(100)),
            Unit::Millennium => Self::Millennium(year.div_euclid(1000)),
        })
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Season(..) => Unit::Season,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
            Self::Millennium(_) => Unit::Millennium,
        }
    }

    /// The `n`th after, or before when negative, of the same kind.
    pub fn shift(self, n: i32) -> Option<Self> {
        let years = |y: i16| i32::from(y).checked_add(n).and_then(|y| i16::try_from(y).ok());
        let parts = |y: i16, part: i8, of: i32| {
            let index = (i32::from(y) * of + i32::from(part) - 1).checked_add(n)?;
            let part = i8::try_from(index.rem_euclid(of)).ok()? + 1;
            Some((i16::try_from(index.div_euclid(of)).ok()?, part))
        };
        Some(match self {
            Self::Day(d) => Self::Day(plus_days(d, n)?),
            Self::Week(d) => Self::Week(plus_days(d, n.checked_mul(7)?)?),
            Self::Weekend(d) => Self::Weekend(plus_days(d, n.checked_mul(7)?)?),
            Self::Month(y, m) => parts(y, m, 12).map(|(y, m)| Self::Month(y, m))?,
            Self::Quarter(y, q) => parts(y, q, 4).map(|(y, q)| Self::Quarter(y, q))?,
            Self::Half(y, h) => parts(y, h, 2).map(|(y, h)| Self::Half(y, h))?,
            Self::Season(y, s) => Self::Season(years(y)?, s),
            Self::Year(y) => Self::Year(years(y)?),
            Self::Decade(d) => Self::Decade(years(d)?),
            Self::Century(c) => Self::Century(years(c)?),
            Self::Millennium(m) => Self::Millennium(years(m)?),
        })
    }

    /// The same part of another year, `n` years on; a 29 February becomes a 28th.
    pub fn shift_years(self, n: i32) -> Option<Self> {
        match self {
            Self::Day(d) => Some(Self::Day(plus_months(d, n.checked_mul(12)?)?)),
            Self::Week(d) => Some(Self::Week(monday(plus_months(d, n.checked_mul(12)?)?)?)),
            Self::Weekend(d) => Some(Self::Weekend(monday(plus_months(d, n.checked_mul(12)?)?)?)),
            Self::Month(..) => self.shift(n.checked_mul(12)?),
            Self::Quarter(..) => self.shift(n.checked_mul(4)?),
            Self::Half(..) => self.shift(n.checked_mul(2)?),
            Self::Season(..) | Self::Year(_) => self.shift(n),
            _ => None,
        }
    }

    /// First and last day.
    pub fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, count: i32| {
            let (y, m) = month_of(i32::from(year) * 12 + i32::from(first) - 1 + count - 1)?;
            Some((day(year, first, 1)?, last_day(y, m)?))
        };
        let years = |first: i32, count: i32| {
            let last = i16::try_from(first + count - 1).ok()?;
            Some((day(i16::try_from(first).ok()?, 1, 1)?, day(last, 12, 31)?))
        };
        match self {
            Self::Day(d) => Some((d, d)),
            Self::Week(d) => Some((d, plus_days(d, 6)?)),
            Self::Weekend(d) => Some((plus_days(d, 5)?, plus_days(d, 6)?)),
            Self::Month(y, m) => months(y, m, 1),
            Self::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Self::Half(y, h) => months(y, h * 6 - 5, 6),
            Self::Season(y, s) => months(y, s.first_month(), 3),
            Self::Year(y) => years(i32::from(y), 1),
            Self::Decade(d) => years(i32::from(d) * 10, 10),
            Self::Century(c) => years(i32::from(c) * 100, 100),
            Self::Millennium(m) => years(i32::from(m) * 1000, 1000),
        }
    }

    /// As TIMEX3 writes it.
    pub fn value(self) -> String {
        let week = |d: Date| {
            let w: ISOWeekDate = d.iso_week_date();
            format!("{:04}-W{:02}", w.year(), w.week())
        };
        match self {
            Self::Day(d) => d.to_string(),
            Self::Week(d) => week(d),
            Self::Weekend(d) => week(d) + "-WE",
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Self::Half(y, h) => format!("{y:04}-H{h}"),
            Self::Season(y, s) => format!("{y:04}-{}", s.code()),
            Self::Year(y) => format!("{y:04}"),
            Self::Decade(d) => format!("{d:03}"),
            Self::Century(c) => format!("{c:02}"),
            Self::Millennium(m) => format!("{m}"),
        }
    }
}

/// The weekday with this ISO number, Monday being 1.
pub fn weekday(number: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easters_fall_where_the_almanac_has_them() {
        for (y, m, d) in [(1989, 3, 26), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)] {
            assert_eq!(easter(y), Some(date(y, m, d)));
        }
    }

    #[test]
    fn neighbours_cross_the_year() {
        assert_eq!(Period::Quarter(2025, 1).shift(-1).map(Period::value).as_deref(), Some("2024-Q4"));
        assert_eq!(Period::Month(1999, 12).shift(1).map(Period::value).as_deref(), Some("2000-01"));
        let week = Period::containing(Unit::Week, date(2024, 12, 31)).map(Period::value);
        assert_eq!(week.as_deref(), Some("2025-W01"));
        assert_eq!(Period::Season(2023, Season::Winter).days(), Some((date(2023, 12, 1), date(2024, 2, 29))));
        assert_eq!(Period::Year(9999).shift(1).and_then(Period::days), None);
    }
}
