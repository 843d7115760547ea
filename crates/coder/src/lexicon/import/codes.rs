//! CAMEO actor codes, pieces of three letters, as our countries, bodies and sectors (`import/cameo_actors.tsv`).

use crate::lexicon::map::{Map, Set};
use crate::lexicon::table::rows;
use crate::lexicon::{Lexicon, LexiconError, sources};

/// What the pieces of a code mean.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    states: Set<String>,
    pieces: Map<String, Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    kind: Kind,
    ours: Option<String>,
    label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Country,
    Body,
    Region,
    Sector,
    Group,
}

/// A code in our terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// ISO code.
    pub country: Option<String>,
    /// PLOVER's code in place of a country.
    pub code: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// The sector in words.
    pub label: Option<String>,
    /// The body in words.
    pub body: Option<String>,
    /// What of the code is lost, in words.
    pub lost: Vec<String>,
}

const FILE: &str = "import/cameo_actors.tsv";

impl Codes {
    /// The built-in table.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn built_in(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut out =
            Self { states: lexicon.actors.states.iter().map(|s| s.code.clone()).collect(), ..Self::default() };
        let missing = || LexiconError::UnknownFile { file: FILE.to_owned() };
        let source = sources::built_in().into_iter().find(|s| s.path == FILE).ok_or_else(missing)?;
        for row in rows(FILE, &source.text, &["code", "kind", "ours", "label"])? {
            let row = row?;
            let kind = match row.cell(1) {
                "country" => Kind::Country,
                "body" => Kind::Body,
                "region" => Kind::Region,
                "sector" => Kind::Sector,
                "group" => Kind::Group,
                other => return Err(row.fault(format!("{other:?} is no kind of code; the header names them"))),
            };
            let ours = row.known(2).map(str::to_owned);
            if kind == Kind::Country && !ours.as_ref().is_some_and(|c| out.states.contains(c)) {
                return Err(row.fault("a country needs the code of a state in actors/states.tsv"));
            }
            let piece = Piece { kind, ours, label: row.cell(3).to_owned() };
            if out.pieces.insert(row.cell(0).to_owned(), piece).is_some() {
                return Err(row.fault(format!("{} stands here for the second time", row.cell(0))));
            }
        }
        Ok(out)
    }

    /// What a code means.
    ///
    /// # Errors
    /// Why it means nothing here.
    pub fn meaning(&self, code: &str) -> Result<Meaning, String> {
        if code.chars().all(|c| c == '-') {
            return Err(format!("[{code}] says not to code the name, for which there is no mark here; it is left out"));
        }
        if !code.is_ascii() || !code.len().is_multiple_of(3) || code.is_empty() {
            return Err(format!("[{code}] is not made of pieces of three letters; it is left out"));
        }
        let mut out = Meaning::default();
        let mut told = false;
        for (i, at) in (0..code.len()).step_by(3).enumerate() {
            let piece = &code[at..at + 3];
            // A piece that opens a code is a country where it can be one ("MAR" is Morocco there, a Maronite behind it).
            if i == 0 && self.states.contains(piece) {
                out.country = Some(piece.to_owned());
                told = true;
                continue;
            }
            match self.pieces.get(piece) {
                Some(known) => told |= out.take(known),
                None if self.states.contains(piece) => out.country = Some(piece.to_owned()),
                // What follows would mean something without the country that it belongs to.
                None if i == 0 => {
                    return Err(format!("[{code}]: {piece} is no country or body known here; it is left out"));
                }
                None => out.lost.push(format!("{piece} (unknown)")),
            }
        }
        if told {
            Ok(out)
        } else {
            Err(format!("[{code}] tells no country, body or sector known here; it is left out"))
        }
    }
}

impl Meaning {
    /// Takes a piece over; false where it tells nothing that has a place with us.
    fn take(&mut self, piece: &Piece) -> bool {
        match piece.kind {
            Kind::Country => self.country = piece.ours.clone(),
            Kind::Body => {
                self.code = piece.ours.clone();
                self.body = Some(piece.label.clone());
            }
            // "IGOEUR…" is a European collective; a region alone has no code.
            Kind::Region => match (&self.code, &piece.ours) {
                (Some(_), Some(code)) => self.code = Some(code.clone()),
                (Some(_), None) => {}
                _ => {
                    self.lost.push(format!("the region ({})", piece.label));
                    return false;
                }
            },
            Kind::Sector if self.sector.is_none() => {
                self.sector = piece.ours.clone();
                self.label = Some(piece.label.clone());
            }
            // A second sector ("AFGGOVMIL") has no column.
            Kind::Sector if self.sector != piece.ours => self.lost.push(format!("the second sector ({})", piece.label)),
            Kind::Sector => {}
            Kind::Group => return self.country.is_some() || self.code.is_some(),
        }
        true
    }

    /// Whether it tells a state and nothing else.
    pub fn is_state(&self) -> bool {
        self.country.is_some() && self.code.is_none() && self.sector.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_countries_bodies_and_sectors() {
        let codes = Codes::built_in(&Lexicon::load(Vec::new()).unwrap()).unwrap();
        for (code, country, body, sector) in [
            ("AFGGOVMIL", Some("AFG"), None, Some("GOV")),
            ("ROMMED", Some("ROU"), None, Some("JRN")),
            ("MARHLH", Some("MAR"), None, Some("MED")),
            ("IGOUNOREFHCR", None, Some("UNO"), Some("REF")),
            ("IGOEUREEC", None, Some("EUR"), None),
            ("IGOWSTNAT", None, Some("IGO"), None),
            ("PSEREBHMS", Some("PSE"), None, Some("REB")),
            ("BUD", None, None, Some("REL")),
        ] {
            let meaning = codes.meaning(code).unwrap();
            let found = (meaning.country.as_deref(), meaning.code.as_deref(), meaning.sector.as_deref());
            assert_eq!(found, (country, body, sector), "{code}");
        }
        for code in ["---", "AF", "ZZZGOV", "ALQ", "MEA", ""] {
            assert!(codes.meaning(code).is_err(), "{code}");
        }
    }
}
