//! `--pairs`: every match with its scores and passages, an object a line.

use super::chunks;
use super::record::{id, round};
use super::text::write_json;
use crate::analysis::Analysis;
use crate::anchors::Kind;
use crate::article::DocId;
use crate::verify::{Counterpart, Passage, Relation};
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

/// A match's line. Scripts rely on the names and their order.
#[derive(Serialize)]
struct Pair<'a> {
    a: &'a str,
    b: &'a str,
    /// What `b` is to `a`.
    relation: Relation,
    confidence: f64,
    jaccard: f64,
    a_in_b: f64,
    b_in_a: f64,
    passages: Vec<Span>,
    /// Whether there is evidence that `b` derives from `a`; else `a` is merely the first in the order of the ids.
    directed: bool,
    languages: [&'a str; 2],
    /// Of two languages: the sentences that tell the same, in the order of `a`.
    sentences: Vec<Sentence<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    a: [u32; 2],
    b: [u32; 2],
    likeness: f64,
    anchors: Vec<Anchor<'a>>,
}

/// What both sentences have, in either spelling.
#[derive(Serialize)]
struct Anchor<'a> {
    kind: &'static str,
    /// What a number comes to, a concept in English.
    #[serde(skip_serializing_if = "str::is_empty")]
    says: &'a str,
    text: [&'a str; 2],
    a: [u32; 2],
    b: [u32; 2],
}

/// Byte ranges `[start, end)` of the two bodies.
#[derive(Serialize)]
struct Span {
    a: [u32; 2],
    b: [u32; 2],
}

impl From<&Passage> for Span {
    fn from(passage: &Passage) -> Self {
        Span { a: [passage.a.start, passage.a.end], b: [passage.b.start, passage.b.end] }
    }
}

/// The matches of articles in two languages: those of which the sentences are written.
pub fn of_two_languages(analysis: &Analysis) -> Vec<(DocId, DocId)> {
    let language = |doc: DocId| &analysis.articles[doc.index()].language;
    let pairs = analysis.matches.iter().map(|found| (found.a, found.b));
    pairs.filter(|&(a, b)| language(a) != language(b)).collect()
}

/// So many pairs are looked at together: their sentences are in memory at the same time.
const TOGETHER: usize = 1024;

/// Writes the matches in their order; `sentences` gives the counterparts of each of the pairs it is asked for, which are of
/// [`of_two_languages`].
///
/// # Errors
/// Whatever `out` says.
pub fn write(
    analysis: &Analysis,
    sentences: impl Fn(&[(DocId, DocId)]) -> Vec<Vec<Counterpart>> + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let entry = |doc: DocId| &analysis.articles[doc.index()];
    let threads = analysis.config.threads;
    chunks::write(analysis.matches.len(), TOGETHER, threads, out, |places, bytes| {
        let matches = &analysis.matches[places];
        let two: Vec<(DocId, DocId)> = matches
            .iter()
            .map(|found| (found.a, found.b))
            .filter(|&(a, b)| entry(a).language != entry(b).language)
            .collect();
        let mut found = if two.is_empty() { Vec::new() } else { sentences(&two) }.into_iter();
        for m in matches {
            let (a, b) = (entry(m.a), entry(m.b));
            let counterparts = if a.language == b.language { None } else { found.next() }.unwrap_or_default();
            // They may have to be read from a file.
            let bodies = match counterparts.is_empty() {
                true => Default::default(),
                false => [a.article.body.text(), b.article.body.text()],
            };
            let pair = Pair {
                a: id(analysis, m.a),
                b: id(analysis, m.b),
                relation: m.relation,
                confidence: round(m.confidence),
                jaccard: round(m.scores.jaccard),
                a_in_b: round(m.scores.a_in_b),
                b_in_a: round(m.scores.b_in_a),
                passages: m.passages.iter().map(Span::from).collect(),
                directed: m.directed,
                languages: [&a.language, &b.language],
                sentences: counterparts
                    .iter()
                    .map(|counterpart| sentence(counterpart, [&bodies[0], &bodies[1]]))
                    .collect(),
            };
            write_json(bytes, &pair)?;
            bytes.push(b'\n');
        }
        Ok(())
    })
}

fn sentence<'a>(counterpart: &'a Counterpart, [a, b]: [&'a str; 2]) -> Sentence<'a> {
    let text = |body: &'a str, range: &Range<u32>| {
        body.get(range.start as usize..range.end as usize).unwrap_or_default()
    };
    let ends = |range: &Range<u32>| [range.start, range.end];
    let anchors = counterpart.anchors.iter().map(|shared| Anchor {
        kind: match shared.kind {
            Kind::Number => "number",
            Kind::Name => "name",
            Kind::Concept => "concept",
            Kind::Sign => "sign",
        },
        says: &shared.says,
        text: [text(a, &shared.a), text(b, &shared.b)],
        a: ends(&shared.a),
        b: ends(&shared.b),
    });
    Sentence {
        a: ends(&counterpart.a),
        b: ends(&counterpart.b),
        likeness: round(counterpart.likeness),
        anchors: anchors.collect(),
    }
}
