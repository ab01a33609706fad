//! ZIP and tar archives to the files in them. Nothing is written to disk.

use std::cell::Cell;
use std::io::{self, Read, Seek};
use std::rc::Rc;

/// The most bytes of a tar header with its long names: paths end at 4 KB, and extended attributes at 64 KB a piece.
const LONGEST_HEADER: u64 = 1 << 20;

/// Whom an archive's files are shown to.
pub trait Visit {
    /// Whether to open a file, by its name.
    fn wants(&mut self, name: &str) -> bool;
    /// A link, a device: something without content.
    fn special(&mut self, name: &str);
    /// The content of a file, or why it can't be read. False: no more.
    fn file(&mut self, name: &str, content: Result<&mut dyn Read, String>) -> bool;
}

/// Reads a ZIP archive, in the order of its directory.
///
/// # Errors
///
/// One line for a person: its directory can't be read.
pub fn zip(source: impl Read + Seek, visit: &mut dyn Visit) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(source).map_err(|e| format!("damaged ZIP archive: {e}"))?;
    for at in 0..archive.len() {
        let name = match archive.name_for_index(at) {
            Some(Ok(name)) => plain(&name),
            _ => format!("#{at}"),
        };
        if name.ends_with('/') || !visit.wants(&name) {
            continue;
        }
        let more = match archive.by_index(at) {
            Ok(file) if file.is_symlink() => {
                visit.special(&name);
                true
            }
            Ok(mut file) => visit.file(&name, Ok(&mut file)),
            Err(e) => visit.file(&name, Err(e.to_string())),
        };
        if !more {
            break;
        }
    }
    Ok(())
}

/// Reads a tar archive to its end.
///
/// # Errors
///
/// One line for a person: what the stream says, or where a header is broken. What came before was shown.
pub fn tar(source: impl Read, visit: &mut dyn Visit) -> Result<(), String> {
    let allowance = Rc::new(Cell::new(LONGEST_HEADER));
    let mut archive = tar::Archive::new(Allowed { inner: source, left: allowance.clone() });
    let mut entries = archive.entries().map_err(|e| e.to_string())?;
    let mut number = 0u64;
    loop {
        number += 1;
        let mut entry = match entries.next() {
            None => return Ok(()),
            Some(Err(e)) => return Err(format!("entry {number}: {}", innermost(&e))),
            Some(Ok(entry)) => entry,
        };
        let name = plain(&String::from_utf8_lossy(&entry.path_bytes()));
        let size = entry.header().entry_size().unwrap_or(0).max(entry.size());
        allowance.set(u64::MAX);
        let kind = entry.header().entry_type();
        let more =
            if kind.is_dir() || name.ends_with('/') || kind.is_pax_global_extensions() || !visit.wants(&name)
            {
                true
            } else if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                let left = entry.size();
                visit.file(&name, Ok(&mut Exactly { inner: &mut entry, left }))
            } else {
                visit.special(&name);
                true
            };
        if !more {
            return Ok(());
        }
        // The rest of the file is read over, then the next header is held in memory as a whole.
        allowance.set(size.saturating_add(LONGEST_HEADER));
    }
}

/// The reason inside an error that was wrapped.
fn innermost(e: &io::Error) -> String {
    let mut reason: &dyn std::error::Error = e;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    reason.to_string()
}

/// A name with `/` between its parts and without `./` before them.
fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut bare = name.as_str();
    while let Some(rest) = bare.strip_prefix("./") {
        bare = rest;
    }
    bare.to_owned()
}

/// A file of a known length: its end before that is an error.
struct Exactly<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Exactly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        if count == 0 && !buffer.is_empty() && self.left > 0 {
            return Err(io::Error::other(format!("broken off: {} bytes are missing", self.left)));
        }
        Ok(count)
    }
}

/// A stream that gives no more than its allowance, which is renewed from outside.
struct Allowed<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Allowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("its header is too long"));
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let count = self.inner.read(&mut buffer[..most])?;
        self.left.set(left - count as u64);
        Ok(count)
    }
}
