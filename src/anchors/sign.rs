//! Web addresses, mail addresses, handles and tags, and emoji: the same in every language.

use icu_properties::CodePointSetData;
use icu_properties::props::ExtendedPictographic;
use std::ops::Range;

/// Calls `each` with the byte range of every sign of `text`, in order, and what it says: of a web address its host and path
/// in lower case, without scheme, `www.`, query and fragment; mail addresses, `@handles` and `#tags` in lower case; an emoji
/// without its variation and skin tone.
pub fn signs(text: &str, mut each: impl FnMut(Range<usize>, &str)) {
    let pictures = CodePointSetData::new::<ExtendedPictographic>();
    let mut says = String::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let range = start..start + piece.len();
        start = range.end;
        let marked = piece.bytes().any(|byte| matches!(byte, b'@' | b'#'))
            || piece.contains("://")
            || piece.contains("www.");
        if marked && let Some(inner) = sign(piece, &mut says) {
            each(range.start + inner.start..range.start + inner.end, &says);
            continue;
        }
        if piece.is_ascii() {
            continue;
        }
        for (at, c) in piece.char_indices() {
            // Digits, # and the marks of copyright and trade are pictographic too, and no emoji.
            if c >= '\u{203c}' && c != '\u{2122}' && pictures.contains(c) {
                each(range.start + at..range.start + at + c.len_utf8(), c.encode_utf8(&mut [0; 4]));
            }
        }
    }
}

/// Where in `piece`, a run without spaces, an address, handle or tag stands; what it says goes to `says`.
fn sign(piece: &str, says: &mut String) -> Option<Range<usize>> {
    says.clear();
    let outside = |c: char| !(c.is_alphanumeric() || matches!(c, '@' | '#' | '_' | '/'));
    let scheme = piece.find("https://").or_else(|| piece.find("http://")).or_else(|| piece.find("www."));
    let from = scheme.or_else(|| piece.find(|c| !outside(c)))?;
    let body = piece[from..].trim_end_matches(outside);
    let range = from..from + body.len();
    if scheme.is_some() {
        let host = body.split_once("://").map_or(body, |(_, rest)| rest);
        let host = host.strip_prefix("www.").unwrap_or(host);
        let path = host.split(['?', '#']).next().unwrap_or(host).trim_end_matches('/');
        says.extend(path.chars().flat_map(char::to_lowercase));
        return says.contains('.').then_some(range);
    }
    let is_name = |name: &str| {
        name.chars().count() > 1
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '+'))
    };
    let mail = |(user, host): (&str, &str)| {
        is_name(host) && host.contains('.') && (user.is_empty() || is_name(user))
    };
    let handle = |rest: &str| is_name(rest) && rest.chars().any(char::is_alphabetic);
    let fits = match body.strip_prefix(['@', '#']) {
        Some(rest) => handle(rest),
        None => body.split_once('@').is_some_and(mail),
    };
    says.extend(body.chars().flat_map(char::to_lowercase));
    fits.then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_all_kinds() {
        for (text, found) in [
            ("See https://www.Example.org/News/2026/?id=7#top.", vec!["example.org/news/2026"]),
            ("(www.example.org/a)", vec!["example.org/a"]),
            ("详情见http://example.org/a。", vec!["example.org/a"]),
            ("Write to Desk.News@Example.org, please", vec!["desk.news@example.org"]),
            ("said @harbour_master on Friday #Torvik!", vec!["@harbour_master", "#torvik"]),
            ("Goal ⚽️ and 👍🏽, no ™ here", vec!["⚽", "👍"]),
            ("item #1 at 5 @ 3 each, and @ alone", vec![]),
            ("http:// and www. and a@b", vec![]),
        ] {
            let mut all = Vec::new();
            signs(text, |range, says| {
                assert!(text.get(range).is_some());
                all.push(says.to_owned());
            });
            let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
            assert_eq!(all, found, "{text}");
        }
    }
}
