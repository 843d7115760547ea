//! Codes that only other codebooks use (`codes/*.tsv`): CAMEO's for actors, FIPS 10-4 for regions,
//! numbers of the Correlates of War project.

use super::map::Map;
use super::table::rows;
use super::{LexiconError, Source};

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// Kind (`country`, `code`, `sector`) and our code.
    cameo: Map<(Box<str>, Box<str>), CameoActor>,
    /// Letters to number.
    cow: Map<Box<str>, Box<str>>,
    /// Country and region.
    regions: Map<(Box<str>, Box<str>), Box<str>>,
}

/// What CAMEO calls an actor; what does not apply is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameoActor {
    /// Country, or a body that counts as one.
    pub country: Box<str>,
    /// Known group.
    pub group: Box<str>,
    /// Type: what part it plays.
    pub kind: Box<str>,
}

impl CameoActor {
    /// The whole code: `UKRGOV`, `IGOUNO`.
    #[must_use]
    pub fn code(&self) -> String {
        let parts = if self.country.is_empty() { [&self.kind, &self.group] } else { [&self.country, &self.kind] };
        parts.map(|p| &**p).concat()
    }
}

impl Codes {
    /// Reads the files below `codes/`; a user's own come first.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(files: &[&Source]) -> Result<Self, LexiconError> {
        let mut out = Self::default();
        for source in files {
            let (file, text) = (source.path.as_str(), source.text.as_ref());
            match file {
                "codes/cameo_actors.tsv" => {
                    for row in rows(file, text, &["kind", "ours", "country", "group", "type"])? {
                        let row = row?;
                        if !matches!(row.cell(0), "country" | "code" | "sector") {
                            return Err(row.fault(format!("{:?} is not country, code or sector", row.cell(0))));
                        }
                        let actor = CameoActor {
                            country: row.cell(2).into(),
                            group: row.cell(3).into(),
                            kind: row.cell(4).into(),
                        };
                        out.cameo.entry((row.cell(0).into(), row.cell(1).into())).or_insert(actor);
                    }
                }
                "codes/cow.tsv" => {
                    for row in rows(file, text, &["cow", "number"])? {
                        let row = row?;
                        if row.cell(1).parse::<u16>().is_err() {
                            return Err(row.fault(format!("{:?} is no number", row.cell(1))));
                        }
                        out.cow.entry(row.cell(0).into()).or_insert_with(|| row.cell(1).into());
                    }
                }
                _ => {
                    for row in rows(file, text, &["country", "region", "adm1"])? {
                        let row = row?;
                        if row.cell(2).chars().count() != 4 {
                            return Err(row.fault(format!("{:?} is no code of four letters", row.cell(2))));
                        }
                        let key = (row.cell(0).into(), row.cell(1).into());
                        out.regions.entry(key).or_insert_with(|| row.cell(2).into());
                    }
                }
            }
        }
        Ok(out)
    }

    /// What CAMEO calls an actor with this country, this code of a body above states, and this sector.
    #[must_use]
    pub fn cameo(&self, country: Option<&str>, code: Option<&str>, sector: Option<&str>) -> CameoActor {
        let find = |kind: &str, ours: Option<&str>| self.cameo.get(&(kind.into(), ours?.into()));
        let body = find("code", code).cloned().unwrap_or_default();
        let country = find("country", country).map(|c| &*c.country).or(country).unwrap_or_default();
        let sector = find("sector", sector).map(|s| &*s.kind).unwrap_or_default();
        CameoActor {
            country: if body.country.is_empty() { country.into() } else { body.country },
            kind: if body.kind.is_empty() { sector.into() } else { body.kind },
            group: body.group,
        }
    }

    /// The number of a state for the letters of the Correlates of War project.
    #[must_use]
    pub fn cow(&self, letters: &str) -> Option<&str> {
        self.cow.get(letters).map(|n| &**n)
    }

    /// FIPS 10-4 code of a region, with the country's letters.
    #[must_use]
    pub fn region(&self, country: &str, region: &str) -> Option<&str> {
        self.regions.get(&(country.into(), region.into())).map(|c| &**c)
    }
}
