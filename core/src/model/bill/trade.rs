//! Trade bills: every payment and refund of a day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::column::{Column, add, unless_zero};
use crate::model::{RefundStatus, TradeState, TradeType};

/// A row of a trade bill. A column that the bill does not have, or leaves empty, is `None`.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TradeBillRow {
    /// 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    pub trade_time: Option<String>,
    /// 公众账号ID: WeChat AppID.
    pub appid: Option<String>,
    /// 商户号: merchant number.
    pub mchid: Option<String>,
    /// 特约商户号, older 子商户号: sub merchant; the bill's `0` is `None`.
    pub sub_mchid: Option<String>,
    /// 设备号: device.
    pub device_id: Option<String>,
    /// 微信订单号: WeChat Pay's order number.
    pub transaction_id: Option<String>,
    /// 商户订单号: the merchant's order number.
    pub out_trade_no: Option<String>,
    /// 用户标识: the payer's `openid`.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub openid: Option<String>,
    /// 交易类型: how the order was made.
    pub trade_type: Option<TradeType>,
    /// 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`.
    pub trade_state: Option<TradeState>,
    /// 付款银行: bank.
    pub bank_type: Option<String>,
    /// 货币种类: `CNY`.
    pub currency: Option<String>,
    /// 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0.
    pub settlement_amount: Option<i64>,
    /// 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen.
    pub coupon_amount: Option<i64>,
    /// 退款申请时间: when the refund was asked for; bills of refunds only.
    pub refund_request_time: Option<String>,
    /// 退款成功时间: when the money went back; bills of refunds only.
    pub refund_success_time: Option<String>,
    /// 微信退款单号: WeChat Pay's refund number; the bill's `0` is `None`.
    pub refund_id: Option<String>,
    /// 商户退款单号: the merchant's refund number; the bill's `0` is `None`.
    pub out_refund_no: Option<String>,
    /// 退款金额: what went back to the payer, fen.
    pub refund_amount: Option<i64>,
    /// 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen.
    pub coupon_refund_amount: Option<i64>,
    /// 退款类型: `ORIGINAL` and others.
    pub refund_type: Option<String>,
    /// 退款状态. Bills also know `FAIL`, which no query and no notification has.
    pub refund_status: Option<RefundStatus>,
    /// 商品名称: the order's description.
    pub description: Option<String>,
    /// 商户数据包: what the order carried.
    pub attach: Option<String>,
    /// 手续费: fee, fen; negative where it is given back.
    pub fee: Option<i64>,
    /// 费率: rate of the fee as text, `0.60%`.
    pub fee_rate: Option<String>,
    /// 订单金额: the order's whole amount, fen. Older bills do not have it.
    pub order_amount: Option<i64>,
    /// 申请退款金额: the refund that was asked for, fen. Older bills do not have it.
    pub requested_refund_amount: Option<i64>,
    /// 费率备注: note on the rate.
    pub fee_rate_note: Option<String>,
    /// Columns that this version does not know, by their name in the bill.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{:?}", other.keys())]
    pub other: BTreeMap<String, String>,
}

/// The totals at the end of a trade bill. A column that the bill does not have is `None`.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TradeBillSummary {
    /// 总交易单数: number of transactions.
    pub count: Option<i64>,
    /// 应结订单总金额, older 总交易额: sum of `settlement_amount`, fen.
    pub settlement_amount: Option<i64>,
    /// 退款总金额, older 总退款金额: sum of `refund_amount`, fen.
    pub refund_amount: Option<i64>,
    /// 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `coupon_refund_amount`, fen.
    pub coupon_refund_amount: Option<i64>,
    /// 手续费总金额: sum of `fee`, fen; may be negative.
    pub fee: Option<i64>,
    /// 订单总金额: sum of `order_amount`, fen.
    pub order_amount: Option<i64>,
    /// 申请退款总金额: sum of `requested_refund_amount`, fen.
    pub requested_refund_amount: Option<i64>,
    /// Columns that this version does not know, by their name in the bill.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{:?}", other.keys())]
    pub other: BTreeMap<String, String>,
}

impl TradeBillSummary {
    /// Takes a row into the totals, as WeChat Pay counts them.
    pub(crate) fn take(&mut self, row: &TradeBillRow) {
        add(&mut self.count, Some(1));
        add(&mut self.settlement_amount, row.settlement_amount);
        add(&mut self.refund_amount, row.refund_amount);
        add(&mut self.coupon_refund_amount, row.coupon_refund_amount);
        add(&mut self.fee, row.fee);
        add(&mut self.order_amount, row.order_amount);
        add(&mut self.requested_refund_amount, row.requested_refund_amount);
    }

    /// Whether these totals count the rows that `own` counted.
    pub(crate) fn counts_as(&self, own: &Self) -> bool {
        self.count.is_none_or(|count| count == own.count.unwrap_or(0))
    }
}

pub(crate) static ROW: &[Column<TradeBillRow>] = &[
    Column::text(&["交易时间"], |row| &mut row.trade_time),
    Column::text(&["公众账号ID"], |row| &mut row.appid),
    Column::text(&["商户号"], |row| &mut row.mchid),
    Column::word(&["特约商户号", "子商户号"], |row, number| row.sub_mchid = unless_zero(number)),
    Column::text(&["设备号"], |row| &mut row.device_id),
    Column::text(&["微信订单号"], |row| &mut row.transaction_id),
    Column::text(&["商户订单号"], |row| &mut row.out_trade_no),
    Column::text(&["用户标识"], |row| &mut row.openid),
    Column::word(&["交易类型"], |row, word| row.trade_type = Some(TradeType::from(word))),
    Column::word(&["交易状态"], |row, word| row.trade_state = Some(TradeState::from(word))),
    Column::text(&["付款银行"], |row| &mut row.bank_type),
    Column::text(&["货币种类"], |row| &mut row.currency),
    Column::fen(&["应结订单金额", "总金额"], |row| &mut row.settlement_amount),
    Column::fen(&["代金券金额", "代金券或立减优惠金额", "企业红包金额"], |row| {
        &mut row.coupon_amount
    }),
    Column::text(&["退款申请时间"], |row| &mut row.refund_request_time),
    Column::text(&["退款成功时间"], |row| &mut row.refund_success_time),
    Column::word(&["微信退款单号"], |row, number| row.refund_id = unless_zero(number)),
    Column::word(&["商户退款单号"], |row, number| row.out_refund_no = unless_zero(number)),
    Column::fen(&["退款金额"], |row| &mut row.refund_amount),
    Column::fen(
        &["充值券退款金额", "代金券或立减优惠退款金额", "企业红包退款金额"],
        |row| &mut row.coupon_refund_amount,
    ),
    Column::text(&["退款类型"], |row| &mut row.refund_type),
    Column::word(&["退款状态"], |row, word| row.refund_status = Some(RefundStatus::from(word))),
    Column::text(&["商品名称"], |row| &mut row.description),
    Column::text(&["商户数据包"], |row| &mut row.attach),
    Column::signed_fen(&["手续费"], |row| &mut row.fee),
    Column::text(&["费率"], |row| &mut row.fee_rate),
    Column::fen(&["订单金额"], |row| &mut row.order_amount),
    Column::fen(&["申请退款金额"], |row| &mut row.requested_refund_amount),
    Column::text(&["费率备注"], |row| &mut row.fee_rate_note),
];

pub(crate) static SUMMARY: &[Column<TradeBillSummary>] = &[
    Column::count(&["总交易单数"], |sum| &mut sum.count),
    Column::fen(&["应结订单总金额", "总交易额"], |sum| &mut sum.settlement_amount),
    Column::fen(&["退款总金额", "总退款金额"], |sum| &mut sum.refund_amount),
    Column::fen(
        &["充值券退款总金额", "总代金券或立减优惠退款金额", "总企业红包退款金额"],
        |sum| &mut sum.coupon_refund_amount,
    ),
    Column::signed_fen(&["手续费总金额"], |sum| &mut sum.fee),
    Column::fen(&["订单总金额"], |sum| &mut sum.order_amount),
    Column::fen(&["申请退款总金额"], |sum| &mut sum.requested_refund_amount),
];
