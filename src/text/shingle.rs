//! Shingles: every run of w consecutive words, as one hash.

/// Odd multiplier of the rolling polynomial: the fraction of the golden ratio times 2^64, as in Fibonacci hashing
/// (Knuth, TAOCP 3, 6.4).
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hashes of all runs of `width` consecutive words, in order (Broder 1997); from `n` words come `n - width + 1`.
///
/// Fewer words than `width` make one shingle of all of them; no words make none. The word hashes are combined by a
/// rolling polynomial, so the width costs nothing, and finished by a bijection that spreads every input bit
/// (the finaliser of SplitMix64, Steele et al. 2014), because sketches use the top and the low bits on their own.
///
/// # Panics
/// When `width` is 0.
pub fn shingles(words: &[u64], width: usize) -> impl Iterator<Item = u64> + '_ {
    assert!(width > 0, "a shingle has at least one word");
    let width = width.min(words.len()).max(1);
    let outgoing = BASE.wrapping_pow(width as u32);
    let (head, tail) = words.split_at((width - 1).min(words.len()));
    let mut rolling = head.iter().fold(0u64, |hash, &word| hash.wrapping_mul(BASE).wrapping_add(word));
    // Nothing leaves with the first shingle.
    let leaving = std::iter::once(&0).chain(words);
    tail.iter().zip(leaving).map(move |(&word, &left)| {
        rolling = rolling.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(left.wrapping_mul(outgoing));
        mix(rolling)
    })
}

/// SplitMix64's finaliser: a bijection of 64-bit numbers without visible structure.
#[inline]
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(words: &[u64], width: usize) -> Vec<u64> {
        let width = width.min(words.len()).max(1);
        words
            .windows(width)
            .map(|run| mix(run.iter().fold(0u64, |h, &w| h.wrapping_mul(BASE).wrapping_add(w))))
            .collect()
    }

    proptest! {
        #[test]
        fn rolling_equals_hashing_each_run(words in prop::collection::vec(any::<u64>(), 0..40), width in 1usize..9) {
            prop_assert_eq!(shingles(&words, width).collect::<Vec<_>>(), slow(&words, width));
        }
    }

    #[test]
    fn order_matters_and_short_texts_have_one() {
        let of = |words: &[u64]| shingles(words, 3).collect::<Vec<_>>();
        assert_ne!(of(&[1, 2, 3]), of(&[3, 2, 1]));
        assert_eq!(of(&[1, 2]).len(), 1);
        assert_eq!(of(&[]).len(), 0);
        assert_eq!(of(&[1, 2, 3, 4]).len(), 2);
    }
}
