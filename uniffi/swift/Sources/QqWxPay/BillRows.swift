import Foundation
import QqWxPayNative

/// The rows of a bill as they arrive, once. They are proven only when the loop has ended without an error.
public final class BillRows<Row: Sendable, End: Sendable>: AsyncSequence, @unchecked Sendable {
    public typealias Element = Row

    private let native: NativeBill
    private let callbackErrors: CallbackErrors
    private let row: @Sendable (Json) throws -> Row
    private let end: @Sendable (Json) throws -> End
    private let lock = NSLock()
    private var proof: End?

    init(
        _ native: NativeBill,
        _ callbackErrors: CallbackErrors,
        _ row: @escaping @Sendable (Json) throws -> Row,
        _ end: @escaping @Sendable (Json) throws -> End
    ) {
        self.native = native
        self.callbackErrors = callbackErrors
        self.row = row
        self.end = end
    }

    /// The totals and what proves the bill; `nil` before the last row was read.
    public var finished: End? {
        lock.lock()
        defer { lock.unlock() }
        return proof
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    /// Cancels the download.
    public func cancel() async {
        await native.leave()
    }

    /// The next rows; `nil` when there are none left.
    private func next() async throws -> [Row]? {
        let native = self.native
        if let text = try await awaitNative(callbackErrors, { try await native.nextRows(maximum: rowsPerBatch) }) {
            return try Json.parse(text).asList(row)
        }
        if let text = await native.finished() {
            finish(try end(Json.parse(text)))
        }
        return nil
    }

    private func finish(_ proof: End) {
        lock.lock()
        defer { lock.unlock() }
        self.proof = proof
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let guarded: DownloadGuard
        private var rows: [Row] = []
        private var position = 0

        fileprivate init(_ bill: BillRows) {
            guarded = DownloadGuard(bill)
        }

        public mutating func next() async throws -> Row? {
            while position == rows.count {
                guard let more = try await guarded.bill.next() else { return nil }
                rows = more
                position = 0
            }
            position += 1
            return rows[position - 1]
        }
    }

    /// Cancels the download when a loop is left early.
    fileprivate final class DownloadGuard: Sendable {
        let bill: BillRows

        init(_ bill: BillRows) {
            self.bill = bill
        }

        deinit {
            let native = bill.native
            Task { await native.leave() }
        }
    }
}
