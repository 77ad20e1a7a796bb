// What is opened: an order, or a request with its answer.

import { element, fill } from './dom.js';
import { call, segment } from './api.js';
import { onLanguage, t } from './language.js';
import { watch, orderOf } from './store.js';
import { showOrder } from './order.js';
import { showExchange } from './exchange.js';
import { go, onPlace, place } from './views.js';

let drawn = '';
let exchange;

/** Shows it, from now on. */
export function startDetail() {
  document.getElementById('detail-close').addEventListener('click', close);
  onPlace((at) => { open(at); });
  onLanguage(() => draw());
  watch(['orders', 'refunds'], () => { if (place().kind === 'order') draw(); });
}

/** Leaves it, and goes back to the row that it was opened from. */
export function close() {
  const opened = location.hash.slice(1);
  go('live');
  const row = [...document.querySelectorAll('.row')].find((one) => {
    const [kind, id] = one.dataset.opens.split(/=(.*)/s);
    return `${kind}=${encodeURIComponent(id)}` === opened;
  });
  row?.focus();
}

async function open(at) {
  if (at.view !== 'live') return;
  if (at.kind === 'exchange') {
    const id = at.id;
    exchange = undefined;
    try {
      const [found, verdict] = await Promise.all([call('GET', `/exchanges/${segment(id)}`), judged(id)]);
      if (place().id !== id) return;
      exchange = { found, verdict };
    } catch (error) {
      exchange = { error: error.message };
    }
  }
  draw();
  const detail = document.getElementById('detail');
  if (at.kind && drawn !== location.hash) detail.focus({ preventScroll: false });
  drawn = location.hash;
}

/** What the sandbox found out about the signature, or why it could not. */
async function judged(id) {
  try {
    return await call('GET', `/exchanges/${segment(id)}/diagnosis`);
  } catch (error) {
    return { error: error.message };
  }
}

function draw() {
  const at = place();
  const body = document.getElementById('detail-body');
  const title = document.getElementById('detail-title');
  document.getElementById('detail-close').hidden = !at.kind;
  document.getElementById('detail').dataset.opened = at.kind ? 'yes' : 'no';
  if (at.kind === 'order') {
    title.textContent = t('order');
    const order = orderOf(at.id);
    fill(body, order ? showOrder(order) : element('p', { class: 'pad note' }, t('order_unknown', { number: at.id })));
  } else if (at.kind === 'exchange') {
    title.textContent = t('exchange');
    if (exchange?.found) fill(body, showExchange(exchange.found, exchange.verdict, reveal));
    else fill(body, element('p', { class: 'pad note' }, exchange?.error ?? t('loading')));
  } else {
    title.textContent = t('detail');
    fill(body, element('p', { class: 'pad note' }, t('detail_empty')));
  }
}

/** Shows what is hidden, too. */
async function reveal() {
  const id = place().id;
  const found = await call('GET', `/exchanges/${segment(id)}?reveal=true`);
  if (place().id !== id) return;
  exchange = { ...exchange, found };
  draw();
}

