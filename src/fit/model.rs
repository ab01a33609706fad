//! Fits the relation model's coefficients on labelled collections.

use crate::cluster::{MARGINS, Margins};
use crate::eval::{Known, Truth};
use crate::pipeline::Readings;
use crate::verify::{ANCHOR_FEATURES, FEATURES, Model};
use std::collections::{BTreeMap, HashMap};

/// Strength of the penalty on the standardised weights. The weights of a set of pairs add up to about 10,000; a penalty of
/// 1 is weak and keeps features that move together from taking opposite weights.
const PENALTY: f64 = 1.0;

/// How much all pairs of one kind count. Reports of one event are what a rewrite is mistaken for, so they count most.
const SAME_SOURCE: f64 = 1000.0;
const SAME_EVENT: f64 = 3000.0;
const UNRELATED: f64 = 700.0;

/// A model, and what it was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    pub model: Model,
    /// Pairs of one source, of one event but two sources, and of neither.
    pub pairs: [usize; 3],
}

/// What a row of features is an example of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Label {
    Source,
    Event,
    Unrelated,
}

/// A pair of articles of one truth table.
struct Example<'t> {
    /// The truth table, and the collection.
    from: (usize, usize),
    label: Label,
    /// The group, for a pair of one.
    group: &'t str,
    features: Vec<f32>,
}

/// Fits the model of rewrites on the pairs of one language.
///
/// Pairs are labelled by the truth table that holds both articles. Each table's pairs of one source count as much as
/// another's, and so do its collections and its groups, but for the square root of their size: a group of nineteen has 171
/// pairs that say much the same.
pub fn fit_rewrites(collections: &[Readings], truths: &[Truth]) -> Fitted {
    let examples = examples(collections, truths, |collection, pair| {
        let features = collection.readings[pair].scores.features.as_ref()?;
        features.anchors.is_none().then(|| features.words.to_vec())
    });
    let names: Vec<&str> = FEATURES.iter().map(|(name, _)| *name).collect();
    fit(&names, &examples)
}

/// Fits the model of translations, and with it that of their margins, on the pairs of two languages; labelled and weighed
/// as for [`fit_rewrites`].
pub fn fit_translations(collections: &[Readings], truths: &[Truth]) -> [Fitted; 2] {
    let both = examples(collections, truths, |collection, pair| {
        let features = collection.readings[pair].scores.features.as_ref()?;
        features.anchors.is_some().then(|| features.iter().collect())
    });
    let names: Vec<&str> = FEATURES.iter().chain(&ANCHOR_FEATURES).map(|(name, _)| *name).collect();
    let own = fit(&names, &both);
    let margins: Vec<Margins> = collections
        .iter()
        .map(|Readings { languages, pairs, readings, .. }| {
            Margins::new(languages, pairs.iter().copied().zip(readings), &own.model)
        })
        .collect();
    let beside = examples(collections, truths, |collection, pair| {
        let at = collections.iter().position(|other| std::ptr::eq(other, collection))?;
        let (a, b) = collection.pairs[pair];
        let (features, known) = margins[at].features(a, b, &collection.readings[pair])?;
        // Where there are no rivals this model is not asked.
        (known > 0.5).then(|| features.to_vec())
    });
    let names: Vec<&str> = MARGINS.iter().map(|(name, _)| *name).collect();
    let margin = fit(&names, &beside);
    [own, margin]
}

/// The pairs for which there are `features`.
fn examples<'t>(
    collections: &[Readings],
    truths: &'t [Truth],
    features: impl Fn(&Readings, usize) -> Option<Vec<f32>>,
) -> Vec<Example<'t>> {
    let mut known: HashMap<&str, (usize, &'t Known)> = HashMap::new();
    for (table, truth) in truths.iter().enumerate() {
        known.extend(truth.articles.iter().map(|article| (article.id.as_str(), (table, article))));
    }
    let mut examples = Vec::new();
    for (number, collection) in collections.iter().enumerate() {
        for (pair, &(a, b)) in collection.pairs.iter().enumerate() {
            let known = |rank: u32| known.get(collection.ids[rank as usize].as_str()).copied();
            let (Some((table, a)), Some((other, b))) = (known(a), known(b)) else { continue };
            if table != other {
                continue;
            }
            let Some(features) = features(collection, pair) else { continue };
            let (label, group) = if a.group == b.group {
                (Label::Source, a.group.as_str())
            } else if !a.event.is_empty() && a.event == b.event {
                (Label::Event, "")
            } else {
                (Label::Unrelated, "")
            };
            examples.push(Example { from: (table, number), label, group, features });
        }
    }
    examples
}

fn fit(names: &[&str], examples: &[Example]) -> Fitted {
    let mut cells: BTreeMap<((usize, usize), Label), Vec<&Example>> = BTreeMap::new();
    for example in examples {
        cells.entry((example.from, example.label)).or_default().push(example);
    }
    // How many collections of each table have such pairs.
    let mut collections: HashMap<(usize, Label), usize> = HashMap::new();
    for &((table, _), label) in cells.keys() {
        *collections.entry((table, label)).or_default() += 1;
    }
    let mut pairs = [0; 3];
    let mut rows = Vec::with_capacity(examples.len());
    for (&((table, _), label), cell) in &cells {
        let mut sizes: HashMap<&str, usize> = HashMap::new();
        for example in cell {
            *sizes.entry(example.group).or_default() += 1;
        }
        let weight = |example: &Example| match label {
            Label::Source => 1.0 / (sizes[example.group] as f64).sqrt(),
            _ => 1.0,
        };
        let all = match label {
            Label::Source => SAME_SOURCE,
            Label::Event => SAME_EVENT,
            Label::Unrelated => UNRELATED,
        };
        let unit = all
            / collections[&(table, label)] as f64
            / cell.iter().map(|example| weight(example)).sum::<f64>();
        pairs[label as usize] += cell.len();
        rows.extend(
            cell.iter()
                .map(|example| (example.features.clone(), label == Label::Source, weight(example) * unit)),
        );
    }
    Fitted { model: Model::fit(names, &rows, PENALTY), pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::verify::{Features, Reading, Scores};

    #[test]
    fn pairs_are_labelled_by_their_table() {
        let article = |id: &str, group: &str, event: &str| Known {
            id: id.into(),
            group: group.into(),
            language: "en".into(),
            relation: String::new(),
            event: event.into(),
        };
        let truths = [Truth {
            articles: vec![
                article("a", "x", "e"),
                article("b", "x", "e"),
                article("c", "y", "e"),
                article("d", "z", ""),
            ],
        }];
        let reading = |jaccard: f32| {
            let mut features = Features { words: [0.0; FEATURES.len()], anchors: None };
            features.words[0] = jaccard;
            let scores = Scores { features: Some(Box::new(features)), ..Scores::default() };
            Reading { relation: None, confidence: 0.0, scores, passages: Vec::new() }
        };
        let collection = Readings {
            ids: ["a", "b", "c", "d", "unknown"].map(str::to_owned).to_vec(),
            languages: vec![Language::UNDETERMINED; 5],
            pairs: vec![(0, 1), (0, 2), (1, 3), (0, 4)],
            readings: [0.8, 0.2, 0.1, 0.5].map(reading).to_vec(),
        };
        let fitted = fit_rewrites(&[collection], &truths);
        assert_eq!(fitted.pairs, [1, 1, 1]);
        let probability = |jaccard: f32| {
            let mut features = [0.0; FEATURES.len()];
            features[0] = jaccard;
            fitted.model.probability(features.into_iter())
        };
        assert!(probability(0.8) > 0.9 && probability(0.2) < 0.1);
    }
}
