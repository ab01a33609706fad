//! Runs the stages. The one file that names rayon.

use crate::analysis::{Analysis, Comparison};
use crate::config::Config;
use crate::error::Error;
use crate::progress::Progress;
use std::path::{Path, PathBuf};

/// Reads `paths`, finds what is of one source, and says which is the source.
///
/// # Errors
/// A setting out of range. What can't be read is a [`Problem`](crate::error::Problem) of the result.
pub fn scan(paths: &[PathBuf], config: &Config, progress: &dyn Progress) -> Result<Analysis, Error> {
    let _ = (paths, config, progress);
    todo!()
}

/// Reads two files of one article each and explains what they are to each other.
///
/// # Errors
/// A setting out of range; a file that holds no article, or more than one.
pub fn compare(a: &Path, b: &Path, config: &Config) -> Result<Comparison, Error> {
    let _ = (a, b, config);
    todo!()
}
