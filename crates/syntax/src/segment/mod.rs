//! Text to sentences and tokens. [`segment`] takes a text and returns a [`Document`] whose sentences
//! hold bare tokens by the rules of UD English (EWT). Three steps, each a pure function:
//! `paragraphs` (lines, headings), `tokens` (pieces of a paragraph), `sentences` (where pieces part).
//! What is English stands in `data/en/` and comes in through `language`.

mod characters;
mod dateline;
mod language;
mod paragraphs;
mod sentences;
mod tokens;
mod words;

use crate::{Document, Kind, Sentence, Span, Token};
use language::Language;

/// Cuts `text` into sentences of bare tokens. Every character that shows ink is in exactly one token,
/// no sentence is empty, and the same text always gives the same document.
#[must_use]
pub fn segment(text: String) -> Document {
    let language = Language::english();
    let mut sentences = Vec::new();
    let mut pieces = Vec::new();
    for (number, paragraph) in paragraphs::split(&text).into_iter().enumerate() {
        let first_of_paragraph = sentences.len();
        pieces.clear();
        tokens::tokenize(&text, paragraph.span, language, &mut pieces);
        let dateline = dateline::length(&text, &pieces);
        let (line, body) = pieces.split_at(dateline);
        let mut cut = |pieces: &[tokens::Piece]| {
            let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len() + 1);
            tokens.extend(pieces.iter().map(|piece| Token::bare(piece.span, piece.joined)));
            if let Some(stop) = sentences::stop_to_part(&text, pieces) {
                part(&mut tokens, stop);
            }
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                let span = first.span.cover(last.span);
                sentences.push(Sentence { span, kind: paragraph.kind, paragraph: number, tokens });
            }
        };
        if !line.is_empty() {
            cut(line);
        }
        sentences::divide(&text, body, language, cut);
        // A heading is one sentence: “We will stay.” — Ann Lee, chairwoman. Read more
        if let [_, _, ..] = sentences[first_of_paragraph..] {
            sentences[first_of_paragraph..].iter_mut().for_each(|s| s.kind = Kind::Body);
        }
        if dateline > 0 {
            sentences[first_of_paragraph].kind = Kind::Heading;
        }
    }
    Document { text, sentences }
}

/// Makes the last byte of token `index`, the stop of an abbreviation that ends the sentence, a token.
fn part(tokens: &mut Vec<Token>, index: usize) {
    let Span { start, end } = tokens[index].span;
    tokens[index].span = Span::new(start, end - 1);
    tokens.insert(index + 1, Token::bare(Span::new(end - 1, end), false));
}
