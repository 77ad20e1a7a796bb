import Foundation
import XCTest

@testable import QqWxPay

/// Every case of tests/cases: the same cases, the same passes as in Rust.
final class ConformanceTests: XCTestCase {
    // A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends at a closed door of this machine.
    override func setUp() {
        setenv("HTTPS_PROXY", "http://127.0.0.1:9", 1)
    }

    override func tearDown() {
        unsetenv("HTTPS_PROXY")
    }

    func testEveryCasePasses() throws {
        var passed: [String: Int] = [:]
        var failed: [String: Int] = [:]
        var failures: [String] = []
        for test in try Case.all() {
            if let found = difference(test["expect"], observe(test), "") {
                failed[test.operation, default: 0] += 1
                failures.append("\(test.file) / \(test.name)\(found)")
            } else {
                passed[test.operation, default: 0] += 1
            }
        }
        // For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
        var rows = ""
        for operation in Set(passed.keys).union(failed.keys).sorted() {
            rows += "\(operation)\t\(passed[operation] ?? 0)\t\(failed[operation] ?? 0)\t0\n"
        }
        let folder = repository.appendingPathComponent("target/conformance")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try rows.write(to: folder.appendingPathComponent("Swift.tsv"), atomically: true, encoding: .utf8)
        XCTAssertEqual(Array(failures.prefix(20)), [], "\(failures.count) failures")
        XCTAssertGreaterThan(passed.count, 20)
    }

    func testACaseThatExpectsSomethingElseFails() throws {
        let test = try XCTUnwrap(try Case.all().first { $0.name == "direct payment" })
        let observed = observe(test)
        for (path, wrong) in ["outcome": "refused", "id": "EV-2"] {
            var expect = try test["expect"].asDictionary { $0 }
            XCTAssertNil(difference(Json.object(expect), observed, ""))
            expect[path] = Json.text(wrong)
            XCTAssertNotNil(difference(Json.object(expect), observed, ""), path)
        }
    }

    func testEveryKindOfErrorIsKnownAndOccurs() throws {
        var kinds: Set<String> = []
        for test in try Case.all() {
            if let kind = test["expect"].field("error").field("kind").orNil { kinds.insert(try kind.asText()) }
        }
        XCTAssertEqual(kinds, Set(QqWxPayError.Kind.allCases.map { $0.rawValue }))
    }

    /// The same through the facade: replies, bills, notifications and errors become what a shop sees.
    func testWhatComesBackIsReadIntoItsType() throws {
        for test in try Case.all() {
            do {
                try read(test, QqWxPay(fixed: test["settings"], now: test.now, nonce: test.nonce))
            } catch let error as QqWxPayError {
                let said = ["kind": error.kind.rawValue, "code": error.code, "retry": error.retry.rawValue].mapValues(Json.text)
                XCTAssertNil(difference(.object(said), test["expect"].field("error"), "\(test.file) / \(test.name)"))
            } catch {
                XCTFail("\(test.file) / \(test.name): \(error)")
            }
        }
    }

    private func read(_ test: Case, _ pay: QqWxPay) throws {
        let reply = test["reply"]
        if test.operation == "handle_notification" {
            let handled = try pay.handleNotification(headers: test.fields.headers, rawBody: test.fields.body)
            let accepted = try handled.eventKind.map { try handled.accept($0).status }
            XCTAssertEqual(try handled.event() == nil, accepted == nil, test.name)
        } else if let readers = billReaders[test.operation] {
            let prepared = try pay.preparedBill(test.operation, test.request, readers.row, readers.end)
            if reply == .null { return }
            try prepared.begin(status: Int(reply.status), headers: reply.headers)
            try reply.pieces.forEach { _ = try prepared.feed($0) }
            let end = try prepared.finish()
            XCTAssertNotNil(end, test.name)
        } else if let reader = readers[test.operation] {
            let prepared = try pay.prepared(test.operation, test.request, test.accessToken, reader)
            if reply != .null { _ = try prepared.finish(status: Int(reply.status), headers: reply.headers, body: reply.body) }
        }
    }
}

/// What crosses the FFI boundary is read strictly.
final class JsonTests: XCTestCase {
    func testWhatIsWrittenIsRead() throws {
        let text = #"{"a":[1,-2.50,1e3,0,true,false,null],"b":{"c":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00蓝"},"d":{},"e":[]}"#
        let value = try Json.parse(text)
        XCTAssertEqual(value.field("b").field("c"), Json.text("\"\\/\u{08}\u{0C}\n\r\té😀蓝"))
        XCTAssertEqual(value.field("a").item(1), Json.number("-2.50"), "a number keeps its digits")
        XCTAssertEqual(try Json.parse(value.written), value)
        XCTAssertEqual(try Json.parse(" [ 9223372036854775807 ] ").item(0).asInteger(), Int64.max)
    }

    func testBrokenTextIsRefused() {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        let broken = [
            "", " ", "{", "[1", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "01", "1.", "-", "1e", "nul", "\"", "\"\\x\"", "\"\\u12\"",
            #""\ud83d""#, #""\ud83dx""#, #""\ude00""#, "\"\n\"", "1 2", deep,
        ]
        for text in broken {
            XCTAssertThrowsError(try Json.parse(text), text) { XCTAssertTrue($0 is UnexpectedJson) }
        }
    }

    func testWrongTypesAreRefused() throws {
        let value = try Json.parse(#"{"text":"a","number":1.5,"large":9223372036854775808}"#)
        XCTAssertThrowsError(try value.field("text").asInteger())
        XCTAssertThrowsError(try value.field("text").asBool())
        XCTAssertThrowsError(try value.field("number").asInteger())
        XCTAssertThrowsError(try value.field("large").asInteger())
        XCTAssertThrowsError(try value.field("missing").asText())
        XCTAssertThrowsError(try value.asList { $0 })
        XCTAssertThrowsError(try OrderFamily(json: Json.text("another")))
        XCTAssertThrowsError(try Outcome(json: Json.object(["type": Json.text("another")])))
    }
}
