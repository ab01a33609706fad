pub mod article;
pub mod error;
pub mod ingest;
pub mod progress;
