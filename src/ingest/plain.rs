//! Plain text to an article: is the first line a headline?

use crate::article::Article;

/// The longest first line, in characters, that can be a headline. Headlines of news agencies stay under 120; the
/// shortest leads are about as long, so length alone decides nothing.
const LONGEST_TITLE: usize = 200;

/// The article of a plain text. When it is unsure whether the first line is a headline, it stays in the body.
pub fn article(text: &str) -> Article {
    let text = text.trim_end().trim_start_matches(['\n', '\u{FEFF}']);
    let text = if text.trim().is_empty() { "" } else { text };
    match headline(text) {
        Some((title, body)) => {
            Article { title: Some(title.to_owned()), body: body.to_owned(), ..Article::default() }
        }
        None => Article { body: text.to_owned(), ..Article::default() },
    }
}

/// The headline and the rest: a single line before an empty one, long enough to say something, not a sentence, and with
/// more text after it than in it.
fn headline(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let (gap, _) = rest.split_once('\n')?;
    if !gap.trim().is_empty() {
        return None;
    }
    let (title, body) = (first.trim(), rest.trim_start_matches(['\n', ' ', '\t']));
    let length = title.chars().count();
    if length > LONGEST_TITLE || body.len() <= 2 * title.len() {
        return None;
    }
    // "Us News", "SPORT", "By Jane Roe": labels over a text are not its title, and a wrong title is worse than none.
    // Scripts without spaces say in two characters what takes others a word.
    let words = title.split_whitespace().count();
    let dense = title.chars().filter(|c| is_dense(*c)).count();
    if words < 3 && dense < 6 || !title.chars().any(char::is_alphabetic) {
        return None;
    }
    let lower = title.to_lowercase();
    if ["by ", "von ", "par ", "por ", "http://", "https://"].iter().any(|start| lower.starts_with(start)) {
        return None;
    }
    (!ends_a_sentence(title)).then_some((title, body))
}

fn is_dense(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Whether a line ends as a sentence or the start of a list does. Headlines end in a question mark, an exclamation mark or
/// a closing quotation mark, but in a full stop only after an abbreviation.
fn ends_a_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', '」', '』']);
    match bare.chars().next_back() {
        Some('.') => {
            let word = bare.rsplit(char::is_whitespace).next().unwrap_or("");
            // "U.S.", "a.m.", "Inc.", "Jr."
            let initials = word.trim_end_matches('.').split('.').all(|part| part.chars().count() == 1);
            !(initials || ["Inc.", "Corp.", "Ltd.", "Co.", "Jr.", "Sr.", "St."].contains(&word))
        }
        Some(last) => "。।։።။།៖۔؟:;,：；，、-–—".contains(last) && last != '؟',
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::article;

    const LEAD: &str = "The harbour authority closed the northern quay on Tuesday after divers found cracks in two of \
                        its pillars, and ships were sent to the neighbouring port while engineers looked at the damage. \
                        The closure will last at least a week, a spokeswoman told reporters at the gate.";

    #[test]
    fn knows_headlines() {
        for title in [
            "Northern quay closed after cracks are found",
            "Is the northern quay safe?",
            "Port closes quay in blow to the U.S.",
            "“Nobody was in danger,” says port",
            "港口北码头因裂缝关闭",
            "北ふ頭、亀裂のため閉鎖",
        ] {
            let found = article(&format!("{title}\n\n{LEAD}\n"));
            assert_eq!(found.title.as_deref(), Some(title));
            assert_eq!(found.body, LEAD);
        }
    }

    #[test]
    fn leaves_the_rest_in_the_body() {
        for first in [
            LEAD,
            "The northern quay was closed on Tuesday.",
            "Us News",
            "SPORT",
            "By Jane Roe and John Doe",
            "https://news.example/a/b c d",
            "Divers found the following damage:",
            "***",
            "港口北码头因裂缝关闭。",
            "बंदरगाह का उत्तरी घाट बंद कर दिया गया।",
        ] {
            let text = format!("{first}\n\n{LEAD}");
            let found = article(&text);
            assert_eq!((found.title, found.body), (None, text));
        }
        for text in [
            "word",
            "A headline and nothing else",
            "One headline\n\nshort",
            "First line of text\nsecond line\n\nthird",
        ] {
            let found = article(text);
            assert_eq!((found.title.as_deref(), found.body.as_str()), (None, text));
        }
    }

    #[test]
    fn trims_the_ends() {
        assert_eq!(article("\n\n  indented text \n\n").body, "  indented text");
        assert_eq!(article(" \n \n").body, "");
    }
}
