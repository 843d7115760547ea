//! Trains and evaluates the syntax model.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use demarche_syntax::conllu;
use demarche_syntax::model::Model;
use demarche_syntax::network::dictionary::Dictionary;
use demarche_syntax::train::{Options, evaluate, train};

/// Train and evaluate the tagger and parser of Demarche on CoNLL-U treebanks.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  demarche-train train --train shared/ud/en_ewt-ud-train.conllu shared/ud/en_gum-open-train.conllu \\
      --dev shared/ud/en_ewt-ud-dev.conllu shared/ud/en_gum-open-dev.conllu --out models/en.syntax
  demarche-train eval --model models/en.syntax shared/ud/en_ewt-ud-test.conllu"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Learn a model; after each epoch the best so far is written
    Train(TrainArgs),
    /// Score a model on gold tokens with its own tags
    Eval {
        /// Model file
        #[arg(long)]
        model: PathBuf,
        /// Treebanks to score on
        #[arg(required = true)]
        gold: Vec<PathBuf>,
    },
}

#[derive(Args)]
struct TrainArgs {
    /// Treebanks to learn from
    #[arg(long, required = true, num_args = 1..)]
    train: Vec<PathBuf>,
    /// Treebanks to choose the epoch by
    #[arg(long, required = true, num_args = 1..)]
    dev: Vec<PathBuf>,
    /// Dictionary of kinds of senses
    #[arg(long)]
    dictionary: Option<PathBuf>,
    /// Where to write the model
    #[arg(long)]
    out: PathBuf,
    /// Passes over the data
    #[arg(long, default_value_t = Options::default().epochs)]
    epochs: usize,
    /// Threads
    #[arg(long, default_value_t = Options::default().threads)]
    threads: usize,
    /// Seed of everything random
    #[arg(long, default_value_t = Options::default().seed)]
    seed: u64,
    /// Words of a step
    #[arg(long, default_value_t = Options::default().words_per_step)]
    words_per_step: usize,
    /// Highest learning rate
    #[arg(long, default_value_t = Options::default().rate)]
    rate: f32,
    /// Dropout between layers
    #[arg(long, default_value_t = Options::default().dropout)]
    dropout: f32,
    /// Units of each direction of each recurrent layer
    #[arg(long, default_value_t = Options::default().sizes.hidden)]
    hidden: usize,
    /// Recurrent layers
    #[arg(long, default_value_t = Options::default().sizes.layers)]
    layers: usize,
    /// Width of the arc and of the label space
    #[arg(long, default_value_t = Options::default().sizes.arc)]
    arc: usize,
}

fn read(path: &Path) -> Result<Vec<conllu::Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    conllu::read(&text).with_context(|| format!("{} is no CoNLL-U", path.display()))
}

fn read_model(path: &Path) -> Result<Model> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Model::from_bytes(&bytes).with_context(|| path.display().to_string())
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Train(args) => run_training(&args),
        Command::Eval { model, gold } => {
            let model = read_model(&model)?;
            for path in gold {
                let a = evaluate(&model, &read(&path)?);
                println!(
                    "{}  words {}  UPOS {:.2}  XPOS {:.2}  UFeats {:.2}  Lemmas {:.2}  UAS {:.2}  LAS {:.2}",
                    path.display(),
                    a.words,
                    a.upos * 100.0,
                    a.xpos * 100.0,
                    a.feats * 100.0,
                    a.lemma * 100.0,
                    a.uas * 100.0,
                    a.las * 100.0
                );
            }
            Ok(())
        }
    }
}

fn run_training(args: &TrainArgs) -> Result<()> {
    let mut options = Options {
        epochs: args.epochs,
        threads: args.threads.max(1),
        seed: args.seed,
        words_per_step: args.words_per_step,
        rate: args.rate,
        dropout: args.dropout,
        ..Options::default()
    };
    if let Some(path) = &args.dictionary {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        options.dictionary = Dictionary::parse(&text).map_err(anyhow::Error::msg)?;
    }
    options.sizes.hidden = args.hidden;
    options.sizes.layers = args.layers;
    options.sizes.arc = args.arc;
    options.sizes.label = args.arc;
    let mut data = Vec::new();
    for path in &args.train {
        data.extend(read(path)?);
    }
    let mut dev = Vec::new();
    for path in &args.dev {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        dev.push((name, read(path)?));
    }
    let mut failed = None;
    train(&data, &dev, &options, |model| {
        if let Err(e) = std::fs::write(&args.out, model.to_bytes()) {
            failed = Some(e);
        }
    });
    failed.map_or(Ok(()), |e| Err(e).with_context(|| format!("cannot write {}", args.out.display())))
}
