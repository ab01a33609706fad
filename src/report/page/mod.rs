//! `--report`: one self-contained page for people, readable offline in any browser.
//!
//! The page holds its style sheet, its script and its data, and a Content-Security-Policy that lets nothing else in: the
//! two are named by their hashes, no address may be loaded. The data stand in elements that are not run, as zlib in
//! base64; the script puts article text on the page as text nodes alone. Without scripts the clusters are there as plain
//! HTML. The same analysis makes the same bytes: there is no date in it, and no chance.
//!
//! What is shown of a pair beside its match has to be computed first, so that a page takes two steps: a [`Selection`]
//! says which pairs those are.

mod data;
mod markup;
mod plain;

pub use data::{PageParams, Selection};

use crate::analysis::{Analysis, Detail};
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const BODY: &str = include_str!("body.html");

/// Writes the page. `details` are those of the selection's pairs, in their order; `start` is the view it opens with, as
/// in `#cluster-1`, or empty for the overview.
///
/// # Errors
/// Whatever `out` says.
pub fn write(
    analysis: &Analysis,
    selection: &Selection,
    details: &[Detail],
    start: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>wirecopy report</title>\n<style>{STYLE}</style>\n</head>\n",
        markup::fingerprint(SCRIPT),
        markup::fingerprint(STYLE),
    )?;
    write!(out, "<body data-start=\"{}\">\n{BODY}<noscript>", markup::escape(start))?;
    plain::write(analysis, selection.clusters(), out)?;
    out.write_all(b"</noscript>\n")?;
    let data = data::data(selection, details);
    island("index", &data.index, out)?;
    for (number, chunk) in data.chunks.iter().enumerate() {
        island(&format!("chunk-{number}"), chunk, out)?;
    }
    island("others", &data.others, out)?;
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Below this, JSON stands as it is and can be read in the page's source.
const PLAIN: usize = 4096;

fn island<T: serde::Serialize>(id: &str, value: &T, out: &mut dyn Write) -> io::Result<()> {
    let json = markup::json(value)?;
    if json.len() < PLAIN {
        return writeln!(out, "<script type=\"application/json\" id=\"{id}\">{json}</script>");
    }
    writeln!(out, "<script type=\"text/plain\" id=\"{id}\">{}</script>", markup::packed(value)?)
}
