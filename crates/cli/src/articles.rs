//! Articles for the desk: text files, and JSON lines from files or standard input.

use std::io::{BufRead, Read as _};
use std::path::{Path, PathBuf};

use demarche_desk::Incoming;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::failure::Result;
use crate::input;
use crate::read::parse_date;

/// Longest line, in bytes.
const LONGEST: u64 = 64 << 20;

/// What could not be read: file, place, fault.
pub type Bad = String;

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    text: String,
    date: Option<String>,
    title: Option<Value>,
    source: Option<Value>,
    url: Option<Value>,
    language: Option<Value>,
}

/// All articles of some inputs, one after the other; a bad one does not end the rest. An input that cannot be opened
/// is a fault of the call, found before anything is read.
pub fn open(
    inputs: &[PathBuf],
    date: Option<Date>,
) -> Result<impl Iterator<Item = std::result::Result<Incoming, Bad>>> {
    let mut articles: Vec<Box<dyn Iterator<Item = std::result::Result<Incoming, Bad>>>> = Vec::new();
    for path in inputs {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt")) {
            input::check(path)?;
            let path = path.clone();
            articles.push(Box::new(std::iter::once_with(move || text(&path, date))));
        } else {
            articles.push(Box::new(lines(path, date)?));
        }
    }
    Ok(articles.into_iter().flatten())
}

fn text(path: &Path, date: Option<Date>) -> std::result::Result<Incoming, Bad> {
    let text = input::article(path, None).map_err(|e| e.to_string())?;
    Ok(Incoming {
        name: path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        text,
        date: date.map(|d| d.to_string()),
        origin: Some(input::name(path)),
        ..Incoming::default()
    })
}

fn lines(path: &Path, date: Option<Date>) -> Result<impl Iterator<Item = std::result::Result<Incoming, Bad>> + use<>> {
    let name = input::name(path);
    let mut reader = input::reader(path)?;
    let (mut number, mut ended) = (0, false);
    Ok(std::iter::from_fn(move || {
        while !ended {
            number += 1;
            let place = format!("{name}:{number}");
            let mut bytes = Vec::new();
            match (&mut reader).take(LONGEST + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => ended = true,
                Ok(_) if bytes.len() as u64 > LONGEST => {
                    ended = true;
                    let most = LONGEST >> 20;
                    return Some(Err(format!(
                        "{place}: longer than {most} MiB, too long for one article; the rest is not read"
                    )));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(line(&bytes, &place, date).map_err(|what| format!("{place}: {what}"))),
                Err(e) => {
                    ended = true;
                    return Some(Err(format!("{place}: {}", input::describe(&e))));
                }
            }
        }
        None
    }))
}

fn line(bytes: &[u8], place: &str, date: Option<Date>) -> std::result::Result<Incoming, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8; JSON lines are always UTF-8".to_owned())?;
    let line: Line = serde_json::from_str(text).map_err(|e| format!("no article as JSON with a `text`: {e}"))?;
    if line.text.trim().is_empty() {
        return Err("holds no text".to_owned());
    }
    // Sources give days with a time behind them as often as without.
    let own = line.date.as_deref().filter(|d| !d.is_empty());
    let own = own.map(|d| parse_date(d.get(..10).unwrap_or(d))).transpose()?;
    // Data sets use these names for other things too; only words are ours.
    let words = |value: Option<Value>| value.and_then(|v| v.as_str().map(str::to_owned));
    let name = line.id.filter(|id| !id.is_null()).map(|id| match id {
        Value::String(text) => text,
        other => other.to_string(),
    });
    Ok(Incoming {
        name,
        text: line.text,
        title: words(line.title),
        date: own.or(date).map(|d| d.to_string()),
        source: words(line.source),
        url: words(line.url),
        language: words(line.language),
        origin: Some(place.to_owned()),
    })
}
