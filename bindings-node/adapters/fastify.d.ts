import type { AdapterOptions, Client, NotificationHandler } from './answer.js';

/**
 * Takes the raw bytes, verifies, calls `handler` and sends the exact answer.
 *
 * @param handler your own work, within 5 seconds; `false` or a thrown error answers a failure: the notification comes again.
 */
export declare function notifications(pay: Client, handler: NotificationHandler, options?: AdapterOptions): (app: any, options?: { path?: string }) => Promise<void>;
