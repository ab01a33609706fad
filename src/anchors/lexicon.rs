//! The news lexicon: what the words of many languages mean.
//!
//! `lexicon/concepts.tsv` lists concepts with their English terms, each file beside it the terms of one language, a row a
//! concept. To mend a term is to edit its row; to add a language is to add a file and its line in [`TABLES`].

/// (language, its table).
const TABLES: &[(&str, &str)] = &[
    ("ar", include_str!("lexicon/ar.tsv")),
    ("cs", include_str!("lexicon/cs.tsv")),
    ("da", include_str!("lexicon/da.tsv")),
    ("de", include_str!("lexicon/de.tsv")),
    ("el", include_str!("lexicon/el.tsv")),
    ("es", include_str!("lexicon/es.tsv")),
    ("fa", include_str!("lexicon/fa.tsv")),
    ("fi", include_str!("lexicon/fi.tsv")),
    ("fr", include_str!("lexicon/fr.tsv")),
    ("he", include_str!("lexicon/he.tsv")),
    ("hi", include_str!("lexicon/hi.tsv")),
    ("it", include_str!("lexicon/it.tsv")),
    ("ja", include_str!("lexicon/ja.tsv")),
    ("ko", include_str!("lexicon/ko.tsv")),
    ("nb", include_str!("lexicon/nb.tsv")),
    ("nl", include_str!("lexicon/nl.tsv")),
    ("pl", include_str!("lexicon/pl.tsv")),
    ("pt", include_str!("lexicon/pt.tsv")),
    ("ro", include_str!("lexicon/ro.tsv")),
    ("ru", include_str!("lexicon/ru.tsv")),
    ("sk", include_str!("lexicon/sk.tsv")),
    ("sv", include_str!("lexicon/sv.tsv")),
    ("th", include_str!("lexicon/th.tsv")),
    ("uk", include_str!("lexicon/uk.tsv")),
    ("vi", include_str!("lexicon/vi.tsv")),
    ("zh", include_str!("lexicon/zh.tsv")),
];

const CONCEPTS: &str = include_str!("lexicon/concepts.tsv");

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
