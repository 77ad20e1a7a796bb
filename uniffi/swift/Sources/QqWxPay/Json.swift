// Reading and writing what crosses the FFI boundary. The library on the other side writes what the models say.

/// A JSON value. A number keeps its digits.
enum Json: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case list([Json])
    case object([String: Json])

    static func integer(_ value: Int64) -> Json { .number(String(value)) }

    static func parse(_ text: String) throws -> Json { try JsonReader.read(text) }

    /// What an object has by this name.
    func field(_ name: String) -> Json {
        if case .object(let fields) = self, let value = fields[name] { return value }
        return .null
    }

    /// What a list has at this place.
    func item(_ index: Int) -> Json {
        if case .list(let items) = self, items.indices.contains(index) { return items[index] }
        return .null
    }

    var orNil: Json? {
        if case .null = self { return nil }
        return self
    }

    func asText() throws -> String {
        guard case .text(let value) = self else { throw UnexpectedJson() }
        return value
    }

    func asInteger() throws -> Int64 {
        guard case .number(let digits) = self, let value = Int64(digits) else { throw UnexpectedJson() }
        return value
    }

    func asBool() throws -> Bool {
        guard case .bool(let value) = self else { throw UnexpectedJson() }
        return value
    }

    func asList<T>(_ read: (Json) throws -> T) throws -> [T] {
        guard case .list(let items) = self else { throw UnexpectedJson() }
        return try items.map(read)
    }

    func asDictionary<T>(_ read: (Json) throws -> T) throws -> [String: T] {
        guard case .object(let fields) = self else { throw UnexpectedJson() }
        return try fields.mapValues(read)
    }

    /// As JSON text.
    var written: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let digits): out += digits
        case .text(let value): Json.quote(value, to: &out)
        case .list(let items):
            out += "["
            for (index, item) in items.enumerated() {
                if index > 0 { out += "," }
                item.write(to: &out)
            }
            out += "]"
        case .object(let fields):
            out += "{"
            for (index, name) in fields.keys.sorted().enumerated() {
                if index > 0 { out += "," }
                Json.quote(name, to: &out)
                out += ":"
                field(name).write(to: &out)
            }
            out += "}"
        }
    }

    private static func quote(_ value: String, to out: inout String) {
        out += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}

/// Collects the fields of an object. What is `nil` is left out.
struct JsonFields {
    private var fields: [String: Json] = [:]

    mutating func add(_ name: String, _ value: Json?) {
        if let value { fields[name] = value }
    }

    var json: Json { .object(fields) }
}

/// Headers as one JSON list: name, value, name, value, ...
func headersJson(_ headers: [(name: String, value: String)]) -> String {
    var parts: [Json] = []
    for header in headers {
        parts.append(Json.text(header.name))
        parts.append(Json.text(header.value))
    }
    return Json.list(parts).written
}

/// What the library said is not what this facade knows. It shows nothing of it.
struct UnexpectedJson: Error, CustomStringConvertible {
    let description = "facade and library are of different versions"
}
