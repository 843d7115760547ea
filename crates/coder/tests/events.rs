//! What was done, by a table of constructions: who acts, to whom, and what must not come out.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::{ActorId, Event, Record};
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

const CASES: &str = include_str!("events.tsv");

/// Whether these actors are just those of the list, by name or by a mention's words.
fn are(record: &Record, ids: &[ActorId], wanted: &str) -> bool {
    let text: Vec<char> = record.document.text.chars().collect();
    let named = |id: &ActorId, name: &str| {
        let actor = record.actors.iter().find(|a| a.id == *id).unwrap();
        let words = |m: &demarche_coder::record::Mention| text[m.span.start..m.span.end].iter().collect::<String>();
        actor.name == name || actor.mentions.iter().any(|m| words(m) == name)
    };
    let names: Vec<&str> = wanted.split("; ").filter(|n| *n != "-").collect();
    ids.len() == names.len() && names.iter().all(|name| ids.iter().any(|id| named(id, name)))
}

fn holds(record: &Record, want: &str) -> bool {
    if let Some(unwanted) = want.strip_prefix('!') {
        // A type alone, or an act with who does what.
        let whole = unwanted.contains(": ");
        return if whole { !holds(record, unwanted) } else { record.events.iter().all(|e| e.kind != unwanted) };
    }
    let (head, who) = want.split_once(": ").unwrap();
    let (kind, status) = head.split_once(' ').unwrap();
    let (actors, recipients) = who.split_once(" > ").unwrap();
    let fits = |e: &&Event| {
        e.kind == kind
            && format!("{:?}", e.status).to_lowercase() == status
            && are(record, &e.actors, actors)
            && are(record, &e.recipients, recipients)
    };
    record.events.iter().any(|e| fits(&e))
}

#[test]
fn every_case_of_the_table_holds() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let mut workspace = Workspace::default();
    let (mut cases, mut faults) = (0, Vec::new());
    for (number, line) in CASES.lines().enumerate().skip(3) {
        let (sentence, wants) = line.split_once('\t').unwrap();
        let date = Some("2025-02-03".parse().unwrap());
        let record = coder.code(Article { text: sentence.into(), date, ..Article::default() }, &mut workspace);
        let name = |ids: &[ActorId]| {
            let names = ids.iter().map(|id| record.actors.iter().find(|a| a.id == *id).unwrap().name.clone());
            names.collect::<Vec<_>>().join("; ")
        };
        let got = record
            .events
            .iter()
            .map(|e| format!("{} {:?}: {} > {}", e.kind, e.status, name(&e.actors), name(&e.recipients)));
        let got: Vec<String> = got.collect();
        for want in wants.split(" && ") {
            cases += 1;
            if !holds(&record, want) {
                faults.push(format!(
                    "events.tsv:{}: {sentence}\n  want {want}\n  got  {}",
                    number + 1,
                    got.join(" && ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {cases} fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 40);
}

/// What is said of one thing twice is one act; words about two things are two.
#[test]
fn words_about_two_things_are_two_acts() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let count = |text: &str| {
        let date = Some("2025-02-03".parse().unwrap());
        let record = coder.code(Article { text: text.into(), date, ..Article::default() }, &mut Workspace::default());
        record.events.iter().filter(|e| e.kind == "REJECT").count()
    };
    assert_eq!(count("Kenya rejected the truce. Later that day Kenya rejected any exchange of prisoners."), 2);
    assert_eq!(count("Kenya rejected the truce. Kenya turned down the truce for good reasons, analysts said."), 1);
}
