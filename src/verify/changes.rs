//! What was cut, added and changed between two articles: what a fact-checker looks at first.

use crate::text::{Look, Tokens};
use std::ops::Range;

/// The differences of a second article from a first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Sentences of the first with no counterpart in the second: byte ranges into the first body.
    pub cuts: Vec<Range<u32>>,
    /// Sentences of the second with no counterpart in the first: byte ranges into the second body.
    pub additions: Vec<Range<u32>>,
    /// Numbers that only the first has, as written there, in order.
    pub numbers_lost: Vec<String>,
    /// Numbers that only the second has.
    pub numbers_new: Vec<String>,
    /// Names that only the first has.
    pub names_lost: Vec<String>,
    /// Names that only the second has.
    pub names_new: Vec<String>,
}

/// An article: its words, its text, and the sentences without a counterpart, in words.
type Side<'s> = (&'s Tokens, &'s str, &'s [Range<u32>]);

/// Collects the differences of `b` from `a`.
pub fn changes(a: Side, b: Side) -> Changes {
    Changes {
        cuts: bytes(a),
        additions: bytes(b),
        numbers_lost: only(a, b, Look::Number),
        numbers_new: only(b, a, Look::Number),
        names_lost: only(a, b, Look::Capital),
        names_new: only(b, a, Look::Capital),
    }
}

fn bytes((tokens, _, sentences): Side) -> Vec<Range<u32>> {
    let range = |words: &Range<u32>| {
        tokens.spans[words.start as usize].start..tokens.spans[words.end as usize - 1].end
    };
    sentences.iter().map(range).collect()
}

/// The words of `side` that look like `look` and do not stand in `other` in any form, each once, as first written. A
/// capital at the beginning of a sentence makes no name; neighbouring capitalised words are one name.
fn only(side: Side, other: Side, look: Look) -> Vec<String> {
    let (tokens, text, _) = side;
    let mut known: Vec<u32> = other.0.stems.clone();
    known.sort_unstable();
    let mut starts = tokens.sentences.iter().copied().peekable();
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for word in 0..tokens.len() {
        let first = starts.next_if_eq(&(word as u32)).is_some();
        if tokens.looks[word] != look
            || (first && look == Look::Capital)
            || known.binary_search(&tokens.stems[word]).is_ok()
        {
            continue;
        }
        let span = tokens.spans[word].start as usize..tokens.spans[word].end as usize;
        match found.last_mut() {
            Some((name, last))
                if look == Look::Capital
                    && *last + 1 == word
                    && text[name.end..span.start].trim().is_empty() =>
            {
                name.end = span.end;
                *last = word;
            }
            _ => found.push((span, word)),
        }
    }
    let mut names: Vec<String> = Vec::new();
    for (span, _) in found {
        if !names.iter().any(|name| *name == text[span.clone()]) {
            names.push(text[span].to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Tokenizer};

    #[test]
    fn names_and_numbers_that_changed() {
        let english = Language::from_tag("en").unwrap();
        let (x, y) = (
            "The fire killed 12 people in Porto, said Maria da Silva Gomes on Monday.",
            "The fire killed 14 people in Porto, said Joana Prates on Monday.",
        );
        let (a, b) = (Tokenizer::new().tokenize(x, english), Tokenizer::new().tokenize(y, english));
        let found = changes((&a, x, std::slice::from_ref(&(0..2))), (&b, y, &[]));
        assert_eq!((found.numbers_lost, found.numbers_new), (vec!["12".to_owned()], vec!["14".to_owned()]));
        assert_eq!(found.names_lost, ["Maria", "Silva Gomes"]);
        assert_eq!(found.names_new, ["Joana Prates"]);
        assert_eq!((found.cuts.len(), found.cuts[0].clone()), (1, 0..8));
    }
}
