//! `stands`: where each actor stands on each issue, by its latest word.

use rusqlite::params_from_iter;
use serde::Serialize;

use super::filter::Conditions;
use super::{Evidence, Filter, Found, Origin, evidence, origin};
use crate::{Desk, Result};

/// The latest position of an actor on an issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionRow {
    /// Its number in the desk.
    pub position: i64,
    /// Whose it is.
    pub actor: String,
    /// The actor's country, or code of a body above states.
    pub country: Option<String>,
    /// Normal form of the issue.
    pub issue: String,
    /// Where the actor stands.
    pub stance: String,
    /// On which condition.
    pub condition: Option<String>,
    /// The day of the latest word, or of its publication.
    pub day: Option<String>,
    /// How often the actor's position on it was reported.
    pub reports: i64,
    /// Words that show the stance.
    pub words: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
    /// The words in their sentence.
    #[serde(flatten)]
    pub evidence: Option<Evidence>,
}

/// The latest position of one actor on one issue.
struct Latest {
    entity: i64,
    issue: String,
    id: i64,
    day: Option<String>,
    reports: i64,
}

impl Desk {
    /// The latest position of each actor on each issue, actor by actor; those with the latest word come first.
    /// The filter's types are stances.
    pub fn stands(&self, filter: &Filter) -> Result<Found<PositionRow>> {
        let mut latest = self.latest(filter)?;
        latest.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
        let (latest, more) = self.listed(latest, filter)?;
        let sql = "SELECT v.*, p.evidence_start AS start, p.evidence_stop AS stop, s.start AS sentence_start
            FROM v_positions v JOIN position p ON p.id = v.position LEFT JOIN sentence s ON s.id = p.sentence
            WHERE v.position = ?1";
        let gather = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let row = |l: &Latest| {
                statement.query_row([l.id], |row| {
                    Ok(PositionRow {
                        position: l.id,
                        actor: row.get("actor")?,
                        country: row.get("actor_country")?,
                        issue: row.get("issue")?,
                        stance: row.get("stance")?,
                        condition: row.get("condition")?,
                        day: row.get("day")?,
                        reports: l.reports,
                        words: row.get("words")?,
                        confidence: row.get("confidence")?,
                        origin: origin(row)?,
                        evidence: Some(evidence(row)?),
                    })
                })
            };
            latest.iter().map(row).collect::<rusqlite::Result<Vec<PositionRow>>>()
        };
        let mut rows = gather().map_err(|e| self.asked(&e))?;
        // Actors keep the order of their latest word; an actor's positions stand together.
        let order: Vec<String> = rows.iter().map(|r| r.actor.clone()).collect();
        rows.sort_by_key(|r| order.iter().position(|a| *a == r.actor));
        Ok(Found { rows, more })
    }

    /// The index gives positions by actor, issue and day, so that the last of each run is the latest.
    fn latest(&self, filter: &Filter) -> Result<Vec<Latest>> {
        let mut conditions = Conditions::default();
        conditions.push("p.held = 'current'");
        self.one_of_actors(filter, "p.entity", &mut conditions)?;
        if let Some(issue) = &filter.issue {
            self.issue(issue, "p.issue", &mut conditions)?;
        }
        filter.days("p.day", &mut conditions);
        filter.source("p.document", &mut conditions);
        filter.words("p.sentence", &mut conditions);
        filter.confidence("p.confidence", &mut conditions);
        let sql = format!(
            "SELECT p.entity, p.issue, p.id, p.day FROM position p{} ORDER BY p.entity, p.issue, p.held, p.day, p.id",
            conditions.clause()
        );
        let gather = || -> rusqlite::Result<Vec<Latest>> {
            let mut latest: Vec<Latest> = Vec::new();
            let mut statement = self.connection.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(&conditions.values))?;
            while let Some(row) = rows.next()? {
                let (entity, id) = (row.get(0)?, row.get(2)?);
                let issue = row.get_ref(1)?.as_str()?;
                match latest.last_mut().filter(|l| l.entity == entity && l.issue == issue) {
                    Some(last) => {
                        last.reports += 1;
                        last.id = id;
                        // Most positions are not the last of theirs: no new string for each.
                        match (&mut last.day, row.get_ref(3)?.as_str_or_null()?) {
                            (Some(day), Some(later)) => later.clone_into(day),
                            (day, later) => *day = later.map(str::to_owned),
                        }
                    }
                    None => latest.push(Latest { entity, issue: issue.to_owned(), id, day: row.get(3)?, reports: 1 }),
                }
            }
            Ok(latest)
        };
        gather().map_err(|e| self.asked(&e))
    }

    /// Those that are to be listed. A stance that was given up does not count, so stances are looked at last.
    fn listed(&self, latest: Vec<Latest>, filter: &Filter) -> Result<(Vec<Latest>, bool)> {
        let sql = "SELECT p.stance, n.named FROM position p JOIN entity n ON n.id = p.entity WHERE p.id = ?1";
        let passes = |l: &Latest| -> rusqlite::Result<bool> {
            self.connection.prepare_cached(sql)?.query_row([l.id], |row| {
                let stance = row.get_ref(0)?.as_str()?;
                let of_stance = filter.types.is_empty() || filter.types.iter().any(|t| t.eq_ignore_ascii_case(stance));
                let named = filter.unnamed || !filter.actors.is_empty() || row.get(1)?;
                Ok(of_stance && named)
            })
        };
        let mut listed = Vec::new();
        for l in latest {
            if passes(&l).map_err(|e| self.fault(&e))? {
                if filter.limit > 0 && listed.len() == filter.limit {
                    return Ok((listed, true));
                }
                listed.push(l);
            }
        }
        Ok((listed, false))
    }
}
