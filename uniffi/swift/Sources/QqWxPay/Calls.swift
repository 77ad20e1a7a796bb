import Foundation
import QqWxPayNative

/// So many rows cross the border at once.
let portion: UInt32 = 500

/// The result, or the error of this facade.
func told<T>(_ thrown: Thrown?, _ act: () throws -> T) throws -> T {
    do {
        return try act()
    } catch let failure as NativeFailure {
        throw QqWxPayError.of(failure, thrown)
    }
}

/// The same for what waits. A cancelled task waits no longer, and gives up what is under way.
func awaited<T: Sendable>(
    _ thrown: Thrown?,
    giveUp: @escaping @Sendable () -> Void = {},
    _ act: @escaping @Sendable () async throws -> T
) async throws -> T {
    let race = Race<T>()
    do {
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                guard race.begin(continuation) else { return }
                // Not in Swift's pool: it may be full of what its user does there.
                _ = HostThreads.begin {
                    do {
                        race.end(.success(try await act()))
                    } catch {
                        race.end(.failure(error))
                    }
                }
            }
        } onCancel: {
            race.end(.failure(CancellationError()))
            giveUp()
        }
    } catch let failure as NativeFailure {
        throw QqWxPayError.of(failure, thrown)
    }
}

/// What comes first: the result, or that the task is cancelled.
private final class Race<T: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var waiting: CheckedContinuation<T, any Error>?
    private var result: Result<T, any Error>?

    /// `false` when it has ended before it began.
    func begin(_ continuation: CheckedContinuation<T, any Error>) -> Bool {
        lock.lock()
        let early = result
        if early == nil { waiting = continuation }
        lock.unlock()
        guard let early else { return true }
        continuation.resume(with: early)
        return false
    }

    func end(_ first: Result<T, any Error>) {
        lock.lock()
        let continuation = waiting
        waiting = nil
        if result == nil { result = first }
        lock.unlock()
        continuation?.resume(with: first)
    }
}

/// Numbers of calls, by which they are given up.
final class Numbers: @unchecked Sendable {
    private let lock = NSLock()
    private var last: UInt32 = 0

    func next() -> UInt32 {
        lock.lock()
        defer { lock.unlock() }
        last &+= 1
        return last
    }
}

extension QqWxPay {
    func call<T>(_ operation: String, _ request: Json?, _ timeout: Duration?, _ read: (Json) throws -> T) async throws -> T {
        try host.refuseReentry()
        let native = self.native
        let arguments = text(request)
        let limit = try milliseconds(timeout)
        let number = numbers.next()
        let reply = try await awaited(thrown, giveUp: { native.cancel(number: number) }) {
            try await native.call(operation: operation, arguments: arguments, timeout: limit, number: number)
        }
        return try read(Json.parse(reply))
    }

    func now<T>(_ operation: String, _ request: Json?, _ read: (Json) throws -> T) throws -> T {
        try told(thrown) { try read(Json.parse(native.callSync(operation: operation, arguments: text(request)))) }
    }

    func bill<Row: Sendable, End: Sendable>(
        _ operation: String,
        _ request: Json?,
        _ timeout: Duration?,
        _ row: @escaping @Sendable (Json) throws -> Row,
        _ end: @escaping @Sendable (Json) throws -> End
    ) async throws -> BillRows<Row, End> {
        try host.refuseReentry()
        let native = self.native
        let arguments = text(request)
        let limit = try milliseconds(timeout)
        let number = numbers.next()
        let bill = try await awaited(thrown, giveUp: { native.cancel(number: number) }) {
            try await native.bill(operation: operation, arguments: arguments, timeout: limit, number: number)
        }
        return BillRows(bill, thrown, row, end)
    }

    func prepared<Reply>(
        _ operation: String,
        _ request: Json,
        _ accessToken: String?,
        _ read: @escaping @Sendable (Json) throws -> Reply
    ) throws -> Prepared<Reply> {
        try told(thrown) {
            let prepared = try native.prepare(operation: operation, arguments: request.written, accessToken: accessToken)
            return try Prepared(prepared, read)
        }
    }

    func preparedBill<Row, End>(
        _ operation: String,
        _ request: Json,
        _ row: @escaping @Sendable (Json) throws -> Row,
        _ end: @escaping @Sendable (Json) throws -> End
    ) throws -> PreparedBill<Row, End> {
        try told(thrown) {
            let prepared = try native.prepareBill(operation: operation, arguments: request.written)
            return try PreparedBill(prepared, row, end)
        }
    }

    func milliseconds(_ timeout: Duration?) throws -> UInt64? {
        guard let timeout else { return nil }
        let (seconds, attoseconds) = timeout.components
        // More than 30 years is no limit.
        let whole = max(min(seconds, 1_000_000_000), -1) * 1000 + attoseconds / 1_000_000_000_000_000
        guard whole > 0 else { throw QqWxPayError.own("TIME_LIMIT_INVALID", "timeout", "expected more than 0 ms") }
        return UInt64(whole)
    }

    private func text(_ request: Json?) -> String {
        request?.written ?? "{}"
    }
}
