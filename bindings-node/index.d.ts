import type { Operations } from './generated/operations.js';
import type { Acknowledgement, ClientEvent, ErrorDetails, Expected, HandledNotification as HandledRecord, Settings } from './generated/models.js';
import type { CallOptions, HeadersLike, RawBody } from './types.js';

export type * from './generated/models.js';
export type * from './types.js';

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
  /** Everything but the stack and the cause, for structured logs. */
  toJSON(): Record<string, unknown>;
}

/** A handled notification: what it is, and what to answer. */
export declare class HandledNotification {
  private constructor();
  readonly outcome: HandledRecord['outcome'];
  readonly order: HandledRecord['order'];
  readonly id: HandledRecord['id'];
  readonly repeat: boolean;
  readonly acknowledgement: Acknowledgement;
  readonly failure: Acknowledgement;
  /**
   * The message in full, decrypted: JSON in V3, XML in V2; `null` unless it is verified. It holds the payer's identity; `console.log` and
   * `JSON.stringify` leave it out.
   */
  readonly raw: string | null;
  /**
   * Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
   *
   * @throws {QqWxPayError} `mismatch`, naming the first field that differs; the reason for whatever is not verified.
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

/** Parts of a client that you bring along. */
export interface ClientOptions {
  /** Not together with `tokenStore`. */
  tokenProvider?: TokenProvider;
  tokenStore?: TokenStore;
  /**
   * Is told of every request, every notification and what became of it: for metrics, traces and logs. Nothing in an event is secret.
   * It is called soon after, on the event loop; what it throws becomes a process warning and harms no call.
   */
  observer?: (event: ClientEvent) => void;
}

/** Takes WeChat Pay in a QQ mini program. Make one for the life of the process. */
export declare class QqWxPay {
  /** @throws {QqWxPayError} `config`, `key` or `invalid_input`, naming the setting. */
  constructor(settings: Settings, options?: ClientOptions);

  /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
  static fromEnv(options?: ClientOptions & { env?: Record<string, string | undefined> }): QqWxPay;

  /**
   * Verifies and reads a notification, at once and without the network. It throws only when `rawBody` is not raw bytes: whatever
   * arrives has an outcome and an answer.
   */
  handleNotification(headers: HeadersLike, rawBody: RawBody): HandledNotification;

  /** The same, but waits up to 3 seconds for a platform certificate that is still to be fetched. */
  receiveNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;

  /** The same, but what it says of a payment is what a query of the order says. */
  confirmNotification(headers: HeadersLike, rawBody: RawBody, options?: CallOptions): Promise<HandledNotification>;

  /** Lets go of connections and keys; later calls are refused. A client keeps no process alive, closed or not. */
  close(): void;
}

export interface QqWxPay extends Operations {}
