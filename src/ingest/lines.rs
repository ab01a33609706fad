//! A stream to lines, with a limit on the length of one.

use std::io::{self, BufRead};
use std::ops::Range;

/// One line, without its line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<T> {
    Whole(T),
    /// The line is longer than the limit: its length in bytes. It was read over, not held.
    TooLong(u64),
}

/// A line with its number; `None` at the end.
type Next<T> = io::Result<Option<(u64, Line<T>)>>;

/// The lines of a stream.
pub struct Lines<R> {
    reader: R,
    limit: u64,
    number: u64,
    held: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes each.
    pub fn new(reader: R, limit: u64) -> Self {
        Lines { reader, limit, number: 0, held: Vec::new() }
    }

    /// The next line with its 1-based number; `None` at the end.
    ///
    /// # Errors
    ///
    /// What the stream says. What came after the last line feed before the error is dropped: it may be half a record.
    pub fn next(&mut self) -> Next<&[u8]> {
        // A record of 64 MB should not cost 64 MB for the rest of the file.
        const KEEP: usize = 1 << 20;
        let mut held = std::mem::take(&mut self.held);
        held.clear();
        held.shrink_to(KEEP);
        let next = self.next_onto(&mut held);
        self.held = held;
        Ok(next?.map(|(number, line)| {
            let line = match line {
                Line::Whole(_) => Line::Whole(self.held.as_slice()),
                Line::TooLong(length) => Line::TooLong(length),
            };
            (number, line)
        }))
    }

    /// The next line with its number, put behind what `held` holds: where it lies there. A line that is too long leaves nothing.
    ///
    /// # Errors
    ///
    /// As of [`next`](Self::next).
    pub fn next_onto(&mut self, held: &mut Vec<u8>) -> Next<Range<usize>> {
        let start = held.len();
        let mut length = 0u64;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if chunk.is_empty() && length == 0 {
                return Ok(None);
            }
            let end = memchr::memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            length += part.len() as u64;
            if length <= self.limit {
                held.extend_from_slice(part);
            } else {
                held.truncate(start);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() || used == 0 {
                break;
            }
        }
        self.number += 1;
        let line = if length <= self.limit { Line::Whole(start..held.len()) } else { Line::TooLong(length) };
        Ok(Some((self.number, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &str, limit: u64) -> Vec<(u64, Result<String, u64>)> {
        // A buffer of 3 bytes: lines cross it.
        let mut lines = Lines::new(BufReader::with_capacity(3, text.as_bytes()), limit);
        let mut all = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            all.push((
                number,
                match line {
                    Line::Whole(bytes) => Ok(String::from_utf8(bytes.to_vec()).unwrap()),
                    Line::TooLong(length) => Err(length),
                },
            ));
        }
        all
    }

    #[test]
    fn splits_and_skips_long_lines() {
        let ok = |number, text: &str| (number, Ok(text.to_owned()));
        assert_eq!(lines("", 9), []);
        assert_eq!(lines("\n", 9), [ok(1, "")]);
        assert_eq!(lines("one\ntwo", 9), [ok(1, "one"), ok(2, "two")]);
        assert_eq!(lines("one\n\nthree\n", 9), [ok(1, "one"), ok(2, ""), ok(3, "three")]);
        assert_eq!(lines("one\n0123456789\nthree", 9), [ok(1, "one"), (2, Err(10)), ok(3, "three")]);
        assert_eq!(lines("012345678", 9), [ok(1, "012345678")]);
        assert_eq!(lines("0123456789", 9), [(1, Err(10))]);
    }
}
