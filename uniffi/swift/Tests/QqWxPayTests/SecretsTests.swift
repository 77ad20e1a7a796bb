import Foundation
import QqWxPayNative
import XCTest

@testable import QqWxPay

/// No secret, no link, no payer by any of the ways in which Swift shows a value.
final class SecretsTests: XCTestCase {
    private let secret = "0123456789abcdef-s3cret"

    /// Everything that shows a value.
    private func shown(_ value: Any) -> [String] {
        var texts = ["\(value)", String(describing: value), String(reflecting: value), "\([value])", "\(["a": value])"]
        texts.append("\(Optional(value) as Any)")
        var dumped = ""
        dump(value, to: &dumped)
        texts.append(dumped)
        texts.append(reflected(value))
        if let error = value as? any Error {
            texts += [error.localizedDescription, "\(error as NSError)", "\((error as NSError).userInfo)"]
        }
        return texts
    }

    /// As crash reporters do: mirrors, all the way down.
    private func reflected(_ value: Any, _ depth: Int = 0) -> String {
        guard depth < 6 else { return "" }
        return Mirror(reflecting: value).children.map { "\($0.label ?? ""): \($0.value) \(reflected($0.value, depth + 1))" }.joined()
    }

    private func hides(_ value: Any, _ what: [String], line: UInt = #line) {
        for text in shown(value) {
            for hidden in what { XCTAssertFalse(text.contains(hidden), text, line: line) }
        }
        XCTAssertFalse(value is any Encodable, "nothing can be written by chance", line: line)
    }

    func testWhatIsGiven() throws {
        hides(Settings(apiV3Key: secret, mchid: "1", merchantPrivateKey: secret, qqAppSecret: secret), [secret])
        hides(StoredToken(accessToken: secret, fetchedAt: 0, refreshAt: 0, expiresAt: 0), [secret])
        hides(HttpReply(status: 200, headers: [(name: "a", value: secret)], body: Data(secret.utf8)), [secret])
        hides(ApiRequest(method: .post, path: "/v3/a?openid=\(secret)", body: secret), [secret])
        hides(order(), ["203.0.113.7"])
        hides(
            AbnormalRefundRequest(outRefundNo: "R1", refundId: "1", bankAccount: secret, realName: secret), [secret]
        )
        hides(ClientParts(tokenProvider: FixedProvider(token: secret)), [secret])
    }

    func testWhatComesBack() async throws {
        let world = try World.shared.get()
        let pay = try world.client()
        guard case .placed(let placed) = try await pay.placeOrder(order()) else { throw TestError("the order is not placed") }
        hides(placed, [placed.h5Url])
        hides(Placement.placed(placed), [placed.h5Url])
        let token = try await pay.accessToken()
        hides(token, [token.accessToken])
        let prepared = try pay.prepare(.placeOrder, order(), accessToken: token.accessToken)
        hides(prepared, [token.accessToken, "203.0.113.7", "WECHATPAY2"])
        hides(pay, world.env.values.filter { $0.count >= 16 && !$0.hasPrefix("http") })
    }

    /// A value of every type that comes back, with a marker in whatever nobody may see.
    private func samples() throws -> [(type: String, json: Json)] {
        let file = repository.appendingPathComponent("tests/cases/printed/samples.json")
        let error = try Json.parse(facadeError(code: "TIMED_OUT", field: nil, detail: "", camel: true))
        let types = try Json.parse(try String(contentsOf: file, encoding: .utf8)).asDictionary { try $0.asList { $0.asReply(error) } }
        XCTAssertEqual(Set(types.keys), Set(typeReaders.keys))
        return types.flatMap { type, values in values.map { (type, $0) } }
    }

    func testNoTypePrintsWhatIsHidden() throws {
        let marker = "HIDDEN-MARKER"
        var marked = 0
        for (type, json) in try samples() {
            let value = try XCTUnwrap(typeReaders[type], type)(json)
            hides(value, [marker])
            guard json.written.contains(marker) else { continue }
            marked += 1
            for text in shown(value) { XCTAssertTrue(text.contains("<hidden>"), "\(type): \(text)") }
        }
        XCTAssertGreaterThan(marked, 30)
    }

    func testWhatIsReadIsWrittenAsItWas() throws {
        for (type, json) in try samples() {
            if let roundTrip = roundTrips[type] { XCTAssertEqual(try roundTrip(json), json, type) }
        }
        XCTAssertGreaterThan(roundTrips.count, 2)
    }

    func testTheVersionIsThatOfTheLibrary() throws {
        let manifest = try String(contentsOf: repository.appendingPathComponent("Cargo.toml"), encoding: .utf8)
        XCTAssertTrue(manifest.contains("\nversion = \"\(QqWxPay.version)\"\n"))
    }

    func testErrorsOfRefusedOrders() async throws {
        let pay = try World.shared.get().client()
        var request = order()
        request.sceneInfo.payerClientIp = "10.99.88.77"
        let wrong = request
        let refused = try await failure { _ = try await pay.placeOrder(wrong) }
        hides(refused, ["10.99.88.77"])
        let bad = try await failure { _ = try QqWxPay(settings: Settings(apiV3Key: secret, mchid: "1900000001")) }
        hides(bad, [secret])
        let failing = try World.shared.get().client(ClientParts(tokenProvider: Provider { [secret] in throw Broken(what: secret) }))
        let failed = try await failure { _ = try await failing.placeOrder(order()) }
        hides(failed, [secret])
        XCTAssertEqual(failed.underlying as? Broken, Broken(what: secret), "it is there for those who ask for it")
    }
}

/// A token provider that holds a secret in plain sight.
private struct FixedProvider: TokenProvider {
    let token: String

    func accessToken(refused: String?) async throws -> String { token }
}

extension Json {
    /// With the names of fields as they are written in Swift, and with this error where the samples have none.
    fileprivate func asReply(_ error: Json) -> Json {
        switch self {
        case .list(let items): return .list(items.map { $0.asReply(error) })
        case .object(let fields):
            let named = fields.map { name, value in (camelCase(name), name == "error" ? error : value.asReply(error)) }
            return .object(Dictionary(uniqueKeysWithValues: named))
        default: return self
        }
    }
}

private func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
}
