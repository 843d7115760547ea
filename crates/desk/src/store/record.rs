//! One record into the tables, and out of them again.

use std::collections::HashMap;

use demarche_coder::record::{ActorId, DayRange, Form, Record, StatementId, TextSpan};
use rusqlite::{CachedStatement, OptionalExtension as _, ToSql, Transaction, params};
use serde::Serialize;

use super::Coding;
use super::entities::{Entities, normal};
use crate::ledger::{Manners, Page, Part};

/// Level of compression of the record: higher ones cost more than they save.
const LEVEL: i32 = 3;

/// A value as JSON spells it.
pub(super) fn spelled(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Words with single blanks between them.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A record without the text, which the document has.
fn pack(record: &Record) -> std::io::Result<Vec<u8>> {
    let mut bare = record.clone();
    bare.document.text = String::new();
    zstd::encode_all(serde_json::to_vec(&bare)?.as_slice(), LEVEL)
}

/// The record that was packed, with the document's text back in its place.
fn unpack(packed: &[u8], text: String) -> std::io::Result<Record> {
    let json = zstd::decode_all(packed)?;
    let mut record: Record = serde_json::from_slice(&json)?;
    record.document.text = text;
    Ok(record)
}

/// Takes everything out that a record brought in; the document stays.
pub(super) fn remove(tx: &Transaction<'_>, document: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO sentence_text (sentence_text, rowid, text) SELECT 'delete', sentence, text FROM v_sentences WHERE document = ?1";
    tx.prepare_cached(sql)?.execute([document])?;
    // Those that point before those that are pointed at.
    for table in ["position", "ledger", "event", "statement", "actor", "time_expression", "place", "sentence", "record"]
    {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([document])?;
    }
    Ok(())
}

/// Writes records within one transaction.
pub(super) struct Writer<'t> {
    tx: &'t Transaction<'t>,
    entities: Entities<'t>,
    manners: Manners<'t>,
    coding: &'t Coding,
    coding_id: Option<i64>,
}

/// What the rows of one record refer to each other by.
struct Rows<'r> {
    document: i64,
    record: &'r Record,
    chars: Vec<usize>,
    sentences: i64,
    actors: HashMap<&'r ActorId, (i64, i64)>,
    statements: HashMap<&'r StatementId, i64>,
    events: i64,
}

impl Rows<'_> {
    /// Id of the sentence that holds a code point.
    fn sentence_at(&self, at: usize) -> Option<i64> {
        let sentences = &self.record.sentences;
        let next = sentences.partition_point(|s| s.span.start <= at);
        let number = next.checked_sub(1).filter(|&n| at < sentences[n].span.end)?;
        Some(self.sentences + number as i64)
    }

    fn words(&self, span: TextSpan) -> &str {
        let at = |point: usize| self.chars.get(point).copied().unwrap_or(self.record.document.text.len());
        self.record.document.text.get(at(span.start)..at(span.end)).unwrap_or_default()
    }

    fn actor(&self, id: &ActorId) -> Option<i64> {
        self.actors.get(id).map(|a| a.0)
    }

    fn entity(&self, id: &ActorId) -> Option<i64> {
        self.actors.get(id).map(|a| a.1)
    }

    /// The first of a range of days, or the day of publication.
    fn day(&self, date: Option<&DayRange>) -> Option<String> {
        date.map(|d| d.from.clone()).or_else(|| self.record.document.date.clone())
    }
}

fn start(span: Option<TextSpan>) -> Option<usize> {
    span.map(|s| s.start)
}

fn stop(span: Option<TextSpan>) -> Option<usize> {
    span.map(|s| s.end)
}

impl<'t> Writer<'t> {
    pub fn new(tx: &'t Transaction<'t>, coding: &'t Coding) -> rusqlite::Result<Self> {
        Ok(Self { tx, entities: Entities::new(tx), manners: Manners::new(tx), coding, coding_id: None })
    }

    /// Writes the record of a document that has none.
    pub fn put(&mut self, document: i64, record: &Record) -> rusqlite::Result<()> {
        let coding = self.coding()?;
        let json = pack(record).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
        self.run("INSERT INTO record VALUES (?1, ?2, ?3)", &[&document, &coding, &json])?;
        let sentences = self.next("sentence")?;
        let mut rows = Rows {
            document,
            record,
            chars: record.document.text.char_indices().map(|(i, _)| i).collect(),
            sentences,
            actors: HashMap::new(),
            statements: HashMap::new(),
            events: self.next("event")?,
        };
        self.sentences(&rows)?;
        self.actors(&mut rows)?;
        self.statements(&mut rows)?;
        self.events(&rows)?;
        self.positions(&rows)?;
        self.dates_and_places(&rows)
    }

    fn coding(&mut self) -> rusqlite::Result<i64> {
        if let Some(id) = self.coding_id {
            return Ok(id);
        }
        let values = params![self.coding.program, self.coding.model, self.coding.lexicon];
        self.tx.execute("INSERT OR IGNORE INTO coding (program, model, lexicon) VALUES (?1, ?2, ?3)", values)?;
        let sql = "SELECT id FROM coding WHERE (program, model, lexicon) = (?1, ?2, ?3)";
        let id = self.tx.query_row(sql, values, |row| row.get(0))?;
        Ok(*self.coding_id.insert(id))
    }

    fn sql(&self, sql: &str) -> rusqlite::Result<CachedStatement<'t>> {
        self.tx.prepare_cached(sql)
    }

    fn run(&self, sql: &str, values: &[&dyn ToSql]) -> rusqlite::Result<usize> {
        self.sql(sql)?.execute(values)
    }

    /// The id after the highest of a table, so that rows can name each other before they are there.
    fn next(&self, table: &str) -> rusqlite::Result<i64> {
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
        self.sql(&sql)?.query_row([], |row| row.get(0))
    }

    fn sentences(&self, rows: &Rows<'_>) -> rusqlite::Result<()> {
        let mut sentence = self.sql("INSERT INTO sentence VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let mut words = self.sql("INSERT INTO sentence_text (rowid, text) VALUES (?1, ?2)")?;
        for (number, s) in rows.record.sentences.iter().enumerate() {
            let id = rows.sentences + number as i64;
            sentence.execute(params![id, rows.document, number, s.span.start, s.span.end, spelled(&s.kind)])?;
            words.execute(params![id, rows.words(s.span)])?;
        }
        Ok(())
    }

    fn actors<'r>(&mut self, rows: &mut Rows<'r>) -> rusqlite::Result<()> {
        let record = rows.record;
        let first = self.next("actor")?;
        let mut actor = self.sql("INSERT INTO actor VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
        let mut mention = self.sql("INSERT OR IGNORE INTO mention VALUES (?1, ?2, ?3, ?4)")?;
        let mut alias = self.sql("INSERT OR IGNORE INTO alias VALUES (?1, ?2, ?3)")?;
        for (id, a) in (first..).zip(&record.actors) {
            let entity = self.entities.of(a)?;
            rows.actors.insert(&a.id, (id, entity));
            actor.execute(params![
                id,
                rows.document,
                a.id.0,
                entity,
                a.role,
                a.sector,
                a.mentions.len(),
                record.events.iter().filter(|e| e.actors.contains(&a.id)).count(),
                record.events.iter().filter(|e| e.recipients.contains(&a.id)).count(),
                record.statements.iter().filter(|s| s.speaker.as_ref() == Some(&a.id)).count(),
                record.positions.iter().filter(|p| p.actor == a.id).count(),
            ])?;
            for m in &a.mentions {
                mention.execute(params![id, m.span.start, m.span.end, spelled(&m.form)])?;
                let name = normal(rows.words(m.span));
                if m.form == Form::Name && !name.is_empty() {
                    alias.execute(params![name, entity, id])?;
                }
            }
        }
        let mut member = self.sql("INSERT OR IGNORE INTO actor_member VALUES (?1, ?2)")?;
        for a in &record.actors {
            for m in &a.members {
                if let (Some(whole), Some(part)) = (rows.actor(&a.id), rows.actor(m)) {
                    member.execute([whole, part])?;
                }
            }
        }
        Ok(())
    }

    fn statements<'r>(&self, rows: &mut Rows<'r>) -> rusqlite::Result<()> {
        let record = rows.record;
        rows.statements = (self.next("statement")?..).zip(&record.statements).map(|(id, s)| (&s.id, id)).collect();
        let mut statement = self.sql(
            "INSERT INTO statement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?;
        let mut content = self.sql("INSERT INTO statement_content VALUES (?1, ?2, ?3, ?4)")?;
        for s in &record.statements {
            let id = rows.statements[&s.id];
            let begins = s.content.first().copied().or(s.cue).or(s.speaker_text);
            statement.execute(params![
                id,
                rows.document,
                s.id.0,
                begins.and_then(|b| rows.sentence_at(b.start)),
                s.speaker.as_ref().and_then(|a| rows.actor(a)),
                s.speaker.as_ref().and_then(|a| rows.entity(a)),
                s.addressee.as_ref().and_then(|a| rows.actor(a)),
                spelled(&s.act),
                s.quoted,
                rows.day(s.date.as_ref()),
                s.date.as_ref().map(|d| &d.from),
                s.date.as_ref().map(|d| &d.to),
                start(s.speaker_text),
                stop(s.speaker_text),
                start(s.cue),
                stop(s.cue),
                s.inside.as_ref().and_then(|i| rows.statements.get(i)),
                s.confidence,
            ])?;
            for (number, span) in s.content.iter().enumerate() {
                content.execute(params![id, number, span.start, span.end])?;
            }
        }
        Ok(())
    }

    fn events(&mut self, rows: &Rows<'_>) -> rusqlite::Result<()> {
        let mut event = self.sql(
            "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
             ?20, ?21, ?22, ?23, ?24, ?25)",
        )?;
        let mut party = self.sql("INSERT OR IGNORE INTO event_actor VALUES (?1, ?2, ?3, ?4)")?;
        let mut page = Page::default();
        let mut evidence = self.sql("INSERT OR IGNORE INTO event_evidence VALUES (?1, ?2, ?3)")?;
        for (id, e) in (rows.events..).zip(&rows.record.events) {
            let status = spelled(&e.status);
            let sentence = (e.sentence < rows.record.sentences.len()).then_some(rows.sentences + e.sentence as i64);
            event.execute(params![
                id,
                rows.document,
                e.id.0,
                sentence,
                e.kind,
                e.mode,
                serde_json::Value::from(e.contexts.clone()).to_string(),
                e.cameo,
                e.quad,
                e.score,
                e.goldstein,
                status,
                rows.day(e.date.as_ref()),
                e.date.as_ref().map(|d| &d.from),
                e.date.as_ref().map(|d| &d.to),
                e.place.as_ref().map(|p| &p.name),
                e.place.as_ref().and_then(|p| p.country.as_ref()),
                e.place.as_ref().and_then(|p| p.lat),
                e.place.as_ref().and_then(|p| p.lon),
                e.trigger.start,
                e.trigger.end,
                start(e.condition),
                stop(e.condition),
                e.attribution.as_ref().and_then(|s| rows.statements.get(s)),
                e.confidence,
            ])?;
            let mut parts = Vec::new();
            for (parties, role) in [(&e.actors, "actor"), (&e.recipients, "recipient")] {
                for &(actor, entity) in parties.iter().filter_map(|a| rows.actors.get(a)) {
                    // Who is named twice takes part once.
                    if party.execute(params![id, actor, role, entity])? > 0 {
                        parts.push(Part { entity, acts: role == "actor" });
                    }
                }
            }
            page.add(self.manners.of(&e.kind, e.mode.as_deref(), &status)?, e.confidence, &parts);
            for span in &e.evidence {
                evidence.execute(params![id, span.start, span.end])?;
            }
        }
        page.write(self.tx, rows.document)
    }

    fn positions(&self, rows: &Rows<'_>) -> rusqlite::Result<()> {
        let record = rows.record;
        let first = self.next("position")?;
        let mut position = self.sql(
            "INSERT INTO position VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?;
        let mut ids = HashMap::new();
        for (id, p) in (first..).zip(&record.positions) {
            let Some(&(actor, entity)) = rows.actors.get(&p.actor) else { continue };
            ids.insert(&p.id, id);
            let statement = p.statement.as_ref().and_then(|s| record.statements.iter().find(|x| x.id == *s));
            let event = p.event.as_ref().and_then(|e| record.events.iter().position(|x| x.id == *e));
            let date = statement.and_then(|s| s.date.as_ref());
            position.execute(params![
                id,
                rows.document,
                p.id.0,
                rows.sentence_at(p.evidence.start),
                actor,
                entity,
                p.issue_key,
                spelled(&p.stance),
                spelled(&p.time),
                rows.day(date),
                p.issue.start,
                p.issue.end,
                p.evidence.start,
                p.evidence.end,
                start(p.condition),
                stop(p.condition),
                statement.and_then(|s| rows.statements.get(&s.id)),
                event.map(|number| rows.events + number as i64),
                p.confidence,
            ])?;
        }
        let mut change = self.sql("INSERT OR IGNORE INTO position_change VALUES (?1, ?2)")?;
        for c in &record.changes {
            if let (Some(earlier), Some(later)) = (ids.get(&c.from), ids.get(&c.to)) {
                change.execute([earlier, later])?;
            }
        }
        Ok(())
    }

    fn dates_and_places(&self, rows: &Rows<'_>) -> rusqlite::Result<()> {
        let mut time = self.sql(
            "INSERT INTO time_expression (document, start, stop, type, value, date_from, date_to)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for d in &rows.record.dates {
            let values = params![rows.document, d.span.start, d.span.end, spelled(&d.kind), d.value, d.from, d.to];
            time.execute(values)?;
        }
        let first = self.next("place")?;
        let mut place = self.sql("INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        let mut mention = self.sql("INSERT OR IGNORE INTO place_mention VALUES (?1, ?2, ?3)")?;
        for (id, p) in (first..).zip(&rows.record.places) {
            place.execute(params![id, rows.document, p.name, p.country, p.region, p.lat, p.lon])?;
            for span in &p.mentions {
                mention.execute(params![id, span.start, span.end])?;
            }
        }
        Ok(())
    }
}

impl crate::Desk {
    /// The whole record of a document as it was coded, or none.
    pub fn record(&self, document: i64) -> crate::Result<Option<Record>> {
        let sql = "SELECT r.json, d.text FROM record r JOIN document d ON d.id = r.document WHERE d.id = ?1";
        let row = self.connection.prepare_cached(sql).and_then(|mut s| {
            s.query_row([document], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))).optional()
        });
        let row = row.map_err(|e| self.fault(&e))?;
        row.map(|(packed, text)| unpack(&packed, text)).transpose().map_err(|e| crate::DeskError::Damaged {
            path: self.path().to_owned(),
            what: format!("the record of document {document}: {e}"),
        })
    }
}
