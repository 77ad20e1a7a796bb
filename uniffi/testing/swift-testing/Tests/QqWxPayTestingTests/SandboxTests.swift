import Foundation
import QqWxPay
import QqWxPayTesting
import XCTest

final class SandboxTests: XCTestCase {
    private func refused(_ code: String = "SANDBOX_REFUSED", _ act: () async throws -> Void) async throws -> TestingError {
        do {
            try await act()
        } catch let error as TestingError {
            XCTAssertEqual(error.code, code)
            return error
        }
        throw TestingFailed()
    }

    private struct TestingFailed: Error {}

    private func order(_ number: String) -> OrderRequest {
        OrderRequest(amount: OrderAmount(total: 1999), description: "蓝色马克杯", outTradeNo: number, sceneInfo: SceneInfo(payerClientIp: "203.0.113.7"))
    }

    private func placed(_ number: String, _ pay: QqWxPay) async throws -> String {
        guard case .placed(let placed) = try await pay.placeOrder(order(number)) else { throw TestingFailed() }
        return placed.h5Url
    }

    private func state(_ number: String, _ sandbox: Sandbox) async throws -> String? {
        try await sandbox.orders().first { $0.outTradeNo == number }?.tradeState
    }

    func testOrdersAndTheirEnds() async throws {
        try await Sandbox.run { sandbox in
            let pay = try sandbox.client()
            try await sandbox.pay(placed("SWIFT-1", pay))
            let outcome = try await sandbox.requestWxPayment(url: placed("SWIFT-2", pay), referer: sandbox.environment["QQ_WXPAY_REFERER"] ?? "")
            XCTAssertEqual(outcome.errMsg, "requestWxPayment:ok")
            _ = try await placed("SWIFT-3", pay)
            _ = try await placed("SWIFT-4", pay)
            try await sandbox.failPayment("SWIFT-3")
            try await sandbox.closeOrder("SWIFT-4")
            var states: [String?] = []
            for number in 1...4 { states.append(try await state("SWIFT-\(number)", sandbox)) }
            XCTAssertEqual(states, ["SUCCESS", "SUCCESS", "PAYERROR", "CLOSED"])
            let none = try await refused { try await sandbox.closeOrder("none") }
            XCTAssertTrue(none.en.contains("no unpaid order"))
            let events = try await sandbox.events()
            XCTAssertTrue(events.contains { $0.kind == "order.created" && $0.summary.contains("SWIFT-1") })
            let created = try await sandbox.statistics()["orders_created"]
            XCTAssertEqual(created, 4)
        }
    }

    /// Nobody takes the notifications here: they do not arrive.
    func testDeliveriesAndRefunds() async throws {
        try await Sandbox.run(SandboxOptions(notifyUrl: "http://127.0.0.1:9/notify")) { sandbox in
            let pay = try sandbox.client()
            try await sandbox.changeSwitches(["deliver": "hold"])
            try await sandbox.pay(placed("SWIFT-5", pay))
            let late = try await refused { _ = try await sandbox.waitForDelivery("SWIFT-5", seconds: 0.05) }
            XCTAssertTrue(late.en.contains("SWIFT-5"))
            let released = try await sandbox.releaseDeliveries()
            XCTAssertEqual(released, 1)
            _ = try await refused { try await sandbox.deliverAgain("SWIFT-5") }
            _ = try await pay.refund(RefundRequest(amount: RefundRequestAmount(refund: 500, total: 1999), outRefundNo: "SWIFT-5-R", outTradeNo: "SWIFT-5"))
            try await sandbox.settleRefund("SWIFT-5-R", as: .closed)
            let second = try await sandbox.refundInConsole("SWIFT-5", refund: 100)
            let all = try await sandbox.refundInConsole("SWIFT-5")
            let refunds = try await sandbox.refunds()
            XCTAssertEqual(refunds.first { $0.outRefundNo == "SWIFT-5-R" }?.status, "CLOSED")
            XCTAssertEqual([second, all].map { number in refunds.first { $0.outRefundNo == number }?.refund }, [100, 1899])
            _ = try await refused { try await sandbox.settleRefund("SWIFT-5-R", as: .success) }
            _ = try await refused { _ = try await sandbox.waitForRefundDelivery("none", seconds: 0.01) }
            _ = try await refused { try await sandbox.deliverRefundAgain("none") }
        }
    }

    func testFaultsSwitchesAndTheClock() async throws {
        try await Sandbox.run { sandbox in
            let pay = try sandbox.client()
            try await sandbox.addFault(.proxy, .refuse("9030"))
            do {
                _ = try await placed("SWIFT-6", pay)
                XCTFail("it was to be refused")
            } catch let error as QqWxPayError {
                XCTAssertEqual(error.code, "9030")
            }
            let kinds: [SandboxFault] = [
                .status500, .status502Html, .status503, .status429, .systemError, .html200, .empty200, .garbageJson, .truncatedBody, .flippedByte,
                .hugeBody, .slowBody, .timeOut, .dropBefore, .dropAfter, .dropMidReply, .wrongSignature, .probeSignature, .staleTimestamp,
                .unknownSerial, .cutReply(17), .cutRequest(17),
            ]
            for kind in kinds { try await sandbox.addFault(.echo, kind) }
            for endpoint in FaultEndpoint.allCases { try await sandbox.addFault(endpoint, .status500) }
            _ = try await refused { try await sandbox.addFault(.any, .refuse("a code with spaces")) }
            try await sandbox.clearFaults()
            try await sandbox.changeSwitches(["merchant_bound": false])
            let bound = try await sandbox.switches()["merchant_bound"]
            XCTAssertEqual(bound, false)
            try await sandbox.resetSwitches()
            let misspelt = try await refused { try await sandbox.changeSwitches(["merchant_bond": false]) }
            XCTAssertTrue(misspelt.en.contains("merchant_bond"))
            let link = try await placed("SWIFT-7", pay)
            try await sandbox.advanceClock(seconds: 3600)
            _ = try await refused { try await sandbox.pay(link) }
        }
    }

    func testStoppedTwiceAndSteeredAfterwards() async throws {
        let sandbox = try await Sandbox.start()
        let waiting = Task { try await sandbox.waitForDelivery("nothing", seconds: 60) }
        _ = try await sandbox.statistics()
        try await sandbox.stop()
        _ = try await refused("SANDBOX_STOPPED") { _ = try await waiting.value }
        try await sandbox.stop()
        _ = try await refused("SANDBOX_STOPPED") { _ = try await sandbox.events() }
    }

    func testWhatCannotBeStarted() async throws {
        let host = try await refused("WRONG_VALUE") { _ = try await Sandbox.start(SandboxOptions(host: "localhost")) }
        XCTAssertEqual(host.field, "host")
        _ = try await refused("WRONG_VALUE") { _ = try await Sandbox.start(SandboxOptions(port: 70_000)) }
        try await Sandbox.run { sandbox in
            let port = Int(sandbox.baseUrl.split(separator: ":").last ?? "")
            _ = try await refused("SANDBOX_NOT_STARTED") { _ = try await Sandbox.start(SandboxOptions(port: port)) }
            let action = try await refused { try await sandbox.control("pey") }
            XCTAssertTrue(action.en.contains("pay"))
        }
    }
}
