//! A bidirectional recurrent layer over a time-major batch: long short-term memory whose input
//! gate is one minus its forget gate (Greff et al. 2017, "LSTM: A Search Space Odyssey", variant
//! CIFG: a quarter less work at no loss).

use super::batch::Batch;
use super::layout::Recurrent;
use super::math::{sigmoid, tanh, vectorised};
use super::packed::Weights;

/// What one layer computed; the backward pass reads it.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Rows × 6 hidden: gates after their activation.
    pub gates: Vec<f32>,
    /// Rows × 2 hidden: memory cells.
    pub cells: Vec<f32>,
    /// Rows × 2 hidden: hyperbolic tangent of the cells.
    pub squashed: Vec<f32>,
    /// Rows × 2 hidden: what the next step reads (with recurrent dropout in training).
    pub hidden: Vec<f32>,
}

/// The rows that one step of a direction works on: those of step `t`, and how many of them have a
/// predecessor at step `from`.
pub struct Step {
    /// Time-major row of the first word of the step.
    pub row: usize,
    /// Words in the step.
    pub active: usize,
    /// First row of the step before it in reading direction, and how many words continue from it.
    pub from: Option<(usize, usize)>,
}

/// The steps of direction 0 (left to right) or 1 (right to left), in order.
pub fn steps(batch: &Batch, direction: usize) -> impl DoubleEndedIterator<Item = Step> + '_ {
    let n = batch.steps.len() - 1;
    (0..n).map(move |i| {
        let t = if direction == 0 { i } else { n - 1 - i };
        let active = batch.steps[t + 1] - batch.steps[t];
        let before = if direction == 0 { t.checked_sub(1) } else { Some(t + 1).filter(|&b| b < n) };
        let from = before.map(|b| (batch.steps[b], active.min(batch.steps[b + 1] - batch.steps[b])));
        Step { row: batch.steps[t], active, from }
    })
}

/// Each row of `input` (rows × inputs) through the layer's input weights, with the bias: rows × 6 hidden.
pub fn project(layer: &Recurrent, weights: Weights<'_>, input: &[f32], rows: usize, gates: &mut Vec<f32>) {
    let (inputs, outputs) = (layer.input.weight.rows, layer.input.weight.cols);
    resize(gates, rows * outputs);
    let bias = &weights.all[layer.input.bias.range()];
    gates.chunks_exact_mut(outputs).for_each(|row| row.copy_from_slice(bias));
    weights.add_product(layer.input.weight, input, rows, inputs, gates, outputs);
}

/// Runs the layer over the projections that stand in `state.gates`. `mask` (sentences by rank × 2 hidden)
/// multiplies what a step hands to the next.
pub fn forward(batch: &Batch, layer: &Recurrent, weights: Weights<'_>, mask: Option<&[f32]>, state: &mut State) {
    let rows = batch.rows();
    let h = layer.state[0].rows;
    for buffer in [&mut state.cells, &mut state.squashed, &mut state.hidden] {
        resize(buffer, rows * 2 * h);
    }
    for direction in 0..2 {
        let column = direction * h;
        for step in steps(batch, direction) {
            if let Some((before, continued)) = step.from {
                let previous = &state.hidden[before * 2 * h + column..];
                let gates = &mut state.gates[step.row * 6 * h + 3 * column..];
                weights.add_product(layer.state[direction], previous, continued, 2 * h, gates, 6 * h);
            }
            vectorised(
                #[inline(always)]
                || {
                    for r in 0..step.active {
                        let row = step.row + r;
                        let before = step.from.filter(|&(_, continued)| r < continued).map(|(b, _)| b + r);
                        cell(state, row, before, h, column, mask.map(|m| &m[r * 2 * h + column..][..h]));
                    }
                },
            );
        }
    }
}

/// One word of one direction: activates the gates and writes cell and output.
#[inline(always)]
fn cell(state: &mut State, row: usize, before: Option<usize>, h: usize, column: usize, mask: Option<&[f32]>) {
    let gates = &mut state.gates[row * 6 * h + 3 * column..][..3 * h];
    let (forget, rest) = gates.split_at_mut(h);
    let (candidate, output) = rest.split_at_mut(h);
    let at = row * 2 * h + column;
    for j in 0..h {
        forget[j] = sigmoid(forget[j]);
        candidate[j] = tanh(candidate[j]);
        output[j] = sigmoid(output[j]);
    }
    if let Some(before) = before {
        state.cells.copy_within(before * 2 * h + column..before * 2 * h + column + h, at);
    } else {
        state.cells[at..at + h].fill(0.0);
    }
    let cells = &mut state.cells[at..at + h];
    let squashed = &mut state.squashed[at..at + h];
    let hidden = &mut state.hidden[at..at + h];
    for j in 0..h {
        cells[j] = forget[j] * cells[j] + (1.0 - forget[j]) * candidate[j];
        squashed[j] = tanh(cells[j]);
        hidden[j] = output[j] * squashed[j];
    }
    if let Some(mask) = mask {
        hidden.iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
    }
}

/// Gives `buffer` exactly `len` elements without clearing those that it keeps.
pub fn resize(buffer: &mut Vec<f32>, len: usize) {
    buffer.truncate(len);
    buffer.resize(len, 0.0);
}
