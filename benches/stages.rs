//! Each stage alone, on one thread, on one made-up collection: bytes of the articles a second, and articles a second.
//!
//! Beside the stages that another crate has too, that crate at the same work: the same shingle hashes, signatures of the
//! same length, the same bands and rows. Every benchmark first checks what its stage makes, so that none is fast by
//! leaving out the work: counts to the last one, and of signatures how well they estimate the Jaccard index.

use ahash::AHashSet;
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, MinHasher64V1};
use probminhash::densminhash::OptDensMinHash;
use probminhash::nohasher::NoHashHasher;
use probminhash::superminhasher::SuperMinHash;
use std::collections::HashMap;
use std::fs;
use std::hash::BuildHasherDefault;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;
use wirecopy::cluster::{self, Edge};
use wirecopy::config::Config;
use wirecopy::lsh::{Band, FeatureIndex, Rarity, Rows, Scratch};
use wirecopy::progress::Silent;
use wirecopy::sketch::{minhash, sample, similarity};
use wirecopy::synth::{Labelled, SynthParams, as_record, as_text, generate};
use wirecopy::text::{Tokenizer, Tokens, identify, shingles};
use wirecopy::verify::{self, Prepared};
use wirecopy::{Article, analyze, anchors, ingest, report};

const ARTICLES: usize = 2000;

/// What the stages read, made once.
struct Corpus {
    articles: Vec<Labelled>,
    tokens: Vec<Tokens>,
    shingles: Vec<Vec<u64>>,
    /// Every derived article and what it derives from.
    pairs: Vec<(usize, usize)>,
    config: Config,
    bytes: u64,
}

impl Corpus {
    fn get() -> &'static Corpus {
        static CORPUS: OnceLock<Corpus> = OnceLock::new();
        CORPUS.get_or_init(|| {
            let params = SynthParams { articles: ARTICLES, ..SynthParams::default() };
            let articles: Vec<Labelled> = generate(&params).expect("sound parameters").collect();
            let config = Config::default();
            let mut tokenizer = Tokenizer::new();
            let english = identify("", Some("en"));
            let tokens: Vec<Tokens> =
                articles.iter().map(|a| tokenizer.tokenize(&a.article.body.text(), english)).collect();
            let shingles =
                tokens.iter().map(|tokens| shingles(&tokens.words, config.shingle_width).collect()).collect();
            let number: HashMap<&str, usize> =
                articles.iter().enumerate().map(|(n, labelled)| (labelled.article.id.as_str(), n)).collect();
            let pairs = articles
                .iter()
                .enumerate()
                .filter_map(|(n, labelled)| Some((number[labelled.edit.of.as_deref()?], n)))
                .collect();
            let bytes = articles.iter().map(|labelled| labelled.article.body.len() as u64).sum();
            Corpus { articles, tokens, shingles, pairs, config, bytes }
        })
    }

    /// The mean error of an estimate of the Jaccard index, over the derived articles.
    fn error(&self, estimate: impl Fn(usize, usize) -> f64) -> f64 {
        let set = |n: usize| self.shingles[n].iter().copied().collect::<AHashSet<u64>>();
        let errors = self.pairs.iter().map(|&(a, b)| {
            let (x, y) = (set(a), set(b));
            let common = x.intersection(&y).count() as f64;
            (estimate(a, b) - common / (x.len() as f64 + y.len() as f64 - common)).abs()
        });
        errors.sum::<f64>() / self.pairs.len() as f64
    }

    /// Signatures of all articles by ours: a matrix, a row for each.
    fn signatures(&self, components: usize) -> Vec<u32> {
        let mut signatures = vec![0; self.shingles.len() * components];
        for (shingles, row) in self.shingles.iter().zip(signatures.chunks_exact_mut(components)) {
            assert!(minhash(shingles.iter().copied(), row));
        }
        signatures
    }
}

/// Runs `work` as two benchmarks, by bytes and by articles.
fn both(group: &mut BenchmarkGroup<WallTime>, name: &str, bytes: u64, elements: u64, mut work: impl FnMut()) {
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function(format!("{name}/bytes"), |bencher| bencher.iter(&mut work));
    group.throughput(Throughput::Elements(elements));
    group.bench_function(format!("{name}/articles"), |bencher| bencher.iter(&mut work));
}

fn group<'c>(c: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = c.benchmark_group(name);
    // An iteration is the whole collection, milliseconds long: ten of them tell enough, and a default run stays short.
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1500));
    group
}

/// Files below `paths` to articles.
fn read(paths: &[PathBuf], config: &Config) -> (usize, u64) {
    let found = ingest::walk(paths, &config.ingest).expect("sound settings");
    let contents = found.files.iter().map(|file| ingest::read(black_box(file), &config.ingest));
    contents.fold((0, 0), |(articles, bytes), file| (articles + file.articles.len(), bytes + file.bytes))
}

fn intake(c: &mut Criterion) {
    let corpus = Corpus::get();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (texts, records) = (folder.path().join("texts"), folder.path().join("records.jsonl"));
    fs::create_dir(&texts).expect("a folder");
    for (number, labelled) in corpus.articles.iter().enumerate() {
        fs::write(texts.join(format!("{number}.txt")), as_text(&labelled.article)).expect("a file");
    }
    let lines: Vec<String> = corpus.articles.iter().map(|labelled| as_record(&labelled.article)).collect();
    fs::write(&records, lines.join("\n")).expect("a file");
    let newsroom = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/newsroom");
    let mut group = group(c, "intake");
    // The newsroom is pages, Markdown and plain text; the pages cost the most.
    for (name, path, expected) in
        [("text files", texts, ARTICLES), ("records", records, ARTICLES), ("newsroom", newsroom, 401)]
    {
        let paths = [path];
        let bytes = read(&paths, &corpus.config).1;
        both(&mut group, name, bytes, expected as u64, || {
            assert_eq!(read(&paths, &corpus.config).0, expected);
        });
    }
    group.finish();
}

fn text(c: &mut Criterion) {
    let corpus = Corpus::get();
    let words: usize = corpus.tokens.iter().map(Tokens::len).sum();
    let spaced: usize =
        corpus.articles.iter().map(|a| a.article.body.text().split_whitespace().count()).sum();
    // One dash in each dateline is no word.
    let dashes: usize = corpus.articles.iter().map(|a| a.article.body.text().matches(" - ").count()).sum();
    assert_eq!(words, spaced - dashes);
    let mut group = group(c, "text");
    both(&mut group, "identify", corpus.bytes, ARTICLES as u64, || {
        let english = corpus
            .articles
            .iter()
            .filter(|a| identify(black_box(&a.article.body.text()), None).as_str() == "en")
            .count();
        assert_eq!(english, ARTICLES);
    });
    let mut tokenizer = Tokenizer::new();
    let english = identify("", Some("en"));
    both(&mut group, "tokenize", corpus.bytes, ARTICLES as u64, || {
        let count = |a: &Labelled, tokenizer: &mut Tokenizer| {
            tokenizer.tokenize(black_box(&a.article.body.text()), english).len()
        };
        assert_eq!(corpus.articles.iter().map(|a| count(a, &mut tokenizer)).sum::<usize>(), words);
    });
    let finder = anchors::Finder::default();
    let anchored = || {
        let pairs = corpus.articles.iter().zip(&corpus.tokens);
        pairs
            .map(|(a, tokens)| anchors::anchors(black_box(&a.article.body.text()), tokens, &finder).len())
            .sum::<usize>()
    };
    let expected = anchored();
    assert!(expected > ARTICLES);
    both(&mut group, "anchors", corpus.bytes, ARTICLES as u64, || assert_eq!(anchored(), expected));
    let width = corpus.config.shingle_width;
    let expected = corpus.tokens.iter().map(|tokens| tokens.len() - width + 1).sum::<usize>();
    both(&mut group, "shingles", corpus.bytes, ARTICLES as u64, || {
        let mut count = 0;
        for tokens in &corpus.tokens {
            count +=
                shingles(black_box(&tokens.words), width).inspect(|shingle| _ = black_box(*shingle)).count();
        }
        assert_eq!(count, expected);
    });
    group.finish();
}

fn signatures(c: &mut Criterion) {
    let corpus = Corpus::get();
    let components = corpus.config.minhash.components;
    // The standard error of one estimate is at most 0.044; the mean of some hundred absolute errors stays below that.
    const BOUND: f64 = 0.04;
    let mut group = group(c, "signatures");

    let ours = corpus.signatures(components);
    let row = |n: usize| &ours[n * components..][..components];
    assert!(corpus.error(|a, b| similarity(row(a), row(b))) < BOUND);
    let mut signature = vec![0; components];
    both(&mut group, "wirecopy", corpus.bytes, ARTICLES as u64, || {
        for shingles in &corpus.shingles {
            assert!(minhash(black_box(shingles).iter().copied(), &mut signature));
            black_box(&signature);
        }
    });

    let gaoya64 = MinHasher64V1::new(components);
    let theirs: Vec<_> = corpus.shingles.iter().map(|s| gaoya64.create_signature(s.iter())).collect();
    assert!(corpus.error(|a, b| agreeing(&theirs[a], &theirs[b])) < BOUND);
    both(&mut group, "gaoya MinHasher64V1", corpus.bytes, ARTICLES as u64, || {
        for shingles in &corpus.shingles {
            assert_eq!(black_box(gaoya64.create_signature(black_box(shingles).iter())).len(), components);
        }
    });

    let gaoya32 = MinHasher32::new(components);
    let theirs: Vec<_> = corpus.shingles.iter().map(|s| gaoya32.create_signature(s.iter())).collect();
    assert!(corpus.error(|a, b| agreeing(&theirs[a], &theirs[b])) < BOUND);
    both(&mut group, "gaoya MinHasher32", corpus.bytes, ARTICLES as u64, || {
        for shingles in &corpus.shingles {
            assert_eq!(black_box(gaoya32.create_signature(black_box(shingles).iter())).len(), components);
        }
    });

    type Super = SuperMinHash<f64, u64, NoHashHasher>;
    let mut sketcher = Super::new(components, BuildHasherDefault::default());
    let mut superminhash = |shingles: &[u64]| {
        sketcher.reinit();
        sketcher.sketch_slice(shingles).expect("there are shingles");
        sketcher.get_hsketch().clone()
    };
    let theirs: Vec<_> = corpus.shingles.iter().map(|shingles| superminhash(shingles)).collect();
    assert!(corpus.error(|a, b| agreeing(&theirs[a], &theirs[b])) < BOUND);
    both(&mut group, "probminhash SuperMinHash", corpus.bytes, ARTICLES as u64, || {
        for shingles in &corpus.shingles {
            assert_eq!(black_box(superminhash(black_box(shingles))).len(), components);
        }
    });

    type Dense = OptDensMinHash<f64, u64, NoHashHasher>;
    let mut sketcher = Dense::new(components, BuildHasherDefault::default());
    let mut densified = |shingles: &[u64]| {
        sketcher.reinit();
        sketcher.sketch_slice(shingles).expect("there are shingles");
        sketcher.get_hsketch().clone()
    };
    let theirs: Vec<_> = corpus.shingles.iter().map(|shingles| densified(shingles)).collect();
    assert!(corpus.error(|a, b| agreeing(&theirs[a], &theirs[b])) < BOUND);
    both(&mut group, "probminhash OptDensMinHash", corpus.bytes, ARTICLES as u64, || {
        for shingles in &corpus.shingles {
            assert_eq!(black_box(densified(black_box(shingles))).len(), components);
        }
    });

    let params = corpus.config.sample;
    let limit = u64::MAX / params.scale;
    let distinct =
        |shingles: &Vec<u64>| shingles.iter().filter(|&&hash| hash <= limit).collect::<AHashSet<_>>().len();
    let expected: usize = corpus.shingles.iter().map(distinct).sum();
    both(&mut group, "sample", corpus.bytes, ARTICLES as u64, || {
        let kept = corpus.shingles.iter().map(|s| sample(black_box(s).iter().copied(), params).len());
        assert_eq!(kept.sum::<usize>(), expected);
    });
    group.finish();
}

/// The share of components that agree.
fn agreeing<T: PartialEq>(a: &[T], b: &[T]) -> f64 {
    a.iter().zip(b).filter(|(x, y)| x == y).count() as f64 / a.len() as f64
}

fn candidates(c: &mut Criterion) {
    let corpus = Corpus::get();
    let bands = corpus.config.bands();
    let components = bands.bands * bands.rows;
    // Derived articles whose estimate is well over the threshold: they must be among the candidates of either index.
    let threshold = corpus.config.threshold;
    let mut group = group(c, "candidates");

    let ours = corpus.signatures(components);
    let row = |n: u32| &ours[n as usize * components..][..components];
    let signatures: Rows = ours.chunks_exact(components).collect();
    // As the pipeline asks: pairs of a bucket whose whole signatures agree well enough. A cap that nothing reaches.
    let wording = || {
        let mut pairs = Vec::new();
        for band in Band::several(black_box(&signatures), 0..bands.bands, bands.rows) {
            band.pairs(ARTICLES, |a, b| {
                if similarity(row(a), row(b)) >= threshold {
                    pairs.push((a, b));
                }
            });
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let expected: Vec<(u32, u32)> = (0..ARTICLES as u32)
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .filter(|&(a, b)| {
            shares_a_band(row(a), row(b), bands.rows) && similarity(row(a), row(b)) >= threshold
        })
        .collect();
    let mut sorted = expected.clone();
    sorted.sort_unstable();
    assert_eq!(wording(), sorted);
    both(&mut group, "wirecopy bands", corpus.bytes, ARTICLES as u64, || {
        assert_eq!(wording().len(), expected.len());
    });

    let hasher = MinHasher32::new(components);
    let theirs: Vec<Vec<u32>> = corpus.shingles.iter().map(|s| hasher.create_signature(s.iter())).collect();
    let expected = {
        let like = |a: u32, b: u32| {
            let (a, b) = (&theirs[a as usize], &theirs[b as usize]);
            shares_a_band(a, b, bands.rows) && agreeing(a, b) >= threshold
        };
        (0..ARTICLES as u32).map(|b| (0..b).filter(|&a| like(a, b)).count()).sum::<usize>()
    };
    let index_and_ask = |signatures: Vec<Vec<u32>>| {
        let mut index: MinHashIndex<u32, u32> = MinHashIndex::new(bands.bands, bands.rows, threshold);
        for (doc, signature) in (0..).zip(signatures) {
            index.insert(doc, signature);
        }
        // Every article finds itself, and every pair is found from both ends.
        let found: usize = theirs.iter().map(|signature| index.query(signature).len()).sum();
        (found - ARTICLES) / 2
    };
    for (name, throughput) in
        [("bytes", Throughput::Bytes(corpus.bytes)), ("articles", Throughput::Elements(ARTICLES as u64))]
    {
        group.throughput(throughput);
        group.bench_function(format!("gaoya MinHashIndex/{name}"), |bencher| {
            let check = |signatures| assert_eq!(index_and_ask(signatures), expected);
            bencher.iter_batched(|| theirs.clone(), check, BatchSize::LargeInput);
        });
    }

    let samples: Vec<Vec<u32>> =
        corpus.shingles.iter().map(|s| sample(s.iter().copied(), corpus.config.sample)).collect();
    let sets: Vec<AHashSet<u32>> = samples.iter().map(|row| row.iter().copied().collect()).collect();
    let least = corpus.config.passage_shingles as f32;
    // All neighbours, without cap: what is shared can be counted pair by pair.
    let params =
        wirecopy::lsh::CountParams { bucket_cap: ARTICLES, visits: usize::MAX, least: 0, most: ARTICLES };
    let expected: usize = (0..ARTICLES)
        .map(|b| {
            (0..ARTICLES)
                .filter(|&a| a != b && sets[a].intersection(&sets[b]).count() as f32 >= least)
                .count()
        })
        .sum();
    both(&mut group, "wirecopy shared passages", corpus.bytes, ARTICLES as u64, || {
        let index = FeatureIndex::new(black_box(&samples).iter().collect());
        let (mut scratch, mut out, mut found) = (Scratch::default(), Vec::new(), 0);
        for doc in 0..ARTICLES as u32 {
            index.neighbours(doc, params, &mut scratch, |neighbour| neighbour.shared >= least, &mut out);
            found += out.len();
        }
        assert_eq!(found, expected);
    });
    group.finish();
}

/// Whether all of at least one run of `rows` components agree.
fn shares_a_band(a: &[u32], b: &[u32], rows: usize) -> bool {
    a.chunks_exact(rows).zip(b.chunks_exact(rows)).any(|(x, y)| x == y)
}

fn reading(c: &mut Criterion) {
    let corpus = Corpus::get();
    let rarity = Rarity::count(corpus.tokens.iter());
    let mut group = group(c, "reading");
    // The rarest and the commonest stem of the first article, and all between.
    let first = &corpus.tokens[0];
    let holders = |stem: u32| corpus.tokens.iter().filter(|tokens| tokens.stems.contains(&stem)).count();
    let expected: usize = first.stems.iter().map(|&stem| holders(stem)).sum();
    both(&mut group, "rarity", corpus.bytes, ARTICLES as u64, || {
        let rarity = Rarity::count(black_box(&corpus.tokens).iter());
        let rarity = rarity.of(first.language);
        let held = first.stems.iter().map(|&stem| rarity.articles_holding(stem) as usize);
        assert_eq!(held.sum::<usize>(), expected);
    });
    both(&mut group, "prepare", corpus.bytes, ARTICLES as u64, || {
        // Only what is asked for is made; a measurement beside itself asks for everything.
        let prepared = corpus.tokens.iter().map(|tokens| Prepared::new(black_box(tokens), &rarity, None));
        let whole = prepared.filter(|p| {
            verify::measure(p, p, &corpus.config.verify).relation == Some(verify::Relation::Identical)
        });
        assert_eq!(whole.count(), ARTICLES);
    });
    let prepared: Vec<Prepared> =
        corpus.tokens.iter().map(|tokens| Prepared::new(tokens, &rarity, None)).collect();
    let length = |n: usize| corpus.articles[n].article.body.len() as u64;
    let bytes = corpus.pairs.iter().map(|&(a, b)| length(a) + length(b)).sum();
    let related = || {
        let read = |&(a, b): &(usize, usize)| verify::read(&prepared[a], &prepared[b], &corpus.config.verify);
        corpus.pairs.iter().filter(|pair| black_box(read(pair)).relation.is_some()).count()
    };
    // Here an "article" is a pair of them.
    let expected = related();
    assert!(expected as f64 >= 0.98 * corpus.pairs.len() as f64, "{expected} of {}", corpus.pairs.len());
    both(&mut group, "read a pair", bytes, corpus.pairs.len() as u64, || assert_eq!(related(), expected));
    group.finish();
}

fn results(c: &mut Criterion) {
    let corpus = Corpus::get();
    let articles: Vec<Article> = corpus.articles.iter().map(|labelled| labelled.article.clone()).collect();
    let analysis = analyze(articles, &corpus.config, &Silent).expect("sound settings");
    let mut group = group(c, "results");

    let joining = analysis.matches.iter().filter(|found| found.relation.joins());
    let edges: Vec<Edge> = joining
        .map(|found| Edge {
            a: found.a.index() as u32,
            b: found.b.index() as u32,
            confidence: found.confidence,
        })
        .collect();
    let languages = [0; ARTICLES];
    let clusters = || {
        cluster::clusters(black_box(&languages), &edges, |_, _| false).iter().filter(|c| c.len() > 1).count()
    };
    let expected = clusters();
    assert!(expected >= analysis.clusters.len() && analysis.clusters.len() > 50);
    both(&mut group, "clusters", corpus.bytes, ARTICLES as u64, || assert_eq!(clusters(), expected));

    let claims =
        || corpus.articles.iter().map(|a| cluster::claims(black_box(&a.article)).len()).sum::<usize>();
    let expected = claims();
    both(&mut group, "credits", corpus.bytes, ARTICLES as u64, || assert_eq!(claims(), expected));

    let json = || {
        let mut out = Vec::new();
        report::json::write(black_box(&analysis), &mut out).expect("memory");
        out.len()
    };
    let expected = json();
    both(&mut group, "json", corpus.bytes, ARTICLES as u64, || assert_eq!(json(), expected));
    group.finish();
}

criterion_group!(benches, intake, text, signatures, candidates, reading, results);
criterion_main!(benches);
