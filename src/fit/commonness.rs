//! Counts how common the common words of each language are.

use crate::article::Article;
use crate::eval::{Known, Truth};
use crate::text::commonness::FIT;
use crate::text::{self, Language, Tokenizer};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A word is common when at least this share of articles has it, in per mille ...
const SHARE: usize = 10;

/// ... and at least this many of them: the smallest samples hold about 60 articles a language, in which a word that one in
/// a hundred has is met once or not at all.
const ARTICLES: usize = 5;

/// A word that is capitalised more often than this is a name or a title and no common word. German capitalises all nouns,
/// so that its table holds none of them.
const CAPITALISED: f64 = 0.5;

/// The words that are common in the articles of each language of the truth tables, as the table that the `text` stage reads.
///
/// Of each group and language one article is counted, so that a story told twenty times does not make its words common.
/// Words with digits and words of one article in a hundred or rarer are left out, and so are capitalised ones; in scripts
/// without capitals only words of one article in twelve are taken, as rarer ones may be names. How well the articles fit
/// their languages by this table stands behind it.
pub fn commonness(articles: &[Article], truths: &[Truth]) -> String {
    let known: HashMap<&str, &Known> =
        truths.iter().flat_map(|truth| &truth.articles).map(|known| (known.id.as_str(), known)).collect();
    let mut first: BTreeMap<(Language, &str), &Article> = BTreeMap::new();
    for article in articles {
        if let Some(known) = known.get(article.id.as_str())
            && let Some(language) = Language::from_tag(&known.language)
        {
            first.entry((language, known.group.as_str())).or_insert(article);
        }
    }
    let mut tokenizer = Tokenizer::new();
    let mut languages: BTreeMap<Language, (usize, BTreeMap<String, Word>)> = BTreeMap::new();
    for ((language, _), article) in &first {
        let (count, words) = languages.entry(*language).or_default();
        *count += 1;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        tokenizer.words(&article.body.text(), |folded, written| {
            if folded.is_empty() || folded.chars().any(char::is_numeric) {
                return;
            }
            let word = words.entry(folded.to_owned()).or_default();
            word.times += 1;
            word.capitalised += usize::from(written.starts_with(char::is_uppercase));
            if seen.insert(folded.to_owned()) {
                word.articles += 1;
            }
        });
    }
    let mut tables: BTreeMap<Language, BTreeMap<String, usize>> = BTreeMap::new();
    for (language, (articles, words)) in languages {
        let cased = words.values().any(|word| word.capitalised > 0);
        let least = if cased { ARTICLES } else { ARTICLES.max(articles / 12) };
        let table = tables.entry(language).or_default();
        for (word, Word { articles: holding, times, capitalised }) in words {
            // Halves are added on both sides, so that no word has every article.
            let share = (2 * holding + 1) * 500 / (articles + 1);
            if holding >= least && share >= SHARE && capitalised as f64 <= CAPITALISED * times as f64 {
                table.insert(word, share);
            }
        }
    }
    let mut out = String::new();
    for (language, table) in &tables {
        let mut by_share: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (word, &share) in table {
            by_share.entry(share).or_default().push(word);
        }
        for (share, words) in by_share.iter().rev() {
            out += &format!("{language}\t{share}\t{}\n", words.join(" "));
        }
    }
    let texts =
        first.iter().map(|((language, _), article)| (language.as_str(), article.body.text().into_owned()));
    for ((language, script), nats) in text::typical(&out, texts) {
        out += &format!("{language}\t{FIT}\t{script} {nats:.2}\n");
    }
    out
}

#[derive(Debug, Default)]
struct Word {
    articles: usize,
    times: usize,
    capitalised: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_counted_once_a_group_and_names_are_not() {
        let mut articles = Vec::new();
        let mut known = Vec::new();
        for number in 0..30 {
            let id = format!("a{number}");
            let body = if number % 3 == 0 { "the river and Torvik 1999" } else { "the Torvik" };
            articles.push(Article { id: id.clone(), body: body.into(), ..Article::default() });
            known.push(Known {
                // The last ten are copies of the first.
                group: format!("g{}", if number < 20 { number } else { 0 }),
                id,
                language: "eng".into(),
                relation: String::new(),
                event: String::new(),
            });
        }
        assert_eq!(commonness(&articles, &[Truth { articles: known }]), "en\t976\tthe\nen\t357\tand river\n");
    }
}
