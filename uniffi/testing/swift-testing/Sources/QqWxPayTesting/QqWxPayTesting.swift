import Foundation
import QqWxPay
import QqWxPayTestingNative

/// With which a client does not warn that no money moves.
let ofATest = ["QQ_WXPAY_TEST_KIT": "true"]

/// The test kit: notifications that a client of its own believes, made without a process, without the network, and without keys of yours.
/// The keys are fixed and known to everybody: a client with the addresses of QQ and WeChat Pay refuses them (`TEST_KEYS`).
public enum QqWxPayTesting {
    /// The environment variables of a client that believes what is signed here, and reaches nobody.
    public static func settings() throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: kit("settings", [String: String]()))
    }

    /// A client that believes what is signed here, and reaches nobody.
    public static func client(parts: ClientParts = ClientParts()) throws -> QqWxPay {
        try QqWxPay.fromEnv(settings().merging(ofATest) { _, last in last }, parts: parts)
    }

    /// A notification about the order as WeChat Pay sends it, but for the changes.
    ///
    /// - Throws: ``TestingError`` `UNKNOWN_NAME` with the nearest, `WRONG_VALUE` or `NOT_POSSIBLE`, for what order or changes name.
    public static func signedNotification(
        _ kind: NotificationKind = .payment,
        _ order: TestOrder = TestOrder(),
        _ changes: Changes = Changes()
    ) throws -> SignedNotification {
        try SignedNotification(kit("signed_notification", Asked(kind: kind, order: order, changes: changes)))
    }

    /// The error of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up, in this operation if one is named
    /// (`place_order`). `QqWxPayError.example` makes one with more of what a reply has.
    ///
    /// - Throws: `QqWxPayError` of the kind `invalidInput`: `ERROR_CODE_UNKNOWN` with the nearest, or `UNKNOWN_OPERATION`.
    public static func error(_ code: String, operation: String? = nil) throws -> QqWxPayError {
        try QqWxPayError.example(code, operation: operation)
    }

    private struct Asked: Encodable {
        let `case` = "camel"
        let kind: NotificationKind
        let order: TestOrder
        let changes: Changes
    }

    static func create() throws -> NativeSandbox {
        try native { try NativeSandbox.create() }
    }

    static func kit(_ name: String, _ arguments: some Encodable) throws -> Data {
        let text = try written(arguments)
        return try native { Data(try testKit(name: name, arguments: text).utf8) }
    }
}

/// A notification as it arrives at the shop.
public struct SignedNotification: Equatable, Sendable {
    /// The headers by name.
    public let headersByName: [String: String]
    /// The body, byte for byte as it was signed.
    public let rawBody: Data
    /// WeChat Pay's number of it; `nil` in V2, which has none.
    public let id: String?

    /// The headers, as `Notifications` takes them.
    public var headers: [(name: String, value: String)] { headersByName.map { (name: $0.key, value: $0.value) } }

    /// The same once more, as WeChat Pay repeats it: the same ``id`` and content, signed anew and rightly, now.
    public func again() throws -> SignedNotification {
        let parts = Parts(headers: headersByName, body: String(decoding: rawBody, as: UTF8.self), id: id)
        return try SignedNotification(QqWxPayTesting.kit("again", parts))
    }

    private struct Parts: Codable {
        let headers: [String: String]
        let body: String
        let id: String?
    }

    init(_ text: Data) throws {
        let parts = try JSONDecoder().decode(Parts.self, from: text)
        self.headersByName = parts.headers
        self.rawBody = Data(parts.body.utf8)
        self.id = parts.id
    }
}

extension SignedNotification: CustomStringConvertible {
    public var description: String { "SignedNotification(\(rawBody.count) bytes)" }
}
