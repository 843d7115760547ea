//! Writing: articles with their records come in, in transactions of several, each article whole or not at all.
//! What is here already is recognised, whatever source or run it came from.

mod entities;
mod feeds;
mod record;

pub(crate) use entities::normal;

use demarche_coder::fnv;
use demarche_coder::record::Record;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::desk::Desk;
use crate::error::Result;
use crate::similar::{Likeness, Runs};

/// An article as it comes in.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Its id; a hash of the text when it has none.
    pub name: Option<String>,
    /// Its text.
    pub text: String,
    /// Title.
    pub title: Option<String>,
    /// ISO day of publication.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// BCP 47 tag; English when it is not known.
    pub language: Option<String>,
    /// The file and place in it that it was read from.
    pub origin: Option<String>,
}

impl Incoming {
    fn hash(&self) -> String {
        format!("{:016x}", fnv(self.text.bytes()))
    }

    fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.hash())
    }
}

/// What made a record: the same three always make the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Version of the program.
    pub program: String,
    /// Hash of the models.
    pub model: String,
    /// Hash of the data files.
    pub lexicon: String,
}

/// What became of an article that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a new document.
    New(i64),
    /// It is a new document, and a new version of an older one.
    Update {
        /// The new document.
        document: i64,
        /// The older one.
        of: i64,
    },
    /// It is another source of a document that was there.
    Copy {
        /// That document.
        of: i64,
    },
    /// It is there already, from the same source.
    Known(i64),
}

/// What an article is to the documents that are there.
enum Kinship {
    None,
    Known(i64),
    Copy(i64, f64),
    Update(i64),
}

impl Desk {
    /// Whether coding an article would be in vain, because it or its like is there. What others add
    /// meanwhile is found by [`Desk::add`].
    pub fn knows(&self, article: &Incoming) -> Result<bool> {
        let runs = Runs::of(&article.text);
        let kin = kinship(&self.connection, article, &runs).map_err(|e| self.fault(&e))?;
        Ok(matches!(kin, Kinship::Known(_) | Kinship::Copy(..)))
    }

    /// Adds articles with their records in one transaction: all of them or, on any fault, none.
    /// An article without a record (one that is not English, say) is kept uncoded.
    pub fn add(&mut self, articles: &[(Incoming, Option<Record>)], coding: &Coding) -> Result<Vec<Outcome>> {
        self.write(|tx| {
            let mut writer = record::Writer::new(tx, coding)?;
            let outcomes = articles.iter().map(|(article, record)| one(tx, &mut writer, article, record.as_ref()));
            let outcomes: Vec<Outcome> = outcomes.collect::<rusqlite::Result<_>>()?;
            let stands = |o: &Outcome| matches!(o, Outcome::Known(_));
            Ok((!outcomes.iter().all(stands), outcomes))
        })
    }

    /// Ids of the documents whose record another coding made, or which have none though they are English;
    /// of all English ones if `all`.
    pub fn outdated(&self, coding: &Coding, all: bool) -> Result<Vec<i64>> {
        let sql =
            "SELECT d.id FROM document d LEFT JOIN record r ON r.document = d.id LEFT JOIN coding c ON c.id = r.coding
            WHERE d.language LIKE 'en%' AND (?1 OR c.id IS NULL OR (c.program, c.model, c.lexicon) IS NOT (?2, ?3, ?4))
            ORDER BY d.id";
        let ids = || {
            let mut statement = self.connection.prepare(sql)?;
            let rows =
                statement.query_map(params![all, coding.program, coding.model, coding.lexicon], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<i64>>>()
        };
        ids().map_err(|e| self.fault(&e))
    }

    /// A document as it came in, or none if there is no such id.
    pub fn document(&self, id: i64) -> Result<Option<Incoming>> {
        let sql = "SELECT name, text, title, date, source, url, language, origin FROM document WHERE id = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut s| {
            s.query_row([id], |row| {
                Ok(Incoming {
                    name: row.get(0)?,
                    text: row.get(1)?,
                    title: row.get(2)?,
                    date: row.get(3)?,
                    source: row.get(4)?,
                    url: row.get(5)?,
                    language: row.get(6)?,
                    origin: row.get(7)?,
                })
            })
            .optional()
        });
        found.map_err(|e| self.fault(&e))
    }

    /// Replaces the records of documents in one transaction. Documents that are gone are passed over.
    pub fn replace(&mut self, records: &[(i64, Record)], coding: &Coding) -> Result {
        self.write(|tx| {
            let mut writer = record::Writer::new(tx, coding)?;
            for (document, record) in records {
                let there = tx.prepare_cached("SELECT 1 FROM document WHERE id = ?1")?.exists([document])?;
                if there {
                    record::remove(tx, *document)?;
                    writer.put(*document, record)?;
                }
            }
            Ok((!records.is_empty(), ()))
        })
    }

    /// Runs a change as one transaction that waits for its turn; `true` beside the result counts it as a change.
    fn write<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<(bool, T)>) -> Result<T> {
        let run = |connection: &mut Connection| {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (changed, result) = change(&tx)?;
            if changed {
                tx.execute("UPDATE desk SET value = value + 1 WHERE key = 'revision'", [])?;
            }
            tx.commit()?;
            Ok(result)
        };
        let result = run(&mut self.connection);
        result.map_err(|e| self.fault(&e))
    }
}

fn one(
    tx: &Transaction<'_>,
    writer: &mut record::Writer<'_>,
    article: &Incoming,
    record: Option<&Record>,
) -> rusqlite::Result<Outcome> {
    let runs = Runs::of(&article.text);
    match kinship(tx, article, &runs)? {
        Kinship::Known(document) => Ok(Outcome::Known(document)),
        Kinship::Copy(of, likeness) => {
            copy(tx, article, of, likeness)?;
            Ok(Outcome::Copy { of })
        }
        Kinship::Update(of) => {
            let document = insert(tx, article, &runs)?;
            // The one of the earlier day is the earlier version, whichever came in first.
            let sql = "SELECT count(*) FROM document WHERE id = ?1 AND date > ?2";
            let backwards =
                tx.prepare_cached(sql)?.query_row(params![of, article.date], |row| row.get::<_, bool>(0))?;
            let (new, old) = if backwards { (of, document) } else { (document, of) };
            let sql = "UPDATE document SET updates = ?2 WHERE id = ?1 AND updates IS NULL";
            tx.prepare_cached(sql)?.execute([new, old])?;
            record.map(|record| writer.put(document, record)).transpose()?;
            Ok(if backwards { Outcome::New(document) } else { Outcome::Update { document, of } })
        }
        Kinship::None => {
            let document = insert(tx, article, &runs)?;
            record.map(|record| writer.put(document, record)).transpose()?;
            Ok(Outcome::New(document))
        }
    }
}

/// UTC now, to the second, by the database's clock.
const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

fn insert(tx: &Transaction<'_>, article: &Incoming, runs: &Runs) -> rusqlite::Result<i64> {
    let sql = format!(
        "INSERT INTO document (name, title, date, source, url, language, origin, hash, added, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, {NOW}, ?9)"
    );
    let language = article.language.as_deref().unwrap_or("en");
    let values = params![
        article.name(),
        article.title,
        article.date,
        article.source,
        article.url,
        language,
        article.origin,
        article.hash(),
        article.text
    ];
    tx.prepare_cached(&sql)?.execute(values)?;
    let document = tx.last_insert_rowid();
    let mut band = tx.prepare_cached("INSERT OR IGNORE INTO band VALUES (?1, ?2)")?;
    for hash in runs.bands() {
        band.execute([hash, document])?;
    }
    Ok(document)
}

fn copy(tx: &Transaction<'_>, article: &Incoming, of: i64, likeness: f64) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT INTO copy (document, name, title, date, source, url, origin, hash, likeness, added, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, {NOW}, nullif(?10, (SELECT text FROM document WHERE id = ?1)))"
    );
    let values = params![
        of,
        article.name(),
        article.title,
        article.date,
        article.source,
        article.url,
        article.origin,
        article.hash(),
        likeness,
        article.text
    ];
    tx.prepare_cached(&sql)?.execute(values).map(drop)
}

fn kinship(connection: &Connection, article: &Incoming, runs: &Runs) -> rusqlite::Result<Kinship> {
    let hash = article.hash();
    // The very article, from the very source: what a second run over the same input brings.
    let sql = "SELECT document FROM (
            SELECT id AS document, name, source, url, text FROM document WHERE hash = ?1 UNION ALL
            SELECT c.document, c.name, c.source, c.url, coalesce(c.text, d.text) FROM copy c JOIN document d ON d.id = c.document
            WHERE c.hash = ?1)
        WHERE text = ?2 AND name = ?3 AND source IS ?4 AND url IS ?5";
    let values = params![hash, article.text, article.name(), article.source, article.url];
    if let Some(document) = connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()? {
        return Ok(Kinship::Known(document));
    }
    let sql = "SELECT id FROM document WHERE hash = ?1 AND text = ?2";
    let same = connection.prepare_cached(sql)?.query_row(params![hash, article.text], |row| row.get(0)).optional()?;
    if let Some(document) = same {
        return Ok(Kinship::Copy(document, 1.0));
    }
    let mut nearest = Kinship::None;
    let mut document = connection.prepare_cached("SELECT text, url FROM document WHERE id = ?1")?;
    for candidate in candidates(connection, runs)? {
        let (text, url): (String, Option<String>) = document.query_row([candidate], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let same_place = url.is_some() && url == article.url;
        match (runs.likeness(&Runs::of(&text), same_place), &nearest) {
            (Likeness::Copy(likeness), _) => return Ok(Kinship::Copy(candidate, likeness)),
            (Likeness::Update, Kinship::None) => nearest = Kinship::Update(candidate),
            _ => {}
        }
    }
    Ok(nearest)
}

/// Documents that share bands, those with the most first, and of equals the latest.
fn candidates(connection: &Connection, runs: &Runs) -> rusqlite::Result<Vec<i64>> {
    /// Enough for the versions that one story goes through in a day.
    const MOST: usize = 12;
    let mut shared = std::collections::BTreeMap::new();
    let mut band =
        connection.prepare_cached("SELECT document FROM band WHERE hash = ?1 ORDER BY document DESC LIMIT 50")?;
    for hash in runs.bands() {
        for document in band.query_map([hash], |row| row.get::<_, i64>(0))? {
            *shared.entry(document?).or_insert(0) += 1;
        }
    }
    let mut found: Vec<(i32, i64)> = shared.into_iter().map(|(document, bands)| (bands, document)).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found.into_iter().take(MOST).map(|(_, document)| document).collect())
}
