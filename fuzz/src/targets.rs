//! What is run, and what it starts from.

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wirecopy::anchors::{Finder, Lexicon, marks};
use wirecopy::ingest::{Compression, Format, IngestParams, InputFile, read_stream};
use wirecopy::text::{AsRead, Language, Tokenizer, identify};
use wirecopy::{Article, Config};

/// Makes what runs one input.
type Target = fn() -> Box<dyn Fn(&[u8])>;

pub const TARGETS: &[(&str, Target)] = &[
    ("decode", || reader(&[("a.txt", Format::Text, None), ("a.md", Format::Markdown, None)])),
    ("html", || reader(&[("a.html", Format::Html, None)])),
    ("json", || reader(&[("a.json", Format::Json, None)])),
    ("jsonl", || reader(&[("a.jsonl", Format::JsonLines, None)])),
    ("csv", || reader(&[("a.csv", Format::Csv, None), ("a.tsv", Format::Tsv, None)])),
    ("xml", || reader(&[("a.xml", Format::Xml, None)])),
    ("warc", || reader(&[("a.warc", Format::Warc, None)])),
    ("mail", || reader(&[("a.eml", Format::Mail, None), ("a.mbox", Format::Mbox, None)])),
    ("archives", || reader(&[("a.zip", Format::Zip, None), ("a.tar", Format::Tar, None)])),
    ("unpacking", || {
        reader(&[
            ("a.txt.gz", Format::Text, Some(Compression::Gzip)),
            ("a.txt.zst", Format::Text, Some(Compression::Zstd)),
            ("a.txt.bz2", Format::Text, Some(Compression::Bzip2)),
            ("a.txt.xz", Format::Text, Some(Compression::Xz)),
        ])
    }),
    ("dictionary", || Box::new(dictionary)),
    ("lexicon", || Box::new(lexicon)),
    ("text", || {
        let tokenizer = RefCell::new(Tokenizer::new());
        Box::new(move |input| text(&String::from_utf8_lossy(input), &mut tokenizer.borrow_mut()))
    }),
    ("anchors", || {
        let tokenizer = RefCell::new(Tokenizer::new());
        Box::new(move |input| anchors(&String::from_utf8_lossy(input), &mut tokenizer.borrow_mut()))
    }),
    ("analyze", || Box::new(analyze)),
];

/// Reads an input as a file of each of the kinds.
fn reader(kinds: &'static [(&'static str, Format, Option<Compression>)]) -> Box<dyn Fn(&[u8])> {
    // An input of 100 kB may hold a gzip of 100 MB of zeros, which is what the limits are for.
    let params = IngestParams {
        max_file_bytes: 4 << 20,
        max_line_bytes: 1 << 20,
        max_archive_bytes: 4 << 20,
        ..IngestParams::default()
    };
    Box::new(move |input| {
        for &(name, format, compression) in kinds {
            let file = InputFile {
                path: PathBuf::from(name),
                name: name.to_owned(),
                format,
                compression,
                bytes: input.len() as u64,
            };
            let contents = read_stream(input, &file, &params);
            let any = !contents.articles.is_empty() || !contents.problems.is_empty();
            assert!(any, "an input is an article or a problem");
            for article in &contents.articles {
                assert!(!article.body.trim().is_empty(), "an article has a text");
                assert!(!article.id.is_empty(), "an article has an id");
            }
        }
    })
}

/// The first half is the index, the second the text.
fn dictionary(input: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let cut = input.windows(4).position(|w| w == b"%%%\n").unwrap_or(input.len() / 2);
    let (index, text) = (folder.path().join("x-swe-eng.index"), folder.path().join("x-swe-eng.dict"));
    fs::write(&index, &input[..cut]).expect("a file");
    fs::write(&text, input.get(cut + 4..).unwrap_or(&[])).expect("a file");
    let mut lexicon = Lexicon::default();
    let _ = lexicon.add_dictionary(&index);
    // The same bytes as a compressed text.
    let packed = folder.path().join("y-eng-deu.dict.dz");
    fs::write(&packed, &input[cut..]).expect("a file");
    fs::write(folder.path().join("y-eng-deu.index"), &input[..cut]).expect("a file");
    let _ = lexicon.add_dictionary(&packed);
}

fn lexicon(input: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("terms.tsv");
    // Line by line, so that one bad line does not hide the others.
    let mut lexicon = Lexicon::default();
    for part in input.split_inclusive(|&byte| byte == b'\n').take(32) {
        fs::write(&table, part).expect("a file");
        let _ = lexicon.add_table(&table);
    }
    fs::write(&table, input).expect("a file");
    let _ = lexicon.add_table(&table);
    let language = Language::from_tag("so").expect("a code");
    let finder = Finder::new(&lexicon, [language]);
    finder.concepts(&String::from_utf8_lossy(input), language, |_, _| {});
}

fn text(input: &str, tokenizer: &mut Tokenizer) {
    let read = AsRead::new(input);
    for (at, _) in read.text().char_indices() {
        assert!(input.is_char_boundary(read.original(at)));
    }
    tokenizer.words(input, |_, _| {});
    for language in languages(input) {
        let tokens = tokenizer.tokenize(input, language);
        let mut last = 0;
        for span in &tokens.spans {
            assert!(span.start >= last && span.start < span.end);
            assert!(input.get(span.start as usize..span.end as usize).is_some());
            last = span.end;
        }
    }
}

/// The one it seems to be, and one that it is not.
fn languages(input: &str) -> [Language; 2] {
    const OTHERS: [&str; 12] = ["en", "de", "ar", "zh", "ja", "th", "my", "hi", "fi", "tr", "ru", "ko"];
    let other = OTHERS[input.len() % OTHERS.len()];
    [identify(input, Some(other)), Language::from_tag(other).expect("a code")]
}

fn anchors(input: &str, tokenizer: &mut Tokenizer) {
    let finder = Finder::default();
    for language in languages(input) {
        let tokens = tokenizer.tokenize(input, language);
        for mark in marks(input, &tokens, &finder) {
            assert!(input.get(mark.range.start as usize..mark.range.end as usize).is_some());
            assert!((mark.anchor.word as usize) < tokens.len());
        }
    }
}

/// Articles parted by form feeds, at most four.
fn analyze(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let articles: Vec<Article> = (0..)
        .zip(text.split('\u{C}').take(4))
        .map(|(at, body)| Article {
            id: at.to_string(),
            title: body.lines().next().map(str::to_owned),
            body: body.to_owned(),
            ..Article::default()
        })
        .collect();
    let config = Config { threads: 1, ..Config::default() };
    let analysis =
        wirecopy::analyze(articles, &config, &wirecopy::progress::Silent).expect("articles without a file");
    for found in &analysis.matches {
        let body = |doc: wirecopy::DocId| &analysis.articles[doc.index()].article.body;
        for passage in &found.passages {
            let (a, b) = (passage.a.clone(), passage.b.clone());
            assert!(body(found.a).get(a.start as usize..a.end as usize).is_some());
            assert!(body(found.b).get(b.start as usize..b.end as usize).is_some());
        }
    }
    let _ = wirecopy::report::json::write(&analysis, &mut std::io::sink());
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// Files of the corpus with one of the endings, the smallest ones.
fn files(endings: &[&str], most: usize) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    let mut todo = vec![corpus()];
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.metadata() {
                _ if kind.is_dir() => todo.push(entry.path()),
                Ok(meta) if kind.is_file() && endings.iter().any(|ending| name.ends_with(ending)) => {
                    paths.push((meta.len(), entry.path()));
                }
                _ => {}
            }
        }
    }
    paths.sort();
    paths.into_iter().take(most).filter_map(|(_, path)| fs::read(path).ok()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..107].copy_from_slice(b"0000644");
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[136..147].copy_from_slice(b"00000000000");
        header[156] = b'0';
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

const TEXT: &str =
    "The harbour authority closed the northern quay on Tuesday after divers found cracks in two pillars.";

fn message() -> String {
    let folded = "Subject: =?utf-8?Q?H=C3=A4fen?= and\r\n quays\r\n";
    format!(
        "From: Desk <desk@wire.example>\r\n{folded}Date: Thu, 12 Mar 2026 10:00:00 +0100\r\nMessage-ID: <1@wire.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; \
         charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{TEXT}=\r\n more=20text\r\n--x\r\nContent-Type: \
         text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+VGhlIGhhcmJvdXI8L3A+\r\n--x--\r\n"
    )
}

fn web_archive() -> Vec<u8> {
    let page = format!(
        "<html><title>Quay closed</title><body><article><p>{TEXT} {TEXT}</p></article></body></html>"
    );
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let packed = gzip(page.as_bytes());
    let mut out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n".to_vec();
    for (head, body) in [
        ("", page.as_bytes()),
        ("Transfer-Encoding: chunked\r\n", chunked.as_bytes()),
        ("Content-Encoding: gzip\r\n", &packed[..]),
    ] {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n");
        let length = http.len() + body.len();
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http; \
             msgtype=response\r\nContent-Length: {length}\r\n\r\n{http}"
        );
        out.extend_from_slice(record.as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\r\n\r\n");
    }
    let wet = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{TEXT}\r\n\r\n",
        TEXT.len()
    );
    out.extend_from_slice(wet.as_bytes());
    out
}

const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Post</title><item><title>A &amp; B</title><link>https://a.example/1\
    </link><pubDate>Thu, 12 Mar 2026 10:00:00 GMT</pubDate><dc:creator>Ann</dc:creator><description>&lt;p&gt;The quay&lt;/p&gt;\
    </description><content:encoded><![CDATA[<p>The harbour authority closed the northern quay.</p>]]></content:encoded></item></channel></rss>";

const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Post</title><entry><id>urn:1</id><title type=\"html\">A\
    </title><updated>2026-03-12T10:00:00Z</updated><author><name>Ann</name></author><content type=\"xhtml\"><div xmlns=\"\
    http://www.w3.org/1999/xhtml\"><p>The harbour authority closed the northern quay.</p></div></content></entry></feed>";

const NEWSML: &str = "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem guid=\"urn:1\" xml:lang=\"en\"><itemMeta>\
    <versionCreated>2026-03-12T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>Quay</headline><by>Ann</by></contentMeta>\
    <contentSet><inlineXML contenttype=\"application/nitf+xml\"><nitf><body><body.content><p>The harbour authority closed the quay.</p>\
    </body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>";

const RECORDS: &str = "{\"id\": \"a\", \"title\": \"Quay\", \"text\": \"The harbour authority closed the \\u006eorthern quay.\", \"date\": 1772446500, \
    \"source\": {\"name\": \"Post\"}, \"author\": [{\"name\": \"Ann\"}, \"Bob\"], \"x\": [1.5e3, null, true]}\n{\"text\": [\"one\", \"two\"], \
    \"url\": \"https://a.example/2\", \"date\": \"2026-03-12\"}\n";

/// The target's first inputs beside those in `tests/fuzz`.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    let bytes =
        |texts: &[&str]| -> Vec<Vec<u8>> { texts.iter().map(|text| text.as_bytes().to_vec()).collect() };
    let texts = || files(&[".txt", ".md"], 120);
    match name {
        "decode" => files(&[".txt", ".md", ".html"], 60),
        "html" => files(&[".html"], 80),
        "json" => {
            let mut seeds = files(&[".json"], 4);
            seeds.extend(bytes(&[
                &format!("[{}]", RECORDS.trim().replace("}\n{", "},{")),
                "{\"articles\": [{\"text\": \"a\"}]}",
            ]));
            seeds
        }
        "jsonl" => [files(&[".jsonl"], 8), bytes(&[RECORDS])].concat(),
        "csv" => [
            files(&[".csv", ".tsv"], 4),
            bytes(&[
                "id,title,text,date\n1,\"A \"\"b\"\", c\",\"one\ntwo\",2026-03-12\n2,,three,\n",
                "text\tid\n\"a\tb\"\t1\nc\t2\n",
            ]),
        ]
        .concat(),
        "xml" => [files(&[".xml", ".rss"], 8), bytes(&[FEED, ATOM, NEWSML])].concat(),
        "warc" => vec![web_archive(), gzip(&web_archive())],
        "mail" => {
            let mbox = format!(
                "From a Thu Jan  1 00:00:00 1970\n{}\n\nFrom b Thu Jan  1 00:00:00 1970\nSubject: x\n\n>From {TEXT}\n",
                message().replace('\r', "")
            );
            bytes(&[&message(), &mbox])
        }
        "archives" => {
            let inside = [
                ("a.txt", TEXT.as_bytes()),
                ("../b.html", b"<p>b</p>"),
                ("c.jsonl", RECORDS.as_bytes()),
                ("d/e.eml", b"Subject: a\n\nb\n"),
            ];
            [files(&[".zip"], 4), vec![tar(&inside), tar(&[("x.csv", b"text\na\n"), ("y.tar", b"")])]]
                .concat()
        }
        "unpacking" => [files(&[".gz", ".zst", ".bz2", ".xz"], 16), vec![gzip(&[b'a'; 4096])]].concat(),
        "dictionary" => {
            let plain = "00databaseinfo\tA\tF\nferja\tA\tU\nhamn\tU\tN\n%%%\nferja /feri/\nferry\n\nhamn <n>\n1. harbour\n2. port\n";
            let dz = [b"ferry\tA\tU\n%%%\n".to_vec(), gzip("ferry /feri/\nFähre\n".as_bytes())].concat();
            [bytes(&[plain]), vec![dz]].concat()
        }
        "lexicon" => bytes(&[
            "# terms\nkelp-farm\ten\tkelp farm|seaweed farm\nkelp-farm\tso\tbeer badeed\nvaccine\tso\ttallaal\n",
            "a\tzh\t海带场\nb\tmy\tရေညှိ\n",
        ]),
        "text" | "anchors" => texts(),
        "analyze" => {
            let texts = texts();
            let pairs = texts.chunks(2).map(|pair| pair.join(&b"\x0c"[..]));
            let copies = texts.iter().map(|text| [&text[..], b"\x0c", &text[text.len() / 3..]].concat());
            pairs.chain(copies).collect()
        }
        _ => Vec::new(),
    }
}
