//! What the mechanism has to know of a language, read from the files in `data/`: nothing in
//! this module's neighbours is English.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether the full stop of an abbreviation may also end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Something must follow: `Gen.`
    Never,
    /// If the next word is one that starts sentences: `U.S.`
    May,
    /// Before any capitalised word that is not known to continue: `p.m.`
    Ends,
    /// It is an abbreviation only before a number: `No.`
    BeforeNumber,
    /// It is an abbreviation only before a capitalised word: `v.`
    BeforeName,
}

/// The knowledge of one language.
#[derive(Debug, Default)]
pub(super) struct Language {
    /// Abbreviations without their last full stop.
    pub abbreviations: HashMap<&'static str, Ending>,
    /// Endings that are words of their own, with `'` for every apostrophe.
    pub clitics: Vec<&'static str>,
    /// Whole words that are several, in lower case, with the offsets where they are cut.
    pub contractions: HashMap<String, Vec<usize>>,
    /// Words with an apostrophe that are one.
    pub undivided: HashSet<&'static str>,
    /// Prefixes before a hyphen that stay with their word.
    pub prefixes: HashSet<&'static str>,
    /// Endings after a hyphen that stay with their word.
    pub suffixes: HashSet<&'static str>,
    /// Whole words with a hyphen.
    pub hyphenated: HashSet<&'static str>,
    /// Units that are cut from their number.
    pub units: HashSet<&'static str>,
    /// Capitalised words that start sentences.
    pub starters: HashSet<&'static str>,
    /// Capitalised words that continue after a time of day.
    pub continuing: HashSet<&'static str>,
    /// Verbs of speech.
    pub speech: HashSet<&'static str>,
    /// Faces, the same everywhere.
    pub emoticons: Vec<&'static str>,
}

/// Longest entry of the word lists in bytes; longer words are in none of them.
const LONGEST: usize = 24;

impl Language {
    /// English.
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
            Language::read(
                include_str!("../../data/en/abbreviations.txt"),
                include_str!("../../data/en/contractions.txt"),
                include_str!("../../data/en/hyphens.txt"),
                include_str!("../../data/en/units.txt"),
                include_str!("../../data/en/sentences.txt"),
            )
        });
        &ENGLISH
    }

    fn read(
        abbreviations: &'static str,
        contractions: &'static str,
        hyphens: &'static str,
        units: &'static str,
        sentences: &'static str,
    ) -> Self {
        let mut language = Self { units: entries(units).collect(), ..Self::default() };
        language.emoticons = entries(include_str!("../../data/emoticons.txt")).collect();
        language.emoticons.sort_unstable_by_key(|face| std::cmp::Reverse(face.len()));
        for line in entries(abbreviations) {
            let mut fields = line.split_whitespace();
            let form = fields.next().unwrap_or_default();
            let ending = match fields.next() {
                None => Ending::Never,
                Some("may") => Ending::May,
                Some("ends") => Ending::Ends,
                Some("number") => Ending::BeforeNumber,
                Some("name") => Ending::BeforeName,
                Some(other) => panic!("abbreviations.txt: {form} has the unknown mark {other}"),
            };
            language.abbreviations.insert(form.trim_end_matches('.'), ending);
        }
        for line in entries(contractions) {
            if let Some(clitic) = line.strip_prefix('-') {
                language.clitics.push(clitic);
            } else if let Some(word) = line.strip_prefix('+') {
                language.undivided.insert(word);
            } else {
                let cuts = line.match_indices('|').enumerate().map(|(n, (at, _))| at - n).collect();
                language.contractions.insert(line.replace('|', ""), cuts);
            }
        }
        for line in entries(hyphens) {
            if let Some(prefix) = line.strip_suffix('-') {
                language.prefixes.insert(prefix);
            } else if let Some(suffix) = line.strip_prefix('-') {
                language.suffixes.insert(suffix);
            } else {
                language.hyphenated.insert(line);
            }
        }
        let mut section = "";
        for line in entries(sentences) {
            match (line, section) {
                ("[starters]" | "[continuing]" | "[speech]", _) => section = line,
                (word, "[starters]") => _ = language.starters.insert(word),
                (word, "[continuing]") => _ = language.continuing.insert(word),
                (word, "[speech]") => _ = language.speech.insert(word),
                (word, _) => panic!("sentences.txt: {word} stands in no known section"),
            }
        }
        language
    }
}

/// Lines that are neither blank nor comments.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
}

/// A word in lower case and with plain apostrophes, on the stack; `None` when it is too long for any list.
pub(super) struct Folded {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Folded {
    pub fn new(word: &str) -> Option<Self> {
        let mut folded = Self { bytes: [0; LONGEST], length: 0 };
        for c in word.chars() {
            let c = if super::characters::is_apostrophe(c) { '\'' } else { c };
            for c in c.to_lowercase() {
                let end = folded.length + c.len_utf8();
                c.encode_utf8(folded.bytes.get_mut(folded.length..end)?);
                folded.length = end;
            }
        }
        Some(folded)
    }

    pub fn as_str(&self) -> &str {
        // Only whole characters were written.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_read() {
        let english = Language::english();
        assert_eq!(english.abbreviations["Gen"], Ending::Never);
        assert_eq!(english.abbreviations["p.m"], Ending::Ends);
        assert_eq!(english.contractions["cannot"], [3]);
        assert_eq!(english.contractions["dunno"], [2, 3]);
        assert!(english.clitics.contains(&"'s") && english.prefixes.contains("pro"));
        assert!(english.starters.contains("The") && english.speech.contains("said"));
    }

    #[test]
    fn words_fold_without_the_heap() {
        assert_eq!(Folded::new("ÉTAT’S").unwrap().as_str(), "état's");
        assert!(Folded::new("a-word-that-is-longer-than-any-entry").is_none());
    }
}
