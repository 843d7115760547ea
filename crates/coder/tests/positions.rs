//! Who stands where on what, by a table of short cases.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::{ActorId, Record, TextSpan};
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

const CASES: &str = include_str!("positions.tsv");

/// Each position as the table has it.
fn positions(record: &Record) -> Vec<String> {
    let text: Vec<char> = record.document.text.chars().collect();
    let words = |span: TextSpan| text[span.start..span.end].iter().collect::<String>();
    let name = |id: &ActorId| record.actors.iter().find(|a| a.id == *id).map(|a| a.name.clone()).unwrap();
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let show = |p: &demarche_coder::record::Position| {
        let past = match p.time {
            demarche_coder::record::PositionTime::Past => " past",
            demarche_coder::record::PositionTime::Current => "",
        };
        let stance = word(serde_json::to_value(p.stance).unwrap());
        let condition = p.condition.map(|c| format!(" | {}", words(c))).unwrap_or_default();
        format!("{} | {stance}{past} | {} | {}{condition}", name(&p.actor), p.issue_key, words(p.issue))
    };
    record.positions.iter().map(show).collect()
}

#[test]
fn every_case_of_the_table_holds() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let (mut cases, mut faults) = (0, Vec::new());
    for (number, line) in CASES.lines().enumerate().skip(2) {
        let (text, wants) = line.split_once('\t').unwrap();
        let article = Article { text: text.to_owned().into(), date: "2024-05-01".parse().ok(), ..Article::default() };
        let got = positions(&coder.code(article, &mut Workspace::default()));
        let holds = match wants {
            "none" => got.is_empty(),
            _ => got == wants.split(" && ").collect::<Vec<_>>(),
        };
        cases += 1;
        if !holds {
            faults.push(format!("positions.tsv:{}: {text}\n  want {wants}\n  got  {}", number + 1, got.join(" && ")));
        }
    }
    assert!(faults.is_empty(), "{} of {cases} fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 50);
}
