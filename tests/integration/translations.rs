//! Translations: found by the lexicon and by what is added to it.

use assert_cmd::Command;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wirecopy::anchors::{self, ConceptId, Finder, Kind};
use wirecopy::progress::Silent;
use wirecopy::text::{Language, Tokenizer, identify};
use wirecopy::{Config, pipeline};

fn corpus(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/newsroom").join(below)
}

fn language(code: &str) -> Language {
    Language::from_tag(code).expect("a code")
}

/// English articles of some length.
static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let (articles, _) =
        pipeline::articles(&[corpus("")], &Config::default(), &Silent).expect("the defaults hold");
    let bodies = articles.into_iter().map(|article| article.body);
    bodies.filter(|body| body.len() > 1500 && identify(body, None).as_str() == "en").collect()
});

/// `body`, with every concept that the table of `code` has in the first word for it there; other words are kept or dropped.
/// And the concepts that were put into the other language.
fn through_the_lexicon(body: &str, code: &str, keep: bool) -> (String, BTreeSet<ConceptId>) {
    let finder = Finder::default();
    let mut terms: BTreeMap<ConceptId, &str> = BTreeMap::new();
    for (_, term) in anchors::terms(code) {
        if let Some(concept) = finder.whole(term, language(code)) {
            terms.entry(concept).or_insert(term);
        }
    }
    let mut out = String::new();
    let mut put = BTreeSet::new();
    let mut at = 0;
    let between = |text: &str, out: &mut String| match keep {
        true => out.push_str(text),
        false => out.extend(text.chars().filter(|c| !c.is_alphabetic())),
    };
    finder.concepts(body, language("en"), |concept, range| {
        let Some(term) = terms.get(&concept) else { return };
        between(&body[at..range.start], &mut out);
        // Apart from its neighbours: words of an unspaced script would make others together.
        out.push_str(&format!(" {term} "));
        put.insert(concept);
        at = range.end;
    });
    between(&body[at..], &mut out);
    (out, put)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn words_replaced_through_the_lexicon_leave_the_anchors(
        article in any::<prop::sample::Index>(), code in any::<prop::sample::Index>(), keep in any::<bool>()
    ) {
        let body = article.get(&ARTICLES);
        let codes: Vec<&str> = anchors::languages().collect();
        let code = code.get(&codes);
        let (other, put) = through_the_lexicon(body, code, keep);
        let tokens = Tokenizer::new().tokenize(&other, language(code));
        let found: BTreeSet<ConceptId> = anchors::anchors(&other, &tokens, &Finder::default())
            .into_iter()
            .filter(|anchor| anchor.kind == Kind::Concept)
            .map(|anchor| anchor.key)
            .collect();
        let shared = put.intersection(&found).count();
        prop_assert!(put.len() >= 20, "{code}: {} concepts", put.len());
        prop_assert!(shared * 10 >= put.len() * 9, "{code}: {shared} of {}", put.len());
    }
}

fn run(args: &[&str]) -> (String, String, i32) {
    let output =
        Command::cargo_bin("wirecopy").expect("the program is built").args(args).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("it ended of itself"))
}

#[test]
fn terms_of_a_file_are_found_and_its_errors_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let table = at("own.tsv", "kelp-farm\ten\tkelp farm\nkelp-farm\tde\tTangfarm\n");
    let english =
        at("a.txt", "The kelp farm was opened on Tuesday by the mayor in front of forty guests, it is said.");
    let german = at(
        "b.txt",
        "Die Tangfarm wurde am Dienstag vor vierzig Gästen durch den Bürgermeister eröffnet, heißt es.",
    );
    let (_, _, code) = run(&["compare", &english, &german, "--lexicon", &table]);
    assert_eq!(code, 0);
    let (settings, _, code) = run(&["scan", "--print-config", "--lexicon", &table]);
    assert!(code == 0 && settings.contains("own.tsv"), "{settings}");
    let wrong = at("wrong.tsv", "# head\nkelp-farm\tkelp farm\n");
    let (_, error, code) = run(&["outlets", &english, "--lexicon", &wrong]);
    assert!(code == 2 && error.contains("wrong.tsv:2: has 2 cells"), "{error}");
    let (_, error, code) = run(&["scan", &english, "--dictionary", "missing-eng-deu.index"]);
    assert!(code == 2 && error.contains("missing-eng-deu.index: "), "{error}");
}
