//! From matches to clusters, and from a cluster to its source.

mod group;
mod source;

pub use group::{Edge, clusters};
pub use source::Reason;
