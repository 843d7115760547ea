//! Who said what. [`Speech`] is what syntax and quotation marks alone show, found before actors
//! are resolved, because "I" and "we" inside a quotation mean its speaker.

use demarche_syntax::Span;

use crate::actors::WordAt;
use crate::record::Act;

/// An attribution as the words show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// Head word of the noun phrase that names the speaker; with a direct quotation without a cue
    /// that of the speaker who is still talking.
    pub speaker: Option<WordAt>,
    /// The speaker's words in the text.
    pub speaker_span: Option<Span>,
    /// The words that carry the saying.
    pub cue: Option<Span>,
    /// The cue's head word.
    pub cue_word: Option<WordAt>,
    /// What was said, without quotation marks.
    pub content: Vec<Span>,
    /// Whether a part stands in quotation marks.
    pub quoted: bool,
    /// What the saying does.
    pub act: Act,
    /// Head word of who was told.
    pub addressee: Option<WordAt>,
    /// Index of the speech that relays this one.
    pub inside: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
}
