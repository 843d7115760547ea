//! Base forms that the treebanks seldom show (`data/en/lemmas.txt`), to choose among lemmas by.

use std::collections::HashSet;
use std::sync::LazyLock;

static BASES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/en/lemmas.txt").lines().filter(|l| !l.starts_with('#')).collect());

/// Whether a lower-case word is a known base form.
pub fn is_base(word: &str) -> bool {
    BASES.contains(word)
}
