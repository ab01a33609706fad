//! The main part of a page to text: paragraphs separated by empty lines.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::HashSet;

/// The paragraphs of a page's main part.
#[derive(Debug, Default)]
pub struct Prose {
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Default, Clone)]
struct Paragraph {
    text: String,
    /// Characters of it that are inside links.
    linked: usize,
    heading: bool,
    /// Characters of it that are inside a `<time>`.
    timed: usize,
    /// It stands in an element whose class or id names furniture.
    furniture: bool,
    /// It is the caption of a picture.
    caption: bool,
    /// The outermost `<article>` that it stands in, counted from 1; 0 outside.
    article: u32,
    /// It is the heading of the page.
    first_heading: bool,
}

/// More open elements than this are not followed; pages that nest deeper are not read at all.
const DEEPEST: usize = 1024;

/// Words in classes and ids of what stands around an article. On 80 pages of the newsroom corpus `legible` keeps all 795
/// paragraphs of the articles and 100 of 1,600 other strings (`dom_smoothie` the same ones); without what these words name,
/// 27 are left, most of them standfirsts and names that the article repeats.
const FURNITURE: [&str; 52] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "anzeige",
    "author",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "caption",
    "cmp",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "crumbs",
    "date",
    "footer",
    "gdpr",
    "leftnav",
    "legal",
    "menu",
    "meta",
    "nav",
    "newsletter",
    "nl",
    "paywall",
    "pub",
    "readers",
    "recirc",
    "related",
    "respond",
    "share",
    "sharing",
    "sidebar",
    "signature",
    "signup",
    "social",
    "sticky",
    "subscribe",
    "tags",
    "timestamp",
    "toolbar",
    "tools",
    "topics",
    "trail",
    "trust",
];

/// Words that name furniture, but are part of so many layouts' own names that only a whole class or id counts.
const FURNITURE_ALONE: [&str; 6] = ["ft", "path", "promo", "published", "print", "info"];

/// An element with more characters than this is no furniture, whatever it is called: `class="author-page"` may hold all.
const MOST_FURNITURE: usize = 400;

/// What stands before the name of who wrote an article.
const WRITTEN_BY: [&str; 16] = [
    "by ",
    "author:",
    "von ",
    "autor:",
    "autorin:",
    "par ",
    "auteur :",
    "por ",
    "di ",
    "door ",
    "автор:",
    "текст:",
    "av ",
    "tekst:",
    "text:",
    "yazar:",
];

/// Labels that stand between paragraphs.
const LABELS: [&str; 14] = [
    "advertisement",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "реклама",
    "広告",
    "广告",
    "reklama",
    "annonce",
    "διαφήμιση",
];

impl Prose {
    /// Drops what stands around the text, as the whole `page` tells: elements named so, labels of advertisements, and lines
    /// before the text that say when and by whom. Where the names would drop a fourth of the text, they mean something else.
    ///
    /// The paragraphs are looked up by their text: the main part has lost the names of its elements.
    pub fn drop_furniture(&mut self, page: &Prose, byline: Option<&str>) {
        let texts = |furniture: bool| -> HashSet<&str> {
            page.paragraphs.iter().filter(|p| p.furniture == furniture).map(|p| p.text.as_str()).collect()
        };
        self.paragraphs.retain(|p| !p.caption);
        let (named, others) = (texts(true), texts(false));
        for paragraph in &mut self.paragraphs {
            let text = paragraph.text.as_str();
            paragraph.furniture = named.contains(text) && !others.contains(text);
        }
        let all: usize = self.paragraphs.iter().map(|p| p.text.len()).sum();
        let named: usize = self.paragraphs.iter().filter(|p| p.furniture).map(|p| p.text.len()).sum();
        let trusted = named * 5 < all * 2;
        // A paragraph that is a link leads to another article. Where they are a third of the text, it is made of them.
        let links: usize = self.paragraphs.iter().filter(|p| p.leads_away()).map(|p| p.text.len()).sum();
        let away = links * 3 < all;
        let elsewhere = page.of_other_articles();
        self.paragraphs.retain(|p| {
            let label = p.text.trim_matches(['-', '–', ' ', ':']).to_lowercase();
            !(trusted && p.furniture
                || away && p.leads_away()
                || p.letters() > 0 && p.timed == p.letters()
                || elsewhere.contains(p.text.as_str())
                || LABELS.contains(&label.as_str()))
        });
        self.drop_repeats();
        // The lead is the first paragraph of a sentence or more; a standfirst before it is text too.
        let lead = self.paragraphs.iter().position(|p| !p.heading && p.text.len() > 160).unwrap_or(0);
        let names: Vec<&str> = byline.into_iter().flat_map(|byline| byline.split(", ")).collect();
        let mut at = 0;
        self.paragraphs.retain(|p| {
            let before = at < lead;
            at += 1;
            let named = !names.is_empty() && names.iter().all(|name| p.text.contains(name));
            if named && p.text.len() < 120 && p.text.contains('@') {
                return false;
            }
            !(before && p.text.len() < 120 && !p.heading && (p.timed > 0 || named || p.is_imprint()))
        });
    }

    /// Drops what is set apart and said again: a quote that the text has as well.
    fn drop_repeats(&mut self) {
        let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let texts: Vec<String> = self.paragraphs.iter().map(|p| p.text.clone()).collect();
        let mut at = 0;
        self.paragraphs.retain(|p| {
            at += 1;
            let quote = bare(&p.text);
            // Short ones are names and refrains. Each costs a look through the text, so that long pages are left as they are.
            let short = p.heading || quote.len() < 24 || p.text.len() > 240 || texts.len() > 500;
            short
                || !texts.iter().enumerate().any(|(other, text)| {
                    other + 1 != at && text.len() > p.text.len() + 8 && text.contains(quote.as_str())
                })
        });
    }

    /// The paragraphs of other articles than the one with the page's heading: teasers, the next article of an endless page.
    fn of_other_articles(&self) -> HashSet<&str> {
        let own = self.paragraphs.iter().find(|p| p.first_heading).map_or(0, |p| p.article);
        let texts = |other: bool| {
            let there = |p: &&Paragraph| (p.article != 0 && p.article != own) == other;
            self.paragraphs.iter().filter(there).map(|p| p.text.as_str()).collect::<HashSet<&str>>()
        };
        if own == 0 { HashSet::new() } else { &texts(true) - &texts(false) }
    }

    /// Adds the captions of `page` where the pictures tell the story: three captions at least, which say more than twice what
    /// the text does.
    pub fn add_captions(&mut self, page: &Prose) {
        let captions = page.paragraphs.iter().filter(|p| p.caption && !p.furniture);
        let captions: Vec<&Paragraph> = captions.filter(|p| p.letters() > 20).collect();
        let length = |paragraphs: &[&Paragraph]| paragraphs.iter().map(|p| p.letters()).sum::<usize>();
        let own = length(&self.paragraphs.iter().collect::<Vec<_>>());
        if captions.len() >= 3 && length(&captions) > 2 * own {
            self.paragraphs.extend(captions.into_iter().map(|p| Paragraph { caption: false, ..p.clone() }));
        }
    }

    /// Whether it is a list of other articles: most headings are links, and little is said below each.
    pub fn is_index(&self) -> bool {
        let headings = self.paragraphs.iter().filter(|p| p.heading);
        let (linked, others): (Vec<_>, Vec<_>) = headings.partition(|p| 2 * p.linked > p.letters());
        let text: usize = self.paragraphs.iter().filter(|p| !p.heading).map(Paragraph::letters).sum();
        linked.len() >= 4 && linked.len() > 2 * others.len() && text < 200 * linked.len()
    }

    /// Whether `body`, which the page gives to search engines, holds this text and clearly more of it: what is shown is a
    /// teaser then.
    pub fn is_teaser_of(&self, body: &str) -> bool {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let body = squeezed(body);
        let (mut inside, mut all) = (0, 0);
        // A teaser is short; each paragraph is looked for in the whole.
        for paragraph in self.paragraphs.iter().filter(|p| !p.heading).take(100) {
            all += paragraph.text.len();
            if body.contains(&squeezed(&paragraph.text)) {
                inside += paragraph.text.len();
            }
        }
        inside * 2 > all && body.len() * 5 > inside * 6 && body.len() > all
    }

    /// Drops headings that repeat the title.
    pub fn drop_title(&mut self, title: &str) {
        let same = |text: &str| text.split_whitespace().eq(title.split_whitespace());
        self.paragraphs.retain(|p| !(p.heading && same(&p.text)));
        if self.paragraphs.first().is_some_and(|p| same(&p.text)) {
            self.paragraphs.remove(0);
        }
    }

    /// Whether this is prose: enough characters in paragraphs that are not mostly links.
    pub fn is_article(&self, least: usize) -> bool {
        let mut prose = 0;
        for paragraph in self.paragraphs.iter().filter(|p| !p.caption) {
            let length = paragraph.text.chars().count();
            // A sentence, not a label: menus are short or linked. Scripts without spaces need fewer characters.
            let dense = paragraph.text.chars().filter(|c| u32::from(*c) >= 0x2E80).count();
            let weight = length + 2 * dense;
            if weight >= 40 && paragraph.linked * 2 < length {
                prose += weight;
            }
        }
        prose >= least
    }

    pub fn text(&self) -> String {
        let own = self.paragraphs.iter().filter(|p| !p.caption);
        let texts: Vec<&str> = own.map(|p| p.text.as_str()).collect();
        texts.join("\n\n")
    }
}

impl Paragraph {
    /// Characters that are no white space.
    fn letters(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }

    /// Whether it is a link, with a few words before it at most.
    fn leads_away(&self) -> bool {
        !self.heading && self.linked > 0 && self.linked * 3 >= self.letters() * 2
    }

    /// Whether it is a line that says who wrote the article, or on which day.
    fn is_imprint(&self) -> bool {
        let words = self.text.split_whitespace().count();
        let lower = self.text.to_lowercase();
        let year = |word: &str| {
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
        };
        words <= 6 && WRITTEN_BY.iter().any(|by| lower.starts_with(by))
            || (2..=6).contains(&words)
                && !self.text.ends_with(['.', '!', '?'])
                && self.text.split_whitespace().any(year)
                && self.text.chars().next().is_some_and(|c| c.is_ascii_digit())
    }
}

/// All text of a page, or of its main part as `legible` gives it.
pub fn of(html: &str) -> Prose {
    let tokenizer = Tokenizer::new(Writer::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.flush();
    Prose { paragraphs: state.done }
}

#[derive(Default)]
struct Writer(RefCell<State>);

#[derive(Default)]
struct State {
    done: Vec<Paragraph>,
    current: Paragraph,
    /// White space was seen since the last word.
    space: bool,
    links: u32,
    preformatted: u32,
    /// The element whose content is left out, and how many of its kind are open.
    skipping: Option<(String, u32)>,
    /// The open elements, and of the outermost that is named furniture its depth and first paragraph.
    open: Vec<String>,
    furniture: Option<(usize, usize)>,
    times: u32,
    captions: u32,
    /// Inside a caption, the depth of the element that names its photographer or counts it.
    in_credit: Option<usize>,
    /// How deep `<article>` nests, and how many outermost ones there were.
    articles: (u32, u32),
    any_heading: bool,
}

impl TokenSink for Writer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.skipping.is_none() => state.text(&text),
            Token::TagToken(tag) => {
                let start = tag.kind == TagKind::StartTag;
                state.tag(&tag.name, start);
                state.nest(&tag, start);
                if start {
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                            TokenSinkResult::RawData(RawKind::Rawtext)
                        }
                        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.current.text.push_str(text);
            return;
        }
        if self.in_credit.is_some() {
            return;
        }
        for c in text.chars() {
            // The no-break space is as often layout as it is spelling.
            if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{C}' | '\u{A0}') {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space)
                && !self.current.text.is_empty()
                && !self.current.text.ends_with('\n')
            {
                self.current.text.push(' ');
            }
            self.current.text.push(c);
            self.current.linked += usize::from(self.links > 0);
            self.current.timed += usize::from(self.times > 0);
        }
    }

    fn flush(&mut self) {
        self.space = false;
        let mut paragraph = std::mem::take(&mut self.current);
        let trimmed = paragraph.text.trim();
        if trimmed.is_empty() {
            return;
        }
        if trimmed.len() < paragraph.text.len() {
            paragraph.text = trimmed.to_owned();
        }
        paragraph.caption = self.captions > 0;
        paragraph.article = if self.articles.0 > 0 { self.articles.1 } else { 0 };
        self.done.push(paragraph);
    }

    fn tag(&mut self, name: &str, start: bool) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth = if start { *depth + 1 } else { *depth - 1 };
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        match name {
            // Captions and credits are of the picture, which syndicated copies do not share: they are kept apart.
            "figcaption" => {
                self.flush();
                self.captions = if start { self.captions + 1 } else { self.captions.saturating_sub(1) };
            }
            "article" => {
                self.flush();
                let (depth, count) = &mut self.articles;
                *count += u32::from(start && *depth == 0);
                *depth = if start { *depth + 1 } else { depth.saturating_sub(1) };
            }
            "script" | "style" | "template" | "svg" | "math" | "nav" | "form" | "button" | "select"
            | "iframe" | "object" | "audio" | "video"
                if start =>
            {
                self.flush_unless_inline(name);
                self.skipping = Some((name.to_owned(), 1));
            }
            "br" => {
                let text = &mut self.current.text;
                // Two in a row are how old pages write paragraphs.
                if text.ends_with('\n') {
                    self.flush();
                } else if !text.is_empty() {
                    text.push('\n');
                    self.space = false;
                }
            }
            "a" => self.links = if start { self.links + 1 } else { self.links.saturating_sub(1) },
            "time" => self.times = if start { self.times + 1 } else { self.times.saturating_sub(1) },
            "td" | "th" => self.space = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if start {
                    self.flush();
                }
                self.current.heading = true;
                self.current.first_heading |= name == "h1" && !self.any_heading;
                if !start {
                    self.any_heading |= self.current.first_heading;
                    self.flush();
                }
                self.current.heading = start;
            }
            "pre" => {
                self.flush();
                self.preformatted =
                    if start { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// Follows where furniture begins and ends.
    fn nest(&mut self, tag: &Tag, start: bool) {
        let name = &*tag.name;
        if start {
            if matches!(
                name,
                "br" | "img"
                    | "hr"
                    | "input"
                    | "source"
                    | "wbr"
                    | "embed"
                    | "col"
                    | "track"
                    | "area"
                    | "link"
                    | "meta"
            ) || self.open.len() >= DEEPEST
            {
                return;
            }
            self.open.push(name.to_owned());
            if self.captions > 0 && self.in_credit.is_none() && name == "span" && is_furniture(tag) {
                self.in_credit = Some(self.open.len());
            }
            let named = (is_block(name) || name == "td") && is_furniture(tag);
            if named {
                self.flush();
            }
            if self.furniture.is_none() && (named || matches!(name, "nav" | "aside" | "footer")) {
                self.furniture = Some((self.open.len(), self.done.len()));
            }
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        self.open.truncate(at);
        self.in_credit = self.in_credit.filter(|depth| *depth <= at);
        if let Some((_, first)) = self.furniture.filter(|(depth, _)| *depth > at) {
            self.flush();
            self.furniture = None;
            let inside = &mut self.done[first..];
            let length: usize = inside.iter().map(|p| p.text.chars().count()).sum();
            let linked: usize = inside.iter().map(|p| p.linked).sum();
            if length <= MOST_FURNITURE || linked * 2 > length {
                inside.iter_mut().for_each(|p| p.furniture = true);
            }
        }
    }

    fn flush_unless_inline(&mut self, name: &str) {
        if !matches!(name, "svg" | "math" | "button" | "script" | "style") {
            self.flush();
        }
    }
}

/// Whether a class or an id has a word that names furniture.
fn is_furniture(tag: &Tag) -> bool {
    tag.attrs.iter().filter(|a| matches!(&*a.name.local, "class" | "id")).any(|a| {
        a.value.split_ascii_whitespace().any(|class| {
            let class = class.to_ascii_lowercase();
            let last = class.rsplit(['-', '_']).next().unwrap_or("");
            FURNITURE_ALONE.contains(&last) || class.split(['-', '_']).any(|word| FURNITURE.contains(&word))
        })
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "ol"
            | "p"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
