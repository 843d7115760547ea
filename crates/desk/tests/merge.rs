//! The cases of `merge.txt`: reports in, acts and their disagreements out, in whatever order the reports come.

#![allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]

use std::collections::BTreeMap;

use demarche_coder::record::Status;
use demarche_desk::across::days::Days;
use demarche_desk::across::merge::{Decision, merge};
use demarche_desk::across::report::{Party, Report, Spot, Telling};
use demarche_desk::across::settle::settle;

#[derive(Default)]
struct Case {
    title: String,
    reports: Vec<(String, Report)>,
    decisions: Vec<Decision>,
    acts: String,
    said: Vec<String>,
}

impl Case {
    fn event(&self, name: &str) -> i64 {
        self.reports
            .iter()
            .find(|(n, _)| n == name)
            .unwrap_or_else(|| panic!("{}: no report {name}", self.title))
            .1
            .event
    }
}

#[test]
fn reports_of_one_act_become_one() {
    let cases = cases(include_str!("merge.txt"));
    assert!(cases.len() >= 15);
    for case in &cases {
        let mut reports: Vec<Report> = case.reports.iter().map(|(_, r)| r.clone()).collect();
        let first = shown(case, &reports);
        assert_eq!(first, case.acts, "{}", case.title);
        for line in &case.said {
            assert!(
                settled(case, &reports).contains(line),
                "{}: {line} is not in {:?}",
                case.title,
                settled(case, &reports)
            );
        }
        for turn in 0..reports.len() {
            reports.rotate_left(turn);
            assert_eq!(shown(case, &reports), first, "{}: in another order", case.title);
            reports.reverse();
            assert_eq!(shown(case, &reports), first, "{}: in another order", case.title);
        }
    }
}

fn shown(case: &Case, reports: &[Report]) -> String {
    let name = |event: i64| case.reports.iter().find(|(_, r)| r.event == event).unwrap().0.clone();
    let act = |act: Vec<demarche_desk::across::merge::Member>| {
        act.iter().map(|m| name(m.event)).collect::<Vec<_>>().join(" ")
    };
    merge(reports, &case.decisions).into_iter().map(act).collect::<Vec<_>>().join(" / ")
}

/// Status of the first act, and what its reports disagree in.
fn settled(case: &Case, reports: &[Report]) -> Vec<String> {
    let acts = merge(reports, &case.decisions);
    let members: Vec<&Report> = acts[0].iter().map(|m| reports.iter().find(|r| r.event == m.event).unwrap()).collect();
    let settled = settle(&members).unwrap();
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if settled.disagreements.is_empty() {
        lines.insert("no disagreement".to_owned(), Vec::new());
    }
    for d in settled.disagreements {
        lines.entry(d.about).or_default().push(d.value);
    }
    let line = |(about, values): (String, Vec<String>)| {
        if values.is_empty() { about } else { format!("{about}: {}", values.join(", ")) }
    };
    lines.into_iter().map(line).chain([format!("status {}", word(settled.status))]).collect()
}

fn word(status: Status) -> String {
    serde_json::to_string(&status).unwrap().trim_matches('"').to_owned()
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("== ") {
            cases.push(Case { title: title.to_owned(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["=>", ..] => case.acts = line[3..].to_owned(),
            ["apart", a, b] => case.decisions.push(Decision::Apart(case.event(a), case.event(b))),
            ["together", a, b] => case.decisions.push(Decision::Together(case.event(a), case.event(b))),
            _ if line.contains('|') => {
                let event = i64::try_from(case.reports.len() + 1).unwrap();
                case.reports.push(report(line, event));
            }
            _ => case.said.push(line.to_owned()),
        }
    }
    cases
}

fn report(line: &str, event: i64) -> (String, Report) {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [head, what, who, date, place, sentence] = cells.as_slice() else { panic!("six cells: {line}") };
    let (name, published) = head.split_once(' ').unwrap();
    let (kind, status) = what.split_once(' ').unwrap();
    let (kind, mode) = kind.split_once('/').map_or((kind, None), |(kind, mode)| (kind, Some(mode.to_owned())));
    let (actors, recipients) = who.split_once('>').unwrap_or((who, ""));
    let days = |text: &str| text.parse().ok().map(Days::one);
    let report = Report {
        event,
        document: i64::from(name.as_bytes()[0]),
        order: (u64::from_be_bytes(std::array::from_fn(|at| name.as_bytes().get(at).copied().unwrap_or_default())), 0),
        kind: kind.to_owned(),
        mode,
        quad: if kind == "ASSAULT" { 4 } else { 1 },
        status: serde_json::from_str(&format!("\"{status}\"")).unwrap(),
        actors: parties(actors),
        recipients: parties(recipients),
        date: days(date),
        published: published.parse().ok(),
        place: spot(place),
        telling: Telling::of((*sentence).to_owned()),
        confidence: 0.8,
    };
    (name.to_owned(), report)
}

fn parties(text: &str) -> Vec<Party> {
    let party = |text: &str| {
        let (name, country) = text.split_once('/').map_or((text, None), |(n, c)| (n, Some(c)));
        Party {
            entity: name.bytes().fold(7, |h: i64, b| h.wrapping_mul(31).wrapping_add(i64::from(b))),
            country: country.map(|c| c.trim_end_matches('!').to_owned()),
            is_named: !name.ends_with('?'),
            is_state: text.ends_with('!'),
        }
    };
    text.split('+').map(str::trim).filter(|t| !t.is_empty()).map(party).collect()
}

fn spot(text: &str) -> Option<Spot> {
    let (name, rest) = text.split_once('/')?;
    let (country, at) = rest.split_once('@').map_or((rest, None), |(c, at)| (c, at.split_once(',')));
    Some(Spot {
        name: name.to_owned(),
        country: Some(country.trim_end_matches('!').to_owned()),
        at: at.map(|(lat, lon)| (lat.parse().unwrap(), lon.parse().unwrap())),
        is_country: rest.ends_with('!'),
    })
}
