import Foundation
import XCTest

@testable import QqWxPay

/// The handler of the README and of the example, in the server of the example, with what a sandbox sends: nothing is acknowledged that was
/// not taken.
final class NotificationsTests: XCTestCase {
    private static let shared = Result<Shop, any Error> { try Shop() }

    private var shop: Shop {
        get throws { try NotificationsTests.shared.get() }
    }

    private func everyFamily(_ act: (OrderFamily) async throws -> Void) async throws {
        for family in OrderFamily.allCases { try await act(family) }
    }

    func testAPaymentOfEachFamilyIsTakenAndSoIsItsDuplicate() async throws {
        let shop = try self.shop
        try await everyFamily { family in
            let number = number()
            await shop.orders.add(number, total: 1999)
            let link = try await shop.place(family, number)
            let first = try await shop.answers(1) { try await shop.world.pay(link) }
            XCTAssertEqual(first, [200], "\(family)")
            let order = try await shop.orders.find(number)
            XCTAssertTrue(order.isPaid, "\(family)")
            let second = try await shop.answers(1) { try await shop.control("orders/\(number)/deliver-again") }
            XCTAssertEqual(second, [200], "\(family)")
        }
    }

    func testWhatTheShopDoesNotKnowOrSoldAtAnotherPriceIsNoSuccess() async throws {
        let shop = try self.shop
        try await everyFamily { family in
            for total in [nil, 1998] as [Int64?] {
                let number = number()
                if let total { await shop.orders.add(number, total: total) }
                let link = try await shop.place(family, number)
                let answered = try await shop.answers(1) { try await shop.world.pay(link) }
                XCTAssertGreaterThanOrEqual(answered.first ?? 0, 400, "\(family)")
                let before = try? await shop.orders.find(number)
                XCTAssertNotEqual(before?.isPaid, true, "\(family)")
                // It comes again: now it is taken.
                await shop.orders.add(number, total: 1999)
                try await shop.untilPaid(number)
            }
        }
        let lines = shop.log.lines.filter { $0.level == .error }.map(\.message)
        XCTAssertTrue(lines.contains { $0.contains("Unknown") || $0.contains("Mismatch") || $0.contains("mismatch") }, "\(lines)")
    }

    func testHowEachRefundEnded() async throws {
        let shop = try self.shop
        let number = number()
        await shop.orders.add(number, total: 1999)
        let link = try await shop.place(.direct, number)
        _ = try await shop.answers(1) { try await shop.world.pay(link) }
        for (word, end) in [("SUCCESS", RefundEnd.success), ("ABNORMAL", .abnormal), ("CLOSED", .closed)] {
            let own = "R\(word)\(number)"
            let amount = RefundRequestAmount(refund: 100, total: 1999)
            _ = try await shop.pay.refund(RefundRequest(amount: amount, outRefundNo: own, outTradeNo: number))
            let answered = try await shop.answers(1) { try await shop.control("refunds/\(own)/settle", ["as": .text(word)]) }
            XCTAssertEqual(answered, [200], word)
            let known = await shop.orders.refund(own)
            XCTAssertEqual(known, end)
        }
    }

    func testARefundOverV2IsAskedForBeforeItIsBelieved() async throws {
        let shop = try self.shop
        let number = number()
        await shop.orders.add(number, total: 1999)
        let link = try await shop.place(.v2, number)
        _ = try await shop.answers(1) { try await shop.world.pay(link) }
        let own = "R\(number)"
        _ = try await shop.pay.v2Refund(V2RefundRequest(outRefundNo: own, refundFee: 1999, totalFee: 1999, outTradeNo: number))
        let answered = try await shop.answers(1) { try await shop.control("refunds/\(own)/settle", ["as": .text("SUCCESS")]) }
        XCTAssertEqual(answered, [200])
        let known = await shop.orders.refund(own)
        XCTAssertEqual(known, .success)
    }

    func testAProbeNeedsNobodyAndIsRefused() async throws {
        let shop = try self.shop
        try await shop.switches(["probe_before_each": .bool(true)])
        let number = number()
        await shop.orders.add(number, total: 1999)
        let link = try await shop.place(.direct, number)
        let answered = try await shop.answers(2) { try await shop.world.pay(link) }
        try await shop.switches(["probe_before_each": .bool(false)])
        XCTAssertGreaterThanOrEqual(answered[0], 400)
        XCTAssertEqual(answered[1], 200)
        try await shop.untilPaid(number)
    }

    /// A notification of a payment, unsigned: the client asks WeChat Pay what is true.
    private func payment(_ shop: Shop) async throws -> Received {
        let number = number()
        await shop.orders.add(number, total: 1999)
        let link = try await shop.place(.direct, number)
        _ = try await shop.answers(1) { try await shop.world.pay(link) }
        return try XCTUnwrap(shop.seen.last)
    }

    func testSuccessIsOnlyForWhatWasTaken() async throws {
        let shop = try self.shop
        let one = try await payment(shop)
        let log = Lines()
        let reported = RecordedErrors()
        let pay = try shop.world.client(ClientParts(log: { log.put($0) }))
        let takes: @Sendable (NotificationOf<Paid>) async throws -> Void = { _ in }
        let status: (Notifications) async throws -> Int64 = {
            try await $0.answer(headers: one.headers, rawBody: one.body).status
        }
        let onError: @Sendable (QqWxPayError) -> Void = { reported.put($0) }
        let done = try await status(Notifications(pay, paid: takes, onError: onError))
        XCTAssertEqual(done, 200)
        XCTAssertEqual(reported.errors.count, 0)
        let ignored = try await status(Notifications(pay, refund: { _ in }, ignore: [.paid], onError: onError))
        XCTAssertEqual(ignored, 200)
        XCTAssertEqual(reported.errors.count, 0)
        let untaken = try await status(Notifications(pay, refund: { _ in }, ignore: [.other], onError: onError))
        XCTAssertGreaterThanOrEqual(untaken, 400)
        XCTAssertEqual(reported.errors.last?.code, "EVENT_NOT_TAKEN")
        let failed = try await status(Notifications(pay, paid: { _ in throw Broken(what: "database") }, onError: onError))
        XCTAssertGreaterThanOrEqual(failed, 400)
        XCTAssertEqual(reported.errors.last?.code, "HANDLER_FAILED")
        XCTAssertEqual(reported.errors.last?.underlying as? Broken, Broken(what: "database"))
        let declined = try await status(Notifications(pay, paid: { _ in throw Declined() }, onError: onError))
        XCTAssertGreaterThanOrEqual(declined, 400)
        XCTAssertEqual(reported.errors.last?.code, "HANDLER_DECLINED")
        let differing = try await status(Notifications(pay, paid: { try $0.expect(outTradeNo: $0.outTradeNo, total: 1) }))
        XCTAssertGreaterThanOrEqual(differing, 400)
        let lines = try await until("the lines") { log.lines.count >= 3 ? log.lines : nil }
        XCTAssertTrue(lines.contains { $0.message.contains("ignore") }, "the remedy is in the log: \(lines)")
        XCTAssertTrue(lines.contains { $0.message.contains("database") }, "what it threw is in the log: \(lines)")
        let openid = try XCTUnwrap(try pay.handleNotification(headers: one.headers, rawBody: one.body).raw?.range(of: "openid"))
        XCTAssertFalse(openid.isEmpty)
    }

    func testWhatCannotBeRightIsRefusedWhenItIsMade() async throws {
        let pay = try shop.world.client()
        let none = try await failure { _ = try Notifications(pay, ignore: [.paid]) }
        XCTAssertEqual(none.code, "NO_EVENT_TAKEN")
        let both = try await failure { _ = try Notifications(pay, paid: { _ in }, ignore: [.paid]) }
        XCTAssertEqual([both.code, both.field], ["EVENT_BOTH_TAKEN_AND_IGNORED", "ignore"])
    }

    func testAWrongKeyIsInTheLogAndForgeriesAreNot() async throws {
        let shop = try self.shop
        let one = try await payment(shop)
        let log = Lines()
        let reported = RecordedErrors()
        let wrong = String(repeating: "k", count: 32)
        let pay = try shop.world.client(ClientParts(log: { log.put($0) }), change: ["QQ_WXPAY_API_V3_KEY": wrong])
        let taking = try Notifications(pay, paid: { _ in }, onError: { reported.put($0) })
        for _ in 0..<50 {
            let forged = try await taking.answer(headers: [], rawBody: Data(#"{"id":"EV-1"}"#.utf8))
            XCTAssertGreaterThanOrEqual(forged.status, 400)
        }
        for _ in 0..<50 {
            let refused = try await taking.answer(headers: one.headers, rawBody: one.body)
            XCTAssertGreaterThanOrEqual(refused.status, 400)
        }
        let lines = try await until("the line") { log.lines.isEmpty ? nil : log.lines }
        XCTAssertLessThan(lines.count, 50, "they are reported at a bounded rate")
        XCTAssertEqual(lines.first?.level, .error)
        XCTAssertTrue(lines.allSatisfy { $0.message.contains("DECRYPT_FAILED") && !$0.message.contains(wrong) }, "\(lines)")
        XCTAssertEqual(Set(reported.errors.map(\.code)), ["DECRYPT_FAILED"])
    }
}
