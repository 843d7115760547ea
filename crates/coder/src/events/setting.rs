//! When and where: a date or place belongs to the nearest act above it in the tree.

use demarche_syntax::{Document, Sentence, Span};

use super::Event;
use crate::actors::WordAt;

/// For each event the numbers of the anchors (dates or places) that belong to it, in the order of the text.
#[must_use]
pub fn attach(document: &Document, events: &[Event], anchors: &[WordAt]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); events.len()];
    for (number, anchor) in anchors.iter().enumerate() {
        let Some(sentence) = document.sentences.get(anchor.sentence) else { continue };
        let of = |token: usize| {
            let word = WordAt { token, ..*anchor };
            events.iter().enumerate().filter(move |(_, e)| e.word == word || e.vehicles.contains(&word))
        };
        let mut at = Some(anchor.token);
        while let Some(token) = at {
            let mut any = false;
            for (event, _) in of(token) {
                out[event].push(number);
                any = true;
            }
            if any {
                break;
            }
            at = sentence.tokens[token].head;
        }
    }
    out
}

/// The head word of a stretch of text: the word in it whose head stands outside.
#[must_use]
pub fn head_of(sentence: &Sentence, span: Span) -> Option<usize> {
    let inside = |i: usize| span.overlaps(sentence.tokens[i].span);
    (0..sentence.tokens.len()).find(|&i| inside(i) && sentence.tokens[i].head.is_none_or(|h| !inside(h)))
}
