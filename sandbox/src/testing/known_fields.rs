//! The fields that messages have by the documentation, given or not: whoever changes another one has misspelt it.

use super::Kind;

const PAYMENT: &[&str] = &[
    "out_trade_no",
    "transaction_id",
    "trade_type",
    "trade_state",
    "trade_state_desc",
    "bank_type",
    "attach",
    "success_time",
    "payer",
    "amount",
    "amount.total",
    "amount.payer_total",
    "amount.currency",
    "amount.payer_currency",
    "scene_info",
    "scene_info.device_id",
];
const PROMOTION: &[&str] = &[
    "promotion_detail",
    "promotion_detail[]",
    "promotion_detail[].coupon_id",
    "promotion_detail[].name",
    "promotion_detail[].scope",
    "promotion_detail[].type",
    "promotion_detail[].amount",
    "promotion_detail[].stock_id",
    "promotion_detail[].wechatpay_contribute",
    "promotion_detail[].merchant_contribute",
    "promotion_detail[].other_contribute",
    "promotion_detail[].currency",
    "promotion_detail[].goods_detail",
    "promotion_detail[].goods_detail[]",
    "promotion_detail[].goods_detail[].goods_id",
    "promotion_detail[].goods_detail[].quantity",
    "promotion_detail[].goods_detail[].unit_price",
    "promotion_detail[].goods_detail[].discount_amount",
    "promotion_detail[].goods_detail[].goods_remark",
];
const DIRECT: &[&str] = &["appid", "mchid", "payer.openid"];
const PARTNER: &[&str] =
    &["sp_appid", "sp_mchid", "sub_appid", "sub_mchid", "payer.sp_openid", "payer.sub_openid"];
const COMBINE: &[&str] = &[
    "combine_appid",
    "combine_mchid",
    "combine_out_trade_no",
    "scene_info",
    "scene_info.device_id",
    "combine_payer_info",
    "combine_payer_info.openid",
    "combine_payer_info.sub_openid",
    "sub_orders",
    "sub_orders[]",
    "sub_orders[].mchid",
    "sub_orders[].sub_mchid",
    "sub_orders[].sub_appid",
    "sub_orders[].sub_openid",
    "sub_orders[].out_trade_no",
    "sub_orders[].transaction_id",
    "sub_orders[].trade_type",
    "sub_orders[].trade_state",
    "sub_orders[].bank_type",
    "sub_orders[].attach",
    "sub_orders[].success_time",
    "sub_orders[].amount",
    "sub_orders[].amount.total_amount",
    "sub_orders[].amount.payer_amount",
    "sub_orders[].amount.currency",
    "sub_orders[].amount.payer_currency",
    "sub_orders[].promotion_detail",
];
const REFUND: &[&str] = &[
    "mchid",
    "sp_mchid",
    "sub_mchid",
    "out_trade_no",
    "transaction_id",
    "out_refund_no",
    "refund_id",
    "refund_status",
    "success_time",
    "user_received_account",
    "amount",
    "amount.total",
    "amount.refund",
    "amount.payer_total",
    "amount.payer_refund",
];
const OTHER: &[&str] = &[
    "mchid",
    "sp_mchid",
    "sub_mchid",
    "transaction_id",
    "out_order_no",
    "order_id",
    "receiver",
    "receiver.type",
    "receiver.account",
    "receiver.amount",
    "receiver.description",
    "success_time",
];
const ECHO: &[&str] = &["echo_message", "encrypt_echo_message"];
/// What V2 writes outside, but for `nonce_str`, `sign` and `req_info`, which are made when it is signed.
const V2: &[&str] = &["return_code", "return_msg", "appid", "mch_id", "sub_appid", "sub_mch_id"];
const V2_PAYMENT: &[&str] = &[
    "device_info",
    "sign_type",
    "result_code",
    "err_code",
    "err_code_des",
    "openid",
    "is_subscribe",
    "sub_openid",
    "sub_is_subscribe",
    "trade_type",
    "bank_type",
    "total_fee",
    "settlement_total_fee",
    "fee_type",
    "cash_fee",
    "cash_fee_type",
    "coupon_fee",
    "coupon_count",
    "transaction_id",
    "out_trade_no",
    "attach",
    "time_end",
];
/// Each has the number of the coupon behind it, such as `coupon_id_0`.
const V2_COUPONS: &[&str] = &["coupon_id_", "coupon_type_", "coupon_fee_"];
/// What `req_info` hides.
const V2_REFUND: &[&str] = &[
    "transaction_id",
    "out_trade_no",
    "refund_id",
    "out_refund_no",
    "total_fee",
    "settlement_total_fee",
    "refund_fee",
    "settlement_refund_fee",
    "refund_status",
    "success_time",
    "refund_recv_accout",
    "refund_account",
    "refund_request_source",
    "cash_refund_fee",
];

/// Where V2 writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum V2Place {
    Outside,
    Hidden,
}

/// The fields of a kind of message.
pub(super) fn known(kind: Kind) -> impl Iterator<Item = &'static str> {
    let lists: &[&[&str]] = match kind {
        Kind::Payment | Kind::NotPaid => &[DIRECT, PAYMENT, PROMOTION],
        Kind::PartnerPayment => &[PARTNER, PAYMENT, PROMOTION],
        Kind::CombinePayment => &[COMBINE],
        Kind::V2Payment | Kind::V2NotPaid => &[V2_PAYMENT, V2],
        Kind::Refund | Kind::RefundAbnormal | Kind::RefundClosed => &[REFUND],
        Kind::V2Refund | Kind::V2RefundAbnormal | Kind::V2RefundClosed => &[V2_REFUND, V2],
        Kind::Other => &[OTHER],
        Kind::SecurityEcho => &[ECHO],
    };
    lists.iter().copied().flatten().copied()
}

/// Whether a kind of message has a field, whose path has `[]` in place of each index.
pub(super) fn is_known(kind: Kind, path: &str) -> bool {
    let is_coupon = |stem: &&str| path.strip_prefix(*stem).is_some_and(is_number);
    let has_coupons = matches!(kind, Kind::V2Payment | Kind::V2NotPaid);
    known(kind).any(|known| known == path) || (has_coupons && V2_COUPONS.iter().any(is_coupon))
}

/// Where a refund notification of V2 writes a field; one that nobody knows is hidden.
pub(super) fn place_in_v2_refund(name: &str) -> V2Place {
    if V2.contains(&name) { V2Place::Outside } else { V2Place::Hidden }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::statements::statement;
    use super::super::{Order, SubOrder};
    use super::*;
    use crate::wechat::notification::Statement;

    fn paths(value: &Value, before: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
                    found.push(path.clone());
                    paths(value, &path, found);
                }
            }
            Value::Array(elements) => {
                elements.iter().for_each(|element| paths(element, &format!("{before}[]"), found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_field_that_is_written_is_known() {
        for kind in Kind::ALL.iter().copied() {
            let mut order = Order { attach: Some("attached".to_owned()), ..Order::default() };
            match kind {
                Kind::Payment => {}
                Kind::CombinePayment => {
                    let mut part = SubOrder::new("PART-1", 5);
                    part.sub_mchid = Some("1900000002".to_owned());
                    part.sub_appid = Some("wxfedcba9876543210".to_owned());
                    order.sub_orders = vec![part];
                }
                _ => {
                    order.sub_mchid = Some("1900000002".to_owned());
                    order.sub_appid = Some("wxfedcba9876543210".to_owned());
                }
            }
            let mut found = Vec::new();
            match statement(kind, &order, 1_800_000_000).expect("the order is right") {
                Statement::V3 { resource, .. } => paths(&resource, "", &mut found),
                Statement::V2 { fields, .. } => found.extend(fields.into_keys()),
                Statement::V2Refund { fields, hidden } => {
                    assert!(fields.keys().all(|name| place_in_v2_refund(name) == V2Place::Outside));
                    assert!(hidden.keys().all(|name| place_in_v2_refund(name) == V2Place::Hidden));
                    found.extend(fields.into_keys().chain(hidden.into_keys()));
                }
            }
            for path in &found {
                assert!(is_known(kind, path), "{}: {path}", kind.name());
            }
            assert!(!found.is_empty() && !is_known(kind, "total_fe") && !is_known(kind, "amount.totl"));
        }
        assert!(is_known(Kind::V2Payment, "coupon_id_0") && !is_known(Kind::V2Payment, "coupon_id_"));
    }
}
