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
fn coding_anew_with_the_same_program_changes_nothing_of_what_comes_next() {
    let (_folder, desk) = desk();
    let told = || {
        let mut rows = rows(&["next", "--desk", &desk, "--as-of", "2023-09-02"]);
        rows.iter_mut().for_each(|row| drop(row.as_object_mut().unwrap().remove("item")));
        rows
    };
    let before = told();
    assert!(!before.is_empty());
    said(&["desk", "recode", "--all", "--desk", &desk]);
    assert_eq!(told(), before);
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
fn answers_are_narrowed_as_everywhere() {
    let (_folder, desk) = desk();
    let ask = |args: &[&str]| rows(&[args, &["--desk", &desk, "--limit", "0"]].concat());
    let sources = |row: &Value| -> Vec<String> {
        row["history"].as_array().unwrap().iter().map(|t| text(t, "source").to_owned()).collect()
    };

    let all = ask(&["changes"]);
    assert!(all.len() > 1);
    for source in ["Meridian Post", "Levant Courier", "Bosphorus Wire"] {
        let part: Vec<&Value> = all.iter().filter(|t| text(&t["after"], "source") == source).collect();
        assert_eq!(ask(&["changes", "--source", source]).iter().collect::<Vec<_>>(), part, "{source}");
    }
    let opposed: Vec<&Value> = all.iter().filter(|t| text(&t["after"], "stance") == "opposes").collect();
    assert!(!opposed.is_empty() && opposed.len() < all.len());
    assert_eq!(ask(&["changes", "--type", "Opposes"]).iter().collect::<Vec<_>>(), opposed);
    assert_eq!(ask(&["changes", "--min-confidence", "1"]), Vec::<Value>::new());

    let open = ask(&["next"]);
    let wire = ask(&["next", "--source", "wire"]);
    assert!(!wire.is_empty() && wire.len() < open.len());
    assert!(wire.iter().flat_map(sources).all(|s| s == "Bosphorus Wire"), "{wire:?}");
    let repeated = ask(&["next", "--status", "repeated", "--type", "demand"]);
    assert!(!repeated.is_empty());
    assert!(repeated.iter().all(|p| text(p, "status") == "repeated" && text(p, "kind") == "demand"));
    let both = ask(&["next", "--as-of", "2023-09-02", "--actor", "Putin", "--actor", "Erdogan"]);
    assert!(!both.is_empty() && both.iter().all(|p| names(p, "parties").len() >= 2), "{both:?}");
    let in_days =
        |from: &str, to: &str| ask(&["next", "--as-of", "2023-09-02", "--from", from, "--to", to, "--kind", "meeting"]);
    assert!(in_days("2023-09-04", "2023-09-04").iter().any(|p| text(p, "due_from") == "2023-09-04"));
    assert!(in_days("2023-09-10", "2023-09-30").iter().all(|p| text(p, "due_from") != "2023-09-04"));
    let grain = ask(&["next", "--issue", "grain"]);
    assert!(!grain.is_empty() && grain.iter().all(|p| text(p, "issue").contains("grain")));

    let limited = demarche(&["next", "--limit", "2", "--desk", &desk, "--format", "csv"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&limited.stdout).lines().count(), 3);
    assert!(String::from_utf8_lossy(&limited.stderr).contains("there is more"));
    let wrong = demarche(&["changes", "--type", "hates", "--desk", &desk]).output().unwrap();
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("none of supports"));
    let unknown = demarche(&["next", "--issue", "croquet", "--desk", &desk]).output().unwrap();
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no issue like \"croquet\""));

    let acts = ask(&["desk", "acts", "--source", "Courier", "--type", "assault", "--status", "occurred"]);
    let by_courier = |a: &Value| a["reports"].to_string().contains("Courier");
    assert!(!acts.is_empty() && acts.iter().all(|a| text(a, "type") == "ASSAULT" && by_courier(a)), "{acts:?}");
}

#[test]
fn a_brief_is_narrowed_and_has_every_format() {
    let (_folder, desk) = desk();
    let brief = |args: &[&str]| {
        said(&[&["report", "--from", "2023-07-01", "--to", "2023-07-31", "--desk", &desk], args].concat())
    };
    let whole: Value = serde_json::from_str(&brief(&["--format", "json"])).unwrap();
    let part: Value =
        serde_json::from_str(&brief(&["--format", "json", "--source", "Courier", "--issue", "grain"])).unwrap();
    for section in ["acts", "said", "positions"] {
        let (whole, part) = (whole[section].as_array().unwrap(), part[section].as_array().unwrap());
        assert!(!part.is_empty() && part.len() < whole.len(), "{section}");
    }
    assert!(part["said"].as_array().unwrap().iter().all(|s| text(s, "source") == "Levant Courier"));
    let short: Value = serde_json::from_str(&brief(&["--format", "json", "--limit", "2"])).unwrap();
    for section in ["acts", "said", "positions", "changes", "next"] {
        let (whole, short) = (whole[section].as_array().unwrap(), short[section].as_array().unwrap());
        assert_eq!(short.len(), whole.len().min(2), "{section}");
        assert!(short.iter().all(|row| whole.contains(row)), "{section}");
    }
    let lines = ["acts", "said", "positions", "changes", "next"].iter().map(|s| whole[s].as_array().unwrap().len());
    let count: usize = lines.sum();
    let csv = brief(&["--format", "csv"]);
    assert!(csv.starts_with("section,group,line,words,origin,notes"));
    assert_eq!(csv.matches("\r\n").count(), count + 1);
    let plain = brief(&["--format", "text"]);
    assert_eq!(
        plain.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   ") && l.ends_with(')')).count(),
        count
    );
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
