//! For `bench/coder.sh speed`: codes articles given as JSON lines on one thread and says how long each
//! layer takes, also as a share of the parser's time.

use std::io::Read as _;
use std::sync::Arc;

use demarche_coder::laps::Laps;
use demarche_coder::lexicon::Lexicon;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax"))?;
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new())?);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut workspace = Workspace::default();
    workspace.laps = Some(Laps::default());
    let (mut words, mut records) = (0, Vec::new());
    for line in input.lines() {
        let line: Value = serde_json::from_str(line)?;
        let text = line["text"].as_str().unwrap_or_default();
        words += text.split_whitespace().count();
        let date = line["date"].as_str().and_then(|d| d.parse().ok());
        // Kept, so that their end is nobody's time.
        records.push(coder.code(Article { text: text.into(), date, ..Article::default() }, &mut workspace));
    }
    let laps = workspace.laps.unwrap_or_default();
    let all: f64 = laps.seconds().iter().map(|(_, s)| s).sum();
    let parser = laps.seconds().iter().find(|(layer, _)| *layer == "parser").map_or(all, |(_, s)| *s);
    println!("{words} words in {} articles, one thread: {all:.2} s", records.len());
    for (layer, seconds) in laps.seconds() {
        println!("{layer:<12} {seconds:6.3} s  {:5.2} of the parser's", seconds / parser);
    }
    Ok(())
}
