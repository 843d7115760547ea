//! How long the parts of the engine take to load, and beside it how long it takes to count the lines of the data files:
//! `cargo run --release -p demarche-coder --example load [TIMES]`. The least of several runs is what the work costs;
//! what is above it is other work on the machine.

use std::time::{Duration, Instant};

use demarche_coder::lexicon::{Lexicon, sources};
use demarche_syntax::Parser;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let times: usize = std::env::args().nth(1).map_or(Ok(21), |n| n.parse())?;
    let model = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en.syntax"))?;
    let parser = measure(times, || Ok(Parser::from_bytes(&model)?))?;
    let lexicon = measure(times, || Ok(Lexicon::load(Vec::new())?))?;
    let count = measure(times, || Ok(sources::built_in().iter().map(|s| s.text.lines().count()).sum::<usize>()))?;
    for (name, took) in [("parser", parser), ("lexicon", lexicon), ("count lines", count)] {
        let [first, least, median] = took;
        let ratio = least.as_secs_f64() / count[1].as_secs_f64();
        println!("{name}: first {first:.1?}, least {least:.1?}, median {median:.1?}; {ratio:.1} times counting lines");
    }
    Ok(())
}

/// The first run, the least of all, the median.
fn measure<T>(times: usize, work: impl Fn() -> Result<T>) -> Result<[Duration; 3]> {
    let mut all = Vec::with_capacity(times + 1);
    for _ in 0..=times {
        let start = Instant::now();
        let done = std::hint::black_box(work()?);
        all.push(start.elapsed());
        drop(done);
    }
    let first = all[0];
    all.sort();
    Ok([first, all[0], all[all.len() / 2]])
}
