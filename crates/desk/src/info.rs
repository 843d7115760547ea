//! What a desk holds, in numbers.

use crate::{Desk, Result, VERSION};

/// What a desk holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Version of its tables.
    pub version: i64,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Number of rows of each thing, in the order in which they are told.
    pub counts: Vec<(&'static str, i64)>,
    /// First and last day of publication.
    pub days: Option<(String, String)>,
    /// Documents a language, the most frequent first.
    pub languages: Vec<(String, i64)>,
    /// Records a coding: program, model, lexicon.
    pub codings: Vec<(String, i64)>,
}

impl Info {
    /// The same as pairs for reading.
    #[must_use]
    pub fn lines(&self) -> Vec<(String, String)> {
        let mut lines: Vec<(String, String)> =
            self.counts.iter().map(|(what, count)| ((*what).to_owned(), count.to_string())).collect();
        if let Some((from, to)) = &self.days {
            lines.push(("published".to_owned(), format!("{from} to {to}")));
        }
        lines.extend(self.languages.iter().map(|(tag, count)| ("language".to_owned(), format!("{tag}: {count}"))));
        lines.extend(self.codings.iter().map(|(by, count)| ("coded by".to_owned(), format!("{by}: {count}"))));
        lines.push(("tables".to_owned(), format!("version {}", self.version)));
        lines.push(("size".to_owned(), format!("{:.1} MB", self.bytes as f64 / 1e6)));
        lines
    }
}

const COUNTED: [(&str, &str); 7] = [
    ("documents", "document"),
    ("copies", "copy"),
    ("sentences", "sentence"),
    ("actors", "entity"),
    ("events", "event"),
    ("statements", "statement"),
    ("positions", "position"),
];

impl Desk {
    /// What it holds.
    pub fn info(&self) -> Result<Info> {
        let pairs = |sql: &str| -> rusqlite::Result<Vec<(String, i64)>> {
            self.connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let gather = || {
            let mut counts = Vec::new();
            for (name, table) in COUNTED {
                let sql = format!("SELECT count(*) FROM {table}");
                counts.push((name, self.connection.query_row(&sql, [], |row| row.get(0))?));
            }
            let days = self.connection.query_row("SELECT min(date), max(date) FROM document", [], |row| {
                Ok(Option::zip(row.get(0)?, row.get(1)?))
            })?;
            Ok(Info {
                version: VERSION,
                bytes: std::fs::metadata(self.path()).map_or(0, |m| m.len()),
                counts,
                days,
                languages: pairs("SELECT language, count(*) FROM document GROUP BY 1 ORDER BY 2 DESC, 1")?,
                codings: pairs(
                    "SELECT 'demarche ' || program || ', model ' || substr(model, 1, 8) || ', lexicon ' || substr(lexicon, 1, 8),
                     count(*) FROM record JOIN coding ON coding.id = record.coding GROUP BY coding.id ORDER BY coding.id",
                )?,
            })
        };
        gather().map_err(|e| self.fault(&e))
    }

    /// Ids of all documents that have a record, in order.
    pub fn coded(&self) -> Result<Vec<i64>> {
        let ids = || {
            let mut statement = self.connection.prepare("SELECT document FROM record ORDER BY document")?;
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()
        };
        ids().map_err(|e| self.fault(&e))
    }
}
