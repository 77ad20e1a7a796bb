/// Where a fault strikes.
public enum FaultEndpoint: String, CaseIterable, Sendable, Encodable {
    /// QQ's `getToken`.
    case token
    /// QQ's payment proxy.
    case proxy
    /// WeChat Pay's ordering, reached directly or through the proxy.
    case order
    /// WeChat Pay's order queries.
    case query
    /// WeChat Pay's closing of orders.
    case close
    /// WeChat Pay's refunds.
    case refund
    /// WeChat Pay's refund queries.
    case refundQuery = "refund_query"
    /// WeChat Pay's bills: the link to a file, and V2's `downloadbill`.
    case bill
    /// The download of a bill's file.
    case billFile = "bill_file"
    /// WeChat Pay's platform certificates.
    case certificates
    /// WeChat Pay's self test.
    case echo
    /// Whichever of them is called next.
    case any
}

/// What goes wrong. "Not processed" means that the request has no effect.
public enum SandboxFault: Equatable, Sendable {
    /// Status 500 with a text; not processed.
    case status500
    /// Status 502 with an HTML page; not processed.
    case status502Html
    /// Status 503 with an empty body; not processed.
    case status503
    /// Status 429; not processed.
    case status429
    /// WeChat Pay's SYSTEM_ERROR, QQ's -1 "system busy"; not processed.
    case systemError
    /// Status 200 with an HTML page; not processed.
    case html200
    /// Status 200 with an empty body; not processed.
    case empty200
    /// Status 200 with text that only looks like JSON; not processed.
    case garbageJson
    /// Processed; only the first half of the body is sent.
    case truncatedBody
    /// Processed; one byte in the middle of the body is changed.
    case flippedByte
    /// Status 200 with a body of 2 MiB; not processed.
    case hugeBody
    /// Processed; the body drips at one byte every 200 milliseconds.
    case slowBody
    /// Processed; the answer comes after 30 seconds.
    case timeOut
    /// Not processed; the connection closes without an answer.
    case dropBefore
    /// Processed; the connection closes without an answer.
    case dropAfter
    /// Processed; the connection closes in the middle of the answer.
    case dropMidReply
    /// Processed; the reply's signature does not fit.
    case wrongSignature
    /// Processed; the reply's signature is a probe.
    case probeSignature
    /// Processed; the reply is signed with a time 400 seconds ago.
    case staleTimestamp
    /// Processed; the reply names a key that the merchant does not know.
    case unknownSerial
    /// The connection closes after so many bytes of the reply; processed.
    case cutReply(Int64)
    /// The connection closes after so many bytes of the request; processed only if they are all of it.
    case cutRequest(Int64)
    /// Answers this error code, with this HTTP status at V3; not processed.
    case refuse(String, status: Int64 = 400)

    var value: Value {
        switch self {
        case .status500: "status_500"
        case .status502Html: "status_502_html"
        case .status503: "status_503"
        case .status429: "status_429"
        case .systemError: "system_error"
        case .html200: "html_200"
        case .empty200: "empty_200"
        case .garbageJson: "garbage_json"
        case .truncatedBody: "truncated_body"
        case .flippedByte: "flipped_byte"
        case .hugeBody: "huge_body"
        case .slowBody: "slow_body"
        case .timeOut: "time_out"
        case .dropBefore: "drop_before"
        case .dropAfter: "drop_after"
        case .dropMidReply: "drop_mid_reply"
        case .wrongSignature: "wrong_signature"
        case .probeSignature: "probe_signature"
        case .staleTimestamp: "stale_timestamp"
        case .unknownSerial: "unknown_serial"
        case .cutReply(let bytes): .object(["cut_reply": .integer(bytes)])
        case .cutRequest(let bytes): .object(["cut_request": .integer(bytes)])
        case .refuse(let code, let status): .object(["refuse": .object(["code": .text(code), "status": .integer(status)])])
        }
    }
}
