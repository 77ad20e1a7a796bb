//! The notifications of payments, refunds and self tests of a sandbox: what they say, and where they go.

use serde_json::Value;

use super::statement::{Sealing, Statement, new_id};
use super::{Notification, Subject};
use crate::orders::{Destination, Order, Refund};
use crate::state::SandboxState;

impl Notification {
    /// The notification that a paid order causes.
    pub(crate) fn about(order: &Order, state: &SandboxState) -> Self {
        let statement = Statement::of_order(order, &state.identity.wechat_appid);
        let content = statement.seal(&sealing(state, state.api_v3_key_of_notification()));
        let subject = Subject::Order(order.out_trade_no.clone());
        Self { subject, destination: order.destination.clone(), content }
    }

    /// The notification that a decided refund causes; `None` without an address, or undecided.
    ///
    /// It goes straight to the merchant: QQ's relay carries payments only.
    pub(crate) fn about_refund(refund: &Refund, state: &SandboxState) -> Option<Self> {
        let url = refund.terms.notify_url.clone()?;
        let statement = Statement::of_refund(refund, &state.identity.wechat_appid)?;
        let content = statement.seal(&sealing(state, state.api_v3_key_of_notification()));
        let subject = Subject::Refund(refund.out_refund_no.clone());
        Some(Self { subject, destination: Destination { url, qq_appid: None }, content })
    }

    /// The callback of a self test, straight to the merchant.
    pub(crate) fn about_echo(
        (url, message): (&str, &str),
        content: Value,
        api_v3_key: &str,
        state: &SandboxState,
    ) -> Self {
        let content = Statement::of_echo(content).seal(&sealing(state, api_v3_key));
        let destination = Destination { url: url.to_owned(), qq_appid: None };
        Self { subject: Subject::Echo(message.to_owned()), destination, content }
    }
}

fn sealing<'a>(state: &'a SandboxState, api_v3_key: &'a str) -> Sealing<'a> {
    let (created_at, api_v2_key) = (state.clock.now(), state.identity.api_v2_key.as_str());
    Sealing { id: new_id(), created_at, api_v3_key, api_v2_key }
}
