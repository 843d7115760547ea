//! Questions over many articles together: `demarche changes`, `demarche next`, and the acts of `demarche desk acts`.

use demarche_coder::record::{Stance, Status};
use demarche_desk::across::ask::{self, Pending, Stand, Turn};
use demarche_desk::across::days::Day;
use demarche_desk::across::process::Process;
use demarche_desk::across::told::{self, Told, Which};
use demarche_desk::queries::Filter;
use demarche_desk::{Desk, across};

use crate::ask::{Narrow, one_of};
use crate::desk::Where;
use crate::failure::{Failure, Result};
use crate::show::Answer;

/// Arguments of `demarche changes`.
#[derive(clap::Args)]
#[command(after_help = "A change counts by the day, the source and the stance of the new position.

Examples:
  demarche changes --actor Russia
  demarche changes --issue ceasefire --type opposes --from 2025-08-01 --to 2025-08-31 --format csv")]
pub struct Changes {
    /// Whose positions: a name, or a country's code (RUS) for all its actors; several: any of them
    #[arg(long)]
    actor: Vec<String>,
    /// New stance (supports, opposes, conditional, undecided)
    #[arg(long = "type", value_parser = one_of::<Stance>)]
    kind: Vec<String>,
    #[command(flatten)]
    narrow: Narrow,
}

/// Arguments of `demarche next`.
#[derive(clap::Args)]
#[command(after_help = "--from and --to are the days for which something is announced, or else of its latest step.

Examples:
  demarche next
  demarche next --as-of 2025-08-20 --kind meeting --actor RUS
  demarche next --status planned --from 2025-09-01 --to 2025-09-30 --format csv")]
pub struct Next {
    /// The day on which it is asked; the day of the latest article when not given
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    /// Who takes part: a name, or a country's code (RUS) for all its actors; several must all take part
    #[arg(long)]
    actor: Vec<String>,
    /// Only these: meeting, demand, offer, proposal, commitment
    #[arg(long, visible_alias = "type", value_delimiter = ',', value_parser = parse_kind)]
    kind: Vec<String>,
    /// Latest step (proposed, planned, demanded, repeated, rejected ...)
    #[arg(long)]
    status: Vec<String>,
    #[command(flatten)]
    narrow: Narrow,
}

/// Arguments of `demarche desk acts`.
#[derive(clap::Args)]
pub struct Acts {
    /// This act alone, with why its reports are taken for one
    act: Option<i64>,
    /// Who takes part: a name, or a country's code (RUS) for all its actors; several must all take part
    #[arg(long)]
    actor: Vec<String>,
    /// PLOVER type, or type and mode (CONSULT, CONSULT/visit)
    #[arg(long = "type")]
    kind: Vec<String>,
    /// What became of it (occurred, ongoing, planned, proposed, conditional, hypothetical, denied)
    #[arg(long, value_parser = one_of::<Status>)]
    status: Vec<String>,
    /// Only acts that so many articles tell
    #[arg(long, default_value_t = 1)]
    reports: i64,
    #[command(flatten)]
    narrow: Narrow,
}

/// Arguments of `demarche desk split`.
#[derive(clap::Args)]
pub struct Split {
    #[command(flatten)]
    desk: Where,
    /// Number of the act
    act: i64,
    /// Number of the event that is another act
    event: i64,
}

/// Arguments of `demarche desk join`.
#[derive(clap::Args)]
pub struct Join {
    #[command(flatten)]
    desk: Where,
    /// Number of an act
    act: i64,
    /// Number of another, which is the same
    other: i64,
}

/// A day, with a word on what is wrong with it.
pub fn parse_day(text: &str) -> std::result::Result<Day, String> {
    text.parse().map_err(|_| format!("{text:?} is no day; write YYYY-MM-DD, for example 2025-08-20"))
}

/// A kind of what is followed, whatever its case.
fn parse_kind(text: &str) -> std::result::Result<String, String> {
    let kinds: Vec<&str> = Process::built_in().kinds().collect();
    let word = text.to_lowercase();
    if kinds.contains(&word.as_str()) { Ok(word) } else { Err(format!("{text:?} is none of {}", kinds.join(", "))) }
}

/// Prints where positions turned.
pub fn changes(args: &Changes) -> Result {
    let filter = Filter { types: args.kind.clone(), ..args.narrow.filter(&args.actor) };
    let found = ask::changes(&args.narrow.open()?, &filter)?;
    args.narrow.tell(&found);
    let columns = [
        "day",
        "actor",
        "issue",
        "before",
        "since",
        "before_words",
        "before_source",
        "after",
        "words",
        "source",
        "document",
    ];
    let cells = |t: &Turn| {
        let source = |s: &Stand| s.evidence.source.clone().unwrap_or_default();
        let row = [
            &t.day,
            &t.actor,
            &t.issue,
            &word(&t.before.stance),
            &t.before.first,
            &t.before.evidence.words,
            &source(&t.before),
            &word(&t.after.stance),
            &t.after.evidence.words,
            &source(&t.after),
            &t.after.evidence.document.to_string(),
        ];
        row.map(String::clone).to_vec()
    };
    Answer { rows: &found.rows, columns: &columns, cells, text: turn }.print(args.narrow.format)
}

fn turn(t: &Turn) -> String {
    let stand = |s: &Stand| {
        let days = if s.first == s.last { s.first.clone() } else { format!("{} to {}", s.first, s.last) };
        format!("    {:<11} {days}  “{}” ({})", word(&s.stance), s.evidence.words, origin(&s.evidence))
    };
    format!("{}  {} on {}\n{}\n{}", t.day, t.actor, t.issue, stand(&t.before), stand(&t.after))
}

/// The source and day of some words, as far as they are known.
pub fn origin(evidence: &ask::Evidence) -> String {
    let number = format!("document {}", evidence.document);
    let known = [evidence.source.as_deref(), evidence.published.as_deref()];
    let known: Vec<&str> = known.into_iter().flatten().collect();
    if known.is_empty() { number } else { known.join(", ") }
}

/// As the record spells it.
pub fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Prints what is announced and open.
pub fn next(args: &Next) -> Result {
    let desk = args.narrow.open()?;
    let filter = Filter { types: args.kind.clone(), statuses: args.status.clone(), ..args.narrow.filter(&args.actor) };
    let found = ask::next(&desk, as_of(&desk, args.as_of, "--as-of")?, &filter)?;
    args.narrow.tell(&found);
    let columns = [
        "item", "kind", "parties", "issue", "status", "due_from", "due_to", "overdue", "steps", "latest", "words",
        "source",
    ];
    let cells = |p: &Pending| {
        let last = p.history.last();
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        vec![
            p.item.to_string(),
            p.kind.clone(),
            p.parties.join("; "),
            text(&p.issue),
            p.status.clone(),
            text(&p.due_from),
            text(&p.due_to),
            p.overdue.to_string(),
            p.history.len().to_string(),
            last.map(|t| text(&t.day)).unwrap_or_default(),
            last.map(|t| t.evidence.words.clone()).unwrap_or_default(),
            last.map(|t| text(&t.evidence.source)).unwrap_or_default(),
        ]
    };
    Answer { rows: &found.rows, columns: &columns, cells, text: pending }.print(args.narrow.format)
}

/// The day that was asked for, or the day of the latest article; never the clock's. `option` names it.
pub fn as_of(desk: &Desk, day: Option<Day>, option: &str) -> Result<Day> {
    let day = match day {
        Some(day) => Some(day),
        None => ask::latest_day(desk)?,
    };
    let what = || format!("{}: no article in it has a date; say the day with {option}", desk.path().display());
    day.ok_or_else(|| Failure::Input(what()))
}

fn pending(p: &Pending) -> String {
    let due = match (&p.due_from, &p.due_to) {
        (Some(from), Some(to)) if from == to => format!(" for {from}"),
        (Some(from), Some(to)) => format!(" for {from} to {to}"),
        _ => String::new(),
    };
    let late = if p.overdue { ", overdue" } else { "" };
    let issue = p.issue.as_ref().map(|i| format!(" on {i}")).unwrap_or_default();
    let mut lines = vec![format!("{}  {}{issue}: {}{due}{late}", p.kind, p.parties.join(", "), p.status)];
    for t in &p.history {
        let by = t.speaker.as_ref().map(|s| format!(" by {s}")).unwrap_or_default();
        let day = t.day.as_deref().unwrap_or("");
        lines.push(format!("    {day}  {}{by}  “{}” ({})", t.step, t.evidence.words, origin(&t.evidence)));
    }
    lines.join("\n")
}

/// Prints acts with all that tells them.
pub fn acts(args: &Acts) -> Result {
    let filter = Filter { types: args.kind.clone(), statuses: args.status.clone(), ..args.narrow.filter(&args.actor) };
    let which = Which { filter, act: args.act, reports: args.reports };
    let desk = args.narrow.open()?;
    let found = told::acts(&desk, &which)?;
    args.narrow.tell_types(&desk, &args.kind, &found)?;
    if let Some(act) = args.act.filter(|_| found.rows.is_empty()) {
        return Err(Failure::Usage(format!("no act {act}; `demarche desk acts` lists them with their numbers")));
    }
    let columns = [
        "act",
        "day",
        "type",
        "mode",
        "status",
        "actors",
        "recipients",
        "place",
        "reports",
        "sources",
        "disagreements",
        "words",
    ];
    let cells = |t: &Told| {
        let sources: Vec<String> =
            t.reports.iter().flat_map(|r| r.evidence.source.iter().chain(&r.copies).cloned()).collect();
        vec![
            t.act.to_string(),
            t.day.clone().unwrap_or_default(),
            t.kind.clone(),
            t.mode.clone().unwrap_or_default(),
            t.status.clone(),
            t.actors.join("; "),
            t.recipients.join("; "),
            t.place.clone().unwrap_or_default(),
            t.reports.len().to_string(),
            sources.join("; "),
            differences(t).join("; "),
            t.reports.first().map(|r| r.evidence.words.clone()).unwrap_or_default(),
        ]
    };
    args.narrow.tell(&found);
    Answer { rows: &found.rows, columns: &columns, cells, text: told }.print(args.narrow.format)
}

/// What the reports of an act say differently: `killed: 19 (Wire) / 22 (Courier)`.
pub fn differences(t: &Told) -> Vec<String> {
    let line = |d: &told::Difference| {
        let said: Vec<String> = d.said.iter().map(|(value, by)| format!("{value} ({})", by.join(", "))).collect();
        format!("{}: {}", d.about, said.join(" / "))
    };
    t.disagreements.iter().map(line).collect()
}

/// An act in one line: type, what became of it, who to whom, where.
pub fn headline(t: &Told) -> String {
    let mode = t.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
    let to = if t.recipients.is_empty() { String::new() } else { format!(" → {}", t.recipients.join(", ")) };
    let place = t.place.as_ref().map(|p| format!(" in {p}")).unwrap_or_default();
    let by = if t.actors.is_empty() { "–".to_owned() } else { t.actors.join(", ") };
    format!("{}{mode} {}  {by}{to}{place}", t.kind, t.status)
}

fn told(t: &Told) -> String {
    let mut lines = vec![format!("act {}  {}  {}", t.act, t.day.as_deref().unwrap_or("?"), headline(t))];
    for r in &t.reports {
        let also = r.copies.iter().map(|c| format!("; also {c}")).collect::<String>();
        lines.push(format!("    event {}  “{}” ({}{also})", r.event, r.evidence.words, origin(&r.evidence)));
        if !r.why.is_empty() {
            lines.push(format!("        {}", r.why));
        }
    }
    lines.extend(differences(t).into_iter().map(|d| format!("    differs in {d}")));
    lines.join("\n")
}

/// Takes an event out of an act.
pub fn split(args: &Split) -> Result {
    let mut desk = open(&args.desk)?;
    Ok(across::split(&mut desk, args.act, args.event)?)
}

/// Makes two acts one.
pub fn join(args: &Join) -> Result {
    let mut desk = open(&args.desk)?;
    Ok(across::join(&mut desk, args.act, args.other)?)
}

/// Opens a desk that is there for writing.
fn open(at: &Where) -> Result<Desk> {
    drop(Desk::read(&at.desk)?);
    Ok(Desk::open(&at.desk)?)
}
