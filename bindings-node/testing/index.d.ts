import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientOptions, ErrorDetails, QqWxPay, QqWxPayError } from '../index.js';
import type { Operations } from '../generated/operations.js';
import type { Sandbox, SandboxOptions } from 'qq-wxpay-sandbox';
import type { NotificationChanges, NotificationKind, SignedNotification, NotificationOrder } from 'qq-wxpay-sandbox/testing';

export type { Sandbox, SandboxOptions } from 'qq-wxpay-sandbox';
export type {
  NotificationChanges,
  NotificationKind,
  SignedNotification,
  Spoilt,
  NotificationOrder,
  NotificationSubOrder,
} from 'qq-wxpay-sandbox/testing';

/** What a client for tests is made with. */
export interface TestClientOptions extends ClientOptions {
  /** Variables in place of the kit's; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** The sandbox that it talks to. Left out: nobody, and it believes `signedNotification`. */
  sandbox?: Sandbox;
}

/** A client that believes what `signedNotification` makes and reaches nobody, or one of a sandbox. */
export declare function client(options?: TestClientOptions): QqWxPay;

/**
 * A notification that `client()` believes, unless it is spoilt: without a process, a network or keys of your own.
 *
 * @throws naming the member of `order` or `changes` that does not exist, with the nearest one.
 */
export declare function signedNotification(kind?: NotificationKind, order?: NotificationOrder, changes?: NotificationChanges): SignedNotification;

/** A function with Node's request and response, one of the web, or an app of Express, Koa, Fastify, Hono. */
export type NotificationHandler =
  | ((request: IncomingMessage, response: ServerResponse, ...more: any[]) => unknown)
  | ((request: Request) => Response | Promise<Response>)
  | { inject(options: any): any }
  | { fetch(request: Request, ...more: any[]): Response | Promise<Response> }
  | { callback(): (request: IncomingMessage, response: ServerResponse) => unknown };

/** What a handler answers. */
export interface DeliveredAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
  /** Whether WeChat Pay takes it for "received": it does not send the notification again. */
  acknowledged: boolean;
}

/** Gives a notification to a handler as its framework would, without a server. `path` is `/notify` when left out. */
export declare function deliver(
  handler: NotificationHandler,
  notification: Pick<SignedNotification, 'headers' | 'body'>,
  options?: { path?: string },
): Promise<DeliveredAnswer>;

/** What an error for a test is made of, besides its code. */
export interface ErrorExample {
  /** The method of the client that fails: its remedy may be another one, and what may be done afterwards. */
  operation?: keyof Operations;
  /** Who says it. With it the code may be one that the table does not know. */
  origin?: ErrorDetails['origin'];
  field?: string;
  detail?: string;
  /** HTTP status of the reply. */
  status?: number;
  requestId?: string;
  /** In place of what the table says. */
  retry?: ErrorDetails['retry'];
  /** What your own function threw. */
  cause?: unknown;
}

/**
 * The very error that a client throws for a code, out of the table of codes. It needs no other package.
 *
 * @throws {QqWxPayError} `ERROR_CODE_UNKNOWN`, with the nearest code.
 */
export declare function error(code: string, options?: ErrorExample): QqWxPayError;

/** Starts a sandbox. */
export declare function sandbox(options?: SandboxOptions): Promise<Sandbox>;

/** A sandbox and a client of it; there once the hook before the tests has run. */
export interface SandboxForTests {
  readonly sandbox: Sandbox;
  readonly pay: QqWxPay;
}

/**
 * A sandbox and a client of it for all tests of a file, for runners with hooks. Those of Jest are there by themselves; of node:test give
 * `before` and `after`, of Vitest `beforeAll` and `afterAll`.
 */
export declare function useSandbox(
  options?: SandboxOptions & { before?: (hook: () => Promise<void>) => unknown; after?: (hook: () => Promise<void>) => unknown },
): SandboxForTests;

/**
 * Fixtures for Vitest, `test.extend<Fixtures>(fixtures)`: `pay` and `signedNotification`, and `sandbox` (one for each file) with its client
 * `sandboxPay`.
 */
export declare const fixtures: any;

/** What the fixtures give. */
export interface Fixtures {
  pay: QqWxPay;
  signedNotification: typeof signedNotification;
  sandbox: Sandbox;
  sandboxPay: QqWxPay;
}
