//! What can go wrong with a desk, in words that name the file and what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What can go wrong with a desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// There is no file.
    #[error("{}: no desk there; `demarche desk add` makes one", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: is no desk but {what}; name another file", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: String,
    },
    /// A newer program has written it.
    #[error("{}: its tables are of version {found}, this program knows versions up to {known}; use a newer demarche", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// An older program has written it, and it cannot be brought up to date where it is.
    #[error("{}: its tables are of version {found} and have to be brought to {known}, but it may not be written here; copy it to where it may", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The version that is read here.
        known: i64,
    },
    /// The file is damaged.
    #[error("{}: is damaged ({what}); restore it from a copy, or save what can be read with `sqlite3 FILE .recover`", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The database's word for it.
        what: String,
    },
    /// No space is left.
    #[error("{}: no space left on the disk; all articles before this are safe: make room and run the command again", .0.display())]
    Full(PathBuf),
    /// Somebody else has been writing for too long.
    #[error("{}: another program has been writing to it for too long; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// The file or its folder may not be read or written.
    #[error("{}: may not be opened or written ({what}); see whose it is, and its folder", .path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// The database's word for it.
        what: String,
    },
    /// Something that the caller asked for makes no sense.
    #[error("{0}")]
    Question(String),
    /// Anything else that the database reports.
    #[error("{}: {what}", .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// The database's word for it.
        what: String,
    },
}

/// What the functions of this crate return.
pub type Result<T = ()> = std::result::Result<T, DeskError>;

impl DeskError {
    /// The database's error, said of a file.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let what = word(error);
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what },
            Some(ErrorCode::NotADatabase) => Self::Foreign { path, what: "a file of another kind".to_owned() },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Locked { path, what }
            }
            _ => Self::Database { path, what },
        }
    }
}

/// SQLite's message without the query.
pub(crate) fn word(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}
