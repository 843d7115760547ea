//! `who`: the actors of many articles, and the profile of one.

use rusqlite::Row;
use rusqlite::types::Value;
use serde::Serialize;

use super::filter::Conditions;
use super::parts::{Dealings, Parts};
use super::{Filter, Found};
use crate::{Desk, Result};

/// An actor with what there is of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActorRow {
    /// Its number in the desk.
    pub entity: i64,
    /// Its name.
    pub name: String,
    /// What sort of actor.
    pub kind: String,
    /// Its country, or code of a body above states.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Its role by the article added last that gives one.
    pub role: Option<String>,
    /// Articles that it appears in.
    pub documents: i64,
    /// Events in which it acts.
    pub acts: i64,
    /// Events that are done to it.
    pub receives: i64,
    /// Statements; not counted where events are chosen.
    pub statements: Option<i64>,
    /// Positions; not counted where events are chosen.
    pub positions: Option<i64>,
}

/// A word with how often it was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// The word.
    pub what: String,
    /// How often.
    pub count: i64,
}

/// A role with the days on which it was reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Role {
    /// In words.
    pub role: String,
    /// First day of publication.
    pub from: Option<String>,
    /// Last day of publication.
    pub to: Option<String>,
}

/// All there is of an actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// As in the list.
    #[serde(flatten)]
    pub actor: ActorRow,
    /// First and last day of publication.
    pub from: Option<String>,
    /// Last day of publication.
    pub to: Option<String>,
    /// Names by which articles call it.
    pub names: Vec<Count>,
    /// Its roles, the latest last.
    pub roles: Vec<Role>,
    /// Types of events in which it acts.
    pub does: Vec<Count>,
    /// Types of events that are done to it.
    pub suffers: Vec<Count>,
    /// Acts of its statements.
    pub says: Vec<Count>,
    /// With whom it has to do.
    pub with: Vec<Count>,
    /// Issues that it has positions on.
    pub issues: Vec<Count>,
}

impl Desk {
    /// Actors, those in the most articles first. Days and sources choose articles. Types, statuses and confidence
    /// choose events; then only those are listed who take part in one, with the articles and events in which they do.
    pub fn who(&self, filter: &Filter) -> Result<Found<ActorRow>> {
        let by_events = !filter.types.is_empty() || !filter.statuses.is_empty() || filter.min_confidence > 0.0;
        if by_events { self.who_takes_part(filter) } else { self.who_appears(filter) }
    }

    /// Conditions on the actors that the filter lets through, whom `entity n` holds.
    fn chosen(&self, filter: &Filter) -> Result<Conditions> {
        let mut conditions = Conditions::default();
        if filter.actors.is_empty() && !filter.unnamed {
            conditions.push("n.named");
        }
        self.one_of_actors(filter, "n.id", &mut conditions)?;
        if let Some(issue) = &filter.issue {
            let on = conditions.inner(|on| self.issue(issue, "p.issue", on))?;
            conditions.push(format!("n.id IN (SELECT p.entity FROM position p{on})"));
        }
        Ok(conditions)
    }

    /// Actors by the articles in which they appear.
    fn who_appears(&self, filter: &Filter) -> Result<Found<ActorRow>> {
        let mut conditions = self.chosen(filter)?;
        // An actor at a time, from an index that tells all that is counted: CROSS keeps the order, the plus keeps the
        // documents from leading.
        self.articles(filter, "+a.document", &mut conditions)?;
        let sql = format!(
            "WITH chosen AS (SELECT n.id AS entity, count(*) AS documents, sum(acts) AS acts, sum(receives) AS receives,
                 sum(statements) AS statements, sum(positions) AS positions
                 FROM entity n CROSS JOIN actor a ON a.entity = n.id{} GROUP BY 1 ORDER BY documents DESC, 1{})
             SELECT {ACTOR}, c.documents, c.acts, c.receives, c.statements, c.positions
             FROM chosen c JOIN entity n ON n.id = c.entity ORDER BY c.documents DESC, n.id",
            conditions.clause(),
            filter.limit(),
        );
        self.found(filter, &sql, &conditions.values, |row| {
            let row = ActorRow {
                documents: row.get(6)?,
                acts: row.get(7)?,
                receives: row.get(8)?,
                statements: row.get(9)?,
                positions: row.get(10)?,
                ..actor(row)?
            };
            Ok(row)
        })
    }

    /// Actors by the events in which they take part.
    fn who_takes_part(&self, filter: &Filter) -> Result<Found<ActorRow>> {
        let conditions = self.chosen(filter)?;
        let sql = format!("SELECT n.id FROM entity n{}", conditions.clause());
        let all = Filter { limit: 0, ..Filter::default() };
        let chosen = self.found(&all, &sql, &conditions.values, |row| row.get::<_, i64>(0))?;
        let parts = self.parts(filter)?;
        let mut rows: Vec<(i64, Parts)> =
            chosen.rows.iter().filter_map(|entity| Some((*entity, *parts.get(entity)?))).collect();
        rows.sort_unstable_by_key(|(entity, parts)| (std::cmp::Reverse(parts.documents), *entity));
        let more = filter.limit > 0 && rows.len() > filter.limit;
        rows.truncate(if more { filter.limit } else { rows.len() });
        let one = |(entity, parts): (i64, Parts)| {
            let sql = format!("SELECT {ACTOR} FROM entity n WHERE n.id = ?1");
            let row = self.connection.prepare_cached(&sql)?.query_row([entity], actor)?;
            let Parts { documents, acts, receives, .. } = parts;
            Ok(ActorRow { documents, acts, receives, ..row })
        };
        let rows: rusqlite::Result<Vec<ActorRow>> = rows.into_iter().map(one).collect();
        Ok(Found { rows: rows.map_err(|e| self.fault(&e))?, more })
    }

    /// Articles of the filter's days and sources; `column` holds their numbers.
    pub(super) fn articles(&self, filter: &Filter, column: &str, conditions: &mut Conditions) -> Result {
        let chosen = conditions.inner(|chosen| {
            filter.days("d.date", chosen);
            filter.source("d.id", chosen);
            Ok(())
        })?;
        if !chosen.is_empty() {
            conditions.push(format!("{column} IN (SELECT d.id FROM document d{chosen})"));
        }
        Ok(())
    }

    /// All there is of the actors that a name may mean, those in the most articles first; at most ten.
    pub fn profiles(&self, name: &str, filter: &Filter) -> Result<Vec<Profile>> {
        let narrowed = Filter { actors: vec![name.to_owned()], limit: 10, unnamed: true, ..filter.clone() };
        self.who(&narrowed)?.rows.into_iter().map(|actor| self.profile(actor, filter)).collect()
    }

    fn profile(&self, actor: ActorRow, filter: &Filter) -> Result<Profile> {
        /// Longest list in a profile.
        const MOST: usize = 12;
        let entity = actor.entity;
        let of = |column: &str| {
            let mut conditions = Conditions::of(vec![Value::from(entity)]);
            conditions.push(format!("{column} = ?1"));
            conditions
        };
        let counts = |what: &str, from: &str, conditions: &Conditions| -> Result<Vec<Count>> {
            let clause = conditions.clause();
            let sql = format!("SELECT {what}, count(*) FROM {from}{clause} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST}");
            let found = self.found(&Filter::default(), &sql, &conditions.values, |row| {
                Ok(Count { what: row.get(0)?, count: row.get(1)? })
            })?;
            Ok(found.rows)
        };
        let mut says = of("t.speaker_entity");
        filter.confidence("t.confidence", &mut says);
        self.articles(filter, "t.document", &mut says)?;
        let mut issues = of("p.entity");
        filter.confidence("p.confidence", &mut issues);
        self.articles(filter, "p.document", &mut issues)?;
        let mut appears = of("a.entity");
        self.articles(filter, "a.document", &mut appears)?;
        let in_articles = format!("FROM actor a JOIN document d ON d.id = a.document{}", appears.clause());
        let days = self.found(
            &Filter::default(),
            &format!("SELECT min(d.date), max(d.date) {in_articles}"),
            &appears.values,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (from, to) = days.rows.into_iter().next().unwrap_or_default();
        let sql = format!(
            "SELECT a.role, min(d.date), max(d.date) {in_articles} AND a.role IS NOT NULL GROUP BY 1 ORDER BY 3, 1 LIMIT {MOST}"
        );
        let roles = self.found(&Filter::default(), &sql, &appears.values, |row| {
            Ok(Role { role: row.get(0)?, from: row.get(1)?, to: row.get(2)? })
        })?;
        let Dealings { does, suffers, with } = self.dealings(entity, filter, MOST)?;
        Ok(Profile {
            from,
            to,
            names: counts("a.name", "alias a", &of("a.entity"))?,
            roles: roles.rows,
            does,
            suffers,
            says: counts("t.act", "statement t", &says)?,
            with,
            issues: counts("p.issue", "position p", &issues)?,
            actor,
        })
    }
}

/// Columns of an actor, whom `entity n` holds.
const ACTOR: &str = "n.id, n.name, n.kind, coalesce(n.country, n.code), n.sector,
    (SELECT r.role FROM actor r WHERE r.entity = n.id AND r.role IS NOT NULL ORDER BY r.id DESC LIMIT 1)";

fn actor(row: &Row<'_>) -> rusqlite::Result<ActorRow> {
    Ok(ActorRow {
        entity: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        country: row.get(3)?,
        sector: row.get(4)?,
        role: row.get(5)?,
        ..ActorRow::default()
    })
}
