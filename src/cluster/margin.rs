//! How far a pair of two languages stands out among its rivals.
//!
//! Anchors say less than words, and how much they say differs from language to language: what is a strong likeness between
//! English and Burmese is a weak one between Czech and Slovak. But an article has few translations in a language, and what
//! else there is in that language is of other stories. So the best of the other pairs that an article makes with a language
//! tells what chance gives it there, and a translation stands out from it.

use crate::text::Language;
use crate::verify::{Model, Reading, Relation, VerifyParams};
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
const FLOOR: f32 = -1.0;

/// A margin wider than this, about 150 times the odds, says no more.
const WIDEST: f32 = 5.0;

/// With this many other articles in a language the margin counts half: against few it is easily the best.
const FEW: f32 = 5.0;

impl<'m> Margins<'m> {
    /// `pairs` are of the articles that `languages` lists, and `readings` what was read of them.
    pub fn new(languages: &[Language], pairs: &[(u32, u32)], readings: &[Reading], own: &'m Model) -> Self {
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
        for (&(a, b), reading) in pairs.iter().zip(readings) {
            if let Some(own) = margins.own_odds(reading) {
                for (x, y) in [(a, b), (b, a)] {
                    let key = (x, languages[y as usize]);
                    margins.rivals.entry(key).or_default().push((own, y));
                }
            } else if reading.relation.is_some_and(Relation::joins) {
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
        // A side without rivals follows the other.
        let (of_a, of_b) = (known_a * of_a + (1.0 - known_a) * of_b, known_b * of_b + (1.0 - known_b) * of_a);
        Some(([own, of_a.max(of_b), of_a.min(of_b)], known_a.max(known_b)))
    }

    /// Decides anew what `a` and `b` are to each other, where they are of two languages and it is not told word for word.
    pub fn settle(&self, a: u32, b: u32, reading: &mut Reading, params: &VerifyParams) {
        let Some((features, known)) = self.features(a, b, reading) else { return };
        let own = features[0];
        let beside = Model::margin().log_odds(features.into_iter());
        let odds = f64::from(known) * beside + f64::from((1.0 - known) * own);
        reading.settle((1.0 / (1.0 + (-odds).exp())) as f32, params);
    }

    /// The log-odds that the two articles of a reading in two languages are of one source, by themselves.
    fn own_odds(&self, reading: &Reading) -> Option<f32> {
        let anchors = reading.scores.anchors.as_ref()?;
        Some(self.own.log_odds(reading.scores.features.iter().chain(anchors).copied()) as f32)
    }
}
