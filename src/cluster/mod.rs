//! From matches to clusters, and from a cluster to its source.

mod group;
mod source;

pub use group::{Edge, clusters};
pub use source::{Claim, ClaimKind, Link, Member, Reason, Verdict, decide, direction};

use crate::article::Article;

/// What an article says about where it is from.
pub fn claims(_article: &Article) -> Vec<Claim> {
    Vec::new()
}
