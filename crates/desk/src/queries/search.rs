//! `search`: sentences that match words, the best first.

use rusqlite::types::Value;
use serde::Serialize;

use super::filter::Conditions;
use super::{Filter, Found, Origin, origin};
use crate::{Desk, Result};

/// A sentence that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceRow {
    /// Its number in the desk.
    pub sentence: i64,
    /// Its text.
    pub text: String,
    /// First code point of the sentence in the document's text.
    pub start: usize,
    /// One past the last.
    pub stop: usize,
    /// The words that match: pairs of code points of the document's text.
    pub matches: Vec<(usize, usize)>,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
    /// Title of the article.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Marks around matches: two code points that mean nothing in any text.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

impl Desk {
    /// Sentences that match a query of words, "phrases", AND, OR, NOT, `word*`; the best first.
    /// Actors of the filter have to be mentioned in the article.
    pub fn search(&self, query: &str, filter: &Filter) -> Result<Found<SentenceRow>> {
        let mut conditions = Conditions::of(vec![Value::from(query.to_owned())]);
        conditions.push("sentence_text MATCH ?1");
        let articles = conditions.inner(|articles| {
            for actor in &filter.actors {
                let entities = self.entities(actor)?;
                articles.push(format!("d.id IN (SELECT document FROM actor WHERE entity IN ({entities}))"));
            }
            filter.days("d.date", articles);
            filter.source("d.id", articles);
            if let Some(issue) = &filter.issue {
                let on = articles.inner(|on| self.issue(issue, "p.issue", on))?;
                articles.push(format!("d.id IN (SELECT p.document FROM position p{on})"));
            }
            Ok(())
        })?;
        if !articles.is_empty() {
            conditions.push(format!(
                "+sentence_text.rowid IN (SELECT s.id FROM document d JOIN sentence s ON s.document = d.id{articles})"
            ));
        }
        let sql = format!(
            "WITH chosen AS (SELECT rowid AS id, highlight(sentence_text, 0, char({}), char({})) AS marked, rank
                 FROM sentence_text{} ORDER BY rank{})
             SELECT c.id, c.marked, s.start, s.stop, s.document, d.date AS published, d.source, d.title, d.url
             FROM chosen c JOIN sentence s ON s.id = c.id JOIN document d ON d.id = s.document ORDER BY c.rank, c.id",
            u32::from(OPEN),
            u32::from(CLOSE),
            conditions.clause(),
            filter.limit(),
        );
        self.found(filter, &sql, &conditions.values, |row| {
            let start = row.get("start")?;
            let (text, matches) = unmark(&row.get::<_, String>("marked")?, start);
            Ok(SentenceRow {
                sentence: row.get("id")?,
                text,
                start,
                stop: row.get("stop")?,
                matches,
                origin: origin(row)?,
                title: row.get("title")?,
                url: row.get("url")?,
            })
        })
    }
}

/// The text without its marks, and where they stood, counted from `start`.
fn unmark(marked: &str, start: usize) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut matches, mut at, mut open) = (String::with_capacity(marked.len()), Vec::new(), start, start);
    for c in marked.chars() {
        match c {
            OPEN => open = at,
            CLOSE => matches.push((open, at)),
            c => {
                text.push(c);
                at += 1;
            }
        }
    }
    (text, matches)
}
