//! Page furniture: the lines that an outlet puts around all that it publishes.

use super::lines::lines;
use super::shingle::mix;
use crate::article::{Article, authority};
use ahash::{AHashSet, RandomState};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// The lines of a collection that say nothing of the articles they stand in: "Subscribe to our newsletter". Nothing is
/// compared by them, so that two articles of one outlet do not match by their footers, and a copy is not missed for its own.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// Hashes of lines with their outlets.
    lines: AHashSet<u64>,
}

impl Furniture {
    /// `lines` are some of those that [`line_hashes`](Furniture::line_hashes) gives.
    pub fn new(lines: impl IntoIterator<Item = u64>) -> Self {
        let mut furniture = Furniture { lines: AHashSet::with_hasher(RandomState::with_seeds(6, 2, 8, 3)) };
        furniture.lines.extend(lines);
        furniture
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Hashes of the distinct lines of an article, each with its outlet, ascending: a line of one outlet is not another's.
    pub fn line_hashes(article: &Article) -> Vec<u64> {
        let outlet = outlet(article);
        let text = article.body.text();
        let mut hashes: Vec<u64> = lines(&text).map(|line| hash(outlet, &text[line])).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// An article's text with spaces in place of its furniture: what is left keeps its place.
    pub fn cleared<'a>(&self, article: &'a Article) -> Cow<'a, str> {
        let mut text = article.body.text();
        if self.is_empty() {
            return text;
        }
        let outlet = outlet(article);
        let is_furniture = |line: &Range<usize>| self.lines.contains(&hash(outlet, &text[line.clone()]));
        let found: Vec<Range<usize>> = lines(&text).filter(is_furniture).collect();
        for line in found {
            let spaces = " ".repeat(line.len());
            text.to_mut().replace_range(line, &spaces);
        }
        text
    }
}

impl Default for Furniture {
    fn default() -> Self {
        Furniture::new([])
    }
}

/// Whose furniture stands around an article: its site's or outlet's; where neither is known, its folder's.
fn outlet(article: &Article) -> u64 {
    let host = article.url.as_deref().and_then(authority);
    let folder = || Path::new(&article.path).parent().and_then(Path::to_str);
    xxh3_64(host.or(article.outlet.as_deref()).or_else(folder).unwrap_or_default().as_bytes())
}

fn hash(outlet: u64, line: &str) -> u64 {
    mix(outlet ^ xxh3_64(line.as_bytes()))
}
