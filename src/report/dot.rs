//! `--format dot`: the clusters as a drawing for Graphviz.
//!
//! A box for each cluster, and in it the tree of what derives from what; dotted lines join articles that merely share
//! passages. An arrow stands where the evidence shows who was first.

use super::text::one_line;
use crate::analysis::{Analysis, Cluster};
use crate::article::DocId;
use crate::verify::{Match, Relation};
use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};

/// Characters of a headline in a label.
const LONGEST: usize = 48;

/// Writes the drawing: `dot -Tsvg` or any other program of Graphviz lays it out.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"digraph wirecopy {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=10];\n")?;
    out.write_all(b"  edge [fontname=\"sans-serif\", fontsize=9, dir=none];\n")?;
    let first: HashSet<(DocId, DocId)> =
        analysis.matches.iter().filter(|found| found.directed).map(|found| (found.a, found.b)).collect();
    for (number, cluster) in (1..).zip(&analysis.clusters) {
        let what = match (&cluster.source, &cluster.absent) {
            (Some(_), _) => "source known",
            (None, Some(_)) => "source not here",
            (None, None) => "source not known",
        };
        writeln!(
            out,
            "  subgraph cluster_{number} {{\n    label=\"Cluster {number}, {what}\"; fontname=\"sans-serif\";"
        )?;
        for &doc in &cluster.members {
            node(analysis, doc, cluster.source == Some(doc), out)?;
        }
        for &doc in &cluster.members {
            edge(analysis, cluster, doc, &first, out)?;
        }
        out.write_all(b"  }\n")?;
    }
    let links: Vec<&Match> =
        analysis.matches.iter().filter(|found| found.relation == Relation::Partial).collect();
    // A single stands in no box.
    let ends: BTreeSet<DocId> = links.iter().flat_map(|found| [found.a, found.b]).collect();
    for doc in ends {
        if analysis.articles[doc.index()].place.is_none() {
            node(analysis, doc, false, out)?;
        }
    }
    for found in links {
        let arrow = if found.directed { ", dir=forward" } else { "" };
        writeln!(
            out,
            "  n{} -> n{} [style=dotted, constraint=false, tooltip=\"partial\"{arrow}];",
            found.a.0 + 1,
            found.b.0 + 1
        )?;
    }
    out.write_all(b"}\n")
}

fn node(analysis: &Analysis, doc: DocId, source: bool, out: &mut dyn Write) -> io::Result<()> {
    let article = &analysis.articles[doc.index()].article;
    let title = article.title.as_deref().unwrap_or(&article.id);
    let mut lines = vec![cut(&one_line(title))];
    lines.extend(article.outlet.as_deref().map(|outlet| cut(&one_line(outlet))));
    lines.extend(article.date.as_deref().map(|date| cut(&one_line(date))));
    let label: Vec<String> = lines.iter().map(|line| quote(line)).collect();
    let id = quote(&one_line(&article.id));
    let bold = if source { ", penwidth=2" } else { "" };
    writeln!(out, "    n{} [label=\"{}\", tooltip=\"{id}\"{bold}];", doc.0 + 1, label.join("\\n"))
}

/// The edge to what `doc` derives from.
fn edge(
    analysis: &Analysis,
    cluster: &Cluster,
    doc: DocId,
    first: &HashSet<(DocId, DocId)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = analysis.articles[doc.index()].place.as_ref();
    let Some(derivation) = place.and_then(|place| place.derivation.as_ref()) else { return Ok(()) };
    let known = cluster.source.is_some() || first.contains(&(derivation.of, doc));
    let arrow = if known { ", dir=forward" } else { "" };
    let (of, number) = (derivation.of.0 + 1, doc.0 + 1);
    writeln!(out, "    n{of} -> n{number} [label=\"{}\"{arrow}];", derivation.relation)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// `text` inside a quoted string, whose backslashes mean nothing.
fn quote(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
