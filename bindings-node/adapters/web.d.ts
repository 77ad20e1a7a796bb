import type { Client, Handlers } from './answer.js';

export type * from './answer.js';

/**
 * Takes the raw bytes, verifies, calls your function for the event and sends the exact answer. What it returns never rejects.
 *
 * @throws {QqWxPayError} at once, naming it: an event that does not exist, no function at all, a generator function.
 */
export declare function notifications(pay: Client, handlers: Handlers): (request: Request) => Promise<Response>;
