//! Trains the small models of names and pronouns: `demarche-names MODEL.syntax OUT.names DEV.conllu TRAIN.conllu…`
//! writes the name tagger; with `antecedents.tsv` for OUT, the weights of the signs of an antecedent (under the tagger built in).

use std::error::Error;
use std::fs;

use demarche_coder::actors::{self, pronouns::SIGNS};
use demarche_coder::lexicon::Lexicon;
use demarche_coder::names::train;
use demarche_syntax::Parser;

/// What stands above the table of weights.
const HEADER: &str = "# What speaks for an antecedent of a pronoun; weights are learned on UD_English-GUM by\n# demarche-names (models/README.md) and may be set by hand.\n";

/// Passes over the training data.
const PASSES: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, out, rest @ ..] = &args[..] else {
        return Err("usage: demarche-names MODEL.syntax OUT.names DEV.conllu TRAIN.conllu…".into());
    };
    let parser = Parser::from_bytes(&fs::read(model)?)?;
    let lexicon = Lexicon::load(Vec::new())?;
    let mut parts = Vec::new();
    for file in rest {
        parts.push(train::read(&fs::read_to_string(file)?, &parser).map_err(|e| format!("{file}: {e}"))?);
    }
    let mut parts = parts.into_iter();
    let held = parts.next().unwrap_or_default();
    let training: Vec<_> = parts.flatten().collect();
    if training.is_empty() {
        return Err("no training file is named".into());
    }
    if out.ends_with(".tsv") {
        let cases = actors::train::cases(&training, &lexicon);
        let weights = actors::train::learn(&cases);
        let rows = SIGNS.iter().zip(weights).map(|(sign, w)| format!("{sign}\t{w:.3}\n"));
        fs::write(out, format!("{HEADER}sign\tweight\n{}", rows.collect::<String>()))?;
        for (name, part) in [("train", &training), ("dev", &held)] {
            let cases = actors::train::cases(part, &lexicon);
            let score = |s: &[f32; SIGNS.len()]| s.iter().zip(&weights).map(|(s, w)| s * w).sum::<f32>();
            let right = cases.iter().filter(|(signs, good)| {
                let best = (0..signs.len()).rev().max_by(|&a, &b| score(&signs[a]).total_cmp(&score(&signs[b])));
                best.is_some_and(|b| good[b])
            });
            println!("{name}: {} of {} pronouns right", right.count(), cases.len());
        }
        return Ok(());
    }
    let tagger = train::train(&training, &lexicon.actors, PASSES);
    fs::write(out, tagger.to_bytes())?;
    for (sort, [gold, found, right]) in train::score(&held, &lexicon.actors, &tagger) {
        let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
        println!("dev sort {sort}: {gold} names, P {p:.3} R {r:.3} F {:.3}", 2.0 * p * r / (p + r).max(1e-9));
    }
    Ok(())
}
