//! The questions that one asks of a desk, one module each: [`Filter`] in, rows out. Every row says where it stands,
//! and its words can be had.

mod filter;
mod parts;
pub mod said;
pub mod search;
pub mod sql;
pub mod stands;
pub mod timeline;
pub mod who;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use crate::{Desk, DeskError, Result};

pub(crate) use filter::Conditions;
pub use filter::Filter;

/// What a question finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are more than the filter's limit lets through.
    pub more: bool,
}

/// Where a row comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Origin {
    /// Number of the document in the desk.
    pub document: i64,
    /// Day of publication.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
}

/// The words in their sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// First code point of the words in the document's text.
    pub start: usize,
    /// One past the last.
    pub stop: usize,
    /// The sentence that holds them.
    pub sentence: String,
    /// First code point of the sentence.
    pub sentence_start: usize,
    /// Title of the article.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

impl Desk {
    /// Rows of a query whose limit is one more than the filter's, to see whether there are more.
    pub(crate) fn found<T>(
        &self,
        filter: &Filter,
        sql: &str,
        values: &[Value],
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Found<T>> {
        let gather = || {
            self.connection
                .prepare(sql)?
                .query_map(params_from_iter(values), row)?
                .collect::<rusqlite::Result<Vec<T>>>()
        };
        let mut rows = gather().map_err(|e| self.asked(&e))?;
        let more = filter.limit > 0 && rows.len() > filter.limit;
        if more {
            rows.truncate(filter.limit);
        }
        Ok(Found { rows, more })
    }

    /// The database's error on a question; what the search did not understand is the question's fault.
    fn asked(&self, error: &rusqlite::Error) -> DeskError {
        let what = crate::error::word(error);
        let mut signs = ["fts5:", "unterminated string", "no such column", "unknown special query"].iter();
        if signs.any(|sign| what.contains(sign)) {
            let help = "write words, \"phrases in quotation marks\", AND, OR, NOT and word*; \
                words with other signs in them need quotation marks too";
            return DeskError::Question(format!("the words to search for make no query ({what}); {help}"));
        }
        self.fault(error)
    }
}

/// Names that a view joined.
fn names(joined: Option<String>) -> Vec<String> {
    joined.map(|j| j.split("; ").map(str::to_owned).collect()).unwrap_or_default()
}

fn origin(row: &Row<'_>) -> rusqlite::Result<Origin> {
    Ok(Origin { document: row.get("document")?, published: row.get("published")?, source: row.get("source")? })
}

fn evidence(row: &Row<'_>) -> rusqlite::Result<Evidence> {
    Ok(Evidence {
        start: row.get("start")?,
        stop: row.get("stop")?,
        sentence: row.get::<_, Option<String>>("sentence")?.unwrap_or_default(),
        sentence_start: row.get::<_, Option<usize>>("sentence_start")?.unwrap_or_default(),
        title: row.get("title")?,
        url: row.get("url")?,
    })
}
