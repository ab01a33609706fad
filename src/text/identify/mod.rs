//! Which language a text is in, by its script, its common words and its letters.
//!
//! Many scripts name the language. Within the others a naive Bayes classifier adds up what each word says: how much
//! likelier it is in a language whose table has it than in one whose table has not (Grefenstette 1995 on short words,
//! Dunning 1994 on letters; here both, the letters for words that no table has). Languages that share nearly all their
//! words are then told by those they do not share.

mod features;
mod folding;
mod script;

use features::{Features, Key, NAT, Vote};
use folding::{Folded, Folding};
use script::{ALL, ALONE, SCRIPTS, Script, script, serbian_in_latin};
use std::collections::{BTreeMap, BTreeSet};

/// Languages that were not counted, in the form of the counted tables.
const MORE: &str = include_str!("words.tsv");

/// What tells close languages apart.
const CLOSE: &str = include_str!("close.tsv");

/// Words that fewer articles have than this do not count: the tables of large languages hold rarer words than those of
/// small ones, and would win by their length.
const LEAST_SHARE: f32 = 0.08;

/// How often a word that a language's table lacks is taken to stand in an article of that language.
const ABSENT: f32 = 0.004;

/// Letter groups that a language has of its own before its words are counted: those of its script's other languages.
const PRIOR_GROUPS: f32 = 1000.0;

/// At least so many letter groups are taken to have been counted, lest those of a short table weigh too much.
const FEW_GROUPS: f32 = 1500.0;

/// What letter groups count beside known words: they overlap, and say the same thing three times.
const GROUPS: f32 = 0.3;

/// What a letter outside ASCII says for the languages that have it, in nats.
const LETTER: f32 = 2.0;

/// A language has a letter when so many of its common words do: some have a foreign one.
const LETTER_WORDS: u32 = 2;

/// What a word that close languages do not share counts, in nats ...
const MARK: f32 = 4.5;

/// ... and what their other differences count beside it: there chance has much to say about which words were counted.
const UNMARKED: f32 = 0.15;

/// How much is read at once, in bytes ...
const WINDOW: usize = 400;

/// ... and how often at most.
const WINDOWS: usize = 8;

/// Reading ends where the first language leads by so much, in nats.
const ENOUGH: f32 = 20.0;

/// Of a word only so many characters are looked at where it is not known.
const LONGEST: usize = 24;

/// A language fits where the words that were read say so much for it, in nats: one and more words a piece of evidence ...
const EVIDENCE: f32 = 2.0;

/// ... and the more the more there are. Measured on the 128 languages: of all but Finnish and Xhosa nineteen articles of
/// twenty have more than 1.1 nats a word, and the second language 0.2 to 0.8 where it is no close relative.
const EVIDENCE_A_WORD: f32 = 0.6;

/// The first words are free of that.
const FREE_WORDS: f32 = 12.0;

/// A language whose score is at least this share of the best one is plausible ...
const PLAUSIBLE: f32 = 0.9;

/// ... and so is one that is behind by no more than this, in nats.
const BEHIND: f32 = 4.0;

static MS: std::sync::LazyLock<f32> = std::sync::LazyLock::new(|| tune("MS", 1.5));
static UM: std::sync::LazyLock<f32> = std::sync::LazyLock::new(|| tune("UM", UNMARKED));
/// Tells languages. Made once, shared by all threads.
pub struct Identifier {
    languages: Vec<Known>,
    words: Features,
    letters: Features,
    folding: Folding,
    fold: Fold,
}

/// Folds a word as the words of the tables are folded.
type Fold = Box<dyn Fn(&str, &mut String) + Send + Sync>;

/// A language in one script.
#[derive(Debug)]
struct Known {
    code: &'static str,
    script: Script,
    /// What each letter group says that the language's words do not have; steps of [`NAT`], times 256.
    absent_group: i32,
    /// The number of its group of close languages, and where the votes of what tells it from them are.
    close: Option<(u8, u8)>,
}

/// The words of a language in one script.
#[derive(Debug, Default)]
struct Table {
    /// Words with the share of articles that hold them, and whether that was counted.
    words: BTreeMap<String, (f32, bool)>,
    /// Its group of close languages and the words that tell it from them.
    marks: Option<(u8, Vec<String>)>,
}

impl Identifier {
    /// `counted` are languages' codes with a share of articles, between 0 and 1, and the folded words that this share of
    /// articles has, separated by spaces. `fold` is how they were folded.
    pub fn new(counted: impl Iterator<Item = (&'static str, f32, &'static str)>, fold: Fold) -> Self {
        let mut languages = Vec::new();
        let mut words = Vec::new();
        let mut letters = Letters::default();
        let tables = tables(counted);
        let mut marked = tables.len();
        for ((script, code), table) in &tables {
            let language = number(languages.len());
            let mut known = Known { code, script: *script, absent_group: 0, close: None };
            let is_counted = table.words.values().any(|(_, counted)| *counted);
            let mut groups = Groups::default();
            for (word, (share, counted)) in &table.words {
                words.push((word_key(word), vote(language, (-(1.0 - share).ln() / ABSENT).ln())));
                if *counted || !is_counted {
                    groups.add(word);
                }
            }
            letters.add(language, *script, is_counted, groups);
            if let Some((group, marks)) = &table.marks {
                known.close = Some((*group, number(marked)));
                words.extend(marks.iter().map(|word| (word_key(word), vote(number(marked), MARK))));
                marked += 1;
            }
            languages.push(known);
        }
        let letters = letters.votes(|language, absent| languages[usize::from(language)].absent_group = absent);
        let folding = Folding::new(&fold);
        Identifier { languages, words: Features::new(words), letters: Features::new(letters), folding, fold }
    }

    /// The code of the language of `text`; `declared` is the code that its source gives, which wins where it is plausible.
    /// `None` where neither tells.
    pub fn identify<'a>(&'a self, text: &str, declared: Option<&'a str>) -> Option<&'a str> {
        let declared = declared.filter(|code| !matches!(*code, "und" | "mul" | "mis" | "zxx"));
        let read = self.read(text);
        let Some(script) = read.script() else { return declared };
        let unknown = declared.filter(|code| !self.knows(code));
        if let Script::Han | Script::Kana = script {
            return unknown.or_else(|| Some(read.han(declared)));
        }
        if let Some((_, code)) = ALONE.iter().find(|(alone, _)| *alone == script) {
            return unknown.or(Some(code));
        }
        let (first, _) = self.lead(&read, script);
        let score = self.score(&read, first) / NAT;
        let needed = EVIDENCE_A_WORD * (read.words as f32 - FREE_WORDS);
        // Scripts of two or three languages name them almost, and their letters say little.
        let asks = matches!(script, Script::Latin | Script::Cyrillic | Script::Arabic);
        if asks && score < needed.max(EVIDENCE) {
            return declared;
        }
        let close = self.closest(&read, first);
        let plausible = |code| {
            let index = self.languages.iter().position(|known| known.script == script && known.code == code)?;
            let same_group = |close: (u8, u8)| self.languages[index].close.is_some_and(|(group, _)| group == close.0);
            let is_plausible = if self.languages[close].close.is_some_and(same_group) {
                self.marked_score(&read, index) / NAT >= self.marked_score(&read, close) / NAT - BEHIND
            } else {
                let behind = self.score(&read, index) / NAT;
                behind >= score * PLAUSIBLE || behind >= score - BEHIND
            };
            is_plausible.then_some(code)
        };
        declared.and_then(plausible).or(Some(self.languages[close].code))
    }

    /// Whether a language can be told.
    fn knows(&self, code: &str) -> bool {
        matches!(code, "zh" | "yue")
            || ALONE.iter().any(|(_, alone)| *alone == code)
            || self.languages.iter().any(|known| known.code == code)
    }

    /// What was read says for a language, in steps of [`NAT`].
    fn score(&self, read: &Read, language: usize) -> f32 {
        let absent = self.languages[language].absent_group as f32 / 256.0 * read.groups as f32;
        read.scores[language] as f32 + absent
    }

    /// What was read says for one of several close languages, in steps of [`NAT`].
    fn marked_score(&self, read: &Read, language: usize) -> f32 {
        let marks = self.languages[language].close.map_or(0, |(_, marks)| read.scores[usize::from(marks)]);
        *UM * self.score(read, language) + marks as f32
    }

    /// The language of a script that leads, and by how much, in steps of [`NAT`]: close languages before all others, and
    /// what tells them apart from each other.
    fn lead(&self, read: &Read, script: Script) -> (usize, f32) {
        let candidates = || self.languages.iter().enumerate().filter(|(_, known)| known.script == script);
        let Some(first) = candidates().map(|(index, _)| index).max_by(|a, b| self.score(read, *a).total_cmp(&self.score(read, *b)))
        else {
            return (0, 0.0);
        };
        let group = self.languages[first].close.map(|(group, _)| group);
        let is_close = |known: &Known| group.is_some() && known.close.map(|(group, _)| group) == group;
        let best = |close: bool, score: &dyn Fn(usize) -> f32, but: usize| {
            candidates().filter(|(index, known)| *index != but && is_close(known) == close).map(|(index, _)| score(index)).fold(f32::MIN, f32::max)
        };
        let ahead = self.score(read, first) - best(false, &|index| self.score(read, index), first);
        if group.is_none() {
            return (first, ahead);
        }
        let first = self.closest(read, first);
        let marked = self.marked_score(read, first) - best(true, &|index| self.marked_score(read, index), first);
        (first, ahead.min(marked * *MS))
    }

    /// Of the languages close to the first one the one that its own words speak for.
    fn closest(&self, read: &Read, first: usize) -> usize {
        let Known { script, close: Some((group, _)), .. } = self.languages[first] else { return first };
        let of_group = |known: &Known| known.script == script && known.close.is_some_and(|close| close.0 == group);
        let mut best = (first, self.marked_score(read, first));
        for (index, _) in self.languages.iter().enumerate().filter(|(_, known)| of_group(known)) {
            let score = self.marked_score(read, index);
            if score > best.1 {
                best = (index, score);
            }
        }
        best.0
    }

    /// Reads parts of a text, far from each other, until one language leads.
    fn read(&self, text: &str) -> Read {
        let mut read = Read::new();
        let windows = text.len().div_ceil(WINDOW).min(WINDOWS);
        for window in 0..windows {
            let from = if windows < WINDOWS {
                window * WINDOW
            } else {
                // The windows in an order that goes to and fro, so that the first few are far apart already.
                text.len() / WINDOWS * ((window * 5 + 1) % WINDOWS)
            };
            let to = (from + WINDOW).min(text.len());
            self.read_window(text, word_start(text, from), word_start(text, to), &mut read);
            let Some(script) = read.script() else { continue };
            if ALONE.iter().any(|(alone, _)| *alone == script) || self.lead(&read, script).1 > ENOUGH * NAT {
                break;
            }
        }
        read
    }

    fn read_window(&self, text: &str, from: usize, to: usize, read: &mut Read) {
        let mut word = Word::new(from);
        for (at, c) in text[from..to].char_indices() {
            match self.folding.of(c) {
                Folded::Letter(letter) if letter < 0x3000 || letter >= 0xA000 => word.push(u32::from(letter)),
                Folded::Digit => word.is_number = true,
                Folded::Slow => word.is_slow = true,
                Folded::Dropped => {}
                Folded::Break | Folded::Letter(_) => {
                    if word.is_begun() {
                        self.read_word(&text[word.start..from + at], &word, read);
                        word = Word::new(word.start);
                        word.is_elided = matches!(c, '\'' | '’' | 'ʼ');
                    } else {
                        word.is_elided = false;
                    }
                    word.start = from + at + c.len_utf8();
                    read.ideograph(c);
                }
            }
        }
        if word.is_begun() {
            self.read_word(&text[word.start..to], &word, read);
        }
    }

    fn read_word(&self, written: &str, word: &Word, read: &mut Read) {
        // The `s` of Russia's, which the tables do not have either.
        if word.is_number || word.is_elided && word.length == 1 {
            return;
        }
        let slow;
        let word = if word.is_slow {
            slow = Word::folded(&self.fold, written);
            &slow
        } else {
            word
        };
        let chars = word.chars();
        let Some(script) = chars.first().and_then(|&first| char::from_u32(first)).map(script) else { return };
        // A letter of Hangul is a syllable, and Latin names stand in all scripts.
        let weight = match script {
            Script::Latin => 1,
            Script::Hangul => 4,
            _ => 2,
        };
        read.letters[script as usize] += weight * word.length as u32;
        read.words += 1;
        if word.has_letters {
            for &letter in chars {
                if letter >= 0x80 {
                    read.vote(self.letters.votes(letter_key(&[letter])));
                }
            }
        }
        let votes = self.words.votes(word.key.finish());
        if votes.is_empty() {
            letter_groups(chars, |group| {
                read.groups += 1;
                read.vote(self.letters.votes(letter_key(&group)));
            });
        } else {
            read.vote(votes);
        }
    }
}

/// What was read of a text.
struct Read {
    /// Letters by script; those of scripts that say more with each count more.
    letters: [u32; SCRIPTS],
    /// What was read says for each language, and behind them for what tells close ones apart; in steps of [`NAT`].
    scores: [u32; 256],
    words: u32,
    /// The groups of letters in words that no table has.
    groups: u32,
    /// Characters that written Cantonese has and Mandarin has not, and the other way round.
    cantonese: u32,
    mandarin: u32,
}

impl Read {
    fn new() -> Self {
        Read { letters: [0; SCRIPTS], scores: [0; 256], words: 0, groups: 0, cantonese: 0, mandarin: 0 }
    }

    #[inline]
    fn vote(&mut self, votes: &[Vote]) {
        for vote in votes {
            self.scores[usize::from(vote.language)] += u32::from(vote.weight);
        }
    }

    /// Counts a character of Chinese or Japanese; passes over any other.
    #[inline]
    fn ideograph(&mut self, c: char) {
        if (c as u32) < 0x3000 {
            return;
        }
        let script = script(c);
        if matches!(script, Script::Han | Script::Kana) {
            self.letters[script as usize] += 4;
        }
        match c {
            '嘅' | '佢' | '喺' | '咗' | '哋' | '啲' | '冇' | '嗰' | '咁' | '嚟' | '唔' | '係' | '嘢' | '睇' | '攞' | '畀' => {
                self.cantonese += 1;
            }
            '的' | '了' | '是' | '这' | '這' | '他' | '们' | '們' | '在' | '她' | '没' | '沒' => self.mandarin += 1,
            _ => {}
        }
    }

    /// The language of a text in Chinese characters or Japanese syllables.
    fn han(&self, declared: Option<&str>) -> &'static str {
        let (kana, han) = (self.letters[Script::Kana as usize], self.letters[Script::Han as usize]);
        // Of Japanese headlines a sixth is Kana at the least, of Chinese news some brand names.
        if kana * 12 >= kana + han {
            "ja"
        } else if self.cantonese == 0 && self.mandarin == 0 {
            match declared {
                Some("ja") => "ja",
                Some("yue") => "yue",
                _ => "zh",
            }
        } else if self.cantonese * 3 > self.mandarin {
            "yue"
        } else {
            "zh"
        }
    }

    /// The script that most letters are of; `None` where there are none.
    fn script(&self) -> Option<Script> {
        let counts = ALL.iter().zip(self.letters).skip(1).rev();
        counts.filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count).map(|(script, _)| *script)
    }
}

/// A word that is being read.
struct Word {
    /// Where it begins, in bytes.
    start: usize,
    key: Key,
    /// Its first characters, folded.
    chars: [u32; LONGEST],
    length: usize,
    /// It has letters outside ASCII.
    has_letters: bool,
    is_number: bool,
    is_slow: bool,
    /// It stands behind a word and an apostrophe.
    is_elided: bool,
}

impl Word {
    fn new(start: usize) -> Self {
        Word {
            start,
            key: Key::EMPTY,
            chars: [0; LONGEST],
            length: 0,
            has_letters: false,
            is_number: false,
            is_slow: false,
            is_elided: false,
        }
    }

    fn folded(fold: &Fold, written: &str) -> Self {
        let (mut word, mut folded) = (Word::new(0), String::new());
        fold(written, &mut folded);
        folded.chars().for_each(|c| word.push(c as u32));
        word
    }

    fn is_begun(&self) -> bool {
        self.length > 0 || self.is_slow || self.is_number
    }

    fn chars(&self) -> &[u32] {
        &self.chars[..self.length.min(LONGEST)]
    }

    #[inline]
    fn push(&mut self, c: u32) {
        if let Some(place) = self.chars.get_mut(self.length) {
            *place = c;
        }
        self.length += 1;
        self.has_letters |= c >= 0x80;
        self.key.push(c);
    }
}

/// The words of each language in each script that does not name it already.
fn tables(
    counted: impl Iterator<Item = (&'static str, f32, &'static str)>,
) -> BTreeMap<(Script, &'static str), Table> {
    let mut tables: BTreeMap<(Script, &str), Table> = BTreeMap::new();
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    let rows = counted.filter(|(_, share, _)| *share >= LEAST_SHARE).map(|row| (row, true));
    for ((code, share, words), is_counted) in rows.chain(more().map(|row| (row, false))) {
        for word in spellings(code, words) {
            *all.entry(code).or_default() += 1;
            let Some(script) = told_by_words(&word) else { continue };
            let known = tables.entry((script, code)).or_default().words.entry(word).or_default();
            *known = (share.max(known.0), is_counted || known.1);
        }
    }
    // A few Latin words in a Russian table do not make a language.
    tables.retain(|(_, code), table| table.words.len() * 9 >= all[code]);
    for (group, code, words) in marks() {
        for word in spellings(code, words) {
            let table = told_by_words(&word).and_then(|script| tables.get_mut(&(script, code)));
            if let Some(table) = table {
                table.marks.get_or_insert_with(|| (group, Vec::new())).1.push(word);
            }
        }
    }
    share_among_close(&mut tables);
    tables
}

fn tune(name: &str, default: f32) -> f32 { std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default) }

/// Gives close languages the words of each other's tables, as rare ones: that a table of a few hundred words has one and
/// the other has not is mostly chance.
fn share_among_close(tables: &mut BTreeMap<(Script, &str), Table>) {
    let mut shared: BTreeMap<(Script, u8), BTreeMap<String, f32>> = BTreeMap::new();
    for ((script, _), table) in tables.iter() {
        let Some((group, _)) = table.marks else { continue };
        for (word, (share, _)) in &table.words {
            let most = shared.entry((*script, group)).or_default().entry(word.clone()).or_default();
            *most = share.max(*most);
        }
    }
    let (cap, ratio) = (tune("CAP", 0.05), tune("RATIO", 0.35));
    for ((script, _), table) in tables.iter_mut() {
        let Some((group, _)) = table.marks else { continue };
        for (word, share) in &shared[&(*script, group)] {
            let unseen = cap.min(ratio * share);
            table.words.entry(word.clone()).or_insert((unseen, false));
        }
    }
}

/// The script of a word where several languages are written in it.
fn told_by_words(word: &str) -> Option<Script> {
    let script = script(word.chars().next()?);
    let is_alone = matches!(script, Script::None | Script::Han) || ALONE.iter().any(|(alone, _)| *alone == script);
    (!is_alone).then_some(script)
}

/// Words separated by spaces; those of Serbian in its other alphabet too.
fn spellings(code: &str, words: &'static str) -> impl Iterator<Item = String> {
    let has_two = code == "sr";
    words.split(' ').flat_map(move |word| {
        [Some(word.to_owned()), has_two.then(|| serbian_in_latin(word))].into_iter().flatten()
    })
}

/// (language, share, words) of the languages that were not counted.
fn more() -> impl Iterator<Item = (&'static str, f32, &'static str)> {
    MORE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        let (code, share, words) = (fields.next()?, fields.next()?, fields.next()?);
        Some((code, share.parse::<f32>().ok()? / 1000.0, words))
    })
}

/// (group, language, words) of close languages.
fn marks() -> impl Iterator<Item = (u8, &'static str, &'static str)> {
    let mut group = 0;
    CLOSE.lines().filter_map(move |line| {
        if line.starts_with('#') {
            group += 1;
        }
        line.split_once('\t').map(|(code, words)| (group, code, words))
    })
}

/// The letters and letter groups of languages.
#[derive(Debug, Default)]
struct Letters(BTreeMap<Script, Vec<Groups>>);

#[derive(Debug, Default)]
struct Groups {
    language: u8,
    is_counted: bool,
    /// The key of every group of every word.
    keys: Vec<u64>,
    /// Letters with the number of their occurrences.
    letters: BTreeMap<u32, u32>,
}

impl Groups {
    fn add(&mut self, word: &str) {
        let chars: Vec<u32> = word.chars().map(|c| c as u32).take(LONGEST).collect();
        letter_groups(&chars, |group| self.keys.push(letter_key(&group)));
        for &c in chars.iter().filter(|c| **c >= 0x80) {
            *self.letters.entry(c).or_default() += 1;
        }
    }

    /// How many groups are taken to have been counted.
    fn counted(&self) -> f32 {
        (self.keys.len() as f32).max(FEW_GROUPS)
    }
}

impl Letters {
    fn add(&mut self, language: u8, script: Script, is_counted: bool, groups: Groups) {
        self.0.entry(script).or_default().push(Groups { language, is_counted, ..groups });
    }

    /// The votes of letters and letter groups; `absent` is told of each language what an absent group says, in steps of
    /// [`NAT`] times 256.
    ///
    /// The likelihood of a group is smoothed with that in all languages of the script, and what counts is the ratio of the
    /// two; else languages with long tables, which have more groups, would win.
    fn votes(self, mut absent: impl FnMut(u8, i32)) -> Vec<(u64, Vote)> {
        let mut votes = Vec::new();
        for mut languages in self.0.into_values() {
            let mut likelihoods: Vec<(u64, u8, f32, f32)> = Vec::new();
            for groups in &mut languages {
                let counted = groups.counted();
                groups.keys.sort_unstable();
                likelihoods.extend(groups.keys.chunk_by(|a, b| a == b).map(|same| {
                    let times = same.len() as f32;
                    (same[0], groups.language, times, times / counted)
                }));
                let says = (PRIOR_GROUPS / (counted + PRIOR_GROUPS)).ln() * GROUPS * NAT;
                absent(groups.language, (says * 256.0).round() as i32);
            }
            likelihoods.sort_unstable_by_key(|&(key, language, ..)| (key, language));
            for same in likelihoods.chunk_by(|a, b| a.0 == b.0) {
                let in_all = same.iter().map(|(.., likelihood)| likelihood).sum::<f32>() / languages.len() as f32;
                for &(key, language, times, _) in same {
                    let ratio = (times / in_all + PRIOR_GROUPS) / PRIOR_GROUPS;
                    votes.push((key, vote(language, ratio.ln() * GROUPS)));
                }
            }
            let has = |groups: &Groups, letter: u32| groups.letters.get(&letter).is_some_and(|n| *n >= LETTER_WORDS);
            let all: BTreeSet<u32> = languages.iter().flat_map(|groups| groups.letters.keys().copied()).collect();
            for letter in all {
                // What all have says nothing.
                if !languages.iter().all(|groups| has(groups, letter) || !groups.is_counted) {
                    let having = languages.iter().filter(|groups| has(groups, letter));
                    votes.extend(having.map(|groups| (letter_key(&[letter]), vote(groups.language, LETTER))));
                }
            }
        }
        votes
    }
}

/// Calls `each` with every three neighbours among a word's letters, its ends being letters too.
#[inline]
fn letter_groups(word: &[u32], mut each: impl FnMut([u32; 3])) {
    let (mut before, mut last) = (0, 0);
    for (i, &c) in word.iter().chain([&0]).enumerate() {
        if i > 0 {
            each([before, last, c]);
        }
        (before, last) = (last, c);
    }
}

#[inline]
fn letter_key(letters: &[u32]) -> u64 {
    let mut key = Key::EMPTY;
    letters.iter().for_each(|&c| key.push(c));
    key.finish()
}

fn word_key(word: &str) -> u64 {
    let mut key = Key::EMPTY;
    word.chars().for_each(|c| key.push(c as u32));
    key.finish()
}

fn vote(language: u8, nats: f32) -> Vote {
    Vote { language, weight: (nats * NAT).round().clamp(0.0, 255.0) as u8 }
}

fn number(index: usize) -> u8 {
    u8::try_from(index).expect("fewer than 256 languages")
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
// HARNESS
impl Identifier {
    pub fn explain(&self, text: &str) -> String {
        let read = self.read(text);
        let Some(script) = read.script() else { return "none".into() };
        let mut all: Vec<_> = (0..self.languages.len()).filter(|i| self.languages[*i].script == script).map(|i| (self.languages[i].code, self.score(&read, i) / NAT, self.marked_score(&read, i) / NAT)).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        format!("{}\t{}\t{}", read.words, read.groups, all.iter().take(3).map(|(c, s, m)| format!("{c}\t{s:.1}\t{m:.1}")).collect::<Vec<_>>().join("\t"))
    }
}
