//! From plain data to bytes: one file an output kind. Nothing here computes what an output says.
//!
//! For people: [`table`], [`page`], [`compare`], [`score`], [`curve`]. For machines: [`json`], [`jsonl`], [`csv`], [`pairs`],
//! [`droplist`], [`problems`].

pub mod compare;
pub mod csv;
pub mod curve;
pub mod droplist;
pub mod json;
pub mod jsonl;
pub mod page;
pub mod pairs;
pub mod problems;
pub mod record;
pub mod score;
pub mod table;
pub mod text;

#[cfg(test)]
mod tests;

pub use record::Summary;
pub use text::{View, harmless};
