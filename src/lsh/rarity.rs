//! How much a stem tells: the rarer among articles of its language, the more.

use crate::anchors::{Anchor, UNKNOWN, prior, share};
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
    /// Open addressing by the stems, which are hashes already. A power of two, at most half full. Every article's stems are
    /// looked up in it, and no cache holds it: so a seat is as small as can be.
    seats: Vec<Seat>,
    /// The weight of what 0, 1, 2, ... articles hold and no shipped table knows.
    weights: Vec<f32>,
    /// (how many articles hold it, its weight) of all others.
    special: Vec<(u32, f32)>,
}

/// A stem of a collection.
#[derive(Debug, Clone, Copy, Default)]
struct Seat {
    stem: u32,
    /// How many articles hold it; with [`SPECIAL`] its place among the special ones; 0 in an empty seat.
    told: u32,
}

/// Marks a place among the special stems.
const SPECIAL: u32 = 1 << 31;

/// A stem that so many articles hold or more is special.
const FREQUENT: u32 = 1 << 12;

impl Counts {
    /// How many articles hold `stem`, and its weight, where any does.
    #[inline]
    fn told(&self, stem: u32) -> Option<(u32, f32)> {
        let mask = self.seats.len() - 1;
        let mut at = stem as usize & mask;
        loop {
            let Seat { stem: here, told } = self.seats[at];
            match told {
                0 => return None,
                _ if here != stem => at = (at + 1) & mask,
                _ if told & SPECIAL != 0 => return Some(self.special[(told ^ SPECIAL) as usize]),
                _ => return Some((told, self.weights[told as usize])),
            }
        }
    }
}

/// Counts the articles of one language that hold each stem.
struct Counting {
    articles: u32,
    /// As [`Counts::seats`].
    slots: Vec<Slot>,
    used: usize,
}

/// A stem that is counted.
#[derive(Clone, Copy, Default)]
struct Slot {
    stem: u32,
    /// Articles that hold it; 0 in an empty slot.
    holding: u32,
    /// The last of them.
    last: u32,
}

impl Counting {
    fn new() -> Self {
        Counting { articles: 0, slots: vec![Slot::default(); 1 << 10], used: 0 }
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

    /// Counts one more article, that holds `stems`, however often.
    fn add(&mut self, stems: impl Iterator<Item = u32>) {
        self.articles += 1;
        for stem in stems {
            let at = self.at(stem);
            let slot = &mut self.slots[at];
            if slot.last != self.articles {
                self.used += usize::from(slot.holding == 0);
                *slot = Slot { stem, holding: slot.holding + 1, last: self.articles };
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

    fn weigh(self, language: Language) -> Counts {
        let (articles, common) = (self.articles, prior(language));
        let mut special = Vec::new();
        let seat = |slot: Slot| {
            let told = match slot.holding {
                1..FREQUENT if !common.contains_key(&slot.stem) => slot.holding,
                0 => 0,
                holding => {
                    special.push((holding, weighed(articles, holding, share(common, slot.stem))));
                    SPECIAL | (special.len() - 1) as u32
                }
            };
            Seat { stem: slot.stem, told }
        };
        let seats = self.slots.into_iter().map(seat).collect();
        let weights = (0..FREQUENT.min(articles + 1)).map(|holding| weighed(articles, holding, UNKNOWN));
        Counts { articles, seats, weights: weights.collect(), special }
    }
}

/// The weight of what so many of so many articles hold, and this share of articles elsewhere.
fn weighed(articles: u32, holding: u32, prior: f32) -> f32 {
    let holding = PRIOR_ARTICLES * prior + holding as f32;
    // Not the system's logarithm: its last bit differs from machine to machine.
    libm::logf((PRIOR_ARTICLES + articles as f32) / holding).max(0.0)
}

/// Counts the articles of a collection that hold each feature, by language. Features are told by their hashes.
pub struct Census {
    counted: AHashMap<Language, Counting>,
}

impl Census {
    /// Of no article yet.
    pub fn new() -> Self {
        Census { counted: AHashMap::with_hasher(hasher()) }
    }

    /// Counts one more article, that holds these, however often.
    pub fn add(&mut self, language: Language, features: impl Iterator<Item = u32>) {
        self.counted.entry(language).or_insert_with(Counting::new).add(features);
    }

    /// What the counts tell.
    pub fn done(self) -> Rarity {
        let mut languages = AHashMap::with_hasher(hasher());
        languages.extend(
            self.counted.into_iter().map(|(language, counting)| (language, counting.weigh(language))),
        );
        Rarity { languages }
    }
}

impl Default for Census {
    fn default() -> Self {
        Census::new()
    }
}

fn hasher() -> RandomState {
    RandomState::with_seeds(2, 4, 6, 8)
}

/// The shipped tables count as much as this many articles of the collection. In a folder of five they decide, in a
/// collection of ten thousand they hardly matter.
const PRIOR_ARTICLES: f32 = 500.0;

impl Rarity {
    /// Counts the stems of a collection. Copies should be left out: a thousand copies of one text do not make its words
    /// common.
    pub fn count<'t>(articles: impl Iterator<Item = &'t Tokens>) -> Self {
        let mut census = Census::new();
        articles.for_each(|tokens| census.add(tokens.language, tokens.stems.iter().copied()));
        census.done()
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
    /// Has the memory ready in which `stems` will be looked up. A look-up waits for memory and for the one before it; here
    /// nothing waits, so that memory gives many at once.
    pub fn fetch(&self, stems: impl Iterator<Item = u32>) {
        if let Some(Counts { seats, .. }) = self.counts {
            let mask = seats.len() - 1;
            let touched = stems.fold(0, |touched, stem| touched ^ seats[stem as usize & mask].told);
            std::hint::black_box(touched);
        }
    }

    /// How many articles of the collection hold `stem`, and its weight, as by the two functions below.
    pub fn holding_and_weight(&self, stem: u32) -> (u32, f32) {
        let told = self.counts.and_then(|counts| counts.told(stem));
        told.unwrap_or_else(|| (0, self.weighed(stem, share(self.common, stem))))
    }

    /// How many articles of the collection hold `stem`.
    pub fn articles_holding(&self, stem: u32) -> u32 {
        self.counts.and_then(|counts| counts.told(stem)).map_or(0, |(holding, _)| holding)
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
