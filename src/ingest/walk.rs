//! Folders to the files that can be read.

use crate::error::Problem;
use globset::GlobBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::fs::{self, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use walkdir::WalkDir;

/// What a file's name says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `.txt`: one article.
    Text,
    /// `.md`, `.markdown`: one article.
    Markdown,
    /// `.html`, `.htm`, `.xhtml`: one article.
    Html,
    /// `.json`: an article object or an array of them.
    Json,
    /// `.jsonl`, `.ndjson`: an article object on each line.
    JsonLines,
    /// `.csv`: an article in each row below the names of the columns.
    Csv,
    /// `.tsv`, `.tab`: the same with tabs.
    Tsv,
    /// `.xml`, `.rss`, `.atom`, `.nitf`, `.newsml`: the items of a feed or of a news agency's message.
    Xml,
    /// `.warc`, `.wet`: the pages of a web archive.
    Warc,
    /// `.parquet`: an article in each row; in builds that have it.
    Parquet,
    /// `.eml`: one e-mail.
    Mail,
    /// `.mbox`: e-mails after each other.
    Mbox,
    /// `.zip`: files of all kinds.
    Zip,
    /// `.tar`, also `.tgz`, `.tbz`, `.tbz2`, `.txz`, `.tzst`: files of all kinds.
    Tar,
}

impl Format {
    /// The format of an extension in lower case, without its dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "txt" => Some(Format::Text),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "xml" | "rss" | "atom" | "nitf" | "newsml" => Some(Format::Xml),
            "warc" | "wet" => Some(Format::Warc),
            "parquet" => Some(Format::Parquet),
            "eml" => Some(Format::Mail),
            "mbox" => Some(Format::Mbox),
            "zip" => Some(Format::Zip),
            "tar" => Some(Format::Tar),
            _ => None,
        }
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
    /// `.bz2`
    Bzip2,
    /// `.xz`
    Xz,
}

impl Compression {
    /// The compression of an extension in lower case, without its dot.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "gz" => Some(Compression::Gzip),
            "zst" => Some(Compression::Zstd),
            "bz2" => Some(Compression::Bzip2),
            "xz" => Some(Compression::Xz),
            _ => None,
        }
    }
}

/// A format and a compression by name, as extensions name them: `csv`, `jsonl.gz`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputFormat {
    pub format: Format,
    /// Where it is not given, a file's name may still tell it.
    pub compression: Option<Compression>,
}

impl FromStr for InputFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match kind(&format!("x.{}", name.trim_start_matches('.'))) {
            Ok((format, compression)) => Ok(InputFormat { format, compression }),
            Err(_) => Err(
                "not one of txt, md, html, json, jsonl, csv, tsv, xml, warc, eml, mbox, zip, tar, parquet, each also with .gz, .zst, .bz2, .xz"
                    .into(),
            ),
        }
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.format {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Xml => "xml",
            Format::Warc => "warc",
            Format::Parquet => "parquet",
            Format::Mail => "eml",
            Format::Mbox => "mbox",
            Format::Zip => "zip",
            Format::Tar => "tar",
        })?;
        f.write_str(match self.compression {
            None => "",
            Some(Compression::Gzip) => ".gz",
            Some(Compression::Zstd) => ".zst",
            Some(Compression::Bzip2) => ".bz2",
            Some(Compression::Xz) => ".xz",
        })
    }
}

impl serde::Serialize for InputFormat {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is left out of folders and archives, as `.gitignore` files say it.
pub struct Exclusion(Gitignore);

impl Exclusion {
    /// # Errors
    ///
    /// The pattern that is none, and why.
    pub fn new(patterns: &[String]) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|e| format!("{pattern}: {e}"))?;
        }
        builder.build().map(Exclusion).map_err(|e| e.to_string())
    }

    /// Whether a name below the folder or archive that was given is left out, itself or with a folder that it is in.
    pub fn covers(&self, name: &str, is_folder: bool) -> bool {
        // Absolute names, which only archives have, are below nothing.
        let name = name.trim_start_matches('/');
        !self.0.is_empty() && self.0.matched_path_or_any_parents(name, is_folder).is_ignore()
    }
}

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The path that was given, joined with the path below it.
    pub path: PathBuf,
    /// What its articles' ids are made of: the path below the folder that was given, with `/` between its parts; of a file
    /// that was given itself, its name.
    pub name: String,
    pub format: Format,
    pub compression: Option<Compression>,
    /// Its size on disk.
    pub bytes: u64,
}

/// What a walk found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Sorted by name, then path.
    pub files: Vec<InputFile>,
    /// How many files were left out for their extension, by extension in lower case; `(none)` for those without one,
    /// `(special)` for pipes and devices.
    pub skipped: BTreeMap<String, u64>,
    /// Sorted.
    pub problems: Vec<Problem>,
}

/// One way to a file. Ways are ordered by what wins: no link before links, then the smallest name, then the path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    through_link: bool,
    name: String,
    path: PathBuf,
}

struct Walker<'a> {
    exclusion: &'a Exclusion,
    forced: Option<InputFormat>,
    /// Standard input was asked for.
    standard_input: bool,
    /// The best way to each file, by its canonical path.
    files: HashMap<PathBuf, Way>,
    /// Folders that were read, by canonical path.
    folders: HashSet<PathBuf>,
    /// Links to follow when everything that needs no link is known, smallest name first.
    links: BTreeSet<Way>,
    problems: Vec<Problem>,
    /// Pipes, devices and the like.
    special: HashSet<PathBuf>,
}

pub fn walk(paths: &[PathBuf], exclusion: &Exclusion, forced: Option<InputFormat>) -> Found {
    let mut walker = Walker {
        exclusion,
        forced,
        standard_input: false,
        files: HashMap::new(),
        folders: HashSet::new(),
        links: BTreeSet::new(),
        problems: Vec::new(),
        special: HashSet::new(),
    };
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            walker.standard_input = true;
        } else {
            walker.root(path);
        }
    }
    while let Some(link) = walker.links.pop_first() {
        walker.link(link);
    }
    walker.finish()
}

impl Walker<'_> {
    fn lost(&mut self, path: &Path, reason: impl std::fmt::Display) {
        self.problems.push(Problem::lost(path.display().to_string(), None, reason));
    }

    /// A path that was given. Where it is a link, that is what was asked for: it does not count as one.
    fn root(&mut self, path: &Path) {
        let (canonical, metadata) = match path.canonicalize().and_then(|c| Ok((c, fs::metadata(path)?))) {
            Ok(found) => found,
            Err(e) => {
                let is_glob = path.to_string_lossy().contains(['*', '?', '[', '{']);
                if is_glob && e.kind() == io::ErrorKind::NotFound {
                    return self.glob(path);
                }
                let dangling = path.is_symlink() && e.kind() == io::ErrorKind::NotFound;
                return if dangling { self.lost(path, "dangling link") } else { self.lost(path, e) };
            }
        };
        if metadata.is_dir() {
            self.folder(path, canonical, String::new(), false);
        } else {
            let name = path.file_name().or(canonical.file_name()).unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            if self.exclusion.covers(&name, false) {
                return;
            }
            let way = Way { through_link: false, name, path: path.to_owned() };
            self.file(way, canonical, metadata.file_type());
        }
    }

    /// A path with wildcards that no shell has resolved: all that it matches is as if it were given.
    fn glob(&mut self, path: &Path) {
        let is_plain =
            |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let base: PathBuf = path.components().take_while(is_plain).collect();
        let pattern: PathBuf = path.components().skip_while(is_plain).collect();
        let glob = GlobBuilder::new(&pattern.to_string_lossy()).literal_separator(true).build();
        let glob = match glob {
            Ok(glob) => glob.compile_matcher(),
            Err(e) => return self.lost(path, format_args!("no such file, and no pattern: {}", e.kind())),
        };
        let deep = pattern.to_string_lossy().contains("**");
        let depth = if deep { usize::MAX } else { pattern.components().count() };
        let root = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
        let mut walk = WalkDir::new(root).min_depth(1).max_depth(depth).sort_by_file_name().into_iter();
        let mut any = false;
        while let Some(entry) = walk.next() {
            // What can't be opened matches nothing.
            let Ok(entry) = entry else { continue };
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            if glob.is_match(below) {
                any = true;
                self.root(&base.join(below));
            }
        }
        if !any {
            self.lost(path, "no file matches");
        }
    }

    /// Reads a folder and all below it, without following links: those are put aside.
    fn folder(&mut self, folder: &Path, canonical: PathBuf, prefix: String, through_link: bool) {
        let mut walk = WalkDir::new(folder).min_depth(1).into_iter();
        self.folders.insert(canonical.clone());
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    let path = e.path().unwrap_or(folder).to_owned();
                    match e.io_error() {
                        Some(reason) => self.lost(&path, reason),
                        None => self.lost(&path, &e),
                    }
                    continue;
                }
            };
            let kind = entry.file_type();
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            if hidden {
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let canonical = canonical.join(below);
            let mut name = prefix.clone();
            for part in below.components() {
                if !name.is_empty() {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
            if self.exclusion.covers(&name, kind.is_dir()) {
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if kind.is_dir() {
                // Two links can lead into one tree; a tree of links to each other would be read without end.
                if !self.folders.insert(canonical) && through_link {
                    walk.skip_current_dir();
                }
                continue;
            }
            let way = Way { through_link, name, path: entry.path().to_owned() };
            if kind.is_symlink() {
                self.links.insert(Way { through_link: true, ..way });
            } else {
                self.file(way, canonical, kind);
            }
        }
    }

    fn link(&mut self, way: Way) {
        let found = way.path.canonicalize().and_then(|canonical| Ok((fs::metadata(&canonical)?, canonical)));
        match found {
            Ok((metadata, canonical)) if metadata.is_dir() => {
                if !self.folders.contains(&canonical) {
                    self.folder(&way.path.clone(), canonical, way.name, true);
                }
            }
            Ok((metadata, canonical)) => self.file(way, canonical, metadata.file_type()),
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => self.lost(&way.path, e),
            // To nothing, or in a ring to itself; a link to the folder it is in is neither.
            Err(_) => self.lost(&way.path, "dangling link"),
        }
    }

    fn file(&mut self, way: Way, canonical: PathBuf, kind: FileType) {
        if !kind.is_file() {
            // Opening a FIFO waits for whoever writes to it, and a device may never end.
            if !self.special.insert(canonical) {
                return;
            }
            let path = way.path.display().to_string();
            self.problems.push(Problem::note(path, None, "skipped: not a regular file"));
            return;
        }
        match self.files.get_mut(&canonical) {
            Some(held) if *held <= way => {}
            Some(held) => *held = way,
            None => {
                self.files.insert(canonical, way);
            }
        }
    }

    fn finish(mut self) -> Found {
        let mut found = Found::default();
        if !self.special.is_empty() {
            found.skipped.insert("(special)".into(), self.special.len() as u64);
        }
        for way in std::mem::take(&mut self.files).into_values() {
            let (format, compression) = match (self.forced, kind(&way.name)) {
                (Some(forced), _) => (forced.format, forced.compression.or_else(|| compression(&way.name))),
                (None, Ok(kind)) => kind,
                (None, Err(extension)) => {
                    *found.skipped.entry(extension).or_default() += 1;
                    continue;
                }
            };
            match fs::metadata(&way.path) {
                Ok(metadata) => {
                    let bytes = metadata.len();
                    found.files.push(InputFile {
                        path: way.path,
                        name: way.name,
                        format,
                        compression,
                        bytes,
                    });
                }
                Err(e) => self.lost(&way.path, e),
            }
        }
        if let Some(InputFormat { format, compression }) = self.forced.filter(|_| self.standard_input) {
            let (path, name) = (PathBuf::from(STANDARD_INPUT), "stdin".to_owned());
            found.files.push(InputFile { path, name, format, compression, bytes: 0 });
        }
        found.files.sort_unstable_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        found.problems = self.problems;
        found.problems.sort_unstable();
        found.problems.dedup();
        found
    }
}

/// The compression that the end of a file's name tells.
fn compression(name: &str) -> Option<Compression> {
    let (_, extension) = name.rsplit_once('.')?;
    Compression::from_extension(&extension.to_lowercase())
}

/// The format and compression of a file's name, else the extension to count it under.
pub fn kind(name: &str) -> Result<(Format, Option<Compression>), String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let split = |name: &str| -> Option<(String, String)> {
        let (stem, extension) = name.rsplit_once('.')?;
        // A name that starts with a dot has no extension by that dot.
        (!stem.is_empty()).then(|| (stem.to_owned(), extension.to_lowercase()))
    };
    let Some((stem, extension)) = split(file) else { return Err("(none)".into()) };
    let short = match extension.as_str() {
        "tgz" => Some(Compression::Gzip),
        "tbz" | "tbz2" => Some(Compression::Bzip2),
        "txz" => Some(Compression::Xz),
        "tzst" => Some(Compression::Zstd),
        _ => None,
    };
    if short.is_some() {
        return Ok((Format::Tar, short));
    }
    if let Some(compression) = Compression::from_extension(&extension) {
        return match split(&stem) {
            Some((_, inner)) => match Format::from_extension(&inner) {
                Some(format) => Ok((format, Some(compression))),
                None => Err(format!("{inner}.{extension}")),
            },
            None => Err(extension),
        };
    }
    Format::from_extension(&extension).map(|format| (format, None)).ok_or(extension)
}
