//! A text to lines.

use std::ops::Range;

/// The lines of a text that hold something, without the spaces around them.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.filter_map(move |end| {
        let line = &text[start..end];
        // Most have none.
        if let [b'!'..=b'~', .., b'!'..=b'~'] = line.as_bytes() {
            return Some(std::mem::replace(&mut start, end + 1)..end);
        }
        let from = start + (line.len() - line.trim_start().len());
        start = end + 1;
        let line = line.trim();
        (!line.is_empty()).then(|| from..from + line.len())
    })
}

/// The line that [`lines`] found to begin at `start`.
pub fn line_at(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    start..start + rest[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_is_found_again_by_its_beginning(text in "[ab \n\r\u{a0}é]{0,40}") {
            for line in lines(&text) {
                prop_assert_eq!(line_at(&text, line.start), line);
            }
        }
    }
}
