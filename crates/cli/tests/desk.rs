//! The desk as its users meet it: articles in, killed or not, by one or by two; answers out.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use demarche_desk::Desk;
use serde_json::Value;

fn demarche(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("demarche").unwrap();
    command.args(args);
    command
}

fn succeeds(args: &[&str]) -> String {
    let output = demarche(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a call that has to fail: exit code, and one line on standard error that holds these words; nothing on standard output.
fn fails(args: &[&str], code: i32, words: &[&str]) {
    let output = demarche(args).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {error}");
    assert!(output.stdout.is_empty(), "{args:?} printed a part");
    assert!(words.iter().all(|w| error.contains(w)), "{args:?}: {error}");
    assert!(error.trim_end().lines().count() == 1, "{args:?}: {error}");
}

/// Short articles of which no two are alike.
fn articles(folder: &Path, from: usize, to: usize) -> String {
    let line = |i: usize| {
        let text = format!(
            "Envoys from Kenya met Uganda's president on Monday, case {i}. “We agree on point {i},” said William Ruto."
        );
        format!("{{\"id\": \"a{i}\", \"text\": \"{text}\", \"date\": \"2024-02-07\", \"source\": \"Wire\"}}\n")
    };
    let path = folder.join(format!("{from}-{to}.jsonl"));
    std::fs::write(&path, (from..to).map(line).collect::<String>()).unwrap();
    path.display().to_string()
}

fn start(input: &str, desk: &Path) -> Child {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarche"));
    command.args(["desk", "add", input, "--desk"]).arg(desk);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn number(desk: &Desk, sql: &str) -> i64 {
    desk.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Documents on a desk, each of which has to be whole.
fn whole(path: &Path) -> i64 {
    let desk = Desk::read(path).unwrap();
    let check: String = desk.connection().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    assert_eq!(number(&desk, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(number(&desk, "SELECT count(*) - count(DISTINCT name) FROM document"), 0, "none is there twice");
    let count = number(&desk, "SELECT count(*) FROM document");
    let ids = desk.coded().unwrap();
    assert_eq!(ids.len() as i64, count, "each has its record");
    for id in ids {
        let record = desk.record(id).unwrap().unwrap();
        let rows = |table: &str| number(&desk, &format!("SELECT count(*) FROM {table} WHERE document = {id}"));
        let found = ["sentence", "actor", "event", "statement", "position"].map(rows);
        let parts = [
            record.sentences.len(),
            record.actors.len(),
            record.events.len(),
            record.statements.len(),
            record.positions.len(),
        ];
        assert_eq!(found.to_vec(), parts.map(|n| n as i64).to_vec(), "document {id}");
    }
    count
}

#[test]
fn killed_again_and_again_a_desk_keeps_every_article_whole() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk.db");
    let all = 10 * 64 + 17;
    let input = articles(folder.path(), 0, all);
    let mut kept = 0;
    for kill in 0..10 {
        let mut child = start(&input, &desk);
        // Until something new is there, and then into the midst of what comes next.
        let news = || Desk::read(&desk).is_ok_and(|d| number(&d, "SELECT count(*) FROM document") > kept);
        while child.try_wait().unwrap().is_none() && !news() {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(kill * 7 % 20));
        let _ = child.kill();
        child.wait().unwrap();
        let found = whole(&desk);
        assert!(found >= kept, "{found} after {kept}");
        kept = found;
    }
    let path = desk.display().to_string();
    succeeds(&["desk", "add", &input, "--desk", &path]);
    assert_eq!(whole(&desk), all as i64);
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk.db");
    let inputs = [articles(folder.path(), 0, 300), articles(folder.path(), 200, 500)];
    let children = inputs.each_ref().map(|input| start(input, &desk));
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(whole(&desk), 500);
    assert_eq!(number(&Desk::read(&desk).unwrap(), "SELECT count(*) FROM copy"), 0);
}

fn process() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/process.jsonl").display().to_string()
}

fn desk_of_process(folder: &tempfile::TempDir) -> PathBuf {
    let desk = folder.path().join("process.db");
    succeeds(&["desk", "add", &process(), "--desk", &desk.display().to_string()]);
    desk
}

#[test]
fn every_question_answers_in_every_format_from_the_example() {
    let folder = tempfile::tempdir().unwrap();
    let path = desk_of_process(&folder);
    let desk = path.display().to_string();
    let ask = |args: &[&str], format: &str| succeeds(&[args, &["--desk", &desk, "--format", format]].concat());
    let questions: [(&[&str], &str, &[&str]); 6] = [
        (
            &["timeline", "--actor", "Russia", "--from", "2022-07-22", "--to", "2022-07-31"],
            "type",
            &["Russia", "2022-07-2"],
        ),
        (&["who", "--limit", "3"], "name", &["Russia", "Ukraine"]),
        (&["said", "--actor", "Lavrov"], "speaker", &["Sergei Lavrov"]),
        (&["stands", "--actor", "UKR"], "issue", &["Ukraine"]),
        (&["search", "grain AND deal", "--limit", "5"], "text", &["grain"]),
        (&["sql", "SELECT name, kind FROM v_actors WHERE country = 'TUR' LIMIT 4"], "name", &["Turkey"]),
    ];
    for (args, column, words) in questions {
        let text = ask(args, "text");
        let json: Value = serde_json::from_str(&ask(args, "json")).unwrap();
        let (csv, md) = (ask(args, "csv"), ask(args, "md"));
        let rows = json.as_array().unwrap();
        assert!(!rows.is_empty() && rows.iter().all(|r| r.get(column).is_some()), "{args:?}: {json}");
        assert!(csv.lines().next().unwrap().split(',').any(|c| c == column), "{args:?}: {csv}");
        assert_eq!(md.lines().count(), rows.len() + 2, "{args:?}: {md}");
        for words in words {
            for shown in [&text, &json.to_string(), &csv, &md] {
                assert!(shown.contains(words), "{args:?}: {words} not in {shown}");
            }
        }
        assert!(!text.contains('\u{1b}'), "no colours into a pipe");
    }
    let profile: Value = serde_json::from_str(&ask(&["who", "Putin"], "json")).unwrap();
    assert_eq!(profile[0]["name"], "Vladimir Putin");
    assert!(ask(&["who", "Putin"], "text").contains("with"));
}

#[test]
fn evidence_slices_the_text_of_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = desk_of_process(&folder);
    let desk = Desk::read(&path).unwrap();
    let name = path.display().to_string();
    let rows = succeeds(&["timeline", "--limit", "0", "--evidence", "--format", "json", "--desk", &name]);
    let rows: Value = serde_json::from_str(&rows).unwrap();
    assert!(rows.as_array().unwrap().len() > 20);
    for row in rows.as_array().unwrap() {
        let text: Vec<char> = desk.document(row["document"].as_i64().unwrap()).unwrap().unwrap().text.chars().collect();
        let at = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
        assert_eq!(text[at("start")..at("stop")].iter().collect::<String>(), row["words"].as_str().unwrap());
        assert!(row["sentence"].as_str().unwrap().contains(row["words"].as_str().unwrap()));
    }
    let bare = succeeds(&["timeline", "--limit", "1", "--format", "json", "--desk", &name]);
    assert!(!bare.contains("\"sentence\""), "{bare}");
}

#[test]
fn adding_again_and_coding_anew_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = desk_of_process(&folder);
    let name = path.display().to_string();
    let records = succeeds(&["desk", "records", "--desk", &name]);
    let again = demarche(&["desk", "add", &process(), "--desk", &name]).output().unwrap();
    assert!(
        String::from_utf8_lossy(&again.stderr).contains(" 0 new, 0 new versions, 0 copies, 14 there already, 0 bad")
    );
    succeeds(&["desk", "recode", "--all", "--desk", &name]);
    assert_eq!(succeeds(&["desk", "records", "--desk", &name]), records);
    let timeline = ["timeline", "--limit", "0", "--format", "json", "--desk", &name];
    assert!(records.lines().count() > 10 && !succeeds(&timeline).is_empty());
    assert!(succeeds(&["desk", "info", "--desk", &name]).contains("documents    13"));
}

#[test]
fn what_is_bad_is_named_and_the_rest_goes_in() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let lines = "{\"text\": \"Kenya thanked Uganda.\"}\nno json\n{\"text\": \" \"}\n\n{\"text\": \"Chad thanked Mali.\", \"date\": \"soon\"}\n{\"text\": \"Mali thanked Chad.\"}\n";
    std::fs::write(at("mixed.jsonl"), lines).unwrap();
    let (mixed, desk) = (at("mixed.jsonl"), at("desk.db"));
    let output = demarche(&["desk", "add", &mixed, "--desk", &desk]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{error}");
    for (line, words) in [(2, "no JSON object"), (3, "holds no text"), (5, "is no date")] {
        assert!(error.lines().any(|l| l.contains(&format!("mixed.jsonl:{line}: ")) && l.contains(words)), "{error}");
    }
    assert!(error.contains("2 new") && error.contains("3 bad"), "{error}");
    assert_eq!(whole(Path::new(&desk)), 2);
    let output = demarche(&["desk", "add", &mixed, "--desk", &at("strict.db"), "--strict"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(whole(Path::new(&at("strict.db"))), 1, "what came before the fault is in");

    fails(&["desk", "add", &at("absent.jsonl"), "--desk", &at("never.db")], 1, &["absent.jsonl: no such file"]);
    assert!(!Path::new(&at("never.db")).exists(), "no desk is made of nothing");
    fails(&["timeline", "--desk", &at("absent.db")], 1, &["absent.db: no desk there", "demarche desk add"]);
    fails(&["timeline", "--desk", &mixed], 1, &["mixed.jsonl: is no desk"]);
    fails(&["search", "\"open", "--desk", &desk], 2, &["make no query"]);
    fails(&["sql", "DELETE FROM event", "--desk", &desk], 2, &["only reads"]);
    fails(&["sql", " -- nothing", "--desk", &desk], 2, &["asks for nothing"]);
    fails(&["said", "--from", "2025-02-02", "--to", "2025-02-01", "--desk", &desk], 2, &["2025-02-02 is after --to"]);
    let party = demarche(&["next", "--kind", "party", "--desk", &desk]).output().unwrap();
    assert!(String::from_utf8_lossy(&party.stderr).contains("\"party\" is none of meeting, demand"));
    fails(&["next", "--desk", &desk], 1, &["no article in it has a date", "--as-of"]);
    fails(&["report", "--from", "2025-02-02", "--desk", &desk], 1, &["no article in it has a date", "--to"]);
    for question in ["timeline", "who"] {
        let output = demarche(&[question, "--type", "THANK/you", "--desk", &desk]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && output.stdout.is_empty(), "{told}");
        assert!(told.contains("no event here is of type THANK/you; there are SUPPORT"), "{told}");
    }
    fails(&["said", "--actor", "Nobody", "--desk", &desk], 2, &["no actor called \"Nobody\""]);
}
