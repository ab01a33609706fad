//! The reports for people as files: the page, a pair as a page, the outlets.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

fn run(args: &[&str]) -> (String, i32) {
    let output = Command::cargo_bin("wirecopy").expect("the program is built").args(args).output();
    let output = output.expect("the program runs");
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().unwrap_or(-1))
}

const NEWSROOM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/newsroom");

#[test]
fn the_page_of_the_newsroom_is_small_and_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.html");
    let (table, code) = run(&["scan", NEWSROOM, "--quiet", "--report", &file.to_string_lossy()]);
    assert_eq!(code, 0);
    assert!(table.contains("Cluster 1 "), "the table is printed all the same");
    let page = fs::read_to_string(&file).expect("UTF-8");
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for address in ["src=\"http", "href=\"http", "url(", "@import"] {
        assert!(!page.contains(address), "nothing is loaded from anywhere: {address}");
    }
    assert!(page.contains("<section id=\"cluster-1\">"), "readable without scripts");
}

#[test]
fn a_pair_as_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pair.html");
    let at = |name: &str| Path::new(NEWSROOM).join("strait-talks").join(name).to_string_lossy().into_owned();
    let (a, b) = (at("17-rift-newswire.md"), at("08-rift-newswire.md"));
    let (text, code) = run(&["compare", &a, &b, "--report", &file.to_string_lossy()]);
    assert_eq!(code, 0);
    assert!(text.contains("near copies"));
    assert!(fs::read_to_string(&file).expect("UTF-8").contains("data-only=\"#pair-1-2\""));
}

#[test]
fn outlets_as_a_table_and_for_a_spreadsheet() {
    let folder = format!("{NEWSROOM}/strait-talks");
    let (table, code) = run(&["outlets", &folder, "--quiet"]);
    assert_eq!(code, 0);
    assert!(table.contains("Rift Newswire") && table.contains("uncredited"), "{table}");
    let (csv, _) = run(&["outlets", &folder, "--quiet", "--csv"]);
    assert!(csv.starts_with("outlet,articles,originality,taken,given,credited,unclear,delay\n"), "{csv}");
    assert_eq!(
        csv.lines().find(|line| line.starts_with("Rift Newswire,")).map(|l| l.split(',').count()),
        Some(8)
    );
}

#[cfg(feature = "parquet")]
#[test]
fn tables_in_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = folder.path().join("new/tables");
    let scan = format!("{NEWSROOM}/strait-talks");
    let (_, code) = run(&["scan", &scan, "--quiet", "--format", "parquet"]);
    assert_eq!(code, 2, "it takes a folder");
    let (out, code) = run(&["scan", &scan, "-q", "--format", "parquet", "-o", &tables.to_string_lossy()]);
    assert_eq!((out.as_str(), code), ("", 0));
    for name in ["articles.parquet", "pairs.parquet", "clusters.parquet"] {
        let bytes = fs::read(tables.join(name)).expect("it is there");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{name}");
    }
}

#[test]
fn what_is_no_terminal_is_not_paged() {
    let at = |name: &str| Path::new(NEWSROOM).join("strait-talks").join(name).to_string_lossy().into_owned();
    let mut command = Command::cargo_bin("wirecopy").expect("the program is built");
    let output = command
        .args(["compare", &at("17-rift-newswire.md"), &at("24-al-marsad.txt")])
        .env("PAGER", "false")
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("Sentences that tell the same"), "{text}");
    assert!(!text.contains("Only in A"), "of two languages every sentence would be a change");
}
