//! Downloading bills.

use tracing::{Instrument as _, info_span};

use super::QqWxPay;
use crate::client::engine::bill_stream::BillStream;
use crate::client::engine::call::Call;
use crate::client::engine::context::ClientContext;
use crate::client::engine::driver::{at_host, has_other_host, log_failure, out_of_time, runtime};
use crate::client::engine::whom::{own_place, to_whom, tries_the_other_host};
use crate::error::{Error, ErrorKind, Result, sdk_codes};
use crate::model::{
    BillLink, FundFlowBillRequest, FundFlowRow, TradeBillRequest, TradeBillRow, V2TradeBillRequest,
};
use crate::operation::{CallContext, LinkFundFlowBill, LinkTradeBill, Operation};
use crate::operations::bill::{self, BillRow, PreparedBillFile};
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};

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
        self.linked_bill::<LinkTradeBill, _>(request).await
    }

    /// Downloads a fund flow bill; its rows come as they arrive, and are proven at the end.
    ///
    /// # Errors
    /// As [`QqWxPay::trade_bill`].
    pub async fn fund_flow_bill(&self, request: &FundFlowBillRequest) -> Result<BillStream<FundFlowRow>> {
        request.check()?;
        self.linked_bill::<LinkFundFlowBill, _>(request).await
    }

    /// Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
    ///
    /// # Errors
    /// `Api` with WeChat Pay's code.
    pub async fn v2_trade_bill(&self, request: &V2TradeBillRequest) -> Result<BillStream<TradeBillRow>> {
        request.check()?;
        let mut opening = Opening::begin(&self.0.context);
        loop {
            let prepare = || bill::prepare_v2_bill(request, &CallContext::new(self.config(), &self.stamp()));
            if let Some(stream) = self.open(prepare, &mut opening).await? {
                return Ok(stream);
            }
        }
    }

    /// Asks for a link and opens it. A link dies within seconds, so each attempt has a new one.
    async fn linked_bill<O: Operation<Reply = BillLink>, R: BillRow>(
        &self,
        request: &O::Request,
    ) -> Result<BillStream<R>> {
        let mut opening = Opening::begin(&self.0.context);
        loop {
            let link = self.since(opening.call.began_at()).execute::<O>(request).await?;
            let prepare = || bill::prepare_bill_file(&link, &CallContext::new(self.config(), &self.stamp()));
            if let Some(stream) = self.open(prepare, &mut opening).await? {
                return Ok(stream);
            }
        }
    }

    /// Sends the request and reads until a bill has begun; `None` after a pause, when it is to be tried again.
    async fn open<R: BillRow>(
        &self,
        prepare: impl Fn() -> Result<PreparedBillFile>,
        opening: &mut Opening<'_>,
    ) -> Result<Option<BillStream<R>>> {
        runtime()?;
        self.0.context.refuse_reentry()?;
        let mut file = prepare()?;
        self.since(opening.call.began_at()).driver().sign(&mut file.request).await?;
        let timeout = self.0.retry.attempt_timeout.min(self.since(opening.call.began_at()).0.retry.deadline);
        if timeout.is_zero() {
            return Err(out_of_time());
        }
        let Opening { attempt, at_backup, .. } = *opening;
        let span = info_span!("qq_wxpay", operation = file.operation(), upstream = ?file.upstream(), attempt, at_backup);
        let request = at_host(self.config(), file.upstream(), file.request(), at_backup);
        let asked = own_place(request.url());
        let mut seen = opening.call.attempt(file.operation(), file.upstream(), attempt, at_backup);
        let begun = async {
            let context = &self.0.context;
            let reply = context.ask(context.transport.send_streaming(request, timeout)).await;
            let whom = (file.upstream(), at_backup);
            let reply = reply.map_err(|error| to_whom(error.into(), whom, asked.as_deref()))?;
            seen.answered(reply.status, reply.headers.request_id());
            let reader = file.reader(reply.status, reply.headers);
            let mut stream = BillStream::new(reply.body, reader, self.0.bill_limits);
            stream.begin().await?;
            Ok(stream)
        };
        // The transport may be the user's: it is not trusted to keep the time.
        let begun = tokio::time::timeout(timeout, begun.instrument(span)).await;
        let error = match begun.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::TIMED_OUT))) {
            Ok(stream) => {
                seen.end(false);
                let opened = Ok(Some(stream));
                opening.call.ended(&opened);
                return opened;
            }
            Err(error) if error.kind() == ErrorKind::Transport => {
                advised(error, Stage::NoReply, Idempotency::Safe)
            }
            Err(error) => error,
        };
        seen.failed(&error);
        opening.call.failed(&error);
        let random = self.0.context.random();
        let elapsed = opening.call.began_at().elapsed();
        let pause = self.0.retry.pause(&error, Idempotency::Safe, opening.attempt, elapsed, random);
        log_failure(&error, pause.is_some());
        seen.end(pause.is_some());
        opening.attempt += 1;
        opening.at_backup ^=
            has_other_host(&self.0.context.config, file.upstream()) && tries_the_other_host(&error);
        let pause = pause.ok_or(error)?;
        tokio::time::sleep(pause).await;
        Ok(None)
    }
}

/// The attempts to open one bill. They are a loop of their own, because each begins with a new link.
struct Opening<'a> {
    call: Call<'a>,
    attempt: u32,
    at_backup: bool,
}

impl<'a> Opening<'a> {
    fn begin(context: &'a ClientContext) -> Self {
        Self { call: Call::begin(context), attempt: 1, at_backup: false }
    }
}
