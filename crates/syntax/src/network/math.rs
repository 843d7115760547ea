//! Dense arithmetic on row-major `f32` matrices: products through `matrixmultiply`, and the
//! elementwise loops that the compiler vectorises for the processor it finds (`pulp`).

/// A view of a row-major matrix: element `(r, c)` is `data[r * stride + c]`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> View<'a> {
    /// `rows` × `cols`, rows `stride` apart.
    ///
    /// # Panics
    /// When `data` is too short for the shape.
    pub fn new(data: &'a [f32], rows: usize, cols: usize, stride: usize) -> Self {
        assert!(
            cols <= stride && (rows == 0 || (rows - 1) * stride + cols <= data.len()),
            "matrix larger than its data"
        );
        Self { data, rows, cols, row_stride: stride, col_stride: 1 }
    }

    /// The elements that it views, with what lies between its rows.
    pub fn data(&self) -> &'a [f32] {
        self.data
    }

    /// The transpose, without a copy.
    pub fn t(self) -> Self {
        Self { rows: self.cols, cols: self.rows, row_stride: self.col_stride, col_stride: self.row_stride, ..self }
    }
}

/// `out = a · b + beta · out`, where row `r` of `out` begins at `r * stride`.
///
/// # Panics
/// When the shapes do not fit together or `out` is too short.
pub fn gemm(a: View<'_>, b: View<'_>, beta: f32, out: &mut [f32], stride: usize) {
    let (m, k, n) = (a.rows, a.cols, b.cols);
    assert_eq!(k, b.rows, "inner dimensions differ");
    if m == 0 || n == 0 {
        return;
    }
    assert!(n <= stride && (m - 1) * stride + n <= out.len(), "product larger than its place");
    // SAFETY: `View::new` and the assertion above prove that each of the three matrices lies inside
    // its slice for the strides passed here (a transpose only swaps strides with extents), and
    // `out` is borrowed mutably, so it overlaps neither factor.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.data.as_ptr(),
            a.row_stride as isize,
            a.col_stride as isize,
            b.data.as_ptr(),
            b.row_stride as isize,
            b.col_stride as isize,
            beta,
            out.as_mut_ptr(),
            stride as isize,
            1,
        );
    }
}

/// `e^x` to about 2e-7 relative, without a branch, so that loops over it vectorise.
/// Method: `2^(x·log2 e)` split into integer and fraction, the fraction by a polynomial
/// (Cephes `expf`, coefficients of S. Moshier).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let p = p * r * r + r + 1.0;
    p * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

/// Logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Hyperbolic tangent.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    2.0 / (1.0 + exp(-2.0 * x)) - 1.0
}

/// Runs `work` compiled for the widest vectors of this processor.
#[inline]
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    struct Job<F>(F);
    impl<R, F: FnOnce() -> R> pulp::WithSimd for Job<F> {
        type Output = R;
        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) -> R {
            (self.0)()
        }
    }
    pulp::Arch::new().dispatch(Job(work))
}

/// `y += a * x`.
#[inline(always)]
pub fn axpy(a: f32, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

/// Index of the largest element, the first among equals.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}

/// Turns scores into log-probabilities, in place.
pub fn log_softmax(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|&s| exp(s - max)).sum();
    let log = max + sum.ln();
    scores.iter_mut().for_each(|s| *s -= log);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_close() {
        for i in -800..800 {
            let x = i as f32 * 0.1;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn products_with_strides_and_transposes() {
        let a = [1., 2., 9., 3., 4., 9.];
        let b = [5., 6., 7., 8.];
        let mut out = [0.0; 4];
        gemm(View::new(&a, 2, 2, 3), View::new(&b, 2, 2, 2), 0.0, &mut out, 2);
        assert_eq!(out, [19., 22., 43., 50.]);
        gemm(View::new(&a, 2, 2, 3).t(), View::new(&b, 2, 2, 2), 1.0, &mut out, 2);
        assert_eq!(out, [19. + 26., 22. + 30., 43. + 38., 50. + 44.]);
    }
}
