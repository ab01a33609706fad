//! The bucket index over signatures: one bucket for each distinct band.

use super::rows::Rows;
use crate::text::mix;
use std::ops::Range;

/// One band's buckets, as runs of articles in a sorted list.
///
/// A sorted list of pairs (bucket, article) instead of a hash map of vectors: no allocation for each bucket, and the
/// order of everything is that of the article numbers.
pub struct Band {
    entries: Vec<(u64, u32)>,
}

impl Band {
    /// Puts articles 0, 1, ... into the buckets of the bands `bands`, of `rows` components each. An article that is alone in
    /// its bucket is left out.
    ///
    /// `signatures` has a row for each article. Several bands at once: a row comes from memory in lines of 16 components.
    pub fn several(signatures: &Rows, bands: Range<usize>, rows: usize) -> Vec<Band> {
        let mut hashes = vec![vec![0; signatures.len()]; bands.len()];
        signatures.each(0..signatures.len(), |article, signature| {
            for (number, hashes) in hashes.iter_mut().enumerate() {
                let band = bands.start + number;
                let mut hash = band as u64;
                for &value in &signature[band * rows..][..rows] {
                    hash = mix(hash ^ u64::from(value)).wrapping_add(hash);
                }
                hashes[article] = hash;
            }
        });
        hashes.iter().map(|hashes| Band::of_hashes(hashes)).collect()
    }

    /// The buckets of articles 0, 1, ... by their hashes.
    fn of_hashes(hashes: &[u64]) -> Band {
        // Most are alone, and what need not be sorted takes a look at a bit: of those that are alone one in eight shares its
        // bit with another.
        let bits = (8 * hashes.len()).next_power_of_two().max(64);
        let place = |hash: u64| ((hash >> 32) as usize & (bits - 1)) / 64;
        let bit = |hash: u64| 1u64 << (hash >> 32 & 63);
        let (mut once, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        for &hash in hashes {
            let (place, bit) = (place(hash), bit(hash));
            again[place] |= once[place] & bit;
            once[place] |= bit;
        }
        let mut entries: Vec<(u64, u32)> = hashes
            .iter()
            .copied()
            .zip(0..)
            .filter(|&(hash, _)| again[place(hash)] & bit(hash) != 0)
            .collect();
        entries.sort_unstable();
        Band { entries }
    }

    /// Calls `each(a, b)`, `a < b`, with the pairs of articles that share a bucket.
    ///
    /// In a bucket of more than `most` articles each is paired with the first `most / 2` of the bucket and the
    /// `most / 2` before it only, so that a flood of copies costs as many pairs as it has articles, times `most`, and
    /// still hangs together. Returns the number of buckets so limited.
    pub fn pairs(&self, most: usize, mut each: impl FnMut(u32, u32)) -> usize {
        let mut limited = 0;
        for bucket in self.entries.chunk_by(|x, y| x.0 == y.0) {
            if bucket.len() <= most {
                for (i, &(_, b)) in bucket.iter().enumerate() {
                    for &(_, a) in &bucket[..i] {
                        each(a, b);
                    }
                }
            } else {
                limited += 1;
                for (i, &(_, b)) in bucket.iter().enumerate() {
                    let leaders = (most / 2).min(i);
                    let previous = i.saturating_sub(most / 2).max(leaders);
                    for &(_, a) in bucket[..leaders].iter().chain(&bucket[previous..i]) {
                        each(a, b);
                    }
                }
            }
        }
        limited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(signatures: &Rows, band: usize, most: usize) -> (Vec<(u32, u32)>, usize) {
        let mut found = Vec::new();
        let limited = Band::several(signatures, 0..2, 2)[band].pairs(most, |a, b| found.push((a, b)));
        found.sort_unstable();
        (found, limited)
    }

    #[test]
    fn equal_bands_meet() {
        let signatures = [[1, 2, 3, 4], [1, 2, 9, 9], [7, 7, 3, 4], [1, 2, 3, 5]].into_iter().collect();
        assert_eq!(pairs(&signatures, 0, 8).0, [(0, 1), (0, 3), (1, 3)]);
        assert_eq!(pairs(&signatures, 1, 8).0, [(0, 2)]);
        assert_eq!(Band::several(&signatures, 1..2, 2).len(), 1);
        assert!(Band::several(&Rows::default(), 0..2, 2).iter().all(|band| band.entries.is_empty()));
    }

    #[test]
    fn a_flood_stays_linear_and_connected() {
        let signatures = [[5, 5, 5, 5]; 1000].into_iter().collect();
        let (found, limited) = pairs(&signatures, 0, 8);
        assert_eq!(limited, 1);
        assert!(found.len() <= 8 * 1000);
        let mut seen = found.clone();
        seen.dedup();
        assert_eq!(seen.len(), found.len(), "no pair twice");
        assert!((1..1000).all(|b| found.contains(&(0, b))));
    }
}
