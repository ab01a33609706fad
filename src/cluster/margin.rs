//! How far a pair of two languages stands out among its rivals.
//!
//! Anchors say less than words, and how much they say differs from language to language: what is a strong likeness between
//! English and Burmese is a weak one between Czech and Slovak. But an article has few translations in a language, and what
//! else there is in that language is of other stories. So the best of the other pairs that an article makes with a language
//! tells what chance gives it there, and a translation stands out from it.

use crate::text::Language;
use crate::verify::{Features, Model, Reading, Relation, VerifyParams, logistic};
use ahash::{AHashMap, AHashSet, RandomState};

/// What the candidates of a collection show of each other.
pub struct Margins<'m> {
    /// The model that weighs a pair by itself.
    own: &'m Model,
    languages: Vec<Language>,
    /// The articles of each language.
    articles: AHashMap<Language, u32>,
    /// For an article and another language its pairs, by falling log-odds: (log-odds, the other article).
    rivals: AHashMap<(u32, Language), Vec<(f32, u32)>>,
    /// Pairs of one language that are of one source, either way round.
    kin: AHashSet<(u32, u32)>,
}

/// The features of the model of margins: name, and what it means.
pub const MARGINS: [(&str, &str); 3] = [
    ("own", "log-odds of the pair by itself"),
    ("margin.max", "how much better it is than the best rival, for the article where that is more"),
    ("margin.min", "the same, for the other article"),
];

/// The log-odds that some rival is taken to have. Of the pairs that an article makes the most promising are read, in large
/// collections few of one language: that none of them comes near does not mean that none would.
const FLOOR: f32 = -2.0;

/// A margin wider than this, about 400 times the odds, says no more.
const WIDEST: f32 = 6.0;

/// With this many other articles in a language the margin counts half: against few it is easily the best.
const FEW: f32 = 5.0;

/// Whether a reading may come to a match, or be the rival of one, whatever else is read: of the pairs of two languages that
/// are read most may be forgotten at once. `own` is the model that weighs a pair by itself.
pub fn may_count(reading: &Reading, own: &Model, params: &VerifyParams) -> bool {
    if reading.relation.is_some() {
        return true;
    }
    let Some(features) = of_two_languages(reading) else { return false };
    let own = own.log_odds(features.iter()) as f32;
    // Without rivals. The wider its margins the better it looks.
    let widest = (own - FLOOR).clamp(-WIDEST, WIDEST);
    let best = Model::margin().log_odds([own, widest, widest].into_iter()).max(f64::from(own));
    own > FLOOR || logistic(best) as f32 >= params.translation
}

impl<'m> Margins<'m> {
    /// `readings` are of pairs of the articles that `languages` lists.
    pub fn new<'r>(
        languages: &[Language],
        readings: impl Iterator<Item = ((u32, u32), &'r Reading)> + Clone,
        own: &'m Model,
    ) -> Self {
        let hasher = || RandomState::with_seeds(3, 5, 8, 9);
        let mut margins = Margins {
            own,
            languages: languages.to_vec(),
            articles: AHashMap::with_hasher(hasher()),
            rivals: AHashMap::with_hasher(hasher()),
            kin: AHashSet::with_hasher(hasher()),
        };
        for &language in languages {
            *margins.articles.entry(language).or_default() += 1;
        }
        for ((a, b), reading) in readings.clone() {
            if let Some(own) = margins.own_odds(reading) {
                for (x, y) in [(a, b), (b, a)] {
                    let key = (x, languages[y as usize]);
                    margins.rivals.entry(key).or_default().push((own, y));
                }
            }
        }
        if margins.rivals.is_empty() {
            return margins;
        }
        for ((a, b), reading) in readings {
            if reading.relation.is_some_and(Relation::joins) && of_two_languages(reading).is_none() {
                margins.kin.extend([(a, b), (b, a)]);
            }
        }
        for rivals in margins.rivals.values_mut() {
            rivals.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        }
        margins
    }

    /// What is known of the pair `a`, `b` of two languages, in the order of [`MARGINS`], and how much the margins count, 0
    /// to 1: 0 where neither article has a rival. `None` for a reading of one language.
    pub fn features(&self, a: u32, b: u32, reading: &Reading) -> Option<([f32; MARGINS.len()], f32)> {
        let own = self.own_odds(reading)?;
        let margin = |x: u32, y: u32| {
            let language = self.languages[y as usize];
            let others = (self.articles[&language] - 1) as f32;
            let rivals = self.rivals.get(&(x, language)).map_or(&[][..], Vec::as_slice);
            let rival = rivals.iter().find(|(_, other)| *other != y && !self.kin.contains(&(*other, y)));
            let margin = own - rival.map_or(FLOOR, |rival| rival.0.max(FLOOR));
            (margin.clamp(-WIDEST, WIDEST), others / (others + FEW))
        };
        let ((of_a, known_a), (of_b, known_b)) = (margin(a, b), margin(b, a));
        // A side that has few others follows the other side, as far as that has more.
        let follow = |own: f32, known: f32, other: f32, of_other: f32| match known + (1.0 - known) * of_other
        {
            0.0 => own,
            all => (known * own + (1.0 - known) * of_other * other) / all,
        };
        let (of_a, of_b) = (follow(of_a, known_a, of_b, known_b), follow(of_b, known_b, of_a, known_a));
        Some(([own, of_a.max(of_b), of_a.min(of_b)], known_a.max(known_b)))
    }

    /// Decides anew what `a` and `b` are to each other, where they are of two languages and it is not told word for word.
    pub fn settle(&self, a: u32, b: u32, reading: &mut Reading, params: &VerifyParams) {
        let Some((features, known)) = self.features(a, b, reading) else { return };
        let own = features[0];
        let beside = Model::margin().log_odds(features.into_iter());
        let odds = f64::from(known) * beside + f64::from((1.0 - known) * own);
        reading.settle(logistic(odds) as f32, params);
    }

    /// The log-odds that the two articles of a reading in two languages are of one source, by themselves.
    fn own_odds(&self, reading: &Reading) -> Option<f32> {
        Some(self.own.log_odds(of_two_languages(reading)?.iter()) as f32)
    }
}

/// What was measured on a pair of two languages; `None` for one of one language.
fn of_two_languages(reading: &Reading) -> Option<&Features> {
    reading.scores.features.as_deref().filter(|features| features.anchors.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{ANCHOR_FEATURES, Coefficient, FEATURES, Scores};

    /// A model whose log-odds are the first anchor feature.
    fn model() -> Model {
        let names = FEATURES.iter().chain(&ANCHOR_FEATURES).map(|(name, _)| *name);
        let weight = |at: usize| if at == FEATURES.len() { 1.0 } else { 0.0 };
        let terms = names.enumerate().map(|(at, name)| Coefficient {
            feature: name.to_owned(),
            mean: 0.0,
            deviation: 1.0,
            weight: weight(at),
        });
        Model { intercept: 0.0, terms: terms.collect() }
    }

    fn foreign(odds: f32) -> Reading {
        let mut anchors = [0.0; ANCHOR_FEATURES.len()];
        anchors[0] = odds;
        let features = Features { words: [0.0; FEATURES.len()], anchors: Some(anchors) };
        let scores = Scores { features: Some(Box::new(features)), ..Scores::default() };
        Reading { relation: None, confidence: 0.0, scores, passages: Vec::new() }
    }

    fn near() -> Reading {
        Reading {
            relation: Some(Relation::Near),
            confidence: 1.0,
            scores: Scores::default(),
            passages: Vec::new(),
        }
    }

    /// One article in English, number 0, and nine in French.
    fn languages() -> Vec<Language> {
        let mut languages = vec![Language::from_tag("fr").unwrap(); 10];
        languages[0] = Language::from_tag("en").unwrap();
        languages
    }

    fn margin(others: &[(u32, u32, Reading)]) -> [f32; 3] {
        let model = model();
        let mut pairs = vec![(0, 1)];
        let mut readings = vec![foreign(3.0)];
        for (a, b, reading) in others {
            pairs.push((*a, *b));
            readings.push(reading.clone());
        }
        Margins::new(&languages(), pairs.iter().copied().zip(&readings), &model)
            .features(0, 1, &readings[0])
            .unwrap()
            .0
    }

    #[test]
    fn the_margin_is_over_the_best_rival() {
        assert_eq!(margin(&[]), [3.0, 5.0, 5.0]);
        assert_eq!(margin(&[(0, 2, foreign(-4.0))]), [3.0, 5.0, 5.0]);
        let [own, max, min] = margin(&[(0, 2, foreign(1.0)), (0, 3, foreign(2.0))]);
        // French has others to be better, English has not, and follows.
        assert!(own == 3.0 && max == min && (1.0..3.0).contains(&max), "{max} {min}");
    }

    #[test]
    fn a_copy_of_the_partner_is_no_rival() {
        let rivals = margin(&[(0, 2, foreign(2.9))]);
        let kin = margin(&[(0, 2, foreign(2.9)), (1, 2, near())]);
        assert!(rivals[1] < 2.0, "{rivals:?}");
        assert_eq!(kin, [3.0, 5.0, 5.0]);
    }

    #[test]
    fn what_may_be_forgotten_changes_nothing() {
        let model = model();
        let margins = &Model::margin().terms[1..];
        assert!(margins.iter().all(|term| term.weight >= 0.0), "a wider margin speaks for a pair");
        for translation in [0.98, 0.1, 0.001] {
            let params = VerifyParams { translation, ..VerifyParams::default() };
            let mut forgotten = 0;
            for step in -80..60 {
                let mut reading = foreign(step as f32 / 10.0);
                if may_count(&reading, &model, &params) {
                    continue;
                }
                forgotten += 1;
                let rival = foreign(2.0);
                let with = [((0, 1), &rival), ((0, 2), &reading)];
                let known = |pairs: &[((u32, u32), &Reading)]| {
                    Margins::new(&languages(), pairs.iter().copied(), &model).features(0, 1, &rival)
                };
                assert_eq!(known(&with), known(&with[..1]));
                let alone = reading.clone();
                Margins::new(&languages(), [((0, 2), &alone)].into_iter(), &model).settle(
                    0,
                    2,
                    &mut reading,
                    &params,
                );
                assert_eq!(reading.relation, None, "{step}");
            }
            assert!((1..100).contains(&forgotten), "{forgotten}");
        }
        assert!(may_count(&near(), &model, &VerifyParams::default()));
    }

    #[test]
    fn what_is_told_word_for_word_stays() {
        let model = model();
        let pairs = [(0, 1)];
        let mut reading = foreign(-9.0);
        reading.relation = Some(Relation::Near);
        let margins = Margins::new(&languages(), pairs.into_iter().zip([&reading]), &model);
        margins.settle(0, 1, &mut reading, &VerifyParams::default());
        assert_eq!(reading.relation, Some(Relation::Near));
        let mut translation = foreign(-9.0);
        translation.relation = Some(Relation::Translation);
        margins.settle(0, 1, &mut translation, &VerifyParams::default());
        assert_eq!(translation.relation, None);
    }
}
