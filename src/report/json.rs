//! `--format json`: the whole scan as one object, an article or cluster a line.

use super::chunks::{self, CHUNK};
use super::record::{Summary, id, reason, record};
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
    let cluster = |place: usize, bytes: &mut Vec<u8>| {
        let cluster = &analysis.clusters[place];
        let cluster = Cluster {
            cluster: place + 1,
            source: cluster.source.map(|doc| id(analysis, doc)),
            absent: cluster.absent.as_deref(),
            root: id(analysis, cluster.root),
            reasons: cluster.reasons.iter().map(|r| reason(analysis, r)).collect(),
            members: cluster.members.iter().map(|&doc| id(analysis, doc)).collect(),
        };
        write_json(bytes, &cluster)
    };
    let article = |place: usize, bytes: &mut Vec<u8>| record(analysis, place).write_json(bytes);
    let problems = &analysis.intake.problems;
    let threads = analysis.config.threads;
    list(out, threads, "clusters", analysis.clusters.len(), cluster)?;
    list(out, threads, "articles", analysis.articles.len(), article)?;
    list(out, threads, "problems", problems.len(), |place, bytes| write_json(bytes, &problems[place]))?;
    out.write_all(b"\n}\n")
}

/// A named array, an element a line, which `item` writes.
fn list(
    out: &mut dyn Write,
    threads: usize,
    name: &str,
    count: usize,
    item: impl Fn(usize, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    chunks::write(count, CHUNK, threads, out, |mut places, bytes| {
        places.try_for_each(|place| {
            let before: &[u8] = if place == 0 { b"\n" } else { b",\n" };
            bytes.extend_from_slice(before);
            item(place, bytes)
        })
    })?;
    out.write_all(if count == 0 { b"]" } else { b"\n]" })
}
