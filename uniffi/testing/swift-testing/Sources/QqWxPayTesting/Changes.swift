import Foundation

/// What a test wants to be otherwise than it would be; nothing by default.
public struct Changes: Equatable, Sendable {
    /// What is wrong with it.
    public var spoilt: Spoilt?
    /// Fields of the decrypted resource (V3) or of the message (V2), by their path as on the wire: `amount.total`, `sub_orders[0].attach`,
    /// `total_fee`; `nil` removes one. They are signed and encrypted like all others.
    public var fields: [String: Value]
    /// Fields that the documentation does not know, for readers that must put up with those of the future.
    public var extra: [String: Value]
    /// Headers after signing; `nil` removes one.
    public var headers: [String: Value]
    /// When it is signed.
    public var time: Date?
    /// WeChat Pay's number of the notification (V3): the same number twice is a repetition.
    public var id: String?
    /// The `event_type` (V3).
    public var eventType: String?

    public init(
        spoilt: Spoilt? = nil,
        fields: [String: Value] = [:],
        extra: [String: Value] = [:],
        headers: [String: Value] = [:],
        time: Date? = nil,
        id: String? = nil,
        eventType: String? = nil
    ) {
        self.spoilt = spoilt
        self.fields = fields
        self.extra = extra
        self.headers = headers
        self.time = time
        self.id = id
        self.eventType = eventType
    }
}

extension Changes: Encodable {
    private enum Names: String, CodingKey {
        case spoilt, fields, extra, headers, time, id, eventType
    }

    public func encode(to encoder: any Encoder) throws {
        var out = encoder.container(keyedBy: Names.self)
        try out.encodeIfPresent(spoilt, forKey: .spoilt)
        try out.encode(fields, forKey: .fields)
        try out.encode(extra, forKey: .extra)
        try out.encode(headers, forKey: .headers)
        try out.encodeIfPresent(time.map { Int64($0.timeIntervalSince1970) }, forKey: .time)
        try out.encodeIfPresent(id, forKey: .id)
        try out.encodeIfPresent(eventType, forKey: .eventType)
    }
}
