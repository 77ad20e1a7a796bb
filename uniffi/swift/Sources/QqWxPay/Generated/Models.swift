// Written by `cargo xtask generate` from the models in Rust. Do not edit.

/// What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.
///
/// Account and name are given as they are; the library encrypts them for WeChat Pay.
public struct AbnormalRefundRequest: Equatable, Sendable {
    /// The merchant's number of the refund. Required.
    public var outRefundNo: String
    /// WeChat Pay's number of the refund. Required.
    public var refundId: String
    /// Number of the account; needed for the payer's bank card.
    public var bankAccount: String?
    /// The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card.
    public var bankType: String?
    /// Name of its owner; needed for the payer's bank card.
    public var realName: String?
    /// Number of the sub merchant, for service providers.
    public var subMchid: String?
    /// Where the money goes; to the payer's bank card when left out.
    public var type: AbnormalRefundType?

    public init(
        outRefundNo: String,
        refundId: String,
        bankAccount: String? = nil,
        bankType: String? = nil,
        realName: String? = nil,
        subMchid: String? = nil,
        type: AbnormalRefundType? = nil
    ) {
        self.outRefundNo = outRefundNo
        self.refundId = refundId
        self.bankAccount = bankAccount
        self.bankType = bankType
        self.realName = realName
        self.subMchid = subMchid
        self.type = type
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outRefundNo", Json.text(self.outRefundNo))
        out.add("refundId", Json.text(self.refundId))
        out.add("bankAccount", self.bankAccount.map { Json.text($0) })
        out.add("bankType", self.bankType.map { Json.text($0) })
        out.add("realName", self.realName.map { Json.text($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        out.add("type", self.type.map { Json.text($0.rawValue) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension AbnormalRefundRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("AbnormalRefundRequest")
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("refundId", self.refundId)
        redacted.hide("bankAccount")
        redacted.add("bankType", self.bankType)
        redacted.hide("realName")
        redacted.add("subMchid", self.subMchid)
        redacted.add("type", self.type)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Where the money of an abnormal refund goes.
/// - `USER_BANK_CARD`: To another bank card of the payer.
/// - `MERCHANT_BANK_CARD`: To the merchant's own bank account; the merchant then gives it to the payer.
public enum AbnormalRefundType: String, CaseIterable, Sendable {
    case userBankCard = "USER_BANK_CARD"
    case merchantBankCard = "MERCHANT_BANK_CARD"
}

/// QQ's access token.
public struct AccessToken: Equatable, Sendable {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    public var accessToken: String

    public init(
        accessToken: String
    ) {
        self.accessToken = accessToken
    }

    init(json: Json) throws {
        self.accessToken = try json.field("accessToken").asText()
    }
}

/// Shown without secrets, links and the payer.
extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("AccessToken")
        redacted.hide("accessToken")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// An HTTP answer: send exactly this, within 5 seconds.
public struct Acknowledgement: Equatable, Sendable {
    /// The exact body.
    public var body: String
    /// Value of the header `Content-Type`.
    public var contentType: String
    /// HTTP status.
    public var status: Int64

    public init(
        body: String,
        contentType: String,
        status: Int64
    ) {
        self.body = body
        self.contentType = contentType
        self.status = status
    }

    init(json: Json) throws {
        self.body = try json.field("body").asText()
        self.contentType = try json.field("contentType").asText()
        self.status = try json.field("status").asInteger()
    }
}

/// What such an interface answered, verified.
public struct ApiReply: Equatable, Sendable {
    /// The content, JSON text as a rule; empty with 204.
    public var body: String
    /// WeChat Pay's `Request-ID`.
    public var requestId: String?
    /// HTTP status, 2xx.
    public var status: Int64

    public init(
        body: String,
        requestId: String? = nil,
        status: Int64
    ) {
        self.body = body
        self.requestId = requestId
        self.status = status
    }

    init(json: Json) throws {
        self.body = try json.field("body").asText()
        self.requestId = try json.field("requestId").orNil.map { try $0.asText() }
        self.status = try json.field("status").asInteger()
    }
}

/// Shown without secrets, links and the payer.
extension ApiReply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("ApiReply")
        redacted.hide("body")
        redacted.add("requestId", self.requestId)
        redacted.add("status", self.status)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way.
public struct ApiRequest: Equatable, Sendable {
    /// The method.
    public var method: Method
    /// Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes.
    public var path: String
    /// JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none.
    public var body: String?

    public init(
        method: Method,
        path: String,
        body: String? = nil
    ) {
        self.method = method
        self.path = path
        self.body = body
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("method", Json.text(self.method.rawValue))
        out.add("path", Json.text(self.path))
        out.add("body", self.body.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension ApiRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("ApiRequest")
        redacted.add("method", self.method)
        redacted.hide("path")
        redacted.hide("body")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own.
public struct AttemptEvent: Equatable, Sendable {
    /// Whether it went to WeChat Pay's backup host.
    public var atBackup: Bool
    /// The first attempt of a call is 1.
    public var attempt: Int64
    /// The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up.
    public var code: String?
    /// How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read.
    public var elapsedUs: Int64
    /// What kind of trouble it was; `nil` when it succeeded.
    public var kind: String?
    /// The operation in snake case, in every language: place_order, access_token, bill_file, ...
    public var operation: String
    /// Whether another attempt follows.
    public var repeats: Bool
    /// The number that the reply carries for the support of WeChat Pay.
    public var requestId: String?
    /// HTTP status of the reply; `nil` when none arrived.
    public var status: Int64?
    /// Who was asked.
    public var upstream: Upstream

    public init(
        atBackup: Bool,
        attempt: Int64,
        code: String? = nil,
        elapsedUs: Int64,
        kind: String? = nil,
        operation: String,
        repeats: Bool,
        requestId: String? = nil,
        status: Int64? = nil,
        upstream: Upstream
    ) {
        self.atBackup = atBackup
        self.attempt = attempt
        self.code = code
        self.elapsedUs = elapsedUs
        self.kind = kind
        self.operation = operation
        self.repeats = repeats
        self.requestId = requestId
        self.status = status
        self.upstream = upstream
    }

    init(json: Json) throws {
        self.atBackup = try json.field("atBackup").asBool()
        self.attempt = try json.field("attempt").asInteger()
        self.code = try json.field("code").orNil.map { try $0.asText() }
        self.elapsedUs = try json.field("elapsedUs").asInteger()
        self.kind = try json.field("kind").orNil.map { try $0.asText() }
        self.operation = try json.field("operation").asText()
        self.repeats = try json.field("repeats").asBool()
        self.requestId = try json.field("requestId").orNil.map { try $0.asText() }
        self.status = try json.field("status").orNil.map { try $0.asInteger() }
        self.upstream = try Upstream(json: json.field("upstream"))
    }
}

/// Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
/// seconds and 5 minutes.
public struct BillLink: Equatable, Sendable {
    /// The address. Its query is a key to the bill: never log it.
    public var downloadUrl: String
    /// `SHA1`.
    public var hashType: String
    /// Digest of the uncompressed file, 40 hex digits.
    public var hashValue: String

    public init(
        downloadUrl: String,
        hashType: String,
        hashValue: String
    ) {
        self.downloadUrl = downloadUrl
        self.hashType = hashType
        self.hashValue = hashValue
    }

    init(json: Json) throws {
        self.downloadUrl = try json.field("downloadUrl").asText()
        self.hashType = try json.field("hashType").asText()
        self.hashValue = try json.field("hashValue").asText()
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("downloadUrl", Json.text(self.downloadUrl))
        out.add("hashType", Json.text(self.hashType))
        out.add("hashValue", Json.text(self.hashValue))
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension BillLink: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("BillLink")
        redacted.hide("downloadUrl")
        redacted.add("hashType", self.hashType)
        redacted.add("hashValue", self.hashValue)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// The way an order takes to WeChat Pay.
/// - `qqProxy`: Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
/// - `direct`: Straight to WeChat Pay: for an H5 site of the same merchant.
public enum Channel: String, CaseIterable, Sendable {
    case qqProxy = "qq_proxy"
    case direct = "direct"
}

/// One item of a report.
public struct Check: Equatable, Sendable {
    /// Why it does not hold, or why it could not be tested; its remedy says what to do.
    public var error: QqWxPayError?
    /// How it stands.
    public var state: CheckState

    public init(
        error: QqWxPayError? = nil,
        state: CheckState
    ) {
        self.error = error
        self.state = state
    }

    init(json: Json) throws {
        self.error = try json.field("error").orNil.map { try QqWxPayError(json: $0) }
        self.state = try CheckState(json: json.field("state"))
    }
}

/// How an item of a report stands.
/// - `holds`: It works.
/// - `fails`: It does not work.
/// - `notTested`: The test did not come so far, or was not asked to.
public enum CheckState: String, CaseIterable, Sendable {
    case holds = "holds"
    case fails = "fails"
    case notTested = "not_tested"

    init(json: Json) throws {
        guard let known = CheckState(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// A text that WeChat Pay encrypted for the merchant.
public struct CipherText: Equatable, Sendable {
    /// The text, in base64.
    public var ciphertext: String

    public init(
        ciphertext: String
    ) {
        self.ciphertext = ciphertext
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("ciphertext", Json.text(self.ciphertext))
        return out.json
    }
}

/// Something that a client did. Nothing in it is secret, and nothing names a payer.
public enum ClientEvent: Equatable, Sendable {
    /// A request was sent, and answered or not.
    case attempt(AttemptEvent)
    /// A notification was read.
    case notification(NotificationEvent)
    /// Something that the people who run the shop must hear of.
    case fault(FaultEvent)

    init(json: Json) throws {
        switch try json.field("type").asText() {
        case "attempt": self = .attempt(try AttemptEvent(json: json))
        case "notification": self = .notification(try NotificationEvent(json: json))
        case "fault": self = .fault(try FaultEvent(json: json))
        default: throw UnexpectedJson()
        }
    }
}

/// The closing of a combine order, with exactly the parts that it has.
public struct CloseCombineOrderRequest: Equatable, Sendable {
    /// Number of the whole. Required.
    public var combineOutTradeNo: String
    /// Every part of the order. Required.
    public var subOrders: [ClosedSubOrder]

    public init(
        combineOutTradeNo: String,
        subOrders: [ClosedSubOrder]
    ) {
        self.combineOutTradeNo = combineOutTradeNo
        self.subOrders = subOrders
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("combineOutTradeNo", Json.text(self.combineOutTradeNo))
        out.add("subOrders", Json.list(self.subOrders.map { $0.json() }))
        return out.json
    }
}

/// A direct merchant's order to be closed.
public struct CloseOrderRequest: Equatable, Sendable {
    /// The merchant's order number.
    public var outTradeNo: String

    public init(
        outTradeNo: String
    ) {
        self.outTradeNo = outTradeNo
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", Json.text(self.outTradeNo))
        return out.json
    }
}

/// A sub merchant's order to be closed.
public struct ClosePartnerOrderRequest: Equatable, Sendable {
    /// The merchant's order number.
    public var outTradeNo: String
    /// Number of the sub merchant.
    public var subMchid: String

    public init(
        outTradeNo: String,
        subMchid: String
    ) {
        self.outTradeNo = outTradeNo
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("subMchid", Json.text(self.subMchid))
        return out.json
    }
}

/// An order to be closed over V2.
public struct CloseV2OrderRequest: Equatable, Sendable {
    /// The merchant's order number.
    public var outTradeNo: String
    /// Number of the sub merchant, for service providers.
    public var subMchId: String?

    public init(
        outTradeNo: String,
        subMchId: String? = nil
    ) {
        self.outTradeNo = outTradeNo
        self.subMchId = subMchId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        return out.json
    }
}

/// One part of a combine order that is closed.
public struct ClosedSubOrder: Equatable, Sendable {
    /// Merchant number of this part. Required.
    public var mchid: String
    /// Number of this part. Required.
    public var outTradeNo: String
    /// The sub merchant's WeChat AppID, for service providers.
    public var subAppid: String?
    /// The sub merchant's number, for service providers.
    public var subMchid: String?

    public init(
        mchid: String,
        outTradeNo: String,
        subAppid: String? = nil,
        subMchid: String? = nil
    ) {
        self.mchid = mchid
        self.outTradeNo = outTradeNo
        self.subAppid = subAppid
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("mchid", Json.text(self.mchid))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// The amount of a part. Mind `totalAmount`: a single order calls it `total`.
public struct CombineAmount: Equatable, Sendable {
    /// Whole fen, 1 to 1,000,000,000 (10 million yuan). Required.
    public var totalAmount: Int64
    /// `CNY`.
    public var currency: String?

    public init(
        totalAmount: Int64,
        currency: String? = nil
    ) {
        self.totalAmount = totalAmount
        self.currency = currency
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("totalAmount", Json.integer(self.totalAmount))
        out.add("currency", self.currency.map { Json.text($0) })
        return out.json
    }
}

/// A combine order.
public struct CombineOrderQuery: Equatable, Sendable {
    /// The number of the whole.
    public var combineOutTradeNo: String

    public init(
        combineOutTradeNo: String
    ) {
        self.combineOutTradeNo = combineOutTradeNo
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("combineOutTradeNo", Json.text(self.combineOutTradeNo))
        return out.json
    }
}

/// A V3 H5 combine order: all sub orders are paid, or none.
///
/// `combineAppid` and `combineMchid` are the configured `wechatAppid` and `mchid`.
public struct CombineOrderRequest: Equatable, Sendable {
    /// Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required.
    public var combineOutTradeNo: String
    /// Where and by whom it is paid. Required.
    public var sceneInfo: CombineSceneInfo
    /// What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `subMchid`. Required.
    public var subOrders: [SubOrder]
    /// The way this order takes; the configured one when left out.
    public var channel: Channel?
    /// Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    /// sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    public var extra: String?
    /// Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`.
    public var limitPay: [String]?
    /// Your own address for the notification of this order; the configured one when left out.
    public var notifyUrl: String?
    /// Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    public var timeExpire: String?
    /// First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    public var timeStart: String?

    public init(
        combineOutTradeNo: String,
        sceneInfo: CombineSceneInfo,
        subOrders: [SubOrder],
        channel: Channel? = nil,
        extra: String? = nil,
        limitPay: [String]? = nil,
        notifyUrl: String? = nil,
        timeExpire: String? = nil,
        timeStart: String? = nil
    ) {
        self.combineOutTradeNo = combineOutTradeNo
        self.sceneInfo = sceneInfo
        self.subOrders = subOrders
        self.channel = channel
        self.extra = extra
        self.limitPay = limitPay
        self.notifyUrl = notifyUrl
        self.timeExpire = timeExpire
        self.timeStart = timeStart
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("combineOutTradeNo", Json.text(self.combineOutTradeNo))
        out.add("sceneInfo", self.sceneInfo.json())
        out.add("subOrders", Json.list(self.subOrders.map { $0.json() }))
        out.add("channel", self.channel.map { Json.text($0.rawValue) })
        out.add("extra", self.extra.map { Json.text($0) })
        out.add("limitPay", self.limitPay.map { Json.list($0.map { Json.text($0) }) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("timeExpire", self.timeExpire.map { Json.text($0) })
        out.add("timeStart", self.timeStart.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension CombineOrderRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("CombineOrderRequest")
        redacted.add("combineOutTradeNo", self.combineOutTradeNo)
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("subOrders", self.subOrders)
        redacted.add("channel", self.channel)
        redacted.hide("extra")
        redacted.add("limitPay", self.limitPay)
        redacted.add("notifyUrl", self.notifyUrl)
        redacted.add("timeExpire", self.timeExpire)
        redacted.add("timeStart", self.timeStart)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Who paid a combine order.
public struct CombinePayer: Equatable, Sendable {
    /// The payer's `openid` under the initiator's AppID.
    public var openid: String?

    public init(
        openid: String? = nil
    ) {
        self.openid = openid
    }

    init(json: Json) throws {
        self.openid = try json.field("openid").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("openid", self.openid.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension CombinePayer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("CombinePayer")
        redacted.hide("openid")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Where and by whom a combine order is paid.
public struct CombineSceneInfo: Equatable, Sendable {
    /// The **payer's** public IPv4 or IPv6 address. Required.
    public var payerClientIp: String
    /// Device number, up to 32 bytes of UTF-8.
    public var deviceId: String?
    /// Kind of page; `Wap` when left out.
    public var h5Info: H5Info?

    public init(
        payerClientIp: String,
        deviceId: String? = nil,
        h5Info: H5Info? = nil
    ) {
        self.payerClientIp = payerClientIp
        self.deviceId = deviceId
        self.h5Info = h5Info
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("payerClientIp", Json.text(self.payerClientIp))
        out.add("deviceId", self.deviceId.map { Json.text($0) })
        out.add("h5Info", self.h5Info.map { $0.json() })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension CombineSceneInfo: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("CombineSceneInfo")
        redacted.hide("payerClientIp")
        redacted.add("deviceId", self.deviceId)
        redacted.add("h5Info", self.h5Info)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// How the money of a part is settled.
public struct CombineSettleInfo: Equatable, Sendable {
    /// Whether the money is shared with others later.
    public var profitSharing: Bool?
    /// What the platform adds, fen.
    public var subsidyAmount: Int64?

    public init(
        profitSharing: Bool? = nil,
        subsidyAmount: Int64? = nil
    ) {
        self.profitSharing = profitSharing
        self.subsidyAmount = subsidyAmount
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("profitSharing", self.profitSharing.map { Json.bool($0) })
        out.add("subsidyAmount", self.subsidyAmount.map { Json.integer($0) })
        return out.json
    }
}

/// A combine order and its payment. Each part has a state of its own.
public struct CombineTransaction: Equatable, Sendable {
    /// The initiator's WeChat AppID.
    public var combineAppid: String?
    /// The initiator's number.
    public var combineMchid: String
    /// Number of the whole.
    public var combineOutTradeNo: String
    /// Who paid.
    public var combinePayerInfo: CombinePayer?
    /// WeChat Pay's number of the whole; only where WeChat Pay gives one.
    public var combineTransactionId: String?
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// Where it was paid.
    public var sceneInfo: TransactionScene?
    /// The parts.
    public var subOrders: [SubOrderTransaction]
    /// Where the order was paid, a word of WeChat Pay's.
    public var tradeScenario: String?

    public init(
        combineAppid: String? = nil,
        combineMchid: String,
        combineOutTradeNo: String,
        combinePayerInfo: CombinePayer? = nil,
        combineTransactionId: String? = nil,
        raw: String? = nil,
        sceneInfo: TransactionScene? = nil,
        subOrders: [SubOrderTransaction],
        tradeScenario: String? = nil
    ) {
        self.combineAppid = combineAppid
        self.combineMchid = combineMchid
        self.combineOutTradeNo = combineOutTradeNo
        self.combinePayerInfo = combinePayerInfo
        self.combineTransactionId = combineTransactionId
        self.raw = raw
        self.sceneInfo = sceneInfo
        self.subOrders = subOrders
        self.tradeScenario = tradeScenario
    }

    init(json: Json) throws {
        self.combineAppid = try json.field("combineAppid").orNil.map { try $0.asText() }
        self.combineMchid = try json.field("combineMchid").asText()
        self.combineOutTradeNo = try json.field("combineOutTradeNo").asText()
        self.combinePayerInfo = try json.field("combinePayerInfo").orNil.map { try CombinePayer(json: $0) }
        self.combineTransactionId = try json.field("combineTransactionId").orNil.map { try $0.asText() }
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.sceneInfo = try json.field("sceneInfo").orNil.map { try TransactionScene(json: $0) }
        self.subOrders = try json.field("subOrders").asList { try SubOrderTransaction(json: $0) }
        self.tradeScenario = try json.field("tradeScenario").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("combineAppid", self.combineAppid.map { Json.text($0) })
        out.add("combineMchid", Json.text(self.combineMchid))
        out.add("combineOutTradeNo", Json.text(self.combineOutTradeNo))
        out.add("combinePayerInfo", self.combinePayerInfo.map { $0.json() })
        out.add("combineTransactionId", self.combineTransactionId.map { Json.text($0) })
        out.add("raw", self.raw.map { Json.text($0) })
        out.add("sceneInfo", self.sceneInfo.map { $0.json() })
        out.add("subOrders", Json.list(self.subOrders.map { $0.json() }))
        out.add("tradeScenario", self.tradeScenario.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension CombineTransaction: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("CombineTransaction")
        redacted.add("combineAppid", self.combineAppid)
        redacted.add("combineMchid", self.combineMchid)
        redacted.add("combineOutTradeNo", self.combineOutTradeNo)
        redacted.hide("combinePayerInfo")
        redacted.add("combineTransactionId", self.combineTransactionId)
        redacted.hide("raw")
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("subOrders", self.subOrders)
        redacted.add("tradeScenario", self.tradeScenario)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A text that was encrypted for the merchant.
public struct DecryptedText: Equatable, Sendable {
    /// The text. It is personal data as a rule.
    public var text: String

    public init(
        text: String
    ) {
        self.text = text
    }

    init(json: Json) throws {
        self.text = try json.field("text").asText()
    }
}

/// Shown without secrets, links and the payer.
extension DecryptedText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("DecryptedText")
        redacted.hide("text")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// An encrypted text, and the key that it was encrypted for.
public struct EncryptedText: Equatable, Sendable {
    /// The value of the field, in base64.
    public var ciphertext: String
    /// Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key.
    public var serial: String

    public init(
        ciphertext: String,
        serial: String
    ) {
        self.ciphertext = ciphertext
        self.serial = serial
    }

    init(json: Json) throws {
        self.ciphertext = try json.field("ciphertext").asText()
        self.serial = try json.field("serial").asText()
    }
}

/// The events of a notification, each for a function of the shop.
/// - `paid`: An order is paid.
/// - `refund`: A refund has ended.
/// - `notPaid`: WeChat Pay says of an order that it is not paid.
/// - `other`: An event of another product.
public enum EventKind: String, CaseIterable, Sendable {
    case paid = "paid"
    case refund = "refund"
    case notPaid = "not_paid"
    case other = "other"

    init(json: Json) throws {
        guard let known = EventKind(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
/// equal.
///
/// The order must be paid, whatever is given, and not refunded unless that is allowed.
public struct Expected: Equatable, Sendable {
    /// The order number (of a combine order: `combineOutTradeNo`).
    public var outTradeNo: String
    /// The amount in fen (of a combine order: the sum of its parts), in `CNY`.
    public var total: Int64
    /// Whether an order may have been refunded, in part or whole, after it was paid.
    public var allowRefunded: Bool?
    /// The WeChat AppID.
    public var appid: String?
    /// The merchant number (in partner use: the sub merchant's; combine: the initiator's).
    public var mchid: String?
    /// The parts of a combine order, all of them and in any order; not compared when empty.
    public var parts: [ExpectedPart]?

    public init(
        outTradeNo: String,
        total: Int64,
        allowRefunded: Bool? = nil,
        appid: String? = nil,
        mchid: String? = nil,
        parts: [ExpectedPart]? = nil
    ) {
        self.outTradeNo = outTradeNo
        self.total = total
        self.allowRefunded = allowRefunded
        self.appid = appid
        self.mchid = mchid
        self.parts = parts
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("total", Json.integer(self.total))
        out.add("allowRefunded", self.allowRefunded.map { Json.bool($0) })
        out.add("appid", self.appid.map { Json.text($0) })
        out.add("mchid", self.mchid.map { Json.text($0) })
        out.add("parts", self.parts.map { Json.list($0.map { $0.json() }) })
        return out.json
    }
}

/// What your own stored order says of one part of a combine order.
public struct ExpectedPart: Equatable, Sendable {
    /// Number of the part.
    public var outTradeNo: String
    /// Its amount in fen, in `CNY`.
    public var total: Int64
    /// Its merchant number (of a sub merchant's part: the sub merchant's).
    public var mchid: String?

    public init(
        outTradeNo: String,
        total: Int64,
        mchid: String? = nil
    ) {
        self.outTradeNo = outTradeNo
        self.total = total
        self.mchid = mchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("total", Json.integer(self.total))
        out.add("mchid", self.mchid.map { Json.text($0) })
        return out.json
    }
}

/// Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate.
public struct FaultEvent: Equatable, Sendable {
    /// The code of the error, for example `DECRYPT_FAILED`.
    public var code: String
    /// How serious it is.
    public var level: FaultLevel
    /// One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret.
    public var message: String
    /// The number of the order or refund that it is about.
    public var number: String?
    /// The operation during which it happened, in snake case.
    public var operation: String?
    /// How many of the same kind and code were not reported before this one.
    public var suppressed: Int64
    /// What happened.
    public var what: FaultKind

    public init(
        code: String,
        level: FaultLevel,
        message: String,
        number: String? = nil,
        operation: String? = nil,
        suppressed: Int64,
        what: FaultKind
    ) {
        self.code = code
        self.level = level
        self.message = message
        self.number = number
        self.operation = operation
        self.suppressed = suppressed
        self.what = what
    }

    init(json: Json) throws {
        self.code = try json.field("code").asText()
        self.level = try FaultLevel(json: json.field("level"))
        self.message = try json.field("message").asText()
        self.number = try json.field("number").orNil.map { try $0.asText() }
        self.operation = try json.field("operation").orNil.map { try $0.asText() }
        self.suppressed = try json.field("suppressed").asInteger()
        self.what = try FaultKind(json: json.field("what"))
    }
}

/// What happened.
/// - `notificationRefused`: A notification was refused although nobody forged it: a key or setting of the shop is wrong.
/// - `notificationNotTaken`: A notification was answered as failure: the shop's function failed, or there is none.
/// - `callLeftOpen`: A call was given up after its request was sent: what it asked for may have been done.
/// - `inboxFailed`: A place where handled notifications are noted does not work.
/// - `tokenStoreFailed`: The token store or token provider did not do its work.
/// - `tokenStoreDegraded`: The token store does not work, and another one is used meanwhile. It is reported once until it works again.
/// - `tokenNotShared`: Other processes or machines fetch access tokens, too, and do not share them with this one.
/// - `eventsDropped`: Events were dropped because the observer is too slow.
/// - `sandboxClient`: A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
public enum FaultKind: String, CaseIterable, Sendable {
    case notificationRefused = "notification_refused"
    case notificationNotTaken = "notification_not_taken"
    case callLeftOpen = "call_left_open"
    case inboxFailed = "inbox_failed"
    case tokenStoreFailed = "token_store_failed"
    case tokenStoreDegraded = "token_store_degraded"
    case tokenNotShared = "token_not_shared"
    case eventsDropped = "events_dropped"
    case sandboxClient = "sandbox_client"

    init(json: Json) throws {
        guard let known = FaultKind(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// How serious a fault is.
/// - `warning`: Something to look at.
/// - `error`: Money may stay undelivered until it is corrected.
public enum FaultLevel: String, CaseIterable, Sendable {
    case warning = "warning"
    case error = "error"

    init(json: Json) throws {
        guard let known = FaultLevel(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// A token as `getToken` gave it.
public struct FetchedToken: Equatable, Sendable {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    public var accessToken: String
    /// Seconds it lives from now: 7200 at present, never more than 7 days.
    public var lifetimeSeconds: Int64

    public init(
        accessToken: String,
        lifetimeSeconds: Int64
    ) {
        self.accessToken = accessToken
        self.lifetimeSeconds = lifetimeSeconds
    }

    init(json: Json) throws {
        self.accessToken = try json.field("accessToken").asText()
        self.lifetimeSeconds = try json.field("lifetimeSeconds").asInteger()
    }
}

/// Shown without secrets, links and the payer.
extension FetchedToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("FetchedToken")
        redacted.hide("accessToken")
        redacted.add("lifetimeSeconds", self.lifetimeSeconds)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A bill that was read to its end.
public struct FinishedFundFlowSummary: Equatable, Sendable {
    /// Size of the uncompressed file in bytes.
    public var bytes: Int64
    /// How many rows were read.
    public var rows: Int64
    /// The totals at the end of the bill.
    public var summary: FundFlowSummary
    /// Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    /// for the rows. A digest that does not fit is an error, never a result.
    public var verified: Bool

    public init(
        bytes: Int64,
        rows: Int64,
        summary: FundFlowSummary,
        verified: Bool
    ) {
        self.bytes = bytes
        self.rows = rows
        self.summary = summary
        self.verified = verified
    }

    init(json: Json) throws {
        self.bytes = try json.field("bytes").asInteger()
        self.rows = try json.field("rows").asInteger()
        self.summary = try FundFlowSummary(json: json.field("summary"))
        self.verified = try json.field("verified").asBool()
    }
}

/// A bill that was read to its end.
public struct FinishedTradeBillSummary: Equatable, Sendable {
    /// Size of the uncompressed file in bytes.
    public var bytes: Int64
    /// How many rows were read.
    public var rows: Int64
    /// The totals at the end of the bill.
    public var summary: TradeBillSummary
    /// Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    /// for the rows. A digest that does not fit is an error, never a result.
    public var verified: Bool

    public init(
        bytes: Int64,
        rows: Int64,
        summary: TradeBillSummary,
        verified: Bool
    ) {
        self.bytes = bytes
        self.rows = rows
        self.summary = summary
        self.verified = verified
    }

    init(json: Json) throws {
        self.bytes = try json.field("bytes").asInteger()
        self.rows = try json.field("rows").asInteger()
        self.summary = try TradeBillSummary(json: json.field("summary"))
        self.verified = try json.field("verified").asBool()
    }
}

/// An order as a query found it.
public enum FoundOrder: Equatable, Sendable {
    /// Of a direct merchant.
    case direct(Transaction)
    /// Of a sub merchant.
    case partner(PartnerTransaction)
    /// A combine order.
    case combine(CombineTransaction)
    /// Asked over V2.
    case v2(V2Transaction)

    init(json: Json) throws {
        switch try json.field("family").asText() {
        case "direct": self = .direct(try Transaction(json: json.field("order")))
        case "partner": self = .partner(try PartnerTransaction(json: json.field("order")))
        case "combine": self = .combine(try CombineTransaction(json: json.field("order")))
        case "v2": self = .v2(try V2Transaction(json: json.field("order")))
        default: throw UnexpectedJson()
        }
    }

    func json() -> Json {
        var out = JsonFields()
        switch self {
        case .direct(let value):
            out.add("family", Json.text("direct"))
            out.add("order", value.json())
        case .partner(let value):
            out.add("family", Json.text("partner"))
            out.add("order", value.json())
        case .combine(let value):
            out.add("family", Json.text("combine"))
            out.add("order", value.json())
        case .v2(let value):
            out.add("family", Json.text("v2"))
            out.add("order", value.json())
        }
        return out.json
    }
}

/// Which account of the merchant a fund flow bill is about.
/// - `BASIC`: The basic account.
/// - `OPERATION`: The operation account.
/// - `FEES`: The account of fees.
public enum FundAccount: String, CaseIterable, Sendable {
    case basic = "BASIC"
    case operation = "OPERATION"
    case fees = "FEES"
}

/// Whether money came in or went out.
public typealias FundDirection = String

/// Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back.
public struct FundFlowBillRequest: Equatable, Sendable {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    public var billDate: String
    /// Which account; the basic one when left out.
    public var accountType: FundAccount?
    /// Whether the file travels compressed; the rows are the same.
    public var gzip: Bool?

    public init(
        billDate: String,
        accountType: FundAccount? = nil,
        gzip: Bool? = nil
    ) {
        self.billDate = billDate
        self.accountType = accountType
        self.gzip = gzip
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("billDate", Json.text(self.billDate))
        out.add("accountType", self.accountType.map { Json.text($0.rawValue) })
        out.add("gzip", self.gzip.map { Json.bool($0) })
        return out.json
    }
}

/// A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `nil`.
public struct FundFlowRow: Equatable, Sendable {
    /// 收支金额(元): how much, fen, never negative: `direction` tells the sign.
    public var amount: Int64?
    /// 资金变更提交申请人: who asked for it.
    public var applicant: String?
    /// 账户结余(元): what the account held afterwards, fen.
    public var balance: Int64?
    /// 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    public var bookingTime: String?
    /// 业务名称: name of the business.
    public var businessName: String?
    /// 业务类型: kind of the business.
    public var businessType: String?
    /// 收支类型: in or out.
    public var direction: FundDirection?
    /// 资金流水单号: number of the movement.
    public var flowId: String?
    /// 备注: note; may hold commas and quotes.
    public var note: String?
    /// Columns that this version does not know, by their name in the bill.
    public var other: [String: String]
    /// 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ...
    public var transactionId: String?
    /// 业务凭证号: the merchant's order or refund number, or another voucher.
    public var voucherId: String?

    public init(
        amount: Int64? = nil,
        applicant: String? = nil,
        balance: Int64? = nil,
        bookingTime: String? = nil,
        businessName: String? = nil,
        businessType: String? = nil,
        direction: FundDirection? = nil,
        flowId: String? = nil,
        note: String? = nil,
        other: [String: String],
        transactionId: String? = nil,
        voucherId: String? = nil
    ) {
        self.amount = amount
        self.applicant = applicant
        self.balance = balance
        self.bookingTime = bookingTime
        self.businessName = businessName
        self.businessType = businessType
        self.direction = direction
        self.flowId = flowId
        self.note = note
        self.other = other
        self.transactionId = transactionId
        self.voucherId = voucherId
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try $0.asInteger() }
        self.applicant = try json.field("applicant").orNil.map { try $0.asText() }
        self.balance = try json.field("balance").orNil.map { try $0.asInteger() }
        self.bookingTime = try json.field("bookingTime").orNil.map { try $0.asText() }
        self.businessName = try json.field("businessName").orNil.map { try $0.asText() }
        self.businessType = try json.field("businessType").orNil.map { try $0.asText() }
        self.direction = try json.field("direction").orNil.map { try $0.asText() }
        self.flowId = try json.field("flowId").orNil.map { try $0.asText() }
        self.note = try json.field("note").orNil.map { try $0.asText() }
        self.other = try json.field("other").asDictionary { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
        self.voucherId = try json.field("voucherId").orNil.map { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension FundFlowRow: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("FundFlowRow")
        redacted.add("amount", self.amount)
        redacted.add("applicant", self.applicant)
        redacted.add("balance", self.balance)
        redacted.add("bookingTime", self.bookingTime)
        redacted.add("businessName", self.businessName)
        redacted.add("businessType", self.businessType)
        redacted.add("direction", self.direction)
        redacted.add("flowId", self.flowId)
        redacted.add("note", self.note)
        redacted.hide("other")
        redacted.add("transactionId", self.transactionId)
        redacted.add("voucherId", self.voucherId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// The totals at the end of a fund flow bill. A column that the bill does not have is `nil`.
public struct FundFlowSummary: Equatable, Sendable {
    /// 资金流水总笔数: number of movements.
    public var count: Int64?
    /// 支出金额: sum of what went out, fen.
    public var expenseAmount: Int64?
    /// 支出笔数: how many went out.
    public var expenseCount: Int64?
    /// 收入金额: sum of what came in, fen.
    public var incomeAmount: Int64?
    /// 收入笔数: how many came in.
    public var incomeCount: Int64?
    /// Columns that this version does not know, by their name in the bill.
    public var other: [String: String]

    public init(
        count: Int64? = nil,
        expenseAmount: Int64? = nil,
        expenseCount: Int64? = nil,
        incomeAmount: Int64? = nil,
        incomeCount: Int64? = nil,
        other: [String: String]
    ) {
        self.count = count
        self.expenseAmount = expenseAmount
        self.expenseCount = expenseCount
        self.incomeAmount = incomeAmount
        self.incomeCount = incomeCount
        self.other = other
    }

    init(json: Json) throws {
        self.count = try json.field("count").orNil.map { try $0.asInteger() }
        self.expenseAmount = try json.field("expenseAmount").orNil.map { try $0.asInteger() }
        self.expenseCount = try json.field("expenseCount").orNil.map { try $0.asInteger() }
        self.incomeAmount = try json.field("incomeAmount").orNil.map { try $0.asInteger() }
        self.incomeCount = try json.field("incomeCount").orNil.map { try $0.asInteger() }
        self.other = try json.field("other").asDictionary { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension FundFlowSummary: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("FundFlowSummary")
        redacted.add("count", self.count)
        redacted.add("expenseAmount", self.expenseAmount)
        redacted.add("expenseCount", self.expenseCount)
        redacted.add("incomeAmount", self.incomeAmount)
        redacted.add("incomeCount", self.incomeCount)
        redacted.hide("other")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// One kind of goods of an order.
public struct GoodsDetail: Equatable, Sendable {
    /// The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required.
    public var merchantGoodsId: String
    /// How many, at least 1. Required.
    public var quantity: Int64
    /// Price of one, fen. Required.
    public var unitPrice: Int64
    /// Name, up to 256 bytes of UTF-8.
    public var goodsName: String?
    /// WeChat Pay's number of the goods, up to 32 bytes of UTF-8.
    public var wechatpayGoodsId: String?

    public init(
        merchantGoodsId: String,
        quantity: Int64,
        unitPrice: Int64,
        goodsName: String? = nil,
        wechatpayGoodsId: String? = nil
    ) {
        self.merchantGoodsId = merchantGoodsId
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.goodsName = goodsName
        self.wechatpayGoodsId = wechatpayGoodsId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("merchantGoodsId", Json.text(self.merchantGoodsId))
        out.add("quantity", Json.integer(self.quantity))
        out.add("unitPrice", Json.integer(self.unitPrice))
        out.add("goodsName", self.goodsName.map { Json.text($0) })
        out.add("wechatpayGoodsId", self.wechatpayGoodsId.map { Json.text($0) })
        return out.json
    }
}

/// The page or app that asks for payment.
public struct H5Info: Equatable, Sendable {
    /// Name of the app or site, up to 64 bytes of UTF-8.
    public var appName: String?
    /// Address of the site, up to 128 bytes of UTF-8.
    public var appUrl: String?
    /// iOS bundle, up to 128 bytes of UTF-8.
    public var bundleId: String?
    /// Android package, up to 128 bytes of UTF-8.
    public var packageName: String?
    /// Kind of page.
    public var type: H5Type?

    public init(
        appName: String? = nil,
        appUrl: String? = nil,
        bundleId: String? = nil,
        packageName: String? = nil,
        type: H5Type? = nil
    ) {
        self.appName = appName
        self.appUrl = appUrl
        self.bundleId = bundleId
        self.packageName = packageName
        self.type = type
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("appName", self.appName.map { Json.text($0) })
        out.add("appUrl", self.appUrl.map { Json.text($0) })
        out.add("bundleId", self.bundleId.map { Json.text($0) })
        out.add("packageName", self.packageName.map { Json.text($0) })
        out.add("type", self.type.map { Json.text($0) })
        return out.json
    }
}

/// Kind of page that asks for payment. V2 writes `IOS`.
public typealias H5Type = String

/// Who the merchant is.
public struct Merchant: Equatable, Sendable {
    /// Merchant number.
    public var mchid: String
    /// AppID of the QQ mini program, when one is configured.
    public var qqAppid: String?
    /// Whether all addresses lead to a sandbox on this machine: then no money moves.
    public var sandbox: Bool
    /// WeChat AppID.
    public var wechatAppid: String

    public init(
        mchid: String,
        qqAppid: String? = nil,
        sandbox: Bool,
        wechatAppid: String
    ) {
        self.mchid = mchid
        self.qqAppid = qqAppid
        self.sandbox = sandbox
        self.wechatAppid = wechatAppid
    }

    init(json: Json) throws {
        self.mchid = try json.field("mchid").asText()
        self.qqAppid = try json.field("qqAppid").orNil.map { try $0.asText() }
        self.sandbox = try json.field("sandbox").asBool()
        self.wechatAppid = try json.field("wechatAppid").asText()
    }
}

/// Which of the two protocols a notification speaks, and therefore its answer.
/// - `v2`: XML.
/// - `v3`: JSON.
public enum MessageVersion: String, CaseIterable, Sendable {
    case v2 = "v2"
    case v3 = "v3"

    init(json: Json) throws {
        guard let known = MessageVersion(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// The HTTP method of a request.
/// - `GET`: `GET`
/// - `POST`: `POST`
/// - `PUT`: `PUT`
/// - `PATCH`: `PATCH`
/// - `DELETE`: `DELETE`
public enum Method: String, CaseIterable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// An order of which WeChat Pay says that it is not paid.
public struct NotPaid: Equatable, Sendable {
    /// WeChat Pay's number of the notification (V3).
    public var id: String?
    /// The order.
    public var order: OrderReference
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out.
    public var `repeat`: Bool
    /// Its state, or the first state of a part that is not paid.
    public var state: TradeState

    public init(
        id: String? = nil,
        order: OrderReference,
        `repeat`: Bool,
        state: TradeState
    ) {
        self.id = id
        self.order = order
        self.repeat = `repeat`
        self.state = state
    }

    init(json: Json) throws {
        self.id = try json.field("id").orNil.map { try $0.asText() }
        self.order = try OrderReference(json: json.field("order"))
        self.repeat = try json.field("repeat").asBool()
        self.state = try json.field("state").asText()
    }
}

/// A notification that was read.
public struct NotificationEvent: Equatable, Sendable {
    /// Why it is not to be believed; `nil` when it is.
    public var code: String?
    /// What it turned out to be: `payment`, `refund`, `refused`, ...
    public var outcome: String
    /// Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one.
    public var `repeat`: Bool

    public init(
        code: String? = nil,
        outcome: String,
        `repeat`: Bool
    ) {
        self.code = code
        self.outcome = outcome
        self.repeat = `repeat`
    }

    init(json: Json) throws {
        self.code = try json.field("code").orNil.map { try $0.asText() }
        self.outcome = try json.field("outcome").asText()
        self.repeat = try json.field("repeat").asBool()
    }
}

/// The amount of an order.
public struct OrderAmount: Equatable, Sendable {
    /// Whole fen, at least 1. Required.
    public var total: Int64
    /// `CNY`, also when left out.
    public var currency: String?

    public init(
        total: Int64,
        currency: String? = nil
    ) {
        self.total = total
        self.currency = currency
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("total", Json.integer(self.total))
        out.add("currency", self.currency.map { Json.text($0) })
        return out.json
    }
}

/// What is sold, for WeChat Pay's own discounts.
public struct OrderDetail: Equatable, Sendable {
    /// Price before discounts, fen.
    public var costPrice: Int64?
    /// The goods, at most 6000.
    public var goodsDetail: [GoodsDetail]?
    /// Receipt number, up to 32 bytes of UTF-8.
    public var invoiceId: String?

    public init(
        costPrice: Int64? = nil,
        goodsDetail: [GoodsDetail]? = nil,
        invoiceId: String? = nil
    ) {
        self.costPrice = costPrice
        self.goodsDetail = goodsDetail
        self.invoiceId = invoiceId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("costPrice", self.costPrice.map { Json.integer($0) })
        out.add("goodsDetail", self.goodsDetail.map { Json.list($0.map { $0.json() }) })
        out.add("invoiceId", self.invoiceId.map { Json.text($0) })
        return out.json
    }
}

/// How an order is asked for.
/// - `direct`: `queryOrder` finds it.
/// - `partner`: `queryPartnerOrder` finds it.
/// - `combine`: `queryCombineOrder` finds it.
/// - `v2`: `queryV2Order` finds it.
public enum OrderFamily: String, CaseIterable, Sendable {
    case direct = "direct"
    case partner = "partner"
    case combine = "combine"
    case v2 = "v2"

    init(json: Json) throws {
        guard let known = OrderFamily(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// One order, by the merchant's number or by WeChat Pay's.
public enum OrderId: Equatable, Sendable {
    /// The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has.
    case outTradeNo(String)
    /// WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid.
    case transactionId(String)

    func json() -> Json {
        var out = JsonFields()
        switch self {
        case .outTradeNo(let value):
            out.add("outTradeNo", Json.text(value))
        case .transactionId(let value):
            out.add("transactionId", Json.text(value))
        }
        return out.json
    }
}

/// An order that a message names, enough to query it.
public struct OrderReference: Equatable, Sendable {
    /// How it is asked for.
    public var family: OrderFamily
    /// The merchant's order number (of a combine order `combineOutTradeNo`).
    public var outTradeNo: String
    /// The sub merchant's number, in partner use.
    public var subMchid: String?

    public init(
        family: OrderFamily,
        outTradeNo: String,
        subMchid: String? = nil
    ) {
        self.family = family
        self.outTradeNo = outTradeNo
        self.subMchid = subMchid
    }

    init(json: Json) throws {
        self.family = try OrderFamily(json: json.field("family"))
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("family", Json.text(self.family.rawValue))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// A V3 H5 order of a direct merchant.
///
/// `appid` and `mchid` come from the configuration, and the `notifyUrl` of the body is computed.
public struct OrderRequest: Equatable, Sendable {
    /// How much. Required.
    public var amount: OrderAmount
    /// What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    public var description: String
    /// The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
    /// Pay also `|` and `*`. Required.
    public var outTradeNo: String
    /// Where and by whom it is paid. Required.
    public var sceneInfo: SceneInfo
    /// Comes back in queries and notifications; up to 128 bytes of UTF-8.
    public var attach: String?
    /// The way this order takes; the configured one when left out.
    public var channel: Channel?
    /// What is sold, for discounts.
    public var detail: OrderDetail?
    /// Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    /// sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    public var extra: String?
    /// Mark for discounts, up to 32 bytes of UTF-8.
    public var goodsTag: String?
    /// Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`.
    public var limitPay: [String]?
    /// Your own address for the notification of this order; the configured one when left out.
    public var notifyUrl: String?
    /// How the money is settled.
    public var settleInfo: SettleInfo?
    /// Whether the payer may ask for an electronic invoice.
    public var supportFapiao: Bool?
    /// Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days.
    public var timeExpire: String?

    public init(
        amount: OrderAmount,
        description: String,
        outTradeNo: String,
        sceneInfo: SceneInfo,
        attach: String? = nil,
        channel: Channel? = nil,
        detail: OrderDetail? = nil,
        extra: String? = nil,
        goodsTag: String? = nil,
        limitPay: [String]? = nil,
        notifyUrl: String? = nil,
        settleInfo: SettleInfo? = nil,
        supportFapiao: Bool? = nil,
        timeExpire: String? = nil
    ) {
        self.amount = amount
        self.description = description
        self.outTradeNo = outTradeNo
        self.sceneInfo = sceneInfo
        self.attach = attach
        self.channel = channel
        self.detail = detail
        self.extra = extra
        self.goodsTag = goodsTag
        self.limitPay = limitPay
        self.notifyUrl = notifyUrl
        self.settleInfo = settleInfo
        self.supportFapiao = supportFapiao
        self.timeExpire = timeExpire
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.json())
        out.add("description", Json.text(self.description))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("sceneInfo", self.sceneInfo.json())
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("channel", self.channel.map { Json.text($0.rawValue) })
        out.add("detail", self.detail.map { $0.json() })
        out.add("extra", self.extra.map { Json.text($0) })
        out.add("goodsTag", self.goodsTag.map { Json.text($0) })
        out.add("limitPay", self.limitPay.map { Json.list($0.map { Json.text($0) }) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("settleInfo", self.settleInfo.map { $0.json() })
        out.add("supportFapiao", self.supportFapiao.map { Json.bool($0) })
        out.add("timeExpire", self.timeExpire.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension OrderRequest: CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("OrderRequest")
        redacted.add("amount", self.amount)
        redacted.add("description", self.description)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("attach", self.attach)
        redacted.add("channel", self.channel)
        redacted.add("detail", self.detail)
        redacted.hide("extra")
        redacted.add("goodsTag", self.goodsTag)
        redacted.add("limitPay", self.limitPay)
        redacted.add("notifyUrl", self.notifyUrl)
        redacted.add("settleInfo", self.settleInfo)
        redacted.add("supportFapiao", self.supportFapiao)
        redacted.add("timeExpire", self.timeExpire)
        return redacted
    }

    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// What became of an order, and why that is said.
public struct OrderStatus: Equatable, Sendable {
    /// What stood in the way; there when the reason is `noAnswer` or `notFound`, or when closing failed.
    public var error: QqWxPayError?
    /// The order as WeChat Pay told it, when it told it.
    public var found: FoundOrder?
    /// The order.
    public var order: OrderReference
    /// Why it is said.
    public var reason: StatusReason
    /// Where the money is.
    public var state: PaymentState

    public init(
        error: QqWxPayError? = nil,
        found: FoundOrder? = nil,
        order: OrderReference,
        reason: StatusReason,
        state: PaymentState
    ) {
        self.error = error
        self.found = found
        self.order = order
        self.reason = reason
        self.state = state
    }

    init(json: Json) throws {
        self.error = try json.field("error").orNil.map { try QqWxPayError(json: $0) }
        self.found = try json.field("found").orNil.map { try FoundOrder(json: $0) }
        self.order = try OrderReference(json: json.field("order"))
        self.reason = try StatusReason(json: json.field("reason"))
        self.state = try PaymentState(json: json.field("state"))
    }
}

/// A verified event that this library has no model for.
public struct OtherEvent: Equatable, Sendable {
    /// For example `PAYSCORE.USER_OPEN_SERVICE`.
    public var eventType: String
    /// For example `payscore`.
    public var originalType: String

    public init(
        eventType: String,
        originalType: String
    ) {
        self.eventType = eventType
        self.originalType = originalType
    }

    init(json: Json) throws {
        self.eventType = try json.field("eventType").asText()
        self.originalType = try json.field("originalType").asText()
    }
}

/// What a notification turned out to be. Only `payment`, `partnerPayment`, `combinePayment`, `v2Payment`, `refund` and
/// `v2Refund` are proven facts about money.
public enum Outcome: Equatable, Sendable {
    /// V3: a direct merchant's order is paid.
    case payment(Transaction)
    /// V3: a sub merchant's order is paid.
    case partnerPayment(PartnerTransaction)
    /// V3: a combine order is paid, every part of it.
    case combinePayment(CombineTransaction)
    /// V2: an order is paid.
    case v2Payment(V2Transaction)
    /// V3: a refund has ended.
    case refund(RefundNotice)
    /// V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`.
    case v2Refund(V2RefundNotice)
    /// Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it.
    case notPaid(order: OrderReference, state: TradeState)
    /// The callback of a self test: no money is involved.
    case securityEcho(SecurityEcho)
    /// Verified, but an event of another product.
    case other(OtherEvent)
    /// Rightly signed, but too long ago or in the future. Believe only a query of this order or refund.
    case stale(error: QqWxPayError, order: OrderReference?, refund: RefundReference?)
    /// Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
    /// has none. Believe only a query of this order or refund.
    case unsigned(error: QqWxPayError, order: OrderReference?, refund: RefundReference?)
    /// WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done.
    case probe
    /// Not to be believed.
    case refused(QqWxPayError)

    init(json: Json) throws {
        switch try json.field("type").asText() {
        case "payment": self = .payment(try Transaction(json: json.field("payment")))
        case "partner_payment": self = .partnerPayment(try PartnerTransaction(json: json.field("payment")))
        case "combine_payment": self = .combinePayment(try CombineTransaction(json: json.field("payment")))
        case "v2_payment": self = .v2Payment(try V2Transaction(json: json.field("payment")))
        case "refund": self = .refund(try RefundNotice(json: json.field("refund")))
        case "v2_refund": self = .v2Refund(try V2RefundNotice(json: json.field("refund")))
        case "not_paid": self = .notPaid(order: try OrderReference(json: json.field("order")), state: try json.field("state").asText())
        case "security_echo": self = .securityEcho(try SecurityEcho(json: json.field("echo")))
        case "other": self = .other(try OtherEvent(json: json.field("event")))
        case "stale": self = .stale(error: try QqWxPayError(json: json.field("error")), order: try json.field("order").orNil.map { try OrderReference(json: $0) }, refund: try json.field("refund").orNil.map { try RefundReference(json: $0) })
        case "unsigned": self = .unsigned(error: try QqWxPayError(json: json.field("error")), order: try json.field("order").orNil.map { try OrderReference(json: $0) }, refund: try json.field("refund").orNil.map { try RefundReference(json: $0) })
        case "probe": self = .probe
        case "refused": self = .refused(try QqWxPayError(json: json.field("error")))
        default: throw UnexpectedJson()
        }
    }
}

/// An order that is paid, of whichever family. Compare number and total with your own order before you deliver.
public struct Paid: Equatable, Sendable {
    /// How the order was placed.
    public var family: OrderFamily
    /// WeChat Pay's number of the notification (V3).
    public var id: String?
    /// The order, or the parts of a combine order.
    public var orders: [PaidOrder]
    /// The number to look your order up with (of a combine order its `combineOutTradeNo`).
    public var outTradeNo: String
    /// Whether it was refunded since, in part or whole.
    public var refunded: Bool
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out. That call may have failed: do the work again, idempotently.
    public var `repeat`: Bool
    /// What was to be paid, in fen (of a combine order the sum of its parts).
    public var total: Int64

    public init(
        family: OrderFamily,
        id: String? = nil,
        orders: [PaidOrder],
        outTradeNo: String,
        refunded: Bool,
        `repeat`: Bool,
        total: Int64
    ) {
        self.family = family
        self.id = id
        self.orders = orders
        self.outTradeNo = outTradeNo
        self.refunded = refunded
        self.repeat = `repeat`
        self.total = total
    }

    init(json: Json) throws {
        self.family = try OrderFamily(json: json.field("family"))
        self.id = try json.field("id").orNil.map { try $0.asText() }
        self.orders = try json.field("orders").asList { try PaidOrder(json: $0) }
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.refunded = try json.field("refunded").asBool()
        self.repeat = try json.field("repeat").asBool()
        self.total = try json.field("total").asInteger()
    }
}

/// One paid order.
public struct PaidOrder: Equatable, Sendable {
    /// What the order carried.
    public var attach: String?
    /// The merchant that gets the money: of a service provider's order the sub merchant.
    public var mchid: String
    /// The merchant's order number.
    public var outTradeNo: String
    /// When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time.
    public var successTime: String?
    /// What was to be paid, in fen.
    public var total: Int64
    /// WeChat Pay's number of the payment.
    public var transactionId: String

    public init(
        attach: String? = nil,
        mchid: String,
        outTradeNo: String,
        successTime: String? = nil,
        total: Int64,
        transactionId: String
    ) {
        self.attach = attach
        self.mchid = mchid
        self.outTradeNo = outTradeNo
        self.successTime = successTime
        self.total = total
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.mchid = try json.field("mchid").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.total = try json.field("total").asInteger()
        self.transactionId = try json.field("transactionId").asText()
    }
}

/// A sub merchant's order, by one of its two numbers.
public struct PartnerOrderQuery: Equatable, Sendable {
    /// Number of the sub merchant.
    public var subMchid: String
    /// The merchant's own order number. The only one that an unpaid order has.
    public var outTradeNo: String?
    /// WeChat Pay's order number, instead.
    public var transactionId: String?

    public init(
        subMchid: String,
        outTradeNo: String? = nil,
        transactionId: String? = nil
    ) {
        self.subMchid = subMchid
        self.outTradeNo = outTradeNo
        self.transactionId = transactionId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("subMchid", Json.text(self.subMchid))
        out.add("outTradeNo", self.outTradeNo.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// A V3 H5 order of a service provider.
///
/// `spAppid` and `spMchid` are the configured `wechatAppid` and `mchid`.
public struct PartnerOrderRequest: Equatable, Sendable {
    /// Everything else, as in an order of a direct merchant. Required.
    public var order: OrderRequest
    /// Number of the sub merchant that sells. Required.
    public var subMchid: String
    /// WeChat AppID of the sub merchant, up to 32 bytes of UTF-8.
    public var subAppid: String?

    public init(
        order: OrderRequest,
        subMchid: String,
        subAppid: String? = nil
    ) {
        self.order = order
        self.subMchid = subMchid
        self.subAppid = subAppid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("order", self.order.json())
        out.add("subMchid", Json.text(self.subMchid))
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        return out.json
    }
}

/// Who paid a sub merchant.
public struct PartnerPayer: Equatable, Sendable {
    /// The payer's `openid` under the service provider's AppID.
    public var spOpenid: String?
    /// The payer's `openid` under the sub merchant's AppID.
    public var subOpenid: String?

    public init(
        spOpenid: String? = nil,
        subOpenid: String? = nil
    ) {
        self.spOpenid = spOpenid
        self.subOpenid = subOpenid
    }

    init(json: Json) throws {
        self.spOpenid = try json.field("spOpenid").orNil.map { try $0.asText() }
        self.subOpenid = try json.field("subOpenid").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("spOpenid", self.spOpenid.map { Json.text($0) })
        out.add("subOpenid", self.subOpenid.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension PartnerPayer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("PartnerPayer")
        redacted.hide("spOpenid")
        redacted.hide("subOpenid")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// An order of a sub merchant and its payment.
public struct PartnerTransaction: Equatable, Sendable {
    /// How much.
    public var amount: TransactionAmount?
    /// What the order carried.
    public var attach: String?
    /// Bank.
    public var bankType: String?
    /// The merchant's order number.
    public var outTradeNo: String
    /// Who paid.
    public var payer: PartnerPayer?
    /// Discounts.
    public var promotionDetail: [PromotionDetail]
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// Where.
    public var sceneInfo: TransactionScene?
    /// The service provider's WeChat AppID.
    public var spAppid: String?
    /// The service provider's number.
    public var spMchid: String
    /// The sub merchant's WeChat AppID.
    public var subAppid: String?
    /// The sub merchant's number.
    public var subMchid: String
    /// When it was paid, RFC 3339.
    public var successTime: String?
    /// Where the order stands.
    public var tradeState: TradeState
    /// The same in words.
    public var tradeStateDesc: String?
    /// How the order was made.
    public var tradeType: TradeType?
    /// WeChat Pay's order number; only when paid.
    public var transactionId: String?

    public init(
        amount: TransactionAmount? = nil,
        attach: String? = nil,
        bankType: String? = nil,
        outTradeNo: String,
        payer: PartnerPayer? = nil,
        promotionDetail: [PromotionDetail],
        raw: String? = nil,
        sceneInfo: TransactionScene? = nil,
        spAppid: String? = nil,
        spMchid: String,
        subAppid: String? = nil,
        subMchid: String,
        successTime: String? = nil,
        tradeState: TradeState,
        tradeStateDesc: String? = nil,
        tradeType: TradeType? = nil,
        transactionId: String? = nil
    ) {
        self.amount = amount
        self.attach = attach
        self.bankType = bankType
        self.outTradeNo = outTradeNo
        self.payer = payer
        self.promotionDetail = promotionDetail
        self.raw = raw
        self.sceneInfo = sceneInfo
        self.spAppid = spAppid
        self.spMchid = spMchid
        self.subAppid = subAppid
        self.subMchid = subMchid
        self.successTime = successTime
        self.tradeState = tradeState
        self.tradeStateDesc = tradeStateDesc
        self.tradeType = tradeType
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try TransactionAmount(json: $0) }
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.bankType = try json.field("bankType").orNil.map { try $0.asText() }
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.payer = try json.field("payer").orNil.map { try PartnerPayer(json: $0) }
        self.promotionDetail = try json.field("promotionDetail").asList { try PromotionDetail(json: $0) }
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.sceneInfo = try json.field("sceneInfo").orNil.map { try TransactionScene(json: $0) }
        self.spAppid = try json.field("spAppid").orNil.map { try $0.asText() }
        self.spMchid = try json.field("spMchid").asText()
        self.subAppid = try json.field("subAppid").orNil.map { try $0.asText() }
        self.subMchid = try json.field("subMchid").asText()
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.tradeState = try json.field("tradeState").asText()
        self.tradeStateDesc = try json.field("tradeStateDesc").orNil.map { try $0.asText() }
        self.tradeType = try json.field("tradeType").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.map { $0.json() })
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("bankType", self.bankType.map { Json.text($0) })
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("payer", self.payer.map { $0.json() })
        out.add("promotionDetail", Json.list(self.promotionDetail.map { $0.json() }))
        out.add("raw", self.raw.map { Json.text($0) })
        out.add("sceneInfo", self.sceneInfo.map { $0.json() })
        out.add("spAppid", self.spAppid.map { Json.text($0) })
        out.add("spMchid", Json.text(self.spMchid))
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchid", Json.text(self.subMchid))
        out.add("successTime", self.successTime.map { Json.text($0) })
        out.add("tradeState", Json.text(self.tradeState))
        out.add("tradeStateDesc", self.tradeStateDesc.map { Json.text($0) })
        out.add("tradeType", self.tradeType.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension PartnerTransaction: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("PartnerTransaction")
        redacted.add("amount", self.amount)
        redacted.add("attach", self.attach)
        redacted.add("bankType", self.bankType)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.hide("payer")
        redacted.add("promotionDetail", self.promotionDetail)
        redacted.hide("raw")
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("spAppid", self.spAppid)
        redacted.add("spMchid", self.spMchid)
        redacted.add("subAppid", self.subAppid)
        redacted.add("subMchid", self.subMchid)
        redacted.add("successTime", self.successTime)
        redacted.add("tradeState", self.tradeState)
        redacted.add("tradeStateDesc", self.tradeStateDesc)
        redacted.add("tradeType", self.tradeType)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Who paid.
public struct Payer: Equatable, Sendable {
    /// The payer's `openid` under the order's AppID.
    public var openid: String?

    public init(
        openid: String? = nil
    ) {
        self.openid = openid
    }

    init(json: Json) throws {
        self.openid = try json.field("openid").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("openid", self.openid.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension Payer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("Payer")
        redacted.hide("openid")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Where the money is, in the words that decide what to do.
/// - `paid`: The payer's money was taken: deliver, after comparing amount and number with your own order.
/// - `notPaid`: Not paid; the payer may still pay until the order is closed.
/// - `closed`: Closed without payment: it can never be paid any more.
/// - `unknown`: Not known: ask again later. Neither deliver nor take another order for the same goods.
public enum PaymentState: String, CaseIterable, Sendable {
    case paid = "paid"
    case notPaid = "not_paid"
    case closed = "closed"
    case unknown = "unknown"

    init(json: Json) throws {
        guard let known = PaymentState(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// A payment, and what your own order says.
public struct PaymentToExpect: Equatable, Sendable {
    /// What your own stored order says.
    public var expected: Expected
    /// The order as a query or `confirmOrder` found it.
    public var found: FoundOrder

    public init(
        expected: Expected,
        found: FoundOrder
    ) {
        self.expected = expected
        self.found = found
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("expected", self.expected.json())
        out.add("found", self.found.json())
        return out.json
    }
}

/// An order that can be paid now. Nothing in it proves a payment: only a notification and a query do.
public struct PlacedOrder: Equatable, Sendable {
    /// Unix seconds after which the link is dead; placing the identical order again gives a fresh one.
    public var expiresAt: Int64
    /// The link that opens WeChat Pay.
    public var h5Url: String
    /// The merchant's number of the order (of a combine order: `combineOutTradeNo`).
    public var outTradeNo: String
    /// WeChat Pay's number of the prepared payment, V2 only; lives 2 hours.
    public var prepayId: String?
    /// WeChat Pay's `Request-ID`, when it arrived.
    public var requestId: String?
    /// The arguments of `qq.requestWxPayment`; `nil` for an order that went straight to WeChat Pay without a configured
    /// `referer`; an order through QQ is refused without it.
    public var requestPayment: RequestPayment?
    /// Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it.
    public var verified: Bool

    public init(
        expiresAt: Int64,
        h5Url: String,
        outTradeNo: String,
        prepayId: String? = nil,
        requestId: String? = nil,
        requestPayment: RequestPayment? = nil,
        verified: Bool
    ) {
        self.expiresAt = expiresAt
        self.h5Url = h5Url
        self.outTradeNo = outTradeNo
        self.prepayId = prepayId
        self.requestId = requestId
        self.requestPayment = requestPayment
        self.verified = verified
    }

    init(json: Json) throws {
        self.expiresAt = try json.field("expiresAt").asInteger()
        self.h5Url = try json.field("h5Url").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.prepayId = try json.field("prepayId").orNil.map { try $0.asText() }
        self.requestId = try json.field("requestId").orNil.map { try $0.asText() }
        self.requestPayment = try json.field("requestPayment").orNil.map { try RequestPayment(json: $0) }
        self.verified = try json.field("verified").asBool()
    }
}

/// Shown without secrets, links and the payer.
extension PlacedOrder: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("PlacedOrder")
        redacted.add("expiresAt", self.expiresAt)
        redacted.hide("h5Url")
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("prepayId", self.prepayId)
        redacted.add("requestId", self.requestId)
        redacted.add("requestPayment", self.requestPayment)
        redacted.add("verified", self.verified)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// What became of placing an order. That it was refused, or that nothing was sent, is an error instead.
public enum Placement: Equatable, Sendable {
    /// It can be paid now.
    case placed(PlacedOrder)
    /// Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
    /// believed. Place the identical order again, or ask `confirmOrder`; never take another order number.
    case toConfirm(UnconfirmedOrder)

    init(json: Json) throws {
        switch try json.field("outcome").asText() {
        case "placed": self = .placed(try PlacedOrder(json: json))
        case "to_confirm": self = .toConfirm(try UnconfirmedOrder(json: json))
        default: throw UnexpectedJson()
        }
    }
}

/// A text to be encrypted for WeChat Pay.
public struct PlainText: Equatable, Sendable {
    /// The text, up to 214 bytes of UTF-8.
    public var text: String

    public init(
        text: String
    ) {
        self.text = text
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("text", Json.text(self.text))
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension PlainText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("PlainText")
        redacted.hide("text")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// One platform certificate.
public struct PlatformCertificate: Equatable, Sendable {
    /// The last moment of its validity, in Unix seconds.
    public var notAfter: Int64
    /// The first moment of its validity, in Unix seconds.
    public var notBefore: Int64
    /// The certificate itself, to be kept in the setting `platformCertificates` if you like.
    public var pem: String
    /// Its serial, in upper-case hex.
    public var serialNo: String

    public init(
        notAfter: Int64,
        notBefore: Int64,
        pem: String,
        serialNo: String
    ) {
        self.notAfter = notAfter
        self.notBefore = notBefore
        self.pem = pem
        self.serialNo = serialNo
    }

    init(json: Json) throws {
        self.notAfter = try json.field("notAfter").asInteger()
        self.notBefore = try json.field("notBefore").asInteger()
        self.pem = try json.field("pem").asText()
        self.serialNo = try json.field("serialNo").asText()
    }
}

/// A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`.
public struct PlatformCertificates: Equatable, Sendable {
    /// Those that are valid now, at least one.
    public var certificates: [PlatformCertificate]
    /// The merchant that the list was made for.
    public var mchid: String

    public init(
        certificates: [PlatformCertificate],
        mchid: String
    ) {
        self.certificates = certificates
        self.mchid = mchid
    }

    init(json: Json) throws {
        self.certificates = try json.field("certificates").asList { try PlatformCertificate(json: $0) }
        self.mchid = try json.field("mchid").asText()
    }
}

/// What becomes of the money of an order that was placed with `settleInfo.profitSharing`.
public struct ProfitSharing: Equatable, Sendable {
    /// WeChat Pay's number.
    public var orderId: String
    /// The merchant's number.
    public var outOrderNo: String
    /// The verified reply in full, JSON, also what has no field here; it holds the identity of receivers.
    public var raw: String?
    /// Who gets how much.
    public var receivers: [ProfitSharingReceiver]
    /// Where it stands as a whole.
    public var state: ProfitSharingState
    /// Number of the sub merchant, for service providers.
    public var subMchid: String?
    /// WeChat Pay's number of the order.
    public var transactionId: String

    public init(
        orderId: String,
        outOrderNo: String,
        raw: String? = nil,
        receivers: [ProfitSharingReceiver],
        state: ProfitSharingState,
        subMchid: String? = nil,
        transactionId: String
    ) {
        self.orderId = orderId
        self.outOrderNo = outOrderNo
        self.raw = raw
        self.receivers = receivers
        self.state = state
        self.subMchid = subMchid
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.orderId = try json.field("orderId").asText()
        self.outOrderNo = try json.field("outOrderNo").asText()
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.receivers = try json.field("receivers").asList { try ProfitSharingReceiver(json: $0) }
        self.state = try json.field("state").asText()
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").asText()
    }
}

/// Shown without secrets, links and the payer.
extension ProfitSharing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("ProfitSharing")
        redacted.add("orderId", self.orderId)
        redacted.add("outOrderNo", self.outOrderNo)
        redacted.hide("raw")
        redacted.add("receivers", self.receivers)
        redacted.add("state", self.state)
        redacted.add("subMchid", self.subMchid)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A sharing or an unfreezing to ask for.
public struct ProfitSharingQuery: Equatable, Sendable {
    /// The merchant's number of the sharing or unfreezing. Required.
    public var outOrderNo: String
    /// WeChat Pay's number of the order. Required.
    public var transactionId: String
    /// Number of the sub merchant that sold, for service providers.
    public var subMchid: String?

    public init(
        outOrderNo: String,
        transactionId: String,
        subMchid: String? = nil
    ) {
        self.outOrderNo = outOrderNo
        self.transactionId = transactionId
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outOrderNo", Json.text(self.outOrderNo))
        out.add("transactionId", Json.text(self.transactionId))
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// Somebody who gets a part; with an unfreezing the merchant itself.
public struct ProfitSharingReceiver: Equatable, Sendable {
    /// Merchant number or openid.
    public var account: String?
    /// Fen.
    public var amount: Int64?
    /// When it began, RFC 3339.
    public var createTime: String?
    /// Why.
    public var description: String?
    /// WeChat Pay's number of this part.
    public var detailId: String?
    /// Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ...
    public var failReason: String?
    /// When it ended, RFC 3339.
    public var finishTime: String?
    /// `PENDING`, `SUCCESS` or `CLOSED`.
    public var result: String?
    /// `MERCHANT_ID` or `PERSONAL_OPENID`.
    public var type: String?

    public init(
        account: String? = nil,
        amount: Int64? = nil,
        createTime: String? = nil,
        description: String? = nil,
        detailId: String? = nil,
        failReason: String? = nil,
        finishTime: String? = nil,
        result: String? = nil,
        type: String? = nil
    ) {
        self.account = account
        self.amount = amount
        self.createTime = createTime
        self.description = description
        self.detailId = detailId
        self.failReason = failReason
        self.finishTime = finishTime
        self.result = result
        self.type = type
    }

    init(json: Json) throws {
        self.account = try json.field("account").orNil.map { try $0.asText() }
        self.amount = try json.field("amount").orNil.map { try $0.asInteger() }
        self.createTime = try json.field("createTime").orNil.map { try $0.asText() }
        self.description = try json.field("description").orNil.map { try $0.asText() }
        self.detailId = try json.field("detailId").orNil.map { try $0.asText() }
        self.failReason = try json.field("failReason").orNil.map { try $0.asText() }
        self.finishTime = try json.field("finishTime").orNil.map { try $0.asText() }
        self.result = try json.field("result").orNil.map { try $0.asText() }
        self.type = try json.field("type").orNil.map { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension ProfitSharingReceiver: CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("ProfitSharingReceiver")
        redacted.hide("account")
        redacted.add("amount", self.amount)
        redacted.add("createTime", self.createTime)
        redacted.add("description", self.description)
        redacted.add("detailId", self.detailId)
        redacted.add("failReason", self.failReason)
        redacted.add("finishTime", self.finishTime)
        redacted.add("result", self.result)
        redacted.add("type", self.type)
        return redacted
    }

    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Where a sharing or an unfreezing stands.
public typealias ProfitSharingState = String

/// One discount.
public struct PromotionDetail: Equatable, Sendable {
    /// Discount, fen.
    public var amount: Int64?
    /// Number of the coupon.
    public var couponId: String?
    /// `CNY`.
    public var currency: String?
    /// Goods that it was for.
    public var goodsDetail: [PromotionGoods]
    /// Part that the merchant gave, fen.
    public var merchantContribute: Int64?
    /// Its name.
    public var name: String?
    /// Part that others gave, fen.
    public var otherContribute: Int64?
    /// `GLOBAL` or `SINGLE`.
    public var scope: String?
    /// Number of the stock.
    public var stockId: String?
    /// `CASH` or `NOCASH`.
    public var type: String?
    /// Part that WeChat Pay gave, fen.
    public var wechatpayContribute: Int64?

    public init(
        amount: Int64? = nil,
        couponId: String? = nil,
        currency: String? = nil,
        goodsDetail: [PromotionGoods],
        merchantContribute: Int64? = nil,
        name: String? = nil,
        otherContribute: Int64? = nil,
        scope: String? = nil,
        stockId: String? = nil,
        type: String? = nil,
        wechatpayContribute: Int64? = nil
    ) {
        self.amount = amount
        self.couponId = couponId
        self.currency = currency
        self.goodsDetail = goodsDetail
        self.merchantContribute = merchantContribute
        self.name = name
        self.otherContribute = otherContribute
        self.scope = scope
        self.stockId = stockId
        self.type = type
        self.wechatpayContribute = wechatpayContribute
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try $0.asInteger() }
        self.couponId = try json.field("couponId").orNil.map { try $0.asText() }
        self.currency = try json.field("currency").orNil.map { try $0.asText() }
        self.goodsDetail = try json.field("goodsDetail").asList { try PromotionGoods(json: $0) }
        self.merchantContribute = try json.field("merchantContribute").orNil.map { try $0.asInteger() }
        self.name = try json.field("name").orNil.map { try $0.asText() }
        self.otherContribute = try json.field("otherContribute").orNil.map { try $0.asInteger() }
        self.scope = try json.field("scope").orNil.map { try $0.asText() }
        self.stockId = try json.field("stockId").orNil.map { try $0.asText() }
        self.type = try json.field("type").orNil.map { try $0.asText() }
        self.wechatpayContribute = try json.field("wechatpayContribute").orNil.map { try $0.asInteger() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.map { Json.integer($0) })
        out.add("couponId", self.couponId.map { Json.text($0) })
        out.add("currency", self.currency.map { Json.text($0) })
        out.add("goodsDetail", Json.list(self.goodsDetail.map { $0.json() }))
        out.add("merchantContribute", self.merchantContribute.map { Json.integer($0) })
        out.add("name", self.name.map { Json.text($0) })
        out.add("otherContribute", self.otherContribute.map { Json.integer($0) })
        out.add("scope", self.scope.map { Json.text($0) })
        out.add("stockId", self.stockId.map { Json.text($0) })
        out.add("type", self.type.map { Json.text($0) })
        out.add("wechatpayContribute", self.wechatpayContribute.map { Json.integer($0) })
        return out.json
    }
}

/// Goods that a discount was for.
public struct PromotionGoods: Equatable, Sendable {
    /// Discount, fen.
    public var discountAmount: Int64?
    /// Number of the goods.
    public var goodsId: String?
    /// Remark.
    public var goodsRemark: String?
    /// How many.
    public var quantity: Int64?
    /// Price of one, fen.
    public var unitPrice: Int64?

    public init(
        discountAmount: Int64? = nil,
        goodsId: String? = nil,
        goodsRemark: String? = nil,
        quantity: Int64? = nil,
        unitPrice: Int64? = nil
    ) {
        self.discountAmount = discountAmount
        self.goodsId = goodsId
        self.goodsRemark = goodsRemark
        self.quantity = quantity
        self.unitPrice = unitPrice
    }

    init(json: Json) throws {
        self.discountAmount = try json.field("discountAmount").orNil.map { try $0.asInteger() }
        self.goodsId = try json.field("goodsId").orNil.map { try $0.asText() }
        self.goodsRemark = try json.field("goodsRemark").orNil.map { try $0.asText() }
        self.quantity = try json.field("quantity").orNil.map { try $0.asInteger() }
        self.unitPrice = try json.field("unitPrice").orNil.map { try $0.asInteger() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("discountAmount", self.discountAmount.map { Json.integer($0) })
        out.add("goodsId", self.goodsId.map { Json.text($0) })
        out.add("goodsRemark", self.goodsRemark.map { Json.text($0) })
        out.add("quantity", self.quantity.map { Json.integer($0) })
        out.add("unitPrice", self.unitPrice.map { Json.integer($0) })
        return out.json
    }
}

/// A refund. That it was accepted does not mean that the money went back: look at `status`.
public struct Refund: Equatable, Sendable {
    /// How much.
    public var amount: RefundAmount
    /// Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    public var channel: String?
    /// When the refund was taken, RFC 3339.
    public var createTime: String?
    /// The account that the money is taken from.
    public var fundsAccount: String?
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// Discounts that go back.
    public var promotionDetail: [RefundPromotion]
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// Where the refund stands.
    public var status: RefundStatus
    /// When the money went back, RFC 3339; only on success.
    public var successTime: String?
    /// WeChat Pay's number of the order.
    public var transactionId: String
    /// Where the money went, in words.
    public var userReceivedAccount: String?

    public init(
        amount: RefundAmount,
        channel: String? = nil,
        createTime: String? = nil,
        fundsAccount: String? = nil,
        outRefundNo: String,
        outTradeNo: String,
        promotionDetail: [RefundPromotion],
        raw: String? = nil,
        refundId: String,
        status: RefundStatus,
        successTime: String? = nil,
        transactionId: String,
        userReceivedAccount: String? = nil
    ) {
        self.amount = amount
        self.channel = channel
        self.createTime = createTime
        self.fundsAccount = fundsAccount
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.promotionDetail = promotionDetail
        self.raw = raw
        self.refundId = refundId
        self.status = status
        self.successTime = successTime
        self.transactionId = transactionId
        self.userReceivedAccount = userReceivedAccount
    }

    init(json: Json) throws {
        self.amount = try RefundAmount(json: json.field("amount"))
        self.channel = try json.field("channel").orNil.map { try $0.asText() }
        self.createTime = try json.field("createTime").orNil.map { try $0.asText() }
        self.fundsAccount = try json.field("fundsAccount").orNil.map { try $0.asText() }
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.promotionDetail = try json.field("promotionDetail").asList { try RefundPromotion(json: $0) }
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.refundId = try json.field("refundId").asText()
        self.status = try json.field("status").asText()
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").asText()
        self.userReceivedAccount = try json.field("userReceivedAccount").orNil.map { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension Refund: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("Refund")
        redacted.add("amount", self.amount)
        redacted.add("channel", self.channel)
        redacted.add("createTime", self.createTime)
        redacted.add("fundsAccount", self.fundsAccount)
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("promotionDetail", self.promotionDetail)
        redacted.hide("raw")
        redacted.add("refundId", self.refundId)
        redacted.add("status", self.status)
        redacted.add("successTime", self.successTime)
        redacted.add("transactionId", self.transactionId)
        redacted.hide("userReceivedAccount")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// An account that a refund is taken from.
public struct RefundAccount: Equatable, Sendable {
    /// `AVAILABLE` or `UNAVAILABLE`.
    public var account: String?
    /// Fen.
    public var amount: Int64?

    public init(
        account: String? = nil,
        amount: Int64? = nil
    ) {
        self.account = account
        self.amount = amount
    }

    init(json: Json) throws {
        self.account = try json.field("account").orNil.map { try $0.asText() }
        self.amount = try json.field("amount").orNil.map { try $0.asInteger() }
    }
}

/// Amounts of a refund, in fen.
public struct RefundAmount: Equatable, Sendable {
    /// `CNY`.
    public var currency: String?
    /// What goes back of discounts.
    public var discountRefund: Int64?
    /// The accounts that it is taken from.
    public var from: [RefundAccount]
    /// What the payer gets back.
    public var payerRefund: Int64?
    /// What the payer had paid.
    public var payerTotal: Int64?
    /// This refund.
    public var refund: Int64
    /// Fee that goes back.
    public var refundFee: Int64?
    /// The refund without coupons that are not settled.
    public var settlementRefund: Int64?
    /// The order without coupons that are not settled.
    public var settlementTotal: Int64?
    /// What the order cost.
    public var total: Int64

    public init(
        currency: String? = nil,
        discountRefund: Int64? = nil,
        from: [RefundAccount],
        payerRefund: Int64? = nil,
        payerTotal: Int64? = nil,
        refund: Int64,
        refundFee: Int64? = nil,
        settlementRefund: Int64? = nil,
        settlementTotal: Int64? = nil,
        total: Int64
    ) {
        self.currency = currency
        self.discountRefund = discountRefund
        self.from = from
        self.payerRefund = payerRefund
        self.payerTotal = payerTotal
        self.refund = refund
        self.refundFee = refundFee
        self.settlementRefund = settlementRefund
        self.settlementTotal = settlementTotal
        self.total = total
    }

    init(json: Json) throws {
        self.currency = try json.field("currency").orNil.map { try $0.asText() }
        self.discountRefund = try json.field("discountRefund").orNil.map { try $0.asInteger() }
        self.from = try json.field("from").asList { try RefundAccount(json: $0) }
        self.payerRefund = try json.field("payerRefund").orNil.map { try $0.asInteger() }
        self.payerTotal = try json.field("payerTotal").orNil.map { try $0.asInteger() }
        self.refund = try json.field("refund").asInteger()
        self.refundFee = try json.field("refundFee").orNil.map { try $0.asInteger() }
        self.settlementRefund = try json.field("settlementRefund").orNil.map { try $0.asInteger() }
        self.settlementTotal = try json.field("settlementTotal").orNil.map { try $0.asInteger() }
        self.total = try json.field("total").asInteger()
    }
}

/// How a refund ended.
/// - `success`: The money went back.
/// - `abnormal`: The payer's account cannot take the money: send it elsewhere with `abnormalRefund`, or by hand in the merchant console.
/// - `closed`: No money went back.
public enum RefundEnd: String, CaseIterable, Sendable {
    case success = "success"
    case abnormal = "abnormal"
    case closed = "closed"

    init(json: Json) throws {
        guard let known = RefundEnd(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// A refund that has ended, made over V3, V2 or in the merchant console.
public struct RefundEnded: Equatable, Sendable {
    /// WeChat Pay's number of the notification (V3).
    public var id: String?
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// This refund, in fen.
    public var refund: Int64
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out.
    public var `repeat`: Bool
    /// How it ended.
    public var status: RefundEnd
    /// The sub merchant's number, in partner use.
    public var subMchid: String?
    /// When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success.
    public var successTime: String?
    /// The order's amount, in fen; V2 may leave it out.
    public var total: Int64?
    /// WeChat Pay's number of the payment.
    public var transactionId: String
    /// Which protocol told it.
    public var version: MessageVersion

    public init(
        id: String? = nil,
        outRefundNo: String,
        outTradeNo: String,
        refund: Int64,
        refundId: String,
        `repeat`: Bool,
        status: RefundEnd,
        subMchid: String? = nil,
        successTime: String? = nil,
        total: Int64? = nil,
        transactionId: String,
        version: MessageVersion
    ) {
        self.id = id
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.refund = refund
        self.refundId = refundId
        self.repeat = `repeat`
        self.status = status
        self.subMchid = subMchid
        self.successTime = successTime
        self.total = total
        self.transactionId = transactionId
        self.version = version
    }

    init(json: Json) throws {
        self.id = try json.field("id").orNil.map { try $0.asText() }
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.refund = try json.field("refund").asInteger()
        self.refundId = try json.field("refundId").asText()
        self.repeat = try json.field("repeat").asBool()
        self.status = try RefundEnd(json: json.field("status"))
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.total = try json.field("total").orNil.map { try $0.asInteger() }
        self.transactionId = try json.field("transactionId").asText()
        self.version = try MessageVersion(json: json.field("version"))
    }
}

/// An account that a refund is taken from.
public struct RefundFrom: Equatable, Sendable {
    /// `AVAILABLE` or `UNAVAILABLE`. Required.
    public var account: String
    /// Fen, at least 1. Required.
    public var amount: Int64

    public init(
        account: String,
        amount: Int64
    ) {
        self.account = account
        self.amount = amount
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("account", Json.text(self.account))
        out.add("amount", Json.integer(self.amount))
        return out.json
    }
}

/// Goods that come back.
public struct RefundGoods: Equatable, Sendable {
    /// The merchant's number of the goods, up to 32 bytes of UTF-8. Required.
    public var merchantGoodsId: String
    /// What goes back for them, fen. Required.
    public var refundAmount: Int64
    /// How many come back, at least 1. Required.
    public var refundQuantity: Int64
    /// Price of one, fen. Required.
    public var unitPrice: Int64
    /// Name, up to 256 bytes of UTF-8.
    public var goodsName: String?
    /// WeChat Pay's number of the goods, up to 32 bytes of UTF-8.
    public var wechatpayGoodsId: String?

    public init(
        merchantGoodsId: String,
        refundAmount: Int64,
        refundQuantity: Int64,
        unitPrice: Int64,
        goodsName: String? = nil,
        wechatpayGoodsId: String? = nil
    ) {
        self.merchantGoodsId = merchantGoodsId
        self.refundAmount = refundAmount
        self.refundQuantity = refundQuantity
        self.unitPrice = unitPrice
        self.goodsName = goodsName
        self.wechatpayGoodsId = wechatpayGoodsId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("merchantGoodsId", Json.text(self.merchantGoodsId))
        out.add("refundAmount", Json.integer(self.refundAmount))
        out.add("refundQuantity", Json.integer(self.refundQuantity))
        out.add("unitPrice", Json.integer(self.unitPrice))
        out.add("goodsName", self.goodsName.map { Json.text($0) })
        out.add("wechatpayGoodsId", self.wechatpayGoodsId.map { Json.text($0) })
        return out.json
    }
}

/// The end of a refund.
public struct RefundNotice: Equatable, Sendable {
    /// How much.
    public var amount: RefundNoticeAmount
    /// Merchant number of a direct merchant.
    public var mchid: String?
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// How it ended.
    public var refundStatus: RefundStatus
    /// Service provider's number, in partner use.
    public var spMchid: String?
    /// Sub merchant's number, in partner use.
    public var subMchid: String?
    /// When the money went back, RFC 3339; only on success.
    public var successTime: String?
    /// WeChat Pay's number of the order.
    public var transactionId: String
    /// Where the money went.
    public var userReceivedAccount: String?

    public init(
        amount: RefundNoticeAmount,
        mchid: String? = nil,
        outRefundNo: String,
        outTradeNo: String,
        refundId: String,
        refundStatus: RefundStatus,
        spMchid: String? = nil,
        subMchid: String? = nil,
        successTime: String? = nil,
        transactionId: String,
        userReceivedAccount: String? = nil
    ) {
        self.amount = amount
        self.mchid = mchid
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.refundId = refundId
        self.refundStatus = refundStatus
        self.spMchid = spMchid
        self.subMchid = subMchid
        self.successTime = successTime
        self.transactionId = transactionId
        self.userReceivedAccount = userReceivedAccount
    }

    init(json: Json) throws {
        self.amount = try RefundNoticeAmount(json: json.field("amount"))
        self.mchid = try json.field("mchid").orNil.map { try $0.asText() }
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.refundId = try json.field("refundId").asText()
        self.refundStatus = try json.field("refundStatus").asText()
        self.spMchid = try json.field("spMchid").orNil.map { try $0.asText() }
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").asText()
        self.userReceivedAccount = try json.field("userReceivedAccount").orNil.map { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension RefundNotice: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("RefundNotice")
        redacted.add("amount", self.amount)
        redacted.add("mchid", self.mchid)
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("refundId", self.refundId)
        redacted.add("refundStatus", self.refundStatus)
        redacted.add("spMchid", self.spMchid)
        redacted.add("subMchid", self.subMchid)
        redacted.add("successTime", self.successTime)
        redacted.add("transactionId", self.transactionId)
        redacted.hide("userReceivedAccount")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Amounts of a refund, in fen.
public struct RefundNoticeAmount: Equatable, Sendable {
    /// What the payer gets back.
    public var payerRefund: Int64?
    /// What the payer had paid.
    public var payerTotal: Int64?
    /// This refund.
    public var refund: Int64
    /// The order's amount.
    public var total: Int64

    public init(
        payerRefund: Int64? = nil,
        payerTotal: Int64? = nil,
        refund: Int64,
        total: Int64
    ) {
        self.payerRefund = payerRefund
        self.payerTotal = payerTotal
        self.refund = refund
        self.total = total
    }

    init(json: Json) throws {
        self.payerRefund = try json.field("payerRefund").orNil.map { try $0.asInteger() }
        self.payerTotal = try json.field("payerTotal").orNil.map { try $0.asInteger() }
        self.refund = try json.field("refund").asInteger()
        self.total = try json.field("total").asInteger()
    }
}

/// A discount that goes back.
public struct RefundPromotion: Equatable, Sendable {
    /// The discount, fen.
    public var amount: Int64?
    /// Goods that it was for.
    public var goodsDetail: [RefundedGoods]
    /// Number of the coupon.
    public var promotionId: String?
    /// What goes back of it, fen.
    public var refundAmount: Int64?
    /// `GLOBAL` or `SINGLE`.
    public var scope: String?
    /// `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`.
    public var type: String?

    public init(
        amount: Int64? = nil,
        goodsDetail: [RefundedGoods],
        promotionId: String? = nil,
        refundAmount: Int64? = nil,
        scope: String? = nil,
        type: String? = nil
    ) {
        self.amount = amount
        self.goodsDetail = goodsDetail
        self.promotionId = promotionId
        self.refundAmount = refundAmount
        self.scope = scope
        self.type = type
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try $0.asInteger() }
        self.goodsDetail = try json.field("goodsDetail").asList { try RefundedGoods(json: $0) }
        self.promotionId = try json.field("promotionId").orNil.map { try $0.asText() }
        self.refundAmount = try json.field("refundAmount").orNil.map { try $0.asInteger() }
        self.scope = try json.field("scope").orNil.map { try $0.asText() }
        self.type = try json.field("type").orNil.map { try $0.asText() }
    }
}

/// A refund.
public struct RefundQuery: Equatable, Sendable {
    /// The merchant's refund number.
    public var outRefundNo: String
    /// Number of the sub merchant, for service providers.
    public var subMchid: String?

    public init(
        outRefundNo: String,
        subMchid: String? = nil
    ) {
        self.outRefundNo = outRefundNo
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outRefundNo", Json.text(self.outRefundNo))
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// A refund that a message names, enough to query it.
public struct RefundReference: Equatable, Sendable {
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// The sub merchant's number, in partner use.
    public var subMchid: String?
    /// `v3`: ask `queryRefund`; `v2`: `queryV2Refund`.
    public var version: MessageVersion

    public init(
        outRefundNo: String,
        outTradeNo: String,
        subMchid: String? = nil,
        version: MessageVersion
    ) {
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.subMchid = subMchid
        self.version = version
    }

    init(json: Json) throws {
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.version = try MessageVersion(json: json.field("version"))
    }
}

/// A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.
///
/// `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
public struct RefundRequest: Equatable, Sendable {
    /// How much. Required.
    public var amount: RefundRequestAmount
    /// The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    public var outRefundNo: String
    /// The account that the money is taken from: `AVAILABLE` or `UNSETTLED`.
    public var fundsAccount: String?
    /// The goods that come back.
    public var goodsDetail: [RefundGoods]?
    /// Your own address for the notification of this refund; the configured one when left out.
    public var notifyUrl: String?
    /// The merchant's number of the order; of a combine order the number of the part.
    public var outTradeNo: String?
    /// Shown to the payer; up to 80 bytes of UTF-8.
    public var reason: String?
    /// Number of the sub merchant that sold, for service providers.
    public var subMchid: String?
    /// WeChat Pay's number of the order. Exactly one of this and `outTradeNo`.
    public var transactionId: String?

    public init(
        amount: RefundRequestAmount,
        outRefundNo: String,
        fundsAccount: String? = nil,
        goodsDetail: [RefundGoods]? = nil,
        notifyUrl: String? = nil,
        outTradeNo: String? = nil,
        reason: String? = nil,
        subMchid: String? = nil,
        transactionId: String? = nil
    ) {
        self.amount = amount
        self.outRefundNo = outRefundNo
        self.fundsAccount = fundsAccount
        self.goodsDetail = goodsDetail
        self.notifyUrl = notifyUrl
        self.outTradeNo = outTradeNo
        self.reason = reason
        self.subMchid = subMchid
        self.transactionId = transactionId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.json())
        out.add("outRefundNo", Json.text(self.outRefundNo))
        out.add("fundsAccount", self.fundsAccount.map { Json.text($0) })
        out.add("goodsDetail", self.goodsDetail.map { Json.list($0.map { $0.json() }) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("outTradeNo", self.outTradeNo.map { Json.text($0) })
        out.add("reason", self.reason.map { Json.text($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// Amounts of a refund, in fen.
public struct RefundRequestAmount: Equatable, Sendable {
    /// What goes back, at least 1. Required.
    public var refund: Int64
    /// What the whole order cost. Required.
    public var total: Int64
    /// `CNY`, also when left out.
    public var currency: String?
    /// The accounts that the money is taken from; together they give `refund`.
    public var from: [RefundFrom]?

    public init(
        refund: Int64,
        total: Int64,
        currency: String? = nil,
        from: [RefundFrom]? = nil
    ) {
        self.refund = refund
        self.total = total
        self.currency = currency
        self.from = from
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("refund", Json.integer(self.refund))
        out.add("total", Json.integer(self.total))
        out.add("currency", self.currency.map { Json.text($0) })
        out.add("from", self.from.map { Json.list($0.map { $0.json() }) })
        return out.json
    }
}

/// Where a refund stands. V2 calls the same states `REFUNDCLOSE` and `CHANGE`.
public typealias RefundStatus = String

/// Goods that came back.
public struct RefundedGoods: Equatable, Sendable {
    /// Name.
    public var goodsName: String?
    /// The merchant's number of the goods.
    public var merchantGoodsId: String?
    /// What goes back for them, fen.
    public var refundAmount: Int64?
    /// How many came back.
    public var refundQuantity: Int64?
    /// Price of one, fen.
    public var unitPrice: Int64?
    /// WeChat Pay's number of the goods.
    public var wechatpayGoodsId: String?

    public init(
        goodsName: String? = nil,
        merchantGoodsId: String? = nil,
        refundAmount: Int64? = nil,
        refundQuantity: Int64? = nil,
        unitPrice: Int64? = nil,
        wechatpayGoodsId: String? = nil
    ) {
        self.goodsName = goodsName
        self.merchantGoodsId = merchantGoodsId
        self.refundAmount = refundAmount
        self.refundQuantity = refundQuantity
        self.unitPrice = unitPrice
        self.wechatpayGoodsId = wechatpayGoodsId
    }

    init(json: Json) throws {
        self.goodsName = try json.field("goodsName").orNil.map { try $0.asText() }
        self.merchantGoodsId = try json.field("merchantGoodsId").orNil.map { try $0.asText() }
        self.refundAmount = try json.field("refundAmount").orNil.map { try $0.asInteger() }
        self.refundQuantity = try json.field("refundQuantity").orNil.map { try $0.asInteger() }
        self.unitPrice = try json.field("unitPrice").orNil.map { try $0.asInteger() }
        self.wechatpayGoodsId = try json.field("wechatpayGoodsId").orNil.map { try $0.asText() }
    }
}

/// An access token that QQ refused.
public struct RefusedAccessToken: Equatable, Sendable {
    /// The token.
    public var accessToken: String

    public init(
        accessToken: String
    ) {
        self.accessToken = accessToken
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("accessToken", Json.text(self.accessToken))
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension RefusedAccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("RefusedAccessToken")
        redacted.hide("accessToken")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// The arguments of `qq.requestWxPayment`: hand them to the mini program as they are.
public struct RequestPayment: Equatable, Sendable {
    /// The domain that is authorised for H5 payment, with its scheme.
    public var referer: String
    /// The link.
    public var url: String

    public init(
        referer: String,
        url: String
    ) {
        self.referer = referer
        self.url = url
    }

    init(json: Json) throws {
        self.referer = try json.field("referer").asText()
        self.url = try json.field("url").asText()
    }
}

/// Shown without secrets, links and the payer.
extension RequestPayment: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("RequestPayment")
        redacted.add("referer", self.referer)
        redacted.hide("url")
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Where and by whom an order is paid.
public struct SceneInfo: Equatable, Sendable {
    /// The **payer's** public IPv4 or IPv6 address, never the server's. Required.
    public var payerClientIp: String
    /// The merchant's device number, up to 32 bytes of UTF-8.
    public var deviceId: String?
    /// Kind of page; `Wap` when left out, which is right for a QQ mini program.
    public var h5Info: H5Info?
    /// The shop.
    public var storeInfo: StoreInfo?

    public init(
        payerClientIp: String,
        deviceId: String? = nil,
        h5Info: H5Info? = nil,
        storeInfo: StoreInfo? = nil
    ) {
        self.payerClientIp = payerClientIp
        self.deviceId = deviceId
        self.h5Info = h5Info
        self.storeInfo = storeInfo
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("payerClientIp", Json.text(self.payerClientIp))
        out.add("deviceId", self.deviceId.map { Json.text($0) })
        out.add("h5Info", self.h5Info.map { $0.json() })
        out.add("storeInfo", self.storeInfo.map { $0.json() })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension SceneInfo: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("SceneInfo")
        redacted.hide("payerClientIp")
        redacted.add("deviceId", self.deviceId)
        redacted.add("h5Info", self.h5Info)
        redacted.add("storeInfo", self.storeInfo)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved.
public struct SecurityEcho: Equatable, Sendable {
    /// The encrypted text, opened with the merchant's private key; `nil` when there is none or it does not open.
    public var decryptedEchoMessage: String?
    /// The text of the test, as `echoMessage`.
    public var echoMessage: String

    public init(
        decryptedEchoMessage: String? = nil,
        echoMessage: String
    ) {
        self.decryptedEchoMessage = decryptedEchoMessage
        self.echoMessage = echoMessage
    }

    init(json: Json) throws {
        self.decryptedEchoMessage = try json.field("decryptedEchoMessage").orNil.map { try $0.asText() }
        self.echoMessage = try json.field("echoMessage").asText()
    }
}

/// What to test.
public struct SelfTest: Equatable, Sendable {
    /// How long the client waits for the callback, in seconds; at most 60 are waited.
    public var callbackSeconds: Int64?
    /// Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested.
    public var notifyUrl: String?

    public init(
        callbackSeconds: Int64? = nil,
        notifyUrl: String? = nil
    ) {
        self.callbackSeconds = callbackSeconds
        self.notifyUrl = notifyUrl
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("callbackSeconds", self.callbackSeconds.map { Json.integer($0) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        return out.json
    }
}

/// The report of a self test: one item for each thing that must work.
public struct SelfTestReport: Equatable, Sendable {
    /// The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
    /// there is neither: then a wrong key shows only when the first notification comes.
    public var apiV3Key: Check
    /// The callback reached this client, with a right signature, and opened with the APIv3 key.
    public var callback: Check
    /// This machine's clock is near enough to WeChat Pay's.
    public var clock: Check
    /// How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
    ///
    /// From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
    public var clockSkewSeconds: Int64?
    /// The text that was sent; the callback repeats it.
    public var echoMessage: String
    /// WeChat Pay opens what we encrypt, and we open what it encrypts.
    public var encryption: Check
    /// QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
    /// the one that other processes use.
    public var qqAppSecret: Check
    /// WeChat Pay's `Request-ID`: its support asks for it.
    public var requestId: String?
    /// WeChat Pay accepts our signature: merchant number, private key and serial belong together.
    public var signature: Check
    /// We accept WeChat Pay's signature: public key or platform certificate are right.
    public var verification: Check

    public init(
        apiV3Key: Check,
        callback: Check,
        clock: Check,
        clockSkewSeconds: Int64? = nil,
        echoMessage: String,
        encryption: Check,
        qqAppSecret: Check,
        requestId: String? = nil,
        signature: Check,
        verification: Check
    ) {
        self.apiV3Key = apiV3Key
        self.callback = callback
        self.clock = clock
        self.clockSkewSeconds = clockSkewSeconds
        self.echoMessage = echoMessage
        self.encryption = encryption
        self.qqAppSecret = qqAppSecret
        self.requestId = requestId
        self.signature = signature
        self.verification = verification
    }

    init(json: Json) throws {
        self.apiV3Key = try Check(json: json.field("apiV3Key"))
        self.callback = try Check(json: json.field("callback"))
        self.clock = try Check(json: json.field("clock"))
        self.clockSkewSeconds = try json.field("clockSkewSeconds").orNil.map { try $0.asInteger() }
        self.echoMessage = try json.field("echoMessage").asText()
        self.encryption = try Check(json: json.field("encryption"))
        self.qqAppSecret = try Check(json: json.field("qqAppSecret"))
        self.requestId = try json.field("requestId").orNil.map { try $0.asText() }
        self.signature = try Check(json: json.field("signature"))
        self.verification = try Check(json: json.field("verification"))
    }
}

/// The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
/// and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
public struct Settings: Equatable, Sendable {
    /// Allows a query in `notifyUrl`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`.
    public var allowNotifyUrlQuery: Bool?
    /// V2 API key, 32 characters.
    /// Environment: `QQ_WXPAY_API_V2_KEY`.
    public var apiV2Key: String?
    /// APIv3 key, exactly 32 characters.
    /// Environment: `QQ_WXPAY_API_V3_KEY`.
    public var apiV3Key: String?
    /// A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
    /// one after it.
    /// Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
    public var apiV3KeyPrevious: String?
    /// The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`.
    public var channel: Channel?
    /// Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
    /// this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
    /// forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
    /// Environment: `QQ_WXPAY_INBOX`.
    public var inbox: String?
    /// Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
    /// Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
    public var linkHosts: [String]?
    /// Merchant number; of a service provider its own, of a combine order the initiator's.
    /// Environment: `QQ_WXPAY_MCHID`.
    public var mchid: String?
    /// Merchant API certificate, `apiclient_cert.pem`.
    /// Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
    public var merchantCertificate: String?
    /// Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
    /// Environment: `QQ_WXPAY_MERCHANT_P12`.
    public var merchantP12: String?
    /// Password of `merchantP12`; the merchant number when left out.
    /// Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
    public var merchantP12Password: String?
    /// Merchant private key, `apiclient_key.pem`.
    /// Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
    public var merchantPrivateKey: String?
    /// Serial of the merchant API certificate, 40 hex digits; not needed beside `merchantCertificate`.
    /// Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
    public var merchantSerial: String?
    /// Your own address for payment notifications: https, no query, at most 256 characters.
    /// Environment: `QQ_WXPAY_NOTIFY_URL`.
    public var notifyUrl: String?
    /// Platform certificates, one PEM after the other.
    /// Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
    public var platformCertificates: String?
    /// WeChat Pay's public key, `pub_key.pem`.
    /// Environment: `QQ_WXPAY_PUBLIC_KEY`.
    public var publicKey: String?
    /// ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
    /// Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
    public var publicKeyId: String?
    /// ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
    /// the change, the former one's after it. Given together with `publicKeyPrevious`, or neither.
    /// Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
    public var publicKeyIdPrevious: String?
    /// The key of `publicKeyIdPrevious`.
    /// Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
    public var publicKeyPrevious: String?
    /// AppSecret of the QQ mini program.
    /// Environment: `QQ_WXPAY_QQ_APP_SECRET`.
    public var qqAppSecret: String?
    /// AppID of the QQ mini program, from q.qq.com.
    /// Environment: `QQ_WXPAY_QQ_APPID`.
    public var qqAppid: String?
    /// Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
    /// Environment: `QQ_WXPAY_QQ_BASE_URL`.
    public var qqBaseUrl: String?
    /// Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
    /// Environment: `QQ_WXPAY_REFERER`.
    public var referer: String?
    /// Refuses the link of an order whose reply lacks WeChat Pay's signature.
    /// Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
    public var requireVerifiedReply: Bool?
    /// Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
    /// Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
    public var rootCertificate: String?
    /// Codes of the proxy that are taken for "the access token is bad", besides the known ones.
    /// Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
    public var tokenRefusedCodes: [String]?
    /// Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
    /// `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
    /// `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
    /// Environment: `QQ_WXPAY_TOKEN_STORE`.
    public var tokenStore: String?
    /// How V2 messages were signed before `v2SignType` was changed: payment notifications signed so are taken, too, until
    /// `v2FormerSignTypeUntil`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
    public var v2FormerSignType: V2SignType?
    /// Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
    /// given, or neither.
    /// Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
    public var v2FormerSignTypeUntil: String?
    /// How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`.
    public var v2SignType: V2SignType?
    /// WeChat AppID (`wx…`) that is bound to the merchant number.
    /// Environment: `QQ_WXPAY_WECHAT_APPID`.
    public var wechatAppid: String?
    /// Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
    /// `wechatBaseUrl` is left out too, else none.
    /// Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
    public var wechatBackupBaseUrl: String?
    /// Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
    /// Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
    public var wechatBaseUrl: String?
    /// Where V2 refunds go, on whose connection the merchant certificate is shown; `wechatBaseUrl` when left out.
    /// Another one only for the sandbox.
    /// Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
    public var wechatMutualTlsBaseUrl: String?

    public init(
        allowNotifyUrlQuery: Bool? = nil,
        apiV2Key: String? = nil,
        apiV3Key: String? = nil,
        apiV3KeyPrevious: String? = nil,
        channel: Channel? = nil,
        inbox: String? = nil,
        linkHosts: [String]? = nil,
        mchid: String? = nil,
        merchantCertificate: String? = nil,
        merchantP12: String? = nil,
        merchantP12Password: String? = nil,
        merchantPrivateKey: String? = nil,
        merchantSerial: String? = nil,
        notifyUrl: String? = nil,
        platformCertificates: String? = nil,
        publicKey: String? = nil,
        publicKeyId: String? = nil,
        publicKeyIdPrevious: String? = nil,
        publicKeyPrevious: String? = nil,
        qqAppSecret: String? = nil,
        qqAppid: String? = nil,
        qqBaseUrl: String? = nil,
        referer: String? = nil,
        requireVerifiedReply: Bool? = nil,
        rootCertificate: String? = nil,
        tokenRefusedCodes: [String]? = nil,
        tokenStore: String? = nil,
        v2FormerSignType: V2SignType? = nil,
        v2FormerSignTypeUntil: String? = nil,
        v2SignType: V2SignType? = nil,
        wechatAppid: String? = nil,
        wechatBackupBaseUrl: String? = nil,
        wechatBaseUrl: String? = nil,
        wechatMutualTlsBaseUrl: String? = nil
    ) {
        self.allowNotifyUrlQuery = allowNotifyUrlQuery
        self.apiV2Key = apiV2Key
        self.apiV3Key = apiV3Key
        self.apiV3KeyPrevious = apiV3KeyPrevious
        self.channel = channel
        self.inbox = inbox
        self.linkHosts = linkHosts
        self.mchid = mchid
        self.merchantCertificate = merchantCertificate
        self.merchantP12 = merchantP12
        self.merchantP12Password = merchantP12Password
        self.merchantPrivateKey = merchantPrivateKey
        self.merchantSerial = merchantSerial
        self.notifyUrl = notifyUrl
        self.platformCertificates = platformCertificates
        self.publicKey = publicKey
        self.publicKeyId = publicKeyId
        self.publicKeyIdPrevious = publicKeyIdPrevious
        self.publicKeyPrevious = publicKeyPrevious
        self.qqAppSecret = qqAppSecret
        self.qqAppid = qqAppid
        self.qqBaseUrl = qqBaseUrl
        self.referer = referer
        self.requireVerifiedReply = requireVerifiedReply
        self.rootCertificate = rootCertificate
        self.tokenRefusedCodes = tokenRefusedCodes
        self.tokenStore = tokenStore
        self.v2FormerSignType = v2FormerSignType
        self.v2FormerSignTypeUntil = v2FormerSignTypeUntil
        self.v2SignType = v2SignType
        self.wechatAppid = wechatAppid
        self.wechatBackupBaseUrl = wechatBackupBaseUrl
        self.wechatBaseUrl = wechatBaseUrl
        self.wechatMutualTlsBaseUrl = wechatMutualTlsBaseUrl
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("allowNotifyUrlQuery", self.allowNotifyUrlQuery.map { Json.bool($0) })
        out.add("apiV2Key", self.apiV2Key.map { Json.text($0) })
        out.add("apiV3Key", self.apiV3Key.map { Json.text($0) })
        out.add("apiV3KeyPrevious", self.apiV3KeyPrevious.map { Json.text($0) })
        out.add("channel", self.channel.map { Json.text($0.rawValue) })
        out.add("inbox", self.inbox.map { Json.text($0) })
        out.add("linkHosts", self.linkHosts.map { Json.list($0.map { Json.text($0) }) })
        out.add("mchid", self.mchid.map { Json.text($0) })
        out.add("merchantCertificate", self.merchantCertificate.map { Json.text($0) })
        out.add("merchantP12", self.merchantP12.map { Json.text($0) })
        out.add("merchantP12Password", self.merchantP12Password.map { Json.text($0) })
        out.add("merchantPrivateKey", self.merchantPrivateKey.map { Json.text($0) })
        out.add("merchantSerial", self.merchantSerial.map { Json.text($0) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("platformCertificates", self.platformCertificates.map { Json.text($0) })
        out.add("publicKey", self.publicKey.map { Json.text($0) })
        out.add("publicKeyId", self.publicKeyId.map { Json.text($0) })
        out.add("publicKeyIdPrevious", self.publicKeyIdPrevious.map { Json.text($0) })
        out.add("publicKeyPrevious", self.publicKeyPrevious.map { Json.text($0) })
        out.add("qqAppSecret", self.qqAppSecret.map { Json.text($0) })
        out.add("qqAppid", self.qqAppid.map { Json.text($0) })
        out.add("qqBaseUrl", self.qqBaseUrl.map { Json.text($0) })
        out.add("referer", self.referer.map { Json.text($0) })
        out.add("requireVerifiedReply", self.requireVerifiedReply.map { Json.bool($0) })
        out.add("rootCertificate", self.rootCertificate.map { Json.text($0) })
        out.add("tokenRefusedCodes", self.tokenRefusedCodes.map { Json.list($0.map { Json.text($0) }) })
        out.add("tokenStore", self.tokenStore.map { Json.text($0) })
        out.add("v2FormerSignType", self.v2FormerSignType.map { Json.text($0.rawValue) })
        out.add("v2FormerSignTypeUntil", self.v2FormerSignTypeUntil.map { Json.text($0) })
        out.add("v2SignType", self.v2SignType.map { Json.text($0.rawValue) })
        out.add("wechatAppid", self.wechatAppid.map { Json.text($0) })
        out.add("wechatBackupBaseUrl", self.wechatBackupBaseUrl.map { Json.text($0) })
        out.add("wechatBaseUrl", self.wechatBaseUrl.map { Json.text($0) })
        out.add("wechatMutualTlsBaseUrl", self.wechatMutualTlsBaseUrl.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension Settings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("Settings")
        redacted.add("allowNotifyUrlQuery", self.allowNotifyUrlQuery)
        redacted.hide("apiV2Key")
        redacted.hide("apiV3Key")
        redacted.hide("apiV3KeyPrevious")
        redacted.add("channel", self.channel)
        redacted.hide("inbox")
        redacted.add("linkHosts", self.linkHosts)
        redacted.add("mchid", self.mchid)
        redacted.hide("merchantCertificate")
        redacted.hide("merchantP12")
        redacted.hide("merchantP12Password")
        redacted.hide("merchantPrivateKey")
        redacted.add("merchantSerial", self.merchantSerial)
        redacted.hide("notifyUrl")
        redacted.hide("platformCertificates")
        redacted.hide("publicKey")
        redacted.add("publicKeyId", self.publicKeyId)
        redacted.add("publicKeyIdPrevious", self.publicKeyIdPrevious)
        redacted.hide("publicKeyPrevious")
        redacted.hide("qqAppSecret")
        redacted.add("qqAppid", self.qqAppid)
        redacted.add("qqBaseUrl", self.qqBaseUrl)
        redacted.add("referer", self.referer)
        redacted.add("requireVerifiedReply", self.requireVerifiedReply)
        redacted.hide("rootCertificate")
        redacted.add("tokenRefusedCodes", self.tokenRefusedCodes)
        redacted.hide("tokenStore")
        redacted.add("v2FormerSignType", self.v2FormerSignType)
        redacted.add("v2FormerSignTypeUntil", self.v2FormerSignTypeUntil)
        redacted.add("v2SignType", self.v2SignType)
        redacted.add("wechatAppid", self.wechatAppid)
        redacted.add("wechatBackupBaseUrl", self.wechatBackupBaseUrl)
        redacted.add("wechatBaseUrl", self.wechatBaseUrl)
        redacted.add("wechatMutualTlsBaseUrl", self.wechatMutualTlsBaseUrl)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// How the money of an order is settled.
public struct SettleInfo: Equatable, Sendable {
    /// Whether the money is shared with others later.
    public var profitSharing: Bool?

    public init(
        profitSharing: Bool? = nil
    ) {
        self.profitSharing = profitSharing
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("profitSharing", self.profitSharing.map { Json.bool($0) })
        return out.json
    }
}

/// An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query.
public enum ShopEvent: Equatable, Sendable {
    /// An order is paid.
    case paid(Paid)
    /// A refund has ended.
    case refund(RefundEnded)
    /// WeChat Pay says of an order that it is not paid.
    case notPaid(NotPaid)
    /// An event of another product.
    case other(OtherEvent)

    init(json: Json) throws {
        switch try json.field("type").asText() {
        case "paid": self = .paid(try Paid(json: json.field("paid")))
        case "refund": self = .refund(try RefundEnded(json: json.field("refund")))
        case "not_paid": self = .notPaid(try NotPaid(json: json.field("notPaid")))
        case "other": self = .other(try OtherEvent(json: json.field("other")))
        default: throw UnexpectedJson()
        }
    }
}

/// Why it is said.
/// - `answered`: WeChat Pay's verified answer says so.
/// - `notFound`: WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be placed now, with the same number and the same values.
/// - `inProgress`: The payment is under way, or the state is a word that this version does not know.
/// - `partsDiffer`: The parts of a combine order are in different states.
/// - `noAnswer`: No usable answer: see `error`.
public enum StatusReason: String, CaseIterable, Sendable {
    case answered = "answered"
    case notFound = "not_found"
    case inProgress = "in_progress"
    case partsDiffer = "parts_differ"
    case noAnswer = "no_answer"

    init(json: Json) throws {
        guard let known = StatusReason(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// A shop.
public struct StoreInfo: Equatable, Sendable {
    /// Number of the shop, up to 32 bytes of UTF-8. Required.
    public var id: String
    /// Address, up to 512 bytes of UTF-8.
    public var address: String?
    /// Area code, up to 32 bytes of UTF-8.
    public var areaCode: String?
    /// Name, up to 256 bytes of UTF-8.
    public var name: String?

    public init(
        id: String,
        address: String? = nil,
        areaCode: String? = nil,
        name: String? = nil
    ) {
        self.id = id
        self.address = address
        self.areaCode = areaCode
        self.name = name
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("id", Json.text(self.id))
        out.add("address", self.address.map { Json.text($0) })
        out.add("areaCode", self.areaCode.map { Json.text($0) })
        out.add("name", self.name.map { Json.text($0) })
        return out.json
    }
}

/// What one merchant sells in a combine order.
public struct SubOrder: Equatable, Sendable {
    /// How much. Required.
    public var amount: CombineAmount
    /// Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required.
    public var attach: String
    /// What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    public var description: String
    /// Merchant number of this part (in partner use the service provider's). Required.
    public var mchid: String
    /// Number of this part, unique for `mchid`, 6 to 32 characters. Required.
    public var outTradeNo: String
    /// Mark for discounts, up to 32 bytes of UTF-8.
    public var goodsTag: String?
    /// How the money is settled.
    public var settleInfo: CombineSettleInfo?
    /// Sub merchant's WeChat AppID.
    public var subAppid: String?
    /// Sub merchant's number; service providers must give it.
    public var subMchid: String?

    public init(
        amount: CombineAmount,
        attach: String,
        description: String,
        mchid: String,
        outTradeNo: String,
        goodsTag: String? = nil,
        settleInfo: CombineSettleInfo? = nil,
        subAppid: String? = nil,
        subMchid: String? = nil
    ) {
        self.amount = amount
        self.attach = attach
        self.description = description
        self.mchid = mchid
        self.outTradeNo = outTradeNo
        self.goodsTag = goodsTag
        self.settleInfo = settleInfo
        self.subAppid = subAppid
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.json())
        out.add("attach", Json.text(self.attach))
        out.add("description", Json.text(self.description))
        out.add("mchid", Json.text(self.mchid))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("goodsTag", self.goodsTag.map { Json.text($0) })
        out.add("settleInfo", self.settleInfo.map { $0.json() })
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// One part of a combine order and its payment.
public struct SubOrderTransaction: Equatable, Sendable {
    /// How much.
    public var amount: SubOrderTransactionAmount?
    /// What this part carried.
    public var attach: String?
    /// Bank.
    public var bankType: String?
    /// Merchant number of this part.
    public var mchid: String
    /// Number of this part.
    public var outTradeNo: String
    /// Discounts.
    public var promotionDetail: [PromotionDetail]
    /// The sub merchant's WeChat AppID.
    public var subAppid: String?
    /// The sub merchant's number.
    public var subMchid: String?
    /// The payer's `openid` under the sub merchant's AppID.
    public var subOpenid: String?
    /// When it was paid, RFC 3339.
    public var successTime: String?
    /// Where this part stands.
    public var tradeState: TradeState
    /// How the order was made.
    public var tradeType: TradeType?
    /// WeChat Pay's number of this part; only when paid.
    public var transactionId: String?

    public init(
        amount: SubOrderTransactionAmount? = nil,
        attach: String? = nil,
        bankType: String? = nil,
        mchid: String,
        outTradeNo: String,
        promotionDetail: [PromotionDetail],
        subAppid: String? = nil,
        subMchid: String? = nil,
        subOpenid: String? = nil,
        successTime: String? = nil,
        tradeState: TradeState,
        tradeType: TradeType? = nil,
        transactionId: String? = nil
    ) {
        self.amount = amount
        self.attach = attach
        self.bankType = bankType
        self.mchid = mchid
        self.outTradeNo = outTradeNo
        self.promotionDetail = promotionDetail
        self.subAppid = subAppid
        self.subMchid = subMchid
        self.subOpenid = subOpenid
        self.successTime = successTime
        self.tradeState = tradeState
        self.tradeType = tradeType
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try SubOrderTransactionAmount(json: $0) }
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.bankType = try json.field("bankType").orNil.map { try $0.asText() }
        self.mchid = try json.field("mchid").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.promotionDetail = try json.field("promotionDetail").asList { try PromotionDetail(json: $0) }
        self.subAppid = try json.field("subAppid").orNil.map { try $0.asText() }
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.subOpenid = try json.field("subOpenid").orNil.map { try $0.asText() }
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.tradeState = try json.field("tradeState").asText()
        self.tradeType = try json.field("tradeType").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.map { $0.json() })
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("bankType", self.bankType.map { Json.text($0) })
        out.add("mchid", Json.text(self.mchid))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("promotionDetail", Json.list(self.promotionDetail.map { $0.json() }))
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        out.add("subOpenid", self.subOpenid.map { Json.text($0) })
        out.add("successTime", self.successTime.map { Json.text($0) })
        out.add("tradeState", Json.text(self.tradeState))
        out.add("tradeType", self.tradeType.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension SubOrderTransaction: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("SubOrderTransaction")
        redacted.add("amount", self.amount)
        redacted.add("attach", self.attach)
        redacted.add("bankType", self.bankType)
        redacted.add("mchid", self.mchid)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("promotionDetail", self.promotionDetail)
        redacted.add("subAppid", self.subAppid)
        redacted.add("subMchid", self.subMchid)
        redacted.hide("subOpenid")
        redacted.add("successTime", self.successTime)
        redacted.add("tradeState", self.tradeState)
        redacted.add("tradeType", self.tradeType)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// How much of a part was ordered and paid, in fen.
public struct SubOrderTransactionAmount: Equatable, Sendable {
    /// `CNY`.
    public var currency: String?
    /// What the payer paid after discounts.
    public var payerAmount: Int64?
    /// Currency that the payer paid in.
    public var payerCurrency: String?
    /// Exchange rate, times 100,000,000.
    public var settlementRate: Int64?
    /// The part's amount.
    public var totalAmount: Int64?

    public init(
        currency: String? = nil,
        payerAmount: Int64? = nil,
        payerCurrency: String? = nil,
        settlementRate: Int64? = nil,
        totalAmount: Int64? = nil
    ) {
        self.currency = currency
        self.payerAmount = payerAmount
        self.payerCurrency = payerCurrency
        self.settlementRate = settlementRate
        self.totalAmount = totalAmount
    }

    init(json: Json) throws {
        self.currency = try json.field("currency").orNil.map { try $0.asText() }
        self.payerAmount = try json.field("payerAmount").orNil.map { try $0.asInteger() }
        self.payerCurrency = try json.field("payerCurrency").orNil.map { try $0.asText() }
        self.settlementRate = try json.field("settlementRate").orNil.map { try $0.asInteger() }
        self.totalAmount = try json.field("totalAmount").orNil.map { try $0.asInteger() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("currency", self.currency.map { Json.text($0) })
        out.add("payerAmount", self.payerAmount.map { Json.integer($0) })
        out.add("payerCurrency", self.payerCurrency.map { Json.text($0) })
        out.add("settlementRate", self.settlementRate.map { Json.integer($0) })
        out.add("totalAmount", self.totalAmount.map { Json.integer($0) })
        return out.json
    }
}

/// Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back.
public struct TradeBillRequest: Equatable, Sendable {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    public var billDate: String
    /// Which transactions; all of them when left out.
    public var billType: TradeBillType?
    /// Whether the file travels compressed; the rows are the same.
    public var gzip: Bool?
    /// One sub merchant, for service providers; all of them when left out.
    public var subMchid: String?

    public init(
        billDate: String,
        billType: TradeBillType? = nil,
        gzip: Bool? = nil,
        subMchid: String? = nil
    ) {
        self.billDate = billDate
        self.billType = billType
        self.gzip = gzip
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("billDate", Json.text(self.billDate))
        out.add("billType", self.billType.map { Json.text($0.rawValue) })
        out.add("gzip", self.gzip.map { Json.bool($0) })
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// A row of a trade bill. A column that the bill does not have, or leaves empty, is `nil`.
public struct TradeBillRow: Equatable, Sendable {
    /// 公众账号ID: WeChat AppID.
    public var appid: String?
    /// 商户数据包: what the order carried.
    public var attach: String?
    /// 付款银行: bank.
    public var bankType: String?
    /// 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen.
    public var couponAmount: Int64?
    /// 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen.
    public var couponRefundAmount: Int64?
    /// 货币种类: `CNY`.
    public var currency: String?
    /// 商品名称: the order's description.
    public var description: String?
    /// 设备号: device.
    public var deviceId: String?
    /// 手续费: fee, fen; negative where it is given back.
    public var fee: Int64?
    /// 费率: rate of the fee as text, `0.60%`.
    public var feeRate: String?
    /// 费率备注: note on the rate.
    public var feeRateNote: String?
    /// 商户号: merchant number.
    public var mchid: String?
    /// 用户标识: the payer's `openid`.
    public var openid: String?
    /// 订单金额: the order's whole amount, fen. Older bills do not have it.
    public var orderAmount: Int64?
    /// Columns that this version does not know, by their name in the bill.
    public var other: [String: String]
    /// 商户退款单号: the merchant's refund number; the bill's `0` is `nil`.
    public var outRefundNo: String?
    /// 商户订单号: the merchant's order number.
    public var outTradeNo: String?
    /// 退款金额: what went back to the payer, fen.
    public var refundAmount: Int64?
    /// 微信退款单号: WeChat Pay's refund number; the bill's `0` is `nil`.
    public var refundId: String?
    /// 退款申请时间: when the refund was asked for; bills of refunds only.
    public var refundRequestTime: String?
    /// 退款状态. Bills also know `FAIL`, which no query and no notification has.
    public var refundStatus: RefundStatus?
    /// 退款成功时间: when the money went back; bills of refunds only.
    public var refundSuccessTime: String?
    /// 退款类型: `ORIGINAL` and others.
    public var refundType: String?
    /// 申请退款金额: the refund that was asked for, fen. Older bills do not have it.
    public var requestedRefundAmount: Int64?
    /// 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0.
    public var settlementAmount: Int64?
    /// 特约商户号, older 子商户号: sub merchant; the bill's `0` is `nil`.
    public var subMchid: String?
    /// 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`.
    public var tradeState: TradeState?
    /// 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    public var tradeTime: String?
    /// 交易类型: how the order was made.
    public var tradeType: TradeType?
    /// 微信订单号: WeChat Pay's order number.
    public var transactionId: String?

    public init(
        appid: String? = nil,
        attach: String? = nil,
        bankType: String? = nil,
        couponAmount: Int64? = nil,
        couponRefundAmount: Int64? = nil,
        currency: String? = nil,
        description: String? = nil,
        deviceId: String? = nil,
        fee: Int64? = nil,
        feeRate: String? = nil,
        feeRateNote: String? = nil,
        mchid: String? = nil,
        openid: String? = nil,
        orderAmount: Int64? = nil,
        other: [String: String],
        outRefundNo: String? = nil,
        outTradeNo: String? = nil,
        refundAmount: Int64? = nil,
        refundId: String? = nil,
        refundRequestTime: String? = nil,
        refundStatus: RefundStatus? = nil,
        refundSuccessTime: String? = nil,
        refundType: String? = nil,
        requestedRefundAmount: Int64? = nil,
        settlementAmount: Int64? = nil,
        subMchid: String? = nil,
        tradeState: TradeState? = nil,
        tradeTime: String? = nil,
        tradeType: TradeType? = nil,
        transactionId: String? = nil
    ) {
        self.appid = appid
        self.attach = attach
        self.bankType = bankType
        self.couponAmount = couponAmount
        self.couponRefundAmount = couponRefundAmount
        self.currency = currency
        self.description = description
        self.deviceId = deviceId
        self.fee = fee
        self.feeRate = feeRate
        self.feeRateNote = feeRateNote
        self.mchid = mchid
        self.openid = openid
        self.orderAmount = orderAmount
        self.other = other
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.refundAmount = refundAmount
        self.refundId = refundId
        self.refundRequestTime = refundRequestTime
        self.refundStatus = refundStatus
        self.refundSuccessTime = refundSuccessTime
        self.refundType = refundType
        self.requestedRefundAmount = requestedRefundAmount
        self.settlementAmount = settlementAmount
        self.subMchid = subMchid
        self.tradeState = tradeState
        self.tradeTime = tradeTime
        self.tradeType = tradeType
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.appid = try json.field("appid").orNil.map { try $0.asText() }
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.bankType = try json.field("bankType").orNil.map { try $0.asText() }
        self.couponAmount = try json.field("couponAmount").orNil.map { try $0.asInteger() }
        self.couponRefundAmount = try json.field("couponRefundAmount").orNil.map { try $0.asInteger() }
        self.currency = try json.field("currency").orNil.map { try $0.asText() }
        self.description = try json.field("description").orNil.map { try $0.asText() }
        self.deviceId = try json.field("deviceId").orNil.map { try $0.asText() }
        self.fee = try json.field("fee").orNil.map { try $0.asInteger() }
        self.feeRate = try json.field("feeRate").orNil.map { try $0.asText() }
        self.feeRateNote = try json.field("feeRateNote").orNil.map { try $0.asText() }
        self.mchid = try json.field("mchid").orNil.map { try $0.asText() }
        self.openid = try json.field("openid").orNil.map { try $0.asText() }
        self.orderAmount = try json.field("orderAmount").orNil.map { try $0.asInteger() }
        self.other = try json.field("other").asDictionary { try $0.asText() }
        self.outRefundNo = try json.field("outRefundNo").orNil.map { try $0.asText() }
        self.outTradeNo = try json.field("outTradeNo").orNil.map { try $0.asText() }
        self.refundAmount = try json.field("refundAmount").orNil.map { try $0.asInteger() }
        self.refundId = try json.field("refundId").orNil.map { try $0.asText() }
        self.refundRequestTime = try json.field("refundRequestTime").orNil.map { try $0.asText() }
        self.refundStatus = try json.field("refundStatus").orNil.map { try $0.asText() }
        self.refundSuccessTime = try json.field("refundSuccessTime").orNil.map { try $0.asText() }
        self.refundType = try json.field("refundType").orNil.map { try $0.asText() }
        self.requestedRefundAmount = try json.field("requestedRefundAmount").orNil.map { try $0.asInteger() }
        self.settlementAmount = try json.field("settlementAmount").orNil.map { try $0.asInteger() }
        self.subMchid = try json.field("subMchid").orNil.map { try $0.asText() }
        self.tradeState = try json.field("tradeState").orNil.map { try $0.asText() }
        self.tradeTime = try json.field("tradeTime").orNil.map { try $0.asText() }
        self.tradeType = try json.field("tradeType").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
    }
}

/// Shown without secrets, links and the payer.
extension TradeBillRow: CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("TradeBillRow")
        redacted.add("appid", self.appid)
        redacted.add("attach", self.attach)
        redacted.add("bankType", self.bankType)
        redacted.add("couponAmount", self.couponAmount)
        redacted.add("couponRefundAmount", self.couponRefundAmount)
        redacted.add("currency", self.currency)
        redacted.add("description", self.description)
        redacted.add("deviceId", self.deviceId)
        redacted.add("fee", self.fee)
        redacted.add("feeRate", self.feeRate)
        redacted.add("feeRateNote", self.feeRateNote)
        redacted.add("mchid", self.mchid)
        redacted.hide("openid")
        redacted.add("orderAmount", self.orderAmount)
        redacted.hide("other")
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("refundAmount", self.refundAmount)
        redacted.add("refundId", self.refundId)
        redacted.add("refundRequestTime", self.refundRequestTime)
        redacted.add("refundStatus", self.refundStatus)
        redacted.add("refundSuccessTime", self.refundSuccessTime)
        redacted.add("refundType", self.refundType)
        redacted.add("requestedRefundAmount", self.requestedRefundAmount)
        redacted.add("settlementAmount", self.settlementAmount)
        redacted.add("subMchid", self.subMchid)
        redacted.add("tradeState", self.tradeState)
        redacted.add("tradeTime", self.tradeTime)
        redacted.add("tradeType", self.tradeType)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// The totals at the end of a trade bill. A column that the bill does not have is `nil`.
public struct TradeBillSummary: Equatable, Sendable {
    /// 总交易单数: number of transactions.
    public var count: Int64?
    /// 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `couponRefundAmount`, fen.
    public var couponRefundAmount: Int64?
    /// 手续费总金额: sum of `fee`, fen; may be negative.
    public var fee: Int64?
    /// 订单总金额: sum of `orderAmount`, fen.
    public var orderAmount: Int64?
    /// Columns that this version does not know, by their name in the bill.
    public var other: [String: String]
    /// 退款总金额, older 总退款金额: sum of `refundAmount`, fen.
    public var refundAmount: Int64?
    /// 申请退款总金额: sum of `requestedRefundAmount`, fen.
    public var requestedRefundAmount: Int64?
    /// 应结订单总金额, older 总交易额: sum of `settlementAmount`, fen.
    public var settlementAmount: Int64?

    public init(
        count: Int64? = nil,
        couponRefundAmount: Int64? = nil,
        fee: Int64? = nil,
        orderAmount: Int64? = nil,
        other: [String: String],
        refundAmount: Int64? = nil,
        requestedRefundAmount: Int64? = nil,
        settlementAmount: Int64? = nil
    ) {
        self.count = count
        self.couponRefundAmount = couponRefundAmount
        self.fee = fee
        self.orderAmount = orderAmount
        self.other = other
        self.refundAmount = refundAmount
        self.requestedRefundAmount = requestedRefundAmount
        self.settlementAmount = settlementAmount
    }

    init(json: Json) throws {
        self.count = try json.field("count").orNil.map { try $0.asInteger() }
        self.couponRefundAmount = try json.field("couponRefundAmount").orNil.map { try $0.asInteger() }
        self.fee = try json.field("fee").orNil.map { try $0.asInteger() }
        self.orderAmount = try json.field("orderAmount").orNil.map { try $0.asInteger() }
        self.other = try json.field("other").asDictionary { try $0.asText() }
        self.refundAmount = try json.field("refundAmount").orNil.map { try $0.asInteger() }
        self.requestedRefundAmount = try json.field("requestedRefundAmount").orNil.map { try $0.asInteger() }
        self.settlementAmount = try json.field("settlementAmount").orNil.map { try $0.asInteger() }
    }
}

/// Shown without secrets, links and the payer.
extension TradeBillSummary: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("TradeBillSummary")
        redacted.add("count", self.count)
        redacted.add("couponRefundAmount", self.couponRefundAmount)
        redacted.add("fee", self.fee)
        redacted.add("orderAmount", self.orderAmount)
        redacted.hide("other")
        redacted.add("refundAmount", self.refundAmount)
        redacted.add("requestedRefundAmount", self.requestedRefundAmount)
        redacted.add("settlementAmount", self.settlementAmount)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// Which transactions a trade bill lists.
/// - `ALL`: Payments and refunds.
/// - `SUCCESS`: Payments.
/// - `REFUND`: Refunds.
/// - `RECHARGE_REFUND`: Refunds of recharges; V2 only.
public enum TradeBillType: String, CaseIterable, Sendable {
    case all = "ALL"
    case success = "SUCCESS"
    case refund = "REFUND"
    case rechargeRefund = "RECHARGE_REFUND"
}

/// Where an order stands.
public typealias TradeState = String

/// How an order was made. H5 orders are `MWEB`.
public typealias TradeType = String

/// An order and its payment. While it is not paid, most fields are absent.
public struct Transaction: Equatable, Sendable {
    /// How much.
    public var amount: TransactionAmount?
    /// WeChat AppID.
    public var appid: String?
    /// What the order carried.
    public var attach: String?
    /// Bank, for example `CMB_DEBIT` or `OTHERS`.
    public var bankType: String?
    /// Merchant number.
    public var mchid: String
    /// The merchant's order number.
    public var outTradeNo: String
    /// Who paid.
    public var payer: Payer?
    /// Discounts.
    public var promotionDetail: [PromotionDetail]
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// Where.
    public var sceneInfo: TransactionScene?
    /// When it was paid, RFC 3339.
    public var successTime: String?
    /// Where the order stands.
    public var tradeState: TradeState
    /// The same in words.
    public var tradeStateDesc: String?
    /// How the order was made.
    public var tradeType: TradeType?
    /// WeChat Pay's order number; only when paid.
    public var transactionId: String?

    public init(
        amount: TransactionAmount? = nil,
        appid: String? = nil,
        attach: String? = nil,
        bankType: String? = nil,
        mchid: String,
        outTradeNo: String,
        payer: Payer? = nil,
        promotionDetail: [PromotionDetail],
        raw: String? = nil,
        sceneInfo: TransactionScene? = nil,
        successTime: String? = nil,
        tradeState: TradeState,
        tradeStateDesc: String? = nil,
        tradeType: TradeType? = nil,
        transactionId: String? = nil
    ) {
        self.amount = amount
        self.appid = appid
        self.attach = attach
        self.bankType = bankType
        self.mchid = mchid
        self.outTradeNo = outTradeNo
        self.payer = payer
        self.promotionDetail = promotionDetail
        self.raw = raw
        self.sceneInfo = sceneInfo
        self.successTime = successTime
        self.tradeState = tradeState
        self.tradeStateDesc = tradeStateDesc
        self.tradeType = tradeType
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.amount = try json.field("amount").orNil.map { try TransactionAmount(json: $0) }
        self.appid = try json.field("appid").orNil.map { try $0.asText() }
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.bankType = try json.field("bankType").orNil.map { try $0.asText() }
        self.mchid = try json.field("mchid").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.payer = try json.field("payer").orNil.map { try Payer(json: $0) }
        self.promotionDetail = try json.field("promotionDetail").asList { try PromotionDetail(json: $0) }
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.sceneInfo = try json.field("sceneInfo").orNil.map { try TransactionScene(json: $0) }
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.tradeState = try json.field("tradeState").asText()
        self.tradeStateDesc = try json.field("tradeStateDesc").orNil.map { try $0.asText() }
        self.tradeType = try json.field("tradeType").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("amount", self.amount.map { $0.json() })
        out.add("appid", self.appid.map { Json.text($0) })
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("bankType", self.bankType.map { Json.text($0) })
        out.add("mchid", Json.text(self.mchid))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("payer", self.payer.map { $0.json() })
        out.add("promotionDetail", Json.list(self.promotionDetail.map { $0.json() }))
        out.add("raw", self.raw.map { Json.text($0) })
        out.add("sceneInfo", self.sceneInfo.map { $0.json() })
        out.add("successTime", self.successTime.map { Json.text($0) })
        out.add("tradeState", Json.text(self.tradeState))
        out.add("tradeStateDesc", self.tradeStateDesc.map { Json.text($0) })
        out.add("tradeType", self.tradeType.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension Transaction: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("Transaction")
        redacted.add("amount", self.amount)
        redacted.add("appid", self.appid)
        redacted.add("attach", self.attach)
        redacted.add("bankType", self.bankType)
        redacted.add("mchid", self.mchid)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.hide("payer")
        redacted.add("promotionDetail", self.promotionDetail)
        redacted.hide("raw")
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("successTime", self.successTime)
        redacted.add("tradeState", self.tradeState)
        redacted.add("tradeStateDesc", self.tradeStateDesc)
        redacted.add("tradeType", self.tradeType)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// How much was ordered and paid, in fen.
public struct TransactionAmount: Equatable, Sendable {
    /// `CNY`.
    public var currency: String?
    /// Currency that the payer paid in.
    public var payerCurrency: String?
    /// What the payer paid after discounts.
    public var payerTotal: Int64?
    /// The order's amount.
    public var total: Int64?

    public init(
        currency: String? = nil,
        payerCurrency: String? = nil,
        payerTotal: Int64? = nil,
        total: Int64? = nil
    ) {
        self.currency = currency
        self.payerCurrency = payerCurrency
        self.payerTotal = payerTotal
        self.total = total
    }

    init(json: Json) throws {
        self.currency = try json.field("currency").orNil.map { try $0.asText() }
        self.payerCurrency = try json.field("payerCurrency").orNil.map { try $0.asText() }
        self.payerTotal = try json.field("payerTotal").orNil.map { try $0.asInteger() }
        self.total = try json.field("total").orNil.map { try $0.asInteger() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("currency", self.currency.map { Json.text($0) })
        out.add("payerCurrency", self.payerCurrency.map { Json.text($0) })
        out.add("payerTotal", self.payerTotal.map { Json.integer($0) })
        out.add("total", self.total.map { Json.integer($0) })
        return out.json
    }
}

/// Where it was paid.
public struct TransactionScene: Equatable, Sendable {
    /// Device number.
    public var deviceId: String?

    public init(
        deviceId: String? = nil
    ) {
        self.deviceId = deviceId
    }

    init(json: Json) throws {
        self.deviceId = try json.field("deviceId").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("deviceId", self.deviceId.map { Json.text($0) })
        return out.json
    }
}

/// An order of which it is not known whether it exists.
public struct UnconfirmedOrder: Equatable, Sendable {
    /// What happened; its advice is always `confirmFirst`.
    public var error: QqWxPayError
    /// The order, as `confirmOrder` and `closeIfUnpaid` take it.
    public var order: OrderReference

    public init(
        error: QqWxPayError,
        order: OrderReference
    ) {
        self.error = error
        self.order = order
    }

    init(json: Json) throws {
        self.error = try QqWxPayError(json: json.field("error"))
        self.order = try OrderReference(json: json.field("order"))
    }
}

/// Money that is not shared any more goes to the merchant of the order.
///
/// An order that was placed with `settleInfo.profitSharing` holds its money back until it is shared or unfrozen.
public struct UnfreezeRequest: Equatable, Sendable {
    /// Why, up to 80 bytes of UTF-8; it stands in the bills. Required.
    public var description: String
    /// The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required.
    public var outOrderNo: String
    /// WeChat Pay's number of the order. Required.
    public var transactionId: String
    /// Number of the sub merchant that sold, for service providers.
    public var subMchid: String?

    public init(
        description: String,
        outOrderNo: String,
        transactionId: String,
        subMchid: String? = nil
    ) {
        self.description = description
        self.outOrderNo = outOrderNo
        self.transactionId = transactionId
        self.subMchid = subMchid
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("description", Json.text(self.description))
        out.add("outOrderNo", Json.text(self.outOrderNo))
        out.add("transactionId", Json.text(self.transactionId))
        out.add("subMchid", self.subMchid.map { Json.text($0) })
        return out.json
    }
}

/// The party at the other end of a call.
/// - `qq`: QQ: `getToken` and the payment proxy. It has no backup host.
/// - `wechatPay`: WeChat Pay itself.
public enum Upstream: String, CaseIterable, Sendable {
    case qq = "qq"
    case wechatPay = "wechat_pay"

    init(json: Json) throws {
        guard let known = Upstream(rawValue: try json.asText()) else { throw UnexpectedJson() }
        self = known
    }
}

/// One coupon of a payment.
public struct V2Coupon: Equatable, Sendable {
    /// Its value, fen.
    public var couponFee: Int64?
    /// Number of the coupon.
    public var couponId: String?
    /// `CASH` or `NO_CASH`.
    public var couponType: String?

    public init(
        couponFee: Int64? = nil,
        couponId: String? = nil,
        couponType: String? = nil
    ) {
        self.couponFee = couponFee
        self.couponId = couponId
        self.couponType = couponType
    }

    init(json: Json) throws {
        self.couponFee = try json.field("couponFee").orNil.map { try $0.asInteger() }
        self.couponId = try json.field("couponId").orNil.map { try $0.asText() }
        self.couponType = try json.field("couponType").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("couponFee", self.couponFee.map { Json.integer($0) })
        out.add("couponId", self.couponId.map { Json.text($0) })
        out.add("couponType", self.couponType.map { Json.text($0) })
        return out.json
    }
}

/// An order as V2 asks for it, by one of its two numbers.
public struct V2OrderQuery: Equatable, Sendable {
    /// The merchant's own order number. The only one that an unpaid order has.
    public var outTradeNo: String?
    /// Number of the sub merchant, for service providers.
    public var subMchId: String?
    /// WeChat Pay's order number, instead.
    public var transactionId: String?

    public init(
        outTradeNo: String? = nil,
        subMchId: String? = nil,
        transactionId: String? = nil
    ) {
        self.outTradeNo = outTradeNo
        self.subMchId = subMchId
        self.transactionId = transactionId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outTradeNo", self.outTradeNo.map { Json.text($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// A V2 H5 unified order.
///
/// `appid` and `mchId` come from the configuration; `tradeType`, `notifyUrl`, `nonce_str` and `sign` are computed.
public struct V2OrderRequest: Equatable, Sendable {
    /// What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    public var body: String
    /// The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required.
    public var outTradeNo: String
    /// The **payer's** public IPv4 or IPv6 address. Required.
    public var spbillCreateIp: String
    /// Whole fen, at least 1. Required.
    public var totalFee: Int64
    /// Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
    /// all texts of a V2 order: V2 signs without escaping.
    public var attach: String?
    /// The way this order takes; the configured one when left out.
    public var channel: Channel?
    /// Goods detail, JSON text of up to 6000 bytes of UTF-8.
    public var detail: String?
    /// Device, for example `WEB`; up to 32 bytes of UTF-8.
    public var deviceInfo: String?
    /// Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
    /// sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
    public var extra: String?
    /// `CNY`, also when left out.
    public var feeType: String?
    /// Mark for discounts, up to 32 bytes of UTF-8.
    public var goodsTag: String?
    /// `no_credit` excludes credit cards.
    public var limitPay: String?
    /// Your own address for the notification of this order; the configured one when left out.
    public var notifyUrl: String?
    /// Number of the goods, up to 32 bytes of UTF-8.
    public var productId: String?
    /// `Y` or `N`: whether the money is shared later.
    public var profitSharing: String?
    /// `Y` lets the payer ask for an electronic invoice.
    public var receipt: String?
    /// Kind of page, name and site; `Wap` when left out. `appUrl`/`appName` are sent as `wap_url`/`wap_name`, and
    /// when left out the configured `referer` and its host take their place.
    public var sceneInfo: H5Info?
    /// Sub merchant's WeChat AppID, for service providers.
    public var subAppid: String?
    /// Sub merchant's number, for service providers.
    public var subMchId: String?
    /// Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again.
    public var timeExpire: String?
    /// First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form.
    public var timeStart: String?

    public init(
        body: String,
        outTradeNo: String,
        spbillCreateIp: String,
        totalFee: Int64,
        attach: String? = nil,
        channel: Channel? = nil,
        detail: String? = nil,
        deviceInfo: String? = nil,
        extra: String? = nil,
        feeType: String? = nil,
        goodsTag: String? = nil,
        limitPay: String? = nil,
        notifyUrl: String? = nil,
        productId: String? = nil,
        profitSharing: String? = nil,
        receipt: String? = nil,
        sceneInfo: H5Info? = nil,
        subAppid: String? = nil,
        subMchId: String? = nil,
        timeExpire: String? = nil,
        timeStart: String? = nil
    ) {
        self.body = body
        self.outTradeNo = outTradeNo
        self.spbillCreateIp = spbillCreateIp
        self.totalFee = totalFee
        self.attach = attach
        self.channel = channel
        self.detail = detail
        self.deviceInfo = deviceInfo
        self.extra = extra
        self.feeType = feeType
        self.goodsTag = goodsTag
        self.limitPay = limitPay
        self.notifyUrl = notifyUrl
        self.productId = productId
        self.profitSharing = profitSharing
        self.receipt = receipt
        self.sceneInfo = sceneInfo
        self.subAppid = subAppid
        self.subMchId = subMchId
        self.timeExpire = timeExpire
        self.timeStart = timeStart
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("body", Json.text(self.body))
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("spbillCreateIp", Json.text(self.spbillCreateIp))
        out.add("totalFee", Json.integer(self.totalFee))
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("channel", self.channel.map { Json.text($0.rawValue) })
        out.add("detail", self.detail.map { Json.text($0) })
        out.add("deviceInfo", self.deviceInfo.map { Json.text($0) })
        out.add("extra", self.extra.map { Json.text($0) })
        out.add("feeType", self.feeType.map { Json.text($0) })
        out.add("goodsTag", self.goodsTag.map { Json.text($0) })
        out.add("limitPay", self.limitPay.map { Json.text($0) })
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("productId", self.productId.map { Json.text($0) })
        out.add("profitSharing", self.profitSharing.map { Json.text($0) })
        out.add("receipt", self.receipt.map { Json.text($0) })
        out.add("sceneInfo", self.sceneInfo.map { $0.json() })
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        out.add("timeExpire", self.timeExpire.map { Json.text($0) })
        out.add("timeStart", self.timeStart.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension V2OrderRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2OrderRequest")
        redacted.add("body", self.body)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.hide("spbillCreateIp")
        redacted.add("totalFee", self.totalFee)
        redacted.add("attach", self.attach)
        redacted.add("channel", self.channel)
        redacted.add("detail", self.detail)
        redacted.add("deviceInfo", self.deviceInfo)
        redacted.hide("extra")
        redacted.add("feeType", self.feeType)
        redacted.add("goodsTag", self.goodsTag)
        redacted.add("limitPay", self.limitPay)
        redacted.add("notifyUrl", self.notifyUrl)
        redacted.add("productId", self.productId)
        redacted.add("profitSharing", self.profitSharing)
        redacted.add("receipt", self.receipt)
        redacted.add("sceneInfo", self.sceneInfo)
        redacted.add("subAppid", self.subAppid)
        redacted.add("subMchId", self.subMchId)
        redacted.add("timeExpire", self.timeExpire)
        redacted.add("timeStart", self.timeStart)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// One refund.
public struct V2Refund: Equatable, Sendable {
    /// What went back in coupons, fen.
    public var couponRefundFee: Int64?
    /// The coupons that went back.
    public var coupons: [V2RefundCoupon]
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The account that it was taken from.
    public var refundAccount: String?
    /// `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    public var refundChannel: String?
    /// This refund, fen.
    public var refundFee: Int64
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// Where the money went (the wire spells it with one `n` less).
    public var refundRecvAccout: String?
    /// Where the refund stands.
    public var refundStatus: RefundStatus
    /// When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    public var refundSuccessTime: String?
    /// The same without coupons that are not settled, fen.
    public var settlementRefundFee: Int64?

    public init(
        couponRefundFee: Int64? = nil,
        coupons: [V2RefundCoupon],
        outRefundNo: String,
        refundAccount: String? = nil,
        refundChannel: String? = nil,
        refundFee: Int64,
        refundId: String,
        refundRecvAccout: String? = nil,
        refundStatus: RefundStatus,
        refundSuccessTime: String? = nil,
        settlementRefundFee: Int64? = nil
    ) {
        self.couponRefundFee = couponRefundFee
        self.coupons = coupons
        self.outRefundNo = outRefundNo
        self.refundAccount = refundAccount
        self.refundChannel = refundChannel
        self.refundFee = refundFee
        self.refundId = refundId
        self.refundRecvAccout = refundRecvAccout
        self.refundStatus = refundStatus
        self.refundSuccessTime = refundSuccessTime
        self.settlementRefundFee = settlementRefundFee
    }

    init(json: Json) throws {
        self.couponRefundFee = try json.field("couponRefundFee").orNil.map { try $0.asInteger() }
        self.coupons = try json.field("coupons").asList { try V2RefundCoupon(json: $0) }
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.refundAccount = try json.field("refundAccount").orNil.map { try $0.asText() }
        self.refundChannel = try json.field("refundChannel").orNil.map { try $0.asText() }
        self.refundFee = try json.field("refundFee").asInteger()
        self.refundId = try json.field("refundId").asText()
        self.refundRecvAccout = try json.field("refundRecvAccout").orNil.map { try $0.asText() }
        self.refundStatus = try json.field("refundStatus").asText()
        self.refundSuccessTime = try json.field("refundSuccessTime").orNil.map { try $0.asText() }
        self.settlementRefundFee = try json.field("settlementRefundFee").orNil.map { try $0.asInteger() }
    }
}

/// Shown without secrets, links and the payer.
extension V2Refund: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2Refund")
        redacted.add("couponRefundFee", self.couponRefundFee)
        redacted.add("coupons", self.coupons)
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("refundAccount", self.refundAccount)
        redacted.add("refundChannel", self.refundChannel)
        redacted.add("refundFee", self.refundFee)
        redacted.add("refundId", self.refundId)
        redacted.hide("refundRecvAccout")
        redacted.add("refundStatus", self.refundStatus)
        redacted.add("refundSuccessTime", self.refundSuccessTime)
        redacted.add("settlementRefundFee", self.settlementRefundFee)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A V2 refund that was taken. The money has not gone back yet: ask with a refund query.
public struct V2RefundAccepted: Equatable, Sendable {
    /// What the payer paid in cash, fen.
    public var cashFee: Int64?
    /// What goes back in cash, fen.
    public var cashRefundFee: Int64?
    /// What goes back in coupons, fen.
    public var couponRefundFee: Int64?
    /// The coupons that go back.
    public var coupons: [V2RefundCoupon]
    /// `CNY`.
    public var feeType: String?
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// This refund, fen.
    public var refundFee: Int64
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// The same without coupons that are not settled, fen.
    public var settlementRefundFee: Int64?
    /// The same without coupons that are not settled, fen.
    public var settlementTotalFee: Int64?
    /// The order's amount, fen. Replies may leave it out.
    public var totalFee: Int64?
    /// WeChat Pay's number of the order.
    public var transactionId: String

    public init(
        cashFee: Int64? = nil,
        cashRefundFee: Int64? = nil,
        couponRefundFee: Int64? = nil,
        coupons: [V2RefundCoupon],
        feeType: String? = nil,
        outRefundNo: String,
        outTradeNo: String,
        raw: String? = nil,
        refundFee: Int64,
        refundId: String,
        settlementRefundFee: Int64? = nil,
        settlementTotalFee: Int64? = nil,
        totalFee: Int64? = nil,
        transactionId: String
    ) {
        self.cashFee = cashFee
        self.cashRefundFee = cashRefundFee
        self.couponRefundFee = couponRefundFee
        self.coupons = coupons
        self.feeType = feeType
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.raw = raw
        self.refundFee = refundFee
        self.refundId = refundId
        self.settlementRefundFee = settlementRefundFee
        self.settlementTotalFee = settlementTotalFee
        self.totalFee = totalFee
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.cashFee = try json.field("cashFee").orNil.map { try $0.asInteger() }
        self.cashRefundFee = try json.field("cashRefundFee").orNil.map { try $0.asInteger() }
        self.couponRefundFee = try json.field("couponRefundFee").orNil.map { try $0.asInteger() }
        self.coupons = try json.field("coupons").asList { try V2RefundCoupon(json: $0) }
        self.feeType = try json.field("feeType").orNil.map { try $0.asText() }
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.refundFee = try json.field("refundFee").asInteger()
        self.refundId = try json.field("refundId").asText()
        self.settlementRefundFee = try json.field("settlementRefundFee").orNil.map { try $0.asInteger() }
        self.settlementTotalFee = try json.field("settlementTotalFee").orNil.map { try $0.asInteger() }
        self.totalFee = try json.field("totalFee").orNil.map { try $0.asInteger() }
        self.transactionId = try json.field("transactionId").asText()
    }
}

/// Shown without secrets, links and the payer.
extension V2RefundAccepted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2RefundAccepted")
        redacted.add("cashFee", self.cashFee)
        redacted.add("cashRefundFee", self.cashRefundFee)
        redacted.add("couponRefundFee", self.couponRefundFee)
        redacted.add("coupons", self.coupons)
        redacted.add("feeType", self.feeType)
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.hide("raw")
        redacted.add("refundFee", self.refundFee)
        redacted.add("refundId", self.refundId)
        redacted.add("settlementRefundFee", self.settlementRefundFee)
        redacted.add("settlementTotalFee", self.settlementTotalFee)
        redacted.add("totalFee", self.totalFee)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// One coupon of a refund.
public struct V2RefundCoupon: Equatable, Sendable {
    /// What goes back of it, fen.
    public var couponRefundFee: Int64?
    /// Number of the coupon.
    public var couponRefundId: String?
    /// `CASH` or `NO_CASH`.
    public var couponType: String?

    public init(
        couponRefundFee: Int64? = nil,
        couponRefundId: String? = nil,
        couponType: String? = nil
    ) {
        self.couponRefundFee = couponRefundFee
        self.couponRefundId = couponRefundId
        self.couponType = couponType
    }

    init(json: Json) throws {
        self.couponRefundFee = try json.field("couponRefundFee").orNil.map { try $0.asInteger() }
        self.couponRefundId = try json.field("couponRefundId").orNil.map { try $0.asText() }
        self.couponType = try json.field("couponType").orNil.map { try $0.asText() }
    }
}

/// The end of a refund in V2. The message carries no signature, so it is believed only as far as
/// a refund query says the same.
public struct V2RefundNotice: Equatable, Sendable {
    /// WeChat AppID.
    public var appid: String
    /// Merchant number.
    public var mchId: String
    /// The merchant's number of the refund.
    public var outRefundNo: String
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// The account that it was taken from.
    public var refundAccount: String?
    /// This refund, fen.
    public var refundFee: Int64
    /// WeChat Pay's number of the refund.
    public var refundId: String
    /// Where the money went (the wire spells it with one `n` less).
    public var refundRecvAccout: String?
    /// `API` or `VENDOR_PLATFORM`.
    public var refundRequestSource: String?
    /// How it ended.
    public var refundStatus: RefundStatus
    /// The same after coupons that are not settled, fen.
    public var settlementRefundFee: Int64?
    /// The same after coupons that are not settled, fen.
    public var settlementTotalFee: Int64?
    /// Sub merchant's WeChat AppID.
    public var subAppid: String?
    /// Sub merchant's number.
    public var subMchId: String?
    /// When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    public var successTime: String?
    /// The order's amount, fen.
    public var totalFee: Int64?
    /// WeChat Pay's number of the order.
    public var transactionId: String

    public init(
        appid: String,
        mchId: String,
        outRefundNo: String,
        outTradeNo: String,
        refundAccount: String? = nil,
        refundFee: Int64,
        refundId: String,
        refundRecvAccout: String? = nil,
        refundRequestSource: String? = nil,
        refundStatus: RefundStatus,
        settlementRefundFee: Int64? = nil,
        settlementTotalFee: Int64? = nil,
        subAppid: String? = nil,
        subMchId: String? = nil,
        successTime: String? = nil,
        totalFee: Int64? = nil,
        transactionId: String
    ) {
        self.appid = appid
        self.mchId = mchId
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.refundAccount = refundAccount
        self.refundFee = refundFee
        self.refundId = refundId
        self.refundRecvAccout = refundRecvAccout
        self.refundRequestSource = refundRequestSource
        self.refundStatus = refundStatus
        self.settlementRefundFee = settlementRefundFee
        self.settlementTotalFee = settlementTotalFee
        self.subAppid = subAppid
        self.subMchId = subMchId
        self.successTime = successTime
        self.totalFee = totalFee
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.appid = try json.field("appid").asText()
        self.mchId = try json.field("mchId").asText()
        self.outRefundNo = try json.field("outRefundNo").asText()
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.refundAccount = try json.field("refundAccount").orNil.map { try $0.asText() }
        self.refundFee = try json.field("refundFee").asInteger()
        self.refundId = try json.field("refundId").asText()
        self.refundRecvAccout = try json.field("refundRecvAccout").orNil.map { try $0.asText() }
        self.refundRequestSource = try json.field("refundRequestSource").orNil.map { try $0.asText() }
        self.refundStatus = try json.field("refundStatus").asText()
        self.settlementRefundFee = try json.field("settlementRefundFee").orNil.map { try $0.asInteger() }
        self.settlementTotalFee = try json.field("settlementTotalFee").orNil.map { try $0.asInteger() }
        self.subAppid = try json.field("subAppid").orNil.map { try $0.asText() }
        self.subMchId = try json.field("subMchId").orNil.map { try $0.asText() }
        self.successTime = try json.field("successTime").orNil.map { try $0.asText() }
        self.totalFee = try json.field("totalFee").orNil.map { try $0.asInteger() }
        self.transactionId = try json.field("transactionId").asText()
    }
}

/// Shown without secrets, links and the payer.
extension V2RefundNotice: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2RefundNotice")
        redacted.add("appid", self.appid)
        redacted.add("mchId", self.mchId)
        redacted.add("outRefundNo", self.outRefundNo)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("refundAccount", self.refundAccount)
        redacted.add("refundFee", self.refundFee)
        redacted.add("refundId", self.refundId)
        redacted.hide("refundRecvAccout")
        redacted.add("refundRequestSource", self.refundRequestSource)
        redacted.add("refundStatus", self.refundStatus)
        redacted.add("settlementRefundFee", self.settlementRefundFee)
        redacted.add("settlementTotalFee", self.settlementTotalFee)
        redacted.add("subAppid", self.subAppid)
        redacted.add("subMchId", self.subMchId)
        redacted.add("successTime", self.successTime)
        redacted.add("totalFee", self.totalFee)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A refund, or the refunds of an order, by exactly one of four numbers.
public struct V2RefundQuery: Equatable, Sendable {
    /// The number of the first refund in the reply, which holds 10 at the most; 0 when left out.
    public var offset: Int64?
    /// The merchant's refund number.
    public var outRefundNo: String?
    /// The merchant's order number.
    public var outTradeNo: String?
    /// WeChat Pay's refund number.
    public var refundId: String?
    /// Number of the sub merchant, for service providers.
    public var subMchId: String?
    /// WeChat Pay's order number.
    public var transactionId: String?

    public init(
        offset: Int64? = nil,
        outRefundNo: String? = nil,
        outTradeNo: String? = nil,
        refundId: String? = nil,
        subMchId: String? = nil,
        transactionId: String? = nil
    ) {
        self.offset = offset
        self.outRefundNo = outRefundNo
        self.outTradeNo = outTradeNo
        self.refundId = refundId
        self.subMchId = subMchId
        self.transactionId = transactionId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("offset", self.offset.map { Json.integer($0) })
        out.add("outRefundNo", self.outRefundNo.map { Json.text($0) })
        out.add("outTradeNo", self.outTradeNo.map { Json.text($0) })
        out.add("refundId", self.refundId.map { Json.text($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// A V2 refund. It needs the merchant certificate on the connection: `merchantCertificate` with
/// `merchantPrivateKey`, or `merchantP12`.
///
/// `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
public struct V2RefundRequest: Equatable, Sendable {
    /// The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    public var outRefundNo: String
    /// What goes back, fen, at least 1. Required.
    public var refundFee: Int64
    /// What the whole order cost, fen. Required.
    public var totalFee: Int64
    /// Your own address for the notification of this refund; the configured one when left out.
    public var notifyUrl: String?
    /// The merchant's number of the order.
    public var outTradeNo: String?
    /// `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`.
    public var refundAccount: String?
    /// Shown to the payer; up to 80 bytes of UTF-8.
    public var refundDesc: String?
    /// `CNY`, also when left out.
    public var refundFeeType: String?
    /// WeChat AppID of the sub merchant, for service providers.
    public var subAppid: String?
    /// Number of the sub merchant, for service providers.
    public var subMchId: String?
    /// WeChat Pay's number of the order. Exactly one of this and `outTradeNo`.
    public var transactionId: String?

    public init(
        outRefundNo: String,
        refundFee: Int64,
        totalFee: Int64,
        notifyUrl: String? = nil,
        outTradeNo: String? = nil,
        refundAccount: String? = nil,
        refundDesc: String? = nil,
        refundFeeType: String? = nil,
        subAppid: String? = nil,
        subMchId: String? = nil,
        transactionId: String? = nil
    ) {
        self.outRefundNo = outRefundNo
        self.refundFee = refundFee
        self.totalFee = totalFee
        self.notifyUrl = notifyUrl
        self.outTradeNo = outTradeNo
        self.refundAccount = refundAccount
        self.refundDesc = refundDesc
        self.refundFeeType = refundFeeType
        self.subAppid = subAppid
        self.subMchId = subMchId
        self.transactionId = transactionId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("outRefundNo", Json.text(self.outRefundNo))
        out.add("refundFee", Json.integer(self.refundFee))
        out.add("totalFee", Json.integer(self.totalFee))
        out.add("notifyUrl", self.notifyUrl.map { Json.text($0) })
        out.add("outTradeNo", self.outTradeNo.map { Json.text($0) })
        out.add("refundAccount", self.refundAccount.map { Json.text($0) })
        out.add("refundDesc", self.refundDesc.map { Json.text($0) })
        out.add("refundFeeType", self.refundFeeType.map { Json.text($0) })
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// The refunds of an order; at most 10 come in one reply.
public struct V2Refunds: Equatable, Sendable {
    /// What the payer paid in cash, fen.
    public var cashFee: Int64?
    /// `CNY`.
    public var feeType: String?
    /// The merchant's number of the order.
    public var outTradeNo: String
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// The refunds of this reply.
    public var refunds: [V2Refund]
    /// The order's amount, fen. Replies may leave it out.
    public var totalFee: Int64?
    /// How many refunds the order has in all; ask again with an offset for those that are not in `refunds`.
    public var totalRefundCount: Int64?
    /// WeChat Pay's number of the order.
    public var transactionId: String

    public init(
        cashFee: Int64? = nil,
        feeType: String? = nil,
        outTradeNo: String,
        raw: String? = nil,
        refunds: [V2Refund],
        totalFee: Int64? = nil,
        totalRefundCount: Int64? = nil,
        transactionId: String
    ) {
        self.cashFee = cashFee
        self.feeType = feeType
        self.outTradeNo = outTradeNo
        self.raw = raw
        self.refunds = refunds
        self.totalFee = totalFee
        self.totalRefundCount = totalRefundCount
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.cashFee = try json.field("cashFee").orNil.map { try $0.asInteger() }
        self.feeType = try json.field("feeType").orNil.map { try $0.asText() }
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.refunds = try json.field("refunds").asList { try V2Refund(json: $0) }
        self.totalFee = try json.field("totalFee").orNil.map { try $0.asInteger() }
        self.totalRefundCount = try json.field("totalRefundCount").orNil.map { try $0.asInteger() }
        self.transactionId = try json.field("transactionId").asText()
    }
}

/// Shown without secrets, links and the payer.
extension V2Refunds: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2Refunds")
        redacted.add("cashFee", self.cashFee)
        redacted.add("feeType", self.feeType)
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.hide("raw")
        redacted.add("refunds", self.refunds)
        redacted.add("totalFee", self.totalFee)
        redacted.add("totalRefundCount", self.totalRefundCount)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// How V2 messages are signed.
/// - `HMAC-SHA256`: HMAC-SHA256, sent as `sign_type`.
/// - `MD5`: MD5, for merchants whose other systems still use it.
public enum V2SignType: String, CaseIterable, Sendable {
    case hmacSha256 = "HMAC-SHA256"
    case md5 = "MD5"
}

/// Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine.
public struct V2TradeBillRequest: Equatable, Sendable {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    public var billDate: String
    /// Which transactions; all of them when left out.
    public var billType: TradeBillType?
    /// Whether the file travels compressed; the rows are the same.
    public var gzip: Bool?
    /// One sub merchant, for service providers.
    public var subMchId: String?

    public init(
        billDate: String,
        billType: TradeBillType? = nil,
        gzip: Bool? = nil,
        subMchId: String? = nil
    ) {
        self.billDate = billDate
        self.billType = billType
        self.gzip = gzip
        self.subMchId = subMchId
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("billDate", Json.text(self.billDate))
        out.add("billType", self.billType.map { Json.text($0.rawValue) })
        out.add("gzip", self.gzip.map { Json.bool($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        return out.json
    }
}

/// An order and its payment in V2. While it is not paid, most fields are absent.
public struct V2Transaction: Equatable, Sendable {
    /// WeChat AppID.
    public var appid: String
    /// What the order carried.
    public var attach: String?
    /// Bank.
    public var bankType: String?
    /// What the payer paid, fen.
    public var cashFee: Int64?
    /// Currency that the payer paid in.
    public var cashFeeType: String?
    /// What was consumed, fen; only in some ways of paying.
    public var consumeFee: Int64?
    /// Sum of the coupons, fen.
    public var couponFee: Int64?
    /// The coupons.
    public var coupons: [V2Coupon]
    /// Goods detail of the order, JSON text.
    public var detail: String?
    /// Device that the order named.
    public var deviceInfo: String?
    /// `CNY`.
    public var feeType: String?
    /// Whether the payer follows the account of the AppID: `Y` or `N`.
    public var isSubscribe: String?
    /// Merchant number.
    public var mchId: String
    /// The payer's `openid`.
    public var openid: String?
    /// The merchant's order number.
    public var outTradeNo: String
    /// Discounts, JSON text.
    public var promotionDetail: String?
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    /// which has its own.
    public var raw: String?
    /// The amount after coupons that are not settled, fen.
    public var settlementTotalFee: Int64?
    /// Sub merchant's WeChat AppID.
    public var subAppid: String?
    /// The same as `isSubscribe` of the sub merchant's AppID.
    public var subIsSubscribe: String?
    /// Sub merchant's number.
    public var subMchId: String?
    /// The payer's `openid` under the sub merchant's AppID.
    public var subOpenid: String?
    /// When it was paid, `yyyyMMddHHmmss` in Beijing time.
    public var timeEnd: String?
    /// The order's amount, fen.
    public var totalFee: Int64?
    /// Where the order stands. A notification of a payment counts as `SUCCESS`.
    public var tradeState: TradeState
    /// The same in words; queries only.
    public var tradeStateDesc: String?
    /// How the order was made.
    public var tradeType: TradeType?
    /// WeChat Pay's order number; only when paid.
    public var transactionId: String?

    public init(
        appid: String,
        attach: String? = nil,
        bankType: String? = nil,
        cashFee: Int64? = nil,
        cashFeeType: String? = nil,
        consumeFee: Int64? = nil,
        couponFee: Int64? = nil,
        coupons: [V2Coupon],
        detail: String? = nil,
        deviceInfo: String? = nil,
        feeType: String? = nil,
        isSubscribe: String? = nil,
        mchId: String,
        openid: String? = nil,
        outTradeNo: String,
        promotionDetail: String? = nil,
        raw: String? = nil,
        settlementTotalFee: Int64? = nil,
        subAppid: String? = nil,
        subIsSubscribe: String? = nil,
        subMchId: String? = nil,
        subOpenid: String? = nil,
        timeEnd: String? = nil,
        totalFee: Int64? = nil,
        tradeState: TradeState,
        tradeStateDesc: String? = nil,
        tradeType: TradeType? = nil,
        transactionId: String? = nil
    ) {
        self.appid = appid
        self.attach = attach
        self.bankType = bankType
        self.cashFee = cashFee
        self.cashFeeType = cashFeeType
        self.consumeFee = consumeFee
        self.couponFee = couponFee
        self.coupons = coupons
        self.detail = detail
        self.deviceInfo = deviceInfo
        self.feeType = feeType
        self.isSubscribe = isSubscribe
        self.mchId = mchId
        self.openid = openid
        self.outTradeNo = outTradeNo
        self.promotionDetail = promotionDetail
        self.raw = raw
        self.settlementTotalFee = settlementTotalFee
        self.subAppid = subAppid
        self.subIsSubscribe = subIsSubscribe
        self.subMchId = subMchId
        self.subOpenid = subOpenid
        self.timeEnd = timeEnd
        self.totalFee = totalFee
        self.tradeState = tradeState
        self.tradeStateDesc = tradeStateDesc
        self.tradeType = tradeType
        self.transactionId = transactionId
    }

    init(json: Json) throws {
        self.appid = try json.field("appid").asText()
        self.attach = try json.field("attach").orNil.map { try $0.asText() }
        self.bankType = try json.field("bankType").orNil.map { try $0.asText() }
        self.cashFee = try json.field("cashFee").orNil.map { try $0.asInteger() }
        self.cashFeeType = try json.field("cashFeeType").orNil.map { try $0.asText() }
        self.consumeFee = try json.field("consumeFee").orNil.map { try $0.asInteger() }
        self.couponFee = try json.field("couponFee").orNil.map { try $0.asInteger() }
        self.coupons = try json.field("coupons").asList { try V2Coupon(json: $0) }
        self.detail = try json.field("detail").orNil.map { try $0.asText() }
        self.deviceInfo = try json.field("deviceInfo").orNil.map { try $0.asText() }
        self.feeType = try json.field("feeType").orNil.map { try $0.asText() }
        self.isSubscribe = try json.field("isSubscribe").orNil.map { try $0.asText() }
        self.mchId = try json.field("mchId").asText()
        self.openid = try json.field("openid").orNil.map { try $0.asText() }
        self.outTradeNo = try json.field("outTradeNo").asText()
        self.promotionDetail = try json.field("promotionDetail").orNil.map { try $0.asText() }
        self.raw = try json.field("raw").orNil.map { try $0.asText() }
        self.settlementTotalFee = try json.field("settlementTotalFee").orNil.map { try $0.asInteger() }
        self.subAppid = try json.field("subAppid").orNil.map { try $0.asText() }
        self.subIsSubscribe = try json.field("subIsSubscribe").orNil.map { try $0.asText() }
        self.subMchId = try json.field("subMchId").orNil.map { try $0.asText() }
        self.subOpenid = try json.field("subOpenid").orNil.map { try $0.asText() }
        self.timeEnd = try json.field("timeEnd").orNil.map { try $0.asText() }
        self.totalFee = try json.field("totalFee").orNil.map { try $0.asInteger() }
        self.tradeState = try json.field("tradeState").asText()
        self.tradeStateDesc = try json.field("tradeStateDesc").orNil.map { try $0.asText() }
        self.tradeType = try json.field("tradeType").orNil.map { try $0.asText() }
        self.transactionId = try json.field("transactionId").orNil.map { try $0.asText() }
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("appid", Json.text(self.appid))
        out.add("attach", self.attach.map { Json.text($0) })
        out.add("bankType", self.bankType.map { Json.text($0) })
        out.add("cashFee", self.cashFee.map { Json.integer($0) })
        out.add("cashFeeType", self.cashFeeType.map { Json.text($0) })
        out.add("consumeFee", self.consumeFee.map { Json.integer($0) })
        out.add("couponFee", self.couponFee.map { Json.integer($0) })
        out.add("coupons", Json.list(self.coupons.map { $0.json() }))
        out.add("detail", self.detail.map { Json.text($0) })
        out.add("deviceInfo", self.deviceInfo.map { Json.text($0) })
        out.add("feeType", self.feeType.map { Json.text($0) })
        out.add("isSubscribe", self.isSubscribe.map { Json.text($0) })
        out.add("mchId", Json.text(self.mchId))
        out.add("openid", self.openid.map { Json.text($0) })
        out.add("outTradeNo", Json.text(self.outTradeNo))
        out.add("promotionDetail", self.promotionDetail.map { Json.text($0) })
        out.add("raw", self.raw.map { Json.text($0) })
        out.add("settlementTotalFee", self.settlementTotalFee.map { Json.integer($0) })
        out.add("subAppid", self.subAppid.map { Json.text($0) })
        out.add("subIsSubscribe", self.subIsSubscribe.map { Json.text($0) })
        out.add("subMchId", self.subMchId.map { Json.text($0) })
        out.add("subOpenid", self.subOpenid.map { Json.text($0) })
        out.add("timeEnd", self.timeEnd.map { Json.text($0) })
        out.add("totalFee", self.totalFee.map { Json.integer($0) })
        out.add("tradeState", Json.text(self.tradeState))
        out.add("tradeStateDesc", self.tradeStateDesc.map { Json.text($0) })
        out.add("tradeType", self.tradeType.map { Json.text($0) })
        out.add("transactionId", self.transactionId.map { Json.text($0) })
        return out.json
    }
}

/// Shown without secrets, links and the payer.
extension V2Transaction: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("V2Transaction")
        redacted.add("appid", self.appid)
        redacted.add("attach", self.attach)
        redacted.add("bankType", self.bankType)
        redacted.add("cashFee", self.cashFee)
        redacted.add("cashFeeType", self.cashFeeType)
        redacted.add("consumeFee", self.consumeFee)
        redacted.add("couponFee", self.couponFee)
        redacted.add("coupons", self.coupons)
        redacted.add("detail", self.detail)
        redacted.add("deviceInfo", self.deviceInfo)
        redacted.add("feeType", self.feeType)
        redacted.add("isSubscribe", self.isSubscribe)
        redacted.add("mchId", self.mchId)
        redacted.hide("openid")
        redacted.add("outTradeNo", self.outTradeNo)
        redacted.add("promotionDetail", self.promotionDetail)
        redacted.hide("raw")
        redacted.add("settlementTotalFee", self.settlementTotalFee)
        redacted.add("subAppid", self.subAppid)
        redacted.add("subIsSubscribe", self.subIsSubscribe)
        redacted.add("subMchId", self.subMchId)
        redacted.hide("subOpenid")
        redacted.add("timeEnd", self.timeEnd)
        redacted.add("totalFee", self.totalFee)
        redacted.add("tradeState", self.tradeState)
        redacted.add("tradeStateDesc", self.tradeStateDesc)
        redacted.add("tradeType", self.tradeType)
        redacted.add("transactionId", self.transactionId)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}
