//! `--pairs`: every match with its scores and passages, an object a line.

use super::record::{id, round};
use crate::analysis::Analysis;
use crate::verify::{Passage, Relation};
use serde::Serialize;
use std::io::{self, Write};

/// A match's line. Scripts rely on the names and their order.
#[derive(Serialize)]
struct Pair<'a> {
    a: &'a str,
    b: &'a str,
    /// What `b` is to `a`.
    relation: Relation,
    confidence: f64,
    jaccard: f64,
    a_in_b: f64,
    b_in_a: f64,
    passages: Vec<Span>,
    /// Whether there is evidence that `b` derives from `a`; else `a` is merely the first in the order of the ids.
    directed: bool,
}

/// Byte ranges `[start, end)` of the two bodies.
#[derive(Serialize)]
struct Span {
    a: [u32; 2],
    b: [u32; 2],
}

impl From<&Passage> for Span {
    fn from(passage: &Passage) -> Self {
        Span { a: [passage.a.start, passage.a.end], b: [passage.b.start, passage.b.end] }
    }
}

/// Writes the matches in their order.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for m in &analysis.matches {
        let pair = Pair {
            a: id(analysis, m.a),
            b: id(analysis, m.b),
            relation: m.relation,
            confidence: round(m.confidence),
            jaccard: round(m.scores.jaccard),
            a_in_b: round(m.scores.a_in_b),
            b_in_a: round(m.scores.b_in_a),
            passages: m.passages.iter().map(Span::from).collect(),
            directed: m.directed,
        };
        serde_json::to_writer(&mut *out, &pair)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
