//! Page furniture: the lines that an outlet puts around all that it publishes.

use super::lines::{line_at, lines};
use super::shingle::mix;
use crate::article::{Article, DocId, authority};
use std::borrow::Cow;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// The lines of a collection that say nothing of the articles they stand in: "Subscribe to our newsletter". Nothing is
/// compared by them, so that two articles of one outlet do not match by their footers, and a copy is not missed for its own.
#[derive(Debug, Clone, Default)]
pub struct Furniture {
    lines: usize,
    /// Where they begin, ascending: an article and a byte of its text.
    places: Vec<(DocId, u32)>,
}

/// A line of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Of the line with its outlet: a line of one outlet is not another's.
    pub hash: u64,
    pub doc: DocId,
    /// Its first byte.
    pub start: u32,
}

impl Furniture {
    /// `kinds` are equal lines each, all that the collection has.
    pub fn new<'l>(kinds: impl IntoIterator<Item = &'l [Line]>) -> Self {
        let mut furniture = Furniture::default();
        for lines in kinds {
            furniture.lines += 1;
            furniture.places.extend(lines.iter().map(|line| (line.doc, line.start)));
        }
        furniture.places.sort_unstable();
        furniture
    }

    /// The number of lines, equal ones taken once.
    pub fn len(&self) -> usize {
        self.lines
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// The lines of an article.
    pub fn lines_of(doc: DocId, article: &Article, mut each: impl FnMut(Line)) {
        let outlet = outlet(article);
        let text = article.body.text();
        for line in lines(&text) {
            let start = line.start as u32;
            each(Line { hash: mix(outlet ^ xxh3_64(&text.as_bytes()[line])), doc, start });
        }
    }

    /// An article's text with spaces in place of its furniture: what is left keeps its place.
    pub fn cleared<'a>(&self, doc: DocId, article: &'a Article) -> Cow<'a, str> {
        let text = article.body.text();
        let first = self.places.partition_point(|place| place.0 < doc);
        let places = self.places[first..].iter().take_while(|place| place.0 == doc);
        if places.clone().next().is_none() {
            return text;
        }
        let mut cleared = String::with_capacity(text.len());
        for line in places.map(|&(_, start)| line_at(&text, start as usize)) {
            cleared.push_str(&text[cleared.len()..line.start]);
            cleared.extend(std::iter::repeat_n(' ', line.len()));
        }
        cleared.push_str(&text[cleared.len()..]);
        Cow::Owned(cleared)
    }
}

/// Whose furniture stands around an article: its site's or outlet's; where neither is known, its folder's.
fn outlet(article: &Article) -> u64 {
    let host = article.url.as_deref().and_then(authority);
    let folder = || Path::new(&article.path).parent().and_then(Path::to_str);
    xxh3_64(host.or(article.outlet.as_deref()).or_else(folder).unwrap_or_default().as_bytes())
}
