//! Text to sentences, tokens, tags, lemmas and dependency trees.
//!
//! Knows no politics and can be used for nothing else than parsing: [`Parser::parse`] takes a
//! segmented text and fills a [`Document`] whose every word points back into that text. Phases:
//! `segment` (paragraphs, headings, sentences, tokens by UD English rules), [`network`]
//! (tags and trees), [`morphology`] (lemmas and features). [`conllu`] reads and writes treebanks;
//! `train` (feature `train`) makes the [`model`].

pub mod conllu;
mod document;
mod labels;
pub mod model;
pub mod morphology;
pub mod network;
mod parser;
mod span;
#[cfg(feature = "train")]
pub mod train;

pub use document::{Document, Kind, Sentence, Token};
pub use labels::{Deprel, Upos, Xpos};
pub use parser::{Parser, Workspace};
pub use span::Span;
