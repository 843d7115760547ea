//! `demarche code` on many inputs: order, bad records, a kill in the midst, other inputs and options.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

fn demarche(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let done = Command::new(cargo_bin("demarche")).args(args).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

/// Articles of unlike length, numbered.
fn articles(count: usize) -> String {
    let one = |n: usize| {
        let sentence =
            format!("The foreign minister of Egypt met delegation {n} in Cairo on Monday. Israel rejected offer {n}. ");
        let text = sentence.repeat(1 + (n * 7) % 40);
        format!("{{\"id\":\"{n}\",\"date\":\"2025-08-20\",\"text\":\"{text}\"}}\n")
    };
    (0..count).map(one).collect()
}

fn ids(records: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["document"]["id"].as_str().unwrap().to_owned();
    records.lines().map(id).collect()
}

#[test]
fn records_come_in_the_order_of_the_input_and_bad_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = articles(60);
    lines.insert_str(0, "no json\n");
    fs::write(folder.path().join("a.jsonl"), &lines).unwrap();
    fs::write(folder.path().join("b.csv"), "id,text\ncsv,Turkey condemned the attack.\n").unwrap();
    let (code, out, err) =
        demarche(folder.path(), &["code", "a.jsonl", "b.csv", "--threads", "4", "--errors", "bad.jsonl"]);
    assert_eq!(code, 0, "{err}");
    let wanted: Vec<String> = (0..60).map(|n| n.to_string()).chain(["csv".to_owned()]).collect();
    assert_eq!(ids(&out), wanted);
    assert!(
        err.contains("a.jsonl:1: no JSON object") && err.contains("61 articles") && err.contains("1 bad record"),
        "{err}"
    );
    let bad: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("bad.jsonl")).unwrap()).unwrap();
    assert_eq!((bad["input"].as_str(), bad["place"].as_str()), (Some("a.jsonl"), Some("a.jsonl:1")));
    let (code, out, err) = demarche(folder.path(), &["code", "a.jsonl", "--strict"]);
    assert!(code == 1 && out.is_empty() && err.starts_with("demarche: a.jsonl:1: no JSON object"), "{code} {err}");
    fs::write(folder.path().join("none.jsonl"), "x\n").unwrap();
    assert_eq!(demarche(folder.path(), &["code", "none.jsonl"]).0, 1);
    assert_eq!(demarche(folder.path(), &["code", "not-there.jsonl"]).0, 1);
}

#[test]
fn a_killed_run_goes_on_without_loss_or_doubling() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut lines = articles(1500);
    lines.insert_str(lines.len() / 2, "");
    fs::write(at("a.jsonl"), lines.clone() + "broken\n").unwrap();
    let (code, _, err) = demarche(folder.path(), &["code", "a.jsonl", "-o", "whole.jsonl"]);
    assert_eq!(code, 0, "{err}");
    let whole = fs::read(at("whole.jsonl")).unwrap();
    assert!(!at("whole.jsonl.progress").exists());
    let mut kills = 0;
    for wait in [30, 1300, 700, 1900, 400] {
        let mut args = vec!["code", "a.jsonl", "-o", "cut.jsonl", "--errors", "bad.jsonl", "--threads", "2"];
        if at("cut.jsonl.progress").exists() {
            // Without --resume nothing of the work before is touched.
            let (code, _, err) = demarche(folder.path(), &args);
            assert!(code == 2 && err.contains("--resume"), "{err}");
            args.push("--resume");
        }
        let command =
            Command::new(cargo_bin("demarche")).args(&args).current_dir(folder.path()).stderr(Stdio::null()).spawn();
        let mut child = command.unwrap();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(wait) && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(10));
        }
        kills += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
    }
    if at("cut.jsonl.progress").exists() {
        let (code, _, err) =
            demarche(folder.path(), &["code", "a.jsonl", "-o", "cut.jsonl", "--resume", "--format", "csv"]);
        assert!(code == 2 && err.contains("other inputs or options"), "{err}");
    }
    let (code, _, err) =
        demarche(folder.path(), &["code", "a.jsonl", "-o", "cut.jsonl", "--errors", "bad.jsonl", "--resume"]);
    assert!(code == 0, "{err}");
    assert!(kills > 0, "nothing was killed");
    assert!(fs::read(at("cut.jsonl")).unwrap() == whole, "a resumed run differs from a whole one");
    assert_eq!(fs::read_to_string(at("bad.jsonl")).unwrap().lines().count(), 1);
    let (code, _, err) = demarche(folder.path(), &["code", "a.jsonl", "-o", "cut.jsonl", "--resume"]);
    assert!(code == 0 && err.contains("nothing is left to do"), "{err}");
}

#[test]
fn tables_and_other_formats() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), articles(20)).unwrap();
    let (code, csv, err) = demarche(folder.path(), &["code", "a.jsonl", "--format", "csv"]);
    assert_eq!(code, 0, "{err}");
    assert!(csv.starts_with("document,published,") && csv.lines().count() > 20);
    let (_, gdelt, _) = demarche(folder.path(), &["code", "a.jsonl", "--format", "gdelt"]);
    assert!(gdelt.lines().all(|l| l.split('\t').count() == 61) && !gdelt.is_empty());
    assert_eq!(demarche(folder.path(), &["code", "a.jsonl", "--format", "parquet"]).0, 2);
    let (code, _, err) = demarche(folder.path(), &["code", "a.jsonl", "--format", "parquet", "-o", "table"]);
    assert_eq!(code, 0, "{err}");
    let part = fs::read(folder.path().join("table/part-00000.parquet")).unwrap();
    assert!(part.starts_with(b"PAR1") && part.ends_with(b"PAR1"));
    assert_eq!(demarche(folder.path(), &["code", "-", "-o", "x", "--resume"]).0, 2);
}

#[test]
fn what_is_not_english_is_kept_and_not_coded() {
    let folder = tempfile::tempdir().unwrap();
    let french = "Le ministre des affaires étrangères a rencontré son homologue à Genève pour discuter de la paix.";
    fs::write(folder.path().join("a.txt"), french).unwrap();
    let (code, out, err) = demarche(folder.path(), &["code", "a.txt"]);
    let record: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, record["document"]["language"].as_str()), (0, Some("fr")), "{err}");
    assert!(record["events"].as_array().unwrap().is_empty() && err.contains("1 in other languages"), "{err}");
}
