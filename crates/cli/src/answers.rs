//! How the rows of each question read: a line each, with the words beneath.

use std::fmt::Write as _;

use demarche_coder::record::Stance;
use demarche_desk::queries::said::StatementRow;
use demarche_desk::queries::search::SentenceRow;
use demarche_desk::queries::stands::PositionRow;
use demarche_desk::queries::timeline::EventRow;
use demarche_desk::queries::who::{ActorRow, Count, Profile};
use demarche_desk::queries::{Evidence, Origin};

use crate::show::{Page, Row, cut, line};
use crate::view;

/// Characters shown on each side of the words.
const AROUND: usize = 60;

impl Row for EventRow {
    const COLUMNS: &'static [&'static str] = &[
        "day",
        "type",
        "mode",
        "status",
        "actors",
        "recipients",
        "place",
        "words",
        "condition",
        "said_by",
        "cameo",
        "date_from",
        "date_to",
        "confidence",
        "document",
        "published",
        "source",
        "event",
    ];

    fn strip(&mut self) {
        self.evidence = None;
    }

    fn text(&self, _: Option<&Self>, page: &Page) -> String {
        let paint = page.paint;
        let kind = self.mode.as_ref().map_or(self.kind.clone(), |m| format!("{}/{m}", self.kind));
        let mut out = format!("{}  {}", day(self.day.as_deref(), page), paint.bold(&kind));
        let _ = write!(out, "  {}", paint.status(&self.status));
        let (actors, recipients) = (self.actors.join(", "), self.recipients.join(", "));
        match (actors.is_empty(), recipients.is_empty()) {
            (true, true) => {}
            (false, true) => out = out + "  " + &actors,
            (_, false) => out = out + "  " + format!("{actors} → {recipients}").trim_start(),
        }
        if let Some(place) = &self.place {
            let _ = write!(out, "  in {place}");
        }
        let cameo = self.cameo.as_ref().map(|c| format!("CAMEO {c}, ")).unwrap_or_default();
        let _ = writeln!(out, "  {}", paint.dim(&format!("{cameo}{:.2}", self.confidence)));
        if let Some(e) = &self.evidence {
            beneath(&mut out, &in_context(e, &[(e.start, e.stop)], page), &self.origin, Some(e), page);
        }
        if let Some(condition) = &self.condition {
            let _ = writeln!(out, "      on condition: {}", line(condition));
        }
        if let Some(said_by) = &self.said_by {
            let _ = writeln!(out, "      {}", paint.dim(&format!("says {said_by}")));
        }
        out
    }
}

impl Row for StatementRow {
    const COLUMNS: &'static [&'static str] = &[
        "day",
        "speaker",
        "country",
        "act",
        "addressee",
        "words",
        "quoted",
        "confidence",
        "document",
        "published",
        "source",
        "statement",
    ];

    fn strip(&mut self) {
        self.evidence = None;
    }

    fn text(&self, _: Option<&Self>, page: &Page) -> String {
        let paint = page.paint;
        let speaker = self.speaker.as_deref().map_or_else(|| "?".to_owned(), line);
        let mut out = format!("{}  {}  {}", day(self.day.as_deref(), page), paint.bold(&speaker), self.act);
        if let Some(to) = &self.addressee {
            let _ = write!(out, " to {to}");
        }
        let _ = writeln!(out, "  {}", paint.dim(&format!("{:.2}", self.confidence)));
        let words = line(&self.words);
        let words = if self.quoted { format!("“{words}”") } else { words };
        beneath(&mut out, &words, &self.origin, self.evidence.as_ref(), page);
        out
    }
}

impl Row for PositionRow {
    const COLUMNS: &'static [&'static str] = &[
        "actor",
        "country",
        "issue",
        "stance",
        "condition",
        "day",
        "reports",
        "words",
        "confidence",
        "document",
        "published",
        "source",
        "position",
    ];

    fn strip(&mut self) {
        self.evidence = None;
    }

    fn text(&self, above: Option<&Self>, page: &Page) -> String {
        let paint = page.paint;
        let mut out = String::new();
        if above.is_none_or(|a| a.actor != self.actor) {
            let _ = writeln!(out, "{}", paint.bold(&self.actor));
        }
        let stance: Option<Stance> = serde_json::from_value(self.stance.as_str().into()).ok();
        let sign = stance.map_or("?", view::sign);
        let _ = write!(out, "  {sign} {}  {}", self.stance, paint.bold(&self.issue));
        let times = if self.reports > 1 { format!("  ×{}", self.reports) } else { String::new() };
        let _ = writeln!(out, "  {}{}", day(self.day.as_deref(), page), paint.dim(&times));
        beneath(&mut out, &line(&self.words), &self.origin, self.evidence.as_ref(), page);
        if let Some(condition) = &self.condition {
            let _ = writeln!(out, "      if: {}", line(condition));
        }
        out
    }
}

impl Row for SentenceRow {
    const COLUMNS: &'static [&'static str] =
        &["published", "source", "text", "title", "url", "document", "start", "stop", "sentence"];

    fn strip(&mut self) {}

    fn text(&self, _: Option<&Self>, page: &Page) -> String {
        let whole = Evidence {
            start: self.start,
            stop: self.stop,
            sentence: self.text.clone(),
            sentence_start: self.start,
            title: self.title.clone(),
            url: self.url.clone(),
        };
        let title = self.title.as_deref().map(line).unwrap_or_default();
        let mut out = format!("{}  {}\n", day(self.origin.published.as_deref(), page), page.paint.bold(&title));
        beneath(&mut out, &in_context(&whole, &self.matches, page), &self.origin, Some(&whole), page);
        out
    }
}

impl Row for ActorRow {
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "kind",
        "country",
        "sector",
        "role",
        "documents",
        "acts",
        "receives",
        "statements",
        "positions",
        "entity",
    ];

    fn strip(&mut self) {}

    fn text(&self, _: Option<&Self>, page: &Page) -> String {
        let codes: Vec<&str> = [self.country.as_deref(), self.sector.as_deref()].into_iter().flatten().collect();
        let mut out = format!("{}  {}", page.paint.bold(&line(&self.name)), self.kind.replace('_', " "));
        if !codes.is_empty() {
            let _ = write!(out, "  {}", codes.join(" "));
        }
        if let Some(role) = &self.role {
            let _ = write!(out, "  {}", line(role));
        }
        let mut counts = format!("articles {}, acts {}, receives {}", self.documents, self.acts, self.receives);
        for (what, count) in [("says", self.statements), ("positions", self.positions)] {
            counts += &count.map(|c| format!(", {what} {c}")).unwrap_or_default();
        }
        let _ = writeln!(out, "\n      {}", page.paint.dim(&counts));
        out
    }
}

impl Row for Profile {
    const COLUMNS: &'static [&'static str] = ActorRow::COLUMNS;

    fn strip(&mut self) {}

    fn text(&self, above: Option<&Self>, page: &Page) -> String {
        let mut out = if above.is_some() { "\n".to_owned() } else { String::new() };
        out += &self.actor.text(None, page);
        let mut told = |what: &str, told: String| {
            if !told.is_empty() {
                let _ = writeln!(out, "  {:<11} {told}", page.paint.dim(what));
            }
        };
        let counts = |counts: &[Count]| -> String {
            counts.iter().map(|c| format!("{} {}", line(&c.what), c.count)).collect::<Vec<_>>().join(", ")
        };
        if let (Some(from), Some(to)) = (&self.from, &self.to) {
            told("appears", format!("{from} to {to}"));
        }
        told("called", counts(&self.names));
        for role in &self.roles {
            let days = [&role.from, &role.to].map(|d| d.clone().unwrap_or_default());
            told("role", format!("{} ({} to {})", line(&role.role), days[0], days[1]));
        }
        told("does", counts(&self.does));
        told("receives", counts(&self.suffers));
        told("says", counts(&self.says));
        told("with", counts(&self.with));
        told("stands on", counts(&self.issues));
        out
    }
}

fn day(day: Option<&str>, page: &Page) -> String {
    page.paint.dim(day.unwrap_or("undated   "))
}

/// The words, and where they come from.
fn beneath(out: &mut String, words: &str, origin: &Origin, evidence: Option<&Evidence>, page: &Page) {
    let _ = writeln!(out, "      {words}");
    let mut from: Vec<String> = vec![format!("document {}", origin.document)];
    from.extend(origin.source.clone());
    if page.evidence {
        from.extend(origin.published.clone());
        from.extend(evidence.and_then(|e| e.title.as_deref()).map(line));
        from.extend(evidence.and_then(|e| e.url.clone()));
        from.extend(evidence.map(|e| format!("characters {} to {}", e.start, e.stop)));
    }
    let _ = writeln!(out, "      {}", page.paint.dim(&from.join(", ")));
}

/// Spans of the document underlined in their sentence: all of it with `--evidence`, else what stands around them.
fn in_context(evidence: &Evidence, spans: &[(usize, usize)], page: &Page) -> String {
    let chars: Vec<char> = evidence.sentence.chars().collect();
    let at = |point: usize| point.saturating_sub(evidence.sentence_start).min(chars.len());
    let spans: Vec<(usize, usize)> = spans.iter().map(|&(a, b)| (at(a), at(b))).collect();
    let first = spans.first().map_or(0, |s| s.0);
    let last = spans.iter().map(|s| s.1).take_while(|&end| end <= first + 3 * AROUND).last().unwrap_or(first);
    let (from, to) = if page.evidence {
        (0, chars.len())
    } else {
        (first.saturating_sub(AROUND), (last.max(first) + AROUND).min(chars.len()))
    };
    // Never in the middle of a word.
    let start = if from == 0 { 0 } else { (from..first).find(|&i| chars[i].is_whitespace()).unwrap_or(first) };
    let end = if to == chars.len() { to } else { (last..to).rev().find(|&i| chars[i].is_whitespace()).unwrap_or(last) };
    let part = |a: usize, b: usize| -> String {
        let part: String = chars[a.min(b)..b].iter().collect();
        part.replace(['\n', '\r', '\t'], " ")
    };
    let mut out = String::new();
    let mut done = start;
    for &(a, b) in spans.iter().filter(|s| s.0 >= start && s.0 < end) {
        let (a, b) = (a.max(done), b.clamp(done, end));
        out += &part(done, a);
        out += &page.paint.mark(&part(a, b));
        done = b;
    }
    out += &part(done, end);
    let before = if start > 0 { "…" } else { "" };
    let after = if end < chars.len() { "…" } else { "" };
    cut(&format!("{before}{}{after}", out.trim()), 4000)
}
