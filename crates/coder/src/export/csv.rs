//! Comma-separated values (RFC 4180, without the line ends): one row an event, of every status,
//! with the record's own types. Several values in a cell are separated by `|`.

use super::words;
use crate::record::{Actor, ActorId, Event, Record};

/// The columns.
pub const COLUMNS: [&str; 25] = [
    "document",
    "published",
    "source",
    "url",
    "event",
    "type",
    "mode",
    "contexts",
    "cameo",
    "quad",
    "score",
    "goldstein",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "status",
    "condition",
    "from",
    "to",
    "place",
    "place_country",
    "trigger",
    "sentence",
    "confidence",
];

/// The line of column names.
#[must_use]
pub fn header() -> String {
    COLUMNS.join(",")
}

/// A row for each event.
#[must_use]
pub fn lines(record: &Record) -> Vec<String> {
    rows(record).into_iter().map(|cells| cells.map(quoted).join(",")).collect()
}

/// The cells of each event, for tables of another form.
#[must_use]
pub fn rows(record: &Record) -> Vec<[String; COLUMNS.len()]> {
    record.events.iter().map(|e| cells(record, e)).collect()
}

fn cells(record: &Record, event: &Event) -> [String; COLUMNS.len()] {
    let document = &record.document;
    let given = |o: &Option<String>| o.clone().unwrap_or_default();
    let names = |ids| list(record, ids, |a| a.name.clone());
    let codes = |ids| list(record, ids, code);
    let place = event.place.as_ref();
    let sentence = record.sentences.get(event.sentence);
    [
        document.id.clone(),
        given(&document.date),
        given(&document.source),
        given(&document.url),
        event.id.0.clone(),
        event.kind.clone(),
        given(&event.mode),
        event.contexts.join("|"),
        given(&event.cameo),
        event.quad.to_string(),
        event.score.to_string(),
        event.goldstein.map(|g| g.to_string()).unwrap_or_default(),
        names(&event.actors),
        codes(&event.actors),
        names(&event.recipients),
        codes(&event.recipients),
        format!("{:?}", event.status).to_lowercase(),
        event.condition.map(|c| words(&document.text, c)).unwrap_or_default(),
        event.date.as_ref().map(|d| d.from.clone()).unwrap_or_default(),
        event.date.as_ref().map(|d| d.to.clone()).unwrap_or_default(),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        place.and_then(|p| p.country.clone()).unwrap_or_default(),
        words(&document.text, event.trigger),
        sentence.map(|s| words(&document.text, s.span)).unwrap_or_default(),
        event.confidence.to_string(),
    ]
}

fn list(record: &Record, ids: &[ActorId], of: impl Fn(&Actor) -> String) -> String {
    let actors = ids.iter().filter_map(|id| record.actors.iter().find(|a| a.id == *id));
    actors.map(of).collect::<Vec<_>>().join("|")
}

/// Country or body, and sector: `UKRGOV`.
fn code(actor: &Actor) -> String {
    let place = actor.code.as_deref().or(actor.country.as_deref()).unwrap_or_default();
    format!("{place}{}", actor.sector.as_deref().unwrap_or_default())
}

/// A cell in quotation marks where it holds what would end it.
#[must_use]
pub fn quoted(cell: String) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
