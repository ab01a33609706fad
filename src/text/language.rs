//! Which language a text is in.

use std::fmt;

/// A language by its ISO 639-1 code where it has one, else its ISO 639-3 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// The text does not tell.
    pub const UNDETERMINED: Language = Language(*b"und");

    /// The language of a tag such as `de`, `pt-BR` or `eng`; `None` where the first subtag is not two or three letters.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let code = ISO_639_3.iter().find(|(long, _)| *long == primary).map_or(&*primary, |(_, short)| short);
        let mut bytes = [0; 3];
        bytes[..code.len()].copy_from_slice(code.as_bytes());
        Some(Language(bytes))
    }

    /// Whether capitals tell names from other words: not in a script without them, nor where every noun has one.
    pub fn capitals_mark_names(&self) -> bool {
        !matches!(self.as_str(), "de" | "lb" | "nds" | "bar" | "gsw")
    }

    /// The code, two or three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are ASCII").trim_end_matches('\0')
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How much of a text is looked at, in bytes. The detector's cost grows with the text, its verdict hardly changes behind
/// the first few sentences.
const SAMPLE: usize = 1200;

/// The language of `text`; `declared` is the tag that its source gives, if any.
///
/// What the text shows wins over what its source declares (feeds and templates often declare the site's language),
/// unless the detector is unsure, or the declared language is one that it does not know.
pub fn identify(text: &str, declared: Option<&str>) -> Language {
    let declared = declared.and_then(Language::from_tag);
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let detected = whatlang::detect(&text[..end]);
    let known = |language: Language| {
        whatlang::Lang::all().iter().any(|lang| Language::from_tag(lang.code()) == Some(language))
    };
    match (detected, declared) {
        (Some(info), Some(declared)) if !info.is_reliable() || !known(declared) => declared,
        (Some(info), _) => Language::from_tag(info.lang().code()).expect("three letters"),
        (None, Some(declared)) => declared,
        (None, None) => Language::UNDETERMINED,
    }
}

/// ISO 639-3 codes (and the macrolanguages' members that the detector names) with their ISO 639-1 codes.
/// Source: the ISO 639-3 code tables of SIL International.
#[rustfmt::skip]
const ISO_639_3: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("arb", "ar"), ("asm", "as"), ("aze", "az"),
    ("azj", "az"), ("bak", "ba"), ("bel", "be"), ("ben", "bn"), ("bos", "bs"), ("bul", "bg"), ("cat", "ca"),
    ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"), ("ell", "el"), ("eng", "en"),
    ("epo", "eo"), ("est", "et"), ("eus", "eu"), ("fao", "fo"), ("fas", "fa"), ("fil", "tl"), ("fin", "fi"),
    ("fra", "fr"), ("gle", "ga"), ("glg", "gl"), ("guj", "gu"), ("hau", "ha"), ("heb", "he"), ("hin", "hi"),
    ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ibo", "ig"), ("ind", "id"), ("isl", "is"), ("ita", "it"),
    ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("kaz", "kk"), ("khm", "km"), ("kir", "ky"),
    ("kor", "ko"), ("lao", "lo"), ("lat", "la"), ("lav", "lv"), ("lit", "lt"), ("ltz", "lb"), ("mal", "ml"),
    ("mar", "mr"), ("mkd", "mk"), ("mlg", "mg"), ("mlt", "mt"), ("mon", "mn"), ("msa", "ms"), ("mya", "my"),
    ("nep", "ne"), ("nld", "nl"), ("nno", "nn"), ("nob", "nb"), ("nor", "no"), ("ori", "or"), ("orm", "om"),
    ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"), ("prs", "fa"), ("pus", "ps"), ("ron", "ro"),
    ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("som", "so"), ("spa", "es"),
    ("sqi", "sq"), ("srp", "sr"), ("swa", "sw"), ("swe", "sv"), ("tam", "ta"), ("tat", "tt"), ("tel", "te"),
    ("tgk", "tg"), ("tgl", "tl"), ("tha", "th"), ("tir", "ti"), ("ton", "to"), ("tuk", "tk"), ("tur", "tr"),
    ("uig", "ug"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("wol", "wo"), ("xho", "xh"),
    ("yid", "yi"), ("yor", "yo"), ("zho", "zh"), ("zsm", "ms"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_short_codes() {
        for (tag, code) in [("de", "de"), ("pt-BR", "pt"), ("eng", "en"), ("zh_Hant", "zh"), ("kab", "kab")] {
            assert_eq!(Language::from_tag(tag).unwrap().as_str(), code);
        }
        for tag in ["", "x", "english", "12"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn the_text_wins_over_a_wrong_tag() {
        let german = "Der Stadtrat hat am Dienstag nach langer Debatte beschlossen, die alte Brücke über den Fluss zu sperren \
                      und den Verkehr für die nächsten Monate umzuleiten.";
        assert_eq!(identify(german, Some("en")).as_str(), "de");
        assert_eq!(identify(german, None).as_str(), "de");
        assert_eq!(identify("市议会周二决定封闭旧桥。", None).as_str(), "zh");
        assert_eq!(identify("12345", None), Language::UNDETERMINED);
        assert_eq!(identify("12345", Some("fr")).as_str(), "fr");
    }
}
