//! Notifications, and requests for an HTTP client of the host's own.

use std::sync::Arc;

use qq_wxpay::bridge::{self, OfProcess, Session, cancelled_question};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;
use serde_json::Value;

use super::{Client, Own};
use crate::call::runtime;
use crate::handles::Object;
use crate::objects::{notification, prepared};
use crate::outcome::{Asked, Given, Work};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preparation {
    operation: String,
    arguments: Option<Value>,
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

impl Client {
    /// A signed request, at once; where the host is asked for the signature, on a thread that may wait for it.
    pub(super) fn prepare(&self, own: &Arc<OfProcess<Own>>, asked: &Asked<'_>) -> Work {
        let (given, names) = (read(asked.arguments), self.names());
        let (own_too, is_bill) = (Arc::clone(own), asked.method == "prepare_bill");
        let prepare = move || {
            let session = &own_too.get().ok_or_else(|| Error::sdk(&sdk_codes::CLIENT_CLOSED))?.session;
            let Preparation { operation, arguments, access_token } = given?;
            let arguments = arguments.map_or_else(|| "{}".to_owned(), |arguments| arguments.to_string());
            Ok(match is_bill {
                true => prepared::kept_bill(session.prepare_bill(&operation, &arguments)?, names),
                false => prepared::kept(session.prepare(&operation, &arguments, access_token)?, names),
            })
        };
        let Some(Own { session, signer: Some(_) }) = own.get() else { return Work::Done(prepare()) };
        Work::question(session.limit(asked.timeout), async move {
            tokio::task::spawn_blocking(prepare).await.unwrap_or_else(|_| cancelled_question())
        })
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
