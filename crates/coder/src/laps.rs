//! How long each layer takes: laps of one clock. Nothing of it reaches a record.

use std::time::Instant;

/// Seconds of each layer, summed over articles, in the order of the way.
#[derive(Clone, Debug)]
pub struct Laps {
    last: Instant,
    seconds: Vec<(&'static str, f64)>,
}

impl Default for Laps {
    fn default() -> Self {
        Self { last: Instant::now(), seconds: Vec::new() }
    }
}

impl Laps {
    /// Begins to measure; what lies since the last lap belongs to no layer.
    pub fn begin(&mut self) {
        self.last = Instant::now();
    }

    /// The time since the last lap belongs to this layer.
    pub fn lap(&mut self, layer: &'static str) {
        let now = Instant::now();
        let took = now.duration_since(self.last).as_secs_f64();
        self.last = now;
        match self.seconds.iter_mut().find(|(l, _)| *l == layer) {
            Some((_, sum)) => *sum += took,
            None => self.seconds.push((layer, took)),
        }
    }

    /// Layers with their seconds.
    #[must_use]
    pub fn seconds(&self) -> &[(&'static str, f64)] {
        &self.seconds
    }
}
