import Foundation
import QqWxPay

/// A shop that sells one thing. Its orders are in memory; yours are in a database.
actor Shop {
    private let pay: QqWxPay
    private let price: Int64 = 1999
    private var paid: [String: Bool] = [:]

    init(_ pay: QqWxPay) {
        self.pay = pay
    }

    /// The link for the mini program.
    func order(_ number: String, payer: String) async throws -> String {
        let request = OrderRequest(
            amount: OrderAmount(total: price),
            description: "Blue mug",
            outTradeNo: number,
            sceneInfo: SceneInfo(payerClientIp: payer)
        )
        paid[number] = false
        switch try await pay.placeOrder(request) {
        case .placed(let order):
            return order.h5Url
        case .toConfirm:
            // Whether it exists is not known: the identical order once more gives its link.
            guard case .placed(let order) = try await pay.placeOrder(request) else { throw Unconfirmed() }
            return order.h5Url
        }
    }

    /// What to answer to a notification: hand over headers and body as they were received.
    func notified(headers: [(name: String, value: String)], body: Data) async throws -> Acknowledgement {
        var handled = try pay.handleNotification(headers: headers, rawBody: body)
        switch handled.outcome {
        case .stale, .unsigned:
            handled = try await pay.confirmNotification(headers: headers, rawBody: body) // only a query can tell
        default:
            break
        }
        guard case .payment(let payment) = handled.outcome else { return handled.acknowledgement }
        do {
            try handled.expect(Expected(outTradeNo: payment.outTradeNo, total: price))
        } catch let difference as QqWxPayError {
            print("do not deliver, a person must look: \(difference)")
            return handled.acknowledgement
        }
        // In one transaction, once: the same notification may come several times.
        guard paid[payment.outTradeNo] != nil else { return handled.failure }
        paid[payment.outTradeNo] = true
        return handled.acknowledgement
    }

    /// Whether an order is paid, however its notification fared.
    func isPaid(_ number: String) async throws -> Bool {
        if paid[number] == true { return true }
        let status = try await pay.confirmOrder(OrderReference(family: .direct, outTradeNo: number))
        guard status.state == .paid, let found = status.found else { return false }
        try pay.expectPayment(PaymentToExpect(expected: Expected(outTradeNo: number, total: price), found: found))
        paid[number] = true
        return true
    }
}

/// Whether the order exists is not known.
struct Unconfirmed: Error {}
