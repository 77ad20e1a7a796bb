//! A notification that was read.

use std::sync::Arc;

use qq_wxpay::Result;
use qq_wxpay::bridge::{FieldCase, HandledNotification, in_section};
use qq_wxpay::model::RequestFromJson;
use serde::Deserialize;

use crate::handles::Object;
use crate::outcome::{Asked, Given, Work};

struct Notification(HandledNotification, FieldCase);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taken {
    event: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settled {
    result: String,
    #[serde(default)]
    detail: String,
}

impl RequestFromJson for Taken {}
impl RequestFromJson for Settled {}

/// A notification that was read.
pub(crate) fn kept(handled: HandledNotification, names: FieldCase) -> Given {
    let record = handled.record();
    super::given(Arc::new(Notification(handled, names)), record)
}

impl Notification {
    fn done(&self, asked: &Asked<'_>) -> Option<Result<Given>> {
        Some(match asked.method {
            "event" => Ok(self.0.event().into()),
            "raw" => Ok(self.0.raw().map(str::to_owned).into()),
            "accept" => Taken::from_json(asked.arguments)
                .and_then(|taken| self.0.accept(&taken.event))
                .map(Given::Text),
            "settle" => Settled::from_json(asked.arguments)
                .and_then(|settled| self.0.settle(&settled.result, &settled.detail))
                .map(Given::Text),
            "expect" => self.0.expect(asked.arguments).map(|()| Given::Text("null".to_owned())),
            _ => return None,
        })
    }
}

impl Object for Notification {
    fn work(self: Arc<Self>, asked: Asked<'_>) -> Work {
        // What was told before is noted under a lock.
        in_section(|| self.done(&asked)).map_or_else(|| Work::unknown(asked.method), Work::Done)
    }

    fn names(&self) -> FieldCase {
        self.1
    }
}
