//! A self test: what to test, and what was found out.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, sdk_codes};
use crate::model::RequestFromJson;

/// What to test.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SelfTest {
    /// Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested.
    pub notify_url: Option<String>,
    /// How long the client waits for the callback, in seconds; at most 60 are waited.
    pub callback_seconds: u32,
}

impl Default for SelfTest {
    fn default() -> Self {
        Self { notify_url: None, callback_seconds: 10 }
    }
}

impl RequestFromJson for SelfTest {}

impl SelfTest {
    /// The test with a callback to this address, for which the client waits 10 seconds.
    #[must_use]
    pub fn with_callback(notify_url: impl Into<String>) -> Self {
        Self { notify_url: Some(notify_url.into()), ..Self::default() }
    }
}

/// The report of a self test: one item for each thing that must work.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SelfTestReport {
    /// WeChat Pay accepts our signature: merchant number, private key and serial belong together.
    pub signature: Check,
    /// We accept WeChat Pay's signature: public key or platform certificate are right.
    pub verification: Check,
    /// WeChat Pay opens what we encrypt, and we open what it encrypts.
    pub encryption: Check,
    /// This machine's clock is near enough to WeChat Pay's.
    pub clock: Check,
    /// The callback reached this client, with a right signature, and opened with the APIv3 key.
    pub callback: Check,
    /// The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
    /// there is neither: then a wrong key shows only when the first notification comes.
    pub api_v3_key: Check,
    /// QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
    /// the one that other processes use.
    pub qq_app_secret: Check,
    /// How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
    ///
    /// From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
    pub clock_skew_seconds: Option<i64>,
    /// The text that was sent; the callback repeats it.
    pub echo_message: String,
    /// WeChat Pay's `Request-ID`: its support asks for it.
    pub request_id: Option<String>,
}

/// One item of a report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Check {
    /// How it stands.
    pub state: CheckState,
    /// Why it does not hold, or why it could not be tested; its remedy says what to do.
    pub error: Option<Error>,
}

/// How an item of a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// It works.
    Holds,
    /// It does not work.
    Fails,
    /// The test did not come so far, or was not asked to.
    NotTested,
}

impl CheckState {
    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotTested => "not_tested",
        }
    }
}

impl SelfTestReport {
    /// Whether signature, verification and clock hold, and nothing else fails.
    #[must_use]
    pub fn passed(&self) -> bool {
        let needed = [&self.signature, &self.verification, &self.clock];
        let others = [&self.encryption, &self.callback, &self.api_v3_key, &self.qq_app_secret];
        needed.iter().all(|check| check.state == CheckState::Holds)
            && others.iter().all(|check| check.state != CheckState::Fails)
    }

    pub(crate) fn new(echo_message: &str) -> Self {
        Self {
            signature: Check::not_tested(None),
            verification: Check::not_tested(None),
            encryption: Check::not_tested(None),
            clock: Check::not_tested(None),
            callback: Check::not_tested(None),
            api_v3_key: Check::not_tested(Some(Error::sdk(&sdk_codes::API_V3_KEY_NOT_TESTED))),
            qq_app_secret: Check::not_tested(Some(Error::sdk(&sdk_codes::APP_SECRET_NOT_TESTED))),
            clock_skew_seconds: None,
            echo_message: echo_message.to_owned(),
            request_id: None,
        }
    }

    /// The report of a test that ended with `error` before WeChat Pay answered, for example without a connection.
    #[must_use]
    pub fn ended_by(error: Error) -> Self {
        let mut report = Self::new("");
        report.request_id = error.request_id().map(str::to_owned);
        match error.kind() {
            ErrorKind::Api => report.refused(error, None),
            ErrorKind::Transport => report.untested(error),
            // It is about the keys that messages are verified with: they could not be fetched.
            _ => {
                report.verification = Check::fails(error.clone());
                report.untested(error);
            }
        }
        report
    }

    /// WeChat Pay refused the call. 401 is about the signature or the clock, everything else is looked at later.
    /// `clock_off` is the error of a clock that would explain the former.
    pub(crate) fn refused(&mut self, error: Error, clock_off: Option<Error>) {
        if error.http_status() != Some(401) {
            if error.detail().contains("encrypted_echo_message") {
                self.signature = Check::holds();
                self.encryption = Check::fails(error.clone());
            }
            self.untested(error);
        } else if let Some(off) = clock_off {
            self.clock = Check::fails(off.with_reply(401, self.request_id.clone()));
            self.untested(error);
        } else {
            self.signature = Check::fails(error.clone());
            self.untested(error);
        }
    }

    /// Gives `error` as the reason of everything that the test did not come to.
    pub(crate) fn untested(&mut self, error: Error) {
        for check in [&mut self.signature, &mut self.verification, &mut self.encryption, &mut self.clock] {
            if check.state == CheckState::NotTested {
                *check = Check::not_tested(Some(error.clone()));
            }
        }
    }

    /// Puts in what came of the callback: `Ok` when it arrived.
    #[cfg(feature = "client")]
    pub(crate) fn called_back(&mut self, arrived: Result<(), Option<Error>>) {
        let missing = || Error::sdk(&sdk_codes::CALLBACK_NOT_SEEN).with_field("notify_url");
        self.callback = Check::of(arrived.map_err(|error| error.unwrap_or_else(missing)));
    }
}

impl Check {
    pub(crate) fn holds() -> Self {
        Self { state: CheckState::Holds, error: None }
    }

    pub(crate) fn fails(error: Error) -> Self {
        Self { state: CheckState::Fails, error: Some(error) }
    }

    pub(crate) fn not_tested(error: Option<Error>) -> Self {
        Self { state: CheckState::NotTested, error }
    }

    pub(crate) fn of(result: Result<(), Error>) -> Self {
        result.map_or_else(Self::fails, |()| Self::holds())
    }
}
