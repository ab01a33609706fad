//! From matches to clusters without chains.

use ahash::{AHashMap, RandomState};
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

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
        self.union_within(a, b, u32::MAX);
    }

    /// The same, if that set has at most `most` members.
    pub fn union_within(&mut self, a: u32, b: u32, most: u32) {
        let (mut a, mut b) = (self.find(a), self.find(b));
        if a == b || self.size[a as usize] + self.size[b as usize] > most {
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

/// Articles with their matches, in sets that hang together: what is taken apart into clusters.
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
/// against the centre and the core.
#[derive(Debug)]
pub struct Linked<'l, L> {
    languages: &'l [L],
    /// Of each article the articles that it matches, ascending, with how sure that is.
    neighbours: Vec<Vec<(u32, f32)>>,
    sets: Vec<Vec<u32>>,
    /// The place of each article in its set.
    places: Vec<u32>,
}

impl<'l, L: Copy + Ord> Linked<'l, L> {
    /// Articles `0..n`, whose languages are given.
    pub fn new(languages: &'l [L], edges: &[Edge]) -> Self {
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
        let mut members: Vec<(u32, u32)> = (0..n as u32)
            .filter(|&x| !neighbours[x as usize].is_empty())
            .map(|x| (sets.find(x), x))
            .collect();
        members.sort_unstable();
        let mut places = vec![0; n];
        let sets: Vec<Vec<u32>> =
            members.chunk_by(|x, y| x.0 == y.0).map(|set| set.iter().map(|&(_, x)| x).collect()).collect();
        for set in &sets {
            for (place, &x) in (0..).zip(set) {
                places[x as usize] = place;
            }
        }
        Linked { languages, neighbours, sets, places }
    }

    /// Those that hang together by matches, directly or through others: at least two, ascending. No set has to do with
    /// another, so they may be taken apart in any order, or at the same time.
    pub fn sets(&self) -> &[Vec<u32>] {
        &self.sets
    }

    /// The clusters of one set: each of at least two, ascending, in no particular order.
    ///
    /// `read` tells which pairs match when they are read; each is asked for once. What is asked together
    /// does not depend on each other's outcome.
    pub fn clusters(&self, set: &[u32], read: impl FnMut(&[(u32, u32)]) -> Vec<bool>) -> Vec<Vec<u32>> {
        let known = AHashMap::with_hasher(RandomState::with_seeds(1, 6, 1, 8));
        let mut asker = Asker { neighbours: &self.neighbours, known, read };
        let parts = self.take_apart(set, &mut asker);
        let mut found = Vec::new();
        for part in self.join(parts, &mut asker) {
            found.extend(self.settle(part, &mut asker));
        }
        found.iter_mut().for_each(|cluster| cluster.sort_unstable());
        found
    }

    fn matches(&self, x: u32) -> &[(u32, f32)] {
        &self.neighbours[x as usize]
    }

    fn place(&self, x: u32) -> usize {
        self.places[x as usize] as usize
    }
}

/// Who asks whether pairs match.
struct Asker<'n, R> {
    neighbours: &'n [Vec<(u32, f32)>],
    /// What was answered, the lower number first.
    known: AHashMap<(u32, u32), bool>,
    read: R,
}

impl<R: FnMut(&[(u32, u32)]) -> Vec<bool>> Asker<'_, R> {
    fn matched(&self, x: u32, y: u32) -> bool {
        self.neighbours[x as usize].binary_search_by_key(&y, |edge| edge.0).is_ok()
    }

    /// Whether each of these pairs matches when it is read, also where a match of it is known.
    fn ask(&mut self, pairs: &[(u32, u32)]) -> Vec<bool> {
        let key = |&(x, y): &(u32, u32)| (x.min(y), x.max(y));
        let mut unknown: Vec<(u32, u32)> = Vec::new();
        for pair in pairs {
            if let Entry::Vacant(place) = self.known.entry(key(pair)) {
                place.insert(false);
                unknown.push(*pair);
            }
        }
        if !unknown.is_empty() {
            let answers = (self.read)(&unknown);
            self.known.extend(unknown.iter().map(key).zip(answers));
        }
        pairs.iter().map(|pair| self.known[&key(pair)]).collect()
    }

    /// Whether each of these pairs matches; those are read that no match is known of.
    fn agree(&mut self, pairs: &[(u32, u32)]) -> Vec<bool> {
        let mut agreeing: Vec<bool> = pairs.iter().map(|&(x, y)| self.matched(x, y)).collect();
        let unknown: Vec<(u32, u32)> =
            pairs.iter().zip(&agreeing).filter(|(_, known)| !**known).map(|(&pair, _)| pair).collect();
        let answers = self.ask(&unknown);
        let open = agreeing.iter_mut().filter(|known| !**known);
        open.zip(answers).for_each(|(agrees, answer)| *agrees = answer);
        agreeing
    }
}

/// Groups the articles `0..n`, whose languages are given, into clusters of at least two, each ascending, in the order of
/// their first members. `read` tells whether a pair matches when it is read.
pub fn clusters<L: Copy + Ord>(
    languages: &[L],
    edges: &[Edge],
    mut read: impl FnMut(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let linked = Linked::new(languages, edges);
    let mut read = |pairs: &[(u32, u32)]| pairs.iter().map(|&(x, y)| read(x, y)).collect::<Vec<bool>>();
    let mut found: Vec<Vec<u32>> =
        linked.sets().iter().flat_map(|set| linked.clusters(set, &mut read)).collect();
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

impl<L: Copy + Ord> Linked<'_, L> {
    /// Takes out of a cluster what only accidents in other languages hold in it, and returns what is left of it and what
    /// was taken out, each of at least two.
    fn settle<R: FnMut(&[(u32, u32)]) -> Vec<bool>>(
        &self,
        cluster: Vec<u32>,
        asker: &mut Asker<'_, R>,
    ) -> Vec<Vec<u32>> {
        let language = |x: u32| self.languages[x as usize];
        let mut sorted = cluster.clone();
        sorted.sort_unstable();
        let inside = |x: u32| self.matches(x).iter().filter(|(y, _)| sorted.binary_search(y).is_ok()).count();
        // The best connected first: they stand for the cluster.
        let mut ranked: Vec<(Reverse<usize>, u32)> =
            cluster.iter().map(|&x| (Reverse(inside(x)), x)).collect();
        ranked.sort_unstable();
        let ranked: Vec<u32> = ranked.into_iter().map(|(_, x)| x).collect();
        let mut rank_of: Vec<usize> = vec![0; sorted.len()];
        let mut by_language: BTreeMap<L, Vec<usize>> = BTreeMap::new();
        for (rank, &x) in ranked.iter().enumerate() {
            rank_of[sorted.binary_search(&x).expect("it is one of them")] = rank;
            by_language.entry(language(x)).or_default().push(rank);
        }
        // The members of one language that hang together are one voice: a report and its near copy. Who matches none that
        // is ranked before it is read against the first of them.
        let mut heard: Vec<Vec<usize>> = Vec::with_capacity(ranked.len());
        for (rank, &x) in ranked.iter().enumerate() {
            let compatriots = self.matches(x).iter().filter(|&&(y, _)| language(y) == language(x));
            let ranks = compatriots.filter_map(|(y, _)| Some(rank_of[sorted.binary_search(y).ok()?]));
            let mut before: Vec<usize> = ranks.filter(|&other| other < rank).collect();
            before.sort_unstable();
            heard.push(before);
        }
        let mut silent: Vec<usize> = (0..ranked.len()).filter(|&rank| heard[rank].is_empty()).collect();
        for tried in 0..COMPATRIOTS {
            let compatriot = |rank: usize| {
                by_language[&language(ranked[rank])].get(tried).copied().filter(|&other| other < rank)
            };
            let asked: Vec<(usize, usize)> =
                silent.iter().filter_map(|&rank| Some((rank, compatriot(rank)?))).collect();
            let pairs: Vec<(u32, u32)> =
                asked.iter().map(|&(rank, other)| (ranked[rank], ranked[other])).collect();
            for (&(rank, other), _) in asked.iter().zip(asker.ask(&pairs)).filter(|(_, matched)| *matched) {
                heard[rank].push(other);
            }
            silent.retain(|&rank| heard[rank].is_empty());
        }
        let mut sets = UnionFind::new(ranked.len());
        for (rank, heard) in heard.into_iter().enumerate() {
            for other in heard {
                sets.union(rank as u32, other as u32);
            }
        }
        let mut out: Vec<Vec<u32>> = Vec::new();
        let mut is_out = vec![false; ranked.len()];
        if by_language.len() > 1 {
            let mut voices: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for ranks in by_language.values() {
                for &rank in ranks {
                    voices.entry(sets.find(rank as u32)).or_default().push(rank);
                }
            }
            let heart = sets.find(0);
            let most = |agreeing: usize, of: usize| 2 * agreeing > of;
            // The voices in doubt, and whether each may stay for the heart's sake.
            let mut doubted: Vec<(u32, bool)> = Vec::new();
            let mut asked: Vec<Vec<(u32, u32)>> = Vec::new();
            for ranks in by_language.values() {
                let mut of_language: Vec<u32> = ranks.iter().map(|&rank| sets.find(rank as u32)).collect();
                of_language.sort_unstable();
                of_language.dedup();
                // The voice of the best connected member is the language's own; that needs less agreement than another.
                let own = sets.find(ranks[0] as u32);
                for voice in of_language.into_iter().filter(|&voice| voice != heart) {
                    let speaker = ranked[voices[&voice][0]];
                    let foreigners = ranked.iter().filter(|&&y| language(y) != language(speaker));
                    asked.push(foreigners.take(FOREIGNERS).map(|&y| (speaker, y)).collect());
                    doubted.push((voice, voice == own));
                }
            }
            let answers = asker.agree(&asked.concat());
            let mut answers = answers.iter();
            let mut leaving: Vec<u32> = Vec::new();
            let mut pleading: Vec<u32> = Vec::new();
            for (&(voice, own), foreigners) in doubted.iter().zip(&asked) {
                let foreigners = foreigners.len();
                let agreeing = answers.by_ref().take(foreigners).filter(|&&agrees| agrees).count();
                match most(agreeing, foreigners) || own && agreeing as f32 > OWN * foreigners as f32 {
                    true => {}
                    false if own => pleading.push(voice),
                    false => leaving.push(voice),
                }
            }
            let close: Vec<u32> = voices[&heart].iter().take(COMPATRIOTS).map(|&rank| ranked[rank]).collect();
            let pleas: Vec<(u32, u32)> = pleading
                .iter()
                .flat_map(|voice| close.iter().map(|&y| (ranked[voices[voice][0]], y)))
                .collect();
            let answers = asker.agree(&pleas);
            for (&voice, answers) in pleading.iter().zip(answers.chunks(close.len())) {
                if !most(answers.iter().filter(|&&agrees| agrees).count(), close.len()) {
                    leaving.push(voice);
                }
            }
            for voice in leaving {
                voices[&voice].iter().for_each(|&rank| is_out[rank] = true);
                out.push(voices[&voice].iter().map(|&rank| ranked[rank]).collect());
            }
        }
        out.push((0..ranked.len()).filter(|&rank| !is_out[rank]).map(|rank| ranked[rank]).collect());
        out.retain(|part| part.len() > 1);
        out
    }
}

/// How many core members stand for a cluster when two are held against each other.
const SPOKESMEN: usize = 3;

/// So many ties are looked through for such as may be asked about at the same time.
const TIES: usize = 64;

impl<L: Copy + Ord> Linked<'_, L> {
    /// Joins the parts of one set, singles among them, whose cores match each other. Each part's centre comes first.
    fn join<R: FnMut(&[(u32, u32)]) -> Vec<bool>>(
        &self,
        mut parts: Vec<Vec<u32>>,
        asker: &mut Asker<'_, R>,
    ) -> Vec<Vec<u32>> {
        if parts.len() < 2 {
            return parts;
        }
        let mut part_of: Vec<u32> = vec![0; parts.iter().map(Vec::len).sum()];
        for (number, part) in (0..).zip(&parts) {
            part.iter().for_each(|&x| part_of[self.place(x)] = number);
        }
        let part_of = |x: u32| part_of[self.place(x)];
        let mut spokesmen: Vec<Vec<u32>> = Vec::new();
        for (number, part) in (0..).zip(&parts) {
            let inside = |x: u32| self.matches(x).iter().filter(|&&(y, _)| part_of(y) == number).count();
            let mut others: Vec<u32> = part[1..].to_vec();
            others.sort_by_cached_key(|&x| (Reverse(inside(x)), x));
            spokesmen.push(part[..1].iter().copied().chain(others).take(SPOKESMEN).collect());
        }
        // Pairs of parts that a match ties together, the most tied first.
        let mut ties: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for &x in parts.iter().flatten() {
            for &(y, _) in self.matches(x) {
                if part_of(x) < part_of(y) {
                    *ties.entry((part_of(x), part_of(y))).or_default() += 1;
                }
            }
        }
        let mut ties: Vec<((u32, u32), usize)> = ties.into_iter().collect();
        ties.sort_by_key(|&(parts, count)| (Reverse(count), parts));
        let mut ties: VecDeque<(u32, u32)> = ties.into_iter().map(|(parts, _)| parts).collect();
        let mut sets = UnionFind::new(parts.len());
        while !ties.is_empty() {
            // A tie whose parts no earlier one has to do with may be asked about before that is answered.
            let (mut met, mut free, mut waiting) = (BTreeSet::new(), Vec::new(), Vec::new());
            for (one, other) in ties.drain(..TIES.min(ties.len())) {
                let [x, y] = [one, other].map(|part| sets.find(part));
                if x == y {
                    continue;
                }
                match [x, y].iter().any(|set| met.contains(set)) {
                    true => waiting.push((one, other)),
                    false => free.push((one, other)),
                }
                met.extend([x, y]);
            }
            waiting.into_iter().rev().for_each(|tie| ties.push_front(tie));
            let pairs = free.iter().map(|&(one, other)| {
                let others = &spokesmen[other as usize];
                let pairs = spokesmen[one as usize].iter();
                pairs.flat_map(|&x| others.iter().map(move |&y| (x, y))).collect::<Vec<_>>()
            });
            let pairs: Vec<Vec<(u32, u32)>> = pairs.collect();
            let answers = asker.agree(&pairs.concat());
            let mut answers = answers.iter();
            for (&(one, other), pairs) in free.iter().zip(&pairs) {
                let agreeing = answers.by_ref().take(pairs.len()).filter(|&&agrees| agrees).count();
                if 2 * agreeing >= pairs.len() {
                    sets.union(one, other);
                }
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

    /// The clusters of one set, each with its centre first, and its left-over members as singles.
    fn take_apart<R: FnMut(&[(u32, u32)]) -> Vec<bool>>(
        &self,
        set: &[u32],
        asker: &mut Asker<'_, R>,
    ) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        // Not in a cluster yet, and in the cluster that is being built.
        let (mut open, mut inside) = (vec![true; set.len()], vec![false; set.len()]);
        let strength = |open: &[bool], x: u32| -> f32 {
            self.matches(x).iter().filter(|(y, _)| open[self.place(*y)]).map(|(_, c)| c).sum()
        };
        // The strongest on top; one whose matches have gone since has been put in anew. Not below zero, so that their bits
        // are in their order.
        let mut strengths: Vec<f32> = set.iter().map(|&x| strength(&open, x)).collect();
        let mut strongest: BinaryHeap<(u32, Reverse<u32>)> = set
            .iter()
            .zip(&strengths)
            .filter(|(_, strength)| **strength > 0.0)
            .map(|(&x, strength)| (strength.to_bits(), Reverse(x)))
            .collect();
        while let Some((bits, Reverse(centre))) = strongest.pop() {
            if !open[self.place(centre)] || strengths[self.place(centre)].to_bits() != bits {
                continue;
            }
            let around: Vec<u32> =
                self.matches(centre).iter().map(|&(y, _)| y).filter(|&y| open[self.place(y)]).collect();
            inside[self.place(centre)] = true;
            for &y in &around {
                inside[self.place(y)] = true;
            }
            let share = |inside: &[bool], x: u32| -> f32 {
                let (mut here, mut all) = (0.0, 0.0);
                for &(y, c) in self.matches(x).iter().filter(|(y, _)| open[self.place(*y)]) {
                    all += c;
                    here += if inside[self.place(y)] { c } else { 0.0 };
                }
                here / all
            };
            let mut cluster = vec![centre];
            cluster.extend(around.iter().copied().filter(|&x| share(&inside, x) >= AT_HOME));
            let mut core = vec![centre];
            core.extend(around.iter().copied().filter(|&x| {
                let matched = self.matches(x).iter().filter(|(y, _)| inside[self.place(*y)]).count();
                2 * matched > around.len()
            }));
            for &y in &around {
                inside[self.place(y)] = false;
            }
            for &x in &cluster {
                inside[self.place(x)] = true;
            }
            core.retain(|&x| inside[self.place(x)]);
            core.sort_unstable();
            let others = core.iter().copied().filter(|&y| y != centre);
            let tried: Vec<u32> = std::iter::once(centre).chain(others).take(TRIES).collect();
            let mut touching: Vec<u32> = cluster
                .iter()
                .flat_map(|&x| self.matches(x))
                .map(|&(y, _)| y)
                .filter(|&y| open[self.place(y)] && !inside[self.place(y)])
                .collect();
            touching.sort_unstable();
            touching.dedup();
            let mut outside: Vec<u32> = touching
                .iter()
                .copied()
                .filter(|&x| {
                    let of_core = self.matches(x).iter().any(|(y, _)| core.binary_search(y).is_ok());
                    !(of_core && share(&inside, x) >= AT_HOME)
                })
                .collect();
            for &y in &tried {
                let pairs: Vec<(u32, u32)> = outside.iter().map(|&x| (x, y)).collect();
                let mut answers = asker.ask(&pairs).into_iter();
                outside.retain(|_| !answers.next().expect("there is an answer for each"));
            }
            cluster.extend(touching.into_iter().filter(|x| outside.binary_search(x).is_err()));
            for &x in &cluster {
                open[self.place(x)] = false;
                inside[self.place(x)] = false;
            }
            let mut weakened: Vec<u32> = cluster
                .iter()
                .flat_map(|&x| self.matches(x))
                .map(|&(y, _)| y)
                .filter(|&y| open[self.place(y)])
                .collect();
            weakened.sort_unstable();
            weakened.dedup();
            for x in weakened {
                let left = strength(&open, x);
                strengths[self.place(x)] = left;
                if left > 0.0 {
                    strongest.push((left.to_bits(), Reverse(x)));
                }
            }
            found.push(cluster);
        }
        found.extend(set.iter().filter(|&&x| open[self.place(x)]).map(|&x| vec![x]));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grouped(n: usize, edges: &[(u32, u32, f32)]) -> Vec<Vec<u32>> {
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, confidence)| Edge { a, b, confidence }).collect();
        clusters(&vec![0; n], &edges, |_, _| false)
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
        let found = clusters(&languages, &edges, |_, _| false);
        assert_eq!(found, [(0..=10).collect::<Vec<u32>>(), vec![11, 12]]);
    }

    #[test]
    fn another_translator_is_at_home() {
        // 3 and 4 are of one language and share no words, but both match the others.
        let languages = [0, 1, 2, 3, 3];
        let mut edges = vec![(0, 1), (0, 2), (1, 2)];
        edges.extend((0..3).flat_map(|x| [(x, 3), (x, 4)]));
        let edges: Vec<Edge> = edges.into_iter().map(|(a, b)| Edge { a, b, confidence: 0.95 }).collect();
        assert_eq!(clusters(&languages, &edges, |_, _| false), [[0, 1, 2, 3, 4]]);
    }

    #[test]
    fn what_was_not_read_is_read_before_it_is_left_out() {
        let edges: Vec<Edge> =
            [(0, 1), (0, 2), (0, 3), (3, 4)].iter().map(|&(a, b)| Edge { a, b, confidence: 0.9 }).collect();
        let mut asked = Vec::new();
        let found = clusters(&[0; 5], &edges, |a, b| {
            asked.push((a, b));
            b == 0
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
