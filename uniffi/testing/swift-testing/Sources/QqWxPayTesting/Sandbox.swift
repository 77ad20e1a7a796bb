import Foundation
import QqWxPay
import QqWxPayTestingNative

/// QQ and WeChat Pay in this process, with a merchant of its own: no account is needed, no money moves. What it does not do is a
/// ``TestingError``. It ends with ``stop()``, or when nobody has it any more.
public final class Sandbox: Sendable {
    /// The address of all roles, and of the page for people.
    public let baseUrl: String
    /// The address with mutual TLS.
    public let secureUrl: String
    /// The environment variables of a client that finds it. They hold the keys of this run.
    public let environment: [String: String]

    private let native: NativeSandbox

    private struct Started: Decodable {
        let baseUrl: String
        let secureUrl: String
        let environment: [String: String]

        enum CodingKeys: String, CodingKey {
            case baseUrl = "base_url"
            case secureUrl = "secure_url"
            case environment
        }
    }

    /// Starts one.
    public static func start(_ options: SandboxOptions = SandboxOptions()) async throws -> Sandbox {
        outliveClosedConnections()
        let sandbox = try QqWxPayTesting.create()
        let text = try written(options)
        let started = try await ended { try sandbox.start(options: text) }
        return Sandbox(sandbox, try JSONDecoder().decode(Started.self, from: started))
    }

    /// The same for as long as the function runs.
    public static func run<T: Sendable>(
        _ options: SandboxOptions = SandboxOptions(),
        _ act: (Sandbox) async throws -> T
    ) async throws -> T {
        let sandbox = try await start(options)
        do {
            let given = try await act(sandbox)
            try await sandbox.stop()
            return given
        } catch {
            try? await sandbox.stop()
            throw error
        }
    }

    private init(_ native: NativeSandbox, _ started: Started) {
        self.native = native
        self.baseUrl = started.baseUrl
        self.secureUrl = started.secureUrl
        self.environment = started.environment
    }

    /// A client that finds it, with another address for the notifications of its orders if one is given.
    public func client(notifyUrl: String? = nil, parts: ClientParts = ClientParts()) throws -> QqWxPay {
        let other = ofATest.merging(notifyUrl.map { ["QQ_WXPAY_NOTIFY_URL": $0] } ?? [:]) { _, last in last }
        return try QqWxPay.fromEnv(environment.merging(other) { _, last in last }, parts: parts)
    }

    /// Whatever a sandbox can do, by its name; its result as JSON.
    @discardableResult
    public func control(_ name: String, _ arguments: [String: Value] = [:]) async throws -> Data {
        let text = try written(arguments)
        return try await ended { try native.control(name: name, arguments: text) }
    }

    /// Stops it; what is asked of it just then fails. It can be stopped more than once.
    public func stop() async throws {
        _ = try await ended { try native.stop() }
    }
}

extension Sandbox: CustomStringConvertible, CustomReflectable {
    public var description: String { "Sandbox(\(baseUrl))" }
    public var customMirror: Mirror { Mirror(self, children: ["baseUrl": baseUrl]) }
}
