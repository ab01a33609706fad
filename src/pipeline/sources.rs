//! From clusters to their sources.

use crate::analysis::{Analysis, Cluster, Derivation, Entry, Place};
use crate::article::DocId;
use crate::cluster::{self, Claim, Directions, Link, Member, Verdict};
use crate::text::Language;
use crate::verify::Match;
use rayon::prelude::*;

/// Settles who is the source in each cluster, directs the matches, and places the members.
pub(super) fn find_sources(analysis: &mut Analysis, members: Vec<Vec<DocId>>) {
    let mut related: Vec<DocId> = analysis.matches.iter().flat_map(|found| [found.a, found.b]).collect();
    related.sort_unstable();
    related.dedup();
    let claimed: Vec<Vec<Claim>> =
        related.par_iter().map(|doc| cluster::claims(&analysis.articles[doc.index()].article)).collect();
    let place = |doc: DocId| related.binary_search(&doc).expect("both ends of every match are here");
    let member = |doc: DocId| {
        let Entry { article, language, words, .. } = &analysis.articles[doc.index()];
        let language = Language::from_tag(language).unwrap_or(Language::UNDETERMINED);
        Member { doc, article, words: *words, language, credits: &claimed[place(doc)] }
    };
    let link = |found: &Match, a: usize, b: usize| Link {
        a,
        b,
        relation: found.relation,
        confidence: found.confidence,
        a_in_b: found.scores.a_in_b,
        b_in_a: found.scores.b_in_a,
    };
    // (cluster, place among its members) of each article that has one.
    let mut places: Vec<Option<(usize, usize)>> = vec![None; analysis.articles.len()];
    for (number, docs) in members.iter().enumerate() {
        for (place, doc) in docs.iter().enumerate() {
            places[doc.index()] = Some((number, place));
        }
    }
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for (index, found) in analysis.matches.iter().enumerate() {
        if let (Some((x, _)), Some((y, _))) = (places[found.a.index()], places[found.b.index()])
            && x == y
            && found.relation.joins()
        {
            inside[x].push(index);
        }
    }
    let verdicts: Vec<Verdict> = members
        .par_iter()
        .zip(&inside)
        .map(|(docs, inside)| {
            let all: Vec<Member> = docs.iter().map(|&doc| member(doc)).collect();
            let place = |doc: DocId| docs.binary_search(&doc).expect("both ends are members");
            let matches = inside.iter().map(|&index| &analysis.matches[index]);
            let links: Vec<Link> = matches.map(|found| link(found, place(found.a), place(found.b))).collect();
            cluster::decide(&all, &links)
        })
        .collect();
    let mut found_places: Vec<(DocId, Place)> = Vec::new();
    let mut clusters = Vec::new();
    for (number, ((docs, inside), verdict)) in (1..).zip(members.iter().zip(&inside).zip(verdicts)) {
        for (&doc, parent) in docs.iter().zip(&verdict.parents) {
            let derivation = parent.map(|(parent, index)| {
                let found = &analysis.matches[inside[index]];
                // The match says what its second article is to its first.
                let relation = if found.b == doc { found.relation } else { found.relation.reversed() };
                Derivation { of: docs[parent], relation, confidence: found.confidence }
            });
            found_places.push((doc, Place { cluster: number, derivation }));
        }
        let root = docs[verdict.root];
        let others = docs.iter().copied().filter(|&doc| doc != root);
        clusters.push(Cluster {
            members: std::iter::once(root).chain(others).collect(),
            source: verdict.source.map(|source| docs[source]),
            root,
            absent: verdict.absent,
            reasons: verdict.reasons,
        });
    }
    let known = Directions::new(&related.iter().map(|&doc| member(doc)).collect::<Vec<Member>>());
    let directions: Vec<Option<bool>> = analysis
        .matches
        .par_iter()
        .map(|found| known.of(&link(found, place(found.a), place(found.b))))
        .collect();
    let matches = std::mem::take(&mut analysis.matches);
    analysis.matches = matches
        .into_iter()
        .zip(directions)
        .map(|(found, direction)| match direction {
            None => found,
            Some(forward) => {
                let found = if forward { found } else { found.reversed() };
                Match { directed: true, ..found }
            }
        })
        .collect();
    for (doc, place) in found_places {
        analysis.articles[doc.index()].place = Some(place);
    }
    analysis.clusters = clusters;
}
