//! Text to sentences, tokens, tags, lemmas and dependency trees.
//!
//! Knows no politics and can be used for nothing else than parsing: [`Parser::parse`] takes a
//! segmented text and fills a [`Document`] whose every word points back into that text. Phases:
//! [`segment`] (paragraphs, headings, sentences, tokens by UD English rules), [`network`]
//! (tags and trees), [`morphology`] (lemmas and features). [`conllu`] reads and writes treebanks;
//! [`text`] makes bytes a text; `train` and `evaluate` (feature `train`) make and score the [`model`].

pub mod conllu;
mod document;
#[cfg(feature = "train")]
pub mod evaluate;
mod labels;
pub mod model;
pub mod morphology;
pub mod network;
mod parser;
pub mod segment;
mod span;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
mod words;

pub use document::{Document, Kind, Sentence, Token};
pub use labels::{Deprel, Upos, Xpos};
pub use parser::{Parser, Workspace};
pub use span::Span;
pub use words::is_base;
