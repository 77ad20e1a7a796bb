import XCTest
@testable import QqWxPay

/// A token store that saves once it is released.
private final class HeldStore: TokenStore, @unchecked Sendable {
    enum State { case idle, asked, released, saved, cancelled }

    private let lock = NSLock()
    private var current = State.idle

    var state: State {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }

    func load(qqAppid: String) async throws -> StoredToken? { nil }

    func acquireLease(qqAppid: String, owner: String, milliseconds: Int64) async throws -> Bool { true }

    func save(qqAppid: String, owner: String, token: StoredToken) async throws -> Bool {
        state = .asked
        do {
            while state != .released { try await Task.sleep(nanoseconds: 5_000_000) }
        } catch {
            state = .cancelled
            throw error
        }
        state = .saved
        return true
    }

    func releaseLease(qqAppid: String, owner: String) async throws {}
}

/// What becomes of a token whose client does not wait for its store.
final class StoresTests: XCTestCase {
    func testATokenIsSavedAlsoWhenItsClientIsLetGoOfMeanwhile() async throws {
        let world = try World()
        defer { world.close() }
        let store = HeldStore()
        var client: QqWxPay? = try world.client(ClientParts(tokenStore: store))
        _ = try await client?.accessToken()
        _ = try await until("the store is asked") { store.state == .asked ? true : nil }
        client = nil
        // Long enough for a task that is cancelled to notice.
        try await Task.sleep(nanoseconds: 50_000_000)
        XCTAssertEqual(store.state, .asked)
        store.state = .released
        _ = try await until("the token is saved") { store.state == .saved ? true : nil }
    }
}
