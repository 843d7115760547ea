//! The network that tags and parses: embeddings, a bidirectional recurrent encoder, tag decisions
//! and a biaffine choice of heads (after Dozat and Manning 2017, "Deep Biaffine Attention for
//! Neural Dependency Parsing"), made small enough for tens of thousands of words a second.
//!
//! [`forward`] is the one forward pass, in use and in training; in training it is given [`Dropout`]
//! masks and the backward pass reads what it left in [`Activations`].

pub mod batch;
pub mod decode;
pub mod dictionary;
pub mod features;
pub mod known;
pub mod layout;
pub mod lstm;
pub mod math;
pub mod packed;

use batch::Batch;
use features::WordFeatures;
use layout::{Layout, Linear};
use lstm::resize;
use math::{View, axpy, gemm, vectorised};
use packed::Weights;

use crate::{Deprel, Upos, Xpos};

/// Slope of the activation below zero.
pub const LEAK: f32 = 0.1;
/// Columns of the tag decisions.
pub const TAGS: usize = Upos::ALL.len() + Xpos::ALL.len();

/// Masks of a training pass: each a factor per sentence rank and unit, 0 or 1 / (1 − p).
#[derive(Clone, Debug, Default)]
pub struct Dropout {
    /// Sentences × inputs.
    pub input: Vec<f32>,
    /// For each layer, on what the layer hands up: sentences × 2 hidden.
    pub output: Vec<Vec<f32>>,
    /// For each layer, on what a step hands to the next: sentences × 2 hidden.
    pub recurrent: Vec<Vec<f32>>,
    /// Sentences × projections.
    pub projections: Vec<f32>,
    /// Sentences × tag hidden layer.
    pub tag: Vec<f32>,
}

/// What a pass computed, and the buffers that the next one uses again.
#[derive(Clone, Debug, Default)]
pub struct Activations {
    /// Time-major rows × inputs.
    pub input: Vec<f32>,
    /// The recurrent layers.
    pub layers: Vec<lstm::State>,
    /// For each layer its output with dropout, in training only.
    pub outputs: Vec<Vec<f32>>,
    /// The encoder's output in sentence-major order: rows × 2 hidden.
    pub top: Vec<f32>,
    /// Rows × tag hidden units, activated.
    pub tag: Vec<f32>,
    /// Rows × [`TAGS`]: scores.
    pub tags: Vec<f32>,
    /// Rows × (arc, arc, label, label), activated.
    pub projections: Vec<f32>,
    /// Rows × arc: dependents in the space of heads.
    pub queries: Vec<f32>,
    /// Scores of arcs of each sentence, one behind the other: words × (words + 1).
    pub arcs: Vec<f32>,
    /// First score of each sentence in `arcs`.
    pub arc_starts: Vec<usize>,
    /// Heads of one sentence in arc space, with the root in front: scratch.
    pub heads: Vec<f32>,
    /// Rows × 3 label: dependent, head and their product.
    pub pairs: Vec<f32>,
    /// Rows × relations: scores.
    pub labels: Vec<f32>,
}

/// From embeddings to arc scores. Labels follow with [`score_labels`] when heads are known.
pub fn forward(layout: &Layout, weights: Weights<'_>, batch: &Batch, dropout: Option<&Dropout>, a: &mut Activations) {
    a.layers.resize_with(layout.recurrent.len(), lstm::State::default);
    embed(layout, weights, batch, dropout, &mut a.input);
    lstm::project(&layout.recurrent[0], weights, &a.input, batch.rows(), &mut a.layers[0].gates);
    forward_projected(layout, weights, batch, dropout, a);
}

/// [`forward`] from the first layer's projections, which stand in the gates of `a.layers[0]` already.
pub fn forward_projected(
    layout: &Layout,
    weights: Weights<'_>,
    batch: &Batch,
    dropout: Option<&Dropout>,
    a: &mut Activations,
) {
    encode(layout, weights, batch, dropout, a);
    let rows = batch.rows();
    let width = 2 * layout.sizes.hidden;
    linear(&layout.tag, weights, &a.top, rows, &mut a.tag);
    activate(&mut a.tag, layout.sizes.tag, batch, dropout.map(|d| &d.tag[..]));
    linear(&layout.tags, weights, &a.tag, rows, &mut a.tags);
    linear(&layout.projections, weights, &a.top, rows, &mut a.projections);
    debug_assert_eq!(a.top.len(), rows * width);
    activate(&mut a.projections, layout.projections.weight.cols, batch, dropout.map(|d| &d.projections[..]));
    score_arcs(layout, weights, batch, a);
}

/// `out = input · weight + bias`.
pub fn linear(layer: &Linear, weights: Weights<'_>, input: &[f32], rows: usize, out: &mut Vec<f32>) {
    let (inputs, outputs) = (layer.weight.rows, layer.weight.cols);
    resize(out, rows * outputs);
    let bias = &weights.all[layer.bias.range()];
    out.chunks_exact_mut(outputs).for_each(|row| row.copy_from_slice(bias));
    weights.add_product(layer.weight, input, rows, inputs, out, outputs);
}

/// Leaky rectifier, then dropout by sentence; rows are sentence-major.
fn activate(values: &mut [f32], cols: usize, batch: &Batch, mask: Option<&[f32]>) {
    vectorised(
        #[inline(always)]
        || values.iter_mut().for_each(|x| *x = x.max(LEAK * *x)),
    );
    if let Some(mask) = mask {
        for (s, &start) in batch.starts.iter().enumerate() {
            let mask = &mask[batch.rank[s] * cols..][..cols];
            for row in values[start * cols..(start + batch.lengths[s]) * cols].chunks_exact_mut(cols) {
                row.iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
            }
        }
    }
}

fn embed(layout: &Layout, weights: Weights<'_>, batch: &Batch, dropout: Option<&Dropout>, out: &mut Vec<f32>) {
    let width = layout.sizes.input();
    resize(out, batch.rows() * width);
    for (i, &row) in batch.row.iter().enumerate() {
        embed_word(layout, weights, &batch.words[i], &mut out[row * width..(row + 1) * width]);
    }
    if let Some(dropout) = dropout {
        mask_time_major(batch, &dropout.input, width, out);
    }
}

/// The first layer's projection of single words, one behind the other: what [`known::Words`] keeps of a form.
pub fn project_words(
    layout: &Layout,
    weights: Weights<'_>,
    words: &[WordFeatures],
    input: &mut Vec<f32>,
    out: &mut Vec<f32>,
) {
    let width = layout.sizes.input();
    resize(input, words.len() * width);
    for (word, row) in words.iter().zip(input.chunks_exact_mut(width)) {
        embed_word(layout, weights, word, row);
    }
    lstm::project(&layout.recurrent[0], weights, input, words.len(), out);
}

/// The embedding of one word: its form's vector, the mean of its n-grams', of its affixes', its shape's.
fn embed_word(layout: &Layout, weights: Weights<'_>, word: &WordFeatures, out: &mut [f32]) {
    let sizes = layout.sizes;
    let (form, rest) = out.split_at_mut(sizes.word);
    let (ngram, rest) = rest.split_at_mut(sizes.ngram);
    let (affix, rest) = rest.split_at_mut(sizes.affix);
    let (sense, shape) = rest.split_at_mut(sizes.sense);
    form.copy_from_slice(&weights.all[layout.words.row(word.word as usize)]);
    shape.copy_from_slice(&weights.all[layout.shapes.row(word.shape as usize)]);
    let bags = [
        (ngram, layout.ngrams, &word.ngrams),
        (affix, layout.affixes, &word.affixes),
        (sense, layout.senses, &word.senses),
    ];
    for (part, block, rows) in bags {
        part.fill(0.0);
        let share = 1.0 / rows.len().max(1) as f32;
        vectorised(
            #[inline(always)]
            || rows.iter().for_each(|&r| axpy(share, &weights.all[block.row(r as usize)], part)),
        );
    }
}

/// Multiplies each time-major row by the mask of its sentence.
pub fn mask_time_major(batch: &Batch, mask: &[f32], width: usize, values: &mut [f32]) {
    for step in batch.steps.windows(2) {
        for row in step[0]..step[1] {
            let mask = &mask[(row - step[0]) * width..][..width];
            values[row * width..(row + 1) * width].iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
        }
    }
}

fn encode(layout: &Layout, weights: Weights<'_>, batch: &Batch, dropout: Option<&Dropout>, a: &mut Activations) {
    let width = 2 * layout.sizes.hidden;
    a.outputs.resize_with(layout.recurrent.len(), Vec::new);
    for (l, layer) in layout.recurrent.iter().enumerate() {
        let (below, from) = a.layers.split_at_mut(l);
        if let Some(below) = below.last() {
            let input = if dropout.is_some() { &a.outputs[l - 1] } else { &below.hidden };
            lstm::project(layer, weights, input, batch.rows(), &mut from[0].gates);
        }
        let recurrent = dropout.map(|d| &d.recurrent[l][..]);
        lstm::forward(batch, layer, weights, recurrent, &mut from[0]);
        if let Some(dropout) = dropout {
            // What goes up is not what goes on: the recurrent mask is taken off again.
            let (state, out) = (&from[0], &mut a.outputs[l]);
            resize(out, batch.rows() * width);
            let h = layout.sizes.hidden;
            for row in 0..batch.rows() {
                for j in 0..width {
                    let gate = row * 6 * h + (j / h) * 3 * h + 2 * h + j % h;
                    out[row * width + j] = state.gates[gate] * state.squashed[row * width + j];
                }
            }
            mask_time_major(batch, &dropout.output[l], width, out);
        }
    }
    let last = layout.recurrent.len() - 1;
    let top = if dropout.is_some() { &a.outputs[last] } else { &a.layers[last].hidden };
    resize(&mut a.top, batch.rows() * width);
    for (i, &row) in batch.row.iter().enumerate() {
        a.top[i * width..(i + 1) * width].copy_from_slice(&top[row * width..(row + 1) * width]);
    }
}

fn score_arcs(layout: &Layout, weights: Weights<'_>, batch: &Batch, a: &mut Activations) {
    let (rows, arc, all) = (batch.rows(), layout.sizes.arc, layout.projections.weight.cols);
    resize(&mut a.queries, rows * arc);
    let bias = &weights.all[layout.arc_bias.range()];
    a.queries.chunks_exact_mut(arc).for_each(|q| q.copy_from_slice(bias));
    weights.add_product(layout.arc, &a.projections, rows, all, &mut a.queries, arc);
    a.arc_starts.clear();
    let mut at = 0;
    for &n in &batch.lengths {
        a.arc_starts.push(at);
        at += n * (n + 1);
    }
    resize(&mut a.arcs, at);
    for (s, &n) in batch.lengths.iter().enumerate() {
        let start = batch.starts[s];
        gather_heads(layout, weights, &a.projections[start * all..], n, &mut a.heads);
        let queries = View::new(&a.queries[start * arc..], n, arc, arc);
        let heads = View::new(&a.heads, n + 1, arc, arc);
        gemm(queries, heads.t(), 0.0, &mut a.arcs[a.arc_starts[s]..], n + 1);
    }
}

/// The head vectors of a sentence, with that of the root in front: (n + 1) × arc.
pub fn gather_heads(layout: &Layout, weights: Weights<'_>, projections: &[f32], n: usize, out: &mut Vec<f32>) {
    let (arc, all) = (layout.sizes.arc, layout.projections.weight.cols);
    out.clear();
    out.extend_from_slice(&weights.all[layout.root.range()][..arc]);
    for row in projections.chunks_exact(all).take(n) {
        out.extend_from_slice(&row[arc..2 * arc]);
    }
}

/// Scores the relations of each word to its head in `heads` (sentence-major; 0 the root, else the
/// word's number from 1).
pub fn score_labels(layout: &Layout, weights: Weights<'_>, batch: &Batch, heads: &[usize], a: &mut Activations) {
    let (arc, label, all) = (layout.sizes.arc, layout.sizes.label, layout.projections.weight.cols);
    let rows = batch.rows();
    resize(&mut a.pairs, rows * 3 * label);
    for (s, &n) in batch.lengths.iter().enumerate() {
        for row in batch.starts[s]..batch.starts[s] + n {
            let dependent = &a.projections[row * all + 2 * arc..][..label];
            let head = match heads[row] {
                0 => &weights.all[layout.root.range()][arc..],
                h => &a.projections[(batch.starts[s] + h - 1) * all + 2 * arc + label..][..label],
            };
            let pair = &mut a.pairs[row * 3 * label..][..3 * label];
            pair[..label].copy_from_slice(dependent);
            pair[label..2 * label].copy_from_slice(head);
            for j in 0..label {
                pair[2 * label + j] = dependent[j] * head[j];
            }
        }
    }
    linear(&layout.labels, weights, &a.pairs, rows, &mut a.labels);
    debug_assert_eq!(a.labels.len(), rows * Deprel::ALL.len());
}
