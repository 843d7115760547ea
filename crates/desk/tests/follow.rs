//! The cases of `follow.txt`: steps in, items with their histories out, in whatever order the steps come.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use demarche_desk::across::days::Days;
use demarche_desk::across::follow::{Step, follow};
use demarche_desk::across::process::Process;
use demarche_desk::across::report::Party;
use demarche_desk::across::words::Words;

struct Case {
    title: String,
    steps: Vec<(String, Step)>,
    items: Vec<String>,
}

#[test]
fn steps_become_items_with_a_history() {
    let cases = cases(include_str!("follow.txt"));
    assert!(cases.len() >= 9);
    for case in &cases {
        let mut steps: Vec<Step> = case.steps.iter().map(|(_, s)| s.clone()).collect();
        for turn in 0..=steps.len() {
            assert_eq!(shown(case, &steps), case.items, "{}: turned {turn} times", case.title);
            steps.reverse();
            assert_eq!(shown(case, &steps), case.items, "{}: in reverse", case.title);
            steps.rotate_left(1);
        }
    }
}

fn shown(case: &Case, steps: &[Step]) -> Vec<String> {
    let name = |id: i64| case.steps.iter().find(|(_, s)| s.id == id).unwrap().0.clone();
    let item = |item: &demarche_desk::across::follow::Item| {
        let steps: Vec<String> = item.steps.iter().map(|(id, step)| format!("{} {step}", name(*id))).collect();
        format!("{}; {}", steps.join(", "), if item.is_open { "open" } else { "closed" })
    };
    follow(steps, Process::built_in()).iter().map(item).collect()
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("== ") {
            cases.push(Case { title: title.to_owned(), steps: Vec::new(), items: Vec::new() });
            continue;
        }
        let case = cases.last_mut().unwrap();
        match line.strip_prefix("=> ") {
            Some(item) => case.items.push(item.to_owned()),
            None => case.steps.push(step(line, i64::try_from(case.steps.len()).unwrap())),
        }
    }
    cases
}

fn step(line: &str, id: i64) -> (String, Step) {
    let cells: Vec<&str> = line.split(" |").map(str::trim).collect();
    let [head, what, speakers, parties, due, issue, words] = cells.as_slice() else { panic!("seven cells: {line}") };
    let (name, day) = head.split_once(' ').unwrap();
    let (kind, step) = what.split_once(' ').unwrap();
    let days: Vec<_> = due.split_whitespace().map(|d| d.parse().unwrap()).collect();
    let step = Step {
        id,
        order: (name.bytes().fold(0, |h, b| h << 8 | u64::from(b)), 0),
        kind: kind.trim_start_matches("answer:").to_owned(),
        is_answer: kind.starts_with("answer:"),
        step: step.to_owned(),
        speakers: all(speakers),
        parties: all(parties),
        issue: Some((*issue).to_owned()).filter(|i| !i.is_empty()),
        words: Words::of(words),
        day: Some(day.parse().unwrap()),
        due: days.first().map(|&from| Days { from, to: days[days.len() - 1] }),
    };
    (name.to_owned(), step)
}

fn all(text: &str) -> Vec<Party> {
    let party = |text: &str| {
        let (name, country) = text.split_once('/').unwrap();
        Party {
            entity: name.bytes().fold(7, |h: i64, b| h.wrapping_mul(31).wrapping_add(i64::from(b))),
            country: Some(country.trim_end_matches('!').to_owned()),
            is_named: true,
            is_state: country.ends_with('!'),
        }
    };
    text.split('+').map(str::trim).filter(|t| !t.is_empty()).map(party).collect()
}
