//! How likely an event is right, from the signs by which it was found, with weights from
//! `confidence.toml` that are fitted on development data.

use serde::Deserialize;

use super::Event;
use crate::lexicon::{LexiconError, Source};

/// Log-odds of each sign.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    base: f64,
    special: f64,
    noun: f64,
    light: f64,
    direct_actor: f64,
    direct_recipient: f64,
    no_actor: f64,
    no_recipient: f64,
    governed: f64,
    long_sentence: f64,
}

/// Words of a sentence that counts as long.
const LONG: usize = 40;
/// Words and tests that still make a sense more certain.
const SPECIAL: usize = 4;

impl Weights {
    /// Reads `confidence.toml`.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(source: &Source) -> Result<Self, LexiconError> {
        toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))
    }

    /// Confidence, 0 to 1, of an event in a sentence of so many words.
    #[must_use]
    pub fn confidence(&self, event: &Event, words: usize) -> f64 {
        let signs = &event.signs;
        let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        let sum = self.base
            + self.special * signs.weight.min(SPECIAL) as f64
            + when(signs.noun, self.noun)
            + when(signs.light, self.light)
            + when(signs.direct_actor, self.direct_actor)
            + when(signs.direct_recipient, self.direct_recipient)
            + when(event.actors.is_empty(), self.no_actor)
            + when(event.recipients.is_empty(), self.no_recipient)
            + when(signs.governed, self.governed)
            + when(words > LONG, self.long_sentence);
        1.0 / (1.0 + (-sum).exp())
    }
}
