//! Who takes from whom: outlets, what they give and take, and how much of their text is their own.
//!
//! Who gave and who took is only said where a cluster's source is known, where the evidence on the pair alone gives it a
//! direction, or where an article credits an agency whose own text is not here. Everything else is counted as unclear.

use crate::analysis::{Analysis, Cluster};
use crate::article::{Article, DocId};
use crate::cluster::{self, ClaimKind, Reason};
use crate::verify::{Match, Relation};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// What passed between the outlets of an analysis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exchange {
    /// By what they gave and took together, most first; then by articles; then by name.
    pub outlets: Vec<Outlet>,
    /// By articles, most first; then by the outlets' places in `outlets`.
    pub flows: Vec<Flow>,
    /// Articles that name no outlet; what they take and give is in no outlet's figures.
    pub nameless: u32,
    /// Words of all articles.
    pub words: u64,
    /// Of these, words that stand in a passage that another article here has too, word for word.
    pub shared: u64,
}

/// One who publishes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outlet {
    pub name: String,
    /// 0 for an agency that articles here credit, but that has no article here.
    pub articles: u32,
    /// Articles known to be taken from somebody else.
    pub taken: u32,
    /// Articles of somebody else known to be taken from it.
    pub given: u32,
    /// Articles in a cluster of which nobody can tell who took from whom.
    pub unclear: u32,
    /// Of those taken, the ones that credit an agency or another outlet.
    pub credited: u32,
    /// Of its words, the share that is not known to be taken, 0 to 1; `None` without articles. What is an identical copy,
    /// a rewrite or a translation counts as taken whole, of others the passages shared with what they are taken from.
    pub originality: Option<f32>,
    /// The median of the minutes from the publication of what it took to its own, of those whose dates tell them apart.
    pub delay: Option<i64>,
}

/// Articles that went from one outlet to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Places in [`Exchange::outlets`].
    pub from: usize,
    pub to: usize,
    pub articles: u32,
    /// Whether the giver is known by the taker's credit alone, its own text not being here.
    pub by_credit: bool,
}

/// Sums up what passed between the outlets.
pub fn exchange(analysis: &Analysis) -> Exchange {
    let matches = Matches::new(analysis);
    let mut tally = Tally::default();
    let mut found = Exchange::default();
    for (number, entry) in (0..).zip(&analysis.articles) {
        let doc = DocId(number);
        let bytes = entry.article.body.len().max(1) as f64;
        let share = |taken: u64| taken as f64 / bytes;
        found.words += u64::from(entry.words);
        found.shared += (share(matches.covered(doc, |_| true)) * f64::from(entry.words)).round() as u64;
        let Some(outlet) = name(&entry.article) else {
            found.nameless += 1;
            continue;
        };
        let own = tally.of(outlet);
        own.articles += 1;
        own.words += f64::from(entry.words);
    }
    for cluster in &analysis.clusters {
        let absent = absent(cluster);
        for &doc in &cluster.members {
            let origin = origin(analysis, &matches, cluster, &absent, doc);
            record(analysis, &matches, cluster, doc, &origin, &mut tally);
        }
    }
    let (outlets, flows) = tally.finish();
    Exchange { outlets, flows, ..found }
}

/// The outlet's name, `None` where none is given.
fn name(article: &Article) -> Option<&str> {
    article.outlet.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

/// Where an article is from.
enum Origin {
    /// It is the source, or as good as.
    Own,
    Article(DocId),
    /// An agency whose own text is not here.
    Agency(String),
    Unclear,
}

fn origin(
    analysis: &Analysis,
    matches: &Matches,
    cluster: &Cluster,
    absent: &BTreeSet<&str>,
    doc: DocId,
) -> Origin {
    if cluster.source == Some(doc) {
        return Origin::Own;
    }
    let entry = &analysis.articles[doc.index()];
    let parent = entry.place.as_ref().and_then(|place| place.derivation.as_ref()).map(|d| d.of);
    if let Some(parent) = parent
        && matches.of(doc).any(|found| found.directed && (found.a, found.b) == (parent, doc))
    {
        return Origin::Article(parent);
    }
    if let Some(source) = cluster.source {
        return Origin::Article(source);
    }
    let claims = if absent.is_empty() { Vec::new() } else { cluster::claims(&entry.article) };
    let agency = claims
        .into_iter()
        .find(|claim| claim.kind == ClaimKind::Whole && absent.contains(claim.name.as_str()))
        .map(|claim| claim.name);
    agency.map_or(Origin::Unclear, Origin::Agency)
}

/// The agencies that members of `cluster` credit and whose own text is not in it.
fn absent(cluster: &Cluster) -> BTreeSet<&str> {
    let names = cluster.reasons.iter().filter_map(|reason| match reason {
        Reason::Absent { agency, .. } | Reason::EarliestCopy { agency, .. } => Some(agency.as_str()),
        _ => None,
    });
    let names = names.chain(cluster.absent.iter().flatten().map(String::as_str));
    // The word that stands for agencies without a name names nobody.
    names.filter(|&name| name != "agencies").collect()
}

fn record(
    analysis: &Analysis,
    matches: &Matches,
    cluster: &Cluster,
    doc: DocId,
    origin: &Origin,
    tally: &mut Tally,
) {
    let entry = &analysis.articles[doc.index()];
    let Some(outlet) = name(&entry.article) else { return };
    let giver = match origin {
        Origin::Own => return,
        Origin::Unclear => {
            tally.of(outlet).unclear += 1;
            return;
        }
        Origin::Article(of) => name(&analysis.articles[of.index()].article),
        Origin::Agency(agency) => Some(agency.as_str()),
    };
    let words = f64::from(entry.words);
    let relation = entry.place.as_ref().and_then(|place| place.derivation.as_ref()).map(|d| d.relation);
    let taken_words = match (origin, relation) {
        // Whose text is not here can't be laid beside this one: it is theirs by its own account.
        (Origin::Agency(_), _) => words,
        (_, Some(Relation::Identical | Relation::Rewrite | Relation::Translation)) => words,
        _ => {
            let from = |other: DocId, found: &Match| {
                cluster.source == Some(other) || (found.directed && found.b == doc)
            };
            let covered =
                matches.covered(doc, |found| from(if found.a == doc { found.b } else { found.a }, found));
            words * covered as f64 / entry.article.body.len().max(1) as f64
        }
    };
    // An outlet that runs its own story twice takes from nobody, though the second telling is not new.
    tally.of(outlet).taken_words += taken_words;
    if giver == Some(outlet) {
        return;
    }
    let by_credit = matches!(origin, Origin::Agency(_));
    let credited = by_credit
        || cluster::claims(&entry.article)
            .iter()
            .any(|claim| claim.kind != ClaimKind::Own && !claim.name.is_empty() && claim.name != outlet);
    let own = tally.of(outlet);
    own.taken += 1;
    own.credited += u32::from(credited);
    if let (Origin::Article(of), Some(out)) = (origin, entry.article.published)
        && let Some(first) = analysis.articles[of.index()].article.published
        && first.is_before(&out)
    {
        let middle =
            |at: crate::article::Published| i64::midpoint(at.earliest.as_second(), at.latest.as_second());
        own.delays.push((middle(out) - middle(first)) / 60);
    }
    if let Some(giver) = giver {
        tally.of(giver).given += 1;
        *tally.flows.entry((giver.to_owned(), outlet.to_owned(), by_credit)).or_default() += 1;
    }
}

/// The matches by article.
struct Matches<'a> {
    matches: &'a [Match],
    of: HashMap<DocId, Vec<usize>>,
}

impl<'a> Matches<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let mut of: HashMap<DocId, Vec<usize>> = HashMap::new();
        for (index, found) in analysis.matches.iter().enumerate() {
            of.entry(found.a).or_default().push(index);
            of.entry(found.b).or_default().push(index);
        }
        Matches { matches: &analysis.matches, of }
    }

    fn of(&self, doc: DocId) -> impl Iterator<Item = &'a Match> {
        let matches = self.matches;
        self.of.get(&doc).into_iter().flatten().map(move |&index| &matches[index])
    }

    /// The bytes of an article that lie in passages of the matches that `counts` holds for.
    fn covered(&self, doc: DocId, counts: impl Fn(&Match) -> bool) -> u64 {
        let side = |found: &'a Match| {
            found.passages.iter().map(move |passage| if found.a == doc { &passage.a } else { &passage.b })
        };
        let mut ranges: Vec<&Range<u32>> =
            self.of(doc).filter(|&found| counts(found)).flat_map(side).collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let (mut covered, mut end) = (0, 0);
        for range in ranges {
            covered += u64::from(range.end.saturating_sub(range.start.max(end)));
            end = end.max(range.end);
        }
        covered
    }
}

/// Outlets and flows by name, before they are put in order.
#[derive(Default)]
struct Tally {
    outlets: BTreeMap<String, Account>,
    flows: BTreeMap<(String, String, bool), u32>,
}

#[derive(Default)]
struct Account {
    articles: u32,
    taken: u32,
    given: u32,
    unclear: u32,
    credited: u32,
    words: f64,
    taken_words: f64,
    delays: Vec<i64>,
}

impl Tally {
    fn of(&mut self, name: &str) -> &mut Account {
        if !self.outlets.contains_key(name) {
            self.outlets.insert(name.to_owned(), Account::default());
        }
        self.outlets.get_mut(name).expect("it was put there")
    }

    fn finish(self) -> (Vec<Outlet>, Vec<Flow>) {
        let mut outlets: Vec<Outlet> =
            self.outlets.into_iter().map(|(name, account)| account.close(name)).collect();
        // By name they are already.
        outlets.sort_by_key(|outlet| std::cmp::Reverse((outlet.given + outlet.taken, outlet.articles)));
        let places: HashMap<&str, usize> =
            outlets.iter().enumerate().map(|(place, outlet)| (outlet.name.as_str(), place)).collect();
        let flow = |((from, to, by_credit), articles): (&(String, String, bool), &u32)| Flow {
            from: places[from.as_str()],
            to: places[to.as_str()],
            articles: *articles,
            by_credit: *by_credit,
        };
        let mut flows: Vec<Flow> = self.flows.iter().map(flow).collect();
        flows.sort_by_key(|flow| (std::cmp::Reverse(flow.articles), flow.from, flow.to, flow.by_credit));
        (outlets, flows)
    }
}

impl Account {
    fn close(mut self, name: String) -> Outlet {
        self.delays.sort_unstable();
        let middle = self.delays.len() / 2;
        let delay = match self.delays.len() {
            0 => None,
            n if n % 2 == 1 => Some(self.delays[middle]),
            _ => Some(i64::midpoint(self.delays[middle - 1], self.delays[middle])),
        };
        let originality =
            (self.words > 0.0).then(|| (1.0 - self.taken_words / self.words).clamp(0.0, 1.0) as f32);
        Outlet {
            name,
            articles: self.articles,
            taken: self.taken,
            given: self.given,
            unclear: self.unclear,
            credited: self.credited,
            originality,
            delay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Derivation, Entry, Intake, Place};
    use crate::article::Published;
    use crate::config::Config;
    use crate::text::Furniture;
    use crate::verify::{Passage, Scores};

    fn article(outlet: &str, hour: i64, derivation: Option<(u32, Relation)>) -> Entry {
        let at = jiff::Timestamp::from_second(hour * 3600).unwrap();
        Entry {
            article: Article {
                id: format!("{outlet}/{hour}"),
                outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
                published: Some(Published { earliest: at, latest: at }),
                body: "x".repeat(100).into(),
                ..Article::default()
            },
            language: "en".to_owned(),
            words: 20,
            place: Some(Place {
                cluster: 1,
                derivation: derivation.map(|(of, relation)| Derivation {
                    of: DocId(of),
                    relation,
                    confidence: 0.9,
                }),
            }),
        }
    }

    fn found(a: u32, b: u32, relation: Relation, directed: bool, until: u32) -> Match {
        Match {
            a: DocId(a),
            b: DocId(b),
            relation,
            directed,
            confidence: 0.9,
            scores: Scores::default(),
            passages: vec![Passage { a: 0..until, b: 0..until, words: until / 5 }],
        }
    }

    fn analysis(source: Option<DocId>, reasons: Vec<Reason>) -> Analysis {
        let mut credits = article("Evening", 9, Some((0, Relation::Rewrite)));
        credits.article.body = format!("PARIS, April 3 (Reuters) - {}", "Words of it. ".repeat(9)).into();
        Analysis {
            articles: vec![
                article("Agency", 1, None),
                article("Morning", 3, Some((0, Relation::Near))),
                article("Morning", 6, Some((0, Relation::Excerpt))),
                credits,
                article("", 9, Some((0, Relation::Identical))),
            ],
            matches: vec![
                found(0, 1, Relation::Near, true, 50),
                found(0, 2, Relation::Excerpt, false, 30),
                found(1, 2, Relation::Excerpt, false, 60),
            ],
            clusters: vec![Cluster {
                members: (0..5).map(DocId).collect(),
                root: DocId(0),
                source,
                absent: None,
                reasons,
            }],
            intake: Intake::default(),
            furniture: Furniture::default(),
            capped: Vec::new(),
            config: Config::default(),
        }
    }

    #[test]
    fn who_gave_is_who_the_others_derive_from() {
        let found = exchange(&analysis(Some(DocId(0)), Vec::new()));
        let [agency, morning, evening] = &found.outlets[..] else { panic!("three outlets: {found:?}") };
        assert_eq!((agency.name.as_str(), agency.given, agency.taken), ("Agency", 3, 0));
        assert_eq!((morning.taken, morning.credited, morning.delay), (2, 0, Some(210)));
        // 50 and 30 of its 200 bytes.
        assert!((morning.originality.unwrap() - 0.6).abs() < 1e-6);
        assert_eq!((evening.taken, evening.credited, evening.originality), (1, 1, Some(0.0)));
        assert_eq!(found.flows[0], Flow { from: 0, to: 1, articles: 2, by_credit: false });
        assert_eq!((found.nameless, found.words, found.shared), (1, 100, 34));
    }

    #[test]
    fn without_a_source_only_directions_and_credits_tell() {
        let absent = Reason::Absent { agency: "Reuters".to_owned(), members: 1, all: false };
        let found = exchange(&analysis(None, vec![absent]));
        let of = |name: &str| found.outlets.iter().find(|outlet| outlet.name == name).unwrap();
        assert_eq!((of("Reuters").articles, of("Reuters").given), (0, 1));
        assert_eq!((of("Agency").given, of("Agency").unclear), (1, 1));
        assert_eq!((of("Morning").taken, of("Morning").unclear), (1, 1));
        assert!(found.flows.iter().any(|flow| flow.by_credit && flow.articles == 1));
    }
}
