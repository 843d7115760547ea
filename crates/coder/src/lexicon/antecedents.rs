//! How much each sign speaks for an antecedent (`data/antecedents.tsv`).

use super::table::rows;
use super::{LexiconError, Source};
use crate::actors::pronouns::SIGNS;

/// Weights of the signs, learned on UD_English-GUM (`models/README.md`).
#[derive(Clone, Debug, Default)]
pub struct Antecedents {
    weights: [f32; SIGNS.len()],
}

impl Antecedents {
    /// From weights in the order of [`SIGNS`].
    #[must_use]
    pub fn new(weights: [f32; SIGNS.len()]) -> Self {
        Self { weights }
    }

    /// Reads the table.
    ///
    /// # Errors
    /// A sign that is unknown or missing, or a weight that is no number, with its line.
    pub fn load(source: &Source) -> Result<Self, LexiconError> {
        let mut weights = [f32::NAN; SIGNS.len()];
        for row in rows(&source.path, &source.text, &["sign", "weight"])? {
            let row = row?;
            let number = SIGNS.iter().position(|s| *s == row.cell(0));
            let number = number.ok_or_else(|| row.fault(format!("{:?} is no sign of an antecedent", row.cell(0))))?;
            weights[number] = row.cell(1).parse().map_err(|_| row.fault(format!("{:?} is no number", row.cell(1))))?;
        }
        match weights.iter().position(|w| w.is_nan()) {
            Some(missing) => Err(LexiconError::Row {
                file: source.path.clone(),
                line: 1,
                what: format!("no weight for {:?}", SIGNS[missing]),
            }),
            None => Ok(Self { weights }),
        }
    }

    /// What the signs of a candidate add up to.
    #[must_use]
    pub fn score(&self, signs: &[f32; SIGNS.len()]) -> f32 {
        signs.iter().zip(&self.weights).map(|(s, w)| s * w).sum()
    }
}
