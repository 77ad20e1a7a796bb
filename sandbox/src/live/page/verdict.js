// Whether a signature holds, and if not: what should have been signed beside what was, and the remedy.

import { element } from './dom.js';
import { language, other, pick, t } from './language.js';

/** The verdict about an exchange; nothing where nothing is signed. */
export function showVerdict(verdict, exchange) {
  if (!verdict) return undefined;
  if (verdict.error) return element('p', { class: 'pad note' }, `${t('verdict_none')}: ${verdict.error}`);
  const fits = verdict.signature === 'right';
  const kind = fits && verdict.holds ? 'right' : fits ? 'doubtful' : verdict.signature;
  return element('section', { class: 'verdict', 'data-kind': kind, 'aria-label': t('verdict') },
    element('p', { class: 'verdict-line' },
      element('span', { class: 'sign', 'aria-hidden': 'true' }, { right: '✓', doubtful: '!', wrong: '✗' }[kind] ?? '?'),
      element('b', {}, t(`verdict_${kind}`)),
      verdict.key && element('span', { class: 'note' }, t('signed_with', { key: verdict.key })),
      refusal(exchange)),
    ...verdict.findings.map(finding),
    verdict.comparison && comparison(verdict.comparison));
}

/** What the answer said. */
function refusal(exchange) {
  if (exchange.role === 'notification' || !exchange.code) return undefined;
  return element('span', { class: 'note' }, t('refused_with', { code: exchange.code }));
}

function finding({ code, what, detail, remedy }) {
  const others = [other(what), other(remedy)];
  return element('div', { class: 'finding' },
    element('p', {}, element('b', {}, pick(what)), detail && element('span', {}, ` — ${pick(detail)}`), ' ',
      element('code', { class: 'code' }, code)),
    element('p', { class: 'remedy' }, `${t('remedy')}${language() === 'zh' ? '：' : ': '}`, pick(remedy)),
    element('p', { class: 'other', lang: others[0].lang }, `${others[0].text} ${others[1].text}`));
}

function comparison({ expected, signed }) {
  return element('div', { class: 'comparison' },
    side(t('expected'), expected, 'expected'),
    signed.length > 0 ? side(t('signed'), signed, 'signed')
      : element('div', { class: 'side' }, element('h4', {}, t('signed')), element('p', { class: 'note' }, t('signed_unknown'))));
}

function side(title, pieces, kind) {
  const parts = pieces.map(({ text, differs }) => {
    const shown = signs(text);
    return differs ? element('mark', { 'data-side': kind }, shown) : shown;
  }).flat();
  return element('div', { class: 'side' }, element('h4', {}, title),
    element('pre', { tabindex: 0, 'aria-label': title }, element('code', {}, parts)));
}

const NAMES = ('NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP '
  + 'DEL').split(' ');

/** A text with the pictures of control characters as their names: few fonts have them. */
function signs(text) {
  return text.split(/([\u2400-\u2421])/).filter((part) => part !== '').map((part) => {
    const code = part.charCodeAt(0) - 0x2400;
    return part.length === 1 && code >= 0 && code < NAMES.length ? element('span', { class: 'control-sign' }, NAMES[code]) : part;
  });
}
