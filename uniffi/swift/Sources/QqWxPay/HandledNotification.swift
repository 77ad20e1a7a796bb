import QqWxPayNative

/// A handled notification: what it is, and what to answer.
public struct HandledNotification: Sendable {
    /// What it turned out to be.
    public let outcome: Outcome
    /// The order that it speaks of, verified or not.
    public let order: OrderReference?
    /// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
    public let id: String?
    /// Whether this process has already verified a delivery with the same number. It is information only: handle it again.
    public let `repeat`: Bool
    /// What to answer once your own work is done.
    public let acknowledgement: Acknowledgement
    /// What to answer when your own work failed: the notification comes again.
    public let failure: Acknowledgement

    private let native: NativeNotification

    init(_ native: NativeNotification) throws {
        let record = try Json.parse(native.record())
        self.native = native
        self.outcome = try Outcome(json: record.field("outcome"))
        self.order = try record.field("order").orNil.map { try OrderReference(json: $0) }
        self.id = try record.field("id").orNil.map { try $0.asText() }
        self.repeat = try record.field("repeat").asBool()
        self.acknowledgement = try Acknowledgement(json: record.field("acknowledgement"))
        self.failure = try Acknowledgement(json: record.field("failure"))
    }

    /// The message in full, decrypted: JSON in V3, XML in V2; `nil` unless it is verified. It holds the payer's identity.
    public var raw: String? { native.raw() }

    /// Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
    ///
    /// - Throws: ``QqWxPayError`` of the kind `mismatch`, naming the first field that differs; the reason, for whatever is not verified.
    public func expect(_ expected: Expected) throws {
        try told(nil) { try native.expect(expected: expected.json().written) }
    }
}

/// Shown without the message in full.
extension HandledNotification: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var shown: Shown {
        var shown = Shown("HandledNotification")
        shown.add("outcome", outcome)
        shown.add("order", order)
        shown.add("id", id)
        shown.add("repeat", self.repeat)
        return shown
    }

    public var description: String { shown.text }
    public var debugDescription: String { shown.text }
    public var customMirror: Mirror { shown.mirror(of: self) }
}
