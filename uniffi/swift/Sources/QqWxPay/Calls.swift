import Foundation
import QqWxPayNative

/// How many rows cross the FFI boundary at once.
let rowsPerBatch: UInt32 = 500

/// The result, or the error of this facade.
func translateErrors<T>(_ callbackErrors: CallbackErrors?, _ act: () throws -> T) throws -> T {
    do {
        return try act()
    } catch let failure as NativeFailure {
        throw QqWxPayError.of(failure, callbackErrors)
    }
}

/// The same for asynchronous calls. Cancelling the task ends the wait, and cancels the call in flight.
func awaitNative<T: Sendable>(
    _ callbackErrors: CallbackErrors?,
    cancelNative: @escaping @Sendable () -> Void = {},
    _ act: @escaping @Sendable () async throws -> T
) async throws -> T {
    let race = Race<T>()
    do {
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                guard race.begin(continuation) else { return }
                // Not in Swift's pool: it may be full of what its user does there.
                _ = CallbackThreads.begin {
                    do {
                        race.end(.success(try await act()))
                    } catch {
                        race.end(.failure(error))
                    }
                }
            }
        } onCancel: {
            race.end(.failure(CancellationError()))
            cancelNative()
        }
    } catch let failure as NativeFailure {
        throw QqWxPayError.of(failure, callbackErrors)
    }
}

/// Resumes once: with the result, or with the cancellation of the task.
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

/// Numbers of calls, by which they are cancelled.
final class CallNumbers: @unchecked Sendable {
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
        let number = callNumbers.next()
        let reply = try await awaitNative(callbackErrors, cancelNative: { native.cancel(number: number) }) {
            try await native.call(operation: operation, arguments: arguments, timeout: limit, number: number)
        }
        return try read(Json.parse(reply))
    }

    func callSync<T>(_ operation: String, _ request: Json?, _ read: (Json) throws -> T) throws -> T {
        try translateErrors(callbackErrors) { try read(Json.parse(native.callSync(operation: operation, arguments: text(request)))) }
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
        let number = callNumbers.next()
        let bill = try await awaitNative(callbackErrors, cancelNative: { native.cancel(number: number) }) {
            try await native.bill(operation: operation, arguments: arguments, timeout: limit, number: number)
        }
        return BillRows(bill, callbackErrors, row, end)
    }

    func prepared<Reply>(
        _ operation: String,
        _ request: Json,
        _ accessToken: String?,
        _ read: @escaping @Sendable (Json) throws -> Reply
    ) throws -> Prepared<Reply> {
        try translateErrors(callbackErrors) {
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
        try translateErrors(callbackErrors) {
            let prepared = try native.prepareBill(operation: operation, arguments: request.written)
            return try PreparedBill(prepared, row, end)
        }
    }

    func milliseconds(_ timeout: Duration?) throws -> UInt64? {
        guard let timeout else { return nil }
        let (seconds, attoseconds) = timeout.components
        // More than 30 years is no limit.
        let whole = max(min(seconds, 1_000_000_000), -1) * 1000 + attoseconds / 1_000_000_000_000_000
        guard whole > 0 else { throw QqWxPayError.facadeError("TIME_LIMIT_INVALID", "timeout", "expected more than 0 ms") }
        return UInt64(whole)
    }

    private func text(_ request: Json?) -> String {
        request?.written ?? "{}"
    }
}
