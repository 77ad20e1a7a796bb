import Foundation
import QqWxPayNative

/// QQ's access token as a token store keeps it.
public struct StoredToken: Equatable, Sendable {
    public var accessToken: String
    /// Unix seconds.
    public var fetchedAt: Int64
    /// Unix seconds from which on it should be replaced.
    public var refreshAt: Int64
    /// Unix seconds.
    public var expiresAt: Int64

    public init(accessToken: String, fetchedAt: Int64, refreshAt: Int64, expiresAt: Int64) {
        self.accessToken = accessToken
        self.fetchedAt = fetchedAt
        self.refreshAt = refreshAt
        self.expiresAt = expiresAt
    }

    init(json: Json) throws {
        self.accessToken = try json.field("accessToken").asText()
        self.fetchedAt = try json.field("fetchedAt").asInteger()
        self.refreshAt = try json.field("refreshAt").asInteger()
        self.expiresAt = try json.field("expiresAt").asInteger()
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("accessToken", Json.text(accessToken))
        out.add("fetchedAt", Json.integer(fetchedAt))
        out.add("refreshAt", Json.integer(refreshAt))
        out.add("expiresAt", Json.integer(expiresAt))
        return out.json
    }
}

/// Shown without the token.
extension StoredToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var shown: Shown {
        var shown = Shown("StoredToken")
        shown.hide("accessToken")
        shown.add("expiresAt", expiresAt)
        return shown
    }

    public var description: String { shown.text }
    public var debugDescription: String { shown.text }
    public var customMirror: Mirror { shown.mirror(of: self) }
}

/// Supplies the access token, for those who have a central token server.
public protocol TokenProvider: Sendable {
    /// The token. `refused` is one that QQ has just refused: give another one than that.
    func accessToken(refused: String?) async throws -> String
}

/// Keeps the access token for many processes, for example in Redis.
public protocol TokenStore: Sendable {
    /// The stored token; `nil` when there is none.
    func load(qqAppid: String) async throws -> StoredToken?

    /// Takes the lease, unless somebody else holds it (Redis: `SET NX PX`). One that is `owner`'s already is granted again.
    func acquireLease(qqAppid: String, owner: String, milliseconds: Int64) async throws -> Bool

    /// Stores the token if the lease is still `owner`'s, and ends the lease. `false` when it was lost meanwhile.
    func save(qqAppid: String, owner: String, token: StoredToken) async throws -> Bool

    /// Ends the lease if it is still `owner`'s, without storing anything.
    func releaseLease(qqAppid: String, owner: String) async throws
}

/// The reply to a request.
public struct HttpReply: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    /// The raw bytes.
    public var body: Data

    public init(status: Int, headers: [(name: String, value: String)], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    func json() -> Json {
        var out = JsonFields()
        out.add("status", Json.integer(Int64(status)))
        out.add("headers", Json.list(headers.flatMap { [Json.text($0.name), Json.text($0.value)] }))
        out.add("bodyBase64", Json.text(body.base64EncodedString()))
        return out.json
    }
}

/// Shown without headers and body.
extension HttpReply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var shown: Shown {
        var shown = Shown("HttpReply")
        shown.add("status", status)
        return shown
    }

    public var description: String { shown.text }
    public var debugDescription: String { shown.text }
    public var customMirror: Mirror { shown.mirror(of: self) }
}

/// Sends requests another way than the library does: unchanged, byte for byte, following no redirect, checking TLS certificates.
public protocol Transport: Sendable {
    /// Sends the request within this time. Throw ``NotConnected`` when nothing was sent; whatever else is thrown leaves open whether it arrived.
    func send(_ request: PreparedRequest, within limit: Duration) async throws -> HttpReply
}

/// What a ``Transport`` throws when nothing was sent.
public struct NotConnected: Error, Sendable {
    public init() {}
}

/// Is told of every request and notification.
public protocol Observer: Sendable {
    func observe(_ event: ClientEvent)
}

/// Answers the questions of one client.
final class Host: NativeHost, @unchecked Sendable {
    private let parts: ClientParts
    private let thrown: Thrown
    private let lock = NSLock()
    private weak var held: NativeClient?
    private var questions: [UInt32: Task<Void, Never>] = [:]
    private var isClosed = false

    init(_ parts: ClientParts, _ thrown: Thrown) {
        self.parts = parts
        self.thrown = thrown
    }

    /// Whom the answers go to. The two sides do not hold each other.
    func begin(_ client: NativeClient) {
        lock.lock()
        defer { lock.unlock() }
        held = client
    }

    /// Never throws: what a function throws is kept, and given to the call that fails because of it.
    func ask(number: UInt32, question: String, arguments: String) {
        lock.lock()
        defer { lock.unlock() }
        if isClosed { return }
        questions[number] = Task.detached { await self.work(number, question, arguments) }
    }

    func observe(event: String) {
        guard let observer = parts.observer, let known = try? ClientEvent(json: Json.parse(event)) else { return }
        observer.observe(known)
    }

    func close() {
        lock.lock()
        let ended = Array(questions.values)
        questions = [:]
        isClosed = true
        lock.unlock()
        ended.forEach { $0.cancel() }
    }

    private func work(_ number: UInt32, _ question: String, _ arguments: String) async {
        var answer: String?
        do {
            answer = try await reply(question, Json.parse(arguments)).written
        } catch {
            thrown.keep(number, error)
        }
        end(number)?.answer(number: number, answer: answer)
    }

    private func end(_ number: UInt32) -> NativeClient? {
        lock.lock()
        defer { lock.unlock() }
        questions[number] = nil
        return held
    }

    private func reply(_ question: String, _ given: Json) async throws -> Json {
        if let provider = parts.tokenProvider, question == "accessToken" {
            let refused = try given.item(0).orNil.map { try $0.asText() }
            return Json.text(try await provider.accessToken(refused: refused))
        }
        if let transport = parts.transport, question == "send" {
            return try await send(transport, given)
        }
        guard let store = parts.tokenStore else { throw Disagreement() }
        let qqAppid = try given.item(0).asText()
        switch question {
        case "load":
            return try await store.load(qqAppid: qqAppid)?.json() ?? Json.null
        case "acquireLease":
            let (owner, milliseconds) = (try given.item(1).asText(), try given.item(2).asInteger())
            return Json.bool(try await store.acquireLease(qqAppid: qqAppid, owner: owner, milliseconds: milliseconds))
        case "save":
            let (owner, token) = (try given.item(1).asText(), try StoredToken(json: given.item(2)))
            return Json.bool(try await store.save(qqAppid: qqAppid, owner: owner, token: token))
        case "releaseLease":
            try await store.releaseLease(qqAppid: qqAppid, owner: try given.item(1).asText())
            return Json.null
        default:
            throw Disagreement()
        }
    }

    private func send(_ transport: any Transport, _ given: Json) async throws -> Json {
        let request = try PreparedRequest(json: given.item(0))
        let limit = Duration.milliseconds(try given.item(1).asInteger())
        do {
            return try await transport.send(request, within: limit).json()
        } catch is NotConnected {
            var out = JsonFields()
            out.add("failure", Json.text("not_connected"))
            return out.json
        }
    }
}
