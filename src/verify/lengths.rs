//! Whether the sentences of two languages follow each other by their lengths alone (Gale and Church 1993): the translation
//! of a long sentence is long, whatever the words.

use crate::text::Tokens;

/// The lengths of an article's sentences, in bytes.
#[derive(Debug)]
pub struct Lengths(Vec<f32>);

/// More sentences than this are taken together by neighbours, so that a book costs no more than a long article.
const MOST_SENTENCES: usize = 96;

/// Bytes of an average word. Lengths are scaled to it, since a letter takes one byte in some scripts and three in others.
const WORD: f32 = 6.0;

/// The variance of a translation's length for each of its letters (Gale and Church: 6.8).
const VARIANCE: f32 = 6.8;

/// What a difference of lengths costs at most: about a chance of 1 in 400, so that one odd sentence decides nothing.
const MOST_COST: f32 = 6.0;

/// The minus logarithms of how much rarer than one for one it is that a sentence is left out, made of two, or two of two
/// (Gale and Church, table 5: 0.0099, 0.089 and 0.011 against 0.89).
const LEFT_OUT: f32 = 4.5;
const JOINED: f32 = 2.3;
const TWO_OF_TWO: f32 = 4.4;

/// See [`alignment`].
const FEW: f32 = 8.0;

/// How far from the diagonal sentences may be laid beside each other, as a share of the length.
const BAND: f32 = 0.3;

impl Lengths {
    pub fn new(tokens: &Tokens) -> Self {
        let sentences: Vec<f32> = tokens
            .sentence_ranges()
            .map(|words| (tokens.spans[words.end - 1].end - tokens.spans[words.start].start) as f32)
            .collect();
        let size = sentences.len().div_ceil(MOST_SENTENCES).max(1);
        Lengths(sentences.chunks(size).map(|group| group.iter().sum()).collect())
    }
}

/// How much better the sentences of `b` follow those of `a` than they would in the opposite order: -1 to 1, 0 is chance;
/// half for one nat in each sentence. In few sentences much comes by chance, so that [`FEW`] more are taken to gain nothing.
pub fn alignment(a: &Lengths, b: &Lengths, words: usize) -> f32 {
    let (a, b) = (&a.0, &b.0);
    if a.len() < 2 || b.len() < 2 {
        return 0.0;
    }
    let scaled = |lengths: &[f32]| -> Vec<f32> {
        let scale = words as f32 * WORD / lengths.iter().sum::<f32>().max(1.0);
        lengths.iter().map(|length| length * scale).collect()
    };
    let (a, mut b) = (scaled(a), scaled(b));
    let forward = cost(&a, &b);
    b.reverse();
    let gain = (cost(&a, &b) - forward) / (a.len().max(b.len()) as f32 + FEW);
    gain / (1.0 + gain.abs())
}

/// The cost of the cheapest way to lay the sentences beside each other.
fn cost(a: &[f32], b: &[f32]) -> f32 {
    let (n, m) = (a.len(), b.len());
    let differ = |x: f32, y: f32| {
        let delta = (x - y).powi(2) / (VARIANCE * (x + y) / 2.0).max(1.0);
        (delta / 2.0).min(MOST_COST)
    };
    let width = m + 1;
    let mut best = vec![f32::INFINITY; (n + 1) * width];
    best[0] = 0.0;
    let reach = (BAND * m as f32).max(2.0);
    for i in 0..=n {
        let middle = i as f32 / n as f32 * m as f32;
        let (low, high) = ((middle - reach).max(0.0) as usize, ((middle + reach) as usize).min(m));
        for j in low..=high {
            let at = i * width + j;
            let mut least = best[at];
            if i > 0 {
                least = least.min(best[at - width] + LEFT_OUT);
            }
            if j > 0 {
                least = least.min(best[at - 1] + LEFT_OUT);
            }
            if i > 0 && j > 0 {
                least = least.min(best[at - width - 1] + differ(a[i - 1], b[j - 1]));
                if j > 1 {
                    least = least.min(best[at - width - 2] + JOINED + differ(a[i - 1], b[j - 1] + b[j - 2]));
                }
                if i > 1 {
                    least =
                        least.min(best[at - 2 * width - 1] + JOINED + differ(a[i - 1] + a[i - 2], b[j - 1]));
                }
                if i > 1 && j > 1 {
                    let both = differ(a[i - 1] + a[i - 2], b[j - 1] + b[j - 2]);
                    least = least.min(best[at - 2 * width - 2] + TWO_OF_TWO + both);
                }
            }
            best[at] = least;
        }
    }
    best[n * width + m]
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: [f32; 10] = [60.0, 220.0, 90.0, 310.0, 45.0, 180.0, 130.0, 260.0, 75.0, 200.0];

    fn aligned(a: &[f32], b: &[f32]) -> f32 {
        alignment(&Lengths(a.to_vec()), &Lengths(b.to_vec()), 250)
    }

    #[test]
    fn a_translation_follows_and_another_text_does_not() {
        // Three bytes a letter, and a fifth more or less.
        let longer = [1.1, 0.9, 1.0, 1.2, 0.9, 1.1, 1.0, 0.8, 1.1, 1.0];
        let translation: Vec<f32> = A.iter().zip(longer).map(|(length, by)| 3.0 * length * by).collect();
        assert!(aligned(&A, &translation) > 0.4, "{}", aligned(&A, &translation));
        let other = [150.0, 80.0, 240.0, 100.0, 260.0, 60.0, 240.0, 90.0, 180.0, 120.0];
        assert!(aligned(&A, &other) < 0.1, "{}", aligned(&A, &other));
        let opposite: Vec<f32> = A.iter().rev().copied().collect();
        assert!(aligned(&A, &opposite) < -0.4);
    }

    #[test]
    fn sentences_may_be_joined_and_left_out() {
        let joined = [60.0, 220.0, 400.0, 45.0, 180.0, 130.0, 335.0, 200.0];
        assert!(aligned(&A, &joined) > 0.3, "{}", aligned(&A, &joined));
        assert!(aligned(&A, &A[..8]) > 0.2, "{}", aligned(&A, &A[..8]));
    }

    #[test]
    fn one_sentence_tells_nothing() {
        assert_eq!(aligned(&A[..1], &A), 0.0);
        assert_eq!(aligned(&[], &[]), 0.0);
    }

    #[test]
    fn a_book_costs_no_more_than_a_long_article() {
        use crate::text::{Language, Tokenizer};
        let book = "A farmer protested loudly against motorways. ".repeat(5000);
        let tokens = Tokenizer::new().tokenize(&book, Language::from_tag("en").unwrap());
        assert!(Lengths::new(&tokens).0.len() <= MOST_SENTENCES);
    }
}
