//! The articles of a run, from sketches to what they are to each other.

use super::anchored::Anchored;
use super::desk::{Desk, Pool};
use super::furniture::furniture;
use super::intake::{kept_in_memory, make_ids_unique};
use super::late;
use super::sketches::{Scratch, Sketch, Sketches, sketch};
use super::sources::find_sources;
use super::views::{self, Found, Pairs};
use crate::analysis::{Analysis, Entry, Intake};
use crate::anchors::prior;
use crate::article::{Article, DocId};
use crate::cluster::{Edge, Margins, UnionFind};
use crate::config::Config;
use crate::error::Problem;
use crate::lsh::{Census, Rarity, Rows};
use crate::progress::{Progress, Stage};
use crate::text::{AsRead, Furniture, Guesses, Language, Tokenizer};
use crate::verify::{self, Match, Model, Prepared, Reading, Relation, VerifyParams};
use ahash::{AHashMap, RandomState};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The articles of a run, sketched, with equal texts taken together.
///
/// Of an article's words only the sketches are kept; who reads it makes its words anew from its body. So what a run holds
/// for an article is 2 KB and its body, and the pairs that are read, which are few, pay for it.
pub(super) struct Study {
    pub articles: Vec<Article>,
    intake: Intake,
    desk: Desk,
    furniture: Furniture,
    /// The language and the number of words of each article.
    told: Vec<(Language, u32)>,
    /// The articles that are looked at, one of each text that is long enough to judge: the earliest by its date, so that
    /// what derives from the text is matched with it, or the first. What follows speaks of them by their rank here.
    pub originals: Vec<DocId>,
    /// (rank of the original, copy) for every other article of a text, ascending.
    copies: Vec<(u32, DocId)>,
    rarity: Rarity,
    pub sketches: Sketches,
    /// Where there is more than one language.
    anchored: Option<Anchored>,
}

impl Study {
    pub fn new(
        mut articles: Vec<Article>,
        mut intake: Intake,
        config: &Config,
        progress: &dyn Progress,
    ) -> Self {
        put_in_order(&mut articles);
        make_ids_unique(&mut articles, &mut intake.problems);
        progress.begin(Stage::Sketch, articles.len() as u64);
        let desk = Desk::default();
        let furniture = if config.furniture { furniture(&articles, &desk) } else { Furniture::default() };
        let mut guesses = Guesses::default();
        let mut words: Vec<u32> = Vec::with_capacity(articles.len());
        let mut sketches = Sketches::new(config);
        let mut originals: Vec<DocId> = Vec::new();
        let mut copies: Vec<(u32, DocId)> = Vec::new();
        let mut known: AHashMap<u128, u32> = AHashMap::with_hasher(RandomState::with_seeds(7, 7, 1, 1));
        let mut short: BTreeMap<&str, u64> = BTreeMap::new();
        for block in articles.chunks(BLOCK) {
            let sketched: Vec<Sketch> = block
                .par_iter()
                .zip(words.len() as u32..(words.len() + block.len()) as u32)
                .map_init(
                    || (desk.tokenizer(), Scratch::default()),
                    |(tokenizer, scratch), (article, doc)| {
                        let text = furniture.cleared(DocId(doc), article);
                        let declared = article.language.as_deref();
                        let sketch = sketch(&text, declared, (tokenizer, scratch), config);
                        progress.advance(1);
                        sketch
                    },
                )
                .collect();
            for (sketch, article) in sketched.into_iter().zip(block) {
                let doc = DocId(words.len() as u32);
                guesses.push(sketch.guess.clone());
                words.push(sketch.words);
                if let Some(told) = &sketch.disguise {
                    intake.problems.push(note(article, told));
                }
                if sketch.words < config.min_words {
                    let of_file = short.entry(&article.path).or_default();
                    *of_file += 1;
                    if *of_file <= MOST_SHORT {
                        intake.problems.push(too_short(article, sketch.words));
                    }
                    continue;
                }
                let rank = *known.entry(sketch.digest).or_insert(originals.len() as u32);
                if rank as usize == originals.len() {
                    originals.push(doc);
                    sketches.push(sketch);
                } else {
                    copies.push((rank, doc));
                }
            }
        }
        drop(known);
        let told: Vec<(Language, u32)> = guesses.agree().into_iter().zip(words).collect();
        let languages: Vec<Language> = originals.iter().map(|doc| told[doc.index()].0).collect();
        let text = |rank: u32| cleared(&furniture, &articles, originals[rank as usize]);
        sketches.retell(&languages, text, &desk);
        if let Some(reason) = sketches.failure() {
            intake.problems.push(kept_in_memory("sketches", reason));
        }
        for (path, count) in short.into_iter().filter(|&(_, count)| count > MOST_SHORT) {
            let reason =
                format!("{} more articles are too short to judge; left as singles", count - MOST_SHORT);
            intake.problems.push(Problem::note(path, None, reason));
        }
        for (rank, copy) in &mut copies {
            let original = &mut originals[*rank as usize];
            let date = |doc: DocId| articles[doc.index()].published.map(|date| date.earliest);
            if let Some(date_of_copy) = date(*copy)
                && date(*original).is_none_or(|date| date_of_copy < date)
            {
                std::mem::swap(original, copy);
            }
        }
        copies.sort_unstable();
        intake.problems.sort();
        let rarity = || {
            // Of stems that were not asked for nothing is counted: shipped tables would be read.
            let weighed = if config.views.weigh() { sketches.len() } else { 0 };
            let languages = &sketches.languages[..weighed];
            let distinct: BTreeSet<Language> = languages.iter().copied().collect();
            distinct.into_par_iter().for_each(|language| {
                prior(language);
            });
            let mut census = Census::new();
            sketches.stems.each(0..weighed, |rank, row| census.add(languages[rank], row.iter().copied()));
            census.done()
        };
        let text = |rank: usize| cleared(&furniture, &articles, originals[rank]);
        let anchored = || match config.views.translations {
            true => Anchored::new(&sketches.languages, text, &desk, &config.lexicon),
            false => None,
        };
        let (rarity, anchored) = rayon::join(rarity, anchored);
        progress.end();
        Study { articles, intake, desk, furniture, told, originals, copies, rarity, sketches, anchored }
    }

    /// The pairs worth reading, in an order in which neighbours have articles in common, and what was left out to keep them
    /// few. Takes the sketches: who reads needs them no more.
    pub fn candidates(&mut self, config: &Config) -> (Pairs, Vec<String>) {
        let (sketches, views) = (&mut self.sketches, config.views);
        let none = Found::default;
        let wording = if views.wording { views::wording(sketches, config) } else { none() };
        sketches.signatures = Rows::default();
        let samples = std::mem::take(&mut sketches.samples);
        let passages = if views.passages { views::passages(samples, config) } else { none() };
        let content = if views.content { views::content(sketches, &self.rarity, config) } else { none() };
        sketches.stems = Rows::default();
        let translations = match &self.anchored {
            Some(anchored) => views::translations(anchored, &sketches.languages, config),
            None => none(),
        };
        let found = [wording, passages, translations, content];
        let groups = groups(&found, sketches.len());
        let mut pairs: Pairs = Vec::new();
        let mut capped = Vec::new();
        for view in found {
            pairs.extend(view.pairs);
            capped.extend(view.capped);
        }
        // By the second article: what meets many, the first of a bucket, is mostly the first of its pairs, so that it and the
        // article at hand stay on the reader's shelf. Ordered by the first, ten thousand near copies took twice as long.
        pairs.par_sort_unstable_by_key(|&(a, b)| (groups[b as usize], b, a));
        pairs.dedup();
        (pairs, capped)
    }

    /// An article of a rank, ready to be read.
    fn prepare(&self, rank: u32, tokenizer: &mut Tokenizer) -> Prepared<'_> {
        let language = self.sketches.languages[rank as usize];
        let text = move || cleared(&self.furniture, &self.articles, self.originals[rank as usize]);
        let as_it_stands = self.sketches.as_it_stands[rank as usize];
        let (mut words, mut spans) = (Vec::new(), Vec::new());
        tokenizer.hashes(&AsRead::again(&text(), as_it_stands), &mut words, &mut spans);
        let anchors = self.anchored.as_ref().map(|anchored| anchored.of(rank));
        let complete = Box::new(move |words, spans| {
            let text = text();
            let read = AsRead::again(&text, as_it_stands);
            self.desk.tokenizer().complete(&read, language, words, spans)
        });
        let words = (Cow::Owned(words), Cow::Owned(spans));
        Prepared::of_words(language, words, complete, &self.rarity, anchors)
    }

    /// Reads the pairs; of the readings those that `keep` wants, with their pairs.
    pub fn read(
        &self,
        pairs: &[(u32, u32)],
        look: impl Fn(&Prepared, &Prepared, &VerifyParams) -> Reading + Sync,
        keep: impl Fn(&Reading) -> bool + Sync,
        config: &Config,
        progress: &dyn Progress,
    ) -> Vec<((u32, u32), Reading)> {
        progress.begin(Stage::Verify, pairs.len() as u64);
        let shelves = Pool::default();
        let readings = pairs
            .par_iter()
            .map_init(
                || shelves.lend(|| Shelf::new(self)),
                |shelf, &(a, b)| {
                    let reading = shelf.read(a, b, |x, y| look(x, y, &config.verify));
                    progress.advance(1);
                    keep(&reading).then_some(((a, b), reading))
                },
            )
            .flatten_iter()
            .collect();
        progress.end();
        readings
    }

    /// From readings to clusters and their sources.
    pub fn conclude(
        self,
        mut readings: Vec<((u32, u32), Reading)>,
        mut capped: Vec<String>,
        config: &Config,
    ) -> Analysis {
        let languages = &self.sketches.languages;
        let margins = Margins::new(
            languages,
            readings.iter().map(|(pair, reading)| (*pair, reading)),
            Model::translation(),
        );
        readings.par_iter_mut().for_each(|((a, b), reading)| {
            margins.settle(*a, *b, reading, &config.verify);
        });
        let mut found: Vec<(u32, u32, Relation, Reading)> = readings
            .into_iter()
            .filter_map(|((a, b), reading)| reading.relation.map(|relation| (a, b, relation, reading)))
            .collect();
        let edges: Vec<Edge> = found
            .iter()
            .filter(|(_, _, relation, _)| relation.joins())
            .map(|&(a, b, _, ref reading)| Edge { a, b, confidence: reading.confidence })
            .collect();
        let read = |shelf: &mut Shelf, (a, b): (u32, u32)| {
            let (a, b) = (a.min(b), a.max(b));
            let mut reading = shelf.read(a, b, |x, y| look(config)(x, y, &config.verify));
            margins.settle(a, b, &mut reading, &config.verify);
            let relation = reading.relation.filter(|relation| relation.joins())?;
            Some((a, b, relation, reading))
        };
        let (clusters, late) = late::clusters(languages, &edges, || Shelf::new(&self), read);
        found.extend(late);
        found.par_sort_unstable_by_key(|&(a, b, ..)| (a, b));
        found.dedup_by_key(|&mut (a, b, ..)| (a, b));
        let mut matches: Vec<Match> = found
            .into_iter()
            .map(|(a, b, relation, reading)| Match {
                a: self.originals[a as usize],
                b: self.originals[b as usize],
                relation,
                directed: false,
                confidence: reading.confidence,
                scores: verify::Scores { features: None, ..reading.scores },
                passages: reading.passages,
            })
            .collect();
        matches.par_extend(self.copies.par_iter().map(|&(rank, copy)| {
            let original = self.originals[rank as usize];
            let [first, second] = [original, copy].map(|doc| cleared(&self.furniture, &self.articles, doc));
            identical((original, &first), (copy, &second))
        }));

        let mut members: Vec<Vec<DocId>> = Vec::new();
        let mut clustered = vec![false; self.sketches.len()];
        let with_copies = |rank: u32, out: &mut Vec<DocId>| {
            out.push(self.originals[rank as usize]);
            let first = self.copies.partition_point(|&(of, _)| of < rank);
            out.extend(self.copies[first..].iter().take_while(|&&(of, _)| of == rank).map(|&(_, copy)| copy));
        };
        for cluster in clusters {
            let mut docs = Vec::new();
            for rank in cluster {
                clustered[rank as usize] = true;
                with_copies(rank, &mut docs);
            }
            members.push(docs);
        }
        for copies in
            self.copies.chunk_by(|x, y| x.0 == y.0).filter(|copies| !clustered[copies[0].0 as usize])
        {
            let mut docs = Vec::new();
            with_copies(copies[0].0, &mut docs);
            members.push(docs);
        }
        for docs in &mut members {
            docs.sort_unstable();
        }
        members.sort_unstable_by(|x, y| y.len().cmp(&x.len()).then(x[0].cmp(&y[0])));
        let entries = entries(self.articles, &self.told);
        if !self.furniture.is_empty() {
            let lines = self.furniture.len();
            capped.push(match lines {
                1 => "furniture: 1 line that an outlet puts around its articles; nothing was compared by it".into(),
                _ => format!("furniture: {lines} lines that outlets put around their articles; nothing was compared by them"),
            });
        }
        let mut analysis = Analysis {
            articles: entries,
            matches,
            clusters: Vec::new(),
            intake: self.intake,
            furniture: self.furniture,
            capped,
            config: config.clone(),
        };
        find_sources(&mut analysis, &members, &self.told);
        analysis.matches.par_sort_unstable_by_key(|found| (found.a, found.b));
        analysis
    }
}

/// How the pairs of a scan are read.
pub(super) fn look(config: &Config) -> fn(&Prepared, &Prepared, &VerifyParams) -> Reading {
    if config.views.weigh() { verify::read } else { verify::read_words }
}

/// By their ids, then by what else there is: in an order that does not depend on that of the files.
fn put_in_order(articles: &mut [Article]) {
    let order = |x: &Article, y: &Article| {
        (&x.id, &x.path).cmp(&(&y.id, &y.path)).then_with(|| x.body.text().cmp(&y.body.text()))
    };
    if articles.is_sorted_by(|x, y| order(x, y).is_le()) {
        return;
    }
    // An article is large and its id elsewhere: the beginnings of the ids are sorted, and most articles moved once.
    let mut places: Vec<(u128, u32)> = articles
        .par_iter()
        .map(|article| {
            let mut start = [0; size_of::<u128>()];
            let length = article.id.len().min(start.len());
            start[..length].copy_from_slice(&article.id.as_bytes()[..length]);
            u128::from_be_bytes(start)
        })
        .zip(0..articles.len() as u32)
        .collect();
    places.par_sort_unstable_by(|x, y| {
        let of = |place: u32| &articles[place as usize];
        x.0.cmp(&y.0).then_with(|| order(of(x.1), of(y.1))).then(x.1.cmp(&y.1))
    });
    // Each cycle of the permutation, an article at a time.
    for start in 0..places.len() {
        let mut at = start;
        while places[at].1 != DONE {
            let from = std::mem::replace(&mut places[at].1, DONE) as usize;
            if from == start {
                break;
            }
            articles.swap(at, from);
            at = from;
        }
    }
}

/// No place of an article, of which there are fewer.
const DONE: u32 = u32::MAX;

/// A text without its furniture.
fn cleared<'a>(furniture: &Furniture, articles: &'a [Article], doc: DocId) -> Cow<'a, str> {
    furniture.cleared(doc, &articles[doc.index()])
}

/// So many articles are sketched before their sketches are put in one piece: enough to keep all threads at work.
const BLOCK: usize = 1 << 13;

/// Notes on short articles that a file may have: a file of a million headlines would bury all others.
const MOST_SHORT: u64 = 20;

fn too_short(article: &Article, words: u32) -> Problem {
    let what = match words {
        0 => "no words".to_owned(),
        1 => "one word is too short to judge".to_owned(),
        n => format!("{n} words are too short to judge"),
    };
    note(article, &format!("{what}; left as a single"))
}

fn note(article: &Article, told: &str) -> Problem {
    // A record needs its id to be found in its file, a file's path tells it.
    let reason = match article.path.ends_with(&article.id) {
        true => told.to_owned(),
        false => format!("{}: {told}", article.id),
    };
    Problem::note(&article.path, None, reason)
}

/// An article of an analysis that has no place in a cluster yet.
pub(super) fn entry(article: Article, language: Language, words: u32) -> Entry {
    Entry { article, language: language.as_str().to_owned(), words, place: None }
}

/// Takes the articles from behind and gives their memory back on the way: it comes on top of all else, and they and what is
/// made of them take as much each.
fn entries(mut articles: Vec<Article>, told: &[(Language, u32)]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(articles.len());
    while let Some(article) = articles.pop() {
        let (language, words) = told[articles.len()];
        entries.push(entry(article, language, words));
        if articles.len().is_multiple_of(BLOCK) {
            articles.shrink_to_fit();
        }
    }
    entries.reverse();
    entries
}

/// The group of each of so many articles: what is read together, since most of its pairs are inside. It is named by one of
/// its members.
fn groups(found: &[Found], articles: usize) -> Vec<u32> {
    let mut groups = UnionFind::new(articles);
    // What has the same words hangs together, however much it is. Of the other views' pairs many are chance and link all to
    // all: first come those of the likest, then what fits.
    let [wording, others @ ..] = found else { return Vec::new() };
    wording.pairs.iter().for_each(|&(a, b)| groups.union(a, b));
    for pairs in others.iter().map(|view| &view.nearest).chain(others.iter().map(|view| &view.pairs)) {
        pairs.iter().for_each(|&(a, b)| groups.union_within(a, b, GROUP));
    }
    (0..articles as u32).map(|article| groups.find(article)).collect()
}

/// So many articles of a group are on the shelf together. Of 250,000 articles 80,352 are read: they were made ready 178,000
/// times when only groups of the same words were read together, and 83,000 times with these.
const GROUP: u32 = 256;

/// How many articles made ready for reading a thread keeps at the least: about 20 KB each.
pub(super) const SHELF: usize = 2 * GROUP as usize;

/// What a reader keeps for a while: neighbouring pairs have articles in common.
///
/// Two boards. What is read goes to the upper one; when that is full, what is left on the lower one has not been read for as
/// long and is dropped.
pub(super) struct Shelf<'s> {
    study: &'s Study,
    /// Not one that knows stems: it hashes words, and those at the desk make the rest of tokens.
    tokenizer: Tokenizer,
    upper: Board<'s>,
    lower: Board<'s>,
}

type Board<'s> = AHashMap<u32, Prepared<'s>>;

impl<'s> Shelf<'s> {
    pub fn new(study: &'s Study) -> Self {
        let board = || AHashMap::with_hasher(RandomState::with_seeds(2, 7, 1, 8));
        Shelf { study, tokenizer: Tokenizer::new(), upper: board(), lower: board() }
    }

    pub fn read(&mut self, a: u32, b: u32, look: impl FnOnce(&Prepared, &Prepared) -> Reading) -> Reading {
        if self.upper.len() > SHELF {
            std::mem::swap(&mut self.upper, &mut self.lower);
            self.upper.clear();
        }
        for rank in [a, b] {
            let (study, tokenizer) = (self.study, &mut self.tokenizer);
            let lower = &mut self.lower;
            self.upper
                .entry(rank)
                .or_insert_with(|| lower.remove(&rank).unwrap_or_else(|| study.prepare(rank, tokenizer)));
        }
        look(&self.upper[&a], &self.upper[&b])
    }
}

/// The match of an article with a copy of the same words, with their texts without furniture.
fn identical((a, first): (DocId, &str), (b, second): (DocId, &str)) -> Match {
    let whole = |text: &str| (text.len() - text.trim_start().len()) as u32..text.trim_end().len() as u32;
    Match {
        a,
        b,
        relation: Relation::Identical,
        directed: false,
        confidence: 1.0,
        scores: verify::Scores { jaccard: 1.0, a_in_b: 1.0, b_in_a: 1.0, ..verify::Scores::default() },
        passages: vec![verify::Passage { a: whole(first), b: whole(second), words: 0 }],
    }
}
