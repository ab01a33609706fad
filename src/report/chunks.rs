//! The bytes of many items, made by all threads and written in the order of the items.

use std::io::{self, Write};
use std::num::NonZero;
use std::ops::Range;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Articles that are written together: about 64 KB.
pub const CHUNK: usize = 256;

/// Writes what `make` makes of the items `0..count`, `size` at a time. As many threads as `threads` says, 0 being one for each
/// processor, make it; each waits while two of its chunks are unwritten, so that never all is in memory.
///
/// # Errors
/// Whatever `out` says, and the first error of `make`.
pub fn write(
    count: usize,
    size: usize,
    threads: usize,
    out: &mut dyn Write,
    make: impl Fn(Range<usize>, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let chunks = count.div_ceil(size);
    let threads = match threads {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        threads => threads,
    };
    let threads = threads.min(chunks);
    let items = |chunk: usize| chunk * size..count.min((chunk + 1) * size);
    if threads < 2 {
        let mut bytes = Vec::new();
        for chunk in 0..chunks {
            bytes.clear();
            make(items(chunk), &mut bytes)?;
            out.write_all(&bytes)?;
        }
        return Ok(());
    }
    let make = &make;
    thread::scope(|scope| {
        // In turns, so that whose chunk is next is known.
        let makers: Vec<_> = (0..threads)
            .map(|turn| {
                let (making, made) = sync_channel(1);
                scope.spawn(move || {
                    for chunk in (turn..chunks).step_by(threads) {
                        let mut bytes = Vec::new();
                        let done = make(items(chunk), &mut bytes).map(|()| bytes);
                        if making.send(done).is_err() {
                            break;
                        }
                    }
                });
                made
            })
            .collect();
        (0..chunks).try_for_each(|chunk| {
            let bytes = makers[chunk % threads].recv().expect("a maker makes all its chunks");
            out.write_all(&bytes?)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items() {
        let all: String = (0..100).map(|item| format!("{item} ")).collect();
        for (size, threads) in [(1, 1), (1, 3), (7, 0), (7, 2), (50, 8), (1000, 2)] {
            let mut out = Vec::new();
            let make = |mut items: Range<usize>, bytes: &mut Vec<u8>| {
                assert!((1..=size).contains(&items.len()));
                items.try_for_each(|item| write!(bytes, "{item} "))
            };
            write(100, size, threads, &mut out, make).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), all, "{size} {threads}");
        }
        write(0, 5, 2, &mut Vec::new(), |_, _| Err(io::Error::other("asked for"))).unwrap();
    }

    #[test]
    fn an_error_ends_it() {
        let fails_at = |bad: usize| {
            let make = |items: Range<usize>, bytes: &mut Vec<u8>| match items.contains(&bad) {
                true => Err(io::Error::other("no")),
                false => bytes.write_all(b"."),
            };
            let mut out = Vec::new();
            let done = write(90, 1, 3, &mut out, make);
            (done.is_err(), out.len())
        };
        assert_eq!(fails_at(40), (true, 40));
        assert_eq!(fails_at(100), (false, 90));
    }

    #[test]
    fn a_reader_that_went_away_ends_it() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let done = write(1000, 3, 2, &mut Full(100), |_, bytes| bytes.write_all(b"...."));
        assert_eq!(done.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
