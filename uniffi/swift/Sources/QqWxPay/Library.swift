import Foundation
import QqWxPayNativeFFI

/// The library in Rust that is linked in is of another version than this package: it would be read wrongly.
public struct VersionMismatch: Error, LocalizedError, CustomStringConvertible, Sendable {
    /// That of the library.
    public let version: String

    public var description: String {
        "the library in Rust is of version \(version), this package of \(QqWxPay.version): build it again, see the README"
    }

    public var errorDescription: String? { description }
}

/// The version of the library, asked past the generated code: that one compares checksums first, and ends the process where they differ.
func linkedVersion() -> String {
    var status = RustCallStatus()
    let text = uniffi_qq_wxpay_uniffi_fn_func_library_version(&status)
    var freed = RustCallStatus()
    defer { ffi_qq_wxpay_uniffi_rustbuffer_free(text, &freed) }
    return String(decoding: UnsafeBufferPointer(start: text.data, count: Int(text.len)), as: UTF8.self)
}

/// Refuses another version than that of this package.
func requireVersion(_ version: String) throws {
    guard version == QqWxPay.version else { throw VersionMismatch(version: version) }
}
