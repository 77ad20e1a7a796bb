import Foundation

#if canImport(Glibc)
import Glibc
private let streaming = Int32(SOCK_STREAM.rawValue)
#else
import Darwin
private let streaming = SOCK_STREAM
#endif

/// Why a test cannot go on.
struct TestError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What was posted.
struct Received: Sendable {
    let headers: [(name: String, value: String)]
    let body: Data
}

/// A merchant's address: takes whatever is posted, and answers 204.
final class Receiver: @unchecked Sendable {
    let port: UInt16
    private let listening: Int32
    private let lock = NSLock()
    private var taken: [Received] = []

    init() throws {
        let own = socket(AF_INET, streaming, 0)
        guard own >= 0 else { throw TestError("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(own, $0, size) }
        }
        guard bound == 0, listen(own, 64) == 0 else { throw TestError("no port") }
        let named = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(own, $0, &length) }
        }
        guard named == 0 else { throw TestError("no port") }
        port = UInt16(bigEndian: address.sin_port)
        listening = own
        let thread = Thread { [weak self] in Receiver.serve(own) { self?.keep($0) } }
        thread.start()
    }

    var received: [Received] {
        lock.lock()
        defer { lock.unlock() }
        return taken
    }

    func stop() {
        _ = shutdown(listening, Int32(SHUT_RDWR))
        _ = close(listening)
    }

    private func keep(_ one: Received) {
        lock.lock()
        defer { lock.unlock() }
        taken.append(one)
    }

    private static func serve(_ listening: Int32, _ keep: (Received) -> Void) {
        while true {
            let connection = accept(listening, nil, nil)
            guard connection >= 0 else { return }
            if let one = read(connection) { keep(one) }
            let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
            _ = send(connection, answer, answer.count, 0)
            _ = close(connection)
        }
    }

    private static func read(_ connection: Int32) -> Received? {
        let blank = Data("\r\n\r\n".utf8)
        var bytes = Data()
        while true {
            if let end = bytes.range(of: blank) {
                let headers = fields(bytes.subdata(in: 0..<end.lowerBound))
                let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
                if bytes.count >= end.upperBound + length {
                    return Received(headers: headers, body: bytes.subdata(in: end.upperBound..<(end.upperBound + length)))
                }
            }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &piece, 65_536, 0)
            guard count > 0 else { return nil }
            bytes.append(contentsOf: piece[0..<count])
        }
    }

    private static func fields(_ head: Data) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        for line in String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n").dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            found.append((name: String(line[..<colon]), value: value))
        }
        return found
    }
}
