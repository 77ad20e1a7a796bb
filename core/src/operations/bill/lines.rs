//! Lines out of pieces, with a limit on their length.

use crate::error::{Error, Result, sdk_codes};

/// The longest line in bytes (64 KiB). A genuine one has a few hundred.
pub(super) const MAXIMUM_LINE_BYTES: usize = 64 << 10;

/// Bytes that wait for the end of their line.
#[derive(Default)]
pub(super) struct Lines {
    waiting: Vec<u8>,
    taken: usize,
    /// How much after that holds no line feed: it is not searched again.
    searched: usize,
}

impl Lines {
    /// Where further bytes are appended.
    pub(super) fn space(&mut self) -> &mut Vec<u8> {
        self.waiting.drain(..self.taken);
        self.taken = 0;
        &mut self.waiting
    }

    /// The next complete line without its line feed; `None` when there is none yet.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>> {
        let rest = &self.waiting[self.taken..];
        let found = rest[self.searched..].iter().position(|byte| *byte == b'\n');
        let length = found.map_or(rest.len(), |found| self.searched + found);
        if length > MAXIMUM_LINE_BYTES {
            return Err(too_long());
        }
        if found.is_none() {
            self.searched = length;
            return Ok(None);
        }
        let begin = self.taken;
        self.taken += length + 1;
        self.searched = 0;
        Ok(Some(&self.waiting[begin..begin + length]))
    }

    /// What stands after the last line feed.
    pub(super) fn rest(&self) -> &[u8] {
        &self.waiting[self.taken..]
    }
}

/// A line that is too long to be genuine.
pub(super) fn too_long() -> Error {
    Error::sdk(&sdk_codes::BILL_TOO_LARGE).with_detail_in(
        format!("a line of more than {MAXIMUM_LINE_BYTES} bytes"),
        format!("单行超过 {MAXIMUM_LINE_BYTES} 字节"),
    )
}
