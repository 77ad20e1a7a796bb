package com.qqwxpay.testing

/** What a notification is about. */
public enum class NotificationKind {
    /** A paid order of the merchant itself (V3). */
    PAYMENT,

    /** A paid order of a sub merchant (V3). */
    PARTNER_PAYMENT,

    /** A paid combine order (V3). */
    COMBINE_PAYMENT,

    /** A paid order of V2, signed as [TestOrder.signType] says. */
    V2_PAYMENT,

    /** A refund whose money went back (V3). */
    REFUND,

    /** A refund whose money is stuck (V3). */
    REFUND_ABNORMAL,

    /** A refund that was given up (V3). */
    REFUND_CLOSED,

    /** A refund of V2 whose money went back; nobody signs it, so a client asks before it believes it. */
    V2_REFUND,

    /** A refund of V2 whose money is stuck. */
    V2_REFUND_ABNORMAL,

    /** A refund of V2 that was given up. */
    V2_REFUND_CLOSED,

    /** An order of the merchant itself that is not paid (V3). */
    NOT_PAID,

    /** An order of V2 that is not paid. */
    V2_NOT_PAID,

    /** An event of another product (V3). */
    OTHER,

    /** The callback of WeChat Pay's self test (V3). */
    SECURITY_ECHO,
    ;

    internal val wire: String get() = name.lowercase()
}

/** What is wrong with a notification. */
public enum class Spoilt {
    /** Rightly signed, an hour ago (V3). A client asks before it believes it. */
    STALE,

    /** Without a signature, as a relay that drops headers leaves it (V3; V2 without `sign`). */
    UNSIGNED,

    /** Signed over something else. */
    FORGED,

    /** Signed with the key of somebody else, in WeChat Pay's name. */
    WRONG_KEY,

    /** Signed with the key of somebody else, in the name of a key that the client does not have (V3). */
    UNKNOWN_SERIAL,

    /** Encrypted with a key that the merchant does not have, and rightly signed (V3; V2's refunds). */
    UNDECRYPTABLE,

    /** WeChat Pay's own test of the receiver: a signature that must be refused (V3). */
    PROBE,
    ;

    internal val wire: String get() = name.lowercase()
}
