//! Verbatim passages that two articles share.

use super::overlap::{Room, Shares};
use crate::text::Span;
use std::ops::Range;

/// A run of words that both articles hold in the same order, save for small gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Byte range in the first article's body.
    pub a: Range<u32>,
    /// Byte range in the second article's body.
    pub b: Range<u32>,
    /// How many words the two have in common inside the passage.
    pub words: u32,
}

/// A maximal run of equal words, in word indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub a: u32,
    pub b: u32,
    pub len: u32,
}

/// Fewest words of a run. Five-word runs that two articles share by chance are set phrases; what they add up to in
/// unrelated news is under 1% of the words.
pub const SHORTEST: usize = 5;

/// At most this many places of one shingle are tried in the second article, so that a text of one phrase repeated a
/// thousand times is read in linear time.
const MOST_PLACES: usize = 8;

/// The places of each run of [`SHORTEST`] words of an article: made once, held against many others.
///
/// An open-addressing table of places, not of hashes: the hashes stand in the order of the text and are looked at to tell
/// whether a slot is the right one, so that the table of a 500-word article is 4 KB and stays in the first cache.
#[derive(Debug)]
pub struct Places {
    shingles: Vec<u64>,
    /// The first place of each distinct shingle, or [`NONE`]. A power of two, at most half full.
    slots: Vec<u32>,
    /// For each place the next one with the same words, or [`NONE`].
    next: Vec<u32>,
    distinct: u32,
    /// A bit for each shingle by its upper half; an eighth of them set at most. Of most shingles that the article
    /// lacks it tells so without a look at the table.
    held: Vec<u64>,
}

const NONE: u32 = u32::MAX;

/// What two articles hold word for word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verbatim {
    /// Jaccard index of the two sets of shingles of [`SHORTEST`] words, 0 to 1.
    pub jaccard: f32,
    /// Containment of these sets in each other.
    pub shares: Shares,
    /// Runs of at least [`SHORTEST`] equal words, in the order of the first article, none overlapping another there.
    pub runs: Vec<Run>,
}

impl Places {
    /// Indexes the runs of words of an article. One of fewer words has none.
    pub fn new(words: &[u64]) -> Self {
        let shingles: Vec<u64> = match words.len() {
            n if n < SHORTEST => Vec::new(),
            _ => crate::text::shingles(words, SHORTEST).collect(),
        };
        let mut places = Places {
            slots: vec![NONE; (2 * shingles.len()).next_power_of_two()],
            next: vec![NONE; shingles.len()],
            distinct: 0,
            held: vec![0; (shingles.len() / 8).next_power_of_two()],
            shingles,
        };
        for place in (0..places.shingles.len()).rev() {
            let slot = places.slot(places.shingles[place]);
            places.next[place] = places.slots[slot];
            places.distinct += u32::from(places.slots[slot] == NONE);
            places.slots[slot] = place as u32;
            let (element, bit) = places.bit(places.shingles[place]);
            places.held[element] |= 1 << bit;
        }
        places
    }

    #[inline]
    fn bit(&self, shingle: u64) -> (usize, u32) {
        let upper = (shingle >> 32) as usize;
        ((upper / 64) & (self.held.len() - 1), (upper % 64) as u32)
    }

    /// The first place of `shingle`, or [`NONE`].
    #[inline]
    fn first(&self, shingle: u64) -> u32 {
        let (element, bit) = self.bit(shingle);
        if self.held[element] >> bit & 1 == 0 { NONE } else { self.slots[self.slot(shingle)] }
    }

    /// The slot that holds `shingle`, or the empty one where it would stand.
    #[inline]
    fn slot(&self, shingle: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = shingle as usize & mask;
        while self.slots[at] != NONE && self.shingles[self.slots[at] as usize] != shingle {
            at = (at + 1) & mask;
        }
        at
    }

    fn from(&self, first: u32) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors((first != NONE).then_some(first as usize), |&place| {
            (self.next[place] != NONE).then_some(self.next[place] as usize)
        })
        .take(MOST_PLACES)
    }
}

/// Finds what `a` and `b`, of which `in_a` and `in_b` are the places, hold word for word.
///
/// Greedy from the left: at each word of `a` the longest run that begins there, wherever it stands in `b`; so moved
/// paragraphs are found too. Linear in the length of `a` but for repeated phrases (Wise 1996, greedy string tiling, with
/// the order of tiles given up for speed).
pub fn verbatim(a: &[u64], b: &[u64], in_a: &Places, in_b: &Places, room: &mut Room) -> Verbatim {
    if in_a.shingles.is_empty() || in_b.shingles.is_empty() {
        return Verbatim::default();
    }
    let Room { firsts, flags: seen, .. } = room;
    firsts.clear();
    firsts.extend(in_a.shingles.iter().map(|&shingle| in_b.first(shingle)));
    let Some(start) = firsts.iter().position(|&first| first != NONE) else { return Verbatim::default() };
    let mut shared = 0;
    seen.clear();
    seen.resize(in_b.shingles.len(), false);
    for &first in firsts[start..].iter().filter(|&&first| first != NONE) {
        shared += u32::from(!std::mem::replace(&mut seen[first as usize], true));
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut at = start;
    while at < firsts.len() {
        if firsts[at] == NONE {
            at += 1;
            continue;
        }
        // Among runs of one length the one that goes on where the last one ended.
        let expected = runs.last().map_or(0, |last| last.b + last.len + (at as u32 - last.a - last.len));
        let best = in_b
            .from(firsts[at])
            .map(|place| {
                let equal = a[at..].iter().zip(&b[place..]).take_while(|(x, y)| x == y).count();
                Run { a: at as u32, b: place as u32, len: equal as u32 }
            })
            .max_by_key(|run| (run.len, std::cmp::Reverse(run.b.abs_diff(expected))));
        match best {
            Some(run) if run.len as usize >= SHORTEST => {
                at += run.len as usize;
                runs.push(run);
            }
            _ => at += 1,
        }
    }
    let all = in_a.distinct + in_b.distinct - shared;
    Verbatim {
        jaccard: shared as f32 / all as f32,
        shares: Shares::of(shared as f32, in_a.distinct as f32, in_b.distinct as f32),
        runs,
    }
}

/// Writes to `covered` of each word of a text of `len` words whether a run covers it, told by each run's range; the share of
/// those that one does.
pub fn cover(runs: &[Run], len: usize, side: impl Fn(&Run) -> Range<u32>, covered: &mut Vec<bool>) -> f32 {
    covered.clear();
    if runs.is_empty() {
        return 0.0;
    }
    covered.resize(len, false);
    for run in runs {
        let range = side(run);
        covered[range.start as usize..range.end as usize].fill(true);
    }
    covered.iter().filter(|&&covered| covered).count() as f32 / len as f32
}

/// Widest gap, in words on either side, over which two runs are shown as one passage: a changed word or two, a name with
/// its title.
const WIDEST_GAP: u32 = 4;

/// The runs as passages for people: neighbours with a small gap between them on both sides become one.
pub fn passages(a: &[Span], b: &[Span], runs: &[Run]) -> Vec<Passage> {
    let mut merged: Vec<(Range<u32>, Range<u32>, u32)> = Vec::new();
    for run in runs {
        if let Some((in_a, in_b, words)) = merged.last_mut()
            && run.a - in_a.end <= WIDEST_GAP
            && run.b >= in_b.end
            && run.b - in_b.end <= WIDEST_GAP
        {
            in_a.end = run.a + run.len;
            in_b.end = run.b + run.len;
            *words += run.len;
        } else {
            merged.push((run.a..run.a + run.len, run.b..run.b + run.len, run.len));
        }
    }
    let bytes = |spans: &[Span], words: &Range<u32>| {
        spans[words.start as usize].start..spans[words.end as usize - 1].end
    };
    let passage = |(in_a, in_b, words)| Passage { a: bytes(a, &in_a), b: bytes(b, &in_b), words };
    let mut passages: Vec<Passage> = merged.into_iter().map(passage).collect();
    // They are kept, and a million articles have some millions of such lists.
    passages.shrink_to_fit();
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Tokenizer, Tokens};

    fn tokens(text: &str) -> Tokens {
        Tokenizer::new().tokenize(text, Language::UNDETERMINED)
    }

    fn shared<'t>(a: &'t str, b: &'t str) -> Vec<(&'t str, &'t str, u32)> {
        let (x, y) = (tokens(a), tokens(b));
        passages(
            &x.spans,
            &y.spans,
            &verbatim(
                &x.words,
                &y.words,
                &Places::new(&x.words),
                &Places::new(&y.words),
                &mut Room::default(),
            )
            .runs,
        )
        .into_iter()
        .map(|p| {
            (&a[p.a.start as usize..p.a.end as usize], &b[p.b.start as usize..p.b.end as usize], p.words)
        })
        .collect()
    }

    #[test]
    fn passages_bridge_small_gaps_and_follow_moves() {
        let a = "one two three four five six seven eight nine ten. alpha beta gamma delta epsilon zeta";
        let b =
            "Alpha, beta gamma delta epsilon zeta. One two three four five SIXTY seven eight nine ten eleven";
        assert_eq!(
            shared(a, b),
            [
                ("one two three four five", "One two three four five", 5),
                ("alpha beta gamma delta epsilon zeta", "Alpha, beta gamma delta epsilon zeta", 6)
            ]
        );
        let c = "one two three four five x seven eight nine ten alpha beta";
        assert_eq!(shared(a, c), [("one two three four five six seven eight nine ten. alpha beta", c, 11)]);
        assert_eq!(shared(a, "nothing of the kind stands in here at all"), []);
    }

    #[test]
    fn a_repeated_phrase_is_read_in_linear_time() {
        let text = "the same five words again ".repeat(2000);
        let x = tokens(&text);
        let places = Places::new(&x.words);
        let found = verbatim(&x.words, &x.words, &places, &places, &mut Room::default());
        assert_eq!(found.jaccard, 1.0);
        assert_eq!(cover(&found.runs, x.len(), |run| run.a..run.a + run.len, &mut Vec::new()), 1.0);
    }
}
