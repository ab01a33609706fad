//! How common the common words of each language are in news: the prior that small collections are weighed with.
//!
//! The table beside this file has lines of language, share in per mille, and the words of which that share of articles
//! has one; its head says on what it was counted. Lines with `fit` for the share have a script, and what an article's words
//! mostly say for the language, in nats a word. `wirecopy count` makes it.

const TABLE: &str = include_str!("commonness.tsv");

/// The languages that have a table, in its order, each once for every line.
pub fn languages() -> impl Iterator<Item = &'static str> {
    lines().map(|(language, ..)| language)
}

/// The common words of a language, folded, with the share of articles that hold each, between 0 and 1.
pub fn words(language: &str) -> impl Iterator<Item = (&'static str, f32)> {
    lines()
        .filter(move |(known, ..)| *known == language)
        .flat_map(|(_, share, words)| words.split(' ').map(move |word| (word, share)))
}

/// (language, share, words) for every line of words; several words are separated by spaces.
pub fn lines() -> impl Iterator<Item = (&'static str, f32, &'static str)> {
    shares(TABLE)
}

/// The same of any such table.
pub fn shares(table: &str) -> impl Iterator<Item = (&str, f32, &str)> {
    fields(table)
        .filter_map(|(language, share, words)| Some((language, share.parse::<f32>().ok()? / 1000.0, words)))
}

/// (language, script, nats a word) for every line of fit.
pub fn typical() -> impl Iterator<Item = (&'static str, &'static str, f32)> {
    fields(TABLE).filter_map(|(language, share, fit)| {
        let (script, nats) = fit.split_once(' ').filter(|_| share == FIT)?;
        Some((language, script, nats.parse().ok()?))
    })
}

/// Stands for the share in lines of fit.
pub const FIT: &str = "fit";

fn fields(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_well_formed() {
        let entries = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(entries, lines().count() + typical().count(), "every line has three fields and a number");
        assert!(typical().all(|(_, _, nats)| (0.5..10.0).contains(&nats)));
        for language in languages().collect::<BTreeSet<_>>() {
            let mut seen = BTreeSet::new();
            for (word, share) in words(language) {
                assert!(share > 0.0 && share < 1.0, "{language} {word}");
                assert!(!word.is_empty() && seen.insert(word), "{language} {word} twice");
            }
        }
    }

    #[test]
    fn articles_hold_articles() {
        let share =
            |language: &str, word: &str| words(language).find(|(w, _)| *w == word).map(|(_, share)| share);
        assert!(share("en", "the").unwrap() > 0.9);
        assert!(share("de", "und").unwrap() > 0.8);
        assert_eq!(share("en", "kremlin"), None);
    }
}
