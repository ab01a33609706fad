//! Mentions of concepts: what the words of a text mean, in any language that has a table.

use crate::anchors::lexicon;
use crate::text::{Language, Plane, is_unspaced};
use ahash::{AHashMap, RandomState};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::ops::Range;
use std::sync::{LazyLock, Mutex};
use xxhash_rust::xxh3::xxh3_64;

/// A stable hash of a concept's name; see [`concept_id`].
pub type ConceptId = u32;

/// The id of a concept by its name in the tables: `earthquake`, `territory:DE`. Names of one meaning have one id.
pub fn concept_id(name: &str) -> ConceptId {
    xxh3_64(canonical(name).as_bytes()) as u32
}

// ---- names of one meaning -------------------------------------------------------------------------------------------

/// (name in CLDR, concept of the lexicon) that mean the same.
const SAME: &[(&str, &str)] = &[
    ("territory:001", "world"),
    ("territory:419", "latin-america"),
    ("territory:029", "caribbean"),
    ("territory:UN", "org-united-nations"),
    ("territory:EU", "org-european-union"),
    ("territory:VA", "vatican"),
    ("territory:AQ", "antarctic"),
    ("territory:154", "scandinavia"),
    ("city:Asia/Jerusalem", "jerusalem"),
    ("city:Asia/Gaza", "gaza"),
    ("currency:EUR", "euro"),
    ("currency:USD", "dollar"),
    ("currency:GBP", "pound"),
    ("currency:RUB", "ruble"),
    ("currency:JPY", "yen"),
    ("currency:CNY", "yuan"),
    ("currency:INR", "rupee"),
    ("currency:XAU", "gold"),
    ("currency:XAG", "silver"),
    ("relative:day-1", "yesterday"),
    ("relative:day0", "today"),
    ("relative:day+1", "tomorrow"),
    ("unit:day", "day"),
    ("unit:hour", "hour"),
    ("unit:minute", "minute"),
    ("unit:week", "week"),
    ("unit:month", "month"),
    ("unit:year", "year"),
    ("unit:decade", "decade"),
    ("unit:century", "century"),
    ("unit:night", "night"),
    ("unit:second", "second"),
    ("unit:percent", "percent"),
    ("unit:degree", "degree"),
    ("unit:meter", "metre"),
    ("unit:kilometer", "kilometre"),
    ("unit:centimeter", "centimetre"),
    ("unit:square-kilometer", "square-kilometre"),
    ("unit:square-meter", "square-kilometre"),
    ("unit:mile", "mile"),
    ("unit:foot", "foot"),
    ("unit:kilogram", "kilogram"),
    ("unit:tonne", "ton"),
    ("unit:ton", "ton"),
    ("unit:liter", "litre"),
    ("unit:barrel", "barrel"),
    ("unit:hectare", "hectare"),
    ("unit:megawatt", "megawatt"),
    ("unit:pound", "pound"),
    ("unit:quarter", "quarter"),
];

/// (adjective, its country or region, its language).
const PEOPLES: &[(&str, &str, &str)] = &[
    ("american", "US", ""),
    ("british", "GB", ""),
    ("english", "GB-ENG", "en"),
    ("scottish", "GB-SCT", "gd"),
    ("welsh", "GB-WLS", "cy"),
    ("irish", "IE", "ga"),
    ("french", "FR", "fr"),
    ("german", "DE", "de"),
    ("italian", "IT", "it"),
    ("spanish", "ES", "es"),
    ("portuguese", "PT", "pt"),
    ("dutch", "NL", "nl"),
    ("belgian", "BE", ""),
    ("swiss", "CH", ""),
    ("austrian", "AT", ""),
    ("swedish", "SE", "sv"),
    ("norwegian", "NO", "no"),
    ("danish", "DK", "da"),
    ("finnish", "FI", "fi"),
    ("polish", "PL", "pl"),
    ("czech", "CZ", "cs"),
    ("slovak", "SK", "sk"),
    ("hungarian", "HU", "hu"),
    ("romanian", "RO", "ro"),
    ("bulgarian", "BG", "bg"),
    ("greek", "GR", "el"),
    ("turkish", "TR", "tr"),
    ("serbian", "RS", "sr"),
    ("croatian", "HR", "hr"),
    ("bosnian", "BA", "bs"),
    ("albanian", "AL", "sq"),
    ("ukrainian", "UA", "uk"),
    ("russian", "RU", "ru"),
    ("belarusian", "BY", "be"),
    ("georgian", "GE", "ka"),
    ("armenian", "AM", "hy"),
    ("israeli", "IL", ""),
    ("palestinian", "PS", ""),
    ("arab", "", "ar"),
    ("egyptian", "EG", ""),
    ("syrian", "SY", ""),
    ("iraqi", "IQ", ""),
    ("iranian", "IR", ""),
    ("kurdish", "", "ku"),
    ("saudi", "SA", ""),
    ("lebanese", "LB", ""),
    ("afghan", "AF", ""),
    ("pakistani", "PK", ""),
    ("indian", "IN", ""),
    ("chinese", "CN", "zh"),
    ("japanese", "JP", "ja"),
    ("korean", "", "ko"),
    ("south-korean", "KR", ""),
    ("north-korean", "KP", ""),
    ("vietnamese", "VN", "vi"),
    ("indonesian", "ID", "id"),
    ("filipino", "PH", "fil"),
    ("australian", "AU", ""),
    ("canadian", "CA", ""),
    ("mexican", "MX", ""),
    ("brazilian", "BR", ""),
    ("argentine", "AR", ""),
    ("cuban", "CU", ""),
    ("venezuelan", "VE", ""),
    ("nigerian", "NG", ""),
    ("south-african", "ZA", ""),
    ("european", "150", ""),
    ("african", "002", ""),
    ("asian", "142", ""),
];

/// One name for each meaning.
fn canonical(name: &str) -> &str {
    static NAMES: LazyLock<AHashMap<String, String>> = LazyLock::new(|| {
        let mut names: AHashMap<String, String> = AHashMap::with_hasher(RandomState::with_seeds(1, 4, 1, 4));
        names.extend(SAME.iter().map(|(cldr, own)| ((*cldr).to_owned(), (*own).to_owned())));
        for (people, place, language) in PEOPLES {
            let kind = if place.starts_with("GB-") { "subdivision" } else { "territory" };
            let own = format!("adj-{people}");
            if !language.is_empty() {
                names.insert(format!("language:{language}"), own.clone());
            }
            if !place.is_empty() {
                names.insert(format!("{kind}:{place}"), own);
            }
        }
        names
    });
    NAMES.get(name).map_or(name, String::as_str)
}

/// What the matching leaves out.
fn is_left_out(concept: &str) -> bool {
    concept.starts_with("scale:") || matches!(concept, "million" | "billion" | "trillion")
}

// ---- characters and words -------------------------------------------------------------------------------------------

/// What a character is to the word around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Break,
    Letter,
    Mark,
    Unspaced,
}

/// What is known of a character.
#[derive(Debug, Clone, Copy)]
struct Char {
    class: Class,
    is_upper: bool,
    is_lower: bool,
    /// It may become one character with the one before it: the cluster has to be normalised.
    composes: bool,
    /// `None`: it shows nothing, or says nothing about which word it is.
    folded: Option<char>,
}

fn describe(c: char) -> Char {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c);
    let class = if is_unspaced(c) {
        Class::Unspaced
    } else if c.is_alphanumeric() && !matches!(c, '\u{1160}'..='\u{11ff}') {
        Class::Letter
    } else if GeneralCategoryGroup::Mark.contains(category)
        || is_ignorable
        || matches!(c, '\u{1160}'..='\u{11ff}')
    {
        Class::Mark
    } else {
        Class::Break
    };
    let composes = matches!(c, '\u{300}'..='\u{36f}' | '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}'
        | '\u{9be}' | '\u{9d7}' | '\u{b3e}' | '\u{b56}' | '\u{b57}' | '\u{bbe}' | '\u{bd7}' | '\u{c56}'
        | '\u{cc2}' | '\u{cd5}' | '\u{cd6}' | '\u{d3e}' | '\u{d57}' | '\u{dca}' | '\u{dcf}' | '\u{ddf}'
        | '\u{102e}' | '\u{3099}' | '\u{309a}');
    Char {
        class,
        is_upper: c.is_uppercase(),
        is_lower: c.is_lowercase(),
        composes,
        folded: if is_ignorable { None } else { fold(c) },
    }
}

/// One spelling for what news spells in several ways.
fn fold(c: char) -> Option<char> {
    // Sara am is one key; its compatibility form would be two characters.
    let c = match c {
        '\u{e33}' | '\u{eb3}' => c,
        c => {
            let mut compatible = ComposingNormalizerBorrowed::new_nfkc().normalize_iter(std::iter::once(c));
            compatible.next().unwrap_or(c)
        }
    };
    let c = c.to_lowercase().next().unwrap_or(c);
    Some(match c {
        // The final sigma is a matter of position.
        'ς' => 'σ',
        'ı' => 'i',
        // Romanian with cedilla and with comma.
        'ş' => 'ș',
        'ţ' => 'ț',
        // Stress moves in inflection.
        '\u{390}' | 'ά'..='ώ' | '\u{1f00}'..='\u{1fff}' => {
            DecomposingNormalizerBorrowed::new_nfd().normalize_iter(std::iter::once(c)).next().unwrap_or(c)
        }
        'ё' => 'е',
        // Accents that are only sometimes written: Cyrillic stress, Arabic and Hebrew points, Indic nuktas.
        '\u{300}'..='\u{36f}' if !matches!(c, '\u{300}'..='\u{304}' | '\u{306}' | '\u{308}'..='\u{30c}' | '\u{323}' | '\u{327}' | '\u{328}' | '\u{331}') =>
        {
            return None;
        }
        '\u{301}' => return None,
        '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' => {
            return None;
        }
        '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{cbc}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ھ' => 'ه',
        'ँ' => 'ं',
        // Ethiopic rows that sound the same in Amharic: haa and khaa, sza, the glottals, tza.
        'ሐ'..='ሖ' => shifted(c, 'ሐ', 'ሀ'),
        'ኀ'..='ኆ' => shifted(c, 'ኀ', 'ሀ'),
        'ሠ'..='ሦ' => shifted(c, 'ሠ', 'ሰ'),
        'ዐ'..='ዖ' => shifted(c, 'ዐ', 'አ'),
        'ፀ'..='ፆ' => shifted(c, 'ፀ', 'ጸ'),
        c => c,
    })
}

/// The letter as far behind `to` as `c` is behind `from`.
fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(c as u32 - from as u32 + to as u32).expect("both rows are of letters")
}

static CHARS: Plane<Char> = Plane::new(describe);

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Plain,
    Capital,
    /// Two capitals and more, but for an ending.
    Upper,
}

#[derive(Debug, Clone)]
struct Word {
    /// Where its folded characters are.
    chars: Range<usize>,
    /// Where it stands in the text.
    bytes: Range<usize>,
    case: Case,
    /// Where its first capital is that is not its first letter, among its folded characters: `eRashiya`.
    inner: u8,
    is_unspaced: bool,
    /// Only a space, a hyphen or the like parts it from the word before.
    is_joined: bool,
}

/// A text as words of folded characters.
#[derive(Debug, Default)]
struct Words {
    chars: Vec<char>,
    /// Where each folded character begins in the text.
    offsets: Vec<u32>,
    words: Vec<Word>,
}

#[derive(Clone, Copy)]
struct Scanner {
    /// Vietnamese: tone marks go to the end of their syllable.
    moves_tones: bool,
    /// Apostrophes are letters.
    has_glottals: bool,
    /// Serbian and Croatian in one alphabet.
    latinises: bool,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' | '′')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

impl Scanner {
    /// Whether `c` between `before` and what follows belongs to the word.
    fn is_inside(&self, before: char, c: char, rest: &str) -> bool {
        let Some(next) = rest.chars().next() else { return false };
        if is_apostrophe(c) {
            let takes = self.has_glottals || is_cyrillic(before) && is_cyrillic(next);
            (takes || is_hebrew(before) && is_hebrew(next)) && CHARS.get(next).class == Class::Letter
        } else {
            matches!(c, '"' | '״' | '”' | '׳') && is_hebrew(before) && is_hebrew(next)
        }
    }

    fn scan(&self, text: &str) -> Words {
        let mut out = Words {
            chars: Vec::with_capacity(text.len()),
            offsets: Vec::with_capacity(text.len()),
            words: Vec::with_capacity(text.len() / 5),
        };
        let mut at = 0;
        let mut last_end = 0;
        while let Some(c) = text[at..].chars().next() {
            let kind = CHARS.get(c);
            match kind.class {
                Class::Break | Class::Mark => at += c.len_utf8(),
                Class::Letter | Class::Unspaced => {
                    let end = self.word(text, at, kind.class, &mut out);
                    if let Some(word) = out.words.last_mut()
                        && word.bytes.start == at
                    {
                        word.is_joined = last_end > 0 && is_soft(&text[last_end..at], last_end, text);
                        last_end = end;
                    }
                    at = end;
                }
            }
        }
        out
    }

    /// Adds the word that begins at `start`; where it ends.
    fn word(&self, text: &str, start: usize, class: Class, out: &mut Words) -> usize {
        let from = out.chars.len();
        let (mut uppers, mut lowers, mut composes) = (0, 0, false);
        let mut trailing_lowers = 0;
        let mut inner = 0;
        let mut first_upper = false;
        let mut before = ' ';
        let mut at = start;
        while let Some(c) = text[at..].chars().next() {
            let known = CHARS.get(c);
            let width = c.len_utf8();
            if known.class != class && known.class != Class::Mark {
                let rest = &text[at + width..];
                if class == Class::Letter && self.is_inside(before, c, rest) {
                    if self.has_glottals {
                        out.chars.push('\'');
                        out.offsets.push(at as u32);
                    }
                    at += width;
                    continue;
                }
                // U.S. is a word of two letters.
                if c == '.' && lowers == 0 && uppers > 0 && uppers == (at - start + 1).div_ceil(2) {
                    let mut next = rest.chars();
                    if next.next().is_some_and(char::is_uppercase)
                        && !next.next().is_some_and(char::is_alphanumeric)
                    {
                        at += width;
                        continue;
                    }
                }
                if class == Class::Unspaced && matches!(c, '・' | '·' | '‧' | '•' | '=' | '＝') {
                    let next = rest.chars().next();
                    if next.is_some_and(|next| CHARS.get(next).class == Class::Unspaced) {
                        out.chars.push('・');
                        out.offsets.push(at as u32);
                        at += width;
                        continue;
                    }
                }
                break;
            }
            if known.is_upper {
                if at == start {
                    first_upper = true;
                } else if inner == 0 && uppers == 0 {
                    inner = (out.chars.len() - from).min(255) as u8;
                }
                uppers += 1;
                trailing_lowers = 0;
            } else if known.is_lower {
                lowers += 1;
                trailing_lowers += 1;
            }
            composes |= known.composes;
            if let Some(folded) = known.folded {
                out.chars.push(folded);
                out.offsets.push(at as u32);
            }
            before = c;
            at += width;
        }
        if composes {
            out.chars.truncate(from);
            out.offsets.truncate(from);
            self.compose(&text[start..at], start, out);
        }
        if self.moves_tones {
            move_tones(&mut out.chars, from);
            out.offsets.resize(out.chars.len(), at as u32);
        }
        if self.latinises {
            latinise(&mut out.chars, &mut out.offsets, from);
        }
        if out.chars.len() > from {
            let case = if first_upper && uppers >= 2 && lowers == trailing_lowers && lowers <= 3 {
                Case::Upper
            } else if first_upper {
                Case::Capital
            } else {
                Case::Plain
            };
            out.words.push(Word {
                chars: from..out.chars.len(),
                bytes: start..at,
                case,
                inner,
                is_unspaced: class == Class::Unspaced,
                is_joined: false,
            });
        }
        at
    }

    /// The slow way for words with loose accents: each character with the marks behind it is composed (NFC).
    fn compose(&self, word: &str, start: usize, out: &mut Words) {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        let mut cluster = 0;
        let mut flush = |from: usize, to: usize| {
            for c in nfc.normalize_iter(word[from..to].chars()) {
                if let Some(folded) = CHARS.get(c).folded.filter(|_| CHARS.get(c).class != Class::Break) {
                    out.chars.push(folded);
                    out.offsets.push((start + from) as u32);
                }
            }
        };
        for (at, c) in word.char_indices() {
            if at > 0 && !CHARS.get(c).composes && CHARS.get(c).class != Class::Mark {
                flush(cluster, at);
                cluster = at;
            }
        }
        flush(cluster, word.len());
    }
}

/// Whether words with `between` between them may be parts of one name.
fn is_soft(between: &str, last_end: usize, text: &str) -> bool {
    between.len() <= 4
        && between.chars().all(|c| match c {
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '‐' | '‑' | '–' | '·' | '་' | '༌' | '/' => true,
            '.' => {
                let before = text[..last_end].chars().rev().take_while(|c| c.is_alphanumeric()).take(4);
                before.count() < 4
            }
            c => is_apostrophe(c),
        })
}

fn move_tones(chars: &mut Vec<char>, from: usize) {
    let nfd = DecomposingNormalizerBorrowed::new_nfd();
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let mut tone = None;
    for c in &mut chars[from..] {
        if c.is_ascii() {
            continue;
        }
        let bare: String = nfd
            .normalize_iter(std::iter::once(*c))
            .filter(|&mark| {
                let is_tone = matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
                if is_tone {
                    tone = Some(mark);
                }
                !is_tone
            })
            .collect();
        if let Some(bare) = nfc.normalize(&bare).chars().next() {
            *c = bare;
        }
    }
    if let Some(tone) = tone {
        chars.push(tone);
    }
}

fn latinise(chars: &mut Vec<char>, offsets: &mut Vec<u32>, from: usize) {
    const PAIRS: &[(char, &str)] = &[
        ('а', "a"),
        ('б', "b"),
        ('в', "v"),
        ('г', "g"),
        ('д', "d"),
        ('ђ', "đ"),
        ('е', "e"),
        ('ж', "ž"),
        ('з', "z"),
        ('и', "i"),
        ('ј', "j"),
        ('к', "k"),
        ('л', "l"),
        ('љ', "lj"),
        ('м', "m"),
        ('н', "n"),
        ('њ', "nj"),
        ('о', "o"),
        ('п', "p"),
        ('р', "r"),
        ('с', "s"),
        ('т', "t"),
        ('ћ', "ć"),
        ('у', "u"),
        ('ф', "f"),
        ('х', "h"),
        ('ц', "c"),
        ('ч', "č"),
        ('џ', "dž"),
        ('ш', "š"),
    ];
    if !chars[from..].iter().any(|&c| is_cyrillic(c)) {
        return;
    }
    let word: Vec<(char, u32)> = chars.drain(from..).zip(offsets.drain(from..)).collect();
    for (c, offset) in word {
        match PAIRS.iter().find(|(cyrillic, _)| *cyrillic == c) {
            Some((_, latin)) => {
                for latin in latin.chars() {
                    chars.push(latin);
                    offsets.push(offset);
                }
            }
            None => {
                chars.push(c);
                offsets.push(offset);
            }
        }
    }
}

// ---- what a language needs ------------------------------------------------------------------------------------------

/// How a language's words are looked up.
#[derive(Debug, Clone, Copy)]
struct Rules {
    /// Words change their ends.
    inflects: bool,
    /// The most letters behind what a word shares with a term.
    tail: usize,
    /// What may stand before a word, longest first.
    clitics: &'static [&'static str],
    /// Words are put together from words.
    compounds: bool,
    /// Particles and other words follow a word without a space.
    agglutinates: bool,
    /// Words are written by syllables, and case particles melt into an open last one.
    melts: bool,
}

const ARABIC: &[&str] = &["وال", "بال", "كال", "فال", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س"];
/// Arabic words with the particles of Tashelhit.
const TASHELHIT: &[&str] = &["ال", "نال", "دال", "يال", "سال", "ن", "د", "ي", "س", "ف", "ب", "ل"];
const ETHIOPIC: &[&str] = &["የ", "በ", "ለ", "ከ", "ስለ", "እንደ", "ወደ", "ያለ", "ኣብ", "ን", "ብ", "ናይ", "ካብ"];
const HEBREW: &[&str] = &[
    "וכש", "ושה", "ומה", "שב", "של", "שה", "שמ", "כש", "מה", "וה", "וב", "ול", "ומ", "וש", "וכ", "לכ", "ה",
    "ו", "ב", "ל", "מ", "ש", "כ",
];

fn rules(language: &str) -> Rules {
    let mut rules = Rules {
        inflects: true,
        tail: 4,
        clitics: &[],
        compounds: false,
        agglutinates: false,
        melts: matches!(language, "bo" | "dz"),
    };
    match language {
        "ar" | "mey" | "ary" | "arz" => rules.clitics = ARABIC,
        "shi" => rules.clitics = TASHELHIT,
        "am" | "ti" => rules.clitics = ETHIOPIC,
        "he" => rules.clitics = HEBREW,
        "de" | "nl" | "da" | "sv" | "nb" | "nn" | "no" | "fi" | "is" | "fo" | "af" | "lb" | "hu" | "et" => {
            rules.compounds = true;
        }
        "ko" => {
            rules.agglutinates = true;
            rules.inflects = false;
        }
        "vi" | "th" | "lo" | "km" | "my" | "ja" | "zh" | "yue" | "bo" | "dz" | "yo" | "ig" | "ee" | "hmn"
        | "sm" | "to" | "ty" | "mi" | "fj" => rules.inflects = false,
        _ => {}
    }
    if matches!(
        language,
        "fi" | "hu"
            | "tr"
            | "et"
            | "eu"
            | "kk"
            | "ky"
            | "uz"
            | "az"
            | "tt"
            | "ba"
            | "tk"
            | "ug"
            | "mn"
            | "ka"
            | "ta"
            | "te"
            | "kn"
            | "ml"
    ) {
        rules.tail = 6;
    }
    rules
}

/// The tables of a language without its own, or besides its own: those of close relatives.
fn relatives(language: &str) -> &'static [&'static str] {
    match language {
        "no" | "nn" => &["nb"],
        "bs" | "sr" | "sh" | "me" => &["hr"],
        "ms" => &["id"],
        "yue" | "wuu" => &["zh"],
        "mey" | "ary" | "arz" | "shi" => &["ar"],
        "prs" | "tg" => &["fa"],
        "ba" | "tt" => &["kk", "ky"],
        "tk" => &["az", "tr", "uz"],
        "sd" => &["ur"],
        "as" => &["bn"],
        "ti" => &["am"],
        "dz" => &["bo"],
        "gl" => &["pt", "es"],
        "mk" => &["bg"],
        "be" => &["uk", "ru"],
        "af" => &["nl"],
        "lb" => &["de"],
        "ca" => &["es", "fr"],
        "fo" => &["da", "nb"],
        _ => &[],
    }
}

/// CLDR's codes for a language.
fn cldr_codes(language: &str) -> Vec<&str> {
    match language {
        "nb" => vec!["no"],
        "nn" => vec!["nn", "no"],
        "tl" => vec!["fil"],
        "sr" | "bs" | "hr" => vec![language, "sr", "hr", "bs"],
        "mey" => vec!["ar"],
        "prs" => vec!["fa"],
        "shi" => vec!["shi", "zgh"],
        "kmr" => vec!["ku"],
        _ => vec![language],
    }
}

// ---- lookup ---------------------------------------------------------------------------------------------------------

#[derive(Debug, Clone, Copy)]
struct Single {
    /// Where its folded letters are.
    start: u32,
    len: u32,
    concept: ConceptId,
    case: Case,
}

#[derive(Debug, Clone)]
struct Multi {
    words: Vec<Range<u32>>,
    concept: ConceptId,
    case: Case,
    letters: usize,
}

type Index = AHashMap<u64, Vec<u32>>;

/// One language's terms, ready to be found.
#[derive(Debug)]
pub struct Lookup {
    rules: Rules,
    scanner_moves_tones: bool,
    scanner_has_glottals: bool,
    scanner_latinises: bool,
    letters: Vec<char>,
    singles: Vec<Single>,
    multis: Vec<Multi>,
    /// Singles by the hash of their letters.
    exact: Index,
    /// Singles by the hash of the letters that an inflected form must share.
    stems: Index,
    /// Multis by the first letters of their first word.
    firsts: Index,
    /// The longest term of an unspaced script that begins with a character.
    longest: AHashMap<char, u8>,
}

const START: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn step(hash: u64, c: char) -> u64 {
    (hash.rotate_left(7) ^ u64::from(c)).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

fn hash(chars: &[char]) -> u64 {
    chars.iter().fold(START, |hash, &c| step(hash, c))
}

/// The particles that melt into an open syllable: of, by, and, or, to.
const MELTED: &[&[char]] = &[&['འ', 'ི'], &['འ', 'ི', 'ས'], &['འ', 'ང'], &['འ', 'མ'], &['ས'], &['ར']];

/// A syllable without each particle that may have melted into it. Those of one letter look like the end of another
/// syllable: they are taken off only behind a vowel sign or a letter by itself, and where `short` allows it.
fn unmelted(syllable: &[char], short: bool) -> impl Iterator<Item = &[char]> {
    MELTED.iter().filter_map(move |particle| {
        let rest = syllable.strip_suffix(*particle)?;
        let is_open = rest.len() == 1 || matches!(rest.last(), Some('\u{f71}'..='\u{f7d}'));
        (!rest.is_empty() && (particle.len() > 1 || short && is_open)).then_some(rest)
    })
}

/// Other spellings of a term in Dzongkha, which writes the last syllables pa, ba and ma into the one before: ཟླ་བ, ཟླཝ.
fn contracted(term: &str) -> impl Iterator<Item = String> {
    let endings: &[(&str, &[char])] = &[("་པ", &['པ', 'མ']), ("་བ", &['ཝ', 'མ']), ("་མ", &['མ'])];
    let term = term.trim_end_matches('་');
    endings.iter().filter_map(move |(end, letters)| Some((term.strip_suffix(end)?, letters))).flat_map(
        |(rest, letters)| {
            let nasal = rest.ends_with(['ང', 'ན', 'མ']);
            letters
                .iter()
                .filter(move |&&c| c != 'མ' || nasal || letters.len() == 1)
                .map(move |c| format!("{rest}{c}"))
        },
    )
}

/// How many of a term's letters an inflected form must have in common with it.
fn needed(letters: usize) -> usize {
    let drop = match letters {
        ..=4 => 0,
        5 => 1,
        6 | 7 => 1,
        8 | 9 => 2,
        _ => 3,
    } as usize;
    (letters - drop).max(4)
}

/// Words are compared up to this length.
const MOST_LETTERS: usize = 32;

fn shared(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// The shipped terms of a language.
pub fn lookup(language: Language) -> &'static Lookup {
    type Lookups = Mutex<AHashMap<Language, &'static Lookup>>;
    static LOOKUPS: LazyLock<Lookups> =
        LazyLock::new(|| Mutex::new(AHashMap::with_hasher(RandomState::with_seeds(6, 6, 7, 4))));
    let mut lookups = LOOKUPS.lock().expect("making a lookup does not panic");
    // Leaked once a language: the lookups live as long as the program.
    lookups.entry(language).or_insert_with(|| Box::leak(Box::new(Lookup::new(language.as_str(), &[], &[]))))
}

/// A concept and a term for it.
pub type Term = (String, String);

/// The languages whose terms are looked for in a text: its own first, then close relatives.
pub fn tables_of(language: &str) -> impl Iterator<Item = &str> {
    std::iter::once(language).chain(relatives(language).iter().copied())
}

impl Lookup {
    /// The shipped terms of a language; `first` go before them where both have a term, `last` after them.
    pub fn new(language: &str, first: &[&Term], last: &[&Term]) -> Self {
        let index = || Index::with_hasher(RandomState::with_seeds(3, 1, 4, 1));
        let mut lookup = Lookup {
            rules: rules(language),
            scanner_moves_tones: language == "vi",
            scanner_has_glottals: matches!(language, "uz" | "to" | "sm" | "ty" | "haw"),
            scanner_latinises: matches!(language, "sr" | "hr" | "bs"),
            letters: Vec::new(),
            singles: Vec::new(),
            multis: Vec::new(),
            exact: index(),
            stems: index(),
            firsts: index(),
            longest: AHashMap::with_hasher(RandomState::with_seeds(2, 6, 5, 3)),
        };
        for (concept, term) in first {
            lookup.add(concept, term);
        }
        let own = tables_of(language).flat_map(lexicon::terms);
        let lend = |lends: bool| if lends { lexicon::LENDERS } else { &[] }.iter();
        let has_terms = tables_of(language).any(|table| lexicon::terms(table).next().is_some());
        let has_names = cldr_codes(language).iter().any(|code| !lexicon::own_names(code).is_empty());
        let lent_names = lend(!has_names).flat_map(|code| lexicon::own_names(code));
        let lent = lend(!has_terms).flat_map(|table| lexicon::terms(table)).chain(lent_names);
        for (concept, term) in own.chain(lexicon::names(&cldr_codes(language))).chain(lent) {
            lookup.add(concept, term);
            if language == "dz" {
                contracted(term).for_each(|term| lookup.add(concept, &term));
            }
        }
        for (concept, term) in last {
            lookup.add(concept, term);
        }
        lookup.index();
        lookup
    }

    fn scanner(&self) -> Scanner {
        Scanner {
            moves_tones: self.scanner_moves_tones,
            has_glottals: self.scanner_has_glottals,
            latinises: self.scanner_latinises,
        }
    }

    fn add(&mut self, concept: &str, term: &str) {
        if is_left_out(concept) || concept.is_empty() {
            return;
        }
        let words = self.scanner().scan(term);
        let id = concept_id(concept);
        let Some(first) = words.words.first() else { return };
        let case = words.words.iter().map(|word| word.case).min().unwrap_or(Case::Plain);
        // Of names of several words one capital is enough to tell them.
        let case = if case == Case::Upper && words.words.len() == 1 && first.chars.len() < 2 {
            Case::Capital
        } else {
            case
        };
        if words.words.len() == 1 {
            let letters = &words.chars[first.chars.clone()];
            if concept.starts_with("unit:") && letters.len() < 3 && !first.is_unspaced
                || letters.len() < 2 && !is_hangul_or_han(letters)
            {
                return;
            }
            let start = self.letters.len() as u32;
            self.letters.extend_from_slice(letters);
            self.singles.push(Single { start, len: letters.len() as u32, concept: id, case });
            if first.is_unspaced {
                let most = self.longest.entry(letters[0]).or_default();
                *most = (*most).max(letters.len().min(255) as u8);
            }
        } else if !words.words.iter().any(|word| word.is_unspaced) {
            let start = self.letters.len() as u32;
            self.letters.extend_from_slice(&words.chars);
            let ranges =
                words.words.iter().map(|word| start + word.chars.start as u32..start + word.chars.end as u32);
            self.multis.push(Multi {
                words: ranges.collect(),
                concept: id,
                case: first.case.min(case),
                letters: words.chars.len(),
            });
        }
    }

    fn index(&mut self) {
        let letters = &self.letters;
        for (i, single) in self.singles.iter().enumerate() {
            let term = &letters[single.start as usize..(single.start + single.len) as usize];
            let same = self.exact.entry(hash(term)).or_default();
            // The first table that has a term wins; a name beside a word of the same letters stays.
            if !same.iter().any(|&other| self.singles[other as usize].case == single.case) {
                same.push(i as u32);
                if self.rules.inflects && term.len() >= 4 && single.case != Case::Upper {
                    let need = needed(term.len()).min(MOST_LETTERS);
                    self.stems.entry(hash(&term[..need])).or_default().push(i as u32);
                }
            }
        }
        // The strictest first.
        for same in self.exact.values_mut() {
            same.sort_by_key(|&i| std::cmp::Reverse(self.singles[i as usize].case));
        }
        for (i, multi) in self.multis.iter().enumerate() {
            let first = &letters[multi.words[0].start as usize..multi.words[0].end as usize];
            let key = hash(&first[..first.len().min(4)]);
            self.firsts.entry(key).or_default().push(i as u32);
        }
        for starting in self.firsts.values_mut() {
            starting.sort_by_key(|&i| {
                let multi = &self.multis[i as usize];
                (std::cmp::Reverse((multi.words.len(), multi.letters)), i)
            });
        }
    }

    fn letters(&self, range: &Range<u32>) -> &[char] {
        &self.letters[range.start as usize..range.end as usize]
    }

    /// Whether `word` is `term`, or a form of it.
    fn is_form(&self, term: &[char], word: &[char]) -> bool {
        if term == word {
            return true;
        }
        if !self.rules.inflects && !self.rules.agglutinates {
            return false;
        }
        let shared = shared(term, word);
        if self.rules.agglutinates {
            return shared == term.len() && term.len() >= 2;
        }
        term.len() >= 4 && shared >= needed(term.len()) && word.len() - shared <= self.rules.tail
    }

    fn exact(&self, word: &[char], case: Case) -> Option<ConceptId> {
        let same = self.exact.get(&hash(word))?;
        let fitting = same.iter().map(|&i| &self.singles[i as usize]).find(|single| {
            fits(single.case, case, word.len())
                && self.letters[single.start as usize..(single.start + single.len) as usize] == *word
        });
        fitting.map(|single| single.concept)
    }

    /// The concept of the term that `word` is most likely a form of.
    fn inflected(&self, word: &[char], case: Case, tail: usize) -> Option<ConceptId> {
        if word.len() < 4 {
            return None;
        }
        let mut best = None;
        let mut prefix = hash(&word[..3]);
        for len in 4..=word.len().min(MOST_LETTERS) {
            prefix = step(prefix, word[len - 1]);
            for &i in self.stems.get(&prefix).into_iter().flatten() {
                let single = &self.singles[i as usize];
                let term = &self.letters[single.start as usize..(single.start + single.len) as usize];
                let shared = shared(term, word);
                if shared < len || word.len() - shared > tail || !fits(single.case, case, word.len()) {
                    continue;
                }
                let odds = 2 * shared as i32 - (term.len() - shared) as i32;
                if best.is_none_or(|(most, _)| odds > most) {
                    best = Some((odds, single.concept));
                }
            }
        }
        best.map(|(_, concept)| concept)
    }

    /// The concept and the number of words of the longest term of several words that begins with `words[0]`, whose letters
    /// before `skip` are not looked at.
    fn several(&self, text: &Words, at: usize, skip: usize) -> Option<(ConceptId, usize)> {
        let words = &text.words[at..];
        let first = &text.chars[words[0].chars.start + skip..words[0].chars.end];
        if !words.get(1)?.is_joined {
            return None;
        }
        let starting = self.firsts.get(&hash(&first[..first.len().min(4)]))?;
        let fitting = starting.iter().map(|&i| &self.multis[i as usize]).find(|multi| {
            let count = multi.words.len();
            count <= words.len()
                && words[1..count].iter().all(|word| word.is_joined)
                && (multi.case == Case::Plain || words[..count].iter().any(|word| word.case != Case::Plain))
                && self.is_form(self.letters(&multi.words[0]), first)
                && (1..count).all(|i| {
                    let word = &text.chars[words[i].chars.clone()];
                    let term = self.letters(&multi.words[i]);
                    self.is_form(term, word)
                        || self.clitics(word).any(|skip| self.is_form(term, &word[skip..]))
                        || self.rules.melts && i + 1 == count && unmelted(word, true).any(|rest| rest == term)
                })
        });
        fitting.map(|multi| (multi.concept, multi.words.len()))
    }

    /// How many letters of `word` may be clitics.
    fn clitics<'w>(&self, word: &'w [char]) -> impl Iterator<Item = usize> + 'w {
        self.rules.clitics.iter().filter_map(move |clitic| {
            let len = clitic.chars().count();
            (word.len() >= len + 3 && clitic.chars().eq(word[..len].iter().copied())).then_some(len)
        })
    }

    /// The concept that the whole of `term` names, if it names one.
    pub fn whole(&self, term: &str) -> Option<ConceptId> {
        let (mut found, mut count) = (None, 0);
        self.mentions(term, |concept, range| {
            count += 1;
            found = (range == (0..term.len())).then_some(concept);
        });
        found.filter(|_| count == 1)
    }

    /// Calls `each` with every mention of a concept in `text`, as [`concepts`] does.
    pub fn mentions(&self, text: &str, mut each: impl FnMut(ConceptId, Range<usize>)) {
        let scanned = self.scanner().scan(text);
        let mut at = 0;
        while at < scanned.words.len() {
            let word = &scanned.words[at];
            if word.is_unspaced {
                self.run(&scanned, word, &mut each);
                at += 1;
                continue;
            }
            let letters = &scanned.chars[word.chars.clone()];
            let several = self
                .several(&scanned, at, 0)
                .or_else(|| self.clitics(letters).find_map(|skip| self.several(&scanned, at, skip)));
            if let Some((concept, count)) = several {
                each(concept, word.bytes.start..scanned.words[at + count - 1].bytes.end);
                at += count;
                continue;
            }
            if self.rules.agglutinates {
                self.agglutinated(&scanned, word, &mut each);
            } else if let Some(concept) = self.single(letters, word) {
                each(concept, word.bytes.clone());
            } else if self.rules.compounds {
                self.compound(&scanned, word, &mut each);
            }
            at += 1;
        }
    }

    fn single(&self, letters: &[char], word: &Word) -> Option<ConceptId> {
        let case = word.case;
        self.exact(letters, case)
            .or_else(|| self.clitics(letters).find_map(|skip| self.exact(&letters[skip..], case)))
            .or_else(|| {
                let mut rests = unmelted(letters, false).filter(|_| self.rules.melts);
                rests.find_map(|rest| self.exact(rest, case))
            })
            .or_else(
                || if self.rules.inflects { self.inflected(letters, case, self.rules.tail) } else { None },
            )
            .or_else(|| {
                self.clitics(letters)
                    .find_map(|skip| self.inflected(&letters[skip..], case, self.rules.tail.min(3)))
            })
            .or_else(|| {
                let inner = word.inner as usize;
                if inner == 0 || inner + 2 > letters.len() {
                    return None;
                }
                let rest = &letters[inner..];
                self.exact(rest, Case::Upper).or_else(|| self.inflected(rest, Case::Capital, self.rules.tail))
            })
    }

    /// The bytes of the folded characters `range` of `word`.
    fn bytes(&self, text: &Words, word: &Word, range: Range<usize>) -> Range<usize> {
        let offset = |at: usize| {
            if at >= word.chars.len() {
                return word.bytes.end;
            }
            if at == 0 { word.bytes.start } else { text.offsets[word.chars.start + at] as usize }
        };
        offset(range.start)..offset(range.end)
    }

    fn run(&self, text: &Words, word: &Word, each: &mut impl FnMut(ConceptId, Range<usize>)) {
        let letters = &text.chars[word.chars.clone()];
        let mut at = 0;
        while at < letters.len() {
            let most =
                self.longest.get(&letters[at]).map_or(0, |&most| most as usize).min(letters.len() - at);
            let mut found = None;
            let mut key = START;
            for len in 1..=most {
                key = step(key, letters[at + len - 1]);
                let Some(same) = self.exact.get(&key) else { continue };
                let single = &self.singles[same[0] as usize];
                let end = at + len;
                if single.len as usize == len && is_whole(letters, at, end) {
                    found = Some((single.concept, end));
                }
            }
            match found {
                Some((concept, end)) => {
                    each(concept, self.bytes(text, word, at..end));
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    fn agglutinated(&self, text: &Words, word: &Word, each: &mut impl FnMut(ConceptId, Range<usize>)) {
        let letters = &text.chars[word.chars.clone()];
        let mut at = 0;
        while at < letters.len() {
            let mut found = None;
            for end in (at + 1..=letters.len().min(at + 10)).rev() {
                if end - at == 1 && (at > 0 || end < letters.len()) {
                    continue;
                }
                if let Some(concept) = self.exact(&letters[at..end], word.case) {
                    found = Some((concept, end));
                    break;
                }
            }
            match found {
                Some((concept, end)) => {
                    each(concept, self.bytes(text, word, at..end));
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    /// The parts of `word` that are known words.
    fn compound(&self, text: &Words, word: &Word, each: &mut impl FnMut(ConceptId, Range<usize>)) {
        let letters = &text.chars[word.chars.clone()];
        let (min_head, min_tail) = (4, 4);
        // Each end is hashed, so a word costs its square; a "word" of 90,000 digits took 13 s.
        if letters.len() < min_head + min_tail || letters.len() > LONGEST_COMPOUND {
            return;
        }
        let part = Case::Upper;
        // The longest known end, then what is before it.
        let tail = (min_head..=letters.len() - min_tail).find_map(|at| {
            let rest = &letters[at..];
            let concept = self
                .exact(rest, part)
                .or_else(|| if rest.len() >= 6 { self.inflected(rest, part, 2) } else { None })?;
            Some((at, concept))
        });
        let end = tail.map_or(letters.len(), |(at, _)| at);
        let least = if tail.is_some() { min_head } else { 6 };
        let head = (least..=end).rev().find_map(|to| {
            let left = end - to;
            // Between the parts: -s-, -en-, -er-.
            if tail.is_some() && left > 2 {
                return None;
            }
            self.exact(&letters[..to], part).map(|concept| (to, concept))
        });
        if let Some((to, concept)) = head {
            each(concept, self.bytes(text, word, 0..to));
        }
        if let Some((at, concept)) = tail {
            {
                each(concept, self.bytes(text, word, at..letters.len()));
            }
        }
    }
}

/// The most letters of a word that is taken apart. The longest compounds that were ever printed have about 80.
const LONGEST_COMPOUND: usize = 128;

/// Whether a word written as `word` may be a term written as `term`.
fn fits(term: Case, word: Case, letters: usize) -> bool {
    match term {
        Case::Plain => true,
        Case::Capital => word != Case::Plain,
        Case::Upper => word == Case::Upper || letters >= 4 && word == Case::Capital,
    }
}

/// Whether a term can be found: it has a word, and that is more than one letter or a syllable of its own.
pub fn is_findable(term: &str) -> bool {
    term.chars().filter(|c| c.is_alphanumeric()).count() > usize::from(!is_dense(term))
}

/// Whether `term` is in a script of which one character says as much as some letters do.
pub fn is_dense(term: &str) -> bool {
    term.chars().any(|c| is_hangul_or_han(&[c]) || CHARS.get(c).class == Class::Unspaced)
}

fn is_hangul_or_han(letters: &[char]) -> bool {
    letters.iter().any(|&c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{4e00}'..='\u{9fff}'))
}

/// Whether a term may stand at `start..end` of a run: not inside a syllable, nor inside a word in katakana.
fn is_whole(letters: &[char], start: usize, end: usize) -> bool {
    let is_katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー');
    if start > 0 {
        let (before, first) = (letters[start - 1], letters[start]);
        if is_katakana(before) && is_katakana(first) {
            return false;
        }
        if matches!(before, 'เ'..='ไ' | 'ເ'..='ໄ' | '\u{17d2}' | '\u{1039}') {
            return false;
        }
    }
    if let Some(&next) = letters.get(end) {
        let last = letters[end - 1];
        if is_katakana(last) && is_katakana(next) && end - start <= 3 {
            return false;
        }
        let category = CodePointMapData::<GeneralCategory>::new().get(next);
        if GeneralCategoryGroup::Mark.contains(category) || matches!(next, 'ะ' | 'า' | 'ำ' | 'ะ'..='ຳ')
        {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The rows of every table: language, concept, terms.
    fn rows() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
        lexicon::languages()
            .flat_map(|language| {
                let mut rows: Vec<(&str, &str, Vec<&str>)> = Vec::new();
                for (concept, term) in lexicon::terms(language) {
                    match rows.last_mut() {
                        Some(row) if row.1 == concept => row.2.push(term),
                        _ => rows.push((language, concept, vec![term])),
                    }
                }
                rows
            })
            .collect()
    }

    #[test]
    fn tibetan_words_are_found_with_particles_melted_into_them() {
        let found = |language: &str, text: &str| {
            let mut found = Vec::new();
            lookup(Language::from_tag(language).unwrap()).mentions(text, |concept, _| found.push(concept));
            found
        };
        for (language, text, concept) in [
            ("bo", "རྒྱལ་པོའི་ཞལ།", "king"),
            ("bo", "རྒྱལ་པོས་", "king"),
            ("dz", "སྨན་ཁང༌ནང་", "hospital"),
            ("dz", "འགྲུལ་པའི་", "passenger"),
            ("dz", "འགྲུལཔ་", "passenger"),
            ("dz", "འགྲུལཔའི་", "passenger"),
            ("dz", "གཟའ་སྤེནམ་གྱི་", "weekday:5"),
        ] {
            assert!(found(language, text).contains(&concept_id(concept)), "{language} {text}");
        }
        // Another syllable, not one with a particle.
        assert!(!found("bo", "རྒྱལ་པོད་").contains(&concept_id("king")));
    }

    #[test]
    fn every_row_of_a_table_has_a_known_concept_once_and_terms_that_can_be_found() {
        let mut wrong = Vec::new();
        let known: std::collections::BTreeSet<&str> =
            lexicon::terms("en").map(|(concept, _)| concept).collect();
        assert!(known.len() >= 1500 && lexicon::languages().count() >= 29);
        let mut seen = std::collections::BTreeSet::new();
        for (language, concept, terms) in rows() {
            if !known.contains(concept) || concept != concept.trim() {
                wrong.push(format!("{language} {concept}: no concept of concepts.tsv"));
            }
            if !seen.insert((language, concept)) {
                wrong.push(format!("{language} {concept}: twice"));
            }
            for term in &terms {
                if !is_findable(term) || *term != term.trim() {
                    wrong.push(format!("{language} {concept}: {term:?} can't be found"));
                }
            }
        }
        assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn no_term_stands_for_two_concepts_of_one_language() {
        let mut wrong = Vec::new();
        for language in lexicon::languages() {
            // By the folding and the capitals that the matching goes by: `China`, `china` may differ, `may`, `May` too.
            let scanner = Lookup::new(language, &[], &[]).scanner();
            let mut seen: BTreeMap<(String, Case), (&str, &str)> = BTreeMap::new();
            for (concept, term) in lexicon::terms(language) {
                let scanned = scanner.scan(term);
                let words: Vec<String> = scanned
                    .words
                    .iter()
                    .map(|word| scanned.chars[word.chars.clone()].iter().collect())
                    .collect();
                let case = scanned.words.iter().map(|word| word.case).min().unwrap_or(Case::Plain);
                let (known, same) = *seen.entry((words.join(" "), case)).or_insert((concept, term));
                if known != concept && concept_id(known) != concept_id(concept) {
                    wrong.push(format!("{language}: {same} is {known}, {term} is {concept}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{} terms:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn only_a_whole_term_names_a_concept() {
        let lookup = lookup(Language::from_tag("en").unwrap());
        assert_eq!(lookup.whole("earthquakes"), Some(concept_id("earthquake")));
        assert_eq!(lookup.whole("strong earthquake"), None);
        assert_eq!(lookup.whole("earthquake ferry"), None);
        assert_eq!(lookup.whole(""), None);
    }
}
