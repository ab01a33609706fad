//! One spelling for each word: compatibility characters, letter case and invisible characters are folded away.

use super::plane::Plane;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalDecompositionBorrowed, Decomposed,
};
use icu_properties::props::DefaultIgnorableCodePoint;
use icu_properties::{CodePointSetData, CodePointSetDataBorrowed};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Folds words to the form in which they are compared.
#[derive(Debug)]
pub struct Normalizer {
    nfkc: ComposingNormalizerBorrowed<'static>,
    ignorable: CodePointSetDataBorrowed<'static>,
}

/// The code points below this whose folding may be looked up: all alphabets.
const ALPHABETS: char = '\u{3000}';

impl Normalizer {
    pub fn new() -> Self {
        Normalizer {
            nfkc: ComposingNormalizerBorrowed::new_nfkc(),
            ignorable: CodePointSetData::new::<DefaultIgnorableCodePoint>(),
        }
    }

    /// Writes `word`, folded, to `out`, which is cleared first.
    ///
    /// Unicode NFKC (UAX 15), then lower case; characters that show nothing (soft hyphens, joiners, direction marks) and
    /// everything that is neither letter, mark nor digit (the comma of `1,000`, the stops of `U.S.`) are dropped.
    pub fn fold(&self, word: &str, out: &mut String) {
        out.clear();
        if word.is_ascii() {
            out.extend(
                word.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char),
            );
            return;
        }
        for c in word.chars() {
            let folded = match c {
                ..ALPHABETS => SIMPLE.get(c),
                // Kana, ideographs and Hangul have one form and no case.
                'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4E00}'..='\u{9FFF}' | '가'..='힣' => c,
                _ => '\0',
            };
            if folded == '\0' {
                return self.fold_all(word, out);
            }
            out.push(folded);
        }
    }

    fn fold_all(&self, word: &str, out: &mut String) {
        out.clear();
        for c in self.nfkc.normalize_iter(word.chars().filter(|&c| !self.ignorable.contains(c))) {
            match c {
                // The final sigma is a matter of position, not of spelling.
                'ς' => out.push('σ'),
                // What the lower case of İ leaves behind.
                '\u{307}' => {}
                '\'' | '’' | '.' | ',' => {}
                c if c.is_lowercase() => out.push(c),
                c => out.extend(c.to_lowercase().filter(|&c| c != '\u{307}')),
            }
        }
    }
}

static SIMPLE: Plane<char> = Plane::new(simple);

/// What a character of an alphabet is folded to where that does not depend on its neighbours; else 0. Composition looks at
/// neighbours: at those of a combining class, and at those that make one character with the one before.
fn simple(c: char) -> char {
    let jamo = matches!(c, '\u{1100}'..'\u{1200}');
    if jamo || CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0 || seconds().contains(&c) {
        return '\0';
    }
    let mut folded = String::new();
    Normalizer::new().fold_all(c.encode_utf8(&mut [0; 4]), &mut folded);
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => only,
        _ => '\0',
    }
}

/// The characters that make one of an alphabet with the character before.
fn seconds() -> &'static BTreeSet<char> {
    static SECONDS: OnceLock<BTreeSet<char>> = OnceLock::new();
    SECONDS.get_or_init(|| {
        let decompositions = CanonicalDecompositionBorrowed::new();
        let seconds = ('\0'..ALPHABETS).filter_map(|c| match decompositions.decompose(c) {
            Decomposed::Expansion(_, second) => Some(second),
            _ => None,
        });
        seconds.collect()
    })
}

impl Default for Normalizer {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(word: &str) -> String {
        let mut out = String::new();
        Normalizer::new().fold(word, &mut out);
        out
    }

    #[test]
    fn one_spelling_for_each_word() {
        for (written, folded) in [
            ("Kremlin", "kremlin"),
            ("U.S.", "us"),
            ("1,000", "1000"),
            ("ﬁnance", "finance"),
            ("Ｒｅｕｔｅｒｓ", "reuters"),
            ("co\u{ad}operation", "cooperation"),
            ("caf\u{65}\u{301}", "café"),
            ("İstanbul", "istanbul"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδός", "οδόσ"),
            ("می\u{200c}خواهد", "میخواهد"),
            ("Straße", "straße"),
            ("１２３", "123"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    proptest! {
        #[test]
        fn looking_up_equals_the_standard(
            word in "[a-zA-ZÀ-ʯͰ-ϿЀ-ӿ\u{300}-\u{345}]{1,9}|[\u{900}-\u{DFF}]{1,9}|[؀-ۿﬀ-ﷺ\u{200b}-\u{200f}]{1,9}|[\u{3040}-\u{30FF}一-十가-갛\u{1100}-\u{11FF}]{1,9}|[\u{1000}-\u{10FF}Ა-Ჿ\u{1b00}-\u{2fff}]{1,9}|\\PC{1,9}"
        ) {
            let mut by_the_standard = String::new();
            Normalizer::new().fold_all(&word, &mut by_the_standard);
            if !word.is_ascii() {
                prop_assert_eq!(fold(&word), by_the_standard);
            }
        }
    }
}
