// A mini program's view of a payment: `qq.requestWxPayment`, played with a payer and a mobile QQ of a kind.

import { call, segment } from './api.js';
import { button, element, fill } from './dom.js';
import { state, yuan } from './format.js';
import { onLanguage, t } from './language.js';
import { orderOf, store, watch } from './store.js';
import { onPlace, place } from './views.js';

/** What is played: which order, with what, and what is on the screen. */
const played = { number: '', url: '', referer: '', client: 'ios', screen: 'shop', calls: [], shown: null };

/** Plays it, from now on. */
export function startPhone() {
  onPlace((at) => { if (at.view === 'phone') choose(at.id ?? played.number); });
  onLanguage(() => { drawForm(); drawDevice(); });
  watch(['orders'], () => { if (place().view === 'phone') { drawForm(); drawDevice(); } });
}

/** Takes the link of an order. */
async function choose(number) {
  Object.assign(played, { number, screen: 'shop', calls: [], shown: null, referer: store.referer });
  if (number !== '') {
    try {
      const link = await call('GET', `/orders/${segment(number)}/link`);
      Object.assign(played, { url: link.h5_url, referer: link.referer });
    } catch (error) {
      Object.assign(played, { url: '', shown: error.message });
    }
  }
  drawForm();
  drawDevice();
}

function drawForm() {
  const form = document.getElementById('phone-form');
  // The first time with fields of its own, later only with other choices: what is being typed stays.
  const typed = form.contains(document.activeElement) && document.activeElement.name;
  if (typed === 'url' || typed === 'referer') return;
  const orders = [...store.orders.values()].reverse();
  const order = element('select', { name: 'order', 'data-key': 'order', onchange: (event) => choose(event.target.value) },
    element('option', { value: '' }, t('choose_order')),
    orders.map((one) => element('option', { value: one.out_trade_no },
      `${one.out_trade_no} · ${yuan(one.total)} · ${state(one.trade_state)}`)));
  order.value = played.number;
  const client = element('select', { name: 'client', 'data-key': 'client', onchange: (event) => { played.client = event.target.value; drawDevice(); } },
    ['ios', 'android', 'android_page_gone'].map((name) => element('option', { value: name }, t(`client_${name}`))));
  client.value = played.client;
  const text = (name) => element('textarea', {
    name, rows: name === 'url' ? 4 : 1, value: played[name], spellcheck: 'false', 'data-key': name,
    oninput: (event) => { played[name] = event.target.value; },
  });
  const field = (name, input) => element('label', {}, element('span', {}, t(`phone_${name}`)), input);
  fill(form,
    element('p', { class: 'note' }, t('phone_note')),
    field('order', order), field('url', text('url')), field('referer', text('referer')), field('client', client),
    element('p', { class: 'note' }, t(`client_${played.client}_note`)));
}

function drawDevice() {
  const order = orderOf(played.number);
  const screens = { shop, cashier, message };
  fill(document.getElementById('device'),
    element('div', { class: 'device-bar', 'aria-hidden': 'true' }, element('i', {})),
    screens[played.screen](order));
}

/** The mini program's own page. */
function shop(order) {
  return element('div', { class: 'screen shop' },
    element('p', { class: 'bar' }, t('mini_program')),
    order
      ? element('div', { class: 'goods' }, element('p', {}, order.description), element('p', { class: 'amount' }, yuan(order.total)),
        element('code', {}, order.out_trade_no))
      : element('p', { class: 'note goods' }, t('choose_order_note')),
    button('qq.requestWxPayment', request, { class: 'primary', 'data-key': 'request' }),
    played.shown && element('p', { class: 'note' }, played.shown),
    element('div', { class: 'calls', 'aria-live': 'polite' }, played.calls.map((err) => element('code', { class: 'call' },
      err === null ? t('no_callback') : `complete({ errMsg: '${err}' })`))),
    // As it is now: the notification of a change comes after the callback.
    played.calls.length > 0 && element('p', { class: 'truth' },
      order ? t('truth', { state: state(order.trade_state) }) : t('truth_unknown')));
}

/** The view that mobile QQ opens over it. */
function cashier(order) {
  const leave = (payer) => () => close(payer);
  return element('div', { class: 'screen cashier' },
    element('p', { class: 'bar' },
      button('×', leave('leaves'), { 'aria-label': t('payer_leaves'), title: t('payer_leaves'), 'data-key': 'leaves' }), t('wechat_pay')),
    element('div', { class: 'goods' },
      element('p', {}, order?.description ?? t('unknown_order')),
      order && element('p', { class: 'amount' }, yuan(order.total))),
    button(t('payer_pays'), leave('pays'), { class: 'wechat', 'data-key': 'pays' }),
    button(t('payer_cancels'), leave('cancels'), { 'data-key': 'cancels' }));
}

/** The cashier refuses: what the payer reads. */
function message() {
  return element('div', { class: 'screen cashier' },
    element('p', { class: 'bar' }, button('×', back, { 'aria-label': t('payer_leaves'), 'data-key': 'back' }), t('wechat_pay')),
    element('p', { class: 'refusal', role: 'alert' }, played.shown),
    element('p', { class: 'note goods' }, t('refusal_note')));
}

/** What QQ looks at before it opens anything, is asked of the sandbox with a payer who leaves at once. */
async function request() {
  played.shown = null;
  const asked = await play('leaves', 'ios');
  if (asked === undefined) return;
  if (asked.shown !== null) {
    Object.assign(played, { screen: 'message', shown: asked.shown });
  } else if (asked.errMsg === 'requestWxPayment:fail cancel') {
    played.screen = 'cashier';
  } else {
    told(asked.errMsg);
  }
  drawDevice();
  document.querySelector('#device button')?.focus();
}

/** The payer leaves the view in one of three ways. */
async function close(payer) {
  const outcome = await play(payer, played.client);
  if (outcome === undefined) return;
  if (outcome.shown !== null) {
    Object.assign(played, { screen: 'message', shown: outcome.shown });
    drawDevice();
    return;
  }
  told(outcome.errMsg);
}

/** The payer has read the refusal, and leaves. */
function back() {
  const err = { ios: 'requestWxPayment:fail cancel', android: 'requestWxPayment:ok', android_page_gone: null }[played.client];
  told(err);
}

function told(err) {
  played.calls = [err, ...played.calls].slice(0, 5);
  Object.assign(played, { screen: 'shop', shown: null });
  drawDevice();
  document.querySelector('#device [data-key="request"]')?.focus();
}

async function play(payer, client) {
  try {
    return await call('POST', '/request-wx-payment', { url: played.url, referer: played.referer, payer, client });
  } catch (error) {
    played.shown = error.message;
    drawDevice();
    return undefined;
  }
}
