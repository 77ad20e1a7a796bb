import Foundation
import QqWxPayNative

/// A request to send unchanged, byte for byte, with TLS certificates checked and without following redirects.
public struct PreparedRequest: Sendable {
    public let method: String
    /// The query of an address at QQ holds the access token: never log it.
    public let url: String
    /// `Authorization` holds a signature: never log it.
    public let headers: [(name: String, value: String)]
    /// The exact body; `nil` when there is none.
    public let body: Data?
    /// Whether the connection must show the merchant certificate: V2 refunds only.
    public let clientCertificate: Bool

    init(json: Json) throws {
        guard let bytes = Data(base64Encoded: try json.field("bodyBase64").asText()) else { throw UnexpectedJson() }
        self.method = try json.field("method").asText()
        self.url = try json.field("url").asText()
        self.headers = try json.field("headers").asList { header in
            (name: try header.field("name").asText(), value: try header.field("value").asText())
        }
        self.body = bytes.isEmpty ? nil : bytes
        self.clientCertificate = try json.field("clientCertificate").asBool()
    }
}

/// Shown without query, headers and body.
extension PreparedRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private var redacted: Redacted {
        var redacted = Redacted("PreparedRequest")
        redacted.add("method", method)
        redacted.add("url", String(url.prefix(while: { $0 != "?" })))
        return redacted
    }

    public var description: String { redacted.text }
    public var debugDescription: String { redacted.text }
    public var customMirror: Mirror { redacted.mirror(of: self) }
}

/// A signed request, and the reader of its reply. To repeat, prepare again: a nonce is used once.
public struct Prepared<Reply>: Sendable {
    /// What to send.
    public let request: PreparedRequest

    private let native: NativePrepared
    private let read: @Sendable (Json) throws -> Reply

    init(_ native: NativePrepared, _ read: @escaping @Sendable (Json) throws -> Reply) throws {
        self.request = try PreparedRequest(json: Json.parse(native.request()))
        self.native = native
        self.read = read
    }

    /// Verifies and reads the reply: its status, its headers, its raw body.
    public func finish(status: Int, headers: [(name: String, value: String)], body: Data) throws -> Reply {
        let status = try httpStatus(status)
        let text = try translateErrors(nil) { try native.finish(status: status, headers: headersJson(headers), body: body) }
        return try read(Json.parse(text))
    }
}

/// A signed request for a bill, and the reader of its file: begin, feed every piece of the body, finish.
public struct PreparedBill<Row, End>: Sendable {
    /// What to send.
    public let request: PreparedRequest

    private let native: NativePreparedBill
    private let row: @Sendable (Json) throws -> Row
    private let end: @Sendable (Json) throws -> End

    init(
        _ native: NativePreparedBill,
        _ row: @escaping @Sendable (Json) throws -> Row,
        _ end: @escaping @Sendable (Json) throws -> End
    ) throws {
        self.request = try PreparedRequest(json: Json.parse(native.request()))
        self.native = native
        self.row = row
        self.end = end
    }

    /// Begins to read the reply: its status, its headers.
    public func begin(status: Int, headers: [(name: String, value: String)]) throws {
        native.begin(status: try httpStatus(status), headers: headersJson(headers))
    }

    /// Takes the next piece of the file, and gives the rows that are whole by now. They are proven only when ``finish()`` has returned.
    public func feed(_ piece: Data) throws -> [Row] {
        native.feed(bytes: piece)
        var rows: [Row] = []
        while let text = try translateErrors(nil, { try native.nextRows(maximum: rowsPerBatch) }) {
            rows.append(contentsOf: try Json.parse(text).asList(row))
        }
        return rows
    }

    /// The totals and what proves the bill; `nil` when they were given already. If it throws, throw away every row.
    public func finish() throws -> End? {
        guard let text = try translateErrors(nil, { try native.finish() }) else { return nil }
        return try end(Json.parse(text))
    }
}

/// Not cut to what crosses the FFI boundary.
private func httpStatus(_ status: Int) throws -> UInt16 {
    guard (100...999).contains(status) else {
        throw QqWxPayError.facadeError("WRONG_TYPE", "status", "expected the HTTP status, found \(status)")
    }
    return UInt16(status)
}
