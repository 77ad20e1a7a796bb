//! Whose notification it is.

use super::{Merchants, Named, State};
use crate::client::QqWxPay;
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::notify::{self, Found, HandledNotification, Search};

/// The merchant that a notification is for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Owner {
    /// Its name.
    pub name: String,
    /// Its client, whose keys judge the notification.
    pub client: QqWxPay,
    /// Others with the same merchant number that it may be for just as well: see [`Merchants`].
    pub others: Vec<String>,
}

/// A notification, and the merchant that it is for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MerchantNotification {
    /// Its name; `None` when it is for none of these merchants.
    pub name: Option<String>,
    /// The client that handled it.
    pub merchant: Option<QqWxPay>,
    /// See [`Owner::others`].
    pub others: Vec<String>,
    /// What it is, and what to answer.
    pub handled: HandledNotification,
}

impl Merchants {
    /// Whose notification this is, as far as it says so itself: nothing is believed, and no signature is verified for a message that is
    /// small, as WeChat Pay's are, and whose key belongs to few. It goes to the client then, whose keys judge it.
    ///
    /// V2 names the merchant number and the AppID. V3 names its key: a public key is one merchant's own; of several that know it, the one
    /// is meant whose APIv3 key opens the message.
    ///
    /// # Errors
    /// `MERCHANT_NOT_REGISTERED`, or why it is no genuine one.
    pub fn owner(&self, headers: &Headers, body: &[u8]) -> Result<Owner> {
        let state = self.read();
        let found = find(&state, headers, body)?;
        let Named { name, client } = &state.clients[&found.place];
        let others = found.others.iter().filter_map(|place| state.clients.get(place));
        Ok(Owner {
            name: name.to_string(),
            client: client.clone(),
            others: others.map(|other| other.name.to_string()).collect(),
        })
    }

    /// [`QqWxPay::handle_notification`] of the merchant that the notification is for.
    ///
    /// What is for none of them is `Refused`, answered so that it comes again, and reported: `MERCHANT_NOT_REGISTERED`, or why it is no
    /// genuine one. The observer of the first client gets the event.
    #[must_use]
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.owner(headers, body) {
            Ok(owner) => {
                let handled = owner.client.handle_notification(headers, body);
                of(owner, handled)
            }
            Err(error) => self.of_nobody(headers, body, error),
        }
    }

    /// [`QqWxPay::receive_notification`] of the merchant that the notification is for.
    pub async fn receive_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.owner(headers, body) {
            Ok(owner) => {
                let handled = owner.client.receive_notification(headers, body).await;
                of(owner, handled)
            }
            Err(error) => self.of_nobody(headers, body, error),
        }
    }

    /// [`QqWxPay::confirm_notification`] of the merchant that the notification is for.
    pub async fn confirm_notification(&self, headers: &Headers, body: &[u8]) -> MerchantNotification {
        match self.owner(headers, body) {
            Ok(owner) => {
                let handled = owner.client.confirm_notification(headers, body).await;
                of(owner, handled)
            }
            Err(error) => self.of_nobody(headers, body, error),
        }
    }

    fn of_nobody(&self, headers: &Headers, body: &[u8], error: Error) -> MerchantNotification {
        let handled = self.refuse(headers, body, error);
        MerchantNotification { name: None, merchant: None, others: Vec::new(), handled }
    }

    /// Refuses it, and notifies the observer of the first client: it belongs to none.
    pub(crate) fn refuse(&self, headers: &Headers, body: &[u8], error: Error) -> HandledNotification {
        let mut handled = notify::refuse(headers, body, error);
        let Some(first) = self.first() else { return handled };
        handled = first.conclude(handled);
        // A merchant that is missing here cannot verify what comes for it: it may be genuine, so it is told, at a bounded rate.
        if handled.fault.is_none()
            && let Some(error) =
                handled.outcome.error().filter(|error| error.is(&sdk_codes::MERCHANT_NOT_REGISTERED)).cloned()
        {
            let what = FaultKind::NotificationRefused;
            if first.0.context.report(&Fault { what, error: &error, number: None, operation: None }) {
                handled.fault = Some(error);
            }
        }
        handled
    }

    fn first(&self) -> Option<QqWxPay> {
        let state = self.read();
        let place = state.register.places().next()?;
        state.clients.get(&place).map(|named| named.client.clone())
    }
}

fn find(state: &State, headers: &Headers, body: &[u8]) -> Result<Found> {
    let first = state.register.places().next().and_then(|place| state.clients.get(&place));
    let now = first.map_or(0, |named| named.client.0.context.now());
    Search::default().find(&state.register, headers, body, now)
}

fn of(owner: Owner, handled: HandledNotification) -> MerchantNotification {
    let Owner { name, client, others } = owner;
    MerchantNotification { name: Some(name), merchant: Some(client), others, handled }
}
