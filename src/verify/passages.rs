//! Verbatim passages that two articles share.

use crate::text::Tokens;
use ahash::{AHashMap, RandomState};
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

/// Places of each run of `SHORTEST` words in an article: made once, used against many others.
pub struct Places {
    first: AHashMap<u64, u32>,
    /// For each place the next one with the same words, or `u32::MAX`.
    next: Vec<u32>,
}

impl Places {
    /// Indexes the runs of words of `tokens`.
    pub fn new(tokens: &Tokens) -> Self {
        let shingles: Vec<u64> = match tokens.len() {
            n if n < SHORTEST => Vec::new(),
            _ => crate::text::shingles(&tokens.words, SHORTEST).collect(),
        };
        let mut first =
            AHashMap::with_capacity_and_hasher(shingles.len(), RandomState::with_seeds(3, 1, 4, 1));
        let mut next = vec![u32::MAX; shingles.len()];
        for (place, &shingle) in shingles.iter().enumerate().rev() {
            if let Some(later) = first.insert(shingle, place as u32) {
                next[place] = later;
            }
        }
        Places { first, next }
    }

    fn of(&self, shingle: u64) -> impl Iterator<Item = usize> + '_ {
        let first = self.first.get(&shingle).copied().unwrap_or(u32::MAX);
        std::iter::successors((first != u32::MAX).then_some(first as usize), |&place| {
            (self.next[place] != u32::MAX).then_some(self.next[place] as usize)
        })
        .take(MOST_PLACES)
    }
}

/// The runs of at least [`SHORTEST`] equal words, in the order of `a`, none overlapping another in `a`.
///
/// Greedy from the left: at each word of `a` the longest run that begins there, wherever it stands in `b`; so moved
/// paragraphs are found too. Linear in the length of `a` but for repeated phrases (Wise 1996, greedy string tiling, with
/// the order of tiles given up for speed).
pub fn runs(a: &Tokens, b: &Tokens, places: &Places) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    if a.len() < SHORTEST || b.len() < SHORTEST {
        return found;
    }
    let shingles: Vec<u64> = crate::text::shingles(&a.words, SHORTEST).collect();
    let mut at = 0;
    while at < shingles.len() {
        // Among runs of one length the one that goes on where the last one ended.
        let expected = found.last().map_or(0, |last| last.b + last.len + (at as u32 - last.a - last.len));
        let best = places
            .of(shingles[at])
            .map(|place| {
                let equal = a.words[at..].iter().zip(&b.words[place..]).take_while(|(x, y)| x == y).count();
                Run { a: at as u32, b: place as u32, len: equal as u32 }
            })
            .max_by_key(|run| (run.len, std::cmp::Reverse(run.b.abs_diff(expected))));
        match best {
            Some(run) if run.len as usize >= SHORTEST => {
                at += run.len as usize;
                found.push(run);
            }
            _ => at += 1,
        }
    }
    found
}

/// Of each word of a text of `len` words whether a run covers it, told by each run's range.
pub fn covered(runs: &[Run], len: usize, side: impl Fn(&Run) -> Range<u32>) -> Vec<bool> {
    let mut seen = vec![false; len];
    for run in runs {
        let range = side(run);
        seen[range.start as usize..range.end as usize].fill(true);
    }
    seen
}

/// Widest gap, in words on either side, over which two runs are shown as one passage: a changed word or two, a name with
/// its title.
const WIDEST_GAP: u32 = 4;

/// The runs as passages for people: neighbours with a small gap between them on both sides become one.
pub fn passages(a: &Tokens, b: &Tokens, runs: &[Run]) -> Vec<Passage> {
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
    let bytes = |tokens: &Tokens, words: &Range<u32>| {
        tokens.spans[words.start as usize].start..tokens.spans[words.end as usize - 1].end
    };
    merged
        .into_iter()
        .map(|(in_a, in_b, words)| Passage { a: bytes(a, &in_a), b: bytes(b, &in_b), words })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Tokenizer};

    fn tokens(text: &str) -> Tokens {
        Tokenizer::new().tokenize(text, Language::UNDETERMINED)
    }

    fn shared<'t>(a: &'t str, b: &'t str) -> Vec<(&'t str, &'t str, u32)> {
        let (x, y) = (tokens(a), tokens(b));
        passages(&x, &y, &runs(&x, &y, &Places::new(&y)))
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
        let found = runs(&x, &x, &Places::new(&x));
        assert!(covered(&found, x.len(), |run| run.a..run.a + run.len).iter().all(|&covered| covered));
    }
}
