//! Trains a [`Model`] on treebanks, on the processor alone.
//!
//! Each step takes sentences of some thousand words, splits them over threads, and adds the
//! gradients; dropout is by sentence, forms are forgotten at random so that unknown ones are
//! learned, and some sentences are shown in other capitals or without their full stop, as
//! headlines are. What is kept is the running mean of the weights at the best epoch.

mod adam;
mod augment;
mod backward;
mod morphology;
mod random;

use std::collections::BTreeMap;
use std::time::Instant;

use adam::Adam;
use backward::{Gold, Scratch, backward};
use random::Random;

use crate::conllu;
use crate::model::Model;
use crate::network::batch::Batch;
use crate::network::dictionary::Dictionary;
use crate::network::features::{Buckets, Extractor, UNKNOWN, Vocabulary, normalise};
use crate::network::layout::{Block, Layout, Linear, Sizes};
use crate::network::packed::Weights;
use crate::network::{Activations, Dropout, forward};
use crate::parser::{Parser, Workspace};
use crate::{Deprel, Span, Token, Upos};

/// What a run is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Passes over the data.
    pub epochs: usize,
    /// Words of a step.
    pub words_per_step: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Dropout between layers.
    pub dropout: f32,
    /// Dropout of the recurrent state.
    pub recurrent_dropout: f32,
    /// Decay of the running mean of the weights.
    pub average: f32,
    /// Threads.
    pub threads: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// What a dictionary says of words.
    pub dictionary: Dictionary,
    /// Sizes of the network but for the vocabulary.
    pub sizes: Sizes,
}

impl Default for Options {
    fn default() -> Self {
        let buckets = Buckets { ngrams: 20_000, affixes: 4_000, shapes: 500 };
        Self {
            epochs: 40,
            words_per_step: 1000,
            rate: 2e-3,
            dropout: 0.33,
            recurrent_dropout: 0.25,
            average: 0.998,
            threads: 2,
            seed: 1,
            dictionary: Dictionary::default(),
            sizes: Sizes {
                words: 0,
                buckets,
                word: 96,
                ngram: 64,
                affix: 48,
                sense: 32,
                shape: 16,
                hidden: 128,
                layers: 2,
                tag: 64,
                arc: 128,
                label: 128,
            },
        }
    }
}

/// Shares of words that a model gets right, on gold tokens with its own tags.
#[derive(Clone, Copy, Debug, Default)]
pub struct Accuracy {
    /// Universal part of speech.
    pub upos: f64,
    /// Penn tag.
    pub xpos: f64,
    /// Lemma.
    pub lemma: f64,
    /// Features.
    pub feats: f64,
    /// Head.
    pub uas: f64,
    /// Head and relation, subtypes left out.
    pub las: f64,
    /// Words counted.
    pub words: usize,
}

/// Trains on `data`, chooses the epoch by mean LAS on `dev`, and calls `keep` with each model that is the best so far.
pub fn train(
    data: &[conllu::Sentence],
    dev: &[(String, Vec<conllu::Sentence>)],
    options: &Options,
    mut keep: impl FnMut(&Model),
) {
    let usable: Vec<&conllu::Sentence> =
        data.iter().filter(|s| s.words.iter().all(|w| w.upos.is_some() && w.deprel.is_some())).collect();
    let (vocabulary, counts) = vocabulary(&usable, options.dictionary.clone());
    let sizes = Sizes { words: vocabulary.rows(), ..options.sizes };
    let layout = Layout::new(sizes);
    let mut random = Random(options.seed);
    let weights = initial(&layout, &mut random);
    let mut adam = Adam::new(&weights, options.average);
    let mut model = Model { layout, weights, vocabulary, morphology: morphology::learn(data) };
    let mut workers: Vec<Worker> = (0..options.threads).map(|i| Worker::new(options.seed + 1 + i as u64)).collect();
    let mut order: Vec<usize> = (0..usable.len()).collect();
    let words: usize = usable.iter().map(|s| s.words.len()).sum();
    let steps_in_all = (words / options.words_per_step + 1) * options.epochs;
    let (mut step, mut best) = (0, 0.0);
    for epoch in 1..=options.epochs {
        let (start, mut loss) = (Instant::now(), 0.0);
        random.shuffle(&mut order);
        let mut rest = &order[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(take_words(rest, &usable, options.words_per_step));
            rest = later;
            loss += one_step(
                &mut model,
                &mut adam,
                &mut workers,
                now,
                &usable,
                &counts,
                options,
                rate(options, step, steps_in_all),
            );
            step += 1;
        }
        let seconds = start.elapsed().as_secs_f64();
        std::mem::swap(&mut model.weights, &mut adam.average);
        let scores: Vec<Accuracy> = dev.iter().map(|(_, gold)| evaluate(&model, gold)).collect();
        let mean = scores.iter().map(|s| s.las).sum::<f64>() / scores.len().max(1) as f64;
        let shown: Vec<String> = dev
            .iter()
            .zip(&scores)
            .map(|((name, _), s)| {
                format!("{name} upos {:.2} uas {:.2} las {:.2}", s.upos * 100.0, s.uas * 100.0, s.las * 100.0)
            })
            .collect();
        eprintln!("epoch {epoch:3}  loss {:.4}  {seconds:.0} s  {}", loss / words as f32, shown.join("  "));
        if mean >= best {
            best = mean;
            keep(&model);
        }
        std::mem::swap(&mut model.weights, &mut adam.average);
    }
}

/// Warm-up over the first 2%, then down along half a cosine.
fn rate(options: &Options, step: usize, steps: usize) -> f32 {
    let warm = steps / 50 + 1;
    if step < warm {
        return options.rate * (step + 1) as f32 / warm as f32;
    }
    let done = (step - warm) as f32 / (steps - warm).max(1) as f32;
    options.rate * (0.02 + 0.98 * 0.5 * (1.0 + (std::f32::consts::PI * done).cos()))
}

fn take_words(order: &[usize], data: &[&conllu::Sentence], words: usize) -> usize {
    let mut sum = 0;
    order
        .iter()
        .take_while(|&&i| {
            let go = sum < words;
            sum += data[i].words.len();
            go
        })
        .count()
}

/// A thread's buffers.
struct Worker {
    random: Random,
    gradient: Vec<f32>,
    batch: Batch,
    dropout: Dropout,
    activations: Activations,
    gold: Gold,
    scratch: Scratch,
    extractor: Extractor,
}

impl Worker {
    fn new(seed: u64) -> Self {
        Self {
            random: Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d)),
            gradient: Vec::new(),
            batch: Batch::default(),
            dropout: Dropout::default(),
            activations: Activations::default(),
            gold: Gold::default(),
            scratch: Scratch::default(),
            extractor: Extractor::default(),
        }
    }

    /// Gradient of these sentences into `self.gradient`; returns their loss.
    fn run(
        &mut self,
        model: &Model,
        sentences: &[&conllu::Sentence],
        counts: &[u32],
        options: &Options,
        scale: f32,
    ) -> f32 {
        let layout = &model.layout;
        self.gradient.clear();
        self.gradient.resize(layout.len, 0.0);
        if sentences.is_empty() {
            return 0.0;
        }
        let shown: Vec<augment::Shown> = sentences.iter().map(|s| augment::show(s, &mut self.random)).collect();
        self.batch.lay_out(shown.iter().map(|s| s.forms.len()));
        self.gold.clear();
        for (s, &start) in shown.iter().zip(&self.batch.starts) {
            for (i, form) in s.forms.iter().enumerate() {
                let out = &mut self.batch.words[start + i];
                self.extractor.extract(form, i == 0, &model.vocabulary, layout.sizes.buckets, out);
                self.gold.push(&s.words[i]);
            }
        }
        for word in &mut self.batch.words {
            let seen = counts.get(word.word as usize).map_or(0.0, |&n| n as f32);
            if self.random.chance(0.5 / (0.5 + seen)) || self.random.chance(0.03) {
                word.word = UNKNOWN;
            }
        }
        self.draw_masks(layout, options);
        forward(layout, Weights::plain(&model.weights), &self.batch, Some(&self.dropout), &mut self.activations);
        backward(
            layout,
            &model.weights,
            &self.batch,
            &self.dropout,
            &mut self.activations,
            &self.gold,
            scale,
            &mut self.scratch,
            &mut self.gradient,
        )
    }

    fn draw_masks(&mut self, layout: &Layout, options: &Options) {
        let n = self.batch.lengths.len();
        let (sizes, random, d) = (layout.sizes, &mut self.random, &mut self.dropout);
        let width = 2 * sizes.hidden;
        random.mask(n * sizes.input(), options.dropout * 0.75, &mut d.input);
        d.output.resize_with(sizes.layers, Vec::new);
        d.recurrent.resize_with(sizes.layers, Vec::new);
        for l in 0..sizes.layers {
            random.mask(n * width, options.dropout, &mut d.output[l]);
            random.mask(n * width, options.recurrent_dropout, &mut d.recurrent[l]);
        }
        random.mask(n * layout.projections.weight.cols, options.dropout, &mut d.projections);
        random.mask(n * sizes.tag, options.dropout * 0.5, &mut d.tag);
    }
}

impl Gold {
    fn clear(&mut self) {
        self.upos.clear();
        self.xpos.clear();
        self.heads.clear();
        self.labels.clear();
    }

    fn push(&mut self, word: &conllu::Word) {
        self.upos.push(word.upos.unwrap_or(Upos::X));
        self.xpos.push(word.xpos);
        self.heads.push(word.head.map_or(0, |h| h + 1));
        self.labels.push(word.deprel.unwrap_or(Deprel::Dep));
    }
}

/// One step of the optimiser on sentences `now` of `data`; returns their loss.
fn one_step(
    model: &mut Model,
    adam: &mut Adam,
    workers: &mut [Worker],
    now: &[usize],
    data: &[&conllu::Sentence],
    counts: &[u32],
    options: &Options,
    rate: f32,
) -> f32 {
    let words: usize = now.iter().map(|&i| data[i].words.len()).sum();
    let scale = 1.0 / words.max(1) as f32;
    let share = words.div_ceil(workers.len());
    let mut rest = now;
    let shares: Vec<Vec<&conllu::Sentence>> = (0..workers.len())
        .map(|_| {
            let (mine, later) = rest.split_at(take_words(rest, data, share));
            rest = later;
            mine.iter().map(|&i| data[i]).collect()
        })
        .collect();
    let shared: &Model = model;
    let loss = std::thread::scope(|scope| {
        let running: Vec<_> = workers
            .iter_mut()
            .zip(&shares)
            .map(|(w, s)| scope.spawn(move || w.run(shared, s, counts, options, scale)))
            .collect();
        running.into_iter().map(|r| r.join().expect("a training thread panicked")).sum()
    });
    let Some((first, others)) = workers.split_first_mut() else { return loss };
    for other in others {
        crate::network::math::axpy(1.0, &other.gradient, &mut first.gradient);
    }
    adam.step(&mut model.weights, &first.gradient, rate);
    loss
}

/// The forms seen at least twice, and for each row of their table how often.
fn vocabulary(data: &[&conllu::Sentence], dictionary: Dictionary) -> (Vocabulary, Vec<u32>) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut normal = String::new();
    for word in data.iter().flat_map(|s| &s.words) {
        normalise(&word.form, false, &mut normal);
        *seen.entry(normal.clone()).or_default() += 1;
    }
    seen.retain(|form, n| *n >= 2 && !form.contains('\n'));
    let mut counts = vec![0];
    counts.extend(seen.values());
    (Vocabulary::new(seen.into_keys().collect(), dictionary), counts)
}

/// Random weights: Glorot and Bengio (2010) for matrices, small ones for embeddings, forget gates open.
fn initial(layout: &Layout, random: &mut Random) -> Vec<f32> {
    let mut weights = vec![0.0; layout.len];
    let mut fill = |block: Block, limit: f32| {
        weights[block.range()].iter_mut().for_each(|w| *w = (random.unit() * 2.0 - 1.0) * limit);
    };
    let glorot = |b: Block| (6.0 / (b.rows + b.cols) as f32).sqrt();
    fill(layout.words, 0.1);
    fill(layout.ngrams, 0.4);
    fill(layout.affixes, 0.3);
    fill(layout.senses, 0.3);
    fill(layout.shapes, 0.2);
    fill(layout.arc, glorot(layout.arc) * 0.5);
    fill(layout.root, 0.1);
    let linear: Vec<Linear> = vec![layout.tag, layout.tags, layout.projections, layout.labels];
    linear.iter().for_each(|l| fill(l.weight, glorot(l.weight)));
    for layer in &layout.recurrent {
        let gate = Block { cols: layer.input.weight.cols / 6, ..layer.input.weight };
        fill(layer.input.weight, glorot(gate));
        layer.state.iter().for_each(|&b| fill(b, glorot(Block { cols: b.rows, ..b })));
    }
    let h = layout.sizes.hidden;
    for layer in &layout.recurrent {
        let bias = layer.input.bias.at;
        weights[bias..bias + h].fill(1.0);
        weights[bias + 3 * h..bias + 4 * h].fill(1.0);
    }
    weights
}

/// Parses gold tokens and counts what is right.
pub fn evaluate(model: &Model, gold: &[conllu::Sentence]) -> Accuracy {
    // The parser reads the model as its file would give it back, but for the rounding of weights.
    let parser = Parser::new(model.clone());
    let mut tokens: Vec<Vec<Token>> = gold.iter().map(bare).collect();
    let forms: Vec<&str> = gold.iter().flat_map(|s| s.words.iter().map(|w| w.form.as_str())).collect();
    for (at, token) in tokens.iter_mut().flatten().enumerate() {
        token.span = Span::new(at, at + 1);
    }
    let mut sentences: Vec<&mut [Token]> = tokens.iter_mut().map(|t| &mut t[..]).collect();
    parser.parse_sentences(&mut sentences, |t| forms[t.span.start], &mut Workspace::default());
    let mut sum = Accuracy::default();
    for (token, word) in tokens.iter().flatten().zip(gold.iter().flat_map(|s| &s.words)) {
        let head = token.head == word.head;
        sum.words += 1;
        sum.upos += f64::from(Some(token.upos) == word.upos);
        sum.xpos += f64::from(Some(token.xpos) == word.xpos);
        sum.lemma += f64::from(token.lemma == word.lemma);
        sum.feats += f64::from(token.feats == word.feats);
        sum.uas += f64::from(head);
        sum.las += f64::from(head && Some(token.deprel.universal()) == word.deprel.map(Deprel::universal));
    }
    let n = sum.words.max(1) as f64;
    for share in [&mut sum.upos, &mut sum.xpos, &mut sum.lemma, &mut sum.feats, &mut sum.uas, &mut sum.las] {
        *share /= n;
    }
    sum
}

fn bare(sentence: &conllu::Sentence) -> Vec<Token> {
    sentence.words.iter().map(|_| Token::bare(Span::default(), false)).collect()
}

#[cfg(test)]
mod tests;
