//! "Antony J. Blinken", "Joseph R. Biden Jr.": names that some papers write with an initial.

use demarche_syntax::Sentence;

use crate::lexicon::actors::{ActorLexicon, Entry};

/// The person that a name of several words means without its initials and what follows a surname.
pub(super) fn person_without(
    text: &str,
    s: &Sentence,
    lexicon: &ActorLexicon,
    first: usize,
    last: usize,
) -> Vec<Entry> {
    let initial = |w: &str| w.len() == 2 && w.ends_with('.') && w.starts_with(|c: char| c.is_ascii_uppercase());
    let generation =
        |w: &str| lexicon.pronouns.generations.iter().any(|g| g.eq_ignore_ascii_case(w.trim_end_matches('.')));
    let dropped = |w: &str| initial(w) || generation(w) || w == "," || w == ".";
    let forms = || s.tokens[first..=last].iter().map(|t| t.form(text));
    // The initial stands between two names: "J. Trump" alone may be anybody.
    if initial(s.tokens[first].form(text)) || !forms().any(dropped) {
        return Vec::new();
    }
    let bare: Vec<&str> = forms().filter(|w| !dropped(w)).collect();
    if bare.len() < 2 {
        return Vec::new();
    }
    let person = |e: &&Entry| matches!(e, Entry::Person(_));
    lexicon.meaning(&bare.join(" ")).iter().filter(person).copied().collect()
}
