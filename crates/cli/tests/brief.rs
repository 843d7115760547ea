//! The views of one article: by actor, its commitments, its demands.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use assert_cmd::Command;

const ARTICLE: &str = "President Lazarus Chakwera of Malawi urged Mozambique to reopen the border. \
Mozambique promised to reopen the border if the rains stop. \
Malawi ruled out sanctions. Chakwera said a ceasefire must come first.\n";

/// What `demarche read` shows of the article.
fn read(args: &[&str]) -> String {
    let run = Command::cargo_bin("demarche")
        .unwrap()
        .args(["read", "-", "--date", "2024-03-05"])
        .args(args)
        .write_stdin(ARTICLE)
        .assert();
    String::from_utf8(run.success().get_output().stdout.clone()).unwrap()
}

#[test]
fn commitments_and_demands_name_who_whom_what_and_on_which_condition() {
    let promised = read(&["--only", "commitments"]);
    assert!(
        promised.contains("PROMISED\n  Mozambique  to reopen the border if the rains stop  [if: if the rains stop]"),
        "{promised}"
    );
    assert!(!promised.contains("DEMANDED") && !promised.contains("STANDS"), "{promised}");
    let asked = read(&["--only", "demands"]);
    assert!(asked.contains("DEMANDED\n  Lazarus Chakwera  → Mozambique  Mozambique to reopen the border"), "{asked}");
    assert!(!asked.contains("PROMISED"), "{asked}");
}

#[test]
fn a_brief_has_a_part_for_each_actor() {
    let brief = read(&["--format", "brief"]);
    let parts: Vec<&str> = brief.split("\n\n").collect();
    let of = |name: &str| parts.iter().find(|p| p.starts_with(name)).unwrap_or_else(|| panic!("{name} in\n{brief}"));
    assert!(of("Lazarus Chakwera").contains("demands"), "{brief}");
    assert!(of("Lazarus Chakwera").contains("a ceasefire must come first"), "{brief}");
    assert!(of("Mozambique").contains("promised"), "{brief}");
    assert!(of("Malawi").contains("rules out    − sanctions"), "{brief}");
}

#[test]
fn as_json_only_the_statements_and_events_of_the_view_are_left() {
    let record: serde_json::Value =
        serde_json::from_str(&read(&["--only", "commitments", "--format", "json"])).unwrap();
    let all = |list: &str, field: &str| -> Vec<String> {
        record[list].as_array().unwrap().iter().map(|x| x[field].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(all("statements", "act"), ["promise"]);
    assert_eq!(all("events", "type"), ["AGREE", "RETREAT"], "the promise, and what is promised");
    assert!(record["positions"].as_array().unwrap().is_empty());
}
