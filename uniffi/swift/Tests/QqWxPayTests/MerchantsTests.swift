import Foundation
import XCTest

@testable import QqWxPay

/// Several merchants in one process, with one notification address: two, and three of which two are mini programs of one merchant.
final class MerchantsTests: XCTestCase {
    private static let names = ["mugs", "cups", "pots"]

    /// Their sandboxes; what they send arrives at the first.
    private static func worlds(_ folder: URL) throws -> [String: World] {
        let numbers = [
            ("1900000011", "wx00000000000000aa", "1110000011"),
            ("1900000011", "wx00000000000000bb", "1110000012"),
            ("1900000012", "wx00000000000000cc", "1110000013"),
        ]
        var made: [String: World] = [:]
        for (name, (mchid, wechatAppid, qqAppid)) in zip(names, numbers) {
            let keep = folder.appendingPathComponent("\(mchid).json").path
            let more = ["--mchid", mchid, "--wechat-appid", wechatAppid, "--qq-appid", qqAppid, "--keep", keep]
            made[name] = try World(notify: made["mugs"]?.receiver.port, more: more)
        }
        return made
    }

    private func code(_ act: () async throws -> Void) async throws -> [String?] {
        let error = try await failure(act)
        return [error.code, error.field]
    }

    func testEachNotificationIsItsMerchants() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let worlds = try Self.worlds(folder)
        let merchants = try Merchants()
        for name in Self.names {
            let world = try XCTUnwrap(worlds[name])
            try merchants.add(name, try world.client())
        }
        let received = { (number: String) in
            try await until("the notification of \(number)") {
                try worlds["mugs"]?.receiver.received.first {
                    let handled = try merchants.handleNotification(headers: $0.headers, rawBody: $0.body)
                    return handled.order?.outTradeNo == number || handled.refund?.outRefundNo == number
                }
            }
        }
        for name in Self.names {
            let world = try XCTUnwrap(worlds[name])
            let pay = try XCTUnwrap(merchants.get(name))
            let request = order()
            guard case .placed(let placed) = try await pay.placeOrder(request) else { throw TestError("it is not placed") }
            try await world.pay(placed.h5Url)
            let paid = try await received(request.outTradeNo)
            let handled = try await merchants.receiveNotification(headers: paid.headers, rawBody: paid.body)
            XCTAssertEqual(handled.merchant, name)
            XCTAssertEqual(handled.otherMerchants, [])
            XCTAssertEqual(handled.eventKind, .paid)
            let owner = try merchants.owner(headers: paid.headers, rawBody: paid.body)
            XCTAssertTrue(owner.pay === pay && owner.name == name)
            let stranger = try XCTUnwrap(merchants.get(name == "pots" ? "mugs" : "pots"))
            guard case .refused = try stranger.handleNotification(headers: paid.headers, rawBody: paid.body).outcome else {
                throw TestError("somebody else can read it")
            }
            let taken = Slot<String?>()
            let notifications = try Notifications(merchants, paid: { taken.put($0.notification.merchant) })
            let answer = try await notifications.answer(headers: paid.headers, rawBody: paid.body)
            XCTAssertEqual(answer.status, 200)
            XCTAssertEqual(taken.value, name)
            _ = try await pay.refund(RefundRequest(
                amount: RefundRequestAmount(refund: 1, total: 1999),
                outRefundNo: "R" + request.outTradeNo,
                outTradeNo: request.outTradeNo
            ))
            _ = try await world.control("POST", "/sandbox/clock", Json.object(["advance_seconds": .integer(10)]))
            let ended = try await received("R" + request.outTradeNo)
            let refund = try await merchants.receiveNotification(headers: ended.headers, rawBody: ended.body)
            // A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
            XCTAssertEqual(refund.merchant, name == "pots" ? "pots" : "mugs")
            XCTAssertEqual(refund.otherMerchants, name == "pots" ? [] : ["cups"])
        }
        try await mistakes(merchants, worlds)
        merchants.close()
        XCTAssertEqual(merchants.names, [])
        for world in worlds.values { world.close() }
        try FileManager.default.removeItem(at: folder)
    }

    private func mistakes(_ merchants: Merchants, _ worlds: [String: World]) async throws {
        let pots = try XCTUnwrap(worlds["pots"])
        let other = ["QQ_WXPAY_MCHID": "1900000099"]
        var told = try await code { try merchants.add("pots", try pots.client(change: other)) }
        XCTAssertEqual(told, ["MERCHANT_GIVEN_TWICE", "name"])
        told = try await code { try merchants.add("twin", try pots.client()) }
        XCTAssertEqual(told, ["MERCHANT_GIVEN_TWICE", "mchid"])
        told = try await code { try merchants.replace("new", try pots.client(change: other)) }
        XCTAssertEqual(told, ["MERCHANT_UNKNOWN", "name"])
        let first = try XCTUnwrap(merchants.get("pots"))
        try merchants.replace("pots", try pots.client())
        told = try await code { _ = try await first.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(told, ["CLIENT_CLOSED", nil])
        XCTAssertEqual(merchants.names, Self.names, "in its place")
        XCTAssertTrue(merchants.remove("pots"))
        XCTAssertFalse(merchants.remove("pots"))
        let seen = try XCTUnwrap(worlds["mugs"]?.receiver.received.last)
        let nobody = try await merchants.receiveNotification(headers: seen.headers, rawBody: seen.body)
        XCTAssertNil(nobody.merchant)
        XCTAssertEqual(nobody.fault?.code, "MERCHANT_NOT_REGISTERED")
        told = try await code { _ = try merchants.owner(headers: seen.headers, rawBody: seen.body) }
        XCTAssertEqual(told.first, "MERCHANT_NOT_REGISTERED")
    }
}
