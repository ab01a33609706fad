//! Every output kind from one fixture.

use super::droplist::{self, Keep};
use super::{
    View, compare, csv, curve, dot, graphml, json, jsonl, markdown, outlets, pairs, problems, table, text,
};
use crate::analysis::{Analysis, Cluster, Comparison, Derivation, Entry, Intake, Place};
use crate::anchors::Kind;
use crate::article::{Article, DocId, Published};
use crate::cluster::Reason;
use crate::config::Config;
use crate::error::Problem;
use crate::text::Furniture;
use crate::verify::{
    Changes, Counterpart, FEATURES, Features, Match, Passage, Reading, Relation, Scores, SharedAnchor,
};
use jiff::Timestamp;
use std::io;

struct Member<'a> {
    id: &'a str,
    title: &'a str,
    outlet: &'a str,
    /// A day, or an instant.
    date: &'a str,
    language: &'a str,
    words: u32,
    place: Option<(u32, Option<Parent>)>,
}

/// What a member is to which article, and how surely.
type Parent = (Relation, u32, f32);

fn published(date: &str) -> Option<Published> {
    if let Ok(at) = date.parse::<Timestamp>() {
        return Some(Published { earliest: at, latest: at });
    }
    let midnight: Timestamp = format!("{date}T00:00:00Z").parse().ok()?;
    let hours = |n: i64| jiff::SignedDuration::from_hours(n);
    Some(Published { earliest: midnight - hours(14), latest: midnight + hours(36) })
}

fn entry(member: &Member) -> Entry {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Entry {
        article: Article {
            id: member.id.to_owned(),
            path: format!("news/{}", member.id.split('#').next().unwrap_or_default()),
            title: some(member.title),
            outlet: some(member.outlet),
            published: published(member.date),
            date: some(member.date),
            body: "The harbour bridge is closed to lorries from Monday.".into(),
            ..Article::default()
        },
        language: member.language.to_owned(),
        words: member.words,
        place: member.place.map(|(cluster, derivation)| Place {
            cluster,
            derivation: derivation.map(|(relation, of, confidence)| Derivation {
                of: DocId(of),
                relation,
                confidence,
            }),
        }),
    }
}

fn pair(a: u32, b: u32, relation: Relation, directed: bool, passages: &[(u32, u32, u32)]) -> Match {
    Match {
        a: DocId(a),
        b: DocId(b),
        relation,
        directed,
        confidence: 0.987_654_3,
        scores: Scores { jaccard: 0.333_333, a_in_b: 0.5, b_in_a: 1.0, ..Scores::default() },
        passages: passages
            .iter()
            .map(|&(a, b, words)| Passage { a: a..a + 6 * words, b: b..b + 6 * words, words })
            .collect(),
    }
}

/// Two clusters, one with a source and one without; links inside and outside a cluster; hostile and wide text.
fn fixture() -> Analysis {
    use Relation::{Identical, Near, Rewrite, Translation};
    let member = |id, title, outlet, date, language, words, place| {
        entry(&Member { id, title, outlet, date, language, words, place })
    };
    let articles = vec![
        member(
            "agency/0412.txt",
            "Harbour bridge closed,\n say officials",
            "Reuters",
            "2026-03-02T08:15:00Z",
            "en",
            412,
            Some((1, None)),
        ),
        member(
            "asahi/橋の閉鎖.txt",
            "港の橋が閉鎖",
            "朝日新聞",
            "2026-03-03",
            "ja",
            980,
            Some((1, Some((Translation, 0, 0.91)))),
        ),
        member(
            "blog/evil\u{1b}[2J.html",
            "</script>\u{202e}cod.exe",
            "a\u{1b}]0;pwned\u{7}",
            "",
            "und",
            1_204,
            Some((1, Some((Near, 0, 0.998)))),
        ),
        member(
            "lemonde/pont.html#12",
            "Le pont du port fermé",
            "Le Monde",
            "2026-03-03",
            "fr",
            455,
            Some((1, Some((Translation, 0, 0.97)))),
        ),
        member(
            "lesoir/2026/03/un-tres-long-chemin/pont-ferme.html",
            "Pont fermé",
            "Le Soir",
            "2026-03-04",
            "fr",
            390,
            Some((1, Some((Rewrite, 3, 0.88)))),
        ),
        member("x/one.txt", "", "", "", "en", 301, Some((2, None))),
        member("x/two.txt", "", "", "", "en", 301, Some((2, Some((Identical, 5, 1.0))))),
        member("y/alone.txt", "Nobody's copy", "Daily Planet", "2026-03-01", "en", 220, None),
        member("y/quotes.txt", "Bridge: \"what now?\", asks mayor", "", "", "en", 640, None),
    ];
    Analysis {
        articles,
        matches: vec![
            pair(0, 1, Translation, true, &[]),
            pair(0, 2, Near, false, &[(0, 4, 6), (20, 24, 3)]),
            pair(0, 8, Relation::Partial, true, &[(0, 4, 6)]),
            pair(2, 4, Relation::Partial, false, &[(0, 0, 2)]),
            pair(5, 6, Identical, false, &[(0, 0, 8)]),
            pair(7, 8, Relation::Partial, false, &[(0, 4, 8), (9, 10, 1_200)]),
        ],
        clusters: vec![
            Cluster {
                members: (0..5).map(DocId).collect(),
                root: DocId(0),
                source: Some(DocId(0)),
                absent: None,
                reasons: vec![
                    Reason::Earliest { date: "2026-03-02T08:15:00Z".to_owned() },
                    Reason::Credited { agency: "Reuters".to_owned(), members: 2 },
                ],
            },
            Cluster {
                members: vec![DocId(5), DocId(6)],
                root: DocId(5),
                source: None,
                absent: None,
                reasons: vec![Reason::Contradiction { first: DocId(5), second: DocId(6) }],
            },
        ],
        intake: Intake {
            files: 9,
            bytes: 48_213,
            skipped: [("jpg".to_owned(), 3), (String::new(), 1)].into(),
            problems: vec![
                Problem::note("news/b.txt", None, "3 bytes that are no UTF-8 were replaced"),
                Problem::lost("news/bad\n.jsonl", Some(7), "the record ends in the middle"),
            ],
        },
        furniture: Furniture::default(),
        capped: vec!["\"All rights reserved\" and 2 other passages stand in more than 10,000 articles; they were not used to find candidates.".to_owned()],
        config: Config::default(),
    }
}

fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

const WIDE: View = View { width: None, color: false, all: false };

#[test]
fn table_without_a_terminal() {
    insta::assert_snapshot!(written(|out| table::write(&fixture(), &WIDE, out)));
}

#[test]
fn table_on_a_narrow_terminal() {
    let view = View { width: Some(80), ..WIDE };
    insta::assert_snapshot!(written(|out| table::write(&fixture(), &view, out)));
}

#[test]
fn table_in_colour() {
    let view = View { width: Some(100), color: true, all: false };
    // The escapes stay visible in the snapshot.
    insta::assert_snapshot!(written(|out| table::write(&fixture(), &view, out)).replace('\u{1b}', "\\e"));
}

/// No line is wider than the terminal but what wraps of itself, and the ids of all members begin in one column.
#[test]
fn table_keeps_its_columns_at_any_width() {
    for columns in 48..160 {
        let view = View { width: Some(columns), ..WIDE };
        for line in written(|out| table::write(&fixture(), &view, out)).lines() {
            assert!(text::width(line) <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn table_of_nothing() {
    let empty = Analysis { articles: Vec::new(), matches: Vec::new(), clusters: Vec::new(), ..fixture() };
    insta::assert_snapshot!(written(|out| table::write(&Analysis { capped: Vec::new(), ..empty }, &WIDE, out)), @"No cluster in 0 articles.");
}

#[test]
fn table_shows_the_head_of_long_lists() {
    let mut analysis = fixture();
    let row = analysis.articles[6].clone();
    analysis.clusters[1].members.extend((9..39).map(DocId));
    analysis.articles.extend((9..39).map(|n| {
        let mut row = row.clone();
        row.article.id = format!("z/{n}.txt");
        row
    }));
    analysis.clusters.extend(vec![analysis.clusters[1].clone(); 60]);
    analysis.matches.extend((9..39).map(|n| pair(7, n, Relation::Partial, false, &[(0, 0, 5)])));
    let short = written(|out| table::write(&analysis, &WIDE, out));
    assert!(short.contains("  ... and 12 more (--all shows them)\n"));
    assert!(short.contains("... and 12 smaller clusters (--all shows them)\n"));
    assert!(short.contains("... and 22 more (--all shows them)\n"));
    let long = written(|out| table::write(&analysis, &View { all: true, ..WIDE }, out));
    assert!(!long.contains("--all") && long.contains("Cluster 62 · 32 articles"));
}

#[test]
fn jsonl_of_everything() {
    insta::assert_snapshot!(written(|out| jsonl::write(&fixture(), out)));
}

#[test]
fn csv_of_everything() {
    insta::assert_snapshot!(written(|out| csv::write(&fixture(), out)));
}

/// The header stands for itself; a field added to the record must reach it.
#[test]
fn csv_has_the_columns_of_jsonl() {
    let csv = written(|out| csv::write(&fixture(), out));
    let jsonl = written(|out| jsonl::write(&fixture(), out));
    let object = jsonl.lines().next().unwrap_or_default();
    let places =
        csv.lines().next().unwrap_or_default().split(',').map(|name| object.find(&format!("\"{name}\":")));
    let places: Vec<usize> = places.map(|at| at.expect("each column is a field")).collect();
    assert!(places.is_sorted());
    assert_eq!(places.len(), object.matches("\":").count());
}

#[test]
fn json_of_everything() {
    let json = written(|out| json::write(&fixture(), out));
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(value["articles"].as_array().map(Vec::len), Some(9));
    insta::assert_snapshot!(json);
}

#[test]
fn pairs_of_everything() {
    insta::assert_snapshot!(written(|out| pairs::write(
        &fixture(),
        |pairs| vec![Vec::new(); pairs.len()],
        out
    )));
}

#[test]
fn graphml_of_everything() {
    let graph = written(|out| graphml::write(&fixture(), out));
    // Nothing that XML has no place for, and nothing opened that is not closed.
    assert!(!graph.contains(|c: char| c.is_control() && c != '\n'));
    for name in ["node", "edge", "data", "graph", "graphml"] {
        let opened = graph.matches(&format!("<{name} ")).count();
        assert_eq!(opened, graph.matches(&format!("</{name}>")).count(), "{name}");
    }
    assert_eq!(graph.matches("<edge ").count(), fixture().matches.len());
    insta::assert_snapshot!(graph);
}

#[test]
fn dot_of_everything() {
    insta::assert_snapshot!(written(|out| dot::write(&fixture(), out)));
}

#[test]
fn markdown_of_everything() {
    insta::assert_snapshot!(written(|out| markdown::write(&fixture(), out)));
}

#[test]
fn outlets_of_everything() {
    let exchange = crate::exchange::exchange(&fixture());
    insta::assert_snapshot!(written(|out| outlets::write(&exchange, &WIDE, out)));
    insta::assert_snapshot!(written(|out| outlets::write_csv(&exchange, out)));
}

#[test]
fn problems_in_full_and_in_brief() {
    let all = fixture().intake.problems;
    insta::assert_snapshot!(written(|out| problems::write(&all, out)), @r#"
    {"path":"news/b.txt","line":null,"severity":"note","reason":"3 bytes that are no UTF-8 were replaced"}
    {"path":"news/bad\n.jsonl","line":7,"severity":"lost","reason":"the record ends in the middle"}
    "#);
    insta::assert_snapshot!(written(|out| problems::write_brief(&all, 1, out)), @r"
    not read: news/bad\n.jsonl:7: the record ends in the middle
    ... and 1 more (--problems FILE lists all)
    ");
}

#[test]
fn drop_list_keeps_one_a_cluster() {
    let list = |analysis: &Analysis, keep| written(|out| droplist::write(analysis, keep, out).map(drop));
    let analysis = fixture();
    let source = list(&analysis, Keep::Source);
    assert_eq!(source.lines().count(), 5);
    // The second cluster has no source and no dates: the lengths are equal, so the first by id stays.
    assert!(!source.contains("agency/0412.txt") && source.ends_with("x/two.txt\n"));
    assert_eq!(list(&analysis, Keep::Oldest), source);
    assert!(
        !list(&analysis, Keep::Longest).contains("evil") && list(&analysis, Keep::Longest).contains("0412")
    );
}

#[test]
fn drop_list_prefers_an_hour_to_its_day() {
    let mut analysis = fixture();
    analysis.articles[1].article.published = published("2026-03-02");
    assert_eq!(droplist::kept(&analysis, &analysis.clusters[0], Keep::Oldest), DocId(0));
    analysis.articles[0].article.published = None;
    assert_eq!(droplist::kept(&analysis, &analysis.clusters[0], Keep::Oldest), DocId(1));
}

#[test]
fn drop_list_never_breaks_a_line() {
    let mut analysis = fixture();
    analysis.articles[6].article.id = "x\ny/alone.txt".to_owned();
    let mut out = Vec::new();
    assert_eq!(droplist::write(&analysis, Keep::Source, &mut out).expect("a vector takes everything"), 1);
    assert!(!String::from_utf8_lossy(&out).contains("alone"));
}

/// Two reports of a closure, one in Japanese, with two passages, a cut, an addition and changed facts.
fn comparison() -> Comparison {
    let mut articles = fixture().articles.into_iter();
    let (Some(mut a), Some(mut b)) = (articles.next(), articles.next()) else { panic!("nine articles") };
    a.article.body =
        "The harbour bridge is closed to lorries from Monday, officials said.\n\nIt opened in 1931. \
                      \u{1b}[2JNobody was hurt."
            .into();
    b.article.body =
        "港の橋は月曜日からトラックの通行が禁止される、と当局者が述べた。1932年に開通した。".into();
    let range = |entry: &Entry, part: &str| {
        let start = entry.article.body.text().find(part).expect("it is part of the text");
        u32::try_from(start).expect("short")..u32::try_from(start + part.len()).expect("short")
    };
    let reading = Reading {
        relation: Some(Relation::Translation),
        confidence: 0.914,
        scores: Scores {
            jaccard: 0.0,
            a_in_b: 0.612_34,
            b_in_a: 0.7,
            features: Some(Box::new(Features { words: [0.4142; FEATURES.len()], anchors: None })),
        },
        passages: vec![
            Passage {
                a: range(&a, "The harbour bridge is closed to lorries from Monday, officials said."),
                b: range(&b, "港の橋は月曜日からトラックの通行が禁止される、と当局者が述べた。"),
                words: 11,
            },
            Passage {
                a: range(&a, "It opened in 1931."), b: range(&b, "1932年に開通した。"), words: 4
            },
        ],
    };
    let changes = Changes {
        cuts: vec![range(&a, "\u{1b}[2JNobody was hurt.")],
        additions: vec![range(&b, "1932年に開通した。")],
        numbers_lost: vec!["1931".to_owned()],
        numbers_new: vec!["1932".to_owned()],
        names_lost: vec!["Mayor\u{202e} Okafor".to_owned()],
        names_new: Vec::new(),
    };
    let shared = |kind, says: &str, x: &str, y: &str| SharedAnchor {
        kind,
        says: says.to_owned(),
        a: range(&a, x),
        b: range(&b, y),
    };
    let counterparts = vec![Counterpart {
        a: range(&a, "The harbour bridge is closed to lorries from Monday, officials said."),
        b: range(&b, "港の橋は月曜日からトラックの通行が禁止される、と当局者が述べた。"),
        likeness: 0.61,
        anchors: vec![
            shared(Kind::Concept, "bridge", "bridge", "橋"),
            shared(Kind::Name, "", "Monday", "月曜日"),
            shared(Kind::Number, "1", "1", "1"),
        ],
    }];
    Comparison { a, b, reading, changes, counterparts, views: vec!["content"], problems: Vec::new() }
}

#[test]
fn comparison_on_a_terminal() {
    let view = View { width: Some(80), color: false, all: false };
    insta::assert_snapshot!(written(|out| compare::write(&comparison(), &view, out)));
}

/// The same with what changed, which is told of one language alone.
fn of_one_language() -> Comparison {
    let mut comparison = comparison();
    comparison.b.language = comparison.a.language.clone();
    comparison
}

#[test]
fn comparison_of_one_language() {
    let view = View { width: Some(80), color: false, all: false };
    insta::assert_snapshot!(written(|out| compare::write(&of_one_language(), &view, out)));
}

#[test]
fn comparison_of_strangers() {
    let features = Features { words: [0.0; FEATURES.len()], anchors: None };
    let scores = Scores { features: Some(Box::new(features)), ..Scores::default() };
    let mut strangers = comparison();
    strangers.reading = Reading { relation: None, confidence: 0.0004, scores, passages: Vec::new() };
    strangers.changes = Changes::default();
    strangers.views.clear();
    insta::assert_snapshot!(written(|out| compare::write(&strangers, &WIDE, out)));
}

/// At any width: no line is wider, and nothing hostile comes through.
#[test]
fn comparison_keeps_to_the_terminal() {
    for columns in 50..130 {
        let view = View { width: Some(columns), ..WIDE };
        let text = written(|out| compare::write(&of_one_language(), &view, out));
        assert!(!text.contains(['\u{1b}', '\u{202e}']));
        // The scores have a phrase of fixed length each.
        let fixed = |line: &str| {
            line.contains("share of") || FEATURES.iter().any(|(_, meaning)| line.contains(meaning))
        };
        for line in text.lines().filter(|line| !fixed(line)) {
            assert!(text::width(line) <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn curve_as_plot_and_numbers() {
    let chance = |similarity: f64| 1.0 - (1.0 - similarity.powi(4)).powi(32);
    let curve = curve::Curve::sampled(0.65, "32 bands of 4 rows".to_owned(), chance);
    insta::assert_snapshot!(written(|out| curve::write(&curve, &WIDE, out)));
}

#[test]
fn score_for_people() {
    use crate::eval::{Clusters, Known, Truth, score};
    let known = |id: &str, group: &str, language: &str, relation: &str| Known {
        id: id.to_owned(),
        group: group.to_owned(),
        language: language.to_owned(),
        relation: relation.to_owned(),
        event: "vote".to_owned(),
    };
    let truth = Truth {
        articles: vec![
            known("a", "1", "en", "original"),
            known("b", "1", "en", "rewrite"),
            known("c", "1", "de", "translation"),
            known("d", "2", "en", "independent"),
            known("lost\u{1b}", "2", "en", ""),
        ],
    };
    let found = [("a", Some(1)), ("b", Some(1)), ("c", None), ("d", Some(1))];
    let clusters: Clusters = found.iter().map(|&(id, cluster)| (id.to_owned(), cluster)).collect();
    let scores = score(&truth, &clusters, true);
    insta::assert_snapshot!(written(|out| super::score::write(&scores, &WIDE, out)));
}

#[cfg(feature = "parquet")]
#[test]
fn tables_of_everything() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    let analysis = fixture();
    let rows = |write: fn(&Analysis, &mut dyn std::io::Write) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&analysis, &mut out).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).unwrap();
        let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string());
        rows.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(rows(crate::report::parquet::articles));
    insta::assert_snapshot!(rows(crate::report::parquet::pairs));
    insta::assert_snapshot!(rows(crate::report::parquet::clusters));
}
