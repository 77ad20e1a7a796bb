//! Any other V3 interface.

use super::QqWxPay;
use crate::error::Result;
use crate::model::{ApiReply, ApiRequest};
use crate::request;

impl QqWxPay {
    /// Calls any V3 interface of WeChat Pay: signs, sends, verifies the reply.
    ///
    /// A `GET` is repeated as queries are; anything else is sent once.
    ///
    /// # Errors
    /// `InvalidInput` before anything is sent; `Api` with WeChat Pay's code; else see [`crate::Error::retry`].
    pub async fn request(&self, request: &ApiRequest) -> Result<ApiReply> {
        self.driver().run(|| request::prepare_request(self.config(), request, &self.stamp())).await
    }
}
