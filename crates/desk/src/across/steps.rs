//! Steps of processes in the tables, taken from the articles that are new.

use std::collections::BTreeSet;

use demarche_coder::record::{Act, Status};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::{Desk, Result};

use super::items;
use super::process::Process;
use super::words::Words;

/// Articles whose steps are taken in one transaction.
const ARTICLES: usize = 500;

/// By what steps of one item meet, as the table keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct About {
    pub speakers: Vec<i64>,
    pub parties: Vec<i64>,
    pub issue: Option<String>,
    pub words: Vec<u32>,
}

/// Takes the steps of articles that have none yet, and works them into the items. Returns how many articles were new.
pub(crate) fn update(desk: &mut Desk) -> Result<usize> {
    let done = update_all(&mut desk.connection);
    done.map_err(|e| desk.fault(&e))
}

fn update_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let fresh: Vec<i64> = connection
        .prepare("SELECT document FROM record_due ORDER BY document")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for part in fresh.chunks(ARTICLES) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for &document in part {
            tx.prepare_cached("DELETE FROM step WHERE document = ?")?.execute([document])?;
            take(&tx, document, Process::built_in())?;
            tx.prepare_cached("DELETE FROM record_due WHERE document = ?")?.execute([document])?;
        }
        tx.commit()?;
    }
    // Also what a kill left between the last articles and here.
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    items::update(&tx)?;
    tx.commit()?;
    Ok(fresh.len())
}

/// A statement that may be a step.
struct Said {
    id: i64,
    rule: Option<(String, String)>,
    speaker: Option<i64>,
    addressee: Option<i64>,
    day: Option<String>,
    start: i64,
    stop: i64,
    words: String,
    issue: Option<String>,
}

/// The steps of one article.
fn take(tx: &Transaction, document: i64, rules: &Process) -> rusqlite::Result<()> {
    let said = statements(tx, document, rules)?;
    let mut shown: BTreeSet<i64> = BTreeSet::new();
    let mut query = tx.prepare_cached(
        "SELECT e.id, e.type, e.mode, e.status, e.date_from, e.date_to, e.day, d.date, e.trigger_start, e.attribution,
                s.start, s.stop, substr(d.text, s.start + 1, s.stop - s.start)
         FROM event e JOIN document d ON d.id = e.document JOIN sentence s ON s.id = e.sentence
         WHERE e.document = ? ORDER BY e.id",
    )?;
    let mut rows = query.query([document])?;
    while let Some(row) = rows.next()? {
        let (kind, mode): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let status: Status = super::spelled(row, 3)?;
        let (kind, step, is_answer) = match rules.of_event(&kind, mode.as_deref(), status) {
            Some((kind, step)) => (kind.to_owned(), step, false),
            None => match rules.answer_of(&kind, mode.as_deref(), status) {
                Some(answer) => (answer.to.join("|"), answer.step.as_str(), true),
                None => continue,
            },
        };
        let event: i64 = row.get(0)?;
        let (actors, recipients) = parties(tx, event)?;
        let (trigger, attribution): (i64, Option<i64>) = (row.get(8)?, row.get(9)?);
        // Who asks for a meeting in so many words takes the step, and his words are no step of their own.
        let asks = said.iter().find(|s| s.rule.is_some() && s.start <= trigger && trigger < s.stop);
        let relays = said.iter().find(|s| Some(s.id) == attribution);
        let mut about = About {
            issue: asks.and_then(|s| s.issue.clone()),
            words: Words::of(&row.get::<_, String>(12)?).hashes().to_vec(),
            ..About::default()
        };
        if is_answer {
            (about.speakers, about.parties) = (actors, recipients);
        } else {
            about.speakers = asks.or(relays).and_then(|s| s.speaker).into_iter().collect();
            about.parties = actors.into_iter().chain(recipients).collect();
            if about.parties.len() > 1 || (asks.is_some() && !about.speakers.is_empty()) {
                shown.extend(asks.map(|s| s.id));
            }
        }
        let is_ahead = !matches!(status, Status::Occurred | Status::Ongoing);
        let day: Option<String> = if is_ahead { row.get(7)? } else { row.get(6)? };
        let due: (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        write(
            tx,
            document,
            (Some(event), None),
            (&kind, is_answer, step),
            &about,
            (day, due),
            (row.get(10)?, row.get(11)?),
        )?;
    }
    for s in said.iter().filter(|s| !shown.contains(&s.id)) {
        let (Some((kind, step)), Some(speaker)) = (&s.rule, s.speaker) else { continue };
        let about = About {
            speakers: vec![speaker],
            parties: s.addressee.into_iter().collect(),
            issue: s.issue.clone(),
            words: Words::of(&s.words).hashes().to_vec(),
        };
        let days = (s.day.clone(), (None, None));
        write(tx, document, (None, Some(s.id)), (kind, false, step), &about, days, (s.start, s.stop))?;
    }
    Ok(())
}

fn statements(tx: &Transaction, document: i64, rules: &Process) -> rusqlite::Result<Vec<Said>> {
    let mut query = tx.prepare_cached(
        "SELECT t.id, t.act, coalesce(substr(d.text, t.cue_start + 1, t.cue_stop - t.cue_start), ''), a.entity, b.entity, t.day,
                min(c.start), max(c.stop), group_concat(substr(d.text, c.start + 1, c.stop - c.start), ' '),
                (SELECT p.issue FROM position p WHERE p.document = t.document AND (p.statement = t.id
                 OR (p.issue_start >= c.start AND p.issue_stop <= c.stop)) ORDER BY p.id LIMIT 1)
         FROM statement t JOIN document d ON d.id = t.document JOIN statement_content c ON c.statement = t.id
         LEFT JOIN actor a ON a.id = t.speaker LEFT JOIN actor b ON b.id = t.addressee
         WHERE t.document = ? GROUP BY t.id ORDER BY t.id",
    )?;
    let rows = query.query_map([document], |row| {
        let (act, cue): (Act, String) = (super::spelled(row, 1)?, row.get(2)?);
        let family = |key: String| key.split(": ").next().unwrap_or_default().to_owned();
        Ok(Said {
            id: row.get(0)?,
            rule: rules.of_statement(act, &cue).map(|(kind, step)| (kind.to_owned(), step.to_owned())),
            speaker: row.get(3)?,
            addressee: row.get(4)?,
            day: row.get(5)?,
            start: row.get(6)?,
            stop: row.get(7)?,
            words: row.get(8)?,
            issue: row.get::<_, Option<String>>(9)?.map(family),
        })
    })?;
    rows.collect()
}

/// Entities of an event's actors and recipients.
fn parties(tx: &Transaction, event: i64) -> rusqlite::Result<(Vec<i64>, Vec<i64>)> {
    let mut query = tx.prepare_cached(
        "SELECT x.role, a.entity FROM event_actor x JOIN actor a ON a.id = x.actor WHERE x.event = ? ORDER BY x.role, x.actor",
    )?;
    let rows = query.query_map([event], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let all: Vec<(String, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    let side = |role: &str| all.iter().filter(|(r, _)| r == role).map(|(_, e)| *e).collect();
    Ok((side("actor"), side("recipient")))
}

fn write(
    tx: &Transaction,
    document: i64,
    (event, statement): (Option<i64>, Option<i64>),
    (kind, is_answer, step): (&str, bool, &str),
    about: &About,
    (day, due): (Option<String>, (Option<String>, Option<String>)),
    (start, stop): (i64, i64),
) -> rusqlite::Result<()> {
    let json = serde_json::to_string(about).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    tx.prepare_cached(
        "INSERT INTO step (document, event, statement, kind, answer, step, speaker, about, day, due_from, due_to, start, stop, hash, confidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, (SELECT hash FROM document WHERE id = ?1),
             coalesce((SELECT confidence FROM event WHERE id = ?2), (SELECT confidence FROM statement WHERE id = ?3), 0))",
    )?
    .execute(params![
        document,
        event,
        statement,
        kind,
        is_answer,
        step,
        about.speakers.first(),
        json,
        day,
        due.0,
        due.1,
        start,
        stop
    ])?;
    Ok(())
}
