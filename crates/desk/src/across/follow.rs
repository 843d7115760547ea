//! Steps that articles tell become items with a history: a meeting from its proposal to the handshake, a demand with its
//! repetitions, an offer with its answers.
//!
//! In: steps. Out: items. The result does not depend on the order in which articles were added.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{Day, Days};
use super::process::Process;
use super::report::Party;
use super::words::Words;

/// What one article tells of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// What sorts steps of one day, the same in every desk that holds the article.
    pub order: (String, i64),
    /// `meeting`, `demand` and so on; the kinds that it may answer, joined by `|`, if it is an answer.
    pub kind: String,
    /// Whether it is an answer.
    pub is_answer: bool,
    /// `planned`, `rejected` and so on.
    pub step: String,
    /// Who takes it.
    pub speakers: Vec<Party>,
    /// Who meets, or to whom it is said.
    pub parties: Vec<Party>,
    /// Family of issues.
    pub issue: Option<String>,
    /// What it is about.
    pub words: Words,
    /// Day on which it was taken, or else of publication.
    pub day: Option<Day>,
    /// For when it was announced.
    pub due: Option<Days>,
}

/// An item: numbers of its steps in order, with what each is called in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its kind.
    pub kind: String,
    /// Family of issues, of the first step that has one.
    pub issue: Option<String>,
    /// Its steps: number and name.
    pub steps: Vec<(i64, String)>,
    /// Whose it is, or who meets.
    pub parties: BTreeSet<i64>,
    /// Day of the first step.
    pub first: Option<Day>,
    /// Day of the latest step.
    pub latest: Option<Day>,
    /// For when it is announced, by the latest step that says so.
    pub due: Option<Days>,
    /// Whether its latest step leaves it open.
    pub is_open: bool,
}

impl Item {
    /// The latest step.
    #[must_use]
    pub fn status(&self) -> &str {
        self.steps.last().map_or("", |(_, step)| step)
    }
}

/// Share of words that two steps of one side on one thing have in common.
const SAME_THING: f64 = 0.5;
/// The same where the issue is the same too.
const SAME_ISSUE: f64 = 0.3;
/// Share of an item's words that an answer has at least, when it does not say whom it answers.
const ANSWERS: f64 = 0.4;
/// Shared words without which a share says nothing.
const FEW: usize = 2;
/// Days after which a step of a demand, an offer or a commitment begins a new one.
const LONG: i32 = 400;
/// Days around a meeting that was held in which articles still report it.
const REPORTED: i32 = 7;

/// The items that steps make, in the order of their first steps.
#[must_use]
pub fn follow(steps: &[Step], rules: &Process) -> Vec<Item> {
    let mut order: Vec<&Step> = steps.iter().collect();
    order.sort_by(|a, b| (a.day, &a.order).cmp(&(b.day, &b.order)));
    let mut items: Vec<(Item, Vec<&Step>)> = Vec::new();
    // Who has a part in which items, newest last.
    let mut index: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
    // Those that are open, by their latest steps.
    let mut open: Vec<usize> = Vec::new();
    for step in order {
        let mut near: BTreeSet<usize> = sides(step).iter().filter_map(|s| index.get(s)).flatten().copied().collect();
        if step.is_answer {
            // Whom an answer answers need not be named.
            open.retain(|&at| items[at].0.is_open && within(items[at].0.latest, step.day, rules.longest()));
            near.extend(open.iter().rev().take(ASKED));
        }
        let best = near
            .into_iter()
            .filter_map(|at| weigh(&items[at].0, &items[at].1, step, rules).map(|weight| (weight, at)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let at = match best {
            Some((_, at)) => at,
            None if step.is_answer || whose(step).len() < if step.kind == MEETING { 2 } else { 1 } => continue,
            None => {
                items.push((Item { kind: step.kind.clone(), ..Item::default() }, Vec::new()));
                items.len() - 1
            }
        };
        take(&mut items[at], step, rules);
        if items[at].0.is_open {
            open.retain(|&other| other != at);
            open.push(at);
        }
        if !step.is_answer {
            for side in sides(step) {
                let items = index.entry(side).or_default();
                if items.last() != Some(&at) && !items.contains(&at) {
                    items.push(at);
                }
            }
        }
    }
    items.into_iter().map(|(item, _)| item).collect()
}

/// Open items among which an answer that names nobody looks for what it answers: the latest.
const ASKED: usize = 300;
/// The kind whose steps belong to all who meet.
const MEETING: &str = "meeting";

fn within(day: Option<Day>, now: Option<Day>, days: i32) -> bool {
    day.zip(now).is_some_and(|(day, now)| now.0 - day.0 <= days)
}

/// Adds a step to an item.
fn take<'s>((item, taken): &mut (Item, Vec<&'s Step>), step: &'s Step, rules: &Process) {
    let kind = rules.kind(&item.kind);
    let is_again = !step.is_answer
        && taken.iter().any(|t| t.step == step.step && t.day < step.day && one_side(&t.speakers, &step.speakers));
    let again = kind.and_then(|k| k.again.get(&step.step)).filter(|_| is_again);
    let name = again.unwrap_or(&step.step).clone();
    // A late report of what was announced does not undo what came of it.
    let is_late = item.status() == HELD && kind.is_some_and(|k| k.open.contains(&name));
    item.is_open = if is_late { false } else { kind.is_some_and(|k| k.open.contains(&name)) };
    if is_late {
        let at = item.steps.iter().position(|(_, s)| s == HELD).unwrap_or(0);
        item.steps.insert(at, (step.id, name));
    } else {
        item.steps.push((step.id, name));
    }
    if !step.is_answer {
        let whose =
            if item.kind == MEETING { members(step) } else { step.speakers.iter().filter(|p| p.is_named).collect() };
        item.parties.extend(whose.iter().map(|p| p.entity));
        item.issue = item.issue.take().or_else(|| step.issue.clone());
    }
    item.first = item.first.or(step.day);
    item.latest = item.latest.max(step.day);
    item.due = step.due.or(item.due);
    taken.push(step);
}

/// The step after which a meeting is over.
const HELD: &str = "held";

/// How well a step continues an item, if it does.
fn weigh(item: &Item, taken: &[&Step], step: &Step, rules: &Process) -> Option<f64> {
    let since = step.day?.0 - item.latest?.0;
    if step.is_answer {
        return answers(item, taken, step, since, rules);
    }
    if item.kind != step.kind {
        return None;
    }
    if step.kind == MEETING {
        return same_meeting(item, taken, step, since, rules);
    }
    let side = taken.iter().any(|t| !t.is_answer && one_side(&t.speakers, &step.speakers));
    if !side || since > LONG {
        return None;
    }
    let overlap = taken.iter().filter(|t| !t.is_answer).map(|t| overlap(&t.words, &step.words)).fold(0.0, f64::max);
    let issue = item.issue.is_some() && item.issue == step.issue;
    (overlap >= SAME_THING || (issue && overlap >= SAME_ISSUE)).then_some(overlap + if issue { 0.5 } else { 0.0 })
}

fn same_meeting(item: &Item, taken: &[&Step], step: &Step, since: i32, rules: &Process) -> Option<f64> {
    let theirs = members(step);
    let fits = taken.iter().filter(|t| !t.is_answer).any(|t| one_round(&members(t), &theirs));
    if !fits {
        return None;
    }
    let days = item.due.zip(step.due).map(|(a, b)| a.gap(b));
    let is_held = item.steps.iter().any(|(_, s)| s == HELD);
    let weight = match days {
        Some(0) => 2.0,
        Some(1) => 1.5,
        // What was held is over: another day is another meeting. What is only announced may be put off.
        Some(_) if is_held => return None,
        Some(gap) if since <= lasts(rules) => 1.0 / f64::from(gap),
        None if since <= REPORTED || (!is_held && since <= lasts(rules)) => 0.75,
        _ => return None,
    };
    Some(weight)
}

fn lasts(rules: &Process) -> i32 {
    rules.kind(MEETING).map_or(0, |k| k.lasts)
}

/// Whether an answer is to this item.
fn answers(item: &Item, taken: &[&Step], step: &Step, since: i32, rules: &Process) -> Option<f64> {
    let kind = rules.kind(&item.kind).filter(|k| step.kind.split('|').any(|name| name == k.name))?;
    let own = taken.iter().any(|t| !t.is_answer && step.speakers.iter().all(|p| t.speakers.iter().any(|q| one(p, q))));
    if !item.is_open || since > kind.lasts || own {
        return None;
    }
    let named = taken.iter().any(|t| !t.is_answer && one_side(&t.speakers, &step.parties));
    let overlap = taken.iter().filter(|t| !t.is_answer).map(|t| overlap(&t.words, &step.words)).fold(0.0, f64::max);
    let least = if named { SAME_ISSUE / 2.0 } else { ANSWERS };
    (overlap >= least).then_some(overlap + if named { 0.5 } else { 0.0 })
}

/// Share of words, or nothing if only a few are shared.
fn overlap(a: &Words, b: &Words) -> f64 {
    let share = a.overlap(b);
    let shared = share * a.len().min(b.len()) as f64;
    if shared + 0.5 > FEW as f64 { share } else { 0.0 }
}

/// Who meets: all parties, and who proposes it.
fn members(step: &Step) -> Vec<&Party> {
    let mut out: Vec<&Party> = step.parties.iter().filter(|p| p.is_named).collect();
    if out.len() < 2 {
        out.extend(step.speakers.iter().filter(|p| p.is_named && !step.parties.iter().any(|q| q.entity == p.entity)));
    }
    out
}

/// Whose step it is: of all who meet, or of who speaks.
fn whose(step: &Step) -> Vec<&Party> {
    if step.kind == MEETING { members(step) } else { step.speakers.iter().filter(|p| p.is_named).collect() }
}

/// Whether two groups are one meeting's: the same, one part of the other, or one state in the place of its head.
fn one_round(a: &[&Party], b: &[&Party]) -> bool {
    let shared = a.iter().filter(|p| b.iter().any(|q| q.entity == p.entity)).count();
    let countries = |parties: &[&Party]| parties.iter().filter_map(|p| p.country.clone()).collect::<BTreeSet<_>>();
    let (ours, theirs) = (countries(a), countries(b));
    (shared >= 2 && shared == a.len().min(b.len())) || (shared >= 1 && ours.len() >= 2 && ours == theirs)
}

fn one_side(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|p| b.iter().any(|q| one(p, q)))
}

/// The same, or both speaking for one country.
fn one(p: &Party, q: &Party) -> bool {
    p.is_named
        && q.is_named
        && (p.entity == q.entity || (p.is_state && q.is_state && p.country.is_some() && p.country == q.country))
}

/// Under what an item is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Entity(i64),
    Country(String),
}

fn sides(step: &Step) -> Vec<Side> {
    let side = |p: &&Party| {
        let country = p.country.clone().filter(|_| p.is_state && step.kind != MEETING).map(Side::Country);
        std::iter::once(Side::Entity(p.entity)).chain(country).collect::<Vec<_>>()
    };
    whose(step).iter().flat_map(side).collect()
}
