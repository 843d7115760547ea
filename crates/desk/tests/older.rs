//! A desk whose tables are of version 6 and hold something is brought up to date with all that narrow reads need, and
//! is then what it would be had it been made today.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

mod sketch;

use std::path::Path;

use demarche_coder::record::{Act, ActorKind, PositionTime, Record, Stance, Status};
use demarche_desk::{Desk, Incoming, VERSION, across};
use sketch::{Sketch, article, coding};

/// From today's tables back to those of version 6.
const BACK: &str = "
    DROP TABLE ledger;
    DROP TABLE manner;
    DROP INDEX event_lasting;
    DROP INDEX statement_lasting;
    DROP INDEX act_lasting;
    DROP TRIGGER record_came;
    DROP TRIGGER record_went;
    DROP TABLE record_due;
    CREATE TABLE stepped (
        document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE, coding INTEGER NOT NULL) STRICT;
    INSERT INTO stepped SELECT document, coding FROM record;
    DROP TABLE step_place;
    CREATE TABLE step_place (place INTEGER NOT NULL, day INTEGER NOT NULL, step INTEGER NOT NULL,
        PRIMARY KEY (place, day, step)) STRICT, WITHOUT ROWID;
    CREATE INDEX step_place_step ON step_place (step);
    DROP INDEX position_entity;
    CREATE INDEX position_entity ON position (entity, issue, held, day);
    DROP INDEX turn_entity;
    CREATE INDEX turn_entity ON turn (entity);
    DROP INDEX step_item;
    CREATE INDEX step_item ON step (item);
    ALTER TABLE event_actor ADD COLUMN document   INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE event_actor ADD COLUMN type       TEXT NOT NULL DEFAULT '';
    ALTER TABLE event_actor ADD COLUMN mode       TEXT;
    ALTER TABLE event_actor ADD COLUMN status     TEXT NOT NULL DEFAULT '';
    ALTER TABLE event_actor ADD COLUMN confidence REAL NOT NULL DEFAULT 0;
    CREATE INDEX event_actor_counted ON event_actor (entity, document, role, confidence, status, type, mode);
    PRAGMA user_version = 6;";

fn drawn(number: usize) -> (Incoming, Option<Record>) {
    let text = format!(
        "Aro{number} will meet Queen Bel in Oslo.\nAro demanded a truce for the harbour.\nNothing else happened on that day in any town of the coast, said paper {number}."
    );
    let article = article(&format!("a{number}"), &format!("2024-03-0{number}"), "North Wire", &text);
    let mut s = Sketch::of(&article);
    let aro = s.actor("Ida Aro", ActorKind::Person, Some("FIN"), &["Aro"]);
    let bel = s.actor("Queen Bel", ActorKind::Person, Some("NOR"), &["Queen Bel"]);
    s.event("CONSULT", [Status::Planned, Status::Occurred][number % 2], &[&aro], &[&bel], "meet");
    s.event("DEMAND", Status::Occurred, &[&aro], &[], "demanded");
    s.statement(&aro, Act::Demand, &["a truce for the harbour"]);
    let stance = [Stance::Supports, Stance::Opposes][number / 2 % 2];
    s.position(&aro, "truce", stance, PositionTime::Current, "a truce");
    (article, Some(s.record))
}

/// All rows of all tables, but for when they were written.
fn all(path: &Path) -> Vec<String> {
    let desk = Desk::read(path).unwrap();
    let connection = desk.connection();
    let names = |sql: &str| -> Vec<String> {
        let mut query = connection.prepare(sql).unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut told = names(
        "SELECT type || name || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sentence_text%'
        AND name <> 'event_actor' ORDER BY 1",
    );
    for table in
        names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sentence_text%' ORDER BY 1")
    {
        let mut query = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let kept = columns.iter().filter(|c| *c != "added");
            let cells = kept.map(|c| format!("{c} {:?}", row.get::<_, rusqlite::types::Value>(c.as_str()).unwrap()));
            told.push(format!("{table}: {}", cells.collect::<Vec<_>>().join(", ")));
        }
    }
    told
}

fn count(path: &Path, what: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {what}");
    Desk::read(path).unwrap().connection().query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_desk_of_version_6_becomes_what_it_would_be_today() {
    let folder = tempfile::tempdir().unwrap();
    let (today, older) = (folder.path().join("today.db"), folder.path().join("older.db"));
    let add = |path: &Path, articles: &[(Incoming, Option<Record>)]| {
        let mut desk = Desk::open(path).unwrap();
        desk.add(articles, &coding("a")).unwrap();
        across::update(&mut desk).unwrap();
    };
    let articles: Vec<_> = (1..=6).map(drawn).collect();
    add(&today, &articles[..5]);
    for table in ["step_place", "ledger", "item", "turn", "act"] {
        assert!(count(&today, table) > 0, "{table} says something");
    }
    std::fs::copy(&today, &older).unwrap();
    rusqlite::Connection::open(&older).unwrap().execute_batch(BACK).unwrap();
    // Reading alone brings it up to date.
    assert_eq!(Desk::read(&older).unwrap().info().unwrap().version, VERSION);
    assert_eq!(all(&older), all(&today));
    add(&older, &articles[5..]);
    add(&today, &articles[5..]);
    assert_eq!(all(&older), all(&today));
}

#[test]
fn articles_whose_steps_were_not_taken_are_due() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let mut desk = Desk::open(&path).unwrap();
    desk.add(&(1..=3).map(drawn).collect::<Vec<_>>(), &coding("a")).unwrap();
    across::update(&mut desk).unwrap();
    desk.connection().execute_batch(BACK).unwrap();
    desk.connection().execute_batch("DELETE FROM stepped WHERE document = 2").unwrap();
    drop(desk);
    assert_eq!(count(&path, "record_due WHERE document = 2"), 1);
    assert_eq!(count(&path, "record_due"), 1);
}
