//! The letters of every script to sounds.

use super::skeleton::Sounds;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::sync::OnceLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Armenian,
    Georgian,
    Ethiopic,
    Thaana,
    Indic,
    Sinhala,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Tibetan,
    Hangul,
    Kana,
    Han,
}

pub fn script(c: u16) -> Option<Script> {
    use Script::*;
    Some(match c {
        0x41..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF => Latin,
        0x370..=0x3FF => Greek,
        0x400..=0x52F => Cyrillic,
        0x531..=0x587 => Armenian,
        0x5D0..=0x5EA => Hebrew,
        0x620..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF => Arabic,
        0x780..=0x7BF => Thaana,
        0x900..=0xD7F => Indic,
        0xD80..=0xDFF => Sinhala,
        0xE01..=0xE4F => Thai,
        0xE81..=0xEDF => Lao,
        0xF00..=0xFBC => Tibetan,
        0x1000..=0x109F | 0xAA60..=0xAA7F => Myanmar,
        0x10A0..=0x10FF => Georgian,
        0x1200..=0x137F => Ethiopic,
        0x1780..=0x17D3 => Khmer,
        0x3041..=0x30FF | 0x31F0..=0x31FF => Kana,
        0x3400..=0x9FFF => Han,
        0xAC00..=0xD7A3 => Hangul,
        _ => return None,
    })
}

/// The script of the first character that has one.
pub fn first(word: &str) -> Option<Script> {
    word.chars().find_map(|c| u16::try_from(c as u32).ok().and_then(script))
}

const LONGEST_WORD: usize = 32;

/// The letters of a word, folded: lower case, compatibility forms resolved, marks that add nothing dropped.
pub struct Letters {
    chars: [u16; LONGEST_WORD],
    len: usize,
    pub capital: bool,
}

/// A character whose compatibility form is several: the word is normalised first.
const SEVERAL: u16 = 1;

fn folds() -> &'static [u16; 0x1_0000] {
    static FOLDS: OnceLock<Box<[u16; 0x1_0000]>> = OnceLock::new();
    FOLDS.get_or_init(|| {
        let mut table = Box::new([0u16; 0x1_0000]);
        let nfkc = ComposingNormalizerBorrowed::new_nfkc();
        let nfkd = icu_normalizer::DecomposingNormalizerBorrowed::new_nfkd();
        for (code, to) in table.iter_mut().enumerate() {
            let Some(c) = char::from_u32(code as u32) else { continue };
            if ('\u{300}'..='\u{36f}').contains(&c) {
                *to = SEVERAL;
                continue;
            }
            let mut composed = nfkc
                .normalize_iter(std::iter::once(c))
                .flat_map(char::to_lowercase)
                .filter(|c| *c != '\u{307}');
            let (Some(one), rest) = (composed.next(), composed.next()) else { continue };
            if rest.is_some() {
                *to = SEVERAL;
                continue;
            }
            let Ok(mut one) = u16::try_from(one as u32) else { continue };
            // Accents of Latin and Greek that say nothing.
            if matches!(script(one), Some(Script::Latin | Script::Greek)) && special(one) == 0 {
                one = nfkd
                    .normalize_iter(std::iter::once(char::from_u32(one as u32).unwrap()))
                    .next()
                    .map_or(one, |c| c as u32 as u16);
            }
            if matches!(one, 0x64B..=0x65F | 0x670 | 0x640 | 0x6D6..=0x6ED) && one != 0x6D5 && one != 0x6EE {
                continue;
            }
            if script(one).is_some() {
                *to = one;
            }
        }
        table
    })
}

impl Letters {
    pub fn new() -> Self {
        Letters { chars: [0; LONGEST_WORD], len: 0, capital: false }
    }
    pub fn as_slice(&self) -> &[u16] {
        &self.chars[..self.len]
    }
    pub fn read(&mut self, word: &str) -> Option<Script> {
        let folds = folds();
        let mut first: Option<Script> = None;
        self.len = 0;
        // A prefix in lower case before a capital is grammar: eLondon, kwaTrump, tÉireann.
        let mut start = 0;
        let mut cs = word.char_indices();
        if let Some((_, c)) = cs.next()
            && c.is_lowercase()
            && !c.is_ascii_digit()
            && let Some((i, _)) = cs.find(|(_, c)| !c.is_lowercase())
            && word[i..].chars().next().is_some_and(char::is_uppercase)
            && i <= 6
            && word[i..].chars().nth(1).is_some_and(char::is_lowercase)
        {
            start = i;
        }
        self.capital = word[start..].chars().next().is_some_and(char::is_uppercase);
        for c in word[start..].chars() {
            if c.is_ascii_digit() {
                return None;
            }
            let Ok(code) = u16::try_from(c as u32) else { continue };
            let to = folds[code as usize];
            if to == SEVERAL {
                let text: String =
                    ComposingNormalizerBorrowed::new_nfkc().normalize_iter(word[start..].chars()).collect();
                if text == word[start..] {
                    continue;
                }
                return self.read_plain(&text);
            }
            if !self.push(to, &mut first) {
                break;
            }
        }
        first
    }
    fn read_plain(&mut self, word: &str) -> Option<Script> {
        let mut first = None;
        self.len = 0;
        for c in word.chars() {
            let Ok(code) = u16::try_from(c as u32) else { continue };
            let to = folds()[code as usize];
            if to != SEVERAL && !self.push(to, &mut first) {
                break;
            }
        }
        first
    }
    fn push(&mut self, to: u16, first: &mut Option<Script>) -> bool {
        if to == 0 {
            return true;
        }
        let this = script(to);
        if first.is_some() && this != *first {
            return self.len < 2 && {
                *first = this;
                self.len = 0;
                self.chars[0] = to;
                self.len = 1;
                true
            };
        }
        *first = this;
        if self.len == LONGEST_WORD {
            return false;
        }
        self.chars[self.len] = to;
        self.len += 1;
        true
    }
}

/// Latin letters that are not what they are without their marks.
fn special(c: u16) -> u8 {
    match char::from_u32(c as u32).unwrap_or(' ') {
        'š' | 'ş' | 'ș' | 'ś' | 'ŝ' | 'ṣ' => b'S',
        'č' | 'ć' | 'ĉ' | 'ċ' => b'C',
        'ç' => b'Q',
        'ž' | 'ż' | 'ź' | 'ẓ' => b'Z',
        'ß' => b's',
        'ð' => b'd',
        'þ' => b't',
        'đ' | 'ɖ' | 'ɗ' => b'd',
        'ł' | 'ƚ' => b'l',
        'ŋ' | 'ɲ' => b'N',
        'ɓ' => b'b',
        'ƙ' => b'k',
        'ƴ' => b'y',
        'ħ' => b'h',
        'ŧ' => b't',
        'ƒ' => b'f',
        'ɣ' => b'g',
        'ɛ' | 'ɔ' | 'ə' | 'æ' | 'ø' | 'œ' | 'ı' | 'ɑ' | 'ɩ' | 'ʊ' | 'ǝ' | 'ʋ' => b'a',
        'ť' => b't',
        'ğ' | 'ǧ' | 'ġ' => b'g',
        'ț' | 'ţ' => b'T',
        'ʃ' => b'S',
        'ʒ' => b'Z',
        'ƶ' => b'z',
        'ʔ' | 'ʕ' => b'h',
        _ => 0,
    }
}

pub fn spell(
    script: Script,
    letters: &[u16],
    language: &str,
    _word: &str,
    done: &mut dyn FnMut(&Sounds),
    out: &mut Sounds,
) {
    match script {
        Script::Latin => latin(letters, language, out),
        Script::Cyrillic => cyrillic(letters, language, out),
        Script::Greek => greek(letters, out),
        Script::Arabic => return arabic(letters, language, done),
        Script::Hebrew => return hebrew(letters, done),
        Script::Armenian => map(letters, out, armenian),
        Script::Georgian => map(letters, out, georgian),
        Script::Ethiopic => map(letters, out, ethiopic),
        Script::Thaana => map(letters, out, thaana),
        Script::Indic => indic(letters, language, out),
        Script::Sinhala => map(letters, out, sinhala),
        Script::Thai => map(letters, out, thai),
        Script::Lao => map(letters, out, lao),
        Script::Khmer => khmer(letters, out),
        Script::Myanmar => myanmar(letters, out),
        Script::Tibetan => tibetan(letters, out),
        Script::Hangul => return hangul(letters, done),
        Script::Kana => kana(letters, out),
        Script::Han => map_han(letters, out),
    }
    done(out);
}

fn map_han(letters: &[u16], out: &mut Sounds) {
    for &c in letters {
        if let Some(s) = super::han::spelling(c) {
            for &s in s.sounds {
                out.push(s);
            }
        }
    }
}

fn map(letters: &[u16], out: &mut Sounds, sound: impl Fn(u16) -> u8) {
    for &c in letters {
        let s = sound(c);
        if s != 0 {
            out.push(s);
        }
    }
}

const VOWELS: &[u8] = b"aeiouy";
fn latin(letters: &[u16], language: &str, out: &mut Sounds) {
    let at = |i: usize| -> u8 {
        letters.get(i).map_or(0, |&c| match special(c) {
            0 => {
                if c < 0x80 {
                    c as u8
                } else {
                    b'a'
                }
            }
            s => s,
        })
    };
    let turkic = matches!(language, "tr" | "az" | "tk" | "ku" | "uz" | "tt");
    let mut i = 0;
    let n = letters.len();
    let vowel = |c: u8| VOWELS.contains(&c);
    while i < n {
        let (c, d, e) = (at(i), at(i + 1), at(i + 2));
        let (sound, step): (&[u8], usize) = match (c, d, e) {
            (b's', b'c', b'h') => (b"S", 3),
            (b't', b's', b'c') if at(i + 3) == b'h' => (b"C", 4),
            (b's', b'h', _) => (b"S", 2),
            (b't', b'c', b'h') => (b"C", 3),
            (b'd', b'z', b'h') => (b"J", 3),
            (b'd', b'j', _) | (b'd', b'Z', _) => (b"J", 2),
            (b'c', b'h', _) => (b"X", 2),
            (b'c', b'k', _) => (b"k", 2),
            (b'c', b'z', _) => (b"C", 2),
            (b'c', b's', _) if language == "hu" => (b"C", 2),
            (b's', b'z', _) => (b"s", 2),
            (b'p', b'h', _) => (b"f", 2),
            (b't', b'h', _) => (b"t", 2),
            (b'k', b'h', _) => (b"k", 2),
            (b'z', b'h', _) => (b"Z", 2),
            (b'g', b'h', _) => (b"g", 2),
            (b'x', ..) if i == 0 => (b"s", 1),
            (b'x', ..) => (b"ks", 1),
            (b'q', b'u', _) => (b"k", 2),
            (b'q', ..) if language == "az" => (b"g", 1),
            (b'q', ..) => (b"k", 1),
            (b'c', ..) if turkic => (b"J", 1),
            (b'Q', ..) if turkic || language == "sq" => (b"C", 1),
            (b'Q', ..) => (b"s", 1),
            (b'c', b'e' | b'i' | b'y', _) => (b"s", 1),
            (b'c', 0, _) if i >= 2 && at(i - 1) == b'i' && at(i - 2) == b'v' => (b"C", 1),
            (b'c', ..) => (b"k", 1),
            (b'T', ..) => (b"s", 1),
            (b'w', b'h', _) => (b"w", 2),
            (b'w', ..) if vowel(d) => (b"w", 1),
            (b'w', ..) => (b"U", 1),
            (b'h', ..) => (b"a", 1),
            (b'y', ..) => (b"i", 1),
            (b'j', ..) => (b"j", 1),
            (b'a' | b'e' | b'i' | b'o' | b'u', ..) => (b"a", 1),
            (b'a'..=b'z' | b'S' | b'C' | b'Z' | b'N', ..) => (&[c], 1),
            _ => (b"", 1),
        };
        for &s in sound {
            out.push(s);
        }
        i += step;
    }
}

fn cyrillic(letters: &[u16], language: &str, out: &mut Sounds) {
    for (i, &c) in letters.iter().enumerate() {
        let s = match char::from_u32(c as u32).unwrap_or(' ') {
            'б' => b'b',
            'в' => b'v',
            'г' | 'ґ' | 'ғ' | 'ҕ' => {
                if i == 0 || language == "uk" || language == "be" {
                    b'G'
                } else {
                    b'g'
                }
            }
            'д' => b'd',
            'ж' => {
                if i > 0 && letters[i - 1] == 'д' as u16 {
                    out.truncate(out.as_slice().len().saturating_sub(1));
                    b'J'
                } else {
                    b'Z'
                }
            }
            'з' => b'z',
            'ҙ' => b'z',
            'к' | 'қ' | 'ҡ' | 'ҝ' => b'k',
            'л' | 'љ' => b'l',
            'м' => b'm',
            'н' | 'њ' => b'n',
            'ң' | 'ҥ' | 'ӈ' => b'N',
            'п' => b'p',
            'р' => b'r',
            'с' | 'ҫ' => b's',
            'т' => b't',
            'ф' => b'f',
            'х' => b'x',
            'һ' | 'ҳ' => b'a',
            'ц' => b'c',
            'ч' | 'ћ' | 'ҷ' | 'ѓ' => b'C',
            'ш' | 'щ' => b'S',
            'џ' | 'җ' | 'ђ' | 'ӂ' => b'J',
            'ѕ' => b'z',
            'ќ' => b'k',
            'ў' => b'U',
            'ь' | 'ъ' => continue,
            _ => b'a',
        };
        out.push(s);
    }
}

fn greek(letters: &[u16], out: &mut Sounds) {
    let at = |i: usize| letters.get(i).and_then(|&c| char::from_u32(c as u32)).unwrap_or(' ');
    let mut i = 0;
    while i < letters.len() {
        let (sound, step): (&[u8], usize) = match (at(i), at(i + 1)) {
            ('μ', 'π') => (if i == 0 { b"b" } else { b"Q" }, 2),
            ('ν', 'τ') => (if i == 0 { b"d" } else { b"nt" }, 2),
            ('γ', 'κ') => (if i == 0 { b"g" } else { b"ng" }, 2),
            ('γ', 'γ') => (b"ng", 2),
            ('γ', 'χ') => (b"nx", 2),
            ('τ', 'ζ') => (b"J", 2),
            ('τ', 'σ') => (b"C", 2),
            ('ο', 'υ') => (b"U", 2),
            ('α' | 'ε', 'υ') => (b"aU", 2),
            ('β', _) => (b"v", 1),
            ('γ', _) => (b"g", 1),
            ('δ', _) => (b"d", 1),
            ('ζ', _) => (b"z", 1),
            ('θ', _) => (b"t", 1),
            ('κ', _) => (b"k", 1),
            ('λ', _) => (b"l", 1),
            ('μ', _) => (b"m", 1),
            ('ν', _) => (b"n", 1),
            ('ξ', _) => (b"ks", 1),
            ('π', _) => (b"p", 1),
            ('ρ', _) => (b"r", 1),
            ('σ' | 'ς', _) => (b"s", 1),
            ('τ', _) => (b"t", 1),
            ('φ', _) => (b"f", 1),
            ('χ', _) => (b"x", 1),
            ('ψ', _) => (b"ps", 1),
            _ => (b"a", 1),
        };
        for &s in sound {
            out.push(s);
        }
        i += step;
    }
}

fn arabic(letters: &[u16], language: &str, done: &mut dyn FnMut(&Sounds)) {
    let ch = |i: usize| letters.get(i).and_then(|&c| char::from_u32(c as u32)).unwrap_or(' ');
    let arabic = matches!(language, "ar" | "mey" | "shi" | "und");
    let mut out = Sounds::new();
    let mut say = |from: usize, out: &mut Sounds| {
        out.clear();
        for i in from..letters.len() {
            let s = match ch(i) {
                'ب' | 'ݐ' => {
                    if arabic {
                        b'Q'
                    } else {
                        b'b'
                    }
                }
                'پ' => b'p',
                'ت' | 'ط' | 'ٹ' | 'ټ' | 'ٺ' | 'ٽ' | 'ٿ' => b't',
                'ث' => {
                    if arabic {
                        b't'
                    } else {
                        b's'
                    }
                }
                'ج' => {
                    if arabic {
                        b'D'
                    } else {
                        b'J'
                    }
                }
                'ڄ' => b'J',
                'چ' | 'ڇ' => b'C',
                'خ' => b'k',
                'د' | 'ڈ' | 'ډ' | 'ڏ' | 'ڊ' | 'ڌ' => b'd',
                'ذ' => {
                    if arabic {
                        b'd'
                    } else {
                        b'z'
                    }
                }
                'ر' | 'ړ' | 'ڑ' | 'ڕ' | 'ڙ' => b'r',
                'ز' | 'ځ' => b'z',
                'ژ' => b'Z',
                'ږ' => b'Z',
                'س' | 'ص' | 'څ' => b's',
                'ش' | 'ښ' => {
                    if i > from && ch(i - 1) == 'ت' {
                        out.truncate(out.as_slice().len() - 1);
                        b'C'
                    } else {
                        b'S'
                    }
                }
                'ض' => {
                    if arabic {
                        b'd'
                    } else {
                        b'z'
                    }
                }
                'ظ' => b'z',
                'غ' | 'گ' | 'ګ' | 'ڳ' | 'ڨ' | 'ݣ' | 'ڭ' | 'ڴ' => {
                    if language == "ug" && ch(i) == 'ڭ' { b'N' } else { b'g' }
                }
                'ف' | 'ڦ' => {
                    if arabic {
                        b'V'
                    } else {
                        b'f'
                    }
                }
                'ڤ' | 'ۋ' => b'v',
                'ق' | 'ك' | 'ک' | 'ڪ' => b'k',
                'ل' | 'ڵ' => b'l',
                'م' => b'm',
                'ن' | 'ں' | 'ڼ' | 'ڻ' | 'ڃ' | 'ڱ' => b'n',
                'ٻ' | 'ڀ' => b'b',
                'و' => {
                    if i == from {
                        b'W'
                    } else {
                        b'U'
                    }
                }
                _ => b'a',
            };
            out.push(s);
        }
        done(out);
    };
    let n = letters.len();
    if arabic {
        let article = |i: usize| ch(i) == 'ا' && ch(i + 1) == 'ل';
        let clitic = matches!(ch(0), 'و' | 'ب' | 'ك' | 'ف' | 'ل' | 'س');
        if article(0) && n >= 5 {
            say(2, &mut out);
            return;
        }
        if clitic && article(1) && n >= 6 {
            say(3, &mut out);
            return;
        }
        if ch(0) == 'ل' && ch(1) == 'ل' && n >= 5 {
            say(2, &mut out);
            return;
        }
        say(0, &mut out);
        if clitic && n >= 5 {
            say(1, &mut out);
        }
        return;
    }
    say(0, &mut out);
}

fn hebrew(letters: &[u16], done: &mut dyn FnMut(&Sounds)) {
    let ch = |i: usize| letters.get(i).and_then(|&c| char::from_u32(c as u32)).unwrap_or(' ');
    let mut out = Sounds::new();
    let n = letters.len();
    let mut say = |from: usize| {
        out.clear();
        for i in from..n {
            let s = match ch(i) {
                'ב' => {
                    if i + 1 == n {
                        b'v'
                    } else {
                        b'b'
                    }
                }
                'ג' => b'g',
                'ד' => b'd',
                'ו' => {
                    if ch(i + 1) == 'ו' {
                        b'v'
                    } else if i > 0 && ch(i - 1) == 'ו' {
                        b'a'
                    } else {
                        b'U'
                    }
                }
                'ז' => b'z',
                'ח' => b'H',
                'ט' | 'ת' => b't',
                'כ' | 'ך' | 'ק' => b'k',
                'ל' => b'l',
                'מ' | 'ם' => b'm',
                'נ' | 'ן' => b'n',
                'ס' => b's',
                'פ' => {
                    if i == from || i + 1 == n {
                        b'p'
                    } else {
                        b'P'
                    }
                }
                'ף' => b'f',
                'צ' | 'ץ' => b'c',
                'ר' => b'r',
                'ש' => b'S',
                _ => b'a',
            };
            out.push(s);
        }
        done(&out);
    };
    say(0);
    if n >= 4 && matches!(ch(0), 'ה' | 'ו' | 'ב' | 'ל' | 'מ' | 'כ' | 'ש') {
        say(1);
        if n >= 5 && matches!((ch(0), ch(1)), ('ו' | 'ש' | 'מ', 'ה' | 'ב' | 'ל' | 'מ' | 'ש')) {
            say(2);
        }
    }
}

fn armenian(c: u16) -> u8 {
    match char::from_u32(c as u32).unwrap_or(' ') {
        'բ' => b'b',
        'գ' => b'g',
        'դ' => b'd',
        'զ' => b'z',
        'թ' | 'տ' => b't',
        'ժ' => b'Z',
        'լ' => b'l',
        'խ' => b'k',
        'ծ' | 'ց' => b'c',
        'կ' | 'ք' => b'k',
        'հ' => b'a',
        'ձ' => b'z',
        'ղ' => b'g',
        'ճ' | 'չ' => b'C',
        'մ' => b'm',
        'ն' => b'n',
        'շ' => b'S',
        'պ' | 'փ' => b'p',
        'ջ' => b'J',
        'ռ' | 'ր' => b'r',
        'ս' => b's',
        'վ' => b'v',
        'ւ' => b'a',
        'ֆ' => b'f',
        _ => b'a',
    }
}

fn georgian(c: u16) -> u8 {
    match char::from_u32(c as u32).unwrap_or(' ') {
        'ბ' => b'b',
        'გ' => b'g',
        'დ' => b'd',
        'ვ' => b'v',
        'ზ' => b'z',
        'თ' | 'ტ' => b't',
        'კ' | 'ქ' | 'ყ' => b'k',
        'ლ' => b'l',
        'მ' => b'm',
        'ნ' => b'n',
        'პ' | 'ფ' => b'P',
        'ჟ' => b'Z',
        'რ' => b'r',
        'ს' => b's',
        'ღ' => b'g',
        'შ' => b'S',
        'ჩ' | 'ჭ' => b'C',
        'ც' | 'წ' => b'c',
        'ძ' => b'z',
        'ხ' => b'x',
        'ჯ' => b'J',
        'ჰ' => b'a',
        _ => b'a',
    }
}

fn ethiopic(c: u16) -> u8 {
    // Rows of eight syllables a consonant.
    match (c - 0x1200) / 8 {
        0 | 2 | 16 => b'a',
        1 => b'l',
        3 => b'm',
        4 | 6 => b's',
        5 => b'r',
        7 => b'S',
        8..=11 => b'k',
        12 => b'b',
        13 => b'v',
        14 => b't',
        15 => b'C',
        17 => b'a',
        18 => b'n',
        19 => b'n',
        20 => b'a',
        21 | 22 => b'k',
        23 => b'k',
        24 => b'k',
        25 => b'W',
        26 => b'a',
        27 => b'z',
        28 => b'Z',
        29 => b'a',
        30 | 31 => b'd',
        32 => b'J',
        33..=35 => b'g',
        36 => b't',
        37 => b'C',
        38 => b'p',
        39 | 40 => b's',
        41 => b'f',
        42 => b'p',
        _ => b'a',
    }
}

fn thaana(c: u16) -> u8 {
    match c {
        0x780 => b'a',
        0x781 => b'S',
        0x782 => b'n',
        0x783 => b'r',
        0x784 => b'b',
        0x785 => b'l',
        0x786 => b'k',
        0x787 => b'a',
        0x788 => b'v',
        0x789 => b'm',
        0x78A => b'f',
        0x78B => b'd',
        0x78C => b't',
        0x78D => b'l',
        0x78E => b'g',
        0x78F => b'n',
        0x790 => b's',
        0x791 => b'd',
        0x792 => b'z',
        0x793 => b't',
        0x794 => b'a',
        0x795 => b'p',
        0x796 => b'J',
        0x797 => b'C',
        0x798 => b't',
        0x799 => b'a',
        0x79A => b'k',
        0x79B => b'z',
        0x79C => b'Z',
        0x79D => b'S',
        0x79E => b's',
        0x79F => b'z',
        0x7A0 => b't',
        0x7A1 => b'z',
        0x7A2 => b'a',
        0x7A3 => b'g',
        0x7A4 => b'k',
        0x7A5 => b'w',
        _ => b'a',
    }
}

fn indic(letters: &[u16], _language: &str, out: &mut Sounds) {
    let block = |c: u16| c & !0x7F;
    for (i, &c) in letters.iter().enumerate() {
        let b = block(c);
        let o = c - b;
        let tamil = b == 0xB80;
        let next = letters.get(i + 1).map_or(0, |&c| c & 0x7F);
        let prev = if i > 0 { letters[i - 1] & 0x7F } else { 0 };
        if tamil {
            let geminate = next == 0x4D && letters.get(i + 2) == Some(&c)
                || i >= 2 && prev == 0x4D && letters[i - 2] == c;
            let nasal = i >= 2
                && prev == 0x4D
                && matches!(letters[i - 2] & 0x7F, 0x19 | 0x1E | 0x23 | 0x28 | 0x29 | 0x2E);
            let s = match o {
                0x15 => {
                    if geminate {
                        b'k'
                    } else if nasal {
                        b'g'
                    } else {
                        b'K'
                    }
                }
                0x1A => b's',
                0x1C => b'J',
                0x1F | 0x24 => {
                    if geminate {
                        b't'
                    } else if nasal {
                        b'd'
                    } else {
                        b'T'
                    }
                }
                0x2A => {
                    if geminate {
                        b'p'
                    } else {
                        b'Q'
                    }
                }
                0x31 if geminate => b't',
                0x19 | 0x1E | 0x23 | 0x28 | 0x29 => b'n',
                0x2E => b'm',
                0x2F => b'a',
                0x30 | 0x31 => b'r',
                0x32..=0x34 => b'l',
                0x35 => b'v',
                0x36 | 0x37 => b'S',
                0x38 => b's',
                0x39 => b'a',
                0x03 => {
                    if next == 0x2A {
                        out.push(b'f');
                    }
                    continue;
                }
                0x4D => continue,
                _ => b'a',
            };
            if o == 0x2A && prev == 0x03 {
                continue;
            }
            out.push(s);
            continue;
        }
        let s = match o {
            0x02 | 0x01 if o == 0x02 || b != 0x900 => {
                if (0x2A..=0x2E).contains(&next) {
                    b'm'
                } else {
                    b'n'
                }
            }
            0x70 if b == 0xA00 => {
                if (0x2A..=0x2E).contains(&next) {
                    b'm'
                } else {
                    b'n'
                }
            }
            0x15 | 0x16 => b'k',
            0x17 | 0x18 => b'g',
            0x19 => b'N',
            0x1A | 0x1B => b'C',
            0x1C | 0x1D => b'Y',
            0x1E => b'n',
            0x1F | 0x20 | 0x24 | 0x25 => b't',
            0x21 | 0x22 | 0x26 | 0x27 => b'd',
            0x23 | 0x28 | 0x29 => b'n',
            0x2A => b'p',
            0x2B => {
                if b == 0xD00 {
                    b'P'
                } else {
                    b'f'
                }
            }
            0x2C => b'b',
            0x2D => {
                if b == 0x980 {
                    b'B'
                } else {
                    b'b'
                }
            }
            0x2E => b'm',
            0x2F => b'a',
            0x30 => b'r',
            0x31 => {
                if b == 0xD00 && next == 0x4D {
                    b't'
                } else {
                    b'r'
                }
            }
            0x32..=0x34 => b'l',
            0x35 => b'v',
            0x36 | 0x37 => b'S',
            0x38 => b's',
            0x39 => b'a',
            0x4E if b == 0x980 => b't',
            0x58 | 0x59 => b'k',
            0x5A => b'g',
            0x5B => b'z',
            0x5C | 0x5D => b'r',
            0x5E => b'f',
            0x7A | 0x7B if b == 0xD00 => b'n',
            0x7C if b == 0xD00 => b'r',
            0x7D | 0x7E if b == 0xD00 => b'l',
            0x7F if b == 0xD00 => b'k',
            0x71 if b == 0xB00 => b'v',
            0x4D | 0x3C => continue,
            _ => b'a',
        };
        out.push(s);
    }
}

fn sinhala(c: u16) -> u8 {
    match c {
        0xD82 => b'n',
        0xD9A | 0xD9B => b'k',
        0xD9C | 0xD9D | 0xD9F => b'g',
        0xD9E => b'N',
        0xDA0 | 0xDA1 => b'C',
        0xDA2 | 0xDA3 => b'Y',
        0xDA4..=0xDA6 => b'n',
        0xDA7 | 0xDA8 | 0xDAD | 0xDAE => b't',
        0xDA9 | 0xDAA | 0xDAC | 0xDAF | 0xDB0 | 0xDB3 => b'd',
        0xDAB | 0xDB1 => b'n',
        0xDB4 | 0xDB5 => b'p',
        0xDB6 | 0xDB7 | 0xDB9 => b'b',
        0xDB8 => b'm',
        0xDBA => b'a',
        0xDBB => b'r',
        0xDBD | 0xDC5 => b'l',
        0xDC0 => b'v',
        0xDC1 | 0xDC2 => b'S',
        0xDC3 => b's',
        0xDC4 => b'a',
        0xDC6 => b'f',
        0xDCA => 0,
        _ => b'a',
    }
}

fn thai(c: u16) -> u8 {
    match char::from_u32(c as u32).unwrap_or(' ') {
        'ก' => b'K',
        'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => b'k',
        'ง' => b'N',
        'จ' => b'J',
        'ฉ' | 'ช' | 'ฌ' => b'C',
        'ซ' | 'ศ' | 'ษ' | 'ส' => b's',
        'ญ' | 'ย' => b'a',
        'ฎ' | 'ด' => b'd',
        'ฏ' | 'ต' | 'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => b't',
        'ณ' | 'น' => b'n',
        'บ' => b'b',
        'ป' | 'ผ' | 'พ' | 'ภ' => b'p',
        'ฝ' | 'ฟ' => b'f',
        'ม' => b'm',
        'ร' => b'r',
        'ล' | 'ฬ' => b'l',
        'ว' => b'W',
        '์' | '็' | '่' | '้' | '๊' | '๋' => 0,
        _ => b'a',
    }
}

fn lao(c: u16) -> u8 {
    match char::from_u32(c as u32).unwrap_or(' ') {
        'ກ' => b'K',
        'ຂ' | 'ຄ' => b'k',
        'ງ' => b'N',
        'ຈ' => b'J',
        'ສ' | 'ຊ' => b's',
        'ຍ' | 'ຢ' => b'a',
        'ດ' => b'd',
        'ຕ' | 'ຖ' | 'ທ' => b't',
        'ນ' | 'ໜ' => b'n',
        'ບ' => b'b',
        'ປ' | 'ຜ' | 'ພ' => b'p',
        'ຝ' | 'ຟ' => b'f',
        'ມ' | 'ໝ' => b'm',
        'ຣ' => b'r',
        'ລ' | 'ຼ' => b'L',
        'ວ' => b'W',
        '່' | '້' | '໊' | '໋' | '໌' => 0,
        _ => b'a',
    }
}

fn khmer(letters: &[u16], out: &mut Sounds) {
    for (i, &c) in letters.iter().enumerate() {
        let next = letters.get(i + 1).map_or(0, |&c| c);
        let next2 = letters.get(i + 2).map_or(0, |&c| c);
        let s = match char::from_u32(c as u32).unwrap_or(' ') {
            'ក' | 'ខ' | 'គ' | 'ឃ' => {
                if c == 'គ' as u16 {
                    b'K'
                } else {
                    b'k'
                }
            }
            'ង' => b'N',
            'ច' | 'ឆ' => b'C',
            'ជ' | 'ឈ' => b'J',
            'ញ' => b'n',
            'ដ' | 'ឌ' | 'ឍ' => b'd',
            'ឋ' | 'ត' | 'ថ' => b't',
            'ទ' | 'ធ' => b'T',
            'ណ' | 'ន' => b'n',
            'ប' => b'Q',
            'ផ' | 'ព' | 'ភ' => b'p',
            'ម' => b'm',
            'យ' => b'a',
            'រ' => b'r',
            'ល' | 'ឡ' => b'l',
            'វ' => {
                if i > 1 && letters[i - 1] == 0x17D2 && letters[i - 2] == 'ហ' as u16 {
                    b'f'
                } else {
                    b'v'
                }
            }
            'ឝ' | 'ឞ' | 'ស' => b's',
            'ហ' => {
                if next == 0x17D2 && next2 == 'គ' as u16 {
                    continue;
                }
                b'a'
            }
            '\u{17C6}' => b'm',
            '\u{17D2}' | '\u{17C9}' | '\u{17CA}' | '\u{17CB}' | '\u{17CD}' => 0,
            _ => b'a',
        };
        if s != 0 {
            out.push(s);
        }
    }
}

fn myanmar(letters: &[u16], out: &mut Sounds) {
    for (i, &c) in letters.iter().enumerate() {
        let next = letters.get(i + 1).map_or(0, |&c| c);
        let s = match c {
            // With the medial ya, in the names of others: ch, j, sh.
            0x1000 | 0x1001 if next == 0x103B => b'C',
            0x1002 | 0x1003 if next == 0x103B => b'J',
            0x101C | 0x101E if next == 0x103B && letters.get(i + 2) == Some(&0x103E) => b'S',
            // A glottal stop at the end of a syllable.
            0x1005 if next == 0x103A => b'q',
            0x1000 | 0x1001 => b'k',
            0x1002 | 0x1003 => b'g',
            0x1004 => b'N',
            0x1005..=0x1008 => b's',
            0x1009 | 0x100A => b'n',
            0x100B | 0x100C | 0x1010 | 0x1011 => b't',
            0x100D | 0x100E | 0x1012 | 0x1013 => b'd',
            0x100F | 0x1014 => b'n',
            0x1015 => b'p',
            0x1016 => b'P',
            0x1017 => b'B',
            0x1018 => b'B',
            0x1019 => b'm',
            0x101A => b'a',
            0x101B => {
                if next == 0x103E {
                    b'S'
                } else {
                    b'r'
                }
            }
            0x101C | 0x1020 => b'L',
            0x101D => b'W',
            0x101E | 0x103F => b'q',
            0x101F => b'a',
            0x1021 => b'a',
            0x1036 => b'n',
            0x103C => b'r',
            0x103A | 0x1039 | 0x1037 | 0x1038 | 0x103D | 0x103E => 0,
            _ => b'a',
        };
        if s != 0 {
            out.push(s);
        }
    }
}

fn tibetan(letters: &[u16], out: &mut Sounds) {
    for (i, &c) in letters.iter().enumerate() {
        let base = if (0xF90..=0xFBC).contains(&c) { c - 0x50 } else { c };
        let before_r = letters.get(i + 1) == Some(&0xFB2);
        if c == 0xFB2 && i > 0 && matches!(letters[i - 1], 0xF40..=0xF43) {
            continue;
        }
        // F is written as ha with pha below it.
        if c == 0xF67 && letters.get(i + 1) == Some(&0xFA5) {
            continue;
        }
        if c == 0xFA5 && i > 0 && letters[i - 1] == 0xF67 {
            out.push(b'f');
            continue;
        }
        // Kra stands for t, and for tr.
        if before_r && matches!(c, 0xF40 | 0xF41) {
            out.push(b't');
            out.push(b'y');
            continue;
        }
        if before_r && matches!(c, 0xF42 | 0xF43) {
            out.push(b'd');
            continue;
        }
        let s = match base {
            0xF40 | 0xF41 => b'k',
            0xF42 | 0xF43 => b'K',
            0xF44 => b'N',
            0xF45 | 0xF46 => b'C',
            0xF47 => b'J',
            0xF49 => b'n',
            0xF4A | 0xF4B | 0xF4F | 0xF50 => b't',
            0xF4C | 0xF4D | 0xF51 | 0xF52 => b'd',
            0xF4E | 0xF53 => b'n',
            0xF54 => b'p',
            0xF55 => b'P',
            0xF56 | 0xF57 => b'B',
            0xF58 => b'm',
            0xF59..=0xF5C => b's',
            0xF5D => b'W',
            0xF5E => b'S',
            0xF5F => b's',
            0xF60 | 0xF61 => b'a',
            0xF62 | 0xF6A => b'r',
            0xF63 => b'l',
            0xF64 | 0xF65 => b'S',
            0xF66 => b's',
            0xF67 | 0xF68 => b'a',
            0xF69 => b'k',
            0xF39 => b'f',
            _ => b'a',
        };
        out.push(s);
    }
}

fn hangul(letters: &[u16], done: &mut dyn FnMut(&Sounds)) {
    let mut out = Sounds::new();
    for &c in letters {
        let code = c - 0xAC00;
        let (initial, vowel, last) = (code / 588, code % 588 / 28, code % 28);
        let i = match initial {
            0 => b'K',
            1 => b'k',
            2 => b'n',
            3 => b'T',
            4 => b't',
            5 => b'R',
            6 => b'm',
            7 => b'B',
            8 => b'p',
            9 | 10 => b's',
            11 => {
                if matches!(vowel, 9 | 10 | 14 | 15 | 16) {
                    b'W'
                } else {
                    0
                }
            }
            12 | 13 => b'Y',
            14 => b'C',
            15 => b'k',
            16 => b't',
            17 => b'P',
            _ => b'a',
        };
        if i != 0 {
            out.push(i);
        }
        out.push(b'a');
        let f = match last {
            1 | 2 | 9 | 24 => b'k',
            4 => b'n',
            7 | 19 | 20 | 25 => b't',
            8 => b'L',
            16 => b'm',
            17 | 26 => b'p',
            21 => b'N',
            _ => 0,
        };
        if f != 0 {
            out.push(f);
        }
    }
    done(&out);
}

fn kana(letters: &[u16], out: &mut Sounds) {
    for (i, &c) in letters.iter().enumerate() {
        let c = if (0x3041..=0x3096).contains(&c) { c + 0x60 } else { c };
        let next = letters.get(i + 1).map_or(' ', |&c| char::from_u32(c as u32).unwrap_or(' '));
        let small_i = matches!(next, 'ィ' | 'ュ' | 'ゥ');
        let s = match char::from_u32(c as u32).unwrap_or(' ') {
            'カ'..='ゴ' => {
                if c % 2 == 1 {
                    b'k'
                } else {
                    b'g'
                }
            }
            'サ' | 'ス' | 'セ' | 'ソ' | 'シ' => b's',
            'ザ' | 'ズ' | 'ゼ' | 'ゾ' => b'z',
            'ジ' => b'J',
            'タ' | 'テ' | 'ト' => b't',
            'チ' => b'C',
            'ツ' => b'c',
            'ダ' | 'デ' | 'ド' => b'd',
            'ヂ' => b'J',
            'ヅ' => b'z',
            'ナ'..='ノ' => b'n',
            'フ' => b'f',
            'バ' | 'ビ' | 'ブ' | 'ベ' | 'ボ' => b'B',
            'パ' | 'ピ' | 'プ' | 'ペ' | 'ポ' => b'p',
            'マ'..='モ' => b'm',
            'ラ'..='ロ' => b'R',
            'ワ' => b'W',
            'ン' => {
                if matches!(next, 'バ'..='ポ') {
                    b'm'
                } else {
                    b'n'
                }
            }
            'ヴ' => b'v',
            'ウ' if small_i || matches!(next, 'ェ' | 'ォ') => b'W',
            'ッ' | 'ー' => 0,
            _ => b'a',
        };
        if s != 0 {
            out.push(s);
        }
    }
}
