//! A byte in a pipe, for a host that waits for something to be there.

use std::io::{self, PipeReader, PipeWriter, Write as _};
use std::sync::{Mutex, PoisonError};

/// Rung by whoever has something for the host.
pub(crate) struct Bell {
    writer: PipeWriter,
    /// A second reader that is never read: the host may close its own at any time, and to write to a pipe that has no reader raises SIGPIPE, which
    /// ends a process that does not ignore it.
    _reader: PipeReader,
}

/// The end that the host waits at.
pub(crate) struct Ear(Mutex<Option<PipeReader>>);

impl Bell {
    /// A bell, and the ear that hears it.
    pub(crate) fn hung() -> io::Result<(Self, Ear)> {
        let (reader, writer) = io::pipe()?;
        Ok((Self { writer, _reader: reader.try_clone()? }, Ear(Mutex::new(Some(reader)))))
    }

    /// Makes the descriptor readable. A byte is written, because closing this end is not heard while a forked child has another
    /// copy of it.
    pub(crate) fn ring(&self) {
        // It fails only where the system has no memory for one byte.
        let _ = (&self.writer).write_all(&[1]);
    }
}

/// Also when the work ended in a panic, or was dropped.
impl Drop for Bell {
    fn drop(&mut self) {
        self.ring();
    }
}

impl Ear {
    /// The descriptor, once; whoever takes it closes it.
    #[cfg(unix)]
    pub(crate) fn descriptor(&self) -> Option<i32> {
        use std::os::fd::IntoRawFd as _;
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.map(|reader| reader.into_raw_fd())
    }

    /// There are no descriptors here that a host could wait for.
    #[cfg(not(unix))]
    pub(crate) fn descriptor(&self) -> Option<i32> {
        let _kept_open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        None
    }
}
