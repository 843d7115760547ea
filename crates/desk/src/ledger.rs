//! Who takes part in each article's events, packed into a row an article: what is counted over all articles is read from
//! there, at a fortieth of the cost of rows of their own.
//!
//! An event is the number of its manner (type, mode and status, in the table `manner`), its confidence (eight bytes), how
//! many act and who, how many receive and who. Numbers are written seven bits a byte, the lowest first. Events in which
//! nobody takes part are left out.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Transaction, params};

/// Somebody's part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub entity: i64,
    /// Whether it acts, or else receives.
    pub acts: bool,
}

/// An article's events on their way into the ledger.
#[derive(Debug, Default)]
pub(crate) struct Page(Vec<u8>);

impl Page {
    pub fn add(&mut self, manner: i64, confidence: f64, parts: &[Part]) {
        if parts.is_empty() {
            return;
        }
        self.number(manner);
        self.0.extend(confidence.to_le_bytes());
        for acts in [true, false] {
            let side = parts.iter().filter(|p| p.acts == acts);
            self.number(side.clone().count() as i64);
            side.for_each(|p| self.number(p.entity));
        }
    }

    fn number(&mut self, number: i64) {
        let mut rest = number.cast_unsigned();
        while rest >= 0x80 {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    /// Writes what an article has, if it has any.
    pub fn write(&self, tx: &Transaction<'_>, document: i64) -> rusqlite::Result<()> {
        if !self.0.is_empty() {
            tx.prepare_cached("INSERT INTO ledger VALUES (?1, ?2)")?.execute(params![document, self.0])?;
        }
        Ok(())
    }
}

/// A page of the ledger that breaks off or says what cannot be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// The events of an article, one after the other.
pub(crate) struct Entries<'b>(&'b [u8]);

impl<'b> Entries<'b> {
    pub fn of(page: &'b [u8]) -> Self {
        Self(page)
    }

    /// Manner and confidence of the next event; who takes part replaces what is in `parts`.
    pub fn next(&mut self, parts: &mut Vec<Part>) -> Result<Option<(i64, f64)>, Broken> {
        parts.clear();
        if self.0.is_empty() {
            return Ok(None);
        }
        let manner = self.number()?;
        let (confidence, rest) = self.0.split_first_chunk().ok_or(Broken)?;
        self.0 = rest;
        for acts in [true, false] {
            for _ in 0..self.number()? {
                parts.push(Part { entity: self.number()?, acts });
            }
        }
        Ok(Some((manner, f64::from_le_bytes(*confidence))))
    }

    fn number(&mut self) -> Result<i64, Broken> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(Broken)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number.cast_signed());
            }
        }
        Err(Broken)
    }
}

/// Numbers of manners, in one transaction.
pub(crate) struct Manners<'t> {
    tx: &'t Transaction<'t>,
    known: HashMap<(String, Option<String>, String), i64>,
}

impl<'t> Manners<'t> {
    pub fn new(tx: &'t Transaction<'t>) -> Self {
        Self { tx, known: HashMap::new() }
    }

    /// The number of a type, mode and status; a new one where there is none.
    pub fn of(&mut self, kind: &str, mode: Option<&str>, status: &str) -> rusqlite::Result<i64> {
        let sought = (kind.to_owned(), mode.map(str::to_owned), status.to_owned());
        if let Some(&number) = self.known.get(&sought) {
            return Ok(number);
        }
        let sql = "SELECT id FROM manner WHERE type = ?1 AND mode IS ?2 AND status = ?3";
        let found = self.tx.prepare_cached(sql)?.query_row(params![kind, mode, status], |row| row.get(0)).optional()?;
        let number = match found {
            Some(number) => number,
            None => {
                let sql = "INSERT INTO manner (type, mode, status) VALUES (?1, ?2, ?3)";
                self.tx.prepare_cached(sql)?.insert(params![kind, mode, status])?
            }
        };
        self.known.insert(sought, number);
        Ok(number)
    }
}

/// Writes the ledger of a desk that has events and no ledger yet.
pub(crate) fn fill(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut manners = Manners::new(tx);
    let (mut page, mut open): (Page, Option<i64>) = Default::default();
    let mut parts =
        tx.prepare("SELECT entity, role = 'actor' FROM event_actor WHERE event = ?1 ORDER BY role, actor")?;
    let mut events =
        tx.prepare("SELECT id, document, type, mode, status, confidence FROM event ORDER BY document, id")?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let document = row.get(1)?;
        if open != Some(document) {
            open.map(|before| page.write(tx, before)).transpose()?;
            (page, open) = (Page::default(), Some(document));
        }
        let part = |row: &rusqlite::Row<'_>| Ok(Part { entity: row.get(0)?, acts: row.get(1)? });
        let parts: Vec<Part> = parts.query_map([row.get::<_, i64>(0)?], part)?.collect::<rusqlite::Result<_>>()?;
        let (kind, mode, status) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str_or_null()?, row.get_ref(4)?);
        page.add(manners.of(kind, mode, status.as_str()?)?, row.get(5)?, &parts);
    }
    open.map(|document| page.write(tx, document)).transpose().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_breaks_off_is_told() {
        let part = |entity, acts| Part { entity, acts };
        let events = [
            (1, 0.87, vec![part(5, true), part(300, false)]),
            (200, 0.0, vec![part(i64::MAX, true), part(0, true)]),
            (70_000, 1.0, vec![part(128, false)]),
        ];
        let mut page = Page::default();
        page.add(9, 0.5, &[]);
        events.iter().for_each(|(manner, confidence, parts)| page.add(*manner, *confidence, parts));
        let (mut entries, mut parts) = (Entries::of(&page.0), Vec::new());
        for (manner, confidence, told) in &events {
            assert_eq!(entries.next(&mut parts), Ok(Some((*manner, *confidence))));
            assert_eq!(&parts, told);
        }
        assert_eq!(entries.next(&mut parts), Ok(None));
        let mut short = Entries::of(&page.0[..page.0.len() - 1]);
        let ends = std::iter::repeat_with(|| short.next(&mut parts)).find(|next| !matches!(next, Ok(Some(_))));
        assert_eq!(ends, Some(Err(Broken)));
        assert_eq!(Entries::of(&[0xff; 40]).next(&mut parts), Err(Broken));
    }
}
