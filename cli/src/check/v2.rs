//! Whether the V2 key is right: WeChat Pay is asked for an order that does not exist.

use qq_wxpay::QqWxPay;
use qq_wxpay::environment::{NonceSource as _, SystemNonce};
use qq_wxpay::error::{ErrorKind, wechat_codes};
use qq_wxpay::model::{OrderId, V2OrderQuery};

use super::report::{Report, State, Subject, subject};
use super::set_up::SetUp;
use crate::failure::Failure;
use crate::language::words;

const V2_KEY: Subject = subject("api_v2_key", "V2 API key", "V2 API 密钥");

pub(super) async fn check(
    client: &QqWxPay,
    set_up: &SetUp,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    if set_up.settings.api_v2_key.is_none() {
        return Ok(());
    }
    let number = format!("CHECK{}", &SystemNonce.nonce()[..20]);
    let query = V2OrderQuery::new(OrderId::OutTradeNo(number));
    let right = words("WeChat Pay accepts it", "微信支付已接受");
    match client.query_v2_order(&query).await {
        Err(error) if error.is(&wechat_codes::ORDER_NOT_EXIST) => {
            let right = report.language().of(right);
            report.fine(V2_KEY, right)
        }
        Ok(_) => {
            let right = report.language().of(right);
            report.fine(V2_KEY, right)
        }
        Err(error) if error.kind() == ErrorKind::Transport => report.error(V2_KEY, State::NotTested, &error),
        Err(error) => report.error(V2_KEY, State::Fault, &error),
    }
}
