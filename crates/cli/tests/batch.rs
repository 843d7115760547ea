//! `demarche code` as its users meet it: many inputs in order, kills and what is taken up after them, bad records.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use serde_json::{Value, json};

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn code(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("demarche"));
    command.arg("code").args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(args: &[&str]) -> Output {
    code(args).output().unwrap()
}

/// Runs a call that has to succeed; what it said on standard error.
fn done(args: &[&str]) -> String {
    let output = run(args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// Runs a call that has to fail with this exit code; what it said on standard error.
fn fails(args: &[&str], exit: i32) -> String {
    let output = run(args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(exit), "{args:?}: {said}");
    said
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn line(id: usize, text: &str) -> String {
    json!({ "id": id.to_string(), "date": "2024-02-07", "text": text }).to_string() + "\n"
}

/// Articles of which each differs from the next in length and words.
fn archive(count: usize, paragraphs: usize) -> String {
    let states = ["Kenya", "Uganda", "Peru", "Chile", "Norway", "Japan", "Egypt"];
    let state = |n: usize| states[n % states.len()];
    let paragraph = |i: usize, k: usize| {
        let (a, b) = (state(i + k), state(i + k + 1 + i % 5));
        format!(
            "{a} and {b} held talks on fishing rights on Monday. {a} accused {b} of seizing {} boats. “We will sign when \
             the boats are back,” its president said, and he demanded the release of {} sailors.",
            i + 2,
            k + 3
        )
    };
    let text = |i: usize| (0..1 + i % paragraphs).map(|k| paragraph(i, k)).collect::<Vec<_>>().join("\n\n");
    (0..count).map(|i| line(i, &text(i))).collect()
}

fn records(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8(bytes.to_vec()).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn ids(bytes: &[u8]) -> Vec<String> {
    records(bytes).iter().map(|r| r["document"]["id"].as_str().unwrap().to_owned()).collect()
}

fn note(out: &Path) -> PathBuf {
    PathBuf::from(format!("{}.progress", out.display()))
}

/// How many items the note beside an output vouches for.
fn vouched(out: &Path) -> Option<u64> {
    let note: Value = serde_json::from_slice(&fs::read(note(out)).ok()?).unwrap();
    note["items"].as_u64()
}

#[test]
fn several_inputs_of_several_kinds_come_out_in_their_order_on_many_threads() {
    let dir = folder("order");
    let (long, table, plain) = (dir.join("a.jsonl"), dir.join("b.csv"), dir.join("c.txt"));
    // The first is by far the longest: the others overtake it inside, and must not outside.
    let giant = "Kenya and Uganda held talks on Monday. ".repeat(3000);
    fs::write(&long, line(1000, &giant) + &archive(60, 3)).unwrap();
    fs::write(&table, "id,date,text\nt1,2024-02-07,\"Peru met Chile, again.\"\nt2,2024-02-07,Chile thanked Peru.\n")
        .unwrap();
    fs::write(&plain, "Norway condemned the attack on Wednesday.").unwrap();
    let inputs = [name(&plain), name(&long), name(&table)];
    let one = run(&[&inputs[..], &["--threads", "1"]].concat());
    let many = run(&[&inputs[..], &["--threads", "7"]].concat());
    assert!(many.status.success(), "{}", String::from_utf8_lossy(&many.stderr));
    let numbers = (0..60).map(|i: usize| i.to_string());
    let head = ["c".to_owned(), "1000".to_owned()];
    let tail = ["t1".to_owned(), "t2".to_owned()];
    assert_eq!(ids(&many.stdout), head.into_iter().chain(numbers).chain(tail).collect::<Vec<_>>());
    assert!(one.stdout == many.stdout, "the number of threads shows in the output");
    let out = dir.join("records.jsonl");
    let said = done(&[&inputs[..], &["-o", name(&out)]].concat());
    assert!(fs::read(&out).unwrap() == many.stdout, "a file and standard output differ");
    assert!(said.contains("64 articles") && said.contains("events") && said.contains("a second"), "{said}");
    assert!(!said.contains('\x1b') && said.lines().count() == 1, "{said}");
    assert!(!note(&out).exists());
}

/// Kills runs of these arguments at odd moments, taking each up again, then lets one come to its end. How often the
/// kill found the run in the midst of its work.
fn killed_again_and_again(args: &[&str], out: &Path, seed: u64) -> usize {
    let mut state = seed;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut before, mut midst) = (None, 0);
    for round in 0..8 {
        let resume: &[&str] = if out.exists() || note(out).exists() { &["--resume"] } else { &[] };
        let mut child = code(&[args, resume].concat()).spawn().unwrap();
        if round % 2 == 0 {
            // Anywhere, also while it starts.
            sleep(Duration::from_millis(random(500)));
        } else {
            // Once more has been vouched for than before.
            while child.try_wait().unwrap().is_none() && vouched(out).is_none_or(|now| now <= before.unwrap_or(0)) {
                sleep(Duration::from_millis(5));
            }
            sleep(Duration::from_millis(random(300)));
        }
        midst += usize::from(child.try_wait().unwrap().is_none() && vouched(out) > Some(0));
        child.kill().unwrap();
        child.wait().unwrap();
        before = vouched(out);
    }
    done(&[args, &["--resume"]].concat());
    assert!(!note(out).exists(), "the note stays behind");
    midst
}

#[test]
fn a_run_that_is_killed_and_taken_up_again_loses_and_doubles_nothing() {
    let dir = folder("kills");
    let input = dir.join("archive.jsonl");
    // Bad lines in between: they are counted among the items.
    let good = archive(240, 9);
    let lines = good.lines().enumerate().map(|(i, line)| if i % 17 == 5 { "{\"text\": 5}" } else { line });
    fs::write(&input, lines.collect::<Vec<_>>().join("\n")).unwrap();
    for (format, seed) in [("jsonl", 3), ("csv", 11)] {
        let (whole, faults) = (dir.join(format!("whole.{format}")), dir.join("whole.bad"));
        done(&[name(&input), "-o", name(&whole), "--format", format, "--errors", name(&faults)]);
        let (out, bad) = (dir.join(format!("out.{format}")), dir.join(format!("{format}.bad")));
        let args = [name(&input), "-o", name(&out), "--format", format, "--errors", name(&bad), "--threads", "2"];
        let midst = killed_again_and_again(&args, &out, seed);
        eprintln!("{format}: {midst} kills in the midst");
        assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{format}: other bytes than without kills");
        assert_eq!(fs::read_to_string(&bad).unwrap(), fs::read_to_string(&faults).unwrap());
        let said = done(&[&args[..], &["--resume"]].concat());
        assert!(said.contains("complete"), "{said}");
        assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{format}: what is complete was touched");
    }
}

#[test]
fn a_kill_before_the_first_note_is_no_finished_run() {
    let dir = folder("early");
    let (input, out) = (dir.join("archive.jsonl"), dir.join("out.jsonl"));
    fs::write(&input, archive(3, 2)).unwrap();
    // Whatever moment of the start the kill finds: what stands there must lead to the whole output.
    for wait in 0..40 {
        let _ = fs::remove_file(&out);
        let _ = fs::remove_file(note(&out));
        let mut child = code(&[name(&input), "-o", name(&out)]).spawn().unwrap();
        sleep(Duration::from_micros(wait * 700));
        child.kill().unwrap();
        child.wait().unwrap();
        done(&[name(&input), "-o", name(&out), "--resume"]);
        assert_eq!(ids(&fs::read(&out).unwrap()), ["0", "1", "2"], "killed after {} µs", wait * 700);
    }
}

#[test]
fn tables_of_parquet_hold_the_rows_of_csv_also_after_kills() {
    let dir = folder("parquet");
    let (input, table, out) = (dir.join("archive.jsonl"), dir.join("events.csv"), dir.join("events"));
    fs::write(&input, archive(60, 6)).unwrap();
    done(&[name(&input), "-o", name(&table), "--format", "csv"]);
    let args = [name(&input), "-o", name(&out), "--format", "parquet"];
    killed_again_and_again(&args, &out, 5);
    let parts: Vec<PathBuf> = fs::read_dir(&out).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(parts, [out.join("part-00000.parquet")]);
    let file = SerializedFileReader::new(fs::File::open(&parts[0]).unwrap()).unwrap();
    let csv = fs::read_to_string(&table).unwrap();
    let columns = csv.lines().next().unwrap();
    let schema = file.metadata().file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|c| c.name()).collect();
    assert_eq!(names.join(","), columns);
    let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
    // No sentence of this archive has a line break in it.
    assert_eq!(rows.len(), csv.lines().count() - 1);
    let documents: Vec<String> = rows.iter().map(|row| row.get_column_iter().next().unwrap().1.to_string()).collect();
    let expected = csv.lines().skip(1).map(|l| format!("\"{}\"", l.split(',').next().unwrap()));
    assert_eq!(documents, expected.collect::<Vec<_>>());
    let said = fails(&[name(&input), "--format", "parquet"], 2);
    assert!(said.contains("-o"), "{said}");
}

#[test]
fn bad_records_are_named_with_their_place_and_passed_over() {
    let dir = folder("bad");
    let (input, bad) = (dir.join("mixed.jsonl"), dir.join("bad.jsonl"));
    let good = |id| line(id, "Kenya condemned the attack on Monday.");
    let mut bytes = (good(0) + "{\"text\": \n\n" + "[1]\n" + &good(1)).into_bytes();
    bytes.extend(b"{\"text\": \"caf\xe9\"}\n");
    bytes.extend(b"{\"text\": \"  \"}\n");
    bytes.extend(line(7, "Peru met Chile.").replace("2024-02-07", "2024-13-07").into_bytes());
    bytes.extend(good(2).trim_end().bytes());
    fs::write(&input, bytes).unwrap();
    let output = run(&[name(&input), "--errors", name(&bad)]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(ids(&output.stdout), ["0", "1", "2"]);
    let faults = records(&fs::read(&bad).unwrap());
    let places: Vec<&str> = faults.iter().map(|f| f["place"].as_str().unwrap()).collect();
    let expected = [2, 4, 6, 7, 8].map(|n| format!("{}:{n}", name(&input)));
    assert_eq!(places, expected);
    for (fault, place) in faults.iter().zip(&expected) {
        assert!(said.contains(&format!("{place}: {}", fault["reason"].as_str().unwrap())), "{said}");
    }
    let summary = said.lines().last().unwrap();
    assert!(summary.contains("3 articles") && summary.contains("5 bad"), "{summary}");
    let strict = run(&[name(&input), "--strict"]);
    let said = String::from_utf8(strict.stderr).unwrap();
    assert_eq!(strict.status.code(), Some(1));
    assert!(said.contains(&expected[0]) && said.lines().count() == 1, "{said}");
    assert_eq!(ids(&strict.stdout), ["0"], "what comes before the bad record is written");
}

#[test]
fn a_run_with_other_inputs_or_options_is_not_taken_up() {
    let dir = folder("changed");
    let (input, out) = (dir.join("archive.jsonl"), dir.join("out.jsonl"));
    fs::write(&input, archive(5, 2) + "{}\n" + &archive(2, 2)).unwrap();
    let args = [name(&input), "-o", name(&out)];
    // A run that stops at the sixth line leaves its note behind.
    fails(&[&args[..], &["--strict"]].concat(), 1);
    let left = (fs::read(&out).unwrap(), fs::read(note(&out)).unwrap());
    let said = fails(&args, 2);
    assert!(said.contains("--resume") && said.contains("out.jsonl.progress"), "{said}");
    let said = fails(&[&args[..], &["--resume", "--min-confidence", "0.5"]].concat(), 2);
    assert!(said.contains("other inputs or options"), "{said}");
    let before = fs::read(&input).unwrap();
    fs::write(&input, archive(6, 2)).unwrap();
    let said = fails(&[&args[..], &["--resume"]].concat(), 2);
    assert!(said.contains("other inputs or options"), "{said}");
    assert_eq!((fs::read(&out).unwrap(), fs::read(note(&out)).unwrap()), left, "a refusal changes nothing");
    fs::write(&input, before).unwrap();
    done(&[&args[..], &["--resume"]].concat());
    assert_eq!(ids(&fs::read(&out).unwrap()), ["0", "1", "2", "3", "4", "0", "1"]);
    let said = fails(&["-", "-o", name(&out), "--resume"], 2);
    assert!(said.contains("standard input"), "{said}");
}

#[test]
fn nothing_to_code_and_nowhere_to_write_are_said() {
    let dir = folder("nothing");
    let (empty, bad, good) = (dir.join("empty.jsonl"), dir.join("bad.jsonl"), dir.join("good.jsonl"));
    fs::write(&empty, "").unwrap();
    fs::write(&bad, "{}\n").unwrap();
    fs::write(&good, archive(2, 2)).unwrap();
    let out = dir.join("out.jsonl");
    for input in [&empty, &bad] {
        let said = fails(&[name(input), "-o", name(&out)], 1);
        assert!(said.contains("no article"), "{said}");
        assert_eq!(fs::read(&out).unwrap(), b"");
        let _ = fs::remove_file(&out);
    }
    let missing = fails(&[name(&dir.join("missing.jsonl")), name(&good)], 1);
    assert!(missing.contains("missing.jsonl") && missing.contains("no such file"), "{missing}");
    let nowhere = dir.join("no/such/folder/out.jsonl");
    let said = fails(&[name(&good), "-o", name(&nowhere)], 1);
    assert!(said.contains(name(&nowhere)) && said.lines().count() == 1, "{said}");
    if cfg!(target_os = "linux") {
        assert!(done(&[name(&good), "-o", "/dev/null"]).contains("2 articles"));
        assert!(fails(&[name(&good), "-o", "/dev/full"], 1).contains("No space"));
        assert!(fails(&[name(&good), "-o", "/dev/null", "--resume"], 2).contains("--resume"));
    }
    // A folder in the way of a file: said, and no note left that would speak of a run.
    let said = fails(&[name(&good), "-o", name(&dir)], 1);
    assert!(said.contains(name(&dir)) && !note(&dir).exists(), "{said}");
}

#[test]
fn articles_in_other_languages_are_kept_and_not_coded() {
    let dir = folder("languages");
    let input = dir.join("mixed.jsonl");
    let french = "Le président français a rencontré mardi à Paris son homologue kényan, et ils ont signé un accord de \
                  coopération militaire, a annoncé le ministère des affaires étrangères dans un communiqué.";
    let stated = json!({ "id": "stated", "language": "de", "text": "Kenya condemned the attack." }).to_string();
    fs::write(&input, line(0, "Kenya condemned the attack on Monday.") + &line(1, french) + &stated + "\n").unwrap();
    let output = run(&[name(&input)]);
    let said = String::from_utf8(output.stderr).unwrap();
    let records = records(&output.stdout);
    let languages: Vec<&str> = records.iter().map(|r| r["document"]["language"].as_str().unwrap()).collect();
    assert_eq!(languages, ["en", "fr", "de"]);
    let events: Vec<usize> = records.iter().map(|r| r["events"].as_array().unwrap().len()).collect();
    assert!(events[0] > 0 && events[1..] == [0, 0], "{events:?}");
    assert_eq!(records[1]["document"]["text"], french);
    assert!(said.contains("2 in other languages"), "{said}");
}

#[test]
fn each_format_has_its_columns_and_one_header() {
    let dir = folder("formats");
    let input = dir.join("archive.jsonl");
    fs::write(&input, archive(20, 3)).unwrap();
    for (format, columns, header) in [
        ("polecat", 40, "Event ID\t"),
        ("gdelt", 61, ""),
        ("gdelt-mentions", 16, ""),
        ("csv", 0, "document,"),
        ("plover", 0, "{"),
    ] {
        let output = run(&[name(&input), "--format", format]);
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(header) && text.lines().count() > 20, "{format}: {text}");
        if !header.is_empty() && format != "plover" {
            assert_eq!(text.lines().filter(|l| l.starts_with(header)).count(), 1, "{format}");
        }
        assert!(columns == 0 || text.lines().all(|l| l.split('\t').count() == columns), "{format}: {text}");
    }
}
