//! How likely an event is right, from the signs by which it was found, with weights from
//! `confidence.toml` that are fitted on development data (`bench/calibration.sh`).

use serde::Deserialize;

use super::Event;
use crate::lexicon::{LexiconError, Source};
use crate::record::Status;

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
    unknown: f64,
    governed: f64,
    beneath: f64,
    announced: f64,
    deep: f64,
    long_sentence: f64,
}

/// Words of a sentence that counts as long.
const LONG: usize = 40;
/// Words and tests that still make a sense more certain.
const SPECIAL: usize = 4;
/// Phrases and clauses around an act that still make it less certain.
const DEEP: usize = 4;

impl Weights {
    /// Reads `confidence.toml`.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(source: &Source) -> Result<Self, LexiconError> {
        toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))
    }

    /// Each sign by its name in the file: its size for an event, and its weight.
    #[must_use]
    pub fn signs(&self, event: &Event) -> [(&'static str, f64, f64); 14] {
        let signs = &event.signs;
        let yes = |holds: bool| f64::from(u8::from(holds));
        [
            ("base", 1.0, self.base),
            ("special", signs.weight.min(SPECIAL) as f64, self.special),
            ("noun", yes(signs.noun), self.noun),
            ("light", yes(signs.light), self.light),
            ("direct_actor", yes(signs.direct_actor), self.direct_actor),
            ("direct_recipient", yes(signs.direct_recipient), self.direct_recipient),
            ("no_actor", yes(event.actors.is_empty()), self.no_actor),
            ("no_recipient", yes(event.recipients.is_empty()), self.no_recipient),
            ("unknown", signs.unknown as f64, self.unknown),
            ("governed", yes(signs.governed), self.governed),
            ("beneath", yes(signs.beneath), self.beneath),
            ("announced", yes(is_ahead(event.status)), self.announced),
            ("deep", signs.depth.min(DEEP) as f64, self.deep),
            ("long_sentence", yes(signs.words > LONG), self.long_sentence),
        ]
    }

    /// Confidence, 0 to 1, of an event.
    #[must_use]
    pub fn confidence(&self, event: &Event) -> f64 {
        let sum: f64 = self.signs(event).iter().map(|(_, size, weight)| size * weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Proposed | Status::Conditional)
}
