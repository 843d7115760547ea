//! Events of the tables as reports, fetched where they are asked for.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::days::{Day, Days};
use super::greedy::{Found, Kept, Place, Source};
use super::report::{Party, Report, Spot, Telling};

/// Events of one type as the tables keep them.
pub(super) struct Shelf<'t> {
    tx: &'t Transaction<'t>,
    kind: String,
    /// Names that are, or are not, a state's.
    states: HashMap<String, bool>,
    parties: HashMap<i64, Party>,
    fetched: HashSet<Place>,
    given: HashSet<i64>,
    /// Whether all events of the type are new, so that there is nothing to fetch.
    is_empty: bool,
}

const EVENT: &str = "SELECT e.id, e.document, d.hash, e.trigger_start, e.type, e.mode, e.quad, e.status, e.date_from, e.date_to, d.date,
        e.place, e.place_country, e.lat, e.lon, e.confidence, coalesce(substr(d.text, s.start + 1, s.stop - s.start), ''), m.act
    FROM event e JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence
    LEFT JOIN act_event m ON m.event = e.id WHERE e.id = ? AND e.type = ?";

impl<'t> Shelf<'t> {
    /// Of so many events that are to be merged.
    pub fn new(tx: &'t Transaction<'t>, kind: &str, due: usize) -> rusqlite::Result<Self> {
        let more = "SELECT count(*) FROM (SELECT 1 FROM event WHERE type = ? LIMIT ?)";
        let count: usize = tx.query_row(more, rusqlite::params![kind, due.saturating_add(1)], |row| row.get(0))?;
        Ok(Self {
            tx,
            kind: kind.to_owned(),
            states: HashMap::new(),
            parties: HashMap::new(),
            fetched: HashSet::new(),
            given: HashSet::new(),
            is_empty: count <= due,
        })
    }

    fn party(&mut self, entity: i64) -> rusqlite::Result<Party> {
        if let Some(party) = self.parties.get(&entity) {
            return Ok(party.clone());
        }
        let sql = "SELECT coalesce(country, code), named, kind IN ('state', 'government') FROM entity WHERE id = ?";
        let row = |row: &Row| Ok(Party { entity, country: row.get(0)?, is_named: row.get(1)?, is_state: row.get(2)? });
        let party = self.tx.prepare_cached(sql)?.query_row([entity], row)?;
        self.parties.insert(entity, party.clone());
        Ok(party)
    }

    fn is_state(&mut self, name: &str) -> rusqlite::Result<bool> {
        if let Some(known) = self.states.get(name) {
            return Ok(*known);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM entity WHERE name = ? COLLATE NOCASE AND kind = 'state')";
        let found = self.tx.prepare_cached(sql)?.query_row([name], |row| row.get(0))?;
        self.states.insert(name.to_owned(), found);
        Ok(found)
    }

    fn report(&mut self, row: &Row) -> rusqlite::Result<Kept<Report>> {
        let text = |at: usize| row.get::<_, Option<String>>(at);
        let day = |at: usize| Ok::<_, rusqlite::Error>(text(at)?.and_then(|d| d.parse().ok()));
        let (lat, lon): (Option<f64>, Option<f64>) = (row.get(13)?, row.get(14)?);
        let country = text(12)?;
        let place = match text(11)? {
            Some(name) => Some(Spot { is_country: self.is_state(&name)?, name, country, at: lat.zip(lon) }),
            None => None,
        };
        let (from, to) = (day(8)?, day(9)?);
        let hash: String = row.get(2)?;
        let report = Report {
            event: row.get(0)?,
            document: row.get(1)?,
            order: (u64::from_str_radix(&hash, 16).unwrap_or_default(), row.get(3)?),
            kind: row.get(4)?,
            mode: row.get(5)?,
            quad: row.get(6)?,
            status: super::spelled(row, 7)?,
            actors: Vec::new(),
            recipients: Vec::new(),
            date: from.zip(to).map(|(from, to)| Days { from, to }),
            published: day(10)?,
            place,
            confidence: row.get(15)?,
            telling: Telling::of(row.get(16)?),
        };
        Ok((report, row.get(17)?))
    }
}

impl Source<Report, ()> for Shelf<'_> {
    type Error = rusqlite::Error;

    fn has_hints(&self) -> bool {
        false
    }

    fn at(&mut self, place: Place, _: Day, _: Day) -> rusqlite::Result<Vec<Found<Report, ()>>> {
        if self.is_empty || !self.fetched.insert(place) {
            return Ok(Vec::new());
        }
        let mut query = self.tx.prepare_cached("SELECT event FROM event_place WHERE place = ?")?;
        let events: Vec<i64> =
            query.query_map([place.cast_signed()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut out = Vec::new();
        for event in events {
            if !self.given.contains(&event) {
                out.extend(self.one(event)?.map(Found::Whole));
            }
        }
        Ok(out)
    }

    fn members(&mut self, act: i64) -> rusqlite::Result<Vec<Kept<Report>>> {
        let mut query = self.tx.prepare_cached("SELECT event FROM act_event WHERE act = ?")?;
        let events: Vec<i64> = query.query_map([act], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut out = Vec::with_capacity(events.len());
        for event in events {
            out.extend(self.one(event)?);
        }
        Ok(out)
    }

    fn one(&mut self, event: i64) -> rusqlite::Result<Option<Kept<Report>>> {
        let tx = self.tx;
        let kind = self.kind.clone();
        self.given.insert(event);
        let mut query = tx.prepare_cached(EVENT)?;
        let found = query.query_row(rusqlite::params![event, kind], |row| self.report(row)).optional()?;
        let Some((mut report, act)) = found else { return Ok(None) };
        let mut query = tx.prepare_cached(
            "SELECT x.role, x.entity FROM event_actor x JOIN entity n ON n.id = x.entity WHERE x.event = ? ORDER BY n.key",
        )?;
        let mut rows = query.query([event])?;
        while let Some(row) = rows.next()? {
            let party = self.party(row.get(1)?)?;
            if row.get_ref(0)?.as_str()? == "actor" { report.actors.push(party) } else { report.recipients.push(party) }
        }
        Ok(Some((report, act)))
    }
}
