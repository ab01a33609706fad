//! The layers hold: imports point down, and a few words stand in one place alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first: files, and folders for all their files that have no row of their own. A file may use
/// what stands in the rows above its own, and a `mod.rs` its own children; nobody his parent or his siblings.
const LAYERS: &[&[&str]] = &[
    &["error.rs", "store.rs", "progress.rs"],
    &["body.rs"],
    &["article.rs"],
    &["ingest/soup.rs"],
    &["ingest"],
    &["text/plane.rs"],
    // What is undone before a text is read, in whatever encoding; where its words and sentences are; codes of languages.
    &[
        "text/disguise.rs",
        "text/bits.rs",
        "text/lines.rs",
        "text/shingle.rs",
        "text/sentence.rs",
        "text/language.rs",
    ],
    &["text"],
    // What the finders of concepts and names share: tables, and how sounds become skeletons.
    &["anchors/lexicon.rs", "anchors/dictionary.rs", "anchors/name/skeleton.rs", "anchors/name/han.rs"],
    &["anchors/concept.rs"],
    &["anchors"],
    &["sketch"],
    &["lsh/ragged.rs", "lsh/rows.rs"],
    &["lsh"],
    &["verify/overlap.rs"],
    &["verify"],
    &["cluster"],
    &["config.rs", "synth.rs"],
    &["analysis.rs"],
    &["pipeline/desk.rs", "pipeline/intake.rs", "pipeline/sources.rs"],
    &["pipeline/furniture.rs"],
    &["pipeline/anchored.rs", "pipeline/sketches.rs"],
    &["pipeline/views.rs", "pipeline/late.rs"],
    &["pipeline/study.rs"],
    &["pipeline"],
    // What the reports have in common: how text gets on a terminal, and what a record says.
    &["report/chunks.rs", "report/text.rs"],
    &["eval.rs", "exchange.rs", "report/record.rs", "report/page/markup.rs"],
    &["report", "fit"],
    &["lib.rs"],
    &[
        "bin/wirecopy/args.rs",
        "bin/wirecopy/exit.rs",
        "bin/wirecopy/output.rs",
        "bin/wirecopy/pager.rs",
        "bin/wirecopy/progress.rs",
    ],
    &["bin/wirecopy/manual.rs"],
    &["bin/wirecopy/commands.rs"],
    &["bin/wirecopy/main.rs"],
];

/// A word, and the files or folders that alone may hold it.
const WORDS: &[(&str, &[&str])] = &[
    ("rayon", &["pipeline", "lsh"]),
    ("unsafe", &[]),
    ("clap", &["bin/wirecopy"]),
    ("indicatif", &["bin/wirecopy"]),
    ("println", &["bin/wirecopy"]),
    ("eprintln", &["bin/wirecopy"]),
    ("print", &["bin/wirecopy"]),
    ("eprint", &["bin/wirecopy"]),
    ("dbg", &[]),
];

fn is_under(file: &str, place: &str) -> bool {
    file == place || file.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
}

/// The row of a file: that of the longest place that holds it.
fn row(file: &str) -> Option<usize> {
    let places =
        LAYERS.iter().enumerate().flat_map(|(row, places)| places.iter().map(move |place| (row, place)));
    places.filter(|(_, place)| is_under(file, place)).max_by_key(|(_, place)| place.len()).map(|(row, _)| row)
}

/// Rust's tokens, as far as paths need them: identifiers, `::`, and single characters. No comments, no literals.
fn tokens(source: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(len) = raw_string(rest) {
            len
        } else if c == '"' {
            string(rest)
        } else if c == '\'' {
            character(rest)
        } else if is_word(c) {
            let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(&rest[..len]);
            len
        } else if rest.starts_with("::") {
            tokens.push("::");
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(&rest[..c.len_utf8()]);
            }
            c.len_utf8()
        };
        rest = &rest[len..];
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let step = &text.as_bytes()[at..];
        if step.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if step.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
        } else {
            at += 1;
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close).map_or(body.len(), |at| at + close.len());
    Some(text.len() - body.len() + end)
}

fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}

/// A character literal, or the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escaped, c))) => {
            let from = escaped + c.len_utf8();
            text[from..].find('\'').map_or(text.len(), |at| from + at + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The tokens up to the tests inside a file, which stand last and may use what they like.
fn without_tests(mut tokens: Vec<&str>) -> Vec<&str> {
    let start: [&str; 10] = ["#", "[", "cfg", "(", "test", ")", "]", "mod", "tests", "{"];
    if let Some(at) = tokens.windows(start.len()).position(|window| window == start) {
        tokens.truncate(at);
    }
    tokens
}

/// Every path that begins at `crate`, `super` or `wirecopy`, with `super` resolved; `module` is the file's own path.
/// A path ends where an item could begin: who looks it up takes the longest part that is a module.
fn paths(tokens: &[&str], module: &[String]) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    // Depths at which modules inside the file opened: `super` there is the file itself.
    let (mut depth, mut inner) = (0_usize, Vec::new());
    for (i, &token) in tokens.iter().enumerate() {
        match token {
            "{" => {
                depth += 1;
                if i >= 2 && tokens[i - 2] == "mod" {
                    inner.push(depth);
                }
            }
            "}" => {
                if inner.last() == Some(&depth) {
                    inner.pop();
                }
                depth = depth.saturating_sub(1);
            }
            "crate" | "wirecopy" | "super" if tokens.get(i + 1) == Some(&"::") => {
                // The second `super` of a chain was followed from the first.
                if i > 0 && tokens[i - 1] == "::" {
                    continue;
                }
                let mut at = i;
                let mut start = Vec::new();
                if token == "super" {
                    let mut up = 0;
                    while tokens.get(at) == Some(&"super") && tokens.get(at + 1) == Some(&"::") {
                        (up, at) = (up + 1, at + 2);
                    }
                    let up = usize::saturating_sub(up, inner.len());
                    start = module[..module.len().saturating_sub(up)].to_vec();
                } else {
                    at += 2;
                }
                let mut ends = Vec::new();
                tree(tokens, &mut at, &start, &mut ends);
                found.extend(ends.into_iter().map(|path| (token == "wirecopy", path)));
            }
            _ => {}
        }
    }
    found
}

/// A path or a braced tree of paths, from `at`.
fn tree(tokens: &[&str], at: &mut usize, before: &[String], ends: &mut Vec<Vec<String>>) {
    if tokens.get(*at) == Some(&"{") {
        while !matches!(tokens.get(*at), None | Some(&"}")) {
            *at += 1;
            if !matches!(tokens.get(*at), Some(&"}")) {
                tree(tokens, at, before, ends);
            }
            // To the comma or the end: past `as name`.
            while !matches!(tokens.get(*at), None | Some(&("," | "}"))) {
                *at += 1;
            }
        }
        *at += 1;
        return;
    }
    let mut path = before.to_vec();
    if let Some(&name) = tokens.get(*at) {
        path.push(name.to_owned());
        *at += 1;
    }
    if tokens.get(*at) == Some(&"::") {
        *at += 1;
        tree(tokens, at, &path, ends);
    } else {
        ends.push(path);
    }
}

/// The source files, relative to `src`, without those of tests alone.
fn files() -> Vec<String> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { collect(&path, into) } else { into.push(path) }
        }
    }
    let src = src();
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    let relative = paths.iter().map(|path| path.strip_prefix(&src).expect("below src").to_string_lossy());
    let mut files: Vec<String> = relative.map(|path| path.replace('\\', "/")).collect();
    files.retain(|file| file.ends_with(".rs") && !file.ends_with("/tests.rs"));
    files.sort();
    files
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The folder whose root module `crate` means in a file.
fn root(file: &str) -> &'static str {
    if is_under(file, "bin/wirecopy") { "bin/wirecopy" } else { "" }
}

/// `report/text.rs` as `report::text`; the roots as nothing.
fn module(file: &str) -> Vec<String> {
    let below = file[root(file).len()..].trim_start_matches('/').trim_end_matches(".rs");
    let mut path: Vec<String> = below.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        path.pop();
    }
    path
}

/// The file of the longest part of `path` that is a module.
fn file_of(path: &[String], root: &str, files: &BTreeSet<String>) -> String {
    let base = if root.is_empty() { String::new() } else { format!("{root}/") };
    for len in (1..=path.len()).rev() {
        let stem = format!("{base}{}", path[..len].join("/"));
        for file in [format!("{stem}.rs"), format!("{stem}/mod.rs")] {
            if files.contains(&file) {
                return file;
            }
        }
    }
    format!("{base}{}", if root.is_empty() { "lib.rs" } else { "main.rs" })
}

/// What is wrong with the imports of `file`, whose text is `source`.
fn wrong_imports(file: &str, source: &str, files: &BTreeSet<String>) -> Vec<String> {
    let Some(own) = row(file) else { return vec![format!("{file} stands in no layer")] };
    let mut wrong = Vec::new();
    for (library, path) in paths(&without_tests(tokens(source)), &module(file)) {
        let used = file_of(&path, if library { "" } else { root(file) }, files);
        let child = file.strip_suffix("mod.rs").is_some_and(|folder| used.starts_with(folder));
        if used != file && !child && row(&used).is_none_or(|layer| layer >= own) {
            wrong.push(format!("{file} uses {used} ({})", path.join("::")));
        }
    }
    wrong
}

#[test]
fn imports_point_down() {
    let files: BTreeSet<String> = files().into_iter().collect();
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|file| {
            wrong_imports(file, &fs::read_to_string(src().join(file)).expect("a source"), &files)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn some_words_have_one_place() {
    let mut wrong = Vec::new();
    for file in files() {
        let source = fs::read_to_string(src().join(&file)).expect("a source");
        let tokens = without_tests(tokens(&source));
        for (word, places) in WORDS {
            let printing = matches!(*word, "print" | "println" | "eprint" | "eprintln" | "dbg");
            let held = tokens.windows(2).any(|pair| pair[0] == *word && (!printing || pair[1] == "!"));
            if held && !places.iter().any(|place| is_under(&file, place)) {
                wrong.push(format!("{file} holds `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reader of this very test sees what it should: comments, literals and tests do not count, the rest does.
#[test]
fn wrong_imports_are_seen() {
    let files: BTreeSet<String> = files().into_iter().collect();
    let wrong = |file: &str, source: &str| wrong_imports(file, source, &files).len();
    assert_eq!(wrong("error.rs", "use crate::config::Config;"), 1);
    assert_eq!(wrong("error.rs", "use crate::{article::DocId, report::{self, View as V, text::width}};"), 4);
    assert_eq!(
        wrong("error.rs", "fn f(x: &'static str) -> char { let c = '\"'; crate::pipeline::scan(); c }"),
        1
    );
    assert_eq!(
        wrong(
            "error.rs",
            "// crate::config\n/* /* */ crate::config::X */ const A: &str = r#\"crate::config::X\"#;"
        ),
        0
    );
    assert_eq!(wrong("error.rs", "#[cfg(test)]\nmod tests { use crate::config::Config; }"), 0);
    assert_eq!(wrong("config.rs", "use crate::ingest::IngestParams; use crate::error::Error;"), 0);
    // Parents and siblings; a module inside the file has the file for a parent.
    assert_eq!(wrong("verify/passages.rs", "use super::Match;"), 1);
    assert_eq!(wrong("verify/passages.rs", "use super::relation::Relation;"), 1);
    assert_eq!(
        wrong("verify/passages.rs", "mod inner { use super::Passage; } use super::super::error::Error;"),
        0
    );
    assert_eq!(
        wrong("verify/mod.rs", "use crate::verify::relation::Relation; use crate::article::DocId;"),
        0
    );
    assert_eq!(wrong("report/csv.rs", "use super::record::records; use super::table::write;"), 1);
    assert_eq!(wrong("bin/wirecopy/args.rs", "use wirecopy::config::Config; use crate::commands::run;"), 1);
    assert_eq!(wrong("surprise.rs", ""), 1);
}
