//! What comes in stays in: whole, once, and in its own words.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

mod sketch;

use demarche_coder::record::{Act, ActorKind, Record, Status};
use demarche_desk::{Coding, Desk, DeskError, Incoming, Outcome};
use sketch::{Sketch, article, coding};

const STORY: &str = "Envoys of the two banks met under the bridge on Sunday and spoke for three hours about boats and nets.\n\
    Mayor Tal said that fishermen from her side would stay behind the buoys until the next meeting.\n\
    Nobody on the other side would say what they had asked for in return or when they would meet again.";

fn coded(article: Incoming) -> (Incoming, Option<Record>) {
    let mut s = Sketch::of(&article);
    let tal = s.actor("Tal", ActorKind::Person, None, &["Tal"]);
    s.event("AGREE", Status::Occurred, &[&tal], &[], "stay");
    s.statement(&tal, Act::Promise, &["fishermen from her side"]);
    (article, Some(s.record))
}

fn count(desk: &Desk, table: &str) -> i64 {
    desk.connection().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

fn add(desk: &mut Desk, article: Incoming) -> Outcome {
    desk.add(&[coded(article)], &coding("a")).unwrap()[0]
}

#[test]
fn copies_and_new_versions_are_told_apart_across_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let open = || Desk::open(&path).unwrap();
    let story = || article("one", "2024-05-06", "River Wire", STORY);
    assert_eq!(add(&mut open(), story()), Outcome::New(1));
    assert_eq!(add(&mut open(), story()), Outcome::Known(1));
    assert!(open().knows(&story()).unwrap());
    // The same words elsewhere, and all but the same words.
    assert_eq!(add(&mut open(), article("two", "2024-05-07", "Valley Post", STORY)), Outcome::Copy { of: 1 });
    let reprint = format!("Bridge end — {STORY}").to_uppercase();
    let reprint = || {
        article(
            "three",
            "2024-05-07",
            "Hill Times",
            &reprint
                .replace("TAL", "Tal")
                .replace("STAY", "stay")
                .replace("FISHERMEN FROM HER SIDE", "fishermen from her side"),
        )
    };
    assert_eq!(add(&mut open(), reprint()), Outcome::Copy { of: 1 });
    assert_eq!(add(&mut open(), reprint()), Outcome::Known(1));
    // More to say, and another number.
    let longer = format!(
        "{STORY}\nOn Monday a patrol boat cut the nets of two crews, and the mayor called off the next meeting."
    );
    assert_eq!(
        add(&mut open(), article("four", "2024-05-08", "River Wire", &longer)),
        Outcome::Update { document: 2, of: 1 }
    );
    let earlier = STORY.replace("three hours", "3 hours");
    assert_eq!(
        add(&mut open(), article("five", "2024-05-01", "River Wire", &earlier)),
        Outcome::New(3),
        "of an earlier day"
    );
    let desk = open();
    let updates = "SELECT group_concat(id || '>' || updates, ',' ORDER BY id) FROM document WHERE updates IS NOT NULL";
    let updates: String = desk.connection().query_row(updates, [], |row| row.get(0)).unwrap();
    assert_eq!(updates, "1>3,2>1");
    assert_eq!((count(&desk, "copy"), count(&desk, "document"), count(&desk, "record")), (2, 3, 3));
    let kept = "SELECT count(*) FROM copy WHERE text IS NULL AND source = 'Valley Post' AND likeness = 1";
    assert!(desk.connection().query_row(kept, [], |row| row.get::<_, bool>(0)).unwrap(), "text is kept once");
    let other = "SELECT text FROM copy WHERE source = 'Hill Times'";
    let other: String = desk.connection().query_row(other, [], |row| row.get(0)).unwrap();
    assert_eq!(other, reprint().text, "a text that differs is kept too");
}

#[test]
fn a_record_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
    let (article, record) = coded(article("one", "2024-05-06", "River Wire", STORY));
    desk.add(&[(article, record.clone())], &coding("a")).unwrap();
    assert_eq!(desk.record(1).unwrap(), record);
    assert_eq!(desk.record(2).unwrap(), None);
}

#[test]
fn coding_anew_replaces_records_and_keeps_documents() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
    add(&mut desk, article("one", "2024-05-06", "River Wire", STORY));
    let foreign = Incoming { language: Some("fr".into()), ..article("deux", "2024-05-06", "Fil", "Rien à dire.") };
    desk.add(&[(foreign, None)], &coding("a")).unwrap();
    let outdated = |desk: &Desk, coding: &Coding, all| desk.outdated(coding, all).unwrap();
    assert!(outdated(&desk, &coding("a"), false).is_empty());
    assert_eq!(outdated(&desk, &coding("a"), true), [1], "what is not English is not coded");
    assert_eq!(outdated(&desk, &coding("b"), false), [1]);
    let article = desk.document(1).unwrap().unwrap();
    let mut s = Sketch::of(&article);
    s.actor("Tal", ActorKind::Person, Some("NOR"), &["Tal"]);
    desk.replace(&[(1, s.record.clone()), (77, s.record.clone())], &coding("b")).unwrap();
    assert_eq!(desk.record(1).unwrap(), Some(s.record));
    assert!(outdated(&desk, &coding("b"), false).is_empty());
    for (table, rows) in [
        ("document", 2),
        ("record", 1),
        ("event", 0),
        ("statement", 0),
        ("statement_content", 0),
        ("actor", 1),
        ("mention", 1),
        ("sentence", 3),
        ("entity", 1),
    ] {
        assert_eq!(count(&desk, table), rows, "{table}");
    }
    let check = "INSERT INTO sentence_text (sentence_text) VALUES ('integrity-check')";
    desk.connection().execute(check, []).unwrap();
    assert!(!desk.connection().prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
}

#[test]
fn a_full_disk_is_said_and_costs_nothing_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
    add(&mut desk, article("one", "2024-05-06", "River Wire", STORY));
    let pages: i64 = desk.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    desk.connection().pragma_update(None, "max_page_count", pages + 8).unwrap();
    let other = |i: usize| {
        coded(article(
            &format!("a{i}"),
            "2024-05-07",
            "Post",
            &format!("Tal may stay, {i}. fishermen from her side. {}", "x ".repeat(i)),
        ))
    };
    let batch: Vec<_> = (0..200).map(other).collect();
    let error = desk.add(&batch, &coding("a")).unwrap_err();
    assert!(matches!(error, DeskError::Full(_)), "{error}");
    assert!(error.to_string().contains("no space left"), "{error}");
    assert_eq!(count(&desk, "document"), 1);
    desk.connection().pragma_update(None, "max_page_count", 1 << 20).unwrap();
    assert_eq!(desk.add(&batch, &coding("a")).unwrap().len(), 200, "after room was made it goes on");
}

#[test]
fn a_damaged_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let mut desk = Desk::open(&path).unwrap();
    for i in 0..40 {
        add(
            &mut desk,
            article(&i.to_string(), "2024-05-06", "Wire", &format!("Tal may stay {i}. fishermen from her side")),
        );
    }
    drop(desk);
    let mut bytes = std::fs::read(&path).unwrap();
    let page = 4096;
    bytes[page..].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let asked = Desk::read(&path).and_then(|desk| desk.info());
    let error = asked.unwrap_err();
    assert!(matches!(error, DeskError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("restore it from a copy"), "{error}");
}

#[test]
fn odd_articles_are_kept_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(&folder.path().join("desk.db")).unwrap();
    for text in ["", "\0", "a\0b", "👩‍👩‍👧 \u{202e} ﷽", "x".repeat(1 << 20).as_str()] {
        let odd = Incoming { text: text.into(), ..Incoming::default() };
        let record = Sketch::of(&Incoming { name: Some("n".into()), ..odd.clone() }).record;
        let Outcome::New(id) = desk.add(&[(odd, Some(record))], &coding("a")).unwrap()[0] else { panic!("{text:?}") };
        assert_eq!(desk.document(id).unwrap().unwrap().text, text);
        assert_eq!(desk.record(id).unwrap().unwrap().document.text, text);
    }
}
