//! What all families share: reading JSON strictly, checks of fields, times, words that may grow, the text as it came.

mod api_request;
mod certificates;
pub(crate) mod check;
mod json_input;
mod merchant;
mod message_version;
mod open_enum;
mod raw_message;
mod self_test;
mod texts;
pub(crate) mod times;
mod token;
mod tolerant;

pub use api_request::{ApiReply, ApiRequest};
pub use certificates::{PlatformCertificate, PlatformCertificates};
pub use json_input::RequestFromJson;
pub(super) use json_input::{one_of, only_one, read_request};
pub use merchant::{Merchant, NoArguments};
pub use message_version::MessageVersion;
pub(super) use open_enum::open_enum;
pub(crate) use raw_message::KeepsRaw;
pub use raw_message::RawMessage;
pub(super) use raw_message::keeps_raw;
pub use self_test::{Check, CheckState, SelfTest, SelfTestReport};
pub use texts::{CipherText, DecryptedText, EncryptedText, PlainText};
pub use token::{AccessToken, FetchedToken, RefusedAccessToken};
pub(super) use tolerant::empty_when_null;
