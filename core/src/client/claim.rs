//! The claim on an event of a notification: no other process is given it while the shop's function works, nor once it was handled.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;

use super::QqWxPay;
use crate::client::engine::driver::runtime;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::environment::{NonceSource as _, SystemNonce};
use crate::error::{Error, sdk_codes};
use crate::fork_gate::in_sections;
use crate::notify::{HandledNotification, Hold, Subject};
use crate::store::{EventKey, Inboxes, Verdict};

/// An event that this process handles. It ends once: noted as handled, or given back.
struct Claim {
    inboxes: Inboxes,
    key: String,
    owner: String,
    is_over: AtomicBool,
    runtime: Handle,
}

impl QqWxPay {
    /// Takes the event of a proven notification in the inbox, if the client has one. What another process has handled is answered as
    /// success here and now; what another is at work on, and what nobody can say anything of, as failure, so that it comes again.
    pub(super) async fn claimed(&self, mut handled: HandledNotification) -> HandledNotification {
        let Some(inboxes) = &self.0.inboxes else { return handled };
        let event = handled.event();
        let Some(key) = event.and_then(|event| EventKey::of(self.config(), &event)) else { return handled };
        let Ok(runtime) = runtime() else { return self.unknown(handled) };
        let owner = SystemNonce.nonce();
        let age =
            key.happened.map(|happened| self.0.context.now().saturating_sub(happened).max(0).unsigned_abs());
        match inboxes.claim(&key.text, &owner, age.map(Duration::from_secs)).await {
            Verdict::Claimed { repeat } => {
                let (inboxes, key) = (inboxes.clone(), key.text);
                let claim = Claim { inboxes, key, owner, is_over: AtomicBool::new(false), runtime };
                handled.repeat |= repeat;
                handled.hold = Some(Arc::new(claim));
                handled
            }
            Verdict::Held => handled.settled_elsewhere(false),
            Verdict::Done => handled.settled_elsewhere(true),
            Verdict::Unknown => self.unknown(handled),
        }
    }

    fn unknown(&self, handled: HandledNotification) -> HandledNotification {
        let error = Error::sdk(&sdk_codes::INBOX_FAILED);
        let subject = handled.outcome.subject();
        let number = subject.as_ref().map(Subject::number);
        self.0.context.report(&Fault {
            what: FaultKind::InboxFailed,
            error: &error,
            number,
            operation: None,
        });
        handled.settled_elsewhere(false)
    }
}

impl Claim {
    /// Whether it has not ended yet; it has from now on.
    fn ends(&self) -> bool {
        !self.is_over.swap(true, Ordering::Relaxed)
    }

    fn give_back(&self) {
        if self.ends() {
            let (inboxes, key, owner) = (self.inboxes.clone(), self.key.clone(), self.owner.clone());
            self.runtime.spawn(in_sections(async move { inboxes.release(&key, &owner).await }));
        }
    }
}

impl Hold for Claim {
    fn done(&self) {
        if self.ends() {
            let (inboxes, key) = (self.inboxes.clone(), self.key.clone());
            self.runtime.spawn(in_sections(async move { inboxes.done(&key).await }));
        }
    }

    fn release(&self) {
        self.give_back();
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.give_back();
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Claim").finish_non_exhaustive()
    }
}
