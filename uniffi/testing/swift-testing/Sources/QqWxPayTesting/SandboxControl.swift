import Foundation
import QqWxPay

/// What a sandbox does.
extension Sandbox {
    /// Pays an order as a payer does: opens its link and presses the button.
    public func pay(_ h5Url: String) async throws { try await control("pay", ["h5_url": .text(h5Url)]) }

    /// Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays.
    public func requestWxPayment(url: String, referer: String) async throws -> ClientOutcome {
        try await asked("request_wx_payment", ["url": .text(url), "referer": .text(referer)])
    }

    /// Makes the payment of an unpaid order fail for good (PAYERROR).
    public func failPayment(_ outTradeNo: String) async throws { try await control("fail_payment", ["out_trade_no": .text(outTradeNo)]) }

    /// Closes an unpaid order, as its merchant could.
    public func closeOrder(_ outTradeNo: String) async throws { try await control("close_order", ["out_trade_no": .text(outTradeNo)]) }

    /// Moves the sandbox's clock: tokens, links, signature times, bills.
    public func advanceClock(seconds: Int64) async throws { try await control("advance_clock", ["advance_seconds": .integer(seconds)]) }

    /// Makes something go wrong, so many times, behind the faults that wait already.
    public func addFault(_ endpoint: FaultEndpoint, _ kind: SandboxFault, times: Int64 = 1) async throws {
        try await control("add_fault", ["endpoint": .text(endpoint.rawValue), "kind": kind.value, "times": .integer(times)])
    }

    /// Forgets all faults.
    public func clearFaults() async throws { try await control("clear_faults") }

    /// How the parties behave where they can vary, by name; the README of the sandbox has the list.
    public func switches() async throws -> [String: Value] { try JSONDecoder().decode([String: Value].self, from: await control("switches")) }

    /// Changes switches: `changeSwitches(["merchant_bound": false])`.
    public func changeSwitches(_ changes: [String: Value]) async throws { try await control("change_switches", changes) }

    /// Puts all switches back.
    public func resetSwitches() async throws { try await control("reset_switches") }

    /// Decides what becomes of a refund, and sends its notification.
    public func settleRefund(_ outRefundNo: String, as end: RefundEnd) async throws {
        try await control("settle_refund", ["out_refund_no": .text(outRefundNo), "as": .text(end.rawValue.uppercased())])
    }

    /// Refunds a paid order as a person does in the merchant console, all of it or so many fen; gives the refund's number.
    public func refundInConsole(_ outTradeNo: String, refund: Int64? = nil) async throws -> String {
        struct Made: Decodable {
            let outRefundNo: String
        }
        let made: Made = try await asked("refund_in_console", ["out_trade_no": .text(outTradeNo), "refund": refund.map { .integer($0) } ?? .null])
        return made.outRefundNo
    }

    /// Sends the last notification about an order once more: same `id`, new signature.
    public func deliverAgain(_ outTradeNo: String) async throws { try await control("deliver_again", ["out_trade_no": .text(outTradeNo)]) }

    /// The same about a refund.
    public func deliverRefundAgain(_ outRefundNo: String) async throws {
        try await control("deliver_again", ["out_refund_no": .text(outRefundNo)])
    }

    /// Releases the notifications that the switch `deliver` held back; gives their number.
    @discardableResult
    public func releaseDeliveries() async throws -> Int64 {
        struct Count: Decodable {
            let released: Int64
        }
        let count: Count = try await asked("release_deliveries")
        return count.released
    }

    /// Waits until the merchant has answered a notification about an order.
    public func waitForDelivery(_ outTradeNo: String, seconds: Double = 10) async throws -> Delivery {
        try await asked("wait_for_delivery", ["out_trade_no": .text(outTradeNo), "timeout_seconds": .number(seconds)])
    }

    /// The same about a refund.
    public func waitForRefundDelivery(_ outRefundNo: String, seconds: Double = 10) async throws -> Delivery {
        try await asked("wait_for_delivery", ["out_refund_no": .text(outRefundNo), "timeout_seconds": .number(seconds)])
    }

    /// All orders.
    public func orders() async throws -> [SandboxOrder] { try await asked("orders") }

    /// All refunds.
    public func refunds() async throws -> [SandboxRefund] { try await asked("refunds") }

    /// What happened so far, oldest first.
    public func events() async throws -> [SandboxEvent] { try await asked("events") }

    /// How often things happened so far, by name: `proxy_requests`, `notifications_sent`, ...
    public func statistics() async throws -> [String: Int64] { try JSONDecoder().decode([String: Int64].self, from: await control("statistics")) }

    private func asked<T: Decodable>(_ name: String, _ arguments: [String: Value] = [:]) async throws -> T {
        try read(T.self, await control(name, arguments))
    }
}
