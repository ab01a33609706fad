//! The stage as a whole: folders in, articles and problems out.

use super::*;
use crate::error::Severity;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;

fn params() -> IngestParams {
    IngestParams::default()
}

/// What a folder or file comes to: articles by id, problems as `severity:line: reason`, skipped extensions.
fn ingest(path: &Path) -> (Found, Vec<Article>, Vec<String>) {
    let found = walk(&[path.to_owned()], &params()).unwrap();
    let mut articles = Vec::new();
    let mut problems: Vec<String> = found.problems.iter().map(shown).collect();
    for file in &found.files {
        let contents = read(file, &params());
        articles.extend(contents.articles);
        problems.extend(contents.problems.iter().map(shown));
    }
    (found, articles, problems)
}

fn shown(problem: &Problem) -> String {
    let severity = if problem.severity == Severity::Lost { "lost" } else { "note" };
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{severity}{line}: {}", problem.reason)
}

/// One record in a file of its own.
fn read_bytes(name: &str, bytes: &[u8]) -> Contents {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let found = walk(&[path], &params()).unwrap();
    read(&found.files[0], &params())
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// `corpus/edge.tsv` holds for each file of `corpus/edge` what must happen to it.
#[test]
fn the_edge_corpus_does_what_its_table_says() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let table = fs::read_to_string(corpus.join("edge.tsv")).unwrap();
    let root = corpus.join("edge");
    let found = walk(std::slice::from_ref(&root), &params()).unwrap();
    let mut actual: std::collections::BTreeMap<String, (String, Vec<String>, String)> = Default::default();
    for problem in &found.problems {
        let path = Path::new(&problem.path).strip_prefix(&root).unwrap().display().to_string();
        actual.entry(path).or_default().1.push(shown(problem));
    }
    for file in &found.files {
        let contents = read(file, &params());
        let entry = actual.entry(file.name.clone()).or_default();
        entry.0 = contents.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>().join(" ");
        entry.1.extend(contents.problems.iter().map(shown));
        entry.2 = contents.articles.into_iter().map(|a| a.body.to_string()).collect();
    }
    let mut listed = std::collections::BTreeSet::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[path, _wrong, articles, problems, text] = &cells[..] else { panic!("five cells: {row}") };
        listed.insert(path.to_owned());
        let nothing = Default::default();
        let (ids, reasons, body) = actual.get(path).unwrap_or(&nothing);
        let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
        assert_eq!(or_dash(ids.clone()), articles, "articles of {path}");
        assert_eq!(or_dash(reasons.join(" | ")), problems, "problems of {path}");
        assert!(text == "-" || body.contains(text), "text of {path}: {body}");
        assert!(!body.contains('\r') && !body.contains('\u{FEFF}'), "{path}");
    }
    for path in actual.keys() {
        assert!(listed.contains(path), "{path} is not in corpus/edge.tsv");
    }
    let skipped: Vec<_> = found.skipped.into_iter().collect();
    assert_eq!(skipped, [("(none)".to_owned(), 1), ("jpg".to_owned(), 1)]);
}

const TEXT: &str =
    "The harbour authority closed the northern quay on Tuesday after divers found cracks in two pillars.";

#[test]
fn names_do_not_depend_on_links() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for path in ["in/b/real.txt", "out/tree/one.txt", "out/tree/sub/two.txt"] {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), TEXT).unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("b/real.txt", root.join("in/a.txt")).unwrap();
        symlink("../../in", root.join("in/b/up")).unwrap();
        symlink("../../out/tree", root.join("in/b/z-tree")).unwrap();
        symlink("../out/tree/sub", root.join("in/sub")).unwrap();
        symlink("../out/tree/one.txt", root.join("in/other.txt")).unwrap();
        symlink("nowhere", root.join("in/nowhere.txt")).unwrap();
        let names = |paths: &[&str]| {
            let paths: Vec<_> = paths.iter().map(|path| root.join(path)).collect();
            let found = walk(&paths, &params()).unwrap();
            let names: Vec<_> = found.files.iter().map(|file| file.name.clone()).collect();
            (names.join(" "), found.problems.iter().map(shown).collect::<Vec<_>>().join(" "))
        };
        let dangling = "lost: dangling link".to_owned();
        assert_eq!(
            names(&["in"]),
            ("b/real.txt b/z-tree/one.txt b/z-tree/sub/two.txt".into(), dangling.clone())
        );
        // What is in the given folders wins over what is linked, in any order of the arguments.
        assert_eq!(names(&["in", "out"]), names(&["out", "in"]));
        assert_eq!(names(&["in", "out"]), ("b/real.txt tree/one.txt tree/sub/two.txt".into(), dangling));
        // A folder and a file or folder of it: each file once, under its smallest name.
        assert_eq!(names(&["out", "out/tree/sub", "out/tree/one.txt"]).0, "one.txt tree/sub/two.txt");
        assert_eq!(names(&["out/tree/one.txt", "out"]).0, "one.txt tree/sub/two.txt");
        // A link that was given is what was asked for.
        assert_eq!(names(&["in/a.txt"]).0, "a.txt");
    }
    let missing = walk(&[root.join("missing")], &params()).unwrap();
    assert!(missing.files.is_empty());
    assert_eq!(missing.problems.len(), 1);
    assert_eq!(missing.problems[0].severity, Severity::Lost);
}

#[cfg(unix)]
#[test]
fn special_and_closed_files_are_problems() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;
    let folder = tempfile::tempdir().unwrap();
    let _socket = UnixListener::bind(folder.path().join("socket.txt")).unwrap();
    let closed = folder.path().join("closed.txt");
    fs::write(&closed, TEXT).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let (_, articles, problems) = ingest(folder.path());
    assert_eq!(problems[0], "note: skipped: not a regular file");
    // Whoever may read everything reads this file too.
    if fs::File::open(&closed).is_err() {
        assert!(articles.is_empty());
        assert!(problems[1].starts_with("lost: Permission denied"), "{problems:?}");
    }
}

#[test]
fn a_long_line_costs_itself_alone() {
    let good = format!("{{\"id\": \"good\", \"text\": \"{TEXT}\"}}\n");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all(good.as_bytes()).unwrap();
    zipped.write_all(b"{\"text\": \"").unwrap();
    for _ in 0..65 {
        zipped.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    zipped.write_all(b"\"}\n").unwrap();
    zipped.write_all(good.as_bytes()).unwrap();
    let contents = read_bytes("long.jsonl.gz", &zipped.finish().unwrap());
    assert_eq!(contents.articles.len(), 2);
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(problems, ["lost:2: line of 66 MB is over the limit of 64 MB"]);
}

#[test]
fn a_bomb_costs_no_more_than_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.txt.gz");
    fs::write(&path, gzip(&vec![b'a'; 3 << 20])).unwrap();
    let params = IngestParams { max_file_bytes: 1 << 20, ..params() };
    let found = walk(&[path], &params).unwrap();
    let contents = read(&found.files[0], &params);
    assert!(contents.articles.is_empty());
    assert!(contents.problems[0].reason.starts_with("over the limit of 1 MB"));
    assert!(contents.bytes <= (1 << 20) + 1);
    for bad in [
        IngestParams { max_file_bytes: 0, ..IngestParams::default() },
        IngestParams { fields: Fields { text: vec![], ..Fields::default() }, ..IngestParams::default() },
    ] {
        assert!(walk(&[], &bad).is_err());
    }
}

#[test]
fn records_are_read_by_their_fields() {
    let contents = read_bytes(
        "in.jsonl",
        "\u{FEFF}{\"id\": 12, \"body\": \"one\", \"content\": \"two\", \"headline\": \" A title \", \"published\": 1772446500000, \
         \"source\": {\"name\": \"Post\"}, \"author\": [{\"name\": \"Ann\"}, \"Bob\"], \"lang\": \"de\", \"x\": [[[]]]}\n\
         \n\
         {\"text\": [\"first\", \"second\"], \"link\": \"https://www.post.example:80/a\", \"date\": \"yesterday\"}\r\n\
         {\"text\": null, \"content\": \"kept\"}\n\
         \"text\"\n"
            .as_bytes(),
    );
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(problems, ["lost:5: not an object"]);
    let [a, b, c] = &contents.articles[..] else { panic!("{:?}", contents.articles) };
    assert_eq!((a.id.as_str(), &*a.body.text(), a.title.as_deref()), ("12", "one", Some("A title")));
    assert_eq!(
        (a.outlet.as_deref(), a.byline.as_deref(), a.language.as_deref()),
        (Some("Post"), Some("Ann, Bob"), Some("de"))
    );
    assert_eq!(a.published.unwrap().earliest.to_string(), "2026-03-02T10:15:00Z");
    assert_eq!((b.id.as_str(), &*b.body.text()), ("in.jsonl#3", "first\n\nsecond"));
    assert_eq!(
        (b.outlet.as_deref(), b.date.as_deref(), b.published),
        (Some("post.example"), Some("yesterday"), None)
    );
    assert_eq!((c.id.as_str(), &*c.body.text()), ("in.jsonl#4", "kept"));
}

#[test]
fn tables_are_read_by_their_columns() {
    let contents = read_bytes(
        "in.csv",
        "Id;Headline;Text;published;Author;comment\n\
         7;A title;\"one\r\ntwo; \"\"three\"\"\";2026-03-02;Ann;x\n\
         ;;four\n\
         8;;;2026-03-02;Bob;\n\
         ;;five;;;\n"
            .as_bytes(),
    );
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(
        problems,
        [
            "lost:4: 3 cells where the header has 6",
            "lost:5: record has no text (looked for text, body, content)"
        ]
    );
    let [a, b] = &contents.articles[..] else { panic!("{:?}", contents.articles) };
    assert_eq!(
        (a.id.as_str(), &*a.body.text(), a.title.as_deref()),
        ("7", "one\ntwo; \"three\"", Some("A title"))
    );
    assert_eq!((a.byline.as_deref(), a.date.as_deref()), (Some("Ann"), Some("2026-03-02")));
    assert!(a.published.is_some());
    assert_eq!((b.id.as_str(), &*b.body.text()), ("in.csv#6", "five"));
    // In an encoding of its own, and in UTF-16 as spreadsheets export it.
    let text = format!("text\tid\n{TEXT} Grüße.\t1\n");
    let (latin1, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let contents = read_bytes("in.tsv", &latin1);
    assert!(contents.articles[0].body.text().ends_with("Grüße."), "{contents:?}");
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(problems, ["note:2: 1 lines are not valid UTF-8; this is the first"]);
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let contents = read_bytes("in.txt.csv", &utf16);
    assert_eq!((contents.articles.len(), contents.problems.len()), (1, 0));
    let contents = read_bytes("in.csv", b"id,story\n1,one\n");
    assert!(contents.problems[0].reason.starts_with("no column of texts"));
}

#[test]
fn a_quotation_mark_that_is_never_closed_costs_no_more_than_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.csv.gz");
    let text = format!("text\n{TEXT}\n\"{}", format!("{TEXT}\n").repeat(40_000));
    fs::write(&path, gzip(text.as_bytes())).unwrap();
    let params = IngestParams { max_line_bytes: 1 << 20, ..params() };
    let found = walk(&[path], &params).unwrap();
    let contents = read(&found.files[0], &params);
    assert_eq!(contents.articles.len(), 1);
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(problems, ["lost:3: row is over the limit of 1 MB: a quotation mark that is never closed?"]);
}

#[test]
fn feeds_give_articles() {
    let feed = format!(
        "<rss><channel><title>Harbour &amp; Sea</title>\n<item><title>AT&amp;amp;T &lt;i&gt;and&lt;/i&gt; quay</title>\
         <pubDate>yesterday</pubDate><dc:date>2026-03-02T10:15:00Z</dc:date><dc:creator>By Jane Roe</dc:creator>\
         <description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;More &amp;amp; more.&lt;/p&gt;</description></item>\n<item/></channel></rss>"
    );
    let contents = read_bytes("feed.rss", feed.as_bytes());
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert_eq!(problems, ["note:3: 1 items without text; this is the first"]);
    let article = &contents.articles[0];
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("feed.rss#1", Some("AT&T and quay")));
    assert_eq!(article.body, format!("{TEXT}\n\nMore & more."));
    assert_eq!(
        (article.outlet.as_deref(), article.byline.as_deref()),
        (Some("Harbour & Sea"), Some("Jane Roe"))
    );
    assert_eq!(article.published.unwrap().latest.to_string(), "2026-03-02T10:15:00Z");
    // An entity that unfolds to a gigabyte stays a word.
    let laughs: String =
        (1..10).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}]><rss><item><description>{TEXT} &l9;</description></item></rss>"
    );
    let contents = read_bytes("bomb.xml", bomb.as_bytes());
    assert_eq!(contents.articles[0].body, format!("{TEXT} &l9;"));
    for (text, problem) in [
        ("<project/>", "note: no feed and no news message: its root is <project>"),
        ("<urlset><url/></urlset>", "note: a sitemap: 1 addresses, no texts"),
        ("<rss/>", "note: a feed without items"),
        ("<rss><item>", "lost:1: the file ends inside <item>"),
    ] {
        let contents = read_bytes("a.xml", text.as_bytes());
        assert_eq!(contents.problems.iter().map(shown).collect::<Vec<_>>(), [problem]);
    }
}

#[test]
fn web_archives_give_pages() {
    let record = |address: &str, block: &[u8]| {
        let length = block.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {length}\r\n\r\n"
        );
        // As crawlers write them: each record a member of its own.
        gzip(&[head.as_bytes(), block, b"\r\n\r\n"].concat())
    };
    let page = format!(
        "<title>Größe</title><h1>Größe</h1><article><p>{TEXT}</p><p>Zwölf Äpfel, {TEXT}</p></article>"
    );
    let (page, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
    let answer =
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n", &page[..]].concat();
    let front = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=/a>a</a>";
    let image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
    let all = [
        record("https://www.harbour.example/a", &answer),
        record("https://harbour.example/", front),
        record("https://harbour.example/i", image),
        record("https://harbour.example/b", &answer),
    ]
    .concat();
    let contents = read_bytes("crawl.warc.gz", &all[..all.len() - 9]);
    let article = &contents.articles[0];
    assert_eq!(
        (article.id.as_str(), article.title.as_deref()),
        ("https://www.harbour.example/a", Some("Größe"))
    );
    assert!(article.body.text().ends_with(&format!("Zwölf Äpfel, {TEXT}")), "{}", article.body);
    assert_eq!(
        (article.outlet.as_deref(), article.url.as_deref()),
        (Some("harbour.example"), Some("https://www.harbour.example/a"))
    );
    let problems: Vec<_> = contents.problems.iter().map(shown).collect();
    assert!(problems[0].starts_with("lost: truncated gzip after "), "{problems:?}");
    assert_eq!(
        problems[1..],
        [
            "note: 1 answers that are no pages: pictures, scripts, errors",
            "note: 1 pages without article text"
        ]
    );
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        // The builder refuses names that lead out of the archive; others do not.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        if name.ends_with("link") {
            header.set_entry_type(::tar::EntryType::Symlink);
        }
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn archives_are_read_without_unpacking() {
    let lines = format!("{{\"text\": \"{TEXT}\"}}\n{{\"text\": \"{TEXT}\", \"id\": \"own\"}}\nbroken\n");
    let inner = zip(&[("a.txt", TEXT.as_bytes())]);
    let files = [
        ("./day/a.txt", TEXT.as_bytes()),
        ("day/b.jsonl.gz", &gzip(lines.as_bytes())),
        ("../../etc/cron.txt", TEXT.as_bytes()),
        ("/root/c.txt", TEXT.as_bytes()),
        ("C:\\d.txt", TEXT.as_bytes()),
        ("photo.jpg", b"x"),
        (".hidden/e.txt", TEXT.as_bytes()),
        ("__MACOSX/f.txt", TEXT.as_bytes()),
        ("inner.zip", &inner),
        ("empty.txt", b""),
    ];
    for (name, bytes) in [
        ("all.zip", zip(&files)),
        ("all.tar", tar(&files)),
        ("all.tgz", gzip(&tar(&files))),
        ("all.zip.gz", gzip(&zip(&files))),
    ] {
        let contents = read_bytes(name, &bytes);
        let ids: Vec<_> =
            contents.articles.iter().map(|a| a.id.strip_prefix(name).unwrap_or(&a.id)).collect();
        assert_eq!(
            ids,
            [
                "!/day/a.txt",
                "!/day/b.jsonl.gz#1",
                "own",
                "!/../../etc/cron.txt",
                "!//root/c.txt",
                "!/C:/d.txt"
            ],
            "{name}"
        );
        assert!(contents.articles[0].path.ends_with(&format!("/{name}!/day/a.txt")));
        let problems: Vec<_> = contents.problems.iter().map(shown).collect();
        assert_eq!(
            problems,
            [
                "lost:3: expected value at column 1",
                "lost: an archive inside an archive is not opened",
                "lost: empty",
                "note: 3 names lead out of the archive (../../etc/cron.txt); nothing is written to disk, so they were read",
            ],
            "{name}"
        );
        assert!(contents.problems[1].path.ends_with(&format!("/{name}!/inner.zip")));
        assert_eq!(contents.skipped.into_iter().collect::<Vec<_>>(), [("jpg".to_owned(), 1)]);
    }
    let cut = tar(&files);
    let contents = read_bytes("cut.tar", &cut[..700]);
    assert!(contents.articles.len() + contents.problems.len() > 0);
    let contents = read_bytes("cut.tar.gz", &gzip(&cut)[..300]);
    assert!(
        contents.problems.last().unwrap().reason.contains("truncated gzip after"),
        "{:?}",
        contents.problems
    );
    // Half an article would match as an excerpt.
    let contents = read_bytes("cut.tar", &cut[..560]);
    assert!(contents.articles.is_empty(), "{contents:?}");
    assert!(contents.problems[0].reason.contains("broken off"), "{contents:?}");
    let contents = read_bytes("cut.zip", &zip(&files)[..300]);
    assert!(contents.problems[0].reason.starts_with("damaged ZIP archive: "), "{:?}", contents.problems);
    let contents = read_bytes("links.tar", &tar(&[("a.txt.link", b""), ("b.txt", TEXT.as_bytes())]));
    assert_eq!(contents.articles.len(), 1);
}

#[test]
fn archive_bombs_cost_no_more_than_the_limits() {
    let params = IngestParams { max_file_bytes: 1 << 20, max_archive_bytes: 4 << 20, ..params() };
    let read_with = |name: &str, bytes: &[u8]| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let found = walk(&[path], &params).unwrap();
        read(&found.files[0], &params)
    };
    let zeros = vec![b'a'; 3 << 20];
    let line = format!("{{\"text\": \"{}\"}}\n", "lo ".repeat(20_000)).repeat(200);
    // A file over its limit costs itself; files together over the archive's limit end it.
    let files = [
        ("a.txt", &zeros[..]),
        ("b.txt", TEXT.as_bytes()),
        ("c.jsonl", line.as_bytes()),
        ("d.txt", TEXT.as_bytes()),
    ];
    for (name, bytes) in [("bomb.zip", zip(&files)), ("bomb.tar.gz", gzip(&tar(&files)))] {
        let contents = read_with(name, &bytes);
        let problems: Vec<_> = contents.problems.iter().map(|p| &p.reason[..30]).collect();
        assert_eq!(problems[0], "over the limit of 1 MB for one", "{name}");
        assert!(problems[1].starts_with("the archive unpacks to more"), "{name}: {problems:?}");
        assert_eq!(contents.articles[0].body, TEXT);
        assert!(
            contents.articles.len() > 1 && contents.bytes <= (bytes.len() as u64 * 100).max(4 << 20) + 1,
            "{name}: {}",
            contents.bytes
        );
        assert!(!contents.articles.last().unwrap().id.ends_with("d.txt"));
    }
    // A file of holes: terabytes that take no place in the archive.
    let mut header = ::tar::Header::new_gnu();
    header.set_path("holes.txt").unwrap();
    header.set_entry_type(::tar::EntryType::GNUSparse);
    header.set_size(0);
    let gnu = header.as_gnu_mut().unwrap();
    gnu.realsize[..11].copy_from_slice(b"77777777777");
    gnu.sparse[0].offset[..11].copy_from_slice(b"77777777777");
    gnu.sparse[0].numbytes[..11].copy_from_slice(b"00000000000");
    header.set_cksum();
    let contents = read_with("holes.tar", &[header.as_bytes(), &[0; 1024][..]].concat());
    assert!(contents.articles.is_empty() && contents.problems[0].severity == Severity::Lost, "{contents:?}");
    // A name of 3 MB.
    let mut header = ::tar::Header::new_gnu();
    header.set_entry_type(::tar::EntryType::GNULongName);
    header.set_size(3 << 20);
    header.set_cksum();
    let contents = read_with("name.tar", &[header.as_bytes(), &zeros[..]].concat());
    assert!(contents.problems[0].reason.contains("header is too long"), "{contents:?}");
}

#[test]
fn exclusion_formats_and_wildcards() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for path in
        ["a.txt", "b.html", "drafts/c.txt", "day/drafts/d.txt", "day/e.txt", "day/f.dat", "day/.g.txt"]
    {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), TEXT).unwrap();
    }
    fs::write(
        root.join("day/all.zip"),
        zip(&[("drafts/x.txt", TEXT.as_bytes()), ("y.txt", TEXT.as_bytes())]),
    )
    .unwrap();
    let names = |paths: &[&str], exclude: &[&str], input_format: Option<&str>| {
        let exclude = exclude.iter().map(|pattern| (*pattern).to_owned()).collect();
        let input_format = input_format.map(|name| name.parse().unwrap());
        let params = IngestParams { exclude, input_format, ..params() };
        let paths: Vec<_> = paths.iter().map(|path| root.join(path)).collect();
        let found = walk(&paths, &params).unwrap();
        let mut names: Vec<_> = found.files.iter().map(|file| file.name.clone()).collect();
        names.extend(found.problems.iter().map(shown));
        names.join(" ")
    };
    assert_eq!(names(&["."], &["drafts/"], None), "a.txt b.html day/all.zip day/e.txt");
    assert_eq!(names(&["."], &["/drafts", "*.zip"], None), "a.txt b.html day/drafts/d.txt day/e.txt");
    assert_eq!(names(&["."], &["*", "!*.html"], None), "b.html");
    assert_eq!(names(&["a.txt", "b.html"], &["*.html"], None), "a.txt");
    assert_eq!(names(&["day"], &["*.zip"], Some("txt")), "drafts/d.txt e.txt f.dat");
    // Wildcards that no shell resolved.
    assert_eq!(names(&["*.txt"], &[], None), "a.txt");
    assert_eq!(names(&["*/*.txt"], &[], None), "c.txt e.txt");
    assert_eq!(names(&["**/[cd].txt"], &[], None), "c.txt d.txt");
    assert_eq!(names(&["{a,b}.*"], &[], None), "a.txt b.html");
    assert_eq!(names(&["*.pdf"], &[], None), "lost: no file matches");
    let params = IngestParams { exclude: vec!["drafts".into()], ..params() };
    let found = walk(&[root.join("day")], &params).unwrap();
    let contents = read(&found.files[0], &params);
    assert_eq!(contents.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["all.zip!/y.txt"]);
    let wrong = IngestParams { exclude: vec!["{a".into()], ..params };
    assert!(walk(&[], &wrong).is_err());
    assert!(
        walk(&["-".into()], &IngestParams::default()).unwrap_err().to_string().contains("--input-format")
    );
    for name in ["txt", "jsonl.gz", "csv.zst", "warc.xz", "tar.bz2", "xml"] {
        assert_eq!(name.parse::<InputFormat>().unwrap().to_string(), name);
    }
    assert_eq!("tgz".parse::<InputFormat>().unwrap().to_string(), "tar.gz");
    assert!("pdf".parse::<InputFormat>().is_err());
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_so() {
    let contents = read_bytes("a.parquet", b"PAR1");
    assert!(contents.problems[0].reason.ends_with("--features parquet"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_by_its_columns() {
    use ::parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use ::parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    use ::parquet::schema::parser::parse_message_type;
    use std::sync::Arc;
    let schema = "message m { required binary id (utf8); optional binary text (utf8); required int64 date (timestamp_millis);
         required binary vector; }";
    let properties =
        WriterProperties::builder().set_compression(::parquet::basic::Compression::SNAPPY).build();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let strings = |values: &[&str]| values.iter().map(|value| ByteArray::from(*value)).collect::<Vec<_>>();
    for (values, levels) in [(&["one", "two", " "][..], None), (&[TEXT, TEXT], Some(&[1i16, 0, 1][..]))] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&strings(values), levels, None).unwrap();
        column.close().unwrap();
    }
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&[1_772_446_500_000; 3], None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&strings(&["x", "y", "z"]), None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    for (name, bytes) in [("a.parquet", bytes.clone()), ("a.parquet.gz", gzip(&bytes))] {
        let contents = read_bytes(name, &bytes);
        let ids: Vec<_> = contents.articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["one".to_owned(), format!("{name}#3")]);
        assert_eq!(contents.articles[0].body, TEXT);
        assert_eq!(contents.articles[0].published.unwrap().latest.to_string(), "2026-03-02T10:15:00Z");
        let problems: Vec<_> = contents.problems.iter().map(shown).collect();
        assert_eq!(problems, ["lost: row 2: record has no text (looked for text, body, content)"]);
    }
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xFF;
        read_bytes("a.parquet", &damaged);
        read_bytes("a.parquet", &bytes[..at]);
    }
}

/// A file of one article, written by another program with zstd.
#[cfg(feature = "parquet")]
const ZSTD: &str = "\
    504152311500151a152c2c15021500150615061c00000028b52ffd200d690000020000000201030000006f6e65150015b401\
    15ae012c15021500150615061c00000028b52ffd205a750200a285121780a96d808dc463e8a13066f72a7622469437b8308f\
    1ac90235778c9f310f67099b519fbc3f0ce12cc981c3f07ce073a334bb573f1925ba9ed380660baff162ad384ba1aa080052\
    5524001504193c35001806736368656d61150400150c25021802696425004c1c000000150c250218047465787425004c1c00\
    00001602191c192c26001c150c192506001918026964150c1602164016522608491c150015001502003c1606190619260002\
    00000026001c150c1925060019180474657874150c160216de0116d801265a491c150015001502003c16a001190619260002\
    000000169e021602260816aa02002820706172717565742d6370702d6172726f772076657273696f6e2032362e302e31192c\
    1c00001c000000cc00000050415231";

#[cfg(feature = "parquet")]
#[test]
fn parquet_of_zstd_is_read_or_named() {
    let byte = |at: usize| u8::from_str_radix(&ZSTD[at..at + 2], 16).unwrap();
    let bytes: Vec<u8> = (0..ZSTD.len()).step_by(2).map(byte).collect();
    let contents = read_bytes("a.parquet", &bytes);
    if cfg!(feature = "parquet-zstd") {
        assert_eq!(contents.articles[0].id, "one");
    } else {
        assert!(
            contents.problems[0].reason.ends_with("build it with --features parquet-zstd"),
            "{contents:?}"
        );
    }
}

#[test]
fn mail_is_read() {
    let one = format!(
        "From: Harbour Post <n@harbour.example>\nSubject: Quay\nDate: Mon, 2 Mar 2026 10:15:00 +0100\n\n{TEXT}\n"
    );
    let contents = read_bytes("letter.eml", one.as_bytes());
    let article = &contents.articles[0];
    assert_eq!(
        (article.id.as_str(), &*article.body.text(), article.title.as_deref()),
        ("letter.eml", TEXT, Some("Quay"))
    );
    assert_eq!(article.published.unwrap().latest.to_string(), "2026-03-02T09:15:00Z");
    let html = format!(
        "Subject: x\nMessage-ID: <b@x>\nContent-Type: text/html\n\n<p>{TEXT}</p><p>Second. {TEXT}</p>\n"
    );
    let all = format!(
        "From a Mon\n{one}>From the quay.\nFrom here on.\n\nFrom b Tue\n{html}\nFrom c Wed\nSubject: none\n\n\nFrom d\n{one}"
    );
    let contents = read_bytes("box.mbox", all.as_bytes());
    let ids: Vec<_> = contents.articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["box.mbox#1", "b@x", "box.mbox#4"]);
    assert_eq!(contents.articles[0].body, format!("{TEXT}\nFrom the quay.\nFrom here on."));
    assert_eq!(contents.articles[1].body, format!("{TEXT}\n\nSecond. {TEXT}"));
    assert_eq!(contents.problems.iter().map(shown).collect::<Vec<_>>(), ["lost:17: a message without text"]);
    let contents = read_bytes("box.mbox", TEXT.as_bytes());
    assert!(contents.problems[0].reason.starts_with("no mbox file"));
}

#[test]
fn pages_give_text_and_metadata() {
    let page = r##"<!DOCTYPE html><html lang="en-GB"><head><title>Quay closed | Harbour Post</title>
<meta property="og:title" content="Northern quay closed &amp; fenced - Harbour Post"><meta name="author" content="By Jane Roe">
<link rel="canonical" href="https://www.harbour.example/quay">
<script type="application/ld+json">{"@graph": [{"@type": "Organization", "@id": "#org", "name": "Harbour Post"},
 {"@type": ["NewsArticle"], "headline": "Quay", "datePublished": "2026-03-02T10:15:00Z", "publisher": {"@id": "#org"}}]}</script>
</head><body><nav><a href="/">Home</a></nav><div class="cookie-bar"><p>We use cookies to make this site work for you.</p></div>
<article><h1>Northern quay closed &amp; fenced</h1><p class="byline">By Jane Roe <time datetime="2026-03-02">2 March</time></p>
<p>The har<b>bour</b> authority closed the <a href="/q">northern quay</a> on Tuesday, after divers found cracks in two pillars.</p>
<div class="ad">Advertisement</div><p>Ships were sent to the<br>neighbouring port, and engineers looked at the damage, which is large.</p>
<ul><li>No one was hurt, a spokeswoman said.</li><li>The pier stays open.</li></ul></article><footer>Imprint</footer></body></html>"##;
    let contents = read_bytes("page.html", page.as_bytes());
    assert_eq!(contents.problems, []);
    let article = &contents.articles[0];
    assert_eq!(
        article.body,
        "The harbour authority closed the northern quay on Tuesday, after divers found cracks in two pillars.\n\n\
         Ships were sent to the\nneighbouring port, and engineers looked at the damage, which is large.\n\n\
         No one was hurt, a spokeswoman said.\n\nThe pier stays open."
    );
    assert_eq!(article.title.as_deref(), Some("Northern quay closed & fenced"));
    assert_eq!(article.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(article.byline.as_deref(), Some("Jane Roe"));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.url.as_deref(), Some("https://www.harbour.example/quay"));
    assert_eq!(article.published.unwrap().latest.to_string(), "2026-03-02T10:15:00Z");
}

#[test]
fn pages_built_to_cost_too_much_are_refused() {
    let paragraph = format!("<p>{TEXT}</p>");
    let attributes: String = (0..20_000).map(|i| format!(" a{i}=b")).collect();
    for (page, reason) in [
        (format!("{}{paragraph}", "<div>".repeat(200_000)), "elements nest deeper than 512"),
        (format!("<p{attributes}>{TEXT}"), "too many attributes"),
        ((0..3_000).map(|i| format!("<p><font size={i}>x")).collect(), "more than 1000000 elements"),
    ] {
        let contents = read_bytes("bad.html", page.as_bytes());
        let problems: Vec<_> = contents.problems.iter().map(shown).collect();
        assert_eq!(problems, [format!("lost: {reason}")]);
    }
    // Elements whose end may be left out do not nest, however many there are.
    let contents = read_bytes("old.html", format!("<p>{TEXT}").repeat(2_000).as_bytes());
    assert_eq!((contents.articles.len(), contents.problems.len()), (1, 0));
}

#[test]
fn hosts() {
    for (url, expected) in [
        ("https://www.post.example/a", Some("post.example")),
        ("http://user@post.example:80?x", Some("post.example")),
        ("//post.example", Some("post.example")),
        ("post.example/a", None),
        ("https://localhost/", None),
    ] {
        assert_eq!(host(url), expected, "{url}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// No bytes of any format make the reader panic, and every file is either read or a problem.
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), format in 0..EXTENSIONS.len(), packed in 0..7usize) {
        check(&bytes, format, packed);
    }

    /// The same for bytes that look like the format.
    #[test]
    fn no_text_panics(
        text in r##"(From x\n|Subject: a\n\n|Content-Type: multipart/mixed; boundary=b\n\n|--b\n|WARC/1\.0\r\n|WARC-Type: response\r\n|Content-Length: [0-9]{1,3}\r\n|\r\n\r\n|HTTP/1\.1 200\r\n|text,id|<rss>|<item>|<description>|</item>|<!\[CDATA\[|\]\]>|&amp;lt;|\t|<[a-z]{1,6}|</p>|<!--|-->|["'=<>&;/]|\{"text": ?"|"\}|[\[\]{},:]|\n|---|[*_#`\[]|\p{L}{1,8}| ){0,60}"##,
        format in 0..EXTENSIONS.len(),
        packed in 0..7usize,
    ) {
        check(text.as_bytes(), format, packed);
    }

    /// A cut or a changed byte in a compressed file is a problem or nothing, never a panic.
    #[test]
    fn no_damage_panics(at in 0..2000usize, byte in any::<u8>(), cut in any::<bool>()) {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/edge");
        let files = [("a.txt", TEXT.as_bytes()), ("b.xml", TEXT.as_bytes())];
        for name in ["good.jsonl.zst", "good.txt.gz", "good.txt.bz2", "good.txt.xz", "latin1.html", "feed.rss", "a.zip", "a.tar"] {
            let mut bytes = match name {
                "a.zip" => zip(&files),
                "a.tar" => tar(&files),
                _ => fs::read(corpus.join(name)).unwrap(),
            };
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            read_bytes(name, &bytes);
        }
    }
}

const EXTENSIONS: [&str; 14] =
    ["txt", "md", "html", "json", "jsonl", "xhtml", "csv", "tsv", "xml", "warc", "zip", "tar", "eml", "mbox"];

fn check(bytes: &[u8], format: usize, packed: usize) {
    let extension = EXTENSIONS[format];
    let contents = match packed {
        0 => read_bytes(&format!("a.{extension}"), bytes),
        1 => read_bytes(&format!("a.{extension}.gz"), &gzip(bytes)),
        2 => read_bytes("a.zip", &zip(&[(&format!("a.{extension}"), bytes)])),
        3 => read_bytes("a.tar", &tar(&[(&format!("a.{extension}"), bytes)])),
        4 => read_bytes(&format!("a.{extension}.bz2"), bytes),
        5 => read_bytes(&format!("a.{extension}.xz"), bytes),
        _ => read_bytes(&format!("a.{extension}.zst"), bytes),
    };
    assert!(!contents.articles.is_empty() || !contents.problems.is_empty());
    for article in &contents.articles {
        assert!(!article.body.is_blank() && !article.id.is_empty());
        assert!(!article.body.text().contains('\r'));
    }
}

#[test]
fn a_file_that_changes_between_listing_and_reading_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let (shrunk, gone) = (folder.path().join("shrunk.txt"), folder.path().join("gone.txt"));
    for path in [&shrunk, &gone] {
        fs::write(path, format!("{TEXT} {TEXT}")).unwrap();
    }
    let found = walk(&[folder.path().to_owned()], &params()).unwrap();
    fs::write(&shrunk, TEXT).unwrap();
    fs::remove_file(&gone).unwrap();
    let problems: Vec<String> = found
        .files
        .iter()
        .flat_map(|file| read(file, &params()).problems)
        .map(|problem| shown(&problem))
        .collect();
    let changed = format!(
        "note: it changed while it was read: {} bytes were there, {} were read",
        2 * TEXT.len() + 1,
        TEXT.len()
    );
    assert!(problems[0].starts_with("lost: No such file"), "{problems:?}");
    assert_eq!(problems[1..], [changed]);
}

/// Jobs from the last to the first, on two threads: what is read must not depend on who reads first.
fn backwards(count: usize, job: &(dyn Fn(usize) + Sync)) {
    std::thread::scope(|scope| {
        scope.spawn(move || (0..count).rev().filter(|number| number % 2 == 0).for_each(job));
        scope.spawn(move || (0..count).rev().filter(|number| number % 2 == 1).for_each(job));
    });
}

#[test]
fn shared_lines_are_read_as_alone() {
    let story = "The ferry leaves the harbour at nine and comes back at noon. ".repeat(20);
    let mut text = b"\xEF\xBB\xBF".to_vec();
    for number in 0..5_000 {
        let line = match number {
            _ if number % 700 == 3 => "{\"text\": 7".to_owned(),
            _ if number % 500 == 2 => String::new(),
            _ if number % 300 == 1 => format!("{{\"id\": \"own-{number}\", \"text\": \"{story}\"}}"),
            _ if number % 900 == 5 => format!("{{\"text\": \"{}\"}}", "long ".repeat(60_000)),
            _ if number % 400 == 7 => format!("{{\"text\": \"<b>m</b>ark<i>u</i>p wi<b>th</b>in {story}\"}}"),
            _ => format!("{{\"text\": \"{number} {story}\", \"date\": \"2026-03-04\"}}"),
        };
        text.extend_from_slice(line.as_bytes());
        if number % 1_100 == 10 {
            text.extend_from_slice(b"\xff\xfe");
        }
        text.push(b'\n');
    }
    let folder = tempfile::tempdir().unwrap();
    let params = IngestParams { max_line_bytes: 200_000, ..params() };
    for (name, bytes) in [
        ("news.jsonl", text.clone()),
        ("news.jsonl.gz", gzip(&text)),
        ("cut.jsonl.gz", gzip(&text)[..20_000].to_vec()),
        ("news.json", text),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let found = walk(&[path], &params).unwrap();
        let alone = read(&found.files[0], &params);
        let shared = read_with(
            &found.files[0],
            Means { params: &params, texts: &Texts::default(), share: &backwards },
        );
        assert!(alone.articles.len() > 1_000 || name == "cut.jsonl.gz", "{name}: {}", alone.articles.len());
        assert!(alone.problems.len() > 5 || name == "cut.jsonl.gz", "{name}: {:?}", alone.problems.len());
        assert_eq!(alone, shared, "{name}");
    }
}

#[test]
fn parts_hold_every_line_once() {
    let mut block = Block::default();
    assert!(block.parts().is_empty());
    for (number, length) in [10, PART, 0, 7, PART - 1, PART - 1, 3].into_iter().enumerate() {
        let start = block.bytes.len();
        block.bytes.resize(start + length, b'x');
        block.lines.push((number as u64 + 1, Line::Whole(start..start + length)));
    }
    block.lines.push((8, Line::TooLong(9)));
    assert_eq!(block.parts(), [0..2, 2..5, 5..7, 7..8]);
}
