//! Steps of processes in the tables: taken from the articles that are new, and made items with all others.

use std::collections::{BTreeMap, BTreeSet};

use demarche_coder::record::{Act, Status};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::{Desk, Result};

use super::days::{Day, Days};
use super::follow::{Item, Step, follow};
use super::numbers;
use super::process::Process;
use super::report::Party;
use super::words::Words;

/// Articles whose steps are taken in one transaction.
const ARTICLES: usize = 500;

/// By what steps of one item meet, as the table keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct About {
    speakers: Vec<i64>,
    parties: Vec<i64>,
    issue: Option<String>,
    words: Vec<u32>,
}

/// Takes the steps of articles that have none yet, and works out the items anew. Returns how many articles were new.
pub(crate) fn update(desk: &mut Desk) -> Result<usize> {
    let done = update_all(&mut desk.connection);
    done.map_err(|e| desk.fault(&e))
}

fn update_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let fresh: Vec<(i64, i64)> = connection
        .prepare(
            "SELECT r.document, r.coding FROM record r LEFT JOIN stepped s ON s.document = r.document
             WHERE s.coding IS NOT r.coding ORDER BY r.document",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for part in fresh.chunks(ARTICLES) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for &(document, coding) in part {
            tx.prepare_cached("DELETE FROM step WHERE document = ?")?.execute([document])?;
            take(&tx, document, Process::built_in())?;
            tx.prepare_cached("INSERT OR REPLACE INTO stepped (document, coding) VALUES (?, ?)")?
                .execute([document, coding])?;
        }
        tx.execute("UPDATE desk SET value = value + 1 WHERE key = 'steps'", [])?;
        tx.commit()?;
    }
    // A kill between the last articles and here leaves steps that no look was had at.
    let untaken = "SELECT EXISTS (SELECT 1 FROM desk WHERE key = 'steps' AND value <> (SELECT value FROM desk WHERE key = 'items'))";
    if !fresh.is_empty() || connection.query_row(untaken, [], |row| row.get(0))? {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        regroup(&tx)?;
        tx.execute("INSERT OR REPLACE INTO desk SELECT 'items', value FROM desk WHERE key = 'steps'", [])?;
        tx.commit()?;
    }
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
        "INSERT INTO step (document, event, statement, kind, answer, step, speaker, about, day, due_from, due_to, start, stop)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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

/// Where a step stood before: item, name and place in it.
type Standing = (Option<i64>, Option<String>, Option<i64>);

/// Works out the items from all steps, and writes what changed.
fn regroup(tx: &Transaction) -> rusqlite::Result<()> {
    let entities = entities(tx)?;
    let mut before: BTreeMap<i64, Standing> = BTreeMap::new();
    let mut query = tx.prepare(
        "SELECT t.id, d.hash, t.start, t.kind, t.answer, t.step, t.about, t.day, t.due_from, t.due_to, t.item, t.called, t.number
         FROM step t JOIN document d ON d.id = t.document",
    )?;
    let mut rows = query.query([])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let about: String = row.get(6)?;
        let about: About = serde_json::from_str(&about)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(6, rusqlite::types::Type::Text, e.into()))?;
        let day =
            |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(at)?.and_then(|d| d.parse::<Day>().ok()));
        let all = |ids: &[i64]| ids.iter().filter_map(|id| entities.get(id).cloned()).collect::<Vec<Party>>();
        let (from, to) = (day(8)?, day(9)?);
        before.insert(row.get(0)?, (row.get(10)?, row.get(11)?, row.get(12)?));
        steps.push(Step {
            id: row.get(0)?,
            order: (row.get(1)?, row.get(2)?),
            kind: row.get(3)?,
            is_answer: row.get(4)?,
            step: row.get(5)?,
            speakers: all(&about.speakers),
            parties: all(&about.parties),
            issue: about.issue,
            words: Words::from_hashes(about.words),
            day: day(7)?,
            due: from.zip(to).map(|(from, to)| Days { from, to }),
        });
    }
    let items = follow(&steps, Process::built_in());
    let home = before.iter().filter_map(|(step, (item, ..))| item.map(|item| (*step, item))).collect();
    let groups: Vec<Vec<i64>> = items.iter().map(|i| i.steps.iter().map(|(id, _)| *id).collect()).collect();
    let mut seen = BTreeSet::new();
    for (item, number) in items.iter().zip(numbers::keep(&groups, &home)) {
        let number = write_item(tx, item, number)?;
        seen.insert(number);
        for (at, (step, called)) in (1_i64..).zip(&item.steps) {
            let now = (Some(number), Some(called.clone()), Some(at));
            if before.remove(step).as_ref() != Some(&now) {
                tx.prepare_cached("UPDATE step SET item = ?, called = ?, number = ? WHERE id = ?")?
                    .execute(params![number, called, at, step])?;
            }
        }
    }
    for (step, _) in before.iter().filter(|(_, (item, ..))| item.is_some()) {
        tx.prepare_cached("UPDATE step SET item = NULL, called = NULL, number = NULL WHERE id = ?")?.execute([step])?;
    }
    let old: Vec<i64> =
        tx.prepare("SELECT id FROM item")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for item in old.iter().filter(|id| !seen.contains(id)) {
        tx.execute("DELETE FROM item WHERE id = ?", [item])?;
    }
    Ok(())
}

/// Writes an item if it is not there as it is; returns its number.
fn write_item(tx: &Transaction, item: &Item, number: Option<i64>) -> rusqlite::Result<i64> {
    let day = |day: Option<Day>| day.map(|d| d.to_string());
    let (from, to) = (day(item.due.map(|d| d.from)), day(item.due.map(|d| d.to)));
    tx.prepare_cached(
        "INSERT INTO item (id, kind, issue, status, open, first, latest, due_from, due_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, issue = excluded.issue, status = excluded.status,
         open = excluded.open, first = excluded.first, latest = excluded.latest, due_from = excluded.due_from, due_to = excluded.due_to
         WHERE (kind, issue, status, open, first, latest, due_from, due_to) IS NOT (excluded.kind, excluded.issue, excluded.status,
         excluded.open, excluded.first, excluded.latest, excluded.due_from, excluded.due_to)",
    )?
    .execute(params![number, item.kind, item.issue, item.status(), item.is_open, day(item.first), day(item.latest), from, to])?;
    let number = number.unwrap_or_else(|| tx.last_insert_rowid());
    let known: BTreeSet<i64> = tx
        .prepare_cached("SELECT entity FROM item_party WHERE item = ?")?
        .query_map([number], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if known != item.parties {
        tx.prepare_cached("DELETE FROM item_party WHERE item = ?")?.execute([number])?;
        for party in &item.parties {
            tx.prepare_cached("INSERT INTO item_party (item, entity) VALUES (?, ?)")?.execute([number, *party])?;
        }
    }
    Ok(number)
}

/// All actors, as parties that speak for their country when they hold its office.
fn entities(tx: &Transaction) -> rusqlite::Result<BTreeMap<i64, Party>> {
    let mut query = tx.prepare("SELECT id, coalesce(country, code), named, kind, sector FROM entity")?;
    let rows = query.query_map([], |row| {
        let (kind, sector): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        let is_official = matches!(sector.as_deref(), Some("GOV" | "MIL"));
        let party = Party {
            entity: row.get(0)?,
            country: row.get(1)?,
            is_named: row.get(2)?,
            is_state: kind == "state" || kind == "government" || is_official,
        };
        Ok((party.entity, party))
    })?;
    rows.collect()
}
