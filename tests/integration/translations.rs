//! Translations: found by the lexicon and by what is added to it, and shown by the sentences and anchors that they share.

use assert_cmd::Command;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wirecopy::anchors::{self, ConceptId, Finder, Kind};
use wirecopy::progress::Silent;
use wirecopy::text::{Language, Tokenizer, identify};
use wirecopy::{Config, Relation, pipeline, report, scan};

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
    let bodies = articles.into_iter().map(|article| article.body.to_string());
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

#[test]
fn translations_show_their_sentences_and_anchors() {
    let analysis = scan(&[corpus("measles-outbreak")], &Config::default(), &Silent).unwrap();
    let pairs = report::pairs::of_two_languages(&analysis);
    let close = pipeline::Close::new(&analysis, &pairs).unwrap();
    let (mut translations, mut shown) = (0, 0);
    for (&(a, b), sentences) in pairs.iter().zip(close.counterparts(&pairs)) {
        let at = analysis.matches.binary_search_by_key(&(a, b), |found| (found.a, found.b)).unwrap();
        let found = &analysis.matches[at];
        let bodies = [a, b].map(|doc| analysis.articles[doc.index()].article.body.text());
        for pair in &sentences {
            assert!((0.0..=1.001).contains(&pair.likeness));
            for (body, range, inner) in [
                (&*bodies[0], &pair.a, pair.anchors.iter().map(|shared| &shared.a).collect::<Vec<_>>()),
                (&*bodies[1], &pair.b, pair.anchors.iter().map(|shared| &shared.b).collect()),
            ] {
                assert!(body.get(range.start as usize..range.end as usize).is_some());
                for inner in inner {
                    assert!(range.start <= inner.start && inner.end <= range.end);
                    assert!(
                        body.get(inner.start as usize..inner.end as usize)
                            .is_some_and(|text| !text.is_empty())
                    );
                }
            }
        }
        if found.relation == Relation::Translation {
            translations += 1;
            let anchors: usize = sentences.iter().map(|pair| pair.anchors.len()).sum();
            let count =
                sentences.iter().flat_map(|pair| &pair.anchors).any(|shared| shared.kind == Kind::Number);
            shown += usize::from(sentences.len() >= 4 && anchors >= 12 && count);
        }
    }
    assert!(translations >= 100, "{translations}");
    assert!(shown * 10 >= translations * 9, "{shown} of {translations}");
}

fn run(args: &[&str]) -> (String, String, i32) {
    let output =
        Command::cargo_bin("wirecopy").expect("the program is built").args(args).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("it ended of itself"))
}

#[test]
fn compare_and_pairs_tell_what_two_languages_share() {
    let at = |name: &str| corpus("measles-outbreak").join(name).display().to_string();
    let (a, b) = (at("09-iberwire.md"), at("01-vremya-severa.txt"));
    let (out, _, code) = run(&["compare", &a, &b]);
    assert_eq!(code, 0);
    assert!(out.contains("Sentences that tell the same"), "{out}");
    assert!(out.contains("187") && out.contains("measles (measles / кор"), "{out}");
    let folder = tempfile::tempdir().unwrap();
    let pairs = folder.path().join("pairs.jsonl").display().to_string();
    let (_, _, code) = run(&["scan", &a, &b, "--quiet", "--pairs", &pairs]);
    assert_eq!(code, 0);
    let line: serde_json::Value = serde_json::from_str(fs::read_to_string(&pairs).unwrap().trim()).unwrap();
    assert_eq!(line["relation"], "translation");
    let mut languages: Vec<&str> =
        line["languages"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
    languages.sort_unstable();
    assert_eq!(languages, ["en", "ru"]);
    let sentences = line["sentences"].as_array().unwrap();
    assert!(sentences.len() >= 4);
    let anchors: Vec<&serde_json::Value> =
        sentences.iter().flat_map(|sentence| sentence["anchors"].as_array().unwrap()).collect();
    assert!(anchors.iter().any(|anchor| anchor["kind"] == "concept" && anchor["says"] == "measles"));
    assert!(anchors.iter().any(|anchor| anchor["kind"] == "number"));
    assert!(anchors.iter().any(|anchor| anchor["kind"] == "name" && anchor.get("says").is_none()));
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
    let (with, _, code) = run(&["compare", &english, &german, "--lexicon", &table]);
    assert_eq!(code, 0);
    assert!(with.contains("kelp farm (kelp farm / Tangfarm)"), "{with}");
    let (without, _, _) = run(&["compare", &english, &german]);
    assert!(!without.contains("kelp farm (kelp farm"), "{without}");
    let (settings, _, code) = run(&["scan", "--print-config", "--lexicon", &table]);
    assert!(code == 0 && settings.contains("own.tsv"), "{settings}");
    let wrong = at("wrong.tsv", "# head\nkelp-farm\tkelp farm\n");
    let (_, error, code) = run(&["outlets", &english, "--lexicon", &wrong]);
    assert!(code == 2 && error.contains("wrong.tsv:2: has 2 cells"), "{error}");
    let (_, error, code) = run(&["scan", &english, "--dictionary", "missing-eng-deu.index"]);
    assert!(code == 2 && error.contains("missing-eng-deu.index: "), "{error}");
}

/// The story of the comet probe, of the Japanese agency, in a language that no table is of.
const IN_ESPERANTO: &str = "\
La sondilo Yukishiro surteriĝas sur kometo post okjara vojaĝo kaj sendas la unuajn bildojn

TSUKUBA, Japanio, la 15-an de aprilo 2026 (Retto News) - La surteriĝilo Kohaku, portata de la internacia sondilo Yukishiro \
sub japana gvido, surteriĝis sur la surfaco de la kometo Nagase-Orlando, anoncis merkrede la Nacia Agentejo pri la Profunda \
Kosmo (NDSA). La radiosignalo, kiu konfirmis la surteriĝon, atingis la regejon en Tsukuba, en la gubernio Ibaraki, je 21:47 \
mardon vespere. La sondilo veturis 5,1 miliardojn da kilometroj dum la preskaŭ ok jaroj post sia lanĉo en majo 2018. Estas la \
unua fojo, ke japana kosmoŝipo surteriĝis sur la kerno de kometo.

Aplaŭdo kaj ĝojkrioj leviĝis el la teamo de ĉirkaŭ 80 homoj en la regejo. \"Mi sentas, kvazaŭ mi fine povus formeti la pakaĵon \
de ok jaroj. Sed la vera laboro komenciĝas hodiaŭ\", diris kun rompiĝanta voĉo la estrino de la misio Risa Miyakoshi, 49-jara, \
dum gazetara konferenco frue merkrede.

La surteriĝilo pezas 112 kilogramojn. Ĝi disiĝis de la patrina ŝipo je alteco de 7,8 kilometroj kaj malleviĝis dum kvin horoj \
kaj 40 minutoj je 38 centimetroj en sekundo. Ĝi ekstaris 23 metrojn for de sia celo. Unu el la tri harpunoj, kiuj devis fiksi \
ĝin, ne funkciis, sed la aparato estas klinita je nur kvar gradoj kaj ĝia pozicio laŭdire estas stabila. La kometo estis 268 \
milionojn da kilometroj for de la Tero, kaj la signalo bezonis ĉirkaŭ 15 minutojn por alveni.

La unuaj sep bildoj estis publikigitaj iom post la kvara matene merkrede. Malhelaj rokpecoj kuŝas ĉie, kaj en la fono videblas \
klifo ĉirkaŭ ses metrojn alta. \"Mi imagis grizan dezerton, sed la bildoj montris grundon, kiu aspektis kvazaŭ pavimita per \
rompitaj tegoloj. La blanka parto sub la klifo eble estas glacio\", diris la ĉefa sciencisto, profesoro Kengo Kogami.

Kohaku portas ses instrumentojn. Masspektrometro, kiun kune evoluigis Germanio kaj Francio, serĉos organikan materion en la \
gasoj. La borilo Kitsutsuki, kiu povas bori ĝis profundo de 40 centimetroj, estos uzata ĵaŭdon, por elpreni materialon el la \
naskiĝo de la sunsistemo antaŭ 4,6 miliardoj da jaroj. Itala radaro esploros la internan strukturon de la kerno. \"Se ni \
ekscios, kio estas tiu akvo, ni estos unu paŝon pli proksimaj al la demando, de kie venis la oceanoj de la Tero\", diris d-ro \
Annegret Holm, kiu gvidas la teamon de la masspektrometro.
";

#[test]
fn a_translation_into_an_unknown_language_is_found() {
    let folder = tempfile::tempdir().unwrap();
    for (name, head) in [("unsaid.txt", ""), ("said.md", "---\nlang: eo\n---\n\n")] {
        fs::write(folder.path().join(name), format!("{head}{IN_ESPERANTO}")).unwrap();
        let analysis = scan(&[corpus(""), folder.path().join(name)], &Config::default(), &Silent).unwrap();
        let of =
            |id: &str| analysis.articles.iter().position(|entry| entry.article.id.ends_with(id)).unwrap();
        let (translated, source) = (of(name), of("comet-probe/02-pacific-desk-en.txt"));
        let expected = if head.is_empty() { "und" } else { "eo" };
        assert_eq!(analysis.articles[translated].language, expected);
        let place = |at: usize| analysis.articles[at].place.as_ref().map(|place| place.cluster);
        assert!(place(translated).is_some() && place(translated) == place(source), "{name}");
        let relation = analysis.matches.iter().find_map(|found| {
            let ends = [found.a.index(), found.b.index()];
            (ends.contains(&translated) && ends.contains(&source)).then_some(found.relation)
        });
        assert_eq!(relation, Some(Relation::Translation));
    }
}
