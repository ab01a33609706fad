//! An article: one text with what is known of it.

use crate::body::Body;
use jiff::Timestamp;

/// The number of an article inside one analysis: its rank in the order of the ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

impl DocId {
    /// The number as an index into the analysis' arrays.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// When an article was published, as far as its metadata tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The earliest instant that the date allows.
    pub earliest: Timestamp,
    /// The latest instant that the date allows: equal to `earliest` for a full timestamp with its zone; a day with no
    /// time spans the 50 hours in which it is that day somewhere on earth.
    pub latest: Timestamp,
}

impl Published {
    /// Whether this date is certainly before `other`: the two spans do not touch.
    pub fn is_before(&self, other: &Published) -> bool {
        self.latest < other.earliest
    }
}

/// One text with what is known of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// Unique in one analysis: the path relative to the scanned folder, or a record's own id, or `path#line`.
    pub id: String,
    /// The file it was read from, as the user would name it.
    pub path: String,
    pub title: Option<String>,
    /// Who published it: a name where one is known, else the host of its address.
    pub outlet: Option<String>,
    pub byline: Option<String>,
    pub published: Option<Published>,
    /// The date as the source wrote it, for people.
    pub date: Option<String>,
    /// A language tag that the source declares (`de`, `pt-BR`), unchecked.
    pub language: Option<String>,
    /// The part of the publication that it stands in: politics, sport. Of pages alone.
    pub section: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The text, without the title. Every reported passage is a byte range of it.
    pub body: Body,
}

/// The authority of a web address (RFC 3986, section 3.2): what names its site, with a user and a port if they are there.
/// None where nothing tells that one begins.
pub fn authority(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_at(memchr::memchr(b'/', url.as_bytes())?);
    let rest = rest.strip_prefix("//").filter(|_| scheme.is_empty() || scheme.ends_with(':'))?;
    rest.split(['/', '?', '#']).next()
}
