//! Reads what clusters ask for: pairs that no bucket brought together.

use crate::cluster::{Edge, Linked};
use crate::text::Language;
use crate::verify::{Reading, Relation};
use rayon::prelude::*;
use std::sync::mpsc;

/// A pair that was read late and found to be of one source, the lower number first.
pub(super) type Late = (u32, u32, Relation, Reading);

/// The pairs of a set of more articles than this are shared out among the threads; smaller sets are taken apart as a whole,
/// by one thread each.
const LARGE: usize = 64;

/// Groups articles of these languages into clusters, each ascending, in the order of their first members, and returns with
/// them what was read for it: `read` reads a pair with what its thread has at hand, which `shelf` makes.
pub(super) fn clusters<S>(
    languages: &[Language],
    edges: &[Edge],
    shelf: impl Fn() -> S + Sync,
    read: impl Fn(&mut S, (u32, u32)) -> Option<Late> + Sync,
) -> (Vec<Vec<u32>>, Vec<Late>) {
    let linked = Linked::new(languages, edges);
    let (large, small): (Vec<&Vec<u32>>, Vec<&Vec<u32>>) =
        linked.sets().iter().partition(|set| set.len() > LARGE);
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut late: Vec<Late> = Vec::new();
    if !large.is_empty() {
        (found, late) = by_pairs(&linked, &large, &shelf, &read);
    }
    let of_small: Vec<(Vec<Vec<u32>>, Vec<Late>)> = small
        .into_par_iter()
        .map_init(&shelf, |shelf, set| {
            let mut late = Vec::new();
            let clusters = linked.clusters(set, |pairs| {
                pairs.iter().map(|&pair| noted(read(shelf, pair), &mut late)).collect()
            });
            (clusters, late)
        })
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
fn by_pairs<S>(
    linked: &Linked<'_, Language>,
    sets: &[&Vec<u32>],
    shelf: &(impl Fn() -> S + Sync),
    read: &(impl Fn(&mut S, (u32, u32)) -> Option<Late> + Sync),
) -> (Vec<Vec<u32>>, Vec<Late>) {
    let (mut found, mut late) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        let reader = || {
            let (asking, asked) = mpsc::channel::<Vec<(u32, u32)>>();
            let (answering, answered) = mpsc::channel::<Vec<Option<Late>>>();
            scope.spawn(move || {
                let mut shelf = shelf();
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
