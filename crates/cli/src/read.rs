//! `demarche read`: one article in, its record out.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;
use demarche_coder::export::Dialect;
use demarche_coder::record::Record;
use demarche_coder::{Article, Coder, Workspace};
use jiff::civil::Date;

use crate::failure::{Failure, Result};
use crate::view::{self, Paint, Part};
use crate::{brief, engine, input};

/// Arguments of `demarche read`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  demarche read article.txt --date 2025-08-20
  demarche read - --format json < article.txt
  demarche read article.txt --date 2025-08-20 --only statements
  demarche read article.txt --date 2025-08-20 --only commitments,demands
  demarche read article.txt --date 2025-08-20 --format brief")]
pub struct Args {
    /// Text of the article, or - for standard input
    file: PathBuf,
    /// Day of publication, YYYY-MM-DD; without it relative dates stay unresolved
    #[arg(long, value_parser = parse_date)]
    date: Option<Date>,
    /// How to show the record
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show only these parts
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Leave out events, statements and positions below this confidence
    #[arg(long, default_value_t = 0.0, value_parser = parse_share)]
    min_confidence: f64,
    /// Encoding of the text (utf-8, windows-1252 ...); detected when not given
    #[arg(long)]
    encoding: Option<String>,
    /// Folder of your own data files, whose entries win over the built-in ones
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Say for each event which frame and which rules made it
    #[arg(long)]
    explain: bool,
}

/// How a record is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For reading, by actor: what each did, said, wants, rules out, promised and demands
    Brief,
    /// The record, as JSON
    Json,
    /// Events as PLOVER JSON lines, by the codebook's own rules
    Plover,
    /// Events in POLECAT's 40 columns, separated by tabs
    Polecat,
    /// Events in the 61 columns of GDELT 2.0, a row a pair of actors
    Gdelt,
    /// Where the article tells them, in GDELT's 16 columns of mentions
    GdeltMentions,
    /// Events as a table of comma-separated values
    Csv,
}

/// A day, with a word on what is wrong with it.
pub fn parse_date(text: &str) -> std::result::Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no day; write YYYY-MM-DD, for example 2025-08-20"))
}

/// A number from 0 to 1.
pub fn parse_share(text: &str) -> std::result::Result<f64, String> {
    let value: Option<f64> = text.parse().ok().filter(|v| (0.0..=1.0).contains(v));
    value.ok_or_else(|| format!("{text:?} is no number from 0 to 1"))
}

/// Reads the article and prints its record.
pub fn run(args: &Args) -> Result {
    let text = input::article(&args.file, args.encoding.as_deref())?;
    let coder = engine::coder(args.lexicon.as_deref())?;
    let article = Article { text: text.into(), date: args.date, ..Article::default() };
    let mut record = coder.code(article, &mut Workspace::default());
    record.keep_confident(args.min_confidence);
    if !args.only.is_empty() {
        view::keep_parts(&mut record, &args.only);
    }
    let mut out = std::io::stdout().lock();
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let paint = Paint::new(colour);
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &record).map_err(|e| Failure::Output(e.into()))?;
            out.write_all(b"\n")?;
        }
        Format::Plover => dialect(Dialect::Plover, &record, &coder, &mut out)?,
        Format::Polecat => dialect(Dialect::Polecat, &record, &coder, &mut out)?,
        Format::Gdelt => dialect(Dialect::Gdelt, &record, &coder, &mut out)?,
        Format::GdeltMentions => dialect(Dialect::GdeltMentions, &record, &coder, &mut out)?,
        Format::Csv => dialect(Dialect::Csv, &record, &coder, &mut out)?,
        Format::Text => {
            out.write_all(view::text(&record, paint, args.explain, &args.only).as_bytes())?;
        }
        Format::Brief => out.write_all(brief::text(&record, paint).as_bytes())?,
    }
    Ok(out.flush()?)
}

/// The record's events in a dialect, below its line of column names if it has one.
fn dialect(dialect: Dialect, record: &Record, coder: &Coder, out: &mut impl std::io::Write) -> std::io::Result<()> {
    let lines = dialect.lines(record, coder.lexicon());
    dialect.header().into_iter().chain(lines).try_for_each(|line: String| writeln!(out, "{line}"))
}
