//! A training sentence as news might print it: now and then in the capitals of a headline, in
//! capitals throughout, or without its full stop.

use std::borrow::Cow;

use super::random::Random;
use crate::Upos;
use crate::conllu::{Sentence, Word};

/// A sentence as it is shown to the network this time.
pub struct Shown<'a> {
    /// The forms to show.
    pub forms: Vec<Cow<'a, str>>,
    /// Their gold words.
    pub words: &'a [Word],
}

/// Shows `sentence`, mostly as it is.
pub fn show<'a>(sentence: &'a Sentence, random: &mut Random) -> Shown<'a> {
    let mut words = &sentence.words[..];
    if random.chance(0.08) {
        words = without_full_stop(words);
    }
    let change: Option<fn(&Word) -> Cow<'_, str>> = match random.unit() {
        x if x < 0.06 => Some(headline),
        x if x < 0.08 => Some(|w| w.form.to_uppercase().into()),
        x if x < 0.09 => Some(|w| w.form.to_lowercase().into()),
        _ => None,
    };
    let forms = words.iter().map(|w| change.map_or(Cow::Borrowed(w.form.as_str()), |change| change(w))).collect();
    Shown { forms, words }
}

/// Headline capitals: all but the small words.
fn headline(word: &Word) -> Cow<'_, str> {
    let small = matches!(word.upos, Some(Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Punct));
    let mut chars = word.form.chars();
    match chars.next() {
        Some(first) if !small && first.is_lowercase() => {
            (first.to_uppercase().collect::<String>() + chars.as_str()).into()
        }
        _ => word.form.as_str().into(),
    }
}

/// The words without a final full stop that nothing hangs from.
fn without_full_stop(words: &[Word]) -> &[Word] {
    match words.split_last() {
        Some((last, rest)) if rest.len() > 1 && last.form == "." && rest.iter().all(|w| w.head != Some(rest.len())) => {
            rest
        }
        _ => words,
    }
}
