// Written by `cargo xtask generate` from the models in Rust. Do not edit.

/// Every operation of the client.
extension QqWxPay {
    /// Places the order of a direct merchant. To get a fresh link, place the identical order again.
    ///
    /// When a reply is lost, the order may exist: that is a result of its own, `toConfirm`, and no error. Never take
    /// another order number for it: ask `confirmOrder`, or place the identical order again.
    public func placeOrder(_ request: OrderRequest, timeout: Duration? = nil) async throws -> Placement {
        try await call("place_order", request.json(), timeout, { try Placement(json: $0) })
    }

    /// Places the order of a service provider for a sub merchant; else as `placeOrder`.
    public func placePartnerOrder(_ request: PartnerOrderRequest, timeout: Duration? = nil) async throws -> Placement {
        try await call("place_partner_order", request.json(), timeout, { try Placement(json: $0) })
    }

    /// Places a combine order, several merchants' orders paid together; else as `placeOrder`.
    public func placeCombineOrder(_ request: CombineOrderRequest, timeout: Duration? = nil) async throws -> Placement {
        try await call("place_combine_order", request.json(), timeout, { try Placement(json: $0) })
    }

    /// Places a V2 unified order; else as `placeOrder`.
    public func placeV2Order(_ request: V2OrderRequest, timeout: Duration? = nil) async throws -> Placement {
        try await call("place_v2_order", request.json(), timeout, { try Placement(json: $0) })
    }

    /// Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
    public func queryOrder(_ request: OrderId, timeout: Duration? = nil) async throws -> Transaction {
        try await call("query_order", request.json(), timeout, { try Transaction(json: $0) })
    }

    /// Asks WeChat Pay where a sub merchant's order stands.
    public func queryPartnerOrder(_ request: PartnerOrderQuery, timeout: Duration? = nil) async throws -> PartnerTransaction {
        try await call("query_partner_order", request.json(), timeout, { try PartnerTransaction(json: $0) })
    }

    /// Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
    public func queryCombineOrder(_ request: CombineOrderQuery, timeout: Duration? = nil) async throws -> CombineTransaction {
        try await call("query_combine_order", request.json(), timeout, { try CombineTransaction(json: $0) })
    }

    /// Asks WeChat Pay over V2 where an order stands.
    public func queryV2Order(_ request: V2OrderQuery, timeout: Duration? = nil) async throws -> V2Transaction {
        try await call("query_v2_order", request.json(), timeout, { try V2Transaction(json: $0) })
    }

    /// Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
    /// repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `closeIfUnpaid`.
    public func closeOrder(_ request: CloseOrderRequest, timeout: Duration? = nil) async throws {
        try await call("close_order", request.json(), timeout, { _ in })
    }

    /// Closes a sub merchant's unpaid order.
    public func closePartnerOrder(_ request: ClosePartnerOrderRequest, timeout: Duration? = nil) async throws {
        try await call("close_partner_order", request.json(), timeout, { _ in })
    }

    /// Closes an unpaid combine order; every part of it must be named.
    public func closeCombineOrder(_ request: CloseCombineOrderRequest, timeout: Duration? = nil) async throws {
        try await call("close_combine_order", request.json(), timeout, { _ in })
    }

    /// Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error.
    public func closeV2Order(_ request: CloseV2OrderRequest, timeout: Duration? = nil) async throws {
        try await call("close_v2_order", request.json(), timeout, { _ in })
    }

    /// Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
    /// accepted; the notification or `queryRefund` tells when the money is back. Repeat only with the same
    /// `outRefundNo` and the same values: another number can refund twice.
    public func refund(_ request: RefundRequest, timeout: Duration? = nil) async throws -> Refund {
        try await call("refund", request.json(), timeout, { try Refund(json: $0) })
    }

    /// Asks where a refund stands.
    public func queryRefund(_ request: RefundQuery, timeout: Duration? = nil) async throws -> Refund {
        try await call("query_refund", request.json(), timeout, { try Refund(json: $0) })
    }

    /// Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
    /// are given as they are; the library encrypts them.
    public func abnormalRefund(_ request: AbnormalRefundRequest, timeout: Duration? = nil) async throws -> Refund {
        try await call("abnormal_refund", request.json(), timeout, { try Refund(json: $0) })
    }

    /// Asks for a refund over V2. It shows the merchant certificate: set `merchantCertificate` or `merchantP12`.
    public func v2Refund(_ request: V2RefundRequest, timeout: Duration? = nil) async throws -> V2RefundAccepted {
        try await call("v2_refund", request.json(), timeout, { try V2RefundAccepted(json: $0) })
    }

    /// Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
    /// `totalRefundCount` is larger.
    public func queryV2Refund(_ request: V2RefundQuery, timeout: Duration? = nil) async throws -> V2Refunds {
        try await call("query_v2_refund", request.json(), timeout, { try V2Refunds(json: $0) })
    }

    /// Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
    /// are; anything else is sent once.
    public func request(_ request: ApiRequest, timeout: Duration? = nil) async throws -> ApiReply {
        try await call("request", request.json(), timeout, { try ApiReply(json: $0) })
    }

    /// QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves.
    public func accessToken(timeout: Duration? = nil) async throws -> AccessToken {
        try await call("access_token", nil, timeout, { try AccessToken(json: $0) })
    }

    /// Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course.
    public func refreshCertificates(timeout: Duration? = nil) async throws -> PlatformCertificates {
        try await call("refresh_certificates", nil, timeout, { try PlatformCertificates(json: $0) })
    }

    /// Tests keys, serials, clock and, with a `notifyUrl`, the way of notifications, without an order. WeChat Pay forbids
    /// load tests: once per check.
    public func selfTest(_ request: SelfTest, timeout: Duration? = nil) async throws -> SelfTestReport {
        try await call("self_test", request.json(), timeout, { try SelfTestReport(json: $0) })
    }

    /// Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
    /// `notPaid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
    public func confirmOrder(_ request: OrderReference, timeout: Duration? = nil) async throws -> OrderStatus {
        try await call("confirm_order", request.json(), timeout, { try OrderStatus(json: $0) })
    }

    /// Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
    public func closeIfUnpaid(_ request: OrderReference, timeout: Duration? = nil) async throws -> OrderStatus {
        try await call("close_if_unpaid", request.json(), timeout, { try OrderStatus(json: $0) })
    }

    /// Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
    public func invalidateAccessToken(_ request: RefusedAccessToken, timeout: Duration? = nil) async throws {
        try await call("invalidate_access_token", request.json(), timeout, { _ in })
    }

    /// Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
    /// `Wechatpay-Serial`.
    public func encryptSensitive(_ request: PlainText, timeout: Duration? = nil) async throws -> EncryptedText {
        try await call("encrypt_sensitive", request.json(), timeout, { try EncryptedText(json: $0) })
    }

    /// Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
    /// `encryptSensitive`.
    public func encryptSensitiveOffline(_ request: PlainText) throws -> EncryptedText {
        try now("encrypt_sensitive_offline", request.json(), { try EncryptedText(json: $0) })
    }

    /// Decrypts a text that WeChat Pay encrypted for the merchant.
    public func decryptSensitive(_ request: CipherText) throws -> DecryptedText {
        try now("decrypt_sensitive", request.json(), { try DecryptedText(json: $0) })
    }

    /// Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
    /// error that names the first such field.
    public func expectPayment(_ request: PaymentToExpect) throws {
        try now("expect_payment", request.json(), { _ in })
    }

    /// Who the merchant is, and whether the client talks to a sandbox.
    public func merchant() throws -> Merchant {
        try now("merchant", nil, { try Merchant(json: $0) })
    }

    /// Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
    /// an error: until then keep them where they can be taken back.
    public func tradeBill(_ request: TradeBillRequest, timeout: Duration? = nil) async throws -> BillRows<TradeBillRow, FinishedTradeBillSummary> {
        try await bill("trade_bill", request.json(), timeout, { try TradeBillRow(json: $0) }, { try FinishedTradeBillSummary(json: $0) })
    }

    /// Downloads a fund flow bill: every movement on an account of the merchant. Else as `tradeBill`.
    public func fundFlowBill(_ request: FundFlowBillRequest, timeout: Duration? = nil) async throws -> BillRows<FundFlowRow, FinishedFundFlowSummary> {
        try await bill("fund_flow_bill", request.json(), timeout, { try FundFlowRow(json: $0) }, { try FinishedFundFlowSummary(json: $0) })
    }

    /// Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
    public func v2TradeBill(_ request: V2TradeBillRequest, timeout: Duration? = nil) async throws -> BillRows<TradeBillRow, FinishedTradeBillSummary> {
        try await bill("v2_trade_bill", request.json(), timeout, { try TradeBillRow(json: $0) }, { try FinishedTradeBillSummary(json: $0) })
    }

    /// Prepares `placeOrder`: the request to send, and the reader of its reply.
    public func prepareOrder(_ request: OrderRequest, accessToken: String? = nil) throws -> Prepared<PlacedOrder> {
        try prepare("place_order", request.json(), accessToken, { try PlacedOrder(json: $0) })
    }

    /// Prepares `placePartnerOrder`: the request to send, and the reader of its reply.
    public func preparePartnerOrder(_ request: PartnerOrderRequest, accessToken: String? = nil) throws -> Prepared<PlacedOrder> {
        try prepare("place_partner_order", request.json(), accessToken, { try PlacedOrder(json: $0) })
    }

    /// Prepares `placeCombineOrder`: the request to send, and the reader of its reply.
    public func prepareCombineOrder(_ request: CombineOrderRequest, accessToken: String? = nil) throws -> Prepared<PlacedOrder> {
        try prepare("place_combine_order", request.json(), accessToken, { try PlacedOrder(json: $0) })
    }

    /// Prepares `placeV2Order`: the request to send, and the reader of its reply.
    public func prepareV2Order(_ request: V2OrderRequest, accessToken: String? = nil) throws -> Prepared<PlacedOrder> {
        try prepare("place_v2_order", request.json(), accessToken, { try PlacedOrder(json: $0) })
    }

    /// Prepares `queryOrder`: the request to send, and the reader of its reply.
    public func prepareQueryOrder(_ request: OrderId, accessToken: String? = nil) throws -> Prepared<Transaction> {
        try prepare("query_order", request.json(), accessToken, { try Transaction(json: $0) })
    }

    /// Prepares `queryPartnerOrder`: the request to send, and the reader of its reply.
    public func prepareQueryPartnerOrder(_ request: PartnerOrderQuery, accessToken: String? = nil) throws -> Prepared<PartnerTransaction> {
        try prepare("query_partner_order", request.json(), accessToken, { try PartnerTransaction(json: $0) })
    }

    /// Prepares `queryCombineOrder`: the request to send, and the reader of its reply.
    public func prepareQueryCombineOrder(_ request: CombineOrderQuery, accessToken: String? = nil) throws -> Prepared<CombineTransaction> {
        try prepare("query_combine_order", request.json(), accessToken, { try CombineTransaction(json: $0) })
    }

    /// Prepares `queryV2Order`: the request to send, and the reader of its reply.
    public func prepareQueryV2Order(_ request: V2OrderQuery, accessToken: String? = nil) throws -> Prepared<V2Transaction> {
        try prepare("query_v2_order", request.json(), accessToken, { try V2Transaction(json: $0) })
    }

    /// Prepares `closeOrder`: the request to send, and the reader of its reply.
    public func prepareCloseOrder(_ request: CloseOrderRequest, accessToken: String? = nil) throws -> Prepared<Void> {
        try prepare("close_order", request.json(), accessToken, { _ in })
    }

    /// Prepares `closePartnerOrder`: the request to send, and the reader of its reply.
    public func prepareClosePartnerOrder(_ request: ClosePartnerOrderRequest, accessToken: String? = nil) throws -> Prepared<Void> {
        try prepare("close_partner_order", request.json(), accessToken, { _ in })
    }

    /// Prepares `closeCombineOrder`: the request to send, and the reader of its reply.
    public func prepareCloseCombineOrder(_ request: CloseCombineOrderRequest, accessToken: String? = nil) throws -> Prepared<Void> {
        try prepare("close_combine_order", request.json(), accessToken, { _ in })
    }

    /// Prepares `closeV2Order`: the request to send, and the reader of its reply.
    public func prepareCloseV2Order(_ request: CloseV2OrderRequest, accessToken: String? = nil) throws -> Prepared<Void> {
        try prepare("close_v2_order", request.json(), accessToken, { _ in })
    }

    /// Prepares `refund`: the request to send, and the reader of its reply.
    public func prepareRefund(_ request: RefundRequest, accessToken: String? = nil) throws -> Prepared<Refund> {
        try prepare("refund", request.json(), accessToken, { try Refund(json: $0) })
    }

    /// Prepares `queryRefund`: the request to send, and the reader of its reply.
    public func prepareQueryRefund(_ request: RefundQuery, accessToken: String? = nil) throws -> Prepared<Refund> {
        try prepare("query_refund", request.json(), accessToken, { try Refund(json: $0) })
    }

    /// Prepares `abnormalRefund`: the request to send, and the reader of its reply.
    public func prepareAbnormalRefund(_ request: AbnormalRefundRequest, accessToken: String? = nil) throws -> Prepared<Refund> {
        try prepare("abnormal_refund", request.json(), accessToken, { try Refund(json: $0) })
    }

    /// Prepares `v2Refund`: the request to send, and the reader of its reply.
    public func prepareV2Refund(_ request: V2RefundRequest, accessToken: String? = nil) throws -> Prepared<V2RefundAccepted> {
        try prepare("v2_refund", request.json(), accessToken, { try V2RefundAccepted(json: $0) })
    }

    /// Prepares `queryV2Refund`: the request to send, and the reader of its reply.
    public func prepareQueryV2Refund(_ request: V2RefundQuery, accessToken: String? = nil) throws -> Prepared<V2Refunds> {
        try prepare("query_v2_refund", request.json(), accessToken, { try V2Refunds(json: $0) })
    }

    /// Prepares `request`: the request to send, and the reader of its reply.
    public func prepareRequest(_ request: ApiRequest, accessToken: String? = nil) throws -> Prepared<ApiReply> {
        try prepare("request", request.json(), accessToken, { try ApiReply(json: $0) })
    }

    /// Prepares `accessToken`: the request to send, and the reader of its reply.
    public func prepareAccessToken(accessToken: String? = nil) throws -> Prepared<FetchedToken> {
        try prepare("access_token", nil, accessToken, { try FetchedToken(json: $0) })
    }

    /// Prepares `refreshCertificates`: the request to send, and the reader of its reply.
    public func prepareCertificates(accessToken: String? = nil) throws -> Prepared<PlatformCertificates> {
        try prepare("refresh_certificates", nil, accessToken, { try PlatformCertificates(json: $0) })
    }

    /// Prepares `selfTest`: the request to send, and the reader of its reply.
    public func prepareSelfTest(_ request: SelfTest, accessToken: String? = nil) throws -> Prepared<SelfTestReport> {
        try prepare("self_test", request.json(), accessToken, { try SelfTestReport(json: $0) })
    }

    /// Prepares `tradeBill`: the request to send, and the reader of its reply.
    public func prepareTradeBill(_ request: TradeBillRequest, accessToken: String? = nil) throws -> Prepared<BillLink> {
        try prepare("trade_bill", request.json(), accessToken, { try BillLink(json: $0) })
    }

    /// Prepares `fundFlowBill`: the request to send, and the reader of its reply.
    public func prepareFundFlowBill(_ request: FundFlowBillRequest, accessToken: String? = nil) throws -> Prepared<BillLink> {
        try prepare("fund_flow_bill", request.json(), accessToken, { try BillLink(json: $0) })
    }

    /// Prepares the download of the file that a prepared `tradeBill` named. A link dies within seconds.
    public func prepareTradeBillFile(_ request: BillLink) throws -> PreparedBill<TradeBillRow, FinishedTradeBillSummary> {
        try prepareBill("trade_bill_file", request.json(), { try TradeBillRow(json: $0) }, { try FinishedTradeBillSummary(json: $0) })
    }

    /// Prepares the download of the file that a prepared `fundFlowBill` named. A link dies within seconds.
    public func prepareFundFlowBillFile(_ request: BillLink) throws -> PreparedBill<FundFlowRow, FinishedFundFlowSummary> {
        try prepareBill("fund_flow_bill_file", request.json(), { try FundFlowRow(json: $0) }, { try FinishedFundFlowSummary(json: $0) })
    }

    /// Prepares `v2TradeBill`: the request to send, and the reader of its file.
    public func prepareV2TradeBill(_ request: V2TradeBillRequest) throws -> PreparedBill<TradeBillRow, FinishedTradeBillSummary> {
        try prepareBill("v2_trade_bill", request.json(), { try TradeBillRow(json: $0) }, { try FinishedTradeBillSummary(json: $0) })
    }
}
