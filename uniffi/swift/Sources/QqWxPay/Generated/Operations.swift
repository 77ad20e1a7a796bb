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

    /// Gives the merchant what an order with `settleInfo.profitSharing` still holds back, when nothing (more) is to be shared.
    /// The reply means that it was accepted; `queryProfitSharing` tells when it is done. Repeat only with the same number.
    public func unfreezeFunds(_ request: UnfreezeRequest, timeout: Duration? = nil) async throws -> ProfitSharing {
        try await call("unfreeze_funds", request.json(), timeout, { try ProfitSharing(json: $0) })
    }

    /// Asks where a sharing or an unfreezing stands.
    public func queryProfitSharing(_ request: ProfitSharingQuery, timeout: Duration? = nil) async throws -> ProfitSharing {
        try await call("query_profit_sharing", request.json(), timeout, { try ProfitSharing(json: $0) })
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

    /// Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
    /// a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
    /// rule that is broken is the detail of `TOKEN_STORE_WRONG`.
    public func checkTokenStore(timeout: Duration? = nil) async throws {
        try await call("check_token_store", nil, timeout, { _ in })
    }

    /// Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
    /// `Wechatpay-Serial`.
    public func encryptSensitive(_ request: PlainText, timeout: Duration? = nil) async throws -> EncryptedText {
        try await call("encrypt_sensitive", request.json(), timeout, { try EncryptedText(json: $0) })
    }

    /// Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
    /// `encryptSensitive`.
    public func encryptSensitiveOffline(_ request: PlainText) throws -> EncryptedText {
        try callSync("encrypt_sensitive_offline", request.json(), { try EncryptedText(json: $0) })
    }

    /// Decrypts a text that WeChat Pay encrypted for the merchant.
    public func decryptSensitive(_ request: CipherText) throws -> DecryptedText {
        try callSync("decrypt_sensitive", request.json(), { try DecryptedText(json: $0) })
    }

    /// Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
    /// error that names the first such field.
    public func expectPayment(_ request: PaymentToExpect) throws {
        try callSync("expect_payment", request.json(), { _ in })
    }

    /// Who the merchant is, and whether the client talks to a sandbox.
    public func merchant() throws -> Merchant {
        try callSync("merchant", nil, { try Merchant(json: $0) })
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

    /// Asks what became of your open orders, and closes those that are older than `closeAfter`: for those whose notification was
    /// lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
    /// there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
    public func confirmOpenOrders(_ request: OpenOrders, timeout: Duration? = nil) throws -> Reports<OpenOrderReport> {
        try reports("confirm_open_orders", request.json(), timeout, { try OpenOrderReport(json: $0) })
    }

    /// Asks what became of your open refunds, those of V2 too; else as `confirmOpenOrders`. One that ended abnormally, and whose
    /// notification was lost, is money that nobody has.
    public func confirmOpenRefunds(_ request: OpenRefunds, timeout: Duration? = nil) throws -> Reports<OpenRefundReport> {
        try reports("confirm_open_refunds", request.json(), timeout, { try OpenRefundReport(json: $0) })
    }
}

extension PreparableOrder where Request == OrderRequest, Reply == PlacedOrder {
    public static var placeOrder: Self {
        Self(name: "place_order", json: { $0.json() }, read: { try PlacedOrder(json: $0) })
    }
}

extension PreparableOrder where Request == PartnerOrderRequest, Reply == PlacedOrder {
    public static var placePartnerOrder: Self {
        Self(name: "place_partner_order", json: { $0.json() }, read: { try PlacedOrder(json: $0) })
    }
}

extension PreparableOrder where Request == CombineOrderRequest, Reply == PlacedOrder {
    public static var placeCombineOrder: Self {
        Self(name: "place_combine_order", json: { $0.json() }, read: { try PlacedOrder(json: $0) })
    }
}

extension PreparableOrder where Request == V2OrderRequest, Reply == PlacedOrder {
    public static var placeV2Order: Self {
        Self(name: "place_v2_order", json: { $0.json() }, read: { try PlacedOrder(json: $0) })
    }
}

extension PreparableOperation where Request == OrderId, Reply == Transaction {
    public static var queryOrder: Self {
        Self(name: "query_order", json: { $0.json() }, read: { try Transaction(json: $0) })
    }
}

extension PreparableOperation where Request == PartnerOrderQuery, Reply == PartnerTransaction {
    public static var queryPartnerOrder: Self {
        Self(name: "query_partner_order", json: { $0.json() }, read: { try PartnerTransaction(json: $0) })
    }
}

extension PreparableOperation where Request == CombineOrderQuery, Reply == CombineTransaction {
    public static var queryCombineOrder: Self {
        Self(name: "query_combine_order", json: { $0.json() }, read: { try CombineTransaction(json: $0) })
    }
}

extension PreparableOperation where Request == V2OrderQuery, Reply == V2Transaction {
    public static var queryV2Order: Self {
        Self(name: "query_v2_order", json: { $0.json() }, read: { try V2Transaction(json: $0) })
    }
}

extension PreparableOperation where Request == CloseOrderRequest, Reply == Void {
    public static var closeOrder: Self {
        Self(name: "close_order", json: { $0.json() }, read: { _ in })
    }
}

extension PreparableOperation where Request == ClosePartnerOrderRequest, Reply == Void {
    public static var closePartnerOrder: Self {
        Self(name: "close_partner_order", json: { $0.json() }, read: { _ in })
    }
}

extension PreparableOperation where Request == CloseCombineOrderRequest, Reply == Void {
    public static var closeCombineOrder: Self {
        Self(name: "close_combine_order", json: { $0.json() }, read: { _ in })
    }
}

extension PreparableOperation where Request == CloseV2OrderRequest, Reply == Void {
    public static var closeV2Order: Self {
        Self(name: "close_v2_order", json: { $0.json() }, read: { _ in })
    }
}

extension PreparableOperation where Request == RefundRequest, Reply == Refund {
    public static var refund: Self {
        Self(name: "refund", json: { $0.json() }, read: { try Refund(json: $0) })
    }
}

extension PreparableOperation where Request == RefundQuery, Reply == Refund {
    public static var queryRefund: Self {
        Self(name: "query_refund", json: { $0.json() }, read: { try Refund(json: $0) })
    }
}

extension PreparableOperation where Request == AbnormalRefundRequest, Reply == Refund {
    public static var abnormalRefund: Self {
        Self(name: "abnormal_refund", json: { $0.json() }, read: { try Refund(json: $0) })
    }
}

extension PreparableOperation where Request == V2RefundRequest, Reply == V2RefundAccepted {
    public static var v2Refund: Self {
        Self(name: "v2_refund", json: { $0.json() }, read: { try V2RefundAccepted(json: $0) })
    }
}

extension PreparableOperation where Request == V2RefundQuery, Reply == V2Refunds {
    public static var queryV2Refund: Self {
        Self(name: "query_v2_refund", json: { $0.json() }, read: { try V2Refunds(json: $0) })
    }
}

extension PreparableOperation where Request == UnfreezeRequest, Reply == ProfitSharing {
    public static var unfreezeFunds: Self {
        Self(name: "unfreeze_funds", json: { $0.json() }, read: { try ProfitSharing(json: $0) })
    }
}

extension PreparableOperation where Request == ProfitSharingQuery, Reply == ProfitSharing {
    public static var queryProfitSharing: Self {
        Self(name: "query_profit_sharing", json: { $0.json() }, read: { try ProfitSharing(json: $0) })
    }
}

extension PreparableOperation where Request == ApiRequest, Reply == ApiReply {
    public static var request: Self {
        Self(name: "request", json: { $0.json() }, read: { try ApiReply(json: $0) })
    }
}

extension PreparableOperation where Request == Void, Reply == FetchedToken {
    public static var accessToken: Self {
        Self(name: "access_token", json: { Json.object([:]) }, read: { try FetchedToken(json: $0) })
    }
}

extension PreparableOperation where Request == Void, Reply == PlatformCertificates {
    public static var refreshCertificates: Self {
        Self(name: "refresh_certificates", json: { Json.object([:]) }, read: { try PlatformCertificates(json: $0) })
    }
}

extension PreparableOperation where Request == SelfTest, Reply == SelfTestReport {
    public static var selfTest: Self {
        Self(name: "self_test", json: { $0.json() }, read: { try SelfTestReport(json: $0) })
    }
}

extension PreparableOperation where Request == TradeBillRequest, Reply == BillLink {
    public static var tradeBill: Self {
        Self(name: "trade_bill", json: { $0.json() }, read: { try BillLink(json: $0) })
    }
}

extension PreparableOperation where Request == FundFlowBillRequest, Reply == BillLink {
    public static var fundFlowBill: Self {
        Self(name: "fund_flow_bill", json: { $0.json() }, read: { try BillLink(json: $0) })
    }
}

extension PreparableBill where Request == BillLink, Row == TradeBillRow, End == FinishedTradeBillSummary {
    public static var tradeBillFile: Self {
        Self(name: "trade_bill_file", json: { $0.json() }, row: { try TradeBillRow(json: $0) }, end: { try FinishedTradeBillSummary(json: $0) })
    }
}

extension PreparableBill where Request == BillLink, Row == FundFlowRow, End == FinishedFundFlowSummary {
    public static var fundFlowBillFile: Self {
        Self(name: "fund_flow_bill_file", json: { $0.json() }, row: { try FundFlowRow(json: $0) }, end: { try FinishedFundFlowSummary(json: $0) })
    }
}

extension PreparableBill where Request == V2TradeBillRequest, Row == TradeBillRow, End == FinishedTradeBillSummary {
    public static var v2TradeBill: Self {
        Self(name: "v2_trade_bill", json: { $0.json() }, row: { try TradeBillRow(json: $0) }, end: { try FinishedTradeBillSummary(json: $0) })
    }
}
