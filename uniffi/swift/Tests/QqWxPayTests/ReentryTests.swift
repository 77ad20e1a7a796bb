import Foundation
import XCTest

@testable import QqWxPay

/// A function that calls the client that waits for it is refused at once, by name.
final class ReentryTests: XCTestCase {
    private var world: World {
        get throws { try World.shared.get() }
    }

    private func isRefused(_ question: String, change: [String: String] = [:], _ parts: (Client) -> ClientParts) async throws {
        let client = Client()
        let pay = try world.client(parts(client), change: change)
        client.slot.put(pay)
        let begin = Date()
        let failed = try await failure { _ = try await pay.placeOrder(order()) }
        XCTAssertLessThan(Date().timeIntervalSince(begin), 3)
        let reentered = try XCTUnwrap(failed.underlying as? QqWxPayError, "\(failed)")
        XCTAssertEqual(reentered.code, "CLIENT_REENTERED")
        XCTAssertTrue(reentered.message.contains(question), reentered.message)
        pay.close()
    }

    func testATokenProvider() async throws {
        try await isRefused("accessToken") { client in
            ClientParts(tokenProvider: Provider { try await client.pay.accessToken().accessToken })
        }
    }

    func testATokenStore() async throws {
        try await isRefused("load") { client in
            ClientParts(tokenStore: DetouringStore { _ = try await client.pay.refreshCertificates() })
        }
    }

    func testATransport() async throws {
        try await isRefused("send") { client in
            ClientParts(transport: Sender { _, _ in
                _ = try await client.pay.queryOrder(.outTradeNo("SW-none"))
                throw NotConnected()
            })
        }
    }

    func testASigner() async throws {
        try await isRefused("sign", change: ["QQ_WXPAY_MERCHANT_PRIVATE_KEY": ""]) { client in
            ClientParts(signer: ClosureSigner {
                let done = DispatchSemaphore(value: 0)
                let thrown = Slot<any Error>()
                // It inherits in which function it is.
                Task {
                    do { _ = try await client.pay.tradeBill(TradeBillRequest(billDate: "2026-01-01")) } catch { thrown.put(error) }
                    done.signal()
                }
                done.wait()
                throw thrown.value ?? TestError("it was not refused")
            })
        }
    }

    func testAnotherClientIsAllowedAndSoIsWhatIsLeftRunning() async throws {
        let world = try self.world
        let server = try world.client()
        let later = Slot<Result<[PlatformCertificate]?, any Error>>()
        let client = Client()
        let begun = Gate()
        let pay = try world.client(ClientParts(tokenProvider: Provider {
            Task {
                begun.wait()
                do {
                    _ = try await client.pay.queryOrder(.outTradeNo("SW-none"))
                    later.put(.success(nil))
                } catch {
                    later.put(.failure(error))
                }
            }
            return try await server.accessToken().accessToken
        }))
        client.slot.put(pay)
        guard case .placed = try await pay.placeOrder(order()) else { throw TestError("the order is not placed") }
        begun.open()
        let ended = try await until("the call that was left running") { later.value }
        XCTAssertThrowsError(try ended.get()) { XCTAssertEqual(($0 as? QqWxPayError)?.code, "ORDER_NOT_EXIST") }
    }
}

/// The client that a function of its own calls.
private final class Client: Sendable {
    let slot = Slot<QqWxPay>()

    var pay: QqWxPay {
        get throws {
            guard let pay = slot.value else { throw TestError("there is no client yet") }
            return pay
        }
    }
}
