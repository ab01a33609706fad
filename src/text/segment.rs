//! Words and sentences, in scripts with spaces and without.

use super::bits::Bits;
use super::plane::Plane;
use super::sentence::Sentences;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointSetData};
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::ops::Range;

/// What a character is to the word around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Ends a word.
    Break,
    /// Begins a word or goes on with one.
    Letter,
    /// Goes on with a word (marks, joiners), does not begin one.
    Mark,
    /// A letter of a script that writes no spaces: the dictionary tells where its words end.
    Unspaced,
}

/// Whether `c` is a letter or mark of a script that writes no spaces between its words.
pub fn is_unspaced(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(
        CodePointMapData::<Script>::new().get(c),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    ) && (GeneralCategoryGroup::Letter.contains(category) || GeneralCategoryGroup::Mark.contains(category))
        || c == 'ー'
}

fn classify(c: char) -> Class {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    if is_unspaced(c) {
        Class::Unspaced
    } else if c.is_alphanumeric() {
        Class::Letter
    } else if GeneralCategoryGroup::Mark.contains(category)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
    {
        Class::Mark
    } else {
        Class::Break
    }
}

static CLASSES: Plane<Class> = Plane::new(classify);

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub range: Range<usize>,
    /// Whether it is of letters and digits of ASCII alone.
    pub plain: bool,
}

/// Finds words and sentences.
#[derive(Debug)]
pub struct Segmenter {
    bits: Bits,
    dictionary: WordSegmenterBorrowed<'static>,
}

impl Segmenter {
    pub fn new() -> Self {
        Segmenter {
            bits: Bits::default(),
            // The dictionaries, not the LSTM models: measured elsewhere at 36 against 0.2 MB/s on Thai.
            dictionary: WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()),
        }
    }

    /// Calls `each` with every word, in order.
    ///
    /// A word is a run of letters, digits and marks. `1,000.5` and `U.S.` are one word; a single letter behind an
    /// apostrophe (`Russia's`, `don't`) is dropped, so that a style of apostrophes or possessives makes no difference.
    /// Chinese, Japanese, Thai, Lao, Khmer and Burmese are cut by dictionary.
    #[inline]
    pub fn words(&mut self, text: &str, mut each: impl FnMut(Written)) {
        let bytes = text.as_bytes();
        self.bits.read(bytes);
        let mut next = 0;
        while let Some(mut at) = self.bits.next_in_word(next) {
            if bytes[at] < 0x80 {
                let start = at;
                at = self.bits.end_of_run(at);
                let plain = at;
                // Most words end at a space: nothing more is looked at.
                if at < bytes.len() && bytes[at] != b' ' {
                    at = self.word_end(text, at);
                }
                if at - start > 1 || !is_elision(text, start, at) {
                    each(Written { range: start..at, plain: at == plain });
                }
                next = at;
                continue;
            }
            let (class, width) = self.class_at(text, at);
            match class {
                Class::Break | Class::Mark => at += width,
                Class::Letter => {
                    let end = self.word_end(text, at + width);
                    if !is_elision(text, at, end) {
                        each(Written { range: at..end, plain: false });
                    }
                    at = end;
                }
                Class::Unspaced => {
                    let mut end = at + width;
                    while end < bytes.len() {
                        let (class, width) = self.class_at(text, end);
                        if !matches!(class, Class::Unspaced | Class::Mark) {
                            break;
                        }
                        end += width;
                    }
                    let mut from = at;
                    for to in self.dictionary.segment_str(&text[at..end]).skip(1) {
                        if is_inside_syllable(&text[at + to..end]) {
                            continue;
                        }
                        each(Written { range: from..at + to, plain: false });
                        from = at + to;
                    }
                    at = end;
                }
            }
            next = at;
        }
    }

    #[inline]
    fn class_at(&self, text: &str, at: usize) -> (Class, usize) {
        let byte = text.as_bytes()[at];
        if byte < 0x80 {
            (if byte.is_ascii_alphanumeric() { Class::Letter } else { Class::Break }, 1)
        } else {
            let c = text[at..].chars().next().expect("`at` is inside the text");
            (CLASSES.get(c), c.len_utf8())
        }
    }

    /// Where the word that has gone on until `at` ends.
    fn word_end(&self, text: &str, mut at: usize) -> usize {
        let bytes = text.as_bytes();
        let start_of_letter = |i: usize| i >= 1 && bytes[i - 1].is_ascii_alphabetic();
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at += 1;
            } else if byte == b'.' || byte == b',' {
                let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
                let inside_number = digit(at - 1) && digit(at + 1);
                // U.S., e.g., a.m.: single letters with stops between them are one word.
                let inside_initials = byte == b'.'
                    && start_of_letter(at)
                    && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric())
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
                    && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric);
                if !(inside_number || inside_initials) {
                    break;
                }
                at += 2;
            } else if byte < 0x80 {
                break;
            } else {
                let (class, width) = self.class_at(text, at);
                if !matches!(class, Class::Letter | Class::Mark) {
                    break;
                }
                at += width;
            }
        }
        at
    }

    /// The byte offsets at which sentences begin, the first of them 0; UAX 29 boundaries, and every line break is one
    /// too. A boundary behind a short capitalised word (`Mr.`, `Gen.`, `J.`) is taken back.
    pub fn sentences(&self, text: &str) -> Vec<usize> {
        let mut starts = vec![0];
        Sentences::new().ends(text, |end| {
            if !ends_in_abbreviation(&text[..end]) {
                starts.push(end);
            }
        });
        starts
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether `rest` goes on with a syllable of Burmese: with a sign, or a letter that closes the syllable or has another
/// below it. Where the dictionary knows no word it cuts such syllables, foreign names above all, into pieces.
fn is_inside_syllable(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('\u{102B}'..='\u{103E}') => true,
        Some('\u{1000}'..='\u{102A}' | '\u{103F}') => {
            matches!(chars.find(|&c| c != '\u{1037}'), Some('\u{1039}' | '\u{103A}'))
        }
        _ => false,
    }
}

/// Whether the word at `start..end` is one letter behind an apostrophe that stands behind a letter.
fn is_elision(text: &str, start: usize, end: usize) -> bool {
    if text[start..end].chars().nth(1).is_some() {
        return false;
    }
    let mut before = text[..start].chars().rev();
    matches!(before.next(), Some('\'' | '’' | 'ʼ')) && before.next().is_some_and(char::is_alphanumeric)
}

/// Whether `text` ends in a full stop behind a capitalised word of at most three letters, as abbreviations do.
fn ends_in_abbreviation(text: &str) -> bool {
    if text.ends_with(['\n', '\r']) {
        return false;
    }
    let Some(head) = text.trim_end().strip_suffix('.') else { return false };
    let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        Segmenter::new().words(text, |word| found.push(&text[word.range]));
        found
    }

    #[test]
    fn words_of_spaced_scripts() {
        assert_eq!(words("The U.S. spent $1,000.50."), ["The", "U.S", "spent", "1,000.50"]);
        assert_eq!(words("Russia's “cease-fire”, he’d say"), ["Russia", "cease", "fire", "he", "say"]);
        assert_eq!(words("l'homme d’État"), ["l", "homme", "d", "État"]);
        assert_eq!(
            words("Vladimir V. Putin met J.D. Vance."),
            ["Vladimir", "V", "Putin", "met", "J.D", "Vance"]
        );
        assert_eq!(words("हिन्दी में समाचार"), ["हिन्दी", "में", "समाचार"]);
        assert_eq!(words("نمی\u{200c}خواهد"), ["نمی\u{200c}خواهد"]);
        assert_eq!(words("20대 남성이"), ["20대", "남성이"]);
        assert_eq!(words(" .,; — "), Vec::<&str>::new());
    }

    #[test]
    fn words_of_unspaced_scripts() {
        assert_eq!(words("国务院总理会见记者"), ["国务院", "总理", "会见", "记者"]);
        assert_eq!(words("ภาษาไทย"), ["ภาษา", "ไทย"]);
        assert_eq!(words("ဆူနာမီသတိပေးချက်"), ["ဆူ", "နာ", "မီ", "သတိပေးချက်"]);
        assert_eq!(words("အင်ဒိုနီးရှား"), ["အင်", "ဒိုနီး", "ရှား"]);
        assert_eq!(words("ဘာစီလိုနာ၊ ဗယ်စတာ"), ["ဘာ", "စီ", "လို", "နာ", "ဗယ်", "စ", "တာ"]);
        assert_eq!(words("3月5日、ロケット"), ["3", "月", "5", "日", "ロケット"]);
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        let segmenter = Segmenter::new();
        let of = |text: &str| {
            let mut ends = segmenter.sentences(text);
            ends.push(text.len());
            ends.windows(2).map(|w| text[w[0]..w[1]].trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("Mr. Peskov said so. He left."), ["Mr. Peskov said so.", "He left."]);
        assert_eq!(of("A headline\nThe text."), ["A headline", "The text."]);
        assert_eq!(of("他说。她笑了。"), ["他说。", "她笑了。"]);
    }
}
