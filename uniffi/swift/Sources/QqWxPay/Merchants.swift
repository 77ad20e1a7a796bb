import Foundation
import QqWxPayNative

/// The merchant that a notification is for.
public struct Owner: Sendable {
    /// Its name.
    public let name: String
    /// Its client.
    public let pay: QqWxPay
    /// Others of the same merchant number that it may be for just as well: see ``Merchants``.
    public let others: [String]
}

/// The clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one address. They share
/// connections, and where they take payments for the same mini program, QQ's access token. ``Notifications`` takes it in the place of a client.
///
/// One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for is said by
/// the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may share a WeChat AppID), it
/// goes to the one that was added first, and ``HandledNotification/otherMerchants`` names the others: look for its number in the orders of each.
public final class Merchants: @unchecked Sendable {
    private let native: NativeMerchants
    private let lock = NSLock()
    private var clients: [(name: String, pay: QqWxPay)] = []

    /// None yet.
    ///
    /// - Throws: when the library is of another version.
    public init() throws {
        try requireVersion(linkedVersion())
        native = NativeMerchants.create(camel: true)
    }

    /// Adds a merchant with these settings, and gives its client.
    ///
    /// - Throws: ``QqWxPayError`` as of ``QqWxPay``; of the kind `config` with `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has
    ///   the same merchant number, WeChat AppID and QQ AppID.
    @discardableResult
    public func add(_ name: String, settings: Settings, parts: ClientParts = ClientParts()) throws -> QqWxPay {
        let made = try QqWxPay(settings: settings, parts: parts, merchants: native)
        try closingUnlessTaken(made) { try add(name, made) }
        return made
    }

    /// Adds a client, which is yours no longer.
    ///
    /// - Throws: the same.
    public func add(_ name: String, _ pay: QqWxPay) throws {
        try translateErrors(nil) { try native.add(name: name, client: pay.native) }
        put(name, pay)
    }

    /// Puts another client in the place of the one with this name, for instance with new keys, and gives it. Calls that are under way go on; the
    /// client before is closed.
    ///
    /// - Throws: the same; `MERCHANT_UNKNOWN`. Then nothing has changed.
    @discardableResult
    public func replace(_ name: String, settings: Settings, parts: ClientParts = ClientParts()) throws -> QqWxPay {
        let made = try QqWxPay(settings: settings, parts: parts, merchants: native)
        try closingUnlessTaken(made) { try replace(name, made) }
        return made
    }

    /// The same with a client, which is yours no longer.
    ///
    /// - Throws: the same.
    public func replace(_ name: String, _ pay: QqWxPay) throws {
        try translateErrors(nil) { try native.replace(name: name, client: pay.native) }
        if let before = put(name, pay), before !== pay { before.close() }
    }

    /// Forgets a merchant and closes its client; whether there was one.
    @discardableResult
    public func remove(_ name: String) -> Bool {
        guard let client = take(name) else { return false }
        _ = native.remove(name: name)
        client.close()
        return true
    }

    /// The client of this name.
    public func get(_ name: String) -> QqWxPay? {
        lock.lock()
        defer { lock.unlock() }
        return clients.first { $0.name == name }?.pay
    }

    /// The names, in the order in which they were added.
    public var names: [String] {
        lock.lock()
        defer { lock.unlock() }
        return clients.map { $0.name }
    }

    /// Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.
    ///
    /// - Throws: ``QqWxPayError`` with `MERCHANT_NOT_REGISTERED`, or why it is no genuine one.
    public func owner(headers: [(name: String, value: String)], rawBody: Data) throws -> Owner {
        let found = try translateErrors(nil) { try native.owner(headers: headersJson(headers), body: rawBody) }
        let (name, others) = try named(found)
        return Owner(name: name, pay: try client(name), others: others)
    }

    /// ``QqWxPay/handleNotification(headers:rawBody:)`` of the merchant that it is for, which is its `merchant`. What is for none is refused,
    /// answered so that it comes again.
    public func handleNotification(headers: [(name: String, value: String)], rawBody: Data) throws -> HandledNotification {
        switch try addressee(headers, rawBody) {
        case .nobody(let refused): return refused
        case .merchant(let pay, let name, let others):
            return addressed(try pay.handleNotification(headers: headers, rawBody: rawBody), name, others)
        }
    }

    /// ``QqWxPay/receiveNotification(headers:rawBody:timeout:)`` of the merchant that it is for.
    public func receiveNotification(
        headers: [(name: String, value: String)],
        rawBody: Data,
        timeout: Duration? = nil
    ) async throws -> HandledNotification {
        switch try addressee(headers, rawBody) {
        case .nobody(let refused): return refused
        case .merchant(let pay, let name, let others):
            let handled = try await pay.receiveNotification(headers: headers, rawBody: rawBody, timeout: timeout)
            return addressed(handled, name, others)
        }
    }

    /// ``QqWxPay/confirmNotification(headers:rawBody:timeout:)`` of the merchant that it is for.
    public func confirmNotification(
        headers: [(name: String, value: String)],
        rawBody: Data,
        timeout: Duration? = nil
    ) async throws -> HandledNotification {
        switch try addressee(headers, rawBody) {
        case .nobody(let refused): return refused
        case .merchant(let pay, let name, let others):
            let handled = try await pay.confirmNotification(headers: headers, rawBody: rawBody, timeout: timeout)
            return addressed(handled, name, others)
        }
    }

    /// Closes all clients.
    public func close() {
        for name in names { remove(name) }
    }

    private enum Addressee {
        case merchant(QqWxPay, name: String, others: [String])
        case nobody(HandledNotification)
    }

    private func addressee(_ headers: [(name: String, value: String)], _ rawBody: Data) throws -> Addressee {
        let found = native.addressee(headers: headersJson(headers), body: rawBody)
        if let refused = found.refused { return .nobody(try HandledNotification(refused)) }
        let (name, others) = try named(found.owner ?? "{}")
        return .merchant(try client(name), name: name, others: others)
    }

    private func addressed(_ handled: HandledNotification, _ name: String, _ others: [String]) -> HandledNotification {
        var handled = handled
        handled.merchant = name
        handled.otherMerchants = others
        return handled
    }

    private func named(_ owner: String) throws -> (String, [String]) {
        let found = try Json.parse(owner)
        return (try found.field("name").asText(), try found.field("others").asList { try $0.asText() })
    }

    private func client(_ name: String) throws -> QqWxPay {
        guard let pay = get(name) else { throw QqWxPayError.facadeError("MERCHANT_UNKNOWN", "name", "it was removed just now") }
        return pay
    }

    /// Keeps the client in its place, and gives the one before.
    @discardableResult
    private func put(_ name: String, _ pay: QqWxPay) -> QqWxPay? {
        lock.lock()
        defer { lock.unlock() }
        guard let place = clients.firstIndex(where: { $0.name == name }) else {
            clients.append((name: name, pay: pay))
            return nil
        }
        let before = clients[place].pay
        clients[place].pay = pay
        return before
    }

    private func take(_ name: String) -> QqWxPay? {
        lock.lock()
        defer { lock.unlock() }
        return clients.firstIndex { $0.name == name }.map { clients.remove(at: $0).pay }
    }

    private func closingUnlessTaken(_ made: QqWxPay, _ act: () throws -> Void) throws {
        do {
            try act()
        } catch {
            made.close()
            throw error
        }
    }
}

/// Shown without its clients.
extension Merchants: CustomReflectable {
    public var customMirror: Mirror { Redacted("Merchants").mirror(of: self) }
}
