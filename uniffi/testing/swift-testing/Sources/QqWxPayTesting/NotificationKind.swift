/// What a notification is about.
public enum NotificationKind: String, CaseIterable, Sendable, Encodable {
    /// A paid order of the merchant itself (V3).
    case payment
    /// A paid order of a sub merchant (V3).
    case partnerPayment = "partner_payment"
    /// A paid combine order (V3).
    case combinePayment = "combine_payment"
    /// A paid order of V2, signed as ``TestOrder/signType`` says.
    case v2Payment = "v2_payment"
    /// A refund whose money went back (V3).
    case refund
    /// A refund whose money is stuck (V3).
    case refundAbnormal = "refund_abnormal"
    /// A refund that was given up (V3).
    case refundClosed = "refund_closed"
    /// A refund of V2 whose money went back; nobody signs it, so a client asks before it believes it.
    case v2Refund = "v2_refund"
    /// A refund of V2 whose money is stuck.
    case v2RefundAbnormal = "v2_refund_abnormal"
    /// A refund of V2 that was given up.
    case v2RefundClosed = "v2_refund_closed"
    /// An order of the merchant itself that is not paid (V3).
    case notPaid = "not_paid"
    /// An order of V2 that is not paid.
    case v2NotPaid = "v2_not_paid"
    /// An event of another product (V3).
    case other
    /// The callback of WeChat Pay's self test (V3).
    case securityEcho = "security_echo"
}

/// What is wrong with a notification.
public enum Spoilt: String, CaseIterable, Sendable, Encodable {
    /// Rightly signed, an hour ago (V3). A client asks before it believes it.
    case stale
    /// Without a signature, as a relay that drops headers leaves it (V3; V2 without `sign`).
    case unsigned
    /// Signed over something else.
    case forged
    /// Signed with the key of somebody else, in WeChat Pay's name.
    case wrongKey = "wrong_key"
    /// Signed with the key of somebody else, in the name of a key that the client does not have (V3).
    case unknownSerial = "unknown_serial"
    /// Encrypted with a key that the merchant does not have, and rightly signed (V3; V2's refunds).
    case undecryptable
    /// WeChat Pay's own test of the receiver: a signature that must be refused (V3).
    case probe
}
