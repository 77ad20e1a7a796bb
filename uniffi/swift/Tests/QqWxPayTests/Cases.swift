import Foundation
import QqWxPayNative

@testable import QqWxPay

/// A conformance case: inputs, and what must be observed.
struct Case {
    let file: String
    let name: String
    let operation: String
    let fields: Json

    subscript(name: String) -> Json { fields.field(name) }

    /// Every case of tests/cases.
    static func all() throws -> [Case] {
        let folder = repository.appendingPathComponent("tests/cases")
        let read = { try Json.parse(try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
        let defaults = try read("defaults.json")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        return try names.sorted().filter { !["defaults.json", "keys.json"].contains($0) }.flatMap { file in
            try read(file).field("cases").asList { own in
                let settings = try defaults.field("settings").merged(own.field("settings")).asDictionary { $0 }
                let fields = try defaults.merged(own).with("settings", .object(settings.filter { $0.value != .null }))
                let (name, operation) = (try own.field("name").asText(), try own.field("operation").asText())
                return Case(file: file, name: name, operation: operation, fields: fields)
            }
        }
    }

    var accessToken: String? { get throws { try self["access_token"].orNil?.asText() } }
    var request: Json { self["request"].orNil ?? .object([:]) }
    var now: Int64 { get throws { try self["now"].asInteger() } }
    var nonce: String { get throws { try self["nonce"].asText() } }
}

/// A reply, or a notification, of a case.
extension Json {
    var status: UInt16 { get throws { UInt16(try field("status").asInteger()) } }

    var headers: [(name: String, value: String)] {
        get throws { try field("headers").orNil?.asDictionary { try $0.asText() }.map { (name: $0.key, value: $0.value) } ?? [] }
    }

    var body: Data {
        get throws {
            guard let encoded = field("body_base64").orNil else { return Data(try field("body").orNil?.asText().utf8 ?? "".utf8) }
            guard let bytes = Data(base64Encoded: try encoded.asText()) else { throw TestError("no base64") }
            return bytes
        }
    }

    /// It in pieces, so that lines are cut.
    var pieces: [Data] {
        get throws {
            let whole = try body
            return stride(from: 0, to: whole.count, by: 7).map { whole.subdata(in: $0..<min($0 + 7, whole.count)) }
        }
    }
}

extension Json {
    fileprivate func with(_ name: String, _ value: Json) throws -> Json { try merged(.object([name: value])) }

    fileprivate func merged(_ own: Json) throws -> Json {
        guard own != .null else { return self }
        return .object(try asDictionary { $0 }.merging(own.asDictionary { $0 }) { _, new in new })
    }

    /// How long a text is.
    fileprivate var characters: Json {
        get throws { try orNil.map { .integer(Int64(try $0.asText().count)) } ?? .null }
    }
}

/// Runs a case on the native client, where everything is named as on the wire, and writes down what is observed, in the form of `expect`.
func observe(_ test: Case) -> Json {
    do {
        let parts = NativeParts(
            camel: false, settings: test["settings"].written, variables: nil, tokenSource: nil, sends: false, observes: false,
            now: try test.now, nonce: try test.nonce
        )
        return try run(test, NativeClient.create(parts: parts, host: nil, signer: nil))
    } catch NativeFailure.Failed(let error, _) {
        return .object(["error": (try? Json.parse(error)) ?? .text(error)])
    } catch {
        return .text("\(error)")
    }
}

private func run(_ test: Case, _ pay: NativeClient) throws -> Json {
    let (operation, request) = (test.operation, test.request.written)
    switch operation {
    case "settings":
        return .object(["result": try Json.parse(pay.callSync(operation: "merchant", arguments: "{}"))])
    case "handle_notification":
        return try notification(test, pay)
    case "encrypt_sensitive_offline":
        let sealed = try Json.parse(pay.callSync(operation: operation, arguments: request))
        return .object(["result": try sealed.with("characters", sealed.field("ciphertext").characters)])
    case "decrypt_sensitive":
        return .object(["result": try Json.parse(pay.callSync(operation: operation, arguments: request))])
    case "trade_bill_file", "fund_flow_bill_file", "v2_trade_bill":
        return try bill(test, pay.prepareBill(operation: operation, arguments: request))
    default:
        let isSelfTest = operation == "self_test"
        let prepared = try pay.prepare(operation: operation, arguments: request, accessToken: test.accessToken)
        guard let reply = test["reply"].orNil else {
            let sent = try requestOf(prepared.request())
            return .object(["request": isSelfTest ? try withOpenBody(sent) : sent])
        }
        let headers = headersJson(try reply.headers)
        let result = try Json.parse(prepared.finish(status: reply.status, headers: headers, body: reply.body))
        return .object(["result": isSelfTest ? try withVerdict(result) : result])
    }
}

private func bill(_ test: Case, _ prepared: NativePreparedBill) throws -> Json {
    guard let reply = test["reply"].orNil else { return .object(["request": try requestOf(prepared.request())]) }
    prepared.begin(status: try reply.status, headers: headersJson(try reply.headers))
    var rows: [Json] = []
    try reply.pieces.forEach { piece in
        prepared.feed(bytes: piece)
        while let more = try prepared.nextRows(maximum: rowsPerBatch) { rows += try Json.parse(more).asList { $0 } }
    }
    return .object(["rows": .list(rows), "result": try Json.parse(try prepared.finish() ?? "null")])
}

private func requestOf(_ record: String) throws -> Json {
    let sent = try Json.parse(record)
    let headers = try sent.field("headers").asList { (try $0.field("name").asText(), $0.field("value")) }
    guard let body = Data(base64Encoded: try sent.field("body_base64").asText()) else { throw TestError("no base64") }
    let named = try sent.with("headers", .object(Dictionary(uniqueKeysWithValues: headers)))
    return try named.with("body", .text(String(decoding: body, as: UTF8.self)))
}

/// Encryption is random: of the encrypted text only the length is observed.
private func withOpenBody(_ sent: Json) throws -> Json {
    let body = try Json.parse(sent.field("body").asText())
    let secret = "encrypted_echo_message"
    return try sent.with("body", body.with(secret, body.field(secret).characters))
}

/// The report, and what is to be made of it.
private func withVerdict(_ report: Json) throws -> Json {
    let state = { (name: String) in report.field(name).field("state") }
    let holds = ["signature", "verification", "clock"].allSatisfy { state($0) == .text("holds") }
    let fails = ["encryption", "callback"].contains { state($0) == .text("fails") }
    return try report.with("passed", .bool(holds && !fails))
}

private func notification(_ test: Case, _ pay: NativeClient) throws -> Json {
    let handled = try pay.handleNotification(headers: headersJson(try test.fields.headers), body: test.fields.body)
    let record = try Json.parse(handled.record())
    let outcome = record.field("outcome")
    let accepted = try record.field("event_kind").orNil.map { try Json.parse(handled.accept(event: $0.asText())) }
    // What is not proven has a reference, and no value.
    let isProven = !["stale", "unsigned"].contains(try outcome.field("type").asText())
    let values = ["payment", "refund", "echo", "event"].compactMap { isProven ? outcome.field($0).orNil : nil }
    let compared = try asExpected(test, handled)
    // What is wrong with the expectation itself is no difference, but an error.
    let isUnusable = compared.field("kind") == .text("invalid_input")
    return try record.merged(.object([
        "outcome": outcome.field("type"),
        "event": try Json.parse(handled.event() ?? "null"),
        "acknowledgement": accepted ?? record.field("answer").orNil ?? record.field("failure"),
        "value": values.first ?? .null,
        "error": isUnusable ? compared : outcome.field("error"),
        "state": outcome.field("state"),
        "as_expected": compared,
    ]))
}

private func asExpected(_ test: Case, _ handled: NativeNotification) throws -> Json {
    guard let expected = test["expected"].orNil else { return .null }
    do {
        try handled.expect(expected: expected.written)
        return .bool(true)
    } catch NativeFailure.Failed(let error, _) {
        return try Json.parse(error)
    }
}

/// The first place where `observed` lacks what `expected` demands; more than demanded is fine.
func difference(_ expected: Json, _ observed: Json, _ path: String) -> String? {
    switch (expected, observed) {
    case (.list(let wanted), .list(let seen)) where wanted.count == seen.count:
        return wanted.indices.lazy.compactMap { difference(wanted[$0], seen[$0], "\(path)[\($0)]") }.first
    case (.object(let wanted), .object):
        return wanted.lazy.compactMap { difference($0.value, observed.field($0.key), "\(path).\($0.key)") }.first
    default:
        return expected == observed ? nil : "\(path): expected \(expected.written), observed \(observed.written)"
    }
}
