//! JSON records to articles: one object, an array of them, or a line of JSON Lines.

use crate::article::Article;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// The names of a record's fields. Of each list the first name is taken that the record has with a value.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fields {
    /// A string or a number.
    pub id: Vec<String>,
    /// A string, or a list of strings, which become paragraphs.
    pub text: Vec<String>,
    pub title: Vec<String>,
    /// A date as a string, or seconds or milliseconds since 1970 as a number.
    pub date: Vec<String>,
    pub url: Vec<String>,
    /// A string, or an object with a `name`.
    pub outlet: Vec<String>,
    /// A string, an object with a `name`, or a list of either.
    pub author: Vec<String>,
    /// A language tag.
    pub language: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Fields {
            id: names(&["id"]),
            text: names(&["text", "body", "content"]),
            title: names(&["title", "headline"]),
            date: names(&["date", "published", "published_at", "datePublished"]),
            url: names(&["url", "link"]),
            outlet: names(&["outlet", "source", "publisher"]),
            author: names(&["author", "byline"]),
            language: names(&["language", "lang"]),
        }
    }
}

impl Fields {
    /// The names of each kind of field, in the order of the values of `article`.
    pub fn lists(&self) -> [&[String]; 8] {
        [&self.id, &self.text, &self.title, &self.date, &self.url, &self.outlet, &self.author, &self.language]
    }
}

/// The article of one record.
///
/// # Errors
///
/// One line for a person: the record is broken, is no object, or has no text.
pub fn record(text: &str, fields: &Fields) -> Result<Article, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let record = RecordSeed(fields).deserialize(&mut json).map_err(|e| one_line(&e))?;
    json.end().map_err(|e| one_line(&e))?;
    record
}

/// The articles of a JSON file: of an array with their 1-based places in it. What comes before a syntax error is kept.
pub fn document(text: &str, fields: &Fields, each: &mut dyn FnMut(Option<u64>, Result<Article, String>)) {
    let mut json = serde_json::Deserializer::from_str(text);
    let result = DocumentSeed { fields, each }.deserialize(&mut json).and_then(|()| json.end());
    if let Err(e) = result {
        each(None, Err(e.to_string()));
    }
}

/// Whether a JSON file is JSON Lines under another name: its first line is an object, and another begins after it.
pub fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    first.trim_start().starts_with('{')
        && second.trim_start().starts_with('{')
        && serde_json::from_str::<IgnoredAny>(first).is_ok()
}

/// An error inside one line: its line number, always 1, would mislead.
fn one_line(e: &serde_json::Error) -> String {
    let text = e.to_string();
    match text.rsplit_once(" at line ") {
        Some((reason, _)) if e.column() > 0 => format!("{reason} at column {}", e.column()),
        _ => text,
    }
}

struct DocumentSeed<'a> {
    fields: &'a Fields,
    each: &'a mut dyn FnMut(Option<u64>, Result<Article, String>),
}

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an article object or an array of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let record = RecordSeed(self.fields).visit_map(map)?;
        (self.each)(None, record);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(record) = seq.next_element_seed(RecordSeed(self.fields))? {
            number += 1;
            (self.each)(Some(number), record);
        }
        if number == 0 {
            (self.each)(None, Err("empty".into()));
        }
        Ok(())
    }
}

/// Reads one record. Only the named fields are kept: crawls carry raw pages and vectors beside the text.
struct RecordSeed<'a>(&'a Fields);

const NOT_AN_OBJECT: &str = "not an object";

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Result<Article, String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Result<Article, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an article object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        // For each kind of field, the rank of the name it was found under, and the value.
        let mut found: [Option<(usize, Value)>; 8] = Default::default();
        while let Some(slot) = map.next_key_seed(KeySeed(self.0))? {
            match slot {
                Some((kind, rank)) => {
                    let value: Value = map.next_value()?;
                    let better = found[kind].as_ref().is_none_or(|(held, _)| rank <= *held);
                    if better && !is_blank(&value) {
                        found[kind] = Some((rank, value));
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(article(found.map(|slot| slot.map(|(_, value)| value)), self.0))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT.into()))
    }
}

/// Reads a key as the kind of field it names and its rank among the names of that kind.
struct KeySeed<'a>(&'a Fields);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<(usize, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<(usize, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self
            .0
            .lists()
            .iter()
            .enumerate()
            .find_map(|(kind, names)| Some((kind, names.iter().position(|name| name == key)?))))
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_blank),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The article of a record's values, in the order of [`Fields`].
///
/// # Errors
///
/// One line for a person: the record has no text.
pub fn article(found: [Option<Value>; 8], fields: &Fields) -> Result<Article, String> {
    let [id, text, title, date, url, outlet, author, language] = found;
    let line = |value: Option<Value>| value.and_then(|value| joined(value, ", "));
    let Some(body) = text.and_then(|value| joined(value, "\n\n")) else {
        return Err(format!("record has no text (looked for {})", fields.text.join(", ")));
    };
    let body = if memchr::memchr(b'\r', body.as_bytes()).is_some() {
        body.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        body
    };
    Ok(Article {
        id: line(id).unwrap_or_default(),
        path: String::new(),
        title: line(title),
        outlet: line(outlet),
        byline: line(author),
        published: None,
        date: line(date),
        language: line(language),
        section: None,
        url: line(url),
        body: body.into(),
    })
}

/// A string as it is, a number as text, an object by its name, a list joined.
fn joined(value: Value, separator: &str) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        // The body is kept as it is, to the byte; the others are names.
        Value::String(text) => match text.trim() {
            trimmed if separator == ", " && trimmed.len() < text.len() => Some(trimmed.to_owned()),
            _ => Some(text),
        },
        Value::Number(number) => Some(number.to_string()),
        Value::Object(mut map) => ["name", "title"].iter().find_map(|key| match map.remove(*key)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        }),
        Value::Array(list) => {
            let parts: Vec<_> = list.into_iter().filter_map(|value| joined(value, separator)).collect();
            (!parts.is_empty()).then(|| parts.join(separator))
        }
        Value::Null | Value::Bool(_) => None,
    }
}
