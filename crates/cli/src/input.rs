//! Files and standard input to text, with a clear word on what cannot be read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use demarche_syntax::text;

use crate::failure::{Failure, Result};

/// Largest article, in bytes. An article is a few kilobytes; what is larger is an archive, and goes to `demarche code`.
const LARGEST: u64 = 64 << 20;

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    let name = name(path);
    let fault = |e: io::Error| Failure::Input(format!("{name}: {}", describe(&e)));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(fault)?;
    } else {
        let file = File::open(path).map_err(fault)?;
        if file.metadata().map_err(fault)?.is_dir() {
            return Err(Failure::Input(format!("{name}: is a directory; name a file in it")));
        }
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fault)?;
    }
    if bytes.len() as u64 > LARGEST {
        let what =
            format!("{name}: larger than {} MiB, too large for one article; split it into articles", LARGEST >> 20);
        return Err(Failure::Input(what));
    }
    Ok(bytes)
}

/// The text of an article.
pub fn article(path: &Path, encoding: Option<&str>) -> Result<String> {
    let name = name(path);
    let text = text::decode(bytes(path)?, encoding).map_err(|e| match e {
        text::DecodeError::UnknownEncoding { .. } => Failure::Usage(format!("{e}")),
        e => Failure::Input(format!("{name}: {e}")),
    })?;
    if text.trim().is_empty() {
        return Err(Failure::Input(format!("{name}: holds no text")));
    }
    Ok(text)
}

/// The bytes of a file or of standard input as they come.
pub fn reader(path: &Path) -> Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let fault = |e: io::Error| Failure::Input(format!("{}: {}", name(path), describe(&e)));
    let file = File::open(path).map_err(fault)?;
    if file.metadata().map_err(fault)?.is_dir() {
        return Err(fault(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// How a path is shown in messages.
pub fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}

/// The operating system's word without its error number.
pub fn describe(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory; name a file in it".to_owned(),
        _ => e.to_string(),
    }
}
