//! A record by actor, as one would show it to a minister: what each one did, said, wants and rules out, what it promised
//! and what it asks of whom, each with its words. Also the views of commitments and demands, which are the record's
//! statements and events by what they do.

use std::fmt::Write as _;

use demarche_coder::record::{Act, Actor, ActorId, Event, Position, PositionTime, Record, Stance, Statement, Status};

use crate::view::{Paint, Text, days, sign, word};

/// What somebody binds himself to, or asks of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// A promise, an offer, an agreement.
    Commitment,
    /// A demand, a call, a request.
    Demand,
}

impl Bond {
    /// Whether an event is one: PLOVER's AGREE and REQUEST, where they are said to have happened.
    #[must_use]
    pub fn is_event(self, event: &Event) -> bool {
        let kind = match self {
            Self::Commitment => "AGREE",
            Self::Demand => "REQUEST",
        };
        event.kind == kind && !matches!(event.status, Status::Denied | Status::Hypothetical)
    }

    /// Whether a statement is one.
    #[must_use]
    pub fn is_statement(self, statement: &Statement) -> bool {
        match self {
            Self::Commitment => statement.act == Act::Promise,
            Self::Demand => statement.act == Act::Demand,
        }
    }
}

/// One commitment or demand: the statement, the event, or both where they rest on the same words.
struct Line<'r> {
    statement: Option<&'r Statement>,
    event: Option<&'r Event>,
}

impl<'r> Line<'r> {
    fn by(&self) -> Vec<&'r ActorId> {
        let speaker = self.statement.and_then(|s| s.speaker.as_ref());
        let actors = || self.event.map(|e| e.actors.iter().collect()).unwrap_or_default();
        speaker.map_or_else(actors, |s| vec![s])
    }

    fn to(&self) -> Vec<&'r ActorId> {
        let told = self.statement.and_then(|s| s.addressee.as_ref());
        let recipients: Vec<&ActorId> = self.event.map(|e| e.recipients.iter().collect()).unwrap_or_default();
        if recipients.is_empty() { told.into_iter().collect() } else { recipients }
    }
}

/// The commitments or demands of a record in the order of the text.
fn lines(record: &Record, bond: Bond) -> Vec<Line<'_>> {
    let mut events: Vec<&Event> = record.events.iter().filter(|e| bond.is_event(e)).collect();
    let mut out = Vec::new();
    for statement in record.statements.iter().filter(|s| bond.is_statement(s)) {
        let carried = |e: &&Event| statement.cue.is_some_and(|c| c.start < e.trigger.end && e.trigger.start < c.end);
        let event = events.iter().position(carried).map(|i| events.remove(i));
        out.push(Line { statement: Some(statement), event });
    }
    out.extend(events.into_iter().map(|event| Line { statement: None, event: Some(event) }));
    out.sort_by_key(|l| l.event.map(|e| e.trigger.start).or_else(|| l.statement?.content.first().map(|c| c.start)));
    out
}

/// A section of all commitments or demands: who, to whom, what, on which condition.
pub fn bonds(record: &Record, bond: Bond, t: &Text<'_>, out: &mut String) {
    let lines = lines(record, bond);
    if lines.is_empty() {
        return;
    }
    t.section(if bond == Bond::Commitment { "PROMISED" } else { "DEMANDED" }, out);
    for line in &lines {
        let by = line.by();
        let name = if by.is_empty() { "?".to_owned() } else { t.names(&by.into_iter().cloned().collect::<Vec<_>>()) };
        let _ = writeln!(out, "  {}  {}", t.paint.bold(&name), content(record, line, t));
    }
}

/// What is promised or asked, of whom, when, on which condition.
fn content(record: &Record, line: &Line<'_>, t: &Text<'_>) -> String {
    let said = line.statement.map(|s| s.content.iter().map(|&c| t.slice(c)).collect::<Vec<_>>().join(" … "));
    let told = || line.event.map(|e| t.in_context(e.trigger));
    let mut text = said.or_else(told).unwrap_or_default();
    let to = t.names(&line.to().into_iter().cloned().collect::<Vec<_>>());
    if !to.is_empty() {
        text = format!("→ {to}  {text}");
    }
    // The condition stands with the act that is promised or asked for.
    let within = |e: &&Event| {
        line.statement.is_some_and(|s| s.content.iter().any(|c| c.start <= e.trigger.start && e.trigger.end <= c.end))
    };
    let below = || record.events.iter().filter(within).find_map(|e| e.condition);
    if let Some(condition) = line.event.and_then(|e| e.condition).or_else(below) {
        let _ = write!(text, "  [if: {}]", t.slice(condition));
    }
    let date = line.statement.and_then(|s| s.date.as_ref()).or_else(|| line.event.and_then(|e| e.date.as_ref()));
    if let Some(date) = date {
        let _ = write!(text, "  {}", t.paint.dim(&days(date)));
    }
    text
}

/// The record by actor, the most often named first.
pub fn text(record: &Record, paint: Paint) -> String {
    let t = Text::new(record, paint);
    let mut actors: Vec<&Actor> = record.actors.iter().collect();
    actors.sort_by_key(|a| std::cmp::Reverse(a.mentions.len()));
    let mut out = String::new();
    for actor in actors {
        let part = of_actor(record, actor, &t);
        if part.is_empty() {
            continue;
        }
        let role = actor.role.as_deref().map(|r| format!("  {r}")).unwrap_or_default();
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}{role}", t.paint.heading(&actor.name));
        out.push_str(&part);
    }
    out
}

fn of_actor(record: &Record, actor: &Actor, t: &Text<'_>) -> String {
    let mut out = String::new();
    let mut part = |title: &str, rows: Vec<String>| {
        for (i, row) in rows.into_iter().enumerate() {
            let title = if i == 0 { title } else { "" };
            let _ = writeln!(out, "  {}  {row}", t.paint.dim(&format!("{title:<11}")));
        }
    };
    let is = |id: &ActorId| *id == actor.id;
    let did = |e: &&Event| e.actors.iter().any(is) && !Bond::Commitment.is_event(e) && !Bond::Demand.is_event(e);
    part("did", record.events.iter().filter(did).map(|e| act(e, t)).collect());
    let spoke = |s: &&Statement| {
        s.speaker.as_ref().is_some_and(is) && !Bond::Commitment.is_statement(s) && !Bond::Demand.is_statement(s)
    };
    part("said", record.statements.iter().filter(spoke).map(|s| speech(s, t)).collect());
    for (title, wanted) in [
        ("wants", Stance::Supports),
        ("rules out", Stance::Opposes),
        ("if", Stance::Conditional),
        ("undecided", Stance::Undecided),
    ] {
        let own = record.positions.iter().filter(|p| is(&p.actor) && p.stance == wanted);
        part(title, own.map(|p| position(p, t)).collect());
    }
    for (title, bond) in [("promised", Bond::Commitment), ("demands", Bond::Demand)] {
        let own = lines(record, bond).into_iter().filter(|l| l.by().into_iter().any(is));
        part(title, own.map(|l| content(record, &l, t)).collect());
    }
    out
}

fn act(event: &Event, t: &Text<'_>) -> String {
    let to = t.names(&event.recipients);
    let to = if to.is_empty() { String::new() } else { format!(" → {to}") };
    let date = event.date.as_ref().map(|d| format!("  {}", t.paint.dim(&days(d)))).unwrap_or_default();
    let status = t.paint.status(&word(&event.status));
    format!("{} {status}{to}  {}{date}", event.kind, t.in_context(event.trigger))
}

fn speech(statement: &Statement, t: &Text<'_>) -> String {
    let content = t.content(statement);
    let date = statement.date.as_ref().map(|d| format!("  {}", t.paint.dim(&days(d)))).unwrap_or_default();
    format!("{content}{date}")
}

fn position(p: &Position, t: &Text<'_>) -> String {
    let past = if p.time == PositionTime::Past { " (earlier)" } else { "" };
    let condition = p.condition.map(|c| format!("  [if: {}]", t.slice(c))).unwrap_or_default();
    format!("{} {}{past}  {}{condition}", sign(p.stance), t.paint.bold(&p.issue_key), t.slice(p.evidence))
}
