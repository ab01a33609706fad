//! The command line with a scan, on small folders.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("wirecopy")
        .expect("the program is built")
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("everything printed is UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("the program ended of itself"))
}

const BRIDGE: &str = "The harbour bridge will stay closed to lorries until the end of March, the city said on \
Monday, after inspectors found cracks in two of its northern piers. Cars and buses may still cross, one lane in each \
direction, at no more than thirty kilometres an hour. Mayor Ilse Brandvold told reporters that the repairs would cost \
about eleven million crowns and that the state had promised to pay half of it. Hauliers said the detour through \
Sandvik adds forty minutes to every trip, and asked for the night ferry to run again. The bridge opened in 1931 and \
was last strengthened in 1987; a tunnel to replace it has been planned for a decade, but no money has been set aside.";

const FESTIVAL: &str = "A festival of silent films begins in the old customs house this weekend, with a live organ \
and a restored print of a comedy that was thought to be lost until a collector found three reels of it in a barn. The \
organisers expect two thousand visitors over four evenings, twice as many as last year, and have added a showing for \
schools on Thursday morning. Tickets are free for anyone under eighteen. The organist, Pelle Grundvik, has played at \
the festival since it began and says that he never rehearses: the film tells him what to do, he only has to watch.";

/// Two copies under different names, one story alone, a file that no one reads and one that is broken.
fn folder(broken: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).expect("a file");
    fs::create_dir_all(folder.path().join("news/later")).expect("a folder");
    write("news/bridge.txt", BRIDGE.as_bytes());
    write("news/later/copy.txt", format!("{BRIDGE}\n").as_bytes());
    write("news/festival.txt", FESTIVAL.as_bytes());
    write("news/photo.jpg", b"\xff\xd8\xff\xe0");
    if broken {
        write("news/empty.txt", b"");
    }
    folder
}

#[test]
fn copies_are_found_and_told_in_every_format() {
    let folder = folder(false);
    let scan = |format: &str| {
        let (out, err, code) = run(folder.path(), &["scan", "news", "--format", format]);
        assert_eq!(code, 0, "{err}");
        assert!(err.contains("3 articles + 1 skipped (1 .jpg) = 4 found · 1 cluster · 0 problems"), "{err}");
        out
    };
    let table = scan("table");
    assert!(table.starts_with("Cluster 1 · 2 articles · source"), "{table}");
    assert!(table.contains("identical") && table.contains("1 of 3 articles is a single."), "{table}");
    assert!(!table.contains('\u{1b}'));

    let jsonl = scan("jsonl");
    let ids: Vec<String> = jsonl
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].to_string())
        .collect();
    assert_eq!(ids, ["\"bridge.txt\"", "\"festival.txt\"", "\"later/copy.txt\""]);
    assert!(
        jsonl.contains("\"relation\":\"identical\",\"of\":\"bridge.txt\",\"confidence\":1.0}"),
        "{jsonl}"
    );
    let json: serde_json::Value = serde_json::from_str(&scan("json")).expect("JSON");
    assert_eq!(json["clusters"][0]["members"], serde_json::json!(["bridge.txt", "later/copy.txt"]));
    assert_eq!(scan("csv").lines().count(), 4);
}

#[test]
fn the_same_bytes_in_any_memory() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/newsroom");
    let folder = TempDir::new().expect("a temporary folder");
    let scan = |memory: &str| {
        let files = ["found.json", "pairs.jsonl", "page.html"];
        let to = ["--format", "json", "-o", files[0], "--pairs", files[1], "--report", files[2]];
        let (_, _, code) =
            run(folder.path(), &[&["scan", corpus, "--memory", memory, "-q"], &to[..]].concat());
        assert_eq!(code, 0);
        files.map(|name| fs::read(folder.path().join(name)).expect("a file"))
    };
    let all = scan("8G");
    for memory in ["0", "256K"] {
        assert!(scan(memory) == all, "{memory}");
    }
    let (_, told, code) = run(folder.path(), &["scan", corpus, "--memory", "much"]);
    assert_eq!(code, 2);
    assert!(told.contains("512M"), "{told}");
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = folder(true);
    let scan = |threads: &str| {
        run(
            folder.path(),
            &["scan", "news", "--format", "json", "--pairs", threads, "--threads", threads, "-q"],
        )
    };
    let one = scan("1");
    assert_eq!(one, scan("4"));
    let pairs = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    assert_eq!(pairs("1"), pairs("4"));
    assert!(
        pairs("1").starts_with("{\"a\":\"bridge.txt\",\"b\":\"later/copy.txt\",\"relation\":\"identical\",")
    );
}

#[test]
fn exit_codes_tell_what_happened() {
    let clean = folder(false);
    let (_, err, code) = run(clean.path(), &["scan", "news", "--check", "--quiet"]);
    assert_eq!((err.as_str(), code), ("", 1));
    let (_, _, code) = run(clean.path(), &["scan", "news/festival.txt", "--check", "--quiet"]);
    assert_eq!(code, 0);

    let broken = folder(true);
    let (out, err, code) = run(broken.path(), &["scan", "news", "--check", "--problems", "problems.jsonl"]);
    assert_eq!(code, 2);
    assert!(err.contains("not read: news/empty.txt: "), "{err}");
    assert!(out.starts_with("Cluster 1 · 2 articles"), "everything else is reported: {out}");
    let problems = fs::read_to_string(broken.path().join("problems.jsonl")).expect("a file");
    assert!(
        problems.starts_with("{\"path\":\"news/empty.txt\",\"line\":null,\"severity\":\"lost\","),
        "{problems}"
    );

    let (_, err, code) = run(clean.path(), &["scan", "no-such-folder", "-q"]);
    assert_eq!(code, 2);
    assert!(err.contains("no-such-folder"), "{err}");
}

#[test]
fn the_drop_list_leaves_one_a_cluster() {
    let folder = folder(false);
    for keep in ["source", "oldest", "longest"] {
        let args = ["scan", "news", "-q", "-o", "out.txt", "--drop-list", "drop.txt", "--keep", keep];
        let (out, _, code) = run(folder.path(), &args);
        assert_eq!((out.as_str(), code), ("", 0));
        let list = fs::read_to_string(folder.path().join("drop.txt")).expect("a file");
        assert_eq!(list, "later/copy.txt\n", "{keep}");
    }
}

#[test]
fn two_files_are_explained() {
    let folder = folder(false);
    let (out, err, code) = run(folder.path(), &["compare", "news/bridge.txt", "news/later/copy.txt"]);
    assert_eq!((err.as_str(), code), ("", 0));
    assert!(out.starts_with("A and B are identical · 100%\n"), "{out}");
    let (out, _, code) = run(folder.path(), &["compare", "news/bridge.txt", "news/festival.txt"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("A and B are not related · "), "{out}");
    let (_, err, code) = run(folder.path(), &["compare", "news/bridge.txt", "nothing.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("nothing.txt"), "{err}");
}

#[test]
fn a_folder_is_scored() {
    let folder = folder(false);
    let truth = "id\tgroup\tlang\trelation\tevent\nbridge.txt\t1\ten\toriginal\t\nlater/copy.txt\t1\ten\tnear\t\n\
                 festival.txt\t2\ten\toriginal\t\n";
    fs::write(folder.path().join("truth.tsv"), truth).expect("a file");
    let (out, _, code) = run(folder.path(), &["eval", "--truth", "truth.tsv", "news", "--json", "-q"]);
    assert_eq!(code, 0);
    assert!(out.contains("\"all\": {\n    \"precision\": 1.0,\n    \"recall\": 1.0,"), "{out}");
}
