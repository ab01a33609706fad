//! Rows of numbers, in memory or in a temporary file.

use crate::store::Store;
use std::ops::Range;

/// Rows of numbers of different lengths, of which those that come first are kept in memory, as many as may be, and the others
/// in a temporary file: the sketches of a collection.
#[derive(Debug)]
pub struct Rows {
    /// Where each row begins: a place in `held`, or with [`STORED`] one in the file. In numbers, not bytes.
    places: Vec<u64>,
    lengths: Vec<u32>,
    held: Vec<u32>,
    /// So many numbers may be held.
    most: usize,
    store: Option<Store>,
    /// Up to here the rows stand in the file in their order, once one was replaced.
    ordered: Option<u64>,
    /// Why rows stay in memory although they are too many.
    failed: Option<String>,
    bytes: Vec<u8>,
}

/// Marks a place in the file.
const STORED: u64 = 1 << 63;

/// So many numbers are read from the file at once.
const BLOCK: u64 = 1 << 16;

const NUMBER: usize = size_of::<u32>();

/// Room for what is read from the file.
#[derive(Debug, Default)]
pub struct Room {
    bytes: Vec<u8>,
    numbers: Vec<u32>,
}

impl Default for Rows {
    /// All in memory.
    fn default() -> Self {
        Rows::within(u64::MAX)
    }
}

impl Rows {
    /// At most `memory` bytes of rows stay in memory.
    pub fn within(memory: u64) -> Self {
        Rows {
            places: Vec::new(),
            lengths: Vec::new(),
            held: Vec::new(),
            most: usize::try_from(memory / NUMBER as u64).unwrap_or(usize::MAX),
            store: None,
            ordered: None,
            failed: None,
            bytes: Vec::new(),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The numbers of each row.
    pub fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// How many numbers may be held in memory.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Adds a row behind the others. Where the temporary file can't be made or written any more it stays in memory;
    /// [`failure`](Rows::failure) says why.
    ///
    /// # Panics
    /// When it has four billion numbers.
    pub fn push(&mut self, row: &[u32]) {
        let (place, length) = self.keep(row);
        self.places.push(place);
        self.lengths.push(length);
    }

    /// Puts another in the place of a row.
    ///
    /// # Panics
    /// When there is no such row, or the new one has four billion numbers.
    pub fn replace(&mut self, row: usize, by: &[u32]) {
        self.ordered.get_or_insert(self.stored());
        (self.places[row], self.lengths[row]) = self.keep(by);
    }

    /// Why the temporary file could not be made or written, if it could not.
    pub fn failure(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// Row number `row`; `room` is for one that stands in the file.
    ///
    /// # Panics
    /// When there is no such row, or the temporary file can't be read any more.
    #[inline]
    pub fn row<'r>(&'r self, row: usize, room: &'r mut Room) -> &'r [u32] {
        let (place, length) = (self.places[row], self.lengths[row]);
        match place & STORED {
            0 => &self.held[place as usize..][..length as usize],
            _ => {
                let start = place ^ STORED;
                self.load(start..start + u64::from(length), room)
            }
        }
    }

    /// Calls `each` with the number of every row of a range, in their order, and the row.
    ///
    /// # Panics
    /// As [`row`](Rows::row).
    pub fn each(&self, rows: Range<usize>, mut each: impl FnMut(usize, &[u32])) {
        let ordered = self.ordered.unwrap_or_else(|| self.stored());
        let end = |row: usize| (self.places[row] ^ STORED) + u64::from(self.lengths[row]);
        // Where the range ends in the file, as far as it is in order.
        let last = rows.clone().next_back().map(end).filter(|&end| end <= ordered).unwrap_or(ordered);
        let mut room = Room::default();
        let mut block = 0..0;
        for row in rows {
            let (place, length) = (self.places[row], self.lengths[row] as usize);
            if place & STORED == 0 {
                each(row, &self.held[place as usize..][..length]);
                continue;
            }
            let here = place ^ STORED..end(row);
            if here.start < block.start || here.end > block.end {
                block = match here.end <= last {
                    true => here.start..(here.start + BLOCK).min(last).max(here.end),
                    false => here.clone(),
                };
                self.load(block.clone(), &mut room);
            }
            each(row, &room.numbers[(here.start - block.start) as usize..][..length]);
        }
    }

    /// How many numbers the file holds.
    fn stored(&self) -> u64 {
        self.store.as_ref().map_or(0, |store| store.len() / NUMBER as u64)
    }

    /// Where the row is from now on, and its length.
    fn keep(&mut self, row: &[u32]) -> (u64, u32) {
        let length = u32::try_from(row.len()).expect("a row has fewer than four billion numbers");
        let fits = self.store.is_none() && self.held.len() + row.len() <= self.most;
        if !fits && self.failed.is_none() {
            match self.append(row) {
                Ok(at) => return (STORED | (at / NUMBER as u64), length),
                Err(e) => self.failed = Some(e.to_string()),
            }
        }
        let place = self.held.len() as u64;
        self.held.extend_from_slice(row);
        (place, length)
    }

    fn append(&mut self, row: &[u32]) -> std::io::Result<u64> {
        if self.store.is_none() {
            self.store = Some(Store::new()?);
        }
        self.bytes.clear();
        self.bytes.extend(row.iter().flat_map(|number| number.to_le_bytes()));
        self.store.as_ref().expect("it was just made").append(&self.bytes)
    }

    /// Reads a range of the file, in numbers.
    fn load<'r>(&self, range: Range<u64>, room: &'r mut Room) -> &'r [u32] {
        let store = self.store.as_ref().expect("a row that is stored is in a file");
        room.bytes.resize((range.end - range.start) as usize * NUMBER, 0);
        store.read(range.start * NUMBER as u64, &mut room.bytes);
        let number = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        room.numbers.clear();
        room.numbers.extend(room.bytes.chunks_exact(NUMBER).map(number));
        &room.numbers
    }
}

/// All in memory.
impl<R: AsRef<[u32]>> FromIterator<R> for Rows {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut all = Rows::default();
        rows.into_iter().for_each(|row| all.push(row.as_ref()));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_the_same_wherever_they_stand(
            rows in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..40), 1..60),
            long in 0u32..100_000,
            replaced in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(any::<u32>(), 0..50)), 0..4),
            memory in 0u64..4000,
            range in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let mut expected = rows;
            // One that takes more than a block.
            expected.insert(expected.len() / 2, (0..long).collect());
            let mut kept = Rows::within(memory);
            expected.iter().for_each(|row| kept.push(row));
            for (row, by) in replaced {
                let row = row.index(expected.len());
                kept.replace(row, &by);
                expected[row] = by;
            }
            prop_assert!(kept.failure().is_none() && kept.held.len() as u64 * 4 <= memory);
            prop_assert_eq!(kept.len(), expected.len());
            let mut room = Room::default();
            for (number, row) in expected.iter().enumerate() {
                prop_assert_eq!(kept.row(number, &mut room), row);
            }
            let ends = [range.0.index(expected.len() + 1), range.1.index(expected.len() + 1)];
            let range = ends[0].min(ends[1])..ends[0].max(ends[1]);
            let mut found = Vec::new();
            kept.each(range.clone(), |number, row| found.push((number, row.to_vec())));
            let all: Vec<(usize, Vec<u32>)> = range.map(|row| (row, expected[row].clone())).collect();
            prop_assert_eq!(found, all);
        }
    }
}
