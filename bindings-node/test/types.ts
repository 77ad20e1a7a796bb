// Compiled, never run: what TypeScript accepts, and what it must refuse.
import { QqWxPay, QqWxPayError, type FetchedToken, type OrderRequest, type PlacedOrder, type Prepared, type Transaction } from '../index.js';
import { notifications } from '../adapters/express.js';

const order: OrderRequest = {
  outTradeNo: 'T20261123000001',
  description: 'Blue mug',
  amount: { total: 1999 },
  sceneInfo: { payerClientIp: '203.0.113.7', h5Info: { type: 'Wap' } },
};

export async function accepted(pay: QqWxPay, body: Uint8Array, headers: Headers): Promise<Transaction | undefined> {
  const placed = await pay.placeOrder(order, { timeoutMs: 5000, signal: AbortSignal.timeout(6000) });
  if (placed.outcome === 'placed') {
    const link: string = placed.h5Url;
    void link;
  } else {
    const { state } = await pay.confirmOrder(placed.order);
    const known: 'paid' | 'not_paid' | 'closed' | 'unknown' = state;
    void known;
  }
  const handled = pay.handleNotification(headers, body);
  notifications(() => pay, {
    async paid(paid) {
      const row: { number: string; total: number } = { number: paid.outTradeNo, total: paid.total };
      paid.expect({ outTradeNo: row.number, total: row.total });
      for (const each of paid.orders) void (each.outTradeNo satisfies string);
    },
    refund: ({ outRefundNo, status }) => (outRefundNo === '' ? status === 'success' : undefined),
    notPaid: ({ notification }) => notification.failure,
    ignore: ['other'],
    confirm: true,
    onError: async (error) => { console.error(error); },
  });
  for await (const row of await pay.tradeBill({ billDate: '2026-11-22' })) {
    const amount: number | null = row.orderAmount;
    void amount;
  }
  if (handled.outcome.type === 'payment') return handled.outcome.payment;
  return undefined;
}

export const watched = QqWxPay.fromEnv({
  observer(event) {
    const line: string = event.type === 'attempt' ? `${event.operation} ${event.elapsedUs / 1000} ms ${event.code ?? ''}` : event.type === 'fault' ? event.message : event.type === 'notification' ? event.outcome : event.type;
    console.log(line);
  },
});

export async function disposed(): Promise<void> {
  using pay = QqWxPay.fromEnv();
  await using other = QqWxPay.fromEnv();
  pay.handleNotification({}, new Uint8Array());
  other.close();
}

export async function prepared(pay: QqWxPay): Promise<number> {
  const token: Prepared<FetchedToken> = pay.prepare('accessToken');
  const { request, finish } = pay.prepare('placeOrder', order, { accessToken: 'token' });
  const reply = await fetch(request.url, { method: request.method, headers: request.headers });
  const placed: PlacedOrder = finish({ status: reply.status, headers: reply.headers, body: await reply.arrayBuffer() });
  const link = pay.prepare('tradeBill', { billDate: '2026-11-22' }).finish({ status: 200, headers: {}, body: new Uint8Array() });
  const reading = pay.prepareBill('tradeBillFile', link).read({ status: 200, headers: {}, body: [] });
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done) return next.value.rows + Number(placed.verified) + token.request.url.length;
    void (next.value.openid satisfies string | null);
  }
}

export function remedy(error: unknown): string | undefined {
  return error instanceof QqWxPayError && error.kind === 'api' ? error.remedy?.zh : undefined;
}

export function refused(pay: QqWxPay, headers: Headers): void {
  const row = new Map<string, { number: string; total: number }>().get('T1');
  notifications(pay, {
    paid(paid) {
      // @ts-expect-error: a row that was not found is no order
      paid.expect({ outTradeNo: row?.number, total: row?.total });
      // @ts-expect-error: no number
      paid.expect({ total: 1999 });
      // @ts-expect-error: no total
      paid.expect({ outTradeNo: 'T1' });
      // @ts-expect-error: null is no total
      paid.expect({ outTradeNo: 'T1', total: null });
      // @ts-expect-error: a misspelt name
      paid.expect({ outTradeNo: 'T1', total: 1999, totl: 1 });
    },
    // @ts-expect-error: the library answers
    refund: () => new Response(null, { status: 500 }),
    // @ts-expect-error: neither does a status
    notPaid: async () => 500,
    // @ts-expect-error: a name that no event has
    ignore: ['refnd'],
  });
  // @ts-expect-error: one function for each event
  notifications(pay, () => {});
  // @ts-expect-error: a misspelt event
  notifications(pay, { paid() {}, refnd() {} });
  // @ts-expect-error: no ready success for an event that nobody named
  void pay.handleNotification(headers, new Uint8Array()).acknowledgement;
  // @ts-expect-error: parsed JSON is no raw body
  pay.handleNotification(headers, { id: 'EV-1' });
  // @ts-expect-error: text is no raw body
  pay.handleNotification(headers, '{"id":"EV-1"}');
  // @ts-expect-error: an amount is a number
  void pay.placeOrder({ ...order, amount: { total: '19.99' } });
  // @ts-expect-error: a misspelt name
  void pay.placeOrder({ ...order, outTradNo: 'T1' });
  // @ts-expect-error: no amount
  void pay.placeOrder({ outTradeNo: 'T1', description: 'mug', sceneInfo: { payerClientIp: '203.0.113.7' } });
  // @ts-expect-error: neither number of the order
  void pay.queryOrder({});
  // @ts-expect-error: no operation has this name
  pay.prepare('placeOrdr', order);
  // @ts-expect-error: an amount is a number, here too
  pay.prepare('placeOrder', { ...order, amount: { total: '19.99' } });
  // @ts-expect-error: only orders take a token
  pay.prepare('queryOrder', { outTradeNo: 'T1' }, { accessToken: 'token' });
  // @ts-expect-error: it takes nothing
  pay.prepare('accessToken', {});
  // @ts-expect-error: the file of a bill is prepared as such
  pay.prepare('v2TradeBill', { billDate: '20261122' });
  // @ts-expect-error: the link is there only when the order was placed
  void pay.placeOrder(order).then((placed) => placed.h5Url);
}
