import QqWxPay

/// What takes the notifications of the shop.
func notifications(_ pay: QqWxPay, _ orders: Orders) throws -> Notifications {
    try Notifications(
        pay,
        paid: { paid in
            let order = try await orders.find(paid.outTradeNo)
            try paid.expect(outTradeNo: order.number, total: order.total)
            try await orders.markPaid(order.number) // in one transaction, once: it may come several times
        },
        refund: { refund in
            await orders.refundEnded(refund.outRefundNo, refund.status) // success, abnormal or closed
        }
    )
}
