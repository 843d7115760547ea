//! Items in the tables: what is new among the steps is worked in, and only what changed by it is read and written.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::days::{Day, Days};
use super::follow::{Following, Item, Sketch, Step};
use super::greedy::{Found, Groups, Hint, Kept, Place, Rules as _, Source};
use super::process::Process;
use super::report::Party;
use super::steps::About;
use super::words::Words;

/// Works what is due into the items.
pub(super) fn update(tx: &Transaction) -> rusqlite::Result<()> {
    let ids = |sql: &str| -> rusqlite::Result<Vec<i64>> {
        tx.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let mut due: BTreeSet<i64> = ids("SELECT step FROM step_due")?.into_iter().collect();
    // Who is somebody else now takes other steps.
    due.extend(ids("SELECT s.step FROM entity_due e CROSS JOIN step_entity s ON s.entity = e.entity")?);
    let torn: Vec<(i64, Option<Day>)> = tx
        .prepare_cached("SELECT item, day FROM item_due WHERE item IN (SELECT id FROM item)")?
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.and_then(|d| d.parse().ok()))))?
        .collect::<rusqlite::Result<_>>()?;
    if !due.is_empty() || !torn.is_empty() {
        work_in(tx, &due, &torn)?;
    }
    for table in ["step_due", "item_due", "entity_due"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

fn work_in(tx: &Transaction, due: &BTreeSet<i64>, torn: &[(i64, Option<Day>)]) -> rusqlite::Result<()> {
    let rules = Following(Process::built_in());
    // Of a desk whose steps are all new nothing need be fetched.
    let more = "SELECT count(*) FROM (SELECT 1 FROM step LIMIT ?)";
    let count: usize = tx.query_row(more, [due.len().saturating_add(1)], |row| row.get(0))?;
    let mut shelf = Shelf::new(tx, count <= due.len());
    let mut steps = Vec::with_capacity(due.len());
    for &id in due {
        let Some((step, item)) = shelf.one(id)? else { continue };
        keep_places(tx, &rules, &step)?;
        steps.push((step, item));
    }
    let mut groups = Groups::new(&rules, shelf);
    groups.put(steps, torn)?;
    let mut clear = tx.prepare_cached(
        "UPDATE step SET item = NULL, called = NULL, number = NULL WHERE id = ? AND item IS NOT NULL",
    )?;
    for step in groups.homeless() {
        clear.execute([step])?;
    }
    let mut place = tx.prepare_cached(
        "UPDATE step SET item = ?1, called = ?2, number = ?3 WHERE id = ?4 AND (item, called, number) IS NOT (?1, ?2, ?3)",
    )?;
    for (number, members) in groups.changed() {
        let item = rules.item(&members);
        let number = write(tx, &item, number)?;
        for (at, (step, called)) in (1_i64..).zip(&item.steps) {
            place.execute(params![number, called, at, step])?;
        }
    }
    for number in groups.gone() {
        tx.prepare_cached("DELETE FROM item WHERE id = ?")?.execute([number])?;
    }
    Ok(())
}

/// Writes where each step is found, of a desk that did not keep it so.
pub(crate) fn keep_all_places(tx: &Transaction) -> rusqlite::Result<()> {
    let rules = Following(Process::built_in());
    let mut shelf = Shelf::new(tx, false);
    let steps: Vec<i64> =
        tx.prepare("SELECT id FROM step")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in steps {
        if let Some((step, _)) = shelf.one(id)? {
            keep_places(tx, &rules, &step)?;
        }
    }
    Ok(())
}

/// Writes where a step is found, and by whom.
fn keep_places(tx: &Transaction, rules: &Following, step: &Step) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM step_place WHERE step = ?")?.execute([step.id])?;
    if let Some(day) = step.day {
        let posts: BTreeSet<Place> = rules.posts(step).into_iter().map(|(place, _)| place).collect();
        let asks: BTreeSet<Place> = rules.asks(step).into_iter().map(|(place, _)| place).collect();
        let [counted, low, high, company] = rules.sketch(step).numbers();
        let mut insert = tx.prepare_cached("INSERT INTO step_place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for place in posts.union(&asks) {
            let (does_post, does_ask) = (posts.contains(place), asks.contains(place));
            let number = place.cast_signed();
            insert.execute(params![number, day.0, step.id, does_post, does_ask, counted, low, high, company])?;
        }
    }
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO step_entity VALUES (?, ?)")?;
    for party in step.speakers.iter().chain(&step.parties) {
        insert.execute([party.entity, step.id])?;
    }
    Ok(())
}

/// Writes an item if it is not there as it is; returns its number.
fn write(tx: &Transaction, item: &Item, number: Option<i64>) -> rusqlite::Result<i64> {
    let day = |day: Option<Day>| day.map(|d| d.to_string());
    let (from, to) = (day(item.due.map(|d| d.from)), day(item.due.map(|d| d.to)));
    tx.prepare_cached(
        "INSERT INTO item (id, kind, issue, status, open, first, latest, due_from, due_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, issue = excluded.issue, status = excluded.status,
         open = excluded.open, first = excluded.first, latest = excluded.latest, due_from = excluded.due_from, due_to = excluded.due_to
         WHERE (kind, issue, status, open, first, latest, due_from, due_to) IS NOT (excluded.kind, excluded.issue, excluded.status,
         excluded.open, excluded.first, excluded.latest, excluded.due_from, excluded.due_to)",
    )?
    .execute(params![number, item.kind, item.issue, item.status(), item.is_open, day(item.first), day(item.latest), from, to])?;
    let number = number.unwrap_or_else(|| tx.last_insert_rowid());
    let known: BTreeSet<i64> = tx
        .prepare_cached("SELECT entity FROM item_party WHERE item = ?")?
        .query_map([number], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if known != item.parties {
        tx.prepare_cached("DELETE FROM item_party WHERE item = ?")?.execute([number])?;
        let mut insert = tx.prepare_cached("INSERT INTO item_party (item, entity) VALUES (?, ?)")?;
        for entity in &item.parties {
            insert.execute([number, *entity])?;
        }
    }
    Ok(number)
}

/// Days that are fetched together.
const SPELL: i32 = 64;

/// So many spells are not fetched before it is looked how many there are.
const MANY: i32 = 20;

/// Steps as the tables keep them.
struct Shelf<'t> {
    tx: &'t Transaction<'t>,
    parties: HashMap<i64, Option<Party>>,
    /// What was fetched: a place and the number of a spell of days.
    fetched: HashSet<(Place, i32)>,
    /// Whether all steps are new, so that there is nothing to fetch.
    is_empty: bool,
}

/// Columns of [`Shelf::step`].
const STEP: &str =
    "SELECT t.id, t.hash, t.start, t.kind, t.answer, t.step, t.about, t.day, t.due_from, t.due_to, t.item FROM step t";

impl<'t> Shelf<'t> {
    fn new(tx: &'t Transaction<'t>, is_empty: bool) -> Self {
        Self { tx, parties: HashMap::new(), fetched: HashSet::new(), is_empty }
    }

    fn step(&mut self, row: &Row) -> rusqlite::Result<Kept<Step>> {
        let about: String = row.get(6)?;
        let about: About = serde_json::from_str(&about)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(6, rusqlite::types::Type::Text, e.into()))?;
        let day =
            |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(at)?.and_then(|d| d.parse::<Day>().ok()));
        let (from, to) = (day(8)?, day(9)?);
        let hash: String = row.get(1)?;
        let step = Step {
            id: row.get(0)?,
            order: (u64::from_str_radix(&hash, 16).unwrap_or_default(), row.get(2)?),
            kind: row.get(3)?,
            is_answer: row.get(4)?,
            step: row.get(5)?,
            speakers: self.all(&about.speakers)?,
            parties: self.all(&about.parties)?,
            issue: about.issue,
            words: Words::from_hashes(about.words),
            day: day(7)?,
            due: from.zip(to).map(|(from, to)| Days { from, to }),
        };
        Ok((step, row.get(10)?))
    }

    fn all(&mut self, entities: &[i64]) -> rusqlite::Result<Vec<Party>> {
        let mut out = Vec::with_capacity(entities.len());
        for &entity in entities {
            out.extend(self.party(entity)?);
        }
        Ok(out)
    }

    /// Somebody as a party: officials speak for their state, as do who only says that they hold its office.
    fn party(&mut self, entity: i64) -> rusqlite::Result<Option<Party>> {
        if let Some(party) = self.parties.get(&entity) {
            return Ok(party.clone());
        }
        let sql = "SELECT coalesce(country, code), named, kind, sector FROM entity WHERE id = ?";
        let mut query = self.tx.prepare_cached(sql)?;
        let party = query.query_row([entity], |row| {
            let (kind, sector): (String, Option<String>) = (row.get(2)?, row.get(3)?);
            let is_official = matches!(sector.as_deref(), Some("GOV" | "MIL"));
            let is_state = kind == "state" || kind == "government" || is_official;
            Ok(Party { entity, country: row.get(0)?, is_named: row.get(1)?, is_state })
        });
        let party = party.optional()?;
        self.parties.insert(entity, party.clone());
        Ok(party)
    }
}

impl Source<Step, Sketch> for Shelf<'_> {
    type Error = rusqlite::Error;

    fn has_hints(&self) -> bool {
        !self.is_empty
    }

    fn at(&mut self, place: Place, from: Day, to: Day) -> rusqlite::Result<Vec<Found<Step, Sketch>>> {
        if self.is_empty {
            return Ok(Vec::new());
        }
        let mut spells = from.0.div_euclid(SPELL)..=to.0.div_euclid(SPELL);
        if spells.end() - spells.start() > MANY {
            // Each by the index; both at once would be a look at all.
            let ends = "SELECT coalesce((SELECT min(day) FROM step_place WHERE place = ?1), 0),
                coalesce((SELECT max(day) FROM step_place WHERE place = ?1), 0)";
            let mut query = self.tx.prepare_cached(ends)?;
            let (first, last): (i32, i32) =
                query.query_row([place.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            spells = from.0.max(first).div_euclid(SPELL)..=to.0.min(last).div_euclid(SPELL);
        }
        let mut out = Vec::new();
        for spell in spells {
            if !self.fetched.insert((place, spell)) {
                continue;
            }
            let sql = "SELECT day, step, posts, asks, counted, low, high, company FROM step_place
                WHERE place = ? AND day BETWEEN ? AND ?";
            let mut query = self.tx.prepare_cached(sql)?;
            let days = params![place.cast_signed(), spell * SPELL, spell * SPELL + SPELL - 1];
            let hints = query.query_map(days, |row| {
                let sketch = Sketch::from_numbers([row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?]);
                let hint = Hint { id: row.get(1)?, posts: row.get(2)?, asks: row.get(3)?, sketch };
                Ok(Found::Hint(Day(row.get(0)?), hint))
            })?;
            for hint in hints {
                out.push(hint?);
            }
        }
        Ok(out)
    }

    fn members(&mut self, item: i64) -> rusqlite::Result<Vec<Kept<Step>>> {
        let tx = self.tx;
        let mut query = tx.prepare_cached(&format!("{STEP} WHERE t.item = ?"))?;
        let mut rows = query.query([item])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(self.step(row)?);
        }
        Ok(out)
    }

    fn one(&mut self, id: i64) -> rusqlite::Result<Option<Kept<Step>>> {
        let tx = self.tx;
        let mut query = tx.prepare_cached(&format!("{STEP} WHERE t.id = ?"))?;
        let mut rows = query.query([id])?;
        rows.next()?.map(|row| self.step(row)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;
    use crate::schema;

    /// A step in a small world, where steps meet often.
    #[derive(Clone, Debug)]
    struct Made {
        kind: usize,
        day: i32,
        speaker: i64,
        other: i64,
        words: Vec<u32>,
        due: Option<i32>,
        has_issue: bool,
    }

    /// Something that happens to a desk.
    #[derive(Clone, Debug)]
    enum Change {
        Add(Vec<Made>),
        /// The so-manieth step goes.
        Remove(usize),
        /// An actor gets a country, or a name.
        Learn(i64, bool),
    }

    const KINDS: [(&str, bool, &str); 8] = [
        ("meeting", false, "planned"),
        ("meeting", false, "proposed"),
        ("meeting", false, "held"),
        ("demand", false, "demanded"),
        ("offer", false, "offered"),
        ("meeting", true, "rejected"),
        ("offer|proposal|demand", true, "rejected"),
        ("offer|demand", true, "accepted"),
    ];
    const ACTORS: i64 = 7;

    fn made() -> impl Strategy<Value = Made> {
        let day = prop_oneof![4 => 0..40_i32, 1 => 0..700_i32];
        let words = proptest::collection::vec(0..9_u32, 1..6).prop_map(|w| w.iter().map(|w| w * 0x1a2b_3c4d).collect());
        let due = proptest::option::of(0..60_i32);
        (0..KINDS.len(), day, 0..ACTORS, 0..ACTORS, words, due, any::<bool>()).prop_map(
            |(kind, day, speaker, other, words, due, has_issue)| Made {
                kind,
                day,
                speaker,
                other,
                words,
                due,
                has_issue,
            },
        )
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            5 => proptest::collection::vec(made(), 1..6).prop_map(Change::Add),
            2 => (0..50_usize).prop_map(Change::Remove),
            1 => (0..ACTORS, any::<bool>()).prop_map(|(actor, name)| Change::Learn(actor, name)),
        ]
    }

    fn empty() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::migrate(&mut connection).unwrap();
        for actor in 0..ACTORS {
            // Two of one state, some of none, and two that no article names yet.
            let country = [Some("AAA"), Some("AAA"), Some("BBB"), Some("CCC"), None, None, None][actor as usize];
            connection
                .execute(
                    "INSERT INTO entity (id, key, name, kind, country, named) VALUES (?1, ?1, ?1, ?2, ?3, ?4)",
                    params![actor, if actor < 4 { "government" } else { "person" }, country, actor < 5],
                )
                .unwrap();
        }
        connection
    }

    fn add(tx: &Transaction, step: &Made, number: usize) {
        let hash = format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let day = |day: i32| Day(20_000 + day).to_string();
        tx.execute(
            "INSERT INTO document (name, language, hash, added, text) VALUES (?1, 'en', ?1, '', '')",
            params![hash],
        )
        .unwrap();
        let document = tx.last_insert_rowid();
        let (kind, is_answer, name) = KINDS[step.kind];
        let about = About {
            speakers: vec![step.speaker],
            parties: vec![step.other],
            issue: step.has_issue.then(|| "ceasefire".to_owned()),
            words: step.words.clone(),
        };
        tx.execute(
            "INSERT INTO step (document, kind, answer, step, about, day, due_from, due_to, start, stop, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
            params![
                document,
                kind,
                is_answer,
                name,
                serde_json::to_string(&about).unwrap(),
                day(step.day),
                step.due.map(day),
                step.due.map(day),
                hash
            ],
        )
        .unwrap();
    }

    /// All items with their histories, by what is the same in every desk, and the steps that are in none.
    fn told(connection: &Connection) -> Vec<String> {
        let sql = "SELECT i.kind || ' ' || i.status || i.open || coalesce(i.issue, '') || i.first || i.latest || coalesce(i.due_from, ''),
                (SELECT group_concat(hash || called, ' ') FROM (SELECT hash, called FROM step WHERE item = i.id ORDER BY number)),
                (SELECT group_concat(entity) FROM item_party WHERE item = i.id) FROM item i
            UNION ALL SELECT hash, 'nowhere', called FROM step WHERE item IS NULL";
        let mut query = connection.prepare(sql).unwrap();
        let row = |row: &Row| {
            Ok(format!(
                "{:?}",
                (0..3).map(|at| row.get::<_, Option<String>>(at)).collect::<rusqlite::Result<Vec<_>>>()?
            ))
        };
        let mut rows: Vec<String> = query.query_map([], row).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        rows.sort();
        rows
    }

    /// The same steps, worked in as if all of them were new.
    fn from_scratch(connection: &mut Connection) -> Vec<String> {
        let tx = connection.transaction().unwrap();
        tx.execute_batch(
            "DELETE FROM item; DELETE FROM item_due; DELETE FROM step_place; INSERT INTO step_due SELECT id FROM step;",
        )
        .unwrap();
        update(&tx).unwrap();
        told(&tx)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        #[test]
        fn what_comes_and_goes_leaves_what_all_at_once_would_make(changes in proptest::collection::vec(change(), 1..25)) {
            let mut connection = empty();
            let mut count = 0;
            for change in &changes {
                let tx = connection.transaction().unwrap();
                match change {
                    Change::Add(steps) => for step in steps {
                        add(&tx, step, count);
                        count += 1;
                    },
                    Change::Remove(at) => {
                        let sql = "DELETE FROM document WHERE id = (SELECT document FROM step ORDER BY id LIMIT 1 OFFSET ?)";
                        tx.execute(sql, [*at]).unwrap();
                    }
                    Change::Learn(actor, true) => drop(tx.execute("UPDATE entity SET named = 1 WHERE id = ?", [actor]).unwrap()),
                    Change::Learn(actor, false) => {
                        tx.execute("UPDATE entity SET country = 'BBB', sector = 'GOV' WHERE id = ?", [actor]).map(drop).unwrap();
                    }
                }
                update(&tx).unwrap();
                tx.commit().unwrap();
            }
            let grown = told(&connection);
            prop_assert_eq!(grown, from_scratch(&mut connection));
        }
    }
}
