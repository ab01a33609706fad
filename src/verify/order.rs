//! Whether two articles tell the same things in the same order.

/// Order statistics of matched places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Order {
    /// Number of matched places.
    pub places: usize,
    /// Length of the longest increasing subsequence over their number, less what chance gives, 2 / sqrt(n) (Vershik and
    /// Kerov 1977; Logan and Shepp 1977); about -1 to 1.
    pub increasing: f32,
    /// Mean distance from the line through both beginnings and both ends, as a share of the length, 0 to 1; a third for
    /// unrelated orders.
    pub off_diagonal: f32,
}

/// Measures matched places, each a position in the first and one in the second text as shares of their lengths, sorted by
/// the first.
pub fn order(places: &[(f32, f32)]) -> Order {
    let n = places.len();
    if n == 0 {
        return Order { places: 0, increasing: 0.0, off_diagonal: 1.0 / 3.0 };
    }
    let seconds = places.iter().map(|place| place.1);
    let increasing = longest_increasing(seconds) as f32 / n as f32 - (2.0 / (n as f32).sqrt()).min(1.0);
    let off_diagonal = places.iter().map(|(x, y)| (x - y).abs()).sum::<f32>() / n as f32;
    Order { places: n, increasing, off_diagonal }
}

/// How many of the places lie within 8% of the diagonal, against the 0.154 that do by chance, in standard errors of that
/// share, drawn together to -1 to 1 (by z / (3 + |z|)): a few places prove little, however well they lie.
pub fn near_diagonal(places: &[(f32, f32)]) -> f32 {
    let n = places.len() as f32;
    if n == 0.0 {
        return 0.0;
    }
    let near = places.iter().filter(|(x, y)| (x - y).abs() <= 0.08).count() as f32;
    let z = (near / n - 0.154) / (0.154 * 0.846 / n).sqrt();
    z / (3.0 + z.abs())
}

/// The length of the longest strictly increasing subsequence: patience sorting, O(n log n) (Fredman 1975).
fn longest_increasing(values: impl ExactSizeIterator<Item = f32>) -> usize {
    let mut tails: Vec<f32> = Vec::with_capacity(values.len());
    for value in values {
        let at = tails.partition_point(|&tail| tail < value);
        match tails.get_mut(at) {
            Some(tail) => *tail = value,
            None => tails.push(value),
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn straight_reversed_and_empty() {
        let straight: Vec<_> = (0..100).map(|i| (i as f32 / 100.0, i as f32 / 100.0)).collect();
        let found = order(&straight);
        assert!((found.increasing - 0.8).abs() < 1e-6 && found.off_diagonal == 0.0);
        let reversed: Vec<_> = straight.iter().map(|&(x, y)| (x, 1.0 - y)).collect();
        assert!(order(&reversed).off_diagonal > 0.49 && order(&reversed).increasing < 0.0);
        assert_eq!(order(&[]).places, 0);
    }

    proptest! {
        #[test]
        fn patience_equals_trying_all(values in prop::collection::vec(0u8..20, 0..12)) {
            let values: Vec<f32> = values.into_iter().map(f32::from).collect();
            let best = (0u32..1 << values.len())
                .filter_map(|mask| {
                    let kept: Vec<f32> = (0..values.len()).filter(|i| mask >> i & 1 == 1).map(|i| values[i]).collect();
                    kept.windows(2).all(|w| w[0] < w[1]).then_some(kept.len())
                })
                .max()
                .unwrap_or(0);
            prop_assert_eq!(longest_increasing(values.into_iter()), best);
        }
    }
}
