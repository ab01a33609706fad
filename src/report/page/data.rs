//! What the page's script reads: an index of everything shown, and the texts and pairs of a few clusters at a time, so
//! that a page of ten thousand clusters opens without unpacking a text.

use crate::analysis::{Analysis, Detail, Entry};
use crate::anchors::Kind;
use crate::article::DocId;
use crate::cluster;
use crate::error::Problem;
use crate::exchange::exchange;
use crate::report::page::markup::{self, Offsets};
use crate::report::record::{self, Summary, round};
use crate::verify::{Changes, Match, Passage, Relation, Scores};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// How much of an analysis a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageParams {
    /// Clusters, the largest first.
    pub clusters: usize,
    /// About how many bytes of the page are texts and pairs. Where there are more, every cluster has those of its first
    /// members alone; where two of each are too many, the smallest clusters have none.
    pub bytes: usize,
    /// Articles of one cluster.
    pub members: usize,
    /// Pairs of one cluster.
    pub pairs: usize,
    /// Pairs of all clusters; where there are more, only those are kept that the page leads to: of a member with what it
    /// derives from, and with the root.
    pub all_pairs: usize,
    /// Articles outside the clusters shown, for the search.
    pub others: usize,
}

impl Default for PageParams {
    fn default() -> Self {
        // A page of under 40 MB can be mailed to some, and a browser has the index of 10,000 clusters, about 9 MB, in a
        // second or two. Of 10,664 clusters of 172,000 made-up articles of 3.3 kB the 10,000 that are shown have their texts,
        // two or more each, in a page of 37.2 MB that Chromium has open after 1.1 seconds. A cluster of more than 200 members is read by its tree's head; 2,000 pairs are those of 63 members.
        PageParams {
            clusters: 10_000,
            bytes: 30_000_000,
            members: 200,
            pairs: 2_000,
            all_pairs: 20_000,
            others: 20_000,
        }
    }
}

/// What a pair takes in a page, in bytes: as measured, 80 to 160.
const PAIR_BYTES: usize = 130;

/// Longer bodies are cut in the page.
const LONGEST_BODY: usize = 200_000;

/// Bytes of text that are unpacked at a time: about the texts of a large cluster.
const CHUNK: usize = 400_000;

/// Links of a cluster to articles outside it.
const LINKS: usize = 60;

/// Problems that are listed.
const PROBLEMS: usize = 500;

/// Outlets that are listed, most active first.
const OUTLETS: usize = 3_000;

/// How many members of each cluster have texts, at most, the first that fits.
const SHARES: [usize; 10] = [usize::MAX, 128, 64, 32, 24, 16, 12, 8, 4, 2];

/// About what a cluster's texts and pairs take in a page, in bytes.
struct Cost {
    members: usize,
    first: usize,
    /// Each of the others: as a rule much less, since they are copies.
    more: usize,
}

impl Cost {
    fn of(analysis: &Analysis, members: &[DocId], pairs: usize) -> Cost {
        let text = |doc: &DocId| body(&analysis.articles[doc.index()]);
        let first = markup::packed_size(members.iter().take(1).map(text), markup::FAST);
        let all = markup::packed_size(members.iter().map(text), markup::FAST) + pairs * PAIR_BYTES;
        let more = all.saturating_sub(first) / members.len().saturating_sub(1).max(1);
        Cost { members: members.len(), first, more }
    }

    fn with(&self, members: usize) -> usize {
        self.first + self.more * (members.min(self.members) - 1)
    }
}

/// How many members of each cluster have their texts on a page of about `bytes`. Where not even two of each do, costs of
/// `affordable` bytes are chosen.
fn with_texts(costs: &[Cost], bytes: usize, affordable: impl FnOnce() -> usize) -> Vec<usize> {
    let fits = |share: &usize| costs.iter().map(|cost| cost.with(*share)).sum::<usize>() <= bytes;
    let (share, bytes) = match SHARES.into_iter().find(fits) {
        Some(share) => (share, bytes),
        None => (SHARES[SHARES.len() - 1], affordable()),
    };
    let mut sum = 0;
    let mut texts = Vec::with_capacity(costs.len());
    for (place, cost) in costs.iter().enumerate() {
        sum += cost.with(share);
        texts.push(if sum <= bytes || place == 0 { share.min(cost.members) } else { 0 });
    }
    texts
}

/// How many bytes of costs come to `bytes` on the page where clusters have two texts each. Costs are those of each cluster
/// alone, packed in haste; in a chunk the texts of many are packed together and well, in about three quarters of that. Some
/// chunks tell.
fn affordable(analysis: &Analysis, clusters: &[&[DocId]], bytes: usize) -> usize {
    const SAMPLES: usize = 8;
    let (mut alone, mut together) = (0, 0);
    for sample in 0..SAMPLES {
        let mut texts: Vec<Cow<str>> = Vec::new();
        let mut size = 0;
        for members in &clusters[clusters.len() * sample / SAMPLES..] {
            let own = members.iter().take(2).map(|doc| body(&analysis.articles[doc.index()]));
            alone += markup::packed_size(own.clone(), markup::FAST);
            size += own.clone().map(|text| text.len()).sum::<usize>();
            texts.extend(own);
            if size > CHUNK {
                break;
            }
        }
        together += markup::packed_size(texts.into_iter(), markup::WELL);
    }
    (bytes as u128 * alone.max(1) as u128 / together.max(1) as u128) as usize
}

/// What of an analysis is on the page.
pub struct Selection<'a> {
    analysis: &'a Analysis,
    params: PageParams,
    /// The articles shown of each cluster shown, the root first.
    clusters: Vec<&'a [DocId]>,
    /// For each of them how many of its first members have their texts on the page.
    texts: Vec<usize>,
    /// The matches shown, by cluster; one of two clusters is with both.
    matches: Vec<Vec<&'a Match>>,
    /// The members of each cluster that have no match with its root: pairs to be read, the root first.
    unread: Vec<Vec<DocId>>,
    /// For each cluster its links to articles whose text is not on the page.
    links: Vec<Vec<&'a Match>>,
}

impl<'a> Selection<'a> {
    pub fn new(analysis: &'a Analysis, params: PageParams) -> Selection<'a> {
        let clusters: Vec<&[DocId]> = analysis
            .clusters
            .iter()
            .take(params.clusters)
            .map(|cluster| &cluster.members[..cluster.members.len().min(params.members)])
            .collect();
        let home: HashMap<DocId, usize> = clusters
            .iter()
            .enumerate()
            .flat_map(|(place, members)| members.iter().map(move |&doc| (doc, place)))
            .collect();
        let mut matches: Vec<Vec<&Match>> = vec![Vec::new(); clusters.len()];
        let mut links = matches.clone();
        for found in &analysis.matches {
            match (home.get(&found.a), home.get(&found.b)) {
                (Some(&x), Some(&y)) => {
                    matches[x].push(found);
                    if x != y {
                        matches[y].push(found);
                    }
                }
                (Some(&place), None) | (None, Some(&place)) => links[place].push(found),
                (None, None) => {}
            }
        }
        let few =
            matches.iter().map(|found| found.len().min(params.pairs)).sum::<usize>() <= params.all_pairs;
        let mut unread: Vec<Vec<DocId>> = Vec::new();
        for (members, found) in clusters.iter().zip(&mut matches) {
            let root = members[0];
            let with_root = found.iter().filter(|found| found.a == root || found.b == root);
            let met: HashSet<DocId> = with_root.flat_map(|found| [found.a, found.b]).collect();
            unread.push(members[1..].iter().copied().filter(|doc| !met.contains(doc)).collect());
            let of = |doc: DocId| {
                let place = analysis.articles[doc.index()].place.as_ref();
                place.and_then(|place| place.derivation.as_ref()).map(|derivation| derivation.of)
            };
            // What the tree is made of, what the source's text is marked with, and the rest, as long as there is room.
            let rank = |found: &&Match| match found {
                found if of(found.b) == Some(found.a) || of(found.a) == Some(found.b) => 0,
                found if found.a == root || found.b == root => 1,
                _ => 2,
            };
            if !few {
                found.retain(|found| rank(found) < 2 || found.relation == Relation::Partial);
            }
            if found.len() > params.pairs {
                found.sort_by_key(rank);
                found.truncate(params.pairs);
                found.sort_by_key(|found| (found.a, found.b));
            }
        }
        let costs: Vec<Cost> = clusters
            .iter()
            .zip(&matches)
            .zip(&unread)
            .map(|((members, found), unread)| Cost::of(analysis, members, found.len() + unread.len()))
            .collect();
        let texts = with_texts(&costs, params.bytes, || affordable(analysis, &clusters, params.bytes));
        let held =
            |doc: &DocId| home.get(doc).is_some_and(|&place| clusters[place][..texts[place]].contains(doc));
        for found in &mut matches {
            found.retain(|found| held(&found.a) && held(&found.b));
        }
        for (place, unread) in unread.iter_mut().enumerate() {
            unread.retain(|doc| texts[place] > 0 && held(doc));
        }
        for found in &mut links {
            found.sort_by_key(|found| std::cmp::Reverse(found.passages.iter().map(|p| p.words).sum::<u32>()));
            found.truncate(LINKS);
        }
        Selection { analysis, params, clusters, texts, matches, unread, links }
    }

    /// How many clusters are on the page: the largest ones.
    pub fn clusters(&self) -> usize {
        self.clusters.len()
    }

    /// The pairs that are shown, in the order in which their details are expected.
    pub fn pairs(&self) -> Vec<(DocId, DocId)> {
        let of = |(place, members): (usize, &&[DocId])| {
            let matches = self.matches[place].iter().map(|found| (found.a, found.b));
            let root = members[0];
            matches.chain(self.unread[place].iter().map(move |&doc| (root, doc))).collect::<Vec<_>>()
        };
        self.clusters.iter().enumerate().flat_map(of).collect()
    }
}

/// The index, and the chunks of texts and pairs.
pub struct Data<'a> {
    pub index: Index<'a>,
    pub chunks: Vec<Chunk<'a>>,
    /// Articles that have no text on the page, for the search.
    pub others: Vec<Other<'a>>,
}

#[derive(Serialize)]
pub struct Index<'a> {
    summary: Summary<'a>,
    words: u64,
    shared: u64,
    /// (language, articles, articles in clusters), most articles first.
    languages: Vec<(&'a str, u32, u32)>,
    /// (day since 1970, articles, articles in clusters), ascending.
    days: Vec<(i64, u32, u32)>,
    outlets: Vec<Outlet>,
    /// Outlets, and articles without one.
    outlets_all: usize,
    nameless: u32,
    /// (from, to, articles, by credit alone).
    flows: Vec<(usize, usize, u32, u8)>,
    relations: [Relation; Relation::ALL.len()],
    /// How many pairs of each relation there are.
    pairs: [u32; Relation::ALL.len()],
    articles: Vec<Article<'a>>,
    clusters: Vec<Cluster>,
    /// Articles in clusters that are not on the page, and others not in the list of others.
    left_members: usize,
    left_others: usize,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Outlet {
    name: String,
    articles: u32,
    taken: u32,
    given: u32,
    unclear: u32,
    credited: u32,
    originality: Option<f64>,
    delay: Option<i64>,
}

#[derive(Serialize)]
struct Article<'a> {
    /// Its number: rank by id, from 1.
    n: u32,
    id: &'a str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    /// Minutes since 1970 between which it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<(i64, i64)>,
    lang: &'a str,
    words: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// The place of what it derives from most directly in the list of articles, what it is to that, and how surely.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<(usize, usize, f64)>,
    /// (kind, name) of what it credits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    credits: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct Cluster {
    /// The place of its first member, the root, in the list of articles; the others follow.
    at: usize,
    /// Members on the page, and in all.
    shown: usize,
    size: usize,
    source: bool,
    /// Where all derive from a text that is not here: whom they credit with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<Vec<String>>,
    reasons: Vec<String>,
    /// Where its texts and pairs are, if they are on the page, and how many of the first members have theirs there.
    chunk: Option<usize>,
    texts: usize,
    /// Its links to articles whose text is not on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Link {
    /// The place of its own article.
    own: usize,
    n: u32,
    title: String,
    outlet: Option<String>,
    lang: String,
    relation: usize,
    words: u32,
}

/// Texts and pairs of some clusters.
#[derive(Serialize, Default)]
pub struct Chunk<'a> {
    /// By place in the list of articles.
    texts: BTreeMap<usize, Cow<'a, str>>,
    /// Articles that were cut.
    cut: Vec<usize>,
    /// (start, end, kind, name) of the credit lines of a text.
    credits: BTreeMap<usize, Vec<(u32, u32, &'static str, String)>>,
    /// For each text its sentences that have a counterpart in some other: (start, end). A pair names them by their places,
    /// since one sentence is in as many pairs as its article.
    sentences: BTreeMap<usize, Vec<(u32, u32)>>,
    /// For each text what it shares with one in another language: (start, length, group), ascending. What is of one group
    /// says the same.
    marks: BTreeMap<usize, Vec<(u32, u32, u32)>>,
    /// For each group that is a concept its English name.
    concepts: BTreeMap<u32, &'a str>,
    pairs: Vec<Pair<'a>>,
}

/// What a chunk's pairs say of one text, gathered while they are written.
#[derive(Default)]
struct Gathered<'a> {
    sentences: HashMap<(usize, u32, u32), u32>,
    /// Anchors as (text, start, end, kind), each with its group: a union-find forest.
    anchors: BTreeMap<(usize, u32, u32, Kind), usize>,
    parents: Vec<usize>,
    concepts: BTreeMap<usize, &'a str>,
}

impl<'a> Gathered<'a> {
    fn group(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn anchor(&mut self, place: usize, [start, end]: [u32; 2], kind: Kind) -> usize {
        let next = self.parents.len();
        let at = *self.anchors.entry((place, start, end, kind)).or_insert(next);
        if at == next {
            self.parents.push(at);
        }
        self.group(at)
    }

    /// Says that two anchors are the same thing.
    fn join(&mut self, a: usize, b: usize, says: &'a str) {
        // The older one leads, so that the groups do not depend on anything but the order of the pairs.
        let (lead, other) = (a.min(b), a.max(b));
        self.parents[other] = lead;
        if !says.is_empty() {
            self.concepts.entry(lead).or_insert(says);
        }
    }

    fn finish(mut self, chunk: &mut Chunk<'a>) {
        let anchors = std::mem::take(&mut self.anchors);
        let mut numbers: HashMap<usize, u32> = HashMap::new();
        for ((place, start, end, _), at) in anchors {
            let group = self.group(at);
            let next = numbers.len() as u32;
            let number = *numbers.entry(group).or_insert(next);
            chunk.marks.entry(place).or_default().push((start, end - start, number));
        }
        for (at, says) in std::mem::take(&mut self.concepts) {
            let group = self.group(at);
            if let Some(&number) = numbers.get(&group) {
                chunk.concepts.entry(number).or_insert(says);
            }
        }
    }
}

#[derive(Serialize)]
struct Pair<'a> {
    a: usize,
    b: usize,
    /// `None` where the two are in one cluster by way of others.
    relation: Option<usize>,
    directed: bool,
    confidence: f64,
    jaccard: f64,
    a_in_b: f64,
    b_in_a: f64,
    /// (start, end in a; start, end in b; words).
    passages: Vec<[u32; 5]>,
    /// (sentence of a, sentence of b, likeness in percent), the two by their places in the chunk's lists.
    sentences: Vec<[u32; 3]>,
    cuts: Vec<[u32; 2]>,
    additions: Vec<[u32; 2]>,
    numbers: (&'a [String], &'a [String]),
    names: (&'a [String], &'a [String]),
}

/// (number, id, title, outlet, language, date, words, cluster or 0).
pub type Other<'a> = (u32, &'a str, String, Option<&'a str>, &'a str, Option<&'a str>, u32, u32);

/// Lays out what `selection` holds; `details` are those of its pairs.
pub fn data<'a>(selection: &Selection<'a>, details: &'a [Detail]) -> Data<'a> {
    let analysis = selection.analysis;
    let order: Vec<DocId> = selection.clusters.iter().flat_map(|members| members.iter().copied()).collect();
    let places: HashMap<DocId, usize> = order.iter().enumerate().map(|(place, &doc)| (doc, place)).collect();
    let mut chunks = vec![Chunk::default()];
    let mut gathered = Gathered::default();
    let mut clusters = Vec::new();
    let (mut at, mut size) = (0, 0);
    let mut details = details.iter();
    for (place, &members) in selection.clusters.iter().enumerate() {
        if size > CHUNK {
            if let Some(chunk) = chunks.last_mut() {
                std::mem::take(&mut gathered).finish(chunk);
            }
            chunks.push(Chunk::default());
            size = 0;
        }
        let number = chunks.len() - 1;
        let chunk = &mut chunks[number];
        for &doc in &members[..selection.texts[place]] {
            let entry = &analysis.articles[doc.index()];
            size += body(entry).len();
            chunk.add_text(places[&doc], entry);
        }
        for (found, detail) in selection.matches[place].iter().zip(details.by_ref()) {
            let read = Read {
                ends: (found.a, found.b),
                relation: Some(found.relation),
                directed: found.directed,
                confidence: found.confidence,
                scores: &found.scores,
                passages: &found.passages,
            };
            let pair = pair((&mut *chunk, &mut gathered), analysis, &places, &read, detail);
            chunk.pairs.push(pair);
        }
        for (&doc, detail) in selection.unread[place].iter().zip(details.by_ref()) {
            let Some(reading) = &detail.reading else { continue };
            let read = Read {
                ends: (members[0], doc),
                relation: reading.relation,
                directed: analysis.clusters[place].source == Some(members[0]),
                confidence: reading.confidence,
                scores: &reading.scores,
                passages: &reading.passages,
            };
            let pair = pair((&mut *chunk, &mut gathered), analysis, &places, &read, detail);
            chunk.pairs.push(pair);
        }
        let whole = &analysis.clusters[place];
        clusters.push(Cluster {
            at,
            shown: members.len(),
            size: whole.members.len(),
            source: whole.source.is_some(),
            absent: whole.absent.clone(),
            reasons: whole.reasons.iter().map(|reason| record::reason(analysis, reason)).collect(),
            chunk: (selection.texts[place] > 0).then_some(number),
            texts: selection.texts[place],
            links: selection.links[place].iter().map(|found| link(analysis, &places, found)).collect(),
        });
        at += members.len();
    }
    if let Some(chunk) = chunks.last_mut() {
        gathered.finish(chunk);
    }
    let others: Vec<Other> = (0..)
        .zip(&analysis.articles)
        .filter(|(number, _)| !places.contains_key(&DocId(*number)))
        .take(selection.params.others)
        .map(|(number, entry)| other(number, entry))
        .collect();
    let articles = order.iter().map(|&doc| article(analysis, &places, doc)).collect();
    Data { index: index(selection, articles, clusters, others.len()), chunks, others }
}

fn index<'a>(
    selection: &Selection<'a>,
    articles: Vec<Article<'a>>,
    clusters: Vec<Cluster>,
    others: usize,
) -> Index<'a> {
    let analysis = selection.analysis;
    let exchange = exchange(analysis);
    let mut languages: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut days: BTreeMap<i64, (u32, u32)> = BTreeMap::new();
    for entry in &analysis.articles {
        let clustered = u32::from(entry.place.is_some());
        let counts = languages.entry(&entry.language).or_default();
        *counts = (counts.0 + 1, counts.1 + clustered);
        if let Some(published) = entry.article.published {
            let middle = i64::midpoint(published.earliest.as_second(), published.latest.as_second());
            let counts = days.entry(middle.div_euclid(86_400)).or_default();
            *counts = (counts.0 + 1, counts.1 + clustered);
        }
    }
    let mut languages: Vec<_> = languages.into_iter().map(|(code, (all, part))| (code, all, part)).collect();
    languages.sort_by_key(|&(_, all, _)| std::cmp::Reverse(all));
    let mut pairs = [0; Relation::ALL.len()];
    for found in &analysis.matches {
        pairs[number(found.relation)] += 1;
    }
    let outlets_all = exchange.outlets.len();
    let outlets = exchange.outlets.into_iter().take(OUTLETS).map(|outlet| Outlet {
        name: outlet.name,
        articles: outlet.articles,
        taken: outlet.taken,
        given: outlet.given,
        unclear: outlet.unclear,
        credited: outlet.credited,
        originality: outlet.originality.map(round),
        delay: outlet.delay,
    });
    let flows = exchange.flows.iter().filter(|flow| flow.from.max(flow.to) < OUTLETS);
    let clustered: usize = analysis.clusters.iter().map(|cluster| cluster.members.len()).sum();
    Index {
        summary: Summary::of(analysis),
        words: exchange.words,
        shared: exchange.shared,
        languages,
        days: days.into_iter().map(|(day, (all, part))| (day, all, part)).collect(),
        outlets: outlets.collect(),
        outlets_all,
        nameless: exchange.nameless,
        flows: flows.map(|flow| (flow.from, flow.to, flow.articles, u8::from(flow.by_credit))).collect(),
        relations: Relation::ALL,
        pairs,
        left_members: clustered - articles.len(),
        left_others: analysis.articles.len() - articles.len() - others,
        articles,
        clusters,
        problems: &analysis.intake.problems[..analysis.intake.problems.len().min(PROBLEMS)],
    }
}

/// The place of a relation in [`Relation::ALL`].
fn number(relation: Relation) -> usize {
    Relation::ALL.iter().position(|&other| other == relation).unwrap_or_default()
}

/// A body, cut where it is too long for a page.
fn body(entry: &Entry) -> Cow<'_, str> {
    match entry.article.body.text() {
        Cow::Borrowed(text) => Cow::Borrowed(head(text, LONGEST_BODY)),
        Cow::Owned(text) => Cow::Owned(head(&text, LONGEST_BODY).to_owned()),
    }
}

/// The first `bytes` of a text, less what they hold of a character that does not end in them.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// The headline; without one, how the text begins.
fn title(entry: &Entry) -> String {
    match entry.article.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => {
            let text = entry.article.body.text();
            let line = text.trim_start().lines().next().unwrap_or_default();
            let head = head(line, 140);
            if head.len() < line.len() { format!("{head}…") } else { head.to_owned() }
        }
    }
}

fn outlet(entry: &Entry) -> Option<&str> {
    entry.article.outlet.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

fn article<'a>(analysis: &'a Analysis, places: &HashMap<DocId, usize>, doc: DocId) -> Article<'a> {
    let entry = &analysis.articles[doc.index()];
    let of = entry.place.as_ref().and_then(|place| place.derivation.as_ref());
    let article = &entry.article;
    let minutes = |at: jiff::Timestamp| at.as_second().div_euclid(60);
    let mut credits: Vec<(&'static str, String)> = Vec::new();
    for credit in cluster::credits(article) {
        let found = (credit.kind.as_str(), credit.agency);
        if !credits.contains(&found) {
            credits.push(found);
        }
    }
    Article {
        n: doc.0 + 1,
        id: &article.id,
        title: title(entry),
        path: Some(article.path.as_str()).filter(|path| !path.ends_with(&article.id)),
        outlet: outlet(entry),
        byline: article.byline.as_deref().filter(|byline| !byline.is_empty()),
        date: article.date.as_deref().filter(|date| !date.is_empty()),
        span: article.published.map(|at| (minutes(at.earliest), minutes(at.latest))),
        lang: &entry.language,
        words: entry.words,
        url: article.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        of: of.and_then(|of| Some((*places.get(&of.of)?, number(of.relation), round(of.confidence)))),
        credits,
    }
}

fn other(number: u32, entry: &Entry) -> Other<'_> {
    let article = &entry.article;
    let cluster = entry.place.as_ref().map_or(0, |place| place.cluster);
    (
        number + 1,
        &article.id,
        title(entry),
        outlet(entry),
        &entry.language,
        article.date.as_deref(),
        entry.words,
        cluster,
    )
}

fn link(analysis: &Analysis, places: &HashMap<DocId, usize>, found: &Match) -> Link {
    let (own, other) = if places.contains_key(&found.a) { (found.a, found.b) } else { (found.b, found.a) };
    let entry = &analysis.articles[other.index()];
    Link {
        own: places[&own],
        n: other.0 + 1,
        title: title(entry),
        outlet: outlet(entry).map(str::to_owned),
        lang: entry.language.clone(),
        relation: number(found.relation),
        words: found.passages.iter().map(|passage| passage.words).sum(),
    }
}

impl<'a> Chunk<'a> {
    fn add_text(&mut self, place: usize, entry: &'a Entry) {
        let text = body(entry);
        if text.len() < entry.article.body.len() {
            self.cut.push(place);
        }
        let credits: Vec<_> = cluster::credits(&entry.article)
            .into_iter()
            .filter(|credit| !credit.range.is_empty() && credit.range.end as usize <= text.len())
            .collect();
        if !credits.is_empty() {
            let offsets = Offsets::of(&text);
            let lines = credits.into_iter().map(|credit| {
                let Range { start, end } = credit.range;
                (offsets.at(start), offsets.at(end), credit.kind.as_str(), credit.agency)
            });
            self.credits.insert(place, lines.collect());
        }
        self.texts.insert(place, text);
    }
}

static NO_CHANGES: Changes = Changes {
    cuts: Vec::new(),
    additions: Vec::new(),
    numbers_lost: Vec::new(),
    numbers_new: Vec::new(),
    names_lost: Vec::new(),
    names_new: Vec::new(),
};

/// A pair that was read, whether or not it is a match.
struct Read<'a> {
    ends: (DocId, DocId),
    relation: Option<Relation>,
    directed: bool,
    confidence: f32,
    scores: &'a Scores,
    passages: &'a [Passage],
}

fn pair<'a>(
    (chunk, gathered): (&mut Chunk<'a>, &mut Gathered<'a>),
    analysis: &Analysis,
    places: &HashMap<DocId, usize>,
    found: &Read,
    detail: &'a Detail,
) -> Pair<'a> {
    let [x, y] = [found.ends.0, found.ends.1].map(|doc| body(&analysis.articles[doc.index()]));
    let (in_x, in_y) = (Offsets::of(&x), Offsets::of(&y));
    // What lies behind a cut is not on the page.
    let a = |range: &Range<u32>| {
        (range.end as usize <= x.len()).then(|| [in_x.at(range.start), in_x.at(range.end)])
    };
    let b = |range: &Range<u32>| {
        (range.end as usize <= y.len()).then(|| [in_y.at(range.start), in_y.at(range.end)])
    };
    let both = |of_a: &Range<u32>, of_b: &Range<u32>, value: u32| {
        let ([s, e], [t, f]) = (a(of_a)?, b(of_b)?);
        Some([s, e, t, f, value])
    };
    // Stems of two languages are never equal: all of either text would be a change.
    let languages = [found.ends.0, found.ends.1].map(|doc| &analysis.articles[doc.index()].language);
    let changes = if languages[0] == languages[1] { &detail.changes } else { &NO_CHANGES };
    let ends = [found.ends.0, found.ends.1].map(|doc| places[&doc]);
    let mut sentences = Vec::new();
    for told in &detail.counterparts {
        let Some([s, e, t, f, likeness]) = both(&told.a, &told.b, (told.likeness * 100.0).round() as u32)
        else {
            continue;
        };
        let [x, y] = [(0, s, e), (1, t, f)].map(|(side, start, end)| {
            let list = chunk.sentences.entry(ends[side]).or_default();
            *gathered.sentences.entry((ends[side], start, end)).or_insert_with(|| {
                list.push((start, end));
                list.len() as u32 - 1
            })
        });
        sentences.push([x, y, likeness]);
        for shared in &told.anchors {
            let Some([s, e, t, f, _]) = both(&shared.a, &shared.b, 0) else { continue };
            let (x, y) = (
                gathered.anchor(ends[0], [s, e], shared.kind),
                gathered.anchor(ends[1], [t, f], shared.kind),
            );
            gathered.join(x, y, if shared.kind == Kind::Concept { &shared.says } else { "" });
        }
    }
    Pair {
        a: places[&found.ends.0],
        b: places[&found.ends.1],
        relation: found.relation.map(number),
        directed: found.directed,
        confidence: round(found.confidence),
        jaccard: round(found.scores.jaccard),
        a_in_b: round(found.scores.a_in_b),
        b_in_a: round(found.scores.b_in_a),
        passages: found.passages.iter().filter_map(|p| both(&p.a, &p.b, p.words)).collect(),
        sentences,
        cuts: changes.cuts.iter().filter_map(a).collect(),
        additions: changes.additions.iter().filter_map(b).collect(),
        numbers: (&changes.numbers_lost, &changes.numbers_new),
        names: (&changes.names_lost, &changes.names_new),
    }
}
