// What every call has in common.

import type { ToldPaid, ToldRefund } from './index.js';

/** Limits of one call. */
export interface CallOptions {
  /** Milliseconds for the whole call: the access token, all attempts, all pauses. 25 seconds when left out. */
  timeoutMs?: number;
  /**
   * Gives the call up. What it has sent may be carried out all the same: an order that is given up is a `to_confirm`, every
   * other call that changes something fails with `retry` = `confirm_first`.
   */
  signal?: AbortSignal;
}

/** What a prepared order needs. */
export interface PrepareOptions {
  /** QQ's access token; orders through QQ need it. */
  accessToken?: string;
}

/** Headers as any HTTP library has them: Node's, those of fetch, a Map, pairs. */
export type HeadersLike =
  | Record<string, string | readonly string[] | undefined>
  | Iterable<readonly [string, string]>
  | readonly string[];

/** Raw bytes. Text and parsed objects are refused: a signature covers the bytes as they were received. */
export type RawBody = Uint8Array | ArrayBuffer;

/** A request to send unchanged, byte for byte, with TLS certificates checked and without following redirects. */
export interface PreparedRequest {
  readonly method: string;
  /** The query of an address at QQ holds the access token: never log it. */
  readonly url: string;
  readonly headers: Record<string, string>;
  /** The exact body; `undefined` when there is none. */
  readonly body: Uint8Array | undefined;
  /** Whether the connection must show the merchant certificate: V2 refunds only. */
  readonly clientCertificate: boolean;
}

/** A signed request, and the reader of its reply. To repeat, prepare again: a nonce is used once. */
export interface Prepared<Reply> {
  readonly request: PreparedRequest;
  /** Verifies and reads the reply. */
  finish(reply: { status: number; headers: HeadersLike; body: RawBody }): Reply;
}

/** A signed request for a bill, and the reader of its file. */
export interface PreparedBill<Row, End> {
  readonly request: PreparedRequest;
  /** The rows as they arrive; they are proven only when the generator returns, with the totals. */
  read(reply: { status: number; headers: HeadersLike; body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }): AsyncGenerator<Row, End, void>;
}

/** The rows of a bill as they arrive. They are proven only when the iteration has ended without an error. */
export interface BillRows<Row, End> extends AsyncIterable<Row> {
  /** The totals and what proves the bill; `undefined` before the last row was read. */
  readonly finished: End | undefined;
}

/** A report of a run, with the payment or the ended refund as your function for the event of a notification takes it. */
export type Told<Report> = Report extends { result: 'paid' }
  ? Omit<Report, 'paid'> & { paid: ToldPaid }
  : Report extends { result: 'ended' }
    ? Omit<Report, 'refund'> & { refund: ToldRefund }
    : Report;

/** The reports of a run, one for each row of the list, as they come. Leaving the loop ends the run. */
export interface Reports<Report> extends AsyncIterable<Told<Report>> {}
