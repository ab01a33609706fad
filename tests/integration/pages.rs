//! `corpus/pages`: what is taken from pages of many makes, word by word, against what they say.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use wirecopy::Article;
use wirecopy::ingest::{IngestParams, read, walk};

/// What a page says, as its `.expected` file has it: lines of `field: value`, an empty line, the text; or `no article`.
struct Expected {
    fields: BTreeMap<String, String>,
    text: Option<String>,
}

fn expected(page: &Path) -> Expected {
    let told = fs::read_to_string(page.with_extension("expected")).expect("each page has its expectation");
    if told.trim() == "no article" {
        return Expected { fields: BTreeMap::new(), text: None };
    }
    let (head, text) = told.split_once("\n\n").expect("an empty line before the text");
    let field = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fields = head.lines().map(|line| field(line).expect("field: value")).collect();
    Expected { fields, text: Some(text.to_owned()) }
}

/// Words, in scripts without spaces characters, with how often they occur.
fn words(text: &str) -> HashMap<String, i64> {
    let mut words: HashMap<String, i64> = HashMap::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        let unspaced = matches!(u32::from(c), 0xE00..=0xE7F | 0x3040..=0x30FF | 0x3400..=0x9FFF);
        if (unspaced || !c.is_alphanumeric()) && !word.is_empty() {
            *words.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if unspaced {
            *words.entry(c.to_string()).or_default() += 1;
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    words
}

fn f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (words(found), words(wanted));
    let common: i64 = found.iter().map(|(word, n)| n.min(wanted.get(word).unwrap_or(&0))).sum();
    let total = |words: &HashMap<String, i64>| words.values().sum::<i64>();
    2.0 * common as f64 / (total(&found) + total(&wanted)) as f64
}

fn fields(article: &Article) -> BTreeMap<String, String> {
    let fields = [
        ("title", &article.title),
        ("date", &article.date),
        ("outlet", &article.outlet),
        ("author", &article.byline),
        ("language", &article.language),
        ("section", &article.section),
        ("url", &article.url),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
}

#[test]
fn pages_of_many_makes_give_their_text_and_no_more() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/pages");
    let params = IngestParams { exclude: vec!["*.expected".into()], ..IngestParams::default() };
    let found = walk(&[folder], &params).expect("the settings make sense");
    assert!(found.files.len() >= 40, "{}", found.files.len());
    let (mut wrong, mut sum, mut count) = (String::new(), 0.0, 0.0);
    for file in &found.files {
        let contents = read(file, &params);
        let expected = expected(&file.path);
        let Some(text) = expected.text else {
            if let Some(article) = contents.articles.first() {
                wrong += &format!("{} is no article: {}\n", file.name, article.body);
            }
            continue;
        };
        let nothing = Article::default();
        let article = contents.articles.first().unwrap_or(&nothing);
        let score = f1(&article.body.text(), &text);
        sum += score;
        count += 1.0;
        if score < 0.9 {
            wrong += &format!("{}: F1 {score:.3}\n{}\n----\n{text}\n----\n", file.name, article.body);
        } else if score < 0.9999 {
            println!("{}: F1 {score:.3}", file.name);
            let (got, want) = (words(&article.body.text()), words(&text));
            let more = |a: &HashMap<String, i64>, b: &HashMap<String, i64>| -> String {
                let more = a.iter().filter(|(word, n)| b.get(*word).unwrap_or(&0) < n);
                more.map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
            };
            println!("  too much: {}\n  missing: {}", more(&got, &want), more(&want, &got));
        }
        let got = fields(article);
        if got != expected.fields {
            wrong += &format!("{}: {got:?}\n  expected {:?}\n", file.name, expected.fields);
        }
    }
    let mean = sum / count;
    println!("{count} pages, mean F1 {mean:.4}");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(mean >= 0.97, "{mean}");
}
