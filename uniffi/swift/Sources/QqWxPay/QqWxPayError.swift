import Foundation
import QqWxPayNative

/// Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions threw, in ``underlying``.
public struct QqWxPayError: Error, Sendable {
    /// What kind of trouble it is: chosen by what the caller should do.
    public enum Kind: String, CaseIterable, Sendable {
        /// Refused before anything was sent: correct ``QqWxPayError/field``.
        case invalidInput = "invalid_input"
        /// A setting is missing or wrong.
        case config
        /// A key or certificate cannot be used.
        case key
        /// A message is not authentic: believe nothing in it.
        case signature
        /// Authentic, but too old or from the future.
        case stale
        /// The key does not open it.
        case decrypt
        /// Not what the protocol says.
        case malformed
        /// About something else than expected: do not deliver.
        case mismatch
        /// QQ or WeChat Pay answered with a code.
        case api
        /// No usable answer.
        case transport
    }

    /// What may be done.
    public enum Retry: String, CaseIterable, Sendable {
        /// Correct the cause first.
        case never
        /// Repeat after a pause, same number and parameters.
        case sameRequest = "same_request"
        /// Query, or repeat exactly; never a new order number.
        case confirmFirst = "confirm_first"
    }

    /// A text in two languages.
    public struct Text: Equatable, Sendable {
        public let en: String
        public let zh: String
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own.
    public let code: String
    /// Who said it: `sdk`, `qq_proxy`, `wechat_pay`, ...
    public let origin: String
    /// The field or setting that has to change, as a path.
    public let field: String?
    /// What exactly was found; may be empty.
    public let detail: String
    /// HTTP status of the reply that caused it.
    public let status: Int64?
    /// WeChat Pay's `Request-ID`: its support asks for it.
    public let requestId: String?
    /// What may be done.
    public let retry: Retry
    /// Why it happens; `nil` for a code that is not in the table.
    public let cause: Text?
    /// What to do about it; `nil` for a code that is not in the table.
    public let remedy: Text?
    /// All of it in one sentence.
    public let message: String
    /// What your own token source, transport or signer threw, when that is behind it.
    public internal(set) var underlying: (any Error)?

    init(json: Json) throws {
        guard let kind = Kind(rawValue: try json.field("kind").asText()),
            let retry = Retry(rawValue: try json.field("retry").asText())
        else { throw UnexpectedJson() }
        self.kind = kind
        self.retry = retry
        self.code = try json.field("code").asText()
        self.origin = try json.field("origin").asText()
        self.field = try json.field("field").orNil.map { try $0.asText() }
        self.detail = try json.field("detail").asText()
        self.status = try json.field("httpStatus").orNil.map { try $0.asInteger() }
        self.requestId = try json.field("requestId").orNil.map { try $0.asText() }
        self.cause = try json.field("cause").orNil.map { try Text(json: $0) }
        self.remedy = try json.field("remedy").orNil.map { try Text(json: $0) }
        self.message = try json.field("message").asText()
        self.underlying = nil
    }

    /// The error of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up: for tests of what you do with it.
    /// All but the code may be left out.
    ///
    /// - Parameters:
    ///   - operation: the operation that fails, such as `place_order`: its remedy may be another one, and what may be done afterwards.
    ///   - origin: who says it: `sdk`, `qq_token`, `qq_proxy`, `wechat_pay`; with it the code may be one that the table does not know.
    /// - Throws: the kind `invalidInput`: `ERROR_CODE_UNKNOWN` with the nearest, `UNKNOWN_OPERATION`, or one that names the field.
    public static func example(
        _ code: String,
        operation: String? = nil,
        origin: String? = nil,
        field: String? = nil,
        detail: String? = nil,
        status: Int64? = nil,
        requestId: String? = nil,
        retry: Retry? = nil
    ) throws -> QqWxPayError {
        try requireVersion(linkedVersion())
        let texts = ["operation": operation, "origin": origin, "field": field, "detail": detail, "requestId": requestId, "retry": retry?.rawValue]
        var example = texts.compactMapValues { $0.map(Json.text) }
        example["code"] = .text(code)
        example["httpStatus"] = status.map(Json.integer)
        let given = Json.object(example).written
        return try QqWxPayError(json: Json.parse(translateErrors(nil) { try QqWxPayNative.exampleError(example: given, camel: true) }))
    }

    /// An error that the facade finds; the table of codes explains it.
    static func facadeError(_ code: String, _ field: String?, _ detail: String) -> any Error {
        do {
            return try QqWxPayError(json: Json.parse(QqWxPayNative.facadeError(code: code, field: field, detail: detail, camel: true)))
        } catch {
            return error
        }
    }

    /// The error of the library, with what a callback threw.
    static func of(_ failure: NativeFailure, _ callbackErrors: CallbackErrors?) -> any Error {
        switch failure {
        case .Failed(let parts, let question):
            do {
                var made = try QqWxPayError(json: Json.parse(parts))
                if let question { made.underlying = callbackErrors?.take(question) }
                return made
            } catch {
                return error
            }
        }
    }
}

extension QqWxPayError.Text {
    init(json: Json) throws {
        self.en = try json.field("en").asText()
        self.zh = try json.field("zh").asText()
    }
}

/// Two errors are equal when the library says the same of both.
extension QqWxPayError: Equatable {
    public static func == (left: QqWxPayError, right: QqWxPayError) -> Bool {
        left.kind == right.kind && left.code == right.code && left.origin == right.origin
            && left.field == right.field && left.detail == right.detail && left.status == right.status
            && left.requestId == right.requestId && left.retry == right.retry
    }
}

extension QqWxPayError: LocalizedError {
    public var errorDescription: String? { message }
    public var failureReason: String? { cause?.en }
    public var recoverySuggestion: String? { remedy?.en }
}

/// Shown without what your own functions threw.
extension QqWxPayError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { message }
    public var debugDescription: String { "QqWxPayError(\(kind.rawValue), \(message))" }
    public var customMirror: Mirror {
        var redacted = Redacted("QqWxPayError")
        redacted.add("kind", kind)
        redacted.add("code", code)
        redacted.add("origin", origin)
        redacted.add("field", field)
        redacted.add("detail", detail)
        redacted.add("status", status)
        redacted.add("requestId", requestId)
        redacted.add("retry", retry)
        return redacted.mirror(of: self)
    }
}

/// What callbacks threw, for the calls that fail because of it.
final class CallbackErrors: @unchecked Sendable {
    /// How many are kept: a cancelled call takes none.
    private static let kept = 100

    private let lock = NSLock()
    private var errors: [UInt32: any Error] = [:]

    func keep(_ number: UInt32, _ error: any Error) {
        lock.lock()
        defer { lock.unlock() }
        if errors.count >= CallbackErrors.kept, let some = errors.keys.first { errors[some] = nil }
        errors[number] = error
    }

    func take(_ number: UInt32) -> (any Error)? {
        lock.lock()
        defer { lock.unlock() }
        return errors.removeValue(forKey: number)
    }
}
