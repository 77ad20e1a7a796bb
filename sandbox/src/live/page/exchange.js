// One request or notification with its answer: verdict, headers, bodies.

import { button, element } from './dom.js';
import { date, milliseconds, pretty } from './format.js';
import { t } from './language.js';
import { showVerdict } from './verdict.js';

/** The opened exchange. */
export function showExchange(exchange, verdict, reveal) {
  const isNotification = exchange.role === 'notification';
  const isHidden = !exchange.is_revealed && JSON.stringify(exchange).includes('•••');
  return [
    element('div', { class: 'pad summary' },
      element('p', { class: 'target' }, element('b', {}, exchange.method), ' ', element('code', {}, exchange.target)),
      element('div', { class: 'row-main' },
        element('p', { class: 'note' },
          `${isNotification ? t('sent_to_merchant') : t('arrived_at', { role: t(`role_${exchange.role}`) })} · `
          + `${date(exchange.at)} · ${milliseconds(exchange.took_us)}`),
        isHidden && button(t('reveal'), reveal, { 'data-key': 'reveal', title: t('reveal_hint') }))),
    showVerdict(verdict, exchange),
    message(t(isNotification ? 'notification_sent' : 'request'), exchange.headers, exchange.body, 'request'),
    exchange.failure
      ? element('section', { class: 'message' }, element('h3', {}, t('answer')),
        element('p', { class: 'pad note' }, `${t('no_answer')}: ${exchange.failure}`))
      : message(`${t('answer')} · ${exchange.status}${exchange.manner ? ` · ${t(`manner_${exchange.manner}`)}` : ''}`,
        exchange.answer_headers, exchange.answer_body, 'answer'),
  ];
}

function message(title, headers, body, key) {
  return element('section', { class: 'message' },
    element('h3', {}, title),
    element('details', { open: true }, element('summary', { 'data-key': `${key} headers` }, `${t('headers')} (${headers.length})`),
      element('table', { class: 'headers' }, element('tbody', {},
        headers.map(([name, value]) => element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)))))),
    bodyBox(body, key));
}

/** A body as it was sent, or with line breaks. */
function bodyBox(body, key) {
  const size = t('bytes', { count: body.length });
  if (body.length === 0) return element('p', { class: 'pad note' }, t('no_body'));
  const raw = body.text ?? body.base64;
  const shown = element('code', {});
  const toggle = button('', () => { isPretty = !isPretty; draw(); }, { class: 'plain', 'data-key': `${key} pretty` });
  let isPretty = body.text !== undefined;
  const draw = () => {
    shown.textContent = isPretty ? pretty(raw) : raw;
    toggle.textContent = t(isPretty ? 'show_raw' : 'show_pretty');
    toggle.setAttribute('aria-pressed', String(!isPretty));
  };
  draw();
  return element('div', { class: 'body' },
    element('p', { class: 'row-main' },
      element('span', { class: 'note' }, `${t('body')} · ${size}${body.is_whole ? '' : ` · ${t('body_cut')}`}${body.text === undefined ? ' · base64' : ''}`),
      body.text !== undefined && toggle),
    element('pre', { tabindex: 0, 'aria-label': t('body') }, shown));
}
