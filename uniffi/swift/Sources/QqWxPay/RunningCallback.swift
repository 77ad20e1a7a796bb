import Foundation

/// A callback that runs: whose it is, which one, and within which other one. It detects reentrant calls.
final class RunningCallback: @unchecked Sendable {
    /// The innermost one of this task, or of this thread.
    @TaskLocal static var current: RunningCallback?

    private let client: ObjectIdentifier
    private let question: String
    private let outer: RunningCallback?
    private let lock = NSLock()
    private var hasEnded = false

    init(_ client: AnyObject, _ question: String) {
        self.client = ObjectIdentifier(client)
        self.question = question
        self.outer = RunningCallback.current
    }

    /// What it leaves running behind it is free to call the client.
    func end() {
        lock.lock()
        defer { lock.unlock() }
        hasEnded = true
    }

    private var isOpen: Bool {
        lock.lock()
        defer { lock.unlock() }
        return !hasEnded
    }

    /// A client that is called by a function it waits for would wait for itself.
    static func refuse(_ client: AnyObject) throws {
        var within = current
        while let running = within {
            if running.isOpen, running.client == ObjectIdentifier(client) {
                throw QqWxPayError.facadeError("CLIENT_REENTERED", nil, "`\(running.question)` called it")
            }
            within = running.outer
        }
    }
}

/// Runs the host's functions on threads of their own, of which there are as many as are needed: one that blocks keeps none of the threads
/// of Swift's pool, and none of the library. With an older Swift, or on macOS 13 and 14, they run in Swift's pool.
enum CallbackThreads {
    static func begin(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        #if compiler(>=6.0)
            if #available(macOS 15.0, *) {
                return Task.detached(executorPreference: Executor.shared, operation: work)
            }
        #endif
        return Task.detached(operation: work)
    }
}

#if compiler(>=6.0)
    @available(macOS 15.0, *)
    private final class Executor: TaskExecutor {
        static let shared = Executor()

        private let queue = DispatchQueue(label: "qq-wxpay-host", attributes: .concurrent)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
#endif
