//! What the engine knows, read from the files under `data/` that are built into it, and from a
//! user's own files of the same names, whose entries win. Nothing here touches the file system:
//! the caller hands in names and texts.

pub mod actors;
pub mod antecedents;
pub mod check;
pub mod codes;
pub mod contexts;
pub mod cues;
pub mod descriptions;
pub mod frames;
pub mod grammar;
pub mod import;
pub mod issues;
mod lines;
pub mod map;
pub mod ontology;
pub mod sources;
mod spellings;
pub mod table;
pub mod trie;

use crate::dates::DateWords;
use crate::events::confidence::Weights;
use crate::names::NameTagger;
use actors::ActorLexicon;
use codes::Codes;
use contexts::Contexts;
use cues::Cues;
use frames::Frames;
use grammar::Grammar;
use issues::Issues;
use ontology::Ontology;

/// All knowledge, loaded once and shared.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// PLOVER and CAMEO.
    pub ontology: Ontology,
    /// Function words.
    pub grammar: Grammar,
    /// States, people, bodies, places and their names.
    pub actors: ActorLexicon,
    /// What names look like.
    pub names: NameTagger,
    /// Predicates and what they mean.
    pub frames: Frames,
    /// What carries a statement.
    pub cues: Cues,
    /// Words of time.
    pub dates: DateWords,
    /// Families of issues.
    pub issues: Issues,
    /// Codes that only exports need.
    pub codes: Codes,
    /// What an event may be about.
    pub contexts: Contexts,
    /// What speaks for an event.
    pub confidence: Weights,
}

impl Lexicon {
    /// Reads the files that are built in, and a user's own besides.
    ///
    /// # Errors
    /// The first fault in a file, with its line.
    pub fn load(own: Vec<Source>) -> Result<Self, LexiconError> {
        if let Some(unknown) = own.iter().find(|s| !is_known(&s.path)) {
            return Err(LexiconError::UnknownFile { file: unknown.path.clone() });
        }
        // A user's entries come first, and the first of equals wins.
        let mut sources: Vec<Source> = own.into_iter().map(|s| Source { own: true, ..s }).collect();
        sources.extend(sources::built_in());
        let below = |folder: &str| sources.iter().filter(|s| s.path.starts_with(folder)).collect::<Vec<_>>();
        let one = |path: &str| {
            let missing = || LexiconError::UnknownFile { file: path.to_owned() };
            sources.iter().find(|s| s.path == path).ok_or_else(missing)
        };
        let ontology = Ontology::load(one("plover.tsv")?, one("cameo.tsv")?, one("modes.tsv")?)?;
        let (frames, classes) = (below("en/frames/"), below("en/classes/"));
        let nominalizations = below("en/nominalizations");
        // The two large parts know nothing of each other and are read side by side: together they are what a start costs.
        let (frames, actors) = std::thread::scope(|scope| {
            let frames = scope.spawn(|| Frames::load(&classes, &frames, &nominalizations, &ontology));
            let actors = ActorLexicon::load(&sources);
            (frames.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), actors)
        });
        Ok(Self {
            grammar: Grammar::load(one("en/grammar.toml")?)?,
            frames: frames?,
            actors: actors?,
            names: NameTagger::built_in(),
            dates: DateWords::load(one("en/dates.toml")?)?,
            cues: Cues::load(&below("en/cues"))?,
            codes: Codes::load(&below("codes/"))?,
            contexts: Contexts::load(&below("contexts"))?,
            issues: Issues::load(&below("issues"))?,
            confidence: Weights::load(one("confidence.toml")?)?,
            ontology,
        })
    }
}

/// Whether a path names a kind of file that [`Lexicon::load`] reads.
fn is_known(path: &str) -> bool {
    const FOLDERS: [&str; 3] = ["en/frames/", "en/classes/", "actors/"];
    FOLDERS.iter().any(|f| path.starts_with(f)) || sources::built_in().iter().any(|s| s.path == path)
}

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
        Self::at(file, text, fault.span().map_or(0, |s| s.start), fault.message().to_owned())
    }

    /// A fault at byte `offset` of the text of `file`.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize, what: String) -> Self {
        Self::Row { file: file.to_owned(), line: lines::Lines::of(text).line(offset), what }
    }
}
