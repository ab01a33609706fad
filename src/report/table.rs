//! The default output, for people: clusters, links, and how many articles stand alone.

use super::record::{id, reason};
use super::text::{
    View, count, cut_end, cut_start, harmless, one_line, pad_end, pad_start, percent, thousands, width, wrap,
};
use crate::analysis::{Analysis, Cluster};
use crate::article::{Article, DocId};
use crate::verify::{Match, Relation};
use anstyle::{AnsiColor, Style};
use jiff::{Timestamp, tz::TimeZone};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Clusters, members of a cluster, and links that are shown without `--all`: about what one can read, and the
/// largest come first.
const CLUSTERS: usize = 50;
const MEMBERS: usize = 20;
const LINKS: usize = 10;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const SOURCE: Style = AnsiColor::Green.on_default().bold();

/// Writes the clusters, the largest first, each with its members in columns; then the strongest links, the number of
/// singles, and what was capped.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let (clusters, members) = if view.all { (usize::MAX, usize::MAX) } else { (CLUSTERS, MEMBERS) };
    let shown = &analysis.clusters[..analysis.clusters.len().min(clusters)];

    let rows =
        shown.iter().flat_map(|c| c.members.iter().take(members).map(|&doc| Row::of(analysis, c, doc)));
    let columns = Columns::fit(rows, view.width);
    for (i, cluster) in shown.iter().enumerate() {
        header(analysis, i + 1, cluster, view, out)?;
        for &doc in cluster.members.iter().take(members) {
            writeln!(out, "{}", columns.line(&Row::of(analysis, cluster, doc), view))?;
        }
        if let Some(more) = beyond(cluster.members.len(), members) {
            writeln!(out, "  {}", view.paint(DIM, &format!("... and {more} more (--all shows them)")))?;
        }
        writeln!(out)?;
    }
    if let Some(more) = beyond(analysis.clusters.len(), clusters) {
        let smaller = if more == "1" { "smaller cluster" } else { "smaller clusters" };
        writeln!(out, "{}\n", view.paint(DIM, &format!("... and {more} {smaller} (--all shows them)")))?;
    }
    links(analysis, view, out)?;
    closing(analysis, view, out)
}

/// How many of `total` lie beyond `limit`, in words; `None` where none does.
fn beyond(total: usize, limit: usize) -> Option<String> {
    (total > limit).then(|| thousands((total - limit) as u64))
}

/// `Cluster 1 · 4 articles · source: id · why, why` and, below, the headline of the root.
fn header(
    analysis: &Analysis,
    number: usize,
    cluster: &Cluster,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    let why = cluster.reasons.iter().map(|r| reason(analysis, r)).collect::<Vec<_>>().join(", ");
    let why = if why.is_empty() { String::new() } else { format!(" · {why}") };
    let source = match cluster.source {
        Some(doc) => format!("source: {}", harmless(id(analysis, doc))),
        None => match &cluster.absent {
            Some(names) if names.is_empty() => "source not here".to_owned(),
            Some(names) => format!("source not here: {}", one_line(&names.join(", "))),
            None => "source unknown".to_owned(),
        },
    };
    let size = cluster.members.len();
    let line = format!("Cluster {} · {size} articles · {source}{why}", thousands(number as u64));
    for (i, line) in wrap(&line, view.prose().saturating_sub(2)).iter().enumerate() {
        let indent = if i == 0 { "" } else { "  " };
        writeln!(out, "{indent}{}", view.paint(BOLD, line))?;
    }
    if let Some(title) = &analysis.articles[cluster.root.index()].article.title {
        let title = one_line(title);
        let title = cut_end(&title, view.prose().saturating_sub(4));
        if !title.is_empty() {
            writeln!(out, "  {}", view.paint(DIM, &format!("\"{title}\"")))?;
        }
    }
    Ok(())
}

/// A member's cells, harmless.
struct Row {
    relation: &'static str,
    style: Style,
    source: bool,
    confidence: String,
    outlet: String,
    /// The day, and the day with its time where the date tells it.
    day: String,
    moment: String,
    language: String,
    words: String,
    id: String,
    /// What it derives from, unless that is the root, which stands on the cluster's first line.
    of: Option<String>,
}

impl Row {
    fn of(analysis: &Analysis, cluster: &Cluster, doc: DocId) -> Row {
        let entry = &analysis.articles[doc.index()];
        let derivation = entry.place.as_ref().and_then(|place| place.derivation.as_ref());
        let source = cluster.source == Some(doc);
        let (relation, style) = match derivation {
            Some(d) => (d.relation.as_str(), color(d.relation)),
            None if source => ("source", SOURCE),
            None => ("core", BOLD),
        };
        let (day, moment) = date(&entry.article);
        Row {
            relation,
            style,
            source,
            confidence: derivation.map(|d| percent(d.confidence)).unwrap_or_default(),
            outlet: entry.article.outlet.as_deref().map(one_line).unwrap_or_default(),
            day,
            moment,
            language: if entry.language == "und" { String::new() } else { one_line(&entry.language) },
            words: thousands(entry.words.into()),
            id: harmless(&entry.article.id).into_owned(),
            of: derivation
                .filter(|d| d.of != cluster.root)
                .map(|d| harmless(id(analysis, d.of)).into_owned()),
        }
    }
}

fn color(relation: Relation) -> Style {
    match relation {
        Relation::Identical | Relation::Near => Style::new(),
        Relation::Excerpt | Relation::Expanded => AnsiColor::Cyan.on_default(),
        Relation::Translation => AnsiColor::Magenta.on_default(),
        Relation::Rewrite => AnsiColor::Yellow.on_default(),
        Relation::Partial => DIM,
    }
}

/// The day, and the minute where the date tells it: both in UTC. A date of another precision, or none that could be
/// understood, is shown as the source wrote it.
fn date(article: &Article) -> (String, String) {
    let written = article.date.as_deref().map(one_line).unwrap_or_default();
    let Some(published) = article.published else {
        let short = cut_end(&written, 17).into_owned();
        return (short.clone(), short);
    };
    let (earliest, latest) = (published.earliest.as_second(), published.latest.as_second());
    let (day, minute) = (24 * 60 * 60, 60);
    // A day without a zone spans from its begin in the far east to its end in the far west; its middle is at 11:00
    // UTC of that very day.
    let Ok(middle) = Timestamp::from_second(earliest.midpoint(latest)) else {
        return (written.clone(), written);
    };
    let middle = middle.to_zoned(TimeZone::UTC);
    match latest - earliest {
        span if span < minute => {
            (middle.strftime("%Y-%m-%d").to_string(), middle.strftime("%Y-%m-%d %H:%MZ").to_string())
        }
        span if span <= 51 * day / 24 => {
            let day = middle.strftime("%Y-%m-%d").to_string();
            (day.clone(), day)
        }
        _ => {
            let short = cut_end(&written, 17).into_owned();
            (short.clone(), short)
        }
    }
}

/// How wide the columns are; 0 is a column that is not shown.
#[derive(Debug, Default, Clone, Copy)]
struct Columns {
    outlet: usize,
    /// The date with its time, or the day alone.
    moment: bool,
    date: usize,
    language: usize,
    words: usize,
    /// `None` for as wide as need be.
    id: Option<usize>,
}

/// Marker, relation and confidence, which every row has, with the blanks around them.
const LEAD: usize = 2 + 2 + 11 + 2 + 4;
const GAP: usize = 2;

impl Columns {
    /// Columns as wide as the rows' cells; where the terminal is too narrow for that, what matters least goes first,
    /// until the id has room.
    fn fit(rows: impl Iterator<Item = Row>, terminal: Option<usize>) -> Columns {
        let mut columns = Columns { moment: true, ..Columns::default() };
        let (mut day, mut id) = (0, 0);
        for row in rows {
            columns.outlet = columns.outlet.max(width(&row.outlet)).min(24);
            columns.date = columns.date.max(width(&row.moment));
            columns.language = columns.language.max(width(&row.language)).min(7);
            columns.words = columns.words.max(width(&row.words));
            day = day.max(width(&row.day));
            id = id.max(width(&row.id) + row.of.map_or(0, |of| 5 + width(&of)));
        }
        let Some(terminal) = terminal else { return columns };
        // Enough to tell most ids apart by their ends, or what the longest takes.
        let wanted = id.min(24);
        let steps: [fn(&mut Columns, usize); 6] = [
            |c, day| (c.moment, c.date) = (false, day),
            |c, _| c.outlet = c.outlet.min(14),
            |c, _| c.words = 0,
            |c, _| c.language = 0,
            |c, _| c.outlet = c.outlet.min(8),
            |c, _| (c.date, c.outlet) = (0, 0),
        ];
        for step in steps {
            if columns.taken() + GAP + wanted <= terminal {
                break;
            }
            step(&mut columns, day);
        }
        columns.id = Some(terminal.saturating_sub(columns.taken() + GAP).max(8));
        columns
    }

    /// What stands before the id.
    fn taken(&self) -> usize {
        let cells = [self.outlet, self.date, self.language, self.words];
        LEAD + cells.iter().filter(|&&cell| cell > 0).map(|cell| GAP + cell).sum::<usize>()
    }

    fn line(&self, row: &Row, view: &View) -> String {
        let mut out = String::from("  ");
        out.push_str(&if row.source { view.paint(SOURCE, "* ") } else { "  ".to_owned() });
        let mut relation = String::new();
        pad_end(&mut relation, row.relation, 11);
        out.push_str(&view.paint(row.style, &relation));
        out.push_str("  ");
        pad_start(&mut out, &row.confidence, 4);
        let date = if self.moment { &row.moment } else { &row.day };
        for (text, columns) in [(&row.outlet, self.outlet), (date, self.date), (&row.language, self.language)]
        {
            if columns > 0 {
                out.push_str("  ");
                let text = if text.is_empty() { "-" } else { text };
                pad_end(&mut out, &cut_end(text, columns), columns);
            }
        }
        if self.words > 0 {
            out.push_str("  ");
            pad_start(&mut out, &row.words, self.words);
        }
        out.push_str("  ");
        let room = self.id.unwrap_or(usize::MAX);
        let Some(of) = &row.of else {
            out.push_str(&cut_start(&row.id, room));
            return out;
        };
        // Its own id has the first claim, but leaves its parent half the room.
        let own = cut_start(&row.id, room.saturating_sub((5 + width(of)).min(room / 2)));
        let rest = room.saturating_sub(width(&own) + 5);
        out.push_str(&own);
        if rest > 1 {
            out.push_str(&view.paint(DIM, &format!("  of {}", cut_start(of, rest))));
        }
        out
    }
}

/// The strongest `partial` matches. Those inside a cluster are left out: the cluster says more.
fn links(analysis: &Analysis, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let cluster = |doc: DocId| analysis.articles[doc.index()].place.as_ref().map(|place| place.cluster);
    let words = |m: &Match| m.passages.iter().map(|passage| u64::from(passage.words)).sum::<u64>();
    let mut links: Vec<&Match> = analysis
        .matches
        .iter()
        .filter(|m| !m.relation.joins() && (cluster(m.a).is_none() || cluster(m.a) != cluster(m.b)))
        .collect();
    if links.is_empty() {
        return Ok(());
    }
    links.sort_by_key(|m| (Reverse(words(m)), m.a, m.b));
    let limit = if view.all { usize::MAX } else { LINKS };
    let total = count(links.len() as u64, "pair");
    writeln!(out, "{}", view.paint(BOLD, &format!("Shared passages, not one source · {total}")))?;
    let shown = || links.iter().take(limit).map(|m| (thousands(words(m)), m));
    let columns = shown().map(|(words, _)| words.len()).max().unwrap_or(0);
    for (words, m) in shown() {
        let mut line = String::from("    ");
        pad_start(&mut line, &words, columns);
        line.push_str(" words  ");
        let (a, b) = (harmless(id(analysis, m.a)), harmless(id(analysis, m.b)));
        let room = view.width.map_or(usize::MAX, |terminal| terminal.saturating_sub(width(&line) + 5));
        // Half for each, and what one leaves free is the other's.
        let first = cut_start(&a, (room - room / 2).max(room.saturating_sub(width(&b))));
        let second = cut_start(&b, room.saturating_sub(width(&first)));
        let joint = view.paint(DIM, if m.directed { " --> " } else { " --- " });
        writeln!(out, "{line}{first}{joint}{second}")?;
    }
    if let Some(more) = beyond(links.len(), limit) {
        writeln!(out, "    {}", view.paint(DIM, &format!("... and {more} more (--all shows them)")))?;
    }
    writeln!(out)
}

fn closing(analysis: &Analysis, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let total = analysis.articles.len();
    let singles = analysis.articles.iter().filter(|entry| entry.place.is_none()).count();
    let articles = count(total as u64, "article");
    if analysis.clusters.is_empty() {
        writeln!(out, "No cluster in {articles}.")?;
    } else {
        let verb = if singles == 1 { "is a single" } else { "are singles" };
        writeln!(out, "{} of {articles} {verb}.", thousands(singles as u64))?;
    }
    if !analysis.capped.is_empty() {
        writeln!(out, "\nLeft out:")?;
        for line in &analysis.capped {
            for (i, line) in wrap(line, view.prose().saturating_sub(4)).iter().enumerate() {
                writeln!(out, "{}{line}", if i == 0 { "  - " } else { "    " })?;
            }
        }
    }
    Ok(())
}
