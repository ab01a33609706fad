//! Files to articles.

use crate::analysis::Intake;
use crate::article::Article;
use crate::body::Texts;
use crate::config::Config;
use crate::error::{Error, Problem, Severity};
use crate::ingest::{self, Contents, Means};
use crate::progress::{Progress, Silent, Stage};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reads every file below `paths`; the articles in the order of their ids, each id once.
pub(super) fn take_in(
    paths: &[PathBuf],
    config: &Config,
    progress: &dyn Progress,
) -> Result<(Vec<Article>, Intake), Error> {
    let found = ingest::walk(paths, &config.ingest)?;
    progress.begin(Stage::Read, found.files.len() as u64);
    // With `strict`: the first file with something lost, as far as is known. Files after it are not opened, those before it
    // are, so that it is the same one at any number of threads.
    let broken = AtomicUsize::new(if found.problems.iter().any(is_lost) { 0 } else { usize::MAX });
    let texts = Texts::new(config.texts_in_memory());
    // A thread that waits for the lines of one file may begin another that is as long, and wait again; so that its stack has
    // a bound, no more files than threads share theirs at a time.
    let sharing = AtomicUsize::new(0);
    let share = |count: usize, job: &(dyn Fn(usize) + Sync)| {
        if sharing.fetch_add(1, Ordering::Relaxed) < rayon::current_num_threads() {
            (0..count).into_par_iter().for_each(job);
        } else {
            (0..count).for_each(job);
        }
        sharing.fetch_sub(1, Ordering::Relaxed);
    };
    let contents: Vec<Contents> = found
        .files
        .par_iter()
        .enumerate()
        .map(|(at, file)| {
            if config.ingest.strict && at >= broken.load(Ordering::Relaxed) {
                return Contents::default();
            }
            let means = Means { params: &config.ingest, texts: &texts, share: &share };
            let contents = ingest::read_with(file, means);
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
    let mut all = Contents { skipped: found.skipped, problems: found.problems, ..Contents::default() };
    if let Some(reason) = texts.failure() {
        all.problems.push(kept_in_memory("texts", &reason));
    }
    all.articles.reserve_exact(contents.iter().map(|contents| contents.articles.len()).sum());
    contents.into_iter().for_each(|contents| all.extend(contents));
    let Contents { articles, problems, skipped, bytes } = all;
    let intake = Intake { files: found.files.len() as u64, bytes, skipped, problems };
    Ok((articles, intake))
}

/// Tells why what should be in a temporary file is not.
pub(super) fn kept_in_memory(what: &str, reason: &str) -> Problem {
    let told = format!("{what} stay in memory, however many: {reason}");
    Problem::note(std::env::temp_dir().display().to_string(), None, told)
}

fn is_lost(problem: &Problem) -> bool {
    problem.severity == Severity::Lost
}

/// The one article of a file.
pub(super) fn single(path: &Path, config: &Config) -> Result<(Article, Vec<Problem>), Error> {
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

/// Gives every further article of an id another: `id~2`, `id~3`, ... and tells each file's, a line a file.
pub(super) fn make_ids_unique(articles: &mut [Article], problems: &mut Vec<Problem>) {
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
