/// What a notification tells about: an order, and its refund. Whatever a test does not care about has a default; what a kind of notification
/// has no place for is left out of it.
public struct TestOrder: Equatable, Sendable, Encodable {
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// What was to be paid, in fen.
    public var total: Int64
    /// WeChat Pay's number of the payment; by default one that belongs to the order's number.
    public var transactionId: String?
    /// What the order carried.
    public var attach: String?
    /// The payer.
    public var openid: String?
    /// With which bank was paid.
    public var bankType: String?
    /// When it was paid, or when the refund succeeded: RFC 3339; by default now.
    public var successTime: String?
    /// The merchant; another one than that of the settings makes a notification that is not for it.
    public var mchid: String?
    /// Its WeChat AppID.
    public var appid: String?
    /// The sub merchant, of partner payments, of refunds and in V2.
    public var subMchid: String?
    /// The sub merchant's AppID.
    public var subAppid: String?
    /// The parts of a combine order.
    public var subOrders: [TestSubOrder]?
    /// How V2 signs: `HMAC-SHA256` or `MD5`.
    public var signType: String?
    /// The merchant's number of the refund.
    public var outRefundNo: String?
    /// WeChat Pay's number of the refund; by default one that belongs to the refund's number.
    public var refundId: String?
    /// How much is refunded, in fen; by default all of it.
    public var refund: Int64?

    /// An order of this number and total (fen); the rest can be set afterwards, too.
    public init(
        _ outTradeNo: String = "TEST-ORDER-1",
        total: Int64 = 100,
        attach: String? = nil,
        subOrders: [TestSubOrder]? = nil,
        outRefundNo: String? = nil,
        refund: Int64? = nil
    ) {
        self.outTradeNo = outTradeNo
        self.total = total
        self.attach = attach
        self.subOrders = subOrders
        self.outRefundNo = outRefundNo
        self.refund = refund
    }
}

/// One part of a combine order.
public struct TestSubOrder: Equatable, Sendable, Encodable {
    /// The merchant's number of the part.
    public var outTradeNo: String
    /// What was to be paid, in fen.
    public var total: Int64
    /// WeChat Pay's number of the payment.
    public var transactionId: String?
    /// What the part carried.
    public var attach: String?
    /// The merchant of the part.
    public var mchid: String?
    /// The sub merchant of the part.
    public var subMchid: String?
    /// The sub merchant's AppID.
    public var subAppid: String?

    /// A part of this number and total (fen).
    public init(_ outTradeNo: String, total: Int64) {
        self.outTradeNo = outTradeNo
        self.total = total
    }
}
