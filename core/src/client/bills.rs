//! Downloading bills.

use std::time::Instant;

use tracing::{Instrument as _, info_span};

use super::QqWxPay;
use super::bill_stream::BillStream;
use super::drive::{harmless_when_reading, log_failure, runtime};
use crate::bill::{self, BillRow, PreparedBillFile};
use crate::call::{Effect, Prepared};
use crate::environment::random_number;
use crate::error::{Error, ErrorKind, Result, sdk_codes};
use crate::model::{
    BillLink, FundFlowBillRequest, FundFlowRow, TradeBillRequest, TradeBillRow, V2TradeBillRequest,
};

impl QqWxPay {
    /// Downloads a trade bill; its rows come as they arrive, and are proven at the end.
    ///
    /// ```no_run
    /// # async fn example(pay: qq_wxpay::QqWxPay) -> qq_wxpay::Result<()> {
    /// use qq_wxpay::model::TradeBillRequest;
    /// let mut bill = pay.trade_bill(&TradeBillRequest::new("2026-06-08")).await?;
    /// while let Some(row) = bill.next_row().await? {
    ///     println!("{:?}", row.unproven().out_trade_no); // keep it apart until the end
    /// }
    /// let finished = bill.finished().expect("the rows ended without an error"); // now the rows are proven
    /// println!("{} rows, {:?}", finished.rows, finished.summary.order_amount);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `Api` with `NO_STATEMENT_EXIST`, `STATEMENT_CREATING` and others; an unsigned or wrong reply is an error.
    pub async fn trade_bill(&self, request: &TradeBillRequest) -> Result<BillStream<TradeBillRow>> {
        request.check()?;
        self.linked_bill(|| bill::prepare_trade_bill(self.config(), request, &self.stamp())).await
    }

    /// Downloads a fund flow bill; its rows come as they arrive, and are proven at the end.
    ///
    /// # Errors
    /// As [`QqWxPay::trade_bill`].
    pub async fn fund_flow_bill(&self, request: &FundFlowBillRequest) -> Result<BillStream<FundFlowRow>> {
        request.check()?;
        self.linked_bill(|| bill::prepare_fund_flow_bill(self.config(), request, &self.stamp())).await
    }

    /// Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
    ///
    /// # Errors
    /// `Api` with WeChat Pay's code.
    pub async fn v2_trade_bill(&self, request: &V2TradeBillRequest) -> Result<BillStream<TradeBillRow>> {
        request.check()?;
        let begin = Instant::now();
        let mut attempt = 1;
        loop {
            let prepare = || bill::prepare_v2_bill(self.config(), request, &self.stamp());
            match self.open(prepare, attempt).await {
                Ok(stream) => return Ok(stream),
                Err(error) => self.pause(error, attempt, begin).await?,
            }
            attempt += 1;
        }
    }

    /// Asks for a link and opens it. A link dies within seconds, so each attempt has a new one.
    async fn linked_bill<R: BillRow>(
        &self,
        ask: impl Fn() -> Result<Prepared<BillLink>>,
    ) -> Result<BillStream<R>> {
        let begin = Instant::now();
        let mut attempt = 1;
        loop {
            let link = self.driver().run(&ask).await?;
            let prepare = || bill::prepare_bill_file(self.config(), &link, &self.stamp());
            match self.open(prepare, attempt).await {
                Ok(stream) => return Ok(stream),
                Err(error) => self.pause(error, attempt, begin).await?,
            }
            attempt += 1;
        }
    }

    /// Sends the request and reads until a bill has begun.
    async fn open<R: BillRow>(
        &self,
        mut prepare: impl FnMut() -> Result<PreparedBillFile>,
        attempt: u32,
    ) -> Result<BillStream<R>> {
        let file = self.driver().prepare(&runtime()?, &mut prepare)?;
        let timeout = self.0.retry.attempt_timeout;
        let span = info_span!("qq_wxpay", operation = file.operation(), leg = ?file.leg(), attempt);
        let opening = async {
            let reply = self.0.transport.send_streaming(file.request().clone(), timeout).await?;
            let reader = file.reader(reply.status, reply.headers);
            let mut stream = BillStream::new(reply.body, reader, self.0.bill_limits);
            stream.begin().await?;
            Ok(stream)
        };
        // The transport may be the user's: it is not trusted to keep the time.
        let opened = tokio::time::timeout(timeout, opening.instrument(span)).await;
        opened.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::TIMED_OUT))).map_err(|error| {
            if error.kind() == ErrorKind::Transport {
                harmless_when_reading(Effect::Read, error)
            } else {
                error
            }
        })
    }

    /// Waits before the next attempt; gives the error back when it is final.
    async fn pause(&self, error: Error, attempt: u32, begin: Instant) -> Result<()> {
        let random = random_number(self.0.nonces.as_ref());
        let pause = self.0.retry.pause(&error, Effect::Read, attempt, begin.elapsed(), random);
        log_failure(&error, pause.is_some());
        let pause = pause.ok_or(error)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }
}
