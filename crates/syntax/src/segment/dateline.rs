//! The dateline that opens a dispatch ("GENEVA (Reuters) -", "KYIV, Ukraine —"). It has no part in
//! the grammar of the sentence behind it, so it is cut off as a line of its own.

use super::characters::is_dash;
use super::tokens::Piece;

/// Longest dateline, in tokens.
const LONGEST: usize = 14;
/// Longest one that is written neither in capitals nor with an agency in brackets ("Washington -").
const LONGEST_PLAIN: usize = 3;

/// How many of a paragraph's first pieces are its dateline; 0 when it has none.
pub(super) fn length(text: &str, pieces: &[Piece]) -> usize {
    let form = |i: usize| pieces[i].span.of(text);
    let is_end = |i: usize| {
        let free = pieces[i - 1].span.end < pieces[i].span.start || form(i - 1) == ")" || form(i).chars().count() == 2;
        ((form(i) == "-" || form(i).chars().all(is_dash)) && free) || (form(i) == ":" && form(i - 1) == ")")
    };
    let Some(end) = (1..pieces.len().min(LONGEST)).find(|&i| is_end(i)) else { return 0 };
    // A dateline stands before a sentence.
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || "“\"'‘".contains(c);
    if end + 3 > pieces.len() || !form(end + 1).starts_with(opens) {
        return 0;
    }
    let word = |i: &usize| form(*i).chars().any(char::is_alphabetic);
    let place = form(0);
    let capitals = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.chars().any(char::is_lowercase);
    let agency = form(end - 1) == ")" && (0..end).any(|i| form(i) == "(");
    let words = (0..end).filter(word).count();
    let named = (0..end).filter(word).all(|i| form(i).starts_with(char::is_uppercase) || form(i).len() <= 3);
    let fits = named && (capitals || agency || words <= LONGEST_PLAIN && end <= LONGEST_PLAIN + 1);
    if fits { end + 1 } else { 0 }
}
