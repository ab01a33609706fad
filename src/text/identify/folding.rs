//! How characters are folded, by table: what the normalizer does to a word, a character at a time.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

/// What a character is to the word around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// It ends a word.
    Break,
    /// It shows nothing.
    Dropped,
    Digit,
    /// The whole word has to be folded.
    Slow,
    Letter(u16),
}

/// The code points that have an entry; behind them only rare letters have capitals.
const ENTRIES: usize = 0x2000;

// Entries that are no letters. No letter is folded to a code point this low.
const BREAK: u16 = 0;
const DROPPED: u16 = 1;
const DIGIT: u16 = 2;
const SLOW: u16 = 3;

#[derive(Debug)]
pub struct Folding(Box<[u16; ENTRIES]>);

impl Folding {
    /// Asks `fold` for each letter.
    pub fn new(fold: &dyn Fn(&str, &mut String)) -> Self {
        let category = CodePointMapData::<GeneralCategory>::new();
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let mut table = Box::new([BREAK; ENTRIES]);
        let mut folded = String::new();
        for (code, entry) in table.iter_mut().enumerate() {
            let Some(c) = char::from_u32(code as u32) else { continue };
            let is_mark = GeneralCategoryGroup::Mark.contains(category.get(c)) || ignorable.contains(c);
            *entry = if c.is_numeric() {
                DIGIT
            } else if !c.is_alphabetic() && !is_mark {
                BREAK
            } else if matches!(code, 0x300..=0x36F | 0x653..=0x655) {
                // They make one letter with the one before.
                SLOW
            } else {
                fold(c.encode_utf8(&mut [0; 4]), &mut folded);
                let mut chars = folded.chars();
                match (chars.next(), chars.next()) {
                    (None, _) => DROPPED,
                    (Some(one), None) => u16::try_from(one as u32).unwrap_or(SLOW),
                    _ => SLOW,
                }
            };
        }
        Folding(table)
    }

    #[inline]
    pub fn of(&self, c: char) -> Folded {
        match self.0.get(c as usize) {
            Some(&BREAK) => Folded::Break,
            Some(&DROPPED) => Folded::Dropped,
            Some(&DIGIT) => Folded::Digit,
            Some(&SLOW) => Folded::Slow,
            Some(&letter) => Folded::Letter(letter),
            None => high(c),
        }
    }
}

/// What lies behind the table: punctuation up to U+2BFF, then scripts without capitals, then compatibility forms.
fn high(c: char) -> Folded {
    match c as u32 {
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF => Folded::Dropped,
        code if !c.is_alphanumeric() && !(0xA000..0xAC00).contains(&code) => Folded::Break,
        code @ 0x2C00..0xF900 => Folded::Letter(code as u16),
        _ => Folded::Slow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_folded() {
        let folding = Folding::new(&|word, folded| {
            folded.clear();
            folded.extend(word.chars().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase));
        });
        for (c, folded) in [
            ('A', Folded::Letter(u16::from(b'a'))),
            ('Ж', Folded::Letter('ж' as u16)),
            ('ሀ', Folded::Letter('ሀ' as u16)),
            ('한', Folded::Letter('한' as u16)),
            (' ', Folded::Break),
            ('’', Folded::Break),
            ('་', Folded::Break),
            ('、', Folded::Break),
            ('7', Folded::Digit),
            ('\u{ad}', Folded::Dropped),
            ('\u{200c}', Folded::Dropped),
            ('\u{301}', Folded::Slow),
            ('Ａ', Folded::Slow),
        ] {
            assert_eq!(folding.of(c), folded, "{c:?}");
        }
    }
}
