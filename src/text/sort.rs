//! Sorts hashes.

/// Sorts numbers whose upper bits are spread evenly, as those of hashes are: each goes to its bucket by them, so that hardly
/// anything is left to compare. Two thirds of the time that sorting by comparisons takes for 470 numbers, the words of an
/// article, a ninth for 2,000. Keeps its buckets from one time to the next.
#[derive(Debug, Default)]
pub struct Sorter {
    /// Where each bucket's next number goes.
    places: Vec<u32>,
    sorted: Vec<u64>,
}

/// Fewer numbers are sorted by comparisons.
const FEW: usize = 32;

/// Buckets for more than so many numbers would no longer be in the first cache.
const MOST_BITS: u32 = 12;

/// Where a bucket is longer than this the numbers are not spread evenly.
const LONG: u32 = 256;

impl Sorter {
    /// Sorts `values`, ascending.
    ///
    /// However unevenly they are spread, it takes a few times as long as sorting by comparisons at most.
    pub fn sort(&mut self, values: &mut Vec<u64>) {
        let n = values.len();
        if n < FEW || u32::try_from(n).is_err() {
            values.sort_unstable();
            return;
        }
        let shift = 64 - (usize::BITS - n.leading_zeros()).min(MOST_BITS);
        let (places, sorted) = (&mut self.places, &mut self.sorted);
        places.clear();
        places.resize(1 << (64 - shift), 0);
        for &value in values.iter() {
            places[(value >> shift) as usize] += 1;
        }
        let (mut start, mut longest) = (0, 0);
        for place in places.iter_mut() {
            longest = longest.max(*place);
            start += std::mem::replace(place, start);
        }
        if longest > LONG {
            values.sort_unstable();
            return;
        }
        sorted.resize(n, 0);
        for &value in values.iter() {
            let place = &mut places[(value >> shift) as usize];
            sorted[*place as usize] = value;
            *place += 1;
        }
        // Everything stands in its bucket.
        for next in 1..n {
            let value = sorted[next];
            let mut at = next;
            while at > 0 && sorted[at - 1] > value {
                sorted[at] = sorted[at - 1];
                at -= 1;
            }
            sorted[at] = value;
        }
        std::mem::swap(values, sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts(values in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..50, (0u64..20).prop_map(|bits| bits << 59)], 0..400)) {
            let mut sorter = Sorter::default();
            sorter.sort(&mut (0..100).rev().collect());
            let (mut found, mut expected) = (values.clone(), values);
            sorter.sort(&mut found);
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
