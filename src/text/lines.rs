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
