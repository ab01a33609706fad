//! How text gets into the page: escaped as HTML, or as data inside an element that no parser and no script runs.
//!
//! Everything that comes out of an article, a file name or an option is hostile. It reaches the page through [`escape`],
//! [`json`] or [`packed`] alone.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// `text` for an element's content or a quoted attribute. What could reorder its surroundings or is no character of a
/// text (controls, bidirectional overrides and isolates) becomes U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// `value` as JSON that can stand inside a `script` element: without `<` there is no way out of it.
///
/// # Errors
/// A value that JSON has no form for.
pub fn json<T: Serialize>(value: &T) -> io::Result<String> {
    let json = serde_json::to_string(value)?;
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    let mut from = 0;
    // By the first bytes of what is looked for.
    let suspects =
        json.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | 0x7f | 0xc2 | 0xe2 | 0xef));
    for (at, _) in suspects {
        let Some(c) = json[at..].chars().next() else { break };
        // Without `<` there is no way out; the others would drive a terminal, or reorder the page's source for who reads it.
        if matches!(c, '<' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        {
            out.push_str(&json[from..at]);
            let _ = write!(out, "\\u{:04x}", u32::from(c));
            from = at + c.len_utf8();
        }
    }
    out.push_str(&json[from..]);
    Ok(out)
}

/// [`json`] as zlib data in base64.
///
/// # Errors
/// None: memory takes it all.
pub fn packed(json: &str) -> io::Result<String> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(WELL));
    encoder.write_all(json.as_bytes())?;
    Ok(base64(&encoder.finish()?))
}

/// How hard zlib tries: as for the page, and as for a first look.
pub const WELL: u32 = 6;
pub const FAST: u32 = 1;

/// About how many bytes the texts take as [`packed`] data beside each other, at a zlib level.
pub fn packed_size<'a>(texts: impl Iterator<Item = Cow<'a, str>>, level: u32) -> usize {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
    for text in texts {
        // Memory refuses nothing.
        let _ = encoder.write_all(text.as_bytes());
    }
    encoder.finish().map_or(0, |bytes| bytes.len() * 4 / 3)
}

/// The source expression by which a Content-Security-Policy lets this very script or style sheet in.
pub fn fingerprint(asset: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(asset.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let of = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..4 {
            match place <= group.len() {
                true => out.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

/// Turns byte offsets into a text into the offsets that scripts count in: UTF-16 code units.
pub struct Offsets {
    /// For each place behind a character that takes unequal room: (byte, bytes less units up to there). Ascending.
    steps: Vec<(u32, u32)>,
}

impl Offsets {
    pub fn of(text: &str) -> Offsets {
        let mut steps = Vec::new();
        let mut less = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            less += (c.len_utf8() - c.len_utf16()) as u32;
            steps.push(((at + c.len_utf8()) as u32, less));
        }
        Offsets { steps }
    }

    /// `byte` lies at the boundary of a character.
    pub fn at(&self, byte: u32) -> u32 {
        let before = self.steps.partition_point(|&(end, _)| end <= byte);
        byte - if before == 0 { 0 } else { self.steps[before - 1].1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_gets_out_of_an_element_or_a_script() {
        let hostile = "</script><img src=x onerror='alert(1)'>\"\u{202e}\0&\u{85}";
        let escaped = escape(hostile);
        assert!(!escaped.contains(['<', '>', '"', '\'', '\u{202e}', '\0', '\u{85}']), "{escaped}");
        let island = json(&hostile).unwrap();
        assert!(!island.contains('<') && !island.contains('\0'), "{island}");
        assert_eq!(serde_json::from_str::<String>(&island).unwrap(), hostile);
    }

    #[test]
    fn base64_as_in_rfc_4648() {
        let of = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(of, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
        assert_eq!(fingerprint(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }

    proptest! {
        #[test]
        fn offsets_count_utf_16(text in any::<String>()) {
            let offsets = Offsets::of(&text);
            let mut units = 0;
            for (at, c) in text.char_indices() {
                prop_assert_eq!(offsets.at(at as u32), units);
                units += c.len_utf16() as u32;
            }
            prop_assert_eq!(offsets.at(text.len() as u32), units);
        }

        #[test]
        fn markup_is_never_hostile(text in any::<String>()) {
            prop_assert!(!escape(&text).contains(['<', '>', '"', '\'']));
            prop_assert!(!json(&text).unwrap().contains('<'));
        }
    }
}
