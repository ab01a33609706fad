//! From articles to sketches.

use super::desk::Desk;
use crate::article::Article;
use crate::config::Config;
use crate::lsh::Rows;
use crate::sketch;
use crate::text::{self, AsRead, Guess, Guesses, Language, Sorter, Span, Tokenizer};
use rayon::prelude::*;
use std::borrow::Cow;
use xxhash_rust::xxh3::Xxh3Default;

/// The sketches of the articles that are looked at, by rank.
pub(super) struct Sketches {
    pub languages: Vec<Language>,
    /// Whether the text is read as it stands.
    pub as_it_stands: Vec<bool>,
    pub signatures: Rows,
    /// Sampled shingles.
    pub samples: Rows,
    /// Distinct stems, ascending. Empty where the content is not asked for.
    pub stems: Rows,
}

impl Sketches {
    /// Of no article yet.
    pub fn new(config: &Config) -> Self {
        // Asked once: it may look at the machine.
        let memory = config.rows_in_memory();
        let rows = || Rows::within(memory);
        Sketches {
            languages: Vec::new(),
            as_it_stands: Vec::new(),
            signatures: rows(),
            samples: rows(),
            stems: rows(),
        }
    }

    /// The sketches of articles that are long enough to judge, whatever their texts.
    pub fn of(articles: &[&Article], desk: &Desk, config: &Config) -> Self {
        let (mut tokenizer, mut scratch) = (desk.tokenizer(), Scratch::default());
        let mut sketches = Sketches::new(config);
        let mut guesses = Guesses::default();
        for article in articles {
            let (text, declared) = (article.body.text(), article.language.as_deref());
            let sketch = sketch(&text, declared, (&mut tokenizer, &mut scratch), config);
            guesses.push(sketch.guess.clone());
            sketches.push(sketch);
        }
        sketches.retell(&guesses.agree(), |rank| articles[rank as usize].body.text(), desk);
        sketches
    }

    /// Takes these languages for those of the guesses, and the stems of the texts that were guessed otherwise anew.
    pub fn retell<'a>(
        &mut self,
        languages: &[Language],
        text: impl Fn(u32) -> Cow<'a, str> + Sync,
        desk: &Desk,
    ) {
        let wrong: Vec<(u32, Language)> = (0..)
            .zip(languages.iter().copied())
            .filter(|&(rank, language)| self.languages[rank as usize] != language)
            .collect();
        if wrong.is_empty() {
            return;
        }
        let stemmed: Vec<Vec<u32>> = wrong
            .par_iter()
            .map_init(
                || (desk.tokenizer(), Scratch::default()),
                |(tokenizer, scratch), &(rank, language)| {
                    let text = text(rank);
                    let read = AsRead::new(&text);
                    tokenizer.hashes(&read, &mut scratch.words, &mut scratch.spans);
                    distinct_stems(&read, language, tokenizer, scratch)
                },
            )
            .collect();
        for ((rank, _), stems) in wrong.iter().zip(&stemmed) {
            self.stems.replace(*rank as usize, stems);
        }
        self.languages.copy_from_slice(languages);
    }

    /// Takes the sketches of the next article.
    pub fn push(&mut self, sketch: Sketch) {
        self.languages.push(sketch.guess.language);
        self.as_it_stands.push(sketch.as_it_stands);
        self.signatures.push(&sketch.signature);
        self.samples.push(&sketch.sample);
        self.stems.push(&sketch.stems);
    }

    pub fn len(&self) -> usize {
        self.languages.len()
    }

    /// Why some of them stay in memory although they are too many.
    pub fn failure(&self) -> Option<&str> {
        [&self.signatures, &self.samples, &self.stems].into_iter().find_map(Rows::failure)
    }
}

/// An article's sketches.
pub(super) struct Sketch {
    pub guess: Guess,
    pub words: u32,
    as_it_stands: bool,
    /// What hid its words, if it is worth telling.
    pub disguise: Option<String>,
    /// A hash of its words in their order.
    pub digest: u128,
    signature: Vec<u32>,
    sample: Vec<u32>,
    stems: Vec<u32>,
}

/// What a thread that sketches has at hand.
#[derive(Default)]
pub(super) struct Scratch {
    words: Vec<u64>,
    spans: Vec<Span>,
    stems: Vec<u32>,
    hashes: Vec<u64>,
    sorter: Sorter,
}

/// Of a text without its furniture; `declared` is the tag of its language that its source gives.
pub(super) fn sketch(
    text: &str,
    declared: Option<&str>,
    (tokenizer, scratch): (&mut Tokenizer, &mut Scratch),
    config: &Config,
) -> Sketch {
    let content = config.views.weigh();
    let read = AsRead::new(text);
    let guess = match content {
        true => text::guess(&read, declared),
        // Copies are copies in any language.
        false => Guess::declared(declared),
    };
    let language = guess.language;
    let Scratch { words, spans, hashes, .. } = scratch;
    tokenizer.hashes(&read, words, spans);
    let mut sketch = Sketch {
        guess,
        words: words.len() as u32,
        as_it_stands: read.is_original(),
        disguise: read.disguise().map(str::to_owned),
        digest: 0,
        signature: Vec::new(),
        sample: Vec::new(),
        stems: Vec::new(),
    };
    if sketch.words < config.min_words {
        return sketch;
    }
    sketch.digest = digest(words);
    hashes.clear();
    hashes.extend(text::shingles(words, config.shingle_width).map(|shingle| seeded(shingle, config.seed)));
    sketch.signature = vec![0; config.minhash.components];
    sketch::minhash(hashes.iter().copied(), &mut sketch.signature);
    sketch.sample = sketch::sample(hashes.iter().copied(), config.sample);
    if content {
        sketch.stems = distinct_stems(&read, language, tokenizer, scratch);
    }
    sketch
}

/// The distinct stems of the words in `scratch`, ascending.
fn distinct_stems(
    read: &AsRead,
    language: Language,
    tokenizer: &mut Tokenizer,
    scratch: &mut Scratch,
) -> Vec<u32> {
    let Scratch { words, spans, stems, hashes, sorter } = scratch;
    tokenizer.stems(read, language, (words, spans), stems);
    hashes.clear();
    hashes.extend(stems.iter().map(|&stem| u64::from(stem) << 32));
    sorter.sort(hashes);
    hashes.dedup();
    hashes.iter().map(|&stem| (stem >> 32) as u32).collect()
}

/// A shingle's hash for a seed. With every seed equal ones stay equal and others apart; 0 changes none.
fn seeded(shingle: u64, seed: u64) -> u64 {
    if seed == 0 { shingle } else { text::mix(shingle ^ text::mix(seed)) }
}

/// Equal for articles of the same words in the same order; of 2^64 others hardly for one.
fn digest(words: &[u64]) -> u128 {
    let mut hasher = Xxh3Default::new();
    let mut bytes = [0; 512];
    for part in words.chunks(bytes.len() / 8) {
        for (place, word) in bytes.chunks_exact_mut(8).zip(part) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        hasher.update(&bytes[..8 * part.len()]);
    }
    hasher.digest128()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsh::Room;

    #[test]
    fn another_seed_sketches_the_same_article_otherwise() {
        let body = "The council closed the old bridge on Monday after engineers found cracks in two of its pillars. \
                    Traffic is led over the ring road until the repairs are done, which may take the whole summer.";
        let article = Article { body: body.into(), ..Article::default() };
        let with = |seed| {
            let config = Config { seed, ..Config::default() };
            Sketches::of(&[&article], &Desk::default(), &config)
        };
        let (none, one, two) = (with(0), with(1), with(2));
        let row = |rows: &Rows| rows.row(0, &mut Room::default()).to_vec();
        assert_eq!(row(&one.signatures), row(&with(1).signatures));
        assert_ne!(row(&none.signatures), row(&one.signatures));
        assert_ne!(row(&one.signatures), row(&two.signatures));
        assert_eq!(row(&none.stems), row(&one.stems));
        assert_eq!(seeded(7, 0), 7);
    }
}
