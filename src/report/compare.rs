//! `wirecopy compare`: one pair explained on a terminal. What was cut, added and changed is told of one language alone.

use super::text::{View, count, cut_end, one_line, pad_end, percent, thousands, width, wrap};
use crate::analysis::{Comparison, Entry};
use crate::anchors::Kind;
use crate::verify::{ANCHOR_FEATURES, Counterpart, FEATURES, Passage, Relation, SharedAnchor};
use anstyle::{AnsiColor, Style};
use std::cmp::Reverse;
use std::io::{self, Write};
use std::ops::Range;

/// Passages, and sentences cut or added, that are shown without `--all`.
const SHOWN: usize = 20;

/// Pairs of sentences in two languages that are shown without `--all`.
const SENTENCES_SHOWN: usize = 5;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const LOST: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// Writes the verdict, then what is known of the two, the scores that led to it, what they share side by side, and
/// what differs.
///
/// # Errors
/// Whatever `out` says.
pub fn write(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    verdict(comparison, view, out)?;
    facts(comparison, view, out)?;
    scores(comparison, view, out)?;
    passages(comparison, view, out)?;
    counterparts(comparison, view, out)?;
    // Of two languages every word would be a change.
    if comparison.a.language != comparison.b.language {
        return Ok(());
    }
    let changes = &comparison.changes;
    sentences("Only in A", "- ", LOST, &comparison.a, &changes.cuts, view, out)?;
    sentences("Only in B", "+ ", NEW, &comparison.b, &changes.additions, view, out)?;
    terms("Numbers", &changes.numbers_lost, &changes.numbers_new, view, out)?;
    terms("Names", &changes.names_lost, &changes.names_new, view, out)
}

fn verdict(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    // A reading knows what is inside what, but not who wrote first: only that may sound like a direction.
    let (short, long) = match comparison.reading.relation {
        Some(Relation::Identical) => ("A and B are identical", "The same words in the same order"),
        Some(Relation::Near) => {
            ("A and B are near copies", "Most of each stands in the other, word for word")
        }
        Some(Relation::Excerpt) => ("B is an excerpt of A", "It is a verbatim part of it"),
        Some(Relation::Expanded) => ("B expands A", "It holds A almost whole, and adds to it"),
        Some(Relation::Translation) => {
            ("A and B are translations", "The same content in the same order in two languages")
        }
        Some(Relation::Rewrite) => {
            ("A and B are rewrites", "The same content in much the same order, in other words")
        }
        Some(Relation::Partial) => {
            ("A and B share passages", "Neither is made of the other, but they have words in common")
        }
        None => ("A and B are not related", "Neither is made of the other"),
    };
    let sure = percent(comparison.reading.confidence);
    writeln!(out, "{}", view.paint(BOLD, &format!("{short} · {sure}")))?;
    let long = format!("{long}. The model's chance that the two are of one source is {sure}.");
    for line in wrap(&long, view.prose()) {
        writeln!(out, "{}", view.paint(DIM, &line))?;
    }
    writeln!(out)
}

/// Each side's columns: the width less what stands before and between, halved.
fn half(view: &View, taken: usize) -> usize {
    (view.prose().saturating_sub(taken) / 2).max(8)
}

fn facts(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let columns = half(view, 14);
    let both = |of: fn(&Entry) -> String| [of(&comparison.a), of(&comparison.b)];
    let some = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
    writeln!(out, "{}", view.paint(BOLD, &format!("  {:10}{:columns$}  B", "", "A")))?;
    let rows = [
        ("file", both(|entry| one_line(&entry.article.path))),
        ("headline", [some(&comparison.a.article.title), some(&comparison.b.article.title)]),
        ("outlet", [some(&comparison.a.article.outlet), some(&comparison.b.article.outlet)]),
        ("byline", [some(&comparison.a.article.byline), some(&comparison.b.article.byline)]),
        ("section", [some(&comparison.a.article.section), some(&comparison.b.article.section)]),
        ("date", [some(&comparison.a.article.date), some(&comparison.b.article.date)]),
        ("language", both(|entry| one_line(&entry.language))),
        ("words", both(|entry| thousands(entry.words.into()))),
    ];
    for (name, [a, b]) in rows {
        if !(a.is_empty() && b.is_empty()) {
            let side = |text: &str| if text.is_empty() { vec!["-".to_owned()] } else { wrap(text, columns) };
            pair(&format!("  {name:10}"), "  ", [side(&a), side(&b)], columns, out)?;
        }
    }
    writeln!(out)
}

/// Two texts in columns, `lead` before the first line and blanks before the others.
fn pair(
    lead: &str,
    between: &str,
    [a, b]: [Vec<String>; 2],
    columns: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    for i in 0..a.len().max(b.len()) {
        let mut line = String::new();
        pad_end(&mut line, if i == 0 { lead } else { "" }, width(lead));
        pad_end(&mut line, a.get(i).map_or("", String::as_str), columns);
        line.push_str(between);
        line.push_str(b.get(i).map_or("", String::as_str));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn scores(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let scores = &comparison.reading.scores;
    writeln!(out, "{}", view.paint(BOLD, "Scores"))?;
    let measured = [
        ("jaccard", scores.jaccard, "share of all runs of words that both have"),
        ("a in b", scores.a_in_b, "share of A's words that stand in passages shared with B"),
        ("b in a", scores.b_in_a, "share of B's words that stand in passages shared with A"),
    ];
    // Of two languages, what their anchors show is weighed too.
    let values = scores.features.iter().flat_map(|features| features.iter());
    let weighed: Vec<_> = FEATURES.iter().chain(&ANCHOR_FEATURES).zip(values).collect();
    let names = weighed.iter().map(|((name, _), _)| width(name));
    let columns = names.chain([7]).max().unwrap_or(7);
    for (name, value, meaning) in measured {
        writeln!(out, "  {name:columns$}  {value:>9.4}  {}", view.paint(DIM, meaning))?;
    }
    writeln!(out, "  {}", view.paint(DIM, "what the model weighs:"))?;
    for ((name, meaning), value) in weighed {
        writeln!(out, "  {name:columns$}  {value:>9.4}  {}", view.paint(DIM, meaning))?;
    }
    let views = if comparison.views.is_empty() {
        "A scan would not have read this pair: it is no candidate in any view.".to_owned()
    } else {
        format!("A scan reads this pair because of its {}.", comparison.views.join(", "))
    };
    for line in wrap(&views, view.prose()) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

/// The text of a byte range; empty where the range does not fit the text.
fn slice(entry: &Entry, range: &Range<u32>) -> String {
    let text = entry.article.body.text();
    text.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned()
}

fn passages(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let all = &comparison.reading.passages;
    if all.is_empty() {
        return Ok(());
    }
    // The longest, but in their order.
    let mut shown: Vec<(usize, &Passage)> = all.iter().enumerate().collect();
    if !view.all {
        shown.sort_by_key(|&(i, passage)| (Reverse(passage.words), i));
        shown.truncate(SHOWN);
        shown.sort_by_key(|&(i, _)| i);
    }
    let words = all.iter().map(|passage| u64::from(passage.words)).sum();
    let title = format!("{} in {}", count(words, "shared word"), count(all.len() as u64, "passage"));
    writeln!(out, "{}", view.paint(BOLD, &title))?;
    let columns = half(view, 5);
    for &(_, passage) in &shown {
        let (a, b) = (&passage.a, &passage.b);
        let words = count(passage.words.into(), "word");
        let place = format!("{words}, bytes {}-{} of A, {}-{} of B", a.start, a.end, b.start, b.end);
        writeln!(out, "  {}", view.paint(DIM, &place))?;
        let sides = [wrap(&slice(&comparison.a, a), columns), wrap(&slice(&comparison.b, b), columns)];
        pair("  ", " │ ", sides, columns, out)?;
    }
    more(all.len() - shown.len(), view, out)?;
    writeln!(out)
}

/// Sentences of two languages that tell the same, and by what.
fn counterparts(comparison: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let all = &comparison.counterparts;
    if all.is_empty() {
        return Ok(());
    }
    // Those that say most, but in their order.
    let mut shown: Vec<(usize, &Counterpart)> = all.iter().enumerate().collect();
    if !view.all {
        shown.sort_by(|(i, x), (j, y)| {
            let said = |pair: &Counterpart| pair.likeness * (pair.anchors.len() as f32).sqrt();
            said(y).total_cmp(&said(x)).then(i.cmp(j))
        });
        shown.truncate(SENTENCES_SHOWN);
        shown.sort_by_key(|&(i, _)| i);
    }
    let title = format!("Sentences that tell the same · {}", count(all.len() as u64, "pair"));
    writeln!(out, "{}", view.paint(BOLD, &title))?;
    let columns = half(view, 5);
    for &(_, pair_of) in &shown {
        let (a, b) = (&pair_of.a, &pair_of.b);
        let alike = percent(pair_of.likeness);
        let place = format!("{alike} alike, bytes {}-{} of A, {}-{} of B", a.start, a.end, b.start, b.end);
        writeln!(out, "  {}", view.paint(DIM, &place))?;
        let sides = [wrap(&slice(&comparison.a, a), columns), wrap(&slice(&comparison.b, b), columns)];
        pair("  ", " │ ", sides, columns, out)?;
        let anchors: Vec<String> = pair_of.anchors.iter().map(|shared| anchor(comparison, shared)).collect();
        for line in wrap(&anchors.join(" · "), view.prose().saturating_sub(4)) {
            writeln!(out, "    {}", view.paint(NEW, &line))?;
        }
    }
    more(all.len() - shown.len(), view, out)?;
    writeln!(out)
}

/// `earthquake (Erdbeben / 地震)`, `Porto / Порту`, `187`.
fn anchor(comparison: &Comparison, shared: &SharedAnchor) -> String {
    let text = |entry, range| cut_end(&one_line(&slice(entry, range)), 40).into_owned();
    let (a, b) = (text(&comparison.a, &shared.a), text(&comparison.b, &shared.b));
    let both = if a == b { a } else { format!("{a} / {b}") };
    match shared.kind {
        Kind::Concept if both != shared.says => format!("{} ({both})", one_line(&shared.says)),
        _ => both,
    }
}

fn more(hidden: usize, view: &View, out: &mut dyn Write) -> io::Result<()> {
    if hidden == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "  {}",
        view.paint(DIM, &format!("... and {} more (--all shows them)", thousands(hidden as u64)))
    )
}

/// Sentences of one side that the other has not.
fn sentences(
    title: &str,
    mark: &str,
    style: Style,
    entry: &Entry,
    ranges: &[Range<u32>],
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    if ranges.is_empty() {
        return Ok(());
    }
    let title = format!("{title} · {}", count(ranges.len() as u64, "sentence"));
    writeln!(out, "{}", view.paint(BOLD, &title))?;
    let shown = if view.all { ranges.len() } else { ranges.len().min(SHOWN) };
    for range in &ranges[..shown] {
        for (i, line) in wrap(&slice(entry, range), view.prose().saturating_sub(4)).iter().enumerate() {
            writeln!(out, "  {}", view.paint(style, &format!("{}{line}", if i == 0 { mark } else { "  " })))?;
        }
    }
    more(ranges.len() - shown, view, out)?;
    writeln!(out)
}

/// Numbers or names that only one side has.
fn terms(title: &str, lost: &[String], new: &[String], view: &View, out: &mut dyn Write) -> io::Result<()> {
    if lost.is_empty() && new.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", view.paint(BOLD, title))?;
    for (side, terms, style) in [("only in A  ", lost, LOST), ("only in B  ", new, NEW)] {
        if terms.is_empty() {
            continue;
        }
        let columns = view.prose().saturating_sub(2 + width(side));
        // A term is kept short: one that fills lines is no name but an accident of the text.
        let terms: Vec<String> = terms.iter().map(|term| cut_end(&one_line(term), 40).into_owned()).collect();
        for (i, line) in wrap(&terms.join(", "), columns).iter().enumerate() {
            let lead = if i == 0 { side } else { "           " };
            writeln!(out, "  {lead}{}", view.paint(style, line))?;
        }
    }
    writeln!(out)
}
