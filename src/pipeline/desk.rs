//! What readers have at hand: tokenizers that know the words they have met.

use crate::text::Tokenizer;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Tokenizers for whoever needs one. They remember stems, so they are handed on from task to task; what they return does
/// not depend on what they remember.
#[derive(Default)]
pub(super) struct Desk(Mutex<Vec<Tokenizer>>);

impl Desk {
    /// A tokenizer, until it is dropped.
    pub fn tokenizer(&self) -> Lent<'_> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Lent { desk: self, tokenizer: Some(known.unwrap_or_default()) }
    }
}

pub(super) struct Lent<'d> {
    desk: &'d Desk,
    tokenizer: Option<Tokenizer>,
}

impl Deref for Lent<'_> {
    type Target = Tokenizer;

    fn deref(&self) -> &Tokenizer {
        self.tokenizer.as_ref().expect("it is given back only when this is dropped")
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Tokenizer {
        self.tokenizer.as_mut().expect("it is given back only when this is dropped")
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(tokenizer) = self.tokenizer.take() {
            self.desk.0.lock().unwrap_or_else(PoisonError::into_inner).push(tokenizer);
        }
    }
}
