//! The backward pass of [`crate::network::forward`]: the same steps in reverse, adding to one
//! gradient vector that is laid out as the weights are.

use crate::network::batch::Batch;
use crate::network::layout::{Layout, Linear};
use crate::network::lstm::{self, resize};
use crate::network::math::{View, axpy, exp, gemm};
use crate::network::packed::Weights;
use crate::network::{Activations, Dropout, LEAK, TAGS, gather_heads, mask_time_major, score_labels};
use crate::{Deprel, Upos, Xpos};

/// What the sentences of a batch should get, sentence-major.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// UPOS of each word.
    pub upos: Vec<Upos>,
    /// XPOS, where the treebank has one that we know.
    pub xpos: Vec<Option<Xpos>>,
    /// Head: 0 the root, else the word's number in its sentence from 1.
    pub heads: Vec<usize>,
    /// Relation.
    pub labels: Vec<Deprel>,
}

/// Buffers for gradients of activations.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    labels: Vec<f32>,
    pairs: Vec<f32>,
    projections: Vec<f32>,
    queries: Vec<f32>,
    arcs: Vec<f32>,
    heads: Vec<f32>,
    tags: Vec<f32>,
    tag: Vec<f32>,
    top: Vec<f32>,
    above: Vec<f32>,
    below: Vec<f32>,
    gates: Vec<f32>,
    carried: Vec<f32>,
    recurrent: Vec<f32>,
    previous: Vec<f32>,
}

/// Adds to `gradient` the gradient of the summed loss (times `scale`) of this batch, whose forward pass is in `a`.
/// Returns the summed loss.
pub fn backward(
    layout: &Layout,
    weights: &[f32],
    batch: &Batch,
    dropout: &Dropout,
    a: &mut Activations,
    gold: &Gold,
    scale: f32,
    s: &mut Scratch,
    gradient: &mut [f32],
) -> f32 {
    let rows = batch.rows();
    let (arc, label, all) = (layout.sizes.arc, layout.sizes.label, layout.projections.weight.cols);
    let mut loss = 0.0;
    s.projections.clear();
    s.projections.resize(rows * all, 0.0);

    // Labels, given the gold heads.
    score_labels(layout, Weights::plain(weights), batch, &gold.heads, a);
    let relations = Deprel::ALL.len();
    resize(&mut s.labels, rows * relations);
    for row in 0..rows {
        let range = row * relations..(row + 1) * relations;
        let d = &mut s.labels[range.clone()];
        d.copy_from_slice(&a.labels[range]);
        loss += cross_entropy(d, gold.labels[row] as usize, scale);
    }
    linear_backward(&layout.labels, weights, &a.pairs, &s.labels, rows, &mut s.pairs, 0.0, gradient);
    for (sentence, &n) in batch.lengths.iter().enumerate() {
        let start = batch.starts[sentence];
        for row in start..start + n {
            let d = &s.pairs[row * 3 * label..][..3 * label];
            let pair = &a.pairs[row * 3 * label..][..3 * label];
            let head = gold.heads[row];
            for j in 0..label {
                s.projections[row * all + 2 * arc + j] += d[j] + d[2 * label + j] * pair[label + j];
                let to_head = d[label + j] + d[2 * label + j] * pair[j];
                match head {
                    0 => gradient[layout.root.at + arc + j] += to_head,
                    h => s.projections[(start + h - 1) * all + 2 * arc + label + j] += to_head,
                }
            }
        }
    }

    // Arcs.
    resize(&mut s.arcs, a.arcs.len());
    s.arcs.copy_from_slice(&a.arcs);
    resize(&mut s.queries, rows * arc);
    for (sentence, &n) in batch.lengths.iter().enumerate() {
        let start = batch.starts[sentence];
        let scores = &mut s.arcs[a.arc_starts[sentence]..][..n * (n + 1)];
        for (i, row) in scores.chunks_exact_mut(n + 1).enumerate() {
            row[i + 1] = f32::NEG_INFINITY;
            loss += cross_entropy(row, gold.heads[start + i], scale);
        }
        gather_heads(layout, Weights::plain(weights), &a.projections[start * all..], n, &mut a.heads);
        let d = View::new(scores, n, n + 1, n + 1);
        gemm(d, View::new(&a.heads, n + 1, arc, arc), 0.0, &mut s.queries[start * arc..], arc);
        resize(&mut s.heads, (n + 1) * arc);
        gemm(d.t(), View::new(&a.queries[start * arc..], n, arc, arc), 0.0, &mut s.heads, arc);
        axpy(1.0, &s.heads[..arc], &mut gradient[layout.root.at..layout.root.at + arc]);
        for i in 0..n {
            let to = &mut s.projections[(start + i) * all + arc..][..arc];
            axpy(1.0, &s.heads[(i + 1) * arc..][..arc], to);
        }
    }
    s.queries.chunks_exact(arc).for_each(|q| axpy(1.0, q, &mut gradient[layout.arc_bias.range()]));
    let queries = View::new(&s.queries, rows, arc, arc);
    gemm(View::new(&a.projections, rows, arc, all).t(), queries, 1.0, &mut gradient[layout.arc.range()], arc);
    let bilinear = View::new(&weights[layout.arc.range()], arc, arc, arc);
    gemm(queries, bilinear.t(), 1.0, &mut s.projections, all);

    // Tags.
    resize(&mut s.tags, rows * TAGS);
    s.tags.copy_from_slice(&a.tags);
    for (row, d) in s.tags.chunks_exact_mut(TAGS).enumerate() {
        let (upos, xpos) = d.split_at_mut(Upos::ALL.len());
        loss += cross_entropy(upos, gold.upos[row] as usize, scale);
        match gold.xpos[row] {
            Some(x) => loss += cross_entropy(xpos, x as usize, scale),
            None => xpos.fill(0.0),
        }
    }
    linear_backward(&layout.tags, weights, &a.tag, &s.tags, rows, &mut s.tag, 0.0, gradient);
    unactivate(&a.tag, layout.sizes.tag, batch, &dropout.tag, &mut s.tag);
    linear_backward(&layout.tag, weights, &a.top, &s.tag, rows, &mut s.top, 0.0, gradient);

    unactivate(&a.projections, all, batch, &dropout.projections, &mut s.projections);
    linear_backward(&layout.projections, weights, &a.top, &s.projections, rows, &mut s.top, 1.0, gradient);
    encoder_backward(layout, weights, batch, dropout, a, s, gradient);
    loss
}

/// Turns scores into the gradient of their cross-entropy times `scale`; returns the loss.
fn cross_entropy(scores: &mut [f32], gold: usize, scale: f32) -> f32 {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = if s.is_finite() { exp(*s - max) } else { 0.0 };
        sum += *s;
    }
    let p = scores[gold] / sum;
    scores.iter_mut().for_each(|s| *s *= scale / sum);
    scores[gold] -= scale;
    -p.max(1e-12).ln()
}

/// Through the leaky rectifier and the mask behind it: `out` is what came out, `d` its gradient.
fn unactivate(out: &[f32], cols: usize, batch: &Batch, mask: &[f32], d: &mut [f32]) {
    for (s, &start) in batch.starts.iter().enumerate() {
        let mask = &mask[batch.rank[s] * cols..][..cols];
        for row in start..start + batch.lengths[s] {
            for j in 0..cols {
                let at = row * cols + j;
                d[at] *= if out[at] > 0.0 { mask[j] } else { mask[j] * LEAK };
            }
        }
    }
}

/// Gradient of a linear layer: weights and bias into `gradient`, inputs into `below` (times `beta` what is there).
fn linear_backward(
    layer: &Linear,
    weights: &[f32],
    input: &[f32],
    d: &[f32],
    rows: usize,
    below: &mut Vec<f32>,
    beta: f32,
    gradient: &mut [f32],
) {
    let (inputs, outputs) = (layer.weight.rows, layer.weight.cols);
    let d = View::new(d, rows, outputs, outputs);
    gemm(View::new(input, rows, inputs, inputs).t(), d, 1.0, &mut gradient[layer.weight.range()], outputs);
    add_column_sums(d, outputs, &mut gradient[layer.bias.range()]);
    resize(below, rows * inputs);
    gemm(d, View::new(&weights[layer.weight.range()], inputs, outputs, outputs).t(), beta, below, inputs);
}

fn add_column_sums(d: View<'_>, cols: usize, out: &mut [f32]) {
    d.data().chunks_exact(cols).for_each(|row| axpy(1.0, row, out));
}

fn encoder_backward(
    layout: &Layout,
    weights: &[f32],
    batch: &Batch,
    dropout: &Dropout,
    a: &Activations,
    s: &mut Scratch,
    gradient: &mut [f32],
) {
    let rows = batch.rows();
    let h = layout.sizes.hidden;
    resize(&mut s.above, rows * 2 * h);
    for (i, &row) in batch.row.iter().enumerate() {
        s.above[row * 2 * h..(row + 1) * 2 * h].copy_from_slice(&s.top[i * 2 * h..(i + 1) * 2 * h]);
    }
    for (l, layer) in layout.recurrent.iter().enumerate().rev() {
        mask_time_major(batch, &dropout.output[l], 2 * h, &mut s.above);
        let state = &a.layers[l];
        resize(&mut s.gates, rows * 6 * h);
        for direction in 0..2 {
            let block = layer.state[direction];
            direction_backward(batch, weights, block.range(), h, direction, &dropout.recurrent[l], state, s);
            let d = View::new(&s.gates[3 * direction * h..], rows, 3 * h, 6 * h);
            gemm(View::new(&s.previous, rows, h, h).t(), d, 1.0, &mut gradient[block.range()], 3 * h);
        }
        let input = if l == 0 { &a.input } else { &a.outputs[l - 1] };
        let gates = std::mem::take(&mut s.gates);
        linear_backward(&layer.input, weights, input, &gates, rows, &mut s.below, 0.0, gradient);
        s.gates = gates;
        std::mem::swap(&mut s.above, &mut s.below);
    }
    let width = layout.sizes.input();
    mask_time_major(batch, &dropout.input, width, &mut s.above);
    let sizes = layout.sizes;
    for (i, &row) in batch.row.iter().enumerate() {
        let d = &s.above[row * width..(row + 1) * width];
        let (form, rest) = d.split_at(sizes.word);
        let (ngram, rest) = rest.split_at(sizes.ngram);
        let (affix, rest) = rest.split_at(sizes.affix);
        let (sense, shape) = rest.split_at(sizes.sense);
        let word = &batch.words[i];
        axpy(1.0, form, &mut gradient[layout.words.row(word.word as usize)]);
        axpy(1.0, shape, &mut gradient[layout.shapes.row(word.shape as usize)]);
        let bags = [
            (ngram, layout.ngrams, &word.ngrams),
            (affix, layout.affixes, &word.affixes),
            (sense, layout.senses, &word.senses),
        ];
        for (part, block, rows) in bags {
            let share = 1.0 / rows.len().max(1) as f32;
            rows.iter().for_each(|&r| axpy(share, part, &mut gradient[block.row(r as usize)]));
        }
    }
}

/// One direction of a recurrent layer: writes its part of `s.gates`, and into `s.previous` what each row read from its predecessor.
fn direction_backward(
    batch: &Batch,
    weights: &[f32],
    recurrent: std::ops::Range<usize>,
    h: usize,
    direction: usize,
    mask: &[f32],
    state: &lstm::State,
    s: &mut Scratch,
) {
    let rows = batch.rows();
    let column = direction * h;
    for buffer in [&mut s.carried, &mut s.recurrent, &mut s.previous] {
        buffer.clear();
        buffer.resize(rows * h, 0.0);
    }
    let weight = View::new(&weights[recurrent], h, 3 * h, 3 * h);
    for step in lstm::steps(batch, direction).rev() {
        for r in 0..step.active {
            let row = step.row + r;
            let before = step.from.filter(|&(_, continued)| r < continued).map(|(b, _)| b + r);
            let gates = &state.gates[row * 6 * h + 3 * column..][..3 * h];
            let mask = &mask[r * 2 * h + column..][..h];
            for j in 0..h {
                let (f, g, o) = (gates[j], gates[h + j], gates[2 * h + j]);
                let at = row * 2 * h + column + j;
                let squashed = state.squashed[at];
                let dh = s.above[at] + s.recurrent[row * h + j] * mask[j];
                let dc = dh * o * (1.0 - squashed * squashed) + s.carried[row * h + j];
                let previous = before.map_or(0.0, |b| state.cells[b * 2 * h + column + j]);
                let out = row * 6 * h + 3 * column + j;
                s.gates[out] = dc * (previous - g) * f * (1.0 - f);
                s.gates[out + h] = dc * (1.0 - f) * (1.0 - g * g);
                s.gates[out + 2 * h] = dh * squashed * o * (1.0 - o);
                if let Some(b) = before {
                    s.carried[b * h + j] = dc * f;
                    s.previous[row * h + j] = state.hidden[b * 2 * h + column + j];
                }
            }
        }
        if let Some((before, continued)) = step.from {
            let d = View::new(&s.gates[step.row * 6 * h + 3 * column..], continued, 3 * h, 6 * h);
            gemm(d, weight.t(), 0.0, &mut s.recurrent[before * h..], h);
        }
    }
}
