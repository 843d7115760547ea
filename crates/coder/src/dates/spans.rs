//! Lengths of time and distances: "three years", "two days later", "a year ago", "$5 a day". Comes in:
//! a place in the pieces. Goes out: an expression.

use super::amounts::Amount;
use super::calendar::Unit;
use super::grammar::{Base, Every, Found, Name, Pick, Reader, What, Window, YearOf};
use super::pieces::Class;
use super::words::Role;

/// From where and which way a distance goes.
#[derive(Clone, Copy, Debug)]
pub struct Direction {
    base: Base,
    back: bool,
    end: usize,
}

impl Reader<'_> {
    /// "ago", "earlier", "later", "from now" at `i`; "before" and "after" where nothing follows them.
    pub fn distance(&self, i: usize) -> Option<Direction> {
        let at = i + usize::from(self.at(i).is_some_and(|p| p.is_hyphen()));
        let word = self.at(at)?;
        let found = |base, back, end| Some(Direction { base, back, end });
        if word.is(Role::Ago) {
            found(Base::Published, true, at + 1)
        } else if word.is(Role::Earlier) {
            found(Base::Narrative, true, at + 1)
        } else if word.is(Role::Later) {
            found(Base::Narrative, false, at + 1)
        } else if word.is(Role::From) && self.is(at + 1, Role::Now) {
            found(Base::Published, false, at + 2)
        } else if word.is(Role::Before) && self.ends_clause(at + 1) {
            found(Base::Narrative, true, at + 1)
        } else if word.is(Role::After) && self.ends_clause(at + 1) {
            found(Base::Narrative, false, at + 1)
        } else {
            None
        }
    }

    /// "a year ago", "year-earlier", "the year-ago quarter": the same time of the year before.
    pub fn year_back(&self, i: usize) -> Option<Found> {
        let article = self.is(i, Role::Article) || self.is(i, Role::Definite);
        let at = i + usize::from(article);
        if self.at(at)?.entry.unit != Some(Unit::Year) {
            return None;
        }
        let Direction { base, back, end } = self.distance(at + 1).filter(|d| d.back)?;
        let joined = self.at(at + 1).is_some_and(|p| p.is_hyphen());
        if !back || !(joined || self.is(i, Role::Indefinite)) {
            return None;
        }
        let what = What::YearBack { base };
        if !joined {
            return Some(Found::new(end, what));
        }
        if self.is(end, Role::Period) || self.at(end).is_some_and(|p| p.entry.unit == Some(Unit::Quarter)) {
            return Some(Found::new(end + 1, what));
        }
        match self.part_of_year(end) {
            Some(Found { what: What::Named(name @ Name::Quarter(_), _), end, .. }) => {
                Some(Found::new(end, What::Named(name, Pick::In(YearOf::Shift(-1)))))
            }
            _ => Some(Found::new(end, what)),
        }
    }

    /// A quantity of a unit, with where it lies.
    pub fn distance_or_duration(&self, i: usize) -> Option<Found> {
        if let Some((unit, false, end)) =
            self.unit(i).filter(|_| self.at(i).is_some_and(|p| p.entry.unit == Some(Unit::Year)))
        {
            return self.year_end(unit, end);
        }
        if let Some(unit) = self.at(i)?.entry.units {
            return self.plural(i, unit);
        }
        let (amount, k) = self.amount(i)?;
        let (unit, plural, end) = self.unit(k)?;
        let joined = self.at(k).is_some_and(|p| p.is_hyphen());
        let (amount, end) = match (self.and_a_half(end), amount) {
            (Some(end), Amount::Halves(n)) => (Amount::Halves(n + 1), end),
            _ => (amount, end),
        };
        let hyphen = end + usize::from(self.at(end).is_some_and(|p| p.is_hyphen()));
        if self.is(hyphen, Role::Old) {
            return None;
        }
        let article = self.is(i, Role::Indefinite);
        let fraction = unit == Unit::Quarter && self.is(end, Role::Of) && amount != Amount::Unknown;
        let kind_of_year = article
            && !plural
            && (k..end).any(|n| {
                self.is(n, Role::Fiscal) || self.is(n, Role::Filler) && unit == Unit::Year && self.is(n, Role::Calendar)
            });
        let numbered_year = !plural && self.at(i).is_some_and(|p| p.plain(4).is_some());
        if article && unit == Unit::Quarter && !plural || fraction || kind_of_year || numbered_year {
            return None;
        }
        let end = self.or_so(end);
        if let Some(Direction { base, back, end }) = self.distance(end) {
            return Some(Found::new(end, What::Distance { base, amount, unit, back }));
        }
        let single = !plural && k == i + 1 && article;
        if single && i > 0 && self.at(i).is_some_and(|p| p.glued) && self.at(i - 1).is_some_and(|p| p.is_hyphen()) {
            // "$12-an-hour"
            return None;
        }
        if single && self.is_rate(i) {
            // "twice a year" comes back, "$5 a year" is a price.
            let often = self.at(i)?.span.len() > 2 || self.was(i, Role::Rate);
            return often.then(|| Found::new(end, What::Set(Every::Unit(amount, unit))));
        }
        let counted = plural
            || joined
            || single
            || amount.as_whole() == Some(1)
            || self.at(i).is_some_and(|p| p.class == Class::Number || p.entry.cardinal.is_some())
            || matches!(amount, Amount::Halves(_));
        let window = if self.is(end, Role::Ahead) { Window::Future } else { Window::Anywhere };
        counted.then(|| Found::new(end, What::Duration { amount, unit, window }))
    }

    /// "year-end", "year's end".
    fn year_end(&self, unit: Unit, end: usize) -> Option<Found> {
        let hyphen = end + usize::from(self.at(end).is_some_and(|p| p.is_hyphen()));
        let last = self.possessive(end).unwrap_or(hyphen);
        let found = Found::new(last + 1, What::Shift { base: Base::Published, unit, by: 0 });
        (self.is(last, Role::End) && self.at(last)?.span.len() == 3)
            .then_some(Found { modifier: Some(super::grammar::Modifier::End), ..found })
    }

    /// A plural unit without a number: "for years", "months ago", "the weeks ahead".
    fn plural(&self, i: usize, unit: Unit) -> Option<Found> {
        let end = self.or_so(i + 1);
        if let Some(Direction { base, back, end }) = self.distance(end) {
            return Some(Found::new(end, What::Distance { base, amount: Amount::Unknown, unit, back }));
        }
        if self.is(end, Role::Ahead) {
            return Some(Found::new(end + 1, What::Several { unit, window: Window::Future }));
        }
        let introduced =
            [Role::During, Role::In, Role::After].into_iter().any(|r| self.was(i, r)) || self.is(end, Role::Of);
        let long = !matches!(unit, Unit::Quarter | Unit::Second);
        (introduced && long).then(|| Found::new(end, What::Several { unit, window: Window::Anywhere }))
    }

    /// Whether "a year" at `i` is how often: "$5 a year", "two flights a week", "twice a month".
    fn is_rate(&self, i: usize) -> bool {
        use Role::{About, After, Before, By, During, In, More, Of, Since, Than, To};
        let form = |k: usize| self.at(k).map_or("", |p| p.span.of(self.text));
        if form(i).len() > 2 {
            return true;
        }
        let count = |k: usize| {
            self.at(k).is_some_and(|p| {
                p.class == Class::Number
                    || p.entry.cardinal.is_some()
                    || p.entry.scale.is_some()
                    || p.is(Role::Rate)
                    || p.entry.quantity.is_some()
            })
        };
        let preposition =
            [In, During, Of, By, To, After, Before, About, More, Than, Since].into_iter().any(|r| self.was(i, r));
        let mark = i == 0 || self.at(i - 1).is_some_and(|p| p.class == Class::Mark && !matches!(p.mark, '%' | '$'));
        !preposition && !mark && (i.saturating_sub(3)..i).any(count)
    }

    /// What comes back: "every Monday", "each year", "Mondays", "daily".
    pub fn every(&self, i: usize) -> Option<Found> {
        let first = self.at(i)?;
        // "its annual meeting" is a name more than a time.
        if let Some(number) = first.entry.set.filter(|_| !first.attributive) {
            return (!first.is_capital() || i == 0).then(|| Found::new(i + 1, What::Set(Every::Word(number))));
        }
        if let Some(weekday) = first.entry.weekday_set {
            return Some(Found::new(i + 1, What::Set(Every::Weekday(weekday))));
        }
        if !first.is(Role::Each) {
            return None;
        }
        let other = self.is(i + 1, Role::Other);
        let at = i + 1 + usize::from(other);
        let piece = self.at(at)?;
        let set = |every, end| Some(Found::new(end, What::Set(every)));
        if let Some(weekday) = piece.entry.weekday {
            let found = Found::new(at + 1, What::Set(Every::Weekday(weekday)));
            return Some(match self.at(at + 1).and_then(|p| p.entry.part) {
                Some(part) => Found { end: at + 2, clock: Some(super::grammar::Clock::Part(part)), ..found },
                None => found,
            });
        }
        if let Some(month) = piece.entry.month.filter(|_| piece.is_capital()) {
            return set(Every::Month(month), at + 1);
        }
        if let Some(season) = piece.entry.season {
            return set(Every::Season(season), at + 1);
        }
        if let Some(part) = piece.entry.part {
            return set(Every::Part(part), at + 1);
        }
        if let Some((unit, false, end)) = self.unit(at) {
            return set(Every::Unit(Amount::whole(if other { 2 } else { 1 }), unit), end);
        }
        let (amount, k) = self.amount(at)?;
        let (unit, _, end) = self.unit(k)?;
        set(Every::Unit(amount, unit), end)
    }
}
