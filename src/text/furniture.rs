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
    /// A bit for the length of each, in bytes modulo their number: most lines of an article are longer than all of these,
    /// and need not be hashed.
    lengths: [u64; LENGTHS / 64],
}

const LENGTHS: usize = 1 << 10;

/// A line with its outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub hash: u64,
    /// In bytes, modulo 2^32.
    pub length: u32,
}

impl Furniture {
    /// `lines` are some of those that [`lines_of`](Furniture::lines_of) gives.
    pub fn new(lines: impl IntoIterator<Item = Line>) -> Self {
        let mut furniture = Furniture {
            lines: AHashSet::with_hasher(RandomState::with_seeds(6, 2, 8, 3)),
            lengths: [0; LENGTHS / 64],
        };
        for line in lines {
            furniture.lines.insert(line.hash);
            let (element, bit) = length_bit(line.length as usize);
            furniture.lengths[element] |= bit;
        }
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

    /// The distinct lines of an article, each with its outlet, ascending: a line of one outlet is not another's.
    pub fn lines_of(article: &Article) -> Vec<Line> {
        let outlet = outlet(article);
        let text = article.body.text();
        let line =
            |line: Range<usize>| Line { hash: hash(outlet, &text[line.clone()]), length: line.len() as u32 };
        let mut lines: Vec<Line> = lines(&text).map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// An article's text with spaces in place of its furniture: what is left keeps its place.
    pub fn cleared<'a>(&self, article: &'a Article) -> Cow<'a, str> {
        let mut text = article.body.text();
        if self.is_empty() {
            return text;
        }
        let mut of = None;
        let is_furniture = |line: &Range<usize>| {
            let (element, bit) = length_bit(line.len());
            self.lengths[element] & bit != 0
                && self.lines.contains(&hash(*of.get_or_insert_with(|| outlet(article)), &text[line.clone()]))
        };
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

/// The element and the bit of a length.
fn length_bit(length: usize) -> (usize, u64) {
    (length % LENGTHS / 64, 1 << (length % 64))
}

fn hash(outlet: u64, line: &str) -> u64 {
    mix(outlet ^ xxh3_64(line.as_bytes()))
}
