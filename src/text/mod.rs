//! Articles to [`Tokens`]: words as hashes, with their stems, their sentences and their places in the body.

mod bits;
pub(crate) mod commonness;
mod disguise;
mod furniture;
mod identify;
mod language;
mod lines;
mod normalize;
mod plane;
mod segment;
mod sentence;
mod shingle;
mod sort;
mod stem;
mod zawgyi;

pub use furniture::{Furniture, Line};
pub use language::Language;
pub use lines::lines;
pub use plane::Plane;
pub use segment::is_unspaced;
pub use shingle::{mix, shingles};
pub use sort::Sorter;
pub use zawgyi::AsRead;

use ahash::{AHashMap, RandomState};
use identify::{Doubt, Identifier};
use normalize::Normalizer;
use segment::Segmenter;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};
use stem::LanguageStemmer;
use xxhash_rust::xxh3::xxh3_64;

/// A text as words. The arrays run in parallel, one entry a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Tokens {
    pub language: Language,
    /// xxh3 of each folded word.
    pub words: Vec<u64>,
    /// A hash of each word's stem. Of two million stems one in two thousand shares its hash with another.
    pub stems: Vec<u32>,
    /// What each word looks like.
    pub looks: Vec<Look>,
    /// Where each word stands in the body.
    pub spans: Vec<Span>,
    /// The index of the first word of each sentence that has words, ascending; the first is 0.
    pub sentences: Vec<u32>,
}

/// What a word looks like, as far as it tells names and numbers from other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    /// It begins with a capital letter.
    Capital,
    /// It holds a digit.
    Number,
}

/// A byte range of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Tokens {
    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of each sentence, as ranges of word indices.
    pub fn sentence_ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.sentences.iter().skip(1).copied().chain([self.words.len() as u32]);
        self.sentences.iter().zip(ends).map(|(&start, end)| start as usize..end as usize)
    }
}

/// Makes [`Tokens`] of texts. One for each thread: it remembers the stems of the words it has met.
pub struct Tokenizer {
    segmenter: Segmenter,
    normalizer: Normalizer,
    stemmers: AHashMap<Language, LanguageMemory>,
    folded: String,
}

struct LanguageMemory {
    stemmer: LanguageStemmer,
    /// Hashes of words and of their stems; open addressing by the first, which is 0 in an empty slot. A power of two, at
    /// most half full.
    stems: Vec<(u64, u32)>,
    used: usize,
}

/// A stemmer's memory is emptied at this many words, so that a collection of ten million articles with all their
/// misspellings does not grow it without end. News of one language has about half a million distinct words a gigabyte.
const MOST_STEMS: usize = 1 << 20;

impl LanguageMemory {
    fn new(language: Language) -> Self {
        let stemmer = LanguageStemmer::new(language.as_str());
        LanguageMemory { stemmer, stems: vec![(0, 0); 1 << 12], used: 0 }
    }

    /// Writes the hashes of the stems of words, by the words' hashes; `stem` makes that of a word that has not been met
    /// before, by its number.
    ///
    /// In a loop of its own: a look-up waits for memory, and the next ones need not wait for it.
    fn stems(
        &mut self,
        words: &[u64],
        stems: &mut Vec<u32>,
        mut stem: impl FnMut(&LanguageStemmer, usize) -> u32,
    ) {
        for (number, &word) in words.iter().enumerate() {
            let (known, remembered) = self.stems[self.slot(word)];
            stems.push(match known == word {
                true => remembered,
                false => {
                    let stem = stem(&self.stemmer, number);
                    self.learn(word, stem);
                    stem
                }
            });
        }
    }

    #[inline]
    fn slot(&self, word: u64) -> usize {
        let mask = self.stems.len() - 1;
        let mut at = word as usize & mask;
        while self.stems[at].0 != word && self.stems[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    #[cold]
    fn learn(&mut self, word: u64, stem: u32) {
        if self.used == MOST_STEMS {
            self.stems.fill((0, 0));
            self.used = 0;
        } else if 2 * self.used == self.stems.len() {
            let larger = vec![(0, 0); 2 * self.stems.len()];
            for entry in std::mem::replace(&mut self.stems, larger).into_iter().filter(|entry| entry.0 != 0) {
                let slot = self.slot(entry.0);
                self.stems[slot] = entry;
            }
        }
        let slot = self.slot(word);
        self.stems[slot] = (word, stem);
        self.used += 1;
    }
}

impl Tokenizer {
    pub fn new() -> Self {
        Tokenizer {
            segmenter: Segmenter::new(),
            normalizer: Normalizer::new(),
            stemmers: AHashMap::with_hasher(RandomState::with_seeds(1, 2, 3, 4)),
            folded: String::new(),
        }
    }

    /// Calls `each` with every word of `text`, folded, and as it is written.
    pub fn words(&mut self, text: &str, mut each: impl FnMut(&str, &str)) {
        let read = AsRead::new(text);
        let text = read.text();
        let (normalizer, folded) = (&self.normalizer, &mut self.folded);
        self.segmenter.words(text, |word| {
            normalizer.fold(&text[word.range.clone()], folded);
            each(folded, &text[word.range]);
        });
    }

    /// The words of `text`, taken to be in `language`.
    ///
    /// # Panics
    /// When the text is 4 GiB or longer; the readers' limits are far below.
    pub fn tokenize(&mut self, text: &str, language: Language) -> Tokens {
        assert!(u32::try_from(text.len()).is_ok(), "a body is shorter than 4 GiB");
        let read = AsRead::new(text);
        let capacity = read.text().len() / 5;
        let (mut words, mut spans) = (Vec::with_capacity(capacity), Vec::with_capacity(capacity));
        self.each(&read, |hash, _, span| {
            words.push(hash);
            spans.push(span);
        });
        self.complete(&read, language, words, spans)
    }

    /// As [`tokenize`](Tokenizer::tokenize), of a text whose words [`hashes`](Tokenizer::hashes) has found.
    pub fn complete(
        &mut self,
        read: &AsRead,
        language: Language,
        words: Vec<u64>,
        spans: Vec<Span>,
    ) -> Tokens {
        let mut stems = Vec::with_capacity(words.len());
        let places = self.places(read, &spans);
        self.stems_as_read(read.text(), language, (&words, &places), &mut stems);
        let looks = places.iter().map(|place| look_at(read.text(), place)).collect();
        let mut sentences = Vec::new();
        let mut next = 0;
        for start in self.segmenter.sentences(read.text()) {
            let start = read.original(start);
            while next < spans.len() && (spans[next].start as usize) < start {
                next += 1;
            }
            if next < spans.len() && sentences.last() != Some(&(next as u32)) {
                sentences.push(next as u32);
            }
        }
        Tokens { language, words, stems, looks, spans, sentences }
    }

    /// Writes the hashes of the words of a text and their places to `words` and `spans`, which are cleared first: what
    /// [`tokenize`](Tokenizer::tokenize) finds, without the rest.
    pub fn hashes(&mut self, read: &AsRead, words: &mut Vec<u64>, spans: &mut Vec<Span>) {
        words.clear();
        spans.clear();
        words.reserve(read.text().len() / 5);
        spans.reserve(read.text().len() / 5);
        if read.is_original() {
            self.each_as_read(read.text(), |hash, span| {
                words.push(hash);
                spans.push(span);
            });
        } else {
            self.each(read, |hash, _, span| {
                words.push(hash);
                spans.push(span);
            });
        }
    }

    /// Writes the hashes of the stems of the words of a text, of which `words` has the hashes and the places, to `stems`,
    /// which is cleared first.
    pub fn stems(
        &mut self,
        read: &AsRead,
        language: Language,
        words: (&[u64], &[Span]),
        stems: &mut Vec<u32>,
    ) {
        stems.clear();
        let places = self.places(read, words.1);
        self.stems_as_read(read.text(), language, (words.0, &places), stems);
    }

    /// The hash of the stem of `text`, if it is one word: what [`tokenize`](Tokenizer::tokenize) finds, without the rest.
    pub fn only_stem(&mut self, text: &str, language: Language) -> Option<u32> {
        let read = AsRead::new(text);
        let mut words = 0;
        let mut last = None;
        self.each(&read, |hash, place, _| {
            words += 1;
            last = Some((hash, place));
        });
        let (hash, place) = last.filter(|_| words == 1)?;
        let mut stems = Vec::with_capacity(1);
        self.stems_as_read(read.text(), language, (&[hash], &[place]), &mut stems);
        stems.pop()
    }

    /// `places` are those in `text`, as it is read.
    fn stems_as_read(
        &mut self,
        text: &str,
        language: Language,
        (words, places): (&[u64], &[Span]),
        stems: &mut Vec<u32>,
    ) {
        let (normalizer, folded) = (&self.normalizer, &mut self.folded);
        let memory = self.stemmers.entry(language).or_insert_with(|| LanguageMemory::new(language));
        memory.stems(words, stems, |stemmer, number| {
            normalizer.fold(&text[places[number].range()], folded);
            stem_hash(&stemmer.stem(folded))
        });
    }

    /// Where the words stand in the text as it is read. A span of the original does not tell where that was changed, and a
    /// stem that is made of anything but its word would depend on where the word was met first.
    fn places<'s>(&mut self, read: &AsRead, spans: &'s [Span]) -> Cow<'s, [Span]> {
        if read.is_original() {
            return Cow::Borrowed(spans);
        }
        let mut places = Vec::with_capacity(spans.len());
        self.each(read, |_, place, _| places.push(place));
        Cow::Owned(places)
    }

    /// Calls `each` with the hash of every word, and its places in the text as it is read and in the original.
    #[inline]
    fn each(&mut self, read: &AsRead, mut each: impl FnMut(u64, Span, Span)) {
        self.each_as_read(read.text(), |hash, place| {
            let original = |at: u32| read.original(at as usize) as u32;
            let span = Span { start: original(place.start), end: original(place.end) };
            if span.start < span.end {
                each(hash, place, span);
            }
        });
    }

    /// Calls `each` with the hash of every word, and its place.
    #[inline]
    fn each_as_read(&mut self, text: &str, mut each: impl FnMut(u64, Span)) {
        let (normalizer, folded) = (&self.normalizer, &mut self.folded);
        let bytes = text.as_bytes();
        self.segmenter.words(text, |word| {
            let Range { start, end } = word.range;
            let hash = match bytes[start..].first_chunk::<SMALL>() {
                Some(block) if word.plain && end - start <= SMALL => {
                    // A whole block, whatever the word's length: no loop. The bit that tells capitals is set in every digit.
                    let [low, high] = bits::halves(block);
                    let [keep_low, keep_high] = KEPT[end - start];
                    small_hash([(low | SPACES) & keep_low, (high | SPACES) & keep_high])
                }
                _ => {
                    normalizer.fold(&text[start..end], folded);
                    if folded.is_empty() {
                        return;
                    }
                    word_hash(folded)
                }
            };
            each(hash.max(1), Span { start: start as u32, end: end as u32 });
        });
    }
}

/// The hash of a folded word.
fn word_hash(word: &str) -> u64 {
    let mut small = [0; SMALL];
    match small.get_mut(..word.len()) {
        Some(start) => {
            start.copy_from_slice(word.as_bytes());
            small_hash(bits::halves(&small))
        }
        None => xxh3_64(word.as_bytes()),
    }
}

/// Of a word of at most [`SMALL`] bytes, filled up with zeros, which are in no word: one multiplication whose halves are
/// folded into one, as xxh3 and wyhash (Wang 2019) do it, without their branches by length, of which a processor guesses
/// every second wrong.
#[inline]
fn small_hash([low, high]: [u64; 2]) -> u64 {
    // Digits of pi; no word of ASCII makes a factor zero.
    let product = u128::from(low ^ 0x243f_6a88_85a3_08d3) * u128::from(high ^ 0x1319_8a2e_0370_7344);
    product as u64 ^ (product >> 64) as u64
}

/// Words up to this length in bytes are hashed in two numbers.
const SMALL: usize = 16;

/// A space in every byte: what ASCII's small letters have and its capitals have not.
const SPACES: u64 = 0x2020_2020_2020_2020;

/// What of two numbers belongs to a word of so many bytes.
const KEPT: [[u64; 2]; SMALL + 1] = {
    let mut kept = [[0; 2]; SMALL + 1];
    let mut length = 1;
    while length <= SMALL {
        let bits = u128::MAX >> (128 - 8 * length);
        kept[length] = [bits as u64, (bits >> 64) as u64];
        length += 1;
    }
    kept
};

/// What the word at `place` of a text looks like.
#[inline]
fn look_at(text: &str, place: &Span) -> Look {
    let Range { start, end } = place.range();
    match text.as_bytes()[start..].first_chunk::<SMALL>() {
        Some(block) if end - start <= SMALL => {
            let ([low, high], [keep_low, keep_high]) = (bits::halves(block), KEPT[end - start]);
            let (low, high) = (low & keep_low, high & keep_high);
            if (low | high) & bits::HIGH != 0 {
                look(&text[start..end])
            } else if bits::has_digit(low) || bits::has_digit(high) {
                Look::Number
            } else if block[0].is_ascii_uppercase() {
                Look::Capital
            } else {
                Look::Plain
            }
        }
        _ => look(&text[start..end]),
    }
}

fn look(word: &str) -> Look {
    static IS_NUMERIC: Plane<bool> = Plane::new(char::is_numeric);
    if word.bytes().any(|byte| byte.is_ascii_digit())
        || (!word.is_ascii() && word.chars().any(|c| IS_NUMERIC.get(c)))
    {
        Look::Number
    } else if word.chars().next().is_some_and(char::is_uppercase) {
        Look::Capital
    } else {
        Look::Plain
    }
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

fn stem_hash(stem: &str) -> u32 {
    xxh3_64(stem.as_bytes()) as u32
}

/// The shares of articles that hold each stem of `language`, as the shipped tables have it: between 0 and 1, by the hashes
/// that [`Tokens::stems`] holds. Empty for a language without a table.
///
/// Of the forms of a word the tables know only the common ones; a stem's share is that of articles with any of them, as
/// if they came independently.
pub fn common_stems(language: Language) -> &'static AHashMap<u32, f32> {
    type Tables = AHashMap<Language, OnceLock<AHashMap<u32, f32>>>;
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let mut tables: Tables = AHashMap::with_hasher(RandomState::with_seeds(1, 1, 2, 3));
        tables.extend(
            commonness::languages().filter_map(Language::from_tag).map(|known| (known, OnceLock::new())),
        );
        tables
    });
    static NONE: LazyLock<AHashMap<u32, f32>> = LazyLock::new(AHashMap::new);
    let Some(table) = TABLES.get(&language) else { return &NONE };
    table.get_or_init(|| {
        let stemmer = LanguageStemmer::new(language.as_str());
        let mut lacking: AHashMap<u32, f32> = AHashMap::with_hasher(RandomState::with_seeds(5, 8, 1, 3));
        for (word, share) in commonness::words(language.as_str()) {
            *lacking.entry(stem_hash(&stemmer.stem(word))).or_insert(1.0) *= 1.0 - share;
        }
        lacking.values_mut().for_each(|share| *share = 1.0 - *share);
        lacking
    })
}

/// The language of `text`; `declared` is the tag that its source gives, if any.
///
/// What the text shows wins over what its source declares (feeds and templates often declare the site's language), unless
/// the declared language is about as likely, or one that wirecopy knows nothing of while the text fits none it knows.
/// Letters whose language can't be told are [`Language::UNDETERMINED`], a text without letters is
/// [`Language::NONE`].
pub fn identify(text: &str, declared: Option<&str>) -> Language {
    identify_all(std::iter::once((text, declared)))[0]
}

/// The same of several texts, told together.
pub fn identify_all<'t>(texts: impl Iterator<Item = (&'t str, Option<&'t str>)>) -> Vec<Language> {
    let mut guesses = Guesses::default();
    texts.for_each(|(text, declared)| guesses.push(guess(&AsRead::new(text), declared)));
    guesses.agree()
}

/// As far as a text alone tells its language.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    pub language: Language,
    /// Where it fits no language well, or several.
    doubt: Option<Doubt>,
}

impl Guess {
    /// What the source of an unread text declares.
    pub fn declared(tag: Option<&str>) -> Self {
        Guess { language: tag.and_then(Language::from_tag).unwrap_or(Language::UNDETERMINED), doubt: None }
    }
}

/// The guess at a text's language; `declared` as for [`identify`].
pub fn guess(read: &AsRead, declared: Option<&str>) -> Guess {
    let declared = declared.and_then(Language::from_tag);
    let (language, doubt) = identifier().identify(read.text(), declared);
    Guess { language, doubt }
}

/// The guesses at the languages of a collection's texts, in their order. Together they tell more than one by one: texts in
/// a language that no table is of look like several that have one, and texts in one of two that are almost the same like
/// either.
#[derive(Debug, Default)]
pub struct Guesses {
    languages: Vec<Language>,
    doubts: Vec<(u32, Doubt)>,
}

impl Guesses {
    /// Takes the guess at the next text.
    pub fn push(&mut self, guess: Guess) {
        self.doubts.extend(guess.doubt.map(|doubt| (self.languages.len() as u32, doubt)));
        self.languages.push(guess.language);
    }

    /// The languages. What is in doubt is told alike: as the language that most such texts look like, or as
    /// [unknown](Language::UNDETERMINED) where they don't look enough like it.
    pub fn agree(mut self) -> Vec<Language> {
        if self.doubts.is_empty() {
            return self.languages;
        }
        let mut sure: AHashMap<Language, usize> = AHashMap::with_hasher(RandomState::with_seeds(1, 2, 8, 0));
        self.languages.iter().for_each(|&language| *sure.entry(language).or_default() += 1);
        for (place, _) in &self.doubts {
            *sure.get_mut(&self.languages[*place as usize]).expect("it was counted") -= 1;
        }
        let (places, doubts): (Vec<u32>, Vec<Doubt>) = self.doubts.into_iter().unzip();
        let agreed = identifier().agree(|language| sure.get(&language).copied().unwrap_or(0), &doubts);
        for (place, language) in places.into_iter().zip(agreed) {
            self.languages[place as usize] = language;
        }
        self.languages
    }
}

/// What the words of texts mostly say for their languages by a table like `commonness.tsv`: (language, script) and nats
/// a word. The texts come with their languages' codes.
pub fn typical<'a>(
    table: &str,
    texts: impl Iterator<Item = (&'a str, String)>,
) -> BTreeMap<(&'a str, String), f32> {
    Identifier::new(commonness::shares(table), std::iter::empty(), folder()).typical(texts)
}

fn identifier() -> &'static Identifier {
    static IDENTIFIER: LazyLock<Identifier> =
        LazyLock::new(|| Identifier::new(commonness::lines(), commonness::typical(), folder()));
    &IDENTIFIER
}

fn folder() -> identify::Fold {
    let normalizer = Normalizer::new();
    Box::new(move |word, folded| normalizer.fold(word, folded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Esperanto, which has no table.
    const UNKNOWN: [&str; 3] = [
        "La estraro de la urbo decidis lunde vespere fermi la malnovan ponton, ĉar inĝenieroj trovis fendojn en du el ĝiaj \
         kolonoj. Ĝis la fino de la riparoj, kiuj eble daŭros la tutan someron, la veturiloj devos uzi la novan vojon.",
        "Kvin infanoj el la vilaĝo estis savitaj hieraŭ el la rivero, kiam ilia boato renversiĝis. Fiŝkaptisto, kiu vidis \
         ilin de la bordo, vokis siajn amikojn, kaj kune ili eltiris ĉiujn el la malvarma akvo antaŭ la alveno de la polico.",
        "La prezoj de pano kaj lakto denove altiĝis dum la pasinta monato, diris la ministro pri ekonomio. Multaj familioj \
         jam ne povas pagi sian lumon, kaj la sindikatoj postulas, ke la registaro agu antaŭ ol komenciĝos la vintro.",
    ];

    #[test]
    fn texts_of_a_language_without_a_table_are_told_alike() {
        let english = "The council closed the old bridge on Monday evening because engineers had found cracks in two of its \
                       pillars. Until the repairs are done, which may take the whole summer, cars have to use the new road.";
        let texts = UNKNOWN.iter().copied().chain([english, "1 2 3", "\u{a500}\u{1e2c0}"]);
        let told = identify_all(texts.map(|text| (text, None)));
        assert!(told[0] == told[1] && told[1] == told[2]);
        assert_eq!(told[3..].iter().map(Language::as_str).collect::<Vec<_>>(), ["en", "zxx", "und"]);
        assert_eq!(identify(UNKNOWN[0], Some("eo")).as_str(), "eo");
        // German is known, and this is none.
        assert_ne!(identify(UNKNOWN[0], Some("de")).as_str(), "de");
        assert_eq!(identify(english, Some("eo")).as_str(), "en");
    }

    #[test]
    fn words_carry_their_places() {
        let text = "The Fed raised rates. “Rates”, it said, will rise.";
        let tokens = Tokenizer::new().tokenize(text, Language::from_tag("en").unwrap());
        let written: Vec<_> = tokens.spans.iter().map(|s| &text[s.start as usize..s.end as usize]).collect();
        assert_eq!(written, ["The", "Fed", "raised", "rates", "Rates", "it", "said", "will", "rise"]);
        assert_eq!(tokens.words[3], tokens.words[4]);
        assert_ne!(tokens.stems[2], tokens.stems[3]);
        assert_eq!(tokens.sentence_ranges().collect::<Vec<_>>(), [0..4, 4..9]);
    }

    #[test]
    fn stems_are_those_of_the_words_as_they_are_read() {
        let english = Language::from_tag("en").unwrap();
        let clean = "The Kremlin replied to several proposals on Tuesday, reporters were told in 2 places.";
        let hidden = clean.replace('e', "\u{435}").replace("Tuesday", "Tu\u{200b}esday");
        let [a, b] = [clean, &hidden].map(|text| Tokenizer::new().tokenize(text, english));
        assert_eq!(a.words, b.words);
        assert_eq!((a.stems, a.looks), (b.stems, b.looks));
    }

    proptest! {
        #[test]
        fn a_word_looks_the_same_wherever_it_stands(word in "[a-cA-C0-9é٣/:@.]{1,20}", rest in "[A1 ]{0,20}") {
            let place = Span { start: 1, end: 1 + word.len() as u32 };
            prop_assert_eq!(look_at(&format!("1{word}{rest}"), &place), look(&word));
        }

        #[test]
        fn any_text_is_cut_at_character_boundaries(text in "\\PC{0,80}[\n .'’,。ーกา한글\u{200d}]{0,20}\\PC{0,40}|[\u{1000}-\u{109f} a၀\n]{0,60}") {
            let tokens = Tokenizer::new().tokenize(&text, Language::UNDETERMINED);
            let mut last = 0;
            for span in &tokens.spans {
                prop_assert!(span.start as usize >= last && span.start < span.end);
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
                last = span.end as usize;
            }
            prop_assert!(tokens.sentences.windows(2).all(|w| w[0] < w[1]));
            prop_assert_eq!(tokens.sentences.first().copied(), (!tokens.is_empty()).then_some(0));
        }
    }
}
