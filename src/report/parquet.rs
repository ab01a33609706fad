//! `--format parquet`: three tables for DuckDB, pandas and the like, in columns, compressed by Snappy.
//!
//! `articles.parquet`, a row an article in the order of the ids, singles too:
//!
//! | column | type | |
//! |---|---|---|
//! | `id`, `path` | string | |
//! | `title`, `outlet`, `byline`, `date`, `url` | string or null | `date` as the article gives it |
//! | `published_from`, `published_to` | timestamp, UTC, milliseconds, or null | between which it was published |
//! | `language` | string | `und` where the text does not tell |
//! | `words` | int32 | |
//! | `cluster` | int32 or null | 1-based, largest first; null for a single |
//! | `source` | boolean | the known source of its cluster |
//! | `relation`, `of`, `confidence` | string, string, double, or null | what it is to the id that it derives from |
//!
//! `pairs.parquet`, a row a match, `partial` ones included: `a`, `b`, `relation` (of `b` to `a`), `directed` (`b` is known
//! to derive from `a`), `a_language`, `b_language`, `confidence`, `jaccard`, `a_in_b`, `b_in_a`, `shared_words`, and
//! `passages`, a list of `a_start`, `a_end`, `b_start`, `b_end` (bytes of the two bodies) and `words`.
//!
//! `clusters.parquet`, a row a cluster, the largest first: `cluster`, `size`, `source` (an id, or null), `root` (the id that
//! the others lead to), `absent` (null, or where all derive from a text that is not here a list of whom they credit with
//! it), `reasons` and `members`, lists of strings, the root first.

use super::record::{id, reason, records, round};
use crate::analysis::Analysis;
use crate::verify::Passage;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows of one row group: what a reader takes at a time.
const ROWS: usize = 100_000;

const ARTICLES: &str = "message article {
    required binary id (STRING);
    required binary path (STRING);
    optional binary title (STRING);
    optional binary outlet (STRING);
    optional binary byline (STRING);
    optional binary date (STRING);
    optional binary url (STRING);
    optional int64 published_from (TIMESTAMP(MILLIS, true));
    optional int64 published_to (TIMESTAMP(MILLIS, true));
    required binary language (STRING);
    required int32 words;
    optional int32 cluster;
    required boolean source;
    optional binary relation (STRING);
    optional binary of (STRING);
    optional double confidence;
}";

const PAIRS: &str = "message pair {
    required binary a (STRING);
    required binary b (STRING);
    required binary relation (STRING);
    required boolean directed;
    required binary a_language (STRING);
    required binary b_language (STRING);
    required double confidence;
    required double jaccard;
    required double a_in_b;
    required double b_in_a;
    required int32 shared_words;
    required group passages (LIST) {
        repeated group list {
            required group element {
                required int32 a_start;
                required int32 a_end;
                required int32 b_start;
                required int32 b_end;
                required int32 words;
            }
        }
    }
}";

const CLUSTERS: &str = "message cluster {
    required int32 cluster;
    required int32 size;
    optional binary source (STRING);
    required binary root (STRING);
    optional group absent (LIST) { repeated group list { required binary element (STRING); } }
    required group reasons (LIST) { repeated group list { required binary element (STRING); } }
    required group members (LIST) { repeated group list { required binary element (STRING); } }
}";

/// Writes a row for every article.
///
/// # Errors
/// Whatever `out` says.
pub fn articles(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = records(analysis).zip(&analysis.articles).collect();
    table(ARTICLES, &rows, out, |rows, group| {
        let known = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let text = |of: &dyn Fn(usize) -> Option<String>| (0..rows.len()).map(of).collect::<Vec<_>>();
        group.strings(rows.iter().map(|(record, _)| record.id))?;
        group.strings(rows.iter().map(|(record, _)| record.path))?;
        group.some_strings(text(&|i| known(&rows[i].1.article.title)))?;
        group.some_strings(text(&|i| known(&rows[i].1.article.outlet)))?;
        group.some_strings(text(&|i| known(&rows[i].1.article.byline)))?;
        group.some_strings(text(&|i| known(&rows[i].1.article.date)))?;
        group.some_strings(text(&|i| known(&rows[i].1.article.url)))?;
        let published = || rows.iter().map(|(_, entry)| entry.article.published);
        group.some::<Int64Type>(published().map(|span| Some(span?.earliest.as_millisecond())))?;
        group.some::<Int64Type>(published().map(|span| Some(span?.latest.as_millisecond())))?;
        group.strings(rows.iter().map(|(record, _)| record.language))?;
        group.all::<Int32Type>(rows.iter().map(|(record, _)| signed(record.words)))?;
        group.some::<Int32Type>(rows.iter().map(|(record, _)| record.cluster.map(signed)))?;
        group.all::<BoolType>(rows.iter().map(|(record, _)| record.source))?;
        group.some_strings(text(&|i| Some(rows[i].0.relation?.as_str().to_owned())))?;
        group.some_strings(text(&|i| Some(rows[i].0.of?.to_owned())))?;
        group.some::<DoubleType>(rows.iter().map(|(record, _)| record.confidence))
    })
}

/// Writes a row for every match.
///
/// # Errors
/// Whatever `out` says.
pub fn pairs(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    table(PAIRS, &analysis.matches, out, |rows, group| {
        let language = |doc: crate::article::DocId| analysis.articles[doc.index()].language.as_str();
        group.strings(rows.iter().map(|found| id(analysis, found.a)))?;
        group.strings(rows.iter().map(|found| id(analysis, found.b)))?;
        group.strings(rows.iter().map(|found| found.relation.as_str()))?;
        group.all::<BoolType>(rows.iter().map(|found| found.directed))?;
        group.strings(rows.iter().map(|found| language(found.a)))?;
        group.strings(rows.iter().map(|found| language(found.b)))?;
        group.all::<DoubleType>(rows.iter().map(|found| round(found.confidence)))?;
        group.all::<DoubleType>(rows.iter().map(|found| round(found.scores.jaccard)))?;
        group.all::<DoubleType>(rows.iter().map(|found| round(found.scores.a_in_b)))?;
        group.all::<DoubleType>(rows.iter().map(|found| round(found.scores.b_in_a)))?;
        let words = |passages: &[Passage]| passages.iter().map(|passage| passage.words).sum();
        group.all::<Int32Type>(rows.iter().map(|found| signed(words(&found.passages))))?;
        let parts: [fn(&Passage) -> u32; 5] =
            [|p| p.a.start, |p| p.a.end, |p| p.b.start, |p| p.b.end, |p| p.words];
        for part in parts {
            let lists = rows.iter().map(|found| found.passages.iter().map(|p| signed(part(p))).collect());
            group.lists::<Int32Type>(lists.map(Some), false)?;
        }
        Ok(())
    })
}

/// Writes a row for every cluster.
///
/// # Errors
/// Whatever `out` says.
pub fn clusters(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = (1i32..).zip(&analysis.clusters).collect();
    table(CLUSTERS, &rows, out, |rows, group| {
        let bytes = |text: &str| ByteArray::from(text);
        group.all::<Int32Type>(rows.iter().map(|(number, _)| *number))?;
        group.all::<Int32Type>(rows.iter().map(|(_, cluster)| signed(cluster.members.len() as u32)))?;
        let source = |cluster: &crate::analysis::Cluster| Some(id(analysis, cluster.source?).to_owned());
        group.some_strings(rows.iter().map(|(_, cluster)| source(cluster)).collect())?;
        group.strings(rows.iter().map(|(_, cluster)| id(analysis, cluster.root)))?;
        let absent = |names: &Vec<String>| names.iter().map(|name| bytes(name)).collect();
        group.lists::<ByteArrayType>(
            rows.iter().map(|(_, cluster)| cluster.absent.as_ref().map(absent)),
            true,
        )?;
        let reasons = rows.iter().map(|(_, cluster)| {
            cluster.reasons.iter().map(|r| ByteArray::from(reason(analysis, r).as_str())).collect()
        });
        group.lists::<ByteArrayType>(reasons.map(Some), false)?;
        let members = rows
            .iter()
            .map(|(_, cluster)| cluster.members.iter().map(|&doc| bytes(id(analysis, doc))).collect());
        group.lists::<ByteArrayType>(members.map(Some), false)
    })
}

/// No count of an article or a scan is beyond two thousand million.
fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// One file: `fill` writes the columns of so many rows, in their order.
fn table<T>(
    schema: &str,
    rows: &[T],
    out: &mut dyn Write,
    fill: impl Fn(&[T], &mut Columns) -> Result<(), ParquetError>,
) -> io::Result<()> {
    let made = || {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("wirecopy version ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = Arc::new(parse_message_type(schema)?);
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        for rows in rows.chunks(ROWS) {
            let mut columns = Columns { group: file.next_row_group()? };
            fill(rows, &mut columns)?;
            columns.group.close()?;
        }
        file.into_inner()
    };
    let bytes = made().map_err(|e: ParquetError| io::Error::other(e))?;
    out.write_all(&bytes)
}

/// The columns of one row group, each written once, in the schema's order.
struct Columns<'a> {
    group: SerializedRowGroupWriter<'a, Vec<u8>>,
}

impl Columns<'_> {
    fn write<T: DataType>(
        &mut self,
        values: &[T::T],
        levels: Option<&[i16]>,
        repeats: Option<&[i16]>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = self.group.next_column()? else {
            return Err(ParquetError::General("more columns than the schema has".into()));
        };
        column.typed::<T>().write_batch(values, levels, repeats)?;
        column.close()
    }

    fn all<T: DataType>(&mut self, values: impl Iterator<Item = T::T>) -> Result<(), ParquetError> {
        self.write::<T>(&values.collect::<Vec<_>>(), None, None)
    }

    fn some<T: DataType>(&mut self, values: impl Iterator<Item = Option<T::T>>) -> Result<(), ParquetError> {
        let (mut known, mut levels) = (Vec::new(), Vec::new());
        for value in values {
            levels.push(i16::from(value.is_some()));
            known.extend(value);
        }
        self.write::<T>(&known, Some(&levels), None)
    }

    fn strings<'t>(&mut self, values: impl Iterator<Item = &'t str>) -> Result<(), ParquetError> {
        self.all::<ByteArrayType>(values.map(ByteArray::from))
    }

    fn some_strings(&mut self, values: Vec<Option<String>>) -> Result<(), ParquetError> {
        self.some::<ByteArrayType>(values.into_iter().map(|text| Some(ByteArray::from(text?.into_bytes()))))
    }

    /// Lists, and none where the column may be null.
    fn lists<T: DataType>(
        &mut self,
        values: impl Iterator<Item = Option<Vec<T::T>>>,
        nullable: bool,
    ) -> Result<(), ParquetError> {
        let (mut all, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
        let empty = i16::from(nullable);
        for list in values {
            let first = repeats.len();
            match list {
                None => levels.push(0),
                Some(list) if list.is_empty() => levels.push(empty),
                Some(list) => {
                    levels.resize(levels.len() + list.len(), empty + 1);
                    repeats.resize(first + list.len() - 1, 1);
                    all.extend(list);
                }
            }
            repeats.insert(first, 0);
        }
        self.write::<T>(&all, Some(&levels), Some(&repeats))
    }
}
