//! `--format csv`: the columns of `jsonl` under a header line; what is null there is empty here.

use super::record::records;
use crate::analysis::Analysis;
use std::io::{self, Write};

const HEADER: [&str; 10] =
    ["id", "path", "title", "language", "words", "cluster", "source", "relation", "of", "confidence"];

/// Writes a header and a row an article, fields quoted as RFC 4180 asks, lines ended by a line feed.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    // By hand, not from the first record: an empty scan has its header too.
    csv.write_record(HEADER)?;
    for record in records(analysis) {
        csv.serialize(record)?;
    }
    csv.flush()
}
