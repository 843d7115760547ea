//! What one asks about many articles together: where positions turned, what is announced and still open.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use demarche_coder::record::Stance;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::queries::{Conditions, Filter, Found};
use crate::{Desk, Result};

use super::days::{Day, Days};
use super::lines::{self, Line, Stretch};
use super::process::Process;
use super::texts::Texts;
use super::turns::{HELD, held};

/// Where something stands written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// The words.
    pub words: String,
    /// Who published them.
    pub source: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Number of the article.
    pub document: i64,
}

/// A position that an actor held for some time.
#[derive(Clone, Debug, Serialize)]
pub struct Stand {
    /// `supports`, `opposes`, `conditional`, `undecided`.
    pub stance: Stance,
    /// First day on which an article shows it.
    pub first: String,
    /// Last such day.
    pub last: String,
    /// The words that show it first.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// How many positions show it.
    pub shown: usize,
}

/// An actor's line on an issue.
#[derive(Clone, Debug, Serialize)]
pub struct Course {
    /// Whose.
    pub actor: String,
    /// On what.
    pub issue: String,
    /// What was held one after the other.
    pub stands: Vec<Stand>,
}

/// A turn: the position before and the one after.
#[derive(Clone, Debug, Serialize)]
pub struct Turn {
    /// Who turned.
    pub actor: String,
    /// On what.
    pub issue: String,
    /// The day on which the new position shows.
    pub day: String,
    /// What was held before.
    pub before: Stand,
    /// What is held since.
    pub after: Stand,
}

/// Where actors changed their positions: the latest of the turns that pass the filter, in the order of days. A turn counts
/// by the day, the source and the stance of the new position; the filter's types are stances.
pub fn changes(desk: &Desk, filter: &Filter) -> Result<Found<Turn>> {
    let mut conditions = Conditions::default();
    desk.one_of_actors(filter, "t.entity", &mut conditions)?;
    if let Some(issue) = &filter.issue {
        desk.issue(issue, "t.issue", &mut conditions)?;
    }
    conditions.one_of("q.stance", &filter.types);
    filter.days("t.day", &mut conditions);
    filter.source("q.document", &mut conditions);
    filter.words("q.sentence", &mut conditions);
    filter.confidence("min(p.confidence, q.confidence)", &mut conditions);
    let sql = format!(
        "WITH chosen AS (SELECT t.later, n.name FROM turn t JOIN entity n ON n.id = t.entity JOIN position p ON p.id = t.earlier
            JOIN position q ON q.id = t.later{} ORDER BY t.day DESC, n.name DESC, t.issue DESC, t.later DESC{})
        SELECT c.name, t.issue, t.day,
        p.stance, t.earlier_first, t.earlier_last, t.earlier_shown, p.document, p.evidence_start, p.evidence_stop,
        q.stance, t.day, t.later_last, t.later_shown, q.document, q.evidence_start, q.evidence_stop
        FROM chosen c JOIN turn t ON t.later = c.later JOIN position p ON p.id = t.earlier JOIN position q ON q.id = t.later
        ORDER BY t.day DESC, c.name DESC, t.issue DESC, t.later DESC",
        conditions.clause(),
        filter.limit(),
    );
    let mut texts = Texts::new(&desk.connection).map_err(|e| desk.fault(&e))?;
    let mut stand = |row: &rusqlite::Row, at: usize| -> rusqlite::Result<Stand> {
        Ok(Stand {
            stance: super::spelled(row, at)?,
            first: row.get(at + 1)?,
            last: row.get(at + 2)?,
            shown: row.get(at + 3)?,
            evidence: texts.evidence(row.get(at + 4)?, &[(row.get(at + 5)?, row.get(at + 6)?)])?,
        })
    };
    let mut found = desk.found(filter, &sql, &conditions.values, |row| {
        Ok(Turn {
            actor: row.get(0)?,
            issue: row.get(1)?,
            day: row.get(2)?,
            before: stand(row, 3)?,
            after: stand(row, 10)?,
        })
    })?;
    found.rows.reverse();
    Ok(found)
}

/// The lines of all actors on all issues that the filter lets through, by actor and issue; those that go on longest, if the
/// filter has a limit.
pub fn courses(desk: &Desk, filter: &Filter) -> Result<Vec<Course>> {
    let mut conditions = Conditions::default();
    desk.one_of_actors(filter, "p.entity", &mut conditions)?;
    if let Some(issue) = &filter.issue {
        desk.issue(issue, "p.issue", &mut conditions)?;
    }
    conditions.one_of("p.stance", &filter.types);
    filter.days("p.day", &mut conditions);
    filter.source("p.document", &mut conditions);
    filter.words("p.sentence", &mut conditions);
    filter.confidence("p.confidence", &mut conditions);
    conditions.push("n.named = 1 AND p.day IS NOT NULL");
    let sql = format!("{HELD}{}", conditions.clause());
    courses_of(&desk.connection, &sql, conditions.values, filter.limit).map_err(|e| desk.fault(&e))
}

fn courses_of(connection: &Connection, sql: &str, values: Vec<Value>, limit: usize) -> rusqlite::Result<Vec<Course>> {
    let held = held(connection, sql, values)?;
    let names: BTreeMap<i64, &str> = held.iter().map(|h| (h.entity, h.name.as_str())).collect();
    let name = |line: &Line| names.get(&line.entity).copied().unwrap_or_default();
    let mut lines = lines::lines(&held);
    lines.sort_by(|a, b| (name(a), &a.issue).cmp(&(name(b), &b.issue)));
    keep_latest(&mut lines, limit, |line| line.stretches.last().map(|stretch| stretch.last));
    let mut places = connection.prepare("SELECT document, evidence_start, evidence_stop FROM position WHERE id = ?")?;
    let mut texts = Texts::new(connection)?;
    let mut stand = |stretch: &Stretch| {
        let (document, start, stop) =
            places.query_row([stretch.shown.first()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Stand {
            stance: stretch.stance,
            first: stretch.first.to_string(),
            last: stretch.last.to_string(),
            evidence: texts.evidence(document, &[(start, stop)])?,
            shown: stretch.shown.len(),
        })
    };
    let course = |line: Line| {
        let stands = line.stretches.iter().map(&mut stand).collect::<rusqlite::Result<_>>()?;
        Ok(Course { actor: name(&line).to_owned(), issue: line.issue, stands })
    };
    lines.into_iter().map(course).collect()
}

/// Leaves so many rows, the latest, in the order in which they were; all for 0.
pub(super) fn keep_latest<T, D: Ord>(rows: &mut Vec<T>, limit: usize, day: impl Fn(&T) -> D) {
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

/// A step in the history of an item.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    /// `proposed`, `planned`, `rejected` and so on.
    pub step: String,
    /// The day on which it was taken.
    pub day: Option<String>,
    /// Who took it.
    pub speaker: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// Something that is announced and open.
#[derive(Clone, Debug, Serialize)]
pub struct Pending {
    /// Its number.
    pub item: i64,
    /// `meeting`, `demand` and so on.
    pub kind: String,
    /// Whose it is, or who meets.
    pub parties: Vec<String>,
    /// Family of issues.
    pub issue: Option<String>,
    /// The latest step.
    pub status: String,
    /// First day for which it is announced.
    pub due_from: Option<String>,
    /// Last such day.
    pub due_to: Option<String>,
    /// Whether that day has passed and no article says what came of it.
    pub overdue: bool,
    /// What happened to it so far.
    pub history: Vec<Taken>,
}

/// The day of the latest article of a desk: "now" is when its news ends, never the clock.
pub fn latest_day(desk: &Desk) -> Result<Option<Day>> {
    let day: Option<String> = desk
        .connection
        .query_row("SELECT max(date) FROM document", [], |row| row.get(0))
        .map_err(|e| desk.fault(&e))?;
    Ok(day.and_then(|d| d.parse().ok()))
}

/// What was announced up to a day and is still open on it: first what has a day, the nearest first; then what was said
/// last. The filter's types are kinds of items, its statuses latest steps; all its actors have to take part. Its days are
/// those for which something is announced, or else of the latest step. What a source or a confidence leaves out is left
/// out of the history too.
pub fn next(desk: &Desk, as_of: Day, filter: &Filter) -> Result<Found<Pending>> {
    let mut conditions = Conditions::of(vec![as_of.to_string().into(), oldest(as_of).to_string().into()]);
    // What is too old to be open is not looked at; what is open on a day was begun by then.
    conditions.push("i.first <= ?1 AND (i.latest >= ?2 OR i.due_to >= ?2)");
    for actor in &filter.actors {
        let entities = desk.entities(actor)?;
        conditions.push(format!("i.id IN (SELECT item FROM item_party WHERE entity IN ({entities}))"));
    }
    if let Some(issue) = &filter.issue {
        desk.issue(issue, "i.issue", &mut conditions)?;
    }
    conditions.one_of("i.kind", &filter.types);
    if filter.source.is_none() && filter.min_confidence <= 0.0 {
        // What its last step leaves closed may be open only before that.
        conditions.push("(i.open OR i.latest > ?1)");
    }
    let items = format!("SELECT i.id, i.kind, i.issue FROM item i{} ORDER BY i.id", conditions.clause());
    let mut told = Conditions::of(vec![Value::Null, as_of.to_string().into()]);
    told.push("t.item = ?1 AND t.day <= ?2");
    filter.confidence("t.confidence", &mut told);
    // Asked once, not once an item.
    let sources = desk.documents_of(filter)?;
    let fault = |e| desk.fault(&e);
    let mut found = open_items(&desk.connection, as_of, (&items, &conditions.values), &mut told, sources.as_ref())
        .map_err(fault)?;
    found.retain(|p| {
        let day = |day: Option<Day>| day.or(p.latest).map(|d| d.to_string());
        let (first, last) = (day(p.due.map(|d| d.from)), day(p.due.map(|d| d.to)));
        (filter.statuses.is_empty() || filter.statuses.contains(&p.status))
            && filter.from.as_ref().is_none_or(|from| last.as_ref() >= Some(from))
            && filter.to.as_ref().is_none_or(|to| first.is_some_and(|first| first <= *to))
    });
    let more = filter.limit > 0 && found.len() > filter.limit;
    if more {
        found.truncate(filter.limit);
    }
    Ok(Found { rows: with_history(&desk.connection, found, as_of, &mut told, sources.as_ref()).map_err(fault)?, more })
}

fn oldest(as_of: Day) -> Day {
    as_of.plus(-Process::built_in().longest())
}

/// An item that is open on a day.
struct Open {
    item: i64,
    kind: String,
    issue: Option<String>,
    status: String,
    due: Option<Days>,
    overdue: bool,
    latest: Option<Day>,
}

/// The items that are open, in the order in which they are told.
fn open_items(
    connection: &Connection,
    as_of: Day,
    (items, values): (&str, &[Value]),
    told: &mut Conditions,
    sources: Option<&HashSet<i64>>,
) -> rusqlite::Result<Vec<Open>> {
    let rules = Process::built_in();
    let mut items = connection.prepare(items)?;
    let mut steps = connection.prepare(&format!(
        "SELECT coalesce(t.called, t.step), t.day, t.due_from, t.due_to, t.document FROM step t{} ORDER BY t.number",
        told.clause()
    ))?;
    let mut out: Vec<Open> = Vec::new();
    let rows = items.query_map(params_from_iter(values), |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    for row in rows {
        let (item, kind, issue) = row?;
        let Some(rule) = rules.kind(&kind) else { continue };
        let (mut due, mut latest, mut status): (Option<Days>, Option<Day>, String) = Default::default();
        told.values[0] = item.into();
        let mut rows = steps.query(params_from_iter(&told.values))?;
        while let Some(row) = rows.next()? {
            if is_left_out(sources, row.get(4)?) {
                continue;
            }
            let day = |at: usize| {
                Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(at)?.and_then(|d| d.parse::<Day>().ok()))
            };
            due = day(2)?.zip(day(3)?).map(|(from, to)| Days { from, to }).or(due);
            latest = latest.max(day(1)?);
            status = row.get(0)?;
        }
        let age = latest.map_or(i32::MAX, |d| as_of.0 - d.0);
        let overdue = due.is_some_and(|d| d.to < as_of);
        if rule.open.contains(&status) && (age <= rule.lasts || due.is_some_and(|d| d.to >= as_of)) {
            out.push(Open { item, kind, issue, status, due, overdue, latest });
        }
    }
    let order = |p: &Open| p.due.filter(|_| !p.overdue).map_or(i32::MAX, |d| d.from.0);
    out.sort_by(|x, y| order(x).cmp(&order(y)).then_with(|| y.latest.cmp(&x.latest)).then_with(|| x.item.cmp(&y.item)));
    Ok(out)
}

fn is_left_out(sources: Option<&HashSet<i64>>, document: i64) -> bool {
    sources.is_some_and(|sources| !sources.contains(&document))
}

/// The items with what happened to them up to a day.
fn with_history(
    connection: &Connection,
    items: Vec<Open>,
    as_of: Day,
    told: &mut Conditions,
    sources: Option<&HashSet<i64>>,
) -> rusqlite::Result<Vec<Pending>> {
    let mut steps = connection.prepare(&format!(
        "SELECT coalesce(t.called, t.step), t.day, n.name, t.document, t.start, t.stop
         FROM step t LEFT JOIN entity n ON n.id = t.speaker{} ORDER BY t.number",
        told.clause()
    ))?;
    let mut parties =
        connection.prepare("SELECT n.name FROM item_party p JOIN entity n ON n.id = p.entity WHERE p.item = ?")?;
    let mut texts = Texts::new(connection)?;
    let mut out = Vec::with_capacity(items.len());
    for Open { item, kind, issue, status, due, .. } in items {
        told.values[0] = item.into();
        let mut history = Vec::new();
        let mut rows = steps.query(params_from_iter(&told.values))?;
        while let Some(row) = rows.next()? {
            let document = row.get(3)?;
            if !is_left_out(sources, document) {
                let evidence = texts.evidence(document, &[(row.get(4)?, row.get(5)?)])?;
                history.push(Taken { step: row.get(0)?, day: row.get(1)?, speaker: row.get(2)?, evidence });
            }
        }
        let mut parties: Vec<String> = parties.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        parties.sort_unstable();
        out.push(Pending {
            item,
            kind,
            parties,
            issue,
            status,
            due_from: due.map(|d| d.from.to_string()),
            due_to: due.map(|d| d.to.to_string()),
            overdue: due.is_some_and(|d| d.to < as_of),
            history,
        });
    }
    Ok(out)
}
