//! A web page to an article: its main text, and the metadata that its publisher wrote for machines.
//!
//! The main text is found by `legible`, a port of the reader mode of Firefox. The metadata is read by a pass of our own, since
//! reader modes look for a title and a byline only; the same pass measures whether the page can be parsed at bounded cost.

mod head;
mod linked_data;
mod prose;

use crate::article::Article;
use head::Head;
use linked_data::LinkedData;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An article, and the dates its page gives, best first: which of them can be read is not known here.
#[derive(Debug)]
pub struct Page {
    pub article: Article,
    pub dates: Vec<String>,
}

/// How deep elements may nest. The parser looks through all open elements at each tag, so that depth times length is its
/// cost. Browsers flatten what is deeper than 512.
const DEEPEST: usize = 512;

/// How many elements a page may unfold to. Long pages of news have some 10,000; the parser holds about 200 bytes for each.
const MOST_ELEMENTS: u64 = 1_000_000;

/// The most that attributes may cost the parser; 10^10, a tag of 100,000, took it 53 s; a page of the newsroom corpus has 114.
const MOST_ATTRIBUTE_COST: u64 = 200_000_000;

/// The least characters of prose that make an article. A flash of one sentence has about 80.
const LEAST_PROSE: usize = 60;

const NO_ARTICLE: &str = "no article text found";

/// The article of a page.
///
/// # Errors
///
/// One line for a person: no main text is found, or the page is built to cost too much.
pub fn article(html: &str) -> Result<Page, String> {
    if head::attribute_cost(html) > MOST_ATTRIBUTE_COST {
        return Err("too many attributes".into());
    }
    let head = head::scan(html);
    if head.depth > DEEPEST {
        return Err(format!("elements nest deeper than {DEEPEST}"));
    }
    if head.elements > MOST_ELEMENTS {
        return Err(format!("more than {MOST_ELEMENTS} elements"));
    }
    let linked = LinkedData::find(&head.scripts);
    let options = legible::Options::new().disable_json_ld(true);
    // A defect of the parser costs the page that met it, not the run.
    let shown = head::unhidden(html);
    let main = catch_unwind(AssertUnwindSafe(|| legible::parse(&shown, None, Some(options))))
        .map_err(|_| "the page can't be parsed".to_owned())?
        .ok();
    let web = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
    let given = [head.canonical.as_ref(), head.get(&["og:url"]), linked.url.as_ref(), head.item_url.as_ref()];
    let url = given.into_iter().flatten().find(web);
    let title = title(&head, &linked, url);
    let mut body = main.as_ref().map(|main| prose::of(&main.content)).unwrap_or_default();
    if let Some(title) = &title {
        body.drop_title(title);
    }
    let byline =
        byline(&head, &linked).or_else(|| main.and_then(|main| main.byline).map(|byline| name_part(&byline)));
    let page = prose::of(html);
    body.drop_furniture(&page, byline.as_deref());
    body.add_captions(&page);
    let is_article = body.is_article(LEAST_PROSE) && !body.is_index();
    let body = match (is_article, linked.body) {
        (true, Some(whole)) if body.is_teaser_of(&whole) => whole,
        (true, _) => body.text(),
        // Pages that build their text with scripts often give it to search engines.
        (false, Some(body)) if body.chars().count() >= LEAST_PROSE => body,
        (false, _) => return Err(NO_ARTICLE.into()),
    };
    let outlet = head.get(&["og:site_name"]).or(linked.publisher.as_ref()).or_else(|| {
        head.get(&[
            "dc.publisher",
            "dcterms.publisher",
            "citation_publisher",
            "application-name",
            "publisher",
            "publisher name",
        ])
    });
    let section = linked.section.or_else(|| {
        head.get(&["article:section", "articlesection", "og:article:section", "parsely-section", "section"])
            .cloned()
    });
    let locale = head.get(&["og:locale"]).map(|locale| locale.replace('_', "-"));
    let language = [
        head.language.clone(),
        linked.language,
        head.get(&["content-language", "dc.language", "dcterms.language", "language"]).cloned(),
        locale,
    ];
    let mut dates: Vec<String> = linked.published.into_iter().collect();
    dates.extend(head.all(&[
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "datepublished",
        "article.published",
        "cxenseparse:recs:publishtime",
        "publishdate",
        "publish-date",
        "publication_date",
        "pubdate",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "date",
    ]));
    dates.extend(head.time.clone());
    let article = Article {
        title,
        outlet: outlet.cloned(),
        byline,
        language: language.into_iter().flatten().next(),
        section,
        url: url.cloned(),
        body: body.into(),
        ..Article::default()
    };
    Ok(Page { article, dates })
}

/// The text of a piece of a page, as feeds carry it: all of it, without looking for its main part.
///
/// # Errors
///
/// One line for a person: it is built to cost too much.
pub fn fragment(html: &str) -> Result<String, String> {
    if head::attribute_cost(html) > MOST_ATTRIBUTE_COST {
        return Err("too many attributes".into());
    }
    Ok(prose::of(html).text())
}

/// The headline without the name of the site.
fn title(head: &Head, linked: &LinkedData, url: Option<&String>) -> Option<String> {
    let given = head.get(&["og:title"]).or(linked.headline.as_ref()).or_else(|| {
        head.get(&["twitter:title", "parsely-title", "dc.title", "dcterms.title", "sailthru.title"])
    });
    // `ledger24` of `https://www.ledger24.example/n/1`: small sites name themselves after their address.
    let host =
        url.and_then(|url| url.split('/').nth(2)).map(|host| host.strip_prefix("www.").unwrap_or(host));
    let label = host.and_then(|host| host.split('.').next()).map(str::to_owned);
    let sites = [
        head.get(&["og:site_name"]),
        linked.publisher.as_ref(),
        head.get(&["application-name"]),
        label.as_ref(),
    ];
    if let Some(given) = given {
        return Some(without_site(given, &sites).to_owned());
    }
    let title = head.title.as_deref();
    match (title, head.heading.as_deref()) {
        // The heading is the part of the title that is no site name or section, and the surest way to tell.
        (Some(title), Some(heading)) if title.contains(heading) => Some(heading.to_owned()),
        (Some(title), None) if head.is_part(title).is_some() => head.is_part(title).cloned(),
        (Some(title), heading) => {
            let bare = without_site(title, &sites);
            if bare.len() == title.len() {
                Some(heading.unwrap_or(title).to_owned())
            } else {
                Some(bare.to_owned())
            }
        }
        (None, heading) => heading.map(str::to_owned),
    }
}

/// `Headline | Site` and `Site: Headline` to `Headline`, for known names of the site.
fn without_site<'a>(title: &'a str, sites: &[Option<&String>]) -> &'a str {
    for site in sites.iter().flatten() {
        for separator in [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", ": "] {
            if separator != ": "
                && let Some((bare, end)) = title.rsplit_once(separator)
                && end.trim().eq_ignore_ascii_case(site)
                && !bare.trim().is_empty()
            {
                return bare.trim();
            }
            if let Some((start, bare)) = title.split_once(separator)
                && start.trim().eq_ignore_ascii_case(site)
                && !bare.trim().is_empty()
            {
                return bare.trim();
            }
        }
    }
    title
}

/// The first part of a line like `By Jane Roe · 2 March 2026 · 3 min read`.
pub fn name_part(line: &str) -> String {
    let name = line.split(['·', '|', '•', '\n']).next().unwrap_or(line).trim();
    let bare = name.strip_prefix("By ").or(name.strip_prefix("by ")).unwrap_or(name);
    bare.trim().to_owned()
}

fn byline(head: &Head, linked: &LinkedData) -> Option<String> {
    let names = [
        "author",
        "parsely-author",
        "article:author",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "byl",
        "citation_author",
    ];
    // `article:author` is often the address of a profile.
    let named = head.all(&names).into_iter().find(|name| !name.contains("://"));
    let byline = linked.author.clone().or(named)?;
    Some(name_part(&byline)).filter(|name| !name.is_empty())
}
