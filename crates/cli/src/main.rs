//! The command line of Demarche: arguments in, work done, an error as one line and an exit code.

mod across;
mod answers;
mod articles;
mod ask;
mod batch;
mod brief;
mod code;
mod desk;
mod diff;
mod engine;
mod failure;
mod input;
mod lexicon;
mod net;
mod parse;
mod read;
mod report;
mod show;
mod view;
#[cfg(feature = "net")]
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads the news of a negotiation and keeps its record: who met whom, who said what, who stands
/// where on what, each line with the words it rests on.
#[derive(Parser)]
#[command(
    name = "demarche",
    version,
    after_help = "Examples:
  demarche read article.txt --date 2025-08-20
  curl -s https://example.org/a.txt | demarche read - --format json
  demarche code articles.jsonl > records.jsonl
  demarche desk add articles.jsonl
  demarche timeline --actor Ukraine --from 2022-07-01
  demarche parse article.txt > article.conllu"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read one article and show its record
    Read(read::Args),
    /// Code many articles, a record a line
    Code(code::Args),
    /// Keep many articles and their records in one file
    Desk(desk::Args),
    /// Who did what to whom, day by day
    Timeline(ask::Timeline),
    /// The actors, or the profile of one
    Who(ask::Who),
    /// Who said what, in their own words
    Said(ask::Said),
    /// Where each actor stands on each issue, by its latest word
    Stands(ask::Stands),
    /// Sentences that match words
    Search(ask::Search),
    /// Ask the desk in SQL
    Sql(ask::Sql),
    /// Say where actors changed their positions
    Changes(across::Changes),
    /// Say what is announced and still open
    Next(across::Next),
    /// Write a brief on a period
    Report(report::Report),
    /// Compare two codings of one corpus
    Diff(diff::Diff),
    /// Check a folder of your own data files, or make one from other coders' dictionaries
    Lexicon(lexicon::Args),
    /// Tag and parse, as CoNLL-U
    Parse(parse::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Code(args) => code::run(&args),
        Command::Desk(args) => desk::run(&args),
        Command::Timeline(args) => ask::timeline(&args),
        Command::Who(args) => ask::who(&args),
        Command::Said(args) => ask::said(&args),
        Command::Stands(args) => ask::stands(&args),
        Command::Search(args) => ask::search(&args),
        Command::Sql(args) => ask::sql(&args),
        Command::Changes(args) => across::changes(&args),
        Command::Next(args) => across::next(&args),
        Command::Report(args) => report::report(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Lexicon(args) => lexicon::run(&args),
        Command::Parse(args) => parse::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("demarche: {failure}");
            failure.code()
        }
    }
}
