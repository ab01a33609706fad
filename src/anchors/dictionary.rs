//! Dictionaries of the DICT protocol, as the FreeDict packages install them: an index beside a text.
//!
//! The index has a line an entry: headword, place and length, parted by tabs, the numbers in dictd's digits of base 64. The
//! text is plain or dictzip, which is gzip. An entry is the headword with its pronunciation and part of speech on one line,
//! and below it what it means:
//!
//! ```text
//! lack /læk/ <n>
//! 1. brist, avsaknad
//! 2. saknas
//!    Synonym: {want}
//! ```

use crate::error::Error;
use crate::text::Language;
use flate2::bufread::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// The most bytes of an index or a text, decompressed: the largest of FreeDict has 100 MB.
const MOST_BYTES: u64 = 512 << 20;

/// Translations of one entry that are read: what comes after them are rare senses.
const MOST_TRANSLATIONS: usize = 4;

/// A headword and its first translations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub headword: String,
    pub translations: Vec<String>,
}

/// What a dictionary translates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    pub from: Language,
    pub to: Language,
    pub entries: Vec<Entry>,
}

/// Reads the dictionary that `given` names: its index or its text, with `:xxx-yyy` behind it where the name of the file does
/// not end in its languages.
///
/// # Errors
/// A file that is missing, can't be read, or is no dictionary; a name that does not tell the languages.
pub fn read(given: &Path) -> Result<Dictionary, Error> {
    let (path, languages) = languages_of(given)?;
    let (index, text) = files(&path)?;
    let contents = whole(&text, text.extension().is_some_and(|end| end == "dz"))?;
    let lines = whole(&index, false)?;
    let mut entries = Vec::new();
    let mut places = Vec::new();
    for (number, line) in (1..).zip(lines.split(|&byte| byte == b'\n')) {
        if line.is_empty() {
            continue;
        }
        let wrong = |reason: String| Error::Format { path: index.clone(), line: Some(number), reason };
        let mut cells = line.split(|&byte| byte == b'\t');
        let (word, start, length) =
            (cells.next(), cells.next().and_then(number_of), cells.next().and_then(number_of));
        let (Some(word), Some(start), Some(length)) = (word, start, length) else {
            return Err(wrong("no line of a dictd index: headword, place and length, parted by tabs".into()));
        };
        let end = start.checked_add(length).filter(|&end| end <= contents.len());
        let Some(end) = end else {
            return Err(wrong(format!("the entry lies behind the end of {}", text.display())));
        };
        // What the database says of itself.
        if !word.starts_with(b"00database") && !word.starts_with(b"00-database") {
            places.push((start, end));
        }
    }
    // An entry of several headwords is in the index several times.
    places.sort_unstable();
    places.dedup();
    // Entries follow each other; an index may claim that each is the whole text, and so the square of it.
    let claimed: u64 = places.iter().map(|(start, end)| (end - start) as u64).sum();
    if claimed > 8 * contents.len() as u64 {
        let reason = "its entries lie over each other".into();
        return Err(Error::Format { path: index, line: None, reason });
    }
    for (start, end) in places {
        entries.extend(entry(&String::from_utf8_lossy(&contents[start..end])));
    }
    Ok(Dictionary { from: languages.0, to: languages.1, entries })
}

/// `freedict-eng-deu.index` or `any.index:eng-deu` as the path and its languages.
fn languages_of(given: &Path) -> Result<(PathBuf, (Language, Language)), Error> {
    let pair = |text: &str| {
        let mut parts = text.rsplit('-');
        let (to, from) = (parts.next()?, parts.next()?);
        let tag = |tag: &str| match tag.len() {
            2 | 3 => Language::from_tag(tag).filter(|&language| language != Language::UNDETERMINED),
            _ => None,
        };
        Some((tag(from)?, tag(to)?)).filter(|(from, to)| from != to)
    };
    let name = given.to_string_lossy();
    let found = match name.rsplit_once(':') {
        Some((path, languages)) if !given.exists() && !languages.contains(['/', '\\', '.']) => {
            (PathBuf::from(path), pair(languages))
        }
        _ => {
            let name = given.file_name().unwrap_or_default().to_string_lossy();
            (given.to_owned(), pair(name.split('.').next().unwrap_or_default()))
        }
    };
    match found {
        (path, Some(languages)) => Ok((path, languages)),
        (path, None) => {
            let reason = "which languages it translates is not known: its name should end as in freedict-eng-deu.index, or be \
                          given as FILE:eng-deu";
            Err(Error::Format { path, line: None, reason: reason.into() })
        }
    }
}

/// The index and the text of a dictionary, whichever of the two was given.
fn files(given: &Path) -> Result<(PathBuf, PathBuf), Error> {
    let name = given.file_name().unwrap_or_default().to_string_lossy();
    let ends = [".index", ".dict.dz", ".dict"];
    let Some(base) = ends.iter().find_map(|end| name.strip_suffix(end)) else {
        let reason = "neither .index nor .dict nor .dict.dz: no dictd dictionary".into();
        return Err(Error::Format { path: given.to_owned(), line: None, reason });
    };
    let beside = |end: &str| given.with_file_name(format!("{base}{end}"));
    let index = beside(".index");
    if name.ends_with(".index") {
        File::open(given).map_err(|source| Error::Io { path: given.to_owned(), source })?;
        match [".dict.dz", ".dict"].map(beside).into_iter().find(|text| text.exists()) {
            Some(text) => Ok((index, text)),
            None => {
                let reason = format!("{base}.dict.dz is not beside it, nor is {base}.dict");
                Err(Error::Format { path: given.to_owned(), line: None, reason })
            }
        }
    } else {
        Ok((index, given.to_owned()))
    }
}

/// All of a file.
fn whole(path: &Path, gzip: bool) -> Result<Vec<u8>, Error> {
    let read = || -> io::Result<Vec<u8>> {
        let file = BufReader::new(File::open(path)?);
        let mut bytes = Vec::new();
        match gzip {
            true => MultiGzDecoder::new(file).take(MOST_BYTES + 1).read_to_end(&mut bytes)?,
            false if fs::metadata(path)?.len() > MOST_BYTES => MOST_BYTES as usize + 1,
            false => file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?,
        };
        match bytes.len() as u64 > MOST_BYTES {
            true => Err(io::Error::other(format!("more than {} MB", MOST_BYTES >> 20))),
            false => Ok(bytes),
        }
    };
    read().map_err(|source| Error::Io { path: path.to_owned(), source })
}

/// A number in dictd's digits: A to Z, a to z, 0 to 9, + and /.
fn number_of(digits: &[u8]) -> Option<usize> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0usize, |number, &digit| {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        number.checked_mul(64)?.checked_add(usize::from(value))
    })
}

/// The entry that `text` is, if it has a headword and a translation.
fn entry(text: &str) -> Option<Entry> {
    let mut lines = text.lines();
    let head = lines.next()?;
    let end = [" /", " <", " [", " ("].iter().filter_map(|mark| head.find(mark)).min().unwrap_or(head.len());
    let headword = head[..end].trim();
    let mut translations: Vec<String> = Vec::new();
    let mut first = true;
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let sense = sense(line);
        // Below the first line only further senses: what else stands there are notes, examples and cross-references.
        if is_note(line) || !first && sense.is_none() {
            continue;
        }
        first = false;
        for term in bare(sense.unwrap_or(line)).split([',', ';', '、', '，', '；', '،']) {
            let term = term.trim();
            let is_new = !translations.iter().any(|known| known == term);
            if !term.is_empty() && is_new && translations.len() < MOST_TRANSLATIONS {
                translations.push(term.to_owned());
            }
        }
    }
    (!headword.is_empty() && !translations.is_empty())
        .then(|| Entry { headword: headword.to_owned(), translations })
}

/// What stands behind the number of a sense: `2. horse`.
fn sense(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once('.')?;
    (!number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| rest.trim())
}

fn is_note(line: &str) -> bool {
    let notes = ["see:", "See also:", "Synonym:", "Synonyms:", "Antonym:", "Antonyms:", "Note:", "Notes:"];
    line.starts_with('"') || notes.iter().any(|note| line.starts_with(note))
}

/// A line of translations without what explains them: <n>, [coll.], (of a ship), {f}, and the number of the next sense, which
/// some dictionaries have at the end of the line.
fn bare(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut depth = 0usize;
    for c in line.chars() {
        match c {
            '<' | '[' | '(' | '{' | '（' => depth += 1,
            '>' | ']' | ')' | '}' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if let Some((before, last)) = out.trim_end().rsplit_once(' ')
        && last.strip_suffix('.').is_some_and(|number| number.parse::<u8>().is_ok())
    {
        out.truncate(before.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn entry_of(text: &str) -> (String, Vec<String>) {
        let Entry { headword, translations } = entry(text).unwrap();
        (headword, translations)
    }

    #[test]
    fn entries_as_freedict_prints_them() {
        for (text, headword, translations) in [
            ("abandon /əbændən/\növerge, lämna\n", "abandon", &["överge", "lämna"][..]),
            ("lack /læk/ <n>\n1. brist\n2. saknas\n   Synonym: {want}\n", "lack", &["brist", "saknas"]),
            ("imara /imˈara/ <adj>\n\nstrong\n", "imara", &["strong"]),
            (
                "Pirsch /pɪɾʃ/ <fem, n, sg>\nstalking hunt <n>, stalk <n>\n      \"auf der Pirsch\"  - stalking\n",
                "Pirsch",
                &["stalking hunt", "stalk"],
            ),
            ("horsepower //ˈhɔɹs// <n>\n馬力 2.\nmetric\n 3.\nnon-metric\n", "horsepower", &["馬力"]),
            (
                "horse //hɔɹs// <n>\n馬, ウマ, うま\nmembers of the species Equus\n",
                "horse",
                &["馬", "ウマ", "うま"],
            ),
            (
                "das A und O /das/\n [ugs.] the nuts and bolts [coll.]\n",
                "das A und O",
                &["the nuts and bolts"],
            ),
        ] {
            assert_eq!(
                entry_of(text),
                (headword.to_owned(), translations.iter().map(|t| (*t).to_owned()).collect())
            );
        }
        for text in ["", "nothing below\n", "only notes <n>\n see: {other}\n", "\n\n"] {
            assert_eq!(entry(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_base_64() {
        for (digits, number) in
            [("A", 0), ("b", 27), ("BA", 64), ("//", 4095), ("ItT", 8 * 4096 + 45 * 64 + 19)]
        {
            assert_eq!(number_of(digits.as_bytes()), Some(number));
        }
        for digits in ["", "-", "A=", "////////////"] {
            assert_eq!(number_of(digits.as_bytes()), None);
        }
    }

    #[test]
    fn either_file_leads_to_the_other_and_errors_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut text = GzEncoder::new(File::create(at("x-eng-swe.dict.dz")).unwrap(), Compression::default());
        text.write_all("ferry /feri/\nfärja\n".as_bytes()).unwrap();
        text.finish().unwrap();
        fs::write(at("x-eng-swe.index"), "00databaseinfo\tA\tF\nferry\tA\tU\nferry boat\tA\tU\n").unwrap();
        let expected = vec![Entry { headword: "ferry".into(), translations: vec!["färja".into()] }];
        for name in ["x-eng-swe.index", "x-eng-swe.dict.dz", "x-eng-swe.index:en-sv"] {
            let found = read(&at(name)).unwrap();
            assert_eq!((found.from.as_str(), found.to.as_str()), ("en", "sv"));
            assert_eq!(found.entries, expected);
        }
        fs::write(at("short.index"), "ferry\tA\tU\n").unwrap();
        fs::write(at("short.dict"), "ferry\n").unwrap();
        fs::write(at("alone-eng-deu.index"), "ferry\tA\tU\n").unwrap();
        fs::write(at("odd-eng-deu.index"), "ferry\tA\tB\nno tabs\n").unwrap();
        fs::write(at("odd-eng-deu.dict"), "ferry\n").unwrap();
        let claims: String = (b'A'..=b'Z').map(|c| format!("w\tA\tB{}\n", c as char)).collect();
        fs::write(at("heap-eng-deu.index"), claims).unwrap();
        fs::write(at("heap-eng-deu.dict"), "ferry\n".repeat(20)).unwrap();
        fs::write(at("bad-eng-deu.index"), "ferry\tA\tB\n").unwrap();
        fs::write(at("bad-eng-deu.dict.dz"), "no gzip").unwrap();
        for (name, part) in [
            ("short.index", "short.index: which languages"),
            ("short.index:eng-swe", "short.index:1: the entry lies behind the end of"),
            ("alone-eng-deu.index", "alone-eng-deu.index: alone-eng-deu.dict.dz is not beside it"),
            ("missing-eng-deu.index", "missing-eng-deu.index: No such file"),
            ("odd-eng-deu.dict", "odd-eng-deu.index:2: no line of a dictd index"),
            ("bad-eng-deu.index", "bad-eng-deu.dict.dz: "),
            ("heap-eng-deu.index", "heap-eng-deu.index: its entries lie over each other"),
            ("eng-eng.index", "eng-eng.index: which languages"),
            ("words-eng-deu.tsv", "words-eng-deu.tsv: neither .index"),
        ] {
            let error = read(&at(name)).unwrap_err().to_string();
            assert!(error.contains(part), "{name}: {error}");
        }
    }
}
