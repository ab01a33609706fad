//! Terms that a user adds to the shipped ones, and the finder that knows both.

use crate::anchors::concept::{self, ConceptId, Lookup, Term, concept_id};
use crate::anchors::{dictionary, lexicon};
use crate::error::Error;
use crate::text::{Language, Tokenizer, common_stems};
use ahash::{AHashMap, RandomState};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Terms besides the shipped ones. A value like any other: two analyses with different ones do not meet. Cheap to copy.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Lexicon {
    /// Where the terms are from.
    files: Vec<PathBuf>,
    /// They may be half a million: a print of the settings names the files.
    #[serde(skip)]
    terms: Arc<BTreeMap<Language, Terms>>,
}

/// What was added to one language.
#[derive(Debug, Clone, Default, PartialEq)]
struct Terms {
    /// Of tables: they go before the shipped ones, so that a wrong one can be mended.
    tables: Vec<Term>,
    /// Of dictionaries: they go behind the shipped ones, which are chosen for news.
    dictionaries: Vec<Term>,
}

/// A dictionary's headword of which this share of articles has one says nothing about an article.
const COMMON: f32 = 0.1;

/// The fewest letters of a word that becomes a concept of its own: shorter ones are mostly grammar, or have many meanings.
const LETTERS: usize = 4;

impl Lexicon {
    /// Adds the terms of a table: lines of concept, language and terms, parted by tabs, the terms by `|`. Lines that begin
    /// with `#`, and empty ones, are passed over.
    ///
    /// # Errors
    /// The file can't be read; a line of another form. Both name the file, the second the line as well.
    pub fn add_table(&mut self, path: &Path) -> Result<(), Error> {
        let bytes = fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
        let terms = Arc::make_mut(&mut self.terms);
        for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
            let wrong = |reason: String| Error::Format { path: path.to_owned(), line: Some(number), reason };
            let line = std::str::from_utf8(line).map_err(|_| wrong("not UTF-8".into()))?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [concept, tag, cell] = cells[..] else {
                return Err(wrong(format!(
                    "has {} cells, not 3: concept, language, terms parted by |",
                    cells.len()
                )));
            };
            if concept.is_empty() {
                return Err(wrong("no concept".into()));
            }
            let language = Language::from_tag(tag)
                .filter(|&language| language != Language::UNDETERMINED)
                .ok_or_else(|| wrong(format!("{tag:?} is no language: a code of two or three letters is")))?;
            for term in cell.split('|').map(str::trim) {
                if !concept::is_findable(term) {
                    return Err(wrong(match term {
                        "" => "an empty term".into(),
                        term => format!("{term:?} is no term: it has too few letters to be found"),
                    }));
                }
                terms.entry(language).or_default().tables.push((concept.to_owned(), term.to_owned()));
            }
        }
        self.files.push(path.to_owned());
        Ok(())
    }

    /// Adds what a dictd dictionary has. `given` is its index or its text, with `:xxx-yyy` behind it where the name of the file
    /// does not end in its languages.
    ///
    /// A word becomes a term of the concept that its English translation names, or of any language if none of the two is
    /// English. Where it names none, it becomes a concept, if it is one word and none of the commonest. What was added
    /// before counts.
    ///
    /// # Errors
    /// The dictionary can't be read, or holds nothing that could be added. The error names the file.
    pub fn add_dictionary(&mut self, given: &Path) -> Result<(), Error> {
        let dictionary = dictionary::read(given)?;
        let english = Language::from_tag("en").expect("a code");
        let finder = Finder::new(self, [dictionary.from, dictionary.to]);
        // Concepts are named by the English side, or by the first.
        let headwords_name = dictionary.to != english;
        let (naming, other) = match headwords_name {
            true => (dictionary.from, dictionary.to),
            false => (dictionary.to, dictionary.from),
        };
        let mut tokenizer = Tokenizer::new();
        let common = common_stems(naming);
        let mut names_itself = |term: &str| {
            let letters = term.chars().filter(|c| c.is_alphabetic()).count();
            letters == term.chars().count()
                && (letters >= LETTERS || concept::is_dense(term))
                && tokenizer
                    .tokenize(term, naming)
                    .stems
                    .iter()
                    .all(|stem| common.get(stem).is_none_or(|&share| share < COMMON))
        };
        // Names of the concepts that terms were found to name.
        let shipped = ConceptNames::new(self);
        let mut added: [BTreeSet<Term>; 2] = Default::default();
        let mut terms: [Vec<Term>; 2] = Default::default();
        let mut add = |side: usize, concept: &str, term: &str| {
            let term = (concept.to_owned(), term.to_owned());
            if added[side].insert(term.clone()) {
                terms[side].push(term);
            }
        };
        for entry in &dictionary.entries {
            let headword = std::slice::from_ref(&entry.headword);
            let (names, words) = match headwords_name {
                true => (headword, &entry.translations[..]),
                false => (&entry.translations[..], headword),
            };
            let names: Vec<&str> = names.iter().map(|name| plain(name, naming)).collect();
            let words: Vec<&str> =
                words.iter().map(|word| plain(word, other)).filter(|word| is_word(word)).collect();
            if words.is_empty() {
                continue;
            }
            let known = names
                .iter()
                .find_map(|name| finder.whole(name, naming))
                .or_else(|| match naming == english {
                    true => None,
                    false => words.iter().find_map(|word| finder.whole(word, other)),
                })
                .and_then(|id| shipped.concept(id));
            let concept = match known {
                Some(concept) => concept.to_owned(),
                None => {
                    let Some(name) = names.iter().find(|name| names_itself(name)) else { continue };
                    let concept = match naming == english {
                        true => name.to_lowercase(),
                        // Words of two languages that are spelled alike are two concepts.
                        false => format!("{naming}:{}", name.to_lowercase()),
                    };
                    add(0, &concept, name);
                    concept
                }
            };
            if naming != english {
                names.iter().filter(|name| is_word(name)).for_each(|name| add(0, &concept, name));
            }
            words.iter().for_each(|word| add(1, &concept, word));
        }
        if terms[1].is_empty() {
            let reason = "no entry whose words could be added".into();
            return Err(Error::Format { path: given.to_owned(), line: None, reason });
        }
        let all = Arc::make_mut(&mut self.terms);
        for (language, terms) in [naming, other].into_iter().zip(terms) {
            all.entry(language).or_default().dictionaries.extend(terms);
        }
        self.files.push(given.to_owned());
        Ok(())
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// (concept, term) for every term that was added to a language, those of tables first.
    pub fn terms(&self, language: Language) -> impl Iterator<Item = (&str, &str)> {
        let terms = self.terms.get(&language).into_iter();
        let terms = terms.flat_map(|terms| terms.tables.iter().chain(&terms.dictionaries));
        terms.map(|(concept, term)| (concept.as_str(), term.as_str()))
    }
}

/// A dictionary's word as it stands in a text: without `to` before a verb, an article, or the hyphen of a stem.
fn plain(word: &str, language: Language) -> &str {
    let word = word.trim().trim_matches(['-', '~', '…', '.', '!', '?']).trim();
    if language.as_str() != "en" {
        return word;
    }
    ["to ", "the ", "a ", "an "].iter().find_map(|lead| word.strip_prefix(lead)).unwrap_or(word).trim()
}

/// Whether a dictionary's translation is a word, or two, and not an explanation.
fn is_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    word.split_whitespace().count() <= 2
        && concept::is_findable(word)
        && (letters >= 3 || concept::is_dense(word))
}

/// Finds what texts mention: the shipped terms and those of a [`Lexicon`].
#[derive(Debug, Default)]
pub struct Finder {
    /// Of the languages to which something was added.
    own: AHashMap<Language, Lookup>,
}

impl Finder {
    /// A finder for texts in `languages`; in others it finds the shipped terms alone.
    pub fn new(lexicon: &Lexicon, languages: impl IntoIterator<Item = Language>) -> Self {
        let mut own: AHashMap<Language, Lookup> = AHashMap::with_hasher(RandomState::with_seeds(5, 7, 7, 2));
        for language in languages {
            let tables = concept::tables_of(language.as_str());
            let added: Vec<&Terms> =
                tables.filter_map(|table| lexicon.terms.get(&Language::from_tag(table)?)).collect();
            if added.is_empty() || own.contains_key(&language) {
                continue;
            }
            let first: Vec<&Term> = added.iter().flat_map(|terms| &terms.tables).collect();
            let last: Vec<&Term> = added.iter().flat_map(|terms| &terms.dictionaries).collect();
            own.insert(language, Lookup::new(language.as_str(), &first, &last));
        }
        Finder { own }
    }

    /// Calls `each` with every mention of a concept in `text`, taken to be in `language`: the concept and the bytes that
    /// name it. They come in text order and do not overlap; where several terms fit, the longest wins.
    pub fn concepts(&self, text: &str, language: Language, each: impl FnMut(ConceptId, Range<usize>)) {
        self.lookup(language).mentions(text, each);
    }

    /// The concept that the whole of `term` names, if it names one.
    pub fn whole(&self, term: &str, language: Language) -> Option<ConceptId> {
        self.lookup(language).whole(term)
    }

    fn lookup(&self, language: Language) -> &Lookup {
        self.own.get(&language).unwrap_or_else(|| concept::lookup(language))
    }
}

/// What to call concepts, by their ids.
#[derive(Debug)]
pub struct ConceptNames {
    /// The concept, and its first English term; the concept itself where it has none.
    names: AHashMap<ConceptId, (String, String)>,
}

impl ConceptNames {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut names: AHashMap<ConceptId, (String, String)> =
            AHashMap::with_hasher(RandomState::with_seeds(1, 6, 1, 8));
        let mut add = |concept: &str, term: &str| {
            names.entry(concept_id(concept)).or_insert_with(|| (concept.to_owned(), term.to_owned()));
        };
        lexicon::terms("en").for_each(|(concept, term)| add(concept, term));
        // Thursday, not Thu.
        let mut cldr = lexicon::own_names("en");
        cldr.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        // Of what is written so in many languages, English or not, where English has no name.
        cldr.extend(lexicon::names(&["en"]));
        cldr.into_iter().for_each(|(concept, name)| add(concept, name));
        let english = Language::from_tag("en").expect("a code");
        lexicon.terms(english).for_each(|(concept, term)| add(concept, term));
        for terms in lexicon.terms.values() {
            terms.tables.iter().chain(&terms.dictionaries).for_each(|(concept, _)| add(concept, concept));
        }
        ConceptNames { names }
    }

    /// Its name in the tables.
    pub fn concept(&self, id: ConceptId) -> Option<&str> {
        self.names.get(&id).map(|(concept, _)| concept.as_str())
    }

    /// What it is in English.
    pub fn english(&self, id: ConceptId) -> Option<&str> {
        self.names.get(&id).map(|(_, term)| term.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str) -> Language {
        Language::from_tag(code).unwrap()
    }

    fn english(id: Option<ConceptId>, lexicon: &Lexicon) -> Option<String> {
        id.and_then(|id| ConceptNames::new(lexicon).english(id).map(str::to_owned))
    }

    fn table(lines: &str) -> Result<Lexicon, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.tsv");
        fs::write(&path, lines).unwrap();
        let mut lexicon = Lexicon::default();
        lexicon.add_table(&path).map(|()| lexicon)
    }

    /// A dictionary of entries as they are printed, in files of the given name.
    fn dictionary(name: &str, entries: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let digits = |number: usize| {
            let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            [number >> 12, number >> 6, number]
                .map(|number| char::from(digits[number & 63]))
                .iter()
                .collect::<String>()
        };
        let mut index = String::new();
        let mut start = 0;
        for entry in entries {
            index +=
                &format!("{}\t{}\t{}\n", entry.lines().next().unwrap(), digits(start), digits(entry.len()));
            start += entry.len();
        }
        let path = folder.path().join(format!("{name}.index"));
        fs::write(&path, index).unwrap();
        fs::write(folder.path().join(format!("{name}.dict")), entries.concat()).unwrap();
        (folder, path)
    }

    #[test]
    fn tables_add_concepts_languages_and_terms_that_win() {
        let lexicon = table(
            "\u{feff}# ours\nkelp-farm\ten\tkelp farm\r\nkelp-farm\tde\tTangfarm|Algenhof\n\nkelp-farm\txho\tifama yolwandle\nriver\tde\tStrom\n",
        )
        .unwrap();
        let own = Finder::new(&lexicon, ["en", "de", "xh"].map(language));
        let kelp = Some(concept_id("kelp-farm"));
        for (term, code) in
            [("kelp farm", "en"), ("Tangfarm", "de"), ("Algenhofs", "de"), ("ifama yolwandle", "xh")]
        {
            assert_eq!(own.whole(term, language(code)), kelp, "{term}");
            assert_ne!(Finder::default().whole(term, language(code)), kelp, "{term}");
        }
        assert_eq!(own.whole("Strom", language("de")), Some(concept_id("river")));
        assert_eq!(Finder::default().whole("Strom", language("de")), Some(concept_id("electricity")));
        assert_eq!(
            own.whole("Erdbeben", language("de")),
            Some(concept_id("earthquake")),
            "what ships remains"
        );
        assert_eq!(english(kelp, &lexicon).as_deref(), Some("kelp farm"));
        assert!(!lexicon.is_empty() && lexicon != Lexicon::default());
    }

    #[test]
    fn errors_of_tables_name_the_file_and_the_line() {
        for (lines, expected) in [
            ("# head\nferry\ten\n", ":2: has 2 cells, not 3"),
            ("ferry\ten\tferry\tboat\n", ":1: has 4 cells"),
            ("\ten\tferry\n", ":1: no concept"),
            ("ferry\tEnglish\tferry\n", ":1: \"English\" is no language"),
            ("ferry\tund\tferry\n", ":1: \"und\" is no language"),
            ("ferry\ten\tferry||boat\n", ":1: an empty term"),
            ("ferry\ten\tf\n", ":1: \"f\" is no term"),
        ] {
            let error = table(lines).unwrap_err().to_string();
            assert!(error.contains("own.tsv") && error.contains(expected), "{error}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latin.tsv");
        fs::write(&path, b"ferry\tsv\tf\xe4rja\n").unwrap();
        let error = Lexicon::default().add_table(&path).unwrap_err().to_string();
        assert!(error.ends_with("latin.tsv:1: not UTF-8"), "{error}");
        let error = Lexicon::default().add_table(Path::new("missing.tsv")).unwrap_err().to_string();
        assert!(error.starts_with("missing.tsv: "), "{error}");
    }

    #[test]
    fn words_join_the_concept_of_their_translation() {
        let entries = [
            "earthquake /x/ <n>\nmatetemeko, tetemeko la ardhi kubwa\n",
            "lighthouse <n>\nmnara\n",
            "with <prep>\npamoja\n",
            "an explanation of much\nmaelezo\n",
        ];
        let (_folder, path) = dictionary("freedict-eng-zul", &entries);
        let mut lexicon = Lexicon::default();
        lexicon.add_dictionary(&path).unwrap();
        let found: Vec<_> = lexicon.terms(language("zu")).collect();
        assert_eq!(found, [("earthquake", "matetemeko"), ("lighthouse", "mnara")]);
        assert_eq!(lexicon.terms(language("en")).collect::<Vec<_>>(), [("lighthouse", "lighthouse")]);
        // The other way round, and through what is known by now.
        let (_folder, path) =
            dictionary("other", &["Leuchtturm\nlighthouse\n", "Bebendings\ntremor, earthquake\n"]);
        lexicon.add_dictionary(Path::new(&format!("{}:deu-eng", path.display()))).unwrap();
        let finder = Finder::new(&lexicon, ["zu", "de", "en"].map(language));
        let lighthouse = Some(concept_id("lighthouse"));
        for (term, code) in [("mnara", "zu"), ("Leuchtturm", "de"), ("lighthouse", "en")] {
            assert_eq!(finder.whole(term, language(code)), lighthouse, "{term}");
        }
        assert_eq!(finder.whole("Bebendings", language("de")), Some(concept_id("earthquake")));
    }

    #[test]
    fn neither_side_need_be_english() {
        let (_folder, path) = dictionary("deu-zul", &["Erdbeben\nmatetemeko\n", "Wendeltreppe\nmnara\n"]);
        let mut lexicon = Lexicon::default();
        lexicon.add_dictionary(&path).unwrap();
        let finder = Finder::new(&lexicon, ["zu", "de"].map(language));
        assert_eq!(finder.whole("matetemeko", language("zu")), Some(concept_id("earthquake")));
        assert_eq!(finder.whole("mnara", language("zu")), finder.whole("Wendeltreppe", language("de")));
        assert!(finder.whole("mnara", language("zu")).is_some());
    }

    #[test]
    fn a_dictionary_without_a_usable_entry_is_an_error() {
        let (_folder, path) = dictionary("freedict-eng-zul", &["with <prep>\npamoja\n"]);
        let error = Lexicon::default().add_dictionary(&path).unwrap_err().to_string();
        assert!(error.ends_with("freedict-eng-zul.index: no entry whose words could be added"), "{error}");
    }

    #[test]
    fn concepts_are_called_by_their_english_names() {
        let names = ConceptNames::new(&Lexicon::default());
        for (concept, name) in [
            ("territory:KE", "Kenya"),
            ("territory:CO", "Colombia"),
            ("territory:DZ", "Algeria"),
            ("territory:KH", "Cambodia"),
            ("territory:ZM", "Zambia"),
            ("territory:SG", "Singapore"),
            ("city:Asia/Tokyo", "Tokyo"),
            ("weekday:4", "Thursday"),
            ("month:10", "October"),
        ] {
            assert_eq!(names.english(concept::concept_id(concept)), Some(name), "{concept}");
        }
    }
}
