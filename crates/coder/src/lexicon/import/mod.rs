//! What people bring: actor and agent dictionaries of TABARI and PETRARCH, made into data files of our own form.
//! In come names and texts of dictionaries; out go files for a `--lexicon` folder and a note, with file and
//! line, on everything that could not be carried over.

mod casing;
mod codes;
mod dictionary;
mod rows;

use std::fmt;

use super::{Lexicon, LexiconError, Source};

pub use codes::Codes;

/// What became of the dictionaries.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Paths below a lexicon folder, and what to write there.
    pub files: Vec<(String, String)>,
    /// What was left out, or needs a look.
    pub notes: Vec<Note>,
    /// How much of what was written.
    pub counts: Counts,
}

/// How much was written, and how much was known already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries in the dictionaries.
    pub entries: usize,
    /// People.
    pub people: usize,
    /// Bodies of all kinds but groups.
    pub bodies: usize,
    /// Armed groups, parties, peoples.
    pub groups: usize,
    /// Role nouns.
    pub nouns: usize,
    /// Entries all of whose names mean the same here already.
    pub known: usize,
}

/// Something that was left out, or needs a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The dictionary.
    pub file: String,
    /// Line number from 1.
    pub line: usize,
    /// What, and why.
    pub what: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Reads dictionaries of TABARI and PETRARCH, actors and agents in any order.
///
/// # Errors
/// When one of our own tables of codes has a fault; a fault in a dictionary is a note.
pub fn petrarch(dictionaries: &[Source], known: &Lexicon) -> Result<Imported, LexiconError> {
    let mut out = Imported::default();
    let codes = Codes::built_in(known)?;
    let casing = casing::Casing::built_in(known)?;
    let mut writer = rows::Writer::new(known, &codes, &casing);
    for source in dictionaries {
        let (entries, notes) = dictionary::read(source);
        out.notes.extend(notes);
        out.counts.entries += entries.len();
        for entry in &entries {
            writer.add(&source.path, entry);
        }
    }
    let from = dictionaries.iter().map(|s| s.path.as_str()).collect::<Vec<_>>().join(", ");
    writer.finish(&from, &mut out);
    out.notes.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(out)
}
