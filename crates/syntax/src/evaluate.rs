//! How well a system's sentences, words and trees match the gold ones of the same raw text, as the
//! CoNLL 2018 shared task scored it: words are aligned by the characters they cover, those of
//! multiword tokens by the longest common subsequence of their forms, and everything is F1.
//! <https://universaldependencies.org/conll18/evaluation.html>

use std::fmt;

use crate::conllu::{Sentence, Word};

/// Correct units of both sides; the rest follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Units that match.
    pub correct: usize,
    /// Units in the gold file.
    pub gold: usize,
    /// Units in the system's output.
    pub system: usize,
}

impl Score {
    /// Correct among those the system gave.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// Correct among those in the gold file.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The columns of the shared task's table. Printed, it is that table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Surface tokens, a multiword token being one.
    pub tokens: Score,
    /// Sentences with both ends right.
    pub sentences: Score,
    /// Syntactic words.
    pub words: Score,
    /// Universal part of speech.
    pub upos: Score,
    /// Penn Treebank tag.
    pub xpos: Score,
    /// Universal features.
    pub ufeats: Score,
    /// Lemmas; a gold lemma `_` counts as right.
    pub lemmas: Score,
    /// Right head.
    pub uas: Score,
    /// Right head and universal part of the relation.
    pub las: Score,
}

impl Scores {
    /// The rows in the order of the shared task.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, Score); 9] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("Words", self.words),
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("UFeats", self.ufeats),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
        ]
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Metric     | Precision |    Recall |  F1 Score")?;
        writeln!(f, "-----------+-----------+-----------+-----------")?;
        for (name, s) in self.rows() {
            let (p, r, f1) = (100.0 * s.precision(), 100.0 * s.recall(), 100.0 * s.f1());
            writeln!(f, "{name:<10} |{p:>10.2} |{r:>10.2} |{f1:>10.2}")?;
        }
        Ok(())
    }
}

/// The raw text of a treebank: forms with spaces as `SpaceAfter=No` leaves them, a blank line
/// before each `# newpar` and `# newdoc`.
#[must_use]
pub fn raw_text(gold: &[Sentence]) -> String {
    let mut text = String::new();
    for sentence in gold {
        let starts = |c: &String, what: &str| c.trim_start_matches(['#', ' ']).starts_with(what);
        if sentence.comments.iter().any(|c| starts(c, "newpar") || starts(c, "newdoc")) && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        for (_, form, misc) in surface(sentence) {
            text.push_str(form);
            if !misc.split('|').any(|m| m == "SpaceAfter=No") {
                text.push(' ');
            }
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Surface tokens of a sentence: number of words, form, MISC.
fn surface(sentence: &Sentence) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut multiword = sentence.multiword.iter().peekable();
    let mut next = 0;
    std::iter::from_fn(move || {
        let word = sentence.words.get(next)?;
        if let Some(m) = multiword.next_if(|m| m.first == next) {
            next = m.last + 1;
            return Some((m.last + 1 - m.first, m.form.as_str(), m.misc.as_str()));
        }
        next += 1;
        Some((1, word.form.as_str(), word.misc.as_str()))
    })
}

/// A word in its file: which characters its token covers, white space not counted.
struct Placed<'s> {
    word: &'s Word,
    start: usize,
    end: usize,
    multiword: bool,
    /// Index of its head in the file.
    head: Option<usize>,
}

/// A file laid out over its characters.
#[derive(Default)]
struct Layout<'s> {
    characters: Vec<char>,
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
    words: Vec<Placed<'s>>,
}

impl<'s> Layout<'s> {
    fn of(sentences: &'s [Sentence]) -> Self {
        let mut layout = Self::default();
        for sentence in sentences {
            let (first_character, first_word) = (layout.characters.len(), layout.words.len());
            let mut words = sentence.words.iter();
            for (count, form, _) in surface(sentence) {
                let start = layout.characters.len();
                layout.characters.extend(form.chars().filter(|c| !c.is_whitespace()));
                let end = layout.characters.len();
                layout.tokens.push((start, end));
                for word in words.by_ref().take(count) {
                    let head = word.head.map(|h| first_word + h);
                    layout.words.push(Placed { word, start, end, multiword: count > 1, head });
                }
            }
            layout.sentences.push((first_character, layout.characters.len()));
        }
        layout
    }
}

/// Scores `system` against `gold`.
///
/// # Panics
/// When the two are not of the same text; the message shows where they part.
#[must_use]
pub fn score(gold: &[Sentence], system: &[Sentence]) -> Scores {
    let (gold, system) = (Layout::of(gold), Layout::of(system));
    if gold.characters != system.characters {
        let at = gold.characters.iter().zip(&system.characters).take_while(|(g, s)| g == s).count();
        let around =
            |c: &[char]| c[at.saturating_sub(10).min(c.len())..(at + 20).min(c.len())].iter().collect::<String>();
        let (gold, system) = (around(&gold.characters), around(&system.characters));
        panic!("gold and system are not of the same text: at character {at} gold has {gold:?}, the system {system:?}");
    }
    let pairs = align(&gold.words, &system.words);
    let mut partner = vec![None; system.words.len()];
    pairs.iter().for_each(|&(g, s)| partner[s] = Some(g));
    let count = |same: &dyn Fn(&Placed<'_>, &Placed<'_>) -> bool| Score {
        correct: pairs.iter().filter(|&&(g, s)| same(&gold.words[g], &system.words[s])).count(),
        gold: gold.words.len(),
        system: system.words.len(),
    };
    // A root's head is the root; any other's must be the gold head's partner.
    let same_head = |g: &Placed<'_>, s: &Placed<'_>| match s.head {
        None => g.head.is_none(),
        Some(head) => g.head.is_some() && g.head == partner[head],
    };
    let universal = |w: &Word| w.deprel.map(crate::Deprel::universal);
    Scores {
        tokens: common(&gold.tokens, &system.tokens),
        sentences: common(&gold.sentences, &system.sentences),
        words: count(&|_, _| true),
        upos: count(&|g, s| g.word.upos == s.word.upos),
        xpos: count(&|g, s| g.word.xpos == s.word.xpos),
        ufeats: count(&|g, s| universal_features(&g.word.feats) == universal_features(&s.word.feats)),
        lemmas: count(&|g, s| g.word.lemma == "_" || g.word.lemma == s.word.lemma),
        uas: count(&|g, s| same_head(g, s)),
        las: count(&|g, s| same_head(g, s) && universal(g.word) == universal(s.word)),
    }
}

/// Spans that both sides have; both are sorted.
fn common(gold: &[(usize, usize)], system: &[(usize, usize)]) -> Score {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while g < gold.len() && s < system.len() {
        match gold[g].0.cmp(&system[s].0) {
            std::cmp::Ordering::Less => g += 1,
            std::cmp::Ordering::Greater => s += 1,
            std::cmp::Ordering::Equal => {
                correct += usize::from(gold[g].1 == system[s].1);
                g += 1;
                s += 1;
            }
        }
    }
    Score { correct, gold: gold.len(), system: system.len() }
}

const UNIVERSAL_FEATURES: [&str; 21] = [
    "Abbr", "Animacy", "Aspect", "Case", "Definite", "Degree", "Evident", "Foreign", "Gender", "Mood", "NumType",
    "Number", "Person", "Polarity", "Polite", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
];

fn universal_features(feats: &str) -> Vec<&str> {
    let is_universal = |f: &&str| f.split_once('=').is_some_and(|(name, _)| UNIVERSAL_FEATURES.contains(&name));
    let mut features: Vec<_> = feats.split('|').filter(is_universal).collect();
    features.sort_unstable();
    features
}

/// Pairs of gold and system words that stand for the same characters.
fn align(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(gold.len());
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let (from_g, from_s);
            (from_g, from_s, g, s) = multiword_stretch(gold, system, g, s);
            align_by_form(gold, system, from_g..g, from_s..s, &mut pairs);
        } else if (gold[g].start, gold[g].end) == (system[s].start, system[s].end) {
            pairs.push((g, s));
            g += 1;
            s += 1;
        } else if gold[g].start <= system[s].start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The smallest stretch of both sides from here that cuts no multiword token: its starts and ends.
fn multiword_stretch(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    mut g: usize,
    mut s: usize,
) -> (usize, usize, usize, usize) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].end;
        s += usize::from(!system[s].multiword && system[s].start < gold[g].start);
    } else {
        end = system[s].end;
        g += usize::from(gold[g].start < system[s].start);
    }
    let (from_g, from_s) = (g, s);
    let beyond = |words: &[Placed<'_>], i: usize, end: usize| {
        words.get(i).is_none_or(|w| if w.multiword { w.start >= end } else { w.end > end })
    };
    while !beyond(gold, g, end) || !beyond(system, s, end) {
        let gold_is_next = g < gold.len() && (s >= system.len() || gold[g].start <= system[s].start);
        let word = if gold_is_next { &gold[g] } else { &system[s] };
        if word.multiword {
            end = end.max(word.end);
        }
        if gold_is_next {
            g += 1;
        } else {
            s += 1;
        }
    }
    (from_g, from_s, g, s)
}

/// Pairs by the longest common subsequence of lower-case forms.
fn align_by_form(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    g: std::ops::Range<usize>,
    s: std::ops::Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let forms = |words: &[Placed<'_>]| words.iter().map(|w| w.word.form.to_lowercase()).collect::<Vec<_>>();
    let (a, b) = (forms(&gold[g.clone()]), forms(&system[s.clone()]));
    let mut longest = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] =
                if a[i] == b[j] { 1 + longest[i + 1][j + 1] } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((g.start + i, s.start + j));
            i += 1;
            j += 1;
        } else if longest[i][j] == longest[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    fn sentences(lines: &str) -> Vec<Sentence> {
        conllu::read(&lines.replace(' ', "\t").replace("#\t", "# ")).unwrap()
    }

    const GOLD: &str = "# newpar\n1-2 Don't _ _ _ _ _ _ _ _\n1 Do do AUX VBP _ 3 aux _ _\n2 n't not PART RB _ 3 advmod _ _\n\
        3 go go VERB VB Mood=Imp 0 root _ SpaceAfter=No\n4 . . PUNCT . _ 3 punct _ _\n\n\
        1 Stay stay VERB VB _ 0 root _ SpaceAfter=No\n2 ! ! PUNCT . _ 1 punct _ _\n\n";

    #[test]
    fn a_file_matches_itself() {
        let gold = sentences(GOLD);
        let scores = score(&gold, &gold);
        assert!(scores.rows().iter().all(|(_, s)| (s.f1() - 1.0).abs() < 1e-9), "{scores}");
        assert_eq!(raw_text(&gold), "Don't go. Stay!\n");
    }

    #[test]
    fn words_are_aligned_by_their_characters() {
        let system = sentences(
            "1 Don't do VERB VB _ 2 aux _ _\n2 go go VERB VB _ 0 root _ _\n3 . . PUNCT . _ 2 punct _ _\n\
             4 Stay stay VERB VB _ 2 conj _ _\n5 ! ! PUNCT . _ 4 punct _ _\n\n",
        );
        let scores = score(&sentences(GOLD), &system);
        assert_eq!(scores.tokens, Score { correct: 5, gold: 5, system: 5 });
        assert_eq!(scores.sentences, Score { correct: 0, gold: 2, system: 1 });
        assert_eq!(scores.words, Score { correct: 4, gold: 6, system: 5 });
        assert_eq!(scores.uas.correct, 3, "the second root has another head");
        assert_eq!(scores.ufeats.correct, 3);
    }

    #[test]
    fn multiword_tokens_are_aligned_by_form() {
        let system = sentences(
            "1-2 Don't _ _ _ _ _ _ _ _\n1 Don do AUX VBP _ 3 aux _ _\n2 't not PART RB _ 3 advmod _ _\n\
             3 go go VERB VB _ 0 root _ _\n4 . . PUNCT . _ 3 punct _ _\n\n1 Stay _ VERB VB _ 0 root _ _\n2 ! ! PUNCT . _ 1 punct _ _\n\n",
        );
        assert_eq!(score(&sentences(GOLD), &system).words.correct, 4);
    }

    #[test]
    #[should_panic(expected = "at character 5")]
    fn different_texts_are_refused() {
        let other = sentences("1 Don'twalk _ _ _ _ _ _ _ _\n\n");
        let _ = score(&sentences(GOLD), &other);
    }
}
