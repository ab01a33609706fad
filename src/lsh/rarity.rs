//! How much a stem tells: the rarer among articles of its language, the more.

use crate::anchors::{Anchor, Kind, prior};
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

/// The share of articles taken to hold a concept at least: the lexicon has everyday ones.
const CONCEPT_PRIOR: f32 = 0.005;

/// The share of articles taken to hold a stem that no table knows.
const PRIOR_UNKNOWN: f32 = 1.0 / 2000.0;

impl Rarity {
    /// Counts the stems of a collection. Copies should be left out: a thousand copies of one text do not make its words
    /// common.
    pub fn count<'t>(articles: impl Iterator<Item = &'t Tokens>) -> Self {
        Self::count_keys(articles.map(|tokens| (tokens.language, tokens.stems.iter().copied())))
    }

    /// As [`count`](Rarity::count), of any features by their hashes.
    pub fn count_keys(articles: impl Iterator<Item = (Language, impl Iterator<Item = u32>)>) -> Self {
        let mut languages: AHashMap<Language, Counts> =
            AHashMap::with_hasher(RandomState::with_seeds(2, 4, 6, 8));
        let mut distinct = Vec::new();
        for (language, keys) in articles {
            let counts = languages.entry(language).or_default();
            counts.articles += 1;
            distinct.clear();
            distinct.extend(keys);
            distinct.sort_unstable();
            distinct.dedup();
            for &stem in &distinct {
                *counts.holding.entry(stem).or_insert(0) += 1;
            }
        }
        Rarity { languages }
    }

    /// The rarity of one language's stems.
    pub fn of(&self, language: Language) -> LanguageRarity<'_> {
        LanguageRarity { counts: self.languages.get(&language), common: prior(language) }
    }
}

/// Inverse document frequencies of one language.
#[derive(Debug, Clone, Copy)]
pub struct LanguageRarity<'r> {
    counts: Option<&'r Counts>,
    common: &'static AHashMap<u32, f32>,
}

impl LanguageRarity<'_> {
    /// How many articles of the collection hold `stem`.
    pub fn articles_holding(&self, stem: u32) -> u32 {
        self.counts.and_then(|counts| counts.holding.get(&stem)).copied().unwrap_or(0)
    }

    /// The logarithm of the inverse share of articles that hold `stem`; 0 for one that all do, about 8 for the rarest.
    pub fn weight(&self, stem: u32) -> f32 {
        self.weighed(stem, self.prior(stem))
    }

    /// The weight of an anchor that stands at a word of this stem: at most that of the word, at most what so short a mark
    /// can be worth, and less where the collection's articles of this language have it often.
    pub fn anchor_weight(&self, anchor: &Anchor, stem: u32) -> f32 {
        let prior = match anchor.kind {
            Kind::Concept => self.prior(stem).max(CONCEPT_PRIOR),
            Kind::Name | Kind::Number => self.prior(stem).max(anchor.chance),
            Kind::Sign => anchor.chance,
        };
        self.weighed(anchor.key, prior)
    }

    /// The share of articles that hold `stem`, as far as the shipped tables tell.
    pub fn prior(&self, stem: u32) -> f32 {
        self.common.get(&stem).copied().unwrap_or(PRIOR_UNKNOWN)
    }

    fn weighed(&self, key: u32, prior: f32) -> f32 {
        let articles = self.counts.map_or(0, |counts| counts.articles);
        let holding = PRIOR_ARTICLES * prior + self.articles_holding(key) as f32;
        ((PRIOR_ARTICLES + articles as f32) / holding).ln().max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;

    #[test]
    fn common_words_weigh_little_even_in_a_folder_of_two() {
        let english = Language::from_tag("en").unwrap();
        let mut tokenizer = Tokenizer::new();
        let text = "The harbour master of Torvik said the port was closed";
        let articles = [tokenizer.tokenize(text, english), tokenizer.tokenize(text, english)];
        let rarity = Rarity::count(articles.iter());
        let weight = |word: usize| rarity.of(english).weight(articles[0].stems[word]);
        assert!(weight(0) < 0.2, "the: {}", weight(0));
        assert!(weight(5) < 1.0, "said: {}", weight(5));
        assert!(weight(4) > 5.0, "Torvik: {}", weight(4));
    }

    #[test]
    fn a_collection_makes_its_own_words_common() {
        let english = Language::from_tag("en").unwrap();
        let mut tokenizer = Tokenizer::new();
        let articles: Vec<_> = (0..5000).map(|_| tokenizer.tokenize("zyzzyva quokka", english)).collect();
        let rarity = Rarity::count(articles.iter());
        assert!(rarity.of(english).weight(articles[0].stems[0]) < 0.2);
        assert_eq!(rarity.of(english).articles_holding(articles[0].stems[1]), 5000);
    }
}
