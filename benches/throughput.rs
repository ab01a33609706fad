//! The whole job: a folder of files, or one file of records, to clusters. By size and threads, beside the job that can be
//! made of gaoya and of probminhash on the same bytes.
//!
//! What each does is not the same work: the others find pairs of a Jaccard index over a threshold by their signatures and
//! stop there; wirecopy also looks for excerpts and rewrites, reads every candidate pair, and names the source. Recall
//! and precision against the collection's labels stand beside the seconds, so that neither is fast for nothing. Seconds
//! of the processor are of all threads together and do not depend on what else runs; the figures of criterion below them
//! are wall time.

use ahash::{AHashMap, AHashSet};
use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use gaoya::minhash::{MinHashIndex, MinHashType, MinHasher, MinHasher32, calculate_minhash_params};
use gaoya::text::{shingle_tokens, whitespace_split};
use probminhash::densminhash::OptDensMinHash;
use probminhash::nohasher::NoHashHasher;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::hash::BuildHasherDefault;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wirecopy::config::{Config, Views};
use wirecopy::pipeline;
use wirecopy::progress::Silent;
use wirecopy::synth::{SynthParams, as_record, as_text, generate};

/// A collection on disk, twice, and its labels.
struct Collection {
    _folder: TempDir,
    files: PathBuf,
    records: PathBuf,
    /// Bytes of the files, and of the records.
    bytes: [u64; 2],
    groups: AHashMap<String, String>,
}

impl Collection {
    fn write(articles: usize) -> Collection {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let files = folder.path().join("files");
        let records = folder.path().join("records.jsonl");
        let mut out = BufWriter::new(fs::File::create(&records).expect("a file"));
        let (mut bytes, mut groups) = ([0, 0], AHashMap::new());
        for labelled in
            generate(&SynthParams { articles, ..SynthParams::default() }).expect("sound parameters")
        {
            let (text, record) = (as_text(&labelled.article), as_record(&labelled.article));
            bytes[0] += text.len() as u64;
            bytes[1] += record.len() as u64 + 1;
            let path = files.join(&labelled.article.id);
            fs::create_dir_all(path.parent().expect("a folder for each outlet")).expect("a folder");
            fs::write(path, text).expect("a file");
            writeln!(out, "{record}").expect("a line");
            groups.insert(labelled.article.id, labelled.group);
        }
        out.flush().expect("a whole file");
        Collection { _folder: folder, files, records, bytes, groups }
    }

    /// Where the articles are, and how many bytes of them.
    fn input(&self, from_files: bool) -> (&Path, u64) {
        if from_files { (&self.files, self.bytes[0]) } else { (&self.records, self.bytes[1]) }
    }
}

/// Clusters as lists of ids.
type Clusters = Vec<Vec<String>>;

fn wirecopy_job(path: &Path, threads: usize) -> Clusters {
    scan(path, Config { threads, ..Config::default() })
}

/// Copies, excerpts and updates alone.
fn copies_job(path: &Path, threads: usize) -> Clusters {
    scan(path, Config { threads, views: Views::COPIES, ..Config::default() })
}

fn scan(path: &Path, config: Config) -> Clusters {
    let analysis = pipeline::scan(&[path.to_owned()], &config, &Silent).expect("sound settings");
    let id = |doc: &wirecopy::article::DocId| analysis.articles[doc.index()].article.id.clone();
    analysis.clusters.iter().map(|cluster| cluster.members.iter().map(id).collect()).collect()
}

/// The Jaccard index that the others look for, and the components of their signatures.
const THRESHOLD: f64 = 0.5;
const COMPONENTS: usize = 128;

/// Word 5-grams and signatures by gaoya's own functions.
fn gaoya_job(path: &Path, threads: usize) -> Clusters {
    let hasher = &MinHasher32::new(COMPONENTS);
    banded_job(path, threads, || |words: &Vec<&str>| hasher.create_signature(shingle_tokens(words, 5)))
}

/// Signatures by probminhash's fastest MinHash, of hashed word 5-grams. It has no index: gaoya's serves.
fn probminhash_job(path: &Path, threads: usize) -> Clusters {
    let state = &ahash::RandomState::with_seeds(1, 2, 3, 4);
    banded_job(path, threads, || {
        let mut sketcher: OptDensMinHash<f64, u64, NoHashHasher> =
            OptDensMinHash::new(COMPONENTS, BuildHasherDefault::default());
        move |words: &Vec<&str>| {
            let shingles: Vec<u64> = words.windows(5).map(|run| state.hash_one(run)).collect();
            sketcher.reinit();
            sketcher.sketch_slice(&shingles).expect("there are shingles");
            sketcher.get_hsketch().iter().map(|component| component.to_bits()).collect::<Vec<u64>>()
        }
    })
}

/// Signatures by `signer`, of which each thread makes its own; gaoya's bands for the threshold by its own formula, bulk
/// insertion and bulk queries on all threads of the pool, groups of what the queries return.
fn banded_job<T: MinHashType, S: FnMut(&Vec<&str>) -> Vec<T>>(
    path: &Path,
    threads: usize,
    signer: impl Fn() -> S + Send + Sync,
) -> Clusters {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let (ids, texts) = if path.is_dir() { read_files(path) } else { read_records(path) };
        let (bands, rows) = calculate_minhash_params(THRESHOLD, COMPONENTS);
        let signatures: Vec<Vec<T>> = texts
            .par_iter()
            .map_init(signer, |sign, text| {
                let text = text.to_lowercase();
                let mut signature = sign(&whitespace_split(&text).collect());
                signature.truncate(bands * rows);
                signature
            })
            .collect();
        let mut index: MinHashIndex<T, u32> = MinHashIndex::new(bands, rows, THRESHOLD);
        index.par_bulk_insert((0..ids.len() as u32).collect(), signatures.clone());
        let found = index.par_bulk_query(&signatures);
        let mut leader: Vec<u32> = (0..ids.len() as u32).collect();
        fn find(leader: &mut [u32], mut at: u32) -> u32 {
            while leader[at as usize] != at {
                leader[at as usize] = leader[leader[at as usize] as usize];
                at = leader[at as usize];
            }
            at
        }
        for (a, found) in (0..).zip(&found) {
            for &b in found {
                let (x, y) = (find(&mut leader, a), find(&mut leader, b));
                leader[x.max(y) as usize] = x.min(y);
            }
        }
        let mut clusters: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (number, id) in (0..).zip(ids) {
            clusters.entry(find(&mut leader, number)).or_default().push(id);
        }
        clusters.into_values().filter(|members| members.len() > 1).collect()
    })
}

fn read_files(folder: &Path) -> (Vec<String>, Vec<String>) {
    let (mut ids, mut texts) = (Vec::new(), Vec::new());
    for outlet in fs::read_dir(folder).expect("the folder") {
        let outlet = outlet.expect("an entry").path();
        for file in fs::read_dir(&outlet).expect("an outlet's folder") {
            let path = file.expect("an entry").path();
            ids.push(
                path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/"),
            );
            texts.push(fs::read_to_string(&path).expect("a text"));
        }
    }
    (ids, texts)
}

fn read_records(path: &Path) -> (Vec<String>, Vec<String>) {
    #[derive(serde::Deserialize)]
    struct Record {
        id: String,
        text: String,
    }
    let lines = BufReader::new(fs::File::open(path).expect("the records")).lines();
    lines
        .map(|line| serde_json::from_str::<Record>(&line.expect("a line")).expect("a record"))
        .map(|record| (record.id, record.text))
        .unzip()
}

/// Pairs of one group found, of all there are; and pairs joined that are of one group, of all that were joined.
fn recall_and_precision(clusters: &Clusters, groups: &AHashMap<String, String>) -> (f64, f64) {
    let pairs = |n: u64| n * (n - 1) / 2;
    let mut sizes: AHashMap<&str, u64> = AHashMap::new();
    for group in groups.values() {
        *sizes.entry(group).or_default() += 1;
    }
    let all: u64 = sizes.values().map(|&n| pairs(n)).sum();
    let (mut joined, mut right) = (0, 0);
    let mut seen = AHashSet::new();
    for members in clusters {
        joined += pairs(members.len() as u64);
        let mut sizes: AHashMap<&str, u64> = AHashMap::new();
        for id in members {
            assert!(seen.insert(id), "{id} stands in two clusters");
            *sizes.entry(&groups[id]).or_default() += 1;
        }
        right += sizes.values().map(|&n| pairs(n)).sum::<u64>();
    }
    (right as f64 / all as f64, right as f64 / joined as f64)
}

/// Seconds of the processor that this process has used so far, where the system tells (Linux counts hundredths).
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some((fields[11].parse::<f64>().ok()? + fields[12].parse::<f64>().ok()?) / 100.0)
}

type Job = fn(&Path, usize) -> Clusters;

/// Name, job, whether from files (else from records), threads; the recall against the labels that it must reach. The
/// others' threshold passes over excerpts and heavy edits by design.
const JOBS: [(&str, Job, bool, usize, f64); 10] = [
    ("wirecopy files 1 thread", wirecopy_job, true, 1, 0.98),
    ("wirecopy files 2 threads", wirecopy_job, true, 2, 0.98),
    ("wirecopy records 2 threads", wirecopy_job, false, 2, 0.98),
    ("wirecopy --copies-only files 1 thread", copies_job, true, 1, 0.8),
    ("wirecopy --copies-only records 2 threads", copies_job, false, 2, 0.8),
    ("gaoya files 1 thread", gaoya_job, true, 1, 0.2),
    ("gaoya files 2 threads", gaoya_job, true, 2, 0.2),
    ("gaoya records 2 threads", gaoya_job, false, 2, 0.2),
    ("probminhash files 1 thread", probminhash_job, true, 1, 0.2),
    ("probminhash files 2 threads", probminhash_job, true, 2, 0.2),
];

/// Runs each job once and tells what it took; returns the number of clusters of each.
fn once(collection: &Collection) -> Vec<usize> {
    let articles = collection.groups.len();
    let run = |&(name, job, from_files, threads, least): &(&str, Job, bool, usize, f64)| {
        let (path, bytes) = collection.input(from_files);
        let (wall, processor) = (Instant::now(), processor_seconds());
        let clusters = job(path, threads);
        let wall = wall.elapsed().as_secs_f64();
        let processor = processor_seconds().zip(processor).map_or(f64::NAN, |(after, before)| after - before);
        let (recall, precision) = recall_and_precision(&clusters, &collection.groups);
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{articles} articles, {megabytes:.1} MB, {name}: {processor:.2} s of the processor ({:.1} MB/s), \
             {wall:.2} s of wall time; {} clusters, recall {recall:.4}, precision {precision:.4}",
            megabytes / processor,
            clusters.len(),
        );
        assert!(recall >= least && precision >= 0.99, "{name}: recall {recall}, precision {precision}");
        clusters.len()
    };
    JOBS.iter().map(run).collect()
}

/// The larger collection once, the smaller one once and then often enough for criterion: ten times the larger one would
/// be minutes for each job.
fn whole_job(c: &mut Criterion) {
    once(&Collection::write(10_000));
    let collection = Collection::write(2_000);
    let counts = once(&collection);
    let mut group = c.benchmark_group("2000 articles");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(3));
    for ((name, job, from_files, threads, _), count) in JOBS.into_iter().zip(counts) {
        let (path, bytes) = collection.input(from_files);
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function(name, |bencher| bencher.iter(|| assert_eq!(job(path, threads).len(), count)));
    }
    group.finish();
}

criterion_group!(benches, whole_job);
criterion_main!(benches);
