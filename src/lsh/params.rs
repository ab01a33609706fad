//! From a similarity threshold to bands and rows, and the chance that a pair meets in a bucket.

use serde::Serialize;

/// How signatures are cut into bands.
///
/// Two articles become a candidate when all `rows` components of at least one band agree. More bands of fewer rows find
/// more, and read more in vain; fewer bands of more rows the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BandParams {
    pub bands: usize,
    pub rows: usize,
}

impl BandParams {
    /// The bands with the most rows, so with the fewest vain readings, that still bring together a pair of Jaccard index
    /// `threshold` with probability `recall`, out of signatures of `components`. Where none does, the most bands there
    /// can be: one row each.
    pub fn for_threshold(threshold: f64, recall: f64, components: usize) -> Self {
        (1..=components)
            .rev()
            .map(|rows| BandParams { bands: components / rows, rows })
            .find(|params| params.collision(threshold) >= recall)
            .unwrap_or(BandParams { bands: components, rows: 1 })
    }

    /// The chance that a pair of Jaccard index `similarity` shares at least one bucket: 1 - (1 - s^rows)^bands
    /// (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4).
    pub fn collision(&self, similarity: f64) -> f64 {
        1.0 - (1.0 - similarity.powi(self.rows as i32)).powi(self.bands as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_an_s() {
        let params = BandParams { bands: 32, rows: 4 };
        assert!((params.collision(0.8) - 0.99999995).abs() < 1e-6);
        assert!((params.collision(0.5) - 0.8732).abs() < 1e-3);
        assert!(params.collision(0.1) < 0.004);
        assert_eq!((params.collision(0.0), params.collision(1.0)), (0.0, 1.0));
    }

    #[test]
    fn the_threshold_chooses_the_bands() {
        assert_eq!(BandParams::for_threshold(0.5, 0.99, 128), BandParams { bands: 42, rows: 3 });
        for threshold in [0.2, 0.5, 0.7, 0.9] {
            let chosen = BandParams::for_threshold(threshold, 0.99, 128);
            assert!(chosen.collision(threshold) >= 0.99 && chosen.bands * chosen.rows <= 128);
        }
    }
}
