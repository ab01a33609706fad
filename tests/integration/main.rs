//! Everything that is tested from outside, as one binary: it links once.

mod cli;
mod copies;
mod layers;
mod reports;
mod scan;
