//! Plain and compressed files as one kind of stream, whose errors say how far it came.

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// A file's decompressed bytes. An error reads as one line for a person: `truncated gzip after 5120 bytes`.
pub struct Unpacked<'r> {
    inner: Box<dyn Read + 'r>,
    kind: Option<&'static str>,
    /// Set when the compressed bytes have come to their end: an error after that is a cut, one before it is damage.
    ended: Rc<Cell<bool>>,
    bytes: u64,
}

/// The compressed bytes, watched for their end.
struct Watched<R> {
    inner: R,
    ended: Rc<Cell<bool>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.ended.set(count == 0 && !buffer.is_empty());
        Ok(count)
    }
}

fn watched<R: Read>(source: R) -> (BufReader<Watched<R>>, Rc<Cell<bool>>) {
    let ended = Rc::new(Cell::new(false));
    (BufReader::with_capacity(1 << 16, Watched { inner: source, ended: ended.clone() }), ended)
}

/// What xz may hold in memory. Its strongest preset asks for 65 MB; a file's header may ask for 4 GB.
const XZ_KILOBYTES: u32 = 96 << 10;

/// A stream with an end that it must not reach.
struct Limited<R> {
    inner: R,
    left: u64,
    reason: String,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if most == 0 && !buffer.is_empty() {
            return match self.inner.read(&mut buffer[..1])? {
                0 => Ok(0),
                _ => Err(io::Error::other(self.reason.clone())),
            };
        }
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl<'r> Unpacked<'r> {
    /// Bytes as they are.
    pub fn plain(source: impl Read + 'r) -> Self {
        Unpacked { inner: Box::new(source), kind: None, ended: Rc::default(), bytes: 0 }
    }

    /// One or more gzip members after each other.
    pub fn gzip(source: impl Read + 'r) -> Self {
        let (source, ended) = watched(source);
        Unpacked { inner: Box::new(MultiGzDecoder::new(source)), kind: Some("gzip"), ended, bytes: 0 }
    }

    /// One or more zstd frames after each other; skippable frames are skipped.
    pub fn zstd(source: impl Read + 'r) -> Self {
        let (source, ended) = watched(source);
        let frames = Frames { source, decoder: FrameDecoder::new(), open: false };
        Unpacked { inner: Box::new(frames), kind: Some("zstd"), ended, bytes: 0 }
    }

    /// One or more bzip2 streams after each other.
    pub fn bzip2(source: impl Read + 'r) -> Self {
        let (source, ended) = watched(source);
        Unpacked { inner: Box::new(MultiBzDecoder::new(source)), kind: Some("bzip2"), ended, bytes: 0 }
    }

    /// One or more xz streams after each other.
    pub fn xz(source: impl Read + 'r) -> Self {
        let (source, ended) = watched(source);
        let inner = XzReader::new_mem_limit(source, true, XZ_KILOBYTES);
        Unpacked { inner: Box::new(inner), kind: Some("xz"), ended, bytes: 0 }
    }

    /// The same stream, broken off with an error that reads `reason` after `most` bytes.
    pub fn at_most(self, most: u64, reason: &str) -> Unpacked<'r> {
        let inner = Limited { inner: self, left: most, reason: reason.to_owned() };
        Unpacked { inner: Box::new(inner), kind: None, ended: Rc::default(), bytes: 0 }
    }

    /// Decompressed bytes so far.
    pub fn count(&self) -> u64 {
        self.bytes
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(count) => {
                self.bytes += count as u64;
                Ok(count)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => Err(match self.kind {
                None => e,
                Some(kind) if self.ended.get() => {
                    io::Error::other(format!("truncated {kind} after {} bytes", self.bytes))
                }
                Some(kind) => io::Error::other(format!("damaged {kind} after {} bytes: {e}", self.bytes)),
            }),
        }
    }
}

/// Reads a stream to its end.
///
/// # Errors
///
/// One line for a person: what the stream says, or that it holds more than `limit` bytes.
pub fn read_whole(source: &mut impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > limit {
        let limit = limit.div_ceil(1 << 20);
        return Err(format!("over the limit of {limit} MB for one file (JSON Lines has no such limit)"));
    }
    Ok(bytes)
}

/// zstd frames after each other: the decoder knows one frame.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if self.open {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    self.decoder
                        .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                        .map_err(io::Error::other)?;
                }
                let count = self.decoder.read(buffer)?;
                if count > 0 {
                    return Ok(count);
                }
                // The decoder reads the checksum and leaves the comparison to its caller.
                if let (Some(said), Some(is)) =
                    (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum())
                    && said != is
                {
                    return Err(io::Error::other("the checksum does not match"));
                }
                self.open = false;
            }
            if self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            match self.decoder.reset(&mut self.source) {
                Ok(()) => self.open = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(e) => return Err(io::Error::other(e)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::tests::gzip;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    /// `xz -1` of "one two" and a line feed.
    const XZ: &str = "fd377a585a000004e6d6b4460200210110000000a8708e860100076f6e652074776f0a00eb51e7b43457f96d00012008bb19d9bb1fb6f37d010000000004595a";

    fn xz() -> Vec<u8> {
        (0..XZ.len()).step_by(2).map(|at| u8::from_str_radix(&XZ[at..at + 2], 16).unwrap()).collect()
    }

    /// The same with a dictionary of 4 GB.
    const XZ_GREEDY: [u8; 64] = [
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x0, 0x0, 0x4, 0xe6, 0xd6, 0xb4, 0x46, 0x2, 0x0, 0x21, 0x1, 0x28, 0x0,
        0x0, 0x0, 0xe6, 0xa0, 0x11, 0xb3, 0x1, 0x0, 0x7, 0x6f, 0x6e, 0x65, 0x20, 0x74, 0x77, 0x6f, 0xa, 0x0,
        0xeb, 0x51, 0xe7, 0xb4, 0x34, 0x57, 0xf9, 0x6d, 0x0, 0x1, 0x20, 0x8, 0xbb, 0x19, 0xd9, 0xbb, 0x1f,
        0xb6, 0xf3, 0x7d, 0x1, 0x0, 0x0, 0x0, 0x0, 0x4, 0x59, 0x5a,
    ];

    #[test]
    fn xz_streams_follow_each_other() {
        assert_eq!(whole(Unpacked::xz(&xz()[..])).unwrap(), "one two\n");
        assert_eq!(whole(Unpacked::xz(&[xz(), xz()].concat()[..])).unwrap(), "one two\none two\n");
        for cut in 1..xz().len() {
            assert!(
                whole(Unpacked::xz(&xz()[..cut])).unwrap_err().starts_with("truncated xz after "),
                "{cut}"
            );
        }
        // The dictionary of 4 GB that a header may ask for is not made.
        let greedy = whole(Unpacked::xz(&XZ_GREEDY[..])).unwrap_err();
        assert!(greedy.starts_with("damaged xz after 0 bytes"), "{greedy}");
    }

    #[test]
    fn a_stream_ends_or_reaches_its_limit() {
        let reason = |limit| whole(Unpacked::gzip(&gzip(b"12345")[..]).at_most(limit, "too much"));
        assert_eq!(reason(5).unwrap(), "12345");
        assert_eq!(reason(4).unwrap_err(), "too much");
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn whole(mut source: Unpacked<'_>) -> Result<String, String> {
        read_whole(&mut source, 1 << 20).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn frames_follow_each_other() {
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(whole(Unpacked::gzip(&two[..])).unwrap(), "one two");
        let skippable = [&0x184D_2A50u32.to_le_bytes()[..], &3u32.to_le_bytes(), b"xyz"].concat();
        let three = [skippable.clone(), zstd(b"one "), skippable, zstd(b""), zstd(b"two")].concat();
        assert_eq!(whole(Unpacked::zstd(&three[..])).unwrap(), "one two");
        let two = [bzip2(b"one "), bzip2(b"two")].concat();
        assert_eq!(whole(Unpacked::bzip2(&two[..])).unwrap(), "one two");
        assert_eq!(whole(Unpacked::plain(&b"as it is"[..])).unwrap(), "as it is");
    }

    #[test]
    fn a_cut_is_told_from_damage() {
        let text = "some text that is long enough ".repeat(200);
        let packed = text.as_bytes();
        for (name, packed) in [("gzip", gzip(packed)), ("zstd", zstd(packed)), ("bzip2", bzip2(packed))] {
            let open = |bytes: &[u8]| {
                whole(match name {
                    "gzip" => Unpacked::gzip(bytes),
                    "zstd" => Unpacked::zstd(bytes),
                    _ => Unpacked::bzip2(bytes),
                })
            };
            assert_eq!(open(&packed).unwrap(), text);
            for cut in [3, packed.len() / 2, packed.len() - 1] {
                let reason = open(&packed[..cut]).unwrap_err();
                assert!(reason.starts_with(&format!("truncated {name} after ")), "{cut}: {reason}");
            }
            let mut damaged = packed.clone();
            damaged[0] ^= 0xFF;
            let reason = open(&damaged).unwrap_err();
            assert!(reason.starts_with(&format!("damaged {name} after 0 bytes")), "{reason}");
        }
    }
}
