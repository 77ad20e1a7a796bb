//! The bytes of the file out of the bytes of the reply: unpacked where it is compressed, counted, digested.

use std::io::Write as _;

use flate2::write::GzDecoder;

use crate::crypto::digest::Sha1Digest;
use crate::error::{Error, Result, sdk_codes};

/// How much of an uncompressed reply is handed on at once.
const PIECE: usize = 16 << 10;

/// A compressed file is one member; some servers join a few. Very many are an attack on the processor.
const MAXIMUM_MEMBERS: u32 = 1024;

/// Unpacks in steps, so that a small piece that swells does not fill the memory.
pub(super) struct Unpack {
    input: Vec<u8>,
    taken: usize,
    gzip: Option<Gzip>,
    received: u64,
    produced: u64,
    maximum: u64,
    digest: Sha1Digest,
}

struct Gzip {
    decoder: Box<GzDecoder<Vec<u8>>>,
    members: u32,
    flushed: bool,
}

impl Unpack {
    /// `maximum` limits both sizes, packed and unpacked.
    pub(super) fn new(gzip: bool, maximum: u64) -> Self {
        let gzip = gzip.then(|| Gzip { decoder: new_decoder(), members: 1, flushed: true });
        let digest = Sha1Digest::default();
        Self { input: Vec::new(), taken: 0, gzip, received: 0, produced: 0, maximum, digest }
    }

    /// Whether the reply was compressed: then its check sum was right, once the end was reached.
    pub(super) fn is_packed(&self) -> bool {
        self.gzip.is_some()
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.input.drain(..self.taken);
        self.taken = 0;
        self.input.extend_from_slice(bytes);
    }

    /// Appends the next bytes of the file, some tens of kilobytes at the most. `false` when it needs more input.
    pub(super) fn step(&mut self, out: &mut Vec<u8>) -> Result<bool> {
        let begin = out.len();
        let input = &self.input[self.taken..];
        let taken = match &mut self.gzip {
            None => {
                let piece = &input[..input.len().min(PIECE)];
                out.extend_from_slice(piece);
                piece.len()
            }
            Some(gzip) => gzip.step(input, out)?,
        };
        self.taken += taken;
        self.received = self.received.saturating_add(taken as u64);
        self.account(out, begin)?;
        Ok(taken > 0 || out.len() > begin)
    }

    /// Appends what is left when the reply is over; a compressed file must be complete.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let begin = out.len();
        if let Some(gzip) = &mut self.gzip {
            gzip.decoder.try_finish().map_err(|_| broken("cut or damaged", "被截断或损坏"))?;
            out.append(gzip.decoder.get_mut());
        }
        self.account(out, begin)
    }

    /// How many bytes the file has so far.
    pub(super) fn produced(&self) -> u64 {
        self.produced
    }

    /// The digest of the file so far.
    pub(super) fn digest(&self) -> String {
        self.digest.clone().hex()
    }

    fn account(&mut self, out: &[u8], begin: usize) -> Result<()> {
        let new = &out[begin..];
        self.digest.update(new);
        self.produced = self.produced.saturating_add(new.len() as u64);
        if self.produced.max(self.received) > self.maximum {
            let (en, zh) =
                (format!("more than {} bytes", self.maximum), format!("超过 {} 字节", self.maximum));
            return Err(Error::sdk(&sdk_codes::BILL_TOO_LARGE).with_detail_in(en, zh));
        }
        Ok(())
    }
}

impl Gzip {
    /// How many bytes of the input were used; what came of them is appended.
    fn step(&mut self, input: &[u8], out: &mut Vec<u8>) -> Result<usize> {
        let mut taken = 0;
        if !input.is_empty() {
            taken = self.decoder.write(input).map_err(|_| broken("damaged", "损坏"))?;
            self.flushed = false;
            if taken == 0 {
                // The member is over and something follows: the next member, or nothing that belongs here.
                self.next_member(out)?;
                taken = self
                    .decoder
                    .write(input)
                    .map_err(|_| broken("followed by something else", "之后还有其他内容"))?;
            }
        }
        if taken == input.len() && !self.flushed {
            // Or the rows at the end of this piece would wait for the next one.
            self.decoder.flush().map_err(|_| broken("damaged", "损坏"))?;
            self.flushed = true;
        }
        out.append(self.decoder.get_mut());
        Ok(taken)
    }

    fn next_member(&mut self, out: &mut Vec<u8>) -> Result<()> {
        self.decoder.try_finish().map_err(|_| broken("damaged", "损坏"))?;
        out.append(self.decoder.get_mut());
        if self.members == MAXIMUM_MEMBERS {
            return Err(broken("too many members", "分段过多"));
        }
        self.members += 1;
        self.decoder = new_decoder();
        Ok(())
    }
}

fn new_decoder() -> Box<GzDecoder<Vec<u8>>> {
    Box::new(GzDecoder::new(Vec::new()))
}

fn broken(en: &str, zh: &str) -> Error {
    Error::sdk(&sdk_codes::BILL_GZIP_BROKEN).with_detail_in(en, zh)
}
