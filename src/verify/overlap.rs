//! How much of what two articles hold is the same, whatever its order.

use crate::lsh::Rarity;
use crate::text::{Tokens, shingles};

/// A stem of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    pub stem: u32,
    /// Its rarity.
    pub weight: f32,
    /// The word where it first stands.
    pub first: u32,
}

/// What an article holds, in the order in which it can be laid beside another's.
#[derive(Debug)]
pub struct Profile {
    /// One entry a distinct stem, ascending by stem.
    pub terms: Vec<Term>,
    /// The sum of the weights.
    pub weight: f32,
    /// For word widths [`WIDTHS`] the distinct shingles, ascending.
    pub shingles: [Vec<u64>; WIDTHS.len()],
}

/// The widths of the runs of words whose share in common is measured.
pub const WIDTHS: [usize; 3] = [2, 3, 5];

impl Profile {
    pub fn new(tokens: &Tokens, rarity: &Rarity) -> Self {
        let mut places: Vec<(u32, u32)> = tokens.stems.iter().copied().zip(0..).collect();
        places.sort_unstable();
        places.dedup_by_key(|place| place.0);
        let terms: Vec<Term> = places
            .into_iter()
            .map(|(stem, first)| Term { stem, weight: rarity.weight(tokens.language, stem), first })
            .collect();
        let weight = terms.iter().map(|term| term.weight).sum();
        let shingles = WIDTHS.map(|width| {
            let mut set: Vec<u64> = shingles(&tokens.words, width).collect();
            set.sort_unstable();
            set.dedup();
            set
        });
        Profile { terms, weight, shingles }
    }
}

/// The number of values that two ascending lists share.
pub fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

/// The terms of two articles that share a stem, in the order of the stems.
pub fn common_terms(a: &[Term], b: &[Term]) -> Vec<(Term, Term)> {
    let (mut i, mut j, mut shared) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x.stem == y.stem {
            shared.push((x, y));
        }
        i += usize::from(x.stem <= y.stem);
        j += usize::from(y.stem <= x.stem);
    }
    shared
}
