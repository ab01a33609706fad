//! What two sentences in two languages have in common, to be shown.

use crate::anchors::{ConceptNames, Kind, Mark};
use std::ops::Range;

/// An anchor that stands in both of two sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedAnchor {
    pub kind: Kind,
    /// What it says in any language: what a number comes to, a concept's English name; empty for a name, which is spelled as
    /// it is spelled.
    pub says: String,
    /// Its bytes in the first article's body.
    pub a: Range<u32>,
    /// Its bytes in the second article's body.
    pub b: Range<u32>,
}

/// Anchors lighter than this (by the logarithm of their rarity) are left out: words that sound alike by chance.
const LIGHTEST: f32 = 2.0;

/// The anchors that stand in both of two byte ranges, in the order of the first, each once. `marks` are those of the two
/// articles in their order; `weigh` says how much one tells.
pub fn shared(
    ranges: (&Range<u32>, &Range<u32>),
    marks: (&[Mark], &[Mark]),
    weigh: impl Fn(u32) -> f32,
    names: &ConceptNames,
) -> Vec<SharedAnchor> {
    let inside =
        |range: &Range<u32>, mark: &Mark| range.start <= mark.range.start && mark.range.end <= range.end;
    let others: Vec<&Mark> = marks.1.iter().filter(|mark| inside(ranges.1, mark)).collect();
    let mut used = vec![false; others.len()];
    let mut found: Vec<SharedAnchor> = Vec::new();
    for mark in marks.0.iter().filter(|mark| inside(ranges.0, mark) && weigh(mark.anchor.key) >= LIGHTEST) {
        let key = mark.anchor.key;
        let same = |other: &Mark| other.anchor.key == key && other.anchor.kind == mark.anchor.kind;
        // A name has a mark for each way it may sound: one is enough.
        if found.last().is_some_and(|last| last.a == mark.range) {
            continue;
        }
        let Some(at) = (0..others.len()).find(|&at| !used[at] && same(others[at])) else { continue };
        let b = others[at].range.clone();
        for (used, other) in used.iter_mut().zip(&others) {
            *used |= other.range == b;
        }
        let says = match mark.anchor.kind {
            Kind::Number | Kind::Sign => mark.says.clone(),
            Kind::Concept => names.english(key).unwrap_or_default().to_owned(),
            Kind::Name => String::new(),
        };
        found.push(SharedAnchor { kind: mark.anchor.kind, says, a: mark.range.clone(), b });
    }
    found
}
