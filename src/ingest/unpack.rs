//! Plain, gzip and zstd files as one kind of stream, whose errors say how far it came.

use flate2::bufread::MultiGzDecoder;
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
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
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
        assert_eq!(whole(Unpacked::plain(&b"as it is"[..])).unwrap(), "as it is");
    }

    #[test]
    fn a_cut_is_told_from_damage() {
        let text = "some text that is long enough ".repeat(200);
        for (name, packed) in [("gzip", gzip(text.as_bytes())), ("zstd", zstd(text.as_bytes()))] {
            let open = |bytes: &[u8]| {
                whole(if name == "gzip" { Unpacked::gzip(bytes) } else { Unpacked::zstd(bytes) })
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
