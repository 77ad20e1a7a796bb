import type { HandledNotification, QqWxPay } from '../index.js';

/**
 * Your own work for a notification that is neither a probe nor refused. One that is `stale` or `unsigned` is confirmed by a query before:
 * it comes as what the query says. `false`, and whatever it throws, is answered with a failure, so that the notification comes again.
 */
export type NotificationHandler = (handled: HandledNotification) => void | boolean | Promise<void | boolean>;

/** The client, or what gives it when the first notification comes: a build that loads your modules has no settings (Next.js). */
export type Client = QqWxPay | (() => QqWxPay);

export interface AdapterOptions {
  /** Asks WeChat Pay about the order of each notification, and believes only that. */
  confirm?: boolean;
  /**
   * Gets what your handler threw, and what is wrong with the set-up, besides the line on the console. What it throws or rejects with is
   * written there, too, and harms nothing.
   */
  onError?: (error: unknown) => unknown;
}
