//! A table from words or letter groups to the languages that have them.

use std::ops::Range;

/// What a feature says for one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// The index of a language.
    pub language: u8,
    /// By how much the feature is likelier there than in a language that is not listed: natural logarithm, in steps of
    /// [`NAT`].
    pub weight: u8,
}

/// Steps of [`Vote::weight`] to a nat.
pub const NAT: f32 = 16.0;

/// So many languages are added up at once.
const LANES: usize = 16;

/// Open addressing on 64-bit keys that are hashes already: 32 bits of the key are kept, so that of a hundred thousand
/// texts' words about one is taken for another.
#[derive(Debug)]
pub struct Features {
    /// Key's lower half, start in `votes`, number of votes; zero where there is none. A power of two, at most half full.
    slots: Vec<(u32, Place)>,
    votes: Vec<Vote>,
    /// The weights of features of many languages, one for each language of a family, zeros between and behind them.
    rows: Vec<[u8; LANES]>,
    /// Of each family the first language, and the length of its rows.
    families: Vec<(u8, u8)>,
}

/// Where the votes of a feature are: their start above, and below their number or, with [`ROW`], their family; zero where
/// there are none.
pub type Place = u32;

const COUNT_BITS: u32 = 8;

/// The votes are a row, and their start is counted in rows.
const ROW: u32 = 1 << (COUNT_BITS - 1);

/// A feature of a family whose row is this many times as long as its votes are many, or less, has a row: sixteen languages
/// are added up in about the time of one vote.
const THIN: usize = 12;

impl Features {
    /// `entries` are keys with votes, in any order; those of one key and language count each. `families` are languages of
    /// one script: what is a feature of many of one family, and of no other, is added up faster. There are fewer than 128.
    pub fn new(mut entries: Vec<(u64, Vote)>, families: Vec<Range<u8>>) -> Self {
        entries.sort_unstable_by_key(|&(key, vote)| (key, vote.language));
        let keys = entries.chunk_by(|a, b| a.0 == b.0).count();
        let mut features = Features {
            slots: vec![(0, 0); (2 * keys + 2).next_power_of_two()],
            votes: Vec::with_capacity(entries.len()),
            rows: Vec::new(),
            families: families
                .iter()
                .map(|family| (family.start, family.len().div_ceil(LANES) as u8))
                .collect(),
        };
        for entry in entries.chunk_by(|a, b| a.0 == b.0) {
            let mut at = features.home(entry[0].0);
            while features.slots[at].1 != 0 {
                at = (at + 1) & (features.slots.len() - 1);
            }
            features.slots[at] = (entry[0].0 as u32, features.put(entry, &families));
        }
        features
    }

    /// Puts down the votes of one feature, ascending by language.
    fn put(&mut self, entry: &[(u64, Vote)], families: &[Range<u8>]) -> Place {
        let votes = || entry.iter().map(|&(_, vote)| vote);
        let family = families.iter().position(|family| votes().all(|vote| family.contains(&vote.language)));
        let once = entry.windows(2).all(|pair| pair[0].1.language < pair[1].1.language);
        if let Some(number) = family.filter(|_| once) {
            let family = &families[number];
            let start = self.rows.len();
            if family.len() <= THIN * entry.len() {
                self.rows.resize(start + family.len().div_ceil(LANES), [0; LANES]);
                let row = self.rows[start..].as_flattened_mut();
                votes().for_each(|vote| row[usize::from(vote.language - family.start)] = vote.weight);
                return (start as u32) << COUNT_BITS | ROW | number as u32;
            }
        }
        let start = self.votes.len() as u32;
        self.votes.extend(votes());
        let count = entry.len() as u32;
        assert!(count < ROW, "fewer than 128 languages have one word");
        start << COUNT_BITS | count
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        (key >> 32) as usize & (self.slots.len() - 1)
    }

    /// Has the memory ready in which features will be looked up: a look-up waits for it and for the one before, and here
    /// nothing waits.
    pub fn fetch(&self, keys: impl Iterator<Item = u64>) {
        let touched = keys.fold(0, |touched, key| touched ^ self.slots[self.home(key)].1);
        std::hint::black_box(touched);
    }

    /// Where the votes of a feature are.
    #[inline]
    pub fn place(&self, key: u64) -> Place {
        let mut at = self.home(key);
        loop {
            let (tag, place) = self.slots[at];
            if place == 0 || tag == key as u32 {
                return place;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Counts the votes at a place.
    #[inline]
    pub fn count(&self, place: Place, tally: &mut Tally) {
        let (start, low) = ((place >> COUNT_BITS) as usize, place & ((1 << COUNT_BITS) - 1));
        if low & ROW == 0 {
            for vote in &self.votes[start..start + low as usize] {
                tally.scores[usize::from(vote.language)] += u32::from(vote.weight);
            }
        } else {
            let (first, length) = self.families[(low ^ ROW) as usize];
            tally.add_row(usize::from(first), &self.rows[start..start + usize::from(length)]);
        }
    }
}

/// Sums of votes by language.
pub struct Tally {
    scores: [u32; 256],
    /// What of rows is not added to the scores yet; a row may reach behind the last language.
    sums: [u16; 256 + LANES],
    /// How many rows that is.
    rows: u16,
}

impl Tally {
    pub fn new() -> Self {
        Tally { scores: [0; 256], sums: [0; 256 + LANES], rows: 0 }
    }

    #[inline]
    fn add_row(&mut self, start: usize, row: &[[u8; LANES]]) {
        let (sums, _) = self.sums[start..].as_chunks_mut::<LANES>();
        let sums = &mut sums[..row.len()];
        for block in 0..row.len() {
            let (sums, weights) = (&mut sums[block], &row[block]);
            for lane in 0..LANES {
                sums[lane] += u16::from(weights[lane]);
            }
        }
        self.rows += 1;
        // As many rows as cannot overflow.
        if self.rows == u16::MAX / u16::from(u8::MAX) {
            self.settle();
        }
    }

    /// Adds up what is not in the scores yet.
    pub fn settle(&mut self) {
        if self.rows == 0 {
            return;
        }
        for (score, sum) in self.scores.iter_mut().zip(&mut self.sums) {
            *score += u32::from(std::mem::take(sum));
        }
        self.rows = 0;
    }

    /// The sums, as far as they are settled, in steps of [`NAT`].
    pub fn scores(&self) -> &[u32; 256] {
        &self.scores
    }
}

/// A hash of characters, fed one by one; the keys of [`Features`].
#[derive(Debug, Clone, Copy)]
pub struct Key(u64);

impl Key {
    pub const EMPTY: Key = Key(0x9E37_79B9_7F4A_7C15);

    #[inline]
    pub fn push(&mut self, c: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(c)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    }

    /// The last step of Murmur3's 64-bit mixer: every bit of the key depends on every character.
    #[inline]
    pub fn finish(self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        mixed ^ mixed >> 33
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out() {
        let key = |word: &str| {
            let mut key = Key::EMPTY;
            word.chars().for_each(|c| key.push(c as u32));
            key.finish()
        };
        let vote = |language, weight| Vote { language, weight };
        let counted = |features: &Features, words: &[&str]| {
            let mut tally = Tally::new();
            words.iter().for_each(|word| features.count(features.place(key(word)), &mut tally));
            tally.settle();
            tally.scores()[..40].to_vec()
        };
        let mut entries = vec![(key("die"), vote(3, 9)), (key("and"), vote(1, 7)), (key("die"), vote(2, 8))];
        entries.extend((4..33).map(|language| (key("un"), vote(language, 255))));
        let plain = Features::new(entries.clone(), Vec::new());
        let in_rows = Features::new(entries, vec![0..3, 4..33]);
        assert_eq!((plain.rows.len(), in_rows.rows.len()), (0, 3));
        let mut expected = vec![0; 40];
        (expected[2], expected[3]) = (8, 9);
        for features in [&plain, &in_rows] {
            assert_eq!(counted(features, &["die", "dna"]), expected);
            assert_eq!(counted(features, &["and", "and"])[..3], [0, 14, 0]);
            assert_eq!(counted(features, &["un"; 1000])[3..34], [&[0][..], &[255_000; 29], &[0]].concat());
        }
        assert_eq!(Features::new(Vec::new(), Vec::new()).place(key("die")), 0);
    }
}
