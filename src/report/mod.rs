//! From plain data to bytes: one file an output kind. Nothing here computes what an output says.
//!
//! For people: [`table`], [`page`], [`compare`], [`outlets`], [`markdown`], [`score`], [`curve`]. For machines:
//! [`json`], [`jsonl`], [`csv`], [`graphml`], [`dot`], [`pairs`], `parquet` (a cargo feature), [`droplist`], [`problems`].

pub mod chunks;
pub mod compare;
pub mod csv;
pub mod curve;
pub mod dot;
pub mod droplist;
pub mod graphml;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod outlets;
pub mod page;
pub mod pairs;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod problems;
pub mod record;
pub mod score;
pub mod table;
pub mod text;

#[cfg(test)]
mod tests;

pub use record::Summary;
pub use text::{View, harmless};
