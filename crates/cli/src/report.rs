//! `demarche report`: a brief on a period, as Markdown or as one HTML page that needs nothing else.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::ValueEnum;
use demarche_coder::export::csv::quoted;
use demarche_desk::Desk;
use demarche_desk::across::ask::{Course, Evidence, Pending, Stand, Turn};
use demarche_desk::across::brief::{Brief, Said, brief};
use demarche_desk::across::days::Day;
use demarche_desk::across::told::Told;
use demarche_desk::queries::Filter;

use crate::across::{as_of, differences, headline, origin, parse_day, word};
use crate::desk::Where;
use crate::failure::{Failure, Result};
use crate::read::parse_share;
use crate::show::line as one_line;

/// Arguments of `demarche report`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche report --from 2025-08-01 --to 2025-08-31 > august.md
  demarche report --from 2025-08-01 --actor Russia --format html > russia.html")]
pub struct Report {
    #[command(flatten)]
    desk: Where,
    /// First day
    #[arg(long, value_parser = parse_day)]
    from: Day,
    /// Last day; the day of the latest article when not given
    #[arg(long, value_parser = parse_day)]
    to: Option<Day>,
    /// Who takes part, who spoke, whose positions: a name, or a country's code (RUS) for all its actors
    #[arg(long)]
    actor: Vec<String>,
    /// Issue: its normal form (ceasefire, peace-deal ...), or a word of it
    #[arg(long)]
    issue: Option<String>,
    /// Only from sources with this in their name
    #[arg(long)]
    source: Option<String>,
    /// Leave out what is below this confidence
    #[arg(long, default_value_t = 0.0, value_parser = parse_share)]
    min_confidence: f64,
    /// Most lines in each section, the latest; 0 for all
    #[arg(long, default_value_t = 0)]
    limit: usize,
    /// Form of the brief
    #[arg(long, value_enum, default_value_t = Form::Md)]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Markdown
    Md,
    /// One HTML page
    Html,
    /// For reading as it is
    Text,
    /// Comma-separated values, a line of the brief a row
    Csv,
    /// What the brief holds, as one JSON object
    Json,
}

/// Prints the brief.
pub fn report(args: &Report) -> Result {
    let desk = Desk::read(&args.desk.desk)?;
    let to = as_of(&desk, args.to, "--to")?;
    if to < args.from {
        return Err(Failure::Usage(format!("--from {} is after the last day, {to}", args.from)));
    }
    let filter = Filter {
        actors: args.actor.clone(),
        issue: args.issue.clone(),
        source: args.source.clone(),
        min_confidence: args.min_confidence,
        limit: args.limit,
        ..Filter::default()
    };
    let brief = brief(&desk, args.from, to, &filter)?;
    let narrowed = args.actor.iter().chain(&args.issue).chain(&args.source);
    let page = page(&brief, &narrowed.map(String::as_str).collect::<Vec<_>>());
    let text = match args.format {
        Form::Md => page.iter().map(Block::markdown).collect::<String>(),
        Form::Html => html(&page),
        Form::Text => page.iter().map(Block::plain).collect(),
        Form::Csv => csv(&page),
        Form::Json => serde_json::to_string(&brief).map_err(|e| Failure::Output(e.into()))? + "\n",
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// A piece of the page.
enum Block {
    Title(String),
    Section(&'static str),
    Group(String),
    Line(Line),
    Nothing,
}

/// What is told, the words it rests on, where they stand, and what is to be added.
#[derive(Default)]
struct Line {
    lead: String,
    words: String,
    origin: String,
    notes: Vec<String>,
}

fn page(brief: &Brief, narrowed: &[&str]) -> Vec<Block> {
    let days = format!("{} to {}", brief.from, brief.to);
    let mut page = vec![Block::Title(narrowed.iter().copied().chain([days.as_str()]).collect::<Vec<_>>().join(", "))];
    section(&mut page, "What happened", &brief.acts, |a| a.day.clone().unwrap_or_default(), act);
    section(&mut page, "Who said what", &brief.said, |s| s.speaker.clone(), said);
    section(&mut page, "Where they stand", &brief.positions, |c| c.actor.clone(), course);
    section(&mut page, "What changed", &brief.changes, |t| t.day.clone(), turn);
    section(&mut page, "What comes next", &brief.next, |p| p.kind.clone(), pending);
    page
}

/// A section with its lines, under a heading for each group of neighbours.
fn section<T>(page: &mut Vec<Block>, name: &'static str, rows: &[T], group: fn(&T) -> String, line: fn(&T) -> Line) {
    page.push(Block::Section(name));
    let mut last = None;
    for row in rows {
        let now = Some(group(row));
        if now != last {
            page.extend(now.clone().map(Block::Group));
            last = now;
        }
        page.push(Block::Line(line(row)));
    }
    if rows.is_empty() {
        page.push(Block::Nothing);
    }
}

fn act(t: &Told) -> Line {
    let first = t.reports.first();
    let mut notes: Vec<String> = differences(t).into_iter().map(|d| format!("Reports differ in {d}")).collect();
    let others = t.reports.iter().skip(1).map(|r| origin(&r.evidence));
    let also: Vec<String> = first.iter().flat_map(|r| r.copies.iter().cloned()).chain(others).collect();
    if !also.is_empty() {
        notes.push(format!("Also {}", also.join("; ")));
    }
    Line {
        lead: headline(t),
        words: first.map(|r| r.evidence.words.clone()).unwrap_or_default(),
        origin: first.map(|r| origin(&r.evidence)).unwrap_or_default(),
        notes,
    }
}

fn quoting(lead: String, evidence: &Evidence) -> Line {
    Line { lead, words: evidence.words.clone(), origin: origin(evidence), notes: Vec::new() }
}

fn said(s: &Said) -> Line {
    let to = s.addressee.as_ref().map(|a| format!(" to {a}")).unwrap_or_default();
    let quoted = if s.quoted { ", quoted" } else { "" };
    quoting(format!("{} {}{to}{quoted}", s.day.as_deref().unwrap_or(""), s.act), &s.evidence)
}

fn course(c: &Course) -> Line {
    let last = c.stands.last();
    let lead = last.map(|s| format!("{} {}", word(&s.stance), c.issue)).unwrap_or_default();
    let mut line = last.map(|s| quoting(lead, &s.evidence)).unwrap_or_default();
    line.notes = c.stands.iter().rev().skip(1).rev().map(stand).collect();
    line
}

fn stand(s: &Stand) -> String {
    format!("Before, {}: {} “{}” ({})", s.first, word(&s.stance), s.evidence.words, origin(&s.evidence))
}

fn turn(t: &Turn) -> Line {
    let lead = format!("{} on {}: {} → {}", t.actor, t.issue, word(&t.before.stance), word(&t.after.stance));
    Line { notes: vec![stand(&t.before)], ..quoting(lead, &t.after.evidence) }
}

fn pending(p: &Pending) -> Line {
    let due = match (&p.due_from, &p.due_to) {
        (Some(from), Some(to)) if from == to => format!(" for {from}"),
        (Some(from), Some(to)) => format!(" for {from} to {to}"),
        _ => String::new(),
    };
    let late = if p.overdue { ", overdue" } else { "" };
    let lead = format!("{}: {}{due}{late}", p.parties.join(", "), p.status);
    let mut line = p.history.last().map(|t| quoting(lead, &t.evidence)).unwrap_or_default();
    let earlier = p.history.iter().rev().skip(1).rev();
    line.notes = earlier
        .map(|t| {
            let by = t.speaker.as_ref().map(|s| format!(" by {s}")).unwrap_or_default();
            format!(
                "{} {}{by}: “{}” ({})",
                t.day.as_deref().unwrap_or(""),
                t.step,
                t.evidence.words,
                origin(&t.evidence)
            )
        })
        .collect();
    line
}

impl Block {
    fn markdown(&self) -> String {
        match self {
            Self::Title(text) => format!("# {}\n", markdown(text)),
            Self::Section(text) => format!("\n## {text}\n"),
            Self::Group(text) => format!("\n### {}\n\n", markdown(text)),
            Self::Nothing => "\nNothing.\n".to_owned(),
            Self::Line(line) => {
                let mut out = format!(
                    "- **{}** “{}” ({})\n",
                    markdown(&line.lead),
                    markdown(&line.words),
                    markdown(&line.origin)
                );
                for note in &line.notes {
                    let _ = writeln!(out, "  - {}", markdown(note));
                }
                out
            }
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Title(text) => format!("{text}\n"),
            Self::Section(text) => format!("\n{}\n", text.to_uppercase()),
            Self::Group(text) => format!("\n{text}\n"),
            Self::Nothing => "\n  nothing\n".to_owned(),
            Self::Line(line) => {
                let mut out = format!("  {}  “{}” ({})\n", line.lead, one_line(&line.words), line.origin);
                for note in &line.notes {
                    let _ = writeln!(out, "      {}", one_line(note));
                }
                out
            }
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Title(text) => format!("<h1>{}</h1>\n", escaped(text)),
            Self::Section(text) => format!("<h2>{text}</h2>\n"),
            Self::Group(text) => format!("<h3>{}</h3>\n", escaped(text)),
            Self::Nothing => "<p>Nothing.</p>\n".to_owned(),
            Self::Line(line) => {
                let mut out = format!(
                    "<div class=\"line\"><b>{}</b> <q>{}</q> <cite>{}</cite>",
                    escaped(&line.lead),
                    escaped(&line.words),
                    escaped(&line.origin)
                );
                for note in &line.notes {
                    let _ = write!(out, "<small>{}</small>", escaped(note));
                }
                out + "</div>\n"
            }
        }
    }
}

/// A row a line: section, group, what is told, the words, where they stand, notes.
fn csv(page: &[Block]) -> String {
    let mut out = "section,group,line,words,origin,notes\r\n".to_owned();
    let (mut section, mut group) = ("", "");
    for block in page {
        match block {
            Block::Section(name) => (section, group) = (name, ""),
            Block::Group(name) => group = name,
            Block::Line(line) => {
                let notes = line.notes.join(" | ");
                let cells = [section, group, &line.lead, &line.words, &line.origin, &notes];
                out += &(cells.map(|cell| quoted(cell.to_owned())).join(",") + "\r\n");
            }
            Block::Title(_) | Block::Nothing => {}
        }
    }
    out
}

const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}\
h1,h2,h3,b{font-family:system-ui,sans-serif}h2{border-bottom:1px solid #ccc}h3{margin-bottom:.3em}\
.line{margin:.5em 0 .8em}q{quotes:'“' '”'}cite,small{color:#666}small{display:block;margin-left:1.5em}\
@media print{body{margin:0;max-width:none}}";

fn html(page: &[Block]) -> String {
    let title =
        page.iter().find_map(|b| if let Block::Title(t) = b { Some(escaped(t)) } else { None }).unwrap_or_default();
    let body: String = page.iter().map(Block::html).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Text in Markdown: what would be markup is shown as it stands.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Text in HTML, as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let line = Line {
            lead: "A <script>".to_owned(),
            words: "*x* & \"y\"\n# z".to_owned(),
            origin: "W|ire".to_owned(),
            notes: vec!["<img>".to_owned()],
        };
        let page = [Block::Title("<b>".to_owned()), Block::Line(line)];
        let html = html(&page);
        assert!(!html.contains("<script>") && !html.contains("<img>") && html.contains("&lt;b&gt;"), "{html}");
        assert!(!html.contains("http"), "a page that needs nothing else");
        assert_eq!(page[1].markdown(), "- **A \\<script\\>** “\\*x\\* & \"y\" \\# z” (W\\|ire)\n  - \\<img\\>\n");
    }
}
