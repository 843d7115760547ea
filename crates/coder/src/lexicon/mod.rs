//! What the engine knows, read from the files under `data/` that are built into it, and from a
//! user's own files of the same names, whose entries win. Nothing here touches the file system:
//! the caller hands in names and texts.

pub mod frames;
pub mod grammar;
pub mod ontology;
pub mod table;
pub mod trie;

/// A data file: its path below `data/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below `data/`, or below the user's folder.
    pub path: String,
    /// What it holds.
    pub text: std::borrow::Cow<'static, str>,
    /// Whether it is a user's own, whose entries win over ours.
    pub own: bool,
}

/// What is wrong in a data file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// A line of a table, or of a TOML file.
    #[error("{file}:{line}: {what}")]
    Row {
        /// The file.
        file: String,
        /// Line number from 1.
        line: usize,
        /// The fault and its remedy.
        what: String,
    },
    /// A file whose name tells nothing about its form.
    #[error("{file}: not a data file of Demarche; see data/README.md for the names")]
    UnknownFile {
        /// The file.
        file: String,
    },
}

impl LexiconError {
    /// A fault that the TOML reader found in `file`.
    #[must_use]
    pub fn toml(file: &str, text: &str, fault: &toml::de::Error) -> Self {
        let line = fault.span().map_or(1, |s| 1 + text[..s.start.min(text.len())].matches('\n').count());
        Self::Row { file: file.to_owned(), line, what: fault.message().to_owned() }
    }
}
