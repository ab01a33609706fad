//! A fixed sample of shingles, the same in every article that holds them.

use serde::Serialize;

/// Which shingles are sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SampleParams {
    /// One shingle of this many is kept, 1 to 1024.
    pub scale: u64,
}

impl Default for SampleParams {
    /// One of 8. A shared passage of 75 words holds 71 shingles, of which 9 are expected in the sample: two are missed
    /// in 1 of 700 cases.
    fn default() -> Self {
        SampleParams { scale: 8 }
    }
}

/// The lower halves of the distinct hashes below 2^64 / `scale`, ascending.
///
/// Half a hash is enough: in a million articles one in a hundred sampled shingles has another's, and three that the same
/// other article has are next to never by chance.
///
/// Sampling by a threshold on the hash (modulo sketching; "scaled" sketches in sourmash, Irber et al. 2022): unlike a
/// signature it keeps containment, because a part and the whole keep the same shingles.
pub fn sample(shingles: impl Iterator<Item = u64>, params: SampleParams) -> Vec<u32> {
    let limit = u64::MAX / params.scale;
    // Each is written, and kept or written over: a processor would guess wrong which ones are kept.
    let mut kept: Vec<u32> = vec![0; shingles.size_hint().0 + 1];
    let mut found = 0;
    for hash in shingles {
        if found == kept.len() {
            kept.resize(2 * found, 0);
        }
        kept[found] = hash as u32;
        found += usize::from(hash <= limit);
    }
    kept.truncate(found);
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_and_whole_keep_the_same() {
        let all: Vec<u64> = (1..2000u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        let params = SampleParams { scale: 8 };
        let whole = sample(all.iter().copied(), params);
        let part = sample(all[500..700].iter().copied(), params);
        assert!((200..300).contains(&whole.len()), "{}", whole.len());
        assert!(part.iter().all(|hash| whole.binary_search(hash).is_ok()));
        assert_eq!(sample(all.iter().copied(), SampleParams { scale: 1 }).len(), all.len());
    }
}
