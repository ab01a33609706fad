//! `--format jsonl`: an object an article, singles too, in the order of the ids.

use super::record::records;
use super::text::write_json;
use crate::analysis::Analysis;
use std::io::{self, Write};

/// Writes a [`Record`](super::record::Record) a line.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for record in records(analysis) {
        write_json(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
