//! A brief on a period: what happened, who said what, who stands where and turned, what comes next.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::queries::{Conditions, Filter};
use crate::{Desk, Result};

use super::ask::{self, Course, Evidence, Pending, Turn, evidence};
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

/// The brief on a period: of all or of the filter's actors, on its issue, from its sources. Its limit is that of the lines
/// in each section; the latest are told.
pub fn brief(desk: &Desk, from: Day, to: Day, filter: &Filter) -> Result<Brief> {
    let filter = Filter { from: Some(from.to_string()), to: Some(to.to_string()), ..filter.clone() };
    // What is ahead may be announced for any day.
    let ahead = Filter { from: None, to: None, ..filter.clone() };
    let happened = vec!["occurred".to_owned(), "ongoing".to_owned()];
    let which = Which { filter: Filter { statuses: happened, ..filter.clone() }, act: None, reports: 1 };
    let mut positions = ask::courses(desk, &Filter { limit: 0, ..filter.clone() })?;
    keep_latest(&mut positions, filter.limit, |c| c.stands.last().map(|s| s.last.clone()));
    let mut said = said(desk, &filter)?;
    keep_latest(&mut said, filter.limit, |s| s.day.clone());
    Ok(Brief {
        from: from.to_string(),
        to: to.to_string(),
        acts: told::acts(desk, &which)?.rows,
        said,
        positions,
        changes: ask::changes(desk, &filter)?.rows,
        next: ask::next(desk, to, &ahead)?.rows,
    })
}

/// Leaves so many rows, the latest, in the order in which they were; all for 0.
fn keep_latest<T>(rows: &mut Vec<T>, limit: usize, day: impl Fn(&T) -> Option<String>) {
    if limit == 0 || rows.len() <= limit {
        return;
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(day(&rows[at])));
    let kept: BTreeSet<usize> = order.into_iter().take(limit).collect();
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
}

fn said(desk: &Desk, filter: &Filter) -> Result<Vec<Said>> {
    let mut conditions = Conditions::default();
    desk.one_of_actors(filter, "n.id", &mut conditions)?;
    filter.days("t.day", "t.date_to", &mut conditions);
    filter.source("t.document", &mut conditions);
    filter.confidence("t.confidence", &mut conditions);
    desk.on_issue(filter, "statement", "t", &mut conditions)?;
    conditions.push("n.named = 1 AND EXISTS (SELECT 1 FROM statement_content c WHERE c.statement = t.id)");
    let sql = format!(
        "SELECT n.name, t.day, t.act, t.quoted, (SELECT m.name FROM actor b JOIN entity m ON m.id = b.entity WHERE b.id = t.addressee),
                (SELECT group_concat(substr(d.text, c.start + 1, c.stop - c.start), ' … ') FROM statement_content c
                 WHERE c.statement = t.id),
                d.source, d.date, d.id
         FROM statement t JOIN document d ON d.id = t.document JOIN entity n ON n.id = t.speaker_entity{}
         ORDER BY n.name, n.id, t.day, t.id",
        conditions.clause()
    );
    let all = Filter { limit: 0, ..Filter::default() };
    let found = desk.found(&all, &sql, &conditions.values, |row| {
        Ok(Said {
            speaker: row.get(0)?,
            day: row.get(1)?,
            act: row.get(2)?,
            quoted: row.get(3)?,
            addressee: row.get(4)?,
            evidence: evidence(row, 5)?,
        })
    })?;
    Ok(found.rows)
}
