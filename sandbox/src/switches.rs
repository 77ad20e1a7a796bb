//! Switches: how the simulated parties behave where the protocol is unknown or can vary.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::orders::RefundStatus;
use crate::rotation::Rotation;

/// Whether QQ's proxy passes on the `Wechatpay-*` headers of a V3 reply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyHeaders {
    /// All of them.
    #[default]
    Keep,
    /// None of them.
    Drop,
    /// All but `Wechatpay-Serial`.
    Partial,
}

/// Whether QQ's relay passes on the `Wechatpay-*` headers of a V3 notification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationHeaders {
    /// All of them.
    #[default]
    Keep,
    /// None of them.
    Drop,
}

/// What QQ's relay does to the body of a V3 notification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationBody {
    /// It passes on the exact bytes.
    #[default]
    Exact,
    /// It parses and writes the JSON again, so that the signature no longer fits.
    Reserialized,
}

/// The shape of errors that QQ's proxy makes itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyErrorShape {
    /// HTTP 200 and `{"errcode":9030,"errmsg":"..."}`.
    #[default]
    Errcode,
    /// The same with the code as a string.
    ErrcodeString,
    /// The same as `errcode`, with HTTP status 400.
    HttpError,
    /// HTTP 200 and `{"code":9030,"message":"..."}`.
    CodeField,
    /// HTTP 200 and the text `9030|process fail`.
    Text,
    /// HTTP 200 and `{"errCode":9030,"errMsg":"..."}`, as other interfaces of the same host spell it.
    CamelCase,
    /// HTTP 200 and `{"retcode":9030,"msg":"..."}`.
    Retcode,
    /// HTTP 200 and XML as of V2, `return_code` FAIL and `return_msg` `9030|process fail`.
    V2Message,
}

/// What QQ's relay makes of the merchant's answer to a notification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayAnswer {
    /// It passes the answer on to WeChat Pay, which repeats after a failure.
    #[default]
    Pass,
    /// It takes any answer as done, so nothing is ever repeated.
    Swallow,
}

/// The key with which V3 replies are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningKey {
    /// The key that the request's `Wechatpay-Serial` names, a platform certificate otherwise.
    #[default]
    ByRequest,
    /// Always the WeChat Pay public key.
    PublicKey,
    /// Always a platform certificate.
    Certificate,
}

/// The key with which V3 notifications are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKey {
    /// The WeChat Pay public key.
    #[default]
    PublicKey,
    /// A platform certificate.
    Certificate,
}

/// Which platform certificates the merchant has: they are listed, and they sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlatformCertificates {
    /// The one of the identity.
    #[default]
    Current,
    /// That one and its successor, which sign in turn: the overlap of a rotation.
    Both,
    /// The successor alone: the rotation is over.
    Successor,
    /// None: the merchant has the public key only, and it signs everything.
    None,
}

impl PlatformCertificates {
    /// Whether the successor is in use.
    pub(crate) fn has_successor(self) -> bool {
        matches!(self, Self::Both | Self::Successor)
    }
}

/// What is wrong with the list of platform certificates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateList {
    /// Nothing.
    #[default]
    Right,
    /// A ciphertext was changed before the list was signed.
    Tampered,
    /// It is encrypted with another key than the APIv3 key.
    OtherKey,
    /// A certificate has another serial number than the list says.
    OtherSerial,
}

/// What is wrong with the self test (`/v3/security/echo`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityEcho {
    /// Nothing.
    #[default]
    Right,
    /// The merchant's signature is refused.
    Signature,
    /// The reply's signature does not fit.
    Verification,
    /// The text comes back encrypted for somebody else.
    Encryption,
    /// The merchant's signature is refused because of its time: WeChat Pay's clock is 400 seconds ahead.
    Clock,
    /// The callback is never sent.
    Callback,
    /// The callback is encrypted with another key than the APIv3 key.
    CallbackKey,
}

/// What happens to a notification after a payment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deliver {
    /// It is sent at once, and repeated by the schedule.
    #[default]
    Normal,
    /// It waits until held notifications are released, in reversed order.
    Hold,
    /// It is never sent.
    Lost,
}

/// How the simulated parties behave; the default is the most plausible behaviour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// Whether the merchant number is bound to the mini program; otherwise the proxy answers 9030.
    pub merchant_bound: bool,
    /// Whether WeChat Pay is opened for the mini program; otherwise the proxy answers 9032.
    pub payment_opened: bool,
    /// Whether the proxy keeps the signature headers of replies.
    pub reply_headers: ReplyHeaders,
    /// Whether the relay keeps the signature headers of notifications.
    pub notification_headers: NotificationHeaders,
    /// Whether the relay keeps the bytes of notifications.
    pub notification_body: NotificationBody,
    /// The shape of the proxy's own errors.
    pub proxy_error_shape: ProxyErrorShape,
    /// The proxy's code for a bad access token; -1009 comes with an empty message.
    pub bad_token_code: i64,
    /// What the relay makes of the merchant's answer.
    pub relay_answer: RelayAnswer,
    /// Whether the proxy drops `Wechatpay-Serial` and replaces `User-Agent`.
    pub strip_request_headers: bool,
    /// Whether the proxy writes the JSON of orders again, which breaks their signature.
    pub reserialize_request: bool,
    /// Whether ordering again with the same parameters gives a fresh link; otherwise INVALID_REQUEST.
    pub fresh_link_for_same_order: bool,
    /// Whether the proxy answers every order with a redirect to itself.
    pub redirect: bool,
    /// The key for replies.
    pub signing_key: SigningKey,
    /// The key for notifications.
    pub notification_key: NotificationKey,
    /// Which platform certificates there are.
    pub platform_certificates: PlatformCertificates,
    /// What is wrong with their list.
    pub certificate_list: CertificateList,
    /// Which AppSecret QQ accepts.
    pub qq_app_secret: Rotation,
    /// Which merchant key's signatures are accepted.
    pub merchant_key: Rotation,
    /// Which APIv3 key notifications and certificates are encrypted with.
    pub api_v3_key: Rotation,
    /// Which public key of WeChat Pay signs.
    pub public_key: Rotation,
    /// What is wrong with the self test.
    pub security_echo: SecurityEcho,
    /// Whether the proxy refuses a `real_notify_url` that has a query.
    pub refuse_notify_query: bool,
    /// The `expires_in` of access tokens.
    pub token_lifetime_seconds: u32,
    /// How long the previous access token lives on beside a new one.
    pub token_overlap_seconds: u32,
    /// What happens to notifications.
    pub deliver: Deliver,
    /// What becomes of refunds in the end; `PROCESSING` leaves that to whoever settles them.
    pub refund_outcome: RefundStatus,
    /// How long refunds are processed, in seconds of the sandbox's clock.
    pub refund_seconds: u32,
    /// Whether the merchant's account holds enough for refunds; otherwise NOT_ENOUGH.
    pub refund_funds: bool,
    /// Whether a signed V3 request that arrives again with its nonce is refused; nobody documents that it is.
    pub refuse_repeated_nonce: bool,
    /// Whether an order whose `time_expire` has passed is refused; otherwise it can be paid for a minute.
    pub refuse_past_time_expire: bool,
    /// Whether V2 messages have a signed field that nobody knows yet, `sandbox_future_field`.
    pub sandbox_future_field: bool,
    /// Whether the bill of a day, today's too, is there at once; otherwise from 10:00 of the next day.
    pub bills_at_once: bool,
    /// Whether each V3 notification is preceded by a copy with a probe signature.
    pub probe_before_each: bool,
    /// Whether each notification is sent twice at the same time.
    pub duplicate_each: bool,
    /// How many seconds old the signature timestamp of a notification is when it arrives.
    pub notification_delay_seconds: u32,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            merchant_bound: true,
            payment_opened: true,
            reply_headers: ReplyHeaders::default(),
            notification_headers: NotificationHeaders::default(),
            notification_body: NotificationBody::default(),
            proxy_error_shape: ProxyErrorShape::default(),
            bad_token_code: 40001,
            relay_answer: RelayAnswer::default(),
            strip_request_headers: false,
            reserialize_request: false,
            fresh_link_for_same_order: true,
            redirect: false,
            signing_key: SigningKey::default(),
            notification_key: NotificationKey::default(),
            platform_certificates: PlatformCertificates::default(),
            certificate_list: CertificateList::default(),
            qq_app_secret: Rotation::default(),
            merchant_key: Rotation::default(),
            api_v3_key: Rotation::default(),
            public_key: Rotation::default(),
            security_echo: SecurityEcho::default(),
            refuse_notify_query: false,
            token_lifetime_seconds: 7200,
            token_overlap_seconds: 300,
            deliver: Deliver::default(),
            refund_outcome: RefundStatus::Success,
            refund_seconds: 10,
            refund_funds: true,
            refuse_repeated_nonce: false,
            refuse_past_time_expire: false,
            sandbox_future_field: false,
            bills_at_once: false,
            probe_before_each: false,
            duplicate_each: false,
            notification_delay_seconds: 0,
        }
    }
}

impl Switches {
    /// These switches with the given ones changed.
    ///
    /// # Errors
    /// A text that names the field, when one is unknown or has a wrong value.
    pub(crate) fn changed_by(&self, changes: &Value) -> Result<Self, String> {
        let Value::Object(changes) = changes else { return Err("the body must be a JSON object".to_owned()) };
        let mut all = serde_json::to_value(self).map_err(|error| error.to_string())?;
        for (name, value) in changes {
            all[name] = value.clone();
        }
        serde_json::from_value(all).map_err(|error| error.to_string())
    }
}
