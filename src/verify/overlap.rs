//! How much of what two articles hold is the same, whatever its order.

use crate::anchors::{Anchor, Kind};
use crate::lsh::Rarity;
use crate::text::{Language, Look, Sorter, Tokens, mix, shingles};
use std::ops::Range;

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
    /// The weight of the terms that stand for names and numbers where rarity tells them, and where capitals do.
    key_weights: [f32; 2],
    /// The words in the order of the terms, those of one term in their order.
    order: Vec<u32>,
    /// Where those of each term begin, and the last ones end.
    starts: Vec<u32>,
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
    pub fn new(tokens: &Tokens, rarity: &Rarity, room: &mut Room) -> Self {
        let Room { sorter, hashes: places, flags: named, .. } = room;
        places.clear();
        places.extend(tokens.stems.iter().zip(0u64..).map(|(&stem, word)| u64::from(stem) << 32 | word));
        sorter.sort(places);
        named.clear();
        named.extend(tokens.looks.iter().map(|look| *look != Look::Plain));
        for &start in &tokens.sentences {
            named[start as usize] = tokens.looks[start as usize] == Look::Number;
        }
        let mut terms: Vec<Term> = Vec::with_capacity(places.len());
        let mut starts: Vec<u32> = Vec::with_capacity(places.len() + 1);
        for (at, &place) in (0..).zip(places.iter()) {
            let (stem, word) = ((place >> 32) as u32, place as u32);
            let named = named[word as usize];
            match terms.last_mut() {
                Some(term) if term.stem == stem => term.named |= named,
                _ => {
                    terms.push(Term { stem, weight: 0.0, first: word, named });
                    starts.push(at);
                }
            }
        }
        starts.push(places.len() as u32);
        let rarity = rarity.of(tokens.language);
        rarity.fetch(terms.iter().map(|term| term.stem));
        terms.iter_mut().for_each(|term| term.weight = rarity.weight(term.stem));
        terms.shrink_to_fit();
        starts.shrink_to_fit();
        let cased = tokens.language.capitals_mark_names() && tokens.looks.contains(&Look::Capital);
        Profile::of(terms, cased, (places.iter().map(|&place| place as u32).collect(), starts))
    }

    fn of(terms: Vec<Term>, cased: bool, (order, starts): (Vec<u32>, Vec<u32>)) -> Self {
        let weight = terms.iter().map(|term| term.weight).sum();
        let key_weights = [false, true]
            .map(|cased| terms.iter().filter(|term| Profile::key(term, cased)).map(|term| term.weight).sum());
        Profile { terms, weight, cased, key_weights, order, starts }
    }

    /// Calls `each` with the words of every term, in the order of the terms.
    #[inline]
    pub fn each(&self, mut each: impl FnMut(&Term, &[u32])) {
        for (term, ends) in self.terms.iter().zip(self.starts.windows(2)) {
            each(term, &self.order[ends[0] as usize..ends[1] as usize]);
        }
    }

    /// The profile of an article's anchors, which are in the order of their words: names and numbers against concepts, no
    /// shingles.
    pub fn of_anchors(language: Language, anchors: &[Anchor], rarity: &Rarity, room: &mut Room) -> Self {
        let Room { sorter, hashes: places, .. } = room;
        places.clear();
        places.extend(anchors.iter().zip(0u64..).map(|(anchor, at)| u64::from(anchor.key) << 32 | at));
        sorter.sort(places);
        let rarity = rarity.of(language);
        rarity.fetch(anchors.iter().map(|anchor| anchor.key));
        let (mut terms, mut order, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for alike in places.chunk_by(|x, y| x >> 32 == y >> 32) {
            let word = |place: &u64| anchors[*place as u32 as usize].word;
            let anchor = &anchors[alike[0] as u32 as usize];
            let weight = rarity.anchor_weight(anchor);
            if weight >= CONTENT {
                let named = anchor.kind != Kind::Concept;
                terms.push(Term { stem: anchor.key, weight, first: anchor.word, named });
                order.extend(alike.iter().map(word));
                starts.push(order.len() as u32);
            }
        }
        Profile::of(terms, true, (order, starts))
    }

    /// The terms that stand for names and numbers; `cased` where capitals tell them in both articles.
    fn key(term: &Term, cased: bool) -> bool {
        if cased { term.named } else { term.weight >= NAMELIKE }
    }
}

impl Combinations {
    /// `profile` is the article's.
    pub fn new(tokens: &Tokens, profile: &Profile, room: &mut Room) -> Self {
        let Room { sorter, hashes, flags: content, .. } = room;
        let mut distinct = |hashes: &mut Vec<u64>| {
            sorter.sort(hashes);
            hashes.dedup();
            hashes.as_slice().to_vec()
        };
        let shingles = WIDTHS.map(|width| {
            hashes.clear();
            hashes.extend(shingles(&tokens.words, width));
            distinct(hashes)
        });
        content.clear();
        content.resize(tokens.len(), false);
        profile.each(|term, words| {
            for &word in words {
                content[word as usize] = term.weight >= CONTENT;
            }
        });
        hashes.clear();
        let mut before = None;
        for (&stem, _) in tokens.stems.iter().zip(content.iter()).filter(|(_, content)| **content) {
            if let Some(before) = before.replace(stem) {
                hashes.push(mix(u64::from(stem.min(before)) << 32 | u64::from(stem.max(before))));
            }
        }
        Combinations { shingles, neighbours: distinct(hashes) }
    }

    /// Containment of the shingles of [`WIDTHS`], and of the neighbours.
    pub fn shared(&self, other: &Self) -> ([Shares; WIDTHS.len()], Shares) {
        let ([a, c], [b, d]) = (&self.shingles, &other.shingles);
        let sets = [(a, b), (c, d), (&self.neighbours, &other.neighbours)];
        let shared = common(sets.map(|(x, y)| (x.as_slice(), y.as_slice())));
        let share = |set: usize| {
            let (x, y) = sets[set];
            Shares::of(shared[set] as f32, x.len() as f32, y.len() as f32)
        };
        ([share(0), share(1)], share(2))
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
pub fn overlap(a: &Profile, b: &Profile, shared: &[(u32, u32)], cased: bool) -> Overlap {
    let (key_a, key_b) = (a.key_weights[usize::from(cased)], b.key_weights[usize::from(cased)]);
    let (mut common_weight, mut shared_a, mut shared_b) = (NOTHING, NOTHING, NOTHING);
    for (x, y) in terms(a, b, shared) {
        common_weight += x.weight.min(y.weight);
        shared_a += if Profile::key(x, cased) { x.weight } else { NOTHING };
        shared_b += if Profile::key(y, cased) { y.weight } else { NOTHING };
    }
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

/// What changes no sum, not even an empty one.
const NOTHING: f32 = -0.0;

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
pub fn amount(a: &Profile, b: &Profile, shared: &[(u32, u32)]) -> Amount {
    let named = |profile: &Profile| profile.key_weights[usize::from(true)];
    let both: f32 =
        terms(a, b, shared).filter(|(x, y)| x.named && y.named).map(|(x, y)| x.weight.min(y.weight)).sum();
    let alone = (named(a) - both).min(named(b) - both);
    Amount { shared: common_weight(a, b, shared), marks: both, alone: alone.max(0.0) }
}

/// Weighted containment of the stems that two articles share.
pub fn stems(a: &Profile, b: &Profile, shared: &[(u32, u32)]) -> Shares {
    Shares::of(common_weight(a, b, shared), a.weight, b.weight)
}

fn common_weight(a: &Profile, b: &Profile, shared: &[(u32, u32)]) -> f32 {
    terms(a, b, shared).map(|(x, y)| x.weight.min(y.weight)).sum()
}

/// The terms of two profiles at shared places.
fn terms<'p>(
    a: &'p Profile,
    b: &'p Profile,
    shared: &'p [(u32, u32)],
) -> impl Iterator<Item = (&'p Term, &'p Term)> + 'p {
    shared.iter().map(|&(x, y)| (&a.terms[x as usize], &b.terms[y as usize]))
}

/// The number of values that two ascending lists share, for several such pairs.
///
/// A step through two lists waits for the one before it; those through others need not wait for it, so that all are gone
/// through at once.
pub fn common<const PAIRS: usize>(pairs: [(&[u64], &[u64]); PAIRS]) -> [usize; PAIRS] {
    let (mut at, mut shared) = ([(0, 0); PAIRS], [0; PAIRS]);
    let step = |pair: usize, (i, j): &mut (usize, usize), shared: &mut usize| {
        let (x, y) = (pairs[pair].0[*i], pairs[pair].1[*j]);
        *shared += usize::from(x == y);
        *i += usize::from(x <= y);
        *j += usize::from(y <= x);
    };
    let goes_on = |pair: usize, at: (usize, usize)| at.0 < pairs[pair].0.len() && at.1 < pairs[pair].1.len();
    while (0..PAIRS).all(|pair| goes_on(pair, at[pair])) {
        for pair in 0..PAIRS {
            step(pair, &mut at[pair], &mut shared[pair]);
        }
    }
    for pair in 0..PAIRS {
        while goes_on(pair, at[pair]) {
            step(pair, &mut at[pair], &mut shared[pair]);
        }
    }
    shared
}

/// Writes where the terms of two profiles stand that share a stem, in the order of the stems, to `shared`, which is cleared
/// first.
pub fn common_terms(a: &Profile, b: &Profile, shared: &mut Vec<(u32, u32)>) {
    let (a, b) = (&a.terms, &b.terms);
    // Written at each step, and kept where the stems are equal: no branch that a processor would guess wrong.
    shared.clear();
    shared.resize(a.len().min(b.len()) + 1, (0, 0));
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i].stem, b[j].stem);
        shared[found] = (i as u32, j as u32);
        found += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared.truncate(found);
}

/// The places of shared content in the two texts, as shares of their lengths in words, in the order of the first.
pub fn places(
    a: &Profile,
    b: &Profile,
    shared: &[(u32, u32)],
    words: (usize, usize),
    room: &mut Room,
) -> Vec<(f32, f32)> {
    let firsts = &mut room.hashes;
    firsts.clear();
    firsts.extend(
        terms(a, b, shared)
            .filter(|(x, _)| x.weight >= CONTENT)
            .map(|(x, y)| u64::from(x.first) << 32 | u64::from(y.first)),
    );
    firsts.sort_unstable();
    let place = |word: u64, words: usize| word as f32 / words as f32;
    firsts
        .iter()
        .map(|&both| (place(both >> 32, words.0), place(both & u64::from(u32::MAX), words.1)))
        .collect()
}

/// A maximal run of equal words, in word indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub a: u32,
    pub b: u32,
    pub len: u32,
}

impl Run {
    /// Its words in the first article.
    pub fn in_a(&self) -> Range<u32> {
        self.a..self.a + self.len
    }

    /// Its words in the second article.
    pub fn in_b(&self) -> Range<u32> {
        self.b..self.b + self.len
    }
}

/// Words of the first and of the second article, and how many of them are equal.
pub type Merged = (Range<u32>, Range<u32>, u32);

/// What a thread that reads has at hand, so that it need not ask for memory at each step. What is in it means nothing from
/// one step to the next.
#[derive(Debug, Default)]
pub struct Room {
    pub sorter: Sorter,
    pub hashes: Vec<u64>,
    pub flags: Vec<bool>,
    pub units: Vec<u16>,
    pub runs: Vec<Run>,
    pub merged: Vec<Merged>,
    pub shared: Vec<(u32, u32)>,
    pub likeness: Vec<f32>,
    pub weights: Vec<f32>,
    /// Of the words of two articles whether runs that both have cover them.
    pub copied: [Vec<bool>; 2],
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
        let mut room = Room::default();
        let (p, q) = (Profile::new(&x, &rarity, &mut room), Profile::new(&y, &rarity, &mut room));
        let ([twos, threes], neighbours) =
            Combinations::new(&x, &p, &mut room).shared(&Combinations::new(&y, &q, &mut room));
        let mut shared = Vec::new();
        common_terms(&p, &q, &mut shared);
        (overlap(&p, &q, &shared, true), [twos, threes, neighbours])
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
    fn lists_of_any_length_are_held_against_each_other() {
        let lists: [&[u64]; 5] = [&[], &[1, 2, 3, 5, 8], &[2, 3, 4, 5], &[9], &[1, 9]];
        let found = common([(lists[0], lists[1]), (lists[1], lists[2]), (lists[3], lists[4])]);
        assert_eq!(found, [0, 3, 1]);
        assert_eq!(common([(lists[1], lists[2]), (lists[3], lists[4])]), [3, 1]);
    }

    #[test]
    fn nothing_shared_is_zero() {
        let (found, _) = measured("alpha beta gamma delta epsilon zeta", "one two three four five six");
        assert_eq!(found.jaccard, 0.0);
        assert_eq!(found.stems, Shares::default());
    }
}
