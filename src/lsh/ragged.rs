//! Rows of different lengths in one piece of memory.

use rayon::prelude::*;

/// Rows of different lengths, one behind the other: what a vector of vectors holds, without an allocation for each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Ragged<T> {
    /// Where each row begins in `values`; one entry more than rows.
    starts: Vec<usize>,
    values: Vec<T>,
}

impl<T> Ragged<T> {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Row number `row`.
    pub fn row(&self, row: usize) -> &[T] {
        &self.values[self.starts[row]..self.starts[row + 1]]
    }

    /// The rows in their order.
    pub fn rows(&self) -> impl Iterator<Item = &[T]> + Clone {
        self.starts.windows(2).map(|ends| &self.values[ends[0]..ends[1]])
    }

    /// All values, row by row.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Adds a row behind the others.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.starts.push(self.values.len());
    }

    /// Rows of these lengths, of one value.
    pub fn of_lengths(lengths: &[usize], value: T) -> Self
    where
        T: Clone,
    {
        let mut starts = vec![0];
        starts.extend(lengths.iter().scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        }));
        Ragged { values: vec![value; starts[lengths.len()]], starts }
    }

    /// Row 0, 1, ... of so many: the values that `items` gives with its number, in their order. On all threads, but at most
    /// eight: each goes through all of what `items` gives, twice, and keeps what is of its rows.
    pub fn grouped_by_many<I: Iterator<Item = (usize, T)>>(rows: usize, items: impl Fn() -> I + Sync) -> Self
    where
        T: Clone + Default + Send,
    {
        let mut lengths = vec![0; rows];
        let share = rows.div_ceil(rayon::current_num_threads().min(MOST_READERS)).max(1);
        lengths.par_chunks_mut(share).enumerate().for_each(|(number, lengths)| {
            // A row of another thread comes out beyond the end, from below by wrapping around.
            items().for_each(|(row, _)| {
                if let Some(length) = lengths.get_mut(row.wrapping_sub(number * share)) {
                    *length += 1;
                }
            });
        });
        let mut ragged = Ragged::of_lengths(&lengths, T::default());
        let mut rest = &mut ragged.values[..];
        let mut shares = Vec::new();
        for (number, starts) in ragged.starts[..rows].chunks(share).enumerate() {
            let end = ragged.starts[number * share + starts.len()];
            let (values, behind) = std::mem::take(&mut rest).split_at_mut(end - starts[0]);
            rest = behind;
            shares.push((number * share, starts, values));
        }
        shares.into_par_iter().for_each(|(first, starts, values)| {
            let mut next: Vec<usize> = starts.iter().map(|start| start - starts[0]).collect();
            items().for_each(|(row, value)| {
                if let Some(next) = next.get_mut(row.wrapping_sub(first)) {
                    values[*next] = value;
                    *next += 1;
                }
            });
        });
        ragged
    }

    /// Rows of the same lengths as these, of what `make` makes of their values.
    pub fn like<U>(&self, make: impl Fn(&T) -> U) -> Ragged<U> {
        Ragged { starts: self.starts.clone(), values: self.values.iter().map(make).collect() }
    }
}

/// Rows of known lengths that are filled in any order.
pub struct Filling<T> {
    ragged: Ragged<T>,
    /// Where the next value of each row stands.
    next: Vec<usize>,
}

impl<T: Clone + Default> Filling<T> {
    /// Rows of these lengths.
    pub fn new(lengths: &[usize]) -> Self {
        let ragged = Ragged::of_lengths(lengths, T::default());
        Filling { next: ragged.starts.clone(), ragged }
    }

    /// Puts a value behind those that the row has.
    #[inline]
    pub fn put(&mut self, row: usize, value: T) {
        self.ragged.values[self.next[row]] = value;
        self.next[row] += 1;
    }

    /// The rows.
    pub fn done(self) -> Ragged<T> {
        self.ragged
    }
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Ragged { starts: vec![0], values: Vec::new() }
    }
}

impl<T, R: IntoIterator<Item = T>> FromIterator<R> for Ragged<T> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut ragged = Ragged::default();
        for row in rows {
            ragged.push(row);
        }
        ragged
    }
}

/// More threads would all wait for the same memory.
const MOST_READERS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_out_as_they_went_in() {
        let rows = [vec![1, 2], vec![], vec![3]];
        let ragged: Ragged<i32> = rows.clone().into_iter().collect();
        assert_eq!(ragged.rows().collect::<Vec<_>>(), rows);
        assert_eq!((ragged.len(), ragged.row(2), ragged.values()), (3, &[3][..], &[1, 2, 3][..]));
        assert_eq!(ragged.like(|x| x * 2).row(0), [2, 4]);
        let zeros = Ragged::of_lengths(&[1, 0, 2], 0);
        assert_eq!(zeros.rows().collect::<Vec<_>>(), [&[0][..], &[], &[0, 0]]);
        let mut filling = Filling::new(&[1, 0, 2]);
        [(2, 'a'), (0, 'b'), (2, 'c')].into_iter().for_each(|(row, value)| filling.put(row, value));
        assert_eq!(filling.done().rows().collect::<Vec<_>>(), [&['b'][..], &[], &['a', 'c']]);
        let many = || (0..1000usize).map(|n| (n * 7919 % 101, n));
        let of = |row: usize| many().filter(move |of| of.0 == row).map(|(_, value)| value);
        assert_eq!(Ragged::grouped_by_many(101, many), (0..101).map(of).collect());
        assert!(Ragged::<u8>::grouped_by_many(0, std::iter::empty).is_empty());
        assert!(Ragged::<u8>::default().is_empty());
    }
}
