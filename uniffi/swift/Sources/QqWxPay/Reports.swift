import Foundation
import QqWxPayNative

/// How many reports cross the FFI boundary at once, if so many are there.
private let reportsPerBatch: UInt32 = 100

/// The reports of a run over open orders or refunds, one for each row, as they come; once. Leaving the loop ends the run.
public final class Reports<Report: Sendable>: AsyncSequence, @unchecked Sendable {
    public typealias Element = Report

    private let native: NativeReports
    private let callbackErrors: CallbackErrors
    private let read: @Sendable (Json) throws -> Report

    init(_ native: NativeReports, _ callbackErrors: CallbackErrors, _ read: @escaping @Sendable (Json) throws -> Report) {
        self.native = native
        self.callbackErrors = callbackErrors
        self.read = read
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    /// Ends the run.
    public func cancel() {
        native.leave()
    }

    /// The next reports; `nil` when there are none left.
    private func next() async throws -> [Report]? {
        let native = self.native
        let text = try await awaitNative(callbackErrors, cancelNative: { native.leave() }) {
            try await native.nextReports(maximum: reportsPerBatch)
        }
        return try text.map { try Json.parse($0).asList(read) }
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let guarded: RunGuard
        private var reports: [Report] = []
        private var position = 0

        fileprivate init(_ run: Reports) {
            guarded = RunGuard(run)
        }

        public mutating func next() async throws -> Report? {
            while position == reports.count {
                guard let more = try await guarded.run.next() else { return nil }
                reports = more
                position = 0
            }
            position += 1
            return reports[position - 1]
        }
    }

    /// Ends the run when a loop is left early.
    fileprivate final class RunGuard: Sendable {
        let run: Reports

        init(_ run: Reports) {
            self.run = run
        }

        deinit {
            run.native.leave()
        }
    }
}

extension QqWxPay {
    /// Nothing is asked before the first report is waited for.
    func reports<Report: Sendable>(
        _ operation: String,
        _ request: Json,
        _ timeout: Duration?,
        _ read: @escaping @Sendable (Json) throws -> Report
    ) throws -> Reports<Report> {
        try host.refuseReentry()
        let limit = try milliseconds(timeout)
        let begun = try translateErrors(callbackErrors) {
            try native.reports(operation: operation, arguments: request.written, timeout: limit)
        }
        return Reports(begun, callbackErrors, read)
    }
}
