import QqWxPay

/// A shop that sells one thing.
struct Shop {
    static let price: Int64 = 1999

    let pay: QqWxPay
    let orders: Orders

    /// The link for the mini program.
    func order(_ number: String, payer: String) async throws -> String {
        let request = OrderRequest(
            amount: OrderAmount(total: Shop.price),
            description: "Blue mug",
            outTradeNo: number,
            sceneInfo: SceneInfo(payerClientIp: payer)
        )
        await orders.add(number, total: Shop.price)
        switch try await pay.placeOrder(request) {
        case .placed(let order):
            return order.h5Url
        case .toConfirm:
            // Whether it exists is not known: the identical order once more gives its link.
            guard case .placed(let order) = try await pay.placeOrder(request) else { throw Unconfirmed() }
            return order.h5Url
        }
    }

    /// Whether an order is paid, however its notification fared.
    func isPaid(_ number: String) async throws -> Bool {
        let order = try await orders.find(number)
        if order.isPaid { return true }
        let status = try await pay.confirmOrder(OrderReference(family: .direct, outTradeNo: number))
        guard status.state == .paid, let found = status.found else { return false }
        try pay.expectPayment(PaymentToExpect(expected: Expected(outTradeNo: number, total: order.total), found: found))
        try await orders.markPaid(number)
        return true
    }
}

/// Whether the order exists is not known.
struct Unconfirmed: Error {}
