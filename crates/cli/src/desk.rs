//! `demarche desk`: many articles and their records in one file.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use clap::Subcommand;
use demarche_coder::record::Record;
use demarche_coder::{Article, Coder, Workspace};
use demarche_desk::{Coding, Desk, Incoming, Outcome};
use demarche_intake::Options;
use jiff::civil::Date;
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::failure::{Failure, Result};
use crate::net::Net;
use crate::read::parse_date;
use crate::{across, articles, engine};

/// Arguments of `demarche desk`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Code articles and keep them; what is there already is recognised
    Add(Add),
    /// Read feeds, fetch their new articles, code and keep them; again and again unless --once
    #[cfg(feature = "net")]
    Watch(crate::watch::Args),
    /// Code the kept articles anew where another program, model or lexicon made their records
    Recode(Recode),
    /// Say what the desk holds
    Info(Where),
    /// Print the records, one JSON object a line
    Records(Where),
    /// Print acts with all articles that tell them, why they are taken for one, and what they say differently
    Acts(across::Acts),
    /// Take an event out of an act that it is no report of
    Split(across::Split),
    /// Say that two acts are one
    Join(across::Join),
}

/// Which desk.
#[derive(clap::Args, Clone, Debug)]
pub struct Where {
    /// The desk's file
    #[arg(long, default_value = "desk.db", value_name = "FILE")]
    pub desk: PathBuf,
}

/// How articles are coded.
#[derive(clap::Args)]
pub struct How {
    /// Threads; all cores when not given
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Folder of your own data files, whose entries win over the built-in ones
    #[arg(long)]
    pub lexicon: Option<PathBuf>,
}

#[derive(clap::Args)]
#[command(
    after_help = "Inputs are files, folders, addresses (http, https), or - for standard input: plain text, HTML pages, JSON lines (`text`, and if known `id`,
`date`, `title`, `source`, `url`, `language`), CSV and TSV with a header, RSS and Atom, WARC archives; each of them
also as gzip or zstd. What is not English is kept and marked, not coded.

Examples:
  demarche desk add articles.jsonl
  demarche desk add dispatch.txt --date 2025-08-20 --desk talks.db"
)]
struct Add {
    /// What to add
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    desk: Where,
    #[command(flatten)]
    how: How,
    /// Day of publication of articles that have none of their own
    #[arg(long, value_parser = parse_date)]
    date: Option<Date>,
    /// Stop at the first bad article; without it, bad ones are reported and passed over
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    net: Net,
}

#[derive(clap::Args)]
struct Recode {
    #[command(flatten)]
    desk: Where,
    #[command(flatten)]
    how: How,
    /// All articles, also those that this very program coded
    #[arg(long)]
    all: bool,
}

/// Articles that are coded together and written as one transaction: what a kill or a full disk can cost at most.
const BATCH: usize = 64;

/// Runs the subcommand.
pub fn run(args: &Args) -> Result {
    match &args.command {
        Command::Add(args) => add(args),
        #[cfg(feature = "net")]
        Command::Watch(args) => crate::watch::run(args),
        Command::Recode(args) => recode(args),
        Command::Info(desk) => info(&desk.desk),
        Command::Records(desk) => records(&desk.desk),
        Command::Acts(args) => across::acts(args),
        Command::Split(args) => across::split(args),
        Command::Join(args) => across::join(args),
    }
}

pub fn pool(how: &How) -> Result<ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(how.threads.unwrap_or(0).into());
    pool.build().map_err(|e| Failure::Usage(format!("cannot start threads: {e}")))
}

/// The record of an article, unless it is in a language that we do not read.
pub fn code(coder: &Coder, workspace: &mut Workspace, article: &Incoming) -> Option<Record> {
    if !coder.reads(article.language.as_deref()) {
        return None;
    }
    let date = article.date.as_deref().and_then(|d| d.parse().ok());
    let (title, source, url) = (article.title.clone(), article.source.clone(), article.url.clone());
    let (id, text, language) = (article.name.clone(), article.text.as_str().into(), article.language.clone());
    let article = Article { id, text, date, title, source, url, language };
    Some(coder.code(article, workspace))
}

/// What became of the articles.
#[derive(Default)]
struct Tally {
    new: usize,
    updates: usize,
    copies: usize,
    known: usize,
    bad: usize,
}

impl Tally {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New(_) => self.new += 1,
            Outcome::Update { .. } => self.updates += 1,
            Outcome::Copy { .. } => self.copies += 1,
            Outcome::Known(_) => self.known += 1,
        }
    }

    fn done(&self) -> usize {
        self.new + self.updates + self.copies + self.known
    }
}

type Coded = Vec<(Incoming, Option<Record>)>;

fn add(args: &Add) -> Result {
    let path = &args.desk.desk;
    let options = Options {
        date: args.date,
        #[cfg(feature = "net")]
        net: args.net.settings(),
        ..Options::default()
    };
    let mut incoming = demarche_intake::open(&args.inputs, &options).map_err(|e| Failure::Input(e.to_string()))?;
    let coding = engine::coding(args.how.lexicon.as_deref())?;
    let coder = engine::coder(args.how.lexicon.as_deref())?;
    let pool = pool(&args.how)?;
    let mut writer = Desk::open(path)?;
    let reader = Desk::read(path)?;
    let (send, receive) = sync_channel(2);
    let mut bad = 0;
    let (read, written) = std::thread::scope(|scope| {
        let written = scope.spawn(|| write(&mut writer, receive, &coding));
        let read = feed(&mut incoming, &options, &reader, &coder, &pool, &send, args.strict, &mut bad);
        drop(send);
        (read, written.join())
    });
    let mut tally =
        written.unwrap_or_else(|_| Err(Failure::Input("the writer stopped; this is a fault of ours".into())))?;
    demarche_desk::across::update(&mut writer)?;
    tally.bad = bad;
    eprintln!(
        "demarche: {}: {} new, {} new versions, {} copies, {} there already, {} bad",
        path.display(),
        tally.new,
        tally.updates,
        tally.copies,
        tally.known,
        tally.bad
    );
    read
}

/// Reads and codes batch by batch, as long as the writer takes them.
fn feed(
    incoming: &mut demarche_intake::Reader,
    options: &Options,
    reader: &Desk,
    coder: &Coder,
    pool: &ThreadPool,
    send: &SyncSender<Coded>,
    strict: bool,
    bad: &mut usize,
) -> Result {
    loop {
        let raw: Vec<_> = incoming.by_ref().take(BATCH).collect();
        let last = raw.len() < BATCH;
        let read: Vec<_> = pool.install(|| raw.into_par_iter().map(|item| articles::incoming(item, options)).collect());
        let mut batch = Vec::with_capacity(read.len());
        let mut fault = None;
        for item in read {
            match item {
                Ok(article) => {
                    let known = reader.knows(&article)?;
                    batch.push((article, known));
                }
                Err(what) if strict => {
                    fault = Some(Failure::Input(what));
                    break;
                }
                Err(what) => {
                    *bad += 1;
                    eprintln!("demarche: {what}; passed over");
                }
            }
        }
        let last = last || fault.is_some();
        let one = |workspace: &mut Workspace, (article, known): (Incoming, bool)| {
            let record = if known { None } else { code(coder, workspace, &article) };
            (article, record)
        };
        let coded: Coded = pool.install(|| batch.into_par_iter().map_init(Workspace::default, one).collect());
        // The writer hangs up when it fails; its own fault says why.
        if send.send(coded).is_err() || last {
            return fault.map_or(Ok(()), Err);
        }
    }
}

fn write(desk: &mut Desk, batches: Receiver<Coded>, coding: &Coding) -> Result<Tally> {
    let mut tally = Tally::default();
    for batch in batches {
        for outcome in desk.add(&batch, coding)? {
            tally.count(outcome);
        }
        progress(&format!("{} articles", tally.done()));
    }
    progress("");
    Ok(tally)
}

/// One line that is written over, where somebody looks on.
fn progress(what: &str) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let _ = write!(err, "\r\x1b[K{what}");
    }
}

fn recode(args: &Recode) -> Result {
    let path = &args.desk.desk;
    drop(Desk::read(path)?);
    let mut desk = Desk::open(path)?;
    let coding = engine::coding(args.how.lexicon.as_deref())?;
    let coder = engine::coder(args.how.lexicon.as_deref())?;
    let pool = pool(&args.how)?;
    let outdated = desk.outdated(&coding, args.all)?;
    let mut done = 0;
    for ids in outdated.chunks(BATCH) {
        let mut batch = Vec::with_capacity(ids.len());
        for &id in ids {
            batch.extend(desk.document(id)?.map(|article| (id, article)));
        }
        let one = |workspace: &mut Workspace, (id, article): (i64, Incoming)| {
            code(&coder, workspace, &article).map(|record| (id, record))
        };
        let coded: Vec<(i64, Record)> =
            pool.install(|| batch.into_par_iter().map_init(Workspace::default, one).flatten_iter().collect());
        desk.replace(&coded, &coding)?;
        done += coded.len();
        progress(&format!("{done} of {} articles", outdated.len()));
    }
    progress("");
    demarche_desk::across::update(&mut desk)?;
    eprintln!("demarche: {}: {done} records replaced", path.display());
    Ok(())
}

fn info(path: &Path) -> Result {
    let desk = Desk::read(path)?;
    let info = desk.info()?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", path.display())?;
    for (what, value) in info.lines() {
        writeln!(out, "  {what:<12} {value}")?;
    }
    Ok(out.flush()?)
}

fn records(path: &Path) -> Result {
    let desk = Desk::read(path)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for document in desk.coded()? {
        if let Some(record) = desk.record(document)? {
            serde_json::to_writer(&mut out, &record).map_err(|e| Failure::Output(e.into()))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}
