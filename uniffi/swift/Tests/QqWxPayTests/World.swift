import Foundation
@testable import QqWxPay

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The root of the repository.
let repository = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }

/// A sandbox, and a merchant's address that receives notifications.
final class World: @unchecked Sendable {
    let receiver: Receiver
    let base: String
    let env: [String: String]
    private let process = Process()
    /// While it is open the sandbox lives: it ends with these tests, whatever becomes of them.
    private let life = Pipe()
    private let file: URL

    /// One for the tests that leave it as it was.
    static let shared = Result<World, any Error> { try World() }

    /// `notify`: the port of another server that takes the notifications; `more`: further options of the command line.
    init(notify port: UInt16? = nil, more: [String] = []) throws {
        receiver = try Receiver()
        let notify = "http://127.0.0.1:\(port ?? receiver.port)/notify"
        file = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString).env")
        let built = ProcessInfo.processInfo.environment["CARGO_TARGET_DIR"].map { URL(fileURLWithPath: $0) }
        let sandbox = (built ?? repository.appendingPathComponent("target")).appendingPathComponent("debug/qq-wxpay").path
        let options = ["sandbox", "--port", "0", "--write-env", file.path, "--notify-url", notify, "--time-scale", "1000"]
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Killed, because a child of a thread of Swift's pool has its signals blocked, and a polite one would never arrive.
        process.arguments = ["-c", #""$0" "$@" </dev/null & read -r end; kill -KILL $!"#, sandbox] + options + more
        let pipe = Pipe()
        process.standardInput = life
        process.standardOutput = pipe
        // Not that of the tests: whoever reads it would wait for the sandbox, too.
        process.standardError = FileHandle.nullDevice
        try process.run()
        base = try World.address(pipe.fileHandleForReading)
        env = try World.settings(file).merging(["QQ_WXPAY_NOTIFY_URL": notify]) { _, own in own }
    }

    func client(_ parts: ClientParts = ClientParts(), change: [String: String] = [:]) throws -> QqWxPay {
        try QqWxPay.fromEnv(env.merging(change) { _, new in new }, parts: parts)
    }

    func control(_ method: String, _ path: String, _ content: Json? = nil) async throws -> Json {
        guard let url = URL(string: base + path) else { throw TestError("no address") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let content { request.httpBody = Data(content.written.utf8) }
        let reply = try await exchange(request)
        let text = String(decoding: reply.body, as: UTF8.self)
        guard reply.status < 300 else { throw TestError("\(method) \(path): \(reply.status) \(text)") }
        return text.isEmpty ? Json.null : try Json.parse(text)
    }

    func fault(_ endpoint: String, _ kind: String, _ times: Int64 = 1) async throws {
        let fault: [String: Json] = ["endpoint": .text(endpoint), "kind": .text(kind), "times": .integer(times)]
        _ = try await control("POST", "/sandbox/faults", Json.object(fault))
    }

    func clear() async throws {
        _ = try await control("DELETE", "/sandbox/faults")
    }

    func pay(_ link: String) async throws {
        _ = try await control("POST", "/sandbox/pay", Json.object(["h5_url": .text(link)]))
    }

    func close() {
        try? life.fileHandleForWriting.close()
        process.waitUntilExit()
        receiver.stop()
        try? FileManager.default.removeItem(at: file)
    }

    /// Where the sandbox listens: it says so at once.
    private static func address(_ output: FileHandle) throws -> String {
        var said = ""
        while true {
            let piece = output.availableData
            guard !piece.isEmpty else { throw TestError("the sandbox did not start") }
            said += String(decoding: piece, as: UTF8.self)
            for line in said.components(separatedBy: "\n").dropLast() {
                guard let begin = line.range(of: "http://127.0.0.1:") else { continue }
                let port = line[begin.upperBound...].prefix(while: { $0.isNumber })
                // What else it says is read, so that it is never kept waiting.
                Thread { while !output.availableData.isEmpty {} }.start()
                return "http://127.0.0.1:\(port)"
            }
        }
    }

    private static func settings(_ file: URL) throws -> [String: String] {
        for _ in 0..<500 {
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            if text.hasSuffix("\n") { return variables(text) }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw TestError("not in time: the settings")
    }

    private static func variables(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        for line in text.components(separatedBy: "\n") where !line.hasPrefix("#") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = line[..<equals].replacingOccurrences(of: "export ", with: "")
            found[name] = line[line.index(after: equals)...].trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
        }
        return found
    }
}

/// Sends a request with the HTTP client of the system.
func exchange(_ request: URLRequest) async throws -> HttpReply {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<HttpReply, any Error>) in
        let task = URLSession.shared.dataTask(with: request) { data, response, error in
            guard let reply = response as? HTTPURLResponse else {
                continuation.resume(throwing: error ?? TestError("no reply"))
                return
            }
            var headers: [(name: String, value: String)] = []
            for (name, value) in reply.allHeaderFields {
                headers.append((name: "\(name)", value: "\(value)"))
            }
            continuation.resume(returning: HttpReply(status: reply.statusCode, headers: headers, body: data ?? Data()))
        }
        task.resume()
    }
}

/// The same request for the HTTP client of the system.
func urlRequest(_ prepared: PreparedRequest) throws -> URLRequest {
    guard let url = URL(string: prepared.url) else { throw TestError("no address") }
    var request = URLRequest(url: url)
    request.httpMethod = prepared.method
    request.httpBody = prepared.body
    for (name, value) in prepared.headers where !["host", "content-length"].contains(name.lowercased()) {
        request.setValue(value, forHTTPHeaderField: name)
    }
    return request
}

/// Counts up.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var last = 0

    func next() -> Int {
        lock.lock()
        defer { lock.unlock() }
        last += 1
        return last
    }
}

private let numbers = Counter()

func number() -> String {
    "SW\(ProcessInfo.processInfo.processIdentifier)x\(numbers.next())"
}

/// An order of 19.99 yuan.
func order(_ own: String = number()) -> OrderRequest {
    OrderRequest(
        amount: OrderAmount(total: 1999),
        description: "蓝色马克杯",
        outTradeNo: own,
        sceneInfo: SceneInfo(payerClientIp: "203.0.113.7")
    )
}

/// Does it from a thread that is no part of Swift's pool, and says how many seconds it took.
func fromThread<T: Sendable>(_ act: @escaping @Sendable () async throws -> T) throws -> (result: T, seconds: Double) {
    let done = DispatchSemaphore(value: 0)
    let result = Slot<Result<T, any Error>>()
    let begin = Date()
    Thread {
        Task.detached {
            do { result.put(.success(try await act())) } catch { result.put(.failure(error)) }
            done.signal()
        }
    }.start()
    guard done.wait(timeout: .now() + 30) == .success, let known = result.value else { throw TestError("it never ended") }
    return (try known.get(), Date().timeIntervalSince(begin))
}

/// Holds one value for several threads.
final class Slot<T: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: T?

    var value: T? {
        lock.lock()
        defer { lock.unlock() }
        return kept
    }

    func put(_ value: T) {
        lock.lock()
        defer { lock.unlock() }
        kept = value
    }
}

func until<T>(_ what: String, _ condition: () throws -> T?) async throws -> T {
    for _ in 0..<500 {
        if let found = try condition() { return found }
        try await Task.sleep(nanoseconds: 20_000_000)
    }
    throw TestError("not in time: \(what)")
}

/// The error with which this fails.
func failure(_ act: () async throws -> Void) async throws -> QqWxPayError {
    do {
        try await act()
    } catch let error as QqWxPayError {
        return error
    }
    throw TestError("nothing failed")
}
