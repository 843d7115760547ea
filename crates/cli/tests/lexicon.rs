//! `demarche lexicon`: dictionaries of other coders brought along, and a folder of one's own looked over.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

fn demarche(args: &[&str], input: &str) -> Output {
    Command::cargo_bin("demarche").unwrap().args(args).write_stdin(input).output().unwrap()
}

fn dictionary(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lexicon").join(name).display().to_string()
}

/// An empty place of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    path
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Country, code, sector and role of an actor of a text, read with a lexicon of one's own.
fn actor(lexicon: &Path, text: &str, date: &str, name: &str) -> [Option<String>; 4] {
    let lexicon = lexicon.display().to_string();
    let output = demarche(&["read", "-", "--format", "json", "--date", date, "--lexicon", &lexicon], text);
    assert!(output.status.success(), "{}", words(&output.stderr));
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    let actors = record["actors"].as_array().unwrap();
    let found = actors.iter().find(|a| a["name"] == name).unwrap_or_else(|| panic!("no {name} in {actors:#?}"));
    ["country", "code", "sector", "role"].map(|key| found[key].as_str().map(str::to_owned))
}

#[test]
fn imported_actors_are_recognised_with_what_they_were_on_the_day() {
    let out = folder("imported");
    let files = ["countries.actors.txt", "old.actors", "agents.txt"].map(dictionary);
    let to = out.display().to_string();
    let args = ["lexicon", "import", "--from", "petrarch", &files[0], &files[1], &files[2], "-o", &to];
    let output = demarche(&args, "");
    let told = words(&output.stderr);
    assert!(output.status.success() && output.stdout.is_empty(), "{told}");
    assert!(told.starts_with("18 entries: 3 people, 4 bodies, 4 groups, 5 role nouns; 1 known here already"), "{told}");

    // Nothing is lost without a word on it, by file and line.
    let notes = std::fs::read_to_string(out.join("import.log")).unwrap();
    for (place, word) in [
        ("old.actors:5:", "ZZZ"),
        ("old.actors:6:", "not to code"),
        ("old.actors:7:", "QQQ"),
        ("old.actors:8:", "9913-000101"),
        ("countries.actors.txt:13:", "second sector"),
        ("agents.txt:7:", "no closing ]"),
    ] {
        assert!(notes.lines().any(|l| l.contains(place) && l.contains(word)), "{place} {word} in\n{notes}");
    }

    let check = demarche(&["lexicon", "check", &to], "");
    assert!(check.status.success(), "{}", words(&check.stdout));
    assert!(words(&check.stdout).contains("4 files, 0 faults"), "{}", words(&check.stdout));

    let bergvik = "Anna Bergvik met reporters in Oslo. The Fjord Liberation Front attacked a base.";
    let is = |date: &str, name: &str| actor(&out, bergvik, date, name).map(|v| v.unwrap_or_default());
    assert_eq!(is("2007-05-01", "Anna Bergvik"), ["NOR", "", "GOV", "government official of Norway"]);
    assert_eq!(is("2015-05-01", "Anna Bergvik")[2], "ELI");
    assert_eq!(is("2015-05-01", "Fjord Liberation Front")[..3], ["NOR", "", "REB"]);
    let tidemand = "Jean Tidemand criticized the World Tide Council.";
    let is = |date: &str, name: &str| actor(&out, tidemand, date, name).map(|v| v.unwrap_or_default());
    assert_eq!(is("1996-01-01", "Jean Tidemand")[..3], ["", "", "GOV"]);
    assert_eq!(is("1999-01-01", "Jean Tidemand")[..3], ["NOR", "", "OPP"]);
    assert_eq!(is("1999-01-01", "World Tide Council")[..3], ["", "IGO", "SOC"]);

    // A second import does not write over the first.
    let again = demarche(&args, "");
    assert_eq!(again.status.code(), Some(1));
    assert!(words(&again.stderr).contains("is there already"), "{}", words(&again.stderr));
}

#[test]
fn without_a_folder_the_files_are_printed() {
    let output = demarche(&["lexicon", "import", "--from", "petrarch", &dictionary("agents.txt")], "");
    assert!(output.status.success());
    let text = words(&output.stdout);
    assert!(text.starts_with("# en/roles.tsv\n"), "{text}");
    for row in ["tide warden\ttitle\tCOP\t", "harbourwoman\trole\tLAB\t", "dyke police\tgroup\tCOP\t"] {
        assert!(text.lines().any(|l| l == row), "{row:?} in\n{text}");
    }
    assert!(!text.contains("harbourmen") && !text.contains("journalist"), "{text}");
}

#[test]
fn what_is_no_dictionary_or_no_lexicon_is_said_so() {
    let text = folder("no-dictionary");
    std::fs::create_dir_all(&text).unwrap();
    let text = text.join("article.txt");
    std::fs::write(&text, "Two ministers met on Monday.\n").unwrap();
    let text = text.display().to_string();
    let empty = folder("empty-lexicon");
    std::fs::create_dir_all(&empty).unwrap();
    let faulty = folder("faulty-lexicon");
    std::fs::create_dir_all(faulty.join("en")).unwrap();
    std::fs::write(faulty.join("en/roles.tsv"), "noun\tkind\tsector\tgender\nking\ttitle\tGOV\tm\nx\ty\tGOV\t\nz\t\n")
        .unwrap();
    let (empty, faulty) = (empty.display().to_string(), faulty.display().to_string());
    for (args, code, expected) in [
        (&["lexicon", "import", "--from", "petrarch", &text][..], 1, "is it an actor or agent dictionary"),
        (&["lexicon", "import", "--from", "petrarch", "no-such-file"], 1, "no such file"),
        (&["lexicon", "import", "--from", "tabula", &text], 2, "petrarch"),
        (&["lexicon", "check", &empty], 1, "holds no data file"),
        (&["lexicon", "check", "no-such-folder"], 1, "no such file"),
        (&["lexicon", "check", &faulty], 1, "2 faults"),
    ] {
        let output = demarche(args, "");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(words(&output.stderr).contains(expected), "{args:?}: {}", words(&output.stderr));
    }
    let told = words(&demarche(&["lexicon", "check", &faulty], "").stdout);
    for line in [
        "en/roles.tsv:3: \"y\" is no kind",
        "en/roles.tsv:4: 2 cells",
        "en/roles.tsv:2: note: \"king\" is a role noun with us",
    ] {
        assert!(told.contains(line), "{line} in\n{told}");
    }
}
