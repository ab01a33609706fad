//! What can go wrong, in two kinds.
//!
//! An [`Error`] ends the run: an option that makes no sense, an output that can't be written.
//! A [`Problem`] is about one input: it is a value that is collected and reported, and stops nothing.

use serde::Serialize;
use std::fmt;
use std::path::PathBuf;

/// What ends a run.
#[derive(Debug)]
pub enum Error {
    /// A file that the run needs (an output, a truth table, an option's file) can't be opened, read or written.
    Io { path: PathBuf, source: std::io::Error },
    /// A setting is out of range, or two settings contradict each other.
    Config(String),
    /// A file that the run needs was read, but does not hold what it should. `line` is 1-based.
    Format { path: PathBuf, line: Option<u64>, reason: String },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Error::Config(reason) => f.write_str(reason),
            Error::Format { path, line: Some(line), reason } => {
                write!(f, "{}:{line}: {reason}", path.display())
            }
            Error::Format { path, line: None, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// How much a [`Problem`] cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something could not be read: an article, or more, is not in the results. The exit code becomes 2.
    Lost,
    /// It was read all the same, and there is something to know about it.
    Note,
}

/// One thing to report about one input.
///
/// Ordered by path, line and reason, so that a list of problems is the same at any number of threads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Problem {
    /// The file, as the user would name it: the path that was given, joined with the path below it.
    pub path: String,
    /// The 1-based line of the record inside the file, where there is one.
    pub line: Option<u64>,
    pub severity: Severity,
    /// One line for a person, without the path.
    pub reason: String,
}

impl Problem {
    /// Something at `path` could not be read.
    pub fn lost(path: impl Into<String>, line: Option<u64>, reason: impl fmt::Display) -> Self {
        Problem { path: path.into(), line, severity: Severity::Lost, reason: reason.to_string() }
    }

    /// Something at `path` was read, but the reader should know `reason`.
    pub fn note(path: impl Into<String>, line: Option<u64>, reason: impl fmt::Display) -> Self {
        Problem { path: path.into(), line, severity: Severity::Note, reason: reason.to_string() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.reason),
            None => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}
