//! The desk's tables and how an older desk gets them: every step is a file, run once, in order, whole or not at all.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A step from one version of the tables to the next: SQL, and what SQL cannot work out.
struct Step {
    sql: &'static str,
    fill: fn(&Transaction<'_>) -> rusqlite::Result<()>,
}

const fn tables(sql: &'static str) -> Step {
    Step { sql, fill: |_| Ok(()) }
}

/// The steps from an empty file to the tables of today. A step that has been released is never edited: add one.
const STEPS: &[Step] = &[
    tables(include_str!("001_base.sql")),
    tables(include_str!("002_across.sql")),
    tables(include_str!("003_follow.sql")),
    tables(include_str!("004_merge.sql")),
    tables(include_str!("005_feeds.sql")),
    tables(include_str!("006_close.sql")),
    Step { sql: include_str!("007_narrow.sql"), fill: narrow },
];

/// What the tables of version 7 keep of what was there before.
fn narrow(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    crate::ledger::fill(tx)?;
    crate::across::keep_places(tx)
}

/// Version of the tables that this program writes, kept in the file's `user_version`.
pub const VERSION: i64 = STEPS.len() as i64;

/// Marks a file as a desk (`application_id`): "DMRC".
pub(crate) const APPLICATION: i64 = 0x444d_5243;

/// Brings a file to [`VERSION`]. Safe while others do the same: each step looks again once it may write.
pub(crate) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    while version(connection)? < VERSION {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = version(&step)?;
        if let Some(Step { sql, fill }) = usize::try_from(done).ok().and_then(|done| STEPS.get(done)) {
            step.execute_batch(sql)?;
            fill(&step)?;
            step.pragma_update(None, "application_id", APPLICATION)?;
            step.pragma_update(None, "user_version", done + 1)?;
        }
        step.commit()?;
    }
    Ok(())
}

/// The version of a file's tables; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_of_any_older_version_is_brought_up_to_date_with_what_it_holds() {
        for version in 0..STEPS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            for (done, step) in STEPS[..version].iter().enumerate() {
                connection.execute_batch(step.sql).unwrap();
                connection.pragma_update(None, "user_version", done + 1).unwrap();
            }
            let sql = "INSERT INTO document (name, language, hash, added, text) VALUES ('a', 'en', 'h', 't', 'Text.')";
            let held = if version > 0 { connection.execute(sql, []).unwrap() } else { 0 };
            migrate(&mut connection).unwrap();
            assert_eq!(super::version(&connection).unwrap(), VERSION, "from {version}");
            let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, usize>(0)).unwrap();
            assert_eq!(count("SELECT count(*) FROM v_documents"), held, "from {version}");
            assert_eq!(count("PRAGMA application_id"), usize::try_from(APPLICATION).unwrap());
        }
    }
}
