import Foundation
import QqWxPay
import QqWxPayTestingNative
import QqWxPayTestingNativeFFI

/// The version of the library in Rust, asked past the generated code: that one compares checksums first, and ends the process where they
/// differ.
private func linkedVersion() -> String {
    var status = RustCallStatus()
    let text = uniffi_qq_wxpay_testing_fn_func_testing_library_version(&status)
    var freed = RustCallStatus()
    defer { ffi_qq_wxpay_testing_rustbuffer_free(text, &freed) }
    return String(decoding: UnsafeBufferPointer(start: text.data, count: Int(text.len)), as: UTF8.self)
}

/// Calls the library, of this version alone; what it refuses is a ``TestingError``.
func native<T>(_ act: () throws -> T) throws -> T {
    let version = linkedVersion()
    guard version == QqWxPay.version else {
        throw TestingError(code: "VERSION_MISMATCH", field: "", nearest: nil, en: "the library is of \(version): build it again", zh: "库的版本为 \(version)，请重新构建")
    }
    do {
        return try act()
    } catch let failure as TestingFailure {
        throw TestingError.of(failure)
    }
}

/// Waits for a call of the library; what it gave, as JSON.
func ended(_ begin: () throws -> NativeCall) async throws -> Data {
    let call = try native(begin)
    do {
        return Data(try await call.ended().utf8)
    } catch let failure as TestingFailure {
        throw TestingError.of(failure)
    }
}

/// Reads what the library writes.
func read<T: Decodable>(_ type: T.Type, _ text: Data) throws -> T {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: text)
}

/// Writes what the library reads; a `nil` is left out.
func written(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
}
