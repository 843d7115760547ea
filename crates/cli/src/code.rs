//! `demarche code`: many articles, a record a line, in the order of the input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use demarche_coder::{Article, Coder, Workspace};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::read::{parse_date, parse_share};
use crate::{engine, input};

/// Arguments of `demarche code`.
#[derive(clap::Args)]
#[command(after_help = "Each line of the input is a JSON object with `text`, and if known `id`, `date` (YYYY-MM-DD),
`title`, `source`, `url`.

Examples:
  demarche code articles.jsonl > records.jsonl
  zcat archive.jsonl.gz | demarche code - --min-confidence 0.7 > records.jsonl")]
pub struct Args {
    /// Articles, one JSON object a line, or - for standard input
    file: PathBuf,
    /// Leave out events, statements and positions below this confidence
    #[arg(long, default_value_t = 0.0, value_parser = parse_share)]
    min_confidence: f64,
    /// Threads; all cores when not given
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Folder of your own data files, whose entries win over the built-in ones
    #[arg(long)]
    lexicon: Option<PathBuf>,
}

/// Lines that are read, coded and written together: bounds the memory, and keeps the order.
const LINES: usize = 256;
/// Longest line, in bytes.
const LONGEST: u64 = 64 << 20;

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    text: String,
    date: Option<String>,
    title: Option<Value>,
    source: Option<Value>,
    url: Option<Value>,
}

/// Codes all articles to standard output.
pub fn run(args: &Args) -> Result {
    let coder = engine::coder(args.lexicon.as_deref())?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0).into());
    let pool = pool.build().map_err(|e| Failure::Usage(format!("cannot start threads: {e}")))?;
    let mut lines = Lines::open(&args.file)?;
    let mut out = BufWriter::new(io::stdout().lock());
    loop {
        let batch = lines.take(LINES)?;
        if batch.is_empty() {
            break;
        }
        let records: Vec<Result<String>> = pool.install(|| {
            let code = |workspace: &mut Workspace, (number, line): &(usize, String)| {
                one(&coder, workspace, line, args.min_confidence)
                    .map_err(|what| Failure::Input(format!("{}:{number}: {what}", input::name(&args.file))))
            };
            batch.par_iter().map_init(Workspace::default, code).collect()
        });
        for record in records {
            out.write_all(record?.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

/// The record of one line, as JSON.
fn one(
    coder: &Coder,
    workspace: &mut Workspace,
    line: &str,
    min_confidence: f64,
) -> std::result::Result<String, String> {
    let line: Line = serde_json::from_str(line).map_err(|e| format!("no article as JSON with a `text`: {e}"))?;
    let date = line.date.as_deref().filter(|d| !d.is_empty());
    // Sources give days with a time behind them as often as without.
    let date = date.map(|d| parse_date(d.get(..10).unwrap_or(d))).transpose()?;
    let id = line.id.map(|id| match id {
        Value::String(text) => text,
        other => other.to_string(),
    });
    // Data sets use these names for other things too; only words are ours.
    let words = |value: Option<Value>| value.and_then(|v| v.as_str().map(str::to_owned));
    let (title, source, url) = (words(line.title), words(line.source), words(line.url));
    let article = Article { id, text: line.text.into(), date, title, source, url };
    let mut record = coder.code(article, workspace);
    record.keep_confident(min_confidence);
    serde_json::to_string(&record).map_err(|e| e.to_string())
}

/// Lines of a file with their numbers, blank ones left out.
struct Lines {
    reader: Box<dyn BufRead>,
    name: String,
    number: usize,
}

impl Lines {
    fn open(path: &Path) -> Result<Self> {
        let name = input::name(path);
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).map_err(|e| Failure::Input(format!("{name}: {}", input::describe(&e))))?;
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        Ok(Self { reader, name, number: 0 })
    }

    fn take(&mut self, most: usize) -> Result<Vec<(usize, String)>> {
        let mut batch = Vec::new();
        while batch.len() < most {
            let mut bytes = Vec::new();
            let fault = |what: String| Failure::Input(format!("{}:{}: {what}", self.name, self.number + 1));
            let read = self.reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut bytes);
            if read.map_err(|e| fault(input::describe(&e)))? == 0 {
                break;
            }
            if bytes.len() as u64 > LONGEST {
                return Err(fault(format!("longer than {} MiB, too long for one article", LONGEST >> 20)));
            }
            let line = String::from_utf8(bytes).map_err(|_| fault("not UTF-8; JSON lines are always UTF-8".into()))?;
            self.number += 1;
            if !line.trim().is_empty() {
                batch.push((self.number, line));
            }
        }
        Ok(batch)
    }
}
