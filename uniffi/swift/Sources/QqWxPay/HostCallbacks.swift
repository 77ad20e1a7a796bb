import Foundation
import QqWxPayNative

/// The callbacks of one client: token source, transport, signer, observer and log.
final class HostCallbacks: NativeHost, @unchecked Sendable {
    private let parts: ClientParts
    private let callbackErrors: CallbackErrors
    let log: Log
    private let events = BackgroundQueue("qq-wxpay-observer")
    private let lock = NSLock()
    private weak var held: NativeClient?
    private var running: [UInt32: (question: String, task: Task<Void, Never>)] = [:]
    private var isClosed = false

    init(_ parts: ClientParts, _ callbackErrors: CallbackErrors) {
        self.parts = parts
        self.callbackErrors = callbackErrors
        self.log = Log(parts.log)
    }

    /// The client that gets the answers. It is held weakly, for it holds this object.
    func begin(_ client: NativeClient) {
        lock.lock()
        defer { lock.unlock() }
        held = client
    }

    /// Never throws: what a function throws is kept, and given to the call that fails because of it.
    func ask(number: UInt32, question: String, arguments: String) {
        lock.lock()
        defer { lock.unlock() }
        if isClosed { return }
        // The task keeps the client until its answer is given: a token serves while it is being saved, so whoever asked for it may let go of the
        // client before the other processes can have it.
        let task = CallbackThreads.begin { [held] in await self.work(number, question, arguments, held) }
        running[number] = (question, task)
    }

    /// Faults are for the log, all of it is for the observer. Nothing waits here.
    func observe(event: String) {
        guard let json = try? Json.parse(event) else { return }
        if json.field("type") == Json.text("fault"), let message = try? json.field("message").asText() {
            log.put(json.field("level") == Json.text("error") ? .error : .warning, message)
        }
        guard let observer = parts.observer, let known = try? ClientEvent(json: json) else { return }
        events.put { [log] dropped in
            if dropped > 0 { log.put(.warning, "\(dropped) events found no room: the observer is too slow, it has not seen them") }
            observer.observe(known)
        }
    }

    /// Refuses a call from a callback of this client.
    func refuseReentry() throws {
        try RunningCallback.refuse(self)
    }

    /// The client is gone, and nobody waits for an answer any more; but what is being saved, or given back, goes on.
    func end() {
        lock.lock()
        let ended = running.values.filter { !["save", "releaseLease"].contains($0.question) }
        isClosed = true
        lock.unlock()
        ended.forEach { $0.task.cancel() }
    }

    private func work(_ number: UInt32, _ question: String, _ arguments: String, _ client: NativeClient?) async {
        var answer: String?
        let callback = RunningCallback(self, question)
        do {
            answer = try await RunningCallback.$current.withValue(callback) {
                try await reply(question, Json.parse(arguments)).written
            }
        } catch {
            callbackErrors.keep(number, error)
        }
        callback.end()
        forget(number)
        client?.answer(number: number, answer: answer)
    }

    private func forget(_ number: UInt32) {
        lock.lock()
        defer { lock.unlock() }
        running[number] = nil
    }

    private func reply(_ question: String, _ given: Json) async throws -> Json {
        if let provider = parts.tokenProvider, question == "accessToken" {
            let refused = try given.item(0).orNil.map { try $0.asText() }
            return Json.text(try await provider.accessToken(refused: refused))
        }
        if let transport = parts.transport, question == "send" {
            return try await send(transport, given)
        }
        if let signer = parts.asyncSigner, question == "sign" {
            guard let message = Data(base64Encoded: try given.item(0).asText()) else { throw UnexpectedJson() }
            return Json.text(try await signer.sign(message).base64EncodedString())
        }
        guard let store = parts.tokenStore else { throw UnexpectedJson() }
        let qqAppid = try given.item(0).asText()
        switch question {
        case "load":
            return try await store.load(qqAppid: qqAppid)?.json() ?? Json.null
        case "acquireLease":
            let (owner, milliseconds) = (try given.item(1).asText(), try given.item(2).asInteger())
            return Json.bool(try await store.acquireLease(qqAppid: qqAppid, owner: owner, milliseconds: milliseconds))
        case "save":
            let (owner, token) = (try given.item(1).asText(), try StoredToken(json: given.item(2)))
            return Json.bool(try await store.save(qqAppid: qqAppid, owner: owner, token: token))
        case "releaseLease":
            try await store.releaseLease(qqAppid: qqAppid, owner: try given.item(1).asText())
            return Json.null
        default:
            throw UnexpectedJson()
        }
    }

    private func send(_ transport: any Transport, _ given: Json) async throws -> Json {
        let request = try PreparedRequest(json: given.item(0))
        let limit = Duration.milliseconds(try given.item(1).asInteger())
        do {
            return try await transport.send(request, within: limit).json()
        } catch is NotConnected {
            var out = JsonFields()
            out.add("failure", Json.text("not_connected"))
            return out.json
        }
    }
}
