//! Acts in the tables: what is new is merged with what is near, and people's decisions are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::{Desk, DeskError, Result};

use super::greedy::{Groups, Source as _};
use super::merge::{Act, Decision, Merging, places};
use super::report::Report;
use super::reports::Shelf;
use super::settle::{settle, spelling};

/// Merges events that were not merged yet with those of their type and time. Returns how many there were.
pub(crate) fn update(desk: &mut Desk) -> Result<usize> {
    let done = update_all(&mut desk.connection);
    done.map_err(|e| desk.fault(&e))
}

fn update_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let kinds: BTreeSet<String> = connection
        .prepare(
            "SELECT DISTINCT e.type FROM event_due d CROSS JOIN event e ON e.id = d.event
             UNION SELECT DISTINCT c.type FROM act_due d CROSS JOIN act c ON c.id = d.act
             UNION SELECT DISTINCT e.type FROM entity_due d CROSS JOIN event_actor x ON x.entity = d.entity CROSS JOIN event e ON e.id = x.event",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut count = 0;
    // A type at a time, so that memory holds only what may be one act; what is cut off is due the next time.
    for kind in kinds {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let ids = |sql: &str| -> rusqlite::Result<BTreeSet<i64>> {
            tx.prepare(sql)?.query_map([&kind], |row| row.get(0))?.collect()
        };
        let mut events = ids("SELECT e.id FROM event_due d CROSS JOIN event e ON e.id = d.event WHERE e.type = ?")?;
        count += events.len();
        // Who is somebody else now takes part otherwise.
        events.extend(ids(
            "SELECT e.id FROM entity_due d CROSS JOIN event_actor x ON x.entity = d.entity CROSS JOIN event e ON e.id = x.event WHERE e.type = ?",
        )?);
        let torn = ids("SELECT c.id FROM act_due d CROSS JOIN act c ON c.id = d.act WHERE c.type = ?")?;
        remerge(&tx, &kind, &events, &torn)?;
        tx.commit()?;
    }
    Ok(count)
}

/// Merges events that are new or have become others, and what is left of acts that lost some; writes what changed.
fn remerge(tx: &Transaction, kind: &str, events: &BTreeSet<i64>, torn: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let rules = Merging::of(&decisions(tx)?);
    let mut shelf = Shelf::new(tx, kind, events.len())?;
    let mut reports = Vec::with_capacity(events.len());
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO event_place VALUES (?, ?)")?;
    for &event in events {
        let Some((report, act)) = shelf.one(event)? else { continue };
        for place in places(&report) {
            insert.execute([place.cast_signed(), event])?;
        }
        reports.push((report, act));
    }
    let mut groups = Groups::new(&rules, shelf);
    groups.put(reports, &torn.iter().map(|&act| (act, None)).collect::<Vec<_>>())?;
    for (number, reports) in groups.changed() {
        write(tx, &rules.act(&reports), number, &reports)?;
    }
    for act in groups.gone() {
        tx.prepare_cached("DELETE FROM act WHERE id = ?")?.execute([act])?;
    }
    for event in events {
        tx.prepare_cached("DELETE FROM event_due WHERE event = ?")?.execute([event])?;
    }
    // Acts of this type, and those that are gone.
    let done = "DELETE FROM act_due WHERE coalesce((SELECT type FROM act WHERE id = act), ?1) = ?1";
    tx.prepare_cached(done)?.execute([kind]).map(drop)
}

fn write(tx: &Transaction, act: &Act, number: Option<i64>, reports: &[Rc<Report>]) -> rusqlite::Result<()> {
    let members: Vec<&Report> = reports.iter().map(Rc::as_ref).collect();
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
    let mut kinds: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for &event in &events {
        let kind = tx.query_row("SELECT type FROM event WHERE id = ?", [event], |row| row.get(0))?;
        kinds.entry(kind).or_default().insert(event);
    }
    for (kind, events) in kinds {
        remerge(&tx, &kind, &events, &BTreeSet::new())?;
    }
    tx.commit()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::days::Day;
    use super::*;
    use crate::schema;

    /// An event in a small world, where reports of one act are frequent.
    #[derive(Clone, Debug)]
    struct Made {
        kind: usize,
        published: i32,
        day: Option<i32>,
        actor: i64,
        recipient: Option<i64>,
        words: usize,
        place: Option<usize>,
        status: usize,
    }

    /// Something that happens to a desk.
    #[derive(Clone, Debug)]
    enum Change {
        /// An article.
        Add(Vec<Made>),
        Remove(usize),
        Learn(i64),
        Decide(usize, usize, bool),
    }

    const KINDS: [(&str, u8); 2] = [("ASSAULT", 4), ("ACCUSE", 3)];
    const SENTENCES: [&str; 4] = [
        "Missiles killed three people in the harbour",
        "Missiles hit the harbour, killing five people",
        "Guns",
        "Nothing was said",
    ];
    const ACTORS: i64 = 5;

    fn made() -> impl Strategy<Value = Made> {
        let day = proptest::option::of(0..14_i32);
        let (recipient, place) = (proptest::option::of(0..ACTORS), proptest::option::of(0..2_usize));
        (0..KINDS.len(), 0..12_i32, day, 0..ACTORS, recipient, 0..SENTENCES.len(), place, 0..3_usize).prop_map(
            |(kind, published, day, actor, recipient, words, place, status)| Made {
                kind,
                published,
                day,
                actor,
                recipient,
                words,
                place,
                status,
            },
        )
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            6 => proptest::collection::vec(made(), 1..4).prop_map(Change::Add),
            2 => (0..20_usize).prop_map(Change::Remove),
            1 => (0..ACTORS).prop_map(Change::Learn),
            2 => (0..30_usize, 0..30_usize, any::<bool>()).prop_map(|(a, b, apart)| Change::Decide(a, b, apart)),
        ]
    }

    fn empty() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::migrate(&mut connection).unwrap();
        for actor in 0..ACTORS {
            let country = [Some("AAA"), Some("AAA"), Some("BBB"), None, None][actor as usize];
            connection
                .execute(
                    "INSERT INTO entity (id, key, name, kind, country, named) VALUES (?1, ?1, ?1, ?2, ?3, ?4)",
                    params![actor, if actor == 0 { "government" } else { "group" }, country, actor < 4],
                )
                .unwrap();
        }
        connection
    }

    fn add(connection: &Connection, events: &[Made], number: usize) {
        let hash = format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let day = |day: i32| Day(20_000 + day).to_string();
        let published = events.first().map(|e| day(e.published));
        let sentence = events.first().map(|e| SENTENCES[e.words]).unwrap_or_default();
        connection
            .execute(
                "INSERT INTO document (name, date, language, hash, added, text) VALUES (?1, ?2, 'en', ?1, '', ?3)",
                params![hash, published, sentence],
            )
            .unwrap();
        let document = connection.last_insert_rowid();
        let insert = "INSERT INTO sentence (document, number, start, stop, kind) VALUES (?, 0, 0, ?, 'body')";
        connection.execute(insert, params![document, sentence.len()]).unwrap();
        let in_sentence = connection.last_insert_rowid();
        for (at, e) in events.iter().enumerate() {
            let (kind, quad) = KINDS[e.kind];
            connection
                .execute(
                    "INSERT INTO event (document, label, sentence, type, contexts, quad, score, status, date_from, date_to, place,
                     place_country, trigger_start, trigger_stop, confidence) VALUES (?1, ?2, ?3, ?4, '', ?5, 0, ?6, ?7, ?7, ?8, 'AAA', ?2, ?2, 0.5)",
                    params![
                        document,
                        at,
                        in_sentence,
                        kind,
                        quad,
                        ["occurred", "planned", "denied"][e.status],
                        e.day.map(day),
                        e.place.map(|place| ["Odesa", "Kyiv"][place])
                    ],
                )
                .unwrap();
            let event = connection.last_insert_rowid();
            for (role, entity) in [("actor", Some(e.actor)), ("recipient", e.recipient)] {
                let Some(entity) = entity else { continue };
                connection
                    .execute(
                        "INSERT INTO actor (document, label, entity, mentions, acts, receives, statements, positions)
                         VALUES (?, ?, ?, 1, 1, 1, 0, 0)",
                        params![document, format!("{at} {role}"), entity],
                    )
                    .unwrap();
                let actor = connection.last_insert_rowid();
                let insert = "INSERT INTO event_actor (event, actor, role, entity) VALUES (?, ?, ?, ?)";
                connection.execute(insert, params![event, actor, role, entity]).unwrap();
            }
        }
    }

    /// All acts with their reports, by what is the same in every desk, and events that are in none.
    fn told(connection: &Connection) -> Vec<String> {
        let sql = "SELECT c.type || c.status || coalesce(c.day, '') || coalesce(c.place, '') || c.reports,
                (SELECT group_concat(said, ' ') FROM (SELECT d.hash || e.trigger_start || m.why AS said FROM act_event m
                 JOIN event e ON e.id = m.event JOIN document d ON d.id = e.document WHERE m.act = c.id ORDER BY 1)),
                (SELECT count(*) FROM act_disagreement g WHERE g.act = c.id) FROM act c
            UNION ALL SELECT 'nowhere', id, 0 FROM event WHERE id NOT IN (SELECT event FROM act_event)";
        let mut query = connection.prepare(sql).unwrap();
        let row =
            |row: &rusqlite::Row| Ok(format!("{:?} {:?} {}", row.get_ref(0)?, row.get_ref(1)?, row.get::<_, i64>(2)?));
        let mut rows: Vec<String> = query.query_map([], row).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        rows.sort();
        rows
    }

    fn from_scratch(connection: &mut Connection) -> Vec<String> {
        connection
            .execute_batch("DELETE FROM act; DELETE FROM act_due; DELETE FROM event_place; INSERT INTO event_due SELECT id FROM event;")
            .unwrap();
        update_all(connection).unwrap();
        told(connection)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        #[test]
        fn what_comes_and_goes_leaves_what_all_at_once_would_make(changes in proptest::collection::vec(change(), 1..20)) {
            let mut connection = empty();
            for (number, change) in changes.iter().enumerate() {
                match change {
                    Change::Add(events) => add(&connection, events, number),
                    Change::Remove(at) => {
                        let sql = "DELETE FROM document WHERE id = (SELECT id FROM document ORDER BY id LIMIT 1 OFFSET ?)";
                        connection.execute(sql, [*at]).unwrap();
                    }
                    Change::Learn(actor) => {
                        connection.execute("UPDATE entity SET named = 1, country = 'BBB' WHERE id = ?", [actor]).unwrap();
                    }
                    Change::Decide(a, b, apart) => {
                        let sql = "SELECT a.id, b.id FROM (SELECT id, type FROM event ORDER BY id LIMIT 1 OFFSET ?) a,
                            (SELECT id, type FROM event ORDER BY id LIMIT 1 OFFSET ?) b WHERE a.type = b.type AND a.id <> b.id";
                        let pair = connection.query_row(sql, [a, b], |row| Ok((row.get(0)?, row.get(1)?)));
                        if let Ok(pair) = pair {
                            write_decisions(&mut connection, if *apart { "apart" } else { "together" }, &[pair]).unwrap();
                        }
                    }
                }
                update_all(&mut connection).unwrap();
                connection.execute("DELETE FROM entity_due", []).unwrap();
            }
            let grown = told(&connection);
            prop_assert_eq!(grown, from_scratch(&mut connection));
        }
    }
}
