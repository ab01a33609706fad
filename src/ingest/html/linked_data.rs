//! JSON-LD of schema.org: what a page says of its article to search engines.

use crate::ingest::soup::numbered;
use serde_json::{Map, Value};

/// The description of the page's own article.
#[derive(Debug, Default)]
pub struct LinkedData {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
}

impl LinkedData {
    /// The first article that the scripts describe; pages list theirs before related ones.
    pub fn find(scripts: &[String]) -> LinkedData {
        let roots: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
        let nodes: Vec<&Map<String, Value>> = roots.iter().flat_map(nodes).collect();
        let Some(article) = nodes.iter().find(|node| is_article(node)) else { return LinkedData::default() };
        // `{"@id": "#publisher"}` stands for the node that carries this id with its values.
        let resolve = |value: &Value| -> Option<Value> {
            let map = value.as_object()?;
            let id = map.get("@id")?.as_str()?;
            if map.contains_key("name") {
                return None;
            }
            let node = nodes
                .iter()
                .find(|n| n.contains_key("name") && n.get("@id").and_then(Value::as_str) == Some(id));
            Some(Value::Object((*node?).clone()))
        };
        let names = |key: &str| -> Option<String> {
            let value = article.get(key)?;
            let list = match value {
                Value::Array(list) => list.iter().collect(),
                single => vec![single],
            };
            let names: Vec<_> = list
                .into_iter()
                .filter_map(|value| name(&resolve(value).unwrap_or_else(|| value.clone())))
                .collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        let string = |key: &str| article.get(key).and_then(text);
        let about = article.get("mainEntityOfPage").and_then(|page| match page {
            Value::Object(map) => map.get("@id").or(map.get("url")).and_then(text),
            page => text(page),
        });
        LinkedData {
            headline: string("headline").or_else(|| string("name")),
            published: string("datePublished").or_else(|| string("dateCreated")),
            author: names("author").or_else(|| names("creator")),
            publisher: names("publisher").or_else(|| names("sourceOrganization")),
            language: names("inLanguage"),
            section: string("articleSection"),
            url: string("url").or(about),
            body: article.get("articleBody").and_then(Value::as_str).map(|body| body.trim().to_owned()),
        }
    }
}

/// Publishing systems leave line breaks inside strings, and wrap scripts in comments: both are no JSON.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script).trim();
    serde_json::from_str(script).ok().or_else(|| {
        let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&clean).ok()
    })
}

/// The nodes of a document: its root, what arrays and graphs hold, and the main entity of a page. The parser limits
/// how deep values nest.
fn nodes(root: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut todo = vec![root];
    while let Some(value) = todo.pop() {
        match value {
            Value::Array(list) => todo.extend(list.iter().rev()),
            Value::Object(map) => {
                found.push(map);
                let inner = ["author", "publisher", "mainEntity", "@graph"];
                todo.extend(inner.iter().filter_map(|key| map.get(*key)));
            }
            _ => {}
        }
    }
    found
}

fn is_article(node: &Map<String, Value>) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        })
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => ["name", "alternateName"].iter().find_map(|key| text(map.get(*key)?)),
        value => text(value).filter(|text| !text.contains("://")),
    }
}

/// A string on one line, its entities resolved: content systems escape for HTML where none is.
fn text(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(list) => list.first()?,
        value => value,
    };
    let text = value.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| if text.contains('&') { unescaped(&text) } else { text })
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let known = end.and_then(|end| {
            let c = match &rest[1..end] {
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                "lt" => '<',
                "gt" => '>',
                "nbsp" => ' ',
                "ndash" => '–',
                "mdash" => '—',
                "hellip" => '…',
                "lsquo" => '‘',
                "rsquo" => '’',
                "ldquo" => '“',
                "rdquo" => '”',
                number => numbered(number)?,
            };
            Some((c, end + 1))
        });
        let (c, used) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[used..];
    }
    out.push_str(rest);
    out
}
