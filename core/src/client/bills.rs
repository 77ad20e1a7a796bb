//! Downloading bills.

use std::time::Instant;

use tracing::{Instrument as _, info_span};

use super::QqWxPay;
use super::bill_stream::BillStream;
use super::drive::{at_host, harmless_when_reading, log_failure, out_of_time, runtime, tries_the_other_host};
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
        let mut opening = Opening::begin();
        loop {
            let prepare = || bill::prepare_v2_bill(self.config(), request, &self.stamp());
            match self.open(prepare, &opening).await {
                Ok(stream) => return Ok(stream),
                Err(error) => self.pause(error, &mut opening).await?,
            }
        }
    }

    /// Asks for a link and opens it. A link dies within seconds, so each attempt has a new one.
    async fn linked_bill<R: BillRow>(
        &self,
        ask: impl Fn() -> Result<Prepared<BillLink>>,
    ) -> Result<BillStream<R>> {
        let mut opening = Opening::begin();
        loop {
            let link = self.since(opening.begin).driver().run(&ask).await?;
            let prepare = || bill::prepare_bill_file(self.config(), &link, &self.stamp());
            match self.open(prepare, &opening).await {
                Ok(stream) => return Ok(stream),
                Err(error) => self.pause(error, &mut opening).await?,
            }
        }
    }

    /// Sends the request and reads until a bill has begun.
    async fn open<R: BillRow>(
        &self,
        mut prepare: impl FnMut() -> Result<PreparedBillFile>,
        opening: &Opening,
    ) -> Result<BillStream<R>> {
        let file = self.driver().prepare(&runtime()?, &mut prepare)?;
        let timeout = self.0.retry.attempt_timeout.min(self.since(opening.begin).0.retry.deadline);
        if timeout.is_zero() {
            return Err(out_of_time());
        }
        let Opening { attempt, at_backup, .. } = *opening;
        let span =
            info_span!("qq_wxpay", operation = file.operation(), leg = ?file.leg(), attempt, at_backup);
        let request = at_host(self.config(), file.leg(), file.request(), at_backup);
        let opening = async {
            let reply = self.0.transport.send_streaming(request, timeout).await?;
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
    async fn pause(&self, error: Error, opening: &mut Opening) -> Result<()> {
        let random = random_number(self.0.nonces.as_ref());
        let elapsed = opening.begin.elapsed();
        let pause = self.0.retry.pause(&error, Effect::Read, opening.attempt, elapsed, random);
        log_failure(&error, pause.is_some());
        opening.attempt += 1;
        opening.at_backup ^= tries_the_other_host(&error);
        let pause = pause.ok_or(error)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

/// The attempts to open one bill. They are a loop of their own, because each begins with a new link.
struct Opening {
    begin: Instant,
    attempt: u32,
    at_backup: bool,
}

impl Opening {
    fn begin() -> Self {
        Self { begin: Instant::now(), attempt: 1, at_backup: false }
    }
}
