//! The command line without a scan: help, wrong usage, completions, the manual, outputs, scores.

use assert_cmd::Command;
use std::fs;
use std::process::Stdio;

fn wirecopy(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("wirecopy").expect("the program is built");
    // What the terminal of whoever runs the tests wants must not matter.
    command.args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("COLUMNS");
    command
}

/// Standard output, standard error and the exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    let output = wirecopy(args).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("everything printed is UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("the program ended of itself"))
}

const COMMANDS: [&str; 7] = ["scan", "compare", "outlets", "curve", "eval", "completions", "man"];

#[test]
fn help_names_every_command_with_an_example() {
    let (help, _, code) = run(&["--help"]);
    assert_eq!(code, 0);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let (help, _, code) = run(&[command, "--help"]);
        assert_eq!(code, 0);
        assert!(help.contains("Example") && help.contains(&format!("wirecopy {command}")), "{help}");
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for args in [
        &[][..],
        &["scan"],
        &["scna", "."],
        &["scan", ".", "--no-such-option"],
        &["scan", ".", "--format", "xml"],
        &["scan", ".", "--keep", "oldest"],
        &["compare", "one"],
        &["eval", "."],
        &["completions", "cmd"],
    ] {
        let (out, err, code) = run(args);
        assert_eq!(code, 2, "{args:?}");
        assert!(out.is_empty() && err.contains("--help"), "{args:?}: {err}");
    }
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, _, code) = run(&["completions", shell]);
        assert_eq!(code, 0);
        assert!(script.contains("drop-list"), "{shell}");
    }
}

#[test]
fn one_manual_page_with_every_option() {
    let (page, _, code) = run(&["man"]);
    assert_eq!(code, 0);
    assert!(page.lines().any(|line| line.starts_with(".TH wirecopy 1")));
    assert_eq!(page.matches(".SH NAME").count(), 1);
    for command in COMMANDS {
        assert!(page.contains(&format!(".SH \"WIRECOPY {}\"", command.to_uppercase())), "{command}");
    }
    for option in ["drop\\-list", "text\\-field", "by\\-language", "threads"] {
        assert!(page.contains(option), "{option}");
    }
}

#[test]
fn effective_settings_can_be_printed() {
    let (out, _, code) = run(&["scan", "--threads", "3", "--text-field", "story", "--print-config"]);
    assert_eq!(code, 0);
    let config: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(config["threads"], 3);
    assert_eq!(config["ingest"]["fields"]["text"], serde_json::json!(["story"]));
}

#[test]
fn outputs_are_opened_before_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("no/such/folder/out");
    let missing = missing.to_str().expect("UTF-8");
    let here = folder.path().to_str().expect("UTF-8");
    for option in ["--output", "--pairs", "--problems", "--drop-list"] {
        let (out, err, code) = run(&["scan", here, option, missing]);
        assert_eq!((out.as_str(), code), ("", 2));
        assert!(err.starts_with("wirecopy: ") && err.contains(missing) && err.lines().count() == 1, "{err}");
        let (_, err, code) = run(&["scan", here, option, here]);
        assert_eq!(code, 2);
        assert!(err.contains("it is a folder"), "{err}");
    }
    let same = folder.path().join("same");
    let same = same.to_str().expect("UTF-8");
    let (_, err, code) = run(&["scan", here, "-o", same, "--pairs", same]);
    assert_eq!(code, 2);
    assert!(err.contains("--output and --pairs name the same file"), "{err}");
    let (_, err, _) = run(&["scan", here, "--pairs", "-"]);
    assert!(err.contains("standard output"), "{err}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left behind");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("wirecopy"))
        .arg("man")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

const TRUTH: &str = "id\tgroup\tlang\trelation\tevent
a\t1\ten\toriginal\tvote
b\t1\ten\trewrite\tvote
c\t2\ten\tindependent\tvote
";

#[test]
fn an_earlier_scan_is_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let truth = file("truth.tsv", TRUTH);
    let scan = file(
        "scan.jsonl",
        "{\"id\":\"a\",\"cluster\":1}\n{\"id\":\"b\",\"cluster\":1}\n{\"id\":\"c\",\"cluster\":null}\n",
    );
    let (out, err, code) = run(&["eval", "--truth", &truth, "--scan", &scan, "--json"]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(
        out.starts_with("{\n  \"articles\": 3,\n  \"missing\": 0,\n  \"all\": {\n    \"precision\": 1.0,"),
        "{out}"
    );
    let (out, _, _) = run(&["eval", "--truth", &truth, "--scan", &scan]);
    assert!(out.contains("rewrite") && !out.contains('\u{1b}'), "{out}");

    let short = file("short.jsonl", "{\"id\":\"a\",\"cluster\":null}\n{\"id\":\"c\",\"cluster\":null}\n");
    let (out, err, code) = run(&["eval", "--truth", &truth, "--scan", &short, "--json"]);
    assert_eq!((err.as_str(), code), ("1 article of the truth missing from the scan\n", 2));
    assert!(out.contains("\"missing\": 1"), "{out}");

    let (_, err, code) = run(&["eval", "--truth", &scan, "--scan", &scan]);
    assert_eq!(code, 2);
    assert!(err.contains("scan.jsonl:1: the header should be"), "{err}");
    let (_, err, code) = run(&["eval", "--truth", &truth, "--scan", &truth]);
    assert_eq!(code, 2);
    assert!(err.contains("truth.tsv:1: not a line of"), "{err}");
}

#[test]
fn hostile_file_names_are_written_out() {
    let (_, err, code) = run(&["eval", "--truth", "no\u{1b}[31m\nsuch", "--scan", "x"]);
    assert_eq!(code, 2);
    assert!(err.contains("no\\u{1b}[31m\\nsuch") && err.lines().count() == 1, "{err}");
}

#[test]
fn hostile_text_drives_nothing_in_any_output() {
    let folder = tempfile::tempdir().unwrap();
    let bad = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}2J\u{202e}gnp.exe\u{2066}\u{8}\0\u{2028}";
    let text =
        "The harbour authority closed the northern quay on Tuesday after divers found cracks in two pillars.";
    let mut lines = String::new();
    for start in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        let all = format!("{start}{bad}");
        let record = serde_json::json!({"id": all, "title": all, "text": format!("{text} {bad}"), "outlet": all, "author": all,
            "date": all, "url": all, "language": all});
        lines += &format!("{record}\n");
    }
    lines += &format!("{{\"id\": {}}}\n", serde_json::json!(bad));
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    #[cfg(unix)]
    for name in ["=cmd\u{1b}[2J\u{202e}.txt", "one\u{1b}[5m.txt", "x.\u{1b}[5mjpg"] {
        let text = if name.starts_with("one") { "" } else { text };
        fs::write(folder.path().join(name), text).unwrap();
    }
    let harmless = |what: &str, bytes: &[u8]| {
        let told = String::from_utf8(bytes.to_vec()).unwrap();
        let drives = |c: &char| {
            (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c) || *c == '\u{2066}'
        };
        assert_eq!(told.chars().find(drives), None, "{what}: {told}");
        told
    };
    let run = |args: &[&str]| {
        let output =
            Command::cargo_bin("wirecopy").unwrap().args(args).current_dir(&folder).output().unwrap();
        harmless(&format!("{args:?}"), &output.stderr);
        harmless(&format!("{args:?}"), &output.stdout)
    };
    for format in ["table", "json", "jsonl", "graphml", "dot", "md"] {
        run(&["scan", ".", "--all", "--format", format]);
    }
    for table in [run(&["scan", ".", "--format", "csv"]), run(&["outlets", ".", "--csv"])] {
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        for row in rows.records() {
            assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{table}");
        }
    }
    run(&["outlets", "."]);
    let files = ["--pairs", "p.jsonl", "--problems", "e.jsonl", "--report", "r.html"];
    run(&[&["scan", "."][..], &files].concat());
    for file in ["p.jsonl", "e.jsonl", "r.html"] {
        harmless(file, &fs::read(folder.path().join(file)).unwrap());
    }
    #[cfg(unix)]
    run(&["compare", "=cmd\u{1b}[2J\u{202e}.txt", "=cmd\u{1b}[2J\u{202e}.txt"]);
    run(&["scan", "none\u{1b}[2J", "--strict"]);
    run(&["scan", ".", "--exclude", "[\u{1b}"]);
}
