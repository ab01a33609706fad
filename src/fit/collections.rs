//! The collections that the models of translations are fitted on.

use crate::article::Article;
use crate::eval::{Known, Truth};
use std::collections::{BTreeMap, HashMap};
use xxhash_rust::xxh3::xxh3_64;

/// The labelled articles as they might lie in folders: those of each truth table together, and, where all originals of a
/// table are in one language, these with the articles of each other language by themselves.
///
/// Each of the latter comes twice, as it is and made harder, since a kit's translations are complete and keep the lines of
/// the original, as found ones often don't: by turns all lines of an article joined; translations cut at an end, with their
/// lines joined by twos; half of the articles of either language left out, so that many have no translation.
pub fn collections(articles: Vec<Article>, truths: &[Truth]) -> Vec<Vec<Article>> {
    let mut table_of: HashMap<&str, (usize, &Known)> = HashMap::new();
    for (table, truth) in truths.iter().enumerate() {
        table_of.extend(truth.articles.iter().map(|known| (known.id.as_str(), (table, known))));
    }
    let mut tables: Vec<Vec<(Article, &Known)>> = vec![Vec::new(); truths.len()];
    for article in articles {
        if let Some(&(table, known)) = table_of.get(article.id.as_str()) {
            tables[table].push((article, known));
        }
    }
    let mut collections = Vec::new();
    for table in tables {
        let mut languages: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
        for (article, known) in &table {
            languages.entry(known.language.as_str()).or_default().push(article);
        }
        let mut of_originals: Vec<&str> = table
            .iter()
            .filter(|(_, known)| known.relation == "original")
            .map(|(_, known)| known.language.as_str())
            .collect();
        of_originals.dedup();
        if let [first] = of_originals[..]
            && let Some(originals) = languages.remove(first)
        {
            for (turn, translations) in languages.values().enumerate() {
                let both = || originals.iter().chain(translations).copied().cloned();
                collections.push(both().collect());
                collections.push(match turn % 3 {
                    0 => both().map(joined).collect(),
                    1 => {
                        let cut = translations.iter().copied().cloned().map(cut);
                        originals.iter().copied().cloned().chain(cut).collect()
                    }
                    _ => both().filter(|article| chance(&article.id).is_multiple_of(2)).collect(),
                });
            }
        }
        collections.push(table.into_iter().map(|(article, _)| article).collect());
    }
    collections
}

fn chance(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

fn joined(mut article: Article) -> Article {
    article.body = article.body.text().replace('\n', " ").into();
    article
}

fn cut(mut article: Article) -> Article {
    let body = article.body.text();
    let lines: Vec<&str> = body.lines().collect();
    let kept = match chance(&article.id) % 3 {
        0 => &lines[..lines.len() * 2 / 3],
        1 => &lines[lines.len() / 4..],
        _ => &lines,
    };
    let paragraphs: Vec<String> = kept.chunks(2).map(|pair| pair.join(" ")).collect();
    article.body = paragraphs.join("\n").into();
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_comes_with_the_originals_and_made_harder() {
        let known = |id: String, language: &str, relation: &str| Known {
            group: id[1..].to_owned(),
            id,
            language: language.into(),
            relation: relation.into(),
            event: String::new(),
        };
        let mut truth = Truth::default();
        for story in 0..20 {
            truth.articles.push(known(format!("e{story}"), "en", "original"));
            truth.articles.push(known(format!("f{story}"), "fr", "translation"));
            truth.articles.push(known(format!("g{story}"), "de", "translation"));
            truth.articles.push(known(format!("h{story}"), "it", "translation"));
        }
        let body = "one\ntwo\nthree\nfour\nfive\nsix";
        let article =
            |known: &Known| Article { id: known.id.clone(), body: body.into(), ..Article::default() };
        let found = collections(truth.articles.iter().map(article).collect(), &[truth]);
        assert_eq!(found.len(), 7);
        assert_eq!([0, 1, 2, 3, 4, 6].map(|at| found[at].len()), [40, 40, 40, 40, 40, 80]);
        assert!(found[5].len() < 30, "half are left out");
        assert!(found[1].iter().all(|article| article.body == "one two three four five six"));
        assert!(
            found[3]
                .iter()
                .any(|article| article.id.starts_with('f') && article.body == "one two\nthree four")
        );
        assert!(
            found[3].iter().filter(|article| article.id.starts_with('e')).all(|article| article.body == body)
        );
    }
}
