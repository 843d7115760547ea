//! How long the lexicon takes to load, and beside it how long it takes to count the lines of the same files:
//! `cargo run --release -p demarche-coder --example load [TIMES]`.

use std::time::{Duration, Instant};

use demarche_coder::lexicon::{Lexicon, sources};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let times: usize = std::env::args().nth(1).map_or(Ok(21), |n| n.parse())?;
    let first = timed(|| Lexicon::load(Vec::new()))?;
    let mut loads = Vec::new();
    let mut reads = Vec::new();
    for _ in 0..times.max(1) {
        loads.push(timed(|| Lexicon::load(Vec::new()))?);
        reads.push(timed(|| {
            let files = sources::built_in();
            Ok::<_, std::convert::Infallible>(files.iter().map(|s| s.text.lines().count()).sum::<usize>())
        })?);
    }
    loads.sort();
    reads.sort();
    let (load, read) = (loads[loads.len() / 2], reads[reads.len() / 2]);
    let ratio = load.as_secs_f64() / read.as_secs_f64();
    println!(
        "lexicon: first {first:.1?}, then {load:.1?} (median of {times}); {ratio:.0} times counting its files' lines ({read:.1?})"
    );
    Ok(())
}

fn timed<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<Duration, E> {
    let start = Instant::now();
    let done = std::hint::black_box(work()?);
    let took = start.elapsed();
    drop(done);
    Ok(took)
}
