//! What the dialects make of events of each status.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use demarche_coder::export::{self, Dialect, rules::as_coded};
use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::{Event, Record};
use serde_json::{Value, json};

fn lexicon() -> Lexicon {
    Lexicon::load(Vec::new()).unwrap_or_else(|e| panic!("{e}"))
}

fn event(kind: &str, mode: Option<&str>, cameo: &str, status: &str, condition: bool) -> Value {
    json!({
        "id": "e1", "type": kind, "mode": mode, "contexts": [], "cameo": cameo, "quad": 1, "score": 1.0,
        "goldstein": null, "actors": ["a1"], "recipients": [], "status": status,
        "condition": condition.then(|| json!({"start": 0, "end": 1})), "date": null, "place": null,
        "trigger": {"start": 7, "end": 10}, "sentence": 0, "attribution": null, "confidence": 0.9,
    })
}

fn record(events: Vec<Value>) -> Record {
    let text = "Élysée met \"envoys\", twice.";
    serde_json::from_value(json!({
        "schema": "demarche/1", "document": {"id": "d", "text": text, "date": "2026-01-02", "language": "en"},
        "sentences": [{"start": 0, "end": 27, "kind": "body"}],
        "actors": [{"id": "a1", "name": "France", "kind": "government", "country": "FRA", "code": null,
            "sector": "GOV", "role": null, "members": [], "mentions": []}],
        "events": events, "statements": [], "positions": [], "changes": [], "dates": [], "places": [],
    }))
    .unwrap()
}

#[test]
fn acts_that_have_not_happened_follow_the_codebooks() {
    let ontology = lexicon().ontology;
    for row in include_str!("coded.tsv").lines().skip(1) {
        let c: Vec<&str> = row.split('\t').collect();
        let mode = Some(c[1]).filter(|m| !m.is_empty());
        let event: Event = serde_json::from_value(event(c[0], mode, c[2], c[3], c[4] == "yes")).unwrap();
        let coded = as_coded(&event);
        let got = coded.map_or("none".to_owned(), |x| {
            ontology.check(x.kind, x.mode, x.cameo).unwrap();
            format!("{} {} {}", x.kind, x.mode.unwrap_or_default(), x.cameo.unwrap_or_default())
        });
        assert_eq!(got, c[5], "{row}");
    }
}

#[test]
fn each_dialect_writes_what_it_may() {
    let statuses = ["occurred", "planned", "proposed", "hypothetical", "denied"];
    let record = record(statuses.map(|s| event("CONSULT", Some("visit"), "042", s, false)).to_vec());
    let plover = Dialect::Plover.lines(&record, &lexicon());
    let read: Vec<Value> = plover.iter().map(|l| serde_json::from_str(l).unwrap()).collect();
    let kinds: Vec<&str> = read.iter().map(|e| e["event"][0].as_str().unwrap()).collect();
    assert_eq!(kinds, ["CONSULT", "AGREE"]);
    assert_eq!((&read[0]["date"], &read[0]["event_text"]), (&json!("2026-01-02"), &json!("met")));
    assert_eq!(read[0]["actor"][0]["code"], "FRA");
    let csv = Dialect::Csv.lines(&record, &lexicon());
    assert_eq!(csv.len(), 5);
    assert!(csv[0].contains("met,\"Élysée met \"\"envoys\"\", twice.\",0.9"), "{}", csv[0]);
}

/// A dialect's name, the columns of its codebook, and the rows that it has to make of `record.json`.
const TABLES: [(Dialect, &[&str], &str, &str); 3] = [
    (
        Dialect::Polecat,
        &export::polecat::COLUMNS,
        include_str!("exports/polecat.columns"),
        include_str!("exports/polecat.tsv"),
    ),
    (Dialect::Gdelt, &export::gdelt::COLUMNS, include_str!("exports/gdelt.columns"), include_str!("exports/gdelt.tsv")),
    (
        Dialect::GdeltMentions,
        &export::gdelt_mentions::COLUMNS,
        include_str!("exports/gdelt-mentions.columns"),
        include_str!("exports/gdelt-mentions.tsv"),
    ),
];

#[test]
fn tables_have_the_codebooks_columns_and_our_golden_rows() {
    let lexicon = lexicon();
    let record: Record = serde_json::from_str(include_str!("exports/record.json")).unwrap();
    for (dialect, columns, listed, golden) in TABLES {
        assert!(columns.iter().copied().eq(listed.lines()), "{dialect:?}: columns are not the codebook's");
        let header = dialect.header();
        assert!(header.is_none_or(|h| h.split('\t').eq(listed.lines())));
        let rows = dialect.lines(&record, &lexicon);
        assert!(rows.iter().all(|r| r.split('\t').count() == columns.len()), "{dialect:?}: a row has too many cells");
        // As `column: value` lines, so that a difference can be read.
        let named = |row: &str| {
            let cells = columns.iter().zip(row.split('\t')).filter(|(_, v)| !v.is_empty());
            cells.map(|(c, v)| format!("{c}: {v}")).collect::<Vec<_>>().join("\n")
        };
        let wanted: Vec<&str> = golden.lines().collect();
        for (row, wanted) in rows.iter().zip(&wanted) {
            assert_eq!(named(row), named(wanted), "{dialect:?}");
        }
        assert_eq!(rows.len(), wanted.len(), "{dialect:?}: {rows:#?}");
    }
}

#[test]
fn the_two_tables_of_gdelt_meet() {
    let lexicon = lexicon();
    let record: Record = serde_json::from_str(include_str!("exports/record.json")).unwrap();
    let first = |d: Dialect| -> Vec<String> {
        let cell = |row: String| row.split('\t').next().unwrap_or_default().to_owned();
        d.lines(&record, &lexicon).into_iter().map(cell).collect()
    };
    let (events, mut mentions) = (first(Dialect::Gdelt), first(Dialect::GdeltMentions));
    mentions.dedup();
    assert_eq!(events, mentions);
    assert!(events.iter().all(|id| id.parse::<u64>().unwrap() < 1 << 53));
}

#[test]
fn an_event_without_any_day_or_party_is_in_no_table() {
    let lexicon = lexicon();
    let mut record: Record = serde_json::from_str(include_str!("exports/record.json")).unwrap();
    record.document.date = None;
    record.events.truncate(2);
    record.events[0].actors.clear();
    record.events[0].recipients.clear();
    for (dialect, ..) in TABLES {
        assert_eq!(dialect.lines(&record, &lexicon), Vec::<String>::new(), "{dialect:?}");
    }
}

#[test]
fn tabs_and_line_ends_in_names_and_sources_do_not_break_a_row() {
    let lexicon = lexicon();
    let mut record: Record = serde_json::from_str(include_str!("exports/record.json")).unwrap();
    let broken = |text: &mut String| *text = format!("a\t{text}\r\nb");
    broken(&mut record.document.id);
    record.document.url.iter_mut().chain(&mut record.document.source).for_each(broken);
    for actor in &mut record.actors {
        broken(&mut actor.name);
        actor.role.iter_mut().for_each(broken);
    }
    record.events.iter_mut().filter_map(|e| e.place.as_mut()).for_each(|p| broken(&mut p.name));
    for (dialect, columns, ..) in TABLES {
        let rows = dialect.lines(&record, &lexicon);
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.split('\t').count() == columns.len() && !row.contains(['\n', '\r']), "{dialect:?}: {row:?}");
        }
    }
}

#[test]
fn several_actors_are_pairs_only_in_what_is_mutual() {
    let lexicon = lexicon();
    let mut record: Record = serde_json::from_str(include_str!("exports/record.json")).unwrap();
    record.events.truncate(1);
    let parties = ["a1", "a2", "a3"];
    record.events[0].actors = parties.map(|a| record.actors.iter().find(|x| x.id.0 == a).unwrap().id.clone()).to_vec();
    record.events[0].recipients.clear();
    for (code, wanted) in [
        ("046", ["RUSSIA UKRAINE", "RUSSIA TURKEY", "UKRAINE TURKEY"]),
        ("057", ["RUSSIA UKRAINE", "RUSSIA TURKEY", "UKRAINE TURKEY"]),
        ("111", ["RUSSIA ", "UKRAINE ", "TURKEY "]),
    ] {
        record.events[0].cameo = Some(code.to_owned());
        let names = |row: &String| {
            let cells: Vec<&str> = row.split('\t').collect();
            format!("{} {}", cells[6], cells[16])
        };
        let rows: Vec<String> = Dialect::Gdelt.lines(&record, &lexicon).iter().map(names).collect();
        assert_eq!(rows, wanted, "{code}");
    }
}
