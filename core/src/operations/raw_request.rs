//! The way out for every V3 interface that this library has no operation for: signed, sent straight to WeChat Pay, verified.

use crate::error::{Error, Result, Subject, sdk_codes};
use crate::http::Method;
use crate::model::{ApiReply, ApiRequest};
use crate::operation::{CallContext, Operation, RawRequest, descriptor};
use crate::protocol::prepared::Prepared;
use crate::protocol::reply::v3;
use crate::protocol::wechat_call::V3Call;
use crate::retry::Idempotency;

impl Operation for RawRequest {
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;
    const SUBJECT: Subject = Subject::Other;

    /// A `GET` may be repeated; whether anything else may, only the caller knows.
    fn idempotency(request: &ApiRequest) -> Idempotency {
        if request.method == Method::Get { Idempotency::Safe } else { Self::IDEMPOTENCY }
    }

    fn prepare(request: &ApiRequest, call: &CallContext<'_>) -> Result<Prepared<ApiReply>> {
        request.check()?;
        let asked = V3Call {
            operation: descriptor::<Self>(request),
            method: request.method,
            target: request.path.clone(),
            body: request.body.clone().unwrap_or_default().into_bytes(),
            number: None,
        };
        asked.prepare_with(call, |config, reply, now| {
            let content = v3::verified_bytes(config, reply, now)?;
            let body = std::str::from_utf8(content)
                .map_err(|_| Error::sdk(&sdk_codes::MESSAGE_UNREADABLE).with_detail("not UTF-8"))?;
            Ok(ApiReply { status: reply.status(), body: body.to_owned(), request_id: reply.request_id() })
        })
    }
}
