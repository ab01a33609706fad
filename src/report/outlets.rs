//! `wirecopy outlets`: what each outlet gave and took.

use super::record::round;
use super::text::{View, cell, count, cut_end, one_line, pad_end, pad_start, percent, thousands, width};
use crate::exchange::{Exchange, Outlet};
use anstyle::Style;
use std::io::{self, Write};

/// Outlets that are shown without `--all`.
const SHOWN: usize = 50;

/// The widest name on a terminal.
const WIDEST: usize = 40;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

const HEADS: [&str; 8] =
    ["articles", "original", "taken", "given", "credited", "uncredited", "unclear", "delay"];

/// Writes a line an outlet, those that gave and took most first, and what the columns mean.
///
/// # Errors
/// Whatever `out` says.
pub fn write(exchange: &Exchange, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let outlets = &exchange.outlets;
    let shown = if view.all { outlets.len() } else { outlets.len().min(SHOWN) };
    if outlets.is_empty() {
        return writeln!(out, "No article names its outlet.");
    }
    let names: Vec<String> = outlets[..shown]
        .iter()
        .map(|outlet| {
            let name = cut_end(&one_line(&outlet.name), WIDEST - 2).into_owned();
            if outlet.articles == 0 { format!("{name} *") } else { name }
        })
        .collect();
    let first = names.iter().map(|name| width(name)).chain([6]).max().unwrap_or(6);
    let mut line = String::new();
    pad_end(&mut line, "outlet", first);
    for head in HEADS {
        pad_start_apart(&mut line, head, head);
    }
    writeln!(out, "{}", view.paint(BOLD, &line))?;
    for (name, outlet) in names.iter().zip(outlets) {
        line.clear();
        pad_end(&mut line, name, first);
        for (head, cell) in HEADS.iter().zip(cells(outlet)) {
            pad_start_apart(&mut line, &cell, head);
        }
        writeln!(out, "{line}")?;
    }
    if shown < outlets.len() {
        let more = thousands((outlets.len() - shown) as u64);
        writeln!(out, "{}", view.paint(DIM, &format!("... and {more} more (--all shows them)")))?;
    }
    writeln!(out)?;
    for note in notes(exchange, outlets[..shown].iter().any(|outlet| outlet.articles == 0)) {
        writeln!(out, "{}", view.paint(DIM, &note))?;
    }
    Ok(())
}

fn pad_start_apart(line: &mut String, cell: &str, head: &str) {
    line.push_str("  ");
    pad_start(line, cell, width(head));
}

fn cells(outlet: &Outlet) -> [String; 8] {
    let number = |n: u32| if n == 0 { "-".to_owned() } else { thousands(n.into()) };
    [
        number(outlet.articles),
        match outlet.originality {
            None => "-".to_owned(),
            // Of some articles nothing tells who took from whom.
            Some(share) if outlet.unclear > 0 => format!("≤{}", percent(share)),
            Some(share) => percent(share),
        },
        number(outlet.taken),
        number(outlet.given),
        number(outlet.credited),
        number(outlet.taken - outlet.credited),
        number(outlet.unclear),
        outlet.delay.map_or("-".to_owned(), lasting),
    ]
}

/// Minutes as `25 min`, `3.4 h`, `12 d`.
fn lasting(minutes: i64) -> String {
    match minutes {
        0..60 => format!("{minutes} min"),
        60..2880 => format!("{:.1} h", minutes as f64 / 60.0),
        _ => format!("{:.0} d", minutes as f64 / 1440.0),
    }
}

fn notes(exchange: &Exchange, absent: bool) -> Vec<String> {
    let mut notes = vec![
        "original: words not known to be taken; identical copies, rewrites and translations count as taken whole.".to_owned(),
        "taken, given: articles, where the evidence shows who was first; unclear: in a cluster, where it does not.".to_owned(),
        "credited: of those taken, naming somebody; delay: the median time after what was taken.".to_owned(),
    ];
    if absent {
        notes.push("*: credited by others; it has no article here.".to_owned());
    }
    if exchange.nameless > 0 {
        let verb = if exchange.nameless == 1 { "names" } else { "name" };
        notes.push(format!("{} {verb} no outlet.", count(exchange.nameless.into(), "article")));
    }
    notes
}

/// Writes the same for a spreadsheet, all outlets: shares from 0 to 1, the delay in minutes.
///
/// # Errors
/// Whatever `out` says.
pub fn write_csv(exchange: &Exchange, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    csv.write_record([
        "outlet",
        "articles",
        "originality",
        "taken",
        "given",
        "credited",
        "unclear",
        "delay",
    ])?;
    for outlet in &exchange.outlets {
        let number = |n: u32| n.to_string();
        csv.write_record([
            cell(&outlet.name).into_owned(),
            number(outlet.articles),
            outlet.originality.map(|share| round(share).to_string()).unwrap_or_default(),
            number(outlet.taken),
            number(outlet.given),
            number(outlet.credited),
            number(outlet.unclear),
            outlet.delay.map(|minutes| minutes.to_string()).unwrap_or_default(),
        ])?;
    }
    csv.flush()
}
