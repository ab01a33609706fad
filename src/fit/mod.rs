//! Makes the data that ships with the program from labelled collections: the model's coefficients and the tables of common
//! words. Nothing here runs in a scan.

mod collections;
mod commonness;
mod model;

pub use collections::collections;
pub use commonness::commonness;
pub use model::{Fitted, fit_rewrites, fit_translations};
