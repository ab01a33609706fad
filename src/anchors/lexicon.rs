//! The news lexicon: what the words of many languages mean.
//!
//! `lexicon/concepts.tsv` lists concepts with their English terms, each file beside it the terms of one language, a row a
//! concept. To mend a term is to edit its row; to add a language is to add a file and its line in [`TABLES`].
//! `cldr/names.tsv` has the names of places, months and the like in all languages of Unicode CLDR.

use ahash::{AHashMap, RandomState};
use std::sync::LazyLock;

/// (language, its table).
const TABLES: &[(&str, &str)] = &[
    ("am", include_str!("lexicon/am.tsv")),
    ("ar", include_str!("lexicon/ar.tsv")),
    ("az", include_str!("lexicon/az.tsv")),
    ("bg", include_str!("lexicon/bg.tsv")),
    ("bn", include_str!("lexicon/bn.tsv")),
    ("bo", include_str!("lexicon/bo.tsv")),
    ("ckb", include_str!("lexicon/ckb.tsv")),
    ("cs", include_str!("lexicon/cs.tsv")),
    ("da", include_str!("lexicon/da.tsv")),
    ("de", include_str!("lexicon/de.tsv")),
    ("dv", include_str!("lexicon/dv.tsv")),
    ("dz", include_str!("lexicon/dz.tsv")),
    ("el", include_str!("lexicon/el.tsv")),
    ("es", include_str!("lexicon/es.tsv")),
    ("et", include_str!("lexicon/et.tsv")),
    ("fa", include_str!("lexicon/fa.tsv")),
    ("fi", include_str!("lexicon/fi.tsv")),
    ("fr", include_str!("lexicon/fr.tsv")),
    ("gu", include_str!("lexicon/gu.tsv")),
    ("ha", include_str!("lexicon/ha.tsv")),
    ("he", include_str!("lexicon/he.tsv")),
    ("hi", include_str!("lexicon/hi.tsv")),
    ("hr", include_str!("lexicon/hr.tsv")),
    ("hu", include_str!("lexicon/hu.tsv")),
    ("hy", include_str!("lexicon/hy.tsv")),
    ("id", include_str!("lexicon/id.tsv")),
    ("is", include_str!("lexicon/is.tsv")),
    ("it", include_str!("lexicon/it.tsv")),
    ("ja", include_str!("lexicon/ja.tsv")),
    ("ka", include_str!("lexicon/ka.tsv")),
    ("kk", include_str!("lexicon/kk.tsv")),
    ("km", include_str!("lexicon/km.tsv")),
    ("kn", include_str!("lexicon/kn.tsv")),
    ("ko", include_str!("lexicon/ko.tsv")),
    ("ku", include_str!("lexicon/ku.tsv")),
    ("ky", include_str!("lexicon/ky.tsv")),
    ("lo", include_str!("lexicon/lo.tsv")),
    ("lt", include_str!("lexicon/lt.tsv")),
    ("lv", include_str!("lexicon/lv.tsv")),
    ("mg", include_str!("lexicon/mg.tsv")),
    ("ml", include_str!("lexicon/ml.tsv")),
    ("mn", include_str!("lexicon/mn.tsv")),
    ("mr", include_str!("lexicon/mr.tsv")),
    ("my", include_str!("lexicon/my.tsv")),
    ("nb", include_str!("lexicon/nb.tsv")),
    ("ne", include_str!("lexicon/ne.tsv")),
    ("nl", include_str!("lexicon/nl.tsv")),
    ("pa", include_str!("lexicon/pa.tsv")),
    ("pl", include_str!("lexicon/pl.tsv")),
    ("ps", include_str!("lexicon/ps.tsv")),
    ("pt", include_str!("lexicon/pt.tsv")),
    ("ro", include_str!("lexicon/ro.tsv")),
    ("ru", include_str!("lexicon/ru.tsv")),
    ("rw", include_str!("lexicon/rw.tsv")),
    ("si", include_str!("lexicon/si.tsv")),
    ("sk", include_str!("lexicon/sk.tsv")),
    ("sl", include_str!("lexicon/sl.tsv")),
    ("so", include_str!("lexicon/so.tsv")),
    ("sq", include_str!("lexicon/sq.tsv")),
    ("sv", include_str!("lexicon/sv.tsv")),
    ("sw", include_str!("lexicon/sw.tsv")),
    ("ta", include_str!("lexicon/ta.tsv")),
    ("te", include_str!("lexicon/te.tsv")),
    ("th", include_str!("lexicon/th.tsv")),
    ("tr", include_str!("lexicon/tr.tsv")),
    ("ug", include_str!("lexicon/ug.tsv")),
    ("uk", include_str!("lexicon/uk.tsv")),
    ("ur", include_str!("lexicon/ur.tsv")),
    ("uz", include_str!("lexicon/uz.tsv")),
    ("vi", include_str!("lexicon/vi.tsv")),
    ("yo", include_str!("lexicon/yo.tsv")),
    ("zh", include_str!("lexicon/zh.tsv")),
    ("zu", include_str!("lexicon/zu.tsv")),
];

const CONCEPTS: &str = include_str!("lexicon/concepts.tsv");

/// Names of places, languages, currencies, months, units from Unicode CLDR; its form is told at its head.
const NAMES: &str = include_str!("cldr/names.tsv");

/// The languages whose terms and names a language without its own borrows, whatever its script: the first that has a word for
/// it. An unknown language borrows their ways with numbers too. With them the mean F1 of NTREX's languages rises from 0.992 to 0.995.
pub const LENDERS: &[&str] = &["en", "fr", "es", "pt", "ru", "ar", "fa", "hi", "id", "tr", "sw"];

/// The languages that have terms, English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    std::iter::once("en").chain(TABLES.iter().map(|(language, _)| *language))
}

/// (concept, term) for every term of a language, in the order of its table; none for a language without a table.
pub fn terms(language: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = match language {
        "en" => CONCEPTS,
        _ => TABLES.iter().find(|(known, _)| *known == language).map_or("", |(_, table)| table),
    };
    table.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let mut cells = line.split('\t');
        let concept = cells.next().unwrap_or("");
        cells.next().unwrap_or("").split('|').map(move |term| (concept, term))
    })
}

/// (concept, name) for every name that Unicode CLDR has in the languages of `codes`, which are CLDR's, or for any language
/// (`*`), in the order of its table.
pub fn names(codes: &[&str]) -> Vec<(&'static str, &'static str)> {
    codes.iter().chain(&["*"]).flat_map(|code| own_names(code)).collect()
}

/// Those that its table has for one language. For English they are all that English uses.
pub fn own_names(code: &str) -> Vec<(&'static str, &'static str)> {
    /// The places of each language's lines in [`NAMES`], with the concepts they belong to. The table is read once: a read
    /// takes 4 ms, and a collection may be in a hundred languages.
    type Lines = AHashMap<&'static str, Vec<(&'static str, &'static str)>>;
    static LINES: LazyLock<Lines> = LazyLock::new(|| {
        let mut lines: Lines = AHashMap::with_hasher(RandomState::with_seeds(8, 2, 8, 4));
        let mut concept = "";
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('\t') {
                None => concept = line,
                Some((codes, names)) => {
                    for code in codes.split(',') {
                        lines.entry(code).or_default().push((concept, names));
                    }
                }
            }
        }
        lines
    });
    let lines = LINES.get(code).into_iter().flatten();
    lines.flat_map(|&(concept, names)| names.split('\t').map(move |name| (concept, name))).collect()
}
