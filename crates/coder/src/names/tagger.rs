//! A linear sequence tagger: for each word a sum of weights a label, and a best path under the
//! transitions between labels (Collins 2002, "Discriminative training methods for hidden Markov models").

use demarche_syntax::Sentence;

use super::Sort;
use super::features::{Known, Lookup, Reader};

/// Labels: outside, and beginning and inside of each [`Sort`].
pub const LABELS: usize = 9;
/// Rows of the table of weights.
pub const ROWS: usize = 1 << 18;

const MAGIC: &[u8; 8] = b"dmnames2";
const SORTS: [Sort; 4] = [Sort::Person, Sort::Body, Sort::Place, Sort::Other];

/// What is wrong in a file of weights.
#[derive(Debug, thiserror::Error)]
#[error("not a name tagger of this program: {0}")]
pub struct TaggerError(&'static str);

/// Weights of features and transitions.
#[derive(Clone, Debug)]
pub struct NameTagger {
    weights: Vec<[i16; LABELS]>,
    transitions: [[i16; LABELS]; LABELS],
}

/// Buffers of one thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    features: Vec<u32>,
    scores: Vec<[i32; LABELS]>,
}

/// Whether a label may follow another: inside only follows the same sort.
pub fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The best path through scores of labels.
pub fn best_path<S: Copy + PartialOrd + std::ops::Add<Output = S> + Default>(
    scores: &[[S; LABELS]],
    transitions: &[[S; LABELS]; LABELS],
) -> Vec<usize> {
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    let mut best: [Option<S>; LABELS] = [None; LABELS];
    for (i, here) in scores.iter().enumerate() {
        let mut next: [Option<S>; LABELS] = [None; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            for before in 0..LABELS {
                let reached = if i == 0 { (before == 0).then(S::default) } else { best[before] };
                let Some(reached) = reached.filter(|_| may_follow(before, label)) else { continue };
                let score = reached + transitions[before][label] + here[label];
                if next[label].is_none_or(|n| score > n) {
                    (next[label], from[label]) = (Some(score), before);
                }
            }
        }
        back.push(from);
        best = next;
    }
    let mut at = 0;
    for label in 0..LABELS {
        if let Some(score) = best[label]
            && best[at].is_none_or(|b| score > b)
        {
            at = label;
        }
    }
    let mut path = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        path[i] = at;
        at = back[i][at];
    }
    path
}

/// Labels to spans.
pub fn spans(labels: &[usize]) -> Vec<(usize, usize, Sort)> {
    let mut out: Vec<(usize, usize, Sort)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let sort = SORTS[(label - 1) / 2];
        match out.last_mut() {
            Some(last) if label % 2 == 0 && last.1 + 1 == i => last.1 = i,
            _ => out.push((i, i, sort)),
        }
    }
    out
}

impl NameTagger {
    /// From trained weights.
    #[must_use]
    pub fn new(weights: Vec<[i16; LABELS]>, transitions: [[i16; LABELS]; LABELS]) -> Self {
        Self { weights, transitions }
    }

    /// The weights that are built into the program (`models/README.md` says how they were trained).
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_bytes(include_bytes!("../../../../models/en.names"))
            .expect("the weights that were built in are whole")
    }

    /// Reads a file of weights: rows of zeros are left out, each other one has its distance from the last one before it.
    ///
    /// # Errors
    /// The file is of another kind or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TaggerError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(TaggerError("it begins with other bytes"))?;
        let (numbers, []) = rest.as_chunks::<2>() else { return Err(TaggerError("it is cut short")) };
        let numbers: Vec<i16> = numbers.iter().map(|&n| i16::from_le_bytes(n)).collect();
        let (head, rows) = numbers.split_at_checked(LABELS * LABELS).ok_or(TaggerError("it is cut short"))?;
        let mut transitions = [[0; LABELS]; LABELS];
        transitions.as_flattened_mut().copy_from_slice(head);
        let mut weights = vec![[0; LABELS]; ROWS];
        let (rows, []) = rows.as_chunks::<{ 1 + LABELS }>() else { return Err(TaggerError("it is cut short")) };
        let mut number = 0;
        for [step, row @ ..] in rows {
            number += usize::from(*step as u16);
            *weights.get_mut(number).ok_or(TaggerError("it has more rows than there are"))? = *row;
        }
        Ok(Self { weights, transitions })
    }

    /// The file that [`NameTagger::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut put = |n: i16| out.extend(n.to_le_bytes());
        self.transitions.iter().flatten().for_each(|&w| put(w));
        let mut last = 0;
        for (number, row) in self.weights.iter().enumerate() {
            // A gap that its two bytes cannot tell is bridged by a row of zeros.
            if number - last < usize::from(u16::MAX) && row.iter().all(|&w| w == 0) {
                continue;
            }
            put((number - last) as u16 as i16);
            row.iter().for_each(|&w| put(w));
            last = number;
        }
        out
    }

    /// The best labels under the features of each word (none: it can be in no name), when `bar` may change scores.
    #[cfg(feature = "train")]
    pub(super) fn labels(&self, features: &[Option<Vec<u32>>], bar: impl Fn(usize, &mut [f32; LABELS])) -> Vec<usize> {
        let score = |(i, f): (usize, &Option<Vec<u32>>)| {
            let mut sum = [0f32; LABELS];
            let Some(f) = f else {
                sum = [-1e7; LABELS];
                sum[0] = 0.0;
                return sum;
            };
            for &f in f {
                let row = &self.weights[f as usize % ROWS];
                sum.iter_mut().zip(row).for_each(|(s, &w)| *s += f32::from(w));
            }
            bar(i, &mut sum);
            sum
        };
        let scores: Vec<[f32; LABELS]> = features.iter().enumerate().map(score).collect();
        best_path(&scores, &self.transitions.map(|row| row.map(f32::from)))
    }

    /// First token, last token and sort of each name of a sentence.
    pub(super) fn tag(
        &self,
        text: &str,
        s: &Sentence,
        known: Known<'_>,
        lookup: &Lookup<'_>,
        scratch: &mut Scratch,
    ) -> Vec<(usize, usize, Sort)> {
        let reader = Reader::new(text, s, known, lookup);
        scratch.scores.clear();
        for i in 0..s.tokens.len() {
            let mut sum = [0i32; LABELS];
            if lookup.maybe(i) {
                reader.features(i, &mut scratch.features);
                for &f in &scratch.features {
                    let row = &self.weights[f as usize % ROWS];
                    for (s, &w) in sum.iter_mut().zip(row) {
                        *s += i32::from(w);
                    }
                }
            } else {
                // A word that can be in no name.
                sum = [-10_000_000; LABELS];
                sum[0] = 0;
            }
            scratch.scores.push(sum);
        }
        let transitions = self.transitions.map(|row| row.map(i32::from));
        spans(&best_path(&scratch.scores, &transitions))
    }
}
