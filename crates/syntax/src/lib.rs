//! Text to sentences, tokens, tags, lemmas and dependency trees.
//!
//! Knows no politics and can be used for nothing else than parsing: [`Parser::parse`] takes a
//! text and returns a [`Document`] whose every word points back into that text. Phases:
//! [`segment`] (paragraphs, headings, sentences, tokens by UD English rules), [`network`]
//! (tags and trees), [`morphology`] (lemmas and features). [`conllu`] reads and writes treebanks.

pub mod conllu;
mod document;
mod labels;
mod span;

pub use document::{Document, Kind, Sentence, Token};
pub use labels::{Deprel, Upos, Xpos};
pub use span::Span;
