//! Finds which news articles are of one source: copies, excerpts, updates, rewrites, and which of them is the source.
//!
//! The library does what the `wirecopy` program does, without printing: articles in, an [`Analysis`] out.
//!
//! ```
//! use wirecopy::{Article, Config, Relation, analyze};
//!
//! let report = "A fire broke out on Tuesday on the car deck of the ferry Thalia, forcing all 328 people on board to \
//!               leave the ship off the island of Syros, the coastguard said. Nobody was badly hurt.";
//! let article = |id: &str, body: &str| Article { id: id.into(), body: body.into(), ..Article::default() };
//! let articles = vec![
//!     article("courier", report),
//!     article("gazette", &report.replace("leave the ship", "abandon ship")),
//!     article("weather", "Rain is expected over the whole of the north on Friday, with sunny spells later in the day."),
//! ];
//! let analysis = analyze(articles, &Config::default(), &wirecopy::progress::Silent)?;
//! assert_eq!(analysis.clusters.len(), 1);
//! assert_eq!(analysis.matches[0].relation, Relation::Near);
//! # Ok::<(), wirecopy::Error>(())
//! ```
//!
//! # The way of the data
//!
//! ```text
//! folder ──ingest──> Article ──text──> Tokens ──┬─ shingles ─> signature ──┐
//!                                               ├─ sampled shingles ───────┤ lsh: buckets ─> candidates
//!                                               └─ rare stems ─────────────┘        │
//! report <── Analysis <── cluster + source <── matches <── verify: read each pair <─┘
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | [`ingest`] | folders, files and records to [`Article`]s |
//! | [`body`] | the texts of a run, in memory or in a temporary file |
//! | [`text`] | an article to its language, words, stems and sentences, with their places in the text |
//! | [`anchors`] | words of many languages to what they mean |
//! | [`sketch`] | shingles to MinHash signatures and samples |
//! | [`lsh`] | signatures, samples and rare stems to candidate pairs, through buckets |
//! | [`verify`] | a candidate, read side by side, to a [`Match`] with its [`Relation`] |
//! | [`cluster`] | matches to clusters without chains, and to the source of each |
//! | [`pipeline`] | runs these in parallel |
//! | [`analysis`] | what came of it, as plain data |
//! | [`report`], [`eval`] | that data as tables and files; the same scored against a truth |
//! | [`fit`], [`synth`] | makes the models and tables that ship with the program; makes up collections to measure on |
//!
//! # What always holds
//!
//! 1. Imports point down: a stage knows those before it, never those behind it. A test holds the code to it.
//! 2. The same files and settings give the same bytes, at any number of threads and in any order of the folder.
//! 3. Only a pair that was read joins two articles. A shared bucket makes a candidate, no more.
//! 4. What can't be read is listed under [`Intake::problems`](analysis::Intake::problems) and stops nothing.
//! 5. Every reported passage is a byte range of [`Article::body`].
//! 6. Sketches made with different parameters are never compared: an error, not a number.
//! 7. There is no `unsafe` code; the compiler forbids it.
//! 8. The library prints nothing.

#![forbid(unsafe_code)]

pub mod analysis;
pub mod anchors;
pub mod article;
pub mod body;
pub mod cluster;
pub mod config;
pub mod error;
pub mod eval;
pub mod exchange;
pub mod fit;
pub mod ingest;
pub mod lsh;
pub mod pipeline;
pub mod progress;
pub mod report;
pub mod sketch;
pub mod store;
pub mod synth;
pub mod text;
pub mod verify;

pub use analysis::Analysis;
pub use article::{Article, DocId};
pub use config::Config;
pub use error::{Error, Problem};
pub use pipeline::{analyze, compare, scan};
pub use verify::{Match, Relation};
