// Written by `cargo xtask generate` from the models in Rust. Do not edit.

// What goes wrong inside a reply is an error of the package, as what is thrown.
import type { QqWxPayError } from '../index.js';

/**
 * What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.
 *
 * Account and name are given as they are; the library encrypts them for WeChat Pay.
 */
export interface AbnormalRefundRequest {
  /** The merchant's number of the refund. Required. */
  outRefundNo: string;
  /** WeChat Pay's number of the refund. Required. */
  refundId: string;
  /** Number of the account; needed for the payer's bank card. */
  bankAccount?: string | null;
  /** The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card. */
  bankType?: string | null;
  /** Name of its owner; needed for the payer's bank card. */
  realName?: string | null;
  /** Number of the sub merchant, for service providers. */
  subMchid?: string | null;
  /** Where the money goes; to the payer's bank card when left out. */
  type?: AbnormalRefundType;
}

/**
 * Where the money of an abnormal refund goes.
 * - `USER_BANK_CARD`: To another bank card of the payer.
 * - `MERCHANT_BANK_CARD`: To the merchant's own bank account; the merchant then gives it to the payer.
 */
export type AbnormalRefundType = 'USER_BANK_CARD' | 'MERCHANT_BANK_CARD';

/** QQ's access token. */
export interface AccessToken {
  /** The token. Whoever has it can order in the name of the mini program: never log it. */
  accessToken: string;
}

/** An HTTP answer: send exactly this, within 5 seconds. */
export interface Acknowledgement {
  /** The exact body. */
  body: string;
  /** Value of the header `Content-Type`. */
  contentType: string;
  /** HTTP status. */
  status: number;
}

/** What such an interface answered, verified. */
export interface ApiReply {
  /** The content, JSON text as a rule; empty with 204. */
  body: string;
  /** WeChat Pay's `Request-ID`. */
  requestId: string | null;
  /** HTTP status, 2xx. */
  status: number;
}

/** A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way. */
export interface ApiRequest {
  /** The method. */
  method: Method;
  /** Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes. */
  path: string;
  /** JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none. */
  body?: string | null;
}

/** One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own. */
export interface AttemptEvent {
  /** Whether it went to WeChat Pay's backup host. */
  atBackup: boolean;
  /** The first attempt of a call is 1. */
  attempt: number;
  /** The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up. */
  code: string | null;
  /** How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read. */
  elapsedUs: number;
  /** What kind of trouble it was; `null` when it succeeded. */
  kind: 'invalid_input' | 'config' | 'key' | 'signature' | 'stale' | 'decrypt' | 'malformed' | 'mismatch' | 'api' | 'transport' | null;
  /** The operation in snake case, in every language: place_order, access_token, bill_file, ... */
  operation: string;
  /** Whether another attempt follows. */
  repeats: boolean;
  /** The number that the reply carries for the support of WeChat Pay. */
  requestId: string | null;
  /** HTTP status of the reply; `null` when none arrived. */
  status: number | null;
  /** Who was asked. */
  upstream: Upstream;
}

/**
 * Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
 * seconds and 5 minutes.
 */
export interface BillLink {
  /** The address. Its query is a key to the bill: never log it. */
  downloadUrl: string;
  /** `SHA1`. */
  hashType: string;
  /** Digest of the uncompressed file, 40 hex digits. */
  hashValue: string;
}

/**
 * The way an order takes to WeChat Pay.
 * - `qq_proxy`: Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
 * - `direct`: Straight to WeChat Pay: for an H5 site of the same merchant.
 */
export type Channel = 'qq_proxy' | 'direct';

/** One item of a report. */
export interface Check {
  /** Why it does not hold, or why it could not be tested; its remedy says what to do. */
  error: QqWxPayError | null;
  /** How it stands. */
  state: CheckState;
}

/**
 * How an item of a report stands.
 * - `holds`: It works.
 * - `fails`: It does not work.
 * - `not_tested`: The test did not come so far, or was not asked to.
 */
export type CheckState = 'holds' | 'fails' | 'not_tested';

/** A text that WeChat Pay encrypted for the merchant. */
export interface CipherText {
  /** The text, in base64. */
  ciphertext: string;
}

/** Something that a client did. Nothing in it is secret, and nothing names a payer. */
export type ClientEvent =
  /** A request was sent, and answered or not. */
  | AttemptEvent & {
    type: 'attempt';
  }
  /** A notification was read. */
  | NotificationEvent & {
    type: 'notification';
  }
  /** Something that the people who run the shop must hear of. */
  | FaultEvent & {
    type: 'fault';
  };

/** The closing of a combine order, with exactly the parts that it has. */
export interface CloseCombineOrderRequest {
  /** Number of the whole. Required. */
  combineOutTradeNo: string;
  /** Every part of the order. Required. */
  subOrders: Array<ClosedSubOrder>;
}

/** A direct merchant's order to be closed. */
export interface CloseOrderRequest {
  /** The merchant's order number. */
  outTradeNo: string;
}

/** A sub merchant's order to be closed. */
export interface ClosePartnerOrderRequest {
  /** The merchant's order number. */
  outTradeNo: string;
  /** Number of the sub merchant. */
  subMchid: string;
}

/** An order to be closed over V2. */
export interface CloseV2OrderRequest {
  /** The merchant's order number. */
  outTradeNo: string;
  /** Number of the sub merchant, for service providers. */
  subMchId?: string | null;
}

/** One part of a combine order that is closed. */
export interface ClosedSubOrder {
  /** Merchant number of this part. Required. */
  mchid: string;
  /** Number of this part. Required. */
  outTradeNo: string;
  /** The sub merchant's WeChat AppID, for service providers. */
  subAppid?: string | null;
  /** The sub merchant's number, for service providers. */
  subMchid?: string | null;
}

/** The amount of a part. Mind `totalAmount`: a single order calls it `total`. */
export interface CombineAmount {
  /** Whole fen, 1 to 1,000,000,000 (10 million yuan). Required. */
  totalAmount: number;
  /** `CNY`. */
  currency?: string;
}

/** A combine order. */
export interface CombineOrderQuery {
  /** The number of the whole. */
  combineOutTradeNo: string;
}

/**
 * A V3 H5 combine order: all sub orders are paid, or none.
 *
 * `combineAppid` and `combineMchid` are the configured `wechatAppid` and `mchid`.
 */
export interface CombineOrderRequest {
  /** Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required. */
  combineOutTradeNo: string;
  /** Where and by whom it is paid. Required. */
  sceneInfo: CombineSceneInfo;
  /** What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `subMchid`. Required. */
  subOrders: Array<SubOrder>;
  /** The way this order takes; the configured one when left out. */
  channel?: Channel | null;
  /**
   * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
   * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
   */
  extra?: string | null;
  /** Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`. */
  limitPay?: Array<string>;
  /** Your own address for the notification of this order; the configured one when left out. */
  notifyUrl?: string | null;
  /**
   * Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
   * Text, or a `Date`.
   */
  timeExpire?: string | Date | null;
  /**
   * First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
   * Text, or a `Date`.
   */
  timeStart?: string | Date | null;
}

/** Who paid a combine order. */
export interface CombinePayer {
  /** The payer's `openid` under the initiator's AppID. */
  openid: string | null;
}

/** Where and by whom a combine order is paid. */
export interface CombineSceneInfo {
  /** The **payer's** public IPv4 or IPv6 address. Required. */
  payerClientIp: string;
  /** Device number, up to 32 bytes of UTF-8. */
  deviceId?: string | null;
  /** Kind of page; `Wap` when left out. */
  h5Info?: H5Info;
}

/** How the money of a part is settled. */
export interface CombineSettleInfo {
  /** Whether the money is shared with others later. */
  profitSharing?: boolean | null;
  /** What the platform adds, fen. */
  subsidyAmount?: number | null;
}

/** A combine order and its payment. Each part has a state of its own. */
export interface CombineTransaction {
  /** The initiator's WeChat AppID. */
  combineAppid: string | null;
  /** The initiator's number. */
  combineMchid: string;
  /** Number of the whole. */
  combineOutTradeNo: string;
  /** Who paid. */
  combinePayerInfo: CombinePayer | null;
  /** WeChat Pay's number of the whole; only where WeChat Pay gives one. */
  combineTransactionId: string | null;
  /**
   * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** Where it was paid. */
  sceneInfo: TransactionScene | null;
  /** The parts. */
  subOrders: Array<SubOrderTransaction>;
  /** Where the order was paid, a word of WeChat Pay's. */
  tradeScenario: string | null;
}

/** A text that was encrypted for the merchant. */
export interface DecryptedText {
  /** The text. It is personal data as a rule. */
  text: string;
}

/** An encrypted text, and the key that it was encrypted for. */
export interface EncryptedText {
  /** The value of the field, in base64. */
  ciphertext: string;
  /** Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key. */
  serial: string;
}

/** Why something failed, and what to do about it. Nothing in it is secret. */
export interface ErrorDetails {
  /** Why it happens; `null` for a code that is not in the table. */
  cause: Text | null;
  /** The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own. */
  code: string;
  /** What exactly was found; may be empty. */
  detail: string;
  /** The field or setting that has to change, as a path. */
  field: string | null;
  /** HTTP status of the reply that caused the error. */
  httpStatus: number | null;
  /** What kind of trouble it is, chosen by what the caller should do about it. */
  kind: 'invalid_input' | 'config' | 'key' | 'signature' | 'stale' | 'decrypt' | 'malformed' | 'mismatch' | 'api' | 'transport';
  /** All of it in one English sentence. */
  message: string;
  /** Who said it. */
  origin: 'sdk' | 'qq_token' | 'qq_proxy' | 'wechat_pay';
  /** What to do about it; `null` for a code that is not in the table. */
  remedy: Text | null;
  /** WeChat Pay's `Request-ID`: its support asks for it. */
  requestId: string | null;
  /** What may be done with the call that failed. */
  retry: 'never' | 'same_request' | 'confirm_first';
}

/**
 * The events of a notification, each for a function of the shop.
 * - `paid`: An order is paid.
 * - `refund`: A refund has ended.
 * - `not_paid`: WeChat Pay says of an order that it is not paid.
 * - `other`: An event of another product.
 */
export type EventKind = 'paid' | 'refund' | 'not_paid' | 'other';

/**
 * What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
 * equal.
 *
 * The order must be paid, whatever is given, and not refunded unless that is allowed.
 */
export interface Expected {
  /** The order number (of a combine order: `combineOutTradeNo`). */
  outTradeNo: string;
  /** The amount in fen (of a combine order: the sum of its parts), in `CNY`. */
  total: number;
  /** Whether an order may have been refunded, in part or whole, after it was paid. */
  allowRefunded?: boolean;
  /** The WeChat AppID. */
  appid?: string | null;
  /** The merchant number (in partner use: the sub merchant's; combine: the initiator's). */
  mchid?: string | null;
  /** The parts of a combine order, all of them and in any order; not compared when empty. */
  parts?: Array<ExpectedPart>;
}

/** What your own stored order says of one part of a combine order. */
export interface ExpectedPart {
  /** Number of the part. */
  outTradeNo: string;
  /** Its amount in fen, in `CNY`. */
  total: number;
  /** Its merchant number (of a sub merchant's part: the sub merchant's). */
  mchid?: string | null;
}

/** Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate. */
export interface FaultEvent {
  /** The code of the error, for example `DECRYPT_FAILED`. */
  code: string;
  /** How serious it is. */
  level: FaultLevel;
  /** One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret. */
  message: string;
  /** The number of the order or refund that it is about. */
  number: string | null;
  /** The operation during which it happened, in snake case. */
  operation: string | null;
  /** How many of the same kind and code were not reported before this one. */
  suppressed: number;
  /** What happened. */
  what: FaultKind;
}

/**
 * What happened.
 * - `notification_refused`: A notification was refused although nobody forged it: a key or setting of the shop is wrong.
 * - `notification_not_taken`: A notification was answered as failure: the shop's function failed, or there is none.
 * - `call_left_open`: A call was given up after its request was sent: what it asked for may have been done.
 * - `inbox_failed`: A place where handled notifications are noted does not work.
 * - `token_store_failed`: The token store or token provider did not do its work.
 * - `token_store_degraded`: The token store does not work, and another one is used meanwhile. It is reported once until it works again.
 * - `token_not_shared`: Other processes or machines fetch access tokens, too, and do not share them with this one.
 * - `events_dropped`: Events were dropped because the observer is too slow.
 * - `sandbox_client`: A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
 */
export type FaultKind = 'notification_refused' | 'notification_not_taken' | 'call_left_open' | 'inbox_failed' | 'token_store_failed' | 'token_store_degraded' | 'token_not_shared' | 'events_dropped' | 'sandbox_client';

/**
 * How serious a fault is.
 * - `warning`: Something to look at.
 * - `error`: Money may stay undelivered until it is corrected.
 */
export type FaultLevel = 'warning' | 'error';

/** A token as `getToken` gave it. */
export interface FetchedToken {
  /** The token. Whoever has it can order in the name of the mini program: never log it. */
  accessToken: string;
  /** Seconds it lives from now: 7200 at present, never more than 7 days. */
  lifetimeSeconds: number;
}

/** A bill that was read to its end. */
export interface FinishedFundFlowSummary {
  /** Size of the uncompressed file in bytes. */
  bytes: number;
  /** How many rows were read. */
  rows: number;
  /** The totals at the end of the bill. */
  summary: FundFlowSummary;
  /**
   * Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
   * for the rows. A digest that does not fit is an error, never a result.
   */
  verified: boolean;
}

/** A bill that was read to its end. */
export interface FinishedTradeBillSummary {
  /** Size of the uncompressed file in bytes. */
  bytes: number;
  /** How many rows were read. */
  rows: number;
  /** The totals at the end of the bill. */
  summary: TradeBillSummary;
  /**
   * Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
   * for the rows. A digest that does not fit is an error, never a result.
   */
  verified: boolean;
}

/** An order as a query found it. */
export type FoundOrder =
  /** Of a direct merchant. */
  | {
    family: 'direct';
    /** Of a direct merchant. */
    order: Transaction;
  }
  /** Of a sub merchant. */
  | {
    family: 'partner';
    /** Of a sub merchant. */
    order: PartnerTransaction;
  }
  /** A combine order. */
  | {
    family: 'combine';
    /** A combine order. */
    order: CombineTransaction;
  }
  /** Asked over V2. */
  | {
    family: 'v2';
    /** Asked over V2. */
    order: V2Transaction;
  };

/**
 * Which account of the merchant a fund flow bill is about.
 * - `BASIC`: The basic account.
 * - `OPERATION`: The operation account.
 * - `FEES`: The account of fees.
 */
export type FundAccount = 'BASIC' | 'OPERATION' | 'FEES';

/** Whether money came in or went out. */
export type FundDirection = '收入' | '支出' | (string & {});

/** Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
export interface FundFlowBillRequest {
  /**
   * The day in Beijing: `2026-06-08` or `20260608`. Required.
   * Text, or a `Date`: the day that it is in Beijing at that moment.
   */
  billDate: string | Date;
  /** Which account; the basic one when left out. */
  accountType?: FundAccount;
  /** Whether the file travels compressed; the rows are the same. */
  gzip?: boolean;
}

/** A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `null`. */
export interface FundFlowRow {
  /** 收支金额(元): how much, fen, never negative: `direction` tells the sign. */
  amount: number | null;
  /** 资金变更提交申请人: who asked for it. */
  applicant: string | null;
  /** 账户结余(元): what the account held afterwards, fen. */
  balance: number | null;
  /** 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
  bookingTime: string | null;
  /** 业务名称: name of the business. */
  businessName: string | null;
  /** 业务类型: kind of the business. */
  businessType: string | null;
  /** 收支类型: in or out. */
  direction: FundDirection | null;
  /** 资金流水单号: number of the movement. */
  flowId: string | null;
  /** 备注: note; may hold commas and quotes. */
  note: string | null;
  /** Columns that this version does not know, by their name in the bill. */
  other: Record<string, string>;
  /** 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ... */
  transactionId: string | null;
  /** 业务凭证号: the merchant's order or refund number, or another voucher. */
  voucherId: string | null;
}

/** The totals at the end of a fund flow bill. A column that the bill does not have is `null`. */
export interface FundFlowSummary {
  /** 资金流水总笔数: number of movements. */
  count: number | null;
  /** 支出金额: sum of what went out, fen. */
  expenseAmount: number | null;
  /** 支出笔数: how many went out. */
  expenseCount: number | null;
  /** 收入金额: sum of what came in, fen. */
  incomeAmount: number | null;
  /** 收入笔数: how many came in. */
  incomeCount: number | null;
  /** Columns that this version does not know, by their name in the bill. */
  other: Record<string, string>;
}

/** One kind of goods of an order. */
export interface GoodsDetail {
  /** The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required. */
  merchantGoodsId: string;
  /** How many, at least 1. Required. */
  quantity: number;
  /** Price of one, fen. Required. */
  unitPrice: number;
  /** Name, up to 256 bytes of UTF-8. */
  goodsName?: string | null;
  /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
  wechatpayGoodsId?: string | null;
}

/** The page or app that asks for payment. */
export interface H5Info {
  /** Name of the app or site, up to 64 bytes of UTF-8. */
  appName?: string | null;
  /** Address of the site, up to 128 bytes of UTF-8. */
  appUrl?: string | null;
  /** iOS bundle, up to 128 bytes of UTF-8. */
  bundleId?: string | null;
  /** Android package, up to 128 bytes of UTF-8. */
  packageName?: string | null;
  /** Kind of page. */
  type?: H5Type;
}

/** Kind of page that asks for payment. V2 writes `IOS`. */
export type H5Type = 'Wap' | 'iOS' | 'Android' | (string & {});

/** A handled notification: what it is, and what to answer. */
export interface HandledNotification {
  /** The ready answer of a notification that asks nothing of you; `null` when an event is to be taken. */
  answer: Acknowledgement | null;
  /** Which event it is for your shop: the name of the function that takes it. `null` when nothing is asked of you. */
  eventKind: EventKind | null;
  /** What to answer when your own work failed: the notification comes again. */
  failure: Acknowledgement;
  /**
   * The error of a notification that was refused because something is wrong in your own settings, when it is due to be
   * reported: they are logged at a bounded rate. It is in the log already.
   */
  fault: QqWxPayError | null;
  /** WeChat Pay's number of the notification (V3); a repeated delivery carries the same. */
  id: string | null;
  /** The order that it speaks of, proven or not. */
  order: OrderReference | null;
  /** What it turned out to be. */
  outcome: Outcome;
  /** The refund that it speaks of, proven or not. */
  refund: RefundReference | null;
  /**
   * Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox cannot rule
   * it out. It is information only: that may have failed in your own code, so handle it again, idempotently.
   */
  repeat: boolean;
}

/** One header. */
export interface HeaderRecord {
  /** Its name. */
  name: string;
  /** Its value. `Authorization` holds a signature: never log it. */
  value: string;
}

/** Who the merchant is. */
export interface Merchant {
  /** Merchant number. */
  mchid: string;
  /** AppID of the QQ mini program, when one is configured. */
  qqAppid: string | null;
  /** Whether all addresses lead to a sandbox on this machine: then no money moves. */
  sandbox: boolean;
  /** WeChat AppID. */
  wechatAppid: string;
}

/**
 * Which of the two protocols a notification speaks, and therefore its answer.
 * - `v2`: XML.
 * - `v3`: JSON.
 */
export type MessageVersion = 'v2' | 'v3';

/**
 * The HTTP method of a request.
 * - `GET`: `GET`
 * - `POST`: `POST`
 * - `PUT`: `PUT`
 * - `PATCH`: `PATCH`
 * - `DELETE`: `DELETE`
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Nothing. */
export interface NoArguments {
}

/** An order of which WeChat Pay says that it is not paid. */
export interface NotPaid {
  /** WeChat Pay's number of the notification (V3). */
  id: string | null;
  /** The order. */
  order: OrderReference;
  /**
   * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
   * cannot rule it out.
   */
  repeat: boolean;
  /** Its state, or the first state of a part that is not paid. */
  state: TradeState;
}

/** A notification that was read. */
export interface NotificationEvent {
  /** Why it is not to be believed; `null` when it is. */
  code: string | null;
  /** What it turned out to be: `payment`, `refund`, `refused`, ... */
  outcome: string;
  /** Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one. */
  repeat: boolean;
}

/** The amount of an order. */
export interface OrderAmount {
  /** Whole fen, at least 1. Required. */
  total: number;
  /** `CNY`, also when left out. */
  currency?: string | null;
}

/** What is sold, for WeChat Pay's own discounts. */
export interface OrderDetail {
  /** Price before discounts, fen. */
  costPrice?: number | null;
  /** The goods, at most 6000. */
  goodsDetail?: Array<GoodsDetail>;
  /** Receipt number, up to 32 bytes of UTF-8. */
  invoiceId?: string | null;
}

/**
 * How an order is asked for.
 * - `direct`: `queryOrder` finds it.
 * - `partner`: `queryPartnerOrder` finds it.
 * - `combine`: `queryCombineOrder` finds it.
 * - `v2`: `queryV2Order` finds it.
 */
export type OrderFamily = 'direct' | 'partner' | 'combine' | 'v2';

/** One order, by the merchant's number or by WeChat Pay's. */
export type OrderId =
  /** The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has. */
  | {
    /** The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has. */
    outTradeNo: string;
  }
  /** WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid. */
  | {
    /** WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid. */
    transactionId: string;
  };

/** An order that a message names, enough to query it. */
export interface OrderReference {
  /** How it is asked for. */
  family: OrderFamily;
  /** The merchant's order number (of a combine order `combineOutTradeNo`). */
  outTradeNo: string;
  /** The sub merchant's number, in partner use. */
  subMchid?: string | null;
}

/**
 * A V3 H5 order of a direct merchant.
 *
 * `appid` and `mchid` come from the configuration, and the `notifyUrl` of the body is computed.
 */
export interface OrderRequest {
  /** How much. Required. */
  amount: OrderAmount;
  /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
  description: string;
  /**
   * The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
   * Pay also `|` and `*`. Required.
   */
  outTradeNo: string;
  /** Where and by whom it is paid. Required. */
  sceneInfo: SceneInfo;
  /** Comes back in queries and notifications; up to 128 bytes of UTF-8. */
  attach?: string | null;
  /** The way this order takes; the configured one when left out. */
  channel?: Channel | null;
  /** What is sold, for discounts. */
  detail?: OrderDetail | null;
  /**
   * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
   * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
   */
  extra?: string | null;
  /** Mark for discounts, up to 32 bytes of UTF-8. */
  goodsTag?: string | null;
  /** Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`. */
  limitPay?: Array<string>;
  /** Your own address for the notification of this order; the configured one when left out. */
  notifyUrl?: string | null;
  /** How the money is settled. */
  settleInfo?: SettleInfo | null;
  /** Whether the payer may ask for an electronic invoice. */
  supportFapiao?: boolean | null;
  /**
   * Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days.
   * Text, or a `Date`.
   */
  timeExpire?: string | Date | null;
}

/** What became of an order, and why that is said. */
export interface OrderStatus {
  /** What stood in the way; there when the reason is `no_answer` or `not_found`, or when closing failed. */
  error: QqWxPayError | null;
  /** The order as WeChat Pay told it, when it told it. */
  found: FoundOrder | null;
  /** The order. */
  order: OrderReference;
  /** Why it is said. */
  reason: StatusReason;
  /** Where the money is. */
  state: PaymentState;
}

/** A verified event that this library has no model for. */
export interface OtherEvent {
  /** For example `PAYSCORE.USER_OPEN_SERVICE`. */
  eventType: string;
  /** For example `payscore`. */
  originalType: string;
}

/**
 * What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
 * `v2_refund` are proven facts about money.
 */
export type Outcome =
  /** V3: a direct merchant's order is paid. */
  | {
    type: 'payment';
    /** The order with its payment. */
    payment: Transaction;
  }
  /** V3: a sub merchant's order is paid. */
  | {
    type: 'partner_payment';
    /** The order with its payment. */
    payment: PartnerTransaction;
  }
  /** V3: a combine order is paid, every part of it. */
  | {
    type: 'combine_payment';
    /** The order with its payment. */
    payment: CombineTransaction;
  }
  /** V2: an order is paid. */
  | {
    type: 'v2_payment';
    /** The order with its payment. */
    payment: V2Transaction;
  }
  /** V3: a refund has ended. */
  | {
    type: 'refund';
    /** The refund. */
    refund: RefundNotice;
  }
  /** V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`. */
  | {
    type: 'v2_refund';
    /** The refund. */
    refund: V2RefundNotice;
  }
  /** Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it. */
  | {
    type: 'not_paid';
    /** The order. */
    order: OrderReference;
    /** Its state. */
    state: TradeState;
  }
  /** The callback of a self test: no money is involved. */
  | {
    type: 'security_echo';
    /** The texts of the test. */
    echo: SecurityEcho;
  }
  /** Verified, but an event of another product. */
  | {
    type: 'other';
    /** Which. */
    event: OtherEvent;
  }
  /** Rightly signed, but too long ago or in the future. Believe only a query of this order or refund. */
  | {
    type: 'stale';
    /** Why. */
    error: QqWxPayError;
    /** The order. */
    order: OrderReference | null;
    /** Or the refund. */
    refund: RefundReference | null;
  }
  /**
   * Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
   * has none. Believe only a query of this order or refund.
   */
  | {
    type: 'unsigned';
    /** Why. */
    error: QqWxPayError;
    /** The order. */
    order: OrderReference | null;
    /** Or the refund. */
    refund: RefundReference | null;
  }
  /** WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done. */
  | {
    type: 'probe';
  }
  /** Not to be believed. */
  | {
    type: 'refused';
    /** Why. */
    error: QqWxPayError;
  };

/** An order that is paid, of whichever family. Compare number and total with your own order before you deliver. */
export interface Paid {
  /** How the order was placed. */
  family: OrderFamily;
  /** WeChat Pay's number of the notification (V3). */
  id: string | null;
  /** The order, or the parts of a combine order. */
  orders: Array<PaidOrder>;
  /** The number to look your order up with (of a combine order its `combineOutTradeNo`). */
  outTradeNo: string;
  /** Whether it was refunded since, in part or whole. */
  refunded: boolean;
  /**
   * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
   * cannot rule it out. That call may have failed: do the work again, idempotently.
   */
  repeat: boolean;
  /** What was to be paid, in fen (of a combine order the sum of its parts). */
  total: number;
}

/** One paid order. */
export interface PaidOrder {
  /** What the order carried. */
  attach: string | null;
  /** The merchant that gets the money: of a service provider's order the sub merchant. */
  mchid: string;
  /** The merchant's order number. */
  outTradeNo: string;
  /** When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time. */
  successTime: string | null;
  /** What was to be paid, in fen. */
  total: number;
  /** WeChat Pay's number of the payment. */
  transactionId: string;
}

/** A sub merchant's order, by one of its two numbers. */
export interface PartnerOrderQuery {
  /** Number of the sub merchant. */
  subMchid: string;
  /** The merchant's own order number. The only one that an unpaid order has. */
  outTradeNo?: string | null;
  /** WeChat Pay's order number, instead. */
  transactionId?: string | null;
}

/**
 * A V3 H5 order of a service provider.
 *
 * `spAppid` and `spMchid` are the configured `wechatAppid` and `mchid`.
 */
export interface PartnerOrderRequest {
  /** Everything else, as in an order of a direct merchant. Required. */
  order: OrderRequest;
  /** Number of the sub merchant that sells. Required. */
  subMchid: string;
  /** WeChat AppID of the sub merchant, up to 32 bytes of UTF-8. */
  subAppid?: string | null;
}

/** Who paid a sub merchant. */
export interface PartnerPayer {
  /** The payer's `openid` under the service provider's AppID. */
  spOpenid: string | null;
  /** The payer's `openid` under the sub merchant's AppID. */
  subOpenid: string | null;
}

/** An order of a sub merchant and its payment. */
export interface PartnerTransaction {
  /** How much. */
  amount: TransactionAmount | null;
  /** What the order carried. */
  attach: string | null;
  /** Bank. */
  bankType: string | null;
  /** The merchant's order number. */
  outTradeNo: string;
  /** Who paid. */
  payer: PartnerPayer | null;
  /** Discounts. */
  promotionDetail: Array<PromotionDetail>;
  /**
   * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** Where. */
  sceneInfo: TransactionScene | null;
  /** The service provider's WeChat AppID. */
  spAppid: string | null;
  /** The service provider's number. */
  spMchid: string;
  /** The sub merchant's WeChat AppID. */
  subAppid: string | null;
  /** The sub merchant's number. */
  subMchid: string;
  /** When it was paid, RFC 3339. */
  successTime: string | null;
  /** Where the order stands. */
  tradeState: TradeState;
  /** The same in words. */
  tradeStateDesc: string | null;
  /** How the order was made. */
  tradeType: TradeType | null;
  /** WeChat Pay's order number; only when paid. */
  transactionId: string | null;
}

/** Who paid. */
export interface Payer {
  /** The payer's `openid` under the order's AppID. */
  openid: string | null;
}

/**
 * Where the money is, in the words that decide what to do.
 * - `paid`: The payer's money was taken: deliver, after comparing amount and number with your own order.
 * - `not_paid`: Not paid; the payer may still pay until the order is closed.
 * - `closed`: Closed without payment: it can never be paid any more.
 * - `unknown`: Not known: ask again later. Neither deliver nor take another order for the same goods.
 */
export type PaymentState = 'paid' | 'not_paid' | 'closed' | 'unknown';

/** A payment, and what your own order says. */
export interface PaymentToExpect {
  /** What your own stored order says. */
  expected: Expected;
  /** The order as a query or `confirmOrder` found it. */
  found: FoundOrder;
}

/** An order that can be paid now. Nothing in it proves a payment: only a notification and a query do. */
export interface PlacedOrder {
  /** Unix seconds after which the link is dead; placing the identical order again gives a fresh one. */
  expiresAt: number;
  /** The link that opens WeChat Pay. */
  h5Url: string;
  /** The merchant's number of the order (of a combine order: `combineOutTradeNo`). */
  outTradeNo: string;
  /** WeChat Pay's number of the prepared payment, V2 only; lives 2 hours. */
  prepayId: string | null;
  /** WeChat Pay's `Request-ID`, when it arrived. */
  requestId: string | null;
  /**
   * The arguments of `qq.requestWxPayment`; `null` for an order that went straight to WeChat Pay without a configured
   * `referer`; an order through QQ is refused without it.
   */
  requestPayment: RequestPayment | null;
  /** Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it. */
  verified: boolean;
}

/** What became of placing an order. That it was refused, or that nothing was sent, is an error instead. */
export type Placement =
  /** It can be paid now. */
  | PlacedOrder & {
    outcome: 'placed';
  }
  /**
   * Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
   * believed. Place the identical order again, or ask `confirmOrder`; never take another order number.
   */
  | UnconfirmedOrder & {
    outcome: 'to_confirm';
  };

/** A text to be encrypted for WeChat Pay. */
export interface PlainText {
  /** The text, up to 214 bytes of UTF-8. */
  text: string;
}

/** One platform certificate. */
export interface PlatformCertificate {
  /** The last moment of its validity, in Unix seconds. */
  notAfter: number;
  /** The first moment of its validity, in Unix seconds. */
  notBefore: number;
  /** The certificate itself, to be kept in the setting `platformCertificates` if you like. */
  pem: string;
  /** Its serial, in upper-case hex. */
  serialNo: string;
}

/** A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`. */
export interface PlatformCertificates {
  /** Those that are valid now, at least one. */
  certificates: Array<PlatformCertificate>;
  /** The merchant that the list was made for. */
  mchid: string;
}

/** What becomes of the money of an order that was placed with `settleInfo.profitSharing`. */
export interface ProfitSharing {
  /** WeChat Pay's number. */
  orderId: string;
  /** The merchant's number. */
  outOrderNo: string;
  /** The verified reply in full, JSON, also what has no field here; it holds the identity of receivers. */
  raw: string | null;
  /** Who gets how much. */
  receivers: Array<ProfitSharingReceiver>;
  /** Where it stands as a whole. */
  state: ProfitSharingState;
  /** Number of the sub merchant, for service providers. */
  subMchid: string | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
}

/** A sharing or an unfreezing to ask for. */
export interface ProfitSharingQuery {
  /** The merchant's number of the sharing or unfreezing. Required. */
  outOrderNo: string;
  /** WeChat Pay's number of the order. Required. */
  transactionId: string;
  /** Number of the sub merchant that sold, for service providers. */
  subMchid?: string | null;
}

/** Somebody who gets a part; with an unfreezing the merchant itself. */
export interface ProfitSharingReceiver {
  /** Merchant number or openid. */
  account: string | null;
  /** Fen. */
  amount: number | null;
  /** When it began, RFC 3339. */
  createTime: string | null;
  /** Why. */
  description: string | null;
  /** WeChat Pay's number of this part. */
  detailId: string | null;
  /** Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ... */
  failReason: string | null;
  /** When it ended, RFC 3339. */
  finishTime: string | null;
  /** `PENDING`, `SUCCESS` or `CLOSED`. */
  result: string | null;
  /** `MERCHANT_ID` or `PERSONAL_OPENID`. */
  type: string | null;
}

/** Where a sharing or an unfreezing stands. */
export type ProfitSharingState = 'PROCESSING' | 'FINISHED' | (string & {});

/** One discount. */
export interface PromotionDetail {
  /** Discount, fen. */
  amount: number | null;
  /** Number of the coupon. */
  couponId: string | null;
  /** `CNY`. */
  currency: string | null;
  /** Goods that it was for. */
  goodsDetail: Array<PromotionGoods>;
  /** Part that the merchant gave, fen. */
  merchantContribute: number | null;
  /** Its name. */
  name: string | null;
  /** Part that others gave, fen. */
  otherContribute: number | null;
  /** `GLOBAL` or `SINGLE`. */
  scope: string | null;
  /** Number of the stock. */
  stockId: string | null;
  /** `CASH` or `NOCASH`. */
  type: string | null;
  /** Part that WeChat Pay gave, fen. */
  wechatpayContribute: number | null;
}

/** Goods that a discount was for. */
export interface PromotionGoods {
  /** Discount, fen. */
  discountAmount: number | null;
  /** Number of the goods. */
  goodsId: string | null;
  /** Remark. */
  goodsRemark: string | null;
  /** How many. */
  quantity: number | null;
  /** Price of one, fen. */
  unitPrice: number | null;
}

/** A refund. That it was accepted does not mean that the money went back: look at `status`. */
export interface Refund {
  /** How much. */
  amount: RefundAmount;
  /** Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
  channel: string | null;
  /** When the refund was taken, RFC 3339. */
  createTime: string | null;
  /** The account that the money is taken from. */
  fundsAccount: string | null;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /** Discounts that go back. */
  promotionDetail: Array<RefundPromotion>;
  /**
   * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /** Where the refund stands. */
  status: RefundStatus;
  /** When the money went back, RFC 3339; only on success. */
  successTime: string | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
  /** Where the money went, in words. */
  userReceivedAccount: string | null;
}

/** An account that a refund is taken from. */
export interface RefundAccount {
  /** `AVAILABLE` or `UNAVAILABLE`. */
  account: string | null;
  /** Fen. */
  amount: number | null;
}

/** Amounts of a refund, in fen. */
export interface RefundAmount {
  /** `CNY`. */
  currency: string | null;
  /** What goes back of discounts. */
  discountRefund: number | null;
  /** The accounts that it is taken from. */
  from: Array<RefundAccount>;
  /** What the payer gets back. */
  payerRefund: number | null;
  /** What the payer had paid. */
  payerTotal: number | null;
  /** This refund. */
  refund: number;
  /** Fee that goes back. */
  refundFee: number | null;
  /** The refund without coupons that are not settled. */
  settlementRefund: number | null;
  /** The order without coupons that are not settled. */
  settlementTotal: number | null;
  /** What the order cost. */
  total: number;
}

/**
 * How a refund ended.
 * - `success`: The money went back.
 * - `abnormal`: The payer's account cannot take the money: send it elsewhere with `abnormalRefund`, or by hand in the merchant console.
 * - `closed`: No money went back.
 */
export type RefundEnd = 'success' | 'abnormal' | 'closed';

/** A refund that has ended, made over V3, V2 or in the merchant console. */
export interface RefundEnded {
  /** WeChat Pay's number of the notification (V3). */
  id: string | null;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /** This refund, in fen. */
  refund: number;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /**
   * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
   * cannot rule it out.
   */
  repeat: boolean;
  /** How it ended. */
  status: RefundEnd;
  /** The sub merchant's number, in partner use. */
  subMchid: string | null;
  /** When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success. */
  successTime: string | null;
  /** The order's amount, in fen; V2 may leave it out. */
  total: number | null;
  /** WeChat Pay's number of the payment. */
  transactionId: string;
  /** Which protocol told it. */
  version: MessageVersion;
}

/** An account that a refund is taken from. */
export interface RefundFrom {
  /** `AVAILABLE` or `UNAVAILABLE`. Required. */
  account: string;
  /** Fen, at least 1. Required. */
  amount: number;
}

/** Goods that come back. */
export interface RefundGoods {
  /** The merchant's number of the goods, up to 32 bytes of UTF-8. Required. */
  merchantGoodsId: string;
  /** What goes back for them, fen. Required. */
  refundAmount: number;
  /** How many come back, at least 1. Required. */
  refundQuantity: number;
  /** Price of one, fen. Required. */
  unitPrice: number;
  /** Name, up to 256 bytes of UTF-8. */
  goodsName?: string | null;
  /** WeChat Pay's number of the goods, up to 32 bytes of UTF-8. */
  wechatpayGoodsId?: string | null;
}

/** The end of a refund. */
export interface RefundNotice {
  /** How much. */
  amount: RefundNoticeAmount;
  /** Merchant number of a direct merchant. */
  mchid: string | null;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /** How it ended. */
  refundStatus: RefundStatus;
  /** Service provider's number, in partner use. */
  spMchid: string | null;
  /** Sub merchant's number, in partner use. */
  subMchid: string | null;
  /** When the money went back, RFC 3339; only on success. */
  successTime: string | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
  /** Where the money went. */
  userReceivedAccount: string | null;
}

/** Amounts of a refund, in fen. */
export interface RefundNoticeAmount {
  /** What the payer gets back. */
  payerRefund: number | null;
  /** What the payer had paid. */
  payerTotal: number | null;
  /** This refund. */
  refund: number;
  /** The order's amount. */
  total: number;
}

/** A discount that goes back. */
export interface RefundPromotion {
  /** The discount, fen. */
  amount: number | null;
  /** Goods that it was for. */
  goodsDetail: Array<RefundedGoods>;
  /** Number of the coupon. */
  promotionId: string | null;
  /** What goes back of it, fen. */
  refundAmount: number | null;
  /** `GLOBAL` or `SINGLE`. */
  scope: string | null;
  /** `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`. */
  type: string | null;
}

/** A refund. */
export interface RefundQuery {
  /** The merchant's refund number. */
  outRefundNo: string;
  /** Number of the sub merchant, for service providers. */
  subMchid?: string | null;
}

/** A refund that a message names, enough to query it. */
export interface RefundReference {
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /** The sub merchant's number, in partner use. */
  subMchid: string | null;
  /** `v3`: ask `queryRefund`; `v2`: `queryV2Refund`. */
  version: MessageVersion;
}

/**
 * A refund, whole or in part. It goes straight to WeChat Pay, also for orders that went through QQ.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
export interface RefundRequest {
  /** How much. Required. */
  amount: RefundRequestAmount;
  /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
  outRefundNo: string;
  /** The account that the money is taken from: `AVAILABLE` or `UNSETTLED`. */
  fundsAccount?: string | null;
  /** The goods that come back. */
  goodsDetail?: Array<RefundGoods>;
  /** Your own address for the notification of this refund; the configured one when left out. */
  notifyUrl?: string | null;
  /** The merchant's number of the order; of a combine order the number of the part. */
  outTradeNo?: string | null;
  /** Shown to the payer; up to 80 bytes of UTF-8. */
  reason?: string | null;
  /** Number of the sub merchant that sold, for service providers. */
  subMchid?: string | null;
  /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
  transactionId?: string | null;
}

/** Amounts of a refund, in fen. */
export interface RefundRequestAmount {
  /** What goes back, at least 1. Required. */
  refund: number;
  /** What the whole order cost. Required. */
  total: number;
  /** `CNY`, also when left out. */
  currency?: string | null;
  /** The accounts that the money is taken from; together they give `refund`. */
  from?: Array<RefundFrom>;
}

/** Where a refund stands. V2 calls the same states `REFUNDCLOSE` and `CHANGE`. */
export type RefundStatus = 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL' | (string & {});

/** Goods that came back. */
export interface RefundedGoods {
  /** Name. */
  goodsName: string | null;
  /** The merchant's number of the goods. */
  merchantGoodsId: string | null;
  /** What goes back for them, fen. */
  refundAmount: number | null;
  /** How many came back. */
  refundQuantity: number | null;
  /** Price of one, fen. */
  unitPrice: number | null;
  /** WeChat Pay's number of the goods. */
  wechatpayGoodsId: string | null;
}

/** An access token that QQ refused. */
export interface RefusedAccessToken {
  /** The token. */
  accessToken: string;
}

/** The arguments of `qq.requestWxPayment`: hand them to the mini program as they are. */
export interface RequestPayment {
  /** The domain that is authorised for H5 payment, with its scheme. */
  referer: string;
  /** The link. */
  url: string;
}

/** A request that is ready to be sent: unchanged, byte for byte, following no redirect. */
export interface RequestRecord {
  /** The exact body bytes in base64; empty when there is none. */
  bodyBase64: string;
  /** Whether the connection must show the merchant certificate: V2 refunds only. */
  clientCertificate: boolean;
  /** The headers. */
  headers: Array<HeaderRecord>;
  /** `GET`, `POST` and so on. */
  method: string;
  /** The whole address. The query of an address at QQ holds the access token: never log it. */
  url: string;
}

/** Where and by whom an order is paid. */
export interface SceneInfo {
  /** The **payer's** public IPv4 or IPv6 address, never the server's. Required. */
  payerClientIp: string;
  /** The merchant's device number, up to 32 bytes of UTF-8. */
  deviceId?: string | null;
  /** Kind of page; `Wap` when left out, which is right for a QQ mini program. */
  h5Info?: H5Info;
  /** The shop. */
  storeInfo?: StoreInfo | null;
}

/** A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved. */
export interface SecurityEcho {
  /** The encrypted text, opened with the merchant's private key; `null` when there is none or it does not open. */
  decryptedEchoMessage: string | null;
  /** The text of the test, as `echoMessage`. */
  echoMessage: string;
}

/** What to test. */
export interface SelfTest {
  /** How long the client waits for the callback, in seconds; at most 60 are waited. */
  callbackSeconds?: number;
  /** Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested. */
  notifyUrl?: string | null;
}

/** The report of a self test: one item for each thing that must work. */
export interface SelfTestReport {
  /**
   * The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
   * there is neither: then a wrong key shows only when the first notification comes.
   */
  apiV3Key: Check;
  /** The callback reached this client, with a right signature, and opened with the APIv3 key. */
  callback: Check;
  /** This machine's clock is near enough to WeChat Pay's. */
  clock: Check;
  /**
   * How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
   *
   * From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
   */
  clockSkewSeconds: number | null;
  /** The text that was sent; the callback repeats it. */
  echoMessage: string;
  /** WeChat Pay opens what we encrypt, and we open what it encrypts. */
  encryption: Check;
  /**
   * QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
   * the one that other processes use.
   */
  qqAppSecret: Check;
  /** WeChat Pay's `Request-ID`: its support asks for it. */
  requestId: string | null;
  /** WeChat Pay accepts our signature: merchant number, private key and serial belong together. */
  signature: Check;
  /** We accept WeChat Pay's signature: public key or platform certificate are right. */
  verification: Check;
}

/**
 * The settings as text. Which ones are needed depends on what is used: V3 needs the merchant key, the APIv3 key
 * and WeChat Pay's public key; V2 needs the V2 key; ordering through QQ needs the two QQ settings.
 */
export interface Settings {
  /** Allows a query in `notifyUrl`: whether QQ keeps one is not known. Environment: `QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY`. */
  allowNotifyUrlQuery?: boolean;
  /**
   * V2 API key, 32 characters.
   * Environment: `QQ_WXPAY_API_V2_KEY`.
   */
  apiV2Key?: string | null;
  /**
   * APIv3 key, exactly 32 characters.
   * Environment: `QQ_WXPAY_API_V3_KEY`.
   */
  apiV3Key?: string | null;
  /**
   * A second APIv3 key, which opens notifications, too, while the key is changed: the next one before the change, the former
   * one after it.
   * Environment: `QQ_WXPAY_API_V3_KEY_PREVIOUS`.
   */
  apiV3KeyPrevious?: string | null;
  /** The way that orders take unless the order says otherwise. Environment: `QQ_WXPAY_CHANNEL`. */
  channel?: Channel;
  /**
   * Where the processes of the shop note which notifications are handled, so that none is handed to two of them: `file` (all processes of
   * this user on this machine), `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines, with the
   * forms of `tokenStore`). Nothing is noted when left out: take that where your function does its work in one transaction of a database.
   * Environment: `QQ_WXPAY_INBOX`.
   */
  inbox?: string | null;
  /**
   * Hosts (with a port, if not 443) that an H5 link may have; only `wx.tenpay.com` when empty.
   * Environment: `QQ_WXPAY_LINK_HOSTS`, comma-separated.
   */
  linkHosts?: Array<string>;
  /**
   * Merchant number; of a service provider its own, of a combine order the initiator's.
   * Environment: `QQ_WXPAY_MCHID`.
   */
  mchid?: string | null;
  /**
   * Merchant API certificate, `apiclient_cert.pem`.
   * Environment: `QQ_WXPAY_MERCHANT_CERTIFICATE`.
   */
  merchantCertificate?: string | null;
  /**
   * Both in one file, `apiclient_cert.p12`, as base64; in place of the two above.
   * Environment: `QQ_WXPAY_MERCHANT_P12`.
   */
  merchantP12?: string | null;
  /**
   * Password of `merchantP12`; the merchant number when left out.
   * Environment: `QQ_WXPAY_MERCHANT_P12_PASSWORD`.
   */
  merchantP12Password?: string | null;
  /**
   * Merchant private key, `apiclient_key.pem`.
   * Environment: `QQ_WXPAY_MERCHANT_PRIVATE_KEY`.
   */
  merchantPrivateKey?: string | null;
  /**
   * Serial of the merchant API certificate, 40 hex digits; not needed beside `merchantCertificate`.
   * Environment: `QQ_WXPAY_MERCHANT_SERIAL`.
   */
  merchantSerial?: string | null;
  /**
   * Your own address for payment notifications: https, no query, at most 256 characters.
   * Environment: `QQ_WXPAY_NOTIFY_URL`.
   */
  notifyUrl?: string | null;
  /**
   * Platform certificates, one PEM after the other.
   * Environment: `QQ_WXPAY_PLATFORM_CERTIFICATES`.
   */
  platformCertificates?: string | null;
  /**
   * WeChat Pay's public key, `pub_key.pem`.
   * Environment: `QQ_WXPAY_PUBLIC_KEY`.
   */
  publicKey?: string | null;
  /**
   * ID of WeChat Pay's public key, `PUB_KEY_ID_…`.
   * Environment: `QQ_WXPAY_PUBLIC_KEY_ID`.
   */
  publicKeyId?: string | null;
  /**
   * ID of a second public key of WeChat Pay, whose signatures are taken, too, while the key is changed: the next one's before
   * the change, the former one's after it. Given together with `publicKeyPrevious`, or neither.
   * Environment: `QQ_WXPAY_PUBLIC_KEY_ID_PREVIOUS`.
   */
  publicKeyIdPrevious?: string | null;
  /**
   * The key of `publicKeyIdPrevious`.
   * Environment: `QQ_WXPAY_PUBLIC_KEY_PREVIOUS`.
   */
  publicKeyPrevious?: string | null;
  /**
   * AppSecret of the QQ mini program.
   * Environment: `QQ_WXPAY_QQ_APP_SECRET`.
   */
  qqAppSecret?: string | null;
  /**
   * AppID of the QQ mini program, from q.qq.com.
   * Environment: `QQ_WXPAY_QQ_APPID`.
   */
  qqAppid?: string | null;
  /**
   * Base address of QQ, `https://api.q.qq.com` when left out; another one only for the sandbox.
   * Environment: `QQ_WXPAY_QQ_BASE_URL`.
   */
  qqBaseUrl?: string | null;
  /**
   * Domain authorised for H5 payment, with its scheme: what `qq.requestWxPayment` gets as `referer`.
   * Environment: `QQ_WXPAY_REFERER`.
   */
  referer?: string | null;
  /**
   * Refuses the link of an order whose reply lacks WeChat Pay's signature.
   * Environment: `QQ_WXPAY_REQUIRE_VERIFIED_REPLY`.
   */
  requireVerifiedReply?: boolean;
  /**
   * Root certificate of the sandbox's TLS listener, PEM; refused with any address but one of this machine.
   * Environment: `QQ_WXPAY_ROOT_CERTIFICATE`.
   */
  rootCertificate?: string | null;
  /**
   * Codes of the proxy that are taken for "the access token is bad", besides the known ones.
   * Environment: `QQ_WXPAY_TOKEN_REFUSED_CODES`, comma-separated.
   */
  tokenRefusedCodes?: Array<string>;
  /**
   * Where QQ's access token is kept, so that all processes share one: `file` (the default: for all processes of this user on this machine),
   * `file:FOLDER` (an absolute path), `redis://user:password@host:port/database` (for several machines; `rediss` for TLS, `redis+cluster`,
   * `redis+sentinel`), or `memory` (of this process alone). A token store or token provider in code goes before it.
   * Environment: `QQ_WXPAY_TOKEN_STORE`.
   */
  tokenStore?: string | null;
  /**
   * How V2 messages were signed before `v2SignType` was changed: payment notifications signed so are taken, too, until
   * `v2FormerSignTypeUntil`. Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE`.
   */
  v2FormerSignType?: V2SignType | null;
  /**
   * Until when `v2FormerSignType` counts, by the client's clock: RFC 3339, such as `2026-06-08T00:00:00+08:00`. Both are
   * given, or neither.
   * Environment: `QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL`.
   * Text, or a `Date`.
   */
  v2FormerSignTypeUntil?: string | Date | null;
  /** How V2 messages are signed. Environment: `QQ_WXPAY_V2_SIGN_TYPE`. */
  v2SignType?: V2SignType;
  /**
   * WeChat AppID (`wx…`) that is bound to the merchant number.
   * Environment: `QQ_WXPAY_WECHAT_APPID`.
   */
  wechatAppid?: string | null;
  /**
   * Base address that is tried when WeChat Pay's cannot be reached. When left out: `https://api2.mch.weixin.qq.com` if
   * `wechatBaseUrl` is left out too, else none.
   * Environment: `QQ_WXPAY_WECHAT_BACKUP_BASE_URL`.
   */
  wechatBackupBaseUrl?: string | null;
  /**
   * Base address of WeChat Pay, `https://api.mch.weixin.qq.com` when left out; another one only for the sandbox.
   * Environment: `QQ_WXPAY_WECHAT_BASE_URL`.
   */
  wechatBaseUrl?: string | null;
  /**
   * Where V2 refunds go, on whose connection the merchant certificate is shown; `wechatBaseUrl` when left out.
   * Another one only for the sandbox.
   * Environment: `QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL`.
   */
  wechatMutualTlsBaseUrl?: string | null;
}

/** How the money of an order is settled. */
export interface SettleInfo {
  /** Whether the money is shared with others later. */
  profitSharing?: boolean | null;
}

/** An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query. */
export type ShopEvent =
  /** An order is paid. */
  | {
    type: 'paid';
    /** The order. */
    paid: Paid;
  }
  /** A refund has ended. */
  | {
    type: 'refund';
    /** The refund. */
    refund: RefundEnded;
  }
  /** WeChat Pay says of an order that it is not paid. */
  | {
    type: 'not_paid';
    /** The order. */
    notPaid: NotPaid;
  }
  /** An event of another product. */
  | {
    type: 'other';
    /** Which. */
    other: OtherEvent;
  };

/**
 * Why it is said.
 * - `answered`: WeChat Pay's verified answer says so.
 * - `not_found`: WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be placed now, with the same number and the same values.
 * - `in_progress`: The payment is under way, or the state is a word that this version does not know.
 * - `parts_differ`: The parts of a combine order are in different states.
 * - `no_answer`: No usable answer: see `error`.
 */
export type StatusReason = 'answered' | 'not_found' | 'in_progress' | 'parts_differ' | 'no_answer';

/** A shop. */
export interface StoreInfo {
  /** Number of the shop, up to 32 bytes of UTF-8. Required. */
  id: string;
  /** Address, up to 512 bytes of UTF-8. */
  address?: string | null;
  /** Area code, up to 32 bytes of UTF-8. */
  areaCode?: string | null;
  /** Name, up to 256 bytes of UTF-8. */
  name?: string | null;
}

/** What one merchant sells in a combine order. */
export interface SubOrder {
  /** How much. Required. */
  amount: CombineAmount;
  /** Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required. */
  attach: string;
  /** What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
  description: string;
  /** Merchant number of this part (in partner use the service provider's). Required. */
  mchid: string;
  /** Number of this part, unique for `mchid`, 6 to 32 characters. Required. */
  outTradeNo: string;
  /** Mark for discounts, up to 32 bytes of UTF-8. */
  goodsTag?: string | null;
  /** How the money is settled. */
  settleInfo?: CombineSettleInfo | null;
  /** Sub merchant's WeChat AppID. */
  subAppid?: string | null;
  /** Sub merchant's number; service providers must give it. */
  subMchid?: string | null;
}

/** One part of a combine order and its payment. */
export interface SubOrderTransaction {
  /** How much. */
  amount: SubOrderTransactionAmount | null;
  /** What this part carried. */
  attach: string | null;
  /** Bank. */
  bankType: string | null;
  /** Merchant number of this part. */
  mchid: string;
  /** Number of this part. */
  outTradeNo: string;
  /** Discounts. */
  promotionDetail: Array<PromotionDetail>;
  /** The sub merchant's WeChat AppID. */
  subAppid: string | null;
  /** The sub merchant's number. */
  subMchid: string | null;
  /** The payer's `openid` under the sub merchant's AppID. */
  subOpenid: string | null;
  /** When it was paid, RFC 3339. */
  successTime: string | null;
  /** Where this part stands. */
  tradeState: TradeState;
  /** How the order was made. */
  tradeType: TradeType | null;
  /** WeChat Pay's number of this part; only when paid. */
  transactionId: string | null;
}

/** How much of a part was ordered and paid, in fen. */
export interface SubOrderTransactionAmount {
  /** `CNY`. */
  currency: string | null;
  /** What the payer paid after discounts. */
  payerAmount: number | null;
  /** Currency that the payer paid in. */
  payerCurrency: string | null;
  /** Exchange rate, times 100,000,000. */
  settlementRate: number | null;
  /** The part's amount. */
  totalAmount: number | null;
}

/** The same sentence in the two languages of our users. */
export interface Text {
  /** English. */
  en: string;
  /** Simplified Chinese. */
  zh: string;
}

/** Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back. */
export interface TradeBillRequest {
  /**
   * The day in Beijing: `2026-06-08` or `20260608`. Required.
   * Text, or a `Date`: the day that it is in Beijing at that moment.
   */
  billDate: string | Date;
  /** Which transactions; all of them when left out. */
  billType?: TradeBillType;
  /** Whether the file travels compressed; the rows are the same. */
  gzip?: boolean;
  /** One sub merchant, for service providers; all of them when left out. */
  subMchid?: string | null;
}

/** A row of a trade bill. A column that the bill does not have, or leaves empty, is `null`. */
export interface TradeBillRow {
  /** 公众账号ID: WeChat AppID. */
  appid: string | null;
  /** 商户数据包: what the order carried. */
  attach: string | null;
  /** 付款银行: bank. */
  bankType: string | null;
  /** 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen. */
  couponAmount: number | null;
  /** 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen. */
  couponRefundAmount: number | null;
  /** 货币种类: `CNY`. */
  currency: string | null;
  /** 商品名称: the order's description. */
  description: string | null;
  /** 设备号: device. */
  deviceId: string | null;
  /** 手续费: fee, fen; negative where it is given back. */
  fee: number | null;
  /** 费率: rate of the fee as text, `0.60%`. */
  feeRate: string | null;
  /** 费率备注: note on the rate. */
  feeRateNote: string | null;
  /** 商户号: merchant number. */
  mchid: string | null;
  /** 用户标识: the payer's `openid`. */
  openid: string | null;
  /** 订单金额: the order's whole amount, fen. Older bills do not have it. */
  orderAmount: number | null;
  /** Columns that this version does not know, by their name in the bill. */
  other: Record<string, string>;
  /** 商户退款单号: the merchant's refund number; the bill's `0` is `null`. */
  outRefundNo: string | null;
  /** 商户订单号: the merchant's order number. */
  outTradeNo: string | null;
  /** 退款金额: what went back to the payer, fen. */
  refundAmount: number | null;
  /** 微信退款单号: WeChat Pay's refund number; the bill's `0` is `null`. */
  refundId: string | null;
  /** 退款申请时间: when the refund was asked for; bills of refunds only. */
  refundRequestTime: string | null;
  /** 退款状态. Bills also know `FAIL`, which no query and no notification has. */
  refundStatus: RefundStatus | null;
  /** 退款成功时间: when the money went back; bills of refunds only. */
  refundSuccessTime: string | null;
  /** 退款类型: `ORIGINAL` and others. */
  refundType: string | null;
  /** 申请退款金额: the refund that was asked for, fen. Older bills do not have it. */
  requestedRefundAmount: number | null;
  /** 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0. */
  settlementAmount: number | null;
  /** 特约商户号, older 子商户号: sub merchant; the bill's `0` is `null`. */
  subMchid: string | null;
  /** 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`. */
  tradeState: TradeState | null;
  /** 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
  tradeTime: string | null;
  /** 交易类型: how the order was made. */
  tradeType: TradeType | null;
  /** 微信订单号: WeChat Pay's order number. */
  transactionId: string | null;
}

/** The totals at the end of a trade bill. A column that the bill does not have is `null`. */
export interface TradeBillSummary {
  /** 总交易单数: number of transactions. */
  count: number | null;
  /** 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `couponRefundAmount`, fen. */
  couponRefundAmount: number | null;
  /** 手续费总金额: sum of `fee`, fen; may be negative. */
  fee: number | null;
  /** 订单总金额: sum of `orderAmount`, fen. */
  orderAmount: number | null;
  /** Columns that this version does not know, by their name in the bill. */
  other: Record<string, string>;
  /** 退款总金额, older 总退款金额: sum of `refundAmount`, fen. */
  refundAmount: number | null;
  /** 申请退款总金额: sum of `requestedRefundAmount`, fen. */
  requestedRefundAmount: number | null;
  /** 应结订单总金额, older 总交易额: sum of `settlementAmount`, fen. */
  settlementAmount: number | null;
}

/**
 * Which transactions a trade bill lists.
 * - `ALL`: Payments and refunds.
 * - `SUCCESS`: Payments.
 * - `REFUND`: Refunds.
 * - `RECHARGE_REFUND`: Refunds of recharges; V2 only.
 */
export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND' | 'RECHARGE_REFUND';

/** Where an order stands. */
export type TradeState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR' | 'ACCEPT' | (string & {});

/** How an order was made. H5 orders are `MWEB`. */
export type TradeType = 'MWEB' | 'JSAPI' | 'NATIVE' | 'APP' | 'MICROPAY' | 'FACEPAY' | (string & {});

/** An order and its payment. While it is not paid, most fields are absent. */
export interface Transaction {
  /** How much. */
  amount: TransactionAmount | null;
  /** WeChat AppID. */
  appid: string | null;
  /** What the order carried. */
  attach: string | null;
  /** Bank, for example `CMB_DEBIT` or `OTHERS`. */
  bankType: string | null;
  /** Merchant number. */
  mchid: string;
  /** The merchant's order number. */
  outTradeNo: string;
  /** Who paid. */
  payer: Payer | null;
  /** Discounts. */
  promotionDetail: Array<PromotionDetail>;
  /**
   * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** Where. */
  sceneInfo: TransactionScene | null;
  /** When it was paid, RFC 3339. */
  successTime: string | null;
  /** Where the order stands. */
  tradeState: TradeState;
  /** The same in words. */
  tradeStateDesc: string | null;
  /** How the order was made. */
  tradeType: TradeType | null;
  /** WeChat Pay's order number; only when paid. */
  transactionId: string | null;
}

/** How much was ordered and paid, in fen. */
export interface TransactionAmount {
  /** `CNY`. */
  currency: string | null;
  /** Currency that the payer paid in. */
  payerCurrency: string | null;
  /** What the payer paid after discounts. */
  payerTotal: number | null;
  /** The order's amount. */
  total: number | null;
}

/** Where it was paid. */
export interface TransactionScene {
  /** Device number. */
  deviceId: string | null;
}

/** An order of which it is not known whether it exists. */
export interface UnconfirmedOrder {
  /** What happened; its advice is always `confirm_first`. */
  error: QqWxPayError;
  /** The order, as `confirmOrder` and `closeIfUnpaid` take it. */
  order: OrderReference;
}

/**
 * Money that is not shared any more goes to the merchant of the order.
 *
 * An order that was placed with `settleInfo.profitSharing` holds its money back until it is shared or unfrozen.
 */
export interface UnfreezeRequest {
  /** Why, up to 80 bytes of UTF-8; it stands in the bills. Required. */
  description: string;
  /** The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required. */
  outOrderNo: string;
  /** WeChat Pay's number of the order. Required. */
  transactionId: string;
  /** Number of the sub merchant that sold, for service providers. */
  subMchid?: string | null;
}

/**
 * The party at the other end of a call.
 * - `qq`: QQ: `getToken` and the payment proxy. It has no backup host.
 * - `wechat_pay`: WeChat Pay itself.
 */
export type Upstream = 'qq' | 'wechat_pay';

/** One coupon of a payment. */
export interface V2Coupon {
  /** Its value, fen. */
  couponFee: number | null;
  /** Number of the coupon. */
  couponId: string | null;
  /** `CASH` or `NO_CASH`. */
  couponType: string | null;
}

/** An order as V2 asks for it, by one of its two numbers. */
export interface V2OrderQuery {
  /** The merchant's own order number. The only one that an unpaid order has. */
  outTradeNo?: string | null;
  /** Number of the sub merchant, for service providers. */
  subMchId?: string | null;
  /** WeChat Pay's order number, instead. */
  transactionId?: string | null;
}

/**
 * A V2 H5 unified order.
 *
 * `appid` and `mchId` come from the configuration; `tradeType`, `notifyUrl`, `nonce_str` and `sign` are computed.
 */
export interface V2OrderRequest {
  /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
  body: string;
  /** The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required. */
  outTradeNo: string;
  /** The **payer's** public IPv4 or IPv6 address. Required. */
  spbillCreateIp: string;
  /** Whole fen, at least 1. Required. */
  totalFee: number;
  /**
   * Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
   * all texts of a V2 order: V2 signs without escaping.
   */
  attach?: string | null;
  /** The way this order takes; the configured one when left out. */
  channel?: Channel | null;
  /** Goods detail, JSON text of up to 6000 bytes of UTF-8. */
  detail?: string | null;
  /** Device, for example `WEB`; up to 32 bytes of UTF-8. */
  deviceInfo?: string | null;
  /**
   * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
   * sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
   */
  extra?: string | null;
  /** `CNY`, also when left out. */
  feeType?: string | null;
  /** Mark for discounts, up to 32 bytes of UTF-8. */
  goodsTag?: string | null;
  /** `no_credit` excludes credit cards. */
  limitPay?: string | null;
  /** Your own address for the notification of this order; the configured one when left out. */
  notifyUrl?: string | null;
  /** Number of the goods, up to 32 bytes of UTF-8. */
  productId?: string | null;
  /** `Y` or `N`: whether the money is shared later. */
  profitSharing?: string | null;
  /** `Y` lets the payer ask for an electronic invoice. */
  receipt?: string | null;
  /**
   * Kind of page, name and site; `Wap` when left out. `appUrl`/`appName` are sent as `wap_url`/`wap_name`, and
   * when left out the configured `referer` and its host take their place.
   */
  sceneInfo?: H5Info;
  /** Sub merchant's WeChat AppID, for service providers. */
  subAppid?: string | null;
  /** Sub merchant's number, for service providers. */
  subMchId?: string | null;
  /**
   * Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again.
   * Text, or a `Date`.
   */
  timeExpire?: string | Date | null;
  /**
   * First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form.
   * Text, or a `Date`.
   */
  timeStart?: string | Date | null;
}

/** One refund. */
export interface V2Refund {
  /** What went back in coupons, fen. */
  couponRefundFee: number | null;
  /** The coupons that went back. */
  coupons: Array<V2RefundCoupon>;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The account that it was taken from. */
  refundAccount: string | null;
  /** `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`. */
  refundChannel: string | null;
  /** This refund, fen. */
  refundFee: number;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /** Where the money went (the wire spells it with one `n` less). */
  refundRecvAccout: string | null;
  /** Where the refund stands. */
  refundStatus: RefundStatus;
  /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
  refundSuccessTime: string | null;
  /** The same without coupons that are not settled, fen. */
  settlementRefundFee: number | null;
}

/** A V2 refund that was taken. The money has not gone back yet: ask with a refund query. */
export interface V2RefundAccepted {
  /** What the payer paid in cash, fen. */
  cashFee: number | null;
  /** What goes back in cash, fen. */
  cashRefundFee: number | null;
  /** What goes back in coupons, fen. */
  couponRefundFee: number | null;
  /** The coupons that go back. */
  coupons: Array<V2RefundCoupon>;
  /** `CNY`. */
  feeType: string | null;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /**
   * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** This refund, fen. */
  refundFee: number;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /** The same without coupons that are not settled, fen. */
  settlementRefundFee: number | null;
  /** The same without coupons that are not settled, fen. */
  settlementTotalFee: number | null;
  /** The order's amount, fen. Replies may leave it out. */
  totalFee: number | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
}

/** One coupon of a refund. */
export interface V2RefundCoupon {
  /** What goes back of it, fen. */
  couponRefundFee: number | null;
  /** Number of the coupon. */
  couponRefundId: string | null;
  /** `CASH` or `NO_CASH`. */
  couponType: string | null;
}

/**
 * The end of a refund in V2. The message carries no signature, so it is believed only as far as
 * a refund query says the same.
 */
export interface V2RefundNotice {
  /** WeChat AppID. */
  appid: string;
  /** Merchant number. */
  mchId: string;
  /** The merchant's number of the refund. */
  outRefundNo: string;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /** The account that it was taken from. */
  refundAccount: string | null;
  /** This refund, fen. */
  refundFee: number;
  /** WeChat Pay's number of the refund. */
  refundId: string;
  /** Where the money went (the wire spells it with one `n` less). */
  refundRecvAccout: string | null;
  /** `API` or `VENDOR_PLATFORM`. */
  refundRequestSource: string | null;
  /** How it ended. */
  refundStatus: RefundStatus;
  /** The same after coupons that are not settled, fen. */
  settlementRefundFee: number | null;
  /** The same after coupons that are not settled, fen. */
  settlementTotalFee: number | null;
  /** Sub merchant's WeChat AppID. */
  subAppid: string | null;
  /** Sub merchant's number. */
  subMchId: string | null;
  /** When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
  successTime: string | null;
  /** The order's amount, fen. */
  totalFee: number | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
}

/** A refund, or the refunds of an order, by exactly one of four numbers. */
export interface V2RefundQuery {
  /** The number of the first refund in the reply, which holds 10 at the most; 0 when left out. */
  offset?: number;
  /** The merchant's refund number. */
  outRefundNo?: string | null;
  /** The merchant's order number. */
  outTradeNo?: string | null;
  /** WeChat Pay's refund number. */
  refundId?: string | null;
  /** Number of the sub merchant, for service providers. */
  subMchId?: string | null;
  /** WeChat Pay's order number. */
  transactionId?: string | null;
}

/**
 * A V2 refund. It needs the merchant certificate on the connection: `merchantCertificate` with
 * `merchantPrivateKey`, or `merchantP12`.
 *
 * `outRefundNo` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
 */
export interface V2RefundRequest {
  /** The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required. */
  outRefundNo: string;
  /** What goes back, fen, at least 1. Required. */
  refundFee: number;
  /** What the whole order cost, fen. Required. */
  totalFee: number;
  /** Your own address for the notification of this refund; the configured one when left out. */
  notifyUrl?: string | null;
  /** The merchant's number of the order. */
  outTradeNo?: string | null;
  /** `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`. */
  refundAccount?: string | null;
  /** Shown to the payer; up to 80 bytes of UTF-8. */
  refundDesc?: string | null;
  /** `CNY`, also when left out. */
  refundFeeType?: string | null;
  /** WeChat AppID of the sub merchant, for service providers. */
  subAppid?: string | null;
  /** Number of the sub merchant, for service providers. */
  subMchId?: string | null;
  /** WeChat Pay's number of the order. Exactly one of this and `outTradeNo`. */
  transactionId?: string | null;
}

/** The refunds of an order; at most 10 come in one reply. */
export interface V2Refunds {
  /** What the payer paid in cash, fen. */
  cashFee: number | null;
  /** `CNY`. */
  feeType: string | null;
  /** The merchant's number of the order. */
  outTradeNo: string;
  /**
   * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** The refunds of this reply. */
  refunds: Array<V2Refund>;
  /** The order's amount, fen. Replies may leave it out. */
  totalFee: number | null;
  /** How many refunds the order has in all; ask again with an offset for those that are not in `refunds`. */
  totalRefundCount: number | null;
  /** WeChat Pay's number of the order. */
  transactionId: string;
}

/**
 * How V2 messages are signed.
 * - `HMAC-SHA256`: HMAC-SHA256, sent as `sign_type`.
 * - `MD5`: MD5, for merchants whose other systems still use it.
 */
export type V2SignType = 'HMAC-SHA256' | 'MD5';

/** Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine. */
export interface V2TradeBillRequest {
  /**
   * The day in Beijing: `2026-06-08` or `20260608`. Required.
   * Text, or a `Date`: the day that it is in Beijing at that moment.
   */
  billDate: string | Date;
  /** Which transactions; all of them when left out. */
  billType?: TradeBillType;
  /** Whether the file travels compressed; the rows are the same. */
  gzip?: boolean;
  /** One sub merchant, for service providers. */
  subMchId?: string | null;
}

/** An order and its payment in V2. While it is not paid, most fields are absent. */
export interface V2Transaction {
  /** WeChat AppID. */
  appid: string;
  /** What the order carried. */
  attach: string | null;
  /** Bank. */
  bankType: string | null;
  /** What the payer paid, fen. */
  cashFee: number | null;
  /** Currency that the payer paid in. */
  cashFeeType: string | null;
  /** What was consumed, fen; only in some ways of paying. */
  consumeFee: number | null;
  /** Sum of the coupons, fen. */
  couponFee: number | null;
  /** The coupons. */
  coupons: Array<V2Coupon>;
  /** Goods detail of the order, JSON text. */
  detail: string | null;
  /** Device that the order named. */
  deviceInfo: string | null;
  /** `CNY`. */
  feeType: string | null;
  /** Whether the payer follows the account of the AppID: `Y` or `N`. */
  isSubscribe: string | null;
  /** Merchant number. */
  mchId: string;
  /** The payer's `openid`. */
  openid: string | null;
  /** The merchant's order number. */
  outTradeNo: string;
  /** Discounts, JSON text. */
  promotionDetail: string | null;
  /**
   * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
   * which has its own.
   */
  raw: string | null;
  /** The amount after coupons that are not settled, fen. */
  settlementTotalFee: number | null;
  /** Sub merchant's WeChat AppID. */
  subAppid: string | null;
  /** The same as `isSubscribe` of the sub merchant's AppID. */
  subIsSubscribe: string | null;
  /** Sub merchant's number. */
  subMchId: string | null;
  /** The payer's `openid` under the sub merchant's AppID. */
  subOpenid: string | null;
  /** When it was paid, `yyyyMMddHHmmss` in Beijing time. */
  timeEnd: string | null;
  /** The order's amount, fen. */
  totalFee: number | null;
  /** Where the order stands. A notification of a payment counts as `SUCCESS`. */
  tradeState: TradeState;
  /** The same in words; queries only. */
  tradeStateDesc: string | null;
  /** How the order was made. */
  tradeType: TradeType | null;
  /** WeChat Pay's order number; only when paid. */
  transactionId: string | null;
}
