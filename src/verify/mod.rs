//! From a candidate to a [`Match`]: both articles are read side by side.
//!
//! What can be told word for word (identical, near, excerpt, expanded, partial) is told by the share of either article
//! that lies in runs of words it has in common with the other. A rewrite shares few such runs; it is told by a logistic
//! model over [`FEATURES`], which weighs what the two have in common by rarity, and whether it comes in the same order
//! and the same sentences. Two reports of one event share names, numbers and quotes, but neither the rest nor the order.

mod changes;
mod evidence;
mod lengths;
mod model;
mod order;
mod overlap;
mod passages;
mod relation;
mod sentences;

pub use changes::Changes;
pub use evidence::SharedAnchor;
pub use model::{Coefficient, Model, logistic};
pub use passages::Passage;
pub use relation::Relation;

use crate::anchors::{Anchor, ConceptNames, Mark};
use crate::article::DocId;
use crate::error::Error;
use crate::lsh::Rarity;
use crate::text::{Language, Tokens};
use lengths::Lengths;
use overlap::Profile;
use passages::Places;
use sentences::Sentences;
use serde::Serialize;
use std::ops::Range;

/// Where the lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VerifyParams {
    /// Both articles lie this much in shared passages: `near`. 0 to 1.
    pub near: f32,
    /// ... unless the two shares lie this far apart: then one of them holds the other and more. 0 to 1.
    pub lopsided: f32,
    /// One article lies this much in passages shared with the other: `excerpt` or `expanded`. 0 to 1.
    pub contained: f32,
    /// The model's probability from which on a pair is a `rewrite`. 0 to 1.
    pub rewrite: f32,
    /// The model's probability from which on a pair in two languages is a `translation`. 0 to 1.
    pub translation: f32,
    /// Whether names are told by their capitals where the language allows it; else by their rarity everywhere.
    pub capitals: bool,
    /// Words in shared passages from which on a link is worth showing: `partial`.
    pub partial_words: u32,
}

impl Default for VerifyParams {
    fn default() -> Self {
        // near, contained: a pair whose 5-shingle Jaccard index is 0.5 has about 0.7 of its words in runs of five and more,
        // one of containment 0.7 about 0.8; half a text word for word is more than any quotation.
        // translation: anchors say less than words, and most articles have no translation in the collection. At 0.98 two in a
        // hundred of those that have none find a false partner, and 8 in a thousand true partners that 0.95 finds are lost.
        // partial_words: shorter than this are set phrases and titles; a quotation of three sentences is longer.
        VerifyParams {
            near: 0.6,
            lopsided: 0.2,
            contained: 0.6,
            rewrite: 0.5,
            translation: 0.98,
            capitals: true,
            partial_words: 40,
        }
    }
}

impl VerifyParams {
    /// # Errors
    /// A share outside 0 to 1.
    pub fn validate(&self) -> Result<(), Error> {
        for (name, value) in [
            ("translation", self.translation),
            ("near", self.near),
            ("lopsided", self.lopsided),
            ("contained", self.contained),
            ("rewrite", self.rewrite),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::Config(format!("{name} is a share from 0 to 1, not {value}")));
            }
        }
        Ok(())
    }
}

/// Two articles that were read and found to be related.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The article that `b` derives from, where `directed`; else the one with the lower number.
    pub a: DocId,
    pub b: DocId,
    /// What `b` is to `a`.
    pub relation: Relation,
    /// Whether there is evidence that `b` derives from `a` and not the other way round.
    pub directed: bool,
    /// How sure it is that the two are of one source, 0 to 1: the model's probability, or, where that is more, the share
    /// of the more copied one that is word for word the other's.
    pub confidence: f32,
    pub scores: Scores,
    /// Runs of words that both hold, in the order of `a`; byte ranges into the two bodies.
    pub passages: Vec<Passage>,
}

impl Match {
    /// The same match told from the other end.
    pub fn reversed(mut self) -> Match {
        std::mem::swap(&mut self.a, &mut self.b);
        self.relation = self.relation.reversed();
        std::mem::swap(&mut self.scores.a_in_b, &mut self.scores.b_in_a);
        for passage in &mut self.passages {
            std::mem::swap(&mut passage.a, &mut passage.b);
        }
        self.passages.sort_by_key(|passage| (passage.a.start, passage.b.start));
        self
    }
}

/// What was measured on a pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// Jaccard index of the two sets of word 5-shingles, 0 to 1.
    pub jaccard: f32,
    /// Share of `a`'s words that lie in passages shared with `b`, 0 to 1.
    pub a_in_b: f32,
    /// Share of `b`'s words that lie in passages shared with `a`, 0 to 1.
    pub b_in_a: f32,
    /// The features that the relation model weighs, in the order of [`FEATURES`]; the same from either end.
    pub features: [f32; FEATURES.len()],
    /// Of a pair in two languages what its anchors show, in the order of [`ANCHOR_FEATURES`].
    pub anchors: Option<[f32; ANCHOR_FEATURES.len()]>,
}

/// The relation model's features: name, and what it means. All are symmetric, none is a length; `max` is the share of the
/// lighter or shorter of the two articles, `min` that of the other, 0 to 1.
pub const FEATURES: [(&str, &str); 23] = [
    ("jaccard", "weighted Jaccard index of the stems"),
    ("stems.max", "share of stems in common, by rarity"),
    ("stems.min", "the same, of the other article"),
    ("words2.max", "share of 2-word runs in common"),
    ("words2.min", "the same, of the other article"),
    ("words3.max", "share of 3-word runs in common"),
    ("words3.min", "the same, of the other article"),
    ("words5.max", "share of 5-word runs in common"),
    ("words5.min", "the same, of the other article"),
    ("names.max", "share of names and numbers in common, by rarity"),
    ("names.min", "the same, of the other article"),
    ("others.max", "share of other stems in common, by rarity"),
    ("others.min", "the same, of the other article"),
    ("neighbours.max", "share of neighbouring content words in common"),
    ("neighbours.min", "the same, of the other article"),
    ("order.increasing", "longest part of the shared content in one order, less chance"),
    ("order.off", "distance of shared content from its place in the other"),
    ("sentences.max", "share of sentences with a counterpart"),
    ("sentences.min", "the same, of the other article"),
    ("likeness.max", "mean likeness of sentences to their counterparts"),
    ("likeness.min", "the same, of the other article"),
    ("own.max", "share of sentences in own words with a counterpart"),
    ("own.min", "the same, of the other article"),
];

/// What the model for pairs of two languages weighs besides [`FEATURES`]: name, and what it means. They are measured on
/// anchors instead of words; the shares are square roots of shares.
pub const ANCHOR_FEATURES: [(&str, &str); 16] = [
    ("anchors.jaccard", "weighted Jaccard index of the anchors"),
    ("anchors.max", "share of anchors in common, by rarity"),
    ("anchors.min", "the same, of the other article"),
    ("marks.max", "share of names and numbers in common, by rarity"),
    ("marks.min", "the same, of the other article"),
    ("concepts.max", "share of concepts in common, by rarity"),
    ("concepts.min", "the same, of the other article"),
    ("anchors.increasing", "longest part of the shared anchors in one order, less chance"),
    ("anchors.off", "distance of shared anchors from their place in the other"),
    ("anchors.diagonal", "how far more of them stand in their place than by chance"),
    ("aligned.max", "share of sentences with a counterpart"),
    ("aligned.min", "the same, of the other article"),
    ("alike.max", "mean likeness of sentences to their counterparts"),
    ("alike.min", "the same, of the other article"),
    ("alike.order", "longest part of the counterparts in one order"),
    ("lengths", "how well the sentences follow each other by their lengths"),
];

/// One pair read, whatever came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the second is to the first; `None` where they are not related.
    pub relation: Option<Relation>,
    pub confidence: f32,
    pub scores: Scores,
    pub passages: Vec<Passage>,
}

impl Reading {
    /// Decides anew, by another probability, whether a pair of two languages is a translation, where it is not told word
    /// for word.
    pub fn settle(&mut self, probability: f32, params: &VerifyParams) {
        if matches!(self.relation, None | Some(Relation::Translation | Relation::Partial)) {
            self.confidence = probability;
            self.relation = match probability >= params.translation {
                true => Some(Relation::Translation),
                false => partial(&self.passages, params),
            };
        }
    }
}

/// An article made ready to be read beside others.
pub struct Prepared<'t> {
    tokens: &'t Tokens,
    profile: Profile,
    sentences: Sentences,
    places: Places,
    /// The same by its anchors, where there are articles in other languages.
    anchored: Option<(Profile, Sentences, Lengths)>,
}

impl<'t> Prepared<'t> {
    /// `anchors` are the article's, with their rarity; without them it can't be held against another language.
    pub fn new(tokens: &'t Tokens, rarity: &Rarity, anchors: Option<(&[Anchor], &Rarity)>) -> Self {
        let anchored = anchors.map(|(anchors, rarity)| {
            let profile = Profile::of_anchors(tokens, anchors, rarity);
            let weights: Vec<(u32, f32)> =
                profile.terms.iter().map(|term| (term.stem, term.weight)).collect();
            let marks = anchors.iter().map(|anchor| (anchor.word, anchor.key));
            let sentences = Sentences::of_terms(tokens, marks, &weights);
            (profile, sentences, Lengths::new(tokens))
        });
        Prepared {
            tokens,
            profile: Profile::new(tokens, rarity),
            sentences: Sentences::new(tokens, rarity),
            places: Places::new(tokens),
            anchored,
        }
    }
}

impl Prepared<'_> {
    pub fn language(&self) -> Language {
        self.tokens.language
    }
}

/// What the anchors of two articles show.
fn anchor_features(a: &Prepared, b: &Prepared) -> Option<[f32; ANCHOR_FEATURES.len()]> {
    let ((profile_a, sentences_a, lengths_a), (profile_b, sentences_b, lengths_b)) =
        (a.anchored.as_ref()?, b.anchored.as_ref()?);
    let shared = overlap::common_terms(&profile_a.terms, &profile_b.terms);
    let overlap = overlap::overlap(profile_a, profile_b, &shared, true);
    let places = overlap::places(&shared, (a.tokens.len(), b.tokens.len()));
    let order = order::order(&places);
    let alignment = sentences::align(sentences_a, sentences_b);
    let (none_a, none_b) = (vec![false; a.tokens.len()], vec![false; b.tokens.len()]);
    let found = sentences::counterparts(sentences_a, sentences_b, &alignment, &none_a, &none_b);
    let (shares, likeness) = (found.shares, found.likeness);
    let lengths = lengths::alignment(lengths_a, lengths_b, a.tokens.len().min(b.tokens.len()));
    // Roots: of shares near zero the small differences tell, and languages differ by factors.
    Some([
        overlap.jaccard.sqrt(),
        overlap.stems.max.sqrt(),
        overlap.stems.min.sqrt(),
        overlap.names.max.sqrt(),
        overlap.names.min.sqrt(),
        overlap.others.max.sqrt(),
        overlap.others.min.sqrt(),
        order.increasing,
        order.off_diagonal,
        order::near_diagonal(&places),
        shares.0.max(shares.1).sqrt(),
        shares.0.min(shares.1).sqrt(),
        likeness.0.max(likeness.1).sqrt(),
        likeness.0.min(likeness.1).sqrt(),
        sentences::in_order(&alignment),
        lengths,
    ])
}

/// Reads two articles side by side.
pub fn read(a: &Prepared, b: &Prepared, params: &VerifyParams) -> Reading {
    let shared = overlap::common_terms(&a.profile.terms, &b.profile.terms);
    let cased = params.capitals && a.profile.cased && b.profile.cased;
    let overlap = overlap::overlap(&a.profile, &b.profile, &shared, cased);
    let order = order::order(&overlap::places(&shared, (a.tokens.len(), b.tokens.len())));
    let alignment = sentences::align(&a.sentences, &b.sentences);
    let runs = match overlap.shingle_jaccard {
        0.0 => Vec::new(),
        _ => passages::runs(a.tokens, b.tokens, &b.places),
    };
    let copied_a = passages::covered(&runs, a.tokens.len(), |run| run.a..run.a + run.len);
    let copied_b = passages::covered(&runs, b.tokens.len(), |run| run.b..run.b + run.len);
    let found = sentences::counterparts(&a.sentences, &b.sentences, &alignment, &copied_a, &copied_b);
    let (shares, likeness, own) = (found.shares, found.likeness, found.own_words);
    let features = [
        overlap.jaccard,
        overlap.stems.max,
        overlap.stems.min,
        overlap.shingles[0].max,
        overlap.shingles[0].min,
        overlap.shingles[1].max,
        overlap.shingles[1].min,
        overlap.shingles[2].max,
        overlap.shingles[2].min,
        overlap.names.max,
        overlap.names.min,
        overlap.others.max,
        overlap.others.min,
        overlap.neighbours.max,
        overlap.neighbours.min,
        order.increasing,
        order.off_diagonal,
        shares.0.max(shares.1),
        shares.0.min(shares.1),
        likeness.0.max(likeness.1),
        likeness.0.min(likeness.1),
        own.0.max(own.1),
        own.0.min(own.1),
    ];
    let share =
        |copied: &[bool]| copied.iter().filter(|&&copied| copied).count() as f32 / copied.len().max(1) as f32;
    let (a_in_b, b_in_a) = (share(&copied_a), share(&copied_b));
    let two_languages = a.tokens.language != b.tokens.language
        && [a, b].iter().all(|side| side.tokens.language != Language::UNDETERMINED);
    let anchors = if two_languages { anchor_features(a, b) } else { None };
    let probability = match &anchors {
        Some(anchors) => Model::translation().probability(features.iter().chain(anchors).copied()),
        None => Model::rewrite(cased).probability(features.iter().copied()),
    };
    let passages = passages::passages(a.tokens, b.tokens, &runs);
    let verbatim = a_in_b.max(b_in_a);
    let relation = if a.tokens.words == b.tokens.words {
        Some(Relation::Identical)
    } else if a_in_b.min(b_in_a) >= params.near && (a_in_b - b_in_a).abs() < params.lopsided {
        Some(Relation::Near)
    } else if verbatim >= params.contained {
        Some(if a_in_b > b_in_a { Relation::Expanded } else { Relation::Excerpt })
    } else if probability >= if anchors.is_some() { params.translation } else { params.rewrite }
        && (passages.is_empty() || own.0.max(own.1) > 0.0)
    {
        // Where all that is shared is copied, the rest tells of something else: a quoted paragraph makes no rewrite.
        Some(if two_languages { Relation::Translation } else { Relation::Rewrite })
    } else {
        partial(&passages, params)
    };
    let confidence = match relation {
        Some(Relation::Identical) => 1.0,
        Some(Relation::Near | Relation::Excerpt | Relation::Expanded) => probability.max(verbatim),
        _ => probability,
    };
    Reading {
        relation,
        confidence,
        scores: Scores { jaccard: overlap.shingle_jaccard, a_in_b, b_in_a, features, anchors },
        passages,
    }
}

fn partial(passages: &[Passage], params: &VerifyParams) -> Option<Relation> {
    let words: u32 = passages.iter().map(|passage| passage.words).sum();
    (words >= params.partial_words).then_some(Relation::Partial)
}

/// What was cut, added and changed from `a` to `b`, whose texts are given.
pub fn changes(a: &Prepared, b: &Prepared, texts: (&str, &str)) -> Changes {
    let alignment = sentences::align(&a.sentences, &b.sentences);
    let cut: Vec<_> = sentences::unmatched(&a.sentences, &alignment.of_a).collect();
    let added: Vec<_> = sentences::unmatched(&b.sentences, &alignment.of_b).collect();
    changes::changes((a.tokens, texts.0, &cut), (b.tokens, texts.1, &added))
}

/// A sentence and the one of the other article that is most like it, where it is like enough to be its counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterpart {
    /// Byte range in the first article's body.
    pub a: Range<u32>,
    /// Byte range in the second article's body.
    pub b: Range<u32>,
    /// The weight of what the two have in common over the geometric mean of their weights, 0 to 1.
    pub likeness: f32,
    /// Of two languages what they have in common, in the order of `a`.
    pub anchors: Vec<SharedAnchor>,
}

/// The sentences of the two that tell the same, in the order of `a`: each with its best counterpart, whichever of the two
/// has it for its best. They are told by their words.
pub fn counterparts(a: &Prepared, b: &Prepared) -> Vec<Counterpart> {
    aligned((a, &a.sentences), (b, &b.sentences))
}

/// The same of articles in two languages, told by their anchors, with those that they share. `marks` are the anchors of the
/// two; none where the two were not made ready with anchors.
pub fn evidence(
    a: &Prepared,
    b: &Prepared,
    marks: (&[Mark], &[Mark]),
    names: &ConceptNames,
) -> Vec<Counterpart> {
    let (Some(of_a), Some(of_b)) = (&a.anchored, &b.anchored) else { return Vec::new() };
    let weight =
        |profile: &Profile, key: u32| match profile.terms.binary_search_by_key(&key, |term| term.stem) {
            Ok(at) => profile.terms[at].weight,
            Err(_) => 0.0,
        };
    let mut found = aligned((a, &of_a.1), (b, &of_b.1));
    for pair in &mut found {
        let weigh = |key| weight(&of_a.0, key).min(weight(&of_b.0, key));
        pair.anchors = evidence::shared((&pair.a, &pair.b), marks, weigh, names);
    }
    found
}

fn aligned(a: (&Prepared, &Sentences), b: (&Prepared, &Sentences)) -> Vec<Counterpart> {
    let bytes = |tokens: &Tokens, words: Range<u32>| {
        tokens.spans[words.start as usize].start..tokens.spans[words.end as usize - 1].end
    };
    let alignment = sentences::align(a.1, b.1);
    sentences::matched(a.1, b.1, &alignment)
        .into_iter()
        .map(|(first, second, likeness)| Counterpart {
            a: bytes(a.0.tokens, first),
            b: bytes(b.0.tokens, second),
            likeness,
            anchors: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_models_know_the_features() {
        for cased in [true, false] {
            let names: Vec<&str> =
                Model::rewrite(cased).terms.iter().map(|term| term.feature.as_str()).collect();
            assert_eq!(names, FEATURES.map(|(name, _)| name));
        }
        let names: Vec<&str> = Model::translation().terms.iter().map(|term| term.feature.as_str()).collect();
        let expected: Vec<&str> = FEATURES.iter().chain(&ANCHOR_FEATURES).map(|(name, _)| *name).collect();
        assert_eq!(names, expected);
    }
}
