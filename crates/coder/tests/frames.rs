//! Every frame carries example sentences with the event that they must give. Parser and actors are not perfect, so
//! some examples fail; the share that holds may only grow: raise [`LEAST`] with it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;

/// Share of examples whose types and statuses all come out, in percent.
const LEAST: usize = 80;

/// The types, modes and statuses that an example expects: `sentence => TYPE[/mode] status: actors > recipients && …`.
fn expected(text: &str) -> (&str, Vec<(String, String)>) {
    let (sentence, events) = text.split_once("=>").unwrap_or_else(|| panic!("no => in {text:?}"));
    let event = |e: &str| {
        let head = e.split(':').next().unwrap_or_default();
        let mut words = head.split_whitespace();
        let kind = words.next().unwrap_or_default().split('/').next().unwrap_or_default();
        (kind.to_owned(), words.next().unwrap_or_default().to_owned())
    };
    let events = events.split("&&").map(event).filter(|(kind, _)| kind != "none").collect();
    (sentence.trim(), events)
}

#[test]
fn examples_give_their_events() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap());
    let mut workspace = Workspace::default();
    let (mut all, mut right) = (0, 0);
    for frame in coder.lexicon().frames.all().to_vec() {
        for example in &frame.examples {
            let (sentence, wanted) = expected(&example.text);
            let record = coder.code(Article { text: sentence.into(), ..Article::default() }, &mut workspace);
            let found: Vec<(String, String)> =
                record.events.iter().map(|e| (e.kind.clone(), format!("{:?}", e.status).to_lowercase())).collect();
            let holds = if wanted.is_empty() { found.is_empty() } else { wanted.iter().all(|w| found.contains(w)) };
            all += 1;
            right += usize::from(holds);
            if !holds {
                println!("{}:{}: {} gives {found:?}", frame.origin.0, example.line, example.text);
            }
        }
    }
    println!("{right} of {all} examples hold");
    assert!(right * 100 >= LEAST * all, "only {right} of {all} examples hold");
}
