// One order: what is known of it, and what can be done with it.

import { act, call, segment } from './api.js';
import { button, element } from './dom.js';
import { state, yuan } from './format.js';
import { t } from './language.js';
import { store } from './store.js';
import { go } from './views.js';

/** The opened order. */
export function showOrder(order) {
  const refunds = [...store.refunds.values()].filter((refund) => belongs(refund, order));
  return [
    element('div', { class: 'pad summary' },
      element('p', { class: 'big' }, yuan(order.total), ' ',
        element('span', { class: 'badge', 'data-state': order.trade_state }, state(order.trade_state))),
      element('p', {}, order.description),
      actions(order)),
    facts(order),
    element('div', { class: 'pad', id: 'link-place' }, linkButtons(order)),
    refunds.length > 0 && element('h3', {}, t('refunds')),
    ...refunds.map(refundBox),
    related(order),
  ];
}

const belongs = (refund, order) => refund.out_trade_no === order.out_trade_no
  || (order.payment?.transaction_ids ?? []).includes(refund.transaction_id);

function actions(order) {
  const path = `/orders/${segment(order.out_trade_no)}`;
  const isOpen = order.trade_state === 'NOTPAY';
  const isPaid = Boolean(order.payment);
  const does = (key, ...what) => button(t(key), () => act(...what), { 'data-key': key, title: t(`${key}_hint`) });
  return element('div', { class: 'buttons' },
    isOpen && button(t('pay'), () => act('POST', '/pay', { out_trade_no: order.out_trade_no }, t('paid')),
      { class: 'primary', 'data-key': 'pay', title: t('pay_hint') }),
    isOpen && does('fail_payment', 'POST', `${path}/fail-payment`, {}),
    isOpen && does('close_order', 'POST', `${path}/close`, {}),
    isPaid && does('deliver_again', 'POST', `${path}/deliver-again`, {}, t('acknowledged')),
    isPaid && refundForm(order));
}

function refundForm(order) {
  const form = element('form', { class: 'line' },
    element('label', {}, `${t('refund_fen')} `,
      element('input', { name: 'fen', type: 'number', min: 1, max: order.total, placeholder: t('rest'), 'data-key': 'fen' })),
    order.kind === 'combine' && element('label', {}, `${t('sub_order')} `, element('input', { name: 'number', required: true })),
    element('button', { type: 'submit', 'data-key': 'refund', title: t('refund_hint') }, t('refund_in_console')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fen = form.elements.fen.value;
    const number = form.elements.number?.value ?? order.out_trade_no;
    const body = fen === '' ? {} : { refund: Number(fen) };
    act('POST', `/orders/${segment(number)}/refund-in-console`, body, (value) => value.out_refund_no);
  });
  return form;
}

function facts(order) {
  const ids = order.payment?.transaction_ids ?? [];
  const pairs = [
    ['out_trade_no', order.out_trade_no],
    [t('kind'), t(`kind_${order.kind}`)],
    ['mchid', order.mchid],
    [t('created'), order.created],
    [t('way'), order.through_qq ? `QQ ${order.through_qq}` : t('way_direct')],
    [t('goes_to'), order.notification_goes_to],
    order.payment && [t('paid_at'), order.payment.success_time],
    ...ids.map((id, at) => ['transaction_id', `${id}${ids.length > 1 ? ` · ${state(order.payment.trade_states[at])}` : ''}`]),
  ];
  return element('dl', { class: 'facts' }, pairs.filter(Boolean).flatMap(([name, value]) => [
    element('dt', {}, name), element('dd', {}, value),
  ]));
}

/** The link and its QR codes: fetched when they are asked for, since a link is no longer good after five minutes. */
function linkButtons(order) {
  const show = async () => {
    try {
      const link = await call('GET', `/orders/${segment(order.out_trade_no)}/link`);
      document.getElementById('link-place')?.replaceChildren(...linkBox(order, link));
    } catch (error) {
      document.getElementById('link-place')?.replaceChildren(element('p', { class: 'note' }, error.message));
    }
  };
  return element('div', { class: 'buttons' },
    button(t('show_link'), show, { 'data-key': 'link' }),
    button(t('as_mini_program'), () => go('phone', order.out_trade_no), { 'data-key': 'phone' }));
}

function linkBox(order, link) {
  const page = `${location.origin}/#phone=${encodeURIComponent(order.out_trade_no)}`;
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(location.hostname);
  const code = (text, label) => element('figure', {},
    element('img', { src: `/sandbox/qr?text=${encodeURIComponent(text)}`, alt: label, width: 160, height: 160 }),
    element('figcaption', {}, label));
  return [
    element('div', { class: 'codes' }, code(page, t('qr_page')), code(link.h5_url, t('qr_link'))),
    isLocal && element('p', { class: 'note' }, t('qr_local')),
    element('dl', { class: 'facts' },
      element('dt', {}, 'url'), element('dd', {}, element('code', {}, link.h5_url)),
      element('dt', {}, 'referer'), element('dd', {}, element('code', {}, link.referer))),
  ].filter(Boolean);
}

function refundBox(refund) {
  const path = `/refunds/${segment(refund.out_refund_no)}`;
  const isOpen = refund.status === 'PROCESSING' || refund.status === 'ABNORMAL';
  const settle = (as) => button(t(`settle_${as}`), () => act('POST', `${path}/settle`, { as }),
    { 'data-key': `${refund.out_refund_no} ${as}` });
  return element('div', { class: 'refund' },
    element('p', { class: 'row-main' },
      element('span', {}, yuan(refund.refund), ' ', element('code', {}, refund.out_refund_no)),
      element('span', { class: 'badge', 'data-state': refund.status }, state(refund.status))),
    element('div', { class: 'buttons' },
      isOpen && settle('SUCCESS'),
      refund.status === 'PROCESSING' && settle('ABNORMAL'),
      isOpen && settle('CLOSED'),
      refund.status !== 'PROCESSING' && button(t('deliver_again'),
        () => act('POST', `${path}/deliver-again`, {}, t('acknowledged')), { 'data-key': `${refund.out_refund_no} again` })));
}

/** Requests and notifications that name the order. */
function related(order) {
  const names = (one) => one.about === order.out_trade_no || one.target.includes(order.out_trade_no);
  const found = store.exchanges.filter(names).slice(0, 12);
  if (found.length === 0) return undefined;
  return element('div', {},
    element('h3', {}, t('related')),
    element('ul', { class: 'links' }, found.map((one) => element('li', {},
      button(`${t(`role_${one.role}`)} · ${one.method} · ${one.status ?? t('no_answer')}${one.code ? ` ${one.code}` : ''}`,
        () => go('exchange', one.id), { class: 'link', 'data-key': `x${one.id}` })))));
}
