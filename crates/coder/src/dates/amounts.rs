//! Quantities: digits, number words, fractions, "a couple of", "two or three". Comes in: a place in
//! the pieces. Goes out: an [`Amount`] and where it ends.

use super::calendar::Unit;
use super::grammar::Reader;
use super::pieces::Class;
use super::words::Role;

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number of halves: five are two and a half.
    Halves(u32),
    /// A number with a fraction of so many digits.
    Decimal { whole: u32, fraction: u32, digits: u8 },
    /// "Several", "two to three".
    Unknown,
}

impl Amount {
    /// A whole number.
    pub const fn whole(n: u32) -> Self {
        Self::Halves(n.saturating_mul(2))
    }

    /// The number, if it is whole.
    pub fn as_whole(self) -> Option<i32> {
        match self {
            Self::Halves(n) if n % 2 == 0 => i32::try_from(n / 2).ok(),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// A quantity at `i`, with "of" behind it where the language has it there.
    pub fn amount(&self, i: usize) -> Option<(Amount, usize)> {
        let (amount, end) = self.one_amount(i)?;
        // "two or three", "12 to 18", "3-4"
        let joint = if self.is(end, Role::To) || self.at(end).is_some_and(|p| p.is_hyphen()) { end + 1 } else { end };
        if joint > end
            && let Some((_, end)) = self.number(joint)
        {
            return Some((Amount::Unknown, end));
        }
        Some((amount, end))
    }

    fn one_amount(&self, i: usize) -> Option<(Amount, usize)> {
        let first = self.at(i)?;
        let has_article = first.is(Role::Indefinite);
        let q = if has_article || first.is(Role::Definite) { i + 1 } else { i };
        if let Some(quantity) = self.at(q).and_then(|p| p.entry.quantity) {
            let end = q + 1 + usize::from(self.is(q + 1, Role::Of));
            let amount = if quantity == 0 { Amount::Unknown } else { Amount::whole(quantity) };
            let counts = self.unit(end).is_some() || self.at(end).is_some_and(|p| p.entry.quantity.is_some());
            if counts {
                return Some((amount, end));
            }
            if self.at(end).is_some_and(|p| p.is(Role::More)) && self.unit(end + 1).is_some() {
                return Some((amount, end + 1));
            }
        }
        if has_article {
            // "an hour", "a full week", "a hundred years", "half an hour"
            if let Some((n, end)) =
                self.number(i + 1).filter(|_| self.at(i + 1).is_some_and(|p| p.entry.scale.is_some()))
            {
                return Some((Amount::whole(n), end));
            }
            return self.unit(i + 1).map(|_| (Amount::whole(1), i + 1));
        }
        if first.is(Role::Half) && self.is(i + 1, Role::Indefinite) {
            return Some((Amount::Halves(1), i + 2));
        }
        let (n, end) = self.number(i)?;
        if let Some((_, fraction)) = first.span.of(self.text).split_once('.').filter(|_| first.class == Class::Number) {
            let digits = u8::try_from(fraction.len()).ok()?;
            let fraction = fraction.parse().ok()?;
            return Some((Amount::Decimal { whole: first.number, fraction, digits }, end));
        }
        // "2 1/2", "two and a half"
        let plain = |k: usize, n: u32| self.at(k).is_some_and(|p| p.plain(1) == Some(n));
        if plain(end, 1) && self.at(end + 1).is_some_and(|p| p.is_mark('/')) && plain(end + 2, 2) {
            return Some((Amount::Halves(n.saturating_mul(2).saturating_add(1)), end + 3));
        }
        if let Some(end) = self.and_a_half(end) {
            return Some((Amount::Halves(n.saturating_mul(2).saturating_add(1)), end));
        }
        Some((Amount::whole(n), end))
    }

    /// "and a half" at `i`.
    pub fn and_a_half(&self, i: usize) -> Option<usize> {
        let found = self.is(i, Role::And) && self.is(i + 1, Role::Indefinite) && self.is(i + 2, Role::Half);
        found.then_some(i + 3)
    }

    /// A cardinal number in digits or words, with scales: "24", "twenty four", "a hundred and ten".
    pub fn number(&self, i: usize) -> Option<(u32, usize)> {
        let first = self.at(i)?;
        let after_money = i > 0 && self.at(i - 1).is_some_and(|p| matches!(p.mark, '$' | '€' | '£' | '¥' | '#'));
        if first.class == Class::Number {
            let mut value = first.number;
            let mut end = i + 1;
            while let Some(scale) = self.at(end).and_then(|p| p.entry.scale) {
                value = value.saturating_mul(scale);
                end += 1;
            }
            return (!after_money).then_some((value, end));
        }
        let (mut total, mut part, mut end, mut any) = (0u32, 0u32, i, false);
        let mut last = u32::MAX;
        while let Some(piece) = self.at(end) {
            if let Some(n) = piece.entry.cardinal {
                // "twenty" may take "four", nothing else goes on.
                if any && !(n < 10 && last >= 20 && last % 10 == 0) && last < 100 {
                    break;
                }
                part = part.saturating_add(n);
                last = n;
            } else if let Some(scale) = piece.entry.scale {
                part = part.max(1).saturating_mul(scale);
                if scale >= 1000 {
                    total = total.saturating_add(part);
                    part = 0;
                }
                last = 100;
            } else {
                // "twenty-four", "a hundred and ten"
                let next = self.at(end + 1).and_then(|p| p.entry.cardinal);
                let ones = piece.is_hyphen() && next.is_some_and(|n| n < 10);
                let more = last == 100 && piece.is(Role::And) && next.is_some();
                if !any || !(ones || more) {
                    break;
                }
                end += 1;
                continue;
            }
            any = true;
            end += 1;
        }
        any.then_some((total.saturating_add(part), end))
    }

    /// A unit at `i`, after a hyphen or words like "trading" and "full": unit, whether plural, end.
    pub fn unit(&self, i: usize) -> Option<(Unit, bool, usize)> {
        for at in i..i + 3 {
            let piece = self.at(at)?;
            if let Some(unit) = piece.entry.units {
                return Some((unit, true, at + 1));
            }
            if let Some(unit) = piece.entry.unit {
                // "second" alone is a place in an order.
                let real = unit != Unit::Second || (at > 0 && self.at(at - 1).is_some_and(|p| p.is_hyphen()));
                return real.then_some((unit, false, at + 1));
            }
            if !(piece.is_hyphen() || piece.is(Role::Filler) || piece.is(Role::Fiscal)) {
                return None;
            }
        }
        None
    }
}
