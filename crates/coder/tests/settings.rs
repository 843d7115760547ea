//! When and where things are done, by a table.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::Event;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

const CASES: &str = include_str!("settings.tsv");

#[test]
fn every_case_of_the_table_holds() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let mut workspace = Workspace::default();
    let mut faults = Vec::new();
    for (number, line) in CASES.lines().enumerate().skip(2) {
        let [published, sentence, kind, place, from] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("line {}", number + 1)
        };
        let date = Some(published.parse().unwrap());
        let record = coder.code(Article { text: sentence.into(), date, ..Article::default() }, &mut workspace);
        let at = |e: &Event| {
            let place = e.place.as_ref().map_or("-", |p| p.name.as_str()).to_owned();
            let from = e.date.as_ref().map_or("-".to_owned(), |d| d.from.to_string());
            (place, from)
        };
        let open = |want: &str, got: &str| want == "*" || want == got;
        let fits = |e: &&Event| {
            let (there, then) = at(e);
            e.kind == kind && open(place, &there) && open(from, &then)
        };
        if !record.events.iter().any(|e| fits(&e)) {
            let got: Vec<_> = record.events.iter().map(|e| format!("{} {:?}", e.kind, at(e))).collect();
            faults
                .push(format!("settings.tsv:{}: {sentence}\n  want {kind} {place} {from}\n  got  {got:?}", number + 1));
        }
    }
    assert!(faults.is_empty(), "{} fail\n{}", faults.len(), faults.join("\n"));
}
