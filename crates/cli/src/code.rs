//! `demarche code`: many articles, a record a line, in the order of the input.

use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use demarche_coder::export::{Dialect, csv};
use demarche_coder::{Article, Coder, Workspace};
use demarche_intake::{Bad, Options, Raw};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use serde_json::json;

use crate::batch::output::{Opened, Output, Piece, Plan, Tally};
use crate::batch::pipeline;
use crate::engine;
use crate::failure::{Failure, Result};
use crate::net::Net;
use crate::read::{parse_date, parse_share};

/// Arguments of `demarche code`.
#[derive(clap::Args)]
#[command(
    after_help = "Inputs are files, folders, addresses (http, https), or - for standard input: plain text, HTML pages, JSON lines (`text`, and if known `id`,
`date`, `title`, `source`, `url`, `language`), CSV and TSV with a header, RSS and Atom, WARC archives; each of them
also as gzip or zstd. What an input is shows in its name, else in its first bytes.

Articles in other languages than English are kept as records without events. Bad records are reported with file and
place and passed over. Exit codes: 0 done; 1 nothing could be coded, or a bad record with --strict; 2 a fault of the call.

Examples:
  demarche code articles.jsonl > records.jsonl
  demarche code CC-NEWS-2025.warc.gz -o records.jsonl        # cut off? again with --resume
  demarche code archive/ --format parquet -o events.parquet --min-confidence 0.7
  zcat archive.jsonl.gz | demarche code - --format csv > events.csv"
)]
pub struct Args {
    #[command(flatten)]
    net: Net,
    /// Files, folders, addresses, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where to write; standard output when not given. For parquet a folder of part files
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Go on with a run that was cut off: no record is lost or doubled
    #[arg(long, requires = "output")]
    resume: bool,
    /// Stop at the first bad record
    #[arg(long)]
    strict: bool,
    /// Write bad records to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Day of publication of articles that state none, YYYY-MM-DD
    #[arg(long, value_parser = parse_date)]
    date: Option<Date>,
    /// Encoding of text files (utf-8, windows-1252 ...); detected when not given
    #[arg(long)]
    encoding: Option<String>,
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

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Records, one JSON object a line
    Jsonl,
    /// Events as Parquet files, with the columns of csv
    Parquet,
    /// Events as a table of comma-separated values
    Csv,
    /// Events as PLOVER JSON lines, by the codebook's own rules
    Plover,
    /// Events in POLECAT's 40 columns, separated by tabs
    Polecat,
    /// Events in the 61 columns of GDELT 2.0, a row a pair of actors
    Gdelt,
    /// Where the articles tell them, in GDELT's 16 columns of mentions
    GdeltMentions,
}

impl Format {
    fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Jsonl | Self::Parquet => None,
            Self::Csv => Some(Dialect::Csv),
            Self::Plover => Some(Dialect::Plover),
            Self::Polecat => Some(Dialect::Polecat),
            Self::Gdelt => Some(Dialect::Gdelt),
            Self::GdeltMentions => Some(Dialect::GdeltMentions),
        }
    }
}

/// What became of an item.
enum Coded {
    Article { piece: Piece, events: u64, foreign: bool },
    Bad(Bad),
}

/// Codes all articles.
pub fn run(args: &Args) -> Result {
    let parquet = args.format == Format::Parquet;
    if parquet && args.output.is_none() {
        return Err(Failure::Usage("parquet is written to a folder; name it with -o".to_owned()));
    }
    if args.resume && args.inputs.iter().any(|i| i.as_os_str() == "-") {
        return Err(Failure::Usage("standard input cannot be read again; --resume needs files".to_owned()));
    }
    if args.resume && args.inputs.iter().any(|i| demarche_intake::is_url(i)) {
        let what = "what stands at an address may change between two runs; --resume needs files";
        return Err(Failure::Usage(what.to_owned()));
    }
    let options = Options {
        date: args.date,
        encoding: args.encoding.clone(),
        #[cfg(feature = "net")]
        net: args.net.settings(),
    };
    let reader = demarche_intake::open(&args.inputs, &options).map_err(|e| Failure::Input(e.to_string()))?;
    let plan = Plan {
        out: args.output.as_deref(),
        errors: args.errors.as_deref(),
        resume: args.resume,
        parquet,
        header: args.format.dialect().and_then(Dialect::header),
        run: described(args, reader.progress().1),
    };
    let (mut output, skip) = match Output::open(&plan)? {
        Opened::Ready(output, skip) => (output, skip),
        Opened::Done => {
            eprintln!("demarche: the run is complete; nothing is left to do");
            return Ok(());
        }
    };
    let coder = engine::coder(args.lexicon.as_deref())?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(cores, usize::from);
    let bar = Bar::new(reader.progress().1, args.output.is_some() || !std::io::stdout().is_terminal());
    let (count, begun) = (reader.counter(), Instant::now());
    let before = output.tally();
    let worker = || {
        let mut workspace = Workspace::default();
        let (coder, options) = (&coder, &options);
        move |item: std::result::Result<Raw, Bad>| {
            let origin = item.as_ref().map_or_else(|bad| bad.origin.clone(), |raw| raw.origin.clone());
            // One article that finds a fault of ours must not cost the others their run.
            catch_unwind(AssertUnwindSafe(|| code(item, coder, options, args, &mut workspace))).unwrap_or_else(|_| {
                workspace = Workspace::default();
                let reason = "broke the engine; this is a fault of ours: please report it".to_owned();
                Coded::Bad(Bad { origin, reason })
            })
        }
    };
    // What a run before has done is read again, but not coded.
    let items = reader.enumerate().filter(|(n, _)| *n as u64 >= skip).map(|(_, item)| item);
    pipeline::ordered(items, threads, worker, |coded| {
        match coded {
            Coded::Article { piece, events, foreign } => output.put(piece, |t| {
                t.articles += 1;
                t.events += events;
                t.foreign += u64::from(foreign);
            })?,
            Coded::Bad(bad) if args.strict => return Err(Failure::Input(bad.to_string())),
            Coded::Bad(bad) => {
                bar.say(&format!("demarche: {bad}; passed over"));
                let origin = &bad.origin;
                let line = json!({ "input": origin.input, "place": origin.to_string(), "reason": bad.reason });
                output.bad(&line.to_string())?;
            }
        }
        bar.show(count.load(Ordering::Relaxed), output.tally());
        Ok(())
    })?;
    bar.end();
    let tally = output.finish()?;
    if tally.articles == 0 {
        return Err(Failure::Input("no article could be coded".to_owned()));
    }
    report(tally, tally.articles - before.articles, begun.elapsed());
    Ok(())
}

/// The run in one line: one that is resumed must be the same.
fn described(args: &Args, bytes: Option<u64>) -> String {
    let inputs: Vec<String> = args.inputs.iter().map(|i| i.display().to_string()).collect();
    let lexicon = args.lexicon.as_ref().map(|l| l.display().to_string());
    json!({
        "program": env!("CARGO_PKG_VERSION"),
        "inputs": inputs,
        "bytes": bytes,
        "format": format!("{:?}", args.format),
        "date": args.date.map(|d| d.to_string()),
        "encoding": args.encoding,
        "min_confidence": args.min_confidence,
        "lexicon": lexicon,
    })
    .to_string()
}

/// Reads, codes and writes one article into memory.
fn code(
    item: std::result::Result<Raw, Bad>,
    coder: &Coder,
    options: &Options,
    args: &Args,
    workspace: &mut Workspace,
) -> Coded {
    let article = match item.and_then(|raw| raw.article(options)) {
        Ok(article) => article,
        Err(bad) => return Coded::Bad(bad),
    };
    let origin = article.origin;
    let foreign = !coder.reads(article.language.as_deref());
    let mut record = coder.code(
        Article {
            id: article.id,
            text: article.text.into(),
            date: article.date,
            title: article.title,
            source: article.source,
            url: article.url,
            language: article.language,
        },
        workspace,
    );
    record.keep_confident(args.min_confidence);
    let events = record.events.len() as u64;
    let piece = match args.format {
        Format::Parquet => Piece::Rows(csv::rows(&record)),
        Format::Jsonl => match serde_json::to_string(&record) {
            Ok(line) => Piece::Lines(line + "\n"),
            Err(e) => return Coded::Bad(Bad { origin, reason: e.to_string() }),
        },
        _ => {
            let lines = args.format.dialect().map(|d| d.lines(&record, coder.lexicon())).unwrap_or_default();
            Piece::Lines(lines.into_iter().map(|line| line + "\n").collect())
        }
    };
    Coded::Article { piece, events, foreign }
}

/// A bar with rate and time left, where somebody looks on.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn new(bytes: Option<u64>, quiet_out: bool) -> Self {
        // Records that scroll over the terminal and a bar below them would not go together.
        if !std::io::stderr().is_terminal() || !quiet_out {
            return Self(None);
        }
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let form = match (bytes, plain) {
            (Some(_), true) => "{wide_bar} {percent}% {msg} {eta} left",
            (Some(_), false) => "{wide_bar:.cyan} {percent}% {msg} {eta} left",
            (None, _) => "{spinner} {msg}",
        };
        let bar = bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(Some(bar.with_style(style)))
    }

    fn show(&self, bytes: u64, tally: Tally) {
        let Some(bar) = &self.0 else { return };
        let done = tally.articles + tally.bad;
        if done.is_multiple_of(16) {
            let rate = done as f64 / bar.elapsed().as_secs_f64().max(0.001);
            bar.set_position(bytes);
            bar.set_message(format!("{done} articles, {rate:.0} a second, {} events", tally.events));
        }
    }

    fn say(&self, line: &str) {
        match &self.0 {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn report(tally: Tally, articles: u64, took: Duration) {
    let rate = articles as f64 / took.as_secs_f64().max(0.001);
    let mut line = format!("demarche: {} articles, {} events", tally.articles, tally.events);
    if tally.foreign > 0 {
        line += &format!(", {} in other languages and not coded", tally.foreign);
    }
    if tally.bad > 0 {
        line += &format!(", {} bad records passed over", tally.bad);
    }
    eprintln!("{line}; {rate:.0} articles a second");
}
