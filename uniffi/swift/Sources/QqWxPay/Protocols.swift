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
    private var redacted: Redacted {
        var redacted = Redacted("StoredToken")
        redacted.hide("accessToken")
        redacted.add("expiresAt", expiresAt)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
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
    private var redacted: Redacted {
        var redacted = Redacted("HttpReply")
        redacted.add("status", status)
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
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

/// Receives every request, every notification, and every fault.
///
/// It is called on a thread that is this client's alone, one event after the other: one that is slow or never returns keeps no call waiting.
/// Up to 10000 events wait for it; what comes on top is left out, and the log says how many.
public protocol Observer: Sendable {
    func observe(_ event: ClientEvent)
}
