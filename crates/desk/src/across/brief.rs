//! A brief on a period: what happened, who said what, who stands where and turned, what comes next.

use serde::Serialize;

use crate::queries::{Conditions, Filter};
use crate::{Desk, Result};

use super::ask::{self, Course, Evidence, Pending, Turn};
use super::days::Day;
use super::texts::Texts;
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
    Ok(Brief {
        from: from.to_string(),
        to: to.to_string(),
        acts: told::acts(desk, &which)?.rows,
        said: said(desk, &filter)?,
        positions: ask::courses(desk, &filter)?,
        changes: ask::changes(desk, &filter)?.rows,
        next: ask::next(desk, to, &ahead)?.rows,
    })
}

fn said(desk: &Desk, filter: &Filter) -> Result<Vec<Said>> {
    let mut conditions = Conditions::default();
    desk.one_of_actors(filter, "n.id", &mut conditions)?;
    filter.source("t.document", &mut conditions);
    filter.confidence("t.confidence", &mut conditions);
    desk.on_issue(filter, "statement", "t", &mut conditions)?;
    conditions.push("n.named = 1 AND EXISTS (SELECT 1 FROM statement_content c WHERE c.statement = t.id)");
    let select = "SELECT n.name, t.day, t.act, t.quoted, t.document, t.id, n.id,
            (SELECT m.name FROM actor b JOIN entity m ON m.id = b.entity WHERE b.id = t.addressee)
        FROM statement t{} JOIN entity n ON n.id = t.speaker_entity";
    let (chosen, values) = filter.lasting(select, "t", "statement_lasting", conditions);
    let sql = format!("{chosen} ORDER BY 1, 7, 2, 6");
    let all = Filter { limit: 0, ..Filter::default() };
    let found = desk.found(&all, &sql, &values, |row| {
        let said = Said {
            speaker: row.get(0)?,
            day: row.get(1)?,
            act: row.get(2)?,
            quoted: row.get(3)?,
            addressee: row.get(7)?,
            evidence: Evidence { document: row.get(4)?, ..Evidence::default() },
        };
        Ok((said, row.get(5)?))
    })?;
    let mut rows = found.rows;
    ask::keep_latest(&mut rows, filter.limit, |(said, _)| said.day.clone());
    in_words(desk, rows).map_err(|e| desk.fault(&e))
}

/// Statements with their words, which only those that are told need.
fn in_words(desk: &Desk, said: Vec<(Said, i64)>) -> rusqlite::Result<Vec<Said>> {
    let mut texts = Texts::new(&desk.connection)?;
    let content = "SELECT start, stop FROM statement_content WHERE statement = ?1 ORDER BY number";
    let mut content = desk.connection.prepare_cached(content)?;
    let with_words = |(mut said, statement): (Said, i64)| {
        let spans: Vec<(usize, usize)> =
            content.query_map([statement], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        said.evidence = texts.evidence(said.evidence.document, &spans)?;
        Ok(said)
    };
    said.into_iter().map(with_words).collect()
}
