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

/// Takes what is for the functions of the host that nobody waits for, its log and its observer: one after the other, on a thread that is
/// nobody else's. What finds no room is counted and left out, so that a slow one keeps no call waiting and takes no memory.
final class Aside: @unchecked Sendable {
    /// So much may wait.
    static let room = 10_000

    private let queue: DispatchQueue
    private let lock = NSLock()
    private var waiting = 0
    private var lost = 0

    init(_ name: String) {
        queue = DispatchQueue(label: name)
    }

    /// Does it when its turn comes. It is given how many found no room since the last one that did.
    func put(_ work: @escaping @Sendable (_ lost: Int) -> Void) {
        lock.lock()
        let isFull = waiting >= Aside.room
        let before = lost
        if isFull {
            lost += 1
        } else {
            waiting += 1
            lost = 0
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
    private let aside = Aside("qq-wxpay-log")

    init(_ write: (@Sendable (LogLine) -> Void)?) {
        self.write = write ?? { $0.writeToStandardError() }
    }

    func put(_ level: LogLine.Level, _ message: String) {
        let write = self.write
        aside.put { lost in
            write(LogLine(level: level, message: message))
            if lost > 0 {
                write(LogLine(level: .warning, message: "\(lost) lines before this one found no room: the log is too slow"))
            }
        }
    }
}
