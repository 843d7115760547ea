//! The mentions table of GDELT 2.0: 16 columns, separated by tabs, no header, as its Event Codebook V2.0
//! lists them. One row for each place in the article that tells an event of the event table; the two
//! tables meet in GLOBALEVENTID. Offsets count code points from 0; an actor who has none is at -1.

use super::gdelt::{added, dyads};
use super::{clean, mention_within};
use crate::record::{Actor, Form, Mention, Record};

/// The columns, in the codebook's order. The files themselves have no line of names.
#[rustfmt::skip]
pub const COLUMNS: [&str; 16] = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
];

/// A row for each mention of each event.
#[must_use]
pub fn lines(record: &Record) -> Vec<String> {
    let document = &record.document;
    let given = |o: &Option<String>| clean(o.as_deref().unwrap_or_default());
    // 1: an address on the web; 2: a source that can only be cited.
    let (kind, name, identifier) = match &document.url {
        Some(url) => ("1", host(url).to_owned(), clean(url)),
        None => ("2", given(&document.source), clean(&document.id)),
    };
    let length = document.text.chars().count();
    let mut out = Vec::new();
    for d in dyads(record) {
        for &span in std::iter::once(&d.event.trigger).chain(&d.event.evidence) {
            let sentence = record.sentences.partition_point(|s| s.span.end <= span.start);
            let within = record.sentences.get(sentence).map_or(span, |s| s.span);
            let nearest = d.parties.map(|p| p.and_then(|a| mention_within(a, within, span)));
            let offset = |m: Option<&Mention>| m.map_or("-1".to_owned(), |m| m.span.start.to_string());
            // Names as they stand need no reading between the lines.
            let named = |(party, m): (Option<&Actor>, Option<&Mention>)| {
                party.is_none() || m.is_some_and(|m| m.form == Form::Name)
            };
            let raw = d.parties.into_iter().zip(nearest).all(named);
            let cells: [String; COLUMNS.len()] = [
                d.id.to_string(),
                added(record),
                added(record),
                kind.to_owned(),
                name.clone(),
                identifier.clone(),
                (sentence + 1).to_string(),
                offset(nearest[0]),
                offset(nearest[1]),
                span.start.to_string(),
                u8::from(raw).to_string(),
                format!("{:.0}", d.event.confidence * 100.0),
                length.to_string(),
                String::new(),
                String::new(),
                String::new(),
            ];
            out.push(cells.join("\t"));
        }
    }
    out
}

/// The host of an address, as GDELT names its sources.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
