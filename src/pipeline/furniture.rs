//! Finds page furniture.

use super::desk::Desk;
use crate::article::{Article, DocId};
use crate::text::{AsRead, Furniture, Line, Tokenizer, shingles};
use crate::verify;
use rayon::prelude::*;

/// A line is looked at that so many articles of one outlet have.
const LEAST: usize = 10;

/// Of so many pairs of them, spread over all, it is asked whether they are of one story ...
const PAIRS: usize = 7;

/// ... as they are when the rest of one holds this share of the neighbouring words of the other's, or more. Unrelated news
/// shares 1 to 2 in a hundred, two versions of a story, of which copied lines are left out, more than 10.
const RELATED: f32 = 0.05;

/// A rest of fewer words does not tell.
const REST: usize = 30;

/// Finds the lines that many articles of an outlet have that have nothing else in common. A line that the versions and
/// copies of one story have is none.
pub(super) fn furniture(articles: &[Article], desk: &Desk) -> Furniture {
    let held: Vec<Vec<Line>> = articles
        .par_iter()
        .zip(0u32..articles.len() as u32)
        .fold(Vec::new, |mut held, (article, doc)| {
            Furniture::lines_of(DocId(doc), article, |line| held.push(line));
            held
        })
        .collect();
    let mut held = without_rare(held);
    held.par_sort_unstable();
    let mut frequent: Vec<(&[Line], Vec<DocId>)> = held
        .chunk_by(|x, y| x.hash == y.hash)
        .filter(|lines| lines.len() >= LEAST)
        .map(|lines| (lines, holders(lines)))
        .filter(|(_, holders)| holders.len() >= LEAST)
        .collect();
    // The lines of one outlet beside each other: mostly the same articles have them.
    frequent.sort_unstable_by_key(|(lines, holders)| (holders[0], holders.len(), lines[0].hash));
    let candidates = Furniture::new(frequent.iter().map(|(lines, _)| *lines));
    let found: Vec<&[Line]> = frequent
        .par_iter()
        .map_init(
            || (desk.tokenizer(), Vec::new()),
            |(tokenizer, rests): &mut (_, Vec<(DocId, Rest)>), (lines, holders)| {
                let firsts = (0..PAIRS).map(|pair| pair * (holders.len() - 1) / PAIRS);
                let asked: Vec<[DocId; 2]> =
                    firsts.map(|first| [holders[first], holders[first + 1]]).collect();
                rests.retain(|(doc, _)| asked.iter().flatten().any(|asked| asked == doc));
                for &doc in asked.iter().flatten() {
                    if rests.iter().all(|(other, _)| *other != doc) {
                        let text = candidates.cleared(doc, &articles[doc.index()]);
                        rests.push((doc, rest(&text, tokenizer)));
                    }
                }
                let rest = |doc| {
                    let (_, rest) = rests.iter().find(|(other, _)| *other == doc).expect("it was just made");
                    rest
                };
                let related = asked.iter().filter(|[a, b]| match (rest(*a), rest(*b)) {
                    (Some(a), Some(b)) => {
                        let [shared] = verify::common([(a, b)]);
                        shared as f32 >= RELATED * a.len().min(b.len()) as f32
                    }
                    _ => true,
                });
                (2 * related.count() < PAIRS).then_some(*lines)
            },
        )
        .flatten_iter()
        .collect();
    Furniture::new(found)
}

/// The articles that hold equal lines, each once.
fn holders(lines: &[Line]) -> Vec<DocId> {
    let mut holders: Vec<DocId> = lines.iter().map(|line| line.doc).collect();
    holders.dedup();
    holders
}

/// The lines without most of those that are held less often than [`LEAST`], so that what is left to be sorted is little:
/// without those of buckets that are.
fn without_rare(mut held: Vec<Vec<Line>>) -> Vec<Line> {
    let all: usize = held.iter().map(Vec::len).sum();
    let buckets = all.next_power_of_two().min(MOST_BUCKETS);
    let bucket = |line: &Line| line.hash as usize & (buckets - 1);
    let mut counts = vec![0u8; buckets];
    for line in held.iter().flatten() {
        let count = &mut counts[bucket(line)];
        *count = count.saturating_add(1);
    }
    held.par_iter_mut().for_each(|held| {
        held.retain(|line| usize::from(counts[bucket(line)]) >= LEAST);
        held.shrink_to_fit();
    });
    held.concat()
}

/// 16 MB.
const MOST_BUCKETS: usize = 1 << 24;

/// Hashes of the neighbouring words of a text, ascending; none where they are too few to tell.
type Rest = Option<Vec<u64>>;

fn rest(text: &str, tokenizer: &mut Tokenizer) -> Rest {
    let (mut words, mut spans) = (Vec::new(), Vec::new());
    tokenizer.hashes(&AsRead::new(text), &mut words, &mut spans);
    let mut twos: Vec<u64> = shingles(&words, 2).collect();
    twos.sort_unstable();
    twos.dedup();
    (words.len() >= REST).then_some(twos)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mix;

    /// Sentences of made-up words: stories that share nothing but what is put in.
    fn story(number: usize, from: usize, to: usize) -> String {
        let word = |n: usize| format!("w{}", mix((number * 1000 + n) as u64) % 100_000);
        (from..to).map(word).collect::<Vec<_>>().join(" ")
    }

    fn article(outlet: &str, body: String) -> Article {
        Article { outlet: Some(outlet.into()), body: body.into(), ..Article::default() }
    }

    #[test]
    fn lines_of_unrelated_articles_are_furniture_and_those_of_a_story_are_not() {
        let footer = "Subscribe to our newsletter for more of the same";
        let mut articles: Vec<Article> = (0..20)
            .map(|n| article("Post", format!("{}\n{}\n\n  {footer} \n", story(n, 0, 60), story(n, 60, 120))))
            .collect();
        // Versions of one story, each with a paragraph of its own, but for the middle of it.
        articles.extend((0..20).map(|n| {
            let own = format!("{} {} {}", story(n, 0, 20), story(99, 40, 60), story(n, 20, 40));
            article("Post", format!("{}\n{own}\n{}", story(99, 0, 40), story(99, 60, 90)))
        }));
        // Too few to tell.
        articles.extend((0..9).map(|n| article("Echo", format!("{}\n{footer}", story(n + 50, 0, 80)))));
        let furniture = furniture(&articles, &Desk::default());
        assert_eq!(furniture.len(), 1);
        let cleared = |number: u32| furniture.cleared(DocId(number), &articles[number as usize]);
        let (text, rest) = (articles[3].body.text(), cleared(3));
        assert_eq!((rest.len(), rest.trim_end()), (text.len(), text.split("\n\n").next().unwrap()));
        for kept in [20, 45] {
            assert_eq!(cleared(kept), articles[kept as usize].body.text());
        }
    }
}
