//! Times counted from another: "last week", "the next day", "this Thursday", "yesterday". Comes in: a
//! place in the pieces. Goes out: an expression that still asks for the day it is counted from.

use super::amounts::Amount;
use super::calendar::Unit;
use super::grammar::{Base, Clock, Found, Name, Pick, Reader, What, Window, YearOf};
use super::words::Role;

/// A word that says which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    This,
    Last,
    Past,
    Next,
    Coming,
    Previous,
    Following,
    Same,
    Latest,
    Recent,
    Future,
    /// Only "the".
    The,
}

impl Which {
    const fn window(self) -> Option<Window> {
        match self {
            Self::Last | Self::Past | Self::Previous | Self::Recent | Self::Latest => Some(Window::Past),
            Self::Next | Self::Coming | Self::Future => Some(Window::Future),
            Self::The | Self::Following => Some(Window::Anywhere),
            Self::This | Self::Same => None,
        }
    }

    const fn pick(self) -> Option<Pick> {
        Some(match self {
            Self::This | Self::Same => Pick::This,
            Self::Last | Self::Past => Pick::Last,
            Self::Next | Self::Coming => Pick::Next,
            Self::Previous => Pick::Previous,
            Self::Following => Pick::Following,
            Self::Latest | Self::Recent | Self::Future | Self::The => return None,
        })
    }

    /// Base and number of units, for a unit in the singular.
    const fn shift(self, unit: Unit, article: bool) -> Option<(Base, i32)> {
        Some(match self {
            Self::This => (Base::Published, 0),
            Self::Last | Self::Past => (Base::Published, -1),
            Self::Next if article && matches!(unit, Unit::Day) => (Base::Narrative, 1),
            Self::Next | Self::Coming => (Base::Published, 1),
            Self::Previous => (Base::Narrative, -1),
            Self::Following => (Base::Narrative, 1),
            Self::Same => (Base::Narrative, 0),
            Self::Latest => (Base::Published, 0),
            Self::Recent | Self::Future | Self::The => return None,
        })
    }
}

impl Reader<'_> {
    fn which(&self, i: usize) -> Option<(Which, usize)> {
        let word = self.at(i)?;
        let after = |role| self.is(i + 1, role);
        Some(if word.is(Role::This) {
            match () {
                () if after(Role::Past) || after(Role::Last) => (Which::Last, i + 2),
                () if after(Role::Coming) || after(Role::Next) => (Which::Next, i + 2),
                () => (Which::This, i + 1),
            }
        } else if word.is(Role::Last) {
            (Which::Last, i + 1)
        } else if word.is(Role::Past) {
            (Which::Past, i + 1)
        } else if word.is(Role::Next) {
            (Which::Next, i + 1)
        } else if word.is(Role::Coming) {
            (Which::Coming, i + 1)
        } else if word.is(Role::Previous) {
            (Which::Previous, i + 1)
        } else if word.is(Role::Following) {
            (Which::Following, i + 1)
        } else if word.is(Role::That) || word.is(Role::Same) {
            (Which::Same, i + 1 + usize::from(after(Role::Same)))
        } else if word.is(Role::Current) {
            (Which::This, i + 1)
        } else if word.is(Role::Latest) {
            (Which::Latest, i + 1)
        } else if word.is(Role::Recent) {
            (Which::Recent, i + 1)
        } else if word.is(Role::Future) {
            (Which::Future, i + 1)
        } else {
            return None;
        })
    }

    /// A word that is a day: "yesterday", "tonight", "the day before yesterday".
    pub fn day_word(&self, i: usize) -> Option<Found> {
        let the = i + usize::from(self.is(i, Role::Article));
        let piece = self.at(the)?;
        let found = |day: super::words::DayWord, end, by| Found {
            clock: day.part.map(Clock::Part),
            ..Found::new(end, What::Shift { base: Base::Published, unit: Unit::Day, by: day.shift + by })
        };
        if piece.entry.unit == Some(Unit::Day) {
            let day = self.at(the + 2)?.entry.day.filter(|d| d.shift != 0)?;
            let by = if self.is(the + 1, Role::Before) { -1 } else { 1 };
            return (self.is(the + 1, Role::Before) || self.is(the + 1, Role::After)).then(|| found(day, the + 3, by));
        }
        (the == i).then(|| piece.entry.day.map(|day| found(day, i + 1, 0))).flatten()
    }

    /// What a word like "last", "this" or only "the" makes a date.
    pub fn relative(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.day_word(i) {
            return Some(found);
        }
        if let Some(found) = self.year_back(i) {
            return Some(found);
        }
        let article = self.is(i, Role::Definite) || self.is(i, Role::Article);
        let start = i + usize::from(article);
        let (which, at) = match self.which(start) {
            // "Following Monday's debate" is a preposition.
            Some((Which::Following, _)) if !article => return None,
            Some(found) => found,
            None if article => (Which::The, start),
            None => return None,
        };
        if (which != Which::The || self.is(i, Role::Definite))
            && let Some(found) = self.measured(which, at, article)
        {
            return Some(found);
        }
        self.named(which, at)
    }

    /// "the last two years", "recent weeks", "next month", "the quarter", "last night".
    fn measured(&self, which: Which, at: usize, article: bool) -> Option<Found> {
        let window = which.window();
        // "the first nine months"
        let opening = self.at(at).is_some_and(|p| p.entry.ordinal == Some(1));
        let number = at + usize::from(opening && window.is_some());
        if let (Some(window), Some((amount, k))) = (window, self.amount(number))
            && let Some((unit, plural, end)) = self.unit(k)
        {
            let end = self.or_so(end);
            let count = plural || amount.as_whole() == Some(1);
            if which == Which::The && self.distance(end).is_some() {
                return None;
            }
            let aged = self.is(end, Role::Old);
            return (count && !aged).then(|| Found::new(end, What::Duration { amount, unit, window }));
        }
        if opening && self.at(number).is_some_and(|p| p.entry.units.is_some()) {
            let unit = self.at(number)?.entry.units?;
            return Some(Found::new(number + 1, What::Several { unit, window: Window::Anywhere }));
        }
        if self.at(at)?.is_hyphen() {
            return None;
        }
        if let Some(part) = self.at(at).and_then(|p| p.entry.part) {
            return self.part(which, at, part);
        }
        let (unit, plural, end) = self.unit(at)?;
        if plural {
            if which == Which::The {
                let ahead = self.is(end, Role::Ahead);
                return ahead.then(|| Found::new(end + 1, What::Several { unit, window: Window::Future }));
            }
            let window = window.filter(|&w| w != Window::Anywhere)?;
            return Some(Found::new(end, What::Several { unit, window }));
        }
        if unit.is_clock() {
            let window = window.filter(|_| which != Which::The)?;
            return Some(Found::new(end, What::Duration { amount: Amount::whole(1), unit, window }));
        }
        if unit == Unit::Quarter && matches!(which, Which::The | Which::Latest) {
            let pick = if which == Which::Latest { Pick::Last } else { Pick::Tense };
            return (which == Which::Latest || self.by_preposition(at)).then(|| self.quarter(end, pick));
        }
        if let Some((year, end)) = self.year_number(end).filter(|_| unit == Unit::Year) {
            return Some(Found::new(end, What::Period(super::calendar::Period::Year(year))));
        }
        let (base, by) = match which {
            Which::The => return self.bare(unit, at, end),
            _ => which.shift(unit, article)?,
        };
        let end = self.or_so(end);
        if unit == Unit::Year
            && let Some(found) = self.of_year(end, base, by)
        {
            return Some(found);
        }
        Some(Found::new(end, What::Shift { base, unit, by }))
    }

    /// "last year's third quarter".
    fn of_year(&self, end: usize, base: Base, by: i32) -> Option<Found> {
        let year = if base == Base::Published { YearOf::Shift(by) } else { YearOf::Narrative(by) };
        let after = self.possessive(end)?;
        if self.at(after)?.entry.unit == Some(Unit::Quarter) {
            return Some(self.quarter(after + 1, Pick::In(year)));
        }
        let found = self.part_of_year(after)?;
        match found.what {
            What::Named(name, _) => Some(Found::new(found.end, What::Named(name, Pick::In(year)))),
            _ => None,
        }
    }

    fn quarter(&self, end: usize, pick: Pick) -> Found {
        let (pick, end) = match self.year_of(end) {
            Some((year, after)) if pick == Pick::Tense => (Pick::In(year), after),
            _ => (pick, end),
        };
        Found::new(end, What::Named(Name::SomeQuarter, pick))
    }

    /// Whether a preposition stands before the article before `at`.
    fn by_preposition(&self, at: usize) -> bool {
        use Role::{About, At, By, During, In, Of, On, Since, Until};
        let before = at.saturating_sub(1);
        [In, Of, During, By, At, Since, Until, On, About].into_iter().any(|r| self.was(before, r))
    }

    /// A unit with nothing but an article: "for the year", "later in the day".
    fn bare(&self, unit: Unit, at: usize, end: usize) -> Option<Found> {
        if !self.by_preposition(at) {
            // "the day before", "the day after" at the end of a clause
            return None;
        }
        let published = |unit| Found::new(end, What::Shift { base: Base::Published, unit, by: 0 });
        Some(match unit {
            Unit::Year if self.is(end, Role::Ended) => {
                Found::new(end, What::Duration { amount: Amount::whole(1), unit, window: Window::Anywhere })
            }
            Unit::Day
                if self.was(at - 1, Role::In)
                    && [Role::Of, Role::Before, Role::After].iter().all(|&r| !self.is(end, r)) =>
            {
                Found::new(end, What::Shift { base: Base::Narrative, unit, by: 0 })
            }
            Unit::Month | Unit::Year | Unit::Week
                if !self.is(end, Role::Of) && !self.is(end, Role::Before) && !self.is(end, Role::After) =>
            {
                published(unit)
            }
            Unit::Weekend => Found::new(end, What::Named(Name::Weekend, Pick::Tense)),
            _ => return None,
        })
    }

    /// "last night", "this morning", "the next evening", "in the afternoon".
    fn part(&self, which: Which, at: usize, part: super::words::Part) -> Option<Found> {
        let clock = Some(Clock::Part(part));
        let end = at + 1;
        if which == Which::The {
            // "the night of 3 June"
            let of = end + usize::from(self.is(end, Role::Of) || self.is(end, Role::Before));
            let date = (of > end && self.is(end, Role::Of))
                .then(|| self.weekday(of).or_else(|| self.month(of)).or_else(|| self.day_month(of)))
                .flatten();
            if let Some(date) = date {
                return Some(Found { clock, ..date });
            }
            if of > end && self.is(end, Role::Before) && self.ends_clause(of) {
                return Some(Found {
                    clock,
                    ..Found::new(of, What::Shift { base: Base::Narrative, unit: Unit::Day, by: -1 })
                });
            }
            let introduced = self.was(at - 1, Role::In) || self.was(at - 1, Role::During);
            return (introduced && of == end).then(|| Found {
                clock,
                ..Found::new(end, What::Shift { base: Base::Narrative, unit: Unit::Day, by: 0 })
            });
        }
        let (base, by) = match which {
            Which::This => (Base::Published, 0),
            Which::Last | Which::Past => (Base::Published, -1),
            Which::Next | Which::Following => (Base::Narrative, 1),
            Which::Previous => (Base::Narrative, -1),
            Which::Same => (Base::Narrative, 0),
            _ => return None,
        };
        Some(Found { clock, ..Found::new(end, What::Shift { base, unit: Unit::Day, by }) })
    }

    /// Whether a clause ends before `i`.
    pub fn ends_clause(&self, i: usize) -> bool {
        self.at(i).is_none_or(|p| p.class == super::pieces::Class::Mark && !p.is_hyphen())
    }

    /// "last Friday", "this September", "next spring", "the following Monday", "the latest period".
    fn named(&self, which: Which, at: usize) -> Option<Found> {
        if which == Which::Latest && self.is(at, Role::Period) {
            return Some(Found::new(at + 1, What::Named(Name::SomeQuarter, Pick::Last)));
        }
        let found = if which == Which::The {
            self.weekday(at)
        } else {
            let season = || {
                let piece = self.at(at)?;
                let (season, end) = (piece.entry.season?, at + 1);
                let pick = self.year_of(end).map_or((Pick::Tense, end), |(year, end)| (Pick::In(year), end));
                Some(Found::new(pick.1, What::Named(Name::Season(season), pick.0)))
            };
            let month_half =
                || (which == Which::Last && self.is(at, Role::Half)).then(|| self.half(2, at + 1)).flatten();
            self.weekday(at).or_else(|| self.month(at)).or_else(season).or_else(month_half)
        }?;
        let what = match (found.what, which.pick()) {
            // "signed in July 2022 … *that October*".
            (What::Named(name @ (Name::Month(_) | Name::Season(_)), Pick::Tense), Some(_)) if which == Which::Same => {
                What::Named(name, Pick::In(YearOf::Narrative(0)))
            }
            (What::Named(name, Pick::Tense), Some(pick)) => What::Named(name, pick),
            (what, _) => what,
        };
        Some(Found { what, ..found })
    }

    /// "or so" behind a unit.
    pub fn or_so(&self, end: usize) -> usize {
        if self.is(end, Role::Or) && self.is(end + 1, Role::So) { end + 2 } else { end }
    }
}
