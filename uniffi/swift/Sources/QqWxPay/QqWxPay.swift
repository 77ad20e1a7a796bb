import Foundation
import QqWxPayNative

/// Takes WeChat Pay in a QQ mini program. Make one for the life of the process.
///
/// Cancelling a task cancels its call; a request that was sent may be carried out all the same.
public final class QqWxPay: Sendable {
    let native: NativeClient
    let callbackErrors: CallbackErrors
    let callNumbers = CallNumbers()
    let host: HostCallbacks

    /// The version of this package, and of the library in Rust that it works with.
    public static let version = "0.1.0"

    /// A client with these settings.
    ///
    /// - Throws: ``QqWxPayError`` of the kind `config`, `key` or `invalidInput`, naming the setting.
    public convenience init(settings: Settings, parts: ClientParts = ClientParts()) throws {
        try self.init(settings.json(), nil, parts, nil, nil)
    }

    /// One of several merchants, whose connections it shares.
    convenience init(settings: Settings, parts: ClientParts, merchants: NativeMerchants) throws {
        try self.init(settings.json(), nil, parts, nil, nil, merchants)
    }

    /// A client with the settings of the environment variables `QQ_WXPAY_…`.
    public static func fromEnv(
        _ env: [String: String] = ProcessInfo.processInfo.environment,
        parts: ClientParts = ClientParts()
    ) throws -> QqWxPay {
        let own = env.filter { $0.key.hasPrefix("QQ_WXPAY_") }
        return try QqWxPay(nil, Json.object(own.mapValues { Json.text($0) }), parts, nil, nil)
    }

    /// With a clock that stands still and a nonce that is always the same, for conformance cases.
    convenience init(fixed settings: Json, now: Int64?, nonce: String?) throws {
        try self.init(settings, nil, ClientParts(log: { _ in }), now, nonce)
    }

    private init(
        _ settings: Json?,
        _ variables: Json?,
        _ parts: ClientParts,
        _ now: Int64?,
        _ nonce: String?,
        _ merchants: NativeMerchants? = nil
    ) throws {
        if parts.tokenProvider != nil, parts.tokenStore != nil {
            throw QqWxPayError.facadeError("TOKEN_SOURCE_GIVEN_TWICE", "tokenProvider", "")
        }
        try requireVersion(linkedVersion())
        let callbackErrors = CallbackErrors()
        let host = HostCallbacks(parts, callbackErrors)
        let source = parts.tokenProvider != nil ? "provider" : parts.tokenStore != nil ? "store" : nil
        let given = NativeParts(
            camel: true,
            settings: settings?.written,
            variables: variables?.written,
            tokenSource: source,
            sends: parts.transport != nil,
            signs: parts.signer == nil && parts.asyncSigner != nil,
            observes: parts.observer != nil,
            now: now,
            nonce: nonce
        )
        let signer = parts.signer.map { NativeSignerAdapter($0, callbackErrors, host) }
        let native = try translateErrors(callbackErrors) {
            try NativeClient.create(parts: given, host: host, signer: signer, merchants: merchants)
        }
        host.begin(native)
        self.native = native
        self.callbackErrors = callbackErrors
        self.host = host
    }

    deinit {
        host.end()
    }

    /// Of a longer body read no more than one byte beyond this, and hand over what was read: it is refused.
    public static var maximumNotificationBytes: Int { Int(QqWxPayNative.maximumNotificationBytes()) }

    /// Verifies and reads a notification, at once and without the network, for those who decide themselves what becomes of it. Everybody
    /// else takes ``Notifications``.
    public func handleNotification(headers: [(name: String, value: String)], rawBody: Data) throws -> HandledNotification {
        try translateErrors(callbackErrors) {
            try HandledNotification(native.handleNotification(headers: headersJson(headers), body: rawBody))
        }
    }

    /// The same, but fetches a platform certificate that is still missing, and asks WeChat Pay about what is not proven: a notification that
    /// is stale or unsigned, or a V2 refund. It ends within 4 seconds. ``Notifications`` does it for you.
    public func receiveNotification(
        headers: [(name: String, value: String)],
        rawBody: Data,
        timeout: Duration? = nil
    ) async throws -> HandledNotification {
        try await notification(false, headersJson(headers), rawBody, timeout)
    }

    /// The same, but what it says of a payment is what a query of the order says.
    public func confirmNotification(
        headers: [(name: String, value: String)],
        rawBody: Data,
        timeout: Duration? = nil
    ) async throws -> HandledNotification {
        try await notification(true, headersJson(headers), rawBody, timeout)
    }

    /// Refuses later calls, and lets go of connections and keys once the calls that are under way have ended.
    public func close() {
        native.shutDown()
    }

    private func notification(
        _ confirm: Bool,
        _ headers: String,
        _ rawBody: Data,
        _ timeout: Duration?
    ) async throws -> HandledNotification {
        try host.refuseReentry()
        let native = self.native
        let limit = try milliseconds(timeout)
        let number = callNumbers.next()
        let handled = try await awaitNative(callbackErrors, cancelNative: { native.cancel(number: number) }) {
            try await native.awaitNotification(
                confirm: confirm,
                headers: headers,
                body: rawBody,
                timeout: limit,
                number: number
            )
        }
        return try HandledNotification(handled)
    }
}

/// Shown without its parts.
extension QqWxPay: CustomReflectable {
    public var customMirror: Mirror { Redacted("QqWxPay").mirror(of: self) }
}

/// Parts of a client that you bring along. At most one of provider and store.
public struct ClientParts: Sendable {
    public var tokenProvider: (any TokenProvider)?
    public var tokenStore: (any TokenStore)?
    public var transport: (any Transport)?
    public var observer: (any Observer)?
    public var signer: (any Signer)?
    /// A signer that is awaited. With a ``signer`` beside it, that one signs.
    public var asyncSigner: (any AsyncSigner)?
    /// Takes the lines that the people who run the shop must see, for the logging of your server; without it they go to standard error. It
    /// is called on a thread of its own.
    public var log: (@Sendable (LogLine) -> Void)?

    public init(
        tokenProvider: (any TokenProvider)? = nil,
        tokenStore: (any TokenStore)? = nil,
        transport: (any Transport)? = nil,
        observer: (any Observer)? = nil,
        signer: (any Signer)? = nil,
        asyncSigner: (any AsyncSigner)? = nil,
        log: (@Sendable (LogLine) -> Void)? = nil
    ) {
        self.tokenProvider = tokenProvider
        self.tokenStore = tokenStore
        self.transport = transport
        self.observer = observer
        self.signer = signer
        self.asyncSigner = asyncSigner
        self.log = log
    }
}

/// Shown without what the parts hold.
extension ClientParts: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("ClientParts")
        redacted.add("tokenProvider", tokenProvider != nil)
        redacted.add("tokenStore", tokenStore != nil)
        redacted.add("transport", transport != nil)
        redacted.add("observer", observer != nil)
        redacted.add("signer", signer != nil)
        redacted.add("asyncSigner", asyncSigner != nil)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}
