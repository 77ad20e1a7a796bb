// What the page knows: bounded, and told to its parts once per picture.

const MOST_ROWS = 300;
const MOST_ORDERS = 400;

export const store = {
  instance: '',
  orders: new Map(),
  refunds: new Map(),
  /** The newest first. */
  exchanges: [],
  events: [],
  clock: null,
  switches: null,
  faults: [],
  referer: '',
  baseUrl: '',
  lost: 0,
};

const listeners = new Map();
const changed = new Set();

/** Calls back, once per picture, when one of these parts has changed. */
export function watch(parts, listener) {
  for (const part of parts) listeners.set(part, [...(listeners.get(part) ?? []), listener]);
}

/** Notes that a part has changed. */
export function touch(part) {
  // A page that nobody sees draws no picture, and its lists stay short all the same.
  if (changed.size === 0) (document.hidden ? setTimeout : requestAnimationFrame)(tell, 50);
  changed.add(part);
}

function tell() {
  const due = new Set([...changed].flatMap((part) => listeners.get(part) ?? []));
  changed.clear();
  for (const listener of due) listener();
}

/** The name of an order in the store. */
export const orderKey = (order) => `${order.kind === 'combine' ? 'c' : 's'}:${order.mchid}:${order.out_trade_no}`;

/** An order by its number. */
export const orderOf = (number) => [...store.orders.values()].find((order) => order.out_trade_no === number);

/** Takes what one event of the stream says. */
export function take(name, value, instance) {
  if (instance !== store.instance) begin(instance);
  TAKE[name]?.(value);
}

/** Another start of the sandbox: its numbers begin anew. */
function begin(instance) {
  Object.assign(store, { instance, exchanges: [], events: [], lost: 0 });
  for (const part of ['exchanges', 'events', 'gap']) touch(part);
}

const TAKE = {
  snapshot(value) {
    store.orders = new Map(value.orders.map((order) => [orderKey(order), order]));
    store.refunds = new Map(value.refunds.map((refund) => [refund.out_refund_no, refund]));
    Object.assign(store, { clock: value.clock, switches: value.switches, faults: value.faults });
    Object.assign(store, { referer: value.referer, baseUrl: value.base_url });
    store.clock.received = performance.now();
    for (const part of ['orders', 'refunds', 'clock', 'switches', 'faults', 'identity']) touch(part);
  },
  gap({ lost }) {
    store.lost += lost;
    touch('gap');
  },
  order(order) {
    store.orders.set(orderKey(order), order);
    while (store.orders.size > MOST_ORDERS) store.orders.delete(store.orders.keys().next().value);
    touch('orders');
  },
  refund(refund) {
    store.refunds.set(refund.out_refund_no, refund);
    while (store.refunds.size > MOST_ORDERS) store.refunds.delete(store.refunds.keys().next().value);
    touch('refunds');
  },
  exchange: (exchange) => put('exchanges', exchange),
  event: (event) => put('events', event),
  clock(clock) {
    store.clock = { ...clock, received: performance.now() };
    touch('clock');
  },
  switches(switches) {
    store.switches = switches;
    touch('switches');
  },
  faults(faults) {
    store.faults = faults;
    touch('faults');
  },
};

function put(part, item) {
  const list = store[part];
  // After a new beginning of the stream some come twice.
  if (list.length > 0 && item.id <= list[0].id) return;
  list.unshift(item);
  if (list.length > MOST_ROWS) list.length = MOST_ROWS;
  touch(part);
}

/** The sandbox's time now, in Unix seconds. */
export function now() {
  if (!store.clock) return Math.floor(Date.now() / 1000);
  return store.clock.now + Math.floor((performance.now() - store.clock.received) / 1000);
}
