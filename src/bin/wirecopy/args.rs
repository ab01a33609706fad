//! What can be asked for, and the one place where it becomes a [`Config`].

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;
use wirecopy::config::{Config, Views};
use wirecopy::error::Error;
use wirecopy::ingest::InputFormat;
use wirecopy::report::droplist::Keep;

/// Find which news articles are of one source: copies, excerpts, updates, rewrites, and whose they are.
#[derive(Debug, Parser)]
#[command(name = "wirecopy", version, arg_required_else_help = true)]
#[command(after_help = "Start with: wirecopy scan FOLDER")]
#[command(after_long_help = "\
Examples:
  wirecopy scan news/                            which articles are of one source
  wirecopy scan news/ --format csv -o news.csv   the same for a spreadsheet
  wirecopy scan news/ --report report.html       the same as a page to read and pass on
  wirecopy compare news/a.html news/b.html       one pair explained

Exit codes:
  0  done
  1  with --check: a cluster was found
  2  an error, wrong usage, or something that could not be read")]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,

    /// Write no colours, even on a terminal
    ///
    /// Colours are written on a terminal only, and never where NO_COLOR is set.
    ///
    /// Example: wirecopy --no-color scan news/
    #[arg(long, global = true, display_order = 1000)]
    pub no_color: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Scan(Scan),
    Compare(Compare),
    Outlets(Outlets),
    Curve(Curve),
    Eval(Eval),
    Synth(Synth),
    #[command(hide = true)]
    Fit(Fit),
    #[command(hide = true)]
    Count(Count),
    Completions(Completions),
    /// Print the manual page
    ///
    /// One page, with the options of every command.
    #[command(after_long_help = "Example:\n  wirecopy man > /usr/local/share/man/man1/wirecopy.1")]
    Man,
}

/// Find the articles of one source in folders and files
///
/// Reads texts (.txt, .md, .html), records (.json, .jsonl, .csv, .tsv), feeds and agency messages (.xml, .rss, .atom,
/// .nitf, .newsml), web archives (.warc) and e-mails (.eml, .mbox), each also as .gz, .zst, .bz2 or .xz, and .zip and .tar archives of all of them. Prints
/// clusters: articles of one source, the source first where the evidence tells it, and what each is to the one it
/// derives from.
///
/// An article's id is its path relative to the scanned folder; a record's is its own id, else path#line; a web
/// archive's page is its address; a file of an archive is archive.zip!/path.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  wirecopy scan news/
  wirecopy scan news/ archive.jsonl.gz --format jsonl -o clusters.jsonl --pairs pairs.jsonl
  wirecopy scan dump/ --keep oldest --drop-list delete.txt
  wirecopy scan submissions/ --check --quiet && echo 'all original'")]
pub struct Scan {
    /// Folders and files to read, patterns of wildcards, or "-" for standard input
    ///
    /// Standard input needs --input-format.
    ///
    /// Example: wirecopy scan news/2026 extra.jsonl.gz
    #[arg(required_unless_present_any = ["print_config", "files_from"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Read the paths in LIST too, one on each line; "-" is standard input
    ///
    /// Example: wirecopy scan --files-from today.txt
    #[arg(long, value_name = "LIST")]
    pub files_from: Option<PathBuf>,

    /// What to print
    ///
    /// Example: wirecopy scan news/ --format jsonl | jq 'select(.cluster == 1).id'
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    /// Write to FILE instead of standard output ("-")
    ///
    /// FILE appears when it is complete: an older one stays as it is until then. For --format parquet it is a folder, made
    /// where it is missing.
    ///
    /// Example: wirecopy scan news/ --format csv -o news.csv
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write a page for people to FILE: one HTML file that opens offline in any browser
    ///
    /// Overview, clusters with their sources, pairs side by side, outlets; it may be mailed and holds the texts of the
    /// articles in clusters. The largest clusters, where they are too many for a page; the page says how many it left out.
    ///
    /// Example: wirecopy scan news/ --report report.html
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Write every match to FILE as JSONL
    ///
    /// One object a line: a, b, relation, confidence, jaccard, a_in_b, b_in_a, passages (byte ranges of the two
    /// texts), directed, languages, and of two languages sentences: those that tell the same, with the numbers, names and
    /// concepts that both have.
    ///
    /// Example: wirecopy scan news/ --pairs pairs.jsonl
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,

    /// Write every problem to FILE as JSONL
    ///
    /// One object a line: path, line, severity (lost or note), reason. Standard error shows the first hundred.
    ///
    /// Example: wirecopy scan news/ --problems problems.jsonl
    #[arg(long, value_name = "FILE")]
    pub problems: Option<PathBuf>,

    /// Write the ids that one would delete to FILE, so that one article a cluster remains
    ///
    /// One id a line. Which article remains is --keep's to say.
    ///
    /// Example: wirecopy scan dump/ --drop-list delete.txt
    #[arg(long, value_name = "FILE")]
    pub drop_list: Option<PathBuf>,

    /// Which article of a cluster is not on the drop list [default: source]
    ///
    /// Example: wirecopy scan dump/ --drop-list delete.txt --keep longest
    #[arg(long, value_enum, value_name = "WHICH", requires = "drop_list")]
    pub keep: Option<KeepArg>,

    /// Exit with 1 where a cluster is found
    ///
    /// What can't be read is worse: the exit code is 2 then.
    ///
    /// Example: wirecopy scan submissions/ --check --quiet > /dev/null || echo 'look again'
    #[arg(long)]
    pub check: bool,

    /// Show long lists whole in the table
    ///
    /// Without it the table shows 50 clusters, 20 articles of each, and 10 pairs that merely share passages. The
    /// other formats always hold everything.
    ///
    /// Example: wirecopy scan news/ --all | less
    #[arg(long)]
    pub all: bool,

    #[command(flatten)]
    pub quiet: Quiet,

    #[command(flatten)]
    pub settings: Settings,
}

/// Explain what one article is to another
///
/// Reads two files of one article each and shows the relation, every score that led to it, the shared passages side
/// by side, what was cut and added, and the numbers and names that changed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  wirecopy compare reuters.html daily-planet.html")]
pub struct Compare {
    /// The first article
    ///
    /// Example: wirecopy compare reuters.html daily-planet.html
    #[arg(value_name = "A")]
    pub a: PathBuf,

    /// The second article
    ///
    /// Example: wirecopy compare reuters.html daily-planet.html
    #[arg(value_name = "B")]
    pub b: PathBuf,

    /// Write a page with the two side by side to FILE: HTML that opens offline in any browser
    ///
    /// Example: wirecopy compare a.html b.html --report pair.html
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Show long lists whole
    ///
    /// Without it, the 20 longest shared passages and 20 cuts and additions are shown.
    ///
    /// Example: wirecopy compare a.txt b.txt --all
    #[arg(long)]
    pub all: bool,

    /// Print at once what is longer than the screen
    ///
    /// Without it, on a terminal, it is shown by the command in PAGER, or by less -R.
    ///
    /// Example: wirecopy compare a.txt b.txt --no-pager
    #[arg(long)]
    pub no_pager: bool,

    #[command(flatten)]
    pub settings: Settings,
}

/// Show who takes from whom: what each outlet gave and took
///
/// Articles, the share of their text that is their own, what was taken and given where the evidence shows who was first,
/// credited or not, and the median delay. The page of scan --report draws it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  wirecopy outlets news/
  wirecopy outlets news/ --csv > outlets.csv")]
pub struct Outlets {
    /// Folders and files to read
    ///
    /// Example: wirecopy outlets news/2026 extra.jsonl.gz
    #[arg(required_unless_present = "print_config", value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Print it for a spreadsheet: shares from 0 to 1, delays in minutes
    ///
    /// Example: wirecopy outlets news/ --csv > outlets.csv
    #[arg(long)]
    pub csv: bool,

    /// Show all outlets, not the 50 that gave and took most
    ///
    /// Example: wirecopy outlets news/ --all | less
    #[arg(long)]
    pub all: bool,

    #[command(flatten)]
    pub quiet: Quiet,

    #[command(flatten)]
    pub settings: Settings,
}

/// Show how likely a pair is to be read, by how similar it is
///
/// For the settings in effect: the chance that two articles of a given similarity become a candidate, as a plot and
/// as numbers, and the recall to expect at the threshold. No files are read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  wirecopy curve")]
pub struct Curve {
    #[command(flatten)]
    pub settings: Settings,
}

/// Score a scan against the truth
///
/// Precision, recall and F1 over pairs, B-cubed, the adjusted Rand index, and same-event pairs merged by mistake.
/// The exit code is 2 where an article of the truth is absent from the scan.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  wirecopy eval --truth corpus/truth.tsv corpus/newsroom
  wirecopy scan news/ --format jsonl -o scan.jsonl && wirecopy eval --truth truth.tsv --scan scan.jsonl")]
pub struct Eval {
    /// Folders and files to scan
    ///
    /// Example: wirecopy eval --truth truth.tsv news/
    #[arg(required_unless_present_any = ["scan", "print_config"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The truth: tab-separated id, group, lang, relation, event, under that header
    ///
    /// Articles of one group are of one source; those of one event in different groups must not be merged.
    ///
    /// Example: wirecopy eval --truth truth.tsv news/
    #[arg(long, value_name = "FILE")]
    pub truth: PathBuf,

    /// Score what an earlier scan wrote with --format jsonl, instead of scanning
    ///
    /// Example: wirecopy eval --truth truth.tsv --scan scan.jsonl
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub scan: Option<PathBuf>,

    /// Print the figures as JSON
    ///
    /// Example: wirecopy eval --truth truth.tsv news/ --json | jq .all.f1
    #[arg(long)]
    pub json: bool,

    /// Score each language against English too, or against the first language where there is no English
    ///
    /// Example: wirecopy eval --truth truth.tsv news/ --by-language
    #[arg(long)]
    pub by_language: bool,

    #[command(flatten)]
    pub quiet: Quiet,

    #[command(flatten)]
    pub settings: Settings,
}

/// Write a made-up collection whose copies are known
///
/// Seeded: the same articles for a seed, on every machine. Copies, edits, excerpts, updates, shared boilerplate, with
/// lengths and word frequencies as in news; for measuring speed, and recall against truth.tsv.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  wirecopy synth --articles 10000 --seed 1 -o made-up
  wirecopy eval --truth made-up/truth.tsv made-up/articles.jsonl")]
pub struct Synth {
    /// How many articles
    ///
    /// Example: wirecopy synth --articles 100000 -o made-up
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub articles: usize,

    /// Which of the collections of that size
    ///
    /// Example: wirecopy synth --seed 7 -o made-up
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,

    /// How the copies are hidden: invisible, homoglyphs, soft-hyphens, bidi, markup, marks, shuffle, spaces
    ///
    /// Example: wirecopy synth --attack homoglyphs -o made-up
    #[arg(long, value_name = "ATTACK")]
    pub attack: Option<wirecopy::synth::Attack>,

    /// Write one text file an article, instead of articles.jsonl
    ///
    /// Example: wirecopy synth --articles 66000 --files -o made-up
    #[arg(long)]
    pub files: bool,

    /// The folder to write to; made where it is missing
    ///
    /// Example: wirecopy synth -o made-up
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
}

/// Count the common words of each language in labelled articles
///
/// Prints the table that src/text/commonness.tsv holds. The languages are those of the truth tables.
#[derive(Debug, clap::Args)]
#[command(
    after_long_help = "Example:\n  wirecopy count --truth truth.tsv labelled/ > src/text/commonness.tsv"
)]
pub struct Count {
    #[command(flatten)]
    pub labelled: Labelled,
}

/// Fit the relation model's coefficients on labelled articles
///
/// Scans PATHs, reads every candidate, and prints the table of coefficients that src/verify/rewrite.capitals.tsv holds.
#[derive(Debug, clap::Args)]
#[command(
    after_long_help = "Example:\n  wirecopy fit --truth truth.tsv labelled/ > src/verify/rewrite.capitals.tsv"
)]
pub struct Fit {
    #[command(flatten)]
    pub labelled: Labelled,
}

/// Articles and their truth tables.
#[derive(Debug, clap::Args)]
pub struct Labelled {
    /// Folders and files to scan
    ///
    /// Example: wirecopy fit --truth truth.tsv labelled/
    #[arg(required_unless_present = "print_config", value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Tell names by their rarity, as in scripts without capitals: makes the second table
    ///
    /// Example: wirecopy fit --no-capitals --truth truth.tsv labelled/ > src/verify/rewrite.rarity.tsv
    #[arg(long)]
    pub no_capitals: bool,

    /// Fit the model for pairs of two languages
    ///
    /// Example: wirecopy fit --translations --truth truth.tsv labelled/ > src/verify/translation.tsv
    #[arg(long, conflicts_with = "no_capitals")]
    pub translations: bool,

    /// A truth table, as for eval; given several times, each counts the same
    ///
    /// Example: wirecopy fit --truth rewrites.tsv --truth events.tsv labelled/
    #[arg(long, value_name = "FILE", required_unless_present = "print_config")]
    pub truth: Vec<PathBuf>,

    #[command(flatten)]
    pub quiet: Quiet,

    #[command(flatten)]
    pub settings: Settings,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  wirecopy completions bash > ~/.local/share/bash-completion/completions/wirecopy
  wirecopy completions fish > ~/.config/fish/completions/wirecopy.fish")]
pub struct Completions {
    /// The shell
    ///
    /// Example: wirecopy completions zsh > ~/.zfunc/_wirecopy
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, clap::Args)]
pub struct Quiet {
    /// Show no progress and no closing line
    ///
    /// Problems are still told.
    ///
    /// Example: wirecopy scan news/ --quiet > clusters.txt
    #[arg(short, long)]
    pub quiet: bool,
}

/// What decides about the result, for every command that reads or judges.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Worker threads; 0 is one for each processor [default: 0]
    ///
    /// The result does not depend on it.
    ///
    /// Example: wirecopy scan news/ --threads 2
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,

    /// Compare articles by their page furniture too
    ///
    /// Without it the lines that ten and more articles of an outlet have, which have nothing else in common, are left out of
    /// every comparison.
    ///
    /// Example: wirecopy scan news/ --keep-furniture
    #[arg(long)]
    pub keep_furniture: bool,

    /// Memory to do with: 1G, 512M; what is more goes to temporary files [default: half of the machine's]
    ///
    /// Texts may take a quarter of it, sketches another. The result does not depend on it. What is known of each article (its
    /// name, title and dates) and its matches stay in memory, so that a million articles take 1 GB at the least.
    ///
    /// Example: wirecopy scan news/ --memory 2G
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,

    /// What every file is, whatever its name says: txt, md, html, json, jsonl, csv, tsv, xml, warc, eml,
    /// mbox, zip, tar
    ///
    /// A compression is added as in a name (jsonl.gz); without one, a file's name may still tell it.
    ///
    /// Example: wirecopy scan --input-format xml - < feed
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,

    /// Leave out of folders and archives what GLOB matches, as a line of a .gitignore file there would
    ///
    /// May be given several times; a later one with "!" before it takes some back.
    ///
    /// Example: wirecopy scan news/ --exclude drafts/ --exclude '*.bak.html'
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Stop at the first thing that can't be read, with exit code 2
    ///
    /// Without it, what can't be read is told, and the rest is done.
    ///
    /// Example: wirecopy scan news/ --strict
    #[arg(long)]
    pub strict: bool,

    /// The record field that holds the id, instead of "id"
    ///
    /// Like the other field options: for JSON, JSONL, CSV and TSV, may be given several times, and is then looked for in that
    /// order.
    ///
    /// Example: wirecopy scan dump.jsonl --id-field uuid --id-field guid
    #[arg(long, value_name = "NAME")]
    pub id_field: Vec<String>,

    /// The record field that holds the text, instead of "text", "body" or "content"
    ///
    /// Example: wirecopy scan dump.jsonl --text-field article_text
    #[arg(long, value_name = "NAME")]
    pub text_field: Vec<String>,

    /// The record field that holds the headline, instead of "title"
    ///
    /// Example: wirecopy scan dump.jsonl --title-field headline
    #[arg(long, value_name = "NAME")]
    pub title_field: Vec<String>,

    /// The record field that holds the publication date, instead of "date"
    ///
    /// Example: wirecopy scan dump.jsonl --date-field published_at
    #[arg(long, value_name = "NAME")]
    pub date_field: Vec<String>,

    /// The record field that holds the address, instead of "url"
    ///
    /// Example: wirecopy scan dump.jsonl --url-field link
    #[arg(long, value_name = "NAME")]
    pub url_field: Vec<String>,

    /// The record field that holds who published it, instead of "source" or "outlet"
    ///
    /// Example: wirecopy scan dump.jsonl --outlet-field publisher
    #[arg(long, value_name = "NAME")]
    pub outlet_field: Vec<String>,

    /// The record field that holds who wrote it, instead of "author"
    ///
    /// Example: wirecopy scan dump.jsonl --author-field byline
    #[arg(long, value_name = "NAME")]
    pub author_field: Vec<String>,

    /// Find copies, excerpts and updates alone, at a fraction of the cost; rewrites and translations are not looked for
    ///
    /// The same as --views wording,passages. The languages of articles are not told, but for what their sources declare.
    ///
    /// Example: wirecopy scan crawl.jsonl.zst --copies-only --drop-list copies.txt
    #[arg(long)]
    pub copies_only: bool,

    /// What candidates are looked for by: any of wording, passages, content, translations [default: all]
    ///
    /// Wording finds whole copies, passages finds excerpts and updates, content finds rewrites.
    ///
    /// Example: wirecopy scan news/ --views wording,passages,content
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with = "copies_only")]
    pub views: Vec<View>,

    /// Seed the hashes by which copies and shared passages are looked for with N [default: 0]
    ///
    /// The default is known to everybody, and with it whose articles could be made to crowd one bucket. A number that is kept
    /// secret helps against that; the same number gives the same result. Up to 18446744073709551615.
    ///
    /// Example: wirecopy scan submissions/ --seed 8274610357
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Add the terms of FILE to those by which translations are found; may be given several times
    ///
    /// A line a concept and language: concept, language, and terms parted by "|", with tabs between the three. The concept is
    /// one of src/anchors/lexicon/concepts.tsv or any other name; its terms in different languages mean the same. Where the
    /// program knows a term in another sense, FILE's counts. Lines that begin with "#" are passed over.
    ///
    /// Example: wirecopy scan news/ --lexicon local.tsv
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,

    /// Add the words of a dictd dictionary, such as the FreeDict packages install; may be given several times
    ///
    /// FILE is its index, or its text; the other lies beside it. The languages are the last two parts of its name, or are
    /// given behind a colon: FILE:eng-deu. Words that translate a known one join it, others become known together. It makes
    /// most difference to languages of which the program has no table of terms.
    ///
    /// Example: wirecopy scan news/ --dictionary /usr/share/dictd/freedict-swh-eng.index
    #[arg(long, value_name = "FILE")]
    pub dictionary: Vec<PathBuf>,

    /// Print the settings in effect as JSON, and do nothing else
    ///
    /// Example: wirecopy scan news/ --threads 2 --print-config
    #[arg(long)]
    pub print_config: bool,
}

/// What candidates are looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    Wording,
    Passages,
    Content,
    Translations,
}

impl Settings {
    /// The defaults, with what was given on the command line in their place.
    ///
    /// # Errors
    /// What a lexicon or a dictionary that was given can't be read for.
    pub fn config(&self) -> Result<Config, Error> {
        let mut config = Config::default();
        if let Some(threads) = self.threads {
            config.threads = threads;
        }
        config.memory = self.memory;
        config.furniture = !self.keep_furniture;
        if let Some(seed) = self.seed {
            config.seed = seed;
        }
        if self.copies_only {
            config.views = Views::COPIES;
        } else if !self.views.is_empty() {
            let wants = |view| self.views.contains(&view);
            config.views = Views {
                wording: wants(View::Wording),
                passages: wants(View::Passages),
                content: wants(View::Content),
                translations: wants(View::Translations),
            };
        }
        config.ingest.input_format = self.input_format;
        config.ingest.exclude.clone_from(&self.exclude);
        config.ingest.strict = self.strict;
        let fields = &mut config.ingest.fields;
        for (given, names) in [
            (&self.id_field, &mut fields.id),
            (&self.text_field, &mut fields.text),
            (&self.title_field, &mut fields.title),
            (&self.date_field, &mut fields.date),
            (&self.url_field, &mut fields.url),
            (&self.outlet_field, &mut fields.outlet),
            (&self.author_field, &mut fields.author),
        ] {
            if !given.is_empty() {
                names.clone_from(given);
            }
        }
        for table in &self.lexicon {
            config.lexicon.add_table(table)?;
        }
        for dictionary in &self.dictionary {
            config.lexicon.add_dictionary(dictionary)?;
        }
        Ok(config)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: clusters, the largest first, in columns
    #[default]
    Table,
    /// One object: summary, clusters, articles, problems
    Json,
    /// One object an article, singles too, in the order of the ids
    Jsonl,
    /// The columns of jsonl under a header line
    Csv,
    /// A graph of articles and matches, for Gephi and networkx
    Graphml,
    /// A drawing of the clusters, for Graphviz
    Dot,
    /// A note for a newsroom, in Markdown
    Md,
    /// Three tables, articles.parquet, pairs.parquet and clusters.parquet, in the folder given by -o
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeepArg {
    /// The source; where it is unknown, the oldest
    Source,
    /// The dated article that was certainly out first; where none is dated, the longest
    Oldest,
    /// The article with the most words; among equals the oldest, then the first by id
    Longest,
}

impl From<KeepArg> for Keep {
    fn from(keep: KeepArg) -> Self {
        match keep {
            KeepArg::Source => Keep::Source,
            KeepArg::Oldest => Keep::Oldest,
            KeepArg::Longest => Keep::Longest,
        }
    }
}

/// A size in bytes: a number, with K, M, G or T for powers of 1,024.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 1,
        "M" | "MB" | "MIB" => 2,
        "G" | "GB" | "GIB" => 3,
        "T" | "TB" | "TIB" => 4,
        _ => return Err("a size is a number with K, M, G or T, such as 512M".into()),
    };
    let bytes = digits.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    let bytes = bytes.ok_or("a size is a number with K, M, G or T, such as 512M")?;
    Ok((bytes * 1024f64.powi(power)) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Args::command().debug_assert();
    }

    /// `man` and `help` carry none of our own arguments.
    #[test]
    fn every_argument_has_an_example() {
        let command = Args::command();
        for sub in std::iter::once(&command).chain(command.get_subcommands()) {
            for arg in sub.get_arguments() {
                let help =
                    arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example: wirecopy "), "{} {}", sub.get_name(), arg.get_id());
            }
        }
    }

    #[test]
    fn what_is_given_replaces_the_default() {
        let args = [
            "wirecopy",
            "scan",
            "x",
            "--threads",
            "3",
            "--text-field",
            "a",
            "--text-field",
            "b",
            "--seed",
            "9",
        ];
        let Command::Scan(scan) = Args::parse_from(args).command else { panic!("a scan") };
        let config = scan.settings.config().unwrap();
        assert_eq!(config.threads, 3);
        assert_eq!(config.seed, 9);
        assert_eq!(config.ingest.fields.text, ["a", "b"]);
        assert_eq!(config.ingest.fields.title, Config::default().ingest.fields.title);
    }
}
