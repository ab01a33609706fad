//! From matches to clusters, and from a cluster to its source.

mod source;

pub use source::Reason;
