//! The contexts of PLOVER and the terms that speak for them (`contexts.toml`), in a trie over words.

use std::ops::Range;

use demarche_syntax::segment;
use serde::Deserialize;
use toml::Spanned;

use super::map::Set;
use super::trie::NameTrie;
use super::{LexiconError, Source};

/// A term of a context.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Number of its context, in the order of the file.
    pub context: usize,
    /// Number of the term.
    pub number: usize,
    /// How much it speaks for the context, in its own sentence.
    pub weight: f64,
}

/// All contexts.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    names: Vec<String>,
    terms: NameTrie<Term>,
    weighing: Weighing,
}

/// How terms add up.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighing {
    strong: f64,
    weak: f64,
    /// Factor by distance in sentences; what is further away does not count.
    pub distance: Vec<f64>,
    /// Factor in the first heading.
    pub heading: f64,
    /// What the terms of a context must reach together.
    pub threshold: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weighing: Option<Spanned<Weighing>>,
    #[serde(default)]
    context: Vec<RawContext>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawContext {
    name: Spanned<String>,
    #[serde(default)]
    strong: Vec<Spanned<String>>,
    #[serde(default)]
    weak: Vec<Spanned<String>>,
}

impl Contexts {
    /// Reads files of contexts; a user's own come first, and their terms are added to ours.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn load(files: &[&Source]) -> Result<Self, LexiconError> {
        let mut read = Vec::with_capacity(files.len());
        for &source in files {
            let file: File =
                toml::from_str(&source.text).map_err(|e| LexiconError::toml(&source.path, &source.text, &e))?;
            read.push((source, file));
        }
        let mut out = Self { weighing: weighing(&read)?, ..Self::default() };
        // PLOVER's own list is in our file; a user's adds terms, not contexts.
        let ours = read.iter().filter(|(source, _)| !source.own).flat_map(|(_, file)| &file.context);
        out.names = ours.map(|c| c.name.get_ref().clone()).collect();
        let mut known = Set::default();
        let terms = read.iter().flat_map(|(_, f)| &f.context).map(|c| c.strong.len() + c.weak.len()).sum();
        out.terms.reserve(terms);
        for (source, file) in &read {
            let mut own = Set::default();
            for raw in &file.context {
                let fault =
                    |at: Range<usize>, what: String| LexiconError::at(&source.path, &source.text, at.start, what);
                let name = raw.name.get_ref();
                let Some(context) = out.names.iter().position(|n| n == name) else {
                    return Err(fault(raw.name.span(), format!("{name:?} is no context of PLOVER")));
                };
                let strong = raw.strong.iter().map(|t| (t, out.weighing.strong));
                let weak = raw.weak.iter().map(|t| (t, out.weighing.weak));
                for (term, weight) in strong.chain(weak) {
                    let words = cut(term.get_ref());
                    if words.is_empty() || *term.get_ref() != term.get_ref().to_lowercase() {
                        let what = format!("{:?} is no term; write lower-case lemmas", term.get_ref());
                        return Err(fault(term.span(), what));
                    }
                    let key = (context, words.join(" "));
                    if !own.insert(key.clone()) {
                        return Err(fault(term.span(), format!("{:?} stands twice in {name}", term.get_ref())));
                    }
                    let number = known.len();
                    if known.insert(key) {
                        out.terms.insert(words.iter().map(String::as_str), Term { context, number, weight });
                    }
                }
            }
        }
        Ok(out)
    }

    /// The contexts, in PLOVER's order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How terms add up.
    #[must_use]
    pub fn weighing(&self) -> &Weighing {
        &self.weighing
    }

    /// The terms as a trie over lower-case words, hyphens left out.
    #[must_use]
    pub fn terms(&self) -> &NameTrie<Term> {
        &self.terms
    }
}

/// The first weighing among the files, checked.
fn weighing(files: &[(&Source, File)]) -> Result<Weighing, LexiconError> {
    let Some((source, raw)) = files.iter().find_map(|(s, f)| Some((*s, f.weighing.as_ref()?))) else {
        let file = files.first().map_or_else(|| "contexts.toml".to_owned(), |(s, _)| s.path.clone());
        return Err(LexiconError::Row { file, line: 1, what: "no [weighing]; see data/README.md".to_owned() });
    };
    let w = raw.get_ref();
    let numbers = [w.strong, w.weak, w.heading].into_iter().chain(w.distance.iter().copied());
    if !(w.threshold > 0.0 && numbers.into_iter().all(|n| n >= 0.0)) {
        let what = "weights are numbers from 0, the threshold is above 0".to_owned();
        return Err(LexiconError::at(&source.path, &source.text, raw.span().start, what));
    }
    Ok(w.clone())
}

/// A term as the tokenizer cuts it, without hyphens, so that "air-strike" is "air strike".
fn cut(term: &str) -> Vec<String> {
    if term.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
        return term.split_ascii_whitespace().map(str::to_owned).collect();
    }
    let document = segment::segment(term.to_owned());
    let tokens = document.sentences.iter().flat_map(|s| &s.tokens);
    tokens.map(|t| t.form(term)).filter(|w| !is_hyphen(w)).map(|w| normal(w).into_owned()).collect()
}

/// Whether a token only ties others together.
#[must_use]
pub fn is_hyphen(word: &str) -> bool {
    matches!(word, "-" | "‐" | "‑")
}

/// A word as terms spell it: lower case, straight apostrophes.
#[must_use]
pub fn normal(word: &str) -> std::borrow::Cow<'_, str> {
    if word.contains('’') {
        word.to_lowercase().replace('’', "'").into()
    } else if word.chars().any(char::is_uppercase) {
        word.to_lowercase().into()
    } else {
        word.into()
    }
}
