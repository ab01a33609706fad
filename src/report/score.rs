//! `wirecopy eval` for people.

use super::text::{View, count, one_line, pad_end, thousands, width};
use crate::eval::{Pairs, Scores};
use anstyle::Style;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Languages and missing ids that are shown without `--all`.
const LANGUAGES: usize = 30;
const MISSING: usize = 10;

/// Writes the measures as a table, with the recall of each relation below.
///
/// # Errors
/// Whatever `out` says.
pub fn write(scores: &Scores, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let relations: Vec<(String, &Pairs)> =
        scores.by_relation.iter().map(|(name, pairs)| (label(name), pairs)).collect();
    let by = scores.by_language.as_ref();
    let languages: Vec<(String, &Pairs)> = by
        .iter()
        .flat_map(|by| &by.by_language)
        .take(if view.all { usize::MAX } else { LANGUAGES })
        .map(|(name, pairs)| (label(name), pairs))
        .collect();
    let fixed = [
        ("all", &scores.all),
        ("one language", &scores.one_language),
        ("two languages", &scores.two_languages),
    ];
    let names = relations.iter().chain(&languages).map(|(name, _)| width(name));
    let first = names.chain(fixed.iter().map(|(name, _)| width(name))).max().unwrap_or(0);

    let mut head = String::new();
    pad_end(&mut head, "Pairs", first + 2);
    writeln!(out, "{}", view.paint(BOLD, &format!("{head}  precision  recall      F1   true pairs")))?;
    for (name, pairs) in fixed {
        line(name, pairs, first, out)?;
    }
    if !relations.is_empty() {
        writeln!(out, "{}", view.paint(BOLD, "Pairs with one that is"))?;
        for (name, pairs) in &relations {
            recall(name, pairs, first, out)?;
        }
    }
    if let Some(by) = by {
        let title = format!("Pairs with {}", one_line(&by.pivot));
        writeln!(out, "{}", view.paint(BOLD, &title))?;
        for (name, pairs) in &languages {
            line(name, pairs, first, out)?;
        }
        let hidden = by.by_language.len() - languages.len();
        if hidden > 0 {
            let more = format!("  ... and {hidden} better ones (--json has them)");
            writeln!(out, "{}", view.paint(DIM, &more))?;
        }
        writeln!(out, "  mean F1 {:.4}, lowest {:.4}", by.by_language_mean_f1, by.by_language_min_f1)?;
    }

    let event = &scores.same_event;
    writeln!(out)?;
    writeln!(out, "B-cubed F1           {:.4}", scores.b_cubed_f1)?;
    writeln!(out, "Adjusted Rand index  {:.4}", scores.ari)?;
    let rate = event.rate * 100.0;
    writeln!(
        out,
        "Same event, merged   {} of {} ({rate:.2}%)",
        thousands(event.merged),
        count(event.pairs, "pair")
    )?;
    writeln!(out, "Impure clusters      {}", thousands(scores.impure_clusters as u64))?;
    writeln!(out, "Articles             {}", thousands(scores.articles as u64))?;
    if scores.missing > 0 {
        writeln!(out, "Missing              {}", thousands(scores.missing as u64))?;
        let shown = if view.all { usize::MAX } else { MISSING };
        for id in scores.lost.iter().take(shown) {
            writeln!(out, "  {}", one_line(id))?;
        }
        if scores.missing > shown {
            writeln!(out, "  {}", view.paint(DIM, &format!("... and {} more", scores.missing - shown)))?;
        }
    }
    Ok(())
}

/// A name out of the truth table.
fn label(name: &str) -> String {
    if name.is_empty() { "(none)".to_owned() } else { one_line(name) }
}

fn line(name: &str, pairs: &Pairs, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let precision = format!("{:.4}", pairs.precision);
    let [recall, f1] = [pairs.recall, pairs.f1].map(|share| {
        // Nothing to find was found: the 1.0000 that the measures have by convention would look like a feat.
        if pairs.pairs == 0 { "-".to_owned() } else { format!("{share:.4}") }
    });
    cells(name, [&precision, &recall, &f1], pairs.pairs, columns, out)
}

/// A line without precision: a false pair belongs to no one relation.
fn recall(name: &str, pairs: &Pairs, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    cells(name, ["", &format!("{:.4}", pairs.recall), ""], pairs.pairs, columns, out)
}

fn cells(name: &str, shares: [&str; 3], pairs: u64, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::from("  ");
    pad_end(&mut text, name, columns);
    let [precision, recall, f1] = shares;
    writeln!(out, "{text}  {precision:>9}  {recall:>6}  {f1:>6}  {:>11}", thousands(pairs))
}
