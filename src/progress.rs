//! How a caller watches a run. The library itself prints nothing.

/// The parts of a run that take long enough to be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read; the unit is a file.
    Read,
    /// Articles are tokenised and sketched; the unit is an article.
    Sketch,
    /// Candidates are read side by side; the unit is a pair.
    Verify,
}

/// Told of each stage as it begins, moves on and ends. Called from many threads at once.
pub trait Progress: Sync {
    /// `stage` begins, with `total` units to do.
    fn begin(&self, stage: Stage, total: u64);
    /// `units` more are done.
    fn advance(&self, units: u64);
    /// The stage is over.
    fn end(&self);
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}
