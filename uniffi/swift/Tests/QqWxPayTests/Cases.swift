import Foundation
@testable import QqWxPay

/// A conformance case: inputs, and what must be observed.
struct Case {
    let file: String
    let fields: [String: Json]
    let name: String
    let operation: String

    init(_ file: String, _ fields: [String: Json]) throws {
        self.file = file
        self.fields = fields
        self.name = try Json.object(fields).field("name").asText()
        self.operation = try Json.object(fields).field("operation").asText()
    }

    subscript(name: String) -> Json { fields[name] ?? Json.null }

    /// Every case of tests/cases.
    static func all() throws -> [Case] {
        let folder = repository.appendingPathComponent("tests/cases")
        let defaults = try content(folder.appendingPathComponent("defaults.json"))
        var cases: [Case] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            guard name.hasSuffix(".json"), name != "defaults.json", name != "keys.json" else { continue }
            let whole = Json.object(try content(folder.appendingPathComponent(name)))
            for own in try whole.field("cases").asList({ try $0.asDictionary { $0 } }) {
                var fields = defaults.merging(own) { _, new in new }
                let general = try Json.object(defaults).field("settings").asDictionary { $0 }
                let special = try own["settings"].map { try $0.asDictionary { $0 } } ?? [:]
                fields["settings"] = Json.object(general.merging(special) { _, new in new }.filter { $0.value != Json.null })
                cases.append(try Case(String(name.dropLast(5)), fields))
            }
        }
        return cases
    }

    private static func content(_ file: URL) throws -> [String: Json] {
        try Json.parse(try String(contentsOf: file, encoding: .utf8)).asDictionary { $0 }
    }
}

/// The clients of the cases: keys take their time to read, so one serves all cases that have the same settings. One that has seen a
/// notification remembers it, so these have each their own.
final class Clients {
    private var made: [String: QqWxPay] = [:]

    func client(_ test: Case) throws -> QqWxPay {
        let name = test["settings"].written + test["now"].written + test["nonce"].written
        let isAlone = ["settings", "handle_notification"].contains(test.operation)
        if !isAlone, let known = made[name] { return known }
        let now = try test["now"].orNil.map { try $0.asInteger() }
        let nonce = try test["nonce"].orNil.map { try $0.asText() }
        let client = try QqWxPay(fixed: test["settings"], now: now, nonce: nonce)
        if !isAlone { made[name] = client }
        return client
    }
}

/// Runs a case. What comes back is named as on the wire.
struct Runner {
    let test: Case
    let pay: QqWxPay

    /// What is observed. What comes back is read into its struct, too.
    static func observe(_ test: Case, _ clients: Clients = Clients()) throws -> Json {
        do {
            return try Runner(test: test, pay: try clients.client(test)).run()
        } catch let failed as QqWxPayError {
            return Json.object(["error": error(failed)])
        }
    }

    private func run() throws -> Json {
        switch test.operation {
        case "settings":
            let merchant = try pay.now("merchant", nil) { $0 }
            return result(Json.object(["mchid": merchant.field("mchid")]))
        case "handle_notification":
            return try notification()
        case "encrypt_sensitive":
            let encrypted = try pay.now("encrypt_sensitive_offline", Json.object(["text": test["request"]])) { $0 }
            let characters = Json.integer(Int64(try encrypted.field("ciphertext").asText().count))
            return result(Json.object(["serial": encrypted.field("serial"), "characters": characters]))
        case "decrypt_sensitive":
            let decrypted = try pay.now("decrypt_sensitive", Json.object(["ciphertext": test["request"]])) { $0 }
            return result(decrypted.field("text"))
        case "bill_file":
            let isFund = test["request"].field("kind") == Json.text("fund_flow")
            return try bill(isFund ? "fund_flow_bill_file" : "trade_bill_file")
        case "v2_trade_bill":
            return try bill("v2_trade_bill")
        case "self_test":
            return try selfTest()
        default:
            return try exchange()
        }
    }

    private func result(_ value: Json) -> Json { Json.object(["result": value]) }

    private func exchange() throws -> Json {
        let operation = test.operation
        let token = try test["access_token"].orNil.map { try $0.asText() }
        let prepared = try pay.prepare(operation, try given(), token) { $0 }
        guard test["reply"].orNil != nil else { return Json.object(["request": request(prepared.request)]) }
        let reply = try finish(prepared)
        guard let read = readers[operation] else { throw Trouble("no reader for \(operation)") }
        try read(reply)
        return result(Runner.renamed(reply))
    }

    /// The argument of the operation.
    private func given() throws -> Json {
        let request = test["request"]
        let sub = test["sub_mchid"]
        switch test.operation {
        case "query_partner_order":
            return try with(["sub_mchid": sub])
        case "query_combine_order":
            return Json.object(["combine_out_trade_no": request])
        case "close_order":
            return Json.object(["out_trade_no": request])
        case "close_partner_order":
            return present(["sub_mchid": sub, "out_trade_no": request])
        case "close_v2_order":
            return present(["sub_mch_id": sub, "out_trade_no": request])
        case "query_refund":
            return present(["sub_mchid": sub, "out_refund_no": request])
        case "query_v2_refund":
            return try with(["sub_mch_id": sub, "offset": test["offset"]])
        case "bill_file":
            var fields = try request.asDictionary { $0 }
            fields["kind"] = nil
            return Json.object(fields)
        default:
            return request.orNil ?? Json.object([:])
        }
    }

    /// The request with more fields; what is `null` is left out.
    private func with(_ more: [String: Json]) throws -> Json {
        let fields = try test["request"].asDictionary { $0 }
        return Json.object(fields.merging(more.filter { $0.value != Json.null }) { _, new in new })
    }

    private func present(_ fields: [String: Json]) -> Json {
        Json.object(fields.filter { $0.value != Json.null })
    }

    private func request(_ request: PreparedRequest) -> Json {
        var headers: [String: Json] = [:]
        for (name, value) in request.headers {
            headers[name] = Json.text(value)
        }
        return Json.object([
            "method": Json.text(request.method),
            "url": Json.text(request.url),
            "headers": Json.object(headers),
            "body": Json.text(String(decoding: request.body ?? Data(), as: UTF8.self)),
        ])
    }

    private func status(_ reply: Json) throws -> Int { Int(try reply.field("status").asInteger()) }

    private func headers(_ json: Json) throws -> [(name: String, value: String)] {
        guard json.orNil != nil else { return [] }
        return try json.asDictionary { try $0.asText() }.map { (name: $0.key, value: $0.value) }
    }

    private func body(_ reply: Json) throws -> Data {
        if let encoded = reply.field("body_base64").orNil {
            guard let bytes = Data(base64Encoded: try encoded.asText()) else { throw Trouble("no base64") }
            return bytes
        }
        return Data((try reply.field("body").orNil?.asText() ?? "").utf8)
    }

    private func finish(_ prepared: Prepared<Json>) throws -> Json {
        let reply = test["reply"]
        return try prepared.finish(status: try status(reply), headers: try headers(reply.field("headers")), body: try body(reply))
    }

    private func selfTest() throws -> Json {
        let prepared = try pay.prepare("self_test", try given(), nil) { $0 }
        guard test["reply"].orNil != nil else {
            var sent = try request(prepared.request).asDictionary { $0 }
            var body = try Json.parse(try Json.object(sent).field("body").asText()).asDictionary { $0 }
            if let text = body["encrypted_echo_message"] {
                body["encrypted_echo_message"] = Json.integer(Int64(try text.asText().count))
            }
            sent["body"] = Json.object(body)
            return Json.object(["request": Json.object(sent)])
        }
        let report = try finish(prepared).asDictionary { $0 }
        var named: [String: Json] = [:]
        for (name, item) in report {
            named[Runner.snake(name)] = try check(item)
        }
        let whole = Json.object(named)
        let holds = ["signature", "verification", "clock"].allSatisfy { whole.field($0).field("state") == Json.text("holds") }
        let fails = ["encryption", "callback"].contains { whole.field($0).field("state") == Json.text("fails") }
        named["passed"] = Json.bool(holds && !fails)
        return result(Json.object(named))
    }

    /// An item of a report, with the field of its error named as on the wire.
    private func check(_ item: Json) throws -> Json {
        guard let error = item.field("error").orNil else { return Runner.renamed(item) }
        var fields = try Runner.renamed(item).asDictionary { $0 }
        fields["error"] = try Runner.renamedError(error)
        return Json.object(fields)
    }

    private func bill(_ name: String) throws -> Json {
        let prepared = try pay.prepareBill(name, try given(), { $0 }, { $0 })
        guard let reply = test["reply"].orNil else { return Json.object(["request": request(prepared.request)]) }
        try prepared.begin(status: try status(reply), headers: try headers(reply.field("headers")))
        let whole = try body(reply)
        var rows: [Json] = []
        for begin in stride(from: 0, to: whole.count, by: 7) {
            let piece = whole.subdata(in: begin..<min(begin + 7, whole.count))
            rows.append(contentsOf: try prepared.feed(piece))
        }
        let end = try prepared.finish()
        return Json.object(["rows": Runner.renamed(Json.list(rows)), "result": Runner.renamed(end ?? Json.null)])
    }

    private func notification() throws -> Json {
        let bytes = Data((try test["body"].orNil?.asText() ?? "").utf8)
        let sent = headersJson(try headers(test["headers"]))
        let native = try told(nil) { try pay.native.handleNotification(headers: sent, body: bytes) }
        let taken = try HandledNotification(native)
        let answer = try taken.eventKind.map { try taken.accept($0) } ?? taken.answer ?? taken.failure
        _ = try taken.event()
        let handled = try Json.parse(native.record())
        let outcome = handled.field("outcome")
        let compared = try asExpected { try native.expect(expected: $0) }
        // What is not proven has a reference, and no value.
        let isProven = !["stale", "unsigned"].contains(try outcome.field("type").asText())
        let values = ["payment", "refund", "echo", "event"].compactMap { isProven ? outcome.field($0).orNil : nil }
        return Json.object([
            "outcome": outcome.field("type"),
            "id": handled.field("id"),
            "order": Runner.renamed(handled.field("order")),
            "refund": Runner.renamed(handled.field("refund")),
            "event": Runner.renamed(try native.event().map { try Json.parse($0) } ?? Json.null),
            "acknowledgement": Json.object([
                "status": .integer(answer.status), "content_type": .text(answer.contentType), "body": .text(answer.body),
            ]),
            "value": Runner.renamed(values.first ?? Json.null),
            // What is wrong with the expectation itself is no difference, but an error.
            "error": compared.field("kind") == Json.text("invalid_input") ? compared : try Runner.renamedError(outcome.field("error")),
            "state": outcome.field("state"),
            "as_expected": compared,
        ])
    }

    private func asExpected(_ expect: (String) throws -> Void) throws -> Json {
        guard let expected = test["expected"].orNil else { return Json.null }
        do {
            try told(nil) { try expect(expected.written) }
            return Json.bool(true)
        } catch let failed as QqWxPayError {
            return Runner.error(failed)
        }
    }

    private static func error(_ error: QqWxPayError) -> Json {
        Json.object([
            "kind": Json.text(error.kind.rawValue),
            "code": Json.text(error.code),
            "field": error.field.map { Json.text(wire($0)) } ?? Json.null,
            "retry": Json.text(error.retry.rawValue),
        ])
    }

    private static func renamedError(_ json: Json) throws -> Json {
        guard json.orNil != nil else { return Json.null }
        var fields = try renamed(json).asDictionary { $0 }
        if let field = fields["field"]?.orNil { fields["field"] = Json.text(wire(try field.asText())) }
        return Json.object(fields)
    }

    /// Names of variables and headers are no fields.
    private static func wire(_ field: String) -> String {
        let isName = field.first.map { ("a"..."z").contains($0) } ?? false
        let allowed = field.unicodeScalars.allSatisfy { $0.isASCII && (CharacterSet.alphanumerics.contains($0) || "_.[]".unicodeScalars.contains($0)) }
        return isName && allowed ? snake(field) : field
    }

    /// The name as on the wire; columns that no model knows keep the names of the bill.
    static func snake(_ name: String) -> String {
        guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) else { return name }
        var out = ""
        for character in name {
            if ("A"..."Z").contains(character) {
                out += "_" + character.lowercased()
            } else {
                out.append(character)
            }
        }
        return out
    }

    static func renamed(_ json: Json) -> Json {
        switch json {
        case .object(let fields):
            var out: [String: Json] = [:]
            for (name, item) in fields {
                out[snake(name)] = renamed(item)
            }
            return Json.object(out)
        case .list(let items):
            return Json.list(items.map { renamed($0) })
        default:
            return json
        }
    }
}

/// The first place where `observed` lacks what `expected` demands; more than demanded is fine.
func difference(_ expected: Json, _ observed: Json, _ path: String) -> String? {
    if case .list(let wanted) = expected, case .list(let seen) = observed, wanted.count == seen.count {
        for index in wanted.indices {
            if let found = difference(wanted[index], seen[index], "\(path)[\(index)]") { return found }
        }
        return nil
    }
    if case .object(let wanted) = expected, case .object = observed {
        for (name, item) in wanted {
            if let found = difference(item, observed.field(name), "\(path).\(name)") { return found }
        }
        return nil
    }
    return expected == observed ? nil : "\(path): expected \(expected.written), observed \(observed.written)"
}
