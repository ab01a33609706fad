//! `--format jsonl`: an object an article, singles too, in the order of the ids.

use super::chunks::{self, CHUNK};
use super::record::record;
use crate::analysis::Analysis;
use std::io::{self, Write};

/// Writes a [`Record`](super::record::Record) a line.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    chunks::write(analysis.articles.len(), CHUNK, analysis.config.threads, out, |mut places, bytes| {
        places.try_for_each(|place| {
            record(analysis, place).write_json(bytes)?;
            bytes.write_all(b"\n")
        })
    })
}
