//! Reads what clusters ask for: pairs that no bucket brought together.

use super::study::{Shelf, Study};
use crate::cluster::{Edge, Linked};
use crate::text::Language;
use crate::verify::{Prepared, Reading, Relation};
use rayon::prelude::*;
use std::sync::mpsc;

/// A pair that was read late and found to be of one source, the lower number first.
pub(super) type Late = (u32, u32, Relation, Reading);

/// The pairs of a set of more articles than this are shared out among the threads; smaller sets are taken apart as a whole,
/// by one thread each.
const LARGE: usize = 64;

/// Groups articles into clusters, each ascending, in the order of their first members, and returns with them what was read
/// for it. `look` reads a pair, `settle` has the last word on it.
pub(super) fn clusters(
    study: &Study,
    edges: &[Edge],
    look: impl Fn(&Prepared, &Prepared) -> Reading + Sync,
    settle: impl Fn(u32, u32, &mut Reading) + Sync,
) -> (Vec<Vec<u32>>, Vec<Late>) {
    let read = |shelf: &mut Shelf, (a, b): (u32, u32)| -> Option<Late> {
        let (a, b) = (a.min(b), a.max(b));
        let mut reading = shelf.read(a, b, &look);
        settle(a, b, &mut reading);
        let relation = reading.relation.filter(|relation| relation.joins())?;
        Some((a, b, relation, reading))
    };
    let linked = Linked::new(&study.sketches.languages, edges);
    let (large, small): (Vec<&Vec<u32>>, Vec<&Vec<u32>>) =
        linked.sets().iter().partition(|set| set.len() > LARGE);
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut late: Vec<Late> = Vec::new();
    if !large.is_empty() {
        (found, late) = by_pairs(&linked, &large, study, &read);
    }
    let of_small: Vec<(Vec<Vec<u32>>, Vec<Late>)> = small
        .into_par_iter()
        .map_init(
            || Shelf::new(study),
            |shelf, set| {
                let mut late = Vec::new();
                let clusters = linked.clusters(set, |pairs| {
                    pairs.iter().map(|&pair| noted(read(shelf, pair), &mut late)).collect()
                });
                (clusters, late)
            },
        )
        .collect();
    for (clusters, more) in of_small {
        found.extend(clusters);
        late.extend(more);
    }
    found.par_sort_unstable();
    (found, late)
}

/// Whether something was found, and that kept.
fn noted(answer: Option<Late>, late: &mut Vec<Late>) -> bool {
    let matched = answer.is_some();
    late.extend(answer);
    matched
}

/// Takes one set after another apart. Threads of their own read the pairs, so that each keeps its shelf from the first pair
/// to the last.
fn by_pairs(
    linked: &Linked<'_, Language>,
    sets: &[&Vec<u32>],
    study: &Study,
    read: &(impl Fn(&mut Shelf, (u32, u32)) -> Option<Late> + Sync),
) -> (Vec<Vec<u32>>, Vec<Late>) {
    let (mut found, mut late) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        let reader = || {
            let (asking, asked) = mpsc::channel::<Vec<(u32, u32)>>();
            let (answering, answered) = mpsc::channel::<Vec<Option<Late>>>();
            scope.spawn(move || {
                let mut shelf = Shelf::new(study);
                for pairs in asked {
                    let answers = pairs.into_iter().map(|pair| read(&mut shelf, pair)).collect();
                    if answering.send(answers).is_err() {
                        break;
                    }
                }
            });
            (asking, answered)
        };
        let readers: Vec<_> = (0..rayon::current_num_threads()).map(|_| reader()).collect();
        for set in sets {
            let clusters = linked.clusters(set, |pairs| {
                let shares = pairs.chunks(pairs.len().div_ceil(readers.len()));
                let asked = readers.iter().zip(shares).map(|((asking, answered), share)| {
                    asking.send(share.to_vec()).expect("a reader reads until it is no longer asked");
                    answered
                });
                let asked: Vec<_> = asked.collect();
                asked
                    .into_iter()
                    .flat_map(|answered| answered.recv().expect("a reader answers what it is asked"))
                    .map(|answer| noted(answer, &mut late))
                    .collect()
            });
            found.extend(clusters);
        }
    });
    (found, late)
}
