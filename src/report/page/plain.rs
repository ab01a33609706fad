//! The page for readers without scripts: the clusters as plain HTML.

use crate::analysis::{Analysis, Cluster};
use crate::article::DocId;
use crate::report::page::markup::escape;
use crate::report::record::{Summary, reason};
use crate::report::text::{count, percent};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Clusters in the plain part of a page, members of one, and bytes of all: a list of more is no longer read, and costs
/// everybody's page its size.
const CLUSTERS: usize = 1_000;
const MEMBERS: usize = 60;
const BYTES: usize = 2_000_000;

/// Writes the figures and the first `clusters` clusters.
///
/// # Errors
/// Whatever `out` says.
pub fn write(analysis: &Analysis, clusters: usize, out: &mut dyn Write) -> io::Result<()> {
    let summary = Summary::of(analysis);
    let shown = clusters.min(CLUSTERS);
    write!(
        out,
        "<div class=\"plain\"><p>{} in {} of one source, {} alone. Turn scripts on for the texts side by side, the \
         search and the charts.</p>",
        count(summary.clustered, "article"),
        count(summary.clusters, "cluster"),
        count(summary.singles, "article"),
    )?;
    let (mut bytes, mut written) = (0, 0);
    for (number, cluster) in (1..).zip(&analysis.clusters[..shown]) {
        let section = section(analysis, number, cluster);
        bytes += section.len();
        if bytes > BYTES && written > 0 {
            break;
        }
        out.write_all(section.as_bytes())?;
        written += 1;
    }
    if written < analysis.clusters.len() {
        let more = count((analysis.clusters.len() - written) as u64, "smaller cluster");
        write!(out, "<p>{more} left out here.</p>")?;
    }
    out.write_all(b"</div>")
}

fn section(analysis: &Analysis, number: usize, cluster: &Cluster) -> String {
    let root = &analysis.articles[cluster.root.index()].article;
    let title = escape(root.title.as_deref().unwrap_or(&root.id));
    let size = count(cluster.members.len() as u64, "article");
    let source = match (&cluster.source, &cluster.absent) {
        (Some(_), _) => "the source is known",
        (None, Some(_)) => "the source is not here",
        (None, None) => "the source is not known",
    };
    let reasons: Vec<String> = cluster.reasons.iter().map(|r| escape(&reason(analysis, r))).collect();
    let reasons = reasons.join("; ");
    let mut out = format!(
        "<section id=\"cluster-{number}\"><h2><small>{number}.</small> <bdi>{title}</bdi></h2><p>{size}; {source}: {reasons}.</p><ol>"
    );
    for &doc in cluster.members.iter().take(MEMBERS) {
        out.push_str(&member(analysis, cluster.source == Some(doc), doc));
    }
    out.push_str("</ol>");
    if cluster.members.len() > MEMBERS {
        let _ = write!(out, "<p>and {} more</p>", cluster.members.len() - MEMBERS);
    }
    out.push_str("</section>");
    out
}

fn member(analysis: &Analysis, source: bool, doc: DocId) -> String {
    let entry = &analysis.articles[doc.index()];
    let article = &entry.article;
    let derivation = entry.place.as_ref().and_then(|place| place.derivation.as_ref());
    let what = match derivation {
        Some(of) => format!(
            "{} of {}, {}",
            of.relation,
            escape(&analysis.articles[of.of.index()].article.id),
            escape(&percent(of.confidence))
        ),
        None if source => "source".to_owned(),
        None => "the others are closest to it".to_owned(),
    };
    let mut facts = String::new();
    for fact in [&article.outlet, &article.date].into_iter().flatten().filter(|fact| !fact.is_empty()) {
        let _ = write!(facts, " · <bdi>{}</bdi>", escape(fact));
    }
    format!(
        "<li><bdi lang=\"{}\">{}</bdi><br><small>{what}{facts} · {} · {} · <bdi>{}</bdi></small></li>",
        escape(&entry.language),
        escape(article.title.as_deref().unwrap_or("(no headline)")),
        escape(&entry.language),
        count(entry.words.into(), "word"),
        escape(&article.id)
    )
}
