//! What readers have at hand: tokenizers that know the words they have met, shelves with what was read.

use crate::text::Tokenizer;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Things for whoever needs one, handed on from task to task.
pub(super) struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(Mutex::default())
    }
}

impl<T> Pool<T> {
    /// One that nobody has, or a new one, until it is dropped.
    pub fn lend(&self, make: impl FnOnce() -> T) -> Lent<'_, T> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Lent { pool: self, lent: Some(known.unwrap_or_else(make)) }
    }
}

/// Tokenizers. They remember stems; what they return does not depend on what they remember.
#[derive(Default)]
pub(super) struct Desk(Pool<Tokenizer>);

impl Desk {
    /// A tokenizer, until it is dropped.
    pub fn tokenizer(&self) -> Lent<'_, Tokenizer> {
        self.0.lend(Tokenizer::new)
    }
}

pub(super) struct Lent<'p, T> {
    pool: &'p Pool<T>,
    lent: Option<T>,
}

impl<T> Deref for Lent<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.lent.as_ref().expect("it is given back only when this is dropped")
    }
}

impl<T> DerefMut for Lent<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.lent.as_mut().expect("it is given back only when this is dropped")
    }
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.take() {
            self.pool.0.lock().unwrap_or_else(PoisonError::into_inner).push(lent);
        }
    }
}
