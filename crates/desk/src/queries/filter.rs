//! What all questions can be narrowed by, and how that reads in SQL.

use std::collections::HashSet;

use rusqlite::types::Value;

use crate::store::normal;
use crate::{Desk, DeskError, Result};

/// What a question is narrowed by. What is empty does not narrow.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Actors by name, by a name that some article uses, or by a country's code in capitals for all its actors.
    pub actors: Vec<String>,
    /// Normal form of an issue, or a word of it.
    pub issue: Option<String>,
    /// Types: of events PLOVER's, of statements the act, of positions the stance, of actors the kind.
    pub types: Vec<String>,
    /// Statuses of events.
    pub statuses: Vec<String>,
    /// Words that the sentence has to match, in the syntax of [`Desk::search`].
    pub words: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Part of the name of a source.
    pub source: Option<String>,
    /// Least confidence.
    pub min_confidence: f64,
    /// Most rows; 0 for all.
    pub limit: usize,
    /// Also actors that no article calls by a name.
    pub unnamed: bool,
}

/// Conditions that all have to hold, with their values.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    sql: Vec<String>,
    pub values: Vec<Value>,
}

impl Conditions {
    /// No condition yet, but values that are numbered already.
    pub fn of(values: Vec<Value>) -> Self {
        Self { sql: Vec::new(), values }
    }

    /// The clause of a query inside this one, whose values are numbered on.
    pub fn inner(&mut self, fill: impl FnOnce(&mut Self) -> Result) -> Result<String> {
        let mut inner = Self::of(std::mem::take(&mut self.values));
        let filled = fill(&mut inner);
        let clause = inner.clause();
        self.values = inner.values;
        filled.map(|()| clause)
    }

    pub fn push(&mut self, sql: impl Into<String>) {
        self.sql.push(sql.into());
    }

    /// A condition in which `{}` stands for a value.
    pub fn with(&mut self, sql: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql.push(sql.replace("{}", &format!("?{}", self.values.len())));
    }

    /// A column that is one of some words, which the record spells in lower case.
    pub fn one_of(&mut self, column: &str, words: &[String]) {
        if !words.is_empty() {
            let marks: Vec<String> = words.iter().map(|w| self.mark(w.to_lowercase())).collect();
            self.sql.push(format!("{column} IN ({})", marks.join(", ")));
        }
    }

    /// A value, as it is written in SQL.
    pub fn mark(&mut self, value: String) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// The same conditions and another one.
    pub fn and(&self, sql: &str) -> Self {
        let mut more = Self { sql: self.sql.clone(), values: Vec::new() };
        more.push(sql);
        more
    }

    /// ` WHERE …`, or nothing.
    pub fn clause(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!(" WHERE {}", self.sql.join(" AND ")) }
    }
}

impl Filter {
    /// ` LIMIT …` with one more row than asked for, which shows that there are more.
    pub(crate) fn limit(&self) -> String {
        if self.limit == 0 { String::new() } else { format!(" LIMIT {}", self.limit + 1) }
    }

    /// Documents by source; `column` holds a document's id.
    pub(crate) fn source(&self, column: &str, conditions: &mut Conditions) {
        if let Some(source) = &self.source {
            // UNION alone would sort, and read all texts for it.
            let sql = format!(
                "{column} IN (SELECT id FROM document WHERE instr(lower(source), {{}})
                 UNION ALL SELECT document FROM copy WHERE instr(lower(source), {{}}))"
            );
            conditions.with(&sql, source.to_lowercase());
        }
    }

    /// Days on which something is.
    pub(crate) fn days(&self, day: &str, conditions: &mut Conditions) {
        if let Some(from) = &self.from {
            conditions.with(&format!("{day} >= {{}}"), from.clone());
        }
        self.until(day, conditions);
    }

    fn until(&self, day: &str, conditions: &mut Conditions) {
        if let Some(to) = &self.to {
            conditions.with(&format!("{day} <= {{}}"), to.clone());
        }
    }

    /// Rows of a table whose things may last: they count if any of their days does. Queries that find them together, each
    /// with an index of its own, as one that asks for both would look at all rows: those that begin in the filter's days,
    /// and those that began before. `select` is all before the clause, with `{}` behind the table's name and its `row`.
    pub(crate) fn lasting(
        &self,
        select: &str,
        row: &str,
        index: &str,
        mut conditions: Conditions,
    ) -> (String, Vec<Value>) {
        self.until(&format!("{row}.day"), &mut conditions);
        let Some(from) = &self.from else {
            return (select.replace("{}", "") + &conditions.clause(), conditions.values);
        };
        let from = conditions.mark(from.clone());
        let clause = |days: String| conditions.and(&days).clause();
        let begin = select.replace("{}", "") + &clause(format!("{row}.day >= {from}"));
        let began = format!("{row}.day < {from} AND {row}.date_to >= {from} AND {row}.date_to > {row}.day");
        let last = select.replace("{}", &format!(" INDEXED BY {index}")) + &clause(began);
        (format!("{begin} UNION ALL {last}"), conditions.values)
    }

    /// Words of a sentence; `column` holds its id.
    pub(crate) fn words(&self, column: &str, conditions: &mut Conditions) {
        if let Some(words) = &self.words {
            let sql = format!("{column} IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH {{}})");
            conditions.with(&sql, words.clone());
        }
    }

    pub(crate) fn confidence(&self, column: &str, conditions: &mut Conditions) {
        if self.min_confidence > 0.0 {
            conditions.with(&format!("{column} >= {{}}"), self.min_confidence);
        }
    }
}

impl Desk {
    /// Ids of the documents that the filter's source has; none when there is no such filter.
    pub(crate) fn documents_of(&self, filter: &Filter) -> Result<Option<HashSet<i64>>> {
        if filter.source.is_none() {
            return Ok(None);
        }
        let mut conditions = Conditions::default();
        filter.source("d.id", &mut conditions);
        let sql = format!("SELECT d.id FROM document d{}", conditions.clause());
        let all = Filter { limit: 0, ..Filter::default() };
        let found = self.found(&all, &sql, &conditions.values, |row| row.get(0))?;
        Ok(Some(found.rows.into_iter().collect()))
    }

    /// Ids of the entities that a name may mean, as a list for `IN`.
    pub(crate) fn entities(&self, name: &str) -> Result<String> {
        let ids = |sql: &str, value: &str| -> Result<Vec<String>> {
            let gather = || {
                let mut statement = self.connection.prepare_cached(sql)?;
                statement
                    .query_map([value], |row| row.get::<_, i64>(0).map(|id| id.to_string()))?
                    .collect::<rusqlite::Result<Vec<_>>>()
            };
            gather().map_err(|e| self.fault(&e))
        };
        let normal = normal(name);
        let mut found = Vec::new();
        if name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase()) {
            found = ids("SELECT id FROM entity WHERE country = ?1 OR code = ?1", name)?;
        }
        if found.is_empty() {
            // Keys are `name|kind|country`, and } follows |.
            let sql = "SELECT id FROM entity WHERE key > ?1 || '|' AND key < ?1 || '}'
                UNION SELECT entity FROM alias WHERE name = ?1";
            found = ids(sql, &normal)?;
        }
        if found.is_empty() && !normal.is_empty() {
            let sql = "SELECT id FROM entity WHERE instr(' ' || replace(key, '|', ' '), ' ' || ?1 || ' ')
                AND instr(' ' || substr(key, 1, instr(key, '|') - 1) || ' ', ' ' || ?1 || ' ')";
            found = ids(sql, &normal)?;
        }
        if found.is_empty() {
            return Err(self.nobody(name, &normal));
        }
        Ok(found.join(", "))
    }

    fn nobody(&self, name: &str, normal: &str) -> DeskError {
        let near = || -> rusqlite::Result<Vec<String>> {
            let longest = normal.split(' ').max_by_key(|w| w.chars().count()).unwrap_or_default();
            let begin: String = longest.chars().take(3).collect();
            let sql = "SELECT name FROM entity WHERE named AND ?1 <> '' AND instr(key, ?1) AND EXISTS (SELECT 1 FROM actor
                WHERE entity = entity.id) ORDER BY (SELECT count(*) FROM actor WHERE entity = entity.id) DESC, id LIMIT 5";
            self.connection.prepare(sql)?.query_map([begin], |row| row.get(0))?.collect()
        };
        let near = match near() {
            Ok(near) if !near.is_empty() => format!("; is it one of {}?", near.join(", ")),
            _ => String::new(),
        };
        DeskError::Question(format!("no actor called {name:?} on this desk{near}"))
    }

    /// The normal forms of issues that a word may mean, as a condition on `column`: the family and its kin with
    /// actors behind it; if there is none, all that contain the word.
    pub(crate) fn issue(&self, issue: &str, column: &str, conditions: &mut Conditions) -> Result {
        let exact =
            "SELECT EXISTS (SELECT 1 FROM position WHERE issue = ?1 OR (issue > ?1 || ':' AND issue < ?1 || ';'))";
        let known = self.connection.query_row(exact, [issue], |row| row.get(0)).map_err(|e| self.fault(&e))?;
        if known {
            let sql = format!("({column} = {{}} OR ({column} > {{}} || ':' AND {column} < {{}} || ';'))");
            conditions.with(&sql, issue.to_owned());
            return Ok(());
        }
        let part = "SELECT EXISTS (SELECT 1 FROM position WHERE instr(lower(issue), ?1))";
        let word = issue.to_lowercase();
        let known: bool = self.connection.query_row(part, [&word], |row| row.get(0)).map_err(|e| self.fault(&e))?;
        if !known {
            let help = "`demarche sql \"SELECT issue, count(*) FROM position GROUP BY 1 ORDER BY 2 DESC\"` lists them";
            return Err(DeskError::Question(format!("no issue like {issue:?} on this desk; {help}")));
        }
        conditions.with(&format!("instr(lower({column}), {{}})"), word);
        Ok(())
    }

    /// Rows on an issue: those that a position rests on, and those in a sentence that holds one.
    pub(crate) fn on_issue(&self, filter: &Filter, own: &str, table: &str, conditions: &mut Conditions) -> Result {
        let Some(issue) = &filter.issue else { return Ok(()) };
        let on = conditions.inner(|on| self.issue(issue, "p.issue", on))?;
        conditions.push(format!(
            "({table}.id IN (SELECT p.{own} FROM position p{on}) OR {table}.sentence IN (SELECT p.sentence FROM position p{on}))"
        ));
        Ok(())
    }
}
