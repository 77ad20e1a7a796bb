import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What has arrived.
struct Request: Sendable {
    let method: String
    let path: String
    let headers: [(name: String, value: String)]
    /// The bytes as they arrived; of a body above the limit one byte more than the limit.
    let body: Data
}

/// Why a request is not read to its end: the status to answer with.
struct Refused: Error {
    let status: Int
}

/// The visitor has gone, or took too long.
struct Gone: Error {}

/// Reads one request of HTTP/1.1 strictly.
struct RequestReader {
    /// Of the request line and all headers together.
    private static let headLimit = 32 * 1024
    private static let lineLimit = 8 * 1024

    private let connection: Int32
    private let limit: Int
    private let end: Date
    private var pending = Data()

    init(_ connection: Int32, limit: Int, until end: Date) {
        self.connection = connection
        self.limit = limit
        self.end = end
    }

    mutating func read() throws -> Request {
        let words = try line().split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), !words[0].isEmpty else { throw Refused(status: 400) }
        let headers = try self.headers()
        let body = words[0] == "GET" || words[0] == "HEAD" ? Data() : try self.body(headers)
        return Request(method: String(words[0]), path: String(words[1]), headers: headers, body: body)
    }

    /// Reads and forgets at most so many bytes.
    mutating func drain(_ most: Int) {
        var left = most
        while left > 0, let piece = try? receive() { left -= piece.count }
    }

    private mutating func headers() throws -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        var left = RequestReader.headLimit
        while true {
            let line = try self.line()
            if line.isEmpty { return found }
            left -= line.utf8.count
            guard left > 0 else { throw Refused(status: 431) }
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, !line[..<colon].contains(" ") else {
                throw Refused(status: 400)
            }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            found.append((name: String(line[..<colon]), value: value))
        }
    }

    /// Counted while it is read.
    private mutating func body(_ headers: [(name: String, value: String)]) throws -> Data {
        let lengths = headers.filter { $0.name.lowercased() == "content-length" }
        let codings = headers.filter { $0.name.lowercased() == "transfer-encoding" }
        if !codings.isEmpty {
            guard codings.count == 1, codings[0].value.lowercased() == "chunked", lengths.isEmpty else { throw Refused(status: 400) }
            return try chunks()
        }
        guard lengths.count <= 1 else { throw Refused(status: 400) }
        let length = try lengths.first.map { try number($0.value, radix: 10) } ?? 0
        return try take(min(length, limit + 1))
    }

    private mutating func chunks() throws -> Data {
        var body = Data()
        while true {
            let size = try line().split(separator: ";", omittingEmptySubsequences: false)[0]
            let length = try number(String(size), radix: 16)
            if length == 0 { return body }
            body.append(try take(min(length, limit + 1 - body.count)))
            if body.count > limit { return body }
            guard try line().isEmpty else { throw Refused(status: 400) }
        }
    }

    /// Digits alone: no sign, no blank.
    private func number(_ text: String, radix: Int) throws -> Int {
        let isPlain = !text.isEmpty && text.count <= 15 && text.allSatisfy { $0.isASCII && $0.hexDigitValue.map { $0 < radix } ?? false }
        guard isPlain, let number = Int(text, radix: radix) else { throw Refused(status: 400) }
        return number
    }

    private mutating func line() throws -> String {
        while true {
            if let feed = pending.firstIndex(of: 0x0A) {
                let bytes = pending[pending.startIndex..<feed]
                pending = Data(pending[(feed + 1)...])
                guard let line = String(data: bytes.last == 0x0D ? bytes.dropLast() : bytes, encoding: .utf8) else { throw Refused(status: 400) }
                return line
            }
            guard pending.count < RequestReader.lineLimit else { throw Refused(status: 431) }
            pending.append(try receive())
        }
    }

    private mutating func take(_ count: Int) throws -> Data {
        while pending.count < count { pending.append(try receive()) }
        let taken = Data(pending.prefix(count))
        pending = Data(pending.dropFirst(count))
        return taken
    }

    /// The next bytes, before the time is over.
    private func receive() throws -> Data {
        let left = end.timeIntervalSinceNow
        guard left > 0 else { throw Gone() }
        var patience = timeval()
        patience.tv_sec = Int(left)
        patience.tv_usec = .init((left - left.rounded(.down)) * 1_000_000)
        if patience.tv_sec == 0, patience.tv_usec == 0 { throw Gone() }
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var piece = [UInt8](repeating: 0, count: 16 * 1024)
        let count = recv(connection, &piece, piece.count, 0)
        guard count > 0 else { throw Gone() }
        return Data(piece[0..<count])
    }
}
