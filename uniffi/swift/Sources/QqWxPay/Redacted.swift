/// The description of a value for `print`, `dump` and interpolation, with secrets, links and the payer redacted.
struct Redacted {
    private let name: String
    private var fields: [(name: String, value: Any)] = []

    init(_ name: String) {
        self.name = name
    }

    mutating func add<T>(_ name: String, _ value: T) {
        fields.append((name: name, value: value))
    }

    mutating func hide(_ name: String) {
        fields.append((name: name, value: Hidden()))
    }

    var text: String {
        let shown = fields.map { "\($0.name): \(String(reflecting: $0.value))" }
        return "\(name)(\(shown.joined(separator: ", ")))"
    }

    func mirror<T>(of subject: T) -> Mirror {
        let children: [Mirror.Child] = fields.map { (label: $0.name, value: $0.value) }
        return Mirror(subject, children: children, displayStyle: .struct)
    }
}

/// Stands for what is not shown.
private struct Hidden: CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "<hidden>" }
    var debugDescription: String { "<hidden>" }
}
