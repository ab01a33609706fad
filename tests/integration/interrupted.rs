//! Ctrl-C, full disks and readers that go away: no half-written output is left.

use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn wirecopy(args: &[&str], folder: &Path) -> Child {
    let mut command = Command::new(cargo_bin("wirecopy"));
    command.args(args).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(60), "waited for {what}");
        sleep(Duration::from_millis(5));
    }
}

/// Sends the signal; gives the exit code.
fn end(mut child: Child, signal: &str) -> Option<i32> {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    child.wait().unwrap().code()
}

#[test]
fn an_interrupted_scan_leaves_the_outputs_as_they_were() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("old.json"), "old").unwrap();
        // It waits for standard input, with all outputs open.
        let args = [
            "scan",
            "-",
            "--input-format",
            "jsonl",
            "-o",
            "old.json",
            "--format",
            "json",
            "--report",
            "r.html",
            "--pairs",
            "p.jsonl",
            "--problems",
            "e.jsonl",
        ];
        let mut child = wirecopy(&args, folder.path());
        child.stdin.as_mut().unwrap().write_all(b"{\"text\": \"half").unwrap();
        wait_until("the outputs", || names(folder.path()).len() == 5);
        assert_eq!(end(child, signal), Some(130));
        assert_eq!(names(folder.path()), ["old.json"]);
        assert_eq!(fs::read_to_string(folder.path().join("old.json")).unwrap(), "old");
    }
}

#[test]
fn an_interrupted_collection_is_not_there_and_can_be_made_again() {
    for (option, made) in [("--files", "articles"), ("--seed=1", "articles.jsonl")] {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("S");
        let child = wirecopy(&["synth", "--articles", "2000000", option, "-o", "S"], folder.path());
        wait_until("the first articles", || {
            let parts = || names(&inside).into_iter().filter(|name| name.ends_with(".part"));
            let begun = |name: &String| {
                let part = inside.join(name);
                if part.is_dir() {
                    !names(&part).is_empty()
                } else {
                    fs::metadata(part).is_ok_and(|m| m.len() > 0)
                }
            };
            inside.exists() && parts().count() == 2 && parts().any(|name| begun(&name))
        });
        assert_eq!(end(child, "-INT"), Some(130));
        assert_eq!(names(&inside), [""; 0]);
        let mut again = wirecopy(&["synth", "--articles", "50", option, "-o", "S"], folder.path());
        assert!(again.wait().unwrap().success());
        assert_eq!(names(&inside), [made, "truth.tsv"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "The harbour authority closed the northern quay on Tuesday.")
        .unwrap();
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    for (args, name) in
        [(&["scan", "a.txt"][..], "standard output"), (&["scan", "a.txt", "-o", "/dev/full"], "/dev/full")]
    {
        let run = Command::new(cargo_bin("wirecopy"))
            .args(args)
            .current_dir(&folder)
            .stdout(full())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{told}");
        assert!(told.contains(&format!("wirecopy: {name}: No space left on device")), "{told}");
    }
}
