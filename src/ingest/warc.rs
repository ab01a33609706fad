//! Web archives to the pages in them.

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// The most bytes of a record's header, or of an answer's. Servers refuse more than 8 to 16 KB.
const LONGEST_HEADER: usize = 256 << 10;

/// The records of a web archive.
pub struct Records<R> {
    reader: R,
    position: u64,
    number: u64,
    limit: u64,
    /// The first line of the next record, where it was read already, and where it begins.
    first: Option<(u64, Vec<u8>)>,
}

/// One record that may hold a page.
#[derive(Debug)]
pub struct Record {
    /// Its 1-based place among all records, and where it begins in the decompressed file.
    pub number: u64,
    pub offset: u64,
    kind: Kind,
    pub address: Option<String>,
    content_type: Option<String>,
    block: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// An answer of a server, header and all.
    Response,
    /// What the address holds, without a header; also text that was made of it.
    Resource,
}

pub enum Next {
    Record(Record),
    /// A record that holds no page: requests, metadata, the archive's own description.
    Other,
    /// A record that can't be read: its place, where it begins, and why.
    Bad(u64, u64, String),
}

/// What a record holds.
#[derive(Debug, PartialEq)]
pub struct Content {
    /// In lower case, without parameters; empty where it is not said.
    pub mime: String,
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// Records of at most `limit` bytes each.
    pub fn new(reader: R, limit: u64) -> Self {
        Records { reader, position: 0, number: 0, limit, first: None }
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    ///
    /// What the stream says; nothing can be read after that.
    pub fn next(&mut self) -> io::Result<Option<Next>> {
        let mut line = Vec::new();
        let offset = match self.first.take() {
            Some((offset, first)) => {
                line = first;
                offset
            }
            // Empty lines stand between records.
            None => loop {
                let offset = self.position;
                if !self.line(&mut line)? {
                    return Ok(None);
                }
                if !line.trim_ascii().is_empty() {
                    break offset;
                }
            },
        };
        self.number += 1;
        if !line.starts_with(b"WARC/") {
            self.skip_to_record()?;
            return Ok(Some(Next::Bad(self.number, offset, "no WARC record".into())));
        }
        let mut kind = None;
        let (mut address, mut content_type, mut length) = (None, None, None);
        let mut total = 0;
        loop {
            if !self.line(&mut line)? {
                return Ok(Some(Next::Bad(self.number, offset, "broken off in its header".into())));
            }
            total += line.len();
            if total > LONGEST_HEADER {
                self.skip_to_record()?;
                return Ok(Some(Next::Bad(self.number, offset, "its header is too long".into())));
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            let Some((name, value)) = field(&line) else { continue };
            match name.as_str() {
                "warc-type" => kind = Some(value.to_ascii_lowercase()),
                "warc-target-uri" => {
                    let bare = value.trim_start_matches('<').trim_end_matches('>');
                    address = Some(bare.to_owned()).filter(|address| !address.is_empty());
                }
                "content-type" => content_type = Some(value),
                "content-length" => length = value.parse::<u64>().ok(),
                _ => {}
            }
        }
        let Some(length) = length else {
            self.skip_to_record()?;
            return Ok(Some(Next::Bad(self.number, offset, "no length in its header".into())));
        };
        let kind = match kind.as_deref() {
            Some("response") => Some(Kind::Response),
            Some("resource" | "conversion") => Some(Kind::Resource),
            _ => None,
        };
        let Some(kind) = kind.filter(|_| length <= self.limit) else {
            let skipped = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
            self.position += skipped;
            let bad = |reason| Ok(Some(Next::Bad(self.number, offset, reason)));
            return match kind {
                Some(_) => {
                    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
                    let (size, limit) = (megabytes(length), megabytes(self.limit));
                    bad(format!("{size} MB are over the limit of {limit} MB"))
                }
                None if skipped < length => bad("broken off".into()),
                None => Ok(Some(Next::Other)),
            };
        };
        let mut block = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut block)?;
        self.position += block.len() as u64;
        if (block.len() as u64) < length {
            return Ok(Some(Next::Bad(self.number, offset, "broken off".into())));
        }
        Ok(Some(Next::Record(Record { number: self.number, offset, kind, address, content_type, block })))
    }

    /// Reads a line with its end, its first bytes if it is too long; false at the end of the stream.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let mut length = 0;
        loop {
            let held = self.reader.fill_buf()?;
            let end = memchr::memchr(b'\n', held).map(|at| at + 1);
            let part = &held[..end.unwrap_or(held.len())];
            let room = (LONGEST_HEADER + 1).saturating_sub(line.len());
            line.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len();
            self.reader.consume(used);
            length += used;
            if end.is_some() || used == 0 {
                self.position += length as u64;
                return Ok(length > 0);
            }
        }
    }

    /// Goes on to the next line that can begin a record.
    fn skip_to_record(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        loop {
            let offset = self.position;
            if !self.line(&mut line)? {
                return Ok(());
            }
            if line.starts_with(b"WARC/") {
                self.first = Some((offset, line));
                return Ok(());
            }
        }
    }
}

/// `Name: value`
fn field(line: &[u8]) -> Option<(String, String)> {
    let at = memchr::memchr(b':', line)?;
    let name = String::from_utf8_lossy(line[..at].trim_ascii()).to_ascii_lowercase();
    Some((name, String::from_utf8_lossy(line[at + 1..].trim_ascii()).into_owned()))
}

/// `text/html; charset="utf-8"` to its two parts.
fn mime(content_type: &str) -> (String, Option<String>) {
    let mut parts = content_type.split([';', ',']);
    let mime = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (mime, charset)
}

impl Record {
    /// What it holds, without the header and the codings of its transfer; `None` where the server did not give the page.
    ///
    /// # Errors
    ///
    /// One line for a person: a coding that is broken or not known, more than `limit` bytes.
    pub fn content(self, limit: u64) -> Result<Option<Content>, String> {
        let (said, coding, mut bytes) = match self.kind {
            Kind::Resource => (self.content_type.unwrap_or_default(), String::new(), self.block),
            Kind::Response => {
                let Some(answer) = Answer::read(&self.block) else { return Ok(None) };
                if !(200..300).contains(&answer.status) {
                    return Ok(None);
                }
                let body = &self.block[answer.body..];
                let body = if answer.chunked { chunks(body) } else { body.to_vec() };
                (answer.content_type, answer.coding, body)
            }
        };
        let (mime, charset) = mime(&said);
        if !matches!(mime.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain") {
            return Ok(Some(Content { mime, charset, bytes: Vec::new() }));
        }
        // Many archives hold the page as it was after decoding, and the header as it came.
        for coding in coding.split(',').rev() {
            let gzip = bytes.starts_with(b"\x1F\x8B");
            bytes = match coding.trim() {
                "gzip" | "x-gzip" if gzip => whole(MultiGzDecoder::new(&bytes[..]), limit, "gzip")?,
                "deflate" if bytes.first().is_some_and(|b| b & 0x0F == 8) => {
                    whole(ZlibDecoder::new(&bytes[..]), limit, "deflate")?
                }
                "deflate" if !looks_like_text(&bytes) => {
                    whole(DeflateDecoder::new(&bytes[..]), limit, "deflate")?
                }
                "br" if !looks_like_text(&bytes) => {
                    whole(Decompressor::new(&bytes[..], 1 << 12), limit, "brotli")?
                }
                "" | "identity" | "gzip" | "x-gzip" | "deflate" | "br" => bytes,
                _ if looks_like_text(&bytes) => bytes,
                other => return Err(format!("coded as {}", other.chars().take(20).collect::<String>())),
            };
        }
        Ok(Some(Content { mime, charset, bytes }))
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(512)];
    !start.iter().any(|b| *b < 0x20 && !b.is_ascii_whitespace())
        && start.iter().any(|b| *b == b'<' || *b == b' ')
}

fn whole(source: impl Read, limit: u64, kind: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let result = source.take(limit + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        return Err(format!("{kind} that unpacks to more than {} MB", limit.div_ceil(1 << 20)));
    }
    result.map_err(|e| format!("damaged {kind} after {} bytes: {e}", bytes.len()))?;
    Ok(bytes)
}

/// The header of a server's answer.
struct Answer {
    status: u32,
    content_type: String,
    coding: String,
    chunked: bool,
    /// Where the body begins.
    body: usize,
}

impl Answer {
    fn read(block: &[u8]) -> Option<Self> {
        let mut answer =
            Answer { status: 0, content_type: String::new(), coding: String::new(), chunked: false, body: 0 };
        for line in block.split_inclusive(|b| *b == b'\n') {
            let first = answer.body == 0;
            answer.body += line.len();
            if answer.body > LONGEST_HEADER {
                return None;
            }
            let bare = line.trim_ascii();
            if first {
                let words = String::from_utf8_lossy(bare);
                let mut words = words.split_ascii_whitespace();
                words.next().filter(|version| version.starts_with("HTTP/"))?;
                answer.status = words.next()?.parse().ok()?;
            } else if bare.is_empty() {
                break;
            } else if let Some((name, value)) = field(bare) {
                match name.as_str() {
                    "content-type" => answer.content_type = value,
                    "content-encoding" => answer.coding = value.to_ascii_lowercase(),
                    "transfer-encoding" => answer.chunked = value.to_ascii_lowercase().contains("chunked"),
                    _ => {}
                }
            }
        }
        Some(answer)
    }
}

/// The body without the lengths of its chunks; as it is where it has none. What is cut off is missing.
fn chunks(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(1 << 10)]) {
        let line = rest[..end].split(|b| *b == b';').next().unwrap_or(&[]).trim_ascii();
        let length = std::str::from_utf8(line).ok().and_then(|line| usize::from_str_radix(line, 16).ok());
        let Some(length) = length else { break };
        if length == 0 {
            return bytes;
        }
        rest = &rest[end + 1..];
        let length = length.min(rest.len());
        bytes.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    if bytes.is_empty() { body.to_vec() } else { bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Write};

    fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
        let mut record = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
            block.len()
        )
        .into_bytes();
        record.extend_from_slice(block);
        record.extend_from_slice(b"\r\n\r\n");
        record
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut records = Records::new(BufReader::with_capacity(7, bytes), 1000);
        let mut all = Vec::new();
        while let Some(next) = records.next().unwrap() {
            all.push(match next {
                Next::Other => "other".into(),
                Next::Bad(number, offset, reason) => format!("{number} at {offset}: {reason}"),
                Next::Record(record) => {
                    let address = record.address.clone().unwrap_or_default();
                    match record.content(1000) {
                        Ok(Some(content)) => format!(
                            "{address} {} {} {}",
                            content.mime,
                            content.charset.unwrap_or_default(),
                            String::from_utf8_lossy(&content.bytes)
                        ),
                        Ok(None) => "no page".into(),
                        Err(reason) => reason,
                    }
                }
            });
        }
        all
    }

    #[test]
    fn records_follow_each_other() {
        let html = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"latin1\"\r\n\r\n<p>one";
        let chunked = b"HTTP/1.1 200 OK\r\nContent-type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n<p>\r\n4\r\ntwo \r\n0\r\n\r\n";
        let dechunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>three";
        let all = [
            record("warcinfo", "", b"software: x"),
            record("response", "http://a/1", html),
            record("response", "http://a/2", chunked),
            record("response", "http://a/3", dechunked),
            record("response", "http://a/4", b"HTTP/1.1 404 Not Found\r\n\r\n<p>no"),
            record("response", "http://a/5", b"HTTP/1.1 200 OK\nContent-Type: image/png\n\n\x89PNG"),
            record("conversion", "http://a/6", b"plain"),
            record("revisit", "http://a/7", b""),
            b"garbage\r\nmore\r\n".to_vec(),
            record("response", "http://a/8", &vec![b'x'; 1001]),
            b"WARC/1.1\r\nWARC-Type: response\r\n\r\n".to_vec(),
            record("resource", "http://a/9", b"last"),
            record("response", "http://a/10", html)[..150].to_vec(),
        ];
        let garbage: usize = all[..8].iter().map(Vec::len).sum();
        let long = garbage + all[8].len();
        let headless = long + all[9].len();
        let cut = headless + all[10].len() + all[11].len();
        assert_eq!(
            read(&all.concat()),
            [
                "other".to_owned(),
                "http://a/1 text/html latin1 <p>one".into(),
                "http://a/2 text/html  <p>two ".into(),
                "http://a/3   <p>three".into(),
                "no page".into(),
                "http://a/5 image/png  ".into(),
                "http://a/6 text/plain  plain".into(),
                "other".into(),
                format!("9 at {garbage}: no WARC record"),
                format!("10 at {long}: 1 MB are over the limit of 1 MB"),
                format!("11 at {headless}: no length in its header"),
                "http://a/9 text/plain  last".into(),
                format!("13 at {cut}: broken off"),
            ]
        );
    }

    #[test]
    fn codings_are_undone() {
        let page = b"<p>coded text of a page";
        let answer = |coding: &str, body: &[u8]| {
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n");
            record("response", "http://a/1", &[head.as_bytes(), body].concat())
        };
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(page).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(page).unwrap();
        let zlib = zlib.finish().unwrap();
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        bomb.write_all(&[b' '; 2000]).unwrap();
        let bomb = bomb.finish().unwrap();
        let expected = "http://a/1 text/html  <p>coded text of a page";
        for (coding, body) in
            [("gzip", &gzip[..]), ("deflate", &zlib), ("gzip", page), ("br", page), ("zstd", page)]
        {
            assert_eq!(read(&answer(coding, body)), [expected], "{coding}");
        }
        assert_eq!(read(&answer("gzip", &bomb)), ["gzip that unpacks to more than 1 MB"]);
        assert!(read(&answer("gzip", &gzip[..20]))[0].starts_with("damaged gzip after"));
        assert_eq!(read(&answer("zstd", b"\x28\xB5\x2F\xFD\0\0")), ["coded as zstd"]);
        assert!(read(&answer("br", b"\x01\x02\x03\x04"))[0].starts_with("damaged brotli"));
    }
}
