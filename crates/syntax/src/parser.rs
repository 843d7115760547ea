//! The parser as its users see it: forms in, tags, lemmas and trees out.

use crate::model::{Model, ModelError};
use crate::network::batch::Batch;
use crate::network::features::{UNKNOWN, Vocabulary};
use crate::network::known::Words;
use crate::network::layout::Layout;
use crate::network::math::argmax;
use crate::network::packed::{Packs, Weights};
use crate::network::{Activations, TAGS, decode, forward_projected, score_labels};
use crate::{Deprel, Document, Token, Upos, Xpos, words};

/// Words of one pass through the network: enough to keep the products large, few enough to stay in the cache.
const WORDS_PER_PASS: usize = 1024;

/// Tags and trees by a trained model. Shared between threads; each thread brings its own [`Workspace`].
#[derive(Clone, Debug)]
pub struct Parser {
    model: Model,
    packs: Packs,
}

/// Buffers of one thread, used again from one text to the next.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    batch: Batch,
    activations: Activations,
    known: Words,
    numbers: Vec<u32>,
    heads: Vec<usize>,
    scratch: Vec<usize>,
    lower: String,
}

impl Workspace {
    /// Puts the first layer's projections of all words where the encoder expects them.
    fn project<'f>(
        &mut self,
        sentences: &[&mut [Token]],
        form: &impl Fn(&Token) -> &'f str,
        layout: &Layout,
        weights: Weights<'_>,
        vocabulary: &Vocabulary,
    ) {
        self.known.make_room(self.batch.rows());
        self.numbers.clear();
        for sentence in sentences {
            let number = |(i, token)| self.known.number(form(token), i == 0, vocabulary, layout);
            self.numbers.extend(sentence.iter().enumerate().map(number));
        }
        self.known.learn(layout, weights);
        self.activations.layers.resize_with(layout.recurrent.len(), Default::default);
        let width = 6 * layout.sizes.hidden;
        let gates = &mut self.activations.layers[0].gates;
        gates.resize(self.batch.rows() * width, 0.0);
        for (&number, &row) in self.numbers.iter().zip(&self.batch.row) {
            gates[row * width..(row + 1) * width].copy_from_slice(self.known.projection(number, layout));
        }
    }
}

impl Parser {
    /// A parser from the bytes of a model file.
    ///
    /// # Errors
    /// When they are not a whole model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self::new(Model::from_bytes(bytes)?))
    }

    /// A parser of a model in memory.
    pub fn new(model: Model) -> Self {
        let packs = Packs::new(&model.layout, &model.weights);
        Self { model, packs }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Gives every word of a segmented text its tags, lemma and place in the tree.
    pub fn parse(&self, document: &mut Document, workspace: &mut Workspace) {
        let text = std::mem::take(&mut document.text);
        let mut sentences: Vec<&mut [Token]> =
            document.sentences.iter_mut().map(|s| &mut s.tokens[..]).filter(|t| !t.is_empty()).collect();
        self.parse_sentences(&mut sentences, |t| t.span.of(&text), workspace);
        document.text = text;
    }

    /// The same for sentences whose words' forms `form` finds.
    pub fn parse_sentences<'f>(
        &self,
        sentences: &mut [&mut [Token]],
        form: impl Fn(&Token) -> &'f str,
        workspace: &mut Workspace,
    ) {
        let mut rest = sentences;
        while !rest.is_empty() {
            let mut words = 0;
            let mut n = 0;
            while n < rest.len() && (n == 0 || words + rest[n].len() <= WORDS_PER_PASS) {
                words += rest[n].len();
                n += 1;
            }
            let (pass, later) = rest.split_at_mut(n);
            self.pass(pass, &form, workspace);
            rest = later;
        }
    }

    fn pass<'f>(&self, sentences: &mut [&mut [Token]], form: impl Fn(&Token) -> &'f str, w: &mut Workspace) {
        let Model { layout, weights, vocabulary, morphology } = &self.model;
        let weights = Weights::packed(weights, &self.packs);
        w.batch.lay_out(sentences.iter().map(|s| s.len()));
        w.project(sentences, &form, layout, weights, vocabulary);
        forward_projected(layout, weights, &w.batch, None, &mut w.activations);
        w.heads.clear();
        for (s, &n) in w.batch.lengths.iter().enumerate() {
            let scores = &w.activations.arcs[w.activations.arc_starts[s]..][..n * (n + 1)];
            decode::heads(scores, n, &mut w.scratch);
            w.heads.extend_from_slice(&w.scratch);
        }
        score_labels(layout, weights, &w.batch, &w.heads, &mut w.activations);
        let relations = Deprel::ALL.len();
        for (s, sentence) in sentences.iter_mut().enumerate() {
            for (i, token) in sentence.iter_mut().enumerate() {
                let row = w.batch.starts[s] + i;
                let (upos, xpos) = w.activations.tags[row * TAGS..(row + 1) * TAGS].split_at(Upos::ALL.len());
                let form = form(token);
                token.upos = Upos::ALL[argmax(upos)];
                token.xpos = Xpos::ALL[argmax(xpos)];
                let is_word = |l: &str| vocabulary.row(l) != UNKNOWN || words::is_base(l);
                token.lemma = morphology.lemma(form, token.xpos, is_word, &mut w.lower);
                token.feats = morphology.features(form, token.upos, token.xpos, &mut w.lower);
                token.head = w.heads[row].checked_sub(1);
                token.deprel = relation(&w.activations.labels[row * relations..(row + 1) * relations], token.head);
            }
        }
    }
}

/// The best relation; `root` for the root and for nothing else.
fn relation(scores: &[f32], head: Option<usize>) -> Deprel {
    if head.is_none() {
        return Deprel::Root;
    }
    let best = Deprel::ALL.iter().zip(scores).filter(|&(&d, _)| d != Deprel::Root);
    best.fold((Deprel::Dep, f32::NEG_INFINITY), |a, (&d, &s)| if s > a.1 { (d, s) } else { a }).0
}
