/** An order, or a refund, by the merchant's number; a bare text is the number of an order. */
export type About = string | { outTradeNo: string } | { outRefundNo: string };

/** Which of them: all when left out. */
export interface Chosen {
  outTradeNo?: string;
  /** The newest so many. */
  limit?: number;
}

/** An order in the sandbox's books. */
export interface SandboxOrder {
  kind: 'direct' | 'partner' | 'combine' | 'v2';
  mchid: string;
  outTradeNo: string;
  description: string;
  /** In fen. */
  total: number;
  tradeState: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'PAYERROR';
  payment: { successTime: string; transactionIds: string[]; tradeStates: string[] } | null;
  /** The QQ mini program through whose proxy it came. */
  throughQq: string | null;
  notificationGoesTo: string;
}

/** A refund in the sandbox's books. */
export interface SandboxRefund {
  mchid: string;
  subMchid: string | null;
  outRefundNo: string;
  refundId: string;
  outTradeNo: string;
  transactionId: string;
  /** In fen. */
  refund: number;
  /** The order's amount, in fen. */
  total: number;
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  created: string;
  notificationGoesTo: string | null;
}

/** One thing that happened. */
export interface SandboxEvent {
  /** Unix seconds of the sandbox's clock. */
  at: number;
  /** Such as `order.created`. */
  kind: string;
  summary: string;
}

/** Which of two credentials counts. */
export type Rotation = 'current' | 'both' | 'successor';

/** How QQ and WeChat Pay behave where the protocol leaves it open, and what of the set-up is wrong. */
export interface Switches {
  merchantBound: boolean;
  paymentOpened: boolean;
  replyHeaders: 'keep' | 'drop' | 'partial';
  notificationHeaders: 'keep' | 'drop';
  notificationBody: 'exact' | 'reserialized';
  proxyErrorShape: 'errcode' | 'errcode_string' | 'http_error' | 'code_field' | 'text' | 'camel_case' | 'retcode' | 'v2_message';
  badTokenCode: number;
  relayAnswer: 'pass' | 'swallow';
  stripRequestHeaders: boolean;
  reserializeRequest: boolean;
  freshLinkForSameOrder: boolean;
  redirect: boolean;
  signingKey: 'by_request' | 'public_key' | 'certificate';
  notificationKey: 'public_key' | 'certificate';
  platformCertificates: 'current' | 'both' | 'successor' | 'none';
  certificateList: 'right' | 'tampered' | 'other_key' | 'other_serial';
  qqAppSecret: Rotation;
  merchantKey: Rotation;
  apiV3Key: Rotation;
  publicKey: Rotation;
  securityEcho: 'right' | 'signature' | 'verification' | 'encryption' | 'clock' | 'callback' | 'callback_key';
  refuseNotifyQuery: boolean;
  tokenLifetimeSeconds: number;
  tokenOverlapSeconds: number;
  /** Whether notifications are sent, wait for `releaseDeliveries`, or are lost. */
  deliver: 'normal' | 'hold' | 'lost';
  /** What becomes of refunds; `PROCESSING` leaves that to `settleRefund`. */
  refundOutcome: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  refundSeconds: number;
  refundFunds: boolean;
  refuseRepeatedNonce: boolean;
  refusePastTimeExpire: boolean;
  sandboxFutureField: boolean;
  billsAtOnce: boolean;
  probeBeforeEach: boolean;
  duplicateEach: boolean;
  notificationDelaySeconds: number;
}

/** Something that goes wrong, `times` times (once when left out). */
export interface Fault {
  endpoint:
    | 'token'
    | 'proxy'
    | 'order'
    | 'query'
    | 'close'
    | 'refund'
    | 'refund_query'
    | 'bill'
    | 'bill_file'
    | 'certificates'
    | 'echo'
    | 'any';
  /** `drop_after`, `status_500`, `time_out` ..., or with what it needs: `{ cut_reply: 17 }`. The page of the sandbox lists them. */
  kind: string | Record<string, unknown>;
  times?: number;
}

/** A refund that a person makes in the merchant console. */
export interface ConsoleRefund {
  /** In fen; all that is left when left out. */
  refund?: number;
  /** Where its notification goes; the callback address of the QQ console when left out. */
  notifyUrl?: string;
  /** The form of its notification. */
  form?: 'v3' | 'v2';
}

/** What became of a notification. */
export interface Delivery {
  outcome: 'acknowledged' | 'refused';
  answer: string | null;
  tries: number;
}

/** The sandbox's clock. */
export interface SandboxClock {
  /** Unix seconds. */
  now: number;
  aheadSeconds: number;
  time: string;
}

/** What a test does to a sandbox. What is refused rejects with a `SandboxError`, which says why. */
export interface Control {
  /** Pays an order as a payer does: opens its link and presses the button. */
  pay(h5Url: string): Promise<void>;
  /** Plays `qq.requestWxPayment` of mobile QQ, with a payer who pays. */
  requestWxPayment(request: { url: string; referer: string }): Promise<{ errMsg: string; shown: string | null }>;
  /** Closes an unpaid order, as its merchant could. */
  closeOrder(outTradeNo: string): Promise<void>;
  /** Makes the payment fail for good. */
  failPayment(outTradeNo: string): Promise<void>;
  /** Decides what becomes of a refund, and sends its notification. `SUCCESS` when left out. */
  settleRefund(outRefundNo: string, as?: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): Promise<void>;
  /** Refunds as a person does in the merchant console; gives the number of the refund. */
  refundInConsole(outTradeNo: string, refund?: ConsoleRefund): Promise<string>;
  /** Sends the last notification about it once more: the same `id`, signed anew. Resolves once it is acknowledged. */
  deliverAgain(about: About): Promise<void>;
  /** Sends what the switch `deliver: 'hold'` held back, the newest first; gives their number. */
  releaseDeliveries(): Promise<number>;
  /** Waits until the merchant has answered the notification about it, or (`until: 'acknowledged'`) has taken it. 10 seconds when left out. */
  waitForDelivery(about: About, options?: { until?: 'answered' | 'acknowledged'; timeoutMs?: number }): Promise<Delivery>;
  switches(): Promise<Switches>;
  /** Changes those that are given; gives all of them. */
  setSwitches(changes: Partial<Switches>): Promise<Switches>;
  resetSwitches(): Promise<Switches>;
  /** The faults that wait. */
  faults(): Promise<Fault[]>;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  clock(): Promise<SandboxClock>;
  /** Moves its clock: tokens, links, the time of signatures, refunds. */
  advanceClock(seconds: number): Promise<SandboxClock>;
  orders(chosen?: Chosen): Promise<SandboxOrder[]>;
  refunds(chosen?: Chosen & { outRefundNo?: string }): Promise<SandboxRefund[]>;
  /** What happened, oldest first. */
  events(): Promise<SandboxEvent[]>;
  /** Requests and notifications with their answers, as they went over the wire; `reveal` shows what is secret in them. */
  exchanges(chosen?: { after?: number; limit?: number; reveal?: boolean }): Promise<Array<Record<string, unknown>>>;
  /** How often things happened. */
  statistics(): Promise<Record<string, number>>;
  /** Numbers and keys of the simulated merchant. */
  identity(): Promise<Record<string, unknown>>;
  /** Any action by its name, with its arguments: what the methods above are made of. */
  control(name: string, given?: Record<string, unknown>): Promise<unknown>;
}
