//! Whether a request is a notification that the configured keys believe.

use qq_wxpay::environment::{Clock as _, SystemClock};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{self, Outcome};
use qq_wxpay::{Config, Error, Settings};
use qq_wxpay_sandbox::testing;

use super::arrival::Arrival;
use crate::failure::Failure;

/// The keys with which signatures are checked.
pub(super) struct Keys {
    config: Config,
    are_of_the_test_kit: bool,
}

/// What the keys say of a request.
pub(super) enum Verdict {
    /// It is no notification: another method, or no body.
    NoNotification,
    /// Its signature holds: what it is.
    Holds(&'static str),
    /// It is not believed; with what it is as far as is known.
    Doubted(&'static str, Option<Error>),
}

impl Keys {
    pub(super) fn of(variables: Vec<(String, String)>) -> Result<Self, Failure> {
        let are_of_the_test_kit = variables.is_empty();
        let variables = if are_of_the_test_kit { testing::settings() } else { variables };
        let settings = Settings::from_variables(variables, qq_wxpay::client::read_setting)?;
        Ok(Self { config: settings.build()?, are_of_the_test_kit })
    }

    pub(super) fn are_of_the_test_kit(&self) -> bool {
        self.are_of_the_test_kit
    }

    pub(super) fn judge(&self, arrival: &Arrival) -> Verdict {
        if arrival.method != "POST" || arrival.body.is_empty() {
            return Verdict::NoNotification;
        }
        let headers: Headers = arrival.headers.iter().cloned().collect();
        let handled = notify::handle(&self.config, &headers, &arrival.body, SystemClock.now());
        match &handled.outcome {
            Outcome::Probe => Verdict::Doubted("probe", None),
            outcome => match outcome.error() {
                Some(error) => Verdict::Doubted(outcome.name(), Some(error.clone())),
                None => Verdict::Holds(outcome.name()),
            },
        }
    }
}
