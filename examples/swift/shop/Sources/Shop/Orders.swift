import QqWxPay

/// The orders of the shop. These are in memory; yours are in a database.
actor Orders {
    /// An order as the shop wrote it down.
    struct Order: Sendable {
        let number: String
        /// In fen.
        let total: Int64
        var isPaid = false
    }

    /// There is no such order.
    struct Unknown: Error {}

    private var orders: [String: Order] = [:]
    private var refunds: [String: RefundEnd] = [:]

    func add(_ number: String, total: Int64) {
        orders[number] = Order(number: number, total: total)
    }

    func find(_ number: String) throws -> Order {
        guard let order = orders[number] else { throw Unknown() }
        return order
    }

    /// Once: the same payment may be notified several times.
    func markPaid(_ number: String) throws {
        guard orders[number] != nil else { throw Unknown() }
        orders[number]?.isPaid = true
    }

    func refundEnded(_ number: String, _ end: RefundEnd) {
        refunds[number] = end
    }

    func refund(_ number: String) -> RefundEnd? { refunds[number] }
}
