//! XML of news to articles: RSS and Atom feeds, NITF, NewsML 1 and NewsML-G2.
//!
//! One item at a time becomes a tree, whose size and depth are bounded. Entities that a document defines itself are not
//! looked up, so none can unfold: they stay as they are written.

mod tree;

use crate::article::Article;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use tree::{Element, Node};

/// What one item holds. Its text is read by whoever knows HTML.
#[derive(Debug)]
pub struct Item {
    /// The line where it begins.
    pub line: u64,
    /// Without a body.
    pub article: Article,
    pub body: Body,
    /// Best first.
    pub dates: Vec<String>,
}

#[derive(Debug, PartialEq)]
pub enum Body {
    Html(String),
    Text(String),
}

/// What kind of document it was.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// With so many items, or news items that hold no text (pictures, packages).
    News { items: u64 },
    /// A page: for another reader.
    Page,
    /// Addresses, with titles at most.
    Sitemap { addresses: u64 },
    /// The name of its root.
    Other(String),
}

/// How deep elements may nest; items of feeds have some ten levels.
const DEEPEST: usize = 256;

/// The most elements in one item. Long texts have a few thousand.
const MOST_ELEMENTS: usize = 200_000;

/// Reads a document. What comes before an error is kept.
///
/// # Errors
///
/// The line and what is wrong there.
pub fn read(text: &str, each: &mut dyn FnMut(Item)) -> Result<Kind, (u64, String)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut document = Document::new(text, each);
    loop {
        let start = reader.buffer_position();
        let failed = |document: &mut Document<'_>, at, reason: String| Err((document.line(at), reason));
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(e) => return failed(&mut document, reader.error_position(), e.to_string()),
        };
        let result = match event {
            Event::Start(tag) => document.start(&tag, start),
            Event::Empty(tag) => document.start(&tag, start).map(|()| document.end()),
            Event::End(_) => {
                document.end();
                Ok(())
            }
            Event::Text(text) => {
                document.text(&text.xml10_content());
                Ok(())
            }
            Event::CData(text) => {
                document.text(&text.xml10_content());
                Ok(())
            }
            Event::GeneralRef(name) => {
                match name.resolve_char_ref() {
                    Ok(Some(c)) => document.text(c.encode_utf8(&mut [0; 4])),
                    _ => match resolve_html5_entity(&name) {
                        Some(text) => document.text(text),
                        None => document.text(&format!("&{};", &*name)),
                    },
                }
                Ok(())
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Ok(()),
        };
        if let Err(reason) = result {
            return failed(&mut document, start, reason);
        }
        if document.kind == Some(Kind::Page) {
            return Ok(Kind::Page);
        }
    }
    if let Some(open) = document.open.pop() {
        return Err((document.line(text.len() as u64), format!("the file ends inside <{open}>")));
    }
    document.kind.ok_or_else(|| (1, "no XML element".into()))
}

/// A document that is being read.
struct Document<'a> {
    source: &'a str,
    /// Up to where lines were counted, and how many.
    counted: (usize, u64),
    each: &'a mut dyn FnMut(Item),
    kind: Option<Kind>,
    /// The names of the open elements.
    open: Vec<String>,
    /// The open elements of the item that is being read, its line, and how many elements it has.
    item: Vec<Element>,
    line: u64,
    elements: usize,
    channel: Channel,
}

/// What a feed says of itself.
#[derive(Default)]
struct Channel {
    title: String,
    link: String,
    language: String,
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn is_item(name: &str) -> bool {
    matches!(name, "item" | "entry" | "newsItem" | "NewsItem" | "nitf")
}

impl<'a> Document<'a> {
    fn new(source: &'a str, each: &'a mut dyn FnMut(Item)) -> Document<'a> {
        Document {
            source,
            counted: (0, 1),
            each,
            kind: None,
            open: Vec::new(),
            item: Vec::new(),
            line: 1,
            elements: 0,
            channel: Channel::default(),
        }
    }

    fn line(&mut self, position: u64) -> u64 {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.source.len());
        let (from, lines) = self.counted;
        if position > from {
            let new = memchr::memchr_iter(b'\n', &self.source.as_bytes()[from..position]).count();
            self.counted = (position, lines + new as u64);
        }
        self.counted.1
    }

    fn start(&mut self, tag: &BytesStart<'_>, position: u64) -> Result<(), String> {
        let name = tag.name().0.to_owned();
        let bare = local(&name);
        if self.open.len() >= DEEPEST {
            return Err(format!("elements nest deeper than {DEEPEST}"));
        }
        if self.kind.is_none() {
            self.kind = Some(match bare {
                "rss" | "RDF" | "feed" | "nitf" | "newsItem" | "newsMessage" | "packageItem" | "NewsML" => {
                    Kind::News { items: 0 }
                }
                "html" => Kind::Page,
                "urlset" | "sitemapindex" => Kind::Sitemap { addresses: 0 },
                _ => Kind::Other(bare.to_owned()),
            });
            if bare == "feed" {
                self.channel.language =
                    attributes(tag).into_iter().find(|a| a.0 == "xml:lang").unwrap_or_default().1;
            }
        }
        match &mut self.kind {
            Some(Kind::News { items }) => {
                if !self.item.is_empty() {
                    self.elements += 1;
                    if self.elements > MOST_ELEMENTS {
                        return Err(format!("an item of more than {MOST_ELEMENTS} elements"));
                    }
                    let mut element = Element::new(&name);
                    if element.prefix == self.item[0].prefix {
                        element.prefix.clear();
                    }
                    element.attributes = attributes(tag);
                    self.item.push(element);
                } else if is_item(bare) {
                    *items += 1;
                    self.elements = 1;
                    self.line = self.line(position);
                    let mut element = Element::new(&name);
                    element.attributes = attributes(tag);
                    self.item.push(element);
                } else if bare == "link" && self.channel.link.is_empty() {
                    // Atom's: the address is an attribute.
                    let attributes = attributes(tag);
                    let of =
                        |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
                    if of("rel").is_none_or(|rel| rel == "alternate") {
                        self.channel.link = of("href").cloned().unwrap_or_default();
                    }
                }
            }
            Some(Kind::Sitemap { addresses }) if matches!(bare, "url" | "sitemap") => *addresses += 1,
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self) {
        self.open.pop();
        let Some(element) = self.item.pop() else { return };
        match self.item.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => {
                // The prefix of the item was needed until here.
                let line = self.line;
                if let Some(item) = item(&element, &self.channel) {
                    (self.each)(Item { line, ..item });
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.item.last_mut() {
            match element.nodes.last_mut() {
                Some(Node::Text(held)) => held.push_str(text),
                _ => element.nodes.push(Node::Text(text.to_owned())),
            }
            return;
        }
        let [.., parent, name] = &self.open[..] else { return };
        if !matches!(local(parent), "channel" | "feed") {
            return;
        }
        let slot = match name.as_str() {
            "title" => &mut self.channel.title,
            "link" => &mut self.channel.link,
            "language" | "dc:language" => &mut self.channel.language,
            _ => return,
        };
        slot.push_str(text);
    }
}

fn attributes(tag: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut pairs = tag.attributes();
    pairs
        .with_checks(false)
        .map_while(Result::ok)
        .map(|pair| {
            let value = unescape_with(&pair.value, resolve_html5_entity);
            let value = value.map_or_else(|_| pair.value.to_string(), |value| value.into_owned());
            (pair.key.0.to_owned(), value)
        })
        .collect()
}

/// The article of an item; `None` for items of no text: pictures, packages.
fn item(element: &Element, channel: &Channel) -> Option<Item> {
    match element.name.as_str() {
        "entry" => Some(atom(element, channel)),
        "newsItem" => news_g2(element),
        "NewsItem" => news_1(element),
        "nitf" => Some(nitf(element)),
        _ => Some(rss(element, channel)),
    }
}

fn line(element: Option<&Element>) -> Option<String> {
    element.and_then(Element::line)
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        if !all.contains(&part) {
            all.push(part);
        }
    }
    (!all.is_empty()).then(|| all.join(", "))
}

fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Whom a feed's items are of: who the feed says it is, unless it collects others'.
fn outlet(channel: &Channel, url: Option<&str>) -> Option<String> {
    let title = channel.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let collects = match (host(channel.link.trim()), url.and_then(host)) {
        (Some(own), Some(host)) => !(own.ends_with(host) || host.ends_with(own)),
        _ => false,
    };
    (!title.is_empty() && !collects).then_some(title)
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The text of an element that may hold markup, as text or as elements.
fn body(element: &Element) -> Body {
    if element.elements().next().is_some() {
        return Body::Text(element.prose());
    }
    let text = element.raw();
    if text.contains(['<', '&']) { Body::Html(text) } else { Body::Text(text.trim().to_owned()) }
}

fn rss(item: &Element, channel: &Channel) -> Item {
    let link = line(item.at(&["link"]));
    let guid = item.at(&["guid"]);
    let named = |guid: &&Element| guid.attribute("isPermaLink") != Some("false");
    let url = link
        .or_else(|| line(guid.filter(named)))
        .or_else(|| item.attribute("rdf:about").map(str::to_owned))
        .filter(|url| url.contains("://"));
    // `desk@post.example (Jane Roe)` is how the format wants it.
    let author = |element: &Element| {
        let text = element.line()?;
        match (text.split_once('('), text.contains('@')) {
            (Some((_, name)), true) => given(name.trim_end_matches(')')),
            (None, true) => None,
            _ => Some(text),
        }
    };
    let authors =
        ["dc:creator", "author", "itunes:author"].map(|name| joined(item.children(name).filter_map(author)));
    let texts = ["content:encoded", "content", "description", "summary"];
    let text = texts.iter().filter_map(|name| item.at(&[name])).find(|text| text.line().is_some());
    let dates = [
        "pubDate",
        "dc:date",
        "dcterms:created",
        "published",
        "atom:published",
        "dcterms:modified",
        "atom:updated",
    ];
    let article = Article {
        id: line(guid).or_else(|| url.clone()).unwrap_or_default(),
        title: line(item.at(&["title"])),
        outlet: line(item.at(&["source"]))
            .or_else(|| line(item.at(&["dc:publisher"])))
            .or_else(|| outlet(channel, url.as_deref())),
        byline: authors.into_iter().flatten().next(),
        language: line(item.at(&["dc:language"])).or_else(|| given(&channel.language)),
        url,
        ..Article::default()
    };
    let dates = dates.iter().filter_map(|name| line(item.at(&[name]))).collect();
    Item { line: 0, article, body: text.map_or(Body::Text(String::new()), body), dates }
}

fn atom(entry: &Element, channel: &Channel) -> Item {
    let links: Vec<_> = entry.children("link").collect();
    let url = links
        .iter()
        .find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"))
        .and_then(|link| link.attribute("href"))
        .map(str::to_owned);
    let text = ["content", "summary"].iter().flat_map(|name| entry.children(name)).find(|text| {
        let kind = text.attribute("type").unwrap_or("text");
        // Other kinds are pictures and documents in base 64.
        (!kind.contains('/') || kind.starts_with("text/") || kind.ends_with("xml")) && text.line().is_some()
    });
    let plain = |text: &&Element| matches!(text.attribute("type"), None | Some("text" | "text/plain"));
    let text = match text {
        Some(text) if plain(&text) && text.elements().next().is_none() => {
            Body::Text(text.raw().trim().to_owned())
        }
        Some(text) => body(text),
        None => Body::Text(String::new()),
    };
    let authors =
        |of: &Element| joined(of.children("author").filter_map(|author| line(author.at(&["name"]))));
    let article = Article {
        id: line(entry.at(&["id"])).or_else(|| url.clone()).unwrap_or_default(),
        title: line(entry.at(&["title"])),
        outlet: line(entry.at(&["source", "title"])).or_else(|| outlet(channel, url.as_deref())),
        byline: authors(entry).or_else(|| joined(entry.children("dc:creator").filter_map(Element::line))),
        language: entry.attribute("xml:lang").map(str::to_owned).or_else(|| given(&channel.language)),
        url,
        ..Article::default()
    };
    let dates = ["published", "issued", "updated", "modified"];
    let dates = dates.iter().filter_map(|name| line(entry.at(&[name]))).collect();
    Item { line: 0, article, body: text, dates }
}

/// NITF, as news agencies send it.
fn nitf(item: &Element) -> Item {
    let (head, front) = (item.at(&["head"]), item.at(&["body", "body.head"]));
    let of = |part: Option<&Element>, path: &[&str]| line(part.and_then(|part| part.at(path)));
    let attribute = |part: Option<&Element>, path: &[&str], name: &str| {
        part.and_then(|part| part.at(path)).and_then(|found| found.attribute(name)).map(str::to_owned)
    };
    let bylines = front.into_iter().flat_map(|front| front.children("byline"));
    let byline = |byline: &Element| line(byline.at(&["person"])).or_else(|| byline.line());
    let article = Article {
        id: attribute(head, &["docdata", "doc-id"], "id-string").unwrap_or_default(),
        title: of(front, &["hedline", "hl1"]).or_else(|| of(head, &["title"])),
        outlet: attribute(head, &["pubdata"], "name")
            .or_else(|| of(front, &["distributor"]))
            .or_else(|| attribute(head, &["docdata", "doc.copyright"], "holder")),
        byline: joined(bylines.filter_map(byline)),
        language: item.attribute("xml:lang").map(str::to_owned),
        url: attribute(head, &["pubdata"], "ex-ref").filter(|url| url.contains("://")),
        ..Article::default()
    };
    let dates = [
        attribute(front, &["dateline", "story.date"], "norm"),
        attribute(head, &["docdata", "date.issue"], "norm"),
        attribute(head, &["docdata", "date.release"], "norm"),
        attribute(head, &["pubdata"], "date.publication"),
        of(front, &["dateline", "story.date"]),
    ];
    let text = item.at(&["body", "body.content"]).map_or_else(String::new, Element::prose);
    Item { line: 0, article, body: Body::Text(text), dates: dates.into_iter().flatten().collect() }
}

/// A NewsML-G2 news item: its text is a page or NITF inside it.
fn news_g2(item: &Element) -> Option<Item> {
    let class =
        item.at(&["itemMeta", "itemClass"]).and_then(|class| class.attribute("qcode")).unwrap_or("text");
    let content = item.at(&["contentSet"]);
    let inside = content.and_then(|content| content.at(&["inlineXML"]));
    let data = content.and_then(|content| content.at(&["inlineData"]));
    if inside.is_none() && data.is_none() && !class.ends_with("text") {
        return None;
    }
    let about = |path: &[&str]| line(item.at(path));
    let meta = |name: &str| about(&["contentMeta", name]);
    let nested = inside.and_then(|inside| inside.find("nitf")).map(nitf);
    let text = match (inside, data) {
        (Some(inside), _) => {
            let main = ["body.content", "article", "body"].iter().find_map(|name| inside.find(name));
            Body::Text(main.unwrap_or(inside).prose())
        }
        (None, Some(data)) => body(data),
        (None, None) => Body::Text(String::new()),
    };
    let provider = item.at(&["itemMeta", "provider"]);
    let creators = item.at(&["contentMeta"]).into_iter().flat_map(|meta| meta.children("creator"));
    let names = creators.filter_map(|creator| line(creator.at(&["name"])));
    let mut dates: Vec<String> =
        ["contentCreated", "contentModified"].iter().filter_map(|name| meta(name)).collect();
    dates.extend(["versionCreated", "firstCreated"].iter().filter_map(|name| about(&["itemMeta", name])));
    let mut article = Article {
        id: item.attribute("guid").unwrap_or_default().to_owned(),
        title: meta("headline").or_else(|| about(&["itemMeta", "title"])),
        outlet: line(provider.and_then(|provider| provider.at(&["name"])))
            .or_else(|| provider.and_then(|provider| provider.attribute("literal")).map(str::to_owned))
            .or_else(|| about(&["rightsInfo", "copyrightHolder", "name"])),
        byline: meta("by").or_else(|| joined(names)),
        language: item
            .at(&["contentMeta", "language"])
            .and_then(|language| language.attribute("tag"))
            .or(item.attribute("xml:lang"))
            .map(str::to_owned),
        ..Article::default()
    };
    complete(&mut article, &mut dates, nested);
    Some(Item { line: 0, article, body: text, dates })
}

/// What the envelope of a message leaves open, from the message in it.
fn complete(article: &mut Article, dates: &mut Vec<String>, nested: Option<Item>) {
    let Some(nested) = nested else { return };
    article.title = article.title.take().or(nested.article.title);
    article.byline = article.byline.take().or(nested.article.byline);
    article.outlet = article.outlet.take().or(nested.article.outlet);
    dates.extend(nested.dates);
}

/// A NewsML 1 news item.
fn news_1(item: &Element) -> Option<Item> {
    let data = item.find("DataContent");
    let nested = item.find("nitf").map(nitf);
    let text = match (&nested, data) {
        (Some(nested), _) => match &nested.body {
            Body::Text(text) | Body::Html(text) => Body::Text(text.clone()),
        },
        (None, Some(data)) => body(data.find("body").unwrap_or(data)),
        (None, None) => return None,
    };
    let of = |name: &str| line(item.find(name));
    let mut dates: Vec<String> = ["ThisRevisionCreated", "FirstCreated", "DateAndTime", "DateId"]
        .iter()
        .filter_map(|name| of(name))
        .collect();
    let id = of("PublicIdentifier").or_else(|| of("NewsItemId")).unwrap_or_default();
    let mut article = Article {
        id,
        title: of("HeadLine"),
        outlet: of("CopyrightHolder").or_else(|| of("ProviderId")),
        byline: of("ByLine"),
        language: item.attribute("xml:lang").map(str::to_owned),
        ..Article::default()
    };
    complete(&mut article, &mut dates, nested);
    Some(Item { line: 0, article, body: text, dates })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> (Vec<Item>, Result<Kind, (u64, String)>) {
        let mut items = Vec::new();
        let kind = read(text, &mut |item| items.push(item));
        (items, kind)
    }

    #[test]
    fn rss_items() {
        let (items, kind) = all(
            r#"<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rss version="2.0" xmlns:content="c" xmlns:dc="d"><channel><title>Harbour Post</title><link>https://harbour.example</link>
<atom:link href="https://harbour.example/feed" rel="self"/><language>en-GB</language><image><title>Logo</title></image>
<item><title>Quay &amp; pier closed</title><link>https://www.harbour.example/a</link><guid isPermaLink="false">a-1</guid>
<pubDate>Mon, 02 Mar 2026 10:15:00 +0100</pubDate><dc:creator><![CDATA[Jane Roe]]></dc:creator><dc:creator>John Doe</dc:creator>
<description>Teaser</description><content:encoded><![CDATA[<p>One &amp; two.</p>]]></content:encoded></item>
<item><description>A &amp;amp; b &b; &nbsp;&#x41; & c</description><author>desk@harbour.example (The Desk)</author>
<link>https://other.example/b</link></item>
</channel></rss>"#,
        );
        assert_eq!(kind, Ok(Kind::News { items: 2 }));
        let [a, b] = &items[..] else { panic!("{items:?}") };
        assert_eq!(
            (a.line, a.article.id.as_str(), a.article.title.as_deref()),
            (4, "a-1", Some("Quay & pier closed"))
        );
        assert_eq!(a.article.byline.as_deref(), Some("Jane Roe, John Doe"));
        assert_eq!(
            (a.article.outlet.as_deref(), a.article.language.as_deref()),
            (Some("Harbour Post"), Some("en-GB"))
        );
        assert_eq!(a.body, Body::Html("<p>One &amp; two.</p>".into()));
        assert_eq!(a.dates, ["Mon, 02 Mar 2026 10:15:00 +0100"]);
        // Its own entities are left as they are; items of another host are not the feed's own.
        assert_eq!(b.body, Body::Html("A &amp; b &b; \u{A0}A & c".into()));
        assert_eq!((b.article.byline.as_deref(), b.article.outlet.as_deref()), (Some("The Desk"), None));
        assert_eq!(b.article.id, "https://other.example/b");
    }

    #[test]
    fn atom_entries() {
        let (items, _) = all(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenpost</title>
<link href="https://hafen.example/"/><entry><id>urn:1</id><title>Kai</title><link rel="edit" href="https://x.example"/>
<link href="https://hafen.example/kai"/><author><name>Ann</name></author><updated>2026-03-03</updated>
<published>2026-03-02</published><content type="xhtml"><div xmlns="x"><p>Eins
<b>zwei</b>.</p><p>Drei<br/>vier</p><script>no</script></div></content></entry>
<entry><id>urn:2</id><summary>1 &lt; 2</summary></entry><entry><id>urn:3</id><content type="html">&lt;p&gt;x</content></entry></feed>"#,
        );
        assert_eq!(items[0].body, Body::Text("Eins zwei.\n\nDrei\nvier".into()));
        assert_eq!(items[0].dates, ["2026-03-02", "2026-03-03"]);
        let article = &items[0].article;
        assert_eq!(
            (article.url.as_deref(), article.language.as_deref()),
            (Some("https://hafen.example/kai"), Some("de"))
        );
        assert_eq!((article.byline.as_deref(), article.outlet.as_deref()), (Some("Ann"), Some("Hafenpost")));
        assert_eq!(items[1].body, Body::Text("1 < 2".into()));
        assert_eq!(items[2].body, Body::Html("<p>x".into()));
    }

    #[test]
    fn what_agencies_send() {
        let nitf = r#"<nitf xml:lang="en"><head><title>T</title><docdata><doc-id id-string="n1" regsrc="AG"/>
<date.issue norm="20260302T101500Z"/><doc.copyright holder="The Agency"/></docdata></head><body><body.head><hedline><hl1>Quay closed</hl1>
</hedline><byline>By <person>Jane Roe</person></byline><dateline><location>PORT</location></dateline></body.head><body.content><block>
<p>One <org>Harbour</org> two.</p><media><media-caption><p>A picture</p></media-caption></media><p>Three.</p></block></body.content></body></nitf>"#;
        let (items, _) = all(nitf);
        let a = &items[0];
        assert_eq!(a.body, Body::Text("One Harbour two.\n\nThree.".into()));
        assert_eq!((a.article.id.as_str(), a.article.title.as_deref()), ("n1", Some("Quay closed")));
        assert_eq!(
            (a.article.byline.as_deref(), a.article.outlet.as_deref()),
            (Some("Jane Roe"), Some("The Agency"))
        );
        assert_eq!(a.dates, ["20260302T101500Z"]);
        let g2 = format!(
            r#"<newsMessage><itemSet><newsItem guid="urn:g2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider literal="AG"><name>Agency</name></provider><versionCreated>2026-03-02T11:00:00Z</versionCreated></itemMeta><contentMeta>
<by>Ann</by><headline>Pier open</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="h"><head>
<title>no</title></head><body><p>Four.</p><p>Five.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
<newsItem guid="urn:n"><contentSet><inlineXML>{nitf}</inlineXML></contentSet></newsItem></itemSet></newsMessage>"#
        );
        let (items, kind) = all(&g2);
        assert_eq!((kind, items.len()), (Ok(Kind::News { items: 3 }), 2));
        assert_eq!(items[0].body, Body::Text("Four.\n\nFive.".into()));
        assert_eq!(
            (items[0].article.byline.as_deref(), items[0].article.outlet.as_deref()),
            (Some("Ann"), Some("Agency"))
        );
        assert_eq!(
            (items[1].article.title.as_deref(), items[1].article.byline.as_deref()),
            (Some("Quay closed"), Some("Jane Roe"))
        );
        let (items, _) = all(
            "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ag.example</ProviderId><PublicIdentifier>x1\
            </PublicIdentifier></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem>\
            <DataContent><p>Six.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        );
        assert_eq!((items[0].article.id.as_str(), &items[0].body), ("x1", &Body::Text("Six.".into())));
    }

    #[test]
    fn other_documents_and_broken_ones() {
        assert_eq!(all("<project><item/></project>").1, Ok(Kind::Other("project".into())));
        assert_eq!(
            all("<urlset><url><loc>x</loc></url><url/></urlset>").1,
            Ok(Kind::Sitemap { addresses: 2 })
        );
        assert_eq!(all("<!DOCTYPE html><html><p>x").1, Ok(Kind::Page));
        assert_eq!(all("  ").1, Err((1, "no XML element".into())));
        let (items, kind) =
            all("<rss><channel>\n<item><description>a</description></item>\n<item><description>b");
        assert_eq!((items.len(), kind), (1, Err((3, "the file ends inside <description>".into()))));
        let (items, kind) = all("<rss>\n<item><b>a</b></item>\n<item><b>x</c></item></rss>");
        assert!(items.len() == 1 && kind.as_ref().is_err_and(|(line, _)| *line == 3), "{kind:?}");
        let deep = format!("<rss><item>{}", "<a>".repeat(100_000));
        assert_eq!(all(&deep).1, Err((1, "elements nest deeper than 256".into())));
        let many = format!("<rss><item>{}", "<a/>".repeat(300_000));
        assert_eq!(all(&many).1, Err((1, "an item of more than 200000 elements".into())));
    }
}
