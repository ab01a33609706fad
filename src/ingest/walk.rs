//! Folders to the files that can be read.

use crate::error::Problem;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
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
    /// `.zip`: files of all kinds.
    Zip,
    /// `.tar`, also `.tgz`, `.tbz2`, `.txz`, `.tzst`: files of all kinds.
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
    /// How many files were left out for their extension, by extension in lower case; `(none)` for those without one.
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

#[derive(Default)]
struct Walker {
    /// The best way to each file, by its canonical path.
    files: HashMap<PathBuf, Way>,
    /// Folders that were read, by canonical path.
    folders: HashSet<PathBuf>,
    /// Links to follow when everything that needs no link is known, smallest name first.
    links: BTreeSet<Way>,
    problems: Vec<Problem>,
}

pub fn walk(paths: &[PathBuf]) -> Found {
    let mut walker = Walker::default();
    for path in paths {
        walker.root(path);
    }
    while let Some(link) = walker.links.pop_first() {
        walker.link(link);
    }
    walker.finish()
}

impl Walker {
    fn lost(&mut self, path: &Path, reason: impl std::fmt::Display) {
        self.problems.push(Problem::lost(path.display().to_string(), None, reason));
    }

    /// A path that was given. Where it is a link, that is what was asked for: it does not count as one.
    fn root(&mut self, path: &Path) {
        let (canonical, metadata) = match path.canonicalize().and_then(|c| Ok((c, fs::metadata(path)?))) {
            Ok(found) => found,
            Err(e) => {
                let dangling = path.is_symlink() && e.kind() == io::ErrorKind::NotFound;
                return if dangling { self.lost(path, "dangling link") } else { self.lost(path, e) };
            }
        };
        if metadata.is_dir() {
            self.folder(path, canonical, String::new(), false);
        } else {
            let name = path.file_name().or(canonical.file_name()).unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            let way = Way { through_link: false, name, path: path.to_owned() };
            self.file(way, canonical, metadata.file_type());
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
            if kind.is_dir() {
                // Two links can lead into one tree; a tree of links to each other would be read without end.
                if !self.folders.insert(canonical) && through_link {
                    walk.skip_current_dir();
                }
                continue;
            }
            let mut name = prefix.clone();
            for part in below.components() {
                if !name.is_empty() {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
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
        for way in std::mem::take(&mut self.files).into_values() {
            let (format, compression) = match kind(&way.name) {
                Ok(kind) => kind,
                Err(extension) => {
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
        found.files.sort_unstable_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        found.problems = self.problems;
        found.problems.sort_unstable();
        found.problems.dedup();
        found
    }
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
