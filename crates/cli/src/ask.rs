//! `demarche timeline`, `who`, `said`, `stands`, `search`, `sql`: questions to a desk.

use std::io::Write as _;

use demarche_coder::record::{Act, Stance, Status};
use demarche_desk::Desk;
use demarche_desk::queries::sql::ValueRef;
use demarche_desk::queries::{Filter, Found};
use jiff::civil::Date;

use serde::Serialize;
use serde_json::Value;

use crate::desk::Where;
use crate::failure::{Failure, Result};
use crate::read::{parse_date, parse_share};
use crate::show::{self, Format, Page, Row, Table};

/// What all questions can be narrowed by, and how they are answered.
#[derive(clap::Args)]
pub struct Narrow {
    #[command(flatten)]
    desk: Where,
    /// Issue: its normal form (ceasefire, peace-deal ...), or a word of it
    #[arg(long)]
    issue: Option<String>,
    /// First day, YYYY-MM-DD
    #[arg(long, value_parser = parse_date)]
    from: Option<Date>,
    /// Last day, YYYY-MM-DD
    #[arg(long, value_parser = parse_date)]
    to: Option<Date>,
    /// Only from sources with this in their name
    #[arg(long)]
    source: Option<String>,
    /// Leave out what is below this confidence
    #[arg(long, default_value_t = 0.0, value_parser = parse_share)]
    min_confidence: f64,
    /// Most rows; 0 for all
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// How to show the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

impl Narrow {
    /// As the desk takes it, with some actors.
    pub fn filter(&self, actors: &[String]) -> Filter {
        Filter {
            actors: actors.to_vec(),
            issue: self.issue.clone(),
            from: self.from.map(|d| d.to_string()),
            to: self.to.map(|d| d.to_string()),
            source: self.source.clone(),
            min_confidence: self.min_confidence,
            limit: self.limit,
            ..Filter::default()
        }
    }

    /// The desk that is asked, if its days make sense.
    pub fn open(&self) -> Result<Desk> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if to < from => Err(Failure::Usage(format!("--from {from} is after --to {to}"))),
            _ => Ok(Desk::read(&self.desk.desk)?),
        }
    }

    /// Says which of the types that were asked for no event here has.
    pub fn tell_types<R>(&self, desk: &Desk, kinds: &[String], found: &Found<R>) -> Result {
        if !found.rows.is_empty() || self.format != Format::Text {
            return Ok(());
        }
        for kind in kinds {
            if !desk.has_type(kind)? {
                eprintln!("demarche: no event here is of type {kind}; there are {}", desk.types()?.join(", "));
            }
        }
        Ok(())
    }

    /// Says what the rows do not: that there are none, or more.
    pub fn tell<R>(&self, found: &Found<R>) {
        if found.rows.is_empty() && self.format == Format::Text {
            eprintln!("demarche: nothing found");
        }
        if found.more {
            let next = self.limit.saturating_mul(2);
            eprintln!("demarche: there is more; --limit {next} shows the next, --limit 0 all");
        }
    }
}

/// The same, for questions whose rows stand in their sentences.
#[derive(clap::Args)]
struct Cited {
    #[command(flatten)]
    narrow: Narrow,
    /// Show whole sentences, with article, address and place in the text
    #[arg(long)]
    evidence: bool,
}

impl Cited {
    fn filter(&self, actors: &[String]) -> Filter {
        self.narrow.filter(actors)
    }

    fn open(&self) -> Result<Desk> {
        self.narrow.open()
    }

    fn show<R: Row>(&self, found: Found<R>) -> Result {
        self.narrow.tell(&found);
        Page::new(self.narrow.format, self.evidence).rows(found.rows)
    }
}

/// Arguments of `demarche timeline`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche timeline --actor Russia --actor Ukraine --from 2022-07-01
  demarche timeline --actor RUS --type ASSAULT --type THREATEN --status occurred --format csv
  demarche timeline --issue grain-shipping --evidence")]
pub struct Timeline {
    /// Who takes part: a name, or a country's code (RUS) for all its actors; several must all take part
    #[arg(long)]
    actor: Vec<String>,
    /// PLOVER type, or type and mode (CONSULT, CONSULT/visit)
    #[arg(long = "type")]
    kind: Vec<String>,
    /// What became of it (occurred, ongoing, planned, proposed, conditional, hypothetical, denied)
    #[arg(long, value_parser = one_of::<Status>)]
    status: Vec<String>,
    /// Only in sentences that match these words (syntax of `demarche search`)
    #[arg(long)]
    words: Option<String>,
    #[command(flatten)]
    narrow: Cited,
}

/// Arguments of `demarche who`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche who
  demarche who Guterres
  demarche who --type ASSAULT --status occurred --from 2022-07-01")]
pub struct Who {
    /// Name of an actor whose profile to show, or a country's code
    name: Option<String>,
    /// Names of actors to list
    #[arg(long)]
    actor: Vec<String>,
    /// Only those who take part in events of this PLOVER type
    #[arg(long = "type")]
    kind: Vec<String>,
    /// Only those who take part in events of this status
    #[arg(long, value_parser = one_of::<Status>)]
    status: Vec<String>,
    /// Also actors that no article calls by a name ("two officials")
    #[arg(long)]
    unnamed: bool,
    #[command(flatten)]
    narrow: Cited,
}

/// Arguments of `demarche said`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche said --actor Lavrov --from 2022-07-01
  demarche said --actor RUS --type promise --issue grain-shipping
  demarche said --words 'inspect* OR search*' --evidence")]
pub struct Said {
    /// Who spoke: a name, or a country's code (RUS) for all its actors; several: any of them
    #[arg(long)]
    actor: Vec<String>,
    /// What the saying does (assert, deny, warn, promise, demand, suggest, question, accuse, express)
    #[arg(long = "type", value_parser = one_of::<Act>)]
    kind: Vec<String>,
    /// Only in sentences that match these words (syntax of `demarche search`)
    #[arg(long)]
    words: Option<String>,
    #[command(flatten)]
    narrow: Cited,
}

/// Arguments of `demarche stands`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche stands --actor Ukraine
  demarche stands --issue ceasefire --type conditional --type opposes")]
pub struct Stands {
    /// Whose positions: a name, or a country's code (RUS) for all its actors; several: any of them
    #[arg(long)]
    actor: Vec<String>,
    /// Stance (supports, opposes, conditional, undecided)
    #[arg(long = "type", value_parser = one_of::<Stance>)]
    kind: Vec<String>,
    /// Also actors that no article calls by a name ("two officials")
    #[arg(long)]
    unnamed: bool,
    #[command(flatten)]
    narrow: Cited,
}

/// Arguments of `demarche search`.
#[derive(clap::Args)]
#[command(
    after_help = "Words match in all their forms (inspect: inspected, inspections). \"Two words\" in quotation marks are a phrase;
AND, OR, NOT and parentheses combine, word* is a beginning. All must match in one sentence.

Examples:
  demarche search 'grain AND inspect*'
  demarche search '\"security guarantees\" NOT ports' --actor Ukraine"
)]
pub struct Search {
    /// What to look for
    query: String,
    /// Who has to appear in the article
    #[arg(long)]
    actor: Vec<String>,
    #[command(flatten)]
    narrow: Cited,
}

/// Arguments of `demarche sql`.
#[derive(clap::Args)]
#[command(
    after_help = "The views v_events, v_statements, v_positions, v_actors, v_documents, v_sentences, v_mentions, v_places, v_dates
and v_copies read without joins. Nothing can be changed here.

Examples:
  demarche sql \"SELECT type, count(*) AS events FROM v_events GROUP BY type ORDER BY 2 DESC\"
  demarche sql \"SELECT * FROM v_statements WHERE speaker LIKE '%Putin'\" --format csv"
)]
pub struct Sql {
    /// One SELECT, in SQLite's SQL
    query: String,
    #[command(flatten)]
    desk: Where,
    /// Most rows; 0 for all
    #[arg(long, default_value_t = 0)]
    limit: usize,
    /// How to show the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A word of the record's, whatever its case.
pub fn one_of<T: Words>(text: &str) -> std::result::Result<String, String> {
    let words: Vec<String> =
        T::all().iter().filter_map(|v| serde_json::to_value(v).ok()?.as_str().map(str::to_owned)).collect();
    let word = text.to_lowercase();
    if words.contains(&word) { Ok(word) } else { Err(format!("{text:?} is none of {}", words.join(", "))) }
}

/// The values of one of the record's enumerations.
pub trait Words: Serialize + Sized + 'static {
    /// All of them.
    fn all() -> &'static [Self];
}

macro_rules! words {
    ($($name:ident)*) => {$(
        impl Words for $name {
            fn all() -> &'static [Self] {
                Self::ALL
            }
        }
    )*};
}

words! { Act Stance Status }

/// Events by day.
pub fn timeline(args: &Timeline) -> Result {
    let filter = Filter {
        types: args.kind.clone(),
        statuses: args.status.clone(),
        words: args.words.clone(),
        ..args.narrow.filter(&args.actor)
    };
    let desk = args.narrow.open()?;
    let found = desk.timeline(&filter)?;
    args.narrow.narrow.tell_types(&desk, &args.kind, &found)?;
    args.narrow.show(found)
}

/// Actors, or the profile of one.
pub fn who(args: &Who) -> Result {
    let filter = Filter {
        types: args.kind.clone(),
        statuses: args.status.clone(),
        unnamed: args.unnamed,
        ..args.narrow.filter(&args.actor)
    };
    let desk = args.narrow.open()?;
    if let Some(name) = &args.name {
        return args.narrow.show(Found { rows: desk.profiles(name, &filter)?, more: false });
    }
    let found = desk.who(&filter)?;
    args.narrow.narrow.tell_types(&desk, &args.kind, &found)?;
    args.narrow.show(found)
}

/// Statements by day.
pub fn said(args: &Said) -> Result {
    let filter = Filter { types: args.kind.clone(), words: args.words.clone(), ..args.narrow.filter(&args.actor) };
    args.narrow.show(args.narrow.open()?.said(&filter)?)
}

/// The latest positions.
pub fn stands(args: &Stands) -> Result {
    let filter = Filter { types: args.kind.clone(), unnamed: args.unnamed, ..args.narrow.filter(&args.actor) };
    args.narrow.show(args.narrow.open()?.stands(&filter)?)
}

/// Sentences that match.
pub fn search(args: &Search) -> Result {
    args.narrow.show(args.narrow.open()?.search(&args.query, &args.narrow.filter(&args.actor))?)
}

/// Any question in SQL.
pub fn sql(args: &Sql) -> Result {
    let mut desk = Desk::read(&args.desk.desk)?;
    let mut out = show::output();
    let columns = std::cell::RefCell::new(Vec::new());
    let mut table: Option<Table> = None;
    let mut count = 0;
    let row = |cells: &[ValueRef<'_>]| -> std::io::Result<bool> {
        count += 1;
        if args.limit > 0 && count > args.limit {
            return Ok(false);
        }
        if args.format == Format::Json {
            let cells = cells.iter().map(|&c| value(c));
            let object: serde_json::Map<String, Value> = columns.borrow().iter().cloned().zip(cells).collect();
            let before = if count == 1 { "[\n" } else { ",\n" };
            write!(out, "{before}{}", Value::Object(object))?;
        } else {
            let table = table.get_or_insert_with(|| Table::new(args.format, columns.borrow().clone()));
            table.row(cells.iter().map(|&c| cell(c)).collect(), &mut out)?;
        }
        Ok(true)
    };
    desk.sql(&args.query, |names| columns.replace(names).clear(), row)??;
    if args.format == Format::Json {
        writeln!(out, "{}", if count == 0 { "[]" } else { "\n]" })?;
    } else {
        let mut table = table.unwrap_or_else(|| Table::new(args.format, columns.take()));
        table.end(&mut out)?;
    }
    out.flush().map_err(Failure::from)
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(i) => i.into(),
        ValueRef::Real(r) => r.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => format!("({} bytes)", bytes.len()).into(),
    }
}

fn cell(cell: ValueRef<'_>) -> String {
    match value(cell) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
