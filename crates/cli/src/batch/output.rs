//! Where the output goes: standard output, or a file with a note beside it that says how far it is whole. After a
//! kill the file is cut back to what the note vouches for, and the items before that are passed over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::batch::parquet;
use crate::failure::{Failure, Result};

/// How often the note is written: what a kill costs at most in work done twice.
const INTERVAL: Duration = Duration::from_secs(1);

/// What the note beside an output says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The inputs and options of the run, in one line.
    pub run: String,
    /// Items of the input that are in the output or were reported as bad.
    pub items: u64,
    /// Bytes of the output that are whole; of Parquet, part files.
    pub whole: u64,
    /// Bytes of the file of bad records that are whole.
    pub errors: u64,
    /// What was counted so far.
    pub tally: Tally,
}

/// What became of the items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Articles coded.
    pub articles: u64,
    /// Articles in other languages, kept without events.
    pub foreign: u64,
    /// Events.
    pub events: u64,
    /// Items that could not be read.
    pub bad: u64,
}

/// What is written for one article.
pub enum Piece {
    /// Lines of text.
    Lines(String),
    /// Rows of a table.
    Rows(Vec<parquet::Row>),
}

enum Target {
    Stream(Box<dyn Write>),
    File(BufWriter<File>),
    Parts(parquet::Parts),
}

/// An output that knows how far it is whole.
pub struct Output {
    target: Target,
    note: Note,
    /// Where the note is kept; nowhere for standard output.
    beside: Option<PathBuf>,
    errors: Option<BufWriter<File>>,
    saved: Instant,
}

/// How a run writes.
pub struct Plan<'a> {
    /// The output file or folder; standard output when there is none.
    pub out: Option<&'a Path>,
    /// A file for bad records.
    pub errors: Option<&'a Path>,
    /// Whether to go on with a run that was cut off.
    pub resume: bool,
    /// Whether the output is a folder of Parquet files.
    pub parquet: bool,
    /// The line of column names, for a new output.
    pub header: Option<String>,
    /// The inputs and options of the run.
    pub run: String,
}

/// An output that is ready, or the news that there is nothing left to do.
pub enum Opened {
    /// Write here, after passing over so many items.
    Ready(Box<Output>, u64),
    /// A run before did it all.
    Done,
}

fn fault(path: &Path, e: &io::Error) -> Failure {
    Failure::Input(format!("{}: cannot be written: {e}", path.display()))
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".progress");
    PathBuf::from(name)
}

impl Output {
    /// Opens the output of a plan.
    ///
    /// # Errors
    /// What cannot be written; a run that was cut off and is not resumed; one that had other inputs or options.
    pub fn open(plan: &Plan<'_>) -> Result<Opened> {
        // A device or pipe can be neither cut back nor continued.
        let device = |out: &&Path| out.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
        let out = match plan.out {
            None => return stream(plan, Box::new(BufWriter::new(io::stdout().lock()))),
            Some(out) if device(&out) && plan.resume => {
                return Err(Failure::Usage(format!("{}: is no file; --resume needs one", out.display())));
            }
            Some(out) if device(&out) && !plan.parquet => {
                let file = OpenOptions::new().write(true).open(out).map_err(|e| fault(out, &e))?;
                return stream(plan, Box::new(BufWriter::new(file)));
            }
            Some(out) => out,
        };
        let path = beside(out);
        let cut_off = match fs::read(&path) {
            Ok(bytes) => Some(serde_json::from_slice::<Note>(&bytes).map_err(|e| {
                Failure::Input(format!("{}: not a note of this program ({e}); remove it to begin anew", path.display()))
            })?),
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            Err(e) => return Err(fault(&path, &e)),
        };
        let begun = cut_off.is_some();
        let note = match cut_off {
            Some(note) if !plan.resume => {
                return Err(Failure::Usage(format!(
                    "{}: a run was cut off here after {} items; go on with --resume, or remove {} to begin anew",
                    out.display(),
                    note.items,
                    path.display()
                )));
            }
            Some(note) if note.run != plan.run => {
                return Err(Failure::Usage(format!(
                    "{}: the run that was cut off had other inputs or options; give the same ones, or remove {} to begin anew. Then: {}; now: {}",
                    out.display(),
                    path.display(),
                    note.run,
                    plan.run
                )));
            }
            Some(note) => note,
            None if plan.resume && out.exists() => return Ok(Opened::Done),
            None => Note { run: plan.run.clone(), ..Note::default() },
        };
        // The note stands before the output does: one without the other would look like a run that came to its end.
        put_down(&path, &note)?;
        let (target, errors) = targets(plan, out, &note).inspect_err(|_| {
            if !begun {
                let _ = fs::remove_file(&path);
            }
        })?;
        let items = note.items;
        let mut output = Self { target, note, beside: Some(path), errors, saved: Instant::now() };
        output.save()?;
        Ok(Opened::Ready(Box::new(output), items))
    }

    /// What was counted so far.
    pub fn tally(&self) -> Tally {
        self.note.tally
    }

    /// Writes what one item gave.
    pub fn put(&mut self, piece: Piece, counted: impl FnOnce(&mut Tally)) -> Result {
        counted(&mut self.note.tally);
        self.note.items += 1;
        match (&mut self.target, piece) {
            (Target::Stream(out), Piece::Lines(lines)) => out.write_all(lines.as_bytes())?,
            (Target::File(out), Piece::Lines(lines)) => out.write_all(lines.as_bytes())?,
            (Target::Parts(parts), Piece::Rows(rows)) => {
                return if parts.put(rows)? { self.save() } else { Ok(()) };
            }
            _ => {}
        }
        self.save_now_and_then()
    }

    /// Counts a bad item, and writes it to the file of bad records if there is one.
    pub fn bad(&mut self, line: &str) -> Result {
        if let Some(errors) = &mut self.errors {
            writeln!(errors, "{line}")?;
        }
        self.note.items += 1;
        self.note.tally.bad += 1;
        self.save_now_and_then()
    }

    fn save_now_and_then(&mut self) -> Result {
        // A part of a table is whole only at its end.
        if matches!(self.target, Target::Parts(_)) || self.saved.elapsed() < INTERVAL { Ok(()) } else { self.save() }
    }

    /// Makes sure of all that was written, then says so.
    fn save(&mut self) -> Result {
        let Some(beside) = &self.beside else { return Ok(()) };
        self.note.whole = match &mut self.target {
            Target::Stream(_) => 0,
            Target::File(out) => flushed(out)?,
            Target::Parts(parts) => parts.whole(),
        };
        if let Some(errors) = &mut self.errors {
            self.note.errors = flushed(errors)?;
        }
        put_down(beside, &self.note)?;
        self.saved = Instant::now();
        Ok(())
    }

    /// Ends the output: all is written, and the note goes.
    pub fn finish(mut self) -> Result<Tally> {
        if let Target::Parts(parts) = &mut self.target {
            parts.end()?;
        }
        if let Target::Stream(out) = &mut self.target {
            out.flush()?;
        }
        self.save()?;
        if let Some(errors) = &mut self.errors {
            errors.flush()?;
        }
        if let Some(beside) = &self.beside {
            fs::remove_file(beside).map_err(|e| fault(beside, &e))?;
        }
        Ok(self.note.tally)
    }
}

/// An output that only goes forward, and of which no note is kept.
fn stream(plan: &Plan<'_>, mut out: Box<dyn Write>) -> Result<Opened> {
    if let Some(header) = &plan.header {
        writeln!(out, "{header}")?;
    }
    let errors = plan.errors.map(|p| start(p, 0)).transpose()?;
    let (note, saved) = (Note::default(), Instant::now());
    let output = Output { target: Target::Stream(out), note, beside: None, errors, saved };
    Ok(Opened::Ready(Box::new(output), 0))
}

/// What a plan writes to, cut back to what its note vouches for.
fn targets(plan: &Plan<'_>, out: &Path, note: &Note) -> Result<(Target, Option<BufWriter<File>>)> {
    let target = if plan.parquet {
        Target::Parts(parquet::Parts::open(out, note.whole)?)
    } else {
        let mut file = start(out, note.whole)?;
        if let (0, Some(header)) = (note.whole, &plan.header) {
            writeln!(file, "{header}").map_err(|e| fault(out, &e))?;
        }
        Target::File(file)
    };
    Ok((target, plan.errors.map(|p| start(p, note.errors)).transpose()?))
}

/// Writes a note: the old one or the new one is there at any moment, and whole.
fn put_down(path: &Path, note: &Note) -> Result {
    let new = path.with_extension("progress.new");
    let text = serde_json::to_string(note).map_err(|e| Failure::Output(e.into()))?;
    let write = || -> io::Result<()> {
        let mut file = File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        fs::rename(&new, path)
    };
    write().map_err(|e| fault(path, &e))
}

/// A file to write from byte `whole` on; what stands behind it goes.
fn start(path: &Path, whole: u64) -> Result<BufWriter<File>> {
    use std::io::Seek;
    let open = || -> io::Result<File> {
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        let length = file.metadata()?.len();
        if length < whole {
            let what = format!("it holds {length} bytes, and the run before had written {whole}; begin anew");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        file.set_len(whole)?;
        file.seek(io::SeekFrom::End(0))?;
        Ok(file)
    };
    Ok(BufWriter::with_capacity(1 << 16, open().map_err(|e| fault(path, &e))?))
}

/// Everything to the disk; how long the file is now.
fn flushed(out: &mut BufWriter<File>) -> Result<u64> {
    use std::io::Seek;
    out.flush()?;
    out.get_ref().sync_data()?;
    Ok(out.get_mut().stream_position()?)
}
