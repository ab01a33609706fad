//! Plain text to an article: is the first line a headline?

use crate::article::Article;

/// The longest first line, in characters, that can be a headline. Headlines of news agencies stay under 120; the
/// shortest leads are about as long, so length alone decides nothing.
const LONGEST_TITLE: usize = 200;

/// The article of a plain text. When it is unsure whether the first line is a headline, it stays in the body; so does what
/// may be a byline or a date under it. What is a date, the caller knows.
pub fn article(text: &str, is_date: &dyn Fn(&str) -> bool) -> Article {
    let text = text.trim_end().trim_start_matches(['\n', '\u{FEFF}']);
    let text = if text.trim().is_empty() { "" } else { text };
    let Some((title, mut body)) = headline(text) else {
        return Article { body: text.into(), ..Article::default() };
    };
    let mut article = Article { title: Some(title.to_owned()), ..Article::default() };
    // A byline and a date may be one block of lines, or two.
    for _ in 0..2 {
        let Some(rest) = lines_under_headline(&mut article, body, is_date) else { break };
        body = rest;
    }
    article.body = body.into();
    article
}

/// Takes the first block of lines, if each of them is a byline or a date, and returns what is behind it.
fn lines_under_headline<'a>(
    article: &mut Article,
    body: &'a str,
    is_date: &dyn Fn(&str) -> bool,
) -> Option<&'a str> {
    let (block, rest) = body.split_once("\n\n")?;
    let rest = rest.trim_start_matches('\n');
    let (mut bylines, mut date) = (Vec::new(), None);
    for line in block.lines() {
        let line = line.trim();
        if let Some(name) = byline(line) {
            bylines.push(name);
        } else if article.date.is_none()
            && date.is_none()
            && line.chars().count() <= LONGEST_LINE
            && is_date(line)
        {
            date = Some(line);
        } else {
            return None;
        }
    }
    if bylines.len() > 2 || !bylines.is_empty() && article.byline.is_some() || rest.trim().is_empty() {
        return None;
    }
    if !bylines.is_empty() {
        article.byline = Some(bylines.join(", "));
    }
    if let Some(date) = date {
        article.date = Some(date.to_owned());
    }
    Some(rest)
}

/// The longest byline or date line, in characters.
const LONGEST_LINE: usize = 80;

/// The name in a line `By Jane Roe`: a word for "by", then names alone, and words that join them.
fn byline(line: &str) -> Option<&str> {
    const BY: [&str; 9] = ["By ", "BY ", "Von ", "Par ", "Por ", "Di ", "Door ", "Av ", "Af "];
    const JOINS: [&str; 22] = [
        "and", "in", "at", "for", "und", "aus", "für", "et", "à", "pour", "y", "e", "en", "em", "para",
        "per", "voor", "og", "och", "i", "a", "special",
    ];
    // Parts of names that are written small.
    const PARTICLES: [&str; 17] = [
        "de", "da", "do", "dos", "das", "di", "del", "della", "von", "van", "der", "den", "ter", "la", "le",
        "du", "bin",
    ];
    let name = BY.iter().find_map(|by| line.strip_prefix(by))?.trim();
    if line.chars().count() > LONGEST_LINE
        || ends_a_sentence(name)
        || name.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let all = words.iter().all(|word| {
        let bare = word.trim_matches([',', '(', ')', '/', '&', '-', '–', '|']);
        bare.is_empty() || is_name(&&bare) || JOINS.contains(&bare) || PARTICLES.contains(&bare)
    });
    // One name alone may be a place: "Von Bern".
    (all && words.iter().take(3).filter(is_name).count() >= 2).then_some(name)
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
    use crate::article::Article;

    fn article(text: &str) -> Article {
        super::article(text, &|line| line == "Thursday 7 May 2026" || line == "7 May")
    }

    #[test]
    fn bylines_and_dates_under_the_headline() {
        let title = "Northern quay closed after cracks are found";
        for (lines, byline, date) in [
            ("By Jane Roe", Some("Jane Roe"), None),
            (
                "By Colm Tierney in Lublin\nThursday 7 May 2026",
                Some("Colm Tierney in Lublin"),
                Some("Thursday 7 May 2026"),
            ),
            (
                "Thursday 7 May 2026\n\nBy JANE ROE and John Doe",
                Some("JANE ROE and John Doe"),
                Some("Thursday 7 May 2026"),
            ),
            ("Von Anna de Vries und Jan Groß", Some("Anna de Vries und Jan Groß"), None),
            ("Par Zoé Le Gall (AFP)", Some("Zoé Le Gall (AFP)"), None),
            ("By Jane Roe\nBy John Doe\n\n7 May", Some("Jane Roe, John Doe"), Some("7 May")),
        ] {
            let found = article(&format!("{title}\n\n{lines}\n\n{LEAD}"));
            assert_eq!((found.byline.as_deref(), found.date.as_deref()), (byline, date), "{lines}");
            assert_eq!(found.body, LEAD);
        }
        for lines in [
            "By the time divers came, the quay was closed",
            "By Tuesday",
            "By Monday Evening Everything Was Over.",
            "By Jane Roe\nThe harbour authority closed the quay",
            "Staff",
            "7 May\n7 May",
            "Par ailleurs, le quai est fermé",
            "Por 3 Millones",
        ] {
            let body = format!("{lines}\n\n{LEAD}");
            let found = article(&format!("{title}\n\n{body}"));
            assert_eq!((found.byline, found.date, found.body), (None, None, body.into()));
        }
        // Without a headline above it, the first line is no byline.
        assert_eq!(article(&format!("By Jane Roe\n\n{LEAD}")).byline, None);
    }

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
            assert_eq!((found.title, found.body), (None, text.into()));
        }
        for text in [
            "word",
            "A headline and nothing else",
            "One headline\n\nshort",
            "First line of text\nsecond line\n\nthird",
        ] {
            let found = article(text);
            assert_eq!((found.title.as_deref(), &*found.body.text()), (None, text));
        }
    }

    #[test]
    fn trims_the_ends() {
        assert_eq!(article("\n\n  indented text \n\n").body, "  indented text");
        assert_eq!(article(" \n \n").body, "");
    }
}
