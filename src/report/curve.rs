//! `wirecopy curve`: how likely a pair is to be read, by how similar it is.

use super::text::View;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// The chance that a pair becomes a candidate by its wording, for the settings in effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// By rising similarity, at least two.
    pub points: Vec<Point>,
    /// The similarity from which on pairs are to be found, 0 to 1.
    pub threshold: f64,
    /// The share of the pairs exactly at the threshold that become candidates, 0 to 1: above it, more do.
    pub recall: f64,
    /// The settings in a line, as `32 bands of 4 rows`.
    pub settings: String,
}

/// A point of a [`Curve`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Jaccard index of the two sets of word shingles, 0 to 1.
    pub similarity: f64,
    /// The chance to become a candidate, 0 to 1.
    pub chance: f64,
}

const ROWS: usize = 12;
const COLUMNS: usize = 61;

const BOLD: Style = Style::new().bold();
const LINE: Style = AnsiColor::Cyan.on_default();

impl Curve {
    /// Samples `chance` in steps of 0.01. `settings` says in a line what it stands for.
    pub fn sampled(threshold: f64, settings: String, chance: impl Fn(f64) -> f64) -> Curve {
        let similarities = (0..=100).map(|n| f64::from(n) / 100.0);
        let points = similarities.map(|similarity| Point { similarity, chance: chance(similarity) });
        Curve { points: points.collect(), threshold, recall: chance(threshold), settings }
    }

    /// The chance at `similarity`, between two points on the straight line that joins them.
    fn at(&self, similarity: f64) -> f64 {
        let after = self.points.partition_point(|point| point.similarity < similarity);
        let (Some(right), Some(left)) =
            (self.points.get(after).or(self.points.last()), self.points.get(after.saturating_sub(1)))
        else {
            return 0.0;
        };
        let run = right.similarity - left.similarity;
        if run <= 0.0 {
            return right.chance;
        }
        left.chance + (right.chance - left.chance) * (similarity - left.similarity) / run
    }
}

/// Writes the curve as a plot, as numbers in steps of 0.05, and what to expect at the threshold.
///
/// # Errors
/// Whatever `out` says.
pub fn write(curve: &Curve, view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}",
        view.paint(BOLD, "The chance that a pair is read, by the similarity of its wording")
    )?;
    writeln!(out, "{}\n", curve.settings)?;
    let columns = view.width.map_or(COLUMNS, |width| width.saturating_sub(8).clamp(20, COLUMNS));
    let chances: Vec<f64> = (0..columns).map(|x| curve.at(x as f64 / (columns - 1) as f64)).collect();
    let threshold = (curve.threshold * (columns - 1) as f64).round() as usize;
    for row in (0..=ROWS).rev() {
        let label =
            if row % 3 == 0 { format!("{:>4.0}%", row as f64 / ROWS as f64 * 100.0) } else { String::new() };
        let mut line = String::new();
        for (x, chance) in chances.iter().enumerate() {
            let on = (chance * ROWS as f64).round() as usize == row;
            line.push(if on {
                '*'
            } else if x == threshold {
                ':'
            } else {
                ' '
            });
        }
        writeln!(out, "{label:>5} |{}", view.paint(LINE, line.trim_end()))?;
    }
    writeln!(out, "      +{}", "-".repeat(columns))?;
    let mut axis = " ".repeat(columns + 4);
    for (label, share) in [("0", 0.0), ("0.25", 0.25), ("0.5", 0.5), ("0.75", 0.75), ("1", 1.0)] {
        let at = (share * (columns - 1) as f64).round() as usize;
        let at = at.saturating_sub(label.len() / 2);
        axis.replace_range(at..at + label.len(), label);
    }
    writeln!(out, "       {}\n", axis.trim_end())?;

    writeln!(out, "{}", view.paint(BOLD, "similarity  chance"))?;
    for step in 0..=20 {
        let similarity = f64::from(step) / 20.0;
        writeln!(out, "      {similarity:.2}  {:.4}", curve.at(similarity))?;
    }
    let (threshold, recall) = (curve.threshold, curve.recall);
    writeln!(
        out,
        "\nAt the threshold of {threshold:.2}, {:.2}% of the pairs are read; above it, more.",
        recall * 100.0
    )
}
