//! How far a noun phrase reaches, as UD_English-GUM draws its mentions: with determiner, modifiers and
//! relative clauses; without preposition, conjuncts and appositions.

use demarche_syntax::{Deprel, Sentence, Upos};

/// Longest phrase, in tokens: what is longer is a misparse more often than a description.
const LONGEST: usize = 40;

/// First and last token of the noun phrase that `head` heads.
#[must_use]
pub fn noun_phrase(s: &Sentence, head: usize) -> (usize, usize) {
    let inside = |c: usize| {
        let t = &s.tokens[c];
        match t.deprel {
            Deprel::Det
            | Deprel::DetPredet
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Nummod
            | Deprel::Flat => true,
            Deprel::Nmod | Deprel::Acl | Deprel::AclRelcl => c > head,
            _ => false,
        }
    };
    let (mut first, mut last) = (head, head);
    for c in s.children(head).filter(|&c| inside(c)) {
        let (from, to) = reach(s, c);
        if c < head {
            first = first.min(from);
        } else {
            last = last.max(to);
        }
    }
    while first < head && matches!(s.tokens[first].upos, Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj) {
        first += 1;
    }
    while last > head && s.tokens[last].upos == Upos::Punct {
        last -= 1;
    }
    if last - first > LONGEST { core(s, head) } else { (first, last) }
}

/// The phrase with what stands before its head only.
fn core(s: &Sentence, head: usize) -> (usize, usize) {
    let before = |c: &usize| *c < head && head - *c < 8 && !matches!(s.tokens[*c].deprel, Deprel::Case | Deprel::Punct);
    (s.children(head).find(before).unwrap_or(head), head)
}

/// First and last token at or below a node.
fn reach(s: &Sentence, node: usize) -> (usize, usize) {
    let (mut first, mut last) = (node, node);
    for i in 0..s.tokens.len() {
        if (i < first || i > last) && s.is_below(i, node) {
            (first, last) = (first.min(i), last.max(i));
        }
    }
    (first, last)
}
