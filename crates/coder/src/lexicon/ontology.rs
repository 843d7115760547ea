//! The facts of PLOVER and CAMEO: types, modes, quads, scores; codes and Goldstein values.

use super::map::Map;
use super::table::rows;
use super::{LexiconError, Source};

/// A PLOVER type or mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f64,
    /// Whether PLOVER asks for a recipient.
    pub needs_recipient: bool,
}

/// Both ontologies.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    kinds: Map<(Box<str>, Box<str>), Kind>,
    goldstein: Map<Box<str>, Option<f64>>,
    /// Verbal type and the type (with or without mode) below: mode, CAMEO root, CAMEO code.
    below: Map<(Box<str>, Box<str>), Vec<Over>>,
}

/// Mode, CAMEO root of the frame's own code, CAMEO code.
type Over = [Box<str>; 3];

impl Ontology {
    /// Reads `plover.tsv`, `cameo.tsv` and `modes.tsv`.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(plover: &Source, cameo: &Source, modes: &Source) -> Result<Self, LexiconError> {
        let mut out = Self::default();
        for row in rows(&plover.path, &plover.text, &["type", "mode", "quad", "recipient_required", "score"])? {
            let row = row?;
            let number =
                |i: usize| row.cell(i).parse().map_err(|_| row.fault(format!("{:?} is no number", row.cell(i))));
            let quad = row.cell(2).parse().map_err(|_| row.fault("a quad is 1, 2, 3 or 4"))?;
            let kind = Kind { quad, needs_recipient: row.cell(3) == "yes", score: number(4)? };
            out.kinds.insert((row.cell(0).into(), row.cell(1).into()), kind);
        }
        for row in rows(&cameo.path, &cameo.text, &["code", "label", "goldstein", "plover", "mode", "context"])? {
            let row = row?;
            let parse = |c: &str| c.parse().map_err(|_| row.fault(format!("{c:?} is no number")));
            out.goldstein.insert(row.cell(0).into(), row.known(2).map(parse).transpose()?);
        }
        for row in rows(&modes.path, &modes.text, &["type", "below", "mode", "root", "cameo"])? {
            let row = row?;
            out.check(row.cell(0), row.known(2), row.known(4)).map_err(|what| row.fault(what))?;
            let entry = [row.cell(2).into(), row.cell(3).into(), row.cell(4).into()];
            out.below.entry((row.cell(0).into(), row.cell(1).into())).or_default().push(entry);
        }
        Ok(out)
    }

    /// Mode and CAMEO code of a verbal act (whose frame has the code `cameo`) over an act of type `below`.
    #[must_use]
    pub fn over(
        &self,
        kind: &str,
        cameo: Option<&str>,
        below: &str,
        mode: Option<&str>,
    ) -> Option<(&str, Option<&str>)> {
        let with_mode = mode.and_then(|m| self.below.get(&(kind.into(), format!("{below}/{m}").into())));
        let rows = with_mode.or_else(|| self.below.get(&(kind.into(), below.into())))?;
        let root = cameo.and_then(|c| c.get(..2)).unwrap_or("*");
        let row = rows.iter().find(|[_, r, _]| **r == *root || &**r == "*").or(rows.first())?;
        let same_root = row[2].get(..2) == Some(root);
        Some((&row[0], Some(&*row[2]).filter(|_| same_root)))
    }

    /// Quad and score of a type with or without a mode.
    #[must_use]
    pub fn kind(&self, kind: &str, mode: Option<&str>) -> Option<Kind> {
        self.kinds.get(&(kind.into(), mode.unwrap_or_default().into())).copied()
    }

    /// Goldstein value of a CAMEO code.
    #[must_use]
    pub fn goldstein(&self, cameo: &str) -> Option<f64> {
        self.goldstein.get(cameo).copied().flatten()
    }

    /// Says what is wrong with a frame's codes.
    ///
    /// # Errors
    /// The code that is not in the ontology.
    pub fn check(&self, kind: &str, mode: Option<&str>, cameo: Option<&str>) -> Result<(), String> {
        if self.kind(kind, None).is_none() {
            return Err(format!("{kind} is no PLOVER type; plover.tsv has them"));
        }
        if self.kind(kind, mode).is_none() {
            return Err(format!("{} is no mode of {kind}; plover.tsv has them", mode.unwrap_or_default()));
        }
        match cameo {
            Some(code) if !self.goldstein.contains_key(code) => {
                Err(format!("{code} is no CAMEO code; cameo.tsv has them"))
            }
            _ => Ok(()),
        }
    }
}
