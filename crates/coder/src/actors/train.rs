//! Learning what speaks for an antecedent: a conditional log-linear model over the candidates of each pronoun of
//! UD_English-GUM (as in Denis and Baldridge 2007, "A ranking approach to pronoun resolution").

use super::mentions::Pointing;
use super::pronouns::{Choice, SIGNS};
use super::{WordAt, resolve};
use crate::lexicon::Lexicon;
use crate::names::train::MarkedDocument;
use crate::{names, statements};

/// A pronoun: the signs of its candidates, nobody last, and which of them are right.
type Case = (Vec<[f32; SIGNS.len()]>, Vec<bool>);

/// The pronouns of documents with entities.
#[must_use]
pub fn cases(documents: &[MarkedDocument], known: &Lexicon) -> Vec<Case> {
    let mut out = Vec::new();
    for d in documents {
        let speeches = statements::find(&d.document, &known.cues, &known.grammar);
        let names = names::find(&d.document, known);
        let choices = resolve::choices(&d.document, &names, known, None, &speeches);
        out.extend(choices.iter().filter_map(|c| case(d, c)));
    }
    out
}

/// The entity of the smallest mention whose head a word is.
fn entity(d: &MarkedDocument, at: WordAt) -> Option<u32> {
    let s = &d.document.sentences[at.sentence];
    let heads = |m: &&names::train::Marked| {
        let inside = |i: usize| (m.first..=m.last).contains(&i);
        inside(at.token) && s.tokens[at.token].head.is_none_or(|h| !inside(h))
    };
    d.mentions[at.sentence].iter().filter(heads).min_by_key(|m| m.last - m.first).map(|m| m.entity)
}

fn case(d: &MarkedDocument, choice: &Choice) -> Option<Case> {
    if matches!(choice.pointing, Pointing::Speaker | Pointing::Speakers) {
        return None;
    }
    let own = entity(d, choice.pronoun);
    let right = |at: WordAt| own.is_some() && entity(d, at) == own;
    let mut signs: Vec<_> = choice.candidates.iter().map(|c| c.signs).collect();
    let mut good: Vec<bool> = choice.candidates.iter().map(|c| right(c.head)).collect();
    signs.push(choice.nobody);
    good.push(!good.contains(&true));
    Some((signs, good))
}

/// Weights that make the right candidates likely, by gradient ascent with a little pull towards zero.
#[must_use]
pub fn learn(cases: &[Case]) -> [f32; SIGNS.len()] {
    const PASSES: usize = 300;
    const PULL: f32 = 1e-3;
    let mut weights = [0f32; SIGNS.len()];
    let mut squares = [1e-6f32; SIGNS.len()];
    for _ in 0..PASSES {
        let mut slope = [0f32; SIGNS.len()];
        for (signs, good) in cases {
            let scores: Vec<f32> = signs.iter().map(|s| s.iter().zip(&weights).map(|(s, w)| s * w).sum()).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let likely: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
            let all: f32 = likely.iter().sum();
            let right: f32 = likely.iter().zip(good).filter(|(_, g)| **g).map(|(l, _)| l).sum();
            for ((signs, l), g) in signs.iter().zip(&likely).zip(good) {
                let pull = if *g { l / right.max(1e-9) } else { 0.0 } - l / all;
                signs.iter().zip(&mut slope).for_each(|(s, d)| *d += pull * s);
            }
        }
        for k in 0..weights.len() {
            let d = slope[k] / cases.len() as f32 - PULL * weights[k];
            squares[k] += d * d;
            weights[k] += 0.3 * d / squares[k].sqrt();
        }
    }
    weights
}
