//! Notifications, and requests for an HTTP client of the host's own.

use std::sync::Arc;

use qq_wxpay::bridge::{self, Session};
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;
use serde_json::Value;

use super::Client;
use crate::call::runtime;
use crate::handles::Object;
use crate::objects::{notification, prepared};
use crate::outcome::{Asked, Given, Work};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preparation {
    operation: String,
    #[serde(default = "nothing")]
    arguments: Value,
    access_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notified {
    /// Name, value, name, value, ...
    headers: Vec<String>,
    #[serde(default)]
    confirm: bool,
}

impl RequestFromJson for Preparation {}
impl RequestFromJson for Notified {}

fn nothing() -> Value {
    Value::Object(Default::default())
}

impl Client {
    pub(super) fn prepare(self: &Arc<Self>, session: &Session, asked: &Asked<'_>) -> Result<Given> {
        let Preparation { operation, arguments, access_token } = read(asked.arguments)?;
        let prepared = session.prepare(&operation, &arguments.to_string(), access_token)?;
        Ok(prepared::kept(prepared, self.names()))
    }

    pub(super) fn prepare_bill(self: &Arc<Self>, session: &Session, asked: &Asked<'_>) -> Result<Given> {
        let Preparation { operation, arguments, .. } = read(asked.arguments)?;
        let prepared = session.prepare_bill(&operation, &arguments.to_string())?;
        Ok(prepared::kept_bill(prepared, self.names()))
    }

    pub(super) fn handle_notification(
        self: &Arc<Self>,
        session: &Session,
        asked: &Asked<'_>,
    ) -> Result<Given> {
        let Notified { headers, .. } = read(asked.arguments)?;
        // On the runtime, so that unknown certificates can be fetched meanwhile.
        let runtime = runtime()?;
        let entered = runtime.enter();
        let handled = session.handle_notification(&bridge::listed_headers(headers), asked.body);
        drop(entered);
        Ok(notification::kept(handled?, self.names()))
    }

    pub(super) fn await_notification(self: &Arc<Self>, session: &Session, asked: &Asked<'_>) -> Work {
        let Notified { headers, confirm } = match read(asked.arguments) {
            Ok(notified) => notified,
            Err(error) => return Work::Done(Err(error)),
        };
        let headers = bridge::listed_headers(headers);
        let read = session.await_notification(confirm, headers, asked.body, asked.timeout, None);
        let (names, owner) = (self.names(), Arc::clone(self));
        Work::question(self.limit(session, asked.timeout), async move {
            let handled = read.await;
            drop(owner); // by now nobody waits for an answer
            handled.map(|handled| notification::kept(handled, names))
        })
    }
}

fn read<T: RequestFromJson>(arguments: &str) -> Result<T, Error> {
    T::from_json(arguments)
}
