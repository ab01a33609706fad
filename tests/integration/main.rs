//! Everything that is tested from outside, as one binary: it links once.

mod cli;
mod copies;
mod faults;
mod input;
#[cfg(unix)]
mod interrupted;
mod layers;
mod pages;
mod quality;
mod reports;
mod scan;
mod translations;
mod zawgyi;
