//! Names to consonant skeletons: one spelling for a name in whatever script it is written.

mod han;
mod scripts;
mod skeleton;

use scripts::Script;
use skeleton::Sounds;
use crate::text::{Tokens, common_stems};
use std::ops::Range;

/// The most letters of a skeleton.
pub const LONGEST: usize = skeleton::LONGEST;

/// The likeliest skeleton of `word` to `out`, which is cleared first; empty where nothing is left.
pub fn skeleton(word: &str, language: &str, out: &mut String) {
    out.clear();
    skeletons(word, language, |found| {
        if out.is_empty() {
            out.push_str(found);
        }
    });
}

pub fn skeletons(word: &str, language: &str, mut each: impl FnMut(&str)) {
    let mut letters = scripts::Letters::new();
    let Some(script) = letters.read(word) else { return };
    let mut sounds = Sounds::new();
    let mut found = skeleton::Found::new();
    scripts::spell(
        script,
        letters.as_slice(),
        language,
        word,
        &mut |end: &Sounds| found.add(end),
        &mut sounds,
    );
    found.each(&mut each);
}

/// Calls `each` with the byte range and a skeleton of every word or run of `text` that may be a name, in order of their
/// starts; `words` are the words of the text, in order.
pub fn names(text: &str, tokens: &Tokens, mut each: impl FnMut(Range<usize>, &str)) {
    let language = tokens.language.as_str();
    let shares = common_stems(tokens.language);
    let words: Vec<Range<usize>> = tokens.spans.iter().map(|s| s.start as usize..s.end as usize).collect();
    let words = &words[..];
    let common = |i: usize| shares.get(&tokens.stems[i]).is_some_and(|&s| s >= if tokens.language.as_str() == "bo" || tokens.language.as_str() == "dz" { 0.5 } else { common_share() });
    let mut at = 0;
    while at < words.len() {
        let word = words[at].clone();
        match scripts::first(&text[word.clone()]) {
            Some(Script::Myanmar) => {
                // The dictionary does not know names and cuts the older encoding anywhere: syllables instead.
                let end = text[word.start..].find(|c: char| !matches!(c, '\u{1000}'..='\u{109F}' | '\u{200b}'..='\u{200d}')).map_or(text.len(), |n| word.start + n);
                burmese(text, word.start..end, &mut each);
                while at < words.len() && words[at].start < end { at += 1; }
            }
            Some(Script::Thai | Script::Lao | Script::Khmer | Script::Tibetan) => {
                joined(text, &words[at..], |i| common(at + i), language, &mut each);
                at += 1;
            }
            Some(Script::Kana) => {
                // Katakana whatever the dictionary thinks; hiragana is grammar.
                let mut end = word.end;
                let katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
                if !text[word.clone()].chars().all(katakana) {
                    at += 1;
                    continue;
                }
                while at + 1 < words.len()
                    && words[at + 1].start == end
                    && text[words[at + 1].clone()].chars().all(katakana)
                {
                    at += 1;
                    end = words[at].end;
                }
                skeletons(&text[word.start..end], language, |s| each(word.start..end, s));
                at += 1;
            }
            Some(Script::Han) => {
                let foreign = |w: &Range<usize>| {
                    text[w.clone()]
                        .chars()
                        .all(|c| u16::try_from(c as u32).is_ok_and(|c| han::spelling(c).is_some()))
                };
                if !foreign(&word) {
                    at += 1;
                    continue;
                }
                let mut end = word.end;
                let from = at;
                while at + 1 < words.len() && words[at + 1].start == end && foreign(&words[at + 1]) {
                    at += 1;
                    end = words[at].end;
                }
                at += 1;
                let run = &text[word.start..end];
                let chars = run.chars().count();
                let strong =
                    run.chars().filter(|&c| han::spelling(c as u16).is_some_and(|s| s.strong)).count();
                if chars < 2 || (strong == 0 && chars < 3 && at - from > 1) {
                    continue;
                }
                skeletons(run, language, |s| each(word.start..end, s));
            }
            _ => {
                skeletons(&text[word.clone()], language, |s| each(word.clone(), s));
                at += 1;
            }
        }
    }
}

/// The first of `words` alone and joined with those that follow it without a space.
fn joined(text: &str, words: &[Range<usize>], common: impl Fn(usize) -> bool, language: &str, each: &mut impl FnMut(Range<usize>, &str)) {
    let start = words[0].start;
    if common(0) { return; }
    let mut end = start;
    for (n, word) in words.iter().enumerate().take(most_joined()) {
        if n > 0 && !text[end..word.start].chars().all(|c| matches!(c, '་' | '༌' | '\u{200b}')) {
            break;
        }
        if n > 0 && common(n) { break; }
        end = word.end;
        let mut full = false;
        skeletons(&text[start..end], language, |s| {
            full |= s.len() == LONGEST;
            if s.len() >= if n > 0 { 3 } else { 2 } {
                each(start..end, s);
            }
        });
        if full {
            break;
        }
    }
}

/// Windows of syllables of a run of Burmese.
fn burmese(text: &str, run: Range<usize>, each: &mut impl FnMut(Range<usize>, &str)) {
    let count = |sign: char| text[run.clone()].chars().filter(|&c| c == sign).count();
    let zawgyi = count('\u{1039}') > count('\u{103A}') || text[run.clone()].starts_with('\u{1031}');
    // Letters as Unicode has them, with their places, and where syllables begin.
    let mut letters: Vec<(u16, usize)> = Vec::new();
    for (i, c) in text[run.clone()].char_indices() {
        let c = c as u16;
        let c = if zawgyi { scripts::of_zawgyi(c) } else { c };
        if !(0x1000..0x10A0).contains(&c) { continue; }
        // Zawgyi writes the medial r before its consonant.
        letters.push((c, run.start + i));
    }
    if zawgyi {
        for i in 0..letters.len().saturating_sub(1) { if letters[i].0 == 0x103C { let next = letters[i + 1].0; letters[i].0 = next; letters[i + 1].0 = 0x103C; } }
    }
    let consonant = |c: u16| matches!(c, 0x1000..=0x1021 | 0x103F);
    let at = |i: usize| letters.get(i).map_or(0, |l| l.0);
    let begins = |i: usize| consonant(at(i)) && !(i > 0 && !zawgyi && at(i - 1) == 0x1039) && at(i + 1) != 0x103A && !(at(i + 1) == 0x1037 && at(i + 2) == 0x103A) && !(!zawgyi && at(i + 1) == 0x1039);
    let starts: Vec<usize> = (0..letters.len()).filter(|&i| begins(i)).collect();
    let grammar: Vec<bool> = starts.iter().enumerate().map(|(n, &from)| {
        let to = starts.get(n + 1).copied().unwrap_or(letters.len());
        let mut key: Vec<u16> = letters[from..to].iter().map(|l| l.0).filter(|c| !matches!(c, 0x1037 | 0x1038)).collect();
        key.sort_unstable();
        grammar_syllables().contains(&key)
    }).collect();
    let mut sounds = Sounds::new();
    for (n, &from) in starts.iter().enumerate() {
        for more in 1..=most_joined() {
            if n + more > starts.len() || grammar[n + more - 1] { break; }
            let to = starts.get(n + more).copied().unwrap_or(letters.len());
            let chars: Vec<u16> = letters[from..to].iter().map(|l| l.0).collect();
            sounds.clear();
            scripts::myanmar(&chars, &mut sounds);
            let mut found = skeleton::Found::new();
            found.add(&sounds);
            let range = letters[from].1..letters.get(to).map_or(run.end, |l| l.1);
            let mut full = false;
            found.each(&mut |s: &str| {
                full |= s.len() == LONGEST;
                if s.len() >= 3 { each(range.clone(), s); }
            });
            if full { break; }
        }
    }
}

fn most_joined() -> usize { static V: std::sync::OnceLock<usize> = std::sync::OnceLock::new(); *V.get_or_init(|| std::env::var("JOIN").ok().and_then(|v| v.parse().ok()).unwrap_or(4)) }
fn common_share() -> f32 { static V: std::sync::OnceLock<f32> = std::sync::OnceLock::new(); *V.get_or_init(|| std::env::var("COMMON").ok().and_then(|v| v.parse().ok()).unwrap_or(0.2)) }

fn grammar_syllables() -> &'static std::collections::HashSet<Vec<u16>> {
    static V: std::sync::OnceLock<std::collections::HashSet<Vec<u16>>> = std::sync::OnceLock::new();
    V.get_or_init(|| "သည် များ တွင် ကို နှင့် နဲ့ တွက် ဖြစ် ခဲ့ ပြီး ရှိ မှု နိုင် တို့ ပါ ၏ မှာ လည်း သော ရန် ကြောင်း ပြော ရ ဆို တစ် ခြင်း ဟု သို့ ကြောင့် မည် တယ် ပေး ရေး မှ က မ အ ပြု လုပ် နေ လာ သွား ရာ ကာ တဲ့ လို့ ဘူး မဟုတ် သူ သူမ ကျွန် တော် ထား ခံ ယူ ထို ဤ နောက် အောက် ပေါ် ဖို့ ရင် ဆုံး လေး သုံး နှစ် ရက် လ နာရီ".split(' ').map(|w| { let mut k: Vec<u16> = w.chars().map(|c| c as u16).filter(|c| !matches!(c, 0x1037 | 0x1038)).collect(); k.sort_unstable(); k }).collect())
}
