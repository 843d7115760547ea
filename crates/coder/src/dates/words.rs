//! The words of time of a language (`en/dates.toml`), laid out for looking up. Comes in: a word.
//! Goes out: all that it can mean in an expression of time ([`Entry`]).

use serde::Deserialize;

use super::calendar::{Season, Unit};
use super::phrases::Phrases;
use crate::lexicon::map::Map;
use crate::lexicon::{LexiconError, Source, sources};

/// What a word does in an expression of time; a word may do several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Role {
    Article,
    Definite,
    Indefinite,
    Possessive,
    This,
    That,
    Same,
    Last,
    Past,
    Next,
    Coming,
    Previous,
    Following,
    Current,
    Recent,
    Latest,
    Future,
    Each,
    Other,
    Ago,
    Earlier,
    Later,
    Before,
    After,
    Ahead,
    From,
    Now,
    Early,
    Late,
    Middle,
    Start,
    End,
    About,
    More,
    Than,
    Over,
    Part,
    Of,
    In,
    On,
    At,
    By,
    Since,
    Until,
    To,
    And,
    Or,
    So,
    During,
    Rate,
    Half,
    Fiscal,
    Filler,
    Period,
    Time,
    Old,
    Am,
    Pm,
    Oclock,
    Calendar,
    Zone,
    Ended,
    VerbsLikeMonths,
    RareSeason,
    ShortWeekday,
    QuarterSign,
    DirectionPast,
    DirectionFuture,
    NearPast,
    NearFuture,
}

/// What a word can mean; all that is not said is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    roles: u128,
    /// Value of a number word.
    pub cardinal: Option<u32>,
    /// Hundred and up.
    pub scale: Option<u32>,
    /// Place in an order.
    pub ordinal: Option<u32>,
    /// Quantity, 0 for an unknown one.
    pub quantity: Option<u32>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Weekday, Monday being 1.
    pub weekday: Option<u8>,
    /// Part of every day.
    pub part_set: Option<Part>,
    /// Weekday that comes back.
    pub weekday_set: Option<u8>,
    /// Season.
    pub season: Option<Season>,
    /// Unit in the singular.
    pub unit: Option<Unit>,
    /// Unit in the plural.
    pub units: Option<Unit>,
    /// Decade by its name, 0 to 90.
    pub decade: Option<i8>,
    /// TIMEX3 code of a part of the day.
    pub part: Option<Part>,
    /// Hour by its name.
    pub hour: Option<(u8, u8)>,
    /// Day counted from publication.
    pub day: Option<DayWord>,
    /// Value of a word of repetition, as number in [`DateWords::set_value`].
    pub set: Option<u8>,
}

impl Entry {
    /// Whether the word does this.
    #[must_use]
    pub const fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u32) != 0
    }

    pub(super) fn add(&mut self, role: Role) {
        self.roles |= 1 << role as u32;
    }
}

/// Part of a day, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[allow(missing_docs)]
pub enum Part {
    #[serde(rename = "MO")]
    Morning,
    #[serde(rename = "MI")]
    Midday,
    #[serde(rename = "AF")]
    Afternoon,
    #[serde(rename = "EV")]
    Evening,
    #[serde(rename = "NI")]
    Night,
}

impl Part {
    /// TIMEX3 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// A word for a day near that of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayWord {
    /// Days from the day of publication.
    pub shift: i32,
    /// Part of the day that it names.
    pub part: Option<Part>,
    /// Whether it takes no other part of the day behind it.
    #[serde(default)]
    pub alone: bool,
}

/// Which number of 8/9/2025 is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The first.
    Month,
    /// The second.
    Day,
}

/// The words of time of one language.
#[derive(Clone, Debug)]
pub struct DateWords {
    pub(super) words: Map<Box<str>, Entry>,
    pub(super) phrases: Phrases,
    pub(super) sets: Vec<Box<str>>,
    pub(super) past_endings: Vec<Box<str>>,
    /// Which number comes first.
    pub order: Order,
}

/// Longest word that is looked up; none in a data file may be longer.
pub(super) const LONGEST: usize = 24;

impl DateWords {
    /// Reads `en/dates.toml`.
    ///
    /// # Errors
    /// The first fault, with file, line and remedy.
    pub fn load(source: &Source) -> Result<Self, LexiconError> {
        super::load::load(source)
    }

    /// The words that are built in.
    ///
    /// # Errors
    /// When the built-in file has a fault.
    pub fn english() -> Result<Self, LexiconError> {
        let path = "en/dates.toml";
        let missing = || LexiconError::UnknownFile { file: path.to_owned() };
        Self::load(&sources::built_in().into_iter().find(|s| s.path == path).ok_or_else(missing)?)
    }

    /// What the word can mean, whatever its capitals.
    #[must_use]
    pub fn get(&self, form: &str) -> Option<Entry> {
        let mut lower = [0; LONGEST];
        let bytes = lower.get_mut(..form.len())?;
        bytes.copy_from_slice(form.as_bytes());
        bytes.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(bytes).ok()?).copied()
    }

    /// Value of a word of repetition.
    pub(super) fn set_value(&self, number: u8) -> &str {
        self.sets.get(usize::from(number)).map_or("", |s| s)
    }

    /// Whether the form looks like a past tense.
    pub(super) fn looks_past(&self, form: &str) -> bool {
        form.len() > 3 && self.past_endings.iter().any(|e| form.ends_with(&**e))
    }

    pub(super) const fn phrases(&self) -> &Phrases {
        &self.phrases
    }
}
