//! How much a stem tells: the rarer among articles of its language, the more.

use crate::text::{Language, Tokens};
use ahash::{AHashMap, RandomState};

/// Inverse document frequencies, by language: what ships with the program, and the collection's own counts on top.
#[derive(Debug)]
pub struct Rarity {
    languages: AHashMap<Language, Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    articles: u32,
    /// Articles that hold each stem.
    holding: AHashMap<u32, u32>,
}

/// The shipped tables count as much as this many articles of the collection. In a folder of five they decide, in a
/// collection of ten thousand they hardly matter.
const PRIOR_ARTICLES: f32 = 500.0;

/// The share of articles taken to hold a stem that no table knows.
const PRIOR_UNKNOWN: f32 = 1.0 / 2000.0;

impl Rarity {
    /// Counts the stems of a collection. Copies should be left out: a thousand copies of one text do not make its words
    /// common.
    pub fn count<'t>(articles: impl Iterator<Item = &'t Tokens>) -> Self {
        let mut languages: AHashMap<Language, Counts> =
            AHashMap::with_hasher(RandomState::with_seeds(2, 4, 6, 8));
        let mut distinct = Vec::new();
        for tokens in articles {
            let counts = languages.entry(tokens.language).or_default();
            counts.articles += 1;
            distinct.clear();
            distinct.extend_from_slice(&tokens.stems);
            distinct.sort_unstable();
            distinct.dedup();
            for &stem in &distinct {
                *counts.holding.entry(stem).or_insert(0) += 1;
            }
        }
        Rarity { languages }
    }

    /// How many articles of `language` hold `stem`.
    pub fn articles_holding(&self, language: Language, stem: u32) -> u32 {
        self.languages.get(&language).and_then(|counts| counts.holding.get(&stem)).copied().unwrap_or(0)
    }

    /// The logarithm of the inverse share of articles that hold `stem`; 0 for one that all do, about 8 for the rarest.
    pub fn weight(&self, language: Language, stem: u32) -> f32 {
        let (articles, holding) = match self.languages.get(&language) {
            Some(counts) => (counts.articles, counts.holding.get(&stem).copied().unwrap_or(0)),
            None => (0, 0),
        };
        let prior = crate::text::commonness(language, stem).unwrap_or(PRIOR_UNKNOWN);
        ((PRIOR_ARTICLES + articles as f32) / (PRIOR_ARTICLES * prior + holding as f32)).ln().max(0.0)
    }
}
