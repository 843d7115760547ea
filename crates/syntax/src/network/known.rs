//! What a thread remembers of the forms that it has seen: the first layer's projection of a form depends on
//! nothing around it, and a text says most of its words again.

use std::collections::HashMap;

use super::features::{Extractor, Vocabulary, WordFeatures};
use super::layout::Layout;
use super::packed::Weights;
use super::project_words;

/// Forms remembered at most, some 15 MB of projections; then memory is cleared and fills anew.
const MOST: usize = 1 << 12;

/// Remembered forms. Belongs to one model: a thread that changes models begins with a new one.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Number of a form, by whether it opens a sentence.
    numbers: [HashMap<Box<str>, u32>; 2],
    projections: Vec<f32>,
    extractor: Extractor,
    fresh: Vec<WordFeatures>,
    input: Vec<f32>,
    projected: Vec<f32>,
}

impl Words {
    /// Forgets all when so many new forms might not find room.
    pub fn make_room(&mut self, forms: usize) {
        if self.len() + forms > MOST {
            self.numbers.iter_mut().for_each(HashMap::clear);
            self.projections.clear();
        }
    }

    fn len(&self) -> usize {
        self.numbers.iter().map(HashMap::len).sum()
    }

    /// Number of a form, new or remembered. Projections of new forms are there after [`Words::learn`].
    pub fn number(&mut self, form: &str, first: bool, vocabulary: &Vocabulary, layout: &Layout) -> u32 {
        if let Some(&number) = self.numbers[usize::from(first)].get(form) {
            return number;
        }
        let number = self.len() as u32;
        let mut features = WordFeatures::default();
        self.extractor.extract(form, first, vocabulary, layout.sizes.buckets, &mut features);
        self.fresh.push(features);
        self.numbers[usize::from(first)].insert(form.into(), number);
        number
    }

    /// Projects the forms that are new since the last time.
    pub fn learn(&mut self, layout: &Layout, weights: Weights<'_>) {
        project_words(layout, weights, &self.fresh, &mut self.input, &mut self.projected);
        self.projections.extend_from_slice(&self.projected);
        self.fresh.clear();
    }

    /// The projection of a form.
    pub fn projection(&self, number: u32, layout: &Layout) -> &[f32] {
        let width = 6 * layout.sizes.hidden;
        &self.projections[number as usize * width..][..width]
    }
}
