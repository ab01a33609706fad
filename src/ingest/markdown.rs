//! Markdown to an article: front matter, the first heading, and the text without its marks.

use crate::article::Article;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The article of a Markdown text. Its body is empty when there is nothing but marks.
pub fn article(text: &str) -> Article {
    let (front, text) = front_matter(text);
    let mut article = Article::default();
    for (key, value) in front {
        let slot = match key.as_str() {
            "title" | "headline" => &mut article.title,
            "date" | "published" | "published_at" => &mut article.date,
            "outlet" | "source" | "publisher" => &mut article.outlet,
            "author" | "authors" | "byline" => &mut article.byline,
            "url" | "canonical" | "link" => &mut article.url,
            "language" | "lang" => &mut article.language,
            _ => continue,
        };
        slot.get_or_insert(value);
    }
    let (heading, body) = plain(text, article.title.as_deref());
    article.title = article.title.or(heading);
    article.body = body.into();
    article
}

/// `key: value` pairs between two lines of `---` at the start, and the rest. Without the second line there are none.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let none = (Vec::new(), text);
    let start = text.trim_start_matches('\n');
    let Some(rest) =
        start.strip_prefix("---").and_then(|rest| rest.trim_start_matches(' ').strip_prefix('\n'))
    else {
        return none;
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut open = false;
    let mut offset = 0;
    for line in rest.split_inclusive('\n') {
        offset += line.len();
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            pairs.retain(|(_, value)| !value.is_empty());
            return (pairs, &rest[offset..]);
        }
        if let Some(item) = bare.trim_start().strip_prefix("- ").filter(|_| open) {
            // A list under its key: authors.
            if let Some((_, value)) = pairs.last_mut() {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(&unquoted(item));
            }
        } else if let Some((key, value)) =
            bare.split_once(':').filter(|_| !bare.starts_with([' ', '\t', '#']))
        {
            let value = value.trim();
            open = value.is_empty();
            let value = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
                Some(list) => list.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
                None => unquoted(value),
            };
            pairs.push((key.trim().to_lowercase(), value));
        }
    }
    none
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return inner.replace("\\\"", "\"").replace("''", "'").trim().to_owned();
        }
    }
    value.to_owned()
}

/// The first heading of the first level, and the text without marks, its blocks separated by empty lines. A heading that
/// is the title, found or known, is not part of the text.
fn plain(text: &str, title: Option<&str>) -> (Option<String>, String) {
    let mut found: Option<String> = None;
    let mut body = String::with_capacity(text.len());
    let mut heading: Option<(HeadingLevel, usize)> = None;
    let mut images = 0;
    let mut html = String::new();
    // For each open list, the number of its next item; `None` for one of bullets.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Start(Tag::Heading { level, .. }) => {
                block(&mut body, "\n\n");
                heading = Some((level, body.len()));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, start)) = heading.take() {
                    let text = body[start..].trim();
                    let known = title.is_some_and(|title| title.trim() == text);
                    let first = title.is_none() && found.is_none() && level == HeadingLevel::H1;
                    if (known || first) && !text.is_empty() {
                        found = Some(text.to_owned());
                        body.truncate(start);
                    }
                }
                block(&mut body, "\n\n");
            }
            Event::Start(Tag::List(first)) => {
                block(&mut body, if lists.is_empty() { "\n\n" } else { "\n" });
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                block(&mut body, if lists.is_empty() { "\n\n" } else { "\n" });
            }
            Event::Start(Tag::Item) => {
                block(&mut body, "\n");
                match lists.last_mut() {
                    Some(Some(number)) => {
                        body.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => body.push_str("- "),
                }
            }
            Event::Start(Tag::Paragraph) if !body.ends_with("- ") && !body.ends_with(". ") => {
                block(&mut body, "\n\n")
            }
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_))
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::Table
                | TagEnd::HtmlBlock,
            )
            | Event::Rule => {
                without_tags(&std::mem::take(&mut html), &mut body);
                block(&mut body, "\n\n");
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::Item) => block(&mut body, "\n"),
            Event::End(TagEnd::TableCell) => body.push('\t'),
            Event::Text(text) | Event::Code(text) => body.push_str(&text),
            Event::SoftBreak | Event::HardBreak => body.push('\n'),
            Event::Html(part) => html.push_str(&part),
            _ => {}
        }
    }
    body.truncate(body.trim_end().len());
    (found, body)
}

/// Ends a block: what follows is separated from what was before.
fn block(body: &mut String, separator: &str) {
    let text = body.trim_end_matches(['\n', '\t', ' ']).len();
    if text == 0 {
        body.clear();
        return;
    }
    let breaks = body[text..].matches('\n').count().max(separator.len());
    body.truncate(text);
    body.extend(std::iter::repeat_n('\n', breaks.min(2)));
}

/// The text of a block of HTML inside Markdown. It is rare and short; a page has its own format.
fn without_tags(html: &str, into: &mut String) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        into.push_str(&rest[..start]);
        rest = &rest[start..];
        let close = if rest.starts_with("<!--") { "-->" } else { ">" };
        match rest.find(close) {
            Some(end) => rest = &rest[end + close.len()..],
            None => return,
        }
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn reads_front_matter() {
        let found = article(
            "---\ntitle: \"Quay: closed again\"\ndate: 2026-03-02T10:15:00Z\nsource: 'Harbour Post'\nauthors:\n  - Jane Roe\n  \
             - \"John Doe\"\ncanonical: https://harbour.example/quay\nlang: en\ndraft: false\n---\n\n# Quay: closed \
             again\n\nThe quay was closed.\n",
        );
        assert_eq!(found.title.as_deref(), Some("Quay: closed again"));
        assert_eq!(found.date.as_deref(), Some("2026-03-02T10:15:00Z"));
        assert_eq!(found.outlet.as_deref(), Some("Harbour Post"));
        assert_eq!(found.byline.as_deref(), Some("Jane Roe, John Doe"));
        assert_eq!(found.url.as_deref(), Some("https://harbour.example/quay"));
        assert_eq!(found.language.as_deref(), Some("en"));
        assert_eq!(found.body, "The quay was closed.");
    }

    #[test]
    fn drops_marks_and_keeps_text() {
        let cases = [
            ("# Title\n\nText.", Some("Title"), "Text."),
            ("Text.\n\n## Part\n\nMore.", None, "Text.\n\nPart\n\nMore."),
            ("A *very* **strong** word and 2*3*4.", None, "A very strong word and 234."),
            (
                "See [the report](https://x.example/a_(b)) or <https://y.example>.",
                None,
                "See the report or https://y.example.",
            ),
            ("Before ![a cat](cat.png) after", None, "Before  after"),
            ("One<!-- a note -->two\n\n<!-- block\nnote -->\n\nThree", None, "Onetwo\n\nThree"),
            ("<p>Kept <b>text</b></p>\n\nMore", None, "Kept text\n\nMore"),
            ("- one\n- two\n\nEnd", None, "- one\n- two\n\nEnd"),
            ("1. one\n2. two", None, "1. one\n2. two"),
            ("> quoted\n> lines\n\nEnd", None, "quoted\nlines\n\nEnd"),
            ("first line\nsecond line  \nthird", None, "first line\nsecond line\nthird"),
            ("a\n\n---\n\nb", None, "a\n\nb"),
            ("---\nno end of it\n\ntext", None, "no end of it\n\ntext"),
            ("\\*not emphasis\\*", None, "*not emphasis*"),
            ("", None, ""),
            ("<!-- nothing -->", None, ""),
        ];
        for (text, title, body) in cases {
            let found = article(text);
            assert_eq!((found.title.as_deref(), &*found.body.text()), (title, body), "{text}");
        }
    }
}
