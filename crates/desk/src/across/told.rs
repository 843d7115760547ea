//! Acts with all that tells them: the sources, why they are taken for one, and what they disagree in.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::queries::timeline::kinds;
use crate::queries::{Conditions, Filter, Found};
use crate::{Desk, Result};

use super::ask::{Evidence, evidence};
use super::days::Day;

/// An act.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Its number.
    pub act: i64,
    /// Its first day, or else that of the first report.
    pub day: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// What became of it.
    pub status: String,
    /// Who acted.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// Of the surest report.
    pub confidence: f64,
    /// The articles that tell it.
    pub reports: Vec<Telling>,
    /// What they say differently.
    pub disagreements: Vec<Difference>,
}

/// An act as one article tells it.
#[derive(Clone, Debug, Serialize)]
pub struct Telling {
    /// Number of the event.
    pub event: i64,
    /// What this article says became of it.
    pub status: String,
    /// Why it is taken for the same act; empty for the first.
    pub why: String,
    /// The sentence that tells it.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Other sources of the same article.
    pub copies: Vec<String>,
}

/// What the reports of an act say differently on one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// On what: `date`, `place`, `status`, `killed` and so on.
    pub about: String,
    /// What is said, each with the sources that say it.
    pub said: Vec<(String, Vec<String>)>,
}

/// Days of the longest act.
const YEAR: i32 = 366;

/// Which acts.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// What acts can be narrowed by, as the timeline. A source or an issue has to show in one report.
    pub filter: Filter,
    /// This act alone.
    pub act: Option<i64>,
    /// Told by so many articles at least.
    pub reports: i64,
}

/// Acts: the latest of those that pass, in the order of their days.
pub fn acts(desk: &Desk, which: &Which) -> Result<Found<Told>> {
    let filter = &which.filter;
    let mut conditions = Conditions::default();
    conditions.with("c.reports >= {}", which.reports);
    if let Some(act) = which.act {
        conditions.with("c.id = {}", act);
    }
    // No act is told to last longer than a year; so those of a time are found by their first days.
    let begun = filter.from.as_ref().and_then(|from| from.parse::<Day>().ok()).map(|from| from.plus(-YEAR).to_string());
    let time = match (&begun, &filter.to) {
        (Some(begun), to) => {
            let to = to.as_ref().map(|to| format!(" AND w.day <= {}", conditions.mark(to.clone()))).unwrap_or_default();
            format!("act w CROSS JOIN act_event m ON m.act = w.id AND w.day >= {}{to}", conditions.mark(begun.clone()))
        }
        (None, _) => "act_event m".to_owned(),
    };
    if let Some(begun) = &begun {
        conditions.with("c.day >= {}", begun.clone());
    }
    // The plus keeps the actor's many events from leading where the days are few.
    let (join, plus) = if begun.is_some() { ("CROSS JOIN", "+") } else { ("JOIN", "") };
    let among = |conditions: &mut Conditions, events: &str| {
        conditions.push(format!("c.id IN (SELECT m.act FROM {time} {join} {events})"));
    };
    for actor in &filter.actors {
        let entities = desk.entities(actor)?;
        among(&mut conditions, &format!("event_actor x ON x.event = m.event WHERE {plus}x.entity IN ({entities})"));
    }
    kinds(&filter.types, "c", &mut conditions);
    conditions.one_of("c.status", &filter.statuses);
    filter.days("c.day", "c.date_to", &mut conditions);
    filter.confidence("c.confidence", &mut conditions);
    let report = conditions.inner(|report| {
        filter.source("e.document", report);
        filter.words("e.sentence", report);
        desk.on_issue(filter, "event", "e", report)
    })?;
    if !report.is_empty() {
        among(&mut conditions, &format!("event e ON e.id = m.event{report}"));
    }
    let sql = format!(
        "SELECT c.id, c.day, c.type, c.mode, c.status, c.place, c.confidence FROM act c{} ORDER BY c.day DESC, c.id DESC{}",
        conditions.clause(),
        filter.limit(),
    );
    let mut rows = acts_of(&desk.connection, &sql, conditions.values).map_err(|e| desk.fault(&e))?;
    let more = filter.limit > 0 && rows.len() > filter.limit;
    rows.truncate(if more { filter.limit } else { rows.len() });
    rows.reverse();
    Ok(Found { rows, more })
}

fn acts_of(connection: &Connection, sql: &str, values: Vec<Value>) -> rusqlite::Result<Vec<Told>> {
    let mut parties = connection.prepare(
        "SELECT DISTINCT x.role, n.name FROM act_event m JOIN event_actor x ON x.event = m.event JOIN actor a ON a.id = x.actor
         JOIN entity n ON n.id = a.entity WHERE m.act = ? ORDER BY n.named DESC, n.name",
    )?;
    let mut reports = connection.prepare(
        "SELECT m.event, e.status, m.why, coalesce(substr(d.text, s.start + 1, s.stop - s.start), ''), d.source, d.date, d.id,
                (SELECT json_group_array(DISTINCT c.source) FROM copy c WHERE c.document = d.id AND c.source IS NOT NULL)
         FROM act_event m JOIN event e ON e.id = m.event JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence
         WHERE m.act = ? ORDER BY m.why <> '', d.date, m.event",
    )?;
    let mut differs = connection.prepare(
        "SELECT g.about, g.value, coalesce(d.source, d.name) FROM act_disagreement g JOIN event e ON e.id = g.event
         JOIN document d ON d.id = e.document WHERE g.act = ? ORDER BY g.about, d.date, g.event",
    )?;
    let mut query = connection.prepare(sql)?;
    let mut rows = query.query(params_from_iter(values))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let act: i64 = row.get(0)?;
        let named: Vec<(String, String)> =
            parties.query_map([act], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let side = |role: &str| named.iter().filter(|(r, _)| r == role).map(|(_, name)| name.clone()).collect();
        let telling = |row: &rusqlite::Row| {
            let copies: String = row.get(7)?;
            Ok(Telling {
                event: row.get(0)?,
                status: row.get(1)?,
                why: row.get(2)?,
                evidence: evidence(row, 3)?,
                copies: serde_json::from_str(&copies).unwrap_or_default(),
            })
        };
        let mut said: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for row in differs.query_map([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
            let (about, value, source): (String, String, String) = row?;
            let values = said.entry(about).or_default();
            match values.iter_mut().find(|(v, _)| *v == value) {
                Some((_, sources)) => sources.push(source),
                None => values.push((value, vec![source])),
            }
        }
        out.push(Told {
            act,
            day: row.get(1)?,
            kind: row.get(2)?,
            mode: row.get(3)?,
            status: row.get(4)?,
            place: row.get(5)?,
            confidence: row.get(6)?,
            actors: side("actor"),
            recipients: side("recipient"),
            reports: reports.query_map([act], telling)?.collect::<rusqlite::Result<_>>()?,
            disagreements: said.into_iter().map(|(about, said)| Difference { about, said }).collect(),
        });
    }
    Ok(out)
}
