//! Texts, in memory or in a temporary file.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The text of an article, wherever it is kept.
#[derive(Clone, Default)]
pub struct Body(Place);

#[derive(Clone)]
enum Place {
    Held(Box<str>),
    Stored { store: Arc<Store>, at: u64, length: u32 },
}

impl Default for Place {
    fn default() -> Self {
        Place::Held(Box::default())
    }
}

impl Body {
    /// The text; read from the file if it is there.
    ///
    /// # Panics
    /// When the temporary file, which has no name and which nobody else can change, can't be read any more.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Place::Held(text) => Cow::Borrowed(text),
            Place::Stored { store, at, length } => Cow::Owned(store.read(*at, *length)),
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        match &self.0 {
            Place::Held(text) => text.len(),
            Place::Stored { length, .. } => *length as usize,
        }
    }

    /// Whether there is nothing to be seen.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Body(Place::Held(text.into_boxed_str()))
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Body(Place::Held(text.into()))
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.text() == other.text()
    }
}

impl PartialEq<str> for Body {
    fn eq(&self, other: &str) -> bool {
        self.text() == other
    }
}

impl PartialEq<&str> for Body {
    fn eq(&self, other: &&str) -> bool {
        self.text() == *other
    }
}

impl PartialEq<String> for Body {
    fn eq(&self, other: &String) -> bool {
        self.text() == *other
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// Where the texts of a run go: to memory, and what is more than they may take there to a temporary file.
#[derive(Debug)]
pub struct Texts {
    most: u64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    held: u64,
    store: Option<Arc<Store>>,
    /// Why texts stay in memory although they are too many.
    failed: Option<String>,
}

impl Default for Texts {
    /// All in memory.
    fn default() -> Self {
        Texts::new(u64::MAX)
    }
}

impl Texts {
    /// At most `most` bytes of texts stay in memory.
    pub fn new(most: u64) -> Self {
        Texts { most, state: Mutex::default() }
    }

    /// Keeps a text. Where the temporary file can't be made or written any more the text stays in memory;
    /// [`failure`](Texts::failure) says why.
    pub fn keep(&self, text: Body) -> Body {
        let length = text.len() as u64;
        let mut state = locked(&self.state);
        if state.failed.is_some() || state.held + length <= self.most {
            state.held += length;
            drop(state);
            return text;
        }
        if state.store.is_none() {
            match tempfile::tempfile() {
                Ok(file) => state.store = Some(Arc::new(Store::new(file))),
                Err(e) => {
                    state.failed = Some(e.to_string());
                    return text;
                }
            }
        }
        let store = state.store.clone().expect("it was just made");
        drop(state);
        match store.append(&text.text()) {
            Ok(at) => Body(Place::Stored { store, at, length: length as u32 }),
            Err(e) => {
                locked(&self.state).failed = Some(e.to_string());
                text
            }
        }
    }

    /// Why the temporary file could not be made or written, if it could not.
    pub fn failure(&self) -> Option<String> {
        locked(&self.state).failed.clone()
    }

    /// How many bytes are in the temporary file.
    #[cfg(test)]
    fn stored(&self) -> u64 {
        locked(&self.state).store.as_ref().map_or(0, |store| locked(&store.tail).end())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file that grows, and is read wherever it has been written. It has no name, so it is gone with the process.
#[derive(Debug)]
struct Store {
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
    fn new(file: File) -> Self {
        Store {
            file,
            tail: Mutex::default(),
            #[cfg(not(unix))]
            pointer: Mutex::default(),
        }
    }

    /// Where the text will be found.
    fn append(&self, text: &str) -> io::Result<u64> {
        let mut tail = locked(&self.tail);
        if tail.bytes.len() + text.len() > BLOCK {
            // On an error the block stays in memory, and what was put there before can be read.
            self.write(&tail)?;
            tail.from = tail.end();
            tail.bytes.clear();
        }
        let at = tail.end();
        tail.bytes.extend_from_slice(text.as_bytes());
        Ok(at)
    }

    fn write(&self, tail: &Tail) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::write_all_at(&self.file, &tail.bytes, tail.from);
        #[cfg(not(unix))]
        {
            use std::io::{Seek, SeekFrom, Write};
            let _pointer = locked(&self.pointer);
            let mut file = &self.file;
            file.seek(SeekFrom::Start(tail.from))?;
            file.write_all(&tail.bytes)
        }
    }

    fn read(&self, at: u64, length: u32) -> String {
        let mut bytes = vec![0; length as usize];
        {
            let tail = locked(&self.tail);
            if at >= tail.from {
                let start = (at - tail.from) as usize;
                bytes.copy_from_slice(&tail.bytes[start..][..length as usize]);
                return String::from_utf8(bytes).expect("it was written as a string");
            }
        }
        self.read_at(&mut bytes, at).expect("the temporary file can be read");
        String::from_utf8(bytes).expect("it was written as a string")
    }

    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, at);
        #[cfg(not(unix))]
        {
            use std::io::{Read, Seek, SeekFrom};
            let _pointer = locked(&self.pointer);
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
    fn what_does_not_fit_is_found_in_the_file() {
        let written: Vec<String> = (0..3000).map(|n| format!("Text {n} — {}", "é".repeat(n % 700))).collect();
        for most in [0, 100_000, u64::MAX] {
            let texts = Texts::new(most);
            let kept: Vec<Body> = written.iter().map(|text| texts.keep(text.as_str().into())).collect();
            for (body, text) in kept.iter().zip(&written) {
                assert_eq!((body.text(), body.len()), (Cow::Borrowed(text.as_str()), text.len()));
            }
            let all: u64 = written.iter().map(|text| text.len() as u64).sum();
            assert!(texts.stored() >= all.saturating_sub(most), "{most}");
            assert_eq!(texts.stored() == 0, most == u64::MAX);
            assert_eq!(texts.failure(), None);
        }
    }
}
