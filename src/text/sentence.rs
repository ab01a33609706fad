//! Where sentences end: the boundaries of UAX 29, found at the marks that may end one, so that what stands between them is
//! passed over byte by byte. A seventh of the instructions of ICU's rule segmenter, which tells a class of every character;
//! its boundaries are the same.

use super::plane::Plane;
use icu_properties::CodePointMapData;
use icu_properties::props::SentenceBreak;
use std::sync::OnceLock;

/// What a character is to the sentences around it: the classes of UAX 29, table 4, those that the rules treat alike as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    /// Belongs to the character before it (Extend, Format).
    Extend,
    /// Ends a paragraph (Sep, LF).
    Paragraph,
    Return,
    Space,
    Lower,
    Upper,
    /// A letter without case.
    Letter,
    Digit,
    /// A full stop, which may end an abbreviation (ATerm).
    Stop,
    /// Ends a sentence (STerm).
    End,
    /// Goes on with a sentence behind its end: commas, dashes (SContinue).
    Continue,
    /// Quotes and brackets.
    Close,
}

fn classify(c: char) -> Class {
    match CodePointMapData::<SentenceBreak>::new().get(c) {
        SentenceBreak::Extend | SentenceBreak::Format => Class::Extend,
        SentenceBreak::Sep | SentenceBreak::LF => Class::Paragraph,
        SentenceBreak::CR => Class::Return,
        SentenceBreak::Sp => Class::Space,
        SentenceBreak::Lower => Class::Lower,
        SentenceBreak::Upper => Class::Upper,
        SentenceBreak::OLetter => Class::Letter,
        SentenceBreak::Numeric => Class::Digit,
        SentenceBreak::ATerm => Class::Stop,
        SentenceBreak::STerm => Class::End,
        SentenceBreak::SContinue => Class::Continue,
        SentenceBreak::Close => Class::Close,
        _ => Class::Other,
    }
}

static CLASSES: Plane<Class> = Plane::new(classify);

/// Whether a character that begins with this byte may end a sentence or a paragraph.
fn may_end() -> &'static [bool; 256] {
    static MAY_END: OnceLock<[bool; 256]> = OnceLock::new();
    MAY_END.get_or_init(|| {
        let mut may_end = [false; 256];
        // Behind the basic multilingual plane four bytes make a character: all of them are looked at.
        may_end[0xF0..].fill(true);
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            if matches!(classify(c), Class::Paragraph | Class::Return | Class::Stop | Class::End) {
                may_end[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
            }
        }
        may_end
    })
}

/// Finds where sentences end.
#[derive(Debug, Clone, Copy)]
pub struct Sentences {
    may_end: &'static [bool; 256],
}

impl Sentences {
    pub fn new() -> Self {
        Sentences { may_end: may_end() }
    }

    /// Calls `each` with the end of every sentence, ascending, but for the text's end.
    pub fn ends(self, text: &str, mut each: impl FnMut(usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|&byte| self.may_end[usize::from(byte)]) {
            let mark = at + found;
            let Some((class, next)) = self.class(text, mark) else { break };
            at = next;
            match class {
                // SB3, SB4
                Class::Return if bytes.get(next) == Some(&b'\n') => {}
                Class::Return | Class::Paragraph if next < text.len() => each(next),
                Class::Stop | Class::End => {
                    let (end, ends) = self.behind(text, mark, class, next);
                    if ends {
                        each(end);
                    }
                    at = end;
                }
                _ => {}
            }
        }
    }

    /// Where the quotes, brackets and spaces behind a mark at `mark` end, which ends itself at `next`; and whether the
    /// sentence does. Where it does not, nothing ends before there.
    fn behind(self, text: &str, mark: usize, class: Class, next: usize) -> (usize, bool) {
        let mut at = self.extended(text, next);
        if class == Class::Stop {
            match self.class(text, at) {
                // SB6
                Some((Class::Digit, _)) => return (at, false),
                // SB7
                Some((Class::Upper, _)) if self.is_cased_before(text, mark) => return (at, false),
                _ => {}
            }
        }
        // SB9, SB10
        for passed in [Class::Close, Class::Space] {
            while let Some((found, next)) = self.class(text, at)
                && found == passed
            {
                at = self.extended(text, next);
            }
        }
        match self.class(text, at) {
            // At the text's end; a paragraph's end ends the sentence as well.
            None | Some((Class::Paragraph | Class::Return, _)) => (at, false),
            // SB8a
            Some((Class::Continue | Class::Stop | Class::End, _)) => (at, false),
            // SB11
            _ if class == Class::End => (at, true),
            // SB8
            _ => (at, !self.goes_on_small(text, at)),
        }
    }

    /// Whether the next letter is a small one, with nothing before it that ends a sentence.
    fn goes_on_small(self, text: &str, mut at: usize) -> bool {
        while let Some((class, next)) = self.class(text, at) {
            match class {
                Class::Lower => return true,
                Class::Letter
                | Class::Upper
                | Class::Paragraph
                | Class::Return
                | Class::Stop
                | Class::End => {
                    return false;
                }
                _ => at = next,
            }
        }
        false
    }

    /// Whether a letter with case stands before `at`.
    fn is_cased_before(self, text: &str, at: usize) -> bool {
        let classes = text[..at].chars().rev().map(|c| CLASSES.get(c));
        let base = classes.into_iter().find(|&class| class != Class::Extend);
        matches!(base, Some(Class::Upper | Class::Lower))
    }

    /// Behind what belongs to the character that ends at `at` (SB5).
    #[inline]
    fn extended(self, text: &str, mut at: usize) -> usize {
        while let Some((Class::Extend, next)) = self.class(text, at) {
            at = next;
        }
        at
    }

    /// The class of the character at `at`, and where it ends; none at the text's end.
    #[inline]
    fn class(self, text: &str, at: usize) -> Option<(Class, usize)> {
        let byte = *text.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some((CLASSES.get(char::from(byte)), at + 1));
        }
        let c = text[at..].chars().next()?;
        Some((CLASSES.get(c), at + c.len_utf8()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_segmenter::SentenceSegmenter;
    use icu_segmenter::options::SentenceBreakInvariantOptions;
    use proptest::prelude::*;

    fn ends(text: &str) -> Vec<usize> {
        let mut ends = Vec::new();
        Sentences::new().ends(text, |end| ends.push(end));
        ends
    }

    fn by_the_standard(text: &str) -> Vec<usize> {
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        segmenter.segment_str(text).skip(1).filter(|&end| end < text.len()).collect()
    }

    #[test]
    fn sentences_of_many_scripts() {
        for (text, expected) in [
            ("One. Two! “Three?” he asked. (Four.) Five", [5, 10, 23, 33, 41].as_slice()),
            ("It is 3.5 p.m. now in the U.S. and U.K. today...and so on", &[]),
            ("a\r\nb\rc\n\nd\u{2029}e", &[3, 5, 7, 8, 12]),
            ("他说。她笑了。", &[9]),
            ("एक। दो।", &[10]),
            ("", &[]),
            ("...", &[]),
        ] {
            assert_eq!(ends(text), expected, "{text}");
            assert_eq!(by_the_standard(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn they_are_those_of_the_standard(
            text in "[a-cA-C1-3 .!?,;:)(\"'\n\r\t\u{ad}\u{301}\u{200d}\u{85}\u{2028}“”’»]{0,40}|[a-zA-Z .\n]{0,60}|[аб Б.!—»\n\u{483}]{0,30}|[。！？」「一二aA.\n ]{0,20}|[ก1.ا؟ק۔।०\u{94d} aA\n]{0,30}|[\\PC.\n ]{0,40}|[𐐀𐐨𝐀𑅁.a \n]{0,20}"
        ) {
            prop_assert_eq!(ends(&text), by_the_standard(&text));
        }
    }
}
