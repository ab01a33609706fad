//! `--format json`: the whole scan as one object, an article or cluster a line.

use super::record::{Summary, id, reason, records};
use super::text::write_json;
use crate::analysis::Analysis;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Cluster<'a> {
    cluster: usize,
    /// The id of the source, null where it is unknown.
    source: Option<&'a str>,
    /// Where all derive from a text that is not here: whom they credit with it, maybe nobody; else null.
    absent: Option<&'a [String]>,
    /// Where the derivations end: the source, else the member that the others are closest to.
    root: &'a str,
    reasons: Vec<String>,
    members: Vec<&'a str>,
}

/// Writes `{"summary": ..., "clusters": [...], "articles": [...], "problems": [...]}`, the articles as in `jsonl`.
/// How many threads did the work is not in it, so that the bytes do not depend on them.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\n\"summary\": ")?;
    write_json(&mut *out, &Summary::of(analysis))?;
    let clusters = analysis.clusters.iter().enumerate().map(|(i, cluster)| Cluster {
        cluster: i + 1,
        source: cluster.source.map(|doc| id(analysis, doc)),
        absent: cluster.absent.as_deref(),
        root: id(analysis, cluster.root),
        reasons: cluster.reasons.iter().map(|r| reason(analysis, r)).collect(),
        members: cluster.members.iter().map(|&doc| id(analysis, doc)).collect(),
    });
    list(out, "clusters", clusters)?;
    list(out, "articles", records(analysis))?;
    list(out, "problems", &analysis.intake.problems)?;
    out.write_all(b"\n}\n")
}

/// A named array, an element a line.
fn list<T: Serialize>(out: &mut dyn Write, name: &str, items: impl IntoIterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    let mut empty = true;
    for item in items {
        out.write_all(if empty { b"\n" } else { b",\n" })?;
        write_json(&mut *out, &item)?;
        empty = false;
    }
    out.write_all(if empty { b"]" } else { b"\n]" })
}
