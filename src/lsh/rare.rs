//! The bucket index over rare features: one bucket for each feature, shared weight counted.
//!
//! Signatures see articles that share most of their shingles. A rewrite shares few or none, a passage shares them with a
//! small part of the article: what such pairs have in common are some features that hardly anything else has. Here each
//! feature has a bucket, and the weights of the buckets that two articles meet in are added up.

use super::ragged::Ragged;

/// How much is counted and kept.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct CountParams {
    /// A feature that more articles have than this is met by the first [`LEADERS`] of its articles only, so that what
    /// everybody has costs nothing to speak of.
    pub bucket_cap: usize,
    /// How many articles may be met in an article's buckets, those that are met in several counted as often: what its
    /// neighbours may cost, however large the collection. Its rarest features are the ones that are looked at.
    pub visits: usize,
    /// An article's best neighbours that are kept.
    pub most: usize,
}

impl CountParams {
    /// Cuts a list of features, the rarest first, where the articles that hold them come to more than the visits.
    pub fn afford<T>(&self, features: &mut Vec<T>, holding: impl Fn(&T) -> u32) {
        let mut all = 0;
        let affordable = features.iter().take_while(|feature| {
            all += holding(feature) as usize;
            all <= self.visits
        });
        let affordable = affordable.count();
        features.truncate(affordable);
    }
}

/// How many articles of an over-full bucket are still looked at. They keep a flood (ten thousand articles built around
/// one passage) together: each of its articles meets the same few.
pub const LEADERS: usize = 16;

/// A weighted inverted index from features to articles.
pub struct FeatureIndex {
    /// For each article its buckets, by number.
    buckets_of: Ragged<u32>,
    /// For each bucket its articles.
    buckets: Ragged<u32>,
    bucket_weights: Vec<f32>,
    /// The sum of each article's weights.
    doc_weights: Vec<f32>,
}

/// A feature of an article.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    feature: u32,
    doc: u32,
}

/// The features of all articles, put into parts by their hashes: a part fits a processor's cache, where sorting it is three
/// times as fast as sorting all at once.
fn entries(features: &Ragged<u32>) -> Ragged<Entry> {
    let parts = (features.values().len() / 4096 + 1).next_power_of_two().min(1 << 12);
    // Features may be small numbers: Fibonacci hashing spreads them over the parts.
    let part = |feature: u32| (feature.wrapping_mul(0x9e37_79b9) >> 20) as usize & (parts - 1);
    let all = (0..)
        .zip(features.rows())
        .flat_map(|(doc, row)| row.iter().map(move |&feature| (part(feature), Entry { feature, doc })));
    Ragged::grouped(parts, all)
}

/// What two articles share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    pub doc: u32,
    /// The sum of the weights of the shared features.
    pub shared: f32,
    /// That sum over the weight of the lighter of the two, 0 to 1.
    pub share: f32,
}

/// Counters for one thread.
#[derive(Default)]
pub struct Scratch {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl FeatureIndex {
    /// The index of articles 0, 1, ...: each a row of distinct features. `weights` has the weight of each in its place; a
    /// feature weighs the same in every article. Without it each weighs 1. Features of one article only have no bucket; they
    /// count towards the article's weight.
    pub fn new(features: Ragged<u32>, weights: Option<Ragged<f32>>) -> Self {
        let doc_weights = match &weights {
            Some(weights) => weights.rows().map(|row| row.iter().sum()).collect(),
            None => features.rows().map(|row| row.len() as f32).collect(),
        };
        let weight = |entry: &Entry| match &weights {
            Some(weights) => {
                let row = features.row(entry.doc as usize);
                let place = row.iter().position(|&feature| feature == entry.feature);
                weights.row(entry.doc as usize)[place.expect("it is one of the article's")]
            }
            None => 1.0,
        };
        let (mut buckets, mut bucket_weights) = (Ragged::default(), Vec::new());
        let mut entries = entries(&features);
        for part in entries.rows_mut() {
            part.sort_unstable();
            for bucket in part.chunk_by(|x, y| x.feature == y.feature).filter(|bucket| bucket.len() > 1) {
                buckets.push(bucket.iter().map(|entry| entry.doc));
                bucket_weights.push(weight(&bucket[0]));
            }
        }
        let docs = features.len();
        // They take as much as what follows.
        drop((entries, features, weights));
        let met = (0..)
            .zip(buckets.rows())
            .flat_map(|(bucket, docs)| docs.iter().map(move |&doc| (doc as usize, bucket)));
        let buckets_of = Ragged::grouped(docs, met);
        FeatureIndex { buckets_of, buckets, bucket_weights, doc_weights }
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.doc_weights.len()
    }

    /// Whether it is an index of no articles.
    pub fn is_empty(&self) -> bool {
        self.doc_weights.is_empty()
    }

    /// The number of buckets with more than `cap` articles.
    pub fn over_full(&self, cap: usize) -> usize {
        self.buckets.rows().filter(|docs| docs.len() > cap).count()
    }

    /// Writes to `out` the articles that share a bucket with `doc` and pass `keep`: the `most` that share the largest part,
    /// best first, among equals the lower number first.
    pub fn neighbours(
        &self,
        doc: u32,
        params: CountParams,
        scratch: &mut Scratch,
        keep: impl Fn(&Neighbour) -> bool,
        out: &mut Vec<Neighbour>,
    ) {
        out.clear();
        scratch.sums.resize(self.doc_weights.len(), 0.0);
        for &bucket in self.buckets_of.row(doc as usize) {
            let docs = self.buckets.row(bucket as usize);
            let docs = if docs.len() > params.bucket_cap { &docs[..LEADERS.min(docs.len())] } else { docs };
            for &other in docs {
                let sum = &mut scratch.sums[other as usize];
                if *sum == 0.0 {
                    scratch.touched.push(other);
                }
                *sum += self.bucket_weights[bucket as usize];
            }
        }
        for &other in &scratch.touched {
            let shared = std::mem::take(&mut scratch.sums[other as usize]);
            let lighter = self.doc_weights[doc as usize].min(self.doc_weights[other as usize]);
            let neighbour = Neighbour { doc: other, shared, share: shared / lighter };
            if other != doc && keep(&neighbour) {
                out.push(neighbour);
            }
        }
        scratch.touched.clear();
        let best_first = |x: &Neighbour, y: &Neighbour| y.share.total_cmp(&x.share).then(x.doc.cmp(&y.doc));
        if out.len() > params.most {
            out.select_nth_unstable_by(params.most, best_first);
            out.truncate(params.most);
        }
        out.sort_unstable_by(best_first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: CountParams = CountParams { bucket_cap: 100, visits: 10_000, most: 10 };

    fn neighbours(features: &[Vec<(u32, f32)>], doc: u32, params: CountParams) -> Vec<(u32, f32)> {
        let mut out = Vec::new();
        let row = |list: &Vec<(u32, f32)>| list.clone().into_iter();
        let keys = features.iter().map(|list| row(list).map(|entry| entry.0)).collect();
        let weights = features.iter().map(|list| row(list).map(|entry| entry.1)).collect();
        FeatureIndex::new(keys, Some(weights)).neighbours(
            doc,
            params,
            &mut Scratch::default(),
            |_| true,
            &mut out,
        );
        out.iter().map(|n| (n.doc, n.share)).collect()
    }

    #[test]
    fn shared_weight_is_counted() {
        let features = vec![
            vec![(1, 4.0), (2, 1.0), (3, 3.0)],
            vec![(1, 4.0), (9, 4.0)],
            vec![(2, 1.0), (3, 3.0)],
            vec![(7, 1.0)],
        ];
        assert_eq!(neighbours(&features, 0, PARAMS), [(2, 1.0), (1, 0.5)]);
        assert_eq!(neighbours(&features, 3, PARAMS), []);
        assert_eq!(neighbours(&features, 0, CountParams { most: 1, ..PARAMS }), [(2, 1.0)]);
    }

    #[test]
    fn what_everybody_has_joins_only_leaders() {
        let features: Vec<_> = (0..500u32).map(|doc| vec![(1, 1.0), (1000 + doc / 2, 3.0)]).collect();
        let found = neighbours(&features, 301, CountParams { bucket_cap: 100, visits: 10_000, most: 1000 });
        assert_eq!(found.len(), LEADERS + 1);
        assert_eq!(found[0], (300, 0.75));
    }
}
