//! Parts of a year: quarters, halves, seasons. Comes in: a place in the pieces. Goes out: an expression.

use super::calendar::Unit;
use super::grammar::{Found, Name, Pick, Reader, What, YearOf};
use super::words::Role;

impl Reader<'_> {
    /// "the third quarter of 1984", "fiscal first-quarter", "Q3 2024", "the first half of this year", "in the summer".
    pub fn part_of_year(&self, i: usize) -> Option<Found> {
        let article = self.is(i, Role::Article) || self.is(i, Role::Definite);
        let mut at = i + usize::from(article);
        let year = self.year_number(at).filter(|_| article || self.at(i).is_some_and(|p| p.digits == 4));
        if let Some((_, end)) = year {
            at = self.possessive(end).unwrap_or(end);
        }
        if self.is(at, Role::Fiscal) {
            at += 1 + usize::from(self.at(at + 1).is_some_and(|p| p.is_hyphen()));
        }
        let pick = year.map(|(y, _)| Pick::In(YearOf::Number(y)));
        let found = self.quarter_or_half(at).or_else(|| self.season(at, article))?;
        match (found.what, pick) {
            (What::Named(name, Pick::Tense), Some(pick)) => Some(Found { what: What::Named(name, pick), ..found }),
            (_, Some(_)) => None,
            _ => Some(found),
        }
    }

    fn in_year(&self, name: Name, end: usize) -> Found {
        match self.year_of(end).or_else(|| self.of_the_year(end)) {
            Some((year, end)) => Found::new(end, What::Named(name, Pick::In(year))),
            None => Found::new(end, What::Named(name, Pick::Tense)),
        }
    }

    /// "of the year".
    fn of_the_year(&self, i: usize) -> Option<(YearOf, usize)> {
        let found =
            self.is(i, Role::Of) && self.is(i + 1, Role::Definite) && self.at(i + 2)?.entry.unit == Some(Unit::Year);
        found.then_some((YearOf::Shift(0), i + 3))
    }

    fn quarter_or_half(&self, i: usize) -> Option<Found> {
        let first = self.at(i)?;
        if first.is(Role::QuarterSign) && first.is_capital() {
            let number = self.at(i + 1).filter(|p| p.glued).and_then(|p| p.plain(1)).filter(|n| (1..=4).contains(n))?;
            return Some(self.in_year(Name::Quarter(i8::try_from(number).ok()?), i + 2));
        }
        if first.is(Role::Last) && self.is(i + 1, Role::Half) {
            return self.half(2, i + 2);
        }
        let (number, end) = self.ordinal(i)?;
        let mut at = end + usize::from(self.at(end).is_some_and(|p| p.is_hyphen()));
        at += usize::from(self.is(at, Role::Fiscal));
        let number = i8::try_from(number).ok()?;
        if self.at(at)?.entry.unit == Some(Unit::Quarter) {
            return (number <= 4).then(|| self.in_year(Name::Quarter(number), at + 1));
        }
        (self.is(at, Role::Half) && number <= 2).then(|| self.half(number, at + 1)).flatten()
    }

    /// A half of a year; without its year a half is of anything.
    pub fn half(&self, number: i8, end: usize) -> Option<Found> {
        let found = self.in_year(Name::Half(number), end);
        let said = !matches!(found.what, What::Named(_, Pick::Tense)) || end >= 3 && self.possessive_before(end);
        said.then_some(found)
    }

    fn possessive_before(&self, end: usize) -> bool {
        (end.saturating_sub(4)..end)
            .any(|k| self.is(k, Role::Possessive) && k > 0 && self.at(k - 1).is_some_and(|p| p.is_apostrophe()))
    }

    fn season(&self, i: usize, article: bool) -> Option<Found> {
        use Role::{About, By, During, Early, In, Late, Middle, Of, Since, Until};
        let piece = self.at(i)?;
        let season = piece.entry.season?;
        let found = self.in_year(Name::Season(season), i + 1);
        if !matches!(found.what, What::Named(_, Pick::Tense)) {
            return Some(found);
        }
        let start = i - usize::from(article);
        let by_preposition = [In, By, Since, Until, Early, Late, Middle].into_iter().any(|r| self.was(start, r));
        let definite = article && !self.is(start, Role::Indefinite);
        let loosely = by_preposition || definite || [During, About, Of].into_iter().any(|r| self.was(start, r));
        let of_something = self.is(i + 1, Role::Of);
        let in_name = piece.is_capital() && self.at(i + 1).is_some_and(|p| p.is_capital());
        let rare = piece.is(Role::RareSeason);
        (!in_name && !of_something && if rare { by_preposition } else { loosely }).then_some(found)
    }
}
