//! What an event is about: PLOVER's contexts, from the terms in its sentence and around it.
//!
//! In: sentences with lemmas, the terms. Out: for a sentence, the contexts whose terms together reach
//! the threshold, in PLOVER's order, with the words that decided.

use demarche_syntax::{Document, Kind, Sentence, Span};

use crate::lexicon::contexts::{Contexts, Term, is_hyphen, normal};

/// A context and the terms that speak for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Number of the context.
    pub context: usize,
    /// Its terms, in the order of the text.
    pub terms: Vec<Span>,
}

/// All terms of a document, found in one pass.
#[derive(Clone, Debug)]
pub struct Terms<'l> {
    known: &'l Contexts,
    /// For each sentence.
    found: Vec<Vec<Hit>>,
    heading: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Hit {
    term: Term,
    span: Span,
}

impl<'l> Terms<'l> {
    /// Finds the terms of a document.
    #[must_use]
    pub fn of(document: &Document, known: &'l Contexts) -> Self {
        let mut covered = Vec::new();
        let of_sentence = |s| hits(&document.text, s, known, &mut covered);
        Self {
            known,
            found: document.sentences.iter().map(of_sentence).collect(),
            heading: document.sentences.iter().position(|s| s.kind == Kind::Heading),
        }
    }

    /// The contexts of what is told in these sentences.
    #[must_use]
    pub fn themes(&self, sentences: &[usize]) -> Vec<Theme> {
        let weighing = self.known.weighing();
        let reach = weighing.distance.len();
        // Each term once, where it counts most.
        let mut best: Vec<(Hit, f64)> = Vec::new();
        let heading = self.heading.iter().map(|&h| (h, weighing.heading));
        let around = sentences.iter().flat_map(|&at| {
            let window = at.saturating_sub(reach.saturating_sub(1))..self.found.len().min(at + reach);
            window.map(move |s| (s, weighing.distance[s.abs_diff(at)]))
        });
        for (sentence, factor) in around.chain(heading) {
            for hit in self.found.get(sentence).into_iter().flatten() {
                match best.iter_mut().find(|(h, _)| h.term.number == hit.term.number) {
                    Some(known) if known.1 >= factor => {}
                    Some(known) => *known = (*hit, factor),
                    None => best.push((*hit, factor)),
                }
            }
        }
        best.sort_by_key(|(h, _)| (h.term.context, h.span.start, h.term.number));
        let contexts = best.chunk_by(|(a, _), (b, _)| a.term.context == b.term.context);
        let heavy = contexts.filter(|c| c.iter().map(|(h, f)| h.term.weight * f).sum::<f64>() >= weighing.threshold);
        heavy.map(|c| Theme { context: c[0].0.term.context, terms: c.iter().map(|(h, _)| h.span).collect() }).collect()
    }
}

/// The terms of a sentence. Of terms of one context that overlap the longest counts; `covered` is a
/// buffer: the token up to which a context has its term.
fn hits(text: &str, sentence: &Sentence, known: &Contexts, covered: &mut Vec<usize>) -> Vec<Hit> {
    let trie = known.terms();
    covered.clear();
    covered.resize(known.names().len(), 0);
    // Each word by its lemma and as it stands; a word that no term has ends every walk.
    let words: Vec<(usize, [Option<u32>; 2])> = (0..sentence.tokens.len())
        .filter_map(|i| {
            let token = &sentence.tokens[i];
            let form = token.form(text);
            let (lemma, form) =
                (trie.word(&normal(&token.lemma)), (!is_hyphen(form)).then(|| trie.word(&normal(form))));
            let form = form?;
            Some((i, [lemma, form.filter(|_| lemma != form)]))
        })
        .collect();
    let mut out = Vec::new();
    let mut matches: Vec<(usize, Term)> = Vec::new();
    for first in 0..words.len() {
        matches.clear();
        let mut nodes = vec![0];
        for (last, (_, alternatives)) in words.iter().enumerate().skip(first) {
            let step = |&node: &u32| alternatives.iter().flatten().filter_map(move |&word| trie.step(node, word));
            nodes = nodes.iter().flat_map(step).collect();
            if nodes.is_empty() {
                break;
            }
            matches.extend(nodes.iter().flat_map(|&n| trie.at(n)).map(|&term| (last, term)));
        }
        // The longest first.
        for &(last, term) in matches.iter().rev() {
            if first >= covered[term.context] {
                covered[term.context] = last + 1;
                let span = sentence.tokens[words[first].0].span.cover(sentence.tokens[words[last].0].span);
                out.push(Hit { term, span });
            }
        }
    }
    out
}
