//! `demarche desk watch`: the new articles of feeds, into the desk.

use std::path::{Path, PathBuf};
use std::time::Duration;

use demarche_coder::Workspace;
use demarche_desk::{Desk, Incoming, Outcome};
use demarche_intake::net::{Answer, Client, Fault, Version};
use demarche_intake::{Article, Body, Options, Origin, Place, Raw};
use rayon::prelude::*;
use serde::Deserialize;
use toml::Spanned;

use crate::desk::{How, Where, code, pool};
use crate::failure::{Failure, Result};
use crate::net::Net;
use crate::{articles, engine};

/// Arguments of `demarche desk watch`.
#[derive(clap::Args)]
#[command(after_help = "The file of feeds:
  contact = \"mailto:desk@example.org\"    # told to each host, if you wish (as with --contact)
  [[feed]]
  url = \"https://news.example.org/world.xml\"
  source = \"Example News\"    # if you want another name than the feed's own
  language = \"en\"            # if the feed does not say it
  pages = true               # fetch the page of each entry (the default), or take the feed's own text

Each host is asked for one thing at a time, with pauses, and as its robots.txt allows. Stop it with Ctrl-C at any
moment: an article is in whole or not at all.

Examples:
  demarche desk watch feeds.toml
  demarche desk watch feeds.toml --once --desk talks.db      # from cron")]
pub struct Args {
    /// File of feeds
    #[arg(value_name = "FEEDS.toml")]
    feeds: PathBuf,
    #[command(flatten)]
    desk: Where,
    #[command(flatten)]
    how: How,
    /// Read every feed once, and stop
    #[arg(long)]
    once: bool,
    /// Time between two rounds
    #[arg(long, default_value = "15m", value_parser = parse_wait, conflicts_with = "once")]
    every: Duration,
    #[command(flatten)]
    net: Net,
}

/// Shortest time between two rounds.
const SHORTEST: Duration = Duration::from_secs(60);

fn parse_wait(text: &str) -> std::result::Result<Duration, String> {
    let wait: Option<jiff::SignedDuration> = text.parse().ok();
    let wait = wait.and_then(|w| Duration::try_from(w).ok()).filter(|&w| w >= SHORTEST);
    wait.ok_or_else(|| format!("{text:?} is no time of a minute or more; write 15m or 2h"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    contact: Option<String>,
    #[serde(default)]
    feed: Vec<Feed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: Spanned<String>,
    source: Option<String>,
    language: Option<String>,
    #[serde(default = "yes")]
    pages: bool,
}

fn yes() -> bool {
    true
}

/// Reads the file of feeds.
fn feeds(path: &Path) -> Result<File> {
    let at = |text: &str, byte: usize| 1 + text.get(..byte).unwrap_or(text).matches('\n').count();
    let wrong = |line: usize, what: &str| Failure::Input(format!("{}:{line}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| Failure::Input(format!("{}: {e}", path.display())))?;
    let file: File = toml::from_str(&text).map_err(|e| {
        wrong(at(&text, e.span().map_or(0, |s| s.start)), e.message().lines().next().unwrap_or_default())
    })?;
    for feed in &file.feed {
        let url = feed.url.get_ref();
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(wrong(
                at(&text, feed.url.span().start),
                &format!("{url:?} is no address; it begins with https://"),
            ));
        }
    }
    if file.feed.is_empty() {
        return Err(wrong(1, "names no feed; write [[feed]] and url = \"https://…\""));
    }
    Ok(file)
}

/// What a round brought.
#[derive(Default)]
struct Round {
    new: usize,
    known: usize,
    bad: usize,
    failed: usize,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result {
    let File { contact, feed: feeds } = feeds(&args.feeds)?;
    let coding = engine::coding(args.how.lexicon.as_deref())?;
    let coder = engine::coder(args.how.lexicon.as_deref())?;
    let pool = pool(&args.how)?;
    let mut desk = Desk::open(&args.desk.desk)?;
    let mut settings = args.net.settings();
    settings.contact = settings.contact.or(contact);
    let mut client = Client::new(settings);
    loop {
        let mut round = Round::default();
        for feed in &feeds {
            let url = feed.url.get_ref();
            let read = match read(feed, &mut client, &desk, &mut round)? {
                Ok(Some(read)) => read,
                Ok(None) => continue,
                Err(why) => {
                    round.failed += 1;
                    eprintln!("demarche: {url}: {why}");
                    continue;
                }
            };
            let known = |article: Incoming| desk.knows(&article).map(|known| (article, known));
            let looked: Vec<_> = read.articles.into_iter().map(known).collect::<std::result::Result<_, _>>()?;
            let one = |workspace: &mut Workspace, (article, known): (Incoming, bool)| {
                let record = if known { None } else { code(&coder, workspace, &article) };
                (article, record)
            };
            let coded: Vec<_> = pool.install(|| looked.into_par_iter().map_init(Workspace::default, one).collect());
            let outcomes = desk.add(&coded, &coding)?;
            let known = outcomes.iter().filter(|o| matches!(o, Outcome::Known(_))).count();
            round.new += outcomes.len() - known;
            round.known += known;
            // Only now: entries that are not in yet have to be sent again.
            if read.complete {
                desk.set_feed_version(url, read.version.etag.as_deref(), read.version.modified.as_deref())?;
            }
        }
        demarche_desk::across::update(&mut desk)?;
        let Round { new, known, bad, failed } = round;
        eprintln!("demarche: {new} new, {known} there already, {bad} bad, {failed} of {} feeds failed", feeds.len());
        if args.once {
            let all = || Failure::Input("no feed could be read".to_owned());
            return if failed == feeds.len() { Err(all()) } else { Ok(()) };
        }
        std::thread::sleep(args.every);
    }
}

/// The new articles of a feed.
struct Read {
    articles: Vec<Incoming>,
    version: Version,
    /// Whether no page failed that may come another time.
    complete: bool,
}

/// Fetches a feed and the pages of the entries that the desk has not. The outer fault is the desk's, the inner one the
/// feed's, which stops no other.
fn read(
    feed: &Feed,
    client: &mut Client,
    desk: &Desk,
    round: &mut Round,
) -> Result<std::result::Result<Option<Read>, String>> {
    let url = feed.url.get_ref();
    let (etag, modified) = desk.feed_version(url)?;
    let fetched = match client.fetch(url, &Version { etag, modified }) {
        Ok(Answer::New(fetched)) => fetched,
        Ok(Answer::Unchanged) => return Ok(Ok(None)),
        Err(fault) => return Ok(Err(fault.why)),
    };
    let entries = match demarche_intake::feed(url, &fetched.body) {
        Ok(entries) => entries,
        Err(bad) => return Ok(Err(bad.reason)),
    };
    let (mut found, mut complete) = (Vec::new(), true);
    for mut entry in entries {
        if let Some(source) = &feed.source {
            entry.source = Some(source.clone());
        }
        entry.language = entry.language.or_else(|| feed.language.clone());
        let link = entry.url.clone().filter(|_| feed.pages || entry.text.is_empty());
        if let Some(seen) = &entry.url
            && desk.has_url(seen)?
        {
            round.known += 1;
            continue;
        }
        let raw = match link.map(|link| page(&link, client)) {
            Some(Ok(raw)) => raw,
            Some(Err(fault)) => {
                round.bad += 1;
                // What is gone or forbidden stays so; only for the rest is the feed asked for again.
                complete &= fault.lasting;
                eprintln!("demarche: {}: {fault}; passed over", entry.url.as_deref().unwrap_or(url));
                continue;
            }
            None => Raw { origin: entry.origin.clone(), body: Body::Fields(Box::new(entry.clone())) },
        };
        match articles::incoming(Ok(raw), &Options::default()) {
            Ok(article) => found.push(with_entry(article, &entry)),
            Err(why) => {
                round.bad += 1;
                eprintln!("demarche: {why}; passed over");
            }
        }
    }
    Ok(Ok(Some(Read { articles: found, version: fetched.version, complete })))
}

fn page(link: &str, client: &mut Client) -> std::result::Result<Raw, Fault> {
    match client.fetch(link, &Version::default())? {
        Answer::New(page) => {
            let body =
                Body::Page { bytes: page.body, charset: page.charset, url: Some(link.to_owned()), fetched: None };
            Ok(Raw { origin: Origin { input: link.to_owned(), place: Place::Whole }, body })
        }
        Answer::Unchanged => Err(Fault { why: "answers with nothing".to_owned(), lasting: false }),
    }
}

/// What the page does not say of itself, the feed's entry does; its address is the entry's, by which it is known again.
fn with_entry(article: Incoming, entry: &Article) -> Incoming {
    Incoming {
        title: article.title.or_else(|| entry.title.clone()),
        date: article.date.or_else(|| entry.date.map(|d| d.to_string())),
        source: entry.source.clone().or(article.source),
        url: entry.url.clone().or(article.url),
        language: article.language.or_else(|| entry.language.clone()),
        ..article
    }
}
