// The lists: orders, requests and notifications, events.

import { element, rows } from './dom.js';
import { state, time, milliseconds, yuan } from './format.js';
import { onLanguage, t } from './language.js';
import { orderKey, store, watch } from './store.js';
import { go, onPlace } from './views.js';

/** Whether an exchange was refused: by a status, by a code in the answer, or by silence. */
export const isRefused = (exchange) => exchange.failure !== null || exchange.code !== null || exchange.status >= 400;

/** Shows all three, from now on. */
export function startLists() {
  const search = document.getElementById('orders-search');
  const role = document.getElementById('role');
  const drawOrders = rows(document.getElementById('orders'), { key: orderKey, build: orderRow });
  const drawExchanges = rows(document.getElementById('exchanges'), { key: (one) => String(one.id), build: exchangeRow });
  const drawEvents = rows(document.getElementById('events'), { key: (one) => String(one.id), build: eventRow });

  const orders = (anew) => {
    const wanted = search.value.trim().toLowerCase();
    const fits = (order) => wanted === '' || `${order.out_trade_no} ${order.description}`.toLowerCase().includes(wanted);
    const all = [...store.orders.values()].reverse();
    drawOrders(all.filter(fits), anew === true);
    document.getElementById('orders-count').textContent = String(store.orders.size);
    document.getElementById('orders-empty').hidden = all.length > 0;
    mark();
  };
  const exchanges = (anew) => {
    drawExchanges(store.exchanges.filter((one) => fitsRole(one, role.value)), anew === true);
    document.getElementById('exchanges-empty').hidden = store.exchanges.length > 0;
    mark();
  };
  const events = (anew) => drawEvents(store.events, anew === true);
  const gap = () => {
    const place = document.getElementById('gap');
    place.hidden = store.lost === 0;
    place.textContent = t('gap', { count: store.lost });
  };
  watch(['orders'], orders);
  watch(['exchanges'], exchanges);
  watch(['events'], events);
  watch(['gap'], gap);
  search.addEventListener('input', orders);
  role.addEventListener('change', exchanges);
  startSwitcher();
  onPlace(mark);
  onLanguage(() => { for (const draw of [orders, exchanges, events]) draw(true); gap(); });
}

function fitsRole(exchange, role) {
  if (role === '') return true;
  return role === 'refused' ? isRefused(exchange) : exchange.role === role;
}

/** Requests or events: one of both is shown. */
function startSwitcher() {
  const buttons = [...document.querySelectorAll('[data-list]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      for (const other of buttons) {
        other.setAttribute('aria-pressed', String(other === button));
        document.getElementById(other.dataset.list).hidden = other !== button;
      }
      document.getElementById('role').hidden = button.dataset.list !== 'exchanges';
    });
  }
}

function orderRow(order) {
  return row(['order', order.out_trade_no],
    element('span', { class: 'row-main' },
      element('span', { class: 'amount' }, yuan(order.total)),
      element('span', { class: 'badge', 'data-state': order.trade_state }, state(order.trade_state))),
    element('span', { class: 'row-text' }, order.description),
    element('span', { class: 'row-more' },
      element('code', {}, order.out_trade_no), element('span', {}, t(`kind_${order.kind}`))));
}

function exchangeRow(exchange) {
  const refused = isRefused(exchange);
  const outcome = exchange.failure ? t('no_answer') : `${exchange.status}${exchange.code ? ` ${exchange.code}` : ''}`;
  const target = exchange.role === 'notification' ? exchange.target : exchange.target.split('?')[0];
  return row(['exchange', exchange.id],
    element('span', { class: 'row-main' },
      element('span', { class: 'role', 'data-role': exchange.role },
        `${exchange.role === 'notification' ? '← ' : '→ '}${t(`role_${exchange.role}`)}`),
      element('span', { class: 'badge', 'data-state': refused ? 'refused' : 'fine' }, outcome)),
    element('span', { class: 'row-text' },
      element('span', { class: 'method' }, exchange.method), ' ', element('code', {}, target)),
    element('span', { class: 'row-more' },
      element('span', {}, `${time(exchange.at)} · ${milliseconds(exchange.took_us)}`),
      exchange.about && element('code', {}, exchange.about),
      exchange.manner && element('span', {}, t(`manner_${exchange.manner}`))));
}

function eventRow(event) {
  return element('li', { class: 'event', 'data-kind': event.kind.split('.')[1] },
    element('span', { class: 'row-more' }, element('span', {}, time(event.at)), element('b', {}, event.kind)),
    element('span', { class: 'row-text' }, event.summary));
}

function row([kind, id], ...content) {
  const open = () => go(kind, id);
  return element('li', {}, element('button', { type: 'button', class: 'row', 'data-opens': `${kind}=${id}`, onclick: open }, content));
}

/** The row of what is opened. */
function mark() {
  const opened = location.hash.slice(1);
  for (const button of document.querySelectorAll('.row')) {
    const [kind, id] = button.dataset.opens.split(/=(.*)/s);
    if (`${kind}=${encodeURIComponent(id)}` === opened) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}
