//! Several sentences in one pass. Rows of the encoder's matrices are time-major: all first words,
//! then all second words, and so on, longest sentence first, so that the words which a recurrent
//! layer handles together lie together and no row is padding.

use super::features::WordFeatures;

/// Sentences of one pass, in both orders.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Words of each sentence, in the caller's order.
    pub lengths: Vec<usize>,
    /// First sentence-major row of each sentence.
    pub starts: Vec<usize>,
    /// First time-major row of each time step, and the end.
    pub steps: Vec<usize>,
    /// Time-major row of each sentence-major row.
    pub row: Vec<usize>,
    /// Rank by length of each sentence: its column among the time-major rows.
    pub rank: Vec<usize>,
    /// Features of each word, sentence-major; longer than needed when buffers are kept.
    pub words: Vec<WordFeatures>,
}

impl Batch {
    /// Lays out sentences of these lengths; `words` is left for the caller to fill.
    pub fn lay_out(&mut self, lengths: impl IntoIterator<Item = usize>) {
        self.lengths.clear();
        self.lengths.extend(lengths);
        let n = self.lengths.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.lengths[i]));
        self.rank.clear();
        self.rank.resize(n, 0);
        for (rank, &i) in order.iter().enumerate() {
            self.rank[i] = rank;
        }
        self.steps.clear();
        self.steps.push(0);
        let longest = order.first().map_or(0, |&i| self.lengths[i]);
        let mut active = n;
        for t in 0..longest {
            while active > 0 && self.lengths[order[active - 1]] <= t {
                active -= 1;
            }
            self.steps.push(self.steps[t] + active);
        }
        self.starts.clear();
        self.row.clear();
        for i in 0..n {
            self.starts.push(self.row.len());
            for t in 0..self.lengths[i] {
                self.row.push(self.steps[t] + self.rank[i]);
            }
        }
        let rows = self.rows();
        if self.words.len() < rows {
            self.words.resize_with(rows, WordFeatures::default);
        }
    }

    /// Words in all sentences.
    pub fn rows(&self) -> usize {
        self.row.len()
    }
}
