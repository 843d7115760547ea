//! Reports of one act become one act.
//!
//! In: reports, and what people decided. Out: acts, each with its reports and why each is there. The result does not depend
//! on the order in which articles were added: reports are taken in the order of their publication and joined to the
//! act that they are most like, if they are like all that is in it. An article tells an act once.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::alike;
use super::days::Days;
use super::report::{Party, Report};

/// What somebody decided, by the events' numbers. It wins over every likeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Two events are not one act.
    Apart(i64, i64),
    /// Two events are one act.
    Together(i64, i64),
}

/// A report in an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Number of the event.
    pub event: i64,
    /// Why it is here: likeness to the report that it is most like, or a decision; nothing for the first.
    pub why: String,
    /// Weight of the likeness; 0 for the first and for decisions.
    pub weight: f64,
}

/// An act, as its reports in the order of their publication.
pub type Act = Vec<Member>;

/// Days in a bucket of the index.
const BUCKET: i32 = 8;
/// Buckets that one report is put into at most.
const SPREAD: i32 = 6;
/// Why, when people said so.
const DECIDED: &str = "decided";

/// The acts that the reports tell, in the order of their first reports.
#[must_use]
pub fn merge(reports: &[Report], decisions: &[Decision]) -> Vec<Act> {
    let mut order: Vec<&Report> = reports.iter().collect();
    order.sort_by(|a, b| (a.published, &a.order).cmp(&(b.published, &b.order)));
    let decided = Decided::of(decisions);
    let mut acts: Vec<Vec<&Report>> = Vec::new();
    let mut out: Vec<Act> = Vec::new();
    let mut home: BTreeMap<i64, usize> = BTreeMap::new();
    let mut index: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    for report in order {
        let (act, why, weight) = match decided.home(report, &home, &acts) {
            Some(act) => (act, DECIDED.to_owned(), 0.0),
            None => match best(report, &acts, &index, &decided) {
                Some((act, weight, why)) => (act, why, weight),
                None => (acts.len(), String::new(), 0.0),
            },
        };
        if act == acts.len() {
            acts.push(Vec::new());
            out.push(Vec::new());
        }
        acts[act].push(report);
        out[act].push(Member { event: report.event, why, weight });
        home.insert(report.event, act);
        for key in keys(report) {
            index.entry(key).or_default().insert(act);
        }
    }
    out
}

/// The act that a report is most like; among equals the one told first.
fn best(
    report: &Report,
    acts: &[Vec<&Report>],
    index: &BTreeMap<Key, BTreeSet<usize>>,
    decided: &Decided,
) -> Option<(usize, f64, String)> {
    let near: BTreeSet<usize> =
        keys(report).iter().filter_map(|key| index.get(key)).flat_map(|acts| acts.iter().copied()).collect();
    let mut best: Option<(usize, f64, String)> = None;
    'acts: for act in near {
        let mut like: Option<(f64, String)> = None;
        for member in &acts[act] {
            if member.document == report.document || decided.are_apart(member.event, report.event) {
                continue 'acts;
            }
            let Some(found) = alike(member, report) else { continue 'acts };
            if like.as_ref().is_none_or(|(weight, _)| found.weight > *weight) {
                like = Some((found.weight, found.why));
            }
        }
        if let Some((weight, why)) = like
            && best.as_ref().is_none_or(|b| weight > b.1)
        {
            best = Some((act, weight, why));
        }
    }
    best
}

/// Where a report is looked for: type, somebody who takes part, and days.
type Key = (String, Who, i32);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Entity(i64),
    Country(String),
}

fn keys(report: &Report) -> Vec<Key> {
    let Some((days, _)) = report.when() else { return Vec::new() };
    let mut out = Vec::new();
    for party in report.actors.iter().chain(&report.recipients).filter(|p| p.is_named) {
        for who in names(party, report) {
            out.extend(buckets(days).map(|bucket| (report.kind.clone(), who.clone(), bucket)));
        }
    }
    out
}

fn names(party: &Party, report: &Report) -> Vec<Who> {
    let country = party.country.clone().filter(|_| report.quad.is_multiple_of(2)).map(Who::Country);
    std::iter::once(Who::Entity(party.entity)).chain(country).collect()
}

/// The buckets of the days and of a day before and after, which may still be the same.
fn buckets(days: Days) -> impl Iterator<Item = i32> {
    let (first, last) = (days.from.plus(-1).0.div_euclid(BUCKET), days.to.plus(1).0.div_euclid(BUCKET));
    (first..=last).take(usize::try_from(SPREAD).unwrap_or(1))
}

/// Decisions, to be asked by event.
struct Decided {
    apart: BTreeSet<(i64, i64)>,
    together: BTreeMap<i64, Vec<i64>>,
}

impl Decided {
    fn of(decisions: &[Decision]) -> Self {
        let (mut apart, mut together) = (BTreeSet::new(), BTreeMap::<i64, Vec<i64>>::new());
        for decision in decisions {
            match *decision {
                Decision::Apart(a, b) => {
                    apart.insert((a.min(b), a.max(b)));
                }
                Decision::Together(a, b) => {
                    together.entry(a).or_default().push(b);
                    together.entry(b).or_default().push(a);
                }
            }
        }
        Self { apart, together }
    }

    fn are_apart(&self, a: i64, b: i64) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }

    /// The act of an event that this one was said to be one with.
    fn home(&self, report: &Report, home: &BTreeMap<i64, usize>, acts: &[Vec<&Report>]) -> Option<usize> {
        let fellows = self.together.get(&report.event)?;
        let may = |act: &usize| !acts[*act].iter().any(|m| self.are_apart(m.event, report.event));
        fellows.iter().filter_map(|e| home.get(e).copied()).filter(may).min()
    }
}
