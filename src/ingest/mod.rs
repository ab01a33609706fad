//! Folders, files and records to [`Article`]s. One file a format.
//!
//! [`walk`] lists the files of the given paths, [`read`] turns one file into articles. Both are single-threaded and pure:
//! what can't be read comes back as a [`Problem`], beside what could. [`read_with`] reads as `read` does, and has the lines of
//! a long file of records parsed by whom it is lent.
//!
//! | file | what it knows |
//! |---|---|
//! | `walk` | folders, links, special files; which extension is which [`Format`] |
//! | `unpack` | gzip, zstd, bzip2 and xz as streams that know how far they came |
//! | `archive` | ZIP and tar to the files in them |
//! | `decode` | bytes to text: marks, UTF-8, declared and guessed encodings, "this is no text" |
//! | `lines` | a stream to lines, with a limit on the length of one |
//! | `plain`, `markdown`, `html`, `json`, `table`, `xml` | the text of one format to articles, or to the cells of one |
//! | `parquet` | Parquet to the values of articles (cargo feature `parquet`) |
//! | `soup` | markup inside the words of plain text to that text |
//! | `mail` | an e-mail to what it says |
//! | `warc` | the pages of a web archive, as its servers gave them |
//! | `date` | a date as people and programs write it, to the span of time it allows |
//!
//! To add a format: a variant of [`Format`] with its extensions, a file beside these that turns its text (or a reader)
//! into articles and knows nothing of the other files, and an arm in [`read`].

mod archive;
mod date;
mod decode;
mod html;
mod json;
mod lines;
mod mail;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod soup;
mod table;
#[cfg(test)]
mod tests;
mod unpack;
mod walk;
mod warc;
mod xml;

pub use date::parse_date;
pub use json::Fields;
pub use walk::{Compression, Format, Found, InputFile, InputFormat};

use crate::article::{Article, authority};
use crate::body::Texts;
use crate::error::{Error, Problem, Severity};
use lines::{Line, Lines};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::OnceLock;
use table::{Row, Table};
use unpack::Unpacked;
use walk::{Exclusion, STANDARD_INPUT};

/// How files are read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IngestParams {
    /// The names of a record's fields in JSON, and of the columns of a table.
    pub fields: Fields,
    /// The most decompressed bytes that a file may hold when it is read as a whole (every format but JSON Lines and
    /// tables).
    pub max_file_bytes: u64,
    /// The most bytes that one line of JSON Lines, or one row of a table, may hold.
    pub max_line_bytes: u64,
    /// The decompressed bytes of an archive's files together that are always read; from there on an archive may unpack to
    /// 100 times its own size.
    pub max_archive_bytes: u64,
    /// What every file is, whatever its name says.
    pub input_format: Option<InputFormat>,
    /// What to leave out of folders and archives: patterns as in a `.gitignore` file of the folder that was given.
    pub exclude: Vec<String>,
    /// Whether the first thing that can't be read ends the run: for whoever runs the stages.
    pub strict: bool,
}

/// How much an archive may grow. Text shrinks to a third or a tenth, markup and lists to a fiftieth.
const MOST_GROWTH: u64 = 100;

impl Default for IngestParams {
    fn default() -> Self {
        IngestParams {
            fields: Fields::default(),
            // A gzip of zeros grows a thousandfold, so a file of one megabyte can ask for a gigabyte. Books as plain text
            // stay under 10 MB; an array of a hundred thousand articles is about 400 MB and belongs in JSON Lines.
            max_file_bytes: 256 << 20,
            // The longest records of public crawls are books of some 10 MB. A line is held in memory once for each
            // thread, so the limit is also what a hostile file may cost.
            max_line_bytes: 64 << 20,
            // What one file may hold. Only archives below 3 MB that unpack to more than 100 times that ever meet it.
            max_archive_bytes: 256 << 20,
            input_format: None,
            exclude: Vec::new(),
            strict: false,
        }
    }
}

impl IngestParams {
    /// Checks that the settings make sense together.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a limit of 0, a pattern that is none, or when no field is named for the text.
    pub fn check(&self) -> Result<(), Error> {
        if self.max_file_bytes == 0 || self.max_line_bytes == 0 || self.max_archive_bytes == 0 {
            return Err(Error::Config("a limit of 0 bytes would read nothing".into()));
        }
        if self.fields.text.is_empty() {
            return Err(Error::Config("at least one field name for the text is needed".into()));
        }
        self.exclusion().map(|_| ())
    }
}

impl IngestParams {
    fn exclusion(&self) -> Result<Exclusion, Error> {
        Exclusion::new(&self.exclude).map_err(Error::Config)
    }
}

/// What one file held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// In the order of the file. Ids are unique within a file unless its records repeat theirs.
    pub articles: Vec<Article>,
    pub problems: Vec<Problem>,
    /// What was found and is neither an article nor a problem that cost one: files of an archive that were left out for their
    /// extension, as in [`Found::skipped`], items without a text, files without an item.
    pub skipped: BTreeMap<String, u64>,
    /// Decompressed bytes that were read.
    pub bytes: u64,
}

impl Contents {
    /// Takes what was read behind this.
    pub fn extend(&mut self, more: Contents) {
        self.articles.extend(more.articles);
        self.problems.extend(more.problems);
        self.bytes += more.bytes;
        for (kind, count) in more.skipped {
            *self.skipped.entry(kind).or_default() += count;
        }
    }
}

/// Lists the files to read below `paths`, sorted by name and then path.
///
/// A path may be a file, a folder, a pattern of wildcards that matches some, or `-` for standard input. Each file is listed once, whatever leads to it: under the name that goes through no
/// link, else the smallest. A path that does not exist is a problem, as are dangling links and folders that can't be opened.
///
/// # Errors
///
/// [`Error::Config`] when `params` are out of range, or standard input is to be read and its format is not said.
pub fn walk(paths: &[PathBuf], params: &IngestParams) -> Result<Found, Error> {
    params.check()?;
    if params.input_format.is_none() && paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT) {
        let reason = "standard input has no name that tells its format: say --input-format jsonl, or another";
        return Err(Error::Config(reason.into()));
    }
    Ok(walk::walk(paths, &params.exclusion()?, params.input_format))
}

/// Runs a job for every number below a count, in any order, maybe several at a time, and returns when all are done.
pub type Share<'s> = &'s (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync);

/// One after the other.
const ALONE: Share<'static> = &|count, job| (0..count).for_each(job);

/// What files are read with.
#[derive(Clone, Copy)]
pub struct Means<'m> {
    pub params: &'m IngestParams,
    /// Where texts are kept.
    pub texts: &'m Texts,
    /// Through this the lines of JSON Lines are parsed.
    pub share: Share<'m>,
}

/// Reads one file, its texts to memory. Never panics and never fails as a whole: see [`Contents::problems`].
pub fn read(file: &InputFile, params: &IngestParams) -> Contents {
    read_with(file, Means { params, texts: &Texts::default(), share: ALONE })
}

/// Reads one file as [`read`] does, with the same outcome.
pub fn read_with(file: &InputFile, means: Means) -> Contents {
    counted(read_file(file, means))
}

/// Whatever is found is an article, lost, or skipped; so is a file that comes to nothing.
fn counted(mut contents: Contents) -> Contents {
    let lost = contents.problems.iter().any(|problem| problem.severity == Severity::Lost);
    if contents.articles.is_empty() && contents.skipped.is_empty() && !lost {
        contents.skipped.insert("(no text)".into(), 1);
    }
    contents
}

fn read_file(file: &InputFile, means: Means) -> Contents {
    let path = file.path.display().to_string();
    if file.path.as_os_str() == STANDARD_INPUT {
        return read_source(unpacked(io::stdin().lock(), file.compression), file, path, means);
    }
    let opened = match File::open(&file.path) {
        Ok(opened) => opened,
        Err(e) => return Contents { problems: vec![Problem::lost(path, None, e)], ..Contents::default() },
    };
    if (file.format, file.compression) == (Format::Zip, None) {
        let mut reading = Reading { file, path, means, contents: Contents::default() };
        reading.zip(opened);
        return reading.contents;
    }
    let shown = path.clone();
    let mut contents = read_source(unpacked(opened, file.compression), file, path, means);
    let whole =
        file.compression.is_none() && !matches!(file.format, Format::Parquet | Format::Zip | Format::Tar);
    let lost = contents.problems.iter().any(|problem| problem.severity == Severity::Lost);
    if whole && !lost && file.bytes > 0 && contents.bytes != file.bytes {
        let reason = format!(
            "it changed while it was read: {} bytes were there, {} were read",
            file.bytes, contents.bytes
        );
        contents.problems.push(Problem::note(shown, None, reason));
    }
    contents
}

/// Reads a stream as [`read`] would read it as a `file`; its path need not exist. For what holds bytes already, such as tests by
/// random inputs.
pub fn read_stream(source: impl Read, file: &InputFile, params: &IngestParams) -> Contents {
    let path = file.path.display().to_string();
    // Parquet is read in place where its file is.
    let file =
        InputFile { bytes: if file.format == Format::Parquet { 0 } else { file.bytes }, ..file.clone() };
    let means = Means { params, texts: &Texts::default(), share: ALONE };
    counted(read_source(unpacked(source, file.compression), &file, path, means))
}

fn unpacked<'r>(source: impl Read + 'r, compression: Option<Compression>) -> Unpacked<'r> {
    match compression {
        None => Unpacked::plain(source),
        Some(Compression::Gzip) => Unpacked::gzip(source),
        Some(Compression::Zstd) => Unpacked::zstd(source),
        Some(Compression::Bzip2) => Unpacked::bzip2(source),
        Some(Compression::Xz) => Unpacked::xz(source),
    }
}

/// One file on its way to its [`Contents`].
struct Reading<'a> {
    file: &'a InputFile,
    path: String,
    means: Means<'a>,
    contents: Contents,
}

fn read_source(mut source: Unpacked<'_>, file: &InputFile, path: String, means: Means) -> Contents {
    let mut reading = Reading { file, path, means, contents: Contents::default() };
    match file.format {
        Format::JsonLines => reading.json_lines(&mut source),
        Format::Csv | Format::Tsv => reading.table(&mut source),
        Format::Warc => reading.warc(&mut source),
        Format::Mbox => reading.mbox(&mut source),
        Format::Parquet => reading.parquet(&mut source),
        Format::Mail => match unpack::read_whole(&mut source, means.params.max_file_bytes) {
            Ok(bytes) if bytes.trim_ascii().is_empty() => reading.lost(None, "empty"),
            Ok(bytes) => reading.mail(&bytes, None),
            Err(reason) => reading.lost(None, reason),
        },
        Format::Tar => reading.tar(&mut source),
        // Its directory is at its end.
        Format::Zip => match unpack::read_whole(&mut source, means.params.max_file_bytes) {
            Ok(bytes) => reading.zip(Cursor::new(bytes)),
            Err(reason) => reading.lost(None, reason),
        },
        Format::Text | Format::Markdown | Format::Html | Format::Json | Format::Xml => {
            reading.whole(&mut source)
        }
    }
    if !matches!(file.format, Format::Tar | Format::Zip) {
        reading.contents.bytes = source.count();
    }
    reading.contents
}

impl Reading<'_> {
    fn lost(&mut self, line: Option<u64>, reason: impl std::fmt::Display) {
        self.contents.problems.push(Problem::lost(self.path.clone(), line, reason));
    }

    fn note(&mut self, line: Option<u64>, reason: impl std::fmt::Display) {
        self.contents.problems.push(Problem::note(self.path.clone(), line, reason));
    }

    /// What a line of records holds, or why it holds nothing.
    fn take(&mut self, record: Result<Article, String>, line: u64) {
        match record {
            Ok(article) => self.push(article, Some(line)),
            Err(reason) => self.lost(Some(line), reason),
        }
    }

    /// Completes an article with what all formats share. `number` tells records of one file apart.
    fn push(&mut self, mut article: Article, number: Option<u64>) {
        if article.id.is_empty() {
            article.id = match number {
                Some(number) => format!("{}#{number}", self.file.name),
                None => self.file.name.clone(),
            };
        }
        article.path = self.path.clone();
        if article.published.is_none() {
            article.published = article.date.as_deref().and_then(parse_date);
        }
        if let Some((text, places)) = soup::cleared(&article.body.text()) {
            let which = number.map(|number| format!("#{number}: ")).unwrap_or_default();
            self.note(None, format_args!("{which}markup inside words was left out at {places} places"));
            article.body = text.into();
        }
        if article.outlet.is_none() {
            article.outlet = article.url.as_deref().and_then(host).map(str::to_owned);
        }
        article.body = self.means.texts.keep(article.body);
        self.contents.articles.push(article);
    }

    /// The formats that are read as one piece.
    fn whole(&mut self, source: &mut Unpacked<'_>) {
        let limit = self.means.params.max_file_bytes;
        let bytes = match unpack::read_whole(source, limit) {
            Ok(bytes) => bytes,
            Err(reason) => return self.lost(None, reason),
        };
        let markup = matches!(self.file.format, Format::Html | Format::Xml);
        let decoded = match decode::decode(&bytes, markup) {
            Ok(decoded) => decoded,
            Err(reason) => return self.lost(None, reason),
        };
        if let Some(note) = decoded.note {
            self.note(None, note);
        }
        let text = decoded.text;
        if text.trim().is_empty() {
            return self.lost(None, "empty");
        }
        match self.file.format {
            Format::Text => self.push(plain_article(&text), None),
            Format::Markdown => self.single(markdown::article(&text)),
            Format::Html => self.page(&text),
            Format::Xml => self.xml(&text),
            Format::Json if json::is_lines(&text) => self.json_lines_from(text.as_bytes()),
            Format::Json => {
                let fields = &self.means.params.fields;
                json::document(&text, fields, &mut |number, result| match (result, number) {
                    (Ok(article), _) => self.push(article, number),
                    (Err(reason), Some(number)) => self.lost(None, format_args!("record {number}: {reason}")),
                    (Err(reason), None) => self.lost(None, reason),
                });
            }
            _ => unreachable!("read as a stream"),
        }
    }

    fn page(&mut self, text: &str) {
        match html::article(text) {
            Ok(page) => {
                let mut article = page.article;
                date(&mut article, page.dates);
                self.push(article, None);
            }
            Err(reason) => self.lost(None, reason),
        }
    }

    fn xml(&mut self, text: &str) {
        let mut number = 0;
        // (first line, how many): one note a file.
        let mut empty: Option<(u64, u64)> = None;
        let kind = xml::read(text, &mut |item: xml::Item| {
            number += 1;
            let mut article = item.article;
            let body = match item.body {
                xml::Body::Text(text) => Ok(text),
                xml::Body::Html(html) => html::fragment(&html),
            };
            article.body = match body {
                Ok(body) => body.into(),
                Err(reason) => return self.lost(Some(item.line), reason),
            };
            if article.body.is_blank() {
                empty.get_or_insert((item.line, 0)).1 += 1;
                return;
            }
            // Titles hold markup twice escaped as often as not.
            if let Some(title) = article.title.take_if(|title| title.contains(['<', '&'])) {
                let plain = html::fragment(&title).unwrap_or_default();
                article.title = Some(plain.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            article.title = article.title.filter(|title| !title.is_empty());
            article.byline =
                article.byline.map(|line| html::name_part(&line)).filter(|name| !name.is_empty());
            date(&mut article, item.dates);
            self.push(article, Some(number));
        });
        if let Some((line, count)) = empty {
            self.note(Some(line), format_args!("{count} items without text; this is the first"));
            self.skip("(no text)", count);
        }
        match kind {
            Ok(xml::Kind::News { items: 0 }) => self.note(None, "a feed without items"),
            Ok(xml::Kind::News { items }) if number == 0 => {
                self.note(None, format_args!("{items} items, none of them a text"));
            }
            Ok(xml::Kind::News { .. }) => {}
            Ok(xml::Kind::Page) => self.page(text),
            Ok(xml::Kind::Sitemap { addresses }) => {
                self.note(None, format_args!("a sitemap: {addresses} addresses, no texts"));
            }
            Ok(xml::Kind::Other(root)) => {
                self.note(None, format_args!("no feed and no news message: its root is <{root}>"));
            }
            Err((line, reason)) => self.lost(Some(line), reason),
        }
    }

    fn warc(&mut self, source: &mut Unpacked<'_>) {
        let mut records =
            warc::Records::new(BufReader::with_capacity(1 << 16, source), self.means.params.max_line_bytes);
        let mut any = false;
        // What crawls are full of and news is not made of: one note each a file.
        let (mut no_pages, mut no_articles) = (0u64, 0u64);
        loop {
            let record = match records.next() {
                Ok(Some(warc::Next::Record(record))) => record,
                Ok(Some(warc::Next::Other)) => {
                    any = true;
                    continue;
                }
                Ok(Some(warc::Next::Bad(number, offset, reason))) => {
                    any = true;
                    self.lost(None, format_args!("record {number} at byte {offset}: {reason}"));
                    continue;
                }
                Ok(None) => break,
                Err(e) => {
                    self.lost(None, e);
                    return self.warc_notes(no_pages, no_articles);
                }
            };
            any = true;
            let (number, offset, address) = (record.number, record.offset, record.address.clone());
            let content = match record.content(self.means.params.max_file_bytes) {
                Ok(content) => content,
                Err(reason) => {
                    self.lost(None, format_args!("record {number} at byte {offset}: {reason}"));
                    continue;
                }
            };
            let Some(content) = content.filter(|content| !content.bytes.trim_ascii().is_empty()) else {
                no_pages += 1;
                continue;
            };
            let plain = content.mime == "text/plain";
            let decoded = decode::decode_labelled(&content.bytes, !plain, content.charset.as_deref());
            let text = match decoded {
                Ok(decoded) => decoded.text,
                Err(_) => {
                    no_pages += 1;
                    continue;
                }
            };
            let mut article = if plain {
                plain_article(&text)
            } else {
                match html::article(&text) {
                    Ok(page) => {
                        let mut article = page.article;
                        date(&mut article, page.dates);
                        article
                    }
                    Err(_) => {
                        no_articles += 1;
                        continue;
                    }
                }
            };
            if article.body.is_blank() {
                no_articles += 1;
                continue;
            }
            article.id = address.clone().unwrap_or_default();
            article.url = article.url.or(address);
            self.push(article, Some(number));
        }
        if !any {
            self.lost(None, "empty");
        } else if no_pages + no_articles == 0
            && self.contents.articles.is_empty()
            && self.contents.problems.is_empty()
        {
            self.note(None, "a web archive without pages");
        }
        self.warc_notes(no_pages, no_articles);
    }

    fn skip(&mut self, kind: &str, count: u64) {
        *self.contents.skipped.entry(kind.to_owned()).or_default() += count;
    }

    fn warc_notes(&mut self, no_pages: u64, no_articles: u64) {
        for (kind, count) in [("(no page)", no_pages), ("(no text)", no_articles)] {
            if count > 0 {
                self.skip(kind, count);
            }
        }
        if no_pages > 0 {
            self.note(None, format_args!("{no_pages} answers that are no pages: pictures, scripts, errors"));
        }
        if no_articles > 0 {
            self.note(None, format_args!("{no_articles} pages without article text"));
        }
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&mut self, _: &mut Unpacked<'_>) {
        self.lost(None, "this build does not read Parquet: build it with --features parquet");
    }

    #[cfg(feature = "parquet")]
    fn parquet(&mut self, source: &mut Unpacked<'_>) {
        // Its directory is at its end: a file is read in place, a stream as a whole.
        let in_place = self.file.compression.is_none() && self.file.bytes > 0;
        let opened = if in_place { File::open(&self.file.path).ok() } else { None };
        let params = self.means.params;
        let mut rows = 0;
        let mut each = |number, values| {
            rows = number;
            match json::article(values, &params.fields) {
                Ok(article) => self.push(article, Some(number)),
                Err(reason) => self.lost(None, format_args!("row {number}: {reason}")),
            }
        };
        let result = match opened {
            Some(file) => parquet::rows(file, params.fields.lists(), &mut each),
            None => unpack::read_whole(source, params.max_file_bytes)
                .and_then(|bytes| parquet::rows(bytes::Bytes::from(bytes), params.fields.lists(), &mut each)),
        };
        match result {
            Err(reason) => self.lost(None, reason),
            Ok(()) if rows == 0 => self.lost(None, "empty"),
            Ok(()) => {}
        }
    }

    /// One message; of several, with the line where it begins and its number.
    fn mail(&mut self, bytes: &[u8], place: Option<(u64, u64)>) {
        let message = match mail::message(bytes) {
            Ok(message) => message,
            Err(reason) => return self.lost(place.map(|(line, _)| line), reason),
        };
        // The page, if it has a main text; else the plain text; else all that the page says.
        let page = message
            .html
            .as_deref()
            .map(|html| html::article(html).map(|page| page.article.body.text().into_owned()));
        let plain = message.text.filter(|text| !text.trim().is_empty());
        let body = match (page, plain, &message.html) {
            (Some(Ok(body)), ..) => Ok(body),
            (_, Some(text), _) => Ok(text),
            (_, None, Some(html)) => html::fragment(html),
            (_, None, None) => Ok(String::new()),
        };
        let body = match body {
            Ok(body) if body.trim().is_empty() => Err("a message without text".to_owned()),
            other => other,
        };
        match body {
            Ok(body) => {
                let article = Article {
                    id: message.id.unwrap_or_default(),
                    title: message.subject.filter(|subject| !subject.is_empty()),
                    outlet: message.sender,
                    date: message.date,
                    body: body.into(),
                    ..Article::default()
                };
                self.push(article, place.map(|(_, number)| number));
            }
            Err(reason) => self.lost(place.map(|(line, _)| line), reason),
        }
    }

    fn mbox(&mut self, source: &mut Unpacked<'_>) {
        let limit = self.means.params.max_line_bytes;
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, source), limit);
        let mut held = Vec::new();
        let (mut first, mut number, mut after_blank, mut too_long) = (0, 0, true, false);
        loop {
            let (at, line) = match lines.next() {
                Ok(Some((at, Line::Whole(line)))) => (at, line),
                Ok(Some((at, Line::TooLong(_)))) if number == 0 => {
                    return self
                        .lost(Some(at), "no mbox file: no line \"From ...\" before the first message");
                }
                Ok(Some((_, Line::TooLong(_)))) => {
                    too_long = true;
                    continue;
                }
                Ok(None) => break,
                // The message it broke off in is dropped.
                Err(e) => return self.lost(None, e),
            };
            let begins = line.starts_with(b"From ") && after_blank;
            after_blank = line.trim_ascii().is_empty();
            if begins {
                self.mbox_message(&mut held, first, number, &mut too_long);
                (first, number) = (at, number + 1);
            } else if number == 0 && !after_blank {
                return self.lost(Some(at), "no mbox file: no line \"From ...\" before the first message");
            } else if held.len() as u64 + line.len() as u64 > limit {
                too_long = true;
            } else {
                // A line of the text that could begin a message has a mark before it.
                let quoted = line.starts_with(b">") && line.trim_ascii_start().starts_with(b">From ");
                held.extend_from_slice(if quoted { &line[1..] } else { line });
                held.push(b'\n');
            }
        }
        self.mbox_message(&mut held, first, number, &mut too_long);
        if number == 0 {
            self.lost(None, "empty");
        }
    }

    fn mbox_message(&mut self, held: &mut Vec<u8>, line: u64, number: u64, too_long: &mut bool) {
        let bytes = std::mem::take(held);
        if std::mem::take(too_long) {
            let limit = self.means.params.max_line_bytes.div_ceil(1 << 20);
            self.lost(Some(line), format_args!("message is over the limit of {limit} MB"));
        } else if number > 0 {
            self.mail(&bytes, Some((line, number)));
        }
    }

    fn zip(&mut self, source: impl Read + Seek) {
        let mut files = ArchiveFiles::new(self);
        let result = archive::zip(source, &mut files);
        files.finish(result);
    }

    fn tar(&mut self, source: &mut Unpacked<'_>) {
        let mut files = ArchiveFiles::new(self);
        let (limit, reason) = (files.left, files.too_much.clone());
        // What is read over, and headers, count too.
        let source = Unpacked::plain(source).at_most(limit, &reason);
        let result = archive::tar(source, &mut files);
        files.finish(result);
    }

    fn single(&mut self, article: Article) {
        if article.body.is_blank() {
            return self.lost(None, "empty");
        }
        self.push(article, None);
    }

    fn json_lines(&mut self, source: &mut Unpacked<'_>) {
        match self.utf16(source) {
            Ok(Streamed::Text(text)) => self.json_lines_from(text.as_bytes()),
            Ok(Streamed::Bytes(reader)) => self.json_lines_from(reader),
            Err(reason) => self.lost(None, reason),
        }
    }

    /// UTF-16, as some shells write it, is decoded as a whole: its lines can't be told apart before that.
    fn utf16<R: Read>(&self, source: R) -> Result<Streamed<BufReader<R>>, String> {
        let mut reader = BufReader::with_capacity(1 << 16, source);
        match reader.fill_buf() {
            Ok([0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) => {
                let bytes = unpack::read_whole(&mut reader, self.means.params.max_file_bytes)?;
                Ok(Streamed::Text(decode::decode(&bytes, false)?.text.into_owned()))
            }
            // An error comes again where the stream is read.
            _ => Ok(Streamed::Bytes(reader)),
        }
    }

    fn json_lines_from(&mut self, reader: impl BufRead) {
        let mut lines = Lines::new(reader, self.means.params.max_line_bytes);
        let mut block = Block::default();
        let mut parsed = Parsed::default();
        loop {
            match lines.next_onto(&mut block.bytes) {
                Ok(Some(line)) => block.lines.push(line),
                Ok(None) => break,
                Err(e) => {
                    // The cut is after whatever whole lines came before it, and those were read.
                    self.json_block(&mut block, &mut parsed);
                    self.lost(None, e);
                    return;
                }
            }
            if block.bytes.len() >= BLOCK || block.lines.len() >= BLOCK / 64 {
                self.json_block(&mut block, &mut parsed);
            }
        }
        self.json_block(&mut block, &mut parsed);
        self.redecoded(parsed.redecoded);
        if parsed.records == 0 {
            self.lost(None, "empty");
        }
    }

    /// Parses the lines of a block, in parts by whoever shares the work, and empties it.
    fn json_block(&mut self, block: &mut Block, parsed: &mut Parsed) {
        let parts = block.parts();
        if let [all] = parts.as_slice() {
            self.json_part(&block.lines[all.clone()], &block.bytes, parsed);
        } else {
            let done: Vec<OnceLock<(Contents, Parsed)>> = parts.iter().map(|_| OnceLock::new()).collect();
            let Reading { file, path, means, .. } = &*self;
            let held = &*block;
            (self.means.share)(parts.len(), &|part| {
                let contents = Contents::default();
                let mut reading = Reading { file, path: path.clone(), means: *means, contents };
                let mut own = Parsed::default();
                reading.json_part(&held.lines[parts[part].clone()], &held.bytes, &mut own);
                // Each part is done once.
                let _ = done[part].set((reading.contents, own));
            });
            for (contents, own) in done.into_iter().filter_map(OnceLock::into_inner) {
                self.contents.extend(contents);
                parsed.extend(own);
            }
        }
        block.lines.clear();
        block.bytes.clear();
        // A record of 64 MB should not cost 64 MB for the rest of the file.
        block.bytes.shrink_to(2 * BLOCK);
    }

    fn json_part(&mut self, lines: &[(u64, Line<Range<usize>>)], held: &[u8], parsed: &mut Parsed) {
        for (number, line) in lines {
            let number = *number;
            let bytes = match line {
                Line::Whole(range) => &held[range.clone()],
                Line::TooLong(bytes) => {
                    parsed.records += 1;
                    let megabytes = bytes.div_ceil(1 << 20);
                    let limit = self.means.params.max_line_bytes.div_ceil(1 << 20);
                    self.lost(
                        Some(number),
                        format_args!("line of {megabytes} MB is over the limit of {limit} MB"),
                    );
                    continue;
                }
            };
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| number == 1).unwrap_or(bytes);
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            parsed.records += 1;
            let record = decode::decode(bytes, false).and_then(|decoded| {
                if !decoded.utf8 {
                    parsed.redecoded.get_or_insert((number, 0)).1 += 1;
                }
                json::record(&decoded.text, &self.means.params.fields)
            });
            self.take(record, number);
        }
    }

    /// One note a file: a legacy file of a million lines would bury all other problems.
    fn redecoded(&mut self, first_and_count: Option<(u64, u64)>) {
        if let Some((number, count)) = first_and_count {
            self.note(Some(number), format_args!("{count} lines are not valid UTF-8; this is the first"));
        }
    }

    fn table(&mut self, source: &mut Unpacked<'_>) {
        match self.utf16(source) {
            Ok(Streamed::Text(text)) => self.table_from(text.as_bytes()),
            Ok(Streamed::Bytes(reader)) => self.table_from(reader),
            Err(reason) => self.lost(None, reason),
        }
    }

    fn table_from(&mut self, reader: impl BufRead) {
        let params = self.means.params;
        let tabs = self.file.format == Format::Tsv;
        let mut table = match Table::open(reader, tabs, params.fields.lists(), params.max_line_bytes) {
            Ok(table) => table,
            Err(reason) => return self.lost(None, reason),
        };
        let mut rows = 0u64;
        let mut redecoded = None;
        loop {
            let (line, cells) = match table.next() {
                Ok(Some(Row::Cells(line, cells))) => (line, cells),
                Ok(Some(Row::Bad(line, reason))) => {
                    rows += 1;
                    self.lost(Some(line), reason);
                    continue;
                }
                Ok(None) => break,
                Err(e) => {
                    self.lost(None, e);
                    return;
                }
            };
            rows += 1;
            let mut utf8 = true;
            let values = cells.map(|cell| {
                cell.map(|cell| {
                    let decoded = decode::decode(cell, false)?;
                    utf8 &= decoded.utf8;
                    Ok(Value::String(decoded.text.into_owned()))
                })
                .transpose()
            });
            let values: Result<Vec<Option<Value>>, String> = values.into_iter().collect();
            let article = values.and_then(|values| {
                let values = values.try_into().expect("as many as there are kinds");
                json::article(values, &params.fields)
            });
            if !utf8 {
                redecoded.get_or_insert((line, 0u64)).1 += 1;
            }
            self.take(article, line);
        }
        self.redecoded(redecoded);
        if rows == 0 {
            self.lost(None, "empty");
        }
    }
}

/// The files of an archive on their way to the contents of the archive.
struct ArchiveFiles<'r, 'a> {
    reading: &'r mut Reading<'a>,
    /// Decompressed bytes that may still be read.
    left: u64,
    too_much: String,
    /// The first name that leads out of the archive, and how many do.
    outside: Option<(String, u64)>,
    files: u64,
    exclusion: Option<Exclusion>,
}

impl<'r, 'a> ArchiveFiles<'r, 'a> {
    fn new(reading: &'r mut Reading<'a>) -> Self {
        let limit =
            reading.means.params.max_archive_bytes.max(reading.file.bytes.saturating_mul(MOST_GROWTH));
        let megabytes = limit.div_ceil(1 << 20);
        let too_much = format!("the archive unpacks to more than {megabytes} MB: the rest was not read");
        let exclusion = reading.means.params.exclusion().ok();
        ArchiveFiles { reading, left: limit, too_much, outside: None, files: 0, exclusion }
    }

    fn skip(&mut self, kind: &str) {
        *self.reading.contents.skipped.entry(kind.to_owned()).or_default() += 1;
    }

    fn finish(self, result: Result<(), String>) {
        if let Err(reason) = result {
            self.reading.lost(None, reason);
        } else if self.files == 0 && self.reading.contents.problems.is_empty() {
            self.reading.note(None, "an archive without files to read");
        }
        if let Some((first, count)) = self.outside {
            let reason = format!(
                "{count} names lead out of the archive ({first}); nothing is written to disk, so they were read"
            );
            self.reading.note(None, reason);
        }
    }
}

impl archive::Visit for ArchiveFiles<'_, '_> {
    fn wants(&mut self, name: &str) -> bool {
        let parts = || name.split('/');
        // As in folders; and the shadow files that one system adds to its archives.
        if parts().any(|part| part.starts_with('.') && !matches!(part, "." | "..") || part == "__MACOSX") {
            return false;
        }
        if self.exclusion.as_ref().is_some_and(|exclusion| exclusion.covers(name, false)) {
            return false;
        }
        match walk::kind(name) {
            Ok(_) => true,
            Err(kind) => {
                self.skip(&kind);
                false
            }
        }
    }

    fn special(&mut self, _: &str) {
        self.skip("(link)");
    }

    fn file(&mut self, name: &str, content: Result<&mut dyn Read, String>) -> bool {
        self.files += 1;
        let drive = name.as_bytes().get(1) == Some(&b':');
        if name.starts_with('/') || drive || name.split('/').any(|part| part == "..") {
            self.outside.get_or_insert_with(|| (name.to_owned(), 0)).1 += 1;
        }
        let path = format!("{}!/{name}", self.reading.path);
        let lost = |reason: String| Problem::lost(path.clone(), None, reason);
        let problems = &mut self.reading.contents.problems;
        let (format, compression) = match (walk::kind(name), &content) {
            (Ok((Format::Zip | Format::Tar, _)), _) => {
                problems.push(lost("an archive inside an archive is not opened".into()));
                return true;
            }
            (_, Err(reason)) => {
                problems.push(lost(reason.clone()));
                return true;
            }
            (Ok(kind), Ok(_)) => kind,
            (Err(_), Ok(_)) => return true,
        };
        let Ok(content) = content else { return true };
        let source = unpacked(content, compression).at_most(self.left, &self.too_much);
        let file = InputFile {
            path: PathBuf::from(&path),
            name: format!("{}!/{name}", self.reading.file.name),
            format,
            compression: None,
            bytes: 0,
        };
        let contents = counted(read_source(source, &file, path, self.reading.means));
        self.left = self.left.saturating_sub(contents.bytes);
        self.reading.contents.extend(contents);
        if self.left == 0 {
            let reason = self.too_much.clone();
            self.reading.lost(None, reason);
        }
        self.left > 0
    }
}

fn plain_article(text: &str) -> Article {
    // A number alone may be anything.
    let number = |line: &str| line.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain::article(text, &|line| !number(line) && parse_date(line).is_some())
}

/// Takes the first date that can be read; else the first, for people.
fn date(article: &mut Article, dates: Vec<String>) {
    match dates.iter().find_map(|date| Some((date.clone(), parse_date(date)?))) {
        Some((date, published)) => (article.date, article.published) = (Some(date), Some(published)),
        None => article.date = dates.into_iter().next(),
    }
}

/// Bytes of lines that are held at a time, and of those that one job parses. A part takes about half a millisecond, so that
/// handing it on costs nothing, and a block has enough of them for the threads of a large machine.
const BLOCK: usize = 4 << 20;
const PART: usize = 128 << 10;

/// Lines on their way to records.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    /// With their numbers, and where they lie in `bytes`.
    lines: Vec<(u64, Line<Range<usize>>)>,
}

impl Block {
    /// The lines in runs of about [`PART`] bytes.
    fn parts(&self) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut first, mut begin) = (0, 0);
        for (at, (_, line)) in self.lines.iter().enumerate() {
            if let Line::Whole(range) = line
                && range.end - begin >= PART
            {
                parts.push(first..at + 1);
                (first, begin) = (at + 1, range.end);
            }
        }
        if first < self.lines.len() {
            parts.push(first..self.lines.len());
        }
        parts
    }
}

/// What is counted over the lines of a file.
#[derive(Debug, Default)]
struct Parsed {
    records: u64,
    /// The first line that is not valid UTF-8, and how many are not.
    redecoded: Option<(u64, u64)>,
}

impl Parsed {
    /// Takes the counts of the lines behind these.
    fn extend(&mut self, more: Parsed) {
        self.records += more.records;
        if let Some((first, count)) = more.redecoded {
            self.redecoded.get_or_insert((first, 0)).1 += count;
        }
    }
}

/// A stream, or its whole text where it had to be decoded first.
enum Streamed<R> {
    Bytes(R),
    Text(String),
}

/// The host of a web address, without `www.` and port.
fn host(url: &str) -> Option<&str> {
    let host = authority(url)?.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.')).then_some(host)
}
