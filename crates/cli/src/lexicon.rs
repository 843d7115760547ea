//! `demarche lexicon`: a look over a folder of one's own data files, and dictionaries of other coders made into such files.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use demarche_coder::lexicon::check::{Report, check};
use demarche_coder::lexicon::import::{Counts, Imported, petrarch};
use demarche_coder::lexicon::{Lexicon, Source};
use demarche_syntax::text;

use crate::failure::{Failure, Result};
use crate::{engine, input};

/// Arguments of `demarche lexicon`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Look over a folder of your own data files: every fault by file and line, what was read, what stands before ours
    #[command(after_help = "Examples:
  demarche lexicon check my-lexicon
  demarche read article.txt --lexicon my-lexicon")]
    Check {
        /// Folder of the same form as data/ (data/README.md)
        folder: PathBuf,
    },
    /// Make data files of your own from the actor and agent dictionaries of other coders
    #[command(after_help = "Examples:
  demarche lexicon import --from petrarch Phoenix.Countries.actors.txt Phoenix.agents.txt -o my-lexicon
  demarche lexicon check my-lexicon")]
    Import {
        /// What kind of dictionaries they are
        #[arg(long, value_enum)]
        from: From,
        /// The dictionaries, actors and agents in any order
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Folder to write to; without it the files are printed one after the other
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
}

/// Kinds of dictionaries.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    /// TABARI's and PETRARCH's, with CAMEO actor codes
    Petrarch,
}

/// What could not be carried over is written there, beside the files; its name is none of a data file.
const NOTES: &str = "import.log";
/// Notes that are shown at once.
const SHOWN: usize = 10;

/// Does what was asked.
pub fn run(args: &Args) -> Result {
    match &args.command {
        Command::Check { folder } => check_folder(folder),
        Command::Import { from: From::Petrarch, files, output } => import(files, output.as_deref()),
    }
}

fn check_folder(folder: &Path) -> Result {
    let own = engine::sources(folder)?;
    if own.is_empty() {
        let what =
            format!("{}: holds no data file (.tsv or .toml); data/README.md says which there are", folder.display());
        return Err(Failure::Input(what));
    }
    let Report { faults, warnings, read } = check(&own).map_err(|e| engine::in_folder(None, &e))?;
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{}/{fault}", folder.display())?;
    }
    for warning in &warnings {
        writeln!(out, "{}/{}:{}: note: {}", folder.display(), warning.file, warning.line, warning.what)?;
    }
    for (file, entries) in &read {
        writeln!(out, "{file}: {entries} entries")?;
    }
    writeln!(out, "{} files, {} faults, {} notes", own.len(), faults.len(), warnings.len())?;
    out.flush()?;
    match faults.len() {
        0 => Ok(()),
        n => Err(Failure::Input(format!("{}: {n} faults; each is named above", folder.display()))),
    }
}

fn import(files: &[PathBuf], output: Option<&Path>) -> Result {
    let mut dictionaries = Vec::with_capacity(files.len());
    for file in files {
        let name = input::name(file);
        let text = text::decode(input::bytes(file)?, None).map_err(|e| Failure::Input(format!("{name}: {e}")))?;
        dictionaries.push(Source { path: name, text: text.into(), own: true });
    }
    let known = Lexicon::load(Vec::new()).map_err(|e| engine::in_folder(None, &e))?;
    let imported = petrarch(&dictionaries, &known).map_err(|e| engine::in_folder(None, &e))?;
    if imported.files.is_empty() && imported.counts.known == 0 {
        let why = imported.notes.first().map_or_else(String::new, |n| format!(": {n}"));
        return Err(Failure::Input(format!("nothing could be imported{why}")));
    }
    match output {
        Some(folder) => write(&imported, folder)?,
        None => print(&imported)?,
    }
    summary(&imported, output);
    Ok(())
}

fn write(imported: &Imported, folder: &Path) -> Result {
    // Never over somebody's work.
    if let Some((path, _)) = imported.files.iter().find(|(path, _)| folder.join(path).exists()) {
        let what = format!("{} is there already; name an empty folder", folder.join(path).display());
        return Err(Failure::Input(what));
    }
    let notes: String = imported.notes.iter().map(|n| format!("{n}\n")).collect();
    let notes = (!notes.is_empty()).then(|| (NOTES.to_owned(), notes));
    for (path, text) in imported.files.iter().chain(&notes) {
        let path = folder.join(path);
        let put = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&path, text)
        };
        put().map_err(|e| Failure::Input(format!("{}: cannot be written: {e}", path.display())))?;
    }
    Ok(())
}

fn print(imported: &Imported) -> Result {
    let mut out = std::io::stdout().lock();
    for (path, text) in &imported.files {
        writeln!(out, "# {path}\n{text}")?;
    }
    Ok(out.flush()?)
}

/// What was made, and the first of what was not, on standard error.
fn summary(imported: &Imported, output: Option<&Path>) {
    let Counts { entries, people, bodies, groups, nouns, known } = imported.counts;
    eprintln!(
        "{entries} entries: {people} people, {bodies} bodies, {groups} groups, {nouns} role nouns; {known} known here already"
    );
    let notes = &imported.notes;
    for note in notes.iter().take(SHOWN) {
        eprintln!("{note}");
    }
    if notes.len() > SHOWN {
        let rest = notes.len() - SHOWN;
        match output {
            Some(folder) => eprintln!("{rest} more in {}", folder.join(NOTES).display()),
            None => eprintln!("{rest} more; with -o DIR all are written to DIR/{NOTES}"),
        }
    }
}
