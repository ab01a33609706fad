//! Mutated inputs to every reader and to every stage that sees a stranger's text.
//!
//! `cargo run --release -- TARGET [--seconds N] [--seed N]` runs one target; without a target it lists them. What it finds
//! lies in `findings/`, a file each: a panic, an input of less than 100 kB that takes more than 5 seconds, one that takes
//! more than 256 MB. `cargo run --release -- TARGET FILE...` runs files, such as findings, again.
//!
//! A driver of its own, since those guided by coverage need a nightly compiler: seeds are cut, joined, repeated, and strewn
//! with what the formats are made of. The same seed makes the same inputs.

mod memory;
mod mutate;
mod targets;

use mutate::{Mutator, Random};
use std::collections::HashMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

#[global_allocator]
static MEMORY: memory::Counted = memory::Counted;

/// The longest input.
const LONGEST: usize = 100_000;

/// How long an input may take. Debug assertions and a busy machine make a run slower than it is for a user.
const SLOWEST: Duration = Duration::from_secs(5);

/// How much memory an input may take, bytes.
const HEAVIEST: usize = 256 << 20;

/// Panics at one place that are kept.
const KEPT: usize = 3;

/// What the watchdog sees: the input in work, since when.
static NOW: Mutex<Option<(Duration, Vec<u8>)>> = Mutex::new(None);

/// Where the last panic was.
static PLACE: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let Some(name) = words.next() else {
        targets::TARGETS.iter().for_each(|(name, _)| println!("{name}"));
        return ExitCode::SUCCESS;
    };
    let Some((name, target)) = targets::TARGETS.iter().find(|(known, _)| *known == name) else {
        eprintln!("no such target: {name}");
        return ExitCode::from(2);
    };
    let (mut seconds, mut seed, mut files) = (60, 1, Vec::new());
    while let Some(word) = words.next() {
        let mut number =
            || words.next().and_then(|value| value.parse().ok()).expect("a number behind the option");
        match word.as_str() {
            "--seconds" => seconds = number(),
            "--seed" => seed = number(),
            file => files.push(PathBuf::from(file)),
        }
    }
    let run = target();
    if !files.is_empty() {
        for file in files {
            let input = fs::read(&file).expect("a file that can be read");
            let (begin, before) = (Instant::now(), memory::restart());
            run(&input);
            let (taken, most) = (begin.elapsed(), memory::most() - before);
            println!("{}: {} ms, {} MB", file.display(), taken.as_millis(), most >> 20);
        }
        return ExitCode::SUCCESS;
    }
    fuzz(name, &*run, Duration::from_secs(seconds), seed)
}

fn fuzz(name: &'static str, run: &dyn Fn(&[u8]), length: Duration, seed: u64) -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        *PLACE.lock().unwrap() = format!("{place}: {info}");
    }));
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(200));
            let slow =
                NOW.lock().unwrap().clone().filter(|(since, _)| now().saturating_sub(*since) > SLOWEST);
            if let Some((_, input)) = slow {
                keep(name, "hang", &input);
                process::exit(3);
            }
        }
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz");
    let mut seeds = targets::seeds(name);
    let stored = fs::read_dir(folder.join(name)).into_iter().flatten().filter_map(Result::ok);
    let mut stored: Vec<PathBuf> = stored.map(|entry| entry.path()).collect();
    stored.sort();
    seeds.extend(stored.iter().filter_map(|path| fs::read(path).ok()));
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let mut mutator = Mutator::new(seeds, Random::new(seed), LONGEST);
    let (begin, mut runs, mut found) = (Instant::now(), 0u64, 0);
    let mut places: HashMap<String, usize> = HashMap::new();
    // What aborts the process (a stack that overflows) leaves this file behind.
    let current = env::temp_dir().join(format!("wirecopy-fuzz-{name}-{}", process::id()));
    while begin.elapsed() < length {
        let input = mutator.next();
        fs::write(&current, &input).expect("a file for the input in work");
        *NOW.lock().unwrap() = Some((now(), input.clone()));
        let before = memory::restart();
        let done = catch_unwind(AssertUnwindSafe(|| run(&input)));
        let most = memory::most().saturating_sub(before);
        *NOW.lock().unwrap() = None;
        runs += 1;
        let place = match done {
            Err(_) => PLACE.lock().unwrap().clone(),
            Ok(()) if most > HEAVIEST => "memory".to_owned(),
            Ok(()) => continue,
        };
        let kind = if place == "memory" { "memory" } else { "panic" };
        let times = places.entry(place.lines().next().unwrap_or("").to_owned()).or_default();
        *times += 1;
        if *times <= KEPT {
            found += 1;
            println!("{kind}: {place} ({} MB)", most >> 20);
            keep(name, kind, &input);
        }
    }
    let _ = fs::remove_file(&current);
    println!("{name}, seed {seed}: {runs} inputs in {} s, {found} findings", begin.elapsed().as_secs());
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The processor's time that the process has used; where the system does not tell it, the time since its start. On a busy
/// machine the second says little.
fn now() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/self/stat").ok();
    let ticks = told.as_deref().and_then(|told| {
        let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(user + system)
    });
    ticks.map_or_else(|| START.elapsed(), |ticks| Duration::from_millis(10 * ticks))
}

fn keep(name: &str, kind: &str, input: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("findings");
    let sum = input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let path = folder.join(format!("{name}-{kind}-{sum:016x}"));
    if fs::create_dir_all(&folder).and_then(|()| fs::write(&path, input)).is_ok() {
        println!("{kind}: kept {}", path.display());
    }
    let _ = std::io::stdout().flush();
}
