import QqWxPay
import QqWxPayTesting
import XCTest

final class NotifyTests: XCTestCase {
    func testWhatIsPaidIsDelivered() async throws {
        let delivered = Deliveries()
        let handler = try Notifications(QqWxPayTesting.client(), paid: { paid in await delivered.add(paid.outTradeNo) })
        let sent = try QqWxPayTesting.signedNotification(.payment, TestOrder("T1", total: 1999))
        let answer = try await handler.answer(headers: sent.headers, rawBody: sent.rawBody)
        let numbers = await delivered.numbers
        XCTAssertEqual(answer.status, 200)
        XCTAssertEqual(numbers, ["T1"])
    }
}

/// The shop's own.
actor Deliveries {
    private(set) var numbers: [String] = []

    func add(_ number: String) { numbers.append(number) }
}
