//! What the dialects make of events of each status.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use demarche_coder::export::{Dialect, rules::as_coded};
use demarche_coder::lexicon::{Lexicon, ontology::Ontology};
use demarche_coder::record::{Event, Record};
use serde_json::{Value, json};

fn ontology() -> Ontology {
    Lexicon::load(Vec::new()).unwrap_or_else(|e| panic!("{e}")).ontology
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
    let ontology = ontology();
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
    let plover = Dialect::Plover.lines(&record, &ontology());
    let read: Vec<Value> = plover.iter().map(|l| serde_json::from_str(l).unwrap()).collect();
    let kinds: Vec<&str> = read.iter().map(|e| e["event"][0].as_str().unwrap()).collect();
    assert_eq!(kinds, ["CONSULT", "AGREE"]);
    assert_eq!((&read[0]["date"], &read[0]["event_text"]), (&json!("2026-01-02"), &json!("met")));
    assert_eq!(read[0]["actor"][0]["code"], "FRA");
    let csv = Dialect::Csv.lines(&record, &ontology());
    assert_eq!(csv.len(), 5);
    assert!(csv[0].contains("met,\"Élysée met \"\"envoys\"\", twice.\",0.9"), "{}", csv[0]);
}
