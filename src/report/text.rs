//! Text for a terminal: made harmless, measured, cut, wrapped and coloured.
//!
//! Everything that comes out of an article or a file name is hostile: whoever wrote it chose it. It reaches a terminal
//! through [`harmless`] alone.

use anstyle::Style;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a report for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// Columns of the terminal; `None` where there is none: nothing is cut then.
    pub width: Option<usize>,
    /// Whether ANSI styles are written.
    pub color: bool,
    /// Whether long lists are shown whole.
    pub all: bool,
}

impl View {
    /// `text` in `style`, or as it is where colour is off.
    pub fn paint(&self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// The columns to wrap running text to: no wider than 120 even on a wide terminal, 100 where there is none.
    pub fn prose(&self) -> usize {
        self.width.map_or(100, |width| width.clamp(20, 120))
    }
}

/// `text` with every character written out (`\u{1b}`) that could drive a terminal, reorder what is around it or
/// hide: controls, line separators, bidirectional overrides and isolates, invisible characters. The joiners that
/// Persian, Indic scripts and emoji need stay.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Whether a text is of ASCII that can be seen, and spaces. Looks at all of it without a branch: sixteen bytes and more at a
/// time.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

pub fn is_hostile(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || c.is_control()
}

/// Writes `value` as JSON, with everything escaped (`\u202e`) that [`harmless`] writes out: JSON is read on terminals too, and
/// parses to the same strings.
///
/// # Errors
/// Whatever `out` says.
pub fn write_json<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, HarmlessJson))?;
    Ok(())
}

/// A string as [`write_json`] writes it: at once where there is nothing in it to escape.
///
/// # Errors
/// None: memory takes it all.
pub fn write_json_string(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let as_it_is = |byte| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\');
    if !text.bytes().fold(true, |all, byte| all & as_it_is(byte)) {
        return write_json(out, &text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

struct HarmlessJson;

impl serde_json::ser::Formatter for HarmlessJson {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| is_hostile(c)) {
            out.write_all(&fragment.as_bytes()[from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}

/// `text` as a cell of a spreadsheet. What begins like a formula gets an apostrophe before it, by which spreadsheets know text;
/// what drives a terminal or reorders a line is written out, line breaks become spaces.
pub fn cell(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let drives = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !formula && (is_plain(text) || !text.chars().any(drives)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    if formula {
        out.push('\'');
    }
    for c in text.chars() {
        match c {
            '\t' | '\n' => out.push(' '),
            '\r' => {}
            c if drives(c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// [`harmless`] text on one line: runs of white space become a space. For titles and prose, where a line break is
/// layout and not news.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&harmless(word));
    }
    out
}

/// The columns that harmless text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The head of `text` in at most `columns` columns, with an ellipsis where something was cut.
pub fn cut_end(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(c);
    }
    if columns > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

/// The tail of `text` in at most `columns` columns, with an ellipsis where something was cut. For paths, whose end
/// tells them apart.
pub fn cut_start(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        start = at;
    }
    // A mark whose letter was cut would sit on the ellipsis.
    let tail = text[start..].trim_start_matches(|c: char| c.width() == Some(0));
    Cow::Owned(if columns > 0 { format!("…{tail}") } else { String::new() })
}

/// Appends `text` and then blanks up to `columns`.
pub fn pad_end(out: &mut String, text: &str, columns: usize) {
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
}

/// Appends blanks so that `text` ends at `columns`.
pub fn pad_start(out: &mut String, text: &str, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    out.push_str(text);
}

/// `text` made harmless and set in lines of at most `columns` columns (at least 2). Breaks at white space, and
/// around wide characters, whose scripts write no spaces; a word longer than a line is broken where it must be.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        let word = harmless(word);
        let mut space = usize::from(used > 0);
        for unit in units(&word) {
            let size = width(unit);
            if used > 0 && used + space + size > columns {
                lines.push(std::mem::take(&mut line));
                (used, space) = (0, 0);
            }
            if space == 1 {
                line.push(' ');
                used += 1;
                space = 0;
            }
            if size <= columns {
                line.push_str(unit);
                used += size;
                continue;
            }
            for c in unit.chars() {
                let size = c.width().unwrap_or(0);
                if used + size > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(c);
                used += size;
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word's parts between which a line may break: each wide character with its marks, and the runs between them.
fn units(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let wide = first.width() == Some(2);
        let end = chars
            .find(|&(_, c)| if wide { c.width() != Some(0) } else { c.width() == Some(2) })
            .map_or(rest.len(), |(at, _)| at);
        let (unit, tail) = rest.split_at(end);
        rest = tail;
        Some(unit)
    })
}

/// `1204` as `1,204`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `n` and what is counted: `1 cluster`, `1,204 clusters`.
pub fn count(n: u64, one: &str) -> String {
    let mut out = thousands(n);
    let _ = write!(out, " {one}{}", if n == 1 { "" } else { "s" });
    out
}

/// A share of one as a whole percentage, in at most four columns. Only what is certain reads 100%, and only what is
/// impossible 0%: rounding must not turn a model's 0.997 into a promise.
pub fn percent(share: f32) -> String {
    match (share * 100.0).round() {
        whole if whole >= 100.0 && share < 1.0 => ">99%".to_owned(),
        whole if whole <= 0.0 && share > 0.0 => "<1%".to_owned(),
        whole => format!("{whole:.0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_and_json_are_harmless() {
        for (text, shown) in [
            ("plain, é", "plain, é"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=x", "' =x"),
            ("a-b=c", "a-b=c"),
            ("a\nb", "a b"),
            ("a\u{1b}[2J\u{202e}", "a\\u{1b}[2J\\u{202e}"),
        ] {
            assert_eq!(cell(text), shown);
        }
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}\"é\n";
        let mut out = Vec::new();
        write_json(&mut out, &text).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, "\"a\\u001b\\u009b\\u202e\\udb40\\udc41\\\"é\\n\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn what_drives_a_terminal_is_written_out() {
        assert_eq!(harmless("plain, naïve, 東京, می‌خواهم"), "plain, naïve, 東京, می‌خواهم");
        assert_eq!(harmless("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(harmless("a\nb\tc\u{9b}"), "a\\nb\\tc\\u{9b}");
        assert_eq!(harmless("exe\u{202e}txt"), "exe\\u{202e}txt");
        assert_eq!(one_line("  two\r\n lines\u{7} "), "two lines\\u{7}");
    }

    #[test]
    fn cuts_never_exceed_the_columns() {
        assert_eq!(cut_end("harbour", 5), "harb…");
        assert_eq!(cut_start("news/harbour.txt", 6), "…r.txt");
        // A wide character does not fit the last column: one column stays free.
        assert_eq!(cut_end("東京都", 4), "東…");
        assert_eq!(cut_start("東京都", 4), "…都");
        assert_eq!(cut_end("abc", 0), "");
    }

    #[test]
    fn wraps_at_spaces_and_between_wide_characters() {
        assert_eq!(wrap("the bridge is closed", 10), ["the bridge", "is closed"]);
        assert_eq!(wrap("東京都知事は橋を", 6), ["東京都", "知事は", "橋を"]);
        assert_eq!(wrap("abcdefgh ij", 5), ["abcde", "fgh", "ij"]);
        assert_eq!(wrap(" \n ", 5), [""; 0]);
    }

    #[test]
    fn shares_never_overstate() {
        assert_eq!(
            ["0%", "<1%", "50%", ">99%", "100%"].map(String::from),
            [0.0, 0.001, 0.5, 0.998, 1.0].map(percent)
        );
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(count(1, "cluster"), "1 cluster");
    }

    proptest! {
        #[test]
        fn every_line_fits_and_no_word_is_lost(text in "\\PC{0,60}", columns in 2usize..30) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
            let letters = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&one_line(&text)));
        }

        #[test]
        fn a_cut_text_fits(text in "\\PC{0,40}", columns in 0usize..20) {
            prop_assert!(width(&cut_end(&text, columns)) <= columns);
            prop_assert!(width(&cut_start(&text, columns)) <= columns);
        }

        #[test]
        fn nothing_hostile_is_left(text in any::<String>()) {
            prop_assert!(!harmless(&text).chars().any(is_hostile));
        }
    }
}
