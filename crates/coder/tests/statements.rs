//! Who says what, by a table of short cases, and what holds of every statement on arbitrary texts.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::sync::{Arc, LazyLock};

use demarche_coder::lexicon::Lexicon;
use demarche_coder::record::Record;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;
use proptest::prelude::*;

const CASES: &str = include_str!("statements.tsv");

static CODER: LazyLock<Coder> = LazyLock::new(|| {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    Coder::new(Arc::new(parser), Lexicon::load(Vec::new()).unwrap())
});

fn record(text: &str) -> Record {
    CODER.code(Article { text: text.to_owned().into(), ..Article::default() }, &mut Workspace::default())
}

/// Each stretch of content with its speaker's words, as the table has them.
fn said(record: &Record) -> Vec<String> {
    let text: Vec<char> = record.document.text.chars().collect();
    let words = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let speaker = |s: &demarche_coder::record::Statement| {
        s.speaker_text.as_ref().map_or("-".to_owned(), |x| words(x.start, x.end))
    };
    let stretches = |s: &demarche_coder::record::Statement| {
        s.content.iter().map(|c| format!("{} | {}", speaker(s), words(c.start, c.end))).collect::<Vec<_>>()
    };
    record.statements.iter().flat_map(stretches).collect()
}

#[test]
fn every_case_of_the_table_holds() {
    let (mut cases, mut faults) = (0, Vec::new());
    for (number, line) in CASES.lines().enumerate().skip(2) {
        let (text, wants) = line.split_once('\t').unwrap();
        let got = said(&record(text));
        let holds = match wants {
            "none" => got.is_empty(),
            _ => wants.split(" && ").all(|want| got.iter().any(|g| g == want)),
        };
        cases += 1;
        if !holds {
            faults.push(format!("statements.tsv:{}: {text}\n  want {wants}\n  got  {}", number + 1, got.join(" && ")));
        }
    }
    assert!(faults.is_empty(), "{} of {cases} fail\n{}", faults.len(), faults.join("\n"));
    assert!(cases >= 190);
}

/// Two quotations under one cue are one statement, unless one outweighs the other.
#[test]
fn quotations_of_a_piece_are_one_statement() {
    let statements = |text| record(text).statements.len();
    let alike = "“We will wait for rain,” the farmer said. “We have waited before now.”";
    let unlike = "“We will wait for rain,” the farmer said. “Nobody here has the money to drill another well, and nobody in the \
                  capital has offered to lend us any.”";
    assert_eq!(statements(alike), 1);
    assert_eq!(statements(unlike), 2);
}

/// Every cue carries sentences with what they say.
#[test]
fn every_example_of_a_cue_holds() {
    let mut faults = Vec::new();
    for cue in CODER.lexicon().cues.all() {
        for example in &cue.examples {
            let (text, want) = example.text.split_once(" => ").unwrap();
            let got = said(&record(text));
            if !got.iter().any(|g| g == want.trim()) {
                faults.push(format!(
                    "{}:{}: {text}\n  want {want}\n  got  {}",
                    cue.origin.0,
                    example.line,
                    got.join(" && ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Quotation marks, cues and line breaks in any order: spans lie in the text, and each holds words.
    #[test]
    fn spans_lie_in_the_text(parts in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "''", ",", ".", ":", "\n", "\n\n", " said ", "Lavrov", " he added that ", "the talks failed",
        "according to", " told ", " — ", "Ána", " warned", " and ", "(", "’", "WALLACE: ", "call", " him a liar",
    ]), 0..24)) {
        let text = parts.concat();
        let record = record(&text);
        let length = record.document.text.chars().count();
        for statement in &record.statements {
            prop_assert!(!statement.content.is_empty());
            let spans = statement.content.iter().chain(&statement.speaker_text).chain(&statement.cue);
            for span in spans {
                prop_assert!(span.start < span.end && span.end <= length);
            }
        }
    }
}
