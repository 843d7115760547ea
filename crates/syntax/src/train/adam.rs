//! Adam (Kingma and Ba 2015) with the running mean of the weights that is evaluated and kept.

use crate::network::math::vectorised;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;
const EPSILON: f32 = 1e-8;
/// Gradients of larger norm are scaled down to it.
const CLIP: f32 = 5.0;

/// The optimiser's memory.
pub struct Adam {
    first: Vec<f32>,
    second: Vec<f32>,
    /// Running mean of the weights.
    pub average: Vec<f32>,
    steps: i32,
    decay: f32,
}

impl Adam {
    /// For weights that start as these; `decay` is that of the running mean.
    pub fn new(weights: &[f32], decay: f32) -> Self {
        let zeros = vec![0.0; weights.len()];
        Self { first: zeros.clone(), second: zeros, average: weights.to_vec(), steps: 0, decay }
    }

    /// One step down the gradient.
    pub fn step(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32) {
        self.steps += 1;
        let norm = vectorised(
            #[inline(always)]
            || {
                let mut lanes = [0.0f32; 16];
                for chunk in gradient.chunks_exact(16) {
                    lanes.iter_mut().zip(chunk).for_each(|(l, g)| *l += g * g);
                }
                lanes.iter().sum::<f32>().sqrt()
            },
        );
        let scale = if norm > CLIP { CLIP / norm } else { 1.0 };
        let rate = rate * (1.0 - BETA2.powi(self.steps)).sqrt() / (1.0 - BETA1.powi(self.steps));
        // The mean forgets its random start faster than it moves later.
        let keep = self.decay.min((1.0 + self.steps as f32) / (10.0 + self.steps as f32));
        let (first, second, average) = (&mut self.first, &mut self.second, &mut self.average);
        vectorised(
            #[inline(always)]
            || {
                let n = weights.len();
                let (first, second, average) = (&mut first[..n], &mut second[..n], &mut average[..n]);
                let gradient = &gradient[..n];
                for i in 0..n {
                    let g = gradient[i] * scale;
                    first[i] = BETA1 * first[i] + (1.0 - BETA1) * g;
                    second[i] = BETA2 * second[i] + (1.0 - BETA2) * g * g;
                    weights[i] -= rate * first[i] / (second[i].sqrt() + EPSILON);
                    average[i] = keep * average[i] + (1.0 - keep) * weights[i];
                }
            },
        );
    }
}
