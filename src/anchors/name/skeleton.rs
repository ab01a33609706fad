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

pub struct Knobs {
    pub voice: bool,
    pub liquid: bool,
    pub fv: bool,
    pub pf: bool,
    pub j: u8,
    pub len: usize,
    pub initial: bool,
    pub ng: bool,
    pub ts: bool,
    pub alts: usize,
    pub z: u8,
    pub mn: bool,
    pub rless: bool,
}
pub fn knobs() -> &'static Knobs {
    static K: std::sync::OnceLock<Knobs> = std::sync::OnceLock::new();
    K.get_or_init(|| {
        let s = std::env::var("KNOBS").unwrap_or_default();
        let h = |x: &str| s.split(',').any(|y| y == x);
        Knobs {
            voice: h("voice"),
            liquid: h("liquid"),
            fv: h("fv"),
            pf: h("pf"),
            j: if h("js") { b's' } else { b'j' },
            len: if h("l4") {
                4
            } else if h("l6") {
                6
            } else {
                5
            },
            initial: !h("noinitial"),
            ng: h("ng"),
            ts: h("ts"),
            alts: if h("alts1") {
                1
            } else if h("alts2") {
                2
            } else {
                3
            },
            z: if h("zj") { b'j' } else { b's' },
            mn: h("mn"),
            rless: h("rless"),
        }
    })
}

/// The letter of a sound in a skeleton and another that it may have; 0 is none.
fn letters(sound: u8) -> (u8, u8) {
    let k = knobs();
    let (a, b) = letters0(sound);
    let m = |c: u8| match c {
        b'j' => k.j,
        b'r' if k.liquid => b'l',
        b'f' if k.pf => b'p',
        b'v' if k.pf => b'p',
        b'b' if k.pf => b'p',
        b'f' if k.fv => b'v',
        b'b' if k.voice => b'p',
        b'd' if k.voice => b't',
        b'g' if k.voice => b'k',
        b'm' if k.mn => b'n',
        c => c,
    };
    (m(a), m(b))
}
#[rustfmt::skip]
fn letters0(sound: u8) -> (u8, u8) {
    let k = knobs();
    match sound {
        b'p' | b'b' | b't' | b'd' | b'k' | b'g' | b'm' | b'n' | b'l' | b'r' | b's' | b'f' | b'v' => (sound, sound),
        b'w' => (b'v', b'v'),
        b'z' | b'S' | b'c' | b'C' => (b's', b's'),
        b'Z' => (k.z, k.z),
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
        b'-' => (0, b'r'),
        b'~' => (b'r', if k.rless { 0 } else { b'r' }),
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
        let weak = |s: u8| matches!(s, b'Q' | b'U' | b'W' | b'G' | b'H' | b'-' | b'~');
        let mut likely = 0; let mut unlikely = 0;
        for &s in sounds { let (a, b) = letters(s); if a != b { if weak(s) { unlikely += 1 } else { likely += 1 } } }
        self.one(sounds, |_, _| false);
        if likely > 0 { self.one(sounds, |_, s| !weak(s)); }
        if unlikely > 0 { self.one(sounds, |_, s| weak(s)); }
        if likely > 1 { let first = sounds.iter().position(|&s| { let (a, b) = letters(s); a != b && !weak(s) }).unwrap_or(0); self.one(sounds, |i, _| i == first); self.one(sounds, |i, s| i != first && !weak(s)); }
        if likely > 0 && unlikely > 0 { self.one(sounds, |_, _| true); }
    }
    fn one(&mut self, sounds: &[u8], other: impl Fn(usize, u8) -> bool) {
        let k = knobs();
        if self.count == k.alts {
            return;
        }
        let mut text = [0u8; 8];
        let mut len = 0;
        
        let mut before = 0u8;
        let mut consonant = false;
        for (i, &s) in sounds.iter().enumerate() {
            let (a, b) = letters(s);
            let c = if a != b && other(i, s) { b } else { a };
            if c == 0 {
                if i == 0 && k.initial {
                    text[0] = b'a';
                    len = 1;
                }
                consonant = false;
                continue;
            }
            let adjacent = consonant;
            consonant = true;
            if c == before {
                continue;
            }
            if k.ng && adjacent && before == b'n' && (c == b'g') {
                continue;
            }
            if k.ts && adjacent && before == b't' && c == b's' {
                len -= 1;
                if len > 0 && text[len - 1] == b's' {
                    before = b's';
                    continue;
                }
            }
            if len == k.len {
                break;
            }
            text[len] = c;
            len += 1;
            before = c;
        }
        if len == 0 || (k.initial && len == 1 && text[0] == b'a') {
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
