//! Every question, on a small desk of two articles drawn by hand.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

mod sketch;

use demarche_coder::record::{Act, ActorKind, DayRange, PositionTime, Record, Stance, Status};
use demarche_desk::queries::Filter;
use demarche_desk::{Desk, Incoming, Outcome};
use sketch::{Sketch, article, coding};

fn first() -> (Incoming, Record) {
    let text = "– Élan President Aro met Queen Bel in Oslo on Monday.\n\
        “No troops,” said Aro, “before a truce holds.”\nTwo officials left.";
    let article = article("first", "2024-03-05", "North Wire", text);
    let mut s = Sketch::of(&article);
    let aro = s.actor("Ida Aro", ActorKind::Person, Some("FIN"), &["Aro"]);
    let bel = s.actor("Queen Bel", ActorKind::Person, None, &["Queen Bel"]);
    let some = s.actor("officials", ActorKind::Group, None, &["officials"]);
    let said = s.statement(&aro, Act::Demand, &["No troops,", "before a truce holds."]);
    s.event("CONSULT/visit", Status::Occurred, &[&aro, &bel], &[], "met").date =
        Some(DayRange { from: "2024-03-04".into(), to: "2024-03-04".into() });
    s.event("RETREAT", Status::Conditional, &[&some], &[&bel], "No troops").attribution = Some(said.clone());
    let before = s.position(&aro, "troops", Stance::Supports, PositionTime::Past, "President");
    let now = s.position(&aro, "troops", Stance::Opposes, PositionTime::Current, "No troops");
    s.record.positions[1].statement = Some(said);
    s.position(&some, "truce", Stance::Supports, PositionTime::Current, "a truce holds");
    s.record.changes.push(demarche_coder::record::Change { from: before, to: now });
    (article, s.record)
}

fn second() -> (Incoming, Record) {
    let article = article(
        "second",
        "2024-03-09",
        "South Post",
        "Aro now favours troops.\nQueen Bel of Norway met the president of Finland again.",
    );
    let mut s = Sketch::of(&article);
    let aro = s.actor("Ida Aro", ActorKind::Person, None, &["Aro", "the president of Finland"]);
    let bel = s.actor("Queen Bel", ActorKind::Person, Some("NOR"), &["Queen Bel"]);
    s.event("CONSULT", Status::Planned, &[&bel], &[&aro], "met").confidence = 0.4;
    s.position(&aro, "troops: Norway", Stance::Conditional, PositionTime::Current, "favours");
    s.position(&aro, "troops", Stance::Supports, PositionTime::Current, "favours troops");
    (article, s.record)
}

fn desk(folder: &tempfile::TempDir) -> Desk {
    let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
    let (one, two) = (first(), second());
    let outcomes = desk.add(&[(one.0, Some(one.1)), (two.0, Some(two.1))], &coding("a")).unwrap();
    assert_eq!(outcomes, [Outcome::New(1), Outcome::New(2)]);
    desk
}

fn filter(change: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter { limit: 50, ..Filter::default() };
    change(&mut filter);
    filter
}

fn named(name: &str) -> Filter {
    filter(|f| f.actors = vec![name.into()])
}

#[test]
fn the_timeline_tells_events_by_day_and_narrows() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let found = |f: &Filter| -> Vec<i64> { desk.timeline(f).unwrap().rows.iter().map(|r| r.event).collect() };
    assert_eq!(found(&filter(|_| {})), [1, 2, 3]);
    let met = desk.timeline(&filter(|f| f.to = Some("2024-03-04".into()))).unwrap().rows.remove(0);
    assert_eq!((met.kind.as_str(), met.mode.as_deref(), met.status.as_str()), ("CONSULT", Some("visit"), "occurred"));
    assert_eq!((met.day.as_deref(), met.words.as_str()), (Some("2024-03-04"), "met"));
    assert_eq!(met.actors, ["Ida Aro", "Queen Bel"]);
    let evidence = met.evidence.unwrap();
    assert_eq!(evidence.sentence, "– Élan President Aro met Queen Bel in Oslo on Monday.");
    // Code points, not bytes: the first line begins with a dash and an É.
    assert_eq!((evidence.start, evidence.stop), (21, 24));
    let relayed = &desk.timeline(&filter(|f| f.statuses = vec!["Conditional".into()])).unwrap().rows[0];
    assert_eq!((relayed.said_by.as_deref(), relayed.day.as_deref()), (Some("Ida Aro"), Some("2024-03-05")));

    assert_eq!(found(&named("aro")), [1, 3], "by a name that articles use");
    assert_eq!(found(&named("IDA  ARO")), [1, 3]);
    assert_eq!(found(&named("FIN")), [1, 3], "by country, also where an article did not give it");
    assert_eq!(found(&named("NOR")), [1, 2, 3]);
    assert_eq!(found(&filter(|f| f.actors = vec!["Bel".into(), "officials".into()])), [2], "all take part");
    assert_eq!(found(&filter(|f| f.types = vec!["consult".into()])), [1, 3]);
    assert_eq!(found(&filter(|f| f.types = vec!["CONSULT/visit".into(), "RETREAT".into()])), [1, 2]);
    assert_eq!(found(&filter(|f| f.source = Some("south".into()))), [3]);
    assert_eq!(found(&filter(|f| f.from = Some("2024-03-05".into()))), [2, 3]);
    assert_eq!(found(&filter(|f| f.min_confidence = 0.5)), [1, 2]);
    assert_eq!(found(&filter(|f| f.issue = Some("troops".into()))), [1, 2], "in a sentence with a position on it");
    assert_eq!(found(&filter(|f| f.words = Some("Oslo OR troops".into()))), [1, 2]);
    let short = desk.timeline(&filter(|f| f.limit = 2)).unwrap();
    assert!(short.more);
    assert_eq!(short.rows.iter().map(|r| r.event).collect::<Vec<_>>(), [2, 3], "the latest, told forwards");
}

#[test]
fn an_actor_is_one_across_articles_and_unknown_names_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let rows = desk.who(&filter(|_| {})).unwrap().rows;
    let row = |name: &str| rows.iter().find(|r| r.name == name).unwrap();
    assert_eq!(rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Ida Aro", "Queen Bel"], "by a name only");
    let aro = row("Ida Aro");
    assert_eq!((aro.country.as_deref(), aro.documents, aro.acts, aro.receives), (Some("FIN"), 2, 1, 1));
    assert_eq!((aro.statements, aro.positions, aro.role.as_deref()), (Some(1), Some(4), Some("president")));
    assert_eq!(row("Queen Bel").country.as_deref(), Some("NOR"), "learned from the second article");
    assert_eq!(desk.who(&filter(|f| f.unnamed = true)).unwrap().rows.len(), 3);
    let planned = desk.who(&filter(|f| f.statuses = vec!["planned".into()])).unwrap().rows;
    assert_eq!(planned.iter().map(|r| (r.acts, r.receives)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
    assert_eq!(desk.who(&filter(|f| f.to = Some("2024-03-05".into()))).unwrap().rows[0].documents, 1);

    let profile = desk.profiles("Aro", &filter(|_| {})).unwrap().remove(0);
    let told = |counts: &[demarche_desk::queries::who::Count]| -> Vec<(String, i64)> {
        counts.iter().map(|c| (c.what.clone(), c.count)).collect()
    };
    assert_eq!(told(&profile.names), [("aro".to_owned(), 2)]);
    assert_eq!(told(&profile.with), [("Queen Bel".to_owned(), 2)]);
    assert_eq!(told(&profile.issues), [("troops".to_owned(), 3), ("troops: Norway".to_owned(), 1)]);
    assert_eq!((profile.from.as_deref(), profile.to.as_deref()), (Some("2024-03-05"), Some("2024-03-09")));

    let error = desk.timeline(&named("Quentin")).unwrap_err().to_string();
    assert!(error.contains("no actor called \"Quentin\"") && error.contains("Queen Bel"), "{error}");
    let error = desk.stands(&filter(|f| f.issue = Some("elections".into()))).unwrap_err().to_string();
    assert!(error.contains("no issue like \"elections\""), "{error}");
}

#[test]
fn statements_come_in_their_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let rows = desk.said(&named("FIN")).unwrap().rows;
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.words, "No troops, … before a truce holds.");
    assert_eq!((row.speaker.as_deref(), row.act.as_str(), row.quoted), (Some("Ida Aro"), "demand", true));
    assert_eq!(row.day.as_deref(), Some("2024-03-05"));
    assert!(desk.said(&named("Bel")).unwrap().rows.is_empty());
    assert_eq!(desk.said(&filter(|f| f.types = vec!["demand".into()])).unwrap().rows.len(), 1);
    assert!(desk.said(&filter(|f| f.types = vec!["warn".into()])).unwrap().rows.is_empty());
    assert_eq!(desk.said(&filter(|f| f.issue = Some("troops".into()))).unwrap().rows.len(), 1);
    assert!(desk.said(&filter(|f| f.min_confidence = 0.71)).unwrap().rows.is_empty());
}

#[test]
fn positions_are_the_latest_of_each_actor_on_each_issue() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let told = |f: &Filter| -> Vec<(String, String, i64)> {
        desk.stands(f).unwrap().rows.into_iter().map(|r| (r.issue, r.stance, r.reports)).collect()
    };
    let row = |issue: &str, stance: &str, reports| (issue.to_owned(), stance.to_owned(), reports);
    let (troops, norway) = (row("troops", "supports", 2), row("troops: Norway", "conditional", 1));
    assert_eq!(told(&filter(|_| {})), [troops.clone(), norway.clone()]);
    assert_eq!(told(&filter(|f| f.issue = Some("troops".into()))), [troops.clone(), norway.clone()]);
    assert_eq!(told(&filter(|f| f.issue = Some("NORWAY".into()))), [norway]);
    assert_eq!(told(&filter(|f| f.types = vec!["opposes".into()])), [], "it was given up");
    assert_eq!(told(&filter(|f| f.to = Some("2024-03-08".into()))), [row("troops", "opposes", 1)], "as of a day");
    assert!(told(&filter(|f| f.unnamed = true)).contains(&row("truce", "supports", 1)));
}

#[test]
fn search_finds_sentences_and_shows_where() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let rows = desk.search("elan meets", &filter(|_| {})).unwrap().rows;
    assert!(rows.is_empty(), "both words have to be there, in some form");
    let rows = desk.search("elan AND monday", &filter(|_| {})).unwrap().rows;
    assert_eq!((rows[0].matches.as_slice(), rows[0].origin.document), ([(2, 6), (46, 52)].as_slice(), 1));
    let second = desk.search("officials", &filter(|_| {})).unwrap().rows.remove(0);
    assert_eq!(second.text, "Two officials left.");
    let text: Vec<char> = desk.document(1).unwrap().unwrap().text.chars().collect();
    let (a, b) = second.matches[0];
    assert_eq!(text[a..b].iter().collect::<String>(), "officials");
    assert_eq!(desk.search("troop", &named("NOR")).unwrap().rows.len(), 2, "plurals meet");
    assert_eq!(desk.search("troops", &filter(|f| f.from = Some("2024-03-06".into()))).unwrap().rows.len(), 1);
    for wrong in ["\"open", "U.S.-China", "a AND", "x:y", "*"] {
        let error = desk.search(wrong, &filter(|_| {})).unwrap_err().to_string();
        assert!(error.contains("make no query"), "{wrong}: {error}");
    }
    let mut rows = Vec::new();
    let sql = "SELECT count(*), 'a' FROM sentence_text WHERE sentence_text MATCH 'troops'";
    let row = |cells: &[demarche_desk::queries::sql::ValueRef<'_>]| {
        rows.push(cells[0].as_i64().unwrap());
        Ok::<_, ()>(true)
    };
    desk.sql(sql, |columns| assert_eq!(columns.len(), 2), row).unwrap().unwrap();
    assert_eq!(rows, [2]);
}

#[test]
fn sql_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let mut writable = desk(&folder);
    let elsewhere = folder.path().join("elsewhere.db");
    let attach = format!("ATTACH '{}' AS x", elsewhere.display());
    let vacuum = format!("VACUUM INTO '{}'", elsewhere.display());
    let mut read = Desk::read(&folder.path().join("desk.db")).unwrap();
    for desk in [&mut writable, &mut read] {
        for wrong in [
            "DELETE FROM event",
            "WITH x AS (SELECT 1) INSERT INTO desk VALUES ('a', 'b')",
            "PRAGMA query_only = off",
            "PRAGMA journal_mode = delete",
            attach.as_str(),
            vacuum.as_str(),
            "SELECT load_extension('x')",
            "SELECT 1; DELETE FROM event",
            "SELECT nothing FROM nowhere",
            "",
        ] {
            let asked = desk.sql(wrong, drop, |_| Ok::<_, ()>(true));
            assert!(asked.is_err() || wrong.is_empty(), "{wrong}");
        }
        assert!(!elsewhere.exists());
        let mut names = Vec::new();
        desk.sql("SELECT name FROM v_actors WHERE country = 'FIN'", drop, |r| {
            names.push(r[0].as_str().unwrap().to_owned());
            Ok::<_, ()>(true)
        })
        .unwrap()
        .unwrap();
        assert_eq!(names, ["Ida Aro", "Ida Aro"]);
    }
    assert_eq!(writable.timeline(&Filter::default()).unwrap().rows.len(), 3, "nothing is gone, and it is still open");
}
