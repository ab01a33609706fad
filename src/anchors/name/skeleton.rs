//! Sounds to skeletons.

/// The most letters of a skeleton: enough to tell most names apart, few enough that endings are mostly cut off.
pub const LONGEST: usize = 5;

/// The sounds of a word, one byte each: see [`letters`].
#[derive(Clone, Copy)]
pub struct Sounds {
    bytes: [u8; MOST],
    len: usize,
}
const MOST: usize = 24;

impl Sounds {
    pub fn new() -> Self {
        Sounds { bytes: [0; MOST], len: 0 }
    }
    pub fn clear(&mut self) {
        self.len = 0;
    }
    pub fn push(&mut self, sound: u8) {
        if self.len < MOST {
            self.bytes[self.len] = sound;
            self.len += 1;
        }
    }
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

/// Skeletons of one word at most.
const MOST_SKELETONS: usize = 3;

/// The letter of a sound in a skeleton and another that it may have; 0 is none.
#[rustfmt::skip]
fn letters(sound: u8) -> (u8, u8) {
    match sound {
        b'p' | b'b' | b't' | b'd' | b'k' | b'g' | b'm' | b'n' | b'l' | b'r' | b's' | b'f' | b'v' => (sound, sound),
        b'w' => (b'v', b'v'),
        b'z' | b'S' | b'c' | b'C' => (b's', b's'),
        b'Z' => (b's', b's'),
        b'J' => (b'j', b'j'),
        b'N' => (b'n', b'n'),
        // ambiguous
        b'X' => (b'k', b's'),   // Latin ch
        b'j' => (0, b'j'),      // Latin j
        b'x' => (b'k', 0),
        b'H' => (0, b'k'),
        b'G' => (b'g', 0),
        b'U' => (0, b'v'),
        b'W' => (b'v', 0),
        b'B' => (b'b', b'v'),
        b'P' => (b'p', b'f'),
        b'Q' => (b'b', b'p'),
        b'D' => (b'j', b'g'),
        b'R' => (b'r', b'l'),
        b'L' => (b'l', b'r'),
        b'Y' => (b'j', b's'),
        b'K' => (b'g', b'k'),
        b'T' => (b'd', b't'),
        b'M' => (b'm', b'n'),
        b'O' => (b'n', b'm'),
        b'q' => (b's', b't'),
        b'h' => (0, b'f'),
        b'E' => (0, b's'),
        b'y' => (0, b'r'),      // of Tibetan kra
        b'V' => (b'f', b'v'),
        _ => (0, 0),
    }
}

/// Up to three skeletons.
pub struct Found {
    texts: [[u8; 8]; 3],
    lens: [usize; 3],
    count: usize,
}
impl Found {
    pub fn new() -> Self {
        Found { texts: [[0; 8]; 3], lens: [0; 3], count: 0 }
    }
    pub fn add(&mut self, sounds: &Sounds) {
        let sounds = sounds.as_slice();
        let ambiguous = sounds
            .iter()
            .filter(|&&s| {
                let (a, b) = letters(s);
                a != b
            })
            .count();
        self.one(sounds, |_| false);
        if ambiguous > 0 {
            self.one(sounds, |_| true);
        }
        if ambiguous > 1 {
            self.one(sounds, |i| i == 0);
            self.one(sounds, |i| i == 1);
        }
    }
    fn one(&mut self, sounds: &[u8], other: impl Fn(usize) -> bool) {
        if self.count == MOST_SKELETONS {
            return;
        }
        let mut text = [0u8; 8];
        let mut len = 0;
        let mut nth = 0;
        let mut before = 0u8;
        for (i, &s) in sounds.iter().enumerate() {
            let (a, b) = letters(s);
            let c = if a != b {
                nth += 1;
                if other(nth - 1) { b } else { a }
            } else {
                a
            };
            if c == 0 {
                if i == 0 {
                    text[0] = b'a';
                    len = 1;
                }
                continue;
            }
            if c == before {
                continue;
            }
            if len == LONGEST {
                break;
            }
            text[len] = c;
            len += 1;
            before = c;
        }
        if len == 0 || (len == 1 && text[0] == b'a') {
            return;
        }
        if (0..self.count).any(|i| self.texts[i][..self.lens[i]] == text[..len]) {
            return;
        }
        self.texts[self.count] = text;
        self.lens[self.count] = len;
        self.count += 1;
    }
    pub fn each(&self, each: &mut impl FnMut(&str)) {
        for i in 0..self.count {
            each(std::str::from_utf8(&self.texts[i][..self.lens[i]]).expect("ASCII"));
        }
    }
}
