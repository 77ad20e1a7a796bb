import Foundation

/// Moments and days as requests take them: `timeExpire: .chinaTime(date)`, `billDate: .chinaDay(date)`.
extension String {
    /// The moment as RFC 3339 on the clock of China, whole seconds: `2026-06-08T10:34:56+08:00`. A fraction of a second is cut.
    public static func chinaTime(_ date: Date) -> String {
        china(date) { day, time in day + "T" + time + "+08:00" }
    }

    /// The day that it is in China at this moment, for bills: `2026-06-08`.
    public static func chinaDay(_ date: Date) -> String {
        china(date) { day, _ in day }
    }

    /// A date that no calendar has (not a number, before 1970, after the year 9999) stays a number: the request refuses it by its field.
    private static func china(_ date: Date, _ write: (_ day: String, _ time: String) -> String) -> String {
        let seconds = date.timeIntervalSince1970
        guard seconds >= 0, seconds < 253_402_272_000, let zone = TimeZone(secondsFromGMT: 8 * 3600) else { return "\(seconds)" }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let whole = Date(timeIntervalSince1970: seconds.rounded(.down))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: whole)
        func two(_ value: Int?) -> String { String(100 + (value ?? 0)).suffix(2).description }
        let day = "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
        return write(day, "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))")
    }
}
