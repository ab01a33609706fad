//! Markup between the letters of a text that is none: `har<b></b>bour`, `qu&#97;y`. A page shows nothing of it, so that copiers
//! hide words in it where they expect to be read as plain text.

/// The longest tag or comment that is looked for, bytes.
const LONGEST: usize = 200;

/// Fewest places inside words at which markup stands: an article on HTML has some.
const LEAST: usize = 8;

/// The text without the markup inside its words and with its entities resolved, and how many there were; nothing where there
/// are few.
pub fn cleared(text: &str) -> Option<(String, usize)> {
    memchr::memchr2(b'<', b'&', text.as_bytes())?;
    let mut out = String::with_capacity(text.len());
    let (mut at, mut found) = (0, 0);
    while let Some(next) = memchr::memchr2(b'<', b'&', &text.as_bytes()[at..]) {
        out.push_str(&text[at..at + next]);
        at += next;
        let rest = &text[at..];
        let piece =
            if rest.starts_with('<') { element(rest).map(|length| (length, None)) } else { entity(rest) };
        let inside = out.chars().next_back().is_some_and(char::is_alphanumeric)
            && piece.is_some_and(|(length, _)| {
                rest[length..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '<' | '&'))
            });
        match piece {
            // Between words it may be what the article is about.
            Some((length, None)) if inside => {
                found += 1;
                at += length;
            }
            Some((length, Some(c))) => {
                found += usize::from(inside);
                out.push(c);
                at += length;
            }
            _ => {
                out.push_str(&rest[..1]);
                at += 1;
            }
        }
    }
    out.push_str(&text[at..]);
    (found >= LEAST).then_some((out, found))
}

/// The length of the tag or comment that `text` begins with.
fn element(text: &str) -> Option<usize> {
    let most = &text.as_bytes()[..text.len().min(LONGEST)];
    if most.starts_with(b"<!--") {
        return memchr::memmem::find(most, b"-->").map(|at| at + 3);
    }
    let name = most.get(1).copied().filter(|&byte| byte != b'/').or(most.get(2).copied())?;
    let end = memchr::memchr(b'>', most)?;
    (name.is_ascii_alphabetic() && memchr::memchr(b'<', &most[1..end]).is_none()).then_some(end + 1)
}

/// The length of the entity that `text` begins with, and its character.
fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let end = text.as_bytes().iter().take(12).position(|&byte| byte == b';')?;
    let c = match text.get(1..end)? {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "shy" => '\u{ad}',
        "zwnj" => '\u{200c}',
        "zwj" => '\u{200d}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        number => numbered(number)?,
    };
    Some((end + 1, Some(c)))
}

/// The character of a numeric reference, without its `&` and `;`: `#233` or `#xE9`. None for a control character.
pub fn numbered(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_inside_words_goes() {
        let hidden = "The har<b></b>bour auth&#111;rity cl<!-- x -->osed the nor&#x74;hern qu<i class=\"a\"></i>ay & a p&#8203;ier. ";
        let (text, found) = cleared(&hidden.repeat(2)).unwrap();
        assert_eq!(text, "The harbour authority closed the northern quay & a p\u{200b}ier. ".repeat(2));
        assert_eq!(found, 16);
        // What an article about markup has, sums and heartbreaks.
        for honest in [
            "Use <b>bold</b> and AT&T, a<b and c>d, R&D; 1 < 2 & 3 <3",
            "a<b a<b a<b a<b a<b a<b a<b a<b a<b",
            "x &#111 &unknown; &",
        ] {
            assert_eq!(cleared(honest), None, "{honest}");
        }
    }
}
