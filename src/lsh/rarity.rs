//! How much a stem tells: the rarer among articles of its language, the more.

use crate::anchors::{Anchor, prior, share};
use crate::text::{Language, Tokens};
use ahash::{AHashMap, RandomState};

/// Inverse document frequencies, by language: what ships with the program, and the collection's own counts on top.
#[derive(Debug)]
pub struct Rarity {
    languages: AHashMap<Language, Counts>,
}

/// What a collection has of one language.
#[derive(Debug)]
struct Counts {
    articles: u32,
    /// Open addressing by the stems, which are hashes already. A power of two, at most half full.
    slots: Vec<Slot>,
    used: usize,
    common: &'static AHashMap<u32, f32>,
}

/// A stem of a collection.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    stem: u32,
    /// Articles that hold it; 0 in an empty slot.
    holding: u32,
    /// The last of them.
    last: u32,
    weight: f32,
}

impl Counts {
    fn new(language: Language) -> Self {
        Counts { articles: 0, slots: vec![Slot::default(); 1 << 10], used: 0, common: prior(language) }
    }

    /// The slot that holds `stem`, or the empty one where it would stand.
    #[inline]
    fn at(&self, stem: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = stem as usize & mask;
        while self.slots[at].holding != 0 && self.slots[at].stem != stem {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn slot(&self, stem: u32) -> Slot {
        self.slots[self.at(stem)]
    }

    /// Counts one more article, that holds `stems`, however often.
    fn add(&mut self, stems: impl Iterator<Item = u32>) {
        self.articles += 1;
        for stem in stems {
            let at = self.at(stem);
            let slot = &mut self.slots[at];
            if slot.last != self.articles {
                self.used += usize::from(slot.holding == 0);
                *slot = Slot { stem, holding: slot.holding + 1, last: self.articles, weight: 0.0 };
                if 2 * self.used > self.slots.len() {
                    self.grow();
                }
            }
        }
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); 2 * self.slots.len()];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot.holding != 0 {
                let at = self.at(slot.stem);
                self.slots[at] = slot;
            }
        }
    }

    fn weigh(&mut self) {
        for slot in self.slots.iter_mut().filter(|slot| slot.holding != 0) {
            slot.weight = weighed(self.articles, slot.holding, share(self.common, slot.stem));
        }
    }
}

/// The weight of what so many of so many articles hold, and this share of articles elsewhere.
fn weighed(articles: u32, holding: u32, prior: f32) -> f32 {
    let holding = PRIOR_ARTICLES * prior + holding as f32;
    // Not the system's logarithm: its last bit differs from machine to machine.
    libm::logf((PRIOR_ARTICLES + articles as f32) / holding).max(0.0)
}

/// The shipped tables count as much as this many articles of the collection. In a folder of five they decide, in a
/// collection of ten thousand they hardly matter.
const PRIOR_ARTICLES: f32 = 500.0;

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
        for (language, keys) in articles {
            languages.entry(language).or_insert_with(|| Counts::new(language)).add(keys);
        }
        languages.values_mut().for_each(Counts::weigh);
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
    /// How many articles of the collection hold `stem`, and its weight, as by the two functions below.
    pub fn holding_and_weight(&self, stem: u32) -> (u32, f32) {
        match self.counts.map(|counts| counts.slot(stem)) {
            Some(slot) if slot.holding != 0 => (slot.holding, slot.weight),
            _ => (0, self.weighed(stem, share(self.common, stem))),
        }
    }

    /// How many articles of the collection hold `stem`.
    pub fn articles_holding(&self, stem: u32) -> u32 {
        self.counts.map_or(0, |counts| counts.slot(stem).holding)
    }

    /// The logarithm of the inverse share of articles that hold `stem`; 0 for one that all do, about 8 for the rarest.
    pub fn weight(&self, stem: u32) -> f32 {
        self.holding_and_weight(stem).1
    }

    /// The weight of an anchor: what its chance makes it worth, and less where the collection's articles of this language
    /// have it often.
    pub fn anchor_weight(&self, anchor: &Anchor) -> f32 {
        self.weighed(anchor.key, anchor.chance)
    }

    fn weighed(&self, key: u32, prior: f32) -> f32 {
        weighed(self.counts.map_or(0, |counts| counts.articles), self.articles_holding(key), prior)
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
