import Foundation

@testable import QqWxPay

/// The server of the example with its handler, a sandbox that sends to it, and a client.
final class Shop: @unchecked Sendable {
    let world: World
    let pay: QqWxPay
    let orders = Orders()
    let log = Lines()
    let server: Server
    private let lock = NSLock()
    private var answered: [Int] = []
    private var received: [Received] = []

    init() throws {
        let taking = Slot<Notifications>()
        let own = Slot<Shop>()
        server = try Server(port: 0, limit: QqWxPay.maximumNotificationBytes) { request in
            guard request.method == "POST", let taking = taking.value else { return Response(status: 405) }
            let answer = try? await taking.answer(headers: request.headers, rawBody: request.body)
            own.value?.keep(Received(headers: request.headers, body: request.body), Int(answer?.status ?? 500))
            return Response(status: Int(answer?.status ?? 500), contentType: answer?.contentType ?? "", body: answer?.body ?? "")
        }
        world = try World(notify: server.port)
        let log = self.log
        pay = try world.client(ClientParts(log: { log.put($0) }))
        taking.put(try notifications(pay, orders))
        own.put(self)
    }

    /// What was posted.
    var seen: [Received] {
        lock.lock()
        defer { lock.unlock() }
        return received
    }

    private func keep(_ one: Received, _ status: Int) {
        lock.lock()
        defer { lock.unlock() }
        received.append(one)
        answered.append(status)
    }

    private func answers() -> [Int] {
        lock.lock()
        defer { lock.unlock() }
        return answered
    }

    private func forget() {
        lock.lock()
        defer { lock.unlock() }
        answered = []
    }

    /// The first answers that this leads to.
    func answers(_ count: Int, _ act: () async throws -> Void) async throws -> [Int] {
        forget()
        try await act()
        return try await until("\(count) answers") {
            let all = answers()
            return all.count >= count ? Array(all.prefix(count)) : nil
        }
    }

    func untilPaid(_ number: String) async throws {
        for _ in 0..<500 {
            if let order = try? await orders.find(number), order.isPaid { return }
            try await Task.sleep(nanoseconds: 20_000_000)
        }
        throw TestError("not in time: the repeated notification")
    }

    func control(_ path: String, _ content: [String: Json] = [:]) async throws {
        _ = try await world.control("POST", "/sandbox/\(path)", Json.object(content))
    }

    func switches(_ content: [String: Json]) async throws {
        _ = try await world.control("PUT", "/sandbox/switches", Json.object(content))
    }

    /// Places an order of 19.99 yuan, and gives its link.
    func place(_ family: OrderFamily, _ number: String) async throws -> String {
        let sub = try await world.control("GET", "/sandbox/identity").field("sub_mchids").item(0).asText()
        let placement: Placement
        switch family {
        case .direct:
            placement = try await pay.placeOrder(order(number))
        case .partner:
            placement = try await pay.placePartnerOrder(PartnerOrderRequest(order: order(number), subMchid: sub))
        case .combine:
            let own = try pay.merchant().mchid
            let parts = [(own, 999), (sub, 1000)].enumerated().map { index, part in
                SubOrder(
                    amount: CombineAmount(totalAmount: Int64(part.1)), attach: "a", description: "mug", mchid: part.0,
                    outTradeNo: "\(number)p\(index)"
                )
            }
            placement = try await pay.placeCombineOrder(CombineOrderRequest(
                combineOutTradeNo: number, sceneInfo: CombineSceneInfo(payerClientIp: "203.0.113.7"), subOrders: parts
            ))
        case .v2:
            placement = try await pay.placeV2Order(V2OrderRequest(
                body: "mug", outTradeNo: number, spbillCreateIp: "203.0.113.7", totalFee: 1999
            ))
        }
        guard case .placed(let placed) = placement else { throw TestError("the order is not placed") }
        return placed.h5Url
    }
}

/// Keeps the lines of a log.
final class Lines: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [LogLine] = []

    var lines: [LogLine] {
        lock.lock()
        defer { lock.unlock() }
        return kept
    }

    /// Keeps a line, but not the one that each client of a sandbox begins with.
    func put(_ line: LogLine) {
        if line.message.contains("SANDBOX_CLIENT") { return }
        lock.lock()
        defer { lock.unlock() }
        kept.append(line)
    }
}

/// Keeps what `onError` receives.
final class RecordedErrors: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [QqWxPayError] = []

    var errors: [QqWxPayError] {
        lock.lock()
        defer { lock.unlock() }
        return kept
    }

    func put(_ error: QqWxPayError) {
        lock.lock()
        defer { lock.unlock() }
        kept.append(error)
    }
}
