import Foundation
import XCTest

@testable import QqWxPay

/// What users of the package rely on, against the sandbox.
final class FacadeTests: XCTestCase {
    private var world: World {
        get throws { try World.shared.get() }
    }

    private func placed(_ pay: QqWxPay, _ request: OrderRequest = order()) async throws -> PlacedOrder {
        guard case .placed(let placed) = try await pay.placeOrder(request) else { throw TestError("the order is not placed") }
        return placed
    }

    func testAPaymentFromTheOrderToTheRefund() async throws {
        let world = try self.world
        let pay = try world.client()
        let request = order()
        let placed = try await self.placed(pay, request)
        XCTAssertEqual(placed.requestPayment?.url, placed.h5Url)
        XCTAssertFalse("\(placed)".contains(placed.h5Url), "links are not shown")
        let before = try await pay.queryOrder(.outTradeNo(request.outTradeNo))
        XCTAssertEqual(before.tradeState, "NOTPAY")
        try await world.pay(placed.h5Url)
        let handled = try await until("the notification") {
            try world.receiver.received
                .map { try pay.handleNotification(headers: $0.headers, rawBody: $0.body) }
                .first { $0.order?.outTradeNo == request.outTradeNo }
        }
        guard case .payment(let payment) = handled.outcome else { throw TestError("no payment: \(handled)") }
        XCTAssertEqual(payment.amount?.total, 1999)
        try handled.expect(Expected(outTradeNo: request.outTradeNo, total: 1999))
        let differs = try await failure { try handled.expect(Expected(outTradeNo: request.outTradeNo, total: 2000)) }
        XCTAssertEqual(differs.kind, .mismatch)
        XCTAssertEqual(differs.field, "amount.total")
        let openid = try XCTUnwrap(payment.payer?.openid)
        var dumped = ""
        dump(handled, to: &dumped)
        for shown in ["\(handled)", String(reflecting: handled.outcome), dumped] {
            XCTAssertFalse(shown.contains(openid), "the payer is not shown")
        }
        let status = try await pay.confirmOrder(OrderReference(family: .direct, outTradeNo: request.outTradeNo))
        XCTAssertEqual(status.state, .paid)
        let found = try XCTUnwrap(status.found)
        try pay.expectPayment(PaymentToExpect(expected: Expected(outTradeNo: request.outTradeNo, total: 1999), found: found))
        let other = try await failure {
            try pay.expectPayment(PaymentToExpect(expected: Expected(outTradeNo: request.outTradeNo, total: 1), found: found))
        }
        XCTAssertEqual(other.kind, .mismatch)
        let refund = try await pay.refund(RefundRequest(
            amount: RefundRequestAmount(refund: 500, total: 1999),
            outRefundNo: "R" + request.outTradeNo,
            outTradeNo: request.outTradeNo
        ))
        XCTAssertEqual(refund.status, "PROCESSING")
    }

    func testMistakesAreNamedBeforeAnythingIsSent() async throws {
        let world = try World()
        defer { world.close() }
        let pay = try world.client()
        let before = try await world.control("GET", "/sandbox/statistics")
        let short = try await failure { _ = try await pay.placeOrder(order("T1")) }
        XCTAssertEqual(short.kind, .invalidInput)
        XCTAssertEqual([short.code, short.field], ["ORDER_NUMBER_LENGTH", "outTradeNo"])
        XCTAssertEqual(short.retry, .never)
        XCTAssertFalse(try XCTUnwrap(short.remedy).zh.isEmpty)
        XCTAssertEqual(short.localizedDescription, short.message)
        var inner = order()
        inner.sceneInfo.payerClientIp = "10.0.0.1"
        let request = inner
        let ip = try await failure { _ = try await pay.placeOrder(request) }
        XCTAssertEqual(ip.field, "sceneInfo.payerClientIp")
        for limit in [Duration.zero, .seconds(-1), .microseconds(999)] {
            let late = try await failure { _ = try await pay.placeOrder(order(), timeout: limit) }
            XCTAssertEqual(late.field, "timeout")
        }
        let after = try await world.control("GET", "/sandbox/statistics")
        XCTAssertEqual(after, before)
    }

    func testRefusalsLostRepliesAndTimeLimits() async throws {
        let world = try World()
        defer { world.close() }
        let pay = try world.client()
        let missing = try await failure { _ = try await pay.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(missing.kind, .api)
        XCTAssertEqual(missing.code, "ORDER_NOT_EXIST")
        XCTAssertEqual(missing.status, 404)
        try await world.fault("proxy", "drop_after", 9)
        let request = order()
        guard case .toConfirm(let lost) = try await pay.placeOrder(request) else { throw TestError("the reply is not lost") }
        try await world.clear()
        XCTAssertEqual(lost.error.retry, .confirmFirst)
        let status = try await pay.confirmOrder(lost.order)
        XCTAssertEqual(status.state, .notPaid)
        _ = try await placed(pay, request)
        try await world.fault("query", "time_out", 9)
        let late = try await failure {
            _ = try await pay.queryOrder(.outTradeNo("SW-none"), timeout: .milliseconds(300))
        }
        XCTAssertEqual(late.kind, .transport)
        XCTAssertEqual(late.code, "TIMED_OUT")
        try await world.clear()
        _ = try await placed(pay)
    }

    func testACancelledTaskWaitsNoLonger() async throws {
        let world = try World()
        defer { world.close() }
        let pay = try world.client()
        try await world.fault("query", "time_out", 9)
        let begin = Date()
        let call = Task { try await pay.queryOrder(.outTradeNo("SW-none")) }
        try await Task.sleep(nanoseconds: 200_000_000)
        call.cancel()
        let ended = await call.result
        XCTAssertLessThan(Date().timeIntervalSince(begin), 2)
        XCTAssertThrowsError(try ended.get()) { XCTAssertTrue($0 is CancellationError) }
        let early = Task { try await pay.queryOrder(.outTradeNo("SW-none")) }
        early.cancel()
        let never = await early.result
        XCTAssertThrowsError(try never.get()) { XCTAssertTrue($0 is CancellationError) }
        try await world.clear()
        _ = try await placed(pay)
    }

    func testWhatForeignFunctionsThrowComesBackAsItself() async throws {
        let world = try self.world
        let down = try world.client(ClientParts(tokenProvider: Provider { throw Broken(what: "token server") }))
        let failed = try await failure { _ = try await self.placed(down) }
        XCTAssertEqual(failed.underlying as? Broken, Broken(what: "token server"))
        var dumped = ""
        dump(failed, to: &dumped)
        dump(down, to: &dumped)
        for shown in ["\(failed)", String(reflecting: failed), dumped] {
            XCTAssertFalse(shown.contains("token server"), "what your own functions threw is not shown")
        }
        let silent = try world.client(ClientParts(tokenProvider: Provider { try await forever() }))
        let late = try await failure { _ = try await silent.placeOrder(order(), timeout: .milliseconds(300)) }
        XCTAssertEqual(late.code, "TIMED_OUT")
        XCTAssertNil(late.underlying)
        silent.close()
        let twice = try await failure {
            _ = try world.client(ClientParts(tokenProvider: Provider { "" }, tokenStore: Store()))
        }
        XCTAssertEqual(twice.code, "TOKEN_SOURCE_GIVEN_TWICE")
        let store = Store(broken: true)
        let stored = try await failure { _ = try await self.placed(try world.client(ClientParts(tokenStore: store))) }
        XCTAssertEqual(stored.underlying as? Broken, Broken(what: "store"))
        let signing = try world.client(
            ClientParts(signer: ClosureSigner { throw Broken(what: "signer") }),
            change: ["QQ_WXPAY_MERCHANT_PRIVATE_KEY": ""]
        )
        let unsigned = try await failure { _ = try await signing.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(unsigned.code, "SIGNING_FAILED")
        XCTAssertEqual(unsigned.underlying as? Broken, Broken(what: "signer"))
    }

    func testATokenStoreIsTried() async throws {
        let world = try World()
        defer { world.close() }
        do {
            try await world.client(ClientParts(tokenStore: Store())).checkTokenStore()
            XCTFail("a store that takes one AppID for another")
        } catch let error as QqWxPayError {
            XCTAssertEqual(error.code, "TOKEN_STORE_WRONG")
            XCTAssertEqual(error.detail, "each AppID has a token of its own")
        }
    }

    func testATokenStoreIsShared() async throws {
        let world = try World()
        defer { world.close() }
        let store = Store()
        let clients = [try world.client(ClientParts(tokenStore: store)), try world.client(ClientParts(tokenStore: store))]
        let (first, second) = (try await clients[0].accessToken(), try await clients[1].accessToken())
        XCTAssertEqual(first, second)
        let statistics = try await world.control("GET", "/sandbox/statistics")
        XCTAssertEqual(try statistics.field("token_requests").asInteger(), 1)
        let kept = await store.token
        let token = try XCTUnwrap(kept)
        var dumped = ""
        dump(token, to: &dumped)
        for shown in ["\(token)", String(reflecting: [token]), dumped, "\(first)", "\(Optional(first) as Any)"] {
            XCTAssertFalse(shown.contains(token.accessToken))
        }
    }

    func testATransportOfYourOwn() async throws {
        let world = try World()
        defer { world.close() }
        let own = try world.client(ClientParts(transport: Sender { request, _ in
            try await exchange(try urlRequest(request))
        }))
        _ = try await placed(own)
        let broken = try world.client(ClientParts(transport: Sender { _, _ in throw Broken(what: "proxy") }))
        let failed = try await failure { _ = try await broken.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(failed.kind, .transport)
        XCTAssertEqual(failed.underlying as? Broken, Broken(what: "proxy"))
        let unreachable = try world.client(ClientParts(transport: Sender { _, _ in throw NotConnected() }))
        let nobody = try await failure { _ = try await unreachable.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(nobody.code, "NOT_CONNECTED")
        let silent = try world.client(ClientParts(transport: Sender { _, _ in try await forever() }))
        let late = try await failure {
            _ = try await silent.queryOrder(.outTradeNo("SW-none"), timeout: .milliseconds(300))
        }
        XCTAssertEqual(late.code, "TIMED_OUT")
    }

    func testARequestSentWithAnotherClient() async throws {
        let pay = try self.world.client()
        let token = try await pay.accessToken().accessToken
        let prepared = try pay.prepare(.placeOrder, order(), accessToken: token)
        let keys = try pay.prepare(.refreshCertificates)
        XCTAssertTrue(keys.request.url.hasSuffix("/v3/certificates"))
        var dumped = ""
        dump(prepared.request, to: &dumped)
        for shown in ["\(prepared.request)", "\(prepared)", dumped] {
            XCTAssertFalse(shown.contains(token))
        }
        let reply = try await exchange(try urlRequest(prepared.request))
        let placed = try prepared.finish(status: reply.status, headers: reply.headers, body: reply.body)
        XCTAssertTrue(placed.verified)
        let changed = try await failure {
            _ = try prepared.finish(status: reply.status, headers: reply.headers, body: reply.body + Data(" ".utf8))
        }
        XCTAssertEqual(changed.code, "SIGNATURE_WRONG")
    }

    func testABillRowByRow() async throws {
        let world = try World()
        defer { world.close() }
        let pay = try world.client()
        let day: Int64 = 24 * 3600
        let days = DateFormatter()
        days.locale = Locale(identifier: "en_US_POSIX")
        days.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
        days.dateFormat = "yyyy-MM-dd"
        let twoDaysAgo = days.string(from: Date().addingTimeInterval(-2 * 24 * 3600))
        let placed = try await self.placed(pay)
        _ = try await world.control("POST", "/sandbox/clock", Json.object(["advance_seconds": .integer(-2 * day)]))
        try await world.pay(placed.h5Url)
        _ = try await world.control("POST", "/sandbox/clock", Json.object(["advance_seconds": .integer(2 * day)]))
        let bill = try await pay.tradeBill(TradeBillRequest(billDate: twoDaysAgo, gzip: true))
        var rows: [TradeBillRow] = []
        for try await row in bill {
            XCTAssertNil(bill.finished)
            rows.append(row)
        }
        XCTAssertEqual(rows.map { $0.outTradeNo }, [placed.outTradeNo])
        XCTAssertEqual(rows.first?.orderAmount, 1999)
        XCTAssertEqual(bill.finished?.verified, true)
        XCTAssertEqual(bill.finished?.rows, 1)
        try await world.fault("bill_file", "flipped_byte")
        let spoilt = try await pay.tradeBill(TradeBillRequest(billDate: twoDaysAgo))
        let wrong = try await failure { for try await _ in spoilt {} }
        XCTAssertEqual(wrong.code, "BILL_DIGEST_WRONG")
        XCTAssertNil(spoilt.finished)
        let asked = try pay.prepare(.tradeBill, TradeBillRequest(billDate: twoDaysAgo))
        let answer = try await exchange(try urlRequest(asked.request))
        let link = try asked.finish(status: answer.status, headers: answer.headers, body: answer.body)
        let prepared = try pay.prepareBill(.tradeBillFile, link)
        let file = try await exchange(try urlRequest(prepared.request))
        try prepared.begin(status: file.status, headers: file.headers)
        XCTAssertEqual(try prepared.feed(file.body), rows)
        XCTAssertEqual(try prepared.finish()?.verified, true)
        let left = try await pay.tradeBill(TradeBillRequest(billDate: twoDaysAgo))
        for try await _ in left { break }
        XCTAssertNil(left.finished)
        let old = try await failure { _ = try await pay.tradeBill(TradeBillRequest(billDate: "2000-01-01")) }
        XCTAssertEqual(old.kind, .api)
    }

    func testAnObserverReceivesEvents() async throws {
        let observer = RecordingObserver()
        // Elsewhere another client of this process has the token already.
        let world = try World()
        defer { world.close() }
        let pay = try world.client(ClientParts(observer: observer, log: { _ in }))
        _ = try await placed(pay)
        let handled = try pay.handleNotification(headers: [], rawBody: Data("{}".utf8))
        guard case .refused = handled.outcome else { throw TestError("it is believed") }
        // The sandbox, three certificates and keys, the token with its attempt and its call, the order with its own, the notification.
        let events = try await until("ten events") { observer.events.count == 10 ? observer.events : nil }
        guard case .fault(let fault) = events[0], fault.code == "SANDBOX_CLIENT",
            case .certificate(let certificate) = events[1], case .certificate(let key) = events[3],
            case .token(let token) = events[6], case .attempt(let ordered) = events[7], case .call(let call) = events[8],
            case .notification(let notified) = events[9]
        else { throw TestError("other events: \(events)") }
        XCTAssertEqual([certificate.whose, key.whose], [.merchant, .platformKey])
        XCTAssertTrue(certificate.daysLeft ?? 0 > 1800 && key.daysLeft == nil)
        XCTAssertTrue(token.origin == .fetched && call.call == ordered.call && call.attempts == 1)
        XCTAssertEqual(ordered.operation, "place_order")
        XCTAssertEqual(ordered.upstream, .qq)
        XCTAssertEqual(ordered.status, 200)
        XCTAssertNil(ordered.code)
        XCTAssertEqual(notified.outcome, "refused")
    }

    func testManyAtOnce() async throws {
        let pay = try self.world.client(change: ["QQ_WXPAY_CHANNEL": "direct"])
        try await withThrowingTaskGroup(of: Placement.self) { group in
            for _ in 0..<200 {
                group.addTask { try await pay.placeOrder(order()) }
            }
            for try await placement in group {
                guard case .placed = placement else { throw TestError("the order is not placed") }
            }
        }
    }

    func testClientsComeAndGo() async throws {
        let world = try self.world
        for _ in 0..<100 {
            try world.client(ClientParts(tokenProvider: Provider { "" })).close()
        }
        weak var gone: RecordingObserver?
        do {
            let observer = RecordingObserver()
            gone = observer
            _ = try world.client(ClientParts(observer: observer))
        }
        // The other side lets go of it on a thread of its own.
        _ = try await until("the end of the observer") { gone == nil ? true : nil }
    }

    func testAClosedClientRefusesAndWrongSettingsAreNamed() async throws {
        let world = try self.world
        let closed = try world.client()
        closed.close()
        let refused = try await failure { _ = try await closed.queryOrder(.outTradeNo("SW-none")) }
        XCTAssertEqual(refused.code, "CLIENT_CLOSED")
        let short = try await failure { _ = try world.client(change: ["QQ_WXPAY_API_V3_KEY": "short"]) }
        XCTAssertEqual(short.kind, .config)
        XCTAssertEqual(short.field, "apiV3Key")
        let bare = try await failure { _ = try QqWxPay(settings: Settings(mchid: "1")) }
        XCTAssertNil(bare.underlying)
        let secret = "0123456789abcdef0123456789abcdef"
        let settings = Settings(apiV3Key: secret, mchid: "1900000001", merchantPrivateKey: secret, qqAppSecret: secret)
        var dumped = ""
        dump(settings, to: &dumped)
        for shown in ["\(settings)", String(reflecting: settings), "\([settings])", dumped] {
            XCTAssertFalse(shown.contains(secret))
            XCTAssertTrue(shown.contains("1900000001"))
        }
    }
}
