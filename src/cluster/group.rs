//! From matches to clusters without chains.

/// A confirmed match between two articles, by number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub a: u32,
    pub b: u32,
    /// How sure the match is, 0 to 1.
    pub confidence: f32,
}

/// Disjoint sets with union by size and path halving (Tarjan and van Leeuwen 1984).
#[derive(Debug)]
pub struct UnionFind {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl UnionFind {
    /// `0..n`, each a set of its own.
    pub fn new(n: usize) -> Self {
        UnionFind { parent: (0..n as u32).collect(), size: vec![1; n] }
    }

    /// The number that stands for the set of `x`.
    pub fn find(&mut self, mut x: u32) -> u32 {
        while self.parent[x as usize] != x {
            self.parent[x as usize] = self.parent[self.parent[x as usize] as usize];
            x = self.parent[x as usize];
        }
        x
    }

    /// Makes one set of those of `a` and `b`.
    pub fn union(&mut self, a: u32, b: u32) {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        if self.size[a as usize] < self.size[b as usize] {
            std::mem::swap(&mut a, &mut b);
        }
        self.parent[b as usize] = a;
        self.size[a as usize] += self.size[b as usize];
    }
}

/// An article that gives less than this share of its match strength to a cluster belongs elsewhere.
const AT_HOME: f32 = 1.0 / 3.0;

/// How many core members an article that is still outside is read against.
const TRIES: usize = 4;

/// Groups the articles `0..n` into clusters of at least two, each ascending, in the order of their first members.
///
/// Matches alone would chain: A matches B, B matches C, and so on to an article that has nothing to do with A. So each set
/// of articles that hangs together is taken apart from its centre, the article with the strongest matches: its cluster is
/// what matches the centre, and what matches the core, the members that match at least half of what the centre matches
/// (after star clustering: Aslam, Pelekhov and Rus 2004). What is left over is taken apart in the same way.
///
/// What one language can tell, another is not asked: an article that shares its language with members of the cluster and
/// matches none of them is there by its matches in other languages alone, and stays only if it matches most of those
/// (`settle`). An independent report matches a few translations of a rival's text by accident; another translator's
/// version matches nearly all of them. An article that is alone in its language needs to match
/// some, or the heart of the cluster, the voice of its best connected member.
///
/// Candidates are bounded, so in a large cluster most pairs were never read. Before an article is left out it is read
/// against the centre and the core: `read` returns the confidence of a match, or none. `languages` gives each article's.
pub fn clusters<L: Copy + Ord>(
    languages: &[L],
    edges: &[Edge],
    mut read: impl FnMut(u32, u32) -> Option<f32>,
) -> Vec<Vec<u32>> {
    let n = languages.len();
    let mut neighbours: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n];
    let mut sets = UnionFind::new(n);
    for edge in edges {
        neighbours[edge.a as usize].push((edge.b, edge.confidence));
        neighbours[edge.b as usize].push((edge.a, edge.confidence));
        sets.union(edge.a, edge.b);
    }
    for list in &mut neighbours {
        list.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
        list.dedup_by_key(|edge| edge.0);
    }
    let mut components: Vec<(u32, u32)> =
        (0..n as u32).filter(|&x| !neighbours[x as usize].is_empty()).map(|x| (sets.find(x), x)).collect();
    components.sort_unstable();
    let mut found = Vec::new();
    let mut state = State { open: vec![false; n], inside: vec![false; n] };
    for component in components.chunk_by(|x, y| x.0 == y.0) {
        let members: Vec<u32> = component.iter().map(|&(_, x)| x).collect();
        let parts = take_apart(members, &neighbours, &mut state, &mut read);
        for part in join(parts, &neighbours, &mut read) {
            found.extend(settle(part, languages, &neighbours, &mut read));
        }
    }
    found.iter_mut().for_each(|cluster| cluster.sort_unstable());
    found.sort_unstable();
    found
}

/// How many members of its own language an article is held against, and of the other languages.
const COMPATRIOTS: usize = 3;
const FOREIGNERS: usize = 9;

/// An article that is alone in its language, or the best connected there, matches more than this share of those in other
/// languages, or else most of the articles at the cluster's heart; any other article of its language most of them. On
/// 1,964 articles in nine languages, many without a translation, 0.26 cut the clusters of two sources from 19 to 13 and
/// lost no pair; 0.34 cut them to 6, and one pair in a hundred was lost.
const OWN: f32 = 0.26;

/// Takes out of a cluster what only accidents in other languages hold in it, and returns what is left of it and what was
/// taken out, each of at least two.
fn settle<L: Copy + Ord>(
    cluster: Vec<u32>,
    languages: &[L],
    neighbours: &[Vec<(u32, f32)>],
    read: &mut impl FnMut(u32, u32) -> Option<f32>,
) -> Vec<Vec<u32>> {
    let language = |x: u32| languages[x as usize];
    let matched = |x: u32, y: u32| neighbours[x as usize].binary_search_by_key(&y, |edge| edge.0).is_ok();
    let mut sorted = cluster.clone();
    sorted.sort_unstable();
    let inside =
        |x: u32| neighbours[x as usize].iter().filter(|(y, _)| sorted.binary_search(y).is_ok()).count();
    // The best connected first: they stand for the cluster.
    let mut ranked: Vec<(std::cmp::Reverse<usize>, u32)> =
        cluster.iter().map(|&x| (std::cmp::Reverse(inside(x)), x)).collect();
    ranked.sort_unstable();
    // The members of one language that hang together are one voice: a report and its near copy.
    let mut sets = UnionFind::new(ranked.len());
    let mut by_language: std::collections::BTreeMap<L, Vec<usize>> = std::collections::BTreeMap::new();
    for (place, &(_, x)) in ranked.iter().enumerate() {
        let compatriots = by_language.entry(language(x)).or_default();
        let mut heard =
            compatriots.iter().copied().filter(|&other| matched(x, ranked[other].1)).collect::<Vec<_>>();
        if heard.is_empty() {
            heard.extend(
                compatriots
                    .iter()
                    .copied()
                    .take(COMPATRIOTS)
                    .find(|&other| read(x, ranked[other].1).is_some()),
            );
        }
        for other in heard {
            sets.union(place as u32, other as u32);
        }
        compatriots.push(place);
    }
    let mut voices: std::collections::BTreeMap<u32, Vec<usize>> = std::collections::BTreeMap::new();
    for places in by_language.values() {
        for &place in places {
            voices.entry(sets.find(place as u32)).or_default().push(place);
        }
    }
    let heart = sets.find(0);
    let mut out: Vec<Vec<u32>> = Vec::new();
    for places in by_language.values().filter(|_| by_language.len() > 1) {
        let mut of_language: Vec<u32> = places.iter().map(|&place| sets.find(place as u32)).collect();
        of_language.sort_unstable();
        of_language.dedup();
        // The voice of the best connected member is the language's own; that needs less agreement than another.
        let own = sets.find(places[0] as u32);
        for voice in of_language.into_iter().filter(|&voice| voice != heart) {
            let speaker = ranked[voices[&voice][0]].1;
            let mut agrees = |y: u32| matched(speaker, y) || read(speaker, y).is_some();
            let foreigners = ranked.iter().map(|&(_, y)| y).filter(|&y| language(y) != language(speaker));
            let foreigners: Vec<u32> = foreigners.take(FOREIGNERS).collect();
            let agreeing = foreigners.iter().filter(|&&y| agrees(y)).count();
            let most = |agreeing: usize, of: usize| 2 * agreeing > of;
            let stays = most(agreeing, foreigners.len())
                || voice == own
                    && (agreeing as f32 > OWN * foreigners.len() as f32 || {
                        let close: Vec<usize> = voices[&heart].iter().copied().take(COMPATRIOTS).collect();
                        most(close.iter().filter(|&&place| agrees(ranked[place].1)).count(), close.len())
                    });
            if !stays {
                out.push(voices[&voice].iter().map(|&place| ranked[place].1).collect());
            }
        }
    }
    let rest: Vec<u32> = cluster.into_iter().filter(|x| !out.iter().any(|part| part.contains(x))).collect();
    out.push(rest);
    out.retain(|part| part.len() > 1);
    out
}

/// How many core members stand for a cluster when two are held against each other.
const SPOKESMEN: usize = 3;

/// Joins the parts of one component, singles among them, whose cores match each other. Each part's centre comes first.
fn join(
    mut parts: Vec<Vec<u32>>,
    neighbours: &[Vec<(u32, f32)>],
    read: &mut impl FnMut(u32, u32) -> Option<f32>,
) -> Vec<Vec<u32>> {
    if parts.len() < 2 {
        return parts;
    }
    let matched = |x: u32, y: u32| neighbours[x as usize].binary_search_by_key(&y, |edge| edge.0).is_ok();
    let mut part_of: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    let mut spokesmen: Vec<Vec<u32>> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        part_of.extend(part.iter().map(|&x| (x, number)));
        let inside =
            |x: u32| neighbours[x as usize].iter().filter(|(y, _)| part_of.get(y) == Some(&number)).count();
        let mut others: Vec<u32> = part[1..].to_vec();
        others.sort_by_key(|&x| (std::cmp::Reverse(inside(x)), x));
        spokesmen.push(part[..1].iter().copied().chain(others).take(SPOKESMEN).collect());
    }
    // Pairs of parts that a match ties together, the most tied first.
    let mut ties: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
    for (&x, &part) in &part_of {
        for (y, _) in &neighbours[x as usize] {
            match part_of.get(y) {
                Some(&other) if part < other => *ties.entry((part, other)).or_default() += 1,
                _ => {}
            }
        }
    }
    let mut ties: Vec<((usize, usize), usize)> = ties.into_iter().collect();
    ties.sort_by_key(|&(parts, count)| (std::cmp::Reverse(count), parts));
    let mut sets = UnionFind::new(parts.len());
    for ((one, other), _) in ties {
        if sets.find(one as u32) == sets.find(other as u32) {
            continue;
        }
        let pairs: Vec<(u32, u32)> =
            spokesmen[one].iter().flat_map(|&x| spokesmen[other].iter().map(move |&y| (x, y))).collect();
        let agreeing = pairs.iter().filter(|&&(x, y)| matched(x, y) || read(x, y).is_some()).count();
        if 2 * agreeing >= pairs.len() {
            sets.union(one as u32, other as u32);
        }
    }
    for number in (0..parts.len()).rev() {
        let root = sets.find(number as u32) as usize;
        if root != number {
            let part = std::mem::take(&mut parts[number]);
            parts[root].extend(part);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Marks by article, all false between uses.
struct State {
    /// Not in a cluster yet.
    open: Vec<bool>,
    /// In the cluster that is being built.
    inside: Vec<bool>,
}

/// The clusters of one component, each with its centre first, and its left-over members as singles.
fn take_apart(
    mut members: Vec<u32>,
    neighbours: &[Vec<(u32, f32)>],
    state: &mut State,
    read: &mut impl FnMut(u32, u32) -> Option<f32>,
) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    for &x in &members {
        state.open[x as usize] = true;
    }
    loop {
        let strength = |state: &State, x: u32| -> f32 {
            neighbours[x as usize].iter().filter(|(y, _)| state.open[*y as usize]).map(|(_, c)| c).sum()
        };
        let Some(centre) = members
            .iter()
            .copied()
            .max_by(|&x, &y| strength(state, x).total_cmp(&strength(state, y)).then(y.cmp(&x)))
            .filter(|&x| strength(state, x) > 0.0)
        else {
            break;
        };
        let around: Vec<u32> =
            neighbours[centre as usize].iter().map(|&(y, _)| y).filter(|&y| state.open[y as usize]).collect();
        state.inside[centre as usize] = true;
        for &y in &around {
            state.inside[y as usize] = true;
        }
        let share = |state: &State, x: u32| -> f32 {
            let (mut here, mut all) = (0.0, 0.0);
            for &(y, c) in neighbours[x as usize].iter().filter(|(y, _)| state.open[*y as usize]) {
                all += c;
                here += if state.inside[y as usize] { c } else { 0.0 };
            }
            here / all
        };
        let mut cluster = vec![centre];
        cluster.extend(around.iter().copied().filter(|&x| share(state, x) >= AT_HOME));
        let mut core = vec![centre];
        core.extend(around.iter().copied().filter(|&x| {
            let matched = neighbours[x as usize].iter().filter(|(y, _)| state.inside[*y as usize]).count();
            2 * matched > around.len()
        }));
        for &y in &around {
            state.inside[y as usize] = false;
        }
        for &x in &cluster {
            state.inside[x as usize] = true;
        }
        core.retain(|&x| state.inside[x as usize]);
        core.sort_unstable();
        let others = core.iter().copied().filter(|&y| y != centre);
        let tried: Vec<u32> = std::iter::once(centre).chain(others).take(TRIES).collect();
        for &x in &members {
            if state.inside[x as usize] {
                continue;
            }
            let touches = neighbours[x as usize].iter().any(|(y, _)| state.inside[*y as usize]);
            let joins = touches
                && (neighbours[x as usize].iter().any(|(y, _)| core.binary_search(y).is_ok())
                    && share(state, x) >= AT_HOME
                    || tried.iter().any(|&y| read(x, y).is_some()));
            if joins {
                cluster.push(x);
            }
        }
        for &x in &cluster {
            state.open[x as usize] = false;
            state.inside[x as usize] = false;
        }
        members.retain(|&x| state.open[x as usize]);
        found.push(cluster);
    }
    for x in members {
        state.open[x as usize] = false;
        found.push(vec![x]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(n: usize, edges: &[(u32, u32, f32)]) -> Vec<Vec<u32>> {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, confidence)| Edge { a, b, confidence }).collect();
        clusters(&vec![0; n], &edges, |_, _| None)
    }

    #[test]
    fn a_star_is_one_cluster() {
        assert_eq!(grouped(5, &[(0, 2, 0.9), (1, 2, 0.8), (2, 4, 0.7)]), [[0, 1, 2, 4]]);
    }

    #[test]
    fn a_chain_does_not_hold() {
        let chain = [(0, 1, 0.9), (1, 2, 0.95), (2, 3, 0.9), (3, 4, 0.9), (4, 5, 0.9)];
        let found = grouped(6, &chain);
        assert!(found.iter().all(|cluster| cluster.len() <= 3), "{found:?}");
    }

    #[test]
    fn one_false_match_does_not_merge_two_stories() {
        let mut edges = Vec::new();
        for (first, last) in [(0u32, 5u32), (6, 11)] {
            for a in first..=last {
                edges.extend((a + 1..=last).map(|b| (a, b, 0.9)));
            }
        }
        edges.push((0, 6, 0.6));
        assert_eq!(grouped(12, &edges), [(0..6).collect::<Vec<_>>(), (6..12).collect()]);
    }

    #[test]
    fn two_centres_of_one_source_are_joined() {
        // 0 with its copies 1 to 3 and a near copy 4, which the rewrites 5 to 8 match more easily than 0.
        let mut edges = vec![(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (0, 4, 1.0), (1, 4, 1.0), (2, 4, 1.0)];
        edges.extend([
            (4, 5, 0.9),
            (4, 6, 0.9),
            (4, 7, 0.9),
            (4, 8, 0.9),
            (5, 6, 0.9),
            (6, 7, 0.9),
            (7, 8, 0.9),
        ]);
        edges.extend([(5, 7, 0.9), (5, 8, 0.9), (0, 5, 0.6), (0, 6, 0.6)]);
        assert_eq!(grouped(9, &edges).len(), 1);
    }

    #[test]
    fn accidents_in_other_languages_hold_nothing() {
        // 0 to 2 in one language, 3 to 10 its translations, 11 and 12 a rival report in the first language and its copy.
        let languages = [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0];
        let mut edges = vec![(0, 1), (0, 2), (1, 2), (11, 12)];
        edges.extend((3..=10).flat_map(|x| [(0, x), (1, x)]));
        edges.extend([(3, 11), (4, 11), (3, 12)]);
        let edges: Vec<Edge> = edges.into_iter().map(|(a, b)| Edge { a, b, confidence: 0.95 }).collect();
        let found = clusters(&languages, &edges, |_, _| None);
        assert_eq!(found, [(0..=10).collect::<Vec<u32>>(), vec![11, 12]]);
    }

    #[test]
    fn another_translator_is_at_home() {
        // 3 and 4 are of one language and share no words, but both match the others.
        let languages = [0, 1, 2, 3, 3];
        let mut edges = vec![(0, 1), (0, 2), (1, 2)];
        edges.extend((0..3).flat_map(|x| [(x, 3), (x, 4)]));
        let edges: Vec<Edge> = edges.into_iter().map(|(a, b)| Edge { a, b, confidence: 0.95 }).collect();
        assert_eq!(clusters(&languages, &edges, |_, _| None), [[0, 1, 2, 3, 4]]);
    }

    #[test]
    fn what_was_not_read_is_read_before_it_is_left_out() {
        let edges: Vec<Edge> =
            [(0, 1), (0, 2), (0, 3), (3, 4)].iter().map(|&(a, b)| Edge { a, b, confidence: 0.9 }).collect();
        let mut asked = Vec::new();
        let found = clusters(&[0; 5], &edges, |a, b| {
            asked.push((a, b));
            (b == 0).then_some(0.8)
        });
        assert_eq!(found, [[0, 1, 2, 3, 4]]);
        assert_eq!(asked, [(4, 0)]);
    }

    proptest! {
        #[test]
        fn clusters_are_disjoint_and_connected(pairs in prop::collection::vec((0u32..12, 0u32..12, 0.5f32..1.0), 0..30)) {
            let edges: Vec<_> = pairs.into_iter().filter(|(a, b, _)| a < b).collect();
            let found = grouped(12, &edges);
            let mut seen = std::collections::BTreeSet::new();
            for cluster in &found {
                prop_assert!(cluster.len() > 1);
                for x in cluster {
                    prop_assert!(seen.insert(*x));
                    prop_assert!(edges.iter().any(|(a, b, _)| a == x && cluster.contains(b) || b == x && cluster.contains(a)));
                }
            }
        }
    }
}
