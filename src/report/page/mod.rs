//! `--report`: one self-contained page for people, readable offline in any browser.
//!
//! The page holds its style sheet, its script and its data, and a Content-Security-Policy that lets nothing else in: the
//! two are named by their hashes, no address may be loaded. The data stand in elements that are not run, as zlib in
//! base64; the script puts article text on the page as text nodes alone. Without scripts the clusters are there as plain
//! HTML. The same analysis makes the same bytes: there is no date in it, and no chance.
//!
//! What is shown of a pair beside its match has to be computed first, so that a page takes two steps: a [`Selection`]
//! says which pairs those are.

mod data;
mod markup;
mod plain;

pub use data::{PageParams, Selection};

use super::chunks;
use crate::analysis::{Analysis, Cluster, Comparison, Detail, Intake, Place};
use crate::article::DocId;
use crate::config::Config;
use crate::text::Furniture;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const BODY: &str = include_str!("body.html");

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole of an analysis, from its overview on.
    All,
    /// The first two articles side by side, and nothing else.
    Pair,
}

/// Two articles as an analysis of their own, for a page of [`Scope::Pair`].
pub fn as_analysis(comparison: &Comparison, config: &Config) -> Analysis {
    let mut articles = vec![comparison.a.clone(), comparison.b.clone()];
    for entry in &mut articles {
        entry.place = Some(Place { cluster: 1, derivation: None });
    }
    let members = vec![DocId(0), DocId(1)];
    Analysis {
        articles,
        matches: Vec::new(),
        clusters: vec![Cluster { members, root: DocId(0), source: None, absent: None, reasons: Vec::new() }],
        intake: Intake { problems: comparison.problems.clone(), ..Intake::default() },
        furniture: Furniture::default(),
        capped: Vec::new(),
        config: config.clone(),
    }
}

/// Writes the page. `details` are those of the selection's pairs, in their order.
///
/// # Errors
/// Whatever `out` says.
pub fn write(
    analysis: &Analysis,
    selection: &Selection,
    details: &[Detail],
    scope: Scope,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>wirecopy report</title>\n<style>{STYLE}</style>\n</head>\n",
        markup::fingerprint(SCRIPT),
        markup::fingerprint(STYLE),
    )?;
    let start = if scope == Scope::Pair { " data-only=\"#pair-1-2\"" } else { "" };
    write!(out, "<body{start}>\n{BODY}<noscript>")?;
    plain::write(analysis, selection.clusters(), out)?;
    out.write_all(b"</noscript>\n")?;
    let data = data::data(selection, details);
    let count = data.chunks.len();
    chunks::write(count + 2, 1, analysis.config.threads, out, |mut islands, bytes| {
        islands.try_for_each(|number| match number {
            0 => island("index", &data.index, bytes),
            number if number <= count => {
                island(&format!("chunk-{}", number - 1), &data.chunks[number - 1], bytes)
            }
            _ => island("others", &data.others, bytes),
        })
    })?;
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Below this, JSON stands as it is and can be read in the page's source.
const PLAIN: usize = 4096;

fn island<T: serde::Serialize>(id: &str, value: &T, out: &mut Vec<u8>) -> io::Result<()> {
    let json = markup::json(value)?;
    if json.len() < PLAIN {
        return writeln!(out, "<script type=\"application/json\" id=\"{id}\">{json}</script>");
    }
    writeln!(out, "<script type=\"text/plain\" id=\"{id}\">{}</script>", markup::packed(&json)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pipeline;
    use crate::progress::Silent;
    use std::io::Read;

    const HOSTILE: &str =
        "</script></noscript><img src=x onerror=alert(1)>\u{202e}\0<svg onload=alert(2)>'\"&amp;";

    /// Copies of a story whose every field tries to get out.
    fn analysis() -> Analysis {
        let story = "The harbour bridge closes to lorries on Monday, the mayor told a packed council meeting. Engineers \
                     found cracks in three of the nine piers during their yearly inspection. Ferries will run twice as \
                     often until the repair ends in October, and the toll falls to four crowns.";
        let article = |id: &str, body: String| Article {
            id: format!("{id}{HOSTILE}"),
            path: format!("news/{id}{HOSTILE}"),
            title: Some(format!("Bridge closes {HOSTILE}")),
            outlet: Some(format!("Herald {HOSTILE}")),
            byline: Some(HOSTILE.to_owned()),
            date: Some(HOSTILE.to_owned()),
            url: Some("javascript:alert(3)".to_owned()),
            body: body.into(),
            ..Article::default()
        };
        let articles = vec![
            article("a", format!("{HOSTILE} {story}")),
            article("b", format!("{story} {HOSTILE} 橋は月曜日から通れない。")),
            article("c", story.replace("nine", "7")),
            article("d", "A choir from the valley sang old songs all night at the fair.".to_owned()),
        ];
        pipeline::analyze(articles, &Config::default(), &Silent).unwrap()
    }

    fn page(analysis: &Analysis, params: PageParams) -> String {
        let selection = Selection::new(analysis, params);
        let details = pipeline::details(analysis, &selection.pairs()).unwrap();
        let mut out = Vec::new();
        write(analysis, &selection, &details, Scope::All, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn unpacked(page: &str, id: &str) -> serde_json::Value {
        let from = page.find(&format!("id=\"{id}\">")).unwrap() + id.len() + 6;
        let text = &page[from..from + page[from..].find("</script>").unwrap()];
        if text.starts_with(['{', '[']) {
            return serde_json::from_str(text).unwrap();
        }
        let digit = |byte: u8| match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let digits = text.trim_end_matches('=').as_bytes();
        let groups = digits.chunks(4).flat_map(|group| {
            let bits = group.iter().fold(0u32, |bits, &byte| bits << 6 | u32::from(digit(byte)));
            let bits = bits << (6 * (4 - group.len()));
            bits.to_be_bytes()[1..group.len()].to_vec()
        });
        let bytes: Vec<u8> = groups.collect();
        let mut json = String::new();
        flate2::read::ZlibDecoder::new(bytes.as_slice()).read_to_string(&mut json).unwrap();
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = page(&analysis(), PageParams::default());
        let own = [STYLE, SCRIPT, BODY].concat();
        for (word, most) in [("<script", 4), ("</script", 4), ("<noscript", 1), ("</noscript", 1)] {
            let found = page.matches(word).count() - own.matches(word).count();
            assert_eq!(found, most, "{word}");
        }
        for word in ["<img", "<svg onload", "\u{202e}", "\0", "javascript:alert", "http-equiv=\"refresh"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("default-src 'none'; script-src 'sha256-"));
        assert!(!page.contains("unsafe-inline"));
    }

    #[test]
    fn texts_and_pairs_come_through_whole() {
        let analysis = analysis();
        let page = page(&analysis, PageParams::default());
        let (index, chunk) = (unpacked(&page, "index"), unpacked(&page, "chunk-0"));
        assert_eq!(index["summary"]["clustered"], 3);
        assert!(index["articles"][0]["title"].as_str().unwrap().ends_with(HOSTILE));
        assert!(chunk["texts"]["0"].as_str().unwrap().contains("council"));
        // Offsets count as scripts do: behind the Japanese sentence too.
        for pair in chunk["pairs"].as_array().unwrap() {
            let text = |end: &str| {
                chunk["texts"][pair[end].to_string()].as_str().unwrap().encode_utf16().collect::<Vec<_>>()
            };
            for passage in pair["passages"].as_array().unwrap() {
                let at = |place: usize| passage[place].as_u64().unwrap() as usize;
                let (a, b) = (&text("a")[at(0)..at(1)], &text("b")[at(2)..at(3)]);
                assert_eq!(a.first(), b.first());
                assert_eq!(a.last(), b.last());
            }
        }
        assert_eq!(chunk["pairs"].as_array().unwrap().len(), 3);
        assert_eq!(unpacked(&page, "others").as_array().unwrap().len(), 1);
    }

    #[test]
    fn the_same_analysis_makes_the_same_bytes() {
        let one = page(&analysis(), PageParams::default());
        let mut other = analysis();
        other.config.threads = 1;
        assert!(one == page(&other, PageParams::default()));
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let tight = PageParams { members: 2, pairs: 1, others: 0, ..PageParams::default() };
        let page = page(&analysis(), tight);
        let (index, chunk) = (unpacked(&page, "index"), unpacked(&page, "chunk-0"));
        assert_eq!((&index["left_members"], &index["left_others"]), (&1.into(), &2.into()));
        assert_eq!(chunk["pairs"].as_array().unwrap().len(), 1);
        assert_eq!(index["clusters"][0]["size"], 3);
    }

    #[test]
    fn small_clusters_are_shown_without_texts_where_these_do_not_fit() {
        let story = "The harbour bridge closes to lorries on Monday, the mayor told a packed council meeting. Engineers \
                     found cracks in three of the nine piers during their yearly inspection, and ferries run.";
        let other = "A choir from the valley sang old songs all night at the fair while the baker of the lower town sold \
                     four hundred loaves to walkers who had come over the pass in spite of the early snow.";
        let texts = [story, story, story, other, other];
        let article = |(i, text): (usize, &&str)| Article {
            id: i.to_string(),
            path: i.to_string(),
            body: (*text).into(),
            ..Article::default()
        };
        let articles = texts.iter().enumerate().map(article).collect();
        let analysis = pipeline::analyze(articles, &Config::default(), &Silent).unwrap();
        let page = page(&analysis, PageParams { bytes: 500, ..PageParams::default() });
        let (index, chunk) = (unpacked(&page, "index"), unpacked(&page, "chunk-0"));
        assert_eq!((&index["clusters"][0]["chunk"], &index["clusters"][1]["chunk"]), (&0.into(), &().into()));
        // Of the larger one only the first two.
        assert_eq!((&index["clusters"][0]["texts"], &index["clusters"][1]["texts"]), (&2.into(), &0.into()));
        assert_eq!(chunk["texts"].as_object().unwrap().len(), 2);
        assert_eq!(chunk["pairs"].as_array().unwrap().len(), 1);
        assert_eq!(index["articles"].as_array().unwrap().len(), 5);
    }

    #[test]
    fn nothing_makes_a_page_too() {
        let none = pipeline::analyze(Vec::new(), &Config::default(), &Silent).unwrap();
        assert!(page(&none, PageParams::default()).contains("0 clusters"));
    }
}
