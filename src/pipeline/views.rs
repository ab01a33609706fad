//! From sketches to candidates: the views, each a bucket index.

use super::anchored::Anchored;
use super::sketches::Sketches;
use crate::config::Config;
use crate::lsh::{Band, CountParams, FeatureIndex, LanguageRarity, Neighbour, Rarity, Room, Rows, Scratch};
use crate::sketch;
use crate::text::Language;
use crate::verify;
use rayon::prelude::*;
use std::cell::Cell;
use std::cmp::Reverse;

/// Pairs of ranks, the lower first, each pair once.
pub(super) type Pairs = Vec<(u32, u32)>;

/// What a view found.
#[derive(Default)]
pub(super) struct Found {
    pub pairs: Pairs,
    /// Each article that is in a pair with the likest of its partners; none of them in the wording view.
    pub nearest: Pairs,
    /// What was left out to keep them few.
    pub capped: Vec<String>,
}

/// Articles whose signatures share a band, and are alike enough to be no accident.
pub(super) fn wording(sketches: &Sketches, config: &Config) -> Found {
    let bands = config.bands();
    let components = config.minhash.components;
    // A pair at the threshold is estimated below half of it once in 10^7; a chance meeting mostly is.
    let bar = config.threshold / 2.0;
    let at_once = (LINE / bands.rows).max(1);
    let (mut pairs, mut limited) = (Vec::new(), 0);
    let found: Vec<(Vec<u64>, usize)> = (0..bands.bands)
        .step_by(at_once)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|first| {
            let some = first..bands.bands.min(first + at_once);
            let (mut pairs, mut limited) = (Vec::new(), 0);
            for band in Band::several(&sketches.signatures, some, bands.rows) {
                limited += band.pairs(BUCKET, |a, b| pairs.push(packed((a, b))));
            }
            // Near copies meet in every band.
            pairs.sort_unstable();
            pairs.dedup();
            (pairs, limited)
        })
        .collect();
    for (some, some_limited) in found {
        pairs.extend(some);
        limited += some_limited;
    }
    let pairs = distinct(pairs);
    let alike: Vec<(u32, u32, u32)> = pairs
        .par_iter()
        .map_init(Default::default, |(x, y): &mut (Room, Room), &(a, b)| {
            let signature = |rank, room| sketches.signatures.row(rank as usize, room);
            let similarity = sketch::similarity(signature(a, x), signature(b, y));
            (similarity >= bar).then_some((a, b, (similarity * components as f64) as u32))
        })
        .flatten_iter()
        .collect();
    Found {
        pairs: best(&alike, config.wording_most),
        capped: capped("wording", limited, BUCKET),
        ..Found::default()
    }
}

/// So many components of a signature stand in one line of a processor's cache.
const LINE: usize = 16;

/// A pair in one number, in the same order: numbers are sorted in half the time.
fn packed((a, b): (u32, u32)) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// Each pair once, ascending.
fn distinct(mut packed: Vec<u64>) -> Pairs {
    packed.par_sort_unstable();
    packed.dedup();
    packed.into_iter().map(|pair| ((pair >> 32) as u32, pair as u32)).collect()
}

/// Of pairs `(a, b, likeness)` those that are among the `most` likest of either of their articles, among equals by the other
/// article's number.
fn best(alike: &[(u32, u32, u32)], most: usize) -> Pairs {
    let mut sides: Vec<(u32, Reverse<u32>, u32)> = alike
        .iter()
        .flat_map(|&(a, b, likeness)| [(a, Reverse(likeness), b), (b, Reverse(likeness), a)])
        .collect();
    sides.par_sort_unstable();
    let kept = sides
        .chunk_by(|x, y| x.0 == y.0)
        .flat_map(|side| side.iter().take(most))
        .map(|&(x, _, y)| packed((x.min(y), x.max(y))));
    distinct(kept.collect())
}

/// Articles that share sampled shingles.
pub(super) fn passages(samples: Rows, config: &Config) -> Found {
    let index = FeatureIndex::new(samples);
    let enough = config.passage_shingles as f32;
    let (pairs, nearest) = neighbours(&index, config.passages, |_, found| {
        found.shared >= enough || found.shared >= 2.0 && found.share >= SHORT
    });
    let cap = config.passages.bucket_cap;
    Found { pairs, nearest, capped: capped("passages", index.over_full(cap), cap) }
}

/// Articles that share rare stems, and enough of the others.
pub(super) fn content(sketches: &Sketches, rarity: &Rarity, config: &Config) -> Found {
    let all: Vec<usize> = (0..sketches.len()).collect();
    let rare: Vec<Rare> = all
        .par_chunks(FEW)
        .map_init(Vec::new, |room, few| {
            let mut rare = Vec::with_capacity(few.len());
            sketches.stems.each(few[0]..few[0] + few.len(), |rank, stems| {
                rare.push(rarest_stems(stems, &rarity.of(sketches.languages[rank]), config, room));
            });
            rare
        })
        .flatten_iter()
        .collect();
    let weights: Vec<f32> = rare.iter().map(|rare| rare.all).collect();
    let bars: Vec<f32> = rare.iter().map(|rare| rare.bar).collect();
    let index = FeatureIndex::weighted(rare.iter().map(|rare| rare.stems.as_slice()));
    drop(rare);
    let (mut pairs, nearest) = neighbours(&index, config.content, |doc, found| {
        found.share >= config.content_share && found.shared > bars[doc as usize]
    });
    // Of the rest of their words unrelated articles share little: most candidates need not be read. The pairs of one article
    // stand behind each other, so its stems are laid out once.
    let sides: Vec<&[(u32, u32)]> = pairs.chunk_by(|x, y| x.0 == y.0).collect();
    let promising: Vec<Vec<(u32, u32)>> = sides
        .par_iter()
        .map_init(Default::default, |(held, room): &mut (Held, Room), side| {
            let a = side[0].0 as usize;
            let language = sketches.languages[a];
            held.lay_out(sketches.stems.row(a, room), rarity.of(language));
            let promising = |&&(_, b): &&(u32, u32)| {
                let b = b as usize;
                let least = verify::LEAST_STEMS * weights[a].min(weights[b]);
                language != sketches.languages[b] || held.shares(sketches.stems.row(b, room), least)
            };
            side.iter().filter(promising).copied().collect()
        })
        .collect();
    pairs = promising.concat();
    let cap = config.content.bucket_cap;
    Found { pairs, nearest, capped: capped("content", index.over_full(cap), cap) }
}

/// The stems of one article, to look others' up in.
#[derive(Default)]
struct Held<'r> {
    rarity: Option<LanguageRarity<'r>>,
    /// Open addressing by the stems, which are hashes already; a power of two, at most a quarter full.
    stems: Vec<u32>,
    /// What each weighs, where it was asked for; [`EMPTY`] where there is none.
    weights: Vec<Cell<f32>>,
}

/// No stem, and a stem whose weight was not asked for yet: no weights, which are not below 0.
const EMPTY: f32 = -1.0;
const UNASKED: f32 = -2.0;

impl<'r> Held<'r> {
    fn lay_out(&mut self, stems: &[u32], rarity: LanguageRarity<'r>) {
        self.rarity = Some(rarity);
        let places = (4 * stems.len()).next_power_of_two();
        self.weights.clear();
        self.weights.resize(places, Cell::new(EMPTY));
        self.stems.resize(places, 0);
        for &stem in stems {
            let mut at = stem as usize & (places - 1);
            while self.weights[at].get() != EMPTY {
                at = (at + 1) & (places - 1);
            }
            self.stems[at] = stem;
            self.weights[at].set(UNASKED);
        }
    }

    /// Whether what is shared with another's stems weighs this much or more.
    fn shares(&self, others: &[u32], least: f32) -> bool {
        let Some(rarity) = self.rarity else { return false };
        let mask = self.stems.len() - 1;
        let mut shared = 0.0;
        for &stem in others {
            let mut at = stem as usize & mask;
            while self.weights[at].get() != EMPTY && self.stems[at] != stem {
                at = (at + 1) & mask;
            }
            match self.weights[at].get() {
                EMPTY => continue,
                UNASKED => self.weights[at].set(rarity.weight(stem)),
                _ => {}
            }
            shared += self.weights[at].get();
            // It only grows.
            if shared >= least {
                return true;
            }
        }
        shared >= least
    }
}

/// Articles in two languages that share rare anchors.
pub(super) fn translations(anchored: &Anchored, languages: &[Language], config: &Config) -> Found {
    let features = anchored.features(languages, config);
    let index = FeatureIndex::weighted(features.iter().map(Vec::as_slice));
    drop(features);
    let language = |rank: u32| languages[rank as usize];
    let (pairs, nearest) = neighbours(&index, config.translation, |doc, found| {
        found.share >= config.translation_share && language(doc) != language(found.doc)
    });
    let cap = config.translation.bucket_cap;
    Found { pairs, nearest, capped: capped("anchors", index.over_full(cap), cap) }
}

/// Two articles of which the shorter has this share of its sampled shingles from the other are read although they are few.
const SHORT: f32 = 0.25;

/// In a bucket of the wording view with more articles than this each is paired with this many of them.
const BUCKET: usize = 16;

fn capped(view: &str, buckets: usize, cap: usize) -> Vec<String> {
    match buckets {
        0 => Vec::new(),
        n => vec![format!(
            "{view}: {n} buckets of more than {cap} articles; each article met some of theirs, not all"
        )],
    }
}

fn neighbours(
    index: &FeatureIndex,
    params: CountParams,
    keep: impl Fn(u32, &Neighbour) -> bool + Sync,
) -> (Pairs, Pairs) {
    let docs: Vec<u32> = (0..index.len() as u32).collect();
    let found: Vec<(Vec<u64>, Pairs)> = docs
        .par_chunks(FEW)
        .map_init(
            || (Scratch::default(), Vec::new()),
            |(scratch, out), docs| {
                let (mut pairs, mut nearest) = (Vec::new(), Pairs::new());
                for &doc in docs {
                    index.neighbours(doc, params, scratch, |found| keep(doc, found), out);
                    pairs.extend(out.iter().map(|found| packed((doc.min(found.doc), doc.max(found.doc)))));
                    let likest =
                        out.iter().max_by(|x, y| x.share.total_cmp(&y.share).then(y.doc.cmp(&x.doc)));
                    nearest.extend(likest.map(|found| (doc, found.doc)));
                }
                (pairs, nearest)
            },
        )
        .collect();
    let (pairs, nearest): (Vec<Vec<u64>>, Vec<Pairs>) = found.into_iter().unzip();
    (distinct(pairs.concat()), nearest.concat())
}

/// So many articles are looked at in one go: what one finds is not worth a list of its own.
const FEW: usize = 256;

/// What the content view looks at of an article.
struct Rare {
    /// The rarest of its distinct stems that it shares with at least one other article of its language, by falling weight: as
    /// many as are asked for, and not more than the articles that hold them allow.
    stems: Vec<(u32, f32)>,
    /// What another must share more of than this: the weight of the first of them where not all could be afforded, else
    /// nothing. One stem is much of few, and next to nothing of an article: without it a million made-up articles, which
    /// could afford 13 stems on average, had 15 candidates each, and took half as long again for the same pairs.
    bar: f32,
    /// What all its stems weigh.
    all: f32,
}

/// `rare` is room.
fn rarest_stems(
    stems: &[u32],
    rarity: &LanguageRarity,
    config: &Config,
    rare: &mut Vec<(u32, f32, u32)>,
) -> Rare {
    let cap = config.content.bucket_cap as u32;
    let mut all = 0.0;
    rare.clear();
    rarity.fetch(stems.iter().copied());
    for &stem in stems {
        let (holding, weight) = rarity.holding_and_weight(stem);
        all += weight;
        if (2..=cap).contains(&holding) && weight > 0.0 {
            rare.push((stem, weight, holding));
        }
    }
    let rarest_first = |x: &(u32, f32, u32), y: &(u32, f32, u32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
    if rare.len() > config.content_stems {
        rare.select_nth_unstable_by(config.content_stems, rarest_first);
        rare.truncate(config.content_stems);
    }
    rare.sort_unstable_by(rarest_first);
    let wanted = rare.len();
    config.content.afford(rare, |&(_, _, holding)| holding);
    let bar = if rare.len() < wanted { rare.first().map_or(0.0, |first| first.1) } else { 0.0 };
    Rare { stems: rare.iter().map(|&(stem, weight, _)| (stem, weight)).collect(), bar, all }
}
