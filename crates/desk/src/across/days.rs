//! Days as numbers, so that the distance of two is a subtraction.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day: how many have passed since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day so many days later, or earlier for a negative number.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let date: Date = text.parse().map_err(|_| format!("{text:?} is no day; write YYYY-MM-DD"))?;
        let since = date.since(EPOCH).map_err(|e| e.to_string())?;
        Ok(Self(since.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Span::new().try_days(self.0).and_then(|span| EPOCH.checked_add(span)) {
            Ok(date) => write!(f, "{date}"),
            Err(_) => f.write_str("?"),
        }
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// From a day to a day, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Days {
    /// A single day.
    #[must_use]
    pub fn one(day: Day) -> Self {
        Self { from: day, to: day }
    }

    /// How many days it has.
    #[must_use]
    pub fn length(self) -> i32 {
        self.to.0 - self.from.0 + 1
    }

    /// Days from one to the other; 0 when they overlap.
    #[must_use]
    pub fn gap(self, other: Self) -> i32 {
        (self.from.0 - other.to.0).max(other.from.0 - self.to.0).max(0)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{} to {}", self.from, self.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_written_and_subtracted() {
        let day: Day = "2024-03-01".parse().unwrap();
        assert_eq!(day.plus(-1).to_string(), "2024-02-29");
        assert_eq!("1970-01-01".parse(), Ok(Day(0)));
        assert!("1 March".parse::<Day>().is_err());
        let march = Days { from: day, to: day.plus(30) };
        assert_eq!((march.length(), march.gap(Days::one(day.plus(33))), march.gap(Days::one(day.plus(5)))), (31, 3, 0));
        assert_eq!(march.to_string(), "2024-03-01 to 2024-03-31");
    }
}
