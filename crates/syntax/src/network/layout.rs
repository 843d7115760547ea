//! Where each weight matrix lies in the one vector that holds all weights. One vector makes the
//! optimiser, the averaging of weights and the model file a loop each.

use std::ops::Range;

use super::dictionary;
use super::features::Buckets;
use crate::{Deprel, Upos, Xpos};

/// Every size that shapes the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Rows of the word table.
    pub words: usize,
    /// Rows of the hashed tables.
    pub buckets: Buckets,
    /// Width of a word embedding.
    pub word: usize,
    /// Width of an n-gram embedding.
    pub ngram: usize,
    /// Width of an affix embedding.
    pub affix: usize,
    /// Width of an embedding of senses.
    pub sense: usize,
    /// Width of a shape embedding.
    pub shape: usize,
    /// Units of each direction of each recurrent layer.
    pub hidden: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Units before the tag decisions.
    pub tag: usize,
    /// Width of the arc space.
    pub arc: usize,
    /// Width of the label space.
    pub label: usize,
}

impl Sizes {
    /// The sizes as plain numbers, for the model file.
    pub const fn to_array(self) -> [usize; 14] {
        let b = self.buckets;
        [
            self.words,
            b.ngrams,
            b.affixes,
            b.shapes,
            self.word,
            self.ngram,
            self.affix,
            self.shape,
            self.hidden,
            self.layers,
            self.tag,
            self.arc,
            self.label,
            self.sense,
        ]
    }

    /// The inverse of [`Sizes::to_array`].
    pub const fn from_array(a: [usize; 14]) -> Self {
        Self {
            words: a[0],
            buckets: Buckets { ngrams: a[1], affixes: a[2], shapes: a[3] },
            word: a[4],
            ngram: a[5],
            affix: a[6],
            shape: a[7],
            hidden: a[8],
            layers: a[9],
            tag: a[10],
            arc: a[11],
            label: a[12],
            sense: a[13],
        }
    }

    /// Width of a word's whole embedding.
    pub const fn input(self) -> usize {
        self.word + self.ngram + self.affix + self.sense + self.shape
    }
}

/// A matrix in the weight vector.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Offset of its first element.
    pub at: usize,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
}

impl Block {
    /// Its elements in the weight vector.
    pub const fn range(self) -> Range<usize> {
        self.at..self.at + self.rows * self.cols
    }

    /// The elements of one row.
    pub const fn row(self, r: usize) -> Range<usize> {
        self.at + r * self.cols..self.at + (r + 1) * self.cols
    }
}

/// A layer `x · weight + bias`.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    /// Inputs × outputs.
    pub weight: Block,
    /// 1 × outputs.
    pub bias: Block,
}

/// A recurrent layer: both directions, gates forget, candidate, output.
#[derive(Clone, Copy, Debug)]
pub struct Recurrent {
    /// Inputs × 6 hidden: three gates forward, three backward.
    pub input: Linear,
    /// Hidden × 3 hidden, for each direction.
    pub state: [Block; 2],
}

/// All matrices.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The sizes that it was made from.
    pub sizes: Sizes,
    /// Word embeddings.
    pub words: Block,
    /// N-gram embeddings.
    pub ngrams: Block,
    /// Affix embeddings.
    pub affixes: Block,
    /// Embeddings of the kinds of senses.
    pub senses: Block,
    /// Shape embeddings.
    pub shapes: Block,
    /// The encoder.
    pub recurrent: Vec<Recurrent>,
    /// Hidden layer of the tagger.
    pub tag: Linear,
    /// UPOS and, behind them, XPOS.
    pub tags: Linear,
    /// Projections to arc dependent, arc head, label dependent, label head.
    pub projections: Linear,
    /// The artificial root as head: arc and label space.
    pub root: Block,
    /// Arc × arc.
    pub arc: Block,
    /// How likely each word is a head at all.
    pub arc_bias: Block,
    /// 3 label × relations.
    pub labels: Linear,
    /// Length of the weight vector.
    pub len: usize,
}

impl Layout {
    /// Lays the matrices one behind the other.
    pub fn new(sizes: Sizes) -> Self {
        let mut len = 0;
        let mut block = |rows: usize, cols: usize| {
            let at = len;
            len += rows * cols;
            Block { at, rows, cols }
        };
        let words = block(sizes.words, sizes.word);
        let ngrams = block(sizes.buckets.ngrams, sizes.ngram);
        let affixes = block(sizes.buckets.affixes, sizes.affix);
        let senses = block(dictionary::ROWS, sizes.sense);
        let shapes = block(sizes.buckets.shapes, sizes.shape);
        let h = sizes.hidden;
        let mut linear = |inputs, outputs| Linear { weight: block(inputs, outputs), bias: block(1, outputs) };
        let inputs: Vec<Linear> =
            (0..sizes.layers).map(|l| linear(if l == 0 { sizes.input() } else { 2 * h }, 6 * h)).collect();
        let tag = linear(2 * h, sizes.tag);
        let tags = linear(sizes.tag, Upos::ALL.len() + Xpos::ALL.len());
        let projections = linear(2 * h, 2 * sizes.arc + 2 * sizes.label);
        let labels = linear(3 * sizes.label, Deprel::ALL.len());
        let recurrent =
            inputs.into_iter().map(|input| Recurrent { input, state: [block(h, 3 * h), block(h, 3 * h)] }).collect();
        let root = block(1, sizes.arc + sizes.label);
        let arc = block(sizes.arc, sizes.arc);
        let arc_bias = block(1, sizes.arc);
        Self {
            sizes,
            words,
            ngrams,
            affixes,
            senses,
            shapes,
            recurrent,
            tag,
            tags,
            projections,
            root,
            arc,
            arc_bias,
            labels,
            len,
        }
    }
}
