//! The numbers that a report gives: how many were killed, wounded, held. Which words count what stands in
//! `data/en/tolls.toml`; words that are numbers are those of `data/en/dates.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Toll {
    /// What is counted: `killed`, `wounded` and so on.
    pub about: String,
    /// How many.
    pub number: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TollFile {
    reach: usize,
    toll: Vec<Counted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    about: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct NumberFile {
    cardinals: BTreeMap<String, u64>,
}

struct Known {
    reach: usize,
    counted: BTreeMap<String, String>,
    cardinals: BTreeMap<String, u64>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let tolls: TollFile = toml::from_str(include_str!("../../../../data/en/tolls.toml"))
        .expect("data/en/tolls.toml is part of the program and its test reads it");
    let numbers: NumberFile = toml::from_str(include_str!("../../../../data/en/dates.toml"))
        .expect("data/en/dates.toml is part of the program and its test reads it");
    let counted = tolls.toll.into_iter().flat_map(|t| {
        let about = t.about;
        t.words.into_iter().map(move |word| (word, about.clone()))
    });
    Known { reach: tolls.reach, counted: counted.collect(), cardinals: numbers.cardinals }
});

/// The numbers in a text, each with what it counts: the nearest word of the kind, and each word has one number.
#[must_use]
pub fn tolls(text: &str) -> Vec<Toll> {
    let known = &*KNOWN;
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != ',').map(|w| w.trim_matches(',')).collect();
    let numbers: Vec<(usize, u64)> =
        words.iter().enumerate().filter_map(|(at, w)| number(known, w).map(|n| (at, n))).collect();
    let counted: Vec<(usize, &String)> =
        words.iter().enumerate().filter_map(|(at, w)| known.counted.get(*w).map(|about| (at, about))).collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (n, (at, _)) in numbers.iter().enumerate() {
        for (c, (place, _)) in counted.iter().enumerate() {
            let far = at.abs_diff(*place);
            if far <= known.reach {
                pairs.push((far, n, c));
            }
        }
    }
    pairs.sort_unstable();
    let (mut taken, mut filled) = (vec![false; numbers.len()], vec![false; counted.len()]);
    let mut out: Vec<Toll> = Vec::new();
    for (_, n, c) in pairs {
        if !taken[n] && !filled[c] && !out.iter().any(|t| t.about == *counted[c].1) {
            taken[n] = true;
            filled[c] = true;
            out.push(Toll { about: counted[c].1.clone(), number: numbers[n].1 });
        }
    }
    out.sort();
    out
}

/// A number in figures or as a word; figures that look like a year count nothing.
fn number(known: &Known, word: &str) -> Option<u64> {
    if let Some(&n) = known.cardinals.get(word) {
        return Some(n);
    }
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    let n: u64 = digits.parse().ok()?;
    let is_year = !word.contains(',') && (1900..=2100).contains(&n);
    (!is_year).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_to_what_they_count() {
        for (text, expected) in [
            ("Missiles hit the city, killing one person and wounding 19.", "killed 1, wounded 19"),
            ("At least 12 people were killed and 1,300 wounded in 2015.", "killed 12, wounded 1300"),
            ("The rebels freed twenty soldiers on 3 May.", "released 20"),
            ("Police arrested 40 of several thousand protesters.", "detained 40"),
            ("The deal covers three ports.", ""),
            ("Nobody was hurt.", ""),
            ("", ""),
        ] {
            let found: Vec<String> = tolls(text).iter().map(|t| format!("{} {}", t.about, t.number)).collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }
}
