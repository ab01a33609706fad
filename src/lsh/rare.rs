//! The bucket index over rare features: one bucket for each feature, shared weight counted.
//!
//! Signatures see articles that share most of their shingles. A rewrite shares few or none, a passage shares them with a
//! small part of the article: what such pairs have in common are some features that hardly anything else has. Here each
//! feature has a bucket, and the weights of the buckets that two articles meet in are added up.

use super::ragged::{Filling, Ragged};
use super::rows::{Room, Rows};
use crate::text::Sorter;
use rayon::prelude::*;
use std::ops::Range;

/// How much is counted and kept.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct CountParams {
    /// A feature that more articles have than this is met by the first [`LEADERS`] of its articles only, so that what
    /// everybody has costs nothing to speak of.
    pub bucket_cap: usize,
    /// How many articles may be met in an article's buckets, those that are met in several counted as often: what its
    /// neighbours may cost, however large the collection. Its rarest features are the ones that are looked at.
    pub visits: usize,
    /// So many of its rarest features are looked at all the same.
    pub least: usize,
    /// An article's best neighbours that are kept.
    pub most: usize,
}

impl CountParams {
    /// Cuts a list of features, the rarest first, where the articles that hold them come to more than the visits, but not below
    /// the least number.
    pub fn afford<T>(&self, features: &mut Vec<T>, holding: impl Fn(&T) -> u32) {
        let mut all = 0;
        let affordable = features.iter().zip(1..).take_while(|(feature, number)| {
            all += holding(feature) as usize;
            *number <= self.least || all <= self.visits
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
    /// For each article where its buckets stand, ascending.
    buckets_of: Ragged<u32>,
    /// The buckets, one behind the other: the number of articles, the bits of the weight, and the articles. Who comes to a
    /// bucket waits for memory once.
    buckets: Vec<u32>,
    /// The sum of each article's weights.
    doc_weights: Vec<f32>,
    /// What each of these is at the least, by [`floor`].
    doc_floors: Vec<u8>,
}

/// The weight's place on a scale that doubles every eighth step, rounded down: in a byte, so that a cache holds those of a
/// million articles.
fn floor(weight: f32) -> u8 {
    // The exponent and the first three bits of the fraction, from 2^-15 to 2^16.
    ((weight.max(0.0).to_bits() >> 20) as i32 - (112 << 3)).clamp(0, 255) as u8
}

/// What is not above any weight of this place.
fn least(floor: u8) -> f32 {
    match floor {
        0 => 0.0,
        place => f32::from_bits((u32::from(place) + (112 << 3)) << 20),
    }
}

/// The features of articles `docs`, each above its article in one number, put into parts by their hashes: a part fits a
/// processor's cache, where sorting it is three times as fast as sorting all at once. Of so many `parts` those of a range.
fn entries(features: &Rows, docs: Range<usize>, parts: usize, range: &Range<usize>) -> Ragged<u64> {
    // Features may be small numbers: Fibonacci hashing spreads them over the parts. A part before the range comes out beyond
    // its end by wrapping around.
    let part = |feature: u32| {
        ((feature.wrapping_mul(0x9e37_79b9) >> 20) as usize & (parts - 1)).wrapping_sub(range.start)
    };
    let mut lengths = vec![0; range.len()];
    features.each(docs.clone(), |_, row| {
        for &feature in row {
            if let Some(length) = lengths.get_mut(part(feature)) {
                *length += 1;
            }
        }
    });
    let mut entries = Filling::new(&lengths);
    features.each(docs, |doc, row| {
        for &feature in row {
            let part = part(feature);
            if part < range.len() {
                entries.put(part, u64::from(feature) << 32 | doc as u64);
            }
        }
    });
    entries.done()
}

/// Adds the buckets of a part, whose entries are `sorted`, to those of [`FeatureIndex::buckets`].
fn add_buckets(sorted: &[u64], mut weight: impl FnMut(u32, u32) -> f32, buckets: &mut Vec<u32>) {
    for bucket in sorted.chunk_by(|x, y| x >> 32 == y >> 32).filter(|bucket| bucket.len() > 1) {
        let weight = weight((bucket[0] >> 32) as u32, bucket[0] as u32);
        buckets.extend([bucket.len() as u32, weight.to_bits()]);
        buckets.extend(bucket.iter().map(|&entry| entry as u32));
    }
}

/// So many numbers' worth of entries are made at once, however few may be in memory.
const LEAST_AT_ONCE: usize = 1 << 20;

/// Each bucket of a list with its place.
fn walk(buckets: &[u32]) -> impl Iterator<Item = (u32, &[u32])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let &length = buckets.get(at)?;
        let start = at;
        at += HEAD + length as usize;
        Some((start as u32, &buckets[start + HEAD..at]))
    })
}

/// So many numbers stand before a bucket's articles.
const HEAD: usize = 2;

/// What two articles share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    pub doc: u32,
    /// The sum of the weights of the shared features.
    pub shared: f32,
    /// That sum over the weight of the lighter of the two, 0 to 1.
    pub share: f32,
}

/// Counters for one thread: an open-addressing table of the articles met so far. Of a million articles one meets two thousand
/// at most, in no order: a counter for each of the million is in no cache, a table of those that are met is.
#[derive(Default)]
pub struct Scratch {
    counters: Vec<Counter>,
    /// How many of them are in use: a power of two, so that at most half of them count something.
    places: usize,
    /// The places of those in use.
    touched: Vec<u32>,
}

/// What an article has in common with the one at hand so far.
#[derive(Clone, Copy, Default)]
struct Counter {
    /// The article's number and 1; 0 where there is none.
    doc: u32,
    sum: f32,
}

impl Scratch {
    /// Ready for so many meetings.
    fn make_room(&mut self, met: usize) {
        self.places = (2 * met).next_power_of_two().max(1 << 8);
        if self.counters.len() < self.places {
            self.counters.resize(self.places, Counter::default());
        }
    }

    #[inline]
    fn add(&mut self, doc: u32, weight: f32) {
        let shift = 32 - self.places.trailing_zeros();
        let mask = self.places - 1;
        // Numbers come in runs and steps: Fibonacci hashing spreads them.
        let mut at = (doc.wrapping_mul(0x9e37_79b9) >> shift) as usize;
        loop {
            let counter = &mut self.counters[at];
            if counter.doc == doc + 1 {
                counter.sum += weight;
                return;
            }
            if counter.doc == 0 {
                *counter = Counter { doc: doc + 1, sum: weight };
                self.touched.push(at as u32);
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

impl FeatureIndex {
    /// The index of articles 0, 1, ...: each a row of distinct features that weigh 1 each. Features of one article only have no
    /// bucket; they count towards the article's weight.
    ///
    /// Features of which a part is in a temporary file are gone through several times, so that what is made of them on the
    /// way takes no more memory than they may, or a few megabytes.
    pub fn new(features: Rows) -> Self {
        Self::of(features, None)
    }

    /// The same of features with their weights; a feature weighs the same in every article.
    pub fn weighted<'r>(rows: impl Iterator<Item = &'r [(u32, f32)]>) -> Self {
        let (mut features, mut weights) = (Rows::default(), Ragged::default());
        let mut row_of_features = Vec::new();
        for row in rows {
            row_of_features.clear();
            row_of_features.extend(row.iter().map(|&(feature, _)| feature));
            features.push(&row_of_features);
            weights.push(row.iter().map(|&(_, weight)| weight));
        }
        Self::of(features, Some(weights))
    }

    fn of(features: Rows, weights: Option<Ragged<f32>>) -> Self {
        let doc_weights: Vec<f32> = match &weights {
            Some(weights) => weights.rows().map(|row| row.iter().sum()).collect(),
            None => features.lengths().iter().map(|&length| length as f32).collect(),
        };
        let weight = |feature: u32, doc: u32, room: &mut Room| match &weights {
            Some(weights) => {
                let place = features.row(doc as usize, room).iter().position(|&of| of == feature);
                weights.row(doc as usize)[place.expect("it is one of the article's")]
            }
            None => 1.0,
        };
        let docs = features.len();
        let numbers: usize = features.lengths().iter().map(|&length| length as usize).sum();
        let parts = (numbers / 4096 + 1).next_power_of_two().min(1 << 12);
        let threads = rayon::current_num_threads();
        let share = docs.div_ceil(threads).max(1);
        let shares: Vec<Range<usize>> =
            (0..docs).step_by(share).map(|start| start..docs.min(start + share)).collect();
        // An entry takes as much as two numbers.
        let passes = (2 * numbers).div_ceil(features.most().max(LEAST_AT_ONCE)).clamp(1, parts);
        let at_once = parts.div_ceil(passes);
        let mut made: Vec<Vec<u32>> = Vec::new();
        for first in (0..parts).step_by(at_once) {
            let range = first..parts.min(first + at_once);
            let entries: Vec<Ragged<u64>> =
                shares.par_iter().map(|docs| entries(&features, docs.clone(), parts, &range)).collect();
            let some = range.len().div_ceil(8 * threads);
            let of_range: Vec<Vec<u32>> = (0..range.len().div_ceil(some))
                .into_par_iter()
                .map_init(
                    || (Sorter::default(), Vec::new(), Room::default()),
                    |(sorter, part, room), number| {
                        let mut buckets = Vec::new();
                        for number in (number * some..range.len()).take(some) {
                            part.clear();
                            entries.iter().for_each(|entries| part.extend_from_slice(entries.row(number)));
                            sorter.sort(part);
                            add_buckets(part, |feature, doc| weight(feature, doc, room), &mut buckets);
                        }
                        buckets
                    },
                )
                .collect();
            made.extend(of_range);
        }
        // They take as much as what follows.
        drop((features, weights));
        let mut buckets = Vec::with_capacity(made.iter().map(Vec::len).sum());
        made.into_iter().for_each(|made| buckets.extend(made));
        assert!(u32::try_from(buckets.len()).is_ok(), "the buckets hold fewer than four billion articles");
        let buckets_of = Ragged::grouped_by_many(docs, || {
            walk(&buckets).flat_map(|(bucket, docs)| docs.iter().map(move |&doc| (doc as usize, bucket)))
        });
        let doc_floors = doc_weights.iter().map(|&weight| floor(weight)).collect();
        FeatureIndex { buckets_of, buckets, doc_weights, doc_floors }
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
        walk(&self.buckets).filter(|(_, docs)| docs.len() > cap).count()
    }

    /// Writes to `out` the articles that share a bucket with `doc` and pass `keep`: the `most` that share the largest part,
    /// best first, among equals the lower number first. `keep` does not turn away what is like another and has a larger share.
    pub fn neighbours(
        &self,
        doc: u32,
        params: CountParams,
        scratch: &mut Scratch,
        keep: impl Fn(&Neighbour) -> bool,
        out: &mut Vec<Neighbour>,
    ) {
        out.clear();
        let buckets = self.buckets_of.row(doc as usize);
        let met = |bucket: u32| match self.buckets[bucket as usize] as usize {
            docs if docs > params.bucket_cap => LEADERS.min(docs),
            docs => docs,
        };
        // Each is far from the last one. Here nothing waits for a bucket, so that memory gives several at once.
        scratch.make_room(buckets.iter().map(|&bucket| met(bucket)).sum());
        for &bucket in buckets {
            let bucket = &self.buckets[bucket as usize..][..HEAD + met(bucket)];
            let weight = f32::from_bits(bucket[1]);
            bucket[HEAD..].iter().for_each(|&other| scratch.add(other, weight));
        }
        let own = self.doc_weights[doc as usize];
        for &place in &scratch.touched {
            let Counter { doc: other, sum: shared } = std::mem::take(&mut scratch.counters[place as usize]);
            let other = other - 1;
            let neighbour = |lighter: f32| Neighbour { doc: other, shared, share: shared / lighter };
            // Most share too little, however light they are.
            if other != doc && keep(&neighbour(own.min(least(self.doc_floors[other as usize])))) {
                let found = neighbour(own.min(self.doc_weights[other as usize]));
                if keep(&found) {
                    out.push(found);
                }
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
    use crate::text::mix;

    #[test]
    fn a_floor_is_not_above_its_weight() {
        for weight in (0..4000).map(|n| n as f32 * 0.13).chain([1e-9, 3e4, 1e9, f32::MIN_POSITIVE]) {
            let least = least(floor(weight));
            assert!(
                least <= weight && (!(1.0..=1e5).contains(&weight) || least > 0.88 * weight),
                "{weight}: {least}"
            );
        }
    }

    const PARAMS: CountParams = CountParams { bucket_cap: 100, visits: 10_000, least: 0, most: 10 };

    fn neighbours(features: &[Vec<(u32, f32)>], doc: u32, params: CountParams) -> Vec<(u32, f32)> {
        let mut out = Vec::new();
        let index = FeatureIndex::weighted(features.iter().map(Vec::as_slice));
        index.neighbours(doc, params, &mut Scratch::default(), |_| true, &mut out);
        out.iter().map(|n| (n.doc, n.share)).collect()
    }

    #[test]
    fn what_is_rare_is_afforded_and_so_much_in_any_case() {
        let afforded = |least: usize, holding: &[u32]| {
            let mut features = holding.to_vec();
            CountParams { visits: 100, least, ..PARAMS }.afford(&mut features, |&holding| holding);
            features.len()
        };
        assert_eq!(afforded(0, &[10, 40, 50, 1]), 3);
        assert_eq!(afforded(0, &[200, 1]), 0);
        assert_eq!(afforded(2, &[200, 300, 400]), 2);
        assert_eq!(afforded(2, &[10, 40, 50, 1]), 3);
        assert_eq!(afforded(9, &[200]), 1);
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
    fn several_passes_over_a_file_make_the_same_index() {
        let docs = 3000u32;
        let row =
            |doc: u32| (0..200).map(move |n| mix(u64::from(doc / 2 * 1000 + n)) as u32 + doc % 2 * (n % 3));
        let of = |mut rows: Rows| {
            (0..docs).for_each(|doc| rows.push(&row(doc).collect::<Vec<_>>()));
            assert!(2 * rows.lengths().iter().sum::<u32>() as usize > LEAST_AT_ONCE);
            FeatureIndex::new(rows)
        };
        let (held, stored) = (of(Rows::default()), of(Rows::within(0)));
        assert_eq!(held.buckets, stored.buckets);
        assert_eq!(held.buckets_of, stored.buckets_of);
        assert_eq!(held.doc_weights, stored.doc_weights);
        assert!(walk(&held.buckets).count() > 90_000);
    }

    #[test]
    fn what_everybody_has_joins_only_leaders() {
        let features: Vec<_> = (0..500u32).map(|doc| vec![(1, 1.0), (1000 + doc / 2, 3.0)]).collect();
        let found =
            neighbours(&features, 301, CountParams { bucket_cap: 100, visits: 10_000, least: 0, most: 1000 });
        assert_eq!(found.len(), LEADERS + 1);
        assert_eq!(found[0], (300, 0.75));
    }
}
