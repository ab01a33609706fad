//! Anchors: what an article and its translation have in common.

mod lexicon;
mod name;

pub use lexicon::{languages, terms};
pub use name::{names, skeleton, skeletons};

use crate::text::{Language, Tokenizer, common_stems};
use ahash::{AHashMap, RandomState};
use std::sync::{LazyLock, Mutex};

/// The share of articles that hold an everyday word of the lexicon which nobody counted: one in 250.
const UNCOUNTED: f32 = 0.004;

/// The shares of articles that hold each stem of `language`, between 0 and 1: what was counted ([`common_stems`]), and for
/// everyday words that were not, what their English counterparts in the news lexicon have.
///
/// The counts were made on some sixty articles for most languages. They miss most everyday words of news, which would then
/// weigh as much as a name. What is common in English is taken to be about as common elsewhere, but rarer than the rarest
/// word that was counted there.
pub fn prior(language: Language) -> &'static AHashMap<u32, f32> {
    type Tables = Mutex<AHashMap<Language, &'static AHashMap<u32, f32>>>;
    static TABLES: LazyLock<Tables> =
        LazyLock::new(|| Mutex::new(AHashMap::with_hasher(RandomState::with_seeds(2, 7, 1, 8))));
    let mut tables = TABLES.lock().expect("making a table does not panic");
    // Leaked once a language: the tables live as long as the program.
    *tables.entry(language).or_insert_with(|| Box::leak(Box::new(make_prior(language))))
}

fn make_prior(language: Language) -> AHashMap<u32, f32> {
    let counted = common_stems(language);
    let mut prior = counted.clone();
    if !languages().any(|code| Language::from_tag(code) == Some(language)) {
        return prior;
    }
    let mut tokenizer = Tokenizer::new();
    let mut stem = |term: &str, language: Language| match tokenizer.tokenize(term, language).stems[..] {
        [stem] => Some(stem),
        // What several words mean together says nothing about each.
        _ => None,
    };
    let english = Language::from_tag("en").expect("a code");
    let in_english = common_stems(english);
    let mut shares: AHashMap<&str, f32> = AHashMap::with_hasher(RandomState::with_seeds(3, 1, 4, 2));
    for (concept, term) in terms("en") {
        let share = stem(term, english).and_then(|stem| in_english.get(&stem).copied()).unwrap_or(UNCOUNTED);
        let known = shares.entry(concept).or_insert(share);
        *known = share.max(*known);
    }
    let rarest = counted.values().copied().fold(1.0, f32::min);
    for (concept, term) in terms(language.as_str()).filter(|(concept, _)| !is_name(concept)) {
        if let Some(stem) = stem(term, language) {
            let share = shares.get(concept).copied().unwrap_or(UNCOUNTED);
            prior.entry(stem).or_insert(share.min(rarest * 2.0 / 3.0));
        }
    }
    prior
}

/// Whether a concept of the lexicon is one organisation, person or company.
fn is_name(concept: &str) -> bool {
    ["org-", "person-", "company-"].iter().any(|kind| concept.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

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
