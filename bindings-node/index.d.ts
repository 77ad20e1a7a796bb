import type { BillPreparations, Operations, Preparations } from './generated/operations.js';
import type {
  Acknowledgement,
  ClientEvent,
  ErrorDetails,
  Expected,
  HandledNotification as HandledRecord,
  NotPaid,
  OtherEvent,
  Paid,
  RefundEnded,
  Settings,
} from './generated/models.js';
import type { CallOptions, HeadersLike, Prepared, PreparedBill, PreparedRequest, RawBody } from './types.js';

export type * from './generated/models.js';
export type * from './types.js';

declare global {
  // What `using` needs, where TypeScript knows no newer library.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

/** Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions threw, in `cause`. */
export declare class QqWxPayError extends Error {
  /** Every kind. */
  static readonly KINDS: ReadonlyArray<ErrorDetails['kind']>;
  private constructor();
  readonly name: 'QqWxPayError';
  /** What kind of trouble it is, chosen by what the caller should do about it. */
  readonly kind: ErrorDetails['kind'];
  /** The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own. */
  readonly code: string;
  /** Who said it. */
  readonly origin: ErrorDetails['origin'];
  /** The field or setting that has to change, as a path. */
  readonly field: string | undefined;
  /** What exactly was found; may be empty. */
  readonly detail: string;
  /** HTTP status of the reply that caused it. */
  readonly status: number | undefined;
  /** WeChat Pay's `Request-ID`: its support asks for it. */
  readonly requestId: string | undefined;
  /** What may be done with the call that failed. `confirm_first`: query, or repeat exactly; never a new order number. */
  readonly retry: ErrorDetails['retry'];
  /** Why it happens, in English and Chinese; `undefined` for a code that is not in the table. */
  readonly reason: { en: string; zh: string } | undefined;
  /** What to do about it, in English and Chinese; `undefined` for a code that is not in the table. */
  readonly remedy: { en: string; zh: string } | undefined;
  /**
   * Everything but the stack and the cause, for structured logs and for other threads: `structuredClone` and `postMessage` make a plain `Error`
   * of an error, which keeps code and remedy in its `message` only; send `error.toJSON()`.
   */
  toJSON(): Record<string, unknown>;
}

/** A notification as one function of yours gets it: `HandledNotification.event()`. */
interface WithNotification {
  /** The notification it came with. It is no data: copies and JSON leave it out. */
  readonly notification: HandledNotification;
}

/** An order is paid, in the shape that all ways of ordering have in common: told by a notification, or by `confirmOpenOrders`. */
export type ToldPaid = { readonly type: 'paid' } & Paid & {
  /**
   * Throws unless your own order is paid as you say. Call it before you deliver.
   *
   * @throws {QqWxPayError} `mismatch`, naming the first field that differs; `invalid_input` for a field that is missing, `null` or
   *   `undefined`: a row that was not found is no order.
   */
  expect(this: void, expected: Expected): void;
};

/** The same, told by a notification. */
export type PaidEvent = ToldPaid & WithNotification;

/** A refund has ended: told by a notification, or by `confirmOpenRefunds`. */
export type ToldRefund = { readonly type: 'refund' } & RefundEnded;

/** The same, told by a notification. */
export type RefundEvent = ToldRefund & WithNotification;

/** An order is verified as not (wholly) paid. */
export type NotPaidEvent = { readonly type: 'not_paid' } & NotPaid & WithNotification;

/** An event of another product of WeChat Pay. */
export type OtherProductEvent = { readonly type: 'other' } & OtherEvent & WithNotification;

/** A handled notification: what it is, and what to answer. */
export declare class HandledNotification {
  private constructor();
  readonly outcome: HandledRecord['outcome'];
  readonly order: HandledRecord['order'];
  readonly refund: HandledRecord['refund'];
  readonly id: HandledRecord['id'];
  readonly repeat: boolean;
  /** Which event it is; `null` when nobody is needed: then `answer` is there. */
  readonly eventKind: HandledRecord['eventKind'];
  /** What to answer when nobody is needed: a probe, a self test, what is refused or remains unproven. Else `null`. */
  readonly answer: Acknowledgement | null;
  /** What to answer when nobody has taken the event, or your own work failed: the notification comes again. */
  readonly failure: Acknowledgement;
  /** Why it was refused, when a key or setting of your own is to blame, and it is time to say so again. */
  readonly fault: QqWxPayError | null;
  /** Of several `Merchants` the name of the one that it is for; `null` when it is for none, or there is one client alone. */
  readonly merchant: string | null;
  /** Others of the same merchant number that it may be for just as well: see `Merchants`. */
  readonly otherMerchants: readonly string[];
  /**
   * The message in full, decrypted: JSON in V3, XML in V2; `null` unless it is verified. It holds the payer's identity; `console.log` and
   * `JSON.stringify` leave it out.
   */
  readonly raw: string | null;
  /** The event in the shape that all ways of ordering have in common; `null` when nobody is needed. */
  event(): PaidEvent | RefundEvent | NotPaidEvent | OtherProductEvent | null;
  /** What to answer once your own work for this event is done; the failure when it is another event. */
  accept(event: NonNullable<HandledRecord['eventKind']>): Acknowledgement;
  /**
   * Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
   *
   * @throws {QqWxPayError} `mismatch`, naming the first field that differs; `invalid_input` for a field that is missing, `null` or
   *   `undefined`; the reason for whatever is not verified.
   */
  expect(expected: Expected): void;
}

/** QQ's access token as a token store keeps it. */
export interface StoredToken {
  accessToken: string;
  /** Unix seconds. */
  fetchedAt: number;
  /** Unix seconds from which on it should be replaced. */
  refreshAt: number;
  /** Unix seconds. */
  expiresAt: number;
}

/** Supplies the access token, for those who have a central token server. */
export interface TokenProvider {
  /** The token. `refused` is one that QQ has just refused: give another one than that. */
  accessToken(refused?: string): string | Promise<string>;
}

/** Keeps the access token for many processes, for example in Redis. */
export interface TokenStore {
  /** The stored token; `null` when there is none. */
  load(qqAppid: string): StoredToken | null | Promise<StoredToken | null>;
  /**
   * Takes the lease, unless somebody else holds it (Redis: `SET NX PX`). A lease that is `owner`'s already is granted again.
   * `false` when not granted.
   */
  acquireLease(qqAppid: string, owner: string, milliseconds: number): boolean | Promise<boolean>;
  /** Stores the token if the lease is still `owner`'s, and ends the lease. `false` when it was lost meanwhile. */
  save(qqAppid: string, owner: string, token: StoredToken): boolean | Promise<boolean>;
  /** Ends the lease if it is still `owner`'s, without storing anything. */
  releaseLease(qqAppid: string, owner: string): void | Promise<void>;
}

/** Signs in the place of a private key: an HSM or a KMS. Then the settings need no private key; `merchantSerial` names the key. */
export interface Signer {
  /**
   * The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`, 256 bytes, not encoded. The message is not hashed yet.
   *
   * What it gives is looked at before anything is sent (`SIGNATURE_UNUSABLE`); what it throws is the `cause` of a `SIGNING_FAILED`.
   */
  sign(message: Uint8Array): RawBody | Promise<RawBody>;
}

/** How long a transport may take. */
export interface SendOptions {
  /** Milliseconds that are left for this request. */
  readonly timeoutMs: number;
  /** Aborted when nobody waits for the reply any more: the time is over, or the call was given up. */
  readonly signal: AbortSignal;
}

/** A reply as it came. */
export interface HttpReply {
  status: number;
  headers: HeadersLike;
  /** The whole body; nothing when there is none. */
  body?: RawBody | null;
}

/** Sends requests another way than the library does: unchanged, byte for byte, following no redirect, repeating nothing, checking TLS certificates. */
export interface Transport {
  /**
   * Sends the request. Throw a `NotConnectedError` when nothing was sent (a connection that was refused, as `fetch` and undici tell it, counts
   * as one); whatever else is thrown leaves open whether it arrived. Both are the `cause` of the call's error.
   */
  send(request: PreparedRequest, options: SendOptions): HttpReply | Promise<HttpReply>;
}

/** Throw this from a transport when nothing was sent: then the same call may be made again. */
export declare class NotConnectedError extends Error {
  readonly name: 'NotConnectedError';
}

/** Parts of a client that you bring along. */
export interface ClientOptions {
  /** Not together with `tokenStore`. A function of either that calls this client is refused: the client waits for it. */
  tokenProvider?: TokenProvider;
  tokenStore?: TokenStore;
  /** Signs in the place of the private key. `prepare` and `prepareBill`, which wait for nothing, refuse it (`SIGNER_IS_ASYNC`). */
  signer?: Signer | Signer['sign'];
  /** Sends the requests, but for bills, which are streamed: `prepareBill` is for those. */
  transport?: Transport | Transport['send'];
  /**
   * Receives every request, every notification and what became of it, and of every fault, which is on the console already: for metrics,
   * traces and logs. Nothing in an event is secret. It is called soon after, on the event loop; what it throws is written to the console
   * and harms no call. When it falls behind by 10,000 events, those that follow are counted and dropped.
   */
  observer?: (event: ClientEvent) => unknown;
}

/** Takes WeChat Pay in a QQ mini program. Make one for the life of the process. */
export declare class QqWxPay {
  /** @throws {QqWxPayError} `config`, `key` or `invalid_input`, naming the setting. */
  constructor(settings: Settings, options?: ClientOptions);

  /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
  static fromEnv(options?: ClientOptions & { env?: Record<string, string | undefined> }): QqWxPay;

  /**
   * Prepares an operation: the request to send, signed now, and the reader of its reply, for an HTTP client of your own.
   *
   * Orders through QQ need the `accessToken`: fetch it in one place only, for each fetch ends the token before it. `tradeBill` and
   * `fundFlowBill` give the link of the file for `prepareBill`.
   *
   * ```js
   * const { request, finish } = pay.prepare('queryOrder', { outTradeNo: 'T20261123000001' });
   * const reply = await fetch(request.url, { method: request.method, headers: request.headers, redirect: 'error' });
   * const order = finish({ status: reply.status, headers: reply.headers, body: await reply.arrayBuffer() });
   * ```
   *
   * @throws {QqWxPayError} `invalid_input`, naming the field, or the operation if there is none of this name.
   */
  prepare<Name extends keyof Preparations>(operation: Name, ...given: Preparations[Name]['given']): Prepared<Preparations[Name]['reply']>;

  /**
   * Prepares the download of a bill's file: from the link that a prepared `tradeBill` or `fundFlowBill` gave, which dies within seconds, or
   * over V2.
   *
   * @throws {QqWxPayError} The same.
   */
  prepareBill<Name extends keyof BillPreparations>(
    operation: Name,
    request: BillPreparations[Name]['request'],
  ): PreparedBill<BillPreparations[Name]['row'], BillPreparations[Name]['end']>;

  /**
   * Verifies and reads a notification, at once and without the network, for experts: what is too old or unsigned stays unproven. It
   * throws only when `rawBody` is not raw bytes: whatever arrives has an outcome.
   */
  handleNotification(headers: HeadersLike, rawBody: RawBody): HandledNotification;

  /**
   * The same, but waits for a platform certificate that is still to be fetched, and confirms by a query what is unproven: too old, unsigned,
   * or a refund over V2. All of it takes at most 4 seconds.
   */
  receiveNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;

  /** The same, but whatever it says of a payment or refund is what a query says. */
  confirmNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;

  /** Lets go of connections and keys; later calls are refused. A client keeps no process alive, closed or not. */
  close(): void;

  /** The same as `close`: `using pay = QqWxPay.fromEnv()`. */
  [Symbol.dispose](): void;
  /** The same: `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface QqWxPay extends Operations {}

/** The merchant that a notification is for. */
export interface Owner {
  /** Its name. */
  name: string;
  /** Its client. */
  pay: QqWxPay;
  /** Others of the same merchant number that it may be for just as well: see `Merchants`. */
  others: string[];
}

/**
 * The clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one address. They share
 * connections, and where they take payments for the same mini program, QQ's access token. The adapters take it in the place of a client.
 *
 * One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for is said by
 * the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may share a WeChat AppID), it
 * goes to the one that was added first, and `otherMerchants` names the others: look for its number in the orders of each.
 */
export declare class Merchants {
  constructor();
  /**
   * Adds a merchant: its settings, or a client, which is yours no longer. It gives the client.
   *
   * @throws {QqWxPayError} as of `QqWxPay`; `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the same merchant number, WeChat
   *   AppID and QQ AppID.
   */
  add(name: string, given: Settings | QqWxPay, options?: ClientOptions): QqWxPay;
  /**
   * Puts another client in the place of the one with this name, for instance with new keys. Calls that are under way go on; the client before
   * is closed.
   *
   * @throws {QqWxPayError} as `add`; `MERCHANT_UNKNOWN`. Then nothing has changed.
   */
  replace(name: string, given: Settings | QqWxPay, options?: ClientOptions): QqWxPay;
  /** Forgets a merchant and closes its client; whether there was one. */
  remove(name: string): boolean;
  /** The client of this name. */
  get(name: string): QqWxPay | undefined;
  /** The names, in the order in which they were added. */
  names(): string[];
  /** How many there are. */
  readonly size: number;
  /**
   * Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.
   *
   * @throws {QqWxPayError} `MERCHANT_NOT_REGISTERED`, or why it is no genuine one.
   */
  owner(headers: HeadersLike, rawBody: RawBody): Owner;
  /** `handleNotification` of the merchant that it is for, which is its `merchant`. What is for none is refused, answered so that it comes again. */
  handleNotification(headers: HeadersLike, rawBody: RawBody): HandledNotification;
  /** `receiveNotification` of the merchant that it is for. */
  receiveNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;
  /** `confirmNotification` of the merchant that it is for. */
  confirmNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;
  /** Closes all clients. */
  close(): void;
  /** The same as `close`. */
  [Symbol.dispose](): void;
  /** The same: `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
