//! Signed requests for an HTTP client of the host's own, and the reading of their replies.

use std::sync::{Arc, Mutex, PoisonError};

use qq_wxpay::Result;
use qq_wxpay::bridge::{self, FieldCase, PreparedBill, PreparedCall, in_section};
use qq_wxpay::http::Headers;
use qq_wxpay::model::RequestFromJson;
use serde::Deserialize;

use super::most;
use crate::handles::Object;
use crate::outcome::{Asked, Given, Work};

/// What came back, but for its body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    status: u16,
    /// Name, value, name, value, ...
    #[serde(default)]
    headers: Vec<String>,
}

impl RequestFromJson for Reply {}

impl Reply {
    fn read(arguments: &str) -> Result<(u16, Headers)> {
        let Self { status, headers } = Self::from_json(arguments)?;
        Ok((status, bridge::listed_headers(headers)))
    }
}

struct Prepared(PreparedCall, FieldCase);

/// A request that was signed.
pub(crate) fn kept(prepared: PreparedCall, names: FieldCase) -> Given {
    let request = prepared.request(names);
    super::given(Arc::new(Prepared(prepared, names)), request)
}

impl Object for Prepared {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        if asked.method != "finish" {
            return Work::unknown(asked.method);
        }
        let finished = Reply::read(asked.arguments).and_then(|(status, headers)| {
            in_section(|| self.0.finish(status, headers, asked.body.to_vec(), self.1))
        });
        Work::Done(finished.map(Given::Text))
    }

    fn names(&self) -> FieldCase {
        self.1
    }
}

struct Bill(Mutex<PreparedBill>, FieldCase);

/// A request for a bill that was signed.
pub(crate) fn kept_bill(prepared: PreparedBill, names: FieldCase) -> Given {
    let request = prepared.request();
    super::given(Arc::new(Bill(Mutex::new(prepared), names)), request)
}

impl Bill {
    fn done(&self, asked: &Asked<'_>) -> Option<Result<Given>> {
        // A reader that panicked stays where it was; it gives no proof.
        let mut bill = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let null = || Given::Text("null".to_owned());
        Some(match asked.method {
            "begin" => Reply::read(asked.arguments).map(|(status, headers)| {
                bill.begin(status, headers);
                null()
            }),
            "feed" => {
                bill.feed(asked.body);
                Ok(null())
            }
            "next_rows" => most(asked.arguments).and_then(|most| bill.next_rows(most)).map(Given::from),
            "finish" => bill.finish().map(Given::from),
            _ => return None,
        })
    }
}

impl Object for Bill {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        in_section(|| self.done(&asked)).map_or_else(|| Work::unknown(asked.method), Work::Done)
    }

    fn names(&self) -> FieldCase {
        self.1
    }
}
