//! Trains the name tagger: `demarche-names MODEL.syntax OUT.names DEV.conllu TRAIN.conllu…`.

use std::error::Error;
use std::fs;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::names::train;
use demarche_syntax::Parser;

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
    let tagger = train::train(&training, &lexicon.actors, PASSES);
    fs::write(out, tagger.to_bytes())?;
    for (sort, [gold, found, right]) in train::score(&held, &lexicon.actors, &tagger) {
        let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
        println!("dev sort {sort}: {gold} names, P {p:.3} R {r:.3} F {:.3}", 2.0 * p * r / (p + r).max(1e-9));
    }
    Ok(())
}
