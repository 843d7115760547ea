//! Acts with all that tells them: the sources, why they are taken for one, and what they disagree in.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::{Desk, Result};

use super::ask::{Evidence, Filter, evidence};

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

/// Which acts.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Actor, days, confidence; the issue plays no part.
    pub filter: Filter,
    /// This act alone.
    pub act: Option<i64>,
    /// Told by so many articles at least.
    pub reports: i64,
    /// With one of these statuses; any when empty.
    pub status: Vec<String>,
}

/// Acts in the order of their days.
pub fn acts(desk: &Desk, which: &Which) -> Result<Vec<Told>> {
    let actors = which.filter.actor.as_deref().map(|name| desk.entities(name)).transpose()?;
    acts_of(&desk.connection, which, actors.as_ref()).map_err(|e| desk.fault(&e))
}

fn acts_of(connection: &Connection, which: &Which, actors: Option<&String>) -> rusqlite::Result<Vec<Told>> {
    let mut sql = "SELECT c.id, c.day, c.type, c.mode, c.status, c.place, c.confidence FROM act c
        WHERE c.reports >= ? AND c.confidence >= ?"
        .to_owned();
    let mut values: Vec<Value> = vec![which.reports.into(), which.filter.min_confidence.into()];
    if let Some(act) = which.act {
        sql.push_str(" AND c.id = ?");
        values.push(act.into());
    }
    for (day, test) in [(which.filter.from, ">="), (which.filter.to, "<=")] {
        if let Some(day) = day {
            sql.push_str(&format!(" AND c.day {test} ?"));
            values.push(day.to_string().into());
        }
    }
    if !which.status.is_empty() {
        sql.push_str(&format!(" AND c.status IN ({})", vec!["?"; which.status.len()].join(",")));
        values.extend(which.status.iter().map(|s| Value::from(s.clone())));
    }
    if let Some(actors) = actors {
        sql.push_str(&format!(
            " AND c.id IN (SELECT m.act FROM act_event m JOIN event_actor x ON x.event = m.event JOIN actor a ON a.id = x.actor
              WHERE a.entity IN ({actors}))"
        ));
    }
    sql.push_str(" ORDER BY c.day, c.id");
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
    let mut query = connection.prepare(&sql)?;
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
