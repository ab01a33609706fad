//! How much of what two articles hold is the same, whatever its order.

use crate::anchors::{Anchor, Kind};
use crate::lsh::Rarity;
use crate::text::{Language, Look, Tokens, mix, shingles};

/// A stem of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    pub stem: u32,
    /// Its rarity.
    pub weight: f32,
    /// The word where it first stands.
    pub first: u32,
    /// Whether it is a name or a number: capitalised inside a sentence, or with a digit.
    pub named: bool,
}

/// What an article holds, in the order in which it can be laid beside another's.
#[derive(Debug)]
pub struct Profile {
    /// One entry a distinct stem, ascending by stem.
    pub terms: Vec<Term>,
    /// The sum of the weights.
    pub weight: f32,
    /// Whether capital letters tell names from other words.
    pub cased: bool,
}

/// The words of an article with what stands beside them, as sets.
#[derive(Debug, Default)]
pub struct Combinations {
    /// For word widths [`WIDTHS`] the distinct shingles, ascending.
    shingles: [Vec<u64>; WIDTHS.len()],
    /// Neighbouring content words, whatever their order, ascending.
    neighbours: Vec<u64>,
}

/// The widths of the runs of words whose share in common is measured here.
pub const WIDTHS: [usize; 2] = [2, 3];

/// A stem that more than one article in seven holds is not content.
const CONTENT: f32 = 2.0;

/// Where capitals do not tell names the stems that fewer than one article in 55 holds stand in for names and numbers.
const NAMELIKE: f32 = 4.0;

impl Profile {
    pub fn new(tokens: &Tokens, rarity: &Rarity) -> Self {
        let mut places: Vec<(u32, u32)> = tokens.stems.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let mut sentence_starts = tokens.sentences.iter().copied().peekable();
        let named: Vec<bool> = (0..tokens.len() as u32)
            .map(|word| {
                let first = sentence_starts.next_if_eq(&word).is_some();
                match tokens.looks[word as usize] {
                    Look::Number => true,
                    Look::Capital => !first,
                    Look::Plain => false,
                }
            })
            .collect();
        let cased = tokens.language.capitals_mark_names() && tokens.looks.contains(&Look::Capital);
        let rarity = rarity.of(tokens.language);
        let terms: Vec<Term> = places
            .chunk_by(|x, y| x.0 == y.0)
            .map(|places| {
                let (stem, first) = places[0];
                let weight = rarity.weight(stem);
                let named = places.iter().any(|&(_, word)| named[word as usize]);
                Term { stem, weight, first, named }
            })
            .collect();
        let weight = terms.iter().map(|term| term.weight).sum();
        Profile { weight, cased, terms }
    }

    /// The profile of an article's anchors: names and numbers against concepts, no shingles.
    pub fn of_anchors(language: Language, anchors: &[Anchor], rarity: &Rarity) -> Self {
        let rarity = rarity.of(language);
        let mut places: Vec<(u32, u32, &Anchor)> =
            anchors.iter().map(|anchor| (anchor.key, anchor.word, anchor)).collect();
        places.sort_unstable_by_key(|place| (place.0, place.1));
        places.dedup_by_key(|place| place.0);
        let terms: Vec<Term> = places
            .into_iter()
            .map(|(key, first, anchor)| Term {
                stem: key,
                weight: rarity.anchor_weight(anchor),
                first,
                named: anchor.kind != Kind::Concept,
            })
            .filter(|term| term.weight >= CONTENT)
            .collect();
        let weight = terms.iter().map(|term| term.weight).sum();
        Profile { weight, cased: true, terms }
    }

    /// The terms that stand for names and numbers; `cased` where capitals tell them in both articles.
    fn key(term: &Term, cased: bool) -> bool {
        if cased { term.named } else { term.weight >= NAMELIKE }
    }
}

impl Combinations {
    /// `terms` are those of the article's profile.
    pub fn new(tokens: &Tokens, terms: &[Term]) -> Self {
        let sorted = |mut set: Vec<u64>| {
            set.sort_unstable();
            set.dedup();
            set
        };
        let weight_of =
            |stem: u32| terms[terms.binary_search_by_key(&stem, |t| t.stem).expect("its own stem")].weight;
        let content: Vec<u32> =
            tokens.stems.iter().copied().filter(|&stem| weight_of(stem) >= CONTENT).collect();
        let neighbours =
            content.windows(2).map(|w| mix(u64::from(w[0].min(w[1])) << 32 | u64::from(w[0].max(w[1]))));
        Combinations {
            shingles: WIDTHS.map(|width| sorted(shingles(&tokens.words, width).collect())),
            neighbours: sorted(neighbours.collect()),
        }
    }

    /// Containment of the shingles of [`WIDTHS`], and of the neighbours.
    pub fn shared(&self, other: &Self) -> ([Shares; WIDTHS.len()], Shares) {
        let sets = |x: &[u64], y: &[u64]| Shares::of(common(x, y) as f32, x.len() as f32, y.len() as f32);
        (
            std::array::from_fn(|i| sets(&self.shingles[i], &other.shingles[i])),
            sets(&self.neighbours, &other.neighbours),
        )
    }
}

/// What two articles have in common, each as shares of the lighter (`max`) and of the heavier (`min`) article, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Overlap {
    /// Weighted Jaccard index of the stems.
    pub jaccard: f32,
    /// Weighted containment of the stems.
    pub stems: Shares,
    /// Weighted containment of names and numbers, anywhere in the other article.
    pub names: Shares,
    /// Weighted containment of all other stems.
    pub others: Shares,
}

/// Shares of the two sides: the larger and the smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    pub max: f32,
    pub min: f32,
}

impl Shares {
    pub fn of(shared: f32, a: f32, b: f32) -> Self {
        let (lighter, heavier) = (a.min(b), a.max(b));
        if lighter <= 0.0 {
            return Shares::default();
        }
        Shares { max: (shared / lighter).clamp(0.0, 1.0), min: (shared / heavier).clamp(0.0, 1.0) }
    }
}

/// Names are few in short articles: their share is drawn towards [`PRIOR_SHARE`] as if this much more weight had been seen
/// (about one and a half names).
const PRIOR_WEIGHT: f32 = 10.0;

/// The share of names that two reports of one event have in common.
const PRIOR_SHARE: f32 = 0.3;

/// Measures what two articles have in common; `shared` are their [`common_terms`]. Names are told by their capitals where
/// `cased` is true, else by their rarity.
pub fn overlap(a: &Profile, b: &Profile, shared: &[(Term, Term)], cased: bool) -> Overlap {
    let common_weight = common_weight(shared);
    let key_weight = |profile: &Profile| -> f32 {
        profile.terms.iter().filter(|term| Profile::key(term, cased)).map(|term| term.weight).sum()
    };
    let (key_a, key_b) = (key_weight(a), key_weight(b));
    let shared_a: f32 = shared.iter().filter(|(x, _)| Profile::key(x, cased)).map(|(x, _)| x.weight).sum();
    let shared_b: f32 = shared.iter().filter(|(_, y)| Profile::key(y, cased)).map(|(_, y)| y.weight).sum();
    let drawn = |shared: f32, all: f32| (shared + PRIOR_WEIGHT * PRIOR_SHARE) / (all + PRIOR_WEIGHT);
    let (name_a, name_b) = (drawn(shared_a, key_a), drawn(shared_b, key_b));
    let all = a.weight + b.weight - common_weight;
    Overlap {
        jaccard: if all > 0.0 { common_weight / all } else { 0.0 },
        stems: Shares::of(common_weight, a.weight, b.weight),
        names: Shares { max: name_a.max(name_b), min: name_a.min(name_b) },
        others: Shares::of(common_weight - (shared_a + shared_b) / 2.0, a.weight - key_a, b.weight - key_b),
    }
}

/// How much there is to go by, as sums of weights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Amount {
    /// Of what both have.
    pub shared: f32,
    /// Of the names and numbers that both have.
    pub marks: f32,
    /// Of the names and numbers that one has alone, of the article where that is less.
    pub alone: f32,
}

/// Measures how much evidence the [`common_terms`] of two articles are, names and numbers told by [`Term::named`].
pub fn amount(a: &Profile, b: &Profile, shared: &[(Term, Term)]) -> Amount {
    let named = |terms: &[Term]| terms.iter().filter(|term| term.named).map(|term| term.weight).sum::<f32>();
    let both: f32 =
        shared.iter().filter(|(x, y)| x.named && y.named).map(|(x, y)| x.weight.min(y.weight)).sum();
    let alone = (named(&a.terms) - both).min(named(&b.terms) - both);
    Amount { shared: common_weight(shared), marks: both, alone: alone.max(0.0) }
}

/// Weighted containment of the stems that two articles share.
pub fn stems(a: &Profile, b: &Profile, shared: &[(Term, Term)]) -> Shares {
    Shares::of(common_weight(shared), a.weight, b.weight)
}

fn common_weight(shared: &[(Term, Term)]) -> f32 {
    shared.iter().map(|(x, y)| x.weight.min(y.weight)).sum()
}

/// Calls `each` with the entries of two lists, each ascending by its keys, whose keys are equal.
#[inline]
pub fn for_common<T, K: Ord>(a: &[T], b: &[T], key: impl Fn(&T) -> K, mut each: impl FnMut(&T, &T)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (key(&a[i]), key(&b[j]));
        if x == y {
            each(&a[i], &b[j]);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

/// The number of values that two ascending lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let mut shared = 0;
    for_common(a, b, |&value| value, |_, _| shared += 1);
    shared
}

/// The terms of two articles that share a stem, in the order of the stems.
pub fn common_terms(a: &[Term], b: &[Term]) -> Vec<(Term, Term)> {
    let mut shared = Vec::new();
    for_common(a, b, |term| term.stem, |&x, &y| shared.push((x, y)));
    shared
}

/// The places of shared content in the two texts, as shares of their lengths in words, in the order of the first.
pub fn places(shared: &[(Term, Term)], words: (usize, usize)) -> Vec<(f32, f32)> {
    let mut places: Vec<(f32, f32)> = shared
        .iter()
        .filter(|(x, _)| x.weight >= CONTENT)
        .map(|(x, y)| (x.first as f32 / words.0 as f32, y.first as f32 / words.1 as f32))
        .collect();
    places.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Tokenizer};

    fn measured(a: &str, b: &str) -> (Overlap, [Shares; 3]) {
        let mut tokenizer = Tokenizer::new();
        let english = Language::from_tag("en").unwrap();
        let (x, y) = (tokenizer.tokenize(a, english), tokenizer.tokenize(b, english));
        let rarity = Rarity::count([&x, &y].into_iter());
        let (p, q) = (Profile::new(&x, &rarity), Profile::new(&y, &rarity));
        let ([twos, threes], neighbours) =
            Combinations::new(&x, &p.terms).shared(&Combinations::new(&y, &q.terms));
        (overlap(&p, &q, &common_terms(&p.terms, &q.terms), true), [twos, threes, neighbours])
    }

    #[test]
    fn the_same_text_is_wholly_shared() {
        let text =
            "The harbour master of Torvik, Anna Berg, closed the port at 6 on Monday. Ships waited outside.";
        let (found, combined) = measured(text, text);
        for share in combined.into_iter().chain([found.stems, found.others]) {
            assert_eq!((share.max, share.min), (1.0, 1.0));
        }
        assert_eq!(found.jaccard, 1.0);
        assert!(found.names.min > 0.8);
    }

    #[test]
    fn a_part_is_contained_in_the_whole() {
        let part = "The harbour master closed the port on Monday after the storm";
        let whole = format!(
            "{part}. Far away in the mountains, shepherds counted their flocks and saw none missing."
        );
        let (found, combined) = measured(part, &whole);
        assert_eq!(found.stems.max, 1.0);
        assert!(found.stems.min < 0.7 && found.jaccard < 0.7);
        assert_eq!(combined[1].max, 1.0);
    }

    #[test]
    fn nothing_shared_is_zero() {
        let (found, _) = measured("alpha beta gamma delta epsilon zeta", "one two three four five six");
        assert_eq!(found.jaccard, 0.0);
        assert_eq!(found.stems, Shares::default());
    }
}
