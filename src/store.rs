//! What does not fit in memory: a temporary file that grows.

use std::fs::File;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A temporary file that grows, and is read wherever it has been written. It has no name, so nobody else can change it, and
/// it is gone with the process.
#[derive(Debug)]
pub struct Store {
    file: File,
    tail: Mutex<Tail>,
    /// The file, for systems that read only where a file's pointer stands.
    #[cfg(not(unix))]
    pointer: Mutex<()>,
}

/// What is not yet written.
#[derive(Debug, Default)]
struct Tail {
    /// Where in the file it will stand.
    from: u64,
    bytes: Vec<u8>,
}

/// So much is written at once.
const BLOCK: usize = 1 << 20;

impl Tail {
    fn end(&self) -> u64 {
        self.from + self.bytes.len() as u64
    }
}

impl Store {
    /// An empty one, where the system keeps what is temporary.
    ///
    /// # Errors
    /// The file can't be made.
    pub fn new() -> io::Result<Self> {
        Ok(Store {
            file: tempfile::tempfile()?,
            tail: Mutex::default(),
            #[cfg(not(unix))]
            pointer: Mutex::default(),
        })
    }

    /// How many bytes it holds.
    pub fn len(&self) -> u64 {
        self.tail().end()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds `bytes` behind all else, and returns where they begin.
    ///
    /// # Errors
    /// The file can't be written any more. What was added before can still be read.
    pub fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut tail = self.tail();
        if tail.bytes.len() + bytes.len() > BLOCK {
            // On an error the block stays in memory.
            self.write(&tail)?;
            tail.from = tail.end();
            tail.bytes.clear();
        }
        let at = tail.end();
        tail.bytes.extend_from_slice(bytes);
        Ok(at)
    }

    /// Fills `bytes` with what was added at `at` and behind it.
    ///
    /// # Panics
    /// When so much was not added there, or the file can't be read any more.
    pub fn read(&self, at: u64, bytes: &mut [u8]) {
        let written = {
            let tail = self.tail();
            let written = tail.from.saturating_sub(at).min(bytes.len() as u64) as usize;
            if written < bytes.len() {
                let start = (at + written as u64 - tail.from) as usize;
                let rest = bytes.len() - written;
                bytes[written..].copy_from_slice(&tail.bytes[start..][..rest]);
            }
            written
        };
        self.read_written(&mut bytes[..written], at).expect("the temporary file can be read");
    }

    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, tail: &Tail) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::write_all_at(&self.file, &tail.bytes, tail.from);
        #[cfg(not(unix))]
        {
            use std::io::{Seek, SeekFrom, Write};
            let _pointer = self.pointer.lock().unwrap_or_else(PoisonError::into_inner);
            let mut file = &self.file;
            file.seek(SeekFrom::Start(tail.from))?;
            file.write_all(&tail.bytes)
        }
    }

    fn read_written(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, at);
        #[cfg(not(unix))]
        {
            use std::io::{Read, Seek, SeekFrom};
            let _pointer = self.pointer.lock().unwrap_or_else(PoisonError::into_inner);
            let mut file = &self.file;
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_across_what_is_written_and_what_is_not() {
        let store = Store::new().unwrap();
        let all: Vec<u8> = (0..3 * BLOCK + 77).map(|n| (n * 31 % 251) as u8).collect();
        let mut at = 0;
        for piece in all.chunks(1000) {
            assert_eq!(store.append(piece).unwrap(), at);
            at += piece.len() as u64;
        }
        assert_eq!(store.len(), all.len() as u64);
        let written = store.tail().from as usize;
        assert!((1..all.len()).contains(&written));
        for range in [0..10, written - 5..written, written - 5..written + 5, written..all.len(), 0..all.len()]
        {
            let mut bytes = vec![0; range.len()];
            store.read(range.start as u64, &mut bytes);
            assert_eq!(bytes, all[range]);
        }
    }
}
