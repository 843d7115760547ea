//! Scores the reading of raw text against a treebank: its text is rebuilt, cut, parsed if a model is
//! given, and compared as CoNLL 2018 did.
//!
//! `cargo run --release -p demarche-syntax --features train --example segmentation -- FILE.conllu [MODEL] [--errors]`

use std::path::Path;
use std::time::Instant;

use demarche_syntax::{Parser, Workspace, conllu, evaluate, segment};

fn main() {
    let (options, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let Some(path) = paths.first() else {
        eprintln!("usage: segmentation FILE.conllu [MODEL] [--errors]");
        std::process::exit(2);
    };
    let gold = conllu::read(&String::from_utf8_lossy(&read(path))).unwrap_or_else(|e| panic!("{path}: {e}"));
    let text = evaluate::raw_text(&gold);
    let start = Instant::now();
    let mut document = segment::segment(text);
    let seconds = start.elapsed().as_secs_f64();
    if let Some(model) = paths.get(1) {
        let parser = Parser::from_bytes(&read(model)).unwrap_or_else(|e| panic!("{model}: {e}"));
        parser.parse(&mut document, &mut Workspace::default());
    }
    let system = conllu::from_document(&document, "s");
    println!("{}", evaluate::score(&gold, &system));
    let words: usize = document.sentences.iter().map(|s| s.tokens.len()).sum();
    println!("{words} words cut in {seconds:.3} s");
    if options.iter().any(|o| o == "--errors") {
        differences(&gold, &system);
    }
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Prints every stretch that is cut differently: `+` in the gold file, `-` in ours; `‖` is a sentence's end, `_` joins words.
fn differences(gold: &[conllu::Sentence], system: &[conllu::Sentence]) {
    let (gold, system) = (cuts(gold), cuts(system));
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        let (from_g, from_s) = (g, s);
        let (mut end_g, mut end_s) = (gold[g].1, system[s].1);
        while end_g != end_s {
            if end_g < end_s {
                g += 1;
                end_g = gold[g].1;
            } else {
                s += 1;
                end_s = system[s].1;
            }
        }
        let forms = |c: &[(String, usize)]| c.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>().join(" ");
        let (ours, theirs) = (forms(&system[from_s..=s]), forms(&gold[from_g..=g]));
        if ours != theirs {
            println!(
                "+ {theirs}\n- {ours}      … {} …",
                forms(&gold[from_g.saturating_sub(5)..(g + 6).min(gold.len())])
            );
        }
        g += 1;
        s += 1;
    }
}

/// Words with where they end in the text without spaces.
fn cuts(sentences: &[conllu::Sentence]) -> Vec<(String, usize)> {
    let mut cuts = Vec::new();
    let mut end = 0;
    for sentence in sentences {
        let mut next = 0;
        while next < sentence.words.len() {
            let multiword = sentence.multiword.iter().find(|m| m.first == next);
            let last = multiword.map_or(next, |m| m.last);
            let mut form = sentence.words[next..=last].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join("_");
            end += multiword.map_or_else(|| form.chars().count(), |m| m.form.chars().count());
            next = last + 1;
            if next == sentence.words.len() {
                form.push('‖');
            }
            cuts.push((form, end));
        }
    }
    cuts
}
