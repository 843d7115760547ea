//! Days as sources write them: ISO 8601, RFC 2822, HTTP, and the compact form of archives.

use std::ops::Range;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned, fmt::rfc2822};

/// The day that a date, with or without a time behind it, states where it was written; none when it is no date.
///
/// `2025-08-20`, `2025-08-20T23:10:00+02:00`, `2025/08/20`, `20250820`, `20250820101500`, `Wed, 20 Aug 2025 10:15:00 GMT`.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits =
        |t: &str, n: usize| t.len() >= n && t.is_char_boundary(n) && t[..n].bytes().all(|b| b.is_ascii_digit());
    if digits(text, 8) && (text.len() == 8 || digits(text, 14) || text.as_bytes()[8] == b'T') {
        return date(text, [0..4, 4..6, 6..8]);
    }
    if digits(text, 4) && text.len() >= 10 && text.is_char_boundary(10) && matches!(text.as_bytes()[4], b'-' | b'/') {
        return date(text, [0..4, 5..7, 8..10]);
    }
    let zoned: Option<Zoned> = rfc2822::parse(text).ok();
    zoned.map(|z| z.date()).or_else(|| unix(text))
}

/// Year, month and day at these bytes.
fn date(text: &str, [year, month, day]: [Range<usize>; 3]) -> Option<Date> {
    Date::new(text.get(year)?.parse().ok()?, text.get(month)?.parse().ok()?, text.get(day)?.parse().ok()?).ok()
}

/// Seconds since 1970, as some exports write them.
fn unix(text: &str) -> Option<Date> {
    let seconds: i64 = text.parse().ok()?;
    let plausible = (100_000_000..10_000_000_000).contains(&seconds);
    let at = plausible.then(|| Timestamp::from_second(seconds).ok()).flatten()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_of_sources_and_nothing_else() {
        let wanted = Some(jiff::civil::date(2025, 8, 20));
        for text in [
            "2025-08-20",
            " 2025-08-20T23:10:00+02:00",
            "2025/08/20",
            "20250820",
            "20250820101500",
            "20250820T101500Z",
            "Wed, 20 Aug 2025 10:15:00 GMT",
            "20 Aug 2025 10:15:00 +0200",
            "1755684900",
        ] {
            assert_eq!(day(text), wanted, "{text}");
        }
        for text in ["", "soon", "2025-02-30", "2025-08", "12345", "été 2025 à Genève"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
