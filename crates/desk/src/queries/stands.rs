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
        if !filter.types.is_empty() {
            // A stance that was given up does not count, so it is looked at last.
            latest = self.of_stance(latest, &filter.types)?;
        }
        latest.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
        let more = filter.limit > 0 && latest.len() > filter.limit;
        if more {
            latest.truncate(filter.limit);
        }
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
        if filter.actors.is_empty() && !filter.unnamed {
            conditions.push("p.entity IN (SELECT id FROM entity WHERE named)");
        }
        self.one_of_actors(filter, "p.entity", &mut conditions)?;
        if let Some(issue) = &filter.issue {
            self.issue(issue, "p.issue", &mut conditions)?;
        }
        filter.days("p.day", "p.day", &mut conditions);
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
                        (last.id, last.day) = (id, row.get(3)?);
                    }
                    None => latest.push(Latest { entity, issue: issue.to_owned(), id, day: row.get(3)?, reports: 1 }),
                }
            }
            Ok(latest)
        };
        gather().map_err(|e| self.asked(&e))
    }

    fn of_stance(&self, latest: Vec<Latest>, stances: &[String]) -> Result<Vec<Latest>> {
        let mut kept = Vec::new();
        for l in latest {
            let stance = self.connection.prepare_cached("SELECT stance FROM position WHERE id = ?1");
            let stance = stance.and_then(|mut s| s.query_row([l.id], |row| row.get::<_, String>(0)));
            let stance = stance.map_err(|e| self.fault(&e))?;
            if stances.iter().any(|s| s.eq_ignore_ascii_case(&stance)) {
                kept.push(l);
            }
        }
        Ok(kept)
    }
}
