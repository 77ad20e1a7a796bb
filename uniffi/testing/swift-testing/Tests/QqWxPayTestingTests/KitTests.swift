import Foundation
import QqWxPay
import XCTest

@testable import QqWxPayTesting

final class KitTests: XCTestCase {
    private let pay = Result { try QqWxPayTesting.client(parts: ClientParts(log: { _ in })) }

    private func handled(_ sent: SignedNotification) throws -> HandledNotification {
        try pay.get().handleNotification(headers: sent.headers, rawBody: sent.rawBody)
    }

    private func refused(_ code: String, _ act: () throws -> Void) throws -> TestingError {
        do {
            try act()
        } catch let error as TestingError {
            XCTAssertEqual(error.code, code)
            return error
        }
        throw CocoaError(.featureUnsupported)
    }

    func testEveryKindIsWhatItSays() throws {
        for kind in NotificationKind.allCases {
            let found = try handled(QqWxPayTesting.signedNotification(kind, TestOrder("T1", total: 1999, outRefundNo: "R1")))
            switch kind {
            case .payment, .partnerPayment, .combinePayment, .v2Payment: XCTAssertEqual(found.eventKind, .paid, "\(kind)")
            case .refund, .refundAbnormal, .refundClosed: XCTAssertEqual(found.eventKind, .refund, "\(kind)")
            case .v2Refund, .v2RefundAbnormal, .v2RefundClosed: XCTAssertNotNil(found.refund, "\(kind)")
            case .notPaid, .v2NotPaid: XCTAssertEqual(found.eventKind, .notPaid, "\(kind)")
            case .other: XCTAssertEqual(found.eventKind, .other, "\(kind)")
            case .securityEcho: XCTAssertNil(found.eventKind, "\(kind)")
            }
        }
    }

    func testWhatIsSpoiltIsRefused() async throws {
        let taken = Deliveries()
        let handler = try Notifications(pay.get(), paid: { paid in await taken.add(paid.outTradeNo) })
        for spoilt in Spoilt.allCases {
            let sent = try QqWxPayTesting.signedNotification(.payment, TestOrder(), Changes(spoilt: spoilt))
            let answer = try await handler.answer(headers: sent.headers, rawBody: sent.rawBody)
            XCTAssertGreaterThanOrEqual(answer.status, 400, "\(spoilt)")
        }
        let numbers = await taken.numbers
        XCTAssertEqual(numbers, [])
    }

    func testChanges() throws {
        let other = try handled(QqWxPayTesting.signedNotification(.payment, TestOrder("T1"), Changes(fields: ["amount.total": 1], extra: ["novelty": [["a": true]]])))
        XCTAssertThrowsError(try other.expect(Expected(outTradeNo: "T1", total: 100))) { XCTAssertEqual(($0 as? QqWxPayError)?.kind, .mismatch) }
        let old = try handled(QqWxPayTesting.signedNotification(.payment, TestOrder("T1"), Changes(time: Date(timeIntervalSinceNow: -3600))))
        XCTAssertThrowsError(try old.expect(Expected(outTradeNo: "T1", total: 100))) { XCTAssertEqual(($0 as? QqWxPayError)?.kind, .stale) }
        let first = try QqWxPayTesting.signedNotification(.payment, TestOrder(), Changes(id: "N1"))
        XCTAssertFalse(try handled(first).repeat)
        XCTAssertTrue(try handled(first.again()).repeat)
        XCTAssertNil(try QqWxPayTesting.signedNotification(.v2Payment).id)
        let bare = try QqWxPayTesting.signedNotification(.payment, TestOrder(), Changes(headers: ["Wechatpay-Signature": nil]))
        XCTAssertNil(bare.headersByName["Wechatpay-Signature"])
    }

    func testWhatIsMisspeltIsToldWithTheNearest() throws {
        let field = try refused("UNKNOWN_NAME") {
            _ = try QqWxPayTesting.signedNotification(.payment, TestOrder(), Changes(fields: ["amont.total": 1]))
        }
        XCTAssertEqual([field.field, field.nearest], ["changes.fields.amont.total", "amount.total"])
        XCTAssertTrue(field.description.contains("amount.total") && field.zh.contains("amount.total"))
        _ = try refused("NOT_POSSIBLE") { _ = try QqWxPayTesting.signedNotification(.v2Payment, TestOrder(), Changes(spoilt: .probe)) }
    }

    func testAnErrorIsTheVeryOne() throws {
        let made = try QqWxPayTesting.error("ORDERPAID")
        XCTAssertEqual(made.kind, .api)
        XCTAssertNotNil(made.remedy)
        let refused = try QqWxPayError.example("NOTENOUGH", operation: "refund", status: 403, requestId: "R-1", retry: .never)
        XCTAssertEqual([refused.origin, refused.requestId, refused.retry.rawValue], ["wechat_pay", "R-1", "never"])
        XCTAssertEqual(refused.status, 403)
        XCTAssertThrowsError(try QqWxPayTesting.error("ORDERPAYD")) { error in
            XCTAssertEqual((error as? QqWxPayError)?.code, "ERROR_CODE_UNKNOWN")
            XCTAssertTrue((error as? QqWxPayError)?.detail.contains("ORDERPAID") ?? false)
        }
    }

    func testAClientForTheRealAddressesRefusesTheKeys() throws {
        var real = try QqWxPayTesting.settings()
        for name in ["QQ_WXPAY_QQ_BASE_URL", "QQ_WXPAY_WECHAT_BASE_URL", "QQ_WXPAY_LINK_HOSTS"] { real[name] = nil }
        real["QQ_WXPAY_NOTIFY_URL"] = "https://shop.example.com/notify"
        XCTAssertThrowsError(try QqWxPay.fromEnv(real)) { XCTAssertEqual(($0 as? QqWxPayError)?.code, "TEST_KEYS") }
    }
}
