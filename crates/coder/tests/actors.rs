//! Who appears and where, by a table of short cases across regions and decades.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::Record;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

const CASES: &str = include_str!("actors.tsv");

/// Whether the record holds one expectation of the table.
fn holds(record: &Record, want: &str) -> bool {
    let text: Vec<char> = record.document.text.chars().collect();
    let words = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let null = |cell: &str| (cell != "-").then(|| cell.to_owned());
    if let Some(place) = want.strip_prefix('@') {
        let (name, country) = place.rsplit_once(' ').unwrap();
        // A state that only says where is an actor without a part in what is done, or a place.
        let by_actor = record.actors.iter().any(|a| a.name == name && a.country == null(country));
        return by_actor || record.places.iter().any(|p| p.name == name && p.country == null(country));
    }
    if let Some(name) = want.strip_prefix('!') {
        return record
            .actors
            .iter()
            .all(|a| a.name != name && !a.mentions.iter().any(|m| words(m.span.start, m.span.end) == name));
    }
    if let Some((mention, name)) = want.split_once(" > ") {
        let means =
            |a: &&demarche_coder::record::Actor| a.mentions.iter().any(|m| words(m.span.start, m.span.end) == mention);
        return record.actors.iter().filter(means).any(|a| a.name == name);
    }
    let mut cells = want.rsplitn(3, ' ');
    let (sector, country, name) = (cells.next().unwrap(), cells.next().unwrap_or("-"), cells.next());
    let Some(name) = name else { return record.actors.iter().any(|a| a.name == want) };
    record.actors.iter().any(|a| {
        let called = a.name == name || a.mentions.iter().any(|m| words(m.span.start, m.span.end) == name);
        // A dash after the country leaves the sector open.
        called && a.country == null(country) && (sector == "-" || a.sector == null(sector))
    })
}

#[test]
fn every_case_of_the_table_holds() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let mut workspace = Workspace::default();
    let (mut cases, mut known, mut faults) = (0, 0, Vec::new());
    for (number, line) in CASES.lines().enumerate().skip(3) {
        let [date, sentence, wants] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("line {}", number + 1) };
        let article = Article { text: sentence.into(), date: Some(date.parse().unwrap()), ..Article::default() };
        let record = coder.code(article, &mut workspace);
        for want in wants.split("; ") {
            cases += 1;
            if want.starts_with('?') {
                known += 1;
            } else if !holds(&record, want) {
                let actors = record.actors.iter().map(|a| format!("{} {:?} {:?}", a.name, a.country, a.sector));
                let places = record.places.iter().map(|p| format!("@{} {:?}", p.name, p.country));
                let got = actors.chain(places).collect::<Vec<_>>().join("; ");
                faults.push(format!("actors.tsv:{}: {sentence}\n  want {want}\n  got  {got}", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {cases} fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 100 && known * 10 <= cases, "{known} of {cases} are known to fail");
}
