// One process of the soak's shop: see ../../../../README.md for what it reads and says.
import Foundation
import QqWxPay

let saying = NSLock()

@Sendable func say(_ fields: [String]) {
    let line = Data((fields.joined(separator: "\t") + "\n").utf8)
    saying.withLock { FileHandle.standardOutput.write(line) }
}

struct Unknown: Error {}

struct Worker: Sendable {
    let pay: QqWxPay
    let notifications: Notifications
    let limit = Duration.seconds(10)

    init() throws {
        pay = try QqWxPay.fromEnv()
        notifications = try Notifications(
            pay,
            paid: { paid in
                try paid.expect(outTradeNo: paid.outTradeNo, total: 1999)
                say(["took", "paid", paid.outTradeNo])
            },
            refund: { refund in say(["took", "refund", refund.outRefundNo, refund.status.rawValue]) }
        )
    }

    func order(_ number: String) -> OrderReference { OrderReference(family: .direct, outTradeNo: number) }

    func place(_ number: String, _ notifyUrl: String) async throws -> [String] {
        let order = OrderRequest(
            amount: OrderAmount(total: 1999),
            description: "蓝色马克杯",
            outTradeNo: number,
            sceneInfo: SceneInfo(payerClientIp: "203.0.113.7"),
            notifyUrl: notifyUrl
        )
        switch try await pay.placeOrder(order, timeout: limit) {
        case .placed(let placed): return ["placed", placed.requestPayment?.url ?? ""]
        case .toConfirm: return ["to_confirm"]
        }
    }

    func refund(_ number: String, _ refundNumber: String, _ notifyUrl: String) async throws -> [String] {
        let request = RefundRequest(
            amount: RefundRequestAmount(refund: 500, total: 1999),
            outRefundNo: refundNumber,
            notifyUrl: notifyUrl,
            outTradeNo: number
        )
        return [try await pay.refund(request, timeout: limit).status]
    }

    func notify(_ body: String, _ lines: ArraySlice<String>) async throws -> [String] {
        let fields = Array(lines)
        let headers = stride(from: 0, to: fields.count - 1, by: 2).map { (name: fields[$0], value: fields[$0 + 1]) }
        let answer = try await notifications.answer(headers: headers, rawBody: Data(body.utf8))
        return ["answered", String(answer.status), answer.body]
    }

    func work(_ fields: [String]) async throws -> [String] {
        switch fields[1] {
        case "place": return try await place(fields[2], fields[3])
        case "confirm": return [try await pay.confirmOrder(order(fields[2]), timeout: limit).state.rawValue]
        case "close": return [try await pay.closeIfUnpaid(order(fields[2]), timeout: limit).state.rawValue]
        case "refund": return try await refund(fields[2], fields[3], fields[4])
        case "refunded": return [try await pay.queryRefund(RefundQuery(outRefundNo: fields[2]), timeout: limit).status]
        case "notify": return try await notify(fields[2], fields[3...])
        default: throw Unknown()
        }
    }

    func obey(_ line: String) async {
        let fields = line.components(separatedBy: "\t")
        do {
            say(["said", fields[0]] + (try await work(fields)))
        } catch let error as QqWxPayError {
            say(["failed", fields[0], error.code])
        } catch {
            say(["failed", fields[0], String(describing: type(of: error))])
        }
    }
}

let worker = try Worker()
// What waits for a line must hold up none of the few threads that tasks share.
let lines = AsyncStream<String> { continuation in
    Thread.detachNewThread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
    }
}
await withDiscardingTaskGroup { group in
    for await line in lines { group.addTask { await worker.obey(line) } }
}
