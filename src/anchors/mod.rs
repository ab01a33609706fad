//! Anchors: what an article and its translation have in common.

mod additions;
mod concept;
mod dictionary;
mod lexicon;
mod name;
mod number;
mod sign;

pub use additions::{ConceptNames, Finder, Lexicon};
pub use concept::{ConceptId, concept_id};
pub use lexicon::{languages, terms};
pub use name::{names, skeletons};
pub use number::{Quantity, QuantityKind, quantities};
pub use sign::signs;

use crate::text::{AsRead, Language, Tokenizer, Tokens, common_stems};
use ahash::{AHashMap, RandomState};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// A language-neutral mark in an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// A hash of its kind and what it says: equal in every language.
    pub key: u32,
    pub kind: Kind,
    /// The share of articles that have this mark by chance, 0 to 1: the shorter it is and the more common the word that it
    /// stands for, the more.
    pub chance: f32,
    /// The word at which it begins.
    pub word: u32,
}

/// What an anchor is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number, a date, a time.
    Number,
    /// A word by its consonants, which for a name are much the same in every script.
    Name,
    /// A concept of the lexicon.
    Concept,
    /// An address, a handle or tag, an emoji.
    Sign,
}

impl Anchor {
    fn new(kind: Kind, says: &str, word: usize) -> Self {
        let hash = xxhash_rust::xxh3::xxh3_64_with_seed(says.as_bytes(), kind as u64) as u32;
        // Shares of unrelated news articles that hold some mark of so many letters or digits, by order of magnitude.
        let chance = match (kind, says.len()) {
            (Kind::Concept, _) => 0.0,
            (_, 0 | 1) => 0.3,
            (_, 2) => 0.1,
            (_, 3) => 0.03,
            (_, 4) => 0.01,
            _ => 0.004,
        };
        Anchor { key: hash, kind, chance, word: word as u32 }
    }
}

/// An anchor, where it stands and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub anchor: Anchor,
    /// Its bytes in the text.
    pub range: Range<u32>,
    /// Of a number what it comes to, such as `1000` or `2026-03-12`, of a sign its one spelling; else empty.
    pub says: String,
}

/// The anchors of a text, in its order: signs, numbers, concepts, and the names among the words that are none of these.
pub fn anchors(text: &str, tokens: &Tokens, finder: &Finder) -> Vec<Anchor> {
    let mut found = Vec::new();
    find(text, tokens, finder, |anchor, _, _| found.push(anchor));
    found.sort_by_key(|anchor| anchor.word);
    found
}

/// The anchors of a text as [`anchors`] finds them, with where they stand and what they say.
pub fn marks(text: &str, tokens: &Tokens, finder: &Finder) -> Vec<Mark> {
    let mut found = Vec::new();
    find(text, tokens, finder, |anchor, range, says| {
        found.push(Mark { anchor, range, says: says.to_owned() });
    });
    found.sort_by_key(|mark| mark.anchor.word);
    found
}

fn find(text: &str, tokens: &Tokens, finder: &Finder, mut found: impl FnMut(Anchor, Range<u32>, &str)) {
    if tokens.is_empty() {
        return;
    }
    let common = prior(tokens.language);
    let mut each = |anchor: Anchor, range, says: &str| {
        let word = || share(common, tokens.stems[anchor.word as usize]);
        let chance = match anchor.kind {
            Kind::Concept => word().max(CONCEPT),
            Kind::Name | Kind::Number => word().max(anchor.chance),
            Kind::Sign => anchor.chance,
        };
        found(Anchor { chance, ..anchor }, range, says);
    };
    let read = AsRead::new(text);
    let text = read.text();
    let words: Vec<Range<usize>> =
        tokens.spans.iter().map(|span| read.range(span.start as usize..span.end as usize)).collect();
    let word_at = |byte: usize| words.partition_point(|word| word.end <= byte).min(words.len() - 1);
    let original = |range: Range<usize>| read.original(range.start) as u32..read.original(range.end) as u32;
    let mut taken = vec![false; tokens.len()];
    signs(text, |range, says| {
        let word = word_at(range.start);
        // An emoji is no word; it stands before the next one.
        if words[word].start < range.end {
            taken[word..=word_at(range.end - 1)].fill(true);
        }
        each(Anchor::new(Kind::Sign, says, word), original(range), says);
    });
    for Quantity { start, end, key, .. } in quantities(text, tokens.language.as_str()) {
        let word = word_at(start as usize);
        if taken[word] {
            continue;
        }
        taken[word..=word_at(end as usize - 1)].fill(true);
        each(Anchor::new(Kind::Number, &key, word), original(start as usize..end as usize), &key);
    }
    finder.concepts(text, tokens.language, |concept, range| {
        let word = word_at(range.start);
        if !taken[word] {
            taken[word..=word_at(range.end - 1)].fill(true);
            let anchor = Anchor { key: concept, kind: Kind::Concept, chance: 0.0, word: word as u32 };
            each(anchor, original(range), "");
        }
    });
    names(text, &words, tokens.language.as_str(), |range, skeleton| {
        let word = word_at(range.start);
        if !taken[word..=word_at(range.end - 1)].contains(&true) {
            each(Anchor::new(Kind::Name, skeleton, word), original(range), "");
        }
    });
}

/// The share of articles taken to hold a concept at least: the lexicon has everyday ones.
const CONCEPT: f32 = 0.005;

/// The share of articles taken to hold a stem that no table knows.
pub const UNKNOWN: f32 = 1.0 / 2000.0;

/// The share of articles that hold `stem`, as far as a table of [`prior`] tells.
pub fn share(table: &AHashMap<u32, f32>, stem: u32) -> f32 {
    table.get(&stem).copied().unwrap_or(UNKNOWN)
}

/// The share of articles that hold an everyday word of the lexicon which nobody counted: one in 250.
const UNCOUNTED: f32 = 0.004;

/// The shares of articles that hold each stem of `language`, between 0 and 1: what was counted ([`common_stems`]), and for
/// everyday words that were not, what their English counterparts in the news lexicon have.
///
/// The counts were made on some sixty articles for most languages. They miss most everyday words of news, which would then
/// weigh as much as a name. What is common in English is taken to be about as common elsewhere, but rarer than the rarest
/// word that was counted there.
pub fn prior(language: Language) -> &'static AHashMap<u32, f32> {
    type Tables = AHashMap<Language, OnceLock<AHashMap<u32, f32>>>;
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let mut tables: Tables = AHashMap::with_hasher(RandomState::with_seeds(2, 7, 1, 8));
        tables.extend(languages().filter_map(Language::from_tag).map(|known| (known, OnceLock::new())));
        tables
    });
    match TABLES.get(&language) {
        Some(table) => table.get_or_init(|| make_prior(language)),
        None => common_stems(language),
    }
}

/// Of a language of the lexicon.
fn make_prior(language: Language) -> AHashMap<u32, f32> {
    let counted = common_stems(language);
    let mut prior = counted.clone();
    let mut tokenizer = Tokenizer::new();
    let in_english = shares_in_english();
    let rarest = counted.values().copied().fold(1.0, f32::min);
    for (concept, term) in terms(language.as_str()).filter(|(concept, _)| !is_name(concept)) {
        // What several words mean together says nothing about each.
        if let Some(stem) = tokenizer.only_stem(term, language) {
            let share = in_english.get(concept).copied().unwrap_or(UNCOUNTED);
            prior.entry(stem).or_insert(share.min(rarest * 2.0 / 3.0));
        }
    }
    prior
}

/// The share of English articles that hold the most common word for each concept of the lexicon.
fn shares_in_english() -> &'static AHashMap<&'static str, f32> {
    static SHARES: LazyLock<AHashMap<&str, f32>> = LazyLock::new(|| {
        let english = Language::from_tag("en").expect("a code");
        let counted = common_stems(english);
        let mut tokenizer = Tokenizer::new();
        let mut shares: AHashMap<&str, f32> = AHashMap::with_hasher(RandomState::with_seeds(3, 1, 4, 2));
        for (concept, term) in terms("en") {
            let stem = tokenizer.only_stem(term, english);
            let share = stem.and_then(|stem| counted.get(&stem).copied()).unwrap_or(UNCOUNTED);
            let known = shares.entry(concept).or_insert(share);
            *known = share.max(*known);
        }
        shares
    });
    &SHARES
}

/// Whether a concept of the lexicon is one organisation, person or company.
fn is_name(concept: &str) -> bool {
    ["org-", "person-", "company-"].iter().any(|kind| concept.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by `fuzz/`: each end of a word was looked up as a part of a compound, which is the square of its length.
    #[test]
    fn a_word_without_end_is_read() {
        for (code, letter) in [("de", "9"), ("de", "a"), ("en", "9"), ("fi", "k"), ("ru", "а"), ("my", "က")]
        {
            let text = letter.repeat(300_000 / letter.len());
            let language = Language::from_tag(code).unwrap();
            let tokens = Tokenizer::new().tokenize(&text, language);
            let anchors = anchors(&text, &tokens, &Finder::default());
            assert!(anchors.iter().all(|anchor| (anchor.word as usize) < tokens.len()));
        }
    }

    #[test]
    fn everyday_words_are_no_names() {
        let share = |code: &str, word: &str| {
            let language = Language::from_tag(code).unwrap();
            let stem = Tokenizer::new().tokenize(word, language).stems[0];
            prior(language).get(&stem).copied()
        };
        assert!(share("de", "und").unwrap() > 0.8, "counted");
        assert!(share("de", "Erdbeben").unwrap() < 0.02, "of the lexicon");
        assert!(share("ru", "паром").is_some());
        assert_eq!(share("de", "Zwickau"), None);
        assert_eq!(share("xx", "und"), None);
    }
}
