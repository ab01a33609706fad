//! A table from words or letter groups to the languages that have them.

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

/// Open addressing on 64-bit keys that are hashes already: 32 bits of the key are kept, so that of a hundred thousand
/// texts' words about one is taken for another.
#[derive(Debug)]
pub struct Features {
    /// Key's lower half, start in `votes`, number of votes; zero where there is none. A power of two, at most half full.
    slots: Vec<(u32, u32)>,
    votes: Vec<Vote>,
}

/// A slot's second half holds the start of its votes above and their number, at most 255, below.
const COUNT_BITS: u32 = 8;

impl Features {
    /// `entries` are keys with votes, in any order; those of one key and language count each.
    pub fn new(mut entries: Vec<(u64, Vote)>) -> Self {
        entries.sort_unstable_by_key(|&(key, vote)| (key, vote.language));
        let keys = entries.chunk_by(|a, b| a.0 == b.0).count();
        let mut features = Features {
            slots: vec![(0, 0); (2 * keys + 2).next_power_of_two()],
            votes: Vec::with_capacity(entries.len()),
        };
        for entry in entries.chunk_by(|a, b| a.0 == b.0) {
            let start = features.votes.len() as u32;
            features.votes.extend(entry.iter().map(|&(_, vote)| vote));
            let count = features.votes.len() as u32 - start;
            let mut at = features.home(entry[0].0);
            while features.slots[at].1 != 0 {
                at = (at + 1) & (features.slots.len() - 1);
            }
            features.slots[at] = (entry[0].0 as u32, start << COUNT_BITS | count);
        }
        features
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        (key >> 32) as usize & (self.slots.len() - 1)
    }

    /// The votes of a feature; empty for one that is not known.
    #[inline]
    pub fn votes(&self, key: u64) -> &[Vote] {
        let mut at = self.home(key);
        loop {
            let (tag, place) = self.slots[at];
            if place == 0 {
                return &[];
            }
            if tag == key as u32 {
                let start = (place >> COUNT_BITS) as usize;
                return &self.votes[start..start + (place & ((1 << COUNT_BITS) - 1)) as usize];
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
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
        let features =
            Features::new(vec![(key("die"), vote(3, 9)), (key("and"), vote(1, 7)), (key("die"), vote(2, 8))]);
        assert_eq!(features.votes(key("die")), [vote(2, 8), vote(3, 9)]);
        assert_eq!(features.votes(key("and")), [vote(1, 7)]);
        assert_eq!(features.votes(key("dna")), []);
        assert_eq!(Features::new(Vec::new()).votes(key("die")), []);
    }
}
