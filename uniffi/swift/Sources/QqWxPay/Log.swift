import Foundation

/// A line for the log of your server: something that the people who run the shop must hear of. Nothing in it is secret, but for what a
/// function of yours that takes notifications threw.
public struct LogLine: Equatable, Sendable {
    /// How serious it is.
    public enum Level: String, Sendable {
        /// Something to look at.
        case warning
        /// Money may stay undelivered until it is corrected.
        case error
    }

    public let level: Level
    /// What happened, why, and the remedy, in English.
    public let message: String

    /// Writes it to standard error. This is what is done with it when you give no ``ClientParts/log``.
    public func writeToStandardError() {
        FileHandle.standardError.write(Data("qq-wxpay: \(level.rawValue): \(message)\n".utf8))
    }
}

/// A bounded serial queue for callbacks that no call waits for: log and observer. What finds no room is counted and dropped, so that a slow
/// callback blocks no call and takes no memory.
final class BackgroundQueue: @unchecked Sendable {
    /// How much may wait.
    static let capacity = 10_000

    private let queue: DispatchQueue
    private let lock = NSLock()
    private var waiting = 0
    private var dropped = 0

    init(_ name: String) {
        queue = DispatchQueue(label: name)
    }

    /// Does it when its turn comes. It is given how many found no room since the last one that did.
    func put(_ work: @escaping @Sendable (_ dropped: Int) -> Void) {
        lock.lock()
        let isFull = waiting >= BackgroundQueue.capacity
        let before = dropped
        if isFull {
            dropped += 1
        } else {
            waiting += 1
            dropped = 0
        }
        lock.unlock()
        if isFull { return }
        queue.async {
            work(before)
            self.lock.lock()
            self.waiting -= 1
            self.lock.unlock()
        }
    }
}

/// The log of a client.
final class Log: Sendable {
    private let write: @Sendable (LogLine) -> Void
    private let queue = BackgroundQueue("qq-wxpay-log")

    init(_ write: (@Sendable (LogLine) -> Void)?) {
        self.write = write ?? { $0.writeToStandardError() }
    }

    func put(_ level: LogLine.Level, _ message: String) {
        let write = self.write
        queue.put { dropped in
            write(LogLine(level: level, message: message))
            if dropped > 0 {
                write(LogLine(level: .warning, message: "\(dropped) lines before this one found no room: the log is too slow"))
            }
        }
    }
}
