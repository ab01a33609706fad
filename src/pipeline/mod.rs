//! Runs the stages, on all threads. Elsewhere only the bucket index names rayon.
//!
//! Every stage is a map over articles, buckets or pairs whose results are put in the order of the article numbers, so the
//! outcome does not depend on the number of threads.

mod anchored;
mod desk;
mod furniture;
mod intake;
mod late;
mod sketches;
mod sources;
mod study;
mod views;

use crate::analysis::{Analysis, Comparison, Detail, Intake};
use crate::anchors::{ConceptNames, Mark};
use crate::article::{Article, DocId};
use crate::cluster::may_count;
use crate::config::Config;
use crate::error::{Error, Problem};
use crate::lsh::Rarity;
use crate::progress::Progress;
use crate::text::{self, Language, Tokens};
use crate::verify::{self, Counterpart, Model, Prepared, Reading};
use ahash::AHashMap;
use anchored::Anchored;
use desk::Desk;
use intake::{single, take_in};
use rayon::prelude::*;
use sketches::Sketches;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use study::{Study, entry};

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
        let desk = Desk::default();
        let texts = [&first, &second].map(|article| (article.body.text(), article.language.as_deref()));
        let languages = text::identify_all(texts.iter().map(|(text, declared)| (&**text, *declared)));
        let [x, y] = [0, 1].map(|i| desk.tokenizer().tokenize(&texts[i].0, languages[i]));
        let rarity = Rarity::count([&x, &y].into_iter());
        let readable = |tokens: &Tokens| tokens.len() as u32 >= config.min_words;
        let text = |rank: usize| [&first, &second][rank].body.text();
        let anchored = Anchored::new(&[x.language, y.language], text, &desk, &config.lexicon);
        let anchors = |rank: u32| anchored.as_ref().map(|anchored| anchored.of(rank));
        let p = Prepared::new(&x, &rarity, anchors(0));
        let q = Prepared::new(&y, &rarity, anchors(1));
        let reading = match readable(&x) && readable(&y) {
            true => verify::measure(&p, &q, &config.verify),
            false => {
                problems.push(Problem::note(
                    a.display().to_string(),
                    None,
                    "too short to judge, or its counterpart is",
                ));
                Reading { relation: None, ..verify::measure(&p, &q, &config.verify) }
            }
        };
        let changes = verify::changes(&p, &q, (&first.body.text(), &second.body.text()));
        let counterparts = anchored.as_ref().map(|anchored| {
            let marks = [(&first.body, &x), (&second.body, &y)]
                .map(|(body, tokens)| anchored.marks(&body.text(), tokens));
            verify::evidence(&p, &q, (&marks[0], &marks[1]), &ConceptNames::new(&config.lexicon))
        });
        let mut views = Vec::new();
        if readable(&x) && readable(&y) {
            let mut sketches = Sketches::of(&[&first, &second], &desk, config);
            let mut found = vec![
                ("wording", views::wording(&sketches, config)),
                ("passages", views::passages(std::mem::take(&mut sketches.samples), config)),
                ("content", views::content(&sketches, &rarity, config)),
            ];
            let languages = &sketches.languages;
            let foreign = anchored.as_ref().map(|all| views::translations(all, languages, config));
            found.extend(foreign.map(|found| ("anchors", found)));
            views.extend(found.iter().filter(|(_, found)| !found.pairs.is_empty()).map(|(name, _)| *name));
        }
        Ok(Comparison {
            views,
            a: entry(first, x.language, x.len() as u32),
            b: entry(second, y.language, y.len() as u32),
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
        let mut study = Study::new(articles, Intake::default(), config, progress);
        let (pairs, _) = study.candidates(config);
        let readings = study.read(&pairs, verify::measure, |_| true, config, progress);
        let (pairs, readings) = readings.into_iter().unzip();
        let id = |doc: &DocId| study.articles[doc.index()].id.clone();
        Ok(Readings {
            ids: study.originals.iter().map(id).collect(),
            languages: study.sketches.languages,
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
        let desk = Desk::default();
        let languages: Vec<Language> = docs
            .iter()
            .map(|doc| Language::from_tag(&analysis.articles[doc.index()].language))
            .map(|language| language.unwrap_or(Language::UNDETERMINED))
            .collect();
        let text = |rank: usize| cleared(analysis, docs[rank]);
        let (tokens, anchored) = pool.install(|| {
            let tokens: Vec<Tokens> = languages
                .par_iter()
                .enumerate()
                .map_init(
                    || desk.tokenizer(),
                    |tokenizer, (rank, &language)| tokenizer.tokenize(&text(rank), language),
                )
                .collect();
            (tokens, Anchored::new(&languages, text, &desk, &analysis.config.lexicon))
        });
        let rarity = Rarity::count(tokens.iter());
        let names = ConceptNames::new(&analysis.config.lexicon);
        Ok(Close { analysis, pool, docs, tokens, rarity, anchored, names })
    }

    /// The details of each pair.
    pub fn details(&self, pairs: &[(DocId, DocId)]) -> Vec<Detail> {
        self.each(pairs, |(a, b), (p, q)| Detail {
            changes: verify::changes(&p.0, &q.0, (&self.text(a), &self.text(b))),
            counterparts: self.aligned(p, q),
            reading: match self.analysis.matches.binary_search_by_key(&(a, b), |found| (found.a, found.b)) {
                Ok(_) => None,
                Err(_) => Some(verify::measure(&p.0, &q.0, &self.analysis.config.verify)),
            },
        })
    }

    /// Which sentences of each pair tell the same.
    pub fn counterparts(&self, pairs: &[(DocId, DocId)]) -> Vec<Vec<Counterpart>> {
        self.each(pairs, |_, (p, q)| self.aligned(p, q))
    }

    fn aligned(&self, (p, of_p): &Shelved, (q, of_q): &Shelved) -> Vec<Counterpart> {
        match p.tokens().language == q.tokens().language || self.anchored.is_none() {
            true => verify::counterparts(p, q),
            false => verify::evidence(p, q, (of_p, of_q), &self.names),
        }
    }

    /// Without its furniture.
    fn text(&self, doc: DocId) -> Cow<'_, str> {
        cleared(self.analysis, doc)
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
                    if shelf.len() > study::SHELF {
                        shelf.clear();
                    }
                    for rank in ranks {
                        shelf.entry(rank).or_insert_with(|| {
                            let tokens = &self.tokens[rank];
                            let anchors = self.anchored.as_ref().map(|anchored| anchored.of(rank as u32));
                            let marks = self
                                .anchored
                                .as_ref()
                                .map(|anchored| anchored.marks(&self.text(self.docs[rank]), tokens));
                            let prepared = Prepared::new(tokens, &self.rarity, anchors);
                            (prepared, marks.unwrap_or_default())
                        });
                    }
                    look((a, b), (&shelf[&ranks[0]], &shelf[&ranks[1]]))
                });
            found.collect()
        })
    }
}

/// A text without its furniture.
fn cleared(analysis: &Analysis, doc: DocId) -> Cow<'_, str> {
    analysis.furniture.cleared(doc, &analysis.articles[doc.index()].article)
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

fn run(articles: Vec<Article>, intake: Intake, config: &Config, progress: &dyn Progress) -> Analysis {
    let mut study = Study::new(articles, intake, config, progress);
    let (pairs, capped) = study.candidates(config);
    let keep = |reading: &Reading| may_count(reading, Model::translation(), &config.verify);
    let readings = study.read(&pairs, study::look(config), keep, config, progress);
    drop(pairs);
    study.conclude(readings, capped, config)
}
