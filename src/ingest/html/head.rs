//! One pass over a page's tags: its metadata, and what parsing it would cost. Builds no tree.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// What the tags of a page say.
#[derive(Debug, Default)]
pub struct Head {
    /// The content of `<meta>` elements by name in lower case, in the order of the page.
    metas: HashMap<String, Vec<String>>,
    pub title: Option<String>,
    /// The text of the only `<h1>`, or of the first.
    pub heading: Option<String>,
    pub canonical: Option<String>,
    /// The address of the item that the page describes in microdata.
    pub item_url: Option<String>,
    /// The first headings of the second and third rank.
    minor_headings: Vec<String>,
    pub language: Option<String>,
    /// Of the first `<time>` behind the heading, else of the first.
    pub time: Option<String>,
    /// Scripts of linked data.
    pub scripts: Vec<String>,
    /// The most elements that are open at a time.
    pub depth: usize,
    /// About how many elements the parser would make.
    pub elements: u64,
}

impl Head {
    /// The first value under the first of `names` that has one.
    pub fn get(&self, names: &[&str]) -> Option<&String> {
        names.iter().find_map(|name| self.metas.get(*name)?.first())
    }

    /// The minor heading that `title` begins or ends with, beside a name of the site.
    pub fn is_part(&self, title: &str) -> Option<&String> {
        self.minor_headings.iter().find(|heading| {
            let rest = title.strip_prefix(heading.as_str()).or_else(|| title.strip_suffix(heading.as_str()));
            rest.is_some_and(|rest| {
                let rest = rest.trim();
                rest.is_empty() || rest.starts_with(SEPARATORS) || rest.ends_with(SEPARATORS)
            })
        })
    }

    /// All values under `names`, in their order.
    pub fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().filter_map(|name| self.metas.get(*name)).flatten().cloned().collect()
    }
}

/// What stands between a headline and the name of its site.
const SEPARATORS: [char; 8] = ['|', '-', '–', '—', ':', '·', '•', '_'];

/// Headings that are remembered.
const MOST_HEADINGS: usize = 8;

/// Scripts of linked data beyond this are data sets, not descriptions.
const LONGEST_SCRIPT: usize = 4 << 20;

/// Reads all tags of a page.
pub fn scan(html: &str) -> Head {
    let tokenizer = Tokenizer::new(Scanner::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // It stops for scripts to be run only where the sink asks for it.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.head.time = state.head.time.or(state.any_time);
    state.head
}

/// What the parser pays for attributes: it compares each with all before it in its tag, so a tag costs their square. An
/// upper bound, since script is read as if it were markup too.
pub fn attribute_cost(html: &str) -> u64 {
    let bytes = html.as_bytes();
    let mut cost = 0u64;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]) {
        at += start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut count = 0u64;
        let mut separate = false;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'>' => break,
                b'=' => {
                    let value = at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(value) {
                        let inside = value + 1;
                        at = memchr::memchr(quote, &bytes[inside..])
                            .map_or(bytes.len(), |end| inside + end + 1);
                        separate = true;
                    }
                }
                b'/' => separate = true,
                byte if byte.is_ascii_whitespace() => separate = true,
                _ if separate => {
                    separate = false;
                    count += 1;
                }
                _ => {}
            }
        }
        cost = cost.saturating_add(count * count);
    }
    cost
}

/// Words in classes of what only subscribers are shown, and what the page hides it with.
const PAID: [&str; 8] =
    ["subscriber", "subscribers", "premium", "paid", "member", "members", "locked", "paywalled"];

/// The page with the text shown that it hides from those who do not pay.
pub fn unhidden(html: &str) -> Cow<'_, str> {
    let mut shown: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&html.as_bytes()[at..], b"class=") {
        let class = at + found;
        at = class + "class=".len();
        // Tags are short; what is longer holds data.
        let start = html.as_bytes()[class.saturating_sub(400)..class].iter().rposition(|&byte| byte == b'<');
        let Some(start) = start.map(|start| class.saturating_sub(400) + start) else { continue };
        let most = html.len().min(at + 400);
        let Some(end) = memchr::memchr(b'>', &html.as_bytes()[at..most]) else { continue };
        let Some(tag) = html.get(start..at + end) else { continue };
        let tag = tag.to_ascii_lowercase();
        let name = tag.split("class=").nth(1).unwrap_or_default();
        let name = name.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
        if !name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| PAID.contains(&word)) {
            continue;
        }
        for hiding in [
            "display: none",
            "display:none",
            "aria-hidden=\"true\"",
            "visibility:hidden",
            "visibility: hidden",
            " hidden ",
        ] {
            for (place, _) in tag.match_indices(hiding) {
                let bytes = shown.get_or_insert_with(|| html.as_bytes().to_vec());
                bytes[start + place..start + place + hiding.len()].fill(b' ');
            }
        }
    }
    match shown.map(String::from_utf8) {
        Some(Ok(shown)) => Cow::Owned(shown),
        _ => Cow::Borrowed(html),
    }
}

#[derive(Default)]
struct Scanner(RefCell<State>);

#[derive(Default, PartialEq)]
enum Catching {
    #[default]
    Nothing,
    Title,
    Heading,
    MinorHeading,
    Script,
}

#[derive(Default)]
struct State {
    head: Head,
    catching: Catching,
    text: String,
    open: Vec<String>,
    /// Open elements that the parser opens again in each new paragraph: bold, links, fonts.
    formatting: u64,
    any_time: Option<String>,
    /// The depth of the open element that describes the publisher in microdata.
    publisher: Option<usize>,
}

impl TokenSink for Scanner {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => return state.start(&tag),
                TagKind::EndTag => state.end(&tag.name),
            },
            Token::CharacterTokens(text)
                if state.catching != Catching::Nothing && state.text.len() < LONGEST_SCRIPT =>
            {
                state.text.push_str(&text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let value = tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.trim());
    value.filter(|value| !value.is_empty())
}

/// Text on one line.
fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

impl State {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let depth = self.open.len();
        self.count(name, tag.self_closing);
        self.publisher = self.publisher.filter(|at| self.open.len() >= *at);
        if self.publisher.is_none()
            && self.open.len() > depth
            && attribute(tag, "itemprop") == Some("publisher")
        {
            self.publisher = Some(self.open.len());
        }
        let mut after = TokenSinkResult::Continue;
        match name {
            "html" => {
                let language = attribute(tag, "lang").or(attribute(tag, "xml:lang"));
                self.head.language = self.head.language.take().or(language.map(str::to_owned));
            }
            "meta" => {
                if let Some(content) = attribute(tag, "content").and_then(line) {
                    let names = ["property", "name", "itemprop", "http-equiv"];
                    for name in names.iter().filter_map(|name| attribute(tag, name)) {
                        let name = name.to_lowercase();
                        let name = if self.publisher.is_some() { format!("publisher {name}") } else { name };
                        self.head.metas.entry(name).or_default().push(content.clone());
                    }
                }
            }
            "link" => {
                let is_item = matches!(attribute(tag, "itemprop"), Some("url" | "mainEntityOfPage"));
                if is_item && self.publisher.is_none() && self.head.item_url.is_none() {
                    self.head.item_url = attribute(tag, "href").map(str::to_owned);
                }
                let rel = attribute(tag, "rel").unwrap_or("");
                if self.head.canonical.is_none()
                    && rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"))
                {
                    self.head.canonical = attribute(tag, "href").map(str::to_owned);
                }
            }
            "time" => {
                if let Some(time) = attribute(tag, "datetime") {
                    let published = attribute(tag, "itemprop") == Some("datePublished")
                        || tag.attrs.iter().any(|a| &*a.name.local == "pubdate");
                    if published {
                        self.head.metas.entry("datepublished".into()).or_default().push(time.to_owned());
                    }
                    // Times above the heading belong to the page: today, the last update, a banner.
                    if self.head.heading.is_some() && self.head.time.is_none() {
                        self.head.time = Some(time.to_owned());
                    }
                    self.any_time.get_or_insert_with(|| time.to_owned());
                }
            }
            "title" => {
                if self.head.title.is_none() && !self.open.iter().any(|open| open == "svg") {
                    self.catch(Catching::Title);
                }
                after = TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "h1" if self.head.heading.is_none() => self.catch(Catching::Heading),
            "h2" | "h3"
                if self.catching == Catching::Nothing && self.head.minor_headings.len() < MOST_HEADINGS =>
            {
                self.catch(Catching::MinorHeading);
            }
            "script" => {
                let kind = attribute(tag, "type").unwrap_or("");
                if kind.to_ascii_lowercase().starts_with("application/ld+json") {
                    self.catch(Catching::Script);
                }
                after = TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "textarea" => after = TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "iframe" | "xmp" | "noembed" | "noframes" => {
                after = TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "plaintext" => after = TokenSinkResult::Plaintext,
            _ => {}
        }
        after
    }

    fn catch(&mut self, what: Catching) {
        self.catching = what;
        self.text.clear();
    }

    fn end(&mut self, name: &str) {
        match (name, &self.catching) {
            ("title", Catching::Title) => self.head.title = line(&self.text),
            ("h1", Catching::Heading) => self.head.heading = line(&self.text),
            ("h2" | "h3", Catching::MinorHeading) => self.head.minor_headings.extend(line(&self.text)),
            ("script", Catching::Script) => self.head.scripts.push(std::mem::take(&mut self.text)),
            _ => {}
        }
        if matches!(name, "title" | "h1" | "h2" | "h3" | "script") {
            self.catching = Catching::Nothing;
        }
        if is_formatting(name) {
            self.formatting = self.formatting.saturating_sub(1);
        }
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
        }
    }

    /// Follows which elements are open about as the parser would, to know the depth before it is paid for.
    fn count(&mut self, name: &str, self_closing: bool) {
        const VOID: [&str; 15] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
            "track", "wbr", "frame",
        ];
        self.head.elements += 1;
        if is_formatting(name) {
            self.formatting += 1;
        } else if !matches!(name, "span" | "br" | "img") {
            // Paragraph after paragraph of unclosed `<font>` makes elements by the square of the page's length.
            self.head.elements += self.formatting;
        }
        if VOID.contains(&name)
            || self_closing && self.open.iter().any(|open| open == "svg" || open == "math")
        {
            return;
        }
        // Elements whose end may be left out are ended by their like, up to the element that holds both.
        let (ends, holder): (&[&str], &[&str]) = match name {
            "p" => (&["p"], &["td", "th", "button", "object", "div", "article", "section", "li"]),
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            "option" => (&["option"], &["select", "datalist"]),
            "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
            _ => (&[], &[]),
        };
        if !ends.is_empty() {
            let reach =
                self.open.iter().rposition(|open| holder.contains(&open.as_str())).map_or(0, |at| at + 1);
            if let Some(at) = self.open[reach..].iter().rposition(|open| ends.contains(&open.as_str())) {
                self.open.truncate(reach + at);
            }
        }
        // Deeper than any limit asked for, the exact depth is of no use.
        if self.open.len() < 1024 {
            self.open.push(name.to_owned());
        }
        self.head.depth = self.head.depth.max(self.open.len());
    }
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}
