import Foundation
import XCTest

@testable import QqWxPay
import QqWxPayNative

/// What may be given, and how what may not be given is refused.
final class ArgumentsTests: XCTestCase {
    private func world() throws -> World { try World.shared.get() }

    func testMomentsAndDaysAreThoseOfChina() {
        let evening = Date(timeIntervalSince1970: 1_780_886_096.999)
        XCTAssertEqual(String.chinaTime(evening), "2026-06-08T10:34:56+08:00")
        XCTAssertEqual(String.chinaDay(evening), "2026-06-08")
        // Five minutes before midnight there, and a second after: the afternoon of the same day in UTC.
        XCTAssertEqual(String.chinaDay(Date(timeIntervalSince1970: 1_780_934_100)), "2026-06-08")
        XCTAssertEqual(String.chinaDay(Date(timeIntervalSince1970: 1_780_934_401)), "2026-06-09")
        XCTAssertEqual(String.chinaTime(Date(timeIntervalSince1970: 951_753_599)), "2000-02-28T23:59:59+08:00")
        XCTAssertEqual(String.chinaDay(Date(timeIntervalSince1970: 951_753_600)), "2000-02-29")
    }

    func testAnOrderTakesADate() async throws {
        let pay = try world().client()
        var request = order()
        request.timeExpire = .chinaTime(Date(timeIntervalSinceNow: 900))
        guard case .placed = try await pay.placeOrder(request) else { throw TestError("the order is not placed") }
        for moment in [Double.nan, .infinity, -.infinity, -1, 253_402_272_000] {
            let date = Date(timeIntervalSince1970: moment)
            var wrong = order()
            wrong.timeExpire = .chinaTime(date)
            let request = wrong
            let refused = try await failure { _ = try await pay.placeOrder(request) }
            XCTAssertEqual([refused.kind.rawValue, refused.field], ["invalid_input", "timeExpire"], "\(moment)")
            let bill = try await failure { _ = try await pay.tradeBill(TradeBillRequest(billDate: .chinaDay(date))) }
            XCTAssertEqual([bill.kind.rawValue, bill.field], ["invalid_input", "billDate"], "\(moment)")
        }
    }

    func testAHugeLimitIsNone() async throws {
        let pay = try world().client()
        let missing = try await failure {
            _ = try await pay.queryOrder(.outTradeNo("SW-none"), timeout: .seconds(Int64.max))
        }
        XCTAssertEqual(missing.code, "ORDER_NOT_EXIST")
        let negative = try await failure {
            _ = try await pay.queryOrder(.outTradeNo("SW-none"), timeout: .seconds(Int64.min))
        }
        XCTAssertEqual([negative.kind.rawValue, negative.field], ["invalid_input", "timeout"])
    }

    func testAnAnswerOfATransportThatIsNone() async throws {
        let none = "TRANSPORT_GAVE_NO_REPLY"
        for (status, code) in [(0, "UNEXPECTED_REPLY"), (99, "UNEXPECTED_REPLY"), (-1, none), (65736, none), (Int.max, none)] {
            let own = try world().client(ClientParts(transport: Sender { _, _ in
                HttpReply(status: status, headers: [], body: Data(#"{"trade_state":"SUCCESS"}"#.utf8))
            }))
            let refused = try await failure {
                _ = try await own.queryOrder(.outTradeNo("SW-none"), timeout: .seconds(5))
            }
            XCTAssertEqual([refused.kind.rawValue, refused.code], ["transport", code], "\(status)")
            XCTAssertEqual(refused.status, code == none ? nil : Int64(status), "not cut to another")
        }
        let empty = try world().client(ClientParts(transport: Sender { _, _ in HttpReply(status: 200, headers: [], body: Data()) }))
        let refused = try await failure { _ = try await empty.queryOrder(.outTradeNo("SW-none"), timeout: .seconds(5)) }
        XCTAssertEqual([refused.kind.rawValue, refused.code], ["signature", "REPLY_UNSIGNED"])
    }

    func testWithoutSettingsAllThatAreMissingAreNamed() throws {
        for env in [[:], ["PATH": "/bin"]] {
            XCTAssertThrowsError(try QqWxPay.fromEnv(env)) { error in
                guard let refused = error as? QqWxPayError else { return XCTFail("\(type(of: error))") }
                XCTAssertEqual(refused.kind, .config)
                let names = "WECHAT_APPID MCHID MERCHANT_PRIVATE_KEY MERCHANT_SERIAL API_V3_KEY PUBLIC_KEY_ID PUBLIC_KEY QQ_APPID QQ_APP_SECRET"
                for name in names.split(separator: " ") {
                    XCTAssertTrue(refused.message.contains("QQ_WXPAY_" + name), "\(name) is not in: \(refused)")
                }
            }
        }
    }

    func testASettingThatIsNotUtf8IsRefused() throws {
        let name = "QQ_WXPAY_REQUIRE_VERIFIED_REPLY"
        var bytes = Array("true".utf8CString)
        _ = try world().client(change: [name: "true"])
        bytes.insert(CChar(bitPattern: 0xFF), at: 4)
        setenv(name, bytes, 1)
        defer { unsetenv(name) }
        XCTAssertNotNil(ProcessInfo.processInfo.environment[name])
        let own = try world().env.merging(ProcessInfo.processInfo.environment.filter { $0.key == name }) { _, new in new }
        XCTAssertThrowsError(try QqWxPay.fromEnv(own)) { error in
            XCTAssertEqual((error as? QqWxPayError)?.kind, .config)
        }
    }

    func testALibraryOfAnotherVersionIsAnError() throws {
        XCTAssertEqual(linkedVersion(), libraryVersion())
        XCTAssertNoThrow(try requireVersion(linkedVersion()))
        for other in ["0.0.9", ""] {
            XCTAssertThrowsError(try requireVersion(other)) { error in
                XCTAssertEqual((error as? VersionMismatch)?.version, other)
                XCTAssertTrue(error.localizedDescription.contains("this package of \(QqWxPay.version)"))
            }
        }
    }

    func testAStatusThatIsNoneIsRefused() throws {
        let prepared = try world().client().prepare(.queryOrder, .outTradeNo("SW-none"))
        for status in [65736, 131272, -65336, Int.max] {
            XCTAssertThrowsError(try prepared.finish(status: status, headers: [], body: Data())) { error in
                let refused = error as? QqWxPayError
                XCTAssertEqual([refused?.code, refused?.field], ["WRONG_TYPE", "status"])
            }
        }
    }
}
