//! Bars on standard error while the work goes on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use wirecopy::progress::{Progress, Stage};

/// One bar at a time, gone when the stage is over. Draws nothing where standard error is no terminal.
pub struct Bars(ProgressBar);

impl Bars {
    /// `quiet` draws nothing at all.
    pub fn new(quiet: bool) -> Bars {
        // Ten frames a second look smooth and cost nothing.
        let target =
            if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(10) };
        Bars(ProgressBar::with_draw_target(Some(0), target))
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, total: u64) {
        let (what, unit) = match stage {
            Stage::Read => ("Reading  ", "files"),
            Stage::Sketch => ("Sketching", "articles"),
            Stage::Verify => ("Comparing", "pairs"),
        };
        let template = format!("{what} [{{bar:32}}] {{human_pos}}/{{human_len}} {unit}  {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            self.0.set_style(style.progress_chars("=> "));
        }
        // The length first: a reset draws.
        self.0.set_length(total);
        self.0.reset();
    }

    fn advance(&self, units: u64) {
        self.0.inc(units);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
