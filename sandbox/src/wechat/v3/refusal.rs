//! Errors of APIv3.

use std::borrow::Cow;

use axum::http::StatusCode;
use serde_json::{Value, json};

/// Why WeChat Pay does not do what was asked.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
    pub(crate) detail: Option<Value>,
    /// The number at the end of `Request-ID`.
    pub(crate) number: u32,
}

impl Refusal {
    /// A refusal without detail.
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        number: u32,
        message: impl Into<String>,
    ) -> Self {
        Self { status, code: code.into(), message: message.into(), detail: None, number }
    }

    /// A parameter is wrong; `field` is a JSON pointer, or a name for anything outside the body.
    pub(crate) fn parameter(location: &str, field: &str, issue: impl Into<String>) -> Self {
        let issue = issue.into();
        let detail = json!({"field": field, "issue": issue, "location": location});
        let message = format!("参数错误: {field} {issue}");
        Self {
            detail: Some(detail),
            ..Self::new(StatusCode::BAD_REQUEST, "PARAM_ERROR", 268_435_461, message)
        }
    }

    /// A text has too many bytes: WeChat Pay tells how many in `detail`, and the field in its message.
    pub(crate) fn too_long(field: &str, bytes: usize, limit: usize) -> Self {
        let message = format!("输入源“/body{field}”字符串规则校验失败，字节数 {bytes}，大于最大值 {limit}");
        Self {
            detail: Some(json!({"location": "body", "value": bytes})),
            ..Self::new(StatusCode::BAD_REQUEST, "PARAM_ERROR", 268_435_461, message)
        }
    }

    /// The request's signature, or something it rests on, is wrong.
    pub(crate) fn signature(message: &str, detail: Value) -> Self {
        Self {
            detail: Some(detail),
            ..Self::new(StatusCode::UNAUTHORIZED, "SIGN_ERROR", 268_443_699, message)
        }
    }

    /// There is no such order in this family of orders.
    pub(crate) fn order_not_exist() -> Self {
        Self::new(StatusCode::NOT_FOUND, "ORDER_NOT_EXIST", 268_512_771, "订单不存在")
    }

    /// The order is paid already.
    pub(crate) fn order_paid() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "ORDERPAID", 268_449_538, "该订单已支付")
    }

    /// The form is right and a rule of the business forbids it.
    pub(crate) fn business(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_REQUEST", 268_435_464, message)
    }

    /// What the request names is not there.
    pub(crate) fn not_exists(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_EXISTS", 268_512_771, message)
    }

    /// The merchant is no service provider of this sub merchant.
    pub(crate) fn no_relation() -> Self {
        Self::new(StatusCode::FORBIDDEN, "NO_AUTH", 268_443_701, "商户号与服务商没有受理关系")
    }

    /// The body of the reply.
    pub(crate) fn body(&self) -> Value {
        match &self.detail {
            Some(detail) => json!({"code": self.code, "message": self.message, "detail": detail}),
            None => json!({"code": self.code, "message": self.message}),
        }
    }
}
