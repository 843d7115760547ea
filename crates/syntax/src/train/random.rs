//! A small seeded generator (SplitMix64, Steele et al. 2014), so that a training run can be repeated.

/// The generator.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in 0..1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Whether something of probability `p` happens.
    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.bits() % (i as u64 + 1)) as usize);
        }
    }

    /// `len` mask values: 0 with probability `p`, else 1 / (1 − p).
    pub fn mask(&mut self, len: usize, p: f32, out: &mut Vec<f32>) {
        out.clear();
        let keep = 1.0 / (1.0 - p);
        out.extend((0..len).map(|_| if self.chance(p) { 0.0 } else { keep }));
    }
}
