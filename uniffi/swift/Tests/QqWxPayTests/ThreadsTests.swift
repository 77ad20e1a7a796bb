import Foundation
import XCTest

@testable import QqWxPay

/// What blocks for ever in code of yours holds nobody else up: another call with a limit of 2 seconds ends within 3.
final class ThreadsTests: XCTestCase {
    private let gate = Gate()

    override func tearDown() {
        gate.open()
    }

    private var world: World {
        get throws { try World.shared.get() }
    }

    /// Another call ends while `blocked` is in there for ever.
    private func holdsNobodyUp(_ parts: ClientParts, change: [String: String] = [:], _ entered: DispatchSemaphore) throws {
        let world = try self.world
        let blocked = try world.client(parts, change: change)
        let others = try world.client()
        for _ in 0..<4 {
            Task.detached { _ = try await blocked.placeOrder(order(), timeout: .seconds(2)) }
        }
        XCTAssertEqual(entered.wait(timeout: .now() + 20), .success, "it was never called")
        try inTime {
            guard case .placed = try await others.placeOrder(order(), timeout: .seconds(2)) else { throw TestError("not placed") }
        }
        // And the limit of the call that waits for it is kept.
        try inTime {
            do {
                _ = try await blocked.queryOrder(.outTradeNo("SW-none"), timeout: .seconds(2))
            } catch {}
        }
        blocked.close()
    }

    /// From an ordinary thread, within 3 seconds. What is blocked stays blocked, so a machine that is busy gets more than one try.
    private func inTime(_ act: @escaping @Sendable () async throws -> Void) throws {
        var seconds: [Double] = []
        while seconds.count < 5 {
            let (failed, took) = try fromThread { () -> (any Error)? in
                do { try await act() } catch { return error }
                return nil
            }
            if took < 3 {
                if let failed { throw failed }
                return
            }
            seconds.append(took)
        }
        XCTFail("it took \(seconds)")
    }

    func testATokenProvider() throws {
        let entered = DispatchSemaphore(value: 0)
        try holdsNobodyUp(ClientParts(tokenProvider: Provider { [gate] in
            entered.signal()
            gate.wait()
            return ""
        }), entered)
    }

    func testATokenStore() throws {
        let entered = DispatchSemaphore(value: 0)
        try holdsNobodyUp(ClientParts(tokenStore: DetouringStore { [gate] in
            entered.signal()
            gate.wait()
        }), entered)
    }

    func testATransport() throws {
        let entered = DispatchSemaphore(value: 0)
        try holdsNobodyUp(ClientParts(transport: Sender { [gate] _, _ in
            entered.signal()
            gate.wait()
            throw NotConnected()
        }), entered)
    }

    func testASigner() throws {
        let entered = DispatchSemaphore(value: 0)
        let signer = ClosureSigner { [gate] in
            entered.signal()
            gate.wait()
            throw Broken(what: "signer")
        }
        try holdsNobodyUp(ClientParts(signer: signer), change: ["QQ_WXPAY_MERCHANT_PRIVATE_KEY": ""], entered)
    }

    func testAnObserver() throws {
        let entered = DispatchSemaphore(value: 0)
        let parts = ClientParts(observer: ClosureObserver { [gate] _ in
            entered.signal()
            gate.wait()
        })
        try holdsNobodyUp(parts, entered)
        // Nor calls and notifications of its own client.
        let watched = try world.client(parts)
        try inTime {
            for _ in 0..<5 {
                guard case .placed = try await watched.placeOrder(order(), timeout: .seconds(2)) else { throw TestError("not placed") }
                _ = try watched.handleNotification(headers: [], rawBody: Data("{}".utf8))
            }
        }
    }

    func testALog() throws {
        let entered = DispatchSemaphore(value: 0)
        let parts = ClientParts(log: { [gate] _ in
            entered.signal()
            gate.wait()
        })
        let pay = try world.client(parts, change: ["QQ_WXPAY_API_V2_KEY": ""])
        let v2 = Data("<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code><sign>A</sign></xml>".utf8)
        try inTime {
            for _ in 0..<20 { _ = try pay.handleNotification(headers: [], rawBody: v2) }
            guard case .placed = try await pay.placeOrder(order(), timeout: .seconds(2)) else { throw TestError("not placed") }
        }
        XCTAssertEqual(entered.wait(timeout: .now() + 20), .success, "it was never called")
    }

    func testCodeBehindACall() throws {
        let others = try world.client()
        let entered = DispatchSemaphore(value: 0)
        Task.detached { [gate] in
            _ = try await others.placeOrder(order())
            entered.signal()
            gate.wait()
        }
        XCTAssertEqual(entered.wait(timeout: .now() + 20), .success)
        try inTime { _ = try await others.placeOrder(order(), timeout: .seconds(2)) }
    }

    func testAFunctionForANotification() throws {
        let world = try self.world
        let others = try world.client()
        let entered = DispatchSemaphore(value: 0)
        let taking = try Notifications(others, paid: { [gate] _ in
            entered.signal()
            gate.wait()
        })
        let request = order()
        let message = try fromThread { () -> Received in
            guard case .placed(let placed) = try await others.placeOrder(request) else { throw TestError("not placed") }
            try await world.pay(placed.h5Url)
            return try await until("the notification") {
                try world.receiver.received.first {
                    try others.handleNotification(headers: $0.headers, rawBody: $0.body).order?.outTradeNo == request.outTradeNo
                }
            }
        }.result
        Task.detached { _ = try await taking.answer(headers: message.headers, rawBody: message.body) }
        XCTAssertEqual(entered.wait(timeout: .now() + 20), .success, "it was never called")
        try inTime {
            guard case .placed = try await others.placeOrder(order(), timeout: .seconds(2)) else { throw TestError("not placed") }
        }
    }

    #if compiler(>=6.0)
        /// Where all threads of Swift's pool are blocked no task of it goes on. The library does: one with an executor of its own ends.
        func testThePoolIsFull() throws {
            guard #available(macOS 15.0, *) else { return }
            let others = try world.client()
            let entered = DispatchSemaphore(value: 0)
            let width = ProcessInfo.processInfo.activeProcessorCount
            for _ in 0..<32 {
                Task.detached { [gate] in
                    _ = try await others.placeOrder(order())
                    entered.signal()
                    gate.wait()
                }
            }
            for _ in 0..<min(width, 32) { XCTAssertEqual(entered.wait(timeout: .now() + 20), .success) }
            let done = DispatchSemaphore(value: 0)
            var seconds: [Double] = []
            repeat {
                let begin = Date()
                Task.detached(executorPreference: OwnThreads.shared) {
                    if case .placed = try await others.placeOrder(order(), timeout: .seconds(2)) { done.signal() }
                }
                XCTAssertEqual(done.wait(timeout: .now() + 20), .success)
                seconds.append(Date().timeIntervalSince(begin))
            } while seconds.count < 5 && seconds.allSatisfy { $0 >= 3 }
            XCTAssertTrue(seconds.contains { $0 < 3 }, "\(seconds)")
        }
    #endif

    func testAClosedClientEndsWhatIsUnderWay() throws {
        let entered = DispatchSemaphore(value: 0)
        let pay = try world.client(ClientParts(transport: Sender { [gate] request, _ in
            entered.signal()
            gate.wait()
            return try await exchange(try urlRequest(request))
        }))
        let placement = Slot<Placement>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            placement.put(try await pay.placeOrder(order(), timeout: .seconds(20)))
            done.signal()
        }
        XCTAssertEqual(entered.wait(timeout: .now() + 20), .success)
        pay.close()
        gate.open()
        XCTAssertEqual(done.wait(timeout: .now() + 20), .success)
        guard case .placed = placement.value else { throw TestError("the reply is dropped: \(placement.value as Any)") }
        XCTAssertThrowsError(try fromThread { try await pay.accessToken() }) {
            XCTAssertEqual(($0 as? QqWxPayError)?.code, "CLIENT_CLOSED")
        }
    }

    func testWhatFindsNoRoomIsCounted() {
        let queue = BackgroundQueue("test")
        let entered = DispatchSemaphore(value: 0)
        queue.put { [gate] _ in
            entered.signal()
            gate.wait()
        }
        entered.wait()
        for _ in 0..<(BackgroundQueue.capacity + 6) { queue.put { _ in } }
        gate.open()
        let lost = Slot<Int>()
        // The first that finds room says how many did not.
        while lost.value == nil {
            let done = DispatchSemaphore(value: 0)
            queue.put {
                lost.put($0)
                done.signal()
            }
            _ = done.wait(timeout: .now() + .milliseconds(100))
        }
        XCTAssertGreaterThanOrEqual(lost.value ?? 0, 7)
    }
}

#if compiler(>=6.0)
    @available(macOS 15.0, *)
    private final class OwnThreads: TaskExecutor {
        static let shared = OwnThreads()
        private let queue = DispatchQueue(label: "own")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
#endif
