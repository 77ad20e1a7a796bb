//! A notification as it goes over the wire, signed for one try.

use super::Notification;
use super::payload::NotificationContent;
use crate::random;
use crate::state::SandboxState;
use crate::wechat::v2::{sign, xml};
use crate::wechat::v3::{self, Signer};

/// Headers and body of one try.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) content_type: &'static str,
    /// The signature headers of V3; V2 has none.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// With what a notification is signed.
pub(crate) struct Signing<'a> {
    /// The key of V3.
    pub(crate) signer: Signer<'a>,
    /// When V3 says that it was signed, Unix seconds.
    pub(crate) timestamp: i64,
    pub(crate) api_v2_key: &'a str,
    /// Whether V2 has a field that nobody knows yet.
    pub(crate) future_field: bool,
}

impl Message {
    /// Signs a notification of the sandbox anew.
    pub(crate) fn signed(state: &SandboxState, notification: &Notification) -> Self {
        let switches = state.switches();
        let signing = Signing {
            signer: v3::for_notification(state),
            timestamp: state.clock.now() - i64::from(switches.notification_delay_seconds),
            api_v2_key: &state.identity.api_v2_key,
            future_field: switches.sandbox_future_field,
        };
        Self::sign(&notification.content, &signing)
    }

    /// Signs what a notification says, with a nonce of its own.
    pub(crate) fn sign(content: &NotificationContent, signing: &Signing<'_>) -> Self {
        let xml = |body| Self { content_type: "text/xml; charset=utf-8", headers: Vec::new(), body };
        match content {
            NotificationContent::V3 { body } => Self {
                content_type: "application/json",
                headers: v3::signed_headers(&signing.signer, signing.timestamp, body.as_bytes()).into(),
                body: body.clone(),
            },
            NotificationContent::V2 { fields, sign_type } => {
                let mut fields = fields.clone();
                fields.insert("nonce_str".to_owned(), random::alphanumeric(32));
                if signing.future_field {
                    // Receivers must include fields they do not know when they verify.
                    fields.insert("sandbox_future_field".to_owned(), "signed as well".to_owned());
                }
                let signature = sign(&fields, *sign_type, signing.api_v2_key);
                fields.insert("sign".to_owned(), signature);
                xml(xml::write(&fields))
            }
            NotificationContent::V2Refund { body } => xml(body.clone()),
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
