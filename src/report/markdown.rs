//! `--format md`: a note for a newsroom: each cluster with its source, the reasons, and a table of its members.

use super::record::{Summary, reason};
use super::text::{count, one_line, percent};
use crate::analysis::Analysis;
use crate::article::DocId;
use crate::verify::{Match, Relation};
use std::io::{self, Write};

/// Writes the note, as CommonMark with tables.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(analysis);
    writeln!(out, "# Who copied whom\n")?;
    writeln!(
        out,
        "{} of {} share their source with another one, in {}.",
        summary.clustered,
        count(summary.articles, "article"),
        count(summary.clusters, "cluster")
    )?;
    for (number, cluster) in (1..).zip(&analysis.clusters) {
        let root = &analysis.articles[cluster.root.index()].article;
        let title = root.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&root.id);
        writeln!(out, "\n## {number}. {}\n", escape(title))?;
        let reasons: Vec<String> = cluster.reasons.iter().map(|r| escape(&reason(analysis, r))).collect();
        let source = match (cluster.source, &cluster.absent) {
            (Some(doc), _) => format!("Source: **{}**", escape(name(analysis, doc))),
            (None, Some(_)) => "Source: not here".to_owned(),
            (None, None) => "Source: not known".to_owned(),
        };
        writeln!(out, "{source}{}{}.\n", if reasons.is_empty() { "" } else { ": " }, reasons.join("; "))?;
        writeln!(out, "| What | Headline | Outlet | Date | Language | Words | File |")?;
        writeln!(out, "|---|---|---|---|---|--:|---|")?;
        for &doc in &cluster.members {
            member(analysis, cluster.source == Some(doc), doc, out)?;
        }
    }
    let links: Vec<&Match> =
        analysis.matches.iter().filter(|found| found.relation == Relation::Partial).collect();
    if !links.is_empty() {
        writeln!(out, "\n## Passages in common without a common source\n")?;
        for found in links {
            let words = found.passages.iter().map(|passage| u64::from(passage.words)).sum();
            let [a, b] = [found.a, found.b].map(|doc| escape(&analysis.articles[doc.index()].article.id));
            writeln!(out, "- {a} and {b}: {}", count(words, "word"))?;
        }
    }
    for line in &analysis.capped {
        writeln!(out, "\n*{}*", escape(line))?;
    }
    Ok(())
}

/// The outlet, else the id.
fn name(analysis: &Analysis, doc: DocId) -> &str {
    let article = &analysis.articles[doc.index()].article;
    article.outlet.as_deref().filter(|outlet| !outlet.trim().is_empty()).unwrap_or(&article.id)
}

fn member(analysis: &Analysis, source: bool, doc: DocId, out: &mut dyn Write) -> io::Result<()> {
    let entry = &analysis.articles[doc.index()];
    let article = &entry.article;
    let what = match entry.place.as_ref().and_then(|place| place.derivation.as_ref()) {
        Some(derivation) => {
            let of = escape(&analysis.articles[derivation.of.index()].article.id);
            format!("{} of {of} ({})", derivation.relation, escape(&percent(derivation.confidence)))
        }
        None if source => "**source**".to_owned(),
        None => "centre".to_owned(),
    };
    let some = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    writeln!(
        out,
        "| {what} | {} | {} | {} | {} | {} | {} |",
        some(&article.title),
        some(&article.outlet),
        some(&article.date),
        escape(&entry.language),
        entry.words,
        escape(&article.id)
    )
}

/// `text` on one line, with everything escaped that Markdown or HTML would read as markup.
fn escape(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // A web address would become a link of itself.
    out.replace("://", ":\u{2060}//").replace("www.", "www\u{2060}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        let hostile = "a | b\n# c [x](javascript:1) <b> `d` *e*";
        assert_eq!(escape(hostile), "a \\| b \\# c \\[x\\]\\(javascript:1\\) &lt;b&gt; \\`d\\` \\*e\\*");
        assert!(!escape("see https://evil.example").contains("://"));
    }
}
