//! A look over a user's own files before they are used: every fault, not only the first; what was read; and
//! which entries stand before ours of the same name.

use std::borrow::Cow;
use std::fmt;

use super::actors::{ActorLexicon, Entry};
use super::map::Set;
use super::table::{Row, rows};
use super::{Lexicon, LexiconError, Source, sources};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What keeps the files from being used, in the order of files and lines.
    pub faults: Vec<LexiconError>,
    /// What may be meant, but deserves a look.
    pub warnings: Vec<Warning>,
    /// Rows or frames read from each file.
    pub read: Vec<(String, usize)>,
}

/// Something that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub file: String,
    /// Line number from 1.
    pub line: usize,
    /// What.
    pub what: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// More faults than this in one file say that it is of another kind.
const MOST_FAULTS: usize = 100;

/// Looks over a user's files.
///
/// # Errors
/// When our own files have a fault.
pub fn check(own: &[Source]) -> Result<Report, LexiconError> {
    let ours = Lexicon::load(Vec::new())?;
    let mut report = Report::default();
    let mut sound: Vec<Source> = Vec::new();
    // Classes are named by frames, so they come first.
    let mut files: Vec<&Source> = own.iter().collect();
    files.sort_by_key(|s| (!s.path.starts_with("en/classes/"), &s.path));
    for source in files {
        let before = report.faults.len();
        let usable = without_faults(source, &sound, &mut report.faults);
        report.faults[before..].sort_by_key(line_of);
        if let Some(usable) = usable {
            report.read.push((source.path.clone(), entries(&usable)));
            sound.push(usable);
        }
    }
    let states: Set<&str> = ours.actors.states.iter().map(|s| s.code.as_str()).collect();
    let own_states: Set<String> = own_codes(&sound);
    for source in &sound {
        columns(source, &|code| states.contains(code) || own_states.contains(code), &mut report.faults);
        shadows(source, &ours, &mut report.warnings);
    }
    let place = |e: &LexiconError| (file_of(e).to_owned(), line_of(e));
    report.faults.sort_by_key(place);
    report.faults.dedup();
    Ok(report)
}

/// The file without the lines that have a fault, by loading it again and again with what was faulty blanked; the loader
/// itself says what a fault is. Nothing if it cannot be used at all.
fn without_faults(source: &Source, sound: &[Source], faults: &mut Vec<LexiconError>) -> Option<Source> {
    let mut rest = Source { own: true, ..source.clone() };
    for _ in 0..MOST_FAULTS {
        let files = sound.iter().chain([&rest]).cloned().collect();
        let Err(fault) = Lexicon::load(files) else { return Some(rest) };
        let line = match &fault {
            LexiconError::Row { file, line, .. } if *file == rest.path => *line,
            _ => {
                faults.push(fault);
                return None;
            }
        };
        faults.push(fault);
        rest.text = blanked(&rest, line)?.into();
    }
    None
}

/// The text with the row or frame at a line blanked; nothing where the fault is in what holds the file together.
fn blanked(source: &Source, line: usize) -> Option<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let at = line.checked_sub(1).filter(|&i| i < lines.len())?;
    let (from, to) = if source.path.ends_with(".tsv") {
        let header = lines.iter().position(|l| !l.starts_with('#') && !l.trim().is_empty())?;
        if at == header {
            return None;
        }
        (at, at + 1)
    } else {
        let opens = |l: &&str| l.trim_start().starts_with("[[");
        let from = lines[..=at].iter().rposition(opens)?;
        let to = lines[from + 1..].iter().position(opens).map_or(lines.len(), |n| from + 1 + n);
        (from, to)
    };
    if lines[from..to].iter().all(|l| l.is_empty()) {
        return None;
    }
    let kept = lines.iter().enumerate().map(|(i, l)| if (from..to).contains(&i) { "" } else { l });
    Some(kept.collect::<Vec<_>>().join("\n"))
}

fn line_of(fault: &LexiconError) -> usize {
    match fault {
        LexiconError::Row { line, .. } => *line,
        LexiconError::UnknownFile { .. } => 0,
    }
}

fn file_of(fault: &LexiconError) -> &str {
    match fault {
        LexiconError::Row { file, .. } | LexiconError::UnknownFile { file } => file,
    }
}

/// Rows of a table, or items of a TOML file.
fn entries(source: &Source) -> usize {
    let lines = source.text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    if source.path.ends_with(".tsv") {
        lines.count().saturating_sub(1)
    } else {
        let items = lines.clone().filter(|l| l.trim_start().starts_with("[[")).count();
        if items > 0 { items } else { lines.filter(|l| l.contains('=')).count() }
    }
}

/// Codes of the states in a user's own files.
fn own_codes(sources: &[Source]) -> Set<String> {
    let of = sources.iter().filter(|s| s.path == "actors/states.tsv");
    of.flat_map(|s| s.text.lines().filter_map(|l| l.split('\t').next().map(str::to_owned))).collect()
}

/// The columns of a table by its path: where a country, a sector and the two times stand.
struct Columns {
    names: &'static [&'static str],
    country: usize,
    sector: Option<usize>,
    times: Option<usize>,
}

const PEOPLE: Columns = Columns { names: super::actors::PEOPLE, country: 3, sector: Some(4), times: Some(6) };
const BODIES: Columns = Columns { names: super::actors::BODIES, country: 3, sector: Some(5), times: Some(7) };
const PLACES: Columns = Columns { names: super::actors::PLACES, country: 3, sector: None, times: None };

fn columns_of(path: &str) -> Option<Columns> {
    match path {
        "actors/states.tsv" => None,
        "places.tsv" => Some(PLACES),
        p if p.starts_with("actors/people/") => Some(PEOPLE),
        p if p.starts_with("actors/") => Some(BODIES),
        _ => None,
    }
}

/// What the loader lets pass, since it costs time at every start: codes that are none, times that run backwards.
fn columns(source: &Source, is_state: &dyn Fn(&str) -> bool, faults: &mut Vec<LexiconError>) {
    let Some(columns) = columns_of(&source.path) else { return };
    let Ok(rows) = rows(&source.path, &source.text, columns.names) else { return };
    let sectors = sectors();
    for row in rows.flatten() {
        if let Some(code) = row.known(columns.country).filter(|c| !is_state(c)) {
            faults.push(
                row.fault(format!("{code:?} is no country; actors/states.tsv has the codes (ISO 3166-1 alpha-3)")),
            );
        }
        if let Some(code) = columns.sector.and_then(|i| row.known(i)).filter(|c| !sectors.contains(*c)) {
            faults.push(row.fault(format!("{code:?} is no sector; sectors.tsv has them")));
        }
        if let Some((from, to)) = columns.times.and_then(|i| Some((row.known(i)?, row.known(i + 1)?))) {
            // Of one length, dates stand in their order as text.
            let len = from.len().min(to.len());
            if from[..len] > to[..len] {
                faults.push(row.fault(format!("begins in {from} and ends before, in {to}")));
            }
        }
    }
}

fn sectors() -> Set<String> {
    let text = sources::built_in().into_iter().find(|s| s.path == "sectors.tsv").map_or(Cow::Borrowed(""), |s| s.text);
    rows("sectors.tsv", &text, &["code", "label"])
        .map(|rows| rows.flatten().map(|r| r.cell(0).to_owned()).collect())
        .unwrap_or_default()
}

/// Entries that stand before ours of the same name.
fn shadows(source: &Source, ours: &Lexicon, warnings: &mut Vec<Warning>) {
    let mut warn = |line: usize, what: String| warnings.push(Warning { file: source.path.clone(), line, what });
    if let Some(columns) = columns_of(&source.path) {
        let Ok(rows) = rows(&source.path, &source.text, columns.names) else { return };
        let mut last = String::new();
        for row in rows.flatten() {
            // A person has a row for each role.
            if row.cell(0) != last {
                last = row.cell(0).to_owned();
                for name in names(&row) {
                    if let Some(&entry) = ours.actors.meaning(name).first() {
                        warn(row.line, format!("{name:?} is {} with us; yours wins", describe(entry, &ours.actors)));
                    }
                }
            }
        }
        return;
    }
    match source.path.as_str() {
        "en/roles.tsv" => {
            let Ok(rows) = rows(&source.path, &source.text, &["noun", "kind", "sector", "gender"]) else { return };
            for row in rows.flatten() {
                if let Some(noun) = ours.actors.nouns.get(row.cell(0)) {
                    let sector = noun.sector.as_deref().unwrap_or("no sector");
                    warn(row.line, format!("{:?} is a role noun with us, of {sector}; yours wins", row.cell(0)));
                }
            }
        }
        path if replaces_ours(path) => warn(1, "takes the place of our file of this name as a whole".to_owned()),
        _ => {}
    }
}

/// Whether a file is read in place of ours and not besides it.
fn replaces_ours(path: &str) -> bool {
    const BESIDES: [&str; 4] = ["en/frames/", "en/classes/", "en/cues", "issues"];
    path.ends_with(".toml")
        && !BESIDES.iter().any(|b| path.starts_with(b))
        && sources::built_in().iter().any(|s| s.path == path)
}

fn names<'r>(row: &Row<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    std::iter::once(row.cell(0)).chain(row.list(1))
}

fn describe(entry: Entry, ours: &ActorLexicon) -> String {
    let state = |n: u32| format!("{} ({})", ours.states[n as usize].name, ours.states[n as usize].code);
    match entry {
        Entry::State(n) => format!("a name of {}", state(n)),
        Entry::Adjective(n) => format!("the adjective of {}", state(n)),
        Entry::People(n) => format!("the people of {}", state(n)),
        Entry::Capital(n) => format!("the capital of {}", state(n)),
        Entry::Person(n) => format!("the person {}", ours.people[n as usize].name),
        Entry::Body(n) => format!("the body {}", ours.bodies[n as usize].name),
        Entry::Place(n) => format!("the place {}", ours.places[n as usize].name),
    }
}
