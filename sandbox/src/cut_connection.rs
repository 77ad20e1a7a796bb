//! A connection that a fault can cut after any byte, of a request or of a reply.

use std::borrow::Cow;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::faults;
use crate::state::SandboxState;

/// How many bytes of the reply may still be sent; shared with whoever answers.
#[derive(Clone)]
pub(crate) struct ReplyLimit(Arc<AtomicU64>);

impl ReplyLimit {
    /// Cuts the connection after so many bytes of the next reply.
    pub(crate) fn cut_after(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    fn left(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A connection with its bytes counted. Inside TLS it counts what TLS carries.
pub(crate) struct CuttableConnection<S> {
    stream: S,
    state: Arc<SandboxState>,
    phase: Phase,
    /// What was read to find the end of the first line, and not handed on yet.
    held: Vec<u8>,
    /// How many bytes of this request may still be handed on, when a fault cuts it.
    request_left: Option<usize>,
    reply_left: ReplyLimit,
    is_cut: bool,
}

/// The same bytes, with the header of WeChat Pay's that title case would spell otherwise.
fn spelt(bytes: &[u8]) -> Cow<'_, [u8]> {
    const WRITTEN: &[u8] = b"\r\nRequest-Id: ";
    const SPELT: &[u8] = b"\r\nRequest-ID: ";
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_default();
    match bytes[..head].windows(WRITTEN.len()).position(|window| window == WRITTEN) {
        Some(at) => {
            let mut bytes = bytes.to_vec();
            bytes[at..at + SPELT.len()].copy_from_slice(SPELT);
            Cow::Owned(bytes)
        }
        None => Cow::Borrowed(bytes),
    }
}

/// How far the request that is being read has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Its first line, which tells whether a fault cuts it.
    FirstLine,
    /// Behind the first line, or no fault cuts requests.
    Rest,
}

/// A longer first line belongs to no endpoint.
const LONGEST_FIRST_LINE: usize = 8 * 1024;

impl<S> CuttableConnection<S> {
    /// A connection, and the limit of its replies.
    pub(crate) fn new(stream: S, state: Arc<SandboxState>) -> (Self, ReplyLimit) {
        let reply_left = ReplyLimit(Arc::new(AtomicU64::new(u64::MAX)));
        let wire = Self {
            stream,
            state,
            phase: Phase::FirstLine,
            held: Vec::new(),
            request_left: None,
            reply_left: reply_left.clone(),
            is_cut: false,
        };
        (wire, reply_left)
    }

    /// The first byte of another request has come.
    fn begin(&mut self) {
        self.reply_left.cut_after(u64::MAX);
        self.request_left = None;
        if !self.state.faults.hold_request_cut() {
            self.phase = Phase::Rest;
        }
    }

    /// The first line has come: the rest is read no further than a fault wants, and then nobody answers.
    fn decide(&mut self) {
        self.phase = Phase::Rest;
        if let Some(bytes) = path(&self.held).and_then(|path| faults::request_cut(&self.state, path)) {
            self.request_left = Some(usize::try_from(bytes).unwrap_or(usize::MAX));
            self.reply_left.cut_after(0);
        }
    }
}

/// The path in the first line of a request.
fn path(line: &[u8]) -> Option<&str> {
    let target = std::str::from_utf8(line).ok()?.split(' ').nth(1)?;
    target.split('?').next()
}

impl<S: AsyncRead + Unpin> CuttableConnection<S> {
    /// Reads byte by byte, so that nothing behind the first line is taken from the peer before it is known who is asked.
    fn poll_first_line(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.phase == Phase::FirstLine {
            let mut byte = [0];
            let mut part = ReadBuf::new(&mut byte);
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
            if part.filled().is_empty() {
                self.phase = Phase::Rest;
                break;
            }
            if self.held.is_empty() {
                self.begin();
            }
            self.held.extend_from_slice(&byte);
            if self.phase == Phase::FirstLine && (byte == *b"\n" || self.held.len() == LONGEST_FIRST_LINE) {
                self.decide();
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for CuttableConnection<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = &mut *self;
        ready!(wire.poll_first_line(context))?;
        if wire.request_left == Some(0) {
            // Nothing put into the buffer is the end.
            return Poll::Ready(Ok(()));
        }
        if !wire.held.is_empty() {
            let limit = wire.request_left.unwrap_or(usize::MAX).min(buffer.remaining());
            let count = wire.held.len().min(limit);
            buffer.put_slice(&wire.held[..count]);
            wire.held.drain(..count);
            wire.request_left = wire.request_left.map(|left| left - count);
            return Poll::Ready(Ok(()));
        }
        let Some(left) = wire.request_left else {
            return Pin::new(&mut wire.stream).poll_read(context, buffer);
        };
        let mut bytes = [0; 1024];
        let limit = left.min(buffer.remaining()).min(bytes.len());
        let mut part = ReadBuf::new(&mut bytes[..limit]);
        ready!(Pin::new(&mut wire.stream).poll_read(context, &mut part))?;
        buffer.put_slice(part.filled());
        wire.request_left = Some(left - part.filled().len());
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for CuttableConnection<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wire = &mut *self;
        // What is read after this belongs to another request.
        wire.phase = Phase::FirstLine;
        let left = wire.reply_left.left();
        if left == 0 {
            wire.is_cut = true;
            return Pin::new(wire).poll_flush(context).map_ok(|()| 0);
        }
        let limit = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let bytes = spelt(bytes);
        let count = ready!(Pin::new(&mut wire.stream).poll_write(context, &bytes[..limit]))?;
        if left != u64::MAX {
            let left = left.saturating_sub(count as u64);
            wire.reply_left.cut_after(left);
            wire.is_cut = left == 0;
        }
        Poll::Ready(Ok(count))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        // The error makes the server close the connection.
        Poll::Ready(if self.is_cut { Err(io::Error::other("cut by a fault")) } else { Ok(()) })
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
