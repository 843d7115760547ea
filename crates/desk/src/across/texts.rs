//! Words of articles as evidence: each article is read once, however many of its words are told.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{CachedStatement, Connection, Row};

use super::ask::Evidence;

/// Bytes of articles that are kept at hand; with more, all are let go.
const AT_HAND: usize = 32 << 20;
/// Bytes from one mark in a text to the next.
const STRIDE: usize = 64;

/// Reads articles.
pub(super) struct Texts<'c> {
    query: CachedStatement<'c>,
    at_hand: HashMap<i64, Article>,
    bytes: usize,
}

struct Article {
    text: String,
    /// How many code points begin before every so-manieth byte.
    marks: Vec<usize>,
    source: Option<String>,
    published: Option<String>,
}

impl<'c> Texts<'c> {
    pub fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        let query = connection.prepare_cached("SELECT text, source, date FROM document WHERE id = ?1")?;
        Ok(Self { query, at_hand: HashMap::new(), bytes: 0 })
    }

    /// Some words of an article, given by their code points, with where they stand; several are joined by an ellipsis.
    pub fn evidence(&mut self, document: i64, spans: &[(usize, usize)]) -> rusqlite::Result<Evidence> {
        let article = self.article(document)?;
        let mut words = String::new();
        for &(start, stop) in spans {
            words.push_str(if words.is_empty() { "" } else { " … " });
            words.push_str(article.words(start, stop));
        }
        Ok(Evidence {
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            source: article.source.clone(),
            published: article.published.clone(),
            document,
        })
    }

    fn article(&mut self, document: i64) -> rusqlite::Result<&Article> {
        if self.bytes > AT_HAND {
            self.at_hand.clear();
            self.bytes = 0;
        }
        match self.at_hand.entry(document) {
            Entry::Occupied(article) => Ok(article.into_mut()),
            Entry::Vacant(place) => {
                let row = |row: &Row<'_>| Ok(Article::of(row.get(0)?, row.get(1)?, row.get(2)?));
                let article = self.query.query_row([document], row)?;
                self.bytes += article.text.len();
                Ok(place.insert(article))
            }
        }
    }
}

/// Whether a code point begins with a byte.
fn begins(byte: &u8) -> bool {
    byte & 0xc0 != 0x80
}

impl Article {
    fn of(text: String, source: Option<String>, published: Option<String>) -> Self {
        let mut before = 0;
        let marks = text.as_bytes().chunks(STRIDE).map(|bytes| {
            let so_far = before;
            // In a byte, for it counts sixty-four at most, and so many bytes at once.
            before += usize::from(bytes.iter().map(|byte| u8::from(begins(byte))).sum::<u8>());
            so_far
        });
        Self { marks: marks.collect(), text, source, published }
    }

    /// What stands from one code point to before another, as far as the text goes.
    fn words(&self, start: usize, stop: usize) -> &str {
        self.text.get(self.byte(start)..self.byte(stop)).unwrap_or_default()
    }

    /// The byte at which a code point begins; the end of the text for those after it.
    fn byte(&self, point: usize) -> usize {
        let chunk = self.marks.partition_point(|&before| before <= point).saturating_sub(1);
        let rest = self.text.as_bytes().get(chunk * STRIDE..).unwrap_or_default();
        let skipped = point - self.marks.get(chunk).copied().unwrap_or_default();
        let found = rest.iter().enumerate().filter(|(_, byte)| begins(byte)).nth(skipped);
        found.map_or(self.text.len(), |(byte, _)| chunk * STRIDE + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_at_their_code_points() {
        let text: String = (0..400_u32).filter_map(|n| char::from_u32(0x20 + n * 7)).collect();
        let points: Vec<char> = text.chars().collect();
        let article = Article::of(text, None, None);
        for (start, stop) in [(0, 0), (0, 1), (63, 65), (64, 128), (5, 390), (390, points.len()), (0, points.len())] {
            assert_eq!(article.words(start, stop), points[start..stop].iter().collect::<String>(), "{start}..{stop}");
        }
        assert_eq!(article.words(points.len() - 2, 900).chars().count(), 2, "as far as it goes");
        assert_eq!((article.words(800, 900), article.words(9, 3)), ("", ""));
    }
}
