//! `--format csv`: the columns of `jsonl` under a header line; what is null there is empty here. Cells are made harmless, for
//! spreadsheets run formulas: an id that begins with `=` or `-` is not the same here.

use super::chunks::{self, CHUNK};
use super::record::{Record, record};
use super::text::cell;
use crate::analysis::Analysis;
use std::io::{self, Write};

const HEADER: [&str; 10] =
    ["id", "path", "title", "language", "words", "cluster", "source", "relation", "of", "confidence"];

/// Writes a header and a row an article, fields quoted as RFC 4180 asks, lines ended by a line feed.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    // By hand, not from the first record: an empty scan has its header too.
    let mut header: Vec<u8> = Vec::new();
    writer(&mut header).write_record(HEADER)?;
    out.write_all(&header)?;
    chunks::write(analysis.articles.len(), CHUNK, analysis.config.threads, out, |places, bytes| {
        let mut csv = writer(bytes);
        for record in places.map(|place| record(analysis, place)) {
            let Record { id, path, title, language, of, .. } = &record;
            let cells = [
                cell(id),
                cell(path),
                cell(title.unwrap_or_default()),
                cell(language),
                cell(of.unwrap_or_default()),
            ];
            let [id, path, title, language, of] = &cells;
            let of = record.of.map(|_| &**of);
            csv.serialize(Record { id, path, title: Some(title), language, of, ..record })?;
        }
        csv.flush()
    })
}

fn writer(out: &mut Vec<u8>) -> csv::Writer<&mut Vec<u8>> {
    csv::WriterBuilder::new().has_headers(false).from_writer(out)
}
