/// How a sandbox is started; what is left out has a default.
public struct SandboxOptions: Equatable, Sendable, Encodable {
    /// Where notifications go: the address of your own server.
    public var notifyUrl: String?
    /// How many times faster than WeChat Pay refused notifications are repeated.
    public var timeScale: Double?
    /// The IP address to listen on: 127.0.0.1 when left out.
    public var host: String?
    /// The port; the system chooses when left out.
    public var port: Int?
    /// The port with mutual TLS; the system chooses when left out.
    public var securePort: Int?
    /// A file that keeps keys and secrets from one start to the next.
    public var keep: String?
    /// The merchant number: several sandboxes stand for several merchants, two with one number and one `keep` for one with two mini programs.
    public var mchid: String?
    /// The WeChat AppID that is bound to it.
    public var wechatAppid: String?
    /// The AppID of the QQ mini program.
    public var qqAppid: String?

    public init(
        notifyUrl: String? = nil,
        timeScale: Double? = nil,
        host: String? = nil,
        port: Int? = nil,
        securePort: Int? = nil,
        keep: String? = nil,
        mchid: String? = nil,
        wechatAppid: String? = nil,
        qqAppid: String? = nil
    ) {
        self.notifyUrl = notifyUrl
        self.timeScale = timeScale
        self.host = host
        self.port = port
        self.securePort = securePort
        self.keep = keep
        self.mchid = mchid
        self.wechatAppid = wechatAppid
        self.qqAppid = qqAppid
    }

    private enum CodingKeys: String, CodingKey {
        case notifyUrl = "notify_url"
        case timeScale = "time_scale"
        case host, port
        case securePort = "secure_port"
        case keep, mchid
        case wechatAppid = "wechat_appid"
        case qqAppid = "qq_appid"
    }
}

/// An order as the sandbox has it.
public struct SandboxOrder: Equatable, Sendable, Decodable {
    /// `direct`, `partner`, `combine` or `v2`.
    public let kind: String
    /// The number that the shop gave it.
    public let outTradeNo: String
    /// What it says.
    public let description: String
    /// The amount in fen.
    public let total: Int64
    /// `NOTPAY`, `SUCCESS`, `REFUND`, `CLOSED`, `PAYERROR`, ...
    public let tradeState: String
    /// Where its notification goes.
    public let notificationGoesTo: String
}

/// A refund as the sandbox has it.
public struct SandboxRefund: Equatable, Sendable, Decodable {
    /// The number that the shop gave it.
    public let outRefundNo: String
    /// The order that it belongs to.
    public let outTradeNo: String
    /// The amount in fen.
    public let refund: Int64
    /// `PROCESSING`, `SUCCESS`, `ABNORMAL` or `CLOSED`.
    public let status: String
}

/// One thing that happened in a sandbox.
public struct SandboxEvent: Equatable, Sendable, Decodable {
    /// When, in Unix seconds of the sandbox's clock.
    public let at: Int64
    /// What kind of thing, such as `order.created`.
    public let kind: String
    /// What exactly, in one line without secrets.
    public let summary: String
}

/// The merchant's answer to a notification.
public struct Delivery: Equatable, Sendable, Decodable {
    /// `acknowledged` or `refused`.
    public let outcome: String
    /// What the merchant answered instead.
    public let answer: String?
    /// How often it was sent.
    public let tries: Int64
    /// Whether the merchant acknowledged it.
    public var acknowledged: Bool { outcome == "acknowledged" }
}

/// What `qq.requestWxPayment` comes to.
public struct ClientOutcome: Equatable, Sendable, Decodable {
    /// The `errMsg` that the mini program gets.
    public let errMsg: String
    /// What the payer read on the cashier page, when nothing could be paid.
    public let shown: String?
}
