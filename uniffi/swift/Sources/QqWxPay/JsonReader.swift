/// Reads JSON text strictly.
struct JsonReader {
    /// Deeper values are refused, so that the stack suffices.
    private static let depth = 200

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func read(_ text: String) throws -> Json {
        var reader = JsonReader(text)
        let value = try reader.value(0)
        reader.skipSpace()
        guard reader.position == reader.bytes.count else { throw UnexpectedJson() }
        return value
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    /// Goes past this byte if it is the next one.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: String, _ value: Json) throws -> Json {
        for byte in word.utf8 {
            guard peek() == byte else { throw UnexpectedJson() }
            position += 1
        }
        return value
    }

    private mutating func value(_ depth: Int) throws -> Json {
        guard depth < JsonReader.depth else { throw UnexpectedJson() }
        skipSpace()
        guard let first = peek() else { throw UnexpectedJson() }
        switch Unicode.Scalar(first) {
        case "n": return try word("null", .null)
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "\"": return .text(try text())
        case "[": return try list(depth)
        case "{": return try object(depth)
        default: return try number()
        }
    }

    private mutating func list(_ depth: Int) throws -> Json {
        position += 1
        var items: [Json] = []
        skipSpace()
        if take("]") { return .list(items) }
        while true {
            items.append(try value(depth + 1))
            skipSpace()
            if take("]") { return .list(items) }
            guard take(",") else { throw UnexpectedJson() }
        }
    }

    private mutating func object(_ depth: Int) throws -> Json {
        position += 1
        var fields: [String: Json] = [:]
        skipSpace()
        if take("}") { return .object(fields) }
        while true {
            skipSpace()
            guard peek() == 0x22 else { throw UnexpectedJson() }
            let name = try text()
            skipSpace()
            guard take(":") else { throw UnexpectedJson() }
            fields[name] = try value(depth + 1)
            skipSpace()
            if take("}") { return .object(fields) }
            guard take(",") else { throw UnexpectedJson() }
        }
    }

    private mutating func digits() throws {
        let begin = position
        while let byte = peek(), byte >= 0x30, byte <= 0x39 {
            position += 1
        }
        guard position > begin else { throw UnexpectedJson() }
    }

    private mutating func number() throws -> Json {
        let begin = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return .number(String(decoding: bytes[begin..<position], as: UTF8.self))
    }

    private mutating func text() throws -> String {
        position += 1
        var out: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case 0x22:
                return String(decoding: out, as: UTF8.self)
            case 0x5C:
                try escape(into: &out)
            case 0x00..<0x20:
                throw UnexpectedJson()
            default:
                out.append(byte)
            }
        }
        throw UnexpectedJson()
    }

    private mutating func escape(into out: inout [UInt8]) throws {
        guard let byte = peek() else { throw UnexpectedJson() }
        position += 1
        switch Unicode.Scalar(byte) {
        case "\"", "\\", "/": out.append(byte)
        case "b": out.append(0x08)
        case "f": out.append(0x0C)
        case "n": out.append(0x0A)
        case "r": out.append(0x0D)
        case "t": out.append(0x09)
        case "u":
            var code = try unit()
            if code >= 0xD800, code < 0xDC00 {
                guard take("\\"), take("u") else { throw UnexpectedJson() }
                let low = try unit()
                guard low >= 0xDC00, low < 0xE000 else { throw UnexpectedJson() }
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw UnexpectedJson() }
            out.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw UnexpectedJson()
        }
    }

    /// The four hex digits of a UTF-16 unit.
    private mutating func unit() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw UnexpectedJson() }
            code = code * 16 + UInt32(digit)
            position += 1
        }
        return code
    }
}
