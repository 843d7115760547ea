//! What an act's reports say together: the day, the place, what became of it, and in what they disagree.

use std::collections::BTreeMap;

use demarche_coder::record::Status;

use super::days::Days;
use super::report::{Report, Stage, stage};

/// What an act's reports say together.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode, if some report has one.
    pub mode: Option<String>,
    /// What became of it: what is told as done stays done; else the latest word.
    pub status: Status,
    /// When, by most reports.
    pub date: Option<Days>,
    /// Where, by most reports: the number of the report that says it.
    pub place: Option<usize>,
    /// How many articles tell it.
    pub documents: usize,
    /// Of the surest report.
    pub confidence: f64,
    /// In what they disagree.
    pub disagreements: Vec<Disagreement>,
}

/// What one report says where others say something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// On what: `date`, `place`, `status`, `mode`, or what a number counts.
    pub about: String,
    /// What this report says.
    pub value: String,
    /// Number of the event.
    pub event: i64,
}

/// What reports of one act, in the order of publication, say together; nothing of no report.
#[must_use]
pub fn settle(reports: &[&Report]) -> Option<Settled> {
    let done = reports.iter().rev().find(|r| stage(r.status) == Stage::Done);
    let last = done.or(reports.last())?;
    let dates: Vec<(Days, String)> = reports.iter().filter_map(|r| r.date).map(|d| (d, d.to_string())).collect();
    let mut documents: Vec<i64> = reports.iter().map(|r| r.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let mut disagreements = Vec::new();
    let mut compare = |about: &str, said: Vec<(i64, String)>| {
        if said.windows(2).any(|w| w[0].1 != w[1].1) {
            let row = |(event, value): (i64, String)| Disagreement { about: about.to_owned(), value, event };
            disagreements.extend(said.into_iter().map(row));
        }
    };
    let all = |value: &dyn Fn(&Report) -> Option<String>| -> Vec<(i64, String)> {
        reports.iter().filter_map(|r| value(r).map(|v| (r.event, v))).collect()
    };
    compare("date", all(&|r| r.date.map(|d| d.to_string())));
    compare("place", all(&|r| r.place.as_ref().map(|p| p.name.clone())));
    // What was announced and then done is a story, no disagreement.
    let first = reports.iter().find(|r| stage(r.status) == Stage::Done).map(|r| r.published);
    let is_news = |r: &Report| stage(r.status) != Stage::Ahead || first.is_none_or(|first| r.published >= first);
    compare("status", all(&|r| is_news(r).then(|| spelling(r.status))));
    let mut counted: Vec<&str> =
        reports.iter().flat_map(|r| r.telling.tolls().iter().map(|t| t.about.as_str())).collect();
    counted.sort_unstable();
    counted.dedup();
    for about in counted {
        compare(about, all(&|r| r.telling.tolls().iter().find(|t| t.about == about).map(|t| t.number.to_string())));
    }
    Some(Settled {
        kind: last.kind.clone(),
        mode: most(reports.iter().filter_map(|r| r.mode.clone())),
        status: last.status,
        // Of the dates that most give the shortest range says most.
        date: most(dates.into_iter().map(|(d, _)| (d.length(), d))).map(|(_, d)| d),
        place: most(reports.iter().filter_map(|r| r.place.as_ref()).map(|p| (p.is_country, p.name.clone())))
            .and_then(|(_, name)| reports.iter().position(|r| r.place.as_ref().is_some_and(|p| p.name == name))),
        documents: documents.len(),
        confidence: reports.iter().map(|r| r.confidence).fold(0.0, f64::max),
        disagreements,
    })
}

/// The most frequent value; among equals the least.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let best = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == best).map(|(v, _)| v)
}

/// As the record spells it.
pub(crate) fn spelling(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        other => unreachable!("words of the record are strings: {other:?}"),
    }
}
