//! Scores the segmentation against a treebank: its raw text is rebuilt, cut, and compared.
//!
//! `cargo run --release -p demarche-syntax --features train --example segmentation -- FILE.conllu [--errors]`

use std::time::Instant;

use demarche_syntax::{conllu, evaluate, segment};

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(path) = args.next() else {
        eprintln!("usage: segmentation FILE.conllu [--errors]");
        std::process::exit(2);
    };
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let gold = conllu::read(&file).unwrap_or_else(|e| panic!("{path}: {e}"));
    let text = evaluate::raw_text(&gold);
    let start = Instant::now();
    let document = segment::segment(text);
    let seconds = start.elapsed().as_secs_f64();
    let system = conllu::from_document(&document, "s");
    println!("{}", evaluate::score(&gold, &system));
    let words: usize = document.sentences.iter().map(|s| s.tokens.len()).sum();
    println!("{words} words in {seconds:.3} s");
    if args.next().as_deref() == Some("--errors") {
        differences(&gold, &system);
    }
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
