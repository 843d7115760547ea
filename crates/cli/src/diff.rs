//! `demarche diff`: two codings of one corpus, event by event.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use demarche_coder::record::Record;
use demarche_desk::Desk;
use demarche_desk::across::diff::{Coded, Difference, Sketch, What, diff};

use crate::across::word;
use crate::failure::{Failure, Result};
use crate::input;
use crate::show::{Answer, Format};

/// Arguments of `demarche diff`.
#[derive(clap::Args)]
#[command(
    after_help = "Each coding is a file of records, one JSON object a line, or a desk. Articles meet by their ids,
events by the words that carry them.

Examples:
  demarche diff before.jsonl after.jsonl
  demarche diff old.db new.db --format csv > differences.csv"
)]
pub struct Diff {
    /// One coding
    first: PathBuf,
    /// The other
    second: PathBuf,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Prints what differs, and how much, on standard error.
pub fn run(args: &Diff) -> Result {
    let (first, second) = (load(&args.first)?, load(&args.second)?);
    let mut rows = Vec::new();
    let mut shared = 0;
    for (id, a) in &first {
        match second.get(id) {
            Some(b) => {
                shared += 1;
                rows.extend(diff(a, b));
            }
            None => rows.push(alone(id, What::OnlyFirst)),
        }
    }
    rows.extend(second.keys().filter(|id| !first.contains_key(*id)).map(|id| alone(id, What::OnlySecond)));
    let columns = [
        "document",
        "what",
        "fields",
        "words",
        "type",
        "status",
        "actors",
        "recipients",
        "new_type",
        "new_status",
        "new_actors",
        "new_recipients",
    ];
    let cells = |d: &Difference| {
        let side = |s: &Option<Sketch>| match s {
            Some(s) => [kind(s), s.status.clone(), s.actors.join("; "), s.recipients.join("; ")],
            None => [const { String::new() }; 4],
        };
        let words = d.first.as_ref().or(d.second.as_ref()).map(|s| s.words.clone()).unwrap_or_default();
        let head = [d.document.clone(), word(&d.what), d.fields.join("; "), words];
        head.into_iter().chain(side(&d.first)).chain(side(&d.second)).collect()
    };
    Answer { rows: &rows, columns: &columns, cells, text }.print(args.format)?;
    let count = |what: What| rows.iter().filter(|d| d.what == what).count();
    let total = |side: &BTreeMap<String, Coded>, of: fn(&Coded) -> usize| side.values().map(of).sum::<usize>();
    let both = |of: fn(&Coded) -> usize| format!("{} and {}", total(&first, of), total(&second, of));
    eprintln!(
        "demarche: {shared} documents in both, {} only in the first, {} only in the second; {} events: {} removed, {} added, {} changed; {} statements; {} positions",
        count(What::OnlyFirst),
        count(What::OnlySecond),
        both(|c| c.events.len()),
        count(What::Removed),
        count(What::Added),
        count(What::Changed),
        both(|c| c.statements),
        both(|c| c.positions),
    );
    Ok(())
}

fn alone(id: &str, what: What) -> Difference {
    Difference { document: id.to_owned(), what, fields: Vec::new(), first: None, second: None }
}

fn kind(s: &Sketch) -> String {
    s.mode.as_ref().map_or_else(|| s.kind.clone(), |mode| format!("{}/{mode}", s.kind))
}

fn text(d: &Difference) -> String {
    let side = |sign: &str, s: &Sketch| {
        let to = if s.recipients.is_empty() { String::new() } else { format!(" → {}", s.recipients.join(", ")) };
        let date = s
            .date
            .as_ref()
            .map(|(from, to)| if from == to { format!("  {from}") } else { format!("  {from} to {to}") });
        let place = s.place.as_ref().map(|p| format!("  in {p}")).unwrap_or_default();
        format!("\n    {sign} {} {}  {}{to}{}{place}", kind(s), s.status, s.actors.join(", "), date.unwrap_or_default())
    };
    let words = d.first.as_ref().or(d.second.as_ref()).map(|s| format!("  “{}”", s.words)).unwrap_or_default();
    let fields = if d.fields.is_empty() { String::new() } else { format!(" in {}", d.fields.join(", ")) };
    let mut line = format!("{}  {}{fields}{words}", d.document, word(&d.what).replace('_', " in the "));
    line.extend(d.first.iter().map(|s| side("-", s)));
    line.extend(d.second.iter().map(|s| side("+", s)));
    line
}

/// The coded articles of a file of records or of a desk, by their ids.
fn load(path: &Path) -> Result<BTreeMap<String, Coded>> {
    if is_desk(path) {
        let desk = Desk::read(path)?;
        let mut out = BTreeMap::new();
        for document in desk.coded()? {
            out.extend(desk.record(document)?.map(|r| (r.document.id.clone(), Coded::of(&r))));
        }
        return Ok(out);
    }
    let name = input::name(path);
    let mut out = BTreeMap::new();
    for (number, line) in (1..).zip(std::io::BufRead::lines(input::reader(path)?)) {
        let fault = |what: String| Failure::Input(format!("{name}:{number}: {what}"));
        let line = line.map_err(|e| fault(input::describe(&e)))?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(&line)
            .map_err(|e| fault(format!("no record ({e}); `demarche code` and `demarche desk records` write them")))?;
        out.insert(record.document.id.clone(), Coded::of(&record));
    }
    Ok(out)
}

fn is_desk(path: &Path) -> bool {
    let mut start = [0; 16];
    std::fs::File::open(path).and_then(|mut f| f.read_exact(&mut start)).is_ok()
        && start.starts_with(b"SQLite format 3")
}
