//! Acts in the tables: what is new is merged with what is near, and people's decisions are kept.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use crate::{Desk, DeskError, Result};

use super::days::{Day, Days};
use super::merge::{Act, Decision, merge};
use super::numbers;
use super::report::{Party, Report, Spot};
use super::settle::{settle, spelling};
use super::tolls::tolls;
use super::words::Words;

/// Days around something new within which all acts of its type are looked at again: a month that one report gives, and some.
const AROUND: i32 = 35;

/// Merges events that belong to no act yet with those of their type and time. Returns how many events were new.
pub(crate) fn update(desk: &mut Desk) -> Result<usize> {
    let done = update_all(&mut desk.connection);
    done.map_err(|e| desk.fault(&e))
}

fn update_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // A new coding takes events away; what is left of their acts is looked at again.
    tx.execute(
        "DELETE FROM act_event WHERE act IN (SELECT id FROM act c WHERE reports <> (SELECT count(*) FROM act_event m WHERE m.act = c.id))",
        [],
    )?;
    tx.execute("DELETE FROM act WHERE id NOT IN (SELECT act FROM act_event)", [])?;
    let types: Vec<String> = tx
        .prepare("SELECT DISTINCT type FROM event WHERE id NOT IN (SELECT event FROM act_event) ORDER BY type")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.commit()?;
    let mut count = 0;
    // A type at a time, so that memory holds only what may be one act; what is cut off is new the next time.
    for kind in types {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let fresh: Vec<(i64, Option<String>)> = tx
            .prepare(
                "SELECT id, day FROM event WHERE type = ? AND id NOT IN (SELECT event FROM act_event) ORDER BY day, id",
            )?
            .query_map([&kind], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        count += fresh.len();
        let mut events: BTreeSet<i64> = fresh.iter().map(|(id, _)| *id).collect();
        events.extend(around(&tx, &kind, fresh.iter().filter_map(|(_, day)| day.as_deref()))?);
        remerge(&tx, events)?;
        tx.commit()?;
    }
    Ok(count)
}

/// Events of a type on the days around some days.
fn around<'d>(tx: &Transaction, kind: &str, days: impl Iterator<Item = &'d str>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut spans: Vec<Days> = Vec::new();
    for day in days.filter_map(|d| d.parse::<Day>().ok()) {
        let span = Days { from: day.plus(-AROUND), to: day.plus(AROUND) };
        match spans.last_mut() {
            Some(last) if last.gap(span) <= 1 => last.to = last.to.max(span.to),
            _ => spans.push(span),
        }
    }
    let mut found = BTreeSet::new();
    let mut query = tx.prepare("SELECT id FROM event WHERE type = ? AND day BETWEEN ? AND ?")?;
    for span in spans {
        let rows = query.query_map(params![kind, span.from.to_string(), span.to.to_string()], |row| row.get(0))?;
        for id in rows {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// Makes the acts of these events, and of all that share an act with them, anew; writes what changed.
fn remerge(tx: &Transaction, mut events: BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut home = BTreeMap::new();
    let mut fellows = tx.prepare("SELECT event FROM act_event WHERE act = ?")?;
    let mut act_of = tx.prepare("SELECT act FROM act_event WHERE event = ?")?;
    let mut old: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for event in events.clone() {
        let act: Option<i64> = act_of.query_row([event], |row| row.get(0)).optional()?;
        if let Some(act) = act.filter(|act| !old.contains_key(act)) {
            let members = fellows.query_map([act], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
            home.extend(members.iter().map(|&e| (e, act)));
            events.extend(&members);
            old.insert(act, members);
        }
    }
    let reports = load(tx, &events)?;
    let acts = merge(&reports, &decisions(tx)?);
    let by_event: BTreeMap<i64, &Report> = reports.iter().map(|r| (r.event, r)).collect();
    let groups: Vec<Vec<i64>> = acts.iter().map(|act| act.iter().map(|m| m.event).collect()).collect();
    let numbers = numbers::keep(&groups, &home);
    let taken: BTreeSet<i64> = numbers.iter().copied().flatten().collect();
    for (act, number) in acts.iter().zip(numbers) {
        let members: BTreeSet<i64> = act.iter().map(|m| m.event).collect();
        if number.is_some_and(|n| old.get(&n) == Some(&members)) {
            continue;
        }
        write(tx, act, number, &by_event)?;
    }
    for act in old.keys().filter(|n| !taken.contains(n)) {
        tx.execute("DELETE FROM act WHERE id = ?", [act])?;
    }
    Ok(())
}

fn write(tx: &Transaction, act: &Act, number: Option<i64>, reports: &BTreeMap<i64, &Report>) -> rusqlite::Result<()> {
    let members: Vec<&Report> = act.iter().filter_map(|m| reports.get(&m.event).copied()).collect();
    let Some(settled) = settle(&members) else { return Ok(()) };
    let place = settled.place.and_then(|at| members[at].place.as_ref());
    let day = settled.date.map(|d| d.from).or_else(|| members.iter().filter_map(|r| r.published).min());
    tx.prepare_cached(
        "INSERT INTO act (id, type, mode, status, day, date_from, date_to, place, place_country, lat, lon, reports, confidence)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET type = excluded.type, mode = excluded.mode, status = excluded.status, day = excluded.day,
         date_from = excluded.date_from, date_to = excluded.date_to, place = excluded.place, place_country = excluded.place_country,
         lat = excluded.lat, lon = excluded.lon, reports = excluded.reports, confidence = excluded.confidence",
    )?
    .execute(params![
        number,
        settled.kind,
        settled.mode,
        spelling(settled.status),
        day.map(|d| d.to_string()),
        settled.date.map(|d| d.from.to_string()),
        settled.date.map(|d| d.to.to_string()),
        place.map(|p| &p.name),
        place.and_then(|p| p.country.as_ref()),
        place.and_then(|p| p.at).map(|at| at.0),
        place.and_then(|p| p.at).map(|at| at.1),
        i64::try_from(act.len()).unwrap_or(i64::MAX),
        settled.confidence,
    ])?;
    let number = number.unwrap_or_else(|| tx.last_insert_rowid());
    tx.prepare_cached("DELETE FROM act_event WHERE act = ?")?.execute([number])?;
    let mut join =
        tx.prepare_cached("INSERT OR REPLACE INTO act_event (event, act, why, weight) VALUES (?, ?, ?, ?)")?;
    for member in act {
        join.execute(params![member.event, number, member.why, member.weight])?;
    }
    tx.prepare_cached("DELETE FROM act_disagreement WHERE act = ?")?.execute([number])?;
    let mut differ =
        tx.prepare_cached("INSERT INTO act_disagreement (act, about, event, value) VALUES (?, ?, ?, ?)")?;
    for d in settled.disagreements {
        differ.execute(params![number, d.about, d.event, d.value])?;
    }
    Ok(())
}

/// The events as reports.
fn load(tx: &Connection, events: &BTreeSet<i64>) -> rusqlite::Result<Vec<Report>> {
    let states: BTreeSet<String> = tx
        .prepare("SELECT lower(name) FROM entity WHERE kind = 'state'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut event = tx.prepare(
        "SELECT e.id, e.document, d.hash, e.trigger_start, e.type, e.mode, e.quad, e.status, e.date_from, e.date_to, d.date,
                e.place, e.place_country, e.lat, e.lon, e.confidence,
                coalesce(substr(d.text, s.start + 1, s.stop - s.start), '')
         FROM event e JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence WHERE e.id = ?",
    )?;
    let mut party = tx.prepare(
        "SELECT x.role, n.id, coalesce(n.country, n.code), n.named, n.kind FROM event_actor x JOIN actor a ON a.id = x.actor
         JOIN entity n ON n.id = a.entity WHERE x.event = ? ORDER BY n.key",
    )?;
    let mut reports = Vec::with_capacity(events.len());
    for id in events {
        let mut report = event.query_row([id], |row| report(row, &states))?;
        let parties = party.query_map([id], |row| {
            let kind: String = row.get(4)?;
            let party = Party {
                entity: row.get(1)?,
                country: row.get(2)?,
                is_named: row.get(3)?,
                is_state: kind == "state" || kind == "government",
            };
            Ok((row.get::<_, String>(0)?, party))
        })?;
        for party in parties {
            let (role, party) = party?;
            if role == "actor" { report.actors.push(party) } else { report.recipients.push(party) }
        }
        reports.push(report);
    }
    Ok(reports)
}

fn report(row: &Row, states: &BTreeSet<String>) -> rusqlite::Result<Report> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    let day = |at: usize| Ok::<_, rusqlite::Error>(text(at)?.and_then(|d| d.parse().ok()));
    let sentence: String = row.get(16)?;
    let (lat, lon): (Option<f64>, Option<f64>) = (row.get(13)?, row.get(14)?);
    let country = text(12)?;
    let spot =
        |name: String| Spot { is_country: states.contains(&name.to_lowercase()), name, country, at: lat.zip(lon) };
    let from = day(8)?;
    let to = day(9)?;
    Ok(Report {
        event: row.get(0)?,
        document: row.get(1)?,
        order: (row.get(2)?, row.get(3)?),
        kind: row.get(4)?,
        mode: row.get(5)?,
        quad: row.get(6)?,
        status: super::spelled(row, 7)?,
        actors: Vec::new(),
        recipients: Vec::new(),
        date: from.zip(to).map(|(from, to)| Days { from, to }),
        published: day(10)?,
        place: text(11)?.map(spot),
        confidence: row.get(15)?,
        words: Words::of(&sentence),
        tolls: tolls(&sentence),
    })
}

/// All decisions whose events are there.
fn decisions(tx: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let mut query = tx.prepare(
        "SELECT c.decision, e.id, f.id FROM act_decision c
         JOIN event e ON e.document = c.document AND e.type = c.type AND e.trigger_start = c.start
         JOIN event f ON f.document = c.other_document AND f.type = c.other_type AND f.trigger_start = c.other_start
         ORDER BY c.id",
    )?;
    let rows = query.query_map([], |row| {
        let decision: String = row.get(0)?;
        let (a, b) = (row.get(1)?, row.get(2)?);
        Ok(if decision == "apart" { Decision::Apart(a, b) } else { Decision::Together(a, b) })
    })?;
    rows.collect()
}

/// Takes an event out of an act, and keeps it from what is left there whenever acts are merged again.
pub fn split(desk: &mut Desk, act: i64, event: i64) -> Result {
    let members = members(desk, act)?;
    if !members.contains(&event) {
        let what = format!("act {act} has no event {event}; its events are {}", listed(&members));
        return Err(DeskError::Question(what));
    }
    if members.len() == 1 {
        return Err(DeskError::Question(format!("act {act} has only this event; there is nothing to split")));
    }
    let pairs: Vec<(i64, i64)> = members.iter().filter(|m| **m != event).map(|&m| (event, m)).collect();
    decide(desk, "apart", &pairs)
}

/// Makes two acts one, and keeps them one whenever acts are merged again.
pub fn join(desk: &mut Desk, act: i64, other: i64) -> Result {
    if act == other {
        return Err(DeskError::Question(format!("act {act} is one already; name two acts")));
    }
    let (left, right) = (members(desk, act)?, members(desk, other)?);
    let pairs: Vec<(i64, i64)> = left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b))).collect();
    decide(desk, "together", &pairs)
}

fn listed(events: &BTreeSet<i64>) -> String {
    events.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

fn members(desk: &Desk, act: i64) -> Result<BTreeSet<i64>> {
    let query = || -> rusqlite::Result<BTreeSet<i64>> {
        desk.connection
            .prepare("SELECT event FROM act_event WHERE act = ? ORDER BY event")?
            .query_map([act], |row| row.get(0))?
            .collect()
    };
    let members = query().map_err(|e| desk.fault(&e))?;
    if members.is_empty() {
        return Err(DeskError::Question(format!("no act {act}; `demarche desk acts` lists them with their numbers")));
    }
    Ok(members)
}

/// Writes decisions on pairs of events, the latest word on each pair, and merges again.
fn decide(desk: &mut Desk, decision: &str, pairs: &[(i64, i64)]) -> Result {
    let done = write_decisions(&mut desk.connection, decision, pairs);
    done.map_err(|e| desk.fault(&e))
}

fn write_decisions(connection: &mut Connection, decision: &str, pairs: &[(i64, i64)]) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for &(a, b) in pairs {
        for (a, b) in [(a, b), (b, a)] {
            tx.execute(
                "DELETE FROM act_decision WHERE EXISTS (SELECT 1 FROM event e, event f WHERE e.id = ? AND f.id = ?
                 AND e.document = act_decision.document AND e.type = act_decision.type AND e.trigger_start = act_decision.start
                 AND f.document = other_document AND f.type = other_type AND f.trigger_start = other_start)",
                [a, b],
            )?;
        }
        tx.execute(
            "INSERT OR REPLACE INTO act_decision (decision, document, type, start, other_document, other_type, other_start, made)
             SELECT ?, e.document, e.type, e.trigger_start, f.document, f.type, f.trigger_start, strftime('%Y-%m-%dT%H:%M:%SZ')
             FROM event e, event f WHERE e.id = ? AND f.id = ?",
            params![decision, a, b],
        )?;
    }
    let events: BTreeSet<i64> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    remerge(&tx, events)?;
    tx.commit()
}
