import Foundation
import QqWxPayTestingNative

/// The test kit, or a sandbox, does not do what a test asks for.
public struct TestingError: Error, Equatable, Sendable, Decodable {
    /// `UNKNOWN_NAME`, `WRONG_VALUE`, `NOT_POSSIBLE`, `NOT_JSON`; of sandboxes `SANDBOX_NOT_STARTED`, `SANDBOX_REFUSED`, `SANDBOX_STOPPED`.
    public let code: String
    /// What has to change, as a path: `order.total`, `changes.fields.amount.total`; empty when it is no single thing.
    public let field: String
    /// The name that may be meant, of an `UNKNOWN_NAME`.
    public let nearest: String?
    /// The reason and the remedy in English.
    public let en: String
    /// The same in Chinese.
    public let zh: String

    /// What the library says of it.
    static func of(_ failure: TestingFailure) -> any Error {
        switch failure {
        case .Failed(let text):
            do { return try read(TestingError.self, Data(text.utf8)) } catch { return error }
        }
    }
}

extension TestingError: LocalizedError, CustomStringConvertible {
    public var description: String { "\(code)\(field.isEmpty ? "" : " at `\(field)`"): \(en) / \(zh)" }
    public var errorDescription: String? { description }
}
