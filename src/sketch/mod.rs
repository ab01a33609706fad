//! Hashes to sketches: small summaries that can be compared, or looked up, without the text.

mod minhash;
mod sample;

pub use minhash::{MinHashParams, minhash, similarity};
pub use sample::{SampleParams, sample};
