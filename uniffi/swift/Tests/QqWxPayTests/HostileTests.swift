import Foundation
import XCTest

#if canImport(Glibc)
    import Glibc
    private let streaming = Int32(SOCK_STREAM.rawValue)
    private let quiet = Int32(MSG_NOSIGNAL)
#else
    import Darwin
    private let streaming = SOCK_STREAM
    private let quiet: Int32 = 0
#endif

@testable import QqWxPay

/// What anybody can send to the server of the example: it lives, takes bounded memory, and takes a genuine notification afterwards.
final class HostileTests: XCTestCase {
    private static let gibibyte = 1 << 30
    /// So much more memory it may take: some copies of what is read of one body, and no more.
    private static let growth = 64 << 20

    func testWhateverIsSent() async throws {
        let shop = try Shop()
        defer { shop.world.close() }
        let port = shop.server.port
        let first = try await payment(shop)
        var head = ["POST /notify HTTP/1.1", "Host: 127.0.0.1"]
        head += first.headers.filter { !["content-length", "host"].contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
        let before = shop.seen.count
        let length = first.body.count
        func sent(_ more: [String], _ body: [UInt8]) -> [UInt8] {
            Array(((head + more).joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        }
        let whole = [UInt8](first.body)
        let chunked = "Transfer-Encoding: chunked"
        let broken: [[UInt8]] = [
            [], Array("\r\n\r\n".utf8), Array("GET\r\n\r\n".utf8), [0, 1, 2, 255, 10, 10],
            sent(["Content-Length: \(length)"], Array(whole.prefix(20))),
            sent([chunked], Array("ZZZ\r\n".utf8)),
            sent([chunked], Array("a\r\n{\"id\":\"EV-\r\nZZZ\r\n".utf8)),
            sent([chunked], Array("-1\r\n".utf8)),
            sent([chunked], Array("FFFFFFFFFFFFFFFFF\r\n".utf8)),
            sent([chunked, "Content-Length: \(length)"], whole),
            sent(["Content-Length: -1"], whole),
            sent(["Content-Length: +\(length)"], whole),
            sent(["Content-Length: 99999999999999999999"], whole),
            sent(["Content-Length: \(length)", "Content-Length: 1"], whole),
            sent(["No colon"], whole),
            sent((0..<2000).map { "X-\($0): \(String(repeating: "x", count: 100))" }, whole),
        ]
        for (index, bytes) in broken.enumerated() {
            let status = try Visitor(port).exchange(bytes)
            XCTAssertNotEqual(status, 200, "\(index)")
        }
        for method in ["GET", "HEAD", "PUT", "OPTIONS"] {
            let status = try Visitor(port).exchange(Array("\(method) /notify HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            XCTAssertEqual(status, 405, method)
        }
        XCTAssertEqual(shop.seen.count, before, "none of that is for the shop")
        // Shorter than it is: it is no longer what was signed.
        XCTAssertNotEqual(try Visitor(port).exchange(sent(["Content-Length: 9"], Array(whole.prefix(9)))), 200)

        // Too long: the reading stops, and so does the memory.
        let resident = memory()
        for more in ["Content-Length: \(HostileTests.gibibyte)", chunked] {
            let visitor = try Visitor(port)
            let piece = [UInt8](repeating: 0x61, count: 1 << 16)
            let wrapped = more == chunked ? Array("10000\r\n".utf8) + piece + Array("\r\n".utf8) : piece
            visitor.send(sent([more], []))
            var count = 0
            while count < HostileTests.gibibyte, visitor.send(wrapped) { count += piece.count }
            XCTAssertLessThan(count, HostileTests.gibibyte, "it was read to its end")
            XCTAssertNotEqual(visitor.status(), 200)
        }
        XCTAssertLessThan(memory() - resident, HostileTests.growth)
        XCTAssertLessThanOrEqual(shop.seen.map(\.body.count).max() ?? 0, QqWxPay.maximumNotificationBytes + 1)

        // More at once than it reads at once, none of which ever ends: others wait until these are dropped.
        let waiting = try (0..<40).map { _ in
            let visitor = try Visitor(port)
            visitor.send(sent(["Content-Length: 100"], [1]))
            return visitor
        }
        _ = try await payment(shop)
        withExtendedLifetime(waiting) {}
    }

    /// A genuine payment that is taken.
    private func payment(_ shop: Shop) async throws -> Received {
        let number = number()
        await shop.orders.add(number, total: 1999)
        let link = try await shop.place(.direct, number)
        let answered = try await shop.answers(1) { try await shop.world.pay(link) }
        XCTAssertEqual(answered, [200])
        return try XCTUnwrap(shop.seen.last)
    }

    /// What this process holds in memory, bytes; 0 where the system does not say it so.
    private func memory() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.components(separatedBy: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) * 1024
    }
}

/// A connection of somebody who sends what he likes.
private final class Visitor {
    private let own: Int32

    init(_ port: UInt16) throws {
        own = socket(AF_INET, streaming, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(own, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw TestError("no connection") }
    }

    deinit {
        _ = close(own)
    }

    /// `false` when nobody takes it any more.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { platformSend(own, $0.baseAddress, $0.count, quiet) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// The status that is answered; `nil` when there is none.
    func status() -> Int? {
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while answer.count < 12 {
            let count = recv(own, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            answer += piece[0..<count]
        }
        return Int(String(decoding: answer[9..<12], as: UTF8.self))
    }

    /// Sends it, and nothing more.
    func exchange(_ bytes: [UInt8]) -> Int? {
        send(bytes)
        _ = shutdown(own, Int32(SHUT_WR))
        return status()
    }
}

private func platformSend(_ own: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(own, bytes, count, flags)
}
