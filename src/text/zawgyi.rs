//! Burmese in the Zawgyi encoding, read as if it were Unicode.
//!
//! Zawgyi is a font of before 2010 that went on being an encoding: much Burmese news is still written in it. It uses the
//! code points of Unicode's Myanmar block for its glyphs: some mean the same, some another sign (U+1039 is the asat,
//! U+103A the medial ya), those of Mon, Karen and Shan are stacked letters and variants of width, and the signs come as
//! they are seen, the vowel e and the medial ra before their letter.
//!
//! Sources: what each code point shows is as in CLDR's transform `my-Zawgyi` (unicode.org/cldr, my-t-my-s0-zawgyi), but
//! for U+1091, which is NNA over DDA as in the fonts; the order of signs is that of Unicode Technical Note 11,
//! "Representing Myanmar in Unicode" (Hosken). The conversion itself, a syllable at a time, and the test are our own.

use crate::text::disguise;
use std::borrow::Cow;
use std::ops::Range;

/// A text as it is read: itself, or converted to Unicode, or with what hides its words undone.
#[derive(Debug)]
pub struct AsRead<'t> {
    text: Cow<'t, str>,
    /// For each byte of `text`, and for its end, the byte of the original; empty where the text is the original.
    places: Vec<u32>,
    disguise: Option<String>,
}

impl<'t> AsRead<'t> {
    pub fn new(original: &'t str) -> Self {
        let as_it_stands = AsRead::as_it_stands(original);
        if !has_burmese(original) {
            return match disguise::undone(original) {
                Some(undone) => {
                    AsRead { disguise: undone.told(), text: Cow::Owned(undone.text), places: undone.places }
                }
                None => as_it_stands,
            };
        }
        let whole = leaning(original) > 0;
        let is_zawgyi = |line: &str| match leaning(line) {
            LINE_OF_ITS_OWN.. => true,
            other if other <= -LINE_OF_ITS_OWN => false,
            _ => whole,
        };
        if !original.lines().any(is_zawgyi) {
            return as_it_stands;
        }
        let mut out = Converted { text: String::with_capacity(original.len() * 9 / 8), places: Vec::new() };
        let mut start = 0;
        for line in original.split_inclusive('\n') {
            if is_zawgyi(line) {
                convert(line, start, &mut out);
            } else {
                out.push_as_it_stands(line, start);
            }
            start += line.len();
        }
        out.places.push(start as u32);
        AsRead { text: Cow::Owned(out.text), places: out.places, disguise: None }
    }

    fn as_it_stands(original: &'t str) -> Self {
        AsRead { text: Cow::Borrowed(original), places: Vec::new(), disguise: None }
    }

    /// The same of a text that was read before: whether [nothing was changed](AsRead::is_original) is known.
    pub fn again(original: &'t str, is_original: bool) -> Self {
        if is_original { AsRead::as_it_stands(original) } else { AsRead::new(original) }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// What hides the words of the original and was undone, in words; none where there is nothing worth telling.
    pub fn disguise(&self) -> Option<&str> {
        self.disguise.as_deref()
    }

    /// Whether nothing was changed.
    pub fn is_original(&self) -> bool {
        self.places.is_empty()
    }

    /// Where a place of [`AsRead::text`] is in the original. Ascending, and a boundary of characters if `at` is one.
    pub fn original(&self, at: usize) -> usize {
        self.places.get(at).map_or(at, |&place| place as usize)
    }

    /// What of [`AsRead::text`] was made of a range of the original.
    pub fn range(&self, original: Range<usize>) -> Range<usize> {
        let place = |at: usize| match self.places.is_empty() {
            true => at,
            false => self.places.partition_point(|&place| (place as usize) < at),
        };
        place(original.start)..place(original.end)
    }
}

/// Lines are read as the text they are in unless so many marks more speak against it: some posts give their text in both
/// encodings, one below the other, but a slip of the keyboard makes no encoding.
const LINE_OF_ITS_OWN: i32 = 4;

/// Whether most of the Burmese in `text` is in Zawgyi. False for Shan, Mon and Karen, which Zawgyi cannot write.
#[cfg(test)]
fn is_zawgyi(text: &str) -> bool {
    has_burmese(text) && leaning(text) > 0
}

/// Whether there is a code point of U+1000 to U+10BF in the text.
fn has_burmese(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xE1, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x80..=0x82)))
}

// ---- which of the two -------------------------------------------------------------------------------------------------

/// How many pairs of characters cannot be in Unicode, less those that cannot be in Zawgyi.
fn leaning(text: &str) -> i32 {
    let mut lead = 0_i32;
    let mut before = ' ';
    for c in text.chars().chain([' ']) {
        if is_myanmar(before) || is_myanmar(c) {
            lead =
                lead.saturating_add(i32::from(never_unicode(before, c)) - i32::from(never_zawgyi(before, c)));
        }
        before = c;
    }
    lead
}

fn is_myanmar(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{109F}' | '\u{AA60}'..='\u{AA7F}')
}

/// Whether `c` is a letter in Unicode, of whichever language, that may stand under another or carry a sign.
fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{1000}'..='\u{102A}' | '\u{103F}' | '\u{1050}'..='\u{1055}' | '\u{105A}'..='\u{105D}' | '\u{1061}'
        | '\u{1065}' | '\u{1066}' | '\u{106E}'..='\u{1070}' | '\u{1075}'..='\u{1081}' | '\u{108E}'
        | '\u{AA60}'..='\u{AA7F}')
}

/// A medial in Unicode, of whichever language.
fn is_medial(c: char) -> bool {
    matches!(c, '\u{103B}'..='\u{103E}' | '\u{105E}'..='\u{1060}' | '\u{1082}')
}

/// A sign in Unicode that needs a letter before it.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{102B}'..='\u{103E}' | '\u{105E}'..='\u{1060}' | '\u{1062}'..='\u{1064}' | '\u{1067}'..='\u{106D}'
        | '\u{1071}'..='\u{1074}' | '\u{1082}'..='\u{108D}' | '\u{108F}')
}

/// Letters that close a syllable or begin one, but have no medial ya and nothing below them.
fn is_nga_or_nnya(c: char) -> bool {
    matches!(c, '\u{1004}' | '\u{100A}')
}

fn never_unicode(before: char, c: char) -> bool {
    match (before, c) {
        // Nothing to stand on. What shows nothing may part a letter from its sign.
        (_, c) if is_sign(c) && !is_myanmar(before) => {
            !matches!(before, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{25CC}' | '\u{FE00}')
        }
        // The vowel e behind what is not the beginning of a syllable.
        (before, '\u{1031}') => !is_letter(before) && !is_medial(before),
        // Zawgyi's medial ra, in Unicode ya, at the beginning of a syllable.
        (before, '\u{103B}') => matches!(before, '\u{102B}'..='\u{1032}' | '\u{1036}'..='\u{1039}'),
        // Zawgyi's asat, in Unicode what puts a letter under another.
        (before, '\u{1039}') if is_nga_or_nnya(before) => true,
        ('\u{1039}', c) => !is_letter(c),
        // Zawgyi's medial ya and its vowel, in Unicode an asat.
        ('\u{103A}', c) => matches!(c, '\u{102B}'..='\u{1030}' | '\u{1032}'),
        _ => false,
    }
}

fn never_zawgyi(before: char, c: char) -> bool {
    match (before, c) {
        // The vowel e with no letter behind it.
        ('\u{1031}', c) => {
            !is_prefix(c) && letter(c).is_none() && digit_as_letter(c).is_none() && c != '\u{200B}'
        }
        // So for the medial ra, in Unicode ya.
        ('\u{103B}', c) => !is_prefix(c) && letter(c).is_none() && digit_as_letter(c).is_none(),
        // The asat of Unicode, in Zawgyi a medial ya.
        (before, '\u{103A}') => is_nga_or_nnya(before) || before == '\u{1037}',
        ('\u{103A}', c) => c == '\u{1038}',
        _ => false,
    }
}

// ---- what Zawgyi's code points show -----------------------------------------------------------------------------------

const ASAT: char = '\u{103A}';
const KINZI: &str = "\u{1004}\u{103A}\u{1039}";

/// The signs of a syllable in the order of Unicode (UTN 11; the dot before the asat as in NFC).
const ORDER: [char; 16] = [
    '\u{103B}', '\u{103C}', '\u{103D}', '\u{103E}', '\u{1031}', '\u{102D}', '\u{102E}', '\u{1032}',
    '\u{102F}', '\u{1030}', '\u{102B}', '\u{102C}', '\u{1036}', '\u{1037}', ASAT, '\u{1038}',
];

/// The medial ra in its widths and the vowel e: what is written before its letter.
fn is_prefix(c: char) -> bool {
    matches!(c, '\u{1031}' | '\u{103B}' | '\u{107E}'..='\u{1084}')
}

/// A letter that begins a syllable.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{1000}'..='\u{102A}' | '\u{103F}' => "",
        '\u{106A}' => "\u{1009}",
        '\u{106B}' => "\u{100A}",
        '\u{1086}' => "\u{103F}",
        '\u{108F}' => "\u{1014}",
        '\u{1090}' => "\u{101B}",
        // Two letters, one under the other.
        '\u{106E}' => "\u{100D}\u{1039}\u{100D}",
        '\u{106F}' => "\u{100D}\u{1039}\u{100E}",
        '\u{1091}' => "\u{100F}\u{1039}\u{100D}",
        '\u{1092}' => "\u{100B}\u{1039}\u{100C}",
        '\u{1097}' => "\u{100B}\u{1039}\u{100B}",
        _ => return None,
    })
}

/// The letter that looks like a digit and is often typed as one.
fn digit_as_letter(c: char) -> Option<char> {
    Some(match c {
        '\u{1040}' => '\u{101D}',
        '\u{1047}' => '\u{101B}',
        '\u{1048}' => '\u{1002}',
        _ => return None,
    })
}

/// What follows its letter: signs, what is under it, and the kinzi over it, which Unicode has before it.
fn signs(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{102B}' => "\u{102B}",
        '\u{102C}' => "\u{102C}",
        '\u{102D}' => "\u{102D}",
        '\u{102E}' => "\u{102E}",
        '\u{102F}' | '\u{1033}' => "\u{102F}",
        '\u{1030}' | '\u{1034}' => "\u{1030}",
        '\u{1032}' => "\u{1032}",
        '\u{1036}' => "\u{1036}",
        '\u{1037}' | '\u{1094}' | '\u{1095}' => "\u{1037}",
        '\u{1038}' => "\u{1038}",
        '\u{1039}' => "\u{103A}",
        '\u{103A}' | '\u{107D}' => "\u{103B}",
        '\u{103C}' => "\u{103D}",
        '\u{103D}' | '\u{1087}' => "\u{103E}",
        '\u{105A}' => "\u{102B}\u{103A}",
        '\u{1060}' => "\u{1039}\u{1000}",
        '\u{1061}' => "\u{1039}\u{1001}",
        '\u{1062}' => "\u{1039}\u{1002}",
        '\u{1063}' => "\u{1039}\u{1003}",
        '\u{1064}' => KINZI,
        '\u{1065}' => "\u{1039}\u{1005}",
        '\u{1066}' | '\u{1067}' => "\u{1039}\u{1006}",
        '\u{1068}' => "\u{1039}\u{1007}",
        '\u{1069}' => "\u{1039}\u{1008}",
        '\u{106C}' => "\u{1039}\u{100B}",
        '\u{106D}' => "\u{1039}\u{100C}",
        '\u{1070}' => "\u{1039}\u{100F}",
        '\u{1071}' | '\u{1072}' => "\u{1039}\u{1010}",
        '\u{1073}' | '\u{1074}' => "\u{1039}\u{1011}",
        '\u{1075}' => "\u{1039}\u{1012}",
        '\u{1076}' => "\u{1039}\u{1013}",
        '\u{1077}' => "\u{1039}\u{1014}",
        '\u{1078}' => "\u{1039}\u{1015}",
        '\u{1079}' => "\u{1039}\u{1016}",
        '\u{107A}' => "\u{1039}\u{1017}",
        '\u{107B}' | '\u{1093}' => "\u{1039}\u{1018}",
        '\u{107C}' => "\u{1039}\u{1019}",
        '\u{1085}' => "\u{1039}\u{101C}",
        '\u{1088}' => "\u{103E}\u{102F}",
        '\u{1089}' => "\u{103E}\u{1030}",
        '\u{108A}' => "\u{103D}\u{103E}",
        '\u{108B}' => "\u{1004}\u{103A}\u{1039}\u{102D}",
        '\u{108C}' => "\u{1004}\u{103A}\u{1039}\u{102E}",
        '\u{108D}' => "\u{1004}\u{103A}\u{1039}\u{1036}",
        '\u{108E}' => "\u{102D}\u{1036}",
        '\u{1096}' => "\u{1039}\u{1010}\u{103D}",
        _ => return None,
    })
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{1040}'..='\u{1049}')
}

/// Whether `c` is Burmese and neither digit nor stop.
fn is_written(c: char) -> bool {
    is_myanmar(c) && !matches!(c, '\u{1040}'..='\u{104B}')
}

// ---- from one to the other --------------------------------------------------------------------------------------------

struct Converted {
    text: String,
    places: Vec<u32>,
}

impl Converted {
    fn push(&mut self, c: char, place: usize) {
        self.text.push(c);
        self.places.resize(self.text.len(), place as u32);
    }

    fn push_as_it_stands(&mut self, text: &str, start: usize) {
        for (at, c) in text.char_indices() {
            self.push(c, start + at);
        }
    }

    /// Adds what was made of `chars`. The places of the characters within are shared out evenly.
    fn push_syllable(&mut self, syllable: &str, chars: &[(usize, char)], start: usize) {
        let count = syllable.chars().count();
        for (n, c) in syllable.chars().enumerate() {
            self.push(c, start + chars[n * chars.len() / count].0);
        }
    }
}

/// The signs of one syllable, a bit for each of [`ORDER`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Signs(u16);

impl Signs {
    const fn of(signs: &[char]) -> Self {
        let mut bits = 0;
        let mut n = 0;
        while n < signs.len() {
            let mut at = 0;
            while ORDER[at] as u32 != signs[n] as u32 {
                at += 1;
            }
            bits |= 1 << at;
            n += 1;
        }
        Signs(bits)
    }

    fn has(self, sign: char) -> bool {
        self.0 & Signs::of(&[sign]).0 != 0
    }

    fn add(&mut self, sign: char) {
        self.0 |= Signs::of(&[sign]).0;
    }

    fn drop(&mut self, sign: char) {
        self.0 &= !Signs::of(&[sign]).0;
    }
}

/// Converts a line that begins at byte `start` of its text.
fn convert(line: &str, start: usize, out: &mut Converted) {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut syllable = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].1;
        let taken = if is_myanmar(c) { read_syllable(&chars, at, &mut syllable) } else { 0 };
        if taken == 0 {
            out.push(c, start + chars[at].0);
            at += 1;
        } else {
            out.push_syllable(&syllable, &chars[at..at + taken], start);
            at += taken;
        }
    }
}

/// Writes the syllable at `from` to `out`, which is cleared first, and returns how many characters it took: 0 where there
/// is none, a digit or a full stop.
fn read_syllable(chars: &[(usize, char)], from: usize, out: &mut String) -> usize {
    out.clear();
    let char_at = |at: usize| chars.get(at).map_or(' ', |&(_, c)| c);
    let before = if from == 0 { ' ' } else { char_at(from - 1) };
    let mut found = Signs(0);
    let mut at = from;
    while is_prefix(char_at(at)) {
        found.add(if char_at(at) == '\u{1031}' { '\u{1031}' } else { '\u{103C}' });
        at += 1;
    }
    let (first, next) = (char_at(at), char_at(at + 1));
    let mut base = match (letter(first), digit_as_letter(first)) {
        (Some(""), _) => first.to_string(),
        (Some(letters), _) => letters.to_owned(),
        (_, Some(letter)) if at > from || !is_digit(before) && signs(next).is_some() => letter.to_string(),
        (_, Some(letter)) if first == '\u{1040}' && is_wa(before, next) => letter.to_string(),
        // Aforesaid: one glyph for the whole word, or its first letter, for which the digit four is typed too.
        _ if first == '\u{104E}' && next != '\u{1004}' => "\u{104E}\u{1004}\u{103A}\u{1038}".to_owned(),
        _ if first == '\u{1044}' && !is_digit(before) && next == '\u{1004}' => "\u{104E}".to_owned(),
        _ => String::new(),
    };
    if !base.is_empty() {
        at += 1;
    }
    let (mut stacked, mut kinzi, mut adjacent) = (String::new(), false, false);
    while let Some(mut more) = signs(char_at(at)) {
        if let Some(rest) = more.strip_prefix(KINZI) {
            (kinzi, more) = (true, rest);
        }
        if more.starts_with('\u{1039}') {
            let (below, rest) = more.split_at('\u{1039}'.len_utf8() * 2);
            stacked.push_str(below);
            more = rest;
        }
        more.chars().for_each(|sign| found.add(sign));
        adjacent |= matches!(
            (char_at(at), char_at(at + 1)),
            ('\u{1039}', '\u{103A}' | '\u{107D}') | ('\u{103A}' | '\u{107D}', '\u{1039}')
        );
        at += 1;
    }
    // Typed twice, one over the other.
    if found.has('\u{102E}') {
        found.drop('\u{102D}');
    }
    if found.has('\u{102F}') {
        found.drop('\u{1030}');
    }
    match base.as_str() {
        // U for nnya, which looks the same; and with the sign for long i it is the letter for long u.
        "\u{1025}" if found.has(ASAT) || found.has('\u{102C}') || !stacked.is_empty() => {
            base = "\u{1009}".into()
        }
        "\u{1025}" if found.has('\u{102E}') => {
            found.drop('\u{102E}');
            base = "\u{1026}".into();
        }
        "\u{1005}" if found.has('\u{103B}') => {
            found.drop('\u{103B}');
            base = "\u{1008}".into();
        }
        // Letters of their own in Unicode: o, and au.
        "\u{101E}" if found == Signs::of(&['\u{103C}']) => {
            found = Signs(0);
            base = "\u{1029}".into();
        }
        "\u{101E}" if found == Signs::of(&['\u{103C}', '\u{1031}', '\u{102C}', ASAT]) => {
            found = Signs(0);
            base = "\u{102A}".into();
        }
        // Wa for the digit zero: behind a digit, with nothing of a word after it.
        "\u{101D}" if found == Signs(0) && first == '\u{101D}' && is_zero(chars, from) => {
            base = "\u{1040}".into();
        }
        _ => {}
    }
    if kinzi {
        out.push_str(KINZI);
    }
    out.push_str(&base);
    out.push_str(&stacked);
    // Yauk-kya (man), kyun-oke (I): a letter that closes one syllable and begins the next. Its asat comes first.
    if found.has(ASAT) && (adjacent && found.has('\u{102C}') || found.has('\u{102F}')) {
        out.push(ASAT);
        found.drop(ASAT);
    }
    out.extend(ORDER.iter().filter(|&&sign| found.has(sign)));
    at - from
}

/// Whether a zero between `before` and `after` is the letter wa.
fn is_wa(before: char, after: char) -> bool {
    !is_digit(before)
        && !is_digit(after)
        && !matches!(before, '.' | ',')
        && (is_written(before) || is_written(after))
}

/// Whether the letter wa at `at` is a zero.
fn is_zero(chars: &[(usize, char)], at: usize) -> bool {
    let other = |c: &&(usize, char)| c.1 != '\u{101D}';
    chars[..at].iter().rev().find(other).is_some_and(|c| is_digit(c.1))
        && !chars[at..].iter().find(other).is_some_and(|c| is_written(c.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unicode(zawgyi: &str) -> String {
        let mut out = Converted { text: String::new(), places: Vec::new() };
        convert(zawgyi, 0, &mut out);
        assert_eq!(out.places.len(), out.text.len());
        out.text
    }

    /// Words of Burmese in Zawgyi and in Unicode.
    const PAIRS: &[(&str, &str)] = &[
        ("ျမန္မာ", "မြန်မာ"),
        ("ႏိုင္ငံ", "နိုင်ငံ"),
        ("အဂၤလိပ္", "အင်္ဂလိပ်"),
        ("သေဘၤာ", "သင်္ဘော"),
        ("ေက်ာင္း", "ကျောင်း"),
        ("ျပည္သူ႔", "ပြည်သူ့"),
        ("ဝန္ၾကီးခ်ဳပ္", "ဝန်ကြီးချုပ်"),
        ("ေယာက္်ား", "ယောက်ျား"),
        ("ဥကၠ႒", "ဥက္ကဋ္ဌ"),
        ("က႑", "ကဏ္ဍ"),
        ("ျပႆနာ", "ပြဿနာ"),
        ("ပစၥည္း", "ပစ္စည်း"),
        ("ေဈးကြက္", "ဈေးကွက်"),
        ("ဥာဏ္", "ဉာဏ်"),
        ("ယွဥ္", "ယှဉ်"),
        ("ၾသဂုတ္", "ဩဂုတ်"),
        ("ကမၻာ", "ကမ္ဘာ"),
        ("သတၱမ", "သတ္တမ"),
        ("အႏၱရာယ္", "အန္တရာယ်"),
        ("ဆႏၵ", "ဆန္ဒ"),
        ("ဗုဒၶ", "ဗုဒ္ဓ"),
        ("လႊတ္ေတာ္", "လွှတ်တော်"),
        ("ျမိဳ႔", "မြို့"),
        ("ေၾကြး", "ကြွေး"),
        ("ေခၚဆို", "ခေါ်ဆို"),
        ("ခြင့္ျပဳ", "ခွင့်ပြု"),
        ("ႏွင့္", "နှင့်"),
        ("ေတြ႕ဆုံ", "တွေ့ဆုံ"),
        ("ၾကာသပေတး", "ကြာသပတေး"),
        ("မိန္႔ခြန္း", "မိန့်ခွန်း"),
        ("သမၼတ", "သမ္မတ"),
        ("စကၤာပူ", "စင်္ကာပူ"),
        ("ေစ်း", "ဈေး"),
        ("ကၽြႏ္ုပ္", "ကျွန်ုပ်"),
        ("ၾကီိး", "ကြီး"),
        ("ၿမိဳ႕", "မြို့"),
        ("ယူ၍", "ယူ၍"),
        ("ေအ့ခ်္", "အေ့ချ်"),
        ("ဂ်ဴလိုင္", "ဂျူလိုင်"),
        ("၀န္ႀကီး", "ဝန်ကြီး"),
        ("၂၀၁၉", "၂၀၁၉"),
        ("၇.၅", "၇.၅"),
        ("၅ဝ ေပ", "၅၀ ပေ"),
        ("အေ၇း", "အရေး"),
        ("၎ကို", "၎င်းကို"),
        ("၄င္းတို႔", "၎င်းတို့"),
        ("ၪာဏ္", "ဉာဏ်"),
        ("ဦးစီး", "ဦးစီး"),
        ("ဦး", "ဦး"),
        ("ေၾသာ္", "ဪ"),
        ("မႈ ရွိ၊ ႐ိုက္", "မှု ရှိ၊ ရိုက်"),
        ("က BBC သို႔ ေျပာ", "က BBC သို့ ပြော"),
    ];

    #[test]
    fn zawgyi_is_converted() {
        for (zawgyi, known) in PAIRS {
            assert_eq!(unicode(zawgyi), *known, "{}", zawgyi.escape_unicode());
        }
    }

    #[test]
    fn the_two_are_told_apart() {
        let all = |which: fn(&(&str, &str)) -> String| PAIRS.iter().map(which).collect::<Vec<_>>().join(" ");
        assert!(is_zawgyi(&all(|pair| pair.0.to_owned())));
        assert!(!is_zawgyi(&all(|pair| pair.1.to_owned())));
        let told = PAIRS.iter().filter(|(zawgyi, unicode)| zawgyi != unicode && is_zawgyi(zawgyi)).count();
        assert!(told * 2 > PAIRS.len(), "{told} of {}", PAIRS.len());
        for (_, unicode) in PAIRS {
            assert!(!is_zawgyi(unicode), "{unicode}");
        }
    }

    #[test]
    fn other_languages_of_the_script_are_not_zawgyi() {
        for text in [
            "လိၵ်ႈတႆး ပဵၼ်ၵႂၢမ်းၶွင်မိူင်းတႆး",
            "ၵူၼ်းတႆး ယူႇၼႂ်းမိူင်းတႆး ၼႂ်းပီ ႒႐႑႙",
            "ဘာသာမန် ဟွံဂွံ ဍုၚ်သေံ ညးဂမၠိုၚ် တုဲ ဂၠံၚ်",
            "ပှၤကညီ ကျိာ် လၢ ကီၢ်သူ ဒီး ထံကီၢ်တဖၣ်",
            "ဗမာစာ",
            "Вести",
            "Tiếng Việt",
            "",
        ] {
            assert!(!is_zawgyi(text), "{text}");
            assert_eq!(AsRead::new(text).text(), text);
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let original = "ABC: ေအာင္ျမင္ေရး၊ အဂၤလိပ္ 12။";
        let read = AsRead::new(original);
        assert_eq!(read.text(), "ABC: အောင်မြင်ရေး၊ အင်္ဂလိပ် 12။");
        let original_of = |word: &str| {
            let at = read.text().find(word).unwrap();
            let range = read.original(at)..read.original(at + word.len());
            assert_eq!(read.range(range.clone()), at..at + word.len());
            &original[range]
        };
        for (word, written) in [
            ("ABC", "ABC"),
            ("အောင်", "ေအာင္"),
            ("မြင်", "ျမင္"),
            ("ရေး", "ေရး"),
            ("အင်္ဂလိပ်", "အဂၤလိပ္"),
            ("12", "12"),
        ] {
            assert_eq!(original_of(word), written);
        }
        assert_eq!(read.original(read.text().len()), original.len());
    }

    #[test]
    fn each_line_is_read_in_its_own_encoding() {
        let zawgyi = "ဝန္ႀကီးခ်ဳပ္က လႊတ္ေတာ္တြင္ မိန္႔ခြန္းေျပာၾကားခဲ့သည္။";
        let unicode = "ဝန်ကြီးချုပ်က လွှတ်တော်တွင် မိန့်ခွန်းပြောကြားခဲ့သည်။";
        for text in [format!("{zawgyi}\n{unicode}\n"), format!("{unicode}\r\n{zawgyi}")] {
            assert_eq!(AsRead::new(&text).text(), text.replace(zawgyi, unicode));
        }
        // A sign that lost its letter is no encoding.
        let slip = format!("{unicode}\n ေကာင်း");
        assert_eq!(AsRead::new(&slip).text(), slip);
    }
}
