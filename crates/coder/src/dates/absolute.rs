//! Dates by their numbers and names: ISO and numeric days, months, weekdays, years, decades,
//! centuries. Comes in: a place in the pieces. Goes out: an expression.

use super::calendar::{self, Period};
use super::grammar::{Found, Name, Pick, Reader, What, YearOf};
use super::pieces::Class;
use super::words::{Order, Role};

fn full_date(year: u32, month: u32, day: u32) -> What {
    let date = (|| calendar::day(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?))();
    date.map_or(What::Impossible, |d| What::Period(Period::Day(d)))
}

/// A year of two digits: of this century up to 40, else of the last.
fn short_year(n: u32) -> u32 {
    if n < 40 { 2000 + n } else { 1900 + n }
}

impl Reader<'_> {
    /// "2025-08-18", "8/20/2025", "18.08.2025".
    pub fn numeric(&self, i: usize) -> Option<Found> {
        let (a, mark, b) = (self.at(i)?, self.at(i + 1)?, self.at(i + 2)?);
        if a.class != Class::Number || !mark.glued || !b.glued || (a.glued && self.at(i - 1)?.class != Class::Mark) {
            return None;
        }
        let short = |p: &super::pieces::Piece| matches!(p.digits, 1 | 2).then_some(p.number);
        let third = || {
            let (again, c) = (self.at(i + 3)?, self.at(i + 4)?);
            (again.mark == mark.mark && again.glued && c.glued).then_some(c)
        };
        let (year, month, day) = match (a.digits, mark.mark) {
            (4, '-' | '/' | '‑') => (a.number, short(b)?, short(third()?)?),
            (1 | 2, '/' | '.' | '-') => {
                let c = third()?;
                let year = c.plain(4).or_else(|| (mark.mark == '/').then(|| c.plain(2).map(short_year)).flatten())?;
                let (a, b) = (a.number, short(b)?);
                let month_first =
                    mark.mark == '/' && b > 12 || (a <= 12 && mark.mark == '/' && self.words.order == Order::Month);
                if month_first { (year, a, b) } else { (year, b, a) }
            }
            _ => return None,
        };
        // "2025-08-18T10:30" is left to its date.
        (1000..=2999).contains(&year).then(|| Found::new(i + 5, full_date(year, month, day)))
    }

    /// The day of a month at `i`: "3", "3rd", "third", "twenty-third".
    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let piece = self.at(i)?;
        let (day, end) = match piece.digits {
            1 | 2 => {
                let suffix = self.at(i + 1).filter(|p| p.glued && p.class == Class::Word && p.span.len() == 2);
                (
                    piece.number,
                    i + 1
                        + usize::from(
                            suffix.is_some_and(|p| p.entry.part.is_none() && !p.is(Role::Am) && !p.is(Role::Pm)),
                        ),
                )
            }
            _ => match (piece.entry.ordinal, piece.entry.cardinal) {
                (Some(n), _) => (n, i + 1),
                (None, Some(tens @ (20 | 30))) => {
                    let unit = i + 1 + usize::from(self.at(i + 1).is_some_and(|p| p.is_hyphen()));
                    (tens + self.at(unit)?.entry.ordinal.filter(|&n| n < 10)?, unit + 1)
                }
                _ => return None,
            },
        };
        (1..=31).contains(&day).then_some((i8::try_from(day).ok()?, end))
    }

    /// A month's name at `i`, with the stop of its abbreviation.
    fn month_name(&self, i: usize) -> Option<(i8, usize)> {
        let piece = self.at(i)?;
        let month = piece.entry.month.filter(|_| piece.is_capital())?;
        Some((month, self.stop(i + 1)))
    }

    /// Past the stop at `i`, if it ends an abbreviation and no sentence: then it is of the same word.
    fn stop(&self, i: usize) -> usize {
        let same =
            |p: &super::pieces::Piece| p.is_mark('.') && i > 0 && self.at(i - 1).is_some_and(|q| q.token == p.token);
        i + usize::from(self.at(i).is_some_and(same))
    }

    /// "August", "Aug. 20", "August 2025", "March of last year", "August 20, 2025".
    pub fn month(&self, i: usize) -> Option<Found> {
        let (month, end) = self.month_name(i)?;
        let number = end + usize::from(self.is(end, Role::Article) && self.day_number(end + 1).is_some());
        if let Some((day, after)) = self.day_number(number).filter(|&(_, after)| !self.counts_more(after)) {
            return Some(self.month_day(month, day, after));
        }
        if let Some((year, end)) = self.year_of(end) {
            return Some(Found::new(end, What::Named(Name::Month(month), Pick::In(year))));
        }
        let piece = self.at(i)?;
        let unclear = piece.is(Role::VerbsLikeMonths) || piece.is(Role::ShortWeekday);
        (!unclear || self.is_time_by_place(i)).then(|| Found::new(end, What::Named(Name::Month(month), Pick::Tense)))
    }

    /// Whether a number goes on at `i` or counts something: "May 10,000", "March 5 percent".
    fn counts_more(&self, i: usize) -> bool {
        let glued = |k: usize| self.at(k).filter(|p| p.glued);
        glued(i).is_some_and(|p| {
            p.mark == '%' || (matches!(p.mark, '.' | ':') && glued(i + 1).is_some_and(|q| q.class == Class::Number))
        })
    }

    /// Whether the word before says that a name with other uses is one of time.
    fn is_time_by_place(&self, i: usize) -> bool {
        use Role::{About, By, During, Early, In, Last, Late, Middle, Next, Of, On, Since, This, To, Until};
        let back = if i > 0 && self.at(i - 1).is_some_and(|p| p.is_hyphen()) { i - 1 } else { i };
        [In, On, Since, Until, By, Last, Next, This, Of, During, Early, Late, Middle, To, About]
            .into_iter()
            .any(|r| self.was(back, r))
            && self.at(back - 1).is_some_and(|p| !p.is_capital() || back == 1)
    }

    fn month_day(&self, month: i8, day: i8, end: usize) -> Found {
        match self.year_of(end) {
            Some((YearOf::Number(year), end)) => {
                let date = calendar::day(year, month, day);
                Found::new(end, date.map_or(What::Impossible, |d| What::Period(Period::Day(d))))
            }
            Some((year, end)) => Found::new(end, What::Named(Name::MonthDay(month, day), Pick::In(year))),
            None => Found::new(end, What::Named(Name::MonthDay(month, day), Pick::Tense)),
        }
    }

    /// "18 August 2025", "the 3rd of May", "3" in "3 to 5 May" and in "3-5 May".
    pub fn day_month(&self, i: usize) -> Option<Found> {
        let start = i + usize::from(self.is(i, Role::Article));
        let (day, end) = self.day_number(start)?;
        let is_word = self.at(start)?.digits == 0;
        let of = end + usize::from(self.is(end, Role::Of));
        if let Some((month, after)) = self.month_name(of) {
            // "first May", "second March" are no days; "one of March" neither.
            return (!is_word || of > end || start > i).then(|| self.month_day(month, day, after));
        }
        let to = self.is(end, Role::To) || self.at(end).is_some_and(|p| p.is_hyphen());
        let (_, after) = self.day_number(end + 1).filter(|&(last, _)| to && !is_word && last > day)?;
        let of = after + usize::from(self.is(after, Role::Of));
        let (month, after) = self.month_name(of)?;
        Some(Found { end, ..self.month_day(month, day, after) })
    }

    /// The last day of a range whose month stands before: "5" in "May 3-5" and "May 3 to 5".
    pub fn day_behind(&self, i: usize, before: &What) -> Option<(usize, Found)> {
        let to = self.is(i, Role::To) || self.at(i).is_some_and(|p| p.is_hyphen());
        let (day, end) =
            self.day_number(i + 1).filter(|_| to && self.at(i + 1).is_some_and(|p| matches!(p.digits, 1 | 2)))?;
        let stop =
            self.at(end).is_none_or(|p| p.class == Class::Mark && !p.is_mark('%') || p.is(Role::In) || p.is(Role::At));
        let year = self.year_of(end).is_some();
        if !stop && !year || self.counts_more(end) {
            return None;
        }
        match *before {
            What::Named(Name::MonthDay(month, first), _) if day > first => {
                Some((i + 1, self.month_day(month, day, end)))
            }
            _ => None,
        }
    }

    /// "Monday", "Saturday, April 25", "Tuesday 19 August 2025".
    pub fn weekday(&self, i: usize) -> Option<Found> {
        let piece = self.at(i)?;
        let weekday = piece.entry.weekday.filter(|_| piece.is_capital())?;
        let end = self.stop(i + 1);
        let comma = end + usize::from(self.at(end).is_some_and(|p| p.is_mark(',')));
        let the = comma + usize::from(self.is(comma, Role::Article) && self.day_number(comma + 1).is_some());
        let date = self.month(the).or_else(|| self.day_month(the)).or_else(|| self.numeric(the));
        let is_day = |w: &What| {
            matches!(w, What::Period(Period::Day(_)) | What::Named(Name::MonthDay(..), _) | What::Impossible)
        };
        if let Some(date) = date.filter(|d| is_day(&d.what)) {
            return Some(date);
        }
        if piece.is(Role::ShortWeekday) && !self.was(i, Role::On) {
            return None;
        }
        // "Friday Night Lights", "Monday Morning Podcast"
        let part = self.at(end).filter(|p| p.entry.part.is_some() && p.is_capital());
        if part.is_some() && self.at(end + 1).is_some_and(|p| p.is_capital()) {
            return None;
        }
        Some(Found::new(end, What::Named(Name::Weekday(weekday), Pick::Tense)))
    }

    /// A year in digits or words at `i`: "1996", "'96", "nineteen ninety-six", "two thousand".
    pub fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let piece = self.at(i)?;
        if piece.is_apostrophe() {
            let digits = self.at(i + 1).filter(|p| p.glued).and_then(|p| p.plain(2))?;
            return Some((i16::try_from(short_year(digits)).ok()?, i + 2));
        }
        if let Some(year) = piece.plain(4) {
            let alone = self
                .at(i + 1)
                .is_none_or(|p| !p.glued || (p.class == Class::Mark && !matches!(p.mark, '%' | ':' | '/')));
            return (alone && (1000..=2999).contains(&year)).then_some((i16::try_from(year).ok()?, i + 1));
        }
        if self.at(i + 1).is_some_and(|p| p.entry.scale == Some(1000)) && piece.entry.cardinal == Some(2) {
            let after_year = i > 0 && self.at(i - 1)?.entry.unit == Some(calendar::Unit::Year);
            let (year, end) = self.number(i).filter(|&(n, _)| after_year || n > 2000)?;
            return ((2000..2100).contains(&year)).then_some((i16::try_from(year).ok()?, end));
        }
        let first = piece.entry.cardinal.filter(|n| (10..=20).contains(n));
        if let Some(first) = first.filter(|_| self.at(i + 1).is_some_and(|p| p.entry.cardinal.is_some_and(|n| n >= 10)))
        {
            let (rest, end) = self.number(i + 1).filter(|&(n, _)| n < 100)?;
            return Some((i16::try_from(first * 100 + rest).ok()?, end));
        }
        None
    }

    /// The year that a day, month or quarter is of: ", 2025", "of 1990", "last year", "that year".
    pub fn year_of(&self, i: usize) -> Option<(YearOf, usize)> {
        let comma = usize::from(self.at(i).is_some_and(|p| p.is_mark(',')));
        let of = usize::from(self.is(i + comma, Role::Of) || self.is(i + comma, Role::In));
        let at = i + comma + of;
        if let Some((year, end)) = self.year_number(at) {
            let money = self.at(end).is_some_and(|p| p.entry.units.is_some());
            return (!money && comma + of < 2).then_some((YearOf::Number(year), end));
        }
        if comma > 0 {
            return None;
        }
        let the = at + usize::from(self.is(at, Role::Article));
        let word = self.at(the)?;
        let year = the + 1 + usize::from(self.is(the + 1, Role::Fiscal));
        if self.at(year)?.entry.unit != Some(calendar::Unit::Year) {
            return None;
        }
        let end = year + 1;
        let which = if word.is(Role::Last) {
            YearOf::Shift(-1)
        } else if word.is(Role::This) || word.is(Role::Current) {
            YearOf::Shift(0)
        } else if word.is(Role::Next) {
            YearOf::Shift(1)
        } else if word.is(Role::That) || word.is(Role::Same) {
            YearOf::Narrative(0)
        } else if word.is(Role::Previous) {
            YearOf::Narrative(-1)
        } else if word.is(Role::Following) {
            YearOf::Narrative(1)
        } else {
            return None;
        };
        Some((which, end))
    }

    /// A year alone: what stands around it must not make it a number of things.
    pub fn year(&self, i: usize) -> Option<Found> {
        let named = |k: usize| self.at(k).is_some_and(|p| p.entry.unit == Some(calendar::Unit::Year));
        let fiscal = usize::from(self.is(i, Role::Fiscal));
        let fiscal = fiscal + usize::from(named(i + fiscal));
        let at = i + fiscal;
        let (year, end) = self.year_number(at)?;
        let piece = self.at(at)?;
        let found = Found::new(end, What::Period(Period::Year(year)));
        if fiscal > 0 {
            return Some(found);
        }
        // "the 1988 period", "the 1988 quarter"
        let quarter =
            self.is(end, Role::Period) || self.at(end).is_some_and(|p| p.entry.unit == Some(calendar::Unit::Quarter));
        if quarter {
            return Some(Found::new(end + 1, What::Named(Name::SomeQuarter, Pick::In(YearOf::Number(year)))));
        }
        if piece.is_apostrophe() {
            return self.is_time_by_place(i).then_some(found);
        }
        let before = i.checked_sub(1).and_then(|k| self.at(k));
        let joined = before.filter(|_| piece.glued);
        let money = before.is_some_and(|p| {
            matches!(p.mark, '$' | '€' | '£' | '¥' | '#' | '.' | ':') && p.class == Class::Mark && p.glued | piece.glued
        });
        let prefixed =
            [Role::Early, Role::Middle, Role::Late, Role::End].into_iter().any(|r| self.was_dash_after(i, r));
        let opened = joined.is_some_and(|p| matches!(p.mark, '(' | '[' | '"' | '“' | '‘' | '\''));
        let in_name = joined.is_some() && !opened && !prefixed && !self.in_range(i);
        if money || in_name {
            return None;
        }
        use Role::{About, And, Article, By, During, Early, Fiscal, In, Late, Middle, Of, Or, Since, To, Until};
        let licensed = before.is_none_or(|p| p.is_mark('(') || p.is_hyphen())
            || [In, Since, Until, By, Of, During, Early, Late, Middle, To, Fiscal].into_iter().any(|r| self.was(i, r));
        let weak = licensed
            || [Article, And, Or, About].into_iter().any(|r| self.was(i, r))
            || before.is_some_and(|p| p.class == Class::Mark || p.is(Role::Possessive) || p.is(Role::Definite));
        let next = self.at(end).filter(|p| p.class == Class::Word && !p.is_capital());
        let plural = next.is_some_and(|p| {
            let form = p.span.of(self.text);
            form.len() > 3
                && form.ends_with('s')
                && !form.ends_with("ss")
                && p.entry.month.is_none()
                && !p.is(Role::Possessive)
        });
        let unit = next.is_some_and(|p| p.entry.units.is_some() || p.entry.scale.is_some());
        let modern = (1800..=2100).contains(&year);
        let real = piece.class == Class::Word
            || (modern && (weak || !plural))
            || (licensed
                && !plural
                && next.is_none_or(|p| p.class != Class::Word || p.entry.is(Role::To) || p.entry.is(Role::And)));
        (real && !unit && !(plural && !licensed && !weak)).then_some(found)
    }

    /// Whether the number at `i` ends a range: "2014-2015".
    fn in_range(&self, i: usize) -> bool {
        i >= 2
            && self.at(i - 1).is_some_and(|p| p.is_hyphen() || p.is_mark('/'))
            && self.at(i - 2).is_some_and(|p| p.digits == 4)
    }

    /// "the 1990s", "the '80s", "the nineties", "the 20th century".
    pub fn decade_or_century(&self, i: usize) -> Option<Found> {
        let the = usize::from(self.is(i, Role::Article));
        let at = i + the;
        let piece = self.at(at)?;
        let plural = |k: usize| {
            let k = if self.at(k).is_some_and(|p| p.is_apostrophe() && p.glued) { k + 1 } else { k };
            (self.is(k, Role::Possessive) && self.at(k)?.glued).then_some(k + 1)
        };
        let decade = |years: u32| i16::try_from(years / 10).ok().map(Period::Decade);
        if let Some((years, end)) = piece.plain(4).filter(|y| y % 10 == 0).zip(plural(at + 1)) {
            let century = years % 100 == 0 && years < 2000;
            let period = if century { Period::Century(i16::try_from(years / 100).ok()?) } else { decade(years)? };
            return Some(Found::new(end, What::Period(period)));
        }
        let digits = at + usize::from(piece.is_apostrophe());
        let short = self.at(digits).and_then(|p| p.plain(2)).filter(|y| y % 10 == 0);
        if let Some((years, end)) = short.zip(plural(digits + 1)) {
            // "the mid-80s", not "in his mid-30s"
            let middle = self.was_dash_after(i, Role::Middle) && i > 2 && self.is(i - 3, Role::Article);
            let century = if years <= 20 { 200 } else { 190 };
            let decade = Period::Decade(century + i16::try_from(years / 10).ok()?);
            return (the > 0 || digits > at || middle).then(|| Found::new(end, What::Period(decade)));
        }
        if let Some(years) = piece.entry.decade {
            let named =
                the > 0 || self.was(i, Role::Early) || self.was(i, Role::Late) || self.was_dash_after(i, Role::Middle);
            return named.then(|| Found::new(at + 1, What::Period(Period::Decade(190 + i16::from(years) / 10))));
        }
        let (n, end) = self.ordinal(at)?;
        let hyphen = end + usize::from(self.at(end).is_some_and(|p| p.is_hyphen()));
        let unit = self.at(hyphen)?.entry.unit?;
        (unit == calendar::Unit::Century)
            .then(|| Found::new(hyphen + 1, What::Period(Period::Century(i16::try_from(n).unwrap_or(1) - 1))))
    }

    fn was_dash_after(&self, i: usize, role: Role) -> bool {
        i > 1 && self.at(i - 1).is_some_and(|p| p.is_hyphen()) && self.is(i - 2, role)
    }

    /// "third", "3rd", "twenty-first".
    pub fn ordinal(&self, i: usize) -> Option<(u32, usize)> {
        let piece = self.at(i)?;
        if matches!(piece.digits, 1 | 2) {
            let suffix = self.at(i + 1)?;
            return (suffix.glued
                && suffix.class == Class::Word
                && suffix.span.len() == 2
                && !suffix.is(Role::Am)
                && !suffix.is(Role::Pm))
            .then_some((piece.number, i + 2));
        }
        self.day_number(i).map(|(n, end)| (u32::from(n.unsigned_abs()), end))
    }
}
