//! Why a command failed, in one line, and the exit code that says whose fault it is:
//! 1 the input's, 2 the call's.

use std::fmt;
use std::io;
use std::process::ExitCode;

use demarche_desk::DeskError;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no sense together or in themselves.
    Usage(String),
    /// Something is wrong with what was to be read or written.
    Input(String),
    /// Output could not be written.
    Output(io::Error),
}

/// What a command returns.
pub type Result<T = ()> = std::result::Result<T, Failure>;

impl Failure {
    /// Whether the reader of our output has left, which is no failure of ours.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Input(_) | Self::Output(_) => ExitCode::from(1),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // One line, whatever a lower layer wrote.
            Self::Usage(what) | Self::Input(what) => f.write_str(&what.replace('\n', " ")),
            Self::Output(e) => write!(f, "cannot write the output: {e}"),
        }
    }
}

impl From<DeskError> for Failure {
    fn from(e: DeskError) -> Self {
        match e {
            DeskError::Question(what) => Self::Usage(what),
            other => Self::Input(other.to_string()),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        Self::Output(e)
    }
}
