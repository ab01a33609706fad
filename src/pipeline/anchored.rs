//! The anchors of a collection of several languages.

use super::desk::Desk;
use crate::anchors::{self, Anchor, Finder, Lexicon, Mark};
use crate::config::Config;
use crate::lsh::{Census, Ragged, Rarity};
use crate::text::{Language, Tokens};
use ahash::{AHashMap, RandomState};
use rayon::prelude::*;
use std::borrow::Cow;

/// The anchors of each article, by rank, and how rare each is in its language.
pub(super) struct Anchored {
    anchors: Ragged<Anchor>,
    rarity: Rarity,
    finder: Finder,
}

impl Anchored {
    /// `of_articles` are the languages of articles whose texts `text` gives by their rank. None where there is only one
    /// language.
    pub fn new<'t>(
        of_articles: &[Language],
        text: impl Fn(usize) -> Cow<'t, str> + Sync,
        desk: &Desk,
        lexicon: &Lexicon,
    ) -> Option<Self> {
        let mut languages: Vec<Language> =
            of_articles.iter().copied().filter(|&language| language != Language::NONE).collect();
        languages.sort_unstable();
        languages.dedup();
        if languages.len() < 2 {
            return None;
        }
        let finder = Finder::new(lexicon, languages);
        let found: Vec<Vec<Anchor>> = of_articles
            .par_iter()
            .enumerate()
            .map_init(
                || desk.tokenizer(),
                |tokenizer, (rank, &language)| {
                    let text = text(rank);
                    anchors::anchors(&text, &tokenizer.tokenize(&text, language), &finder)
                },
            )
            .collect();
        let anchors: Ragged<Anchor> = found.into_iter().collect();
        let mut census = Census::new();
        for (&language, anchors) in of_articles.iter().zip(anchors.rows()) {
            census.add(language, anchors.iter().map(|anchor| anchor.key));
        }
        Some(Anchored { anchors, rarity: census.done(), finder })
    }

    /// An article's anchors, with their rarity.
    pub fn of(&self, rank: u32) -> (&[Anchor], &Rarity) {
        (self.anchors.row(rank as usize), &self.rarity)
    }

    /// The anchors of one article, with what they say.
    pub fn marks(&self, body: &str, tokens: &Tokens) -> Vec<Mark> {
        anchors::marks(body, tokens, &self.finder)
    }

    /// The weightiest anchors of each article, with a weight that is the same in every language.
    pub fn features(&self, languages: &[Language], config: &Config) -> Vec<Vec<(u32, f32)>> {
        let mut holding: AHashMap<u32, u32> = AHashMap::with_hasher(RandomState::with_seeds(4, 3, 2, 1));
        let distinct: Vec<Vec<(u32, f32)>> = languages
            .par_iter()
            .enumerate()
            .map(|(rank, &language)| {
                let rarity = self.rarity.of(language);
                let anchors = self.anchors.row(rank).iter();
                let mut keys: Vec<(u32, f32)> =
                    anchors.map(|anchor| (anchor.key, rarity.anchor_weight(anchor))).collect();
                keys.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
                keys.dedup_by_key(|key| key.0);
                keys
            })
            .collect();
        for &(key, _) in distinct.iter().flatten() {
            *holding.entry(key).or_default() += 1;
        }
        let all = languages.len() as f32;
        let weight = |key: u32| libm::logf((500.0 + all) / (2.0 + holding[&key] as f32));
        distinct
            .into_par_iter()
            .map(|mut keys| {
                keys.retain(|(key, _)| (2..=config.translation.bucket_cap as u32).contains(&holding[key]));
                keys.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
                keys.truncate(config.translation_anchors);
                config.translation.afford(&mut keys, |(key, _)| holding[key]);
                keys.iter_mut().for_each(|(key, of_key)| *of_key = weight(*key));
                keys
            })
            .collect()
    }
}
