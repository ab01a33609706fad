//! Fits the relation model's coefficients on labelled collections.

use crate::eval::{Known, Truth};
use crate::pipeline::PairReading;
use crate::verify::{ANCHOR_FEATURES, FEATURES, Model};
use std::collections::{BTreeMap, HashMap};

/// Strength of the penalty on the standardised weights. The weights of a set of pairs add up to about 10,000; a penalty of
/// 1 is weak and keeps features that move together from taking opposite weights.
const PENALTY: f64 = 1.0;

/// How much all pairs of one kind count. Reports of one event are what a rewrite is mistaken for, so they count most.
const SAME_SOURCE: f64 = 1000.0;
const SAME_EVENT: f64 = 3000.0;
const UNRELATED: f64 = 700.0;

/// What a model was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    pub model: Model,
    /// Pairs of one source, of one event but two sources, and of neither.
    pub pairs: [usize; 3],
}

/// Fits a model on the pairs whose two articles are in the same one of the truth tables: those of one language, or, for a
/// model of translations, those of two.
///
/// Each table's pairs of one source count as much as another's, and so do its groups, but for the square root of their
/// size: a group of nineteen has 171 pairs that say much the same.
pub fn fit(readings: &[PairReading], truths: &[Truth], translations: bool) -> Fitted {
    let mut known: HashMap<&str, (usize, &Known)> = HashMap::new();
    for (table, truth) in truths.iter().enumerate() {
        known.extend(truth.articles.iter().map(|article| (article.id.as_str(), (table, article))));
    }
    let mut cells: BTreeMap<(usize, usize), Vec<(&PairReading, &str)>> = BTreeMap::new();
    let mut pairs = [0; 3];
    for pair in readings.iter().filter(|pair| pair.reading.scores.anchors.is_some() == translations) {
        let (Some(&(table, a)), Some(&(other, b))) = (known.get(pair.a.as_str()), known.get(pair.b.as_str()))
        else {
            continue;
        };
        if table != other {
            continue;
        }
        let kind = if a.group == b.group {
            0
        } else if !a.event.is_empty() && a.event == b.event {
            1
        } else {
            2
        };
        pairs[kind] += 1;
        let strata = if kind == 0 { a.group.as_str() } else { "" };
        cells.entry((table, kind)).or_default().push((pair, strata));
    }
    let mut rows = Vec::new();
    for ((_, kind), cell) in &cells {
        let mut sizes: HashMap<&str, usize> = HashMap::new();
        for (_, strata) in cell {
            *sizes.entry(strata).or_default() += 1;
        }
        let weight = |strata: &str| match kind {
            0 => 1.0 / (sizes[strata] as f64).sqrt(),
            _ => 1.0,
        };
        let sum: f64 = cell.iter().map(|(_, strata)| weight(strata)).sum();
        let all = [SAME_SOURCE, SAME_EVENT, UNRELATED][*kind];
        for (pair, strata) in cell {
            let scores = &pair.reading.scores;
            let features = scores.features.iter().chain(scores.anchors.iter().flatten()).copied().collect();
            rows.push((features, *kind == 0, weight(strata) / sum * all));
        }
    }
    let more: &[(&str, &str)] = if translations { &ANCHOR_FEATURES } else { &[] };
    let names: Vec<&str> = FEATURES.iter().chain(more).map(|(name, _)| *name).collect();
    Fitted { model: Model::fit(&names, &rows, PENALTY), pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Reading, Scores};

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
        let reading = |a: &str, b: &str, jaccard: f32| {
            let mut scores = Scores::default();
            scores.features[0] = jaccard;
            PairReading {
                a: a.into(),
                b: b.into(),
                reading: Reading { relation: None, confidence: 0.0, scores, passages: Vec::new() },
            }
        };
        let readings = [
            reading("a", "b", 0.8),
            reading("a", "c", 0.2),
            reading("b", "d", 0.1),
            reading("a", "unknown", 0.5),
        ];
        let fitted = fit(&readings, &truths, false);
        assert_eq!(fitted.pairs, [1, 1, 1]);
        let probability = |jaccard: f32| {
            let mut features = [0.0; FEATURES.len()];
            features[0] = jaccard;
            fitted.model.probability(features.into_iter())
        };
        assert!(probability(0.8) > 0.9 && probability(0.2) < 0.1);
    }
}
