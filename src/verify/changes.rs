//! What was cut, added and changed between two articles: what a fact-checker looks at first.

use std::ops::Range;

/// The differences of a second article from a first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Sentences of the first with no counterpart in the second: byte ranges into the first body.
    pub cuts: Vec<Range<u32>>,
    /// Sentences of the second with no counterpart in the first: byte ranges into the second body.
    pub additions: Vec<Range<u32>>,
    /// Numbers that only the first has, as written there, in order.
    pub numbers_lost: Vec<String>,
    /// Numbers that only the second has.
    pub numbers_new: Vec<String>,
    /// Names that only the first has.
    pub names_lost: Vec<String>,
    /// Names that only the second has.
    pub names_new: Vec<String>,
}
