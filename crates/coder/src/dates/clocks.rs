//! Times of the day: "10:30 a.m.", "5pm EST", "noon", "Tuesday night". Comes in: a place in the
//! pieces, or an expression that a time may follow. Goes out: the expression with its [`Clock`].

use super::grammar::{Clock, Every, Found, Name, Pick, Reader, What};
use super::pieces::Class;
use super::words::Role;

impl Reader<'_> {
    /// A time of the day at `i`: hour, minute, end; `sure` where the words leave no doubt.
    fn hour(&self, i: usize) -> Option<(Clock, usize, bool)> {
        let first = self.at(i)?;
        if let Some((h, m)) = first.entry.hour {
            return Some((Clock::At(h, m), self.zone(i + 1).unwrap_or(i + 1), true));
        }
        if first.class != Class::Number || first.digits > 4 || (i > 0 && first.glued && !self.was_dash(i)) {
            return None;
        }
        let (mut h, mut m, mut end) = (first.number, 0, i + 1);
        let mut written = false;
        let minute = |k: usize| self.at(k).filter(|p| p.glued).and_then(|p| p.plain(2)).filter(|&m| m < 60);
        if first.digits == 0 {
            // British "10.30"
            let (_, fraction) = first.span.of(self.text).split_once('.')?;
            m = fraction.parse().ok().filter(|&m: &u32| fraction.len() == 2 && m < 60)?;
        } else if first.digits <= 2 && self.at(end).is_some_and(|p| p.is_mark(':') && p.glued) {
            m = minute(end + 1)?;
            end += 2;
            written = true;
            if self.at(end).is_some_and(|p| p.is_mark(':') && p.glued) && minute(end + 1).is_some() {
                end += 2;
            }
        } else if first.digits >= 3 {
            (h, m) = (h / 100, h % 100);
        }
        let half = self.half_of_day(end);
        if let Some((afternoon, after)) = half {
            if !(1..=12).contains(&h) || m > 59 {
                return None;
            }
            h = h % 12 + if afternoon { 12 } else { 0 };
            end = after;
        } else if self.at(end).is_some_and(|p| p.class == Class::Word && p.mark == 'a') && self.oclock(end).is_some() {
            end = self.oclock(end)?;
        } else if first.digits == 0 {
            return None;
        }
        let zone = self.zone(end);
        let sure = half.is_some() || (zone.is_some() && (written || first.digits == 4)) || self.oclock(i + 1).is_some();
        let fits = h < 24 && m < 60 && (written || sure);
        fits.then_some((Clock::At(u8::try_from(h).ok()?, u8::try_from(m).ok()?), zone.unwrap_or(end), sure))
    }

    fn was_dash(&self, i: usize) -> bool {
        self.at(i - 1).is_some_and(|p| p.is_hyphen())
    }

    /// "a.m." or "pm" at `i`: whether after noon, and where it ends.
    fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        let piece = self.at(i)?;
        if piece.is(Role::Am) || piece.is(Role::Pm) {
            return Some((piece.is(Role::Pm), i + 1));
        }
        let last = self.at(i + 2).filter(|p| p.glued && self.at(i + 1).is_some_and(|q| q.is_mark('.') && q.glued))?;
        let entry = self.words.get(self.text.get(piece.span.start..last.span.end)?)?;
        let end = i + 3 + usize::from(self.at(i + 3).is_some_and(|p| p.is_mark('.') && p.glued));
        (entry.is(Role::Am) || entry.is(Role::Pm)).then(|| (entry.is(Role::Pm), end))
    }

    /// "o'clock" at `i`.
    fn oclock(&self, i: usize) -> Option<usize> {
        let apostrophe = self.at(i + 1).is_some_and(|p| p.is_apostrophe());
        (apostrophe && self.is(i + 2, Role::Oclock)).then_some(i + 3)
    }

    fn zone(&self, i: usize) -> Option<usize> {
        let piece = self.at(i)?;
        (piece.is(Role::Zone)).then(|| i + 1 + usize::from(self.is(i + 1, Role::Time)))
    }

    /// A time of the day and the date behind it: "10 p.m. on Wednesday", "noon Thursday".
    pub fn clock_first(&self, i: usize) -> Option<Found> {
        let (clock, end, sure) = self.hour(i)?;
        let comma = end + usize::from(self.at(end).is_some_and(|p| p.is_mark(',')));
        let on = comma + usize::from(self.is(comma, Role::On) || self.is(comma, Role::Of));
        let date = self
            .weekday(on)
            .or_else(|| self.month(on))
            .or_else(|| self.day_month(on))
            .or_else(|| self.numeric(on))
            .or_else(|| self.day_word(on))
            .filter(|d| d.is_calendar() && !matches!(d.clock, Some(Clock::At(..))));
        if let Some(date) = date {
            return Some(Found { clock: Some(clock), ..date });
        }
        let introduced = [Role::At, Role::By, Role::Since, Role::Until, Role::About, Role::From, Role::To]
            .into_iter()
            .any(|r| self.was(i, r));
        let is_sure = sure || introduced;
        is_sure.then(|| Found { clock: Some(clock), ..Found::new(end, What::Clock) })
    }

    /// Takes in the time of the day behind a date: "Tuesday night", "Nov. 9 at 5 p.m.", "yesterday, 10:15".
    pub fn clock_behind(&self, found: Found) -> Found {
        if !found.is_calendar() || found.clock.is_some() {
            return found;
        }
        let end = found.end;
        if let Some(part) = self.at(end).and_then(|p| p.entry.part) {
            return Found { end: end + 1, clock: Some(Clock::Part(part)), ..found };
        }
        if let (Some(part), What::Named(Name::Weekday(n), Pick::Tense)) =
            (self.at(end).and_then(|p| p.entry.part_set), found.what)
        {
            return Found { end: end + 1, what: What::Set(Every::Weekday(n)), clock: Some(Clock::Part(part)), ..found };
        }
        let at = end + usize::from(self.at(end).is_some_and(|p| p.is_mark(',')));
        let about = at + usize::from(self.is(at, Role::At) || self.is(at, Role::About));
        match self.hour(about) {
            Some((clock, end, sure)) if sure || self.is(at, Role::At) => Found { end, clock: Some(clock), ..found },
            _ => found,
        }
    }
}
