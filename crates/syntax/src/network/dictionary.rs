//! What a dictionary says of words, above all of those that training never saw: which parts of speech a word may have,
//! of what kind its senses are (a person, an act, a verb of communication), which complements its verb takes. A form
//! is looked up as it stands and under the lemmas that its ending allows; the ending goes into the feature.

use std::ops::RangeInclusive;

/// Kinds of senses: 0 to 44 are WordNet's lexicographer files, 50 to 61 groups of its verb frames, 70 a given name.
const CLASSES: u32 = 80;
/// Ways in which a form may belong to a lemma: as it is, -s, -ed, -ing, -er, -est, irregular.
const WAYS: u32 = 7;
const IRREGULAR: u32 = 6;
/// The row of a word that is not there.
const NOT_THERE: u32 = CLASSES * WAYS;
/// Rows of the table: one a way and kind, and one for words that no dictionary has.
pub const ROWS: usize = NOT_THERE as usize + 1;
/// The character that stands for class 0; the others follow it.
const FIRST_CLASS: u8 = b'0';

/// The classes that a part of speech has.
type Classes = &'static [RangeInclusive<u32>];
const NOUN: Classes = &[3..=28];
const VERB: Classes = &[29..=43, 50..=61];
const NOUN_OR_VERB: Classes = &[3..=43, 50..=61];
const ADJECTIVE: Classes = &[0..=2, 44..=44];

/// Endings that may be taken off, what stands in their place, the way, and which classes of the lemma count.
const ENDINGS: [(&str, &str, u32, Classes); 16] = [
    ("s", "", 1, NOUN_OR_VERB),
    ("ies", "y", 1, NOUN_OR_VERB),
    ("es", "", 1, NOUN_OR_VERB),
    ("men", "man", 1, NOUN),
    ("'s", "", 1, NOUN),
    ("ed", "e", 2, VERB),
    ("ed", "", 2, VERB),
    ("ied", "y", 2, VERB),
    ("ing", "e", 3, VERB),
    ("ing", "", 3, VERB),
    ("er", "", 4, ADJECTIVE),
    ("er", "e", 4, ADJECTIVE),
    ("ier", "y", 4, ADJECTIVE),
    ("est", "", 5, ADJECTIVE),
    ("est", "e", 5, ADJECTIVE),
    ("iest", "y", 5, ADJECTIVE),
];

/// Lower-cased forms with the kinds of their senses, and irregular forms with their lemmas.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Lines `form TAB classes TAB lemmas`, in the order of their forms: a class a character, lemmas as `n:man v:meet`.
    text: String,
    /// Where each line begins.
    starts: Vec<u32>,
}

impl Dictionary {
    /// Reads its lines.
    ///
    /// # Errors
    /// When a line has not three cells, or the lines are not in the order of their forms.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut starts = Vec::with_capacity(text.len() / 12);
        let (mut at, mut last) = (0, "");
        for line in text.split_inclusive('\n') {
            let form = line.split('\t').next().unwrap_or_default();
            let wrong = if line.bytes().filter(|&b| b == b'\t').count() != 2 {
                "has not three cells"
            } else if form <= last && !starts.is_empty() {
                "is out of order"
            } else {
                ""
            };
            if !wrong.is_empty() {
                return Err(format!("line {} of the dictionary of senses {wrong}", starts.len() + 1));
            }
            starts.push(at);
            at += line.len() as u32;
            last = form;
        }
        Ok(Self { text: text.to_owned(), starts })
    }

    /// Its lines.
    pub fn lines(&self) -> &str {
        &self.text
    }

    /// Classes and irregular lemmas of a form that stands in it.
    fn entry(&self, form: &str) -> Option<(&str, &str)> {
        let line = |at: u32| self.text[at as usize..].split('\n').next().unwrap_or_default();
        let found = self.starts.binary_search_by(|&at| line(at).split('\t').next().unwrap_or_default().cmp(form));
        let mut cells = line(self.starts[found.ok()?]).split('\t').skip(1);
        Some((cells.next()?, cells.next()?))
    }

    /// The rows of a lower-cased form, written into `out`.
    pub fn rows(&self, form: &str, out: &mut Vec<u32>) {
        out.clear();
        if let Some((classes, lemmas)) = self.entry(form) {
            out.extend(numbers(classes));
            for (pos, lemma) in lemmas.split(' ').filter_map(|l| l.split_once(':')) {
                let of = match pos {
                    "noun" => NOUN,
                    "verb" => VERB,
                    _ => ADJECTIVE,
                };
                self.add(lemma, IRREGULAR, of, out);
            }
        }
        let mut lemma = String::new();
        for (ending, instead, way, of) in ENDINGS {
            let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() >= 2) else { continue };
            lemma.clear();
            lemma.push_str(stem);
            lemma.push_str(instead);
            self.add(&lemma, way, of, out);
            // "planned", "bigger": a doubled consonant.
            let mut back = stem.bytes().rev();
            if instead.is_empty() && way > 1 && stem.is_ascii() && back.next() == back.next() {
                self.add(&stem[..stem.len() - 1], way, of, out);
            }
        }
        if out.is_empty() {
            out.push(NOT_THERE);
        }
    }

    /// Adds the classes of a lemma that its form in this way may have.
    fn add(&self, lemma: &str, way: u32, of: Classes, out: &mut Vec<u32>) {
        let Some((classes, _)) = self.entry(lemma) else { return };
        for class in numbers(classes).filter(|c| of.iter().any(|range| range.contains(c))) {
            let row = way * CLASSES + class;
            if !out.contains(&row) {
                out.push(row);
            }
        }
    }
}

/// The classes that a cell names; characters that name none are passed over.
fn numbers(classes: &str) -> impl Iterator<Item = u32> + '_ {
    classes.bytes().filter_map(|b| b.checked_sub(FIRST_CLASS)).map(u32::from).filter(|&c| c < CLASSES)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// meet: verb.social (41), transitive (51); met: its past; plan: noun.cognition (9), verb.cognition (31).
    const TEXT: &str = "meet\tYc\t\nmet\t\tverb:meet\nplan\t9O\t\n";

    fn rows(form: &str) -> Vec<u32> {
        let mut out = Vec::new();
        Dictionary::parse(TEXT).unwrap().rows(form, &mut out);
        out
    }

    #[test]
    fn forms_have_the_classes_of_their_lemmas_by_the_way_they_are_formed() {
        assert_eq!(rows("meet"), [41, 51]);
        assert_eq!(rows("met"), [6 * CLASSES + 41, 6 * CLASSES + 51]);
        assert_eq!(rows("plans"), [CLASSES + 9, CLASSES + 31]);
        assert_eq!(rows("planned"), [2 * CLASSES + 31]);
        assert_eq!(rows("meeting"), [3 * CLASSES + 41, 3 * CLASSES + 51]);
        assert_eq!(rows("Zgharta"), [NOT_THERE]);
        assert_eq!(rows(""), [NOT_THERE]);
    }

    #[test]
    fn what_is_no_dictionary_is_refused_with_its_line() {
        assert!(Dictionary::parse("a\t0\t\nb\t0\n").unwrap_err().contains("line 2"));
        assert!(Dictionary::parse("b\t0\t\na\t0\t\n").unwrap_err().contains("order"));
        assert!(Dictionary::parse("").is_ok());
    }
}
