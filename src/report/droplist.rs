//! `--drop-list`: what a curator would delete so that one article a cluster remains.

use super::record::id;
use crate::analysis::{Analysis, Cluster};
use crate::article::DocId;
use std::cmp::Reverse;
use std::io::{self, Write};

/// Which member of a cluster stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// The source; where it is unknown, what [`Keep::Oldest`] would keep.
    #[default]
    Source,
    /// The dated member that was certainly out first: the one with the lowest latest instant that its date allows, so
    /// a day without a time does not win over an hour of that day. Undated members lose; where none is dated, and
    /// among equals, what [`Keep::Longest`] would keep.
    Oldest,
    /// The member with the most words; among equals, the one certainly out first, then the first by id.
    Longest,
}

/// The one member of `cluster` that stays.
pub fn kept(analysis: &Analysis, cluster: &Cluster, keep: Keep) -> DocId {
    if let (Keep::Source, Some(source)) = (keep, cluster.source) {
        return source;
    }
    let age = |doc: DocId| match analysis.articles[doc.index()].article.published {
        Some(published) => (false, Some((published.latest, published.earliest))),
        None => (true, None),
    };
    let length = |doc: DocId| Reverse(analysis.articles[doc.index()].words);
    let members = cluster.members.iter().copied();
    match keep {
        Keep::Source | Keep::Oldest => members.min_by_key(|&doc| (age(doc), length(doc), doc)),
        Keep::Longest => members.min_by_key(|&doc| (length(doc), age(doc), doc)),
    }
    .unwrap_or(cluster.root)
}

/// Writes the ids of all the others, one a line, as they are, in the order of the clusters. Singles and links never
/// appear.
///
/// Returns how many ids were left out because they hold a line break: such a line would name another article, and
/// a list that something is deleted by must not.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, keep: Keep, out: &mut dyn Write) -> io::Result<u64> {
    let mut left_out = 0;
    for cluster in &analysis.clusters {
        let kept = kept(analysis, cluster, keep);
        for &doc in cluster.members.iter().filter(|&&doc| doc != kept) {
            let id = id(analysis, doc);
            if id.contains(['\n', '\r']) {
                left_out += 1;
            } else {
                writeln!(out, "{id}")?;
            }
        }
    }
    Ok(left_out)
}
