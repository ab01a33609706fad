//! Labelled collections, made up from a seed: what wirecopy is measured on where no copyright allows the real thing.
//!
//! The words are invented, their statistics are those of news: a few function words make a third of the text, the number
//! of distinct words grows with the square root of its length (half a million in a gigabyte), the topics, names and
//! figures of a story come back in it, outlets put the same lines around all that they publish, and few stories are
//! carried by many. Every derived article comes with the [`Edit`] that made it.
//!
//! The same parameters give the same bytes on every machine: integers, and of floating point only the operations that
//! IEEE 754 defines to the last bit. An article is computed from its number alone, so that a collection of any size
//! streams, in any order and from any thread.
//!
//! ```
//! use wirecopy::synth::{SynthParams, generate};
//! let copies = generate(&SynthParams { articles: 1000, ..SynthParams::default() })?.filter(|a| a.edit.of.is_some());
//! assert!(copies.count() > 200);
//! # Ok::<(), wirecopy::error::Error>(())
//! ```

use crate::article::{Article, Published};
use crate::error::Error;
use jiff::Timestamp;
use serde::Serialize;
use std::fmt::Write;

/// What a collection is like.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SynthParams {
    /// How many articles, 1 to 2^31.
    pub articles: usize,
    /// Another seed, another collection.
    pub seed: u64,
    /// The share of articles that have a copy or are one, 0 to 1.
    pub clustered: f64,
    /// The most articles of one story, 2 or more; never more than one article in twenty.
    pub largest: usize,
    /// The largest share of its words that is edited in an article, 0 to 0.8. The shares are spread evenly up to it.
    pub edited: f64,
    /// The share of derived articles that derive from a derived article in their turn, 0 to 1.
    pub chained: f64,
    /// The share of single articles that quote a passage from another story, 0 to 1.
    pub quoting: f64,
    /// The median length of an original article in words, 80 to 3000.
    pub median_words: f64,
    /// How many outlets publish, 2 to 100,000. One in ten is an agency.
    pub outlets: usize,
    /// How those who copy hide it.
    pub attack: Option<Attack>,
}

/// What is done to the body of every copy, so that a program no longer sees the words that a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attack {
    /// Characters without width inside six of ten words.
    Invisible,
    /// Letters of Latin words that have a twin in Cyrillic or Greek, half of them replaced by it.
    Homoglyphs,
    /// Soft hyphens inside six of ten words.
    SoftHyphens,
    /// Marks of direction inside six of ten words.
    Bidi,
    /// Entities, empty elements and comments inside six of ten words.
    Markup,
    /// Combining marks on letters of six of ten words, up to three on a letter.
    Marks,
    /// Paragraphs in another order.
    Shuffle,
    /// Other white space between half of the words.
    Spaces,
}

impl Attack {
    /// All of them.
    pub const ALL: [Attack; 8] = [
        Attack::Invisible,
        Attack::Homoglyphs,
        Attack::SoftHyphens,
        Attack::Bidi,
        Attack::Markup,
        Attack::Marks,
        Attack::Shuffle,
        Attack::Spaces,
    ];

    /// As the command line and the settings name it.
    pub fn name(self) -> &'static str {
        match self {
            Attack::Invisible => "invisible",
            Attack::Homoglyphs => "homoglyphs",
            Attack::SoftHyphens => "soft-hyphens",
            Attack::Bidi => "bidi",
            Attack::Markup => "markup",
            Attack::Marks => "marks",
            Attack::Shuffle => "shuffle",
            Attack::Spaces => "spaces",
        }
    }

    fn on(self, body: &str, rng: &mut Rng) -> String {
        const INVISIBLE: [char; 6] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{2063}', '\u{feff}'];
        const DIRECTIONS: [char; 7] =
            ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}', '\u{202d}', '\u{2066}', '\u{2069}'];
        const SPACES: [&str; 8] =
            ["\u{a0}", "\u{2009}", "\u{3000}", "\u{2003}", "  ", " \t ", "\u{202f}", " \u{200b} "];
        const MARKUP: [&str; 5] = ["&#8203;", "<b></b>", "<!-- x -->", "<i class=\"a\"></i>", "&shy;"];
        if self == Attack::Shuffle {
            let mut paragraphs: Vec<&str> = body.split("\n\n").collect();
            for at in (1..paragraphs.len()).rev() {
                paragraphs.swap(at, rng.below(at as u64 + 1) as usize);
            }
            return paragraphs.join("\n\n");
        }
        if self == Attack::Spaces {
            let mut out = String::with_capacity(body.len() * 2);
            for c in body.chars() {
                match c {
                    ' ' if rng.chance(0.5) => out.push_str(rng.pick::<&str>(&SPACES)),
                    c => out.push(c),
                }
            }
            return out;
        }
        let mut out = String::with_capacity(body.len() * 2);
        let mut word = Vec::new();
        for c in body.chars().chain(['\n']) {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            let chosen = word.len() >= 3 && (self == Attack::Homoglyphs || rng.chance(0.6));
            let place = if chosen { 1 + rng.below(word.len() as u64 - 1) as usize } else { usize::MAX };
            for (at, letter) in word.drain(..).enumerate() {
                if self == Attack::Homoglyphs {
                    let twin = if rng.chance(0.5) { twin(letter) } else { None };
                    out.push(twin.unwrap_or(letter));
                    continue;
                }
                if at != place {
                    out.push(letter);
                    continue;
                }
                match self {
                    Attack::Invisible => out.extend([*rng.pick(&INVISIBLE), letter]),
                    Attack::SoftHyphens => out.extend(['\u{ad}', letter]),
                    Attack::Bidi => out.extend([*rng.pick(&DIRECTIONS), letter]),
                    Attack::Markup if rng.chance(0.3) => out.push_str(&format!("&#{};", u32::from(letter))),
                    Attack::Markup => {
                        out.push_str(rng.pick::<&str>(&MARKUP));
                        out.push(letter);
                    }
                    _ => {
                        out.push(letter);
                        for _ in 0..1 + rng.below(3) {
                            out.extend(char::from_u32(0x300 + rng.below(0x6F) as u32));
                        }
                    }
                }
            }
            out.push(c);
        }
        out.pop();
        out
    }
}

impl std::str::FromStr for Attack {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Attack::ALL.into_iter().find(|attack| attack.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Attack::ALL.iter().map(|attack| attack.name()).collect();
            format!("one of {}", names.join(", "))
        })
    }
}

/// A letter of Cyrillic or Greek that looks the same.
fn twin(letter: char) -> Option<char> {
    const LATIN: &str = "aceopxyisjABEHIKMOPTXCZN";
    const OTHERS: &str = "асеорхуіѕјАВЕНІКМОРТХСΖΝ";
    let at = LATIN.chars().position(|c| c == letter)?;
    OTHERS.chars().nth(at)
}

impl Default for SynthParams {
    fn default() -> Self {
        SynthParams {
            articles: 10_000,
            seed: 1,
            clustered: 0.4,
            largest: 300,
            edited: 0.4,
            chained: 0.2,
            quoting: 0.02,
            median_words: 350.0,
            outlets: 200,
            attack: None,
        }
    }
}

impl SynthParams {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`Error::Config`] names the first parameter that is out of range, and its range.
    pub fn validate(&self) -> Result<(), Error> {
        let share = |value: f64, most: f64| (0.0..=most).contains(&value);
        let checks = [
            ((1..=1 << 31).contains(&self.articles), "articles: 1 to 2147483648"),
            (share(self.clustered, 1.0), "clustered: 0 to 1"),
            (self.largest >= 2, "largest: 2 or more"),
            (share(self.edited, 0.8), "edited: 0 to 0.8"),
            (share(self.chained, 1.0), "chained: 0 to 1"),
            (share(self.quoting, 1.0), "quoting: 0 to 1"),
            ((80.0..=3000.0).contains(&self.median_words), "median_words: 80 to 3000"),
            ((2..=100_000).contains(&self.outlets), "outlets: 2 to 100000"),
        ];
        match checks.iter().find(|(holds, _)| !holds) {
            Some((_, range)) => Err(Error::Config(format!("synthetic collection, {range}"))),
            None => Ok(()),
        }
    }
}

/// An article and the truth about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    pub article: Article,
    /// The story. Articles of one story are of one source, all others are not.
    pub group: String,
    /// What the article is to the one that it derives from, by the edit, the first that holds: `excerpt` where something
    /// was cut, `rewrite` where a quarter of the words or more were touched, `expanded` where paragraphs were added, `near`
    /// where the words of the two bodies differ, else `identical`. `original` for one that derives from none, `partial`
    /// for one that quotes an article of another group.
    pub relation: &'static str,
    pub edit: Edit,
}

/// How an article was made of another. Word counts are of the running text, without page furniture and dateline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edit {
    /// The id of the article that this one was made of.
    pub of: Option<String>,
    /// The words of that article.
    pub parent_words: usize,
    /// Words of it that were left in: a contiguous run of paragraphs, all of them where nothing was cut.
    pub kept: usize,
    /// Words in paragraphs that were moved elsewhere.
    pub moved: usize,
    /// Words replaced by another, one for one.
    pub replaced: usize,
    /// Words put in between.
    pub inserted: usize,
    /// Words left out from between.
    pub deleted: usize,
    /// Words of new paragraphs.
    pub added: usize,
    /// Whether it stands under another headline.
    pub headline: bool,
    /// Whether the dateline was dropped.
    pub dateline: bool,
    /// Whether other page furniture stands around it.
    pub furniture: bool,
    /// Whether typographic quotation marks became plain ones, or the reverse.
    pub typography: bool,
}

impl Edit {
    /// The share of the words left in that were replaced, deleted, or had another put before them.
    pub fn touched(&self) -> f64 {
        (self.replaced + self.inserted + self.deleted) as f64 / self.kept.max(1) as f64
    }

    fn relation(&self) -> &'static str {
        if self.of.is_none() {
            "original"
        } else if self.kept < self.parent_words {
            "excerpt"
        } else if self.touched() >= 0.25 {
            "rewrite"
        } else if self.added > 0 {
            "expanded"
        } else if self.touched() > 0.0 || self.moved > 0 || self.furniture || self.dateline {
            "near"
        } else {
            "identical"
        }
    }
}

/// The articles of a collection, first to last.
///
/// # Errors
/// [`Error::Config`] when a parameter is out of range.
pub fn generate(params: &SynthParams) -> Result<impl Iterator<Item = Labelled> + use<>, Error> {
    let collection = Collection::new(params)?;
    Ok((0..collection.len()).map(move |number| collection.article(number)))
}

/// The bytes of `article` as a plain text file: headline, empty line, body.
pub fn as_text(article: &Article) -> String {
    format!("{}\n\n{}\n", article.title.as_deref().unwrap_or(""), article.body.text())
}

/// `article` as one line of JSON Lines, without the line break.
pub fn as_record(article: &Article) -> String {
    #[derive(Serialize)]
    struct Record<'a> {
        id: &'a str,
        title: &'a Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: &'a Option<String>,
        url: &'a Option<String>,
        outlet: &'a Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        author: &'a Option<String>,
        text: &'a str,
    }
    let Article { id, title, date, url, outlet, byline, body, .. } = article;
    let record = Record { id, title, date, url, outlet, author: byline, text: &body.text() };
    serde_json::to_string(&record).expect("strings become JSON")
}

/// A collection that has not been written down: each article is computed when it is asked for.
#[derive(Debug)]
pub struct Collection {
    params: SynthParams,
    vocabulary: Vocabulary,
    outlets: Vec<Outlet>,
    /// The first place of each cluster, and behind the last the number of clustered articles. Members of a cluster have
    /// neighbouring places; a permutation of the numbers scatters them over the collection.
    clusters: Vec<u32>,
}

/// Who publishes.
#[derive(Debug)]
struct Outlet {
    name: String,
    /// For folders and addresses.
    slug: String,
    /// Stands above and below every article. Empty for agencies, and for one outlet in three.
    header: Vec<String>,
    footer: Vec<String>,
}

/// Longest furniture of an outlet in words, and longest quotation from another story. Together with the shortest article
/// and the shortest excerpt they keep unrelated articles below a containment of 0.7, where truth would contradict itself:
/// the worst is (32 + 50) / (32 + 90) = 0.67.
const MOST_FURNITURE: usize = 32;
const MOST_QUOTED: usize = 50;
const SHORTEST_EXCERPT: usize = 90;
const SHORTEST: f64 = 80.0;
const LONGEST: f64 = 3000.0;

/// An article before it is laid out.
#[derive(Debug, Clone)]
struct Draft {
    title: String,
    /// `KARDOV (Nexa Wire) - `, before the first paragraph; often missing.
    dateline: Option<String>,
    /// Words with their punctuation, parted by single spaces.
    paragraphs: Vec<String>,
    outlet: usize,
    /// Whose header and footer stand around it.
    furniture: Option<usize>,
    plain_quotes: bool,
    /// When it was published, in minutes from the first day of the collection.
    minute: i64,
}

impl Draft {
    fn words(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| count(paragraph)).sum()
    }
}

fn count(paragraph: &str) -> usize {
    paragraph.split(' ').filter(|piece| !piece.is_empty()).count()
}

/// What a story is about: what its articles draw on besides the words of the language.
struct Story {
    topic: u64,
    words: Vec<u32>,
    people: Vec<(String, String)>,
    places: Vec<String>,
    figures: Vec<String>,
}

/// Streams of random numbers that must not meet.
#[derive(Clone, Copy)]
enum Stream {
    Clusters = 1,
    Order,
    Story,
    Text,
    Plan,
    Edit,
    Outlet,
    Meta,
    Attack,
}

impl Collection {
    /// Lays out the clusters, in memory of four bytes for each.
    ///
    /// # Errors
    /// [`Error::Config`] when a parameter is out of range.
    pub fn new(params: &SynthParams) -> Result<Self, Error> {
        params.validate()?;
        let mut collection = Collection {
            params: *params,
            vocabulary: Vocabulary::new(),
            outlets: Vec::new(),
            clusters: cluster_starts(params),
        };
        collection.outlets = (0..params.outlets).map(|number| collection.outlet(number)).collect();
        Ok(collection)
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.params.articles
    }

    /// Never: a collection has at least one article.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Article `number` of the collection, 0 to `len() - 1`.
    ///
    /// # Panics
    /// When there is no such article.
    pub fn article(&self, number: usize) -> Labelled {
        assert!(number < self.len(), "article {number} of {}", self.len());
        let (story, member) = self.place(self.permute(number as u64));
        let (draft, mut edit) = self.draft(story, member);
        let mut relation = edit.relation();
        if relation == "original" && edit.kept > 0 {
            relation = "partial";
            edit.of = Some(self.id(self.quoted_story(story), 0));
        }
        let mut article = self.lay_out(number, draft);
        if let Some(attack) = self.params.attack.filter(|_| edit.of.is_some() && relation != "partial") {
            article.body =
                attack.on(&article.body.text(), &mut self.rng(Stream::Attack, number as u64, 0)).into();
        }
        Labelled { article, group: format!("story-{story:07}"), relation, edit }
    }

    fn rng(&self, stream: Stream, a: u64, b: u64) -> Rng {
        let mut state = mix(self.params.seed ^ mix(stream as u64));
        state = mix(state ^ mix(a.wrapping_add(GOLDEN)));
        Rng(state ^ mix(b.wrapping_mul(GOLDEN)))
    }

    /// The story and the member's number of a place. Stories behind the clusters are of one article.
    fn place(&self, place: u64) -> (u64, u64) {
        let clustered = u64::from(self.clusters[self.clusters.len() - 1]);
        let clusters = self.clusters.len() as u64 - 1;
        if place >= clustered {
            return (clusters + place - clustered, 0);
        }
        let story = self.clusters.partition_point(|&start| u64::from(start) <= place) - 1;
        (story as u64, place - u64::from(self.clusters[story]))
    }

    /// The number of the article that has a place in a story.
    fn number(&self, story: u64, member: u64) -> u64 {
        let clusters = self.clusters.len() as u64 - 1;
        self.permute_back(match self.clusters.get(story as usize) {
            Some(&start) if story < clusters => u64::from(start) + member,
            _ => u64::from(self.clusters[clusters as usize]) + story - clusters,
        })
    }

    /// Half the bits of the smallest even number of bits that can count the articles.
    fn half_bits(&self) -> u32 {
        (usize::BITS - (self.len() - 1).leading_zeros()).div_ceil(2).max(1)
    }

    /// A permutation of the articles: a Feistel network, walked until it lands among them (Black and Rogaway 2002).
    fn permute(&self, number: u64) -> u64 {
        self.walk(number, [0, 1, 2, 3], |left, right, f| (right, left ^ f(right)))
    }

    fn permute_back(&self, place: u64) -> u64 {
        self.walk(place, [3, 2, 1, 0], |left, right, f| (right ^ f(left), left))
    }

    fn walk(
        &self,
        mut at: u64,
        rounds: [u64; 4],
        round: impl Fn(u64, u64, &dyn Fn(u64) -> u64) -> (u64, u64),
    ) -> u64 {
        let half = self.half_bits();
        let mask = (1 << half) - 1;
        loop {
            let (mut left, mut right) = (at >> half, at & mask);
            for key in rounds {
                let f = |x: u64| self.rng(Stream::Order, key, x).next() & mask;
                (left, right) = round(left, right, &f);
            }
            at = left << half | right;
            if at < self.len() as u64 {
                return at;
            }
        }
    }

    fn id(&self, story: u64, member: u64) -> String {
        let number = self.number(story, member);
        let outlet = self.publisher(story, member);
        format!("{}/{number:07}.txt", self.outlets[outlet].slug)
    }

    fn agencies(&self) -> usize {
        self.params.outlets.div_ceil(10)
    }

    /// Half the stories come from an agency first.
    fn publisher(&self, story: u64, member: u64) -> usize {
        let mut rng = self.rng(Stream::Meta, story, member);
        if member == 0 && rng.chance(0.5) {
            rng.below(self.agencies() as u64) as usize
        } else {
            let papers = self.params.outlets - self.agencies();
            // Large outlets publish more than small ones.
            let (a, b) = (rng.below(papers as u64), rng.below(papers as u64));
            self.agencies() + a.min(b) as usize
        }
    }

    fn outlet(&self, number: usize) -> Outlet {
        let mut rng = self.rng(Stream::Outlet, number as u64, 0);
        let agency = number < self.agencies();
        let mut place = String::new();
        push_name(rng.next(), &PLACE_ENDINGS, &mut place);
        let kind = if agency {
            ["Wire", "News Agency", "Press"][rng.below(3) as usize]
        } else {
            ["Courier", "Herald", "Daily", "Observer", "Times", "Post", "Tribune", "Radio", "Online"]
                [rng.below(9) as usize]
        };
        let name = format!("{place} {kind}");
        let slug = format!(
            "{}-{number}",
            name.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphabetic(), "-")
        );
        let (mut header, mut footer, mut words) = (Vec::new(), Vec::new(), 0);
        if !agency && !rng.chance(1.0 / 3.0) {
            let lines = 2 + rng.below(4);
            for line in 0..lines {
                let length = 4 + rng.below(6) as usize;
                if words + length + 2 > MOST_FURNITURE {
                    break;
                }
                words += length;
                let mut text = String::new();
                if line == lines - 1 {
                    words += count(&name);
                    text.push_str(&name);
                }
                for _ in 0..length {
                    append("", &mut text);
                    self.vocabulary.push(rng.common(), &mut text);
                }
                capitalise(&mut text, 0);
                text.push_str(if rng.chance(0.5) { "." } else { "" });
                if line < lines / 3 { &mut header } else { &mut footer }.push(text);
            }
        }
        Outlet { name, slug, header, footer }
    }

    fn story(&self, number: u64) -> Story {
        let mut rng = self.rng(Stream::Story, number, 0);
        let rng = &mut rng;
        Story {
            topic: rng.below(80),
            // Between the commonest thousand and the rarest: words that tell what a story is about.
            words: (0..40).map(|_| exp2(9.0 + 8.0 * rng.unit()) as u32).collect(),
            people: (0..6)
                .map(|_| {
                    let (mut first, mut last) = (String::new(), String::new());
                    push_name(mix(rng.below(500)), &FIRST_ENDINGS, &mut first);
                    push_name(mix(1000 + rng.tail(1000)), &LAST_ENDINGS, &mut last);
                    (first, last)
                })
                .collect(),
            places: (0..3)
                .map(|_| {
                    let mut place = String::new();
                    push_name(mix(5_000_000 + rng.tail(300)), &PLACE_ENDINGS, &mut place);
                    place
                })
                .collect(),
            figures: (0..8).map(|_| figure(rng)).collect(),
        }
    }

    /// An article of a story, with what was done to the one it derives from.
    fn draft(&self, story: u64, member: u64) -> (Draft, Edit) {
        let about = self.story(story);
        self.draft_of(&about, story, member)
    }

    fn draft_of(&self, about: &Story, story: u64, member: u64) -> (Draft, Edit) {
        if member == 0 {
            return self.original(about, story);
        }
        let (parent, kind) = self.plan(story, member);
        let (mut draft, _) = self.draft_of(about, story, parent);
        let mut edit =
            Edit { of: Some(self.id(story, parent)), parent_words: draft.words(), ..Edit::default() };
        let mut rng = self.rng(Stream::Edit, story, member);
        let rng = &mut rng;
        edit.kept = edit.parent_words;
        let mut share = match kind {
            Kind::Words => self.params.edited * rng.unit(),
            Kind::Mixed => self.params.edited.min(0.1) * rng.unit(),
            _ => 0.0,
        };
        let mixed = (kind == Kind::Mixed).then(|| rng.below(3));
        if kind == Kind::Cut || mixed == Some(0) {
            let part = if rng.chance(0.3) { 0.15 + 0.2 * rng.unit() } else { 0.35 + 0.35 * rng.unit() };
            if !cut(&mut draft, &mut edit, part, rng) {
                share = share.max(self.params.edited * 0.2);
            }
        }
        if kind == Kind::Moved || mixed == Some(1) {
            move_paragraphs(&mut draft, &mut edit, rng);
        }
        if share > 0.0 {
            // Half of the editors change a word here and there, half change phrases: of one share of words, the former
            // leave far fewer shingles.
            let run = if rng.chance(0.5) { 1 } else { 4 };
            self.edit_words(&mut draft, &mut edit, about, share, run, rng);
        }
        if kind == Kind::Update || mixed == Some(2) {
            self.update(&mut draft, &mut edit, about, rng);
        }
        draft.outlet = self.publisher(story, member);
        draft.minute += 5 + (rng.unit() * rng.unit() * 2880.0) as i64;
        if kind == Kind::Mirror {
            edit.typography = rng.chance(0.3);
            draft.plain_quotes ^= edit.typography;
            return (draft, edit);
        }
        if rng.chance(0.5) || kind == Kind::Headline {
            edit.headline = true;
            draft.title = self.title(about, rng);
        }
        if draft.dateline.is_some() && rng.chance(0.3) {
            edit.dateline = true;
            draft.dateline = None;
        }
        let furniture = self.furniture(draft.outlet);
        edit.furniture = furniture != draft.furniture;
        draft.furniture = furniture;
        (draft, edit)
    }

    /// What `member` derives from, and how. Two steps from the original at most: copies of copies of copies are rare, and
    /// what is left of the original in them is a matter of taste.
    fn plan(&self, story: u64, member: u64) -> (u64, Kind) {
        let mut rng = self.rng(Stream::Plan, story, member);
        let mut parent = 0;
        if member > 1 && rng.chance(self.params.chained) {
            let candidate = 1 + rng.below(member - 1);
            if self.plan(story, candidate).0 == 0 {
                parent = candidate;
            }
        }
        let kind = match rng.below(100) {
            0..15 => Kind::Mirror,
            15..30 => Kind::Headline,
            30..56 => Kind::Words,
            56..62 => Kind::Moved,
            62..80 => Kind::Cut,
            80..90 => Kind::Update,
            _ => Kind::Mixed,
        };
        (parent, kind)
    }

    fn furniture(&self, outlet: usize) -> Option<usize> {
        (!self.outlets[outlet].footer.is_empty()).then_some(outlet)
    }

    fn quoted_story(&self, story: u64) -> u64 {
        self.rng(Stream::Plan, story, 1).below(self.clusters.len() as u64 - 1)
    }

    fn original(&self, about: &Story, story: u64) -> (Draft, Edit) {
        let mut rng = self.rng(Stream::Text, story, 0);
        let rng = &mut rng;
        // The lengths of news articles are lognormal; 0.85 octaves of spread put a tenth beyond 2.1 times the median.
        let words = (self.params.median_words * exp2(0.85 * rng.normal())).clamp(SHORTEST, LONGEST) as usize;
        let outlet = self.publisher(story, 0);
        let minute = rng.below(366 * 1440) as i64;
        let dateline = (outlet < self.agencies() && rng.chance(0.8))
            .then(|| format!("{} ({}) - ", about.places[0].to_uppercase(), self.outlets[outlet].name));
        let mut draft = Draft {
            title: self.title(about, rng),
            dateline,
            paragraphs: self.paragraphs(about, words, rng),
            outlet,
            furniture: self.furniture(outlet),
            plain_quotes: rng.chance(0.4),
            minute,
        };
        let mut edit = Edit::default();
        let clusters = self.clusters.len() as u64 - 1;
        if story >= clusters && clusters > 0 && rng.chance(self.params.quoting) {
            let quoted = self.quoted_story(story);
            let (source, _) = self.original(&self.story(quoted), quoted);
            let passage = &source.paragraphs[rng.below(source.paragraphs.len() as u64) as usize];
            let passage: Vec<&str> = passage.split(' ').take(MOST_QUOTED).collect();
            edit.parent_words = source.words();
            edit.kept = passage.len();
            edit.added = draft.words();
            let at = rng.below(draft.paragraphs.len() as u64 + 1) as usize;
            draft.paragraphs.insert(at, passage.join(" "));
        }
        (draft, edit)
    }

    /// At least `words` words in paragraphs of one to four sentences.
    fn paragraphs(&self, about: &Story, words: usize, rng: &mut Rng) -> Vec<String> {
        // A short report has short paragraphs, so that it can be cut and moved about too.
        let most = (words / 4).clamp(12, 60);
        let (mut paragraphs, mut done) = (Vec::new(), 0);
        while done < words {
            let mut paragraph = String::with_capacity(512);
            let (mut length, full) = (0, 10 + rng.below(most as u64) as usize);
            while length < full {
                length += self.sentence(about, rng, &mut paragraph);
            }
            done += length;
            paragraphs.push(paragraph);
        }
        paragraphs
    }

    /// Adds a sentence to `out` and returns the number of its words.
    fn sentence(&self, about: &Story, rng: &mut Rng, out: &mut String) -> usize {
        if !out.is_empty() {
            out.push(' ');
        }
        let quotation = rng.chance(0.12);
        out.push_str(if quotation { "“" } else { "" });
        let start = out.len();
        let length = 6 + (rng.below(14) + rng.below(14)) as usize;
        let mut words = 0;
        while words < length {
            if words > 0 {
                out.push_str(if words + 2 < length && rng.chance(0.06) { ", " } else { " " });
            }
            words += self.word(about, rng, out);
        }
        capitalise(out, start);
        if quotation {
            let (first, last) = rng.pick(&about.people);
            let _ = write!(out, ",” {first} {last} said.");
            words += 3;
        } else {
            out.push('.');
        }
        words
    }

    /// Adds what a sentence of a story is made of, one word as a rule, and returns the number of words.
    fn word(&self, about: &Story, rng: &mut Rng, out: &mut String) -> usize {
        match rng.below(1000) {
            0..640 => self.vocabulary.push(rng.zipf(), out),
            // Grammar asks for more function words than their rank alone accounts for.
            640..760 => self.vocabulary.push(exp2(7.0 * rng.unit()) as u32, out),
            760..850 => {
                // The words of a topic are neither among the commonest nor among the rarest.
                let chosen = rng.below(150) * rng.below(150) / 150;
                let rank = 300 + mix(about.topic << 32 | chosen) % 7700;
                self.vocabulary.push(rank as u32, out);
            }
            850..920 => {
                let chosen = rng.below(40) * rng.below(40) / 40;
                self.vocabulary.push(about.words[chosen as usize], out);
            }
            920..950 => {
                let (first, last) = rng.pick(&about.people);
                match rng.below(4) {
                    0 => {
                        let _ = write!(out, "{first} {last}");
                        return 2;
                    }
                    1 => {
                        let _ = write!(out, "{last}’s");
                    }
                    _ => out.push_str(last),
                }
            }
            950..967 => out.push_str(rng.pick::<String>(&about.places)),
            967..985 if rng.chance(0.7) => out.push_str(rng.pick::<String>(&about.figures)),
            967..985 => out.push_str(&figure(rng)),
            _ => {
                // Stock phrases, which strangers share.
                let phrase = rng.below(1 + rng.clone().below(2000));
                let mut fixed = Rng(mix(phrase ^ 0x7068_7261_7365));
                let length = 3 + fixed.below(4);
                for word in 0..length {
                    out.push_str(if word > 0 { " " } else { "" });
                    self.vocabulary.push(fixed.common(), out);
                }
                return length as usize;
            }
        }
        1
    }

    fn title(&self, about: &Story, rng: &mut Rng) -> String {
        let mut title = String::new();
        let length = 6 + rng.below(6) as usize;
        let mut words = 0;
        while words < length {
            if words > 0 {
                title.push(' ');
            }
            if rng.chance(0.4) {
                self.vocabulary.push(*rng.pick(&about.words), &mut title);
                words += 1;
            } else {
                words += self.word(about, rng, &mut title);
            }
        }
        capitalise(&mut title, 0);
        title
    }

    /// Replaces, inserts and deletes words until `share` of them are touched, in runs of `run` words.
    fn edit_words(
        &self,
        draft: &mut Draft,
        edit: &mut Edit,
        about: &Story,
        share: f64,
        run: usize,
        rng: &mut Rng,
    ) {
        let total = draft.words();
        let mut blocks = total.div_ceil(run) as u64;
        let mut chosen = (share * blocks as f64 + 0.5) as u64;
        let (mut at, mut touched) = (0, false);
        let mut other = String::new();
        for paragraph in &mut draft.paragraphs {
            let mut out = String::with_capacity(paragraph.len() + 64);
            for piece in paragraph.split(' ') {
                if at % run == 0 {
                    touched = rng.below(blocks) < chosen;
                    chosen -= u64::from(touched);
                    blocks -= 1;
                }
                at += 1;
                if !touched {
                    append(piece, &mut out);
                    continue;
                }
                let (head, core, tail) = parts(piece);
                let operation = rng.below(5);
                if operation == 0 && !out.is_empty() {
                    // What stood around a deleted word (a full stop, a closing quotation mark) stays.
                    edit.deleted += 1;
                    if !head.is_empty() {
                        append(head, &mut out);
                    }
                    out.push_str(tail);
                    continue;
                }
                other.clear();
                loop {
                    self.vocabulary
                        .push(if rng.chance(0.3) { *rng.pick(&about.words) } else { rng.zipf() }, &mut other);
                    if !other.eq_ignore_ascii_case(core) {
                        break;
                    }
                    other.clear();
                }
                append(head, &mut out);
                if operation == 1 {
                    edit.inserted += 1;
                    out.push_str(&other);
                    append(core, &mut out);
                } else {
                    edit.replaced += 1;
                    let start = out.len();
                    out.push_str(&other);
                    if core.starts_with(char::is_uppercase) {
                        capitalise(&mut out, start);
                    }
                }
                out.push_str(tail);
            }
            *paragraph = out;
        }
    }

    /// Puts new paragraphs between the old ones: a fifth as many words as there were, up to as many again.
    fn update(&self, draft: &mut Draft, edit: &mut Edit, about: &Story, rng: &mut Rng) {
        let words = ((0.2 + 0.8 * rng.unit()) * draft.words() as f64) as usize;
        for paragraph in self.paragraphs(about, words.max(10), rng) {
            edit.added += count(&paragraph);
            let at = rng.below(draft.paragraphs.len() as u64 + 1) as usize;
            draft.paragraphs.insert(at, paragraph);
        }
    }

    fn lay_out(&self, number: usize, draft: Draft) -> Article {
        let outlet = &self.outlets[draft.outlet];
        let mut rng = Rng(mix(self.params.seed ^ mix(number as u64)));
        let mut body =
            String::with_capacity(draft.paragraphs.iter().map(|p| p.len() + 2).sum::<usize>() + 400);
        let part = |text: &str, body: &mut String| {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(text);
        };
        let furniture = draft.furniture.map(|outlet| &self.outlets[outlet]);
        for line in furniture.map_or(&[][..], |outlet| &outlet.header) {
            part(line, &mut body);
        }
        for (i, paragraph) in draft.paragraphs.iter().enumerate() {
            part("", &mut body);
            if let (0, Some(dateline)) = (i, &draft.dateline) {
                body.push_str(dateline);
            }
            body.push_str(paragraph);
        }
        for line in furniture.map_or(&[][..], |outlet| &outlet.footer) {
            part(line, &mut body);
        }
        if draft.plain_quotes {
            body = body.replace(['“', '”'], "\"").replace('’', "'");
        }
        // 1 January 2024, 00:00 UTC.
        let moment =
            Timestamp::from_second(1_704_067_200 + draft.minute * 60).expect("a year of this century");
        let dated = rng.chance(0.9);
        let byline = rng.chance(0.5).then(|| {
            let mut name = String::new();
            push_name(mix(rng.below(500)), &FIRST_ENDINGS, &mut name);
            name.push(' ');
            push_name(mix(1000 + rng.tail(1000)), &LAST_ENDINGS, &mut name);
            name
        });
        Article {
            id: format!("{}/{number:07}.txt", outlet.slug),
            path: format!("{}/{number:07}.txt", outlet.slug),
            title: Some(draft.title),
            outlet: Some(outlet.name.clone()),
            byline,
            published: dated.then_some(Published { earliest: moment, latest: moment }),
            date: dated.then(|| moment.to_string()),
            language: Some("en".into()),
            section: None,
            url: Some(format!("https://{}.example/{number}", outlet.slug)),
            body: body.into(),
        }
    }
}

/// What is done to an article, mainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing.
    Mirror,
    /// Another headline, the outlet's own furniture. All below may have these too.
    Headline,
    Words,
    Moved,
    /// A contiguous part: a half, or less.
    Cut,
    /// New paragraphs between the old ones.
    Update,
    /// A few words, and one of the three above.
    Mixed,
}

/// Places of the clusters until their share of the articles is reached. Sizes have a Pareto tail of exponent 4/3: three
/// in four have 2 to 5 articles, one in seventy has 50 or more; the mean is 8 when nothing caps it.
fn cluster_starts(params: &SynthParams) -> Vec<u32> {
    let mut rng = Rng(mix(params.seed ^ mix(Stream::Clusters as u64)));
    let most = params.largest.min((params.articles / 20).max(2)) as f64;
    let clustered = (params.clustered * params.articles as f64) as u64;
    let (mut starts, mut end) = (vec![0], 0);
    loop {
        let u = 1.0 - rng.unit();
        // u^(-3/4), by square roots, which are exact to the last bit everywhere.
        let size = (2.0 / (u.sqrt() * u.sqrt().sqrt())).min(most) as u64;
        if end + size > clustered {
            return starts;
        }
        end += size;
        starts.push(end as u32);
    }
}

/// Leaves a contiguous run of about `part` of the words, in most cases from the top. False, and nothing done, where too
/// little would be left or nothing left out.
fn cut(draft: &mut Draft, edit: &mut Edit, part: f64, rng: &mut Rng) -> bool {
    let total = draft.words();
    let target = (part * total as f64) as usize;
    if target < SHORTEST_EXCERPT {
        return false;
    }
    let lengths: Vec<usize> = draft.paragraphs.iter().map(|paragraph| count(paragraph)).collect();
    let mut start = 0;
    if rng.chance(0.5) {
        let latest = total - target;
        let skip = rng.below(latest as u64 + 1) as usize;
        let mut before = 0;
        while before + lengths[start] <= skip {
            before += lengths[start];
            start += 1;
        }
    }
    let (mut end, mut kept) = (start, 0);
    while end < lengths.len() && kept < target {
        kept += lengths[end];
        end += 1;
    }
    if kept < SHORTEST_EXCERPT || kept == total {
        return false;
    }
    draft.paragraphs.truncate(end);
    draft.paragraphs.drain(..start);
    edit.kept = kept;
    if start > 0 && draft.dateline.take().is_some() {
        edit.dateline = true;
    }
    true
}

/// Moves up to three paragraphs elsewhere.
fn move_paragraphs(draft: &mut Draft, edit: &mut Edit, rng: &mut Rng) {
    let paragraphs = draft.paragraphs.len() as u64;
    if paragraphs < 3 {
        return;
    }
    let before = draft.paragraphs.clone();
    for _ in 0..1 + rng.below(3) {
        let from = rng.below(paragraphs);
        let to = (from + 1 + rng.below(paragraphs - 1)) % paragraphs;
        let paragraph = draft.paragraphs.remove(from as usize);
        edit.moved += count(&paragraph);
        draft.paragraphs.insert(to as usize, paragraph);
    }
    if draft.paragraphs == before {
        // Moved there and back.
        edit.moved = 0;
    }
}

/// A word apart from what stands before and behind it: `“Rates,` is `“`, `Rates`, `,`.
fn parts(piece: &str) -> (&str, &str, &str) {
    let start = piece.find(char::is_alphanumeric).unwrap_or(0);
    let core = piece[start..].trim_end_matches(|c: char| !c.is_alphanumeric());
    (&piece[..start], core, &piece[start + core.len()..])
}

/// Adds a word behind a space, unless it is the first or stands behind an opening quotation mark.
fn append(piece: &str, out: &mut String) {
    if !out.is_empty() && !out.ends_with('“') {
        out.push(' ');
    }
    out.push_str(piece);
}

fn capitalise(text: &mut String, start: usize) {
    if let Some(first) = text.get(start..start + 1) {
        let upper = first.to_ascii_uppercase();
        text.replace_range(start..start + 1, &upper);
    }
}

/// A number as news has them.
fn figure(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => format!("{}", 2 + rng.below(28)),
        1 => format!("{}", 30 + rng.below(970)),
        2 => format!("{}", 1990 + rng.below(36)),
        3 => format!("{}.{}", rng.below(100), rng.below(10)),
        4 => format!("{},{:03}", 1 + rng.below(400), rng.below(1000)),
        _ => format!("{},000", 1 + rng.below(90)),
    }
}

/// The words of the language, by rank: 1 is the commonest.
#[derive(Debug)]
struct Vocabulary {
    /// The first [`REMEMBERED`] words, one behind the other, and where each ends. They make 99 of 100 words of a text.
    letters: String,
    ends: Vec<u32>,
}

const REMEMBERED: u32 = 1 << 16;

impl Vocabulary {
    fn new() -> Self {
        let (mut letters, mut ends) = (String::new(), Vec::new());
        for rank in 0..REMEMBERED {
            spell(rank, &mut letters);
            ends.push(letters.len() as u32);
        }
        Vocabulary { letters, ends }
    }

    fn push(&self, rank: u32, out: &mut String) {
        if rank == 0 || rank >= REMEMBERED {
            spell(rank, out);
        } else {
            let rank = rank as usize;
            out.push_str(&self.letters[self.ends[rank - 1] as usize..self.ends[rank] as usize]);
        }
    }
}

/// The real function words of English, the commonest first: they make language detectors, stemmers and stop lists work
/// on the text as they do on news.
#[rustfmt::skip]
const FUNCTION_WORDS: [&str; 128] = [
    "the", "of", "to", "and", "a", "in", "that", "is", "for", "on", "was", "with", "it", "as", "he", "by", "at", "from",
    "be", "are", "have", "has", "his", "an", "not", "but", "they", "were", "this", "had", "who", "will", "which", "its",
    "their", "been", "or", "said", "more", "one", "would", "after", "about", "when", "there", "we", "up", "out", "she",
    "her", "than", "also", "into", "new", "people", "other", "last", "all", "year", "over", "can", "two", "first", "if",
    "what", "some", "time", "so", "could", "because", "before", "years", "no", "them", "while", "government", "most",
    "only", "many", "where", "between", "under", "now", "since", "day", "three", "against", "during", "made", "did",
    "such", "him", "still", "part", "since", "these", "those", "how", "our", "may", "through", "should", "any", "then",
    "being", "well", "off", "even", "much", "both", "get", "do", "back", "down", "very", "own", "around", "your", "my",
    "until", "going", "state", "country", "week", "later", "including", "another", "among",
];

const ONSETS: [&str; 32] = [
    "b", "br", "c", "ch", "cl", "d", "d", "f", "f", "fl", "g", "gr", "h", "h", "j", "l", "l", "m", "m", "n",
    "p", "pr", "r", "r", "s", "s", "sh", "st", "t", "tr", "v", "w",
];
const NUCLEI: [&str; 16] =
    ["a", "e", "i", "o", "u", "a", "e", "i", "o", "e", "ea", "ou", "i", "ee", "o", "a"];
const CODAS: [&str; 16] =
    ["n", "r", "l", "t", "s", "st", "nd", "m", "ck", "n", "nt", "r", "ll", "d", "p", "ng"];
const ENDINGS: [&str; 16] =
    ["", "", "", "", "s", "s", "s", "ed", "ed", "ing", "ing", "er", "ly", "ment", "al", "tion"];
const FIRST_ENDINGS: [&str; 8] = ["a", "o", "an", "in", "el", "is", "ie", "ard"];
const LAST_ENDINGS: [&str; 16] = [
    "ov", "sen", "ez", "ini", "er", "ski", "ara", "ole", "ton", "ley", "berg", "wood", "ford", "man", "ès",
    "ün",
];
const PLACE_ENDINGS: [&str; 8] = ["ville", "burg", "ia", "stad", "port", "grad", "mouth", "ora"];

/// Spells the word of a rank: function words, then one or two syllables, rare words up to three and an ending. Some
/// hundred of the commonest eight thousand are spelt like another, as homographs are.
fn spell(rank: u32, out: &mut String) {
    if let Some(word) = FUNCTION_WORDS.get((rank as usize).wrapping_sub(1)) {
        out.push_str(word);
        return;
    }
    let mut bits = Bits(mix(u64::from(rank)));
    let syllables = match rank {
        ..2048 => 1 + bits.take(1),
        2048..8192 => 2,
        _ => 2 + usize::from(bits.take(2) > 1),
    };
    for syllable in 1..=syllables {
        out.push_str(ONSETS[bits.take(5)]);
        out.push_str(NUCLEI[bits.take(4)]);
        if syllable == syllables || bits.take(2) == 0 {
            out.push_str(CODAS[bits.take(4)]);
        }
    }
    if rank >= 512 {
        out.push_str(ENDINGS[bits.take(4)]);
    }
}

/// Spells a proper name by `hash`.
fn push_name(hash: u64, endings: &[&str], out: &mut String) {
    let mut bits = Bits(hash);
    let start = out.len();
    for _ in 0..1 + bits.take(1) {
        out.push_str(ONSETS[bits.take(5)]);
        out.push_str(NUCLEI[bits.take(4)]);
    }
    out.push_str(CODAS[bits.take(4)]);
    out.push_str(endings[bits.take(4) % endings.len()]);
    capitalise(out, start);
}

/// The bits of a hash, few at a time.
struct Bits(u64);

impl Bits {
    fn take(&mut self, bits: u32) -> usize {
        let taken = self.0 & ((1 << bits) - 1);
        self.0 >>= bits;
        taken as usize
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014). Kept here because it must never change: another library's generator, or a
/// faster mixer elsewhere in this one, would make other collections of old seeds.
#[derive(Debug, Clone)]
struct Rng(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(x: u64) -> u64 {
    let mut x = x.wrapping_add(GOLDEN);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Rng {
    fn next(&mut self) -> u64 {
        let drawn = mix(self.0);
        self.0 = self.0.wrapping_add(GOLDEN);
        drawn
    }

    /// 0 to `most - 1`; 0 when `most` is 0.
    fn below(&mut self, most: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(most)) >> 64) as u64
    }

    /// 0 to 1, 1 excluded, in steps of 2^-53.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }

    /// Mean 0, standard deviation 1, by a sum of twelve even numbers: no logarithm or cosine, whose last bits differ
    /// between machines.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// At least `from`, ten thousand times that at most; more than twice as much in one half of the cases, more than ten
    /// times in a tenth.
    fn tail(&mut self, from: u64) -> u64 {
        (from as f64 / (1.0 - self.unit()).max(1e-4)) as u64
    }

    /// The rank of a word of stock phrases and page furniture.
    fn common(&mut self) -> u32 {
        exp2(11.0 * self.unit()) as u32
    }

    /// The rank of a word of running text. Frequencies fall with the rank up to 8192 and with its square beyond, as in
    /// large English collections (Ferrer i Cancho and Solé 2001); 0.9 is where the two meet without a step.
    fn zipf(&mut self) -> u32 {
        const HEAD: f64 = 0.9;
        let u = self.unit();
        if u < HEAD { exp2(u * (13.0 / HEAD)) as u32 } else { self.tail(8192) as u32 }
    }
}

/// 2^x for -64 < x < 64, to ten digits, by operations that are the same everywhere.
fn exp2(x: f64) -> f64 {
    if x < 0.0 {
        return 1.0 / exp2(-x);
    }
    let whole = x as u32;
    let y = (x - f64::from(whole)) * std::f64::consts::LN_2;
    // Taylor's series of e^y, y < ln 2, to the eleventh power.
    let mut series = 1.0;
    for n in (1..=11).rev() {
        series = 1.0 + series * y / f64::from(n);
    }
    series * (1u64 << whole) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Tokenizer, identify};
    use std::collections::{HashMap, HashSet};
    use xxhash_rust::xxh3::Xxh3;

    fn collection(articles: usize, seed: u64) -> Collection {
        Collection::new(&SynthParams { articles, seed, ..SynthParams::default() }).unwrap()
    }

    fn words(body: &str) -> Vec<u64> {
        let english = identify("", Some("en"));
        Tokenizer::new().tokenize(body, english).words
    }

    /// Every derived article with the drafts of both sides.
    fn derived(collection: &Collection) -> Vec<(Draft, Draft, Edit)> {
        (0..collection.len() as u64)
            .filter_map(|number| {
                let (story, member) = collection.place(collection.permute(number));
                let (draft, edit) = collection.draft(story, member);
                let (parent, _) = collection.draft(story, collection.plan(story, member.max(1)).0);
                (member > 0).then_some((parent, draft, edit))
            })
            .collect()
    }

    #[test]
    fn a_seed_makes_the_same_bytes_forever() {
        let mut hash = Xxh3::new();
        for labelled in generate(&SynthParams { articles: 400, seed: 7, ..SynthParams::default() }).unwrap() {
            hash.update(as_record(&labelled.article).as_bytes());
            hash.update(format!("{} {} {:?}", labelled.group, labelled.relation, labelled.edit).as_bytes());
        }
        assert_eq!(hash.digest(), 4_568_882_298_143_773_549);
        let other = generate(&SynthParams { articles: 400, seed: 8, ..SynthParams::default() }).unwrap();
        assert_ne!(
            other.last(),
            generate(&SynthParams { articles: 400, ..SynthParams::default() }).unwrap().last()
        );
    }

    #[test]
    fn articles_are_scattered_and_named_alike_in_both_directions() {
        for articles in [1, 2, 3, 64, 65, 1000] {
            let collection = collection(articles, 3);
            let mut seen = HashSet::new();
            for number in 0..articles {
                let (story, member) = collection.place(collection.permute(number as u64));
                assert_eq!(collection.number(story, member), number as u64);
                assert!(seen.insert((story, member)));
                assert_eq!(collection.id(story, member), collection.article(number).article.id);
            }
        }
    }

    #[test]
    fn parents_are_named() {
        let collection = collection(1500, 4);
        let all: HashMap<_, _> =
            (0..1500).map(|n| collection.article(n)).map(|l| (l.article.id.clone(), l)).collect();
        let mut partial = 0;
        for labelled in all.values() {
            let Some(of) = &labelled.edit.of else {
                assert_eq!(labelled.relation, "original");
                continue;
            };
            partial += usize::from(labelled.relation == "partial");
            assert_eq!(all[of].group == labelled.group, labelled.relation != "partial");
            if labelled.relation != "partial" {
                let moment = |l: &Labelled| l.article.published.map(|published| published.earliest);
                assert!(moment(&all[of]).zip(moment(labelled)).is_none_or(|(of, this)| of < this));
            }
            let same = words(&all[of].article.body.text()) == words(&labelled.article.body.text());
            assert_eq!(same, labelled.relation == "identical", "{}", labelled.article.id);
        }
        assert!((5..40).contains(&partial), "{partial}");
    }

    #[test]
    fn edits_are_what_their_labels_say() {
        let collection = collection(1500, 5);
        let (mut edited, mut cuts, mut updates, mut moves) = (0, 0, 0, 0);
        for (parent, draft, edit) in derived(&collection) {
            let text = |draft: &Draft| words(&draft.paragraphs.join("\n"));
            let (old, new) = (text(&parent), text(&draft));
            assert_eq!((old.len(), edit.parent_words), (parent.words(), old.len()));
            assert_eq!(new.len(), edit.kept + edit.inserted + edit.added - edit.deleted);
            let plain = edit.touched() == 0.0;
            if plain && edit.kept < old.len() {
                assert!(old.windows(new.len()).any(|window| window == new));
                assert!(new.len() >= SHORTEST_EXCERPT);
                cuts += 1;
            }
            if plain && edit.added > 0 && edit.moved == 0 {
                let mut left = draft.paragraphs.iter();
                assert!(parent.paragraphs.iter().all(|paragraph| left.any(|kept| kept == paragraph)));
                updates += 1;
            }
            if plain && edit.moved > 0 && edit.added == 0 {
                let sorted = |mut words: Vec<u64>| {
                    words.sort_unstable();
                    words
                };
                assert_eq!(sorted(old.clone()), sorted(new.clone()));
                moves += 1;
            }
            if !plain && edit.kept == old.len() && edit.added == 0 && edit.moved == 0 && old.len() < 500 {
                // The longest common subsequence: what was neither replaced nor deleted, and here and there a word
                // that happens to stand on both sides.
                let mut row = vec![0usize; new.len() + 1];
                for &word in &old {
                    let mut diagonal = 0;
                    for (j, &other) in new.iter().enumerate() {
                        let above = row[j + 1];
                        row[j + 1] = if word == other { diagonal + 1 } else { above.max(row[j]) };
                        diagonal = above;
                    }
                }
                let (common, left) = (row[new.len()], old.len() - edit.replaced - edit.deleted);
                assert!(
                    common >= left && common as f64 <= left as f64 + 0.04 * old.len() as f64,
                    "{common} {edit:?}"
                );
                edited += 1;
            }
        }
        assert!(edited > 50 && cuts > 30 && updates > 30 && moves > 10, "{edited} {cuts} {updates} {moves}");
    }

    #[test]
    fn edits_take_every_share() {
        let collection = collection(3000, 6);
        let shares: Vec<f64> = derived(&collection).iter().map(|(_, _, edit)| edit.touched()).collect();
        for tenth in 0..4 {
            let within = |share: f64| share > f64::from(tenth) * 0.1 && share <= f64::from(tenth + 1) * 0.1;
            let number = shares.iter().filter(|&&share| within(share)).count();
            assert!(number > shares.len() / 30, "{number} of {} in tenth {tenth}", shares.len());
        }
        assert!(shares.iter().all(|&share| share < 0.42));
    }

    #[test]
    fn statistics_are_those_of_news() {
        let collection = collection(4000, 1);
        let (mut lengths, mut groups, mut distinct) = (Vec::new(), HashMap::new(), HashSet::new());
        let (mut total, mut quarter) = (0, 0);
        let (mut tokenizer, english) = (Tokenizer::new(), identify("", Some("en")));
        for number in 0..4000 {
            let Labelled { article, group, relation, .. } = collection.article(number);
            *groups.entry(group).or_insert(0) += 1;
            if number % 10 == 0 {
                assert_eq!(identify(&article.body.text(), None).as_str(), "en");
            }
            let words = tokenizer.tokenize(&article.body.text(), english).words;
            total += words.len();
            if relation == "original" {
                lengths.push(words.len());
            }
            distinct.extend(words);
            if number == 999 {
                quarter = distinct.len();
            }
        }
        lengths.sort_unstable();
        assert!((320..400).contains(&lengths[lengths.len() / 2]), "{}", lengths[lengths.len() / 2]);
        assert!(lengths[0] >= 80 && lengths[lengths.len() - 1] < 3200);
        assert!(lengths[lengths.len() / 10] < 220 && lengths[lengths.len() / 10 * 9] > 650);
        // Four times the articles, about twice the words.
        assert!(
            (1.6..2.6).contains(&(distinct.len() as f64 / quarter as f64)),
            "{} {quarter}",
            distinct.len()
        );
        assert!((30_000..90_000).contains(&distinct.len()), "{} of {total}", distinct.len());
        let clustered: usize = groups.values().filter(|&&size| size > 1).sum();
        assert!((1500..=1600).contains(&clustered), "{clustered}");
        let clusters = groups.values().filter(|&&size| size > 1).count();
        let small = groups.values().filter(|size| (2..=5).contains(*size)).count();
        assert!((0.65..0.9).contains(&(small as f64 / clusters as f64)), "{small} of {clusters}");
        assert!(groups.values().any(|&size| size >= 50));
    }

    #[test]
    fn parameters_out_of_range_are_named() {
        let params = SynthParams { edited: 1.5, ..SynthParams::default() };
        assert!(generate(&params).err().unwrap().to_string().contains("edited: 0 to 0.8"));
        let none = SynthParams { clustered: 0.0, articles: 50, ..SynthParams::default() };
        assert!(generate(&none).unwrap().all(|labelled| labelled.relation == "original"));
        let all = SynthParams { clustered: 1.0, articles: 50, ..SynthParams::default() };
        assert!(generate(&all).unwrap().filter(|labelled| labelled.relation != "original").count() >= 20);
    }

    #[test]
    fn powers_of_two() {
        for x in [0.0, 0.3, 0.999_999, 1.0, 7.25, -3.5, 13.0] {
            assert!((exp2(x) / f64::exp2(x) - 1.0).abs() < 1e-10, "{x}");
        }
    }
}
