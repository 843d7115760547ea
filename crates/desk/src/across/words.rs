//! How much two texts are about the same, by their words and without knowing their language.

/// Letters of a word that count: endings differ between reports of the same thing.
const STEM: usize = 6;
/// Shorter words say little of what a text is about.
const SHORTEST: usize = 4;

/// The words of a text that say what it is about, as hashes in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    hashes: Vec<u32>,
    outline: Outline,
}

/// A bit for each of some hashes, and how many there are: most sets that have little in common are told apart by it at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The bits.
    pub bits: u128,
    /// How many hashes.
    pub len: usize,
}

impl Outline {
    /// Of hashes, each of them once.
    #[must_use]
    pub fn of(hashes: &[u32]) -> Self {
        Self { bits: hashes.iter().fold(0, |bits, hash| bits | 1_u128 << (hash >> 25)), len: hashes.len() }
    }

    /// How many hashes two sets may have in common: never fewer than they have.
    #[must_use]
    pub fn most(&self, other: &Self) -> usize {
        let few = self.few(other);
        // Hashes that share a bit with one another count each.
        let double = few.len.saturating_sub(few.bits.count_ones() as usize);
        (self.bits & other.bits).count_ones() as usize + double
    }

    /// Whether they may have so much of the smaller set in common.
    #[must_use]
    pub fn may_share(&self, other: &Self, least: f64) -> bool {
        self.most(other) as f64 + 1e-9 >= least * self.few(other).len as f64
    }

    fn few<'o>(&'o self, other: &'o Self) -> &'o Self {
        if self.len <= other.len { self } else { other }
    }
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= SHORTEST);
        Self::from_hashes(words.map(stem).collect())
    }

    /// From hashes that [`Self::hashes`] gave.
    #[must_use]
    pub fn from_hashes(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        let outline = Outline::of(&hashes);
        Self { hashes, outline }
    }

    /// What tells at once that others have little in common with them.
    #[must_use]
    pub fn outline(&self) -> Outline {
        self.outline
    }

    /// As numbers, for keeping.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether [`Self::overlap`] may be so much: false only if it is not.
    #[must_use]
    pub fn may_share(&self, other: &Self, least: f64) -> bool {
        self.outline.may_share(&other.outline, least)
    }

    /// Share of the shorter text's words that both have, 0 to 1.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if few.is_empty() {
            return 0.0;
        }
        let mut rest = many.hashes.as_slice();
        let mut shared = 0_usize;
        for word in &few.hashes {
            rest = &rest[rest.partition_point(|other| other < word)..];
            shared += usize::from(rest.first() == Some(word));
        }
        shared as f64 / few.len() as f64
    }
}

/// FNV-1a over the first letters, in lower case.
fn stem(word: &str) -> u32 {
    let letters = word.chars().flat_map(char::to_lowercase).take(STEM);
    letters.fold(0x811c_9dc5, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_short_words_do_not_count() {
        let a = Words::of("Missiles attacked the port of Odesa");
        assert_eq!(a.len(), 4);
        assert!((a.overlap(&Words::of("the missile attack on Odesa's port was the third")) - 1.0).abs() < 1e-9);
        assert!((a.overlap(&Words::of("Odesa had three ports")) - 1.0 / 3.0).abs() < 1e-9);
        assert!(a.overlap(&Words::of("")) == 0.0);
        assert_eq!(Words::from_hashes(a.hashes().to_vec()), a);
    }
}
