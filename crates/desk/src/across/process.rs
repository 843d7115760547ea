//! The rules of `data/en/process.toml`: which step of a process follows from an event or a statement.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use demarche_coder::record::{Act, Status};
use serde::Deserialize;

/// Which steps follow from what, and which leave an item open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    kind: Vec<Kind>,
    event: Vec<FromEvent>,
    answer: Vec<Answer>,
    statement: Vec<FromStatement>,
}

/// A kind of item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// `meeting`, `demand` and so on.
    pub name: String,
    /// Steps after which it is open.
    pub open: BTreeSet<String>,
    /// Days for which it stays open when no day was named.
    pub lasts: i32,
    /// What a step is called when it is taken again.
    #[serde(default)]
    pub again: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FromEvent {
    #[serde(rename = "type")]
    kind_of_event: String,
    #[serde(default)]
    mode: Vec<String>,
    status: Vec<Status>,
    kind: String,
    step: String,
}

/// A step of an item that another side began.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[serde(rename = "type")]
    kind_of_event: String,
    #[serde(default)]
    mode: Vec<String>,
    status: Vec<Status>,
    /// Kinds of items that it may answer.
    pub to: Vec<String>,
    /// The step.
    pub step: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FromStatement {
    act: Act,
    #[serde(default)]
    cue: Vec<String>,
    kind: String,
    step: String,
}

static RULES: LazyLock<Process> = LazyLock::new(|| {
    let text = include_str!("../../../../data/en/process.toml");
    Process::parse(text).expect("data/en/process.toml is part of the program and its test reads it")
});

impl Process {
    /// The rules that are built into the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &RULES
    }

    fn parse(text: &str) -> Result<Self, String> {
        let rules: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        let named: Vec<&String> = rules
            .event
            .iter()
            .map(|r| &r.kind)
            .chain(rules.statement.iter().map(|r| &r.kind))
            .chain(rules.answer.iter().flat_map(|r| &r.to))
            .collect();
        match named.into_iter().find(|name| rules.kind(name).is_none()) {
            Some(name) => Err(format!("kind {name:?} has no [[kind]]")),
            None => Ok(rules),
        }
    }

    /// A kind of item by its name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kind.iter().find(|k| k.name == name)
    }

    /// The names of all kinds.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kind.iter().map(|k| k.name.as_str())
    }

    /// Days for which the most patient kind stays open.
    #[must_use]
    pub fn longest(&self) -> i32 {
        self.kind.iter().map(|k| k.lasts).max().unwrap_or(0)
    }

    /// The kind and step that an event is.
    #[must_use]
    pub fn of_event(&self, kind: &str, mode: Option<&str>, status: Status) -> Option<(&str, &str)> {
        let fits = |r: &&FromEvent| r.kind_of_event == kind && r.status.contains(&status) && may(&r.mode, mode);
        self.event.iter().find(fits).map(|r| (r.kind.as_str(), r.step.as_str()))
    }

    /// The answer that an event may be, by its number in the file.
    #[must_use]
    pub fn answer_of(&self, kind: &str, mode: Option<&str>, status: Status) -> Option<&Answer> {
        let fits = |r: &&Answer| r.kind_of_event == kind && r.status.contains(&status) && may(&r.mode, mode);
        self.answer.iter().find(fits)
    }

    /// The kind and step that a statement is, by its act and the word that carries it.
    #[must_use]
    pub fn of_statement(&self, act: Act, cue: &str) -> Option<(&str, &str)> {
        let cue = cue.to_lowercase();
        let carries = |r: &FromStatement| {
            r.cue.is_empty() || cue.split_whitespace().any(|w| r.cue.iter().any(|c| w.starts_with(c.as_str())))
        };
        self.statement.iter().find(|r| r.act == act && carries(r)).map(|r| (r.kind.as_str(), r.step.as_str()))
    }
}

fn may(modes: &[String], mode: Option<&str>) -> bool {
    modes.is_empty() || mode.is_some_and(|mode| modes.iter().any(|m| m == mode))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole_and_its_first_fit_wins() {
        let rules = Process::built_in();
        assert_eq!(rules.of_statement(Act::Promise, "Offered"), Some(("offer", "offered")));
        assert_eq!(rules.of_statement(Act::Promise, "vowed"), Some(("commitment", "promised")));
        assert_eq!(rules.of_statement(Act::Assert, "said"), None);
        assert_eq!(rules.of_event("CONSULT", None, Status::Planned), Some(("meeting", "planned")));
        assert_eq!(rules.of_event("ASSAULT", None, Status::Planned), None);
        assert_eq!(rules.answer_of("REJECT", Some("meet"), Status::Occurred).map(|a| a.to.len()), Some(1));
        assert_eq!(rules.answer_of("REJECT", None, Status::Denied).map(|a| a.to.len()), None);
        assert!(
            Process::parse(
                "kind = []\nevent = []\nanswer = []\n[[statement]]\nact = \"promise\"\nkind = \"x\"\nstep = \"y\""
            )
            .is_err()
        );
    }
}
