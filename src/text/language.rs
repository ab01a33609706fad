//! Which language a text is in.

use std::fmt;

/// A language by its ISO 639-1 code where it has one, else its ISO 639-3 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// The text does not tell; a language that no table is of.
    pub const UNDETERMINED: Language = Language(*b"und");

    /// A text without letters. Source of the code: ISO 639-2.
    pub const NONE: Language = Language(*b"zxx");

    /// The language of a tag such as `de`, `pt-BR` or `eng`; `None` where the first subtag is not two or three letters.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let known = OTHER_CODES.binary_search_by_key(&&*primary, |(other, _)| other);
        let code = known.map_or(&*primary, |place| OTHER_CODES[place].1);
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

/// Other codes of languages that have a code of ISO 639-1: ISO 639-3, the bibliographic codes of ISO 639-2, codes that were
/// withdrawn, and the member of a macrolanguage that its code stands for most often; `no` is Bokmål. Ascending.
/// Sources: the code tables of SIL International and the Library of Congress, the language aliases of Unicode CLDR.
#[rustfmt::skip]
const OTHER_CODES: &[(&str, &str)] = &[
    ("aar", "aa"), ("abk", "ab"), ("afr", "af"), ("aka", "ak"), ("alb", "sq"), ("als", "sq"), ("amh", "am"),
    ("ara", "ar"), ("arb", "ar"), ("arg", "an"), ("arm", "hy"), ("asm", "as"), ("ava", "av"), ("ave", "ae"),
    ("aym", "ay"), ("ayr", "ay"), ("aze", "az"), ("azj", "az"), ("bak", "ba"), ("bam", "bm"), ("baq", "eu"),
    ("bel", "be"), ("ben", "bn"), ("bis", "bi"), ("bod", "bo"), ("bos", "bs"), ("bre", "br"), ("bul", "bg"),
    ("bur", "my"), ("cat", "ca"), ("ces", "cs"), ("cha", "ch"), ("che", "ce"), ("chi", "zh"), ("chu", "cu"),
    ("chv", "cv"), ("cmn", "zh"), ("cor", "kw"), ("cos", "co"), ("cre", "cr"), ("cym", "cy"), ("cze", "cs"),
    ("dan", "da"), ("deu", "de"), ("div", "dv"), ("dut", "nl"), ("dzo", "dz"), ("ekk", "et"), ("ell", "el"),
    ("eng", "en"), ("epo", "eo"), ("est", "et"), ("eus", "eu"), ("ewe", "ee"), ("fao", "fo"), ("fas", "fa"),
    ("fat", "ak"), ("fij", "fj"), ("fil", "tl"), ("fin", "fi"), ("fra", "fr"), ("fre", "fr"), ("fry", "fy"),
    ("fuc", "ff"), ("ful", "ff"), ("gaz", "om"), ("geo", "ka"), ("ger", "de"), ("gla", "gd"), ("gle", "ga"),
    ("glg", "gl"), ("glv", "gv"), ("gre", "el"), ("grn", "gn"), ("gug", "gn"), ("guj", "gu"), ("hat", "ht"),
    ("hau", "ha"), ("heb", "he"), ("her", "hz"), ("hin", "hi"), ("hmo", "ho"), ("hrv", "hr"), ("hun", "hu"),
    ("hye", "hy"), ("ibo", "ig"), ("ice", "is"), ("ido", "io"), ("iii", "ii"), ("ike", "iu"), ("iku", "iu"),
    ("ile", "ie"), ("in", "id"), ("ina", "ia"), ("ind", "id"), ("ipk", "ik"), ("isl", "is"), ("ita", "it"),
    ("iw", "he"), ("jav", "jv"), ("ji", "yi"), ("jpn", "ja"), ("jw", "jv"), ("kal", "kl"), ("kan", "kn"),
    ("kas", "ks"), ("kat", "ka"), ("kau", "kr"), ("kaz", "kk"), ("khk", "mn"), ("khm", "km"), ("kik", "ki"),
    ("kin", "rw"), ("kir", "ky"), ("kmr", "ku"), ("kom", "kv"), ("kon", "kg"), ("kor", "ko"), ("kpv", "kv"),
    ("kua", "kj"), ("kur", "ku"), ("lao", "lo"), ("lat", "la"), ("lav", "lv"), ("lim", "li"), ("lin", "ln"),
    ("lit", "lt"), ("ltz", "lb"), ("lub", "lu"), ("lug", "lg"), ("lvs", "lv"), ("mac", "mk"), ("mah", "mh"),
    ("mal", "ml"), ("mao", "mi"), ("mar", "mr"), ("may", "ms"), ("mkd", "mk"), ("mlg", "mg"), ("mlt", "mt"),
    ("mo", "ro"), ("mol", "ro"), ("mon", "mn"), ("mri", "mi"), ("msa", "ms"), ("mww", "hmn"), ("mya", "my"),
    ("nau", "na"), ("nav", "nv"), ("nbl", "nr"), ("nde", "nd"), ("ndo", "ng"), ("nep", "ne"), ("nld", "nl"),
    ("nno", "nn"), ("no", "nb"), ("nob", "nb"), ("nor", "nb"), ("npi", "ne"), ("nya", "ny"), ("oci", "oc"),
    ("oji", "oj"), ("ori", "or"), ("orm", "om"), ("ory", "or"), ("oss", "os"), ("pan", "pa"), ("pbt", "ps"),
    ("per", "fa"), ("pes", "fa"), ("pli", "pi"), ("plt", "mg"), ("pol", "pl"), ("por", "pt"), ("prs", "fa"),
    ("pus", "ps"), ("que", "qu"), ("quz", "qu"), ("roh", "rm"), ("ron", "ro"), ("rum", "ro"), ("run", "rn"),
    ("rus", "ru"), ("sag", "sg"), ("san", "sa"), ("scc", "sr"), ("sin", "si"), ("slk", "sk"), ("slo", "sk"),
    ("slv", "sl"), ("sme", "se"), ("smo", "sm"), ("sna", "sn"), ("snd", "sd"), ("som", "so"), ("sot", "st"),
    ("spa", "es"), ("sqi", "sq"), ("srd", "sc"), ("srp", "sr"), ("ssw", "ss"), ("sun", "su"), ("swa", "sw"),
    ("swe", "sv"), ("swh", "sw"), ("tah", "ty"), ("tam", "ta"), ("tat", "tt"), ("tel", "te"), ("tgk", "tg"),
    ("tgl", "tl"), ("tha", "th"), ("tib", "bo"), ("tir", "ti"), ("ton", "to"), ("tsn", "tn"), ("tso", "ts"),
    ("tuk", "tk"), ("tur", "tr"), ("tw", "ak"), ("twi", "ak"), ("uig", "ug"), ("ukr", "uk"), ("urd", "ur"),
    ("uzb", "uz"), ("uzn", "uz"), ("ven", "ve"), ("vie", "vi"), ("vol", "vo"), ("wel", "cy"), ("wln", "wa"),
    ("wol", "wo"), ("xho", "xh"), ("ydd", "yi"), ("yid", "yi"), ("yor", "yo"), ("zha", "za"), ("zho", "zh"),
    ("zsm", "ms"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_short_codes() {
        for (tag, code) in [
            ("de", "de"),
            ("pt-BR", "pt"),
            ("eng", "en"),
            ("zh_Hant", "zh"),
            ("zho-CN", "zh"),
            ("arb", "ar"),
            ("srp-Cyrl", "sr"),
            ("kab", "kab"),
            ("fil", "tl"),
            ("ckb-Arab", "ckb"),
            ("tah", "ty"),
            ("nso", "nso"),
            ("iw", "he"),
            ("no", "nb"),
            ("ger", "de"),
            ("kmr", "ku"),
        ] {
            assert_eq!(Language::from_tag(tag).unwrap().as_str(), code);
        }
        for tag in ["", "x", "english", "12"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn codes_stand_for_themselves() {
        assert!(OTHER_CODES.is_sorted_by(|a, b| a.0 < b.0));
        for (_, code) in OTHER_CODES {
            assert_eq!(Language::from_tag(code).unwrap().as_str(), *code);
        }
    }
}
