import type { AdapterOptions, Client, NotificationHandler } from './answer.js';

/** What is used of Koa's context. */
export interface KoaContext {
  req: any;
  request: any;
  headers: any;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}
/**
 * Takes the raw bytes, verifies, calls `handler` and sends the exact answer.
 *
 * @param handler your own work, within 5 seconds; `false` or a thrown error answers a failure: the notification comes again.
 */
export declare function notifications(pay: Client, handler: NotificationHandler, options?: AdapterOptions): (context: KoaContext) => Promise<void>;
