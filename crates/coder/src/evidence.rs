//! From bytes, in which the engine works, to code points, in which the record counts.

use demarche_syntax::Span;

use crate::record::TextSpan;

/// Translates byte offsets of one text.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of [`BLOCK`] bytes.
    before: Vec<usize>,
}

const BLOCK: usize = 64;

impl<'t> CodePoints<'t> {
    /// Indexes a text in one pass.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut seen = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % BLOCK == 0 {
                before.push(seen);
            }
            seen += usize::from(byte & 0xc0 != 0x80);
        }
        before.push(seen);
        Self { text, before }
    }

    /// Code points before byte `at`.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = (at / BLOCK).min(self.before.len() - 1);
        let start = (block * BLOCK).min(at);
        self.before[block] + self.text.as_bytes()[start..at].iter().filter(|&&b| b & 0xc0 != 0x80).count()
    }

    /// A span of bytes as code points.
    #[must_use]
    pub fn span(&self, span: Span) -> TextSpan {
        TextSpan { start: self.at(span.start), end: self.at(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let text = "Élysée – “oui”".repeat(20);
        let points = CodePoints::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(at), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
