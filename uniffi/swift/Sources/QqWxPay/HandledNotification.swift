import QqWxPayNative

/// A handled notification: what it is, and what to answer.
public struct HandledNotification: Sendable {
    /// What it turned out to be.
    public let outcome: Outcome
    /// Which event it is for your shop; `nil` when nothing is asked of you.
    public let eventKind: EventKind?
    /// The order that it speaks of, proven or not.
    public let order: OrderReference?
    /// The refund that it speaks of, proven or not.
    public let refund: RefundReference?
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    public let id: String?
    /// Whether this process has already verified a delivery with the same number. It is information only: handle it again.
    public let `repeat`: Bool
    /// The ready answer of a notification that asks nothing of you; `nil` when an event is to be taken.
    public let answer: Acknowledgement?
    /// What to answer when your own work failed: the notification comes again.
    public let failure: Acknowledgement
    /// Why it was refused, when something in your own settings is wrong and it is time to report it. It is in the log already.
    public let fault: QqWxPayError?
    /// Of several ``Merchants`` the name of the one that it is for; `nil` when it is for none, or there is one client alone.
    public internal(set) var merchant: String?
    /// Others of the same merchant number that it may be for just as well: see ``Merchants``.
    public internal(set) var otherMerchants: [String] = []

    private let native: NativeNotification

    init(_ native: NativeNotification) throws {
        let record = try Json.parse(native.record())
        self.native = native
        self.outcome = try Outcome(json: record.field("outcome"))
        self.eventKind = try record.field("eventKind").orNil.map { try EventKind(json: $0) }
        self.order = try record.field("order").orNil.map { try OrderReference(json: $0) }
        self.refund = try record.field("refund").orNil.map { try RefundReference(json: $0) }
        self.id = try record.field("id").orNil.map { try $0.asText() }
        self.repeat = try record.field("repeat").asBool()
        self.answer = try record.field("answer").orNil.map { try Acknowledgement(json: $0) }
        self.failure = try Acknowledgement(json: record.field("failure"))
        self.fault = try record.field("fault").orNil.map { try QqWxPayError(json: $0) }
    }

    /// What it asks of your shop; `nil` when that is nothing.
    public func event() throws -> ShopEvent? {
        try native.event().map { try ShopEvent(json: Json.parse($0)) }
    }

    /// What to answer once your work for this event is done: success if the notification is this event, else the failure.
    public func accept(_ event: EventKind) throws -> Acknowledgement {
        try translateErrors(nil) { try Acknowledgement(json: Json.parse(native.accept(event: event.rawValue))) }
    }

    /// What to answer after a function was called, or could not be, and whether that is to be logged.
    func settle(_ result: String, _ detail: String) throws -> (acknowledgement: Acknowledgement, error: QqWxPayError?, log: Bool) {
        let settled = try translateErrors(nil) { try Json.parse(native.settle(result: result, detail: detail)) }
        return (
            acknowledgement: try Acknowledgement(json: settled.field("acknowledgement")),
            error: try settled.field("error").orNil.map { try QqWxPayError(json: $0) },
            log: try settled.field("log").asBool()
        )
    }

    /// The message in full, decrypted: JSON in V3, XML in V2; `nil` unless it is verified. It holds the payer's identity.
    public var raw: String? { native.raw() }

    /// Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
    ///
    /// - Throws: ``QqWxPayError`` of the kind `mismatch`, naming the first field that differs; the reason, for whatever is not verified.
    public func expect(_ expected: Expected) throws {
        try translateErrors(nil) { try native.expect(expected: expected.json().written) }
    }
}

/// Shown without the message in full.
extension HandledNotification: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("HandledNotification")
        redacted.add("outcome", outcome)
        redacted.add("eventKind", eventKind)
        redacted.add("order", order)
        redacted.add("refund", refund)
        redacted.add("id", id)
        redacted.add("repeat", self.repeat)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}
