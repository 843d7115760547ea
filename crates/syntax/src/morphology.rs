//! Lemmas and morphological features from form and tags, by tables learned from the treebanks.
//!
//! A lemma is found by an exception for the form and its tag, else by the rule of the longest known
//! ending under that tag: cut so many characters, add these. Features are those most seen with the
//! tags, or with the form where that differs.

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use compact_str::CompactString;

use crate::{Upos, Xpos};

/// Longest ending, in characters, that a rule looks at.
pub const LONGEST_ENDING: usize = 6;

/// How a form becomes its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// Keep the capitals of the form.
    pub keep_case: bool,
    /// Characters to cut from the end.
    pub cut: usize,
    /// What to add.
    pub add: String,
}

impl Edit {
    /// The edit that makes `lemma` out of `form`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let common = |a: &str| a.chars().zip(lemma.chars()).take_while(|(x, y)| x == y).count();
        let keep_case = common(form) > common(&lower);
        let base = if keep_case { form } else { &lower };
        let shared = common(base);
        Self { keep_case, cut: base.chars().count() - shared, add: lemma.chars().skip(shared).collect() }
    }

    /// The lemma of `form`, or `None` when there is too little to cut.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let lower: CompactString =
            if self.keep_case { form.into() } else { form.chars().flat_map(char::to_lowercase).collect() };
        let keep = lower.chars().count().checked_sub(self.cut)?;
        let mut lemma: CompactString = lower.chars().take(keep).collect();
        lemma.push_str(&self.add);
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub struct Morphology {
    /// For each tag, endings and what they do.
    rules: HashMap<Xpos, HashMap<String, Edit>>,
    /// For each tag the edits of its rules, the commonest first.
    edits: HashMap<Xpos, Vec<Edit>>,
    /// Lower-cased form and tag to lemma.
    exceptions: HashMap<(String, Xpos), CompactString>,
    /// Tags to features.
    features: HashMap<(Upos, Xpos), &'static str>,
    /// Lower-cased form and tags to features, where they differ from those of the tags.
    form_features: HashMap<(String, Upos, Xpos), &'static str>,
}

/// Feature strings live as long as the process, so that a token can hold one without counting: a
/// few hundred short strings, shared by all models.
fn intern(feats: &str) -> &'static str {
    static SEEN: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = seen.get(feats) {
        return known;
    }
    let leaked: &'static str = Box::leak(feats.to_owned().into_boxed_str());
    seen.insert(leaked);
    leaked
}

impl Morphology {
    /// Reads what [`Morphology::lines`] wrote.
    ///
    /// # Errors
    /// The first line that is none of the four kinds.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut out = Self::default();
        for line in text.lines() {
            let fault = || format!("morphology line {line:?} cannot be read");
            let cells: Vec<&str> = line.split('\t').collect();
            let xpos = |i: usize| Xpos::parse(cells[i]).ok_or_else(fault);
            let upos = |i: usize| Upos::parse(cells[i]).ok_or_else(fault);
            match (cells[0], cells.len()) {
                ("rule", 6) => {
                    let cut = cells[4].parse().map_err(|_| fault())?;
                    let edit = Edit { keep_case: cells[3] == "keep", cut, add: cells[5].to_owned() };
                    out.rules.entry(xpos(1)?).or_default().insert(cells[2].to_owned(), edit);
                }
                ("lemma", 4) => {
                    out.exceptions.insert((cells[2].to_owned(), xpos(1)?), cells[3].into());
                }
                ("tags", 4) => {
                    out.features.insert((upos(1)?, xpos(2)?), intern(cells[3]));
                }
                ("form", 5) => {
                    out.form_features.insert((cells[3].to_owned(), upos(1)?, xpos(2)?), intern(cells[4]));
                }
                _ => return Err(fault()),
            }
        }
        out.rank_edits();
        Ok(out)
    }

    /// The tables as lines of text, sorted.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        for (xpos, rules) in &self.rules {
            for (ending, e) in rules {
                let case = if e.keep_case { "keep" } else { "lower" };
                lines.push(format!("rule\t{xpos}\t{ending}\t{case}\t{}\t{}", e.cut, e.add));
            }
        }
        lines.extend(self.exceptions.iter().map(|((form, xpos), lemma)| format!("lemma\t{xpos}\t{form}\t{lemma}")));
        lines.extend(self.features.iter().map(|((u, x), feats)| format!("tags\t{u}\t{x}\t{feats}")));
        lines.extend(self.form_features.iter().map(|((form, u, x), feats)| format!("form\t{u}\t{x}\t{form}\t{feats}")));
        lines.sort();
        lines.join("\n")
    }

    /// Sets the rule for an ending under a tag.
    pub fn set_rule(&mut self, xpos: Xpos, ending: String, edit: Edit) {
        self.rules.entry(xpos).or_default().insert(ending, edit);
    }

    /// Sets the lemma of a lower-cased form under a tag.
    pub fn set_lemma(&mut self, form: String, xpos: Xpos, lemma: &str) {
        self.exceptions.insert((form, xpos), lemma.into());
    }

    /// Sets the features of a pair of tags, or of a lower-cased form with them.
    pub fn set_features(&mut self, form: Option<String>, upos: Upos, xpos: Xpos, feats: &str) {
        match form {
            None => self.features.insert((upos, xpos), intern(feats)),
            Some(form) => self.form_features.insert((form, upos, xpos), intern(feats)),
        };
    }

    /// The lemma of a word. `is_word` knows forms of the language: where the rule's lemma is none, another
    /// rule of the tag whose lemma is one goes before it ("ruled" is of *rule*, not of *rul*). `lower` is scratch.
    pub fn lemma(&self, form: &str, xpos: Xpos, is_word: impl Fn(&str) -> bool, lower: &mut String) -> CompactString {
        normal_form(form, lower);
        let key = (std::mem::take(lower), xpos);
        let exception = self.exceptions.get(&key);
        *lower = key.0;
        if let Some(lemma) = exception {
            return lemma.clone();
        }
        let ruled = self.by_rule(form, lower, xpos).unwrap_or_else(|| form.into());
        let inflected =
            matches!(xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz | Xpos::Nns | Xpos::Jjr | Xpos::Jjs);
        if !inflected || is_word(&ruled) {
            return ruled;
        }
        let others = self.edits.get(&xpos).map_or(&[][..], Vec::as_slice);
        // An edit that changes nothing would find the form itself among the words.
        let plausible = |e: &&Edit| (1..=4).contains(&e.cut) && e.add.len() <= 2;
        others
            .iter()
            .filter(plausible)
            .filter_map(|e| e.apply(form))
            .find(|l| l.len() > 1 && is_word(l))
            .unwrap_or(ruled)
    }

    /// Orders the rules' edits of each tag by how many endings they serve.
    fn rank_edits(&mut self) {
        for (&xpos, rules) in &self.rules {
            let mut counts: HashMap<&Edit, usize> = HashMap::new();
            rules.values().for_each(|e| *counts.entry(e).or_default() += 1);
            let mut edits: Vec<(&Edit, usize)> = counts.into_iter().filter(|&(_, n)| n >= 3).collect();
            edits.sort_by_key(|&(e, n)| (std::cmp::Reverse(n), e));
            self.edits.insert(xpos, edits.into_iter().map(|(e, _)| e.clone()).collect());
        }
    }

    /// The lemma by rule alone.
    pub fn by_rule(&self, form: &str, lower: &str, xpos: Xpos) -> Option<CompactString> {
        let rules = self.rules.get(&xpos)?;
        let starts = lower.char_indices().rev().map(|(i, _)| i).take(LONGEST_ENDING);
        let endings: Vec<usize> = std::iter::once(lower.len()).chain(starts).collect();
        endings.into_iter().rev().find_map(|at| rules.get(&lower[at..])).and_then(|edit| edit.apply(form))
    }

    /// The features of a word, as CoNLL-U writes them. `lower` is scratch.
    pub fn features(&self, form: &str, upos: Upos, xpos: Xpos, lower: &mut String) -> &'static str {
        normal_form(form, lower);
        let key = (std::mem::take(lower), upos, xpos);
        let found = self.form_features.get(&key).or_else(|| self.features.get(&(upos, xpos)));
        *lower = key.0;
        found.copied().unwrap_or("_")
    }
}

/// Lower case, with the typewriter's apostrophe.
pub fn normal_form(form: &str, out: &mut String) {
    out.clear();
    out.extend(form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_make_lemmas() {
        for (form, lemma) in [("Talks", "talk"), ("was", "be"), ("Islands", "Island"), ("NATO", "NATO"), ("n’t", "not")]
        {
            let edit = Edit::between(form, lemma);
            assert_eq!(edit.apply(form).as_deref(), Some(lemma), "{edit:?}");
        }
        assert_eq!(Edit { keep_case: false, cut: 3, add: "x".into() }.apply("ab"), None);
    }

    #[test]
    fn the_longest_ending_decides_and_tables_read_back() {
        let mut m = Morphology::default();
        m.set_rule(Xpos::Nns, "s".into(), Edit { keep_case: false, cut: 1, add: String::new() });
        m.set_rule(Xpos::Nns, "ies".into(), Edit { keep_case: false, cut: 3, add: "y".into() });
        m.set_lemma("men".into(), Xpos::Nns, "man");
        m.set_features(None, Upos::Noun, Xpos::Nns, "Number=Plur");
        let again = Morphology::parse(&m.lines()).unwrap();
        let mut lower = String::new();
        for (form, lemma) in [("talks", "talk"), ("Treaties", "treaty"), ("men", "man"), ("data", "data")] {
            assert_eq!(again.lemma(form, Xpos::Nns, |_| true, &mut lower), lemma);
        }
        assert_eq!(again.features("talks", Upos::Noun, Xpos::Nns, &mut lower), "Number=Plur");
        assert!(Morphology::parse("rule\tNNS").is_err());
    }
}
