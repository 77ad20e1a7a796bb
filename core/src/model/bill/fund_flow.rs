//! Fund flow bills: every movement of an account of the merchant on a day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::column::{Column, add};
use crate::model::common::open_enum;

open_enum! {
    /// Whether money came in or went out.
    FundDirection {
        /// Came in:
        Income = "收入",
        /// Went out:
        Expense = "支出",
    }
}

/// A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `None`.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FundFlowRow {
    /// 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    pub booking_time: Option<String>,
    /// 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ...
    pub transaction_id: Option<String>,
    /// 资金流水单号: number of the movement.
    pub flow_id: Option<String>,
    /// 业务名称: name of the business.
    pub business_name: Option<String>,
    /// 业务类型: kind of the business.
    pub business_type: Option<String>,
    /// 收支类型: in or out.
    pub direction: Option<FundDirection>,
    /// 收支金额(元): how much, fen, never negative: `direction` tells the sign.
    pub amount: Option<i64>,
    /// 账户结余(元): what the account held afterwards, fen.
    pub balance: Option<i64>,
    /// 资金变更提交申请人: who asked for it.
    pub applicant: Option<String>,
    /// 备注: note; may hold commas and quotes.
    pub note: Option<String>,
    /// 业务凭证号: the merchant's order or refund number, or another voucher.
    pub voucher_id: Option<String>,
    /// Columns that this version does not know, by their name in the bill.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{:?}", other.keys())]
    pub other: BTreeMap<String, String>,
}

/// The totals at the end of a fund flow bill. A column that the bill does not have is `None`.
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FundFlowSummary {
    /// 资金流水总笔数: number of movements.
    pub count: Option<i64>,
    /// 收入笔数: how many came in.
    pub income_count: Option<i64>,
    /// 收入金额: sum of what came in, fen.
    pub income_amount: Option<i64>,
    /// 支出笔数: how many went out.
    pub expense_count: Option<i64>,
    /// 支出金额: sum of what went out, fen.
    pub expense_amount: Option<i64>,
    /// Columns that this version does not know, by their name in the bill.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("{:?}", other.keys())]
    pub other: BTreeMap<String, String>,
}

impl FundFlowSummary {
    /// Takes a row into the totals, as WeChat Pay counts them.
    pub(crate) fn take(&mut self, row: &FundFlowRow) {
        add(&mut self.count, Some(1));
        let (count, amount) = match row.direction {
            Some(FundDirection::Income) => (&mut self.income_count, &mut self.income_amount),
            Some(FundDirection::Expense) => (&mut self.expense_count, &mut self.expense_amount),
            _ => return,
        };
        add(count, Some(1));
        add(amount, row.amount);
    }

    /// Whether these totals count the rows that `own` counted; the directions too, where every row has one that is known.
    pub(crate) fn counts_as(&self, own: &Self) -> bool {
        let same = |told: Option<i64>, own: Option<i64>| told.is_none_or(|told| told == own.unwrap_or(0));
        let directed = own.income_count.unwrap_or(0) + own.expense_count.unwrap_or(0);
        same(self.count, own.count)
            && (directed != own.count.unwrap_or(0)
                || (same(self.income_count, own.income_count) && same(self.expense_count, own.expense_count)))
    }
}

pub(crate) static ROW: &[Column<FundFlowRow>] = &[
    Column::text(&["记账时间"], |row| &mut row.booking_time),
    Column::text(&["微信支付业务单号"], |row| &mut row.transaction_id),
    Column::text(&["资金流水单号"], |row| &mut row.flow_id),
    Column::text(&["业务名称"], |row| &mut row.business_name),
    Column::text(&["业务类型"], |row| &mut row.business_type),
    Column::word(&["收支类型"], |row, word| row.direction = Some(FundDirection::from(word))),
    Column::fen(&["收支金额(元)", "收支金额（元）", "收支金额"], |row| &mut row.amount),
    Column::signed_fen(&["账户结余(元)", "账户结余（元）", "账户结余"], |row| {
        &mut row.balance
    }),
    Column::text(&["资金变更提交申请人"], |row| &mut row.applicant),
    Column::text(&["备注"], |row| &mut row.note),
    Column::text(&["业务凭证号"], |row| &mut row.voucher_id),
];

pub(crate) static SUMMARY: &[Column<FundFlowSummary>] = &[
    Column::count(&["资金流水总笔数"], |sum| &mut sum.count),
    Column::count(&["收入笔数"], |sum| &mut sum.income_count),
    Column::fen(&["收入金额"], |sum| &mut sum.income_amount),
    Column::count(&["支出笔数"], |sum| &mut sum.expense_count),
    Column::fen(&["支出金额"], |sum| &mut sum.expense_amount),
];
