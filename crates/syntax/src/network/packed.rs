//! Products with weights that never change: each matrix is laid out once in panels as wide as four
//! vector registers of this processor, so that a product with few rows (a step of a recurrent layer)
//! costs one pass over it. `matrixmultiply` lays out its operands anew in every call, which is right
//! for training and twice as slow for these shapes.

use std::collections::HashMap;

use pulp::{Simd, WithSimd};

use super::layout::{Block, Layout};
use super::math::{View, gemm};

/// Vector registers that a panel is wide.
const REGISTERS: usize = 4;

/// A matrix in panels.
#[derive(Clone, Debug)]
struct Packed {
    rows: usize,
    cols: usize,
    /// Columns of a panel.
    panel: usize,
    /// Panel by panel, each row by row; the last panel is filled up with zeros.
    data: Vec<f32>,
}

impl Packed {
    fn new(weights: &[f32], block: Block) -> Self {
        struct Lanes;
        impl WithSimd for Lanes {
            type Output = usize;
            fn with_simd<S: Simd>(self, _: S) -> usize {
                S::F32_LANES
            }
        }
        let panel = REGISTERS * pulp::Arch::new().dispatch(Lanes);
        let panels = block.cols.div_ceil(panel);
        let mut data = vec![0.0; panels * panel * block.rows];
        for p in 0..panels {
            let width = panel.min(block.cols - p * panel);
            for r in 0..block.rows {
                let from = &weights[block.row(r)][p * panel..][..width];
                data[(p * block.rows + r) * panel..][..width].copy_from_slice(from);
            }
        }
        Self { rows: block.rows, cols: block.cols, panel, data }
    }
}

/// The weights, plain (in training) or with those of products in panels (in use).
#[derive(Clone, Copy)]
pub struct Weights<'a> {
    /// All weights, as the layout lays them.
    pub all: &'a [f32],
    packed: Option<&'a Packs>,
}

/// The panels of a model's matrices, by their offsets.
#[derive(Clone, Debug, Default)]
pub struct Packs(HashMap<usize, Packed>);

impl Packs {
    /// Lays out every matrix of `layout` that a pass multiplies with.
    pub fn new(layout: &Layout, weights: &[f32]) -> Self {
        let linear =
            [layout.tag.weight, layout.tags.weight, layout.projections.weight, layout.labels.weight, layout.arc];
        let recurrent = layout.recurrent.iter().flat_map(|r| [r.input.weight, r.state[0], r.state[1]]);
        Self(linear.into_iter().chain(recurrent).map(|b| (b.at, Packed::new(weights, b))).collect())
    }
}

impl<'a> Weights<'a> {
    /// Weights that still change.
    pub const fn plain(all: &'a [f32]) -> Self {
        Self { all, packed: None }
    }

    /// Weights with panels of theirs.
    pub const fn packed(all: &'a [f32], packs: &'a Packs) -> Self {
        Self { all, packed: Some(packs) }
    }

    /// `out += a · block`, where `a` has `rows` rows that begin `a_stride` apart, and `out` rows `out_stride` apart.
    ///
    /// # Panics
    /// When `a` or `out` is too short for the shape.
    pub fn add_product(
        self,
        block: Block,
        a: &[f32],
        rows: usize,
        a_stride: usize,
        out: &mut [f32],
        out_stride: usize,
    ) {
        if rows == 0 {
            return;
        }
        match self.packed.and_then(|p| p.0.get(&block.at)) {
            Some(b) => pulp::Arch::new().dispatch(Product { a, rows, a_stride, b, out, out_stride }),
            None => {
                let b = View::new(&self.all[block.range()], block.rows, block.cols, block.cols);
                gemm(View::new(a, rows, block.rows, a_stride), b, 1.0, out, out_stride);
            }
        }
    }
}

struct Product<'a> {
    a: &'a [f32],
    rows: usize,
    a_stride: usize,
    b: &'a Packed,
    out: &'a mut [f32],
    out_stride: usize,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let size = self.b.panel * self.b.rows;
        for p in 0..self.b.data.len() / size {
            let (panel, _) = S::as_simd_f32s(&self.b.data[p * size..(p + 1) * size]);
            let mut row = 0;
            // As many rows at once as there are registers for their sums.
            while row < self.rows {
                row += match self.rows - row {
                    6.. if S::F32_LANES >= 16 => self.block::<S, 6>(simd, panel, p, row),
                    3.. => self.block::<S, 3>(simd, panel, p, row),
                    2 => self.block::<S, 2>(simd, panel, p, row),
                    _ => self.block::<S, 1>(simd, panel, p, row),
                };
            }
        }
    }
}

impl Product<'_> {
    /// `R` rows against one panel; returns `R`.
    #[inline(always)]
    fn block<S: Simd, const R: usize>(&mut self, simd: S, panel: &[S::f32s], p: usize, row: usize) -> usize {
        let k = self.b.rows;
        let a: [&[f32]; R] = std::array::from_fn(|r| &self.a[(row + r) * self.a_stride..][..k]);
        let mut sums = [[simd.splat_f32s(0.0); REGISTERS]; R];
        for (i, b) in panel.chunks_exact(REGISTERS).enumerate().take(k) {
            for r in 0..R {
                let x = simd.splat_f32s(a[r][i]);
                for c in 0..REGISTERS {
                    sums[r][c] = simd.mul_add_e_f32s(x, b[c], sums[r][c]);
                }
            }
        }
        let first = p * self.b.panel;
        let width = self.b.panel.min(self.b.cols - first);
        for (r, sums) in sums.iter().enumerate() {
            let sums: &[f32] = pulp::bytemuck::cast_slice(sums);
            let out = &mut self.out[(row + r) * self.out_stride + first..][..width];
            out.iter_mut().zip(sums).for_each(|(o, s)| *o += s);
        }
        R
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_give_the_plain_product() {
        let number = |i: usize| ((i * 7919 + 13) % 31) as f32 / 8.0 - 2.0;
        for (rows, k, n) in [(1, 3, 5), (2, 16, 64), (7, 33, 130), (13, 8, 384), (0, 4, 4)] {
            let block = Block { at: 0, rows: k, cols: n };
            let weights: Vec<f32> = (0..k * n).map(number).collect();
            let a: Vec<f32> = (0..rows * (k + 2)).map(number).collect();
            let packs = Packs([(0, Packed::new(&weights, block))].into());
            let (mut plain, mut packed) = (vec![1.0; rows * (n + 1)], vec![1.0; rows * (n + 1)]);
            Weights::plain(&weights).add_product(block, &a, rows, k + 2, &mut plain, n + 1);
            Weights::packed(&weights, &packs).add_product(block, &a, rows, k + 2, &mut packed, n + 1);
            assert!(plain.iter().zip(&packed).all(|(x, y)| (x - y).abs() < 1e-3), "{rows} {k} {n}");
        }
    }
}
