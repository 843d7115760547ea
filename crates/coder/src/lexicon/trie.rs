//! Many names of several words, found by one walk over the tokens of a text.

use compact_str::CompactString;

use super::map::Map;

/// Names as sequences of words, each with the entries that it may mean.
#[derive(Clone, Debug)]
pub struct NameTrie<T> {
    /// Each word once; most are short enough to lie in the table itself.
    words: Map<CompactString, u32>,
    /// Node (upper half) and word (lower half) to the next node.
    edges: Map<u64, u32>,
    /// For each node what ends there; node 0 is the start.
    ends: Vec<End<T>>,
}

/// What ends at a node: seldom more than one entry, so that loading makes few small lists.
#[derive(Clone, Debug)]
enum End<T> {
    Nothing,
    One(T),
    #[allow(clippy::box_collection, reason = "there are many nodes and few long lists")]
    Many(Box<Vec<T>>),
}

impl<T> End<T> {
    fn push(&mut self, entry: T) {
        *self = match std::mem::replace(self, Self::Nothing) {
            Self::Nothing => Self::One(entry),
            Self::One(first) => Self::Many(Box::new(vec![first, entry])),
            Self::Many(mut all) => {
                all.push(entry);
                Self::Many(all)
            }
        };
    }

    fn entries(&self) -> &[T] {
        match self {
            Self::Nothing => &[],
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Many(all) => all,
        }
    }
}

/// A name found: how many tokens it takes, and what it may mean.
#[derive(Clone, Copy, Debug)]
pub struct Match<'t, T> {
    /// Tokens that it takes.
    pub len: usize,
    /// What the name may mean.
    pub entries: &'t [T],
}

impl<T> Default for NameTrie<T> {
    fn default() -> Self {
        Self { words: Map::default(), edges: Map::default(), ends: Vec::new() }
    }
}

impl<T> NameTrie<T> {
    /// Makes room for so many names, so that loading them does not move the tables again and again.
    pub fn reserve(&mut self, names: usize) {
        self.words.reserve(names);
        self.edges.reserve(names);
        self.ends.reserve(names);
    }

    /// Adds a name, given as the tokenizer would cut it.
    pub fn insert<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, entry: T) {
        if self.ends.is_empty() {
            self.ends.push(End::Nothing);
        }
        let mut node = 0;
        for word in words {
            let word = self.number(word);
            let next_node = self.ends.len() as u32;
            node = *self.edges.entry(edge(node, word)).or_insert_with(|| {
                self.ends.push(End::Nothing);
                next_node
            });
        }
        if node != 0 {
            self.ends[node as usize].push(entry);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let number = self.words.len() as u32;
        self.words.insert(word.into(), number);
        number
    }

    /// The number of a word that some name has.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<u32> {
        self.words.get(word).copied()
    }

    /// The node behind `word` after node `node`; every walk begins at node 0.
    #[must_use]
    pub fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.edges.get(&edge(node, word)).copied()
    }

    /// What ends at a node.
    #[must_use]
    pub fn at(&self, node: u32) -> &[T] {
        self.ends.get(node as usize).map_or(&[], End::entries)
    }

    /// The longest name that begins at the first of `words`.
    pub fn longest<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<Match<'_, T>> {
        let (mut node, mut best) = (0, None);
        for (i, word) in words.into_iter().enumerate() {
            let next = self.words.get(word).and_then(|&w| self.edges.get(&edge(node, w)));
            let Some(&next) = next else { break };
            node = next;
            let entries = self.ends[node as usize].entries();
            if !entries.is_empty() {
                best = Some(Match { len: i + 1, entries });
            }
        }
        best
    }
}

const fn edge(node: u32, word: u32) -> u64 {
    (node as u64) << 32 | word as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins() {
        let mut trie = NameTrie::default();
        trie.insert(["New", "York"], 1);
        trie.insert(["New", "York", "Times"], 2);
        trie.insert([], 3);
        for entry in [4, 5] {
            trie.insert(["New", "York"], entry);
        }
        let found = trie.longest(["New", "York", "Times", "said"]).unwrap();
        assert_eq!((found.len, found.entries), (3, &[2][..]));
        assert_eq!(trie.longest(["New", "York", "is"]).map(|m| (m.len, m.entries)), Some((2, &[1, 4, 5][..])));
        assert!(trie.longest(["York"]).is_none() && trie.longest([]).is_none());
    }
}
