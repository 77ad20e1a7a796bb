//! A notification as it goes over the wire, signed for one try.

use super::Notification;
use super::payload::NotificationContent;
use crate::random;
use crate::state::SandboxState;
use crate::wechat::v2::{sign, xml};
use crate::wechat::v3;

/// Headers and body of one try.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) content_type: &'static str,
    /// The signature headers of V3; V2 has none.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Message {
    /// Signs a notification anew.
    pub(crate) fn signed(state: &SandboxState, notification: &Notification) -> Self {
        match &notification.content {
            NotificationContent::V3 { body } => Self {
                content_type: "application/json",
                headers: v3_headers(state, body),
                body: body.clone(),
            },
            NotificationContent::V2 { fields, sign_type } => {
                let mut fields = fields.clone();
                fields.insert("nonce_str".to_owned(), random::alphanumeric(32));
                if state.switches().sandbox_future_field {
                    // Receivers must include fields they do not know when they verify.
                    fields.insert("sandbox_future_field".to_owned(), "signed as well".to_owned());
                }
                let signature = sign(&fields, *sign_type, &state.identity.api_v2_key);
                fields.insert("sign".to_owned(), signature);
                Self {
                    content_type: "text/xml; charset=utf-8",
                    headers: Vec::new(),
                    body: xml::write(&fields),
                }
            }
            NotificationContent::V2Refund { body } => {
                Self { content_type: "text/xml; charset=utf-8", headers: Vec::new(), body: body.clone() }
            }
        }
    }

    /// The same with a probe in place of its signature; `None` for V2, which has no probes.
    pub(crate) fn probe(&self) -> Option<Self> {
        let mut probe = self.clone();
        let signature = probe.headers.iter_mut().find(|(name, _)| *name == "wechatpay-signature")?;
        signature.1.insert_str(0, "WECHATPAY/SIGNTEST/");
        Some(probe)
    }
}

fn v3_headers(state: &SandboxState, body: &str) -> Vec<(&'static str, String)> {
    let switches = state.switches();
    let timestamp = state.clock.now() - i64::from(switches.notification_delay_seconds);
    v3::signed_headers(&v3::for_notification(state), timestamp, body.as_bytes()).into()
}
