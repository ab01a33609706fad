//! Anchors: what an article and its translation have in common.

mod lexicon;

pub use lexicon::{languages, terms};
