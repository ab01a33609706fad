//! MinHash signatures by one permutation.

use serde::Serialize;

/// How signatures are made. Signatures of different parameters are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MinHashParams {
    /// Components of a signature, 8 to 1024. The standard error of an estimate is at most 1 / (2 sqrt(components)).
    pub components: usize,
}

impl Default for MinHashParams {
    /// 128 components: a standard error of at most 0.044.
    fn default() -> Self {
        MinHashParams { components: 128 }
    }
}

/// Writes the signature of a set of shingle hashes to `signature`; the number of components is its length.
///
/// One-permutation hashing (Li, Owen and Zhang 2012): the top bits of a hash name its component, which keeps the
/// smallest of what comes; so a shingle costs one comparison, not one for each component. Components that nothing came
/// to borrow the value of another, chosen by a hash of their number and the try: the optimal densification of
/// Shrivastava (2017), under which two components agree with a probability equal to the Jaccard index.
///
/// Returns false, and leaves the signature meaningless, for an empty set: nothing is similar to it, not even another.
pub fn minhash(shingles: impl Iterator<Item = u64>, signature: &mut [u32]) -> bool {
    let components = signature.len() as u64;
    signature.fill(EMPTY);
    let mut any = false;
    for hash in shingles {
        // The top 32 bits choose the component without a division, the low 32 bits are the value.
        let component = ((hash >> 32) * components) >> 32;
        let value = (hash as u32).min(EMPTY - 1);
        let slot = &mut signature[component as usize];
        *slot = (*slot).min(value);
        any = true;
    }
    if any {
        densify(signature);
    }
    any
}

/// No value: larger than any.
const EMPTY: u32 = u32::MAX;

fn densify(signature: &mut [u32]) {
    let components = signature.len() as u64;
    if !signature.contains(&EMPTY) {
        return;
    }
    // What was empty at first: borrowed values are not lent on.
    let full = signature.to_vec();
    for i in (0..signature.len()).filter(|&i| full[i] == EMPTY) {
        let mut state = (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        signature[i] = loop {
            state = spread(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
            let lender = ((state >> 32) * components) >> 32;
            if full[lender as usize] != EMPTY {
                break full[lender as usize];
            }
        };
    }
}

/// MurmurHash3's 64-bit finaliser (Appleby 2011).
fn spread(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

/// The estimated Jaccard index of the two sets that were signed, 0 to 1: the share of components that agree.
///
/// # Panics
/// When the signatures have different lengths.
pub fn similarity(a: &[u32], b: &[u32]) -> f64 {
    assert_eq!(a.len(), b.len(), "signatures of different parameters are never compared");
    let equal = a.iter().zip(b).filter(|(x, y)| x == y).count();
    equal as f64 / a.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of well-spread numbers.
    fn numbers(seed: u64) -> impl Iterator<Item = u64> {
        (0u64..).map(move |i| spread(seed.wrapping_mul(0x1234_5678_9abc_def1).wrapping_add(i)))
    }

    fn signed(hashes: &[u64]) -> Vec<u32> {
        let mut signature = vec![0; 128];
        assert!(minhash(hashes.iter().copied(), &mut signature));
        signature
    }

    #[test]
    fn estimates_follow_the_jaccard_index() {
        // (shared, only in each): sets of 40 to 2,000 shingles, so that densification is at work in the small ones.
        for (shared, own) in [(30, 5), (20, 20), (5, 35), (900, 50), (500, 250), (200, 900)] {
            let truth = shared as f64 / (shared + 2 * own) as f64;
            let trials = 60;
            let mut sum = 0.0;
            for trial in 0..trials {
                let all: Vec<u64> = numbers(trial).take(shared + 2 * own).collect();
                let b: Vec<u64> = all[..shared].iter().chain(&all[shared + own..]).copied().collect();
                sum += similarity(&signed(&all[..shared + own]), &signed(&b));
            }
            let mean = sum / trials as f64;
            // A mean of 60 trials with at least 35 effective components each: four standard errors.
            let tolerance =
                4.0 * (truth * (1.0 - truth) / (60.0 * 35.0f64.min((shared + own) as f64))).sqrt();
            assert!((mean - truth).abs() < tolerance, "{shared} {own}: {mean} against {truth}");
        }
    }

    #[test]
    fn the_order_of_shingles_makes_no_difference() {
        let mut hashes: Vec<u64> = numbers(9).take(300).collect();
        let forward = signed(&hashes);
        hashes.reverse();
        assert_eq!(forward, signed(&hashes));
    }

    #[test]
    fn nothing_has_no_signature() {
        assert!(!minhash(std::iter::empty(), &mut [0; 128]));
    }

    #[test]
    fn one_shingle_fills_every_component() {
        assert!(signed(&[42]).iter().all(|&value| value != EMPTY));
    }
}
