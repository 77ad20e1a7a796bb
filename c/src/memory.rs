//! Bytes of the host's that are read here, and bytes of ours that the host frees.

use std::ptr;
use std::slice;

use crate::abi::{Buffer, Bytes};

/// Why bytes of the host's cannot be read.
#[derive(Clone, Copy)]
pub(crate) enum Unreadable {
    /// NULL, with a length.
    NoAddress,
    /// More than there can be: a negative number, or a length that was never set.
    TooLong,
    /// A text that is not UTF-8, or holds NUL.
    NotText,
}

/// More is no request of anybody: such a length is a mistake, and the bytes are not looked at. 256 MiB.
const MOST: usize = 1 << 28;

impl Bytes {
    /// The bytes.
    ///
    /// # Safety
    /// `data` is NULL, or `length` bytes can be read there and nobody changes them as long as the slice is used.
    pub(crate) unsafe fn read<'a>(self) -> Result<&'a [u8], Unreadable> {
        match (self.data.is_null(), self.length) {
            (_, 0) => Ok(&[]),
            (true, _) => Err(Unreadable::NoAddress),
            (false, length) if length > MOST => Err(Unreadable::TooLong),
            // SAFETY: not NULL, far below `isize::MAX`, and the caller vouches for the rest.
            (false, length) => Ok(unsafe { slice::from_raw_parts(self.data, length) }),
        }
    }

    /// The text.
    ///
    /// # Safety
    /// As of [`Self::read`].
    pub(crate) unsafe fn text<'a>(self) -> Result<&'a str, Unreadable> {
        // SAFETY: the caller vouches for it.
        let text = str::from_utf8(unsafe { self.read() }?).map_err(|_| Unreadable::NotText)?;
        if text.contains('\0') { Err(Unreadable::NotText) } else { Ok(text) }
    }
}

impl Buffer {
    /// A text that the host frees.
    pub(crate) fn of(text: String) -> Self {
        if text.is_empty() {
            return Self::EMPTY;
        }
        let length = text.len();
        let mut bytes = text.into_bytes();
        bytes.reserve_exact(1);
        bytes.push(0);
        Self { data: Box::into_raw(bytes.into_boxed_slice()).cast(), length }
    }

    /// Frees it.
    ///
    /// # Safety
    /// It comes from [`Self::of`], as it was, and is not used again.
    pub(crate) unsafe fn free(self) {
        if !self.data.is_null() {
            let bytes = ptr::slice_from_raw_parts_mut(self.data, self.length.wrapping_add(1));
            // SAFETY: this is what `of` made: a box of so many bytes and the NUL.
            drop(unsafe { Box::from_raw(bytes) });
        }
    }
}
