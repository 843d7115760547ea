//! Where positions turn, in the tables: worked out anew for each actor and family of issues on which articles came in or went.

use std::collections::{BTreeMap, BTreeSet};

use demarche_coder::record::PositionTime;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params, params_from_iter};

use crate::{Desk, Result};

use super::lines::{self, Held, Stretch};

/// Positions; conditions follow, one of them that the actor has a name.
pub(super) const HELD: &str = "SELECT p.id, n.id, n.name, p.issue, p.stance, p.held, p.day, p.confidence
    FROM position p JOIN entity n ON n.id = p.entity";

pub(super) fn held(connection: &Connection, sql: &str, values: Vec<Value>) -> rusqlite::Result<Vec<Held>> {
    let mut held = Vec::new();
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let Ok(day) = row.get::<_, String>(6)?.parse() else { continue };
        held.push(Held {
            id: row.get(0)?,
            entity: row.get(1)?,
            name: row.get(2)?,
            issue: row.get(3)?,
            stance: super::spelled(row, 4)?,
            is_past: super::spelled::<PositionTime>(row, 5)? == PositionTime::Past,
            day,
            confidence: row.get(7)?,
        });
    }
    Ok(held)
}

/// Works out anew where the positions of actors turned of whom articles came in or went.
pub(super) fn update(desk: &mut Desk) -> Result<usize> {
    let done = update_all(&mut desk.connection);
    done.map_err(|e| desk.fault(&e))
}

fn update_all(connection: &mut Connection) -> rusqlite::Result<usize> {
    let due: Vec<(i64, String)> = connection
        .prepare("SELECT entity, issue FROM line_due ORDER BY entity, issue")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    // Issues of one family become one when the actor's own name is taken out of them.
    let family = |issue: &str| issue.split_once(": ").map_or(issue, |(family, _)| family).to_owned();
    let due: BTreeSet<(i64, String)> = due.iter().map(|(entity, issue)| (*entity, family(issue))).collect();
    let due: Vec<(i64, String)> = due.into_iter().collect();
    for part in due.chunks(1000) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (entity, family) in part {
            let held = held(
                &tx,
                &format!("{HELD} WHERE n.named = 1 AND p.day IS NOT NULL AND p.entity = ?1 AND {FAMILY}"),
                vec![(*entity).into(), family.clone().into()],
            )?;
            write_turns(&tx, *entity, family, &turns(&held))?;
            tx.prepare_cached(&format!("DELETE FROM line_due WHERE entity = ?1 AND {FAMILY}"))?
                .execute(params![entity, family])?;
        }
        tx.commit()?;
    }
    Ok(due.iter().map(|(entity, _)| entity).collect::<BTreeSet<_>>().len())
}

/// A turn as the table has it, behind the number of its later position: the earlier one, the issue, the day, and how long and
/// how often each was shown.
type TurnRow = (i64, String, String, (String, String, i64), (String, i64));

fn turns(held: &[Held]) -> BTreeMap<i64, TurnRow> {
    let mut turns = BTreeMap::new();
    for line in lines::lines(held) {
        for pair in line.stretches.windows(2) {
            let [before, after] = pair else { continue };
            let (Some(&earlier), Some(&later)) = (before.shown.first(), after.shown.first()) else { continue };
            let shown = |stretch: &Stretch| (stretch.last.to_string(), stretch.shown.len() as i64);
            let (last, count) = shown(before);
            let turn = (
                earlier,
                line.issue.clone(),
                after.first.to_string(),
                (before.first.to_string(), last, count),
                shown(after),
            );
            turns.insert(later, turn);
        }
    }
    turns
}

/// Writes the turns of an actor on a family of issues where they are others than before.
fn write_turns(tx: &Transaction, entity: i64, family: &str, turns: &BTreeMap<i64, TurnRow>) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT later, earlier, issue, day, earlier_first, earlier_last, earlier_shown, later_last, later_shown
         FROM turn WHERE entity = ?1 AND {FAMILY}"
    );
    let before: BTreeMap<i64, TurnRow> = tx
        .prepare_cached(&sql)?
        .query_map(params![entity, family], |row| {
            let (before, after) = ((row.get(4)?, row.get(5)?, row.get(6)?), (row.get(7)?, row.get(8)?));
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, before, after)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut delete = tx.prepare_cached("DELETE FROM turn WHERE later = ?")?;
    for later in before.keys().filter(|later| !turns.contains_key(later)) {
        delete.execute([later])?;
    }
    let mut insert = tx.prepare_cached("INSERT OR REPLACE INTO turn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (later, turn) in turns.iter().filter(|(later, turn)| before.get(later) != Some(turn)) {
        let (earlier, issue, day, (first, last, shown), (later_last, later_shown)) = turn;
        insert.execute(params![later, earlier, entity, issue, day, first, last, shown, later_last, later_shown])?;
    }
    Ok(())
}

/// An issue of the family ?2.
const FAMILY: &str = "(issue = ?2 OR (issue > ?2 || ':' AND issue < ?2 || ';'))";
