//! What characters are, remembered.

use std::sync::OnceLock;

/// A property of characters. In the basic multilingual plane it is looked up in one place, where the tries of Unicode's
/// properties take several; that is made for 256 characters at a time, when a text has the first of them: to make all of it
/// took longer than to read a thousand articles.
#[derive(Debug)]
pub struct Plane<T: 'static> {
    of: fn(char) -> T,
    pages: [OnceLock<Box<[T; PAGE]>>; 0x1_0000 / PAGE],
}

const PAGE: usize = 0x100;

impl<T: Copy> Plane<T> {
    /// `of` says what a character is.
    pub const fn new(of: fn(char) -> T) -> Self {
        Plane { of, pages: [const { OnceLock::new() }; 0x1_0000 / PAGE] }
    }

    /// What `c` is.
    #[inline]
    pub fn get(&self, c: char) -> T {
        let code = c as usize;
        match self.pages.get(code / PAGE) {
            Some(page) => page.get_or_init(|| self.page(code / PAGE))[code % PAGE],
            None => (self.of)(c),
        }
    }

    #[cold]
    fn page(&self, page: usize) -> Box<[T; PAGE]> {
        let of = |place: usize| {
            // Surrogates are no characters: nobody asks.
            let c = char::from_u32((page * PAGE + place) as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
            (self.of)(c)
        };
        Box::new(std::array::from_fn(of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_it_is() {
        static PLANE: Plane<u32> = Plane::new(|c| c as u32);
        for c in
            ['\0', 'a', 'ÿ', '\u{100}', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{10ffff}', 'a']
        {
            assert_eq!(PLANE.get(c), c as u32);
        }
    }
}
