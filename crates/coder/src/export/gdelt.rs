//! The event table of GDELT 2.0: 61 columns, separated by tabs, no header, as its Event Codebook V2.0
//! (19 February 2015) lists them. GDELT is dyadic: an event is a row for each actor with each recipient,
//! and a mutual act one for each pair of its actors. What we have nothing for is left empty: there is no
//! lexicon of tone (AvgTone), no ethnic or religious code, no second-level region, no GNS number.

use jiff::civil::Date;

use super::rules::{self, Coded};
use super::{cell, clean};
use crate::lexicon::Lexicon;
use crate::lexicon::codes::CameoActor;
use crate::record::{Actor, ActorKind, Event, Record, SentenceKind};

/// The columns, in the codebook's order. The files themselves have no line of names.
#[rustfmt::skip]
pub const COLUMNS: [&str; 61] = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode",
    "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode",
    "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID",
    "Actor2Geo_Type", "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID",
    "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code",
    "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
    "DATEADDED", "SOURCEURL",
];

/// An event between two parties at most.
pub(super) struct Dyad<'r> {
    /// GLOBALEVENTID: a hash of document, event and parties, of 53 bits so that any reader of numbers keeps it.
    pub id: u64,
    /// The event.
    pub event: &'r Event,
    /// Its CAMEO code by GDELT's rules.
    pub code: &'r str,
    /// Actor1 and Actor2.
    pub parties: [Option<&'r Actor>; 2],
}

/// The rows of a record: what happened or was announced, has a CAMEO code, somebody in it, and a day.
pub(super) fn dyads(record: &Record) -> Vec<Dyad<'_>> {
    let mut out = Vec::new();
    for event in &record.events {
        let Some(Coded { cameo: Some(code), .. }) = rules::as_coded(event) else { continue };
        if day(record, event).is_none() {
            continue;
        }
        let of = |ids: &[crate::record::ActorId]| -> Vec<Option<&Actor>> {
            ids.iter().filter_map(|id| record.actors.iter().find(|a| a.id == *id)).map(Some).collect()
        };
        let (actors, recipients) = (of(&event.actors), of(&event.recipients));
        let pairs: Vec<[Option<&Actor>; 2]> = match (&actors[..], &recipients[..]) {
            ([], []) => continue,
            ([], to) => to.iter().map(|&r| [None, r]).collect(),
            (together, []) if together.len() > 1 && rules::is_mutual(code) => {
                let later = |i: usize| together[i + 1..].iter().map(move |&b| [together[i], b]);
                (0..together.len()).flat_map(later).collect()
            }
            (apart, []) => apart.iter().map(|&a| [a, None]).collect(),
            (from, to) => from.iter().flat_map(|&a| to.iter().map(move |&r| [a, r])).collect(),
        };
        for parties in pairs {
            let [one, two] = parties.map(|p| p.map_or("", |a| a.id.0.as_str()));
            let id = hash(&[&record.document.id, &event.id.0, one, two]);
            out.push(Dyad { id, event, code, parties });
        }
    }
    out
}

/// A row for each event and pair of parties.
#[must_use]
pub fn lines(record: &Record, known: &Lexicon) -> Vec<String> {
    let lead = lead(record);
    let line = |d: &Dyad<'_>| {
        let cells = cells(record, known, d, lead);
        debug_assert_eq!(cells.len(), COLUMNS.len());
        cells.join("\t")
    };
    dyads(record).iter().map(line).collect()
}

fn cells(record: &Record, known: &Lexicon, d: &Dyad<'_>, lead: usize) -> Vec<String> {
    let mut row: Vec<String> = Vec::with_capacity(COLUMNS.len());
    row.push(d.id.to_string());
    row.extend(day(record, d.event).map(dates).unwrap_or_default());
    for party in d.parties {
        row.extend(actor(known, party));
    }
    let root = d.code.get(..2).unwrap_or(d.code);
    row.push(u8::from(d.event.sentence <= lead).to_string());
    row.extend([d.code, d.code.get(..3).unwrap_or(d.code), root].map(str::to_owned));
    row.push(quad(root).map(|q| q.to_string()).unwrap_or_default());
    row.push(known.ontology.goldstein(d.code).map(|g| format!("{g:.1}")).unwrap_or_default());
    row.extend([1 + d.event.evidence.len(), 1, 1].map(|n| n.to_string()));
    row.push(String::new());
    for party in d.parties {
        row.extend(home(known, party));
    }
    row.extend(scene(known, d.event));
    row.push(added(record));
    let document = &record.document;
    row.push(clean(document.url.as_ref().or(document.source.as_ref()).map_or("", String::as_str)));
    row
}

/// The day of an event, else that of its document.
fn day(record: &Record, event: &Event) -> Option<Date> {
    let day = event.date.as_ref().map(|d| &d.from).or(record.document.date.as_ref())?;
    day.parse().ok()
}

/// SQLDATE, MonthYear, Year, FractionDate. GDELT counts thirty days a month in its fraction.
fn dates(day: Date) -> [String; 4] {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let fraction = (f64::from(month - 1) * 30.0 + f64::from(number)) / 365.0;
    [
        format!("{year:04}{month:02}{number:02}"),
        format!("{year:04}{month:02}"),
        format!("{year:04}"),
        format!("{:.4}", f64::from(year) + fraction),
    ]
}

/// DATEADDED: the day of publication, at midnight.
pub(super) fn added(record: &Record) -> String {
    record.document.date.as_ref().map(|d| format!("{}000000", d.replace('-', ""))).unwrap_or_default()
}

/// The ten columns of a party.
fn actor(known: &Lexicon, party: Option<&Actor>) -> [String; 10] {
    let mut out: [String; 10] = Default::default();
    let Some(actor) = party else { return out };
    let codes = cameo(known, actor);
    out[0] = codes.code();
    out[1] = clean(&actor.name.to_uppercase());
    out[2] = codes.country.into();
    out[3] = codes.group.into();
    out[7] = codes.kind.into();
    out
}

fn cameo(known: &Lexicon, actor: &Actor) -> CameoActor {
    known.codes.cameo(actor.country.as_deref(), actor.code.as_deref(), actor.sector.as_deref())
}

/// QuadClass of a CAMEO root: verbal and material cooperation, verbal and material conflict.
fn quad(root: &str) -> Option<u8> {
    match root.parse().ok()? {
        1..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

/// Eight columns of a place: type, full name, country, first and second region, degrees, number.
type Geo = [String; 8];

/// GDELT's types of places.
#[derive(Clone, Copy)]
enum Sort {
    Country = 1,
    UsState = 2,
    UsCity = 3,
    WorldCity = 4,
    WorldState = 5,
}

/// Where a party is at home, when the party is a state: nobody else is a place.
fn home(known: &Lexicon, party: Option<&Actor>) -> Geo {
    let state = party.filter(|a| matches!(a.kind, ActorKind::State | ActorKind::Government));
    let state = state.and_then(|a| known.actors.state(a.country.as_deref()?));
    let Some(state) = state else { return Geo::default() };
    let fips = state.fips.clone().unwrap_or_default();
    let place = known.actors.place(&state.name, Some(&state.code));
    [
        (Sort::Country as u8).to_string(),
        state.name.clone(),
        fips.clone(),
        fips,
        String::new(),
        cell(place.and_then(|p| p.lat)),
        cell(place.and_then(|p| p.lon)),
        String::new(),
    ]
}

/// Where an event happened.
fn scene(known: &Lexicon, event: &Event) -> Geo {
    let Some(place) = &event.place else { return Geo::default() };
    let found = known.actors.place(&place.name, place.country.as_deref());
    let state = place.country.as_deref().and_then(|c| known.actors.state(c));
    let fips = state.and_then(|s| s.fips.clone()).unwrap_or_default();
    let kind = found.map_or("", |p| p.kind.as_str());
    let own = if kind == "region" { Some(place.name.as_str()) } else { found.and_then(|p| p.region.as_deref()) };
    let american = place.country.as_deref() == Some("USA");
    let sort = match (kind, american) {
        ("country", _) => Some(Sort::Country),
        ("region", true) => Some(Sort::UsState),
        ("region", false) => Some(Sort::WorldState),
        ("capital" | "city" | "town" | "site", true) => Some(Sort::UsCity),
        ("capital" | "city" | "town" | "site", false) => Some(Sort::WorldCity),
        _ => None,
    };
    let mut names = vec![place.name.as_str()];
    names.extend(own.filter(|r| *r != place.name));
    names.extend(state.map(|s| s.name.as_str()).filter(|s| *s != place.name));
    let region = own.zip(place.country.as_deref()).and_then(|(r, c)| known.codes.region(c, r));
    [
        sort.map(|s| (s as u8).to_string()).unwrap_or_default(),
        clean(&names.join(", ")),
        fips.clone(),
        region.map_or(fips, str::to_owned),
        String::new(),
        cell(place.lat),
        cell(place.lon),
        String::new(),
    ]
}

/// The last sentence of the lead: headings, and the first paragraph below them.
fn lead(record: &Record) -> usize {
    let first = record.sentences.iter().position(|s| s.kind == SentenceKind::Body).unwrap_or_default();
    let text: Vec<char> = record.document.text.chars().collect();
    let between = |at: usize| {
        let (a, b) = (&record.sentences[at - 1], &record.sentences[at]);
        text.get(a.span.end..b.span.start).unwrap_or_default()
    };
    let later = (first + 1..record.sentences.len()).take_while(|&at| !between(at).contains(&'\n'));
    later.last().unwrap_or(first)
}

/// FNV-1a, cut to 53 bits.
fn hash(parts: &[&str]) -> u64 {
    let fold = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    parts.join("\n").bytes().fold(0xcbf2_9ce4_8422_2325, fold) >> 11
}
