//! Steps that articles tell become items with a history: a meeting from its proposal to the handshake, a demand with its
//! repetitions, an offer with its answers.
//!
//! In: steps. Out: items. The result does not depend on the order in which articles were added; [`greedy`](super::greedy)
//! sees to it that one more article is worked in without a look at all others.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::days::{Day, Days};
use super::greedy::{Groups, Key, Nothing, Place, Rules, place};
use super::process::Process;
use super::report::Party;
use super::words::{Outline, Words};

/// What one article tells of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// What sorts steps of one day, the same in every desk that holds the article.
    pub order: (u64, i64),
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
/// Days for which what was said is in mind, so that an answer that does not name whom it answers may be to it.
const IN_MIND: i32 = 14;
/// Days around a meeting that was held in which articles still report it.
const REPORTED: i32 = 7;

/// The items that steps make, in the order of their first steps.
#[must_use]
pub fn follow(steps: &[Step], process: &Process) -> Vec<Item> {
    let rules = Following(process);
    let mut groups = Groups::new(&rules, Nothing);
    let Ok(()) = groups.put(steps.iter().map(|s| (s.clone(), None)).collect(), &[]);
    groups.changed().iter().map(|(_, steps)| rules.item(steps)).collect()
}

/// How steps become items.
pub(crate) struct Following<'p>(pub &'p Process);

/// An item and the steps that made it.
#[derive(Default)]
pub(crate) struct Course {
    item: Item,
    taken: Vec<Rc<Step>>,
}

impl Following<'_> {
    /// The item that steps make, in their order.
    pub fn item(&self, steps: &[Rc<Step>]) -> Item {
        let mut course = Course::default();
        steps.iter().for_each(|step| self.take(&mut course, step));
        course.item
    }
}

/// What tells of most pairs of steps that neither is akin to the other: their words and who meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sketch {
    sort: Sort,
    words: Outline,
    /// A bit for each who meets, and one for each of their countries.
    company: (u32, u32),
    /// How many meet.
    size: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Meeting,
    Answer,
    Other,
}

impl Sketch {
    fn of(step: &Step) -> Self {
        let sort = match step {
            Step { is_answer: true, .. } => Sort::Answer,
            Step { kind, .. } if kind == MEETING => Sort::Meeting,
            _ => Sort::Other,
        };
        let (company, size) = if sort == Sort::Meeting { company(step) } else { Default::default() };
        Self { sort, words: step.words.outline(), company, size }
    }

    /// As numbers, for keeping: what is counted, the bits of words in two halves, and those of company.
    pub fn numbers(&self) -> [i64; 4] {
        let sort = match self.sort {
            Sort::Meeting => 0,
            Sort::Answer => 1,
            Sort::Other => 2,
        };
        // No sentence has more words, and no meeting more parties, than sixteen bits count.
        let counted = sort | (self.size & 0xffff) << 2 | (self.words.len & 0xffff) << 18;
        let (low, high) = (self.words.bits as u64, (self.words.bits >> 64) as u64);
        let company = u64::from(self.company.0) | u64::from(self.company.1) << 32;
        [counted as i64, low.cast_signed(), high.cast_signed(), company.cast_signed()]
    }

    /// From what [`Self::numbers`] gave.
    pub fn from_numbers([counted, low, high, company]: [i64; 4]) -> Self {
        let sort = match counted & 3 {
            0 => Sort::Meeting,
            1 => Sort::Answer,
            _ => Sort::Other,
        };
        let count = |from: u32| (counted >> from & 0xffff) as usize;
        let bits = u128::from(low.cast_unsigned()) | u128::from(high.cast_unsigned()) << 64;
        let company = company.cast_unsigned();
        Self {
            sort,
            words: Outline { bits, len: count(18) },
            company: (company as u32, (company >> 32) as u32),
            size: count(2),
        }
    }

    fn may_share(&self, other: &Self, least: f64) -> bool {
        self.words.may_share(&other.words, least) && self.words.most(&other.words) >= FEW
    }

    /// False only where [`one_round`] is: two meet in both, or the countries are the same.
    fn may_be_one_round(&self, other: &Self) -> bool {
        let double = |s: &Self| s.size.saturating_sub(s.company.0.count_ones() as usize);
        let shared = (self.company.0 & other.company.0).count_ones() as usize + double(self) + double(other);
        shared >= 2 || self.company.1 == other.company.1
    }
}

/// A bit for each who meets and for each country, and how many meet.
fn company(step: &Step) -> ((u32, u32), usize) {
    let bit = |place: Place| 1_u32 << (place >> 59);
    let members = members(step);
    let mut bits = (0, 0);
    for party in &members {
        bits.0 |= bit(place(&[&party.entity.to_le_bytes()]));
        bits.1 |= party.country.as_ref().map_or(0, |country| bit(place(&[country.as_bytes()])));
    }
    (bits, members.len())
}

impl Rules for Following<'_> {
    type Thing = Step;
    type Sketch = Sketch;
    type Group = Course;

    fn key(&self, step: &Step) -> Key {
        Key { day: step.day, order: step.order, id: step.id }
    }

    fn posts(&self, step: &Step) -> Vec<(Place, Option<i32>)> {
        if step.is_answer || step.day.is_none() {
            return Vec::new();
        }
        let mut out = vec![(place(&[step.kind.as_bytes()]), Some(IN_MIND))];
        out.extend(whose(step).iter().flat_map(|p| sides(p, &step.kind)).map(|side| (side, Some(LONG))));
        out
    }

    fn asks(&self, step: &Step) -> Vec<(Place, Option<Day>)> {
        let Some(day) = step.day else { return Vec::new() };
        let back = |days: i32| move |side| (side, Some(day.plus(-days)));
        if !step.is_answer {
            return whose(step).iter().flat_map(|p| sides(p, &step.kind)).map(back(LONG)).collect();
        }
        let mut out = Vec::new();
        for kind in step.kind.split('|') {
            let lasts = self.0.kind(kind).map_or(0, |k| k.lasts);
            let named = step.speakers.iter().chain(&step.parties).filter(|p| p.is_named);
            out.extend(named.flat_map(|p| sides(p, kind)).map(back(lasts)));
            out.push((place(&[kind.as_bytes()]), Some(day.plus(-IN_MIND))));
        }
        out
    }

    fn akin(&self, member: &Step, step: &Step) -> bool {
        if step.is_answer {
            overlap(&member.words, &step.words, SAME_ISSUE / 2.0) > 0.0
        } else if step.kind == MEETING {
            one_round(&members(member), &members(step))
        } else {
            overlap(&member.words, &step.words, SAME_ISSUE) > 0.0 && one_side(&member.speakers, &step.speakers)
        }
    }

    fn sketch(&self, step: &Step) -> Sketch {
        Sketch::of(step)
    }

    fn may_be_akin(&self, member: &Sketch, step: &Sketch) -> bool {
        match (member.sort, step.sort) {
            // Nobody finds an answer.
            (Sort::Answer, _) => false,
            (_, Sort::Answer) => member.may_share(step, SAME_ISSUE / 2.0),
            (_, Sort::Meeting) => member.may_be_one_round(step),
            (_, Sort::Other) => member.may_share(step, SAME_ISSUE),
        }
    }

    fn fellows(&self, _: &Step) -> Vec<i64> {
        Vec::new()
    }

    fn weigh(&self, course: &Course, step: &Rc<Step>) -> Option<f64> {
        weigh(&course.item, &course.taken, step, self.0)
    }

    fn take(&self, course: &mut Course, step: &Rc<Step>) {
        if course.taken.is_empty() {
            course.item.kind.clone_from(&step.kind);
        }
        take(course, step, self.0);
    }

    fn founds(&self, step: &Step) -> bool {
        !step.is_answer && whose(step).len() >= if step.kind == MEETING { 2 } else { 1 }
    }

    fn last_wins(&self) -> bool {
        true
    }
}

/// The kind whose steps belong to all who meet.
const MEETING: &str = "meeting";

/// Adds a step to an item.
fn take(Course { item, taken }: &mut Course, step: &Rc<Step>, rules: &Process) {
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
    taken.push(Rc::clone(step));
}

/// The step after which a meeting is over.
const HELD: &str = "held";

/// How well a step continues an item, if it does.
fn weigh(item: &Item, taken: &[Rc<Step>], step: &Step, rules: &Process) -> Option<f64> {
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
    if since > LONG {
        return None;
    }
    let issue = item.issue.is_some() && item.issue == step.issue;
    let overlap = nearest(taken, step, if issue { SAME_ISSUE } else { SAME_THING })?;
    let side = taken.iter().any(|t| !t.is_answer && one_side(&t.speakers, &step.speakers));
    side.then_some(overlap + if issue { 0.5 } else { 0.0 })
}

fn same_meeting(item: &Item, taken: &[Rc<Step>], step: &Step, since: i32, rules: &Process) -> Option<f64> {
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
    let theirs = members(step);
    taken.iter().filter(|t| !t.is_answer).any(|t| one_round(&members(t), &theirs)).then_some(weight)
}

fn lasts(rules: &Process) -> i32 {
    rules.kind(MEETING).map_or(0, |k| k.lasts)
}

/// Whether an answer is to this item.
fn answers(item: &Item, taken: &[Rc<Step>], step: &Step, since: i32, rules: &Process) -> Option<f64> {
    let kind = rules.kind(&item.kind).filter(|k| step.kind.split('|').any(|name| name == k.name))?;
    if !item.is_open || since > kind.lasts {
        return None;
    }
    let named = taken.iter().any(|t| !t.is_answer && one_side(&t.speakers, &step.parties));
    let overlap = nearest(taken, step, if named { SAME_ISSUE / 2.0 } else { ANSWERS })?;
    let own = taken.iter().any(|t| !t.is_answer && step.speakers.iter().all(|p| t.speakers.iter().any(|q| one(p, q))));
    (!own).then_some(overlap + if named { 0.5 } else { 0.0 })
}

/// The largest share of words that a step has in common with one that was taken, if it is so much at least.
fn nearest(taken: &[Rc<Step>], step: &Step, least: f64) -> Option<f64> {
    let shares = taken.iter().filter(|t| !t.is_answer).map(|t| overlap(&t.words, &step.words, least));
    Some(shares.fold(0.0, f64::max)).filter(|share| *share >= least)
}

/// Share of words, or nothing if only a few are shared or less than asked for.
fn overlap(a: &Words, b: &Words, least: f64) -> f64 {
    if !a.may_share(b, least) {
        return 0.0;
    }
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

/// Under what the items of somebody are found: by name, and by the country that it speaks for.
fn sides(party: &Party, kind: &str) -> Vec<Place> {
    let mut out = vec![place(&[kind.as_bytes(), &party.entity.to_le_bytes()])];
    if party.is_state
        && kind != MEETING
        && let Some(country) = &party.country
    {
        out.push(place(&[kind.as_bytes(), b"of", country.as_bytes()]));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn party() -> impl Strategy<Value = Party> {
        (0..6_i64, proptest::option::of(0..3_usize), any::<bool>(), any::<bool>()).prop_map(
            |(entity, country, is_named, is_state)| Party {
                entity,
                country: country.map(|at| ["AAA", "BBB", "CCC"][at].to_owned()),
                is_named,
                is_state,
            },
        )
    }

    fn step() -> impl Strategy<Value = Step> {
        let parties = || proptest::collection::vec(party(), 0..4);
        // Of few words, and such that some share a bit.
        let words = proptest::collection::vec((0..12_u32).prop_map(|word| word << 24 | word), 0..9);
        (parties(), parties(), words, 0..2_usize, any::<bool>()).prop_map(
            |(speakers, parties, words, kind, is_answer)| Step {
                id: 0,
                order: (0, 0),
                kind: [MEETING, "demand"][kind].to_owned(),
                is_answer,
                step: String::new(),
                speakers,
                parties,
                issue: None,
                words: Words::from_hashes(words),
                day: None,
                due: None,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5000) })]

        #[test]
        fn sketches_deny_no_kinship(member in step(), other in step()) {
            let rules = Following(Process::built_in());
            let (sketch, beside) = (rules.sketch(&member), rules.sketch(&other));
            prop_assert_eq!(Sketch::from_numbers(sketch.numbers()), sketch);
            // Answers are found by nobody, and nobody asks where steps of another kind are.
            let meet = !member.is_answer && (other.is_answer || member.kind == other.kind);
            prop_assert!(!meet || !rules.akin(&member, &other) || rules.may_be_akin(&sketch, &beside));
        }
    }
}
