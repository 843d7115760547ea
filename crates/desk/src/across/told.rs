//! Acts with all that tells them: the sources, why they are taken for one, and what they disagree in.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};
use serde::Serialize;

use crate::queries::timeline::kinds;
use crate::queries::{Conditions, Filter, Found};
use crate::{Desk, Result};

use super::ask::Evidence;
use super::days::Day;
use super::texts::Texts;

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
    filter.confidence("c.confidence", &mut conditions);
    let report = conditions.inner(|report| {
        filter.source("e.document", report);
        filter.words("e.sentence", report);
        desk.on_issue(filter, "event", "e", report)
    })?;
    if !report.is_empty() {
        among(&mut conditions, &format!("event e ON e.id = m.event{report}"));
    }
    let select = "SELECT c.id, c.day, c.type, c.mode, c.status, c.place, c.confidence FROM act c{}";
    let (chosen, values) = filter.lasting(select, "c", "act_lasting", conditions);
    let sql = format!("{chosen} ORDER BY 2 DESC, 1 DESC{}", filter.limit());
    let mut rows = acts_of(&desk.connection, &sql, values).map_err(|e| desk.fault(&e))?;
    let more = filter.limit > 0 && rows.len() > filter.limit;
    rows.truncate(if more { filter.limit } else { rows.len() });
    rows.reverse();
    Ok(Found { rows, more })
}

fn acts_of(connection: &Connection, sql: &str, values: Vec<Value>) -> rusqlite::Result<Vec<Told>> {
    let mut tellers = Tellers::new(connection)?;
    let mut query = connection.prepare(sql)?;
    let mut rows = query.query(params_from_iter(values))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let act: i64 = row.get(0)?;
        let (actors, recipients) = tellers.parties(act)?;
        out.push(Told {
            act,
            day: row.get(1)?,
            kind: row.get(2)?,
            mode: row.get(3)?,
            status: row.get(4)?,
            place: row.get(5)?,
            confidence: row.get(6)?,
            actors,
            recipients,
            reports: tellers.reports(act)?,
            disagreements: tellers.disagreements(act)?,
        });
    }
    Ok(out)
}

/// What is asked of each act. The answers are of a few rows, which are put in order here: a query that sorts costs more than
/// one that does not, however few they are.
struct Tellers<'c> {
    parties: Statement<'c>,
    reports: Statement<'c>,
    copies: Statement<'c>,
    differs: Statement<'c>,
    texts: Texts<'c>,
}

impl<'c> Tellers<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            parties: connection.prepare(
                "SELECT x.role, n.name, n.named FROM act_event m JOIN event_actor x ON x.event = m.event
                 JOIN entity n ON n.id = x.entity WHERE m.act = ?",
            )?,
            reports: connection.prepare(
                "SELECT m.event, e.status, m.why, d.date, e.document, s.start, s.stop FROM act_event m
                 JOIN event e ON e.id = m.event JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence
                 WHERE m.act = ?",
            )?,
            copies: connection
                .prepare("SELECT source FROM copy WHERE document = ? AND source IS NOT NULL ORDER BY id")?,
            differs: connection.prepare(
                "SELECT g.about, d.date, g.event, g.value, coalesce(d.source, d.name) FROM act_disagreement g
                 JOIN event e ON e.id = g.event JOIN document d ON d.id = e.document WHERE g.act = ?",
            )?,
            texts: Texts::new(connection)?,
        })
    }

    /// Who acts and who receives, those with a name first, and by their names.
    fn parties(&mut self, act: i64) -> rusqlite::Result<(Vec<String>, Vec<String>)> {
        let (mut acts, mut receives) = (Vec::new(), Vec::new());
        let mut rows = self.parties.query([act])?;
        while let Some(row) = rows.next()? {
            let side = if row.get_ref(0)?.as_str()? == "actor" { &mut acts } else { &mut receives };
            let name = row.get_ref(1)?.as_str()?;
            if !side.iter().any(|(_, known)| known == name) {
                side.push((!row.get::<_, bool>(2)?, name.to_owned()));
            }
        }
        let names = |mut side: Vec<(bool, String)>| {
            side.sort_unstable();
            side.into_iter().map(|(_, name)| name).collect()
        };
        Ok((names(acts), names(receives)))
    }

    /// The reports: the one that the others are like first, then by the days of their publication.
    fn reports(&mut self, act: i64) -> rusqlite::Result<Vec<Telling>> {
        let mut told = Vec::new();
        let mut rows = self.reports.query([act])?;
        while let Some(row) = rows.next()? {
            let (event, why, date): (i64, String, Option<String>) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let document: i64 = row.get(4)?;
            let sentence = row.get::<_, Option<usize>>(5)?.zip(row.get(6)?);
            let evidence = self.texts.evidence(document, sentence.as_slice())?;
            let mut copies: Vec<String> = Vec::new();
            let mut sources = self.copies.query([document])?;
            while let Some(source) = sources.next()? {
                let source = source.get(0)?;
                if !copies.contains(&source) {
                    copies.push(source);
                }
            }
            let order = (!why.is_empty(), date, event);
            told.push((order, Telling { event, status: row.get(1)?, why, evidence, copies }));
        }
        told.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(told.into_iter().map(|(_, telling)| telling).collect())
    }

    /// What the reports say differently, each value with its sources in the order of publication.
    fn disagreements(&mut self, act: i64) -> rusqlite::Result<Vec<Difference>> {
        type Row = (String, Option<String>, i64, String, String);
        let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
        let mut rows: Vec<Row> = self.differs.query_map([act], row)?.collect::<rusqlite::Result<_>>()?;
        rows.sort_unstable();
        let mut said: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for (about, _, _, value, source) in rows {
            let values = said.entry(about).or_default();
            match values.iter_mut().find(|(v, _)| *v == value) {
                Some((_, sources)) => sources.push(source),
                None => values.push((value, vec![source])),
            }
        }
        Ok(said.into_iter().map(|(about, said)| Difference { about, said }).collect())
    }
}
