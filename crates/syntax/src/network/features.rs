//! What the network sees of a word: its form in a vocabulary, its character n-grams, its
//! affixes and its shape, as rows of embedding tables. A word never seen in training still
//! has all but the first.

use std::collections::HashMap;

use compact_str::CompactString;
use foldhash::fast::FixedState;

use super::dictionary::Dictionary;

/// Row 0 of the word table: a form that training saw less than twice.
pub const UNKNOWN: u32 = 0;
/// Longest form, in characters, whose n-grams are all looked at; the middle of a longer one is passed over.
const LONGEST: usize = 32;

/// Sizes of the hashed tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buckets {
    /// Rows for n-grams of 3 to 5 characters.
    pub ngrams: usize,
    /// Rows for prefixes and suffixes.
    pub affixes: usize,
    /// Rows for shapes.
    pub shapes: usize,
}

/// The known forms, lower-cased, with normal quotation marks and dashes.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    forms: Vec<String>,
    rows: HashMap<CompactString, u32, FixedState>,
    dictionary: Dictionary,
}

impl Vocabulary {
    /// Numbers `forms` from 1 in their order.
    pub fn new(forms: Vec<String>, dictionary: Dictionary) -> Self {
        let rows = forms.iter().enumerate().map(|(i, f)| (f.into(), i as u32 + 1)).collect();
        Self { forms, rows, dictionary }
    }

    /// What a dictionary says of words.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The forms in order.
    pub fn forms(&self) -> &[String] {
        &self.forms
    }

    /// Rows that an embedding table for it needs.
    pub fn rows(&self) -> usize {
        self.forms.len() + 1
    }

    /// Row of a normalised form.
    pub fn row(&self, normal: &str) -> u32 {
        self.rows.get(normal).copied().unwrap_or(UNKNOWN)
    }
}

/// The embedding rows of one word.
#[derive(Clone, Debug, Default)]
pub struct WordFeatures {
    /// Row of the word table.
    pub word: u32,
    /// Rows of the n-gram table, averaged.
    pub ngrams: Vec<u32>,
    /// Rows of the affix table, averaged.
    pub affixes: Vec<u32>,
    /// Rows of the table of senses, averaged.
    pub senses: Vec<u32>,
    /// Row of the shape table.
    pub shape: u32,
}

/// Folds the typographic variants of quotation marks, dashes and ellipses into one, and, unless `keep_case`, case.
pub fn normalise(form: &str, keep_case: bool, out: &mut String) {
    out.clear();
    let digits = form.bytes().filter(u8::is_ascii_digit).count();
    for c in form.chars() {
        match c {
            '’' | '‘' | '`' | '´' => out.push('\''),
            '“' | '”' | '«' | '»' => out.push('"'),
            '—' | '–' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '0'..='9' if digits > 2 => out.push('0'),
            _ if keep_case => out.push(c),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// FNV-1a over characters, with the kind of feature as seed. Written here because the values are
/// part of the model file and must never change with a library.
fn hash(kind: u32, chars: &[char]) -> u32 {
    let mut h = 0x811c_9dc5_u32 ^ kind.wrapping_mul(0x9e37_79b1);
    for &c in chars {
        h = (h ^ c as u32).wrapping_mul(0x0100_0193);
        h ^= h >> 15;
    }
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^ (h >> 13)
}

/// `Xxxx`, `dd`, `x.x.`: case and kind of characters, runs cut at three, first and last kept.
fn shape(form: &str, out: &mut Vec<char>) {
    out.clear();
    let mut run = 0;
    for c in form.chars() {
        let class = match c {
            c if c.is_lowercase() => 'x',
            c if c.is_uppercase() => 'X',
            c if c.is_numeric() => 'd',
            '’' | '‘' => '\'',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        run = if out.last() == Some(&class) { run + 1 } else { 1 };
        if run <= 3 && out.len() < 12 {
            out.push(class);
        }
    }
}

/// Finds the embedding rows of words; keeps its buffers between them.
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    normal: String,
    chars: Vec<char>,
    shape: Vec<char>,
}

impl Extractor {
    /// The rows of `form`, written into `out`. `first` tells a sentence's first word, whose capital means less.
    pub fn extract(
        &mut self,
        form: &str,
        first: bool,
        vocabulary: &Vocabulary,
        buckets: Buckets,
        out: &mut WordFeatures,
    ) {
        normalise(form, false, &mut self.normal);
        out.word = vocabulary.row(&self.normal);
        self.chars.clear();
        self.chars.push('<');
        let n = self.normal.chars().count();
        if n <= LONGEST {
            self.chars.extend(self.normal.chars());
        } else {
            self.chars.extend(self.normal.chars().take(LONGEST / 2));
            self.chars.extend(self.normal.chars().skip(n - LONGEST / 2));
        }
        self.chars.push('>');
        let chars = &self.chars;
        out.ngrams.clear();
        for size in 3..=5 {
            out.ngrams.extend(chars.windows(size).map(|w| hash(size as u32, w) % buckets.ngrams as u32));
        }
        if out.ngrams.is_empty() {
            out.ngrams.push(hash(2, chars) % buckets.ngrams as u32);
        }
        out.affixes.clear();
        for size in 1..=4 {
            let size_in = (size + 1).min(chars.len());
            out.affixes.push(hash(10 + size as u32, &chars[..size_in]) % buckets.affixes as u32);
            out.affixes.push(hash(20 + size as u32, &chars[chars.len() - size_in..]) % buckets.affixes as u32);
        }
        vocabulary.dictionary.rows(&self.normal, &mut out.senses);
        shape(form, &mut self.shape);
        out.shape = hash(if first { 31 } else { 30 }, &self.shape) % buckets.shapes as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_case_do_not_matter_to_the_vocabulary() {
        let vocabulary = Vocabulary::new(vec!["n't".into(), "kremlin".into()], Dictionary::default());
        let buckets = Buckets { ngrams: 97, affixes: 97, shapes: 97 };
        let mut features = WordFeatures::default();
        let mut extractor = Extractor::default();
        let mut row = |form: &str| {
            extractor.extract(form, false, &vocabulary, buckets, &mut features);
            features.word
        };
        assert_eq!((row("n’t"), row("Kremlin"), row("KREMLIN"), row("Duma"), row("")), (1, 2, 2, 0, 0));
    }
}
