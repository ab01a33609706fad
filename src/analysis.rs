//! All that a report may know: plain data, no computing.

use crate::article::{Article, DocId};
use crate::cluster::Reason;
use crate::config::Config;
use crate::error::Problem;
use crate::text::Furniture;
use crate::verify::{Changes, Counterpart, Match, Reading, Relation};
use std::collections::BTreeMap;

/// What a scan found.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Every article, in the order of the ids; a [`DocId`] is an index into it.
    pub articles: Vec<Entry>,
    /// Every match, in the order of (`a`, `b`). Articles of equal text are matched once each, with the earliest
    /// of them by its date, or the first.
    pub matches: Vec<Match>,
    /// Largest first; among equals, the one whose first member has the lowest number. Cluster `n` is at `n - 1`.
    pub clusters: Vec<Cluster>,
    pub intake: Intake,
    /// What was left out of every article before it was compared.
    pub furniture: Furniture,
    /// What was left out, a line each: of buckets to keep the work bounded, and page furniture.
    pub capped: Vec<String>,
    /// The settings that led here.
    pub config: Config,
}

/// An article and its place among the others.
#[derive(Debug, Clone)]
pub struct Entry {
    pub article: Article,
    /// ISO 639-1 code where there is one, else 639-3; `und` where the text does not tell.
    pub language: String,
    pub words: u32,
    /// The cluster it is in, `None` for a single.
    pub place: Option<Place>,
}

/// An article's place in its cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// 1-based.
    pub cluster: u32,
    /// What it derives from most directly; `None` for the cluster's root.
    pub derivation: Option<Derivation>,
}

/// What an article derives from most directly.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    pub of: DocId,
    pub relation: Relation,
    pub confidence: f32,
}

/// Articles of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The root first, the others in the order of their numbers. At least two.
    pub members: Vec<DocId>,
    /// Where the derivations end: the source where it is known, else the member that the others are closest to.
    pub root: DocId,
    /// The member that the others derive from, where the evidence decides; equal to `root` then.
    pub source: Option<DocId>,
    /// Whether all members derive from a text that is not here, and whom they credit with it, the most credited first;
    /// `source` is `None` then.
    pub absent: Option<Vec<String>>,
    /// Why that source, or why none.
    pub reasons: Vec<Reason>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    /// Files opened.
    pub files: u64,
    /// Bytes of them, after decompression.
    pub bytes: u64,
    /// Files passed over because nothing here reads their kind, by extension.
    pub skipped: BTreeMap<String, u64>,
    /// Sorted.
    pub problems: Vec<Problem>,
}

/// One pair explained: what `wirecopy compare` shows.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub a: Entry,
    pub b: Entry,
    pub reading: Reading,
    /// What was cut, added and changed from `a` to `b`.
    pub changes: Changes,
    /// Of two languages: the sentences that tell the same with the anchors they share, in the order of `a`.
    pub counterparts: Vec<Counterpart>,
    /// The views under which the two become a candidate: `wording`, `passages`, `content`.
    pub views: Vec<&'static str>,
    pub problems: Vec<Problem>,
}

/// What is worth showing of a pair beside its [`Match`]; kept apart because only what is shown needs it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Detail {
    pub changes: Changes,
    /// Sentences that tell the same, in the order of the first article.
    pub counterparts: Vec<Counterpart>,
    /// What reading the pair gave, where there is no match of it: as a rule because one is a copy of an article that has.
    pub reading: Option<Reading>,
}
