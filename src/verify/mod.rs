//! From a candidate to a [`Match`]: both articles are read side by side.

mod changes;
pub mod order;
pub mod overlap;
pub mod passages;
mod relation;

pub use changes::Changes;
pub use passages::Passage;
pub use relation::Relation;

use crate::article::DocId;

/// Two articles that were read and found to be related.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The article that `b` derives from, where `directed`; else the one with the lower number.
    pub a: DocId,
    pub b: DocId,
    /// What `b` is to `a`.
    pub relation: Relation,
    /// Whether there is evidence that `b` derives from `a` and not the other way round.
    pub directed: bool,
    /// The model's probability that the two are of one source, 0 to 1.
    pub confidence: f32,
    pub scores: Scores,
    /// Runs of words that both hold, in the order of `a`; byte ranges into the two bodies.
    pub passages: Vec<Passage>,
}

/// What was measured on a pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// Jaccard index of the two sets of word shingles, 0 to 1.
    pub jaccard: f32,
    /// Share of `a`'s words that lie in passages shared with `b`, 0 to 1.
    pub a_in_b: f32,
    /// Share of `b`'s words that lie in passages shared with `a`, 0 to 1.
    pub b_in_a: f32,
    /// The features that the relation model weighs, by name, in a fixed order.
    pub features: Vec<(&'static str, f32)>,
}

/// One pair read in full, whatever came of it: what `wirecopy compare` explains.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the second is to the first; `None` where they are not related.
    pub relation: Option<Relation>,
    pub confidence: f32,
    pub scores: Scores,
    pub passages: Vec<Passage>,
    pub changes: Changes,
}
