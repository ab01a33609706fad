//! Which language a text is in, by its script, its common words and its letters.

mod features;
mod script;

use features::{Features, Key, NAT, Vote};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use script::{ALL, ALONE, SCRIPTS, Script, script};
use std::collections::BTreeMap;

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

/// A language in one script.
#[derive(Debug)]
struct Known {
    code: &'static str,
    script: Script,
}

/// Tells languages. Made once, shared by all threads.
pub struct Identifier {
    languages: Vec<Known>,
    words: Features,
    letters: Features,
    folded: Box<[u16; FOLDED]>,
    fold: Fold,
}

/// Folds a word as the words of the tables are folded.
type Fold = Box<dyn Fn(&str, &mut String) + Send + Sync>;

/// The code points that are folded by table; behind them only rare letters have capitals.
const FOLDED: usize = 0x2000;

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
    scores: [u32; 256],
    words: u32,
    /// Words that some language's table has.
    known: u32,
    /// Characters that written Cantonese has and Mandarin has not, and the other way round.
    cantonese: u32,
    mandarin: u32,
    folded: String,
}

impl Identifier {
    /// `tables` are languages' codes with a share of articles, between 0 and 1, and the folded words that this share of
    /// articles has, separated by spaces. `fold` is how they were folded.
    pub fn new(tables: impl Iterator<Item = (&'static str, f32, &'static str)>, fold: Fold) -> Self {
        let mut by_language: BTreeMap<(&'static str, u8), Vec<(String, f32)>> = BTreeMap::new();
        for (code, share, words) in tables.filter(|(_, share, _)| *share >= LEAST_SHARE) {
            for word in words.split(' ') {
                let script = script(word.chars().next().unwrap_or(' '));
                if code == "sr" && script == Script::Cyrillic {
                    by_language
                        .entry((code, Script::Latin as u8))
                        .or_default()
                        .push((serbian_in_latin(word), share));
                }
                if script != Script::None && ALONE.iter().all(|(alone, _)| *alone != script) {
                    by_language.entry((code, script as u8)).or_default().push((word.to_owned(), share));
                }
            }
        }
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        for ((code, _), words) in &by_language {
            let most = most.entry(code).or_default();
            *most = words.len().max(*most);
        }
        let mut languages = Vec::new();
        let mut in_words = Vec::new();
        let mut in_letters = Vec::new();
        for ((code, _), words) in &by_language {
            // A few Latin words in a Russian table do not make a language.
            if words.len() * 3 < most[code] {
                continue;
            }
            let language = u8::try_from(languages.len()).expect("fewer than 256 languages");
            languages
                .push(Known { code, script: script(words[0].0.chars().next().expect("no word is empty")) });
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
        Identifier {
            languages,
            words: Features::new(in_words),
            letters: Features::new(in_letters),
            folded,
            fold,
        }
    }

    /// The code of the language of `text`; `declared` is the code that its source gives. `None` where neither tells.
    pub fn identify<'a>(&'a self, text: &str, declared: Option<&'a str>) -> Option<&'a str> {
        let read = self.read(text);
        let Some(script) = read.script() else { return declared };
        match script {
            Script::Han | Script::Kana => {
                let (kana, han) = (read.letters[Script::Kana as usize], read.letters[Script::Han as usize]);
                return Some(if kana * 12 >= kana + han {
                    "ja"
                } else if read.cantonese * 3 > read.mandarin {
                    "yue"
                } else {
                    "zh"
                });
            }
            _ => {}
        }
        if let Some(&(_, code)) = ALONE.iter().find(|(alone, _)| *alone == script) {
            return Some(code);
        }
        let ((first, _), _) = self.lead(&read, script);
        Some(self.languages[first].code)
    }

    /// The two languages of a script that lead, and their scores.
    fn lead(&self, read: &Read, script: Script) -> ((usize, u32), (usize, u32)) {
        let (mut first, mut second) = ((0, 0), (0, 0));
        for (index, known) in self.languages.iter().enumerate() {
            let score = read.scores[index];
            if known.script == script && score > second.1 {
                second = (index, score);
                if score > first.1 {
                    (first, second) = (second, first);
                }
            }
        }
        (first, second)
    }

    pub fn ranking(&self, text: &str) -> (u32, u32, Vec<(&'static str, f32)>) {
        let read = self.read(text);
        let mut all: Vec<_> = self
            .languages
            .iter()
            .enumerate()
            .filter(|(_, known)| Some(known.script) == read.script())
            .map(|(index, known)| (known.code, read.scores[index] as f32 / NAT))
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        (read.words, read.known, all)
    }

    fn read(&self, text: &str) -> Read {
        let mut read = Read {
            letters: [0; SCRIPTS],
            scores: [0; 256],
            words: 0,
            known: 0,
            cantonese: 0,
            mandarin: 0,
            folded: String::new(),
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
                    if first.1 - second.1 > (ENOUGH * NAT) as u32 {
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
                    Script::None => BREAK,
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
        let votes = self.words.votes(word.key.finish());
        if votes.is_empty() {
            letter_groups(&word.chars[..word.length.min(LONGEST)], |key| {
                for vote in self.letters.votes(key) {
                    read.scores[vote.language as usize] += u32::from(vote.weight);
                }
            });
        } else {
            read.known += 1;
            for vote in votes {
                read.scores[vote.language as usize] += u32::from(vote.weight);
            }
        }
    }
}

impl Read {
    /// The script that most letters are of; `None` where there are none.
    fn script(&self) -> Option<Script> {
        let letters = &self.letters[Script::Latin as usize..];
        let (index, &most) =
            letters.iter().enumerate().max_by_key(|&(index, &count)| (count, std::cmp::Reverse(index)))?;
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
            let mut key = Key::EMPTY;
            [before, last, c].into_iter().for_each(|c| key.push(c));
            each(key.finish());
        }
        (before, last) = (last, c);
    }
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
