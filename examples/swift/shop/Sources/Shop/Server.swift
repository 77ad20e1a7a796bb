import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is answered.
struct Response: Sendable {
    var status: Int
    var contentType = ""
    var body = ""

    init(status: Int, contentType: String = "", body: String = "") {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    var bytes: [UInt8] {
        var head = "HTTP/1.1 \(status) -\r\nConnection: close\r\n"
        if !contentType.isEmpty { head += "Content-Type: \(contentType)\r\n" }
        if status != 204 { head += "Content-Length: \(body.utf8.count)\r\n" }
        return Array((head + "\r\n" + body).utf8)
    }
}

/// A server of HTTP without any other package, so that this program can be tried at once. Yours is Vapor or Hummingbird.
///
/// Each connection has a thread and carries one request. There is a limit for everything: connections, lines, the body, and the time.
final class Server: Sendable {
    typealias Handler = @Sendable (Request) async throws -> Response

    /// So many requests are read at once; others wait to be accepted.
    private static let connections = 64
    /// In seconds: a request that has not arrived by then is dropped.
    static let patience = 10.0

    /// Where it listens.
    let port: UInt16
    private let listening: Int32

    /// Listens at 127.0.0.1; at a free port with 0. `limit`: of a longer body one byte more than this is read, and handed over as it is.
    init(port wanted: UInt16, limit: Int, handler: @escaping Handler) throws {
        (listening, port) = try Server.listen(at: wanted)
        let own = listening
        Thread { Server.accept(own, limit, handler) }.start()
    }

    func stop() {
        _ = shutdown(listening, Int32(SHUT_RDWR))
        _ = close(listening)
    }

    private static func accept(_ listening: Int32, _ limit: Int, _ handler: @escaping Handler) {
        let room = DispatchSemaphore(value: connections)
        while true {
            room.wait()
            #if canImport(Glibc)
                let connection = Glibc.accept(listening, nil, nil)
            #else
                let connection = Darwin.accept(listening, nil, nil)
            #endif
            if connection < 0 {
                room.signal()
                // Closed: the end. Whatever else it is (no descriptors left, a visitor who has gone) may pass.
                if errno == EBADF || errno == EINVAL { return }
                usleep(10_000)
                continue
            }
            Thread {
                serve(connection, limit, handler)
                _ = close(connection)
                room.signal()
            }.start()
        }
    }

    private static func serve(_ connection: Int32, _ limit: Int, _ handler: @escaping Handler) {
        var reader = RequestReader(connection, limit: limit, until: Date().addingTimeInterval(patience))
        let response: Response
        do {
            response = answer(try reader.read(), handler)
        } catch let refused as Refused {
            response = Response(status: refused.status)
        } catch {
            return
        }
        send(connection, response.bytes)
        // What is still on its way is not read, but for a little: the answer would be lost with the connection.
        _ = shutdown(connection, Int32(SHUT_WR))
        reader.drain(64 * 1024)
    }

    /// Waits on this connection's own thread, so none of Swift's pool is blocked.
    private static func answer(_ request: Request, _ handler: @escaping Handler) -> Response {
        let done = DispatchSemaphore(value: 0)
        let answered = Answered()
        Task.detached {
            // It comes again.
            answered.response = (try? await handler(request)) ?? Response(status: 500)
            done.signal()
        }
        done.wait()
        return answered.response
    }

    private static func send(_ connection: Int32, _ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { piece in
                #if canImport(Glibc)
                    Glibc.send(connection, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
                #else
                    Darwin.send(connection, piece.baseAddress, piece.count, 0)
                #endif
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func listen(at wanted: UInt16) throws -> (Int32, UInt16) {
        #if canImport(Glibc)
            let own = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let own = socket(AF_INET, SOCK_STREAM, 0)
            signal(SIGPIPE, SIG_IGN)
        #endif
        var yes: Int32 = 1
        setsockopt(own, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = wanted.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let isThere = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(own, $0, size) == 0 && platformListen(own) && getsockname(own, $0, &length) == 0
            }
        }
        guard own >= 0, isThere else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE) }
        return (own, UInt16(bigEndian: address.sin_port))
    }
}

private func platformListen(_ own: Int32) -> Bool {
    listen(own, 64) == 0
}

/// Handed over by a semaphore: one side writes before, the other reads behind it.
private final class Answered: @unchecked Sendable {
    var response = Response(status: 500)
}
