//! A text and what the parser found in it. The document owns the text; everything else
//! points into it, so that no offset is ever that of a normalised copy.

use compact_str::CompactString;

use crate::{Deprel, Span, Upos, Xpos};

/// A parsed text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The original text, unchanged.
    pub text: String,
    /// Its sentences in the order of the text; they do not overlap.
    pub sentences: Vec<Sentence>,
}

/// What a sentence is in the layout of its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A title or crosshead: a line of its own without a full stop.
    Heading,
    /// Running text.
    #[default]
    Body,
}

/// A sentence with its tokens; the tree is in the tokens' `head` and `deprel`.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// Heading or running text.
    pub kind: Kind,
    /// Number of its paragraph in the text, from 0.
    pub paragraph: usize,
    /// The syntactic words.
    pub tokens: Vec<Token>,
}

/// A syntactic word. A multiword token (`don't`) is several that follow without a space,
/// all but the first with `joined` set.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// Whether it belongs to the same multiword token as the word before it.
    pub joined: bool,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Morphological features as CoNLL-U writes them, or `_`.
    pub feats: &'static str,
    /// Dictionary form.
    pub lemma: CompactString,
    /// Index in the sentence of the word that it depends on; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub deprel: Deprel,
}

impl Token {
    /// A word before analysis.
    #[must_use]
    pub fn bare(span: Span, joined: bool) -> Self {
        Self {
            span,
            joined,
            upos: Upos::X,
            xpos: Xpos::Fw,
            feats: "_",
            lemma: CompactString::default(),
            head: None,
            deprel: Deprel::Dep,
        }
    }

    /// The word as it stands in the text.
    #[must_use]
    pub fn form<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }
}

impl Sentence {
    /// Indices of the words that depend on word `head`, in order.
    pub fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(head)).map(|(i, _)| i)
    }

    /// The first dependent of `head` with this relation.
    #[must_use]
    pub fn child(&self, head: usize, deprel: Deprel) -> Option<usize> {
        self.children(head).find(|&i| self.tokens[i].deprel == deprel)
    }

    /// Index of the root word, if the sentence has words.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }

    /// Whether `node` is `ancestor` or stands below it.
    #[must_use]
    pub fn is_below(&self, node: usize, ancestor: usize) -> bool {
        let mut at = Some(node);
        while let Some(i) = at {
            if i == ancestor {
                return true;
            }
            at = self.tokens[i].head;
        }
        false
    }

    /// The first word of the coordination that `token` stands in, else `token` itself.
    #[must_use]
    pub fn first_conjunct(&self, token: usize) -> usize {
        let joined = |&t: &usize| self.tokens[t].head.filter(|_| self.tokens[t].deprel == Deprel::Conj);
        std::iter::successors(Some(token), joined).take(self.tokens.len()).last().unwrap_or(token)
    }

    /// All words at or below `node`, in order.
    #[must_use]
    pub fn subtree(&self, node: usize) -> Vec<usize> {
        (0..self.tokens.len()).filter(|&i| self.is_below(i, node)).collect()
    }
}
