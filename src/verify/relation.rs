//! What one article is to another.

use serde::Serialize;
use std::fmt;

/// What the derived article is to the one it derives from. The first that holds wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same words in the same order, after normalisation.
    Identical,
    /// Most of each in the other, word for word: small edits, another headline, page furniture.
    Near,
    /// It is a verbatim part of a longer article.
    Excerpt,
    /// It holds a shorter article almost whole, and adds to it: an update, a write-through.
    Expanded,
    /// The same content in the same order in another language.
    Translation,
    /// The same language and content in much the same order, in other words.
    Rewrite,
    /// It shares verbatim passages worth showing, but is not made of the other: a link that joins no cluster.
    Partial,
}

impl Relation {
    /// Every relation, in the order in which they are tried.
    pub const ALL: [Relation; 7] = [
        Relation::Identical,
        Relation::Near,
        Relation::Excerpt,
        Relation::Expanded,
        Relation::Translation,
        Relation::Rewrite,
        Relation::Partial,
    ];

    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Identical => "identical",
            Relation::Near => "near",
            Relation::Excerpt => "excerpt",
            Relation::Expanded => "expanded",
            Relation::Translation => "translation",
            Relation::Rewrite => "rewrite",
            Relation::Partial => "partial",
        }
    }

    /// Whether a match of this relation puts both articles in one cluster.
    pub fn joins(self) -> bool {
        self != Relation::Partial
    }

    /// The same match told from the other end: what is an excerpt one way is an expansion the other way.
    pub fn reversed(self) -> Relation {
        match self {
            Relation::Excerpt => Relation::Expanded,
            Relation::Expanded => Relation::Excerpt,
            other => other,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
