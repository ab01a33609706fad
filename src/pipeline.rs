//! Runs the stages. The one file that names rayon.
//!
//! Every stage is a map over articles, buckets or pairs whose results are put in the order of the article numbers, so the
//! outcome does not depend on the number of threads.

use crate::analysis::{Analysis, Cluster, Comparison, Derivation, Detail, Entry, Intake, Place};
use crate::anchors::{self, Anchor, ConceptNames, Finder, Lexicon, Mark};
use crate::article::{Article, DocId};
use crate::cluster::{self, Claim, Edge, Link, Margins, Member, Verdict};
use crate::config::Config;
use crate::error::{Error, Problem, Severity};
use crate::ingest;
use crate::lsh::{Band, FeatureIndex, Neighbour, Rarity, Scratch};
use crate::progress::{Progress, Silent, Stage};
use crate::sketch;
use crate::text::{self, Language, Tokenizer, Tokens};
use crate::verify::{self, Counterpart, Match, Model, Prepared, Reading, Relation};
use ahash::{AHashMap, RandomState};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reads `paths`, finds what is of one source, and says which is the source.
///
/// # Errors
/// A setting out of range. What can't be read is a [`Problem`] of the result.
pub fn scan(paths: &[PathBuf], config: &Config, progress: &dyn Progress) -> Result<Analysis, Error> {
    config.validate()?;
    with_threads(config.threads, || {
        let (articles, intake) = take_in(paths, config, progress)?;
        Ok(run(articles, intake, config, progress))
    })
}

/// Finds what is of one source among articles that the caller has in hand.
///
/// # Errors
/// A setting out of range.
pub fn analyze(articles: Vec<Article>, config: &Config, progress: &dyn Progress) -> Result<Analysis, Error> {
    config.validate()?;
    with_threads(config.threads, || Ok(run(articles, Intake::default(), config, progress)))
}

/// Reads two files of one article each and explains what they are to each other.
///
/// # Errors
/// A setting out of range; a file that holds no article, or more than one.
pub fn compare(a: &Path, b: &Path, config: &Config) -> Result<Comparison, Error> {
    config.validate()?;
    with_threads(config.threads, || {
        let (first, mut problems) = single(a, config)?;
        let (second, more) = single(b, config)?;
        problems.extend(more);
        let [x, y] = tokenize(&[first.clone(), second.clone()], &Silent).try_into().expect("two in, two out");
        let rarity = Rarity::count([&x, &y].into_iter());
        let readable = |tokens: &Tokens| tokens.len() as u32 >= config.min_words;
        let anchored = Anchored::new(&[&first.body, &second.body], &[&x, &y], &config.lexicon);
        let anchors = |rank: u32| anchored.as_ref().map(|anchored| anchored.of(rank));
        let (p, q) = (Prepared::new(&x, &rarity, anchors(0)), Prepared::new(&y, &rarity, anchors(1)));
        let reading = match readable(&x) && readable(&y) {
            true => verify::read(&p, &q, &config.verify),
            false => {
                problems.push(Problem::note(
                    a.display().to_string(),
                    None,
                    "too short to judge, or its counterpart is",
                ));
                Reading { relation: None, ..verify::read(&p, &q, &config.verify) }
            }
        };
        let changes = verify::changes(&p, &q, (&first.body, &second.body));
        let counterparts = anchored.as_ref().map(|anchored| {
            let marks =
                [(&first.body, &x), (&second.body, &y)].map(|(body, tokens)| anchored.marks(body, tokens));
            verify::evidence(&p, &q, (&marks[0], &marks[1]), &ConceptNames::new(&config.lexicon))
        });
        let sketches = sketch_all(&[&x, &y], config, &Silent);
        let views = Views::new(&[&x, &y], &sketches, &rarity, config);
        let views = [
            ("wording", views.wording(&[0, 1], config)),
            ("passages", views.passages(config)),
            ("content", views.content(config)),
            ("anchors", translations(anchored.as_ref(), &[&x, &y], config)),
        ];
        Ok(Comparison {
            views: views.iter().filter(|(_, found)| !found.pairs.is_empty()).map(|(name, _)| *name).collect(),
            a: entry(first, &x),
            b: entry(second, &y),
            reading,
            changes,
            counterparts: counterparts.unwrap_or_default(),
            problems,
        })
    })
}

/// Reads the articles below `paths`, in the order of the files, and says what was read.
///
/// # Errors
/// A setting out of range.
pub fn articles(
    paths: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
) -> Result<(Vec<Article>, Intake), Error> {
    config.validate()?;
    with_threads(config.threads, || take_in(paths, config, progress))
}

/// Every candidate of a collection, read.
#[derive(Debug)]
pub struct Readings {
    /// The articles' ids and languages. Of equal texts one is here.
    pub ids: Vec<String>,
    pub languages: Vec<Language>,
    /// Two places in `ids` each, the lower first.
    pub pairs: Vec<(u32, u32)>,
    /// What was read of each pair.
    pub readings: Vec<Reading>,
}

/// Reads every candidate of a collection, and returns what was measured on each, related or not: what a model is fitted on.
///
/// # Errors
/// A setting out of range.
pub fn readings(articles: Vec<Article>, config: &Config, progress: &dyn Progress) -> Result<Readings, Error> {
    config.validate()?;
    with_threads(config.threads, || {
        let study = Study::new(articles, Intake::default(), config, progress);
        let (pairs, _) = study.candidates(config);
        let readings = study.read(&pairs, config, progress);
        let id = |doc: &DocId| study.articles[doc.index()].id.clone();
        Ok(Readings {
            ids: study.originals.iter().map(id).collect(),
            languages: study.languages(),
            pairs,
            readings,
        })
    })
}

/// What was cut, added and changed from the first to the second article of each pair, and which sentences tell the same.
/// A pair without a match is read.
///
/// # Errors
/// The settings of the analysis are out of range.
pub fn details(analysis: &Analysis, pairs: &[(DocId, DocId)]) -> Result<Vec<Detail>, Error> {
    Ok(Close::new(analysis, pairs)?.details(pairs))
}

/// The articles of some pairs of an analysis, ready for a close look.
pub struct Close<'a> {
    analysis: &'a Analysis,
    pool: rayon::ThreadPool,
    /// Ascending; what follows speaks of them by their rank here.
    docs: Vec<DocId>,
    tokens: Vec<Tokens>,
    rarity: Rarity,
    /// Where there is more than one language.
    anchored: Option<Anchored>,
    names: ConceptNames,
}

/// An article ready for reading, with its anchors where they are wanted.
type Shelved<'c> = (Prepared<'c>, Vec<Mark>);

impl<'a> Close<'a> {
    /// Takes the articles of `pairs`, of which alone it can be asked.
    ///
    /// # Errors
    /// The settings of the analysis are out of range.
    pub fn new(analysis: &'a Analysis, pairs: &[(DocId, DocId)]) -> Result<Self, Error> {
        let pool = pool(analysis.config.threads)?;
        let mut docs: Vec<DocId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        docs.sort_unstable();
        docs.dedup();
        let bodies: Vec<&str> =
            docs.iter().map(|doc| analysis.articles[doc.index()].article.body.as_str()).collect();
        let (tokens, anchored) = pool.install(|| {
            let tokens: Vec<Tokens> = docs
                .par_iter()
                .zip(&bodies)
                .map_init(Tokenizer::new, |tokenizer, (doc, body)| {
                    let language = Language::from_tag(&analysis.articles[doc.index()].language);
                    tokenizer.tokenize(body, language.unwrap_or(Language::UNDETERMINED))
                })
                .collect();
            let anchored =
                Anchored::new(&bodies, &tokens.iter().collect::<Vec<_>>(), &analysis.config.lexicon);
            (tokens, anchored)
        });
        let rarity = Rarity::count(tokens.iter());
        let names = ConceptNames::new(&analysis.config.lexicon);
        Ok(Close { analysis, pool, docs, tokens, rarity, anchored, names })
    }

    /// The details of each pair.
    pub fn details(&self, pairs: &[(DocId, DocId)]) -> Vec<Detail> {
        self.each(pairs, |(a, b), (p, q)| Detail {
            changes: verify::changes(&p.0, &q.0, (self.body(a), self.body(b))),
            counterparts: self.aligned(p, q),
            reading: match self.analysis.matches.binary_search_by_key(&(a, b), |found| (found.a, found.b)) {
                Ok(_) => None,
                Err(_) => Some(verify::read(&p.0, &q.0, &self.analysis.config.verify)),
            },
        })
    }

    /// Which sentences of each pair tell the same.
    pub fn counterparts(&self, pairs: &[(DocId, DocId)]) -> Vec<Vec<Counterpart>> {
        self.each(pairs, |_, (p, q)| self.aligned(p, q))
    }

    fn aligned(&self, (p, of_p): &Shelved, (q, of_q): &Shelved) -> Vec<Counterpart> {
        match p.language() == q.language() || self.anchored.is_none() {
            true => verify::counterparts(p, q),
            false => verify::evidence(p, q, (of_p, of_q), &self.names),
        }
    }

    fn body(&self, doc: DocId) -> &str {
        &self.analysis.articles[doc.index()].article.body
    }

    fn each<T: Send + Default>(
        &self,
        pairs: &[(DocId, DocId)],
        look: impl Fn((DocId, DocId), (&Shelved, &Shelved)) -> T + Sync,
    ) -> Vec<T> {
        let rank =
            |doc: DocId| self.docs.binary_search(&doc).expect("the pairs are of those it was made for");
        self.pool.install(|| {
            let found =
                pairs.par_iter().map_init(AHashMap::new, |shelf: &mut AHashMap<usize, Shelved>, &(a, b)| {
                    let ranks = [rank(a), rank(b)];
                    if ranks.iter().any(|&rank| self.tokens[rank].is_empty()) {
                        return T::default();
                    }
                    if shelf.len() > SHELF {
                        shelf.clear();
                    }
                    for rank in ranks {
                        shelf.entry(rank).or_insert_with(|| {
                            let tokens = &self.tokens[rank];
                            let anchors = self.anchored.as_ref().map(|anchored| anchored.of(rank as u32));
                            let marks = self
                                .anchored
                                .as_ref()
                                .map(|anchored| anchored.marks(self.body(self.docs[rank]), tokens));
                            (Prepared::new(tokens, &self.rarity, anchors), marks.unwrap_or_default())
                        });
                    }
                    look((a, b), (&shelf[&ranks[0]], &shelf[&ranks[1]]))
                });
            found.collect()
        })
    }
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    pool(threads)?.install(work)
}

fn pool(threads: usize) -> Result<rayon::ThreadPool, Error> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Error::Config(format!("can't start {threads} threads: {e}")))
}

/// Reads every file below `paths`; the articles in the order of their ids, each id once.
fn take_in(
    paths: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
) -> Result<(Vec<Article>, Intake), Error> {
    let found = ingest::walk(paths, &config.ingest)?;
    progress.begin(Stage::Read, found.files.len() as u64);
    // With `strict`: the first file with something lost, as far as is known. Files after it are not opened, those before it
    // are, so that it is the same one at any number of threads.
    let broken = AtomicUsize::new(if found.problems.iter().any(is_lost) { 0 } else { usize::MAX });
    let contents: Vec<ingest::Contents> = found
        .files
        .par_iter()
        .enumerate()
        .map(|(at, file)| {
            if config.ingest.strict && at >= broken.load(Ordering::Relaxed) {
                return ingest::Contents::default();
            }
            let contents = ingest::read(file, &config.ingest);
            if contents.problems.iter().any(is_lost) {
                broken.fetch_min(at, Ordering::Relaxed);
            }
            progress.advance(1);
            contents
        })
        .collect();
    progress.end();
    if config.ingest.strict {
        let mut problems =
            found.problems.iter().chain(contents.iter().flat_map(|contents| &contents.problems));
        if let Some(problem) = problems.find(|problem| is_lost(problem)) {
            let Problem { path, line, reason, .. } = problem.clone();
            return Err(Error::Format { path: path.into(), line, reason });
        }
    }
    let mut intake = Intake {
        files: found.files.len() as u64,
        bytes: contents.iter().map(|contents| contents.bytes).sum(),
        skipped: found.skipped,
        problems: found.problems,
    };
    let mut articles = Vec::with_capacity(contents.iter().map(|contents| contents.articles.len()).sum());
    for contents in contents {
        articles.extend(contents.articles);
        intake.problems.extend(contents.problems);
        for (kind, files) in contents.skipped {
            *intake.skipped.entry(kind).or_default() += files;
        }
    }
    Ok((articles, intake))
}

/// Notes on short articles that a file may have: a file of a million headlines would bury all others.
const MOST_SHORT: u64 = 20;

fn is_lost(problem: &Problem) -> bool {
    problem.severity == Severity::Lost
}

/// The one article of a file.
fn single(path: &Path, config: &Config) -> Result<(Article, Vec<Problem>), Error> {
    let (mut articles, intake) = take_in(&[path.to_owned()], config, &Silent)?;
    let format = |reason: String| Error::Format { path: path.to_owned(), line: None, reason };
    match articles.len() {
        1 => Ok((articles.remove(0), intake.problems)),
        0 => Err(format(match intake.problems.first() {
            Some(problem) => problem.reason.clone(),
            None => "no article found; compare reads files of one article: .txt, .md, .html, .json, .eml and others".into(),
        })),
        n => Err(format(format!("holds {n} articles; compare reads files of one, scan reads many"))),
    }
}

fn run(articles: Vec<Article>, intake: Intake, config: &Config, progress: &dyn Progress) -> Analysis {
    let study = Study::new(articles, intake, config, progress);
    let (pairs, capped) = study.candidates(config);
    let readings = study.read(&pairs, config, progress);
    study.conclude(pairs, readings, capped, config)
}

/// The articles of a run, sketched, with equal texts taken together.
struct Study {
    articles: Vec<Article>,
    intake: Intake,
    tokens: Vec<Tokens>,
    /// The articles that are looked at, one of each text that is long enough to judge: the earliest by its date, so that
    /// what derives from the text is matched with it, or the first. What follows speaks of them by their rank here.
    originals: Vec<DocId>,
    /// (rank of the original, copy) for every other article of a text, ascending.
    copies: Vec<(u32, DocId)>,
    rarity: Rarity,
    sketches: Vec<Sketch>,
    /// Where there is more than one language.
    anchored: Option<Anchored>,
}

/// The anchors of each article, by rank, and how rare each is in its language.
struct Anchored {
    anchors: Vec<Vec<Anchor>>,
    rarity: Rarity,
    finder: Finder,
}

impl Anchored {
    fn new(bodies: &[&str], texts: &[&Tokens], lexicon: &Lexicon) -> Option<Self> {
        let mut languages: Vec<Language> = texts
            .iter()
            .map(|tokens| tokens.language)
            .filter(|&language| language != Language::UNDETERMINED)
            .collect();
        languages.sort_unstable();
        languages.dedup();
        if languages.len() < 2 {
            return None;
        }
        let finder = Finder::new(lexicon, languages);
        let found = |(body, tokens): (&&str, &&Tokens)| anchors::anchors(body, tokens, &finder);
        let anchors: Vec<Vec<Anchor>> = bodies.par_iter().zip(texts).map(found).collect();
        let keys = texts
            .iter()
            .zip(&anchors)
            .map(|(tokens, anchors)| (tokens.language, anchors.iter().map(|anchor| anchor.key)));
        let rarity = Rarity::count_keys(keys);
        Some(Anchored { anchors, rarity, finder })
    }

    fn of(&self, rank: u32) -> (&[Anchor], &Rarity) {
        (&self.anchors[rank as usize], &self.rarity)
    }

    /// The anchors of one article, with what they say.
    fn marks(&self, body: &str, tokens: &Tokens) -> Vec<Mark> {
        anchors::marks(body, tokens, &self.finder)
    }

    /// The weightiest anchors of each article, with a weight that is the same in every language.
    fn features(&self, texts: &[&Tokens], config: &Config) -> Vec<Vec<(u64, f32)>> {
        let mut holding: AHashMap<u32, u32> = AHashMap::with_hasher(RandomState::with_seeds(4, 3, 2, 1));
        let distinct: Vec<Vec<(u32, f32)>> = texts
            .par_iter()
            .zip(&self.anchors)
            .map(|(tokens, anchors)| {
                let rarity = self.rarity.of(tokens.language);
                let mut keys: Vec<(u32, f32)> = anchors
                    .iter()
                    .map(|anchor| {
                        (anchor.key, rarity.anchor_weight(anchor, tokens.stems[anchor.word as usize]))
                    })
                    .collect();
                keys.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
                keys.dedup_by_key(|key| key.0);
                keys
            })
            .collect();
        for &(key, _) in distinct.iter().flatten() {
            *holding.entry(key).or_default() += 1;
        }
        let all = texts.len() as f32;
        distinct
            .into_par_iter()
            .map(|mut keys| {
                keys.retain(|(key, _)| (2..=config.translation.bucket_cap as u32).contains(&holding[key]));
                keys.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
                keys.truncate(config.translation_anchors);
                let weight = |key: u32| ((500.0 + all) / (2.0 + holding[&key] as f32)).ln();
                keys.into_iter().map(|(key, _)| (u64::from(key), weight(key))).collect()
            })
            .collect()
    }
}

/// Pairs of ranks, the lower first, each pair once.
type Pairs = Vec<(u32, u32)>;

impl Study {
    fn new(mut articles: Vec<Article>, mut intake: Intake, config: &Config, progress: &dyn Progress) -> Self {
        articles.sort_by(|x, y| (&x.id, &x.path, &x.body).cmp(&(&y.id, &y.path, &y.body)));
        make_ids_unique(&mut articles, &mut intake.problems);
        progress.begin(Stage::Sketch, articles.len() as u64);
        let tokens = tokenize(&articles, progress);
        let told: Vec<Option<String>> =
            articles.par_iter().map(|article| text::disguise(&article.body)).collect();
        for (article, told) in articles.iter().zip(told) {
            if let Some(told) = told {
                let reason = match article.path.ends_with(&article.id) {
                    true => told,
                    false => format!("{}: {told}", article.id),
                };
                intake.problems.push(Problem::note(&article.path, None, reason));
            }
        }
        let mut originals: Vec<DocId> = Vec::new();
        let mut copies: Vec<(u32, DocId)> = Vec::new();
        let mut known: AHashMap<&[u64], u32> = AHashMap::with_hasher(RandomState::with_seeds(7, 7, 1, 1));
        let mut short: BTreeMap<&str, u64> = BTreeMap::new();
        for (number, tokens) in (0..).zip(&tokens) {
            if (tokens.len() as u32) < config.min_words {
                let article = &articles[number as usize];
                let of_file = short.entry(&article.path).or_default();
                *of_file += 1;
                if *of_file > MOST_SHORT {
                    continue;
                }
                let what = match tokens.len() {
                    0 => "no words".to_owned(),
                    1 => "one word is too short to judge".to_owned(),
                    n => format!("{n} words are too short to judge"),
                };
                // A record needs its id to be found in its file, a file's path tells it.
                let reason = match article.path.ends_with(&article.id) {
                    true => format!("{what}; left as a single"),
                    false => format!("{}: {what}; left as a single", article.id),
                };
                intake.problems.push(Problem::note(&article.path, None, reason));
                continue;
            }
            let rank = *known.entry(&tokens.words).or_insert(originals.len() as u32);
            if rank as usize == originals.len() {
                originals.push(DocId(number));
            } else {
                copies.push((rank, DocId(number)));
            }
        }
        drop(known);
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
        let texts: Vec<&Tokens> = originals.iter().map(|doc| &tokens[doc.index()]).collect();
        let rarity = Rarity::count(texts.iter().copied());
        let sketches = sketch_all(&texts, config, progress);
        let bodies: Vec<&str> = originals.iter().map(|doc| articles[doc.index()].body.as_str()).collect();
        let anchored = Anchored::new(&bodies, &texts, &config.lexicon);
        progress.end();
        Study { articles, intake, originals, copies, rarity, sketches, anchored, tokens }
    }

    fn texts(&self) -> Vec<&Tokens> {
        self.originals.iter().map(|doc| &self.tokens[doc.index()]).collect()
    }

    fn languages(&self) -> Vec<Language> {
        self.texts().iter().map(|tokens| tokens.language).collect()
    }

    /// The pairs worth reading, and what was left out to keep them few.
    fn candidates(&self, config: &Config) -> (Pairs, Vec<String>) {
        let texts = self.texts();
        let ranks: Vec<u32> = (0..texts.len() as u32).collect();
        let views = Views::new(&texts, &self.sketches, &self.rarity, config);
        let found = [
            views.wording(&ranks, config),
            views.passages(config),
            views.content(config),
            translations(self.anchored.as_ref(), &texts, config),
        ];
        let mut pairs: Pairs = Vec::new();
        let mut capped = Vec::new();
        for view in found {
            pairs.extend(view.pairs);
            capped.extend(view.capped);
        }
        // By the second article: what meets many, the first of a bucket, is mostly the first of its pairs, so that it and the
        // article at hand stay on the reader's shelf. Ordered by the first, ten thousand near copies took twice as long.
        pairs.par_sort_unstable_by_key(|&(a, b)| (b, a));
        pairs.dedup();
        (pairs, capped)
    }

    fn prepare<'t>(&self, tokens: &'t Tokens, rank: u32) -> Prepared<'t> {
        Prepared::new(tokens, &self.rarity, self.anchored.as_ref().map(|anchored| anchored.of(rank)))
    }

    /// Reads the pairs.
    fn read(&self, pairs: &[(u32, u32)], config: &Config, progress: &dyn Progress) -> Vec<Reading> {
        let texts = self.texts();
        progress.begin(Stage::Verify, pairs.len() as u64);
        let readings = pairs
            .par_iter()
            .map_init(AHashMap::new, |shelf: &mut AHashMap<u32, Prepared>, &(a, b)| {
                // Neighbouring pairs have articles in common, so what was made ready is kept for a while.
                if shelf.len() > SHELF {
                    shelf.clear();
                }
                for rank in [a, b] {
                    shelf.entry(rank).or_insert_with(|| self.prepare(texts[rank as usize], rank));
                }
                let reading = verify::read(&shelf[&a], &shelf[&b], &config.verify);
                progress.advance(1);
                reading
            })
            .collect();
        progress.end();
        readings
    }

    /// From readings to clusters and their sources.
    fn conclude(
        self,
        pairs: Pairs,
        mut readings: Vec<Reading>,
        capped: Vec<String>,
        config: &Config,
    ) -> Analysis {
        let texts = self.texts();
        let languages = self.languages();
        let margins = Margins::new(&languages, &pairs, &readings, Model::translation());
        pairs.par_iter().zip(&mut readings).for_each(|(&(a, b), reading)| {
            margins.settle(a, b, reading, &config.verify);
        });
        let mut found: Vec<(u32, u32, Relation, Reading)> = pairs
            .into_iter()
            .zip(readings)
            .filter_map(|((a, b), reading)| reading.relation.map(|relation| (a, b, relation, reading)))
            .collect();
        let edges: Vec<Edge> = found
            .iter()
            .filter(|(_, _, relation, _)| relation.joins())
            .map(|&(a, b, _, ref reading)| Edge { a, b, confidence: reading.confidence })
            .collect();
        let mut late = Vec::new();
        let clusters = cluster::clusters(&languages, &edges, |a, b| {
            let (a, b) = (a.min(b), a.max(b));
            let prepared = |rank: u32| self.prepare(texts[rank as usize], rank);
            let mut reading = verify::read(&prepared(a), &prepared(b), &config.verify);
            margins.settle(a, b, &mut reading, &config.verify);
            let relation = reading.relation.filter(|relation| relation.joins())?;
            let confidence = reading.confidence;
            late.push((a, b, relation, reading));
            Some(confidence)
        });
        found.extend(late);
        found.sort_by_key(|&(a, b, ..)| (a, b));
        found.dedup_by_key(|&mut (a, b, ..)| (a, b));
        let mut matches: Vec<Match> = found
            .into_iter()
            .map(|(a, b, relation, reading)| Match {
                a: self.originals[a as usize],
                b: self.originals[b as usize],
                relation,
                directed: false,
                confidence: reading.confidence,
                scores: reading.scores,
                passages: reading.passages,
            })
            .collect();
        matches.extend(self.copies.iter().map(|&(rank, copy)| {
            let original = self.originals[rank as usize];
            identical(original, copy, &self.articles[original.index()], &self.articles[copy.index()])
        }));

        let mut members: Vec<Vec<DocId>> = Vec::new();
        let mut clustered = vec![false; texts.len()];
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
        let entries: Vec<Entry> = self
            .articles
            .into_iter()
            .zip(&self.tokens)
            .map(|(article, tokens)| entry(article, tokens))
            .collect();
        let mut analysis = Analysis {
            articles: entries,
            matches,
            clusters: Vec::new(),
            intake: self.intake,
            capped,
            config: config.clone(),
        };
        find_sources(&mut analysis, members);
        analysis.matches.sort_by_key(|found| (found.a, found.b));
        analysis
    }
}

/// How many articles made ready for reading a thread keeps: about 20 KB each.
const SHELF: usize = 1024;

/// An article's sketches.
struct Sketch {
    signature: Vec<u32>,
    sample: Vec<u64>,
}

fn sketch_all(texts: &[&Tokens], config: &Config, progress: &dyn Progress) -> Vec<Sketch> {
    texts
        .par_iter()
        .map(|tokens| {
            let shingles = || text::shingles(&tokens.words, config.shingle_width);
            let mut signature = vec![0; config.minhash.components];
            sketch::minhash(shingles(), &mut signature);
            progress.advance(0);
            Sketch { signature, sample: sketch::sample(shingles(), config.sample) }
        })
        .collect()
}

fn tokenize(articles: &[Article], progress: &dyn Progress) -> Vec<Tokens> {
    articles
        .par_iter()
        .map_init(Tokenizer::new, |tokenizer, article| {
            let language = text::identify(&article.body, article.language.as_deref());
            let tokens = tokenizer.tokenize(&article.body, language);
            progress.advance(1);
            tokens
        })
        .collect()
}

fn entry(article: Article, tokens: &Tokens) -> Entry {
    Entry { article, language: tokens.language.to_string(), words: tokens.len() as u32, place: None }
}

/// Gives every further article of an id another: `id~2`, `id~3`, ... and tells each file's, a line a file.
fn make_ids_unique(articles: &mut [Article], problems: &mut Vec<Problem>) {
    let mut renamed: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut start = 0;
    while start < articles.len() {
        let end = start + articles[start..].iter().take_while(|other| other.id == articles[start].id).count();
        for (copy, article) in (2..).zip(&mut articles[start + 1..end]) {
            let id = format!("{}~{copy}", article.id);
            let (count, _) = renamed
                .entry(article.path.clone())
                .or_insert_with(|| (0, format!("the id {} is taken; here it is {id}", article.id)));
            *count += 1;
            article.id = id;
        }
        start = end;
    }
    for (path, (count, first)) in renamed {
        let reason = if count == 1 { first } else { format!("{first}, and {} more like it", count - 1) };
        problems.push(Problem::note(path, None, reason));
    }
}

/// What a view found.
struct Found {
    pairs: Pairs,
    capped: Vec<String>,
}

/// The bucket indexes of the three views.
struct Views<'s> {
    sketches: &'s [Sketch],
    passages: FeatureIndex,
    content: FeatureIndex,
}

impl<'s> Views<'s> {
    fn new(texts: &[&Tokens], sketches: &'s [Sketch], rarity: &Rarity, config: &Config) -> Self {
        let sampled: Vec<Vec<(u64, f32)>> = sketches
            .par_iter()
            .map(|sketch| sketch.sample.iter().map(|&shingle| (shingle, 1.0)).collect())
            .collect();
        let rare: Vec<Vec<(u64, f32)>> = texts
            .par_iter()
            .map(|tokens| rarest_stems(tokens, rarity, config.content_stems, config.content.bucket_cap))
            .collect();
        Views { sketches, passages: FeatureIndex::new(&sampled), content: FeatureIndex::new(&rare) }
    }

    /// Articles whose signatures share a band, and are alike enough to be no accident.
    fn wording(&self, ranks: &[u32], config: &Config) -> Found {
        let bands = config.bands();
        let signatures: Vec<u32> =
            self.sketches.iter().flat_map(|sketch| &sketch.signature).copied().collect();
        let components = config.minhash.components;
        // A pair at the threshold is estimated below half of it once in 10^7; a chance meeting mostly is.
        let bar = config.threshold / 2.0;
        let row = |rank: u32| &signatures[rank as usize * components..][..components];
        let found: Vec<(Pairs, usize)> = (0..bands.bands)
            .into_par_iter()
            .map(|band| {
                let mut pairs = Vec::new();
                let limited =
                    Band::new(&signatures, components, ranks, band, bands.rows).pairs(BUCKET, |a, b| {
                        if sketch::similarity(row(a), row(b)) >= bar {
                            pairs.push((a, b));
                        }
                    });
                (pairs, limited)
            })
            .collect();
        let limited = found.iter().map(|(_, limited)| limited).sum();
        let mut pairs: Pairs = found.into_iter().flat_map(|(pairs, _)| pairs).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        Found { pairs, capped: capped("wording", limited, BUCKET) }
    }

    /// Articles that share sampled shingles.
    fn passages(&self, config: &Config) -> Found {
        let enough = config.passage_shingles as f32;
        let pairs = neighbours(&self.passages, config.passages, |_, found| found.shared >= enough);
        let cap = config.passages.bucket_cap;
        Found { pairs, capped: capped("passages", self.passages.over_full(cap), cap) }
    }

    /// Articles that share rare stems.
    fn content(&self, config: &Config) -> Found {
        let pairs = neighbours(&self.content, config.content, |_, found| found.share >= config.content_share);
        let cap = config.content.bucket_cap;
        Found { pairs, capped: capped("content", self.content.over_full(cap), cap) }
    }
}

/// Articles in two languages that share rare anchors.
fn translations(anchored: Option<&Anchored>, texts: &[&Tokens], config: &Config) -> Found {
    let Some(anchored) = anchored else { return Found { pairs: Vec::new(), capped: Vec::new() } };
    let index = FeatureIndex::new(&anchored.features(texts, config));
    let language = |rank: u32| texts[rank as usize].language;
    let pairs = neighbours(&index, config.translation, |doc, found| {
        found.share >= config.translation_share && language(doc) != language(found.doc)
    });
    let cap = config.translation.bucket_cap;
    Found { pairs, capped: capped("anchors", index.over_full(cap), cap) }
}

/// In a bucket of the wording view with more articles than this each is paired with this many of them.
const BUCKET: usize = 16;

fn capped(view: &str, buckets: usize, cap: usize) -> Vec<String> {
    match buckets {
        0 => Vec::new(),
        n => vec![format!(
            "{view}: {n} buckets of more than {cap} articles; each article met some of theirs, not all"
        )],
    }
}

fn neighbours(
    index: &FeatureIndex,
    params: crate::lsh::CountParams,
    keep: impl Fn(u32, &Neighbour) -> bool + Sync,
) -> Pairs {
    let mut pairs: Pairs = (0..index.len() as u32)
        .into_par_iter()
        .map_init(
            || (Scratch::default(), Vec::new()),
            |(scratch, out), doc| {
                index.neighbours(doc, params, scratch, |found| keep(doc, found), out);
                out.iter().map(|found| (doc.min(found.doc), doc.max(found.doc))).collect::<Vec<_>>()
            },
        )
        .flatten_iter()
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The rarest stems that an article shares with at least one and at most `cap` articles of its language, by falling weight.
fn rarest_stems(tokens: &Tokens, rarity: &Rarity, most: usize, cap: usize) -> Vec<(u64, f32)> {
    let mut stems: Vec<u32> = tokens.stems.clone();
    stems.sort_unstable();
    stems.dedup();
    let rarity = rarity.of(tokens.language);
    let mut rare: Vec<(u64, f32)> = stems
        .into_iter()
        .filter(|&stem| (2..=cap).contains(&(rarity.articles_holding(stem) as usize)))
        .map(|stem| (u64::from(stem), rarity.weight(stem)))
        .filter(|&(_, weight)| weight > 0.0)
        .collect();
    rare.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    rare.truncate(most);
    rare
}

/// The match of an article with a copy of the same words.
fn identical(a: DocId, b: DocId, first: &Article, second: &Article) -> Match {
    let whole = |article: &Article| {
        let start = article.body.len() - article.body.trim_start().len();
        start as u32..article.body.trim_end().len() as u32
    };
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

/// Settles who is the source in each cluster, directs the matches, and places the members.
fn find_sources(analysis: &mut Analysis, members: Vec<Vec<DocId>>) {
    let mut related = vec![false; analysis.articles.len()];
    for found in &analysis.matches {
        related[found.a.index()] = true;
        related[found.b.index()] = true;
    }
    let claims: Vec<Vec<Claim>> = analysis
        .articles
        .par_iter()
        .zip(related)
        .map(|(entry, related)| if related { cluster::claims(&entry.article) } else { Vec::new() })
        .collect();
    let member = |doc: DocId| {
        let Entry { article, language, words, .. } = &analysis.articles[doc.index()];
        let language = Language::from_tag(language).unwrap_or(Language::UNDETERMINED);
        Member { doc, article, words: *words, language, credits: &claims[doc.index()] }
    };
    let link = |found: &Match, a: usize, b: usize| Link {
        a,
        b,
        relation: found.relation,
        confidence: found.confidence,
        a_in_b: found.scores.a_in_b,
        b_in_a: found.scores.b_in_a,
    };
    // (cluster, place among its members) of each article that has one.
    let mut places: Vec<Option<(usize, usize)>> = vec![None; analysis.articles.len()];
    for (number, docs) in members.iter().enumerate() {
        for (place, doc) in docs.iter().enumerate() {
            places[doc.index()] = Some((number, place));
        }
    }
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for (index, found) in analysis.matches.iter().enumerate() {
        if let (Some((x, _)), Some((y, _))) = (places[found.a.index()], places[found.b.index()])
            && x == y
            && found.relation.joins()
        {
            inside[x].push(index);
        }
    }
    let verdicts: Vec<Verdict> = members
        .par_iter()
        .zip(&inside)
        .map(|(docs, inside)| {
            let all: Vec<Member> = docs.iter().map(|&doc| member(doc)).collect();
            let place = |doc: DocId| docs.binary_search(&doc).expect("both ends are members");
            let matches = inside.iter().map(|&index| &analysis.matches[index]);
            let links: Vec<Link> = matches.map(|found| link(found, place(found.a), place(found.b))).collect();
            cluster::decide(&all, &links)
        })
        .collect();
    let mut found_places: Vec<(DocId, Place)> = Vec::new();
    let mut clusters = Vec::new();
    for (number, ((docs, inside), verdict)) in (1..).zip(members.iter().zip(&inside).zip(verdicts)) {
        for (&doc, parent) in docs.iter().zip(&verdict.parents) {
            let derivation = parent.map(|(parent, index)| {
                let found = &analysis.matches[inside[index]];
                // The match says what its second article is to its first.
                let relation = if found.b == doc { found.relation } else { found.relation.reversed() };
                Derivation { of: docs[parent], relation, confidence: found.confidence }
            });
            found_places.push((doc, Place { cluster: number, derivation }));
        }
        let root = docs[verdict.root];
        let others = docs.iter().copied().filter(|&doc| doc != root);
        clusters.push(Cluster {
            members: std::iter::once(root).chain(others).collect(),
            source: verdict.source.map(|source| docs[source]),
            root,
            reasons: verdict.reasons,
        });
    }
    let directions: Vec<Option<bool>> = analysis
        .matches
        .par_iter()
        .map(|found| cluster::direction(&member(found.a), &member(found.b), &link(found, 0, 1)))
        .collect();
    let matches = std::mem::take(&mut analysis.matches);
    analysis.matches = matches
        .into_iter()
        .zip(directions)
        .map(|(found, direction)| match direction {
            None => found,
            Some(forward) => {
                let found = if forward { found } else { found.reversed() };
                Match { directed: true, ..found }
            }
        })
        .collect();
    for (doc, place) in found_places {
        analysis.articles[doc.index()].place = Some(place);
    }
    analysis.clusters = clusters;
}
