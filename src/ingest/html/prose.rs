//! The main part of a page to text: paragraphs separated by empty lines.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

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
}

impl Prose {
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
        for paragraph in &self.paragraphs {
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
        let texts: Vec<&str> = self.paragraphs.iter().map(|p| p.text.as_str()).collect();
        texts.join("\n\n")
    }
}

/// The prose of clean HTML, as `legible` gives it.
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
}

impl TokenSink for Writer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.skipping.is_none() => state.text(&text),
            Token::TagToken(tag) => state.tag(&tag.name, tag.kind == TagKind::StartTag),
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
            // Captions and credits are of the picture, which syndicated copies do not share.
            "script" | "style" | "template" | "svg" | "math" | "figcaption" | "nav" | "form" | "button"
            | "select" | "iframe" | "object" | "audio" | "video"
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
            "td" | "th" => self.space = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if start {
                    self.flush();
                }
                self.current.heading = true;
                if !start {
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

    fn flush_unless_inline(&mut self, name: &str) {
        if !matches!(name, "svg" | "math" | "button" | "script" | "style") {
            self.flush();
        }
    }
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
