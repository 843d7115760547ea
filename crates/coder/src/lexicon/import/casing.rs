//! Names in capitals, as the dictionaries have them, written as the news writes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::actors::NounKind;
use crate::lexicon::{Lexicon, LexiconError, sources};

const FILE: &str = "import/petrarch.toml";
/// A body's name of one word and at most so many letters is taken for an acronym.
const ACRONYM: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    small_in_bodies: Vec<String>,
    small_in_people: Vec<String>,
    articles: Vec<String>,
    body_words: Vec<String>,
    role_of: String,
    office: String,
    plurals: BTreeMap<String, String>,
}

/// How names are written, and what tells a body's from a person's.
pub struct Casing<'l> {
    known: &'l Lexicon,
    words: Words,
}

impl<'l> Casing<'l> {
    /// The built-in words.
    pub fn built_in(known: &'l Lexicon) -> Result<Self, LexiconError> {
        let missing = || LexiconError::UnknownFile { file: FILE.to_owned() };
        let source = sources::built_in().into_iter().find(|s| s.path == FILE).ok_or_else(missing)?;
        let words = toml::from_str(&source.text).map_err(|e| LexiconError::toml(FILE, &source.text, &e))?;
        Ok(Self { known, words })
    }

    /// A role in words: what, and of whom.
    pub fn role(&self, what: Option<&str>, whom: Option<&str>) -> String {
        let what = what.unwrap_or(&self.words.office);
        whom.map_or_else(|| what.to_owned(), |w| self.words.role_of.replace("{what}", what).replace("{whom}", w))
    }

    /// Whether a word speaks for a body.
    pub fn is_body_word(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let noun = |w: &str| {
            self.known.actors.nouns.get(w).is_some_and(|n| matches!(n.kind, NounKind::Body | NounKind::Group))
        };
        self.words.body_words.contains(&lower) || noun(&lower)
    }

    /// The singular of a plural that stands among `others`, or that we know.
    pub fn is_plural(&self, noun: &str, others: &[String]) -> bool {
        self.words.plurals.iter().any(|(plural, singular)| {
            noun.strip_suffix(plural.as_str()).is_some_and(|stem| {
                let singular = format!("{stem}{singular}");
                singular != noun && (others.contains(&singular) || self.known.actors.nouns.contains_key(&*singular))
            })
        })
    }

    /// The words of a person's name.
    pub fn person(&self, words: &[&str]) -> String {
        let written = words.iter().enumerate().map(|(i, w)| cased(w, i == 0, &self.words.small_in_people));
        written.collect::<Vec<_>>().join(" ")
    }

    /// A body's name, and others that it has in brackets or by another use of capitals.
    pub fn body(&self, raw: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut plain = String::new();
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('(') {
            let (inside, after) = after.split_once(')').unwrap_or((after, ""));
            plain.push_str(before);
            let inside = inside.trim_matches('_');
            if !inside.is_empty() && !inside.contains(['_', ' ']) {
                names.push(inside.to_owned());
            }
            rest = after;
        }
        plain.push_str(rest);
        // "ORDER,_THE" is the Order.
        let mut words: Vec<&str> = words(&plain);
        if let [.., before, last] = &mut words[..]
            && before.ends_with(',')
            && self.is_article(last)
        {
            *before = before.trim_end_matches(',');
            words.pop();
        }
        if words.len() > 1 && self.is_article(words[0]) {
            words.remove(0);
        }
        if let [word] = words[..]
            && word.chars().count() <= ACRONYM
            && word.chars().all(char::is_uppercase)
        {
            // "ETA", but "Hamas": what we know decides, and both are found.
            let title = cased(word, true, &[]);
            let upper_first = self.known.actors.meaning(&title).is_empty();
            names.splice(0..0, if upper_first { [word.to_owned(), title] } else { [title, word.to_owned()] });
            return names;
        }
        let written = words.iter().enumerate().map(|(i, w)| {
            let consonants = (2..=ACRONYM).contains(&w.len()) && !w.contains(['A', 'E', 'I', 'O', 'U', 'Y', '.']);
            let acronym = (consonants || w.len() > 1 && !self.known.actors.meaning(w).is_empty())
                && !self.words.small_in_bodies.contains(&w.to_lowercase());
            if acronym { (*w).to_owned() } else { cased(w, i == 0, &self.words.small_in_bodies) }
        });
        let name = written.collect::<Vec<_>>().join(" ");
        if !name.is_empty() {
            names.insert(0, name);
        }
        names
    }

    fn is_article(&self, word: &str) -> bool {
        self.words.articles.contains(&word.to_lowercase())
    }
}

/// The words of a name; a blank is written `_`.
pub fn words(raw: &str) -> Vec<&str> {
    raw.split(|c: char| c == '_' || c.is_whitespace()).filter(|w| !w.is_empty()).collect()
}

/// A word with a capital, but for the small ones inside a name; what has small letters already stays.
fn cased(word: &str, first: bool, small: &[String]) -> String {
    if word.chars().any(char::is_lowercase) || is_initials(word) {
        return word.to_owned();
    }
    let lower = word.to_lowercase();
    if !first && small.contains(&lower) {
        return lower;
    }
    if word.contains('-') {
        let parts = word.split('-').enumerate().map(|(i, part)| cased(part, first || i > 0, small));
        return parts.collect::<Vec<_>>().join("-");
    }
    // "O'BRIEN" and "MCCLOY" have two capitals, "PEOPLE'S" one.
    let second = match lower.find('\'') {
        Some(at) if at <= 2 => Some(at + 1),
        None if lower.starts_with("mc") && lower.len() > 4 => Some(2),
        _ => None,
    };
    let capital = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
    };
    match second {
        Some(at) => capital(&lower[..at]) + &capital(&lower[at..]),
        None => capital(&lower),
    }
}

/// "U.N.", "K.".
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_put_where_the_news_has_them() {
        let known = Lexicon::load(Vec::new()).unwrap();
        let casing = Casing::built_in(&known).unwrap();
        for (raw, written) in [
            ("MOHAMMAD_AL-ZAHIR_BIN_SHAH", "Mohammad al-Zahir bin Shah"),
            ("PATRICK_O'BRIEN", "Patrick O'Brien"),
            ("J._MCCLOY", "J. McCloy"),
            ("Mixed_CASE", "Mixed Case"),
        ] {
            assert_eq!(casing.person(&words(raw)), written);
        }
        for (raw, written) in [
            ("PEOPLE'S_FRONT_OF_THE_COAST_(PFC)_", "People's Front of the Coast|PFC"),
            ("THE_BROTHERHOOD", "Brotherhood"),
            ("BROTHERHOOD,_THE_", "Brotherhood"),
            ("HAMAS_", "Hamas|HAMAS"),
            ("XYZZY", "XYZZY|Xyzzy"),
            ("UN_CLIMATE_PANEL", "UN Climate Panel"),
        ] {
            assert_eq!(casing.body(raw).join("|"), written);
        }
    }
}
