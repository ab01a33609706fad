//! Texts, in memory or in a temporary file.

use crate::store::Store;
use std::borrow::Cow;
use std::fmt;
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
    /// When the temporary file can't be read any more.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Place::Held(text) => Cow::Borrowed(text),
            Place::Stored { store, at, length } => {
                let mut bytes = vec![0; *length as usize];
                store.read(*at, &mut bytes);
                Cow::Owned(String::from_utf8(bytes).expect("it was written as a string"))
            }
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
            match Store::new() {
                Ok(store) => state.store = Some(Arc::new(store)),
                Err(e) => {
                    state.failed = Some(e.to_string());
                    return text;
                }
            }
        }
        let store = state.store.clone().expect("it was just made");
        drop(state);
        match store.append(text.text().as_bytes()) {
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
        locked(&self.state).store.as_ref().map_or(0, |store| store.len())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
