//! Families of issues: the normal forms under which different wordings of one issue meet (`issues.toml`).

use serde::Deserialize;

use super::map::Map;
use super::{LexiconError, Source};

/// All families.
#[derive(Clone, Debug, Default)]
pub struct Issues {
    keys: Vec<String>,
    /// Lemma of a head word to families.
    heads: Map<String, Vec<usize>>,
    /// The same of heads that say little ("plan", "step"), which count where no other word of the issue says more.
    loose: Map<String, usize>,
    /// Lemmas of what is no issue.
    none: Vec<String>,
    /// Lemmas of what puts an end to something ("lift", "removal").
    ends: Vec<String>,
    /// Families whose end is an issue of its own.
    ended: Vec<bool>,
    /// Words of a fixed expression, lower case and between blanks, with its family; longest first.
    terms: Vec<(String, usize)>,
    /// First word of a term to its places in `terms`.
    begins: Map<String, Vec<usize>>,
    /// Lemma of a word that chooses among families of one head.
    modifiers: Map<String, Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    issue: Vec<RawIssue>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIssue {
    key: String,
    #[serde(rename = "label")]
    _label: String,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    ended: bool,
    #[serde(default)]
    loose: Vec<String>,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    modifiers: Vec<String>,
}

impl Issues {
    /// Reads issue files; a user's own come first.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(files: &[&Source]) -> Result<Self, LexiconError> {
        let mut out = Self::default();
        for source in files {
            let file: File =
                toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
            out.none.extend(file.none);
            out.ends.extend(file.ends);
            for raw in file.issue {
                let number = out.keys.len();
                out.keys.push(raw.key);
                out.ended.push(raw.ended);
                raw.heads.into_iter().for_each(|h| out.heads.entry(h).or_default().push(number));
                raw.loose.into_iter().for_each(|h| {
                    out.loose.entry(h).or_insert(number);
                });
                raw.modifiers.into_iter().for_each(|m| out.modifiers.entry(m).or_default().push(number));
                out.terms.extend(raw.terms.into_iter().map(|t| (format!(" {} ", t.to_lowercase()), number)));
            }
        }
        out.terms.sort_by_key(|(t, n)| (std::cmp::Reverse(t.len()), *n));
        for (at, (term, _)) in out.terms.iter().enumerate() {
            let first = term[1..].split(' ').next().unwrap_or_default();
            out.begins.entry(first.to_owned()).or_default().push(at);
        }
        Ok(out)
    }

    /// The family of an issue with these words (lower case) and lemmas, head first.
    #[must_use]
    pub fn family(&self, words: &str, lemmas: &[&str]) -> Option<&str> {
        let term = self.term(words);
        let of_head = |lemma: &&str| {
            let families = self.heads.get(*lemma)?;
            let modified = |n: &&usize| lemmas.iter().any(|l| self.modifiers.get(*l).is_some_and(|m| m.contains(n)));
            families.iter().find(modified).or(families.first()).copied()
        };
        let number = term
            .map(|at| self.terms[at].1)
            .or_else(|| lemmas.iter().find_map(of_head))
            .or_else(|| lemmas.iter().find_map(|l| self.loose.get(*l).copied()))?;
        Some(&self.keys[number])
    }

    /// The key of an issue of this family whose head is `head`: to lift sanctions is another issue than to have them.
    #[must_use]
    pub fn key(&self, family: &str, head: &str) -> String {
        let ended = self.keys.iter().position(|k| k == family).is_some_and(|n| self.ended[n]);
        if ended && self.is_end(head) { format!("end of {family}") } else { family.to_owned() }
    }

    /// Whether a verb makes an issue of its own of the end of a thing ("*lift* the sanctions", but "*abandon* the treaty" is against it).
    #[must_use]
    pub fn ends(&self, verb: &str, thing: &str) -> bool {
        let thing = thing.to_lowercase();
        let family = self.family(&thing, &[&thing]);
        self.is_end(verb) && family.is_none_or(|f| self.key(f, verb) != *f)
    }

    /// Whether a word ends what it is done to ("lift").
    #[must_use]
    pub fn is_end(&self, head: &str) -> bool {
        self.ends.iter().any(|e| e == head)
    }

    /// Whether a fixed expression of a family stands in these words (lower case).
    #[must_use]
    pub fn has_term(&self, words: &str) -> bool {
        self.term(words).is_some()
    }

    /// The longest fixed expression in these words.
    fn term(&self, words: &str) -> Option<usize> {
        let padded = format!(" {words} ");
        // Only terms that begin with one of the words can be among them.
        let begun = words.split(' ').filter_map(|word| self.begins.get(word)).flatten();
        begun.copied().filter(|&at| padded.contains(self.terms[at].0.as_str())).min()
    }

    /// Whether a noun of no family names no issue ("his *intentions*").
    #[must_use]
    pub fn is_none(&self, lemma: &str) -> bool {
        self.none.iter().any(|n| n == lemma)
    }
}
