//! The parser and the lexicon that are built into the program, loaded once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use demarche_coder::lexicon::{Lexicon, LexiconError, Source, sources as files};
use demarche_coder::{Coder, fnv};
use demarche_desk::Coding;
use demarche_syntax::Parser;

use crate::failure::{Failure, Result};
use crate::input;

/// The trained model; how it was trained stands in `models/README.md`.
static MODEL: &[u8] = include_bytes!("../../../models/en.syntax");

static PARSER: LazyLock<Arc<Parser>> =
    LazyLock::new(|| Arc::new(Parser::from_bytes(MODEL).expect("the model that was built into the program is whole")));

/// The parser.
pub fn parser() -> Arc<Parser> {
    Arc::clone(&PARSER)
}

/// The whole engine, with a user's own lexicon if there is one.
pub fn coder(own: Option<&Path>) -> Result<Coder> {
    Ok(Coder::new(parser(), lexicon(own)?))
}

/// The lexicon, with a user's own files.
pub fn lexicon(own: Option<&Path>) -> Result<Lexicon> {
    let sources = own.map(sources).transpose()?.unwrap_or_default();
    Lexicon::load(sources).map_err(|e| in_folder(own, &e))
}

/// What makes the records of this program: kept beside them, so that one can tell what to code anew.
pub fn coding(own: Option<&Path>) -> Result<Coding> {
    let own = own.map(sources).transpose()?.unwrap_or_default();
    let files = own
        .iter()
        .chain(&files::built_in())
        .flat_map(|s| [s.path.as_bytes(), b"\0", s.text.as_bytes(), b"\0"])
        .fold(0, |h, part| fnv(part.iter().copied().chain(u64::to_le_bytes(h))));
    Ok(Coding {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        model: format!("{:016x}", fnv(MODEL.iter().copied())),
        lexicon: format!("{files:016x}"),
    })
}

/// Names the user's folder before a fault in one of its files.
pub fn in_folder(own: Option<&Path>, fault: &LexiconError) -> Failure {
    let folder = own.map(|d| format!("{}/", d.display())).unwrap_or_default();
    Failure::Input(format!("{folder}{fault}"))
}

/// All data files below a folder, in the order of their paths.
pub fn sources(folder: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    let source = |file: PathBuf| {
        let path = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&file)
            .map_err(|e| Failure::Input(format!("{}: {}", file.display(), input::describe(&e))))?;
        Ok(Source { path, text: text.into(), own: true })
    };
    files.into_iter().map(source).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result {
    let fault = |e: std::io::Error| Failure::Input(format!("{}: {}", folder.display(), input::describe(&e)));
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml" || e == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
