//! `timeline`: who did what to whom, day by day.

use serde::Serialize;

use super::filter::Conditions;
use super::{Evidence, Filter, Found, Origin, evidence, names, origin};
use crate::{Desk, Result};

/// An event as one article tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventRow {
    /// Its number in the desk.
    pub event: i64,
    /// Its first day, or the day of publication.
    pub day: Option<String>,
    /// First day as the article has it.
    pub date_from: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
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
    /// The words that carry the act.
    pub words: String,
    /// The if-clause.
    pub condition: Option<String>,
    /// Who says so, where the article only relays it.
    pub said_by: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
    /// The words in their sentence.
    #[serde(flatten)]
    pub evidence: Option<Evidence>,
}

/// Types, or types with a mode behind a stroke, of a table that has both.
pub(crate) fn kinds(types: &[String], table: &str, conditions: &mut Conditions) {
    let alternatives = types.iter().map(|t| match t.split_once('/') {
        Some((kind, mode)) => {
            let kind = conditions.mark(kind.to_uppercase());
            format!("({table}.type = {kind} AND {table}.mode = {})", conditions.mark(mode.to_lowercase()))
        }
        None => format!("{table}.type = {}", conditions.mark(t.to_uppercase())),
    });
    let alternatives: Vec<String> = alternatives.collect();
    if !alternatives.is_empty() {
        conditions.push(format!("({})", alternatives.join(" OR ")));
    }
}

impl Desk {
    /// Whether some event here is of a type, or of a type and mode.
    pub fn has_type(&self, kind: &str) -> Result<bool> {
        let mut conditions = Conditions::default();
        kinds(&[kind.to_owned()], "m", &mut conditions);
        // Manners stay when the last event of theirs goes.
        conditions.push("EXISTS (SELECT 1 FROM event e WHERE e.type = m.type AND e.mode IS m.mode)");
        let sql = format!("SELECT 1 FROM manner m{} LIMIT 1", conditions.clause());
        Ok(!self.found(&Filter::default(), &sql, &conditions.values, |_| Ok(()))?.rows.is_empty())
    }

    /// The types of events here, in the order of their names.
    pub fn types(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT type FROM event ORDER BY type";
        Ok(self.found(&Filter::default(), sql, &[], |row| row.get(0))?.rows)
    }

    /// Events by day: the latest of those that pass the filter, told from the first to the last.
    /// All actors of the filter have to take part.
    pub fn timeline(&self, filter: &Filter) -> Result<Found<EventRow>> {
        let mut conditions = Conditions::default();
        for actor in &filter.actors {
            let entities = self.entities(actor)?;
            conditions.push(format!("e.id IN (SELECT event FROM event_actor WHERE entity IN ({entities}))"));
        }
        kinds(&filter.types, "e", &mut conditions);
        conditions.one_of("e.status", &filter.statuses);
        filter.source("e.document", &mut conditions);
        filter.words("e.sentence", &mut conditions);
        filter.confidence("e.confidence", &mut conditions);
        self.on_issue(filter, "event", "e", &mut conditions)?;
        let select = "SELECT e.id, e.day FROM event e{}";
        let (chosen, values) = filter.lasting(select, "e", "event_lasting", conditions);
        let sql = format!(
            "WITH chosen AS ({chosen} ORDER BY 2 DESC, 1 DESC{})
             SELECT v.*, e.trigger_start AS start, e.trigger_stop AS stop, s.start AS sentence_start
             FROM chosen c JOIN v_events v ON v.event = c.id JOIN event e ON e.id = c.id
             LEFT JOIN sentence s ON s.id = e.sentence ORDER BY v.day DESC, v.event DESC",
            filter.limit(),
        );
        let mut found = self.found(filter, &sql, &values, |row| {
            Ok(EventRow {
                event: row.get("event")?,
                day: row.get("day")?,
                date_from: row.get("date_from")?,
                date_to: row.get("date_to")?,
                kind: row.get("type")?,
                mode: row.get("mode")?,
                status: row.get("status")?,
                actors: names(row.get("actors")?),
                recipients: names(row.get("recipients")?),
                place: row.get("place")?,
                words: row.get("words")?,
                condition: row.get("condition")?,
                said_by: row.get("said_by")?,
                cameo: row.get("cameo")?,
                confidence: row.get("confidence")?,
                origin: origin(row)?,
                evidence: Some(evidence(row)?),
            })
        })?;
        found.rows.reverse();
        Ok(found)
    }
}
