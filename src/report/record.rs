//! What the outputs for machines say of an article, a cluster and a whole scan: one definition for all of them.

use super::text::{write_json, write_json_string};
use crate::analysis::Analysis;
use crate::article::DocId;
use crate::cluster::Reason;
use crate::error::{Problem, Severity};
use crate::verify::Relation;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// An article's line in `jsonl` and `csv`. Scripts rely on the names and their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record<'a> {
    pub id: &'a str,
    pub path: &'a str,
    pub title: Option<&'a str>,
    pub language: &'a str,
    pub words: u32,
    /// 1-based, largest cluster first; `None` for a single.
    pub cluster: Option<u32>,
    /// Whether it is the known source of its cluster.
    pub source: bool,
    /// What it is to `of`; `None` for a single and for a cluster's root.
    pub relation: Option<Relation>,
    /// The id that it derives from most directly.
    pub of: Option<&'a str>,
    /// The model's probability that it and `of` are of one source, 0 to 1.
    pub confidence: Option<f64>,
}

/// A record for every article, in the order of the ids.
pub fn records(analysis: &Analysis) -> impl Iterator<Item = Record<'_>> {
    (0..analysis.articles.len()).map(|place| record(analysis, place))
}

/// The record of the article at a place.
pub fn record(analysis: &Analysis, place: usize) -> Record<'_> {
    let (doc, entry) = (DocId(place as u32), &analysis.articles[place]);
    let cluster = entry.place.as_ref().map(|place| place.cluster);
    let derivation = entry.place.as_ref().and_then(|place| place.derivation.as_ref());
    Record {
        id: &entry.article.id,
        path: &entry.article.path,
        title: entry.article.title.as_deref(),
        language: &entry.language,
        words: entry.words,
        cluster,
        source: cluster.is_some_and(|n| analysis.clusters[n as usize - 1].source == Some(doc)),
        relation: derivation.map(|d| d.relation),
        of: derivation.map(|d| id(analysis, d.of)),
        confidence: derivation.map(|d| round(d.confidence)),
    }
}

impl Record<'_> {
    /// Adds the record as JSON. The same as [`write_json`] makes of it, which looks through every name for what must be
    /// escaped, and takes twice as long.
    ///
    /// # Errors
    /// None: memory takes it all.
    pub fn write_json(&self, out: &mut Vec<u8>) -> io::Result<()> {
        let Record { id, path, title, language, words, cluster, source, relation, of, confidence } = self;
        let mut string = |name: &str, text: &Option<&str>| {
            out.extend_from_slice(name.as_bytes());
            match text {
                Some(text) => write_json_string(out, text),
                None => out.write_all(b"null"),
            }
        };
        string("{\"id\":", &Some(id))?;
        string(",\"path\":", &Some(path))?;
        string(",\"title\":", title)?;
        string(",\"language\":", &Some(language))?;
        write!(out, ",\"words\":{words},\"cluster\":")?;
        write_json(out, cluster)?;
        out.extend_from_slice(if *source { b",\"source\":true" } else { b",\"source\":false" });
        out.extend_from_slice(b",\"relation\":");
        write_json(out, relation)?;
        out.extend_from_slice(b",\"of\":");
        write_json(out, of)?;
        out.extend_from_slice(b",\"confidence\":");
        write_json(out, confidence)?;
        out.write_all(b"}")
    }
}

/// The id of an article by its number.
pub fn id(analysis: &Analysis, doc: DocId) -> &str {
    &analysis.articles[doc.index()].article.id
}

/// A reason in words. Unlike [`Reason`]'s own text it can name articles. It quotes them: hostile text.
pub fn reason(analysis: &Analysis, reason: &Reason) -> String {
    match reason {
        Reason::Contradiction { first, second } => {
            format!("the evidence names both {} and {}", id(analysis, *first), id(analysis, *second))
        }
        other => other.to_string(),
    }
}

/// Rounded to four digits after the point, as every number of an output for machines is.
pub fn round(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}

/// A scan in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary<'a> {
    pub articles: u64,
    pub clusters: u64,
    /// Articles that are in a cluster.
    pub clustered: u64,
    /// Articles that are in none.
    pub singles: u64,
    /// Pairs that were read and found to be related, `partial` ones included.
    pub matches: u64,
    /// Files read.
    pub files: u64,
    /// Bytes of them, after decompression.
    pub bytes: u64,
    /// Files passed over because nothing reads their kind, by extension.
    pub skipped: &'a BTreeMap<String, u64>,
    /// Problems that cost an article or more.
    pub lost: u64,
    /// Problems that cost nothing.
    pub notes: u64,
    /// What was left out: of buckets to keep the work bounded, and page furniture.
    pub capped: &'a [String],
}

impl<'a> Summary<'a> {
    /// Counts what `analysis` holds.
    pub fn of(analysis: &'a Analysis) -> Self {
        let articles = analysis.articles.len() as u64;
        let clustered = analysis.clusters.iter().map(|cluster| cluster.members.len() as u64).sum();
        let problems = &analysis.intake.problems;
        let lost = lost(problems);
        Summary {
            articles,
            clusters: analysis.clusters.len() as u64,
            clustered,
            singles: articles - clustered,
            matches: analysis.matches.len() as u64,
            files: analysis.intake.files,
            bytes: analysis.intake.bytes,
            skipped: &analysis.intake.skipped,
            lost,
            notes: problems.len() as u64 - lost,
            capped: &analysis.capped,
        }
    }
}

/// How many of `problems` cost an article or more.
pub fn lost(problems: &[Problem]) -> u64 {
    problems.iter().filter(|problem| problem.severity == Severity::Lost).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_json_leads_to_the_same() {
        let plain = Record {
            id: "a/1.txt",
            path: "news \"x\" \\ \u{202e}",
            title: None,
            language: "en",
            words: 1234,
            cluster: None,
            source: false,
            relation: None,
            of: None,
            confidence: None,
        };
        let full = Record {
            title: Some("Brücke\n橋 \u{7f} it's <b>"),
            cluster: Some(7),
            source: true,
            relation: Some(Relation::Near),
            of: Some("é\t"),
            confidence: Some(round(0.98765)),
            ..plain.clone()
        };
        for record in [plain, full] {
            let (mut short, mut long) = (Vec::new(), Vec::new());
            record.write_json(&mut short).unwrap();
            write_json(&mut long, &record).unwrap();
            assert_eq!(String::from_utf8(short), String::from_utf8(long));
        }
    }
}
