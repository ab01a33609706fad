//! One item of an XML document as a small tree.

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    /// The name without its prefix.
    pub name: String,
    /// The prefix, and that of the item is empty.
    pub prefix: String,
    pub attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Elements whose content is not of the article's text: captions and credits belong to pictures.
const LEFT_OUT: [&str; 10] =
    ["script", "style", "media", "figcaption", "audio", "video", "object", "svg", "form", "iframe"];

/// Elements that run inside a paragraph; all others begin one.
const INLINE: [&str; 44] = [
    "a",
    "abbr",
    "acronym",
    "alt-code",
    "b",
    "bdo",
    "big",
    "chron",
    "cite",
    "classifier",
    "code",
    "city",
    "copyrite",
    "country",
    "del",
    "em",
    "event",
    "font",
    "frac",
    "function",
    "i",
    "img",
    "ins",
    "kbd",
    "lang",
    "location",
    "mark",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "pronounce",
    "q",
    "s",
    "small",
    "span",
    "state",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "virtloc",
];

impl Element {
    pub fn new(name: &str) -> Self {
        let (prefix, name) = name.split_once(':').unwrap_or(("", name));
        Element { name: name.to_owned(), prefix: prefix.to_owned(), ..Element::default() }
    }

    /// Whether it is called so: `title`, `dc:date`.
    fn is(&self, name: &str) -> bool {
        match name.split_once(':') {
            Some((prefix, name)) => self.name == name && self.prefix == prefix,
            None => self.name == name && self.prefix.is_empty(),
        }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The children of a name.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.is(name))
    }

    /// The first element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        let [first, rest @ ..] = path else { return Some(self) };
        self.elements().filter(|child| child.is(first)).find_map(|child| child.at(rest))
    }

    /// The first element of a name at any depth, whatever its prefix.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// All text in it, as it is.
    pub fn raw(&self) -> String {
        fn add(element: &Element, text: &mut String) {
            for node in &element.nodes {
                match node {
                    Node::Text(part) => text.push_str(part),
                    Node::Element(element) => add(element, text),
                }
            }
        }
        let mut text = String::new();
        add(self, &mut text);
        text
    }

    /// All text in it as one line, if there is any.
    pub fn line(&self) -> Option<String> {
        let line = self.raw().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// Its paragraphs, separated by empty lines.
    pub fn prose(&self) -> String {
        let mut prose = Prose::default();
        prose.add(self);
        prose.end();
        prose.done
    }
}

#[derive(Default)]
struct Prose {
    done: String,
    current: String,
    space: bool,
}

impl Prose {
    fn add(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(element) if LEFT_OUT.contains(&element.name.as_str()) => {}
                Node::Element(element) if element.name == "br" => {
                    self.space = false;
                    if !self.current.is_empty() {
                        self.current.push('\n');
                    }
                }
                Node::Element(element) if INLINE.contains(&element.name.as_str()) => self.add(element),
                Node::Element(element) => {
                    self.end();
                    self.add(element);
                    self.end();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{A0}') {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.current.is_empty() && !self.current.ends_with('\n') {
                self.current.push(' ');
            }
            self.current.push(c);
        }
    }

    fn end(&mut self) {
        self.space = false;
        let paragraph = self.current.trim();
        if !paragraph.is_empty() {
            if !self.done.is_empty() {
                self.done.push_str("\n\n");
            }
            self.done.push_str(paragraph);
        }
        self.current.clear();
    }
}
