//! Reports of one act become one act.
//!
//! In: reports, and what people decided. Out: acts, each with its reports and why each is there. The result does not depend
//! on the order in which articles were added: reports are taken in the order of their publication and joined to the
//! act that they are most like, if they are like all that is in it. An article tells an act once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::alike::{Likeness, alike};
use super::days::{Day, Days};
use super::greedy::{Groups, Key, Nothing, Place, Rules, place};
use super::report::Report;

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
    let rules = Merging::of(decisions);
    let mut groups = Groups::new(&rules, Nothing);
    let Ok(()) = groups.put(reports.iter().map(|r| (r.clone(), None)).collect(), &[]);
    groups.changed().iter().map(|(_, reports)| rules.act(reports)).collect()
}

/// How reports become acts.
pub(crate) struct Merging {
    decided: Decided,
}

impl Merging {
    /// With what people decided.
    pub fn of(decisions: &[Decision]) -> Self {
        Self { decided: Decided::of(decisions) }
    }

    /// The act that reports tell, in their order.
    pub fn act(&self, reports: &[Rc<Report>]) -> Act {
        let mut act = Act::with_capacity(reports.len());
        for (at, report) in reports.iter().enumerate() {
            let before = &reports[..at];
            let (why, weight) = if at == 0 {
                (String::new(), 0.0)
            } else if self.decided.belongs(report, before) {
                (DECIDED.to_owned(), 0.0)
            } else {
                most_like(report, before).map_or((String::new(), 0.0), |like| (like.why, like.weight))
            };
            act.push(Member { event: report.event, why, weight });
        }
        act
    }
}

/// Likeness to the member that a report is most like; among equals the first.
fn most_like(report: &Report, members: &[Rc<Report>]) -> Option<Likeness> {
    let mut best: Option<Likeness> = None;
    for member in members {
        if let Some(like) = alike(member, report)
            && best.as_ref().is_none_or(|b| like.weight > b.weight)
        {
            best = Some(like);
        }
    }
    best
}

impl Rules for Merging {
    type Thing = Report;
    type Sketch = ();
    type Group = Vec<Rc<Report>>;

    fn key(&self, report: &Report) -> Key {
        Key { day: report.published, order: report.order, id: report.event }
    }

    fn posts(&self, report: &Report) -> Vec<(Place, Option<i32>)> {
        places(report).into_iter().map(|place| (place, None)).collect()
    }

    fn asks(&self, report: &Report) -> Vec<(Place, Option<Day>)> {
        places(report).into_iter().map(|place| (place, None)).collect()
    }

    fn akin(&self, member: &Report, report: &Report) -> bool {
        member.document != report.document && alike(member, report).is_some()
    }

    fn sketch(&self, _: &Report) {}

    fn may_be_akin(&self, (): &(), (): &()) -> bool {
        true
    }

    fn fellows(&self, report: &Report) -> Vec<i64> {
        self.decided.together.get(&report.event).cloned().unwrap_or_default()
    }

    /// A report fits an act if it is like all that is in it; what people decided wins.
    fn weigh(&self, act: &Self::Group, report: &Rc<Report>) -> Option<f64> {
        if act.iter().any(|member| self.decided.are_apart(member.event, report.event)) {
            return None;
        }
        if self.decided.belongs(report, act) {
            return Some(f64::INFINITY);
        }
        let mut best = 0.0_f64;
        for member in act {
            // An article tells an act once.
            if member.document == report.document {
                return None;
            }
            best = best.max(alike(member, report)?.weight);
        }
        Some(best)
    }

    fn take(&self, act: &mut Self::Group, report: &Rc<Report>) {
        act.push(Rc::clone(report));
    }

    fn founds(&self, _: &Report) -> bool {
        true
    }

    fn last_wins(&self) -> bool {
        false
    }
}

/// Where reports of one act meet: type, somebody who takes part, and days.
pub(crate) fn places(report: &Report) -> Vec<Place> {
    let Some((days, _)) = report.when() else { return Vec::new() };
    let mut out = Vec::new();
    let kind = report.kind.as_bytes();
    for party in report.actors.iter().chain(&report.recipients).filter(|p| p.is_named) {
        // An army's deed is its state's.
        let country = party.country.as_ref().filter(|_| report.quad.is_multiple_of(2));
        for bucket in buckets(days).map(i32::to_le_bytes) {
            out.push(place(&[kind, &party.entity.to_le_bytes(), &bucket]));
            out.extend(country.map(|country| place(&[kind, b"of", country.as_bytes(), &bucket])));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
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

    /// Whether a report was said to be one act with one of some others.
    fn belongs(&self, report: &Report, others: &[Rc<Report>]) -> bool {
        let fellows = self.together.get(&report.event);
        fellows.is_some_and(|fellows| others.iter().any(|other| fellows.contains(&other.event)))
    }
}
