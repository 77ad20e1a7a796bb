//! What a notification tells about, with defaults for all that a test does not care about.

use serde_json::Value;

use super::TestingError;
use super::credentials::{OWN_APPID, OWN_MCHID, OWN_SUB_APPID, OWN_SUB_MCHID};
use super::reader::{Case, Reader};

/// An order, and its refund. What a kind of notification has no place for is left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// The merchant's number of the order; of a combine order its `combine_out_trade_no`.
    pub out_trade_no: String,
    /// What was to be paid, in fen. A combine order without `sub_orders` has two parts that make it.
    pub total: i64,
    /// WeChat Pay's number of the payment. Absent: one that belongs to `out_trade_no`, always the same.
    pub transaction_id: Option<String>,
    /// What the order carried.
    pub attach: Option<String>,
    /// The payer.
    pub openid: String,
    /// With which bank was paid.
    pub bank_type: String,
    /// When it was paid, or when the refund succeeded: RFC 3339. Absent: now.
    pub success_time: Option<String>,
    /// The merchant that signs; another one than that of the settings makes a notification that is not for it.
    pub mchid: String,
    /// Its WeChat AppID.
    pub appid: String,
    /// The sub merchant, of partner payments, of refunds and in V2.
    pub sub_mchid: Option<String>,
    /// The sub merchant's AppID.
    pub sub_appid: Option<String>,
    /// The parts of a combine order.
    pub sub_orders: Vec<SubOrder>,
    /// How V2 signs: `HMAC-SHA256` or `MD5`.
    pub sign_type: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund. Absent: one that belongs to `out_refund_no`, always the same.
    pub refund_id: Option<String>,
    /// How much is refunded, in fen. Absent: all of it.
    pub refund: Option<i64>,
}

/// One part of a combine order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubOrder {
    /// The merchant's number of the part.
    pub out_trade_no: String,
    /// What was to be paid, in fen.
    pub total: i64,
    /// WeChat Pay's number of the payment. Absent: one that belongs to `out_trade_no`.
    pub transaction_id: Option<String>,
    /// What the part carried.
    pub attach: String,
    /// The merchant of the part.
    pub mchid: String,
    /// The sub merchant of the part.
    pub sub_mchid: Option<String>,
    /// The sub merchant's AppID.
    pub sub_appid: Option<String>,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            out_trade_no: "TEST-ORDER-1".to_owned(),
            total: 100,
            transaction_id: None,
            attach: None,
            openid: "oTestKitPayer000000000000001".to_owned(),
            bank_type: "OTHERS".to_owned(),
            success_time: None,
            mchid: OWN_MCHID.to_owned(),
            appid: OWN_APPID.to_owned(),
            sub_mchid: None,
            sub_appid: None,
            sub_orders: Vec::new(),
            sign_type: "HMAC-SHA256".to_owned(),
            out_refund_no: "TEST-REFUND-1".to_owned(),
            refund_id: None,
            refund: None,
        }
    }
}

impl Order {
    /// An order of this number and total (fen), with defaults for the rest.
    #[must_use]
    pub fn new(out_trade_no: impl Into<String>, total: i64) -> Self {
        Self { out_trade_no: out_trade_no.into(), total, ..Self::default() }
    }

    /// The sub merchant of a partner payment.
    pub(super) fn sub_merchant(&self) -> (String, Option<String>) {
        match (&self.sub_mchid, &self.sub_appid) {
            (None, None) => (OWN_SUB_MCHID.to_owned(), Some(OWN_SUB_APPID.to_owned())),
            (mchid, appid) => (mchid.as_deref().unwrap_or(OWN_SUB_MCHID).to_owned(), appid.clone()),
        }
    }

    /// The parts of a combine order.
    pub(super) fn parts(&self) -> Vec<SubOrder> {
        if !self.sub_orders.is_empty() {
            return self.sub_orders.clone();
        }
        let second = self.total / 2;
        let part = |number: u8, total| SubOrder::new(format!("{}-{number}", self.out_trade_no), total);
        vec![part(1, self.total - second), part(2, second)]
    }

    pub(super) fn read(case: Case, value: Value) -> Result<Self, TestingError> {
        let mut given = Reader::new("order", case, value)?;
        let default = Self::default();
        let parts = given.take::<Vec<Value>>("sub_orders", ("a list of objects", "对象列表"))?;
        let order = Self {
            out_trade_no: given.text("out_trade_no")?.unwrap_or(default.out_trade_no),
            total: given.fen("total")?.unwrap_or(default.total),
            transaction_id: given.text("transaction_id")?,
            attach: given.text("attach")?,
            openid: given.text("openid")?.unwrap_or(default.openid),
            bank_type: given.text("bank_type")?.unwrap_or(default.bank_type),
            success_time: given.text("success_time")?,
            mchid: given.text("mchid")?.unwrap_or(default.mchid),
            appid: given.text("appid")?.unwrap_or(default.appid),
            sub_mchid: given.text("sub_mchid")?,
            sub_appid: given.text("sub_appid")?,
            sub_orders: SubOrder::read_all(case, parts.unwrap_or_default())?,
            sign_type: given.text("sign_type")?.unwrap_or(default.sign_type),
            out_refund_no: given.text("out_refund_no")?.unwrap_or(default.out_refund_no),
            refund_id: given.text("refund_id")?,
            refund: given.fen("refund")?,
        };
        given.finish()?;
        Ok(order)
    }
}

impl SubOrder {
    /// A part of this number and total (fen), with defaults for the rest.
    #[must_use]
    pub fn new(out_trade_no: impl Into<String>, total: i64) -> Self {
        Self {
            out_trade_no: out_trade_no.into(),
            total,
            transaction_id: None,
            attach: String::new(),
            mchid: OWN_MCHID.to_owned(),
            sub_mchid: None,
            sub_appid: None,
        }
    }

    fn read_all(case: Case, values: Vec<Value>) -> Result<Vec<Self>, TestingError> {
        let place = case.write("sub_orders");
        let numbered = values.into_iter().enumerate();
        numbered.map(|(index, value)| Self::read(&format!("order.{place}[{index}]"), case, value)).collect()
    }

    fn read(place: &str, case: Case, value: Value) -> Result<Self, TestingError> {
        let mut given = Reader::new(place, case, value)?;
        let missing = |field: String| TestingError::value(&field, ("given", "必填"));
        let out_trade_no = given.text("out_trade_no")?;
        let total = given.fen("total")?;
        let part = Self {
            transaction_id: given.text("transaction_id")?,
            attach: given.text("attach")?.unwrap_or_default(),
            mchid: given.text("mchid")?.unwrap_or(OWN_MCHID.to_owned()),
            sub_mchid: given.text("sub_mchid")?,
            sub_appid: given.text("sub_appid")?,
            out_trade_no: out_trade_no.clone().unwrap_or_default(),
            total: total.unwrap_or_default(),
        };
        let (number, amount) = (given.path(&case.write("out_trade_no")), given.path("total"));
        given.finish()?;
        match (out_trade_no, total) {
            (None, _) => Err(missing(number)),
            (_, None) => Err(missing(amount)),
            _ => Ok(part),
        }
    }
}
