//! Where the command line takes its articles from.

use assert_cmd::Command;
use std::fs;

const TEXT: &str =
    "The harbour authority closed the northern quay on Tuesday after divers found cracks in two pillars.";

fn wirecopy(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("wirecopy").unwrap();
    command.args(args);
    command
}

fn ids(command: &mut Command) -> Vec<String> {
    let output = command.assert().success().get_output().stdout.clone();
    let lines = String::from_utf8(output).unwrap();
    let id = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
    };
    lines.lines().map(id).collect()
}

#[test]
fn standard_input_and_lists() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    let table = format!("id,text\none,{TEXT}\n,{TEXT}\n");
    let scan = ["scan", "-", "--input-format", "csv", "--format", "jsonl"];
    assert_eq!(ids(wirecopy(&scan).write_stdin(table)), ["one", "stdin#3"]);
    let list = "a.txt\r\n\nb.txt\n";
    let scan = ["scan", "--files-from", "-", "c.txt", "--format", "jsonl", "--exclude", "b*"];
    assert_eq!(ids(wirecopy(&scan).current_dir(&folder).write_stdin(list)), ["a.txt", "c.txt"]);
    wirecopy(&["scan", "-"]).assert().code(2);
    wirecopy(&["scan", "-", "--files-from", "-", "--input-format", "txt"]).assert().code(2);
    wirecopy(&["scan", "--files-from", "/nowhere"]).assert().code(2);
    wirecopy(&["scan", "x", "--input-format", "pdf"]).assert().code(2);
}

#[test]
fn strict_runs_stop_at_the_first_problem_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..40 {
        let text = if at % 10 == 7 { "" } else { TEXT };
        fs::write(folder.path().join(format!("{at:02}.txt")), text).unwrap();
    }
    for threads in ["1", "2", "8"] {
        let mut command = wirecopy(&["scan", ".", "--strict", "--threads", threads]);
        let assert = command.current_dir(&folder).assert().code(2).stdout("");
        let told = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(told.ends_with("wirecopy: ./07.txt: empty\n"), "{told}");
    }
    wirecopy(&["scan", "--strict", "00.txt", "01.txt"]).current_dir(&folder).assert().success();
}
