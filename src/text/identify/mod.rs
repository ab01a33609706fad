//! Which language a text is in, by its script, its common words and its letters.

mod features;
mod script;

use crate::text::language::Language;
use features::{Features, Key, NAT, Place, Tally, Vote};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use script::{ALL, ALONE, SCRIPTS, Script, script};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// Words that fewer articles have than this do not count: the tables of large languages hold rarer words than those of
/// small ones, and would win by their length.
const LEAST_SHARE: f32 = 0.08;

/// How often a word that a language's table lacks is taken to stand in an article of that language.
const ABSENT: f32 = 0.004;

/// How likely a group of three letters is in words of a language in whose table no word has it.
const ABSENT_LETTERS: f32 = 1e-4;

/// What a word's letters count beside what a known word counts: the groups overlap, and say the same thing three times.
const LETTERS: f32 = 0.4;

/// How much is read at once, in bytes ...
const WINDOW: usize = 400;

/// ... and how often at most.
const WINDOWS: usize = 8;

/// Reading ends where the first language leads by so much, in nats.
const ENOUGH: f32 = 30.0;

/// Of a longer word only so many characters are looked at where it is not known.
const LONGEST: usize = 24;

/// So many words, numbers left out, are read of a text that has them, and are enough to judge how well a language fits ...
const LEAST_WORDS: u32 = 30;

/// ... which is in doubt where they say this much less for the language than those of its articles mostly do, or as
/// little. Of 1,500 articles in six languages on which nothing was counted, one in a hundred has less than 0.72 to 0.87; of
/// articles in a language whose table was left out half have less than 0.8 of what the likest language has.
const DOUBTFUL: f32 = 0.8;

/// Languages that a text looks almost as much like as like the first, have this part of its score.
const NEAR: f32 = 0.8;

/// Languages that fit as well as the first have this part of its score. If a text's source declares one of them it is that.
const AS_LIKELY: f32 = 0.95;

/// Below this a language is not taken for one that is close to the text's.
const UNFIT: f32 = 0.65;

/// A language in one script.
#[derive(Debug)]
struct Known {
    language: Language,
    script: Script,
    /// What the words of its articles say for it, in nats a word; zero where that was not counted.
    typical: f32,
}

impl Known {
    /// How well a text of so many words with this score fits the language: 1 as well as most of its articles.
    fn fit(&self, score: u32, words: u32) -> f32 {
        if self.typical > 0.0 { nats_a_word(score, words) / self.typical } else { 1.0 }
    }
}

fn nats_a_word(score: u32, words: u32) -> f32 {
    score as f32 / NAT / words.max(1) as f32
}

/// The language of a code of the tables.
fn of_code(code: &str) -> Language {
    Language::from_tag(code).expect("the tables have codes")
}

/// A text whose words fit no language well, or two as well. See [`Guesses`](super::Guesses).
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Whether the likest language fits: then others fit as well.
    fits: bool,
    /// The languages that it looks most like, by their places in the table, with their scores.
    near: Vec<(u8, u32)>,
    words: u32,
    /// What its source says, if it is a language without a table: then it is that.
    declared: Option<Language>,
}

impl Doubt {
    fn is_open(&self) -> bool {
        !self.near.is_empty() && self.declared.is_none()
    }
}

/// Tells languages. Made once, shared by all threads.
pub struct Identifier {
    languages: Vec<Known>,
    words: Features,
    letters: Features,
    /// The places in `letters` of groups of the plain letters and ends of words: most groups are of those.
    plain: Box<[Place]>,
    folded: Box<[u16; FOLDED]>,
    fold: Fold,
}

/// Folds a word as the words of the tables are folded.
pub type Fold = Box<dyn Fn(&str, &mut String) + Send + Sync>;

/// The code points that are folded by table; behind them only rare letters have capitals.
const FOLDED: usize = 0x2000;

/// The letters of most words, and how many they are with the end of a word, which comes first.
const PLAIN_LETTERS: RangeInclusive<u32> = 'a' as u32..='z' as u32;
const PLAIN: usize = 27;

// What the table says of characters that are no letters of one spelling. No letter is folded to a code point this low.
const BREAK: u16 = 0;
const DROPPED: u16 = 1;
const DIGIT: u16 = 2;
/// The whole word has to be folded by the normalizer.
const SLOW: u16 = 3;

/// What was read of a text.
struct Read {
    /// Letters by script; those of scripts with large alphabets count more, as they say more.
    letters: [u32; SCRIPTS],
    tally: Tally,
    words: u32,
    /// Characters that written Cantonese has and Mandarin has not, and the other way round.
    cantonese: u32,
    mandarin: u32,
    folded: String,
    /// The words of the window at hand: their keys, and where their letters end in `chars`.
    heard: Vec<(u64, u32)>,
    /// Their letters, as far as they are looked at.
    chars: Vec<u32>,
}

impl Identifier {
    /// `tables` are languages' codes with a share of articles, between 0 and 1, and the folded words that this share of
    /// articles has, separated by spaces. `fold` is how they were folded.
    /// `typical` are (language, script, nats a word), as [`typical`](Identifier::typical) counts them.
    pub fn new<'t>(
        tables: impl Iterator<Item = (&'t str, f32, &'t str)>,
        typical: impl Iterator<Item = (&'t str, &'t str, f32)>,
        fold: Fold,
    ) -> Self {
        let typical: BTreeMap<(&str, &str), f32> =
            typical.map(|(code, script, nats)| ((code, script), nats)).collect();
        let mut by_language: BTreeMap<(u8, &str), Vec<(String, f32)>> = BTreeMap::new();
        for (code, share, words) in tables.filter(|(_, share, _)| *share >= LEAST_SHARE) {
            for word in words.split(' ') {
                let script = script(word.chars().next().unwrap_or(' '));
                if code == "sr" && script == Script::Cyrillic {
                    by_language
                        .entry((Script::Latin as u8, code))
                        .or_default()
                        .push((serbian_in_latin(word), share));
                }
                if script != Script::None && ALONE.iter().all(|(alone, _)| *alone != script) {
                    by_language.entry((script as u8, code)).or_default().push((word.to_owned(), share));
                }
            }
        }
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        for ((_, code), words) in &by_language {
            let most = most.entry(code).or_default();
            *most = words.len().max(*most);
        }
        let mut languages = Vec::new();
        let mut in_words = Vec::new();
        let mut in_letters = Vec::new();
        for ((_, code), words) in &by_language {
            // A few Latin words in a Russian table do not make a language.
            if words.len() * 3 < most[code] {
                continue;
            }
            let language = u8::try_from(languages.len()).expect("fewer than 256 languages");
            let script = script(words[0].0.chars().next().expect("no word is empty"));
            let typical = typical.get(&(*code, &*format!("{script:?}"))).copied().unwrap_or(0.0);
            languages.push(Known { language: of_code(code), script, typical });
            let mut groups: Vec<u64> = Vec::new();
            for (word, share) in words {
                let times = -libm::logf(1.0 - share);
                let mut key = Key::EMPTY;
                word.chars().for_each(|c| key.push(c as u32));
                in_words.push((key.finish(), vote(language, times / ABSENT, 1.0)));
                let chars: Vec<u32> = word.chars().map(|c| c as u32).take(LONGEST).collect();
                letter_groups(&chars, |key| groups.push(key));
            }
            groups.sort_unstable();
            in_letters.extend(groups.chunk_by(|x, y| x == y).map(|times| {
                let share = times.len() as f32 / groups.len() as f32;
                (times[0], vote(language, share / ABSENT_LETTERS, LETTERS))
            }));
        }
        let folded = folding(&fold);
        // The languages of one script stand behind each other.
        let mut families: Vec<Range<u8>> = Vec::new();
        for (index, known) in (0u8..).zip(&languages) {
            match families.last_mut() {
                Some(family) if languages[usize::from(family.start)].script == known.script => {
                    family.end = index + 1;
                }
                _ => families.push(index..index + 1),
            }
        }
        let letters = Features::new(in_letters, families);
        let code = |plain: usize| if plain == 0 { 0 } else { 'a' as u32 + plain as u32 - 1 };
        let plain = (0..PLAIN.pow(3)).map(|group| {
            let chars = [group / PLAIN / PLAIN, group / PLAIN % PLAIN, group % PLAIN];
            letters.place(group_key(chars.map(code)))
        });
        Identifier {
            languages,
            words: Features::new(in_words, Vec::new()),
            plain: plain.collect(),
            letters,
            folded,
            fold,
        }
    }

    /// The language of `text`, as far as the text alone tells it, with what makes it doubtful, if anything does; `declared`
    /// is the one that its source gives.
    pub fn identify(&self, text: &str, declared: Option<Language>) -> (Language, Option<Doubt>) {
        let read = self.read(text);
        let Some(script) = read.script() else {
            let other_letters = read.letters[Script::None as usize] > 0;
            let untold = if other_letters { Language::UNDETERMINED } else { Language::NONE };
            return (declared.unwrap_or(untold), None);
        };
        match script {
            Script::Han | Script::Kana => {
                let (kana, han) = (read.letters[Script::Kana as usize], read.letters[Script::Han as usize]);
                let code = if kana * 12 >= kana + han {
                    "ja"
                } else if read.cantonese * 3 > read.mandarin {
                    "yue"
                } else {
                    "zh"
                };
                return (of_code(code), None);
            }
            _ => {}
        }
        if let Some(&(_, code)) = ALONE.iter().find(|(alone, _)| *alone == script) {
            return (of_code(code), None);
        }
        let ((first, score), _) = self.lead(&read, script);
        let in_script = |language: Language| {
            self.languages.iter().position(|known| known.script == script && known.language == language)
        };
        let declared_here = declared.and_then(in_script);
        let likely = |&index: &usize| read.tally.scores()[index] as f32 >= AS_LIKELY * score as f32;
        let first = declared_here.filter(likely).unwrap_or(first);
        let (known, score) = (&self.languages[first], read.tally.scores()[first]);
        let fit = known.fit(score, read.words);
        let fits = read.words < LEAST_WORDS || fit >= DOUBTFUL;
        let least = (if fits { AS_LIKELY } else { NEAR }) * score as f32;
        let near = |&(index, known): &(usize, &Known)| {
            known.script == script
                && read.tally.scores()[index] > 0
                && read.tally.scores()[index] as f32 >= least
        };
        // Most texts are in no doubt, and nothing is put down of them.
        let near = || self.languages.iter().enumerate().filter(near);
        let doubt = (!fits || declared_here != Some(first) && near().nth(1).is_some()).then(|| {
            let has_table = |language: &Language| {
                self.languages.iter().any(|known| known.language == *language)
                    || ALONE.iter().any(|(_, alone)| *alone == language.as_str())
            };
            Doubt {
                fits,
                near: near().map(|(index, _)| (index as u8, read.tally.scores()[index])).collect(),
                words: read.words,
                declared: declared.filter(|language| !fits && !has_table(language)),
            }
        });
        (known.language, doubt)
    }

    /// The languages of texts whose guesses are in doubt, told together; `sure` says how many texts beside them are in a
    /// language for sure.
    ///
    /// Texts of one language that has no table look like this or that language that has one, and would be taken for texts of
    /// several; so would texts of one of two languages that are almost the same. Each is told with those that look most like
    /// the language that most of them look like; where even that one does not fit, it is [unknown](Language::UNDETERMINED).
    pub fn agree(&self, sure: impl Fn(Language) -> usize, doubts: &[Doubt]) -> Vec<Language> {
        let mut told: Vec<Language> =
            doubts.iter().map(|doubt| doubt.declared.unwrap_or(Language::UNDETERMINED)).collect();
        for fits in [true, false] {
            let mut left: Vec<usize> =
                (0..doubts.len()).filter(|&at| doubts[at].fits == fits && doubts[at].is_open()).collect();
            while !left.is_empty() {
                let mut votes = [0; 256];
                let near = left.iter().flat_map(|&at| &doubts[at].near);
                near.for_each(|&(index, _)| votes[usize::from(index)] += 1);
                for (votes, known) in votes.iter_mut().zip(&self.languages) {
                    *votes += if fits && *votes > 0 { sure(known.language) } else { 0 };
                }
                let most = (0..=255u8).max_by_key(|&index| (votes[usize::from(index)], Reverse(index)));
                let most = most.expect("there are 256 of them");
                let score = |at: usize| doubts[at].near.iter().find(|near| near.0 == most).map(|near| near.1);
                let (here, others): (Vec<usize>, Vec<usize>) =
                    left.iter().partition(|&&at| score(at).is_some());
                let known = &self.languages[usize::from(most)];
                let fit = |at: usize| known.fit(score(at).unwrap_or(0), doubts[at].words);
                let mean = here.iter().map(|&at| fit(at)).sum::<f32>() / here.len() as f32;
                if fits || mean >= UNFIT {
                    here.iter().for_each(|&at| told[at] = known.language);
                }
                left = others;
            }
        }
        told
    }

    /// The two languages of a script that lead, and their scores.
    fn lead(&self, read: &Read, script: Script) -> ((usize, u32), (usize, u32)) {
        let (mut first, mut second) = ((0, 0), (0, 0));
        for (index, known) in self.languages.iter().enumerate() {
            let score = read.tally.scores()[index];
            if known.script == script && score > second.1 {
                second = (index, score);
                if score > first.1 {
                    (first, second) = (second, first);
                }
            }
        }
        (first, second)
    }

    /// What the words of texts mostly say for their languages, in nats a word: the median by language and script, where 20
    /// texts and more are long enough to tell. The texts come with their languages' codes.
    pub fn typical<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, String)>,
    ) -> BTreeMap<(&'a str, String), f32> {
        let mut nats: BTreeMap<(&str, Script), Vec<f32>> = BTreeMap::new();
        for (code, text) in texts {
            let read = self.read(&text);
            let place = self
                .languages
                .iter()
                .position(|known| known.language.as_str() == code && Some(known.script) == read.script());
            if let Some(place) = place.filter(|_| read.words >= LEAST_WORDS) {
                let of_language = nats.entry((code, self.languages[place].script)).or_default();
                of_language.push(nats_a_word(read.tally.scores()[place], read.words));
            }
        }
        let median = |((code, script), mut nats): ((&'a str, Script), Vec<f32>)| {
            nats.sort_unstable_by(f32::total_cmp);
            (nats.len() >= 20).then(|| ((code, format!("{script:?}")), nats[nats.len() / 2]))
        };
        nats.into_iter().filter_map(median).collect()
    }

    fn read(&self, text: &str) -> Read {
        let mut read = Read {
            letters: [0; SCRIPTS],
            tally: Tally::new(),
            words: 0,
            cantonese: 0,
            mandarin: 0,
            folded: String::new(),
            heard: Vec::with_capacity(WINDOW / 4),
            chars: Vec::with_capacity(WINDOW),
        };
        let windows = text.len().div_ceil(WINDOW).clamp(1, WINDOWS);
        for window in 0..windows {
            // The windows in an order that goes to and fro, so that the first few are far apart already.
            let place = (window * 5 + 1) % WINDOWS;
            let (from, to) = if windows < WINDOWS {
                (window * WINDOW, (window + 1) * WINDOW)
            } else {
                let from = text.len() / WINDOWS * place;
                (from, from + WINDOW)
            };
            self.read_window(text, word_start(text, from), word_start(text, to.min(text.len())), &mut read);
            match read.script() {
                Some(script) if ALONE.iter().any(|(alone, _)| *alone == script) => break,
                Some(script) => {
                    let (first, second) = self.lead(&read, script);
                    if read.words >= LEAST_WORDS && first.1 - second.1 > (ENOUGH * NAT) as u32 {
                        break;
                    }
                }
                None => {}
            }
        }
        read
    }

    fn read_window(&self, text: &str, from: usize, to: usize, read: &mut Read) {
        let mut word = Word::new(from);
        let mut elided = false;
        for (at, c) in text[from..to].char_indices() {
            let at = from + at;
            let code = c as u32;
            let folded = match self.folded.get(code as usize) {
                Some(&folded) => folded,
                None if code < 0x2070 => {
                    // Joiners and marks of direction show nothing; the rest are quotes, dashes and spaces.
                    if matches!(code, 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..) { DROPPED } else { BREAK }
                }
                None => match script(c) {
                    script @ (Script::Han | Script::Kana) => {
                        read.letters[script as usize] += 4;
                        match c {
                            '嘅' | '佢' | '喺' | '咗' | '哋' | '啲' | '冇' | '嗰' | '咁' | '嚟' | '唔'
                            | '係' | '嘢' | '睇' | '攞' | '畀' | '喇' | '啦' => read.cantonese += 1,
                            '的' | '了' | '是' | '这' | '這' | '他' | '们' | '們' | '在' | '她' | '没'
                            | '沒' => {
                                read.mandarin += 1;
                            }
                            _ => {}
                        }
                        BREAK
                    }
                    Script::None => {
                        read.letters[Script::None as usize] += u32::from(c.is_alphabetic());
                        BREAK
                    }
                    _ if code >= 0xF900 => SLOW,
                    _ => u16::try_from(code).unwrap_or(SLOW),
                },
            };
            match folded {
                BREAK => {
                    if word.length > 0 {
                        self.read_word(&text[word.start..at], &word, elided, read);
                        elided = matches!(c, '\'' | '’' | 'ʼ');
                        word = Word::new(at + c.len_utf8());
                    } else {
                        elided = false;
                        word.start = at + c.len_utf8();
                    }
                }
                DROPPED => {}
                DIGIT => (word.digits, word.length) = (true, word.length + 1),
                SLOW => (word.slow, word.length) = (true, word.length + 1),
                letter => word.push(u32::from(letter)),
            }
        }
        if word.length > 0 {
            self.read_word(&text[word.start..to], &word, elided, read);
        }
        self.count(read);
    }

    fn read_word(&self, written: &str, word: &Word, elided: bool, read: &mut Read) {
        // `s` in Russia's: the tables have no such words either.
        if word.digits || elided && word.length == 1 {
            return;
        }
        let first = written.chars().next().unwrap_or(' ');
        let script = script(first);
        read.letters[script as usize] += word.length as u32
            * match script {
                Script::Latin => 1,
                Script::Hangul => 4,
                _ => 2,
            };
        let slow = word.slow.then(|| {
            (self.fold)(written, &mut read.folded);
            let mut slow = Word::new(0);
            read.folded.chars().for_each(|c| slow.push(c as u32));
            slow
        });
        let word = slow.as_ref().unwrap_or(word);
        read.words += 1;
        read.chars.extend_from_slice(&word.chars[..word.length.min(LONGEST)]);
        read.heard.push((word.key.finish(), read.chars.len() as u32));
    }

    /// Counts what the words say that were heard.
    fn count(&self, read: &mut Read) {
        self.words.fetch(read.heard.iter().map(|&(key, _)| key));
        let mut start = 0;
        for &(key, end) in &read.heard {
            let chars = &read.chars[start..end as usize];
            start = end as usize;
            let place = self.words.place(key);
            if place != 0 {
                self.words.count(place, &mut read.tally);
            } else if chars.iter().all(|c| PLAIN_LETTERS.contains(c)) {
                let (mut before, mut last) = (0, 0);
                for (i, &c) in chars.iter().chain([&('a' as u32 - 1)]).enumerate() {
                    let c = (c + 1 - 'a' as u32) as usize;
                    if i > 0 {
                        self.letters.count(self.plain[(before * PLAIN + last) * PLAIN + c], &mut read.tally);
                    }
                    (before, last) = (last, c);
                }
            } else {
                letter_groups(chars, |key| self.letters.count(self.letters.place(key), &mut read.tally));
            }
        }
        read.heard.clear();
        read.chars.clear();
        read.tally.settle();
    }
}

impl Read {
    /// The script that most letters are of; `None` where there are none.
    fn script(&self) -> Option<Script> {
        let letters = &self.letters[Script::Latin as usize..];
        let (index, &most) =
            letters.iter().enumerate().max_by_key(|&(index, &count)| (count, Reverse(index)))?;
        (most > 0).then(|| ALL[index + 1])
    }
}

/// A word that is being read.
struct Word {
    /// Where it begins, in bytes.
    start: usize,
    key: Key,
    chars: [u32; LONGEST],
    length: usize,
    digits: bool,
    slow: bool,
}

impl Word {
    fn new(start: usize) -> Self {
        Word { start, key: Key::EMPTY, chars: [0; LONGEST], length: 0, digits: false, slow: false }
    }

    #[inline]
    fn push(&mut self, c: u32) {
        if let Some(place) = self.chars.get_mut(self.length) {
            *place = c;
        }
        self.length += 1;
        self.key.push(c);
    }
}

/// Calls `each` with the key of every three neighbours among a word's letters, its ends being letters too.
#[inline]
fn letter_groups(word: &[u32], mut each: impl FnMut(u64)) {
    let (mut before, mut last) = (0, 0);
    for (i, &c) in word.iter().chain([&0]).enumerate() {
        if i > 0 {
            each(group_key([before, last, c]));
        }
        (before, last) = (last, c);
    }
}

fn group_key(chars: [u32; 3]) -> u64 {
    let mut key = Key::EMPTY;
    chars.into_iter().for_each(|c| key.push(c));
    key.finish()
}

fn vote(language: u8, times_likelier: f32, scale: f32) -> Vote {
    let weight = (libm::logf(times_likelier.max(1.0)) * scale * NAT).round().min(255.0) as u8;
    Vote { language, weight }
}

/// The first start of a word at or behind `at`; where none is near (some scripts write no spaces), of a character.
fn word_start(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    if at == 0 || at == text.len() {
        return at;
    }
    let near = text[at..].char_indices().take(32).find(|(_, c)| c.is_whitespace());
    near.map_or(at, |(space, _)| at + space)
}

/// What each low code point is folded to.
fn folding(fold: &Fold) -> Box<[u16; FOLDED]> {
    let (category, ignorable) =
        (CodePointMapData::<GeneralCategory>::new(), CodePointSetData::new::<DefaultIgnorableCodePoint>());
    let mut table = Box::new([BREAK; FOLDED]);
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
    table
}

/// A Serbian word in Latin letters: each Cyrillic one has its own.
fn serbian_in_latin(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for c in word.chars() {
        latin.push_str(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'ђ' => "đ",
            'е' => "e",
            'ж' => "ž",
            'з' => "z",
            'и' => "i",
            'ј' => "j",
            'к' => "k",
            'л' => "l",
            'љ' => "lj",
            'м' => "m",
            'н' => "n",
            'њ' => "nj",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'ћ' => "ć",
            'у' => "u",
            'ф' => "f",
            'х' => "h",
            'ц' => "c",
            'ч' => "č",
            'џ' => "dž",
            'ш' => "š",
            _ => "",
        });
    }
    latin
}
