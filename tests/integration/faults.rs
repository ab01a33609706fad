//! A folder of everything that is wrong: each fault has its line, and what was found adds up.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

const TEXT: &str =
    "The harbour authority closed the northern quay on Tuesday after divers found cracks in two pillars.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, kind, bytes) in files {
        let mut header = tar::Header::new_gnu();
        // The builder refuses names that lead out of the archive; others do not.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::new(*kind));
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A file, how many articles it holds, the problems that cost one or more, the notes, and how many of its parts are skipped.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    articles: u64,
    lost: Vec<&'static str>,
    notes: Vec<&'static str>,
    skipped: u64,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case =
        |name, bytes: Vec<u8>, articles, lost: &[&'static str], notes: &[&'static str], skipped| {
            cases.push(Case { name, bytes, articles, lost: lost.to_vec(), notes: notes.to_vec(), skipped });
        };
    let record = format!("{{\"text\": \"{TEXT}\"}}\n");
    let long = TEXT.repeat(400);
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 9].to_vec();
    case("cut.txt.gz", cut(gzip(long.as_bytes())), 0, &["truncated gzip after 39600 bytes"], &[], 0);
    case(
        "cut.jsonl.gz",
        cut(gzip(record.repeat(3).as_bytes())),
        3,
        &["truncated gzip after 336 bytes"],
        &[],
        0,
    );
    case("cut.txt.bz2", cut(bzip2(long.as_bytes())), 0, &["truncated bzip2 after "], &[], 0);
    case("named.txt.gz", TEXT.into(), 0, &["damaged gzip after 0 bytes: invalid gzip header"], &[], 0);
    case("named.txt.zst", TEXT.into(), 0, &["damaged zstd after 0 bytes"], &[], 0);
    case("named.txt.xz", TEXT.into(), 0, &["damaged xz after 0 bytes"], &[], 0);
    let inner = zip(&[("a.txt", TEXT.as_bytes())]);
    let outside =
        "2 names lead out of the archive (../up.txt); nothing is written to disk, so they were read";
    let files: [(&str, &[u8]); 5] = [
        ("in.zip", &inner),
        ("../up.txt", TEXT.as_bytes()),
        ("/abs.txt", TEXT.as_bytes()),
        ("x.exe", b"MZ"),
        ("b.txt", b""),
    ];
    case("all.zip", zip(&files), 2, &["an archive inside an archive is not opened", "empty"], &[outside], 1);
    let damaged = ["damaged ZIP archive: invalid Zip archive: Could not find EOCD"];
    case("none.zip", TEXT.into(), 0, &damaged, &[], 0);
    let files: [(&str, u8, &[u8]); 4] = [
        ("link.txt", b'2', b""),
        ("pipe.txt", b'6', b""),
        ("device.txt", b'3', b""),
        ("a.txt", b'0', TEXT.as_bytes()),
    ];
    case("links.tar", tar(&files), 1, &[], &[], 3);
    let broken_off =
        tar(&[("a.txt", b'0', TEXT.as_bytes()), ("b.txt", b'0', long.as_bytes())])[..5000].to_vec();
    case(
        "cut.tar",
        broken_off,
        1,
        &["broken off: 36136 bytes are missing", "entry 3: unexpected EOF during skip"],
        &[],
        0,
    );
    case(
        "deep.json",
        "[".repeat(1_000_000).into(),
        0,
        &["EOF while parsing a list at line 1 column 1000000"],
        &[],
        0,
    );
    let deep = format!("{{\"text\": \"a\", \"b\": {}\n{record}", "{\"a\":".repeat(1_000_000));
    case("deep.jsonl", deep.into(), 1, &[":1: EOF while parsing a value at column 5000019"], &[], 0);
    case("deep.html", "<div>".repeat(1_000_000).into(), 0, &["elements nest deeper than 512"], &[], 0);
    case("deep.xml", "<a>".repeat(1_000_000).into(), 0, &[":1: elements nest deeper than 256"], &[], 0);
    case("quotes.md", format!("{}{TEXT}", "> ".repeat(100_000)).into(), 1, &[], &[], 0);
    case("nul.jsonl", format!("{record}\0\0\0\n{record}").into(), 2, &[":2: not text"], &[], 0);
    case("nul.txt", vec![0; 5000], 0, &["not text"], &[], 0);
    case("some-nul.txt", format!("{TEXT}\0{TEXT}").into(), 1, &[], &[], 0);
    case(
        "half.txt",
        format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_le_bytes).chain([65]).collect(),
        1,
        &[],
        &["1 invalid UTF-16LE sequences replaced"],
        0,
    );
    case(
        "bad.jsonl",
        [b"{\"text\": \"\xFF\xFE ", TEXT.as_bytes(), b"\"}\n"].concat(),
        1,
        &[],
        &[":1: 1 lines are not valid UTF-8; this is the first"],
        0,
    );
    let cells = format!("id,text\n1\n2,{TEXT}\n3,a,b\n");
    case(
        "cells.csv",
        cells.into(),
        1,
        &[":2: 1 cells where the header has 2", ":4: 3 cells where the header has 2"],
        &[],
        0,
    );
    case("cut.xml", b"<rss><channel><item><title>x</titl".to_vec(), 0, &[":1: syntax error"], &[], 0);
    case("pom.xml", b"<project/>".to_vec(), 0, &[], &["no feed and no news message"], 1);
    case(
        "info.warc",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n".to_vec(),
        0,
        &[],
        &["a web archive without pages"],
        1,
    );
    case(
        "liar.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nabc"
            .to_vec(),
        0,
        &["record 1 at byte 0: 95368 MB are over the limit of 64 MB"],
        &[],
        0,
    );
    case("none.mbox", b"no line that begins a message\n".to_vec(), 0, &[":1: no mbox file"], &[], 0);
    case("none.eml", b"no fields".to_vec(), 0, &["a message without text"], &[], 0);
    let tiny = "{\"text\": \"two words\"}\n".repeat(30);
    case(
        "tiny.jsonl",
        tiny.into(),
        30,
        &[],
        &["10 more articles are too short to judge; left as singles"],
        0,
    );
    for name in [
        "empty.txt",
        "empty.html",
        "empty.json",
        "empty.jsonl",
        "empty.csv",
        "empty.xml",
        "empty.warc",
        "empty.mbox",
        "empty.eml",
        "empty.md",
    ] {
        case(name, Vec::new(), 0, &["empty"], &[], 0);
    }
    case("empty.tar", Vec::new(), 0, &[], &["an archive without files to read"], 1);
    case("photo.jpg", vec![1], 0, &[], &[], 1);
    case("good.txt", TEXT.into(), 1, &[], &[], 0);
    cases
}

/// The problems of a run, by severity: path and line, then the reason.
fn problems(file: &Path) -> BTreeMap<String, Vec<String>> {
    let mut by_severity: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let problem: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| problem[key].as_str().unwrap().to_owned();
        let line = problem["line"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
        let told = format!("{}{line}: {}", text("path"), text("reason"));
        by_severity.entry(text("severity")).or_default().push(told);
    }
    by_severity
}

#[test]
fn every_fault_has_its_line_and_all_that_is_found_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("all");
    fs::create_dir_all(root.join("tree/branch")).unwrap();
    let mut expected = (0, 0, 0);
    let cases = cases();
    for case in &cases {
        fs::write(root.join(case.name), &case.bytes).unwrap();
        expected.0 += case.articles;
        expected.1 += case.lost.len() as u64;
        expected.2 += case.skipped;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        // A loop, a link to itself, a device behind a link; a pipe that nobody writes to.
        symlink("../..", root.join("tree/branch/up")).unwrap();
        symlink("itself.txt", root.join("tree/itself.txt")).unwrap();
        symlink("/dev/zero", root.join("tree/zero.txt")).unwrap();
        assert!(
            std::process::Command::new("mkfifo").arg(root.join("tree/pipe.txt")).status().unwrap().success()
        );
        expected.1 += 1;
        expected.2 += 2;
    }
    let log = folder.path().join("problems.jsonl");
    let run = Command::cargo_bin("wirecopy")
        .unwrap()
        .args(["scan", "all", "--format", "json", "--problems"])
        .arg(&log)
        .current_dir(&folder)
        .assert()
        .code(2);
    let (out, err) = (&run.get_output().stdout, String::from_utf8_lossy(&run.get_output().stderr));
    let summary = serde_json::from_slice::<serde_json::Value>(out).unwrap()["summary"].clone();
    let skipped: u64 =
        summary["skipped"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    let by_severity = problems(&log);
    let mut wrong = String::new();
    for case in &cases {
        for (severity, reasons) in [("lost", &case.lost), ("note", &case.notes)] {
            let own = |told: &&String| {
                told.strip_prefix(&format!("all/{}", case.name))
                    .is_some_and(|rest| rest.starts_with([':', '!']))
            };
            let told: Vec<&String> = by_severity[severity].iter().filter(own).collect();
            let all = reasons.iter().all(|reason| told.iter().any(|told| told.contains(reason)));
            let counted = severity == "note" || told.len() == reasons.len();
            if !all || !counted {
                wrong += &format!("{}: {severity} {told:?}, expected {reasons:?}\n", case.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let found = (summary["articles"].as_u64().unwrap(), summary["lost"].as_u64().unwrap(), skipped);
    assert_eq!(found, expected, "{summary}");
    let (articles, lost, skipped) = found;
    let sum = format!("{articles} articles + {lost} not read + {skipped} skipped (");
    assert!(
        err.contains(&sum) && err.contains(&format!(") = {} found · ", articles + lost + skipped)),
        "{err}"
    );
    // The first one ends a strict run.
    let strict = Command::cargo_bin("wirecopy")
        .unwrap()
        .args(["scan", "all", "--strict"])
        .current_dir(&folder)
        .assert()
        .code(2);
    let told = String::from_utf8_lossy(&strict.get_output().stderr).into_owned();
    assert_eq!(told.lines().filter(|line| line.starts_with("wirecopy: ")).count(), 1, "{told}");
}
