//! Verbatim passages that two articles share.

use super::overlap::{Merged, Room, Run, Shares};
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
    /// The places that are not the first with their words: none in most articles.
    again: Vec<u32>,
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
    /// Runs of at least [`SHORTEST`] equal words, in the order of the first article, none overlapping another there. The
    /// list is the room's.
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
            again: Vec::new(),
            held: vec![0; (shingles.len() / 8).next_power_of_two()],
            shingles,
        };
        for place in (0..places.shingles.len()).rev() {
            let slot = places.slot(places.shingles[place]);
            let next = std::mem::replace(&mut places.slots[slot], place as u32);
            places.next[place] = next;
            if next != NONE {
                places.again.push(next);
            }
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

    /// The number of distinct shingles.
    fn distinct(&self) -> usize {
        self.shingles.len() - self.again.len()
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
    let mut runs = std::mem::take(&mut room.runs);
    runs.clear();
    // How many shingles of `a`, each as often as it stands there, `b` has too.
    let mut found = 0;
    let mut at = 0;
    while at < in_a.shingles.len() {
        let first = in_b.first(in_a.shingles[at]);
        if first == NONE {
            at += 1;
            continue;
        }
        // Among runs of one length the one that goes on where the last one ended.
        let expected =
            runs.last().map_or(0, |last: &Run| last.b + last.len + (at as u32 - last.a - last.len));
        let best = in_b
            .from(first)
            .map(|place| Run { a: at as u32, b: place as u32, len: equal(&a[at..], &b[place..]) as u32 })
            .max_by_key(|run| (run.len, std::cmp::Reverse(run.b.abs_diff(expected))));
        match best {
            Some(run) if run.len as usize >= SHORTEST => {
                // What lies inside the run need not be looked up, what reaches out of it does.
                let inside = run.len as usize - SHORTEST + 1;
                let behind = at + run.len as usize;
                let edge = &in_a.shingles[at + inside..behind.min(in_a.shingles.len())];
                found += inside + edge.iter().filter(|&&shingle| in_b.first(shingle) != NONE).count();
                at = behind;
                runs.push(run);
            }
            _ => {
                found += 1;
                at += 1;
            }
        }
    }
    let again = in_a.again.iter().filter(|&&place| in_b.first(in_a.shingles[place as usize]) != NONE);
    let shared = found - if found > 0 { again.count() } else { 0 };
    let (distinct_a, distinct_b) = (in_a.distinct(), in_b.distinct());
    let all = distinct_a + distinct_b - shared;
    Verbatim {
        jaccard: shared as f32 / all as f32,
        shares: Shares::of(shared as f32, distinct_a as f32, distinct_b as f32),
        runs,
    }
}

/// How many words two texts begin with alike.
fn equal(a: &[u64], b: &[u64]) -> usize {
    let (a, b) = (&a[..a.len().min(b.len())], &b[..a.len().min(b.len())]);
    let (chunks_a, chunks_b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    // Eight at once: most runs are long.
    let mut whole = 0;
    while whole < chunks_a.len() {
        let (x, y) = (&chunks_a[whole], &chunks_b[whole]);
        let mut unlike = 0;
        for word in 0..8 {
            unlike |= x[word] ^ y[word];
        }
        if unlike != 0 {
            break;
        }
        whole += 1;
    }
    let mut at = 8 * whole;
    while at < a.len() && a[at] == b[at] {
        at += 1;
    }
    at
}

/// The share of the words of a text of `len` that runs cover, told by each run's range. `covered` is room.
pub fn share(runs: &[Run], len: usize, side: impl Fn(&Run) -> Range<u32>, covered: &mut Vec<bool>) -> f32 {
    if runs.is_empty() {
        return 0.0;
    }
    let apart = runs.windows(2).all(|pair| side(&pair[0]).end <= side(&pair[1]).start);
    let words = if apart {
        runs.iter().map(|run| run.len as usize).sum()
    } else {
        cover(runs, len, side, covered);
        covered.iter().filter(|&&covered| covered).count()
    };
    words as f32 / len as f32
}

/// Writes to `covered` of each word of a text of `len` words whether a run covers it, told by each run's range.
pub fn cover(runs: &[Run], len: usize, side: impl Fn(&Run) -> Range<u32>, covered: &mut Vec<bool>) {
    covered.clear();
    covered.resize(len, false);
    for run in runs {
        let range = side(run);
        covered[range.start as usize..range.end as usize].fill(true);
    }
}

/// Widest gap, in words on either side, over which two runs are shown as one passage: a changed word or two, a name with
/// its title.
const WIDEST_GAP: u32 = 4;

/// The runs as passages for people: neighbours with a small gap between them on both sides become one. `merged` is room.
pub fn passages(a: &[Span], b: &[Span], runs: &[Run], merged: &mut Vec<Merged>) -> Vec<Passage> {
    merged.clear();
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
            merged.push((run.in_a(), run.in_b(), run.len));
        }
    }
    let bytes = |spans: &[Span], words: &Range<u32>| {
        spans[words.start as usize].start..spans[words.end as usize - 1].end
    };
    // They are kept, and a million articles have some millions of such lists: no longer than they need be.
    merged
        .iter()
        .map(|(in_a, in_b, words)| Passage { a: bytes(a, in_a), b: bytes(b, in_b), words: *words })
        .collect()
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
            &mut Vec::new(),
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
        assert_eq!(share(&found.runs, x.len(), Run::in_a, &mut Vec::new()), 1.0);
    }
}
