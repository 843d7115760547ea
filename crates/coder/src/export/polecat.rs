//! POLECAT: 40 columns, separated by tabs, below a line of names, as the weekly files of the POLECAT
//! Dataverse (doi:10.7910/DVN/AJGVIT, files from 2023 on) have them; so read by code that takes those files, such
//! as the loaders of the Temporal Graph Benchmark's `tkgl-polecat`. Several values in a cell are
//! separated by `; `, what is not known is `None`, COW codes are numbers. One row an event. We know
//! no Wikipedia titles and no GeoNames numbers.

use super::{cell, clean, nearest_mention, rules, words};
use crate::lexicon::Lexicon;
use crate::record::{Actor, ActorId, ActorKind, Event, Record};

/// The columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 40] = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
];

const NONE: &str = "None";

/// The line of column names.
#[must_use]
pub fn header() -> String {
    COLUMNS.join("\t")
}

/// A row for each event that PLOVER codes.
#[must_use]
pub fn lines(record: &Record, known: &Lexicon) -> Vec<String> {
    let story = story(record);
    record.events.iter().filter_map(|e| row(record, known, e, &story)).collect()
}

fn row(record: &Record, known: &Lexicon, event: &Event, story: &[String; 3]) -> Option<String> {
    let coded = rules::as_coded(event)?;
    let facts = known.ontology.kind(coded.kind, coded.mode)?;
    if !rules::has_parties(event, facts) {
        return None;
    }
    let document = &record.document;
    let date = event.date.as_ref().map(|d| &d.from).or(document.date.as_ref())?;
    let mut row: Vec<String> = Vec::with_capacity(COLUMNS.len());
    row.extend([
        format!("{}_{}", document.id, event.id.0),
        date.clone(),
        coded.kind.to_owned(),
        coded.mode.unwrap_or_default().to_owned(),
        facts.score.to_string(),
        quad(facts.quad).to_owned(),
        event.contexts.join("; "),
    ]);
    row.extend(parties(record, known, event, &event.actors));
    row.extend(parties(record, known, event, &event.recipients));
    row.extend(place(record, known, event));
    row.push(document.source.clone().unwrap_or_default());
    row.push(document.date.clone().unwrap_or_default());
    row.extend(story.iter().cloned());
    row.push(document.language.clone());
    row.push(concat!("demarche ", env!("CARGO_PKG_VERSION")).to_owned());
    debug_assert_eq!(row.len(), COLUMNS.len());
    let cells: Vec<String> = row.iter().map(|c| if c.is_empty() { NONE.to_owned() } else { clean(c) }).collect();
    Some(cells.join("\t"))
}

/// PLOVER's quadrants in POLECAT's words.
fn quad(number: u8) -> &'static str {
    match number {
        1 => "VERBAL COOPERATION",
        2 => "MATERIAL COOPERATION",
        3 => "VERBAL CONFLICT",
        4 => "MATERIAL CONFLICT",
        _ => NONE,
    }
}

/// The eight columns of a side.
fn parties(record: &Record, known: &Lexicon, event: &Event, ids: &[ActorId]) -> [String; 8] {
    let side: Vec<&Actor> = ids.iter().filter_map(|id| record.actors.iter().find(|a| a.id == *id)).collect();
    // Each party has its value in each cell, so that cells can be read side by side.
    let join = |of: &dyn Fn(&Actor) -> Option<String>| {
        let values: Vec<Option<String>> = side.iter().map(|a| of(a)).collect();
        let any = values.iter().any(Option::is_some);
        let values: Vec<String> = values.into_iter().map(|v| v.unwrap_or_else(|| NONE.to_owned())).collect();
        if any { values.join("; ") } else { String::new() }
    };
    let cow = |a: &Actor| {
        let state = known.actors.state(a.country.as_deref()?)?;
        known.codes.cow(state.cow.as_deref()?).map(str::to_owned)
    };
    let raw = |a: &Actor| nearest_mention(record, event, a).map(|m| words(&record.document.text, m.span));
    let sector = |a: &Actor| a.sector.clone();
    [
        join(&|a| Some(a.name.clone())),
        join(&|a| a.country.clone().or_else(|| a.code.clone())),
        join(&cow),
        join(&sector),
        join(&sector),
        join(&|a| a.role.clone()),
        join(&raw),
        String::new(),
    ]
}

/// The ten columns of a place.
fn place(record: &Record, known: &Lexicon, event: &Event) -> [String; 10] {
    let Some(place) = &event.place else { return Default::default() };
    let found = known.actors.place(&place.name, place.country.as_deref());
    let kind = found.map_or("", |p| p.kind.as_str());
    let only = |holds: bool, value: &str| if holds { value.to_owned() } else { String::new() };
    let province = if kind == "region" { Some(place.name.as_str()) } else { found.and_then(|p| p.region.as_deref()) };
    let within = record.sentences.get(event.sentence).map(|s| s.span);
    let told = record.places.iter().filter(|p| p.name == place.name && p.country == place.country);
    let mut told = told.flat_map(|p| &p.mentions);
    let raw = told.find(|m| within.is_some_and(|w| w.start <= m.start && m.end <= w.end));
    [
        place.name.clone(),
        only(matches!(kind, "capital" | "city" | "town"), &place.name),
        String::new(),
        province.unwrap_or_default().to_owned(),
        place.country.clone().unwrap_or_default(),
        cell(place.lat),
        cell(place.lon),
        String::new(),
        raw.map(|&m| words(&record.document.text, m)).unwrap_or_default(),
        // GeoNames' codes for what sort of place it is.
        match kind {
            "country" => "PCLI",
            "region" => "ADM1",
            "capital" => "PPLC",
            "city" | "town" => "PPL",
            _ => "",
        }
        .to_owned(),
    ]
}

/// People, organisations and places of the whole article.
fn story(record: &Record) -> [String; 3] {
    let names = |of: &dyn Fn(&Actor) -> bool| {
        let named =
            record.actors.iter().filter(|a| of(a) && a.mentions.iter().any(|m| m.form == crate::record::Form::Name));
        named.map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
    };
    let body = |a: &Actor| matches!(a.kind, ActorKind::Organization | ActorKind::ArmedGroup | ActorKind::Group);
    let places: Vec<&str> = record.places.iter().map(|p| p.name.as_str()).collect();
    [names(&|a| a.kind == ActorKind::Person), names(&body), places.join("; ")]
}
