//! Which member of a cluster the others derive from, and why.
//!
//! A source is named only where the others are each shown to derive from something: what is left is the source. What
//! shows it, from strong to weak:
//!
//! 1. **Dates.** A member is out where another was certainly published before it. Dates that may overlap say nothing.
//! 2. **Words of its own.** A member is out where it credits an agency whose own text is here, says that it first appeared
//!    in another member's outlet, gives that outlet's address as its own, or says that it is translated and a text in
//!    that language is here. Who is named so is preferred to those that nothing is known of: an agency's customers often
//!    drop its name, agencies seldom drop their customers'.
//! 3. **Containment.** That one text lies in another does not tell whether the short one was cut from it or the long one
//!    added to it. A text that holds two others, neither of which has what the other has, was there first; so was one
//!    that two others hold which differ in what they added. Of a pair alone, less than half is a part that was cut.
//! 4. Weak, and only together: days that follow each other without the hours being known, and completeness.
//!
//! Dates and words of its own that contradict each other decide nothing: a date can be the day of a correction or of a
//! crawl, and a credit can have been added or carried over by mistake. Both override containment. Only where two others
//! give the same credit for each member whose date is against it, that date is taken for wrong.
//!
//! **A source that is not here.** Where members credit an agency whose own text is not in the cluster, none of them is
//! the source, however complete or early: it may be the agency's text word for word, but so may its neighbours'. A member
//! that credits nobody and has the words of one that does is no exception: it is likelier to have dropped the credit than
//! the agency is to have copied it. One that only tells the same, in other words, and was certainly first, is.

use crate::article::{Article, DocId, Published, authority};
use crate::text::Language;
use crate::verify::Relation;
use ahash::{AHashSet, RandomState};
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fmt;

/// One article of a cluster.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    pub doc: DocId,
    pub article: &'a Article,
    pub facts: &'a Facts,
}

/// What an article says about where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The agency or outlet; empty where none is named.
    pub name: String,
    pub kind: ClaimKind,
}

/// What an article says about its relation to the one it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimKind {
    /// It was published by the agency itself.
    Own,
    /// The whole text is theirs: a dateline, a signature, a byline.
    Whole,
    /// Some of it is theirs: "with material from".
    Part,
    /// It appeared there first.
    Original,
    /// It is translated; from this language, where it says so.
    Translated(Option<Language>),
}

/// Two members that were read and found to be related.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Indices into the members.
    pub a: usize,
    pub b: usize,
    /// What `b` is to `a`: an excerpt lies in `a`, an expansion holds `a`; the others are the same both ways.
    pub relation: Relation,
    /// 0 to 1.
    pub confidence: f32,
    /// Share of `a`'s words that lie in passages shared with `b`, 0 to 1.
    pub a_in_b: f32,
    /// Share of `b`'s words that lie in passages shared with `a`, 0 to 1.
    pub b_in_a: f32,
}

/// Where a cluster comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The member that the others derive from, where the evidence decides.
    pub source: Option<usize>,
    /// The source where there is one; else, among the members that are not known to derive from another, the one closest
    /// to all others.
    pub root: usize,
    /// Whether all derive from a text that is not here; there is no source then. Whom the members credit with it, the most
    /// credited first; nobody where they say no more than that it is translated.
    pub absent: Option<Vec<String>>,
    /// Why that source, or why none; never empty.
    pub reasons: Vec<Reason>,
    /// For each member the one it derives from most directly, and the link between them: a tree below `root`. `None` for
    /// the root, and for what no chain of links ties to it.
    pub parents: Vec<Option<(usize, usize)>>,
}

/// One piece of evidence for or about a cluster's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// No other member can have been published earlier; `date` as the article gives it.
    Earliest { date: String },
    /// `members` others were certainly published later.
    Before { date: String, members: u32 },
    /// Its day is before the others', though not by enough to rule out a difference of time zones, and none is fuller.
    EarlierDay { date: String },
    /// It is the first of those that have a date.
    EarliestOf { date: String, dated: u32, undated: u32 },
    /// The dates of `members` leave open who was first.
    DatesOverlap { members: u32 },
    /// Its own publisher is the agency that other members credit.
    Agency { agency: String },
    /// `members` others credit the agency or outlet that published it.
    Credited { agency: String, members: u32 },
    /// `members` others say that they first appeared with its outlet.
    FirstPublished { outlet: String, members: u32 },
    /// `members` others give an address of its outlet as their own.
    Canonical { outlet: String, members: u32 },
    /// `members` others say that they are translated, from its language where they say from which.
    TranslatedFrom { members: u32 },
    /// `members` others lie inside it.
    Contains { members: u32 },
    /// `members` others hold it whole and add to it.
    HeldBy { members: u32 },
    /// It was certainly first, but credits somebody who is not here.
    EarliestCopy { agency: String, date: String },
    /// All derive from a text that is not here.
    AllAbsent,
    /// `members` (`all`: every one) credit somebody whose own text is not here.
    Absent { agency: String, members: u32, all: bool },
    /// `members` (`all`: every one) say that they are translated from a text that is not here.
    OriginalAbsent { members: u32, all: bool },
    /// The member that the dates put first, where others contradict them.
    DatesSay { date: String },
    /// The member that `members` others name, where the dates contradict them.
    NamedBy { members: u32 },
    /// Two pieces of evidence name different members.
    Contradiction { first: DocId, second: DocId },
    /// All others are shown to derive from something.
    Remains,
    /// The evidence excludes all but `members` and does not tell these apart.
    Undecided { members: u32 },
    /// Nothing tells the members apart.
    NoEvidence,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = |members: &u32, all: &bool| match all {
            true if *members > 2 => format!("all {members}"),
            true if *members == 2 => "both".to_owned(),
            _ => members.to_string(),
        };
        // "1 credits", "2 credit".
        let s = |members: &u32| if *members == 1 { "s" } else { "" };
        match self {
            Reason::Earliest { date } => write!(f, "published first ({date})"),
            Reason::Before { date, members } => {
                write!(f, "published before {members} of the others ({date})")
            }
            Reason::EarlierDay { date } => {
                write!(f, "of an earlier day than the others ({date}), and as full")
            }
            Reason::EarliestOf { date, dated: 1, undated } => {
                write!(f, "one has a date ({date}), {undated} {} none", have(*undated))
            }
            Reason::EarliestOf { date, dated, undated } => {
                write!(f, "earliest of {dated} dated ({date}); {undated} {} no date", have(*undated))
            }
            Reason::DatesOverlap { members } => {
                write!(f, "the dates of {members} do not tell which was first")
            }
            Reason::Agency { agency } => write!(f, "published by {agency} itself"),
            Reason::Credited { agency, members } => write!(f, "{members} credit{} {agency}", s(members)),
            Reason::FirstPublished { outlet, members } => {
                write!(f, "{members} say{} it was first published by {outlet}", s(members))
            }
            Reason::Canonical { outlet, members } => {
                write!(f, "{members} give{} an address of {outlet} as canonical", s(members))
            }
            Reason::TranslatedFrom { members } => {
                write!(f, "{members} {} from its language", be(*members, "translated"))
            }
            Reason::Contains { members } => write!(f, "{members} lie{} inside it", s(members)),
            Reason::HeldBy { members } => {
                write!(f, "{members} hold{} it whole and add{} to it", s(members), s(members))
            }
            Reason::EarliestCopy { agency, date } => {
                write!(f, "the earliest copy here of a text that is from {agency} ({date})")
            }
            Reason::AllAbsent => f.write_str("all derive from a text that is not here"),
            Reason::Absent { agency, members, all } => {
                let s = s(members);
                write!(f, "{} credit{s} {agency}, whose own text is not here", who(members, all))
            }
            Reason::OriginalAbsent { members, all } => {
                write!(
                    f,
                    "{} {}, from a text that is not here",
                    who(members, all),
                    be(*members, "translated")
                )
            }
            Reason::DatesSay { date } => write!(f, "by its date one was first ({date})"),
            Reason::NamedBy { members } => {
                write!(f, "{members} name{} another as where they are from", s(members))
            }
            Reason::Contradiction { .. } => f.write_str("the evidence contradicts itself"),
            Reason::Remains => f.write_str("all others derive from something"),
            Reason::Undecided { members } => write!(f, "nothing tells {members} of the members apart"),
            Reason::NoEvidence => f.write_str("no dates, credits or containment to tell"),
        }
    }
}

fn have(count: u32) -> &'static str {
    if count == 1 { "has" } else { "have" }
}

fn be(count: u32, what: &str) -> String {
    format!("{} {what}", if count == 1 { "is" } else { "are" })
}

/// The source of a cluster. Every index of a link is below `members.len()`; others are passed over.
pub fn decide(members: &[Member], links: &[Link]) -> Verdict {
    let cluster = Cluster::new(members, links);
    let Finding { source, survivors, absent, reasons } = cluster.source();
    let root = source.unwrap_or_else(|| cluster.centre(&survivors));
    Verdict { source, root, absent, reasons, parents: cluster.tree(root) }
}

/// What is known of one article, and what it says about where it is from. Made once, for its cluster and for every pair.
#[derive(Debug)]
pub struct Facts {
    span: Option<Published>,
    language: Language,
    words: u32,
    /// What it says, as it says it.
    credits: Vec<Claim>,
    /// The names under which others may credit it: of the agency that it is from, and its publisher's if that is another.
    agency: Vec<Name>,
    publisher: Option<Name>,
    /// Names it credits, apart from its own.
    whole: Vec<Name>,
    part: Vec<Name>,
    original: Vec<Name>,
    /// The name in its address.
    canonical: Option<Name>,
    translated: Option<Option<Language>>,
}

/// A name as it is compared: equal for equal [`key`]s.
type Name = u64;

/// Of a key. That among a million names two are taken for one has a chance of one in thirty million.
fn name(key: &str) -> Name {
    RandomState::with_seeds(1, 8, 5, 1).hash_one(key)
}

/// What a name is to the article that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Agency,
    Publisher,
    Whole,
    Part,
    Original,
    Canonical,
}

/// Where names become keys, so that not each of them takes memory of its own.
#[derive(Debug, Default)]
pub struct Keys {
    host: String,
    outlet: String,
    credited: String,
}

impl Keys {
    /// Calls `each` with every name that an article has or gives, and with how it is written there.
    fn names(&mut self, article: &Article, credits: &[Claim], mut each: impl FnMut(Role, Name, &str)) {
        let Keys { host, outlet, credited } = self;
        host.clear();
        outlet.clear();
        host_key(article.url.as_deref().unwrap_or_default(), host);
        let publisher = article.outlet.as_deref().unwrap_or_default();
        outlet_key(publisher, outlet);
        for claim in credits {
            let role = match claim.kind {
                ClaimKind::Own => Role::Agency,
                ClaimKind::Whole => Role::Whole,
                ClaimKind::Part => Role::Part,
                ClaimKind::Original => Role::Original,
                ClaimKind::Translated(_) => continue,
            };
            credited.clear();
            key(&claim.name, credited);
            if credited.is_empty() {
                continue;
            }
            if role != Role::Agency && is_host(&claim.name) {
                credited.clear();
                host_key(&claim.name, credited);
            }
            each(role, name(credited), claim.name.trim());
        }
        let (host, outlet) = (&**host, &**outlet);
        if !outlet.is_empty() {
            each(Role::Publisher, name(outlet), publisher.trim());
        } else if !host.is_empty() {
            each(Role::Publisher, name(host), host);
        }
        // "openwire.example" is the address of "OpenWire Daily", not of somebody else called OpenWire.
        let elsewhere =
            !host.is_empty() && !outlet.is_empty() && !outlet.starts_with(host) && !host.starts_with(outlet);
        if elsewhere {
            each(Role::Canonical, name(host), host);
        }
    }
}

impl Facts {
    /// `words` are those of the body, `credits` the [`claims`](super::claims) of the article.
    pub fn new(
        article: &Article,
        language: Language,
        words: u32,
        credits: Vec<Claim>,
        keys: &mut Keys,
    ) -> Facts {
        let [mut agency, mut whole, mut part, mut original] = [const { Vec::new() }; 4];
        let (mut publisher, mut canonical) = (None, None);
        keys.names(article, &credits, |role, name, _| {
            let names = match role {
                Role::Agency => &mut agency,
                Role::Whole => &mut whole,
                Role::Part => &mut part,
                Role::Original => &mut original,
                Role::Publisher => return publisher = Some(name),
                Role::Canonical => return canonical = Some(name),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        });
        for names in [&mut whole, &mut part, &mut original] {
            names.retain(|name| publisher != Some(*name) && !agency.contains(name));
        }
        let translated = credits.iter().filter_map(|claim| match claim.kind {
            ClaimKind::Translated(said) => Some(said.filter(|said| *said != language)),
            _ => None,
        });
        // A language that is said wins over a bare "translated".
        let translated = translated.max_by_key(|language| *language);
        let publisher = publisher.filter(|name| !agency.contains(name));
        let span = article.published.filter(|span| !is_blank(span));
        Facts {
            span,
            language,
            words,
            credits,
            agency,
            publisher,
            whole,
            part,
            original,
            canonical,
            translated,
        }
    }

    /// Evidence on a pair alone: `Some(true)` where `other` derives from this, `Some(false)` the other way round, `None`
    /// where nothing tells. `relation` is what `other` is to this.
    pub fn gave(&self, other: &Facts, relation: Relation) -> Option<bool> {
        direction((self, self.span), (other, other.span), relation)
    }

    /// Whether its publisher is an agency.
    fn is_agency(&self) -> bool {
        !self.agency.is_empty()
    }

    /// The names under which others may credit it.
    fn own(&self) -> impl Iterator<Item = Name> + '_ {
        self.agency.iter().copied().chain(self.publisher)
    }

    /// Every name it gives as the place it is from.
    fn names(&self) -> impl Iterator<Item = Name> + '_ {
        self.whole.iter().chain(&self.part).chain(&self.original).copied().chain(self.canonical)
    }

    fn is_called(&self, name: Name) -> bool {
        self.own().any(|own| own == name)
    }

    /// Whether it says that it is from `other`.
    fn is_from(&self, other: &Facts) -> bool {
        let translated = match self.translated {
            Some(Some(language)) => other.language == language && self.language != language,
            Some(None) => other.translated.is_none() && other.language != self.language,
            None => false,
        };
        translated || self.names().any(|name| other.is_called(name))
    }
}

/// Whether a date is the zero of a clock, as programs write that know none.
fn is_blank(span: &Published) -> bool {
    let day = 24 * 3600;
    span.earliest.as_second().abs() <= day && span.latest.as_second().abs() <= 2 * day
}

/// Adds to `key` what a name is compared by: lower case, letters and digits only, without a leading article.
fn key(name: &str, key: &mut String) {
    let name = name.trim();
    if name.is_ascii() {
        let bare = match name.get(..4) {
            Some(article) if article.eq_ignore_ascii_case("the ") => &name[4..],
            _ => name,
        };
        let letters = bare.bytes().filter(u8::is_ascii_alphanumeric);
        key.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    let lower = name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    key.extend(bare.chars().filter(|c| c.is_alphanumeric()));
}

/// Whether a name is given as a host.
fn is_host(name: &str) -> bool {
    name.contains("://") || name.contains('.') && !name.trim().contains(char::is_whitespace)
}

/// Adds the key of an outlet, which may be given as a host.
fn outlet_key(outlet: &str, onto: &mut String) {
    if is_host(outlet) { host_key(outlet, onto) } else { key(outlet, onto) }
}

/// Adds the name in an address: `harbour-courier` of `https://www.harbour-courier.co.uk/a/b`, as a key.
fn host_key(url: &str, onto: &mut String) {
    let host = authority(url).or_else(|| url.split(['/', '?', '#']).next()).unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or("").split(':').next().unwrap_or("");
    let mut labels = host.rsplit('.').filter(|label| !label.is_empty());
    let (last, second, third) = (labels.next(), labels.next(), labels.next());
    let (Some(last), Some(second)) = (last, second) else { return key(host, onto) };
    // "co.uk", "com.br", "gov.au": a short label before the last belongs to the suffix, if one is left before it.
    let of_suffix = second.len() <= 3 && last.len() == 2;
    key(third.filter(|&third| of_suffix && third != "www").unwrap_or(second), onto);
}

/// As [`Facts::gave`] tells it, by the dates that count.
fn direction(
    (a, of_a): (&Facts, Option<Published>),
    (b, of_b): (&Facts, Option<Published>),
    relation: Relation,
) -> Option<bool> {
    let agree = |forward: bool, backward: bool| (forward != backward).then_some(forward);
    let dates = match (of_a, of_b) {
        (Some(x), Some(y)) => agree(x.is_before(&y), y.is_before(&x)),
        _ => None,
    };
    let (forward, backward) = (b.is_from(a), a.is_from(b));
    if forward && backward {
        return None;
    }
    let words = agree(forward, backward);
    match (dates, words) {
        (Some(x), Some(y)) => return (x == y).then_some(x),
        (Some(known), None) | (None, Some(known)) => return Some(known),
        (None, None) => {}
    }
    if is_verbatim(relation) && a.is_agency() != b.is_agency() {
        return Some(a.is_agency());
    }
    if let Some(short_is_a) = contained(relation) {
        let (short, long) = if short_is_a { (a, b) } else { (b, a) };
        // What the long one has from somebody whom the short one does not name, it added.
        if long.part.iter().any(|name| !short.part.contains(name) && !short.whole.contains(name)) {
            return Some(short_is_a);
        }
        return (short.words as f32 <= CUT * long.words as f32).then_some(!short_is_a);
    }
    // The text that is an agency's is nearer to it than the one that only uses it.
    let nearer = |x: &Facts, y: &Facts| {
        y.whole.is_empty() && y.part.iter().any(|name| x.whole.contains(name) && !x.part.contains(name))
    };
    agree(nearer(a, b), nearer(b, a))
}

/// Of two texts one of which lies in the other, whether the first is the short one.
fn contained(relation: Relation) -> Option<bool> {
    match relation {
        Relation::Excerpt => Some(false),
        Relation::Expanded => Some(true),
        _ => None,
    }
}

/// A text of at most this share of another that holds it was cut from it: updates add less than they take over.
const CUT: f32 = 0.45;

/// Of two texts each of which has less than this of its words in the other, each has something of its own.
const OF_ITS_OWN: f32 = 0.85;

/// Texts that are held by one, or hold it, that are looked at for two that differ.
const HOLDERS: usize = 64;

fn is_verbatim(relation: Relation) -> bool {
    matches!(relation, Relation::Identical | Relation::Near | Relation::Excerpt | Relation::Expanded)
}

/// Hours by which both ends of two dates must differ for one to be of an earlier day: two days that follow each other are
/// 24 apart, or 23 where clocks change.
const A_DAY_APART: i64 = 20;

/// At most this many absent agencies are named in the reasons, the most credited ones: in twelve languages one agency's
/// name can stand in as many spellings.
const MOST_NAMES: usize = 3;

/// How much of the fullest text a member must have, in words, to be called as full.
const AS_FULL: f32 = 0.9;

/// Members that give the same credit, for each whose date is against it, before that date is taken for wrong.
const OUTVOTED: usize = 2;

/// The dates of members that count: not of those that say they are from another, have a date before its own, and are
/// outvoted by others that say the same.
fn sound_dates(facts: &[&Facts], owners: &Owners) -> Vec<Option<Published>> {
    let mut sound: Vec<Option<Published>> = facts.iter().map(|fact| fact.span).collect();
    // Name by name every member would be asked as often as there are outlets.
    let mut naming: Vec<(Name, usize)> = Vec::new();
    for (i, fact) in facts.iter().enumerate() {
        let others = fact.names().filter(|&name| !fact.is_called(name) && owners.are_here(name));
        naming.extend(others.map(|name| (name, i)));
    }
    naming.sort_unstable();
    naming.dedup();
    for from in naming.chunk_by(|x, y| x.0 == y.0) {
        // Of several texts of its own, the first: what is before that is before all of them.
        let spans = owners.of(from[0].0).filter_map(|i| facts[i].span);
        let Some(own) = spans.min_by_key(|span| (span.earliest, span.latest)) else { continue };
        let is_early = |i: usize| facts[i].span.is_some_and(|span| span.is_before(&own));
        let early = || from.iter().map(|&(_, i)| i).filter(|&i| is_early(i));
        let outvoted = early().count();
        if from.len() - outvoted >= OUTVOTED * outvoted {
            early().for_each(|i| sound[i] = None);
        }
    }
    sound
}

/// For each name, the members that it names.
struct Owners(Vec<(Name, usize)>);

impl Owners {
    fn new(facts: &[&Facts]) -> Self {
        let mut owners: Vec<(Name, usize)> = Vec::with_capacity(facts.len());
        for (i, fact) in facts.iter().enumerate() {
            owners.extend(fact.own().map(|name| (name, i)));
        }
        owners.sort_unstable();
        Owners(owners)
    }

    fn of(&self, name: Name) -> impl Iterator<Item = usize> + '_ {
        let first = self.0.partition_point(|&(own, _)| own < name);
        self.0[first..].iter().take_while(move |&&(own, _)| own == name).map(|&(_, i)| i)
    }

    fn are_here(&self, name: Name) -> bool {
        self.of(name).next().is_some()
    }
}

/// What the evidence on a cluster comes to.
struct Finding {
    source: Option<usize>,
    /// What remains when all has been heard.
    survivors: Vec<usize>,
    /// See [`Verdict::absent`].
    absent: Option<Vec<String>>,
    reasons: Vec<Reason>,
}

/// A cluster with what is known of its members, in the numbers of the members.
struct Cluster<'a> {
    members: &'a [Member<'a>],
    links: &'a [Link],
    facts: Vec<&'a Facts>,
    /// Made where a name is told.
    spellings: OnceCell<BTreeMap<Name, String>>,
    /// The dates that count.
    spans: Vec<Option<Published>>,
    /// Certainly published after another member.
    late: Vec<bool>,
    /// Says that it is from another member.
    borrowed: Vec<bool>,
    /// Says that it is translated, from a language that is here.
    from_language: Vec<bool>,
    /// By containment in or of another member; weaker than the two above, which override it.
    contained: Vec<bool>,
    /// A part of another text, whatever the dates say.
    cut: Vec<bool>,
    /// How many others lie in it, and hold it.
    contains: Vec<u32>,
    held: Vec<u32>,
    owners: Owners,
    /// How many others say that they are from it.
    named: Vec<Named>,
}

/// How many others name a member as where they are from, each by its first way.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Named {
    credit: u32,
    original: u32,
    canonical: u32,
    language: u32,
}

impl Named {
    fn by_name(&self) -> u32 {
        self.credit + self.original + self.canonical
    }
}

impl<'a> Cluster<'a> {
    fn new(members: &'a [Member<'a>], links: &'a [Link]) -> Self {
        let n = members.len();
        let facts: Vec<&Facts> = members.iter().map(|member| member.facts).collect();
        let owners = Owners::new(&facts);
        let spans = sound_dates(&facts, &owners);
        let first = spans.iter().flatten().map(|span| span.latest.max(span.earliest)).min();
        let late: Vec<bool> = spans
            .iter()
            .map(|span| span.zip(first).is_some_and(|(span, first)| first < span.earliest.min(span.latest)))
            .collect();
        let mut cluster = Cluster {
            members,
            links,
            late,
            borrowed: vec![false; n],
            from_language: vec![false; n],
            contained: vec![false; n],
            cut: vec![false; n],
            contains: vec![0; n],
            held: vec![0; n],
            owners,
            named: vec![Named::default(); n],
            facts,
            spellings: OnceCell::new(),
            spans,
        };
        cluster.read_claims();
        cluster.read_containment();
        cluster
    }

    /// The links whose ends are members, with their indices.
    fn links(&self) -> impl Iterator<Item = (usize, &'a Link)> + '_ {
        let n = self.members.len();
        let links: &'a [Link] = self.links;
        links.iter().enumerate().filter(move |(_, link)| link.a < n && link.b < n && link.a != link.b)
    }

    fn read_claims(&mut self) {
        // Counted by name and not by pair, so that thousands of copies that credit thousands of copies stay cheap.
        let mut by_name: BTreeMap<Name, Named> = BTreeMap::new();
        let mut by_language: BTreeMap<Language, u32> = BTreeMap::new();
        let mut languages: BTreeMap<Language, u32> = BTreeMap::new();
        for fact in self.facts.iter().filter(|fact| fact.translated.is_none()) {
            *languages.entry(fact.language).or_default() += 1;
        }
        for (i, fact) in self.facts.iter().enumerate() {
            let mut claimed = Vec::new();
            for name in fact.names().filter(|&name| self.owners.are_here(name)) {
                if fact.is_called(name) || claimed.contains(&name) {
                    continue;
                }
                claimed.push(name);
                let named = by_name.entry(name).or_default();
                if fact.original.contains(&name) {
                    named.original += 1;
                } else if fact.whole.contains(&name) || fact.part.contains(&name) {
                    named.credit += 1;
                } else {
                    named.canonical += 1;
                }
            }
            let from_language = match fact.translated {
                Some(Some(language)) => {
                    let here = languages.contains_key(&language);
                    if here {
                        *by_language.entry(language).or_default() += 1;
                    }
                    here
                }
                Some(None) => languages.keys().any(|language| *language != fact.language),
                None => false,
            };
            self.borrowed[i] = from_language || !claimed.is_empty();
            self.from_language[i] = from_language;
        }
        for (i, fact) in self.facts.iter().enumerate() {
            for name in fact.own() {
                if let Some(named) = by_name.get(&name) {
                    self.named[i].credit += named.credit;
                    self.named[i].original += named.original;
                    self.named[i].canonical += named.canonical;
                }
            }
            if fact.translated.is_none() {
                self.named[i].language = by_language.get(&fact.language).copied().unwrap_or(0);
            }
        }
    }

    fn read_containment(&mut self) {
        if self.links.iter().all(|link| contained(link.relation).is_none()) {
            return;
        }
        let links: Vec<&Link> = self.links().map(|(_, link)| link).collect();
        let all_there = |link: &&&Link| match link.relation {
            Relation::Near => link.a_in_b.max(link.b_in_a) >= OF_ITS_OWN,
            relation => is_verbatim(relation),
        };
        let tied: AHashSet<(usize, usize)> =
            links.iter().filter(all_there).map(|link| (link.a.min(link.b), link.a.max(link.b))).collect();
        let apart = |x: usize, y: usize| x != y && !tied.contains(&(x.min(y), x.max(y)));
        // For each member what lies in it, and what it lies in.
        let (mut parts, mut wholes) =
            (vec![Vec::new(); self.members.len()], vec![Vec::new(); self.members.len()]);
        for link in &links {
            let Some(short_is_a) = contained(link.relation) else { continue };
            let (short, long) = if short_is_a { (link.a, link.b) } else { (link.b, link.a) };
            parts[long].push(short);
            wholes[short].push(long);
        }
        for list in parts.iter_mut().chain(&mut wholes) {
            list.sort_by_key(|&i| (self.members[i].doc, i));
            list.truncate(HOLDERS);
        }
        for link in links {
            let Some(short_is_a) = contained(link.relation) else { continue };
            let (short, long) = if short_is_a { (link.a, link.b) } else { (link.b, link.a) };
            // Dates and words may show that it is the other way round: what looks like an excerpt is then a first,
            // shorter version, and what looks like an update is a text that was cut later.
            let forward = self.direction(link);
            let from_long = forward.map(|forward| forward != short_is_a).or_else(|| {
                let whole = parts[long].iter().any(|&other| apart(short, other));
                let core = wholes[short].iter().any(|&other| apart(long, other));
                (whole != core).then_some(whole)
            });
            match from_long {
                Some(true) => {
                    self.contained[short] = true;
                    self.contains[long] += 1;
                    self.cut[short] = true;
                }
                Some(false) => {
                    self.contained[long] = true;
                    self.held[short] += 1;
                }
                None => {}
            }
        }
    }

    fn is_before(&self, i: usize, j: usize) -> bool {
        matches!((&self.spans[i], &self.spans[j]), (Some(x), Some(y)) if x.is_before(y))
    }

    /// Which of the ends of a link derives from the other, by itself: see [`Facts::gave`].
    fn direction(&self, link: &Link) -> Option<bool> {
        let end = |i: usize| (self.facts[i], self.spans[i]);
        direction(end(link.a), end(link.b), link.relation)
    }

    /// A name as it is written; of several spellings the first in the order of their letters.
    fn written(&self, name: Name) -> &str {
        let spellings = self.spellings.get_or_init(|| {
            let (mut keys, mut spellings) = (Keys::default(), BTreeMap::new());
            for member in self.members {
                keys.names(member.article, &member.facts.credits, |_, name, written| {
                    let known: &mut String = spellings.entry(name).or_insert_with(|| written.to_owned());
                    if written < known.as_str() {
                        written.clone_into(known);
                    }
                });
            }
            spellings
        });
        spellings.get(&name).map_or("", String::as_str)
    }

    fn date(&self, i: usize) -> String {
        let article = self.members[i].article;
        let given = article.date.as_deref().map(str::trim).filter(|date| !date.is_empty());
        match (given, &article.published) {
            (Some(date), _) => date.to_owned(),
            (None, Some(span)) => span.earliest.to_string(),
            (None, None) => String::new(),
        }
    }

    /// The member's own name, for people: its outlet, else the agency that published it.
    fn outlet(&self, i: usize) -> String {
        let outlet = self.members[i].article.outlet.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (outlet, self.facts[i].own().next()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(own)) => self.written(own).to_owned(),
            (None, None) => String::new(),
        }
    }

    fn all(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.members.len()
    }

    /// Whether a member is shown to derive from another.
    fn is_derived(&self, i: usize) -> bool {
        self.late[i] || self.borrowed[i] || self.contained[i]
    }

    fn count(&self, test: impl Fn(usize) -> bool) -> u32 {
        self.all().filter(|&i| test(i)).count() as u32
    }

    /// Names that a member gives for its whole text and that no member has.
    fn absent(&self, i: usize) -> impl Iterator<Item = Name> + '_ {
        let fact = self.facts[i];
        fact.whole.iter().chain(&fact.original).copied().filter(|&name| !self.owners.are_here(name))
    }

    /// Whether a member says that it is translated, and nothing here can be what it was translated from.
    fn is_orphan(&self, i: usize) -> bool {
        self.facts[i].translated.is_some() && !self.borrowed[i]
    }

    fn source(&self) -> Finding {
        let kept: Vec<usize> = self.all().filter(|&i| !self.late[i] && !self.borrowed[i]).collect();
        let is_named = |&i: &usize| self.named[i].by_name() > 0;
        let spurned = |i: usize| self.late[i] && !self.borrowed[i] && is_named(&i);
        // Members that name each other in a circle: who stays out of it is no source for that.
        let circle = self.all().any(|i| is_named(&i))
            && self.all().all(|i| !is_named(&i) || self.borrowed[i] && !self.from_language[i]);
        if circle {
            let survivors = self.all().collect();
            return Finding { source: None, survivors, absent: None, reasons: self.contradiction() };
        }
        if kept.is_empty() || self.all().any(spurned) && !kept.iter().any(is_named) {
            let survivors = self.all().collect();
            return Finding { source: None, survivors, absent: None, reasons: self.contradiction() };
        }
        let (rest, by_day) = self.narrow(kept);
        if let &[only] = rest.as_slice()
            && let Some(reasons) = self.accept(only, by_day)
        {
            return Finding { source: Some(only), survivors: rest, absent: None, reasons };
        }
        let absent = self.all_absent();
        let reasons = self.undecided(&rest, absent.is_some());
        Finding { source: None, survivors: rest, absent, reasons }
    }

    /// Whether a member says that its whole text is somebody's who is not here.
    fn is_from_elsewhere(&self, i: usize) -> bool {
        self.absent(i).next().is_some() || self.is_orphan(i)
    }

    /// Members that have the words of one that is from elsewhere, or say themselves that they are.
    fn words_from_elsewhere(&self) -> Vec<bool> {
        let mut found: Vec<bool> = self.all().map(|i| self.is_from_elsewhere(i)).collect();
        let says = found.clone();
        for (_, link) in self.links().filter(|(_, link)| is_verbatim(link.relation)) {
            found[link.a] |= says[link.b];
            found[link.b] |= says[link.a];
        }
        found
    }

    /// Whom the members credit with the text that all of them derive from, if that is not here.
    fn all_absent(&self) -> Option<Vec<String>> {
        let words = self.words_from_elsewhere();
        let says: Vec<usize> = self.all().filter(|&i| self.is_from_elsewhere(i)).collect();
        let silent: Vec<usize> = self.all().filter(|&i| !words[i] && !self.is_derived(i)).collect();
        // Who tells the same in other words and names nobody is one more customer where half of all say that they are;
        // where it was published before them, it may be what they are from.
        let customer = |i: usize| {
            let dated = || says.iter().filter(|&&other| self.spans[other].is_some());
            2 * says.len() >= self.members.len()
                && (dated().next().is_none() || !dated().all(|&other| self.is_before(i, other)))
        };
        if says.is_empty() || !silent.into_iter().all(customer) {
            return None;
        }
        let named = self.absences(false).into_iter().filter_map(|reason| match reason {
            Reason::Absent { agency, .. } if agency != "agencies" => Some(agency),
            _ => None,
        });
        // "Agencies" are nobody.
        Some(named.collect())
    }

    /// Keeps of the members that are neither late nor say that they are from another those with the best evidence; and
    /// whether the day of its date was needed to single one out.
    fn narrow(&self, kept: Vec<usize>) -> (Vec<usize>, bool) {
        let prefer = |from: Vec<usize>, test: &dyn Fn(usize) -> bool| {
            let chosen: Vec<usize> = from.iter().copied().filter(|&i| test(i)).collect();
            if chosen.is_empty() { from } else { chosen }
        };
        let mut rest = kept;
        if rest.iter().any(|&i| self.named[i].by_name() > 0) {
            // An agency's own text that nobody names is as good a source as another text that somebody does.
            rest.retain(|&i| self.named[i].by_name() > 0 || self.facts[i].is_agency() && !self.contained[i]);
        }
        rest = prefer(rest, &|i| !self.contained[i]);
        rest = prefer(rest, &|i| self.named[i].language > 0);
        if rest.len() > 1 {
            if let Some(only) = self.agency_of(&rest) {
                return (vec![only], false);
            }
            if let Some(only) = self.earlier_day(&rest) {
                return (vec![only], true);
            }
        }
        (rest, false)
    }

    /// The one agency text among `rest` that all others there share word for word without a word on where they have it
    /// from: publishing agency copy without its name is common, an agency that sells an outlet's copy word for word is not.
    fn agency_of(&self, rest: &[usize]) -> Option<usize> {
        let mut agencies = rest.iter().copied().filter(|&i| self.facts[i].is_agency());
        let only = agencies.next().filter(|_| agencies.next().is_none())?;
        let mut tied = vec![false; self.members.len()];
        for (_, link) in self.links().filter(|(_, link)| is_verbatim(link.relation)) {
            tied[link.a] |= link.b == only;
            tied[link.b] |= link.a == only;
        }
        let silent = |i: usize| self.absent(i).next().is_none() && self.facts[i].translated.is_none();
        rest.iter().all(|&i| i == only || tied[i] && silent(i)).then_some(only)
    }

    /// The member of an earlier day than all others of `rest`, where it is as full as any and they are of one language: two
    /// outlets of one language seldom sit so many time zones apart that the later day comes first.
    fn earlier_day(&self, rest: &[usize]) -> Option<usize> {
        let spans: Option<Vec<Published>> = rest.iter().map(|&i| self.spans[i]).collect();
        let spans = spans?;
        let at = (0..rest.len()).min_by_key(|&at| (spans[at].earliest, spans[at].latest))?;
        let day = A_DAY_APART * 3600;
        let first = rest[at];
        let fits = |(other, span): (&usize, &Published)| {
            *other == first
                || span.earliest.as_second() - spans[at].earliest.as_second() >= day
                    && span.latest.as_second() - spans[at].latest.as_second() >= day
                    && self.facts[*other].language == self.facts[first].language
                    && self.facts[first].words as f32 >= AS_FULL * self.facts[*other].words as f32
        };
        rest.iter().zip(&spans).all(fits).then_some(first)
    }

    /// The reasons for the last member that remains (`by_day`: for the sake of its day), or `None` where its text is from somebody who is not here.
    fn accept(&self, source: usize, by_day: bool) -> Option<Vec<Reason>> {
        let elsewhere = |i: usize| self.is_from_elsewhere(i);
        let others = || self.all().filter(|&i| i != source);
        let named = self.named[source];
        let mut reasons = Vec::new();
        let date = self.date(source);
        let later = others().filter(|&i| self.is_before(source, i)).count();
        let all_derive = others().all(|i| self.is_derived(i));
        if self.all().any(elsewhere) {
            let first = later > 0
                && all_derive
                && !self.words_from_elsewhere()[source]
                && self.is_of_the_commonest_language(source)
                && others().all(|i| !elsewhere(i) || self.is_before(source, i));
            let known = named.by_name() > 0 && (all_derive || !elsewhere(source));
            if !known && !first {
                return None;
            }
        }
        if later > 0 {
            reasons.push(match later + 1 == self.members.len() {
                true => Reason::Earliest { date },
                false => Reason::Before { date, members: later as u32 },
            });
        }
        let outlet = || self.outlet(source);
        if self.facts[source].is_agency() {
            reasons.push(Reason::Agency { agency: outlet() });
        }
        let told = [
            (named.credit, Reason::Credited { agency: outlet(), members: named.credit }),
            (named.original, Reason::FirstPublished { outlet: outlet(), members: named.original }),
            (named.canonical, Reason::Canonical { outlet: outlet(), members: named.canonical }),
            (named.language, Reason::TranslatedFrom { members: named.language }),
            (self.contains[source], Reason::Contains { members: self.contains[source] }),
            (self.held[source], Reason::HeldBy { members: self.held[source] }),
        ];
        reasons.extend(told.into_iter().filter(|(members, _)| *members > 0).map(|(_, reason)| reason));
        if by_day {
            reasons.push(Reason::EarlierDay { date: self.date(source) });
        }
        reasons.extend(self.absences(false));
        if reasons.is_empty() {
            reasons.push(Reason::Remains);
        }
        Some(reasons)
    }

    /// Whether no language has more members: an agency's text that is here in five English copies and one Spanish one was
    /// not written in Spanish, even where the Spanish one came first.
    fn is_of_the_commonest_language(&self, i: usize) -> bool {
        let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
        for fact in self.facts.iter().filter(|fact| fact.translated.is_none()) {
            *counts.entry(fact.language).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or(0);
        counts.get(&self.facts[i].language).is_some_and(|&count| count == most)
    }

    /// Who is credited and not here, most credited first (with `parts` also for parts of a text), and what is translated
    /// from nothing here.
    fn absences(&self, parts: bool) -> Vec<Reason> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for i in self.all() {
            let mut names: Vec<Name> = self.absent(i).collect();
            let part = self.facts[i].part.iter().filter(|name| parts && !self.owners.are_here(**name));
            names.extend(part);
            names.sort_unstable();
            names.dedup();
            for name in names {
                *counts.entry(self.written(name)).or_default() += 1;
            }
        }
        let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
        counts.sort_by_key(|&(name, members)| (Reverse(members), name));
        let n = self.members.len() as u32;
        let mut reasons: Vec<Reason> = counts
            .into_iter()
            .take(MOST_NAMES)
            .map(|(agency, members)| Reason::Absent { agency: agency.to_owned(), members, all: members == n })
            .collect();
        let orphans = self.count(|i| self.is_orphan(i));
        if orphans > 0 {
            reasons.push(Reason::OriginalAbsent { members: orphans, all: orphans == n });
        }
        reasons
    }

    /// Why the members of `rest` can't be told apart, or why the only one is no source.
    fn undecided(&self, rest: &[usize], absent: bool) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if absent {
            reasons.push(Reason::AllAbsent);
        }
        let mut dated: Vec<usize> = self.all().filter(|&i| self.spans[i].is_some()).collect();
        dated.sort_by_key(|&i| self.spans[i].map(|span| span.latest));
        let undated = rest.iter().filter(|&&i| self.spans[i].is_none()).count();
        let open = rest.len() - undated;
        if let Some(&first) = dated.first() {
            let certain = dated[1..].iter().all(|&i| self.is_before(first, i));
            if absent && certain && dated.len() == self.members.len() {
                let mut agencies: Vec<&str> = self.absent(first).map(|name| self.written(name)).collect();
                agencies.sort_unstable();
                if let Some(agency) = agencies.first() {
                    reasons
                        .push(Reason::EarliestCopy { agency: (*agency).to_owned(), date: self.date(first) });
                }
            }
            if undated > 0 && certain {
                let (dated, undated) = (dated.len() as u32, (self.members.len() - dated.len()) as u32);
                reasons.push(Reason::EarliestOf { date: self.date(first), dated, undated });
            } else if open > 1 && !absent {
                reasons.push(Reason::DatesOverlap { members: open as u32 });
            }
        }
        reasons.extend(self.absences(!absent).into_iter().map(|reason| match reason {
            Reason::Absent { agency, members, .. } if absent => Reason::Credited { agency, members },
            other => other,
        }));
        if rest.len() > 1 && rest.len() < self.members.len() && !absent {
            reasons.push(Reason::Undecided { members: rest.len() as u32 });
        }
        if reasons.is_empty() {
            reasons.push(Reason::NoEvidence);
        }
        reasons
    }

    /// What dates and words say, where they name different members or go round in a circle.
    fn contradiction(&self) -> Vec<Reason> {
        let doc = |i: usize| self.members[i].doc;
        let by_date = self
            .all()
            .filter(|&i| !self.late[i] && self.spans[i].is_some())
            .min_by_key(|&i| (self.spans[i].map(|span| span.latest), doc(i)));
        let late = self.late.contains(&true);
        let mut named: Vec<usize> = self.all().filter(|&i| self.named[i].by_name() > 0).collect();
        // Without a name to go by: what is not said to be from another.
        if named.is_empty() {
            named = self.all().filter(|&i| !self.borrowed[i]).collect();
        }
        named.sort_by_key(|&i| (self.borrowed[i], Reverse(self.named[i].by_name()), doc(i)));
        let mut reasons = Vec::new();
        let by_date = by_date.filter(|_| late);
        let by_name = named.iter().copied().find(|&i| Some(i) != by_date);
        if let Some(first) = by_date {
            reasons.push(Reason::DatesSay { date: self.date(first) });
        }
        if let Some(second) = by_name.filter(|&i| self.named[i].by_name() > 0) {
            reasons.push(Reason::NamedBy { members: self.named[second].by_name() });
        }
        let first = by_date.or_else(|| named.iter().copied().find(|&i| Some(i) != by_name));
        if let (Some(first), Some(second)) = (first, by_name) {
            reasons.push(Reason::Contradiction { first: doc(first), second: doc(second) });
        }
        reasons.extend(self.absences(true));
        if reasons.is_empty() {
            reasons.push(Reason::NoEvidence);
        }
        reasons
    }

    /// Of `among`, the member closest to all others: the one with the largest sum of confidence times overlap over its
    /// links; the first by number among equals.
    fn centre(&self, among: &[usize]) -> usize {
        let mut closeness = vec![0u64; self.members.len()];
        for (_, link) in self.links() {
            // In whole steps, so that the sum is the same in any order. Translations share no words: without a floor
            // they would count for nothing.
            let weight = steps(link.confidence, 1000) * steps(overlap(link).max(0.1), 1000);
            closeness[link.a] += weight;
            closeness[link.b] += weight;
        }
        let best = among.iter().copied().min_by_key(|&i| (Reverse(closeness[i]), self.members[i].doc, i));
        best.unwrap_or(0)
    }

    /// For each member what it derives from most directly, from `root` outwards: always the strongest link between a
    /// member that is placed and one that is not (Prim 1957).
    fn tree(&self, root: usize) -> Vec<Option<(usize, usize)>> {
        let n = self.members.len();
        let mut parents = vec![None; n];
        if root >= n {
            return parents;
        }
        // The links of each member: (member, link).
        let mut beside: Vec<(usize, usize)> = Vec::with_capacity(2 * self.links.len());
        beside.extend(self.links().flat_map(|(at, link)| [(link.a, at), (link.b, at)]));
        beside.sort_unstable();
        let mut placed = vec![false; n];
        let mut depth = vec![0u32; n];
        let mut heap = BinaryHeap::new();
        let mut next = Some(root);
        while let Some(parent) = next {
            placed[parent] = true;
            let first = beside.partition_point(|&(member, _)| member < parent);
            for &(_, at) in beside[first..].iter().take_while(|&&(member, _)| member == parent) {
                let link = &self.links[at];
                let child = if link.a == parent { link.b } else { link.a };
                if !placed[child] {
                    heap.push((
                        self.strength(parent, child, link, depth[parent]),
                        Reverse((parent, child, at)),
                    ));
                }
            }
            next = None;
            while let Some((_, Reverse((parent, child, at)))) = heap.pop() {
                if !placed[child] {
                    parents[child] = Some((parent, at));
                    depth[child] = depth[parent] + 1;
                    next = Some(child);
                    break;
                }
            }
        }
        parents
    }

    /// How likely `child` derives from `parent` directly, to be compared only.
    ///
    /// Shares and confidences count in steps of a twentieth: of two parents that are about equally close, the one nearer
    /// to the root is the likelier, since copies of one text resemble each other as much as they resemble it.
    fn strength(&self, parent: usize, child: usize, link: &Link, depth: u32) -> Strength {
        let (up, down) = (self.facts[parent], self.facts[child]);
        let first_there = down.original.iter().copied().chain(down.canonical).any(|name| up.is_called(name));
        let swapped = link.a != parent;
        let known = self.direction(link).map(|forward| forward != swapped);
        let class = match known {
            _ if self.is_before(child, parent) => 0,
            Some(false) => 1,
            _ if first_there => 3,
            _ => 2,
        };
        (
            class,
            steps(overlap(link), 20),
            up.language == down.language,
            steps(link.confidence, 20),
            Reverse(depth),
            steps(overlap(link), 1 << 20),
            steps(link.confidence, 1 << 20),
            Reverse((self.members[parent].doc, self.members[child].doc)),
        )
    }
}

type Strength = (u8, u64, bool, u64, Reverse<u32>, u64, u64, Reverse<(DocId, DocId)>);

/// The share of both texts' words that lie in passages they share, each text counting alike, 0 to 1.
fn overlap(link: &Link) -> f32 {
    (link.a_in_b + link.b_in_a) / 2.0
}

/// A share in whole steps of `1 / of`; nothing for what is no number.
fn steps(share: f32, of: u32) -> u64 {
    (f64::from(share).clamp(0.0, 1.0) * f64::from(of)).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use proptest::prelude::*;

    fn span(text: &str) -> Published {
        match text.parse::<jiff::Timestamp>() {
            Ok(at) => Published { earliest: at, latest: at },
            // A day, as the readers give it: the 50 hours in which it is that day somewhere.
            Err(_) => {
                let noon: jiff::Timestamp = format!("{text}T00:00:00Z").parse().unwrap();
                let hours = |n: i64| jiff::SignedDuration::from_hours(n);
                Published { earliest: noon - hours(14), latest: noon + hours(36) }
            }
        }
    }

    /// A member in one line: `outlet language words date; claims; url`. `-` for what is not known; underscores for
    /// spaces. Claims: `own:AFP`, `by:AFP` (whole), `with:AFP` (part), `first:Post` (original), `tr:es`, `tr:`.
    type Described = (Article, Facts);

    fn article(line: &str) -> Described {
        let mut parts = line.split(';').map(str::trim);
        let words: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
        let known = |at: usize| words.get(at).filter(|word| **word != "-").map(|word| word.replace('_', " "));
        let claims = parts.next().unwrap_or("").split_whitespace().map(|claim| {
            let (kind, name) = claim.split_once(':').unwrap();
            let kind = match kind {
                "own" => ClaimKind::Own,
                "by" => ClaimKind::Whole,
                "with" => ClaimKind::Part,
                "first" => ClaimKind::Original,
                "tr" => ClaimKind::Translated(Language::from_tag(name)),
                other => panic!("{other}"),
            };
            let name =
                if matches!(kind, ClaimKind::Translated(_)) { String::new() } else { name.replace('_', " ") };
            Claim { name, kind }
        });
        let claims = claims.collect();
        let article = Article {
            outlet: known(0),
            published: known(3).map(|date| span(&date)),
            date: known(3),
            url: parts.next().map(str::to_owned),
            ..Article::default()
        };
        let language = Language::from_tag(&known(1).unwrap()).unwrap();
        let words = known(2).unwrap().parse().unwrap();
        let facts = Facts::new(&article, language, words, claims, &mut Keys::default());
        (article, facts)
    }

    /// A link in one line: `a b relation`, e.g. `0 1 excerpt`.
    fn link(line: &str) -> Link {
        let words: Vec<&str> = line.split_whitespace().collect();
        let relation = *Relation::ALL.iter().find(|relation| relation.as_str() == words[2]).unwrap();
        let (a_in_b, b_in_a) = match relation {
            Relation::Identical => (1.0, 1.0),
            Relation::Near => (0.9, 0.9),
            Relation::Excerpt => (0.4, 1.0),
            Relation::Expanded => (0.95, 0.5),
            Relation::Rewrite | Relation::Partial => (0.1, 0.1),
            Relation::Translation => (0.0, 0.0),
        };
        Link {
            a: words[0].parse().unwrap(),
            b: words[1].parse().unwrap(),
            relation,
            confidence: 0.9,
            a_in_b,
            b_in_a,
        }
    }

    fn members_of(articles: &[Described], docs: impl Iterator<Item = u32>) -> Vec<Member<'_>> {
        articles
            .iter()
            .zip(docs)
            .map(|((article, facts), doc)| Member { doc: DocId(doc), article, facts })
            .collect()
    }

    fn verdict(members: &[&str], links: &[&str]) -> Verdict {
        let articles: Vec<_> = members.iter().map(|line| article(line)).collect();
        let members = members_of(&articles, 0..);
        let links: Vec<Link> = links.iter().map(|line| link(line)).collect();
        decide(&members, &links)
    }

    fn told(verdict: &Verdict) -> String {
        let reasons: Vec<String> = verdict.reasons.iter().map(Reason::to_string).collect();
        reasons.join(" | ")
    }

    /// A name, members, links, the source, and a part of the reasons.
    type Case = (&'static str, &'static [&'static str], &'static [&'static str], Option<usize>, &'static str);

    /// Clusters, the source that a careful reader would name, and a part of the reason.
    #[rustfmt::skip]
    const CLUSTERS: &[Case] = &[
        ("nothing known", &["A en 300 -", "B en 300 -"], &["0 1 near"], None, "no dates, credits or containment"),
        ("rewrites, nothing known", &["A en 400 -", "B en 200 -"], &["0 1 rewrite"], None, "no dates"),
        ("full dates", &["A en 300 2026-05-01T12:00:00Z", "B en 300 2026-05-01T10:00:00Z"], &["0 1 near"],
            Some(1), "published first (2026-05-01T10:00:00Z)"),
        ("identical copies posted later", &["A en 300 2026-05-01T12:00:00Z", "B en 300 2026-05-01T10:00:00Z",
            "C en 300 2026-05-02T10:00:00Z"], &["0 1 identical", "1 2 identical"], Some(1), "published first"),
        ("the same day", &["A en 300 2026-05-01", "B en 300 2026-05-01"], &["0 1 near"], None, "do not tell which"),
        ("an hour within a day", &["A en 300 2026-05-01", "B en 300 2026-05-01T10:00:00Z"], &["0 1 near"], None,
            "do not tell which"),
        ("days far apart", &["A en 300 2026-05-05", "B en 300 2026-05-01"], &["0 1 rewrite"], Some(1),
            "published first (2026-05-01)"),
        ("one day and the next", &["A en 300 2026-05-01", "B en 290 2026-05-02"], &["0 1 rewrite"], Some(0),
            "of an earlier day"),
        ("one day and the next, but shorter", &["A en 200 2026-05-01", "B en 290 2026-05-02"], &["0 1 rewrite"], None,
            "do not tell which"),
        ("one day and the next, in two languages", &["A en 300 2026-05-01", "B ja 290 2026-05-02"], &["0 1 translation"],
            None, "do not tell which"),
        ("a date beside none", &["A en 300 2026-05-01T10:00:00Z", "B en 300 -"], &["0 1 near"], None,
            "one has a date (2026-05-01T10:00:00Z), 1 has none"),
        ("earliest of some", &["A en 300 2026-05-01T10:00:00Z", "B en 300 2026-05-03T10:00:00Z", "C en 300 -",
            "D en 300 -"], &["0 1 near", "0 2 near", "0 3 near"], None, "earliest of 2 dated (2026-05-01T10:00:00Z); 2 have no date"),
        ("an undated excerpt can't be it", &["A en 300 2026-05-01T10:00:00Z", "B en 300 2026-05-03T10:00:00Z",
            "C en 100 -"], &["0 1 near", "0 2 excerpt"], Some(0), "published before 1 of the others"),
        ("an undated translation that says so", &["A es 300 2026-05-01T10:00:00Z", "B es 300 2026-05-03T10:00:00Z",
            "C en 300 -; tr:es"], &["0 1 near", "0 2 translation"], Some(0), "translated from its language"),
        ("a clock at zero is no date", &["A en 300 1970-01-01T00:00:00Z", "B en 300 2026-05-03T10:00:00Z"],
            &["0 1 near"], None, "one has a date (2026-05-03"),
        ("excerpt alone", &["A en 300 -", "B en 100 -"], &["0 1 excerpt"], Some(0), "1 lies inside it"),
        ("an excerpt or an expansion", &["A en 300 -", "B en 500 -"], &["0 1 expanded"], None, "no dates"),
        ("expansions that differ", &["A en 300 -", "B en 500 -", "C en 500 -"],
            &["0 1 expanded", "0 2 expanded", "1 2 partial"], Some(0), "2 hold it whole and add to it"),
        ("excerpts that differ", &["B en 300 -", "C en 300 -", "A en 500 -"],
            &["0 2 expanded", "1 2 expanded", "0 1 partial"], Some(2), "2 lie inside it"),
        ("two copies of an excerpt or a core", &["A en 300 -", "B en 300 -", "C en 500 -"],
            &["0 2 expanded", "1 2 expanded", "0 1 near"], None, "no dates"),
        ("a later day than its excerpt", &["A en 300 2026-05-05", "B en 100 2026-05-01"], &["0 1 excerpt"], Some(1),
            "1 holds it whole"),
        ("an excerpt's credit over its length", &["A en 300 -; first:B", "B en 100 -"], &["0 1 excerpt"], Some(1),
            "first published by B"),
        ("two full texts and an excerpt", &["A en 300 -", "B en 300 -", "C en 100 -"],
            &["0 1 near", "0 2 excerpt", "1 2 excerpt"], None, "nothing tells 2 of the members apart"),
        ("the agency itself", &["AFP en 300 -; own:AFP", "B en 300 -; by:AFP", "C en 300 -; by:AFP"],
            &["0 1 near", "0 2 near"], Some(0), "published by AFP itself | 2 credit AFP"),
        ("the agency and a silent copy", &["AFP en 300 -; own:AFP", "B en 300 -; by:AFP", "C en 300 -"],
            &["0 1 near", "0 2 rewrite"], Some(0), "1 credits AFP"),
        ("the agency and nobody who credits it", &["AFP en 300 -; own:AFP", "B en 300 -"], &["0 1 near"], Some(0),
            "published by AFP itself"),
        ("the agency and a rewrite that credits nobody", &["AFP en 300 -; own:AFP", "B en 300 -"], &["0 1 rewrite"], None,
            "no dates"),
        ("an agency that the table does not know", &["Rift_Newswire en 300 -", "B en 300 -; by:Rift_Newswire"],
            &["0 1 near"], Some(0), "1 credits Rift Newswire"),
        ("all credit who is not here", &["A en 300 -; by:Reuters", "B en 300 -; by:Reuters", "C en 90 -; by:Reuters"],
            &["0 1 near", "0 2 excerpt"], None, "all derive from a text that is not here | 3 credit Reuters"),
        ("the full copy is no source either", &["A en 300 -; by:Reuters", "B en 100 -; by:Reuters"], &["0 1 excerpt"], None,
            "2 credit Reuters"),
        ("the earliest copy", &["A en 300 2026-05-01T10:00:00Z; by:Reuters", "B en 300 2026-05-01T12:00:00Z; by:Reuters"],
            &["0 1 near"], None, "the earliest copy here of a text that is from Reuters"),
        ("the earliest is an excerpt", &["A en 100 2026-05-01T10:00:00Z; by:Reuters",
            "B en 300 2026-05-01T12:00:00Z; by:Reuters"], &["1 0 excerpt"], None, "2 credit Reuters"),
        ("the earliest copy in a lone language", &["A es 300 2026-05-01T10:00:00Z; by:Reuters",
            "B en 300 2026-05-01T12:00:00Z; by:Reuters", "C en 300 2026-05-01T13:00:00Z; by:Reuters"],
            &["0 1 translation", "1 2 near"], None, "3 credit Reuters"),
        ("a silent copy is not the source for its silence", &["A en 300 -", "B en 300 -; by:Reuters"], &["0 1 near"], None,
            "all derive from a text that is not here | 1 credits Reuters"),
        ("a silent first", &["A en 300 2026-05-01T10:00:00Z", "B en 300 2026-05-01T12:00:00Z; by:Reuters"], &["0 1 near"],
            None, "all derive from a text that is not here"),
        ("a silent first in other words", &["A en 300 2026-05-01T10:00:00Z", "B en 300 2026-05-01T12:00:00Z; by:Reuters"],
            &["0 1 rewrite"], Some(0), "published first"),
        ("one clock is wrong", &["AFP en 300 2026-05-02T10:00:00Z; own:AFP", "B en 300 2026-05-02T12:00:00Z; by:AFP",
            "C en 300 2026-05-03T12:00:00Z; by:AFP", "D en 300 2026-05-01T10:00:00Z; by:AFP"], &["0 1 near", "0 2 near", "0 3 near"],
            Some(0), "published before 2 of the others"),
        ("one clock against another", &["AFP en 300 2026-05-02T10:00:00Z; own:AFP", "B en 300 2026-05-02T12:00:00Z; by:AFP",
            "D en 300 2026-05-01T10:00:00Z; by:AFP"], &["0 1 near", "0 2 near"], None, "contradicts itself"),
        ("two in a circle, and one who says nothing", &["A en 300 -; first:B", "B en 300 -; first:A", "C en 300 -"],
            &["0 1 near", "1 2 near"], None, "contradicts"),
        ("dates against a credit", &["A en 300 2026-05-01T10:00:00Z", "B en 300 2026-05-04T10:00:00Z",
            "C en 300 2026-05-05T10:00:00Z; first:B"], &["0 1 near", "1 2 near"], None, "contradicts itself"),
        ("its own credit against its date", &["A en 300 2026-05-01T10:00:00Z; first:B", "B en 300 2026-05-04T10:00:00Z"],
            &["0 1 near"], None, "by its date one was first (2026-05-01T10:00:00Z) | 1 names another"),
        ("each credits the other", &["A en 300 -; first:B", "B en 300 -; first:A"], &["0 1 near"], None, "contradicts"),
        ("dates and a credit that agree", &["A en 300 2026-05-04T10:00:00Z; first:B", "B en 300 2026-05-01T10:00:00Z"],
            &["0 1 near"], Some(1), "published first (2026-05-01T10:00:00Z) | 1 says it was first published by B"),
        ("an address of another", &["Harbour_Courier en 300 -; ; https://www.harbourcourier.example/a",
            "Other_Post en 300 -; ; https://harbour-courier.example/a"], &["0 1 near"], Some(0), "as canonical"),
        ("a chain of credits", &["AFP en 300 -; own:AFP", "Post en 300 -; by:AFP", "C en 300 -; first:Post"],
            &["0 1 near", "1 2 near"], Some(0), "1 credits AFP"),
        ("translated, from a language that is here", &["A es 300 -", "B en 300 -; tr:es"], &["0 1 translation"], Some(0),
            "translated from its language"),
        ("translated, from a language that is not here", &["A fr 300 -", "B en 300 -; tr:es"], &["0 1 translation"], None,
            "is translated, from a text that is not here"),
        ("copies of a translation", &["A en 300 -", "B en 300 -; tr:"], &["0 1 near"], None, "from a text that is not here"),
        ("a translation and no word of it", &["A es 300 -", "B en 300 -"], &["0 1 translation"], None, "no dates"),
        ("with material from an agency that is here", &["AFP en 300 -; own:AFP", "B en 600 -; with:AFP"], &["0 1 expanded"],
            Some(0), "published by AFP itself | 1 credits AFP | 1 holds"),
        ("additions from elsewhere", &["A en 300 -", "B en 600 -; with:Reuters"], &["0 1 expanded"], Some(0), "1 holds"),
    ];

    #[test]
    fn clusters() {
        for (name, members, links, source, reason) in CLUSTERS {
            let verdict = verdict(members, links);
            assert_eq!(verdict.source, *source, "{name}: {}", told(&verdict));
            assert!(told(&verdict).contains(reason), "{name}: {} has not: {reason}", told(&verdict));
            if let Some(source) = source {
                assert_eq!(verdict.root, *source, "{name}");
            }
        }
    }

    #[test]
    fn whom_they_credit_with_a_text_that_is_not_here() {
        let absent = |members: &[&str], links: &[&str]| verdict(members, links).absent;
        let near = &["0 1 near", "1 2 near"];
        let all = absent(&["A en 300 -; by:AFP", "B en 300 -; by:Reuters", "C en 300 -; by:AFP"], near);
        assert_eq!(all.unwrap(), ["AFP", "Reuters"]);
        let translated = absent(&["A en 300 -; tr:fr", "B en 300 -; tr:", "C en 300 -"], near);
        assert_eq!(translated.unwrap(), [""; 0]);
        // In other words, what names nobody is from there too where most say that they are.
        let other = ["0 1 rewrite", "1 2 rewrite"];
        assert_eq!(
            absent(&["A en 300 -; by:AFP", "B en 300 -", "C en 300 -; by:AFP"], &other).unwrap(),
            ["AFP"]
        );
        assert_eq!(absent(&["A en 300 -; by:AFP", "B en 300 -", "C en 300 -"], &other), None);
        let first = ["A en 300 2026-05-02; by:AFP", "B en 300 2026-04-01", "C en 300 -; by:AFP"];
        assert_eq!(absent(&first, &other), None);
        // Only a part.
        assert_eq!(absent(&["A en 300 -; with:AFP", "B en 300 -", "C en 300 -; with:AFP"], near), None);
    }

    #[test]
    fn directions() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &str, Option<bool>)] = &[
            ("A en 300 -", "B en 300 -", "near", None),
            ("A en 300 2026-05-01", "B en 300 2026-05-04", "near", Some(true)),
            ("A en 300 2026-05-04", "B en 300 2026-05-01", "near", Some(false)),
            ("A en 300 2026-05-01", "B en 300 2026-05-02", "near", None),
            ("A en 300 -", "B en 90 -", "excerpt", Some(true)),
            ("A en 300 2026-05-04", "B en 90 2026-05-01", "excerpt", Some(false)),
            ("A en 300 -", "B en 600 -", "expanded", None),
            ("A en 300 -", "B en 600 -; with:AFP", "expanded", Some(true)),
            ("A en 300 -; first:B", "B en 600 -", "expanded", Some(false)),
            ("A en 300 -", "B es 300 -; tr:en", "translation", Some(true)),
            ("A en 300 -; tr:", "B es 300 -", "translation", Some(false)),
            ("A en 300 -", "B es 300 -; tr:fr", "translation", None),
            ("A en 300 -; tr:es", "B es 300 -; tr:en", "translation", None),
            ("A en 300 2026-05-01; first:B", "B en 300 2026-05-04", "near", None),
            ("AFP en 300 -; own:AFP", "B en 300 -; by:AFP", "rewrite", Some(true)),
            ("AFP en 300 -; own:AFP", "B en 300 -", "rewrite", None),
            ("A en 300 -", "AFP en 300 -; own:AFP", "near", Some(false)),
            ("A en 300 -; by:AFP", "B en 300 -; with:AFP", "rewrite", Some(true)),
            ("A en 300 -; by:AFP", "B en 300 -; by:AFP", "near", None),
        ];
        for (a, b, relation, expected) in cases {
            let [(_, first), (_, second)] = [article(a), article(b)];
            let told = link(&format!("0 1 {relation}")).relation;
            assert_eq!(first.gave(&second, told), *expected, "{a} | {b} | {relation}");
            // From the other end it is the same evidence.
            let relation = told.reversed();
            if !matches!(relation, Relation::Excerpt | Relation::Expanded) {
                let expected = expected.map(|known| !known);
                assert_eq!(second.gave(&first, relation), expected, "{b} | {a} | {relation}");
            }
        }
    }

    fn parents(verdict: &Verdict) -> Vec<Option<usize>> {
        verdict.parents.iter().map(|parent| parent.map(|(parent, _)| parent)).collect()
    }

    #[test]
    fn trees() {
        // A rewrite of a translation names the translation.
        let found = verdict(
            &["A en 300 -", "B es 300 -; tr:en", "C es 300 2026-05-01T10:00:00Z"],
            &["0 1 translation", "0 2 translation", "1 2 rewrite"],
        );
        assert_eq!(parents(&found)[1..], [Some(0), Some(1)]);
        // Equally close to two, a copy derives from the one nearer to the root.
        let found = verdict(
            &["A en 300 2026-05-01", "B en 300 2026-05-05", "C en 300 2026-05-05"],
            &["0 1 near", "1 2 near", "0 2 near"],
        );
        assert_eq!(parents(&found), [None, Some(0), Some(0)]);
        // It can't derive from what came later, however close that is.
        let found = verdict(
            &["A en 300 2026-05-01", "B en 300 2026-05-05", "C en 300 2026-05-09"],
            &["0 1 rewrite", "1 2 near", "0 2 near"],
        );
        assert_eq!(parents(&found), [None, Some(0), Some(0)]);
        // It names the outlet it is from.
        let found = verdict(
            &["A en 300 2026-05-01", "B en 300 2026-05-05", "C en 300 2026-05-09; first:B"],
            &["0 1 near", "1 2 rewrite", "0 2 near"],
        );
        assert_eq!(found.parents[2].map(|(parent, _)| parent), Some(1));
        // No source: the one in the middle is the root.
        let found = verdict(&["A en 300 -", "B en 300 -", "C en 300 -"], &["0 1 near", "1 2 near"]);
        assert_eq!((found.source, found.root), (None, 1));
    }

    #[test]
    fn thousands_of_copies() {
        // Every one credits every other's publisher: linear all the same.
        let articles: Vec<_> = (0..20_000).map(|_| article("AFP en 300 -; own:AFP with:Reuters")).collect();
        let members = members_of(&articles, 0..);
        let links: Vec<Link> =
            (1..members.len()).map(|b| Link { a: 0, b, ..link("0 0 identical") }).collect();
        let verdict = decide(&members, &links);
        assert_eq!((verdict.source, verdict.root), (None, 0));
        assert!(verdict.parents[1..].iter().all(|parent| parent.is_some_and(|(parent, _)| parent == 0)));
    }

    fn any_member() -> impl Strategy<Value = String> {
        let outlet = prop::sample::select(vec!["A", "B", "AFP", "-"]);
        let language = prop::sample::select(vec!["en", "en", "es", "ja"]);
        let date = prop::sample::select(vec![
            "-",
            "-",
            "2026-05-01",
            "2026-05-02",
            "2026-05-01T10:00:00Z",
            "2026-05-04T09:00:00Z",
            "2026-05-09",
        ]);
        let claims = prop::sample::select(vec![
            "",
            "",
            "by:AFP",
            "by:Reuters",
            "with:AFP",
            "first:A",
            "first:B",
            "first:C",
            "tr:",
            "tr:es",
            "own:AFP",
        ]);
        (outlet, language, 90u32..600, date, claims).prop_map(|(outlet, language, words, date, claims)| {
            format!("{outlet} {language} {words} {date}; {claims}")
        })
    }

    fn any_share() -> impl Strategy<Value = f32> {
        prop_oneof![4 => 0.0f32..=1.0, 1 => Just(0.0), 1 => Just(1.0)]
    }

    /// A cluster: members, and links that tie all of them together, at most one a pair.
    fn any_cluster() -> impl Strategy<Value = (Vec<String>, Vec<Link>)> {
        prop::collection::vec(any_member(), 2..9).prop_flat_map(|members| {
            let n = members.len();
            let ties = prop::collection::vec(
                (
                    any::<prop::sample::Index>(),
                    0usize..6,
                    any_share(),
                    any_share(),
                    any_share(),
                    any::<bool>(),
                ),
                n - 1,
            );
            let more = prop::collection::vec(
                (0..n, 0..n, 0usize..6, any_share(), any_share(), any_share()),
                0..2 * n,
            );
            (Just(members), ties, more).prop_map(|(members, ties, more)| {
                let mut links: Vec<Link> = Vec::new();
                for (b, (a, relation, confidence, a_in_b, b_in_a, swap)) in (1..).zip(ties) {
                    let a = a.index(b);
                    let (a, b) = if swap { (b, a) } else { (a, b) };
                    links.push(Link { a, b, relation: Relation::ALL[relation], confidence, a_in_b, b_in_a });
                }
                for (a, b, relation, confidence, a_in_b, b_in_a) in more {
                    if a != b
                        && !links.iter().any(|link| (link.a, link.b) == (a, b) || (link.a, link.b) == (b, a))
                    {
                        links.push(Link {
                            a,
                            b,
                            relation: Relation::ALL[relation],
                            confidence,
                            a_in_b,
                            b_in_a,
                        });
                    }
                }
                (members, links)
            })
        })
    }

    fn decide_lines(lines: &[(u32, &str)], links: &[Link]) -> Verdict {
        let articles: Vec<_> = lines.iter().map(|(_, line)| article(line)).collect();
        let members = members_of(&articles, lines.iter().map(|(doc, _)| *doc));
        decide(&members, links)
    }

    proptest! {
        #[test]
        fn the_order_of_the_members_does_not_matter(
            (members, links) in any_cluster(),
            keys in prop::collection::vec(any::<u32>(), 9),
        ) {
            let lines: Vec<(u32, &str)> = (0..).zip(members.iter().map(String::as_str)).collect();
            let mut order: Vec<usize> = (0..lines.len()).collect();
            order.sort_by_key(|&i| (keys[i], i));
            let mut place = vec![0; order.len()];
            for (new, &old) in order.iter().enumerate() {
                place[old] = new;
            }
            let moved: Vec<(u32, &str)> = order.iter().map(|&old| lines[old]).collect();
            let n = links.len();
            let turned: Vec<Link> =
                links.iter().rev().map(|link| Link { a: place[link.a], b: place[link.b], ..*link }).collect();
            let (one, other) = (decide_lines(&lines, &links), decide_lines(&moved, &turned));
            prop_assert_eq!(one.source.map(|i| place[i]), other.source);
            prop_assert_eq!(place[one.root], other.root);
            prop_assert_eq!(&one.reasons, &other.reasons);
            for (old, parent) in one.parents.iter().enumerate() {
                prop_assert_eq!(parent.map(|(p, at)| (place[p], n - 1 - at)), other.parents[place[old]]);
            }
        }

        #[test]
        fn parents_form_a_tree((members, links) in any_cluster()) {
            let lines: Vec<(u32, &str)> = (0..).zip(members.iter().map(String::as_str)).collect();
            let verdict = decide_lines(&lines, &links);
            prop_assert!(!verdict.reasons.is_empty());
            prop_assert!(verdict.source.is_none_or(|source| source == verdict.root));
            for mut at in 0..members.len() {
                let mut steps = 0;
                while let Some((parent, link)) = verdict.parents[at] {
                    let link = &links[link];
                    prop_assert!((link.a, link.b) == (parent, at) || (link.b, link.a) == (parent, at));
                    (at, steps) = (parent, steps + 1);
                    prop_assert!(steps < members.len(), "a circle");
                }
                prop_assert_eq!(at, verdict.root);
            }
        }

        #[test]
        fn a_source_is_never_certainly_later((members, links) in any_cluster()) {
            let lines: Vec<(u32, &str)> = (0..).zip(members.iter().map(String::as_str)).collect();
            if let Some(source) = decide_lines(&lines, &links).source {
                let date = |line: &str| article(line).0.published;
                if let Some(span) = date(&members[source]) {
                    // Save those whose own word on where they are from outweighs their date.
                    let outlet = members[source].split(' ').next().unwrap_or_default();
                    let says = |line: &str| {
                        let claims = line.split(';').nth(1).unwrap_or_default();
                        claims.contains(&format!(":{outlet}")) || members[source].contains("own:AFP") && claims.contains(":AFP")
                    };
                    let later = |line: &String| !says(line) && date(line).is_some_and(|other| other.is_before(&span));
                    prop_assert!(!members.iter().any(later));
                }
            }
        }

        #[test]
        fn any_input_is_decided(
            lines in prop::collection::vec(any_member(), 0..6),
            links in prop::collection::vec((0usize..8, 0usize..8, 0usize..7, any::<f32>(), any::<f32>(), any::<f32>()), 0..20),
        ) {
            let lines: Vec<(u32, &str)> = lines.iter().map(|line| (7, line.as_str())).collect();
            let link = |(a, b, relation, confidence, a_in_b, b_in_a)| {
                Link { a, b, relation: Relation::ALL[relation], confidence, a_in_b, b_in_a }
            };
            let links: Vec<Link> = links.into_iter().map(link).collect();
            prop_assert_eq!(decide_lines(&lines, &links).parents.len(), lines.len());
        }

        #[test]
        fn any_address_has_a_key(text in "\\PC{0,40}") {
            host_key(&text, &mut String::new());
            outlet_key(&text, &mut String::new());
        }
    }

    #[test]
    fn addresses() {
        for (url, expected) in [
            ("https://www.harbour-courier.example/a/b?c#d", "harbourcourier"),
            ("http://news.bbc.co.uk/1", "bbc"),
            ("www.folha.com.br", "folha"),
            ("ledger24.example:8080", "ledger24"),
            ("localhost", "localhost"),
            ("", ""),
        ] {
            let mut key = String::new();
            host_key(url, &mut key);
            assert_eq!(key, expected);
        }
        for (outlet, expected) in [
            ("The Harbour Courier", "harbourcourier"),
            ("THE Bay", "bay"),
            ("Théâtre", "théâtre"),
            ("The Écho", "écho"),
            ("ledger24.example", "ledger24"),
            ("St. Louis Post", "stlouispost"),
        ] {
            let mut key = String::new();
            outlet_key(outlet, &mut key);
            assert_eq!(key, expected);
        }
    }
}
