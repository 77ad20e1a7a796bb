import Foundation
import QqWxPay

/// What a function of the host throws.
struct Broken: Error, Equatable {
    let what: String
}

/// Never gives anything, but can be cancelled.
func forever<T>() async throws -> T {
    while true {
        try await Task.sleep(nanoseconds: 1_000_000_000)
    }
}

/// A token provider out of a closure.
struct Provider: TokenProvider {
    let give: @Sendable () async throws -> String

    init(_ give: @escaping @Sendable () async throws -> String) {
        self.give = give
    }

    func accessToken(refused: String?) async throws -> String {
        try await give()
    }
}

/// A transport out of a closure.
struct Sender: Transport {
    let act: @Sendable (PreparedRequest, Duration) async throws -> HttpReply

    init(_ act: @escaping @Sendable (PreparedRequest, Duration) async throws -> HttpReply) {
        self.act = act
    }

    func send(_ request: PreparedRequest, within limit: Duration) async throws -> HttpReply {
        try await act(request, limit)
    }
}

/// A signer out of a closure.
struct ClosureSigner: Signer {
    let act: @Sendable () throws -> Data

    init(_ act: @escaping @Sendable () throws -> Data) {
        self.act = act
    }

    func sign(_ message: Data) throws -> Data {
        try act()
    }
}

/// A token store that does something else first, whatever it is asked.
struct DetouringStore: TokenStore {
    let detour: @Sendable () async throws -> Void

    func load(qqAppid: String) async throws -> StoredToken? {
        try await detour()
        return nil
    }

    func acquireLease(qqAppid: String, owner: String, milliseconds: Int64) async throws -> Bool { true }
    func save(qqAppid: String, owner: String, token: StoredToken) async throws -> Bool { true }
    func releaseLease(qqAppid: String, owner: String) async throws {}
}

/// An observer out of a closure.
struct ClosureObserver: Observer {
    let act: @Sendable (ClientEvent) -> Void

    init(_ act: @escaping @Sendable (ClientEvent) -> Void) {
        self.act = act
    }

    func observe(_ event: ClientEvent) {
        act(event)
    }
}

/// Something that never comes while it is closed: whoever waits for it blocks its thread.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() {
        semaphore.wait()
        semaphore.signal()
    }

    func open() {
        semaphore.signal()
    }
}

/// A token store in memory.
actor Store: TokenStore {
    private(set) var token: StoredToken?
    private var holder: String?
    private let broken: Bool

    init(broken: Bool = false) {
        self.broken = broken
    }

    func load(qqAppid: String) async throws -> StoredToken? {
        if broken { throw Broken(what: "store") }
        return token
    }

    func acquireLease(qqAppid: String, owner: String, milliseconds: Int64) async throws -> Bool {
        if let holder, holder != owner { return false }
        holder = owner
        return true
    }

    func save(qqAppid: String, owner: String, token: StoredToken) async throws -> Bool {
        guard holder == owner else { return false }
        self.token = token
        holder = nil
        return true
    }

    func releaseLease(qqAppid: String, owner: String) async throws {
        if holder == owner { holder = nil }
    }
}

/// Keeps what it receives.
final class RecordingObserver: Observer, @unchecked Sendable {
    private let lock = NSLock()
    private var received: [ClientEvent] = []

    var events: [ClientEvent] {
        lock.lock()
        defer { lock.unlock() }
        return received
    }

    func observe(_ event: ClientEvent) {
        lock.lock()
        defer { lock.unlock() }
        received.append(event)
    }
}
