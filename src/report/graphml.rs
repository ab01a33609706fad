//! `--format graphml`: articles and matches as a graph, for Gephi, networkx, yEd and others.
//!
//! The nodes are the articles that are in a cluster or have a match, the edges the matches, from the article that was
//! there first where that is known: `known` tells. All edges are directed for the format, because networkx reads no graph
//! that mixes the two.

use super::record::round;
use super::text::is_hostile;
use crate::analysis::Analysis;
use crate::article::DocId;
use crate::verify::Match;
use std::io::{self, Write};

/// Of nodes and edges: where, name, type. Scripts rely on the names.
const KEYS: [(&str, &str, &str); 17] = [
    ("node", "label", "string"),
    ("node", "title", "string"),
    ("node", "outlet", "string"),
    ("node", "date", "string"),
    ("node", "language", "string"),
    ("node", "words", "int"),
    ("node", "cluster", "int"),
    ("node", "source", "boolean"),
    ("edge", "relation", "string"),
    ("edge", "confidence", "double"),
    ("edge", "weight", "double"),
    ("edge", "jaccard", "double"),
    ("edge", "a_in_b", "double"),
    ("edge", "b_in_a", "double"),
    ("edge", "passages", "int"),
    ("edge", "known", "boolean"),
    ("edge", "tree", "boolean"),
];

/// Writes the graph. `weight` is the confidence: what layouts of graphs look for. `known` tells whether the direction is
/// evidence, `tree` whether the second article derives from the first most directly, or the first from the second.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    out.write_all(b"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")?;
    for (place, name, kind) in KEYS {
        let key = key(place, name);
        writeln!(out, "<key id=\"{key}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    out.write_all(b"<graph id=\"wirecopy\" edgedefault=\"directed\">\n")?;
    let mut related = vec![false; analysis.articles.len()];
    for found in &analysis.matches {
        related[found.a.index()] = true;
        related[found.b.index()] = true;
    }
    for (number, entry) in (0..).zip(&analysis.articles) {
        let doc = DocId(number);
        if entry.place.is_some() || related[doc.index()] {
            node(analysis, doc, out)?;
        }
    }
    for (number, found) in analysis.matches.iter().enumerate() {
        edge(analysis, number, found, out)?;
    }
    out.write_all(b"</graph>\n</graphml>\n")
}

fn key(place: &str, name: &str) -> String {
    format!("{}_{name}", &place[..1])
}

fn node(analysis: &Analysis, doc: DocId, out: &mut dyn Write) -> io::Result<()> {
    let entry = &analysis.articles[doc.index()];
    let article = &entry.article;
    writeln!(out, "<node id=\"n{}\">", doc.0 + 1)?;
    let mut data = |name: &str, value: &str| match value {
        "" => Ok(()),
        value => writeln!(out, "<data key=\"n_{name}\">{}</data>", escape(value)),
    };
    data("label", &article.id)?;
    data("title", article.title.as_deref().unwrap_or_default())?;
    data("outlet", article.outlet.as_deref().unwrap_or_default())?;
    data("date", article.date.as_deref().unwrap_or_default())?;
    data("language", &entry.language)?;
    data("words", &entry.words.to_string())?;
    if let Some(place) = &entry.place {
        data("cluster", &place.cluster.to_string())?;
        let source = analysis.clusters[place.cluster as usize - 1].source == Some(doc);
        data("source", if source { "true" } else { "false" })?;
    }
    out.write_all(b"</node>\n")
}

fn edge(analysis: &Analysis, number: usize, found: &Match, out: &mut dyn Write) -> io::Result<()> {
    let (a, b, directed) = (found.a.0 + 1, found.b.0 + 1, found.directed);
    writeln!(out, "<edge id=\"e{}\" source=\"n{a}\" target=\"n{b}\">", number + 1)?;
    let of = |doc: DocId| {
        let place = analysis.articles[doc.index()].place.as_ref();
        place.and_then(|place| place.derivation.as_ref()).map(|derivation| derivation.of)
    };
    let tree = of(found.b) == Some(found.a) || of(found.a) == Some(found.b);
    let mut data = |name: &str, value: String| writeln!(out, "<data key=\"e_{name}\">{value}</data>");
    data("relation", found.relation.to_string())?;
    for (name, value) in [
        ("confidence", found.confidence),
        ("weight", found.confidence),
        ("jaccard", found.scores.jaccard),
        ("a_in_b", found.scores.a_in_b),
        ("b_in_a", found.scores.b_in_a),
    ] {
        data(name, round(value).to_string())?;
    }
    data("passages", found.passages.len().to_string())?;
    data("known", directed.to_string())?;
    data("tree", tree.to_string())?;
    out.write_all(b"</edge>\n")
}

/// `text` as character data. What XML 1.0 has no place for, even as a reference, becomes U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            // The same to a parser.
            c if is_hostile(c) => out.push_str(&format!("&#x{:x};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(
            escape("a<b>&\"\0\u{1b}\u{ffff}\r橋"),
            "a&lt;b&gt;&amp;\"\u{fffd}\u{fffd}\u{fffd}\u{fffd}橋"
        );
    }
}
