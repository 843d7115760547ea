//! A record for reading: who, did, said, stands, when, each with its words.

use std::collections::HashMap;
use std::fmt::Write as _;

use clap::ValueEnum;
use demarche_coder::record::{
    Actor, ActorId, DayRange, Event, Explanation, Record, Stance, Statement, Status, TextSpan,
};

use crate::brief::{self, Bond};

/// A part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Who appears
    Actors,
    /// Who did what to whom
    Events,
    /// Who said what
    Statements,
    /// Who stands where on what
    Positions,
    /// Who promised what to whom, on which condition
    Commitments,
    /// Who asks what of whom
    Demands,
    /// Time expressions
    Dates,
    /// Places
    Places,
}

/// Empties all parts but those named.
pub fn keep_parts(record: &mut Record, parts: &[Part]) {
    let gone = |part| !parts.contains(&part);
    let bonds: Vec<Bond> = [(Part::Commitments, Bond::Commitment), (Part::Demands, Bond::Demand)]
        .into_iter()
        .filter(|(part, _)| !gone(*part))
        .map(|(_, bond)| bond)
        .collect();
    if gone(Part::Events) {
        // What is promised or asked for is an act of its own, with its condition.
        let words: Vec<TextSpan> = record
            .statements
            .iter()
            .filter(|s| bonds.iter().any(|b| b.is_statement(s)))
            .flat_map(|s| s.content.clone())
            .collect();
        let within = |t: TextSpan| words.iter().any(|c| c.start <= t.start && t.end <= c.end);
        record.events.retain(|e| bonds.iter().any(|b| b.is_event(e)) || within(e.trigger));
    }
    if gone(Part::Statements) {
        record.statements.retain(|s| bonds.iter().any(|b| b.is_statement(s)));
    }
    if gone(Part::Positions) {
        record.positions.clear();
        record.changes.clear();
    }
    if gone(Part::Dates) {
        record.dates.clear();
    }
    if gone(Part::Places) {
        record.places.clear();
    }
    // Actors stay where another part names them by id.
    if gone(Part::Actors) && record.events.is_empty() && record.statements.is_empty() && record.positions.is_empty() {
        record.actors.clear();
    }
}

/// Colours, or none.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// With colours or without.
    pub const fn new(on: bool) -> Self {
        Self { on }
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// Of a section.
    pub fn heading(self, text: &str) -> String {
        self.wrap("1;36", text)
    }

    /// Bold letters.
    pub fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// Dim letters.
    pub fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    fn underline(self, text: &str) -> String {
        self.wrap("4", text)
    }

    /// Words that were looked for: underlined, or between marks where there is no colour.
    pub fn mark(self, text: &str) -> String {
        if self.on { self.underline(text) } else { format!("«{text}»") }
    }

    /// The word for what became of an act.
    pub fn status(self, status: &str) -> String {
        let code = match serde_json::from_value(status.into()) {
            Ok(Status::Occurred | Status::Ongoing) => "32",
            Ok(Status::Planned | Status::Proposed) => "33",
            Ok(Status::Conditional | Status::Hypothetical) => "35",
            Ok(Status::Denied) => "31",
            Err(_) => return status.to_owned(),
        };
        self.wrap(code, status)
    }
}

/// A value as JSON spells it.
#[must_use]
pub fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The article's words and its actors' names, for showing a record.
pub struct Text<'r> {
    chars: Vec<char>,
    names: HashMap<&'r ActorId, &'r Actor>,
    /// Colours, or none.
    pub paint: Paint,
}

impl<'r> Text<'r> {
    /// Of one record.
    #[must_use]
    pub fn new(record: &'r Record, paint: Paint) -> Self {
        let names = record.actors.iter().map(|a| (&a.id, a)).collect();
        Self { chars: record.document.text.chars().collect(), names, paint }
    }

    /// The words of a span on one line.
    #[must_use]
    pub fn slice(&self, span: TextSpan) -> String {
        let chars = self.chars.get(span.start..span.end).unwrap_or_default();
        chars.iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The span underlined in the words around it.
    #[must_use]
    pub fn in_context(&self, span: TextSpan) -> String {
        const AROUND: usize = 36;
        let before = span.start.saturating_sub(AROUND);
        let after = (span.end + AROUND).min(self.chars.len());
        let at_word = |c: &char| c.is_whitespace();
        let start = (before..span.start).find(|&i| i == 0 || at_word(&self.chars[i])).unwrap_or(span.start);
        let end = (span.end..after).rev().find(|&i| at_word(&self.chars[i])).unwrap_or(span.end);
        let clean = |from: usize, to: usize| {
            let line: String = self.chars[from..to].iter().collect();
            line.replace(['\n', '\r', '\t'], " ")
        };
        let words = self.paint.underline(&clean(span.start, span.end));
        format!("…{}{words}{}…", clean(start, span.start), clean(span.end, end))
    }

    /// What was said, between marks where all of it was quoted and none of its own stand in it.
    #[must_use]
    pub fn content(&self, statement: &Statement) -> String {
        let content: Vec<String> = statement.content.iter().map(|&c| self.slice(c)).collect();
        let content = content.join(" … ");
        let marked = content.contains(['“', '”', '"', '«', '»']);
        if statement.quoted && !marked { format!("“{content}”") } else { content }
    }

    /// The names of actors.
    #[must_use]
    pub fn names(&self, ids: &[ActorId]) -> String {
        let names: Vec<&str> = ids.iter().filter_map(|id| self.names.get(id)).map(|a| a.name.as_str()).collect();
        names.join(", ")
    }

    /// Opens a section, below a blank line where something stands above it.
    pub fn section(&self, title: &str, out: &mut String) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", self.paint.heading(title));
    }
}

/// One day, or from which to which.
#[must_use]
pub fn days(range: &DayRange) -> String {
    if range.from == range.to { range.from.clone() } else { format!("{} to {}", range.from, range.to) }
}

/// The record as text; `parts` asks for some of it only.
pub fn text(record: &Record, paint: Paint, explain: bool, parts: &[Part]) -> String {
    let t = Text::new(record, paint);
    let mut out = String::new();
    let shown = |part| parts.is_empty() || parts.contains(&part);
    if shown(Part::Actors) {
        who(record, &t, &mut out);
    }
    if shown(Part::Events) {
        did(record, &t, explain, &mut out);
    }
    if shown(Part::Statements) {
        said(record, &t, &mut out);
    }
    for (part, bond) in [(Part::Commitments, Bond::Commitment), (Part::Demands, Bond::Demand)] {
        if parts.contains(&part) {
            brief::bonds(record, bond, &t, &mut out);
        }
    }
    stands(record, &t, &mut out);
    when(record, &t, &mut out);
    out
}

fn who(record: &Record, t: &Text<'_>, out: &mut String) {
    if record.actors.is_empty() {
        return;
    }
    t.section("WHO", out);
    for actor in &record.actors {
        let codes: Vec<&str> = [actor.country.as_deref().or(actor.code.as_deref()), actor.sector.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        let _ = write!(out, "  {}", t.paint.bold(&actor.name));
        if !codes.is_empty() {
            let _ = write!(out, "  {}", codes.join(" "));
        }
        if let Some(role) = &actor.role {
            let _ = write!(out, "  {role}");
        }
        if !actor.members.is_empty() {
            let _ = write!(out, "  = {}", t.names(&actor.members));
        }
        let _ = writeln!(out, "  {}", t.paint.dim(&format!("×{}", actor.mentions.len())));
    }
}

fn did(record: &Record, t: &Text<'_>, explain: bool, out: &mut String) {
    if record.events.is_empty() {
        return;
    }
    t.section("DID", out);
    for event in &record.events {
        let kind = event.mode.as_ref().map_or(event.kind.clone(), |m| format!("{}/{m}", event.kind));
        let _ = write!(out, "  {}  {}", t.paint.bold(&kind), t.paint.status(&word(&event.status)));
        let _ = write!(out, "  {}", parties(event, t));
        if let Some(date) = &event.date {
            let _ = write!(out, "  {}", days(date));
        }
        if let Some(place) = &event.place {
            let _ = write!(out, "  in {}", place.name);
        }
        let code = event.cameo.as_deref().map(|c| format!("CAMEO {c}, ")).unwrap_or_default();
        let _ = writeln!(out, "  {}", t.paint.dim(&format!("{code}{:.2}", event.confidence)));
        let _ = writeln!(out, "      {}", t.in_context(event.trigger));
        if let Some(condition) = event.condition {
            let _ = writeln!(out, "      on condition: {}", t.slice(condition));
        }
        if let Some(why) = event.explanation.as_ref().filter(|_| explain) {
            for line in because(why, t) {
                let _ = writeln!(out, "      {}", t.paint.dim(&line));
            }
        }
    }
}

/// Why an event came out: its frame, what decided on its status, its contexts, the parts of its confidence.
fn because(why: &Explanation, t: &Text<'_>) -> Vec<String> {
    let quoted = |spans: &[TextSpan]| spans.iter().map(|&s| format!("“{}”", t.slice(s))).collect::<Vec<_>>().join(" ");
    let mut lines = vec![format!("frame {} ({} tests and further words)", why.frame, why.tests)];
    let words = if why.words.is_empty() { String::new() } else { format!(": {}", quoted(&why.words)) };
    lines.push(format!("status by {}{words}", why.rule));
    for above in &why.above {
        let makes = above.makes.map(|s| format!(" makes it {}", word(&s))).unwrap_or_default();
        lines.push(format!("under “{}”{makes}, frame {}", t.slice(above.words), above.frame));
    }
    for (context, terms) in &why.contexts {
        lines.push(format!("{context} by {}", quoted(terms)));
    }
    let sum: f64 = why.signs.iter().map(|(_, size, weight)| size * weight).sum();
    let signs = why.signs.iter().filter(|(_, size, weight)| size * weight != 0.0);
    let signs: Vec<String> = signs.map(|(name, size, weight)| format!("{name} {:+.2}", size * weight)).collect();
    lines.push(format!("confidence {} = {sum:+.2}", signs.join(", ")));
    lines
}

fn parties(event: &Event, t: &Text<'_>) -> String {
    match (t.names(&event.actors), t.names(&event.recipients)) {
        (actors, recipients) if recipients.is_empty() => actors,
        (actors, recipients) if actors.is_empty() => format!("→ {recipients}"),
        (actors, recipients) => format!("{actors} → {recipients}"),
    }
}

fn said(record: &Record, t: &Text<'_>, out: &mut String) {
    if record.statements.is_empty() {
        return;
    }
    t.section("SAID", out);
    let mut speakers: Vec<(Option<&ActorId>, Vec<&Statement>)> = Vec::new();
    for statement in &record.statements {
        let speaker = statement.speaker.as_ref();
        match speakers.iter_mut().find(|(s, _)| *s == speaker && speaker.is_some()) {
            Some((_, list)) => list.push(statement),
            None => speakers.push((speaker, vec![statement])),
        }
    }
    for (speaker, statements) in speakers {
        let named = speaker.and_then(|id| t.names.get(id)).map(|a| a.name.clone());
        let name = named.or_else(|| statements[0].speaker_text.map(|s| t.slice(s))).unwrap_or_else(|| "?".to_owned());
        let _ = writeln!(out, "  {}", t.paint.bold(&name));
        for s in statements {
            let content = t.content(s);
            let _ = write!(out, "    {}", t.paint.dim(&word(&s.act)));
            if let Some(to) = s.addressee.as_ref().and_then(|id| t.names.get(id)) {
                let _ = write!(out, " {}", t.paint.dim(&format!("to {}", to.name)));
            }
            if let Some(date) = &s.date {
                let _ = write!(out, " {}", t.paint.dim(&days(date)));
            }
            let _ = writeln!(out, "  {content}");
        }
    }
}

fn stands(record: &Record, t: &Text<'_>, out: &mut String) {
    if record.positions.is_empty() {
        return;
    }
    t.section("STANDS", out);
    for actor in &record.actors {
        let own: Vec<_> = record.positions.iter().filter(|p| p.actor == actor.id).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {}", t.paint.bold(&actor.name));
        for p in own {
            let sign = sign(p.stance);
            let past = if p.time == demarche_coder::record::PositionTime::Past { " (earlier)" } else { "" };
            let _ = write!(out, "    {sign} {}{past}  {}  ", word(&p.stance), t.paint.bold(&p.issue_key));
            let _ = writeln!(out, "{}", t.slice(p.evidence));
            if let Some(condition) = p.condition {
                let _ = writeln!(out, "        if: {}", t.slice(condition));
            }
        }
    }
}

/// A stance in one character.
pub const fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "+",
        Stance::Opposes => "−",
        Stance::Conditional => "±",
        Stance::Undecided => "?",
    }
}

fn when(record: &Record, t: &Text<'_>, out: &mut String) {
    let known: Vec<_> = record.dates.iter().filter(|d| d.value.is_some()).collect();
    if known.is_empty() && record.places.is_empty() {
        return;
    }
    t.section("WHEN AND WHERE", out);
    for d in known {
        let range = match (&d.from, &d.to) {
            (Some(from), Some(to)) if from == to => from.clone(),
            (Some(from), Some(to)) => format!("{from} to {to}"),
            _ => d.value.clone().unwrap_or_default(),
        };
        let _ = writeln!(out, "  {}  {range}", t.paint.underline(&t.slice(d.span)));
    }
    for p in &record.places {
        let at: Vec<String> = [p.region.clone(), p.country.clone()].into_iter().flatten().collect();
        let _ = writeln!(out, "  {}  {}", t.paint.underline(&p.name), at.join(", "));
    }
}
