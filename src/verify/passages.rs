//! Verbatim passages that two articles share.

use std::ops::Range;

/// A run of words that both articles hold in the same order, save for small gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Byte range in the first article's body.
    pub a: Range<u32>,
    /// Byte range in the second article's body.
    pub b: Range<u32>,
    /// How many words the two have in common inside the passage.
    pub words: u32,
}
