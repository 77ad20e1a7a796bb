import type { Acknowledgement, HandledNotification, Merchants, NotPaidEvent, OtherProductEvent, PaidEvent, QqWxPay, RefundEvent } from '../index.js';

/**
 * What one of your functions may give. Nothing and `true` mean that its work is done; `false`, and whatever it throws or rejects with, that
 * the notification is to come again. An acknowledgement, such as `event.notification.failure`, is sent as it is. What looks like an answer
 * of your own (a status number, a `Response`, an error, a text) is refused: the library answers.
 */
export type Taken = void | null | boolean | Acknowledgement;

/**
 * One of your functions, for one event. WeChat Pay waits 5 seconds for the answer, the library takes up to 4 of them to confirm what is
 * unproven, and a function that never settles is never answered for: the notification comes again.
 */
export type Take<Event> = (event: Event) => Taken | Promise<Taken>;

/** The events' names. */
export type EventName = 'paid' | 'refund' | 'notPaid' | 'other';

/**
 * Your functions, one for each event that the shop has use for; at least one. Success is answered only when the function came to its end, or
 * the event is named in `ignore`. An event without either is answered with a failure, and a line on the console says so.
 */
export interface Handlers {
  /** An order is paid: of a direct merchant, a sub merchant, a combine order, or V2. Compare it with your own order (`expect`) and deliver. */
  paid?: Take<PaidEvent>;
  /** A refund has ended: `success`, `abnormal` (its money waits for another account), or `closed` (nothing was given back). */
  refund?: Take<RefundEvent>;
  /** An order is verified as not (wholly) paid, or in a state that this version does not know. */
  notPaid?: Take<NotPaidEvent>;
  /** An event of another product of WeChat Pay. */
  other?: Take<OtherProductEvent>;
  /** The events that are answered with success although no function takes them. */
  ignore?: readonly EventName[];
  /** Asks WeChat Pay about the order or refund of each notification, and believes only that. */
  confirm?: boolean;
  /**
   * Gets what your functions threw, what they gave that is none of their business, and what is wrong with the set-up; besides the line on
   * the console. What it throws or rejects with is written there, too, and harms nothing.
   */
  onError?: (error: unknown) => unknown;
}

/** The client, or what gives it when the first notification comes: a build that loads your modules has no settings (Next.js). */
export type Client = QqWxPay | Merchants | (() => QqWxPay | Merchants | Promise<QqWxPay | Merchants>);

export type { Acknowledgement, HandledNotification, NotPaidEvent, OtherProductEvent, PaidEvent, RefundEvent };
