//! Signatures and features to candidates: pairs that share enough buckets to be worth reading.

mod bands;
mod params;
mod ragged;
mod rare;
mod rarity;
mod rows;

pub use bands::Band;
pub use params::BandParams;
pub use ragged::Ragged;
pub use rare::{CountParams, FeatureIndex, LEADERS, Neighbour, Scratch};
pub use rarity::{Census, LanguageRarity, Rarity};
pub use rows::{Room, Rows};
