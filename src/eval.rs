//! How good a clustering is, against the truth.
//!
//! Two articles are a true pair when the truth has them in one group, and a predicted pair when the scan has them in
//! one cluster. Every measure counts cells of a table of groups by clusters, so a million articles cost no more than
//! reading them.

use crate::error::Error;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::hash::Hash;
use std::path::Path;

/// An article as the truth knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    /// Articles of one group are of one source.
    pub group: String,
    pub language: String,
    /// What it is in its group: `original`, `near`, `rewrite`, ...; only for telling the figures apart.
    pub relation: String,
    /// Articles of one event in different groups are independent reports of it; empty for none.
    pub event: String,
}

/// A truth table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Truth {
    pub articles: Vec<Known>,
}

/// The first line of a truth table.
pub const HEADER: &str = "id\tgroup\tlang\trelation\tevent";

impl Truth {
    /// Reads a table of tab-separated `id`, `group`, `lang`, `relation`, `event` under that header.
    ///
    /// # Errors
    /// The file can't be read or is no such table, or names an article twice.
    pub fn read(path: &Path) -> Result<Truth, Error> {
        let text = fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Truth::parse(&text).map_err(|(line, reason)| Error::Format {
            path: path.to_owned(),
            line: Some(line),
            reason,
        })
    }

    /// As [`read`](Truth::read), from the table's text; the error is the line and what is wrong with it.
    fn parse(text: &str) -> Result<Truth, (u64, String)> {
        let mut lines = (1..).zip(text.lines());
        if lines.next().is_none_or(|(_, header)| header != HEADER) {
            return Err((1, format!("the header should be {}", HEADER.replace('\t', "<tab>"))));
        }
        let mut seen = BTreeMap::new();
        let mut articles = Vec::new();
        for (number, line) in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[id, group, language, relation, event] = fields.as_slice() else {
                return Err((number, format!("5 fields between tabs expected, {} found", fields.len())));
            };
            if let Some(first) = seen.insert(id, number) {
                return Err((number, format!("{id} is on line {first} already")));
            }
            let [id, group, language, relation, event] =
                [id, group, language, relation, event].map(str::to_owned);
            articles.push(Known { id, group, language, relation, event });
        }
        Ok(Truth { articles })
    }
}

/// A scan's clusters: the number of its cluster for each id, `None` for a single.
pub type Clusters = HashMap<String, Option<u64>>;

/// Reads the clusters from what `scan --format jsonl` wrote.
///
/// # Errors
/// The file can't be read, or a line is no object with an `id` and a `cluster`.
pub fn read_clusters(path: &Path) -> Result<Clusters, Error> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        cluster: Option<u64>,
    }
    let text = fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let mut clusters = Clusters::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line: Line = serde_json::from_str(line).map_err(|error| Error::Format {
            path: path.to_owned(),
            line: Some(number),
            reason: format!("not a line of `wirecopy scan --format jsonl`: {error}"),
        })?;
        clusters.insert(line.id, line.cluster);
    }
    Ok(clusters)
}

/// How many of the pairs that were found are true, and how many of the true ones were found. Shares of 1, rounded to
/// four digits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pairs {
    /// Share of the predicted pairs that are true; 1 where none is predicted.
    pub precision: f64,
    /// Share of the true pairs that are predicted; 1 where none is true.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// True pairs.
    pub pairs: u64,
}

/// Independent reports of one event.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SameEvent {
    /// Pairs of one event and different groups.
    pub pairs: u64,
    /// How many of them ended in one cluster, by mistake.
    pub merged: u64,
    /// `merged` in `pairs`.
    pub rate: f64,
}

/// Every measure. Serialises to the keys, order and digits of the reference script of the evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Articles of the truth that the scan has; only they count.
    pub articles: usize,
    /// Articles of the truth that the scan has lost.
    pub missing: usize,
    pub all: Pairs,
    pub one_language: Pairs,
    pub two_languages: Pairs,
    /// Adjusted Rand index: 1 for the truth itself, 0 for chance.
    pub ari: f64,
    /// F1 of B-cubed precision and recall, which weigh every article alike.
    pub b_cubed_f1: f64,
    pub same_event: SameEvent,
    /// Clusters with articles of more than one group.
    pub impure_clusters: usize,
    #[serde(flatten)]
    pub by_language: Option<ByLanguage>,
    /// Recall of the true pairs in which an article of that relation takes part, by relation. For people; not in the
    /// JSON.
    #[serde(skip)]
    pub by_relation: Vec<(String, Pairs)>,
    /// The ids of the articles that are missing.
    #[serde(skip)]
    pub lost: Vec<String>,
}

/// Each language against one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByLanguage {
    /// English where there is any, else the first language by its tag.
    pub pivot: String,
    /// The worst F1 first, among equals in the order of the tags.
    #[serde(serialize_with = "as_map")]
    pub by_language: Vec<(String, Pairs)>,
    pub by_language_mean_f1: f64,
    pub by_language_min_f1: f64,
}

fn as_map<S: Serializer>(entries: &[(String, Pairs)], to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

impl Scores {
    /// The scores as JSON, indented by two, with a line feed at the end.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// An article that both the truth and the scan have. Names are numbered: cells are counted a dozen times.
#[derive(Clone, Copy)]
struct Seen {
    group: u32,
    language: u32,
    relation: u32,
    /// `None` for no event.
    event: Option<u32>,
    cluster: u32,
}

/// Scores `clusters` against `truth`; `by_language` adds the scores of each language.
pub fn score(truth: &Truth, clusters: &Clusters, by_language: bool) -> Scores {
    let mut names = Names::default();
    let mut numbers = HashMap::new();
    let mut seen: Vec<Seen> = Vec::with_capacity(truth.articles.len());
    let mut lost = Vec::new();
    let mut next = 0;
    for known in &truth.articles {
        let Some(cluster) = clusters.get(&known.id) else {
            lost.push(known.id.clone());
            continue;
        };
        // Each single is a cluster of its own.
        let mut fresh = || {
            next += 1;
            next
        };
        let cluster = match cluster {
            Some(number) => *numbers.entry(*number).or_insert_with(fresh),
            None => fresh(),
        };
        seen.push(Seen {
            group: names.number(&known.group),
            language: names.number(&known.language),
            relation: names.number(&known.relation),
            event: (!known.event.is_empty()).then(|| names.number(&known.event)),
            cluster,
        });
    }

    let both = |key: fn(&Seen) -> (u32, u32)| pairs_in(seen.iter().map(key));
    let all = Counted {
        hit: both(|s| (s.cluster, s.group)),
        predicted: both(|s| (s.cluster, 0)),
        truly: both(|s| (s.group, 0)),
    };
    let one = Counted {
        hit: pairs_in(seen.iter().map(|s| (s.cluster, s.group, s.language))),
        predicted: both(|s| (s.cluster, s.language)),
        truly: both(|s| (s.group, s.language)),
    };
    let two = Counted {
        hit: all.hit - one.hit,
        predicted: all.predicted - one.predicted,
        truly: all.truly - one.truly,
    };
    let cells = count(seen.iter().map(|s| (s.cluster, s.group)));

    Scores {
        articles: seen.len(),
        missing: lost.len(),
        all: all.rates(),
        one_language: one.rates(),
        two_languages: two.rates(),
        ari: adjusted_rand(&all, seen.len()),
        b_cubed_f1: b_cubed(&seen, &cells),
        same_event: same_event(&seen),
        impure_clusters: count(cells.keys().map(|&(cluster, _)| cluster))
            .values()
            .filter(|&&n| n > 1)
            .count(),
        by_language: if by_language { languages(&seen, &names) } else { None },
        by_relation: relations(&seen, &names),
        lost,
    }
}

/// Numbers for names, in the order in which they are met.
#[derive(Default)]
struct Names<'a> {
    numbers: HashMap<&'a str, u32>,
    names: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn number(&mut self, name: &'a str) -> u32 {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as u32 - 1
        })
    }

    fn name(&self, number: u32) -> &'a str {
        self.names[number as usize]
    }
}

/// How often each key comes.
fn count<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, u64> {
    let mut counts = HashMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

/// Pairs among `n` things.
fn choose(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Pairs of equal keys.
fn pairs_in<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> u64 {
    count(keys).into_values().map(choose).sum()
}

/// Rounded to four digits as decimal arithmetic would: scaling by 10,000 first would move values that lie next to
/// a half.
fn round(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

/// Numbers of pairs.
#[derive(Debug, Clone, Copy)]
struct Counted {
    /// Predicted and true.
    hit: u64,
    predicted: u64,
    truly: u64,
}

impl Counted {
    fn rates(&self) -> Pairs {
        let share = |of: u64| if of == 0 { 1.0 } else { self.hit as f64 / of as f64 };
        let (precision, recall) = (share(self.predicted), share(self.truly));
        Pairs {
            precision: round(precision),
            recall: round(recall),
            f1: round(harmonic(precision, recall)),
            pairs: self.truly,
        }
    }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// How far the agreement is above chance; 1 where chance could not do worse.
fn adjusted_rand(all: &Counted, articles: usize) -> f64 {
    let pairs = choose(articles as u64);
    let [hit, predicted, truly] = [all.hit, all.predicted, all.truly].map(|n| n as f64);
    let chance = if pairs == 0 { 0.0 } else { truly * predicted / pairs as f64 };
    let most = (truly + predicted) / 2.0;
    // Exactly: both sides are one and the same number where everything is alone or everything is together.
    #[expect(clippy::float_cmp)]
    if most == chance {
        return 1.0;
    }
    round((hit - chance) / (most - chance))
}

fn b_cubed(seen: &[Seen], cells: &HashMap<(u32, u32), u64>) -> f64 {
    let (groups, clusters) = (count(seen.iter().map(|s| s.group)), count(seen.iter().map(|s| s.cluster)));
    // Summed in the order of the truth: sums of floats depend on it.
    let mut done = BTreeSet::new();
    let (mut precision, mut recall) = (0.0, 0.0);
    for s in seen.iter().filter(|s| done.insert((s.cluster, s.group))) {
        let square = (cells[&(s.cluster, s.group)] as f64).powi(2);
        precision += square / clusters[&s.cluster] as f64;
        recall += square / groups[&s.group] as f64;
    }
    let articles = seen.len().max(1) as f64;
    round(harmonic(precision / articles, recall / articles))
}

fn same_event(seen: &[Seen]) -> SameEvent {
    let of = |key: fn(&Seen) -> (u32, u32)| {
        pairs_in(seen.iter().filter_map(|s| s.event.map(|event| (event, key(s)))))
    };
    let pairs = of(|_| (0, 0)) - of(|s| (s.group, 0));
    let merged = of(|s| (s.cluster, 0)) - of(|s| (s.cluster, s.group));
    let rate = if pairs == 0 { 0.0 } else { round(merged as f64 / pairs as f64) };
    SameEvent { pairs, merged, rate }
}

/// `None` where there are no two languages to hold against each other.
fn languages(seen: &[Seen], names: &Names) -> Option<ByLanguage> {
    let tags: BTreeMap<&str, u32> = seen.iter().map(|s| (names.name(s.language), s.language)).collect();
    let english = ["en", "eng", "eng-US"].into_iter().find(|tag| tags.contains_key(tag));
    let pivot = english.or(tags.keys().next().copied())?;
    let of_pivot = || seen.iter().filter(|s| s.language == tags[pivot]);
    let groups = count(of_pivot().map(|s| s.group));
    let clusters = count(of_pivot().map(|s| s.cluster));
    let cells = count(of_pivot().map(|s| (s.group, s.cluster)));
    let mut counted: HashMap<u32, Counted> = HashMap::new();
    for s in seen {
        let pairs = counted.entry(s.language).or_insert(Counted { hit: 0, predicted: 0, truly: 0 });
        pairs.hit += cells.get(&(s.group, s.cluster)).unwrap_or(&0);
        pairs.predicted += clusters.get(&s.cluster).unwrap_or(&0);
        pairs.truly += groups.get(&s.group).unwrap_or(&0);
    }
    let mut by_language: Vec<(String, Pairs)> = tags
        .iter()
        .filter(|&(&tag, number)| tag != pivot && counted[number].truly > 0)
        .map(|(&tag, number)| (tag.to_owned(), counted[number].rates()))
        .collect();
    if by_language.is_empty() {
        return None;
    }
    let mean = by_language.iter().map(|(_, pairs)| pairs.f1).sum::<f64>() / by_language.len() as f64;
    by_language.sort_by(|(_, a), (_, b)| a.f1.total_cmp(&b.f1));
    Some(ByLanguage {
        pivot: pivot.to_owned(),
        by_language_mean_f1: round(mean),
        by_language_min_f1: by_language[0].1.f1,
        by_language,
    })
}

/// For each relation that the truth names, the pairs in which an article of it takes part: all pairs less those of
/// the other articles among themselves. A relation with no such pair is left out.
fn relations(seen: &[Seen], names: &Names) -> Vec<(String, Pairs)> {
    let tags: BTreeMap<&str, u32> = seen.iter().map(|s| (names.name(s.relation), s.relation)).collect();
    let with = |key: fn(&Seen) -> (u32, u32), relation: u32| {
        let others = seen.iter().filter(|s| s.relation != relation);
        pairs_in(seen.iter().map(key)) - pairs_in(others.map(key))
    };
    tags.iter()
        .map(|(tag, &relation)| {
            let counted = Counted {
                hit: with(|s| (s.cluster, s.group), relation),
                predicted: with(|s| (s.cluster, 0), relation),
                truly: with(|s| (s.group, 0), relation),
            };
            ((*tag).to_owned(), counted.rates())
        })
        .filter(|(_, pairs)| pairs.pairs > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Made by hand to hold every case: a missing article, singles, an impure cluster, an event of two groups and one
    /// of a single article, a group in one language, a language without a counterpart.
    const TRUTH: &str = "id\tgroup\tlang\trelation\tevent
a1\ta\ten\toriginal\tflood
a2\ta\ten\tnear\tflood
a3\ta\tde\ttranslation\tflood
a4\ta\tfr\ttranslation\t
b1\tb\ten\toriginal\tflood
b2\tb\tde\ttranslation\tflood
c1\tc\ten\tindependent\tflood
d1\td\ten\toriginal\tvote
d2\td\ten\trewrite\tvote
d3\td\ten\trewrite\t
e1\te\tja\toriginal\t
e2\te\tja\tnear\t
";

    fn clusters(of: &[(&str, Option<u64>)]) -> Clusters {
        of.iter().map(|&(id, cluster)| (id.to_owned(), cluster)).collect()
    }

    /// What the reference script of the evaluation printed for this very table and these clusters.
    #[test]
    fn agrees_with_the_reference_script() {
        let truth = Truth::parse(TRUTH).expect("a table");
        let clusters = clusters(&[
            ("a1", Some(1)),
            ("a2", Some(1)),
            ("a3", Some(1)),
            ("a4", None),
            ("b1", Some(1)),
            ("b2", Some(2)),
            ("c1", Some(2)),
            ("d1", Some(3)),
            ("d2", Some(3)),
            ("e1", None),
            ("e2", None),
            ("unknown", Some(3)),
        ]);
        let scores = score(&truth, &clusters, true);
        assert_eq!(scores.lost, ["d3"]);
        insta::assert_snapshot!(scores.to_json());
    }

    #[test]
    fn recall_by_relation_counts_pairs_with_such_an_article() {
        let truth = Truth::parse(TRUTH).expect("a table");
        let found = truth.articles.iter().map(|known| {
            let together = known.group == "a" && known.relation != "translation";
            (known.id.clone(), together.then_some(1))
        });
        let scores = score(&truth, &found.collect(), false);
        let recall =
            |relation| scores.by_relation.iter().find(|(name, _)| name == relation).map(|(_, p)| p.recall);
        // a1-a2 of a1-a2, a2-a3, a2-a4, e1-e2.
        assert_eq!(recall("near"), Some(0.25));
        assert_eq!(recall("translation"), Some(0.0));
        assert_eq!(recall("independent"), None);
    }

    #[test]
    fn no_articles_are_scored_too() {
        let scores = score(&Truth::default(), &Clusters::new(), true);
        assert_eq!((scores.all.f1, scores.ari, scores.b_cubed_f1), (1.0, 1.0, 0.0));
        assert_eq!(scores.by_language, None);
    }

    #[test]
    fn a_bad_table_is_named_by_its_line() {
        let bad = |text: &str| Truth::parse(text).expect_err("no table");
        assert_eq!(bad("").0, 1);
        assert_eq!(bad("id\tgroup\nx\ty\n").0, 1);
        assert_eq!(
            bad(&format!("{HEADER}\na\tb\tc\td\n")),
            (2, "5 fields between tabs expected, 4 found".to_owned())
        );
        assert_eq!(
            bad(&format!("{HEADER}\na\tb\tc\td\t\na\tb\tc\td\t\n")),
            (3, "a is on line 2 already".to_owned())
        );
    }

    /// Up to 30 articles: a group, a language, a relation, an event and a cluster each.
    fn tables() -> impl Strategy<Value = Vec<(Known, Option<u64>)>> {
        let article = (0..6u8, 0..3u8, 0..3u8, 0..4u8, proptest::option::of(0..6u64));
        proptest::collection::vec(article, 0..30).prop_map(|rows| {
            (0..)
                .zip(rows)
                .map(|(n, (group, language, relation, event, cluster)): (usize, _)| {
                    let known = Known {
                        id: format!("{n}"),
                        group: format!("g{group}"),
                        language: ["en", "de", "fr"][usize::from(language)].to_owned(),
                        relation: ["original", "near", "rewrite"][usize::from(relation)].to_owned(),
                        event: if event == 0 { String::new() } else { format!("e{event}") },
                    };
                    (known, cluster)
                })
                .collect()
        })
    }

    fn scored(rows: &[(Known, Option<u64>)]) -> Scores {
        let truth = Truth { articles: rows.iter().map(|(known, _)| known.clone()).collect() };
        score(&truth, &rows.iter().map(|(known, cluster)| (known.id.clone(), *cluster)).collect(), true)
    }

    proptest! {
        #[test]
        fn scores_are_shares_and_ignore_names_and_order(mut rows in tables()) {
            let scores = scored(&rows);
            for pairs in [scores.all, scores.one_language, scores.two_languages] {
                for share in [pairs.precision, pairs.recall, pairs.f1] {
                    prop_assert!((0.0..=1.0).contains(&share));
                }
            }
            prop_assert!((0.0..=1.0).contains(&scores.b_cubed_f1) && (-1.0..=1.0).contains(&scores.ari));
            prop_assert!(scores.same_event.merged <= scores.same_event.pairs);
            rows.reverse();
            for (_, cluster) in &mut rows {
                *cluster = cluster.map(|number| 100 - number);
            }
            let mut again = scored(&rows);
            // A sum in another order may fall to the other side of a half.
            prop_assert!((again.b_cubed_f1 - scores.b_cubed_f1).abs() < 1.5e-4);
            again.b_cubed_f1 = scores.b_cubed_f1;
            prop_assert_eq!(again.to_json(), scores.to_json());
        }

        #[test]
        fn the_truth_itself_is_perfect(mut rows in tables()) {
            for (known, cluster) in &mut rows {
                *cluster = known.group[1..].parse().ok();
            }
            let scores = scored(&rows);
            prop_assert!([scores.all.f1, scores.one_language.f1, scores.two_languages.f1, scores.ari] == [1.0; 4]);
            prop_assert!(rows.is_empty() || scores.b_cubed_f1 == 1.0);
            prop_assert_eq!((scores.same_event.merged, scores.impure_clusters), (0, 0));
            prop_assert!(scores.by_relation.iter().all(|(_, pairs)| pairs.recall == 1.0));
        }
    }
}
