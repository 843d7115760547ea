//! Which texts are versions of one article: runs of five words, their least hashes in bands to find
//! candidates, and the runs themselves to judge them.

use std::collections::HashSet;

use demarche_coder::fnv;

/// Words in a run.
const RUN: usize = 5;
/// Bands, and least hashes in each: texts that share half of their runs meet in a band 19 times in 20.
const BANDS: usize = 21;
const ROWS: usize = 3;
/// Texts with fewer different runs are too short to be told apart by them.
const LEAST: usize = 12;

/// The runs of a text.
#[derive(Clone, Debug)]
pub(crate) struct Runs {
    runs: HashSet<u64>,
    numbers: HashSet<u64>,
}

/// What a text is to an older one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Likeness {
    /// All but the same, or a part of it; with the share of runs that both have.
    Copy(f64),
    /// A new version, which says things that the old one does not.
    Update,
    /// Another article.
    Other,
}

/// The finaliser of SplitMix64: spreads every bit over all.
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Runs {
    /// The runs of a text; case, punctuation and layout do not count.
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let mut numbers = HashSet::new();
        let mut hashes: Vec<u64> = Vec::new();
        for word in words {
            let hash = fnv(word.chars().flat_map(char::to_lowercase).flat_map(|c| u32::from(c).to_le_bytes()));
            if word.bytes().all(|b| b.is_ascii_digit()) {
                numbers.insert(hash);
            }
            hashes.push(hash);
        }
        let fold = |run: &[u64]| run.iter().fold(0, |h: u64, &w| mix(h.rotate_left(5) ^ w));
        Self { runs: hashes.windows(RUN).map(fold).collect(), numbers }
    }

    /// One number a band; of texts that are alike at least one is the same. None for texts that are too short.
    pub fn bands(&self) -> Vec<i64> {
        if self.runs.len() < LEAST {
            return Vec::new();
        }
        let mut least = [u64::MAX; BANDS * ROWS];
        for &run in &self.runs {
            for (i, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mix(run ^ mix(i as u64 + 1)));
            }
        }
        let band = |(i, rows): (usize, &[u64])| rows.iter().fold(i as u64, |h, &x| mix(h ^ x)).cast_signed();
        least.chunks(ROWS).enumerate().map(band).collect()
    }

    /// What this text is to an older one. `same_place` when both come from one address.
    pub fn likeness(&self, older: &Self, same_place: bool) -> Likeness {
        if self.runs.len() < LEAST || older.runs.len() < LEAST {
            return Likeness::Other;
        }
        let both = self.runs.intersection(&older.runs).count() as f64;
        let (own, others) = (self.runs.len() as f64, older.runs.len() as f64);
        let (known, kept) = (both / own, both / others);
        let new_numbers = self.numbers.difference(&older.numbers).next().is_some();
        if known >= 0.9 && !new_numbers {
            Likeness::Copy(both / (own + others - both))
        } else if known >= 0.5 || (kept >= 0.6 && known >= 0.25) || (same_place && known.max(kept) >= 0.2) {
            Likeness::Update
        } else {
            Likeness::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "Envoys of both sides met in Muscat on Tuesday for a third round of talks on the exchange of prisoners. \
        Oman's foreign minister, who hosts the talks, said that the lists had been agreed and that buses were ready. \
        A spokesman for the Red Cross said 40 people would cross the bridge on Thursday if the guns stayed silent. \
        Neither government would say what it had asked for in return.";

    fn compare(new: &str, old: &str) -> Likeness {
        Runs::of(new).likeness(&Runs::of(old), false)
    }

    fn meet(a: &str, b: &str) -> bool {
        let bands = Runs::of(b).bands();
        Runs::of(a).bands().iter().any(|x| bands.contains(x))
    }

    #[test]
    fn copies_updates_and_other_articles_are_told_apart() {
        let wire = format!("MUSCAT (Agency) - {}", REPORT.to_uppercase().replace(", ", " – "));
        let shorter = &REPORT[..REPORT.find("A spokesman").unwrap()];
        let toll = REPORT.replace("40 people", "55 people");
        let longer = format!(
            "{REPORT} Late on Tuesday the rebels' delegation left the hotel and said it would not come back until shelling \
             of the two border towns had stopped, while the hosts spoke of a pause and not of a failure."
        );
        let other = "Farmers drove tractors to the ministry on Monday and dumped milk on the steps to protest against prices that \
            they say no longer cover what fodder costs them after the dry summer.";
        assert!(matches!(compare(REPORT, REPORT), Likeness::Copy(x) if x == 1.0));
        assert!(matches!(compare(&wire, REPORT), Likeness::Copy(x) if x > 0.9));
        assert!(matches!(compare(shorter, REPORT), Likeness::Copy(x) if x < 0.7));
        assert_eq!(compare(&toll, REPORT), Likeness::Update);
        assert_eq!(compare(&longer, REPORT), Likeness::Update);
        assert_eq!(compare(other, REPORT), Likeness::Other);
        for like in [&wire, &toll, &longer] {
            assert!(meet(like, REPORT));
        }
        assert!(!meet(other, REPORT));
    }

    #[test]
    fn short_and_empty_texts_are_like_nothing() {
        for text in ["", "Talks failed.", "…"] {
            assert!(Runs::of(text).bands().is_empty());
            assert_eq!(compare(text, text), Likeness::Other);
        }
    }
}
