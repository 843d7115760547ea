//! The same actor across articles: one normal name, kind and country.

use std::collections::HashMap;

use demarche_coder::record::{Actor, ActorKind, Form};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::record::{spelled, words};

/// Finds and makes entities in one transaction.
pub(super) struct Entities<'t> {
    tx: &'t Transaction<'t>,
    known: HashMap<String, i64>,
}

impl<'t> Entities<'t> {
    pub fn new(tx: &'t Transaction<'t>) -> Self {
        Self { tx, known: HashMap::new() }
    }

    /// The entity that an actor of an article is.
    pub fn of(&mut self, actor: &Actor) -> rusqlite::Result<i64> {
        let named = named(actor);
        let key = key(actor, actor.country.as_deref());
        let sought = format!("{key}|{named}");
        if let Some(&id) = self.known.get(&sought) {
            return Ok(id);
        }
        let id = match self.find(actor, &key, named)? {
            Some(id) => {
                let sql = "UPDATE entity SET named = max(named, ?2), country = coalesce(country, ?3), code = coalesce(code, ?4),
                    sector = coalesce(sector, ?5) WHERE id = ?1";
                let values = params![id, named, actor.country, actor.code, actor.sector];
                self.tx.prepare_cached(sql)?.execute(values)?;
                id
            }
            None => {
                let sql = "INSERT INTO entity (key, name, kind, country, code, sector, named) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
                let kind = spelled(&actor.kind);
                let values = params![key, words(&actor.name), kind, actor.country, actor.code, actor.sector, named];
                self.tx.prepare_cached(sql)?.execute(values)?;
                self.tx.last_insert_rowid()
            }
        };
        self.known.insert(sought, id);
        Ok(id)
    }

    /// By its key; and a name that one article gives without its country means the one that another gives with it,
    /// if there is only one.
    fn find(&self, actor: &Actor, key: &str, named: bool) -> rusqlite::Result<Option<i64>> {
        let by_key = |key: &str| -> rusqlite::Result<Option<i64>> {
            let mut statement = self.tx.prepare_cached("SELECT id FROM entity WHERE key = ?1")?;
            statement.query_row([key], |row| row.get(0)).optional()
        };
        if let Some(id) = by_key(key)? {
            return Ok(Some(id));
        }
        if !named {
            return Ok(None);
        }
        let bare = self::key(actor, None);
        if actor.country.is_some() {
            let found = by_key(&bare)?;
            if let Some(id) = found {
                self.tx.prepare_cached("UPDATE entity SET key = ?2 WHERE id = ?1")?.execute(params![id, key])?;
            }
            return Ok(found);
        }
        // Keys that differ from the bare one by the country behind it alone.
        let sql = "SELECT min(id), count(*) FROM entity WHERE key > ?1 AND key < ?1 || '~' AND named";
        let (id, count): (Option<i64>, i64) =
            self.tx.prepare_cached(sql)?.query_row([&bare], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(id.filter(|_| count == 1))
    }
}

/// Whether the article calls it by a name; "two officials" is called by none.
fn named(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::State | ActorKind::Government)
        || actor.mentions.iter().any(|m| m.form == Form::Name)
}

fn key(actor: &Actor, country: Option<&str>) -> String {
    // A state and its government are one actor.
    let kind = if actor.kind == ActorKind::State { ActorKind::Government } else { actor.kind };
    format!("{}|{}|{}", normal(&actor.name), spelled(&kind), country.unwrap_or_default())
}

/// A name as it is compared: lower case, words only.
pub(crate) fn normal(name: &str) -> String {
    let lower: String =
        name.chars().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn names_meet_under_their_normal_form() {
        assert_eq!(normal("Côte  d’Ivoire"), normal("CÔTE D'IVOIRE"));
        assert_eq!(normal("Al-Shabaab"), "al shabaab");
        assert_eq!(normal("…"), "");
    }
}
