//! How a run ends.

use std::process::ExitCode;

/// The exit codes that scripts rely on. Wrong usage is 2 as well (clap's own).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, and everything was read.
    Done = 0,
    /// With `--check`: there is a cluster.
    Found = 1,
    /// An error, or something could not be read.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
