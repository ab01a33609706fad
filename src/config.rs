//! The stages' own parameters together, validated in one place.

use crate::anchors::Lexicon;
use crate::error::Error;
use crate::ingest::IngestParams;
use crate::lsh::{BandParams, CountParams};
use crate::sketch::{MinHashParams, SampleParams};
use crate::verify::VerifyParams;
use serde::Serialize;

/// What candidates are looked for by. Each view finds pairs that the others miss, and costs its share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Views {
    /// Whole copies: signatures of all shingles.
    pub wording: bool,
    /// Shared passages: sampled shingles.
    pub passages: bool,
    /// Rewrites: rare stems.
    pub content: bool,
    /// Translations: rare anchors.
    pub translations: bool,
}

impl Views {
    pub const ALL: Views = Views { wording: true, passages: true, content: true, translations: true };

    /// Copies, excerpts and updates, at a tenth of the cost.
    pub const COPIES: Views = Views { content: false, translations: false, ..Views::ALL };

    /// Whether articles are compared by what they tell, not by their wording alone.
    pub fn weigh(&self) -> bool {
        self.content || self.translations
    }
}

/// Every setting of a run. [`Config::default`] is what the command line starts from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Config {
    pub ingest: IngestParams,
    /// Whether lines that an outlet puts around all that it publishes are left out of every comparison.
    pub furniture: bool,
    /// What candidates are looked for by. Each view finds pairs that the others miss.
    pub views: Views,
    /// Words in a shingle, 2 to 20.
    pub shingle_width: usize,
    /// What the hashes of shingles are stirred with before they are sketched, any number; 0 leaves them as they are. Another
    /// seed meets in other buckets, so that nobody who doesn't know it can make texts that crowd one.
    pub seed: u64,
    pub minhash: MinHashParams,
    /// The Jaccard index of shingles at which the wording view finds a pair with the probability `recall`, above 0 to 1.
    pub threshold: f64,
    /// Above 0, below 1.
    pub recall: f64,
    /// An article's best neighbours that the wording view keeps.
    pub wording_most: usize,
    pub sample: SampleParams,
    /// Shared sampled shingles from which on the passages view reads a pair, at least 1; of short articles fewer will do.
    pub passage_shingles: u32,
    /// How the passages view counts.
    pub passages: CountParams,
    /// An article's rarest stems that the content view looks at.
    pub content_stems: usize,
    /// The share of the lighter article's weight from which on the content view reads a pair, 0 to 1.
    pub content_share: f32,
    /// How the content view counts.
    pub content: CountParams,
    /// An article's rarest anchors that are looked at for translations.
    pub translation_anchors: usize,
    /// The share of the lighter article's anchor weight from which on a pair in two languages is read, 0 to 1.
    pub translation_share: f32,
    /// How shared anchors are counted.
    pub translation: CountParams,
    /// Terms besides the shipped ones.
    pub lexicon: Lexicon,
    pub verify: VerifyParams,
    /// Fewest words of an article that can be judged; shorter ones are singles.
    pub min_words: u32,
    /// Worker threads; 0 means one for each processor. Results do not depend on it.
    pub threads: usize,
    /// Bytes of memory that a run should do with; None is half of what the machine has. What texts take beyond a quarter of it,
    /// and what sketches do beyond another, goes to temporary files. Results do not depend on it.
    pub memory: Option<u64>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            ingest: IngestParams::default(),
            furniture: true,
            views: Views::ALL,
            // The field's custom (Broder 1997 used 10, near-duplicate news detection mostly 5): shorter runs are set phrases.
            shingle_width: 5,
            seed: 0,
            minhash: MinHashParams::default(),
            threshold: 0.5,
            recall: 0.99,
            // 12, here and of passages: 32 took a quarter more time and found the same clusters in ten thousand made-up
            // articles, in stories of up to 300 copies, and among the labelled rewrites. 4 lost 2 pairs in 1,000.
            wording_most: 12,
            sample: SampleParams::default(),
            // A passage of 40 words holds 36 shingles, 4 or 5 of them sampled: it is found in 8 of 9 cases. With 2 shared ones
            // twice as many pairs were read in vain, for the lines that outlets put around all that they publish.
            passage_shingles: 3,
            // No article has so many shingles that its buckets hold more than a hundred thousand.
            passages: CountParams { bucket_cap: 256, visits: usize::MAX, least: 0, most: 12 },
            // Measured on 4,009 rewrites and same-event reports, recall on language-model rewrites of 150 words: 32 stems of
            // at most 1,000 articles 0.966, 48 of 4,000 0.976, 64 of 4,000 0.981, 96 of 4,000 0.984 at 5.1, 5.3, 5.5 and 6.4
            // candidates an article.
            content_stems: 64,
            content_share: 0.16,
            // Visits: among the 4,004 rewrites and same-event reports 1,000 finds 1 pair in 1,000 less than any number, 300 finds
            // 2 and 100 finds 18; and in a collection of a quarter million articles any number takes half of the whole time.
            // Least: with 50 visits, as few as a million articles leave to some, recall there is 0.907 without it, 0.885 with 8,
            // 0.938 with 12 and 0.956 with 16; among a million made-up articles 12 cost nothing, 16 a fifteenth of the time.
            content: CountParams { bucket_cap: 4000, visits: 2000, least: 12, most: 32 },
            translation_anchors: 96,
            // Any pair in two languages that shares something is worth a look while it is among the best: at 0.06 a third of
            // the pairs in the hardest languages were never read.
            translation_share: 0.02,
            // A cap of 4,000 finds 2 pairs in 1,000 more among 8 thousand articles in 128 languages; a bucket's cost grows with
            // it. As many visits as there are find what 30,000 find, 10,000 find 4 in 1,000 less.
            translation: CountParams { bucket_cap: 1000, visits: 30_000, least: 0, most: 24 },
            lexicon: Lexicon::default(),
            verify: VerifyParams::default(),
            // Eight words are a headline and a half: two headlines may be equal by chance.
            min_words: 8,
            threads: 0,
            memory: None,
        }
    }
}

impl Config {
    /// The bands that the threshold asks for.
    pub fn bands(&self) -> BandParams {
        BandParams::for_threshold(self.threshold, self.recall, self.minhash.components)
    }

    /// How many bytes of texts stay in memory. What is left beside texts and sketches is for what is known of each article,
    /// 0.6 GB a million, and for buckets, candidates and matches.
    pub fn texts_in_memory(&self) -> u64 {
        self.memory.unwrap_or_else(half_of_the_machine) / 4
    }

    /// How many bytes of each of the three kinds of sketches stay in memory.
    pub fn rows_in_memory(&self) -> u64 {
        self.texts_in_memory() / 3
    }

    /// Checks every stage's parameters.
    ///
    /// # Errors
    /// [`Error::Config`] names the first setting that is out of range, and its range.
    pub fn validate(&self) -> Result<(), Error> {
        let in_range = |name: &str, value: f64, low: f64, high: f64| match (low..=high).contains(&value) {
            true => Ok(()),
            false => Err(Error::Config(format!("{name} lies between {low} and {high}, not at {value}"))),
        };
        self.ingest.check()?;
        in_range("the shingle width", self.shingle_width as f64, 2.0, 20.0)?;
        in_range("the number of components", self.minhash.components as f64, 8.0, 1024.0)?;
        in_range("the threshold", self.threshold, 0.05, 1.0)?;
        in_range("the recall at the threshold", self.recall, 0.01, 0.9999)?;
        in_range("the sampling scale", self.sample.scale as f64, 1.0, 1024.0)?;
        in_range("the content share", f64::from(self.content_share), 0.01, 1.0)?;
        in_range("the shared sampled shingles", f64::from(self.passage_shingles), 1.0, 1000.0)?;
        self.verify.validate()
    }
}

/// Half of the memory that the machine has, or that the group of processes may take in which this one runs.
fn half_of_the_machine() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let limit = system.cgroup_limits().map_or(u64::MAX, |limits| limits.total_memory);
    system.total_memory().min(limit) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_hold_and_errors_name_the_setting() {
        Config::default().validate().unwrap();
        let wrong = Config { threshold: 1.5, ..Config::default() };
        assert_eq!(
            wrong.validate().unwrap_err().to_string(),
            "the threshold lies between 0.05 and 1, not at 1.5"
        );
    }
}
