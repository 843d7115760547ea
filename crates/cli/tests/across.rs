//! Fourteen dispatches on one process into a desk, and what it says of them together. Checked are the lines
//! that a reader would miss, not every line: the engine that reads the dispatches gets better.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn demarche(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("demarche").unwrap();
    command.args(args);
    command
}

fn said(args: &[&str]) -> String {
    let output = demarche(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows(args: &[&str]) -> Vec<Value> {
    serde_json::from_str(&said(&[args, &["--format", "json"]].concat())).unwrap()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/process.jsonl")
}

/// A desk with the corpus, in a folder that goes away with it.
fn desk() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db").display().to_string();
    demarche(&["desk", "add", &corpus().display().to_string(), "--desk", &path]).assert().success();
    (folder, path)
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

fn names(row: &Value, key: &str) -> Vec<String> {
    row[key].as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect()
}

#[test]
fn reports_of_one_act_are_one_with_what_they_say_differently() {
    let (_folder, desk) = desk();
    let acts = rows(&["desk", "acts", "--desk", &desk, "--reports", "2"]);
    let attack =
        acts.iter().find(|a| text(a, "type") == "ASSAULT" && text(a, "place") == "Odesa").expect("two tell it");
    assert_eq!(text(attack, "day"), "2023-07-23");
    let sources: Vec<&str> = attack["reports"].as_array().unwrap().iter().map(|r| text(r, "source")).collect();
    assert_eq!(sources, ["Bosphorus Wire", "Levant Courier"]);
    assert!(text(&attack["reports"][1], "why").contains("same day"));
    let wounded = attack["disagreements"].as_array().unwrap().iter().find(|d| d["about"] == "wounded").unwrap();
    assert_eq!(wounded["said"].to_string(), r#"[["19",["Bosphorus Wire"]],["22",["Levant Courier"]]]"#);

    let meeting = acts.iter().find(|a| text(a, "place") == "Sochi").expect("announced and held");
    assert_eq!((text(meeting, "status"), text(meeting, "day")), ("occurred", "2023-09-04"));

    // The wire copy is another source of the same article, not another report.
    let signing = said(&["desk", "acts", "--desk", &desk, "--from", "2022-07-22", "--to", "2022-07-22"]);
    assert!(signing.contains("also Levant Courier"), "{signing}");
}

#[test]
fn a_merge_can_be_undone_and_stays_undone() {
    let (_folder, desk) = desk();
    let merged = |desk: &str| rows(&["desk", "acts", "--desk", desk, "--reports", "2"]);
    let before = merged(&desk);
    let meeting = before.iter().find(|a| text(a, "place") == "Sochi").unwrap();
    let (act, event) = (meeting["act"].to_string(), meeting["reports"][1]["event"].to_string());
    said(&["desk", "split", &act, &event, "--desk", &desk]);
    assert_eq!(merged(&desk).len(), before.len() - 1);
    // Coded again, the events have other numbers; the decision stands.
    said(&["desk", "recode", "--all", "--desk", &desk]);
    assert_eq!(merged(&desk).len(), before.len() - 1);
    let held: Vec<String> = rows(&["desk", "acts", "--desk", &desk, "--from", "2023-09-04", "--to", "2023-09-04"])
        .iter()
        .filter(|a| text(a, "place") == "Sochi" && text(a, "type") == "CONSULT")
        .map(|a| a["act"].to_string())
        .collect();
    assert_eq!(held.len(), 2);
    said(&["desk", "join", &held[0], &held[1], "--desk", &desk]);
    assert_eq!(merged(&desk).len(), before.len());
    for (args, words) in
        [(["desk", "split", "99999", "1"], "no act 99999"), (["desk", "join", &held[0], &held[0]], "name two acts")]
    {
        let output = demarche(&[&args[..], &["--desk", &desk]].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words));
    }
}

#[test]
fn the_order_of_adding_does_not_change_what_is_merged() {
    let (_folder, straight) = desk();
    let folder = tempfile::tempdir().unwrap();
    let backwards = folder.path().join("backwards.db").display().to_string();
    let articles = std::fs::read_to_string(corpus()).unwrap();
    let mut lines: Vec<&str> = articles.lines().collect();
    lines.reverse();
    for part in lines.chunks(5) {
        demarche(&["desk", "add", "-", "--desk", &backwards]).write_stdin(part.join("\n")).assert().success();
    }
    let shown = |desk: &str| {
        let act = |a: &Value| {
            let words =
                a["reports"].as_array().unwrap().iter().map(|r| text(r, "words")).collect::<Vec<_>>().join(" + ");
            format!("{} {} {} {words}", a["day"], a["type"], a["status"])
        };
        let mut acts: Vec<String> = rows(&["desk", "acts", "--desk", desk, "--reports", "2"]).iter().map(act).collect();
        acts.sort();
        acts
    };
    assert_eq!(shown(&straight), shown(&backwards));
    let turns = |desk: &str| {
        said(&["changes", "--desk", desk, "--format", "csv"])
            .lines()
            .map(|l| l.split(',').take(6).collect::<String>())
            .collect::<Vec<_>>()
    };
    assert_eq!(turns(&straight), turns(&backwards));
}

#[test]
fn a_position_turns() {
    let (_folder, desk) = desk();
    let turns = rows(&["changes", "--desk", &desk, "--actor", "Russia", "--issue", "grain"]);
    let left = turns.iter().find(|t| t["day"] == "2023-07-17").expect("Russia left the deal");
    assert_eq!((text(&left["before"], "stance"), text(&left["after"], "stance")), ("supports", "opposes"));
    assert!(text(&left["after"], "words").contains("grain deal"));
    assert_eq!(text(&left["after"], "source"), "Meridian Post");
    let all = said(&["changes", "--desk", &desk]);
    said(&["desk", "recode", "--all", "--desk", &desk]);
    assert_eq!(said(&["changes", "--desk", &desk]), all, "coded again");
    assert_eq!(said(&["changes", "--desk", &desk, "--limit", "1"]).lines().count(), 3);
    let later = rows(&["changes", "--desk", &desk, "--actor", "Russia", "--from", "2023-07-18", "--to", "2023-07-31"]);
    assert!(later.is_empty(), "{later:?}");
}

#[test]
fn what_is_announced_is_open_until_it_is_done() {
    let (_folder, desk) = desk();
    let meetings = |day: &str| rows(&["next", "--desk", &desk, "--kind", "meeting", "--as-of", day]);
    let with_both = |rows: &[Value]| {
        rows.iter()
            .find(|p| {
                ["Vladimir Putin", "Recep Tayyip Erdogan"].iter().all(|n| names(p, "parties").iter().any(|m| m == n))
            })
            .cloned()
    };
    let ahead = with_both(&meetings("2023-09-02")).expect("announced for Monday");
    assert_eq!((text(&ahead, "status"), text(&ahead, "due_from")), ("planned", "2023-09-04"));
    let steps: Vec<&str> = ahead["history"].as_array().unwrap().iter().map(|t| text(t, "step")).collect();
    assert!(steps.contains(&"proposed") && steps.last() == Some(&"planned"), "{steps:?}");
    assert_eq!(with_both(&meetings("2023-09-05")), None, "it was held");

    let demands = rows(&["next", "--desk", &desk, "--kind", "demand", "--as-of", "2023-09-02", "--actor", "RUS"]);
    let bank =
        demands.iter().find(|p| p["history"].to_string().contains("SWIFT")).expect("a demand made again and again");
    assert_eq!(text(bank, "status"), "repeated");
    assert!(bank["history"].as_array().unwrap().len() >= 3);
}

#[test]
fn every_format_has_every_row() {
    let (_folder, desk) = desk();
    let count = rows(&["next", "--desk", &desk]).len();
    assert!(count > 3);
    assert_eq!(said(&["next", "--desk", &desk, "--format", "md"]).lines().count(), count + 2);
    assert!(said(&["next", "--desk", &desk, "--format", "csv"]).starts_with("item,kind,parties"));
    let missing = demarche(&["next", "--desk", "/nowhere/desk.db"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("/nowhere/desk.db"));
}

#[test]
fn a_brief_tells_a_month_with_words_and_sources() {
    let (_folder, desk) = desk();
    let brief = |format: &str| {
        said(&["report", "--from", "2023-07-01", "--to", "2023-07-31", "--desk", &desk, "--format", format])
    };
    let markdown = brief("md");
    for part in [
        "# 2023-07-01 to 2023-07-31",
        "## What happened",
        "### 2023-07-23",
        "## Who said what",
        "## What changed",
        "## What comes next",
    ] {
        assert!(markdown.contains(part), "{part} is missing in {markdown}");
    }
    assert!(markdown.contains("wounded: 19 (Bosphorus Wire) / 22 (Levant Courier)"), "{markdown}");
    assert!(markdown.contains("supports → opposes"), "{markdown}");
    assert!(
        markdown.lines().filter(|l| l.starts_with("- **")).all(|l| l.contains('“') && l.ends_with(')')),
        "each with words and source"
    );
    let html = brief("html");
    assert!(html.starts_with("<!DOCTYPE html>") && !html.contains("src=") && !html.contains("href="));
    let json: Value = serde_json::from_str(&brief("json")).unwrap();
    assert!(json["acts"].as_array().unwrap().len() > 5);
    let output = demarche(&["report", "--from", "2024-07-01", "--to", "2023-07-31", "--desk", &desk]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn two_codings_differ_where_they_differ() {
    let (folder, desk) = desk();
    let records = said(&["desk", "records", "--desk", &desk]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("a.jsonl"), &records).unwrap();
    assert_eq!(said(&["diff", &path("a.jsonl"), &desk]), "", "a desk and its own records");

    let mut lines: Vec<Value> = records.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let dropped = lines.pop().unwrap();
    lines[0]["events"][0]["status"] = "hypothetical".into();
    lines[1]["events"].as_array_mut().unwrap().remove(0);
    let fewer: String = lines.iter().map(|l| format!("{l}\n")).collect();
    std::fs::write(path("b.jsonl"), fewer).unwrap();
    let output = demarche(&["diff", &path("a.jsonl"), &path("b.jsonl"), "--format", "json"]).output().unwrap();
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut what: Vec<(&str, &str)> = rows.iter().map(|r| (text(r, "document"), text(r, "what"))).collect();
    what.sort_unstable();
    let mut expected = [
        (text(&lines[0]["document"], "id"), "changed"),
        (text(&lines[1]["document"], "id"), "removed"),
        (text(&dropped["document"], "id"), "only_first"),
    ];
    expected.sort_unstable();
    assert_eq!(what, expected);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 removed, 0 added, 1 changed"));
    std::fs::write(path("c.jsonl"), "{\"no\": \"record\"}\n").unwrap();
    let output = demarche(&["diff", &path("a.jsonl"), &path("c.jsonl")]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("c.jsonl:1: no record"));
}
