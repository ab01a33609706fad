//! From clusters to their sources.

use crate::analysis::{Analysis, Cluster, Derivation, Place};
use crate::article::DocId;
use crate::cluster::{self, Facts, Keys, Link, Member, Verdict};
use crate::text::Language;
use crate::verify::Match;
use rayon::prelude::*;

/// Settles who is the source in each cluster, directs the matches, and places the members. `told` has the language and the
/// number of words of each article.
pub(super) fn find_sources(analysis: &mut Analysis, members: &[Vec<DocId>], told: &[(Language, u32)]) {
    let mut is_related = vec![false; analysis.articles.len()];
    for found in &analysis.matches {
        is_related[found.a.index()] = true;
        is_related[found.b.index()] = true;
    }
    // The place of each article that has a match among them; of the others, of the next that has.
    let mut facts_of: Vec<u32> = Vec::with_capacity(is_related.len());
    let mut related: Vec<DocId> = Vec::new();
    for (doc, is_related) in (0..).map(DocId).zip(is_related) {
        facts_of.push(related.len() as u32);
        if is_related {
            related.push(doc);
        }
    }
    let known: Vec<Facts> = related
        .par_iter()
        .map_init(Keys::default, |keys, doc| {
            let article = &analysis.articles[doc.index()].article;
            let (language, words) = told[doc.index()];
            Facts::new(article, language, words, cluster::claims(article), keys)
        })
        .collect();
    let facts = |doc: DocId| &known[facts_of[doc.index()] as usize];
    // (cluster, place among its members) of each article that has one.
    let mut places: Vec<Option<(u32, u32)>> = vec![None; analysis.articles.len()];
    for (number, docs) in (0..).zip(members) {
        for (place, doc) in (0..).zip(docs) {
            places[doc.index()] = Some((number, place));
        }
    }
    let mut inside: Vec<Vec<u32>> = vec![Vec::new(); members.len()];
    for (index, found) in (0..).zip(&analysis.matches) {
        if let (Some((x, _)), Some((y, _))) = (places[found.a.index()], places[found.b.index()])
            && x == y
            && found.relation.joins()
        {
            inside[x as usize].push(index);
        }
    }
    let place = |doc: DocId| places[doc.index()].map_or(0, |(_, place)| place as usize);
    let link = |found: &Match| Link {
        a: place(found.a),
        b: place(found.b),
        relation: found.relation,
        confidence: found.confidence,
        a_in_b: found.scores.a_in_b,
        b_in_a: found.scores.b_in_a,
    };
    let verdicts: Vec<Verdict> = members
        .par_iter()
        .zip(&inside)
        .map(|(docs, inside)| {
            let member = |&doc: &DocId| Member {
                doc,
                article: &analysis.articles[doc.index()].article,
                facts: facts(doc),
            };
            let all: Vec<Member> = docs.iter().map(member).collect();
            let links: Vec<Link> =
                inside.iter().map(|&index| link(&analysis.matches[index as usize])).collect();
            cluster::decide(&all, &links)
        })
        .collect();
    let mut found_places: Vec<(DocId, Place)> = Vec::new();
    let mut clusters = Vec::new();
    for (number, ((docs, inside), verdict)) in (1..).zip(members.iter().zip(&inside).zip(verdicts)) {
        for (&doc, parent) in docs.iter().zip(&verdict.parents) {
            let derivation = parent.map(|(parent, index)| {
                let found = &analysis.matches[inside[index] as usize];
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
    analysis.matches.par_iter_mut().for_each(|found| {
        let Some(forward) = facts(found.a).gave(facts(found.b), found.relation) else { return };
        if !forward {
            let passages = std::mem::take(&mut found.passages);
            *found = Match { passages, ..found.clone() }.reversed();
        }
        found.directed = true;
    });
    for (doc, place) in found_places {
        analysis.articles[doc.index()].place = Some(place);
    }
    analysis.clusters = clusters;
}
