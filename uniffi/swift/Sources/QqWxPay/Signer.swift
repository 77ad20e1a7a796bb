import Foundation
import QqWxPayNative

/// Signs in the place of a private key: an HSM or a KMS. It may block: it is called on a thread that nothing else waits for, or, for
/// `prepare`, on that of the caller.
public protocol Signer: Sendable {
    /// The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`, 256 bytes, not encoded. `message` is not hashed yet.
    func sign(_ message: Data) throws -> Data
}

/// Signs in the place of a private key, and may await what it needs: a KMS behind a network. `prepare` cannot wait for it, and refuses
/// with `SIGNER_IS_ASYNC`.
public protocol AsyncSigner: Sendable {
    /// See ``Signer/sign(_:)``.
    func sign(_ message: Data) async throws -> Data
}

/// What a signer throws ends behind a `SIGNING_FAILED`.
final class NativeSignerAdapter: NativeSigner, @unchecked Sendable {
    private let signer: any Signer
    private let callbackErrors: CallbackErrors
    private let host: HostCallbacks
    private let lock = NSLock()
    /// Questions to the host count up from 0, these down from the top.
    private var next = UInt32.max

    init(_ signer: any Signer, _ callbackErrors: CallbackErrors, _ host: HostCallbacks) {
        self.signer = signer
        self.callbackErrors = callbackErrors
        self.host = host
    }

    func sign(message: Data) throws -> Data {
        let running = RunningCallback(host, "sign")
        defer { running.end() }
        do {
            return try RunningCallback.$current.withValue(running) { try signer.sign(message) }
        } catch {
            let number = take()
            callbackErrors.keep(number, error)
            throw NativeFailure.Failed(error: "", question: number)
        }
    }

    private func take() -> UInt32 {
        lock.lock()
        defer { lock.unlock() }
        let number = next
        next &-= 1
        return number
    }
}
