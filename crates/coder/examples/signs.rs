//! For `bench/calibration.sh`: reads articles as JSON lines and writes the record of each, with the
//! signs of every event beside it.

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;

use demarche_coder::lexicon::Lexicon;
use demarche_coder::{Article, Coder, Workspace};
use demarche_syntax::Parser;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let parser = Parser::from_bytes(include_bytes!("../../../models/en.syntax"))?;
    let coder = Coder::new(Arc::new(parser), Lexicon::load(Vec::new())?);
    let mut workspace = Workspace::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default().to_owned();
        let date = line["date"].as_str().and_then(|d| d.parse().ok());
        let article = Article { text: text.into(), date, ..Article::default() };
        let record = coder.code(article, &mut workspace);
        let mut written = serde_json::to_value(&record)?;
        for (event, value) in record.events.iter().zip(written["events"].as_array_mut().into_iter().flatten()) {
            let signs = event.explanation.iter().flat_map(|why| &why.signs);
            value["signs"] = signs.map(|(name, size, _)| (name.clone(), json!(size))).collect::<Value>();
        }
        written["id"] = line["id"].clone();
        writeln!(out, "{written}")?;
    }
    Ok(())
}
