//! The files under `data/` that are built into the program, in one list: what is not here is not known.

use std::borrow::Cow;

use super::Source;

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../../../../data/", $path)))),*] };
}

/// Path below `data/` and text of each file.
const FILES: &[(&str, &str)] = files! {
    "plover.tsv"
    "cameo.tsv"
    "modes.tsv"
    "confidence.toml"
    "en/cues.toml"
    "en/grammar.toml"
    "en/classes/conflict.toml"
    "en/frames/accuse.toml"
};

/// The files that are built in.
#[must_use]
pub fn built_in() -> Vec<Source> {
    let source =
        |&(path, text): &(&str, &'static str)| Source { path: path.to_owned(), text: Cow::Borrowed(text), own: false };
    FILES.iter().map(source).collect()
}
