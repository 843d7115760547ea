//! Who takes part in the events that a filter chooses, counted from the ledger.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::params_from_iter;

use super::filter::Conditions;
use super::timeline::kinds;
use super::who::Count;
use super::{DeskError, Filter};
use crate::ledger::{Broken, Entries, Part};
use crate::{Desk, Result};

/// How often somebody takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub documents: i64,
    pub acts: i64,
    pub receives: i64,
    /// The document that was counted last.
    last: Option<i64>,
}

/// What somebody does and suffers, by types, and with whom, by names: the most frequent first.
pub(super) struct Dealings {
    pub does: Vec<Count>,
    pub suffers: Vec<Count>,
    pub with: Vec<Count>,
}

impl Desk {
    /// How often everybody takes part in events of the filter's types, statuses, confidence and articles, by entities.
    /// Only articles in which the filter's actors appear are looked at, if it has any.
    pub(super) fn parts(&self, filter: &Filter) -> Result<HashMap<i64, Parts>> {
        let mut documents = Conditions::default();
        let appear = documents.inner(|appear| self.one_of_actors(filter, "a.entity", appear))?;
        if !appear.is_empty() {
            documents.push(format!("l.document IN (SELECT a.document FROM actor a{appear})"));
        }
        let mut counted: Vec<Parts> = Vec::new();
        self.each_event(filter, documents, |document, _, parts| {
            for part in parts {
                let at = usize::try_from(part.entity).unwrap_or_default();
                if at >= counted.len() {
                    counted.resize(at + 1, Parts::default());
                }
                let counts = &mut counted[at];
                counts.documents += i64::from(counts.last.replace(document) != Some(document));
                *(if part.acts { &mut counts.acts } else { &mut counts.receives }) += 1;
            }
        })?;
        let parts = (0_i64..).zip(counted).filter(|(_, parts)| parts.documents > 0);
        Ok(parts.collect())
    }

    /// What an actor does, suffers, and with whom, in the filter's events; so many of each at most.
    pub(super) fn dealings(&self, entity: i64, filter: &Filter, most: usize) -> Result<Dealings> {
        let mut documents = Conditions::default();
        documents.with("l.document IN (SELECT a.document FROM actor a WHERE a.entity = {})", entity);
        let (mut does, mut suffers, mut with) = (HashMap::new(), HashMap::new(), HashMap::new());
        self.each_event(filter, documents, |_, manner, parts| {
            for own in parts.iter().filter(|p| p.entity == entity) {
                *(if own.acts { &mut does } else { &mut suffers }).entry(manner).or_default() += 1;
                parts.iter().filter(|p| p.entity != entity).for_each(|p| *with.entry(p.entity).or_default() += 1);
            }
        })?;
        let of_type = "SELECT type FROM manner WHERE id = ?1";
        let of_name = "SELECT name FROM entity WHERE id = ?1 AND named";
        let listed = |sql: &str, counts| self.most_frequent(sql, counts, most);
        Ok(Dealings { does: listed(of_type, does)?, suffers: listed(of_type, suffers)?, with: listed(of_name, with)? })
    }

    /// Counts by the word that a query has for each number, the most frequent first; without those for which it has none.
    fn most_frequent(&self, sql: &str, counts: HashMap<i64, i64>, most: usize) -> Result<Vec<Count>> {
        let gather = || -> rusqlite::Result<Vec<Count>> {
            let mut word = self.connection.prepare_cached(sql)?;
            let mut words: BTreeMap<String, i64> = BTreeMap::new();
            for (number, count) in counts {
                let mut rows = word.query([number])?;
                if let Some(row) = rows.next()? {
                    *words.entry(row.get(0)?).or_default() += count;
                }
            }
            Ok(words.into_iter().map(|(what, count)| Count { what, count }).collect())
        };
        let mut listed = gather().map_err(|e| self.fault(&e))?;
        listed.sort_by_key(|c| std::cmp::Reverse(c.count));
        listed.truncate(most);
        Ok(listed)
    }

    /// Events of the filter's types, statuses, confidence and articles: document, manner, who takes part.
    fn each_event(
        &self,
        filter: &Filter,
        mut documents: Conditions,
        mut each: impl FnMut(i64, i64, &[Part]),
    ) -> Result {
        self.articles(filter, "l.document", &mut documents)?;
        let manners = self.manners(filter)?;
        let mut walk = || -> rusqlite::Result<std::result::Result<(), i64>> {
            let sql = format!("SELECT l.document, l.entries FROM ledger l{}", documents.clause());
            let mut query = self.connection.prepare(&sql)?;
            let mut rows = query.query(params_from_iter(&documents.values))?;
            let mut parts = Vec::new();
            while let Some(row) = rows.next()? {
                let document: i64 = row.get(0)?;
                let mut entries = Entries::of(row.get_ref(1)?.as_blob()?);
                loop {
                    match entries.next(&mut parts) {
                        Ok(None) => break,
                        Err(Broken) => return Ok(Err(document)),
                        Ok(Some((manner, confidence))) => {
                            let chosen = manners.as_ref().is_none_or(|manners| manners.contains(&manner));
                            if chosen && confidence >= filter.min_confidence {
                                each(document, manner, &parts);
                            }
                        }
                    }
                }
            }
            Ok(Ok(()))
        };
        walk().map_err(|e| self.fault(&e))?.map_err(|document| DeskError::Damaged {
            path: self.path().to_owned(),
            what: format!("the ledger of document {document}"),
        })
    }

    /// Numbers of the filter's types, modes and statuses; nothing when it narrows by none.
    fn manners(&self, filter: &Filter) -> Result<Option<HashSet<i64>>> {
        if filter.types.is_empty() && filter.statuses.is_empty() {
            return Ok(None);
        }
        let mut conditions = Conditions::default();
        kinds(&filter.types, "m", &mut conditions);
        conditions.one_of("m.status", &filter.statuses);
        let sql = format!("SELECT m.id FROM manner m{}", conditions.clause());
        let found = self.found(&Filter::default(), &sql, &conditions.values, |row| row.get(0))?;
        Ok(Some(found.rows.into_iter().collect()))
    }
}
