//! Many names of several words, found by one walk over the tokens of a text.

use std::collections::HashMap;

/// Names as sequences of words, each with the entries that it may mean.
#[derive(Clone, Debug)]
pub struct NameTrie<T> {
    words: HashMap<Box<str>, u32>,
    edges: HashMap<(u32, u32), u32>,
    /// For each node what ends there; node 0 is the start.
    ends: Vec<Vec<T>>,
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
        Self { words: HashMap::new(), edges: HashMap::new(), ends: Vec::new() }
    }
}

impl<T> NameTrie<T> {
    /// Adds a name, given as the tokenizer would cut it.
    pub fn insert<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, entry: T) {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = 0;
        for word in words {
            let next_word = self.words.len() as u32;
            let word = *self.words.entry(word.into()).or_insert(next_word);
            let next_node = self.ends.len() as u32;
            node = *self.edges.entry((node, word)).or_insert_with(|| {
                self.ends.push(Vec::new());
                next_node
            });
        }
        if node != 0 {
            self.ends[node as usize].push(entry);
        }
    }

    /// The longest name that begins at the first of `words`.
    pub fn longest<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<Match<'_, T>> {
        let (mut node, mut best) = (0, None);
        for (i, word) in words.into_iter().enumerate() {
            let next = self.words.get(word).and_then(|&w| self.edges.get(&(node, w)));
            let Some(&next) = next else { break };
            node = next;
            let entries = &self.ends[node as usize][..];
            if !entries.is_empty() {
                best = Some(Match { len: i + 1, entries });
            }
        }
        best
    }
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
        let found = trie.longest(["New", "York", "Times", "said"]).unwrap();
        assert_eq!((found.len, found.entries), (3, &[2][..]));
        assert_eq!(trie.longest(["New", "York", "is"]).map(|m| m.len), Some(2));
        assert!(trie.longest(["York"]).is_none() && trie.longest([]).is_none());
    }
}
