//! Which bytes of a text may stand in words, as bits: eight bytes are told at once, and where a word ends is then a matter
//! of counting zeros instead of a loop that guesses wrong at the end of each word.

/// Bytes of a text by what they are, a bit each; behind the text's end nothing is set.
#[derive(Debug, Default)]
pub struct Bits {
    /// Letters and digits of ASCII.
    in_word: Vec<u64>,
    /// Bytes of characters outside of ASCII.
    foreign: Vec<u64>,
}

/// Bytes to one element of the bits.
const BLOCK: usize = 64;

impl Bits {
    /// Takes the bits of another text.
    pub fn read(&mut self, text: &[u8]) {
        self.in_word.clear();
        self.foreign.clear();
        let blocks = text.len() / BLOCK + 1;
        self.in_word.reserve(blocks);
        self.foreign.reserve(blocks);
        let (whole, rest) = text.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        for block in whole.iter().chain([&last]) {
            let (in_word, foreign) = told(block);
            self.in_word.push(in_word);
            self.foreign.push(foreign);
        }
    }

    /// The first letter or digit of ASCII or byte of another character at or behind `at`; none where the text ends before.
    #[inline]
    pub fn next_in_word(&self, at: usize) -> Option<usize> {
        let mut block = at / BLOCK;
        let mut bits = (self.in_word.get(block)? | self.foreign[block]) >> (at % BLOCK) << (at % BLOCK);
        while bits == 0 {
            block += 1;
            bits = self.in_word.get(block)? | self.foreign[block];
        }
        Some(block * BLOCK + bits.trailing_zeros() as usize)
    }

    /// The first byte at or behind `at`, which is inside the text, that is no letter or digit of ASCII; the text's length
    /// where all are.
    #[inline]
    pub fn end_of_run(&self, at: usize) -> usize {
        let mut block = at / BLOCK;
        let mut bits = !self.in_word[block] >> (at % BLOCK) << (at % BLOCK);
        // Behind the text's end nothing is set.
        while bits == 0 {
            block += 1;
            bits = !self.in_word[block];
        }
        block * BLOCK + bits.trailing_zeros() as usize
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The high bit of every byte: set in the bytes of characters outside of ASCII.
pub const HIGH: u64 = 0x80 * ONES;

/// The high bit of every byte, the bytes being below 0x80, that is at least `least`.
#[inline]
fn from(bytes: u64, least: u8) -> u64 {
    (bytes + u64::from(0x80 - least) * ONES) & HIGH
}

#[inline]
fn between(bytes: u64, least: u8, most: u8) -> u64 {
    from(bytes, least) & !from(bytes, most + 1)
}

/// Whether one of eight bytes of ASCII is a digit.
#[inline]
pub fn has_digit(bytes: u64) -> bool {
    between(bytes, b'0', b'9') != 0
}

/// The letters and digits of ASCII in a block, and the bytes of other characters: the lowest bit for the first byte.
///
/// Eight bytes at once in a register of any processor: a seventh of the time that a text's words take, so that vector
/// instructions would gain little.
fn told(block: &[u8; BLOCK]) -> (u64, u64) {
    // The high bits, side by side.
    let gathered = |high: u64| (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (mut in_word, mut foreign) = (0, 0);
    for (place, part) in block.as_chunks::<8>().0.iter().enumerate() {
        let bytes = u64::from_le_bytes(*part);
        let (others, bytes) = (bytes & HIGH, bytes & !HIGH);
        let found = (between(bytes | (0x20 * ONES), b'a', b'z') | between(bytes, b'0', b'9')) & !others;
        in_word |= gathered(found) << (8 * place);
        foreign |= gathered(others) << (8 * place);
    }
    (in_word, foreign)
}

/// Sixteen bytes as two numbers, the first byte lowest in the first.
#[inline]
pub fn halves(bytes: &[u8; 16]) -> [u64; 2] {
    let all = u128::from_le_bytes(*bytes);
    [all as u64, (all >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_byte_is_told(bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0x2eu8..0x3c, 0x3eu8..0x5d, 0x5fu8..0x7d], BLOCK)) {
            let block: [u8; BLOCK] = bytes.try_into().unwrap();
            let bits = |is: fn(&u8) -> bool| (0..).zip(&block).map(|(at, byte)| u64::from(is(byte)) << at).sum::<u64>();
            let expected = (bits(u8::is_ascii_alphanumeric), bits(|&byte| byte >= 0x80));
            prop_assert_eq!(told(&block), expected);
        }

        #[test]
        fn runs_are_those_of_a_loop(text in "[a-c .é]{0,150}|a{50,140}| {50,140}b") {
            let bytes = text.as_bytes();
            let mut bits = Bits::default();
            bits.read(b"a text from before");
            bits.read(bytes);
            for at in 0..=bytes.len() {
                let wanted = bytes[at..].iter().position(|&byte| byte.is_ascii_alphanumeric() || byte >= 0x80);
                prop_assert_eq!(bits.next_in_word(at), wanted.map(|found| at + found));
                if at < bytes.len() {
                    let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                    prop_assert_eq!(bits.end_of_run(at), at + run);
                }
            }
        }
    }
}
