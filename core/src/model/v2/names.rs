//! The field names of V2, and texts in which such a field hides.
//!
//! V2 signs `a=1&b=2` without escaping: one signed text can be cut into fields in more than one way. Who may write a
//! value, as the payer may often write `attach`, could put `x&mch_id=…&out_trade_no=…&z=` into it. Cut at those places
//! the same text, with the same signature, is a payment of another order.
//!
//! The names stand sorted, so a second cut has to put every name behind the one before it. The field that truly follows
//! (`bank_type` after `attach`) is smaller than most names that an attacker wants, so the forged message must swallow it,
//! and all that follows, into a value: that value holds `&bank_type=`. Merging fields, to make one disappear, leaves the
//! same trace. Only names between two neighbours can be added without a trace in the forged message, and
//! then the trace is in the genuine one: therefore such texts are refused in orders too.

/// Every field of V2's requests, replies and notifications that may carry weight; numbered ones without their number.
/// `sign` is not among them: it never stands in the signed text.
const NAMES: [&str; 69] = [
    "appid",
    "attach",
    "bank_type",
    "body",
    "cash_fee",
    "cash_fee_type",
    "cash_refund_fee",
    "coupon_count",
    "coupon_fee",
    "coupon_id",
    "coupon_refund_count",
    "coupon_refund_fee",
    "coupon_refund_id",
    "coupon_type",
    "detail",
    "device_info",
    "err_code",
    "err_code_des",
    "error_code",
    "fee_type",
    "goods_tag",
    "is_subscribe",
    "limit_pay",
    "mch_id",
    "mweb_url",
    "nonce_str",
    "notify_url",
    "openid",
    "out_refund_no",
    "out_trade_no",
    "prepay_id",
    "product_id",
    "profit_sharing",
    "promotion_detail",
    "receipt",
    "refund_account",
    "refund_channel",
    "refund_count",
    "refund_desc",
    "refund_fee",
    "refund_fee_type",
    "refund_id",
    "refund_recv_accout",
    "refund_request_source",
    "refund_status",
    "refund_success_time",
    "req_info",
    "result_code",
    "result_msg",
    "return_code",
    "return_msg",
    "scene_info",
    "settlement_refund_fee",
    "settlement_total_fee",
    "sign_type",
    "spbill_create_ip",
    "sub_appid",
    "sub_is_subscribe",
    "sub_mch_id",
    "sub_openid",
    "time_end",
    "time_expire",
    "time_start",
    "total_fee",
    "total_refund_count",
    "trade_state",
    "trade_state_desc",
    "trade_type",
    "transaction_id",
];

/// Whether V2 has a field of this name, numbered or not.
pub(crate) fn is_field(name: &str) -> bool {
    NAMES.binary_search(&without_index(name)).is_ok()
}

/// The names of all `&name=` in this text.
pub(crate) fn names_inside(text: &str) -> impl Iterator<Item = &str> {
    text.split('&').skip(1).filter_map(|piece| Some(piece.split_once('=')?.0))
}

/// `coupon_id_0` and `refund_id_0_1` without their numbers.
pub(crate) fn without_index(name: &str) -> &str {
    let mut name = name;
    while let Some((rest, index)) = name.rsplit_once('_')
        && !index.is_empty()
        && index.bytes().all(|byte| byte.is_ascii_digit())
    {
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn finds_hidden_fields_and_leaves_other_texts_alone() {
        for text in
            ["x&mch_id=1", "&total_fee=", "a&b&out_trade_no=1=2", "&coupon_fee_12=1", "&refund_id_0_1=x"]
        {
            assert!(names_inside(text).any(is_field), "{text}");
        }
        for text in [
            "",
            "mch_id=1",
            "a=b&c=<d>",
            "x&mch_id",
            "x&mch_idx=1",
            "x& mch_id=1",
            "x&MCH_ID=1",
            "x&sign=1",
            "&=&",
        ] {
            assert!(!names_inside(text).any(is_field), "{text}");
        }
    }

    #[test]
    fn a_long_row_of_numbers_ends() {
        assert_eq!(without_index("coupon_refund_id_0_1"), "coupon_refund_id");
        assert_eq!(without_index("_1"), "");
        assert_eq!(without_index("a_"), "a_");
        assert_eq!(without_index(&"_1".repeat(1 << 20)), "");
    }
}
