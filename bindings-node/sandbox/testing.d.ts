/** What a notification is about. */
export type NotificationKind =
  | 'payment'
  | 'partner_payment'
  | 'combine_payment'
  | 'v2_payment'
  | 'refund'
  | 'refund_abnormal'
  | 'refund_closed'
  | 'v2_refund'
  | 'v2_refund_abnormal'
  | 'v2_refund_closed'
  | 'not_paid'
  | 'v2_not_paid'
  | 'other'
  | 'security_echo';

/**
 * What is wrong with it: signed an hour ago; without a signature; signed over something else; with the key of somebody else; in the name of a
 * key that the client does not have; encrypted with another key; WeChat Pay's own test of the receiver.
 */
export type Spoilt = 'stale' | 'unsigned' | 'forged' | 'wrong_key' | 'unknown_serial' | 'undecryptable' | 'probe';

/** An order, and its refund. All of it has defaults; what a kind of notification has no place for is left out of it. */
export interface NotificationOrder {
  /** The merchant's number of the order; of a combine order its `combineOutTradeNo`. */
  outTradeNo?: string;
  /** What was to be paid, in fen; 100 when left out. A combine order without `subOrders` has two parts that make it. */
  total?: number;
  /** WeChat Pay's number of the payment; when left out one that belongs to `outTradeNo`, always the same. */
  transactionId?: string;
  /** What the order carried. */
  attach?: string;
  /** The payer. */
  openid?: string;
  bankType?: string;
  /** When it was paid, or when the refund succeeded: RFC 3339. Now, when left out. */
  successTime?: string | Date;
  /** Another merchant than the client's makes a notification that is not for it. */
  mchid?: string;
  appid?: string;
  /** The sub merchant, of partner payments, of refunds and in V2. */
  subMchid?: string;
  subAppid?: string;
  /** The parts of a combine order. */
  subOrders?: NotificationSubOrder[];
  /** How V2 signs; `HMAC-SHA256` when left out. */
  signType?: 'HMAC-SHA256' | 'MD5';
  /** The merchant's number of the refund. */
  outRefundNo?: string;
  /** WeChat Pay's number of the refund; when left out one that belongs to `outRefundNo`. */
  refundId?: string;
  /** How much is refunded, in fen; all of it when left out. */
  refund?: number;
}

/** One part of a combine order. */
export interface NotificationSubOrder {
  outTradeNo: string;
  /** In fen. */
  total: number;
  transactionId?: string;
  attach?: string;
  mchid?: string;
  subMchid?: string;
  subAppid?: string;
}

/** What is to be otherwise than it would be. */
export interface NotificationChanges {
  /** What is wrong with it. */
  spoilt?: Spoilt;
  /**
   * Fields of the decrypted resource (V3) or of the message (V2), by their path as on the wire: `{ 'amount.total': 1 }`, `{ amount: { total: 1 } }`,
   * `{ 'sub_orders[0].attach': 'a' }`, `{ total_fee: 1 }`. `null` removes one. They are signed and encrypted like all others.
   */
  fields?: Record<string, unknown>;
  /** Fields that the documentation does not know, for readers that must put up with those of the future. */
  extra?: Record<string, unknown>;
  /** Headers, after signing; `null` removes one. */
  headers?: Record<string, string | null>;
  /** When it is signed: Unix seconds, or RFC 3339. Now, when left out. */
  time?: number | string | Date;
  /** WeChat Pay's number of the notification (V3); a new one each time, when left out. */
  id?: string;
  /** The `event_type` (V3). */
  eventType?: string;
}

/** A notification as it arrives at the shop. */
export interface SignedNotification {
  readonly headers: Record<string, string>;
  /** The raw body, byte for byte as it was signed. */
  readonly body: Buffer;
  /** WeChat Pay's number of it; V2 has none. */
  readonly id: string | undefined;
  /** The same once more, as WeChat Pay repeats it: the same `id` and content, signed anew and rightly, now. */
  again(): SignedNotification;
}

/** The test kit was called wrongly. */
export declare class TestingError extends Error {
  private constructor();
  readonly name: 'TestingError';
  /** What is wrong: UNKNOWN_NAME, WRONG_VALUE or NOT_POSSIBLE. */
  readonly code: string;
  /** What has to change, as a path. */
  readonly field: string;
  /** The name that may be meant. */
  readonly nearest: string | undefined;
  readonly explanation: { en: string; zh: string };
}

/**
 * A notification that a client of `settings` believes, unless it is spoilt. No process and no network take part.
 *
 * @throws {TestingError} naming the member of `order` or `changes`, with the nearest name there is.
 */
export declare function signedNotification(kind?: NotificationKind, order?: NotificationOrder, changes?: NotificationChanges): SignedNotification;

/** The variables of a client that believes it, and reaches nobody: all its addresses are on this machine. */
export declare function settings(): Record<string, string>;

/** All kinds, and all ways to be spoilt. */
export declare function kinds(): { kinds: NotificationKind[]; spoilt: Spoilt[] };
