import Foundation

/// A notification as a handler gets it: the fields of its record, and the notification itself.
@dynamicMemberLookup
public struct NotificationOf<Content: Sendable>: Sendable {
    /// What happened. All of it is proven: by a signature, or by a query.
    public let content: Content
    /// The notification that says so.
    public let notification: HandledNotification

    public subscript<Field>(dynamicMember field: KeyPath<Content, Field>) -> Field { content[keyPath: field] }
}

/// Shown without the payer.
extension NotificationOf: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("NotificationOf")
        redacted.add("content", content)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

extension NotificationOf where Content == Paid {
    /// Throws unless your own order with this number and total, fen, is what was paid. Call it before you deliver.
    ///
    /// - Throws: ``QqWxPayError`` of the kind `mismatch`, naming the first field that differs.
    public func expect(outTradeNo: String, total: Int64) throws {
        try expect(Expected(outTradeNo: outTradeNo, total: total))
    }

    /// The same, with more of the order.
    public func expect(_ expected: Expected) throws {
        try notification.expect(expected)
    }
}

/// Thrown by a handler that does not want the notification now: it comes again, and nothing is logged as failed.
public struct Declined: Error, Sendable {
    public init() {}
}

/// Takes notifications: verifies them, calls the function for the event, and says what to answer.
///
/// Success is answered only when the function for the event came to its end, or when the event is one of those that are ignored. What a
/// function throws is answered as failure and logged, and so is an event without a function; both come again.
public struct Notifications: Sendable {
    /// A handler of an event. When it throws, the notification comes again.
    public typealias Handler<Content: Sendable> = @Sendable (NotificationOf<Content>) async throws -> Void

    private let recipient: Recipient
    private let paid: Handler<Paid>?
    private let refund: Handler<RefundEnded>?
    private let notPaid: Handler<NotPaid>?
    private let other: Handler<OtherEvent>?
    private let ignored: Set<EventKind>
    private let confirm: Bool
    private let onError: (@Sendable (QqWxPayError) -> Void)?

    /// - Parameters:
    ///   - paid: an order of whichever family is paid; the same notification may come several times.
    ///   - refund: a refund has ended; look at its status.
    ///   - notPaid: WeChat Pay says of an order that it is not paid.
    ///   - other: an event of another product.
    ///   - ignore: events that are answered as success without a function.
    ///   - confirm: whether every notification is proven by a query, also a signed one.
    ///   - onError: receives what is logged: notifications refused because of your settings, functions that failed, events that nobody took.
    /// - Throws: ``QqWxPayError`` when there is no function at all, or when an event has one and is ignored.
    public init(
        _ pay: QqWxPay,
        paid: Handler<Paid>? = nil,
        refund: Handler<RefundEnded>? = nil,
        notPaid: Handler<NotPaid>? = nil,
        other: Handler<OtherEvent>? = nil,
        ignore: Set<EventKind> = [],
        confirm: Bool = false,
        onError: (@Sendable (QqWxPayError) -> Void)? = nil
    ) throws {
        try self.init(.one(pay), paid, refund, notPaid, other, ignore, confirm, onError)
    }

    /// The same for several merchants with one address: ``HandledNotification/merchant`` of an event's notification says for which it is.
    public init(
        _ merchants: Merchants,
        paid: Handler<Paid>? = nil,
        refund: Handler<RefundEnded>? = nil,
        notPaid: Handler<NotPaid>? = nil,
        other: Handler<OtherEvent>? = nil,
        ignore: Set<EventKind> = [],
        confirm: Bool = false,
        onError: (@Sendable (QqWxPayError) -> Void)? = nil
    ) throws {
        try self.init(.many(merchants), paid, refund, notPaid, other, ignore, confirm, onError)
    }

    private init(
        _ recipient: Recipient,
        _ paid: Handler<Paid>?,
        _ refund: Handler<RefundEnded>?,
        _ notPaid: Handler<NotPaid>?,
        _ other: Handler<OtherEvent>?,
        _ ignore: Set<EventKind>,
        _ confirm: Bool,
        _ onError: (@Sendable (QqWxPayError) -> Void)?
    ) throws {
        let taken: [(EventKind, Bool)] = [
            (.paid, paid != nil), (.refund, refund != nil), (.notPaid, notPaid != nil), (.other, other != nil),
        ]
        guard taken.contains(where: { $0.1 }) else { throw QqWxPayError.facadeError("NO_EVENT_TAKEN", "paid", "no function is given") }
        for (event, isTaken) in taken where isTaken && ignore.contains(event) {
            throw QqWxPayError.facadeError("EVENT_BOTH_TAKEN_AND_IGNORED", "ignore", "`\(event)` has a function")
        }
        self.recipient = recipient
        self.paid = paid
        self.refund = refund
        self.notPaid = notPaid
        self.other = other
        self.ignored = ignore
        self.confirm = confirm
        self.onError = onError
    }

    /// Takes a notification and says what to answer. Hand headers and raw body over as they arrived; of a body read at most one byte more
    /// than ``QqWxPay/maximumNotificationBytes``.
    ///
    /// - Throws: when the client is closed or the task is cancelled; answer with the status 500 then.
    public func answer(headers: [(name: String, value: String)], rawBody: Data) async throws -> Acknowledgement {
        let notification = try await recipient.notification(confirm, headers, rawBody)
        if let fault = notification.fault { onError?(fault) }
        if let answer = notification.answer { return answer }
        guard let kind = notification.eventKind else { return notification.failure }
        if ignored.contains(kind) { return try settle(notification, "ignored", nil) }
        do {
            guard try await dispatch(notification) else { return try settle(notification, "not_taken", nil) }
        } catch is Declined {
            return try settle(notification, "declined", nil)
        } catch {
            return try settle(notification, "failed", error)
        }
        return try settle(notification, "done", nil)
    }

    /// Calls the function for the event; `false` when there is none.
    private func dispatch(_ notification: HandledNotification) async throws -> Bool {
        switch try notification.event() {
        case .paid(let content): return try await call(paid, content, notification)
        case .refund(let content): return try await call(refund, content, notification)
        case .notPaid(let content): return try await call(notPaid, content, notification)
        case .other(let content): return try await call(other, content, notification)
        case nil: return false
        }
    }

    private func call<Content>(_ handler: Handler<Content>?, _ content: Content, _ notification: HandledNotification) async throws -> Bool {
        guard let handler else { return false }
        try await handler(NotificationOf(content: content, notification: notification))
        return true
    }

    private func settle(_ notification: HandledNotification, _ result: String, _ thrown: (any Error)?) throws -> Acknowledgement {
        let settled = try notification.settle(result, thrown.map { "\(type(of: $0))" } ?? "")
        if var error = settled.error {
            error.underlying = thrown
            if settled.log {
                recipient.log(of: notification)?.put(.error, error.message + (thrown.map { ": \(String(reflecting: $0))" } ?? ""))
            }
            onError?(error)
        }
        return settled.acknowledgement
    }
}

/// For whom notifications come.
private enum Recipient: Sendable {
    case one(QqWxPay)
    case many(Merchants)

    func notification(
        _ confirm: Bool,
        _ headers: [(name: String, value: String)],
        _ rawBody: Data
    ) async throws -> HandledNotification {
        switch self {
        case .one(let pay):
            return confirm
                ? try await pay.confirmNotification(headers: headers, rawBody: rawBody)
                : try await pay.receiveNotification(headers: headers, rawBody: rawBody)
        case .many(let merchants):
            return confirm
                ? try await merchants.confirmNotification(headers: headers, rawBody: rawBody)
                : try await merchants.receiveNotification(headers: headers, rawBody: rawBody)
        }
    }

    /// Where the faults of the client are written that the notification is for.
    func log(of notification: HandledNotification) -> Log? {
        switch self {
        case .one(let pay): return pay.host.log
        case .many(let merchants): return notification.merchant.flatMap { merchants.get($0) }?.host.log
        }
    }
}
