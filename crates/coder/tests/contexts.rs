//! What sentences are about: a table of our own sentences with the contexts that they have, and faults in the file.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::collections::HashSet;

use demarche_coder::events::contexts::Terms;
use demarche_coder::lexicon::{Lexicon, Source};
use demarche_coder::repairs::repair;
use demarche_syntax::{Parser, segment};

#[test]
fn sentences_have_their_contexts() {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax")).unwrap();
    let lexicon = Lexicon::load(Vec::new()).unwrap();
    let known = &lexicon.contexts;
    let mut unseen: HashSet<&str> = known.names().iter().map(String::as_str).collect();
    assert_eq!(unseen.len(), 37, "PLOVER has 37 contexts");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for (number, row) in include_str!("contexts.tsv").lines().enumerate().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [wanted, sentence, text] = cells[..] else { panic!("contexts.tsv:{}: not three cells", number + 1) };
        let mut document = segment::segment(text.to_owned());
        parser.parse(&mut document, &mut demarche_syntax::Workspace::default());
        repair(&mut document, &lexicon);
        let themes = Terms::of(&document, known).themes(&[sentence.parse::<usize>().unwrap() - 1]);
        let got: Vec<&str> = themes.iter().map(|t| known.names()[t.context].as_str()).collect();
        assert!(themes.iter().all(|t| !t.terms.is_empty()), "{text}");
        if got.join("|") != wanted {
            let terms: Vec<Vec<&str>> =
                themes.iter().map(|t| t.terms.iter().map(|s| s.of(&document.text)).collect()).collect();
            wrong.push(format!("contexts.tsv:{}: {wanted:?}, not {got:?} {terms:?}: {text}", number + 1));
        }
        wanted.split('|').for_each(|c| {
            unseen.remove(c);
        });
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 60, "only {cases} cases");
    assert!(unseen.is_empty(), "no case for {unseen:?}");
}

fn own(text: &str) -> Vec<Source> {
    vec![Source { path: "contexts.toml".into(), text: text.to_owned().into(), own: true }]
}

#[test]
fn a_users_own_terms_are_added() {
    let lexicon = Lexicon::load(own("[[context]]\nname = \"economic\"\nstrong = [\"quinoa\"]\n")).unwrap();
    let document = segment::segment("They met over quinoa and an air-strike.".to_owned());
    let themes = Terms::of(&document, &lexicon.contexts).themes(&[0]);
    let names: Vec<&str> = themes.iter().map(|t| lexicon.contexts.names()[t.context].as_str()).collect();
    assert_eq!(names, ["military", "economic"]);
}

#[test]
fn faults_name_file_and_line() {
    let fault = |text| Lexicon::load(own(text)).unwrap_err().to_string();
    assert_eq!(fault("\n[[context]]\nname = \"grain\"\n"), "contexts.toml:3: \"grain\" is no context of PLOVER");
    let capital = fault("[[context]]\nname = \"legal\"\nweak = [\n  \"court\",\n  \"Court\",\n]\n");
    assert_eq!(capital, "contexts.toml:5: \"Court\" is no term; write lower-case lemmas");
    let twice = fault("[[context]]\nname = \"legal\"\nstrong = [\"writ\"]\nweak = [\"writ\"]\n");
    assert_eq!(twice, "contexts.toml:4: \"writ\" stands twice in legal");
    let weighing = "[weighing]\nstrong = 1.0\nweak = 0.5\ndistance = [1.0]\nheading = 0.5\nthreshold = 0.0\n";
    assert!(fault(weighing).starts_with("contexts.toml:1: weights are numbers"), "{}", fault(weighing));
    assert!(fault("[[context]]\nnames = \"legal\"\n").starts_with("contexts.toml:"));
}
