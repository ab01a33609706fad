//! The bucket index over signatures: one bucket for each distinct band.

use crate::text::mix;

/// One band's buckets, as runs of articles in a sorted list.
///
/// A sorted list of pairs (bucket, article) instead of a hash map of vectors: no allocation for each bucket, and the
/// order of everything is that of the article numbers.
pub struct Band {
    entries: Vec<(u64, u32)>,
}

impl Band {
    /// Puts the articles `docs` into the buckets of band number `band`.
    ///
    /// `signatures` is a matrix with a row of `components` for each article number; the band is `rows` of them.
    pub fn new(signatures: &[u32], components: usize, docs: &[u32], band: usize, rows: usize) -> Band {
        let first = band * rows;
        let mut entries: Vec<(u64, u32)> = docs
            .iter()
            .map(|&doc| {
                let row = &signatures[doc as usize * components + first..][..rows];
                (
                    row.iter()
                        .fold(band as u64, |hash, &value| mix(hash ^ u64::from(value)).wrapping_add(hash)),
                    doc,
                )
            })
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

    fn pairs(signatures: &[u32], docs: &[u32], band: usize, most: usize) -> (Vec<(u32, u32)>, usize) {
        let mut found = Vec::new();
        let limited = Band::new(signatures, 4, docs, band, 2).pairs(most, |a, b| found.push((a, b)));
        found.sort_unstable();
        (found, limited)
    }

    #[test]
    fn equal_bands_meet() {
        let signatures = [[1, 2, 3, 4], [1, 2, 9, 9], [7, 7, 3, 4], [1, 2, 3, 5]].concat();
        assert_eq!(pairs(&signatures, &[0, 1, 2, 3], 0, 8).0, [(0, 1), (0, 3), (1, 3)]);
        assert_eq!(pairs(&signatures, &[0, 1, 2, 3], 1, 8).0, [(0, 2)]);
        assert_eq!(pairs(&signatures, &[1, 3], 0, 8).0, [(1, 3)]);
    }

    #[test]
    fn a_flood_stays_linear_and_connected() {
        let signatures = [5, 5, 5, 5].repeat(1000);
        let docs: Vec<u32> = (0..1000).collect();
        let (found, limited) = pairs(&signatures, &docs, 0, 8);
        assert_eq!(limited, 1);
        assert!(found.len() <= 8 * 1000);
        let mut seen = found.clone();
        seen.dedup();
        assert_eq!(seen.len(), found.len(), "no pair twice");
        assert!((1..1000).all(|b| found.contains(&(0, b))));
    }
}
