//! A brief on a period: what happened, who said what, who stands where and turned, what comes next.

use serde::Serialize;

use crate::{Desk, Result};

use super::ask::{self, Course, Evidence, Filter, Pending, Turn, evidence};
use super::days::Day;
use super::told::{self, Told, Which};

/// A brief on a period.
#[derive(Clone, Debug, Serialize)]
pub struct Brief {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What happened, by days.
    pub acts: Vec<Told>,
    /// Who said what, by speakers and days.
    pub said: Vec<Said>,
    /// Positions that show in the period.
    pub positions: Vec<Course>,
    /// Positions that turned in the period.
    pub changes: Vec<Turn>,
    /// What is announced and open on the last day.
    pub next: Vec<Pending>,
}

/// A statement.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// Who spoke.
    pub speaker: String,
    /// When.
    pub day: Option<String>,
    /// What the saying does: `assert`, `deny`, `demand` and so on.
    pub act: String,
    /// Whether the words are quoted.
    pub quoted: bool,
    /// Who was told.
    pub addressee: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// The brief on a period, of one actor or of all.
pub fn brief(desk: &Desk, from: Day, to: Day, actor: Option<&str>, min_confidence: f64) -> Result<Brief> {
    let filter = Filter {
        actor: actor.map(str::to_owned),
        issue: None,
        from: Some(from),
        to: Some(to),
        min_confidence,
        limit: 0,
    };
    let happened = vec!["occurred".to_owned(), "ongoing".to_owned()];
    let which = Which { filter: filter.clone(), act: None, reports: 1, status: happened };
    Ok(Brief {
        from: from.to_string(),
        to: to.to_string(),
        acts: told::acts(desk, &which)?,
        said: said(desk, &filter)?,
        positions: ask::courses(desk, &filter)?,
        changes: ask::changes(desk, &filter)?,
        next: ask::next(desk, to, actor, &[])?,
    })
}

fn said(desk: &Desk, filter: &Filter) -> Result<Vec<Said>> {
    let actors = filter.actor.as_deref().map(|name| desk.entities(name)).transpose()?;
    let part = actors.map_or(String::new(), |actors| format!(" AND n.id IN ({actors})"));
    let sql = format!(
        "SELECT n.name, t.day, t.act, t.quoted, (SELECT m.name FROM actor b JOIN entity m ON m.id = b.entity WHERE b.id = t.addressee),
                (SELECT group_concat(substr(d.text, c.start + 1, c.stop - c.start), ' … ') FROM statement_content c
                 WHERE c.statement = t.id),
                d.source, d.date, d.id
         FROM statement t JOIN document d ON d.id = t.document JOIN actor a ON a.id = t.speaker JOIN entity n ON n.id = a.entity
         WHERE t.day BETWEEN ? AND ? AND t.confidence >= ? AND n.named = 1{part}
         AND EXISTS (SELECT 1 FROM statement_content c WHERE c.statement = t.id)
         ORDER BY n.name, n.id, t.day, t.id"
    );
    let day = |day: Option<Day>| day.map(|d| d.to_string());
    let query = || -> rusqlite::Result<Vec<Said>> {
        let mut query = desk.connection.prepare(&sql)?;
        let rows =
            query.query_map(rusqlite::params![day(filter.from), day(filter.to), filter.min_confidence], |row| {
                Ok(Said {
                    speaker: row.get(0)?,
                    day: row.get(1)?,
                    act: row.get(2)?,
                    quoted: row.get(3)?,
                    addressee: row.get(4)?,
                    evidence: evidence(row, 5)?,
                })
            })?;
        rows.collect()
    };
    query().map_err(|e| desk.fault(&e))
}
