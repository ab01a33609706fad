//! What each command does with the library.

use crate::args::{Args, Command, Compare, Curve, Eval, Format, Labelled, Outlets, Scan, Settings, Synth};
use crate::exit::Exit;
use crate::manual;
use crate::output::{self, Output};
use crate::pager;
use crate::progress::Bars;
use anstream::{AutoStream, ColorChoice};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use wirecopy::analysis::Analysis;
use wirecopy::config::Config;
use wirecopy::error::{Error, Problem};
use wirecopy::eval::{self, Clusters, Truth};
use wirecopy::exchange;
use wirecopy::fit::{self, Fitted};
use wirecopy::pipeline;
use wirecopy::report::page::{PageParams, Scope, Selection};
use wirecopy::report::text::{count, thousands};
use wirecopy::report::{self, Summary, View, harmless};
use wirecopy::synth::{self, SynthParams};

/// Problems shown on standard error; `--problems` has them all.
const PROBLEMS_SHOWN: usize = 100;

/// Runs what `args` ask for.
///
/// # Errors
/// What ended the run.
pub fn run(args: &Args) -> Result<Exit, Error> {
    match &args.command {
        Command::Scan(scan) => self::scan(scan, args.no_color),
        Command::Compare(compare) => self::compare(compare, args.no_color),
        Command::Outlets(outlets) => self::outlets(outlets, args.no_color),
        Command::Curve(curve) => self::curve(curve, args.no_color),
        Command::Fit(args) => self::fit(&args.labelled),
        Command::Count(args) => self::common_words(&args.labelled),
        Command::Eval(eval) => self::eval(eval, args.no_color),
        Command::Synth(synth) => self::synth(synth),
        Command::Completions(completions) => {
            print(|out| manual::completions(completions.shell, out)).map(|()| Exit::Done)
        }
        Command::Man => print(manual::man).map(|()| Exit::Done),
    }
}

fn scan(args: &Scan, no_color: bool) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let paths = paths(args)?;
    let tables = args.format == Format::Parquet;
    let main = if tables { None } else { Some(Output::open(args.output.as_deref())?) };
    let [table_articles, table_pairs, table_clusters] = match tables {
        true => tables_in(args.output.as_deref())?.map(Some),
        false => [None, None, None],
    };
    let page = Output::open_some(args.report.as_deref())?;
    let pairs = Output::open_some(args.pairs.as_deref())?;
    let problems = Output::open_some(args.problems.as_deref())?;
    let drop_list = Output::open_some(args.drop_list.as_deref())?;
    output::distinct(&[
        ("--output", main.as_ref()),
        ("articles.parquet", table_articles.as_ref()),
        ("pairs.parquet", table_pairs.as_ref()),
        ("clusters.parquet", table_clusters.as_ref()),
        ("--report", page.as_ref()),
        ("--pairs", pairs.as_ref()),
        ("--problems", problems.as_ref()),
        ("--drop-list", drop_list.as_ref()),
    ])?;
    let view = main.as_ref().map(|main| view(main, no_color, args.all));

    let start = Instant::now();
    let analysis = pipeline::scan(&paths, &config, &Bars::new(args.quiet.quiet))?;
    let took = start.elapsed();

    if let (Some(main), Some(view)) = (main, view) {
        main.write(|out| match args.format {
            Format::Table => report::table::write(&analysis, &view, out),
            Format::Json => report::json::write(&analysis, out),
            Format::Jsonl => report::jsonl::write(&analysis, out),
            Format::Csv => report::csv::write(&analysis, out),
            Format::Graphml => report::graphml::write(&analysis, out),
            Format::Dot => report::dot::write(&analysis, out),
            Format::Md => report::markdown::write(&analysis, out),
            // Three files, below.
            Format::Parquet => Ok(()),
        })?;
    }
    #[cfg(feature = "parquet")]
    {
        type Write = fn(&Analysis, &mut dyn io::Write) -> io::Result<()>;
        let tables: [(Option<Output>, Write); 3] = [
            (table_articles, report::parquet::articles),
            (table_pairs, report::parquet::pairs),
            (table_clusters, report::parquet::clusters),
        ];
        for (table, write) in tables {
            if let Some(table) = table {
                table.write(|out| write(&analysis, out))?;
            }
        }
    }
    if let Some(page) = page {
        write_page(page, &analysis, Scope::All)?;
    }
    if let Some(pairs) = pairs {
        let close = pipeline::Close::new(&analysis, &report::pairs::of_two_languages(&analysis))?;
        pairs.write(|out| report::pairs::write(&analysis, |pairs| close.counterparts(pairs), out))?;
    }
    if let Some(problems) = problems {
        problems.write(|out| report::problems::write(&analysis.intake.problems, out))?;
    }
    let mut left_out = 0;
    if let Some(drop_list) = drop_list {
        let keep = args.keep.map(Into::into).unwrap_or_default();
        left_out = drop_list.write(|out| report::droplist::write(&analysis, keep, out))?;
    }

    complain(&analysis.intake.problems);
    if left_out > 0 {
        say(&format!("{} with a line break not on the drop list", count(left_out, "id")));
    }
    if !args.quiet.quiet {
        say(&closing(&analysis, took));
    }
    let exit = match report::record::lost(&analysis.intake.problems) {
        0 if args.check && !analysis.clusters.is_empty() => Exit::Found,
        0 => Exit::Done,
        _ => Exit::Failed,
    };
    // The process ends, and gives back its memory at once; article by article that takes more than a hundredth of the run.
    std::mem::forget(analysis);
    Ok(exit)
}

/// The files of `--format parquet`: articles, pairs, clusters.
fn tables_in(folder: Option<&Path>) -> Result<[Output; 3], Error> {
    if cfg!(not(feature = "parquet")) {
        let reason = "this build does not write Parquet: build it with --features parquet";
        return Err(Error::Config(reason.into()));
    }
    let Some(folder) = folder.filter(|folder| folder.as_os_str() != "-") else {
        return Err(Error::Config(
            "--format parquet writes three files: give a folder for them with -o".into(),
        ));
    };
    fs::create_dir_all(folder).map_err(|source| Error::Io { path: folder.to_owned(), source })?;
    let open = |name: &str| Output::open(Some(&folder.join(name)));
    Ok([open("articles.parquet")?, open("pairs.parquet")?, open("clusters.parquet")?])
}

/// The paths that were given, and those of the list.
fn paths(args: &Scan) -> Result<Vec<PathBuf>, Error> {
    let mut paths = args.paths.clone();
    let Some(list) = &args.files_from else { return Ok(paths) };
    let read = if list.as_os_str() == "-" {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Error::Config("standard input can't be both a list and a file".into()));
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = read.map_err(|source| Error::Io { path: list.clone(), source })?;
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let Some(path) = path_of(line) else {
            let (path, line) = (list.clone(), Some(number as u64 + 1));
            return Err(Error::Format { path, line, reason: "no path: not UTF-8".into() });
        };
        paths.push(path);
    }
    Ok(paths)
}

#[cfg(unix)]
fn path_of(line: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(line)))
}

#[cfg(not(unix))]
fn path_of(line: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(line).ok().map(PathBuf::from)
}

fn compare(args: &Compare, no_color: bool) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let main = Output::open(None)?;
    let page = Output::open_some(args.report.as_deref())?;
    output::distinct(&[("the comparison", Some(&main)), ("--report", page.as_ref())])?;
    let comparison = pipeline::compare(&args.a, &args.b, &config)?;
    let view = view(&main, no_color, args.all);
    let mut text = Vec::new();
    let written = report::compare::write(&comparison, &view, &mut text);
    written
        .and_then(|()| pager::show(&text, !args.no_pager))
        .map_err(|source| Error::Io { path: PathBuf::from("standard output"), source })?;
    if let Some(page) = page {
        write_page(page, &report::page::as_analysis(&comparison, &config), Scope::Pair)?;
    }
    complain(&comparison.problems);
    Ok(if report::record::lost(&comparison.problems) > 0 { Exit::Failed } else { Exit::Done })
}

/// Writes a page to `output`: first what it shows of the pairs is computed.
fn write_page(output: Output, analysis: &Analysis, scope: Scope) -> Result<(), Error> {
    let selection = Selection::new(analysis, PageParams::default());
    let details = pipeline::details(analysis, &selection.pairs())?;
    output.write(|out| report::page::write(analysis, &selection, &details, scope, out))
}

fn outlets(args: &Outlets, no_color: bool) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let analysis = pipeline::scan(&args.paths, &config, &Bars::new(args.quiet.quiet))?;
    let exchange = exchange::exchange(&analysis);
    let main = Output::open(None)?;
    let view = view(&main, no_color, args.all);
    main.write(|out| match args.csv {
        true => report::outlets::write_csv(&exchange, out),
        false => report::outlets::write(&exchange, &view, out),
    })?;
    complain(&analysis.intake.problems);
    Ok(if report::record::lost(&analysis.intake.problems) > 0 { Exit::Failed } else { Exit::Done })
}

fn curve(args: &Curve, no_color: bool) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let bands = config.bands();
    let settings = format!("{} bands of {} rows", bands.bands, bands.rows);
    let curve =
        report::curve::Curve::sampled(config.threshold, settings, |similarity| bands.collision(similarity));
    let main = Output::open(None)?;
    let view = view(&main, no_color, false);
    main.write(|out| report::curve::write(&curve, &view, out))?;
    Ok(Exit::Done)
}

fn eval(args: &Eval, no_color: bool) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let truth = Truth::read(&args.truth)?;
    let (clusters, lost) = match &args.scan {
        Some(scan) => (eval::read_clusters(scan)?, 0),
        None => {
            let analysis = pipeline::scan(&args.paths, &config, &Bars::new(args.quiet.quiet))?;
            complain(&analysis.intake.problems);
            (clusters(&analysis), report::record::lost(&analysis.intake.problems))
        }
    };
    let scores = eval::score(&truth, &clusters, args.by_language);
    let main = Output::open(None)?;
    let view = view(&main, no_color, false);
    main.write(|out| {
        if args.json {
            out.write_all(scores.to_json().as_bytes())
        } else {
            report::score::write(&scores, &view, out)
        }
    })?;
    if scores.missing > 0 {
        say(&format!("{} of the truth missing from the scan", count(scores.missing as u64, "article")));
    }
    Ok(if scores.missing > 0 || lost > 0 { Exit::Failed } else { Exit::Done })
}

fn fit(args: &Labelled) -> Result<Exit, Error> {
    let Some(mut config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    config.verify.capitals = !args.no_capitals;
    let bars = Bars::new(args.quiet.quiet);
    let truths = truths(args)?;
    let (articles, _) = pipeline::articles(&args.paths, &config, &bars)?;
    let collections = match args.translations {
        true => fit::collections(articles, &truths),
        false => vec![articles],
    };
    let read = |collection| pipeline::readings(collection, &config, &bars);
    let readings = collections.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    print(|out| {
        let table = |out: &mut dyn Write,
                     what: &str,
                     Fitted { model, pairs: [source, event, unrelated] }: &Fitted| {
            writeln!(out, "# Logistic model of {what}: fitted by `wirecopy fit` on")?;
            writeln!(
                out,
                "# {source} pairs of one source, {event} of one event but two sources, {unrelated} of neither."
            )?;
            out.write_all(model.to_table().as_bytes())
        };
        if args.translations {
            let [own, margin] = fit::fit_translations(&readings, &truths);
            table(out, "a translation, on candidates of two languages", &own)?;
            writeln!(out)?;
            return table(out, "a translation among its rivals", &margin);
        }
        let what = match args.no_capitals {
            true => "a rewrite, on candidates of one language, names told by their rarity",
            false => {
                "a rewrite, on candidates of one language, names told by their capitals where it has them"
            }
        };
        table(out, what, &fit::fit_rewrites(&readings, &truths))
    })?;
    Ok(Exit::Done)
}

fn common_words(args: &Labelled) -> Result<Exit, Error> {
    let Some(config) = configure(&args.settings)? else { return Ok(Exit::Done) };
    let (articles, _) = pipeline::articles(&args.paths, &config, &Bars::new(args.quiet.quiet))?;
    let table = fit::commonness(&articles, &truths(args)?);
    print(|out| {
        writeln!(
            out,
            "# Language, share of articles in per mille, and the words that this share of articles has."
        )?;
        writeln!(
            out,
            "# Counted by `wirecopy count`; one article of each group and language, names left out."
        )?;
        out.write_all(table.as_bytes())
    })?;
    Ok(Exit::Done)
}

/// Writes `articles.jsonl`, or a folder `articles` of text files, and `truth.tsv`.
fn synth(args: &Synth) -> Result<Exit, Error> {
    let params = SynthParams {
        articles: args.articles,
        seed: args.seed,
        attack: args.attack,
        ..SynthParams::default()
    };
    let collection = synth::generate(&params)?;
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { path, source }
    };
    let (truth, records) = (args.output.join("truth.tsv"), args.output.join("articles.jsonl"));
    let folder = args.output.join("articles");
    fs::create_dir_all(&args.output).map_err(at(&args.output))?;
    for new in [&truth, if args.files { &folder } else { &records }] {
        if new.exists() {
            return Err(Error::Config(format!("{} exists already; synth overwrites nothing", new.display())));
        }
    }
    // All is there in the end, or nothing: the table last, by which the others are read.
    let table = Output::open(Some(&truth))?;
    let mut rows = format!("{}\n", eval::HEADER);
    let mut row = |id: &str, labelled: &synth::Labelled| {
        rows += &format!("{id}\t{}\ten\t{}\t\n", labelled.group, labelled.relation);
    };
    if args.files {
        let texts = output::Folder::create(&folder).map_err(at(&folder))?;
        for labelled in collection {
            // A folder for each outlet.
            let name = labelled.article.id.clone();
            texts
                .write(&name, synth::as_text(&labelled.article).as_bytes())
                .map_err(at(&folder.join(&name)))?;
            row(&name, &labelled);
        }
        texts.finish().map_err(at(&folder))?;
    } else {
        Output::open(Some(&records))?.write(|out| {
            for labelled in collection {
                writeln!(out, "{}", synth::as_record(&labelled.article))?;
                row(&labelled.article.id, &labelled);
            }
            Ok(())
        })?;
    }
    table.write(|out| out.write_all(rows.as_bytes()))?;
    Ok(Exit::Done)
}

fn truths(args: &Labelled) -> Result<Vec<Truth>, Error> {
    args.truth.iter().map(|path| Truth::read(path)).collect()
}

/// The cluster of each id.
fn clusters(analysis: &Analysis) -> Clusters {
    report::record::records(analysis)
        .map(|record| (record.id.to_owned(), record.cluster.map(u64::from)))
        .collect()
}

/// The settings in effect, checked; `None` where printing them was all that was asked for.
fn configure(settings: &Settings) -> Result<Option<Config>, Error> {
    let config = settings.config()?;
    config.validate()?;
    if !settings.print_config {
        return Ok(Some(config));
    }
    print(|out| {
        serde_json::to_writer_pretty(&mut *out, &config)?;
        writeln!(out)
    })?;
    Ok(None)
}

/// Writes to standard output.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    Output::open(None)?.write(write)
}

/// How `output` shows text: wide and plain, unless it is a terminal.
fn view(output: &Output, no_color: bool, all: bool) -> View {
    if !output.is_stdout() {
        return View { width: None, color: false, all };
    }
    let stdout = io::stdout();
    // Looks at NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM, and whether it is a terminal.
    let color = !no_color && AutoStream::choice(&stdout) != ColorChoice::Never;
    let width = terminal_size::terminal_size_of(&stdout).map(|(width, _)| width.0.into());
    View { width, color, all }
}

/// Tells the problems on standard error.
fn complain(problems: &[Problem]) {
    let _ = report::problems::write_brief(problems, PROBLEMS_SHOWN, &mut io::stderr().lock());
}

/// A line on standard error. Nobody may be left to read it; that changes nothing.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(line));
}

/// `1,204 articles + 2 not read + 12 skipped (7 .jpg, 5 .pdf) = 1,218 found · 32 clusters · 3 problems · 1.2 s · 41.3 MB/s`
fn closing(analysis: &Analysis, took: Duration) -> String {
    let summary = Summary::of(analysis);
    let skipped: u64 = summary.skipped.values().sum();
    let mut found = count(summary.articles, "article");
    if summary.lost > 0 {
        found += &format!(" + {} not read", thousands(summary.lost));
    }
    if skipped > 0 {
        let kinds = kinds(summary.skipped.iter().map(|(kind, &files)| (kind.as_str(), files)).collect());
        found += &format!(" + {} skipped ({kinds})", thousands(skipped));
    }
    if summary.lost + skipped > 0 {
        found += &format!(" = {} found", thousands(summary.articles + summary.lost + skipped));
    }
    let mut parts =
        vec![found, count(summary.clusters, "cluster"), count(summary.lost + summary.notes, "problem")];
    let seconds = took.as_secs_f64();
    parts.push(format!("{seconds:.1} s"));
    parts.push(format!("{:.1} MB/s", summary.bytes as f64 / 1e6 / seconds.max(1e-9)));
    parts.join(" · ")
}

/// The most frequent kinds of skipped files; a folder of anything may hold hundreds.
fn kinds(mut kinds: Vec<(&str, u64)>) -> String {
    kinds.sort_by_key(|&(kind, files)| (std::cmp::Reverse(files), kind));
    let mut parts: Vec<String> = kinds
        .iter()
        .take(5)
        .map(|(kind, files)| match *kind {
            "(none)" => format!("{files} without extension"),
            kind if kind.starts_with('(') => format!("{files} {}", kind.trim_matches(['(', ')'])),
            kind => format!("{files} .{}", kind.trim_start_matches('.')),
        })
        .collect();
    if kinds.len() > parts.len() {
        parts.push("...".to_owned());
    }
    parts.join(", ")
}
