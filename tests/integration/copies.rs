//! Copies, excerpts and updates of made-up collections, against a truth that is computed here from the words alone.

use ahash::{AHashMap, AHashSet};
use std::collections::BTreeMap;
use wirecopy::Relation;
use wirecopy::config::Config;
use wirecopy::pipeline;
use wirecopy::progress::Silent;
use wirecopy::synth::{Labelled, SynthParams, generate};

/// What must be found: pairs of at least this Jaccard index of word 5-shingles, or with one article this much contained
/// in the other.
const JACCARD: f64 = 0.5;
const CONTAINMENT: f64 = 0.7;

/// Runs of five words as they are written, lower case, without punctuation.
fn shingles(body: &str, numbers: &mut AHashMap<String, u32>) -> AHashSet<[u32; 5]> {
    let words = body.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<u32> = words
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word.to_lowercase()).or_insert(next)
        })
        .collect();
    words.windows(5).map(|run| run.try_into().expect("five words")).collect()
}

/// Every pair of articles over either threshold, exactly: the lower number first.
fn close_pairs(collection: &[Labelled]) -> Vec<(u32, u32)> {
    let mut numbers = AHashMap::new();
    let sets: Vec<AHashSet<[u32; 5]>> =
        collection.iter().map(|labelled| shingles(&labelled.article.body.text(), &mut numbers)).collect();
    let mut earlier: AHashMap<[u32; 5], Vec<u32>> = AHashMap::new();
    let mut pairs = Vec::new();
    for (b, set) in (0..).zip(&sets) {
        let mut common: BTreeMap<u32, usize> = BTreeMap::new();
        for shingle in set {
            let holders = earlier.entry(*shingle).or_default();
            for &a in holders.iter() {
                *common.entry(a).or_default() += 1;
            }
            holders.push(b);
        }
        for (a, common) in common {
            let (x, y) = (sets[a as usize].len(), set.len());
            let share = |of: usize| common as f64 / of as f64;
            if share(x + y - common) >= JACCARD || share(x.min(y)) >= CONTAINMENT {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

/// What was found of the pairs that had to be, and how much of what was joined belongs together.
#[derive(Debug)]
struct Score {
    pairs: usize,
    found: usize,
    joined: usize,
    right: usize,
    /// Labels of the pairs that were missed, with their number.
    missed: BTreeMap<(&'static str, &'static str), usize>,
}

fn score(seed: u64) -> Score {
    let params = SynthParams { articles: 3000, seed, ..SynthParams::default() };
    let collection: Vec<Labelled> = generate(&params).expect("sound parameters").collect();
    let articles = collection.iter().map(|labelled| labelled.article.clone()).collect();
    let analysis = pipeline::analyze(articles, &Config::default(), &Silent).expect("sound settings");
    let clusters: AHashMap<&str, u32> = analysis
        .articles
        .iter()
        .filter_map(|entry| Some((entry.article.id.as_str(), entry.place.as_ref()?.cluster)))
        .collect();
    let cluster = |labelled: &Labelled| clusters.get(labelled.article.id.as_str());
    let mut score = Score { pairs: 0, found: 0, joined: 0, right: 0, missed: BTreeMap::new() };
    for (a, b) in close_pairs(&collection) {
        let (a, b) = (&collection[a as usize], &collection[b as usize]);
        // Otherwise the two truths below would contradict each other.
        assert_eq!(a.group, b.group, "strangers {} and {} are alike", a.article.id, b.article.id);
        score.pairs += 1;
        if cluster(a).is_some() && cluster(a) == cluster(b) {
            score.found += 1;
        } else {
            *score.missed.entry((a.relation, b.relation)).or_default() += 1;
        }
    }
    let mut members: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for labelled in &collection {
        if let Some(&cluster) = cluster(labelled) {
            members.entry(cluster).or_default().push(&labelled.group);
        }
    }
    for groups in members.values() {
        for (i, a) in groups.iter().enumerate() {
            score.joined += i;
            score.right += groups[..i].iter().filter(|b| *b == a).count();
        }
    }
    score
}

#[test]
fn copies_are_found_and_strangers_are_not() {
    for seed in [11, 12] {
        let score = score(seed);
        assert!(score.pairs > 2000, "seed {seed}: {score:?}");
        let recall = score.found as f64 / score.pairs as f64;
        let precision = score.right as f64 / score.joined as f64;
        assert!(recall >= 0.99 && precision >= 0.999, "seed {seed}: {recall:.4}, {precision:.4}, {score:?}");
    }
}

#[test]
fn articles_of_an_outlet_do_not_match_by_what_stands_around_them() {
    let footer = "\n\nSubscribe to our newsletter and have the best of the valley in your letter box every morning before you are up\n\
                  The Valley Echo is printed on paper from the mill at Brunn and delivered by bicycle wherever the road allows it\n\
                  Write to the editor at the old customs house, where the door is open on working days from nine in the morning";
    let params = SynthParams { articles: 300, seed: 3, ..SynthParams::default() };
    let mut stories = AHashSet::new();
    let originals: Vec<Labelled> = generate(&params)
        .expect("sound parameters")
        .filter(|labelled| labelled.relation == "original" && stories.insert(labelled.group.clone()))
        .take(12)
        .collect();
    let article = |id: String, outlet: &str, body: String| wirecopy::Article {
        id,
        outlet: Some(outlet.into()),
        body: body.into(),
        ..wirecopy::Article::default()
    };
    let mut articles: Vec<wirecopy::Article> = (10..)
        .zip(&originals)
        .map(|(n, labelled)| article(n.to_string(), "Echo", labelled.article.body.to_string() + footer))
        .collect();
    articles.push(article("copy".into(), "Post", originals[5].article.body.to_string()));
    let matches = |furniture: bool| -> Vec<(String, String, Relation, usize)> {
        let config = Config { furniture, ..Config::default() };
        let analysis = pipeline::analyze(articles.clone(), &config, &Silent).expect("sound settings");
        let id = |doc: wirecopy::DocId| analysis.articles[doc.index()].article.id.clone();
        let end = |found: &wirecopy::Match| found.passages.iter().map(|passage| passage.a.end as usize).max();
        let row = |found: &wirecopy::Match| {
            (id(found.a), id(found.b), found.relation, end(found).expect("they share passages"))
        };
        analysis.matches.iter().map(row).collect()
    };
    assert!(matches(false).len() > 12, "by the footer: {:?}", matches(false));
    let length = originals[5].article.body.to_string().trim_end().len();
    assert_eq!(matches(true), [("15".into(), "copy".into(), Relation::Identical, length)]);
}
