//! A byte between two sockets, for whoever waits for something to be there. Both ends are ours, so that nobody writes to an end that is
//! gone: that would be a signal, and it ends processes.

use std::io::{self, Read as _, Write as _};
use std::mem::ManuallyDrop;
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, FdFlags, dup2, fcntl_setfd};

/// Readable while something is there.
pub(super) struct Bell {
    near: UnixStream,
    far: UnixStream,
}

impl Bell {
    pub(super) fn hung() -> io::Result<Self> {
        let (near, far) = pair()?;
        Ok(Self { near, far })
    }

    /// Something is there.
    pub(super) fn ring(&self) {
        // Full of bytes it is readable, too.
        let _ = (&self.near).write(&[1]);
    }

    /// Nothing is there any more.
    pub(super) fn silence(&self) {
        let mut bytes = [0; 16];
        while matches!((&self.far).read(&mut bytes), Ok(count) if count > 0) {}
    }

    /// Waits until something is there. `false`: a signal came first.
    pub(super) fn wait(&self, limit: Option<Duration>) -> bool {
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let mut ears = [PollFd::new(&self.far, PollFlags::IN)];
        poll(&mut ears, limit.as_ref()) != Err(Errno::INTR)
    }

    pub(super) fn descriptor(&self) -> i32 {
        self.far.as_raw_fd()
    }

    /// In a child by `fork`: sockets of its own, by the same numbers. The parent goes on with those that both had.
    pub(super) fn renew(&self) -> io::Result<()> {
        let (near, far) = pair()?;
        put(&near, &self.near)?;
        put(&far, &self.far)
    }
}

fn pair() -> io::Result<(UnixStream, UnixStream)> {
    let (near, far) = UnixStream::pair()?;
    near.set_nonblocking(true)?;
    far.set_nonblocking(true)?;
    Ok((near, far))
}

fn put(fresh: &UnixStream, place: &UnixStream) -> io::Result<()> {
    // SAFETY: the number is that of `place`, which is open as long as it is borrowed here; it is not closed by this second owner.
    let mut there = ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(place.as_raw_fd()) });
    dup2(fresh, &mut there)?;
    Ok(fcntl_setfd(&*there, FdFlags::CLOEXEC)?)
}
