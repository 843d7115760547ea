//! The language of a text, from its letters' company (trigrams; the crate `whatlang`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 4000;
/// Shorter texts tell too little, in characters.
const SHORTEST: usize = 40;

/// ISO 639-3 to 639-1.
static SHORT: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../data/languages.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split_once('\t')).collect()
});

/// The language of a text as two letters of ISO 639-1 (three of 639-3 where there are none); none when unsure.
#[must_use]
pub fn identify(text: &str) -> Option<&'static str> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let sample = &text[..end];
    if sample.chars().take(SHORTEST).count() < SHORTEST {
        return None;
    }
    let found = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    let code = found.lang().code();
    Some(SHORT.get(code).copied().unwrap_or(code))
}

/// A stated language ("en-GB", "eng", "EN") by its short code.
#[must_use]
pub fn stated(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
    is_code.then(|| SHORT.get(code.as_str()).map_or(code.clone(), |s| (*s).to_owned()))
}
