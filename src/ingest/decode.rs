//! Bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text, and what there is to know about how it was found.
#[derive(Debug, PartialEq)]
pub struct Decoded<'a> {
    /// With line feeds alone at the ends of lines, and without a byte order mark.
    pub text: Cow<'a, str>,
    /// The bytes were valid UTF-8.
    pub utf8: bool,
    /// One line for a person, where the text may not be what was written.
    pub note: Option<String>,
}

/// Control bytes that text has no use for, in a hundred bytes. Compressed and executable files have ten or more, as chance
/// would (29 of 256 byte values); text has none, and a damaged disk or transfer leaves a few.
const MOST_CONTROLS_PERCENT: usize = 2;

/// The bytes of a guess from which it is trusted without a note. With fewer bytes beyond ASCII, neighbouring encodings
/// (windows-1252 and ISO-8859-2, say) give the same letters too often to tell.
const SURE_FROM_BYTES: usize = 12;

/// Decodes a file's bytes: by its byte order mark, as UTF-8, by the encoding it declares (`markup` only), as UTF-8 with a
/// few bad bytes, or by a guess.
///
/// # Errors
///
/// One line for a person, when the bytes are no text.
pub fn decode(bytes: &[u8], markup: bool) -> Result<Decoded<'_>, String> {
    decode_labelled(bytes, markup, None)
}

/// The same, where the encoding may be named beside the bytes, as servers do: that goes before what the bytes declare.
///
/// # Errors
///
/// As [`decode`].
pub fn decode_labelled<'a>(
    bytes: &'a [u8],
    markup: bool,
    label: Option<&str>,
) -> Result<Decoded<'a>, String> {
    const NOT_TEXT: &str = "not text";
    if let Some(kind) = known_binary(bytes) {
        return Err(format!("{NOT_TEXT} ({kind})"));
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..]));
    if let Some((encoding, rest)) = marked.filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE) {
        let (text, bad) = encoding.decode_without_bom_handling(rest);
        if is_binary(text.as_bytes()) || share_replaced(&text) {
            return Err(NOT_TEXT.into());
        }
        let note = bad.then(|| {
            let count = text.matches('\u{FFFD}').count();
            format!("{count} invalid {} sequences replaced", encoding.name())
        });
        return Ok(Decoded { text: line_feeds(text), utf8: false, note });
    }
    let bytes = marked.map_or(bytes, |(_, rest)| rest);
    if is_binary(bytes) {
        return Err(NOT_TEXT.into());
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        // ISO-2022-JP is ASCII with escapes; nothing else that is text holds the escape byte.
        if !(text.is_ascii() && memchr::memchr(0x1B, bytes).is_some()) {
            return Ok(Decoded { text: line_feeds(Cow::Borrowed(text)), utf8: true, note: None });
        }
    }
    let labelled = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = [labelled, markup.then(|| declared(bytes)).flatten()];
    for encoding in declared.into_iter().flatten().filter(|e| marked.is_none() && *e != UTF_8) {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        if !bad {
            return Ok(Decoded { text: line_feeds(text), utf8: false, note: None });
        }
    }
    let (good, bad) = sequences(bytes);
    if bad > 0 && (marked.is_some() || good > bad) {
        // Letters of a legacy encoding form valid UTF-8 sequences by chance only, so more good than bad ones is UTF-8.
        let text = String::from_utf8_lossy(bytes);
        let note = Some(format!("{bad} invalid UTF-8 sequences replaced"));
        return Ok(Decoded { text: line_feeds(text), utf8: false, note });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if share_replaced(&text) {
        return Err(NOT_TEXT.into());
    }
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    let unsure = bad || (encoding != UTF_8 && (1..SURE_FROM_BYTES).contains(&beyond_ascii));
    let note = unsure.then(|| format!("no valid UTF-8; read as {}, which is a guess", encoding.name()));
    Ok(Decoded { text: line_feeds(text), utf8: encoding == UTF_8, note })
}

/// Files that are often found under a wrong extension, by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x7FELF", "a program"),
        (b"\x1F\x8B\x08", "gzip; its name should end in .gz"),
        (b"\x28\xB5\x2F\xFD", "zstd; its name should end in .zst"),
        (b"{\\rtf", "RTF"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn is_binary(bytes: &[u8]) -> bool {
    // Sums of bytes in blocks of 255 at most: this way the loop becomes vector instructions.
    let controls: usize = bytes
        .chunks(255)
        .map(|chunk| {
            let count = chunk.iter().fold(0u8, |sum, &b| {
                sum + u8::from(b < 0x20 && !(0x07..=0x0D).contains(&b) && b != 0x1B || b == 0x7F)
            });
            usize::from(count)
        })
        .sum();
    controls * 100 > bytes.len() * MOST_CONTROLS_PERCENT
}

/// Whether a decoded text is for a good part what its encoding has no character for.
fn share_replaced(text: &str) -> bool {
    let replaced = text.chars().filter(|c| *c == '\u{FFFD}' || ('\u{80}'..='\u{9F}').contains(c)).count();
    replaced * 20 > text.chars().count()
}

/// Valid sequences beyond ASCII, and invalid ones as [`String::from_utf8_lossy`] counts them.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let mut counts = (0, 0);
    for chunk in bytes.utf8_chunks() {
        counts.0 += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        counts.1 += usize::from(!chunk.invalid().is_empty());
    }
    counts
}

/// The encoding that markup names in its first bytes: `<?xml encoding="…"`, `<meta charset="…">` and the older
/// `<meta http-equiv content="text/html; charset=…">` all put it after one of two words.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    // Browsers look at 1,024 bytes; pages with long scripts before the declaration exist, and here looking is cheap.
    let head = &bytes[..bytes.len().min(8192)];
    let lower = head.to_ascii_lowercase();
    for (word, before) in [(&b"charset"[..], &b"<meta"[..]), (b"encoding", b"<?xml")] {
        for start in memchr::memmem::find_iter(&lower, word) {
            let tag = memchr::memrchr(b'<', &lower[..start]).unwrap_or(start);
            if !lower[tag..].starts_with(before) {
                continue;
            }
            let rest = lower[start + word.len()..].trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else { continue };
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest.iter().position(|b| b"\"' ;>/?".contains(b) || b.is_ascii_whitespace());
            if let Some(encoding) = Encoding::for_label(&rest[..end.unwrap_or(rest.len())]) {
                // Whoever can be read as far as this declaration is not UTF-16, whatever it says.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}

fn line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str =
        "Жители посёлка в воскресенье вручную расчистили от снега девять километров железной дороги.";
    const GREEK: &str =
        "Οι κάτοικοι του χωριού καθάρισαν με τα χέρια εννέα χιλιόμετρα της σιδηροδρομικής γραμμής.";
    const JAPANESE: &str =
        "山あいの町で、百二十年続く和紙工房が今月から、皮をはぐ作業を町の人たちに開放した。";
    const CHINESE: &str = "山里的小镇上，一家有一百二十年历史的造纸作坊本月起向居民开放剥树皮的工序。";

    fn text(bytes: &[u8], markup: bool) -> (String, Option<String>) {
        let decoded = decode(bytes, markup).unwrap();
        (decoded.text.into_owned(), decoded.note)
    }

    #[test]
    fn valid_text_is_not_copied() {
        assert!(matches!(decode("Größe".as_bytes(), false).unwrap().text, Cow::Borrowed("Größe")));
        assert!(matches!(decode("\u{FEFF}Größe".as_bytes(), false).unwrap().text, Cow::Borrowed("Größe")));
        assert_eq!(text(b"a\r\nb\rc\n", false), ("a\nb\nc\n".into(), None));
        assert_eq!(text(b"", false), (String::new(), None));
    }

    #[test]
    fn guesses_encodings() {
        for (label, original) in [
            ("windows-1251", RUSSIAN),
            ("koi8-r", RUSSIAN),
            ("windows-1253", GREEK),
            ("shift_jis", JAPANESE),
            ("euc-jp", JAPANESE),
            ("iso-2022-jp", JAPANESE),
            ("gbk", CHINESE),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, _, unmappable) = encoding.encode(original);
            assert!(!unmappable, "{label}");
            assert_eq!(text(&bytes, false), (original.into(), None), "{label}");
        }
    }

    #[test]
    fn says_when_it_is_unsure() {
        let (found, note) = text(b"The caf\xE9 on the mole remains open until the quay is repaired.", false);
        assert!(found.starts_with("The café on"));
        assert_eq!(note.unwrap(), "no valid UTF-8; read as windows-1252, which is a guess");
        let (found, note) = text(b"\xEF\xBB\xBFone \xFF two \xC3", false);
        assert_eq!(
            (found.as_str(), note.unwrap().as_str()),
            ("one \u{FFFD} two \u{FFFD}", "2 invalid UTF-8 sequences replaced")
        );
        let (found, note) =
            text(b"\xFE\xFF\0a\xD8\0\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v", false);
        assert_eq!(found, "a\u{FFFD}bcdefghijklmnopqrstuv");
        assert_eq!(note.unwrap(), "1 invalid UTF-16BE sequences replaced");
    }

    #[test]
    fn believes_markup_that_declares() {
        let word = b"<p>\xE9t\xE9";
        for (head, expected) in [
            ("<meta charset=\"iso-8859-1\">", "été"),
            ("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>", "été"),
            ("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", "été"),
            ("<META CHARSET=windows-1251>", "йtй"),
            ("<script>charset=\"windows-1251\"</script><meta charset = 'iso-8859-1'/>", "été"),
        ] {
            let page = [head.as_bytes(), word].concat();
            let (found, note) = text(&page, true);
            assert!(found.ends_with(expected), "{head}: {found}");
            assert_eq!(note, None);
        }
        // Valid UTF-8 is UTF-8, whatever it says.
        assert!(text("<meta charset=iso-8859-1>été".as_bytes(), true).0.ends_with("été"));
    }

    #[test]
    fn knows_what_is_no_text() {
        for bytes in
            [&b"%PDF-1.7 text"[..], b"\x7FELF", b"PK\x03\x04", b"\0\0\0\0", b"a\0b\0c\0", b"\xFF\xFE\0\0\0\0"]
        {
            assert!(decode(bytes, false).unwrap_err().starts_with("not text"), "{bytes:?}");
        }
        let few = format!("{}\u{0}", "text ".repeat(40));
        assert!(decode(few.as_bytes(), false).is_ok());
    }
}
