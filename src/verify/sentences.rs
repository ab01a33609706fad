//! Sentence by sentence: how much of each article has a counterpart in the other.

use super::overlap::{Profile, Room};
use crate::text::Tokens;
use std::ops::Range;

/// The sentences of an article, ready to be laid beside another's.
#[derive(Debug)]
pub struct Sentences {
    /// The units that each of the profile's terms stands in, ascending, term by term; of content stems only.
    entries: Vec<u16>,
    /// Where those of each term begin, and the last ones end.
    starts: Vec<u32>,
    /// Each unit's words, and the weight of its stems.
    units: Vec<(Range<u32>, f32)>,
}

/// At most this many units are compared, so that a book costs no more than a long article: longer texts are cut into units
/// of several sentences.
const MOST_UNITS: usize = 192;

/// Stems that more than one article in three holds say nothing about a sentence.
const CONTENT: f32 = 1.0;

/// A unit lighter than this (two rare words) is no evidence and is left out.
const LIGHTEST: f32 = 8.0;

/// The share of weight above which a unit counts as having a counterpart: 30% of it, as a geometric mean of both sides.
const COUNTERPART: f32 = 0.3;

impl Sentences {
    /// `profile` is the article's, by its words or by its anchors.
    pub fn new(tokens: &Tokens, profile: &Profile, room: &mut Room) -> Self {
        let mut sentences = Sentences::of_units(units(tokens));
        let of_word = &mut room.units;
        of_word.clear();
        for (unit, (words, _)) in (0..).zip(&sentences.units) {
            of_word.resize(words.end as usize, unit);
        }
        // Neither they nor their words need to be sorted: the profile's order is theirs.
        profile.each(|term, words| {
            sentences.begin();
            let mut last = None;
            for &word in words {
                let unit = of_word[word as usize];
                if last.replace(unit) != Some(unit) {
                    sentences.add(unit, term.weight);
                }
            }
        });
        sentences.begin();
        sentences
    }

    fn of_units(units: Vec<Range<u32>>) -> Self {
        let units = units.into_iter().map(|words| (words, 0.0)).collect();
        Sentences { entries: Vec::new(), starts: Vec::new(), units }
    }

    /// Begins the next term.
    fn begin(&mut self) {
        self.starts.push(self.entries.len() as u32);
    }

    fn add(&mut self, unit: u16, weight: f32) {
        self.units[usize::from(unit)].1 += weight;
        if weight >= CONTENT {
            self.entries.push(unit);
        }
    }

    /// The units that a term stands in.
    fn of_term(&self, term: u32) -> &[u16] {
        let term = term as usize;
        &self.entries[self.starts[term] as usize..self.starts[term + 1] as usize]
    }
}

/// The words of each unit.
fn units(tokens: &Tokens) -> Vec<Range<u32>> {
    let starts = &tokens.sentences;
    let size = starts.len().div_ceil(MOST_UNITS).max(1);
    let ends = starts.iter().copied().skip(size).step_by(size).chain([tokens.len() as u32]);
    starts.iter().step_by(size).zip(ends).map(|(&start, end)| start..end).collect()
}

/// How much of each article has a counterpart in the other.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counterparts {
    /// The share of the first article's weight, and of the second's, that lies in sentences with a counterpart, 0 to 1.
    pub shares: (f32, f32),
    /// The likeness of each sentence to the one it is most like, 0 to 1, as a mean by weight over either article.
    pub likeness: (f32, f32),
    /// As `shares`, of the sentences alone that are in their own words.
    pub own_words: (f32, f32),
}

/// For each unit of either article its likeness to the best unit of the other: the shared weight over the geometric mean
/// of both weights (0 to 1), and which that is.
pub struct Alignment {
    pub of_a: Vec<(f32, u16)>,
    pub of_b: Vec<(f32, u16)>,
}

/// Finds the best counterpart of every unit. Either article's sentences come with its profile; `terms` are the
/// [common ones](super::overlap::common_terms) of the two.
pub fn align(
    (a, of_a): (&Sentences, &Profile),
    (b, of_b): (&Sentences, &Profile),
    terms: &[(u32, u32)],
    room: &mut Room,
) -> Alignment {
    let width = b.units.len();
    let Room { likeness: shared, weights, .. } = room;
    shared.clear();
    shared.resize(a.units.len() * width, 0.0);
    for &(x, y) in terms {
        let columns = b.of_term(y);
        let weight = of_a.terms[x as usize].weight.min(of_b.terms[y as usize].weight);
        for &unit in a.of_term(x) {
            let row = &mut shared[usize::from(unit) * width..][..width];
            columns.iter().for_each(|&column| row[usize::from(column)] += weight);
        }
    }
    // What is too light is like nothing.
    let weight = |unit: &(Range<u32>, f32)| if unit.1 >= LIGHTEST { unit.1 } else { f32::INFINITY };
    weights.clear();
    weights.extend(b.units.iter().map(weight));
    let mut of_a = vec![(0.0, 0); a.units.len()];
    let mut of_b = vec![(0.0, 0); width];
    for (x, unit) in a.units.iter().enumerate().filter(|(_, unit)| unit.1 >= LIGHTEST) {
        let row = &mut shared[x * width..][..width];
        // Roots and divisions for all, several at once: a processor can't guess which ones are nought.
        for (likeness, weight) in row.iter_mut().zip(weights.iter()) {
            *likeness /= (unit.1 * weight).sqrt();
        }
        let best = &mut of_a[x];
        for (y, &likeness) in row.iter().enumerate() {
            if likeness > best.0 {
                *best = (likeness, y as u16);
            }
            if likeness > of_b[y].0 {
                of_b[y] = (likeness, x as u16);
            }
        }
    }
    Alignment { of_a, of_b }
}

/// The longest run of counterparts in one order, over the units of the first article that have one, less what chance gives,
/// 2 / sqrt(n); about -1 to 1, 0 for fewer than two.
pub fn in_order(alignment: &Alignment) -> f32 {
    let found: Vec<u16> =
        alignment.of_a.iter().filter(|best| best.0 >= COUNTERPART / 2.0).map(|best| best.1).collect();
    if found.len() < 2 {
        return 0.0;
    }
    // Longest non-decreasing subsequence, by patience.
    let mut tails: Vec<u16> = Vec::new();
    for &unit in &found {
        let at = tails.partition_point(|&tail| tail <= unit);
        match tails.get_mut(at) {
            Some(tail) => *tail = unit,
            None => tails.push(unit),
        }
    }
    let n = found.len() as f32;
    tails.len() as f32 / n - (2.0 / n.sqrt()).min(1.0)
}

/// A unit is copied when at least this share of its words lies in verbatim passages; the others are in their own words.
const COPIED: f32 = 0.5;

/// Where less than this share of an article is in its own words, they are too few to tell by.
const FEW: f32 = 0.2;

/// Sums an alignment up. `copied` tells of each word of the two whether it lies in a verbatim passage; without it none does.
pub fn counterparts(
    a: &Sentences,
    b: &Sentences,
    alignment: &Alignment,
    copied: Option<(&[bool], &[bool])>,
) -> Counterparts {
    let side = |sentences: &Sentences, best: &[(f32, u16)], copied: Option<&[bool]>| {
        let (mut all, mut passed, mut sum) = (0.0, 0.0, 0.0);
        let (mut own, mut own_passed) = (0.0, 0.0);
        for ((words, weight), (likeness, _)) in
            sentences.units.iter().zip(best).filter(|(unit, _)| unit.1 >= LIGHTEST)
        {
            let is_copied = copied.is_some_and(|copied| {
                let verbatim = &copied[words.start as usize..words.end as usize];
                verbatim.iter().filter(|&&copied| copied).count() as f32 >= COPIED * verbatim.len() as f32
            });
            let passes = *likeness >= COUNTERPART;
            all += weight;
            sum += weight * likeness;
            passed += if passes { *weight } else { 0.0 };
            own += if is_copied { 0.0 } else { *weight };
            own_passed += if passes && !is_copied { *weight } else { 0.0 };
        }
        match all > 0.0 {
            true => (passed / all, sum / all, if own > FEW * all { own_passed / own } else { passed / all }),
            false => (0.0, 0.0, 0.0),
        }
    };
    let (copied_a, copied_b) = copied.unzip();
    let (x, y) = (side(a, &alignment.of_a, copied_a), side(b, &alignment.of_b, copied_b));
    Counterparts { shares: (x.0, y.0), likeness: (x.1, y.1), own_words: (x.2, y.2) }
}

/// The words of the units without a counterpart, of either article.
pub fn unmatched<'s>(
    sentences: &'s Sentences,
    best: &'s [(f32, u16)],
) -> impl Iterator<Item = Range<u32>> + 's {
    let lonely = |(unit, best): (&'s (Range<u32>, f32), &'s (f32, u16))| {
        (unit.1 >= LIGHTEST && best.0 < COUNTERPART).then(|| unit.0.clone())
    };
    sentences.units.iter().zip(best).filter_map(lonely)
}

/// The words of the units that are counterparts, of either article, and how like they are; each pair once, in the order
/// of `a`.
pub fn matched(a: &Sentences, b: &Sentences, alignment: &Alignment) -> Vec<(Range<u32>, Range<u32>, f32)> {
    let passes = |best: &&(usize, (f32, u16))| best.1.0 >= COUNTERPART;
    let of_a = alignment.of_a.iter().copied().enumerate();
    let of_b = alignment.of_b.iter().copied().enumerate();
    let (of_a, of_b): (Vec<_>, Vec<_>) = (of_a.collect(), of_b.collect());
    let from_a = of_a.iter().filter(passes).map(|&(x, (likeness, y))| (x, usize::from(y), likeness));
    let from_b = of_b.iter().filter(passes).map(|&(y, (likeness, x))| (usize::from(x), y, likeness));
    let mut pairs: Vec<(usize, usize, f32)> = from_a.chain(from_b).collect();
    pairs.sort_unstable_by_key(|&(x, y, _)| (x, y));
    pairs.dedup_by_key(|&mut (x, y, _)| (x, y));
    let words =
        |(x, y, likeness): (usize, usize, f32)| (a.units[x].0.clone(), b.units[y].0.clone(), likeness);
    pairs.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsh::Rarity;
    use crate::text::{Language, Tokenizer};
    use crate::verify::overlap::common_terms;

    const A: &str = "The minister opened a bridge over the wide river. Farmers had protested against the new motorway. \
                     Engineers promised that the work ends in October.";
    const B: &str = "Against the new motorway, farmers had protested loudly. A choir from the valley sang old songs. \
                     The minister opened a bridge over the river.";

    fn sentences(texts: [&str; 2]) -> ([Sentences; 2], Alignment) {
        let mut tokenizer = Tokenizer::new();
        let tokens = texts.map(|text| tokenizer.tokenize(text, Language::from_tag("en").unwrap()));
        let rarity = Rarity::count(tokens.iter());
        let mut room = Room::default();
        let [p, q] = tokens.each_ref().map(|tokens| Profile::new(tokens, &rarity, &mut room));
        let (a, b) = (Sentences::new(&tokens[0], &p, &mut room), Sentences::new(&tokens[1], &q, &mut room));
        let mut shared = Vec::new();
        common_terms(&p, &q, &mut shared);
        let alignment = align((&a, &p), (&b, &q), &shared, &mut room);
        ([a, b], alignment)
    }

    #[test]
    fn counterparts_are_found_wherever_they_stand() {
        let ([a, b], alignment) = sentences([A, B]);
        assert_eq!((alignment.of_a[0].1, alignment.of_a[1].1), (2, 0));
        assert!(alignment.of_a[0].0 > 0.7 && alignment.of_a[2].0 < 0.3);
        assert_eq!(unmatched(&a, &alignment.of_a).count(), 1);
        assert_eq!(unmatched(&b, &alignment.of_b).count(), 1);
        let pairs: Vec<_> = matched(&a, &b, &alignment).into_iter().map(|(x, y, _)| (x, y)).collect();
        assert_eq!(pairs, [(0..9, 16..24), (9..16, 0..8)]);
        // The motorway is copied, so that in its own words the bridge remains in both, and the end without a counterpart.
        let mut copied = [[false; 30]; 2];
        copied[0][9..17].fill(true);
        copied[1][0..8].fill(true);
        let found = counterparts(&a, &b, &alignment, Some((&copied[0], &copied[1])));
        assert!(found.shares.0 > 0.5 && found.shares.0 < 0.8, "{found:?}");
        assert!(found.own_words.0 > 0.3 && found.own_words.0 < found.shares.0, "{found:?}");
    }

    #[test]
    fn a_book_is_cut_into_few_units() {
        let book = "A farmer protested loudly against motorways. ".repeat(5000);
        let ([a, _], alignment) = sentences([&book, A]);
        assert!(a.units.len() <= MOST_UNITS);
        assert_eq!(a.units.last().unwrap().0.end as usize, 5000 * 6);
        assert_eq!(alignment.of_a.len(), a.units.len());
    }
}
