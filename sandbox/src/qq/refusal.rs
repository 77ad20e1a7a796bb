//! Errors that the payment proxy makes itself.

use axum::http::StatusCode;
use serde_json::json;

use crate::reply::Reply;
use crate::switches::{ProxyErrorShape, Switches};
use crate::wechat::v2;

/// Why the proxy does not forward an order.
pub(crate) struct Refusal {
    pub(crate) code: i64,
    pub(crate) message: String,
}

impl Refusal {
    /// A refusal with a code and its text.
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The access token is missing, wrong or dead.
    pub(crate) fn bad_token(switches: &Switches) -> Self {
        // This code was seen with an empty message at other interfaces of QQ.
        let message = if switches.bad_token_code == -1009 {
            ""
        } else {
            "invalid credential, access_token is invalid or not latest"
        };
        Self::new(switches.bad_token_code, message)
    }

    /// The reply in the shape that the switches ask for.
    pub(crate) fn into_reply(self, shape: ProxyErrorShape) -> Reply {
        let Self { code, message } = self;
        match shape {
            ProxyErrorShape::Errcode => {
                Reply::json(StatusCode::OK, &json!({"errcode": code, "errmsg": message}))
            }
            ProxyErrorShape::ErrcodeString => {
                Reply::json(StatusCode::OK, &json!({"errcode": code.to_string(), "errmsg": message}))
            }
            ProxyErrorShape::HttpError => {
                Reply::json(StatusCode::BAD_REQUEST, &json!({"errcode": code, "errmsg": message}))
            }
            ProxyErrorShape::CodeField => {
                Reply::json(StatusCode::OK, &json!({"code": code, "message": message}))
            }
            ProxyErrorShape::CamelCase => {
                Reply::json(StatusCode::OK, &json!({"errCode": code, "errMsg": message}))
            }
            ProxyErrorShape::Retcode => {
                Reply::json(StatusCode::OK, &json!({"retcode": code, "msg": message}))
            }
            ProxyErrorShape::V2Message => v2::failure(&format!("{code}|process fail")),
            ProxyErrorShape::Text => {
                Reply::new(StatusCode::OK, "text/plain; charset=utf-8", format!("{code}|process fail"))
            }
        }
    }
}
