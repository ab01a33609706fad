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
pub use overlap::common;
pub use passages::Passage;
pub use relation::Relation;

use crate::anchors::{Anchor, ConceptNames, Mark};
use crate::article::DocId;
use crate::error::Error;
use crate::lsh::Rarity;
use crate::text::{Language, Span, Tokens};
use lengths::Lengths;
use overlap::{Combinations, Profile, Room, Run};
use passages::{Places, Verbatim};
use sentences::{Alignment, Sentences};
use serde::Serialize;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
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
    /// How sure it is that the two are of one source, 0 to 1: the model's probability; for what is told word for word
    /// 1 - (1 - s)^5, where s is the share of the more copied one that stands in the other.
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
    /// The features that the relation models weigh, where all of them were measured; the same from either end.
    pub features: Option<Box<Features>>,
}

/// What the relation models weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// In the order of [`FEATURES`].
    pub words: [f32; FEATURES.len()],
    /// Of a pair in two languages what its anchors show, in the order of [`ANCHOR_FEATURES`].
    pub anchors: Option<[f32; ANCHOR_FEATURES.len()]>,
}

impl Features {
    /// All of them in one row.
    pub fn iter(&self) -> impl Iterator<Item = f32> + '_ {
        self.words.iter().chain(self.anchors.iter().flatten()).copied()
    }
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
/// anchors instead of words; the shares are square roots of shares. Shares alone would let a few everyday words of two
/// short articles say as much as the names and numbers of two long ones; so three say how much there is, as the logarithm
/// of 1 and a sum of weights.
pub const ANCHOR_FEATURES: [(&str, &str); 19] = [
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
    ("anchors.amount", "how much the shared anchors weigh"),
    ("marks.amount", "how much the shared names and numbers weigh"),
    (
        "marks.alone",
        "how much the names and numbers weigh that one has alone, of the article where that is less",
    ),
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

/// An article made ready to be read beside others. What a comparison does not come to is not made: most pairs are told by
/// their words in order, or by having next to no stems in common.
pub struct Prepared<'t> {
    language: Language,
    /// xxh3 of each folded word, as [`Tokens::words`].
    words: Cow<'t, [u64]>,
    /// Where each stands in the body.
    spans: Cow<'t, [Span]>,
    tokens: OnceCell<Cow<'t, Tokens>>,
    complete: Complete<'t>,
    rarity: &'t Rarity,
    anchors: Option<(&'t [Anchor], &'t Rarity)>,
    places: OnceCell<Places>,
    profile: OnceCell<Profile>,
    combinations: OnceCell<Combinations>,
    sentences: OnceCell<Sentences>,
    anchored: OnceCell<Anchored>,
}

/// Makes tokens of an article's words and their places.
type Complete<'t> = Box<dyn Fn(Vec<u64>, Vec<Span>) -> Tokens + Send + 't>;

/// An article by its anchors.
struct Anchored {
    profile: Profile,
    sentences: Sentences,
    lengths: Lengths,
}

impl Anchored {
    /// Its sentences, with the profile that they are of.
    fn sentences(&self) -> (&Sentences, &Profile) {
        (&self.sentences, &self.profile)
    }
}

impl<'t> Prepared<'t> {
    /// `anchors` are the article's, with their rarity; without them it can't be held against another language.
    pub fn new(tokens: &'t Tokens, rarity: &'t Rarity, anchors: Option<(&'t [Anchor], &'t Rarity)>) -> Self {
        let prepared = Self::of_words(
            tokens.language,
            (Cow::Borrowed(&tokens.words), Cow::Borrowed(&tokens.spans)),
            Box::new(|_, _| unreachable!("the tokens are in place")),
            rarity,
            anchors,
        );
        Prepared { tokens: OnceCell::from(Cow::Borrowed(tokens)), ..prepared }
    }

    /// The same of an article's words and their places, with what makes the rest of its tokens if it is asked for.
    pub fn of_words(
        language: Language,
        (words, spans): (Cow<'t, [u64]>, Cow<'t, [Span]>),
        complete: Complete<'t>,
        rarity: &'t Rarity,
        anchors: Option<(&'t [Anchor], &'t Rarity)>,
    ) -> Self {
        Prepared {
            language,
            words,
            spans,
            tokens: OnceCell::new(),
            complete,
            rarity,
            anchors,
            places: OnceCell::new(),
            profile: OnceCell::new(),
            combinations: OnceCell::new(),
            sentences: OnceCell::new(),
            anchored: OnceCell::new(),
        }
    }

    /// Its words, with all that belongs to them.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| Cow::Owned((self.complete)(self.words.to_vec(), self.spans.to_vec())))
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::new(&self.words))
    }

    fn profile(&self, room: &mut Room) -> &Profile {
        self.profile.get_or_init(|| Profile::new(self.tokens(), self.rarity, room))
    }

    fn combinations(&self, room: &mut Room) -> &Combinations {
        let profile = self.profile(room);
        self.combinations.get_or_init(|| Combinations::new(self.tokens(), profile, room))
    }

    fn sentences(&self, room: &mut Room) -> &Sentences {
        let profile = self.profile(room);
        self.sentences.get_or_init(|| Sentences::new(self.tokens(), profile, room))
    }

    fn anchored(&self, room: &mut Room) -> Option<&Anchored> {
        let (anchors, rarity) = self.anchors?;
        Some(self.anchored.get_or_init(|| {
            let profile = Profile::of_anchors(self.language, anchors, rarity, room);
            let sentences = Sentences::new(self.tokens(), &profile, room);
            Anchored { profile, sentences, lengths: Lengths::new(self.tokens()) }
        }))
    }
}

/// What the anchors of two articles show.
fn anchor_features(a: &Prepared, b: &Prepared, room: &mut Room) -> Option<[f32; ANCHOR_FEATURES.len()]> {
    let (of_a, of_b) = (a.anchored(room)?, b.anchored(room)?);
    let mut shared = std::mem::take(&mut room.shared);
    overlap::common_terms(&of_a.profile, &of_b.profile, &mut shared);
    let overlap = overlap::overlap(&of_a.profile, &of_b.profile, &shared, true);
    let words = (a.words.len(), b.words.len());
    let places = overlap::places(&of_a.profile, &of_b.profile, &shared, words, room);
    let order = order::order(&places);
    let alignment = sentences::align(of_a.sentences(), of_b.sentences(), &shared, room);
    let found = sentences::counterparts(&of_a.sentences, &of_b.sentences, &alignment, None);
    let (shares, likeness) = (found.shares, found.likeness);
    let amount = overlap::amount(&of_a.profile, &of_b.profile, &shared);
    room.shared = shared;
    let lengths = lengths::alignment(&of_a.lengths, &of_b.lengths, a.words.len().min(b.words.len()));
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
        libm::log1pf(amount.shared),
        libm::log1pf(amount.marks),
        libm::log1pf(amount.alone),
    ])
}

/// Rewrites share more of their stems than this, by rarity, of the lighter of the two. Of 17 thousand that were found among
/// same-event reports none shares less, and one less than 0.18; of the candidates that come to nothing in a collection of
/// ten thousand made-up articles nine in ten do.
pub const LEAST_STEMS: f32 = 0.15;

/// Reads two articles side by side, as far as it takes to tell what they are to each other. Of two languages everything is
/// measured, so that a pair can be weighed beside others.
pub fn read(a: &Prepared, b: &Prepared, params: &VerifyParams) -> Reading {
    look(a, b, params, Depth::Decide)
}

/// The same by their words in order alone: copies, excerpts and updates are told, rewrites and translations are not.
pub fn read_words(a: &Prepared, b: &Prepared, params: &VerifyParams) -> Reading {
    look(a, b, params, Depth::Words)
}

/// The same with everything measured.
pub fn measure(a: &Prepared, b: &Prepared, params: &VerifyParams) -> Reading {
    look(a, b, params, Depth::Measure)
}

/// How much of a pair is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Its words in order.
    Words,
    /// As much as it takes to tell what the two are to each other.
    Decide,
    /// Everything.
    Measure,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

fn look(a: &Prepared, b: &Prepared, params: &VerifyParams, depth: Depth) -> Reading {
    ROOM.with_borrow_mut(|room| look_at(a, b, params, depth, room))
}

fn look_at(a: &Prepared, b: &Prepared, params: &VerifyParams, depth: Depth, room: &mut Room) -> Reading {
    let verbatim = passages::verbatim(&a.words, &b.words, a.places(), b.places(), room);
    let reading = judge(a, b, &verbatim, params, depth, room);
    room.runs = verbatim.runs;
    reading
}

fn judge(
    a: &Prepared,
    b: &Prepared,
    verbatim: &Verbatim,
    params: &VerifyParams,
    depth: Depth,
    room: &mut Room,
) -> Reading {
    let runs = &verbatim.runs;
    let a_in_b = passages::share(runs, a.words.len(), Run::in_a, &mut room.flags);
    let b_in_a = passages::share(runs, b.words.len(), Run::in_b, &mut room.flags);
    let passages = match runs[..] {
        [] => Vec::new(),
        _ => passages::passages(&a.spans, &b.spans, runs, &mut room.merged),
    };
    let most = a_in_b.max(b_in_a);
    let copied = if a.words == b.words {
        Some(Relation::Identical)
    } else if a_in_b.min(b_in_a) >= params.near && (a_in_b - b_in_a).abs() < params.lopsided {
        Some(Relation::Near)
    } else if most >= params.contained {
        Some(if a_in_b > b_in_a { Relation::Expanded } else { Relation::Excerpt })
    } else {
        None
    };
    let whole = depth == Depth::Measure;
    let two_languages =
        a.language != b.language && [a.language, b.language].iter().all(|&side| side != Language::NONE);
    let weighed = match depth {
        Depth::Words => None,
        // A copy in another language, as closely related ones have them, is the rival of other pairs.
        Depth::Decide if copied.is_some() && !two_languages => None,
        _ => weigh(a, b, verbatim, two_languages, params, whole, room),
    };
    let scores = |features| Scores { jaccard: verbatim.jaccard, a_in_b, b_in_a, features };
    let Some(Weighed { features, probability }) = weighed else {
        let relation = copied.or_else(|| partial(&passages, params));
        let confidence = if copied.is_some() { word_for_word(most) } else { 0.0 };
        return Reading { relation, confidence, scores: scores(None), passages };
    };
    // Where all that is shared is copied, the rest tells of something else: a quoted paragraph makes no rewrite.
    let apart = !passages.is_empty() && features.words[OWN_MAX] <= 0.0;
    let bar = if features.anchors.is_some() { params.translation } else { params.rewrite };
    let relation = if two_languages { Relation::Translation } else { Relation::Rewrite };
    let relation = copied
        .or_else(|| (probability >= bar && !apart).then_some(relation))
        .or_else(|| partial(&passages, params));
    let confidence = if copied.is_some() { word_for_word(most) } else { probability };
    let kept = (whole || features.anchors.is_some()).then(|| Box::new(features));
    Reading { relation, confidence, scores: scores(kept), passages }
}

/// How sure it is that two articles are of one source of which one stands to this share in the other, 0.6 and more: on the
/// labelled kits all such pairs were.
fn word_for_word(share: f32) -> f32 {
    let rest = 1.0 - share;
    1.0 - rest * rest * rest * rest * rest
}

/// A pair's features, and the model's probability that it is of one source.
struct Weighed {
    features: Features,
    probability: f32,
}

/// The place of `own.max` in [`FEATURES`].
const OWN_MAX: usize = FEATURES.len() - 2;

/// Measures what two articles have in common whatever its words; none where a look at their stems shows that there is next
/// to nothing, unless it must be `whole`.
fn weigh(
    a: &Prepared,
    b: &Prepared,
    verbatim: &Verbatim,
    two_languages: bool,
    params: &VerifyParams,
    whole: bool,
    room: &mut Room,
) -> Option<Weighed> {
    let (profile_a, profile_b) = (a.profile(room), b.profile(room));
    let mut shared = std::mem::take(&mut room.shared);
    overlap::common_terms(profile_a, profile_b, &mut shared);
    if !whole && !two_languages && overlap::stems(profile_a, profile_b, &shared).max < LEAST_STEMS {
        room.shared = shared;
        return None;
    }
    let cased = params.capitals && profile_a.cased && profile_b.cased;
    let overlap = overlap::overlap(profile_a, profile_b, &shared, cased);
    let words = (a.words.len(), b.words.len());
    let order = order::order(&overlap::places(profile_a, profile_b, &shared, words, room));
    let ([twos, threes], neighbours) = a.combinations(room).shared(b.combinations(room));
    let (sentences_a, sentences_b) = (a.sentences(room), b.sentences(room));
    let alignment = sentences::align((sentences_a, profile_a), (sentences_b, profile_b), &shared, room);
    room.shared = shared;
    let runs = &verbatim.runs;
    let [copied_a, copied_b] = &mut room.copied;
    let copied = (!runs.is_empty()).then(|| {
        passages::cover(runs, a.words.len(), Run::in_a, copied_a);
        passages::cover(runs, b.words.len(), Run::in_b, copied_b);
        (copied_a.as_slice(), copied_b.as_slice())
    });
    let found = sentences::counterparts(sentences_a, sentences_b, &alignment, copied);
    let (shares, likeness, own) = (found.shares, found.likeness, found.own_words);
    let words = [
        overlap.jaccard,
        overlap.stems.max,
        overlap.stems.min,
        twos.max,
        twos.min,
        threes.max,
        threes.min,
        verbatim.shares.max,
        verbatim.shares.min,
        overlap.names.max,
        overlap.names.min,
        overlap.others.max,
        overlap.others.min,
        neighbours.max,
        neighbours.min,
        order.increasing,
        order.off_diagonal,
        shares.0.max(shares.1),
        shares.0.min(shares.1),
        likeness.0.max(likeness.1),
        likeness.0.min(likeness.1),
        own.0.max(own.1),
        own.0.min(own.1),
    ];
    let anchors = if two_languages { anchor_features(a, b, room) } else { None };
    let model = match &anchors {
        Some(_) => Model::translation(),
        None => Model::rewrite(cased),
    };
    let features = Features { words, anchors };
    let probability = model.probability(features.iter());
    Some(Weighed { features, probability })
}

fn partial(passages: &[Passage], params: &VerifyParams) -> Option<Relation> {
    let words: u32 = passages.iter().map(|passage| passage.words).sum();
    (words >= params.partial_words).then_some(Relation::Partial)
}

/// What was cut, added and changed from `a` to `b`, whose texts are given.
pub fn changes(a: &Prepared, b: &Prepared, texts: (&str, &str)) -> Changes {
    let room = &mut Room::default();
    let (sentences_a, sentences_b) = (a.sentences(room), b.sentences(room));
    let alignment = align((sentences_a, a.profile(room)), (sentences_b, b.profile(room)), room);
    let cut: Vec<_> = sentences::unmatched(sentences_a, &alignment.of_a).collect();
    let added: Vec<_> = sentences::unmatched(sentences_b, &alignment.of_b).collect();
    changes::changes((a.tokens(), texts.0, &cut), (b.tokens(), texts.1, &added))
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
    let room = &mut Room::default();
    let (of_a, of_b) = ((a.sentences(room), a.profile(room)), (b.sentences(room), b.profile(room)));
    aligned((a, of_a), (b, of_b), room)
}

/// The same of articles in two languages, told by their anchors, with those that they share. `marks` are the anchors of the
/// two; none where the two were not made ready with anchors.
pub fn evidence(
    a: &Prepared,
    b: &Prepared,
    marks: (&[Mark], &[Mark]),
    names: &ConceptNames,
) -> Vec<Counterpart> {
    let room = &mut Room::default();
    let (Some(of_a), Some(of_b)) = (a.anchored(room), b.anchored(room)) else { return Vec::new() };
    let weight =
        |profile: &Profile, key: u32| match profile.terms.binary_search_by_key(&key, |term| term.stem) {
            Ok(at) => profile.terms[at].weight,
            Err(_) => 0.0,
        };
    let mut found = aligned((a, of_a.sentences()), (b, of_b.sentences()), room);
    for pair in &mut found {
        let weigh = |key| weight(&of_a.profile, key).min(weight(&of_b.profile, key));
        pair.anchors = evidence::shared((&pair.a, &pair.b), marks, weigh, names);
    }
    found
}

/// [`sentences::align`] where the common terms are not at hand.
fn align(a: (&Sentences, &Profile), b: (&Sentences, &Profile), room: &mut Room) -> Alignment {
    let mut shared = Vec::new();
    overlap::common_terms(a.1, b.1, &mut shared);
    sentences::align(a, b, &shared, room)
}

fn aligned(
    (a, of_a): (&Prepared, (&Sentences, &Profile)),
    (b, of_b): (&Prepared, (&Sentences, &Profile)),
    room: &mut Room,
) -> Vec<Counterpart> {
    let bytes = |tokens: &Tokens, words: Range<u32>| {
        tokens.spans[words.start as usize].start..tokens.spans[words.end as usize - 1].end
    };
    let alignment = align(of_a, of_b, room);
    sentences::matched(of_a.0, of_b.0, &alignment)
        .into_iter()
        .map(|(first, second, likeness)| Counterpart {
            a: bytes(a.tokens(), first),
            b: bytes(b.tokens(), second),
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
        assert_eq!(FEATURES[OWN_MAX].0, "own.max");
    }
}
